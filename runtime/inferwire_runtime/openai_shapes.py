"""Results in the shapes of OpenAI's client, and conversion of its arguments to those of tasks."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Awaitable, Callable, Generator, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar, cast

import msgspec
from msgspec import Struct

from inferwire_runtime.arguments import is_omitted
from inferwire_runtime.errors import InputError, OutputError, describe
from inferwire_runtime.jsontypes import Json, is_list, is_object, is_sequence
from inferwire_runtime.results import Model
from inferwire_runtime.served_models import ServedModel
from inferwire_runtime.uploads import FileParameter

if TYPE_CHECKING:
    from inferwire_runtime.core import RawResponse
    from inferwire_runtime.media import Media

SIZE = re.compile(r"(\d+)x(\d+)")
SUBTITLES = ("srt", "vtt")
TEXT_FORMATS = ("json", "verbose_json", "text", *SUBTITLES)
T = TypeVar("T")


class Embedding(Model, kw_only=True):
    """The vector of one of the texts.

    Attributes:
        embedding: The vector.
        index: Index of the text in the input.
        object: Kind of the object: ``embedding``.
    """

    embedding: list[float]
    index: int
    object: str = "embedding"


class EmbeddingUsage(Model, kw_only=True):
    """The tokens that were counted.

    Attributes:
        prompt_tokens: Number of tokens in the texts.
        total_tokens: Number of tokens that are billed.
    """

    prompt_tokens: int = 0
    total_tokens: int = 0


class EmbeddingResponse(Model, kw_only=True):
    """The vectors of texts.

    Attributes:
        data: A vector for each text, in order.
        model: Model that computed them, if known.
        usage: The tokens that the server counted; None if it reports none.
        object: Kind of the object: ``list``.
    """

    data: list[Embedding]
    model: str | None = None
    usage: EmbeddingUsage | None = None
    object: str = "list"


class Image(Model, kw_only=True):
    """An image: in base64, or at a URL.

    Attributes:
        b64_json: The image in base64; None if a URL was requested.
        url: URL of the image, if the provider returned one.
        revised_prompt: Prompt that the provider used in place of the caller's.
    """

    b64_json: str | None = None
    url: str | None = None
    revised_prompt: str | None = None


class ImagesResponse(Model, kw_only=True):
    """Images.

    Attributes:
        data: The images.
        created: Time at which they were created, in seconds since 1970.
    """

    data: list[Image]
    created: int


class SpeechResponse:
    """Speech, with the methods of a binary response of OpenAI's client.

    Attributes:
        media: The audio file.
    """

    __slots__ = ("media",)

    def __init__(self, media: Media) -> None:
        self.media = media

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.media.data

    def read(self) -> bytes:
        """Return the bytes of the file."""
        return self.media.data

    async def aread(self) -> bytes:
        """Return the bytes of the file."""
        return self.media.data

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the bytes of the file in chunks."""
        data = self.media.data
        size = chunk_size or len(data) or 1
        for start in range(0, len(data), size):
            yield data[start : start + size]

    def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Write the bytes to a file."""
        with open(file, "wb") as target:
            target.write(self.media.data)

    stream_to_file = write_to_file

    def __bytes__(self) -> bytes:
        return self.media.data

    def __repr__(self) -> str:
        return f"SpeechResponse({self.media!r})"


class ParsedResponse(Generic[T]):
    """A result, and the response that it was read from, as openai's ``with_raw_response`` returns it.

    Attributes:
        headers: Headers of the response, with lower-case names.
        status_code: HTTP status.
        content: Body of the response.
    """

    __slots__ = ("_value", "content", "headers", "status_code")

    def __init__(self, value: T, response: RawResponse) -> None:
        self._value = value
        self.headers = response.headers
        self.status_code = response.status
        self.content = response.body

    def parse(self) -> T:
        """Return the result."""
        return self._value

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Json:
        """Return the decoded body."""
        return msgspec.json.decode(self.content)

    @property
    def request_id(self) -> str | None:
        """ID of the request; None if the server returned none."""
        return self.headers.get("x-request-id")

    def __repr__(self) -> str:
        return f"ParsedResponse(status_code={self.status_code}, {self._value!r})"


class ModelPage:
    """The models that an endpoint serves.

    Attributes:
        data: The models.
        object: Kind of the object: ``list``.
    """

    __slots__ = ("data", "object")

    def __init__(self, data: list[ServedModel]) -> None:
        self.data = data
        self.object = "list"

    def __iter__(self) -> Iterator[ServedModel]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return f"ModelPage({self.data!r})"


class AsyncModelPage:
    """The models that an endpoint serves: ``await`` it for a `ModelPage`, or iterate over it with ``async for``."""

    __slots__ = ("_items", "_load")

    def __init__(self, load: Callable[[], Awaitable[list[ServedModel]]]) -> None:
        self._load = load
        self._items: Iterator[ServedModel] | None = None

    def __await__(self) -> Generator[Any, None, ModelPage]:
        return self._page().__await__()

    async def _page(self) -> ModelPage:
        return ModelPage(await self._load())

    def __aiter__(self) -> AsyncModelPage:
        return self

    async def __anext__(self) -> ServedModel:
        if self._items is None:
            self._items = iter(await self._load())
        for item in self._items:
            return item
        raise StopAsyncIteration


def find_model(models: Sequence[ServedModel], name: str) -> ServedModel:
    """Return the model of a name.

    Raises:
        InputError: If there is none.
    """
    for model in models:
        if model.id == name:
            return model
    shown = ", ".join(model.id for model in models[:20]) or "none"
    raise InputError(f"the endpoint serves no model {name!r:.200}; it lists {shown}")


def with_parameters(options: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """Return options of a call that send more parameters; those of the caller win."""
    extra = {name: value for name, value in fields.items() if value is not None and not is_omitted(value)}
    return {**options, "extra_parameters": {**extra, **(options.get("extra_parameters") or {})}}


def image_options(
    options: Mapping[str, Any], *, size: str | None, response_format: str | None, takes_size: bool, **fields: Any
) -> dict[str, Any]:
    """Return the options and parameters of a call that creates an image.

    Args:
        options: Options of the caller.
        size: Such as ``1024x1024``; sent as width and height unless the server has OpenAI's interface.
        response_format: ``url`` to return the provider's URL.
        takes_size: Whether the server has OpenAI's interface.
        **fields: Parameters that no task has.

    Raises:
        InputError: If the format is unknown.
    """
    size, response_format = (None if is_omitted(value) else value for value in (size, response_format))
    if response_format is not None and not (
        isinstance(response_format, str) and response_format in ("url", "b64_json")
    ):
        raise InputError(f"`response_format` must be 'url' or 'b64_json', got {describe(response_format)}")
    parameters: dict[str, Any] = {}
    if size is not None:
        match = SIZE.fullmatch(size) if isinstance(size, str) and not takes_size else None
        if match is None:
            fields["size"] = size
        else:
            parameters = {"width": int(match[1]), "height": int(match[2])}
    if response_format == "url":
        parameters["output_type"] = "json" if takes_size else "url"  # such servers may also have none
        if takes_size:
            parameters["extra_body"] = {"response_format": "url", **(options.get("extra_body") or {})}
    return with_parameters(options, **fields) | parameters


def images_of(result: Any, responses: Sequence[RawResponse]) -> list[Image]:
    """Return all images of a response: those that OpenAI's interface lists, or else the result of the task.

    Raises:
        OutputError: If there is none.
    """
    for response in responses:
        if response.body.lstrip()[:1] != b"{":
            continue
        data = msgspec.json.decode(response.body)
        items = data.get("data") if is_object(data) else None
        if is_list(items) and items and all(map(_is_image, items)):
            return [msgspec.convert(_image_fields(item), Image) for item in items]
    if isinstance(result, str):
        return [Image(url=result)]
    if not hasattr(result, "to_base64"):
        raise OutputError("the response lists no images; call text_to_image or image_to_image", body=str(result)[:1000])
    return [Image(b64_json=result.to_base64(), url=result.url)]


def _is_image(item: Json) -> bool:
    return is_object(item) and isinstance(item.get("b64_json") or item.get("url"), str)


def _image_fields(item: Mapping[str, Json]) -> dict[str, str]:
    return {name: text for name in Image.__struct_fields__ if isinstance(text := item.get(name), str)}


def images_response(images: Sequence[Image]) -> ImagesResponse:
    """Return the result of images that were created now."""
    return ImagesResponse(data=list(images), created=int(time.time()))


def check_count(n: int | None) -> int:
    """Return how many images to create.

    Raises:
        InputError: If it is not an int ≥ 1.
    """
    if n is None or is_omitted(n):
        return 1
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise InputError(f"`n` must be an int ≥ 1, got {describe(n)}")
    return n


class _Counted(Struct):
    """The part of a response to texts that is not their vectors."""

    model: Json = None
    usage: Json = None


def embedding_response(
    vectors: Any, texts: Any, responses: Sequence[RawResponse], model: str | None
) -> EmbeddingResponse:
    """Return vectors in the shape of OpenAI's client.

    Args:
        vectors: A vector, or a vector for each text.
        texts: The text or texts.
        responses: The responses, for the usage that the server reports.
        model: Model that was called.
    """
    rows = vectors if is_sequence(texts) else [vectors]
    counted = _Counted()
    if responses and responses[-1].body.lstrip()[:1] == b"{":
        counted = msgspec.json.decode(responses[-1].body, type=_Counted)
    usage = None
    if is_object(counted.usage):
        counts = {name: counted.usage.get(name) for name in EmbeddingUsage.__struct_fields__}
        usage = EmbeddingUsage(**{name: count for name, count in counts.items() if isinstance(count, int)})
    return EmbeddingResponse(
        data=[Embedding(embedding=list(vector), index=index) for index, vector in enumerate(rows)],
        model=counted.model if isinstance(counted.model, str) else model,
        usage=usage,
    )


def transcription_options(
    options: Mapping[str, Any], response_format: str | None, *, is_openai: bool, **fields: Any
) -> dict[str, Any]:
    """Return the options and parameters of a call that transcribes speech.

    Args:
        options: Options of the caller.
        response_format: Form of the result. Plain text is not requested: the text of the usual response is.
        is_openai: Whether the server has OpenAI's interface, and writes subtitles itself.
        **fields: Parameters that no task has.

    Raises:
        InputError: If the format is unknown.
    """
    if response_format is None or is_omitted(response_format):
        return with_parameters(options, **fields)
    if not isinstance(response_format, str) or response_format not in TEXT_FORMATS:
        choice = ", ".join(map(repr, TEXT_FORMATS))
        got = f"{response_format!r:.80}" if type(response_format) is str else describe(response_format)
        raise InputError(f"`response_format` must be one of {choice}, got {got}")
    if response_format == "text":
        return with_parameters(options, **fields)
    if response_format not in SUBTITLES:
        return with_parameters(options, response_format=response_format, **fields)
    sent = with_parameters(options, response_format=response_format if is_openai else None, **fields)
    return {**sent, "return_timestamps": True}


def transcript_of(result: Any, response_format: str | None) -> Any:
    """Return a transcription in a form of OpenAI's client.

    Args:
        result: Result of the task.
        response_format: Form that was requested.

    Raises:
        OutputError: If it is subtitles, and the server returned no times.
    """
    if response_format == "text":
        return result.text
    if response_format not in SUBTITLES:
        return result
    if "-->" in result.text:
        return result.text  # by the server
    chunks = [chunk for chunk in result.chunks or () if chunk.timestamp]
    if not chunks:
        raise OutputError("the response has no times for subtitles; use response_format='text'", body=result.text)
    from inferwire_runtime.subtitles import to_srt, to_vtt  # only for servers that return times

    return to_vtt(chunks) if response_format == "vtt" else to_srt(chunks)


def images_to_edit(image: Any, mask: Any, *, is_openai: bool) -> tuple[Any, dict[str, Any]]:
    """Return the image to edit, and the other files of the request by their names in OpenAI's form.

    Args:
        image: The image, or a list of images.
        mask: Image whose transparent parts may change; None if there is none.
        is_openai: Whether the server has OpenAI's interface, and takes several images.

    Raises:
        InputError: If the list is empty, or the server takes one image.
    """
    images = [file_of(each) for each in (image if is_list(image) else [image])]
    if not images or (len(images) > 1 and not is_openai):
        raise InputError(f"`image` must be one image, got a list of {len(images)}; call once for each")
    files = {
        "image[]": [FileParameter(each) for each in images] if len(images) > 1 else None,
        "mask": None if mask is None or is_omitted(mask) else FileParameter(file_of(mask)),
    }
    return images[0], files


def file_of(file: Any) -> Any:
    """Return a media input for what OpenAI's client accepts as a file, which may be (name, content, media type)."""
    if not is_sequence(file) or is_list(file) or len(file) not in (2, 3, 4):
        return file
    parts: Sequence[Any] = file
    name, content, *rest = parts
    if not isinstance(name, (str, type(None))):
        return parts  # an array and its sample rate
    from inferwire_runtime.media import Media  # only for such files
    from inferwire_runtime.media_types import detect_media_type, type_for_suffix

    try:
        if not isinstance(content, bytes):
            content = cast("IO[bytes]", content).read()
        declared = rest[0] if rest else type_for_suffix(os.path.splitext(name or "")[1])
        return Media(data=content, media_type=detect_media_type(content, declared))
    except Exception as exc:
        raise InputError("a file must be (name, content as bytes or an open binary file, media type)") from exc

"""A call as a plain generator: it yields what it wants done, is sent what came of it, and returns the result.

A flow does no I/O, never sleeps and knows no ``async``; the drivers in `client` do what it asks for. The functions here
are the only places that yield, so that generated flows read ``reply = yield from route.post(...)`` and stay typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast

import msgspec
from msgspec import UNSET, Struct, UnsetType, structs

from inferwire_runtime.decoding import convert, decode_body, decode_vectors, encode_body
from inferwire_runtime.errors import ANSWER_HINT, InputError, Json, OutputError
from inferwire_runtime.media import Link, Media, Upload, accepted, bare_type
from inferwire_runtime.options import Options
from inferwire_runtime.pick import either, pick
from inferwire_runtime.policy import Attempt
from inferwire_runtime.shapes import is_mapping, is_object
from inferwire_runtime.urls import quote

if TYPE_CHECKING:
    from inferwire_runtime.keys import Key
    from inferwire_runtime.transport import Prepared

T = TypeVar("T")
LIST = re.compile(rb"[ \t\r\n]*\[")  # the start of one in JSON

HUB = "https://huggingface.co"


class Request(Struct, frozen=True, kw_only=True):
    """One HTTP request, before its body is encoded and its key is added.

    Attributes:
        method: HTTP method.
        url: Where to, with its query.
        headers: Without the key.
        json: A body to be sent as JSON; may hold `Encoded` media.
        content: A medium that is the whole body.
        form: Fields of a multipart form: texts, and media as files.
        key: Added as a header only when the request leaves, and only for this URL's own host.
        who: Whose answer it will be, for messages.
        provider: Name of the provider, where it is one.
        is_stream: Hand the answer over as soon as its headers are here.
        is_repeatable: May be sent again after an answer was lost, since doing it twice does no harm.
        is_download: Names a URL that came from an answer: no key, no private address, a limit of size.
    """

    method: str
    url: str
    headers: dict[str, str] = {}
    json: Json | UnsetType = UNSET
    content: Upload | None = None
    form: dict[str, str | Upload] | None = None
    key: Key | None = None
    who: str = ""
    provider: str | None = None
    is_stream: bool = False
    is_repeatable: bool = True
    is_download: bool = False


class Reply(Struct, frozen=True, kw_only=True):
    """An HTTP answer that was read to its end; its status is below 300.

    Attributes:
        status: HTTP status.
        headers: With lower-case names.
        body: Undecoded; content encodings are undone.
        url: Where it came from, after redirects.
        who: Whose answer it is, for messages.
        attempts: What came of each time that the request was sent.
        file: A file that this answer named, fetched.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    url: str
    who: str
    attempts: tuple[Attempt, ...] = ()
    file: Reply | None = None

    @property
    def media_type(self) -> str:
        """The type that the server declares, without parameters; empty where it declares none."""
        return bare_type(self.headers.get("content-type", ""))

    def json(self) -> Json:
        """Decode the body.

        Raises:
            OutputError: It is not JSON.
        """
        try:
            return msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as exc:
            raise self.malformed(f"is not JSON: {exc}") from exc

    def decode(self, type_: type[T]) -> T:
        """Decode the body as ``type_``.

        Raises:
            OutputError: It has another shape.
        """
        return decode_body(self.body, type_, self.who)

    def list_at(self, type_: type[T], *path: str) -> T:
        """Decode the body, which is a list, or holds one at ``path``.

        Args:
            type_: The type of the list.
            path: Names of fields, one within the other.

        Raises:
            OutputError: It has another shape.
        """
        if LIST.match(self.body):
            return self.decode(type_)
        data = self.json()
        return convert(either(pick(data, *path), data), type_, self.who)

    def vectors(self, type_: type[T], *, items: tuple[str, ...], vector: tuple[str, ...]) -> T:
        """Decode the vectors in the body, some of them in base64: those of the ``items``, at ``vector`` in each.

        Raises:
            OutputError: It has another shape.
        """
        return decode_vectors(self.body, type_, self.who, items=items, vector=vector)

    def media(self) -> Media | None:
        """Give the body as a medium, or None where it is JSON or text."""
        media_type = self.media_type
        if not self.body or media_type.endswith("json") or media_type.startswith("text/"):
            return None
        media = Media(data=self.body, media_type=media_type)
        return None if media.media_type == "application/octet-stream" and self.body[:1] in b"{[" else media

    def medium_type(self) -> str:
        """Give the type of a body that is a medium.

        Raises:
            OutputError: It is a text.
        """
        declared = self.media_type
        if not self.body:
            raise self.malformed("is empty")
        if declared.startswith("text/") or declared.endswith("json"):
            raise self.malformed(f"is {declared}, not a medium")
        return declared

    def file_media(self) -> Media | None:
        """Give the file that this answer named, as a medium.

        Raises:
            OutputError: It is a text.
        """
        if self.file is None:
            return None
        return Media(data=self.file.body, media_type=self.file.medium_type())

    def file_type(self) -> str | None:
        """Give the media type of the file that this answer named."""
        media = self.file_media()
        return None if media is None else media.media_type

    def file_text(self) -> str | None:
        """Give the text of the file that this answer named.

        Raises:
            OutputError: It is no text.
        """
        if self.file is None:
            return None
        try:
            return self.file.body.decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            raise self.file.malformed("is no text") from exc

    def malformed(self, how: str) -> OutputError:
        """Build the error for an answer that cannot be used."""
        start = self.body[:200].decode("utf-8", "replace")
        text = f"the answer of {self.who} {how}; it starts {start!r}; {ANSWER_HINT}"
        return OutputError(text, status=self.status, body=start)


class SendOnce(Struct, frozen=True):
    """Send a request once: what retries are made of."""

    prepared: Prepared


class Sleep(Struct, frozen=True):
    """Wait."""

    seconds: float


class RunBlocking(Struct, frozen=True):
    """Run a function that reads files or works for long: off the event loop, where there is one."""

    function: Callable[[], Any]


class Remember(Struct, frozen=True):
    """Run a flow once for all callers that ask for the same key, and keep its result for a while."""

    key: str
    flow: Callable[[], Generator[Any, Any, Any]]


Step: TypeAlias = Request | SendOnce | Sleep | RunBlocking | Remember
Flow: TypeAlias = Generator[Step, Any, T]


def send(request: Request) -> Flow[Reply]:
    """Send ``request``, again where the retry policy allows it, and give its answer."""
    return cast("Reply", (yield request))


def sleep(seconds: float) -> Flow[None]:
    """Wait for ``seconds``."""
    yield Sleep(seconds)


def run_blocking(function: Callable[[], T]) -> Flow[T]:
    """Run ``function`` off the event loop and give its result."""
    return cast("T", (yield RunBlocking(function)))


def remember(key: str, flow: Callable[[], Flow[T]]) -> Flow[T]:
    """Give the result of ``flow``, running it only if nobody did lately."""
    return cast("T", (yield Remember(key, flow)))


class Call(Struct, frozen=True, kw_only=True):
    """What the caller asked for.

    Attributes:
        task: Id of the task on the Hub; None for a custom call.
        inputs: The input, shaped as the task's schema has it: one value, or an object of named parts.
        parameters: The parameters that were passed, under their schema's names.
        options: How to make the call: model, provider, key, limits.
        endpoint_apis: Which interface each endpoint was found to have; shared by a client's calls.
    """

    task: str | None
    inputs: Json
    parameters: dict[str, Json]
    options: Options
    endpoint_apis: dict[str, str] = {}

    @property
    def output_type(self) -> str:
        """``media``, ``bytes``, ``url``, ``data_url`` or ``json``."""
        return self.options.output_type or "media"

    def input(self, name: str) -> Json:
        """Give one named part of the inputs.

        Raises:
            InputError: It was not passed.
        """
        value = self.optional_input(name)
        if value is UNSET:
            raise InputError(f"{self.task} needs {name!r} among its inputs")
        return value

    def optional_input(self, name: str) -> Json:
        """Give one named part of the inputs; UNSET where it was not passed."""
        return self.inputs.get(name, UNSET) if is_object(self.inputs) else UNSET

    def parameter(self, *path: str) -> Json:
        """Give a parameter, or what stands at a path within it; UNSET where nothing does.

        Raises:
            InputError: A path leads into something that has no parts.
        """
        value: Json = self.parameters
        for name in path:
            if value is None:
                return UNSET
            if not is_mapping(value):
                raise InputError(f"{path[0]} is an object with {path[-1]!r} in it, not a {type(value).__name__}")
            if name not in value:
                return UNSET
            value = value[name]
        return value

    def body(self, fields: Mapping[str, Json], parameters: Mapping[str, Json] | None = None) -> dict[str, Json]:
        """Make the JSON body: ``fields`` first, then the parameters that they do not set.

        What was not passed is left out. ``extra_body`` wins over both, except for the model.
        """
        body = filled(fields, parameters or {})
        for name, value in self.options.extra_body.items():
            if name != "model" or "model" not in body:
                body[name] = value
        return body

    def form(self, fields: Mapping[str, Json], parameters: Mapping[str, Json] | None = None) -> dict[str, str | Upload]:
        """Make a multipart form of what would be a body: media stay files, what is no text becomes JSON."""
        body = self.body(fields, parameters)
        return {
            name: value if isinstance(value, (str, Upload)) else encode_body(value).decode()
            for name, value in body.items()
        }

    def media(self) -> dict[str | None, Upload | Link]:
        """Give the media among the inputs, by their part; None stands for the whole input."""
        parts = self.inputs.items() if is_object(self.inputs) else [(None, self.inputs)]
        return {part: value for part, value in parts if isinstance(value, (Upload, Link))}

    def with_media(self, media: Mapping[str | None, Upload | Link]) -> Call:
        """Give the call with other media in their parts."""
        if not media:
            return self
        return structs.replace(self, inputs={**self.inputs, **media} if is_object(self.inputs) else media[None])

    def upload(self) -> Upload | None:
        """Give the input where it is a medium and nothing else was passed, so that it can be the whole body."""
        if self.parameters or self.options.extra_body or not isinstance(self.inputs, Upload):
            return None
        return self.inputs

    def accept_media(self, names: Mapping[str, str], who: str) -> Call:
        """Give the call with its media under the provider's names for their types.

        Args:
            names: What the provider calls each type that it takes.
            who: The provider.

        Raises:
            InputError: The provider does not take the type of one.
        """
        return self.with_media({part: accepted(medium, names, who) for part, medium in self.media().items()})

    def allow_output_types(self, *allowed: str) -> None:
        """Refuse an ``output_type`` that the provider cannot give.

        Raises:
            InputError: The caller asked for another.
        """
        if self.output_type not in ("media", *allowed):
            choice = " or ".join(repr(name) for name in allowed)
            raise InputError(
                f"this provider cannot give output_type={self.output_type!r}; pass {choice}, or leave it out"
            )


class Route(Struct, frozen=True, kw_only=True):
    """The way that a call takes: to whom, with which key, under which name of the model.

    Attributes:
        provider: Name of the provider, or ``endpoint`` for a server that the caller named.
        title: Its name for people.
        model: The provider's name of the model; UNSET where the caller named none and the way needs none.
        hub_model: The model's id on the Hub.
        base_url: What paths are appended to; without a trailing slash.
        exact_url: What the caller gave as an endpoint, used as it is by servers without paths.
        query: Query string that every URL carries.
        key: Goes with every request on this way.
        headers: Sent with every request on this way.
        is_routed: Whether the Hub's router stands between.
        api: Which of an endpoint's two interfaces to use, where that is known.
        adapter: Kind of adapter that the model is (``lora``), where it is one.
        weights: Path of an adapter's weights within ``hub_model``.
    """

    provider: str
    title: str
    model: str | UnsetType
    base_url: str
    hub_model: str | None = None
    exact_url: str | None = None
    query: str = ""
    key: Key | None = None
    headers: dict[str, str] = {}
    is_routed: bool = False
    api: Literal["openai", "native"] | None = None
    adapter: str | UnsetType = UNSET
    weights: str | None = None

    @property
    def hub_url(self) -> str:
        """The model's page on the Hub."""
        return f"{HUB}/{self.hub_model}"

    @property
    def weights_url(self) -> str | UnsetType:
        """Where an adapter's weights lie on the Hub, if the model is one."""
        return f"{self.hub_url}/resolve/main/{quote(self.weights)}" if self.weights else UNSET

    @property
    def who(self) -> str:
        """The provider's name in messages."""
        return f"{self.title} (endpoint)" if self.provider == "endpoint" else self.title

    def detour(self, *, direct: str | None = None, routed_query: str = "") -> Route:
        """Give the way of a task that leaves the provider's usual one.

        Args:
            direct: Where direct calls go.
            routed_query: What the router needs to see in every URL.
        """
        if self.is_routed:
            return structs.replace(self, query=routed_query)
        return self if direct is None else structs.replace(self, base_url=direct)

    def url(self, path: str) -> str:
        """Give the URL of ``path`` on this way."""
        if not path and self.exact_url is not None:
            return self.exact_url
        joint = "&" if "?" in path else "?"
        return f"{self.base_url}{path}{joint}{self.query}" if self.query else f"{self.base_url}{path}"

    def request(
        self,
        method: str,
        path: str,
        *,
        json: Json | UnsetType = UNSET,
        content: Upload | None = None,
        form: dict[str, str | Upload] | None = None,
        headers: Mapping[str, str] | None = None,
        is_stream: bool = False,
        is_repeatable: bool = True,
    ) -> Request:
        """Build a request on this way."""
        return Request(
            method=method,
            url=self.url(path),
            headers={**self.headers, **(headers or {})},
            json=json,
            content=content,
            form=form,
            key=self.key,
            who=self.who,
            provider=self.provider,
            is_stream=is_stream,
            is_repeatable=is_repeatable,
        )

    def post(
        self,
        path: str,
        *,
        json: Json | UnsetType = UNSET,
        content: Upload | None = None,
        form: dict[str, str | Upload] | None = None,
        headers: Mapping[str, str] | None = None,
        is_repeatable: bool = True,
    ) -> Flow[Reply]:
        """Post a body and give the answer.

        ``is_repeatable`` is false of an order, which must not be done, and billed, twice.
        """
        request = self.request(
            "POST", path, json=json, content=content, form=form, headers=headers, is_repeatable=is_repeatable
        )
        return send(request)

    def get(self, path: str, *, headers: Mapping[str, str] | None = None) -> Flow[Reply]:
        """Get an answer."""
        return send(self.request("GET", path, headers=headers))


def given(**values: Any) -> dict[str, Json]:
    """Keep the arguments that were passed."""
    return without_unset(values)


def without_unset(values: Mapping[str, Json]) -> dict[str, Json]:
    """Keep the fields that have a value."""
    return {name: value for name, value in values.items() if value is not UNSET}


def filled(fields: Mapping[str, Json], rest: Mapping[str, Json]) -> dict[str, Json]:
    """Keep the fields that have a value, and of the rest what they do not set."""
    result = without_unset(fields)
    for name, value in rest.items():
        result.setdefault(name, value)
    return result


def present(*values: Json) -> list[Json]:
    """Keep the items that have a value."""
    return [value for value in values if value is not UNSET]

"""The data of a call: `Call`, `Route`, `Request` and `Response`.

Generated provider modules use little else of the runtime: they read a `Call`, send requests through its `Route` and
parse the `Response`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType, structs

from inferwire_http.urls import quote
from inferwire_runtime.decoding import (
    convert,
    decode_body,
    decode_embeddings,
    encode_body,
    encode_hook,
    encode_with,
)
from inferwire_runtime.depth import decode_json
from inferwire_runtime.error_messages import CALL_HINT, find_error, find_error_status, find_hint, refine
from inferwire_runtime.errors import RESPONSE_HINT, Attempt, InputError, OutputError, ProviderError, clip
from inferwire_runtime.jsontypes import Json, is_list, is_mapping, is_object
from inferwire_runtime.keys import Secret, is_secret_name
from inferwire_runtime.media import Media
from inferwire_runtime.media_types import is_binary_media, parse_media_type
from inferwire_runtime.options import Options
from inferwire_runtime.uploads import Base64Field, FormValue, LocalFile, RemoteFile, with_accepted_type
from inferwire_runtime.urls import add_query

if TYPE_CHECKING:
    from inferwire_runtime.account import Account
    from inferwire_runtime.error_rules import ErrorRules
    from inferwire_runtime.keys import Key
    from inferwire_runtime.streaming import StreamingResponse, StreamRules
    from inferwire_runtime.tokens import TokenStore

T = TypeVar("T")

Api: TypeAlias = Literal["openai", "native"]  # interface of an endpoint
HUB = "https://huggingface.co"
HUB_SERVER = "the Hugging Face Hub"  # in messages
JSON_LIST = re.compile(rb"[ \t\r\n]*\[")  # matches the start of a JSON list
PLAIN_TYPES = ("text/plain", "text/vtt", "text/srt", "application/x-subrip")
ENDPOINT = "endpoint"  # name of the provider that stands for URLs which callers pass


class Request(Struct, frozen=True, kw_only=True):
    """An HTTP request before its body is encoded and its key is added.

    Attributes:
        method: HTTP method.
        url: Absolute URL with its query.
        headers: Request headers without the key.
        json: Body to send as JSON; may contain files.
        content: File that is the whole body.
        form: Fields of a multipart form: strings and files.
        key: API key, added as a header when the request is sent, and only for the origin of this URL.
        server: Label of the server in error messages.
        provider: Name of the provider; None for the Hub and other hosts.
        is_idempotent: Whether the request can safely be repeated if its response was lost.
        is_download: Whether the URL comes from a response.
        public_only: Whether private addresses must not be reached, unless the call allows it.
        is_lookup: Whether the request only prepares the call's own request.
        errors: How the provider reports errors, where the usual fields do not show them.
    """

    method: str
    url: str
    headers: dict[str, str] = {}
    json: Json | UnsetType = UNSET
    content: LocalFile | None = None
    form: dict[str, FormValue] | None = None
    key: Key | None = None
    server: str = ""
    provider: str | None = None
    is_idempotent: bool = True
    is_download: bool = False
    public_only: bool = False
    is_lookup: bool = False
    errors: ErrorRules | None = None


class Response(Struct, frozen=True, kw_only=True):
    """A complete HTTP response with a status below 300.

    Attributes:
        status: HTTP status.
        headers: Response headers, with lower-case names.
        body: Response body, decompressed but not decoded. Text in another charset is converted to UTF-8.
        url: Final URL, after redirects.
        server: Label of the server in error messages.
        attempts: Every attempt to send the request.
        is_endpoint: Whether the caller chose the server by its URL.
        file: Response with the file that this response links to, once downloaded.
        api: Interface of the endpoint that sent the response; None if the server has only one.
        prefix: Text of the request that the result begins with.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    url: str
    server: str
    attempts: tuple[Attempt, ...] = ()
    is_endpoint: bool = False
    file: Response | None = None
    api: str | None = None
    prefix: str = ""

    @property
    def media_type(self) -> str:
        """Media type that the server declares, without parameters; empty if there is no ``Content-Type``."""
        return parse_media_type(self.headers.get("content-type", ""))

    def json(self) -> Json:
        """Decode the body as JSON.

        Raises:
            OutputError: If the body is not JSON.
        """
        try:
            return decode_json(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as exc:
            raise self.malformed(f"is not JSON: {exc}") from exc

    def decode(self, type_: type[T]) -> T:
        """Decode the body as ``type_``.

        Raises:
            OutputError: If the body is not JSON, or does not match the type.
        """
        return decode_body(self.body, type_, self.server)

    def decode_list(self, type_: type[T], *path: str) -> T:
        """Decode a list: the body itself, or the list at ``path``.

        Args:
            type_: Type of the list.
            path: Names of the nested fields that lead to the list.

        Raises:
            OutputError: If the body is not JSON, or does not match the type.
        """
        if JSON_LIST.match(self.body):
            return self.decode(type_)
        data = found = self.json()
        for name in path:
            found = found.get(name) if is_object(found) else None
        return convert(data if found is None else found, type_, self.server)

    def decode_embeddings(self, type_: type[T], *, items: tuple[str, ...], vector: tuple[str, ...]) -> T:
        """Decode the vectors, which may be base64, at path ``vector`` in each item of the list at path ``items``.

        Raises:
            OutputError: If the body is not JSON, or does not match the type.
        """
        return decode_embeddings(self.body, type_, self.server, items=items, vector=vector)

    def split(self, count: int) -> list[Response]:
        """Split the response to *count* inputs into a response for each, whose body is a list.

        Raises:
            ProviderError: If the response reports an error.
            OutputError: If there is not one item for each input.
        """
        data = self.json()
        if (is_object(data) or not data) and (error := self.embedded_error()) is not None:
            raise error
        if count > 1 and is_list(data) and len(data) == 1 and is_list(data[0]) and len(data[0]) == count:
            data = data[0]  # one list too many
        if count == 1 and (not is_list(data) or len(data) != 1):
            data = [data]  # the result itself
        if not is_list(data) or len(data) != count:
            found = f"{len(data)} results" if is_list(data) else "one result"
            raise self.malformed(f"has {found} for {count} inputs")
        parts: list[Response] = []
        for index, item in enumerate(data):
            error = structs.replace(self, body=msgspec.json.encode(item)).embedded_error() if is_object(item) else None
            if error is not None:
                text = f"input {index} of {count} has no result: {error.args[0]}"
                raise type(error)(text, status=error.status, body=error.body)
            if item is None:
                raise self.malformed(f"has no result for input {index} of {count}")
            parts.append(structs.replace(self, body=msgspec.json.encode(item if is_list(item) else [item])))
        return parts

    def media(self) -> Media | None:
        """Return the body as a media file, or None if it is JSON or text."""
        media_type = self.media_type
        if not self.body or (_is_text_type(media_type) and not is_binary_media(self.body)):
            return None
        media = Media(data=self.body, media_type=media_type)
        return None if media.media_type == "application/octet-stream" and self.body[:1] in b"{[" else media

    def check_media_type(self) -> str:
        """Return the media type of a body that must be a media file.

        Raises:
            OutputError: If the body is empty, or declared as text or JSON.
        """
        declared = self.media_type
        if not self.body:
            raise self.malformed("is empty")
        if _is_text_type(declared) and not is_binary_media(self.body):
            raise self.malformed(f"is {clip(declared)}, not a media file")
        return declared

    def by_api(self, name: str) -> Response:
        """Return the response of one of the interfaces of a provider, which has a parser of its own."""
        return structs.replace(self, api=name)

    def find(self, find_value: Callable[[Json], Json], name: str) -> Json:
        """Return a value in the JSON that the next request needs.

        Raises:
            ProviderError: If the response reports an error instead.
            OutputError: If the response has no such value.
        """
        if (value := find_value(self.json())) is None or value == "":
            if (error := self.embedded_error()) is not None:
                raise error
            raise self.malformed(f"has no result for the step {name!r}")
        return value

    def plain_text(self) -> str | None:
        """Return a body that is plain text, or subtitles, and not JSON; None if it is anything else."""
        if self.media_type not in PLAIN_TYPES or self.body.lstrip()[:1] in (b"{", b"[", b'"') or self.is_page():
            return None
        try:
            return self.body.decode("utf-8-sig").strip() or None
        except UnicodeDecodeError:
            return None

    def is_page(self) -> bool:
        """Return whether the body is a web page. The content type alone does not make it one."""
        start = self.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower()
        return start.startswith((b"<!doctype html", b"<html")) or (start[:1] == b"<" and self.media_type == "text/html")

    def with_prefix(self, prefix: Json) -> Response:
        """Return the response, whose text begins with that of the request; unchanged if *prefix* is not a string."""
        return structs.replace(self, prefix=prefix) if isinstance(prefix, str) else self

    def prefixed(self, text: Json) -> Json:
        """Return a text after the prefix; any other value unchanged."""
        return f"{self.prefix}{text}" if isinstance(text, str) else text

    def file_media(self) -> Media | None:
        """Return the downloaded file, or None if there is none.

        Raises:
            OutputError: If the file is empty, or declared as text or JSON.
        """
        if self.file is None:
            return None
        return Media(data=self.file.body, media_type=self.file.check_media_type())

    def file_type(self) -> str | None:
        """Return the media type of the downloaded file, or None if there is none."""
        media = self.file_media()
        return None if media is None else media.media_type

    def file_text(self) -> str | None:
        """Return the text of the downloaded file, or None if there is none.

        Raises:
            OutputError: If the file is not UTF-8.
        """
        if self.file is None:
            return None
        try:
            return self.file.body.decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            raise self.file.malformed("is not text") from exc

    def embedded_error(self) -> ProviderError | None:
        """Return the error that the body reports in place of the result, despite the status, or None."""
        try:
            data = decode_json(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        if (text := find_error(data, has_result=False)) is None:
            return None
        status = find_error_status(data) or self.status
        hint = find_hint(status, is_endpoint=self.is_endpoint) if status >= 400 else CALL_HINT
        message = f"{self.server} returned {self.status} with an error: {text}; {hint}"
        error = refine(ProviderError, status)(
            message, server_message=text, status=self.status, is_retry_safe=status == 429
        )
        assert isinstance(error, ProviderError)
        return error

    def malformed(self, how: str) -> OutputError:
        """Return the error for an unusable response; *how* is the predicate of the message."""
        start = self.body[:200].decode("utf-8", "replace")
        text = f"the response from {self.server} {how}; it starts with {start!r}; {RESPONSE_HINT}"
        return OutputError(text, status=self.status, body=start)


class ModelRules(Struct, frozen=True, kw_only=True):
    """How the model of an endpoint is found if the caller passes none.

    Attributes:
        path: Path of the list of models; empty if there is none.
        default: Name to send if the endpoint lists no models.
        hosts: Ends of the hosts whose endpoints have one model, whatever the name.
        tasks: Tasks that need the name of a model.
    """

    path: str = ""
    default: str = ""
    hosts: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


class TokenRules(Struct, frozen=True, kw_only=True):
    """How an API key is exchanged for a token that expires. ``{api_key}`` and values of the account are filled in.

    Attributes:
        url: URL of the exchange.
        form: Fields of a URL-encoded form.
        json: Fields of a JSON body.
        headers: Headers of the request.
        returns: Path of the token in the response.
        lasts: Path of its lifetime in seconds; empty if the response does not contain it.
    """

    url: str
    form: dict[str, str] = {}
    json: dict[str, str] = {}
    headers: dict[str, str] = {}
    returns: tuple[str | int, ...]
    lasts: tuple[str | int, ...] = ()


class Call(Struct, frozen=True, kw_only=True):
    """The arguments and options of a call.

    Attributes:
        task: ID of the task on the Hub; None for a custom call.
        inputs: Input as the task's schema defines it: a single value, or an object of named parts.
        parameters: Parameters that the caller passed, with the names of the schema.
        options: Model, provider, key, time limits and other options.
        known_apis: Interface that each endpoint was found to have, by base URL; shared by all calls.
        steps: Results of the requests before the call's own, by name.
    """

    task: str | None
    inputs: Json
    parameters: dict[str, Json]
    options: Options
    known_apis: dict[str, str] = {}
    steps: dict[str, Json] = {}

    @property
    def output_type(self) -> str:
        """Form of the result: ``media``, ``bytes``, ``url``, ``data_url`` or ``json``."""
        return self.options.output_type or "media"

    def input(self, name: str) -> Json:
        """Return a named part of the inputs.

        Raises:
            InputError: If the part was not passed.
        """
        value = self.optional_input(name)
        if value is UNSET:
            raise InputError(f"{self.task} needs {name!r} in its inputs; pass it")
        return value

    def optional_input(self, name: str) -> Json:
        """Return a named part of the inputs; UNSET if it was not passed."""
        value = self.inputs.get(name, UNSET) if is_object(self.inputs) else UNSET
        return UNSET if value is None else value

    def check_inputs(self, required: tuple[str | None, ...]) -> None:
        """Check that the required inputs were passed.

        Args:
            required: Names of required parts; None stands for the whole input.

        Raises:
            InputError: If an input is missing.
        """
        for part in required:
            if part is None and self.inputs is UNSET:
                raise InputError(f"{self.task} needs an input; pass it")
            if part is not None and is_object(self.inputs):
                self.input(part)

    def parameter(self, *path: str) -> Json:
        """Return a parameter, or a value nested in it; UNSET if it was not passed.

        Raises:
            InputError: If a value on the path is not a mapping.
        """
        value: Json = self.parameters
        for depth, name in enumerate(path):
            if value is None:
                return UNSET
            if not is_mapping(value):
                place = ".".join(path[:depth])
                raise InputError(f"{place} must be a mapping with {name!r} in it, got {type(value).__name__}")
            if name not in value:
                return UNSET
            value = value[name]
        return value

    def body(
        self,
        fields: Mapping[str, Json],
        parameters: Mapping[str, Json] | None = None,
        *,
        nest: str | None = None,
        top: tuple[str, ...] = (),
    ) -> dict[str, Json]:
        """Build the JSON body from ``fields``, and from parameters with other names.

        Unset fields are omitted. ``extra_body`` overrides everything but the model.

        Args:
            fields: The fields of the body.
            parameters: Fields that do not replace any in ``fields``.
            nest: Name of the object in the body that has the parameters. Fields of ``extra_body`` that the body
                does not have go there, too, except in custom calls.
            top: Further fields that the body may have.
        """
        body = merge(fields, parameters or {})
        if not self.options.extra_body:
            return body
        if nest is None or self.task is None:
            for name, value in self.options.extra_body.items():
                if name != "model" or "model" not in body:
                    body[name] = value
            return body
        inner = body.get(nest)
        own: dict[str, Json] = {**inner} if is_mapping(inner) else {}
        for name, value in self.options.extra_body.items():
            if name == nest and is_mapping(value):
                own |= value
            elif name in fields or name in top:
                body[name] = value
            else:
                own[name] = value
        if own:
            body[nest] = own
        return body

    def query(self, fields: Mapping[str, Json], parameters: Mapping[str, Json]) -> dict[str, Json]:
        """Build a query from ``fields`` and from parameters, including ``extra_body``: the body has none."""
        return merge(fields, {**parameters, **self.options.extra_body})

    def form(self, fields: Mapping[str, Json], parameters: Mapping[str, Json] | None = None) -> dict[str, FormValue]:
        """Build a multipart form with the fields of `body`, without those that are null.

        Strings and files are kept, also in lists of files and in lists whose name ends in ``[]``; other values become
        JSON.
        """
        return form_values(self.body(fields, parameters))

    def check_encodable(self) -> None:
        """Reject invalid parameter values, for a body that sends them in another form, or not at all.

        Raises:
            InputError: If JSON cannot represent a value.
        """
        if self.parameters:
            encode_with(_CHECKING_ENCODER, self.parameters)

    def refuse_unsupported(self, names: Sequence[str], server: str) -> None:
        """Report the parameters among *names*, which the server's interface does not support.

        Raises:
            InputError: If ``unsupported`` is ``error``, or if JSON cannot represent the value of any parameter.
        """
        self.check_encodable()
        groups = [value for value in self.parameters.values() if is_mapping(value)]
        passed = [name for name in names if name in self.parameters or any(name in group for group in groups)]
        if not passed or self.options.unsupported == "ignore":
            return
        text = f"{server} cannot do {', '.join(passed)} for {self.task}"
        if self.options.unsupported == "error":
            raise InputError(f"{text}; leave it out")
        import warnings  # only for a warning, as the next

        from inferwire_runtime.tracebacks import level_of_caller

        warnings.warn(f"{text}; left out", stacklevel=level_of_caller())

    def files(self) -> dict[str | None, LocalFile | RemoteFile]:
        """Return the media files in the inputs by the name of their part; None stands for the whole input."""
        parts = self.inputs.items() if is_object(self.inputs) else [(None, self.inputs)]
        return {part: value for part, value in parts if isinstance(value, (LocalFile, RemoteFile))}

    def with_files(self, files: Mapping[str | None, LocalFile | RemoteFile]) -> Call:
        """Return a copy of the call with some media files replaced."""
        if not files:
            return self
        return structs.replace(self, inputs={**self.inputs, **files} if is_object(self.inputs) else files[None])

    def only_file(self) -> LocalFile | None:
        """Return the input if it is a file and there are no parameters, so that it can be sent as the whole body."""
        if self.parameters or self.options.extra_body or not isinstance(self.inputs, LocalFile):
            return None
        return self.inputs

    def with_step(self, name: str, result: Json) -> Call:
        """Return a copy of the call with the result of a request before its own."""
        return structs.replace(self, steps={**self.steps, name: result})

    def step(self, name: str) -> Json:
        """Return the result of a request before the call's own; UNSET if this call does not need it."""
        return self.steps.get(name, UNSET)

    def whole_file(self) -> LocalFile | None:
        """Return the input if it is a file, which is the whole body whatever else is passed."""
        return self.inputs if isinstance(self.inputs, LocalFile) else None

    def upload(self, server: str, *, alone: Sequence[str] | None = None) -> LocalFile:
        """Return the input, a file that is the whole body of every request.

        Args:
            server: Label of the server in error messages.
            alone: Parameters that are left out; any other is refused, since nothing can carry it. None if the query
                has the parameters.

        Raises:
            InputError: If it is not a file, or there are parameters that cannot be sent.
        """
        if alone is not None and (others := {*self.parameters, *self.options.extra_body} - {*alone}):
            raise InputError(f"{server} accepts only the file; leave out {', '.join(sorted(others))}")
        if (file := self.whole_file()) is None:
            raise InputError(f"{server} takes a media file as the whole body; pass its bytes or its path")
        return file

    def check_media_types(self, names: Mapping[str, str], server: str) -> Call:
        """Return a copy of the call whose files have the media types that the provider expects.

        Args:
            names: The provider's name for each media type that it accepts.
            server: Label of the provider in error messages.

        Raises:
            InputError: If the provider does not accept the type of a file, unless ``unsupported`` is ``ignore``.
        """
        is_sent = self.options.unsupported == "ignore"
        return self.with_files(
            {
                part: file if is_sent and file.media_type not in names else with_accepted_type(file, names, server)
                for part, file in self.files().items()
            }
        )

    def check_output_type(self, *supported: str) -> None:
        """Check that the provider supports the call's ``output_type``.

        Raises:
            InputError: If it is neither ``media`` nor one of *supported*.
        """
        if self.output_type not in ("media", *supported):
            choice = " or ".join(repr(name) for name in supported)
            raise InputError(
                f"this provider does not support output_type={self.output_type!r}; pass {choice}, or leave it out"
            )


class Context(Protocol):
    """The services that a call uses to send, wait, run threads and cache look-ups. Implemented in `core`."""

    async def send(self, request: Request) -> Response:
        """Send a request, with retries, and return its response.

        Raises:
            InferwireError: If the request fails.
        """
        ...

    async def open_stream(self, request: Request, rules: StreamRules) -> StreamingResponse:
        """Send a request, with retries, and return its response once the headers have arrived.

        Raises:
            InferwireError: If the request fails.
        """
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for *seconds*.

        Raises:
            InferenceTimeoutError: At once, if the call's deadline is earlier.
        """
        ...

    def note(self, detail: str) -> None:
        """Append *detail* to the errors of the call that a server reports."""
        ...

    async def run_in_thread(self, function: Callable[[], T], *, may_wait: bool = False) -> T:
        """Call a slow function, or one that reads files, without blocking the event loop.

        Args:
            function: Function to call.
            may_wait: Whether it may wait for another process, such as at a pipe. Blocking calls limit its time, too.

        Raises:
            InferenceTimeoutError: If it does not return in time.
        """
        ...

    @property
    def tokens(self) -> TokenStore:
        """The tokens that keys of this client were exchanged for."""
        ...

    def now(self) -> float:
        """Return the monotonic time in seconds."""
        ...

    async def cached(self, key: tuple[str, ...], load: Callable[[], Awaitable[T]]) -> T:
        """Return a cached result, or await ``load`` once for all concurrent callers with the same key."""
        ...

    async def call_back(self, name: str, function: Callable[[Any], Any], argument: Any) -> None:
        """Call the caller's function for the option ``name``, and await it on an event loop.

        Raises:
            InputError: If the call is blocking, and the function returns an awaitable.
        """
        ...

    async def send_shielded(self, request: Request) -> None:
        """Send a request once, for 2 seconds at most, even if the current task is cancelled. Ignore its errors."""
        ...


class Route(Struct, frozen=True, kw_only=True):
    """The destination of a call: the provider's URL, the key, and the provider's name for the model.

    Attributes:
        context: Sends the requests.
        provider: Name of the provider, or ``endpoint`` for a URL that the caller passed.
        title: Display name of the provider, or the endpoint's host.
        model: The provider's name for the model; UNSET if the caller passed no model and the route needs none.
        hub_model: ID of the model on the Hub.
        base_url: URL that paths are appended to, without a trailing slash.
        exact_url: URL of an endpoint that responds to native calls at the URL itself.
        replaced: Path prefix that ``base_url`` replaces, so that it is removed from paths.
        query: Query string that is appended to every URL.
        key: API key for the destination; None to send none.
        headers: Headers of every request, without the key.
        accounts: Values of the caller's account; None if the provider has none.
        is_routed: Whether requests pass through the Hub's router.
        api: The only interface of the endpoint to call; None to try both.
        likely_api: Interface that the endpoint's URL names; None if it names neither.
        has_root: Whether the native interface may respond above the URL of OpenAI's.
        method: HTTP method of a custom call.
        models: How the endpoint's model is found.
        uploads: The server's names for media types, in the header of a body that is a file.
        adapter: Kind of adapter, such as ``lora``; UNSET for a full model.
        weights: Path of the adapter's weights in the repository ``hub_model``.
        errors: How the provider reports errors, where the usual fields do not show them.
    """

    context: Context
    provider: str
    title: str
    model: str | UnsetType
    base_url: str
    hub_model: str | None = None
    exact_url: str | None = None
    replaced: str = ""
    query: str = ""
    key: Key | None = None
    headers: dict[str, str] = {}
    accounts: Account | None = None
    is_routed: bool = False
    api: Api | None = None
    likely_api: Api | None = None
    has_root: bool = False
    method: str = "POST"
    models: ModelRules = ModelRules()
    uploads: dict[str, str] = {}
    adapter: str | UnsetType = UNSET
    weights: str | None = None
    errors: ErrorRules | None = None

    @property
    def hub_url(self) -> str:
        """URL of the model's page on the Hub."""
        return f"{HUB}/{self.hub_model}"

    @property
    def is_public(self) -> bool:
        """Whether the URL of the API is outside private networks. Files from other hosts must then be outside, too."""
        from inferwire_http.addresses import is_private_url  # only for files at URLs

        return not is_private_url(self.base_url)

    @property
    def weights_url(self) -> str | UnsetType:
        """URL of an adapter's weights on the Hub; UNSET if the model is not an adapter."""
        return f"{self.hub_url}/resolve/main/{quote(self.weights)}" if self.weights else UNSET

    @property
    def server(self) -> str:
        """Label of the server in error messages."""
        return f"{self.title} (endpoint)" if self.provider == ENDPOINT else self.title

    def with_base_url(self, *, direct: str | None = None, routed_query: str = "") -> Route:
        """Return a copy of the route for a task with its own base URL.

        Args:
            direct: Base URL of the task for direct calls.
            routed_query: Query string that selects this base URL on the Hub's router.
        """
        if self.is_routed:
            query = f"{self.query}&{routed_query}" if self.query else routed_query
            return structs.replace(self, query=query) if routed_query else self
        if direct is not None and self.accounts is not None:
            direct = self.accounts.fill_url(direct)
        return structs.replace(self, base_url=direct) if direct is not None else self

    def account(self, name: str) -> str:
        """Return a value of the caller's account.

        Raises:
            InputError: If it was not passed, and the environment does not have it.
        """
        assert self.accounts is not None
        return self.accounts.get(name)

    def optional_account(self, name: str) -> str | UnsetType:
        """Return a value of the caller's account; UNSET if there is none."""
        assert self.accounts is not None
        return self.accounts.find(name)

    def with_errors(self, errors: ErrorRules) -> Route:
        """Return a copy of the route for a provider with its own way to report errors."""
        return structs.replace(self, errors=errors)

    def url(self, path: str) -> str:
        """Return the URL of a path. For an endpoint, an empty path means the URL of its native interface."""
        if self.exact_url is not None and not path:
            return self.exact_url
        if self.replaced and path.startswith(f"{self.replaced}/"):
            path = path.removeprefix(self.replaced)
        url = f"{self.base_url}{path}"
        return f"{url}{'&' if '?' in path else '?'}{self.query}" if self.query else url

    def request(
        self,
        method: str,
        path: str,
        *,
        json: Json | UnsetType = UNSET,
        content: LocalFile | None = None,
        form: dict[str, FormValue] | None = None,
        query: Mapping[str, Json] | None = None,
        headers: Mapping[str, Json] | None = None,
        is_idempotent: bool = True,
    ) -> Request:
        """Build a request to a path of this route, with its key and headers."""
        url = self.url(path)
        return Request(
            method=method,
            url=add_query(url, query_values(query)) if query else url,
            headers={**self.headers, **header_values(headers)} if headers else {**self.headers},
            json=json,
            content=content,
            form=form,
            key=self.key,
            server=self.server,
            provider=self.provider,
            is_idempotent=is_idempotent,
            errors=self.errors,
        )

    async def post(
        self,
        path: str,
        *,
        json: Json | UnsetType = UNSET,
        content: LocalFile | None = None,
        form: dict[str, FormValue] | None = None,
        query: Mapping[str, Json] | None = None,
        headers: Mapping[str, Json] | None = None,
        is_idempotent: bool = True,
    ) -> Response:
        """Send a POST request, or one with the method of a custom call.

        Pass ``is_idempotent=False`` to submit a job: a repeated request would run, and bill, the job twice.

        Raises:
            InferwireError: If the request fails.
        """
        if self.method == "GET" and json == {}:
            json = UNSET
        if content is not None and (name := self.uploads.get(content.media_type)) is not None:
            content = content.with_media_type(name)
        request = self.request(
            self.method,
            path,
            json=json,
            content=content,
            form=form,
            query=query,
            headers=headers,
            is_idempotent=is_idempotent,
        )
        return await self.context.send(request)

    async def send(
        self,
        method: str,
        path: str,
        *,
        json: Json | UnsetType = UNSET,
        content: LocalFile | None = None,
        form: dict[str, FormValue] | None = None,
        query: Mapping[str, Json] | None = None,
        headers: Mapping[str, Json] | None = None,
        is_idempotent: bool = True,
    ) -> Response:
        """Send a request with a method of its own; otherwise as `post`.

        Raises:
            InferwireError: If the request fails.
        """
        return await structs.replace(self, method=method).post(
            path,
            json=json,
            content=content,
            form=form,
            query=query,
            headers=headers,
            is_idempotent=is_idempotent,
        )

    async def get(self, path: str, *, headers: Mapping[str, Json] | None = None) -> Response:
        """Send a GET request.

        Raises:
            InferwireError: If the request fails.
        """
        return await self.context.send(self.request("GET", path, headers=headers))

    async def stream(
        self,
        path: str,
        rules: StreamRules,
        *,
        json: Json | UnsetType = UNSET,
        method: str = "POST",
        query: Mapping[str, Json] | None = None,
        headers: Mapping[str, Json] | None = None,
    ) -> StreamingResponse:
        """Send a request and return the event stream of the response.

        Raises:
            InferwireError: If the request fails.
        """
        # No `accept`: some servers refuse to name a type that they do not stream, and respond whole without it.
        request = self.request(method, path, json=json, query=query, headers=headers)
        return await self.context.open_stream(request, rules)


def _encode_without_files(value: Any) -> Any:
    return "" if isinstance(value, (LocalFile, RemoteFile, Base64Field)) else encode_hook(value)


_CHECKING_ENCODER = msgspec.json.Encoder(enc_hook=_encode_without_files)


def form_values(fields: Mapping[str, Json]) -> dict[str, FormValue]:
    """Return fields as they are sent in a form, without those that are null."""
    return {name: _form_value(name, value) for name, value in fields.items() if value is not None}


def _form_value(name: str, value: Json) -> FormValue:
    """Return a value as it is sent in a form."""
    if isinstance(value, (str, LocalFile, Base64Field)):
        return value
    if is_list(value) and value:
        kinds = (str, LocalFile, Base64Field) if name.endswith("[]") else (LocalFile, Base64Field)
        if all(isinstance(item, kinds) for item in value):
            return value
    return encode_body(value).decode()


def query_values(fields: Mapping[str, Json]) -> dict[str, Json]:
    """Return the fields of a query that are set. An object becomes JSON, and a list repeats its name."""
    return {name: _query_value(value) for name, value in fields.items() if value is not UNSET and value is not None}


def _query_value(value: Json) -> Json:
    if is_list(value):
        return [_query_value(item) for item in value]
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (LocalFile, Base64Field)):
        raise InputError("a media file cannot be sent in a query; pass its URL")
    return encode_body(value).decode()


def header_values(fields: Mapping[str, Json]) -> dict[str, str]:
    """Return the headers that are set, as strings. An object becomes JSON.

    Raises:
        InputError: If a header cannot hold a value.
    """
    headers: dict[str, str] = {}
    for name, value in fields.items():
        if value is UNSET or value is None:
            continue
        if not isinstance(value, str):
            value = encode_body(value).decode()
        if not value.isascii() or not value.isprintable():
            raise InputError(f"the value of the header {name} must be ASCII characters on one line; change it")
        headers[name] = Secret(value) if is_secret_name(name) else value
    return headers


def drop_unset(values: Mapping[str, Json]) -> dict[str, Json]:
    """Return the fields that are set, neither UNSET nor null."""
    return {name: value for name, value in values.items() if value is not UNSET and value is not None}


def merge(fields: Mapping[str, Json], defaults: Mapping[str, Json]) -> dict[str, Json]:
    """Merge two mappings. ``defaults`` provides the fields that are missing, UNSET or null in ``fields``."""
    result = drop_unset(fields)
    for name, value in defaults.items():
        result.setdefault(name, value)
    return result


def compact(*values: Json) -> list[Json]:
    """Return the values that are set, neither UNSET nor null."""
    return [value for value in values if value is not UNSET and value is not None]


def _is_text_type(media_type: str) -> bool:
    return media_type.endswith("json") or media_type.startswith("text/")

"""The course of every call, as flows: read its media, choose the way, send, read the answer, download."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar, cast

from msgspec import UNSET, Struct, structs

from inferwire_runtime.addresses import check_reply_url, is_private, is_private_url
from inferwire_runtime.decoding import ATTEMPTS, Result
from inferwire_runtime.errors import CALL_HINT, InputError, Json, OutputError, ProviderError, clean_message, message_in
from inferwire_runtime.flow import Call, Flow, Reply, Request, Route, run_blocking, send
from inferwire_runtime.media import Kind, Link, Media, Upload, media_from_url, read_upload, sniff
from inferwire_runtime.shapes import is_object
from inferwire_runtime.streaming import Opened, StreamRules
from inferwire_runtime.urls import urlsplit

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Send(Protocol):
    """Makes a provider's requests for a call and gives the answer that holds the result."""

    def __call__(self, call: Call, route: Route, /) -> Flow[Reply]:
        """Send."""
        ...


class Read(Protocol[T_co]):
    """Makes the task's result of an answer."""

    def __call__(self, reply: Reply, /) -> T_co:
        """Read."""
        ...


class OpenStream(Protocol):
    """Makes a provider's request for a stream."""

    def __call__(self, call: Call, route: Route, /) -> Flow[Opened]:
        """Open."""
        ...


class Way(Struct, Generic[T], frozen=True, kw_only=True):
    """A provider's functions for a task, and the route to it."""

    route: Route
    send: Send
    read: Read[T]


class StreamWay(Struct, frozen=True, kw_only=True):
    """A provider's function for the streams of a task, and the route to it."""

    route: Route
    open_stream: OpenStream


class Task(Struct, Generic[T], frozen=True, kw_only=True):
    """What the drivers know of a task.

    Attributes:
        name: Id on the Hub; None for custom calls.
        choose: Finds the provider's functions for a call.
        choose_stream: The same for a stream, where the task has one.
        media: Which parts of the inputs are media: None stands for the whole input.
    """

    name: str | None
    choose: Callable[[Call], Flow[Way[T]]]
    choose_stream: Callable[[Call], Flow[StreamWay]] | None = None
    media: dict[str | None, Kind] = {}


def run_call(task: Task[T], call: Call) -> Flow[T]:
    """Carry a call to its typed result."""
    call = yield from read_media(task, call)
    way = yield from task.choose(call)
    reply = yield from way.send(call, way.route)
    return read_reply(way, reply)


def read_reply(way: Way[T], reply: Reply) -> T:
    """Read an answer; one that holds an error in place of a result is the provider's error.

    Raises:
        ProviderError: It holds one.
        OutputError: It has another shape.
    """
    try:
        result = way.read(reply)
    except OutputError as exc:
        if (error := error_within(reply)) is not None:
            raise error from exc
        raise
    if isinstance(result, Result):
        vars(result)[ATTEMPTS] = reply.attempts
    elif isinstance(result, Media):
        result.attempts = reply.attempts
    return result


def error_within(reply: Reply) -> ProviderError | None:
    """Give the error that an answer of status 200 holds, or None."""
    if b'"error"' not in reply.body[:65536]:
        return None
    try:
        data = reply.json()
    except OutputError:
        return None
    if not is_object(data) or not data.get("error"):
        return None
    text = clean_message(message_in(data) or "no explanation")
    return ProviderError(f"{reply.who} answered {reply.status} with an error: {text}; {CALL_HINT}", status=reply.status)


def first_request(task: Task[Any], call: Call) -> Flow[Request]:
    """Give the first request that a call would send to its provider, without sending it."""
    call = yield from read_media(task, call)
    way = yield from task.choose(call)
    flow = way.send(call, way.route)
    try:
        answer: Any = None
        while True:
            step = flow.send(answer)
            if isinstance(step, Request) and step.provider is not None:
                return step
            answer = yield step
    finally:
        flow.close()


def run_raw(task: Task[Any], call: Call) -> Flow[Json | Media]:
    """Carry a call to its answer as it came: decoded JSON, or a medium."""
    call = yield from read_media(task, call)
    way = yield from task.choose(call)
    reply = yield from way.send(call, way.route)
    return reply.media() or reply.json()


def run_media(task: Task[Media | None], call: Call) -> Flow[Media | bytes | str | Json]:
    """Carry a call whose result is a medium to the form that ``output_type`` asks for."""
    call = yield from read_media(task, call)
    way = yield from task.choose(call)
    reply = yield from way.send(call, way.route)
    media = read_reply(way, reply)
    if call.output_type == "json":
        return (
            {"output": media.to_data_url()}
            if media is not None and media.is_downloaded and reply.media() is not None
            else reply.json()
        )
    if media is None:
        raise error_within(reply) or reply.malformed("holds no medium")
    if call.output_type == "url":
        if media.url is None:
            raise OutputError(f"{reply.who} sent the medium itself, not a URL; call without output_type='url'")
        return media.url
    if not media.is_downloaded:
        media = yield from download(media, way.route)
    if call.output_type == "bytes":
        return media.data
    return media.to_data_url() if call.output_type == "data_url" else media


def run_stream(task: Task[Any], call: Call) -> Flow[Opened]:
    """Open the stream of a call."""
    if task.choose_stream is None:
        raise InputError(f"{task.name} has no stream; call it without stream=True")
    call = yield from read_media(task, call)
    way = yield from task.choose_stream(call)
    return (yield from way.open_stream(call, way.route))


def open_stream(route: Route, path: str, rules: StreamRules, *, json: Json) -> Flow[Opened]:
    """Post a body whose answer is a stream."""
    request = route.request("POST", path, json=json, headers={"accept": "text/event-stream"}, is_stream=True)
    return Opened(answer=(yield request), rules=rules, who=route.who)


def read_media(task: Task[Any], call: Call) -> Flow[Call]:
    """Read the media among the inputs, off the event loop; what is given as a URL becomes a `Link`."""
    if task.name is None:
        return structs.replace(call, inputs=(yield from as_custom_input(call.inputs)))
    if not task.media:
        return call
    if None in task.media:
        if call.inputs is UNSET:
            return call
        return structs.replace(call, inputs=(yield from _read(call.inputs, task.media[None])))
    if not is_object(call.inputs):
        raise InputError(f"the inputs of {task.name} are an object with the parts {', '.join(map(str, task.media))}")
    inputs = dict(call.inputs)
    for part, kind in task.media.items():
        if part is not None and inputs.get(part, UNSET) is not UNSET:
            inputs[part] = yield from _read(inputs[part], kind)
    return structs.replace(call, inputs=inputs)


def _read(source: Json, kind: Kind) -> Flow[Upload | Link]:
    if isinstance(source, str) and source[:8].lower().startswith(("http://", "https://")):
        try:
            check_reply_url(source)
        except OutputError as exc:
            raise InputError(f"the {kind} is given as a URL that is none; correct it") from exc
        return Link(url=source, kind=kind)
    if isinstance(source, bytes):
        return read_upload(source, kind)  # nothing to wait for
    return (yield from run_blocking(lambda: read_upload(source, kind)))


def fetch_media(call: Call) -> Flow[Call]:
    """Fetch the media that the caller gave as URLs, for a provider that takes none.

    Raises:
        InputError: A host refuses to give one.
    """
    fetched: dict[str | None, Upload | Link] = {}
    for part, medium in call.media().items():
        if isinstance(medium, Link):
            fetched[part] = yield from _fetch(medium)
    return call.with_media(fetched)


def _fetch(link: Link) -> Flow[Upload]:
    host = urlsplit(link.url).hostname or ""
    try:
        reply = yield from send(Request(method="GET", url=link.url, who=host))
    except ProviderError as exc:
        raise InputError(f"the {link.kind} cannot be fetched: {host} answered {exc.status}") from exc
    return Upload(data=reply.body, media_type=_media_type(reply, link.kind))


def _media_type(reply: Reply, kind: Kind) -> str:
    return sniff(reply.body, kind) or reply.media_type or "application/octet-stream"


def as_custom_input(inputs: Json) -> Flow[Json]:
    """Read the input of a custom call where it is a medium; leave everything else as it is."""
    if isinstance(inputs, (bytes, bytearray, memoryview, os.PathLike, Media)) or hasattr(inputs, "read"):
        return (yield from _read(inputs, "image"))
    return inputs


def download(media: Media, route: Route) -> Flow[Media]:
    """Fetch a medium that an answer named.

    Raises:
        OutputError: The URL leads to a private address, or is none.
        ProviderError: It cannot be fetched.
    """
    reply = yield from _download(media, route)
    fetched = Media(data=reply.body, media_type=reply.medium_type(), url=media.url)
    fetched.attempts = (*media.attempts, *reply.attempts)
    return fetched


def fetch_file(route: Route, reply: Reply, find: Callable[[Json], Json]) -> Flow[Reply]:
    """Fetch a file that an answer names, and give the answer with it.

    Args:
        route: The way that the answer came.
        reply: The answer.
        find: Finds the file's URL in the answer; it may be a data URL, or there may be none.

    Raises:
        OutputError: The URL leads to a private address.
        ProviderError: It cannot be fetched.
    """
    media = media_from_url(find(reply.json()))
    if media is None:
        return reply
    if media.is_downloaded:
        headers = {"content-type": media.media_type}
        file = Reply(status=200, headers=headers, body=media.data, url="", who=reply.who)
    else:
        file = yield from _download(media, route)
    return structs.replace(reply, file=file)


def _download(media: Media, route: Route) -> Flow[Reply]:
    """Fetch what an answer named; where the host tells no type, the ending of its URL does."""
    url = cast("str", media.url)
    check_download(url, route.base_url)
    who = f"the download host {urlsplit(url).netloc}"
    reply = yield from send(Request(method="GET", url=url, who=who, is_download=True))
    if reply.media_type not in ("", "application/octet-stream", "binary/octet-stream"):
        return reply
    return structs.replace(reply, headers={**reply.headers, "content-type": media.media_type})


def check_download(url: str, api_url: str) -> None:
    """Refuse a URL from an answer that leads into a private network, unless the API itself is there.

    Raises:
        OutputError: It does.
    """
    host = check_reply_url(url).hostname or ""
    if is_private(host) and not is_private_url(api_url):
        raise OutputError(
            f"the answer names a download on a private address ({host}); use output_type='url' to get the URL"
        )


def try_in_turn(
    first: Callable[[Call, Route], Flow[T]],
    second: Callable[[Call, Route], Flow[T]],
    call: Call,
    route: Route,
    *,
    statuses: tuple[int, ...],
) -> Flow[T]:
    """Try an endpoint's first interface, and its second where the first is not there; remember which one answered."""
    known = route.api or call.endpoint_apis.get(route.base_url)
    if known != "native":
        try:
            return (yield from first(call, route))
        except ProviderError as error:
            if known == "openai" or error.status not in statuses:
                raise
            reason: ProviderError | None = error
    else:
        reason = None
    try:
        result = yield from second(call, route)
    except ProviderError as error:
        if reason is None or error.status not in statuses:
            raise
        raise reason from None  # neither is there: what the first one said is about what was asked for
    if known is None:
        call.endpoint_apis[route.base_url] = "native"
    return result

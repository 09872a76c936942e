"""Sending one request: redirects, statuses, limits of size and time, and a key that goes only where it belongs.

Knows no HTTP library: that is below, in `wire`.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Mapping
from contextlib import closing, suppress
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from msgspec import UNSET

from inferwire_runtime import __version__, loops
from inferwire_runtime.addresses import is_private_url, origin_of
from inferwire_runtime.bodies import Body, encode_form, encode_json
from inferwire_runtime.errors import (
    HubError,
    InferwireError,
    InputError,
    OutputError,
    ProviderError,
    StreamError,
    TimeoutError,
    facts_of,
    from_reply,
)
from inferwire_runtime.flow import Reply, Request
from inferwire_runtime.urls import urljoin, urlsplit

if TYPE_CHECKING:
    from inferwire_runtime.policy import Timeout
    from inferwire_runtime.wire.exchange import AsyncIncoming, AsyncWire, Incoming, Outgoing, Wire

Http: TypeAlias = Literal["httpx", "httpx-stock", "httpx2", "aiohttp"]

DEFAULT_HTTP: Http = "httpx"
USER_AGENT = f"inferwire/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
REDIRECT_LIMIT = 5
OPEN_HEADERS = frozenset({"user-agent", "accept", "content-type"})  # what another origin may be told
DOWNLOAD_LIMIT = 2 * 1024**3  # bytes
ANSWER_LIMIT = 256 * 1024**2  # bytes, once decompressed
DRAIN_SECONDS = 0.5  # how long the end of a body may be waited for after the declared end of a stream
DRAIN_LIMIT = 64 * 1024  # bytes that may come there
ERROR_LIMIT = 1024**2  # bytes of an answer that is an error; the rest is not read


class Course(Protocol):
    """The call that a request belongs to."""

    def left(self) -> float:
        """Give the seconds until its deadline.

        Raises:
            TimeoutError: It has passed.
        """
        ...

    def is_over(self) -> bool:
        """Whether the deadline has passed."""
        ...

    def too_late(self) -> TimeoutError:
        """Build the error for a deadline that has passed."""
        ...


class Prepared:
    """A request as it leaves: its body encoded, its key not yet added.

    Prints without its key; `to_curl` gives a command line for it.

    Attributes:
        request: What it was made of.
        method: HTTP method.
        url: Where to.
        headers: With lower-case names, without the key.
        content: The body, made while it is sent; `body` gives it whole.
        origin: Scheme, host and port that the key belongs to.
    """

    __slots__ = ("_key", "content", "headers", "method", "origin", "request", "url")

    def __init__(self, request: Request, extra_headers: Mapping[str, str], emulator_url: str | None = None) -> None:
        self.request = request
        self.method = request.method
        self._key = request.key
        self.headers = {"accept": "*/*", "user-agent": USER_AGENT} | {
            name.lower(): text for name, text in request.headers.items()
        }
        self.content: Body | None = None
        if request.json is not UNSET:
            self.content = encode_json(request.json)
            self.headers["content-type"] = "application/json"
        elif request.content is not None:
            self.content = Body(request.content)
            self.headers["content-type"] = request.content.media_type
        elif request.form is not None:
            self.content, self.headers["content-type"] = encode_form(request.form)
        self.headers |= {name.lower(): text for name, text in extra_headers.items()}
        if self.headers["user-agent"] != USER_AGENT:
            self.headers["user-agent"] += f" {USER_AGENT}"  # the caller's name stands first, ours stays
        if request.key is not None:
            self.headers.pop(request.key.header_name, None)
        self.url = request.url if emulator_url is None else to_emulator(request.url, emulator_url)
        self.origin = origin_of(self.url)

    @property
    def body(self) -> bytes | None:
        """The whole body. Reads the files in it."""
        return None if self.content is None else self.content.whole()

    def headers_for(self, url: str) -> dict[str, str]:
        """Give all headers for ``url``: with the key only where it belongs."""
        if origin_of(url) != self.origin:
            return {name: text for name, text in self.headers.items() if name in OPEN_HEADERS}
        if self._key is None:
            return self.headers
        name, value = self._key.header()
        return {**self.headers, name: value}

    def to_curl(self) -> str:
        """Give a command line that makes the same request; the key stands in the variable ``API_KEY``.

        Media in files are read by the command; one in memory is to be piped into it.
        """
        from inferwire_runtime.curl import curl_command  # only for this text

        return curl_command(self)

    def __repr__(self) -> str:
        size = f", {self.content.size} bytes" if self.content is not None else ""
        return f"Prepared({self.method} {self.url.split('?')[0]}{size})"


def to_emulator(url: str, emulator_url: str) -> str:
    """Send a request for any host to the local emulator, which reads the host as the first part of the path."""
    if url.startswith(f"{emulator_url}/"):
        return url
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{emulator_url}/{parts.netloc}{parts.path}{query}"


def next_url(prepared: Prepared, status: int, headers: Mapping[str, str], url: str, hops: int) -> str | None:
    """Give where a redirect leads, or None where the answer is none.

    Only answers to GET, and to others on the same origin that keep their method, are followed.

    Raises:
        ProviderError: It leads where the request must not go.
    """
    location = headers.get("location")
    if status not in REDIRECTS or not location:
        return None
    who = prepared.request.who
    facts = facts_of(status, headers, None)
    try:
        target = urljoin(url, location)
        origin_of(target)
    except ValueError as exc:
        raise ProviderError(f"{who} redirects to an address that is none; check the URL", **facts) from exc
    if hops >= REDIRECT_LIMIT:
        raise ProviderError(f"{who} redirects in a circle; check the URL", **facts)
    keeps_method = prepared.method == "GET" or status in (307, 308)
    if urlsplit(target).scheme not in ("http", "https") or not keeps_method:
        raise ProviderError(f"{who} redirects to {origin_of(target)}; use that address", **facts)
    if prepared.method != "GET" and origin_of(target) != prepared.origin:
        raise ProviderError(f"{who} redirects to another host, {origin_of(target)}; use that address", **facts)
    if prepared.request.is_download and is_private_url(target) and not is_private_url(url):
        raise ProviderError(f"{who} redirects into a private network; use output_type='url' to get the URL", **facts)
    return target


def check_status(prepared: Prepared, status: int, headers: dict[str, str], body: bytes) -> None:
    """Raise the error that an answer stands for.

    Raises:
        ProviderError: Its status is 300 or more.
        HubError: The same, from the Hub.
    """
    if status >= 300:
        is_hub = prepared.request.who == "the Hugging Face Hub"
        raise from_reply(prepared.request.who, status, headers, body, HubError if is_hub else ProviderError)


def outgoing(prepared: Prepared, url: str, timeout: Timeout, total: float) -> Outgoing:
    """Make the request that goes to ``url``: the key is added here, where it belongs there."""
    from inferwire_runtime.wire.exchange import Limits, Outgoing  # loads with the first request

    return Outgoing(
        method=prepared.method,
        url=url,
        headers=list(prepared.headers_for(url).items()),
        body=prepared.content,
        limits=Limits(connect=timeout.connect, idle=timeout.idle, total=total),
        is_repeatable=prepared.request.is_repeatable,
    )


class Collector:
    """Puts the body of an answer together, within its limit."""

    def __init__(self, prepared: Prepared, status: int, headers: Mapping[str, str]) -> None:
        self._who = prepared.request.who
        self._status = status
        self._is_error = status >= 300
        is_file = prepared.request.is_download and "content-encoding" not in headers
        self._limit = ERROR_LIMIT if self._is_error else DOWNLOAD_LIMIT if is_file else ANSWER_LIMIT
        self._body = BytesIO()  # grows without a second copy, which would hold up the event loop where it is large

    def add(self, part: bytes) -> bool:
        """Take the next bytes; give whether to go on.

        Raises:
            OutputError: It is too much.
        """
        self._body.write(part)
        if self._body.tell() <= self._limit:
            return True
        if self._is_error:
            return False  # what has come explains it, or nothing does
        raise OutputError(
            f"{self._who} sent more than {self._limit // 1024**2} MiB, and the rest was not read; ask for less",
            status=self._status,
        )

    def body(self) -> bytes:
        """Give what came."""
        return self._body.getvalue()


def failure(error: Exception, course: Course, who: str) -> InferwireError | None:
    """Give our error for what a wire raised; None where it is none of its library's."""
    from inferwire_runtime.wire.failures import forget_frames, translate  # only when something failed

    if (known := translate(error, who)) is None:
        return None
    forget_frames(error)
    return course.too_late() if isinstance(known, TimeoutError) and course.is_over() else known


def stream_failure(error: Exception, who: str, *, is_left: bool) -> InferwireError | None:
    """Give our error for a stream that broke on the wire; None where the error is none of its library's."""
    from inferwire_runtime.wire.failures import forget_frames, translate  # only when something failed

    if (known := translate(error, who)) is None:
        return None
    forget_frames(error)
    if is_left:
        return left_stream(who)
    how = "stalled" if isinstance(known, TimeoutError) else "was cut"
    return StreamError(f"the stream of {who} {how} before the answer was complete; call again", status=200)


def hide_locals(error: BaseException) -> None:
    """Clear the frames that a request came through: where it was broken off, they may hold its head with the key."""
    import traceback  # only then

    traceback.clear_frames(error.__traceback__)


def left_stream(who: str) -> StreamError:
    """Give the error for reading on in a stream that was closed."""
    return StreamError(f"the stream of {who} was closed before the answer was complete", status=200)


def closed() -> InputError:
    """Give the error of a call on a client that is closed."""
    return InputError("the client is closed, with all its copies; make a new one, or call before close()")


class StreamAnswer:
    """An open answer of the blocking transport. May be closed from any thread."""

    def __init__(self, answer: Incoming, who: str) -> None:
        self._answer = answer
        self._who = who
        self._is_left = False
        self.status = answer.status
        self.headers = answer.headers

    def chunk(self) -> bytes | None:
        """Give the next bytes of the body; None at its end.

        Raises:
            StreamError: The connection broke or fell silent, or the answer was closed.
        """
        try:
            chunk = self._answer.chunk()
        except BaseException as exc:
            is_left, self._is_left = self._is_left, True  # also where a reader gave up: what came is not the whole
            if not isinstance(exc, Exception) or (known := stream_failure(exc, self._who, is_left=is_left)) is None:
                raise
            raise known from exc
        if chunk is None and self._is_left:
            raise left_stream(self._who)
        return chunk

    def drain(self) -> None:
        """Read what follows the declared end, so that the connection can serve the next request."""
        self._answer.limits.end_in(DRAIN_SECONDS)
        timer = None if self._answer.heeds_changes else threading.Timer(DRAIN_SECONDS, self._answer.close)
        if timer is not None:
            timer.daemon = True
            timer.start()
        size = 0
        try:
            while size <= DRAIN_LIMIT and (chunk := self._answer.chunk()) is not None:
                size += len(chunk)
        except Exception:
            pass
        finally:
            if timer is not None:
                timer.cancel()
        self._answer.close()

    def close(self) -> None:
        """Free the connection."""
        self._is_left = True
        self._answer.close()


class AsyncStreamAnswer:
    """An open answer of the asynchronous transport. May be closed by any task."""

    def __init__(self, answer: AsyncIncoming, who: str) -> None:
        self._answer = answer
        self._who = who
        self._is_left = False
        self.status = answer.status
        self.headers = answer.headers

    async def chunk(self) -> bytes | None:
        """Give the next bytes of the body; None at its end.

        Raises:
            StreamError: The connection broke or fell silent, or the answer was closed.
        """
        try:
            chunk = await self._answer.chunk()
        except BaseException as exc:
            is_left, self._is_left = self._is_left, True  # also where a reader gave up: what came is not the whole
            if not isinstance(exc, Exception) or (known := stream_failure(exc, self._who, is_left=is_left)) is None:
                raise
            raise known from exc
        if chunk is None and self._is_left:
            raise left_stream(self._who)
        return chunk

    async def drain(self) -> None:
        """Read what follows the declared end, so that the connection can serve the next request."""
        self._answer.limits.end_in(DRAIN_SECONDS)
        if self._answer.heeds_changes:
            await self._read_on()
        else:
            from anyio import move_on_after  # comes with the library

            with move_on_after(DRAIN_SECONDS):
                await self._read_on()
        await self._answer.close()

    async def _read_on(self) -> None:
        size = 0
        try:
            while size <= DRAIN_LIMIT and (chunk := await self._answer.chunk()) is not None:
                size += len(chunk)
        except Exception:
            pass

    async def close(self) -> None:
        """Free the connection."""
        self._is_left = True
        await self._answer.close()


class Forkable(Protocol):
    """Holds locks or connections, which a forked process must not share."""

    def after_fork(self) -> None:
        """Begin anew in the forked process."""
        ...


_forkable: weakref.WeakSet[Forkable] = weakref.WeakSet()
_loaded: set[Http] = set()  # what asynchronous calls are carried by, and need not load any more
_left_to_parent: list[Any] = []  # kept, since what is collected is closed, and closing writes to some connections


def survive_forks(thing: Forkable) -> None:
    """Have ``thing`` begin anew in every process forked from this one."""
    _forkable.add(thing)


def _after_fork() -> None:
    for thing in list(_forkable):
        thing.after_fork()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_after_fork)


class Transport:
    """Blocking requests over one wire, which is made when first needed."""

    def __init__(self, http_client: Any = None, http: Http | None = None) -> None:
        self._http: Http = http or DEFAULT_HTTP
        self._is_closed = False
        self._lock = threading.Lock()
        self._brought: Wire | None = None if http_client is None else _wire_of(http_client, is_async=False)
        self._wire: Wire | None = self._brought
        survive_forks(self)

    def after_fork(self) -> None:
        """Leave the connections to the process that made them."""
        self._lock = threading.Lock()
        if self._brought is None:
            _left_to_parent.append(self._wire)
            self._wire = None

    def _ready(self) -> Wire:
        if (wire := self._wire) is not None:
            return wire
        with self._lock:
            if self._is_closed:
                raise closed()
            if self._wire is None:
                from inferwire_runtime.wire.choice import make_wire  # loads with the first request

                self._wire = make_wire(self._http)
            return self._wire

    def send(self, prepared: Prepared, timeout: Timeout, course: Course) -> Reply | StreamAnswer:
        """Send a request once, and follow redirects.

        Raises:
            InferwireError: It could not be sent, or its answer is an error.
        """
        who = prepared.request.who
        try:
            answer, url = self._follow(prepared, timeout, course)
            if prepared.request.is_stream and answer.status < 300:
                answer.limits.end = float("inf")  # from here on only silence is bounded
                return StreamAnswer(answer, who)
            collector = Collector(prepared, answer.status, answer.headers)
            with closing(answer):
                while (part := answer.chunk()) is not None and collector.add(part):
                    if answer.limits.is_over:  # a body that drips must not outlive the call
                        raise course.too_late()
        except InferwireError as exc:
            hide_locals(exc)
            raise
        except Exception as exc:
            if (known := failure(exc, course, who)) is None:
                raise
            raise known from exc
        except BaseException as exc:
            hide_locals(exc)
            raise
        return finish(prepared, answer.status, answer.headers, collector.body(), url)

    def _follow(self, prepared: Prepared, timeout: Timeout, course: Course) -> tuple[Incoming, str]:
        """Send a request, and again where it is redirected; give the answer that is no redirect, and its URL."""
        wire, url, hops = self._ready(), prepared.url, 0
        while True:
            answer = wire.open(outgoing(prepared, url, timeout, course.left()))
            try:
                target = next_url(prepared, answer.status, answer.headers, url, hops)
            except InferwireError:
                answer.close()
                raise
            if target is None:
                return answer, url
            answer.close()
            url, hops = target, hops + 1

    def close(self) -> None:
        """Close the connections, unless they are the caller's."""
        if self._brought is not None:
            return
        with self._lock:
            self._is_closed = True
            wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()


class AsyncTransport:
    """Asynchronous requests; one wire for each event loop, since connections belong to theirs."""

    def __init__(self, http_client: Any = None, http: Http | None = None) -> None:
        self._http: Http = http or DEFAULT_HTTP
        self._is_closed = False
        self._brought: AsyncWire | None = None if http_client is None else _wire_of(http_client, is_async=True)
        self._wires: dict[Any, AsyncWire] = {}
        survive_forks(self)

    def after_fork(self) -> None:
        """Leave the connections to the process that made them."""
        _left_to_parent.append(self._wires)
        self._wires = {}

    def _ready(self) -> AsyncWire:
        if self._brought is not None:
            return self._brought
        if self._is_closed:
            raise closed()
        loop = loops.running_loop()
        if (wire := self._wires.get(loop)) is None:
            from inferwire_runtime.wire.choice import make_async_wire  # loads with the first request

            for other in list(self._wires):  # a copy: other threads' loops come and go
                if _has_ended(other):
                    self._wires.pop(other, None)  # its loop has ended, and closed its sockets
            wire = self._wires[loop] = make_async_wire(self._http)
        return wire

    async def take_turn(self) -> None:
        """Let others run where calls have done so for long enough."""
        if self._brought is None and self._http not in _loaded:
            await loops.in_thread(partial(_load, self._http))
        await self._ready().take_turn()

    async def send(self, prepared: Prepared, timeout: Timeout, course: Course) -> Reply | AsyncStreamAnswer:
        """Send a request once, and follow redirects.

        Raises:
            InferwireError: It could not be sent, or its answer is an error.
        """
        who = prepared.request.who
        try:
            answer, url = await self._follow(prepared, timeout, course)
            if prepared.request.is_stream and answer.status < 300:
                answer.limits.end = float("inf")  # from here on only silence is bounded
                return AsyncStreamAnswer(answer, who)
            collector = Collector(prepared, answer.status, answer.headers)
            try:
                while (part := await answer.chunk()) is not None and collector.add(part):
                    if answer.limits.is_over:  # a body that drips must not outlive the call
                        raise course.too_late()
            finally:
                await answer.close()
        except InferwireError as exc:
            hide_locals(exc)
            raise
        except Exception as exc:
            if (known := failure(exc, course, who)) is None:
                raise
            raise known from exc
        except BaseException as exc:
            hide_locals(exc)
            raise
        return finish(prepared, answer.status, answer.headers, collector.body(), url)

    async def _follow(self, prepared: Prepared, timeout: Timeout, course: Course) -> tuple[AsyncIncoming, str]:
        """Send a request, and again where it is redirected; give the answer that is no redirect, and its URL."""
        wire, url, hops = self._ready(), prepared.url, 0
        while True:
            answer = await wire.open(outgoing(prepared, url, timeout, course.left()))
            try:
                target = next_url(prepared, answer.status, answer.headers, url, hops)
            except InferwireError:
                await answer.close()
                raise
            if target is None:
                return answer, url
            await answer.close()
            url, hops = target, hops + 1

    async def close(self) -> None:
        """Close the connections, unless they are the caller's."""
        self._is_closed = True
        wires, self._wires = self._wires, {}
        running = loops.running_loop() if wires else None
        for loop, wire in wires.items():
            if loop == running:
                await wire.close()


def finish(prepared: Prepared, status: int, headers: dict[str, str], body: bytes, url: str) -> Reply:
    """Make a reply of an answer that was read.

    Raises:
        ProviderError: Its status is 300 or more.
        HubError: The same, from the Hub.
    """
    check_status(prepared, status, headers, body)
    return Reply(status=status, headers=headers, body=body, url=url, who=prepared.request.who)


def _wire_of(http_client: Any, *, is_async: bool) -> Any:
    from inferwire_runtime.wire.clients import AsyncClientWire, ClientWire, library_of  # only for a caller's client

    library = library_of(http_client)
    return (AsyncClientWire if is_async else ClientWire)(http_client, library, is_own=False)


def _load(http: Http) -> None:
    """Load what carries requests: that takes ten times as long as a call, and the event loop has other work."""
    from inferwire_runtime.wire import choice

    with suppress(InputError):  # told by the call itself
        choice.load(http)
    _loaded.add(http)


def _has_ended(loop: Any) -> bool:
    """Whether an event loop of asyncio is closed; trio's tokens do not tell."""
    return bool(getattr(loop, "is_closed", bool)())

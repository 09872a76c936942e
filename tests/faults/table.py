"""Every fault: what the server does at which step, and what each kind of call must get from it.

A fault's ``act`` is handed an `Exchange` once the head of the request that it hits has been read; nothing else has, so
a fault decides itself whether the body is. What is expected stands in `Gets`, by kind of call; ``*`` stands for others.

What the classes mean here:

- `TimeoutError`: a limit of time was reached, and the message says which option raises it.
- `ConnectionError`: the server cannot be reached, hung up, or does not speak HTTP. The message says which of these.
- `StreamError`: the same, once the headers of a stream were here; ``received`` holds what came.
- `OutputError`: an answer in good HTTP that is none, or that is too large.
- `ProviderError`: the server says that it failed, or leads where the request must not go.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from inferwire import (
    AuthenticationError,
    ConnectionError,
    InferwireError,
    OutputError,
    ProviderError,
    Retry,
    StreamError,
    TimeoutError,
)
from tests.faults.kinds import EVENTS, KINDS, PICTURE, Good
from tests.faults.server import HEAD_END, Head, Wire, answer, chunk, has_key, pieces

if TYPE_CHECKING:
    from tests.faults.cells import World

MIB = 1024 * 1024
BODY_LIMIT = 4 * MIB  # in place of the runtime's own, which are too large for a quick test
LONG = {"connect": 10.0, "idle": 10.0, "total": 20.0}  # where no limit of time is meant to be reached
OFTEN = Retry(attempts=3, first_delay=0.01, longest_delay=0.02)


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request that a fault hits, as the server sees it."""

    wire: Wire
    head: Head
    good: Good
    world: World
    count: int

    def read(self) -> bytes:
        """Read the request's body."""
        return self.wire.read_body(self.head)

    def start(self, *lines: str, status: str = "200 OK") -> None:
        """Read the request, then send the head of an answer, with a body that is announced in full but not sent."""
        self.read()
        self.wire.send(self.good.answer(status=status, headers=lines)[: -len(self.good.body)])


@dataclass(frozen=True, kw_only=True)
class Gets:
    """What the caller must get.

    Attributes:
        error: Class of the error; None where the right answer comes.
        value: In place of the right answer.
        status: HTTP status that the error names; None where it does not matter.
        says: Patterns that its message must match.
        denies: A pattern that it must not match, since it would not be true.
        received: How many items of the stream came before it broke.
        after, within: Seconds that it takes.
        requests: How often the request is sent; None where it does not matter.
        attempts: How often the error says that it was sent.
        otherwise: What may come in its place, where the network decides.
        hangs: Whether the call heeds no limit of time, and ends with the server only.
    """

    error: type[InferwireError] | None = None
    value: Any = None
    status: int | None = None
    says: tuple[str, ...] = ()
    denies: str | None = None
    received: int | None = None
    after: float = 0.0
    within: float = 4.0
    requests: int | None = 1
    attempts: int | None = 1
    otherwise: Gets | None = None
    hangs: bool = False


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One way to misbehave.

    Attributes:
        name: What the server does.
        act: Does it.
        gets: What the caller gets, by kind; ``*`` for every kind that is not named, of those in ``kinds``.
        limits: Of time.
        retry: Policy of the call.
        before: Done before the request that the fault hits can come.
        between: Done with the answer before it, on a connection that is kept; a call is made beforehand where there is
            none. Gives whether the connection goes on.
        https: Whether the caller is told that the server which faults hit speaks TLS.
        tls: Whether it does, with a certificate of an authority that nobody knows.
        greeting: What it says on each connection before it is asked.
        public: Whether the servers have names that are not those of a private network.
        shows_key: Whether the server's answer holds the key, so that whoever holds the answer does as well.
        leave_after: Seconds after which the caller leaves the stream.
        alone: Whether the cells take so much that they are run one after the other.
    """

    name: str
    act: Callable[[Exchange], None]
    gets: Mapping[str, Gets]
    kinds: tuple[str, ...] = tuple(KINDS)
    limits: Mapping[str, float] = field(default_factory=lambda: LONG)
    retry: Retry | None = None
    before: Callable[[World], None] | None = None
    between: Callable[[Wire, bytes], bool] | None = None
    https: bool = False
    tls: bool = False
    greeting: bytes = b""
    public: bool = False
    shows_key: bool = False
    leave_after: float | None = None
    alone: bool = False

    def expected(self, kind: str) -> Gets:
        """Give what callers of a kind must get."""
        return self.gets.get(kind) or self.gets["*"]


ENDPOINTS = ("plain", "stream", "upload", "download")
RIGHT = Gets()


def everywhere(gets: Gets, **others: Gets) -> dict[str, Gets]:
    """Expect the same for each kind, but for some."""
    return {"*": gets, **others}


def limits(**limits: float) -> dict[str, float]:
    return {**LONG, **limits}


# Healthy


def well(x: Exchange) -> None:
    x.read()
    x.wire.send(x.good.answer())


def without_length(x: Exchange) -> None:
    x.read()
    x.wire.send(x.good.answer(framing=None, version="1.0"))
    x.wire.cut()


def in_chunks(x: Exchange) -> None:
    x.read()
    x.wire.send(x.good.answer(framing="chunked"))


def in_gzip(x: Exchange) -> None:
    x.read()
    x.wire.send(
        answer(gzip.compress(x.good.body), x.good.content_type, headers=(*x.good.headers, "content-encoding: gzip"))
    )


def hints_first(x: Exchange) -> None:
    x.wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
    x.read()
    x.wire.send(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n")
    x.wire.send(x.good.answer())


# Before the answer


def _stop(world: World) -> None:
    world.target_server.stop_listening()


def _hole(world: World) -> None:
    world.target_server.black_hole()


def never(x: Exchange) -> None:
    raise AssertionError("no request can come here")


def reset_before(x: Exchange) -> None:
    x.read()
    x.wire.reset()


def cut_before(x: Exchange) -> None:
    x.read()
    x.wire.cut()


def reset_unread(x: Exchange) -> None:
    x.wire.reset()


def silent_before(x: Exchange) -> None:
    x.read()
    x.wire.listen_silently()


def never_reads(x: Exchange) -> None:
    x.wire.be_silent()


# Within the headers


def _half_a_head(x: Exchange) -> bytes:
    return x.good.answer().partition(HEAD_END)[0][:-5]


def reset_within(x: Exchange) -> None:
    x.read()
    x.wire.send(_half_a_head(x))
    x.wire.pause(0.02)  # until the client has read it, since a reset throws away what was not
    x.wire.reset()


def cut_within(x: Exchange) -> None:
    x.read()
    x.wire.send(_half_a_head(x))
    x.wire.cut()


def silent_within(x: Exchange) -> None:
    x.read()
    x.wire.send(_half_a_head(x))
    x.wire.listen_silently()


def slow_head(x: Exchange) -> None:
    x.read()
    head, end, body = x.good.answer().partition(HEAD_END)
    x.wire.drip(pieces(head, 20), 0.08)
    x.wire.send(end + body)


def endless_head(x: Exchange) -> None:
    x.read()
    x.wire.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        x.wire.send(b"x-%d: %s\r\n" % (number, b"a" * 1000))


def endless_slow_head(x: Exchange) -> None:
    x.read()
    x.wire.send(b"HTTP/1.1 200 OK\r\n")
    x.wire.drip((b"x-%d: a\r\n" % number for number in range(1000)), 0.05)


def huge_head(x: Exchange) -> None:
    x.read()
    x.wire.send(x.good.answer(headers=("x-huge: " + "a" * 200 * 1024,)))


def endless_hints(x: Exchange) -> None:
    x.read()
    x.wire.drip((b"HTTP/1.1 102 Processing\r\n\r\n" for _ in range(1000)), 0.05)


def other_protocol(x: Exchange) -> None:
    x.read()
    x.wire.send(b"HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: chat\r\n\r\nhello")


def garbage(x: Exchange) -> None:
    x.read()
    x.wire.send(b"hello, this is a page of HTTP/0.9\r\n\r\n" + x.good.body)
    x.wire.cut()


# Within the body


def reset_after_head(x: Exchange) -> None:
    x.start()
    x.wire.pause(0.02)
    x.wire.reset()


def cut_after_head(x: Exchange) -> None:
    x.start()
    x.wire.cut()


def _half(x: Exchange) -> None:
    x.start()
    x.wire.send(x.good.body[: x.good.half])


def reset_within_body(x: Exchange) -> None:
    _half(x)
    x.wire.pause(0.02)
    x.wire.reset()


def cut_within_body(x: Exchange) -> None:
    _half(x)
    x.wire.cut()


def silent_within_body(x: Exchange) -> None:
    _half(x)
    x.wire.listen_silently()


def slow_body(x: Exchange) -> None:
    x.start()
    x.wire.drip(pieces(x.good.body, 20), 0.08)


def comments_for_ever(x: Exchange) -> None:
    x.read()
    x.wire.send(answer(b"", x.good.content_type, framing=None) + EVENTS[0])
    x.wire.drip((b": still here\n\n" for _ in range(1000)), 0.05)


def silent_after_body(x: Exchange) -> None:
    x.read()
    x.wire.send(answer(x.good.body, x.good.content_type, headers=x.good.headers, framing="chunked")[:-5])
    x.wire.listen_silently()


# Framing and encoding


def _framed(*lines: str) -> Callable[[Exchange], None]:
    def act(x: Exchange) -> None:
        x.read()
        headers = [*x.good.headers, *(line.format(size=len(x.good.body), half=x.good.half) for line in lines)]
        x.wire.send(answer(x.good.body, x.good.content_type, headers=headers, framing=None))
        x.wire.cut()

    return act


length_too_small = _framed("content-length: {half}")
length_too_large = _framed("content-length: 1{size}")
length_no_number = _framed("content-length: many")
length_negative = _framed("content-length: -1")
lengths_differ = _framed("content-length: {size}", "content-length: {half}")


def bad_chunks(x: Exchange) -> None:
    x.read()
    head = answer(b"", x.good.content_type, headers=(*x.good.headers, "transfer-encoding: chunked"), framing=None)
    x.wire.send(head + chunk(x.good.body[: x.good.half]) + b"zz\r\nno number\r\n")
    x.wire.listen_silently()


def _encoded(body: bytes, x: Exchange) -> None:
    x.read()
    x.wire.send(answer(body, x.good.content_type, headers=(*x.good.headers, "content-encoding: gzip")))


def broken_gzip(x: Exchange) -> None:
    packed = bytearray(gzip.compress(x.good.body))
    packed[10:30] = bytes(20)
    _encoded(bytes(packed), x)


def no_gzip(x: Exchange) -> None:
    _encoded(x.good.body, x)


def short_gzip(x: Exchange) -> None:
    packed = gzip.compress(x.good.body, 0)
    _encoded(packed[:-40], x)


@cache
def _bomb(kind: str) -> bytes:
    size = 80 * MIB if kind == "stream" else 32 * MIB  # a stream has no limit but that of one event
    return gzip.compress(b"data: " + bytes(size), 9)


def _build_bomb(world: World) -> None:
    _bomb(world.kind.name)  # before the call, whose time is taken


def gzip_bomb(x: Exchange) -> None:
    _encoded(_bomb(x.world.kind.name), x)


def endless_body(x: Exchange) -> None:
    x.read()
    x.wire.send(answer(b"", x.good.content_type, headers=("transfer-encoding: chunked",), framing=None))
    piece = chunk(bytes(64 * 1024))
    for _ in range(2048):
        x.wire.send(piece)


# Answers that are none


def error_page(x: Exchange) -> None:
    x.read()
    body = b"<html><head><style>p {}</style></head><body><h1>Bad gateway</h1>" + x.head.raw + b"</body></html>"
    x.wire.send(answer(body, "text/html", status="502 Bad Gateway"))


def page(x: Exchange) -> None:
    x.read()
    body = b"<html><body><h1>Please log in</h1>" + x.head.raw + b"</body></html>"
    x.wire.send(answer(body, "text/html; charset=utf-8"))


def _shown_key(x: Exchange) -> bytes:
    """Give the key that was sent, which is none where files are."""
    return x.world.key.encode() if has_key(x.head.raw) else b"(none)"


def refused_key(x: Exchange) -> None:
    x.read()
    body = b'{"error": {"message": "the key %s is not known"}}' % _shown_key(x)
    x.wire.send(answer(body, status="401 Unauthorized", headers=("x-request-id: r-7", "retry-after: 7")))


def error_in_200(x: Exchange) -> None:
    x.read()
    x.wire.send(answer(b'{"error": {"message": "the model is overloaded, key %s"}}' % _shown_key(x)))


def empty(x: Exchange) -> None:
    x.read()
    x.wire.send(answer(b"", x.good.content_type, headers=x.good.headers))


# Redirects


def _redirect(status: str, location: Callable[[Exchange], str]) -> Callable[[Exchange], None]:
    def act(x: Exchange) -> None:
        x.read()
        x.wire.send(answer(b"", status=status, headers=(f"location: {location(x)}",)))

    return act


def _other(x: Exchange) -> str:
    return x.world.other.url + x.world.kind.target


found_elsewhere = _redirect("302 Found", _other)
moved_elsewhere = _redirect("307 Temporary Redirect", _other)
in_a_circle = _redirect("307 Temporary Redirect", lambda x: x.head.target)
to_no_address = _redirect("302 Found", lambda x: "http://[")
to_a_file = _redirect("302 Found", lambda x: "file:///etc/passwd")


def once_moved(x: Exchange) -> None:
    x.read()
    if x.count == 1:
        x.wire.send(answer(b"", status="307 Temporary Redirect", headers=(f"location: {x.head.target}?again",)))
        x.wire.cut()
    else:
        x.wire.send(x.good.answer())


# Kept connections


def _closes(wire: Wire, raw: bytes) -> bool:
    wire.send(raw, push=False)
    wire.cut()  # together with the last byte: the client can know before it sends anything
    return False


def _keeps(wire: Wire, raw: bytes) -> bool:
    wire.send(raw)
    return True


def _with_more(wire: Wire, raw: bytes) -> bool:
    wire.send(raw + STRAY)
    return True


def _says_more_later(wire: Wire, raw: bytes) -> bool:
    wire.send(raw)
    wire.pause(0.02)
    wire.send(STRAY, push=False)
    wire.cut()
    return False


STRAY = answer(b"idle for too long", "text/plain", status="408 Request Timeout", headers=("connection: close",))


def reset_first(x: Exchange) -> None:
    """Reset the kept connection, and answer on the next one."""
    if x.count == 1:
        x.wire.reset()
    else:
        well(x)


def cut_first(x: Exchange) -> None:
    """End the kept connection, and answer on the next one."""
    if x.count == 1:
        x.wire.cut()
    else:
        well(x)


def reset_within_first(x: Exchange) -> None:
    if x.count == 1:
        reset_within(x)
    else:
        well(x)


# While the request is on its way

TOO_LARGE = answer(b'{"error": "this is too large"}', status="413 Content Too Large", headers=("connection: close",))


def early_and_closed(x: Exchange) -> None:
    x.wire.send(TOO_LARGE)
    x.wire.hang_up()


def early_and_drained(x: Exchange) -> None:
    x.wire.send(TOO_LARGE)
    x.wire.cut()


def early_and_stuck(x: Exchange) -> None:
    x.wire.send(TOO_LARGE)
    x.wire.be_silent()


# Retries


def _unavailable(seconds: float) -> Callable[[Exchange], None]:
    headers = (f"retry-after: {seconds}", "connection: close")

    def act(x: Exchange) -> None:
        x.read()
        x.wire.send(answer(b'{"error": "busy"}', status="503 Service Unavailable", headers=headers))

    return act


unavailable = _unavailable(3600)
unavailable_for_now = _unavailable(1)


def unavailable_first(x: Exchange) -> None:
    act = _unavailable(0.01) if x.count == 1 else well
    act(x)


# The table

TOO_LATE = Gets(error=TimeoutError, says=(r"timeout=",), denies="hung up")
UNREACHED = Gets(error=ConnectionError, says=(r"could not be reached",), requests=0)
HUNG_UP = Gets(error=ConnectionError, says=(r"hung up",))
NO_HTTP = Gets(error=ConnectionError, denies="hung up|could not be reached")
NO_ANSWER = Gets(error=OutputError, status=200, denies="hung up")
HERE = {"status": 200, "says": (r"stream",)}


def broken(received: int | None, **facts: Any) -> Gets:
    return Gets(error=StreamError, received=received, **{**HERE, **facts})


def late(after: float, **facts: Any) -> Gets:
    return Gets(error=TimeoutError, says=(r"timeout=",), denies="hung up", after=after, within=after + 2.0, **facts)


BUSY = Gets(error=ProviderError, status=503, says=(r"answered 503: busy",))
TOO_MUCH = Gets(error=ProviderError, status=413, says=(r"answered 413: this is too large",))
REFUSED_REDIRECT = Gets(error=ProviderError, status=302, says=(r"redirects to", r"use that address"))
MOVED_ELSEWHERE = Gets(error=ProviderError, status=307, says=(r"redirects to another host", r"use that address"))

FAULTS = (
    Fault(name="none", act=well, gets=everywhere(RIGHT)),
    Fault(name="none, in chunks", act=in_chunks, gets=everywhere(RIGHT)),
    Fault(name="none, in gzip", act=in_gzip, gets=everywhere(RIGHT)),
    Fault(name="HTTP/1.0 without a length", act=without_length, gets=everywhere(RIGHT)),
    Fault(name="1xx answers before the real one", act=hints_first, gets=everywhere(RIGHT)),
    # Before the answer
    Fault(name="connection refused", act=never, before=_stop, gets=everywhere(UNREACHED)),
    Fault(
        name="connection in a black hole",
        act=never,
        before=_hole,
        limits=limits(connect=0.4),
        gets=everywhere(late(0.35, requests=0)),
    ),
    Fault(
        name="TLS of an unknown authority",
        act=never,
        https=True,
        tls=True,
        kinds=ENDPOINTS,
        gets=everywhere(Gets(error=ConnectionError, says=(r"certificate",), denies="hung up", requests=0)),
    ),
    Fault(
        name="TLS that is never agreed on",
        act=never,
        https=True,
        kinds=ENDPOINTS,
        limits=limits(connect=0.4),
        gets=everywhere(late(0.35, requests=0)),
    ),
    Fault(
        name="no TLS where it is expected",
        act=never,
        https=True,
        greeting=answer(b"speak HTTP", "text/plain", status="400 Bad Request"),
        kinds=ENDPOINTS,
        gets=everywhere(UNREACHED),
    ),
    Fault(name="reset before the headers", act=reset_before, gets=everywhere(HUNG_UP)),
    Fault(name="reset before the request is read", act=reset_unread, gets=everywhere(HUNG_UP)),
    Fault(name="cut before the headers", act=cut_before, gets=everywhere(HUNG_UP)),
    Fault(
        name="silence before the headers",
        act=silent_before,
        limits=limits(idle=0.2, total=0.8),
        gets=everywhere(late(0.7)),
    ),
    Fault(
        name="the request is never read",
        act=never_reads,
        limits=limits(idle=0.3, total=0.8),
        gets=everywhere(late(0.7), upload=late(0.25)),
    ),
    # Within the headers
    Fault(name="reset within the headers", act=reset_within, gets=everywhere(HUNG_UP)),
    Fault(name="cut within the headers", act=cut_within, gets=everywhere(HUNG_UP)),
    Fault(name="silence within the headers", act=silent_within, limits=limits(idle=0.3), gets=everywhere(late(0.25))),
    Fault(name="headers that drip", act=slow_head, limits=limits(idle=0.8, total=0.8), gets=everywhere(late(0.7))),
    Fault(
        name="headers that drip for ever",
        act=endless_slow_head,
        limits=limits(idle=0.8, total=0.8),
        gets=everywhere(late(0.7)),
    ),
    Fault(name="headers without end", act=endless_head, gets=everywhere(NO_HTTP)),
    Fault(name="headers of 200 KiB", act=huge_head, gets=everywhere(NO_HTTP)),
    Fault(
        name="1xx answers without end",
        act=endless_hints,
        limits=limits(idle=0.8, total=0.8),
        gets=everywhere(late(0.7)),
    ),
    Fault(
        name="101 that nobody asked for",
        act=other_protocol,
        gets=everywhere(NO_HTTP),
    ),
    Fault(name="HTTP/0.9, or no HTTP at all", act=garbage, gets=everywhere(NO_HTTP)),
    # Within the body
    Fault(name="reset after the headers", act=reset_after_head, gets=everywhere(HUNG_UP, stream=broken(0))),
    Fault(name="cut after the headers", act=cut_after_head, gets=everywhere(HUNG_UP, stream=broken(0))),
    Fault(name="reset within the body", act=reset_within_body, gets=everywhere(HUNG_UP, stream=broken(1))),
    Fault(name="cut within the body", act=cut_within_body, gets=everywhere(HUNG_UP, stream=broken(1))),
    Fault(
        name="silence within the body",
        act=silent_within_body,
        limits=limits(idle=0.3),
        gets=everywhere(late(0.25), stream=broken(1, says=(r"stalled",), after=0.25)),
    ),
    Fault(
        name="a body that drips",
        act=slow_body,
        limits=limits(idle=0.8, total=0.8),
        gets=everywhere(late(0.7), stream=Gets(after=1.4)),
    ),
    Fault(
        name="silence after the whole body, which goes on",
        act=silent_after_body,
        limits=limits(idle=0.3),
        # A stream has come to its declared end, whatever else may follow.
        gets=everywhere(late(0.25), stream=RIGHT),
    ),
    Fault(
        name="comments for ever",
        act=comments_for_ever,
        kinds=("stream",),
        limits=limits(idle=0.3, total=0.3),
        leave_after=0.9,
        gets={"stream": Gets(value="Two ", after=0.8)},
    ),
    # Framing and encoding
    Fault(
        name="content-length too small",
        act=length_too_small,
        # Of a file nobody can tell: what was announced is what HTTP calls the answer.
        gets=everywhere(NO_ANSWER, stream=broken(1), download=Gets(value=(PICTURE[: len(PICTURE) // 2], "image/png"))),
    ),
    Fault(name="content-length too large", act=length_too_large, gets=everywhere(HUNG_UP, stream=RIGHT)),
    Fault(name="content-length that is no number", act=length_no_number, gets=everywhere(NO_HTTP)),
    Fault(name="content-length below zero", act=length_negative, gets=everywhere(NO_HTTP)),
    Fault(name="two lengths", act=lengths_differ, gets=everywhere(NO_HTTP)),
    Fault(name="chunks that are none", act=bad_chunks, gets=everywhere(NO_HTTP, stream=broken(1))),
    Fault(name="broken gzip", act=broken_gzip, gets=everywhere(NO_ANSWER, stream=broken(None))),
    Fault(name="gzip that is none", act=no_gzip, gets=everywhere(NO_ANSWER, stream=broken(0))),
    Fault(name="gzip that ends early", act=short_gzip, gets=everywhere(NO_ANSWER, stream=broken(None))),
    Fault(
        name="gzip bomb",
        act=gzip_bomb,
        before=_build_bomb,
        alone=True,
        gets=everywhere(
            Gets(error=OutputError, status=200, says=(r"more than \d+ MiB",)), stream=broken(0, says=(r"too large",))
        ),
    ),
    Fault(
        name="a body without end",
        act=endless_body,
        alone=True,
        gets=everywhere(
            Gets(error=OutputError, status=200, says=(r"more than \d+ MiB",)), stream=broken(0, says=(r"too large",))
        ),
    ),
    # Answers that are none
    Fault(
        name="502 with a page of HTML that shows the request",
        act=error_page,
        shows_key=True,
        gets=everywhere(
            Gets(error=ProviderError, status=502, says=(r"answered 502: Bad gateway",), denies="<h1>|p {}")
        ),
    ),
    Fault(
        name="401 that shows the key",
        act=refused_key,
        shows_key=True,
        gets=everywhere(Gets(error=AuthenticationError, status=401, says=(r"answered 401: the key .* is not known",))),
    ),
    Fault(
        name="200 with a page of HTML that shows the request",
        act=page,
        shows_key=True,
        gets=everywhere(NO_ANSWER, stream=broken(0, says=(r"text/html",))),
    ),
    Fault(
        name="200 with an error in JSON",
        act=error_in_200,
        shows_key=True,
        gets=everywhere(
            Gets(error=ProviderError, status=200, says=(r"the model is overloaded",)),
            stream=broken(0, says=(r"the model is overloaded",)),
            download=Gets(error=OutputError, status=200, says=(r"the model is overloaded",)),
        ),
    ),
    Fault(name="200 with nothing", act=empty, gets=everywhere(NO_ANSWER, stream=broken(0))),
    # Redirects
    Fault(
        name="302 to another origin",
        act=found_elsewhere,
        gets=everywhere(REFUSED_REDIRECT, download=RIGHT, poll=RIGHT),
    ),
    Fault(
        name="307 to another origin",
        act=moved_elsewhere,
        gets=everywhere(MOVED_ELSEWHERE, download=RIGHT, poll=RIGHT),
    ),
    Fault(name="307 on the same origin", act=once_moved, gets=everywhere(Gets(requests=2))),
    Fault(
        name="redirects in a circle",
        act=in_a_circle,
        gets=everywhere(Gets(error=ProviderError, status=307, says=(r"in a circle",), requests=6)),
    ),
    Fault(
        name="a redirect to no address",
        act=to_no_address,
        gets=everywhere(Gets(error=ProviderError, status=302, says=(r"address that is none",))),
    ),
    Fault(
        name="a redirect to a file of the caller's",
        act=to_a_file,
        gets=everywhere(Gets(error=ProviderError, status=302, says=(r"redirects to",))),
    ),
    Fault(
        name="a redirect into a private network",
        act=moved_elsewhere,
        public=True,
        kinds=("download",),
        gets=everywhere(Gets(error=ProviderError, status=307, says=(r"private network",))),
    ),
    # Kept connections
    Fault(name="a kept connection is closed", act=well, between=_closes, gets=everywhere(RIGHT)),
    Fault(
        name="the next request on a kept connection is reset",
        act=reset_first,
        between=_keeps,
        gets=everywhere(Gets(requests=2), order=HUNG_UP),
    ),
    Fault(
        name="the next request on a kept connection is cut",
        act=cut_first,
        between=_keeps,
        gets=everywhere(Gets(requests=2), order=HUNG_UP),
    ),
    Fault(
        name="the answer on a kept connection is reset within the headers",
        act=reset_within_first,
        between=_keeps,
        gets=everywhere(HUNG_UP),
    ),
    Fault(name="a stray 408 right behind an answer", act=well, between=_with_more, gets=everywhere(RIGHT)),
    Fault(
        name="a stray 408 on an idle connection",
        act=well,
        between=_says_more_later,
        kinds=ENDPOINTS,
        gets=everywhere(RIGHT),
    ),
    # While the request is on its way
    Fault(
        name="413 before the request is read, then closed",
        act=early_and_closed,
        # What the server threw away makes its system reset the connection, which may overtake the answer.
        gets=everywhere(TOO_MUCH, upload=replace(TOO_MUCH, otherwise=HUNG_UP)),
    ),
    Fault(
        name="413 before the request is read, then cut",
        act=early_and_drained,
        gets=everywhere(TOO_MUCH),
    ),
    Fault(
        name="413 before the request is read, which it never is",
        act=early_and_stuck,
        limits=limits(idle=0.4),
        gets=everywhere(TOO_MUCH),
    ),
    # Retries
    Fault(
        name="reset before the headers, once; tries: 3",
        act=reset_first,
        retry=OFTEN,
        gets=everywhere(Gets(requests=2), order=HUNG_UP),
    ),
    Fault(
        name="503 once; tries: 3",
        act=unavailable_first,
        retry=OFTEN,
        gets=everywhere(Gets(requests=2)),
    ),
    Fault(
        name="reset before the headers, for ever; tries: 3",
        act=reset_before,
        retry=OFTEN,
        gets=everywhere(replace(HUNG_UP, requests=3, attempts=3), order=HUNG_UP),
    ),
    Fault(
        name="503 for ever, with a Retry-After of a second; tries: 1000",
        act=unavailable_for_now,
        retry=Retry(attempts=1000),
        limits=limits(total=1.95),
        # The last error tells more than that time is up.
        gets=everywhere(replace(BUSY, after=0.9, requests=None, attempts=None)),
    ),
    Fault(
        name="503 with a Retry-After of an hour; tries: 3",
        act=unavailable,
        retry=Retry(attempts=3),
        gets=everywhere(BUSY),
    ),
)
BY_NAME = {fault.name: fault for fault in FAULTS}

"""Every fault: what the server does, and what each kind of call must return or raise.

A fault's ``act`` gets an `Exchange` once the head of the request has been read, and reads the body itself if it wants
to. `Expected` describes the outcome of each kind of call; ``*`` stands for all others.

What the classes mean here:

- `InferenceTimeoutError`: a time limit was reached; the message names the option that raises it.
- `InferenceConnectionError`: the server cannot be reached, closed the connection, or does not speak HTTP, and the
  message names which of these it is.
- `StreamError`: the same, after the headers of a stream; ``received`` holds the items so far.
- `OutputError`: valid HTTP whose content is malformed or too large.
- `ProviderError`: the server reports an error, or redirects where the request must not go.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from inferwire import (
    AuthenticationError,
    InferenceConnectionError,
    InferenceTimeoutError,
    InferwireError,
    OutputError,
    ProviderError,
    Retry,
    StreamError,
)
from tests.faults.kinds import EVENTS, IMAGE, KINDS, GoodResponse
from tests.faults.server import HEAD_END, Connection, Head, chunk, has_key, http_response, split

if TYPE_CHECKING:
    from tests.faults.matrix import Scenario

MIB = 1024 * 1024
BODY_LIMIT = 4 * MIB  # replaces the runtime's limits, which are too large for a quick test
LONG = {"connect": 10.0, "read": 10.0, "total": 20.0}  # if no limit is meant to be reached
OFTEN = Retry(attempts=3, initial_delay=0.01, max_delay=0.02)


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request that a fault hits, from the server's side."""

    connection: Connection
    head: Head
    good: GoodResponse
    scenario: Scenario
    count: int

    def read(self) -> bytes:
        """Read the request's body."""
        return self.connection.read_body(self.head)

    def start(self, *lines: str, status: str = "200 OK") -> None:
        """Read the request, then send the head of a response that announces the whole body."""
        self.read()
        self.connection.send(self.good.encode(status=status, headers=lines)[: -len(self.good.body)])


@dataclass(frozen=True, kw_only=True)
class Expected:
    """The outcome of a call.

    Attributes:
        error: Class of the error; None if the call succeeds.
        value: The result, if it is not the kind's own.
        status: HTTP status of the error; None if any will do.
        matches: Patterns that its message must match.
        excludes: A pattern that it must not match, because it would be wrong.
        received: How many items of the stream arrived before it broke.
        after, within: Seconds that the call takes.
        requests: How many times the request is sent; None if any number will do.
        attempts: How many attempts the error lists.
        otherwise: Another valid outcome, if the network decides.
        hangs: Whether the call ignores its time limits, and ends only with the server.
    """

    error: type[InferwireError] | None = None
    value: Any = None
    status: int | None = None
    matches: tuple[str, ...] = ()
    excludes: str | None = None
    received: int | None = None
    after: float = 0.0
    within: float = 4.0
    requests: int | None = 1
    attempts: int | None = 1
    otherwise: Expected | None = None
    hangs: bool = False


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault of a server.

    Attributes:
        name: What the server does.
        act: Does it.
        outcomes: Of calls, by kind; ``*`` for every other kind in ``kinds``.
        limits: The call's time limits.
        retry: The call's retry policy.
        before: Called before the request that the fault hits can arrive.
        between: Sends the previous response, on a connection that is pooled; if the kind has none, a call is made
            first. Returns whether the connection goes on.
        https: Whether the URL of the server that faults hit is https.
        tls: Whether it speaks TLS, with a certificate of an unknown authority.
        greeting: What it sends on each connection before any request.
        public: Whether the servers' names are not those of a private network.
        shows_key: Whether the response holds the key, so that local variables with the response do, too.
        close_after: Seconds after which the caller closes the stream.
        alone: Whether the cells need so much memory that they run one after the other.
    """

    name: str
    act: Callable[[Exchange], None]
    outcomes: Mapping[str, Expected]
    kinds: tuple[str, ...] = tuple(KINDS)
    limits: Mapping[str, float] = field(default_factory=lambda: LONG)
    retry: Retry | int = 1
    before: Callable[[Scenario], None] | None = None
    between: Callable[[Connection, bytes], bool] | None = None
    https: bool = False
    tls: bool = False
    greeting: bytes = b""
    public: bool = False
    shows_key: bool = False
    close_after: float | None = None
    alone: bool = False

    def expected(self, kind: str) -> Expected:
        """Return the outcome of a kind of call."""
        return self.outcomes.get(kind) or self.outcomes["*"]


ENDPOINTS = ("plain", "stream", "upload", "download")
SUCCESS = Expected()


def everywhere(outcome: Expected, **others: Expected) -> dict[str, Expected]:
    """Expect the same outcome of each kind of call, except for some."""
    return {"*": outcome, **others}


def limits(**limits: float) -> dict[str, float]:
    return {**LONG, **limits}


# Healthy


def well(x: Exchange) -> None:
    x.read()
    x.connection.send(x.good.encode())


def without_length(x: Exchange) -> None:
    x.read()
    x.connection.send(x.good.encode(framing=None, version="1.0"))
    x.connection.finish()


def in_chunks(x: Exchange) -> None:
    x.read()
    x.connection.send(x.good.encode(framing="chunked"))


def in_gzip(x: Exchange) -> None:
    x.read()
    x.connection.send(
        http_response(
            gzip.compress(x.good.body), x.good.content_type, headers=(*x.good.headers, "content-encoding: gzip")
        )
    )


def hints_first(x: Exchange) -> None:
    x.connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
    x.read()
    x.connection.send(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n")
    x.connection.send(x.good.encode())


# Before the response


def _stop(scenario: Scenario) -> None:
    scenario.target_server.stop_listening()


def _hole(scenario: Scenario) -> None:
    scenario.target_server.stop_accepting()


def never(x: Exchange) -> None:
    raise AssertionError("a request arrived")


def reset_before(x: Exchange) -> None:
    x.read()
    x.connection.reset()


def cut_before(x: Exchange) -> None:
    x.read()
    x.connection.finish()


def reset_unread(x: Exchange) -> None:
    x.connection.reset()


def silent_before(x: Exchange) -> None:
    x.read()
    x.connection.stay_silent()


def never_reads(x: Exchange) -> None:
    x.connection.stall()


# Within the headers


def _half_a_head(x: Exchange) -> bytes:
    return x.good.encode().partition(HEAD_END)[0][:-5]


def reset_within(x: Exchange) -> None:
    x.read()
    x.connection.send(_half_a_head(x))
    x.connection.pause(0.02)  # until the client has read it, because a reset drops unread bytes
    x.connection.reset()


def cut_within(x: Exchange) -> None:
    x.read()
    x.connection.send(_half_a_head(x))
    x.connection.finish()


def silent_within(x: Exchange) -> None:
    x.read()
    x.connection.send(_half_a_head(x))
    x.connection.stay_silent()


def slow_head(x: Exchange) -> None:
    x.read()
    head, end, body = x.good.encode().partition(HEAD_END)
    x.connection.drip(split(head, 20), 0.08)
    x.connection.send(end + body)


def endless_head(x: Exchange) -> None:
    x.read()
    x.connection.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        x.connection.send(b"x-%d: %s\r\n" % (number, b"a" * 1000))


def endless_slow_head(x: Exchange) -> None:
    x.read()
    x.connection.send(b"HTTP/1.1 200 OK\r\n")
    x.connection.drip((b"x-%d: a\r\n" % number for number in range(1000)), 0.05)


def huge_head(x: Exchange) -> None:
    x.read()
    x.connection.send(x.good.encode(headers=("x-huge: " + "a" * 200 * 1024,)))


def endless_hints(x: Exchange) -> None:
    x.read()
    x.connection.drip((b"HTTP/1.1 102 Processing\r\n\r\n" for _ in range(1000)), 0.05)


def other_protocol(x: Exchange) -> None:
    x.read()
    x.connection.send(b"HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: chat\r\n\r\nhello")


def garbage(x: Exchange) -> None:
    x.read()
    x.connection.send(b"hello, this is a page of HTTP/0.9\r\n\r\n" + x.good.body)
    x.connection.finish()


# Within the body


def reset_after_head(x: Exchange) -> None:
    x.start()
    x.connection.pause(0.02)
    x.connection.reset()


def cut_after_head(x: Exchange) -> None:
    x.start()
    x.connection.finish()


def _half(x: Exchange) -> None:
    x.start()
    x.connection.send(x.good.body[: x.good.half])


def reset_within_body(x: Exchange) -> None:
    _half(x)
    x.connection.pause(0.02)
    x.connection.reset()


def cut_within_body(x: Exchange) -> None:
    _half(x)
    x.connection.finish()


def silent_within_body(x: Exchange) -> None:
    _half(x)
    x.connection.stay_silent()


def slow_body(x: Exchange) -> None:
    x.start()
    x.connection.drip(split(x.good.body, 20), 0.08)


def endless_comments(x: Exchange) -> None:
    x.read()
    x.connection.send(http_response(b"", x.good.content_type, framing=None) + EVENTS[0])
    x.connection.drip((b": still here\n\n" for _ in range(1000)), 0.05)


def silent_after_body(x: Exchange) -> None:
    x.read()
    x.connection.send(http_response(x.good.body, x.good.content_type, headers=x.good.headers, framing="chunked")[:-5])
    x.connection.stay_silent()


# Framing and encoding


def _framed(*lines: str) -> Callable[[Exchange], None]:
    def act(x: Exchange) -> None:
        x.read()
        headers = [*x.good.headers, *(line.format(size=len(x.good.body), half=x.good.half) for line in lines)]
        x.connection.send(http_response(x.good.body, x.good.content_type, headers=headers, framing=None))
        x.connection.finish()

    return act


length_too_small = _framed("content-length: {half}")
length_too_large = _framed("content-length: 1{size}")
length_not_a_number = _framed("content-length: many")
length_negative = _framed("content-length: -1")
lengths_differ = _framed("content-length: {size}", "content-length: {half}")


def bad_chunks(x: Exchange) -> None:
    x.read()
    head = http_response(
        b"", x.good.content_type, headers=(*x.good.headers, "transfer-encoding: chunked"), framing=None
    )
    x.connection.send(head + chunk(x.good.body[: x.good.half]) + b"zz\r\nno number\r\n")
    x.connection.stay_silent()


def _encoded(body: bytes, x: Exchange) -> None:
    x.read()
    x.connection.send(http_response(body, x.good.content_type, headers=(*x.good.headers, "content-encoding: gzip")))


def broken_gzip(x: Exchange) -> None:
    packed = bytearray(gzip.compress(x.good.body))
    packed[10:30] = bytes(20)
    _encoded(bytes(packed), x)


def not_gzip(x: Exchange) -> None:
    _encoded(x.good.body, x)


def short_gzip(x: Exchange) -> None:
    packed = gzip.compress(x.good.body, 0)
    _encoded(packed[:-40], x)


@cache
def _bomb(kind: str) -> bytes:
    size = 80 * MIB if kind == "stream" else 32 * MIB  # only the size of one event of a stream is limited
    return gzip.compress(b"data: " + bytes(size), 9)


def _build_bomb(scenario: Scenario) -> None:
    _bomb(scenario.kind.name)  # before the call, whose duration is measured


def gzip_bomb(x: Exchange) -> None:
    _encoded(_bomb(x.scenario.kind.name), x)


def endless_body(x: Exchange) -> None:
    x.read()
    x.connection.send(http_response(b"", x.good.content_type, headers=("transfer-encoding: chunked",), framing=None))
    part = chunk(bytes(64 * 1024))
    for _ in range(2048):
        x.connection.send(part)


# Malformed responses


def error_page(x: Exchange) -> None:
    x.read()
    body = b"<html><head><style>p {}</style></head><body><h1>Bad gateway</h1>" + x.head.raw + b"</body></html>"
    x.connection.send(http_response(body, "text/html", status="502 Bad Gateway"))


def page(x: Exchange) -> None:
    x.read()
    body = b"<html><body><h1>Please log in</h1>" + x.head.raw + b"</body></html>"
    x.connection.send(http_response(body, "text/html; charset=utf-8"))


def _shown_key(x: Exchange) -> bytes:
    """Return the key that was sent; requests for files have none."""
    return x.scenario.key.encode() if has_key(x.head.raw) else b"(none)"


def refused_key(x: Exchange) -> None:
    x.read()
    body = b'{"error": {"message": "the key %s is not known"}}' % _shown_key(x)
    x.connection.send(http_response(body, status="401 Unauthorized", headers=("x-request-id: r-7", "retry-after: 7")))


def error_in_200(x: Exchange) -> None:
    x.read()
    x.connection.send(http_response(b'{"error": {"message": "the model is overloaded, key %s"}}' % _shown_key(x)))


def empty(x: Exchange) -> None:
    x.read()
    x.connection.send(http_response(b"", x.good.content_type, headers=x.good.headers))


# Redirects


def _redirect(status: str, location: Callable[[Exchange], str]) -> Callable[[Exchange], None]:
    def act(x: Exchange) -> None:
        x.read()
        x.connection.send(http_response(b"", status=status, headers=(f"location: {location(x)}",)))

    return act


def _other(x: Exchange) -> str:
    return x.scenario.other.url + x.scenario.kind.target


found_elsewhere = _redirect("302 Found", _other)
moved_elsewhere = _redirect("307 Temporary Redirect", _other)
in_a_loop = _redirect("307 Temporary Redirect", lambda x: x.head.target)
to_invalid_url = _redirect("302 Found", lambda x: "http://[")
to_a_file = _redirect("302 Found", lambda x: "file:///etc/passwd")


def once_moved(x: Exchange) -> None:
    x.read()
    if x.count == 1:
        x.connection.send(
            http_response(b"", status="307 Temporary Redirect", headers=(f"location: {x.head.target}?again",))
        )
        x.connection.finish()
    else:
        x.connection.send(x.good.encode())


# Pooled connections


def _send_and_finish(connection: Connection, raw: bytes) -> bool:
    connection.send(raw, hold_back=True)
    connection.finish()  # together with the last byte: the client can see it before it sends anything
    return False


def _send(connection: Connection, raw: bytes) -> bool:
    connection.send(raw)
    return True


def _send_more(connection: Connection, raw: bytes) -> bool:
    connection.send(raw + STRAY)
    return True


def _send_more_later(connection: Connection, raw: bytes) -> bool:
    connection.send(raw)
    connection.pause(0.02)
    connection.send(STRAY, hold_back=True)
    connection.finish()
    return False


STRAY = http_response(b"idle for too long", "text/plain", status="408 Request Timeout", headers=("connection: close",))


def reset_first(x: Exchange) -> None:
    """Reset the pooled connection, and respond on the next one."""
    if x.count == 1:
        x.connection.reset()
    else:
        well(x)


def cut_first(x: Exchange) -> None:
    """End the pooled connection, and respond on the next one."""
    if x.count == 1:
        x.connection.finish()
    else:
        well(x)


def reset_within_first(x: Exchange) -> None:
    if x.count == 1:
        reset_within(x)
    else:
        well(x)


# While the request is sent

TOO_LARGE = http_response(
    b'{"error": "this is too large"}', status="413 Content Too Large", headers=("connection: close",)
)


def early_and_closed(x: Exchange) -> None:
    x.connection.send(TOO_LARGE)
    x.connection.close()


def early_and_drained(x: Exchange) -> None:
    x.connection.send(TOO_LARGE)
    x.connection.finish()


def early_and_stuck(x: Exchange) -> None:
    x.connection.send(TOO_LARGE)
    x.connection.stall()


# Retries


def _unavailable(seconds: float) -> Callable[[Exchange], None]:
    headers = (f"retry-after: {seconds}", "connection: close")

    def act(x: Exchange) -> None:
        x.read()
        x.connection.send(http_response(b'{"error": "busy"}', status="503 Service Unavailable", headers=headers))

    return act


unavailable = _unavailable(3600)
unavailable_for_now = _unavailable(1)


def unavailable_first(x: Exchange) -> None:
    act = _unavailable(0.01) if x.count == 1 else well
    act(x)


# The table

UNREACHED = Expected(error=InferenceConnectionError, matches=(r"could not be reached",), requests=0)
CLOSED = Expected(error=InferenceConnectionError, matches=(r"closed the connection",))
NOT_HTTP = Expected(error=InferenceConnectionError, excludes="closed the connection|could not be reached")
MALFORMED = Expected(error=OutputError, status=200, excludes="closed the connection")
HEADERS_RECEIVED = {"status": 200, "matches": (r"stream",)}


def broken(received: int | None, **more: Any) -> Expected:
    return Expected(error=StreamError, received=received, **{**HEADERS_RECEIVED, **more})


def late(after: float, **more: Any) -> Expected:
    return Expected(
        error=InferenceTimeoutError,
        matches=(r"timeout=",),
        excludes="closed the connection",
        after=after,
        within=after + 2.0,
        **more,
    )


BUSY = Expected(error=ProviderError, status=503, matches=(r"returned 503: busy",))
TOO_MUCH = Expected(error=ProviderError, status=413, matches=(r"returned 413: this is too large",))
REFUSED_REDIRECT = Expected(error=ProviderError, status=302, matches=(r"redirects to", r"use that address"))
MOVED_ELSEWHERE = Expected(error=ProviderError, status=307, matches=(r"redirects to another host", r"use that address"))

FAULTS = (
    Fault(name="none", act=well, outcomes=everywhere(SUCCESS)),
    Fault(name="none, in chunks", act=in_chunks, outcomes=everywhere(SUCCESS)),
    Fault(name="none, in gzip", act=in_gzip, outcomes=everywhere(SUCCESS)),
    Fault(name="HTTP/1.0 without a length", act=without_length, outcomes=everywhere(SUCCESS)),
    Fault(name="1xx responses before the final one", act=hints_first, outcomes=everywhere(SUCCESS)),
    # Before the response
    Fault(name="connection refused", act=never, before=_stop, outcomes=everywhere(UNREACHED)),
    Fault(
        name="connection attempts that hang",
        act=never,
        before=_hole,
        limits=limits(connect=0.4),
        outcomes=everywhere(late(0.35, requests=0)),
    ),
    Fault(
        name="TLS of an unknown authority",
        act=never,
        https=True,
        tls=True,
        kinds=ENDPOINTS,
        outcomes=everywhere(
            Expected(
                error=InferenceConnectionError, matches=(r"certificate",), excludes="closed the connection", requests=0
            )
        ),
    ),
    Fault(
        name="TLS handshake that never ends",
        act=never,
        https=True,
        kinds=ENDPOINTS,
        limits=limits(connect=0.4),
        outcomes=everywhere(late(0.35, requests=0)),
    ),
    Fault(
        name="plain HTTP on an https URL",
        act=never,
        https=True,
        greeting=http_response(b"speak HTTP", "text/plain", status="400 Bad Request"),
        kinds=ENDPOINTS,
        outcomes=everywhere(UNREACHED),
    ),
    Fault(name="reset before the headers", act=reset_before, outcomes=everywhere(CLOSED)),
    Fault(name="reset before the request is read", act=reset_unread, outcomes=everywhere(CLOSED)),
    Fault(name="cut before the headers", act=cut_before, outcomes=everywhere(CLOSED)),
    Fault(
        name="silence before the headers",
        act=silent_before,
        limits=limits(read=0.2, total=0.8),
        outcomes=everywhere(late(0.7)),
    ),
    Fault(
        name="the request is never read",
        act=never_reads,
        limits=limits(read=0.3, total=0.8),
        outcomes=everywhere(late(0.7), upload=late(0.25)),
    ),
    # Within the headers
    Fault(name="reset within the headers", act=reset_within, outcomes=everywhere(CLOSED)),
    Fault(name="cut within the headers", act=cut_within, outcomes=everywhere(CLOSED)),
    Fault(
        name="silence within the headers",
        act=silent_within,
        limits=limits(read=0.3, total=0.8),  # `read` counts from the first byte of the body
        outcomes=everywhere(late(0.7)),
    ),
    Fault(name="headers that drip", act=slow_head, limits=limits(read=0.8, total=0.8), outcomes=everywhere(late(0.7))),
    Fault(
        name="headers that drip endlessly",
        act=endless_slow_head,
        limits=limits(read=0.8, total=0.8),
        outcomes=everywhere(late(0.7)),
    ),
    Fault(name="endless headers", act=endless_head, outcomes=everywhere(NOT_HTTP)),
    Fault(name="headers of 200 KiB", act=huge_head, outcomes=everywhere(NOT_HTTP)),
    Fault(
        name="endless 1xx responses",
        act=endless_hints,
        limits=limits(read=0.8, total=0.8),
        outcomes=everywhere(late(0.7)),
    ),
    Fault(
        name="unexpected 101",
        act=other_protocol,
        outcomes=everywhere(NOT_HTTP),
    ),
    Fault(name="not HTTP/1", act=garbage, outcomes=everywhere(NOT_HTTP)),
    # Within the body
    Fault(name="reset after the headers", act=reset_after_head, outcomes=everywhere(CLOSED, stream=broken(0))),
    Fault(name="cut after the headers", act=cut_after_head, outcomes=everywhere(CLOSED, stream=broken(0))),
    Fault(name="reset within the body", act=reset_within_body, outcomes=everywhere(CLOSED, stream=broken(1))),
    Fault(name="cut within the body", act=cut_within_body, outcomes=everywhere(CLOSED, stream=broken(1))),
    Fault(
        name="silence within the body",
        act=silent_within_body,
        limits=limits(read=0.3),
        outcomes=everywhere(late(0.25), stream=broken(1, matches=(r"stalled",), after=0.25)),
    ),
    Fault(
        name="a body that drips",
        act=slow_body,
        limits=limits(read=3.0, total=0.8),  # a busy machine may pause between two bytes
        outcomes=everywhere(late(0.7), stream=Expected(after=1.4)),
    ),
    Fault(
        name="silence after the whole body, without its end",
        act=silent_after_body,
        limits=limits(read=0.3),
        # A stream is complete at its declared end.
        outcomes=everywhere(late(0.25), stream=SUCCESS),
    ),
    Fault(
        name="endless comments",
        act=endless_comments,
        kinds=("stream",),
        limits=limits(read=0.8, total=0.8),
        close_after=0.9,
        outcomes={"stream": Expected(value="Two ", after=0.8)},
    ),
    # Framing and encoding
    Fault(
        name="content-length too small",
        act=length_too_small,
        # Nothing shows that a file is incomplete: it is as long as announced.
        outcomes=everywhere(
            MALFORMED, stream=broken(1), download=Expected(value=(IMAGE[: len(IMAGE) // 2], "image/png"))
        ),
    ),
    Fault(name="content-length too large", act=length_too_large, outcomes=everywhere(CLOSED, stream=SUCCESS)),
    Fault(name="content-length that is not a number", act=length_not_a_number, outcomes=everywhere(NOT_HTTP)),
    Fault(name="negative content-length", act=length_negative, outcomes=everywhere(NOT_HTTP)),
    Fault(name="two different lengths", act=lengths_differ, outcomes=everywhere(NOT_HTTP)),
    Fault(name="broken chunks", act=bad_chunks, outcomes=everywhere(NOT_HTTP, stream=broken(1))),
    Fault(name="broken gzip", act=broken_gzip, outcomes=everywhere(MALFORMED, stream=broken(None))),
    # Bytes before labels, but any bytes may be a file.
    Fault(name="content that is not gzip", act=not_gzip, outcomes=everywhere(SUCCESS, download=MALFORMED)),
    Fault(name="truncated gzip", act=short_gzip, outcomes=everywhere(MALFORMED, stream=broken(None))),
    Fault(
        name="gzip bomb",
        act=gzip_bomb,
        before=_build_bomb,
        alone=True,
        outcomes=everywhere(
            Expected(error=OutputError, status=200, matches=(r"more than \d+ MiB",)),
            stream=broken(0, matches=(r"too large",)),
        ),
    ),
    Fault(
        name="endless body",
        act=endless_body,
        alone=True,
        outcomes=everywhere(
            Expected(error=OutputError, status=200, matches=(r"more than \d+ MiB",)),
            stream=broken(0, matches=(r"too large",)),
        ),
    ),
    # Malformed responses
    Fault(
        name="502 with a page of HTML that shows the request",
        act=error_page,
        shows_key=True,
        outcomes=everywhere(
            Expected(error=ProviderError, status=502, matches=(r"returned 502: Bad gateway",), excludes="<h1>|p {}")
        ),
    ),
    Fault(
        name="401 that shows the key",
        act=refused_key,
        shows_key=True,
        outcomes=everywhere(
            Expected(error=AuthenticationError, status=401, matches=(r"returned 401: the key .* is not known",))
        ),
    ),
    Fault(
        name="200 with a page of HTML that shows the request",
        act=page,
        shows_key=True,
        outcomes=everywhere(
            MALFORMED,
            stream=broken(0, matches=(r"text/html",)),
            # A page shows that nothing serves speech there, so the endpoint's other interface is tried.
            upload=replace(MALFORMED, matches=(r"is a page for browsers",), requests=2),
        ),
    ),
    Fault(
        name="200 with an error in JSON",
        act=error_in_200,
        shows_key=True,
        outcomes=everywhere(
            Expected(error=ProviderError, status=200, matches=(r"the model is overloaded",)),
            stream=broken(0, matches=(r"the model is overloaded",)),
            download=Expected(error=OutputError, status=200, matches=(r"the model is overloaded",)),
        ),
    ),
    Fault(name="200 with an empty body", act=empty, outcomes=everywhere(MALFORMED, stream=broken(0))),
    # Redirects
    Fault(
        name="302 to another origin",
        act=found_elsewhere,
        outcomes=everywhere(REFUSED_REDIRECT, download=SUCCESS, poll=SUCCESS),
    ),
    Fault(
        name="307 to another origin",
        act=moved_elsewhere,
        outcomes=everywhere(MOVED_ELSEWHERE, download=SUCCESS, poll=SUCCESS),
    ),
    Fault(name="307 on the same origin", act=once_moved, outcomes=everywhere(Expected(requests=2))),
    Fault(
        name="redirects in a loop",
        act=in_a_loop,
        outcomes=everywhere(
            Expected(error=ProviderError, status=307, matches=(r"redirects more than 5 times",), requests=6)
        ),
    ),
    Fault(
        name="a redirect to an invalid URL",
        act=to_invalid_url,
        outcomes=everywhere(Expected(error=ProviderError, status=302, matches=(r"redirects to an invalid URL",))),
    ),
    Fault(
        name="a redirect to a local file",
        act=to_a_file,
        outcomes=everywhere(Expected(error=ProviderError, status=302, matches=(r"redirects to",))),
    ),
    Fault(
        name="a redirect into a private network",
        act=moved_elsewhere,
        public=True,
        kinds=("download",),
        outcomes=everywhere(Expected(error=ProviderError, status=307, matches=(r"private network",))),
    ),
    # Pooled connections
    Fault(name="a pooled connection is closed", act=well, between=_send_and_finish, outcomes=everywhere(SUCCESS)),
    Fault(
        name="the next request on a pooled connection is reset",
        act=reset_first,
        between=_send,
        outcomes=everywhere(Expected(requests=2), submission=CLOSED),
    ),
    Fault(
        name="the next request on a pooled connection is cut",
        act=cut_first,
        between=_send,
        outcomes=everywhere(Expected(requests=2), submission=CLOSED),
    ),
    Fault(
        name="the response on a pooled connection is reset within the headers",
        act=reset_within_first,
        between=_send,
        outcomes=everywhere(CLOSED),
    ),
    Fault(name="a stray 408 right behind a response", act=well, between=_send_more, outcomes=everywhere(SUCCESS)),
    Fault(
        name="a stray 408 on an idle connection",
        act=well,
        between=_send_more_later,
        kinds=ENDPOINTS,
        outcomes=everywhere(SUCCESS),
    ),
    # While the request is sent
    Fault(
        name="413 before the request is read, then closed",
        act=early_and_closed,
        # Unread bytes make the system reset the connection, which may overtake the response.
        outcomes=everywhere(TOO_MUCH, upload=replace(TOO_MUCH, otherwise=CLOSED)),
    ),
    Fault(
        name="413 before the request is read, then cut",
        act=early_and_drained,
        outcomes=everywhere(TOO_MUCH),
    ),
    Fault(
        name="413, and the request is never read",
        act=early_and_stuck,
        limits=limits(read=0.4),
        outcomes=everywhere(TOO_MUCH),
    ),
    # Retries
    Fault(
        name="reset before the headers, once; attempts: 3",
        act=reset_first,
        retry=OFTEN,
        outcomes=everywhere(Expected(requests=2), submission=CLOSED),
    ),
    Fault(
        name="503 once; attempts: 3",
        act=unavailable_first,
        retry=OFTEN,
        outcomes=everywhere(Expected(requests=2)),
    ),
    Fault(
        name="reset before the headers, always; attempts: 3",
        act=reset_before,
        retry=OFTEN,
        outcomes=everywhere(replace(CLOSED, requests=3, attempts=3), submission=CLOSED),
    ),
    Fault(
        name="503 always, with a Retry-After of a second; attempts: 1000",
        act=unavailable_for_now,
        retry=Retry(attempts=1000),
        limits=limits(total=1.95),
        # The last error is more precise than one about the time limit.
        outcomes=everywhere(replace(BUSY, after=0.9, requests=None, attempts=None)),
    ),
    Fault(
        name="503 with a Retry-After of an hour; attempts: 3",
        act=unavailable,
        retry=Retry(attempts=3),
        outcomes=everywhere(BUSY),
    ),
)
BY_NAME = {fault.name: fault for fault in FAULTS}

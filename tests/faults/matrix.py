"""The matrix of faults, kinds of calls, backends and transports: runs its cells, and finds what is wrong with them."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import logging
import os
import pickle
import re
import secrets
import socket
import ssl
import sys
import threading
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, TypeAlias

import anyio
import trustme

from inferwire import AsyncInferenceClient, InferenceClient, InferwireError, StreamError, Timeout
from inferwire_http import public
from inferwire_http.backends import threads as own_threads
from inferwire_runtime import exchange
from inferwire_runtime.options import TransportName
from tests.faults.kinds import KINDS, GoodResponse, Kind
from tests.faults.known_differences import for_transport
from tests.faults.server import Connection, Head, Server, has_key
from tests.faults.table import BODY_LIMIT, Exchange, Expected, Fault
from tests.support.proxy_server import ProxyServer

Through: TypeAlias = Literal["proxy", "tunnel", "SOCKS"]

HERE = str(Path(__file__).parent)
PROXIES: dict[Through, Literal["http", "socks5"]] = {"proxy": "http", "tunnel": "http", "SOCKS": "socks5"}
PATIENCE = 4.0  # seconds over the expected ones, after which a call hangs
LONGER = 1.0  # seconds over its time limit, after which a call ignores it
PUBLIC_DOMAIN = ".faults.example"  # its names resolve to this machine while cells run
REMEDY = re.compile(
    r"[;,] (?:or )?"
    r"(?:call again|check|raise|pass|use|look|send|add|request|slow down|make|report|try|trust|wait|close)\b"
)


class Scenario:
    """The servers of one cell, and what they observed."""

    def __init__(
        self, fault: Fault, kind: Kind, transport: TransportName = "default", through: Through | None = None
    ) -> None:
        self.fault = fault
        self.kind = kind
        self.transport = transport
        self.through = through
        # Every cell has its own; its start is unique, because messages may be cut.
        self.key = f"canary{secrets.token_hex(16)}"
        self.is_warming_up = fault.between is not None and not kind.is_job
        self.is_idle = threading.Event()  # set once the previous response has been sent
        self.requests: Counter[str] = Counter()
        self.problems: list[str] = []
        known = known_authority()[0] if through == "tunnel" else None
        tls = _unknown_authority() if fault.tls else known
        self._stack = contextlib.ExitStack()
        self.proxy = None if through is None else self._stack.enter_context(ProxyServer(PROXIES[through]))
        self.api = self._server(Server(self._serve, tls=known if kind.is_file else tls))
        self.target_server = self._server(Server(self._serve, tls=tls)) if kind.is_file else self.api
        if fault.before is not None and not kind.is_job:
            fault.before(self)

    def _server(self, server: Server) -> Server:
        return self._stack.enter_context(server)

    @cached_property
    def other(self) -> Server:
        """Another origin, which responds as the real one should."""
        return self._server(Server(self._serve_well, tls=self.api.tls))

    @property
    def servers(self) -> list[Server]:
        """All servers."""
        others = [self.__dict__["other"]] if "other" in self.__dict__ else []
        return list({id(server): server for server in (self.api, self.target_server, *others)}.values())

    def url(self, server: Server) -> str:
        """Return the URL of a server, as callers know it."""
        host = f"server{PUBLIC_DOMAIN}" if self.fault.public else "127.0.0.1"
        is_https = self.through == "tunnel" or (self.fault.https and server is self.target_server)
        scheme = "https" if is_https else "http"
        return f"{scheme}://{host}:{server.port}"

    def close(self) -> None:
        """Close the servers."""
        self._stack.close()

    def _response(self, key: str) -> GoodResponse:
        if self.kind.is_file and key != self.kind.target:
            url = self.url(self.target_server) + self.kind.target
            return GoodResponse(body=json.dumps({"output": [url]}).encode())
        return self.kind.responses[key]

    def _serve(self, connection: Connection) -> None:
        """Respond as the kind of call needs, until the request that the fault hits."""
        fault, kind = self.fault, self.kind
        if fault.greeting and connection.server is self.target_server:
            connection.send(fault.greeting)
        while (head := connection.read_head()) is not None:
            key = kind.find(head)
            good = self._response(key)
            is_last_warm_up = self.is_warming_up and key == kind.target
            if key == kind.target and not is_last_warm_up:
                self._check_key(head)
                self.requests[key] += 1
                count = self.requests[key]
                fault.act(Exchange(connection=connection, head=head, good=good, scenario=self, count=count))
                if fault.between is None:
                    connection.finish()
                    return
                continue
            connection.read_body(head)
            raw = good.encode()
            if fault.between is not None and (is_last_warm_up or key == kind.previous):
                goes_on = fault.between(connection, raw)
                self.is_idle.set()
                if not goes_on:
                    return
            elif fault.between is not None:
                connection.send(raw)
            else:
                if fault.before is not None and key == kind.previous:
                    fault.before(self)
                connection.send(good.encode(headers=("connection: close",)))
                connection.finish()
                return

    def _check_key(self, head: Head) -> None:
        if self.kind.is_file and has_key(head.raw):
            self.problems.append("a key was sent to the host of a download")
        if not self.kind.is_file and self.key.encode() not in head.raw:
            self.problems.append("the key was not sent to its own server")

    def _serve_well(self, connection: Connection) -> None:
        while (head := connection.read_head()) is not None:
            if has_key(head.raw) or self.key.encode() in head.raw:
                self.problems.append("a key was sent to another origin")
            connection.read_body(head)
            connection.send(self.kind.good.encode())


@cache
def _unknown_authority() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    return context


@cache
def known_authority() -> tuple[ssl.SSLContext, bytes]:
    """Return the certificate of the servers behind a tunnel, and that of its authority."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", f"server{PUBLIC_DOMAIN}").configure_cert(context)
    return context, authority.cert_pem.bytes()


@dataclass(kw_only=True)
class Outcome:
    """The outcome of a cell.

    Attributes:
        summary: What the caller got, in a few words.
        seconds: How long the call took.
        problems: All that is wrong with it.
    """

    summary: str
    seconds: float
    problems: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class CallResult:
    """What a call returned or raised, and what it left behind."""

    value: Any = None
    error: BaseException | None = None
    seconds: float = 0.0
    open_count: int = 0
    leftovers: list[str] = field(default_factory=list)


# Backends


def client_options(scenario: Scenario) -> dict[str, Any]:
    fault = scenario.fault
    options: dict[str, Any] = {
        "api_key": scenario.key,
        "timeout": Timeout(**fault.limits),
        "retry": fault.retry,
        "transport": scenario.transport,
        "proxy": None if scenario.proxy is None else scenario.proxy.url,
    }
    if scenario.kind.is_job:
        return {**options, "provider": scenario.kind.provider, "emulator_url": scenario.url(scenario.api)}
    return {**options, "base_url": scenario.url(scenario.api), "model": "m"}


def _wait_until_idle(scenario: Scenario) -> None:
    scenario.is_warming_up = False
    if not scenario.is_idle.wait(5.0):
        raise AssertionError("the server has not finished the previous call")


def run_blocking(scenario: Scenario) -> CallResult:
    """Make the call with the blocking client."""
    call_result = CallResult()
    kind, close_after = scenario.kind, scenario.fault.close_after

    def call() -> Any:
        result = kind.begin(client)
        if kind.name != "stream":
            return kind.read(result)
        if close_after is None:
            return kind.read(list(result))
        timer = threading.Timer(close_after, result.close)
        timer.start()
        items: list[Any] = []
        try:
            for item in result:
                items.append(item)
        except StreamError as error:
            if "was closed" not in error.message:
                raise
        finally:
            timer.join()
        return kind.read(items)

    client = InferenceClient(**client_options(scenario))
    try:
        if scenario.is_warming_up:
            call()
            _wait_until_idle(scenario)
        start = time.perf_counter()
        try:
            call_result.value = call()
        except BaseException as exc:
            call_result.error = exc
        call_result.seconds = time.perf_counter() - start
    finally:
        client.close()
    call_result.open_count = sum(server.settle() for server in scenario.servers)
    return call_result


async def _run_async(scenario: Scenario) -> CallResult:
    call_result = CallResult()
    kind, close_after = scenario.kind, scenario.fault.close_after

    async def call() -> Any:
        result = await kind.begin(client)
        if kind.name != "stream":
            return kind.read(result)
        items: list[Any] = []
        with anyio.move_on_after(close_after):
            async for item in result:
                items.append(item)
        return kind.read(items)

    before = {task.id for task in anyio.get_running_tasks()}
    client = AsyncInferenceClient(**client_options(scenario))
    try:
        if scenario.is_warming_up:
            await call()
            _wait_until_idle(scenario)
            await anyio.sleep(0.01)  # an idle event loop sees what has arrived
        start = time.perf_counter()
        try:
            call_result.value = await call()
        except BaseException as exc:
            call_result.error = exc
        call_result.seconds = time.perf_counter() - start
    finally:
        await client.close()
    for server in scenario.servers:
        server.is_over.set()
    for _ in range(100):  # without blocking the event loop, which may have to close sockets
        call_result.open_count = sum(server.open for server in scenario.servers)
        call_result.leftovers = [str(task.name) for task in anyio.get_running_tasks() if task.id not in before]
        if not call_result.open_count and not call_result.leftovers:
            break
        await anyio.sleep(0.01)
    return call_result


def run_asyncio(scenario: Scenario) -> CallResult:
    """Make the call with the asynchronous client on asyncio."""
    return anyio.run(_run_async, scenario, backend="asyncio")


def run_trio(scenario: Scenario) -> CallResult:
    """Make the call with the asynchronous client on trio."""
    return anyio.run(_run_async, scenario, backend="trio")


BACKENDS: Mapping[str, Callable[[Scenario], CallResult]] = {
    "blocking": run_blocking,
    "asyncio": run_asyncio,
    "trio": run_trio,
}


# Checks


def check(scenario: Scenario, call_result: CallResult) -> Outcome:
    """Return the outcome of a cell, with all that is wrong with it."""
    expected = scenario.fault.expected(scenario.kind.name)
    if expected.otherwise is not None and isinstance(call_result.error, expected.otherwise.error or ()):
        expected = expected.otherwise
    problems = list(scenario.problems)
    if call_result.error is None:
        summary = _check_value(scenario.kind, expected, call_result.value, problems)
    else:
        summary = _check_error(scenario, expected, call_result.error, problems)
    if not expected.after <= call_result.seconds <= expected.within:
        problems.append(f"took {call_result.seconds:.2f} s, not {expected.after:g} to {expected.within:g}")
    count = scenario.requests[scenario.kind.target]
    if expected.requests is not None and count != expected.requests:
        problems.append(f"the request was sent {count} times, not {expected.requests}")
    if call_result.open_count:
        problems.append(f"{call_result.open_count} connections stayed open")
    problems += [f"a task is still running: {name}" for name in call_result.leftovers]
    if any(scenario.key[:20] in line for line in LOG.lines):
        problems.append("the key is in the log")
    return Outcome(summary=summary, seconds=call_result.seconds, problems=problems)


def _check_value(kind: Kind, expected: Expected, value: Any, problems: list[str]) -> str:
    right = kind.right if expected.value is None else expected.value
    if expected.error is not None:
        problems.append(f"got a result, not {expected.error.__name__}: {str(value)[:80]!r}")
        return "a result"
    if value != right:
        problems.append(f"a wrong result: {str(value)[:80]!r}")
        return "a wrong result"
    return "the result" if expected.value is None else "what arrived"


def _check_error(scenario: Scenario, expected: Expected, error: BaseException, problems: list[str]) -> str:
    name = type(error).__name__
    if not isinstance(error, InferwireError):
        problems.append(f"a foreign {type(error).__module__}.{name}: {error}")
        problems += _leaks(scenario, error)
        return name
    text = str(error)
    if expected.error is None:
        problems.append(f"got {name}, not the right result: {text[:200]}")
    elif type(error) is not expected.error:
        problems.append(f"got {name}, not {expected.error.__name__}: {text[:200]}")
    else:
        problems += _check_message(scenario.kind, expected, text)
        problems += _check_attributes(scenario.kind, expected, error)
    problems += _leaks(scenario, error)
    return f"{name} {error.status}" if error.status not in (None, 200) else name


def _check_message(kind: Kind, expected: Expected, text: str) -> Iterator[str]:
    if not re.search(kind.server, text):
        yield f"does not name the server: {text[:200]}"
    for pattern in expected.matches:
        if not re.search(pattern, text):
            yield f"does not match {pattern!r}: {text[:200]}"
    if expected.excludes and re.search(expected.excludes, text):
        yield f"matches {expected.excludes!r}, which is wrong: {text[:200]}"
    if not REMEDY.search(text):
        yield f"names no remedy: {text[:200]}"


def _check_attributes(kind: Kind, expected: Expected, error: InferwireError) -> Iterator[str]:
    attributes: dict[str, Any] = {"provider": kind.provider, "task": kind.task}
    if expected.status is not None:
        attributes["status"] = expected.status
    if expected.attempts is not None:
        attributes["attempts"] = expected.attempts
    for name, value in attributes.items():
        found = len(error.attempts) if name == "attempts" else getattr(error, name)
        if found != value:
            yield f".{name} is {found!r}, not {value!r}"
    received = getattr(error, "received", ())
    if expected.received is not None and len(received) != expected.received:
        yield f".received has {len(received)} items, not {expected.received}"


def _leaks(scenario: Scenario, error: BaseException) -> Iterator[str]:
    return find_leaks(scenario.key, error, with_locals=not scenario.fault.shows_key)


def find_leaks(key: str, error: BaseException, *, with_locals: bool) -> Iterator[str]:
    """Yield where an error reveals the key: in its texts, its pickle, or local variables of its traceback."""
    start = key[:20]  # some texts are cut
    for each in _chain(error):
        texts = {
            "text": str(each),
            "repr": repr(each),
            "attributes": repr({name: value for name, value in vars(each).items() if name != "received"}),
            "notes": repr(getattr(each, "__notes__", ())),
        }
        for place, text in texts.items():
            if start in text:
                yield f"the key is in the {place} of {type(each).__name__}"
        for frame, _ in traceback.walk_tb(each.__traceback__ if with_locals else None):
            code = frame.f_code
            if code.co_filename.startswith(HERE):
                continue  # a test may know the key
            for name, value in frame.f_locals.items():
                if start in _shown(value):
                    yield f"the key is in the traceback: {name} of {code.co_qualname} ({Path(code.co_filename).name})"
    if isinstance(error, InferwireError) and start.encode() in pickle.dumps(error):
        yield "the key is in the pickle of the error"


def _shown(value: Any) -> str:
    if isinstance(value, (bytes, bytearray)):
        return bytes(value[: 64 * 1024]).decode("latin-1")
    try:
        return repr(value)
    except Exception:
        return ""  # debuggers cannot show it, either


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


class LogRecorder(logging.Handler):
    """Records all that any library logs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


LOG = LogRecorder()


# Running


@contextlib.contextmanager
def watch() -> Iterator[list[str]]:
    """Resolve the names of `PUBLIC_DOMAIN` to this machine as if it were public, record the log, limit bodies.

    Yields the list of the garbage collector's complaints: sockets and generators that were not closed.
    """
    complaints: list[str] = []
    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        is_ours = isinstance(name, str) and name.endswith(PUBLIC_DOMAIN)
        return resolve("127.0.0.1" if is_ours else host, *arguments, **options)

    is_private_address = public.is_private_address
    root = logging.getLogger()
    level = root.level
    limits = exchange.DOWNLOAD_LIMIT, exchange.RESPONSE_LIMIT
    hook = sys.unraisablehook
    LOG.lines.clear()
    root.addHandler(LOG)
    root.setLevel(logging.DEBUG)
    socket.getaddrinfo = getaddrinfo
    public.is_private_address = lambda address: address != "127.0.0.1" and is_private_address(address)
    exchange.DOWNLOAD_LIMIT = exchange.RESPONSE_LIMIT = BODY_LIMIT
    sys.unraisablehook = lambda complaint: complaints.append(f"{complaint.exc_value!r} of {complaint.object!r}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield complaints
    finally:
        sys.unraisablehook = hook
        exchange.DOWNLOAD_LIMIT, exchange.RESPONSE_LIMIT = limits
        socket.getaddrinfo = resolve
        public.is_private_address = is_private_address
        root.setLevel(level)
        root.removeHandler(LOG)


def run_cell(
    fault: Fault, kind: str, backend: str, transport: TransportName, through: Through | None = None
) -> Outcome:
    """Run one cell, through a proxy if ``through`` is not None."""
    fault = for_transport(fault, kind, backend, transport)
    scenario = Scenario(fault, KINDS[kind], transport, through)
    done: list[CallResult] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(BACKENDS[backend](scenario))
        except BaseException as exc:
            failed.append(exc)

    thread = threading.Thread(target=run, name=f"fault-cell-{kind}-{backend}", daemon=True)
    thread.start()
    expected = fault.expected(kind)
    longest = fault.limits["total"] + LONGER if expected.hangs else expected.within + PATIENCE
    thread.join(longest)
    try:
        if thread.is_alive():
            problem = f"hangs for more than {longest:g} seconds"
            return Outcome(summary="hangs", seconds=longest, problems=[] if expected.hangs else [problem])
        if failed:
            lines = traceback.format_exception(failed[0])
            return Outcome(summary="broken test", seconds=0.0, problems=["".join(lines)])
        return check(scenario, done[0])
    finally:
        scenario.close()
        thread.join(2.0)


Cell = tuple[str, str, TransportName]  # kind, backend and transport


def run_fault(fault: Fault, cells: list[Cell], at_once: int = 18) -> tuple[dict[Cell, Outcome], list[str]]:
    """Run cells of a fault side by side; return their outcomes, and what remained after all of them.

    They run in groups of ``at_once``: otherwise those that upload would pile up.
    """
    before = _sockets(), _threads()
    outcomes: list[Outcome] = []
    with watch() as complaints:
        with ThreadPoolExecutor(1 if fault.alone else at_once) as pool:
            for start in range(0, len(cells), at_once):
                outcomes += pool.map(lambda cell: run_cell(fault, *cell), cells[start : start + at_once])
        gc.collect()
    left: list[str] = []
    for _ in range(100):  # threads that are about to end do so soon
        left = [f"a thread: {name}" for name in _threads() - before[1]]
        left += [f"a socket: {name}" for name in _sockets() - before[0]]
        if not left:
            break
        time.sleep(0.01)
    return dict(zip(cells, outcomes, strict=True)), left + complaints


def _threads() -> set[str]:
    """Return the names of all threads, except those that trio caches and the idle ones of `inferwire_http`."""
    pool = own_threads._pool
    cached = ("Trio thread", "inferwire") if pool._idle == pool._threads else ("Trio thread",)
    return {f"{thread.name} {thread.ident}" for thread in threading.enumerate() if not thread.name.startswith(cached)}


def _sockets() -> set[str]:
    """Return the open sockets of this process, if the system lists them."""
    found: set[str] = set()
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc/self/fd"):
            with contextlib.suppress(OSError):
                target = os.readlink(f"/proc/self/fd/{name}")
                if target.startswith("socket:"):
                    found.add(target)
    return found


def all_cells(fault: Fault, transport: TransportName) -> list[Cell]:
    """Return all cells of a fault over one transport."""
    return [(kind, backend, transport) for kind in fault.kinds for backend in backends_of(transport)]


def few_cells(fault: Fault, transport: TransportName) -> list[Cell]:
    """Return the cells that show what is specific to a transport: of small calls, without trio."""
    kinds = [kind for kind in fault.kinds if kind in ("plain", "stream")] or fault.kinds
    return [(kind, backend, transport) for kind in kinds for backend in backends_of(transport) if backend != "trio"]


def backends_of(transport: TransportName) -> list[str]:
    """Return the backends that a transport works on."""
    return ["asyncio"] if transport == "aiohttp" else list(BACKENDS)


def print_table(faults: Mapping[str, dict[Cell, Outcome]]) -> str:
    """Return the matrix of one transport as Markdown: the outcome of each kind of call, and milliseconds by backend."""
    text = io.StringIO()
    text.write("| fault | " + " | ".join(KINDS) + " |\n")
    text.write("| --- |" + " --- |" * len(KINDS) + "\n")
    for name, outcomes in faults.items():
        by_place = {(kind, backend): outcome for (kind, backend, _), outcome in outcomes.items()}
        cells = [_print_cell({backend: by_place.get((kind, backend)) for backend in BACKENDS}) for kind in KINDS]
        text.write(f"| {name} | " + " | ".join(cells) + " |\n")
    return text.getvalue()


def _print_cell(outcomes: Mapping[str, Outcome | None]) -> str:
    known = {backend: outcome for backend, outcome in outcomes.items() if outcome is not None}
    if not known:
        return "-"
    marks = {backend: f"{'**✗** ' if outcome.problems else ''}{outcome.summary}" for backend, outcome in known.items()}
    times = [f"{outcome.seconds * 1000:.0f}" for outcome in known.values()]
    if len(set(marks.values())) == 1:
        return f"{next(iter(marks.values()))}, {' / '.join(times)} ms"
    return "; ".join(
        f"{backend}: {mark}, {time} ms" for (backend, mark), time in zip(marks.items(), times, strict=True)
    )

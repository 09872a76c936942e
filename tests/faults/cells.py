"""One cell of the table: a fault, a kind of call and a driver; what the caller got, and all that is wrong with it."""

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
from typing import Any

import anyio
import trustme

from inferwire import AsyncInferenceClient, InferenceClient, InferwireError, StreamError, Timeout
from inferwire_runtime import transport
from inferwire_runtime.transport import DEFAULT_HTTP, Http
from tests.faults.differences import as_it_differs
from tests.faults.kinds import KINDS, Good, Kind
from tests.faults.server import Head, Server, Wire, has_key
from tests.faults.table import BODY_LIMIT, Exchange, Fault, Gets

HERE = str(Path(__file__).parent)
PATIENCE = 4.0  # seconds over those expected, after which a cell counts as one that hangs
LONGER = 1.0  # seconds over the limit of time, after which a call that heeds none counts as one
PUBLIC_DOMAIN = ".faults.example"  # its names lead to this machine while cells run
REMEDY = re.compile(
    r"[;,] (?:or )?(?:call again|check|raise|pass|use|look|send|add|ask|slow down|make|report|try|trust|wait|close)\b"
)


class World:
    """The servers of one cell, and what they saw."""

    def __init__(self, fault: Fault, kind: Kind, http: Http = DEFAULT_HTTP) -> None:
        self.fault = fault
        self.kind = kind
        self.http = http
        # Told apart from every other cell's, also where a text is cut within it.
        self.key = f"canary{secrets.token_hex(16)}"
        self.is_warming_up = fault.between is not None and not kind.is_job
        self.is_idle = threading.Event()  # set once the connection of the call before is as the fault has it
        self.requests: Counter[str] = Counter()
        self.problems: list[str] = []
        tls = _unknown_authority() if fault.tls else None
        self._stack = contextlib.ExitStack()
        self.api = self._server(Server(self._serve, tls=None if kind.files else tls))
        self.target_server = self._server(Server(self._serve, tls=tls)) if kind.files else self.api
        if fault.before is not None and not kind.is_job:
            fault.before(self)

    def _server(self, server: Server) -> Server:
        return self._stack.enter_context(server)

    @cached_property
    def other(self) -> Server:
        """Another origin, which says what the real one should."""
        return self._server(Server(self._serve_well))

    @property
    def servers(self) -> list[Server]:
        """All servers."""
        others = [self.__dict__["other"]] if "other" in self.__dict__ else []
        return list({id(server): server for server in (self.api, self.target_server, *others)}.values())

    def url(self, server: Server) -> str:
        """Give the address of a server, as callers know it."""
        host = f"server{PUBLIC_DOMAIN}" if self.fault.public else "127.0.0.1"
        scheme = "https" if self.fault.https and server is self.target_server else "http"
        return f"{scheme}://{host}:{server.port}"

    def close(self) -> None:
        """Close the servers."""
        self._stack.close()

    def _good(self, step: str) -> Good:
        if self.kind.files and step != self.kind.target:
            url = self.url(self.target_server) + self.kind.target
            return Good(body=json.dumps({"output": [url]}).encode())
        return self.kind.steps[step]

    def _serve(self, wire: Wire) -> None:
        """Talk as the kind of call has it, until the step that the fault hits."""
        fault, kind = self.fault, self.kind
        if fault.greeting and wire.server is self.target_server:
            wire.send(fault.greeting)
        while (head := wire.read_head()) is not None:
            step = kind.step(head)
            good = self._good(step)
            is_last_warm_up = self.is_warming_up and step == kind.target
            if step == kind.target and not is_last_warm_up:
                self._check_key(head)
                self.requests[step] += 1
                fault.act(Exchange(wire=wire, head=head, good=good, world=self, count=self.requests[step]))
                if fault.between is None:
                    wire.cut()
                    return
                continue
            wire.read_body(head)
            raw = good.answer()
            if fault.between is not None and (is_last_warm_up or step == kind.prelude):
                goes_on = fault.between(wire, raw)
                self.is_idle.set()
                if not goes_on:
                    return
            elif fault.between is not None:
                wire.send(raw)
            else:
                if fault.before is not None and step == kind.prelude:
                    fault.before(self)
                wire.send(good.answer(headers=("connection: close",)))
                wire.cut()
                return

    def _check_key(self, head: Head) -> None:
        if self.kind.files and has_key(head.raw):
            self.problems.append("a key was sent to the host of a download")
        if not self.kind.files and self.key.encode() not in head.raw:
            self.problems.append("the key was not sent to whom it belongs")

    def _serve_well(self, wire: Wire) -> None:
        while (head := wire.read_head()) is not None:
            if has_key(head.raw) or self.key.encode() in head.raw:
                self.problems.append("a key was sent to another origin")
            wire.read_body(head)
            wire.send(self.kind.good.answer())


@cache
def _unknown_authority() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    return context


@dataclass(kw_only=True)
class Outcome:
    """What a cell came to.

    Attributes:
        gets: In a few words.
        seconds: How long the call took.
        problems: All that is wrong with it.
    """

    gets: str
    seconds: float
    problems: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Got:
    """What a call came to, before it is judged."""

    value: Any = None
    error: BaseException | None = None
    seconds: float = 0.0
    left_open: int = 0
    left_over: list[str] = field(default_factory=list)


# Drivers


def client_options(world: World) -> dict[str, Any]:
    fault = world.fault
    options: dict[str, Any] = {
        "api_key": world.key,
        "timeout": Timeout(**fault.limits),
        "retry": fault.retry,
        "http": world.http,
    }
    if world.kind.is_job:
        return {**options, "provider": world.kind.provider, "emulator_url": world.url(world.api)}
    return {**options, "base_url": world.url(world.api)}


def _wait_until_idle(world: World) -> None:
    world.is_warming_up = False
    if not world.is_idle.wait(5.0):
        raise AssertionError("the server is not done with the call before")


def run_sync(world: World) -> Got:
    """Make the call with the blocking client."""
    got = Got()
    kind, leave_after = world.kind, world.fault.leave_after

    def call() -> Any:
        result = kind.begin(client)
        if kind.name != "stream":
            return kind.read(result)
        if leave_after is None:
            return kind.read(list(result))
        timer = threading.Timer(leave_after, result.close)
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

    client = InferenceClient(**client_options(world))
    try:
        if world.is_warming_up:
            call()
            _wait_until_idle(world)
        start = time.perf_counter()
        try:
            got.value = call()
        except BaseException as exc:
            got.error = exc
        got.seconds = time.perf_counter() - start
    finally:
        client.close()
    got.left_open = sum(server.settle() for server in world.servers)
    return got


async def _run_async(world: World) -> Got:
    got = Got()
    kind, leave_after = world.kind, world.fault.leave_after

    async def call() -> Any:
        result = await kind.begin(client)
        if kind.name != "stream":
            return kind.read(result)
        items: list[Any] = []
        with anyio.move_on_after(leave_after):
            async for item in result:
                items.append(item)
        return kind.read(items)

    before = {task.id for task in anyio.get_running_tasks()}
    client = AsyncInferenceClient(**client_options(world))
    try:
        if world.is_warming_up:
            await call()
            _wait_until_idle(world)
            await anyio.sleep(0.01)  # an event loop takes note of what came when it is idle itself
        start = time.perf_counter()
        try:
            got.value = await call()
        except BaseException as exc:
            got.error = exc
        got.seconds = time.perf_counter() - start
    finally:
        await client.close()
    for server in world.servers:
        server.is_over.set()
    for _ in range(100):  # without blocking the event loop, which may have sockets to close
        got.left_open = sum(server.open for server in world.servers)
        got.left_over = [str(task.name) for task in anyio.get_running_tasks() if task.id not in before]
        if not got.left_open and not got.left_over:
            break
        await anyio.sleep(0.01)
    return got


def run_asyncio(world: World) -> Got:
    """Make the call with the asynchronous client, on an event loop of asyncio."""
    return anyio.run(_run_async, world, backend="asyncio")


def run_trio(world: World) -> Got:
    """Make the call with the asynchronous client, on one of trio."""
    return anyio.run(_run_async, world, backend="trio")


DRIVERS: Mapping[str, Callable[[World], Got]] = {"sync": run_sync, "asyncio": run_asyncio, "trio": run_trio}


# Judgement


def judge(world: World, got: Got) -> Outcome:
    """Say what a call came to, and all that is wrong with it."""
    expected = world.fault.expected(world.kind.name)
    if expected.otherwise is not None and isinstance(got.error, expected.otherwise.error or ()):
        expected = expected.otherwise
    problems = list(world.problems)
    if got.error is None:
        gets = _judge_value(world.kind, expected, got.value, problems)
    else:
        gets = _judge_error(world, expected, got.error, problems)
    if not expected.after <= got.seconds <= expected.within:
        problems.append(f"took {got.seconds:.2f} s, not {expected.after:g} to {expected.within:g}")
    count = world.requests[world.kind.target]
    if expected.requests is not None and count != expected.requests:
        problems.append(f"the request was sent {count} times, not {expected.requests}")
    if got.left_open:
        problems.append(f"{got.left_open} connections stayed open")
    problems += [f"a task was left over: {name}" for name in got.left_over]
    if any(world.key[:20] in line for line in LOG.lines):
        problems.append("the key is in the log")
    return Outcome(gets=gets, seconds=got.seconds, problems=problems)


def _judge_value(kind: Kind, expected: Gets, value: Any, problems: list[str]) -> str:
    right = kind.right if expected.value is None else expected.value
    if expected.error is not None:
        problems.append(f"got an answer, not {expected.error.__name__}: {str(value)[:80]!r}")
        return "an answer"
    if value != right:
        problems.append(f"a wrong answer: {str(value)[:80]!r}")
        return "a wrong answer"
    return "the answer" if expected.value is None else "what came"


def _judge_error(world: World, expected: Gets, error: BaseException, problems: list[str]) -> str:
    name = type(error).__name__
    if not isinstance(error, InferwireError):
        problems.append(f"a foreign {type(error).__module__}.{name}: {error}")
        problems += _leaks(world, error)
        return name
    text = str(error)
    if expected.error is None:
        problems.append(f"got {name}, not the right answer: {text[:200]}")
    elif type(error) is not expected.error:
        problems.append(f"got {name}, not {expected.error.__name__}: {text[:200]}")
    else:
        problems += _judge_text(world.kind, expected, text)
        problems += _judge_facts(world.kind, expected, error)
    problems += _leaks(world, error)
    return f"{name} {error.status}" if error.status not in (None, 200) else name


def _judge_text(kind: Kind, expected: Gets, text: str) -> Iterator[str]:
    if not re.search(kind.who, text):
        yield f"does not say who: {text[:200]}"
    for pattern in expected.says:
        if not re.search(pattern, text):
            yield f"does not say {pattern!r}: {text[:200]}"
    if expected.denies and re.search(expected.denies, text):
        yield f"says what is not so ({expected.denies}): {text[:200]}"
    if not REMEDY.search(text):
        yield f"does not say what to do: {text[:200]}"


def _judge_facts(kind: Kind, expected: Gets, error: InferwireError) -> Iterator[str]:
    facts: dict[str, Any] = {"provider": kind.provider, "task": kind.task}
    if expected.status is not None:
        facts["status"] = expected.status
    if expected.attempts is not None:
        facts["attempts"] = expected.attempts
    for name, value in facts.items():
        found = len(error.attempts) if name == "attempts" else getattr(error, name)
        if found != value:
            yield f".{name} is {found!r}, not {value!r}"
    received = getattr(error, "received", ())
    if expected.received is not None and len(received) != expected.received:
        yield f".received has {len(received)} items, not {expected.received}"


def _leaks(world: World, error: BaseException) -> Iterator[str]:
    return find_leaks(world.key, error, with_locals=not world.fault.shows_key)


def find_leaks(key: str, error: BaseException, *, with_locals: bool) -> Iterator[str]:
    """Say where an error gives away the key: in its texts, its pickle, or the locals of its traceback."""
    start = key[:20]  # some texts are cut
    for each in _chain(error):
        texts = {
            "text": str(each),
            "repr": repr(each),
            "facts": repr({name: value for name, value in vars(each).items() if name != "received"}),
            "notes": repr(getattr(each, "__notes__", ())),
        }
        for place, text in texts.items():
            if start in text:
                yield f"the key is in the {place} of {type(each).__name__}"
        for frame, _ in traceback.walk_tb(each.__traceback__ if with_locals else None):
            code = frame.f_code
            if code.co_filename.startswith(HERE):
                continue  # what a test knows is no leak
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
        return ""  # debuggers show nothing of it, either


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


class Log(logging.Handler):
    """Keeps all that is logged, by any library."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


LOG = Log()


# Running


@contextlib.contextmanager
def watched() -> Iterator[list[str]]:
    """Have the names of `PUBLIC_DOMAIN` lead to this machine, keep the log, and lower the limits of a body.

    Gives the list of what the garbage collector complains about: sockets and generators that nobody closed.
    """
    complaints: list[str] = []
    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        is_ours = isinstance(name, str) and name.endswith(PUBLIC_DOMAIN)
        return resolve("127.0.0.1" if is_ours else host, *arguments, **options)

    root = logging.getLogger()
    level = root.level
    limits = transport.DOWNLOAD_LIMIT, transport.ANSWER_LIMIT
    hook = sys.unraisablehook
    LOG.lines.clear()
    root.addHandler(LOG)
    root.setLevel(logging.DEBUG)
    socket.getaddrinfo = getaddrinfo
    transport.DOWNLOAD_LIMIT = transport.ANSWER_LIMIT = BODY_LIMIT
    sys.unraisablehook = lambda complaint: complaints.append(f"{complaint.exc_value!r} of {complaint.object!r}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield complaints
    finally:
        sys.unraisablehook = hook
        transport.DOWNLOAD_LIMIT, transport.ANSWER_LIMIT = limits
        socket.getaddrinfo = resolve
        root.setLevel(level)
        root.removeHandler(LOG)


def run_cell(fault: Fault, kind: str, driver: str, http: Http) -> Outcome:
    """Run one cell."""
    fault = as_it_differs(fault, kind, driver, http)
    world = World(fault, KINDS[kind], http)
    done: list[Got] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(DRIVERS[driver](world))
        except BaseException as exc:
            failed.append(exc)

    thread = threading.Thread(target=run, name=f"fault-cell-{kind}-{driver}", daemon=True)
    thread.start()
    expected = fault.expected(kind)
    longest = fault.limits["total"] + LONGER if expected.hangs else expected.within + PATIENCE
    thread.join(longest)
    try:
        if thread.is_alive():
            problem = f"hangs for more than {longest:g} seconds"
            return Outcome(gets="hangs", seconds=longest, problems=[] if expected.hangs else [problem])
        if failed:
            lines = traceback.format_exception(failed[0])
            return Outcome(gets="broken test", seconds=0.0, problems=["".join(lines)])
        return judge(world, done[0])
    finally:
        world.close()
        thread.join(2.0)


Cell = tuple[str, str, Http]  # kind, driver and transport


def run_fault(fault: Fault, cells: list[Cell], at_once: int = 18) -> tuple[dict[Cell, Outcome], list[str]]:
    """Run cells of a fault side by side; give what they came to, and what was left over when all were done.

    So many are begun together, and the next ones when all of these are done: else those that upload would pile up.
    """
    before = _sockets(), _threads()
    outcomes: list[Outcome] = []
    with watched() as complaints:
        with ThreadPoolExecutor(1 if fault.alone else at_once) as pool:
            for start in range(0, len(cells), at_once):
                outcomes += pool.map(lambda cell: run_cell(fault, *cell), cells[start : start + at_once])
        gc.collect()
    left: list[str] = []
    for _ in range(100):  # threads that were told to end do so soon
        left = [f"a thread: {name}" for name in _threads() - before[1]]
        left += [f"a socket: {name}" for name in _sockets() - before[0]]
        if not left:
            break
        time.sleep(0.01)
    return dict(zip(cells, outcomes, strict=True)), left + complaints


def _threads() -> set[str]:
    """Name all threads but those that trio and anyio keep for the next one who needs one."""
    return {
        f"{thread.name} {thread.ident}" for thread in threading.enumerate() if not thread.name.startswith("Trio thread")
    }


def _sockets() -> set[str]:
    """Name all open sockets of this process, where the system tells."""
    found: set[str] = set()
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc/self/fd"):
            with contextlib.suppress(OSError):
                target = os.readlink(f"/proc/self/fd/{name}")
                if target.startswith("socket:"):
                    found.add(target)
    return found


def all_cells(fault: Fault, http: Http) -> list[Cell]:
    """Give all cells of a fault over one transport."""
    return [(kind, driver, http) for kind in fault.kinds for driver in drivers_of(http)]


def few_cells(fault: Fault, http: Http) -> list[Cell]:
    """Give those that tell what is a transport's own: of calls that carry little, without trio."""
    kinds = [kind for kind in fault.kinds if kind in ("plain", "stream")] or fault.kinds
    return [(kind, driver, http) for kind in kinds for driver in drivers_of(http) if driver != "trio"]


def drivers_of(http: Http) -> list[str]:
    """Give the drivers that a transport works with. Blocking calls of aiohttp go as those of httpx."""
    return ["asyncio"] if http == "aiohttp" else list(DRIVERS)


def print_table(faults: Mapping[str, dict[Cell, Outcome]]) -> str:
    """Write the table of one transport as Markdown: what each kind of call gets, and milliseconds by driver."""
    text = io.StringIO()
    text.write("| what the server does | " + " | ".join(KINDS) + " |\n")
    text.write("| --- |" + " --- |" * len(KINDS) + "\n")
    for name, outcomes in faults.items():
        by_place = {(kind, driver): outcome for (kind, driver, _), outcome in outcomes.items()}
        cells = [_print_cell({driver: by_place.get((kind, driver)) for driver in DRIVERS}) for kind in KINDS]
        text.write(f"| {name} | " + " | ".join(cells) + " |\n")
    return text.getvalue()


def _print_cell(outcomes: Mapping[str, Outcome | None]) -> str:
    given = {driver: outcome for driver, outcome in outcomes.items() if outcome is not None}
    if not given:
        return "-"
    marks = {driver: f"{'**✗** ' if outcome.problems else ''}{outcome.gets}" for driver, outcome in given.items()}
    times = [f"{outcome.seconds * 1000:.0f}" for outcome in given.values()]
    if len(set(marks.values())) == 1:
        return f"{next(iter(marks.values()))}, {' / '.join(times)} ms"
    return "; ".join(f"{driver}: {mark}, {time} ms" for (driver, mark), time in zip(marks.items(), times, strict=True))

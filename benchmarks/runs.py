"""The clients, their scenarios, and a run over both."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import streams
from environments import (
    INFERWIRE,
    ROOT,
    Environment,
    Installed,
    UnavailableError,
    node_environment,
    python_environment,
    wheel_of,
)
from tables import BY_HAND, FLOOR, HTTPX2, TRANSPORTS, Results
from worker import MIB, AudioFile

HERE = Path(__file__).parent
TIME_LIMIT = 60.0  # seconds for a group of scenarios


class Client(NamedTuple):
    """One column of the tables.

    Attributes:
        name: Head of the column.
        module: Module of `clients`; ``js`` runs under Node.
        environment: What to install; None for the JavaScript peer.
        transport: Transport of inferwire; None is its default.
        package: Statement that imports the package.
        classes: Statement that imports its client classes.
        commit: Commit of inferwire; None is this checkout.
        now: Name of the client to compare with, if this is the same client at another commit.
    """

    name: str
    module: str
    environment: Environment | None
    transport: str | None = None
    package: str = "import inferwire"
    classes: str = "from inferwire import InferenceClient, AsyncInferenceClient"
    commit: str | None = None
    now: str | None = None

    @property
    def is_js(self) -> bool:
        return self.environment is None


JS_PACKAGE = "@huggingface/inference"
CLIENTS = [
    Client(
        FLOOR,
        "floor",
        Environment("floor", ("httpx", "msgspec")),
        package="import httpx, msgspec",
        classes="import httpx, msgspec",
    ),
    Client(
        HTTPX2,
        "httpx2_by_hand",
        Environment("httpx2", ("httpx2", "msgspec")),
        package="import httpx2, msgspec",
        classes="import httpx2, msgspec",
    ),
    Client("inferwire", "ours", Environment("inferwire", (INFERWIRE,))),
    *(
        Client(f"inferwire {name}", "ours", Environment("transports", (f"{INFERWIRE}[httpx2,aiohttp]",)), name)
        for name in TRANSPORTS
    ),
    Client(
        "huggingface_hub",
        "hub",
        Environment("huggingface_hub", ("huggingface_hub",), ("numpy",)),
        package="import huggingface_hub",
        classes="from huggingface_hub import InferenceClient, AsyncInferenceClient",
    ),
    Client(
        "openai",
        "openai_sdk",
        Environment("openai", ("openai",)),
        package="import openai",
        classes="from openai import OpenAI, AsyncOpenAI",
    ),
    Client(
        "litellm",
        "litellm_sdk",
        Environment("litellm", ("litellm",)),
        package="import litellm",
        classes="from litellm import completion, acompletion",
    ),
    Client(JS_PACKAGE, "js", None, package=f"import '{JS_PACKAGE}'", classes=f"import '{JS_PACKAGE}'"),
]

# Scenarios that share a process; those that measure memory have one of their own.
GROUPS = (
    ("chat_sync", "stream_sync", "next_client_sync", "completed_sync"),
    ("chat_async", "stream_async", "next_client_async", "completed_async", "many_64", "many_256"),
    ("event",),
    ("image",),
    ("floats",),
    ("base64_floats",),
    ("upload",),
    ("upload_base64",),
    ("abandoned_sync",),
    ("abandoned_async",),
)
ONCE = (("cases",), ("jobs",), ("job",), ("job",), ("job",))  # in the first round only
SLOW = (("paced_sync", "paced_async"),)  # not in quick runs
COLD = ("import", "classes", "first_sync", "first_async")  # whole processes
LAST = ("footprint", "mypy", "generate", "generate_ten")  # after the rounds; they do not need the upstream
NAMES = (*(name for group in (*GROUPS, *ONCE, *SLOW) for name in group), *COLD, *LAST)
NOT_IN_JS = re.compile("_sync|next_client|base64|job")
NOT_MEASURED = {"skipped", "failed"}


def log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def with_commit(clients: list[Client], revision: str, commit: str) -> list[Client]:
    """Return the clients, each inferwire followed by the same at a commit."""
    found: list[Client] = []
    for client in clients:
        found.append(client)
        if client.module == "ours" and client.environment is not None:
            environment = client.environment._replace(name=f"{client.environment.name}-{commit}")
            name = f"{client.name} at {revision}"
            found.append(client._replace(name=name, environment=environment, commit=commit, now=client.name))
    return found


def select(only: Iterable[str]) -> frozenset[str]:
    """Return the names of scenarios that contain any of some words; ``cold`` selects imports and first responses.

    Raises:
        ValueError: If a word selects nothing.
    """
    selected: set[str] = set()
    for word in only:
        names = COLD if word == "cold" else [name for name in NAMES if word in name]
        if not names:
            raise ValueError(f"no scenario has {word!r} in its name; they are {', '.join(NAMES)}")
        selected.update(names)
    return frozenset(selected or NAMES)


def install(clients: list[Client], cache: Path) -> dict[str, Installed]:
    """Create the environments; log which clients cannot be installed."""
    found: dict[str, Installed] = {}
    wheels: dict[str | None, Path] = {}
    for client in clients:
        try:
            if client.environment is None:
                found[client.name] = node_environment(client.name, cache)
            else:
                if client.module == "ours" and client.commit not in wheels:
                    wheels[client.commit] = wheel_of(client.commit, cache)
                found[client.name] = python_environment(client.environment, cache, wheels.get(client.commit))
        except (UnavailableError, subprocess.TimeoutExpired) as reason:
            log(f"{client.name}: skipped, because it cannot be installed: {reason}")
    return found


def server_python(cache: Path) -> Path:
    """Return an interpreter that has uvloop, or this one if that cannot be installed."""
    try:
        return python_environment(Environment("upstream", ("uvloop",)), cache, None).python
    except UnavailableError:
        return Path(sys.executable)


class Run:
    """All measurements of one run of the command."""

    def __init__(self, clients: list[Client], installed: dict[str, Installed], url: str, *, quick: bool) -> None:
        self.clients = [client for client in clients if client.name in installed]
        self.installed = installed
        self.url = url
        self.quick = quick
        self.results: Results = {client.name: {} for client in self.clients}
        self.round = 0

    def measure(self, selected: frozenset[str], rounds: int) -> None:
        """Measure everything that needs the upstream, round by round."""
        for self.round in range(rounds):
            groups = (*GROUPS, *(() if self.round else ONCE), *(() if self.quick else SLOW))
            clients = self.clients[:: -1 if self.round % 2 else 1]  # so that no client is always before another
            cold = [name for name in COLD if name in selected]
            start = time.perf_counter()
            for index, group in enumerate(groups):
                names = tuple(name for name in group if name in selected)
                for client in clients:
                    if not (self.quick and client.transport and index > 1):  # transports differ in calls and streams
                        self._scenarios(client, names)
            if cold:
                accepted = [client for client in clients if not self._refusal(client)]
                self._cold(accepted, cold, 2 if self.quick else 3)
            log(f"round {self.round + 1} of {rounds}: {time.perf_counter() - start:.0f} s")
        self._remove_refused()

    def repeat(self, scenarios: Iterable[str], times: int) -> None:
        """Run scenarios some times, each in a process of its own."""
        for self.round in range(times):
            for name in scenarios:
                for client in self.clients:
                    self._scenarios(client, (name,))
        self._remove_refused()

    def _remove_refused(self) -> None:
        """Remove clients that refuse every scenario, and log the reason."""
        for client in list(self.clients):
            if reason := self._refusal(client):
                log(f"{client.name}: skipped: {reason}")
                self.clients.remove(client)
                del self.results[client.name]

    def _record(self, client: Client, scenario: str, measured: dict[str, Any]) -> None:
        if "failed" in measured:
            log(f"  {client.name}, {scenario}: {measured['failed']}")
        self.results[client.name].setdefault(scenario, []).append({"round": self.round, **measured})

    def _refusal(self, client: Client) -> str | None:
        """Return why a client refuses every scenario, or None if it runs any."""
        rounds = [each for scenario in self.results[client.name].values() for each in scenario]
        reasons = [each.get("skipped") for each in rounds]
        return reasons[0] if reasons and all(reasons) else None

    def _scenarios(self, client: Client, group: tuple[str, ...]) -> None:
        """Run scenarios in one process; a scenario that was refused or failed is not repeated."""
        known = self.results[client.name]
        group = tuple(
            name
            for name in group
            if not (client.is_js and NOT_IN_JS.search(name))
            and not (client.name in BY_HAND and name == "cases")  # their decoder is for the upstream's own chats
            and not (client.name in BY_HAND and name.startswith("many") and self.quick)  # takes ten seconds
            and (not known.get(name) or known[name][-1].keys().isdisjoint(NOT_MEASURED))
        )
        if not group:
            return
        pending = list(group)
        with AudioFile(32 * MIB) if group == ("upload",) else nullcontext(Path()) as file:
            for line in self._lines_of(self._command(client, group, file), client):
                measured = json.loads(line)
                name = measured.pop("scenario")
                pending.remove(name)
                self._record(client, name, measured)
        if pending:
            self._record(client, pending[0], {"failed": "the process ended or hung"})

    def _command(self, client: Client, group: tuple[str, ...], file: Path) -> list[str]:
        seconds = "0.25" if self.quick else "1"
        if client.is_js:
            cases = json.dumps([{"name": c.name, "texts": c.texts, "parts": len(c.parts)} for c in streams.CASES])
            return ["node", "--expose-gc", "js.mjs", self.url, seconds, cases, str(streams.LATE), str(file), *group]
        worker = [str(self.installed[client.name].python), str(HERE / "worker.py"), "--client", client.module]
        worker += ["--transport", client.transport] if client.transport else []
        return [*worker, "--url", self.url, "--seconds", seconds, *group]

    def _lines_of(self, command: list[str], client: Client) -> Iterator[str]:
        """Yield the lines that a process prints; terminate it if it takes too long."""
        cwd = self.installed[client.name].python if client.is_js else None
        try:
            process = subprocess.run(
                command, cwd=cwd, env=environment(), capture_output=True, text=True, timeout=TIME_LIMIT
            )
            output = process.stdout
            if process.returncode:
                log(f"  {client.name}: exit code {process.returncode}\n{process.stderr[-800:]}")
        except subprocess.TimeoutExpired as error:
            output = error.stdout.decode() if isinstance(error.stdout, bytes) else error.stdout or ""
        yield from (line for line in output.splitlines() if line.startswith("{"))

    def _cold(self, clients: list[Client], names: list[str], times: int) -> None:
        """Measure processes that import, and that make one call, minus an empty process."""
        codes = {client.name: self._codes(client) for client in clients}
        spent: dict[tuple[str, str], list[float]] = {}
        for name in ("empty", *names):
            for _ in range(times):
                for client in clients:
                    code = codes[client.name].get(name)
                    if code is not None and (seconds := self._cpu_of(client, code)) is not None:
                        spent.setdefault((client.name, name), []).append(seconds)
        for name in names:
            for client in clients:
                if (client.name, name) in spent:
                    seconds, empty = (statistics.median(spent[client.name, each]) for each in (name, "empty"))
                    self._record(client, name, {"cpu": (seconds - empty) * 1e3})

    def _codes(self, client: Client) -> dict[str, str]:
        """Return the code of the processes that import, and that make one call."""
        codes = {"empty": "", "import": client.package, "classes": client.classes}
        arguments = f"({self.url!r}, {client.transport!r})"
        path = f"import sys; sys.path.insert(0, {str(HERE)!r})"
        if client.is_js:
            chat = 'model: "m", messages: [{ role: "user", content: "Hello" }]'
            codes["first_async"] = (
                f"import {{ InferenceClient }} from '{JS_PACKAGE}'\n"
                f'await new InferenceClient("hf_k").endpoint("{self.url}/chat").chatCompletion({{ {chat} }})'
            )
        else:
            codes["first_sync"] = f"{path}\nfrom clients.{client.module} import Sync\nSync{arguments}.chat()"
            codes["first_async"] = (
                f"{path}\nfrom clients.{client.module} import Async\nimport asyncio\n"
                f"async def main():\n    client = Async{arguments}\n    await client.chat()\nasyncio.run(main())"
            )
        if client.transport is not None:
            del codes["import"], codes["classes"]
        return codes

    def _cpu_of(self, client: Client, code: str) -> float | None:
        """Return the CPU seconds of a process that runs ``code``, or None if it fails."""
        location = self.installed[client.name].python
        command = ["node", "--input-type=module", "-e", code] if client.is_js else [str(location), "-c", code]
        process = subprocess.Popen(
            command,
            cwd=location if client.is_js else location.parent,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return None if process.returncode else usage.ru_utime + usage.ru_stime

    def type_check(self) -> None:
        """Measure mypy on ten lines of a user, without a cache."""
        for client in self.clients:
            user_file = HERE / "clients" / "user_files" / f"{client.module}.txt"
            if client.transport or not user_file.exists() or (self.quick and client.module != "ours"):
                continue
            python = str(self.installed[client.name].python)
            with tempfile.TemporaryDirectory() as folder:
                shutil.copy(user_file, Path(folder, "user.py"))
                command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "user.py"]
                start = cpu_of_children()
                done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True)
                seconds = cpu_of_children() - start
            message = (done.stdout or done.stderr).strip().partition("\n")[0]
            self._record(client, "mypy", {"failed": message} if done.returncode else {"seconds": seconds})

    def footprint(self) -> None:
        """Record how many packages each client installs, and their size."""
        for client in self.clients:
            if client.transport is None:
                installed = self.installed[client.name]
                self._record(client, "footprint", {"packages": installed.packages, "mb": installed.size / 1e6})

    def generate(self) -> None:
        """Measure the generator after a change of one file; then with each provider ten times."""
        client = next(each for each in self.clients if each.name == "inferwire")
        for name, times in (("generate", 1), ("generate_ten", 10)):
            with tempfile.TemporaryDirectory() as folder:
                specs, out = Path(folder, "specs"), Path(folder, "generated")
                shutil.copytree(ROOT / "specs", specs)
                shutil.copytree(ROOT / "generated", out)
                multiply(specs / "providers", times)
                changed = specs / "providers" / "groq.yaml"
                changed.write_text(changed.read_text().replace("title: Groq", "title: Groq Cloud"))
                command = [sys.executable, "-m", "inferwire_codegen", "--specs", str(specs), "--out", str(out)]
                start = cpu_of_children()
                done = subprocess.run(command, capture_output=True, text=True)
                seconds = cpu_of_children() - start
                message = done.stderr.strip().partition("\n")[0]
                self._record(client, name, {"failed": message} if done.returncode else {"seconds": seconds})


def cpu_of_children() -> float:
    """Return the CPU seconds of all child processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def environment() -> dict[str, str]:
    """Return the environment variables of a client's process: no key, no proxy, no other checkout."""
    passed = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {**passed, "HF_HOME": str(Path(tempfile.gettempdir(), "no-home")), "HF_HUB_DISABLE_TELEMETRY": "1"}


def multiply(providers: Path, times: int) -> None:
    """Write each provider under further names, so that there are ``times`` as many."""
    for path in sorted(providers.glob("*.yaml")):
        text = path.read_text()
        if re.search(r"^kind: (router|endpoint)", text, re.MULTILINE):
            continue
        for number in range(2, times + 1):
            copy = re.sub(r"^provider: (\S+)$", rf"provider: \1-{number}", text, flags=re.MULTILINE)
            (providers / f"{path.stem}-{number}.yaml").write_text(copy)

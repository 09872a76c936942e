"""Who is measured in what, and one run over all of it."""

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
    build_wheel,
    node_environment,
    python_environment,
)
from tables import CHOICES, FLOOR, Results
from worker import MIB, SoundFile

HERE = Path(__file__).parent
STUCK = 60.0  # seconds that no group of scenarios should take


class Client(NamedTuple):
    """One column of the tables.

    Attributes:
        name: As it is printed.
        module: Of `clients`; ``js`` runs under Node.
        environment: What it is installed with; None for the JavaScript peer.
        http: The HTTP library that inferwire is told to use.
        package: What loads the package.
        classes: What loads its client classes.
    """

    name: str
    module: str
    environment: Environment | None
    http: str | None = None
    package: str = "import inferwire"
    classes: str = "from inferwire import InferenceClient, AsyncInferenceClient"

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
    Client("inferwire", "ours", Environment("inferwire", (INFERWIRE,))),
    *(
        Client(f"inferwire {http}", "ours", Environment("choices", (f"{INFERWIRE}[httpx2,aiohttp]",)), http)
        for http in CHOICES
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

# Scenarios that share a process; those that look at memory have one of their own.
GROUPS = (
    ("chat_sync", "stream_sync", "next_client_sync", "read_out_sync"),
    ("chat_async", "stream_async", "next_client_async", "read_out_async", "many_64", "many_256"),
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
NOT_IN_JS = re.compile("_sync|next_client|base64|job")
WAYS_OUT = {"skipped", "failed"}


def log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def install(clients: list[Client], cache: Path) -> dict[str, Installed]:
    """Make the environments; say which clients cannot take part."""
    found: dict[str, Installed] = {}
    wheel = build_wheel(cache)
    for client in clients:
        try:
            if client.environment is None:
                found[client.name] = node_environment(client.name, cache)
            else:
                found[client.name] = python_environment(client.environment, cache, wheel)
        except (UnavailableError, subprocess.TimeoutExpired) as reason:
            log(f"{client.name}: left out, since it cannot be installed: {reason}")
    return found


def server_python(cache: Path) -> Path:
    """Give an interpreter that has uvloop, or this one where that cannot be installed."""
    try:
        return python_environment(Environment("upstream", ("uvloop",)), cache, None).python
    except UnavailableError:
        return Path(sys.executable)


class Run:
    """Everything that one run of the command measures."""

    def __init__(self, clients: list[Client], installed: dict[str, Installed], url: str, *, quick: bool) -> None:
        self.clients = [client for client in clients if client.name in installed]
        self.installed = installed
        self.url = url
        self.quick = quick
        self.results: Results = {client.name: {} for client in self.clients}

    def measure(self, only: str | None) -> None:
        """Measure all that needs the upstream, round by round.

        Args:
            only: Part of a scenario's name; others are left out. ``cold`` stands for imports and first answers.
        """
        rounds = 1 if self.quick else 5
        for number in range(rounds):
            groups = (*GROUPS, *(() if number else ONCE), *(() if self.quick else SLOW))
            start = time.perf_counter()
            for place, group in enumerate(groups):
                chosen = tuple(name for name in group if not only or only in name)
                for client in self.clients:
                    if not (self.quick and client.http and place > 1):  # other libraries carry calls and streams only
                        self._scenarios(client, chosen)
            for client in self.clients if not only or only == "cold" else []:
                if not self._refusal(client):
                    self._cold(client, 2 if self.quick else 3)
            log(f"round {number + 1} of {rounds}: {time.perf_counter() - start:.0f} s")
        self._leave_out()

    def repeat(self, scenarios: Iterable[str], times: int) -> None:
        """Run scenarios some times, each in a process of its own."""
        for _ in range(times):
            for name in scenarios:
                for client in self.clients:
                    self._scenarios(client, (name,))
        self._leave_out()

    def _leave_out(self) -> None:
        """Forget clients that take part in nothing, and say why."""
        for client in list(self.clients):
            if reason := self._refusal(client):
                log(f"{client.name}: left out: {reason}")
                self.clients.remove(client)
                del self.results[client.name]

    def _keep(self, client: Client, scenario: str, measured: dict[str, Any]) -> None:
        if "failed" in measured:
            log(f"  {client.name}, {scenario}: {measured['failed']}")
        self.results[client.name].setdefault(scenario, []).append(measured)

    def _refusal(self, client: Client) -> str | None:
        """Give why a client takes part in nothing, if so."""
        rounds = [each for scenario in self.results[client.name].values() for each in scenario]
        reasons = [each.get("skipped") for each in rounds]
        return reasons[0] if reasons and all(reasons) else None

    def _scenarios(self, client: Client, group: tuple[str, ...]) -> None:
        """Run scenarios in a process; one that was refused or stuck is not tried again."""
        known = self.results[client.name]
        group = tuple(
            name
            for name in group
            if not (client.is_js and NOT_IN_JS.search(name))
            and not (client.name == FLOOR and name == "cases")  # it reads what this upstream sends, and no more
            and not (client.name == FLOOR and name.startswith("many") and self.quick)  # takes ten seconds
            and (not known.get(name) or known[name][-1].keys().isdisjoint(WAYS_OUT))
        )
        if not group:
            return
        left = list(group)
        with SoundFile(32 * MIB) if group == ("upload",) else nullcontext(Path()) as file:
            for line in self._lines_of(self._command(client, group, file), client):
                measured = json.loads(line)
                name = measured.pop("scenario")
                left.remove(name)
                self._keep(client, name, measured)
        if left:
            self._keep(client, left[0], {"failed": "stuck"})

    def _command(self, client: Client, group: tuple[str, ...], file: Path) -> list[str]:
        seconds = "0.25" if self.quick else "1"
        if client.is_js:
            cases = json.dumps([{"name": c.name, "texts": c.texts, "pieces": len(c.pieces)} for c in streams.CASES])
            return ["node", "--expose-gc", "js.mjs", self.url, seconds, cases, str(streams.LATE), str(file), *group]
        http = ["--http", client.http] if client.http else []
        worker = [str(self.installed[client.name].python), str(HERE / "worker.py"), "--client", client.module, *http]
        return [*worker, "--url", self.url, "--seconds", seconds, *group]

    def _lines_of(self, command: list[str], client: Client) -> Iterator[str]:
        """Give the lines that a process prints; one that takes too long is ended."""
        cwd = self.installed[client.name].python if client.is_js else None
        try:
            done = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, timeout=STUCK)
            output = done.stdout
            if done.returncode:
                log(f"  {client.name}: exit code {done.returncode}\n{done.stderr[-800:]}")
        except subprocess.TimeoutExpired as late:
            output = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        yield from (line for line in output.splitlines() if line.startswith("{"))

    def _cold(self, client: Client, times: int) -> None:
        """Measure processes that import, and that make one call, less one that does nothing."""
        codes = {"nothing": "", "import": client.package, "classes": client.classes}
        make = f"({self.url!r}, {client.http!r})"
        place = f"import sys; sys.path.insert(0, {str(HERE)!r})"
        if client.is_js:
            chat = 'model: "m", messages: [{ role: "user", content: "Hello" }]'
            codes["first_async"] = (
                f"import {{ InferenceClient }} from '{JS_PACKAGE}'\n"
                f'await new InferenceClient("hf_k").endpoint("{self.url}/chat").chatCompletion({{ {chat} }})'
            )
        else:
            codes["first_sync"] = f"{place}\nfrom clients.{client.module} import Sync\nSync{make}.chat()"
            codes["first_async"] = (
                f"{place}\nfrom clients.{client.module} import Async\nimport asyncio\n"
                f"async def main():\n    client = Async{make}\n    await client.chat()\nasyncio.run(main())"
            )
        if client.http is not None:
            del codes["import"], codes["classes"]
        spent: dict[str, list[float]] = {name: [] for name in codes}
        for _ in range(times):
            for name, code in codes.items():
                if (seconds := self._cpu_of(client, code)) is not None:
                    spent[name].append(seconds)
        nothing = statistics.median(spent.pop("nothing"))
        for name, all_seconds in spent.items():
            if all_seconds:
                self._keep(client, name, {"cpu": (statistics.median(all_seconds) - nothing) * 1e3})

    def _cpu_of(self, client: Client, code: str) -> float | None:
        """Give the CPU seconds of a process that runs ``code``, or None where it fails."""
        where = self.installed[client.name].python
        command = ["node", "--input-type=module", "-e", code] if client.is_js else [str(where), "-c", code]
        process = subprocess.Popen(
            command,
            cwd=where if client.is_js else where.parent,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return None if process.returncode else usage.ru_utime + usage.ru_stime

    def type_check(self) -> None:
        """Time mypy on ten lines of a user's, with no cache."""
        for client in self.clients:
            user_file = HERE / "clients" / "user_files" / f"{client.module}.txt"
            if client.http or not user_file.exists() or (self.quick and client.module != "ours"):
                continue
            python = str(self.installed[client.name].python)
            with tempfile.TemporaryDirectory() as folder:
                shutil.copy(user_file, Path(folder, "user.py"))
                command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "user.py"]
                start = cpu_of_children()
                done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True)
                seconds = cpu_of_children() - start
            complaint = (done.stdout or done.stderr).strip().partition("\n")[0]
            self._keep(client, "mypy", {"failed": complaint} if done.returncode else {"seconds": seconds})

    def footprint(self) -> None:
        """Weigh what each client brings along."""
        for client in self.clients:
            if client.http is None:
                installed = self.installed[client.name]
                self._keep(client, "footprint", {"packages": installed.packages, "mb": installed.size / 1e6})

    def generate(self) -> None:
        """Time the generator after a change of one file; then with each provider ten times."""
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
                complaint = done.stderr.strip().partition("\n")[0]
                self._keep(client, name, {"failed": complaint} if done.returncode else {"seconds": seconds})


def cpu_of_children() -> float:
    """Give the CPU seconds of all processes that have ended, which others on the machine change less than the clock."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def environment() -> dict[str, str]:
    """Give the variables of a client's process: no key, no proxy, no other checkout."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {**kept, "HF_HOME": str(Path(tempfile.gettempdir(), "no-home")), "HF_HUB_DISABLE_TELEMETRY": "1"}


def multiply(providers: Path, times: int) -> None:
    """Write each provider under other names, until there are ``times`` as many."""
    for path in sorted(providers.glob("*.yaml")):
        text = path.read_text()
        if re.search(r"^kind: (router|endpoint)", text, re.MULTILINE):
            continue
        for number in range(2, times + 1):
            copy = re.sub(r"^provider: (\S+)$", rf"provider: \1-{number}", text, flags=re.MULTILINE)
            (providers / f"{path.stem}-{number}.yaml").write_text(copy)

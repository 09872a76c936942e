"""Development sessions: ``nox -l`` lists them, ``nox -s NAME`` runs one. Arguments after ``--`` go to the tool."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import nox
from nox.command import CommandFailed

PROJECT = nox.project.load_toml("pyproject.toml")
GATEWAY = """\
version: 3
provider: gateway
title: Our gateway
docs: https://gateway.example.com/docs
base_url: https://gateway.example.com
env: [GATEWAY_KEY]
tasks:
  chat-completion: {protocol: openai-chat}
"""
PYTHONS = ("3.11", "3.12", "3.13")
# Start the installed emulator as a process of its own, and call it as an application would.
EMULATED_CALLS = """\
import re, subprocess, sys
from inferwire import InferenceClient

command = [sys.executable, "-I", "-m", "inferwire_emulator", "--port", "0"]
with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
    try:
        url = re.search(r"http://[\\w.:]+", process.stdout.readline())[0]
        with InferenceClient(api_key="hf_emulated", emulator_url=url) as client:
            print(client.summarization("A long text.", model="emulated/summarization").summary_text)
            print(client.text_to_image("A cat", model="emulated/text-to-image"))
    finally:
        process.terminate()
"""
FRAMEWORKS = {  # by the version of huggingface_hub that each needs
    1: ("langchain", "pydantic_ai"),
    2: ("smolagents", "llama_index", "haystack", "gradio", "instructor", "mcp"),
}
CODE = ("runtime", "codegen", "generated", "emulator", "demo", "tests", "docs", "benchmarks")
CODE += ("noxfile.py", "hatch_build.py")

# The fuzzers: of calls, bytes of servers, arguments, text for shells, and specs.
FUZZED = ("tests/fuzz", "tests/runtime/test_sse.py", "tests/codegen/test_adversarial_text.py")
FUZZED += ("tests/codegen/test_mutated_specs.py",)

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["tests"]
nox.options.reuse_existing_virtualenvs = True


def install(session: nox.Session, *groups: str) -> None:
    """Install the client and the emulator of this checkout, and groups of development dependencies."""
    session.install("-e", ".", "-e", "./emulator", *nox.project.dependency_groups(PROJECT, *groups))


def run_tests(session: nox.Session) -> None:
    """Run the tests on the Python of the session."""
    install(session, "generate", "tests")
    session.run("pytest", "--numprocesses", "auto", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on the Python that runs nox, in a random order; arguments go to pytest."""
    run_tests(session)


for version in PYTHONS:
    nox.session(run_tests, name=f"tests-{version}", python=version)


@nox.session(venv_backend="none")
def orders(session: nox.Session) -> None:
    """Run the tests in random orders on all Pythons, ``-- 10`` in ten; stop at the first failure and print its seed."""
    count = int(session.posargs[0]) if session.posargs else 3
    for number in range(count):
        seed = random.randrange(2**32)
        for version in PYTHONS:
            session.log(f"order {number + 1} of {count} on Python {version}: seed {seed}")
            options = ["--no-install"] if number else []  # the first order has installed everything
            command = [sys.executable, "-m", "nox", *options, "-s", f"tests-{version}", "--", f"--randomly-seed={seed}"]
            try:
                session.run(*command, external=True)
            except CommandFailed:
                session.error(f"seed {seed} fails; repeat: nox -s tests-{version} -- --randomly-seed={seed}")


@nox.session
def faults(session: nox.Session) -> None:
    """Print what callers get from a server that misbehaves; ``--problems`` lists only unexpected outcomes."""
    install(session, "tests")
    session.run("python", "-m", "tests.faults", *session.posargs)


@nox.session
def transports(session: nox.Session) -> None:
    """Run the fault tests over every transport; `tests` runs them over the default one."""
    install(session, "generate", "tests")
    session.run("pytest", "--numprocesses", "auto", "tests/faults", "--transport", "all", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Cancel calls at every suspension, interrupt them at every line, and draw ``FUZZ_EXAMPLES`` hostile inputs."""
    install(session, "generate", "tests")
    session.run("pytest", "--numprocesses", "auto", *FUZZED, "--fuzz", "--hypothesis-profile=fuzz", *session.posargs)


@nox.session
def demo(session: nox.Session) -> None:
    """Run every example against the local emulator; ``--live`` and ``--base-url URL`` call real servers."""
    install(session)
    session.run("python", "demo", *session.posargs)


@nox.session
@nox.parametrize("hub", [1, 2])
def frameworks(session: nox.Session, hub: int) -> None:
    """Run programs on frameworks that use huggingface_hub over our client, with versions 1 and 2 of it."""
    session.install("-r", f"tests/frameworks/hub-{hub}.txt")
    session.install("-e", ".", "-e", "./emulator")
    session.run("python", "-m", "tests.frameworks.run", *(session.posargs or FRAMEWORKS[hub]))


@nox.session
def integrations(session: nox.Session) -> None:
    """Run the tests of data frames, datasets and Ray Data; the libraries take a minute to install."""
    install(session, "tests")
    session.install("-r", "tests/integrations/requirements.txt")
    session.run("pytest", "tests/integrations", *session.posargs)


@nox.session
def generate(session: nox.Session) -> None:
    """Generate the package from the specs."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", *session.posargs)


@nox.session(name="new-provider")
def new_provider(session: nox.Session) -> None:
    """Create the files of a provider: ``nox -s new-provider -- acme --base-url https://api.acme.ai``."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", "new-provider", *session.posargs)


@nox.session
def explain(session: nox.Session) -> None:
    """Show the requests of a mapping and its parsed samples: ``-- specs/providers/together.yaml text-to-image``."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", "explain", *session.posargs)


@nox.session
def migrate(session: nox.Session) -> None:
    """Update spec files to the current version of the provider language: all of them, or those passed."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", "migrate", *session.posargs)


@nox.session
def upstream(session: nox.Session) -> None:
    """Compare the task specs with a release of ``@huggingface/tasks``, or a folder; ``--apply`` writes it."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", "upstream", *session.posargs)


@nox.session
def drift(session: nox.Session) -> None:
    """Fail if the committed package differs from the specs."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", "--check", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and words; ``--fix`` fixes style and formatting."""
    session.install(*nox.project.dependency_groups(PROJECT, "generate"))
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []), *CODE)
    session.run("ruff", "format", *([] if fix else ["--check"]), *CODE)
    session.run("python", "tests/words.py")


@nox.session
def audit(session: nox.Session) -> None:
    """Look for known vulnerabilities in all dependencies; needs the internet's database of advisories."""
    install(session, "audit", "generate", "tests", "docs", "types")
    report = session.run("pip-audit", "--progress-spinner", "off", "--skip-editable", silent=True, success_codes=[0, 1])
    print(report)
    if "Dependency not found on PyPI" in str(report) or "Could not" in str(report) or "Error" in str(report):
        session.warn("not every dependency was audited: the database of advisories cannot be reached from here")
    if "Fix Versions" in str(report):
        session.error("a dependency has a known vulnerability")


@nox.session
def types(session: nox.Session) -> None:
    """Check types with mypy and pyright, both strict, and the public surface with ty."""
    install(session, "generate", "tests", "types")
    session.run("mypy", "runtime", "codegen", "generated", "emulator", "tests/typing")
    session.run("pyright", "--project", "pyproject.toml", *session.posargs)
    session.run("ty", "check", "tests/typing")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation in build/site; ``-- serve`` previews it."""
    session.install(*nox.project.dependency_groups(PROJECT, "docs"))
    session.run("mkdocs", *(session.posargs or ["build"]), env={"NO_MKDOCS_2_WARNING": "1"})


@nox.session
def bulk(session: nox.Session) -> None:
    """Measure bulk runs next to what users write by hand: ``-- --rows 1000000 --rounds 1``."""
    install(session)
    session.install("datasets==5.2.0", "huggingface_hub==2.4.0", "litellm==1.110.2", "openai==3.57.0")
    session.run("python", "benchmarks/bulk.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure inferwire next to its peers and write benchmarks/RESULTS.md; ``--quick``, ``--only NAME``."""
    install(session, "generate", "bench")
    session.run("python", "benchmarks", *session.posargs)


@nox.session
def reads(session: nox.Session) -> None:
    """Fail if openai or huggingface_hub reads a response that inferwire does not; ``--brief``, ``--reasons``."""
    install(session, "generate", "bench")
    session.run("python", "benchmarks/reads.py", *session.posargs)


@nox.session
def soak(session: nox.Session) -> None:
    """Make 48,000 calls and streams, some broken or abandoned, and fail if memory or connections grow."""
    install(session)
    session.run("python", "benchmarks/soak.py", *session.posargs)


@nox.session
def watchdog(session: nox.Session) -> None:
    """Measure how long the event loop is blocked, also with huggingface_hub; fail above 50 ms."""
    install(session)
    session.run("python", "benchmarks/watchdog.py", *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the three wheels and try them away from the checkout: imports, the emulator, a private provider."""
    session.install("build")
    # A reused environment has the same versions already: pip would keep them.
    session.run("python", "-m", "pip", "uninstall", "--yes", "inferwire", "inferwire-emulator", "inferwire-codegen")
    with tempfile.TemporaryDirectory() as folder:
        for project in (".", "emulator", "codegen"):
            session.run("python", "-m", "build", "--wheel", "--outdir", folder, project, silent=True)
        built = next(Path(folder).glob("inferwire-*.whl"))
        session.install(str(built))
        session.cd(folder)
        code = (
            "import importlib.util, inferwire, pathlib; from inferwire import InferenceClient, AsyncInferenceClient;"
            "from inferwire.tasks.text_to_image import text_to_image;"
            "assert importlib.util.find_spec('inferwire_emulator') is None;"
            "assert importlib.util.find_spec('inferwire_codegen') is None;"
            "print(inferwire.__version__, pathlib.Path(inferwire.__file__).parent, InferenceClient())"
        )
        session.run("python", "-I", "-c", code)
        session.install("--find-links", folder, f"{built}[emulator]")
        session.run("python", "-I", "-c", EMULATED_CALLS)
        session.install("--find-links", folder, f"{built}[codegen]")
        Path("gateway.yaml").write_text(GATEWAY, encoding="utf-8")
        session.run("python", "-I", "-m", "inferwire_codegen", "provider", "gateway.yaml", "--out", "gateway.py")
        session.run("python", "-c", "import gateway, inferwire; print(inferwire.list_tasks(gateway.PROVIDER))")

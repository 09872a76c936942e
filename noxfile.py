"""What there is to run: ``nox -l`` lists it, ``nox -s NAME`` runs it, and what follows ``--`` goes to the tool."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nox

PROJECT = nox.project.load_toml("pyproject.toml")
GATEWAY = """\
version: 2
provider: gateway
title: Our gateway
docs: https://gateway.example.com/docs
base_url: https://gateway.example.com
env: [GATEWAY_KEY]
tasks:
  chat-completion: {protocol: openai-chat}
"""
CODE = ("runtime", "codegen", "generated", "demo", "tests", "docs", "benchmarks", "noxfile.py")

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["tests"]
nox.options.reuse_existing_virtualenvs = True


def install(session: nox.Session, *groups: str) -> None:
    """Install the project as it stands here, and groups of development dependencies."""
    session.install("-e", ".[emulator]", *nox.project.dependency_groups(PROJECT, *groups))


def run_tests(session: nox.Session) -> None:
    """Run the tests on the session's Python."""
    install(session, "generate", "tests")
    session.run("pytest", "--numprocesses", "auto", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on the Python that runs nox; arguments go to pytest."""
    run_tests(session)


for version in ("3.11", "3.12", "3.13"):
    nox.session(run_tests, name=f"tests-{version}", python=version)


@nox.session
def faults(session: nox.Session) -> None:
    """Print what callers get from a server that misbehaves; ``--problems`` lists what is wrong, ``--http`` chooses."""
    install(session, "tests")
    session.run("python", "-m", "tests.faults", *session.posargs)


@nox.session
def transports(session: nox.Session) -> None:
    """Run all tests of faults over every transport, as `tests` does over the default only; ``--http NAME`` over one."""
    install(session, "generate", "tests")
    session.run("pytest", "--numprocesses", "auto", "tests/faults", "--http", "all", *session.posargs)


@nox.session
def demo(session: nox.Session) -> None:
    """Run every example against the local emulator; ``--live`` or ``--base-url URL`` against real servers."""
    install(session)
    session.run("python", "demo", *session.posargs)


@nox.session
def generate(session: nox.Session) -> None:
    """Generate the package from the specs."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", *session.posargs)


@nox.session(name="new-provider")
def new_provider(session: nox.Session) -> None:
    """Begin a provider: ``nox -s new-provider -- acme --base-url https://api.acme.ai``."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen.new_provider", *session.posargs)


@nox.session
def explain(session: nox.Session) -> None:
    """Show what a mapping sends, and what its samples become: ``-- specs/providers/together.yaml text-to-image``."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", "explain", *session.posargs)


@nox.session
def migrate(session: nox.Session) -> None:
    """Bring spec files to the present version of their language: all, or those that are named."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", "migrate", *session.posargs)


@nox.session
def upstream(session: nox.Session) -> None:
    """Compare the task specs with a release of upstream's, or a folder of it; ``--apply`` writes its structure here."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", "upstream", *session.posargs)


@nox.session
def drift(session: nox.Session) -> None:
    """Fail if the committed package is not what the specs say."""
    install(session, "generate")
    session.run("python", "-m", "inferwire_codegen", "--check", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and layout; ``--fix`` puts right what can be."""
    session.install(*nox.project.dependency_groups(PROJECT, "generate"))
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []), *CODE)
    session.run("ruff", "format", *([] if fix else ["--check"]), *CODE)


@nox.session
def types(session: nox.Session) -> None:
    """Check types with mypy and pyright, both strict, and with ty what users meet."""
    install(session, "generate", "tests", "types")
    session.run("mypy", "runtime", "codegen", "generated", "tests/typing")
    session.run("pyright", "--project", "pyproject.toml", *session.posargs)
    session.run("ty", "check", "tests/typing")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site of the documentation in build/site; ``-- serve`` shows it while you write."""
    session.install(*nox.project.dependency_groups(PROJECT, "docs"))
    session.run("mkdocs", *(session.posargs or ["build"]), env={"NO_MKDOCS_2_WARNING": "1"})


@nox.session
def bench(session: nox.Session) -> None:
    """Measure inferwire beside its peers; ``--quick``, ``--only NAME``. Writes benchmarks/RESULTS.md."""
    install(session, "generate", "bench")
    session.run("python", "benchmarks", *session.posargs)


@nox.session
def soak(session: nox.Session) -> None:
    """Make 48,000 calls and streams, many of them broken or left, and fail if memory or connections grow."""
    install(session)
    session.run("python", "benchmarks/soak.py", *session.posargs)


@nox.session
def watchdog(session: nox.Session) -> None:
    """Show how long the event loop ever stands still, with huggingface_hub beside it; fail above 50 ms."""
    install(session)
    session.run("python", "benchmarks/watchdog.py", *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheels, install them away from the checkout, import from them, and print a private provider."""
    session.install("build")
    with tempfile.TemporaryDirectory() as folder:
        for project in (".", "codegen"):
            session.run("python", "-m", "build", "--wheel", "--outdir", folder, project, silent=True)
        built = next(Path(folder).glob("inferwire-*.whl"))
        session.install("--force-reinstall", str(built))
        session.cd(folder)
        code = (
            "import inferwire, pathlib; from inferwire import InferenceClient, AsyncInferenceClient;"
            "from inferwire.tasks.text_to_image import text_to_image; import inferwire_emulator;"
            "print(inferwire.__version__, pathlib.Path(inferwire.__file__).parent, InferenceClient())"
        )
        session.run("python", "-I", "-c", code)
        session.install("--find-links", folder, f"{built}[codegen]")
        Path("gateway.yaml").write_text(GATEWAY, encoding="utf-8")
        session.run("python", "-I", "-m", "inferwire_codegen", "provider", "gateway.yaml", "--out", "gateway.py")
        session.run("python", "-c", "import gateway, inferwire; print(inferwire.tasks(gateway.PROVIDER))")

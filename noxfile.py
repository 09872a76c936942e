"""What there is to run: ``nox -l`` lists it, ``nox -s NAME`` runs it, and what follows ``--`` goes to the tool."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nox

PROJECT = nox.project.load_toml("pyproject.toml")
CODE = ("runtime", "codegen", "generated", "demo", "tests", "benchmarks", "noxfile.py")

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["tests"]
nox.options.reuse_existing_virtualenvs = True


def install(session: nox.Session, *groups: str) -> None:
    """Install the project as it stands here, and groups of development dependencies."""
    session.install("-e", ".[emulator]", *nox.project.dependency_groups(PROJECT, *groups))


def run_tests(session: nox.Session) -> None:
    """Run the tests on the session's Python."""
    install(session, "generate", "tests")
    session.run("pytest", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on the Python that runs nox; arguments go to pytest."""
    run_tests(session)


for version in ("3.11", "3.12", "3.13"):
    nox.session(run_tests, name=f"tests-{version}", python=version)


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
    """Check types with mypy and pyright, both strict."""
    install(session, "generate", "tests", "types")
    session.run("mypy", "runtime", "codegen", "generated", "tests/typing")
    session.run("pyright", "--project", "pyproject.toml", *session.posargs)


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
    """Build the wheel, install it away from the checkout, and import from it."""
    session.install("build")
    with tempfile.TemporaryDirectory() as folder:
        session.run("python", "-m", "build", "--wheel", "--outdir", folder, silent=True)
        built = next(Path(folder).glob("*.whl"))
        session.install("--force-reinstall", str(built))
        session.cd(folder)
        code = (
            "import inferwire, pathlib; from inferwire import InferenceClient, AsyncInferenceClient;"
            "from inferwire.tasks.text_to_image import text_to_image; import inferwire_emulator;"
            "print(inferwire.__version__, pathlib.Path(inferwire.__file__).parent, InferenceClient())"
        )
        session.run("python", "-I", "-c", code)

"""An environment for each client, created when it is first needed, in a cache folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CACHE = Path.home() / ".cache" / "inferwire-bench"
TIME_LIMIT = 600  # seconds that a command may run


class UnavailableError(Exception):
    """An environment cannot be created."""


class Environment(NamedTuple):
    """What to install.

    Attributes:
        name: Name of the folder.
        requirements: What the client's users install; only these count towards the size.
        more: What the scenarios also need.
    """

    name: str
    requirements: tuple[str, ...]
    more: tuple[str, ...] = ()


INFERWIRE = "inferwire"  # replaced by a wheel that is built here


class Installed(NamedTuple):
    """An environment that exists.

    Attributes:
        python: Its interpreter; the folder for the JavaScript peer.
        packages: Number of packages that the client installs.
        size: Their size on disk, in bytes.
        versions: Version of each package.
    """

    python: Path
    packages: int
    size: int
    versions: dict[str, str]


def run(*command: str | Path, cwd: Path | None = None) -> str:
    process = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, cwd=cwd, timeout=TIME_LIMIT
    )
    if process.returncode:
        lines = (process.stderr or process.stdout).strip().splitlines() or ["no output"]
        raise UnavailableError(next((line for line in lines if line.startswith("ERROR")), lines[-1])[:150])
    return process.stdout


def build_wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of a checkout into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source)
    return next(folder.glob("*.whl"))


def wheel_of(commit: str | None, cache: Path) -> Path:
    """Return the wheel of a commit, which is built once; or of this checkout as it is, if there is none.

    Raises:
        UnavailableError: If the wheel cannot be built.
    """
    if commit is None:
        return build_wheel(ROOT, cache / "wheel")
    folder = cache / f"wheel-{commit}"
    if (wheel := next(folder.glob("*.whl"), None)) is None:
        with tempfile.TemporaryDirectory() as source:
            archive = Path(source, "source.tar")
            run("git", "-C", ROOT, "archive", "--format=tar", "--output", archive, commit)
            with tarfile.open(archive) as tar:
                tar.extractall(Path(source, "checkout"), filter="data")
            wheel = build_wheel(Path(source, "checkout"), folder)
    return wheel


def commit_of(revision: str) -> str:
    """Return the id of the commit that a revision names.

    Raises:
        UnavailableError: If there is no such commit.
    """
    return run("git", "-C", ROOT, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").strip()


def python_environment(environment: Environment, cache: Path, wheel: Path | None) -> Installed:
    """Create an environment, or return the one that exists; inferwire itself is installed every time.

    Raises:
        UnavailableError: If a package cannot be installed.
    """
    folder = cache / f"{environment.name}-{sys.version_info.major}.{sys.version_info.minor}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    state = folder / "installed.json"
    wanted = [*environment.requirements, *environment.more]
    if wheel is not None and any(each.startswith(INFERWIRE) for each in wanted):
        wanted += requirements_of(wheel)
    facts: dict[str, Any] = json.loads(state.read_text()) if state.exists() else {}
    if facts.get("wanted") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=False)
        install(python, *(with_wheel(each, wheel) for each in environment.requirements))
        facts = {"wanted": wanted}
        facts["packages"], facts["size"] = measure(folder)
        install(python, *environment.more)
    elif wheel is not None and any(each.startswith(INFERWIRE) for each in wanted):
        install(python, "--force-reinstall", "--no-deps", wheel)
    facts["versions"] = dict(map(distribution, site_packages(folder)))
    state.write_text(json.dumps(facts))
    return Installed(python, facts["packages"], facts["size"], facts["versions"])


def requirements_of(wheel: Path) -> list[str]:
    """Return the requirements in a wheel's metadata."""
    with zipfile.ZipFile(wheel) as file:
        name = next(each for each in file.namelist() if each.endswith(".dist-info/METADATA"))
        lines = file.read(name).decode().splitlines()
    return [line for line in lines if line.startswith("Requires-Dist")]


def with_wheel(requirement: str, wheel: Path | None) -> str:
    return requirement.replace(INFERWIRE, str(wheel), 1) if requirement.startswith(INFERWIRE) else requirement


def install(python: Path, *requirements: str | Path) -> None:
    if requirements:
        run(
            sys.executable,
            "-m",
            "pip",
            "--python",
            python,
            "install",
            "--quiet",
            "--disable-pip-version-check",
            *requirements,
        )


def site_packages(folder: Path) -> list[Path]:
    return sorted(folder.glob("[Ll]ib/**/*.dist-info"))


def distribution(path: Path) -> tuple[str, str]:
    name, _, version = path.stem.rpartition("-")
    return name, version


def measure(folder: Path) -> tuple[int, int]:
    """Return the number of packages, and their size in bytes."""
    found = site_packages(folder)
    return len(found), size_of(found[0].parent) if found else 0


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def node_environment(package: str, cache: Path) -> Installed:
    """Install a package of npm, or return the one that is installed.

    Raises:
        UnavailableError: If Node or npm is missing, or the package cannot be installed.
    """
    folder = cache / "js"
    if shutil.which("node") is None or (npm := shutil.which("npm")) is None:
        raise UnavailableError("node and npm are needed")
    if not (folder / "node_modules").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run(npm, "install", "--silent", "--no-audit", "--no-fund", package, cwd=folder)
    shutil.copy(ROOT / "benchmarks" / "clients" / "js.mjs", folder)
    modules = folder / "node_modules"
    lock = json.loads((modules / ".package-lock.json").read_text())
    versions = {name.removeprefix("node_modules/"): each["version"] for name, each in lock["packages"].items()}
    return Installed(folder, len(versions), size_of(modules), versions)

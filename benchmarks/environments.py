"""An environment for each client, made when first needed and kept in a cache folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CACHE = Path.home() / ".cache" / "inferwire-bench"
WAIT = 600


class UnavailableError(Exception):
    """Say why an environment could not be made."""


class Environment(NamedTuple):
    """What a client is installed with.

    Attributes:
        name: Of its folder.
        requirements: What the client's users install, and what is weighed.
        more: What the scenarios need besides.
    """

    name: str
    requirements: tuple[str, ...]
    more: tuple[str, ...] = ()


INFERWIRE = "inferwire"  # stands for the wheel of this checkout


class Installed(NamedTuple):
    """An environment that is there.

    Attributes:
        python: Its interpreter; for the JavaScript peer its folder.
        packages: How many came with the client.
        size: Their bytes on disk.
        versions: Of all packages.
    """

    python: Path
    packages: int
    size: int
    versions: dict[str, str]


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=cwd, timeout=WAIT)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no explanation"]
        raise UnavailableError(next((line for line in lines if line.startswith("ERROR")), lines[-1])[:150])
    return done.stdout


def build_wheel(cache: Path) -> Path:
    """Build the wheel of this checkout."""
    folder = cache / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    return next(folder.glob("*.whl"))


def python_environment(environment: Environment, cache: Path, wheel: Path | None) -> Installed:
    """Make it, or take the one that is there; inferwire itself is installed anew each time.

    Raises:
        UnavailableError: A package could not be installed.
    """
    folder = cache / f"{environment.name}-{sys.version_info.major}.{sys.version_info.minor}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    note = folder / "installed.json"
    wanted = [*environment.requirements, *environment.more]
    if wheel is not None and any(each.startswith(INFERWIRE) for each in wanted):
        wanted += needs_of(wheel)
    facts: dict[str, Any] = json.loads(note.read_text()) if note.exists() else {}
    if facts.get("wanted") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=False)
        install(python, *(named(each, wheel) for each in environment.requirements))
        facts = {"wanted": wanted}
        facts["packages"], facts["size"] = weigh(folder)
        install(python, *environment.more)
    elif wheel is not None and any(each.startswith(INFERWIRE) for each in wanted):
        install(python, "--force-reinstall", "--no-deps", wheel)
    facts["versions"] = dict(map(distribution, site_packages(folder)))
    note.write_text(json.dumps(facts))
    return Installed(python, facts["packages"], facts["size"], facts["versions"])


def needs_of(wheel: Path) -> list[str]:
    """Give what a wheel says it needs."""
    with zipfile.ZipFile(wheel) as file:
        name = next(each for each in file.namelist() if each.endswith(".dist-info/METADATA"))
        lines = file.read(name).decode().splitlines()
    return [line for line in lines if line.startswith("Requires-Dist")]


def named(requirement: str, wheel: Path | None) -> str:
    return requirement.replace(INFERWIRE, str(wheel), 1) if requirement.startswith(INFERWIRE) else requirement


def install(python: Path, *what: str | Path) -> None:
    if what:
        run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check", *what)


def site_packages(folder: Path) -> list[Path]:
    return sorted(folder.glob("[Ll]ib/**/*.dist-info"))


def distribution(path: Path) -> tuple[str, str]:
    name, _, version = path.stem.rpartition("-")
    return name, version


def weigh(folder: Path) -> tuple[int, int]:
    """Give how many packages there are, and their bytes."""
    found = site_packages(folder)
    return len(found), size_of(found[0].parent) if found else 0


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def node_environment(package: str, cache: Path) -> Installed:
    """Install a package of npm, or take the one that is there.

    Raises:
        UnavailableError: Node or npm is missing, or the package could not be installed.
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

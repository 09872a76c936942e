"""Which package may import which, and that no imports form a circle."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "codegen/inferwire_codegen": {"inferwire_codegen", "inferwire_runtime", "inferwire_http"},
    "generated/inferwire": {"inferwire", "inferwire_bulk", "inferwire_integrations", "inferwire_runtime"},
    "runtime/inferwire_bulk": {"inferwire_bulk", "inferwire_runtime"},
    "runtime/inferwire_integrations": {"inferwire_integrations", "inferwire", "inferwire_bulk", "inferwire_runtime"},
    "runtime/inferwire_cli": {"inferwire_cli", "inferwire", "inferwire_bulk", "inferwire_runtime"},
    "runtime/inferwire_runtime": {"inferwire_runtime", "inferwire_http"},
    "runtime/inferwire_http": {"inferwire_http"},
    "emulator/inferwire_emulator": {"inferwire_emulator", "inferwire", "inferwire_runtime"},
}
RUNTIME = ROOT / "runtime"
MAX_FLOORS = 8  # of imports in the runtime


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


CODEGEN = ROOT / "codegen" / "inferwire_codegen"
FLOORS = (
    "spec",
    "ir",
    "compile",
    "render",
    "docs",
    "cli",
    "__main__",
)  # each imports only from itself and those before


def codegen_imports() -> dict[str, set[str]]:
    """Return the modules of codegen with those that each imports, anywhere in its text."""
    modules = {
        ".".join(path.relative_to(CODEGEN).with_suffix("").parts): path
        for path in sorted(CODEGEN.rglob("*.py"))
        if path.name != "__init__.py"
    }
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "inferwire_codegen":
                module = (node.module or "").partition(".")[2]
                inner = {f"{module}.{alias.name}".strip(".") for alias in node.names} & modules.keys()
                assert inner or module in modules, f"{name} imports {node.module}, which is no module"
                found[name] |= inner or {module}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name} has a relative import"
            elif isinstance(node, ast.Import):
                assert not any(alias.name.startswith("inferwire_codegen") for alias in node.names), name
    return found


def test_stages_of_codegen_import_only_downwards() -> None:
    imports = codegen_imports()
    assert {name.partition(".")[0] for name in imports} == set(FLOORS)
    for name, targets in imports.items():
        floor = FLOORS.index(name.partition(".")[0])
        above = [target for target in targets if FLOORS.index(target.partition(".")[0]) > floor]
        assert not above, f"{name} imports {', '.join(above)}, which is above it"


def test_no_modules_of_codegen_import_each_other() -> None:
    waiting = codegen_imports()
    while free := [name for name, targets in waiting.items() if not targets & waiting.keys()]:
        for name in free:
            del waiting[name]
    assert not waiting, f"these import each other: {', '.join(sorted(waiting))}"


@pytest.mark.parametrize("folder", list(ALLOWED))
def test_imports_follow_the_arrows(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.py")):
        ours = {name.split(".")[0] for name in imported(path) if name.startswith("inferwire")}
        assert ours <= ALLOWED[folder], path


def test_one_module_of_the_emulator_imports_the_client() -> None:
    importers = [
        path
        for path in sorted((ROOT / "emulator").rglob("*.py"))
        if {name.split(".")[0] for name in imported(path)} & {"inferwire", "inferwire_runtime", "inferwire_http"}
    ]
    assert importers == [ROOT / "emulator/inferwire_emulator/client_imports.py"]


def test_one_module_of_codegen_imports_the_http_package() -> None:
    importers = {path: imported(path) for path in sorted((ROOT / "codegen").rglob("*.py"))}
    found = {
        path: {name for name in names if name.partition(".")[0] == "inferwire_http"}
        for path, names in importers.items()
    }
    assert {path: names for path, names in found.items() if names} == {
        CODEGEN / "docs" / "curl_runner.py": {"inferwire_http.backends"}  # `run_sync`, which runs the core
    }


def runtime_imports(package: str) -> dict[str, set[str]]:
    """Return the modules of a package with those of it that each imports, anywhere in its text."""
    modules = {
        ".".join(path.relative_to(RUNTIME).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((RUNTIME / package).rglob("*.py"))
    }
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        targets: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                targets |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{name} has a relative import"
                module = node.module or ""
                inner = {f"{module}.{alias.name}" for alias in node.names} & modules.keys()
                targets |= inner or {module}
        found[name] = targets & modules.keys() - {name}
    return found


def floors_of(imports: dict[str, set[str]]) -> dict[str, int]:
    """Return the floor of each module: 1 more than the highest one that it imports. Those in a circle have none."""
    floors: dict[str, int] = {}
    while free := [name for name, targets in imports.items() if name not in floors and targets <= floors.keys()]:
        for name in free:
            floors[name] = 1 + max((floors[target] for target in imports[name]), default=0)
    return floors


@pytest.mark.parametrize("package", sorted(path.name for path in RUNTIME.glob("inferwire_*")))
def test_no_modules_of_the_runtime_import_each_other(package: str) -> None:
    imports = runtime_imports(package)
    waiting = sorted(imports.keys() - floors_of(imports).keys())
    assert not waiting, f"these import each other: {', '.join(waiting)}"


def test_the_runtime_has_few_floors() -> None:
    floors = floors_of(runtime_imports("inferwire_runtime"))
    highest = max(floors.values())
    assert highest <= MAX_FLOORS, sorted(name for name, floor in floors.items() if floor > MAX_FLOORS)
    assert floors["inferwire_runtime.client"] == highest


def test_floors_are_counted() -> None:
    assert floors_of({"a": set(), "b": {"a"}, "c": {"a", "b"}, "d": {"e"}, "e": {"d"}}) == {"a": 1, "b": 2, "c": 3}


LIBRARIES = {"httpx", "httpx2", "httpcore", "httpcore2", "h11", "httpx_aiohttp", "aiohttp", "anyio", "trio"}


def test_the_runtime_knows_no_http_library() -> None:
    found = {
        path.name: names & LIBRARIES
        for path in sorted((RUNTIME / "inferwire_runtime").rglob("*.py"))
        if (names := {name.split(".")[0] for name in imported(path)}) & LIBRARIES
    }
    assert found == {"connections.py": {"anyio"}}  # finds the event loop that runs


def test_handlers_do_no_input_or_output() -> None:
    quiet = (
        "models",
        "providers",
        "routing",
        "streaming",
        "stream_decoding",
        "retry",
        "sse",
        "json_path",
        "jobs",
        "values",
    )
    for name in quiet:
        names = imported(RUNTIME / f"inferwire_runtime/{name}.py")
        assert not names & {"time", "socket", "asyncio", "anyio", "subprocess", "threading"}, name
    for path in sorted((ROOT / "generated/inferwire").rglob("*.py")):
        assert not imported(path) & {"time", "socket", "asyncio", "anyio", "subprocess", "threading"}, path


def test_hand_written_code_names_no_provider() -> None:
    providers = [
        path.stem
        for path in (ROOT / "specs/providers").glob("*.yaml")
        if path.stem not in ("auto", "endpoint", "openai")  # the last is an interface, too
    ]
    files = [
        *(ROOT / "runtime").rglob("*.py"),
        *(ROOT / "emulator").rglob("*.py"),
        *(ROOT / "codegen").rglob("*.py"),
        *(ROOT / "codegen").rglob("*.jinja"),
    ]
    for path in files:
        text = path.read_text(encoding="utf-8")
        named = [name for name in providers if f'"{name}"' in text or f"'{name}'" in text]
        assert not named, f"{path} names {named}"

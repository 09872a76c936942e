"""Who may import whom: specs lead to the generator, the generator to the package, the package to the runtime."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "codegen/inferwire_codegen": {"inferwire_codegen", "inferwire_runtime"},  # samples run through the very functions
    "generated/inferwire": {"inferwire", "inferwire_runtime", "inferwire_emulator"},
    "runtime/inferwire_runtime": {"inferwire_runtime"},
    "runtime/inferwire_emulator": {"inferwire_emulator", "inferwire_runtime"},
}
EMULATOR_TABLES = ROOT / "generated/inferwire/emulator.py"  # the one generated module that knows the emulator


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("folder", list(ALLOWED))
def test_imports_follow_the_arrows(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.py")):
        ours = {name.split(".")[0] for name in imported(path) if name.startswith("inferwire")}
        assert ours <= ALLOWED[folder], path
        assert "inferwire_emulator" not in ours or "emulator" in folder or path == EMULATOR_TABLES, path


def test_only_one_package_knows_an_http_library() -> None:
    runtime = ROOT / "runtime/inferwire_runtime"
    libraries = {"httpx", "httpx2", "httpcore", "httpcore2", "h11", "httpx_aiohttp", "aiohttp"}
    for path in sorted(runtime.rglob("*.py")):
        names = {name.split(".")[0] for name in imported(path)}
        assert not names & libraries or path.parent == runtime / "wire", path


def test_a_wire_knows_nothing_of_calls() -> None:
    for path in sorted((ROOT / "runtime/inferwire_runtime/wire").glob("*.py")):
        for name in ("flow", "client", "steps", "retry", "routing", "streaming", "keys"):
            assert f"inferwire_runtime.{name}" not in imported(path), path


def test_flows_do_no_input_or_output() -> None:
    for name in ("flow", "steps", "routing", "streaming", "retry", "sse", "pick"):
        names = imported(ROOT / f"runtime/inferwire_runtime/{name}.py")
        assert not names & {"time", "socket", "asyncio", "anyio", "subprocess"}, name


def test_hand_written_code_names_no_provider() -> None:
    providers = [
        path.stem
        for path in (ROOT / "specs/providers").glob("*.yaml")
        if path.stem not in ("auto", "endpoint", "openai")  # the last is an interface, too
    ]
    files = [
        *(ROOT / "runtime").rglob("*.py"),
        *(ROOT / "codegen").rglob("*.py"),
        *(ROOT / "codegen").rglob("*.jinja"),
    ]
    for path in files:
        text = path.read_text(encoding="utf-8")
        named = [name for name in providers if f'"{name}"' in text or f"'{name}'" in text]
        assert not named, f"{path} names {named}"

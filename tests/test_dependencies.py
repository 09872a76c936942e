"""Every package that a distribution imports is one that it declares, and every one that it declares is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DISTRIBUTIONS = {
    "pyproject.toml": (
        "generated/inferwire",
        "runtime/inferwire_runtime",
        "runtime/inferwire_http",
        "runtime/inferwire_bulk",
        "runtime/inferwire_cli",
        "runtime/inferwire_integrations",
    ),
    "codegen/pyproject.toml": ("codegen/inferwire_codegen",),
    "emulator/pyproject.toml": ("emulator/inferwire_emulator",),
}
NAMES = {"datamodel-code-generator": "datamodel_code_generator", "pyyaml": "yaml", "pillow": "PIL"}  # what is imported
OPTIONAL = {  # installed by callers, for what each value describes
    "huggingface_hub": "its errors, where it is installed",
    "PIL": "to_pil() and images of Pillow",
    "numpy": "arrays",
    "pandas": "data frames that callers pass",
    "polars": "data frames that callers pass",
    "pydantic": "types for structured output",
    "tqdm": "bars of progress, in place of rich's",
    "pytest": "the emulator's plugin for it",
    "trio": "runs already where it is imported",
    "yarl": "comes with aiohttp",
}
RUN_AS_COMMANDS = {"ruff"}
LOADED_BY_NAME = {"httpx", "httpx2"}  # by `inferwire_http.libraries.load_library`


def imported(folder: str) -> set[str]:
    names: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add((node.module or "").partition(".")[0])
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "load_library")):
                names |= {a.value.partition(".")[0] for a in node.args if isinstance(a, ast.Constant)}
    return names


def declared(project: str) -> set[str]:
    data = tomllib.loads((ROOT / project).read_text(encoding="utf-8"))
    lines = list(data["project"].get("dependencies", []))
    lines += (
        data.get("tool", {})
        .get("hatch", {})
        .get("metadata", {})
        .get("hooks", {})
        .get("custom", {})
        .get("dependencies", [])
    )
    for extra in data["project"].get("optional-dependencies", {}).values():
        lines += extra
    names = {re.split(r"[\s\[<>=!~;]", line, maxsplit=1)[0].lower() for line in lines}
    return {NAMES.get(name, name.replace("-", "_")) for name in names}


@pytest.mark.parametrize("project", DISTRIBUTIONS)
def test_every_import_is_declared(project: str) -> None:
    own = {Path(folder).name for folder in DISTRIBUTIONS[project]}
    if project != "pyproject.toml":
        own |= {Path(folder).name for folder in DISTRIBUTIONS["pyproject.toml"]}  # of the client, which it declares
    found = set[str]().union(*(imported(folder) for folder in DISTRIBUTIONS[project]))
    foreign = found - own - set(sys.stdlib_module_names) - OPTIONAL.keys() - {""}
    assert foreign <= declared(project)


@pytest.mark.parametrize("project", DISTRIBUTIONS)
def test_every_dependency_is_imported(project: str) -> None:
    found = set[str]().union(*(imported(folder) for folder in DISTRIBUTIONS[project]))
    found |= {"inferwire", "inferwire_emulator", "inferwire_codegen"}
    assert declared(project) <= found | RUN_AS_COMMANDS | LOADED_BY_NAME

"""What the HTTP package imports: nothing of inference, and never in a circle."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "runtime"
PACKAGE = ROOT / "inferwire_http"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
LIBRARIES = {"aiohttp", "anyio", "certifi", "h11", "httpcore", "httpx", "httpx2", "idna", "trio", "yarl"}
# Imported at the top of a module; all others are imported when they are first needed.
EAGER = {
    "inferwire_http.backends.anyio_": {"anyio"},
    "inferwire_http.http11": {"h11"},
    "inferwire_http.tunnels": {"h11"},
}


def imports_of(name: str, *, is_eager: bool = False) -> set[str]:
    """All modules that a module imports, those for type checkers and those in functions included.

    Args:
        name: The module.
        is_eager: Whether to list only what is imported with the module.
    """
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    nodes = tree.body if is_eager else list(ast.walk(tree))
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} has a relative import"
            module = node.module or ""
            members = {f"{module}.{alias.name}" for alias in node.names}
            found |= {module} | (members & MODULES.keys())
    return found


@pytest.mark.parametrize("name", MODULES)
def test_it_imports_nothing_from_the_layers_above_it(name: str) -> None:
    ours = {module for module in imports_of(name) if module.partition(".")[0].startswith("inferwire")}
    assert ours <= MODULES.keys()


@pytest.mark.parametrize("name", MODULES)
def test_it_names_nothing_of_inference(name: str) -> None:
    text = MODULES[name].read_text(encoding="utf-8").lower().replace("inferwire", "")
    assert not [word for word in ("inference", "provider", "hugging", "openai", "prompt") if word in text]


def test_no_module_imports_itself_through_others() -> None:
    edges = {name: imports_of(name) & MODULES.keys() - {name} for name in MODULES}
    finished: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in finished:
            for other in sorted(edges[name]):
                visit(other, (*path, name))
            finished.add(name)

    for name in MODULES:
        visit(name, ())


@pytest.mark.parametrize("name", MODULES)
def test_libraries_are_imported_when_they_are_needed(name: str) -> None:
    eager = {module.partition(".")[0] for module in imports_of(name, is_eager=True)} & LIBRARIES
    assert eager == EAGER.get(name, set())


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("inferwire_http.adapters")])
def test_only_adapters_know_an_http_library(name: str) -> None:
    assert not {module.partition(".")[0] for module in imports_of(name)} & {"httpx", "httpx2", "httpcore", "aiohttp"}


LIGHT = [
    "addresses",
    "backends",
    "deadline",
    "exceptions",
    "proxies",
    "redirects",
    "retry",
    "tls",
    "tracebacks",
    "transports",
    "urls",
]
FIRST_REQUEST = {"h11", "ipaddress", "urllib.parse"}
HEAVY = {"asyncio", "email", "ipaddress", "random", "ssl", "traceback", "urllib.parse", *LIBRARIES}


@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        (LIGHT, set[str]()),
        ([*LIGHT, "backends.blocking"], set[str]()),
        ([*LIGHT, "backends.blocking", "pool"], FIRST_REQUEST),
        ([*LIGHT, "backends.asyncio_", "pool"], {*FIRST_REQUEST, "asyncio", "ssl", "traceback", "random"}),
    ],
)
def test_modules_load_only_what_they_need(names: list[str], allowed: set[str]) -> None:
    imports = "; ".join(f"import inferwire_http.{name}" for name in names)
    code = f"import sys; before = set(sys.modules); {imports}; print(*set(sys.modules) - before)"
    command = [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert {name for name in loaded if name in HEAVY} <= allowed

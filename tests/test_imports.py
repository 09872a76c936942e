"""What each public import loads: light imports are a promise."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import inferwire

HEAVY = (
    *("httpx", "httpcore", "anyio", "asyncio", "logging", "socket", "difflib", "random", "ssl", "email", "http"),
    *("urllib", "ipaddress", "importlib.metadata"),
)

RUNTIME = {
    "inferwire_runtime",
    "inferwire_runtime.addresses",
    "inferwire_runtime.bodies",
    "inferwire_runtime.client",
    "inferwire_runtime.decoding",
    "inferwire_runtime.errors",
    "inferwire_runtime.flow",
    "inferwire_runtime.keys",
    "inferwire_runtime.log",
    "inferwire_runtime.loops",
    "inferwire_runtime.media",
    "inferwire_runtime.options",
    "inferwire_runtime.pick",
    "inferwire_runtime.policy",
    "inferwire_runtime.retry",
    "inferwire_runtime.routing",
    "inferwire_runtime.shapes",
    "inferwire_runtime.sse",
    "inferwire_runtime.steps",
    "inferwire_runtime.streaming",
    "inferwire_runtime.transport",
    "inferwire_runtime.urls",
}
LOADS = {
    "import inferwire": {"inferwire"},
    "from inferwire import InferenceClient": {"inferwire", "inferwire.client", *RUNTIME},
    "from inferwire.tasks.text_to_image import text_to_image": {
        "inferwire",
        "inferwire.providers",
        "inferwire.tasks",
        "inferwire.tasks.text_to_image",
        "inferwire_runtime.listing",
        *RUNTIME,
    },
    "from inferwire import ChatCompletionOutput": {
        "inferwire",
        "inferwire.types",
        "inferwire.types.chat_completion",
        "inferwire_runtime",
        "inferwire_runtime.decoding",
        "inferwire_runtime.errors",
        "inferwire_runtime.media",
        "inferwire_runtime.shapes",
        "inferwire_runtime.urls",
    },
}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; before = set(sys.modules)\n{statement}\nprint(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", list(LOADS))
def test_an_import_loads_exactly_the_modules_of_ours_that_it_needs(statement: str) -> None:
    ours = {name for name in loaded_by(statement) if name.split(".")[0].startswith("inferwire")}
    assert ours == LOADS[statement]


@pytest.mark.parametrize("statement", list(LOADS))
def test_no_import_loads_the_http_library(statement: str) -> None:
    assert not {name for name in loaded_by(statement) if name.startswith(HEAVY)}


def test_the_package_itself_loads_neither_msgspec_nor_typing() -> None:
    assert not {"msgspec", "typing"} & loaded_by("import inferwire")


def test_the_two_halves_of_the_package_agree() -> None:
    tree = ast.parse(Path(inferwire.__file__).read_text(encoding="utf-8"))
    typed: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name):
            for line in node.body:
                assert isinstance(line, ast.ImportFrom)
                typed |= {alias.asname or alias.name: line.module or "" for alias in line.names}
    assert typed == inferwire._MODULES
    assert sorted(typed) == sorted(inferwire.__all__)


def test_every_public_name_can_be_imported() -> None:
    for name in inferwire.__all__:
        assert getattr(inferwire, name) is not None
    assert set(inferwire.__all__) <= set(dir(inferwire))


def test_the_lists_of_providers_and_tasks_are_packages_too() -> None:
    code = "import inferwire; p = inferwire.providers; import inferwire.providers.groq as g; print(p().count('groq'))"
    assert loaded_by("import inferwire; inferwire.providers()") >= {"inferwire.providers"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    assert inferwire.providers("text-to-audio") == ["fal-ai", "hf-inference"]
    assert "openai" in inferwire.providers()
    assert not {"auto", "endpoint"} & set(inferwire.providers())
    assert inferwire.tasks("groq") == ["chat-completion", "text-generation"]
    assert "text-to-image" in inferwire.tasks()
    with pytest.raises(inferwire.InputError, match="did you mean 'text-to-image'"):
        inferwire.providers("text-to-imag")
    for wrong in (5, []):
        with pytest.raises(inferwire.InputError, match="named by a text"):
            inferwire.providers(wrong)  # type: ignore[arg-type]
        with pytest.raises(inferwire.InputError, match="named by a text"):
            inferwire.tasks(wrong)  # type: ignore[arg-type]
    with pytest.raises(inferwire.InputError, match="did you mean 'groq'"):
        inferwire.tasks("grok")


def test_a_misspelt_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="InferenceClint"):
        inferwire.InferenceClint  # noqa: B018


def test_the_versions_agree() -> None:
    for folder in (".", "codegen"):
        pyproject = (Path(__file__).parents[1] / folder / "pyproject.toml").read_text(encoding="utf-8")
        assert f'version = "{inferwire.__version__}"' in pyproject
    assert f'dependencies = [\n  "inferwire=={inferwire.__version__}"' in pyproject
    extra = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'codegen = ["inferwire-codegen=={inferwire.__version__}"]' in extra

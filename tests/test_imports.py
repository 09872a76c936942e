"""What each public import loads, and that the two halves of the package agree."""

from __future__ import annotations

import subprocess
import sys

import pytest

import inferwire

from .support.packages import names_for_checkers

HEAVY = (
    *(
        "httpx",
        "httpcore",
        "aiohttp",
        "h11",
        "idna",
        "anyio",
        "asyncio",
        "logging",
        "socket",
        "difflib",
        "random",
        "ssl",
        "email",
        "http",
    ),
    *("urllib", "ipaddress", "importlib.metadata"),
)

TYPES = {  # what the types of results need
    "inferwire_runtime",
    "inferwire_runtime.errors",
    "inferwire_runtime.jsontypes",
    "inferwire_runtime.results",
}
CLIENT = {  # what a client needs before it is created
    "inferwire_http",
    "inferwire_http.urls",
    "inferwire_runtime",
    "inferwire_runtime.arguments",
    "inferwire_runtime.callbacks",
    "inferwire_runtime.client",
    "inferwire_runtime.errors",
    "inferwire_runtime.jsontypes",
    "inferwire_runtime.keys",
    "inferwire_runtime.lazy",
    "inferwire_runtime.options",
    "inferwire_runtime.policy",
    "inferwire_runtime.urls",
}
METHODS = {"inferwire.methods", "inferwire_runtime.lazy"}
REGISTRY = {  # what the description of all providers needs
    "inferwire.providers",
    "inferwire_http",
    "inferwire_http.exceptions",
    "inferwire_http.tracebacks",
    "inferwire_http.urls",
    "inferwire_runtime.argument_types",
    "inferwire_runtime.arguments",
    "inferwire_runtime.callbacks",
    "inferwire_runtime.charsets",
    "inferwire_runtime.decoding",
    "inferwire_runtime.depth",
    "inferwire_runtime.error_messages",
    "inferwire_runtime.keys",
    "inferwire_runtime.log",
    "inferwire_runtime.media",
    "inferwire_runtime.media_types",
    "inferwire_runtime.models",
    "inferwire_runtime.urls",
    "inferwire_runtime.options",
    "inferwire_runtime.policy",
    "inferwire_runtime.providers",
    "inferwire_runtime.streaming",
    "inferwire_runtime.transport_errors",
    "inferwire_runtime.uploads",
    *TYPES,
}
LOADS = {
    "import inferwire": {"inferwire"},
    "import inferwire_http": {"inferwire_http"},
    "from inferwire import InputError": {"inferwire", "inferwire_runtime", "inferwire_runtime.errors"},
    "from inferwire import InferenceClient": {
        "inferwire",
        "inferwire.client",
        *(f"inferwire.methods.{group}" for group in ("audio", "chat", "custom", "image", "text", "video")),
        *METHODS,
        *CLIENT,
    },
    "from inferwire import configure": {"inferwire", "inferwire.defaults", *CLIENT},
    "from inferwire import list_providers": {"inferwire", *REGISTRY},
    "from inferwire.tasks.text_to_image import text_to_image": {
        "inferwire",
        "inferwire.methods.image",
        "inferwire.tasks",
        "inferwire.tasks.text_to_image",
        *METHODS,
        *CLIENT,
        *REGISTRY,
    },
    "from inferwire import ChatCompletionOutput": {
        "inferwire",
        "inferwire.types",
        "inferwire.types.chat_completion",
        "inferwire_runtime.chat_models",
        "inferwire_runtime.token_usage",
        *TYPES,
    },
    "from inferwire import Media": {
        "inferwire",
        "inferwire_http",
        "inferwire_http.urls",
        "inferwire_runtime",
        "inferwire_runtime.errors",
        "inferwire_runtime.media",
        "inferwire_runtime.media_types",
    },
}


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; before = set(sys.modules)\n{statement}\nprint(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", list(LOADS))
def test_an_import_loads_exactly_the_modules_that_it_needs(statement: str) -> None:
    ours = {name for name in loaded_by(statement) if name.split(".")[0].startswith("inferwire")}
    assert ours == LOADS[statement]


@pytest.mark.parametrize("statement", [*LOADS, "from inferwire import InferenceClient; InferenceClient()"])
def test_no_import_loads_an_http_library(statement: str) -> None:
    assert not {name for name in loaded_by(statement) if name.startswith(HEAVY)}


def test_the_package_itself_loads_neither_msgspec_nor_typing() -> None:
    assert not {"msgspec", "typing"} & loaded_by("import inferwire")


def test_the_two_halves_of_the_package_agree() -> None:
    typed = names_for_checkers(inferwire)
    assert typed == inferwire._MODULES
    assert sorted(typed) == sorted(inferwire.__all__)


def test_every_public_name_can_be_imported() -> None:
    for name in inferwire.__all__:
        assert getattr(inferwire, name) is not None
    assert set(inferwire.__all__) <= set(dir(inferwire))


def test_providers_and_tasks_are_listed() -> None:
    assert {"fal-ai", "hf-inference"} <= set(inferwire.list_providers("text-to-audio"))
    assert "openai" in inferwire.list_providers()
    openai = next(info for info in inferwire.list_providers(details=True) if info.name == "openai")
    assert (openai.verified, openai.source_date[:3]) == ("cassette", "202")
    assert openai.sources == ("https://platform.openai.com/docs/api-reference",)
    assert [info.name for info in inferwire.list_providers("text-to-image", details=True)] == inferwire.list_providers(
        "text-to-image"
    )
    assert not {"auto", "endpoint"} & set(inferwire.list_providers())
    assert inferwire.list_tasks("groq") == ["chat-completion", "responses", "text-generation"]
    assert "text-to-image" in inferwire.list_tasks()
    with pytest.raises(inferwire.InputError, match="there is no task 'text-to-imag'; did you mean 'text-to-image'"):
        inferwire.list_providers("text-to-imag")
    for wrong in (5, []):
        with pytest.raises(inferwire.InputError, match="`task` must be a string such as 'text-to-image', got "):
            inferwire.list_providers(wrong)  # type: ignore[arg-type]
        with pytest.raises(inferwire.InputError, match="`provider` must be a string, got "):
            inferwire.list_tasks(wrong)  # type: ignore[arg-type]
    with pytest.raises(inferwire.InputError, match="there is no provider 'grok'; did you mean 'groq'"):
        inferwire.list_tasks("grok")  # type: ignore[arg-type]


def test_providers_and_tasks_are_packages_only() -> None:
    code = "import inferwire.tasks, inferwire.providers as p; print(type(p).__name__, type(inferwire.tasks).__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "module module\n"


def test_a_misspelled_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="InferenceClint"):
        inferwire.InferenceClint  # noqa: B018

"""Every public name can be inspected: its help, signature, type hints, repr and completions."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import pydoc
import types
import typing
from typing import Any

import anyio
import jedi
import pytest

import inferwire
import inferwire.tasks
from inferwire import AsyncInferenceClient, InferenceClient

CLIENTS = (InferenceClient, AsyncInferenceClient)
NAMES = sorted(inferwire.__all__)
CLASSES = [name for name in NAMES if isinstance(getattr(inferwire, name), type)]
FUNCTIONS = [name for name in NAMES if inspect.isfunction(getattr(inferwire, name))]
TASKS = sorted(module.name for module in pkgutil.iter_modules(inferwire.tasks.__path__))


@pytest.fixture
def fresh_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the names that were imported before: type hints must resolve without them."""
    for name in NAMES:
        if name in vars(inferwire):
            monkeypatch.delitem(vars(inferwire), name)


def public_methods(cls: type) -> dict[str, Any]:
    return {
        name: member
        for name, member in inspect.getmembers(cls)
        if not name.startswith("_") and inspect.isfunction(member)
    }


def check_hints(thing: Any) -> dict[str, Any]:
    """Resolve the type hints of a function or class; none may be left as text."""
    hints = typing.get_type_hints(thing, include_extras=True)
    for name, hint in hints.items():
        assert not unresolved(hint), f"{thing} {name}: {hint}"
    return hints


def unresolved(hint: Any) -> bool:
    if isinstance(hint, (str, typing.ForwardRef)):
        return True
    if typing.get_origin(hint) is typing.Literal:
        return False
    arguments = [each for each in typing.get_args(hint) if not isinstance(each, list)]
    return any(map(unresolved, arguments))


# Help, signatures, hints


def test_the_package_has_help() -> None:
    text = pydoc.render_doc(inferwire, renderer=pydoc.plaintext)
    assert "InferenceClient" in text
    assert "text_to_image" in text


@pytest.mark.parametrize("name", [name for name in NAMES if name != "__version__"])
def test_every_public_name_has_help(name: str) -> None:
    value = getattr(inferwire, name)
    text = pydoc.render_doc(value, renderer=pydoc.plaintext)
    if isinstance(value, type) or inspect.isfunction(value):
        assert name in text
        assert inspect.getdoc(value)


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_names_the_package_as_its_module(name: str) -> None:
    value = getattr(inferwire, name)
    assert value.__module__.partition(".")[0] == "inferwire"
    assert (value.__name__, value.__qualname__) == (name, name)


@pytest.mark.parametrize("name", [*CLASSES, *FUNCTIONS])
def test_every_class_and_function_has_a_signature(name: str) -> None:
    value = getattr(inferwire, name)
    if typing.is_typeddict(value):
        return  # a dict
    signature = inspect.signature(value)
    assert "(...)" not in str(signature)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_type_hints_of_every_function_resolve(name: str, fresh_package: None) -> None:
    assert "return" in check_hints(getattr(inferwire, name))


@pytest.mark.parametrize("name", CLASSES)
def test_the_type_hints_of_every_class_and_its_methods_resolve(name: str, fresh_package: None) -> None:
    cls = getattr(inferwire, name)
    vars(inferwire).pop(name, None)
    check_hints(cls)
    if "__init__" in vars(cls):
        check_hints(cls.__init__)
    for method in public_methods(cls).values():
        check_hints(method)
    for _, member in inspect.getmembers(cls, lambda member: isinstance(member, property)):
        check_hints(member.fget)


@pytest.mark.parametrize("cls", CLIENTS)
def test_the_methods_of_a_client_have_help_signatures_and_hints(cls: type) -> None:
    methods = public_methods(cls)
    assert len(methods) > 40
    for name, method in methods.items():
        hints = check_hints(method)
        signature = inspect.signature(method)
        assert set(hints) == {*signature.parameters, "return"} - {"self"}, name
        assert inspect.getdoc(method), name
        for each in typing.get_overloads(method):
            check_hints(each)
    check_hints(cls.__init__)


@pytest.mark.parametrize("task", TASKS)
def test_the_functions_of_a_task_have_help_signatures_and_hints(task: str) -> None:
    module = importlib.import_module(f"inferwire.tasks.{task}")
    pydoc.render_doc(module)
    functions = [member for name, member in inspect.getmembers(module) if name in (task, f"{task}_async")]
    assert len(functions) == 2 or task == "custom"
    for function in functions:
        assert "self" not in inspect.signature(function).parameters
        assert set(check_hints(function)) - {"return"} == set(inspect.signature(function).parameters)
        assert inspect.getdoc(function)


def test_both_clients_have_the_same_methods_with_the_same_parameters() -> None:
    blocking, asynchronous = map(public_methods, CLIENTS)
    assert blocking.keys() == asynchronous.keys() - {"aclose"}
    for name, method in blocking.items():
        assert inspect.signature(method).parameters.keys() == inspect.signature(asynchronous[name]).parameters.keys()


# dir


STREAMED = {"chat_completion_stream", "text_generation_stream"}
OTHERS = {
    *(
        "chat",
        "embeddings",
        "images",
        "audio",
        "models",
        "request",
        "stream_request",
        "build_request",
        "list_models",
        "map",
        "endpoint",
    ),
    *("with_options", "with_raw_response", "close", "get_endpoint_info", "health_check"),
    *("model", "provider", "base_url", "timeout", "retry", "headers", "cookies", "bill_to", "token", "api_key"),
}


@pytest.mark.parametrize("cls", CLIENTS)
def test_dir_of_a_client_shows_tasks_and_what_else_users_call(cls: Any) -> None:
    shown = {name for name in dir(cls()) if not name.startswith("_")}
    tasks = {name for name in TASKS if name != "custom"}
    assert tasks <= shown
    assert shown == tasks | STREAMED | OTHERS | ({"aclose"} if cls is AsyncInferenceClient else set())


@pytest.mark.parametrize("cls", CLIENTS)
def test_dir_of_the_other_interfaces_shows_what_users_call(cls: Any) -> None:
    client = cls()
    assert [name for name in dir(client.chat) if not name.startswith("_")] == ["completions"]
    assert [name for name in dir(client.chat.completions) if not name.startswith("_")] == [
        "create",
        "parse",
        "stream",
    ]
    shown = {name for name in dir(client.with_raw_response) if not name.startswith("_")}
    assert shown == {name for name in TASKS if name != "custom"}


def test_dir_of_the_package_shows_its_public_names() -> None:
    assert {name for name in dir(inferwire) if not name.startswith("_")} >= {*NAMES} - {"__version__"}


# repr


@pytest.mark.parametrize("cls", CLIENTS)
def test_a_client_prints_its_model_and_where_it_calls(cls: Any) -> None:
    name = cls.__name__
    assert repr(cls()) == f"{name}(provider='auto')"
    assert repr(cls("a/b", provider="groq", api_key="hf_secret")) == f"{name}(model='a/b', provider='groq')"
    assert repr(cls(base_url="https://a.test/v1?key=1")) == f"{name}(endpoint='https://a.test/v1')"


def test_media_print_their_type_and_size() -> None:
    data = repr(inferwire.Media(data=b"\x89PNG\r\n\x1a\n" + bytes(100_000)))
    assert data.isprintable()
    assert len(data) < 80
    assert "Media(" in data
    assert "image/png" in data
    assert "100008 bytes" in data
    remote = repr(inferwire.Media(url="https://a.test/b.png?key=1"))
    assert "not downloaded" in remote
    assert "key=1" not in remote


EVENTS = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
    b'data: {"id":"1","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n'
    b"data: [DONE]\n\n"
)
MESSAGES: Any = [{"role": "user", "content": "a"}]


@pytest.fixture
def url(serve: Any) -> str:
    def act(connection: Any, number: int, count: int) -> None:
        connection.sendall(EVENTS)
        connection.close()

    return str(serve(act).url)


def test_a_stream_prints_its_state(url: str) -> None:
    with InferenceClient(base_url=url, api_key=False, retry=1) as client:
        stream = client.chat_completion(MESSAGES, stream=True)
        assert repr(stream) == "<Stream status=200 received=0 open>"
        assert stream.text() == "a"
        assert repr(stream) == "<Stream status=200 received=1 complete>"
        with client.chat_completion(MESSAGES, stream=True) as other:
            pass
        assert repr(other) == "<Stream status=200 received=0 closed>"


def test_an_asynchronous_stream_prints_its_state(url: str) -> None:
    async def main() -> None:
        async with AsyncInferenceClient(base_url=url, api_key=False, retry=1) as client:
            stream = await client.chat_completion(MESSAGES, stream=True)
            assert repr(stream) == "<AsyncStream status=200 received=0 open>"
            assert await stream.text() == "a"
            assert repr(stream) == "<AsyncStream status=200 received=1 complete>"

    anyio.run(main)


def test_a_request_prints_its_method_url_and_size() -> None:
    with InferenceClient(base_url="https://a.test/v1", api_key="hf_secret") as client:
        request = client.build_request("feature-extraction", inputs="a")
    assert repr(request).startswith("PreparedRequest(POST https://a.test/")
    assert repr(request).endswith(" bytes)")
    assert "hf_secret" not in repr(request)


def test_other_values_print_in_one_line() -> None:
    attempt = inferwire.Attempt(provider="Groq", status=429, error="slow down", delay=1.0)
    raw = inferwire.RawResponse(status=200, headers={"a": "b"}, body=b"\x00" * 100_000, attempts=(attempt,))
    for value in (attempt, raw, inferwire.Retry(), inferwire.Timeout(), inferwire.Job("groq", "done", {})):
        assert repr(value).isprintable()
        assert type(value).__name__ in repr(value)
        assert len(repr(value)) < 300


# Completion


def completions(code: str) -> set[str]:
    return {each.name for each in jedi.Script(code).complete()}


def test_an_editor_completes_the_names_of_the_package() -> None:
    assert completions("import inferwire\ninferwire.") >= {name for name in NAMES if not name.startswith("_")}


@pytest.mark.parametrize("cls", ["InferenceClient", "AsyncInferenceClient"])
def test_an_editor_completes_the_methods_of_a_client(cls: str) -> None:
    code = f"from inferwire import {cls}\n{cls}()."
    assert completions(code) >= {*OTHERS, *TASKS} - {"custom"}
    assert completions(f"{code}text_to") == {"text_to_audio", "text_to_image", "text_to_speech", "text_to_video"}


def test_an_editor_completes_the_parameters_of_a_method() -> None:
    code = "from inferwire import InferenceClient\nInferenceClient().text_to_image("
    first, *overloads = jedi.Script(code).get_signatures()
    for signature in (first, *overloads):
        assert {"prompt", "model", "provider", "output_type"} <= {parameter.name for parameter in signature.params}
    assert {"seed", "width"} <= {parameter.name for parameter in first.params}


# Providers


def test_the_type_of_providers_names_those_that_are_listed() -> None:
    assert sorted(typing.get_args(inferwire.Provider)) == inferwire.list_providers()


@pytest.mark.parametrize("task", inferwire.list_tasks())
def test_the_type_of_a_tasks_providers_names_those_that_are_listed(task: str) -> None:
    name = task.replace("-", "_")
    module = importlib.import_module(f"inferwire.tasks.{name}")
    hint = typing.get_type_hints(getattr(InferenceClient, name))["provider"]
    literals = [each for each in typing.get_args(hint) if typing.get_origin(each) is typing.Literal]
    named = {value for literal in literals for value in typing.get_args(literal)}
    assert named - {"auto"} == set(inferwire.list_providers(task))
    assert isinstance(module, types.ModuleType)


@pytest.mark.parametrize("cls", CLIENTS)
def test_an_unknown_provider_is_refused_where_it_is_passed(cls: Any) -> None:
    with pytest.raises(inferwire.RoutingError, match="there is no provider 'grok'; did you mean 'groq'"):
        cls(provider="grok")
    with pytest.raises(inferwire.RoutingError, match="there is no provider 'grok'; did you mean 'groq'"):
        cls().with_options(provider="grok")
    for wrong in (5, ["groq"], True):
        with pytest.raises(inferwire.InputError, match="`provider` must be a string, got "):
            cls(provider=wrong)
        with pytest.raises(inferwire.InputError, match="`provider` must be a string, got "):
            cls().with_options(provider=wrong)

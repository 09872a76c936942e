"""Invalid input is refused before anything is sent, by an `InputError` and nothing else.

A look-up on the Hub may have been made by then; the provider or endpoint receives nothing.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import io
import json
import math
import os
import subprocess
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import httpx
import numpy
import PIL.Image
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, InputError
from inferwire.providers import REGISTRY
from inferwire.tasks.custom import TASKS
from inferwire_emulator.responses import example_arguments
from inferwire_emulator.routes import token_response
from inferwire_emulator.tables import load_tables
from inferwire_runtime.depth import MAX_DEPTH
from inferwire_runtime.errors import OutputError, RoutingError

from .support.known_keys import HUGGING_FACE_KEY, PROVIDER_KEY, shown_by
from .support.local_servers import ReceivedRequest, http_response, local_server

HUB = "huggingface.co"
TABLES = load_tables()


class Recorder:
    """The Hub and all servers, which record what they receive.

    Attributes:
        sent: The requests to providers and endpoints.
        look_ups: The requests to the Hub.
    """

    def __init__(self, provider: str, task: str, model: str = "") -> None:
        mapped = next((each.model for each in TABLES.samples if (each.provider, each.task) == (provider, task)), "")
        line = {"providerId": mapped or model or "p/m", "status": "live", "task": REGISTRY.hub_tasks.get(task, task)}
        self.page = {"id": "h/m", "inferenceProviderMapping": {provider: line}}
        self.sent: list[httpx.Request] = []
        self.look_ups: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == HUB:
            self.look_ups.append(request)
            return httpx.Response(200, json=self.page)
        if (token := token_response(TABLES, request.url.host, request.url.path)) is not None:
            return httpx.Response(200, json=token)  # before the request that needs it is built
        self.sent.append(request)
        return httpx.Response(200, json={})


def check_form(request: httpx.Request) -> None:
    """Check that a request is valid HTTP, and its JSON valid JSON."""
    line = f"{request.method} {request.url} {request.url.raw_path.decode('ascii')}"
    assert line.isascii()
    assert line.isprintable()
    assert request.url.raw_path.count(b" ") == 0
    for name, value in request.headers.raw:
        assert (name + value).decode("ascii").isprintable()
    body = request.read()
    assert int(request.headers.get("content-length", len(body))) == len(body)
    if request.headers.get("content-type") == "application/json":
        json.loads(body.decode("utf-8"), parse_constant=refuse_constant)


def refuse_constant(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


def method_of(task: str) -> str:
    return REGISTRY.method_of(task)


def function_of(task: str) -> Any:
    return getattr(importlib.import_module(TASKS[task]), method_of(task))


COMMON = {"model", "provider", "options", "output_type", "stream"}


def arguments_of(task: str) -> list[str]:
    """Return the names of a task's own arguments."""
    return [name for name in inspect.signature(function_of(task)).parameters if name not in COMMON]


# These are passed as every argument, and all others as the first: parameters are encoded alike.
ENOUGH = (
    "object within",
    "not a number",
    "lone surrogate",
    "circular list",
    "bytes",
    "string",
    "empty object",
    "nothing",
)


def cases_of(task: str, kinds: Mapping[str, Callable[[], Any]]) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """Yield the values to pass as a task's arguments, with the name of the argument."""
    for number, name in enumerate(arguments_of(task)):
        for kind, make in kinds.items():
            if number == 0 or kind in ENOUGH:
                yield name, kind, make


class AsyncFile:
    """A file as libraries for asynchronous code have it."""

    async def read(self) -> bytes:
        return b"bytes"


def circular_list() -> Any:
    inner: list[Any] = [1]
    inner.append(inner)
    return inner


def circular_object() -> Any:
    inner: dict[str, Any] = {"a": {}}
    inner["a"]["b"] = inner
    return inner


def deep(depth: int, end: Any) -> Any:
    for _ in range(depth):
        end = [end]
    return end


UNSENDABLE: dict[str, Callable[[], Any]] = {
    "object": object,
    "class": lambda: int,
    "function": lambda: print,
    "module": lambda: json,
    "generator": lambda: (number for number in (1, 2)),
    "iterator": lambda: iter([1, 2]),
    "range": lambda: range(3),
    "complex": lambda: 1j,
    "exception": lambda: ValueError("a"),
    "ellipsis": lambda: ...,
    "mapping proxy": lambda: types.MappingProxyType({"a": 1}),
    "not a number": lambda: math.nan,
    "infinity": lambda: -math.inf,
    "not a number, within": lambda: {"a": [1.0, {"b": math.nan}]},
    "lone surrogate": lambda: "a\ud800b",
    "lone surrogate, within": lambda: {"a": ["\udfff"]},
    "lone surrogate, as a name": lambda: {"\udfff": 1},
    "circular list": circular_list,
    "circular object": circular_object,
    "object within": lambda: {"a": [object()]},
    "tuple as a name": lambda: {(1, 2): 3},
    "deep list": lambda: deep(2_000, 1),
    "list that is one level too deep": lambda: deep(MAX_DEPTH + 1, 1),
    "deep list with nothing in it": lambda: deep(2_000, None),
    "text file": lambda: io.StringIO("text"),
    "closed file": lambda: closed_file(),
    "asynchronous file": AsyncFile,
    "coroutine function": lambda: AsyncFile.read,
}
ODD: dict[str, Callable[[], Any]] = {
    "set": lambda: {1, 2},
    "frozen set": lambda: frozenset({"a"}),
    "bytes": lambda: b"\xff",
    "empty bytes": lambda: b"",
    "binary file": lambda: io.BytesIO(b"bytes"),
    "empty file": io.BytesIO,
    "huge number": lambda: 10**5000,
    "large number": lambda: 2**70,
    "decimal": lambda: Decimal("NaN"),
    "true": lambda: True,
    "nothing": lambda: None,
    "number": lambda: -1,
    "fraction": lambda: 0.5,
    "empty string": lambda: "",
    "string": lambda: "é\u2028\0",
    "empty list": list,
    "list of lists": lambda: [[], [[]]],
    "list that is deep": lambda: deep(MAX_DEPTH - 9, "text"),
    "empty object": dict,
    "object of objects": lambda: {"a": {"b": {}}, "": None},
    "path": lambda: Path("no/such/file"),
    "address": lambda: "http://[",
    "address of nobody": lambda: "https://",
    "address with a name": lambda: "https://user:word@a.test/b.png",
    "address with spaces": lambda: "https://a test/b c.png",
    "data URL": lambda: "data:,",
}


def closed_file() -> Any:
    file = io.BytesIO(b"bytes")
    file.close()
    return file


PAIRS = [
    (name, task)
    for name, known in REGISTRY.providers.items()
    for task in known.tasks
    if known.kind in ("provider", "client-side", "router", "endpoint")
]
each_pair = pytest.mark.parametrize(("provider", "task"), PAIRS, ids=["-".join(pair) for pair in PAIRS])


def options_of(provider: str) -> dict[str, Any]:
    """Return the options of a client of a provider."""
    match REGISTRY.providers[provider].kind:
        case "endpoint":
            return {"base_url": "https://api.example.com", "api_key": PROVIDER_KEY, "model": "m"}
        case "client-side":
            return {"provider": provider, "api_key": PROVIDER_KEY, "model": f"{provider}/m"}
        case _:
            return {"provider": provider, "api_key": HUGGING_FACE_KEY, "model": "h/m"}


@contextmanager
def recording(provider: str, task: str, model: str = "") -> Iterator[tuple[InferenceClient, Recorder]]:
    recorder = Recorder(provider, task, model)
    with httpx.Client(transport=httpx.MockTransport(recorder)) as http:
        yield InferenceClient(http_client=http, retry=1, **options_of(provider)), recorder


def outcome(recorder: Recorder, call: Callable[..., Any], **arguments: Any) -> str:
    """Make a call; return whether it was ``refused`` or ``sent``, and check the request."""
    refusal: InputError | None = None
    try:
        call(**arguments)
    except InputError as error:
        refusal = error
    except (OutputError, RoutingError):
        pass
    if refusal is not None:
        assert recorder.sent == [], "it was refused after it was sent"
        assert str(refusal).isprintable()
        return "refused"
    for request in recorder.sent:
        check_form(request)
    return "sent" if recorder.sent else "nothing"


@pytest.mark.filterwarnings("ignore:.* left out$:UserWarning")  # of the provider's own interface
@each_pair
def test_a_value_that_cannot_be_sent_is_refused_as_any_argument_of_any_task(provider: str, task: str) -> None:
    good = example_arguments(TABLES, task)
    wrong: dict[str, str] = {}
    with recording(provider, task) as (client, recorder):
        assert outcome(recorder, getattr(client, method_of(task)), **good) == "sent"
        for name, kind, make in cases_of(task, UNSENDABLE):
            recorder.sent.clear()
            found = outcome(recorder, getattr(client, method_of(task)), **{**good, name: make()})
            if found != "refused":
                wrong[f"{name}: {kind}"] = found
    assert wrong == {}


@pytest.mark.filterwarnings("ignore:.* left out$:UserWarning")  # of the provider's own interface
@each_pair
def test_an_odd_value_is_refused_or_sent_in_a_valid_request_as_any_argument_of_any_task(
    provider: str, task: str
) -> None:
    good = example_arguments(TABLES, task)
    with recording(provider, task) as (client, recorder):
        for name, _, make in cases_of(task, ODD):
            recorder.sent.clear()
            outcome(recorder, getattr(client, method_of(task)), **{**good, name: make()})


# Every form of every task


def forms_of(task: str) -> dict[str, Callable[..., Any]]:
    """Return every form of a task: the methods of both clients, those of its streams, and its functions."""
    module = importlib.import_module(TASKS[task])
    name = method_of(task)
    forms: dict[str, Callable[..., Any]] = {}
    for method in [each for each in (name, f"{name}_stream") if hasattr(InferenceClient, each)]:
        forms[f"method {method}"] = lambda sync, other, method=method, **arguments: getattr(sync, method)(**arguments)
        forms[f"asynchronous {method}"] = lambda sync, other, method=method, **arguments: getattr(other, method)(
            **arguments
        )
    for function in [each for each in vars(module) if each.startswith(name)]:
        forms[f"function {function}"] = lambda sync, other, each=function, **arguments: getattr(module, each)(
            **arguments
        )
    return forms


ENDPOINT_TASKS = REGISTRY.providers["endpoint"].tasks


@pytest.mark.parametrize(
    ("task", "backend"),
    [*((task, "asyncio") for task in ENDPOINT_TASKS), ("chat-completion", "trio"), ("image-classification", "trio")],
)
def test_no_form_of_a_task_sends_anything_before_it_refuses(task: str, backend: str) -> None:
    good = example_arguments(TABLES, task)
    first = next(iter(good))

    async def main() -> None:
        sync = InferenceClient("m", base_url=server.url, api_key=PROVIDER_KEY, retry=1)
        other = AsyncInferenceClient("m", base_url=server.url, api_key=PROVIDER_KEY, retry=1)
        inferwire.configure(model="m", base_url=server.url, api_key=PROVIDER_KEY, retry=1)
        with sync:
            async with other:
                for form, call in forms_of(task).items():
                    for kind, make in UNSENDABLE.items():
                        try:
                            made = call(sync, other, **{**good, first: make()})
                            if inspect.isawaitable(made):
                                await made
                        except InputError:
                            continue
                        else:
                            wrong.append(f"{form}: {kind}")

    wrong: list[str] = []
    with local_server(lambda received: http_response(body={})) as server:
        try:
            anyio.run(main, backend=backend)
        finally:
            inferwire.configure()
        assert (wrong, bytes(server.traffic)) == ([], b"")


# Options


ADVERSARIAL_LINES = ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "\x7f", "é", "\u2028", "\ud800"]
WRONG_OPTIONS: dict[str, list[Any]] = {
    "model": [5, b"a/b", Path("a/b"), ["a/b", 5], {"a": 1}, True],
    "provider": [5, b"groq", ["groq", 5], True],
    "api_key": [5, b"hf_x", ["hf_x"], "", " ", *(f"hf_x{line}y" for line in ADVERSARIAL_LINES), "hf_a b"],
    "bill_to": [5, b"acme", ["acme"], True, *ADVERSARIAL_LINES],
    "headers": [
        *(5, "a: b", [("a", "b")], {1: "a"}, {"a": 1}, {"a": None}, {"a": b"b"}, {"a": ["b"]}, {"": "a"}, {"a b": "c"}),
        *({"x-a": line} for line in ADVERSARIAL_LINES),
        *({line: "a"} for line in ADVERSARIAL_LINES),
    ],
    "timeout": [0, -1, "5", math.nan, -math.inf, [], True, 1j, Decimal(1)],
    "retry": [0, -1, 2.5, "3", [], True, math.nan],
    "retry_on_error": [5, "no"],
    "extra_body": [5, "a", ["a"], [("a", "b")], {"a": object()}, {"a": math.nan}, {"a": "\ud800"}, {(1, 2): 3}],
    "extra_parameters": [5, "a", ["a"], {"a": object()}, {"a": math.nan}, {"a": "\ud800"}],
    "output_type": ["pil", 5, ["bytes"], b"bytes", True],
}
OPTIONS = [(name, value) for name, values in WRONG_OPTIONS.items() for value in values]


@pytest.mark.parametrize(
    ("name", "value"), OPTIONS, ids=[f"{name} {number}" for number, (name, _) in enumerate(OPTIONS)]
)
@pytest.mark.parametrize("task", ["text-classification", "text-to-image", "image-classification"])
def test_a_wrong_option_is_refused_before_anything_is_sent(name: str, value: Any, task: str) -> None:
    if name == "output_type" and task != "text-to-image":
        return  # others have no such option

    async def main() -> None:
        async with AsyncInferenceClient(**options) as client:
            with pytest.raises(InputError) as caught:
                await getattr(client, method_of(task))(**{**example_arguments(TABLES, task), name: value})
            assert str(caught.value).isprintable()

    def respond(received: ReceivedRequest) -> bytes:
        return http_response(body=Recorder("hf-inference", task).page if received.host == HUB else {})

    with local_server(respond) as server:
        # The Hub, the router and all providers are this server.
        options: dict[str, Any] = {"emulator_url": server.url, "provider": "hf-inference", "model": "h/m"}
        options |= {"api_key": HUGGING_FACE_KEY, "retry": 1}
        with InferenceClient(**options) as client, pytest.raises(InputError) as caught:
            getattr(client, method_of(task))(**{**example_arguments(TABLES, task), name: value})
        assert str(caught.value).isprintable()
        asyncio.run(main())
        assert b"POST" not in server.traffic
        assert b"x-evil" not in server.traffic


@pytest.mark.parametrize(
    "options",
    [
        *({"base_url": url} for url in (5, b"https://a.test", "", "a.test", "ftp://a.test", "https://", "https://[")),
        *(
            {"base_url": url}
            for url in ("https://a.test:x", "https://u:p@a.test", "https://a.test/\nb", "https://\ud800")
        ),
        *({"emulator_url": url} for url in (5, b"http://127.0.0.1:9", "http://[", "https://a.test", "http://a.test:x")),
        {"http_client": 5},
        {"model": 5},
        {"headers": {"a": "b\n"}},
        {"bill_to": "a\r\nx: y"},
    ],
    ids=repr,
)
@pytest.mark.parametrize("cls", [InferenceClient, AsyncInferenceClient])
def test_a_client_with_wrong_options_is_not_created(cls: Any, options: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        cls(api_key=PROVIDER_KEY, **options)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("task", [5, ["text-to-image"], b"text-to-image", "text-to-imag", "", "../x"], ids=repr)
def test_an_unknown_task_is_refused(task: Any) -> None:
    with InferenceClient(base_url="http://127.0.0.1:9", api_key=False) as client:
        for call in (client.request, client.stream_request, client.build_request):
            with pytest.raises(InputError):
                call(task, inputs="text")


# Models


LEGAL = {
    "a b": "a%20b",
    "é": "%C3%A9",
    "org/é b": "org/%C3%A9%20b",
    "%2e%2e/x": "%252e%252e/x",
    "x?y#z": "x%3Fy%23z",
    "a\\..\\b": "a%5C..%5Cb",
    "a..b/...": "a..b/...",
    "a%00b": "a%2500b",
    "<a>|{b}^`": "%3Ca%3E%7C%7Bb%7D%5E%60",
    "a@b,c+d": "a@b,c+d",
    "語": "%E8%AA%9E",
}
ILLEGAL = [
    *("../../x?y#z", "a/../b", "a/..", "..", ".", "./a", "a//b", "/a", "a/", "//a.test/b", " ", "\t"),
    *("a\nb", "a\r\nx-evil: 1", "a\0b", "a\u2028b", "a\u202eb", "\ud800", "a\x7fb"),
]
ROUTED = [(provider, task) for provider, task in PAIRS if REGISTRY.providers[provider].kind in ("provider", "router")]
each_routed = pytest.mark.parametrize(("provider", "task"), ROUTED, ids=["-".join(pair) for pair in ROUTED])


def look_ups_and_requests(
    provider: str, task: str, model: str, key: str
) -> tuple[list[httpx.Request], list[httpx.Request]]:
    """Call a model that the provider names by its id on the Hub."""
    with recording(provider, task, model) as (client, recorder):
        call = getattr(client.with_options(api_key=key), method_of(task))
        outcome(recorder, call, **{**example_arguments(TABLES, task), "model": model})
        return recorder.look_ups, recorder.sent


@each_routed
def test_the_id_of_a_model_is_encoded_in_every_path(provider: str, task: str) -> None:
    known = REGISTRY.providers[provider]
    if any(sample.model for sample in TABLES.samples if (sample.provider, sample.task) == (provider, task)):
        return  # has one model only
    for key in (HUGGING_FACE_KEY, PROVIDER_KEY)[: 1 if known.kind == "router" or not known.needs_key else 2]:
        _, (good, *_) = look_ups_and_requests(provider, task, "org/name", key)
        for model, encoded in LEGAL.items():
            look_ups, sent = look_ups_and_requests(provider, task, model, key)
            for request in look_ups:
                assert request.url.raw_path.startswith(f"/api/models/{encoded}?".encode()), model
            assert sent, model
            assert (sent[0].url.scheme, sent[0].url.netloc) == (good.url.scheme, good.url.netloc), model
            assert sent[0].url.raw_path == good.url.raw_path.replace(b"org/name", encoded.encode()), model


@each_routed
@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY], ids=["routed", "direct"])
def test_an_invalid_model_id_is_refused_before_anything_is_sent(provider: str, task: str, key: str) -> None:
    known = REGISTRY.providers[provider]
    if key == PROVIDER_KEY and (known.kind == "router" or not known.needs_key):
        return  # accepts only Hugging Face tokens
    for model in ILLEGAL:
        with recording(provider, task) as (client, recorder):
            call = getattr(client.with_options(api_key=key), method_of(task))
            with pytest.raises(InputError, match="is not a model id; use the form 'organization/name'"):
                call(**{**example_arguments(TABLES, task), "model": model})
            assert (recorder.look_ups, recorder.sent) == ([], []), model


def test_the_path_on_the_wire_is_the_encoded_one() -> None:
    with local_server(lambda received: http_response(body=[])) as server:
        options = {"emulator_url": server.url, "api_key": HUGGING_FACE_KEY, "provider": "hf-inference", "retry": 1}
        with InferenceClient(**options) as client:
            for model, encoded in LEGAL.items():
                with suppress(OutputError):
                    client.request(inputs="text", model=model)
                target = f"/router.huggingface.co/hf-inference/models/{encoded}"
                assert server.received[-1].target == target


@pytest.mark.parametrize("model", ["a\r\nERROR b", "a\x1b[31mb", "a\u2028b", "\ud800"])
def test_an_error_is_one_line_whatever_it_is_about(model: str) -> None:
    with recording("groq", "chat-completion") as (client, _), pytest.raises(InputError) as caught:
        client.chat_completion([{"role": "user", "content": "Hello"}], model=model)
    assert str(caught.value).isprintable()
    assert caught.value.model == model


# Media


PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
SIZE = 2 * 1024**3
MEDIA_TASKS = [task for task in ENDPOINT_TASKS if {"image", "audio", "video"} & example_arguments(TABLES, task).keys()]


class PathOfNumbers:
    """A path that is not one."""

    def __fspath__(self) -> Any:
        return 5


class Future:
    """What some files return from `read`: bytes that come later."""

    def __await__(self) -> Any:
        yield


class LateFile:
    def read(self) -> Any:
        return Future()


class FileOf:
    def __init__(self, data: Any) -> None:
        self.data = data

    def read(self) -> Any:
        return self.data


def released() -> memoryview:
    view = memoryview(PNG)
    view.release()
    return view


BAD_MEDIA: dict[str, Callable[[Path], Any]] = {
    "missing file": lambda folder: folder / "missing.png",
    "missing file, as text": lambda folder: str(folder / "missing.png"),
    "file in a file": lambda folder: written(folder / "a", PNG) / "b",
    "directory": lambda folder: folder,
    "directory, as text": str,
    "empty file": lambda folder: written(folder / "empty.png", b""),
    "name that is too long": lambda folder: folder / ("a" * 300),
    "name with a null": lambda folder: f"{folder}/a\0b.png",
    "name with a surrogate": lambda folder: f"{folder}/\ud800.png",
    "link to itself": lambda folder: linked(folder / "loop.png"),
    "unreadable file": lambda folder: Path("/proc/self/mem"),
    "closed file": lambda folder: closed_file(),
    "text file": lambda folder: io.StringIO("text"),
    "file of nothing": lambda folder: FileOf(None),
    "file of a number": lambda folder: FileOf(5),
    "empty binary file": lambda folder: io.BytesIO(),
    "asynchronous file": lambda folder: AsyncFile(),
    "file of the future": lambda folder: LateFile(),
    "empty bytes": lambda folder: b"",
    "data URL without bytes": lambda folder: "data:image/png;base64,",
    "invalid data URL": lambda folder: "data:image/png",
    "invalid base64": lambda folder: "data:image/png;base64,??",
    "released view": lambda folder: released(),
    "path that is a number": lambda folder: PathOfNumbers(),
    "image without a pixel": lambda folder: PIL.Image.new("RGB", (0, 0)),
    "broken image": lambda folder: PIL.Image.open(io.BytesIO(half_an_image())),
    "array without a pixel": lambda folder: numpy.zeros((0, 0, 3), "uint8"),
    "array that is not an image": lambda folder: numpy.zeros((2, 3, 7), "uint8"),
    "array of objects": lambda folder: numpy.array([[None]]),
    "array of complex numbers": lambda folder: numpy.zeros((2, 2), "complex128"),
    "array of strings": lambda folder: numpy.array([["a"]]),
    "array of one number": lambda folder: numpy.array(5),
    "list of bytes": lambda folder: [PNG],
    "set": lambda folder: {PNG},
    "generator": lambda folder: (part for part in [PNG]),
    "object": lambda folder: object(),
    "not a number": lambda folder: math.nan,
    "nothing": lambda folder: None,
    "Media that is elsewhere": lambda folder: inferwire.Media(url="https://a.test/b.png"),
    **{
        f"address {url!r}": lambda folder, url=url: url  # type: ignore[misc]
        for url in ("http://[", "https://", "http://:80/a.png", "http://a.test:99999/b.png", "http://\ud800/a.png")
    },
}


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def linked(path: Path) -> Path:
    path.symlink_to(path)
    return path


def half_an_image() -> bytes:
    file = io.BytesIO()
    PIL.Image.new("RGB", (64, 64), "red").save(file, format="PNG")
    return file.getvalue()[:-40]


@pytest.mark.parametrize("kind", BAD_MEDIA)
def test_an_invalid_file_is_refused_by_every_task_before_anything_is_sent(kind: str, tmp_path: Path) -> None:
    make = BAD_MEDIA[kind]

    async def main() -> None:
        async with AsyncInferenceClient(base_url=server.url, api_key=PROVIDER_KEY, retry=1) as client:
            with pytest.raises(InputError):
                await client.image_classification(make(folder()))
            with pytest.raises(InputError):
                await client.automatic_speech_recognition(make(folder()), return_timestamps=True)

    def folder() -> Path:
        made.append(tmp_path / str(len(made)))
        made[-1].mkdir()
        return made[-1]

    made: list[Path] = []
    with local_server(lambda received: http_response(body={})) as server:
        with InferenceClient(base_url=server.url, api_key=PROVIDER_KEY, retry=1) as client:
            for task in MEDIA_TASKS:
                good = example_arguments(TABLES, task)
                name = next(name for name in ("image", "audio", "video") if name in good)
                if kind == "nothing" and not importlib.import_module(TASKS[task]).TASK.required_inputs:
                    continue  # it needs no file
                with pytest.raises(InputError) as caught:
                    getattr(client, method_of(task))(**{**good, name: make(folder())})
                assert str(caught.value).isprintable()
        anyio.run(main)
        assert server.traffic == b""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root can read every file")
def test_a_file_that_must_not_be_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "secret.png", PNG)
    path.chmod(0)
    with InferenceClient(base_url="http://127.0.0.1:9", api_key=False) as client, pytest.raises(InputError):
        client.image_classification(path)


@pytest.mark.parametrize("url", ["http://user:word@127.0.0.1:9/a.png", "http://word@127.0.0.1:9/a.png?word"])
def test_credentials_in_the_url_of_a_file_are_not_shown(url: str) -> None:
    with (
        InferenceClient(base_url="http://127.0.0.1:9", api_key=False, retry=1) as client,
        pytest.raises(inferwire.InferwireError) as caught,
    ):
        client.image_classification(url)
    assert "word" not in shown_by(caught.value)


# In a process of its own with little memory, where reading the whole file fails.
READER = """
import asyncio, resource, sys
from inferwire import AsyncInferenceClient, InferenceClient, InputError

path, form, url = sys.argv[1:]
value = {"path": path, "file": open(path, "rb"), "buffered": open(path, "rb", buffering=1024)}[form]
client = InferenceClient(base_url=url, api_key=False, retry=1)
client.request(inputs=b"warm up: whatever is loaded with the first call is here now")

async def call():
    async with AsyncInferenceClient(base_url=url, api_key=False, retry=1) as other:
        await other.image_classification(value, top_k=1)

def check(call):
    try:
        call()
    except InputError as error:
        print(error)

spare = 256 * 1024**2
size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (size + spare, size + spare))
check(lambda: client.image_classification(value))
check(lambda: client.image_classification(value, top_k=1))
check(lambda: asyncio.run(call()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited in other ways elsewhere")
@pytest.mark.parametrize("form", ["path", "file", "buffered"])
def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(form: str, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.write(PNG)
        file.truncate(SIZE)  # takes no room on the disk
    with local_server(lambda received: http_response(body=[])) as server:
        done = subprocess.run(
            [sys.executable, "-c", READER, str(path), form, server.url], capture_output=True, text=True, timeout=60
        )
        assert done.stderr == ""
        assert done.stdout.count("2048 MiB") == 3, done.stdout
        assert [len(received.body) < 100 for received in server.received] == [True]

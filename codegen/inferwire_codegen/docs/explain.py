"""Explain a mapping by showing the requests that it sends and the results of its samples.

The package is generated from the current specs, and its own client makes the calls against a fake network that responds
with the samples. The requests shown are therefore exactly those that would be sent.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import sys
import tempfile
import typing
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import httpx
import msgspec
from msgspec import Struct

from inferwire_codegen.compile import samples
from inferwire_codegen.compile.build import build_api
from inferwire_codegen.compile.private_provider import build_with, private_module
from inferwire_codegen.compile.request_names import EXTRA
from inferwire_codegen.docs.example_values import example_values, unseen
from inferwire_codegen.docs.fixed import fixed_values
from inferwire_codegen.render.plan import plan_files, plan_private_provider
from inferwire_codegen.render.render import render_files
from inferwire_codegen.render.write import write_files
from inferwire_codegen.spec.diagnostics import nearest, suggestion
from inferwire_codegen.spec.load import COMMAND, load_provider, load_specs
from inferwire_codegen.spec.naming import snake
from inferwire_runtime.core import EMULATOR_VARIABLE
from inferwire_runtime.errors import InferwireError
from inferwire_runtime.jsontypes import is_list, is_object
from inferwire_runtime.media import Media

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from inferwire_codegen.ir import Api, Provider, ProviderTask, Sample, Task
    from inferwire_codegen.render.plan import FilePlan

PRIVATE = "explained_provider"  # the module of a provider outside the specs
HUB_HOST = "huggingface.co"
SERVER = "https://my-server.example.com"  # an example of base_url
MODEL = "some-org/some-model"
OWN_MODEL = "its-name-of/some-model"  # the provider's name of the model
HUGGING_FACE_KEY, OWN_KEY = "hf_hidden", "hidden"
IN_QUERY = re.compile(f"={OWN_KEY}(?=&|$)")
HIDDEN_HEADERS = frozenset({"accept-encoding", "connection", "content-length", "host", "user-agent"})
OPTIONS = ("model", "output_type", "extra_body", "extra_parameters")
SUFFIXES = {"jpg": "image/jpeg", "webp": "image/webp", "mp3": "audio/mpeg", "wav": "audio/wav", "mp4": "video/mp4"}
WIDTH = 110
LONGEST_TEXT = 60
OVERLOADS: dict[str, Any] = getattr(typing, "_overload_registry", {})  # by module
TYPING_CACHES: list[Any] = getattr(typing, "_cleanups", [])
QUICK = {"retry-after": "0.02"}  # responses allow the next poll at once


class UsageError(Exception):
    """The command was used incorrectly; the message describes the remedy."""


class Subject(Struct, frozen=True, kw_only=True):
    """A task at a provider.

    Attributes:
        task: The task; None for custom calls.
        samples: The samples, one for each interface.
        hub_task: The Hub's name for the task.
    """

    provider: Provider
    item: ProviderTask
    task: Task | None
    samples: tuple[Sample, ...]
    hub_task: str


class Mode(Struct, frozen=True, kw_only=True):
    """A way to call a provider.

    Attributes:
        name: Name of the mode.
        options: Arguments of the client.
        key: The placeholder that is shown instead of the API key.
        interface: Index of the interface to call, for servers with more than one.
    """

    name: str
    options: dict[str, Any]
    key: str
    interface: int = 0


class Network:
    """A fake network for one call: the Hub, a provider with a sequence of responses, and the hosts of media files."""

    def __init__(self, subject: Subject, key: str, responses: Sequence[Any], events: Sequence[str] = ()) -> None:
        self._subject = subject
        self._key = key
        self._responses = [samples.as_response(samples.with_job(data)) for data in responses]
        self._samples = [samples.with_job(data) for data in responses]
        self._events = events
        self.requests: list[httpx.Request] = []
        self.before: list[str] = []
        """The lines that describe the call up to the last response."""
        self.after: list[str] = []
        """The lines that describe the call after the last response."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Return the response to a request."""
        if request.url.host == HUB_HOST:
            return httpx.Response(200, json={"inferenceProviderMapping": self._mapping(request.url.path)})
        if not self._responses and not self._events:
            self.after.append(f"{request.method} {request.url}")
            return self._file(request.url.path)
        self.requests.append(request)
        self.before += request_lines(request, self._key)
        if self._events:
            is_lines = self._subject.samples[0].sends_lines
            content = "".join(f"{event}\n" if is_lines else f"data: {event}\n\n" for event in self._events)
            self._events = ()
            media_type = "application/x-ndjson" if is_lines else "text/event-stream"
            return httpx.Response(200, text=content, headers={"content-type": media_type})
        response, sample = self._responses.pop(0), self._samples.pop(0)
        lines = self.before if self._responses else self.after
        lines += labelled("response", sample)
        return httpx.Response(200, content=response.body, headers={**response.headers, **QUICK})

    def _mapping(self, path: str) -> dict[str, Any]:
        """Return the Hub's response about the provider of a model."""
        model = unquote(path.removeprefix("/api/models/"))
        own = self._subject.samples[0].model or OWN_MODEL if model == MODEL else model
        line = {"status": "live", "providerId": own, "task": self._subject.hub_task}
        return {self._subject.provider.name: line}

    def _file(self, path: str) -> httpx.Response:
        if any("response.file_text" in parser.code.body for parser in self._subject.item.parsers):
            return httpx.Response(200, text="sample")
        media_type = SUFFIXES.get(Path(path).suffix.removeprefix("."), "image/png")
        return httpx.Response(200, content=samples.sample_file(media_type), headers={"content-type": media_type})


def explain(
    file: Path, task: str | None, values: Sequence[str], specs: Path, *, all_parameters: bool = False
) -> Iterator[str]:
    """Yield the lines that explain a provider.

    Args:
        file: The provider's file, inside or outside the specs.
        task: The task to explain; None for all tasks of the provider.
        values: Arguments of the call, as ``name=value``; they override the arguments of the task's example. A name that
            the task does not have is an extra parameter.
        specs: The folder of the specs.
        all_parameters: Whether to pass every parameter of the task, with a value of its type.

    Raises:
        UsageError: If the file, the task or an argument does not exist.
        SpecError: If the specs have problems.
    """
    if not file.is_file():
        near = nearest(file.stem, [path.stem for path in (specs / "providers").glob("*.yaml")])
        remedy = "pass the YAML file of a provider" if near is None else f"did you mean {file.with_name(near)}.yaml?"
        raise UsageError(f"there is no file {file}; {remedy}")
    if file.resolve().parent == (specs / "providers").resolve():
        api = build_api(load_specs(specs))
        name, plans, is_private = file.stem, plan_files(api), False
    else:
        provider = load_provider(file, f"{COMMAND} migrate")
        api = build_with(load_specs(specs), provider)
        name, is_private = provider.spec.provider, True
        plans = (*plan_files(api), plan_private_provider(private_module(api, provider, ""), f"{PRIVATE}.py"))
    subjects = [subject for subject in _subjects(api, name) if task in (None, subject.item.task)]
    if not subjects:
        served = [item.task for item in api.provider_tasks if item.provider == name]
        raise UsageError(f"{name} has no task '{task}'; {suggestion(task or '', served)}")
    with _imported([plan for plan in plans if _is_needed(plan, name)]) as package:
        own = importlib.import_module(PRIVATE).PROVIDER if is_private else None
        for subject in subjects:
            yield from _explain_task(subject, read_values(subject, values), package, own, all_parameters=all_parameters)


def explain_providers(api: Api, names: Sequence[str]) -> dict[str, list[str]]:
    """Return the explanation of each named provider, with the arguments of the tasks' examples."""
    plans = [plan for plan in plan_files(api) if any(_is_needed(plan, name) for name in names)]
    with _imported(plans) as package:
        return {
            name: [
                line
                for subject in _subjects(api, name)
                for line in _explain_task(subject, read_values(subject, ()), package, None)
            ]
            for name in names
        }


def _subjects(api: Api, name: str) -> Iterator[Subject]:
    """Yield all tasks of a provider."""
    tasks = {task.name: task for task in api.tasks}
    hub_tasks = dict(api.hub_tasks)
    for item in api.provider_tasks:
        if item.provider == name:
            yield Subject(
                provider=next(line for line in api.providers if line.name == name),
                item=item,
                task=tasks.get(item.task),
                samples=tuple(each for each in api.samples if (each.provider, each.task) == (name, item.task)),
                hub_task=hub_tasks.get(item.task, item.task),
            )


def _is_needed(plan: FilePlan, name: str) -> bool:
    """Return whether calls to a provider import a module; other modules are not rendered, to save time."""
    folder = "inferwire/providers/"
    return not plan.path.startswith(folder) or plan.path.count("/") == 2 or f"{folder}{snake(name)}/" in plan.path


@contextmanager
def _imported(plans: list[FilePlan]) -> Generator[Any]:
    """Generate and import a package, which replaces an already imported one within the context."""
    ours = ("inferwire", PRIVATE)
    hidden = {name: module for name, module in sys.modules.items() if name.split(".")[0] in ours}
    overloads = _take_overloads(ours)
    emulator_url = os.environ.pop(EMULATOR_VARIABLE, None)
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    with tempfile.TemporaryDirectory() as folder:
        write_files(render_files(tuple(plans)), Path(folder))
        _forget(ours)
        importlib.invalidate_caches()
        sys.path.insert(0, folder)
        try:
            yield importlib.import_module("inferwire")
        finally:
            sys.path.remove(folder)
            sys.dont_write_bytecode = writes_bytecode
            _forget(ours)
            sys.modules.update(hidden)
            _take_overloads(ours)
            OVERLOADS.update(overloads)
            if emulator_url is not None:
                os.environ[EMULATOR_VARIABLE] = emulator_url


def _take_overloads(packages: tuple[str, ...]) -> dict[str, Any]:
    """Remove and return what `typing.get_overloads` knows of packages: it finds overloads by the names of modules."""
    return {name: OVERLOADS.pop(name) for name in list(OVERLOADS) if name.split(".")[0] in packages}


def _forget(packages: tuple[str, ...]) -> None:
    for clear in TYPING_CACHES:  # they keep evaluated references to the classes of a package of the same name
        clear()
    for name in [name for name in sys.modules if name.split(".")[0] in packages]:
        del sys.modules[name]


def read_values(subject: Subject, values: Sequence[str]) -> dict[str, Any]:
    """Return the arguments of the task's example, overridden by the values passed.

    Raises:
        UsageError: If an argument does not exist or a required argument is missing.
    """
    task = subject.task
    arguments: dict[str, Any] = {"inputs": "Some text."} if task is None else json.loads(task.example)
    extra: dict[str, Any] = {}
    known = {"inputs", "parameters"} if task is None else {argument.name for argument in task.arguments}
    for text in values:
        name, equals, value = text.partition("=")
        is_extra = name.startswith(f"{EXTRA}.") or name not in {*known, *OPTIONS}
        if is_extra and "." not in name and (near := nearest(name, {*known, *OPTIONS})) is not None:
            text = f"{subject.item.task} has no argument '{name}'; did you mean '{near}'?"
            raise UsageError(f"{text} An extra parameter of this name is {EXTRA}.{name}=...")
        if not equals:
            raise UsageError(f"{subject.item.task} needs a value for '{name}'; write {name}=...")
        try:
            read = json.loads(value)
        except ValueError:
            read = value
        if is_extra:
            extra[name.removeprefix(f"{EXTRA}.")] = read
        else:
            arguments[name] = read
    if extra:
        arguments["extra_parameters"] = {**arguments.get("extra_parameters", {}), **extra}
    for argument in task.arguments if task is not None else ():
        if argument.is_required and argument.name not in arguments:
            raise UsageError(f"{subject.item.task} needs '{argument.name}'; write {argument.name}=... after the task")
    return arguments


def _explain_task(
    subject: Subject, arguments: dict[str, Any], package: Any, own: Any, *, all_parameters: bool = False
) -> Iterator[str]:
    """Explain one task in every mode of calling its provider."""
    function = "request" if subject.task is None else subject.task.function
    every: dict[str, Any] = {}
    if all_parameters and subject.task is not None:
        known = [argument.name for argument in subject.task.arguments if not argument.is_positional]
        every = example_values(getattr(package.InferenceClient, function), known)
        arguments = {**every, **arguments}
    shown = ", ".join(f"{name}={json.dumps(_plain(value), ensure_ascii=False)}" for name, value in arguments.items())
    yield f"{subject.provider.name}, {subject.item.task}: client.{function}({shown})"
    first: list[str] = []
    for mode in _modes(subject, own):
        sent, becomes = _explain_mode(subject, mode, arguments, package, {name: arguments[name] for name in every})
        yield ""
        model = arguments.get("model") or mode.options.get("model")
        yield f"{mode.name}{f', model {json.dumps(model)}' if model else ''}:"
        yield from (f"  {line}" for line in [*sent, *(becomes if becomes != first else ["then the same"])])
        first = first or becomes
    yield ""


def _modes(subject: Subject, own: Any) -> Iterator[Mode]:
    """Yield the ways to call a provider."""
    provider = subject.provider
    name: Any = provider.name if own is None else own
    own_model = str(subject.samples[0].model) or OWN_MODEL
    variable = f"${provider.variables[0]}" if provider.variables else "$API_KEY"
    account: dict[str, Any] = {"account": provider.example_account} if provider.account else {}
    own_key: Any = OWN_KEY if provider.needs_key or provider.variables else False
    match provider.kind:
        case "endpoint" if len(subject.samples) > 1:
            for index, api in enumerate(interface.suffix for interface in subject.item.interfaces):
                options = {"base_url": SERVER, "api_key": OWN_KEY, "model": OWN_MODEL, "api": api}
                yield Mode(name=f"a server, interface '{api}'", options=options, key="$API_KEY", interface=index)
        case "endpoint":
            options = {"base_url": SERVER, "api_key": OWN_KEY, "model": OWN_MODEL}
            yield Mode(name="a server", options=options, key="$API_KEY")
        case "client-side":
            model = own_model if own is not None else f"{provider.name}/{own_model}"
            options = {"provider": name, "model": model, "api_key": own_key, **account}
            yield Mode(name="direct", options=options, key=variable)
        case kind:
            options = {"provider": name, "model": MODEL, "api_key": HUGGING_FACE_KEY, **account}
            yield Mode(name="routed", options=options, key="$HF_TOKEN")
            if kind == "provider" and provider.variables:
                yield Mode(name="direct", options={**options, "api_key": OWN_KEY}, key=variable)


def _explain_mode(
    subject: Subject, mode: Mode, arguments: dict[str, Any], package: Any, every: dict[str, Any]
) -> tuple[list[str], list[str]]:
    """Return the lines for the requests, and the lines for the results of the sample responses and the stream.

    Args:
        subject: The task at the provider.
        mode: How it is called.
        arguments: The arguments of the call.
        package: The generated package.
        every: All parameters of the task, if the request is to be searched for them.
    """
    sample = subject.samples[mode.interface]
    before, responses = json.loads(sample.before), json.loads(sample.responses)
    sent: list[str] = []
    becomes: list[str] = []
    first: httpx.Request | None = None
    for number, response in enumerate(responses):
        earlier: list[Any] = [] if _is_at_once(subject, mode, response) else before
        network = Network(subject, mode.key, [*earlier, response])
        shown = _called(subject, mode, arguments, package, network, _result)
        if number == 0:
            sent = [*network.before, *unseen(network.requests, every, dict(subject.item.renames))]
            first = network.requests[0] if network.requests else None
        becomes += [*(["or"] if number else []), *network.after, *shown]
    events = json.loads(sample.stream)
    if events and subject.item.has_stream and first is not None:
        lines = [*map(json.dumps, events), *([str(sample.done)] if sample.done else [])]
        network = Network(subject, mode.key, [], lines)
        shown = _called(subject, mode, {**arguments, "stream": True}, package, network, _items)
        becomes += _difference(first, network.requests)
        becomes += [line for event in events for line in labelled("event", event)]
        becomes += shown
    return sent, becomes


def _is_at_once(subject: Subject, mode: Mode, response: Any) -> bool:
    """Return whether a response has no job status and is therefore already the result."""
    poll = subject.item.interfaces[mode.interface].poll
    if poll is None or poll.result_code is not None:
        return False
    return not samples.text(poll.status_code, samples.data_of(samples.with_job(response)))


def _called(
    subject: Subject,
    mode: Mode,
    arguments: dict[str, Any],
    package: Any,
    network: Network,
    show: Callable[[Subject, Any], list[str]],
) -> list[str]:
    """Make a call with the package's own client and return the result as lines."""
    options = dict(mode.options)
    api = options.pop("api", None)
    with (
        httpx.Client(transport=httpx.MockTransport(network), trust_env=False) as http,
        warnings.catch_warnings(action="ignore"),  # of parameters that the provider cannot do
        fixed_values(),
    ):
        client = package.InferenceClient(http_client=http, retry=1, **options)
        client = client if api is None else client.endpoint(SERVER, api=api)
        arguments = {name: _with_media(value) for name, value in arguments.items()}
        is_stream = arguments.get("stream") is True
        try:
            if subject.task is not None:
                result = getattr(client, subject.task.function)(**arguments)
            elif is_stream:
                del arguments["stream"]
                result = client.stream_request(**arguments)
            else:
                result = client.request(**arguments)
            return show(subject, result)
        except InferwireError as error:
            return [f"raises {type(error).__name__}: {error}"]


def _result(subject: Subject, value: Any) -> list[str]:
    """Return the result of a call as lines."""
    return _returned("the response" if subject.task is None else subject.task.result, value)


def _items(subject: Subject, stream: Any) -> list[str]:
    """Return the items of a stream as lines."""
    type_ = "the event" if subject.task is None else str(subject.task.stream_item)
    return [line for item in stream for line in _returned(type_, item)]


def _returned(type_: str, value: Any) -> list[str]:
    if not isinstance(value, Media):
        value = _built(msgspec.to_builtins(value, enc_hook=_file_text))
    return labelled(f"returns {type_}", value)


def _difference(plain: httpx.Request, requests: list[httpx.Request]) -> list[str]:
    """Return the additions of a streaming request to the plain request, as lines."""
    if not requests:
        return []
    old, new = json.loads(plain.content), json.loads(requests[0].content)
    moved = [f"with stream=True, POST {requests[0].url}"] if requests[0].url != plain.url else []
    added = {key: value for key, value in new.items() if old.get(key) != value}
    return moved + (labelled("with stream=True, the body also has", added) if added or not moved else [])


def request_lines(request: httpx.Request, key: str) -> Iterator[str]:
    """Yield the lines of a request, without its API key."""
    yield f"{request.method} {IN_QUERY.sub(lambda _: f'={key}', str(request.url))}"
    for name, text in sorted(request.headers.items()):
        if name not in HIDDEN_HEADERS and text != "*/*":
            shown = text.replace(HUGGING_FACE_KEY, key).replace(OWN_KEY, key)
            yield f"{name}: {shown.partition('; boundary=')[0]}"
    content, media_type = request.content, request.headers.get("content-type", "")
    if media_type.startswith("multipart/"):
        yield from _form_lines(content, media_type.rpartition("boundary=")[2].encode())
    elif media_type == "application/json":
        yield from _layout(_plain(json.loads(content)))
    elif media_type.startswith("text/") or media_type.partition(";")[0].endswith("xml"):
        yield from (f"  {line}" for line in content.decode().splitlines())
    elif content:
        yield f"<{len(content)} bytes>"


def _form_lines(content: bytes, boundary: bytes) -> Iterator[str]:
    """Return the fields of a multipart form as lines."""
    for part in content.split(b"--" + boundary)[1:-1]:
        head, _, value = part.strip(b"\r\n").partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
        name = fields["Content-Disposition"].removeprefix("form-data; ")
        media_type = fields.get("Content-Type")
        yield f"  {name}: {value.decode() if media_type is None else f'<{media_type}, {len(value)} bytes>'}"


def labelled(label: str, value: Any) -> list[str]:
    """Return a labelled value as lines."""
    return [f"{label}: {_file_text(value)}"] if isinstance(value, Media) else _layout(_plain(value), f"{label}: ")


def _layout(value: Any, head: str = "", indent: str = "") -> list[str]:
    """Format JSON as lines; only values that do not fit on one line are split."""
    line = f"{indent}{head}{json.dumps(value, ensure_ascii=False)}"
    if len(line) <= WIDTH or not value:
        return [line]
    if is_object(value):
        opening, closing, pairs = "{", "}", [(f"{json.dumps(key)}: ", each) for key, each in value.items()]
    elif is_list(value):
        opening, closing, pairs = "[", "]", [("", each) for each in value]
    else:
        return [line]
    lines = [f"{indent}{head}{opening}"]
    for number, (key, each) in enumerate(pairs, 1):
        inner = _layout(each, key, f"{indent}  ")
        lines += [*inner[:-1], inner[-1] + ("," if number < len(pairs) else "")]
    return [*lines, f"{indent}{closing}"]


def _plain(value: Any) -> Any:
    """Return JSON with its media files and long strings abbreviated."""
    if is_object(value):
        if "$media" in value:
            return f"<{value['$media']}>"
        return {name: _plain(each) for name, each in value.items()}
    if is_list(value):
        return [_plain(each) for each in value]
    return _shortened(value, LONGEST_TEXT) if isinstance(value, str) else value


def _built(value: Any) -> Any:
    """Return a result as JSON, without its empty fields."""
    if is_object(value):
        return {name: _built(each) for name, each in value.items() if each is not None}
    if is_list(value):
        return [_built(each) for each in value]
    return value


def _file_text(value: Any) -> str:
    if not isinstance(value, Media):
        raise NotImplementedError
    size = f"{len(value.data)} bytes" if value.is_downloaded else "not fetched"
    return f"<{value.media_type}, {size}{f', from {value.url}' if value.url else ''}>"


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}... ({len(text)} characters)"


def _with_media(value: Any) -> Any:
    """Return an argument of an example with real media files."""
    if is_object(value):
        if "$media" in value:
            return samples.sample_file(value["$media"])
        return {name: _with_media(each) for name, each in value.items()}
    return [_with_media(each) for each in value] if is_list(value) else value

"""Shows what a mapping does: ``python -m inferwire_codegen explain specs/providers/together.yaml text-to-image``.

The package is printed afresh from the specs as they stand, and its own client makes the calls; only the network is
played, with the samples. So what is shown is what would be sent, and what the samples become.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import httpx
import msgspec
from msgspec import Struct

from inferwire_codegen import private, results
from inferwire_codegen.build import build_api
from inferwire_codegen.emit import emit
from inferwire_codegen.errors import SpecError, nearest, suggestion
from inferwire_codegen.load import load_provider, load_specs
from inferwire_codegen.names import snake
from inferwire_codegen.plan import plan_files
from inferwire_codegen.render import render_files
from inferwire_runtime.client import EMULATOR_VARIABLE
from inferwire_runtime.errors import InferwireError
from inferwire_runtime.media import Media
from inferwire_runtime.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from inferwire_codegen.ir import Api, Provider, ProviderTask, Sample, Task
    from inferwire_codegen.plan import FilePlan

PRIVATE = "explained_provider"  # the module of a provider that stands outside the specs
HUB_HOST = "huggingface.co"
SERVER = "https://my-server.example.com"  # what a caller would pass as base_url
MODEL = "some-org/some-model"
OWN_MODEL = "its-name-of/some-model"  # at the provider
HUGGING_FACE_KEY, OWN_KEY = "hf_hidden", "hidden"
UNTOLD_HEADERS = frozenset({"accept-encoding", "connection", "content-length", "host", "user-agent"})
OPTIONS = ("model", "output_type", "extra_body", "extra_parameters")
SUFFIXES = {"jpg": "image/jpeg", "webp": "image/webp", "mp3": "audio/mpeg", "wav": "audio/wav", "mp4": "video/mp4"}
WIDTH = 110
LONGEST_TEXT = 60
QUICK = {"retry-after": "0.02"}  # replies ask for the next question at once


class UsageError(Exception):
    """The command was called wrongly; the text says what to do."""


class Subject(Struct, frozen=True, kw_only=True):
    """A task at a provider.

    Attributes:
        task: What its function is; None for custom calls.
        samples: For each of its interfaces.
        hub_task: What the Hub calls the task.
    """

    provider: Provider
    item: ProviderTask
    task: Task | None
    samples: tuple[Sample, ...]
    hub_task: str


class Mode(Struct, frozen=True, kw_only=True):
    """A way to call a provider.

    Attributes:
        name: What it is called.
        options: Of the client.
        key: How the key is shown.
        interface: Which interface of a server is called, where it has several.
    """

    name: str
    options: dict[str, Any]
    key: str
    interface: int = 0


class Network:
    """Plays the servers of one call: the Hub, the provider with its replies in turn, and hosts of media."""

    def __init__(self, subject: Subject, key: str, replies: Sequence[Any], events: Sequence[str] = ()) -> None:
        self._subject = subject
        self._key = key
        self._replies = [results.as_reply(results.with_job(reply)) for reply in replies]
        self._samples = [results.with_job(reply) for reply in replies]
        self._events = events
        self.requests: list[httpx.Request] = []
        self.before: list[str] = []
        """What happens up to the last reply, as lines."""
        self.after: list[str] = []
        """What happens then."""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        if request.url.host == HUB_HOST:
            return httpx.Response(200, json={"inferenceProviderMapping": self._mapping(request.url.path)})
        if not self._replies and not self._events:
            self.after.append(f"{request.method} {request.url}")
            return self._medium(request.url.path)
        self.requests.append(request)
        self.before += request_lines(request, self._key)
        if self._events:
            content = "".join(f"data: {event}\n\n" for event in self._events)
            self._events = ()
            return httpx.Response(200, text=content, headers={"content-type": "text/event-stream"})
        reply, sample = self._replies.pop(0), self._samples.pop(0)
        lines = self.before if self._replies else self.after
        lines += labelled("answered", sample)
        return httpx.Response(200, content=reply.body, headers={**reply.headers, **QUICK})

    def _mapping(self, path: str) -> dict[str, Any]:
        """Give who serves a model, as the Hub does."""
        model = unquote(path.removeprefix("/api/models/"))
        own = self._subject.samples[0].model or OWN_MODEL if model == MODEL else model
        line = {"status": "live", "providerId": own, "task": self._subject.hub_task}
        return {self._subject.provider.name: line}

    def _medium(self, path: str) -> httpx.Response:
        if "reply.file_text" in self._subject.item.read_code:
            return httpx.Response(200, text="sample")
        media_type = SUFFIXES.get(Path(path).suffix.removeprefix("."), "image/png")
        return httpx.Response(200, content=results.medium(media_type), headers={"content-type": media_type})


def explain(file: Path, task: str | None, values: Sequence[str], specs: Path) -> Iterator[str]:
    """Give what is to be shown of a provider, line by line.

    Args:
        file: The provider's file, in the specs or outside.
        task: The task; all of its tasks if None.
        values: Arguments of the call, as ``name=value``, over those of the task's example.
        specs: The folder of the specs.

    Raises:
        UsageError: There is no such file or task, or no such argument.
        SpecError: The specs cannot be used.
    """
    if not file.is_file():
        near = nearest(file.stem, [path.stem for path in (specs / "providers").glob("*.yaml")])
        remedy = "name the YAML file of a provider" if near is None else f"did you mean {file.with_name(near)}.yaml?"
        raise UsageError(f"there is no file {file}; {remedy}")
    if file.resolve().parent == (specs / "providers").resolve():
        api = build_api(load_specs(specs))
        name, plans, is_private = file.stem, plan_files(api), False
    else:
        provider = load_provider(file, f"{private.COMMAND} migrate")
        api = private.build_with(load_specs(specs), provider)
        name, is_private = provider.spec.provider, True
        plans = (*plan_files(api), private.plan_module(api, provider, f"{PRIVATE}.py", ""))
    subjects = [subject for subject in _subjects(api, name) if task in (None, subject.item.task)]
    if not subjects:
        served = [item.task for item in api.provider_tasks if item.provider == name]
        raise UsageError(f"{name} has no task '{task}'; {suggestion(task or '', served)}")
    with _imported([plan for plan in plans if _is_needed(plan, name)]) as package:
        own = importlib.import_module(PRIVATE).PROVIDER if is_private else None
        for subject in subjects:
            yield from _explain_task(subject, read_values(subject, values), package, own)


def explain_providers(api: Api, names: Sequence[str]) -> dict[str, list[str]]:
    """Give what is to be shown of each of some providers, with the arguments of the tasks' examples."""
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
    """Give all tasks of a provider."""
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
    """Whether a module is loaded by calls of a provider; printing all others takes time."""
    folder = "inferwire/providers/"
    return not plan.path.startswith(folder) or plan.path.count("/") == 2 or f"{folder}{snake(name)}/" in plan.path


@contextmanager
def _imported(plans: list[FilePlan]) -> Generator[Any]:
    """Print a package and import it, in place of one that is there already, for as long as it is used."""
    ours = ("inferwire", PRIVATE)
    hidden = {name: module for name, module in sys.modules.items() if name.split(".")[0] in ours}
    emulator_url = os.environ.pop(EMULATOR_VARIABLE, None)
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    with tempfile.TemporaryDirectory() as folder:
        emit(render_files(tuple(plans)), Path(folder))
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
            if emulator_url is not None:
                os.environ[EMULATOR_VARIABLE] = emulator_url


def _forget(packages: tuple[str, ...]) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in packages]:
        del sys.modules[name]


def read_values(subject: Subject, values: Sequence[str]) -> dict[str, Any]:
    """Give the arguments of the call: those of the task's example, and over them what was passed.

    Raises:
        UsageError: There is no such argument, or one is missing.
    """
    task = subject.task
    arguments: dict[str, Any] = {"inputs": "Some text."} if task is None else json.loads(task.example)
    known = {"inputs", "parameters"} if task is None else {argument.name for argument in task.arguments}
    for text in values:
        name, equals, value = text.partition("=")
        if name not in {*known, *OPTIONS}:
            raise UsageError(f"{subject.item.task} takes no '{name}'; {suggestion(name, {*known, *OPTIONS})}")
        if not equals:
            raise UsageError(f"{subject.item.task} takes no '{name}' without a value; write {name}=...")
        try:
            arguments[name] = json.loads(value)
        except ValueError:
            arguments[name] = value
    for argument in task.arguments if task is not None else ():
        if argument.is_required and argument.name not in arguments:
            raise UsageError(f"{subject.item.task} needs '{argument.name}'; write {argument.name}=... behind the task")
    return arguments


def _explain_task(subject: Subject, arguments: dict[str, Any], package: Any, own: Any) -> Iterator[str]:
    """Show one task in every way in which its provider can be called."""
    function = "request" if subject.task is None else subject.task.function
    shown = ", ".join(f"{name}={json.dumps(_plain(value), ensure_ascii=False)}" for name, value in arguments.items())
    yield f"{subject.provider.name}, {subject.item.task}: client.{function}({shown})"
    first: list[str] = []
    for mode in _modes(subject, own):
        sent, becomes = _explain_mode(subject, mode, arguments, package)
        yield ""
        model = arguments.get("model") or mode.options.get("model")
        yield f"{mode.name}{f', model {json.dumps(model)}' if model else ''}:"
        yield from (f"  {line}" for line in [*sent, *(becomes if becomes != first else ["then as above"])])
        first = first or becomes
    yield ""


def _modes(subject: Subject, own: Any) -> Iterator[Mode]:
    """Give the ways in which a provider can be called."""
    provider = subject.provider
    name: Any = provider.name if own is None else own
    own_model = str(subject.samples[0].model) or OWN_MODEL
    variable = f"${provider.variables[0]}" if provider.variables else "$API_KEY"
    own_key: Any = OWN_KEY if provider.needs_key or provider.variables else False
    match provider.kind:
        case "endpoint" if len(subject.samples) > 1:
            for index, api in enumerate(("openai", "native")):
                options = {"base_url": SERVER, "api_key": OWN_KEY, "api": api}
                yield Mode(name=f"a server, its interface '{api}'", options=options, key="$API_KEY", interface=index)
        case "endpoint":
            yield Mode(name="a server", options={"base_url": SERVER, "api_key": OWN_KEY}, key="$API_KEY")
        case "client-side":
            model = own_model if own is not None else f"{provider.name}/{own_model}"
            yield Mode(name="direct", options={"provider": name, "model": model, "api_key": own_key}, key=variable)
        case kind:
            options = {"provider": name, "model": MODEL, "api_key": HUGGING_FACE_KEY}
            yield Mode(name="routed", options=options, key="$HF_TOKEN")
            if kind == "provider" and provider.variables:
                yield Mode(name="direct", options={**options, "api_key": OWN_KEY}, key=variable)


def _explain_mode(subject: Subject, mode: Mode, arguments: dict[str, Any], package: Any) -> tuple[list[str], list[str]]:
    """Show what is sent, and what becomes of it: of each sample that the last reply may be, and of the stream."""
    sample = subject.samples[mode.interface]
    before, replies = json.loads(sample.before), json.loads(sample.replies)
    sent: list[str] = []
    becomes: list[str] = []
    first: httpx.Request | None = None
    for number, reply in enumerate(replies):
        network = Network(subject, mode.key, [reply] if _is_at_once(subject, mode, reply) else [*before, reply])
        shown = _called(subject, mode, arguments, package, network, _result)
        if number == 0:
            sent = network.before
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


def _is_at_once(subject: Subject, mode: Mode, reply: Any) -> bool:
    """Whether a reply answers an order that needs no waiting: it tells no status of a job."""
    poll = subject.item.shapes[mode.interface].poll
    if poll is None or poll.result_code is not None:
        return False
    return not results.text(poll.status_code, results.data_of(results.with_job(reply)))


def _called(
    subject: Subject,
    mode: Mode,
    arguments: dict[str, Any],
    package: Any,
    network: Network,
    show: Callable[[Subject, Any], list[str]],
) -> list[str]:
    """Make a call by the package's own client, and show its result."""
    options = dict(mode.options)
    api = options.pop("api", None)
    with httpx.Client(transport=httpx.MockTransport(network), trust_env=False) as http:
        client = package.InferenceClient(http_client=http, retry=None, **options)
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
            return [f"fails: {error}"]


def _result(subject: Subject, value: Any) -> list[str]:
    """Show what a call gives."""
    return _given("the reply" if subject.task is None else subject.task.result, value)


def _items(subject: Subject, stream: Any) -> list[str]:
    """Show the items that a stream gives."""
    type_ = "the event" if subject.task is None else str(subject.task.stream_item)
    return [line for item in stream for line in _given(type_, item)]


def _given(type_: str, value: Any) -> list[str]:
    if not isinstance(value, Media):
        value = _built(msgspec.to_builtins(value, enc_hook=_medium_text))
    return labelled(f"gives {type_}", value)


def _difference(plain: httpx.Request, requests: list[httpx.Request]) -> list[str]:
    """Show what a request for a stream has that the plain one has not."""
    if not requests:
        return []
    old, new = json.loads(plain.content), json.loads(requests[0].content)
    return labelled("streamed, the body has", {key: value for key, value in new.items() if old.get(key) != value})


def request_lines(request: httpx.Request, key: str) -> Iterator[str]:
    """Show a request, its key hidden."""
    yield f"{request.method} {request.url}"
    for name, text in sorted(request.headers.items()):
        if name not in UNTOLD_HEADERS and text != "*/*":
            shown = text.replace(HUGGING_FACE_KEY, key).replace(OWN_KEY, key)
            yield f"{name}: {shown.partition('; boundary=')[0]}"
    content, media_type = request.content, request.headers.get("content-type", "")
    if media_type.startswith("multipart/"):
        yield from _form_lines(content, media_type.rpartition("boundary=")[2].encode())
    elif media_type == "application/json":
        yield from _layout(_plain(json.loads(content)))
    elif content:
        yield f"<{len(content)} bytes>"


def _form_lines(content: bytes, boundary: bytes) -> Iterator[str]:
    """Show the fields of a multipart form."""
    for part in content.split(b"--" + boundary)[1:-1]:
        head, _, value = part.strip(b"\r\n").partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
        name = fields["Content-Disposition"].removeprefix("form-data; ")
        media_type = fields.get("Content-Type")
        yield f"  {name}: {value.decode() if media_type is None else f'<{media_type}, {len(value)} bytes>'}"


def labelled(label: str, value: Any) -> list[str]:
    """Show a value behind a label."""
    return [f"{label}: {_medium_text(value)}"] if isinstance(value, Media) else _layout(_plain(value), f"{label}: ")


def _layout(value: Any, head: str = "", indent: str = "") -> list[str]:
    """Write JSON: what fits on one line stands on one, and what does not is opened."""
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
    """Give JSON with its media and long texts in a few words."""
    if is_object(value):
        if "$media" in value:
            return f"<{value['$media']}>"
        return {name: _plain(each) for name, each in value.items()}
    if is_list(value):
        return [_plain(each) for each in value]
    return _shortened(value, LONGEST_TEXT) if isinstance(value, str) else value


def _built(value: Any) -> Any:
    """Give a result as JSON, without the fields that nothing was given for."""
    if is_object(value):
        return {name: _built(each) for name, each in value.items() if each is not None}
    if is_list(value):
        return [_built(each) for each in value]
    return value


def _medium_text(value: Any) -> str:
    if not isinstance(value, Media):
        raise NotImplementedError
    size = f"{len(value.data)} bytes" if value.is_downloaded else "not fetched"
    return f"<{value.media_type}, {size}{f', from {value.url}' if value.url else ''}>"


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}... ({len(text)} characters)"


def _with_media(value: Any) -> Any:
    """Give an argument of an example with real media in the places of those that it names."""
    if is_object(value):
        if "$media" in value:
            return results.medium(value["$media"])
        return {name: _with_media(each) for name, each in value.items()}
    return [_with_media(each) for each in value] if is_list(value) else value


def main(arguments: list[str], specs: Path) -> int:
    """Run the command; 2 says that there is nothing to show."""
    parser = argparse.ArgumentParser(
        prog="explain", description="Show what a mapping sends, and what the samples become, without network."
    )
    parser.add_argument("file", type=Path, help="the provider's file")
    parser.add_argument("task", nargs="?", help="one of its tasks; all if left out")
    parser.add_argument("values", nargs="*", metavar="name=value", help="arguments of the call, in JSON or as text")
    options = parser.parse_args(arguments)
    try:
        for line in explain(options.file, options.task, options.values, specs):
            print(line)
    except BrokenPipeError:  # whoever read it has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (SpecError, UsageError) as error:
        print(error if isinstance(error, SpecError) else f"explain: {error}", file=sys.stderr)
        return 2
    return 0

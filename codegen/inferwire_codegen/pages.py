"""What the pages of the documentation show: joined from everything that is printed; templates only lay it out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from inferwire_codegen.ir import Prose
from inferwire_codegen.names import camel
from inferwire_codegen.snippets import ExampleCall, curl_lines
from inferwire_codegen.type_pages import reachable, read_types
from inferwire_runtime.shapes import is_object

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from inferwire_codegen.ir import Api, Provider, ProviderTask, Task, TypePage
    from inferwire_codegen.render import SourceFile

ENDPOINT = "https://{task}.eu-west-1.aws.endpoints.huggingface.cloud"  # where examples call a server by its URL
KINDS = {"text": "Text and tables", "image": "Images", "audio": "Audio", "video": "Video"}


class Example(Struct, frozen=True, kw_only=True):
    """An example of a call, for every language that it is shown in.

    Attributes:
        task: What is called.
        form: How its answer is shown: ``medium``, ``part``, ``each`` or ``whole``.
        variable: What its answer is called.
        client: Arguments of the client.
        options: What the call says beside the task's own arguments.
        curl: The same as a command line.
    """

    task: Task
    form: str
    variable: str
    client: tuple[str, ...]
    options: tuple[str, ...]
    curl: Prose

    @property
    def arguments(self) -> str:
        """All arguments of the call."""
        return ", ".join([*(argument.text for argument in self.task.example_arguments), *self.options])

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files that the example reads."""
        return tuple(argument.file for argument in self.task.example_arguments if argument.file)

    @property
    def generic_arguments(self) -> str:
        """All arguments of the generic call that does the same."""
        given = json.loads(self.task.example_call)
        values = {name: _without_files(value) for name, value in given.items() if value not in (None, {})}
        told = [f"{name}={value!r}" for name, value in values.items()]
        return ", ".join([repr(self.task.name), *told, *self.options])

    @property
    def shown(self) -> str:
        """What is printed of the answer."""
        return f"{self.variable}.{self.task.example_shows}" if self.form == "part" else self.variable


class ServedLine(Struct, frozen=True, kw_only=True):
    """A task at a provider: a line of a table, and what is special about it.

    Attributes:
        remarks: What tells it from others, in a few words.
        notes: All that a caller should know.
    """

    task: str
    provider: str
    title: Prose
    calls: str
    paths: tuple[Prose, ...]
    is_job: bool
    remarks: Prose
    notes: tuple[Prose, ...]


class Notes(Struct, frozen=True, kw_only=True):
    """What is to be said of tasks of a provider that are alike."""

    tasks: tuple[str, ...]
    notes: tuple[Prose, ...]


class TaskPage(Struct, frozen=True, kw_only=True):
    """The page of one task.

    Attributes:
        example_provider: Whom the command line of the example calls.
        result_alias: Name of the type of a provider's whole answer, where it is no class; empty where it is one.
        result_definition: What that stands for.
    """

    task: Task
    result_alias: str
    result_definition: str
    example: Example | None
    example_provider: str | None
    lines: tuple[ServedLine, ...]
    answers: tuple[TypePage, ...]
    sent: tuple[TypePage, ...]

    @property
    def types(self) -> tuple[TypePage, ...]:
        """All types that it tells of."""
        return (*self.answers, *self.sent)


class ProviderPage(Struct, frozen=True, kw_only=True):
    """The page of one provider."""

    provider: Provider
    lines: tuple[ServedLine, ...]
    example: Example | None

    @property
    def has_jobs(self) -> bool:
        """Whether one of its tasks is a long job."""
        return any(line.is_job for line in self.lines)

    @property
    def special(self) -> tuple[Notes, ...]:
        """What is to be said of its tasks, those that are alike together."""
        alike: dict[tuple[Prose, ...], list[str]] = {}
        for line in self.lines:
            if line.notes:
                alike.setdefault(line.notes, []).append(line.task)
        return tuple(Notes(tasks=tuple(tasks), notes=notes) for notes, tasks in alike.items())


class TaskGroup(Struct, frozen=True, kw_only=True):
    """Tasks of one kind."""

    title: str
    pages: tuple[TaskPage, ...]


class Pages(Struct, frozen=True, kw_only=True):
    """All pages that the specs give."""

    api: Api
    groups: tuple[TaskGroup, ...]
    providers: tuple[ProviderPage, ...]

    @property
    def tasks(self) -> tuple[TaskPage, ...]:
        """The pages of all tasks."""
        return tuple(page for group in self.groups for page in group.pages)


def build_pages(api: Api, files: tuple[SourceFile, ...]) -> Pages:
    """Join what the pages show.

    Args:
        api: Everything that is printed.
        files: The printed package, which makes the command lines.

    Raises:
        RuntimeError: The package cannot make the call of an example.
    """
    providers = {provider.name: provider for provider in api.providers}
    types = read_types(api.types)
    mappings = {(item.provider, item.task): item for item in api.provider_tasks}
    calls = {task.name: call for task in api.tasks if (call := _example_call(task, api)) is not None}
    direct = {provider.name: call for provider in api.providers if (call := _direct_call(provider, api)) is not None}
    curls = curl_lines(files, [*calls.values(), *direct.values()])
    told = dict(
        zip([*map("tasks/{}".format, calls), *map("providers/{}".format, direct)], map(Prose, curls), strict=True)
    )
    tasks = {task.name: task for task in api.tasks}
    pages = [
        TaskPage(
            task=task,
            result_alias=root if (root := f"{camel(task.name)}Output") in types and types[root].alias else "",
            result_definition=types[root].alias if root in types else "",
            example=(_shown(calls[task.name], task, types, told[f"tasks/{task.name}"]) if task.name in calls else None),
            example_provider=calls[task.name].provider if task.name in calls else None,
            lines=tuple(
                _line(mappings[served.provider, task.name], providers[served.provider])
                for served in task.serving
                if served.provider in task.named_providers
            ),
            answers=reachable(f"{task.returns} {task.stream_item or ''}", types),
            sent=reachable(" ".join(argument.annotation for argument in task.arguments), types),
        )
        for task in api.tasks
    ]
    return Pages(
        api=api,
        groups=tuple(
            TaskGroup(title=title, pages=tuple(page for page in pages if page.task.kind == kind))
            for kind, title in KINDS.items()
            if any(page.task.kind == kind for page in pages)
        ),
        providers=tuple(
            ProviderPage(
                provider=provider,
                lines=tuple(_line(mappings[provider.name, task], provider) for task in provider.tasks),
                example=(
                    _shown(
                        direct[provider.name],
                        tasks[direct[provider.name].task],
                        types,
                        told[f"providers/{provider.name}"],
                    )
                    if provider.name in direct
                    else None
                ),
            )
            for provider in api.providers
            if provider.kind in ("provider", "client-side")
        ),
    )


def _example_call(task: Task, api: Api) -> ExampleCall | None:
    """Give the call of a task's page: routed to whom the Hub names first, else direct, else to a server."""
    if not task.example_arguments:
        return None
    if task.is_endpoint_only:
        return ExampleCall(task=task.name, call=str(task.example_call), endpoint=ENDPOINT.format(task=task.name))
    if not task.example_model:
        return None
    named = [provider for provider in api.providers if provider.name in task.named_providers]
    routed = [provider for provider in named if provider.kind == "provider" and provider.lifecycle == "active"]
    if not routed:
        return next((_call_of(provider, task, api) for provider in named), None)
    first = min(routed, key=lambda provider: (provider.needs_key, provider.name))
    return structs.replace(_call_of(first, task, api), model=str(task.example_model), is_direct=False)


def _direct_call(provider: Provider, api: Api) -> ExampleCall | None:
    """Give the call of a provider's page: a direct one, with its own key, of the task that needs least around it."""
    if provider.kind not in ("provider", "client-side") or not provider.variables:
        return None
    served = [task for task in api.tasks if task.name in provider.tasks and task.example_arguments]
    task = min(served, key=lambda task: (not task.stream_item, len(task.media), not task.is_media), default=None)
    return _call_of(provider, task, api) if task is not None and task.example_model else None


def _call_of(provider: Provider, task: Task, api: Api) -> ExampleCall:
    """Give the call of a task's example at a provider, with its own key."""
    own = f"{provider.name}/" if provider.kind == "client-side" else ""
    return ExampleCall(
        task=task.name,
        call=str(task.example_call),
        model=own + task.example_model,
        provider=provider.name,
        provider_model=_own_model(provider.name, task, api),
        hub_task=dict(api.hub_tasks).get(task.name, task.name),
        is_direct=True,
    )


def _own_model(provider: str, task: Task, api: Api) -> str:
    """Give the provider's name of a model, where it has one only."""
    return next((str(each.model) for each in api.samples if (each.provider, each.task) == (provider, task.name)), "")


def _shown(call: ExampleCall, task: Task, types: Mapping[str, TypePage], curl: Prose) -> Example:
    """Give a call as an example."""
    client = [f"provider={json.dumps(call.provider)}"] if call.is_direct else []
    client += [f"base_url={json.dumps(call.endpoint)}"] if call.endpoint else []
    options = [f"model={json.dumps(call.model)}"] if call.model else []
    return _example(task, types, tuple(client), tuple(options), curl)


def _example(
    task: Task, types: Mapping[str, TypePage], client: tuple[str, ...], options: tuple[str, ...], curl: Prose
) -> Example:
    is_each = task.result.removeprefix("list[").removesuffix("]") in types and task.result.startswith("list[")
    form = "medium" if task.is_media else "part" if task.example_shows else "each" if is_each else "whole"
    variable = task.kind if task.is_media else "answers" if is_each else "answer"
    return Example(task=task, form=form, variable=variable, client=client, options=options, curl=curl)


def _line(item: ProviderTask, provider: Provider) -> ServedLine:
    poll = item.shapes[0].poll
    short = ["streams"] if item.has_stream else []
    short += ["a long job"] if poll is not None else []
    short += [f"gives {_either(item.output_types)}"] if item.is_media and item.output_types else []
    return ServedLine(
        task=item.task,
        provider=item.provider,
        title=item.title,
        calls=provider.calls,
        paths=item.shapes[0].paths,
        is_job=poll is not None,
        remarks=Prose(", ".join(short)),
        notes=tuple(map(Prose, _notes(item))),
    )


def _notes(item: ProviderTask) -> list[str]:
    """Say what a caller of a task at a provider should know."""
    shape = item.shapes[0]
    notes = ["Streams."] if item.has_stream else []
    if shape.poll is not None:
        told = "Can be cancelled there." if shape.poll.cancel_code else "Cannot be cancelled there."
        notes.append(f"A long job: ordered, then asked for every {shape.poll.every:g} s until it is done. {told}")
    if item.is_media and item.output_types:
        notes.append(f"`output_type` is {_either(item.output_types)}.")
    if shape.media_types:
        notes.append(f"Takes {_either([name for name, _ in shape.media_types], code=False)}.")
    if shape.file_code:
        notes.append("The answer can name a file, which is fetched.")
    notes += [f"`{name}` is sent as `{new}`." for name, new in item.renames]
    if item.fallback_statuses:
        statuses = _either([str(status) for status in item.fallback_statuses], code=False)
        notes.append(f"After a {statuses} the older interface is tried.")
    notes += [f"Refused before anything is sent: {refusal.reason}." for refusal in shape.refusals]
    return notes


def _without_files(value: Any) -> Any:
    """Give a value with the names of the files in it."""
    if not is_object(value):
        return value
    return value["$file"] if "$file" in value else {name: _without_files(each) for name, each in value.items()}


def _either(names: Sequence[str], *, code: bool = True) -> str:
    """List names, with "or" before the last."""
    told = [f"`{name}`" if code else name for name in names]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}"

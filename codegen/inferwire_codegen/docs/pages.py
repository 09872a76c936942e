"""The contents of the documentation pages, collected from the compiled specs; templates only format them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from inferwire_codegen.compile.examples import FILE_KEY
from inferwire_codegen.docs.curl import CurlCall, curl_lines
from inferwire_codegen.docs.type_pages import reachable, read_types
from inferwire_codegen.ir import Prose, join_choices
from inferwire_codegen.spec.naming import camel
from inferwire_runtime.jsontypes import is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferwire_codegen.ir import Api, Provider, ProviderTask, Task, TypePage
    from inferwire_codegen.render.render import SourceFile

ENDPOINT = "https://{task}.eu-west-1.aws.endpoints.huggingface.cloud"  # a server's URL in examples
KINDS = {"text": "Text and tables", "image": "Images", "audio": "Audio", "video": "Video"}


class CallExample(Struct, frozen=True, kw_only=True):
    """An example of a call, for all the forms in which the pages show it.

    Attributes:
        task: The task that is called.
        form: How the result is shown: ``file``, ``part``, ``each`` or ``whole``.
        variable: The variable for the result.
        client: Arguments of the client.
        options: Arguments of the call that do not belong to the task.
        curl: The call as a ``curl`` command.
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
        """All arguments of the equivalent generic call."""
        arguments = json.loads(self.task.example_call)
        values = {name: _without_files(value) for name, value in arguments.items() if value not in (None, {})}
        keywords = [f"{name}={value!r}" for name, value in values.items()]
        return ", ".join([repr(self.task.name), *keywords, *self.options])

    @property
    def shown(self) -> str:
        """The part of the result that is printed."""
        return f"{self.variable}.{self.task.example_shows}" if self.form == "part" else self.variable


class MappingRow(Struct, frozen=True, kw_only=True):
    """A task at a provider: a row of a table, with its remarks and notes.

    Attributes:
        remarks: Unusual features, in a few words.
        notes: Full sentences for callers.
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
    """Notes that apply to several tasks of a provider."""

    tasks: tuple[str, ...]
    notes: tuple[Prose, ...]


class TaskPage(Struct, frozen=True, kw_only=True):
    """The page of one task.

    Attributes:
        example_provider: The provider that the example's command line calls.
        result_alias: Name of the type of a provider's whole response if that type is an alias, else empty.
        result_definition: The definition of that alias.
    """

    task: Task
    result_alias: str
    result_definition: str
    example: CallExample | None
    example_provider: str | None
    lines: tuple[MappingRow, ...]
    results: tuple[TypePage, ...]
    sent: tuple[TypePage, ...]

    @property
    def types(self) -> tuple[TypePage, ...]:
        """All types that the page documents."""
        return (*self.results, *self.sent)


class ProviderPage(Struct, frozen=True, kw_only=True):
    """The page of one provider."""

    provider: Provider
    lines: tuple[MappingRow, ...]
    example: CallExample | None

    @property
    def has_jobs(self) -> bool:
        """Whether any of the provider's tasks is a long-running job."""
        return any(line.is_job for line in self.lines)

    @property
    def special(self) -> tuple[Notes, ...]:
        """Notes on the provider's tasks; tasks with identical notes are grouped."""
        alike: dict[tuple[Prose, ...], list[str]] = {}
        for line in self.lines:
            if line.notes:
                alike.setdefault(line.notes, []).append(line.task)
        return tuple(Notes(tasks=tuple(tasks), notes=notes) for notes, tasks in alike.items())


class TaskGroup(Struct, frozen=True, kw_only=True):
    """The tasks of one kind."""

    title: str
    pages: tuple[TaskPage, ...]


class Pages(Struct, frozen=True, kw_only=True):
    """All pages that are generated from the specs."""

    api: Api
    groups: tuple[TaskGroup, ...]
    providers: tuple[ProviderPage, ...]

    @property
    def tasks(self) -> tuple[TaskPage, ...]:
        """The pages of all tasks."""
        return tuple(page for group in self.groups for page in group.pages)


def build_pages(api: Api, files: tuple[SourceFile, ...]) -> Pages:
    """Collect the contents of the pages.

    Args:
        api: The intermediate representation.
        files: The generated package, which builds the ``curl`` commands.

    Raises:
        RuntimeError: If the package cannot make the call of an example.
    """
    providers = {provider.name: provider for provider in api.providers}
    types = read_types(api.types)
    mappings = {(item.provider, item.task): item for item in api.provider_tasks}
    calls = {task.name: call for task in api.tasks if (call := _example_call(task, api)) is not None}
    direct = {provider.name: call for provider in api.providers if (call := _direct_call(provider, api)) is not None}
    curls = curl_lines(files, [*calls.values(), *direct.values()])
    commands = dict(
        zip([*map("tasks/{}".format, calls), *map("providers/{}".format, direct)], map(Prose, curls), strict=True)
    )
    tasks = {task.name: task for task in api.tasks}
    pages = [
        TaskPage(
            task=task,
            result_alias=root if (root := f"{camel(task.name)}Output") in types and types[root].alias else "",
            result_definition=types[root].alias if root in types else "",
            example=(
                _shown(calls[task.name], task, types, commands[f"tasks/{task.name}"]) if task.name in calls else None
            ),
            example_provider=calls[task.name].provider if task.name in calls else None,
            lines=tuple(
                _line(mappings[served.provider, task.name], providers[served.provider])
                for served in task.providers
                if served.provider in task.named_providers
            ),
            results=reachable(f"{task.returns} {task.stream_item or ''}", types),
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
                        commands[f"providers/{provider.name}"],
                    )
                    if provider.name in direct
                    else None
                ),
            )
            for provider in api.providers
            if provider.kind in ("provider", "client-side")
        ),
    )


def _example_call(task: Task, api: Api) -> CurlCall | None:
    """Return the call for a task's page: routed if possible, else direct, or to an endpoint."""
    if not task.example_arguments:
        return None
    if task.is_endpoint_only:
        return CurlCall(task=task.name, call=str(task.example_call), endpoint=ENDPOINT.format(task=task.name))
    if not task.example_model:
        return None
    named = [provider for provider in api.providers if provider.name in task.named_providers]
    routed = [provider for provider in named if provider.kind == "provider" and provider.lifecycle == "active"]
    if not routed:
        return next((_call_of(provider, task, api) for provider in named), None)
    first = min(routed, key=lambda provider: (provider.needs_key, provider.name))
    return structs.replace(_call_of(first, task, api), model=str(task.example_model), is_direct=False)


def _direct_call(provider: Provider, api: Api) -> CurlCall | None:
    """Return the direct call for a provider's page, using the task that needs the least surrounding code."""
    if provider.kind not in ("provider", "client-side") or not provider.variables:
        return None
    served = [task for task in api.tasks if task.name in provider.tasks and task.example_arguments]
    task = min(served, key=lambda task: (not task.stream_item, len(task.media), not task.is_media), default=None)
    return _call_of(provider, task, api) if task is not None and task.example_model else None


def _call_of(provider: Provider, task: Task, api: Api) -> CurlCall:
    """Return the call of a task's example at a provider, with the provider's own key."""
    own = f"{provider.name}/" if provider.kind == "client-side" else ""
    return CurlCall(
        task=task.name,
        call=str(task.example_call),
        model=own + task.example_model,
        provider=provider.name,
        provider_model=_own_model(provider.name, task, api),
        hub_task=dict(api.hub_tasks).get(task.name, task.name),
        is_direct=True,
        account=provider.example_account,
    )


def _own_model(provider: str, task: Task, api: Api) -> str:
    """Return the provider's own name for the example model, or an empty string."""
    return next((str(each.model) for each in api.samples if (each.provider, each.task) == (provider, task.name)), "")


def _shown(call: CurlCall, task: Task, types: Mapping[str, TypePage], curl: Prose) -> CallExample:
    """Return the example that shows a call."""
    client = [f"provider={json.dumps(call.provider)}"] if call.is_direct else []
    client += [f"base_url={json.dumps(call.endpoint)}"] if call.endpoint else []
    options = [f"model={json.dumps(call.model)}"] if call.model else []
    return _example(task, types, tuple(client), tuple(options), curl)


def _example(
    task: Task, types: Mapping[str, TypePage], client: tuple[str, ...], options: tuple[str, ...], curl: Prose
) -> CallExample:
    is_each = task.result.removeprefix("list[").removesuffix("]") in types and task.result.startswith("list[")
    form = "file" if task.is_media else "part" if task.example_shows else "each" if is_each else "whole"
    variable = task.kind if task.is_media else "results" if is_each else "result"
    return CallExample(task=task, form=form, variable=variable, client=client, options=options, curl=curl)


def _line(item: ProviderTask, provider: Provider) -> MappingRow:
    poll = item.interfaces[0].poll
    short = ["streams"] if item.has_stream else []
    short += ["long-running job"] if poll is not None else []
    short += [f"returns {join_choices(item.output_types)}"] if item.is_media and item.output_types else []
    return MappingRow(
        task=item.task,
        provider=item.provider,
        title=item.title,
        calls=provider.calls,
        paths=item.interfaces[0].paths,
        is_job=poll is not None,
        remarks=Prose(", ".join(short)),
        notes=item.notes,
    )


def _without_files(value: Any) -> Any:
    """Return a value with its files replaced by file names."""
    if not is_object(value):
        return value
    return value[FILE_KEY] if FILE_KEY in value else {name: _without_files(each) for name, each in value.items()}

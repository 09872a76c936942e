# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Runs over many rows: what `InferenceClient.map` starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from inferwire.journal import find_result_type
from inferwire.providers import REGISTRY
from inferwire.tasks.custom import find_task
from inferwire_bulk.batches import (
    AsyncBatch,
    Batch,
    BatchBase,
    BatchPaths,
    Lines,
    Ticket,
    make_send_request,
    parse_response,
)
from inferwire_bulk.progress import make_progress
from inferwire_bulk.rows import RowReader, check_rows, iterate
from inferwire_bulk.runs import AsyncBulkRun, BulkRun, Plan
from inferwire_bulk.tasks import find_method, identify, make_async_call, make_job_call, make_threaded_call
from inferwire_runtime.client import has_own_http, run_task, to_async, to_requests
from inferwire_runtime.errors import InputError
from inferwire_runtime.options import CallOptions
from inferwire_runtime.providers import Handler, Task

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from inferwire.client import AsyncInferenceClient, InferenceClient
    from inferwire_runtime.policy import RetryEvent

    Note = Callable[[RetryEvent], None]
    Call = Callable[..., Awaitable[Any]]

BATCH_OPTIONS = frozenset(CallOptions.__annotations__) | {"model", "provider"}

B = TypeVar("B", bound=BatchBase[Any])
C = TypeVar("C", "InferenceClient", "AsyncInferenceClient")

TAKES_LISTS: frozenset[str] = frozenset(
    [
        "feature_extraction",
        "fill_mask",
        "summarization",
        "text_classification",
        "token_classification",
        "translation",
        "zero_shot_classification",
    ]
)
"""Methods whose first argument may be a list, with a result for each item."""
RETURNS_MEDIA: frozenset[str] = frozenset(
    [
        "image_text_to_image",
        "image_text_to_video",
        "image_to_image",
        "image_to_video",
        "text_to_audio",
        "text_to_image",
        "text_to_speech",
        "text_to_video",
    ]
)
"""Methods whose results are media files."""
JOBS: frozenset[str] = frozenset(
    [
        "audio_to_audio",
        "automatic_speech_recognition",
        "image_segmentation",
        "image_text_to_image",
        "image_text_to_video",
        "image_to_image",
        "image_to_video",
        "text_to_audio",
        "text_to_image",
        "text_to_speech",
        "text_to_video",
    ]
)
"""Methods of tasks that providers run as jobs: a journal keeps their tickets, so that no job is submitted twice."""


def start(
    client: InferenceClient, task: object, rows: Any, options: Mapping[str, Any], *, progress: Any, **settings: Any
) -> BulkRun[Any]:
    """Start a run of a blocking client: see `InferenceClient.map`."""
    from inferwire.client import AsyncInferenceClient  # imports this module

    method = find_method(client, task)

    def make_call(note: Note) -> Call:
        if has_own_http(client):
            return make_threaded_call(client, method, options, note)
        return make_async_call(to_async(client, AsyncInferenceClient), method, options, note)

    def make_jobs(note: Callable[[str], None]) -> Call:
        return make_job_call(to_async(client, AsyncInferenceClient), method, options, note)

    job_call = None if has_own_http(client) or method not in JOBS else make_jobs
    return BulkRun(_plan(client, method, rows, options, make_call, job_call, progress, settings))


def start_async(
    client: AsyncInferenceClient, task: object, rows: Any, options: Mapping[str, Any], *, progress: Any, **settings: Any
) -> AsyncBulkRun[Any]:
    """Start a run of an asynchronous client: see `AsyncInferenceClient.map`."""
    method = find_method(client, task)

    def make_call(note: Note) -> Call:
        return make_async_call(client, method, options, note)

    def make_jobs(note: Callable[[str], None]) -> Call:
        return make_job_call(client, method, options, note)

    job_call = make_jobs if method in JOBS else None
    return AsyncBulkRun(_plan(client, method, rows, options, make_call, job_call, progress, settings))


def _plan(
    client: InferenceClient | AsyncInferenceClient,
    method: str,
    rows: Any,
    options: Mapping[str, Any],
    make_call: Callable[[Note], Call],
    job_call: Callable[[Callable[[str], None]], Call] | None,
    progress: Any,
    settings: dict[str, Any],
) -> Plan:
    return Plan(
        method=method,
        rows=rows,
        make_call=make_call,
        make_job_call=job_call,
        identity=identify(client, options),
        find_result_type=find_result_type,
        takes_lists=method in TAKES_LISTS,
        returns_media=method in RETURNS_MEDIA,
        on_progress=make_progress(progress, method),
        **settings,
    )


class _BatchTask(Task[Any], frozen=True, kw_only=True):
    """The requests of batches, to the provider that a task's calls go to."""

    paths: BatchPaths

    def handler(self, provider: str) -> Handler[Any]:
        """Return the handler of all providers."""
        return Handler(send_request=make_send_request(self.paths), parse_response=parse_response)


def start_batch(
    client: InferenceClient, task: object, rows: Any, options: Mapping[str, Any], **settings: Any
) -> Batch[Any]:
    """Submit a batch, or find one again: see `InferenceClient.batch`."""
    if (ticket := _find_ticket(task, rows, settings)) is not None:
        return _batch(Batch[Any], _client_of(client, ticket), ticket)
    method, reader, lines = _begin_batch(client, task, rows, options, settings)
    requests = getattr(to_requests(client), method)
    for value in iterate(rows):
        row = reader.read(value)
        if row.error is not None:
            raise row.error
        lines.add(row, requests(*row.args, **options, **row.kwargs))
    own = _with_model(client, options)
    return _batch(Batch[Any], own, _ticket_of(own, method)).submit(lines)


async def start_async_batch(
    client: AsyncInferenceClient, task: object, rows: Any, options: Mapping[str, Any], **settings: Any
) -> AsyncBatch[Any]:
    """Submit a batch, or find one again: see `AsyncInferenceClient.batch`."""
    if (ticket := _find_ticket(task, rows, settings)) is not None:
        return _batch(AsyncBatch[Any], _client_of(client, ticket), ticket)
    method, reader, lines = _begin_batch(client, task, rows, options, settings)
    requests = getattr(to_requests(client), method)
    for value in iterate(rows):
        row = reader.read(value)
        if row.error is not None:
            raise row.error
        lines.add(row, await requests(*row.args, **options, **row.kwargs))
    own = _with_model(client, options)
    return await _batch(AsyncBatch[Any], own, _ticket_of(own, method)).submit(lines)


def _find_ticket(task: object, rows: Any, settings: Mapping[str, Any]) -> Ticket | None:
    text = settings["ticket"]
    if (text is None) == (task is None or rows is None):
        raise InputError("pass either a task and rows, to submit a batch, or ticket=, to find one again")
    return None if text is None else Ticket.decode(text)


def _begin_batch(
    client: Any, task: object, rows: Any, options: Mapping[str, Any], settings: Mapping[str, Any]
) -> tuple[str, RowReader, Lines]:
    method = find_method(client, task)
    check_rows(rows, is_async=False)
    _paths_of(_with_model(client, options), method.replace("_", "-"))
    return method, RowReader(settings["column"], settings["key"], b""), Lines()


def _with_model(client: C, options: Mapping[str, Any]) -> C:
    return client.with_options(**{name: value for name, value in options.items() if name in BATCH_OPTIONS})


def _ticket_of(client: Any, method: str) -> Ticket:
    url = client.base_url
    return Ticket(
        batch="",
        task=method.replace("_", "-"),
        provider=client.provider,
        base_url=url,
        model=None if client.model == url else client.model,
    )


def _client_of(client: C, ticket: Ticket) -> C:
    if ticket.base_url is not None:
        return client.with_options(model=ticket.model, base_url=ticket.base_url)
    return client.with_options(model=ticket.model, provider=ticket.provider)


def _paths_of(client: Any, task: str) -> BatchPaths:
    provider = REGISTRY.providers["endpoint" if client.base_url is not None else client.provider]
    if provider.batches is None or task not in provider.batch_tasks:
        able = [each.title for each in REGISTRY.providers.values() if task in each.batch_tasks]
        remedy = f"those of {', '.join(able)} do" if able else "call it by client.map"
        raise InputError(f"batches of {provider.title} do not hold calls of {task}; {remedy}")
    return BatchPaths(*provider.batches)


def _batch(kind: type[B], client: Any, ticket: Ticket) -> B:
    task = find_task(ticket.task)
    sender = _BatchTask(name=task.name, registry=REGISTRY, handlers={}, paths=_paths_of(client, ticket.task))
    provider = "endpoint" if client.base_url is not None else client.provider
    return kind(
        lambda operation, value: run_task(client, sender, (operation, value), {}),
        task.handler(provider).parse_response,
        ticket,
    )

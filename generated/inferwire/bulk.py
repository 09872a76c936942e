# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Runs over many rows: what `InferenceClient.map` starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire.journal import find_result_type
from inferwire_bulk.progress import make_progress
from inferwire_bulk.runs import AsyncBulkRun, BulkRun, Plan
from inferwire_bulk.tasks import find_method, identify, make_async_call, make_threaded_call
from inferwire_runtime.client import has_own_http, to_async

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from inferwire.client import AsyncInferenceClient, InferenceClient
    from inferwire_runtime.policy import RetryEvent

    Note = Callable[[RetryEvent], None]
    Call = Callable[..., Awaitable[Any]]

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

    return BulkRun(_plan(client, method, rows, options, make_call, progress, settings))


def start_async(
    client: AsyncInferenceClient, task: object, rows: Any, options: Mapping[str, Any], *, progress: Any, **settings: Any
) -> AsyncBulkRun[Any]:
    """Start a run of an asynchronous client: see `AsyncInferenceClient.map`."""
    method = find_method(client, task)

    def make_call(note: Note) -> Call:
        return make_async_call(client, method, options, note)

    return AsyncBulkRun(_plan(client, method, rows, options, make_call, progress, settings))


def _plan(
    client: InferenceClient | AsyncInferenceClient,
    method: str,
    rows: Any,
    options: Mapping[str, Any],
    make_call: Callable[[Note], Call],
    progress: Any,
    settings: dict[str, Any],
) -> Plan:
    return Plan(
        method=method,
        rows=rows,
        make_call=make_call,
        identity=identify(client, options),
        find_result_type=find_result_type,
        takes_lists=method in TAKES_LISTS,
        returns_media=method in RETURNS_MEDIA,
        on_progress=make_progress(progress, method),
        **settings,
    )

"""Load the samples of all providers, which are generated from the specs into ``data/samples.json``."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import msgspec
from msgspec import Struct

from inferwire_emulator.client_imports import REGISTRY, Json, Registry


class StepSample(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request before a call: its path, its base URL if not that of the call, and the response."""

    path: str
    base_url: str = ""
    response: Json


class Sample(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The responses of a provider to calls of a task.

    In responses and events, ``{"$media": type}`` stands for a media file: as base64 inside JSON, or as the body itself
    if it is the whole response. ``{"$text": type}`` always stands for base64, and ``{job}`` in a string for the job ID.

    Attributes:
        provider: Name of the provider on the Hub; ``endpoint`` for dedicated endpoints, ``auto`` for the router.
        task: ID of the task on the Hub; ``custom`` for calls without a task.
        base_url: Base URL for direct calls; if empty, the base URL of the provider.
        routed_query: Query that requests through the router must have.
        paths: Paths below the base URL; ``{model}`` matches any model ID, including its slashes.
        input_fields: Body fields that contain the task's input; every call must have at least one.
        responses: Responses to choose from; the header ``x-emulator-sample`` selects one other than the first.
        pending_responses: Responses of a long job before its result: to the submission, then to each poll.
        status_path: Path for polling the job, with ``{job}``.
        result_path: Path of the job's result; empty if the last poll returns it.
        cancel_path: Path that cancels the job, with ``{job}``; empty if the provider cannot.
        cancel_method: HTTP method that cancels the job.
        cancelled_status: Status of a job that was cancelled.
        is_polled_without_key: Whether polls must not contain a key.
        is_polled_by_post: Whether polls are POST requests, with the ID of the job in their path or body.
        needs_key_for_files: Whether files at the provider's own host may be downloaded with the key.
        takes_lists: Whether the input may be a list; the response then has one item for each input.
        method: HTTP method of calls.
        steps: Requests before a call.
        text_type: Media type of a body that is text; empty for other bodies.
        model: The only model that the provider has for this task; empty if it serves any model.
        events: Events of a stream; empty if the task does not stream.
        stream_path: Path below the base URL of requests for streams, if it is not one of ``paths``.
        sends_lines: Whether each event of a stream is a line of JSON, instead of server-sent events.
        done_sentinel: Data of the event that ends the stream; empty if there is no such event.
    """

    provider: str
    task: str
    base_url: str = ""
    routed_query: str = ""
    paths: tuple[str, ...]
    input_fields: tuple[str, ...] = ()
    responses: tuple[Json, ...]
    pending_responses: tuple[Json, ...] = ()
    status_path: str = ""
    result_path: str = ""
    cancel_path: str = ""
    cancel_method: str = ""
    cancelled_status: str = ""
    is_polled_without_key: bool = False
    is_polled_by_post: bool = False
    needs_key_for_files: bool = False
    takes_lists: bool = False
    method: str = "POST"
    steps: tuple[StepSample, ...] = ()
    text_type: str = ""
    model: str = ""
    events: tuple[Json, ...] = ()
    stream_path: str = ""
    sends_lines: bool = False
    done_sentinel: str = ""


class SampleFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of ``data/samples.json``.

    Attributes:
        samples: Samples of all providers and tasks.
        example_arguments: Example arguments for each task; ``{"$media": type}`` stands for a media file.
        example_models: Task of each model that the documentation mentions.
    """

    samples: tuple[Sample, ...]
    example_arguments: dict[str, dict[str, Json]]
    example_models: dict[str, str]


class Tables(Struct, frozen=True, kw_only=True):
    """The provider registry and the content of a `SampleFile`."""

    registry: Registry
    samples: tuple[Sample, ...]
    example_arguments: dict[str, dict[str, Json]] = {}
    example_models: dict[str, str] = {}


@lru_cache
def load_tables() -> Tables:
    """Load the registry and the samples of all providers. The result is cached."""
    data = (resources.files("inferwire_emulator") / "data" / "samples.json").read_bytes()
    content = msgspec.json.decode(data, type=SampleFile)
    return Tables(
        registry=REGISTRY,
        samples=content.samples,
        example_arguments=content.example_arguments,
        example_models=content.example_models,
    )

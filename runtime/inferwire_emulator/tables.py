"""The form of what the emulator knows; the tables themselves are generated."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, cast

from msgspec import Struct

if TYPE_CHECKING:
    from inferwire_runtime.routing import Registry


class Sample(Struct, frozen=True, kw_only=True):
    """How one provider answers for one task.

    Attributes:
        provider: Its name on the Hub; ``endpoint`` for servers that the caller names, ``auto`` for the router.
        task: Id on the Hub; ``custom`` for calls without a task.
        base_url: Where direct calls go; the provider's base URL if empty.
        routed_query: What the router must see in every query.
        paths: Paths below the base URL; ``{model}`` stands for any model, with its slashes.
        input_fields: Fields of the body that hold what the task works on: each call has one of them.
        replies: A JSON list of replies. An object ``{"$media": type}`` in one stands for a medium: base64 inside JSON,
            the body itself where it is the whole reply. ``{"$text": type}`` is a medium as a JSON text.
        before: A JSON list of the replies that come before it, where the task is a long job: to the order, and to each
            question but the last; ``{job}`` in them stands for the job's id.
        job_path: Path at which a job is asked for, with ``{job}``.
        is_open: Whether the job is asked for without a key.
        model: The provider's name of a model that does this; the caller's own if empty.
        result_path: Path of a job's result, where it is not in the last reply.
        stream: A JSON list of events; empty where there is no stream.
        done: Data of the event that ends the stream; empty where there is none.
    """

    provider: str
    task: str
    base_url: str = ""
    routed_query: str = ""
    paths: tuple[str, ...]
    input_fields: tuple[str, ...] = ()
    replies: str
    before: str = "[]"
    job_path: str = ""
    result_path: str = ""
    is_open: bool = False
    model: str = ""
    stream: str
    done: str


class Tables(Struct, frozen=True, kw_only=True):
    """Everything that the emulator knows.

    Attributes:
        examples: Arguments of a call of each task, as JSON; ``{"$media": type}`` stands for a medium.
        models: Models that examples name, with their tasks.
    """

    registry: Registry
    samples: tuple[Sample, ...]
    examples: dict[str, str] = {}
    models: dict[str, str] = {}


def load_tables() -> Tables:
    """Load the generated tables."""
    # By name: the generated package imports this one, and the arrow goes one way only.
    return cast("Tables", importlib.import_module("inferwire.emulator").TABLES)

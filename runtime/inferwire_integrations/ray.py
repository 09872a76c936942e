"""Ray Data: an actor for `Dataset.map_batches`, and a rate limit that all actors share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from inferwire_integrations.columns import columns_of, rows_of
from inferwire_runtime.errors import InputError, describe

if TYPE_CHECKING:
    from inferwire_bulk.rows import Column

NAMESPACE = "inferwire"
BURST_SECONDS = 1.0  # that the limit may be ahead, or catch up


class RayMapper:
    """A callable class for ``dataset.map_batches``: an asynchronous actor with one client.

    It adds a column with the values, and one with the errors, whose name ends in ``_error``. `map_batches_options`
    returns the arguments of ``map_batches`` for it: while one batch waits for its slowest row, the actor works on the
    next. Ray sends a batch again if its actor is lost, so its rows may be sent twice; a task whose calls are expensive
    jobs is better run with a journal.

    Args:
        task: A task such as ``"text-classification"``.
        column: The column with the first argument, a mapping of arguments to columns, or a function of the row.
        output: Name of the new column.
        client: Arguments of the client: ``{"bill_to": "my-team"}``. Keys belong in the environment of the workers.
        limiter: Name of a limit that `start_limiter` started, for all actors of the cluster.
        **options: Parameters and options of all calls, and those of `InferenceClient.map` such as ``concurrency``.
    """

    def __init__(
        self,
        task: str,
        *,
        column: Column,
        output: str = "output",
        client: Mapping[str, Any] | None = None,
        limiter: str | None = None,
        **options: Any,
    ) -> None:
        from inferwire import AsyncInferenceClient  # imports the tasks

        self.task = task
        self.column = column
        self.output = output
        self.options = options
        self.client = AsyncInferenceClient(**(client or {}))
        self.limiter: Any = None if limiter is None else _ray().get_actor(limiter, namespace=NAMESPACE)

    async def __call__(self, batch: Mapping[str, Sequence[Any]]) -> AsyncIterator[dict[str, Any]]:
        """Yield a batch with the new columns."""
        rows = rows_of(batch)
        if self.limiter is not None:
            await self._wait(len(rows))
        async with self.client.map(self.task, rows, column=self.column, **self.options) as run:
            results = [result async for result in run]
        yield {**batch, **columns_of(results, self.output)}

    async def _wait(self, count: int) -> None:
        """Wait until the shared limit has room for the rows of a batch."""
        wait = await self.limiter.reserve.remote(count)
        await asyncio.sleep(wait)


def map_batches_options(
    task: str, *, column: Column, actors: int = 1, batch_size: int = 64, batches_at_once: int = 4, **options: Any
) -> dict[str, Any]:
    """Return the arguments of ``dataset.map_batches(**...)`` that call a task for each row.

    Args:
        task: A task such as ``"text-classification"``.
        column: The column with the first argument, a mapping of arguments to columns, or a function of the row.
        actors: Number of actors, each with a client.
        batch_size: Rows of a batch.
        batches_at_once: Batches that an actor works on at once.
        **options: Further arguments of `RayMapper`.

    Raises:
        InputError: If a number is not positive.
    """
    for name, value in (("actors", actors), ("batch_size", batch_size), ("batches_at_once", batches_at_once)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise InputError(f"`{name}` must be an int ≥ 1, got {describe(value)}")
    _ray()
    data: Any = import_module("ray.data")
    return {
        "fn": RayMapper,
        "fn_constructor_args": (task,),
        "fn_constructor_kwargs": {"column": column, **options},
        "batch_size": batch_size,
        "compute": data.ActorPoolStrategy(
            size=actors,
            max_tasks_in_flight_per_actor=batches_at_once,
            max_concurrent_calls_per_actor=batches_at_once,
        ),
    }


class RateLimiter:
    """A rate limit for a cluster: reserves places in time, first in, first out.

    Args:
        requests_per_minute: Calls that may begin in a minute.
    """

    def __init__(self, requests_per_minute: float) -> None:
        self._interval = 60 / requests_per_minute
        self._next = time.monotonic()

    def reserve(self, count: int) -> float:
        """Reserve *count* calls, and return the seconds until the last one may begin."""
        now = time.monotonic()
        self._next = max(self._next, now - BURST_SECONDS) + count * self._interval
        return max(0.0, self._next - now)


def start_limiter(requests_per_minute: float, *, name: str = "limiter") -> str:
    """Start a rate limit as a named actor of the cluster, and return its name for `RayMapper`.

    It ends with the job that started it, if its handle is not kept elsewhere.

    Args:
        requests_per_minute: Calls that may begin in a minute, by all actors together.
        name: Name of the actor.

    Raises:
        InputError: If the number is not positive, or Ray is not installed.
    """
    if isinstance(requests_per_minute, bool) or not requests_per_minute > 0:
        raise InputError(f"`requests_per_minute` must be a positive number, got {describe(requests_per_minute)}")
    actor = (
        _ray()
        .remote(RateLimiter)
        .options(name=name, namespace=NAMESPACE, lifetime="detached", num_cpus=0, max_restarts=-1)
    )
    actor.remote(requests_per_minute)
    return name


def stop_limiter(name: str = "limiter") -> None:
    """End a rate limit that `start_limiter` started."""
    ray = _ray()
    ray.kill(ray.get_actor(name, namespace=NAMESPACE))


def _ray() -> Any:
    try:
        return import_module("ray")
    except ImportError as exc:
        raise InputError("this needs Ray; pip install 'ray[data]'") from exc

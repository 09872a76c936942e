"""Find the method of a client that a run calls, and make it callable on the engine's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import structs

from inferwire_bulk.engine import running_ticket
from inferwire_runtime.arguments import plain_text
from inferwire_runtime.errors import InputError, describe
from inferwire_runtime.options import CallOptions
from inferwire_runtime.urls import redact_url

if TYPE_CHECKING:
    from inferwire_runtime.client import AsyncClient, BaseClient, Client
    from inferwire_runtime.policy import Retry, RetryEvent

C = TypeVar("C", bound="BaseClient[Any]")

DECISIVE = frozenset({"extra_body", "extra_parameters", "extra_query"})
UNRELATED = frozenset(CallOptions.__annotations__) - DECISIVE
"""Options of a call that decide only how it is made: keys, time limits, retries."""
MAX_TICKET = 16 * 1024
THREADS = 64  # blocking calls at once, for a client with an HTTP client of the caller's
Call = Callable[..., Awaitable[Any]]


def find_method(client: BaseClient[Any], task: object) -> str:
    """Return the name of the client's method for a task.

    Args:
        client: The client.
        task: ID of a task, name of a method, or a method of the client.

    Raises:
        InputError: If the client has no such method.
    """
    if callable(task):
        owner, name = getattr(task, "__self__", None), getattr(task, "__name__", "")
        if not isinstance(owner, type(client)) or not name:
            text = "`task` must be a method of this client, or a task such as 'summarization'"
            raise InputError(f"{text}, got {task!r:.80}")
        return name
    if not isinstance(task, str):
        raise InputError(f"`task` must be a task such as 'summarization' or a method, got {describe(task)}")
    name = task.replace("-", "_")
    kind = type(client)
    known = sorted(each for each in dir(kind) if not each.startswith("_") and callable(getattr(kind, each)))
    if name not in known:
        from inferwire_runtime.providers import did_you_mean  # only for this message

        raise InputError(f"there is no task {plain_text(task)!r}{did_you_mean(plain_text(name), known)}")
    return name


def identify(client: BaseClient[Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what determines the results of a run: where its calls go, and the parameters. It contains no keys."""
    url = client.base_url
    where = {"provider": client.provider} if url is None else {"base_url": redact_url(url)}
    own = {name: value for name, value in options.items() if name not in UNRELATED}
    return {"model": None if client.model == url else client.model, **where, **own}


def with_retry_hook(client: C, options: Mapping[str, Any], note: Callable[[RetryEvent], None]) -> C:
    """Return a copy of a client that also reports its retries to *note*."""
    retry: Retry = client.with_options(retry=options.get("retry")).retry
    own = retry.on_retry

    def report(event: RetryEvent) -> Awaitable[None] | None:
        note(event)
        return None if own is None else own(event)

    return client.with_options(retry=structs.replace(retry, on_retry=report))


def make_async_call(
    client: AsyncClient, method: str, options: Mapping[str, Any], note: Callable[[RetryEvent], None]
) -> Call:
    """Return the method of an asynchronous client with its options."""
    hooked = with_retry_hook(client, options, note)
    rest = {name: value for name, value in options.items() if name != "retry"}
    bound: Call = getattr(hooked, method)
    return partial(bound, **rest) if rest else bound


def make_job_call(client: AsyncClient, method: str, options: Mapping[str, Any], note: Callable[[str], None]) -> Call:
    """Return a coroutine function that submits a job, reports its ticket, and waits for its result.

    If an earlier run has submitted the job of the row already, its result is waited for instead.
    """

    async def call(*args: Any, **kwargs: Any) -> Any:
        if (ticket := running_ticket()) is not None:
            return await client.job(ticket).result()
        handle = await client.submit(method, *args, **{**options, **kwargs})
        if len(handle.ticket) <= MAX_TICKET:  # else it holds a result that came at once
            note(handle.ticket)
        return await handle.result()

    return call


def make_threaded_call(
    client: Client, method: str, options: Mapping[str, Any], note: Callable[[RetryEvent], None]
) -> Call:
    """Return a coroutine function that calls the method of a blocking client in a thread."""
    loop = asyncio.get_running_loop()
    hooked = with_retry_hook(client, options, lambda event: _ignore(loop.call_soon_threadsafe(note, event)))
    rest = {name: value for name, value in options.items() if name != "retry"}
    bound = getattr(hooked, method)
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="inferwire-bulk-call"))

    async def call(*args: Any, **kwargs: Any) -> Any:
        return await asyncio.to_thread(bound, *args, **{**rest, **kwargs})

    return call


def _ignore(handle: object) -> None:
    """Drop the handle of a callback."""

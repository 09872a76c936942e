"""Tool calls in a model's response. They run concurrently, and errors are reported to the model."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct

from inferwire_runtime.depth import check_depth
from inferwire_runtime.errors import InputError, clip, describe, publish
from inferwire_runtime.jsontypes import Json, is_mapping, is_object
from inferwire_runtime.results import Readable, dump
from inferwire_runtime.tools import Tool

OnToolError: TypeAlias = Literal["report", "raise"]
MAX_ERROR = 2000  # characters of an error that the model reads
CANCELLED = "the function was cancelled"  # by itself


class ToolCall(Struct, frozen=True, kw_only=True):
    """A tool call that a model requests.

    Attributes:
        id: ID of the call, which its result repeats.
        name: Name of the tool.
        text: The arguments as the model wrote them.
        arguments: The arguments, decoded; None if they are not a JSON object.
    """

    id: str
    name: str
    text: str
    arguments: dict[str, Any] | None


class ToolResult(Struct, frozen=True, kw_only=True):
    """The result of a tool call.

    Attributes:
        call: The call.
        value: What the function returned; None after an error.
        content: The value as the model reads it, or the description of the error.
        error: What the function raised, or why it was not called; None if it returned a value.
    """

    call: ToolCall
    value: Any = None
    content: str
    error: Exception | None = None

    @property
    def message(self) -> dict[str, Json]:
        """The message with the role ``tool`` that reports the result."""
        return {"role": "tool", "tool_call_id": self.call.id, "content": self.content}


publish(ToolCall, ToolResult)


def read_calls(message: Any) -> list[ToolCall]:
    """Return the tool calls of a message. A call without an ID is named by its place."""
    calls: list[ToolCall] = []
    for index, call in enumerate(message.tool_calls or ()):
        if call.function is None:
            continue
        text = call.function.arguments or ""
        identity = f"call_{index}" if call.id is None or call.id == "" else str(call.id)
        calls.append(ToolCall(id=identity, name=call.function.name or "", text=text, arguments=_decode(text)))
    return calls


def with_ids(message: Any, calls: Sequence[ToolCall]) -> Any:
    """Return a message whose tool calls have the IDs that their results repeat."""
    if all(call.id not in (None, "") for call in message.tool_calls or ()):
        return message
    plain: dict[str, Any] = message.to_dict()
    plain["tool_calls"] = [{**own, "id": call.id} for own, call in zip(plain["tool_calls"], calls, strict=False)]
    return plain


def _decode(text: str) -> dict[str, Any] | None:
    try:
        check_depth(text.encode())
        value = msgspec.json.decode(text or "{}")
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError, ValueError):
        return None
    return value if is_object(value) else None


class ToolRunner:
    """Runs tool calls.

    Args:
        tools: The tools.
        concurrency: How many run at once.
        on_error: Whether an error of a function is reported to the model, or raised.
    """

    def __init__(self, tools: Iterable[Tool], concurrency: int = 8, on_error: OnToolError = "report") -> None:
        if isinstance(concurrency, bool) or not isinstance(concurrency, int) or concurrency < 1:
            raise InputError(f"`concurrency` must be an int ≥ 1, got {describe(concurrency)}")
        if on_error not in ("report", "raise"):
            raise InputError(f"`on_tool_error` must be 'report' or 'raise', got {describe(on_error)}")
        self._tools = {tool.name: tool for tool in tools}
        self._concurrency = concurrency
        self._on_error = on_error

    def run(self, calls: Sequence[ToolCall]) -> list[ToolResult]:
        """Return the results of calls, in order. Each runs in a thread; an async function has a loop of its own there.

        Raises:
            Exception: Of a function, if errors are raised.
        """
        if len(calls) == 1:  # no other call waits
            return [self._run_in_thread(calls[0]) if self._is_async(calls[0]) else self._run(calls[0])]
        from concurrent.futures import ThreadPoolExecutor  # only for several calls, as the next
        from contextvars import copy_context

        executor = ThreadPoolExecutor(min(self._concurrency, len(calls)) or 1, thread_name_prefix="inferwire-tool")
        try:
            futures = [executor.submit(copy_context().run, self._run, call) for call in calls]
            return [future.result() for future in futures]
        finally:
            executor.shutdown(wait=False, cancel_futures=True)

    async def run_async(self, calls: Sequence[ToolCall]) -> list[ToolResult]:
        """Return the results of calls, in order. Async functions run as tasks, and others in threads.

        Raises:
            Exception: Of a function, if errors are raised.
        """
        import anyio  # only for calls of tools, as the next
        import anyio.to_thread

        results: list[ToolResult | None] = [None] * len(calls)
        limiter = anyio.CapacityLimiter(self._concurrency)
        failures: list[BaseException] = []

        async def run_one(index: int, call: ToolCall) -> None:
            try:
                if self._is_async(call) or call.name not in self._tools:
                    async with limiter:
                        results[index] = await self._await(call)
                else:
                    results[index] = await anyio.to_thread.run_sync(
                        self._run, call, limiter=limiter, abandon_on_cancel=True
                    )
            except (Exception, KeyboardInterrupt, SystemExit) as exc:  # raised as they are, and not as a group
                failures.append(exc)
                group.cancel_scope.cancel()

        async with anyio.create_task_group() as group:
            for index, call in enumerate(calls):
                group.start_soon(run_one, index, call)
        if failures:
            raise failures[0]
        return [  # a task without a result was cancelled by the function itself
            self._report(call, RuntimeError(CANCELLED)) if result is None else result
            for call, result in zip(calls, results, strict=True)
        ]

    def _is_async(self, call: ToolCall) -> bool:
        tool = self._tools.get(call.name)
        return tool is not None and tool.is_async

    def _run_in_thread(self, call: ToolCall) -> ToolResult:
        """Run an async function in a thread, because the current one may have an event loop."""
        from concurrent.futures import ThreadPoolExecutor  # as above
        from contextvars import copy_context

        with ThreadPoolExecutor(1, thread_name_prefix="inferwire-tool") as executor:
            return executor.submit(copy_context().run, self._run, call).result()

    def _run(self, call: ToolCall) -> ToolResult:
        try:
            bound = self._bind(call)
        except ValueError as exc:
            return _failed(call, exc, str(exc))
        try:
            value = bound()
            if inspect.isawaitable(value) or inspect.isasyncgen(value):
                value = _run_to_end(value)
            return _returned(call, value)
        except Exception as exc:
            return self._report(call, exc)

    async def _await(self, call: ToolCall) -> ToolResult:
        try:
            bound = self._bind(call)
        except ValueError as exc:
            return _failed(call, exc, str(exc))
        try:
            return _returned(call, await _wait(bound()))
        except Exception as exc:
            return self._report(call, exc)

    def _bind(self, call: ToolCall) -> Callable[[], Any]:
        """Return the function of a call with its arguments.

        Raises:
            ValueError: If there is no such tool, or the arguments do not match.
        """
        tool = self._tools.get(call.name)
        if tool is None:
            known = ", ".join(self._tools) or "none"
            raise ValueError(f"there is no tool {clip(call.name, 64)!r}; there are: {known}")
        try:
            return tool.bind(call.text)
        except Exception as exc:  # of msgspec, of pydantic, or of a parameter's type
            raise ValueError(f"the arguments of {tool.name} are invalid: {_text_of(exc)}") from exc

    def _report(self, call: ToolCall, error: Exception) -> ToolResult:
        if self._on_error == "raise":
            if isinstance(error, (StopIteration, StopAsyncIteration)):  # would end a generator on its way
                raise RuntimeError(f"the tool {call.name} raised {type(error).__name__}") from error
            raise error
        return _failed(call, error, f"{type(error).__name__}: {_text_of(error)}")


async def _wait(value: Any) -> Any:
    """Return the result of an async function, or the items of an async generator."""
    return [item async for item in value] if inspect.isasyncgen(value) else await value


def _run_to_end(value: Any) -> Any:
    """Return the result of an async function in a blocking client.

    Raises:
        RuntimeError: If the function cancels itself.
    """
    import asyncio  # only for async functions in a blocking client

    try:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(_wait(value))
        from concurrent.futures import ThreadPoolExecutor  # this thread has a loop, which cannot run another one
        from contextvars import copy_context

        with ThreadPoolExecutor(1, thread_name_prefix="inferwire-tool") as executor:
            return executor.submit(copy_context().run, asyncio.run, _wait(value)).result()
    except asyncio.CancelledError as exc:
        raise RuntimeError(CANCELLED) from exc


def _text_of(error: Exception) -> str:
    """Return the message of an error, whose own method may fail."""
    try:
        return str(error)
    except Exception:
        return "it has no message"


def _returned(call: ToolCall, value: Any) -> ToolResult:
    return ToolResult(call=call, value=value, content=encode_result(value))


def _failed(call: ToolCall, error: Exception, text: str) -> ToolResult:
    content = f"Error: {clip(text, MAX_ERROR)}".encode(errors="backslashreplace").decode()  # as of names of files
    return ToolResult(call=call, content=content, error=error)


def encode_result(value: Any) -> str:
    """Encode the return value of a function for the model: a string unchanged, anything else as JSON."""
    if isinstance(value, str):
        value.encode()  # a lone surrogate could not be sent
        return value
    if is_mapping(value) and not isinstance(value, (dict, Readable)):
        value = dict(value)
    return msgspec.json.encode(value, enc_hook=_to_json).decode()


def _to_json(value: Any) -> Any:
    """Convert what JSON and msgspec do not know."""
    if isinstance(value, Readable) or hasattr(value, "json_value"):
        return dump(value, as_json=True, keeps_none=False)
    for name, options in (("model_dump", {"mode": "json"}), ("tolist", {}), ("_asdict", {})):
        if callable(method := getattr(value, name, None)):
            return method(**options)
    items: Any = value
    return list(items) if isinstance(value, Iterable) else str(value)

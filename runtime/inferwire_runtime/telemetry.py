"""Spans and metrics of calls, by OpenTelemetry's semantic conventions for generative AI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from inferwire_http.urls import urlsplit
from inferwire_runtime import __version__, events
from inferwire_runtime.callbacks import LISTENERS
from inferwire_runtime.errors import InferwireError, InputError, ProviderError
from inferwire_runtime.jsontypes import Json, is_list, is_mapping

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import Span, TracerProvider

OPERATIONS = {  # other tasks go by their own name, with underscores
    "chat-completion": "chat",
    "conversational": "chat",
    "feature-extraction": "embeddings",
    "sentence-similarity": "embeddings",
    "text-generation": "text_completion",
}
OUTPUT_TYPES = {"text": "text", "image": "image", "speech": "speech"}  # by the last word of a task
TEXT_TASKS = ("chat-completion", "text-generation", "conversational", "summarization", "translation", "image-to-text")
PARAMETERS = {
    "temperature": "gen_ai.request.temperature",
    "top_p": "gen_ai.request.top_p",
    "top_k": "gen_ai.request.top_k",
    "max_tokens": "gen_ai.request.max_tokens",
    "max_completion_tokens": "gen_ai.request.max_tokens",
    "max_new_tokens": "gen_ai.request.max_tokens",
    "frequency_penalty": "gen_ai.request.frequency_penalty",
    "presence_penalty": "gen_ai.request.presence_penalty",
    "seed": "gen_ai.request.seed",
    "n": "gen_ai.request.choice.count",
}
SECONDS_BUCKETS = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
TOKENS_BUCKETS = (1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864)


class Telemetry:
    """Turns the events of calls into spans and metrics.

    Attributes:
        capture_content: Whether spans contain messages and results.
    """

    def __init__(
        self,
        *,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
        capture_content: bool = False,
    ) -> None:
        try:
            from opentelemetry import context, metrics, trace  # only for callers that instrument
        except ImportError:
            raise InputError("OpenTelemetry is not installed: pip install 'inferwire[otel]'") from None
        self.capture_content = capture_content
        self._trace = trace
        self._context = context
        self._tracer = trace.get_tracer("inferwire", __version__, tracer_provider)
        meter = metrics.get_meter("inferwire", __version__, meter_provider)
        self._duration = meter.create_histogram(
            "gen_ai.client.operation.duration",
            "s",
            "Duration of a call.",
            explicit_bucket_boundaries_advisory=SECONDS_BUCKETS,
        )
        self._tokens = meter.create_histogram(
            "gen_ai.client.token.usage",
            "{token}",
            "Tokens that a call used.",
            explicit_bucket_boundaries_advisory=TOKENS_BUCKETS,
        )
        self._first_chunk = meter.create_histogram(
            "gen_ai.client.operation.time_to_first_chunk",
            "s",
            "Time until the first chunk of a stream.",
            explicit_bucket_boundaries_advisory=SECONDS_BUCKETS,
        )
        self._calls: dict[int, _Call] = {}

    def __call__(self, event: events.CallEvent) -> None:
        """Record an event of a call."""
        if isinstance(event, events.CallStarted):
            self._start(event)
        elif (call := self._calls.get(event.call_id)) is None:
            return  # it began before
        elif isinstance(event, events.CallEnded):
            self._end(event, self._calls.pop(event.call_id))
        elif isinstance(event, events.RequestSent):
            call.url = event.url
        elif isinstance(event, events.StreamOpened):
            self._detach(call)

    def _start(self, event: events.CallStarted) -> None:
        task = event.task or "custom"
        operation = OPERATIONS.get(task) or task.replace("-", "_")
        common: dict[str, Any] = {"gen_ai.operation.name": operation, "gen_ai.provider.name": event.provider or ""}
        if event.model is not None:
            common["gen_ai.request.model"] = event.model
        attributes = common.copy()
        if event.parameters:
            _add_parameters(attributes, event.parameters)
        if event.is_stream:
            attributes["gen_ai.request.stream"] = True
        if (output := output_type(task)) is not None:
            attributes["gen_ai.output.type"] = output
        if self.capture_content and (messages := input_messages(event.inputs)) is not None:
            attributes["gen_ai.input.messages"] = messages
        name = operation if event.model is None else f"{operation} {event.model}"
        span = self._tracer.start_span(name, kind=self._trace.SpanKind.CLIENT, attributes=attributes)
        token = self._context.attach(self._trace.set_span_in_context(span))
        self._calls[event.call_id] = _Call(span, common, token)

    def _detach(self, call: _Call) -> None:
        if call.token is not None:
            token, call.token = call.token, None
            self._context.detach(token)

    def _end(self, event: events.CallEnded, call: _Call) -> None:
        self._detach(call)
        meta, error, common, span = event.meta, event.error, call.common, call.span
        attributes: dict[str, Any] = {}
        if meta.provider:
            attributes["gen_ai.provider.name"] = common["gen_ai.provider.name"] = meta.provider
        if meta.response_model is not None:
            attributes["gen_ai.response.model"] = common["gen_ai.response.model"] = meta.response_model
        if call.url is not None:
            host, port = server_of(call.url)
            attributes["server.address"] = common["server.address"] = host
            if port is not None:
                attributes["server.port"] = common["server.port"] = port
        if error is not None:
            attributes["error.type"] = common["error.type"] = error_type(error)
        seconds = meta.seconds
        if event.is_stream and seconds.first_byte is not None and event.meta.status is not None:
            attributes["gen_ai.response.time_to_first_chunk"] = seconds.first_byte
            self._first_chunk.record(seconds.first_byte, common)
        if (usage := meta.usage) is not None:
            for kind, count, name in (
                ("input", usage.input_tokens, "gen_ai.usage.input_tokens"),
                ("output", usage.output_tokens, "gen_ai.usage.output_tokens"),
            ):
                if count is not None:
                    attributes[name] = count
                    self._tokens.record(count, {**common, "gen_ai.token.type": kind})
            if usage.cached_tokens is not None:
                attributes["gen_ai.usage.cache_read.input_tokens"] = usage.cached_tokens
            if usage.reasoning_tokens is not None:
                attributes["gen_ai.usage.reasoning.output_tokens"] = usage.reasoning_tokens
        self._duration.record(seconds.total or 0.0, common)
        if not span.is_recording():
            span.end()
            return
        if event.finish_reasons:
            attributes["gen_ai.response.finish_reasons"] = event.finish_reasons
        if event.response_id is not None:
            attributes["gen_ai.response.id"] = event.response_id
        if self.capture_content and (messages := output_messages(event.result, event.finish_reasons)) is not None:
            attributes["gen_ai.output.messages"] = messages
        span.set_attributes(attributes)
        if error is not None:
            text = error.message if isinstance(error, InferwireError) else str(error)
            span.set_status(self._trace.Status(self._trace.StatusCode.ERROR, text))
        span.end()


class _Call:
    """A call that is under way."""

    __slots__ = ("common", "span", "token", "url")

    def __init__(self, span: Span, common: dict[str, Any], token: Any) -> None:
        self.span = span
        self.common = common
        self.token = token
        self.url: str | None = None


@lru_cache(maxsize=256)
def server_of(url: str) -> tuple[str, int | None]:
    """Return the host of a URL, and its port if that is not the default."""
    parts = urlsplit(url)
    with suppress(ValueError):
        return parts.hostname or "", parts.port
    return parts.hostname or "", None


def error_type(error: BaseException) -> str:
    """Return the value of ``error.type``: the HTTP status of the response, or the name of the class."""
    if isinstance(error, ProviderError) and error.status is not None and error.status >= 400:
        return str(error.status)
    return type(error).__qualname__


def output_type(task: str) -> str | None:
    """Return the value of ``gen_ai.output.type`` for a task; None if the convention has none."""
    return "text" if task in TEXT_TASKS else OUTPUT_TYPES.get(task.rpartition("-")[2])


def _add_parameters(attributes: dict[str, Any], parameters: Mapping[str, Json]) -> None:
    for name, value in parameters.items():
        if name in PARAMETERS:
            if isinstance(value, (int, float)) and (name != "n" or value != 1):
                attributes[PARAMETERS[name]] = value
        elif name in ("stop", "stop_sequences") and value:
            attributes["gen_ai.request.stop_sequences"] = (value,) if isinstance(value, str) else tuple(value)
        elif name == "dimensions" and isinstance(value, int):
            attributes["gen_ai.embeddings.dimension.count"] = value
        elif name == "encoding_format" and isinstance(value, str):
            attributes["gen_ai.request.encoding_formats"] = (value,)
        elif name == "response_format" and is_mapping(value) and value.get("type") in ("json_object", "json_schema"):
            attributes["gen_ai.output.type"] = "json"


def _to_json(value: Json) -> str | None:
    try:
        return msgspec.json.encode(value, enc_hook=repr).decode()
    except (TypeError, ValueError, RecursionError):
        return None


def input_messages(inputs: Json) -> str | None:
    """Return the messages of a chat, or the text of a prompt, in the form of ``gen_ai.input.messages``."""
    messages = inputs.get("messages") if is_mapping(inputs) else inputs
    if isinstance(messages, str):
        messages = [{"role": "user", "content": messages}]
    if not is_list(messages) or not all(map(is_mapping, messages)):
        return None
    return _to_json([_message(message) for message in messages])


def output_messages(result: Any, reasons: Sequence[str]) -> str | None:
    """Return the messages of a result in the form of ``gen_ai.output.messages``."""
    choices = getattr(result, "choices", None)
    if is_list(choices):
        found = [_message(choice.message) for choice in choices if getattr(choice, "message", None) is not None]
    elif isinstance(text := getattr(result, "generated_text", None), str):
        found = [{"role": "assistant", "parts": [{"type": "text", "content": text}]}]
    else:
        return None
    named = dict(enumerate(reasons))
    return _to_json([{**message, "finish_reason": named.get(index, "")} for index, message in enumerate(found)])


def _message(message: Any) -> dict[str, Any]:
    content, parts = message.get("content"), list[Any]()
    if isinstance(content, str):
        is_result = message.get("role") == "tool"
        result = {"type": "tool_call_response", "id": message.get("tool_call_id"), "response": content}
        parts.append(result if is_result else {"type": "text", "content": content})
    elif is_list(content):
        parts += [
            {"type": "text", "content": part["text"]} if is_mapping(part) and "text" in part else {"type": "blob"}
            for part in content
        ]
    for call in message.get("tool_calls") or ():
        function: Any = call.get("function") or {}
        parts.append(
            {
                "type": "tool_call",
                "id": call.get("id"),
                "name": function.get("name"),
                "arguments": function.get("arguments"),
            }
        )
    return {"role": message.get("role") or "assistant", "parts": parts}


def instrument(
    *,
    tracer_provider: TracerProvider | None = None,
    meter_provider: MeterProvider | None = None,
    capture_content: bool = False,
) -> None:
    """Record a span and metrics for every call of every client, from now on.

    Args:
        tracer_provider: Receives the spans. Default: OpenTelemetry's global provider.
        meter_provider: Receives the metrics. Default: OpenTelemetry's global provider.
        capture_content: Whether spans contain the messages and results of chats and text generation, which may be
            confidential.

    Raises:
        InputError: If OpenTelemetry is not installed.
    """
    telemetry = Telemetry(
        tracer_provider=tracer_provider, meter_provider=meter_provider, capture_content=capture_content
    )
    uninstrument()
    LISTENERS.append(telemetry)


def uninstrument() -> None:
    """Stop recording. Calls that are under way record nothing any more."""
    LISTENERS[:] = [listener for listener in LISTENERS if not isinstance(listener, Telemetry)]

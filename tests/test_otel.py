"""Spans and metrics are those of OpenTelemetry's conventions for generative AI, read back from its SDK."""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from opentelemetry import trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.semconv._incubating.attributes import gen_ai_attributes
from opentelemetry.semconv._incubating.metrics import gen_ai_metrics
from opentelemetry.semconv.attributes import error_attributes, server_attributes

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire.otel import instrument, uninstrument
from tests.support.local_servers import LocalServer, local_server
from tests.test_meta import MESSAGES, respond

PUBLISHED = {
    getattr(module, name)
    for module in (gen_ai_attributes, error_attributes, server_attributes)
    for name in dir(module)
    if name.isupper() and isinstance(getattr(module, name), str)
}
PUBLISHED_METRICS = {getattr(gen_ai_metrics, name) for name in dir(gen_ai_metrics) if name.isupper()}


class Recorded:
    """The spans and metrics so far."""

    def __init__(self, **options: Any) -> None:
        self.spans = InMemorySpanExporter()
        self.reader = InMemoryMetricReader()
        self.tracers = TracerProvider()
        self.tracers.add_span_processor(SimpleSpanProcessor(self.spans))
        self.meters = MeterProvider([self.reader])
        instrument(tracer_provider=self.tracers, meter_provider=self.meters, **options)

    def only_span(self) -> Any:
        (span,) = self.spans.get_finished_spans()
        assert set(span.attributes) <= PUBLISHED
        return span

    def points(self) -> dict[str, list[Any]]:
        data: Any = self.reader.get_metrics_data()
        return {
            metric.name: list(metric.data.data_points)
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
        }


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server(respond) as running:
        yield running


@pytest.fixture
def recorded(request: pytest.FixtureRequest) -> Iterator[Recorded]:
    yield Recorded(**getattr(request, "param", {}))
    uninstrument()


@pytest.fixture(params=["sync", "async"])
def chat(request: pytest.FixtureRequest, server: LocalServer) -> Callable[..., Any]:
    def run(**options: Any) -> Any:
        with InferenceClient("m", base_url=server.url, api_key="k", retry=1) as client:
            result = client.chat_completion(MESSAGES, **options)
            return list(result) if options.get("stream") else result

    async def run_async(**options: Any) -> Any:
        async with AsyncInferenceClient("m", base_url=server.url, api_key="k", retry=1) as client:
            result: Any = await client.chat_completion(MESSAGES, **options)
            return [item async for item in result] if options.get("stream") else result

    return run if request.param == "sync" else lambda **options: asyncio.run(run_async(**options))


def test_a_chat_is_a_span_with_the_published_names(
    chat: Callable[..., Any], recorded: Recorded, server: LocalServer
) -> None:
    chat(temperature=0.5, max_tokens=7, stop=["x"], seed=3, top_p=0.9)
    span = recorded.only_span()
    assert (span.name, span.kind, span.status.is_ok) == ("chat m", trace.SpanKind.CLIENT, True)
    expected = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "chosen",
        "gen_ai.request.model": "m",
        "gen_ai.request.temperature": 0.5,
        "gen_ai.request.max_tokens": 7,
        "gen_ai.request.top_p": 0.9,
        "gen_ai.request.seed": 3,
        "gen_ai.request.stop_sequences": ("x",),
        "gen_ai.output.type": "text",
        "gen_ai.response.id": "chat-1",
        "gen_ai.response.model": "served/model",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 11,
        "gen_ai.usage.output_tokens": 4,
        "gen_ai.usage.cache_read.input_tokens": 3,
        "gen_ai.usage.reasoning.output_tokens": 2,
        "server.address": "127.0.0.1",
        "server.port": int(server.url.rpartition(":")[2]),
    }
    assert dict(span.attributes) == expected


def test_metrics_have_the_published_names(chat: Callable[..., Any], recorded: Recorded) -> None:
    chat(stream=True)
    points = recorded.points()
    assert points.keys() == {
        "gen_ai.client.operation.duration",
        "gen_ai.client.token.usage",
        "gen_ai.client.operation.time_to_first_chunk",
    }
    assert points.keys() <= PUBLISHED_METRICS
    for point in [point for each in points.values() for point in each]:
        assert set(point.attributes) <= PUBLISHED
        assert point.attributes["gen_ai.operation.name"] == "chat"
    tokens = {point.attributes["gen_ai.token.type"]: point.sum for point in points["gen_ai.client.token.usage"]}
    assert tokens == {"input": 5, "output": 6}
    assert points["gen_ai.client.operation.duration"][0].count == 1


def test_the_span_of_a_stream_ends_with_the_stream(server: LocalServer, recorded: Recorded) -> None:
    with InferenceClient("m", base_url=server.url, api_key="k") as client:
        stream = client.chat_completion(MESSAGES, stream=True)
        next(stream)
        assert recorded.spans.get_finished_spans() == ()
        assert not trace.get_current_span().get_span_context().is_valid
        list(stream)
    span = recorded.only_span()
    assert span.attributes["gen_ai.request.stream"] is True
    assert 0 < span.attributes["gen_ai.response.time_to_first_chunk"] < 5
    assert span.attributes["gen_ai.response.finish_reasons"] == ("length",)


def test_an_abandoned_stream_ends_its_span(server: LocalServer, recorded: Recorded) -> None:
    with InferenceClient("m", base_url=server.url, api_key="k") as client:
        client.chat_completion(MESSAGES, stream=True)
        gc.collect()
    assert recorded.only_span().end_time is not None


@pytest.mark.parametrize(
    ("options", "kind"), [({"model": "broken"}, "500"), ({"stream": True, "extra_body": {"cut": 1}}, "StreamError")]
)
def test_a_failure_is_an_error_of_the_span(
    chat: Callable[..., Any], recorded: Recorded, options: dict[str, Any], kind: str
) -> None:
    with pytest.raises(inferwire.ProviderError) as caught:
        chat(**options)
    span = recorded.only_span()
    assert span.attributes["error.type"] == kind
    assert (span.status.is_ok, span.status.description) == (False, caught.value.message)
    assert recorded.points()["gen_ai.client.operation.duration"][0].attributes["error.type"] == kind


def test_content_is_off_by_default(chat: Callable[..., Any], recorded: Recorded) -> None:
    chat()
    assert "Hello" not in recorded.only_span().to_json()


@pytest.mark.parametrize("recorded", [{"capture_content": True}], indirect=True)
@pytest.mark.parametrize("is_stream", [False, True])
def test_content_is_recorded_on_request(chat: Callable[..., Any], recorded: Recorded, is_stream: bool) -> None:
    chat(stream=is_stream)
    attributes = recorded.only_span().attributes
    assert json.loads(attributes["gen_ai.input.messages"]) == [
        {"role": "user", "parts": [{"type": "text", "content": "Hello"}]}
    ]
    (message,) = json.loads(attributes["gen_ai.output.messages"])
    assert message["parts"] == [{"type": "text", "content": "Hi"}]
    assert message["finish_reason"] == ("length" if is_stream else "stop")


def test_spans_are_children_of_the_callers_span(chat: Callable[..., Any], recorded: Recorded) -> None:
    with recorded.tracers.get_tracer("test").start_as_current_span("parent") as parent:
        chat()
    child, _ = recorded.spans.get_finished_spans()
    assert child.parent.span_id == parent.get_span_context().span_id


def test_uninstrument_stops_it(chat: Callable[..., Any], recorded: Recorded) -> None:
    uninstrument()
    chat()
    assert recorded.spans.get_finished_spans() == ()


def test_without_the_package_the_message_names_the_extra() -> None:
    code = """
import sys
sys.modules["opentelemetry"] = None
import inferwire
from inferwire.otel import instrument
try:
    instrument()
except inferwire.InputError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "OpenTelemetry is not installed: pip install 'inferwire[otel]'\n"

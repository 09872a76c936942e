"""Each fault reaches an application as the same error that a real server's failure would."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest

from inferwire import Retry, Timeout
from inferwire_emulator.faults import FAULT_OPTIONS, MAX_COUNTED_HEADERS, NO_FAULT, FaultQueue, parse_fault
from inferwire_runtime import errors

if TYPE_CHECKING:
    from inferwire_emulator import RunningEmulator

    from .conftest import Run

ONCE = {"api_key": "hf_test", "retry": 1}
MESSAGES = [{"role": "user", "content": "Hello"}]


def summarize(run: Run, fault: str, *, client: dict[str, Any] = ONCE, **options: Any) -> Any:
    headers = {"x-emulator-fault": fault}
    return run("summarization", "A text.", model="emulated/summarization", client=client, headers=headers, **options)


def chat(run: Run, fault: str, **options: Any) -> Any:
    headers = {"x-emulator-fault": fault}
    return run("chat_completion", MESSAGES, model="some/model", client=ONCE, headers=headers, stream=True, **options)


@pytest.mark.parametrize("call", [summarize, chat])
@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_a_status_is_a_provider_error(run: Run, call: Any, status: int) -> None:
    with pytest.raises(errors.ProviderError, match="an emulated error") as caught:
        call(run, f"status={status}")
    assert caught.value.status == status


@pytest.mark.parametrize("call", [summarize, chat])
def test_a_rate_limit_has_its_retry_after(run: Run, call: Any) -> None:
    with pytest.raises(errors.RateLimitError) as caught:
        call(run, "status=429;retry-after=1")
    assert caught.value.retry_after == 1


def test_the_client_waits_for_a_loading_model(run: Run, emulator: RunningEmulator) -> None:
    client = {"api_key": "hf_test", "retry": Retry(initial_delay=0.01)}
    assert summarize(run, "status=503;estimated-time=0.01;times=2", client=client).summary_text
    assert len(emulator.journal) == 4


def test_a_delay_postpones_the_response(run: Run) -> None:
    start = monotonic()
    assert summarize(run, "delay=0.05").summary_text
    assert monotonic() - start >= 0.05


def test_a_delay_beyond_the_timeout_is_an_error(run: Run) -> None:
    with pytest.raises(errors.InferenceTimeoutError):
        summarize(run, "delay=0.2", timeout=0.1)


@pytest.mark.parametrize("call", [summarize, chat])
def test_a_stalled_response_times_out(run: Run, call: Any) -> None:
    with pytest.raises((errors.InferenceTimeoutError, errors.StreamError)):
        call(run, "stall=0.2", timeout=Timeout(read=0.1, total=0.1))


def test_a_stalled_stream_keeps_what_arrived(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="stalled") as caught:
        chat(run, "stall=5", timeout=Timeout(read=0.5))
    assert len(caught.value.received) == 2


def test_options_can_be_combined(run: Run) -> None:
    start = monotonic()
    with pytest.raises(errors.InferenceConnectionError):
        summarize(run, "status=500; delay=0.05; cut")
    assert monotonic() - start >= 0.05


def test_a_cut_response_is_a_connection_error(run: Run) -> None:
    with pytest.raises(errors.InferenceConnectionError, match="before its response was complete"):
        summarize(run, "cut")


def test_a_cut_stream_keeps_what_arrived(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="was cut") as caught:
        chat(run, "cut")
    assert 0 < len(caught.value.received) < 4


def test_garbage_is_an_output_error(run: Run) -> None:
    with pytest.raises(errors.OutputError, match="not JSON"):
        summarize(run, "garbage")
    headers = {"x-emulator-fault": "garbage"}
    with pytest.raises(errors.OutputError):
        run("text_to_image", "A cat", model="emulated/text-to-image", client=ONCE, headers=headers)


def test_garbage_in_a_stream_is_an_error_after_the_valid_events(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="not JSON") as caught:
        chat(run, "garbage")
    assert len(caught.value.received) == 2


def test_a_truncated_response_is_an_error(run: Run) -> None:
    with pytest.raises(errors.OutputError):
        summarize(run, "truncate")


def test_a_truncated_stream_is_an_error(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="before the response was complete") as caught:
        chat(run, "truncate")
    assert len(caught.value.received) == 2


def test_an_error_event_in_a_stream_is_raised(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="an emulated error within the stream") as caught:
        chat(run, "mid-stream-error")
    assert len(caught.value.received) == 2


def test_an_error_event_needs_a_stream(run: Run) -> None:
    with pytest.raises(errors.ProviderError, match="needs a stream"):
        summarize(run, "mid-stream-error")


def test_a_fault_with_times_stops(run: Run) -> None:
    for _ in range(2):
        with pytest.raises(errors.ProviderError):
            summarize(run, "status=500;times=2")
    assert summarize(run, "status=500;times=2").summary_text


def test_retries_outlast_a_fault_with_times(run: Run) -> None:
    client = {"api_key": "hf_test", "retry": Retry(initial_delay=0.001)}
    assert summarize(run, "status=502;times=2", client=client).summary_text


def test_faults_can_be_queued(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=500")
    emulator.add_fault("status=502")
    for status in (500, 502):
        with pytest.raises(errors.ProviderError) as caught:
            run("summarization", "A text.", model="emulated/summarization", client=ONCE)
        assert caught.value.status == status
    assert run("summarization", "A text.", model="emulated/summarization", client=ONCE).summary_text


def test_a_fault_can_be_queued_for_one_host(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=500", host="huggingface.co")
    with pytest.raises(errors.HubError):
        run("summarization", "A text.", model="emulated/summarization", client=ONCE)
    emulator.add_fault("status=404", host="cdn.example.com")
    headers = {"x-emulator-sample": "3"}
    with pytest.raises(errors.ProviderError, match=r"cdn\.example\.com returned 404"):
        run("text_to_image", "A cat", model="emulated/text-to-image", client=ONCE, headers=headers)


def test_reset_removes_queued_faults(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=500;times=9")
    emulator.reset()
    assert run("summarization", "A text.", model="emulated/summarization", client=ONCE).summary_text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("stats=503", "did you mean 'status'"),
        ("nonsense", "choose from status, retry-after"),
        ("status=x", "is not a valid fault"),
        ("delay", "is not a valid fault"),
        ("status=1000", "out of range"),
        ("times=0", "out of range"),
        ("delay=-1", "out of range"),
        ("stall=-1", "out of range"),
    ],
)
def test_an_invalid_fault_is_rejected(run: Run, emulator: RunningEmulator, text: str, message: str) -> None:
    with pytest.raises(errors.InferwireError, match=message) as caught:
        summarize(run, text)
    assert caught.value.status == 400
    with pytest.raises(ValueError, match=message):
        emulator.add_fault(text)


def test_every_option_is_a_fault() -> None:
    values = {"status": "500", "retry-after": "1", "estimated-time": "1", "delay": "1", "stall": "1", "times": "1"}
    for option in FAULT_OPTIONS:
        assert parse_fault(f"{option}={values[option]}" if option in values else option) != NO_FAULT


def test_only_recent_headers_are_counted() -> None:
    faults = FaultQueue()
    first = "status=500;times=1"
    for text in (first, *(f"status=500;times=1;delay={number}" for number in range(MAX_COUNTED_HEADERS))):
        assert faults.take(text, "example.com", is_call=True).status == 500
        assert faults.take(text, "example.com", is_call=True) == NO_FAULT
    assert faults.take(first, "example.com", is_call=True).status == 500

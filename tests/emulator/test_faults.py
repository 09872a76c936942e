"""Each fault reaches an application as the error that the same failure of a real server would be."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest

from inferwire import Retry, Timeout
from inferwire_emulator.faults import NO_FAULT, WORDS, parse_fault
from inferwire_runtime import errors

if TYPE_CHECKING:
    from inferwire_emulator import Running

    from .conftest import Run

ONCE = {"api_key": "hf_test", "retry": None}
MESSAGES = [{"role": "user", "content": "Hello"}]


def summarize(run: Run, fault: str, *, client: dict[str, Any] = ONCE, **options: Any) -> Any:
    headers = {"x-emulator-fault": fault}
    return run("summarization", "A text.", model="emulated/summarization", client=client, headers=headers, **options)


def chat(run: Run, fault: str, **options: Any) -> Any:
    headers = {"x-emulator-fault": fault}
    return run("chat_completion", MESSAGES, model="some/model", client=ONCE, headers=headers, stream=True, **options)


@pytest.mark.parametrize("call", [summarize, chat])
@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_a_status_is_an_error_of_the_provider(run: Run, call: Any, status: int) -> None:
    with pytest.raises(errors.ProviderError, match="an emulated error") as caught:
        call(run, f"status={status}")
    assert caught.value.status == status


@pytest.mark.parametrize("call", [summarize, chat])
def test_too_many_requests_say_when_to_come_back(run: Run, call: Any) -> None:
    with pytest.raises(errors.RateLimitError) as caught:
        call(run, "status=429;retry-after=1")
    assert caught.value.retry_after == 1


def test_a_model_being_loaded_is_waited_for(run: Run, emulator: Running) -> None:
    client = {"api_key": "hf_test", "retry": Retry(first_delay=0.01)}
    assert summarize(run, "status=503;estimated-time=0.01;times=2", client=client).summary_text
    assert len(emulator.journal) == 4


def test_a_delay_is_waited_for(run: Run) -> None:
    start = monotonic()
    assert summarize(run, "delay=0.05").summary_text
    assert monotonic() - start >= 0.05


def test_a_delay_beyond_the_time_limit_is_a_timeout(run: Run) -> None:
    with pytest.raises(errors.TimeoutError):
        summarize(run, "delay=0.2", timeout=0.1)


@pytest.mark.parametrize("call", [summarize, chat])
def test_a_stalled_answer_is_given_up(run: Run, call: Any) -> None:
    with pytest.raises((errors.TimeoutError, errors.StreamError)):
        call(run, "stall=0.2", timeout=Timeout(idle=0.1, total=0.1))


def test_a_stalled_stream_gives_what_arrived(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="stalled") as caught:
        chat(run, "stall=0.2", timeout=Timeout(idle=0.15))
    assert len(caught.value.received) == 2


def test_faults_go_together(run: Run) -> None:
    start = monotonic()
    with pytest.raises(errors.ConnectionError):
        summarize(run, "status=500; delay=0.05; cut")
    assert monotonic() - start >= 0.05


def test_a_cut_answer_is_a_connection_error(run: Run) -> None:
    with pytest.raises(errors.ConnectionError, match="before its answer was complete"):
        summarize(run, "cut")


def test_a_cut_stream_gives_what_arrived(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="was cut") as caught:
        chat(run, "cut")
    assert 0 < len(caught.value.received) < 4


def test_garbage_is_an_answer_of_the_wrong_shape(run: Run) -> None:
    with pytest.raises(errors.OutputError, match="not JSON"):
        summarize(run, "garbage")
    headers = {"x-emulator-fault": "garbage"}
    with pytest.raises(errors.OutputError):
        run("text_to_image", "A cat", model="emulated/text-to-image", client=ONCE, headers=headers)


def test_garbage_in_a_stream_is_an_error_after_what_was_good(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="not JSON") as caught:
        chat(run, "garbage")
    assert len(caught.value.received) == 2


def test_a_truncated_answer_is_no_short_answer(run: Run) -> None:
    with pytest.raises(errors.OutputError):
        summarize(run, "truncate")


def test_a_truncated_stream_is_no_short_answer(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="before the answer was complete") as caught:
        chat(run, "truncate")
    assert len(caught.value.received) == 2


def test_an_error_within_the_stream_is_reported(run: Run) -> None:
    with pytest.raises(errors.StreamError, match="an emulated error within the stream") as caught:
        chat(run, "mid-stream-error")
    assert len(caught.value.received) == 2


def test_an_error_within_the_stream_needs_a_stream(run: Run) -> None:
    with pytest.raises(errors.ProviderError, match="needs a stream"):
        summarize(run, "mid-stream-error")


def test_a_counted_fault_ends(run: Run) -> None:
    for _ in range(2):
        with pytest.raises(errors.ProviderError):
            summarize(run, "status=500;times=2")
    assert summarize(run, "status=500;times=2").summary_text


def test_a_client_that_tries_again_gets_over_a_counted_fault(run: Run) -> None:
    client = {"api_key": "hf_test", "retry": Retry(first_delay=0.001)}
    assert summarize(run, "status=502;times=2", client=client).summary_text


def test_a_fault_can_be_asked_for_ahead(run: Run, emulator: Running) -> None:
    emulator.add_fault("status=500")
    emulator.add_fault("status=502")
    for status in (500, 502):
        with pytest.raises(errors.ProviderError) as caught:
            run("summarization", "A text.", model="emulated/summarization", client=ONCE)
        assert caught.value.status == status
    assert run("summarization", "A text.", model="emulated/summarization", client=ONCE).summary_text


def test_a_fault_can_be_asked_for_one_host(run: Run, emulator: Running) -> None:
    emulator.add_fault("status=500", host="huggingface.co")
    with pytest.raises(errors.HubError):
        run("summarization", "A text.", model="emulated/summarization", client=ONCE)
    emulator.add_fault("status=404", host="cdn.example.com")
    headers = {"x-emulator-sample": "3"}
    with pytest.raises(errors.ProviderError, match=r"cdn\.example\.com answered 404"):
        run("text_to_image", "A cat", model="emulated/text-to-image", client=ONCE, headers=headers)


def test_a_reset_forgets_the_faults(run: Run, emulator: Running) -> None:
    emulator.add_fault("status=500;times=9")
    emulator.reset()
    assert run("summarization", "A text.", model="emulated/summarization", client=ONCE).summary_text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("stats=503", "did you mean 'status'"),
        ("nonsense", "there are status, retry-after"),
        ("status=x", "cannot be read"),
        ("delay", "cannot be read"),
        ("status=1000", "out of range"),
        ("times=0", "out of range"),
        ("delay=-1", "out of range"),
        ("stall=-1", "out of range"),
    ],
)
def test_a_fault_that_there_is_not_is_refused(run: Run, emulator: Running, text: str, message: str) -> None:
    with pytest.raises(errors.InferwireError, match=message) as caught:
        summarize(run, text)
    assert caught.value.status == 400
    with pytest.raises(ValueError, match=message):
        emulator.add_fault(text)


def test_every_word_for_a_fault_is_one() -> None:
    values = {"status": "500", "retry-after": "1", "estimated-time": "1", "delay": "1", "stall": "1", "times": "1"}
    for word in WORDS:
        assert parse_fault(f"{word}={values[word]}" if word in values else word) != NO_FAULT

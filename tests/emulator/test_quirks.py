"""Each quirk reaches an application as the usual result, or as the error that it contains."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from inferwire import InferenceClient, Retry, Timeout
from inferwire.providers import REGISTRY
from inferwire_emulator import Emulator, serve
from inferwire_emulator.quirks import ERROR_TEXT, QUIRKS, parse_names
from inferwire_emulator.responses import example_arguments
from inferwire_emulator.tables import load_tables
from inferwire_runtime import errors

if TYPE_CHECKING:
    from inferwire_emulator import RunningEmulator

    from .conftest import Run

ONCE = {"api_key": "hf_test", "retry": 1}
AGAIN = {"api_key": "hf_test", "retry": Retry(attempts=2, initial_delay=0)}
MESSAGES = [{"role": "user", "content": "Hello"}]
CALLS = [("call_1", "get_weather", '{"city": "Paris"}'), ("call_2", "get_weather", '{"city": "Rome"}')]

PASSING = [name for name in QUIRKS if name.startswith(("wait-", "status-"))]
FAILING = [name for name in QUIRKS if name.startswith("error-")]
TOOLS = [name for name in QUIRKS if name.startswith("tool-call-")]
READABLE = [name for name in QUIRKS if name not in {*PASSING, *FAILING, *TOOLS}]
STREAMS_ONLY = {name for name in READABLE if "event" in name or "done" in name or "stream" in name} - {"body-then-done"}
TABLES = load_tables()
TASKS = sorted({sample.task for sample in TABLES.samples if sample.provider == "hf-inference"} - {"custom"})


def chat(run: Run, quirk: str, *, client: dict[str, Any] = ONCE, **options: Any) -> Any:
    headers = {"x-emulator-quirk": quirk} if quirk else {}
    return run("chat_completion", MESSAGES, model="some/model", client=client, headers=headers, **options)


def streamed(run: Run, quirk: str, **options: Any) -> str:
    items = chat(run, quirk, stream=True, **options)
    return "".join(choice.delta.content or "" for item in items for choice in item.choices if choice.delta)


def text_of_calls(calls: Any) -> list[tuple[str, str, str]]:
    return [(call.id, call.function.name, call.function.arguments.replace('":"', '": "')) for call in calls]


@pytest.mark.parametrize("quirk", READABLE)
def test_a_stream_with_a_quirk_has_the_same_text(run: Run, quirk: str) -> None:
    text = "Two 😀cats.😀" if quirk == "surrogate-halves" else "Two cats."
    assert streamed(run, quirk) == text


@pytest.mark.parametrize("quirk", READABLE)
def test_a_response_with_a_quirk_has_the_same_text(run: Run, quirk: str) -> None:
    content = chat(run, quirk).choices[0].message.content
    assert content in ("Two cats.", "Two cats.\ufffd" if quirk == "surrogate-halves" else "")


@pytest.mark.parametrize("quirk", READABLE)
def test_generated_text_with_a_quirk_is_the_same(run: Run, quirk: str) -> None:
    client = {**ONCE, "base_url": "https://example.com/v1"}
    headers = {"x-emulator-quirk": quirk}
    assert run("text_generation", "It is", client=client, headers=headers).generated_text == " forty-two."
    items = run("text_generation", "It is", client=client, headers=headers, stream=True)
    assert "".join(item.token.text for item in items if item.token) == " forty-two."


@pytest.mark.parametrize("quirk", READABLE)
def test_text_of_the_native_interface_with_a_quirk_is_the_same(emulator: RunningEmulator, quirk: str) -> None:
    headers = {"x-emulator-quirk": quirk}
    with InferenceClient(emulator_url=emulator.url, **ONCE) as client:
        endpoint = client.endpoint("https://example.com/text-generation", api="native")
        assert endpoint.text_generation("It is", headers=headers).generated_text == " forty-two."
        assert endpoint.text_generation("It is", headers=headers, stream=True).text() == " forty-two."
    assert {request.path for request in emulator.journal} == {"/text-generation"}


@pytest.mark.parametrize("quirk", ["extras", "nan", "byte-order-mark", "utf-16", "encoding-none", "encoding-twice"])
@pytest.mark.parametrize("task", TASKS)
def test_the_result_of_every_task_survives(run: Run, task: str, quirk: str) -> None:
    arguments = example_arguments(TABLES, task)
    method, model = REGISTRY.method_of(task), f"emulated/{task}"
    usual = run(method, **arguments, model=model, client=ONCE)
    odd = run(method, **arguments, model=model, client=ONCE, headers={"x-emulator-quirk": quirk})
    if task == "chat-completion":  # its schema has some of the extra fields
        usual, odd = usual.choices[0].message.content, odd.choices[0].message.content
    assert repr(odd) == repr(usual)


@pytest.mark.parametrize("quirk", TOOLS)
def test_tool_calls_of_a_stream_are_merged(emulator: RunningEmulator, quirk: str) -> None:
    headers = {"x-emulator-quirk": quirk}
    with InferenceClient(emulator_url=emulator.url, api_key="hf_test") as client:
        final = client.chat_completion(MESSAGES, model="some/model", headers=headers, stream=True).final()
    assert text_of_calls(final.choices[0].message.tool_calls) == CALLS


def test_tool_calls_of_a_response_have_their_arguments_as_text(run: Run) -> None:
    message = chat(run, "tool-call-objects").choices[0].message
    assert text_of_calls(message.tool_calls) == CALLS


@pytest.mark.parametrize("quirk", FAILING)
def test_an_error_under_status_200_is_raised(run: Run, quirk: str) -> None:
    text = "error" if quirk == "error-finish" else ERROR_TEXT
    with pytest.raises(errors.StreamError, match=text):
        chat(run, quirk, stream=True)
    if quirk not in {"error-event", "error-json", "error-finish"}:
        with pytest.raises(errors.InferwireError, match=text):
            chat(run, quirk)


@pytest.mark.parametrize("quirk", PASSING)
def test_a_rejected_request_succeeds_when_it_is_sent_again(run: Run, emulator: RunningEmulator, quirk: str) -> None:
    assert chat(run, quirk, client=AGAIN).choices[0].message.content == "Two cats."
    assert len(emulator.journal) == 2
    assert streamed(run, quirk, client=AGAIN) == "Two cats."
    status = int(quirk[-3:]) if quirk.startswith("status-") else 429
    with pytest.raises(errors.ProviderError) as caught:
        chat(run, quirk)
    assert caught.value.status == status
    if status == 429:
        assert caught.value.retry_after == pytest.approx(0.02, abs=0.05)


def test_a_slow_first_token_is_awaited(run: Run) -> None:
    limit = Timeout(read=0.15, total=5)
    assert streamed(run, "slow-first-token", timeout=limit) == "Two cats."


def test_quirks_can_be_combined_and_are_named_in_the_response(http: httpx.Client) -> None:
    headers = {"authorization": "Bearer hf_test", "x-emulator-quirk": "ndjson, nan"}
    body = {"model": "some/model", "messages": MESSAGES, "stream": True}
    response = http.post("/router.huggingface.co/v1/chat/completions", json=body, headers=headers)
    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.headers["x-emulator-quirk"] == "ndjson,nan"
    assert all(line.startswith('{"id"') and "NaN" in line for line in response.text.splitlines())


def test_a_quirk_that_does_not_apply_changes_nothing(http: httpx.Client) -> None:
    call = {"json": {"model": "some/model", "messages": MESSAGES}}
    url, key = "/router.huggingface.co/v1/chat/completions", {"authorization": "Bearer hf_test"}
    usual = http.post(url, **call, headers=key)
    for quirk in STREAMS_ONLY:
        response = http.post(url, **call, headers={**key, "x-emulator-quirk": quirk})
        if quirk not in {"always-streams", "slow-first-token"}:
            assert response.content == usual.content, quirk
            assert response.headers["content-type"] == usual.headers["content-type"]


def test_calls_get_the_quirks_in_turn() -> None:
    body = {"model": "some/model", "messages": MESSAGES, "stream": True}
    with (
        serve(quirks=["always-streams", "null-events", "no-done"]) as emulator,
        httpx.Client(base_url=emulator.url, headers={"authorization": "Bearer hf_test"}) as http,
    ):
        url = "/router.huggingface.co/v1/chat/completions"
        for _ in range(2):
            named = [http.post(url, json=body).headers["x-emulator-quirk"] for _ in range(3)]
            assert named == ["null-events", "no-done", "null-events"]
            emulator.reset()


def test_every_quirk_has_its_turn() -> None:
    with (
        serve(quirks=QUIRKS) as emulator,
        httpx.Client(base_url=emulator.url, headers={"authorization": "Bearer hf_test"}) as http,
    ):
        found = set()
        for is_stream in (True, False):
            emulator.reset()
            for number in range(len(QUIRKS)):
                body = {"model": "some/model", "messages": MESSAGES, "stream": is_stream, "seed": number}
                response = http.post("/router.huggingface.co/v1/chat/completions", json=body)
                found.add(response.headers["x-emulator-quirk"])
        assert found == set(QUIRKS)


def test_a_quirk_can_be_queued(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_quirk("error-object")
    with pytest.raises(errors.InferwireError, match=ERROR_TEXT):
        chat(run, "")
    assert chat(run, "").choices[0].message.content == "Two cats."
    emulator.add_quirk("error-object")
    emulator.reset()
    assert chat(run, "").choices[0].message.content == "Two cats."


def test_an_unknown_quirk_is_rejected(run: Run, emulator: RunningEmulator) -> None:
    message = "unknown quirk 'null-delta'; did you mean 'null-deltas'?"
    with pytest.raises(errors.ProviderError, match="unknown quirk 'null-delta'") as caught:
        chat(run, "null-delta")
    assert caught.value.status == 400
    for reject in (emulator.add_quirk, parse_names, lambda name: Emulator(quirks=[name])):
        with pytest.raises(ValueError, match=r"unknown quirk") as error:
            reject("null-delta")
        assert str(error.value) == message
    with pytest.raises(ValueError, match="choose from empty-events, null-events"):
        parse_names("xyz")
    with pytest.raises(ValueError, match="cannot be combined with `emulator`"), serve(Emulator(), quirks=["nan"]):
        pass


def test_the_command_knows_the_quirks() -> None:
    command = [sys.executable, "-m", "inferwire_emulator"]
    ended = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True)
    for name, quirk in QUIRKS.items():
        assert any(line.split(None, 1) == [name, quirk.description] for line in ended.stdout.splitlines()), name
    ended = subprocess.run([*command, "--quirks", "nan,null-delta"], capture_output=True, text=True)
    message = "inferwire_emulator: unknown quirk 'null-delta'; did you mean 'null-deltas'?\n"
    assert (ended.returncode, ended.stderr) == (1, message)


def test_the_documentation_lists_every_quirk() -> None:
    page = (Path(__file__).parents[2] / "docs" / "testing.md").read_text(encoding="utf-8")
    section = page.partition("## Quirks")[2]
    for name in QUIRKS:
        assert f"`{name}`" in section, name

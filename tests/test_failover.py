"""A call goes to the next provider or model, if its failure is safe to repeat; nothing is lost, or billed twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, ProviderSkipped, Retry
from inferwire_emulator import RunningEmulator, serve

MESSAGES = [{"role": "user", "content": "Hello"}]
MODEL = "meta-llama/Llama-3.1-8B-Instruct"
HOSTS = {"groq": "api.groq.com", "together": "api.together.xyz", "auto": "router.huggingface.co"}


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


@pytest.fixture(autouse=True)
def keys(emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    emulator.reset()
    monkeypatch.setenv("GROQ_API_KEY", "gsk_test")
    monkeypatch.setenv("TOGETHER_API_KEY", "tgp_test")
    monkeypatch.setenv("HF_TOKEN", "hf_test")


def hosts(emulator: RunningEmulator) -> list[str]:
    return [each.host for each in emulator.journal if each.method == "POST"]


Run = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest, emulator: RunningEmulator) -> Run:
    """Return a function that chats with the providers that are passed."""

    def chat(provider: Any, *, times: int = 1, **options: Any) -> Any:
        options = {"model": MODEL, **options}
        with InferenceClient(emulator_url=emulator.url, provider=provider) as own:
            return [own.chat_completion(MESSAGES, **options) for _ in range(times)][-1]

    async def chat_async(provider: Any, *, times: int = 1, **options: Any) -> Any:
        options = {"model": MODEL, **options}
        async with AsyncInferenceClient(emulator_url=emulator.url, provider=provider) as own:
            return [await own.chat_completion(MESSAGES, **options) for _ in range(times)][-1]

    if request.param == "sync":
        return chat
    return lambda provider, **options: asyncio.run(chat_async(provider, **options))


@pytest.mark.parametrize("fault", ["status=503", "status=500", "status=429;retry-after=60", "status=402", "status=401"])
def test_the_next_provider_responds(run: Run, emulator: RunningEmulator, fault: str) -> None:
    emulator.add_fault(fault, host=HOSTS["groq"])
    events: list[Any] = []
    result = run(["groq", "together", "auto"], on_event=events.append)
    assert result.text
    assert hosts(emulator) == [HOSTS["groq"], HOSTS["together"]]
    meta = result.meta
    assert meta.provider == "together"
    status = int(fault.partition(";")[0].removeprefix("status="))
    assert [(attempt.provider, attempt.status) for attempt in meta.attempts] == [("Groq", status), ("Together AI", 200)]
    assert meta.attempts[0].error
    (skipped,) = [event for event in events if isinstance(event, ProviderSkipped)]
    assert (skipped.provider, skipped.next_provider, skipped.error.status) == ("groq", "together", status)


def test_no_time_is_spent_on_retries_while_others_are_left(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=503;retry-after=30;times=9", host=HOSTS["groq"])
    assert run(["groq", "together"], timeout=5).meta.seconds.total < 3


def test_the_last_provider_is_retried(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=503", host=HOSTS["groq"])
    emulator.add_fault("status=503", host=HOSTS["together"])
    result = run(["groq", "together"], retry=Retry(initial_delay=0.01))
    assert [attempt.status for attempt in result.meta.attempts] == [503, 503, 200]


@pytest.mark.parametrize("fault", ["status=400", "status=422"])
def test_a_request_that_is_wrong_goes_to_no_other_provider(run: Run, emulator: RunningEmulator, fault: str) -> None:
    emulator.add_fault(fault, host=HOSTS["groq"])
    with pytest.raises(inferwire.ProviderError):
        run(["groq", "together"])
    assert hosts(emulator) == [HOSTS["groq"]]


def test_the_error_of_the_last_provider_names_all(run: Run, emulator: RunningEmulator) -> None:
    for name in ("groq", "together"):
        emulator.add_fault("status=500;times=9", host=HOSTS[name])
    with pytest.raises(inferwire.ProviderError, match=r"before that, groq failed: see \.attempts") as caught:
        run(["groq", "together"], retry=1)
    error = caught.value
    assert [attempt.provider for attempt in error.attempts] == ["Groq", "Together AI"]
    assert error.meta is not None
    assert error.meta.attempts == error.attempts


def test_a_provider_that_failed_rests(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=503", host=HOSTS["groq"])
    result = run(["groq", "together"], times=3)
    assert hosts(emulator) == [HOSTS["groq"], *[HOSTS["together"]] * 3]
    passed_over, _ = result.meta.attempts
    assert (passed_over.provider, passed_over.status) == ("groq", 503)
    assert passed_over.error.startswith("not tried for another 30 s, because it failed: ")


def test_a_provider_that_rests_is_the_last_resort(emulator: RunningEmulator) -> None:
    with InferenceClient(emulator_url=emulator.url, provider=["groq", "together"]) as client:
        emulator.add_fault("status=503", host=HOSTS["groq"])
        assert client.chat_completion(MESSAGES, model=MODEL).meta.provider == "together"
        emulator.add_fault("status=503", host=HOSTS["together"])
        result = client.chat_completion(MESSAGES, model=MODEL)
    assert result.meta.provider == "groq"
    assert [attempt.status for attempt in result.meta.attempts] == [503, 503, 200]


def test_without_a_cooldown_the_first_provider_is_tried_again(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=503", host=HOSTS["groq"])
    run(["groq", "together"], cooldown=0, times=2)
    assert hosts(emulator) == [HOSTS["groq"], HOSTS["together"], HOSTS["groq"]]


def test_models_are_tried_at_all_providers_in_turn(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=404", host=HOSTS["groq"])
    emulator.add_fault("status=404", host=HOSTS["together"])
    result = run(["groq", "together"], model=[MODEL, "openai/gpt-oss-120b"])
    assert (result.meta.provider, result.meta.model) == ("groq", "openai/gpt-oss-120b")


def test_a_stream_fails_over_before_its_first_byte(run: Run, emulator: RunningEmulator) -> None:
    emulator.add_fault("status=503", host=HOSTS["groq"])
    with InferenceClient(emulator_url=emulator.url, provider=["groq", "together"]) as client:
        stream = client.chat_completion(MESSAGES, model=MODEL, stream=True)
        assert stream.text()
        assert stream.meta.provider == "together"
        emulator.add_fault("truncate", host=HOSTS["together"])
        with pytest.raises(inferwire.StreamError):
            client.chat_completion(MESSAGES, model=MODEL, stream=True).text()
    assert hosts(emulator) == [HOSTS["groq"], HOSTS["together"], HOSTS["together"]]


@pytest.mark.parametrize("fault", ["status=500", "cut"])
def test_a_submission_that_may_be_billed_goes_to_no_other_provider(emulator: RunningEmulator, fault: str) -> None:
    with InferenceClient(emulator_url=emulator.url, api_key="hf_test", provider=["fal-ai", "replicate"]) as client:
        emulator.add_fault(fault)
        with pytest.raises((inferwire.ProviderError, inferwire.InferenceConnectionError)):
            client.text_to_video("a cat", model="emulated/text-to-video")
    assert len(hosts(emulator)) == 1


def test_one_key_of_a_provider_is_not_sent_to_others(emulator: RunningEmulator) -> None:
    with (
        InferenceClient(emulator_url=emulator.url, api_key="gsk_mine", provider=["groq", "together"]) as client,
        pytest.raises(inferwire.InputError, match="api_key is the key of one provider"),
    ):
        client.chat_completion(MESSAGES, model=MODEL)
    assert hosts(emulator) == []


def test_an_unknown_provider_is_refused_at_once(emulator: RunningEmulator) -> None:
    with pytest.raises(inferwire.RoutingError, match="did you mean 'groq'"):
        InferenceClient(provider=["together", "grok"])
    with pytest.raises(inferwire.InputError, match="`provider` must be a string or a list of strings"):
        InferenceClient().with_options(provider=[])


@pytest.mark.parametrize("policy", ["fastest", "cheapest"])
def test_the_router_receives_the_policy(emulator: RunningEmulator, policy: Any) -> None:
    with InferenceClient(emulator_url=emulator.url) as client:
        client.chat_completion(MESSAGES, model="openai/gpt-oss-120b", policy=policy)
    body = msgspec.json.decode(emulator.journal[-1].body)
    assert body["model"] == f"openai/gpt-oss-120b:{policy}"


def test_no_call_is_lost_and_none_billed_twice(emulator: RunningEmulator) -> None:
    numbers = random.Random(7)
    count = 300

    async def call(client: AsyncInferenceClient, number: int) -> Any:
        if numbers.random() < 0.4:
            emulator.add_fault(numbers.choice(["status=503", "status=429", "status=500"]), host=HOSTS["groq"])
        return await client.chat_completion([{"role": "user", "content": f"call {number}"}], model=MODEL, cooldown=0)

    async def run() -> list[Any]:
        async with AsyncInferenceClient(
            emulator_url=emulator.url, provider=["groq", "together", "auto"], limits=5, timeout=120
        ) as client:
            return await asyncio.gather(*(call(client, number) for number in range(count)))

    results = asyncio.run(run())
    providers = Counter(result.meta.provider for result in results)
    assert providers["groq"] > 50
    assert providers["together"] > 50
    sent = Counter(
        msgspec.json.decode(each.body)["messages"][0]["content"] for each in emulator.journal if each.method == "POST"
    )
    for number, result in enumerate(results):
        statuses = [attempt.status for attempt in result.meta.attempts]
        assert statuses.count(200) == 1
        assert sent[f"call {number}"] == len(statuses)

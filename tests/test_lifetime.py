"""A client is closed, copied, pickled and forked: settings travel, connections do not, nor do keys into pickles."""

from __future__ import annotations

import asyncio
import copy
import os
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_emulator.server import RunningEmulator, serve

from .support.known_keys import SECRET

MESSAGES: list[inferwire.ChatCompletionInputMessage] = [{"role": "user", "content": "hi"}]


def forked(test: Any) -> Any:
    """Mark a test that forks; the emulator runs in a thread, which newer Pythons warn of."""
    test = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")(test)
    return pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")(test)


def pickled(client: Any) -> Any:
    return pickle.loads(pickle.dumps(client))


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


def chat(client: InferenceClient) -> str | None:
    return client.chat_completion(MESSAGES, model="a/model").choices[0].message.content


def test_a_closed_client_and_its_copies_refuse_calls(emulator: RunningEmulator) -> None:
    with InferenceClient(api_key=SECRET, emulator_url=emulator.url) as client:
        copies = [client.with_options(model="b/model"), copy.copy(client)]
        apart = copy.deepcopy(client)
        assert chat(client) == "Two cats."
    for closed in [client, *copies]:
        with pytest.raises(inferwire.InputError, match="the client is closed"):
            chat(closed)
        closed.close()  # a second time does nothing
    with apart:
        assert chat(apart) == "Two cats."


@pytest.mark.parametrize("is_used", [True, False])
def test_a_closed_asynchronous_client_refuses_calls(emulator: RunningEmulator, is_used: bool) -> None:
    async def main() -> None:
        async with AsyncInferenceClient(api_key=SECRET, emulator_url=emulator.url) as client:
            if is_used:
                await client.chat_completion(MESSAGES, model="a/model")
        with pytest.raises(inferwire.InputError, match="the client is closed"):
            await client.chat_completion(MESSAGES, model="a/model")
        await client.close()

    anyio.run(main)


@pytest.mark.parametrize("header", [None, "Authorization", "x-api-key"])
@pytest.mark.parametrize(
    "again", [pickled, lambda client: pickled(pickled(client)), lambda client: pickled(copy.copy(client))]
)
def test_a_pickle_holds_no_key_and_its_calls_raise_until_one_is_passed(
    again: Callable[[Any], Any], header: str | None
) -> None:
    options: dict[str, Any] = {"api_key": SECRET} if header is None else {"headers": {header: SECRET}}
    client = InferenceClient("a/model", emulator_url="http://127.0.0.1:9", **options)
    assert SECRET.encode() not in pickle.dumps(client)
    with pytest.raises(inferwire.AuthenticationError, match=r"keys are not pickled.*with_options\(api_key="):
        chat(again(client))


def test_another_key_of_the_environment_does_not_replace_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_someone_else")
    other = pickled(InferenceClient(api_key=SECRET, emulator_url="http://127.0.0.1:9"))
    with pytest.raises(inferwire.AuthenticationError, match="keys are not pickled"):
        chat(other)


def test_a_restored_key_is_used(emulator: RunningEmulator) -> None:
    with pickled(InferenceClient(api_key=SECRET, emulator_url=emulator.url)) as other:
        assert chat(other.with_options(api_key="hf_other")) == "Two cats."
        assert other.chat_completion(MESSAGES, model="a/model", api_key="hf_other").choices


def test_a_key_of_the_environment_is_read_again(emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", SECRET)
    for api_key in (None, SECRET):
        client = InferenceClient(api_key=api_key, emulator_url=emulator.url)
        assert SECRET.encode() not in pickle.dumps(client)
        with pickled(client) as other:
            assert chat(other) == "Two cats."


def test_a_client_without_a_key_stays_without(emulator: RunningEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", SECRET)
    client = pickled(InferenceClient(api_key=False, emulator_url=emulator.url))
    with pytest.raises(inferwire.AuthenticationError, match=r"needs a key|needs a token"):
        chat(client)


@forked
def test_a_forked_process_opens_its_own_connections(emulator: RunningEmulator) -> None:
    with InferenceClient(api_key=SECRET, emulator_url=emulator.url) as client:
        assert chat(client) == "Two cats."
        child = os.fork()
        if child == 0:
            try:
                os._exit(0 if [chat(client), chat(client)] == ["Two cats."] * 2 else 1)
            finally:
                os._exit(2)
        assert chat(client) == "Two cats."
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert chat(client) == "Two cats."  # the child left the connection of the parent alone


@forked
def test_an_asynchronous_client_works_in_a_forked_process(emulator: RunningEmulator) -> None:
    client = AsyncInferenceClient(api_key=SECRET, emulator_url=emulator.url)

    async def chat_async() -> str | None:
        return (await client.chat_completion(MESSAGES, model="a/model")).choices[0].message.content

    async def main() -> None:
        async with client:
            assert await chat_async() == "Two cats."
            child = os.fork()
            if child == 0:
                try:
                    os._exit(0 if asyncio.run(chat_async()) == "Two cats." else 1)
                finally:
                    os._exit(2)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            assert await chat_async() == "Two cats."

    asyncio.run(main())

"""An argument that does not exist is an error that names what was meant; openai's markers mean "not passed"."""

from __future__ import annotations

import json
from typing import Any

import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, InputError
from inferwire_emulator.responses import example_arguments

from .test_bad_input import TABLES, recording

NUMBER: Any = 8642097531
KINDS: list[Any] = [InferenceClient, AsyncInferenceClient]


def method(task: str) -> Any:
    return getattr(InferenceClient("a/b", api_key=False), task)


@pytest.mark.parametrize(
    ("task", "name", "hint"),
    [
        ("chat_completion", "max_token", "did you mean 'max_tokens'?"),
        ("chat_completion", "temprature", "did you mean 'temperature'?"),
        ("chat_completion", "max_new_tokens", "did you mean 'max_tokens'?"),
        ("text_generation", "max_completion_tokens", "did you mean 'max_new_tokens'?"),
        ("chat_completion", "tool", "did you mean 'tools'?"),
        ("chat_completion", "num_retries", "did you mean 'retry'?"),
        ("chat_completion", "default_headers", "did you mean 'headers'?"),
        ("chat_completion", "timout", "did you mean 'timeout'?"),
        ("chat_completion", "modalities", "pass it in extra_body={'modalities': ...}"),
        ("chat_completion", "web_search_options", "pass it in extra_body={'web_search_options': ...}"),
        ("chat_completion", "query", "pass it in extra_query={...}"),
        ("text_generation", "max_tokens", "did you mean 'max_new_tokens'?"),
        ("text_generation", "max_token", "did you mean 'max_new_tokens'?"),
        ("text_generation", "stop_sequences", "did you mean 'stop'?"),
        ("text_to_image", "steps", "did you mean 'num_inference_steps'?"),
        ("text_to_image", "cfg_scale", "did you mean 'guidance_scale'?"),
        ("zero_shot_classification", "labels", "did you mean 'candidate_labels'?"),
        ("translation", "source_lang", "did you mean 'src_lang'?"),
        ("feature_extraction", "user", "pass it in extra_body={'user': ...}"),
        ("summarization", "colour", "pass unknown parameters in extra_parameters= or extra_body="),
    ],
)
def test_an_unknown_argument_of_a_call_names_what_was_meant(task: str, name: str, hint: str) -> None:
    good = example_arguments(TABLES, task.replace("_", "-"))
    with pytest.raises(TypeError, match=f"unexpected keyword argument '{name}'; ") as caught:
        method(task)(**good, **{name: "a"})
    assert hint in str(caught.value)
    assert "'token'" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("modle", "did you mean 'model'?"),
        ("api_keys", "did you mean 'api_key'?"),
        ("num_retries", "did you mean 'retry'?"),
        ("endpoint_url", "did you mean 'base_url'?"),
        ("default_headers", "did you mean 'headers'?"),
        ("extra_body", "pass it to a call, or to with_options(extra_body=...)"),
        ("foo", "known are account, api_key, base_url, "),
    ],
)
@pytest.mark.parametrize("create", [*KINDS, inferwire.configure], ids=lambda each: each.__name__)
def test_an_unknown_argument_of_a_client_names_what_was_meant(create: Any, name: str, hint: str) -> None:
    with pytest.raises(TypeError, match=f"unexpected keyword argument '{name}'; ") as caught:
        create(**{name: "a"})
    assert hint in str(caught.value)


def test_the_defaults_of_functions_are_checked_where_they_are_set() -> None:
    with pytest.raises(inferwire.RoutingError, match="there is no provider 'grok'; did you mean 'groq'"):
        inferwire.configure(provider="grok")
    with pytest.raises(InputError, match="`transport` must be one of"):
        inferwire.configure(transport="carrier pigeon")  # type: ignore[arg-type]


def test_a_blocking_client_over_aiohttp_is_refused_where_it_is_created() -> None:
    with pytest.raises(InputError, match="transport='aiohttp' cannot make blocking calls; use AsyncInferenceClient"):
        InferenceClient(transport="aiohttp")
    AsyncInferenceClient(transport="aiohttp")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["api_key", "token"])
def test_a_key_that_is_a_number_is_not_shown(kind: Any, name: str) -> None:
    creators: list[Any] = [kind, kind().with_options, inferwire.configure]
    for create in creators:
        with pytest.raises(InputError, match=f"`{name}` must be a string or False, got int|`api_key` must") as caught:
            create(**{name: NUMBER})
        assert str(NUMBER) not in str(caught.value)
    with pytest.raises(InputError) as caught:
        kind(headers={"Authorization": NUMBER})
    assert str(NUMBER) not in str(caught.value)


def marker(name: str) -> Any:
    """Return a value whose class has the name and the module of openai's."""
    return type(name, (), {"__module__": "openai._types", "__bool__": lambda self: False})()


@pytest.mark.parametrize("name", ["NotGiven", "Omit"])
def test_openais_markers_mean_not_passed(name: str) -> None:
    nothing = marker(name)
    with recording("endpoint", "chat-completion") as (client, recorder):
        messages: Any = [{"role": "user", "content": "Hi"}]
        names = ("temperature", "tools", "stop", "response_format", "timeout", "headers", "extra_body", "provider")
        names += ("max_retries", "extra_headers", "extra_query", "user", "metadata", "verbosity", "model")
        with pytest.raises(inferwire.OutputError):
            client.chat_completion(messages, **dict.fromkeys(names, nothing), stream=nothing)
        body = json.loads(next(each for each in recorder.sent if each.method == "POST").read())
        assert body.pop("messages") == messages
        assert set(body) == {"model"}


@pytest.mark.parametrize("kind", KINDS)
def test_openais_markers_mean_not_passed_for_a_client(kind: Any) -> None:
    nothing = marker("NotGiven")
    names = ("model", "provider", "api_key", "timeout", "retry", "headers", "http_client", "transport", "base_url")
    assert kind(**dict.fromkeys(names, nothing))._core.options == kind()._core.options

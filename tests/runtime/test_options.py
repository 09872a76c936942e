"""Options of a call are laid over those of its client; wrong ones are refused before anything is sent."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from msgspec import structs

from inferwire_runtime.client import AsyncClient, Client, ClientOptions
from inferwire_runtime.errors import InputError
from inferwire_runtime.options import Options, merge_options, to_retry, to_timeout
from inferwire_runtime.policy import NO_RETRY, Retry, Timeout
from tests.known_keys import SECRET

INFINITE = float("inf")
DEFAULTS = Options(
    model="a/b",
    provider="groq",
    api_key="hf_client",
    bill_to="acme",
    headers={"x-one": "1", "x-two": "2"},
    extra_body={"one": 1, "two": 2},
    extra_parameters={"one": 1},
    timeout=Timeout(connect=3, idle=4, total=5),
    retry=Retry(attempts=7, on_retry=print),
)


def test_nothing_passed_changes_nothing() -> None:
    assert merge_options(DEFAULTS, {}) is DEFAULTS


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        ({"model": "c/d"}, {"model": "c/d"}),
        ({"provider": "together"}, {"provider": "together"}),
        ({"api_key": "x"}, {"api_key": "x"}),
        ({"api_key": False}, {"api_key": False}),
        ({"token": "x"}, {"api_key": "x"}),
        ({"token": False}, {"api_key": False}),
        ({"token": "x", "api_key": "x"}, {"api_key": "x"}),
        ({"token": "x", "api_key": None}, {"api_key": "x"}),
        ({"api_key": None, "token": "x"}, {"api_key": "x"}),
        ({"bill_to": None}, {"bill_to": None}),
        ({"output_type": "url"}, {"output_type": "url"}),
        ({"headers": {"x-two": "3", "x-new": ""}}, {"headers": {"x-one": "1", "x-two": "3", "x-new": ""}}),
        ({"headers": {"X-TWO": "3\t4"}}, {"headers": {"x-one": "1", "x-two": "3\t4"}}),
        ({"extra_body": {"two": None, "three": [3]}}, {"extra_body": {"one": 1, "two": None, "three": [3]}}),
        ({"extra_parameters": {"two": 2}}, {"extra_parameters": {"one": 1, "two": 2}}),
        ({"timeout": 9}, {"timeout": Timeout(connect=3, idle=4, total=9)}),
        ({"timeout": 0.5}, {"timeout": Timeout(connect=3, idle=4, total=0.5)}),
        ({"timeout": None}, {"timeout": Timeout(connect=3, idle=4, total=INFINITE)}),
        ({"timeout": INFINITE}, {"timeout": Timeout(connect=3, idle=4, total=INFINITE)}),
        ({"timeout": Timeout(total=1)}, {"timeout": Timeout(total=1)}),
        ({"retry": 2}, {"retry": Retry(attempts=2, on_retry=print)}),
        ({"retry": 1}, {"retry": Retry(attempts=1, on_retry=print)}),
        ({"retry": None}, {"retry": NO_RETRY}),
        ({"retry": Retry(first_delay=1)}, {"retry": Retry(first_delay=1)}),
        ({"retry_on_error": False}, {"retry": structs.replace(NO_RETRY, on_retry=print)}),
        ({"retry_on_error": False, "retry": 5}, {"retry": structs.replace(NO_RETRY, on_retry=print)}),
        ({"retry": 5, "retry_on_error": False}, {"retry": structs.replace(NO_RETRY, on_retry=print)}),
        ({"retry_on_error": True}, {}),
    ],
)
def test_options_of_a_call_win(given: dict[str, Any], changes: dict[str, Any]) -> None:
    before = structs.asdict(DEFAULTS)
    assert merge_options(DEFAULTS, given) == structs.replace(DEFAULTS, **changes)
    assert structs.asdict(DEFAULTS) == before


@pytest.mark.parametrize(
    "name", ["model", "provider", "api_key", "token", "headers", "extra_body", "extra_parameters", "output_type"]
)
def test_none_is_as_good_as_not_passed(name: str) -> None:
    assert merge_options(DEFAULTS, {name: None}) == DEFAULTS


def test_a_header_is_one_header_however_it_is_written() -> None:
    options = Options()
    for headers in ({"X-A": "1"}, {"x-a": "2"}, {"X-a": "3"}):
        options = merge_options(options, {"headers": headers})
    assert options.headers == {"x-a": "3"}


def test_what_is_passed_is_not_changed_by_later_calls() -> None:
    body = {"a": 1}
    options = merge_options(Options(), {"extra_body": body})
    body["a"] = 2
    assert options.extra_body == {"a": 1}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("modle", "did you mean 'model'?"),
        ("time_out", "did you mean 'timeout'?"),
        ("apikey", "did you mean 'api_key'?"),
        ("extra_parameter", "did you mean 'extra_parameters'?"),
        ("guidance_scale", "pass unknown parameters in extra_parameters= or extra_body="),
        ("endpoint_url", "pass unknown parameters"),
    ],
)
def test_a_misspelt_option_is_refused_with_the_nearest_word(name: str, hint: str) -> None:
    with pytest.raises(TypeError, match=rf"unexpected keyword argument '{name}'; .*") as caught:
        merge_options(DEFAULTS, {name: 1})
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"model": 5}, "model is a text, not a int"),
        ({"provider": ["a"]}, "provider is a text, not a list"),
        ({"bill_to": True}, "bill_to is a text, not a bool"),
        ({"api_key": True}, "api_key is a text, or False"),
        ({"api_key": 5}, "api_key is a text, or False"),
        ({"token": b"hf_x"}, "api_key is a text, or False"),
        ({"api_key": "hf_one", "token": "hf_two"}, "two names of one thing"),
        ({"api_key": False, "token": "hf_two"}, "two names of one thing"),
        ({"output_type": "pil"}, "output_type is 'bytes', 'url', 'data_url' or 'json', not 'pil'"),
        ({"output_type": []}, "output_type is"),
        ({"headers": [("a", "b")]}, "headers is a mapping of names to values, not a list"),
        ({"headers": "a: b"}, "headers is a mapping"),
        ({"extra_body": [1]}, "extra_body is a mapping"),
        ({"extra_parameters": 1}, "extra_parameters is a mapping"),
        ({"retry_on_error": "no"}, "retry_on_error is True or False"),
        ({"retry_on_error": None}, "retry_on_error is True or False"),
    ],
)
def test_an_option_of_a_wrong_type_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        merge_options(DEFAULTS, given)
    assert "hf_" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "é", "€", "\ud800", "\x7f", b"a", 1, None, ["a"]]
)
def test_a_header_that_is_not_a_text_of_one_line_is_refused_and_not_shown(text: Any) -> None:
    with pytest.raises(InputError, match=r"the header 'x-a' is not an ASCII text of one line$"):
        merge_options(DEFAULTS, {"headers": {"x-a": text}})


@pytest.mark.parametrize("name", ["", " ", "a b", "a:", "a\r\nb", "é", "a\0", 1, None, b"a", "(a)"])
def test_a_header_name_that_is_none_is_refused(name: Any) -> None:
    with pytest.raises(InputError, match="cannot be the name of a header"):
        merge_options(DEFAULTS, {"headers": {name: "a"}})


@pytest.mark.parametrize(
    "value", [0, 0.0, -1, float("nan"), -INFINITE, 1e30, 10**400, True, False, "5", "", [], {}, 1j, b"1"]
)
def test_a_timeout_that_is_no_positive_number_is_refused(value: Any) -> None:
    with pytest.raises(InputError, match="timeout is a positive number of seconds or a Timeout, not "):
        to_timeout(value, Timeout())
    for name in ("connect", "idle", "total"):
        with pytest.raises(InputError, match=f"{name} of a Timeout is a positive number of seconds, not "):
            Timeout(**{name: value})


def test_only_the_whole_can_be_without_a_limit() -> None:
    assert Timeout(total=INFINITE).total == INFINITE
    wrong: Any
    for wrong in ({"connect": INFINITE}, {"connect": None}, {"idle": INFINITE}, {"idle": None}, {"total": None}):
        with pytest.raises(InputError, match=r"\w+ of a Timeout is a positive number"):
            Timeout(**wrong)


@pytest.mark.parametrize("value", [0, -1, True, False, 2.0, "3", [], float("nan"), Timeout()])
def test_a_retry_that_is_no_number_of_attempts_is_refused(value: Any) -> None:
    with pytest.raises(InputError, match="retry is a Retry or a number of attempts from 1, not "):
        to_retry(value, Retry())


def test_options_print_without_what_may_be_secret() -> None:
    options = Options(
        api_key=SECRET, headers={"x": SECRET}, extra_body={"x": SECRET}, extra_parameters={"x": SECRET}, model="a/b"
    )
    assert repr(options) == "Options(model='a/b', provider='auto', endpoint_url=None)"


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_functions_without_a_client_are_configured_with_what_a_client_takes(client: type) -> None:
    taken = {name: each.annotation for name, each in inspect.signature(client).parameters.items()}
    assert {name: each.__forward_arg__ for name, each in ClientOptions.__annotations__.items()} == taken

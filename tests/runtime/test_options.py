"""Options of a call override those of its client; wrong ones are errors before anything is sent."""

from __future__ import annotations

import copy
import inspect
import pickle
import pydoc
import typing
from collections.abc import Awaitable, Callable
from typing import Any

import numpy
import pytest
from msgspec import structs

from inferwire_runtime.client import AsyncClient, Client, ClientOptions
from inferwire_runtime.errors import Attempt, InputError
from inferwire_runtime.options import OPTION_NAMES, CallOptions, Job, Options, merge_options, to_retry, to_timeout
from inferwire_runtime.policy import NO_RETRY, Retry, RetryEvent, Timeout
from tests.support.known_keys import SECRET

INFINITE = float("inf")
DEFAULTS = Options(
    model="a/b",
    provider="groq",
    api_key="hf_client",
    bill_to="acme",
    headers={"x-one": "1", "x-two": "2"},
    extra_body={"one": 1, "two": 2},
    extra_parameters={"one": 1},
    timeout=Timeout(connect=3, read=4, total=5),
    retry=Retry(attempts=7, on_retry=print),
)


def test_nothing_passed_changes_nothing() -> None:
    assert merge_options(DEFAULTS, {}) is DEFAULTS


@pytest.mark.parametrize(
    ("options", "changes"),
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
        ({"output_type": "url"}, {"output_type": "url"}),
        ({"headers": {"x-two": "3", "x-new": ""}}, {"headers": {"x-one": "1", "x-two": "3", "x-new": ""}}),
        ({"headers": {"X-TWO": "3\t4"}}, {"headers": {"x-one": "1", "x-two": "3\t4"}}),
        ({"extra_body": {"two": None, "three": [3]}}, {"extra_body": {"one": 1, "two": None, "three": [3]}}),
        ({"extra_parameters": {"two": 2}}, {"extra_parameters": {"one": 1, "two": 2}}),
        ({"timeout": 9}, {"timeout": Timeout(connect=3, read=4, total=9)}),
        ({"timeout": 0.5}, {"timeout": Timeout(connect=3, read=4, total=0.5)}),
        ({"timeout": INFINITE}, {"timeout": Timeout(connect=3, read=4, total=INFINITE)}),
        ({"timeout": Timeout(total=1)}, {"timeout": Timeout(total=1)}),
        ({"retry": 2}, {"retry": Retry(attempts=2, on_retry=print)}),
        ({"retry": 1}, {"retry": Retry(attempts=1, on_retry=print)}),
        ({"retry": Retry(initial_delay=1)}, {"retry": Retry(initial_delay=1)}),
        ({"retry_on_error": False}, {"retry": structs.replace(NO_RETRY, on_retry=print)}),
        ({"retry_on_error": False, "retry": 5}, {"retry": structs.replace(NO_RETRY, on_retry=print)}),
        ({"retry": 5, "retry_on_error": False}, {"retry": structs.replace(NO_RETRY, on_retry=print)}),
        ({"retry_on_error": True}, {}),
    ],
)
def test_options_of_a_call_override_the_defaults(options: dict[str, Any], changes: dict[str, Any]) -> None:
    before = structs.asdict(DEFAULTS)
    assert merge_options(DEFAULTS, options) == structs.replace(DEFAULTS, **changes)
    assert structs.asdict(DEFAULTS) == before


@pytest.mark.parametrize("name", sorted(OPTION_NAMES))
def test_none_is_the_same_as_not_passed(name: str) -> None:
    assert merge_options(DEFAULTS, {name: None}) is DEFAULTS


def test_none_is_the_same_as_not_passed_to_a_client() -> None:
    assert to_timeout(None, DEFAULTS.timeout) is DEFAULTS.timeout
    assert to_retry(None, DEFAULTS.retry) is DEFAULTS.retry


def test_header_names_are_case_insensitive() -> None:
    options = Options()
    for headers in ({"X-A": "1"}, {"x-a": "2"}, {"X-a": "3"}):
        options = merge_options(options, {"headers": headers})
    assert options.headers == {"x-a": "3"}


def test_a_mapping_that_was_passed_is_copied() -> None:
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
        ("http", "pass transport= to the client"),
        ("num_retries", "did you mean 'retry'?"),
        ("default_headers", "did you mean 'headers'?"),
    ],
)
def test_an_unknown_option_is_an_error_that_names_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(TypeError, match=rf"unexpected keyword argument '{name}'; .*") as caught:
        merge_options(DEFAULTS, {name: 1})
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"model": 5}, "`model` must be a string, got 5"),
        ({"model": [1]}, "`model` must be a string or a list of strings, got list of 1"),
        ({"provider": ["a", 5]}, "`provider` must be a string or a list of strings, got list of 2"),
        ({"provider": []}, "`provider` must be a string or a list of strings, got list of 0"),
        ({"bill_to": True}, "`bill_to` must be a string, got True"),
        ({"bill_to": "a\nb"}, "`bill_to` must be the name of an organization: ASCII characters on one line"),
        ({"api_key": 5}, "`api_key` must be a string or False, got int"),
        ({"token": b"hf_x"}, "`token` must be a string or False, got bytes"),
        ({"token": numpy.zeros(2)}, "`token` must be a string or False, got ndarray"),
        ({"api_key": "hf_one", "token": "hf_two"}, "pass either `api_key` or `token`, not both"),
        ({"api_key": False, "token": "hf_two"}, "pass either `api_key` or `token`, not both"),
        ({"output_type": "pil"}, "`output_type` must be 'bytes', 'url', 'data_url' or 'json', got 'pil'"),
        ({"output_type": []}, "`output_type` must be 'bytes', 'url', 'data_url' or 'json', got list"),
        ({"headers": [("a", "b")]}, "`headers` must be a mapping, got list"),
        ({"headers": "a: b"}, "`headers` must be a mapping, got str"),
        ({"extra_body": [1]}, "`extra_body` must be a mapping, got list"),
        ({"extra_parameters": 1}, "`extra_parameters` must be a mapping, got 1"),
        ({"retry_on_error": "no"}, "`retry_on_error` must be True or False, got str"),
        ({"on_progress": "no"}, "`on_progress` must be a function, got str"),
        ({"timeout": numpy.zeros(2)}, "`timeout` must be a positive number of seconds or a Timeout, got ndarray"),
        ({"retry": numpy.zeros(2)}, "`retry` must be a Retry or an int ≥ 1, got ndarray"),
    ],
)
def test_an_option_of_the_wrong_type_is_an_error(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        merge_options(DEFAULTS, options)
    assert str(caught.value) == message


@pytest.mark.parametrize("text", ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "é", "€", "\ud800", "\x7f"])
def test_a_header_that_is_not_one_line_is_an_error_that_does_not_show_it(text: Any) -> None:
    with pytest.raises(InputError) as caught:
        merge_options(DEFAULTS, {"headers": {"x-a": text}})
    assert str(caught.value) == "`headers` must have values of ASCII characters on one line; 'x-a' does not"


@pytest.mark.parametrize(("value", "kind"), [(b"a", "bytes"), (1, "int"), (None, "NoneType"), (["a"], "list")])
def test_a_header_that_is_not_a_string_is_an_error(value: Any, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        merge_options(DEFAULTS, {"headers": {"x-a": value}})
    assert str(caught.value) == f"`headers` must map names to strings; 'x-a' is {kind}"


@pytest.mark.parametrize("name", ["", " ", "a b", "a:", "a\r\nb", "é", "a\0", 1, None, b"a", "(a)"])
def test_an_invalid_header_name_is_an_error(name: Any) -> None:
    with pytest.raises(InputError) as caught:
        merge_options(DEFAULTS, {"headers": {name: "a"}})
    assert str(caught.value) == f"`headers` has an invalid name: {name!r}"


WRONG_SECONDS: list[Any] = [
    *(0, 0.0, -1, float("nan"), -INFINITE, 1e30, 10**400, True, False, "5", "", [], {}, 1j, b"1"),
    numpy.zeros(2),
]


@pytest.mark.parametrize("value", WRONG_SECONDS)
def test_a_timeout_must_be_a_positive_number(value: Any) -> None:
    with pytest.raises(InputError, match=r"^`timeout` must be a positive number of seconds or a Timeout, got "):
        to_timeout(value, Timeout())
    for name in ("connect", "read", "total"):
        with pytest.raises(InputError, match=f"^`{name}` of Timeout must be a positive number of seconds, got "):
            Timeout(**{name: value})


def test_only_the_total_can_be_unlimited() -> None:
    assert Timeout(total=INFINITE).total == INFINITE
    wrong: Any
    for wrong in ({"connect": INFINITE}, {"connect": None}, {"read": INFINITE}, {"read": None}, {"total": None}):
        with pytest.raises(
            InputError, match=r"`\w+` of Timeout must be a positive number of seconds, got (inf|NoneType)$"
        ):
            Timeout(**wrong)


@pytest.mark.parametrize("value", [0, -1, True, False, 2.0, "3", [], float("nan"), Timeout()])
def test_a_retry_must_be_a_policy_or_a_number_of_attempts(value: Any) -> None:
    with pytest.raises(InputError, match=r"^`retry` must be a Retry or an int ≥ 1, got "):
        to_retry(value, Retry())


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"attempts": 0}, "`attempts` of Retry must be an int ≥ 1, got 0"),
        ({"attempts": "3"}, "`attempts` of Retry must be an int ≥ 1, got str"),
        ({"initial_delay": -1}, "`initial_delay` of Retry must be a number of seconds ≥ 0, got -1"),
        ({"max_delay": numpy.zeros(2)}, "`max_delay` of Retry must be a number of seconds ≥ 0, got ndarray"),
        ({"wait_for_model": 1}, "`wait_for_model` of Retry must be True or False, got 1"),
        ({"retry_submissions": None}, "`retry_submissions` of Retry must be True or False, got NoneType"),
        ({"on_retry": 5}, "`on_retry` of Retry must be a function or None, got 5"),
    ],
)
def test_a_wrong_value_in_a_retry_policy_is_an_error(values: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        Retry(**values)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("make", "name", "message"),
    [
        (Timeout, "idle", "Timeout has no argument 'idle'; did you mean 'read'?"),
        (Timeout, "conect", "Timeout has no argument 'conect'; did you mean 'connect'?"),
        (Timeout, "seconds", "Timeout has no argument 'seconds'; pass connect, read, total"),
        (Retry, "first_delay", "Retry has no argument 'first_delay'; did you mean 'initial_delay'?"),
        (Retry, "longest_delay", "Retry has no argument 'longest_delay'; did you mean 'max_delay'?"),
        (Retry, "repeat_orders", "Retry has no argument 'repeat_orders'; did you mean 'retry_submissions'?"),
        (Retry, "max_retries", "Retry has no argument 'max_retries'; did you mean 'attempts'?"),
    ],
)
def test_an_unknown_argument_is_an_error_that_names_the_nearest(make: Any, name: str, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        make(**{name: 1})
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [Timeout(connect=1, read=2, total=3), Retry(attempts=2, initial_delay=1)])
def test_limits_and_policies_are_values(value: Any) -> None:
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value)), structs.replace(value)):
        assert (type(other), other, hash(other), repr(other)) == (type(value), value, hash(value), repr(value))
    with pytest.raises(AttributeError, match="immutable"):
        value.connect = 5


@pytest.mark.parametrize("cls", [Timeout, Retry, RetryEvent, Options, Attempt, Job])
def test_classes_can_be_introspected(cls: type) -> None:
    pydoc.render_doc(cls)
    assert inspect.signature(cls).parameters
    fields = typing.get_type_hints(cls)
    assert set(fields) == set(getattr(cls, "__struct_fields__", ()))
    assert not any(isinstance(each, (str, typing.ForwardRef)) for each in fields.values())


def test_the_types_of_call_options_can_be_introspected() -> None:
    hints = typing.get_type_hints(CallOptions)
    assert hints["timeout"] == float | Timeout | None
    assert hints["on_progress"] == Callable[[Job], Awaitable[None] | None] | None
    assert set(hints) == set(CallOptions.__annotations__)


def test_a_job_shows_itself_in_one_line() -> None:
    assert repr(Job("replicate", "starting", {})) == "<Job replicate status='starting' polls=0>"


def test_options_print_without_possible_secrets() -> None:
    options = Options(
        api_key=SECRET, headers={"x": SECRET}, extra_body={"x": SECRET}, extra_parameters={"x": SECRET}, model="a/b"
    )
    assert repr(options) == "Options(model='a/b', provider='auto', endpoint_url=None)"


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_configure_accepts_the_arguments_of_a_client(client: type) -> None:
    taken = {name: each.annotation for name, each in inspect.signature(client).parameters.items() if name != "unknown"}
    assert {name: each.__forward_arg__ for name, each in ClientOptions.__annotations__.items()} == taken

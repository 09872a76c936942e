"""Public classes name `inferwire` as their module, and can be pickled and introspected under it."""

from __future__ import annotations

import pickle
import pydoc
import typing

import pytest

import inferwire
from inferwire_runtime import errors, media, options, policy
from inferwire_runtime.errors import InputError

PUBLIC = [
    *(each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)),
    *(errors.Attempt, media.Media, options.CallOptions, options.Job, policy.Retry, policy.RetryEvent, policy.Timeout),
]


@pytest.mark.parametrize("cls", PUBLIC)
def test_a_public_class_is_in_the_module_that_it_names(cls: type) -> None:
    assert f"{cls.__module__}.{cls.__qualname__}" == f"inferwire.{cls.__name__}"
    assert getattr(inferwire, cls.__name__) is cls
    assert pickle.loads(pickle.dumps(cls)) is cls
    hints = typing.get_type_hints(cls)
    assert not any(isinstance(each, (str, typing.ForwardRef)) for each in hints.values())
    assert cls.__name__ in pydoc.render_doc(cls)


@pytest.mark.parametrize(
    "value",
    [
        errors.Attempt(provider="Groq", status=503),
        media.Media(data=b"abc", url="https://a.test/b"),
        policy.Retry(attempts=2),
        policy.Timeout(read=3),
    ],
)
def test_a_public_value_is_pickled(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value


def test_a_retry_event_is_pickled_with_its_error() -> None:
    event = pickle.loads(pickle.dumps(policy.RetryEvent(error=InputError("no"), attempt=1, delay=0.5)))
    assert (type(event.error), str(event.error), event.attempt) == (InputError, "no", 1)


def test_builtins_are_not_shadowed() -> None:
    names = set(inferwire.__all__)
    assert not {"TimeoutError", "ConnectionError"} & names
    assert {"InferenceTimeoutError", "InferenceConnectionError"} <= names

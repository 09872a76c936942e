"""The parameters of a call."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import UNSET

from inferwire_runtime.errors import InputError
from inferwire_runtime.models import Call
from inferwire_runtime.options import Options


def call_with(parameters: dict[str, Any]) -> Call:
    return Call(task="text-to-image", inputs="a", parameters=parameters, options=Options())


def test_a_parameter_is_found_at_its_path() -> None:
    call = call_with({"a": {"b": {"c": 1}}, "n": None})
    assert call.parameter("a", "b", "c") == 1
    assert call.parameter("a", "x", "c") is UNSET
    assert call.parameter("n", "b") is UNSET


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"a": 3}, r"^a must be a mapping with 'b' in it, got int"),
        ({"a": {"b": 3}}, r"^a\.b must be a mapping with 'c' in it, got int"),
    ],
)
def test_an_error_names_the_parameter_that_is_not_a_mapping(parameters: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        call_with(parameters).parameter("a", "b", "c")

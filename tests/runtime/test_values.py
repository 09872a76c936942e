"""What request expressions compute; of what was not passed comes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import UNSET

from inferwire_runtime.errors import InputError
from inferwire_runtime.flow import filled, present
from inferwire_runtime.values import (
    after,
    contains,
    divided,
    has_text,
    least,
    lower,
    merged,
    nearest,
    omitted,
    parent,
    renamed,
    rounded,
    texts,
)

SIZES = {"768P": 768, "2K": 1440}


def test_parameters_get_the_names_of_a_provider() -> None:
    assert renamed({"a": 1, "b": None, "c": 3}, {"a": "x", "b": "y", "d": "z"}) == {"c": 3, "x": 1, "y": None}
    assert renamed({"steps": 1, "num_steps": 2}, {"num_steps": "steps"}) == {"steps": 1}


def test_objects_are_merged_and_the_second_wins() -> None:
    assert merged({"a": 1, "b": 1}, {"b": 2}) == {"a": 1, "b": 2}
    assert merged(None, {"b": 2}) is None
    assert omitted({"a": 1, "b": 2}, "b", "c") == {"a": 1}
    assert omitted({"b": 2}, "b") == omitted(UNSET, "b") == {}


def test_fields_come_first_and_the_rest_fills_in() -> None:
    assert filled({"a": 1, "b": UNSET, "c": None}, {"a": 2, "b": 3, "d": 4}) == {"a": 1, "c": None, "b": 3, "d": 4}
    assert present(1, UNSET, None, []) == [1, None, []]


def test_of_a_list_with_other_things_than_texts_nothing_is_taken() -> None:
    assert texts(["a", "b"]) == ["a", "b"]
    assert texts([]) is texts(["a", 1]) is texts("a") is texts(UNSET) is UNSET


@pytest.mark.parametrize(("value", "is_text"), [("a", True), (" \n", False), ("", False), (UNSET, False), (1, False)])
def test_spaces_are_no_text(value: Any, is_text: bool) -> None:
    assert has_text(value) is is_text


def test_names_are_taken_apart() -> None:
    assert contains("a/B-c", "B")
    assert not contains("a/B-c", "b")
    assert not contains(UNSET, "b")
    assert lower("A/B") == "a/b"
    assert lower(UNSET) is UNSET
    assert after("owner/name:v1:x", ":") == "v1:x"
    assert after("owner/name", ":") is after(UNSET, ":") is UNSET
    assert parent("fal-ai/flux/edit") == "fal-ai/flux"
    assert parent("flux") == "flux"
    assert parent(UNSET) is UNSET


@pytest.mark.parametrize(
    ("frames", "seconds"),
    [(120, 5), (155, 6), (108, 5), (1, 4), (2400, 15), (UNSET, UNSET), (None, UNSET)],
)
def test_frames_become_whole_seconds(frames: Any, seconds: Any) -> None:
    assert rounded(divided(frames, 24), 4, 15) == seconds


def test_nothing_is_divided_by_nothing() -> None:
    assert divided(1, 0) is divided(1, UNSET) is UNSET


@pytest.mark.parametrize("value", ["x", True, float("inf"), [1]])
def test_what_is_no_number_is_refused_where_it_is_reckoned_with(value: Any) -> None:
    for reckon in (lambda: divided(value, 2), lambda: least(1, value), lambda: rounded(value, 1, 2)):
        with pytest.raises(InputError, match="is a number, not a"):
            reckon()
    with pytest.raises(InputError, match="is a number, not a"):
        nearest(value, SIZES)


def test_the_nearest_is_chosen_and_the_first_of_two_that_are_as_near() -> None:
    assert nearest(least(2560, 1440), SIZES) == "2K"
    assert nearest(1104, SIZES) == "768P"
    assert nearest(UNSET, SIZES) is least(1, UNSET) is UNSET

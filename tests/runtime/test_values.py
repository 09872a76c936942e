"""What request expressions compute; a value that was not passed yields UNSET."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import UNSET

from inferwire_runtime.errors import InputError
from inferwire_runtime.models import compact, drop_unset, merge
from inferwire_runtime.values import (
    closest,
    contains,
    divide,
    has_text,
    list_of_strings,
    merge_objects,
    minimum,
    omit_keys,
    parent_path,
    rename_keys,
    round_between,
    text_after,
    to_lower,
)

SIZES = {"768P": 768, "2K": 1440}


def test_parameters_get_the_names_of_a_provider() -> None:
    assert rename_keys({"a": 1, "b": None, "c": 3}, {"a": "x", "b": "y", "d": "z"}) == {"c": 3, "x": 1, "y": None}
    assert rename_keys({"steps": 1, "num_steps": 2}, {"num_steps": "steps"}) == {"steps": 1}


def test_objects_are_merged_and_the_second_wins() -> None:
    assert merge_objects({"a": 1, "b": 1}, {"b": 2}) == {"a": 1, "b": 2}
    assert merge_objects(None, {"b": 2}) is None
    assert omit_keys({"a": 1, "b": 2}, "b", "c") == {"a": 1}
    assert omit_keys({"b": 2}, "b") == omit_keys(UNSET, "b") == {}


def test_fields_come_first_and_the_rest_fills_in() -> None:
    assert drop_unset({"a": 1, "b": UNSET, "c": None}) == {"a": 1, "c": None}
    assert merge({"a": 1, "b": UNSET, "c": None}, {"a": 2, "b": 3, "d": 4}) == {"a": 1, "c": None, "b": 3, "d": 4}
    assert compact(1, UNSET, None, []) == [1, None, []]


def test_of_a_list_with_other_things_than_texts_nothing_is_taken() -> None:
    assert list_of_strings(["a", "b"]) == ["a", "b"]
    assert list_of_strings([]) is list_of_strings(["a", 1]) is list_of_strings("a") is list_of_strings(UNSET) is UNSET


@pytest.mark.parametrize(("value", "is_text"), [("a", True), (" \n", False), ("", False), (UNSET, False), (1, False)])
def test_spaces_are_no_text(value: Any, is_text: bool) -> None:
    assert has_text(value) is is_text


def test_names_are_taken_apart() -> None:
    assert contains("a/B-c", "B")
    assert not contains("a/B-c", "b")
    assert not contains(UNSET, "b")
    assert to_lower("A/B") == "a/b"
    assert to_lower(UNSET) is UNSET
    assert text_after("owner/name:v1:x", ":") == "v1:x"
    assert text_after("owner/name", ":") is text_after(UNSET, ":") is UNSET
    assert parent_path("fal-ai/flux/edit") == "fal-ai/flux"
    assert parent_path("flux") == "flux"
    assert parent_path(UNSET) is UNSET


@pytest.mark.parametrize(
    ("frames", "seconds"),
    [(120, 5), (155, 6), (108, 5), (1, 4), (2400, 15), (UNSET, UNSET), (None, UNSET)],
)
def test_frames_become_whole_seconds(frames: Any, seconds: Any) -> None:
    assert round_between(divide(frames, 24), 4, 15) == seconds


def test_nothing_is_divided_by_nothing() -> None:
    assert divide(1, 0) is divide(1, UNSET) is UNSET


@pytest.mark.parametrize("value", ["x", True, float("inf"), [1]])
def test_what_is_no_number_is_refused_where_the_request_is_computed_from_it(value: Any) -> None:
    for compute in (lambda: divide(value, 2), lambda: minimum(1, value), lambda: round_between(value, 1, 2)):
        with pytest.raises(InputError, match="must be a number, got"):
            compute()
    with pytest.raises(InputError, match="must be a number, got"):
        closest(value, SIZES)


def test_the_nearest_is_chosen_and_the_first_of_two_that_are_as_near() -> None:
    assert closest(minimum(2560, 1440), SIZES) == "2K"
    assert closest(1104, SIZES) == "768P"
    assert closest(UNSET, SIZES) is minimum(1, UNSET) is UNSET

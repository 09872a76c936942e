"""What expressions compute; of a value that is missing, UNSET or null, comes None."""

from __future__ import annotations

import time
import uuid
from typing import Any

import pytest
from msgspec import UNSET

from inferwire_runtime.errors import InputError
from inferwire_runtime.models import compact, drop_unset, merge
from inferwire_runtime.values import (
    as_number,
    as_numbers,
    closest,
    contains,
    divide,
    has_text,
    is_at_most,
    is_below,
    join_text,
    keys_of,
    list_of_strings,
    look_up,
    maximum,
    merge_objects,
    minimum,
    new_uuid,
    omit_keys,
    parent_path,
    parse_json,
    prepend,
    rename_keys,
    round_between,
    text_after,
    text_before,
    to_lower,
    to_text,
    total,
    unix_time,
)

SIZES = {"768P": 768, "2K": 1440}


def test_parameters_get_the_names_of_a_provider() -> None:
    assert rename_keys({"a": 1, "b": None, "c": 3}, {"a": "x", "b": "y", "d": "z"}) == {"c": 3, "x": 1, "y": None}
    assert rename_keys({"steps": 1, "num_steps": 2}, {"num_steps": "steps"}) == {"steps": 1}


def test_objects_are_merged_and_the_second_wins() -> None:
    assert merge_objects({"a": 1, "b": 1}, {"b": 2}) == {"a": 1, "b": 2}
    assert merge_objects({"a": 1}, {"b": 2}, {"a": 3}) == {"a": 3, "b": 2}
    assert keys_of({"a": 1, "b": 2}) == ["a", "b"]
    assert keys_of(["a"]) is keys_of(UNSET) is None
    assert merge_objects(None, {"b": 2}) is None
    assert omit_keys({"a": 1, "b": 2}, "b", "c") == {"a": 1}
    assert omit_keys({"b": 2}, "b") == omit_keys(UNSET, "b") == {}


def test_fields_come_first_and_the_rest_fills_in() -> None:
    assert drop_unset({"a": 1, "b": UNSET, "c": None}) == {"a": 1}
    assert merge({"a": 1, "b": UNSET, "c": None}, {"a": 2, "b": 3, "d": None}) == {"a": 1, "b": 3, "d": None}
    assert compact(1, UNSET, None, []) == [1, []]


def test_of_a_list_with_other_things_than_texts_nothing_is_taken() -> None:
    assert list_of_strings(["a", "b"]) == ["a", "b"]
    assert list_of_strings([]) is list_of_strings(["a", 1]) is list_of_strings("a") is list_of_strings(UNSET) is None


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
    assert text_after("owner/name", ":") is text_after(UNSET, ":") is None
    assert parent_path("fal-ai/flux/edit") == "fal-ai/flux"
    assert parent_path("flux") == "flux"
    assert parent_path(UNSET) is UNSET


@pytest.mark.parametrize(
    ("frames", "seconds"),
    [(120, 5), (155, 6), (108, 5), (1, 4), (2400, 15), (UNSET, None), (None, None)],
)
def test_frames_become_whole_seconds(frames: Any, seconds: Any) -> None:
    assert round_between(divide(frames, 24), 4, 15) == seconds


def test_nothing_is_divided_by_nothing() -> None:
    assert divide(1, 0) is divide(1, UNSET) is None


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
    assert closest(UNSET, SIZES) is minimum(1, UNSET) is None


def test_values_become_text_and_text_becomes_values() -> None:
    assert to_text({"a": [1, True, None]}) == '{"a":[1,true,null]}'
    assert [to_text(each) for each in (True, 1.5, 17, "x", "")] == ["true", "1.5", "17", "x", ""]
    assert to_text(None) is to_text(UNSET) is None
    assert parse_json('{"a": [1]}') == {"a": [1]}
    assert parse_json({"a": 1}) == {"a": 1}
    assert parse_json("Two cats.") is parse_json("") is parse_json(UNSET) is parse_json(None) is None
    assert parse_json("[" * 100_000) is None


def test_values_are_joined_and_missing_ones_are_left_out() -> None:
    assert join_text("", ["Two ", None, "cats."]) == "Two cats."
    assert join_text("x", 1024, 768) == "1024x768"
    assert join_text(",", ["a", ["b"]], UNSET, "c") == 'a,["b"],c'
    assert join_text(",", [], None, UNSET) is None
    assert join_text(",", "") == ""


def test_words_are_looked_up_and_others_stay() -> None:
    words = {"end_turn": "stop", "none": None}
    assert look_up("end_turn", words) == "stop"
    assert look_up("new", words) == "new"
    assert look_up("none", words) is None
    assert look_up(["end_turn"], words) == ["end_turn"]
    assert look_up(UNSET, words) is UNSET


def test_numbers_are_added_and_missing_ones_do_not_count() -> None:
    assert total(1, 2, None, UNSET) == 3
    assert total([1, 2.5]) == 3.5
    assert total(0) == 0
    assert total(None, UNSET, []) is None
    with pytest.raises(InputError, match="must be a number, got str"):
        total("1")


def test_numbers_are_compared_and_nothing_else_is() -> None:
    assert is_below(1, 2) is True
    assert is_below(2, 2) is False
    assert is_at_most(2, 2.0) is True
    assert is_below("1", 2) is is_at_most(UNSET, 2) is is_below(True, 2) is None
    assert maximum(1, 2.5) == 2.5
    assert as_number("1") is as_number(True) is None
    assert as_number([1, 2]) is None
    assert as_numbers([1, "2", 3]) == [1, 3]
    assert as_numbers(2) == 2


def test_names_are_cut_before_a_separator() -> None:
    assert text_before("image/png; a=b", ";") == "image/png"
    assert text_before("image/png", ";") == "image/png"
    assert text_before(UNSET, ";") is None
    assert contains(["a", {"b": 1}], {"b": 1})
    assert not contains(["a"], "b")
    assert prepend("a", UNSET) == ["a"]


def test_each_uuid_is_another_and_time_is_in_seconds() -> None:
    assert uuid.UUID(new_uuid()).version == 4
    assert new_uuid() != new_uuid()
    assert abs(unix_time() - time.time()) < 5
    assert isinstance(unix_time(), int)

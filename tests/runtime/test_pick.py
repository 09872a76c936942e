"""Walks through JSON agree with JMESPath, whatever the JSON is."""

from __future__ import annotations

from typing import Any

import jmespath  # type: ignore[import-untyped]
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inferwire_runtime.errors import OutputError
from inferwire_runtime.pick import (
    backwards,
    both,
    each,
    either,
    every,
    first_of,
    flat,
    flat_items,
    is_false,
    items,
    keys_of,
    many,
    not_null,
    one,
    ordered,
    pairs,
    pick,
    quotient,
    text_of,
    values_of,
    within,
)

names = st.sampled_from(["a", "b", "c", "data", "keys", "get", "__class__", "é", 'quo"te', "back\\slash", "", "0"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.0, 1.5]) | st.sampled_from(["", "text", "a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=20,
)
paths = st.lists(names | st.integers(-4, 4), min_size=1, max_size=4)


def expression(path: list[str | int]) -> str:
    """Write a path as JMESPath."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f"{'.' if text else ''}{msgspec.json.encode(step).decode()}"
    return text


def search(text: str, data: Any) -> Any:
    return jmespath.search(text, data)


@given(json_values, paths)
@example({"data": [{"a": 1}]}, ["data", -1, "a"])
@example([[1, 2], [3]], [1, 0])
@example("text", [0])
@example({"a": None}, ["a", "b"])
def test_a_path_leads_where_jmespath_leads(data: Any, path: list[str | int]) -> None:
    assert pick(data, *path) == search(expression(path), data)


@given(json_values, json_values, json_values)
def test_alternatives_agree_with_jmespath(a: Any, b: Any, c: Any) -> None:
    data = {"a": a, "b": b, "c": c}
    assert either(a, b) == search("a || b", data)
    assert either(a, b, c) == search("a || b || c", data)
    assert both(a, b) == search("a && b", data)
    assert is_false(a) is search("!a", data)


@given(json_values)
def test_items_agree_with_jmespath(data: Any) -> None:
    assert items(data) == (data if isinstance(data, list) else [])
    if isinstance(data, list):
        assert flat_items(data) == flat(data) == search("@[]", data) or any(item is None for item in flat_items(data))
        assert one(data) == search("[0]", data)


def test_a_null_inside_a_list_stays_where_jmespath_would_drop_it() -> None:
    assert flat_items([[None, 1], None]) == [None, 1, None]


class Delta(msgspec.Struct):
    content: str | None = None

    def method(self) -> str:
        return "not a field"


def test_a_path_leads_through_the_fields_of_a_struct_and_nothing_else() -> None:
    data = {"choices": [Delta(content="a"), Delta()]}
    assert pick(data, "choices", 0, "content") == "a"
    assert pick(data, "choices", 1, "content") is None
    for name in ("missing", "method", "__class__", "__struct_fields__"):
        assert pick(data, "choices", 0, name) is None


def test_no_steps_lead_nowhere_else() -> None:
    assert pick({"a": 1}) == {"a": 1}


@pytest.mark.parametrize("value", [None, False, "", [], {}])
def test_what_is_empty_is_false(value: Any) -> None:
    assert is_false(value)


@pytest.mark.parametrize("value", [True, 0, 0.0, 1, "a", " ", [None], {"": None}, Delta()])
def test_what_is_not_empty_is_not_false_and_neither_is_zero(value: Any) -> None:
    assert not is_false(value)


@pytest.mark.parametrize(
    ("data", "as_one", "as_many", "as_flat"),
    [
        ({"a": 1}, {"a": 1}, [{"a": 1}], [{"a": 1}]),
        ([{"a": 1}], {"a": 1}, [{"a": 1}], [{"a": 1}]),
        ([[{"a": 1}]], [{"a": 1}], [[{"a": 1}]], [{"a": 1}]),
        ([], None, [], []),
        (None, None, None, None),
        ("text", "text", "text", "text"),
    ],
)
def test_one_list_too_many_or_too_few_is_put_right(data: Any, as_one: Any, as_many: Any, as_flat: Any) -> None:
    assert (one(data), many(data), flat(data)) == (as_one, as_many, as_flat)


def test_labels_and_scores_are_paired() -> None:
    assert pairs(["a", "b"], [1, 2]) == [{"label": "a", "score": 1}, {"label": "b", "score": 2}]
    assert pairs([], []) == []
    assert pairs(None, None) is None


@pytest.mark.parametrize(("labels", "scores"), [(["a"], []), (["a"], [1, 2]), (["a"], None), (None, [1]), (["a"], "x")])
def test_labels_without_scores_are_refused(labels: Any, scores: Any) -> None:
    with pytest.raises(OutputError, match="more labels than scores"):
        pairs(labels, scores)


def test_the_first_of_several_results_is_given() -> None:
    assert first_of([1, 2]) == 1
    with pytest.raises(OutputError, match="the answer of Groq is empty"):
        first_of([], "Groq")


def test_the_first_value_that_is_there_may_be_empty() -> None:
    assert not_null(None, "", "a") == ""
    assert not_null(None, 0) == 0
    assert not_null(None) is not_null() is None


@pytest.mark.parametrize(("value", "text"), [("a", "a"), ("", ""), (None, ""), (1, ""), (["a"], ""), ({}, "")])
def test_what_is_no_text_adds_none(value: Any, text: str) -> None:
    assert text_of(value) == text


def test_each_leaves_out_what_every_keeps() -> None:
    rows = [{"a": 1}, {}, None]
    assert each(rows, lambda row: pick(row, "a")) == [1]
    assert every(rows, lambda row: pick(row, "a")) == [1, None, None]
    assert each({"a": 1}, str) is every(None, str) is None


def test_an_object_of_labels_becomes_a_list_with_the_best_first() -> None:
    bins = {"a": 0.1, "b": 0.7, "c": 0.2}
    made = backwards(ordered(pairs(keys_of(bins), values_of(bins)), lambda item: pick(item, "score")))
    assert made is not None
    assert [item["label"] for item in made] == ["b", "c", "a"]
    assert keys_of([]) is values_of(None) is ordered("x", str) is backwards({}) is None


def test_items_of_one_rank_keep_their_order() -> None:
    rows = [{"k": 1, "n": 1}, {"k": 0, "n": 2}, {"k": 1, "n": 3}]
    assert [row["n"] for row in ordered(rows, lambda row: pick(row, "k")) or []] == [2, 1, 3]


def test_what_has_no_order_is_refused() -> None:
    with pytest.raises(OutputError, match="no order"):
        ordered([{"k": 1}, {"k": "a"}], lambda row: pick(row, "k"))
    with pytest.raises(OutputError, match="no order"):
        ordered([{}], lambda row: pick(row, "k"))


@pytest.mark.parametrize(
    ("first", "second", "result"), [(900, 1000, 0.9), (1, 0, None), (None, 2, None), ("4", 2, None), (True, 2, None)]
)
def test_only_numbers_are_divided(first: Any, second: Any, result: Any) -> None:
    assert quotient(first, second) == result


def test_nothing_is_made_of_nothing() -> None:
    assert within(None, str) is None
    assert within(0, str) == "0"

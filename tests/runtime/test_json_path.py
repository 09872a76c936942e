"""Walks through JSON agree with JMESPath, whatever the JSON is."""

from __future__ import annotations

from typing import Any

import jmespath  # type: ignore[import-untyped]
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inferwire_runtime.arguments import first_item
from inferwire_runtime.errors import OutputError
from inferwire_runtime.json_path import (
    as_list,
    as_text,
    coalesce,
    concat,
    drop_nulls,
    first_or_self,
    first_true,
    flatten,
    get,
    get_list,
    is_true,
    squeeze,
    zip_scores,
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
    assert get(data, *path) == search(expression(path), data)


@given(json_values, json_values, json_values)
def test_alternatives_agree_with_jmespath(a: Any, b: Any, c: Any) -> None:
    data = {"a": a, "b": b, "c": c}
    assert first_true(a, b) == search("a || b", data)
    assert first_true(a, b, c) == search("a || b || c", data)
    assert (b if is_true(a) else a) == search("a && b", data)
    assert is_true(a) is not search("!a", data)


@given(json_values, paths)
def test_lists_agree_with_jmespath(data: Any, path: list[str | int]) -> None:
    found = search(expression(path), data)
    assert get_list(data, *path) == (found if isinstance(found, list) else None)
    assert flatten(data) == search("@[]", data)
    if isinstance(data, list):
        assert drop_nulls(data) == search("[*]", data)
        assert first_or_self(data) == search("[0]", data)
        assert drop_nulls(concat(data)) == search("@[]", data)


class Delta(msgspec.Struct):
    content: str | None = None

    def method(self) -> str:
        return "not a field"


def test_a_path_leads_through_the_fields_of_a_struct_and_nothing_else() -> None:
    data = {"choices": [Delta(content="a"), Delta()]}
    assert get(data, "choices", 0, "content") == "a"
    assert get(data, "choices", 1, "content") is None
    for name in ("missing", "method", "__class__", "__struct_fields__"):
        assert get(data, "choices", 0, name) is None


def test_no_steps_lead_nowhere_else() -> None:
    assert get({"a": 1}) == {"a": 1}


@pytest.mark.parametrize("value", [None, False, "", [], {}])
def test_what_is_empty_is_false(value: Any) -> None:
    assert not is_true(value)


@pytest.mark.parametrize("value", [True, 0, 0.0, 1, "a", " ", [None], {"": None}, Delta()])
def test_what_is_not_empty_is_not_false_and_neither_is_zero(value: Any) -> None:
    assert is_true(value)


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
    assert (first_or_self(data), as_list(data), concat(data)) == (as_one, as_many, as_flat)


def test_labels_and_scores_are_paired() -> None:
    assert zip_scores(["a", "b"], [1, 2]) == [{"label": "a", "score": 1}, {"label": "b", "score": 2}]
    assert zip_scores([], []) == []
    assert zip_scores(None, None) is None


@pytest.mark.parametrize(("labels", "scores"), [(["a"], []), (["a"], [1, 2]), (["a"], None), (None, [1]), (["a"], "x")])
def test_labels_without_scores_are_refused(labels: Any, scores: Any) -> None:
    with pytest.raises(OutputError, match="does not have one score for each label"):
        zip_scores(labels, scores)


def test_the_first_of_several_results_is_returned() -> None:
    assert first_item([1, 2]) == 1
    with pytest.raises(OutputError, match="the response of the provider is empty; call again, or use another model"):
        first_item([])


def test_the_first_value_that_is_there_may_be_empty() -> None:
    assert coalesce(None, "", "a") == ""
    assert coalesce(None, 0) == 0
    assert coalesce(None) is coalesce() is None


@pytest.mark.parametrize(("value", "text"), [("a", "a"), ("", ""), (None, ""), (1, ""), (["a"], ""), ({}, "")])
def test_what_is_no_text_adds_none(value: Any, text: str) -> None:
    assert as_text(value) == text


def test_a_list_around_a_single_list_is_removed() -> None:
    assert squeeze([[1, 2]]) == [1, 2]
    assert squeeze([[1], [2]]) == [[1], [2]]
    assert squeeze({"a": 1}) == [{"a": 1}]
    assert squeeze(None) is None

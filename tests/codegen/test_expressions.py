"""Expressions: what is printed gives what JMESPath's own interpreter gives."""

from __future__ import annotations

import json
from typing import Any

import jmespath
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from inferwire_codegen.errors import Place, Problems
from inferwire_codegen.expressions import Compiler, Names, parse, unmatched
from inferwire_codegen.results import NAMES

FIELDS = st.sampled_from(["a", "b", "c", '"x y"', '"it\'s"', '"\\"q\\""'])
INDEXES = st.sampled_from(["[0]", "[1]", "[-1]", "[-3]"])
LITERALS = st.sampled_from(
    ["'a'", "'it\\'s'", "''", "`2`", "`1.5`", "`null`", "`true`", "`false`", "`[]`", '`{"a": 2}`', '`"b"`']
)
KEYS = st.sampled_from(["a", "b", "c", "x y", "it's", '"q"'])
LEAVES = st.none() | st.sampled_from([False, True, 2, 3, -1, 1.5, "", "a", "b", "long text"])
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=16,
)
REPLIES = st.dictionaries(KEYS, JSON, max_size=4) | st.lists(JSON, min_size=1, max_size=4)


def paths(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give paths: steps, walks over lists, and what is made where they lead."""
    selected = st.lists(inner, min_size=1, max_size=3)
    hashes = st.lists(st.tuples(FIELDS, inner), min_size=1, max_size=3).map(
        lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
    )
    step = st.one_of(
        FIELDS.map(lambda name: f".{name}"),
        INDEXES,
        st.just("[]"),
        st.just("[*]"),
        hashes.map(lambda made: f".{made}"),
        selected.map(lambda made: f".[{', '.join(made)}]"),
    )
    start = FIELDS | INDEXES | st.sampled_from(["@", "[]", "[*]"]) | hashes
    return st.tuples(start, st.lists(step, max_size=4)).map(lambda parts: "".join([parts[0], *parts[1]]))


def combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give conditions, pipes and brackets around others."""
    pair = st.tuples(inner, inner)
    return st.one_of(
        paths(inner),
        pair.map(lambda two: f"{two[0]} || {two[1]}"),
        pair.map(lambda two: f"{two[0]} && {two[1]}"),
        pair.map(lambda two: f"{two[0]} | {two[1]}"),
        st.tuples(inner, st.sampled_from(["==", "!="]), inner).map(lambda three: f"{three[0]} {three[1]} {three[2]}"),
        inner.map(lambda text: f"({text})"),
        inner.map(lambda text: f"!({text})"),
    )


EXPRESSIONS = st.recursive(paths(FIELDS) | LITERALS, combined, max_leaves=6)


def located(offset: int) -> Place:
    return Place("spec.yaml", 1, offset + 1)


def compiled(text: str, side: Any = "output", names: Names | None = None) -> tuple[str, list[str]]:
    """Print an expression; give the code and what was noted."""
    problems = Problems()
    expression = parse(f"={text}", located, problems)
    code = "None" if expression is None else Compiler(expression, side, names, problems).code()
    return code, [str(problem) for problem in problems.found]


def exact(value: Any) -> str:
    """Write a value so that true, 1 and 1.0 differ."""
    return json.dumps(value, sort_keys=True)


@settings(max_examples=800, deadline=None)
@given(EXPRESSIONS, REPLIES)
@example("a[].b", {"a": [{"b": None}, {"b": 2}, None, 3]})
@example("a[].b", {})
@example("a[]", {"a": [None, [2, None], []]})
@example("a[*].b[*].c", {"a": [{"b": [{"c": 2}, {}]}, {"b": None}]})
@example("a[].b[].c", {"a": [{"b": [{"c": [2]}, {}]}, {"b": 3}]})
@example("a.{b: c}", {})
@example("a[].{b: c}", {"a": [None, {}, {"c": 2}]})
@example("a | {b: @}", {})
@example("a[] | [0].b", {"a": [{"b": 2}]})
@example("a[0].[b, c][1]", {"a": [{"c": 3}]})
@example("!a && b || c", {"a": [], "b": "", "c": 2})
@example("keys(a)", {"a": {"b": 1}})
@example("values(a)[0]", {"a": {"b": 1}})
@example("reverse(sort_by(a, &b))[].c", {"a": [{"b": 2, "c": 1}, {"b": 3, "c": 2}]})
@example("a == `null`", {})
def test_printed_python_gives_what_jmespath_gives(text: str, reply: Any) -> None:
    code, found = compiled(text)
    assume(not any("'!' takes only" in each for each in found))  # what nobody means is refused
    assert found == []
    assert exact(eval(code, dict(NAMES), {"data": reply})) == exact(jmespath.search(text, reply))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a[0:2]", "uses a slice"),
        ("a[::2].b", "uses a slice"),
        ("a[?b]", "uses a filter"),
        ("a[?b == 'c'].d | [0]", "uses a filter"),
        ("a.*", "uses the values of a mapping"),
        ("*.a", "uses the values of a mapping"),
        ("a > b", "compares sizes"),
        ("a <= `2`", "compares sizes"),
        ("one(&a)", "uses a reference to an expression"),
        ("length(a)", "there is no function 'length' here"),
        ("`1e999`", "holds a number that JSON does not"),
        ("`[1, NaN]`", "holds a number that JSON does not"),
        ("collected()", "there is no function 'collected' here"),
        ("one(a, b)", "one() takes 1 argument, not 2"),
        ("binary(a)", "binary() takes 0 arguments, not 1"),
        ("map(a, b)", "map() takes an expression and a list"),
        ("floats(a, b)", "floats() takes 1 argument, not 2"),
        ("map(floats(a), b)", "map() takes an expression and a list"),
        ("float(a)", "there is no function 'float' here; did you mean 'floats'?"),
    ],
)
def test_what_the_language_leaves_out_is_told(text: str, what: str) -> None:
    _, found = compiled(text)
    assert len(found) == 1
    assert what in found[0]
    assert ";" in found[0]


@pytest.mark.parametrize(
    ("text", "column"),
    [("a..b", 4), ("a b", 4), ("a.", 3), ("a #", 4), ("a || 'b", 7), ("", 1), ("a ||", 5), ("foo(a,,b)", 8)],
)
def test_a_broken_expression_is_told_at_its_sign(text: str, column: int) -> None:
    _, found = compiled(text)
    assert len(found) == 1
    assert found[0].startswith(f"spec.yaml:1:{column}: not a JMESPath expression: ")


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("map(&floats(embedding), data)", (("data",), ("embedding",))),
        ("map(&floats(a.b), c.d.e)", (("c", "d", "e"), ("a", "b"))),
        ("map(&floats(@), @)", ((), ())),
        ('map(&floats(@.a), @."it\'s")', (("it's",), ("a",))),
        ("floats(a)", None),
        ("data[].floats(embedding)", None),
        ("map(&floats(a), data[0])", None),
        ("map(&floats(a || b), data)", None),
        ("map(&floats(a), b || c)", None),
        ("map(&floats, data)", None),
        ("map(&many(a), data)", None),
        ("sort_by(data, &floats(a))", None),
    ],
)
def test_an_output_that_only_lists_vectors_is_known_by_its_paths(text: str, paths: Any) -> None:
    problems = Problems()
    expression = parse(f"={text}", located, problems)
    assert expression is not None
    assert Compiler(expression, "output", None, problems).vectors() == paths


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("data || @", ("data",)),
        ("a.b || @", ("a", "b")),
        ("@", None),
        ("@ || a", None),
        ("@ || @", None),
        ("a || b || @", None),
        ("[0].a || @", None),
        ("a[0] || @", None),
        ("many(a) || @", None),
        ("a && @", None),
    ],
)
def test_an_output_that_may_be_all_that_came_is_known_by_its_path(text: str, path: Any) -> None:
    problems = Problems()
    expression = parse(f"={text}", located, problems)
    assert expression is not None
    assert Compiler(expression, "output", None, problems).place_of_whole() == path


CALL = Names(
    task="draw",
    inputs=frozenset({"image", "prompt"}),
    parameters=frozenset({"seed"}),
    media=frozenset({"inputs.image"}),
    required=frozenset({"inputs.image"}),
)


def test_a_medium_that_may_be_left_out_is_encoded_where_it_is_there() -> None:
    names = Names(
        task="t", inputs=frozenset(), parameters=frozenset(), media=frozenset({"inputs"}), required=frozenset()
    )
    assert compiled("base64(inputs)", "request", names) == ("(as_base64(call.inputs) if call.inputs else UNSET)", [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("inputs", "call.inputs"),
        ("inputs.image", "call.input('image')"),
        ("inputs.prompt", "call.optional_input('prompt')"),
        ("parameters.seed", "call.parameter('seed')"),
        ("parameters.seed.low.bits", "call.parameter('seed', 'low', 'bits')"),
        ("omit(parameters.seed, 'low')", "(omitted(call.parameter('seed'), 'low') or UNSET)"),
        ("merge(parameters.seed, {a: `1`})", "merged(call.parameter('seed'), {'a': 1})"),
        ("model || 'tgi'", "first(route.model, 'tgi')"),
        ("output_type == 'url'", "(call.output_type == 'url')"),
        ("output_type == 'url' && 'a' || 'b'", "('a' if call.output_type == 'url' else 'b')"),
        (
            "extra.x && 'a' || extra.y && 'b' || 'c'",
            "('a' if is_there(call.parameter('x')) else 'b' if is_there(call.parameter('y')) else 'c')",
        ),
        ("is_routed && extra.x || 'd'", "first(call.parameter('x') if route.is_routed else UNSET, 'd')"),
        (
            "(inputs || is_routed) && !adapter && 'a'",
            "('a' if (call.inputs or route.is_routed) and not route.adapter else UNSET)",
        ),
        ("weights_url && {path: weights_url}", "({'path': route.weights_url} if route.weights_url else UNSET)"),
        ("{path: weights_url, n: extra.n}", "without_unset({'path': route.weights_url, 'n': call.parameter('n')})"),
        ("[extra.n, model]", "present(call.parameter('n'), route.model)"),
        ("base64(inputs.image)", "as_base64(call.input('image'))"),
        ("{a: model}", "{'a': route.model}"),
        ("!adapter", "(not route.adapter)"),
    ],
)
def test_a_request_speaks_of_the_call(text: str, code: str) -> None:
    assert compiled(text, "request", CALL) == (code, [])


@pytest.mark.parametrize(
    "text",
    ["input", "inputs.text", "inputs.image.url", "inputs[0]", "parameters.sead", "model.id", "@", "a[]", "[0]", "x()",
     "parameters.sead.low", "map(&a, inputs)",
     "floats(inputs)",
     "base64(inputs.prompt)", "base64(model)", "data_url(@)", "binary()", "inputs | prompt.x", "`1` < `2`"],
)  # fmt: skip
def test_a_request_speaks_of_nothing_else(text: str) -> None:
    _, found = compiled(text, "request", CALL)
    assert found
    assert all(";" in line for line in found)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("a.b", []),
        ("a.x", ["a.x"]),
        ("a.x || a.b", ["a.x"]),
        ("l[].n", []),
        ("l[].x", ["l[].x"]),
        ("l[*].x", ["l[*].x"]),
        ("l[].{a: n, b: x}", ["l[].x"]),
        ("l[].{a: n} | [0].a", []),
        ("l[].{a: n} | [0].b", ["l[].{...} | [0].b"]),
        ("one(l).x", []),
        ("one(x)", ["x"]),
        ("map(&n, l)", []),
        ("map(&x, l)", ["l[*].x"]),
        ("pairs(l[].n, l[].x)", ["l[].x"]),
        ("z && 'a' || 'b'", ["z"]),
        ("a.{c: b, d: x}", ["a.x"]),
        ("e", ["e"]),
        ("zero", []),
        ("no", []),
        ("'text'", []),
        ("@", []),
    ],
)
def test_paths_that_find_nothing_are_found(text: str, missing: list[str]) -> None:
    problems = Problems()
    expression = parse(f"={text}", located, problems)
    assert expression is not None
    sample = {"a": {"b": 2}, "l": [{"n": 3}, {}], "e": [], "zero": 0, "no": False}
    assert [leaf.text for leaf in unmatched(expression, [None, sample])] == missing

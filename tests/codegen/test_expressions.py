"""Expressions: the generated code returns what JMESPath does, but for a comparison before ``&&``."""

from __future__ import annotations

import json
from typing import Any

import jmespath
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from jmespath.visitor import TreeInterpreter
from msgspec import UNSET, structs

from inferwire_codegen.compile.code import Variables
from inferwire_codegen.compile.expression_functions import FUNCTIONS, Side
from inferwire_codegen.compile.request_expressions import RequestExpression
from inferwire_codegen.compile.request_names import Names
from inferwire_codegen.compile.response_statements import ResponseStatements, Template
from inferwire_codegen.compile.samples import NAMES
from inferwire_codegen.compile.syntax import parse, path_or_whole, unmatched, vector_paths
from inferwire_codegen.ir import Code
from inferwire_codegen.spec.diagnostics import Place, Problems
from inferwire_runtime import models, uploads
from inferwire_runtime.models import Call
from inferwire_runtime.options import Options

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
RESPONSES = st.dictionaries(KEYS, JSON, max_size=4) | st.lists(JSON, min_size=1, max_size=4)


def paths(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return paths: steps, projections of lists, and lists and objects built at their end."""
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
    """Return conditions, pipes and brackets around other expressions."""
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


def compiled(text: str, side: Side = "output", samples: Any = (), *, returns: bool = True) -> tuple[Code, list[str]]:
    """Compile an expression of a response; return the code and the problems."""
    problems = Problems()
    expression = parse(f"={text}", located, problems)
    code = Code("None")
    if expression is not None:
        template = Template("expression", expression)
        code = ResponseStatements(side, list(samples), problems).compile(template, returns=returns)
    return code, [str(problem) for problem in problems.found]


def compiled_request(text: str, names: Names) -> tuple[str, list[str]]:
    """Compile an expression of a request; return the code and the problems."""
    problems = Problems()
    expression = parse(f"={text}", located, problems)
    code = "None" if expression is None else RequestExpression(expression, names, problems).value().code
    return code, [str(problem) for problem in problems.found]


def exact(value: Any) -> str:
    """Write a value so that true, 1 and 1.0 differ."""
    return json.dumps(value, sort_keys=True)


NUMBERS = st.sampled_from([0, 0.0, -0.0, 1, 2.5])
"""Numbers that Python takes for false, which JMESPath does not, and others."""
RESPONSES_WITH_ZEROS = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES | NUMBERS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
        max_leaves=16,
    ),
    max_size=4,
)


def check(text: str, samples: list[Any], response: Any) -> None:
    """Compile an expression with samples, and compare it with JMESPath on a response: as an expression and a body."""
    for returns in (True, False):
        code, found = compiled(text, samples=samples, returns=returns)
        assume(not any("'!' applies only" in each for each in found))  # what nobody means is refused
        assert found == []
        assert exact(code.run(NAMES, data=response)) == exact(search(text, response)), code.body


def is_comparison(node: Any) -> bool:
    if node["type"] in ("and_expression", "or_expression"):
        return all(map(is_comparison, node["children"]))
    if node["type"] == "function_expression" and node["value"] in FUNCTIONS:
        return FUNCTIONS[node["value"]].result == "boolean"
    return node["type"] in ("comparator", "not_expression")


def is_false(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, (str, list, dict)) and not value)


class Interpreter(TreeInterpreter):
    """JMESPath's own interpreter, but a comparison that does not hold becomes null before ``&&``, and not false."""

    def visit_and_expression(self, node: Any, value: Any) -> Any:
        left, right = node["children"]
        matched = self.visit(left, value)
        if not is_false(matched):
            return self.visit(right, value)
        return None if is_comparison(left) and not is_comparison(right) else matched


def search(text: str, response: Any) -> Any:
    return Interpreter().visit(jmespath.compile(text).parsed, response)


@settings(max_examples=800, deadline=None)
@given(EXPRESSIONS, RESPONSES, RESPONSES)
@example("a[].b", {"a": [{"b": None}, {"b": 2}, None, 3]}, {})
@example("a[].b", {}, {})
@example("a[]", {"a": [None, [2, None], []]}, {})
@example("a[*].b[*].c", {"a": [{"b": [{"c": 2}, {}]}, {"b": None}]}, {})
@example("a[].b[].c", {"a": [{"b": [{"c": [2]}, {}]}, {"b": 3}]}, {})
@example("a.{b: c}", {}, {})
@example("a[].{b: c}", {"a": [None, {}, {"c": 2}]}, {})
@example("a | {b: @}", {}, {})
@example("a[] | [0].b", {"a": [{"b": 2}]}, {})
@example("a[0].[b, c][1]", {"a": [{"c": 3}]}, {})
@example("!a && b || c", {"a": [], "b": "", "c": 2}, {})
@example("a == `null`", {}, {})
def test_generated_python_returns_what_jmespath_returns(text: str, response: Any, sample: Any) -> None:
    check(text, [], response)
    check(text, [sample], response)


@settings(max_examples=800, deadline=None)
@given(EXPRESSIONS, RESPONSES_WITH_ZEROS)
@example("a || b", {"a": 0, "b": 2})
@example("a || `0`", {"a": 0})
@example("a && b", {"a": 0, "b": 2})
@example("a && b || c", {"a": 0, "b": {}, "c": 2})
@example("!a", {"a": 0})
@example("!(a && b)", {"a": 0, "b": 2})
@example("a && 'b' || c", {"a": 0.0, "c": 2})
@example("a[].[b || c]", {"a": [{"b": 0, "c": 2}, {"b": None, "c": 3}]})
def test_zero_is_true_where_samples_have_numbers(text: str, response: Any) -> None:
    assume("==" not in text and "!=" not in text)  # 0 == False in Python
    check(text, [response], response)


MAPS = st.tuples(
    FIELDS, paths(FIELDS) | st.just("{b: a, c: b}") | st.just("a && {b: a} || b"), st.sampled_from(["", "[]", " | [0]"])
)


@settings(max_examples=200, deadline=None)
@given(MAPS, st.dictionaries(KEYS, st.lists(JSON, max_size=4), min_size=3), st.booleans())
@example(("a", "b", ""), {"a": [{"b": None}, {"b": 2}, None, 3]}, False)
@example(("a", "{b: a}", ""), {"a": [None, {"a": 1}]}, True)
@example(("a", "b && {b: b}", "[]"), {"a": [{"b": ""}, {"b": "x"}, {}, {"b": [1]}]}, True)
def test_map_keeps_nulls_as_jmespath_does(parts: Any, response: Any, has_sample: bool) -> None:
    source, inner, rest = parts
    assume(isinstance(jmespath.search(source, response), list))
    check(f"map(&({inner}), {source}){rest}", [response] if has_sample else [], response)


CUSTOM = Names(task="custom", inputs=frozenset(), parameters=frozenset(), media=None, required=frozenset())
ITEMS = st.one_of(
    FIELDS,
    paths(FIELDS),
    st.just("{b: a, c: b}"),
    st.just("a == 'a' && b"),
    st.just("!a && {c: b || c}"),
    st.just("[a, b || c]"),
    st.just("map(&b, a)"),
    st.just("where(a, &b)[0].b"),
    st.just("a[?b] | [0]").map(lambda text: text.replace("a[?b]", "where(a, &b)")),
)
LISTS = st.sampled_from(["extra.a", "extra.a.b", "extra.a[0]", "extra.a[-1].c", "inputs", "inputs[0]", "inputs[0].a"])
REQUESTS = st.one_of(
    st.tuples(ITEMS, LISTS).map(lambda two: f"map(&({two[0]}), {two[1]})"),
    st.tuples(LISTS, ITEMS).map(lambda two: f"where({two[0]}, &({two[1]}))"),
    st.tuples(ITEMS, LISTS, ITEMS).map(lambda three: f"map(&({three[0]}), where({three[1]}, &({three[2]})))"),
    st.tuples(LISTS, ITEMS).map(lambda two: f"where({two[0]}, &({two[1]}))[0].b"),
    st.tuples(LISTS, st.sampled_from(["[]", "[*]"]), FIELDS).map(lambda three: f"{three[0]}{three[1]}.{three[2]}"),
    st.tuples(LISTS, st.sampled_from(["[].b | [0]", "[*].b[0]", "[].{a: b}", "[]", "[-1].b"])).map("".join),
)


class Requests(Interpreter):
    """The interpreter of requests: no null is in an object or a list that it makes."""

    def visit_multi_select_dict(self, node: Any, value: Any) -> Any:
        made = super().visit_multi_select_dict(node, value)
        return made and {key: each for key, each in made.items() if each is not None}

    def visit_multi_select_list(self, node: Any, value: Any) -> Any:
        made = super().visit_multi_select_list(node, value)
        return made and [each for each in made if each is not None]

    def visit_function_expression(self, node: Any, value: Any) -> Any:
        first, second = node["children"]
        condition, source = (first, second) if node["value"] == "map" else (second, first)
        items = self.visit(source, value)
        if not isinstance(items, list):
            return None
        results = [self.visit(condition["children"][0], item) for item in items]
        if node["value"] == "map":
            return [each for each in results if each is not None]
        return [item for item, result in zip(items, results, strict=True) if not is_false(result)]


def run_request(code: str, inputs: Any, parameters: dict[str, Any]) -> Any:
    """Run the code of a request expression; return what a body would have, with null for what it leaves out."""
    call = Call(task=None, inputs=inputs, parameters=parameters, options=Options())
    value = eval(code, {**NAMES, **vars(models), **vars(uploads), "UNSET": UNSET, "call": call})
    return None if value is UNSET else value


def has_null_items(value: Any) -> bool:
    if isinstance(value, list):
        return None in value or any(map(has_null_items, value))
    return isinstance(value, dict) and any(map(has_null_items, value.values()))


@settings(max_examples=600, deadline=None)
@given(REQUESTS, JSON, JSON)
@example("map(&{a: b}, extra.a)", None, [{"b": 1}, {"c": 2}])
@example("map(&(a && {b: a}), extra.a)", None, [{"a": 0}, {"a": ""}])
@example("where(inputs, &a)[0].b", [{"b": 1}, {"a": 0, "b": 2}], None)
@example("inputs[].b | [0]", [{"b": [None, 3]}], None)
def test_lists_of_a_request_are_walked_as_jmespath_walks_them(text: str, inputs: Any, value: Any) -> None:
    assume("==" not in text or not isinstance(value, (int, float)))
    assume(not has_null_items(inputs) and not has_null_items(value))  # no caller passes them
    code, found = compiled_request(text, CUSTOM)
    assume(not any("'!' applies only" in each for each in found))
    assume(not any("only names and indexes" in each for each in found))
    assert found == []
    assume("extra.a.b" not in text or value is None or isinstance(value, dict))  # else an InputError
    made = run_request(code, inputs, {} if value is None else {"a": value})
    data = {"inputs": inputs, "extra": {"a": value}}
    assert exact(made) == exact(Requests().visit(jmespath.compile(text).parsed, data)), code


CHAT = Names(
    task="chat",
    inputs=frozenset(),
    parameters=frozenset({"tools", "width"}),
    media=frozenset(),
    required=frozenset({"inputs"}),
    types=lambda path: {"inputs": frozenset({"array"}), "parameters.tools": frozenset({"array"})}.get(
        ".".join(path), frozenset({"integer"}) if path == ("parameters", "width") else frozenset()
    ),
    fields=lambda path: frozenset({"role", "content"}) if path == ("inputs", "[]") else frozenset(),
    input_name="messages",
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("inputs[-1].content", "get(call.inputs, -1, 'content')"),
        (
            "map(&{by: role}, inputs)",
            "(messages := get_list(call.inputs)) and "
            "[drop_unset({'by': get(message, 'role')}) for message in messages]",
        ),
        (
            "map(&content, where(inputs, &role != 'system'))",
            "(messages := get_list(call.inputs)) and drop_nulls([get(message, 'content') for message in messages "
            "if get(message, 'role') != 'system'])",
        ),
        (
            "where(inputs, &role == 'system')[0].content",
            "get((messages := get_list(call.inputs)) and [message for message in messages "
            "if get(message, 'role') == 'system'], 0, 'content')",
        ),
        (
            "parameters.tools[*].function.name",
            "(tools := get_list(call.parameter('tools'))) and drop_nulls([get(tool, 'function', 'name') "
            "for tool in tools])",
        ),
        (
            "join(', ', extra.tags[].name)",
            "join_text(', ', (tags := flatten(call.parameter('tags'))) and drop_nulls([get(tag, 'name') "
            "for tag in tags]))",
        ),
        ("parameters.width > `512` && 'wide'", "'wide' if is_below(512, call.parameter('width')) else UNSET"),
        (
            "join('x', parameters.width, extra.height)",
            "join_text('x', call.parameter('width'), call.parameter('height'))",
        ),
        ('word(model, `{"a": "b"}`)', "look_up(route.model, {'a': 'b'})"),
        ("json(extra.state).seed", "get(parse_json(call.parameter('state')), 'seed')"),
        ("base64(extra.pictures[0])", "base64_of(get(call.parameter('pictures'), 0))"),
        ("round(parameters.width)", "round_between(call.parameter('width'))"),
        ("uuid()", "new_uuid()"),
    ],
)
def test_a_request_walks_over_lists_in_plain_python(text: str, code: str) -> None:
    fresh = structs.replace(CHAT, variables=Variables(), lists={})
    assert compiled_request(text, fresh) == (code, [])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("inputs[0].rolle", "chat has no 'inputs[].rolle'; did you mean 'role'?"),
        ("map(&{by: contnt}, inputs)", "chat has no 'inputs[].contnt'; did you mean 'content'?"),
        ("where(inputs, &rol == 'a')[0]", "chat has no 'inputs[].rol'; did you mean 'role'?"),
        ("parameters.width[0]", "'parameters.width' of chat has no items or fields; write =parameters.width"),
        ("model[0]", "'model' of chat has no items or fields; write =model"),
        ("inputs[?role]", "uses a filter, which the language does not support; write where(a, &b) for a[?b]"),
        ("from_base64(inputs)", "a request cannot call from_base64(); write base64(x), which encodes a file"),
        ("round(model, `5`, `1`)", "round() takes the lower bound first, and 5 is above 1; write round(x, `1`, `5`)"),
        ("map(inputs, &role)", "map() takes an expression and a list; write map(&x, list)"),
        ("where(&role, inputs)", "where() takes a list and an expression; write where(list, &x)"),
        ("lower(&model)", "'&' is for map(&x, list) and where(list, &x); write lower(text)"),
        ("after(model, inputs)", "must be a string in quotes, such as ':'; write after(text, ':')"),
        ("word(model, 'a')", "argument 2 of word() must be an object in backquotes"),
        ('extra.style || "vivid"', "a request has no 'vivid'; write 'vivid', since strings have single quotes"),
        ("to_string(model)", "there is no function 'to_string'; write text(x)"),
        ("length(inputs)", "there is no function 'length'; a list is true if it has items"),
        ("inputs.{a: b}", "a path of a request has only names and indexes"),
    ],
)
def test_a_mistake_in_a_walk_is_reported_with_its_remedy(text: str, what: str) -> None:
    _, found = compiled_request(text, structs.replace(CHAT, variables=Variables(), lists={}))
    assert len(found) == 1
    assert what in found[0]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("a.b", "return get(data, 'a', 'b')"),
        ("a || b", "return get(data, 'a') or get(data, 'b')"),
        ("!a && b", "return get(data, 'b') if not get(data, 'a') else None"),
        ("r == 'length' && 'length'", "return 'length' if get(data, 'r') == 'length' else None"),
        ("a == 'x' && b == 'y'", "return get(data, 'a') == 'x' and get(data, 'b') == 'y'"),
        ("n || a", "return first_true(get(data, 'n'), get(data, 'a'))"),
        ("n || `0`", "return get(data, 'n') or 0"),
        ("n && a", "return get(data, 'a') if is_true(get(data, 'n')) else get(data, 'n')"),
        ("!n", "return not is_true(get(data, 'n'))"),
        ("a && 'b' || c", "if get(data, 'a'):\n    return 'b'\nreturn get(data, 'c')"),
        ("a && @ || {b: c}", "if get(data, 'a'):\n    return data\nreturn {'b': get(data, 'c')}"),
        ("rows[0].{b: b}", "row = get(data, 'rows', 0)\nif row is None:\n    return None\nreturn {'b': get(row, 'b')}"),
        ("rows[].{b: b}", "rows = flatten(get(data, 'rows'))\nreturn rows and [{'b': get(row, 'b')} for row in rows]"),
        ("rows[*].b", "rows = get_list(data, 'rows')\nreturn rows and drop_nulls([get(row, 'b') for row in rows])"),
        ("map(&b, data)", "items = get_list(data, 'data')\nreturn items and [get(item, 'b') for item in items]"),
        ("a > b", "return is_below(get(data, 'b'), get(data, 'a'))"),
        ("contains(a, 'x') && b", "return get(data, 'b') if contains(get(data, 'a'), 'x') else None"),
        ("sum(n, a.n)", "return total(as_numbers(get(data, 'n')), as_numbers(get(data, 'a', 'n')))"),
        ("round(divide(n, `2`))", "return round_between(divide(as_number(get(data, 'n')), 2))"),
        ('word(r, `{"a": "b"}`)', "return look_up(get(data, 'r'), {'a': 'b'})"),
        (
            "where(rows, &b == 'x')[0].c",
            "rows = get_list(data, 'rows')\nreturn get(rows and [row for row in rows if get(row, 'b') == 'x'], 0, 'c')",
        ),
        (
            "map(&{c: c}, where(rows, &b))",
            "rows = get_list(data, 'rows')\n"
            "return rows and [None if row is None else {'c': get(row, 'c')} for row in rows if get(row, 'b')]",
        ),
        (
            "(status || 'a') == 'a' && b && 'c' || status",
            "status = get(data, 'status')\n"
            "if (status or 'a') == 'a' and get(data, 'b'):\n    return 'c'\nreturn status",
        ),
    ],
)
def test_a_response_is_read_by_plain_python(text: str, body: str) -> None:
    code, found = compiled(text, samples=[{"n": 1}])
    assert (code.body, found) == (body, [])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a[0:2]", "uses a slice"),
        ("a[::2].b", "uses a slice"),
        ("a[?b]", "uses a filter"),
        ("a[?b == 'c'].d | [0]", "uses a filter"),
        ("a.*", "uses the values of a mapping"),
        ("*.a", "uses the values of a mapping"),
        ("one(&a)", "'&' is for map(&x, list) and where(list, &x); write one(x)"),
        ("length(a)", "there is no function 'length'; a list is true if it has items"),
        ("base64(a)", "a response cannot call base64(); write from_base64(x), which decodes a file"),
        ("media_type(a)", "a response cannot call media_type(); it is for requests only"),
        ("lower(&a)", "'&' is for map(&x, list) and where(list, &x)"),
        ("`1e999`", "contains a number that JSON cannot express"),
        ("`[1, NaN]`", "contains a number that JSON cannot express"),
        ("collected()", "only 'item' of a stream can call collected()"),
        ("one(a, b)", "one() takes 1 argument, not 2"),
        ("binary(a)", "binary() takes 0 arguments, not 1"),
        ("map(a, b)", "map() takes an expression and a list"),
        ("floats(a, b)", "floats() takes 1 argument, not 2"),
        ("map(floats(a), b)", "map() takes an expression and a list"),
        ("values(a)[0]", "there is no function 'values'; name the fields, as in a.b"),
        ("reverse(a)", "there is no function 'reverse'; lists keep their order; use an index from the end"),
        ("sort_by(a, &b)", "there is no function 'sort_by'; lists keep their order; use an index, as in a[0]"),
        ("divide(a)", "divide() takes 2 arguments, not 1; write divide(a, b)"),
        ("float(a)", "there is no function 'float'; numbers stay as they are"),
        ("flots(a)", "there is no function 'flots'; did you mean 'floats'?"),
    ],
)
def test_what_the_language_does_not_support_is_reported(text: str, what: str) -> None:
    _, found = compiled(text)
    assert len(found) == 1
    assert what in found[0]
    assert ";" in found[0]


@pytest.mark.parametrize(
    ("text", "column"),
    [("a..b", 3), ("a b", 4), ("a.", 3), ("a #", 4), ("a || 'b", 7), ("", 1), ("a ||", 5), ("foo(a,,b)", 8)],
)
def test_a_broken_expression_is_reported_at_its_column(text: str, column: int) -> None:
    _, found = compiled(text)
    assert len(found) == 1
    assert found[0].startswith(f"spec.yaml:1:{column}: not a JMESPath expression: ")


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("x or y", "there is no 'or'; write x || y"),
        ("x and y.z", "there is no 'and'; write x && y.z"),
        ("not x", "there is no 'not'; write !x"),
        ("a if b else c", "there is no 'if'; write b && a || c"),
        ("a ? b : c", "there is no '?'; write a && b || c"),
        ("a ?? b", "there is no '??'; write a || b"),
        ("a?.b", "there is no '?.'; write a.b, which is null if a is missing"),
        ("a + b", "there is no '+'; write sum(a, b) for numbers, or join('', [a, b]) for strings"),
        ("a - b", "there is no '-'; send the numbers as they are"),
        ("a * b", "there is no '*'; send the numbers as they are"),
        ("a / b", "there is no '/'; write divide(a, b) for numbers"),
        ("a % b", "there is no '%'; send the numbers as they are"),
        ("a = 'b'", "there is no '='; write == to compare"),
        ("a === 'b'", "there is no '==='; write == or !="),
        ("a <> 'b'", "there is no '<>'; write !="),
        ("parameters.width || 512", "numbers need backquotes; write `512`"),
        ("round(x, 1, 5)", "numbers need backquotes; write `1`"),
        ("512", "numbers need backquotes; write `512`, or 512 without '='"),
        ("images.0.url", "an index needs brackets; write images[0].url"),
        ("a[0]['url']", "fields have a dot; write a[0].url"),
        ('extra["x"]', "fields have a dot; write extra.x"),
        ("a[b]", "an index is a number, and a field has a dot: write .name for [b]"),
        ("not_null(a", "the ( is not closed; close it, and within { } and [ ], quote an expression that has a comma"),
        ("{a: b", "the { is not closed; close it"),
        ("a)", "the ) closes nothing; remove it"),
        ("$.a.b", "there is no '$'; a path begins with its first name, and @ is the whole"),
        (".a", "a path begins without a dot; write its first name"),
        ("a..b", "there is no '..'; name each field of the path"),
        ("a.b-c", 'a name with other signs needs double quotes; write "b-c"'),
        ("join(\u2018, \u2019, a)", "'\u2018' is not a plain quote; write ' around strings"),
        ("a || 'b", "' is not closed; add '"),
        ("a ||", "it ends too early; finish it, and within { } and [ ], quote an expression that has a comma"),
    ],
)
def test_a_broken_expression_is_reported_with_what_to_write(text: str, remedy: str) -> None:
    _, found = compiled(text)
    assert len(found) == 1
    assert f"not a JMESPath expression: {remedy}" in found[0]


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
    ],
)
def test_an_output_that_only_lists_vectors_is_known_by_its_paths(text: str, paths: Any) -> None:
    expression = parse(f"={text}", located, Problems())
    assert expression is not None
    assert vector_paths(expression.node) == paths


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
    expression = parse(f"={text}", located, Problems())
    assert expression is not None
    assert path_or_whole(expression.node) == path


TYPES = {
    "inputs.prompt": frozenset({"string"}),
    "parameters.seed": frozenset({"integer"}),
    "parameters.size": frozenset({"object"}),
    "parameters.size.x": frozenset({"integer"}),
}
CALL = Names(
    task="draw",
    inputs=frozenset({"image", "prompt"}),
    parameters=frozenset({"seed", "size"}),
    media=frozenset({"inputs.image"}),
    required=frozenset({"inputs.image"}),
    types=lambda path: TYPES.get(".".join(path), frozenset()),
)


def test_an_optional_media_file_is_encoded_if_it_is_passed() -> None:
    names = Names(
        task="t", inputs=frozenset(), parameters=frozenset(), media=frozenset({"inputs"}), required=frozenset()
    )
    assert compiled_request("base64(inputs)", names) == ("base64_field(call.inputs) if call.inputs else UNSET", [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("inputs", "call.inputs"),
        ("inputs.image", "call.input('image')"),
        ("inputs.prompt", "call.optional_input('prompt')"),
        ("parameters.seed", "call.parameter('seed')"),
        ("parameters.size.low.bits", "call.parameter('size', 'low', 'bits')"),
        ("omit(parameters.seed, 'low')", "omit_keys(call.parameter('seed'), 'low') or UNSET"),
        ("merge(parameters.seed, {a: `1`})", "merge_objects(call.parameter('seed'), {'a': 1})"),
        ("model || 'tgi'", "route.model or 'tgi'"),
        ("output_type == 'url'", "call.output_type == 'url'"),
        ("output_type == 'url' && 'a' || 'b'", "'a' if call.output_type == 'url' else 'b'"),
        (
            "extra.x && 'a' || extra.y && 'b' || 'c'",
            "'a' if is_set(call.parameter('x')) else 'b' if is_set(call.parameter('y')) else 'c'",
        ),
        ("is_routed && extra.x || 'd'", "(route.is_routed and call.parameter('x')) or 'd'"),
        (
            "(inputs || is_routed) && !adapter && 'a'",
            "'a' if (call.inputs or route.is_routed) and not route.adapter else UNSET",
        ),
        ("weights_url && {path: weights_url}", "{'path': route.weights_url} if route.weights_url else UNSET"),
        ("{path: weights_url, n: extra.n}", "drop_unset({'path': route.weights_url, 'n': call.parameter('n')})"),
        ("[extra.n, model]", "compact(call.parameter('n'), route.model)"),
        ("base64(inputs.image)", "base64_field(call.input('image'))"),
        ("{a: model}", "{'a': route.model}"),
        ("!adapter", "not route.adapter"),
        ("extra.x || 'd'", "call.parameter('x') or 'd'"),
        ("extra.x || [model]", "call.parameter('x') or [route.model]"),
        ("extra.x || `4`", "first_set(call.parameter('x'), 4)"),
        ("extra.x || extra.y", "first_set(call.parameter('x'), call.parameter('y'))"),
        ("parameters.seed || `4`", "first_set(call.parameter('seed'), 4)"),
        ("parameters.seed && 'a'", "'a' if is_set(call.parameter('seed')) else UNSET"),
        ("parameters.size && 'a'", "'a' if call.parameter('size') else UNSET"),
        (
            "parameters.size && !(parameters.size.x && extra.y)",
            "not (is_set(call.parameter('size', 'x')) and is_set(call.parameter('y'))) "
            "if call.parameter('size') else UNSET",
        ),
        ("extra.x || is_routed && model", "call.parameter('x') or (route.model if route.is_routed else UNSET)"),
        ("(inputs.prompt || model) && 'a'", "'a' if call.optional_input('prompt') or route.model else UNSET"),
    ],
)
def test_a_request_speaks_of_the_call(text: str, code: str) -> None:
    assert compiled_request(text, CALL) == (code, [])


@pytest.mark.parametrize(
    "text",
    ["input", "inputs.text", "inputs.image.url", "inputs[0]", "parameters.sead", "model.id", "@", "a[]", "[0]", "x()",
     "parameters.sead.low", "parameters.seed.low.bits", "map(&a, inputs)",
     "floats(inputs)",
     "base64(inputs.prompt)", "base64(model)", "data_url(@)", "binary()", "inputs | prompt.x"],
)  # fmt: skip
def test_a_request_speaks_of_nothing_else(text: str) -> None:
    _, found = compiled_request(text, CALL)
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
    assert [leaf.text for leaf in unmatched(expression.node, [None, sample])] == missing

"""Parse JMESPath expressions into syntax trees with source positions, and evaluate them on samples."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import jmespath
from jmespath import exceptions, functions, visitor
from msgspec import Struct

from inferwire_codegen.compile.expression_functions import FUNCTIONS
from inferwire_codegen.compile.syntax_hints import hint_of
from inferwire_runtime import json_path, values
from inferwire_runtime.errors import InferwireError
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from inferwire_codegen.spec.diagnostics import Place, Problems

Node: TypeAlias = dict[str, Any]

PATHS = frozenset({"index_expression", "pipe", "subexpression"})
STEPS = frozenset({"field", "index"})
PROJECTIONS = frozenset({"filter_projection", "projection", "value_projection"})
SEE = "see https://jmespath.org"
SAMPLE_TEXT = "so far"  # collected() in samples
IMPLEMENTATIONS = {**vars(json_path), **vars(values)}


class Expression(Struct, frozen=True, kw_only=True):
    """A parsed expression.

    Attributes:
        text: The expression, including its ``=``.
        node: The syntax tree.
        locate: Returns the place of a character of the text, from its offset.
    """

    text: str
    node: Any
    locate: Callable[[int], Place]

    def place_of(self, word: str) -> Place:
        """Return the place of a word in the expression, or of the beginning if the word does not occur."""
        for before in (r"(?<![\w.])", r"(?<!\w)"):
            if found := re.search(rf"{before}{re.escape(word)}(?!\w)", self.text):
                return self.locate(found.start())
        return self.locate(1)


def parse(text: str, locate: Callable[[int], Place], problems: Problems) -> Expression | None:
    """Parse an expression, including its ``=``; ``locate`` maps the offset of a character to its place."""
    try:
        with warnings.catch_warnings(action="ignore"):  # literals that are not JSON, which the functions refuse
            node: Any = jmespath.compile(text[1:]).parsed
    except exceptions.JMESPathError as exc:
        if text[1:].strip() and (hint := hint_of(text)) is not None:
            problems.add(locate(hint.offset), f"not a JMESPath expression: {hint.text}")
            return None
        offset = 1 + min(getattr(exc, "lex_position", 0), len(text) - 2)
        problems.add(locate(max(offset, 0)), f"not a JMESPath expression: {_reason(exc)}")
        return None
    return Expression(text=text, node=node, locate=locate)


def _reason(error: exceptions.JMESPathError) -> str:
    """Return the reason of a syntax error, without the copy of the expression that the parser adds."""
    if isinstance(error, exceptions.EmptyExpressionError):
        return "it is empty; write a path, such as =a.b"
    if isinstance(error, exceptions.LexerError):
        is_open = "Unclosed" in error.message
        sign = error.lexer_value[:1]
        return f"{sign} is not closed; add {sign}" if is_open else f"unexpected '{error.lexer_value}'; {SEE}"
    if isinstance(error, exceptions.ParseError) and error.token_value:
        return f"unexpected '{error.token_value}'; {SEE}"
    return "it ends too early; finish it, and within { } and [ ], quote an expression that has a comma"


def parts_of(node: Node) -> Iterator[Node]:
    """Yield the parts of a path in order, flattening nested paths."""
    if node["type"] in PATHS:
        for child in node["children"]:
            yield from parts_of(child)
    else:
        yield node


def below(parts: list[Node], node: Node) -> Node:
    """Return a projection of a list that is below a path, as one whose list has the whole path."""
    match node["type"]:
        case "projection" | "flatten":
            first, *others = node["children"]
            return {**node, "children": [below(parts, first), *others]}
        case "identity" | "current":
            return _chain(parts)
        case _:
            return _chain([*parts, *parts_of(node)])


def field_names(node: Node) -> tuple[str, ...] | None:
    """Return the names of a path that consists only of fields, or an empty tuple for ``@``."""
    parts = [part for part in parts_of(node) if part["type"] != "current"]
    return tuple(part["value"] for part in parts) if all(part["type"] == "field" for part in parts) else None


def alternatives(node: Node) -> list[Node]:
    """Return the operands of the outermost ``||``."""
    if node["type"] != "or_expression":
        return [node]
    return [leaf for child in node["children"] for leaf in alternatives(child)]


def conditions(node: Node) -> list[Node]:
    """Return the operands of the outermost ``&&``."""
    if node["type"] != "and_expression":
        return [node]
    return [leaf for child in node["children"] for leaf in conditions(child)]


def is_call(node: Node, name: str) -> bool:
    """Return whether a node calls the function ``name``."""
    return bool(node["type"] == "function_expression" and node["value"] == name)


def vector_paths(node: Node) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the path of a list and of the vectors in its items, if the expression is ``map(&floats(a), b)``."""
    match node:
        case {"value": "map", "children": [{"children": [{"value": "floats", "children": [vector]}]}, items]}:
            paths = field_names(items), field_names(vector)
            return None if paths[0] is None or paths[1] is None else (paths[0], paths[1])
        case _:
            return None


def path_or_whole(node: Node) -> tuple[str, ...] | None:
    """Return the path, if the expression is ``path || @``."""
    match node:
        case {"type": "or_expression", "children": [path, {"type": "current"}]}:
            return field_names(path) or None
        case _:
            return None


def _unchanged(value: Any) -> Any:
    return value


def _nothing() -> None:
    return None


def _sample_text() -> str:
    return SAMPLE_TEXT


def _zip(labels: Any, scores: Any) -> Any:
    return labels and scores


def _where(items: Any, condition: Any) -> Any:
    """Return the items that satisfy a condition. JMESPath passes the condition together with its interpreter."""
    if not is_list(items):
        return None
    return [item for item in items if json_path.is_true(condition.visit(condition.expression, item))]


STAND_INS: dict[str, Callable[..., Any]] = {
    "binary": _nothing,
    "collected": _sample_text,
    "download": _unchanged,
    "download_with_key": _unchanged,
    "file": _nothing,
    "file_text": _sample_text,
    "file_type": _sample_text,
    "floats": _unchanged,
    "from_base64": _unchanged,
    "pairs": _zip,
    "plain": _sample_text,
    "where": _where,
}
"""Functions on samples that differ from those of calls, most of which need a response; `map` is JMESPath's own."""


class _Functions(functions.Functions):
    def call_function(self, function_name: str, resolved_args: Any) -> Any:
        if function_name in STAND_INS:
            return STAND_INS[function_name](*resolved_args)
        if function_name in FUNCTIONS and function_name != "map":
            return IMPLEMENTATIONS[FUNCTIONS[function_name].python](*resolved_args)
        return super().call_function(function_name, resolved_args)


@cache
def _interpreter() -> Any:
    return visitor.TreeInterpreter(jmespath.Options(custom_functions=_Functions()))


def evaluate(node: Node, data: Any) -> Any:
    """Evaluate a node on *data* with JMESPath; return None if a function does not accept its argument."""
    try:
        return _interpreter().visit(node, data)
    except (exceptions.JMESPathError, InferwireError, KeyError, TypeError):
        return None


class Leaf(Struct, frozen=True):
    """A path in an expression, both as written and relative to the root of the data."""

    own: Any
    whole: Any

    @property
    def text(self) -> str:
        """The whole path, for error messages."""
        return _text(self.whole)

    @property
    def word(self) -> str:
        """The first name of the path, or an empty string."""
        return next((str(part["value"]) for part in parts_of(self.own) if part["type"] == "field"), "")


def unmatched(node: Node, samples: Iterable[Any]) -> list[Leaf]:
    """Return the paths of an expression that match nothing in any sample."""
    data = list(samples)
    leaves = [leaf for leaf in _leaves(node, lambda node: node) if not _has_function(leaf.whole)]
    return [leaf for leaf in leaves if all(evaluate(leaf.whole, each) in (None, []) for each in data)]


def _leaves(node: Node, above: Callable[[Node], Node]) -> Iterator[Leaf]:
    """Yield every path in an expression; ``above`` prepends the path to which it is relative."""
    if node["type"] in STEPS:
        yield Leaf(node, above(node))
    elif node["type"] in PATHS:
        done: list[Node] = []
        for part in parts_of(node):
            if part["type"] not in STEPS and part["type"] not in ("current", "identity"):
                yield from _leaves(part, lambda inner, done=tuple(done): above(_chain([*done, inner])))  # type: ignore[misc]
            done.append(part)
        if done[-1]["type"] in STEPS:
            yield Leaf(_chain(done), above(_chain(done)))
    elif node["type"] == "projection":
        left, right = node["children"]
        if right["type"] == "identity":
            yield Leaf(left, above(left))
        yield from _leaves(right, lambda inner: above({"type": "projection", "children": [left, inner]}))
    elif node["type"] == "function_expression" and any(child["type"] == "expref" for child in node["children"]):
        function, left = sorted(node["children"], key=lambda child: bool(child["type"] != "expref"))
        made = function["children"][0]
        yield from _leaves(made, lambda inner: above({"type": "projection", "children": [left, inner]}))
    else:
        for child in node["children"]:
            if is_object(child):
                yield from _leaves(child, above)


def _chain(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else {"type": "subexpression", "children": parts}


def _has_function(node: Node) -> bool:
    """Return whether a path contains a function, whose value on samples may be a stand-in."""
    children = [child for child in node["children"] if is_object(child)]
    is_stand_in = node["type"] == "function_expression" and node["value"] != "where"
    return is_stand_in or any(_has_function(child) for child in children)


def _text(node: Node) -> str:
    """Return the source text of a path."""
    kind, children = node["type"], node["children"]
    if kind in ("field", "index"):
        return str(node["value"]) if kind == "field" else f"[{node['value']}]"
    if kind == "flatten":
        return f"{_text(children[0])}[]"
    if kind == "projection" and children[0]["type"] != "flatten":
        return f"{_text(children[0])}[*].{_text(children[1])}".removesuffix(".")
    if kind in ("multi_select_dict", "multi_select_list"):
        return "{...}" if kind == "multi_select_dict" else "[...]"
    text, before = "", ""
    for child in children:
        part = _text(child)
        joint = "" if not text or not part else " | " if before in PROJECTIONS else "" if part.startswith("[") else "."
        text, before = f"{text}{joint}{part}", child["type"] if part else before
    return text


def items_in(value: Any) -> list[Any]:
    """Return the items of a list with nested lists flattened, or an empty list for any other value."""
    return [each for item in value for each in (item if is_list(item) else [item])] if is_list(value) else []


def first_names(node: Any) -> set[str]:
    """Return the first names of all paths in an expression."""
    if node["type"] == "field":
        return {node["value"]}
    children = node["children"][:1] if node["type"] == "subexpression" else node["children"]
    return set[str]().union(*(first_names(child) for child in children if is_object(child)))

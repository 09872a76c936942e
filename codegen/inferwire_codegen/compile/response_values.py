"""Facts about the values of response expressions, derived from their syntax and from samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.code import singular
from inferwire_codegen.compile.expression_functions import FUNCTIONS
from inferwire_codegen.compile.syntax import PATHS, STEPS, Node, conditions, evaluate, parts_of
from inferwire_runtime.jsontypes import is_list

if TYPE_CHECKING:
    from inferwire_codegen.compile.response_locals import Scope


def may_be_zero(node: Node, scope: Scope) -> bool:
    """Return whether a value is a number in one of the samples; it may then be 0, which is truthy in JMESPath."""
    if node["type"] in ("comparator", "not_expression", "multi_select_dict", "multi_select_list"):
        return False
    if node["type"] == "literal":
        return is_number(node["value"])
    return any(is_number(evaluate(node, sample)) for sample in scope.samples)


def is_comparison(node: Node) -> bool:
    """Return whether a value is true or false."""
    if node["type"] in ("and_expression", "or_expression"):
        return all(map(is_comparison, node["children"]))
    return node["type"] in ("comparator", "not_expression") or _returns(node, "boolean")


def is_numeric_call(node: Node) -> bool:
    """Return whether a value is computed by a function that returns a number."""
    return _returns(node, "number")


def _returns(node: Node, result: str) -> bool:
    if node["type"] != "function_expression" or node["value"] not in FUNCTIONS:
        return False
    return FUNCTIONS[node["value"]].result == result


def is_never_null(node: Node) -> bool:
    """Return whether a value is never null, whatever the data."""
    if node["type"] == "literal":
        return node["value"] is not None
    if node["type"] == "comparator":
        return node["value"] in ("eq", "ne")  # what orders values is null if they are no numbers
    return node["type"] in ("not_expression", "multi_select_dict", "multi_select_list")


def is_true_under(node: Node, guards: list[Node]) -> bool:
    """Return whether a value is truthy if all guards are: a constant, a constructed value, or the parent of a guard."""
    if node["type"] == "literal":
        value = node["value"]
        return bool(value) or is_number(value)
    if node["type"] in ("multi_select_dict", "multi_select_list"):
        return True
    if node["type"] not in (*PATHS, *STEPS, "current", "function_expression"):
        return False
    parts = [part for part in parts_of(node) if part["type"] != "current"]
    flat = [each for guard in guards for each in conditions(guard)]
    paths = [[part for part in parts_of(guard) if part["type"] != "current"] for guard in flat if is_path(guard)]
    return any(path[: len(parts)] == parts for path in paths)


def maps_to_no_list(source: Node, scope: Scope) -> bool:
    """Return whether a node is a ``map`` that has items in the samples, none of which is a list."""
    if source["type"] != "function_expression" or source["value"] != "map" or len(source["children"]) != 2:
        return False
    made = [evaluate_map(source, sample) for sample in scope.samples]
    items = [each for value in made if value is not None for each in value]
    return bool(items) and not any(map(is_list, items))


def evaluate_map(node: Node, data: Any) -> list[Any] | None:
    """Return the result of a ``map`` on *data*, or None if there is no list."""
    function, source = node["children"]
    values = evaluate(source, data)
    return [evaluate(function["children"][0], each) for each in values] if is_list(values) else None


def join(kind: str, nodes: list[Node]) -> Node:
    """Join the operands of an operator into one node."""
    result = nodes[-1]
    for node in reversed(nodes[:-1]):
        result = {"type": kind, "children": [node, result]}
    return result


def chain(parts: list[Node]) -> Node:
    """Join the parts of a path into one node."""
    return parts[0] if len(parts) == 1 else {"type": "subexpression", "children": parts}


def is_path(node: Node) -> bool:
    """Return whether a node is a path, possibly through functions."""
    parts = list(parts_of(node))
    return all(part["type"] in (*STEPS, "current", "function_expression") for part in parts)


def is_short(node: Node) -> bool:
    """Return whether a node is compiled to a short expression."""
    size = len(str(node))
    return size < 400 and "multi_select" not in str(node)


def is_zero(node: Node) -> bool:
    """Return whether a node is the constant 0."""
    return node["type"] == "literal" and is_number(node["value"]) and not node["value"]


def is_number(value: Any) -> bool:
    """Return whether a value is a number; booleans are not numbers."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def hint_of(parts: list[Node], last: str = "value") -> str:
    """Return a name hint for a variable that holds the value of a path."""
    names = [part["value"] for part in parts if part["type"] == "field"]
    if not names:
        return last if last != "value" else "items" if parts and parts[-1]["type"] != "index" else "value"
    return singular(names[-1]) if parts[-1]["type"] == "index" else str(names[-1])

"""Check the calls of functions in expressions, and suggest what to write instead of functions that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_codegen.compile.expression_functions import (
    FUNCTIONS,
    REQUEST,
    functions_of,
)
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.validate import described
from inferwire_runtime.jsontypes import is_object

if TYPE_CHECKING:
    from inferwire_codegen.compile.expression_functions import Function, Literals, Side
    from inferwire_codegen.compile.syntax import Node

LITERAL_WORDS: dict[Literals, str] = {
    "text": "a string in quotes, such as ':'",
    "separator": "the string between the others, in quotes, such as ', '",
    "number": "an int in backquotes",
    "names": """an object of numbers in backquotes, such as `{"small": 1}`""",
    "words": """an object in backquotes, such as `{"end_turn": "stop"}`""",
}
KINDS: dict[str, type] = {"a string": str, "a list": list, "an object": dict}
TAKES = {
    **dict.fromkeys(("after", "before", "json", "lower", "parent", "upper"), "a string"),
    **dict.fromkeys(("keys", "omit"), "an object"),
    **dict.fromkeys(("texts", "flat"), "a list"),
}
"""What the first argument of functions is; the others are of any kind, or numbers."""
FILES = frozenset({"base64_field", "data_url_field", "type_of_file", "remote_url", "url_or_data_url"})
TAKE_EXPRESSIONS = {("map", 0): "map", ("where", 1): "where"}
ELSEWHERE = {
    "abs": "compute with divide(), sum(), least(), greatest() or round()",
    "add": "write sum(a, b)",
    "append": "write [a, b], or prepend(item, list)",
    "b64decode": "write from_base64(x)",
    "b64encode": "write base64(x)",
    "capitalize": "write lower(x) or upper(x)",
    "ceil": "write round(x)",
    "clamp": "write round(x, `low`, `high`)",
    "coalesce": "write not_null(a, b), or a || b",
    "concat": "write join('', [a, b])",
    "decode": "write from_base64(x) for a file, or json(x) for JSON text",
    "default": "write x || y",
    "dumps": "write text(x)",
    "ends_with": "write contains(x, 'part'), or compare with ==",
    "endswith": "write contains(x, 'part'), or compare with ==",
    "env": "declare it in 'account', and write account.<name>",
    "filter": "write where(list, &x)",
    "first": "write list[0]",
    "float": "numbers stay as they are",
    "floor": "write round(x)",
    "foreach": "write map(&x, list)",
    "format": "write join('', [a, b])",
    "get": "name the field, as in a.b",
    "if": "write a && b || c",
    "int": "write round(x)",
    "items": "write map(&x, list)",
    "join_text": "write join(' ', list)",
    "json_decode": "write json(text)",
    "json_encode": "write text(x)",
    "last": "write list[-1]",
    "len": "a list is true if it has items",
    "length": "a list is true if it has items",
    "list": "write [x], or many(x)",
    "loads": "write json(text)",
    "lowercase": "write lower(x)",
    "max": "write greatest(a, b)",
    "max_by": "lists keep their order; use an index, as in a[0]",
    "mime_type": "write media_type(x)",
    "min": "write least(a, b)",
    "min_by": "lists keep their order; use an index, as in a[0]",
    "mul": "send the numbers as they are, or use sum(), divide() or round()",
    "path": "only 'job' of a poll can be =path(x), and nothing else in it",
    "pathof": "write path(x), which is for 'job' of a poll",
    "random": "write uuid()",
    "replace": "write word(x, `{\"old\": \"new\"}`) for whole words, or after(x, ':') and before(x, ':')",
    "reverse": "lists keep their order; use an index from the end, as in a[-1]",
    "select": "write map(&x, list)",
    "size": "a list is true if it has items",
    "sort": "lists keep their order; use an index, as in a[0]",
    "sort_by": "lists keep their order; use an index, as in a[0]",
    "split": "write before(x, ':') or after(x, ':')",
    "starts_with": "write contains(x, 'part'), or before(x, '/') == 'part'",
    "startswith": "write contains(x, 'part'), or before(x, '/') == 'part'",
    "str": "write text(x)",
    "string": "write text(x)",
    "sub": "send the numbers as they are, or use sum(), divide() or round()",
    "substr": "write before(x, ':') or after(x, ':')",
    "substring": "write before(x, ':') or after(x, ':')",
    "time": "write now()",
    "timestamp": "write now()",
    "to_array": "write many(x)",
    "to_number": "write json(text)",
    "to_string": "write text(x)",
    "tostring": "write text(x)",
    "trim": "strings stay as they are",
    "type": "write has_text(x) to know a string",
    "uppercase": "write upper(x)",
    "uuid4": "write uuid()",
    "values": "name the fields, as in a.b",
    "zip": "write pairs(labels, scores)",
}
"""Functions of JMESPath and other languages, and what to write instead."""


def problem_of(name: str, arguments: list[Node], side: Side) -> str | None:
    """Return what is wrong with a call, or None."""
    function = FUNCTIONS.get(name)
    if function is None:
        return f"there is no function '{name}'; {ELSEWHERE.get(name) or suggestion(name, functions_of(side))}"
    if side not in function.sides:
        return _elsewhere(name, side)
    if not function.least <= len(arguments) or (function.most is not None and len(arguments) > function.most):
        return f"{name}() takes {_count(function)}, not {len(arguments)}; write {function.form}"
    for at, argument in enumerate(arguments):
        last = max(function.literals, default=-1)
        kind = function.literals.get(at) or (function.literals[last] if -1 < last < at else None)
        if kind == "separator" and at > last:
            kind = None
        if kind is not None and not is_literal(argument, kind):
            return f"argument {at + 1} of {name}() must be {LITERAL_WORDS[kind]}; write {function.form}"
        if (problem := _argument_problem(function, name, at, argument)) is not None:
            return problem
    if name == "round" and len(arguments) == 3:
        low, high = arguments[1]["value"], arguments[2]["value"]
        if low > high:
            return f"round() takes the lower bound first, and {low} is above {high}; write round(x, `{high}`, `{low}`)"
    for at, argument in enumerate(arguments):
        if ((name, at) in TAKE_EXPRESSIONS) != (argument["type"] == "expref"):
            if name not in TAKE_EXPRESSIONS.values():
                return f"'&' is for map(&x, list) and where(list, &x); write {function.form}"
            how = "an expression and a list" if name == "map" else "a list and an expression"
            return f"{name}() takes {how}; write {function.form}"
    return None


def _argument_problem(function: Function, name: str, at: int, argument: Node) -> str | None:
    """Return why a literal cannot be an argument, whatever a call passes; None if it can."""
    if argument["type"] != "literal" or at in function.literals:
        return None
    value = argument["value"]
    if at < function.numbers and (isinstance(value, bool) or not isinstance(value, int | float | list)):
        return f"argument {at + 1} of {name}() must be a number, not {described(value)}; write one in backquotes"
    if name == "divide" and at == 1 and value == 0:
        return "divide() cannot divide by 0; write another number"
    kind = TAKES.get(name)
    if kind is not None and at == 0 and not isinstance(value, KINDS[kind]):
        return f"{name}() takes {kind}, not {described(value)}; write {function.form}"
    if name == "merge" and not is_object(value):
        return f"merge() takes objects, not {described(value)}; write {function.form}"
    if function.python in FILES and isinstance(value, str):
        return f"{name}() takes a media file, and '{value}' in quotes is a string; write {name}({value})"
    return None


def _count(function: Function) -> str:
    least, most = function.least, function.most
    if most is None:
        return f"{least} or more arguments"
    plural = "" if most == 1 else "s"
    return f"{most} argument{plural}" if least == most else f"{least} to {most} arguments"


def _elsewhere(name: str, side: Side) -> str:
    """Return where a function can be called that cannot be called here."""
    sides = FUNCTIONS[name].sides
    if side == "request":
        remedy = "write base64(x), which encodes a file" if name == "from_base64" else "it reads a response"
        return f"a request cannot call {name}(); {remedy}"
    if sides == REQUEST:
        remedy = "write from_base64(x), which decodes a file" if name == "base64" else "it is for requests only"
        return f"a response cannot call {name}(); {remedy}"
    place = "'item' of a stream" if name == "collected" else "'output'"
    return f"only {place} can call {name}(); use a field of the response"


def is_literal(node: Node, kind: Literals) -> bool:
    """Return whether an argument is a literal of this kind."""
    value = node["value"] if node["type"] == "literal" else None
    match kind:
        case "text":
            return isinstance(value, str) and bool(value)
        case "separator":
            return isinstance(value, str)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "words":
            return is_object(value) and bool(value)
        case "names":
            numbers = list(value.values()) if is_object(value) else []
            return bool(numbers) and all(type(number) in (int, float) for number in numbers)

"""Expressions of the provider language: JMESPath, parsed here and printed as plain Python.

An expression stands in one of two places. In a *request* it speaks of the call (``inputs``, ``parameters``, ``model``
...). In a *reply* it speaks of decoded JSON (``@``), through `pick` and its companions in the runtime.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import jmespath
from jmespath import exceptions, visitor
from msgspec import Struct

from inferwire_codegen.errors import Place, Problems, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Node: TypeAlias = dict[str, Any]
Side: TypeAlias = Literal["request", "reply"]

REQUEST_NAMES = {
    "inputs": "call.inputs",
    "parameters": "call.parameters",
    "model": "route.model",
    "hub_model": "route.hub_model",
    "adapter": "route.adapter",
    "output_type": "call.output_type",
}
REQUEST_FUNCTIONS = {"base64": ("as_base64", 1), "data_url": ("as_data_url", 1)}
REPLY_FUNCTIONS = {
    "binary": ("reply.media", 0),
    "base64": ("media_from_base64", 1),
    "download": ("media_from_url", 1),
    "one": ("one", 1),
    "many": ("many", 1),
    "flat": ("flat", 1),
    "unnest": ("unnest", 1),
    "pairs": ("pairs", 2),
    "collected": ("text", 0),
}
MEDIA_FUNCTIONS = frozenset({"binary", "base64", "download"})
IDENTITIES = {"==": "is", "!=": "is not"}
COMPARATORS = {"eq": "==", "ne": "!=", "lt": "<", "gt": ">", "lte": "<=", "gte": ">="}


class Expression(Struct, frozen=True, kw_only=True):
    """A parsed expression.

    Attributes:
        text: Without its ``=``.
        node: Its syntax tree.
        place: Where its text begins.
    """

    text: str
    node: Any
    place: Place

    @property
    def is_identity(self) -> bool:
        """Whether it is ``@``: the reply as it is."""
        return self.node["type"] == "current"


class Names(Struct, frozen=True, kw_only=True):
    """What a request's expressions may speak of: the parts of the task's inputs and its parameters."""

    inputs: frozenset[str]
    parameters: frozenset[str]
    task: str


def parse(text: str, place: Place, problems: Problems) -> Expression | None:
    """Parse an expression, written with its ``=``."""
    body = text.removeprefix("=")
    begin = Place(place.file, place.line, place.column + len(text) - len(body))
    try:
        node = jmespath.compile(body).parsed
    except exceptions.JMESPathError as exc:
        offset = getattr(exc, "lex_position", 0) or 0
        where = Place(begin.file, begin.line, begin.column + min(max(offset, 0), len(body)))
        problems.add(where, f"not a JMESPath expression: {_reason(exc)}; see https://jmespath.org")
        return None
    return Expression(text=body, node=node, place=begin)


def _reason(error: exceptions.JMESPathError) -> str:
    """Give the first line of the parser's message, without its repetition of the text."""
    if isinstance(error, exceptions.IncompleteExpressionError):
        return "it breaks off"
    if isinstance(error, exceptions.EmptyExpressionError):
        return "it is empty"
    if isinstance(error, exceptions.ParseError):
        return f"unexpected '{error.token_value}'"
    return str(error).splitlines()[0].rstrip(".")


class Compiler:
    """Prints one expression as Python; what it names wrongly is noted."""

    def __init__(self, expression: Expression, side: Side, names: Names | None, problems: Problems) -> None:
        self.expression = expression
        self.side = side
        self.names = names
        self.problems = problems

    def code(self, root: str = "data") -> str:
        """Give the Python expression; ``root`` is the variable that ``@`` stands for."""
        return self._code(self.expression.node, root)

    def _problem(self, text: str) -> str:
        self.problems.add(self.expression.place, text)
        return "None"

    def _code(self, node: Node, root: str) -> str:
        printer: Callable[[Node, str], str] | None = getattr(self, f"_{node['type']}", None)
        if printer is None:
            word = node["type"].replace("_", " ")
            return self._problem(f"'{self.expression.text}' uses a {word}, which this language leaves out")
        return printer(node, root)

    def _current(self, node: Node, root: str) -> str:
        return root if self.side == "reply" else self._problem("'@' stands for a reply; a request names its parts")

    _identity = _current

    def _literal(self, node: Node, root: str) -> str:
        return repr(node["value"])

    def _field(self, node: Node, root: str) -> str:
        return self._path(node, root)

    def _subexpression(self, node: Node, root: str) -> str:
        return self._path(node, root)

    def _index_expression(self, node: Node, root: str) -> str:
        return self._path(node, root)

    def _path(self, node: Node, root: str) -> str:
        """Print a walk along names and positions."""
        start, steps = _steps(node)
        if self.side == "request":
            return self._request_path(steps) if start is None else self._problem("a request names its parts directly")
        base = root if start is None else self._code(start, root)
        return f"pick({', '.join([base, *(repr(step) for step in steps)])})"

    def _request_path(self, steps: list[str | int]) -> str:
        name, rest = str(steps[0]), steps[1:]
        if name not in REQUEST_NAMES:
            return self._problem(f"'{name}' is nothing that a request knows; {suggestion(name, REQUEST_NAMES)}")
        code = REQUEST_NAMES[name]
        if not rest:
            return code
        names = self.names
        known = {"inputs": names.inputs, "parameters": names.parameters}.get(name) if names is not None else None
        part = str(rest[0])
        if known is None or len(rest) > 1 or part not in known:
            task = names.task if names is not None else "this"
            return self._problem(f"{task} has no '{name}.{part}'; {suggestion(part, known or ())}")
        return f"call.input({part!r})" if name == "inputs" else f"call.parameters.get({part!r}, UNSET)"

    def _function_expression(self, node: Node, root: str) -> str:
        name = node["value"]
        functions = REQUEST_FUNCTIONS if self.side == "request" else REPLY_FUNCTIONS
        if name not in functions:
            return self._problem(f"there is no function '{name}' here; {suggestion(name, functions)}")
        code, count = functions[name]
        if len(node["children"]) != count:
            given = len(node["children"])
            return self._problem(f"{name}() takes {count} argument{'s' * (count != 1)}, not {given}; see the reference")
        if name == "collected":
            return code
        return f"{code}({', '.join(self._code(child, root) for child in node['children'])})"

    def _or_expression(self, node: Node, root: str) -> str:
        left, right = node["children"]
        if self.side == "request" and left["type"] == "and_expression":
            condition, value = left["children"]
            return f"({self._code(value, root)} if {self._code(condition, root)} else {self._code(right, root)})"
        if self.side == "request" or _is_media(node):
            return f"({' or '.join(self._code(child, root) for child in _alternatives(node))})"
        return f"either({', '.join(self._code(child, root) for child in _alternatives(node))})"

    def _and_expression(self, node: Node, root: str) -> str:
        left, right = node["children"]
        if self.side == "request":
            return f"({self._code(left, root)} and {self._code(right, root)})"
        return f"both({self._code(left, root)}, {self._code(right, root)})"

    def _not_expression(self, node: Node, root: str) -> str:
        inner = self._code(node["children"][0], root)
        return f"(not {inner})" if self.side == "request" else f"is_false({inner})"

    def _comparator(self, node: Node, root: str) -> str:
        left, right = node["children"]
        sign = COMPARATORS[node["value"]]
        if right == {"type": "literal", "children": [], "value": None} and sign in IDENTITIES:
            return f"({self._code(left, root)} {IDENTITIES[sign]} None)"
        return f"({self._code(left, root)} {sign} {self._code(right, root)})"

    def _multi_select_dict(self, node: Node, root: str) -> str:
        pairs = ", ".join(f"{pair['value']!r}: {self._code(pair['children'][0], root)}" for pair in node["children"])
        return "{" + pairs + "}"

    def _multi_select_list(self, node: Node, root: str) -> str:
        return "[" + ", ".join(self._code(child, root) for child in node["children"]) + "]"

    def _projection(self, node: Node, root: str) -> str:
        left, right = node["children"]
        if self.side == "request":
            return self._problem("a request has no lists to walk over; pass the whole part")
        source = left["children"][0] if left["type"] == "flatten" else left
        items = self._code(source, root)
        kind = "flat_items" if left["type"] == "flatten" else "items"
        if right["type"] == "identity":
            return f"{kind}({items})"
        return f"[{self._code(right, 'item')} for item in {kind}({items})]"

    def _pipe(self, node: Node, root: str) -> str:
        left, right = node["children"]
        return self._code(right, self._code(left, root))


def _steps(node: Node) -> tuple[Node | None, list[str | int]]:
    """Give where a path starts (None for ``@``) and the names and positions along it."""
    kind = node["type"]
    if kind == "field":
        return None, [node["value"]]
    if kind == "index":
        return None, [node["value"]]
    if kind in ("current", "identity"):
        return None, []
    if kind in ("subexpression", "index_expression"):
        first, *others = node["children"]
        start, steps = _steps(first)
        for other in others:
            beyond, more = _steps(other)
            if beyond is not None:
                return node, []
            steps = steps + more
        return start, steps
    return node, []


def _alternatives(node: Node) -> list[Node]:
    if node["type"] != "or_expression":
        return [node]
    return [leaf for child in node["children"] for leaf in _alternatives(child)]


def _is_media(node: Node) -> bool:
    return any(
        leaf["type"] == "function_expression" and leaf["value"] in MEDIA_FUNCTIONS for leaf in _alternatives(node)
    )


def is_media(expression: Expression) -> bool:
    """Whether every alternative of an expression gives a medium."""
    return all(
        leaf["type"] == "function_expression" and leaf["value"] in MEDIA_FUNCTIONS
        for leaf in _alternatives(expression.node)
    )


def uses(expression: Expression, function: str) -> bool:
    """Whether an expression calls a function."""
    return f"{function}(" in expression.text


def unmatched(expression: Expression, samples: Iterable[Any]) -> list[str]:
    """Give the paths of an expression that find nothing in any sample."""
    interpreter = visitor.TreeInterpreter()
    missing: list[str] = []
    for path in _leaves(expression.node, None):
        found = False
        for sample in samples:
            result = interpreter.visit(path, sample)
            found = found or (result is not None and result != [])
        if not found:
            missing.append(_text(path))
    return missing


def _leaves(node: Node, under: Node | None) -> list[Node]:
    """Give every path of an expression, those inside a projection together with what they walk over."""
    kind = node["type"]
    if kind in ("field", "index", "subexpression", "index_expression"):
        start, _ = _steps(node)
        if start is not None and start is not node and start["type"] not in ("projection", "flatten"):
            return _leaves(start, under)
        return [node if under is None else {"type": "projection", "children": [under, node]}]
    if kind == "projection":
        left, right = node["children"]
        whole = left if under is None else {"type": "projection", "children": [under, left]}
        if right["type"] == "identity":
            return [whole]
        return _leaves(right, whole)
    if kind in ("literal", "current", "identity"):
        return []
    return [leaf for child in node["children"] for leaf in _leaves(child, under)]


def _text(node: Node) -> str:
    """Write a path as it is read."""
    kind = node["type"]
    if kind == "field":
        return str(node["value"])
    if kind == "index":
        return f"[{node['value']}]"
    if kind in ("current", "identity"):
        return ""
    if kind == "flatten":
        return f"{_text(node['children'][0])}[]"
    if kind in ("subexpression", "index_expression", "projection"):
        text = ""
        for child in node["children"]:
            part = _text(child)
            joint = "" if not text or part.startswith("[") or not part else "."
            text = f"{text}{joint}{part}"
        return text
    return json.dumps(node)


def template_code(
    template: Any, place_of: Callable[[tuple[str | int, ...]], Place], compile_: Callable[[str, Place], str],
    path: tuple[str | int, ...] = (),
) -> str:
    """Print a template as Python: mappings, lists and literals as they are, expressions compiled, ``...`` spread."""
    if isinstance(template, str) and template.startswith("="):
        return compile_(template, place_of(path))
    if isinstance(template, dict):
        parts: list[str] = []
        for key, value in template.items():
            code = template_code(value, place_of, compile_, (*path, key))
            parts.append(f"**{code}" if key == "..." else f"{key!r}: {code}")
        return "{" + ", ".join(parts) + "}"
    if isinstance(template, list):
        return "[" + ", ".join(template_code(v, place_of, compile_, (*path, i)) for i, v in enumerate(template)) + "]"
    return repr(template)


def literal_mapping(mapping: Mapping[str, str]) -> str:
    """Print a mapping of texts as Python."""
    return "{" + ", ".join(f"{key!r}: {value!r}" for key, value in mapping.items()) + "}"

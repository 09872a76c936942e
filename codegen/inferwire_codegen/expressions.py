"""Expressions of the provider language: JMESPath, parsed here and printed as plain Python.

An expression stands in one of two places. In a *request* it speaks of the call (``inputs``, ``parameters``, ``model``
...). In a *reply* it speaks of decoded JSON (``@``), through `pick` and its companions in the runtime.
"""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import jmespath
from jmespath import exceptions, visitor
from msgspec import Struct

from inferwire_codegen.errors import suggestion
from inferwire_runtime.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from inferwire_codegen.errors import Place, Problems

Node: TypeAlias = dict[str, Any]
Side: TypeAlias = Literal["request", "output", "item", "event"]
"""A request, or what speaks of JSON: the reply, the item that an event becomes, other facts of events and items."""

REQUEST_NAMES = {
    "inputs": "call.inputs",
    "parameters": "call.parameters",
    "model": "route.model",
    "hub_model": "route.hub_model",
    "hub_url": "route.hub_url",
    "adapter": "route.adapter",
    "weights_url": "route.weights_url",
    "is_routed": "route.is_routed",
    "output_type": "call.output_type",
}
EXTRA = "extra"  # parameters that the task's schema does not name
MEDIA_INPUT_FUNCTIONS = {
    "base64": ("as_base64", 1),
    "data_url": ("as_data_url", 1),
    "media_url": ("as_media_url", 1),
    "url": ("link_of", 1),
}
LINK_FUNCTIONS = frozenset({"as_media_url(", "link_of("})  # with them, a URL that the caller gave is not fetched
TEXT_FUNCTIONS = {
    "after": ("after", 2),
    "contains": ("contains", 2),
    "divide": ("divided", 2),
    "has_text": ("has_text", 1),
    "least": ("least", 2),
    "lower": ("lower", 1),
    "merge": ("merged", 2),
    "nearest": ("nearest", 2),
    "omit": ("omitted", 2),
    "parent": ("parent", 1),
    "round": ("rounded", 3),
    "texts": ("texts", 1),
}
UNSETTLED = frozenset(
    {"after", "divided", "least", "link_of", "nearest", "optional_input", "parameter", "rounded", "texts"}
)
PASSING = frozenset({"first", "lower", "merged", "parent"})
"""Functions that give UNSET where something was not passed, and those that pass on what they are given."""
TRUTHS = ("call.inputs", "call.input(", "call.output_type", "contains(", "has_text(", "route.")
"""Beginnings of Python whose truth is that of what it stands for."""
LITERALS = {"after": {1: "text"}, "contains": {1: "text"}, "nearest": {1: "names"}, "omit": {1: "text"}} | {
    "round": {1: "number", 2: "number"}
}
LITERAL_WORDS = {
    "text": "a text in quotes, such as ':',",
    "number": "a whole number in backquotes",
    "names": """an object of numbers in backquotes, such as `{"small": 1}`,""",
}
JSON_FUNCTIONS: dict[str, tuple[str, int | None]] = {
    "base64": ("media_from_base64", 1),
    "download": ("media_from_url", 1),
    "divide": ("quotient", 2),
    "floats": ("floats", 1),
    "keys": ("keys_of", 1),
    "map": ("every", 2),
    "not_null": ("not_null", None),
    "one": ("one", 1),
    "many": ("many", 1),
    "flat": ("flat", 1),
    "unnest": ("unnest", 1),
    "pairs": ("pairs", 2),
    "reverse": ("backwards", 1),
    "sort_by": ("ordered", 2),
    "values": ("values_of", 1),
}
FILE_FUNCTIONS = {"file": "reply.file_media", "file_text": "reply.file_text", "file_type": "reply.file_type"}
FUNCTIONS: dict[Side, dict[str, tuple[str, int | None]]] = {
    "request": {**MEDIA_INPUT_FUNCTIONS, **TEXT_FUNCTIONS},
    "output": {**JSON_FUNCTIONS, "binary": ("reply.media", 0), **{k: (v, 0) for k, v in FILE_FUNCTIONS.items()}},
    "item": {**JSON_FUNCTIONS, "collected": ("text", 0)},
    "event": JSON_FUNCTIONS,
}
MEDIA_FUNCTIONS = frozenset({"binary", "base64", "download", "file"})
SPREAD = "..."  # the key whose mapping is laid into the one that it stands in
PATHS = frozenset({"index_expression", "pipe", "subexpression"})
STEPS = frozenset({"field", "index"})
PROJECTIONS = frozenset({"filter_projection", "projection", "value_projection"})
REMEDIES = {
    "filter_projection": "name the item by its place, as in a[0] or a[-1]",
    "slice": "name the item by its place, as in a[0] or a[-1]",
    "value_projection": "write values(a)",
}
MISSING = {
    "expref": "a reference to an expression",
    "filter_projection": "a filter",
    "slice": "a slice",
    "value_projection": "the values of a mapping",
}
IDENTITIES = {"==": "is", "!=": "is not"}
COMPARATORS = {"eq": "==", "ne": "!="}


class Expression(Struct, frozen=True, kw_only=True):
    """A parsed expression.

    Attributes:
        text: With its ``=``.
        node: Its syntax tree.
        locate: Gives where a character of the text stands.
    """

    text: str
    node: Any
    locate: Callable[[int], Place]

    def place_of(self, word: str) -> Place:
        """Give where a word of the expression stands, or else where the expression begins."""
        for before in (r"(?<![\w.])", r"(?<!\w)"):
            if found := re.search(rf"{before}{re.escape(word)}(?!\w)", self.text):
                return self.locate(found.start())
        return self.locate(1)


class Names(Struct, frozen=True, kw_only=True):
    """What a request's expressions may speak of.

    Attributes:
        task: The task, for messages.
        inputs: Parts of its inputs.
        parameters: Its parameters.
        media: Those of the inputs that are media: ``inputs`` itself, or ``inputs.<part>``; None where all may be.
        required: Those of the inputs that every call has.
    """

    task: str
    inputs: frozenset[str]
    parameters: frozenset[str]
    media: frozenset[str] | None
    required: frozenset[str]


def parse(text: str, locate: Callable[[int], Place], problems: Problems) -> Expression | None:
    """Parse an expression, written with its ``=``; ``locate`` gives where a character of it stands."""
    try:
        node: Any = jmespath.compile(text[1:]).parsed
    except exceptions.JMESPathError as exc:
        offset = 1 + min(getattr(exc, "lex_position", 0), len(text) - 2)
        problems.add(locate(max(offset, 0)), f"not a JMESPath expression: {_reason(exc)}; see https://jmespath.org")
        return None
    return Expression(text=text, node=node, locate=locate)


def _reason(error: exceptions.JMESPathError) -> str:
    """Say what is wrong, without the parser's repetition of the text."""
    if isinstance(error, exceptions.EmptyExpressionError):
        return "it is empty"
    if isinstance(error, exceptions.LexerError):
        is_open = "Unclosed" in error.message
        return f"{error.lexer_value[:1]} is not closed" if is_open else f"unexpected '{error.lexer_value}'"
    if isinstance(error, exceptions.ParseError) and error.token_value:
        return f"unexpected '{error.token_value}'"
    return "it breaks off"


class Compiler:
    """Prints one expression as Python; what it names wrongly is noted."""

    def __init__(self, expression: Expression, side: Side, names: Names | None, problems: Problems) -> None:
        self.expression = expression
        self.side: Side = side
        self.names = names
        self.problems = problems
        self.present: set[str] = set()  # what a condition around the current place says was passed

    def code(self, root: str = "data") -> str:
        """Give the Python expression; ``root`` is the variable that ``@`` stands for."""
        return self._code(self.expression.node, root)

    def vectors(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Give the paths of a list, and of what ``floats()`` reads in each item, where an expression is only that."""
        match self.expression.node:
            case {"value": "map", "children": [{"children": [{"value": "floats", "children": [vector]}]}, items]}:
                paths = _names(items), _names(vector)
                return None if paths[0] is None or paths[1] is None else (paths[0], paths[1])
            case _:
                return None

    def place_of_whole(self) -> tuple[str, ...] | None:
        """Give the path of what is the answer, where an expression takes that, or else all that came."""
        match self.expression.node:
            case {"type": "or_expression", "children": [place, {"type": "current"}]}:
                return _names(place) or None
            case _:
                return None

    def alternatives(self, root: str = "data") -> list[str]:
        """Give the Python expressions of all that stands between the outermost ``||``."""
        return [self._code(node, root) for node in alternatives(self.expression.node)]

    def _problem(self, text: str, word: str = "") -> str:
        self.problems.add(self.expression.place_of(word) if word else self.expression.locate(1), text)
        return "None"

    def _code(self, node: Node, root: str) -> str:
        printer: Callable[[Node, str], str] | None = getattr(self, f"_{node['type']}", None)
        if printer is None:
            word = MISSING.get(node["type"], node["type"].replace("_", " "))
            remedy = REMEDIES.get(node["type"], "say it otherwise")
            return self._problem(f"'{self.expression.text}' uses {word}, which this language leaves out; {remedy}")
        return printer(node, root)

    def _current(self, node: Node, root: str) -> str:
        if self.side == "request":
            return self._problem("'@' stands for a reply; a request names its parts, such as inputs", "@")
        return root

    _identity = _current

    def _literal(self, node: Node, root: str) -> str:
        try:
            json.dumps(node["value"], allow_nan=False)
        except ValueError:
            return self._problem(f"'{self.expression.text}' holds a number that JSON does not; write a smaller one")
        return repr(node["value"])

    def _field(self, node: Node, root: str) -> str:
        return self._path(node, root)

    def _subexpression(self, node: Node, root: str) -> str:
        return self._path(node, root)

    def _index_expression(self, node: Node, root: str) -> str:
        return self._path(node, root)

    def _path(self, node: Node, root: str) -> str:
        """Print a walk along names and positions, and what is made where it leads."""
        first = node
        while first["type"] in PATHS - {"pipe"}:
            first = first["children"][0]
        if first["type"] == "not_expression":
            return self._problem("'!' takes only the name next to it; write !(a.b) for the opposite of a.b", "!")
        if self.names is not None:
            return self._request_path(node, self.names)
        code, steps = root, list[str]()
        for part in _parts(node):
            if part["type"] in STEPS:
                steps.append(repr(part["value"]))
            elif part["type"] not in ("current", "identity"):
                code, steps = self._code(part, _walk(code, steps)), []
        return _walk(code, steps)

    _pipe = _path

    def _request_path(self, node: Node, names: Names) -> str:
        parts = list(_parts(node))
        if not all(part["type"] == "field" for part in parts):
            return self._problem("a request names its parts and nothing within them; write inputs or parameters.<name>")
        name, *rest = (part["value"] for part in parts)
        if name == EXTRA and rest and rest[0] not in names.parameters:
            return f"call.parameter({', '.join(map(repr, rest))})"
        if name not in REQUEST_NAMES:
            remedy = suggestion(name, [*REQUEST_NAMES, EXTRA])
            if name == EXTRA:
                remedy = f"write parameters.{rest[0]}" if rest else "write extra.<name>"
            return self._problem(f"'{name}' is nothing that a request knows; {remedy}", name)
        if not rest:
            return REQUEST_NAMES[name]
        part, path = rest[0], ".".join([name, *rest])
        known = {"inputs": names.inputs, "parameters": names.parameters}.get(name, frozenset())
        if part not in known or (len(rest) > 1 and name != "parameters"):
            own = f" Where the schema does not know it, write extra.{part}" if name == "parameters" else ""
            return self._problem(f"{names.task} has no '{path}'; {suggestion(part, known)}{own}", path)
        if name == "parameters":
            return f"call.parameter({', '.join(map(repr, rest))})"
        return f"call.input({part!r})" if path in names.required else f"call.optional_input({part!r})"

    def _function_expression(self, node: Node, root: str) -> str:
        name, given = node["value"], node["children"]
        functions = FUNCTIONS[self.side]
        if name not in functions:
            return self._problem(f"there is no function '{name}' here; {suggestion(name, functions)}", name)
        code, count = functions[name]
        if count is not None and len(given) != count:
            plural = "" if count == 1 else "s"
            return self._problem(f"{name}() takes {count} argument{plural}, not {len(given)}; correct the call", name)
        if name == "collected":
            return code
        if name in ("map", "sort_by"):
            return self._over(name, given, root)
        if self.names is not None and self.names.media is not None and name in MEDIA_INPUT_FUNCTIONS:
            path = ".".join(part["value"] for part in _parts(given[0]) if part["type"] == "field")
            if path not in self.names.media:
                media = suggestion(path, self.names.media) if self.names.media else "leave the function out"
                return self._problem(f"{name}() takes a medium, which '{path}' is not; {media}", name)
            if path not in self.names.required | self.present:
                medium = self._code(given[0], root)
                return f"({code}({medium}) if {medium} else UNSET)"
        for at, kind in LITERALS.get(name, {}).items() if self.side == "request" else ():
            if not _is_literal(given[at], kind):
                words = LITERAL_WORDS[kind]
                return self._problem(f"{name}() takes {words} as its argument {at + 1}; write it there", name)
        call = f"{code}({', '.join(self._code(child, root) for child in node['children'])})"
        return f"({call} or UNSET)" if name == "omit" else call

    def _over(self, name: str, given: list[Node], root: str) -> str:
        """Print what does something with each item: ``map(&expression, list)``, ``sort_by(list, &expression)``.

        Unlike a projection, ``map`` keeps what comes to nothing.
        """
        function, items = given if name == "map" else reversed(given)
        if function["type"] != "expref":
            form = "map(&name, list)" if name == "map" else "sort_by(list, &name)"
            return self._problem(f"{name}() takes an expression and a list; write {form}", name)
        made = self._code(function["children"][0], "item")
        return f"{JSON_FUNCTIONS[name][0]}({self._code(items, root)}, lambda item: {made})"

    def _or_expression(self, node: Node, root: str) -> str:
        choices = alternatives(node)
        if self.side != "request":
            codes = [self._code(child, root) for child in choices]
            return f"({' or '.join(codes)})" if _is_media(node) else f"either({', '.join(codes)})"
        *conditional, last = choices
        if all(child["type"] == "and_expression" and _is_sure(child["children"][1]) for child in conditional):
            codes = [self._under(child["children"][0], child["children"][1], root) for child in conditional]
            return f"({' else '.join([*codes, bare(self._code(last, root))])})"
        return f"first({', '.join(bare(self._code(child, root)) for child in choices)})"

    def _and_expression(self, node: Node, root: str) -> str:
        left, right = node["children"]
        if self.side == "request":
            return f"({self._under(left, right, root)} else UNSET)"
        return f"both({self._code(left, root)}, {self._code(right, root)})"

    def _under(self, condition: Node, value: Node, root: str) -> str:
        """Print a value and its condition, which says of a part that it was passed where it is nothing but its name."""
        before = self.present
        parts = list(_parts(condition))
        if all(part["type"] == "field" for part in parts):
            self.present = before | {".".join(part["value"] for part in parts)}
        code = self._code(value, root)
        self.present = before
        return f"{bare(code) if _is_sure(value) else code} if {self.condition(condition, root)}"

    def condition(self, node: Node, root: str = "data") -> str:
        """Print an expression of a request where only its truth counts."""
        match node["type"]:
            case "and_expression" | "or_expression" as kind:
                word = kind.partition("_")[0]
                codes = [self.condition(child, root) for child in node["children"]]
                inner = [f"({code})" if word == "and" and " or " in code else code for code in codes]
                return f" {word} ".join(inner)
            case "not_expression":
                inner_node = node["children"][0]
                code = self.condition(inner_node, root)
                is_plain = inner_node["type"] in ("field", "function_expression", "subexpression", "literal")
                return f"not {code}" if is_plain else f"not ({code})"
            case _:
                code = bare(self._code(node, root))
                is_truth = node["type"] in ("comparator", "literal") or code.startswith(TRUTHS)
                return code if is_truth else f"is_there({code})"

    def _not_expression(self, node: Node, root: str) -> str:
        if self.side == "request":
            return f"({self.condition(node, root)})"
        return f"is_false({self._code(node['children'][0], root)})"

    def _comparator(self, node: Node, root: str) -> str:
        left, right = node["children"]
        if left["type"] == "not_expression":
            return self._problem("'!' takes only what stands next to it; write != for the opposite of ==", "!")
        if node["value"] not in COMPARATORS:
            return self._problem(
                f"'{self.expression.text}' compares sizes, which this language leaves out; use == or !="
            )
        sign = COMPARATORS[node["value"]]
        if right["type"] == "literal" and isinstance(right["value"], bool | None) and left["type"] != "literal":
            sign = IDENTITIES[sign]  # 1 is not true
        return f"({self._code(left, root)} {sign} {self._code(right, root)})"

    def _multi_select_dict(self, node: Node, root: str) -> str:
        def made(root: str) -> str:
            codes = {pair["value"]: bare(self._code(pair["children"][0], root)) for pair in node["children"]}
            mapping = "{" + ", ".join(f"{key!r}: {code}" for key, code in codes.items()) + "}"
            return f"without_unset({mapping})" if any(self._is_optional(code) for code in codes.values()) else mapping

        return _unless_missing(made, root)

    def _multi_select_list(self, node: Node, root: str) -> str:
        def made(root: str) -> str:
            codes = [bare(self._code(child, root)) for child in node["children"]]
            return f"present({', '.join(codes)})" if any(map(self._is_optional, codes)) else f"[{', '.join(codes)}]"

        return _unless_missing(made, root)

    def _is_optional(self, code: str) -> bool:
        return self.side == "request" and may_be_unset(code, frozenset(self.present))

    def _projection(self, node: Node, root: str) -> str:
        left, right = node["children"]
        if self.side == "request":
            return self._problem("a request has no lists to walk over; pass the whole part")
        is_flat = left["type"] == "flatten"
        source = self._code(left["children"][0] if is_flat else left, root)
        items = f"flat_items({source})" if is_flat else source
        return f"each({items}, lambda item: {self._code(right, 'item')})"


def _walk(root: str, steps: list[str]) -> str:
    return f"pick({', '.join([root, *steps])})" if steps else root


def _unless_missing(code: Callable[[str], str], root: str) -> str:
    """Make nothing of nothing; the reply itself (a bare name here) is there, and so is what was just made."""
    match ast.parse(root, mode="eval").body:
        case ast.Constant(value=None):
            return "None"
        case ast.Name() | ast.Constant() | ast.Dict() | ast.List():
            return code(root)
        case _:
            return f"within({root}, lambda found: {code('found')})"


def _parts(node: Node) -> Iterator[Node]:
    """Give the parts of a path, in order; a path within a path is one path."""
    if node["type"] in PATHS:
        for child in node["children"]:
            yield from _parts(child)
    else:
        yield node


def _names(node: Node) -> tuple[str, ...] | None:
    """Give the names of a path that is made of nothing else; none is ``@``."""
    parts = [part for part in _parts(node) if part["type"] != "current"]
    return tuple(part["value"] for part in parts) if all(part["type"] == "field" for part in parts) else None


def alternatives(node: Node) -> list[Node]:
    """Give what stands between the outermost ``||``."""
    if node["type"] != "or_expression":
        return [node]
    return [leaf for child in node["children"] for leaf in alternatives(child)]


def _is_sure(node: Node) -> bool:
    """Whether a value is there in any case: a literal that is not empty, or what is made of parts."""
    if node["type"] == "literal":
        return bool(node["value"]) or (isinstance(node["value"], (int, float)) and not isinstance(node["value"], bool))
    return node["type"] in ("multi_select_dict", "multi_select_list")


def _is_literal(node: Node, kind: str) -> bool:
    """Whether an argument is a literal of a kind."""
    value = node["value"] if node["type"] == "literal" else None
    match kind:
        case "text":
            return isinstance(value, str) and bool(value)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case _:
            numbers = list(value.values()) if is_object(value) else []
            return bool(numbers) and all(type(number) in (int, float) for number in numbers)


def _is_media(node: Node) -> bool:
    return any(
        leaf["type"] == "function_expression" and leaf["value"] in MEDIA_FUNCTIONS for leaf in alternatives(node)
    )


class Leaf(Struct, frozen=True):
    """A path of an expression: as it is written, and from the top of the reply."""

    own: Any
    whole: Any

    @property
    def text(self) -> str:
        """The whole path, as it is read."""
        return _text(self.whole)

    @property
    def word(self) -> str:
        """Its first name, or nothing."""
        return next((str(part["value"]) for part in _parts(self.own) if part["type"] == "field"), "")


def unmatched(expression: Expression, samples: Iterable[Any]) -> list[Leaf]:
    """Give the paths of an expression that find nothing in any sample."""
    interpreter = visitor.TreeInterpreter()
    replies = list(samples)
    leaves = [leaf for leaf in _leaves(expression.node, lambda node: node) if not _calls(leaf.whole)]
    return [leaf for leaf in leaves if all(interpreter.visit(leaf.whole, reply) in (None, []) for reply in replies)]


def _leaves(node: Node, above: Callable[[Node], Node]) -> Iterator[Leaf]:
    """Give every path of an expression; ``above`` puts a path below what it stands in."""
    if node["type"] in STEPS:
        yield Leaf(node, above(node))
    elif node["type"] in PATHS:
        done: list[Node] = []
        for part in _parts(node):
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


def _calls(node: Node) -> bool:
    """Whether a function of ours is in it, which only the runtime knows."""
    children = [child for child in node["children"] if is_object(child)]
    return node["type"] == "function_expression" or any(_calls(child) for child in children)


def _text(node: Node) -> str:
    """Write a path as it is read."""
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


def template_code(
    template: Any, compile_: Callable[[str, tuple[str | int, ...]], str], path: tuple[str | int, ...] = ()
) -> str:
    """Print a template as Python: mappings, lists and literals as they are, expressions compiled, ``...`` spread.

    A mapping within the template leaves out the fields whose parameters were not passed.

    Args:
        template: A literal, an expression, or a mapping or list of them.
        compile_: Prints the expression that stands at a path of the template.
        path: Where the template itself stands.
    """
    if isinstance(template, str) and template.startswith("="):
        return bare(compile_(template, path))
    if is_object(template):
        codes = {key: template_code(value, compile_, (*path, key)) for key, value in template.items()}
        mapping = "{" + ", ".join(f"{key!r}: {code}" for key, code in codes.items() if key != SPREAD) + "}"
        if SPREAD in codes:
            return f"filled({mapping}, {codes[SPREAD]})"
        return f"without_unset({mapping})" if any(map(may_be_unset, codes.values())) and path else mapping
    if is_list(template):
        items = [template_code(item, compile_, (*path, index)) for index, item in enumerate(template)]
        return f"present({', '.join(items)})" if any(map(may_be_unset, items)) else f"[{', '.join(items)}]"
    return repr(template)


def bare(code: str) -> str:
    """Take away parentheses around a whole expression."""
    inner = code[1:-1]
    try:
        is_same = code.startswith("(") and ast.dump(ast.parse(code)) == ast.dump(ast.parse(inner.strip()))
    except SyntaxError:
        return code
    return inner if is_same else code


def may_be_unset(code: str, present: frozenset[str] = frozenset()) -> bool:
    """Whether Python of a request gives UNSET where something was not passed.

    Args:
        code: The Python.
        present: What was passed, as expressions name it.
    """
    return _may_be_unset(ast.parse(code, mode="eval").body, present)


def _may_be_unset(node: ast.AST, present: frozenset[str]) -> bool:
    match node:
        case ast.Name(id="UNSET"):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return _may_be_unset(body, present) or _may_be_unset(orelse, present)
        case ast.BoolOp(op=ast.Or(), values=[*_, last]):
            return _may_be_unset(last, present)
        case ast.BoolOp(values=values):
            return any(_may_be_unset(value, present) for value in values)
        case ast.Attribute(attr=("adapter" | "weights_url") as name):
            return name not in present
        case ast.Call(func=ast.Attribute(attr="parameter"), args=args):
            path = ".".join(str(ast.literal_eval(part)) for part in args)
            return not {f"parameters.{path}", f"extra.{path}"} & present
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            return name in UNSETTLED or (name in PASSING and bool(args) and _may_be_unset(args[-1], present))
        case _:
            return False

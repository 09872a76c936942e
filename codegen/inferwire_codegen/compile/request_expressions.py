"""Compile request expressions to plain Python.

Arguments that are not passed are UNSET, which is falsy and omitted from bodies. ``a || b`` becomes ``a or b``, unless
``a`` can be 0, and ``a && b`` becomes ``b if a else UNSET``.
"""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from inferwire_codegen.compile.code import AND, COMPARISON, NOT, OR, TERNARY, Python
from inferwire_codegen.compile.syntax import PATHS, Node, alternatives, conditions, parts_of
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferwire_codegen.compile.accounts import AccountValue
    from inferwire_codegen.compile.syntax import Expression
    from inferwire_codegen.spec.diagnostics import Problems

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
ACCOUNT = "account"  # values of the caller's account
HUB_NAMES = frozenset({"hub_model", "hub_url", "weights_url"})
EXTRA = "extra"  # parameters that the task's schema does not have
MEDIA_FUNCTIONS = {
    "base64": ("base64_field", 1),
    "data_url": ("data_url_field", 1),
    "media_url": ("url_or_data_url", 1),
    "url": ("remote_url", 1),
}
LINK_FUNCTIONS = frozenset({"url_or_data_url(", "remote_url("})  # a URL passed by the caller is not downloaded
FUNCTIONS = {
    **MEDIA_FUNCTIONS,
    "after": ("text_after", 2),
    "contains": ("contains", 2),
    "divide": ("divide", 2),
    "has_text": ("has_text", 1),
    "images": ("all_images", 2),
    "least": ("minimum", 2),
    "lower": ("to_lower", 1),
    "merge": ("merge_objects", 2),
    "nearest": ("closest", 2),
    "omit": ("omit_keys", 2),
    "parent": ("parent_path", 1),
    "prepend": ("prepend", 2),
    "round": ("round_between", 3),
    "texts": ("list_of_strings", 1),
}
"""The Python name and the number of arguments of each function."""
MAY_RETURN_UNSET = frozenset(
    {"closest", "divide", "remote_url", "list_of_strings", "minimum", "optional_input", "parameter", "round_between"}
    | {"all_images", "text_after"}
)
RETURNS_ARGUMENT = frozenset({"first_set", "merge_objects", "parent_path", "to_lower"})  # UNSET if they get UNSET
NUMBERS = frozenset({"integer", "number"})
NUMERIC_FUNCTIONS = frozenset({"divide", "least", "round"})
LITERALS = {"after": {1: "text"}, "contains": {1: "text"}, "nearest": {1: "names"}, "omit": {1: "text"}} | {
    "round": {1: "number", 2: "number"}
}
LITERAL_WORDS = {
    "text": "a string in quotes, such as ':'",
    "number": "an int in backquotes",
    "names": """an object of numbers in backquotes, such as `{"small": 1}`""",
}
UNSUPPORTED = {
    "expref": ("a reference to an expression", "write it differently"),
    "filter_projection": ("a filter", "pass the whole part"),
    "slice": ("a slice", "pass the whole part"),
    "value_projection": ("the values of a mapping", "pass the whole part"),
}
COMPARATORS = {"eq": "==", "ne": "!="}
IDENTITIES = {"==": "is", "!=": "is not"}
SPREAD = "..."  # the key whose mapping is merged into the one that contains it
MISSING = Python("None")


def no_types(path: tuple[str, ...]) -> frozenset[str]:
    """Return no JSON types, for paths whose types are unknown."""
    return frozenset()


class Names(Struct, frozen=True, kw_only=True):
    """The names available to request expressions.

    Attributes:
        task: Name of the task, for error messages.
        inputs: The parts of the task's inputs.
        parameters: The task's parameters.
        media: The inputs that are media files, ``inputs`` itself or ``inputs.<part>``; None if any input may be.
        required: The inputs that every call passes.
        types: Returns the JSON types of an input or parameter, or an empty set if they are unknown.
        account: The values of the caller's account.
        is_on_hub: Whether the provider's models are on the Hub.
    """

    task: str
    inputs: frozenset[str]
    parameters: frozenset[str]
    media: frozenset[str] | None
    required: frozenset[str]
    types: Callable[[tuple[str, ...]], frozenset[str]] = no_types
    account: dict[str, AccountValue] = {}
    is_on_hub: bool = True


class RequestExpression:
    """Compiles one request expression."""

    def __init__(self, expression: Expression, names: Names, problems: Problems) -> None:
        self.expression = expression
        self.names = names
        self.problems = problems
        self._passed: set[str] = set()  # paths that a condition around the current node found to be passed

    def value(self) -> Python:
        """Return code for the value of the expression."""
        return self._value(self.expression.node)

    def condition(self, node: Node | None = None) -> Python:
        """Return code that is truthy exactly if the expression, or *node*, is."""
        return self._truth(self.expression.node if node is None else node)

    def _problem(self, text: str, word: str = "") -> Python:
        self.problems.add(self.expression.place_of(word) if word else self.expression.locate(1), text)
        return MISSING

    def _value(self, node: Node) -> Python:
        compiler = getattr(self, f"_{node['type']}", None)
        if compiler is None:
            word, remedy = UNSUPPORTED.get(node["type"], (node["type"].replace("_", " "), "write it differently"))
            return self._problem(f"'{self.expression.text}' uses {word}, which the language does not support; {remedy}")
        made: Python = compiler(node)
        return made

    def _current(self, node: Node) -> Python:
        return self._problem("'@' is a response; name a part of the request, such as inputs", "@")

    _identity = _current

    def _literal(self, node: Node) -> Python:
        try:
            json.dumps(node["value"], allow_nan=False)
        except ValueError:
            text = f"'{self.expression.text}' contains a number that JSON cannot express; write a smaller one"
            return self._problem(text)
        return Python(repr(node["value"]))

    def _field(self, node: Node) -> Python:
        first = node
        while first["type"] in PATHS - {"pipe"}:
            first = first["children"][0]
        if first["type"] == "not_expression":
            return self._problem("'!' applies only to the next name; write !(a.b) to negate a.b", "!")
        parts = list(parts_of(node))
        if not all(part["type"] == "field" for part in parts):
            return self._problem("a request can only name its parts; write inputs or parameters.<name>")
        name, *rest = (part["value"] for part in parts)
        names = self.names
        if name == EXTRA and rest and rest[0] not in names.parameters:
            return Python(f"call.parameter({', '.join(map(repr, rest))})")
        if name == ACCOUNT:
            return self._account_value(rest)
        if name in HUB_NAMES and not names.is_on_hub:
            text = f"'{name}' is about a model on the Hub, which does not know those of a client-side provider"
            return self._problem(f"{text}; write model", name)
        if name not in REQUEST_NAMES:
            remedy = suggestion(name, [*REQUEST_NAMES, EXTRA, ACCOUNT])
            if name == EXTRA:
                remedy = f"write parameters.{rest[0]}" if rest else "write extra.<name>"
            return self._problem(f"a request has no '{name}'; {remedy}", name)
        if not rest:
            return Python(REQUEST_NAMES[name])
        part, path = rest[0], ".".join([name, *rest])
        known = {"inputs": names.inputs, "parameters": names.parameters}.get(name, frozenset())
        if part not in known or (len(rest) > 1 and name != "parameters"):
            own = f" If the schema does not have it, write extra.{part}" if name == "parameters" else ""
            return self._problem(f"{names.task} has no '{path}'; {suggestion(part, known)}{own}", path)
        if name == "parameters":
            return Python(f"call.parameter({', '.join(map(repr, rest))})")
        return Python(f"call.input({part!r})" if path in names.required else f"call.optional_input({part!r})")

    _subexpression = _index_expression = _index = _pipe = _field

    def _function_expression(self, node: Node) -> Python:
        name, arguments = node["value"], node["children"]
        if name not in FUNCTIONS:
            return self._problem(f"there is no function '{name}'; {suggestion(name, FUNCTIONS)}", name)
        function, count = FUNCTIONS[name]
        if len(arguments) != count:
            plural = "" if count == 1 else "s"
            return self._problem(f"{name}() takes {count} argument{plural}, not {len(arguments)}; fix the call", name)
        if self.names.media is not None and name in MEDIA_FUNCTIONS:
            path = ".".join(part["value"] for part in parts_of(arguments[0]) if part["type"] == "field")
            if path not in self.names.media:
                known = suggestion(path, self.names.media) if self.names.media else "remove the function"
                return self._problem(f"{name}() takes a media file, but '{path}' is not one; {known}", name)
            if path not in self.names.required | self._passed:
                media = self._value(arguments[0]).code
                return Python(f"{function}({media}) if {media} else UNSET", TERNARY)
        for at, kind in LITERALS.get(name, {}).items():
            if not _is_literal(arguments[at], kind):
                return self._problem(f"argument {at + 1} of {name}() must be {LITERAL_WORDS[kind]}; write one", name)
        call = f"{function}({', '.join(self._value(child).code for child in arguments)})"
        return Python(f"{call} or UNSET", OR) if name == "omit" else Python(call)

    def _account_value(self, path: list[str]) -> Python:
        """Compile a value of the caller's account."""
        known = self.names.account
        if len(path) != 1:
            return self._problem(
                "a value of the account is written account.<name>; name one of those under 'account'", ACCOUNT
            )
        if (value := known.get(path[0])) is None:
            remedy = suggestion(path[0], known) if known else f"add 'account: {{{path[0]}: VARIABLE}}'"
            return self._problem(f"the account has no '{path[0]}'; {remedy}", f"{ACCOUNT}.{path[0]}")
        method = "optional_account" if value.is_optional else "account"
        return Python(f"route.{method}({path[0]!r})")

    def _or_expression(self, node: Node) -> Python:
        return self._or(alternatives(node))

    def _or(self, nodes: list[Node]) -> Python:
        first, *rest = nodes
        *guards, value = conditions(first)
        if not rest:
            return self._value(first)
        if guards and self._is_sure(value):
            chosen, condition = self._guarded(guards, value)
            return Python(f"{chosen.within(TERNARY)} if {condition} else {self._or(rest).code}", TERNARY)
        if self._may_be_zero(nodes):
            return Python(f"first_set({', '.join(self._value(child).code for child in nodes)})")
        codes = [self._operand(child) for child in nodes[:-1]] + [self._or(nodes[-1:]).within(TERNARY)]
        return Python(" or ".join(codes), OR)

    def _operand(self, node: Node) -> str:
        """Return an operand of ``or`` other than the last, whose value matters only if it is truthy."""
        *guards, value = conditions(node)
        if not guards:
            return self._value(node).within(AND)
        chosen, condition = self._guarded(guards, value)
        guard = f"({condition})" if " or " in condition and len(guards) == 1 else condition
        return f"({guard} and {chosen.within(AND)})"

    def _and_expression(self, node: Node) -> Python:
        *guards, value = conditions(node)
        chosen, condition = self._guarded(guards, value)
        return Python(f"{chosen.within(TERNARY)} if {condition} else UNSET", TERNARY)

    def _guarded(self, guards: list[Node], value: Node) -> tuple[Python, str]:
        """Return a value and its guarding condition, which may show that inputs were passed."""
        before = set(self._passed)
        for guard in guards:
            parts = list(parts_of(guard))
            if all(part["type"] == "field" for part in parts):
                self._passed.add(".".join(part["value"] for part in parts))
        chosen = self._value(value)
        self._passed = before
        if len(guards) == 1:
            return chosen, self._truth(guards[0]).code
        return chosen, " and ".join(self._truth(guard).within(OR) for guard in guards)

    def _truth(self, node: Node) -> Python:
        """Compile a node that is used only for its truth value."""
        match node["type"]:
            case "and_expression":
                return Python(" and ".join(self._truth(child).within(OR) for child in conditions(node)), AND)
            case "or_expression":
                codes = [self._truth(child) for child in alternatives(node)]
                return Python(
                    " or ".join(f"({each.code})" if each.precedence == AND else each.code for each in codes), OR
                )
            case "not_expression" | "comparator" | "literal":
                return self._value(node)
            case _:
                code = self._value(node)
                is_zero = self._may_be_zero([node, node])
                return Python(f"is_set({code.code})") if is_zero or code.precedence == TERNARY else code

    def _not_expression(self, node: Node) -> Python:
        return Python(f"not {self._truth(node['children'][0]).within(AND)}", NOT)

    def _comparator(self, node: Node) -> Python:
        left, right = node["children"]
        if left["type"] == "not_expression":
            return self._problem("'!' applies only to the next name; write != to negate ==", "!")
        if node["value"] not in COMPARATORS:
            text = f"'{self.expression.text}' orders values, which the language does not support; use == or !="
            return self._problem(text)
        sign = COMPARATORS[node["value"]]
        if right["type"] == "literal" and isinstance(right["value"], bool | None) and left["type"] != "literal":
            sign = IDENTITIES[sign]  # 1 is not true
        one, other = (self._value(child).within(COMPARISON) for child in (left, right))
        return Python(f"{one} {sign} {other}", COMPARISON)

    def _multi_select_dict(self, node: Node) -> Python:
        codes = {pair["value"]: self._value(pair["children"][0]).code for pair in node["children"]}
        mapping = "{" + ", ".join(f"{key!r}: {code}" for key, code in codes.items()) + "}"
        return Python(f"drop_unset({mapping})" if any(map(self._is_optional, codes.values())) else mapping)

    def _multi_select_list(self, node: Node) -> Python:
        codes = [self._value(child).code for child in node["children"]]
        return Python(f"compact({', '.join(codes)})" if any(map(self._is_optional, codes)) else f"[{', '.join(codes)}]")

    def _is_optional(self, code: str) -> bool:
        return may_be_unset(code, frozenset(self._passed))

    def _projection(self, node: Node) -> Python:
        return self._problem("a request cannot iterate over lists; pass the whole part")

    def _is_sure(self, node: Node) -> bool:
        """Return whether a value is certainly set: a nonempty constant, or a value that is always constructed."""
        if node["type"] == "literal":
            value = node["value"]
            return bool(value) or (isinstance(value, (int, float)) and not isinstance(value, bool))
        if node["type"] == "function_expression" and node["value"] == "merge":
            return bool(node["children"][-1]["type"] == "multi_select_dict")
        return bool(node["type"] in ("multi_select_dict", "multi_select_list"))

    def _may_be_zero(self, nodes: list[Node]) -> bool:
        """Return whether any operand of ``||`` except the last may be 0, which is falsy in Python only.

        An extra parameter of unknown type is assumed to be a number unless another operand has a different type.
        """
        types = [self._types(node) for node in nodes]
        is_known = any(each and not each & NUMBERS for each in types)
        return any(each & NUMBERS or (not each and not is_known) for each in types[:-1])

    def _types(self, node: Node) -> frozenset[str]:
        """Return the JSON types of a value, or an empty set if they are unknown."""
        *_, value = conditions(node)
        match value["type"]:
            case "literal":
                return frozenset({_type_of(value["value"])})
            case "multi_select_dict":
                return frozenset({"object"})
            case "multi_select_list":
                return frozenset({"array"})
            case "comparator" | "not_expression":
                return frozenset({"boolean"})
            case "function_expression":
                return frozenset({"number" if value["value"] in NUMERIC_FUNCTIONS else "string"})
            case "or_expression":
                return frozenset[str]().union(*(self._types(child) for child in alternatives(value)))
            case _:
                path = tuple(part["value"] for part in parts_of(value) if part["type"] == "field")
                if path[:1] in (("inputs",), ("parameters",)) and len(path) > 1:
                    return self.names.types(path)
                return frozenset() if path[:1] == (EXTRA,) else frozenset({"string"})


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, (int, float)) else "string" if isinstance(value, str) else "object"


def _is_literal(node: Node, kind: str) -> bool:
    """Return whether an argument is a literal of this kind."""
    value = node["value"] if node["type"] == "literal" else None
    match kind:
        case "text":
            return isinstance(value, str) and bool(value)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case _:
            numbers = list(value.values()) if is_object(value) else []
            return bool(numbers) and all(type(number) in (int, float) for number in numbers)


def template_code(
    template: Any, compile_: Callable[[str, tuple[str | int, ...]], str], path: tuple[str | int, ...] = ()
) -> str:
    """Compile a request template to Python; its mappings omit fields whose parameters are not passed.

    Args:
        template: A literal, an expression, or a mapping or list of them.
        compile_: Compiles the expression at a path of the template.
        path: The path of the template itself.
    """
    if isinstance(template, str) and template.startswith("="):
        return compile_(template, path)
    if is_object(template):
        codes = {key: template_code(value, compile_, (*path, key)) for key, value in template.items()}
        mapping = "{" + ", ".join(f"{key!r}: {code}" for key, code in codes.items() if key != SPREAD) + "}"
        if SPREAD in codes:
            return f"merge({mapping}, {codes[SPREAD]})"
        return f"drop_unset({mapping})" if any(map(may_be_unset, codes.values())) and path else mapping
    if is_list(template):
        items = [template_code(item, compile_, (*path, index)) for index, item in enumerate(template)]
        return f"compact({', '.join(items)})" if any(map(may_be_unset, items)) else f"[{', '.join(items)}]"
    return repr(template)


def may_be_unset(code: str, passed: frozenset[str] = frozenset()) -> bool:
    """Return whether a Python expression of a request may be UNSET.

    Args:
        code: The expression.
        passed: The paths of the inputs and parameters that are certainly passed.
    """
    return _may_be_unset(ast.parse(code, mode="eval").body, passed)


def _may_be_unset(node: ast.AST, passed: frozenset[str]) -> bool:
    match node:
        case ast.Name(id="UNSET"):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return _may_be_unset(body, passed) or _may_be_unset(orelse, passed)
        case ast.BoolOp(op=ast.Or(), values=[*_, last]):
            return _may_be_unset(last, passed)
        case ast.BoolOp(values=values):
            return any(_may_be_unset(value, passed) for value in values)
        case ast.Call(func=ast.Attribute(attr="optional_account"), args=[name]):
            return f"account.{ast.literal_eval(name)}" not in passed
        case ast.Attribute(attr=("adapter" | "weights_url") as name):
            return name not in passed
        case ast.Call(func=ast.Attribute(attr="parameter"), args=args):
            path = ".".join(str(ast.literal_eval(part)) for part in args)
            return not {f"parameters.{path}", f"extra.{path}"} & passed
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            return name in MAY_RETURN_UNSET or (
                name in RETURNS_ARGUMENT and bool(args) and _may_be_unset(args[-1], passed)
            )
        case _:
            return False

"""Compile request expressions to plain Python.

Arguments that are not passed are UNSET, which is falsy and omitted from bodies. ``a || b`` becomes ``a or b``, unless
``a`` can be 0, and ``a && b`` becomes ``b if a else UNSET``.
"""

from __future__ import annotations

import ast
import itertools
import json
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.code import AND, COMPARISON, NOT, OR, TERNARY, Python
from inferwire_codegen.compile.expression_functions import FUNCTIONS, functions_of
from inferwire_codegen.compile.function_checks import problem_of
from inferwire_codegen.compile.request_names import ACCOUNT, BEFORE, CHAT_NAMES, EXTRA, HUB_NAMES, REQUEST_NAMES
from inferwire_codegen.compile.request_walks import ANY_FILE, RequestWalks
from inferwire_codegen.compile.response_expressions import COMPARATORS, IDENTITIES, ORDERS
from inferwire_codegen.compile.syntax import STEPS, Node, alternatives, below, conditions, parts_of
from inferwire_codegen.spec.diagnostics import nearest, suggestion
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferwire_codegen.compile.request_names import Names
    from inferwire_codegen.compile.syntax import Expression
    from inferwire_codegen.spec.diagnostics import Problems

MEDIA_FUNCTIONS = frozenset({"base64", "data_url", "media_type", "media_url", "url"})
LINK_FUNCTIONS = frozenset({"url_or_data_url(", "remote_url("})  # a URL passed by the caller is not downloaded
MAY_RETURN_UNSET = {
    *(function.python for function in functions_of("request").values() if function.missing == "ever"),
    *(
        "flatten",
        "get",
        "get_list",
        "is_at_most",
        "is_below",
        "optional_input",
        "parameter",
        "step",
        *ANY_FILE.values(),
    ),
} - ANY_FILE.keys() | {"remote_url"}
RETURNS_FIRST = {function.python for function in functions_of("request").values() if function.missing == "first"}
RETURNS_LAST = frozenset({"first_set", "first_true"})
NUMBERS = frozenset({"integer", "number"})
UNSUPPORTED = {
    "expref": ("a reference to an expression", "'&' is for map(&x, list) and where(list, &x)"),
    "filter_projection": ("a filter", "write where(a, &b) for a[?b]"),
    "slice": ("a slice", "use an index, as in a[0] or a[-1]"),
    "value_projection": ("the values of a mapping", "name the field, as in a.b"),
}
SPREAD = "..."  # the key whose mapping is merged into the one that contains it
MISSING = Python("None")


class RequestExpression:
    """Compiles one request expression."""

    def __init__(self, expression: Expression, names: Names, problems: Problems) -> None:
        self.expression = expression
        self.names = names
        self.problems = problems
        self._passed: set[str] = set()  # paths that a condition around the current node found to be passed
        self.walks = RequestWalks(self)

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

    def value_of(self, node: Node) -> Python:
        """Return code for the value of a node."""
        return self._value(node)

    def _current(self, node: Node) -> Python:
        return self._problem("'@' is a response; name a part of the request, such as inputs", "@")

    _identity = _current

    def _index(self, node: Node) -> Python:
        return self._problem("a request is not a list; name the list, as in inputs[0]", "[")

    def _literal(self, node: Node) -> Python:
        try:
            json.dumps(node["value"], allow_nan=False)
        except ValueError:
            text = f"'{self.expression.text}' contains a number that JSON cannot express; write a smaller one"
            return self._problem(text)
        return Python(repr(node["value"]))

    def _field(self, node: Node) -> Python:
        return self.path(list(parts_of(node)))

    _subexpression = _index_expression = _pipe = _field

    def path(self, parts: list[Node]) -> Python:
        """Return code for the value at a path."""
        if parts[0]["type"] == "not_expression" and len(parts) > 1:
            return self._problem("'!' applies only to the next name; write !(a.b) to negate a.b", "!")
        at = next((at for at, part in enumerate(parts) if at and part["type"] == "projection"), 0)
        if at and all(part["type"] in STEPS for part in parts[:at]):
            parts = [below(parts[:at], parts[at]), *parts[at + 1 :]]
        names = [part["value"] for part in itertools.takewhile(lambda part: part["type"] == "field", parts)]
        if not names:
            return self._beyond(self._value(parts[0]), parts[1:])
        value, count = self._named(names)
        if parts[count:] and value is not MISSING:
            if not self.check_walk(tuple(names[:count]), parts[count:]):
                return MISSING
            return self._beyond(value, parts[count:])
        return value

    def _beyond(self, value: Python, steps: list[Node]) -> Python:
        """Return code for a value within another."""
        if not steps:
            return value
        if not all(step["type"] in STEPS for step in steps):
            text = "a path of a request has only names and indexes; write map(&x, list), or {a: x.a, b: x.b}"
            return self._problem(text)
        return Python(f"get({', '.join([value.code, *(repr(step['value']) for step in steps)])})")

    def _named(self, path: list[str]) -> tuple[Python, int]:
        """Return code for the value at the beginning of a path, and how many names it covers."""
        names, count = self.names, len(path)
        name, *rest = path
        if name == EXTRA and rest and rest[0] not in names.parameters:
            return Python(f"call.parameter({', '.join(map(repr, rest))})"), count
        if name == BEFORE:
            return self._result_before(rest), count
        if name == ACCOUNT:
            return self._account_value(rest), count
        if name in CHAT_NAMES:
            if names.has_messages:
                return Python(CHAT_NAMES[name]), 1
            return self._problem(f"only 'messages' of a mapping makes '{name}'; add it, or write inputs", name), count
        if name in HUB_NAMES and not names.is_on_hub:
            text = f"'{name}' is about a model on the Hub, which does not know those of a client-side provider"
            return self._problem(f"{text}; write model", name), count
        if name not in REQUEST_NAMES:
            remedy = suggestion(name, [*REQUEST_NAMES, EXTRA, ACCOUNT, *([BEFORE] if names.before else [])])
            if name == EXTRA:
                remedy = f"write parameters.{rest[0]}" if rest else "write extra.<name>"
            elif self.expression.text.find(f'"{name}"') > 0:
                remedy = f"write '{name}', since strings have single quotes"
            elif name.lower() in ("true", "false", "null", "none"):
                remedy = f"write `{'null' if name.lower() == 'none' else name.lower()}`, in backquotes"
            elif (meant := self._meant(name)) is not None:
                remedy = f"write {meant}"
            elif name in FUNCTIONS:
                remedy = f"write {FUNCTIONS[name].form}"
            return self._problem(f"a request has no '{name}'; {remedy}", name), count
        if not rest:
            return Python(REQUEST_NAMES[name]), 1
        part, text = rest[0], ".".join(path)
        if part in FUNCTIONS and "|" in self.expression.text:
            return self._problem(f"there are no filters; write {part}({name})", part), count
        known = {"inputs": names.inputs, "parameters": names.parameters}.get(name, frozenset())
        if name == "inputs" and not known and names.media is None:
            return Python(REQUEST_NAMES[name]), 1  # whatever a custom call passes
        has_fields = (
            name == "inputs" and self._is_of((name, part), "object") and f"{name}.{part}" not in (names.media or ())
        )
        if part not in known or (len(rest) > 1 and name != "parameters" and not has_fields):
            remedy = suggestion(part, known)
            if name == "parameters":
                stop = "" if remedy.endswith("?") else "."
                remedy = f"{remedy}{stop} If the schema does not have it, write extra.{part}"
            return self._problem(f"{names.task} has no '{text}'; {remedy}", text), count
        if name == "parameters":
            if len(rest) > 1 and names.types((name, part)) - {"object", "null"}:  # an object, or something else
                return Python(f"call.parameter({part!r})"), 2
            return Python(f"call.parameter({', '.join(map(repr, rest))})"), count
        path_ = f"{name}.{part}"
        return Python(f"call.input({part!r})" if path_ in names.required else f"call.optional_input({part!r})"), 2

    def _meant(self, name: str) -> str | None:
        """Return the path of a value that is written by its last name alone, if there is one."""
        names = self.names
        groups = (
            (BEFORE, names.before),
            (ACCOUNT, names.account),
            ("inputs", names.inputs),
            ("parameters", names.parameters),
        )
        return next((f"{group}.{name}" for group, known in groups if name in known), None)

    def _is_of(self, path: tuple[str, ...], kind: str) -> bool:
        """Return whether an input or parameter has a JSON type."""
        if path == ("inputs",) and kind == "array" and self.names.is_batch:
            return True
        return kind in self.names.types(path)

    def check_walk(self, path: tuple[str, ...], steps: list[Node]) -> bool:
        """Report steps into a value without items or such fields; return whether there are none."""
        name = path[0]
        if name in (EXTRA, *CHAT_NAMES) or (name == "inputs" and self.names.media is None):
            return True
        text = ".".join(path)
        if (name not in ("inputs", "parameters")) or not self._is_of(path, "array" if name == "inputs" else "object"):
            types = self.names.types(path)
            if name != "parameters" or (types and not types & {"array", "object"}):
                self._problem(f"'{text}' of {self.names.task} has no items or fields; write ={text}", text)
                return False
        return self.check_fields(path, steps)

    def check_list(self, parts: list[Node]) -> None:
        """Report a walk over an input or parameter that is not a list."""
        path = tuple(part["value"] for part in parts if part["type"] == "field")
        if len(path) < len(parts) or path[0] not in ("inputs", "parameters"):
            return
        types = self.names.types(path)
        if (path == ("inputs",) and self.names.inputs) or (types and not self._is_of(path, "array")):
            text = ".".join(path)
            self._problem(f"'{text}' of {self.names.task} is not a list; write ={text}", text)

    def check_fields(self, place: tuple[str, ...], steps: list[Node]) -> bool:
        """Report a misspelt field below a place of the schema; return whether there is none."""
        for step in steps:
            if step["type"] == "index":
                place = (*place, "[]")
                continue
            if step["type"] != "field":
                return True
            known = self.names.fields(place)
            if known and step["value"] not in known and (close := nearest(step["value"], known)) is not None:
                text = f"{self.names.task} has no '{'.'.join((*place, step['value'])).replace('.[]', '[]')}'"
                self._problem(f"{text}; did you mean '{close}'?", step["value"])
                return False
            place = (*place, step["value"])
        return True

    def _function_expression(self, node: Node) -> Python:
        name, arguments = node["value"], node["children"]
        if (problem := problem_of(name, arguments, "request")) is not None:
            return self._problem(problem, name)
        if name in ("map", "where"):
            return self.walks.list_of(node)
        function = FUNCTIONS[name].python
        if name in MEDIA_FUNCTIONS and self.names.media is not None:
            parts = list(parts_of(arguments[0]))
            path = ".".join(str(part["value"]) for part in parts if part["type"] == "field")
            if path.startswith(f"{EXTRA}.") or not all(part["type"] == "field" for part in parts):
                function = ANY_FILE.get(function, function)
            elif path not in self.names.media:
                known = suggestion(path, self.names.media) if self.names.media else "remove the function"
                return self._problem(f"{name}() takes a media file, but '{path}' is not one; {known}", name)
            elif path not in self.names.required | self._passed:
                media = self._value(arguments[0]).code
                return Python(f"{function}({media}) if {media} else UNSET", TERNARY)
        call = f"{function}({', '.join(self._value(child).code for child in arguments)})"
        return Python(f"{call} or UNSET", OR) if name == "omit" else Python(call)

    def _result_before(self, path: list[str]) -> Python:
        """Compile the result of a request before this one."""
        if len(path) != 1 or path[0] not in self.names.before:
            known = sorted(self.names.before)
            remedy = suggestion(path[0] if path else "", known) if known else "add it under 'before'"
            shown = ".".join([BEFORE, *path])
            return self._problem(f"'{shown}' is not the result of a step; {remedy}", BEFORE)
        return Python(f"call.step({path[0]!r})")

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
        if node["value"] in ORDERS:
            return Python(ORDERS[node["value"]].format(*(self._value(child).code for child in (left, right))))
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
        return self.walks.list_of(node)

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
                result = FUNCTIONS[value["value"]].result if value["value"] in FUNCTIONS else "any"
                return frozenset() if result == "any" else frozenset({result})
            case "projection":
                return frozenset({"array"})
            case "or_expression":
                return frozenset[str]().union(*(self._types(child) for child in alternatives(value)))
            case _:
                parts = list(parts_of(value))
                path = tuple(part["value"] for part in parts if part["type"] == "field")
                if len(path) < len(parts):
                    return frozenset()
                if path[:1] in (("inputs",), ("parameters",)) and len(path) > 1:
                    return self.names.types(path)
                return frozenset() if path[:1] == (EXTRA,) else frozenset({"string"})


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, (int, float)) else "string" if isinstance(value, str) else "object"


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
        own = {key: code for key, code in codes.items() if key != SPREAD}
        mapping = "{" + ", ".join(f"{key!r}: {code}" for key, code in own.items()) + "}"
        # An object of which nothing was passed is left out, too.
        may_be_empty = bool(path and isinstance(path[-1], str)) and all(map(may_be_unset, own.values()))
        if SPREAD in codes:
            return f"merge({mapping}, {codes[SPREAD]})" + (" or UNSET" if may_be_empty else "")
        if not path or not any(map(may_be_unset, own.values())):
            return mapping
        return f"drop_unset({mapping})" + (" or UNSET" if may_be_empty else "")
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
        case ast.Attribute(attr=("adapter" | "system" | "weights_url") as name):
            return name not in passed
        case ast.Call(func=ast.Attribute(attr="parameter"), args=args):
            path = ".".join(str(ast.literal_eval(part)) for part in args)
            return not {f"parameters.{path}", f"extra.{path}"} & passed
        case ast.NamedExpr(value=value):
            return _may_be_unset(value, passed)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            if name in RETURNS_FIRST | RETURNS_LAST and args:
                return _may_be_unset(args[0 if name in RETURNS_FIRST else -1], passed)
            return name in MAY_RETURN_UNSET
        case _:
            return False

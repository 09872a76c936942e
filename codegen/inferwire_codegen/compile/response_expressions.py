"""Compile the expressions for responses, events and items to plain Python.

Python's ``and``, ``or`` and ``not`` agree with JMESPath's operators except for 0, which is truthy in JMESPath. If a
sample has a number, a helper is called instead. `tests/codegen/test_expressions.py` compares the two languages.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire_codegen.compile.code import AND, COMPARISON, NOT, OR, TERNARY, Python, singular
from inferwire_codegen.compile.response_locals import Locals, Scope
from inferwire_codegen.compile.response_values import (
    chain,
    hint_of,
    is_comparison,
    is_never_null,
    is_true_under,
    is_zero,
    join,
    maps_to_no_list,
    may_be_zero,
)
from inferwire_codegen.compile.syntax import (
    STEPS,
    Expression,
    Node,
    alternatives,
    conditions,
    evaluate,
    items_in,
    parts_of,
)
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_runtime.jsontypes import is_list

if TYPE_CHECKING:
    from inferwire_codegen.spec.diagnostics import Problems

Side: TypeAlias = Literal["output", "item", "event"]
"""The value that an expression builds: the output, the item of a stream event, or another fact about an event."""

EVENT_FUNCTIONS: dict[str, tuple[str, int | None]] = {
    "base64": ("media_from_base64", 1),
    "cosines": ("cosine_similarities", 1),
    "download": ("media_from_url", 1),
    "download_with_key": ("media_with_key", 1),
    "flat": ("concat", 1),
    "floats": ("decode_floats", 1),
    "many": ("as_list", 1),
    "map": ("map", 2),
    "not_null": ("coalesce", None),
    "one": ("first_or_self", 1),
    "pairs": ("zip_scores", 2),
    "tokens": ("list_tokens", 1),
    "unnest": ("squeeze", 1),
    "wav": ("media_from_samples", 2),
}
FUNCTIONS: dict[Side, dict[str, tuple[str, int | None]]] = {
    "output": {
        **EVENT_FUNCTIONS,
        "binary": ("response.media", 0),
        "file": ("response.file_media", 0),
        "file_text": ("response.file_text", 0),
        "file_type": ("response.file_type", 0),
        "plain": ("response.plain_text", 0),
        "prefixed": ("response.prefixed", 1),
    },
    "item": {**EVENT_FUNCTIONS, "collected": ("text", 0)},
    "event": EVENT_FUNCTIONS,
}
"""The Python name and the number of arguments of each function; None allows any number."""
UNSUPPORTED_FUNCTIONS = {
    "keys": "name the fields, as in a.b",
    "reverse": "lists keep the order of the response; use an index from the end, as in a[-1]",
    "sort_by": "lists keep the order of the response; use an index, as in a[0]",
    "values": "name the fields, as in a.b",
}
"""JMESPath functions that the language does not support, and their replacements."""
UNSUPPORTED = {
    "expref": ("a reference to an expression", "write it differently"),
    "filter_projection": ("a filter", "use an index, as in a[0] or a[-1]"),
    "slice": ("a slice", "use an index, as in a[0] or a[-1]"),
    "value_projection": ("the values of a mapping", "name the field, as in a.b"),
}
COMPARATORS = {"eq": "==", "ne": "!="}
IDENTITIES = {"==": "is", "!=": "is not"}
MISSING = Python("None")


class ResponseExpressions:
    """Compiles nodes of JMESPath expressions to Python expressions."""

    def __init__(self, side: Side, problems: Problems, local_variables: Locals) -> None:
        self.side: Side = side
        self.problems = problems
        self.locals = local_variables
        self.current: Expression | None = None  # the expression that nodes belong to, for messages

    def bind_path(self, parts: list[Node], scope: Scope) -> Scope:
        """Return a scope in which ``@`` is the value of a path."""
        value = self._walk(parts, scope)
        samples = tuple(evaluate(chain(parts), sample) for sample in scope.samples)
        return Scope(self.locals.bind(value.code, hint_of(parts), scope), samples, scope.clauses)

    def compile(self, node: Node, scope: Scope) -> Python:
        """Compile a node to a Python expression."""
        compiler = getattr(self, f"_{node['type']}", None)
        if compiler is None:
            word, remedy = UNSUPPORTED.get(node["type"], (node["type"].replace("_", " "), "write it differently"))
            return self._problem(f"'{self._text}' uses {word}, which the language does not support; {remedy}")
        made: Python = compiler(node, scope)
        return made

    @property
    def _text(self) -> str:
        return self.current.text if self.current is not None else ""

    def _problem(self, text: str, word: str = "") -> Python:
        expression = self.current
        assert expression is not None
        self.problems.add(expression.place_of(word) if word else expression.locate(1), text)
        return MISSING

    def _current(self, node: Node, scope: Scope) -> Python:
        return Python(scope.root)

    _identity = _current

    def _literal(self, node: Node, scope: Scope) -> Python:
        try:
            json.dumps(node["value"], allow_nan=False)
        except ValueError:
            return self._problem(f"'{self._text}' contains a number that JSON cannot express; write a smaller one")
        return Python(repr(node["value"]))

    def _field(self, node: Node, scope: Scope) -> Python:
        return self._walk(list(parts_of(node)), scope)

    _subexpression = _index_expression = _index = _pipe = _field

    def _walk(self, parts: list[Node], scope: Scope) -> Python:
        """Compile a path."""
        if parts[0]["type"] == "not_expression":
            return self._problem("'!' applies only to the next name; write !(a.b) to negate a.b", "!")
        for at in range(len(parts) - 1, -1, -1):
            if parts[at]["type"] not in (*STEPS, "current", "identity"):
                break
        else:
            at = -1
        steps = [part["value"] for part in parts[at + 1 :] if part["type"] in STEPS]
        if at < 0:
            return self._get(Python(scope.root), steps, parts, scope)
        return self._get(self._applied(parts[at], parts[:at], scope), steps, parts, scope)

    def _applied(self, node: Node, before: list[Node], scope: Scope) -> Python:
        """Compile a node that is applied to the value of a path."""
        if all(part["type"] in ("current", "identity") for part in before):
            return self.compile(node, scope)
        if node["type"] == "literal":
            return self.compile(node, scope)
        inner = self.bind_path(before, scope)
        value = self.compile(node, inner)
        if node["type"] not in ("multi_select_dict", "multi_select_list") or is_never_null(chain(before)):
            return value
        return Python(f"None if {inner.root} is None else {value.code}", TERNARY)

    def _get(self, base: Python, steps: list[str | int], parts: list[Node], scope: Scope) -> Python:
        if not steps:
            return base
        arguments = ", ".join([base.code, *map(repr, steps)])
        return self.locals.use(f"get({arguments})", hint_of(parts), scope)

    def _function_expression(self, node: Node, scope: Scope) -> Python:
        name, arguments = node["value"], node["children"]
        functions = FUNCTIONS[self.side]
        if name not in functions:
            hint = UNSUPPORTED_FUNCTIONS.get(name) or suggestion(name, functions)
            return self._problem(f"there is no function '{name}'; {hint}", name)
        function, count = functions[name]
        if count is not None and len(arguments) != count:
            plural = "" if count == 1 else "s"
            return self._problem(f"{name}() takes {count} argument{plural}, not {len(arguments)}; fix the call", name)
        if name == "collected":
            return Python(function)
        if name == "map":
            return self._map(node, scope)
        code = f"{function}({', '.join(self.compile(child, scope).code for child in arguments)})"
        return self.locals.use(code, "first", scope) if name == "one" else Python(code)

    def _map(self, node: Node, scope: Scope, *, drops_nulls: bool = False) -> Python:
        """Compile ``map(&expression, list)``, which, unlike a projection, keeps nulls."""
        function, source = node["children"]
        if function["type"] != "expref":
            return self._problem("map() takes an expression and a list; write map(&name, list)", "map")
        parts = list(parts_of(source))
        listed = self.locals.bind(self._list_of(parts, scope), hint_of(parts), scope, "items")
        inner = self._item_scope(source, parts, scope, is_flat=False)
        node = function["children"][0]
        made = self.compile(node, inner).code
        if node["type"] in ("multi_select_dict", "multi_select_list"):
            made = f"None if {inner.root} is None else {made}"
        loop = " ".join([f"for {inner.root} in {listed}", *(inner.clauses or ())])
        items = f"[{made} {loop}]"
        return Python(f"{listed} and {f'drop_nulls({items})' if drops_nulls else items}", AND)

    def _item_scope(self, source: Node, parts: list[Node], scope: Scope, *, is_flat: bool) -> Scope:
        """Return the scope for the items of a list."""
        values = [evaluate(source, sample) for sample in scope.samples]
        items = [each for value in values for each in (items_in(value) if is_flat or not is_list(value) else value)]
        return Scope(self.locals.new(singular(hint_of(parts, last="item")), "item"), tuple(items), [])

    def _list_of(self, parts: list[Node], scope: Scope) -> str:
        """Return code that evaluates to the list at a path, or to None if there is none."""
        code = self._walk(parts, scope).code
        if code.startswith("get(") and all(part["type"] in (*STEPS, "current") for part in parts):
            return f"get_list({code.removeprefix('get(')}"
        return f"get_list({code})"

    def _projection(self, node: Node, scope: Scope) -> Python:
        left, right = node["children"]
        is_flat = left["type"] == "flatten"
        source = left["children"][0] if is_flat else left
        if is_flat and right["type"] == "identity" and maps_to_no_list(source, scope):
            return self._map(source, scope, drops_nulls=True)
        parts = list(parts_of(source))
        code = f"flatten({self._walk(parts, scope).code})" if is_flat else self._list_of(parts, scope)
        if right["type"] == "identity" and is_flat:
            return Python(code)
        listed = self.locals.bind(code, hint_of(parts), scope, "items")
        if right["type"] == "identity":
            return Python(f"{listed} and drop_nulls({listed})", AND)
        inner = self._item_scope(source, parts, scope, is_flat=is_flat)
        made = self.compile(right, inner)
        loop = " ".join([f"for {inner.root} in {listed}", *(inner.clauses or ())])
        is_object_made = right["type"] in ("multi_select_dict", "multi_select_list")
        skips = f" if {inner.root} is not None" if is_object_made and not is_flat else ""
        items = f"[{made.code} {loop}{skips}]"
        keeps_all = is_object_made or is_never_null(right)
        return Python(f"{listed} and {items if keeps_all else f'drop_nulls({items})'}", AND)

    def _multi_select_dict(self, node: Node, scope: Scope) -> Python:
        codes = {pair["value"]: self.compile(pair["children"][0], scope).code for pair in node["children"]}
        return Python("{" + ", ".join(f"{key!r}: {code}" for key, code in codes.items()) + "}")

    def _multi_select_list(self, node: Node, scope: Scope) -> Python:
        return Python(f"[{', '.join(self.compile(child, scope).code for child in node['children'])}]")

    def _comparator(self, node: Node, scope: Scope) -> Python:
        left, right = node["children"]
        if left["type"] == "not_expression":
            return self._problem("'!' applies only to the next name; write != to negate ==", "!")
        if node["value"] not in COMPARATORS:
            return self._problem(f"'{self._text}' orders values, which the language does not support; use == or !=")
        sign = COMPARATORS[node["value"]]
        if right["type"] == "literal" and isinstance(right["value"], bool | None) and left["type"] != "literal":
            sign = IDENTITIES[sign]  # 1 is not true
        one, other = (self.compile(child, scope).within(COMPARISON) for child in (left, right))
        return Python(f"{one} {sign} {other}", COMPARISON)

    def _not_expression(self, node: Node, scope: Scope) -> Python:
        return Python(f"not {self.truth(node['children'][0], scope).within(AND)}", NOT)

    def _or_expression(self, node: Node, scope: Scope) -> Python:
        return self._or_of(alternatives(node), scope)

    def _or_of(self, nodes: list[Node], scope: Scope) -> Python:
        first, *rest = nodes
        *guards, value = conditions(first)
        if rest and guards and is_true_under(value, guards):
            condition = self.truth(join("and_expression", guards), scope).code
            before = Counter(self.locals.uses)
            chosen = self.compile(value, scope)
            uses, self.locals.uses = self.locals.uses, before
            other = self._or_of(rest, scope)
            self.locals.uses |= uses  # only one of the two is evaluated
            return self.ternary(condition, chosen, other)
        codes = [*(self._and_of(child, scope, is_last=False) for child in nodes[:-1]), self.compile(nodes[-1], scope)]
        zeros = [may_be_zero(child, scope) for child in nodes[:-1]]
        if not any(zeros) or (not any(zeros[:-1]) and is_zero(nodes[-1])):  # 0 or 0 is 0
            return self.join_or(codes)
        return Python(f"first_true({', '.join(each.code for each in codes)})")

    def join_or(self, codes: list[Python]) -> Python:
        """Join the operands of ``||`` into one expression."""
        if len(codes) == 1:
            return codes[0]
        return Python(
            " or ".join(f"({each.code})" if each.precedence in (AND, TERNARY) else each.code for each in codes), OR
        )

    def _and_expression(self, node: Node, scope: Scope) -> Python:
        return self._and_of(node, scope, is_last=True)

    def _and_of(self, node: Node, scope: Scope, *, is_last: bool) -> Python:
        """Compile ``&&``. A comparison that does not hold becomes null: no result has a place for its false.

        Args:
            node: Any node; the operands if it is ``&&``.
            scope: What names refer to.
            is_last: Whether no alternative follows, for which false would be as good as null.
        """
        *guards, value = conditions(node)
        made = self.compile(value, scope)
        for guard in reversed(guards):
            code = self.compile(guard, scope)
            if is_last and is_comparison(guard) and not is_comparison(value):
                made = Python(f"{made.within(TERNARY)} if {code.code} else None", TERNARY)
            elif may_be_zero(guard, scope):
                made = Python(f"{made.within(TERNARY)} if is_true({code.code}) else {code.code}", TERNARY)
            else:
                made = Python(f"{code.within(OR)} and {made.within(OR)}", AND)
        return made

    def ternary(self, condition: str, value: Python, other: Python) -> Python:
        """Return a conditional expression."""
        return Python(f"{value.within(TERNARY)} if {condition} else {other.code}", TERNARY)

    def truth(self, node: Node, scope: Scope) -> Python:
        """Compile a node that is used only for its truth value."""
        match node["type"]:
            case "and_expression":
                operands = [self.truth(child, scope).within(OR) for child in conditions(node)]
                return Python(" and ".join(operands), AND)
            case "or_expression":
                codes = [self.truth(child, scope) for child in alternatives(node)]
                return self.join_or(codes)
            case _:
                code = self.compile(node, scope)
                return Python(f"is_true({code.code})") if may_be_zero(node, scope) else code

"""Compile the expressions for responses, events and items to plain Python.

Python's ``and``, ``or`` and ``not`` agree with JMESPath's operators except for 0, which is truthy in JMESPath. If a
sample has a number, a helper is called instead. `tests/codegen/test_expressions.py` compares the two languages.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from inferwire_codegen.compile.code import AND, COMPARISON, NOT, OR, TERNARY, Python
from inferwire_codegen.compile.expression_functions import FUNCTIONS
from inferwire_codegen.compile.function_checks import problem_of
from inferwire_codegen.compile.list_walks import SELECTIONS, ListWalks
from inferwire_codegen.compile.response_locals import Locals, Scope
from inferwire_codegen.compile.response_values import (
    chain,
    hint_of,
    is_comparison,
    is_never_null,
    is_number,
    is_numeric_call,
    is_true_under,
    is_zero,
    join,
    may_be_zero,
)
from inferwire_codegen.compile.syntax import (
    STEPS,
    Expression,
    Node,
    alternatives,
    conditions,
    evaluate,
    parts_of,
)

if TYPE_CHECKING:
    from inferwire_codegen.compile.expression_functions import Side
    from inferwire_codegen.spec.diagnostics import Problems

UNSUPPORTED = {
    "expref": ("a reference to an expression", "'&' is for map(&x, list) and where(list, &x)"),
    "filter_projection": ("a filter", "write where(a, &b) for a[?b]"),
    "slice": ("a slice", "use an index, as in a[0] or a[-1]"),
    "value_projection": ("the values of a mapping", "name the field, as in a.b"),
}
COMPARATORS = {"eq": "==", "ne": "!="}
ORDERS = {
    "lt": "is_below({}, {})",
    "lte": "is_at_most({}, {})",
    "gt": "is_below({1}, {0})",
    "gte": "is_at_most({1}, {0})",
}
IDENTITIES = {"==": "is", "!=": "is not"}
MISSING = Python("None")


class ResponseExpressions(ListWalks):
    """Compiles nodes of JMESPath expressions to Python expressions."""

    def __init__(self, side: Side, problems: Problems, local_variables: Locals) -> None:
        self.side: Side = side
        self.problems = problems
        self.locals = local_variables
        self.current: Expression | None = None  # the expression that nodes belong to, for messages

    def bind_path(self, parts: list[Node], scope: Scope) -> Scope:
        """Return a scope in which ``@`` is the value of a path."""
        value = self.walk(parts, scope)
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
        return self.walk(list(parts_of(node)), scope)

    _subexpression = _index_expression = _index = _pipe = _field

    def walk(self, parts: list[Node], scope: Scope) -> Python:
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
        if node["type"] not in SELECTIONS or is_never_null(chain(before)):
            return value
        return Python(f"None if {inner.root} is None else {value.code}", TERNARY)

    def _get(self, base: Python, steps: list[str | int], parts: list[Node], scope: Scope) -> Python:
        if not steps:
            return base
        arguments = ", ".join([base.code, *map(repr, steps)])
        return self.locals.use(f"get({arguments})", hint_of(parts), scope)

    def _function_expression(self, node: Node, scope: Scope) -> Python:
        name, arguments = node["value"], node["children"]
        if (problem := problem_of(name, arguments, self.side)) is not None:
            return self._problem(problem, name)
        if name == "collected":
            return Python(FUNCTIONS[name].python)
        if name in ("map", "where"):
            return self._map(node, scope) if name == "map" else self._where(node, scope)
        function = FUNCTIONS[name]
        codes = [self.compile(child, scope).code for child in arguments]
        codes[: function.numbers] = [
            self._as_number(child, code, takes_lists=name == "sum")
            for child, code in zip(arguments, codes[: function.numbers], strict=False)
        ]
        code = f"{self._python_of(name)}({', '.join(codes)})"
        return self.locals.use(code, "first", scope) if name == "one" else Python(code)

    def _python_of(self, name: str) -> str:
        """Return the Python function that a function becomes."""
        return FUNCTIONS[name].python

    def _as_number(self, node: Node, code: str, *, takes_lists: bool) -> str:
        """Return the code of an argument that must be a number, which nobody has checked in decoded JSON."""
        is_known = is_number(node.get("value")) if node["type"] == "literal" else is_numeric_call(node)
        return code if is_known else f"{'as_numbers' if takes_lists else 'as_number'}({code})"

    def _multi_select_dict(self, node: Node, scope: Scope) -> Python:
        codes = {pair["value"]: self.compile(pair["children"][0], scope).code for pair in node["children"]}
        return self.mapping(codes, is_full=all(is_never_null(pair["children"][0]) for pair in node["children"]))

    def _multi_select_list(self, node: Node, scope: Scope) -> Python:
        codes = [self.compile(child, scope).code for child in node["children"]]
        return self.listing(codes, is_full=all(map(is_never_null, node["children"])))

    def mapping(self, codes: dict[str, str], *, is_full: bool) -> Python:
        """Return an object; *is_full* if no field can be null."""
        return Python("{" + ", ".join(f"{key!r}: {code}" for key, code in codes.items()) + "}")

    def listing(self, codes: list[str], *, is_full: bool) -> Python:
        """Return a list; *is_full* if no item can be null."""
        return Python(f"[{', '.join(codes)}]")

    def _comparator(self, node: Node, scope: Scope) -> Python:
        left, right = node["children"]
        if left["type"] == "not_expression":
            return self._problem("'!' applies only to the next name; write != to negate ==", "!")
        if node["value"] in ORDERS:
            return Python(ORDERS[node["value"]].format(*(self.compile(child, scope).code for child in (left, right))))
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
        zeros = [self.may_be_zero(child, scope) for child in nodes[:-1]]
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
            elif self.may_be_zero(guard, scope):
                made = Python(f"{made.within(TERNARY)} if is_true({code.code}) else {code.code}", TERNARY)
            else:
                made = Python(f"{code.within(OR)} and {made.within(OR)}", AND)
        return made

    def may_be_zero(self, node: Node, scope: Scope) -> bool:
        """Return whether a value may be 0, which is true in JMESPath only."""
        return may_be_zero(node, scope)

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
                return Python(f"is_true({code.code})") if self.may_be_zero(node, scope) else code

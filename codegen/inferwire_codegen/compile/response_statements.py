"""Compile the templates of responses, events and items to statements, with branches where branches read better."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from inferwire_codegen.compile.code import Python, indented
from inferwire_codegen.compile.imports import RESPONSE_NAMES
from inferwire_codegen.compile.response_expressions import ResponseExpressions
from inferwire_codegen.compile.response_locals import Locals, Scope
from inferwire_codegen.compile.response_values import is_never_null, is_short, is_true_under, join
from inferwire_codegen.compile.syntax import Expression, Node, alternatives, conditions, parts_of
from inferwire_codegen.ir import Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferwire_codegen.compile.expression_functions import Side
    from inferwire_codegen.spec.diagnostics import Problems


WIDTH = 120  # of generated code


class Template(Struct, frozen=True):
    """A template as a tree: a mapping, a list, alternatives, a literal, or an expression."""

    kind: Literal["mapping", "list", "alternatives", "literal", "expression"]
    value: Any


def _may_be_null(template: Template) -> bool:
    """Return whether the value of a template may be null."""
    return template.kind == "expression" and not is_never_null(template.value.node)


class ResponseStatements:
    """Compiles one template of a response, event or item."""

    def __init__(
        self,
        side: Side,
        samples: list[Any],
        problems: Problems,
        expressions: type[ResponseExpressions] = ResponseExpressions,
    ) -> None:
        self.side: Side = side
        self.expressions = expressions
        self.samples = tuple(samples)
        self.problems = problems
        self.locals = Locals(())
        self.values = expressions(side, problems, self.locals)

    def compile(self, template: Template, root: str = "data", *, returns: bool = False) -> Code:
        """Compile a template to Python.

        Args:
            template: The template.
            root: The variable for ``@``.
            returns: Whether the code is the body of a function, which may return early.
        """
        return self._twice(root, lambda scope: self._block(template, scope, returns=returns).code)

    def alternatives(self, expression: Expression, without: str) -> Code:
        """Return the alternatives of an expression on one line, except for *without*, which is handled elsewhere."""

        def compile_(scope: Scope) -> str:
            self.values.current = expression
            codes = [self.values.compile(node, scope) for node in alternatives(expression.node)]
            others = [each for each in codes if each.code != without]
            return self.values.join_or(others).code if others else without

        return self._twice("data", compile_)

    def _twice(self, root: str, compile_: Callable[[Scope], str]) -> Code:
        """Compile once to count repeated code, then again with variables for it."""
        before = len(self.problems.found)
        shared = frozenset[str]()
        code = Code("None")
        for _ in range(2):
            self.locals = Locals([*RESPONSE_NAMES, root, *(["text"] if self.side == "item" else [])], shared)
            self.values = self.expressions(self.side, self.problems, self.locals)
            code = Code(compile_(Scope(root, self.samples)), tuple(self.locals.blocks[0]))
            if len(self.problems.found) > before:
                return Code("None")
            shared = self.locals.repeated
        return code

    def _block(self, template: Template, scope: Scope, *, returns: bool) -> Python:
        """Compile a template in a position where statements are possible."""
        if template.kind == "expression":
            self.values.current = template.value
            return self._statements(template.value.node, scope, returns=returns)
        if template.kind == "alternatives" and len(template.value) > 1 and template.value[0].kind == "expression":
            first = template.value[0]
            *guards, value = conditions(first.value.node)
            if guards and is_true_under(value, guards):
                self.values.current = first.value
                rest = Template("alternatives", template.value[1:])
                return self._branch(
                    guards, value, lambda: self._block(rest, scope, returns=returns), scope, returns=returns
                )
        if template.kind == "alternatives" and len(template.value) == 1:
            return self._block(template.value[0], scope, returns=returns)
        return self._template(template, scope)

    def _template(self, template: Template, scope: Scope) -> Python:
        match template.kind:
            case "expression":
                self.values.current = template.value
                return self.values.compile(template.value.node, scope)
            case "literal":
                return Python(repr(template.value))
            case "mapping":
                codes = {key: self._template(each, scope).code for key, each in template.value.items()}
                return self.values.mapping(codes, is_full=not any(map(_may_be_null, template.value.values())))
            case "list":
                items = [self._template(each, scope).code for each in template.value]
                return self.values.listing(items, is_full=not any(map(_may_be_null, template.value)))
            case "alternatives":
                return self.values.join_or([self._template(each, scope) for each in template.value])

    def _statements(self, node: Node, scope: Scope, *, returns: bool) -> Python:
        """Compile a node to statements where statements read better than an expression."""
        first, *rest = alternatives(node)
        *guards, value = conditions(first)
        if rest and guards and is_true_under(value, guards):
            if not returns and is_short(node):
                return self.values.compile(node, scope)
            other = join("or_expression", rest)
            return self._branch(
                guards, value, lambda: self._statements(other, scope, returns=returns), scope, returns=returns
            )
        parts = list(parts_of(node))
        if returns and len(parts) > 1 and parts[-1]["type"] in ("multi_select_dict", "multi_select_list"):
            inner = self.values.bind_path(parts[:-1], scope)
            self.locals.blocks[-1] += [f"if {inner.root} is None:", "    return None"]
            return self.values.compile(parts[-1], inner)
        return self.values.compile(node, scope)

    def _branch(
        self, guards: list[Node], value: Node, rest: Callable[[], Python], scope: Scope, *, returns: bool
    ) -> Python:
        """Compile ``guards && value || rest`` to an ``if`` statement."""
        condition = self.values.truth(join("and_expression", guards), scope).code
        before = Counter(self.locals.uses)
        with self.locals.block() as body:
            chosen = self._statements(value, scope, returns=returns)
        uses, self.locals.uses = self.locals.uses, before
        block = [f"if {condition}:", *indented([*body, f"{'return' if returns else 'result ='} {chosen.code}"])]
        if returns:
            self.locals.blocks[-1] += block
            remaining = rest()
        else:
            with self.locals.block() as other:
                remaining = rest()
            short = self.values.ternary(condition, chosen, remaining)
            if not body and not other and len(f"    result = {short.code}") <= WIDTH:
                self.locals.uses |= uses
                return short
            if remaining.code != "result":
                other.append(f"result = {remaining.code}")
            self.locals.blocks[-1] += [*block, "else:", *indented(other)]
            remaining = Python("result")
        self.locals.uses |= uses  # only one of the two runs
        return remaining

"""Compile walks over lists: ``a[].b``, ``a[*].b``, ``map`` and ``where`` become comprehensions."""

from __future__ import annotations

from abc import ABC, abstractmethod

from msgspec import structs

from inferwire_codegen.compile.code import AND, TERNARY, Python, singular
from inferwire_codegen.compile.response_locals import Locals, Scope
from inferwire_codegen.compile.response_values import hint_of, is_never_null, maps_to_no_list
from inferwire_codegen.compile.syntax import STEPS, Node, evaluate, is_call, items_in, parts_of
from inferwire_runtime.json_path import is_true
from inferwire_runtime.jsontypes import is_list

SELECTIONS = ("multi_select_dict", "multi_select_list")


class ListWalks(ABC):
    """Compiles the nodes that walk over lists."""

    locals: Locals
    drops_nulls = False  # whether lists and objects have no nulls, as in requests

    @abstractmethod
    def compile(self, node: Node, scope: Scope) -> Python:
        """Compile a node to a Python expression."""

    @abstractmethod
    def truth(self, node: Node, scope: Scope) -> Python:
        """Compile a node that is used only for its truth value."""

    @abstractmethod
    def walk(self, parts: list[Node], scope: Scope) -> Python:
        """Compile a path."""

    def _map(self, node: Node, scope: Scope, *, drops_nulls: bool = False) -> Python:
        """Compile ``map(&expression, list)``, which, unlike a projection, keeps nulls."""
        function, source = node["children"]
        condition: Node | None = None
        if is_call(source, "where") and len(source["children"]) == 2:  # one comprehension for both
            source, condition = source["children"]
        first, listed, inner = self._enter(source, scope)
        if condition is not None:
            inner = self._filtered(condition["children"][0], inner)
        node = function["children"][0]
        made = self.compile(node, inner).code
        if node["type"] in SELECTIONS and not self.drops_nulls:
            made = f"None if {inner.root} is None else {made}"
        items = f"[{made} {self._loop(listed, inner)}]"
        self.locals.release(inner.root)
        drops_nulls = drops_nulls or (self.drops_nulls and not is_never_null(node))
        return Python(f"{first} and {f'drop_nulls({items})' if drops_nulls else items}", AND)

    def _where(self, node: Node, scope: Scope) -> Python:
        """Compile ``where(list, &condition)``."""
        source, condition = node["children"]
        first, listed, inner = self._enter(source, scope)
        inner = self._filtered(condition["children"][0], inner)
        self.locals.release(inner.root)
        return Python(f"{first} and [{inner.root} {self._loop(listed, inner)}]", AND)

    def _projection(self, node: Node, scope: Scope) -> Python:
        left, right = node["children"]
        is_flat = left["type"] == "flatten"
        source = left["children"][0] if is_flat else left
        if is_flat and right["type"] == "identity":
            if maps_to_no_list(source, scope):
                return self._map(source, scope, drops_nulls=True)
            return Python(f"flatten({self.walk(list(parts_of(source)), scope).code})")
        first, listed, inner = self._enter(source, scope, is_flat=is_flat)
        if right["type"] == "identity":
            return Python(f"{first} and drop_nulls({listed})", AND)
        made = self.compile(right, inner)
        is_selection = right["type"] in SELECTIONS
        skips = f" if {inner.root} is not None" if is_selection and not is_flat else ""
        items = f"[{made.code} {self._loop(listed, inner)}{skips}]"
        self.locals.release(inner.root)
        keeps_all = is_selection or is_never_null(right)
        return Python(f"{first} and {items if keeps_all else f'drop_nulls({items})'}", AND)

    def _loop(self, listed: str, inner: Scope) -> str:
        """Return the clauses of a comprehension."""
        return " ".join([f"for {inner.root} in {listed}", *(inner.clauses or ())])

    def _enter(self, source: Node, scope: Scope, *, is_flat: bool = False) -> tuple[str, str, Scope]:
        """Return code for a list, code for the same list when it is used again, and the scope of its items."""
        parts = list(parts_of(source))
        code = f"flatten({self.walk(parts, scope).code})" if is_flat else self._list_of(parts, scope)
        first, listed = self._bind_list(code, hint_of(parts), scope)
        return first, listed, self._item_scope(source, parts, scope, is_flat=is_flat)

    def _bind_list(self, code: str, hint: str, scope: Scope) -> tuple[str, str]:
        """Assign a list to a variable. Return code for its first use, and for further uses."""
        name = self.locals.bind(code, hint, scope, "items")
        return name, name

    def _item_scope(self, source: Node, parts: list[Node], scope: Scope, *, is_flat: bool) -> Scope:
        """Return the scope for the items of a list."""
        values = [evaluate(source, sample) for sample in scope.samples]
        items = [each for value in values for each in (items_in(value) if is_flat or not is_list(value) else value)]
        return Scope(self.locals.new(singular(hint_of(parts, last="item")), "item"), tuple(items), [])

    def _filtered(self, condition: Node, inner: Scope) -> Scope:
        """Return the scope for the items of a list for which a condition holds."""
        code = self.truth(condition, inner).within(TERNARY)
        samples = tuple(each for each in inner.samples if is_true(evaluate(condition, each)))
        return structs.replace(inner, samples=samples, clauses=[*(inner.clauses or ()), f"if {code}"])

    def _list_of(self, parts: list[Node], scope: Scope) -> str:
        """Return code that evaluates to the list at a path, or to None if there is none."""
        code = self.walk(parts, scope).code
        if len(parts) == 1 and is_call(parts[0], "where"):
            return code
        if code.startswith("get(") and all(part["type"] in (*STEPS, "current") for part in parts):
            return f"get_list({code.removeprefix('get(')}"
        return f"get_list({code})"

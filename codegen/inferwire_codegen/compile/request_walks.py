"""Compile walks over the lists of a request, whose items are JSON of the caller: what is missing in them is null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import structs

from inferwire_codegen.compile.code import Python
from inferwire_codegen.compile.expression_functions import FUNCTIONS
from inferwire_codegen.compile.imports import RUNTIME_NAMES
from inferwire_codegen.compile.request_locals import RESERVED
from inferwire_codegen.compile.response_expressions import ResponseExpressions
from inferwire_codegen.compile.response_locals import Locals, Scope
from inferwire_codegen.compile.response_values import is_numeric_call, is_path
from inferwire_codegen.compile.syntax import Node, is_call, parts_of

if TYPE_CHECKING:
    from inferwire_codegen.compile.request_names import Names
    from inferwire_codegen.compile.syntax import Expression
    from inferwire_codegen.spec.diagnostics import Problems

ANY_FILE = {  # the functions for files that no schema declares, which may be anything
    "base64_field": "base64_of",
    "data_url_field": "data_url_of",
    "remote_url": "url_of",
    "url_or_data_url": "media_url_of",
}
REQUEST = Scope("", ())
"""The scope of the request itself, whose names are not those of any JSON."""


class JsonExpressions(ResponseExpressions):
    """Compiles expressions on JSON that a request is built from: no null is in an object or a list."""

    drops_nulls = True

    def may_be_zero(self, node: Node, scope: Scope) -> bool:
        """Return whether a value may be 0: without samples, any may that is not known to be something else."""
        return super().may_be_zero(node, scope) or (not scope.samples and (is_path(node) or is_numeric_call(node)))

    def mapping(self, codes: dict[str, str], *, is_full: bool) -> Python:
        """Return an object without the fields that are null."""
        made = super().mapping(codes, is_full=is_full)
        return made if is_full else Python(f"drop_unset({made.code})")

    def listing(self, codes: list[str], *, is_full: bool) -> Python:
        """Return a list without nulls."""
        return super().listing(codes, is_full=is_full) if is_full else Python(f"compact({', '.join(codes)})")

    def _python_of(self, name: str) -> str:
        function = FUNCTIONS[name].python
        return ANY_FILE.get(function, function)


class Request(Protocol):
    """The request expression that the lists belong to."""

    expression: Expression
    names: Names
    problems: Problems

    def value_of(self, node: Node) -> Python:
        """Return code for the value of a node."""
        ...

    def path(self, parts: list[Node]) -> Python:
        """Return code for the value at a path."""
        ...

    def check_list(self, parts: list[Node]) -> None:
        """Report a walk over an input or parameter that is not a list."""
        ...

    def check_fields(self, place: tuple[str, ...], steps: list[Node]) -> bool:
        """Report a misspelt field below a place of the schema."""
        ...


class RequestWalks(JsonExpressions):
    """Compiles the lists of one request expression."""

    def __init__(self, request: Request) -> None:
        super().__init__("request", request.problems, Locals([*RUNTIME_NAMES, *RESERVED]))
        self.request = request
        self.current = request.expression

    def list_of(self, node: Node) -> Python:
        """Compile a projection, ``map`` or ``where``."""
        if node["type"] == "projection":
            return self._projection(node, REQUEST)
        return self._map(node, REQUEST) if node["value"] == "map" else self._where(node, REQUEST)

    def compile(self, node: Node, scope: Scope) -> Python:
        """Compile a node to a Python expression."""
        return self.request.value_of(node) if scope is REQUEST else super().compile(node, scope)

    def _function_expression(self, node: Node, scope: Scope) -> Python:
        if is_call(node, "outer") and len(node["children"]) == 1:
            return Python(f"coalesce({self.request.value_of(node['children'][0]).code})")
        return super()._function_expression(node, scope)

    def walk(self, parts: list[Node], scope: Scope) -> Python:
        """Compile a path."""
        if scope is REQUEST:
            self.request.check_list(parts)
            return self.request.path(parts)
        if scope.place is not None:
            self.request.check_fields(scope.place, parts)
        return super().walk(parts, scope)

    def _bind_list(self, code: str, hint: str, scope: Scope) -> tuple[str, str]:
        if scope.clauses is not None:
            return super()._bind_list(code, hint, scope)
        names = self.request.names
        if code not in names.lists:
            names.lists[code] = names.variables.new(names.input_name if hint == "inputs" else hint, "items")
        return f"({names.lists[code]} := {code})", names.lists[code]

    def _item_scope(self, source: Node, parts: list[Node], scope: Scope, *, is_flat: bool) -> Scope:
        if scope is REQUEST:
            names = [
                {**part, "value": self.request.names.input_name} if part.get("value") == "inputs" else part
                for part in parts
            ]
            inner = super()._item_scope(source, names, scope, is_flat=is_flat)
        else:
            inner = super()._item_scope(source, parts, scope, is_flat=is_flat)
        place = self._place_of(source, scope)
        return structs.replace(inner, place=None if place is None else (*place, "[]"))

    def _place_of(self, source: Node, scope: Scope) -> tuple[str, ...] | None:
        """Return the place of a list in the task's schema, if it has one."""
        while is_call(source, "where"):
            source = source["children"][0]
        if scope is not REQUEST and scope.place is None:
            return None
        steps: list[str] = []
        for part in parts_of(source):
            if part["type"] not in ("field", "index"):
                return None
            steps.append(part["value"] if part["type"] == "field" else "[]")
        return (*(scope.place or ()), *steps)

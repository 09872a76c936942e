"""Assign values that a request uses several times to local variables."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

from inferwire_codegen.compile.code import Variables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RESERVED = frozenset({"body", "call", "chat", "file", "form", "response", "route"})
PURE = frozenset({"to_lower"})
MEDIA = frozenset({"base64_field", "data_url_field", "url_or_data_url"})  # raise if there is no media file

Locals = tuple[tuple[str, str], ...]
"""Variables and their values as Python code, in order of assignment."""


class RequestLocals:
    """Replaces calls that occur several times in the code of a request with local variables."""

    def __init__(self, reserved: Iterable[str], media: str) -> None:
        self._variables = Variables([*RESERVED, *reserved])
        self._media = media
        self._names: dict[str, str] = {}
        self._lists: set[str] = set()  # variables that are assigned before the code, and not within it

    def extract(self, codes: Iterable[str], *more: str) -> Locals:
        """Return variables for the calls in *codes* that occur more than once in *codes* and *more* together.

        Args:
            codes: The expressions before which the variables are assigned.
            more: Other expressions that can use the variables.
        """
        lists = self._hoist(codes := list(codes))
        found = [*(value for _, value in lists), *map(self._without_assignments, codes)]
        others = map(self._without_assignments, more)
        counts = Counter(ast.unparse(node) for code in [*found, *others] for node, _ in _calls(code))
        own = [(ast.unparse(node), is_conditional) for code in found for node, is_conditional in _calls(code)]
        conditional = {call for call, is_conditional in own if is_conditional}
        new: list[tuple[str, str]] = []
        for call in dict.fromkeys(call for call, _ in own):
            is_safe = not (call.partition("(")[0] in MEDIA and call in conditional)
            if counts[call] > 1 and call not in self._names and is_safe:
                self._names[call] = self._variables.new(self._hint(call), "value")
                new.append((self._names[call], call))
        return (*new, *((name, self.replace(value)) for name, value in lists))

    def _hoist(self, codes: list[str]) -> list[tuple[str, str]]:
        """Return the lists that expressions assign to variables where they use them first, inner ones first."""
        found: list[tuple[str, str]] = []
        for code in codes:
            while (assignment := next(iter(_assignments(code)), None)) is not None:
                name = assignment.target.id
                if name not in self._lists:
                    self._lists.add(name)
                    found.append((name, ast.unparse(assignment.value)))
                code = _replaced(code, assignment, name)
        return found

    def _without_assignments(self, code: str) -> str:
        """Return code in which the lists that are assigned before are only used."""
        while assignment := next((each for each in _assignments(code) if each.target.id in self._lists), None):
            code = _replaced(code, assignment, assignment.target.id)
        return code

    def replace(self, code: str) -> str:
        """Return code with calls and lists replaced by their variables."""
        content = self._without_assignments(code).encode()
        code = content.decode()
        for node, _ in sorted(_calls(code), key=lambda found: found[0].col_offset, reverse=True):
            name = self._names.get(ast.unparse(node))
            if name is not None:
                content = content[: node.col_offset] + name.encode() + content[node.end_col_offset :]
        return content.decode()

    def _hint(self, call: str) -> str:
        node = ast.parse(call, mode="eval").body
        assert isinstance(node, ast.Call)
        if isinstance(node.func, ast.Name):
            return self._media if node.func.id in MEDIA else "model"
        return str(ast.literal_eval(node.args[-1]))


def _assignments(code: str) -> list[ast.NamedExpr]:
    """Return the assignments within an expression that contain no others."""
    found = [node for node in ast.walk(ast.parse(code, mode="eval")) if isinstance(node, ast.NamedExpr)]
    return [node for node in found if not any(isinstance(each, ast.NamedExpr) for each in ast.walk(node.value))]


def _replaced(code: str, assignment: ast.NamedExpr, name: str) -> str:
    """Return code with an assignment, and the parentheses around it, replaced by its variable."""
    content = code.encode()
    end = assignment.end_col_offset
    assert end is not None
    return (content[: assignment.col_offset - 1] + name.encode() + content[end + 1 :]).decode()


def _calls(code: str) -> Iterator[tuple[ast.Call, bool]]:
    """Yield each call that a variable could replace, and whether it is evaluated only conditionally."""
    waiting: list[tuple[ast.AST, bool]] = [(ast.parse(code, mode="eval").body, False)]
    while waiting:
        node, is_conditional = waiting.pop(0)
        if isinstance(node, ast.Call) and _is_extracted(node):
            yield node, is_conditional
        elif isinstance(node, ast.BoolOp):
            first, *rest = node.values
            waiting += [(first, is_conditional), *((each, True) for each in rest)]
        elif isinstance(node, ast.IfExp):
            waiting += [(node.test, is_conditional), (node.body, True), (node.orelse, True)]
        else:
            waiting += [(child, is_conditional) for child in ast.iter_child_nodes(node)]


def _is_extracted(node: ast.Call) -> bool:
    match node.func:
        case ast.Attribute(value=ast.Name(id="call"), attr="parameter"):
            return True
        case ast.Name(id=name):
            return name in PURE | MEDIA
        case _:
            return False

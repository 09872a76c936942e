"""Building blocks of generated Python: expressions with their precedence, local variables, and used names."""

from __future__ import annotations

import ast
import builtins
import keyword
from itertools import chain, count
from typing import TYPE_CHECKING

from msgspec import Struct

from inferwire_codegen.ir import Code
from inferwire_codegen.spec.naming import snake

if TYPE_CHECKING:
    from collections.abc import Iterable

TERNARY, OR, AND, NOT, COMPARISON, ATOM = range(6)
RESERVED = frozenset({"convert", "data", "job", "media", "response", "result"})  # variables of generated functions


class Python(Struct, frozen=True):
    """A Python expression and the precedence of its outermost operator."""

    code: str
    precedence: int = ATOM

    def within(self, precedence: int) -> str:
        """Return the code as an operand of an operator with this precedence, in parentheses if necessary."""
        return f"({self.code})" if self.precedence <= precedence and self.precedence != ATOM else self.code


def names_in(codes: Iterable[Code | str | None]) -> set[str]:
    """Return the names that code uses."""
    texts = [code.body if isinstance(code, Code) else code for code in codes if code]
    trees = [ast.parse("\n".join(["def function():", *(f"    {line}" for line in text.split("\n"))])) for text in texts]
    return {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}


class Variables:
    """Allocates the names of one function's local variables."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = {*RESERVED, *reserved}

    def new(self, hint: str, fallback: str = "value") -> str:
        """Return a new name: *hint*, else *fallback*, with a number appended if both are taken."""
        name = snake(hint) or fallback
        if keyword.iskeyword(name) or hasattr(builtins, name):
            name = f"{name}_"
        numbered = (f"{fallback}_{number}" for number in count(2))
        result = next(each for each in chain([name, fallback], numbered) if each not in self._taken)
        self._taken.add(result)
        return result

    def release(self, name: str) -> None:
        """Allow a name to be used again, whose scope has ended."""
        self._taken.discard(name)


def singular(name: str) -> str:
    """Return a name for one item of a list."""
    plain = snake(name)
    if plain.endswith("ies") and len(plain) > 4:
        return f"{plain[:-3]}y"
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") and len(plain) > 2 else "item"


def indented(lines: Iterable[str]) -> list[str]:
    """Return the lines of a block, indented below its header."""
    return [f"    {line}" for text in lines for line in text.split("\n")]

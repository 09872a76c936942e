"""The local variables of the code compiled for a response, and the scopes of its expressions."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from inferwire_codegen.compile.code import Python, Variables

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable


class Scope(Struct, frozen=True):
    """The meaning of ``@`` at one place in an expression.

    Attributes:
        root: The Python variable for ``@``.
        samples: The values of ``@`` in the samples.
        clauses: The clauses of the enclosing comprehension, which bind its variables; None outside a comprehension.
        place: The path of ``@`` in the schema of the task, for the JSON of a request; None if it is unknown.
    """

    root: str
    samples: tuple[Any, ...]
    clauses: list[str] | None = None
    place: tuple[str, ...] | None = None


class Locals:
    """The local variables of one function, and the statements that assign them.

    Code that occurs several times gets a variable: the first pass counts occurrences, and the second pass knows which
    code is *shared*.

    Attributes:
        blocks: The statements of the blocks that are being compiled, outermost first.
        uses: The maximum number of times that each piece of code is evaluated when the function runs.
    """

    def __init__(self, reserved: Iterable[str], shared: frozenset[str] = frozenset()) -> None:
        self.blocks: list[list[str]] = [[]]
        self.uses: Counter[str] = Counter()
        self._shared = shared
        self._variables = Variables(reserved)
        self._names: dict[str, str] = {}
        self._bound: dict[str, str] = {}

    @property
    def repeated(self) -> frozenset[str]:
        """Code that occurs more than once."""
        return frozenset(code for code, count in self.uses.items() if count > 1)

    def new(self, hint: str, fallback: str) -> str:
        """Return a new variable name."""
        return self._variables.new(hint, fallback)

    def release(self, name: str) -> None:
        """Allow a name to be used again, whose comprehension has ended."""
        self._variables.release(name)

    @contextmanager
    def block(self) -> Generator[list[str]]:
        """Collect the statements of a nested block."""
        self.blocks.append([])
        yield self.blocks[-1]
        self.blocks.pop()

    def bind(self, code: str, hint: str, scope: Scope, fallback: str = "value") -> str:
        """Assign an expression to a variable and return the variable."""
        if code.isidentifier():
            return code
        if scope.clauses is None and code in self._bound:
            return self._bound[code]
        name = self._variables.new(hint, fallback)
        if scope.clauses is None:
            self.blocks[-1].append(f"{name} = {code}")
            if len(self.blocks) == 1:  # assigned wherever the function goes on
                self._bound[code] = name
        else:
            scope.clauses.append(f"for {name} in [{code}]")
        return name

    def use(self, code: str, hint: str, scope: Scope) -> Python:
        """Return an expression, or a variable for it if it occurs several times."""
        if scope.clauses is not None:
            return Python(code)
        self.uses[code] += 1
        if code not in self._shared:
            return Python(code)
        if code not in self._names:
            self._names[code] = self._variables.new(hint, "value")
            self.blocks[0].append(f"{self._names[code]} = {code}")
        return Python(self._names[code])

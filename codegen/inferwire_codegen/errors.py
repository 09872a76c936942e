"""Mistakes in specs: each with its place, all of a run together."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable


SHOWN = 12  # names in a message: more are not read


class Place(Struct, frozen=True, order=True):
    """A position in a spec file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(Struct, frozen=True, order=True):
    """One mistake: where, what, and what to do about it."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class SpecError(Exception):
    """The specs cannot be used; ``problems`` says why, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Problems:
    """Collects mistakes, so that all of a run are told at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, place: Place, text: str) -> None:
        """Note a mistake and go on."""
        self.found.append(Problem(place, text))

    def raise_if_any(self) -> None:
        """Stop here if anything was noted.

        Raises:
            SpecError: With all that was noted.
        """
        if self.found:
            raise SpecError(self.found)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Say what was probably meant, or what there is."""
    names = sorted(set(known))
    if close := get_close_matches(word, names, n=1):
        return f"did you mean '{close[0]}'?"
    if not names:
        return "there is nothing to name here"
    if len(names) <= SHOWN + 1:
        return f"there is {', '.join(names)}"
    return f"there is {', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"

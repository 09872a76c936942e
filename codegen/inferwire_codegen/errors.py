"""Mistakes in specs: each with its place, all of a run together."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct

from inferwire_codegen.ir import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable


SHOWN = 12  # names in a message: more are not read
LONGEST = 60  # characters of a spec in a message


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
        """Note a mistake and go on; what it quotes from a file cannot break its line."""
        self.found.append(Problem(place, one_line(text)))

    def raise_if_any(self) -> None:
        """Stop here if anything was noted.

        Raises:
            SpecError: With all that was noted.
        """
        if self.found:
            raise SpecError(self.found)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word that was probably meant, if there is one."""
    return next(iter(get_close_matches(word, sorted(set(known)), n=1)), None)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Say what was probably meant, or what there is."""
    names = sorted(set(known))
    if (close := nearest(word, names)) is not None:
        return f"did you mean '{close}'?"
    if not names:
        return "there is nothing to name here"
    if len(names) <= SHOWN + 1:
        return f"there is {', '.join(names)}"
    return f"there is {', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"


def shortened(text: str) -> str:
    """Give a text of a spec as it can stand in a message: on one line, and not too long to be read."""
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."

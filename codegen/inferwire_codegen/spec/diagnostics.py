"""Problems in specs. Each has a position in a file, and all problems of a run are reported together."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable


SHOWN = 12  # names in a message; nobody reads more
LONGEST = 60  # characters of a spec in a message


class Place(Struct, frozen=True, order=True):
    """A position in a spec file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(Struct, frozen=True, order=True):
    """One problem, with its place, its description and its remedy."""

    place: Place
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class SpecError(Exception):
    """Raised for specs with problems; ``problems`` lists the problems in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Problems:
    """Collects the problems of a run, so that all of them are reported together."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, place: Place, text: str) -> None:
        """Record a problem and continue; the message is kept on one line even if it quotes text from a file."""
        self.found.append(Problem(place, one_line(text)))

    def raise_if_any(self) -> None:
        """Stop if any problem was recorded.

        Raises:
            SpecError: With all recorded problems.
        """
        if self.found:
            raise SpecError(self.found)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is closest to a misspelt one, or None."""
    return next(iter(get_close_matches(word, sorted(set(known)), n=1)), None)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a hint with the closest known word, or else with all known words."""
    names = sorted(set(known))
    if (close := nearest(word, names)) is not None:
        return f"did you mean '{close}'?"
    if not names:
        return "nothing can be named here"
    if len(names) <= SHOWN + 1:
        return f"known are {', '.join(names)}"
    return f"known are {', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"


def one_line(text: str) -> str:
    """Return *text* on one line; each run of control characters and whitespace becomes a space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def shortened(text: str) -> str:
    """Return text from a spec for a message, on one line and shortened to a readable length."""
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."

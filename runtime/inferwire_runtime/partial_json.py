"""Read the beginning of a JSON text: as much of the value as is known."""

from __future__ import annotations

import re

import msgspec

from inferwire_runtime.jsontypes import Json
from inferwire_runtime.model_texts import without_thoughts

START = re.compile(r"[\[{]")
SPACE = re.compile(r"[ \t\r\n]*")
PLAIN = re.compile(r'[^"\\]*')  # of a string
SCALAR = re.compile(r"[-+.\w]+", re.ASCII)
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
WORDS = {"true": True, "false": False, "null": None}
MAX_DEPTH = 100
OPEN_THOUGHTS = ("<think>", "<thinking>", "<reasoning>")


class _EndError(Exception):
    """The text ends, or is not JSON, before a value is known."""


def read_partial(text: str) -> Json:
    """Return the JSON object or list that a text begins with; None if it has not begun.

    Strings are returned as far as they have come, and so are lists and objects. A number, ``true``, ``false`` and
    ``null`` are returned once they are complete. Reasoning and the start of a code block are skipped.
    """
    text = without_thoughts(text)
    if text.startswith(OPEN_THOUGHTS) or (start := START.search(text)) is None:
        return None
    try:
        return _Reader(text, start.start()).value(0)
    except _EndError:
        return None


class _Reader:
    def __init__(self, text: str, position: int) -> None:
        self._text = text
        self._at = position
        self._is_cut = False  # the last value that was read is not complete

    def value(self, depth: int) -> Json:
        """Return the value at this position."""
        match self._peek():
            case "{" if depth < MAX_DEPTH:
                return self._object(depth)
            case "[" if depth < MAX_DEPTH:
                return self._list(depth)
            case '"':
                return self._string()
            case _:
                return self._scalar()

    def _peek(self) -> str:
        """Return the next character that is not white space."""
        found = SPACE.match(self._text, self._at)
        assert found is not None
        self._at = found.end()
        if self._at >= len(self._text):
            raise _EndError
        return self._text[self._at]

    def _object(self, depth: int) -> dict[str, Json]:
        result: dict[str, Json] = {}
        self._at += 1
        try:
            if self._peek() == "}":
                self._at += 1
                return result
            while True:
                key = self._string()
                if self._is_cut or self._next() != ":":
                    break
                result[key] = self.value(depth + 1)
                if self._is_cut or (end := self._next()) not in ",}":
                    break
                if end == "}":
                    return result
        except _EndError:
            pass
        self._is_cut = True
        return result

    def _list(self, depth: int) -> list[Json]:
        result: list[Json] = []
        self._at += 1
        try:
            if self._peek() == "]":
                self._at += 1
                return result
            while True:
                result.append(self.value(depth + 1))
                if self._is_cut or (end := self._next()) not in ",]":
                    break
                if end == "]":
                    return result
        except _EndError:
            pass
        self._is_cut = True
        return result

    def _next(self) -> str:
        """Return the next character that is not white space, and move past it."""
        character = self._peek()
        self._at += 1
        return character

    def _string(self) -> str:
        if self._peek() != '"':
            raise _EndError
        start = self._at + 1
        position = start
        while True:
            found = PLAIN.match(self._text, position)
            assert found is not None
            position = found.end()
            if position >= len(self._text):
                self._is_cut = True
                return _decode(self._text[start:])
            if self._text[position] == '"':
                self._at = position + 1
                return _decode(self._text[start:position])
            position += 2  # an escape

    def _scalar(self) -> Json:
        for word, value in WORDS.items():
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        found = SCALAR.match(self._text, self._at)
        if found is None or found.end() >= len(self._text) or NUMBER.fullmatch(found[0][:300]) is None:
            raise _EndError
        self._at = found.end()
        number = found[0][:300]
        return float(number) if set(number) & set(".eE") else int(number)


def _decode(raw: str) -> str:
    """Return the content of a string, without an escape that is cut."""
    for end in (len(raw), raw.rfind("\\"), raw.rfind("\\", 0, max(raw.rfind("\\"), 0))):
        if end < 0:
            continue
        try:
            return msgspec.json.decode(f'"{raw[:end]}"', type=str, strict=False)
        except (msgspec.DecodeError, UnicodeEncodeError):
            continue
    return raw

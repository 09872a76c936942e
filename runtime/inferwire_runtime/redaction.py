"""Mask secrets in strings from a server, even if the server escaped, encoded or truncated them.

A string is searched in up to three readings, which map their characters back to the original string:

    original
    decoded   percent, JSON and HTML escapes decoded, whitespace dropped
    untagged  decoded, and HTML tags dropped

Each reading is searched for the secret and its base64. Time and memory are linear in the string and in the secrets.
"""

from __future__ import annotations

import re
from base64 import b64encode
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import chain

MASK = "***"
MIN_PREFIX = 12  # characters; a beginning or end of at least this length is masked as well: servers truncate secrets
MIN_BASE64 = 10  # base64 characters that such a prefix determines, wherever it begins in the encoded data

_ESCAPES = (
    r"%(?P<percent>[0-9a-f]{2})"
    r"|\\++(?:u(?P<unicode>[0-9a-f]{4})|x(?P<byte>[0-9a-f]{2})|(?P<slash>/))?"
    r"|&\#(?:x0*(?P<hex>[0-9a-f]{1,4})|0*(?P<decimal>[0-9]{1,5}));"
    r"|&(?P<entity>[a-z]{2,6});"
    r"|\s+"
)
_ENTITIES = {
    "amp": "&",
    "apos": "'",
    "colon": ":",
    "dash": "-",
    "equals": "=",
    "gt": ">",
    "hyphen": "-",
    "lowbar": "_",
    "lt": "<",
    "period": ".",
    "plus": "+",
    "quot": '"',
    "sol": "/",
}
_BASE64_RUN = re.compile(r"[A-Za-z0-9+/_=-]*")
_ASCII_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


@cache  # on first use: compiling takes longer than importing the rest of the module
def _escape() -> re.Pattern[str]:
    return re.compile(_ESCAPES, re.IGNORECASE)


@cache
def _escape_or_tag() -> re.Pattern[str]:
    return re.compile(rf"{_ESCAPES}|<[^<>]{{0,200}}>", re.IGNORECASE)


class _Reading:
    """A lower-case reading of a string that maps each character back to the source string."""

    __slots__ = ("_ends", "_positions", "_starts", "text")

    def __init__(self, source: str, pattern: re.Pattern[str] | None = None) -> None:
        self._positions: list[int] = []  # of each piece in `text`, and the size of `text`
        self._starts: list[int] = []  # and in the source
        self._ends: list[int] = []
        parts: list[str] = []
        size = 0
        for piece, start, end in _pieces(source, pattern):
            parts.append(piece)
            self._positions.append(size)
            self._starts.append(start)
            self._ends.append(end)
            size += len(piece)
        self._positions.append(size)
        self.text = _lower("".join(parts))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that the characters from *start* to *end* were read from."""
        first = bisect_right(self._positions, start) - 1
        last = bisect_right(self._positions, end - 1) - 1
        is_whole = end == self._positions[last + 1]  # then it may be an escape, longer than its one character
        return (
            self._starts[first] + start - self._positions[first],
            self._ends[last] if is_whole else self._starts[last] + end - self._positions[last],
        )


def _pieces(source: str, pattern: re.Pattern[str] | None) -> Iterator[tuple[str, int, int]]:
    """Decode *source* piece by piece. Yield each piece with its start and end in *source*.

    A piece is an unchanged part of *source*, or a single decoded character.
    """
    start = 0
    for match in pattern.finditer(source) if pattern is not None else ():
        character = _decoded(match)
        if character is None:
            continue
        if start < match.start():
            yield source[start : match.start()], start, match.start()
        if character:
            yield character, match.start(), match.end()
        start = match.end()
    if start < len(source):
        yield source[start:], start, len(source)


def _decoded(match: re.Match[str]) -> str | None:
    """Return the character that an escape represents, "" for whitespace and tags, None if it is not an escape."""
    match match.lastgroup:
        case None:
            return None if match[0][0] == "\\" else ""
        case "slash":
            return "/"
        case "entity":
            return _ENTITIES.get(match["entity"].lower())
        case "decimal":
            return chr(int(match["decimal"]))
        case group:
            return chr(int(match[group], 16))


def _lower(text: str) -> str:
    """Convert *text* to lower case without moving any character."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.translate(_ASCII_LOWER)


class _Secret:
    """The strings to search for to find a secret.

    Attributes:
        spellings: The secret itself, and its readings with escapes decoded.
        encodings: Base64 of the secret at each of the three possible alignments.
        is_phrase: Whether the secret consists of several words.
    """

    __slots__ = ("encodings", "is_phrase", "spellings")

    def __init__(self, secret: str) -> None:
        spellings = (_lower(secret), *(_Reading(secret, pattern).text for pattern in (_escape(), _escape_or_tag())))
        self.spellings = [spelling for spelling in dict.fromkeys(spellings) if len(spelling) >= MIN_PREFIX]
        self.is_phrase = " " in secret
        content = secret.encode("utf-8", "replace")
        encodings = [b64encode(b"-" * offset + content).decode() for offset in range(3)]
        # The first characters depend on what precedes the secret, the last ones on what follows.
        self.encodings = [text[skipped:-4].lower() for text, skipped in zip(encodings, (0, 2, 3), strict=True)]


class Redactor:
    """Masks secrets that are complete, truncated to `MIN_PREFIX` characters or more, escaped, base64, or split by tags.

    Shorter secrets are masked only as whole words, because they may be part of other words.
    """

    __slots__ = ("_secrets", "_words")

    def __init__(self, *secrets: str) -> None:
        known = [secret for secret in dict.fromkeys(secrets) if secret]
        self._secrets = [_Secret(secret) for secret in known if len(secret) >= MIN_PREFIX]
        self._words = [str(secret) for secret in known if len(secret) < MIN_PREFIX]

    def redact(self, text: str) -> str:
        """Return *text* with the secrets masked."""
        spans = sorted(chain(self._long_spans(text), *(_word_spans(text, word) for word in self._words)))
        if not spans:
            return text
        parts: list[str] = []
        done = 0
        for start, end in spans:
            if start >= done:
                parts += [text[done:start], MASK]
            done = max(done, end)
        return "".join([*parts, text[done:]])

    def _long_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of *text* that contain secrets of at least `MIN_PREFIX` characters."""
        if not self._secrets:
            return
        for reading in _readings(text):
            encoded = reading.text.replace("-", "+").replace("_", "/")
            for secret in self._secrets:
                for spelling in secret.spellings:
                    for start, end in _matches(reading.text, spelling, MIN_PREFIX):
                        yield reading.source_span(start, end)
                    # The words of a phrase, such as `Bearer sk-...`, are secrets of their own.
                    for start, end in () if secret.is_phrase else _suffix_matches(reading.text, spelling, MIN_PREFIX):
                        yield reading.source_span(start, end)
                for encoding in secret.encodings:
                    done = 0
                    for start, end in _matches(encoded, encoding, MIN_BASE64):
                        first, last = reading.source_span(start, end)
                        if last > done:
                            run = _BASE64_RUN.match(text, last)
                            done = last if run is None else run.end()
                            yield first, done


def _readings(text: str) -> Iterator[_Reading]:
    yield _Reading(text)
    if _escape().search(text) is not None:
        yield _Reading(text, _escape())
    if "<" in text:
        yield _Reading(text, _escape_or_tag())


def _matches(text: str, needle: str, size: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of *text* that match *needle*, or a prefix of it with at least *size* characters."""
    prefix = needle[:size]
    start = text.find(prefix)
    while start >= 0:
        end = start + len(needle)
        if not text.startswith(needle, start):
            end = start + size
            while end < len(text) and text[end] == needle[end - start]:
                end += 1
        yield start, end
        start = text.find(prefix, end - size + 1)  # this may have been the end of a longer match


def _suffix_matches(text: str, needle: str, size: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of *text* that match the end of *needle*, with at least *size* characters but not all of it.

    The last span comes first: in a secret that repeats itself, only its true end leads to its start.
    """
    suffix, place = needle[-size:], len(text)
    while (start := text.rfind(suffix, 0, place)) >= 0:
        end, length = start + size, size
        while start > 0 and length < len(needle) and text[start - 1] == needle[-length - 1]:
            start, length = start - 1, length + 1
        if length < len(needle):
            yield start, end
        place = start


def _word_spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of *text* that contain *word* as a whole word."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (_is_alphanumeric(text[start - 1 : start]) or _is_alphanumeric(text[end : end + 1])):
            yield start, end
        start = text.find(word, start + 1)


def _is_alphanumeric(character: str) -> bool:
    return character.isascii() and character.isalnum()

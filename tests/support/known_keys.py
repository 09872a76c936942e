"""The keys that tests call with, which no log and no error may show.

A test that needs a key uses one of these. `conftest` looks for all of them in what each test logs and in each error
that it expects.
"""

from __future__ import annotations

import base64
import html
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

import pytest

HUGGING_FACE_KEY = "hf_canaryCANARY0123456789abcdefgh"
PROVIDER_KEY = "sk-canary/CANARY+0123456789+abcdef=="  # with characters that URLs and JSON escape
SECRET = "hf_secretSECRET0123"

KNOWN_KEYS = (
    *(HUGGING_FACE_KEY, PROVIDER_KEY, SECRET),
    *(
        "hf_test",
        "hf_secret",
        "hf_emulated",
        "hf_other",
        "hf_of_someone_else",
        "own-key",
        "provider-key",
        "gsk-test",
        "gsk-secret",
    ),
)
LOGGERS = ("inferwire", "httpx", "httpx2", "httpcore", "httpcore2", "aiohttp")


def keys_in(text: str) -> list[str]:
    """Return the known keys in text."""
    return [key for key in KNOWN_KEYS if key in text]


PART = 12  # this many characters of a key in a row are not a coincidence


def find_key(text: str, key: str) -> list[str]:
    """Return how a text reveals a key: as it is, encoded, or in part."""
    unescaped = re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    readings = {
        "as it is": text,
        "percent-encoded": unquote(text),
        "with JSON escapes": re.sub(r"\\+/", "/", unescaped),
        "with HTML entities": html.unescape(text),
        "between tags": re.sub(r"<[^<>]*>", "", text),
        "with spaces in it": "".join(text.split()),
    }
    found = [how for how, reading in readings.items() if key in reading]
    if any(core in text.replace("-", "+").replace("_", "/") for core in base64_of(key)):
        found.append("in base64")
    if any(key[start : start + PART] in text for start in range(len(key) - PART + 1)):
        found.append("in part")
    return found


def base64_of(key: str) -> list[str]:
    """Return a key in base64, for each offset in the encoded text, without the characters at its ends."""
    encoded = [base64.b64encode(b"-" * before + key.encode()).decode() for before in range(3)]
    return [text[(0, 2, 3)[before] : -4] for before, text in enumerate(encoded)]


def chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all others that its traceback shows."""
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        for inner in getattr(link, "exceptions", ()):
            yield from chain(inner)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def shown_by(error: BaseException) -> str:
    """Return every text of an error that can be printed, logged or read, and those of its causes."""
    texts: list[str] = []
    for each in chain(error):
        texts += [str(each), repr(each), *getattr(each, "__notes__", ())]
        texts += [str(value) for name, value in vars(each).items() if not name.startswith("_") and name != "received"]
    return "\n".join(texts)


class LogRecorder(logging.Handler):
    """Records the lines that are logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if "receive_response_headers.complete" not in line:  # the library logs what the server sent
            self.lines.append(line)


@contextmanager
def watched_logs() -> Iterator[LogRecorder]:
    """Record everything that we and the HTTP libraries log."""
    recorder = LogRecorder()
    loggers = [logging.getLogger(name) for name in LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(recorder)
        logger.setLevel(logging.DEBUG)
    try:
        yield recorder
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(recorder)
            logger.setLevel(level)


@contextmanager
def watched_errors() -> Iterator[None]:
    """Look for keys in each error that ``pytest.raises`` expects."""
    leave = pytest.RaisesExc.__exit__

    def check_and_leave(self: Any, kind: Any, error: BaseException | None, traceback: Any) -> bool:
        is_expected = leave(self, kind, error, traceback)
        if is_expected and error is not None and (found := keys_in(shown_by(error))):
            raise AssertionError(f"an error shows {found}: {shown_by(error)}")
        return is_expected

    pytest.RaisesExc.__exit__ = check_and_leave  # type: ignore[method-assign]
    try:
        yield
    finally:
        pytest.RaisesExc.__exit__ = leave  # type: ignore[method-assign]

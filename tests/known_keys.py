"""The keys that tests call with, and the watch that is kept for them: no log, no error may show one.

A test that needs a key takes one from here, and `conftest` looks for all of them in what each test logs and in each
error that it waits for.
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
PROVIDER_KEY = "sk-canary/CANARY+0123456789+abcdef=="  # with the signs that URLs and JSON write in other ways, too
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
    """Give the known keys that a text shows."""
    return [key for key in KNOWN_KEYS if key in text]


PART = 12  # so many signs of a key in a row are told from chance


def disguises_in(text: str, key: str) -> list[str]:
    """Give the ways in which a text gives a key away: as it is, written otherwise, or a good part of it."""
    unescaped = re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    readings = {
        "as it is": text,
        "in percents": unquote(text),
        "with escapes of JSON": re.sub(r"\\+/", "/", unescaped),
        "with entities of HTML": html.unescape(text),
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
    """Give what base64 makes of a key, wherever in the encoded text it begins, without the signs at its ends."""
    encoded = [base64.b64encode(b"-" * before + key.encode()).decode() for before in range(3)]
    return [text[(0, 2, 3)[before] : -4] for before, text in enumerate(encoded)]


def chain(error: BaseException) -> Iterator[BaseException]:
    """Give an error and all that a traceback shows with it."""
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        for inner in getattr(link, "exceptions", ()):
            yield from chain(inner)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def shown_by(error: BaseException) -> str:
    """Give every text of an error that can be printed, logged or read, and those of its causes."""
    texts: list[str] = []
    for each in chain(error):
        texts += [str(each), repr(each), *getattr(each, "__notes__", ())]
        texts += [str(value) for name, value in vars(each).items() if not name.startswith("_") and name != "received"]
    return "\n".join(texts)


class Watch(logging.Handler):
    """Keeps the lines that are logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if "receive_response_headers.complete" not in line:  # there the library tells what a server sent
            self.lines.append(line)


@contextmanager
def watched_logs() -> Iterator[Watch]:
    """Have everything logged that can be, ours and the HTTP library's."""
    watch = Watch()
    loggers = [logging.getLogger(name) for name in LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(watch)
        logger.setLevel(logging.DEBUG)
    try:
        yield watch
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(watch)
            logger.setLevel(level)


@contextmanager
def watched_errors() -> Iterator[None]:
    """Look for keys in each error that ``pytest.raises`` waits for."""
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

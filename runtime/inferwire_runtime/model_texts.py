"""The text that a model writes around JSON: reasoning, code blocks and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

FENCE = re.compile(r"```(?:\w+)?\s*\n(.*?)\n?\s*```", re.DOTALL)
THOUGHTS = re.compile(r"^\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)
BRACKETS = re.compile(r'\\.|["{}\[\]]', re.DOTALL)
MAX_FOUND = 8
LATE_THOUGHTS = re.compile(r"^.*?</think>", re.DOTALL)  # templates of some models open the block in the prompt


def find_json(text: str) -> Iterator[str]:
    """Yield what may be the JSON in the text of a message."""
    whole = text.strip()
    text = without_thoughts(text)
    if whole != text and whole.startswith(("{", "[", '"')):
        yield whole  # what looks like reasoning may be within a string
    if not text:
        return
    yield text
    blocks = FENCE.findall(text)
    yield from reversed(blocks)  # the last one is the result of the others
    for opening, closing in ("{}", "[]"):
        start, end = text.find(opening), text.rfind(closing)
        if 0 <= start < end and (start, end) != (0, len(text) - 1):
            yield text[start : end + 1]
    yield from _find_balanced(text)


def _find_balanced(text: str) -> Iterator[str]:
    """Yield the last outermost brackets of text with whatever they contain: prose may have brackets of its own."""
    found: list[str] = []
    depth = start = 0
    is_string = False
    for part in BRACKETS.finditer(text):
        mark = part[0]
        if mark == '"':
            is_string = depth > 0 and not is_string
        elif is_string or len(mark) == 2:
            continue
        elif mark in "{[":
            start = start if depth else part.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append(text[start : part.end()])
    yield from reversed(found[-MAX_FOUND:])


def without_thoughts(text: str) -> str:
    """Return a text without the reasoning before it."""
    text = LATE_THOUGHTS.sub("", THOUGHTS.sub("", text), count=1)
    return text.strip().removeprefix("\ufeff")

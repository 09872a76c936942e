"""The text that a model writes around JSON: reasoning, code blocks and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

FENCE = re.compile(r"```(?:\w+)?\s*\n(.*?)\n?\s*```", re.DOTALL)
THOUGHTS = re.compile(r"^\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)
LATE_THOUGHTS = re.compile(r"^.*?</think>", re.DOTALL)  # templates of some models open the block in the prompt


def find_json(text: str) -> Iterator[str]:
    """Yield what may be the JSON in the text of a message."""
    text = without_thoughts(text)
    if not text:
        return
    yield text
    blocks = FENCE.findall(text)
    yield from reversed(blocks)  # the last one is the result of the others
    for opening, closing in ("{}", "[]"):
        start, end = text.find(opening), text.rfind(closing)
        if 0 <= start < end and (start, end) != (0, len(text) - 1):
            yield text[start : end + 1]


def without_thoughts(text: str) -> str:
    """Return a text without the reasoning before it."""
    text = LATE_THOUGHTS.sub("", THOUGHTS.sub("", text), count=1)
    return text.strip().removeprefix("\ufeff")

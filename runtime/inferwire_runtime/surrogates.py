r"""Join the halves of surrogate pairs that a server splits between two events of a stream.

JSON writes a character outside the basic plane as two escapes, such as ``\ud83d\ude00``. Servers that cut their text
in their middle send each half in an event of its own.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from inferwire_runtime.depth import join_surrogates
from inferwire_runtime.jsontypes import Json, is_list, is_object

Path: TypeAlias = "tuple[str | int, ...]"
REPLACEMENT = "\ufffd"


class SurrogateJoiner:
    """Joins the halves, and replaces those without another half by U+FFFD.

    Attributes:
        halves: First halves that wait for the second, by the path of their string.
    """

    def __init__(self, *, is_single: bool) -> None:
        self._is_single = is_single
        self.halves: dict[Path, str] = {}

    def join(self, event: Json) -> Json:
        """Return the event with whole characters. A half at the end of a string moves to the next event."""
        if not is_object(event):
            return self._join(event, (), may_wait=False)
        ended = [path for path in self.halves if _ends(_choice(event, path, is_single=self._is_single))]
        joined = self._join(event, (), may_wait=not _ends(event))
        for path in ended:
            if path in self.halves:  # the response ended without the other half
                del self.halves[path]
                _put(_choice(joined, path, is_single=self._is_single), path[2:], REPLACEMENT)
        return joined

    def _join(self, value: Json, path: Path, *, may_wait: bool) -> Json:
        if isinstance(value, str):
            return self._join_text(value, path, may_wait=may_wait)
        if is_list(value):
            is_choice = path == ("choices",)
            return [
                self._join(
                    item,
                    (*path, _key(item, position, is_single=is_choice and self._is_single)),
                    may_wait=may_wait and not (is_choice and _ends(item)),
                )
                for position, item in enumerate(value)
            ]
        if is_object(value):
            return {name: self._join(item, (*path, name), may_wait=may_wait) for name, item in value.items()}
        return value

    def _join_text(self, text: str, path: Path, *, may_wait: bool) -> str:
        if self.halves:
            text = self.halves.pop(path, "") + text
        if text.isascii():
            return text
        if may_wait and "\ud800" <= text[-1] <= "\udbff":
            self.halves[path] = text[-1]
            text = text[:-1]
        return join_surrogates(text)


def _key(item: Json, position: int, *, is_single: bool) -> int:
    index = item.get("index") if is_object(item) else None
    return index if isinstance(index, int) and not is_single else position


def _ends(part: Json) -> bool:
    """Return whether a choice, or an event of one token, is the last one."""
    return is_object(part) and bool(part.get("finish_reason") or part.get("generated_text") is not None)


def _choice(event: Json, path: Path, *, is_single: bool) -> Json:
    """Return the choice of an event that contains a path; None if there is none."""
    choices = event.get("choices") if path[:1] == ("choices",) and is_object(event) else None
    if not is_list(choices):
        return None
    keys = (_key(item, position, is_single=is_single) for position, item in enumerate(choices))
    return next((item for key, item in zip(keys, choices, strict=True) if key == path[1]), None)


def _put(part: Any, path: Path, text: str) -> None:
    """Put text at a path of names."""
    if not is_object(part) or not path or any(isinstance(step, int) for step in path):
        return
    for name in path[:-1]:
        inner = part.get(str(name))
        if not is_object(inner):
            inner = part[str(name)] = {}
        part = inner
    part[str(path[-1])] = text

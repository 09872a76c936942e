"""Rankings of texts: read the shapes that servers send, and sort the items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from inferwire_runtime.errors import RESPONSE_HINT, OutputError
from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.other_forms import as_number, find_named, reports_failure
from inferwire_runtime.results import Model

R = TypeVar("R")

# As `other_forms.squash` returns them, the likeliest first.
INDEXES = ("index", "corpusid", "documentindex", "originalindex", "idx", "id")
SCORES = (
    "score",
    "relevancescore",
    "rerankscore",
    "similarity",
    "similarityscore",
    "logit",
    "relevance",
    "probability",
)
TEXTS = ("text", "document", "passage", "content")
LISTS = ("results", "data", "rankings", "ranking", "rerank", "scores", "similarities", "result", "output", "items")
UNKNOWN = -1  # index of an item that has its text only


class RankedModel(Model):
    """Base class of an item of a ranking."""

    @classmethod
    def rows(cls, data: Json) -> Json:
        """Return the items of a ranking in another form: in a wrapper, or only their scores, in the order of the texts.

        {"results": [...]}, {"data": [...]}, [[...]]      what the wrapper contains
        {"scores": [0.9, 0.1]}, [0.9, 0.1]                 scores in the order of the texts
        """
        while is_object(data) and not reports_failure(data):
            inner = next((data[name] for name in LISTS if is_list(data.get(name)) or is_object(data.get(name))), None)
            if inner is None:
                break
            data = inner
        if is_list(data) and len(data) == 1 and is_list(data[0]):
            data = data[0]
        if is_object(data) and find_named(data, SCORES) is not None:
            data = [data]
        if not is_list(data):
            return data
        return [
            {"index": position, "score": item}
            if as_number(item) is not None
            else {"index": position, **item}
            if is_object(item) and find_named(item, (*INDEXES, *TEXTS)) is None
            else item
            for position, item in enumerate(data)
        ]

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Add the names of the schema for fields under other names; a text may be in an object."""
        text = find_named(data, TEXTS)
        while is_object(text):
            text = find_named(text, TEXTS)
        changed: dict[str, Json] = {"text": text if isinstance(text, str) else None}
        index = find_named(data, INDEXES)
        if isinstance(index, str) and index.isdecimal():
            index = int(index)
        has_index = isinstance(index, int) and not isinstance(index, bool)
        changed["index"] = index if has_index or text is None else UNKNOWN
        changed["score"] = find_named(data, SCORES)
        return {**data, **changed}


def rank(items: Sequence[R], texts: Sequence[str], top_n: Json, server: str) -> list[R]:
    """Sort the items of a ranking by falling score, ties in the order of the texts, and add the text of each.

    Args:
        items: An item for each text, or for some of them.
        texts: The texts.
        top_n: Maximum number of items; anything but an int for all of them.
        server: Label of the server, for error messages.

    Raises:
        OutputError: If the index of an item is out of range.
    """
    best: dict[int, Any] = {}
    for item in items:
        one: Any = item
        if one.index == UNKNOWN and one.text is not None:
            one.index = next((i for i, text in enumerate(texts) if text == one.text and i not in best), UNKNOWN)
        if not 0 <= one.index < len(texts):
            raise OutputError(
                f"{server} returned an item with the index {one.index}, of {len(texts)} texts; {RESPONSE_HINT}"
            )
        one.text = texts[one.index]
        if one.index not in best or one.score > best[one.index].score:  # a server may score passages
            best[one.index] = one
    ranked = sorted(best.values(), key=lambda item: (-item.score, item.index))
    return ranked[: max(top_n, 0)] if isinstance(top_n, int) and not isinstance(top_n, bool) else ranked

"""Rank the texts of a request, in the form of a sample: an item or a score for each text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec import structs

from inferwire_emulator.client_imports import Json, is_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inferwire_emulator.checks import Fields
    from inferwire_emulator.responses import Response

TASK = "text-ranking"
SCORES = ("score", "relevance_score")
TEXTS = ("texts", "documents")


def follow_texts(response: Response, fields: Fields) -> Response:
    """Return the response of a sample, with the texts of the request in place of its own."""
    inputs = fields.get("inputs")
    parts = cast("Fields", inputs) if isinstance(inputs, dict) else fields
    texts = next((parts[name] for name in TEXTS if is_list(parts.get(name))), None)
    if texts is None:
        return response
    top = fields.get("top_n")
    made = _ranked(
        msgspec.json.decode(b"".join(response.chunks)), str(parts.get("query", "")), cast("Sequence[Json]", texts), top
    )
    return structs.replace(response, chunks=(msgspec.json.encode(made),))


def _ranked(body: Json, query: str, texts: Sequence[Json], top: Json) -> Json:
    if isinstance(body, dict):
        fields = cast("Fields", body)
        return fields | {name: _ranked(value, query, texts, top) for name, value in fields.items() if is_list(value)}
    if not is_list(body) or not body:
        return body
    scores = {index: _score(query, str(text)) for index, text in enumerate(texts)}
    first = body[0]
    if not isinstance(first, dict):
        return list(scores.values())
    name = next(name for name in SCORES if name in first)
    ranked = sorted(scores, key=lambda index: (-scores[index], index))
    kept = ranked[:top] if isinstance(top, int) else ranked
    return [{"index": index, name: scores[index]} for index in kept]


def _score(query: str, text: str) -> float:
    """Return the share of the words of both that they have in common."""
    words, others = (set(re.findall(r"\w+", each.lower())) for each in (query, text))
    return round(len(words & others) / max(len(words | others), 1), 4)

"""Vectors of texts: equal texts have equal vectors, and texts with common words have similar ones."""

from __future__ import annotations

import base64
import math
import re
import struct
from hashlib import blake2b
from typing import TYPE_CHECKING, cast

from inferwire_emulator.client_imports import Json, is_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inferwire_emulator.checks import Fields

DIMENSIONS = 64
MAX_DIMENSIONS = 8192


def embed(text: str, dimensions: int = DIMENSIONS) -> list[float]:
    """Return the vector of a string; its length is 1."""
    vector = [0.0] * dimensions
    for word in [*re.findall(r"\w+", text.lower()), text]:
        digest = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")
        weight = 0.1 if word is text else 1.0
        vector[digest % dimensions] += weight if digest >> 63 else -weight
        vector[(digest >> 20) % dimensions] += weight
    length = math.sqrt(sum(value * value for value in vector))
    return [round(value / length, 6) for value in vector] if length else [1.0, *vector[1:]]


def similarity(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the cosine of the angle between two vectors whose length is 1."""
    return round(min(1.0, 1.0 if first == second else sum(a * b for a, b in zip(first, second, strict=True))), 6)


def texts_of(fields: Fields) -> list[str] | None:
    """Return the texts to embed; None if there are none."""
    inputs = next((fields[name] for name in ("inputs", "input", "texts") if name in fields), None)
    if isinstance(inputs, str):
        return [inputs]
    return [str(item) for item in cast("Sequence[Json]", inputs)] if is_list(inputs) and inputs else None


def dimensions_of(fields: Fields) -> int:
    """Return how many numbers a request wants in each vector."""
    number = fields.get("dimensions")
    is_valid = isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= MAX_DIMENSIONS
    return cast("int", number) if is_valid else DIMENSIONS


def with_vectors(body: Json, vectors: Sequence[Sequence[float]], fields: Fields) -> Json:
    """Return the response of a sample with other vectors, each in the form of the sample's first one."""
    if isinstance(body, dict):
        own = cast("Fields", body)
        name = next((name for name in ("data", "embeddings", "results", "float") if is_list(own.get(name))), None)
        if name is None:
            nested = own.get("embeddings")  # lists by the type of their numbers
            return {**own, "embeddings": with_vectors(nested, vectors, fields)} if isinstance(nested, dict) else own
        return {**own, name: _items(own[name], vectors, fields)}
    is_flat = is_list(body) and bool(body) and not is_list(body[0])  # one vector, for one text
    return list(vectors[0]) if is_flat and len(vectors) == 1 else [list(vector) for vector in vectors]


def _items(items: Sequence[Json], vectors: Sequence[Sequence[float]], fields: Fields) -> list[Json]:
    first = items[0] if items else None
    if not isinstance(first, dict):
        return [list(vector) for vector in vectors]
    as_text = fields.get("encoding_format") == "base64"
    return [
        {
            **cast("Fields", first),
            "index": index,
            "embedding": base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
            if as_text
            else list(vector),
        }
        for index, vector in enumerate(vectors)
    ]

# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the table-question-answering task."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.results import Model


class TableQuestionAnsweringOutputElement(Model, kw_only=True):
    """An answer."""

    answer: str
    """Text of the answer; starts with the aggregator and ` > ` if there is one, as in `SUM > 3, 4`."""

    coordinates: list[tuple[int, int]] | None = None
    """Coordinates of the cells that the answer is derived from."""

    cells: list[str] | None = None
    """Values of the cells that the answer is derived from, in the order of `coordinates`."""

    aggregator: str | None = None
    """Operation that combines the cells into the answer, such as `SUM`, `AVERAGE` or `COUNT`; only from models that aggregate."""


TableQuestionAnsweringOutput: TypeAlias = list[TableQuestionAnsweringOutputElement]
"""Answers derived from cells of the table."""

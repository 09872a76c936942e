# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for table question answering."""

from __future__ import annotations

from typing import TypeAlias

from inferwire_runtime.decoding import Part


class TableQuestionAnsweringOutputElement(Part, kw_only=True):
    """One answer."""

    answer: str
    """Text of the answer; starts with the aggregator and ` > ` if there is one, as in `SUM > 3, 4`."""

    coordinates: list[tuple[int, int]]
    """Places of the cells the answer is made from."""

    cells: list[str]
    """Values of the cells the answer is made from, in the order of `coordinates`."""

    aggregator: str | None = None
    """Operation that joins the cells to the answer, such as `SUM`, `AVERAGE` or `COUNT`; only from models that aggregate."""


TableQuestionAnsweringOutput: TypeAlias = list[TableQuestionAnsweringOutputElement]
"""Answers made from cells of the table."""

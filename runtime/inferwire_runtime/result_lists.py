"""Lists of results, which know their call and show themselves in notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from inferwire_runtime.errors import CallMeta

T = TypeVar("T")


class ResultList(list[T]):
    """A list of results, with `meta`. Notebooks show it as a table."""

    def __init__(self, results: Iterable[T] = (), record: Any = None) -> None:
        super().__init__(results)
        self._record = record

    @property
    def meta(self) -> CallMeta:
        """Which server processed the call, how long it took, and how much it used."""
        return CallMeta() if self._record is None else cast("CallMeta", self._record.to_meta())

    def _repr_html_(self) -> str:
        from inferwire_runtime.notebooks import table_of  # only for notebooks

        return table_of(cast("Sequence[Mapping[str, Any]]", self)) if self else "<p>nothing found</p>"

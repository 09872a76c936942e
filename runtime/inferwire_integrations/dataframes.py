"""pandas and Polars: data frames with a new column."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from inferwire_integrations.columns import columns_of
from inferwire_runtime.errors import InputError, describe

if TYPE_CHECKING:
    from inferwire import InferenceClient
    from inferwire_bulk.rows import Column

F = TypeVar("F")


def add_column(
    frame: F,
    task: str,
    *,
    column: Column,
    output: str = "output",
    client: InferenceClient | None = None,
    **options: Any,
) -> F:
    """Return a copy of a data frame with the values of a task, and their errors in a column that ends in ``_error``.

    Args:
        frame: A data frame of pandas or Polars.
        task: A task such as ``"text-classification"``.
        column: The column with the first argument, a mapping of arguments to columns, or a function of the row.
        output: Name of the new column.
        client: A client with the model, the provider and other options. Default: one without options.
        **options: Parameters and options of all calls, and those of `InferenceClient.map` such as ``journal``.

    Raises:
        InputError: If *frame* is not a data frame.
        AuthenticationError: If the API key is not accepted.
        BulkError: If the run has to end early.
    """
    from inferwire import InferenceClient  # imports the tasks

    table: Any = frame
    if not hasattr(table, "assign") and not hasattr(table, "with_columns"):
        raise InputError(f"`frame` must be a data frame of pandas or Polars, got {describe(frame)}")
    own = InferenceClient() if client is None else client
    with own.map(task, table, column=column, **options) as run:
        columns = columns_of(run, output)
    if hasattr(table, "assign"):
        pandas: Any = import_module("pandas")
        series: dict[str, Any] = {
            name: pandas.Series(values, index=table.index, dtype=object) for name, values in columns.items()
        }
        made: F = table.assign(**series)
        return made
    polars: Any = import_module("polars")
    added: F = table.with_columns(*(polars.Series(name, values, strict=False) for name, values in columns.items()))
    return added

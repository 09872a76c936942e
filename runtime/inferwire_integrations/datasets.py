"""Hugging Face datasets: a function for `Dataset.map`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from inferwire_integrations.columns import columns_of, rows_of

if TYPE_CHECKING:
    from inferwire import InferenceClient
    from inferwire_bulk.rows import Column


class DatasetMapper:
    """A function that calls a task for the rows of a batch: ``dataset.map(mapper, batched=True, num_proc=4)``.

    It adds a column with the values, and one with the errors, whose name ends in ``_error``. Each process that it is
    sent to makes its own connections; API keys are not sent along, but read from the environment again.

    Args:
        task: A task such as ``"text-classification"``.
        column: The column with the first argument, a mapping of arguments to columns, or a function of the row.
        output: Name of the new column.
        client: A client with the model, the provider and other options. Default: one without options.
        **options: Parameters and options of all calls, and those of `InferenceClient.map` such as ``concurrency``.
    """

    def __init__(
        self,
        task: str,
        *,
        column: Column,
        output: str = "output",
        client: InferenceClient | None = None,
        **options: Any,
    ) -> None:
        from inferwire import InferenceClient  # imports the tasks

        self.task = task
        self.column = column
        self.output = output
        self.client = InferenceClient() if client is None else client
        self.options = options

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        """Return the new columns of a batch.

        Raises:
            AuthenticationError: If the API key is not accepted.
            BulkError: If the run has to end early.
        """
        with self.client.map(self.task, rows_of(batch), column=self.column, **self.options) as run:
            return columns_of(run, self.output)

    def __repr__(self) -> str:
        return f"DatasetMapper({self.task!r}, column={self.column!r}, output={self.output!r})"

# Generated from specs/tasks/table-question-answering and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Table question answering.

Takes a table and a question, and returns an answer derived from cells of the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.providers import REGISTRY
from inferwire_runtime.client import bind
from inferwire_runtime.providers import PrivateProvider, Task

if TYPE_CHECKING:
    from inferwire.types.table_question_answering import TableQuestionAnsweringOutputElement

TableQuestionAnsweringProvider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider

TASK: Task[list[TableQuestionAnsweringOutputElement]] = Task(
    name="table-question-answering",
    registry=REGISTRY,
    handlers={
        "endpoint": "inferwire.providers.endpoint.table_question_answering",
        "hf-inference": "inferwire.providers.hf_inference.table_question_answering",
    },
    required_inputs=(
        "table",
        "question",
    ),
    input_types={
        "table": ("table", "mapping"),
        "question": ("query", "string"),
    },
    parameter_types={
        "padding": "string",
        "sequential": "bool",
        "truncation": "bool",
    },
)

table_question_answering = bind(TextMethods).table_question_answering
table_question_answering_async = bind(AsyncTextMethods).table_question_answering

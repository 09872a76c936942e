# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Table question answering on a dedicated endpoint.

Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.table_question_answering import TableQuestionAnsweringOutputElement
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import as_list

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    return await route.post(
        "",
        json=call.body(
            {
                "inputs": {"query": call.input("question"), "table": call.input("table")},
                "parameters": call.parameters or UNSET,
            },
            nest="parameters",
            top=("options",),
        ),
    )


def parse_response(response: Response) -> list[TableQuestionAnsweringOutputElement]:
    """Parse the response."""
    data = response.json()
    return convert(as_list(data), list[TableQuestionAnsweringOutputElement], response.server)

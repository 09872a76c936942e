# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Tabular regression on a dedicated endpoint.

Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    return await route.post(
        "",
        json=call.body(
            {"inputs": {"data": call.input("data")}, "parameters": call.parameters or UNSET},
            nest="parameters",
            top=("options",),
        ),
    )


def parse_response(response: Response) -> list[float]:
    """Parse the response."""
    return response.decode(list[float])

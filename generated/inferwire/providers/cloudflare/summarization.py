# Generated from specs/providers/cloudflare.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Summarization by Cloudflare Workers AI.

https://developers.cloudflare.com/workers-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.cloudflare import ERRORS
from inferwire.types.summarization import SummarizationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("clean_up_tokenization_spaces", "truncation", "generate_parameters")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        json=call.body({"input_text": call.inputs}, omit_keys(call.parameters, *UNSUPPORTED)),
    )


def parse_response(response: Response) -> SummarizationOutput:
    """Parse the response."""
    data = response.json()
    return convert(
        {"summary_text": get(data, "result", "summary")}, SummarizationOutput, response.server, body=response.body
    )

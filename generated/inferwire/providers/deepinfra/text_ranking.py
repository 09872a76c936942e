# Generated from specs/providers/deepinfra.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text ranking by DeepInfra.

https://deepinfra.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_ranking import TextRankingOutputElement
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("raw_scores", "truncate")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/inference/{model}``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        f"/v1/inference/{quote_path(route.model)}",
        json=call.body(
            {"query": call.input("query"), "documents": call.input("texts")},
            omit_keys(call.parameters, "return_documents", "top_n", *UNSUPPORTED),
        ),
    )


def parse_response(response: Response) -> list[TextRankingOutputElement]:
    """Parse the response."""
    return response.decode_list(list[TextRankingOutputElement], "scores")

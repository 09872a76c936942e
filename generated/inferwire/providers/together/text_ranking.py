# Generated from specs/providers/together.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text ranking by Together AI.

Protocol: Cohere's rerank, as many servers have it.
https://docs.together.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_ranking import TextRankingOutputElement
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("raw_scores", "truncate")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/rerank``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        "/v1/rerank",
        json=call.body(
            {"model": route.model, "query": call.input("query"), "documents": call.input("texts")},
            omit_keys(call.parameters, *UNSUPPORTED),
        ),
    )


def parse_response(response: Response) -> list[TextRankingOutputElement]:
    """Parse the response."""
    return response.decode_list(list[TextRankingOutputElement], "results")

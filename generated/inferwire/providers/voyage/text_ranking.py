# Generated from specs/providers/voyage.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text ranking by Voyage AI.

`top_n` is sent as `top_k`.
`truncate` is sent as `truncation`.
Protocol: Cohere's rerank, as many servers have it.
https://docs.voyageai.com
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_ranking import TextRankingOutputElement
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get
from inferwire_runtime.values import omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("raw_scores",)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/rerank``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        "/v1/rerank",
        json=call.body(
            {"model": route.model, "query": call.input("query"), "documents": call.input("texts")},
            rename_keys(omit_keys(call.parameters, *UNSUPPORTED), {"top_n": "top_k", "truncate": "truncation"}),
        ),
    )


def parse_response(response: Response) -> list[TextRankingOutputElement]:
    """Parse the response."""
    data = response.json()
    return convert(get(data, "data"), list[TextRankingOutputElement], response.server)

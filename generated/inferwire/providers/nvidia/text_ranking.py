# Generated from specs/providers/nvidia.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text ranking by NVIDIA.

https://docs.api.nvidia.com/nim
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.text_ranking import TextRankingOutputElement
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import flatten, get, get_list
from inferwire_runtime.models import drop_unset
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("raw_scores",)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/retrieval/{model}/reranking``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_base_url(direct="https://ai.api.nvidia.com")
    texts = get_list(call.input("texts"))
    return await route.post(
        f"/v1/retrieval/{quote_path(route.model)}/reranking",
        json=call.body(
            {
                "model": route.model,
                "query": {"text": call.input("query")},
                "passages": texts and [drop_unset({"text": text}) for text in texts],
                "truncate": "END" if call.parameter("truncate") else UNSET,
            },
            omit_keys(call.parameters, "return_documents", "top_n", "truncate", *UNSUPPORTED),
        ),
    )


def parse_response(response: Response) -> list[TextRankingOutputElement]:
    """Parse the response."""
    data = response.json()
    rankings = flatten(get(data, "rankings"))
    return convert(
        rankings and [{"index": get(ranking, "index"), "score": get(ranking, "logit")} for ranking in rankings],
        list[TextRankingOutputElement],
        response.server,
    )

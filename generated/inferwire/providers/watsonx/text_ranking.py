# Generated from specs/providers/watsonx.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text ranking by IBM watsonx.ai.

https://cloud.ibm.com/apidocs/watsonx-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.watsonx import ERRORS
from inferwire.types.text_ranking import TextRankingOutputElement
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get, get_list
from inferwire_runtime.models import drop_unset, merge
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("raw_scores", "truncate")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/ml/v1/text/rerank``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    texts = get_list(call.input("texts"))
    return await route.post(
        "/ml/v1/text/rerank",
        json=call.body(
            {
                "model_id": route.model,
                "project_id": route.optional_account("project"),
                "space_id": route.optional_account("space"),
                "query": call.input("query"),
                "inputs": texts and [drop_unset({"text": text}) for text in texts],
                "parameters": merge(
                    {"return_options": drop_unset({"top_n": call.parameter("top_n")}) or UNSET},
                    omit_keys(call.parameters, "return_documents", "top_n", *UNSUPPORTED),
                )
                or UNSET,
            },
            nest="parameters",
        ),
    )


def parse_response(response: Response) -> list[TextRankingOutputElement]:
    """Parse the response."""
    data = response.json()
    return convert(get(data, "results"), list[TextRankingOutputElement], response.server)

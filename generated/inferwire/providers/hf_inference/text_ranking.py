# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text ranking by HF Inference.

Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.text_ranking import TextRankingOutputElement
from inferwire_runtime.models import drop_unset
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("raw_scores", "truncate")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/models/{model}/pipeline/text-ranking``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        f"/models/{quote_path(route.model)}/pipeline/text-ranking",
        json=call.body(
            {
                "inputs": drop_unset(
                    {
                        "query": call.input("query"),
                        "texts": call.input("texts"),
                        "return_documents": call.parameter("return_documents"),
                    }
                ),
                "parameters": omit_keys(call.parameters, "return_documents", "top_n", *UNSUPPORTED) or UNSET,
            },
            nest="parameters",
            top=("options",),
        ),
    )


def parse_response(response: Response) -> list[TextRankingOutputElement]:
    """Parse the response."""
    return response.decode(list[TextRankingOutputElement])

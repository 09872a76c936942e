# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text ranking on a dedicated endpoint.

If the server responds with 404, 405 or 415, or rejects the form of the request, `/rerank` or `/v1/rerank` is tried.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.text_ranking import TextRankingOutputElement
from inferwire_runtime.models import drop_unset
from inferwire_runtime.routing import Fallback, with_fallback
from inferwire_runtime.values import omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


NATIVE_UNSUPPORTED = ("raw_scores", "truncate")


FALLBACK = Fallback(
    order=("native", "tei", "rerank", "rerank_without_version"),
    statuses=(404, 405, 415),
    messages=(
        "Unexpected endpoint",
        "Unsupported method",
        "missing field",
        "Field required",
        "field required",
        "Unexpected fields",
        "unknown field",
        "Extra inputs are not permitted",
    ),
    prefers=("tei", ("raw_scores", "truncate")),
    apis={"tei": "native", "rerank": "openai", "rerank_without_version": "openai"},
)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to whichever interface the server supports."""
    return await with_fallback(
        {
            "native": _send_native,
            "tei": _send_tei,
            "rerank": _send_rerank,
            "rerank_without_version": _send_rerank_without_version,
        },
        call,
        route,
        FALLBACK,
    )


async def _send_native(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    call.refuse_unsupported(NATIVE_UNSUPPORTED, route.server)
    return await route.post(
        "",
        json=call.body(
            {
                "inputs": drop_unset(
                    {
                        "query": call.input("query"),
                        "texts": call.input("texts"),
                        "return_documents": call.parameter("return_documents"),
                    }
                ),
                "parameters": omit_keys(call.parameters, "return_documents", "top_n", *NATIVE_UNSUPPORTED) or UNSET,
            },
            nest="parameters",
            top=("options",),
        ),
    )


async def _send_tei(call: Call, route: Route) -> Response:
    """Send the request to ``/rerank``."""
    call.check_encodable()
    return await route.post(
        "/rerank",
        json=call.body(
            {"query": call.input("query"), "texts": call.input("texts")},
            rename_keys(omit_keys(call.parameters, "top_n"), {"return_documents": "return_text"}),
        ),
    )


async def _send_rerank(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/rerank``."""
    return await route.post(
        "/v1/rerank",
        json=call.body(
            {"model": route.model, "query": call.input("query"), "documents": call.input("texts")}, call.parameters
        ),
    )


async def _send_rerank_without_version(call: Call, route: Route) -> Response:
    """Send the request to ``/rerank``."""
    return await route.post(
        "/rerank",
        json=call.body(
            {"model": route.model, "query": call.input("query"), "documents": call.input("texts")}, call.parameters
        ),
    )


def parse_response(response: Response) -> list[TextRankingOutputElement]:
    """Parse the response."""
    return response.decode_list(list[TextRankingOutputElement], "results")

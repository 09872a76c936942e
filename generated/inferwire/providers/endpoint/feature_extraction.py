# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction on a dedicated endpoint.

If the server responds with 404, 405 or 415, or rejects the form of the request, `/v1/embeddings` or `/embeddings` is
tried.
Protocol: Hugging Face's transformers pipelines.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.routing import Fallback, with_fallback

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


FALLBACK = Fallback(
    order=("native", "openai_embeddings", "embeddings_without_version"),
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
    apis={"openai_embeddings": "openai", "embeddings_without_version": "openai"},
)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to whichever interface the server supports."""
    return await with_fallback(
        {
            "native": _send_native,
            "openai_embeddings": _send_openai_embeddings,
            "embeddings_without_version": _send_embeddings_without_version,
        },
        call,
        route,
        FALLBACK,
    )


async def _send_native(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    return await route.post("", json=call.body({"inputs": call.inputs}, call.parameters))


async def _send_openai_embeddings(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/embeddings``."""
    return await route.post(
        "/v1/embeddings", json=call.body({"model": route.model, "input": call.inputs}, call.parameters)
    )


async def _send_embeddings_without_version(call: Call, route: Route) -> Response:
    """Send the request to ``/embeddings``."""
    return await route.post(
        "/embeddings", json=call.body({"model": route.model, "input": call.inputs}, call.parameters)
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response of the interface that sent it."""
    if response.api == "openai_embeddings":
        return _parse_openai_embeddings(response)
    if response.api == "embeddings_without_version":
        return _parse_embeddings_without_version(response)
    return _parse_native(response)


def _parse_native(response: Response) -> FeatureExtractionOutput:
    """Parse the response of the native interface."""
    return response.decode_list(FeatureExtractionOutput, "embeddings")


def _parse_openai_embeddings(response: Response) -> FeatureExtractionOutput:
    """Parse the response of the openai embeddings interface."""
    return response.decode_embeddings(FeatureExtractionOutput, items=("data",), vector=("embedding",))


def _parse_embeddings_without_version(response: Response) -> FeatureExtractionOutput:
    """Parse the response of the embeddings without version interface."""
    return response.decode_embeddings(FeatureExtractionOutput, items=("data",), vector=("embedding",))

# Generated from specs/providers/cohere.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Sentence similarity by Cohere.

https://docs.cohere.com/docs/compatibility-api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import cosine_similarities, get
from inferwire_runtime.values import prepend

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v2/embed``."""
    call.check_encodable()
    return await route.post(
        "/v2/embed",
        json=call.body(
            {
                "model": route.model,
                "texts": prepend(call.input("source_sentence"), call.input("sentences")),
                "input_type": call.parameter("input_type") or "clustering",
                "embedding_types": ["float"],
            },
            call.parameters,
        ),
    )


def parse_response(response: Response) -> list[float]:
    """Parse the response."""
    data = response.json()
    return convert(cosine_similarities(get(data, "embeddings", "float")), list[float], response.server)

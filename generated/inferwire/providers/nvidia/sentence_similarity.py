# Generated from specs/providers/nvidia.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Sentence similarity by NVIDIA.

Protocol: OpenAI's embeddings.
https://docs.api.nvidia.com/nim
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_runtime.decoding import convert, decode_floats
from inferwire_runtime.json_path import cosine_similarities, get, get_list
from inferwire_runtime.values import prepend

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/embeddings``."""
    call.check_encodable()
    return await route.post(
        "/v1/embeddings",
        json=call.body(
            {
                "model": route.model,
                "input": prepend(call.input("source_sentence"), call.input("sentences")),
                "input_type": call.parameter("input_type") or "passage",
            },
            call.parameters,
        ),
    )


def parse_response(response: Response) -> list[float]:
    """Parse the response."""
    data = response.json()
    items = get_list(data, "data")
    return convert(
        cosine_similarities(items and [decode_floats(get(item, "embedding")) for item in items])
        or cosine_similarities(get(data, "embeddings"))
        or cosine_similarities(data),
        list[float],
        response.server,
    )

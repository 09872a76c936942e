# Generated from specs/providers/ollama.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by Ollama.

https://docs.ollama.com/api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("encoding_format", "normalize", "prompt_name", "truncation_direction")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/api/embed``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        "/api/embed",
        json=call.body({"model": route.model, "input": call.inputs}, omit_keys(call.parameters, *UNSUPPORTED)),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    data = response.json()
    return convert(get(data, "embeddings"), FeatureExtractionOutput, response.server, body=response.body)

# Generated from specs/providers/cloudflare.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Feature extraction by Cloudflare Workers AI.

https://developers.cloudflare.com/workers-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.cloudflare import ERRORS
from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import list_of_strings, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("dimensions", "encoding_format", "normalize", "prompt_name", "truncate", "truncation_direction")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        json=call.body(
            {"text": list_of_strings(call.inputs) or [call.inputs]}, omit_keys(call.parameters, *UNSUPPORTED)
        ),
    )


def parse_response(response: Response) -> FeatureExtractionOutput:
    """Parse the response."""
    data = response.json()
    return convert(get(data, "result", "data"), FeatureExtractionOutput, response.server, body=response.body)

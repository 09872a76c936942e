# Generated from specs/providers/zai-org.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-text by Z.ai.

https://docs.z.ai/api-reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.image_to_text import ImageToTextOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.files import fetch_files
from inferwire_runtime.json_path import get
from inferwire_runtime.uploads import data_url_field

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/api/paas/v4/layout_parsing``."""
    call = await fetch_files(call, route)
    body = call.body({"model": route.model, "file": data_url_field(call.inputs)}, call.parameters)
    return await route.post("/api/paas/v4/layout_parsing", json=body)


def parse_response(response: Response) -> ImageToTextOutput:
    """Parse the response."""
    data = response.json()
    return convert({"generated_text": get(data, "md_results")}, ImageToTextOutput, response.server, body=response.body)

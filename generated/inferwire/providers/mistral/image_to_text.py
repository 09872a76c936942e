# Generated from specs/providers/mistral.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Image-to-text by Mistral AI.

https://docs.mistral.ai/api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.image_to_text import ImageToTextOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import drop_nulls, flatten, get
from inferwire_runtime.uploads import url_or_data_url
from inferwire_runtime.values import join_text, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("generation_parameters", "max_new_tokens")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/ocr``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        "/v1/ocr",
        json=call.body(
            {"model": route.model, "document": {"type": "image_url", "image_url": url_or_data_url(call.inputs)}},
            omit_keys(call.parameters, *UNSUPPORTED),
        ),
    )


def parse_response(response: Response) -> ImageToTextOutput:
    """Parse the response."""
    data = response.json()
    pages = flatten(get(data, "pages"))
    return convert(
        {"generated_text": join_text("\n\n", pages and drop_nulls([get(page, "markdown") for page in pages]))},
        ImageToTextOutput,
        response.server,
        body=response.body,
    )

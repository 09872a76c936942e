# Generated from specs/providers/cloudflare.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text classification by Cloudflare Workers AI.

https://developers.cloudflare.com/workers-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.cloudflare import ERRORS
from inferwire.types.common import ClassificationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("function_to_apply", "top_k")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        json=call.body({"text": call.inputs}, omit_keys(call.parameters, *UNSUPPORTED)),
    )


def parse_response(response: Response) -> list[ClassificationOutput]:
    """Parse the response."""
    data = response.json()
    return convert(get(data, "result"), list[ClassificationOutput], response.server)

# Generated from specs/providers/jina.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Zero-shot classification by Jina AI.

https://docs.jina.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.common import ClassificationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("hypothesis_template", "multi_label")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/classify``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post(
        "/v1/classify",
        json=call.body(
            {"model": route.model, "input": [call.inputs], "labels": call.parameter("candidate_labels")},
            omit_keys(call.parameters, "candidate_labels", *UNSUPPORTED),
        ),
    )


def parse_response(response: Response) -> list[ClassificationOutput]:
    """Parse the response."""
    data = response.json()
    return convert(get(data, "data", 0, "predictions"), list[ClassificationOutput], response.server)

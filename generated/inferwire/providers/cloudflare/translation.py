# Generated from specs/providers/cloudflare.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Translation by Cloudflare Workers AI.

`src_lang` is sent as `source_lang`.
`tgt_lang` is sent as `target_lang`.
https://developers.cloudflare.com/workers-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.providers.cloudflare import ERRORS
from inferwire.types.translation import TranslationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import get
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.models import Call, Response, Route


UNSUPPORTED = ("clean_up_tokenization_spaces", "truncation", "generate_parameters")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/run/{model}``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post(
        f"/run/{quote_path(route.model)}",
        json=call.body(
            {"text": call.inputs},
            rename_keys(
                omit_keys(call.parameters, *UNSUPPORTED), {"src_lang": "source_lang", "tgt_lang": "target_lang"}
            ),
        ),
    )


def parse_response(response: Response) -> TranslationOutput:
    """Parse the response."""
    data = response.json()
    return convert(
        {"translation_text": get(data, "result", "translated_text")},
        TranslationOutput,
        response.server,
        body=response.body,
    )

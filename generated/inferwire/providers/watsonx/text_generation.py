# Generated from specs/providers/watsonx.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text generation by IBM watsonx.ai.

`seed` is sent as `random_seed`.
`stop` is sent as `stop_sequences`.
`truncate` is sent as `truncate_input_tokens`.
https://cloud.ibm.com/apidocs/watsonx-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.watsonx import ERRORS
from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import as_text, get
from inferwire_runtime.models import merge
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.values import look_up, omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


UNSUPPORTED = (
    "adapter_id",
    "best_of",
    "decoder_input_details",
    "details",
    "do_sample",
    "frequency_penalty",
    "grammar",
    "return_full_text",
    "top_n_tokens",
    "typical_p",
    "watermark",
)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/ml/v1/text/generation``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.post("/ml/v1/text/generation", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body(
        {
            "model_id": route.model,
            "project_id": route.optional_account("project"),
            "space_id": route.optional_account("space"),
            "input": call.inputs,
            "parameters": merge(
                {},
                rename_keys(
                    omit_keys(call.parameters, *UNSUPPORTED),
                    {"seed": "random_seed", "stop": "stop_sequences", "truncate": "truncate_input_tokens"},
                ),
            )
            or UNSET,
        },
        nest="parameters",
    )


def parse_response(response: Response) -> TextGenerationOutput:
    """Parse the response."""
    data = response.json()
    return convert(
        {
            "generated_text": get(data, "results", 0, "generated_text"),
            "details": {
                "finish_reason": look_up(
                    get(data, "results", 0, "stop_reason"),
                    {"max_tokens": "length", "time_limit": "length", "token_limit": "length"},
                ),
                "generated_tokens": get(data, "results", 0, "generated_token_count"),
            },
        },
        TextGenerationOutput,
        response.server,
        body=response.body,
    )


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/ml/v1/text/generation`` and open the response as a stream."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    route = route.with_errors(ERRORS)
    return await route.stream("/ml/v1/text/generation_stream", STREAM, json=_body(call, route))


def _is_last(item: TextGenerationStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return get(item, "generated_text") is not None


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "results", 0, "generated_text"))


def _to_item(data: Json, text: str) -> Json:
    """Convert an event to an item; ``text`` is the text collected so far."""
    stop_reason = get(data, "results", 0, "stop_reason")
    return {
        "token": {"text": get(data, "results", 0, "generated_text") or ""},
        "generated_text": text if stop_reason != "not_finished" else None,
        "details": {
            "finish_reason": look_up(
                stop_reason, {"max_tokens": "length", "time_limit": "length", "token_limit": "length"}
            ),
            "generated_tokens": get(data, "results", 0, "generated_token_count"),
        }
        if stop_reason != "not_finished"
        else None,
    }


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    result = {
        "generated_text": get(data, "results", 0, "generated_text"),
        "details": {
            "finish_reason": look_up(
                get(data, "results", 0, "stop_reason"),
                {"max_tokens": "length", "time_limit": "length", "token_limit": "length"},
            ),
            "generated_tokens": get(data, "results", 0, "generated_token_count"),
        },
    }
    generated_text = get(result, "generated_text")
    return {
        "token": {"text": generated_text},
        "generated_text": generated_text,
        "details": get(result, "details") and {"finish_reason": get(result, "details", "finish_reason")},
    }


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    return {
        "generated_text": get(data, "generated_text") or get(data, "token", "text") or "",
        "details": get(data, "details"),
    }


def _final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "generated_text"))


STREAM = StreamRules(
    item_type=TextGenerationStreamOutput,
    is_last=_is_last,
    to_item=_to_item,
    text=_text,
    from_response=_from_response,
    final_type=TextGenerationOutput,
    delta_fields=frozenset({"text"}),
    build_final=_build_final,
    final_text=_final_text,
)

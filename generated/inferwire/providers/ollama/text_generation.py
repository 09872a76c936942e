# Generated from specs/providers/ollama.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text generation by Ollama.

`max_new_tokens` is sent as `num_predict`.
`repetition_penalty` is sent as `repeat_penalty`.
https://docs.ollama.com/api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import as_text, get
from inferwire_runtime.models import merge
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.values import omit_keys, rename_keys

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
    "grammar",
    "return_full_text",
    "top_n_tokens",
    "truncate",
    "watermark",
)


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/api/generate``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.post("/api/generate", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body(
        {
            "model": route.model,
            "prompt": call.inputs,
            "stream": False,
            "format": call.parameter("format"),
            "images": call.parameter("images"),
            "keep_alive": call.parameter("keep_alive"),
            "raw": call.parameter("raw"),
            "suffix": call.parameter("suffix"),
            "system": call.parameter("system"),
            "think": call.parameter("think"),
            "options": merge(
                {},
                rename_keys(
                    omit_keys(
                        call.parameters,
                        "format",
                        "images",
                        "keep_alive",
                        "raw",
                        "suffix",
                        "system",
                        "think",
                        *UNSUPPORTED,
                    ),
                    {"max_new_tokens": "num_predict", "repetition_penalty": "repeat_penalty"},
                ),
            )
            or UNSET,
        },
        nest="options",
        top=("format", "images", "keep_alive", "raw", "suffix", "system", "think"),
    )


def parse_response(response: Response) -> TextGenerationOutput:
    """Parse the response."""
    data = response.json()
    return convert(
        {
            "generated_text": get(data, "response"),
            "details": {"finish_reason": get(data, "done_reason"), "generated_tokens": get(data, "eval_count")},
        },
        TextGenerationOutput,
        response.server,
        body=response.body,
    )


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/api/generate`` and open the response as a stream."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    return await route.stream("/api/generate", STREAM, json=_body(call, route) | {"stream": True})


def _is_last(item: TextGenerationStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return get(item, "generated_text") is not None


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "response"))


def _to_item(data: Json, text: str) -> Json:
    """Convert an event to an item; ``text`` is the text collected so far."""
    done = get(data, "done")
    return {
        "token": {"text": get(data, "response")},
        "generated_text": text if done is True else None,
        "details": {"finish_reason": get(data, "done_reason") or "stop", "generated_tokens": get(data, "eval_count")}
        if done is True
        else None,
    }


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    result = {
        "generated_text": get(data, "response"),
        "details": {"finish_reason": get(data, "done_reason"), "generated_tokens": get(data, "eval_count")},
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
    is_lines=True,
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

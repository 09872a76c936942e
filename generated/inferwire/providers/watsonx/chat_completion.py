# Generated from specs/providers/watsonx.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Chat completion by IBM watsonx.ai.

Protocol: OpenAI's chat completions.
https://cloud.ibm.com/apidocs/watsonx-ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.providers.watsonx import ERRORS
from inferwire.types.chat_completion import ChatCompletionOutput, ChatCompletionStreamOutput
from inferwire_runtime.json_path import as_text, flatten, get
from inferwire_runtime.response_formats import as_json_object
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.values import has_text, list_of_strings, omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


UNSUPPORTED = ("stream_options", "tool_prompt")


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/ml/v1/text/chat``."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    call = as_json_object(call)
    route = route.with_errors(ERRORS)
    return await route.post("/ml/v1/text/chat", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    tool_choice = call.parameter("tool_choice")
    stop = call.parameter("stop")
    return call.body(
        {
            "model_id": route.model,
            "project_id": route.optional_account("project"),
            "space_id": route.optional_account("space"),
            "messages": call.inputs,
            "stop": list_of_strings(stop) or ([stop] if stop else UNSET),
            "tool_choice": tool_choice if get(tool_choice, "function", "name") else UNSET,
            "tool_choice_option": tool_choice if has_text(tool_choice) else UNSET,
        },
        omit_keys(call.parameters, "stop", "tool_choice", *UNSUPPORTED),
    )


def parse_response(response: Response) -> ChatCompletionOutput:
    """Parse the response."""
    return response.decode(ChatCompletionOutput)


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/ml/v1/text/chat`` and open the response as a stream."""
    call.refuse_unsupported(UNSUPPORTED, route.server)
    call = as_json_object(call)
    route = route.with_errors(ERRORS)
    return await route.stream("/ml/v1/text/chat_stream", STREAM, json=_body(call, route))


def _is_last(item: ChatCompletionStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return bool(get(item, "choices", 0, "finish_reason"))


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "choices", 0, "delta", "content"))


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    choices = flatten(get(data, "choices"))
    return {
        "id": get(data, "id"),
        "created": get(data, "created"),
        "model": get(data, "model"),
        "usage": get(data, "usage"),
        "choices": choices
        and [
            {
                "index": get(choice, "index"),
                "delta": get(choice, "message"),
                "finish_reason": get(choice, "finish_reason"),
            }
            for choice in choices
        ],
    }


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    choices = flatten(get(data, "choices"))
    return {
        "id": get(data, "id"),
        "created": get(data, "created"),
        "model": get(data, "model"),
        "usage": get(data, "usage"),
        "choices": choices
        and [
            {
                "index": get(choice, "index"),
                "message": get(choice, "delta"),
                "finish_reason": get(choice, "finish_reason"),
            }
            for choice in choices
        ],
    }


def _final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "choices", 0, "message", "content"))


STREAM = StreamRules(
    item_type=ChatCompletionStreamOutput,
    done_sentinel=b"[DONE]",
    is_last=_is_last,
    text=_text,
    from_response=_from_response,
    final_type=ChatCompletionOutput,
    delta_fields=frozenset({"content", "reasoning", "reasoning_content", "refusal", "arguments"}),
    build_final=_build_final,
    final_text=_final_text,
)

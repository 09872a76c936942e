# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""HF Inference: text generation.

Protocol: OpenAI's text completions.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.pick import both, either, pick, text_of, within
from inferwire_runtime.routing import segment
from inferwire_runtime.steps import open_stream as open_route_stream
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.values import renamed

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow, Reply, Route
    from inferwire_runtime.streaming import Opened


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/models/{model}/v1/completions``."""
    return route.post(f"/models/{segment(route.model)}/v1/completions", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Make the body of a request."""
    return call.body(
        {"model": route.model, "prompt": call.inputs}, renamed(call.parameters, {"max_new_tokens": "max_tokens"})
    )


def read(reply: Reply) -> TextGenerationOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(
        either(pick(data, 0), {"generated_text": pick(data, "choices", 0, "text")}),
        TextGenerationOutput,
        reply.who,
        body=reply.body,
    )


def open_stream(call: Call, route: Route) -> Flow[Opened]:
    """Post the call to ``/models/{model}/v1/completions`` and ask for a stream."""
    return open_route_stream(
        route, f"/models/{segment(route.model)}/v1/completions", STREAM, json=_body(call, route) | {"stream": True}
    )


def _is_finished(item: TextGenerationStreamOutput) -> bool:
    """Whether an item says that the answer is complete."""
    return pick(item, "generated_text") is not None


def _text(data: Json) -> str:
    """Give the text that an event adds."""
    return text_of(pick(data, "choices", 0, "text"))


def _to_item(data: Json, text: str) -> Json:
    """Make an item of an event; ``text`` is all that came so far."""
    return either(
        both(pick(data, "token"), data),
        within(
            pick(data, "choices", 0),
            lambda found: {
                "token": {"text": pick(found, "text")},
                "generated_text": both(pick(found, "finish_reason"), text),
                "details": both(pick(found, "finish_reason"), {"finish_reason": pick(found, "finish_reason")}),
            },
        ),
    )


def _from_whole(data: Json) -> Json:
    """Make an item of the answer of a server that does not stream."""
    return {
        "token": {"text": either(pick(data, 0, "generated_text"), pick(data, "choices", 0, "text"))},
        "generated_text": either(pick(data, 0, "generated_text"), pick(data, "choices", 0, "text")),
    }


def _to_final(data: Json) -> Json:
    """Make the whole answer of all items, laid one over the other."""
    return {"generated_text": pick(data, "generated_text")}


def _final_text(data: Json) -> str:
    """Give the text of the whole answer."""
    return text_of(pick(data, "generated_text"))


STREAM = StreamRules(
    type_=TextGenerationStreamOutput,
    done=b"[DONE]",
    is_finished=_is_finished,
    to_item=_to_item,
    text=_text,
    from_whole=_from_whole,
    final_type=TextGenerationOutput,
    pieces=frozenset({}),
    to_final=_to_final,
    final_text=_final_text,
)

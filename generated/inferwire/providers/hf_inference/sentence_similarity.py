# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""HF Inference: sentence similarity.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.routing import segment

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/models/{model}/pipeline/sentence-similarity``."""
    return route.post(
        f"/models/{segment(route.model)}/pipeline/sentence-similarity",
        json=call.body(
            {
                "inputs": {"source_sentence": call.input("source_sentence"), "sentences": call.input("sentences")},
                "parameters": call.parameters or UNSET,
            }
        ),
    )


def read(reply: Reply) -> list[float]:
    """Make the task's answer of the reply."""
    return reply.decode(list[float])

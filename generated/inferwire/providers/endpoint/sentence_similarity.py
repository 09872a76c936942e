# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""The endpoint: sentence similarity.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to the endpoint's own URL."""
    return route.post(
        "",
        json=call.body(
            {
                "inputs": {"source_sentence": call.input("source_sentence"), "sentences": call.input("sentences")},
                "parameters": call.parameters or UNSET,
            }
        ),
    )


def read(reply: Reply) -> list[float]:
    """Make the task's answer of the reply."""
    return reply.list_at(list[float], "similarities")

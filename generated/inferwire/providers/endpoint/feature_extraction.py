# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""The endpoint: feature extraction.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to the endpoint's own URL."""
    return route.post("", json=call.body({"inputs": call.inputs}, call.parameters))


def read(reply: Reply) -> FeatureExtractionOutput:
    """Make the task's answer of the reply."""
    return reply.list_at(FeatureExtractionOutput, "embeddings")

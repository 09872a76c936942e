# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""HF Inference: feature extraction.

Protocol: The pipelines of transformers, as Hugging Face serves them.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.routing import segment

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/models/{model}/pipeline/feature-extraction``."""
    return route.post(
        f"/models/{segment(route.model)}/pipeline/feature-extraction",
        json=call.body({"inputs": call.inputs}, call.parameters),
    )


def read(reply: Reply) -> FeatureExtractionOutput:
    """Make the task's answer of the reply."""
    return reply.decode(FeatureExtractionOutput)

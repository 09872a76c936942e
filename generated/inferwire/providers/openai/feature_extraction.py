# Generated from specs/providers/openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""OpenAI: feature extraction.

Protocol: OpenAI's embeddings.
https://platform.openai.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.values import first

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/embeddings``."""
    return route.post(
        "/v1/embeddings",
        json=call.body(
            {
                "model": route.model,
                "input": call.inputs,
                "encoding_format": first(call.parameter("encoding_format"), "base64"),
            },
            call.parameters,
        ),
    )


def read(reply: Reply) -> FeatureExtractionOutput:
    """Make the task's answer of the reply."""
    return reply.vectors(FeatureExtractionOutput, items=("data",), vector=("embedding",))

# Generated from specs/providers/nebius.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Nebius AI Studio: feature extraction.

Protocol: OpenAI's embeddings.
https://docs.studio.nebius.com
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.feature_extraction import FeatureExtractionOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.pick import every, pick

if TYPE_CHECKING:
    from inferwire_runtime.flow import Call, Flow, Reply, Route


def send(call: Call, route: Route) -> Flow[Reply]:
    """Post the call to ``/v1/embeddings``."""
    return route.post("/v1/embeddings", json=call.body({"model": route.model, "input": call.inputs}, call.parameters))


def read(reply: Reply) -> FeatureExtractionOutput:
    """Make the task's answer of the reply."""
    data = reply.json()
    return convert(
        every(pick(data, "data"), lambda item: pick(item, "embedding")),
        FeatureExtractionOutput,
        reply.who,
        body=reply.body,
    )

# Generated from specs/protocols/hf-pipeline.yaml. Do not edit: change the spec and run `nox -s generate`.
"""The pipelines of transformers, as Hugging Face serves them: how streams of custom are read.

https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    pass


STREAM = StreamRules(
    type_=Any,
    done=b"[DONE]",
)

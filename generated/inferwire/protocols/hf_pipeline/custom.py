# Generated from specs/protocols/hf-pipeline.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Stream rules of Hugging Face's transformers pipelines for custom calls.

https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    pass


HF_PIPELINE_STREAM = StreamRules(
    item_type=Any,
    done_sentinel=b"[DONE]",
)

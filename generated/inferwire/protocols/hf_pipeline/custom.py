# Generated from specs/protocols/hf-pipeline.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Stream rules of Hugging Face's transformers pipelines for custom calls.

https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_runtime.json_path import get
from inferwire_runtime.streaming import StreamRules

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json


def _is_last(item: Json) -> bool:
    """Return whether an item is the last one."""
    type_ = get(item, "type")
    return bool(
        get(item, "choices", 0, "finish_reason")
        or get(item, "generated_text")
        or get(item, "finish_reason")
        or get(item, "stop_reason")
        or get(item, "is_finished")
        or get(item, "done")
        or type_ == "message_stop"
        or type_ == "response.completed"
        or type_ == "message-end"
    )


HF_PIPELINE_STREAM = StreamRules(
    item_type=Any,
    done_sentinel=b"[DONE]",
    is_last=_is_last,
)

# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent for several tasks."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

ClassificationOutputTransform: TypeAlias = Literal["sigmoid", "softmax", "none"]
"""Function that turns raw model outputs (logits) into scores: `sigmoid` (each class on its own), `softmax` (scores sum to 1) or `none` (logits as they are)."""


class GenerationParameters(TypedDict):
    """Settings of token generation. The server defaults named here are those of transformers; a model's own generation config may replace them."""

    temperature: NotRequired[float]
    """Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens it. Used only when sampling. Server default: 1.0."""

    top_k: NotRequired[int]
    """Sample only from the k most likely tokens. Server default: 50."""

    top_p: NotRequired[float]
    """Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the given mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0."""

    typical_p: NotRequired[float]
    """Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut off. Server default: 1.0."""

    epsilon_cutoff: NotRequired[float]
    """Lowest conditional probability, between 0 and 1, a token needs in order to be sampled; typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    eta_cutoff: NotRequired[float]
    """Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the entropy of the distribution rises are dropped; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    max_length: NotRequired[int]
    """Upper bound on input plus generated tokens. Server default: 20."""

    max_new_tokens: NotRequired[int]
    """Upper bound on newly generated tokens, input not counted. Overrides `max_length`."""

    min_length: NotRequired[int]
    """Lower bound on input plus generated tokens. Server default: 0."""

    min_new_tokens: NotRequired[int]
    """Lower bound on newly generated tokens, input not counted. Overrides `min_length`."""

    do_sample: NotRequired[bool]
    """Draw each next token at random from the distribution; if false, decode greedily (or by beam search). Server default: false."""

    early_stopping: NotRequired[bool | Literal["never"]]
    """When beam search ends: true as soon as `num_beams` candidates are complete, false when better ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false."""

    num_beams: NotRequired[int]
    """Beams kept during beam search; 1 turns beam search off. Server default: 1."""

    num_beam_groups: NotRequired[int]
    """Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424). Must divide `num_beams`. Server default: 1."""

    penalty_alpha: NotRequired[float]
    """Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence in contrastive search."""

    use_cache: NotRequired[bool]
    """Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server default: true."""

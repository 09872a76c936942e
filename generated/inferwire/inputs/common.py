# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types shared by several tasks."""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

ClassificationOutputTransform: TypeAlias = Literal["sigmoid", "softmax", "none"]
"""Function that turns raw model outputs (logits) into scores: `sigmoid` (each class independently), `softmax` (scores sum to 1) or `none` (raw logits)."""


class GenerationParameters(TypedDict):
    """Generation settings. The server defaults are those of transformers; a model's own generation config may override them."""

    temperature: NotRequired[float]
    """Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values above 1 flatten it. Used only when sampling. Server default: 1.0."""

    top_k: NotRequired[int]
    """Sample only from the k most likely tokens. Server default: 50."""

    top_p: NotRequired[float]
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0."""

    typical_p: NotRequired[float]
    """Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is excluded. Server default: 1.0."""

    epsilon_cutoff: NotRequired[float]
    """Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    eta_cutoff: NotRequired[float]
    """Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    max_length: NotRequired[int]
    """Maximum length of the prompt plus the generated tokens. Server default: 20."""

    max_new_tokens: NotRequired[int]
    """Maximum number of tokens to generate, prompt not included. Overrides `max_length`."""

    min_length: NotRequired[int]
    """Minimum length of the prompt plus the generated tokens. Server default: 0."""

    min_new_tokens: NotRequired[int]
    """Minimum number of tokens to generate, prompt not included. Overrides `min_length`."""

    do_sample: NotRequired[bool]
    """Sample each token from the distribution; if False, decode greedily or with beam search. Server default: False."""

    early_stopping: NotRequired[bool | Literal["never"]]
    """When to stop beam search: True as soon as there are `num_beams` complete candidates, False when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates. Server default: False."""

    num_beams: NotRequired[int]
    """Number of beams for beam search; 1 turns beam search off. Server default: 1."""

    num_beam_groups: NotRequired[int]
    """Number of groups to split the beams into for diverse beam search (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1."""

    penalty_alpha: NotRequired[float]
    """Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the confidence of the model."""

    use_cache: NotRequired[bool]
    """Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server default: True."""

# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the text-to-speech task."""

from __future__ import annotations

from typing import Literal, NotRequired

from inferwire_runtime.options import CallOptions


class TextToSpeechKeywords(CallOptions):
    """Keyword arguments of `text_to_speech`."""

    do_sample: NotRequired[bool | None]
    """Sample each token from the distribution; if False, decode greedily or with beam search. Server default: False."""

    early_stopping: NotRequired[bool | Literal["never"] | None]
    """When to stop beam search: True as soon as there are `num_beams` complete candidates, False when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates. Server default: False."""

    epsilon_cutoff: NotRequired[float | None]
    """Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    eta_cutoff: NotRequired[float | None]
    """Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    max_length: NotRequired[int | None]
    """Maximum length of the prompt plus the generated tokens. Server default: 20."""

    max_new_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate, prompt not included. Overrides `max_length`."""

    min_length: NotRequired[int | None]
    """Minimum length of the prompt plus the generated tokens. Server default: 0."""

    min_new_tokens: NotRequired[int | None]
    """Minimum number of tokens to generate, prompt not included. Overrides `min_length`."""

    num_beam_groups: NotRequired[int | None]
    """Number of groups to split the beams into for diverse beam search (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1."""

    num_beams: NotRequired[int | None]
    """Number of beams for beam search; 1 turns beam search off. Server default: 1."""

    penalty_alpha: NotRequired[float | None]
    """Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the confidence of the model."""

    temperature: NotRequired[float | None]
    """Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values above 1 flatten it. Used only when sampling. Server default: 1.0."""

    top_k: NotRequired[int | None]
    """Sample only from the k most likely tokens. Server default: 50."""

    top_p: NotRequired[float | None]
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0."""

    typical_p: NotRequired[float | None]
    """Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is excluded. Server default: 1.0."""

    use_cache: NotRequired[bool | None]
    """Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server default: True."""

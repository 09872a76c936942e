# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the text-generation task."""

from __future__ import annotations

from typing import Literal, TypeAlias

from inferwire_runtime.results import Model, ResponseModel

TextGenerationOutputFinishReason: TypeAlias = Literal["length", "eos_token", "stop_sequence"] | str
"""Why the generation stopped: `length` (token limit reached), `eos_token` (end-of-sequence token generated) or `stop_sequence` (stop sequence generated)."""


class TextGenerationOutputPrefillToken(Model, kw_only=True):
    """A token of the prompt."""

    id: int
    """ID of the token in the model's vocabulary."""

    text: str
    """Text of the token."""

    logprob: float | None = None
    """Natural logarithm of the token's probability, 0 or less; None for the first token."""


class TextGenerationOutputToken(Model, kw_only=True):
    """A generated token."""

    text: str
    """Text of the token."""

    id: int | None = None
    """ID of the token in the model's vocabulary."""

    logprob: float | None = None
    """Natural logarithm of the token's probability, 0 or less."""

    special: bool | None = None
    """Whether the token is a special token, such as end-of-sequence, which is not part of the text."""


class TextGenerationStreamOutputStreamDetails(Model, kw_only=True):
    """Details of the generation."""

    finish_reason: TextGenerationOutputFinishReason
    """Why the generation stopped: `length` (token limit reached), `eos_token` (end-of-sequence token generated) or `stop_sequence` (stop sequence generated)."""

    generated_tokens: int | None = None
    """Number of generated tokens."""

    input_length: int | None = None
    """Number of tokens in the prompt."""

    seed: int | None = None
    """Seed that was used for sampling; None without sampling."""


class TextGenerationStreamOutput(ResponseModel, kw_only=True):
    """An event of a streamed continuation: the next token and, in the last event, the full text."""

    token: TextGenerationOutputToken
    """Token that the event adds."""

    details: TextGenerationStreamOutputStreamDetails | None = None
    """Details of the generation; None until the last event."""

    generated_text: str | None = None
    """Full continuation; None until the last event."""

    index: int | None = None
    """Index of the token in the stream."""

    top_tokens: list[TextGenerationOutputToken] | None = None
    """Most likely tokens at this position; empty or absent unless `top_n_tokens` was set."""


class TextGenerationOutputBestOfSequence(Model, kw_only=True):
    """A generated sequence that was not chosen."""

    generated_text: str
    """Text of the sequence."""

    finish_reason: TextGenerationOutputFinishReason | None = None
    """Why the generation stopped: `length` (token limit reached), `eos_token` (end-of-sequence token generated) or `stop_sequence` (stop sequence generated)."""

    generated_tokens: int | None = None
    """Number of tokens in the sequence."""

    prefill: list[TextGenerationOutputPrefillToken] | None = None
    """Tokens of the prompt; empty unless `decoder_input_details` was set."""

    seed: int | None = None
    """Seed that was used for sampling; None without sampling."""

    tokens: list[TextGenerationOutputToken] | None = None
    """Tokens of the sequence, in order."""

    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """Most likely tokens at each position; present only if `top_n_tokens` was set."""


class TextGenerationOutputDetails(Model, kw_only=True):
    """Details of the generation and its tokens."""

    best_of_sequences: list[TextGenerationOutputBestOfSequence] | None = None
    """The other generated sequences; present only if `best_of` is above 1."""

    finish_reason: TextGenerationOutputFinishReason | None = None
    """Why the generation stopped: `length` (token limit reached), `eos_token` (end-of-sequence token generated) or `stop_sequence` (stop sequence generated)."""

    generated_tokens: int | None = None
    """Number of generated tokens."""

    prefill: list[TextGenerationOutputPrefillToken] | None = None
    """Tokens of the prompt; empty unless `decoder_input_details` was set."""

    seed: int | None = None
    """Seed that was used for sampling; None without sampling."""

    tokens: list[TextGenerationOutputToken] | None = None
    """Generated tokens, in order."""

    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """Most likely tokens at each position; present only if `top_n_tokens` was set."""


class TextGenerationOutput(ResponseModel, kw_only=True):
    """Continuation of the prompt, with details of its tokens on request."""

    generated_text: str
    """Continuation of the prompt; starts with the prompt itself if `return_full_text` was set."""

    details: TextGenerationOutputDetails | None = None
    """Details of the generation and its tokens; None unless requested."""

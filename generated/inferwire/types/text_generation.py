# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for text generation."""

from __future__ import annotations

from typing import Literal, TypeAlias

from inferwire_runtime.decoding import Part, Result

TextGenerationOutputFinishReason: TypeAlias = Literal["length", "eos_token", "stop_sequence"] | str
"""Why the generation ended: `length` (limit on new tokens reached), `eos_token` (the model ended the sequence) or `stop_sequence` (a stop text was produced)."""


class TextGenerationOutputPrefillToken(Part, kw_only=True):
    """A token of the prompt."""

    id: int
    """Number of the token in the model's vocabulary."""

    text: str
    """Text of the token."""

    logprob: float | None = None
    """Natural logarithm of the token's probability, 0 or less; null for the first token."""


class TextGenerationOutputToken(Part, kw_only=True):
    """A generated token."""

    text: str
    """Text of the token."""

    id: int | None = None
    """Number of the token in the model's vocabulary."""

    logprob: float | None = None
    """Natural logarithm of the token's probability, 0 or less."""

    special: bool | None = None
    """Whether the token is a special one, such as the end of the sequence, which is not part of the text."""


class TextGenerationStreamOutputStreamDetails(Part, kw_only=True):
    """How the generation went."""

    finish_reason: TextGenerationOutputFinishReason
    """Why the generation ended: `length` (limit on new tokens reached), `eos_token` (the model ended the sequence) or `stop_sequence` (a stop text was produced)."""

    generated_tokens: int | None = None
    """Count of newly generated tokens."""

    input_length: int | None = None
    """Number of tokens in the prompt."""

    seed: int | None = None
    """Seed of the sampling; null if there was no sampling."""


class TextGenerationStreamOutput(Result, kw_only=True):
    """One event of a streamed continuation: the next token, and at the end the whole text."""

    token: TextGenerationOutputToken
    """Token the event adds."""

    details: TextGenerationStreamOutputStreamDetails | None = None
    """How the generation went; null until the last event."""

    generated_text: str | None = None
    """Whole continuation; null until the last event."""

    index: int | None = None
    """Running number of the token in the stream."""

    top_tokens: list[TextGenerationOutputToken] | None = None
    """Likeliest tokens at the position; empty or absent unless `top_n_tokens` was set."""


class TextGenerationOutputBestOfSequence(Part, kw_only=True):
    """A continuation that was generated but not chosen."""

    generated_text: str
    """Text of the continuation."""

    finish_reason: TextGenerationOutputFinishReason | None = None
    """Why the generation ended: `length` (limit on new tokens reached), `eos_token` (the model ended the sequence) or `stop_sequence` (a stop text was produced)."""

    generated_tokens: int | None = None
    """Count of tokens in the continuation."""

    prefill: list[TextGenerationOutputPrefillToken] | None = None
    """Tokens of the prompt; empty unless `decoder_input_details` was set."""

    seed: int | None = None
    """Seed of the sampling; null if there was no sampling."""

    tokens: list[TextGenerationOutputToken] | None = None
    """Tokens of the continuation, in order."""

    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """Likeliest tokens at every position; present only with `top_n_tokens`."""


class TextGenerationOutputDetails(Part, kw_only=True):
    """How the generation went, token by token."""

    best_of_sequences: list[TextGenerationOutputBestOfSequence] | None = None
    """Other continuations that were generated; present only with `best_of` above 1."""

    finish_reason: TextGenerationOutputFinishReason | None = None
    """Why the generation ended: `length` (limit on new tokens reached), `eos_token` (the model ended the sequence) or `stop_sequence` (a stop text was produced)."""

    generated_tokens: int | None = None
    """Count of newly generated tokens."""

    prefill: list[TextGenerationOutputPrefillToken] | None = None
    """Tokens of the prompt; empty unless `decoder_input_details` was set."""

    seed: int | None = None
    """Seed of the sampling; null if there was no sampling."""

    tokens: list[TextGenerationOutputToken] | None = None
    """Generated tokens, in order."""

    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """Likeliest tokens at every position; present only with `top_n_tokens`."""


class TextGenerationOutput(Result, kw_only=True):
    """Continuation of the text, on request with details of its tokens."""

    generated_text: str
    """Continuation of the prompt; begins with the prompt itself if `return_full_text` was set."""

    details: TextGenerationOutputDetails | None = None
    """Tokens of the text and how the generation went; null unless asked for."""

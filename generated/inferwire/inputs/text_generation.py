# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent for text generation."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from inferwire_runtime.options import CallOptions


class TextGenerationInputJsonSchemaConfig(TypedDict):
    """A JSON Schema with an optional name."""

    name: NotRequired[str | None]
    """Label of the schema; may be left out."""

    schema: Any
    """JSON Schema itself."""


class TextGenerationInputGrammarTypeJson(TypedDict):
    """JSON that fits a schema."""

    type: Literal["json"]
    """Kind of constraint; always `json`."""

    value: Any
    """JSON Schema the text has to fit."""


class TextGenerationInputGrammarTypeRegex(TypedDict):
    """Text that matches a regular expression."""

    type: Literal["regex"]
    """Kind of constraint; always `regex`."""

    value: str
    """Regular expression the whole text has to match."""


class TextGenerationInputGrammarTypeJsonSchema(TypedDict):
    """JSON that fits a named schema."""

    type: Literal["json_schema"]
    """Kind of constraint; always `json_schema`."""

    value: TextGenerationInputJsonSchemaConfig
    """JSON Schema the text has to fit, with an optional name."""


TextGenerationInputGrammarType: TypeAlias = (
    TextGenerationInputGrammarTypeJson | TextGenerationInputGrammarTypeRegex | TextGenerationInputGrammarTypeJsonSchema
)
"""Constraint on the form of the generated text."""


class TextGenerationKeywords(CallOptions):
    """What `text_generation` takes by name."""

    adapter_id: NotRequired[str | None]
    """Identifier of the LoRA adapter to apply to the model. Unset means the bare model."""

    best_of: NotRequired[int | None]
    """Number of continuations to generate, of which only the one with the highest log probability is returned; above 1 needs sampling and rules out `seed` and streaming. Server default: 1."""

    decoder_input_details: NotRequired[bool]
    """Also return ids and log probabilities of the prompt's tokens, as `prefill` of the details. Server default: false."""

    details: NotRequired[bool]
    """Also return `details`, such as the tokens and why the generation ended. Server default: true."""

    do_sample: NotRequired[bool]
    """Draw each next token at random from the distribution in place of always taking the likeliest. Server default: false."""

    frequency_penalty: NotRequired[float | None]
    """Penalty, greater than -2 and at most 2, on each token in proportion to how often it already occurs; above 0 curbs verbatim repetition. Server default: 0."""

    grammar: NotRequired[TextGenerationInputGrammarType | None]
    """Constraint on the form of the generated text: JSON that fits a schema, or a regular expression. Unset means none."""

    max_new_tokens: NotRequired[int | None]
    """Upper bound on newly generated tokens. Server default: 1024."""

    repetition_penalty: NotRequired[float | None]
    """Factor, greater than 0, that makes tokens which occurred already less likely; 1.0 leaves them unchanged (https://arxiv.org/abs/1909.05858). Server default: 1.0."""

    return_full_text: NotRequired[bool | None]
    """Put the prompt in front of the generated text. Server default: false."""

    seed: NotRequired[int | None]
    """Start value, greater than 0, of the random sampling; the same seed and request should give the same text. Random if unset."""

    stop: NotRequired[list[str]]
    """Texts that end the generation as soon as one of them is produced; at most 4."""

    temperature: NotRequired[float | None]
    """Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens it. Server default: 1.0."""

    top_k: NotRequired[int | None]
    """Sample only from the k most likely tokens; unset means no such limit."""

    top_n_tokens: NotRequired[int | None]
    """How many of the likeliest tokens to report as `top_tokens` at every position. Does not affect which token is chosen."""

    top_p: NotRequired[float | None]
    """Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the given mass, greater than 0 and at most 1 (servers may refuse exactly 1). Server default: 1.0, nothing is cut off."""

    truncate: NotRequired[int | None]
    """Upper bound on prompt tokens; of a longer prompt only the last ones are kept. Unset means no truncation."""

    typical_p: NotRequired[float | None]
    """Probability mass, greater than 0 and at most 1 (servers may refuse exactly 1), of the tokens kept by locally typical sampling (https://arxiv.org/abs/2202.00666). Server default: 1.0, nothing is cut off."""

    watermark: NotRequired[bool]
    """Mark the text statistically so that it can be recognized as generated (https://arxiv.org/abs/2301.10226). Server default: false."""

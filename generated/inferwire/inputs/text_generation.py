# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the text-generation task."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from inferwire_runtime.options import CallOptions
from inferwire_runtime.schema_inputs import PythonType


class TextGenerationInputJsonSchemaConfig(TypedDict):
    """A JSON Schema with an optional name."""

    name: NotRequired[str | None]
    """Name of the schema."""

    schema: Any
    """The JSON Schema."""


class TextGenerationInputGrammarTypeJson(TypedDict):
    """JSON that matches a schema."""

    type: Literal["json"]
    """Type of the constraint; always `json`."""

    value: Any
    """JSON Schema that the text must match."""


class TextGenerationInputGrammarTypeRegex(TypedDict):
    """Text that matches a regular expression."""

    type: Literal["regex"]
    """Type of the constraint; always `regex`."""

    value: str
    """Regular expression that the whole text must match."""


class TextGenerationInputGrammarTypeJsonSchema(TypedDict):
    """JSON that matches a named schema."""

    type: Literal["json_schema"]
    """Type of the constraint; always `json_schema`."""

    value: TextGenerationInputJsonSchemaConfig
    """JSON Schema that the text must match, with an optional name."""


TextGenerationInputGrammarType: TypeAlias = (
    TextGenerationInputGrammarTypeJson | TextGenerationInputGrammarTypeRegex | TextGenerationInputGrammarTypeJsonSchema
)
"""Constraint on the generated text."""


class TextGenerationKeywords(CallOptions):
    """Keyword arguments of `text_generation`."""

    adapter_id: NotRequired[str | None]
    """ID of the LoRA adapter to apply to the model. By default no adapter is applied."""

    best_of: NotRequired[int | None]
    """Number of sequences to generate, of which only the one with the highest log probability is returned; values above 1 require sampling and cannot be combined with `seed` or streaming. Server default: 1."""

    decoder_input_details: NotRequired[bool | None]
    """Also return the IDs and log probabilities of the prompt tokens, as `prefill` in the details. Server default: False."""

    details: NotRequired[bool | None]
    """Also return `details`, such as the tokens and why the generation stopped. Server default: True."""

    do_sample: NotRequired[bool | None]
    """Sample each token from the distribution instead of always choosing the most likely one. Server default: False."""

    frequency_penalty: NotRequired[float | None]
    """Penalty, greater than -2 and at most 2, on each token in proportion to how often it has already occurred; positive values reduce verbatim repetition. Server default: 0."""

    grammar: NotRequired[TextGenerationInputGrammarType | PythonType | None]
    """Constraint on the generated text: JSON that matches a schema, or a regular expression. By default there is no constraint."""

    max_new_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate. Server default: 1024."""

    repetition_penalty: NotRequired[float | None]
    """Penalty, greater than 0, on tokens that have already occurred; 1.0 means no penalty (https://arxiv.org/abs/1909.05858). Server default: 1.0."""

    return_full_text: NotRequired[bool | None]
    """Prepend the prompt to the generated text. Server default: False."""

    seed: NotRequired[int | None]
    """Seed for sampling, greater than 0; the same seed and request should return the same text. Random by default."""

    stop: NotRequired[list[str] | None]
    """Sequences that stop the generation as soon as one is produced; at most 4."""

    temperature: NotRequired[float | None]
    """Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values above 1 flatten it. Server default: 1.0."""

    top_k: NotRequired[int | None]
    """Sample only from the k most likely tokens. By default there is no such limit."""

    top_n_tokens: NotRequired[int | None]
    """How many of the most likely tokens to return as `top_tokens` at each position. Does not affect which token is chosen."""

    top_p: NotRequired[float | None]
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value, greater than 0 and at most 1 (servers may reject exactly 1). Server default: 1.0, which excludes no token."""

    truncate: NotRequired[int | None]
    """Maximum number of prompt tokens; only the last tokens of a longer prompt are kept. By default prompts are not truncated."""

    typical_p: NotRequired[float | None]
    """Probability mass, greater than 0 and at most 1 (servers may reject exactly 1), of the tokens kept by locally typical sampling (https://arxiv.org/abs/2202.00666). Server default: 1.0, which excludes no token."""

    watermark: NotRequired[bool | None]
    """Watermark the text statistically, so that it can be recognized as generated (https://arxiv.org/abs/2301.10226). Server default: False."""

"""Base class of token usage: counts under other names are read as OpenAI's, and no count is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from inferwire_runtime.jsontypes import Json, is_object
from inferwire_runtime.results import Model

# In lower case and without separators, as `squash` returns them.
NAMES: dict[str, tuple[str, ...]] = {
    "prompt_tokens": (
        *("prompttokens", "inputtokens", "prompttokencount", "inputtokencount", "prompttokenscount"),
        *("promptevalcount", "prompttokensused", "inputtokensused", "numprompttokens", "numinputtokens"),
    ),
    "completion_tokens": (
        *("completiontokens", "outputtokens", "completiontokencount", "outputtokencount", "candidatestokencount"),
        *("evalcount", "generatedtokens", "generatedtokencount", "completiontokensused", "outputtokensused"),
        *("numcompletiontokens", "numoutputtokens", "numgeneratedtokens"),
    ),
    "total_tokens": ("totaltokens", "totaltokencount", "totaltokensused", "numtotaltokens"),
    "prompt_tokens_details": ("prompttokensdetails", "inputtokensdetails"),
    "completion_tokens_details": ("completiontokensdetails", "outputtokensdetails"),
}
NESTED = ("tokens", "billed_units")  # objects in which Cohere counts; the first one counts all tokens

U = TypeVar("U", bound="UsageModel")


def find_counts(data: dict[str, Json]) -> dict[str, Json]:
    """Return the counts of tokens in an object, under OpenAI's names."""
    from inferwire_runtime.other_forms import find_named  # for other names only

    counts: dict[str, Json] = {}
    for source in (data, *(inner for name in NESTED if is_object(inner := data.get(name)))):
        for name, others in NAMES.items():
            value = source.get(name)
            if value is None:
                value = find_named(source, others)
            if value is not None:
                counts.setdefault(name, value)
    return counts


class UsageModel(Model):
    """Base class of token usage. Without ``total_tokens``, it is the sum of the other two."""

    if TYPE_CHECKING:
        prompt_tokens: int | None
        completion_tokens: int | None
        total_tokens: int | None

    def __post_init__(self) -> None:
        if self.total_tokens is None and self.prompt_tokens is not None and self.completion_tokens is not None:
            self.total_tokens = self.prompt_tokens + self.completion_tokens

    @classmethod
    def normalize(cls, data: dict[str, Json]) -> dict[str, Json]:
        """Add OpenAI's names of counts under other names."""
        found = {name: value for name, value in find_counts(data).items() if data.get(name) is None}
        return {**data, **found} if found else data


def add_usage(total: U | None, usage: U | None) -> U | None:
    """Return the sum of two counts; None stands for no count. Details are added up as well."""
    if total is None or usage is None:
        return usage if total is None else total
    sums = {name: _add(getattr(total, name), getattr(usage, name)) for name in total.__struct_fields__}
    return type(total)(**sums)


def _add(first: Json, second: Json) -> Json:
    if isinstance(first, (int, float)) and isinstance(second, (int, float)):
        return first + second
    if is_object(first) and is_object(second):
        return {name: _add(first.get(name), second.get(name)) for name in {**first, **second}}
    return second if first is None else first

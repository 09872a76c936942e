"""Compile the variants of a mapping: calls that are made otherwise, by their model or arguments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from inferwire_codegen.compile.request_expressions import RequestExpression
from inferwire_codegen.compile.syntax import first_names
from inferwire_codegen.spec.merge import merge_variant

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.merge import Settings

NAME = re.compile(r"[a-z][a-z0-9_]*")
TAKEN = frozenset({"openai", "native", "response", "request", "stream"})


class Variant(Struct, frozen=True, kw_only=True):
    """A variant: its name, the condition for it as a Python expression, and its settings."""

    name: str
    condition: str
    settings: Settings

    def has_own(self, name: str, settings: Settings) -> bool:
        """Return whether a setting is not that of the mapping."""
        own, other = self.settings.get(name), settings.get(name)
        return own is not other


def build_variants(context: Context, settings: Settings) -> list[Variant]:
    """Return the variants of a mapping, in the order in which their conditions are tried."""
    setting = settings.get("variants")
    found: list[Variant] = []
    for index, variant in enumerate(setting.value if setting is not None else ()):
        assert setting is not None
        name = variant.name or f"variant_{index + 1}"
        if not NAME.fullmatch(name) or name in TAKEN:
            text = f"'{name}' is not a name of a variant; use lower-case letters and underscores"
            context.add(setting.place(index, "name"), text)
        if name in [other.name for other in found]:
            context.add(setting.place(index, "name"), f"'{name}' is already a variant; choose another name")
        expression = context.parse(variant.when, setting, index, "when")
        condition = "False"
        if expression is not None and not first_names(expression.node):
            text = f"'{variant.when}' is the same for all calls; write a condition on the model or the arguments"
            context.add(setting.place(index, "when"), text)
        elif expression is not None:
            condition = RequestExpression(expression, context.names, context.problems).condition().code
        merged = merge_variant(settings, variant, index, context.problems)
        found.append(Variant(name=name, condition=condition, settings=merged))
    if setting is not None and not setting.value:
        context.add(setting.key_place(), "'variants' is empty; remove it")
    return found

"""The names that request expressions can use, and the variables that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from inferwire_codegen.compile.code import Variables
from inferwire_codegen.compile.imports import RUNTIME_NAMES
from inferwire_codegen.compile.request_locals import RESERVED

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferwire_codegen.compile.accounts import AccountValue

REQUEST_NAMES = {
    "inputs": "call.inputs",
    "parameters": "call.parameters",
    "model": "route.model",
    "hub_model": "route.hub_model",
    "hub_url": "route.hub_url",
    "adapter": "route.adapter",
    "weights_url": "route.weights_url",
    "is_routed": "route.is_routed",
    "output_type": "call.output_type",
}
ACCOUNT = "account"  # values of the caller's account
HUB_NAMES = frozenset({"hub_model", "hub_url", "weights_url"})
CHAT_NAMES = {"messages": "chat.messages", "system": "chat.system"}  # if messages are converted
EXTRA = "extra"  # parameters that the task's schema does not have


def no_types(path: tuple[str, ...]) -> frozenset[str]:
    """Return no JSON types, for paths whose types are unknown."""
    return frozenset()


def no_fields(path: tuple[str, ...]) -> frozenset[str]:
    """Return no fields, for paths whose fields are unknown."""
    return frozenset()


class Names(Struct, frozen=True, kw_only=True):
    """The names available to request expressions.

    Attributes:
        task: Name of the task, for error messages.
        inputs: The parts of the task's inputs.
        parameters: The task's parameters.
        media: The inputs that are media files, ``inputs`` itself or ``inputs.<part>``; None if any input may be.
        required: The inputs that every call passes.
        types: Returns the JSON types of an input or parameter, or an empty set if they are unknown.
        account: The values of the caller's account.
        is_on_hub: Whether the provider's models are on the Hub.
        has_messages: Whether the messages of a chat are converted.
        fields: Returns the fields at a path, in which ``[]`` stands for an item; an empty set if they are unknown.
        input_name: The name of the argument that is the whole input, as a hint for variables.
        is_batch: Whether the input may be a list, although the schema describes one item.
        variables: Allocates the variables of all expressions of the request.
        lists: The variables of lists, by the code of their value.
    """

    task: str
    inputs: frozenset[str]
    parameters: frozenset[str]
    media: frozenset[str] | None
    required: frozenset[str]
    types: Callable[[tuple[str, ...]], frozenset[str]] = no_types
    account: dict[str, AccountValue] = {}
    is_on_hub: bool = True
    has_messages: bool = False
    fields: Callable[[tuple[str, ...]], frozenset[str]] = no_fields
    input_name: str = "inputs"
    is_batch: bool = False
    variables: Variables = field(default_factory=lambda: Variables([*RUNTIME_NAMES, *RESERVED]))
    lists: dict[str, str] = {}

    @property
    def reserved(self) -> tuple[str, ...]:
        """The names that other variables of the request cannot have."""
        return (*RUNTIME_NAMES, *self.lists.values())

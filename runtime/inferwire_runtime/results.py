"""Base classes of the types of responses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self, get_origin

import msgspec
from msgspec import Struct, structs

from inferwire_runtime.errors import Attempt
from inferwire_runtime.jsontypes import RAW, SET_ASIDE, Json, is_list, is_object, is_sequence

ATTEMPTS = "_inferwire_attempts"


# gc=False: decoded JSON has no cycles, and streams create thousands of these.
# forbid_unknown_fields: only an object that has other fields is read slowly, to keep them; see `tolerance`.
class Model(Struct, omit_defaults=True, gc=False, forbid_unknown_fields=True):
    """Base class of the types nested in a response.

    Models compare and print by their fields. Fields outside the schema are attributes as well. A message from a
    response can be passed in ``messages``, and goes back to the server as it came.
    """

    if not TYPE_CHECKING:  # a type checker reports attributes that the schema does not have

        def __getattr__(self, name: str) -> Json:
            return get_extra(self, name)

    @property
    def extra(self) -> dict[str, Json]:
        """Fields that are not in the task's schema, and values that do not have their field's type."""
        return find_extra(self)


class ResponseModel(Struct, omit_defaults=True, dict=True):
    """Base class of whole responses and stream items. Like `Model`, with `attempts`."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Json:
            return get_extra(self, name)

    def __reduce__(self) -> Any:
        # msgspec's own omits the `__dict__` that the properties read
        return (*super().__reduce__()[:2], dict(self.__dict__) or None)

    def __copy__(self) -> Self:
        other = structs.replace(self)
        vars(other).update(vars(self))
        return other

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Every attempt to send the request, the successful one last."""
        attempts: tuple[Attempt, ...] = self.__dict__.get(ATTEMPTS, ())
        return attempts

    @property
    def extra(self) -> dict[str, Json]:
        """Fields that are not in the task's schema, and values that do not have their field's type."""
        return find_extra(self)


@lru_cache(maxsize=512)
def required_lists(type_: type[ResponseModel]) -> tuple[str, ...]:
    """Return the names of the fields of a response that must be lists, such as ``choices``."""
    fields = structs.fields(type_)
    return tuple(field.name for field in fields if field.required and get_origin(field.type) is list)


def get_extra(model: Struct, name: str) -> Json:
    """Return a field outside the schema.

    Raises:
        AttributeError: If the server did not send it.
    """
    if not name.startswith("_"):
        extra = find_extra(model)
        if name in extra:
            return extra[name]
    raise AttributeError(f"{type(model).__name__!r} object has no attribute {name!r}", name=name, obj=model)


def find_extra(model: Struct) -> dict[str, Json]:
    """Return what an object was read from and its fields do not hold."""
    state: dict[str, Any] = getattr(model, "__dict__", {})
    stored: Any = state.get(RAW, ())
    sources: Sequence[Any] = stored if is_sequence(stored) else (stored,)
    known = set(model.__struct_encode_fields__) - state.get(SET_ASIDE, frozenset())
    fields: dict[str, Json] = {}
    for raw in sources:
        try:
            data = _decode(raw) if isinstance(raw, bytes) else raw
        except ValueError:
            continue  # a field outside the schema cannot be decoded
        if is_list(data) and len(data) == 1:
            data = data[0]  # a single object is read through the list around it
        fields |= data if is_object(data) else {}
    return {name: value for name, value in fields.items() if name not in known}


def _decode(raw: bytes) -> Json:
    """Decode JSON of which only the fields of the schema have been decoded."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        import json  # which reads infinities as well

        return json.loads(raw.decode(errors="replace"))

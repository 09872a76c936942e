"""Unions of classes without tags, which msgspec cannot decode: the class that fits a value best is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from inferwire_runtime.jsontypes import Json, is_list, is_object

TEMPLATE = "#/$defs/{name}"


def find_choices(type_: Any) -> tuple[Any, ...]:
    """Return the types of a union, or of a list of a union; empty if the type is neither."""
    if get_origin(type_) is list:
        (type_,) = get_args(type_)
    return get_args(type_) if get_origin(type_) in (Union, UnionType) else ()


class UnionAdapter:
    """Describes and decodes a union, or a list of a union.

    Args:
        type_: The union, or the list.
        choices: The types of the union.
    """

    def __init__(self, type_: Any, choices: tuple[Any, ...]) -> None:
        self._is_list = get_origin(type_) is list
        self._choices = choices

    def json_schema(self) -> dict[str, Any]:
        """Return the schema.

        Raises:
            TypeError: If a type has none.
        """
        schemas, definitions = msgspec.json.schema_components(self._choices, ref_template=TEMPLATE)
        union: dict[str, Any] = {"anyOf": list(schemas)}
        root: dict[str, Any] = {"type": "array", "items": union} if self._is_list else union
        return {**root, "$defs": definitions} if definitions else root

    def validate_json(self, text: str) -> Any:
        """Return the value in a string of JSON.

        Raises:
            ValueError: If the text is not JSON, or matches none of the types.
        """
        return self.validate_python(msgspec.json.decode(text))

    def validate_python(self, data: Json) -> Any:
        """Return the value of decoded JSON.

        Raises:
            ValueError: If it matches none of the types.
        """
        if not self._is_list:
            return self._choose(data)
        if not is_list(data):
            raise ValueError(f"Expected `array`, got `{type(data).__name__}`")
        return [self._choose(item) for item in data]

    def _choose(self, data: Json) -> Any:
        fits: list[tuple[int, int, Any]] = []
        problems: list[str] = []
        for index, choice in enumerate(self._choices):
            try:
                value = msgspec.convert(data, choice, strict=not is_object(data))
            except msgspec.ValidationError as exc:
                problems.append(f"{getattr(choice, '__name__', choice)}: {exc}")
            else:
                fits.append((_count_unknown(data, choice), index, value))
        if not fits:
            raise ValueError(f"it matches no type of the union ({'; '.join(problems)})")
        return min(fits, key=lambda fit: fit[:2])[2]


def _count_unknown(data: Json, choice: Any) -> int:
    """Return how many keys of an object are not fields of a class."""
    annotations: Mapping[str, Any] = getattr(choice, "__annotations__", {})
    fields = set(getattr(choice, "__struct_encode_fields__", ())) or set(annotations)
    return len(data.keys() - fields) if is_object(data) and fields else 0

"""Objects that are dataclasses and dictionaries at once, as huggingface_hub's types are."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from msgspec import Struct

from inferwire_runtime.jsontypes import Json, is_list, is_mapping, is_object, is_sequence
from inferwire_runtime.media import Media
from inferwire_runtime.results import find_extra

if TYPE_CHECKING:
    from typing import dataclass_transform

    from PIL.Image import Image
else:

    def dataclass_transform(**options: object) -> Callable[[Any], Any]:
        """Do nothing: only type checkers read the options."""
        return lambda function: function


T = TypeVar("T")


@dataclasses.dataclass(init=False, repr=False, eq=False)
class BaseInferenceType(dict[str, Any]):
    """Base class of the types: a dataclass whose fields, and whatever else a server sends, are items as well.

    Attributes and items are one: to change either changes the other. A field that was not passed is None.
    """

    def __init__(self, *values: Any, **fields: Any) -> None:
        names = tuple(self.__dataclass_fields__)
        if len(values) > len(names):
            raise TypeError(f"{type(self).__name__}() takes {len(names)} values, got {len(values)}")
        passed = dict(zip(names, values, strict=False))
        if twice := sorted(passed.keys() & fields.keys()):
            raise TypeError(f"{type(self).__name__}() got several values for {', '.join(twice)}")
        passed |= fields
        if missing := [name for name in _required(type(self)) if name not in passed]:
            raise TypeError(f"{type(self).__name__}() needs {', '.join(missing)}")
        self._fill(passed)

    def _fill(self, values: Mapping[str, Any]) -> None:
        """Set every field, using its default where there is no value, and then all remaining items."""
        super().update(_defaults(type(self)))  # a field may be called as a method is
        super().update(values)

    if not TYPE_CHECKING:  # a type checker reports attributes that are not fields

        def __getattr__(self, name: str) -> Json:
            try:
                return self[name]
            except KeyError:
                pass
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(name, name=name, obj=self) from None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in super().items())})"

    def __reduce__(self) -> Any:
        return _rebuild, (type(self), dict(self))

    if not TYPE_CHECKING:

        @property
        def __dict__(self) -> dict[str, Any]:
            """The items, for `vars`."""
            return self

    def model_dump(self, *, exclude_none: bool = False, **_: Any) -> dict[str, Any]:
        """Return plain dictionaries and lists, like pydantic's method of this name.

        Args:
            exclude_none: Whether to leave out fields that are None.
            **_: Other options of Pydantic's, which make no difference here.
        """
        return cast("dict[str, Any]", _dump(self, exclude_none=exclude_none))

    @classmethod
    def parse_obj(cls, data: Any) -> Self | list[Self]:
        """Read an object, or a list of objects, from JSON, from decoded JSON, or from a result of inferwire.

        Names are lower-cased, with underscores; fields that are missing are None; other fields are kept.

        Raises:
            ValueError: If the data is neither an object nor a list.
        """
        if isinstance(data, (bytes, str)):
            data = json.loads(data)
        data = to_plain(data)
        if is_list(data):
            return [cast("Self", cls.parse_obj(item)) for item in data]
        if not is_mapping(data):
            raise ValueError(f"{cls.__name__} must be read from an object or a list, got {type(data).__name__}")
        item = cls.__new__(cls)
        types = _nested(cls)
        values = {_normalize(str(name)): value for name, value in data.items()}
        item._fill({name: _read(types.get(name), value) for name, value in values.items()})
        return item

    @classmethod
    def parse_obj_as_instance(cls, data: Any) -> Self:
        """Read a single object.

        Raises:
            ValueError: If the data is anything else.
        """
        item = cls.parse_obj(data)
        if not isinstance(item, cls):
            raise ValueError(f"{cls.__name__} must be read from an object, got a list")
        return item

    @classmethod
    def parse_obj_as_list(cls, data: Any) -> list[Self]:
        """Read a list of objects.

        Raises:
            ValueError: If the data is anything else.
        """
        items = cls.parse_obj(data)
        if not isinstance(items, list):
            raise ValueError(f"{cls.__name__} must be read from a list, got an object")
        return items


H = TypeVar("H", bound=BaseInferenceType)


@dataclass_transform()
def dataclass_with_extra(cls: type[H]) -> type[H]:
    """Make a class of `BaseInferenceType` a dataclass whose fields are read from its items."""
    for name in vars(cls).get("__annotations__", {}):
        if name not in vars(cls) and hasattr(cls, name):
            setattr(cls, name, dataclasses.field())  # or else a method of dict would be its default
    made = dataclasses.dataclass(init=False, repr=False)(cls)
    for name in made.__dataclass_fields__:
        # A class attribute, as the default of a field or a method of dict, would otherwise hide the item.
        setattr(made, name, _item(name))
    return made


def _item(name: str) -> property:
    def set_item(self: BaseInferenceType, value: Any) -> None:
        self[name] = value

    return property(itemgetter(name), set_item)


def _dump(value: Any, *, exclude_none: bool) -> Any:
    if is_object(value):
        names = [name for name in value if not exclude_none or value[name] is not None]
        return {name: _dump(value[name], exclude_none=exclude_none) for name in names}
    return [_dump(item, exclude_none=exclude_none) for item in value] if is_list(value) else value


def _rebuild(cls: type[H], items: Mapping[str, Any]) -> H:
    item = cls.__new__(cls)
    for name, value in items.items():
        item[name] = value
    return item


@lru_cache(maxsize=512)
def _required(cls: type[BaseInferenceType]) -> tuple[str, ...]:
    """Return the names of the fields that a caller must pass."""
    missing = dataclasses.MISSING
    fields = cls.__dataclass_fields__.values()
    return tuple(field.name for field in fields if field.default is missing)


@lru_cache(maxsize=512)
def _defaults(cls: type[BaseInferenceType]) -> dict[str, Any]:
    """Return the fields with their defaults: None where there is none."""
    missing = dataclasses.MISSING
    fields = cls.__dataclass_fields__.values()
    return {field.name: None if field.default is missing else field.default for field in fields}


@lru_cache(maxsize=512)
def _nested(cls: type[BaseInferenceType]) -> dict[str, type[BaseInferenceType]]:
    """Return the types of the fields that hold objects, or lists of objects."""
    hints = get_type_hints(cls, localns={})  # not those of fields that are called as types
    found = {name: next(_classes_in(hints[name]), None) for name in cls.__dataclass_fields__ if name in hints}
    return {name: each for name, each in found.items() if each is not None}


def _classes_in(hint: Any) -> Iterator[Any]:
    """Yield our types within a type hint."""
    if isinstance(hint, type) and issubclass(hint, BaseInferenceType):
        yield hint
    elif get_origin(hint) in (list, Union, UnionType):
        for argument in get_args(hint):
            yield from _classes_in(argument)


def _read(type_: type[BaseInferenceType] | None, value: Any) -> Any:
    if type_ is None or value is None:
        return value
    try:
        return type_.parse_obj(value)
    except ValueError:
        return value  # a string or a number: some fields hold either


def _normalize(name: str) -> str:
    return name.replace("-", "_").replace(" ", "_").lower()


def to_plain(value: Any) -> Any:
    """Return a result of inferwire as dictionaries and lists, with images as PIL images and other files as bytes."""
    if isinstance(value, Media):
        return open_image(value) if value.media_type.startswith("image/") else bytes(value.data)
    if isinstance(value, Struct):
        fields = {name: to_plain(getattr(value, name)) for name in value.__struct_fields__}
        return fields | {name: each for name, each in find_extra(value).items() if name not in fields}
    if is_sequence(value):
        return [to_plain(item) for item in value]
    return value


def open_image(media: Media) -> Image:
    """Return an image as a PIL image."""
    try:
        return media.to_pil()
    except ImportError as error:
        raise ImportError("images need Pillow: pip install 'inferwire[compat]'") from error


def to_array(result: tuple[Any, Any]) -> Any:
    """Return embeddings as a NumPy array of 32-bit floats, in the shape that the server sent."""
    numbers, response = result
    try:
        import numpy as np  # an optional dependency
    except ImportError as error:
        raise ImportError("embeddings need NumPy: pip install 'inferwire[compat]'") from error
    array = np.array(numbers, dtype="float32")
    if response.body[:1] == b"[":
        sent = np.array(json.loads(response.body), dtype="float32")
        return sent if sent.ndim > array.ndim else array
    return array[None] if array.ndim == 1 else array  # OpenAI's form is a list


def to_bytes(media: Media) -> bytes:
    """Return the content of a file."""
    return bytes(media.data)


def generated_text(result: Any) -> str:
    """Return the text of a continuation."""
    return str(result.generated_text)


def token_text(item: Any) -> str:
    """Return the text that an item of a streamed continuation adds."""
    return str(item.token.text)


def unchanged(value: T) -> T:
    """Return numbers and labels as they are."""
    return value


def without_none(value: Any) -> Any:
    """Return messages, tools and schemas without the fields of objects that are None, at every level."""
    if is_object(value):
        return {name: without_none(item) for name, item in value.items() if item is not None}
    if is_sequence(value):
        return [without_none(item) for item in value]
    return value

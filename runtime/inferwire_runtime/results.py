"""Base classes of the types of responses."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, Self, cast, get_origin

import msgspec
from msgspec import Struct, structs

from inferwire_runtime.errors import Attempt, CallMeta
from inferwire_runtime.jsontypes import RAW, SET_ASIDE, Json, is_list, is_object, is_sequence

RECORD = "_inferwire_record"  # attribute of a result with the `CallRecord` of its call


class Readable:
    """Base class of responses and the types nested in them: fields can be read as those of a mapping, too.

    Iteration yields the names that the server sent. Fields that are None are skipped, so that ``{**message}`` can be
    sent back. ``message["tool_calls"]`` is None all the same, like the attribute.
    """

    __slots__ = ()

    @property
    def extra(self) -> dict[str, Json]:
        """Fields that are not in the task's schema, and values that do not have their field's type."""
        return find_extra(self)

    def _find_extra(self, name: str) -> Json:
        """Return a field outside the schema. This is ``__getattr__`` in classes whose objects may have one."""
        if not name.startswith("_"):
            extra = self.extra
            if name in extra:
                return extra[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)

    def __getitem__(self, name: str) -> Any:
        field = find_field(self, name)
        if field is not None and (value := getattr(self, field)) is not None:
            return value
        extra = self.extra
        if field is None and name not in extra:
            raise KeyError(name)
        return extra.get(name)

    def __setitem__(self, name: str, value: Any) -> None:
        field = find_field(self, name)
        if field is None:
            raise KeyError(f"{type(self).__name__} has no field {name!r}")
        setattr(self, field, value)

    def __iter__(self) -> Iterator[str]:
        return iter(read_items(self))

    def __len__(self) -> int:
        return len(read_items(self))

    def __bool__(self) -> bool:
        return True  # whatever its length

    def __contains__(self, name: object) -> bool:
        return name in read_items(self)

    def get(self, name: str, default: Any = None) -> Any:
        """Return the field *name*, or *default* if the server did not send it."""
        return read_items(self).get(name, default)

    def keys(self) -> KeysView[str]:
        """Return the names that the server sent."""
        return read_items(self).keys()

    def values(self) -> ValuesView[Any]:
        """Return the values that the server sent."""
        return read_items(self).values()

    def items(self) -> ItemsView[str, Any]:
        """Return the names that the server sent, each with its value."""
        return read_items(self).items()

    def to_dict(self) -> dict[str, Any]:
        """Return the mapping as a dictionary, in which nested types are dictionaries, too. Media stay `Media`."""
        return self.model_dump(exclude_none=True)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the mapping as JSON. Media are written in base64.

        Args:
            indent: Number of spaces to indent by. Default: no line breaks.
        """
        return self.model_dump_json(indent=indent, exclude_none=True)

    def model_dump(
        self, *, mode: Literal["python", "json"] = "python", exclude_none: bool = False, exclude_unset: bool = False
    ) -> dict[str, Any]:
        """Return a dictionary of all fields, by the signature of pydantic's method.

        Args:
            mode: ``"json"`` to write media in base64.
            exclude_none: Whether to leave out fields that are None.
            exclude_unset: The same: a field that the server did not send is None.
        """
        result: dict[str, Any] = dump(self, as_json=mode == "json", keeps_none=not (exclude_none or exclude_unset))
        return result

    def model_dump_json(
        self, *, indent: int | None = None, exclude_none: bool = False, exclude_unset: bool = False
    ) -> str:
        """Return what `model_dump` does as JSON.

        Args:
            indent: Number of spaces to indent by. Default: no line breaks.
            exclude_none: Whether to leave out fields that are None.
            exclude_unset: The same: a field that the server did not send is None.
        """
        encoded = msgspec.json.encode(
            self.model_dump(mode="json", exclude_none=exclude_none, exclude_unset=exclude_unset)
        )
        return (encoded if indent is None else msgspec.json.format(encoded, indent=indent)).decode()


Mapping.register(Readable)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


# gc=False: decoded JSON has no cycles, and streams create thousands of these.
# forbid_unknown_fields: only an object that has other fields is read slowly, to keep them; see `tolerance`.
class Model(Readable, Struct, omit_defaults=True, repr_omit_defaults=True, gc=False, forbid_unknown_fields=True):
    """Base class of the types nested in a response.

    Models compare and print by their fields. Fields outside the schema are attributes as well. A message from a
    response can be passed in ``messages``, and goes back to the server as it came.
    """


class ResponseModel(Readable, Struct, omit_defaults=True, repr_omit_defaults=True, dict=True):
    """Base class of whole responses and stream items. Like `Model`, with `attempts` and `meta`."""

    if not TYPE_CHECKING:  # a type checker reports attributes that the schema does not have
        __getattr__ = Readable._find_extra

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
        record: Any = self.__dict__.get(RECORD)
        return () if record is None else cast("tuple[Attempt, ...]", record.all_attempts)

    @property
    def meta(self) -> CallMeta:
        """Which server processed the call, how long it took, and how much it used."""
        record: Any = self.__dict__.get(RECORD)
        return CallMeta() if record is None else cast("CallMeta", record.to_meta(self))


@lru_cache(maxsize=512)
def required_lists(type_: type[ResponseModel]) -> tuple[str, ...]:
    """Return the names of the fields of a response that must be lists, such as ``choices``."""
    fields = structs.fields(type_)
    return tuple(field.name for field in fields if field.required and get_origin(field.type) is list)


def dump(value: Any, *, as_json: bool, keeps_none: bool) -> Any:
    """Convert models in a value to dictionaries.

    Args:
        value: A model, or a list or dictionary that contains some.
        as_json: Whether to convert media files, too.
        keeps_none: Whether to keep the fields that are None.
    """
    if isinstance(value, Readable):
        model: Any = value
        tag = model.__struct_config__.tag_field
        missing = dict.fromkeys(([tag] if tag else []) + [*model.__struct_encode_fields__]) if keeps_none else {}
        value = missing | read_items(value)
    if as_json and hasattr(value, "json_value"):
        return value.json_value()
    if is_sequence(value):
        return [dump(item, as_json=as_json, keeps_none=keeps_none) for item in value]
    if is_object(value):
        return {name: dump(item, as_json=as_json, keeps_none=keeps_none) for name, item in value.items()}
    return value


def json_default(value: object) -> Any:
    """Convert a result that `json.dumps` does not know: ``json.dumps(response, default=inferwire.json_default)``.

    Results become dictionaries without the fields that are None, and media base64.

    Raises:
        TypeError: If the value is not a result.
    """
    if isinstance(value, Readable) or hasattr(value, "json_value"):
        return dump(value, as_json=True, keeps_none=False)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def find_field(model: Any, name: str) -> str | None:
    """Return the attribute of a field by its name in JSON or by its own; None if there is no such field."""
    if name in model.__struct_fields__ or name == model.__struct_config__.tag_field:
        return name
    names = dict(zip(model.__struct_encode_fields__, model.__struct_fields__, strict=True))
    return names.get(name)


@lru_cache(maxsize=512)
def required_fields(type_: Any) -> frozenset[str]:
    """Return the attributes of the fields that have no default."""
    return frozenset(field.name for field in structs.fields(type_) if field.required)


def read_items(model: Any) -> dict[str, Any]:
    """Return the fields of a model by their names in JSON, and its extra fields. Optional fields may not be None."""
    required = required_fields(model.__class__)
    tag = model.__struct_config__.tag_field
    items: dict[str, Any] = {} if tag is None else {tag: getattr(model, tag)}
    items |= {
        name: value
        for name, attribute in zip(model.__struct_encode_fields__, model.__struct_fields__, strict=True)
        if (value := getattr(model, attribute)) is not None or attribute in required
    }
    return items | {name: value for name, value in find_extra(model).items() if items.get(name) is None}


def find_extra(model: Any) -> dict[str, Json]:
    """Return what an object was read from and its fields do not hold."""
    state: dict[str, Any] = getattr(model, "__dict__", {})
    stored: Any = state.get(RAW, ())
    sources: Sequence[Any] = stored if is_sequence(stored) else (stored,)
    known = {*model.__struct_encode_fields__, model.__struct_config__.tag_field} - state.get(SET_ASIDE, frozenset())
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

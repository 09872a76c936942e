"""Read JSON that does not fit its type, field by field, and keep what does not fit.

Responses are decoded by msgspec in one step. Only JSON that fails there is read here:

- A field of the wrong type gets its default, mostly None. Fields outside the schema are kept as well. Both are in
  `extra`, and go back to the server with a message.
- Null means that a field is missing. Empty items of a list that may be missing are skipped, and so are unreadable items
  next to others if items have an index. A single object is read as a list of one, and the reverse.
- Classes know other forms of their objects (``normalize``) and of lists of them (``rows``).
- A required field may have another name, and be a number written as text; a whole result may be in a wrapper, or in
  another form that `other_forms` knows.
- A required field that is missing makes its object unreadable. If that object is a field that may be missing, the
  field gets its default; otherwise, the response as a whole is unreadable.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias, Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Struct, structs

from inferwire_runtime.jsontypes import RAW, SET_ASIDE, Json, decode_hook, is_list, is_object, is_sequence
from inferwire_runtime.other_forms import (
    as_fields,
    as_rows,
    find_named,
    find_vectors,
    other_names,
    part_of,
    unwrap,
    with_corners,
)

SCALARS = frozenset({str, int, float, bool, types.NoneType})
EMPTY: tuple[Json, ...] = (None, "", [], {})
OTHER = "*"  # tag of the class of objects whose tag is unknown


class UnreadableError(ValueError):
    """A value does not fit its type.

    Attributes:
        reason: Why, in msgspec's words.
        path: Steps from the value being read to the place of the error, innermost first.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path: list[str] = []

    def __str__(self) -> str:
        place = "".join(reversed(self.path))
        return f"{self.reason} - at `${place}`" if place else self.reason


Notes: TypeAlias = "list[str]"  # one line for each value that was set aside
Reader: TypeAlias = "Callable[[Json, Notes], Any]"


def read(data: Json, type_: Any) -> tuple[Any, Notes]:
    """Read decoded JSON as *type_*, and return the result with a line for each value that was set aside.

    Raises:
        UnreadableError: If a required value is missing.
    """
    notes: Notes = []
    return get_reader(type_)(data, notes), notes


def read_wrapped(data: Json, type_: Any) -> tuple[Any, Notes] | None:
    """Read a result that is in a wrapper, as `read` does; None if there is no wrapper around anything.

    Raises:
        UnreadableError: If a required value is missing in the likeliest wrapper.
    """
    first: UnreadableError | None = None
    known = frozenset(type_.__struct_encode_fields__) if _is_struct(type_) else frozenset[str]()
    vectors = find_vectors(data) if get_origin(type_) is list and not _has_struct(type_) else None
    for path, inner in (*unwrap(data, known), *([] if vectors is None else [("", vectors)])):
        try:
            result, notes = read(inner, type_)
        except UnreadableError as exc:
            exc.path.append(path)
            first = first or exc
        else:
            return result, [*notes, f"read from `${path}`"]
    if first is not None:
        raise first
    return None


@lru_cache(maxsize=1024)
def get_reader(type_: Any, *, is_optional: bool = False) -> Reader:
    """Return the function that reads a type.

    Args:
        type_: The type. If it is a Struct, the types of its fields are resolved at once.
        is_optional: Whether the value may be missing. A list that may be missing may have empty items as well.
    """
    origin, arguments = get_origin(type_), get_args(type_)
    if not _has_struct(type_):
        return _read_leaf(type_, is_optional=is_optional)
    if origin in (Union, types.UnionType):
        structs_ = [choice for choice in arguments if _is_struct(choice)]
        if structs_ and all(choice.__struct_config__.tag_field for choice in structs_):
            return _read_tagged(structs_, nullable=types.NoneType in arguments)
        choices = tuple(
            get_reader(choice, is_optional=is_optional) for choice in arguments if choice is not types.NoneType
        )
        return _read_union(choices, nullable=len(choices) < len(arguments))
    if origin is list:
        item = arguments[0]
        return _read_list(item if _is_struct(item) else None, get_reader(item), skips_empty=is_optional)
    if _is_struct(type_):
        return _read_struct(type_)
    return _read_leaf(type_, is_optional=is_optional)


def _is_struct(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Struct) and not hasattr(type_, "from_json")


def _has_struct(type_: Any) -> bool:
    return _is_struct(type_) or any(map(_has_struct, get_args(type_)))


def _required(cls: type[Struct]) -> tuple[str, ...]:
    """Return the names of the fields that an object must have."""
    return tuple(field.encode_name for field in structs.fields(cls) if field.required)


def _pair(cls: type[Struct]) -> tuple[str, str] | None:
    """Return the names of a string and a number, if an object needs just these two."""
    kinds = {field.encode_name: field.type for field in structs.fields(cls) if field.required}
    texts, numbers = ([name for name, kind in kinds.items() if kind is wanted] for wanted in (str, float))
    return (texts[0], numbers[0]) if len(kinds) == 2 and texts and numbers else None


def _only_text(cls: type[Struct]) -> str | None:
    """Return the name of the text that is all that a whole result must have."""
    required = [field for field in structs.fields(cls) if field.required]
    is_text = cls.__struct_config__.dict and len(required) == 1 and required[0].type is str
    return required[0].encode_name if is_text else None


def _read_leaf(type_: Any, *, is_optional: bool) -> Reader:
    """Return the reader of a type without fields.

    Integers written as ``1.0`` are accepted, and what must be there may be a number written as text, or the reverse.
    """
    choices = set(get_args(type_)) if get_origin(type_) in (Union, types.UnionType) else {type_}
    exact = choices & SCALARS  # values of these types are themselves
    coerces = not is_optional and bytes not in choices  # text next to bytes is base64

    def read_leaf(data: Json, notes: Notes) -> Any:
        if type(data) in exact:
            return data
        try:
            return msgspec.convert(data, type_, dec_hook=decode_hook)
        except (msgspec.ValidationError, RecursionError) as exc:
            first = exc
        if coerces and str in choices and type(data) in (int, float):
            return msgspec.json.encode(data).decode()
        try:
            return msgspec.convert(with_integers(data), type_, strict=not coerces, dec_hook=decode_hook)
        except (msgspec.ValidationError, RecursionError):
            reason, _, place = str(first).partition(" - at `$")
            error = UnreadableError(reason)
            error.path = [place.rstrip("`")] if place else []
            raise error from None

    return read_leaf


def _read_union(choices: tuple[Reader, ...], *, nullable: bool) -> Reader:
    def read_union(data: Json, notes: Notes) -> Any:
        if data is None and nullable:
            return None
        first: UnreadableError | None = None
        for read_choice in choices:
            own: Notes = []
            try:
                result = read_choice(data, own)
            except UnreadableError as exc:
                first = first or exc
            else:
                notes += own
                return result
        raise first or UnreadableError("Expected `null`")

    return read_union


def _read_tagged(choices: list[type[Struct]], *, nullable: bool) -> Reader:
    """Return the reader of a union of objects that a tag distinguishes.

    An object with an unknown tag, or one that does not fit, is read by the class for others, if there is one.
    """
    tag_field: Any = choices[0].__struct_config__.tag_field
    readers = {choice.__struct_config__.tag: _read_struct(choice) for choice in choices}
    other = next((choice for choice in choices if choice.__struct_config__.tag == OTHER), None)

    def read_tagged(data: Json, notes: Notes) -> Any:
        if data is None and nullable:
            return None
        if not is_object(data):
            raise UnreadableError(f"Expected `object`, got `{_kind(data)}`")
        tag = data.get(tag_field)
        error = UnreadableError(f"Invalid value {tag!r:.40}")
        error.path.append(f".{tag_field}")
        read_choice = readers.get(tag) if tag != OTHER and isinstance(tag, str) else None
        if read_choice is not None:
            own: Notes = []
            try:
                result = read_choice(data, own)
            except UnreadableError as exc:
                error = exc
            else:
                notes += own
                return result
        if other is None or not isinstance(tag, str):
            raise error
        if read_choice is not None:
            notes.append(str(error))
        result = _open(other)()
        vars(result).update({RAW: data, tag_field: tag})
        return result

    return read_tagged


def _read_list(cls: type[Struct] | None, read_item: Reader, *, skips_empty: bool) -> Reader:
    """Return the reader of a list. Items that have an index keep their meaning without the unreadable ones.

    Args:
        cls: The type of the items, if it is a Struct.
        read_item: The reader of an item.
        skips_empty: Whether the list may have empty items.
    """
    is_indexed = not skips_empty and cls is not None and "index" in cls.__struct_fields__
    pair = None if cls is None else _pair(cls)
    to_rows: Callable[[Json], Json] | None = getattr(cls, "rows", None)

    def read_list(data: Json, notes: Notes) -> list[Any]:
        if to_rows is not None:
            data = to_rows(data)
        elif cls is not None:
            data = as_rows(data, pair)
        if not is_list(data):
            raise UnreadableError(f"Expected `array`, got `{_kind(data)}`")
        items: list[Any] = []
        skipped: list[UnreadableError] = []
        for index, item in enumerate(data):
            try:
                items.append(read_item(item, notes))
            except UnreadableError as exc:
                exc.path.append(f"[{index}]")
                if not is_indexed and not (skips_empty and item in EMPTY):
                    raise
                skipped.append(exc)
        if skipped and not items and not skips_empty:
            raise skipped[0]
        notes += map(str, skipped)
        return items

    return read_list


def _read_struct(cls: type[Struct]) -> Reader:
    """Return the reader of a Struct, which applies the ``normalize`` of the class first."""
    normalize: Callable[[dict[str, Json]], dict[str, Json]] | None = getattr(cls, "normalize", None)
    fields = [
        (
            field.name,
            field.encode_name,
            get_reader(field.type, is_optional=not field.required),
            field.required,
            _is_nullable(field.type),
        )
        for field in structs.fields(cls)
    ]
    tag = cls.__struct_config__.tag_field
    known: set[str] = {key for _, key, *_ in fields}
    if isinstance(tag, str):
        known.add(tag)
    needed, text = _required(cls), _only_text(cls)
    from_list: Callable[[list[Json]], Json] | None = getattr(cls, "from_list", None)
    others = {key: other_names(key) for key in needed}
    inner = {
        field.encode_name: _required(field.type)
        for field in structs.fields(cls)
        if field.required and _is_struct(field.type)
    }

    def find(data: dict[str, Json], key: str) -> Json:
        """Return a required field under another name, or in pieces next to the others."""
        value = find_named(data, others[key])
        return part_of(data, inner[key]) if value is None and key in inner else value

    def read_struct(data: Json, notes: Notes) -> Any:
        while is_list(data) and len(data) == 1:
            data = data[0]
        if from_list is not None and is_list(data):
            data = from_list(data)
        if text is not None and isinstance(data, str):
            data = {text: data}
        if not is_object(data):
            fields_of_list = as_fields(data, needed)
            if fields_of_list is None:
                raise UnreadableError(f"Expected `object`, got `{_kind(data)}`")
            data = fields_of_list
        shaped = with_corners(data if normalize is None else normalize(data), needed)
        values: dict[str, Any] = {}
        set_aside: set[str] = set()
        for name, key, read_field, required, nullable in fields:
            value = shaped.get(key)
            if value is None and required:
                value = find(shaped, key)
            if value is None and (nullable or not required):
                if required:
                    values[name] = None
                continue
            if value is None and key not in shaped:
                raise UnreadableError(f"Object missing required field `{key}`")
            try:
                values[name] = read_field(value, notes)
            except UnreadableError as exc:
                exc.path.append(f".{key}")
                if required and not nullable:
                    raise
                notes.append(str(exc))
                set_aside.add(key)
                if required:
                    values[name] = None
        if shaped is not data:
            set_aside |= {key for key in known & data.keys() if shaped.get(key) is not data[key]}
        if set_aside or shaped is not data or not known.issuperset(data):
            result = _open(cls)(**values)
            vars(result)[RAW] = data
            vars(result)[SET_ASIDE] = frozenset(set_aside)
            return result
        return cls(**values)

    return read_struct


@lru_cache(maxsize=512)
def _open(cls: type[Struct]) -> type[Struct]:
    """Return the class itself if its objects have a ``__dict__``, or else a subclass whose objects have one.

    Only objects of these classes have extra fields; `__getattr__` would make all attributes of the others slower.
    """
    if cls.__struct_config__.dict:
        return cls
    body = {
        "__eq__": _equal,
        "__hash__": None,
        "__reduce__": _reduce,
        "__copy__": _copy,
        "__doc__": cls.__doc__,
        "_base": cls,
    }
    if find_extra := getattr(cls, "_find_extra", None):
        body["__getattr__"] = find_extra
    return msgspec.defstruct(cls.__name__, [], bases=(cls,), namespace=body, module=cls.__module__, dict=True, gc=True)


def _base_of(model: Struct) -> type[Struct]:
    """Return the class that the schema declares."""
    cls: Any = type(model)
    base: type[Struct] = getattr(cls, "_base", cls)
    return base


def _equal(self: Any, other: Any) -> bool:
    base = _base_of(self)
    if not isinstance(other, base):
        return False
    return all(getattr(self, name) == getattr(other, name) for name in base.__struct_fields__)


def _reduce(self: Struct) -> Any:
    return _restore, (_base_of(self), structs.asdict(self), dict(vars(self)))


def _restore(base: type[Struct], values: dict[str, Any], state: dict[str, Any]) -> Struct:
    result = _open(base)(**values)
    vars(result).update(state)
    return result


def _copy(self: Struct) -> Struct:
    return _restore(_base_of(self), structs.asdict(self), vars(self))


def to_plain(value: Any) -> Json:
    """Convert models in a value to the JSON they were read from, with the changes made to them since.

    Fields outside the schema, fields that did not fit, and nulls are kept, so that a message goes back as it came.
    """
    if isinstance(value, Struct):
        return _plain_struct(value)
    if is_sequence(value):
        return [to_plain(item) for item in value]
    if is_object(value):
        return {name: to_plain(item) for name, item in value.items()}
    return value


def _plain_struct(model: Struct) -> Json:
    raw = getattr(model, "__dict__", {}).get(RAW)
    if not is_object(raw):
        tag: Any = model.__struct_config__.tag_field
        return ({} if tag is None else {tag: getattr(model, tag)}) | {
            field.encode_name: to_plain(value)
            for field in structs.fields(type(model))
            if (value := getattr(model, field.name)) != _default(field)
        }
    before, _ = read(raw, _base_of(model))
    plain = dict(raw)
    for name, key in zip(model.__struct_fields__, model.__struct_encode_fields__, strict=True):
        value = getattr(model, name)
        if value != getattr(before, name):
            plain[key] = to_plain(value)
    return plain


def _default(field: structs.FieldInfo) -> Any:
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return field.default


def _is_nullable(type_: Any) -> bool:
    return type_ is Any or types.NoneType in get_args(type_)


def with_integers(data: Json) -> Json:
    """Convert floats such as ``1.0`` in *data* to integers: some servers write integers as floats."""
    if isinstance(data, float) and data.is_integer():
        return int(data)
    if is_list(data):
        return [with_integers(item) for item in data]
    if is_object(data):
        return {name: with_integers(value) for name, value in data.items()}
    return data


def _kind(data: object) -> str:
    """Return JSON's name for the kind of a value."""
    if data is None:
        return "null"
    if isinstance(data, bool):
        return "bool"
    names: dict[type, str] = {dict: "object", list: "array"}
    return names.get(type(data), type(data).__name__)

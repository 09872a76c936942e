"""Decode responses to typed results, and encode JSON values."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from functools import lru_cache
from types import GenericAlias
from typing import Any, TypeVar, cast

import msgspec

from inferwire_runtime.depth import (
    MAX_DEPTH,
    SAFE_RECURSION_LIMIT,
    check_depth,
    decode_json,
    is_value_too_deep,
    may_be_too_deep,
)
from inferwire_runtime.errors import RESPONSE_HINT, InputError, OutputError
from inferwire_runtime.jsontypes import RAW, Json, decode_hook, is_object, is_sequence
from inferwire_runtime.log import get_logger
from inferwire_runtime.results import ResponseModel

T = TypeVar("T")

LARGE = 64 * 1024  # bytes
TOO_DEEP = f"the input is nested more than {MAX_DEPTH} levels deep, or contains itself; send flatter JSON"
MAX_HITS = 200  # hits on one delimiter before falling back to a plain search


def encode_hook(value: Any) -> Any:
    """Encode a type that msgspec does not support: our types with a method `json_value`, and NumPy arrays."""
    if hasattr(value, "json_value"):
        return value.json_value()
    if hasattr(value, "tolist"):  # a NumPy array or number
        return value.tolist()
    if hasattr(value, "model_dump") and not isinstance(value, type):  # a Pydantic model
        return value.model_dump(mode="json", exclude_none=True)
    raise TypeError(f"{type(value).__module__}.{type(value).__qualname__} is not a JSON type")


@lru_cache(maxsize=512)
def get_decoder(type_: Any) -> msgspec.json.Decoder[Any]:
    """Return the cached decoder of a type."""
    return msgspec.json.Decoder(type_, dec_hook=decode_hook)


_encoder = msgspec.json.Encoder(enc_hook=encode_hook)


def encode_body(body: Json) -> bytes:
    """Encode a JSON value. Files in it become base64.

    Raises:
        InputError: If JSON cannot represent the value.
    """
    return encode_with(_encoder, body)


def encode_with(encoder: msgspec.json.Encoder, body: Json) -> bytes:
    """Encode a JSON value with an encoder whose hook handles files.

    Raises:
        InputError: If JSON cannot represent the value.
    """
    if sys.getrecursionlimit() > SAFE_RECURSION_LIMIT and is_value_too_deep(body):
        raise InputError(TOO_DEEP)
    try:
        encoded = encoder.encode(body)
    except RecursionError as exc:
        raise InputError(TOO_DEEP) from exc
    except UnicodeEncodeError as exc:
        raise InputError(f"the input contains a lone surrogate, which is not valid Unicode: {exc.reason}") from exc
    except InputError:
        raise  # of a file in it
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as exc:
        raise InputError(f"the input cannot be sent as JSON: {exc}") from exc
    except Exception as exc:  # of a method of a value
        raise InputError(f"the input cannot be sent as JSON: a value in it raises {type(exc).__name__}") from exc
    if may_be_too_deep(encoded) and is_value_too_deep(body):
        raise InputError(TOO_DEEP)
    if _has_null(encoded):  # msgspec encodes NaN and infinities as null
        _check_finite(body)
    return encoded


def _has_null(encoded: bytes) -> bool:
    """Return whether encoded JSON contains a null. The preceding delimiter distinguishes it from text in a string.

    Searching for a single byte is many times faster than searching for a word, which matters for large base64 bodies.
    """
    for delimiter in (b":", b",", b"["):
        word, position = delimiter + b"null", -1
        for _ in range(MAX_HITS if len(encoded) > LARGE else 0):
            position = encoded.find(delimiter, position + 1)
            if position < 0:
                break
            if encoded.startswith(word, position):
                return True
        else:
            if encoded.find(word, position + 1) >= 0:
                return True
    return encoded == b"null"


def _check_finite(body: Json) -> None:
    """Reject NaN and infinities, which the server would receive as null."""
    plain = msgspec.to_builtins(body, enc_hook=_numbers_of, builtin_types=(bytes, bytearray, memoryview))
    pending: list[tuple[str, Json]] = [("", plain)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, float) and not math.isfinite(value):
            raise InputError(f"{path.removeprefix('.') or 'the input'} is {value}, which JSON cannot represent")
        if is_object(value):
            pending += [(f"{path}.{name}", item) for name, item in value.items()]
        elif is_sequence(value):
            pending += [(f"{path}[{index}]", item) for index, item in enumerate(value)]


def _numbers_of(value: Any) -> Any:
    """Convert a NumPy array to lists, and a file to None, so that the file is not read again."""
    return value.tolist() if hasattr(value, "tolist") else None


def decode_body(body: bytes, type_: type[T], server: str) -> T:
    """Decode *body* as *type_*. Values that do not fit are set aside, see `tolerance`.

    Raises:
        OutputError: If *body* is not JSON, or a required value is missing.
    """
    try:
        check_depth(body)
        result: Any = get_decoder(cast("Any", type_)).decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _read(_decode_untyped(body, server), type_, server)
    if isinstance(result, ResponseModel):
        vars(result)[RAW] = body
    return cast("T", result)


def convert(data: Json, type_: type[T], server: str, *, body: bytes = b"") -> T:
    """Convert decoded JSON to *type_*. Values that do not fit are set aside, see `tolerance`.

    Args:
        data: Decoded JSON.
        type_: Type of the result.
        server: Label of the server, for error messages.
        body: Response body that *data* was extracted from; its other fields remain available as `extra`.

    Raises:
        OutputError: If a required value is missing.
    """
    try:
        result: Any = msgspec.convert(data, type_, dec_hook=decode_hook)
    except (msgspec.ValidationError, RecursionError):
        try:
            result = _read(data, type_, server)
        except OutputError:
            if not body:
                raise
            return _read_again(body, type_, server)
    if isinstance(result, ResponseModel):
        vars(result)[RAW] = (body, data) if body else (data,)
    return cast("T", result)


def _read(data: Json, type_: type[T], server: str) -> T:
    """Read JSON that does not fit its type.

    Raises:
        OutputError: If a required value is missing.
    """
    from inferwire_runtime.tolerance import UnreadableError, read, read_wrapped  # most responses fit

    try:
        result, notes = read(data, type_)
    except UnreadableError as exc:
        try:
            found = read_wrapped(data, type_)
        except UnreadableError as inner:
            raise _mismatch(server, inner) from exc
        if found is None:
            raise _mismatch(server, exc) from exc
        result, notes = found
    if notes:
        get_logger().debug("values set aside in the response from %s: %s", server, "; ".join(notes))
    if isinstance(result, ResponseModel):
        own = vars(result).get(RAW, data)
        vars(result)[RAW] = (data,) if own is data or not is_object(own) else (data, own)
    return cast("T", result)


def _read_again(body: bytes, type_: type[T], server: str) -> T:
    """Read the whole response, if the rule for its usual form found nothing in it.

    Raises:
        OutputError: If a required value is missing.
    """
    return _read(_decode_untyped(body, server), type_, server)


@lru_cache(maxsize=64)
def _nested(type_: Any, *path: str) -> Any:
    """Return a type for an object that has a value of *type_* at *path*. Each step is an attribute named `inner`."""
    for name in reversed(path):
        type_ = msgspec.defstruct("Nested", [("inner", type_)], rename={"inner": name})
    return type_


@lru_cache(maxsize=64)
def _indexed(type_: Any, path: tuple[str, ...]) -> Any:
    """Return a type like `_nested`, whose objects also have the ``index`` that the server sent."""
    if not path:
        return type_
    inner, *rest = path
    fields: list[Any] = [("inner", _nested(type_, *rest)), ("place", Any, None)]
    return msgspec.defstruct("Indexed", fields, rename={"inner": inner, "place": "index"})


def _in_order(items: list[Any]) -> list[Any]:
    """Sort items by their index, if each has its own."""
    places = [item.place for item in items]
    expected = list(range(len(items)))
    if places == expected or any(type(each) is not int for each in places) or sorted(places) != expected:
        return items
    return sorted(items, key=lambda item: item.place)


def decode_embeddings(
    body: bytes, type_: type[T], server: str, *, items: tuple[str, ...], vector: tuple[str, ...]
) -> T:
    """Decode a response with embeddings: lists of numbers, or little-endian 32-bit floats in base64.

    The vectors are in the order of ``index`` if the items have one.
    The result is the same as with `decode_floats`, but no intermediate strings are created.

    Args:
        body: Response body.
        type_: Type of a list of vectors.
        server: Label of the server, for error messages.
        items: Path of the list in the response.
        vector: Path of the vector in each item.

    Raises:
        OutputError: If the body is not JSON or does not match the type, or if a number is not finite.
    """
    encoded_or_not = bytes | cast("Any", type_).__args__[0]
    nested = _nested(GenericAlias(list, (_indexed(encoded_or_not, vector),)), *items)
    try:
        found: Any = get_decoder(nested).decode(body)
        is_plain = True
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        is_plain = False
        try:
            found = decode_body(body, nested, server)
        except OutputError:
            from inferwire_runtime.other_forms import find_vectors  # for few responses

            data = _decode_untyped(body, server)
            if _has_items(data, items, vector) or (vectors := find_vectors(data)) is None:
                raise
            return convert([decode_floats(vector) for vector in vectors], type_, server)
    for _ in items:
        found = found.inner
    if vector:
        found = _in_order(found)
    index = 0
    try:
        for index, item in enumerate(found):
            for _ in vector:
                item = item.inner
            found[index] = _unpack(item) if isinstance(item, bytes) else item  # frees the bytes
            if not is_plain:  # NaN and infinities are accepted elsewhere
                _check_finite_vector(found[index])
    except msgspec.ValidationError as exc:
        path = "".join(["$", *(f".{name}" for name in items), f"[{index}]", *(f".{name}" for name in vector)])
        raise _mismatch(server, f"{exc} - at `{path}`") from exc
    return cast("T", found)


def _has_items(data: Json, items: tuple[str, ...], vector: tuple[str, ...]) -> bool:
    """Return whether a response has the usual form, with something in place of its first vector."""
    for name in items:
        data = data.get(name) if is_object(data) else None
    data = next(iter(data), None) if is_sequence(data) else None
    for name in vector:
        data = data.get(name) if is_object(data) else None
    return data is not None


def decode_floats(data: Json) -> Json:
    """Decode a base64 string of little-endian 32-bit floats; return any other value unchanged.

    Raises:
        OutputError: If the string is anything else, or a number is not finite.
    """
    try:
        return _unpack(msgspec.convert(data, bytes)) if isinstance(data, str) else data
    except msgspec.ValidationError as exc:
        raise _mismatch("the provider", exc) from exc


def _unpack(data: bytes) -> list[float]:
    """Unpack little-endian 32-bit floats.

    Raises:
        msgspec.ValidationError: If the last number is incomplete, or a number is not finite.
    """
    from array import array  # only for base64

    if len(data) % 4:
        raise msgspec.ValidationError(f"Expected 32-bit floats, got {len(data)} bytes")
    numbers = array("f", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    high_bytes = data[3::4]  # sign and upper exponent bits: 7f or ff in every number that is not finite
    if b"\x7f" in high_bytes or b"\xff" in high_bytes:
        _check_finite_vector(numbers)
    return numbers.tolist()


def _check_finite_vector(numbers: Iterable[float]) -> None:
    """Reject NaN and infinities in a vector.

    Raises:
        msgspec.ValidationError: If a number is not finite.
    """
    if not all(map(math.isfinite, numbers)):
        raise msgspec.ValidationError("Expected finite numbers, got NaN or an infinity")


def _mismatch(server: str, reason: object) -> OutputError:
    return OutputError(f"the response from {server} does not match the task's schema: {reason}; {RESPONSE_HINT}")


def _not_json(server: str, reason: object, body: bytes) -> OutputError:
    start = body[:120].decode("utf-8", "replace")
    return OutputError(f"the response from {server} is not JSON: {reason}; it starts with {start!r}; {RESPONSE_HINT}")


def _decode_untyped(body: bytes, server: str) -> Json:
    try:
        return decode_json(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as exc:
        raise _not_json(server, exc, body) from exc

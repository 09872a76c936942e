"""From the bytes of an answer to typed results, and from typed bodies to bytes."""

from __future__ import annotations

import math
import sys
from functools import lru_cache
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import msgspec
from msgspec import structs

from inferwire_runtime.errors import ANSWER_HINT, InputError, Json, OutputError
from inferwire_runtime.media import Encoded, Media, Upload, as_base64, media_from_text
from inferwire_runtime.shapes import is_list, is_object, is_sequence

if TYPE_CHECKING:
    from inferwire_runtime.policy import Attempt

T = TypeVar("T")

RAW = "_inferwire_raw"
ATTEMPTS = "_inferwire_attempts"
LARGE = 64 * 1024  # bytes
TRIES = 200  # of one sign, before it is taken for a frequent one


# What JSON is decoded to holds no cycles, and streams make thousands of these: the collector need not look at them.
class Part(msgspec.Struct, omit_defaults=True, gc=False):
    """Base of every type within an answer.

    Compares and prints by its fields. Encoding leaves out what the answer did not have, so that a message of an answer
    can go back into ``messages``.
    """


class Result(msgspec.Struct, omit_defaults=True, dict=True):
    """Base of every type that is an answer, or an item of a stream, as a whole. Otherwise as `Part`."""

    def __reduce__(self) -> Any:
        # msgspec's own leaves behind what the properties read
        return (*super().__reduce__()[:2], dict(self.__dict__) or None)

    def __copy__(self) -> Self:
        other = structs.replace(self)
        vars(other).update(vars(self))
        return other

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """What came of each time that the request was sent, this answer last."""
        attempts: tuple[Attempt, ...] = self.__dict__.get(ATTEMPTS, ())
        return attempts

    @property
    def extra(self) -> dict[str, Json]:
        """The fields of the answer that the task's schema does not name."""
        known = set(self.__struct_encode_fields__)
        fields: dict[str, Json] = {}
        kept = self.__dict__.get(RAW, ())
        for raw in (kept,) if isinstance(kept, bytes) else kept:
            try:
                data = msgspec.json.decode(raw) if isinstance(raw, bytes) else raw
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                continue  # a field that nobody asked for cannot be read
            fields |= data if is_object(data) else {}
        return {name: value for name, value in fields.items() if name not in known}


def _read_extension(type_: type, value: Any) -> Any:
    """Read what msgspec has no type for."""
    if type_ is Media and (media := value if isinstance(value, Media) else media_from_text(value)) is not None:
        return media
    raise ValueError(f"Expected `{type_.__name__}` as base64, a data URL or a URL, got `{type(value).__name__}`")


def write_extension(value: Any) -> Any:
    """Write what msgspec does not know."""
    if isinstance(value, Encoded):
        return value.text()
    if isinstance(value, Upload):
        return as_base64(value).text()
    if isinstance(value, Media):
        return value.to_base64() if value.is_downloaded else value.url
    if hasattr(value, "tolist"):  # a number or an array of numpy
        return value.tolist()
    raise TypeError(f"a {type(value).__module__}.{type(value).__qualname__} cannot be sent as JSON")


@lru_cache(maxsize=512)
def decoder(type_: Any) -> msgspec.json.Decoder[Any]:
    """Make the decoder of a type, once."""
    return msgspec.json.Decoder(type_, dec_hook=_read_extension)


_encoder = msgspec.json.Encoder(enc_hook=write_extension)


def encode_body(body: Json) -> bytes:
    """Encode JSON, media in it as base64.

    Raises:
        InputError: It holds something that JSON has no form for.
    """
    return encode_with(_encoder, body)


def encode_with(encoder: msgspec.json.Encoder, body: Json) -> bytes:
    """Encode JSON by an encoder that knows what to do with media.

    Raises:
        InputError: It holds something that JSON has no form for.
    """
    try:
        encoded = encoder.encode(body)
    except RecursionError as exc:
        raise InputError("the input contains itself, which cannot be sent as JSON") from exc
    except UnicodeEncodeError as exc:
        raise InputError(f"the input holds text that is not valid Unicode (a lone surrogate): {exc.reason}") from exc
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as exc:
        raise InputError(f"the input cannot be sent as JSON: {exc}") from exc
    if _has_null(encoded):  # so msgspec writes numbers that JSON does not have
        _refuse_not_finite(body)
    return encoded


def _has_null(encoded: bytes) -> bool:
    """Whether a value in JSON is null. The sign before it tells it from a text.

    A single byte is found many times faster than a word, which counts where media in text make a body large.
    """
    for sign in (b":", b",", b"["):
        word, place = sign + b"null", -1
        for _ in range(TRIES if len(encoded) > LARGE else 0):
            place = encoded.find(sign, place + 1)
            if place < 0:
                break
            if encoded.startswith(word, place):
                return True
        else:
            if encoded.find(word, place + 1) >= 0:
                return True
    return encoded == b"null"


def _refuse_not_finite(body: Json) -> None:
    """Refuse NaN and infinities, which would arrive as null."""
    plain = msgspec.to_builtins(body, enc_hook=_write_numbers, builtin_types=(bytes, bytearray, memoryview))
    todo: list[tuple[str, Json]] = [("", plain)]
    while todo:
        place, value = todo.pop()
        if isinstance(value, float) and not math.isfinite(value):
            raise InputError(f"{place.removeprefix('.') or 'the input'} is {value}; JSON has no form for this number")
        if is_object(value):
            todo += [(f"{place}.{name}", item) for name, item in value.items()]
        elif is_sequence(value):
            todo += [(f"{place}[{index}]", item) for index, item in enumerate(value)]


def _write_numbers(value: Any) -> Any:
    """Write what may hold numbers; of media, nothing."""
    return value.tolist() if hasattr(value, "tolist") else None


def decode_body(body: bytes, type_: type[T], who: str) -> T:
    """Decode ``body`` as ``type_``.

    Raises:
        OutputError: It is not JSON or has another shape.
    """
    try:
        result: Any = decoder(cast("Any", type_)).decode(body)
    except msgspec.ValidationError as exc:
        return convert(_untyped(body, who), type_, who, cause=exc)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as exc:
        raise OutputError(f"the answer of {who} is not JSON: {exc}; it starts {_start(body)!r}; {ANSWER_HINT}") from exc
    if isinstance(result, Result):
        vars(result)[RAW] = body
    return cast("T", result)


def convert(data: Json, type_: type[T], who: str, *, body: bytes = b"", cause: Exception | None = None) -> T:
    """Convert decoded JSON to ``type_``.

    Whole numbers written as ``1.0`` are taken for integers; nothing else is bent.

    Args:
        data: What a result is made of.
        type_: Its type.
        who: Whose answer it is.
        body: The answer that ``data`` was made of: its other fields stay readable.
        cause: Why ``data`` does not fit as it is.

    Raises:
        OutputError: It has another shape.
    """
    try:
        result = msgspec.convert(data if cause is None else _whole_numbers(data), type_, dec_hook=_read_extension)
    except (msgspec.ValidationError, RecursionError) as exc:
        if cause is None:
            return convert(data, type_, who, body=body, cause=exc)
        raise _misshapen(who, cause) from cause
    if isinstance(result, Result):
        vars(result)[RAW] = (body, data) if body else (data,)
    return result


@lru_cache(maxsize=64)
def _part(type_: Any, *path: str) -> Any:
    """Make the type of an object that is read for what it holds at a path: ``inner``, at each step, is a ``type_``."""
    for name in reversed(path):
        type_ = msgspec.defstruct("Part", [("inner", type_)], rename={"inner": name})
    return type_


def decode_vectors(body: bytes, type_: type[T], who: str, *, items: tuple[str, ...], vector: tuple[str, ...]) -> T:
    """Decode an answer that holds vectors, each as numbers or as base64 of 32-bit floats, little-endian.

    It gives what `floats` makes of each, and no text is made before, no number looked at once more.

    Args:
        body: The answer.
        type_: The type of a list of vectors.
        who: Whose answer it is.
        items: Path of the list in the answer.
        vector: Path of the vector in an item.

    Raises:
        OutputError: It is not JSON or has another shape, or a number is not finite.
    """
    either = bytes | cast("Any", type_).__args__[0]
    found: Any = decode_body(body, _part(GenericAlias(list, (_part(either, *vector),)), *items), who)
    for _ in items:
        found = found.inner
    place = 0
    try:
        for place, item in enumerate(found):
            for _ in vector:
                item = item.inner
            found[place] = _unpacked(item) if isinstance(item, bytes) else item  # the bytes are free from here on
    except msgspec.ValidationError as exc:
        where = "".join(["$", *(f".{name}" for name in items), f"[{place}]", *(f".{name}" for name in vector)])
        raise _misshapen(who, f"{exc} - at `{where}`") from exc
    return cast("T", found)


def floats(data: Json) -> Json:
    """Give numbers that came as base64 of 32-bit floats, little-endian, as a list; what is no text, as it is.

    Raises:
        OutputError: A text is something else, or a number is not finite.
    """
    try:
        return _unpacked(msgspec.convert(data, bytes)) if isinstance(data, str) else data
    except msgspec.ValidationError as exc:
        raise _misshapen("the provider", exc) from exc


def _unpacked(data: bytes) -> list[float]:
    """Read 32-bit floats, little-endian.

    Raises:
        msgspec.ValidationError: The last one is not whole, or one is not finite, for which JSON has no form either.
    """
    from array import array  # only where vectors come so

    if len(data) % 4:
        raise msgspec.ValidationError(f"Expected 32-bit floats, got {len(data)} bytes")
    numbers = array("f", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    ends = data[3::4]  # sign and exponent but for its last bit: 7f or ff in what is not finite
    if (b"\x7f" in ends or b"\xff" in ends) and not all(map(math.isfinite, numbers)):
        raise msgspec.ValidationError("Expected finite numbers, got NaN or an infinity")
    return numbers.tolist()


def _misshapen(who: str, what: object) -> OutputError:
    return OutputError(f"the answer of {who} does not have the shape of the task: {what}; {ANSWER_HINT}")


def _untyped(body: bytes, who: str) -> Json:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as exc:
        raise OutputError(f"the answer of {who} is not JSON: {exc}; it starts {_start(body)!r}; {ANSWER_HINT}") from exc


def _whole_numbers(data: Json) -> Json:
    """Turn each ``1.0`` into ``1``: some servers write whole numbers so."""
    if isinstance(data, float) and data.is_integer():
        return int(data)
    if is_list(data):
        return [_whole_numbers(item) for item in data]
    if is_object(data):
        return {name: _whole_numbers(value) for name, value in data.items()}
    return data


def _start(body: bytes) -> str:
    return body[:120].decode("utf-8", "replace")

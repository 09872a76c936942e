"""Limit the nesting of JSON, independently of the recursion limit and the stack size.

msgspec recurses in C. Its maximum depth depends on the Python version and the recursion limit. If the limit is high or
the thread's stack is small, deep JSON crashes the process. So JSON is checked before it is decoded or sent. The check
is cheap: ordinary JSON has few brackets, and counting them is enough.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec

from inferwire_runtime.jsontypes import Json, is_list, is_object

MAX_DEPTH = 128  # arrays and objects, one inside the other; many servers read no deeper, such as those in Rust
SHALLOW_SIZE = 2 * MAX_DEPTH  # bytes; deeper JSON that is complete is larger
SMALL_SIZE = 600  # bytes; deeper JSON of this size has many arrays, since each object takes five bytes: {"":}
MANY_ARRAYS = (5 * MAX_DEPTH - SMALL_SIZE) // 3
COUNTED_SIZE = 8 * 1024  # bytes; in a larger body, finding single brackets is faster than counting all
ROUNDS = 8  # of removing the innermost arrays and objects, after which ordinary JSON is gone
SAFE_RECURSION_LIMIT = 3_000  # msgspec stops there on the smallest stack that threads have on any system

JSON_STARTS = tuple(bytes([byte]) for byte in b'{["-0123456789tfnNI')  # NaN and Infinity as well
OPENING, CLOSING, QUOTE = b'[]"'
MARKS = bytes.maketrans(b"{}", b"[]")  # the kind of bracket does not matter
NO_MARKS = bytes(set(range(256)) - set(b'[]{}"'))


def decode_json(body: bytes) -> Json:
    """Decode JSON, even where it departs from the standard, as long as nothing is lost.

    NaN and infinities become floats. A byte order mark is skipped, and line breaks in strings are kept. Bytes that are
    not UTF-8, and lone surrogates, become U+FFFD.

    Raises:
        msgspec.DecodeError: If the body is not JSON, or is nested too deep.
    """
    check_depth(body)
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as exc:
        try:
            return without_surrogates(decode_loosely(body))
        except ValueError:
            raise exc if isinstance(exc, msgspec.DecodeError) else msgspec.DecodeError(str(exc)) from None


def decode_loosely(body: bytes) -> Json:
    """Decode JSON like `decode_json`, but keep lone surrogates, which may be halves of a pair.

    Raises:
        ValueError: If the body is not JSON.
    """
    import json  # most bodies are plain JSON

    encoding = json.detect_encoding(body)
    if encoding == "utf-8" and body[:1024].lstrip()[:1] not in JSON_STARTS:
        raise ValueError("it does not begin like JSON")  # a media file, which would be copied to be decoded
    try:
        text = body.decode(encoding, "replace" if encoding.startswith("utf-8") else "strict")
        return json.loads(text, strict=False)  # with line breaks and tabs in strings
    except ValueError as exc:
        reason = str(exc)
    raise ValueError(reason)  # outside of the block: the other error holds the whole body, which may echo a key


def join_surrogates(text: str) -> str:
    """Join the surrogate pairs in a string, and replace lone surrogates with U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def without_surrogates(value: Json) -> Json:
    """Replace lone surrogates in the strings of decoded JSON with U+FFFD."""
    if isinstance(value, str):
        return value if value.isascii() else join_surrogates(value)
    if is_list(value):
        return [without_surrogates(item) for item in value]
    if is_object(value):
        return {without_surrogates(name): without_surrogates(item) for name, item in value.items()}
    return value


def check_depth(body: bytes) -> None:
    """Check that JSON is not nested too deeply to be decoded.

    Raises:
        msgspec.DecodeError: If the body is nested more than `MAX_DEPTH` levels deep.
    """
    if is_too_deep(body):
        raise msgspec.DecodeError(f"it is nested more than {MAX_DEPTH} levels deep")


def is_too_deep(body: bytes) -> bool:
    """Return whether JSON is nested more than `MAX_DEPTH` levels deep."""
    return may_be_too_deep(body) and _is_deep(body)


def may_be_too_deep(body: bytes) -> bool:
    """Return whether JSON has enough brackets to be too deep. Brackets in strings count as well."""
    size = len(body)
    if size <= SMALL_SIZE:
        return size > SHALLOW_SIZE and body.count(b"[") > MANY_ARRAYS
    if size <= COUNTED_SIZE:
        return body.count(b"[") + body.count(b"{") > MAX_DEPTH
    return _count_to(b"[", body) + _count_to(b"{", body) > MAX_DEPTH


def _count_to(bracket: bytes, body: bytes) -> int:
    """Count a bracket, up to ``MAX_DEPTH + 1``."""
    place = -1
    for found in range(MAX_DEPTH + 1):
        place = body.find(bracket, place + 1)
        if place < 0:
            return found
    return MAX_DEPTH + 1


def _is_deep(body: bytes) -> bool:
    """Return whether the brackets outside strings are nested too deeply."""
    if b"\\" in body:
        body = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    marks = body.translate(MARKS, NO_MARKS).replace(b'""', b"")
    if QUOTE in marks:
        marks = b"".join(marks.split(b'"')[::2])
    depth = 0
    while marks and depth < ROUNDS:
        marks = marks.replace(b"[]", b"")  # each round makes it one level less deep
        depth += 1
    for mark in marks:
        depth += 1 if mark == OPENING else -1
        if depth > MAX_DEPTH:
            return True
    return False


def is_value_too_deep(value: Any) -> bool:
    """Return whether a value to be encoded is nested more than `MAX_DEPTH` levels deep, or contains itself."""
    todo: list[tuple[int, Any]] = [(0, value)]
    while todo:
        depth, item = todo.pop()
        children = _children(item)
        if children is None:
            continue
        if depth == MAX_DEPTH:
            return True
        todo += [(depth + 1, child) for child in children if not isinstance(child, (str, int, float))]
    return False


def _children(value: Any) -> list[Any] | None:
    """Return the values nested in a value; None if it is a scalar."""
    if is_object(value):
        return list(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(cast("list[Any]", value))
    if hasattr(value, "tolist"):  # an array of numpy
        return _children(value.tolist())
    for names in ("__struct_fields__", "__dataclass_fields__"):
        if fields := getattr(value, names, None):
            return [getattr(value, name, None) for name in fields]
    return [getattr(value, field.name, None) for field in getattr(value, "__attrs_attrs__", ())] or None

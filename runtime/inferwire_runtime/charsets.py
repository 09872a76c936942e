"""Convert text in other charsets to UTF-8, which all decoders read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping

CHARSET = re.compile(r"(?i);\s*charset\s*=\s*[\"']?([a-z0-9_.:-]{1,40})")
UTF_8 = frozenset({"utf-8", "ascii"})
NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"})
BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # that of UTF-32 begins with the first one


def is_text(content_type: str) -> bool:
    """Return whether a content type is that of JSON or text."""
    return "json" in content_type or content_type.startswith("text/")


def to_utf8(body: bytes, content_type: str) -> bytes:
    """Convert text to UTF-8. Valid UTF-8 is returned unchanged, whatever its declared charset.

    Args:
        body: Text in UTF-8, UTF-16, UTF-32 or the declared charset.
        content_type: Value of ``Content-Type``, in lower case.
    """
    if body[:2] in BYTE_ORDER_MARKS or b"\0" in body[:4]:
        import json  # only for this rare form

        charset: str | None = json.detect_encoding(body)
    elif (charset := find_charset(content_type)) is None or _is_utf8(body):
        return body
    try:
        return body.decode(charset or "utf-8").encode()
    except UnicodeError:
        return body


def find_charset(content_type: str) -> str | None:
    """Return the declared charset; None if it is UTF-8, unknown or missing."""
    if ";" not in content_type or (found := CHARSET.search(content_type)) is None:
        return None
    try:
        name = codecs.lookup(found[1]).name
        "".encode(name)  # raises for codecs other than charsets
    except (LookupError, UnicodeError):
        return None
    return None if name in UTF_8 or name in NO_CHARSETS else name


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def utf8_converter(headers: Mapping[str, str]) -> Callable[[bytes], bytes] | None:
    """Return a function that converts the chunks of a stream to UTF-8; None if no other charset is declared."""
    charset = find_charset(headers.get("content-type", "").lower())
    return None if charset is None else _Converter(charset)


class _Converter:
    """Converts chunks from the declared charset, beginning with the first one that is not UTF-8."""

    def __init__(self, charset: str) -> None:
        self._charset = charset
        is_wide = charset.startswith(("utf-16", "utf-32"))  # its bytes may be valid UTF-8
        self._decoder = codecs.getincrementaldecoder(charset if is_wide else "utf-8")(
            "strict" if not is_wide else "replace"
        )
        self._is_utf8 = not is_wide

    def __call__(self, chunk: bytes) -> bytes:
        if self._is_utf8:
            pending = self._decoder.getstate()[0]
            try:
                return self._decoder.decode(chunk).encode()
            except UnicodeDecodeError:
                self._is_utf8 = False
                self._decoder = codecs.getincrementaldecoder(self._charset)("replace")
                chunk = pending + chunk
        return self._decoder.decode(chunk).encode()

"""Hostile bytes cost work that is linear in their length, counted in operations and not in seconds.

An operation is a call of a Python or C function. What one call of a C function costs is bounded by the bytes that it
gets, which are counted as well where it matters.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferwire_http import decompress
from inferwire_http.decompress import inflater_for
from inferwire_http.exceptions import DecodingError
from inferwire_runtime.depth import decode_json, is_too_deep
from inferwire_runtime.error_responses import error_from_response
from inferwire_runtime.errors import InferwireError, ProviderError
from inferwire_runtime.media_types import sniff
from inferwire_runtime.redaction import Redactor
from inferwire_runtime.sse import EventDecoder

FIXED = 5_000  # operations that any input may take
PER_BYTE = 40  # and for each of its bytes


def operations_of(function: Callable[[], Any]) -> int:
    """Count the functions that a call calls, apart from those that only its first call needs."""
    function()
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        function()
    finally:
        sys.setprofile(before)
    return count


def fail_with(status: int, body: bytes, headers: dict[str, str]) -> None:
    error = error_from_response("a server", status, headers, body, ProviderError)
    assert len(str(error)) < 2000


def decode(body: bytes) -> None:
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        decode_json(body)


def inflate(encoding: str, body: bytes) -> None:
    with suppress(DecodingError):
        decoder = inflater_for({"content-encoding": encoding}, 200)
        assert decoder is not None
        decoder.feed(body)
        while decoder.has_more:
            decoder.more()
        decoder.finish()


def read_events(body: bytes) -> None:
    decoder = EventDecoder()
    for start in range(0, len(body), 97):
        for _ in decoder.feed(body[start : start + 97]):
            pass


READERS: dict[str, Callable[[bytes], object]] = {
    "JSON": decode,
    "depth": is_too_deep,
    "error": lambda body: fail_with(400, body, {"content-type": "application/json"}),
    "page": lambda body: fail_with(502, body, {"content-type": "text/html"}),
    "rate limit": lambda body: fail_with(429, body, {"retry-after": body[:500].decode("latin-1")}),
    "gzip": lambda body: inflate("gzip", body),
    "deflate": lambda body: inflate("deflate, gzip", body),
    "events": read_events,
    "media": lambda body: sniff(body, "image"),
    "redaction": lambda body: Redactor("hf_secretSECRET0123").redact(body.decode("latin-1")),
}
PARTS = [b'{"error":', b"[", b"]", b"{", b"}", b'"', b"\\u00", b"\\", b"<", b"<script>", b"<!--", b"&amp;", b"&", b"\0"]
PARTS += [b"data:", b"data: {}\n\n", b"\n", b"\r", b":", b"event: a\n", b"try again in ", b"1h", b"9", b"0.", b"wait "]
PARTS += [b"hf_", b"secret", b"\xff", b"\xef\xbb\xbf", b"\x1f\x8b", b'"message":', b"http://", b"?a=", b" ", b"NaN,"]
adversarial = st.lists(st.sampled_from(PARTS) | st.binary(max_size=20), max_size=60).map(b"".join)
repeated = st.tuples(st.sampled_from(PARTS), st.sampled_from(PARTS), st.integers(1, 3000)).map(
    lambda drawn: (drawn[0] + drawn[1]) * drawn[2]
)


@pytest.mark.parametrize("reader", list(READERS))
@given(body=adversarial | repeated)
def test_adversarial_bytes_cost_linear_work(reader: str, body: bytes) -> None:
    count = operations_of(lambda: READERS[reader](body))
    assert count <= FIXED + PER_BYTE * len(body)


CORPUS = [
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b'"' + b"\\u00e9" * 30_000,
    b"<" * 100_000,
    b"<!--" * 50_000,
    b"<script>" * 20_000,
    b"&#" * 100_000,
    b"data:\n" * 50_000,
    b"data: [\n\n" * 20_000,
    b"\r" * 100_000,
    b":" * 100_000,
    b'{"error": "' + b"try again in " * 10_000 + b'"}',
    b'{"error": "' + b"9" * 100_000 + b'"}',
    b'{"error": ' + b'{"message": ' * 20_000,
    b"hf_" * 50_000,
    b"https://a?b=" * 10_000,
    (compressor := zlib.compressobj(9, zlib.DEFLATED, 31)).compress(b"") + compressor.flush(),
    zlib.compress(bytes(10_000_000), 9),
]


@pytest.mark.parametrize("reader", list(READERS))
@pytest.mark.parametrize("number", range(len(CORPUS)))
def test_known_adversarial_bytes_cost_linear_work(reader: str, number: int) -> None:
    body = CORPUS[number]
    count = operations_of(lambda: READERS[reader](body))
    assert count <= FIXED + PER_BYTE * len(body)


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip"])
def test_empty_members_are_decompressed_in_linear_work_and_small_steps(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step copies a bounded number of bytes, and returns to the event loop."""
    made = zlib.compressobj(9, zlib.DEFLATED, 31)
    empty = made.compress(b"") + made.flush()
    copied: list[int] = []
    real = zlib.decompressobj

    class Counting:
        def __init__(self, *arguments: Any) -> None:
            self._real = real(*arguments)

        def decompress(self, data: bytes, limit: int) -> bytes:
            copied.append(len(data))
            return self._real.decompress(data, limit)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._real, name)

    monkeypatch.setattr(decompress.zlib, "decompressobj", Counting)
    totals: dict[int, int] = {}
    for size in (4_000, 8_000):
        copied.clear()
        decoder = inflater_for({"content-encoding": encoding}, 200)
        assert decoder is not None
        decoder.feed(empty * size if encoding == "gzip" else zlib.compress(empty * size, 9, 31))
        steps = [len(copied)]
        while decoder.has_more:
            before = len(copied)
            decoder.more()
            steps.append(len(copied) - before)
        decoder.finish()
        assert max(steps) <= 2 * decompress.MAX_MEMBERS + 2
        totals[size] = sum(copied)
    assert totals[8_000] <= 2.2 * totals[4_000]
    assert totals[8_000] <= 8_000 * (decompress.MEMBER_SLICE + len(empty))


def test_errors_are_ours() -> None:
    with pytest.raises(InferwireError):
        raise error_from_response("a server", 500, {}, b"\xff" * 100, ProviderError)

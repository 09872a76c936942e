"""What is nested too deep is refused alike, whatever recursion limit the application set and whichever Python runs."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from typing import Any

import msgspec
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferwire_runtime import depth
from inferwire_runtime.decoding import decode_body, encode_body
from inferwire_runtime.depth import COUNTED_SIZE, MAX_DEPTH, SMALL_SIZE, check_depth, decode_json, is_too_deep
from inferwire_runtime.errors import InputError, OutputError

ARRAY, OBJECT = (b"[", b"]"), (b'{"":', b"}")
TEXTS = ["]" * 300, "[" * 300, '\\"[[{{', '"', "\\", '\\\\"]]', "{}[]", '"]}' * 90, "", "é\u2028", "a,b:c"]
json_values = st.recursive(
    st.none() | st.integers() | st.sampled_from(TEXTS) | st.text('[]{}"\\a', max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(TEXTS) | st.text('[]{}"\\a', max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


def depth_of(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth_of, inner), default=0)


def nested(levels: int, *kinds: tuple[bytes, bytes], end: bytes = b"1") -> bytes:
    opened = [kinds[level % len(kinds)] for level in range(levels)]
    return b"".join(opening for opening, _ in opened) + end + b"".join(closing for _, closing in reversed(opened))


@pytest.mark.parametrize("kinds", [(ARRAY,), (OBJECT,), (ARRAY, OBJECT), (OBJECT, ARRAY, ARRAY)], ids=repr)
@pytest.mark.parametrize("size", [0, SMALL_SIZE - 1, SMALL_SIZE + 1, COUNTED_SIZE + 1, 100 * COUNTED_SIZE])
def test_json_may_be_as_deep_as_the_bound_and_no_deeper(kinds: Any, size: int) -> None:
    for end in (b"1", b'"%s"' % (b"x" * size), b"1" + b" " * size):
        assert decode_json(nested(MAX_DEPTH, *kinds, end=end)) == json.loads(nested(MAX_DEPTH, *kinds, end=end))
        with pytest.raises(msgspec.DecodeError, match="it is nested more than 128 levels deep"):
            decode_json(nested(MAX_DEPTH + 1, *kinds, end=end))


@pytest.mark.parametrize("before", [b"", b"[1],", b"[]," * 200, b'{"a":[{}]},' * 3000, b'"]]]]]]]]",' * 90, b'"\\\\",'])
def test_the_deepest_place_may_be_anywhere(before: bytes) -> None:
    for after in (b"", b",1", b",[]" * 500, b',"[[["'):
        assert not is_too_deep(b"[" + before + nested(MAX_DEPTH - 1, ARRAY, OBJECT) + after + b"]")
        assert is_too_deep(b"[" + before + nested(MAX_DEPTH, ARRAY, OBJECT) + after + b"]")


@given(json_values, st.sampled_from([ARRAY, OBJECT]), st.booleans())
def test_brackets_in_strings_are_no_levels(value: Any, kind: tuple[bytes, bytes], is_ascii: bool) -> None:
    end = json.dumps([value] * 3, ensure_ascii=is_ascii).encode("utf-8", "replace")
    levels = MAX_DEPTH - depth_of([value])
    assert not is_too_deep(nested(levels, kind, end=end))
    assert is_too_deep(nested(levels + 1, kind, end=end))


@pytest.mark.parametrize("body", [b"[" * 10_000, b'{"":' * 10_000, b'["]",' + b"[" * 10_000, b"[" * 500 + b"]" * 9])
def test_json_that_is_cut_off_is_too_deep_too(body: bytes) -> None:
    assert is_too_deep(body)


def test_ordinary_json_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> None:
        raise AssertionError("looked through")

    monkeypatch.setattr(depth, "_is_deep", refuse)
    monkeypatch.setattr(depth, "is_value_too_deep", refuse)
    event = {"choices": [{"index": 0, "delta": {"content": "[]{}" * 9}, "logprobs": None}], "usage": {"total": 1}}
    for value in (event, {"data": [{"embedding": [0.5] * 2000}] * 60}, {"image": "A" * 100_000}, [[0.5] * 900] * 100):
        check_depth(msgspec.json.encode(value))
        encode_body(value)


class Node(msgspec.Struct):
    inner: Any = None


@dataclasses.dataclass
class DataNode:
    inner: Any = None


WRAPPERS: dict[str, Any] = {
    "list": lambda inner: [1, inner],
    "tuple": lambda inner: ("a", inner),
    "object": lambda inner: {"a": 1, "b": inner},
    "struct": Node,
    "dataclass": DataNode,
}


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_what_is_sent_may_be_as_deep_as_the_bound_and_no_deeper(wrapper: str) -> None:
    value: Any = [[1] * 300, numpy.zeros((1, 2, 3)), *([{"a": []}] * 100)]
    for _ in range(MAX_DEPTH - 4):
        value = WRAPPERS[wrapper](value)
    assert encode_body(value).count(b"0.0") == 6
    with pytest.raises(InputError, match=r"^the input is nested more than 128 levels deep, or contains itself; "):
        encode_body([value])


def test_a_deep_response_is_an_output_error() -> None:
    assert decode_body(nested(MAX_DEPTH, ARRAY), list[Any], "Groq")
    with pytest.raises(
        OutputError, match=r"^the response from Groq is not JSON: it is nested more than 128 levels deep; "
    ):
        decode_body(nested(MAX_DEPTH + 1, ARRAY), list[Any], "Groq")


# In a process of its own, which a stack that overflows would end. The interpreter itself stops what is sent before it
# overflows a stack of the system's size; a smaller one is for what is read.
ALL_LIMITS = """
import json, sys, threading
from typing import Any

import msgspec

from inferwire_runtime.decoding import decode_body, encode_body
from inferwire_runtime.results import ResponseModel
from inferwire_runtime.error_messages import find_message
from inferwire_runtime.errors import InferwireError
from inferwire_runtime.models import Response
from inferwire_runtime.stream_decoding import StreamDecoder
from inferwire_runtime.streaming import StreamRules

class Item(ResponseModel):
    known: int = 0

def deep(levels: int, kind: str) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"a": value} if kind == "object" else [value]
    return value

def itself(kind: str) -> Any:
    value: Any = {} if kind == "object" else []
    value.update(a=value) if kind == "object" else value.append(value)
    return value

def text(levels: int, kind: str) -> bytes:
    opening, closing = (b'{"a":', b"}") if kind == "object" else (b"[", b"]")
    return b'{"known":1,"more":' + opening * (levels - 1) + b"1" + closing * (levels - 1) + b"}"

def whole(body: bytes) -> Any:
    decoder = StreamDecoder(StreamRules(item_type=Item), {"content-type": "application/json"}, "Groq")
    return [*decoder.feed(body), *decoder.finish([])]

def events(body: bytes) -> Any:
    decoder = StreamDecoder(StreamRules(item_type=Item), {"content-type": "text/event-stream"}, "Groq")
    return list(decoder.feed(b"data: " + body + b"\\n\\n"))

READS = {
    "typed": lambda body: decode_body(body, Item, "Groq"),
    "untyped": lambda body: Response(status=200, headers={}, body=body, url="", server="Groq").json(),
    "event": events,
    "whole": whole,
    "error": lambda body: find_message("application/json", body.replace(b"{", b'{"error":"why",', 1)) == "why" or 1 / 0,
}

def outcome(call: Any, *arguments: Any) -> str:
    try:
        call(*arguments)
    except (InferwireError, ZeroDivisionError) as error:
        return f"{type(error).__name__}: {error}"[:200]
    return "taken"

def main() -> None:
    for kind in ("array", "object"):
        for levels in (127, 128, 129, 900, 2000, 20000):
            for name, read in READS.items():
                found[f"{name}, {levels}, {kind}"] = outcome(read, text(levels, kind))
            if size == 0:
                found[f"sent, {levels}, {kind}"] = outcome(encode_body, deep(levels, kind))
        if size == 0:
            found[f"sent, itself, {kind}"] = outcome(encode_body, itself(kind))

found: dict[str, str] = {}
limit, size = map(int, sys.argv[1:])
sys.setrecursionlimit(limit)
threading.stack_size(size)
thread = threading.Thread(target=main)
thread.start()
thread.join()
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def by_default() -> dict[str, str]:
    return outcomes(1000, 0)


def outcomes(limit: int, size: int) -> dict[str, str]:
    arguments = [sys.executable, "-c", ALL_LIMITS, str(limit), str(size)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_one_level_makes_the_difference(by_default: dict[str, str]) -> None:
    assert len(by_default) == 2 * (6 * 6 + 1)
    for name, outcome in by_default.items():
        _, levels, _ = name.split(", ")
        assert (outcome == "taken") == (levels in ("127", "128")), name


@pytest.mark.parametrize("limit", [300, 16_384, 1_000_000])
def test_the_recursion_limit_makes_none(limit: int, by_default: dict[str, str]) -> None:
    assert outcomes(limit, 0) == by_default


@pytest.mark.parametrize("limit", [1000, 1_000_000])
def test_the_size_of_the_stack_makes_none_for_what_is_read(limit: int, by_default: dict[str, str]) -> None:
    found = outcomes(limit, 256 * 1024)
    assert found == {name: outcome for name, outcome in by_default.items() if not name.startswith("sent")}

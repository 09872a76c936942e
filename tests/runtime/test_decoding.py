"""Responses become typed results or an `OutputError`; bodies become JSON or an `InputError`."""

from __future__ import annotations

import base64
import copy
import datetime
import decimal
import math
import pickle
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferwire_runtime.decoding import (
    ResponseModel,
    convert,
    decode_body,
    decode_embeddings,
    decode_floats,
    encode_body,
)
from inferwire_runtime.depth import MAX_DEPTH
from inferwire_runtime.errors import InputError, OutputError
from inferwire_runtime.media import Media
from inferwire_runtime.models import Response
from inferwire_runtime.uploads import LocalFile, base64_field, data_url_field

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
PNG_BASE64 = base64.b64encode(PNG).decode()
UPLOAD = LocalFile(data=b"abc", media_type="audio/wav")


class Box(ResponseModel):
    xmin: int
    xmax: int = 0


class Detection(ResponseModel):
    label: str
    score: float
    box: Box | None = None


class Pair(ResponseModel):
    image: Media
    mask: Media | None = None


class Renamed(ResponseModel):
    kind: str = msgspec.field(name="class", default="")


# Responses


def both_decoders(body: bytes, type_: Any) -> tuple[Callable[[], Any], Callable[[], Any]]:
    """Return two functions that decode a response: from its bytes, and from JSON that was decoded before."""
    return partial(decode_body, body, type_, "Groq"), partial(convert, msgspec.json.decode(body), type_, "Groq")


@pytest.mark.parametrize(
    ("body", "result"),
    [
        (b'{"label": "a", "score": 0.5}', Detection(label="a", score=0.5)),
        (b'{"label": "a", "score": 1}', Detection(label="a", score=1.0)),
        (b'{"label": "a", "score": 1.0, "box": {"xmin": 3}}', Detection(label="a", score=1, box=Box(xmin=3))),
        (b'{"label": "a", "score": 1.0, "box": {"xmin": 3.0}}', Detection(label="a", score=1, box=Box(xmin=3))),
        (b'{"label": "a", "score": 1e2, "box": {"xmin": -0.0}}', Detection(label="a", score=100, box=Box(xmin=0))),
        (b'{"label": "a", "score": 1, "box": null, "more": [1]}', Detection(label="a", score=1)),
        (b' {"score": 1, "label": "\\u00e9"}\n', Detection(label="é", score=1)),
        (b'{"label": 5, "score": "1.0", "box": {"xmin": "3"}}', Detection(label="5", score=1, box=Box(xmin=3))),
    ],
)
def test_a_response_becomes_its_type_and_integral_floats_are_integers(body: bytes, result: Detection) -> None:
    assert decode_body(body, Detection, "Groq") == result
    assert convert(msgspec.json.decode(body), Detection, "Groq") == result
    assert decode_body(b"[%s]" % body, list[Detection], "Groq") == [result]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"label": "a", "score": "much"}', r"Expected `float`, got `str` - at `\$.score`"),
        (b'{"label": "a", "score": null}', r"Expected `float`, got `null` - at `\$.score`"),
        (b'{"label": "a", "score": true}', r"Expected `float`, got `bool`"),
        (b'{"label": null, "score": 1}', r"Expected `str`, got `null` - at `\$.label`"),
        (b'{"label": [5], "score": 1}', r"Expected `str`, got `array`"),
        (b'{"score": 1}', r"missing required field `label`"),
        (b"[]", "Expected `object`, got `array`"),
        (b"null", "Expected `object`, got `null`"),
        (b'"text"', "Expected `object`, got `str`"),
    ],
)
def test_an_error_names_where_a_response_does_not_match(body: bytes, message: str) -> None:
    for read in both_decoders(body, Detection):
        with pytest.raises(OutputError, match=f"^the response from Groq does not match the task's schema: .*{message}"):
            read()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"<html>down</html>",
        b'{"label": "a", "score": 1',
        b'{"label": "a", "score": 1}}',
        b"[" * 100_000,
        b'{"label": "a", "score": 1, "more": ' + b"[" * 100_000,
    ],
    ids=lambda body: repr(body[:40]),
)
def test_only_the_start_of_a_response_that_is_not_json_is_shown(body: bytes) -> None:
    with pytest.raises(OutputError, match=r"^the response from Groq is not JSON: ") as caught:
        decode_body(body, Detection, "Groq")
    assert len(caught.value.message) < 400


@pytest.mark.parametrize("depth", [100, 300, 450, 900])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_a_deep_response_that_does_not_match_is_an_output_error(depth: int, opening: bytes, closing: bytes) -> None:
    body = b'{"label": 1, "more": ' + opening * depth + b"1.0" + closing * depth + b"}"
    with pytest.raises(OutputError):
        decode_body(body, Detection, "Groq")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["label", "score", "box", "xmin", "image", "x"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(json_values, st.sampled_from([Detection, list[Detection], Pair, list[list[float]], dict[str, int]]))
def test_no_response_raises_anything_else(data: Any, type_: Any) -> None:
    for read in both_decoders(msgspec.json.encode(data), type_):
        try:
            read()
        except OutputError:
            continue


@given(st.binary(max_size=30))
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    for type_ in (Detection, Pair, Any):
        try:
            decode_body(body, type_, "Groq")
        except OutputError:
            continue


@pytest.mark.parametrize(
    ("text", "data", "url", "media_type"),
    [
        (PNG_BASE64, PNG, None, "image/png"),
        (PNG_BASE64.rstrip("="), PNG, None, "image/png"),
        (f"data:image/jpeg;base64,{PNG_BASE64}", PNG, None, "image/png"),
        ("https://a.test/b.webp?x=1", None, "https://a.test/b.webp?x=1", "image/webp"),
    ],
)
def test_media_in_a_response_are_decoded(text: str, data: bytes | None, url: str | None, media_type: str) -> None:
    expected = Media(data=data, url=url, media_type=media_type)
    body = msgspec.json.encode({"image": text, "mask": text})
    for pair in (decode_body(body, Pair, "fal"), convert({"image": text, "mask": text}, Pair, "fal")):
        assert pair.image == pair.mask == expected
    assert decode_body(msgspec.json.encode({"image": text}), Pair, "fal").mask is None


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (5, "Expected `Media` as base64, a data URL or a URL, got `int`"),
        ("", "Expected `Media` as base64"),
        ([PNG_BASE64], "Expected `Media` as base64, a data URL or a URL, got `list`"),
        ("not base64!", "a media file that cannot be decoded: not base64"),
        ("data:image/png", "a media file that cannot be decoded: .*comma"),
        ("data:image/png;base64,", "Expected `Media` as base64"),
        ("http://[", "Expected `Media` as base64"),
    ],
)
def test_an_invalid_media_file_is_an_output_error(value: Any, message: str) -> None:
    for read in both_decoders(msgspec.json.encode({"image": value}), Pair):
        with pytest.raises(OutputError, match=message):
            read()


@pytest.mark.parametrize(
    ("body", "extra"),
    [
        (b'{"label": "a", "score": 1}', {}),
        (b'{"label": "a", "score": 1, "more": {"b": [1]}, "id": null}', {"more": {"b": [1]}, "id": None}),
        (b'{"label": "a", "score": 1, "box": {"xmin": 1.0}, "more": 1.0}', {"more": 1.0}),
        (b'{"label": "a", "score": 1, "more": 1e400}', {"more": math.inf}),
        (b'{"label": "a", "score": 1, "more": "\xff"}', {"more": "\ufffd"}),
        (b'{"label": "a", "score": 1, "box": {"xmin": 3.5}}', {"box": {"xmin": 3.5}}),
        (b'{"label": "a", "score": 1, "box": {"xmin": "left"}}', {"box": {"xmin": "left"}}),
        (b'{"label": "a", "score": 1, "box": []}', {"box": []}),
        (b'{"label": "a", "score": 1, "more": 1' + b"0" * 5000 + b"}", {}),
    ],
)
def test_fields_outside_the_schema_are_available(body: bytes, extra: dict[str, Any]) -> None:
    result = decode_body(body, Detection, "Groq")
    assert result.extra == extra
    assert result == Detection(label="a", score=1, box=result.box)
    assert "more" not in repr(result)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda result: pickle.loads(pickle.dumps(result))])
def test_a_copied_or_pickled_response_keeps_its_other_fields(again: Callable[[Any], Any]) -> None:
    result = decode_body(b'{"label": "a", "score": 1, "more": {"x": [1]}}', Detection, "Groq")
    other = again(result)
    assert (other, other.extra) == (result, {"more": {"x": [1]}})
    assert again(Detection(label="a", score=1)).extra == {}


def test_extra_fields_have_their_names_on_the_wire() -> None:
    result = decode_body(b'{"class": "a", "kind": "b"}', Renamed, "Groq")
    assert (result.kind, result.extra) == ("a", {"kind": "b"})
    assert convert({"class": "a", "kind": "b"}, Renamed, "Groq").extra == {"kind": "b"}


def test_a_result_that_the_caller_built_has_no_extra_fields() -> None:
    assert Detection(label="a", score=1).extra == {}
    assert decode_body(b'[{"label": "a", "score": 1, "more": 1}]', list[Detection], "Groq")[0].extra == {}


def test_a_result_is_encoded_without_missing_fields() -> None:
    result = decode_body(b'{"label": "a", "score": 1, "more": 1}', Detection, "Groq")
    assert encode_body(result) == b'{"label":"a","score":1.0}'
    assert copy.copy(result) == copy.deepcopy(result) == result


# Vectors

Numbers = float | list[float | list[float]]
VECTORS = [[0.5, -0.25, 0.0], [1.0], [], [3.4028234663852886e38, -1e-45], [-1.7014118346046923e38]]


def packed(vector: list[float], order: str = "<") -> str:
    """Write numbers as base64 of 32-bit floats."""
    return base64.b64encode(struct.pack(f"{order}{len(vector)}f", *vector)).decode()


def as_single(vector: list[float]) -> list[float]:
    """Round numbers to 32 bits."""
    return list(struct.unpack(f"{len(vector)}f", struct.pack(f"{len(vector)}f", *vector)))


def listed(*vectors: Any) -> bytes:
    """Return a response body that holds embeddings in some form."""
    return msgspec.json.encode(
        {"object": "list", "data": [{"index": 0, "vector": each, "more": [1]} for each in vectors]}
    )


def read_vectors(body: bytes) -> Any:
    return decode_embeddings(body, list[Numbers], "OpenAI", items=("data",), vector=("vector",))


def read_each(body: bytes) -> Any:
    """Read the same in steps, which must come to the same."""
    items = msgspec.json.decode(body)["data"]
    return convert([decode_floats(item["vector"]) for item in items], list[Numbers], "OpenAI")


@pytest.mark.parametrize("read", [read_vectors, read_each])
def test_embeddings_are_decoded_from_base64_numbers_or_both(read: Callable[[bytes], Any]) -> None:
    numbers = [as_single(vector) for vector in VECTORS]
    assert read(listed(*map(packed, VECTORS))) == numbers
    assert read(listed(*VECTORS)) == VECTORS
    assert read(listed(packed([0.5]), [1, 2.5], packed([2.0]), [[1], [2]], 7)) == [
        [0.5],
        [1, 2.5],
        [2.0],
        [[1], [2]],
        7,
    ]
    assert read(listed()) == []
    found = read(listed(packed([1.0]), [1, 2]))
    assert all(type(vector) is list and type(number) is float for vector in found for number in vector)


@given(st.lists(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), max_size=9), max_size=4))
def test_every_embedding_is_decoded_as_it_was_encoded(vectors: list[list[float]]) -> None:
    body = listed(*map(packed, vectors))
    for read in (read_vectors, read_each):
        assert repr(read(body)) == repr(vectors)  # -0.0 as well


@pytest.mark.parametrize("read", [read_vectors, read_each])
@pytest.mark.parametrize(
    ("vector", "message"),
    [
        ("AAAAPw", "Invalid base64 encoded string"),
        ("AAAAPw=", "Invalid base64 encoded string"),
        ("AAAAPw==AAAAPw==", "Invalid base64 encoded string"),
        ("AAAA\nPw==", "Invalid base64 encoded string"),
        ("AAAA_w==", "Invalid base64 encoded string"),
        ("é", "Invalid base64 encoded string"),
        ("0.5", "Invalid base64 encoded string"),
        ("AAAAPwA=", "Expected 32-bit floats, got 5 bytes"),
        ("AAAAPwAA", "Expected 32-bit floats, got 6 bytes"),
        (packed([1.0, math.nan]), "Expected finite numbers, got NaN or an infinity"),
        (packed([math.inf, 1.0]), "Expected finite numbers, got NaN or an infinity"),
        (packed([-math.inf]), "Expected finite numbers, got NaN or an infinity"),
        (None, "Expected .*, got `null`"),
        (True, "Expected .*, got `bool`"),
        ({"a": 1}, "Expected .*, got `object`"),
        ([packed([1.0])], "Expected `float.*, got `str`"),
        ([0.5, None], "Expected `float.*, got `null`"),
        ([[[1.0]]], "Expected `float`, got `array`"),
    ],
)
def test_an_invalid_embedding_is_an_output_error(vector: Any, message: str, read: Callable[[bytes], Any]) -> None:
    body = listed([0.5], vector, packed([1.0]))
    with pytest.raises(OutputError, match=f"^the response from .* does not match the task's schema: {message}"):
        read(body)
    if read is read_vectors:
        with pytest.raises(OutputError, match=r"- at `\$\.data\[(1|\.\.\.)\]\.vector"):
            read(body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{}", "missing required field `data`"),
        (b'{"data": null}', "Expected `array`, got `null`"),
        (b'{"data": {}}', "Expected `array`, got `object`"),
        (b'{"data": [{}]}', "missing required field `vector`"),
        (b'{"data": [null]}', "Expected `object`, got `null`"),
        (b'{"data": ["AAAAPw=="]}', "Expected `object`, got `str`"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"data": [{"vector": [NaN]}]}', "Expected finite numbers"),
        (b'{"data": [{"vector": [1e400]}]}', "Expected finite numbers"),
        (b'{"data": [', "is not JSON"),
        (b"", "is not JSON"),
    ],
)
def test_a_response_without_embeddings_is_an_output_error(body: bytes, message: str) -> None:
    with pytest.raises(OutputError, match=f"^the response from OpenAI .*{message}"):
        read_vectors(body)


def test_embeddings_are_found_at_any_path() -> None:
    kind = list[list[float]]
    assert decode_embeddings(b'["AAAAPw==", [1]]', kind, "X", items=(), vector=()) == [[0.5], [1.0]]
    body = b'{"a b": {"c": [{"d": {"it\'s": "AAAAPw=="}}]}}'
    assert decode_embeddings(body, kind, "X", items=("a b", "c"), vector=("d", "it's")) == [[0.5]]
    with pytest.raises(OutputError, match=r"got 3 bytes - at `\$\.a b\.c\[0\]\.d\.it's`"):
        decode_embeddings(body.replace(b"AAAAPw==", b"AAAA"), kind, "X", items=("a b", "c"), vector=("d", "it's"))


def test_the_byte_order_is_little_endian_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"little": "big", "big": "little"}[sys.byteorder]
    vector = [0.5, -0.25, 3.0]
    assert decode_floats(packed(vector)) == vector
    monkeypatch.setattr(sys, "byteorder", other)  # a machine that would read its own order reversed
    assert decode_floats(packed(vector, ">" if other == "big" else "<")) == vector


# Bodies


class Array:
    """A stand-in for what numpy and others have."""

    def __init__(self, values: Any) -> None:
        self.values = values

    def tolist(self) -> Any:
        return self.values


@dataclass
class Message:
    role: str
    content: Any


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        (base64_field(UPLOAD), '"YWJj"'),
        (data_url_field(UPLOAD), '"data:audio/wav;base64,YWJj"'),
        (UPLOAD, '"YWJj"'),
        (Media(data=b"abc"), '"YWJj"'),
        (Media(url="https://a.test/b.png"), '"https://a.test/b.png"'),
        (b"abc", '"YWJj"'),
        (bytearray(b"abc"), '"YWJj"'),
        (memoryview(b"abc"), '"YWJj"'),
        (Array([[1, 2.5], [3, 4]]), "[[1,2.5],[3,4]]"),
        (Array(7), "7"),
        (Message(role="user", content=None), '{"role":"user","content":null}'),
        (Detection(label="a", score=0.5), '{"label":"a","score":0.5}'),
        ((1, 2), "[1,2]"),
        ({1: "a"}, '{"1":"a"}'),
        (10**30, "1" + "0" * 30),
        (decimal.Decimal("1.5"), '"1.5"'),
        (datetime.date(2020, 1, 2), '"2020-01-02"'),
        ("é 🙂 \u2028 </script>", '"é 🙂 \u2028 </script>"'),
        (None, "null"),
        ([None, {"a": None}], '[null,{"a":null}]'),
        ("null", '"null"'),
    ],
)
def test_a_body_is_encoded(value: Any, encoded: str) -> None:
    assert encode_body({"model": "m", "inputs": [value]}).decode() == f'{{"model":"m","inputs":[{encoded}]}}'


def cycle() -> Any:
    messages: list[Any] = [{"role": "user"}]
    messages[0]["content"] = messages
    return messages


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (object(), "builtins.object is not a JSON type"),
        (int, "builtins.type is not a JSON type"),
        (1j, "builtins.complex is not a JSON type"),
        ({(1, 2): 3}, "builtins.tuple is not a JSON type"),
        ({None: 3}, "builtins.NoneType is not a JSON type"),
        (Array(object()), "builtins.object is not a JSON type"),
        (cycle(), "the input is nested more than 128 levels deep, or contains itself; send flatter JSON"),
        ("\ud800", "not valid Unicode"),
        ({"\udfff": 1}, "not valid Unicode"),
        (range(3), "builtins.range is not a JSON type"),
        (lambda: None, "builtins.function is not a JSON type"),
    ],
)
def test_a_value_that_json_cannot_represent_is_an_error(value: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        encode_body({"inputs": [value]})


def test_an_error_names_the_type_that_cannot_be_sent() -> None:
    with pytest.raises(InputError, match=r"cannot be sent as JSON: .*test_decoding\.Unknown is not a JSON type$"):
        encode_body({"inputs": Unknown()})


class Unknown:
    pass


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize(
    ("body", "place"),
    [
        (lambda number: {"temperature": number}, "temperature"),
        (lambda number: {"a": None, "parameters": {"top_p": number}}, "parameters.top_p"),
        (lambda number: {"inputs": [1.0, [2.0, number]]}, "inputs[1][1]"),
        (lambda number: {"messages": [{"content": None}, {"content": (number,)}]}, "messages[1].content[0]"),
        (lambda number: {"inputs": Array([[0.0, number]])}, "inputs[0][1]"),
        (lambda number: {"messages": [Message(role="user", content=number)]}, "messages[0].content"),
        (lambda number: {"result": Detection(label="a", score=number)}, "result.score"),
        (lambda number: {"image": base64_field(UPLOAD), "raw": b"abc", "media": Media(data=b"abc"), "x": number}, "x"),
        (lambda number: number, "the input"),
        (lambda number: {"text": "A" * 100_000, "x": number}, "x"),
        (lambda number: {"text": "A" * 100_000, "x": [number]}, "x[0]"),
        (lambda number: {"text": "A" * 100_000, "x": [1.0, number]}, "x[1]"),
        (lambda number: {"text": ":,[" * 50_000, "x": [1.0, number]}, "x[1]"),
        (lambda number: {"text": ":null,null[nul " + "A" * 100_000, "x": number}, "x"),
    ],
)
def test_an_error_names_where_a_number_is_not_finite(body: Any, place: str, number: float) -> None:
    with pytest.raises(InputError) as caught:
        encode_body(body(number))
    assert str(caught.value) == f"{place} is {number}, which JSON cannot represent"


def test_only_a_body_with_a_null_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError("looked through")

    monkeypatch.setattr(msgspec, "to_builtins", refuse)
    assert encode_body({"inputs": [0.0] * 3}) == b'{"inputs":[0.0,0.0,0.0]}'


def test_a_deep_body_is_searched() -> None:
    body: Any = None
    for _ in range(MAX_DEPTH // 2):
        body = [{"a": body}]
    assert encode_body(body).endswith(b"]")


@given(json_values)
def test_every_json_value_is_encoded_or_an_error(data: Any) -> None:
    if is_plain(data):
        assert msgspec.json.decode(encode_body(data)) == data
    else:
        with pytest.raises(InputError, match="which JSON cannot represent"):
            encode_body(data)


def is_plain(data: Any) -> bool:
    if isinstance(data, float):
        return math.isfinite(data)
    if isinstance(data, dict):
        return all(map(is_plain, data.values()))
    return not isinstance(data, list) or all(map(is_plain, data))


def test_a_numpy_array_is_sent_as_lists() -> None:
    numpy = pytest.importorskip("numpy")
    body = {"a": numpy.array([[1, 2]]), "b": numpy.float32(0.5), "c": numpy.int64(3), "d": numpy.bool_(True)}
    assert encode_body(body) == b'{"a":[[1,2]],"b":0.5,"c":3,"d":true}'
    with pytest.raises(InputError, match=r"a\[1\] is nan"):
        encode_body({"a": numpy.array([1.0, numpy.nan])})


def list_of(body: bytes) -> list[list[float]]:
    response = Response(status=200, headers={}, body=body, url="", server="Groq")
    return response.decode_list(list[list[float]], "data", "vectors")


@pytest.mark.parametrize(
    "body",
    [
        b"[[1, 0.5]]",
        b" \r\n\t[[1, 0.5]]",
        b'{"data": {"vectors": [[1, 0.5]]}}',
        b'{"vectors": 1, "data": {"vectors": [[1, 0.5]]}}',
    ],
)
def test_a_list_is_the_whole_response_or_at_its_path(body: bytes) -> None:
    assert list_of(body) == [[1.0, 0.5]]


@pytest.mark.parametrize("body", [b"[]", b'{"data": {"vectors": []}}'])
def test_a_list_may_be_empty(body: bytes) -> None:
    assert list_of(body) == []


@pytest.mark.parametrize(
    "body", [b'[["a"]]', b'{"data": [["a"]]}', b'{"data": {"vectors": {}}}', b"{}", b"[", b"", b"7"]
)
def test_a_missing_list_is_an_error(body: bytes) -> None:
    with pytest.raises(OutputError, match="the response from Groq"):
        list_of(body)

"""Bodies are produced in chunks, from memory and from files, and can be produced again."""

from __future__ import annotations

import base64
import json
import os
import tracemalloc
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from inferwire_runtime.bodies import CHUNK_SIZE, MAX_BODY_SIZE, Base64Part, Body, encode_form, encode_json
from inferwire_runtime.errors import InputError
from inferwire_runtime.media_inputs import MAX_FILE_SIZE, read_file
from inferwire_runtime.uploads import LocalFile, base64_field, data_url_field

if TYPE_CHECKING:
    from inferwire_http.models import RequestBody

LARGE = os.urandom(3 * CHUNK_SIZE + 1)


def collect_whole(body: RequestBody) -> list[bytes]:
    return list(map(bytes, body))


def collect_segments(body: RequestBody) -> list[bytes]:
    return [bytes(chunk) for segment in body.segments() for chunk in segment]


by_both = pytest.mark.parametrize("collect", [collect_whole, collect_segments])


@pytest.fixture(params=["memory", "file"])
def local_file(request: pytest.FixtureRequest, tmp_path: Path) -> LocalFile:
    if request.param == "memory":
        return LocalFile(data=LARGE, media_type="audio/wav")
    (tmp_path / "large.wav").write_bytes(LARGE)
    return read_file(tmp_path / "large.wav", "audio")


@by_both
def test_a_file_is_a_body_in_chunks_and_again(collect: Any, local_file: LocalFile) -> None:
    body = Body(local_file)
    for _ in range(2):
        chunks = collect(body)
        assert b"".join(chunks) == LARGE
        assert max(map(len, chunks)) <= CHUNK_SIZE
    assert body.size == len(LARGE)
    assert body.to_bytes() == LARGE


@by_both
def test_a_large_string_is_sent_in_chunks(collect: Any) -> None:
    body = encode_json({"text": "x" * 1_000_000})
    chunks = collect(body)
    assert json.loads(b"".join(chunks)) == {"text": "x" * 1_000_000}
    assert max(map(len, chunks)) <= CHUNK_SIZE


@by_both
@pytest.mark.parametrize("rest", [0, 1, 2])
def test_files_in_json_are_encoded_while_they_are_sent(collect: Any, rest: int) -> None:
    first = LocalFile(data=LARGE[: 3 * CHUNK_SIZE - rest], media_type="image/png")
    second = LocalFile(data=LARGE, media_type="audio/wav")
    small = LocalFile(data=b"small", media_type="image/png")
    parts: dict[str, Any] = {
        "a": base64_field(first),
        "text": "é",
        "many": [data_url_field(second), base64_field(small), base64_field(second)],
    }
    body = encode_json(parts)
    sent = b"".join(collect(body))
    assert body.size == len(sent)
    encoded = base64.b64encode(LARGE).decode()
    assert json.loads(sent) == {
        "a": base64.b64encode(first.read()).decode(),
        "text": "é",
        "many": [f"data:audio/wav;base64,{encoded}", base64.b64encode(b"small").decode(), encoded],
    }


def test_a_file_in_json_is_base64_by_default() -> None:
    body = encode_json({"inputs": LocalFile(data=LARGE, media_type="image/png")})
    assert json.loads(body.to_bytes()) == {"inputs": base64.b64encode(LARGE).decode()}


@by_both
def test_a_form_holds_strings_and_files(collect: Any, local_file: LocalFile) -> None:
    body, content_type = encode_form({"model": 'a"b\r\né', 'fi"le\n': local_file})
    sent = b"".join(collect(body))
    assert body.size == len(sent)
    form = message_from_bytes(b"content-type: " + content_type.encode() + b"\r\n\r\n" + sent, policy=policy.HTTP)
    model, file = form.iter_parts()
    assert model.get_param("name", header="content-disposition") == "model"
    assert model.get_payload(decode=True).decode() == 'a"b\r\né'  # type: ignore[union-attr]
    assert file.get_param("name", header="content-disposition") == "fi%22le%0A"
    assert file.get_filename() == "audio.wav"
    assert file.get_content_type() == "audio/wav"
    assert b"\r\n\r\n" + LARGE + b"\r\n--" in sent


def test_a_form_with_invalid_unicode_is_an_error() -> None:
    with pytest.raises(InputError, match=r"^`prompt` contains a lone surrogate, which is not valid Unicode$"):
        encode_form({"prompt": "\ud800"})


@by_both
@pytest.mark.parametrize("change", [b"shorter", LARGE + b"longer", None])
def test_a_file_that_changes_while_it_is_sent_is_an_error(collect: Any, change: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "large.wav"
    path.write_bytes(LARGE)
    body = Body(read_file(path, "audio"))
    if change is None:
        path.unlink()
    else:
        path.write_bytes(change)
    expected = "cannot read .*No such file" if change is None else "changed while it was sent; call again"
    with pytest.raises(InputError, match=expected):
        collect(body)


def test_a_small_file_is_read_when_the_call_begins(tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    upload = read_file(path, "image")
    path.unlink()
    assert (upload.path, upload.size, len(upload.read())) == (None, 108, 108)


def test_a_file_that_is_too_large_is_an_error_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_SIZE + 1)
    tracemalloc.start()
    with pytest.raises(InputError, match="the audio has 1024 MiB, more than the limit of 1024 MiB; shorten it"):
        read_file(path, "audio")
    assert tracemalloc.get_traced_memory()[1] < 1024**2
    tracemalloc.stop()


def test_a_body_that_is_too_large_in_total_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_SIZE)
    upload = read_file(path, "audio")
    with pytest.raises(
        InputError, match=rf"the request has 2730 MiB, more than the limit of {MAX_BODY_SIZE // 1024**2} MiB; send less"
    ):
        encode_json({"a": base64_field(upload), "b": base64_field(upload)})


def lengths_of_whole(body: RequestBody) -> Iterator[int]:
    return map(len, body)


def lengths_of_segments(body: RequestBody) -> Iterator[int]:
    return (len(chunk) for segment in body.segments() for chunk in segment)


@pytest.mark.parametrize("lengths", [lengths_of_whole, lengths_of_segments])
def test_a_file_is_never_whole_in_memory(lengths: Callable[[RequestBody], Iterator[int]], tmp_path: Path) -> None:
    path = tmp_path / "large.wav"
    with path.open("wb") as file:
        file.truncate(32 * 1024**2)
    body = encode_json({"inputs": base64_field(read_file(path, "audio"))})

    tracemalloc.start()
    size = sum(lengths(body))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == body.size
    assert peak < 4 * 1024**2


def test_only_segments_that_read_a_file_block(tmp_path: Path) -> None:
    path = tmp_path / "large.wav"
    path.write_bytes(LARGE)
    on_disk = read_file(path, "audio")
    in_memory = LocalFile(data=LARGE, media_type="audio/wav")
    assert [segment.is_blocking for segment in Body(b"a", on_disk, in_memory).segments()] == [False, True, False]
    body = encode_json({"a": base64_field(on_disk), "b": base64_field(in_memory)})
    assert [segment.is_blocking for segment in body.segments()] == [False, True, False, False, False]
    form, _ = encode_form({"model": "m", "file": on_disk})
    assert [segment.is_blocking for segment in form.segments()] == [False, True, False]


@pytest.mark.parametrize("encodes", [True, False], ids=["base64", "raw"])
def test_chunks_that_are_closed_early_close_the_file(encodes: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []

    def iter_chunks(self: LocalFile, size: int) -> Any:
        try:
            yield from [LARGE[:size], LARGE[size:]]
        finally:
            closed.append(True)

    monkeypatch.setattr(LocalFile, "iter_chunks", iter_chunks)
    file = LocalFile(data=LARGE, media_type="image/png")
    (segment,) = Body(Base64Part(file) if encodes else file).segments()
    chunks: Any = iter(segment)
    assert next(chunks)
    chunks.close()
    assert closed

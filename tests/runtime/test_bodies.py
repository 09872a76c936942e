"""Bodies leave piece by piece, from memory and from files, and can be sent again."""

from __future__ import annotations

import base64
import json
import os
import tracemalloc
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import anyio
import pytest

from inferwire_runtime.bodies import BODY_LIMIT, PIECE_SIZE, Body, encode_form, encode_json
from inferwire_runtime.errors import InputError
from inferwire_runtime.media import UPLOAD_LIMIT, Upload, as_base64, as_data_url, read_upload

LARGE = os.urandom(3 * PIECE_SIZE + 1)


def collect_sync(body: Body) -> list[bytes]:
    return list(body)


def collect_async(body: Body) -> list[bytes]:
    async def main() -> list[bytes]:
        return [piece async for piece in body]

    return anyio.run(main)


def collect_trio(body: Body) -> list[bytes]:
    async def main() -> list[bytes]:
        return [piece async for piece in body]

    return anyio.run(main, backend="trio")


both_ways = pytest.mark.parametrize("collect", [collect_sync, collect_async, collect_trio])


@pytest.fixture(params=["memory", "file"])
def upload(request: pytest.FixtureRequest, tmp_path: Path) -> Upload:
    if request.param == "memory":
        return Upload(data=LARGE, media_type="audio/wav")
    (tmp_path / "large.wav").write_bytes(LARGE)
    return read_upload(tmp_path / "large.wav", "audio")


@both_ways
def test_a_medium_is_the_body_in_pieces_and_again(collect: Any, upload: Upload) -> None:
    body = Body(upload)
    for _ in range(2):
        pieces = collect(body)
        assert b"".join(pieces) == LARGE
        assert max(map(len, pieces)) <= PIECE_SIZE
    assert body.size == len(LARGE)
    assert body.whole() == LARGE


@both_ways
def test_a_large_text_leaves_in_pieces(collect: Any) -> None:
    body = encode_json({"text": "x" * 1_000_000})
    pieces = collect(body)
    assert json.loads(b"".join(pieces)) == {"text": "x" * 1_000_000}
    assert max(map(len, pieces)) <= PIECE_SIZE


@both_ways
@pytest.mark.parametrize("rest", [0, 1, 2])
def test_media_in_json_become_base64_while_they_are_sent(collect: Any, rest: int) -> None:
    first = Upload(data=LARGE[: 3 * PIECE_SIZE - rest], media_type="image/png")
    second = Upload(data=LARGE, media_type="audio/wav")
    small = Upload(data=b"small", media_type="image/png")
    parts: dict[str, Any] = {
        "a": as_base64(first),
        "text": "é",
        "many": [as_data_url(second), as_base64(small), as_base64(second)],
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


def test_a_medium_is_base64_without_more_words() -> None:
    body = encode_json({"inputs": Upload(data=LARGE, media_type="image/png")})
    assert json.loads(body.whole()) == {"inputs": base64.b64encode(LARGE).decode()}


@both_ways
def test_a_form_holds_texts_and_files(collect: Any, upload: Upload) -> None:
    body, content_type = encode_form({"model": 'a"b\r\né', 'fi"le\n': upload})
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


def test_a_form_with_text_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(InputError, match="prompt holds text that is not valid Unicode"):
        encode_form({"prompt": "\ud800"})


@both_ways
@pytest.mark.parametrize("change", [b"shorter", LARGE + b"longer", None])
def test_a_file_that_changes_while_it_is_sent_is_an_error(collect: Any, change: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "large.wav"
    path.write_bytes(LARGE)
    body = Body(read_upload(path, "audio"))
    if change is None:
        path.unlink()
    else:
        path.write_bytes(change)
    expected = "cannot read .*No such file" if change is None else "changed while it was sent; call again"
    with pytest.raises(InputError, match=expected):
        collect(body)


def test_a_small_file_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    upload = read_upload(path, "image")
    path.unlink()
    assert (upload.path, upload.size, len(upload.read())) == (None, 108, 108)


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    with path.open("wb") as file:
        file.truncate(UPLOAD_LIMIT + 1)
    tracemalloc.start()
    with pytest.raises(InputError, match="the audio has 1024 MiB, and 1024 MiB are sent at most; shorten it"):
        read_upload(path, "audio")
    assert tracemalloc.get_traced_memory()[1] < 1024**2
    tracemalloc.stop()


def test_a_body_that_is_too_large_in_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    with path.open("wb") as file:
        file.truncate(UPLOAD_LIMIT)
    upload = read_upload(path, "audio")
    with pytest.raises(InputError, match=rf"the request would have 2730 MiB, and {BODY_LIMIT // 1024**2} MiB are sent"):
        encode_json({"a": as_base64(upload), "b": as_base64(upload)})


@both_ways
def test_a_file_is_never_whole_in_memory(collect: Any, tmp_path: Path) -> None:
    path = tmp_path / "large.wav"
    with path.open("wb") as file:
        file.truncate(32 * 1024**2)
    body = encode_json({"inputs": as_base64(read_upload(path, "audio"))})

    def send_sync() -> None:
        for _ in body:
            pass

    async def send_async() -> None:
        async for _ in body:
            pass

    tracemalloc.start()
    send_sync() if collect is collect_sync else anyio.run(send_async)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 1024**2

"""Media files in the messages of a chat are sent as servers read them."""

from __future__ import annotations

import base64
import copy
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_runtime.errors import InputError
from inferwire_runtime.media import Media
from inferwire_runtime.message_media import convert_messages, has_parts, needs_thread
from tests.support.calls import all_backends
from tests.support.local_servers import http_response, local_server

PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(16)
MP4 = b"\x00\x00\x00\x20ftypisom" + bytes(24)
PDF = b"%PDF-1.7\n"
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "A cat."}, "finish_reason": "stop"}]}


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def url_of(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{text_of(data)}"


PNG_URL = url_of("image/png", PNG)


def send(run: Any, messages: Any, **options: Any) -> Any:
    """Return the messages that a chat sends over HTTP."""
    with local_server(lambda request: http_response(200, CHAT)) as server:
        if run.__name__ == "run_blocking":
            with InferenceClient(base_url=f"{server.url}/v1", api_key=False, model="m") as client:
                client.chat_completion(messages, **options)
        else:

            async def main() -> None:
                async with AsyncInferenceClient(base_url=f"{server.url}/v1", api_key=False, model="m") as client:
                    await client.chat_completion(messages, **options)

            anyio.run(main, backend="trio" if run.__name__ == "run_trio" else "asyncio")
        return json.loads(server.received[0].body)["messages"]


def convert(*parts: Any) -> Any:
    """Return parts of a message as they are sent."""
    from inferwire_runtime.decoding import encode_body

    return json.loads(encode_body(convert_messages([{"role": "user", "content": list(parts)}])))[0]["content"]


def image_part(image: Any) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": image}}


@all_backends
def test_a_chat_sends_media_files_as_data_urls(run: Any, tmp_path: Path) -> None:
    large = PNG + bytes(200_000)  # is read while it is sent
    (tmp_path / "cat.png").write_bytes(large)
    (tmp_path / "report.pdf").write_bytes(PDF)
    messages = [
        {"role": "system", "content": "You see well."},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What is this?"},
                image_part(tmp_path / "cat.png"),
                {"type": "image_url", "image_url": {"url": PNG, "detail": "low"}},
                {"type": "input_audio", "input_audio": {"data": WAV}},
                {"type": "video_url", "video_url": {"url": io.BytesIO(MP4)}},
                {"type": "file", "file": {"file_data": tmp_path / "report.pdf"}},
            ],
        },
    ]
    before = copy.copy(messages[1]["content"])
    assert send(run, messages) == [
        {"role": "system", "content": "You see well."},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What is this?"},
                image_part(url_of("image/png", large)),
                {"type": "image_url", "image_url": {"url": PNG_URL, "detail": "low"}},
                {"type": "input_audio", "input_audio": {"data": text_of(WAV), "format": "wav"}},
                {"type": "video_url", "video_url": {"url": url_of("video/mp4", MP4)}},
                {"type": "file", "file": {"file_data": url_of("application/pdf", PDF), "filename": "report.pdf"}},
            ],
        },
    ]
    assert messages[1]["content"] == before, "the caller's messages are not changed"
    assert messages[1]["content"][1] == image_part(tmp_path / "cat.png")


SOURCES: dict[str, Callable[[], Any]] = {
    "bytes": lambda: PNG,
    "bytearray": lambda: bytearray(PNG),
    "memoryview": lambda: memoryview(PNG),
    "open file": lambda: io.BytesIO(PNG),
    "Media": lambda: Media(data=PNG),
    "base64": lambda: text_of(PNG),
    "data URL": lambda: PNG_URL,
}


@pytest.mark.parametrize("make", SOURCES.values(), ids=SOURCES.keys())
def test_an_image_is_sent_as_a_data_url(make: Callable[[], Any]) -> None:
    assert convert(image_part(make())) == [image_part(PNG_URL)]
    assert convert({"type": "image_url", "image_url": make()}) == [image_part(PNG_URL)], "without an object"
    assert convert({"type": "input_image", "image_url": make()}) == [{"type": "input_image", "image_url": PNG_URL}]


def test_pil_images_and_arrays_are_sent_as_data_urls() -> None:
    pil, numpy = pytest.importorskip("PIL.Image"), pytest.importorskip("numpy")
    image, array, audio = convert(
        image_part(pil.new("RGB", (2, 2))),
        image_part(numpy.zeros((2, 2, 3), "uint8")),
        {"type": "input_audio", "input_audio": (numpy.zeros(4, "float32"), 16000)},
    )
    assert image["image_url"]["url"].startswith("data:image/png;base64,")
    assert array["image_url"]["url"].startswith("data:image/png;base64,")
    assert base64.b64decode(audio["input_audio"]["data"])[:4] == b"RIFF"
    assert audio["input_audio"]["format"] == "wav"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.test/cat.png",
        "HTTP://a.test/cat",
        "data:image/png;base64,eA==",
        "gs://bucket/cat.png",
        "file:///srv/cat.png",
        "file-7f3a",
        "",
    ],
)
def test_a_url_is_sent_as_it_is(url: str) -> None:
    assert convert(image_part(url)) == [image_part(url)]
    assert convert({"type": "image_url", "image_url": url}) == [image_part(url)]


@pytest.mark.parametrize(
    "path", ["{}/cat.png", "cat.png", "./cat", "../x/cat.JPG", "~/cat", "C:\\cat.png", "/etc/passwd"]
)
def test_no_string_in_a_message_is_read_as_a_path(path: str, tmp_path: Path) -> None:
    (tmp_path / "cat.png").write_bytes(PNG)
    with pytest.raises(InputError, match=r"in a message is neither a URL nor a data URL; .* pass pathlib.Path"):
        convert(image_part(path.format(tmp_path)))


@pytest.mark.parametrize(
    ("audio", "sent"),
    [
        (WAV, {"data": text_of(WAV), "format": "wav"}),
        ({"data": WAV}, {"data": text_of(WAV), "format": "wav"}),
        ({"data": WAV, "format": "x"}, {"data": text_of(WAV), "format": "x"}),
        ({"data": text_of(WAV)}, {"data": text_of(WAV), "format": "wav"}),
        ({"data": text_of(WAV), "format": "mp3"}, {"data": text_of(WAV), "format": "mp3"}),
        ({"data": "AQID"}, {"data": "AQID"}),
        ({"data": "data:audio/mpeg;base64,AQID"}, {"data": "data:audio/mpeg;base64,AQID", "format": "mp3"}),
        ({"data": b"ID3\x04" + bytes(6)}, {"data": text_of(b"ID3\x04" + bytes(6)), "format": "mp3"}),
        ({"data": b"fLaC" + bytes(8)}, {"data": text_of(b"fLaC" + bytes(8)), "format": "flac"}),
        ({"data": MP4}, {"data": text_of(MP4), "format": "m4a"}),
        ({"data": b"\x01\x02\x03"}, {"data": "AQID"}),
    ],
)
def test_audio_is_sent_as_base64_with_its_format(audio: Any, sent: Any) -> None:
    assert convert({"type": "input_audio", "input_audio": audio}) == [{"type": "input_audio", "input_audio": sent}]


def test_a_document_is_sent_as_a_data_url_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"Cats sleep.")
    notes = {"file_data": url_of("text/plain", b"Cats sleep."), "filename": "notes.txt"}
    assert convert({"type": "file", "file": tmp_path / "notes.txt"}) == [{"type": "file", "file": notes}]
    pdf = url_of("application/pdf", PDF)
    for file, sent in (
        (PDF, {"file_data": pdf, "filename": "file.pdf"}),
        ({"file_data": PDF, "filename": "a.pdf"}, {"file_data": pdf, "filename": "a.pdf"}),
        ({"file_data": pdf}, {"file_data": pdf}),
        ({"file_id": "file-1"}, {"file_id": "file-1"}),
        ("https://a.test/a.pdf", "https://a.test/a.pdf"),
    ):
        assert convert({"type": "file", "file": file}) == [{"type": "file", "file": sent}]


def test_other_parts_are_sent_as_they_are_and_never_as_bare_base64() -> None:
    parts: list[Any] = [
        {"type": "text", "text": "/etc/passwd", "cache_control": {"type": "ephemeral"}},
        {"type": "thinking", "thinking": "Hm."},
        {"type": "image_url", "image_url": None},
        {"type": "image_url", "image_url": {"id": "x"}},
        {"type": "image", "url": "cat.png"},
        "text",
        None,
    ]
    assert convert(*parts) == parts
    assert convert({"type": "image", "image": PNG}) == [{"type": "image", "image": PNG_URL}]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (image_part(WAV), "the image is audio/wav; pass an image"),
        (image_part(b""), "the image is empty"),
        (image_part(Path("/no/such/cat.png")), "cannot read the image '/no/such/cat.png': No such file"),
        ({"type": "input_audio", "input_audio": {"data": PNG}}, "the audio is image/png; pass an audio file"),
        ({"type": "video_url", "video_url": {"url": PNG}}, "the video is image/png; pass a video"),
        ({"type": "file", "file": {"file_data": Path("/no/such/a.pdf")}}, "cannot read the file '/no/such/a.pdf'"),
    ],
)
@all_backends
def test_a_file_that_cannot_be_sent_is_an_error_before_anything_is_sent(run: Any, part: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        send(run, [{"role": "user", "content": [part]}])


@pytest.mark.parametrize("messages", [[], [{"role": "user", "content": "x"}], [{"role": "user"}], "x", None, 7, [None]])
def test_messages_without_parts_are_left_alone(messages: Any) -> None:
    assert not has_parts(messages)


def test_only_what_takes_time_is_read_in_a_thread() -> None:
    def messages(image: Any) -> Any:
        return [{"role": "user", "content": [{"type": "text", "text": "x"}, image_part(image)]}]

    assert [needs_thread(messages(image)) for image in (PNG, PNG_URL, Path("cat.png"), io.BytesIO(PNG))] == [
        False,
        False,
        True,
        True,
    ]

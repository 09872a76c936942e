"""A media file in a response can be used as bytes, saved under any name, and states what its header states."""

from __future__ import annotations

import base64
import copy
import hashlib
import io
import pickle
import struct
import sys
import wave
from pathlib import Path
from typing import Any

import pytest

from inferwire import InferenceClient
from inferwire_runtime.decoding import encode_body
from inferwire_runtime.errors import InputError
from inferwire_runtime.media import Media
from tests.support.local_servers import http_response, local_server

FLAC = b"fLaC\x00\x00\x00\x22" + bytes(34)


def make_wav(frames: bytes, *, channels: int = 1, width: int = 2, rate: int = 8000) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(rate)
        writer.writeframes(frames)
    return file.getvalue()


WAV = make_wav(struct.pack("<4h", 0, 1, -1, 32767))


def make_image(form: str, *, mode: str = "RGB", frames: int = 1, **save: Any) -> bytes:
    size = (40, 20)
    pil = pytest.importorskip("PIL.Image")
    file = io.BytesIO()
    more = [pil.new(mode, size, "blue")] * (frames - 1)
    options = {"save_all": True, "append_images": more} if more else {}
    pil.new(mode, size, "red").save(file, form, **options, **save)
    return file.getvalue()


def test_audio_can_be_used_as_bytes(tmp_path: Path) -> None:
    audio = Media(data=FLAC)
    assert isinstance(audio, bytes)
    assert (bytes(audio), len(audio), audio[:4], audio[0], list(audio)) == (FLAC, 42, b"fLaC", 0x66, list(FLAC))
    assert (type(bytes(audio)), type(audio.data)) == (bytes, bytes)
    assert audio == FLAC
    assert FLAC == audio  # noqa: SIM300 - from both sides
    assert base64.b64encode(audio) == base64.b64encode(FLAC)
    assert hashlib.sha256(audio).digest() == hashlib.sha256(FLAC).digest()
    assert io.BytesIO(audio).read() == memoryview(audio) == FLAC
    (tmp_path / "a").write_bytes(audio)
    with (tmp_path / "b").open("wb") as file:
        file.write(audio)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == FLAC
    assert (repr(audio), str(audio), f"{audio}") == ("Media(audio/flac, 42 bytes)",) * 3
    assert isinstance(audio, Media)
    assert type(audio).__name__ == "Media"


def test_audio_is_encoded_copied_and_pickled_as_media() -> None:
    audio = Media(data=FLAC, url="https://a.test/b.flac")
    assert encode_body({"audio": audio}) == b'{"audio":"%s"}' % base64.b64encode(FLAC)
    for other in (copy.copy(audio), copy.deepcopy(audio), pickle.loads(pickle.dumps(audio))):
        assert other == audio
        assert (other.media_type, other.url, other.attempts) == ("audio/flac", audio.url, ())
    with pytest.raises(TypeError, match="unhashable"):
        hash(audio)


def test_an_image_has_the_bytes_of_its_file() -> None:
    data = b"\x89PNG\r\n\x1a\n" + bytes(24)
    image = Media(data=data)
    assert (bytes(image), len(image), image[:4], list(image)) == (data, 32, data[:4], list(data))
    assert image == data
    assert io.BytesIO(bytes(image)).read() == data


@pytest.mark.skipif(sys.version_info < (3, 12), reason="only C types have buffers")
def test_an_image_can_be_written_where_bytes_are_expected() -> None:
    image = Media(data=b"\x89PNG\r\n\x1a\n" + bytes(24))
    file = io.BytesIO()
    assert file.write(image) == 32  # type: ignore[arg-type]
    assert base64.b64encode(image) == base64.b64encode(file.getvalue())  # type: ignore[arg-type]
    with pytest.raises(BufferError, match=r"use \.data"):
        memoryview(image)  # type: ignore[arg-type]


def test_a_file_that_was_not_downloaded_is_true_and_has_no_bytes() -> None:
    media = Media(url="https://a.test/b.flac")
    assert media
    assert (media.size, media.duration, media.sample_rate) == (None, None, None)
    for use in (bytes, len, list, lambda media: media[:4]):
        with pytest.raises(InputError, match="was not downloaded"):
            use(media)
    assert Media(data=b"", media_type="audio/flac"), "an empty file is true, too"


def test_an_image_is_an_array_of_pixels() -> None:
    numpy = pytest.importorskip("numpy")
    image = Media(data=make_image("PNG"))
    assert numpy.array(image).shape == numpy.asarray(image).shape == image.to_numpy().shape == (20, 40, 3)
    assert numpy.array(image)[0, 0].tolist() == [255, 0, 0]
    assert numpy.asarray(image, dtype="float32").dtype == "float32"
    with pytest.raises(InputError, match="the image cannot be decoded"):
        numpy.array(Media(data=b"\x89PNG\r\n\x1a\n" + bytes(24)))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (WAV, [0, 1, -1, 32767]),
        (make_wav(struct.pack("<4h", 1, 2, 3, 4), channels=2), [[1, 2], [3, 4]]),
        (make_wav(b"\x80\xff", width=1), [128, 255]),
        (make_wav(b"\x01\x00\x00\xff\xff\xff", width=3), [256, -256]),
        (make_wav(struct.pack("<2i", 1, -1), width=4), [1, -1]),
    ],
)
def test_audio_has_samples(data: bytes, expected: Any) -> None:
    pytest.importorskip("numpy")
    audio = Media(data=data)
    assert audio.to_numpy().tolist() == expected
    assert audio.sample_rate == 8000


@pytest.mark.parametrize("data", [FLAC, b"\x00\x00\x00\x18ftypisom", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(16)])
def test_a_compressed_file_has_no_array(data: bytes) -> None:
    with pytest.raises(InputError, match=r"cannot be converted to an array|samples of this WAV file are compressed"):
        Media(data=data).to_numpy()


def test_without_libraries_an_array_is_an_error_that_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("numpy", "PIL", "PIL.Image"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError, match="pip install pillow numpy"):
        Media(data=b"\x89PNG\r\n\x1a\n" + bytes(24)).to_numpy()
    with pytest.raises(InputError, match="pip install numpy"):
        Media(data=WAV).to_numpy()


# Saving


@pytest.mark.parametrize(
    ("form", "name", "saved_as"),
    [
        ("JPEG", "a.png", "PNG"),
        ("PNG", "a.jpg", "JPEG"),
        ("PNG", "a.JPEG", "JPEG"),
        ("PNG", "a.webp", "WEBP"),
        ("WEBP", "a.gif", "GIF"),
        ("PNG", "a.tiff", "TIFF"),
        ("PNG", "a.bmp", "BMP"),
        ("PNG", "a.png", "PNG"),
        ("JPEG", "a.jpe", "JPEG"),
        ("JPEG", "a", "JPEG"),
        ("JPEG", "a.img", "JPEG"),
    ],
)
def test_an_image_is_saved_in_the_format_of_its_name(form: str, name: str, saved_as: str, tmp_path: Path) -> None:
    pil = pytest.importorskip("PIL.Image")
    data = make_image(form)
    Media(data=data).save(tmp_path / name)
    with pil.open(tmp_path / name) as image:
        assert (image.format, image.size) == (saved_as, (40, 20))
    if form == saved_as:
        assert (tmp_path / name).read_bytes() == data, "nothing is encoded again"


def test_a_transparent_image_becomes_white_where_the_format_is_opaque(tmp_path: Path) -> None:
    pil = pytest.importorskip("PIL.Image")
    file = io.BytesIO()
    pil.new("RGBA", (4, 4), (0, 0, 0, 0)).save(file, "PNG")
    Media(data=file.getvalue()).save(str(tmp_path / "a.jpg"))
    with pil.open(tmp_path / "a.jpg") as image:
        assert image.getpixel((0, 0)) == (255, 255, 255)


def test_an_animation_stays_one_where_the_format_has_them(tmp_path: Path) -> None:
    pil = pytest.importorskip("PIL.Image")
    animation = Media(data=make_image("GIF", frames=2))
    for name, frames in (("a.webp", 2), ("a.png", 2), ("a.jpg", 1)):
        animation.save(tmp_path / name)
        with pil.open(tmp_path / name) as image:
            assert getattr(image, "n_frames", 1) == frames


def test_a_converted_image_is_upright(tmp_path: Path) -> None:
    pil = pytest.importorskip("PIL.Image")
    tags = pil.new("RGB", (1, 1)).getexif()
    tags[0x112] = 6
    Media(data=make_image("JPEG", exif=tags)).save(tmp_path / "a.png")
    with pil.open(tmp_path / "a.png") as image:
        assert image.size == (20, 40)


def test_a_file_object_receives_the_content_and_a_format_converts_it(tmp_path: Path) -> None:
    data = make_image("JPEG")
    file = io.BytesIO()
    Media(data=data).save(file)
    assert file.getvalue() == data
    with (tmp_path / "a.png").open("wb") as opened:
        Media(data=data).save(opened, format="PNG")
    assert (tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
    Media(data=FLAC).save(file := io.BytesIO())
    assert file.getvalue() == FLAC
    with pytest.raises(InputError, match="opened in mode 'wb'"):
        Media(data=FLAC).save(io.StringIO())  # type: ignore[arg-type]


def test_without_pillow_an_image_is_not_saved_under_a_wrong_name(monkeypatch: Any, tmp_path: Path) -> None:
    for name in ("PIL", "PIL.Image"):
        monkeypatch.setitem(sys.modules, name, None)
    (tmp_path / "a.png").write_bytes(b"before")
    with pytest.raises(InputError, match=r"pip install pillow; or save it as 'name.jpg' \(.suffix\)"):
        Media(data=b"\xff\xd8\xff\xe0" + bytes(24)).save(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == b"before"
    Media(data=b"\xff\xd8\xff\xe0").save(tmp_path / "a.jpg")


def test_a_damaged_image_is_not_converted(tmp_path: Path) -> None:
    pytest.importorskip("PIL.Image")
    with pytest.raises(InputError, match=r"is image/jpeg and cannot be converted to .png: .*'name.jpg'"):
        Media(data=b"\xff\xd8\xff\xe0" + bytes(24)).save(tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.png"])
def test_audio_is_not_saved_under_the_name_of_another_format(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the file is audio/flac and cannot be saved as .*; save it as 'name.flac'"):
        Media(data=FLAC).save(tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (FLAC, "a.flac"),
        (FLAC, "a"),
        (FLAC, "a.raw"),
        (b"OggS\x00\x02", "a.opus"),
        (b"\x00\x00\x00\x18ftypisom", "a.m4a"),
        (b"\x00\x00\x00\x18ftypisom", "a.m4v"),
        (b"\x1aE\xdf\xa3webm", "a.weba"),
        (b"unknown", "a.png"),
    ],
)
def test_a_name_that_fits_is_kept(data: bytes, name: str, tmp_path: Path) -> None:
    Media(data=data).save(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == data


# Headers


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF"])
def test_the_size_of_an_image_is_read_from_its_header(form: str) -> None:
    assert Media(data=make_image(form)).size == (40, 20)


@pytest.mark.parametrize("options", [{"lossless": True}, {"mode": "RGBA"}, {"frames": 2}, {"progressive": True}])
def test_the_size_is_read_from_every_form_of_a_header(options: Any) -> None:
    form = "JPEG" if "progressive" in options else "WEBP"
    assert Media(data=make_image(form, **options)).size == (40, 20)


def box(name: bytes, *content: bytes) -> bytes:
    data = b"".join(content)
    return struct.pack(">I", 8 + len(data)) + name + data


MVHD = box(b"mvhd", bytes(12), struct.pack(">II", 1000, 2500), bytes(80))
TKHD = box(b"tkhd", bytes(76), struct.pack(">II", 640 << 16, 360 << 16))
MP4 = box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", bytes(100)) + box(b"moov", MVHD, box(b"trak", TKHD))
AIFF = b"FORM\x00\x00\x00\x2aAIFF" + b"COMM\x00\x00\x00\x12" + struct.pack(">HIHHQ", 1, 16000, 16, 0x400B, 0xFA00 << 48)
STREAM = struct.pack(">Q", 16000 << 44 | 1 << 41 | 15 << 36 | 32000)
MPEG = b"\xff\xfb\x90\x00"  # 128 kbit/s, 44.1 kHz
XING = MPEG + bytes(32) + b"Xing" + struct.pack(">II", 1, 100) + bytes(400)

HEADERS: dict[str, tuple[bytes, Any, Any, Any]] = {
    "WAV": (WAV, None, 0.0005, 8000),
    "WAV, streamed": (WAV[:40] + b"\xff\xff\xff\xff" + WAV[44:], None, 0.0005, 8000),
    "MP4": (MP4, (640, 360), 2.5, None),
    "AIFF": (AIFF, None, 2.0, 8000),
    "FLAC": (b"fLaC\x00\x00\x00\x22" + bytes(10) + STREAM + bytes(16), None, 2.0, 16000),
    "MP3 of one bit rate": (MPEG + bytes(15996), None, 1.0, 44100),
    "MP3 with a count of frames": (XING, None, pytest.approx(100 * 1152 / 44100), 44100),
    "AU": (b".snd" + struct.pack(">5I", 24, 0xFFFFFFFF, 3, 8000, 1) + bytes(16000), None, 1.0, 8000),
    "text": (b"text", None, None, None),
}


@pytest.mark.parametrize(("data", "size", "duration", "rate"), HEADERS.values(), ids=HEADERS.keys())
def test_a_header_states_size_duration_and_sample_rate(data: bytes, size: Any, duration: Any, rate: Any) -> None:
    media = Media(data=data)
    assert (media.size, media.duration, media.sample_rate) == (size, duration, rate)


@pytest.mark.parametrize("data", [header[0] for header in HEADERS.values()], ids=HEADERS.keys())
def test_a_header_that_is_cut_off_states_nothing_or_the_truth(data: bytes) -> None:
    for end in range(min(len(data), 300)):
        media = Media(data=data[:end])
        assert media.duration is None or media.duration >= 0
        assert media.size in (None, (640, 360))


def test_a_call_returns_audio_as_bytes_and_images_as_pixels() -> None:
    pytest.importorskip("PIL.Image")
    numpy = pytest.importorskip("numpy")
    png = make_image("PNG")
    with (
        local_server(
            lambda request: http_response(200, png if b"cat" in request.body else FLAC, {"content-type": "image/png"})
        ) as server,
        InferenceClient(base_url=server.url, api_key=False) as client,
    ):
        assert numpy.array(client.text_to_image("cat")).shape == (20, 40, 3)
        assert client.text_to_speech("Hello") == FLAC

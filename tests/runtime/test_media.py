"""Media files are read from whatever a caller passes, and have the right media type."""

from __future__ import annotations

import base64
import copy
import inspect
import io
import os
import pickle
import pydoc
import struct
import typing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import UNSET

from inferwire_runtime.errors import InputError, OutputError
from inferwire_runtime.media import (
    Media,
    MediaInput,
    decode_base64,
    media_from_base64,
    media_from_url,
    parse_data_url,
    parse_media,
)
from inferwire_runtime.media_inputs import read_file
from inferwire_runtime.media_types import MEDIA_TYPES, SUFFIXES, MediaKind, detect_media_type, sniff, suffix_for
from inferwire_runtime.uploads import (
    Base64Field,
    LocalFile,
    RemoteFile,
    base64_field,
    data_url_field,
    remote_url,
    url_or_data_url,
    with_accepted_type,
)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)
JPEG = b"\xff\xd8\xff\xe0" + bytes(24)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(16)
MP4 = b"\x00\x00\x00\x20ftypisom" + bytes(24)
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(24)
MATROSKA = WEBM.replace(b"\x84webm", b"\x88matroska")
PNG_BASE64 = base64.b64encode(PNG).decode()

SNIFFED: dict[str, tuple[bytes, str | None]] = {
    "png": (PNG, "image/png"),
    "jpeg": (JPEG, "image/jpeg"),
    "gif 87": (b"GIF87a" + bytes(20), "image/gif"),
    "gif 89": (b"GIF89a" + bytes(20), "image/gif"),
    "webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(16), "image/webp"),
    "bmp": (b"BM\x36\x00\x00\x00\x00\x00\x00\x00" + bytes(20), "image/bmp"),
    "tiff, little end first": (b"II*\x00" + bytes(20), "image/tiff"),
    "tiff, big end first": (b"MM\x00*" + bytes(20), "image/tiff"),
    "avif": (b"\x00\x00\x00\x20ftypavif" + bytes(20), "image/avif"),
    "avif, moving": (b"\x00\x00\x00\x20ftypavis" + bytes(20), "image/avif"),
    "heic": (b"\x00\x00\x00\x20ftypheic" + bytes(20), "image/heic"),
    "heif": (b"\x00\x00\x00\x20ftypmif1" + bytes(20), "image/heif"),
    "wav": (WAV, "audio/wav"),
    "flac": (b"fLaC\x00" + bytes(20), "audio/flac"),
    "mp3 with tags": (b"ID3\x04" + bytes(20), "audio/mpeg"),
    "mp3 without tags": (b"\xff\xfb\x90\x00" + bytes(20), "audio/mpeg"),
    "mp3, half the rate": (b"\xff\xf3\x90\x00" + bytes(20), "audio/mpeg"),
    "mp3, a quarter of the rate": (b"\xff\xe3\x90\x00" + bytes(20), "audio/mpeg"),
    "aac": (b"\xff\xf1\x50\x80" + bytes(20), "audio/aac"),
    "aac, older": (b"\xff\xf9\x50\x80" + bytes(20), "audio/aac"),
    "ogg": (b"OggS\x00" + bytes(20), "audio/ogg"),
    "m4a": (b"\x00\x00\x00\x20ftypM4A " + bytes(20), "audio/mp4"),
    "audio book": (b"\x00\x00\x00\x20ftypM4B " + bytes(20), "audio/mp4"),
    "mp4": (MP4, "video/mp4"),
    "m4v": (b"\x00\x00\x00\x20ftypM4V " + bytes(20), "video/mp4"),
    "quicktime": (b"\x00\x00\x00\x14ftypqt  " + bytes(20), "video/quicktime"),
    "webm": (WEBM, "video/webm"),
    "matroska": (MATROSKA, "video/x-matroska"),
    "pdf": (b"%PDF-1.7" + bytes(20), "application/pdf"),
    "riff of another kind": (b"RIFF\x24\x00\x00\x00ACON" + bytes(20), None),
    "mpeg sync without a layer": (b"\xff\xe1" + bytes(20), None),
    "mpeg sync of a version that is not": (b"\xff\xeb" + bytes(20), None),
    "text": (b"hello, world; this is text", None),
    "json": (b'{"error": "no picture here"}', None),
    "one byte": (b"\xff", None),
    "half a signature": (PNG[:7], None),
    "nothing": (b"", None),
}


@pytest.mark.parametrize(("data", "media_type"), SNIFFED.values(), ids=SNIFFED.keys())
def test_the_media_type_is_sniffed_from_the_first_bytes(data: bytes, media_type: str | None) -> None:
    assert sniff(data) == media_type


@pytest.mark.parametrize(
    ("data", "kind", "media_type"),
    [
        (WEBM, "audio", "audio/webm"),
        (WEBM, "video", "video/webm"),
        (MATROSKA, "audio", "audio/x-matroska"),
        (MATROSKA, "video", "video/x-matroska"),
        (MP4, "audio", "audio/mp4"),
        (MP4, "video", "video/mp4"),
        (PNG, "audio", "image/png"),
        (WAV, "video", "audio/wav"),
    ],
)
def test_the_kind_decides_what_a_container_holds(data: bytes, kind: MediaKind, media_type: str) -> None:
    assert sniff(data, kind) == media_type


@given(st.binary(max_size=80))
def test_no_bytes_make_sniffing_fail(data: bytes) -> None:
    found = sniff(data)
    assert found is None or found in SUFFIXES or found.endswith("x-matroska")


def test_every_suffix_leads_back_to_its_media_type() -> None:
    others = {media_type: MEDIA_TYPES[suffix] for media_type, suffix in SUFFIXES.items()}
    assert {media_type: other for media_type, other in others.items() if other != media_type} == {
        "audio/webm": "video/webm",
        "audio/3gpp2": "video/3gpp2",
    }


@pytest.mark.parametrize(
    ("media_type", "suffix"),
    [
        ("audio/x-wav", ".wav"),
        ("audio/wave", ".wav"),
        ("audio/vnd.wave", ".wav"),
        ("audio/x-flac", ".flac"),
        ("audio/mp3", ".mp3"),
        ("Audio/X-M4A; rate=44100", ".m4a"),
        ("audio/m4a", ".m4a"),
        ("image/jpg", ".jpg"),
        ("video/x-msvideo", ".avi"),
        ("audio/unheard-of", ".bin"),
    ],
)
def test_an_alias_of_a_type_has_the_same_suffix(media_type: str, suffix: str) -> None:
    assert suffix_for(media_type) == suffix


class PathOfBytes:
    """A path as some systems have it: bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> bytes:
        return bytes(self.path)


@pytest.fixture
def image_file(tmp_path: Path) -> Path:
    path = tmp_path / "cake.png"
    path.write_bytes(PNG)
    return path


SOURCES: dict[str, tuple[Any, bool]] = {
    "bytes": (lambda path: PNG, False),
    "bytearray": (lambda path: bytearray(PNG), False),
    "memoryview": (lambda path: memoryview(PNG), False),
    "memoryview with steps": (lambda path: memoryview(b"".join(bytes([byte, 0]) for byte in PNG))[::2], False),
    "path as text": (str, True),
    "path": (lambda path: path, True),
    "path of bytes": (PathOfBytes, True),
    "BytesIO": (lambda path: io.BytesIO(PNG), False),
    "data URL in base64": (lambda path: f"data:image/png;base64,{PNG_BASE64}", False),
    "data URL in capitals": (lambda path: f"DATA:IMAGE/PNG;BASE64,{PNG_BASE64}", False),
    "data URL with a space": (lambda path: f"data:image/png; base64,{PNG_BASE64}", False),
    "data URL in base64, encoded": (lambda path: f"data:image/png;base64,{PNG_BASE64.replace('=', '%3D')}", False),
    "data URL with percent escapes": (lambda path: "data:image/png," + "".join(f"%{byte:02x}" for byte in PNG), False),
    "data URL without a type": (lambda path: f"data:;base64,{PNG_BASE64}", False),
    "data URL of an unknown type": (lambda path: f"data:application/octet-stream;base64,{PNG_BASE64}", False),
    "data URL of a wrong type": (lambda path: f"data:text/html;base64,{PNG_BASE64}", False),
    "data URL that breaks out": (lambda path: f"data:image/png\r\nx-evil: 1;base64,{PNG_BASE64}", False),
    "Media": (lambda path: Media(data=PNG, media_type="image/jpeg"), False),
}


@pytest.mark.parametrize(("make", "is_path"), SOURCES.values(), ids=SOURCES.keys())
def test_a_file_is_read_from(make: Any, is_path: bool, image_file: Path) -> None:
    upload = read_file(make(image_file), "image")
    assert (upload.read(), upload.media_type) == (PNG, "image/png")
    assert upload.source == (str(image_file) if is_path else None)
    assert type(upload.read()) is bytes


def test_an_open_file_is_read(image_file: Path) -> None:
    with image_file.open("rb") as file:
        upload = read_file(file, "image")
    assert (upload.read(), upload.media_type) == (PNG, "image/png")


def test_a_file_without_a_name_is_read(image_file: Path) -> None:
    with image_file.open("rb") as named, open(named.fileno(), "rb", closefd=False) as file:
        assert read_file(file, "image").read() == PNG


@pytest.mark.parametrize(
    ("name", "data", "kind", "media_type"),
    [
        ("song.mp3", WAV, "audio", "audio/wav"),
        ("picture.png", JPEG, "image", "image/jpeg"),
        ("speech.bin", WEBM, "audio", "audio/webm"),
        ("notes.mkv", b"no signature", "video", "video/x-matroska"),
        ("PICTURE.JPEG", b"no signature", "image", "image/jpeg"),
        ("drawing.svg", b"<svg/>", "image", "image/svg+xml"),
        ("speech.opus", b"no signature", "audio", "audio/ogg"),
        ("speech", b"no signature", "audio", "application/octet-stream"),
        ("speech.docx", b"no signature", "audio", "application/octet-stream"),
    ],
)
def test_the_bytes_decide_the_media_type_before_the_file_name(
    name: str, data: bytes, kind: MediaKind, media_type: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_file(tmp_path / name, kind).media_type == media_type


class Closed:
    def read(self) -> bytes:
        raise ValueError("I/O operation on closed file")


class Broken:
    def read(self) -> bytes:
        raise OSError(5, "Input/output error")


class Asynchronous:
    async def read(self) -> bytes:
        return PNG


class TruncatedImage:
    mode = "RGB"

    def getbands(self) -> tuple[str, ...]:
        return ("R", "G", "B")

    def save(self, file: io.BytesIO, format: str) -> None:
        raise OSError("image file is truncated (7 bytes not processed)")


REFUSED: dict[str, tuple[Any, str]] = {
    "None": (None, "must be bytes, a path, a URL, an open binary file or a PIL image or an array, got NoneType"),
    "number": (7, "image must be .* got int"),
    "dict": ({"url": "x"}, "image must be .* got dict"),
    "list": ([PNG], "image must be .* got list"),
    "no bytes": (b"", "the image is empty; check the file"),
    "no bytes in a file": (io.BytesIO(), "the image is empty"),
    "no bytes in a data URL": ("data:image/png;base64,", "the image is empty"),
    "missing file": ("/no/such/file.png", "cannot read the image '/no/such/file.png': No such file"),
    "no name": ("", "cannot read the image '': No such file"),
    "text with a NUL": ("abc\0def", "neither a path nor a URL; pass raw data as bytes"),
    "long text": (PNG_BASE64 * 200, "neither a path nor a URL; pass raw data as bytes"),
    "text of middle length": ("x" * 3000, "cannot read the image 'xxx"),
    "lone surrogate": ("\ud800", "not a valid path"),
    "closed file": (Closed(), "from the file passed: I/O operation on closed file"),
    "broken file": (Broken(), "from the file passed: .*Input/output error"),
    "asynchronous file": (Asynchronous(), "asynchronous file; read it first"),
    "text file": (io.StringIO("text"), "must be a file opened in mode 'rb'; its read\\(\\) returned str"),
    "Media that was not downloaded": (Media(url="https://a.test/b.png"), "was not downloaded"),
    "data URL without comma": ("data:image/png;base64", "the comma is missing"),
    "data URL that is not base64": ("data:image/png;base64,???", "not base64"),
}


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_an_error_that_names_the_remedy(source: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_file(source, "image")


def test_a_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read the audio .*: Is a directory"):
        read_file(tmp_path, "audio")


def test_a_file_opened_as_text_is_an_error(image_file: Path) -> None:
    with (
        image_file.open(encoding="utf-8") as file,
        pytest.raises(InputError, match="must be a file opened in mode 'rb'"),
    ):
        read_file(file, "image")


def test_a_local_file_prints_its_size_and_not_its_content(image_file: Path) -> None:
    assert repr(read_file(image_file, "image")) == "LocalFile(32 bytes, image/png)"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1", "P", "CMYK", "YCbCr", "HSV"])
def test_a_pil_image_is_sent_as_png(mode: str) -> None:
    pil = pytest.importorskip("PIL.Image")
    upload = read_file(pil.new(mode, (3, 2)), "image")
    assert upload.media_type == sniff(upload.read()) == "image/png"
    assert Media(data=upload.read()).to_pil().size == (3, 2)


def test_a_pil_image_that_cannot_be_saved_as_png_is_an_error() -> None:
    with pytest.raises(InputError, match="cannot be saved as PNG: image file is truncated"):
        read_file(TruncatedImage(), "image")


def test_an_array_is_sent_as_png() -> None:
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("PIL.Image")
    upload = read_file(numpy.zeros((2, 3, 3), "uint8"), "image")
    assert Media(data=upload.read()).to_pil().size == (3, 2)
    with pytest.raises(InputError, match=r"the image cannot be an array of shape \(2, 3, 7\)"):
        read_file(numpy.zeros((2, 3, 7), "uint8"), "image")


def test_a_file_becomes_base64_or_a_data_url() -> None:
    upload = LocalFile(data=b"abc", media_type="audio/wav")
    assert base64_field(upload).json_value() == "YWJj"
    assert data_url_field(upload).json_value() == "data:audio/wav;base64,YWJj"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("YWJj", b"abc"),
        ("YWJjZA==", b"abcd"),
        ("YWJjZA", b"abcd"),
        ("YWJj\r\nZA==\n", b"abcd"),
        (" Y W J j ", b"abc"),
        ("-_-_", b"\xfb\xff\xbf"),
        ("+/+/", b"\xfb\xff\xbf"),
        ("", b""),
    ],
)
def test_base64_is_decoded_as_servers_write_it(text: str, data: bytes) -> None:
    assert decode_base64(text) == data


@pytest.mark.parametrize("text", ["Y", "YWJjZ", "YW*j", "YWJj====YWJj", "é", "\ud800", "{}", "====", "YQ==YQ=="])
def test_invalid_base64_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="not base64"):
        decode_base64(text)


@given(st.binary(max_size=60))
def test_base64_is_decoded_with_and_without_padding(data: bytes) -> None:
    text = base64.b64encode(data).decode()
    assert decode_base64(text) == decode_base64(text.rstrip("=")) == data
    assert decode_base64(base64.urlsafe_b64encode(data).decode()) == data


anything = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="data:;,base64%+-_/=image/png \n\ud800é", max_size=40),
    st.text(alphabet=st.characters(codec=None, exclude_categories=[]), max_size=20),
)


@given(st.sampled_from(["data:", "DATA:image/png;base64,", "data:,", "data:;base64,%"]), anything)
@example("data:,", "\ud800")
@example("data:;base64,%", "\ud800")
def test_an_adversarial_data_url_is_decoded_or_an_error(head: str, text: str) -> None:
    try:
        data, _ = parse_data_url(head + text)
    except InputError:
        with pytest.raises(OutputError, match="a media file that cannot be decoded"):
            media_from_base64(head + text)
    else:
        media = parse_media(head + text)
        assert (media.data if media else b"") == data
    try:
        upload = read_file(head + text, "image")
    except InputError:
        return
    assert upload.media_type.isascii()
    assert upload.media_type.isprintable()


@given(st.sampled_from(["", "http://", "https://", "https://[", "http://a:b@c/"]), anything)
def test_an_adversarial_string_in_a_response_is_a_file_none_or_an_output_error(head: str, text: str) -> None:
    for read in (parse_media, media_from_base64, media_from_url):
        try:
            media = read(head + text)
        except OutputError:
            continue
        assert media is None or isinstance(media, Media)


@pytest.mark.parametrize("text", [None, "", 7, b"YWJj", ["YWJj"], " \n", "data:image/png;base64,", "data:,"])
def test_an_empty_value_is_no_file(text: Any) -> None:
    assert parse_media(text) is None
    assert media_from_base64(text) is None
    assert media_from_url(text) is None


@pytest.mark.parametrize(
    ("url", "media_type"),
    [
        ("https://a.test/cake.png", "image/png"),
        ("https://a.test/cake.JPEG?width=1#top", "image/jpeg"),
        ("HTTP://A.TEST/cake.webm", "video/webm"),
        ("https://a.test/cake", "application/octet-stream"),
        ("https://a.test/cake.exe", "application/octet-stream"),
    ],
)
def test_a_url_is_a_file_to_download(url: str, media_type: str) -> None:
    media = media_from_url(url)
    assert media is not None
    assert (media.url, media.media_type, media.is_downloaded) == (url, media_type, False)
    assert media == parse_media(url)
    for use in (lambda: media.data, media.to_base64, media.to_data_url, lambda: read_file(media, "image")):
        with pytest.raises(InputError, match=r"was not downloaded; fetch it from \.url"):
            use()


@pytest.mark.parametrize(
    "url", ["ftp://a.test/x", "file:///etc/passwd", "/x.png", "https://", "https:///x", "http://[::1", "//a.test/x"]
)
def test_only_an_http_url_is_a_file_to_download(url: str) -> None:
    assert media_from_url(url) is None


@pytest.mark.parametrize(
    ("data", "declared", "media_type"),
    [
        (PNG, "image/jpeg", "image/png"),
        (PNG, "application/octet-stream", "image/png"),
        (PNG, None, "image/png"),
        (PNG, "IMAGE/PNG; q=1", "image/png"),
        (WEBM, "audio/webm", "audio/webm"),
        (WEBM, "audio/webm;codecs=opus", "audio/webm"),
        (WEBM, "image/png", "video/webm"),
        (MP4, "audio/mp4", "audio/mp4"),
        (MATROSKA, "video/webm", "video/x-matroska"),
        (b"OggS" + bytes(20), "audio/opus", "audio/opus"),
        (b"OggS" + bytes(20), "video/ogg", "video/ogg"),
        (b"OggS" + bytes(20), "audio/mpeg", "audio/ogg"),
        (b"<svg/>", "image/svg+xml", "image/svg+xml"),
        (b"unknown", "audio/x-new", "audio/x-new"),
        (b"unknown", None, "application/octet-stream"),
        (b"unknown", "", "application/octet-stream"),
        (b"unknown", 'image/x" onerror="alert(1)', "application/octet-stream"),
        (b"unknown", "image/png\r\nx-evil: 1", "application/octet-stream"),
        (b"unknown", "image", "application/octet-stream"),
        (b"unknown", "imagé/png", "application/octet-stream"),
    ],
)
def test_the_bytes_correct_the_declared_media_type(data: bytes, declared: str | None, media_type: str) -> None:
    media = Media(data=data, media_type=declared)
    assert media.media_type == media_type
    assert media.to_data_url() == f"data:{media_type};base64,{base64.b64encode(data).decode()}"
    assert (detect_media_type(data, declared) or "application/octet-stream") == media_type


def test_a_file_is_saved(tmp_path: Path) -> None:
    media = Media(data=PNG)
    media.save(tmp_path / f"cake{media.suffix}")
    media.save(str(tmp_path / "again.png"))
    assert (tmp_path / "cake.png").read_bytes() == (tmp_path / "again.png").read_bytes() == PNG
    assert Media(data=b"unknown").suffix == ".bin"


def test_saving_a_file_that_was_not_downloaded_does_not_truncate(image_file: Path) -> None:
    with pytest.raises(InputError, match="was not downloaded"):
        Media(url="https://a.test/cake.png").save(image_file)
    assert image_file.read_bytes() == PNG


@pytest.mark.parametrize(
    ("media", "shown"),
    [
        (Media(data=PNG), {"image/png": PNG}),
        (Media(data=JPEG), {"image/jpeg": JPEG}),
        (Media(data=b"GIF89a"), {"text/html": '<img src="data:image/gif;base64,R0lGODlh">'}),
        (Media(data=b"fLaC"), {"text/html": '<audio controls src="data:audio/flac;base64,ZkxhQw==">'}),
        (
            Media(data=MP4[:12]),
            {"text/html": '<video controls src="data:video/mp4;base64,AAAAIGZ0eXBpc29t">'},
        ),
        (Media(data=b"%PDF-"), {}),
        (Media(data=b"unknown"), {}),
        (Media(url="https://a.test/cake.png"), {}),
    ],
)
def test_a_notebook_shows_a_file(media: Media, shown: dict[str, Any]) -> None:
    assert media._repr_mimebundle_() == {**shown, "text/plain": repr(media)}


@given(st.text(max_size=30), st.sampled_from(["image/", "audio/", "video/"]))
def test_no_declared_media_type_breaks_out_of_the_html_of_a_notebook(text: str, kind: str) -> None:
    shown = Media(data=b"unknown", media_type=kind + text)._repr_mimebundle_().get("text/html", "")
    assert shown.count('"') in (0, 2)
    assert shown.count("<") == shown.count(">") <= 1


def test_a_file_prints_its_size_and_not_its_content() -> None:
    assert repr(Media(data=PNG)) == "Media(image/png, 32 bytes)"
    assert repr(media_from_url("https://a.test/cake.png?signature=1")) == "Media(image/png, not downloaded)"


def test_files_are_compared_copied_and_pickled_by_content() -> None:
    media = Media(data=PNG, url="https://a.test/cake.png")
    assert copy.copy(media) == copy.deepcopy(media) == pickle.loads(pickle.dumps(media)) == media
    assert media != Media(data=PNG)
    assert media == PNG, "as other objects that hold bytes"
    assert media != JPEG
    assert media != "text"


def test_the_smallest_real_audio_is_sniffed() -> None:
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36, b"WAVE", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", 0)
    assert read_file(header, "audio").media_type == "audio/wav"


def test_a_buffer_that_cannot_be_read_is_an_error() -> None:
    view = memoryview(PNG)
    view.release()
    with pytest.raises(InputError, match="the image cannot be read from the memoryview passed: "):
        read_file(view, "image")


@pytest.mark.parametrize(
    "file", [LocalFile(data=PNG, media_type="image/png"), RemoteFile(url="https://a.test/b.png", kind="image")]
)
def test_a_file_has_the_name_that_the_provider_uses_for_its_type(file: LocalFile | RemoteFile) -> None:
    accepted = with_accepted_type(file, {"image/png": "image/x-png"}, "Groq")
    assert accepted.media_type == ("image/x-png" if isinstance(file, LocalFile) else "image/png")
    with pytest.raises(InputError) as caught:
        with_accepted_type(file, {"image/jpeg": "image/jpeg", "image/webp": "webp"}, "Groq")
    assert str(caught.value) == "Groq does not accept image/png; convert the file to image/jpeg or image/webp"


def test_a_remote_file_of_an_unknown_type_is_accepted() -> None:
    file = RemoteFile(url="https://a.test/b?c=d", kind="image")
    assert with_accepted_type(file, {"image/jpeg": "image/jpeg"}, "Groq") is file
    assert repr(file) == "RemoteFile(https://a.test/b)"
    assert (remote_url(file), url_or_data_url(file)) == (file.url, file.url)


def test_a_local_file_has_no_url() -> None:
    file = LocalFile(data=b"abc", media_type="audio/wav")
    assert remote_url(file) is UNSET
    field = url_or_data_url(file)
    assert isinstance(field, Base64Field)
    assert field.json_value() == "data:audio/wav;base64,YWJj"


@pytest.mark.parametrize("function", [Media.__new__, Media.to_pil, Media.save, parse_media, read_file])
def test_the_types_of_functions_can_be_introspected(function: Any) -> None:
    hints = typing.get_type_hints(function)
    assert "return" in hints
    assert not any(isinstance(each, (str, typing.ForwardRef)) for each in hints.values())


def test_media_input_can_be_introspected() -> None:
    kinds = typing.get_args(MediaInput)
    assert {bytes, str, Media, os.PathLike[str]} <= set(kinds)
    assert not any(isinstance(each, (str, typing.ForwardRef)) for each in kinds)
    pydoc.render_doc(Media)
    assert list(inspect.signature(Media).parameters) == ["data", "media_type", "url"]

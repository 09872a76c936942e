"""Media come in from anything that holds one and go out under their true type."""

from __future__ import annotations

import base64
import copy
import io
import pickle
import struct
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inferwire_runtime.errors import InputError, OutputError
from inferwire_runtime.media import (
    MEDIA_TYPES,
    SUFFIXES,
    Kind,
    Media,
    Upload,
    as_base64,
    as_data_url,
    decode_base64,
    find_media_type,
    media_from_base64,
    media_from_text,
    media_from_url,
    read_upload,
    sniff,
    split_data_url,
    suffix_of,
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
def test_media_type_is_told_from_the_first_bytes(data: bytes, media_type: str | None) -> None:
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
def test_what_is_asked_for_settles_what_a_container_holds(data: bytes, kind: Kind, media_type: str) -> None:
    assert sniff(data, kind) == media_type


@given(st.binary(max_size=80))
def test_no_bytes_make_sniffing_fail(data: bytes) -> None:
    found = sniff(data)
    assert found is None or found in SUFFIXES or found.endswith("x-matroska")


def test_every_suffix_leads_back_to_its_media_type() -> None:
    others = {media_type: MEDIA_TYPES[suffix] for media_type, suffix in SUFFIXES.items()}
    assert {media_type: other for media_type, other in others.items() if other != media_type} == {
        "audio/webm": "video/webm"
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
def test_a_type_under_another_name_has_its_usual_suffix(media_type: str, suffix: str) -> None:
    assert suffix_of(media_type) == suffix


class PathOfBytes:
    """A path as some systems have it: bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> bytes:
        return bytes(self.path)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
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
    "data URL in percents": (lambda path: "data:image/png," + "".join(f"%{byte:02x}" for byte in PNG), False),
    "data URL without a type": (lambda path: f"data:;base64,{PNG_BASE64}", False),
    "data URL that is nothing": (lambda path: f"data:application/octet-stream;base64,{PNG_BASE64}", False),
    "data URL that lies": (lambda path: f"data:text/html;base64,{PNG_BASE64}", False),
    "data URL that breaks out": (lambda path: f"data:image/png\r\nx-evil: 1;base64,{PNG_BASE64}", False),
    "Media": (lambda path: Media(data=PNG, media_type="image/jpeg"), False),
}


@pytest.mark.parametrize(("make", "is_path"), SOURCES.values(), ids=SOURCES.keys())
def test_a_medium_is_read_from(make: Any, is_path: bool, picture: Path) -> None:
    upload = read_upload(make(picture), "image")
    assert (upload.read(), upload.media_type) == (PNG, "image/png")
    assert upload.source == (str(picture) if is_path else None)
    assert type(upload.read()) is bytes


def test_an_open_file_is_read(picture: Path) -> None:
    with picture.open("rb") as file:
        upload = read_upload(file, "image")
    assert (upload.read(), upload.media_type) == (PNG, "image/png")


def test_a_file_without_a_name_is_read(picture: Path) -> None:
    with picture.open("rb") as named, open(named.fileno(), "rb", closefd=False) as file:
        assert read_upload(file, "image").read() == PNG


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
def test_bytes_tell_the_media_type_before_the_file_name(
    name: str, data: bytes, kind: Kind, media_type: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_upload(tmp_path / name, kind).media_type == media_type


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
    "None": (None, "image cannot be a NoneType; pass bytes, a path"),
    "number": (7, "image cannot be a int"),
    "dict": ({"url": "x"}, "image cannot be a dict"),
    "list": ([PNG], "image cannot be a list"),
    "no bytes": (b"", "the image is empty; check the file"),
    "no bytes in a file": (io.BytesIO(), "the image is empty"),
    "no bytes in a data URL": ("data:image/png;base64,", "the image is empty"),
    "missing file": ("/no/such/file.png", "cannot read the image '/no/such/file.png': No such file"),
    "no name": ("", "cannot read the image '': No such file"),
    "text with a NUL": ("abc\0def", "neither a path nor a URL; pass bytes"),
    "long text": (PNG_BASE64 * 200, "neither a path nor a URL; pass bytes"),
    "text of middle length": ("x" * 3000, "cannot read the image 'xxx"),
    "lone surrogate": ("\ud800", "no file can have this name"),
    "closed file": (Closed(), "from the file that was passed: I/O operation on closed file"),
    "broken file": (Broken(), "from the file that was passed: .*Input/output error"),
    "asynchronous file": (Asynchronous(), "asynchronous file; read it first"),
    "text file": (io.StringIO("text"), "opened as text; open it with mode 'rb'"),
    "Media that is not here": (Media(url="https://a.test/b.png"), "was not downloaded"),
    "data URL without comma": ("data:image/png;base64", "the comma is missing"),
    "data URL that is not base64": ("data:image/png;base64,???", "not base64"),
}


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_medium_is_refused_with_the_remedy(source: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_upload(source, "image")


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read the audio .*: Is a directory"):
        read_upload(tmp_path, "audio")


def test_a_file_opened_as_text_is_refused(picture: Path) -> None:
    with picture.open(encoding="utf-8") as file, pytest.raises(InputError, match="open it with mode 'rb'"):
        read_upload(file, "image")


def test_the_name_of_a_missing_file_is_no_secret_but_its_content_is(picture: Path) -> None:
    assert repr(read_upload(picture, "image")) == "Upload(32 bytes, image/png)"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1", "P", "CMYK", "YCbCr", "HSV"])
def test_a_pil_image_is_sent_as_png(mode: str) -> None:
    pil = pytest.importorskip("PIL.Image")
    upload = read_upload(pil.new(mode, (3, 2)), "image")
    assert upload.media_type == sniff(upload.read()) == "image/png"
    assert Media(data=upload.read()).to_pil().size == (3, 2)


def test_a_pil_image_that_no_png_can_hold_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be written as PNG: image file is truncated"):
        read_upload(TruncatedImage(), "image")


def test_an_array_is_sent_as_png() -> None:
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("PIL.Image")
    upload = read_upload(numpy.zeros((2, 3, 3), "uint8"), "image")
    assert Media(data=upload.read()).to_pil().size == (3, 2)
    with pytest.raises(InputError, match=r"no picture can be made of an array of shape \(2, 3, 7\)"):
        read_upload(numpy.zeros((2, 3, 7), "uint8"), "image")


def test_without_pillow_an_array_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    numpy = pytest.importorskip("numpy")
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(InputError, match="pip install pillow"):
        read_upload(numpy.zeros((2, 3, 3), "uint8"), "image")


def test_uploads_become_base64_or_a_data_url() -> None:
    upload = Upload(data=b"abc", media_type="audio/wav")
    assert as_base64(upload).text() == "YWJj"
    assert as_data_url(upload).text() == "data:audio/wav;base64,YWJj"


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
def test_base64_is_read_as_servers_write_it(text: str, data: bytes) -> None:
    assert decode_base64(text) == data


@pytest.mark.parametrize("text", ["Y", "YWJjZ", "YW*j", "YWJj====YWJj", "é", "\ud800", "{}", "====", "YQ==YQ=="])
def test_what_is_not_base64_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not base64"):
        decode_base64(text)


@given(st.binary(max_size=60))
def test_base64_comes_back_with_and_without_its_padding(data: bytes) -> None:
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
def test_a_hostile_data_url_is_refused_or_read(head: str, text: str) -> None:
    try:
        data, _ = split_data_url(head + text)
    except InputError:
        with pytest.raises(OutputError, match="a medium that cannot be read"):
            media_from_base64(head + text)
    else:
        media = media_from_text(head + text)
        assert (media.data if media else b"") == data
    try:
        upload = read_upload(head + text, "image")
    except InputError:
        return
    assert upload.media_type.isascii()
    assert upload.media_type.isprintable()


@given(st.sampled_from(["", "http://", "https://", "https://[", "http://a:b@c/"]), anything)
def test_hostile_text_in_an_answer_is_a_medium_none_or_an_output_error(head: str, text: str) -> None:
    for read in (media_from_text, media_from_base64, media_from_url):
        try:
            media = read(head + text)
        except OutputError:
            continue
        assert media is None or isinstance(media, Media)


@pytest.mark.parametrize("text", [None, "", 7, b"YWJj", ["YWJj"], " \n", "data:image/png;base64,", "data:,"])
def test_what_holds_nothing_is_no_medium(text: Any) -> None:
    assert media_from_text(text) is None
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
def test_a_url_is_a_medium_still_to_be_downloaded(url: str, media_type: str) -> None:
    media = media_from_url(url)
    assert media is not None
    assert (media.url, media.media_type, media.is_downloaded) == (url, media_type, False)
    assert media == media_from_text(url)
    for use in (lambda: media.data, media.to_base64, media.to_data_url, lambda: read_upload(media, "image")):
        with pytest.raises(InputError, match=r"was not downloaded; fetch \.url"):
            use()


@pytest.mark.parametrize(
    "url", ["ftp://a.test/x", "file:///etc/passwd", "/x.png", "https://", "https:///x", "http://[::1", "//a.test/x"]
)
def test_what_is_no_web_address_is_no_download(url: str) -> None:
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
def test_the_bytes_put_the_declared_media_type_right(data: bytes, declared: str | None, media_type: str) -> None:
    media = Media(data=data, media_type=declared)
    assert media.media_type == media_type
    assert media.to_data_url() == f"data:{media_type};base64,{base64.b64encode(data).decode()}"
    assert (find_media_type(data, declared) or "application/octet-stream") == media_type


def test_a_medium_is_saved(tmp_path: Path) -> None:
    media = Media(data=PNG)
    media.save(tmp_path / f"cake{media.suffix}")
    media.save(str(tmp_path / "again.png"))
    assert (tmp_path / "cake.png").read_bytes() == (tmp_path / "again.png").read_bytes() == PNG
    assert Media(data=b"unknown").suffix == ".bin"


def test_saving_what_was_not_downloaded_leaves_the_file_alone(picture: Path) -> None:
    with pytest.raises(InputError, match="was not downloaded"):
        Media(url="https://a.test/cake.png").save(picture)
    assert picture.read_bytes() == PNG


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
def test_a_medium_shows_itself_in_a_notebook(media: Media, shown: dict[str, Any]) -> None:
    assert media._repr_mimebundle_() == {**shown, "text/plain": repr(media)}


@given(st.text(max_size=30), st.sampled_from(["image/", "audio/", "video/"]))
def test_no_declared_media_type_breaks_out_of_the_html_of_a_notebook(text: str, kind: str) -> None:
    shown = Media(data=b"unknown", media_type=kind + text)._repr_mimebundle_().get("text/html", "")
    assert shown.count('"') in (0, 2)
    assert shown.count("<") == shown.count(">") <= 1


def test_a_medium_prints_its_size_and_not_its_bytes() -> None:
    assert repr(Media(data=PNG)) == "Media(image/png, 32 bytes)"
    assert repr(media_from_url("https://a.test/cake.png?signature=1")) == "Media(image/png, not downloaded)"


def test_media_are_compared_copied_and_pickled_by_what_they_hold() -> None:
    media = Media(data=PNG, url="https://a.test/cake.png")
    assert copy.copy(media) == copy.deepcopy(media) == pickle.loads(pickle.dumps(media)) == media
    assert media != Media(data=PNG)
    assert media != PNG


def test_the_smallest_real_sound_is_told() -> None:
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36, b"WAVE", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", 0)
    assert read_upload(header, "audio").media_type == "audio/wav"

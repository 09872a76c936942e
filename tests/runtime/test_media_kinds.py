"""Media files of any format are named by their type; arrays and PIL images are sent in the form that a task needs."""

from __future__ import annotations

import io
import struct
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inferwire_runtime.errors import InputError
from inferwire_runtime.media_inputs import read_file
from inferwire_runtime.media_types import MediaKind, sniff
from tests.support.calls import all_backends
from tests.support.local_servers import http_response, local_server

PADDING = bytes(80)
ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
ID3 = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)

FORMATS: dict[str, tuple[bytes, MediaKind, str]] = {
    "a.aiff": (b"FORM\x00\x00\x00\x2aAIFFCOMM", "audio", "audio/x-aiff"),
    "a.aifc": (b"FORM\x00\x00\x00\x2aAIFCFVER", "audio", "audio/x-aiff"),
    "a.amr": (b"#!AMR\n", "audio", "audio/amr"),
    "a.awb": (b"#!AMR-WB\n", "audio", "audio/amr-wb"),
    "a.wma": (ASF, "audio", "audio/x-ms-wma"),
    "a.wmv": (ASF, "video", "video/x-ms-wmv"),
    "a.caf": (b"caff\x00\x01\x00\x00desc", "audio", "audio/x-caf"),
    "a.au": (b".snd\x00\x00\x00\x18", "audio", "audio/basic"),
    "rf64.wav": (b"RF64\xff\xff\xff\xffWAVEds64", "audio", "audio/wav"),
    "a.w64": (b"riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb", "audio", "audio/x-w64"),
    "a.wv": (b"wvpk", "audio", "audio/x-wavpack"),
    "a.opus": (b"OggS\x00\x02" + bytes(22) + b"OpusHead", "audio", "audio/ogg"),
    "a.ogv": (b"OggS\x00\x02" + bytes(22) + b"\x80theora", "video", "video/ogg"),
    "a.3ga": (b"\x00\x00\x00\x18ftyp3gp4", "audio", "audio/3gpp"),
    "a.3gp": (b"\x00\x00\x00\x18ftyp3gp4", "video", "video/3gpp"),
    "a.3g2": (b"\x00\x00\x00\x18ftyp3g2a", "video", "video/3gpp2"),
    "tagged.flac": (ID3 + b"fLaC\x00\x00\x00\x22", "audio", "audio/flac"),
    "tagged.aac": (ID3 + b"\xff\xf1\x50\x80", "audio", "audio/aac"),
    "tagged.mp3": (ID3 + b"\xff\xfb\x90\x00", "audio", "audio/mpeg"),
    "twice.mp3": (ID3 + ID3, "audio", "audio/mpeg"),
    "a.avi": (b"RIFF\x00\x00\x00\x00AVI LIST", "video", "video/x-msvideo"),
    "a.flv": (b"FLV\x01", "video", "video/x-flv"),
    "a.mpg": (b"\x00\x00\x01\xba", "video", "video/mpeg"),
    "a.ts": ((b"G" + bytes(187)) * 3, "video", "video/mp2t"),
    "old.mov": (b"\x00\x00\x00\x08wide\x00\x00\x00\x00mdat", "video", "video/quicktime"),
    "fragment.mp4": (b"\x00\x00\x00\x18stypmsdh", "video", "video/mp4"),
    "a.jxl": (b"\xff\x0a", "image", "image/jxl"),
    "boxed.jxl": (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "image", "image/jxl"),
    "a.jp2": (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image", "image/jp2"),
    "a.j2k": (b"\xff\x4f\xff\x51", "image", "image/jp2"),
    "a.ico": (b"\x00\x00\x01\x00\x01\x00\x10\x10\x00\x00", "image", "image/x-icon"),
    "a.psd": (b"8BPS\x00\x01", "image", "image/vnd.adobe.photoshop"),
    "a.svg": (b'<?xml version="1.0"?>\n<svg xmlns="x">', "image", "image/svg+xml"),
    "mif.avif": (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif", "image", "image/avif"),
    "mif.heic": (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heic", "image", "image/heic"),
    "burst.heic": (b"\x00\x00\x00\x18ftyphevc", "image", "image/heic"),
}


@pytest.mark.parametrize(("name", "form"), FORMATS.items(), ids=FORMATS.keys())
def test_the_format_of_a_file_is_detected_from_its_bytes(name: str, form: Any, tmp_path: Path) -> None:
    head, kind, media_type = form
    (tmp_path / "no-suffix").write_bytes(head + PADDING)
    assert read_file(tmp_path / "no-suffix", kind).media_type == media_type
    assert read_file(head + PADDING, kind).media_type == media_type


@pytest.mark.parametrize(
    ("name", "kind", "media_type"),
    [
        ("a.mpga", "audio", "audio/mpeg"),
        ("a.mp2", "audio", "audio/mpeg"),
        ("a.weba", "audio", "audio/webm"),
        ("a.webm", "audio", "audio/webm"),
        ("a.webm", "video", "video/webm"),
        ("a.m4b", "audio", "audio/mp4"),
        ("a.m4a", "audio", "audio/mp4"),
        ("a.mp4", "audio", "audio/mp4"),
        ("a.m4v", "video", "video/mp4"),
        ("a.3gp", "audio", "audio/3gpp"),
        ("a.OGA", "audio", "audio/ogg"),
        ("a.ogv", "video", "video/ogg"),
        ("a.aif", "audio", "audio/x-aiff"),
        ("a.snd", "audio", "audio/basic"),
        ("a.ac3", "audio", "audio/ac3"),
        ("a.mka", "audio", "audio/x-matroska"),
        ("a.jfif", "image", "image/jpeg"),
        ("a.tif", "image", "image/tiff"),
    ],
)
def test_the_name_decides_where_the_bytes_do_not(name: str, kind: MediaKind, media_type: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\x01" * 80)
    assert read_file(tmp_path / name, kind).media_type == media_type


def test_flac_is_found_behind_a_tag_with_a_large_cover(tmp_path: Path) -> None:
    cover = 200_000
    size = bytes([cover >> 21 & 127, cover >> 14 & 127, cover >> 7 & 127, cover & 127])
    (tmp_path / "a").write_bytes(b"ID3\x04\x00\x00" + size + bytes(cover) + b"fLaC" + PADDING)
    file = read_file(tmp_path / "a", "audio")
    assert (file.media_type, file.path) == ("audio/flac", str(tmp_path / "a"))


@pytest.mark.parametrize("data", [b"BMW is a brand of cars", b"GIVE ME TEXT" * 40, b"<html><svg></svg></html>"])
def test_text_is_not_taken_for_a_format(data: bytes) -> None:
    assert sniff(data) is None


PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)
WRONG: dict[str, tuple[Any, MediaKind, str]] = {
    "WAV as an image": (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(16), "image", "the image is audio/wav; pass an image"),
    "MP3 as an image": (b"\xff\xfb\x90\x00" + PADDING, "image", "the image is audio/mpeg; pass an image"),
    "MP4 as an image": (b"\x00\x00\x00\x18ftypisom", "image", "the image is video/mp4"),
    "PNG as audio": (PNG, "audio", "the audio is image/png; pass an audio file"),
    "PDF as audio": (b"%PDF-1.7", "audio", "the audio is application/pdf"),
    "PNG as a video": (PNG, "video", "the video is image/png; pass a video"),
    "MP3 as a video": (ID3, "video", "the video is audio/mpeg"),
    "data URL of audio": ("data:audio/x-unheard-of;base64,AQID", "image", "the image is audio/x-unheard-of"),
}


@pytest.mark.parametrize(("source", "kind", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_file_of_another_kind_is_refused(source: Any, kind: MediaKind, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_file(source, kind)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x00\x00\x00\x18ftypisom", "audio"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "audio"),
        (b"GIF89a" + PADDING, "video"),
        (b"%PDF-1.7", "image"),
        (b"unknown" + PADDING, "image"),
    ],
)
def test_a_file_that_servers_may_understand_is_accepted(data: bytes, kind: MediaKind) -> None:
    assert read_file(data, kind).read() == data


# Arrays


def read_wav(data: bytes) -> tuple[int, int, int, bytes]:
    with wave.open(io.BytesIO(data)) as file:
        return file.getframerate(), file.getnchannels(), file.getsampwidth(), file.readframes(file.getnframes())


def samples(*values: float, dtype: str = "float32") -> Any:
    numpy = pytest.importorskip("numpy")
    return numpy.array(values, dtype)


AUDIO: dict[str, tuple[Callable[[], Any], tuple[int, int, int, bytes]]] = {
    "floats": (
        lambda: (samples(0, 0.5, -1, 1.2), 16000),
        (16000, 1, 2, struct.pack("<4h", 0, 16384, -32767, 32767)),
    ),
    "rate first": (lambda: (44100, samples(0, 1)), (44100, 1, 2, struct.pack("<2h", 0, 32767))),
    "rate of NumPy": (lambda: (samples(8000, dtype="int32")[0], samples(0)), (8000, 1, 2, bytes(2))),
    "rate as a float": (lambda: (samples(0), 8000.0), (8000, 1, 2, bytes(2))),
    "float16": (lambda: (samples(1, dtype="float16"), 8000), (8000, 1, 2, b"\xff\x7f")),
    "float64": (lambda: (samples(1, dtype="float64"), 8000), (8000, 1, 2, b"\xff\x7f")),
    "int16": (lambda: (samples(1, -2, dtype="int16"), 8000), (8000, 1, 2, struct.pack("<2h", 1, -2))),
    "int16, big-endian": (lambda: (samples(1, -2, dtype=">i2"), 8000), (8000, 1, 2, struct.pack("<2h", 1, -2))),
    "int32": (lambda: (samples(1, -2, dtype="int32"), 8000), (8000, 1, 4, struct.pack("<2i", 1, -2))),
    "uint8": (lambda: (samples(128, 255, dtype="uint8"), 8000), (8000, 1, 1, b"\x80\xff")),
    "uint8, odd": (lambda: (samples(1, 2, 3, dtype="uint8"), 8000), (8000, 1, 1, b"\x01\x02\x03")),
    "two channels last": (
        lambda: (samples(1, 2, 3, 4, 5, 6, dtype="int16").reshape(3, 2), 8000),
        (8000, 2, 2, struct.pack("<6h", 1, 2, 3, 4, 5, 6)),
    ),
    "two channels first": (
        lambda: (samples(1, 2, 3, 4, 5, 6, dtype="int16").reshape(2, 3), 8000),
        (8000, 2, 2, struct.pack("<6h", 1, 4, 2, 5, 3, 6)),
    ),
    "a batch of one": (
        lambda: (samples(1, 2, 3, dtype="int16").reshape(1, 1, 3), 8000),
        (8000, 1, 2, struct.pack("<3h", 1, 2, 3)),
    ),
    "as datasets have it": (
        lambda: {"array": samples(1), "sampling_rate": 8000, "path": None},
        (8000, 1, 2, b"\xff\x7f"),
    ),
    "as pipelines take it": (lambda: {"raw": samples(1), "sampling_rate": 8000}, (8000, 1, 2, b"\xff\x7f")),
    "as pipelines return it": (lambda: {"audio": samples(1), "sampling_rate": 8000}, (8000, 1, 2, b"\xff\x7f")),
    "a list of samples": (lambda: samples(0) is not None and ([0.0, 1.0], 8000), (8000, 1, 2, b"\x00\x00\xff\x7f")),
}


@pytest.mark.parametrize(("make", "wav"), AUDIO.values(), ids=AUDIO.keys())
def test_an_array_with_its_sample_rate_is_sent_as_wav(make: Callable[[], Any], wav: Any) -> None:
    file = read_file(make(), "audio")
    assert file.media_type == "audio/wav"
    assert read_wav(file.read()) == wav
    assert len(file.read()) % 2 == 0


class Tensor:
    """A tensor of a library other than NumPy."""

    def __init__(self, array: Any) -> None:
        self._array = array

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return self._array


class TensorOnDevice:
    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        raise TypeError("can't convert cuda:0 device type tensor to numpy")


def test_a_tensor_is_sent_like_an_array() -> None:
    numpy = pytest.importorskip("numpy")
    assert read_wav(read_file((Tensor(samples(1)), 8000), "audio").read()) == (8000, 1, 2, b"\xff\x7f")
    assert read_file(Tensor(numpy.zeros((3, 20, 30), "float32")), "image").read()[:4] == b"\x89PNG"
    with pytest.raises(InputError, match="cannot be read from the TensorOnDevice passed: can't convert cuda:0"):
        read_file((TensorOnDevice(), 8000), "audio")


NOT_AUDIO: dict[str, tuple[Callable[[], Any], str]] = {
    **{
        f"{dtype} without a rate": (
            lambda dtype=dtype: samples(0, 1, dtype=dtype),
            r"needs its sample rate; pass \(array, sample_rate\)",
        )
        for dtype in ("float32", "float64", "uint8", "bool", "int16")
    },
    "no samples": (lambda: (samples(), 8000), "the audio is empty"),
    "NaN": (lambda: (samples(float("nan")), 8000), "contains NaN or infinite samples"),
    "infinity": (lambda: (samples(float("inf")), 8000), "contains NaN or infinite samples"),
    "floats that are not scaled": (
        lambda: (samples(20000), 8000),
        "must be between -1 and 1, but has a sample of 20000",
    ),
    "int64": (lambda: (samples(1, dtype="int64"), 8000), "array of int64; convert it to int16"),
    "bools": (lambda: (samples(1, dtype="bool"), 8000), "array of bool; convert it to int16"),
    "complex numbers": (lambda: (samples(1, dtype="complex64"), 8000), "type complex64"),
    "text": (lambda: (pytest.importorskip("numpy").array(["a"]), 8000), "type <U1"),
    "spectrogram": (lambda: (samples(*[0] * 8000).reshape(80, 100), 8000), r"shape \(80, 100\) is not audio"),
    "rate of 0": (lambda: (samples(0), 0), "sample rate of the audio must be an int such as 16000, got 0"),
    "rate of half a sample": (lambda: (samples(0), 0.5), "must be an int such as 16000, got 0.5"),
    "rate of text": (lambda: (samples(0), "16k"), "must be an int such as 16000, got '16k'"),
    "rate of True": (lambda: (samples(0), True), "must be an int such as 16000, got True"),
    "two rates": (lambda: (8000, 16000), "must be bytes, .* or a pair .array, sample_rate., got tuple"),
}


@pytest.mark.parametrize(("make", "message"), NOT_AUDIO.values(), ids=NOT_AUDIO.keys())
def test_an_array_that_is_not_audio_is_refused(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_file(make(), "audio")


def test_audio_and_images_do_not_stand_in_for_each_other() -> None:
    numpy = pytest.importorskip("numpy")
    with pytest.raises(InputError, match=r"the image cannot be an array of shape \(16000,\) and type float64"):
        read_file(numpy.zeros(16000), "image")
    with pytest.raises(InputError, match=r"the image must be bytes, .* got tuple"):
        read_file((numpy.zeros(16000), 8000), "image")
    with pytest.raises(InputError, match="the video cannot be an array; encode it as a file, such as MP4"):
        read_file(numpy.zeros((2, 4, 4, 3), "uint8"), "video")


def make_pixels(*shape: int, dtype: str = "uint8", high: int = 255) -> Any:
    numpy = pytest.importorskip("numpy")
    return numpy.random.default_rng(0).integers(0, high + 1, shape).astype(dtype)


IMAGES: dict[str, tuple[Callable[[], Any], str, Callable[[Any], Any]]] = {
    "gray": (lambda: make_pixels(5, 7), "L", lambda array: array),
    "gray of one channel": (lambda: make_pixels(5, 7, 1), "L", lambda array: array[:, :, 0]),
    "gray with alpha": (lambda: make_pixels(5, 7, 2), "LA", lambda array: array),
    "RGB": (lambda: make_pixels(5, 7, 3), "RGB", lambda array: array),
    "RGBA": (lambda: make_pixels(5, 7, 4), "RGBA", lambda array: array),
    "one pixel wide": (lambda: make_pixels(5, 1, 3), "RGB", lambda array: array),
    "not contiguous": (lambda: make_pixels(5, 14, 3)[:, ::2], "RGB", lambda array: array),
    "channels first": (lambda: make_pixels(3, 20, 30), "RGB", lambda array: array.transpose(1, 2, 0)),
    "a batch of one": (lambda: make_pixels(1, 5, 7, 3), "RGB", lambda array: array[0]),
    "16 bits": (lambda: make_pixels(5, 7, dtype="uint16", high=65535), "I;16", lambda array: array),
    "int64": (lambda: make_pixels(5, 7, dtype="int64"), "L", lambda array: array),
    "bools": (lambda: make_pixels(5, 7, dtype="bool", high=1), "L", lambda array: array * 255),
    "floats": (lambda: make_pixels(5, 7, 3, dtype="float32") / 255, "RGB", lambda array: (array * 255).round()),
}


@pytest.mark.parametrize(("make", "mode", "expected"), IMAGES.values(), ids=IMAGES.keys())
def test_an_array_of_pixels_is_sent_as_png(make: Callable[[], Any], mode: str, expected: Callable[[Any], Any]) -> None:
    numpy, pil = pytest.importorskip("numpy"), pytest.importorskip("PIL.Image")
    array = make()
    file = read_file(array, "image")
    assert file.media_type == "image/png"
    image = pil.open(io.BytesIO(file.read()))
    assert image.mode == mode
    assert (numpy.asarray(image) == expected(array)).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda array: array.astype("float32"), "must be between 0 and 1, but is between 0 and 255"),
        (lambda array: array / -255, "must be between 0 and 1, but is between -1 and"),
        (lambda array: array * float("nan"), "contains NaN or infinite pixels"),
        (lambda array: array.astype("int32") * 2, "image of int32 must be between 0 and 255"),
        (lambda array: array.astype("int16") - 1, "image of int16 must be between 0 and 255"),
        (lambda array: array[:0], "the image is empty"),
        (lambda array: array.astype("complex64"), "type complex64"),
    ],
)
def test_an_array_that_is_not_an_image_is_refused(change: Callable[[Any], Any], message: str) -> None:
    numpy = pytest.importorskip("numpy")
    with pytest.raises(InputError, match=message):
        read_file(change(numpy.arange(256, dtype="uint8").reshape(16, 16)), "image")


def test_an_array_of_pixels_is_sent_without_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    numpy = pytest.importorskip("numpy")
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert read_file(numpy.zeros((2, 3, 3), "uint8"), "image").media_type == "image/png"


def test_without_numpy_a_tensor_is_an_error_that_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(InputError, match="pip install numpy"):
        read_file((Tensor(None), 16000), "audio")
    with pytest.raises(InputError, match="pip install numpy"):
        read_file(Tensor(None), "image")


# PIL images

MODES = ["1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "LAB", "HSV", "I", "F"]
MODES += ["I;16", "I;16B", "I;16L", "I;16N"]


@pytest.mark.parametrize("mode", MODES)
def test_a_pil_image_of_every_mode_is_sent_as_png(mode: str) -> None:
    pil = pytest.importorskip("PIL.Image")
    file = read_file(pil.new(mode, (3, 2)), "image")
    image = pil.open(io.BytesIO(file.read()))
    image.load()
    assert (file.media_type, image.size) == ("image/png", (3, 2))


@pytest.mark.parametrize(
    ("mode", "value", "pixel"),
    [("I", 1000, 1000), ("F", 200.0, 200), ("F", 1.0, 255), ("I;16B", 1000, 1000), ("I;16L", 1000, 1000)],
)
def test_the_values_of_a_pil_image_are_kept(mode: str, value: float, pixel: int) -> None:
    pil = pytest.importorskip("PIL.Image")
    image = pil.open(io.BytesIO(read_file(pil.new(mode, (3, 2), value), "image").read()))
    assert image.getpixel((0, 0)) == pixel


@pytest.mark.parametrize(("mode", "value"), [("I", 70000), ("I", -1), ("F", 300.0), ("F", -0.5)])
def test_a_pil_image_whose_values_do_not_fit_is_refused(mode: str, value: float) -> None:
    pil = pytest.importorskip("PIL.Image")
    with pytest.raises(InputError, match=r"the pixels of the image are between .* scale them"):
        read_file(pil.new(mode, (3, 2), value), "image")


def open_pil(form: str, *, orientation: int = 1, frames: int = 1) -> Any:
    pil = pytest.importorskip("PIL.Image")
    image = pil.new("RGB", (40, 20), "red")
    tags = image.getexif()
    tags[0x112] = orientation
    more = [pil.new("RGB", (40, 20), "blue")] * (frames - 1)
    file = io.BytesIO()
    image.save(file, form, exif=tags, **({"save_all": True, "append_images": more} if more else {}))
    return pil.open(file)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_pil_image_from_a_file_is_sent_as_it_is_in_the_file(form: str) -> None:
    image = open_pil(form, orientation=6)
    file = read_file(image, "image")
    assert (file.media_type, file.read()) == (f"image/{form.lower()}", image.fp.getvalue())
    assert read_file(image, "image").read() == file.read()
    assert image.convert("RGB").getpixel((0, 0))[1] < 5, "the caller can still use the image"


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_pil_image_that_was_loaded_is_sent_upright(orientation: int) -> None:
    pil = pytest.importorskip("PIL.Image")
    image = open_pil("JPEG", orientation=orientation)
    image.load()
    sent = pil.open(io.BytesIO(read_file(image, "image").read()))
    assert (sent.format, sent.size) == ("PNG", (40, 20) if orientation == 3 else (20, 40))
    assert sent.getexif().get(0x112, 1) == 1
    assert image.size == (40, 20), "the caller's image is not changed"


def test_tags_that_the_caller_changed_count() -> None:
    pil = pytest.importorskip("PIL.Image")
    image = open_pil("JPEG", orientation=6)
    image.getexif()[0x112] = 1
    assert pil.open(io.BytesIO(read_file(image, "image").read())).size == (40, 20)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_the_current_frame_of_an_animation_is_sent(form: str) -> None:
    pil = pytest.importorskip("PIL.Image")
    image = open_pil(form, frames=2)
    image.seek(1)
    file = read_file(image, "image")
    assert file.media_type == "image/png"
    assert pil.open(io.BytesIO(file.read())).convert("RGB").getpixel((0, 0))[2] > 200


def test_a_pil_image_that_was_closed_is_refused(tmp_path: Path) -> None:
    pil = pytest.importorskip("PIL.Image")
    pil.new("RGB", (4, 4)).save(tmp_path / "a.png")
    with pil.open(tmp_path / "a.png") as left:
        pass
    closed = pil.new("RGB", (4, 4))
    closed.close()
    for image in (left, closed):
        with pytest.raises(InputError, match=r"the image cannot be saved as PNG: .*; pass an open image, or a file"):
            read_file(image, "image")


def test_a_pil_image_is_refused_as_audio_and_as_a_video() -> None:
    pil = pytest.importorskip("PIL.Image")
    image = pil.new("RGB", (4, 4))
    with pytest.raises(InputError, match="the audio cannot be a PIL image; pass an audio file"):
        read_file(image, "audio")
    with pytest.raises(InputError, match="the video cannot be a PIL image; pass a video"):
        read_file(image, "video")


# Calls


def call(run: Any, task: str, argument: Any, url: str, response: Any) -> Any:
    """Make a call over HTTP, by the client that a backend stands for."""
    import anyio

    from inferwire import AsyncInferenceClient, InferenceClient

    if run.__name__ == "run_blocking":
        with InferenceClient(base_url=url, api_key=False) as client:
            return getattr(client, task)(argument)

    async def main() -> Any:
        async with AsyncInferenceClient(base_url=url, api_key=False) as client:
            return await getattr(client, task)(argument)

    return anyio.run(main, backend="trio" if run.__name__ == "run_trio" else "asyncio")


@all_backends
def test_a_call_sends_an_array_as_a_file(run: Any) -> None:
    with local_server(lambda request: http_response(200, {"text": "x"})) as server:
        call(run, "automatic_speech_recognition", (samples(0, 1), 16000), server.url, {"text": "x"})
    assert server.received[0].headers["content-type"] == "audio/wav"
    assert read_wav(server.received[0].body)[0] == 16000


@all_backends
def test_a_call_with_media_of_another_kind_sends_nothing(run: Any) -> None:
    with local_server(lambda request: http_response(200, [{"label": "x", "score": 1}])) as server:
        for argument in (samples(0, 1), (samples(0, 1), 16000), WRONG["WAV as an image"][0]):
            with pytest.raises(InputError, match="the image "):
                call(run, "image_classification", argument, server.url, [])
    assert not server.received

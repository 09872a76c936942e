"""PIL images as files, and files as PIL images. Pillow is never imported unless a caller uses it."""

from __future__ import annotations

import io
import sys
from typing import Any

from inferwire_runtime.errors import InputError
from inferwire_runtime.media_types import sniff, suffix_for

_PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
_MODES = {  # that PNG cannot hold, and what they become
    "La": "LA",
    "PA": "RGBA",
    "RGBa": "RGBA",
}
_KEPT = ("image/jpeg", "image/png", "image/webp")  # formats that every server reads
_ORIENTATION = 0x112


def encode_pil(image: Any) -> bytes:
    """Return a PIL image as a file.

    An image that was opened from a JPEG, PNG or WebP file and not used since is returned as it is in the file, with its
    orientation tag. Any other image becomes PNG, upright; of an animation, the current frame.

    Raises:
        InputError: If the image is closed or cannot be saved.
    """
    original = _original_file(image)
    if original is not None:
        return original
    buffer = io.BytesIO()
    try:
        upright = _turn_upright(image)
        converted = _convert(upright)
        options = {"icc_profile": None} if converted.mode != upright.mode else {}  # it describes the old colors
        converted.save(buffer, format="PNG", **options)
    except InputError:
        raise
    except Exception as exc:  # Pillow raises errors of many kinds
        is_closed = isinstance(exc, (AssertionError, AttributeError))  # how Pillow misses its file
        reason = "it is closed" if is_closed else exc
        raise InputError(f"the image cannot be saved as PNG: {reason}; pass an open image, or a file") from exc
    return buffer.getvalue()


def _original_file(image: Any) -> bytes | None:
    """Return the file of an image whose pixels have not been read yet; None if the image may have changed."""
    file = getattr(image, "fp", None)
    if file is None or getattr(image, "_im", image) is not None or not _is_pil(image):
        return None
    import PIL.Image  # Pillow is loaded: the image is its own

    try:
        position = file.tell()
        try:
            file.seek(0)
            data: bytes = file.read()
        finally:
            file.seek(position)
        if sniff(data) not in _KEPT:
            return None
        with PIL.Image.open(io.BytesIO(data)) as saved:
            is_same = (saved.size, saved.mode, dict(saved.getexif())) == (image.size, image.mode, dict(image.getexif()))
            is_animated = saved.format != "MPO" and getattr(saved, "n_frames", 1) > 1  # a camera's MPO is one image
        return data if is_same and not is_animated else None
    except Exception:  # a closed file, or one that cannot seek
        return None


def _turn_upright(image: Any) -> Any:
    """Return the image with its EXIF orientation applied."""
    if not _is_pil(image) or image.getexif().get(_ORIENTATION, 1) == 1:
        return image
    import PIL.ImageOps  # Pillow is loaded: the image is its own

    return PIL.ImageOps.exif_transpose(image)


def _is_pil(image: Any) -> bool:
    pil = sys.modules.get("PIL.Image")
    return pil is not None and isinstance(image, pil.Image)


def _convert(image: Any) -> Any:
    """Return the image in a mode that PNG can hold."""
    mode = image.mode
    if mode in _PNG_MODES:
        return image
    if mode.startswith("I;16"):
        return image.convert("I").convert("I;16")  # directly, Pillow cuts off values above 255
    if mode == "I":
        low, high = image.getextrema()
        if low < 0 or high > 0xFFFF:
            raise InputError(
                f"the pixels of the image are between {low} and {high}, and PNG holds 0 to 65535; scale them"
            )
        return image.convert("I;16")
    if mode == "F":
        low, high = image.getextrema()
        if low < 0 or high > 255:
            raise InputError(f"the pixels of the image are between {low:g} and {high:g}; scale them to 0-255")
        return image.point(_from_unit).convert("L") if high <= 1 else image.convert("L")
    if mode == "LAB":
        return _convert_lab(image)
    return image.convert(_MODES.get(mode, "RGB"))


def _from_unit(value: Any) -> Any:
    """Return pixels between 0 and 1 as 0 to 255. Pillow passes an expression, and accepts products only with a sum."""
    return value * 255 + 0


def _convert_lab(image: Any) -> Any:
    import PIL.ImageCms  # only for this mode: Pillow converts it by color profiles

    cms: Any = PIL.ImageCms
    return cms.profileToProfile(image, cms.createProfile("LAB"), cms.createProfile("sRGB"), outputMode="RGB")


def convert_file(data: bytes, media_type: str, suffix: str) -> bytes:
    """Return an image in the format of a file name suffix.

    Raises:
        InputError: If Pillow is not installed, or cannot convert the image.
    """
    remedy = f"save it as 'name{suffix_for(media_type)}' (.suffix)"
    try:
        import PIL.Image  # an optional dependency
    except ImportError as exc:
        raise InputError(
            f"the image is {media_type}, and converting it to {suffix} requires Pillow: pip install pillow; or {remedy}"
        ) from exc
    buffer = io.BytesIO()
    try:
        form = PIL.Image.registered_extensions().get(suffix) or suffix[1:].upper()
        with PIL.Image.open(io.BytesIO(data)) as image:
            if getattr(image, "n_frames", 1) == 1 or form not in _ANIMATED:
                upright = _turn_upright(image)
                (_without_alpha(upright) if form in _OPAQUE else upright).save(buffer, format=form)
            else:
                image.save(buffer, format=form, save_all=True)
    except Exception as exc:  # Pillow raises errors of many kinds
        raise InputError(f"the image is {media_type} and cannot be converted to {suffix}: {exc}; {remedy}") from exc
    return buffer.getvalue()


_ANIMATED = ("GIF", "WEBP", "PNG", "AVIF")
_OPAQUE = ("JPEG", "BMP", "MPO", "PPM")


def _without_alpha(image: Any) -> Any:
    """Return the image on white, for formats without transparency."""
    if image.mode in ("RGB", "L", "1", "CMYK", "YCbCr"):
        return image
    import PIL.Image  # loaded by the caller

    rgba = image.convert("RGBA")
    white = PIL.Image.new("RGB", rgba.size, "white")
    white.paste(rgba, mask=rgba.getchannel("A"))
    return white


def decode_pixels(data: bytes) -> Any:
    """Return the pixels of an image as a NumPy array.

    Raises:
        InputError: If Pillow or NumPy is not installed, or the image is damaged.
    """
    try:
        import numpy as np  # optional dependencies
        import PIL.Image
    except ImportError as exc:
        raise InputError("the pixels of an image require Pillow and NumPy: pip install pillow numpy") from exc
    try:
        with PIL.Image.open(io.BytesIO(data)) as image:
            return np.array(image)
    except Exception as exc:  # Pillow raises errors of many kinds
        raise InputError(f"the image cannot be decoded: {exc}") from exc

"""Draw results on the image that they describe."""

from __future__ import annotations

import colorsys
import io
from typing import Any

from inferwire_runtime.errors import InputError, describe
from inferwire_runtime.jsontypes import is_mapping, is_sequence
from inferwire_runtime.media import Media
from inferwire_runtime.media_inputs import read_file

GOLDEN = 0.618034  # of the circle of hues: neighbors in a list differ as much as they can
SHADE = 0.45  # of a mask over its image
LINE = 0.004  # of the longer side of the image
TEXT = 0.024


def draw(image: Any, results: Any, *, labels: bool = True) -> Media:
    """Return an image with what a task found in it.

    Args:
        image: The image: a file, bytes, a URL that was downloaded as `Media`, or a PIL image.
        results: The result of object detection, zero-shot object detection, image segmentation or depth estimation.
        labels: Whether to write the label and score next to each box, and in each mask.

    Returns:
        A PNG of the same size. Depth is next to the image, at twice the width.

    Raises:
        InputError: If the results have no place in an image, the image cannot be read, or Pillow is not installed.
    """
    canvas = open_image(image)
    depth = _get(results, "depth")
    if depth is not None:
        return _as_png(_side_by_side(canvas, open_image(depth)))
    items = [results] if _is_item(results) else _items(results)
    drawn = 0
    for index, item in enumerate(items):
        color = color_of(index)
        mask, box = _get(item, "mask"), _get(item, "box")
        if mask is not None:
            canvas = _shade(canvas, open_image(mask), color)
            place = _bounds(open_image(mask), canvas.size)
        elif box is not None:
            place = _corners(box)
            _outline(canvas, place, color)
        else:
            continue
        drawn += 1
        if labels and place is not None:
            _write(canvas, place[:2], _caption(item), color)
    if items and not drawn:
        raise InputError("the results have neither boxes, masks nor depth, so nothing can be drawn on the image")
    return _as_png(canvas)


def color_of(index: int) -> tuple[int, int, int]:
    """Return the color of the result at a position."""
    red, green, blue = colorsys.hsv_to_rgb((index * GOLDEN) % 1, 0.75, 0.95)
    return round(red * 255), round(green * 255), round(blue * 255)


def open_image(image: Any) -> Any:
    """Return an image as a PIL image in RGB.

    Raises:
        InputError: If it cannot be read, or Pillow is not installed.
    """
    try:
        import PIL.Image  # an extra
        import PIL.ImageOps
    except ImportError as exc:
        raise InputError("drawing requires Pillow: pip install 'inferwire[show]'") from exc
    if isinstance(image, PIL.Image.Image):
        return PIL.ImageOps.exif_transpose(image).convert("RGB")
    data = bytes(image) if isinstance(image, Media) else read_file(image, "image").read()
    try:
        with PIL.Image.open(io.BytesIO(data)) as opened:
            return PIL.ImageOps.exif_transpose(opened).convert("RGB")
    except Exception as exc:  # Pillow raises errors of many kinds
        raise InputError(f"the image cannot be read: {exc}") from exc


def _get(value: Any, name: str) -> Any:
    return value.get(name) if is_mapping(value) else None


def _is_item(value: Any) -> bool:
    return is_mapping(value) and ("box" in value or "mask" in value)


def _items(results: Any) -> list[Any]:
    if not is_sequence(results):
        raise InputError(f"`results` must be what a task found in an image, got {describe(results)}")
    return list(results)


def _caption(item: Any) -> str:
    label, score = _get(item, "label"), _get(item, "score")
    return f"{label or ''}{'' if score is None else f' {score:.0%}'}".strip()


def _corners(box: Any) -> tuple[float, float, float, float]:
    left, top, right, bottom = (float(box[name]) for name in ("xmin", "ymin", "xmax", "ymax"))
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _bounds(mask: Any, size: tuple[int, int]) -> tuple[float, float, float, float] | None:
    if mask.size != size:
        mask = mask.resize(size)
    found: tuple[float, float, float, float] | None = _as_stencil(mask).getbbox()
    return found


def _as_stencil(mask: Any) -> Any:
    """Return a mask in pure black and white."""
    return mask.convert("L").point([255 * (value > 127) for value in range(256)])


def _shade(canvas: Any, mask: Any, color: tuple[int, int, int]) -> Any:
    import PIL.Image  # loaded before

    if mask.size != canvas.size:
        mask = mask.resize(canvas.size)
    shaded = PIL.Image.blend(canvas, PIL.Image.new("RGB", canvas.size, color), SHADE)
    return PIL.Image.composite(shaded, canvas, _as_stencil(mask))


def _outline(canvas: Any, place: tuple[float, float, float, float], color: tuple[int, int, int]) -> None:
    import PIL.ImageDraw  # Pillow is loaded

    width = max(2, round(max(canvas.size) * LINE))
    PIL.ImageDraw.Draw(canvas).rectangle(place, outline=color, width=width)


def _write(canvas: Any, at: tuple[float, ...], text: str, color: tuple[int, int, int]) -> None:
    if not text:
        return
    import PIL.ImageDraw  # Pillow is loaded
    import PIL.ImageFont

    pen = PIL.ImageDraw.Draw(canvas)
    font = PIL.ImageFont.load_default(size=max(11, round(max(canvas.size) * TEXT)))
    left, top, right, bottom = pen.textbbox((0, 0), text, font=font)
    width, height = right - left + 6, bottom - top + 6
    x = min(max(0, at[0]), max(0, canvas.width - width))
    y = at[1] - height if at[1] >= height else at[1]
    y = min(max(0, y), max(0, canvas.height - height))
    pen.rectangle((x, y, x + width, y + height), fill=color)
    is_light = 0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2] > 140
    pen.text((x + 3 - left, y + 3 - top), text, fill="black" if is_light else "white", font=font)


def _side_by_side(image: Any, other: Any) -> Any:
    import PIL.Image  # Pillow is loaded

    if other.size != image.size:
        other = other.resize(image.size)
    made = PIL.Image.new("RGB", (image.width * 2, image.height))
    made.paste(image, (0, 0))
    made.paste(other, (image.width, 0))
    return made


def _as_png(image: Any) -> Media:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return Media(data=buffer.getvalue(), media_type="image/png")

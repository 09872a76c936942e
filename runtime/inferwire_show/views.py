"""Views of results: HTML in notebooks, files elsewhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inferwire_runtime.errors import InputError, publish
from inferwire_runtime.media import Media
from inferwire_runtime.notebooks import html_of, media_tag
from inferwire_show.drawing import draw

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>inferwire</title>
<body style="font: 15px system-ui, sans-serif; margin: 2em; max-width: 60em">
{body}
</body></html>
"""


class View:
    """A result to look at: the last line of a notebook's cell shows it, and `save` writes a file.

    Attributes:
        image: The image, with what was found in it; None for other results.
        html: The result as HTML.
    """

    def __init__(self, html: str, image: Media | None = None) -> None:
        self.html = html
        self.image = image

    def _repr_html_(self) -> str:
        return self.html

    def _repr_png_(self) -> bytes | None:
        return None if self.image is None else bytes(self.image)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the view to a file: an image if there is one and the suffix is an image's, otherwise an HTML page.

        Raises:
            InputError: If the suffix is of an image and there is none.
        """
        file = Path(path)
        if file.suffix.lower() in ("", ".html", ".htm"):
            file.write_text(PAGE.format(body=self.html), encoding="utf-8")
        elif self.image is not None:
            self.image.save(file)
        else:
            raise InputError(f"this result is not an image; save it as '{file.with_suffix('.html').name}'")

    def __repr__(self) -> str:
        return f"<View of {'an image' if self.image is not None else 'a result'}: save('view.html') to look at it>"


def show(result: Any, image: Any = None) -> View:
    """Return a view of a result.

    Args:
        result: The result of any task: a media file, labels with scores, objects, segments, depth, a transcript, text.
        image: For objects, segments and depth: the image that they were found in.

    Raises:
        InputError: If the image cannot be read, or Pillow is needed and not installed.
    """
    if image is not None:
        drawn = draw(image, result)
        table = "" if isinstance(result, Mapping) and "depth" in result else html_of(result)
        return View(f"{media_tag(drawn)}{table}", drawn)
    if isinstance(result, Media):
        is_image = result.media_type.startswith("image/")
        return View(media_tag(result), result if is_image else None)
    return View(html_of(result))


publish(View)

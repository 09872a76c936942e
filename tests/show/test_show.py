"""Views of results, drawings on images, and subtitles."""

from __future__ import annotations

import copy
import io
import pickle
from pathlib import Path
from typing import Any

import PIL.Image
import pytest

import inferwire
from inferwire import InputError, Media
from inferwire_runtime.notebooks import html_of
from inferwire_runtime.result_lists import ResultList
from inferwire_show.drawing import color_of
from tests.bulk.support import classifier


def png(color: Any, size: tuple[int, int] = (100, 80), mode: str = "RGB") -> bytes:
    buffer = io.BytesIO()
    PIL.Image.new(mode, size, color).save(buffer, format="PNG")
    return buffer.getvalue()


def pixels(media: Media) -> PIL.Image.Image:
    return PIL.Image.open(io.BytesIO(bytes(media))).convert("RGB")


def thing(label: str, box: tuple[int, int, int, int]) -> Any:
    names = ("xmin", "ymin", "xmax", "ymax")
    return {"label": label, "score": 0.9, "box": dict(zip(names, box, strict=True))}


def test_boxes_have_a_color_each() -> None:
    drawn = inferwire.draw(png("white"), [thing("cat", (10, 20, 40, 60)), thing("dog", (50, 20, 90, 60))], labels=False)
    image = pixels(drawn)
    assert (drawn.media_type, image.size) == ("image/png", (100, 80))
    assert image.getpixel((10, 40)) == color_of(0)
    assert image.getpixel((50, 40)) == color_of(1)
    assert image.getpixel((25, 40)) == image.getpixel((5, 5)) == (255, 255, 255)


def test_labels_are_within_the_image_wherever_the_box_is() -> None:
    for box in ((0, 0, 20, 20), (80, 60, 99, 79), (-50, -50, 500, 500), (40, 60, 10, 20)):
        plain = inferwire.draw(png("white"), [thing("a cat", box)], labels=False)
        written = inferwire.draw(png("white"), [thing("a cat", box)])
        assert bytes(written) != bytes(plain)
        assert pixels(written).size == (100, 80)


def test_masks_shade_what_is_white_in_them() -> None:
    mask = PIL.Image.new("L", (100, 80), 0)
    mask.paste(255, (0, 0, 50, 80))
    drawn = inferwire.draw(png("white"), [{"label": "sky", "mask": mask}], labels=False)
    assert pixels(drawn).getpixel((60, 40)) == (255, 255, 255)
    assert pixels(drawn).getpixel((20, 40)) != (255, 255, 255)


def test_depth_is_next_to_its_image() -> None:
    drawn = inferwire.draw(png("white"), {"depth": Media(data=png("black", (10, 8)), media_type="image/png")})
    image = pixels(drawn)
    assert image.size == (200, 80)
    assert image.getpixel((50, 40)) == (255, 255, 255)
    assert image.getpixel((150, 40)) == (0, 0, 0)


def test_results_of_a_call(tmp_path: Path) -> None:
    element = inferwire.ObjectDetectionOutputElement(
        label="cat", score=0.5, box=inferwire.BoundingBox(xmin=10, ymin=20, xmax=40, ymax=60)
    )
    (tmp_path / "cat.png").write_bytes(png("white"))
    for image in (
        tmp_path / "cat.png",
        str(tmp_path / "cat.png"),
        png("white"),
        PIL.Image.new("RGB", (100, 80), "white"),
    ):
        assert pixels(inferwire.draw(image, [element], labels=False)).getpixel((10, 40)) == color_of(0)


@pytest.mark.parametrize(
    ("image", "results", "message"),
    [
        (png("white"), [{"label": "cat"}], "neither boxes, masks nor depth"),
        (png("white"), 5, "must be what a task found in an image"),
        (b"\x89PNG\r\n\x1a\nnothing", [], "cannot be read"),
        ("no-such-file.png", [], "no-such-file.png"),
    ],
)
def test_what_cannot_be_drawn(image: Any, results: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        inferwire.draw(image, results)


def test_nothing_found_leaves_the_image_as_it_is() -> None:
    assert pixels(inferwire.draw(png("white"), [])).getpixel((5, 5)) == (255, 255, 255)


def test_labels_are_bars_and_text_is_escaped() -> None:
    found = ResultList([inferwire.ClassificationOutput(label="<b>good</b>", score=0.25)])
    html = found._repr_html_()
    assert found == [inferwire.ClassificationOutput(label="<b>good</b>", score=0.25)]
    assert "&lt;b&gt;good" in html
    assert "<b>" not in html
    assert "width:2.00em" in html
    assert ResultList()._repr_html_() == "<p>nothing found</p>"
    assert html_of("a < b") == "<pre>a &lt; b</pre>"


def test_views_are_shown_by_notebooks_and_saved_elsewhere(tmp_path: Path) -> None:
    view = inferwire.show([thing("cat", (10, 20, 40, 60))], image=png("white"))
    view.save(tmp_path / "view.png")
    view.save(tmp_path / "view.html")
    with PIL.Image.open(tmp_path / "view.png") as saved:
        assert saved.size == (100, 80)
    page = (tmp_path / "view.html").read_text(encoding="utf-8")
    assert "data:image/png;base64," in page
    assert "cat" in page
    assert view._repr_html_() in page
    labels = inferwire.show([inferwire.ClassificationOutput(label="good", score=0.25)])
    assert labels._repr_png_() is None
    with pytest.raises(InputError, match=r"save it as 'view\.html'"):
        labels.save(tmp_path / "view.png")
    audio = inferwire.show(Media(data=b"fLaC" + bytes(40), media_type="audio/flac"))
    assert "<audio controls" in audio._repr_html_()


def transcript(*chunks: tuple[str, tuple[float | None, float | None] | None]) -> Any:
    parts = [inferwire.AutomaticSpeechRecognitionOutputChunk(text=text, timestamp=times) for text, times in chunks]
    return inferwire.AutomaticSpeechRecognitionOutput(text="", chunks=parts)


def test_subtitles() -> None:
    heard = transcript((" Two cats.", (0.0, 1.5)), (" And <a> dog --> ", (3661.5, None)), ("Yes.", (3663, None)))
    assert heard.to_srt() == (
        "1\n00:00:00,000 --> 00:00:01,500\nTwo cats.\n\n"
        "2\n01:01:01,500 --> 01:01:03,000\nAnd <a> dog -->\n\n"
        "3\n01:01:03,000 --> 01:01:03,200\nYes.\n"
    )
    assert heard.to_vtt().startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nTwo cats.\n\n")
    assert "And &lt;a> dog --&gt;" in heard.to_vtt()
    for empty in (transcript(), transcript(("a", None)), inferwire.AutomaticSpeechRecognitionOutput(text="a")):
        with pytest.raises(InputError, match="pass return_timestamps=True"):
            empty.to_srt()


def test_lists_of_results_are_lists_that_show_themselves() -> None:
    with classifier() as (url, _), inferwire.InferenceClient(base_url=url) as client:
        found: Any = client.text_classification("a")
    assert type(found).__base__ is list
    assert found == list(found)
    assert "good" in found._repr_html_()
    assert (found.meta.status, found.meta.task) == (200, "text-classification")
    for copied in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert copied == found
        assert copied.meta.status == 200

"""Text from specs on pages of Markdown is text and nothing else; the pages of other specs can be printed, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from inferwire_codegen.__main__ import main
from inferwire_codegen.render.filters import cell, code, fenced, link, prose

from .spec_tree import copy_specs


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("plain", "plain"),
        ("between `a*b` and *c*", "between `a*b` and \\*c\\*"),
        ("a lone ` sign", "a lone &#96; sign"),
        ("`a` and a lone `", "`a` and a lone &#96;"),
        ("[a](b) <script> &copy;", "\\[a\\](b) &lt;script\\> &amp;copy;"),
        ("# no heading", "\\# no heading"),
        ("- no list", "&#45; no list"),
        ("1. no list", "1&#46; no list"),
        (": no definition", "&#58; no definition"),
        ("two\n\nparagraphs\u2028and `co\nde`", "two paragraphs and `co de`"),
        ("snake_case and back\\slash", "snake\\_case and back\\\\slash"),
    ],
)
def test_prose_is_a_paragraph_and_code_stays_code(text: str, printed: str) -> None:
    assert prose(text) == printed
    assert cell(text) == printed


def test_prose_is_wrapped_below_its_hanging_indent() -> None:
    lines = prose("word " * 40, 4, 4).split("\n")
    assert len(lines) == 3
    assert all(line.startswith("    word") for line in lines[1:])
    assert max(map(len, lines)) <= 100


def test_a_cell_cannot_be_ended() -> None:
    assert cell("a | b") == "a \\| b"


@pytest.mark.parametrize(
    ("text", "printed"), [("a", "`a`"), ("a`b", "``a`b``"), ("`a`", "`` `a` ``"), ("a\nb", "`a b`")]
)
def test_code_cannot_be_ended(text: str, printed: str) -> None:
    assert code(text) == printed


def test_a_block_of_code_cannot_be_ended() -> None:
    assert fenced("a\n```\n# b", "text") == "````text\na\n```\n# b\n````"


def test_the_target_of_a_link_cannot_be_ended() -> None:
    assert link('https://a.test/x (y) "z"<b>') == "https://a.test/x%20%28y%29%20%22z%22%3Cb%3E"


def test_pages_of_other_specs_are_printed_without_examples(tmp_path: Path) -> None:
    assert main(["--specs", str(copy_specs(tmp_path)), "--out", str(tmp_path / "out")]) == 0
    pages = tmp_path / "docs" / "reference"
    assert "`def echo" not in (pages / "tasks" / "echo.md").read_text()
    assert "def echo(" in (pages / "tasks" / "echo.md").read_text()
    assert "## Example" not in (pages / "tasks" / "draw.md").read_text()
    assert not (pages / "language.md").exists()


def test_adversarial_text_stays_text_on_pages(tmp_path: Path) -> None:
    adversarial = '"<script>alert(1)</script> ```\\n# Heading\\n| a | ![x](http://e.test/x.png) `{{ 1 }}"'
    specs = copy_specs(
        tmp_path,
        changes={
            "tasks/echo/overlay.yaml": {
                "summary: Give a text back.": f"summary: {adversarial}\nexample: {{text: {adversarial}}}"
            },
            "tasks/echo/input.json": {'"Text to give back."': adversarial},
            "tasks/draw/overlay.yaml": {"returns: image": "returns: image\nexample: {image: a.png, prompt: A cat}"},
        },
    )
    assert main(["--specs", str(specs), "--out", str(tmp_path / "out")]) == 0
    text = (tmp_path / "docs" / "reference" / "tasks" / "echo.md").read_text()
    outside = "".join(part for index, part in enumerate(text.split("\n```")) if index % 2 == 0)
    assert "<script" not in outside
    assert "![x](" not in outside
    assert "\n# Heading" not in text

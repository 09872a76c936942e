"""The README's first example prints what the README shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from .pages import DOCS, blocks
from .test_examples import run_python

README = DOCS.parent / "README.md"


def test_the_first_example_prints_what_the_readme_shows(
    reader_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_python(README)
    assert capsys.readouterr().out.startswith(blocks(README, "text")[0].code)

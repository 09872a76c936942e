"""The programs in `examples/` run as they are, against the emulator."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import PIL.Image
import pytest

from inferwire_emulator import RunningEmulator, serve

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


def run(emulator: RunningEmulator, program: str, *arguments: str) -> list[str]:
    """Run a program in a process of its own, and return the lines that it prints."""
    environment = {**os.environ, "INFERWIRE_EMULATOR_URL": emulator.url, "HF_TOKEN": "hf_test"}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / program), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_every_program_is_in_the_list() -> None:
    listed = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for path in EXAMPLES.glob("*.py"):
        assert f"[{path.name}]({path.name})" in listed
        assert runpy.run_path(str(path), run_name="example")["__doc__"]


INVOICE = (
    '{"number": "A-17", "issued": "2024-02-29", "currency": "EUR", '
    '"items": [{"description": "Paint", "price": 9.5, "quantity": 2}, '
    '{"description": "Brush", "price": 1, "quantity": 1}]}'
)


def test_invoices_are_read(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.txt" for name in ("good", "corrected", "refused", "endless", "prose")]
    for path in paths:
        path.write_text("Invoice A-17", encoding="utf-8")
    with serve(strict=True) as emulator:
        emulator.respond("chat-completion", INVOICE, usage=(30, 10))
        emulator.respond("chat-completion", INVOICE.replace("EUR", "DM"), usage=(30, 10))
        emulator.respond("chat-completion", f"```json\n{INVOICE}\n```", usage=(60, 10))
        emulator.respond("chat-completion", finish_reason="content_filter", text="")
        emulator.respond("chat-completion", INVOICE[:20], finish_reason="length")
        emulator.respond("chat-completion", "I see no invoice.", times=3)
        lines = run(emulator, "extraction.py", *map(str, paths))
        repair = emulator.journal[2].body.decode()
    assert "Invalid enum value 'DM'" in repair
    assert [line.replace(f"{tmp_path}/", "") for line in lines] == [
        "good.txt: A-17 of 29 February 2024: 20.00 EUR",
        "corrected.txt: A-17 of 29 February 2024: 20.00 EUR",
        "refused.txt: refused: None",
        "endless.txt: too long for one response",
        "prose.txt: no invoice after 3 tries: 'I see no invoice.'",
        "150 tokens",
    ]


def test_an_agent_plans_a_trip() -> None:
    calls = [("weather", {"city": "Rome"}), ("train", {"start": "Paris", "end": "Rome", "day": "2024-03-01"})]
    with serve(strict=True) as emulator:
        emulator.respond("chat-completion", "Let me look.", tool_calls=calls)
        emulator.respond("chat-completion", tool_calls=[("weather", {"city": "Atlantis"})])
        emulator.respond("chat-completion", "Take the train to Rome.")
        lines = run(emulator, "agent.py", "Somewhere", "warm", "by", "train")
    assert lines == [
        "Let me look.",
        '> weather({"city":"Rome"})',
        "",
        '> train({"start":"Paris","end":"Rome","day":"2024-03-01"})',
        '< {"degrees":29.0}',
        "< 10 h 40 min on Friday",
        "",
        '> weather({"city":"Atlantis"})',
        "< Error: KeyError: 'atlantis'",
        "Take the train to Rome.",
        "3 rounds, 3 calls",
    ]


def test_passages_are_found_and_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Cats sleep a lot.\n\nThe tower is 324 metres tall.\n\nBread needs salt.", encoding="utf-8")
    with serve(models={"BAAI/bge-small-en-v1.5": "feature-extraction"}) as emulator:
        emulator.respond("chat-completion", '{"text": "324 metres.", "sources": [1]}')
        lines = run(emulator, "rag.py", "How tall is the tower?", str(path))
        prompt = emulator.journal[-1].body.decode()
    assert prompt.index("[1] The tower") < prompt.index("[0] Cats")
    assert lines == ["324 metres.", "[1] The tower is 324 metres tall."]


def test_what_is_found_in_images_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    PIL.Image.new("RGB", (640, 480), "teal").save(path)
    models = {"facebook/detr-resnet-50": "object-detection", "google/vit-base-patch16-224": "image-classification"}
    with serve(models={**models, "mattmdjaga/segformer_b2_clothes": "image-segmentation"}) as emulator:
        (line,) = run(emulator, "images.py", str(path))
    assert line.startswith("cat.png: ")
    assert line.endswith("; cat")
    page = (tmp_path / "cat.html").read_text(encoding="utf-8")
    assert "data:image/png;base64," in page
    with PIL.Image.open(tmp_path / "cat.segments.png") as drawn:
        assert drawn.size == (640, 480)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_a_program_fits_on_two_screens(path: Path) -> None:
    code = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(code) <= 70

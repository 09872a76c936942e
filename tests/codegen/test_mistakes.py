"""Hundreds of deliberate mistakes: each is refused, at its place, with the right remedy.

``mistakes/*.provider.yaml`` are providers that work. The other files there list mistakes: ``replace`` occurs once `in`
a provider and becomes ``by``; a message must point to the line of ``at`` (or ``by``), and match the pattern ``says``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from inferwire_codegen.compile.private_provider import build_with
from inferwire_codegen.spec.diagnostics import Problem, SpecError
from inferwire_codegen.spec.load import Specs, load_provider, load_specs

from .spec_tree import HERE, SPECS

MOST = 4  # problems that one mistake may cause
FOLDER = HERE / "mistakes"
BASES = {path.name.partition(".")[0]: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.provider.yaml")}


class Mistake(NamedTuple):
    """A mistake, with the provider that it is made in, the place to report and a pattern of the remedy."""

    base: str
    old: str
    new: str
    at: str
    pattern: str


def read_mistakes() -> list[Mistake]:
    """Return all mistakes of the folder."""
    files = sorted(set(FOLDER.glob("*.yaml")) - set(FOLDER.glob("*.provider.yaml")))
    items = [item for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return [
        Mistake(item["in"], item["replace"], item["by"], item.get("at", item["by"]), item["says"]) for item in items
    ]


MISTAKES = read_mistakes()


@cache
def language() -> Specs:
    return load_specs(SPECS / "language")


def problems_of(text: str, folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a provider's file, as for a private provider."""
    file = folder / "acme.yaml"
    file.write_text(text, encoding="utf-8")
    try:
        build_with(language(), load_provider(file, "migrate"))
    except SpecError as error:
        return error.problems
    return ()


def verdict(mistake: Mistake, folder: Path) -> str:
    """Return what is wrong with the report of a mistake; empty if nothing is."""
    base = BASES[mistake.base]
    assert base.count(mistake.old) == 1, f"{mistake.old!r} occurs {base.count(mistake.old)} times"
    text = base.replace(mistake.old, mistake.new)
    start = text.index(mistake.at)
    first = text.count("\n", 0, start) + 1
    problems = problems_of(text, folder)
    shown = "\n".join(map(str, problems))
    if not problems:
        return "accepted"
    here = [each for each in problems if each.place.line == first]
    if not here:
        return f"elsewhere than line {first}:\n{shown}"
    if not any(re.search(mistake.pattern, each.text) for each in here):
        return f"another remedy than {mistake.pattern!r}:\n{shown}"
    return f"too many problems:\n{shown}" if len(problems) > MOST else ""


@pytest.mark.parametrize("base", BASES)
def test_the_providers_themselves_are_right(base: str, tmp_path: Path) -> None:
    assert problems_of(BASES[base], tmp_path) == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: f"{each.base}: {each.new.strip()[:40]!a}")
def test_a_mistake_is_reported_at_its_place_with_its_remedy(mistake: Mistake, tmp_path: Path) -> None:
    assert verdict(mistake, tmp_path) == ""


def test_no_mistake_is_listed_twice() -> None:
    counts = Counter(BASES[each.base].replace(each.old, each.new) for each in MISTAKES)
    assert [text for text, count in counts.items() if count > 1] == []

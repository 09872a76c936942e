"""Whatever is written into a spec file: it is used, or refused in plain words."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from inferwire_codegen.compile.build import build_api
from inferwire_codegen.spec.diagnostics import Problem, Problems, SpecError
from inferwire_codegen.spec.load import load_specs
from inferwire_codegen.spec.source import Source

from .spec_tree import LINE, MINIMAL, copy_specs

FILES = sorted(path.relative_to(MINIMAL).as_posix() for path in MINIMAL.rglob("*.*"))
TEXTS = {path: (MINIMAL / path).read_text(encoding="utf-8") for path in FILES}
DATA: dict[str, Any] = {path: Source(path, text, Problems()).data for path, text in TEXTS.items()}

WORDS = st.sampled_from(
    [
        *("", " ", "text", "=", "=@", "=inputs", "=parameters", "=data[0].text", "=base64(inputs)", "=a || b", "=!a"),
        *("{model}", "/{model}", "/", "{job}", "=download(url)", "=binary()", "...", "$ref", "$defs", "properties"),
        *("#/$defs/EchoInput", "EchoOutput", "EchoMode", "#/$defs/", "string", "object", "array", "é\n\t", "draw"),
        *("custom", "plain", "acme", "echo", "inputs", "parameters.loud", "image", "=`{`", "='", "=a.b[*].c | [0]"),
    ]
) | st.text(max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the paths of all values within a value."""
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*path, key))


@st.composite
def changed_data(draw: st.DrawFn, data: Any) -> Any:
    """Take away, replace, repeat or rename values."""
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places(data))))
        if not path:
            data = draw(st.sampled_from([data, data, data, draw(VALUES)]))
            continue
        *above, key = path
        holder = data
        for step in above:
            holder = holder[step]
        match draw(st.sampled_from(["replace", "remove", "rename", "move"])):
            case "remove":
                del holder[key]
            case "rename" if isinstance(holder, dict):
                holder[draw(WORDS)] = holder.pop(key)
            case "move":
                other = data
                for step in draw(st.sampled_from(list(places(data)))):
                    other = other[step]
                holder[key] = copy.deepcopy(other)
            case _:
                holder[key] = draw(VALUES)
    return data


@st.composite
def changed_text(draw: st.DrawFn, text: str) -> str:
    """Replace a piece of a text by signs that mean something in YAML, JSON or expressions."""
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.integers(0, 8)))
    signs = st.text(st.sampled_from("{}[]()\"'`:,&*!|><=-#?@%\\ \n\té\x00/$.~0a"), max_size=4)
    return text[:start] + draw(signs) + text[end:]


def check(folder: Path, path: str, text: str) -> None:
    """Build the specs with one file changed: they build, or each mistake is reported."""
    specs = copy_specs(folder, {path: text})
    problems: tuple[Problem, ...] = ()
    try:
        build_api(load_specs(specs))
    except SpecError as error:
        problems = error.problems
    event("refused" if problems else "used")
    lines = [str(problem) for problem in problems]
    assert [line for line in lines if not LINE.fullmatch(line)] == []


FAST = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@FAST
@given(data=st.data())
def test_any_change_of_values_is_used_or_reported(data: st.DataObject, tmp_path_factory: Any) -> None:
    path = data.draw(st.sampled_from(FILES))
    changed = data.draw(changed_data(DATA[path]))
    check(tmp_path_factory.mktemp("values"), path, json.dumps(changed, indent=1))


@FAST
@given(data=st.data())
def test_any_change_of_the_text_is_used_or_reported(data: st.DataObject, tmp_path_factory: Any) -> None:
    path = data.draw(st.sampled_from(FILES))
    check(tmp_path_factory.mktemp("text"), path, data.draw(changed_text(TEXTS[path])))

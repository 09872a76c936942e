"""Text from specs is data: whatever it holds, the package is valid Python, keeps the words, and runs none of them."""

from __future__ import annotations

import ast
import json
import re
import shutil
import warnings
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inferwire_codegen.compile.build import build_api
from inferwire_codegen.compile.literal_checks import body_problem
from inferwire_codegen.ir import Prose
from inferwire_codegen.render.emulator_samples import emulator_samples
from inferwire_codegen.render.filters import doc, literal
from inferwire_codegen.spec.diagnostics import one_line
from inferwire_codegen.spec.load import load_specs

from .spec_tree import copy_specs, generate_into, run_python

CANARY = "canary-that-sang"
SONG = f"__import__('pathlib').Path('{CANARY}').touch()"
TEXTS = [
    'He said "no", and \'yes\'; then """ and \'\'\' and """""" .',
    f'"""\n{SONG}\n"""',
    f"'''\n{SONG}\n'''",
    f'end\\\n"""\n{SONG} #',
    f'"\n{SONG}\nx = "',
    f"{{{{ {SONG} }}}} {{% set a = {SONG} %}} {{# {SONG} #}}",
    f"{{{SONG}}} %s %(a)s $a",
    f"# {SONG}\rclass Evil:\r\n    {SONG}\x0b\x0c{SONG}",
    "a backslash at its end \\",
    'a quote at its end "',
    'both at its end \\"',
    '\\" both at its beginning',
    "\\N{BULLET} \\x \\u12 \\U1234 \\400 C:\\new\\table",
    "a\x00b \x1b[31mred\x1b[0m \x7f \x85 \u2028 \u2029 \u200b \u202e abc \ufeff",
    "Ünïcödé 漢字 🦜 \U0010fffd Ⅳ ﬁ",
    "x" * 400,
    f"'{SONG}",
    "' + " + SONG + " + '",
    "",
    "   ",
    "=inputs",
    "...",
]
SIGNS = st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\\n\r\t#{}%\x00\u2028 ")
ADVERSARIAL = st.text(SIGNS, max_size=40) | st.sampled_from(TEXTS)

CHECK = """
import importlib, pathlib, sys, tokenize, warnings
root = pathlib.Path(sys.argv[1])
for path in sorted(root.rglob("*.py")):
    compile(path.read_bytes(), str(path), "exec")
for path in sorted(root.rglob("*.py")):
    parts = path.relative_to(root).with_suffix("").parts
    importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
import inferwire
for name in inferwire.__all__:
    getattr(inferwire, name)
"""


def as_spec(data: Any) -> str:
    """Write data as JSON, which YAML is, too, with every unusual sign escaped."""
    pairs = re.compile(r"\\u(d[89ab]..)\\u(d[c-f]..)")  # YAML has no escapes for halves of a sign
    return pairs.sub(lambda found: bytes.fromhex(found[1] + found[2]).decode("utf-16-be"), json.dumps(data, indent=1))


def adversarial_files(text: Callable[[], str]) -> dict[str, str | None]:
    """Return specs that have text wherever a string is allowed."""
    words = sorted({text() for _ in range(4)} | {"plain"})
    fields = {
        "text": {"type": "string", "description": text(), "title": text()},
        "mood": {"$ref": "#/$defs/EchoMood", "description": text()},
        "kind": {"type": "string", "description": text(), "enum": words},
    }
    inner = {"type": "object", "description": text(), "properties": {"deep": {"type": "string", "description": text()}}}
    parameters = {
        "loud": {"type": "boolean", "description": text(), "default": text()},
        "mode": {"type": "string", "description": text(), "enum": words},
        "shape": {"$ref": "#/$defs/EchoShape"},
        "inner": inner,
    }
    sample = {"choices": [{"text": text(), "mood": words[0]}], text(): text()}
    return {
        "tasks/echo/input.json": as_spec(
            {
                "description": text(),
                "type": "object",
                "required": ["inputs"],
                "properties": {
                    "inputs": {"type": "string", "description": text()},
                    "parameters": {"type": "object", "description": text(), "properties": parameters},
                },
                "$defs": {"EchoShape": {"type": "string", "description": text(), "enum": words}},
            }
        ),
        "tasks/echo/output.json": as_spec(
            {
                "description": text(),
                "type": "object",
                "required": ["text"],
                "properties": fields,
                "$defs": {"EchoMood": {"type": "string", "description": text(), "enum": words}},
            }
        ),
        "tasks/echo/overlay.yaml": as_spec(
            {
                "version": 3,
                "summary": text(),
                "arguments": {"text": "inputs"},
                "hub_task": text(),
                "example": {"text": text()},
                "schema": {"default": {"EchoOutput": {"text": text()}}, "open_enum": ["EchoMood"]},
            }
        ),
        "protocols/plain.yaml": as_spec(
            {
                "version": 3,
                "protocol": "plain",
                "title": text(),
                "docs": "https://example.com/plain",
                "tasks": {
                    "echo": {
                        "path": "/echo",
                        "body": {"text": "=inputs", "note": literal_text(text()), "...": "=parameters"},
                        "output": {
                            "text": "=choices[0].text",
                            "mood": "=choices[0].mood",
                            f"x{text()}": literal_text(text()),
                        },
                        "stream": {
                            "body": {"stream": True, "note": f"a stream: {text()}"},  # differs from the other
                            "done": text() or "[DONE]",
                            "item": {"text": "=piece", "all": literal_text(text())},
                            "sample": [{"piece": text()}],
                        },
                        "sample": sample,
                    }
                },
            }
        ),
        "providers/server.yaml": as_spec(
            {
                "version": 3,
                "provider": "server",
                "title": text(),
                "docs": "https://example.com/server",
                "kind": "endpoint",
                "base_url": "",
                "hub_org": text(),
                "tasks": {
                    "echo": {"protocol": "plain"},
                    "custom": {
                        "path": "",
                        "body": {"inputs": "=inputs", "...": "=parameters"},
                        "output": "=@",
                        "stream": {"done": "[DONE]", "sample": [text()]},
                        "sample": text(),
                    },
                },
            }
        ),
    }


def literal_text(text: str) -> str:
    """Return text that is not an expression, nor refused because one was surely meant."""
    literal = text.lstrip("=")
    return literal if body_problem(literal) is None else f"{literal}."


def check_package(folder: Path, files: dict[str, str | None]) -> list[str]:
    """Generate and import a package; return all strings in it, and the responses of the emulator's samples as JSON."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    specs = copy_specs(folder, files)
    out = generate_into(folder, specs)
    done = run_python(CHECK, str(out), out=out, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert not list(folder.rglob(CANARY))
    assert not Path(CANARY).exists()
    (samples,) = emulator_samples(build_api(load_specs(specs)))
    responses = [json.dumps(each["responses"], ensure_ascii=False) for each in json.loads(samples.text)["samples"]]
    return [text for path in sorted(out.rglob("*.py")) for text in constants(path)] + responses


def constants(path: Path) -> Iterator[str]:
    """Yield the strings of a module: docstrings and literals."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def prose(files: dict[str, str | None]) -> Iterator[str]:
    """Yield all descriptions, titles and summaries that are printed."""
    for path, content in files.items():
        data = json.loads(content or "{}")
        if path.startswith("tasks"):
            yield from descriptions(data)
            yield data.get("summary", "")
        else:
            yield data["title"]


def descriptions(data: Any) -> Iterator[str]:
    """Yield the descriptions within a schema, without those of whole inputs, which are not printed."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "description":
                yield value
            elif key not in ("parameters", "example"):
                yield from descriptions(value)
            elif "properties" in value:
                yield from descriptions(value["properties"])


def check_words(texts: list[str], files: dict[str, str | None]) -> None:
    """Check that prose was kept word by word, and other text sign by sign."""
    folded = [" ".join(text.split()) for text in texts]
    for text in prose(files):
        assert any(one_line(text) in each for each in folded), text
    words = json.loads(files["tasks/echo/output.json"] or "")["$defs"]["EchoMood"]["enum"]
    assert {word for word in words if word} <= set(texts)
    mapping = json.loads(files["protocols/plain.yaml"] or "")["tasks"]["echo"]
    assert mapping["body"]["note"] in texts
    assert mapping["stream"]["item"]["all"] in texts
    assert json.dumps([mapping["sample"]], ensure_ascii=False) in texts


def test_each_known_trick_is_only_text(tmp_path: Path) -> None:
    for start in range(0, len(TEXTS), 3):  # so that each text is used at a third of the places
        source = cycle(TEXTS[start:] + TEXTS[:start])
        files = adversarial_files(lambda source=source: next(source))  # type: ignore[misc]
        check_words(check_package(tmp_path / "tree", files), files)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_is_only_text(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    files = adversarial_files(lambda: data.draw(ADVERSARIAL))
    check_words(check_package(tmp_path_factory.getbasetemp() / "any-text", files), files)


@settings(max_examples=300, deadline=None)
@given(ADVERSARIAL, st.integers(0, 60), st.integers(0, 12), st.sampled_from(["", "a", ": more", '."']))
def test_prose_keeps_its_words_and_cannot_end_its_docstring(text: str, used: int, hang: int, after: str) -> None:
    source = f'"""{doc(text, used, hang)}{after if text else ""} """'
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value = ast.literal_eval(source)
    assert " ".join(value.split()).startswith(one_line(text))


@settings(max_examples=300, deadline=None)
@given(ADVERSARIAL)
def test_a_literal_is_the_text_itself(text: str) -> None:
    assert ast.literal_eval(literal(Prose(text))) == text
    assert ast.literal_eval(literal(text)) == text


def test_templates_print_no_text_of_specs_without_a_filter() -> None:
    import jinja2

    from inferwire_codegen.render.render import make_environment

    with pytest.raises(TypeError, match="use the filter doc or literal"):
        make_environment().from_string("{{ it }}").render(it=Prose("text"))
    with pytest.raises(jinja2.UndefinedError):
        make_environment().from_string("{{ it.absent }}").render(it=Prose("text"))


def test_property_names_are_only_names(tmp_path: Path) -> None:
    names = [
        f"{SONG};#",
        "')",
        "a'b",
        "{x}",
        "# c",
        "漢字",
        "class",
        "list",
        "str",
        "2x",
        "a-b",
        "__class__",
        "x y",
        "...",
    ]
    properties = {name: {"type": "string", "description": "It."} for name in names}
    files: dict[str, str | None] = {
        "tasks/echo/output.json": as_spec(
            {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}, **properties}}
        )
    }
    out = generate_into(tmp_path, copy_specs(tmp_path, files))
    code = "import json, inferwire; print(json.dumps(inferwire.EchoOutput.__struct_encode_fields__))"
    done = run_python(code, out=out, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)) == {"text", *properties}
    assert not list(tmp_path.rglob(CANARY))

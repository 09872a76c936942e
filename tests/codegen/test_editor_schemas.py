"""The JSON Schemas that editors use see what the loader sees, but for the kinds of mistakes that are listed here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from inferwire_codegen.compile.build import build_api
from inferwire_codegen.docs.editor_schemas import FILES, editor_schemas
from inferwire_codegen.spec.diagnostics import Problem, Problems, SpecError
from inferwire_codegen.spec.load import load_specs
from inferwire_codegen.spec.source import Source
from inferwire_codegen.spec.validate import read_as

from .spec_tree import MINIMAL, SPECS, copy_specs
from .test_broken_specs import CASES, read_case
from .test_mutated_specs import DATA, changed_data

SCHEMAS = {path.name: path.read_text(encoding="utf-8") for path in sorted((SPECS / "schema").iterdir())}
VALIDATORS = {kind: Draft202012Validator(json.loads(SCHEMAS[f"{kind}.schema.json"])) for kind in FILES}
KIND_OF_FOLDER = {"providers": "provider", "protocols": "protocol", "tasks": "overlay"}
GOOD = [path for root in (SPECS, MINIMAL) for path in sorted(root.rglob("*.yaml"))]

UNSEEN: dict[str, tuple[str, ...]] = {
    "what another file defines": (
        "there is no (task|protocol) ",
        "plain does not cover",
        "no provider (uses|serves|streams)",
        "already has 'kind: ",
        "has no (input|output|stream_output)[.]json",
        "which is (a|the) name of",
        "acme does not serve",
    ),
    "the file's name": ("the name of the file is",),
    "a parameter, input or argument of the task": (
        "has no (parameter|field|'(inputs|parameters)[.])",
        "no argument ",
        "an argument cannot",
        "lacks the required",
        "is not an input",
        "is not a media file; remove 'upload'",
        "takes no media file",
        "returns no media file",
        "is already (sent as|renamed to)",
        "already has (this name|a parameter)",
        "is also renamed",
        "the result (is|of echo is) ",
    ),
    "the definitions of the task": (
        "there is no definition",
        "'Echo\\w+' already exists",
        "there is no (type|property)",
        "a type cannot",
        "is never used",
        "has no effect",
        "is not a type; ",
        "in a schema; ",
    ),
    "what an expression means": (
        "JMESPath",
        "a request (has no|can only|cannot) ",
        "the language does not support",
        "there are no filters",
        "can call \\w+\\(\\)",
        "cannot call \\w+\\(\\)",
        "'&' is for",
        "has no items or fields",
        "takes the lower bound first",
        "is no list",
        "has only names and indexes",
        "there is no function",
        "argument \\d of",
        "takes (a|an|\\d) ",
        "applies only to the next name",
        "is not a name that (this|a) path",
        "which JSON cannot hold",
        "use one of the two in",
        "never uses",
        "the body drops",
        "'...' merges",
        "is a response; name",
        "account has no",
        "a variant cannot have",
        "is already a variant",
        "is not a name of a variant",
        "is not the result of a step",
        "nothing uses the result",
        "is unknown here",
        "is not a path of names",
        "the exchange never sends",
        "sample has no result",
        "is not a name of a step",
        "the request never uses",
        "drop the file",
        "do not upload have no body",
        "JSON cannot be",
        "is such a call",
        "account is written",
        "about a model on the Hub",
        "depends on the call",
        "a response cannot",
        "can call collected",
        "is sent as (this|it is)",
        "there are no filters",
        "never reads the response",
        "'&' is for",
        "has no items or fields",
        "takes the lower bound",
        "is not a list; write",
        "only names and indexes",
        "only 'messages' of a mapping",
    ),
    "whether a string is an expression, where it may be a literal": ("is a literal",),
    "literals that are meant otherwise": (
        "is sent as (this text|it is)",
        "is a string in YAML",
        "is a mapping in YAML",
        "is not a field",
        "never reads the response",
        "would never be sent",
        "a second time",
        "holds a Hugging Face token",
        "is listed twice",
    ),
    "what a sample holds": (
        "there is no '[$]",
        "is a string of JSON",
        "is a single response",
        "not a media file",
        "the result of .+ is a media file",
        "in the sample",
        "in any sample",
        "no sample",
        "the sample does",
        "the event is",
        "the items do",
        "names no job",
        "no [{]job[}]",
        "of the job has",
        "names the result",
        "not polled again",
        "is not a valid (\\w+ type|media type)",
        "is true of no event",
        "this failure has",
        "this poll has",
        "no item has a field",
        "(sample of an error|error sample)",
        "is an error by 'when'",
        "has no 'sample'",
    ),
    "keys that go together, or not": (
        "is already the example of",
        "'(poll|cancel)' needs either",
        "is polled by a plain GET",
        "'(error|final_text)' needs",
        "has neither 'done' nor",
        "would replace",
        "a stream sends the same",
        "the mapping's own path",
        "both '",
        "remove (it|the line|'\\w+')",
        "is empty",
        "no task is listed",
        "has no '",
        "'domain' needs",
        "is also in 'done'",
        "never calls file",
        "no file is downloaded",
        "has a path itself",
        "which 'kind: client-side' requires",
        "can only be set per task",
        "no request uses",
        "is already the variable",
        "so calls never lack it",
        "is not a name of the account",
        "is not a valid environment variable",
    ),
    "how a path, query or header is made": (
        "is not a (valid )?(path|query|header|domain|URL)",
        "is not encrypted",
        "always selects the same path",
        "does not select a path",
        "one line of ASCII",
        "cannot be an expression",
        "would be sent as",
        "is not a name that a path",
        "has a query or fragment",
        "is set by",
        "has a bracket",
        "this is the provider's own host",
        "cannot request a stream",
        "needs an object that takes",
        "GET has no body",
        "cannot use",
        "has a single bracket",
        "a base URL has no",
        "cannot choose the domain",
        "would be shown here",
        "must be a plain value",
        "has the parameters, too",
        "is not a parameter of a query",
    ),
    "marks of the generator": ("marks files of the generator",),
    "numbers that no computer word holds": ("is too large",),
}
"""Kinds of mistakes that no schema of one file by itself can see, and how their messages read."""


def kind_of(path: str) -> str | None:
    """Return which schema is for a file of the specs, if there is one."""
    return KIND_OF_FOLDER[path.split("/")[1]] if path.endswith(".yaml") else None


def problems_of(specs: Path) -> tuple[Problem, ...]:
    """Return what is wrong with specs."""
    try:
        build_api(load_specs(specs))
    except SpecError as error:
        return error.problems
    return ()


def kinds_unseen(problem: Problem) -> list[str]:
    """Return the kinds of mistakes without a schema that a problem belongs to."""
    return [kind for kind, patterns in UNSEEN.items() if any(re.search(each, problem.text) for each in patterns)]


def unseen_in(case: Path, folder: Path) -> list[Problem]:
    """Return the mistakes of a broken tree in those files that the schemas accept."""
    content = {name: value for name, value in read_case(case).items() if name != "expected"}
    specs = copy_specs(folder, **content)  # type: ignore[arg-type]
    problems = problems_of(specs)
    unseen: list[Problem] = []
    for file in sorted({problem.place.file for problem in problems}):
        source = Source.read(specs.parent / file, file, Problems())
        kind = kind_of(file)
        if kind is not None and source.is_readable and VALIDATORS[kind].is_valid(source.data):
            unseen += [problem for problem in problems if problem.place.file == file]
    return unseen


def test_the_schemas_are_those_of_the_loader() -> None:
    assert {file.path: file.text for file in editor_schemas()} == SCHEMAS
    for validator in VALIDATORS.values():
        Draft202012Validator.check_schema(validator.schema)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: "-".join(path.with_suffix("").parts[-3:]))
def test_the_schemas_accept_every_good_file(path: Path) -> None:
    name = path.relative_to(path.parents[2] if path.parent.parent.name == "tasks" else path.parents[1]).as_posix()
    kind = kind_of(f"specs/{name}")
    assert kind is not None
    source = Source.read(path, path.name, Problems())
    assert [error.message for error in VALIDATORS[kind].iter_errors(source.data)] == []
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert "$schema" not in first or f"{kind}.schema.json" in first, "editors need the name of the right schema"


def test_a_broken_file_is_refused_unless_no_schema_can_see_its_mistake(tmp_path: Path) -> None:
    found = {case.stem: unseen_in(case, tmp_path / case.stem) for case in CASES}
    assert {case: problem.text for case in found for problem in found[case] if not kinds_unseen(problem)} == {}
    seen = [case for case, problems in found.items() if not problems]
    assert len(seen) > 40
    assert {kind for problems in found.values() for problem in problems for kind in kinds_unseen(problem)} == set(
        UNSEEN
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_wrong_in_its_form_is_wrong_to_both(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in DATA if path.endswith(".yaml")]))
    changed: Any = data.draw(changed_data(DATA[path]))
    kind = kind_of(f"specs/{path}")
    assert kind is not None
    problems = Problems()
    source = Source(path, json.dumps(changed, ensure_ascii=False), problems)
    is_wrong = source.is_readable and read_as(source, FILES[kind], problems) is None
    if is_wrong and not any("too large" in each.text for each in problems.found):
        assert not VALIDATORS[kind].is_valid(changed)

"""Add a new task of upstream to its first servers: those of Hugging Face's pipelines, which serve any task.

The protocol's entry has a sample that is made from the task's schema, for its maintainer to confirm.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from inferwire_codegen.spec.diagnostics import Problems
from inferwire_codegen.spec.source import Source
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROTOCOL = "hf-pipeline"
ANY_TASK = "custom"  # its entry in a server's file, on one line, is that of a new task, too
CONFIRM = "# made from the schema: confirm it with a real response"
BINARY = "type=binary"
TYPES = {"image": "image/png", "audio": "audio/wav", "video": "video/mp4"}
DEEPEST = 8


def add_to_pipelines(task: str, schemas: dict[str, Any], overlay: dict[str, Any], specs: Path) -> list[Path]:
    """Write the entries of a new task, and return the changed files; files that the specs lack are left out.

    Args:
        task: The task.
        schemas: Its schemas, keyed by ``input``, ``output``, ``stream_output`` and ``common``.
        overlay: The first draft of its overlay.
        specs: The folder of the specs.
    """
    changed: list[Path] = []
    protocol = specs / "protocols" / f"{PROTOCOL}.yaml"
    if protocol.is_file() and _add(protocol, task, _entry(schemas, overlay), CONFIRM):
        changed.append(protocol)
    for file in sorted((specs / "providers").glob("*.yaml")):
        line = _line(file)
        if line is not None and _add(file, task, line, ""):
            changed.append(file)
    return changed


def _line(path: Path) -> str | None:
    """Return the entry by which a provider serves any task as a pipeline; None if it does not."""
    if PROTOCOL not in path.read_text(encoding="utf-8"):
        return None
    source = Source.read(path, path.as_posix(), Problems())
    if not source.is_readable or not source.has_key("tasks", ANY_TASK, "protocol"):
        return None
    node = source.node("tasks", ANY_TASK)
    if source.data["tasks"][ANY_TASK]["protocol"] != PROTOCOL or not isinstance(node, yaml.MappingNode):
        return None
    return source.text[node.start_mark.index : node.end_mark.index] if node.flow_style else None


def _add(path: Path, task: str, entry: dict[str, Any] | str, comment: str) -> bool:
    """Append a task to the tasks of a file; return whether the file lacked it."""
    problems = Problems()
    source = Source.read(path, path.as_posix(), problems)
    tasks = source.node("tasks")
    if problems.found or not isinstance(tasks, yaml.MappingNode) or source.has_key("tasks", task):
        return False
    text = source.text
    end = len(text[: tasks.end_mark.index].rstrip())
    if isinstance(entry, str):
        lines = f"\n  {task}: {entry}"
    else:
        dumped = yaml.safe_dump(entry, sort_keys=False, default_flow_style=None, width=110, allow_unicode=True)
        inner = "".join(f"\n    {line}" for line in dumped.splitlines())
        lines = f"\n  {task}: {comment}{inner}"
    path.write_text(text[:end] + lines + text[end:], encoding="utf-8", newline="\n")
    return True


def _entry(schemas: dict[str, Any], overlay: dict[str, Any]) -> dict[str, Any]:
    """Return the protocol's mapping of a task."""
    made: dict[str, Any] = {}
    media = overlay.get("media", {})
    paths = {path: argument for argument, path in overlay.get("arguments", {}).items() if argument in media}
    if "inputs" in paths:
        made |= {"upload": "=inputs", "body": {"inputs": "=base64(inputs)", "parameters": "=parameters"}}
    elif paths:
        parts = [path.removeprefix("inputs.") for path in overlay["arguments"].values()]
        inputs = {part: f"=base64(inputs.{part})" if f"inputs.{part}" in paths else f"=inputs.{part}" for part in parts}
        made["body"] = {"inputs": inputs, "parameters": "=parameters"}
    if (kind := overlay.get("returns")) is not None:
        return {**made, "output": "=binary()", "sample": {"$media": TYPES[kind]}}
    output = schemas.get("output", {})
    is_listed = _resolved(output, schemas).get("type") == "array"
    made["output"] = "=many(@)" if is_listed else "=one(@)"
    if "stream_output" in schemas:
        item = example_of(schemas["stream_output"], schemas)
        made["stream"] = {"body": {"stream": True}, "done": "[DONE]", "sample": [item]}
    return {**made, "sample": example_of(output, schemas)}


def example_of(schema: Any, schemas: dict[str, Any], name: str = "", depth: int = 0) -> Any:
    """Return a value that a schema describes."""
    schema = _resolved(schema, schemas)
    if depth > DEEPEST:
        return None
    for word in ("oneOf", "anyOf"):
        if schema.get(word):
            return example_of(schema[word][0], schemas, name, depth + 1)
    if schema.get("enum"):
        return schema["enum"][0]
    kind = schema.get("type")
    kind = kind[0] if is_list(kind) else kind
    if schema.get("comment") == BINARY:
        return {"$media": next((TYPES[each] for each in TYPES if each in name), TYPES["image"])}
    if kind == "array":
        return [example_of(schema.get("items", {}), schemas, name, depth + 1)]
    if kind == "object" or "properties" in schema:
        return {key: example_of(each, schemas, key, depth + 1) for key, each in schema.get("properties", {}).items()}
    return {"integer": 1, "number": 0.5, "boolean": True}.get(str(kind), "Two cats.")


def example_call(schemas: dict[str, Any], overlay: dict[str, Any]) -> dict[str, Any]:
    """Return arguments for the required inputs of a task, for its overlay's ``example``."""
    root = schemas.get("input", {}).get("properties", {})
    call: dict[str, Any] = {}
    for argument, path in overlay.get("arguments", {}).items():
        schema: Any = {"properties": root}
        for step in path.split("."):
            schema = _resolved(schema, schemas).get("properties", {}).get(step, {})
        kind = overlay.get("media", {}).get(argument)
        call[argument] = {"$media": TYPES[kind]} if kind in TYPES else example_of(schema, schemas, argument)
    return call


def _resolved(schema: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schema that a reference names, in its own file or among the common definitions."""
    for _ in range(DEEPEST):
        if not is_object(schema) or "$ref" not in schema:
            break
        name = str(schema["$ref"]).rpartition("/")[2]
        holders = [part for holder in schemas.values() for part in (holder.get("$defs"), holder.get("definitions"))]
        schema = next((each[name] for each in holders if is_object(each) and name in each), None)
    return schema if is_object(schema) else {}


def mentions(task: str, root: Path) -> Iterator[str]:
    """Yield the places in specs and tests that name a task that is gone."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(task)}(?![\w-])")
    for folder in ("specs/providers", "specs/protocols", "tests/cases", "docs", "demo", "README.md"):
        base = root / folder
        files = [base] if base.is_file() else sorted(path for path in base.rglob("*.*") if path.is_file())
        for path in files:
            if "reference" in path.parts or path.suffix not in (".yaml", ".md", ".py"):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if pattern.search(line):
                    yield f"{path.relative_to(root).as_posix()}:{number}"

"""The command ``upstream``: compare the task specs with a release of ``@huggingface/tasks``.

Only the structure is compared: the fields, types, required fields, enumerations and defaults of our schemas before
overlays. We write the prose ourselves: ``--apply`` leaves placeholders for it, and nothing can be generated until they
are replaced.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from inferwire_codegen.cli.new_task import add_to_pipelines, example_call, mentions
from inferwire_codegen.spec.json_schema import ROOTS
from inferwire_codegen.spec.language import VERSION
from inferwire_codegen.spec.naming import argument_name, camel
from inferwire_codegen.spec.validate_schema import CHOICES, MARK, NAMED
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema: TypeAlias = "dict[str, Any]"
Files: TypeAlias = "dict[str, Schema]"

PACKAGE = "@huggingface/tasks"
COMMON = "common-definitions.json"
FOLDERS = ("", "src/tasks", "package/src/tasks", "packages/tasks/src/tasks")  # of the specs, in what may be passed
TEMPLATES = frozenset({"placeholder"})  # a template for new tasks, not a task
PROSE = frozenset({"description", "example", "title", "$id", "$schema"})  # ours, or without effect on types
INNER = {"items": "[]", "additionalProperties": "{}"}  # how messages spell their path
RELEASE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")
OVERLAY = """\
# yaml-language-server: $schema=../../schema/overlay.schema.json
version: {version}
summary: {mark}
"""
BINARY = "type=binary"  # upstream's mark of media files
KINDS = {"audio": "audio", "automatic": "audio", "image": "image", "video": "video"}  # by the first word of a name


class UpstreamError(Exception):
    """Upstream's specs are not available; the message describes the cause and the remedy."""


def read_upstream(source: str) -> Files:
    """Return upstream's schemas, keyed by their path below ``specs/tasks``.

    Args:
        source: A folder with the package or its sources, or a release for npm to download.

    Raises:
        UpstreamError: If the folder or release does not exist.
    """
    if Path(source).is_dir():
        return _read_folder(Path(source))
    if not RELEASE.fullmatch(source):
        raise UpstreamError(f"'{source}' is neither a folder nor a release; pass one, such as 0.21.54 or latest")
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, f"{PACKAGE}@{source}"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        except FileNotFoundError as exc:
            raise UpstreamError("npm is not installed; install it, or pass a folder of the package") from exc
        archive = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or archive is None:
            reason = (done.stderr.strip() or done.stdout.strip()).splitlines()
            detail = f" ({reason[0]})" if reason else ""
            raise UpstreamError(
                f"npm has no {PACKAGE} {source}{detail}; `npm view {PACKAGE} versions` lists all releases"
            )
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        return _read_folder(Path(folder))


def _read_folder(folder: Path) -> Files:
    root = next((folder / each for each in FOLDERS if (folder / each / COMMON).is_file()), None)
    if root is None:
        raise UpstreamError(f"{folder} has no {COMMON}, which the specs of {PACKAGE} need; pass the package's folder")
    found = {path.relative_to(root).as_posix(): path for path in sorted(root.glob("*/spec/*.json"))}
    files = {
        name.replace("/spec/", "/"): _read(path)
        for name, path in found.items()
        if path.stem in ROOTS and name.split("/")[0] not in TEMPLATES
    }
    return {**files, COMMON: _read(root / COMMON)}


def read_ours(tasks: Path) -> Files:
    """Return our schemas, keyed by path, except for tasks that upstream does not have."""
    paths = [path for path in sorted(tasks.glob("*/*.json")) if not is_ours_alone(path.parent)]
    return {path.relative_to(tasks).as_posix(): _read(path) for path in [*paths, tasks / COMMON]}


def is_ours_alone(folder: Path) -> bool:
    """Return whether the overlay of a task states that upstream has no such task."""
    overlay = folder / "overlay.yaml"
    return overlay.is_file() and re.search(r"(?m)^upstream: false\b", overlay.read_text(encoding="utf-8")) is not None


def _read(path: Path) -> Schema:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise UpstreamError(f"{path} cannot be read: {exc}; fix it, or pass another release") from exc
    if not is_object(data):
        raise UpstreamError(f"{path} is not a schema; pass another release")
    return data


def compare(ours: Files, theirs: Files) -> list[str]:
    """Return the differences, one per line: only upstream (``+``), only ours (``-``) or changed (``~``)."""
    lines: list[str] = []
    for name in sorted({*ours, *theirs}):
        if name not in ours:
            lines.append(f"+ {name}: {_summary(theirs[name])}")
        elif name not in theirs:
            lines.append(f"- {name}: {_summary(ours[name])}")
        else:
            lines += [f"{line[0]} {name} {line[2:]}" for line in _differences(ours[name], theirs[name], "")]
    return lines


def _differences(ours: Schema, theirs: Schema, label: str) -> Iterator[str]:
    """Yield the differences of two schemas at the same path."""
    for word in [word for word in dict.fromkeys([*ours, *theirs]) if word not in PROSE]:
        one, other = ours.get(word), theirs.get(word)
        if word in NAMED:
            joint = f"{label}." if word == "properties" and label else ""
            yield from _named(one or {}, other or {}, joint, ours, theirs)
        elif word == "required":
            yield from _required(ours, theirs, label)
        elif word in CHOICES or word in INNER:
            yield from _inner(word, one, other, label)
        elif word == "enum":
            old, new = _listed(one), _listed(other)
            yield from (f"- {label}: the value {_value(each)}" for each in old if each not in new)
            yield from (f"+ {label}: the value {_value(each)}" for each in new if each not in old)
        elif word not in theirs:
            yield f"- {label or 'the schema'}: {word} {_value(one)}"
        elif word not in ours:
            yield f"+ {label or 'the schema'}: {word} {_value(other)}"
        elif one != other:
            yield f"~ {label or 'the schema'}: {word} {_value(one)} -> {_value(other)}"


def _named(ours: Schema, theirs: Schema, joint: str, our_holder: Schema, their_holder: Schema) -> Iterator[str]:
    """Yield the differences of two mappings of names to schemas."""
    for name in dict.fromkeys([*ours, *theirs]):
        if name not in theirs:
            yield f"- {joint}{name}: {_summary(ours[name], name in our_holder.get('required', ()))}"
        elif name not in ours:
            yield f"+ {joint}{name}: {_summary(theirs[name], name in their_holder.get('required', ()))}"
        else:
            yield from _differences(ours[name], theirs[name], f"{joint}{name}")


def _required(ours: Schema, theirs: Schema, label: str) -> Iterator[str]:
    """Yield the shared fields that only one of the schemas requires; `_named` reports new and removed fields."""
    old, new = ours.get("required", []), theirs.get("required", [])
    reported = ours.get("properties", {}).keys() ^ theirs.get("properties", {}).keys()
    joint = f"{label}." if label else ""
    for name in dict.fromkeys([*old, *new]):
        if name not in reported and (name in old) != (name in new):
            yield f"~ {joint}{name}: {'required -> optional' if name in old else 'optional -> required'}"


def _inner(word: str, one: Any, other: Any, label: str) -> Iterator[str]:
    """Yield the differences between nested schemas: the items of an array, or each choice of a union."""
    old, new = _listed(one), _listed(other)
    for index in range(max(len(old), len(new))):
        at = f"{label}{INNER.get(word, f'|{index + 1}')}"
        ours, theirs = (each[index] if index < len(each) else None for each in (old, new))
        if is_object(ours) and is_object(theirs):
            yield from _differences(ours, theirs, at)
        elif index >= len(new):
            yield f"- {at}: {_summary(ours)}"
        elif index >= len(old):
            yield f"+ {at}: {_summary(theirs)}"
        elif ours != theirs:
            yield f"~ {at}: {_summary(ours)} -> {_summary(theirs)}"


def _listed(value: Any) -> list[Any]:
    """Return a value as a list, which is empty for None."""
    if value is None:
        return []
    return list(value) if is_list(value) else [value]


def _summary(schema: Any, is_required: bool = False) -> str:
    """Summarize a schema in a few words."""
    return _kind(schema) + (", required" if is_required else "")


def _kind(schema: Any) -> str:
    if not is_object(schema):
        return _value(schema)
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return f"one of {', '.join(map(_value, schema['enum']))}"
    for word in sorted(CHOICES & schema.keys()):
        return " or ".join(_kind(each) for each in schema[word])
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"array of {_kind(schema.get('items', {}))}"
    if schema.get("properties"):
        return f"object of {', '.join(schema['properties'])}"
    return " or ".join(map(str, kind)) if is_list(kind) else str(kind)


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def apply(ours: Files, theirs: Files, tasks: Path) -> list[str]:
    """Write upstream's structure into our specs, keeping our prose and marking where prose is missing.

    Returns:
        What was written, or is left to do, apart from prose.
    """
    notes: list[str] = []
    gone = {name.split("/")[0] for name in ours.keys() - theirs.keys()} - {name.split("/")[0] for name in theirs}
    for name in ours.keys() - theirs.keys():
        (tasks / name).unlink()
    for task in gone:
        shutil.rmtree(tasks / task)
        places = ", ".join(mentions(task, tasks.parents[1]))
        notes.append(f"{task} is gone: remove it from {places or 'nowhere else'}")
    for name, schema in theirs.items():
        path = tasks / name
        if name in ours and not list(_differences(ours[name], schema, "")):
            continue
        path.parent.mkdir(exist_ok=True)
        new = _merged(ours[name], schema) if name in ours else {**_fresh(schema), "title": _title(name)}
        path.write_text(json.dumps(new, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        overlay = path.parent / "overlay.yaml"
        if path.parent != tasks and not overlay.exists():
            task = path.parent.name
            overlay.write_text(_overlay(task, theirs), encoding="utf-8", newline="\n")
            schemas = _schemas(task, theirs)
            changed = add_to_pipelines(task, schemas, yaml.safe_load(overlay.read_text("utf-8")), tasks.parent)
            if changed:
                files = ", ".join(each.relative_to(tasks.parents[1]).as_posix() for each in changed)
                notes.append(f"{task} is new: confirm its sample, which was made from the schema, in {files}")
    return notes


def _schemas(task: str, files: Files) -> Files:
    """Return the schemas of a task by their part, with the common definitions."""
    own = {
        name.rpartition("/")[2].removesuffix(".json"): each
        for name, each in files.items()
        if name.startswith(f"{task}/")
    }
    return {**own, "common": files.get(COMMON, {})}


def _title(name: str) -> str:
    """Return the title that the generator expects for a task's schema."""
    task, part = name.removesuffix(".json").split("/")
    return f"{camel(task)}{ROOTS[part]}"


def _overlay(task: str, theirs: Files) -> str:
    """Return a first draft of a task's overlay, with its positional arguments and media files."""
    inputs: Schema = theirs.get(f"{task}/input.json", {}).get("properties", {}).get("inputs", {})
    arguments: dict[str, str] = {}
    media: dict[str, str] = {}
    parts: Files = inputs.get("properties", {})
    places = {f"inputs.{name}": (name, part) for name, part in parts.items()}
    if inputs and not parts:
        places = {"inputs": (task, inputs)}
    for place, (name, schema) in places.items():
        kind = KINDS.get(re.split("[-_]", name)[0], MARK)
        is_media = schema.get("comment") == BINARY
        argument = argument_name(name) if parts else kind if is_media and kind != MARK else "inputs"
        arguments[argument] = place
        media |= {argument: kind} if is_media else {}
    lines = [OVERLAY.format(version=VERSION, mark=MARK) + f"arguments: {_flow(arguments)}\n"]
    lines += [f"media: {_flow(media)}\n"] if media else []
    output: Files = theirs.get(f"{task}/output.json", {}).get("properties", {})
    returned = [name for name in output if name in KINDS.values()]
    lines += [f"returns: {name}\n" for name in returned[:1]]
    call = example_call(_schemas(task, theirs), {"arguments": arguments, "media": media})
    return "".join([*lines, f"example: {json.dumps(call, ensure_ascii=False)}\n"])


def _flow(names: dict[str, str]) -> str:
    return f"{{{', '.join(f'{name}: {value}' for name, value in names.items())}}}"


def _merged(ours: Any, theirs: Any) -> Any:
    """Return upstream's schema with our prose, in our order."""
    if not is_object(ours) or not is_object(theirs):
        return _fresh(theirs)
    result: Schema = {}
    for word in dict.fromkeys([*ours, *(word for word in theirs if word not in PROSE)]):
        one, other = ours.get(word), theirs.get(word)
        if word in PROSE:
            result[word] = one
        elif word not in theirs:
            continue
        elif word in NAMED and is_object(other):
            old = one if is_object(one) else {}
            result[word] = {
                name: _merged(old[name], other[name]) if name in old else _fresh(other[name], word == "properties")
                for name in dict.fromkeys([*old, *other])
                if name in other
            }
        elif word in CHOICES and is_list(other):
            branches = [*(one if is_list(one) else []), *([None] * len(other))]
            result[word] = [_merged(branch, each) for branch, each in zip(branches, other, strict=False)]
        elif word in INNER:
            result[word] = _merged(one, other)
        else:
            result[word] = one if _is_same(word, one, other) else other
    return result


def _is_same(word: str, one: Any, other: Any) -> bool:
    """Return whether two values are equivalent; the order of enumerations and required fields does not matter."""
    if word in ("enum", "required") and is_list(one) and is_list(other):
        return sorted(map(_value, one)) == sorted(map(_value, other))
    return bool(one == other)


def _fresh(theirs: Any, needs_prose: bool = False) -> Any:
    """Return upstream's schema with placeholders instead of prose."""
    if is_list(theirs):
        return [_fresh(each) for each in theirs]
    if not is_object(theirs):
        return theirs
    result: Schema = {"description": MARK} if needs_prose or "description" in theirs else {}
    for word, value in theirs.items():
        if word in NAMED:
            result[word] = {name: _fresh(each, word == "properties") for name, each in value.items()}
        elif word in CHOICES or word in INNER:
            result[word] = _fresh(value)
        elif word not in ("description", "example"):
            result[word] = value
    return result


def main(arguments: list[str], specs: Path) -> int:
    """Run the command and return its exit status: 2 if upstream's specs are not available."""
    parser = argparse.ArgumentParser(
        prog="upstream", description=f"Compare the structure of our task specs with that of {PACKAGE}."
    )
    parser.add_argument("source", help="a release, such as 0.21.54 or latest; or a folder of the package")
    parser.add_argument("--apply", action="store_true", help="write upstream's structure into our specs")
    options = parser.parse_args(arguments)
    tasks = specs / "tasks"
    try:
        ours, theirs = read_ours(tasks), read_upstream(options.source)
    except UpstreamError as error:
        print(f"upstream: {error}", file=sys.stderr)
        return 2
    alone = [name for name in theirs if is_ours_alone(tasks / name.split("/")[0])]
    lines = compare(ours, {name: schema for name, schema in theirs.items() if name not in alone})
    for task in sorted({name.split("/")[0] for name in alone}):
        lines.append(f"~ {task}: upstream has a task of this name; remove 'upstream: false' from our overlay")
    print(*lines, sep="\n", end="\n" if lines else "")
    counts = ", ".join(f"{sum(line[0] == sign for line in lines)} {sign}" for sign in "+-~")
    print(f"{len(lines)} differences ({counts})" if lines else "no differences", file=sys.stderr)
    if options.apply and lines:
        notes = apply(ours, {name: schema for name, schema in theirs.items() if name not in alone}, tasks)
        print(*notes, sep="\n", end="\n" if notes else "", file=sys.stderr)
        print(f"written; `nox -s generate` reports each place where {MARK} must be replaced by prose", file=sys.stderr)
    return 0

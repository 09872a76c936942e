"""Compares the task specs with a release of ``@huggingface/tasks``: ``python -m inferwire_codegen upstream 0.21.54``.

Only the structure counts: fields, types, what is required, words and defaults of our schemas before overlays. Prose is
our own, so what ``--apply`` writes has marked places for it, and nothing is generated until it stands there.
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

from inferwire_codegen.load import VERSION
from inferwire_codegen.names import argument_name, camel
from inferwire_codegen.schemas import ROOTS
from inferwire_codegen.wellformed import CHOICES, MARK, NAMED
from inferwire_runtime.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema: TypeAlias = "dict[str, Any]"
Files: TypeAlias = "dict[str, Schema]"

PACKAGE = "@huggingface/tasks"
COMMON = "common-definitions.json"
FOLDERS = ("", "src/tasks", "package/src/tasks", "packages/tasks/src/tasks")  # of the specs, in what may be named
TEMPLATES = frozenset({"placeholder"})  # what new tasks are copied from upstream
PROSE = frozenset({"description", "example", "title", "$id", "$schema"})  # ours, or of no meaning to types
INNER = {"items": "[]", "additionalProperties": "{}"}  # how their place is written behind that of the schema
RELEASE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")
OVERLAY = """\
# yaml-language-server: $schema=../../schema/overlay.schema.json
version: {version}
summary: {mark}
"""
BINARY = "type=binary"  # how upstream marks media
KINDS = {"audio": "audio", "automatic": "audio", "image": "image", "video": "video"}  # by a name's first word


class UpstreamError(Exception):
    """Upstream's specs cannot be had; the text says why, and what to do."""


def read_upstream(source: str) -> Files:
    """Give upstream's schemas by their path below ``specs/tasks``.

    Args:
        source: A folder of the package or of its sources, or a release, which npm fetches.

    Raises:
        UpstreamError: There is no such folder or release.
    """
    if Path(source).is_dir():
        return _read_folder(Path(source))
    if not RELEASE.fullmatch(source):
        raise UpstreamError(f"'{source}' is neither a folder nor a release; name one, such as 0.21.54 or latest")
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, f"{PACKAGE}@{source}"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        except FileNotFoundError as exc:
            raise UpstreamError("npm is not there; install it, or name a folder of the package") from exc
        archive = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or archive is None:
            reason = (done.stderr.strip() or done.stdout.strip()).splitlines()
            told = f" ({reason[0]})" if reason else ""
            raise UpstreamError(
                f"npm gives no {PACKAGE} {source}{told}; `npm view {PACKAGE} versions` lists what there is"
            )
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        return _read_folder(Path(folder))


def _read_folder(folder: Path) -> Files:
    root = next((folder / each for each in FOLDERS if (folder / each / COMMON).is_file()), None)
    if root is None:
        raise UpstreamError(f"{folder} has no {COMMON}, where the specs of {PACKAGE} begin; name the package's folder")
    found = {path.relative_to(root).as_posix(): path for path in sorted(root.glob("*/spec/*.json"))}
    files = {
        name.replace("/spec/", "/"): _read(path)
        for name, path in found.items()
        if path.stem in ROOTS and name.split("/")[0] not in TEMPLATES
    }
    return {**files, COMMON: _read(root / COMMON)}


def read_ours(tasks: Path) -> Files:
    """Give our schemas by their path; those of tasks that upstream has not are left out."""
    paths = [path for path in sorted(tasks.glob("*/*.json")) if not is_ours_alone(path.parent)]
    return {path.relative_to(tasks).as_posix(): _read(path) for path in [*paths, tasks / COMMON]}


def is_ours_alone(folder: Path) -> bool:
    """Whether the overlay of a task says that upstream has no such task."""
    overlay = folder / "overlay.yaml"
    return overlay.is_file() and re.search(r"(?m)^upstream: false\b", overlay.read_text(encoding="utf-8")) is not None


def _read(path: Path) -> Schema:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise UpstreamError(f"{path} cannot be read: {exc}; correct it, or name another release") from exc
    if not is_object(data):
        raise UpstreamError(f"{path} holds no schema; name another release")
    return data


def compare(ours: Files, theirs: Files) -> list[str]:
    """Give what upstream has and we have not (``+``), the reverse (``-``), and what differs (``~``), a line each."""
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
    """Give the differences of two schemas, which stand at one place."""
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
            yield from (f"- {label}: the word {_value(each)}" for each in old if each not in new)
            yield from (f"+ {label}: the word {_value(each)}" for each in new if each not in old)
        elif word not in theirs:
            yield f"- {label or 'the schema'}: {word} {_value(one)}"
        elif word not in ours:
            yield f"+ {label or 'the schema'}: {word} {_value(other)}"
        elif one != other:
            yield f"~ {label or 'the schema'}: {word} {_value(one)} -> {_value(other)}"


def _named(ours: Schema, theirs: Schema, joint: str, our_holder: Schema, their_holder: Schema) -> Iterator[str]:
    """Give the differences of two mappings of names to schemas."""
    for name in dict.fromkeys([*ours, *theirs]):
        if name not in theirs:
            yield f"- {joint}{name}: {_summary(ours[name], name in our_holder.get('required', ()))}"
        elif name not in ours:
            yield f"+ {joint}{name}: {_summary(theirs[name], name in their_holder.get('required', ()))}"
        else:
            yield from _differences(ours[name], theirs[name], f"{joint}{name}")


def _required(ours: Schema, theirs: Schema, label: str) -> Iterator[str]:
    """Give the fields of both that only one requires; of a field that is new or gone it is told with the field."""
    old, new = ours.get("required", []), theirs.get("required", [])
    told = ours.get("properties", {}).keys() ^ theirs.get("properties", {}).keys()
    joint = f"{label}." if label else ""
    for name in dict.fromkeys([*old, *new]):
        if name not in told and (name in old) != (name in new):
            yield f"~ {joint}{name}: {'required -> optional' if name in old else 'optional -> required'}"


def _inner(word: str, one: Any, other: Any, label: str) -> Iterator[str]:
    """Give the differences of what stands within two schemas: of items, or of choices one by one."""
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
    """Give a value as a list; of nothing an empty one."""
    if value is None:
        return []
    return list(value) if is_list(value) else [value]


def _summary(schema: Any, is_required: bool = False) -> str:
    """Say what a schema is, in a few words."""
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


def apply(ours: Files, theirs: Files, tasks: Path) -> None:
    """Write upstream's structure into our specs; prose stays, and what is new has marked places for it."""
    gone = {name.split("/")[0] for name in ours.keys() - theirs.keys()} - {name.split("/")[0] for name in theirs}
    for name in ours.keys() - theirs.keys():
        (tasks / name).unlink()
    for task in gone:
        shutil.rmtree(tasks / task)
    for name, schema in theirs.items():
        path = tasks / name
        if name in ours and not list(_differences(ours[name], schema, "")):
            continue
        path.parent.mkdir(exist_ok=True)
        new = _merged(ours[name], schema) if name in ours else {**_fresh(schema), "title": _title(name)}
        path.write_text(json.dumps(new, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        overlay = path.parent / "overlay.yaml"
        if path.parent != tasks and not overlay.exists():
            overlay.write_text(_overlay(path.parent.name, theirs), encoding="utf-8", newline="\n")


def _title(name: str) -> str:
    """Give the title of a task's file, as the generator makes it."""
    task, part = name.removesuffix(".json").split("/")
    return f"{camel(task)}{ROOTS[part]}"


def _overlay(task: str, theirs: Files) -> str:
    """Give a first guess of a task's overlay: what its function takes by position, and which of it are media."""
    inputs: Schema = theirs.get(f"{task}/input.json", {}).get("properties", {}).get("inputs", {})
    arguments: dict[str, str] = {}
    media: dict[str, str] = {}
    parts: Files = inputs.get("properties", {})
    places = {f"inputs.{name}": (name, part) for name, part in parts.items()}
    if inputs and not parts:
        places = {"inputs": (task, inputs)}
    for place, (name, schema) in places.items():
        kind = KINDS.get(re.split("[-_]", name)[0], MARK)
        is_medium = schema.get("comment") == BINARY
        argument = argument_name(name) if parts else kind if is_medium and kind != MARK else "inputs"
        arguments[argument] = place
        media |= {argument: kind} if is_medium else {}
    lines = [OVERLAY.format(version=VERSION, mark=MARK) + f"arguments: {_flow(arguments)}\n"]
    lines += [f"media: {_flow(media)}\n"] if media else []
    output: Files = theirs.get(f"{task}/output.json", {}).get("properties", {})
    returned = [name for name in output if name in KINDS.values()]
    return "".join([*lines, *(f"returns: {name}\n" for name in returned[:1])])


def _flow(names: dict[str, str]) -> str:
    return f"{{{', '.join(f'{name}: {value}' for name, value in names.items())}}}"


def _merged(ours: Any, theirs: Any) -> Any:
    """Give upstream's schema with our prose, in our order."""
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
    """Whether two values mean the same; the order of words and of required fields does not matter."""
    if word in ("enum", "required") and is_list(one) and is_list(other):
        return sorted(map(_value, one)) == sorted(map(_value, other))
    return bool(one == other)


def _fresh(theirs: Any, needs_prose: bool = False) -> Any:
    """Give upstream's schema with marked places in place of its prose."""
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
    """Run the command; 2 says that upstream's specs cannot be had."""
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
        lines.append(
            f"~ {task}: ours alone, and upstream has one of this name; remove 'upstream: false' from its overlay"
        )
    print(*lines, sep="\n", end="\n" if lines else "")
    counts = ", ".join(f"{sum(line[0] == sign for line in lines)} {sign}" for sign in "+-~")
    print(f"{len(lines)} differences ({counts})" if lines else "no differences", file=sys.stderr)
    if options.apply and lines:
        apply(ours, {name: schema for name, schema in theirs.items() if name not in alone}, tasks)
        print(f"written; `nox -s generate` names each place where {MARK} stands for prose", file=sys.stderr)
    return 0

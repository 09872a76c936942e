"""The command ``migrate``: ``python -m inferwire_codegen migrate`` updates spec files to the current language version.

Comments and layout are preserved, since only the changed parts of a file are rewritten. To make a breaking change to
the language, raise `spec.language.VERSION`, and add a function for each change to `STEPS`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from msgspec import Struct

from inferwire_codegen.spec.diagnostics import Problems, SpecError
from inferwire_codegen.spec.language import RENAMED, VERSION, OverlaySpec, SchemaChanges
from inferwire_codegen.spec.load import version_of
from inferwire_codegen.spec.source import Source
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inferwire_codegen.spec.source import Path_

ALIAS = re.compile(r"\s*:\s*(\*[^\s,\]}]+)")
ANCHOR = re.compile(r"&[^\s,\]}]+")


class Edit(Struct, frozen=True, order=True):
    """The replacement of a range of characters in a file."""

    start: int
    end: int
    text: str


Step: TypeAlias = "Callable[[Source], Iterator[Edit]]"


def migrate(source: Source) -> str:
    """Return the text of a file in the current version of the language.

    Raises:
        SpecError: If the file cannot be read before or after the migration.
    """
    problems = Problems()
    for version in range(version_of(source), VERSION):
        for step in (*STEPS[version], _raise_version(version + 1)):
            source = Source(source.name, _edited(source.text, set(step(source))), problems)
            problems.raise_if_any()
    return source.text


def _edited(text: str, edits: set[Edit]) -> str:
    """Apply all edits, last first, so that earlier offsets stay valid."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _raise_version(version: int) -> Step:
    """Return the step that writes the new version into a file, as the first key."""

    def step(source: Source) -> Iterator[Edit]:
        root = source.node()
        if (node := source.node("version")) is not None:
            yield Edit(node.start_mark.index, node.end_mark.index, str(version))
        elif isinstance(root, yaml.MappingNode) and root.flow_style:
            at = root.start_mark.index + 1
            yield Edit(at, at, f'"version": {version}, ')
        elif root is not None:
            yield Edit(root.start_mark.index, root.start_mark.index, f"version: {version}\n")

    return step


def _list_responses_of_jobs(source: Source) -> Iterator[Edit]:
    """Rename ``sample`` in a ``poll`` (the response to the submission) to ``samples``, and make its value a list."""
    for path in _mappings(source.data):
        at = (*path, "poll", "sample")
        key = source.key(*at)
        if key is not None:
            yield Edit(key.start_mark.index, key.end_mark.index, "samples")
            yield from _as_item(source, key, source.node(*at))


def _call_collected(source: Source) -> Iterator[Edit]:
    """Replace ``$text`` with ``collected()`` in stream expressions."""
    for path in _mappings(source.data):
        for at, text in _texts(source.data, (*path, "stream")):
            node = source.node(*at)
            if text.startswith("=") and node is not None:
                start = node.start_mark.index
                for found in re.finditer(r"\$text\b", source.text[start : node.end_mark.index]):
                    yield Edit(start + found.start(), start + found.end(), "collected()")


def _rename_overlay_keys(source: Source) -> Iterator[Edit]:
    """Rename the overlay keys that changed."""
    if source.has_key("provider") or source.has_key("protocol"):
        return
    for path, type_ in (((), OverlaySpec), (("schema",), SchemaChanges)):
        for old, new in RENAMED[type_].items():
            if (key := source.key(*path, old)) is not None:
                yield Edit(key.start_mark.index, key.end_mark.index, new)


def _rename_decoding(source: Source) -> Iterator[Edit]:
    """Rename the ``base64`` of responses to ``from_base64``."""
    for mapping in _mappings(source.data):
        for key in ("output", "fetch", "poll", "stream"):
            for at, text in _texts(source.data, (*mapping, key)):
                node = source.node(*at)
                if text.startswith("=") and node is not None and at[len(mapping) :][:2] != ("stream", "body"):
                    start = node.start_mark.index
                    for found in re.finditer(r"(?<![\w'])base64\(", source.text[start : node.end_mark.index]):
                        yield Edit(start + found.start(), start + found.end(), "from_base64(")


def _copy_common(source: Source) -> Iterator[Edit]:
    """Copy a provider's ``common`` to its tasks without a protocol, since it now reaches the others as well."""
    data, tasks = source.data, source.node("tasks")
    if not source.has_key("provider") or not is_object(data.get("common")) or not isinstance(tasks, yaml.MappingNode):
        return
    of_protocol = [name for name, each in data["tasks"].items() if is_object(each) and each.get("protocol")]
    own = [name for name in data["tasks"] if name not in of_protocol]
    key, common = source.key("common"), source.node("common")
    if not of_protocol or key is None or not isinstance(common, yaml.MappingNode):
        return
    settings = {each.value: _lines_of(source, each, value) for each, value in common.value}
    for name in own:
        at, task = source.key("tasks", name), source.node("tasks", name)
        assert at is not None
        if not isinstance(task, yaml.MappingNode):
            continue
        added = {setting: text for setting, text in settings.items() if not source.has_key("tasks", name, setting)}
        if task.flow_style:
            inner = ", ".join(_flow(source, setting) for setting in added)
            start = task.start_mark.index + 1
            yield Edit(start, start, f"{inner}, " if task.value else inner)
        else:
            first = task.value[0][0].start_mark
            blanks = " " * first.column
            text = "".join(textwrap.indent(text, blanks).lstrip(" ") + "\n" + blanks for text in added.values())
            yield Edit(first.index, first.index, text)
    line = source.text.rfind("\n", 0, key.start_mark.index) + 1
    end = source.text.find("\n", len(source.text[: common.end_mark.index].rstrip()) - 1)
    yield Edit(line, len(source.text) if end < 0 else end + 1, "")


def _lines_of(source: Source, key: yaml.Node, value: yaml.Node) -> str:
    """Return the text of a setting in block style, without its indentation."""
    text = source.text[key.start_mark.index : value.end_mark.index].rstrip()
    return textwrap.dedent(" " * key.start_mark.column + text)


def _flow(source: Source, setting: str) -> str:
    """Return a setting in flow style."""
    value = source.data["common"][setting]
    return f"{setting}: {json.dumps(value, ensure_ascii=False)}"


def _name_source(source: Source) -> Iterator[Edit]:
    """Add the document that a client-side provider was written from, which is now required."""
    data = source.data
    if not source.has_key("provider") or data.get("kind") != "client-side" or source.has_key("source"):
        return
    key, root = source.key("kind"), source.node()
    assert key is not None
    today = date.today().isoformat()
    if isinstance(root, yaml.MappingNode) and root.flow_style:
        lines = {"source": {"urls": [data.get("docs", "")], "date": today}, "verified": "documented"}
        text = json.dumps(lines)[1:-1] + ", "
    else:
        text = f"source: {{urls: [{json.dumps(data.get('docs', ''))}], date: {today}}}\n"
        text += "verified: documented\n"
    yield Edit(key.start_mark.index, key.start_mark.index, text)


STEPS: dict[int, tuple[Step, ...]] = {
    1: (_list_responses_of_jobs, _call_collected),
    2: (_rename_overlay_keys, _rename_decoding, _copy_common, _name_source),
}
"""The steps that migrate a file from each version to the next; each step yields the edits of one change."""


def _mappings(data: Any) -> Iterator[Path_]:
    """Yield the paths of all task mappings in a file."""
    if "common" in data:
        yield ("common",)
    tasks = data.get("tasks")
    yield from (("tasks", name) for name in tasks) if is_object(tasks) else ()


def _texts(data: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Yield every string at or below a path, each with its own path."""
    for name in path:
        if not is_object(data) or name not in data:
            return
        data = data[name]
    waiting: list[tuple[Path_, Any]] = [(path, data)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, str):
            yield at, value
        children = value.items() if is_object(value) else enumerate(value) if is_list(value) else ()
        waiting += [((*at, key), child) for key, child in children]


def _as_item(source: Source, key: yaml.Node, value: yaml.Node | None) -> Iterator[Edit]:
    """Yield the edits that wrap a value in a one-item list, whatever its YAML style."""
    assert value is not None
    text, end = source.text, value.end_mark.index
    if alias := ALIAS.match(text, key.end_mark.index):  # the value itself is elsewhere
        yield Edit(alias.start(1), alias.start(1), "[")
        yield Edit(alias.end(1), alias.end(1), "]")
    elif isinstance(value, yaml.CollectionNode) and not value.flow_style:
        yield from _as_block_item(text, value)
    else:
        yield Edit(value.start_mark.index, value.start_mark.index, "[")
        yield Edit(end, end, "]")


def _as_block_item(text: str, value: yaml.CollectionNode) -> Iterator[Edit]:
    """Yield the edits that wrap a block in a one-item list: add a dash, indent the block, and move its anchor."""
    start = value.start_mark.index
    anchor = ANCHOR.match(text, start)
    first = start
    if anchor:
        yield Edit(start, anchor.end(), "")
        child = value.value[0][0] if isinstance(value, yaml.MappingNode) else value.value[0]
        first = child.start_mark.index
    line = text.rfind("\n", 0, first) + 1
    indent = re.compile(" *").match(text, line)
    assert indent is not None
    dash = f"- {anchor[0]}\n{indent[0]}  " if anchor else "- "
    yield Edit(indent.end(), indent.end(), dash)
    end = len(text[: value.end_mark.index].rstrip())
    for found in re.compile(r"\n(?=[^\n])").finditer(text, line, end):
        yield Edit(found.end(), found.end(), "  ")


def main(arguments: list[str], specs: Path) -> int:
    """Run the command and return its exit status: 2 if a file cannot be read."""
    parser = argparse.ArgumentParser(
        prog="migrate", description="Update spec files to the current version of the language; comments are kept."
    )
    parser.add_argument(
        "files", nargs="*", type=Path, help="overlays, protocols, providers; all of the specs if left out"
    )
    paths: list[Path] = parser.parse_args(arguments).files or sorted(specs.rglob("*.yaml"))
    problems = Problems()
    for path in paths:
        source = Source.read(path, path.as_posix(), problems)
        if not source.is_readable or (version := version_of(source)) >= VERSION:
            continue
        try:
            path.write_text(migrate(source), encoding="utf-8", newline="\n")
        except SpecError as error:
            problems.found += error.problems
        else:
            print(f"{path}: from version {version} to {VERSION}")
    try:
        problems.raise_if_any()
    except SpecError as error:
        print(error, file=sys.stderr)
        return 2
    return 0

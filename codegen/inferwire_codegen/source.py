"""YAML and JSON files as plain data that knows where each value stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from inferwire_codegen.errors import Place, Problems

if TYPE_CHECKING:
    from pathlib import Path

Data: TypeAlias = Any  # decoded, not yet checked
Path_: TypeAlias = "tuple[str | int, ...]"

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Data] = {"true": True, "false": False, "null": None, "~": None, "": None}


class Source:
    """One file: its data, and the place of every value and key.

    Reads YAML 1.2's core schema, of which JSON is a part: ``yes``, ``no`` and ``on`` are text.
    """

    def __init__(self, name: str, text: str, problems: Problems) -> None:
        self.name = name
        self._places: dict[Path_, Place] = {}
        self._key_places: dict[Path_, Place] = {}
        self.data: Data = None
        self.is_readable = False
        if "\t" in text and not name.endswith(".json"):
            line = text[: text.index("\t")].count("\n") + 1
            problems.add(Place(name, line), "a tab; YAML is indented with spaces")
            return
        try:
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as exc:
            mark = exc.problem_mark or exc.context_mark
            place = Place(name, mark.line + 1, mark.column + 1) if mark is not None else Place(name)
            problems.add(place, f"not YAML: {exc.problem or exc.context}; quote texts that hold ': ' or '#'")
            return
        except yaml.YAMLError as exc:
            problems.add(Place(name), f"not YAML: {exc}")
            return
        if node is None:
            problems.add(Place(name), "the file is empty; describe something in it")
            return
        before = len(problems.found)
        self.data = self._build(node, (), problems)
        self.is_readable = len(problems.found) == before

    @classmethod
    def read(cls, path: Path, name: str, problems: Problems) -> Source:
        """Read a file; ``name`` is how it is called in messages."""
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as exc:
            problems.add(Place(name), f"not UTF-8: {exc.reason} at byte {exc.start}; save it as UTF-8")
            return cls(name, "{}", Problems())
        return cls(name, text, problems)

    def place(self, *path: str | int) -> Place:
        """Give where the value at ``path`` stands, or the nearest that is there."""
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place(self.name))

    def key_place(self, *path: str | int) -> Place:
        """Give where the key of the value at ``path`` stands."""
        return self._key_places.get(path) or self.place(*path)

    def _build(self, node: yaml.Node, path: Path_, problems: Problems) -> Data:
        place = Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1)
        self._places[path] = place
        if isinstance(node, yaml.MappingNode):
            return self._build_mapping(node, path, problems)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(item, (*path, index), problems) for index, item in enumerate(node.value)]
        if node.tag not in _CORE_TAGS and not node.tag.startswith("tag:yaml.org,2002:"):
            problems.add(place, f"the tag {node.tag} has no meaning here; leave it out")
        text: str = node.value
        return text if node.style in ("'", '"', "|", ">") else _scalar(text)

    def _build_mapping(self, node: yaml.MappingNode, path: Path_, problems: Problems) -> Data:
        data: dict[str, Data] = {}
        for key_node, value_node in node.value:
            place = Place(self.name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                problems.add(place, "a key that is no text; write a name")
                continue
            key = key_node.value
            if key in data:
                first = self._key_places[(*path, key)]
                problems.add(place, f"'{key}' stands here twice, first in line {first.line}; keep one of them")
                continue
            self._key_places[(*path, key)] = place
            data[key] = self._build(value_node, (*path, key), problems)
        return data


_CORE_TAGS = frozenset({"!"})


def _scalar(text: str) -> Data:
    """Read a bare word as YAML 1.2's core schema does."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text

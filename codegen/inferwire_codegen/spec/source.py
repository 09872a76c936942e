"""Read YAML and JSON files as plain data, with the position of every value."""

from __future__ import annotations

import codecs
import math
import re
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import yaml

from inferwire_codegen.spec.diagnostics import Place, Problems, shortened
from inferwire_codegen.spec.yaml_errors import explain_error, key_without_colon, misread, tag_meant

if TYPE_CHECKING:
    from pathlib import Path

Data: TypeAlias = Any  # decoded, not yet checked
Path_: TypeAlias = "tuple[str | int, ...]"

DEEPEST = 64  # levels of mappings and lists
LARGEST = 100_000  # values of a file, including those that aliases repeat: a few lines can expand to billions
MERGE = "tag:yaml.org,2002:merge"
TOO_DEEP = f"more than {DEEPEST} levels of mappings and lists; reduce the nesting"
IMPLICIT_TAGS = frozenset(
    {
        "!",
        *(
            f"tag:yaml.org,2002:{kind}"
            for kind in ["bool", "float", "int", "map", "merge", "null", "seq", "str", "timestamp", "value"]
        ),
    }
)
ESCAPE_LENGTHS = {"x": 4, "u": 6, "U": 10}  # of the backslash, the letter and the digits
BLANK_ESCAPES = frozenset("tnvrfNLP_ \t\n")

SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB]..)\\u([dD][c-fC-F]..)")
_ESCAPES = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)", re.DOTALL)
_FAULT = re.compile(r"JSON is malformed: (.+) \(byte ([0-9]+)\)")
_INTEGER = re.compile(r"[-+]?[0-9]{1,4000}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Data] = {"true": True, "false": False, "null": None, "~": None, "": None}


class Source:
    """The data of one file, with the position of every value and key.

    Reads YAML 1.2's core schema, which includes JSON: ``yes``, ``no`` and ``on`` are strings.
    """

    def __init__(self, name: str, text: str, problems: Problems) -> None:
        self.name = name
        self.text = text
        self._nodes: dict[Path_, yaml.Node] = {}
        self._keys: dict[Path_, yaml.Node] = {}
        self._count = 0
        self.data: Data = None
        self.is_readable = False
        before = len(problems.found)
        node = self._compose(text, problems)
        if node is not None:
            self.data = self._build(node, (), (), problems)
            self.is_readable = len(problems.found) == before

    @classmethod
    def read(cls, path: Path, name: str, problems: Problems) -> Source:
        """Read a file; ``name`` identifies the file in messages."""
        try:
            content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
        except FileNotFoundError:
            problems.add(Place(name), "the file is missing; add it")
            return cls.unreadable(name)
        except OSError as exc:
            problems.add(Place(name), f"cannot be read: {exc.strerror}; replace it with a readable file")
            return cls.unreadable(name)
        try:
            text = "\n".join(content.decode().replace("\r\n", "\n").split("\r"))
        except UnicodeDecodeError as exc:
            place = _place_behind(name, content[: exc.start].decode())
            problems.add(place, f"not UTF-8: {exc.reason}; save the file as UTF-8")
            return cls.unreadable(name)
        return cls(name, text, problems)

    @classmethod
    def unreadable(cls, name: str) -> Source:
        """Return an empty source for an unreadable file, whose problem is already recorded."""
        return cls(name, "", Problems())

    def node(self, *path: str | int) -> yaml.Node | None:
        """Return the node of the value at ``path``."""
        return self._nodes.get(path)

    def key(self, *path: str | int) -> yaml.Node | None:
        """Return the node of the key of the value at ``path``."""
        return self._keys.get(path)

    def place(self, *path: str | int) -> Place:
        """Return the place of the value at ``path``, or of its closest existing ancestor."""
        while path and path not in self._nodes:
            path = path[:-1]
        return _place(self.name, self._nodes[path]) if path in self._nodes else Place(self.name)

    def key_place(self, *path: str | int) -> Place:
        """Return the place of the key of the value at ``path``."""
        return _place(self.name, self._keys[path]) if path in self._keys else self.place(*path)

    def has_key(self, *path: str | int) -> bool:
        """Return whether a key exists at ``path``."""
        return path in self._keys

    def raw(self, *path: str | int) -> str:
        """Return the scalar at ``path`` as written in the file, without quotes; empty if the value is not a scalar."""
        node = self._nodes.get(path)
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

    def text_place(self, path: Path_, offset: int) -> Place:
        """Return the place of a character in the string at ``path``, counting quotes and escapes as an editor does."""
        node = self._nodes.get(path)
        if not isinstance(node, yaml.ScalarNode):
            return self.place(*path)
        return _place_behind(self.name, self.text[: _raw_index(self.text, node, offset)])

    def _compose(self, text: str, problems: Problems) -> yaml.Node | None:
        is_json = self.name.endswith(".json")
        if "\t" in text and not is_json:
            place = _place_behind(self.name, text[: text.index("\t")])
            problems.add(place, "a tab, but YAML is indented with spaces; use spaces")
            return None
        try:
            if is_json:
                if not self._check_json(text, problems):
                    return None
                text = self.text = SURROGATES.sub(_join_surrogates, text)
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as exc:
            found = explain_error(text, exc)
            problems.add(_place_behind(self.name, text[: found.offset]), found.text)
            return None
        except yaml.reader.ReaderError as exc:
            place = _place_behind(self.name, text.encode()[: exc.position].decode(errors="replace"))
            problems.add(place, "a control character is not allowed; remove it, or write it as an escape")
            return None
        except RecursionError:
            problems.add(Place(self.name), TOO_DEEP)
            return None
        if node is None:
            problems.add(Place(self.name), "the file is empty; add its content")
        return node

    def _check_json(self, text: str, problems: Problems) -> bool:
        """Report where text is not valid JSON, and return whether it is valid."""
        if not text.strip():
            return True  # reported as for any empty file
        half = next((found for found in _ESCAPES.finditer(text) if found[1]), None)
        if half is not None:
            place = _place_behind(self.name, text[: half.start()])
            problems.add(place, f"'{half[0]}' is half a surrogate pair; write both halves, or the character itself")
            return False
        content = text.encode()
        try:
            msgspec.json.decode(content, type=msgspec.Raw)  # numbers out of range are reported later, with their place
        except RecursionError:
            problems.add(Place(self.name), TOO_DEEP)
            return False
        except msgspec.DecodeError as exc:
            if found := _FAULT.fullmatch(str(exc)):
                place = _place_behind(self.name, content[: int(found[2])].decode(errors="ignore"))
                reason = f"{found[1]}; check the comma, quote or bracket before it"
            else:  # the error has no position: the text ends too early
                place = _place_behind(self.name, text.rstrip())
                reason = "it ends too early; close all quotes and brackets"
            problems.add(place, f"not JSON: {reason}")
            return False
        return True

    def _build(self, node: yaml.Node, path: Path_, above: tuple[int, ...], problems: Problems) -> Data:
        """Return the data of a node; ``above`` contains the IDs of the enclosing nodes."""
        place = _place(self.name, node)
        self._nodes[path] = node
        self._count += 1
        if self._count > LARGEST:
            if self._count == LARGEST + 1:
                problems.add(place, f"more than {LARGEST:,} values, with aliases expanded; shorten the file")
            return None
        if len(path) > DEEPEST:
            problems.add(place, TOO_DEEP)
            return None
        if id(node) in above:
            problems.add(place, "this alias refers to a value that contains it; write the value out")
            return None
        if node.tag not in IMPLICIT_TAGS:
            remedy = tag_meant(node.tag, node.value if isinstance(node, yaml.ScalarNode) else "")
            problems.add(place, f"the tag {node.tag} is not supported; {remedy}")
        above = (*above, id(node))
        if isinstance(node, yaml.MappingNode):
            return self._build_mapping(node, path, above, problems)
        if isinstance(node, yaml.SequenceNode):
            self._check_scalars(node.value, problems, is_flow=bool(node.flow_style))
            return [self._build(item, (*path, index), above, problems) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        text: str = node.value
        if node.style in ("'", '"', "|", ">"):
            return text
        value = _scalar(text)
        if isinstance(value, float) and not math.isfinite(value):
            problems.add(place, f"{shortened(text)} is larger than any number in JSON; write a smaller one")
            return None
        return value

    def _check_scalars(self, nodes: list[yaml.Node], problems: Problems, *, is_flow: bool) -> None:
        """Report unquoted strings that YAML surely reads differently than meant."""
        for node in nodes:
            if isinstance(node, yaml.ScalarNode) and (reason := misread(node, is_flow=is_flow, is_key=False)):
                problems.add(_place(self.name, node), reason)

    def _build_mapping(self, node: yaml.MappingNode, path: Path_, above: tuple[int, ...], problems: Problems) -> Data:
        data: dict[str, Data] = {}
        self._check_scalars([value for _, value in node.value], problems, is_flow=bool(node.flow_style))
        for key_node, value_node in node.value:
            place = _place(self.name, key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                problems.add(place, "a key must be a string; write a name")
                continue
            key = key_node.value
            reason = misread(key_node, is_flow=False, is_key=True)
            if reason is None and isinstance(value_node, yaml.ScalarNode) and not value_node.value:
                reason = key_without_colon(key) if not key_node.style and not value_node.style else None
            if reason is not None:
                problems.add(place, reason)
            if key_node.tag == MERGE:
                problems.add(place, "'<<' is not supported; write the keys out, or use an alias for a whole value")
                continue
            if key in data:
                first = self.key_place(*path, key).line
                problems.add(place, f"duplicate key '{key}', first in line {first}; keep one of the two")
                continue
            self._keys[(*path, key)] = key_node
            data[key] = self._build(value_node, (*path, key), above, problems)
        return data


def _place_behind(name: str, before: str) -> Place:
    """Return the place of a character, computed from the text before it."""
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _place(name: str, node: yaml.Node) -> Place:
    return Place(name, node.start_mark.line + 1, node.start_mark.column + 1)


def _scalar(text: str) -> Data:
    """Parse an unquoted scalar as YAML 1.2's core schema does."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def _join_surrogates(found: re.Match[str]) -> str:
    """Return the character for a surrogate pair, which YAML does not accept as an escape."""
    return found[1] + bytes.fromhex(found[2] + found[3]).decode("utf-16-be")


def _raw_index(raw: str, node: yaml.ScalarNode, offset: int) -> int:
    """Return the file offset of a character in a scalar's text.

    Whitespace is ignored in both the text and the file, since lines may be folded; every other character occurs once.
    """
    left = sum(not sign.isspace() for sign in node.value[:offset])
    index: int = node.start_mark.index
    if node.style in ("'", '"'):
        index += 1
    elif node.style in ("|", ">"):
        index = raw.index("\n", index)  # skip the header
    while index < node.end_mark.index:
        length, is_blank = _raw_sign(raw, index, node.style)
        if not is_blank:
            if left == 0:
                break
            left -= 1
        elif left == 0 and node.value[offset : offset + 1].isspace():
            break
        index += length
    return index


def _raw_sign(raw: str, index: int, style: str | None) -> tuple[int, bool]:
    """Return the length of a scalar's character in the file, and whether it is whitespace."""
    sign, following = raw[index], raw[index + 1 : index + 2]
    if style == "'" and sign == following == "'":
        return 2, False
    if style == '"' and sign == "\\":
        return ESCAPE_LENGTHS.get(following, 2), following in BLANK_ESCAPES
    return 1, sign.isspace()

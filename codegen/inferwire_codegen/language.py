"""The reference of the language of specs: every word with its meaning and a worked example.

Meanings are those of the loader's own types. Examples come from a small spec tree of their own, ``specs/language``,
which is read, checked, printed and called as any other; what its providers send, and what comes of their samples, is
shown beside it.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec
from msgspec import Struct, inspect

from inferwire_codegen.build import build_api
from inferwire_codegen.errors import Place, Problem, SpecError
from inferwire_codegen.explain import explain_providers
from inferwire_codegen.expressions import EXTRA, FUNCTIONS, REQUEST_NAMES
from inferwire_codegen.ir import Prose
from inferwire_codegen.load import (
    CancelSpec,
    FallbackSpec,
    MappingSpec,
    OverlaySpec,
    PollSpec,
    ProtocolSpec,
    ProviderSpec,
    RefusalSpec,
    SchemaChanges,
    StreamSpec,
    load_specs,
)
from inferwire_codegen.names import snake
from inferwire_runtime.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from inferwire_codegen.ir import Api
    from inferwire_codegen.load import Specs
    from inferwire_codegen.source import Source

TITLES: dict[type[Struct], str] = {
    ProviderSpec: "A provider's file",
    MappingSpec: "A mapping",
    RefusalSpec: "Refusals",
    PollSpec: "Long jobs",
    CancelSpec: "Cancelling",
    StreamSpec: "Streams",
    FallbackSpec: "A fallback",
    ProtocolSpec: "A protocol's file",
    OverlaySpec: "A task's overlay",
    SchemaChanges: "Changes to schemas",
}
KINDS: dict[type[inspect.Type], str] = {
    inspect.AnyType: "anything",
    inspect.BoolType: "true or false",
    inspect.FloatType: "a number",
    inspect.IntType: "a whole number",
    inspect.StrType: "a text",
}
LONGEST_EXCERPT = 12  # lines; a longer one is cut

REQUEST_WORDS = {
    "inputs": "What the task works on; `inputs.<part>` is a part of it.",
    "parameters": "The task's parameters, with those that no schema knows; `parameters.<name>` is one, also deeper.",
    "extra": "`extra.<name>` is a parameter that the schema does not know and the caller passed.",
    "model": "The provider's name of the model.",
    "hub_model": "The model's id on the Hub.",
    "hub_url": "The model's page on the Hub.",
    "adapter": "`lora` where the model is one.",
    "weights_url": "Where an adapter's weights are.",
    "is_routed": "Whether the router of Hugging Face stands between.",
    "output_type": "In which form the caller wants a medium.",
}
REQUEST_CALLS = {
    "base64": ("base64(x)", "A medium as base64. One that came as a URL is fetched first."),
    "data_url": ("data_url(x)", "A medium as a data URL. One that came as a URL is fetched first."),
    "media_url": ("media_url(x)", "The URL that the caller gave, or else a data URL."),
    "url": ("url(x)", "The URL that the caller gave, or nothing."),
    "after": ("after(text, ':')", "What follows the first such sign."),
    "contains": ("contains(text, 'part')", "Whether a text holds another."),
    "divide": ("divide(a, b)", "A quotient."),
    "has_text": ("has_text(x)", "Whether it is a text of more than spaces."),
    "least": ("least(a, b)", "The smaller one of those that are there."),
    "lower": ("lower(text)", "The text in small letters."),
    "merge": ("merge(a, b)", "The fields of two objects; those of the second win."),
    "nearest": ('nearest(x, `{"name": 1}`)', "The name whose number is nearest."),
    "omit": ("omit(object, 'name')", "An object without a field."),
    "parent": ("parent(path)", "A path without its last part."),
    "round": ("round(x, `low`, `high`)", "The nearest whole number within two bounds."),
    "texts": ("texts(list)", "The texts of a list, or nothing where there is none."),
}
REPLY_CALLS = {
    "binary": ("binary()", "The body, where it is the medium itself; stands first."),
    "base64": ("base64(x)", "A medium that stands there as base64."),
    "download": ("download(x)", "A medium at a URL, fetched when it is needed."),
    "floats": ("floats(x)", "Numbers that came as base64 of 32-bit floats, little-endian; what is no text, as it is."),
    "one": ("one(x)", "The first of a list, or what is no list."),
    "many": ("many(x)", "A list, also of what came alone."),
    "flat": ("flat(x)", "A list of lists, as one list."),
    "unnest": ("unnest(x)", "What stands alone in a list, without that list."),
    "pairs": ("pairs(labels, scores)", "Two lists as one of objects with `label` and `score`."),
    "divide": ("divide(a, b)", "A quotient."),
    "keys": ("keys(x)", "The keys of an object."),
    "values": ("values(x)", "The values of an object."),
    "map": ("map(&x, list)", "An expression of each item, nulls kept; `list[].x` leaves them out."),
    "not_null": ("not_null(a, b)", "The first that is there and not null."),
    "reverse": ("reverse(list)", "A list from its end."),
    "sort_by": ("sort_by(list, &x)", "A list by what an expression of each item comes to."),
    "file": ("file()", "The file at the URL that `fetch` names, as a medium."),
    "file_text": ("file_text()", "The same as text."),
    "file_type": ("file_type()", "Its media type."),
    "collected": ("collected()", "In a stream's `item`: the text so far."),
}


class WordEntry(Struct, frozen=True, kw_only=True):
    """A word with its meaning and an example, as it stands in a file."""

    name: str
    kind: str
    is_required: bool
    meaning: Prose
    example: Prose
    where: str

    @property
    def anchor(self) -> str:
        """Where the whole file stands on the page of examples."""
        return self.where.rpartition("/")[2]


class Chapter(Struct, frozen=True, kw_only=True):
    """Words that stand together."""

    title: str
    about: Prose
    words: tuple[WordEntry, ...]


class Lesson(Struct, frozen=True, kw_only=True):
    """A file of the example specs: what it is for, its text, and what it does."""

    name: str
    file: str
    about: Prose
    text: Prose
    does: Prose


class LanguagePages(Struct, frozen=True, kw_only=True):
    """What the pages of the language show."""

    chapters: tuple[Chapter, ...]
    expressions: tuple[Chapter, ...]
    providers: tuple[Lesson, ...]
    protocols: tuple[Lesson, ...]
    tasks: tuple[Lesson, ...]


def build_language(folder: Path) -> LanguagePages | None:
    """Make the reference from a tree of examples; None where there is none.

    Raises:
        SpecError: The examples cannot be used, or a word has none.
    """
    if not folder.is_dir():
        return None
    specs = load_specs(folder)
    api = build_api(specs)
    lines = explain_providers(api, [provider.spec.provider for provider in specs.providers])
    found = _find_examples(specs)
    return LanguagePages(
        chapters=tuple(_chapter(type_, found) for type_ in TITLES),
        expressions=_expressions(specs),
        providers=tuple(
            _lesson(each.source, "providers", each.spec.provider, lines[each.spec.provider])
            for each in sorted(specs.providers, key=lambda each: len(each.source.text))
        ),
        protocols=tuple(_lesson(each.source, "protocols", each.spec.protocol, []) for each in specs.protocols),
        tasks=tuple(
            _lesson(each.overlay_source, "tasks", each.name, _types_of(each.name, api)) for each in specs.tasks
        ),
    )


def _lesson(source: Source, kind: str, name: str, lines: list[str]) -> Lesson:
    """Make a lesson of a file; what its first comment says is what it is about."""
    text = source.text.split("\n")
    comments = [line for line in text[: _first_line(text)] if "yaml-language-server" not in line]
    return Lesson(
        name=name,
        file=f"{kind}/{name}",
        about=Prose(" ".join(line.removeprefix("# ") for line in comments)),
        text=Prose("\n".join(text[_first_line(text) :]).rstrip()),
        does=Prose("\n".join(lines).rstrip()),
    )


def _first_line(lines: list[str]) -> int:
    return next(index for index, line in enumerate(lines) if not line.startswith("#"))


def _types_of(task: str, api: Api) -> list[str]:
    """Give the classes that a task's answers are read as."""
    text = next((module.text for module in api.types if module.path == f"types/{snake(task)}.py"), "")
    start = re.search(r"^(class |[A-Z]\w+: TypeAlias)", text, re.MULTILINE)
    return text[start.start() :].split("\n") if start else []


def _chapter(type_: type[Struct], found: dict[tuple[str, str], tuple[str, str]]) -> Chapter:
    info = inspect.type_info(type_)
    assert isinstance(info, inspect.StructType)
    about = (type_.__doc__ or "").partition("\n")[0]
    return Chapter(
        title=TITLES[type_],
        about=Prose(about),
        words=tuple(_word(type_, field, found) for field in info.fields),
    )


def _word(type_: type[Struct], field: inspect.Field, found: dict[tuple[str, str], tuple[str, str]]) -> WordEntry:
    place = (type_.__name__, field.encode_name)
    if place not in found:
        raise _unshown(f"'{field.encode_name}' of '{TITLES[type_]}'")
    example, where = found[place]
    return WordEntry(
        name=field.encode_name,
        kind=_kind(field.type),
        is_required=field.required,
        meaning=Prose(_meaning(field.type)),
        example=Prose(example),
        where=where,
    )


def _unshown(word: str) -> SpecError:
    return SpecError([Problem(Place("specs/language"), f"no example of {word}; use it in one of these files")])


def _meaning(info: inspect.Type) -> str:
    """Give what a word means; the outermost description tells."""
    while isinstance(info, inspect.Metadata):
        if told := _told(info, "description"):
            return told
        info = info.type
    return ""


def _told(info: inspect.Metadata, word: str) -> str:
    """Give what the schema of editors is told of a value."""
    schema = cast("dict[str, Any]", info.extra_json_schema or {})  # pyright: ignore[reportUnknownMemberType] - a bare dict
    return str(schema.get(word, ""))


def _kind(info: inspect.Type) -> str:
    """Say what a value is."""
    if isinstance(info, inspect.Metadata):
        return "an expression" if _told(info, "pattern") == "^=" else _kind(info.type)
    match info:
        case inspect.UnionType(types=types):
            kinds = dict.fromkeys(_kind(each) for each in types if not isinstance(each, inspect.NoneType))
            return " or ".join(kinds)
        case inspect.ListType(item_type=item):
            return f"a list of {_plural(_kind(item))}"
        case inspect.DictType(value_type=value):
            return f"a mapping to {_plural(_kind(value))}"
        case inspect.LiteralType(values=values):
            return " or ".join(str(value) for value in values)
        case inspect.StructType(cls=cls):
            return f"a mapping, see *{TITLES[cls]}*"
        case _:
            return KINDS[type(info)]


def _plural(kind: str) -> str:
    if kind.startswith(("a mapping", "a list")):
        return kind.removeprefix("a ").replace("mapping", "mappings", 1).replace("list", "lists", 1)
    words = {"a text": "texts", "an expression": "expressions", "a whole number": "whole numbers"}
    return words.get(kind, kind)


def _find_examples(specs: Specs) -> dict[tuple[str, str], tuple[str, str]]:
    """Give the shortest example of each word, by the type that has it and its name."""
    files: list[tuple[type[Struct], Source, str]] = [
        *((OverlaySpec, task.overlay_source, f"tasks/{task.name}") for task in specs.tasks),
        *((ProtocolSpec, each.source, f"protocols/{each.spec.protocol}") for each in specs.protocols),
        *((ProviderSpec, each.source, f"providers/{each.spec.provider}") for each in specs.providers),
    ]
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for type_, source, name in files:
        for owner, path in _words_in(source.data, inspect.type_info(type_), ()):
            place = (owner, str(path[-1]))
            text = _excerpt(source, path)
            if place not in found or _length(text) < _length(found[place][0]):
                found[place] = (text, name)
    return found


def _length(text: str) -> tuple[bool, int]:
    """Compare excerpts: one that is cut, or says nothing, is longer than any other."""
    return text.count("\n") >= LONGEST_EXCERPT or text.endswith(": null"), len(text)


def _words_in(
    data: Any, info: inspect.Type, path: tuple[str | int, ...]
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Give the type and the path of each word."""
    match info:
        case inspect.Metadata(type=inner):
            yield from _words_in(data, inner, path)
        case inspect.UnionType(types=types):
            for each in types:
                yield from _words_in(data, each, path)
        case inspect.StructType(cls=cls, fields=fields) if is_object(data):
            for field in fields:
                if field.encode_name in data:
                    yield cls.__name__, (*path, field.encode_name)
                    yield from _words_in(data[field.encode_name], field.type, (*path, field.encode_name))
        case inspect.DictType(value_type=value) if is_object(data):
            for key, each in data.items():
                yield from _words_in(each, value, (*path, key))
        case inspect.ListType(item_type=item) if is_list(data):
            for index, each in enumerate(data):
                yield from _words_in(each, item, (*path, index))
        case _:
            return


def _excerpt(source: Source, path: tuple[str | int, ...]) -> str:
    """Give a key with its value, as they stand in the file."""
    key, value = source.key(*path), source.node(*path)
    assert key is not None
    assert value is not None
    text = source.text[key.start_mark.index : value.end_mark.index]
    margin = " " * key.start_mark.column
    lines = [line.rstrip() for line in textwrap.dedent(margin + text).rstrip().split("\n")]
    lines = [line for line in lines if line.strip()]
    cut = ["  ..."] if len(lines) > LONGEST_EXCERPT else []
    return "\n".join([*lines[:LONGEST_EXCERPT], *cut])


def _expressions(specs: Specs) -> tuple[Chapter, ...]:
    """Make the chapters of what expressions may name and call."""
    requests, replies = _texts(specs, "request"), _texts(specs, "reply")
    names = {name: (name, meaning) for name, meaning in REQUEST_WORDS.items()}
    assert names.keys() == {*REQUEST_NAMES, EXTRA}
    assert REQUEST_CALLS.keys() == FUNCTIONS["request"].keys()
    assert REPLY_CALLS.keys() == FUNCTIONS["output"].keys() | FUNCTIONS["item"].keys()
    return (
        _calls(
            "Names in a request",
            "What a body, form, path or refusal speaks of.",
            names,
            requests,
            r"(?<![\w.]){}\b(?!\()",
        ),
        _calls("Functions in a request", "What was not passed is left out.", REQUEST_CALLS, requests, r"\b{}\("),
        _calls("Functions in a reply", "What an output, a poll or a stream calls.", REPLY_CALLS, replies, r"\b{}\("),
    )


def _calls(
    title: str, about: str, words: dict[str, tuple[str, str]], texts: list[tuple[str, str]], pattern: str
) -> Chapter:
    entries: list[WordEntry] = []
    for name, (form, meaning) in words.items():
        found = [(text, where) for text, where in texts if re.search(pattern.format(re.escape(name)), text)]
        if not found:
            raise _unshown(f"'{name}' in an expression")
        example, where = min(found, key=lambda pair: (len(pair[0]), pair))
        entry = WordEntry(
            name=form, kind="", is_required=False, meaning=Prose(meaning), example=Prose(example), where=where
        )
        entries.append(entry)
    return Chapter(title=title, about=Prose(about), words=tuple(entries))


REQUEST_PLACES = frozenset({"body", "form", "path", "refuse", "upload"})
REPLY_PLACES = frozenset({"output", "poll", "fetch", "stream"})


def _texts(specs: Specs, side: Literal["request", "reply"]) -> list[tuple[str, str]]:
    """Give all expressions of one side, each with its key, and where they stand."""
    found: list[tuple[str, str]] = []
    files = [
        *((each.source, f"protocols/{each.spec.protocol}") for each in specs.protocols),
        *((each.source, f"providers/{each.spec.provider}") for each in specs.providers),
    ]
    for source, name in files:
        for path, text in _leaves(source.data, ()):
            is_reply = any(word in REPLY_PLACES for word in path)
            is_request = not is_reply and any(word in REQUEST_PLACES for word in path)
            if (is_reply if side == "reply" else is_request) and text.startswith("="):
                key = next((str(word) for word in reversed(path) if isinstance(word, str)), "")
                found.append((f"{key}: {msgspec.json.encode(text).decode() if _is_quoted(text) else text}", name))
    return found


def _is_quoted(text: str) -> bool:
    """Whether YAML wants quotes around a text."""
    return ": " in text or " #" in text


def _leaves(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if is_object(data):
        for key, value in data.items():
            yield from _leaves(value, (*path, key))
    elif is_list(data):
        for index, value in enumerate(data):
            yield from _leaves(value, (*path, index))
    elif isinstance(data, str):
        yield path, data

"""The language reference: every key of spec files, with its meaning and a worked example.

Meanings come from the types of `spec.language`. Examples come from a small spec tree, ``specs/language``, which is
loaded, checked, generated and called like the real specs; the pages show the requests and results of its providers.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec
from msgspec import Struct, inspect

from inferwire_codegen.compile.build import build_api
from inferwire_codegen.compile.expression_functions import (
    CHANCE,
    COLLECTIONS,
    CONTENTS,
    FILES_READ,
    FILES_SENT,
    NUMBERS,
    TEXTS,
)
from inferwire_codegen.compile.request_names import ACCOUNT, CHAT_NAMES, EXTRA, REQUEST_NAMES
from inferwire_codegen.docs.explain import explain_providers
from inferwire_codegen.ir import Prose
from inferwire_codegen.spec.diagnostics import Place, Problem, SpecError
from inferwire_codegen.spec.language import (
    AccountSpec,
    AlternativeSpec,
    BatchesSpec,
    CancelSpec,
    ErrorSpec,
    FallbackSpec,
    MappingSpec,
    MessagesSpec,
    ModelsSpec,
    OverlaySpec,
    PollSpec,
    ProtocolSpec,
    ProviderSpec,
    RefusalSpec,
    SchemaChanges,
    SourceSpec,
    StreamSpec,
    TaskStreamSpec,
    TextSpec,
    UploadSpec,
    UrlsSpec,
)
from inferwire_codegen.spec.load import load_specs
from inferwire_codegen.spec.naming import snake
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from inferwire_codegen.compile.expression_functions import Function
    from inferwire_codegen.ir import Api
    from inferwire_codegen.spec.load import Specs
    from inferwire_codegen.spec.source import Source

TITLES: dict[type[Struct], str] = {
    ProviderSpec: "A provider's file",
    SourceSpec: "What a file was written from",
    MappingSpec: "A mapping",
    MessagesSpec: "Messages of a chat",
    RefusalSpec: "Refusals",
    PollSpec: "Long-running jobs",
    CancelSpec: "Cancellation",
    ErrorSpec: "Errors",
    StreamSpec: "Streams",
    TaskStreamSpec: "The items of a task's streams",
    FallbackSpec: "A fallback",
    AlternativeSpec: "A further interface of a fallback",
    UploadSpec: "An upload",
    TextSpec: "A body of text",
    AccountSpec: "A value of the account",
    BatchesSpec: "Batches",
    UrlsSpec: "URLs of endpoints",
    ModelsSpec: "Models of endpoints",
    ProtocolSpec: "A protocol's file",
    OverlaySpec: "A task's overlay",
    SchemaChanges: "Changes to schemas",
}
KINDS: dict[type[inspect.Type], str] = {
    inspect.AnyType: "anything",
    inspect.BoolType: "true or false",
    inspect.FloatType: "a number",
    inspect.IntType: "an int",
    inspect.StrType: "a string",
}
LONGEST_EXCERPT = 12  # lines of an example; longer ones are cut

REQUEST_WORDS = {
    "inputs": "The input; `inputs.<part>` is a part of it.",
    "parameters": "All parameters, including those that the schema does not have; `parameters.<name>` is a single one.",
    "account": "`account.<name>` is a value of the caller's account.",
    "extra": "`extra.<name>` is a parameter that the schema does not have.",
    "messages": "The converted messages, if the mapping has `messages`.",
    "system": "The text of the system's messages, if `messages` sets them apart.",
    "model": "The provider's name for the model.",
    "hub_model": "The model's ID on the Hub.",
    "hub_url": "URL of the model's page on the Hub.",
    "adapter": "`lora` if the model is an adapter.",
    "weights_url": "URL of an adapter's weights.",
    "is_routed": "Whether the call goes through Hugging Face's router.",
    "output_type": "The `output_type` of the call.",
}
BOTH = "In requests and in responses. If the value is absent, the result is absent too."
FUNCTION_GROUPS: tuple[tuple[str, str, dict[str, Function]], ...] = (
    ("Functions of text", BOTH, TEXTS),
    ("Functions of numbers", BOTH, NUMBERS),
    ("Functions of lists and objects", BOTH, COLLECTIONS),
    ("Functions without arguments", "In requests and in responses.", CHANCE),
    ("Functions of media files in a request", "In requests only.", FILES_SENT),
    ("Functions of media files in a response", "In responses only.", FILES_READ),
    ("Functions of the contents of a response", "In responses only.", CONTENTS),
)


class Entry(Struct, frozen=True, kw_only=True):
    """A key, name or function, with its meaning and an example."""

    name: str
    kind: str
    is_required: bool
    meaning: Prose
    example: Prose
    where: str

    @property
    def anchor(self) -> str:
        """The anchor of the example's file on the page of examples."""
        return self.where.rpartition("/")[2]


class Section(Struct, frozen=True, kw_only=True):
    """A group of related entries."""

    title: str
    about: Prose
    entries: tuple[Entry, ...]


class Example(Struct, frozen=True, kw_only=True):
    """A file of the example specs: its purpose, its text, and an explanation of its behavior."""

    name: str
    file: str
    about: Prose
    text: Prose
    does: Prose


class LanguagePages(Struct, frozen=True, kw_only=True):
    """The contents of the language pages."""

    sections: tuple[Section, ...]
    expressions: tuple[Section, ...]
    providers: tuple[Example, ...]
    protocols: tuple[Example, ...]
    tasks: tuple[Example, ...]


def build_language(folder: Path) -> LanguagePages | None:
    """Build the reference from a folder of examples; return None if there are none.

    Raises:
        SpecError: If the examples have problems, or an entry has no example.
    """
    if not folder.is_dir():
        return None
    specs = load_specs(folder)
    api = build_api(specs)
    lines = explain_providers(api, [provider.spec.provider for provider in specs.providers])
    found = _find_examples(specs)
    return LanguagePages(
        sections=tuple(_section(type_, found) for type_ in TITLES),
        expressions=_expressions(specs),
        providers=tuple(
            _example(each.source, "providers", each.spec.provider, lines[each.spec.provider])
            for each in sorted(specs.providers, key=lambda each: len(each.source.text))
        ),
        protocols=tuple(_example(each.source, "protocols", each.spec.protocol, []) for each in specs.protocols),
        tasks=tuple(
            _example(each.overlay_source, "tasks", each.name, _types_of(each.name, api)) for each in specs.tasks
        ),
    )


def _example(source: Source, kind: str, name: str, lines: list[str]) -> Example:
    """Return a file as an example; the file's first comment describes its purpose."""
    text = source.text.split("\n")
    comments = [line for line in text[: _first_line(text)] if "yaml-language-server" not in line]
    return Example(
        name=name,
        file=f"{kind}/{name}",
        about=Prose(" ".join(line.removeprefix("# ") for line in comments)),
        text=Prose("\n".join(text[_first_line(text) :]).rstrip()),
        does=Prose("\n".join(lines).rstrip()),
    )


def _first_line(lines: list[str]) -> int:
    return next(index for index, line in enumerate(lines) if not line.startswith("#"))


def _types_of(task: str, api: Api) -> list[str]:
    """Return the classes that a task's responses are parsed into."""
    text = next((module.text for module in api.types if module.path == f"types/{snake(task)}.py"), "")
    start = re.search(r"^(class |[A-Z]\w+: TypeAlias)", text, re.MULTILINE)
    return text[start.start() :].split("\n") if start else []


def _section(type_: type[Struct], found: dict[tuple[str, str], tuple[str, str]]) -> Section:
    info = inspect.type_info(type_)
    assert isinstance(info, inspect.StructType)
    about = (type_.__doc__ or "").partition("\n")[0]
    return Section(
        title=TITLES[type_],
        about=Prose(about),
        entries=tuple(_entry(type_, field, found) for field in info.fields),
    )


def _entry(type_: type[Struct], field: inspect.Field, found: dict[tuple[str, str], tuple[str, str]]) -> Entry:
    place = (type_.__name__, field.encode_name)
    if place not in found:
        raise _unshown(f"'{field.encode_name}' of '{TITLES[type_]}'")
    example, where = found[place]
    return Entry(
        name=field.encode_name,
        kind=_kind(field.type),
        is_required=field.required,
        meaning=Prose(_meaning(field.type)),
        example=Prose(example),
        where=where,
    )


def _unshown(word: str) -> SpecError:
    return SpecError([Problem(Place("specs/language"), f"no file has an example of {word}; use it in one")])


def _meaning(info: inspect.Type) -> str:
    """Return the meaning of a key, which is its outermost description."""
    while isinstance(info, inspect.Metadata):
        if text := _schema_value(info, "description"):
            return text
        info = info.type
    return ""


def _schema_value(info: inspect.Metadata, word: str) -> str:
    """Return a value from the editor schema of a type."""
    schema = cast("dict[str, Any]", info.extra_json_schema or {})  # pyright: ignore[reportUnknownMemberType] - a bare dict
    return str(schema.get(word, ""))


def _kind(info: inspect.Type) -> str:
    """Return the kind of value that a key accepts."""
    if isinstance(info, inspect.Metadata):
        return "an expression" if _schema_value(info, "pattern") == "^=" else _kind(info.type)
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
    words = {"a string": "strings", "an expression": "expressions", "an int": "ints"}
    return words.get(kind, kind)


def _find_examples(specs: Specs) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the shortest example of each key, keyed by type and name."""
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
    """Return a sort key for excerpts: by length, with truncated and null excerpts last."""
    return text.count("\n") >= LONGEST_EXCERPT or text.endswith(": null"), len(text)


def _words_in(
    data: Any, info: inspect.Type, path: tuple[str | int, ...]
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the type and path of each key."""
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
    """Return a key and its value as written in the file."""
    key, value = source.key(*path), source.node(*path)
    assert key is not None
    assert value is not None
    text = source.text[key.start_mark.index : value.end_mark.index]
    margin = " " * key.start_mark.column
    lines = [line.rstrip() for line in textwrap.dedent(margin + text).rstrip().split("\n")]
    lines = [line for line in lines if line.strip()]
    cut = ["  ..."] if len(lines) > LONGEST_EXCERPT else []
    return "\n".join([*lines[:LONGEST_EXCERPT], *cut])


def _expressions(specs: Specs) -> tuple[Section, ...]:
    """Return the sections on names and functions in expressions."""
    requests, responses = _texts(specs, "request"), _texts(specs, "response")
    names = {name: (name, meaning) for name, meaning in REQUEST_WORDS.items()}
    assert names.keys() == {*REQUEST_NAMES, *CHAT_NAMES, EXTRA, ACCOUNT}
    return (
        _calls(
            "Names in a request",
            "What bodies, forms, paths and refusals can refer to.",
            names,
            requests,
            r"(?<![\w.]){}\b(?!\()",
        ),
        *(_functions(title, about, table, [*requests, *responses]) for title, about, table in FUNCTION_GROUPS),
    )


def _functions(title: str, about: str, table: dict[str, Function], texts: list[tuple[str, str]]) -> Section:
    return _calls(title, about, {name: (each.form, each.meaning) for name, each in table.items()}, texts, r"\b{}\(")


def _calls(
    title: str, about: str, words: dict[str, tuple[str, str]], texts: list[tuple[str, str]], pattern: str
) -> Section:
    entries: list[Entry] = []
    for name, (form, meaning) in words.items():
        found = [(text, where) for text, where in texts if re.search(pattern.format(re.escape(name)), text)]
        if not found:
            raise _unshown(f"'{name}' in an expression")
        example, where = min(found, key=lambda pair: (len(pair[0]), pair))
        entry = Entry(
            name=form, kind="", is_required=False, meaning=Prose(meaning), example=Prose(example), where=where
        )
        entries.append(entry)
    return Section(title=title, about=Prose(about), entries=tuple(entries))


REQUEST_PLACES = frozenset({"body", "form", "headers", "messages", "path", "query", "refuse", "text", "upload"})
RESPONSE_PLACES = frozenset({"error", "output", "poll", "fetch", "stream"})


def _texts(specs: Specs, side: Literal["request", "response"]) -> list[tuple[str, str]]:
    """Return all request or response expressions, each with its key and its file."""
    found: list[tuple[str, str]] = []
    files = [
        *((each.source, f"protocols/{each.spec.protocol}") for each in specs.protocols),
        *((each.source, f"providers/{each.spec.provider}") for each in specs.providers),
    ]
    for source, name in files:
        for path, text in _leaves(source.data, ()):
            is_response = any(word in RESPONSE_PLACES for word in path)
            is_request = not is_response and any(word in REQUEST_PLACES for word in path)
            if (is_response if side == "response" else is_request) and text.startswith("="):
                key = next((str(word) for word in reversed(path) if isinstance(word, str)), "")
                found.append((f"{key}: {msgspec.json.encode(text).decode() if _is_quoted(text) else text}", name))
    return found


def _is_quoted(text: str) -> bool:
    """Return whether a string needs quotes in YAML."""
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

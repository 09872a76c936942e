"""Reads the spec folder: the words of every file, checked one file at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypeVar

from msgspec import UNSET, Meta, Struct, UnsetType, structs

from inferwire_codegen.check import read_as
from inferwire_codegen.errors import Place, Problem, Problems, SpecError, nearest
from inferwire_codegen.names import ID, is_id
from inferwire_codegen.source import Data, Source
from inferwire_runtime.shapes import is_object

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
Template: TypeAlias = Any  # a literal, an expression ("=..."), or a mapping or list of them
VERSION = 2  # of the language of overlays, protocols and providers; a file that names none is of version 1
LONGEST_PAUSE = 60  # seconds between two questions for a job
RESERVED_TASKS = frozenset({"common"})  # the module of what several tasks share
MIGRATE = "nox -s migrate --"
NAMING = "name it by lower-case words, joined by dashes"
Kind: TypeAlias = Literal["image", "audio", "video"]
Version: TypeAlias = Annotated[Literal[2], Meta(description="Version of this language.")]

# What editors can tell of a text while it is written; `mappings` and `providers` say it in words, and check the rest.
Expression: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^="})]
Id: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": f"^{ID.pattern}$"})]
Sentence: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "\\S"})]
Status: TypeAlias = Annotated[str, Meta(extra_json_schema={"minLength": 1})]
Url: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^https?://[^ @]+$"})]
BaseUrl: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^(https?://[^ @?#]*[^ @?#/])?$"})]
Variable: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^[A-Z][A-Z0-9_]*$"})]
MediaType: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^[a-z]+/[a-z0-9][a-z0-9.+-]*$"})]


class SchemaChanges(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Changes to a task's schemas, applied in this order; each must change something."""

    rename: Annotated[dict[str, str], Meta(description="Definitions under another name.")] = {}
    define: Annotated[dict[str, Data], Meta(description="Definitions that the task's files lack.")] = {}
    replace: Annotated[dict[str, Data], Meta(description="Definitions that are written anew.")] = {}
    flatten: Annotated[list[str], Meta(description="Unions of objects that become one object.")] = []
    patch: Annotated[dict[str, Data], Meta(description="Merge patches (RFC 7396) of definitions.")] = {}
    open: Annotated[list[str], Meta(description="Enumerations that servers add words to.")] = []
    optional: Annotated[dict[str, list[str]], Meta(description="Fields that servers leave out or set to null.")] = {}
    default: Annotated[dict[str, dict[str, Data]], Meta(description="What a field is where servers leave it out.")] = {}
    same: Annotated[dict[str, str], Meta(description="Definitions that are another one, said twice.")] = {}
    media: Annotated[dict[str, list[str]], Meta(description="Fields of answers that hold a medium as text.")] = {}


class OverlaySpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What Python needs of a task beyond its schemas."""

    version: Version
    summary: Annotated[str, Meta(description="First line of the function's docstring: one imperative sentence.")]
    arguments: Annotated[
        dict[str, str],
        Meta(description="Arguments that may be passed by position, in order, and where each stands in the input."),
    ] = {}
    media: Annotated[dict[str, Kind], Meta(description="Arguments that are media.")] = {}
    returns: Annotated[Kind | None, Meta(description="The answer is a medium.")] = None
    single: Annotated[bool, Meta(description="The answer is the first of the schema's list.")] = False
    list_when: Annotated[str | None, Meta(description="Parameter with which a single answer becomes a list.")] = None
    loose: Annotated[bool, Meta(description="The items of the answer differ from model to model: told as Any.")] = False
    upstream: Annotated[bool, Meta(description="Whether upstream has such a task; false of one that is ours.")] = True
    hub_task: Annotated[str | None, Meta(description="Name of the task in the Hub's mappings.")] = None
    also: Annotated[
        dict[str, str], Meta(description="Arguments whose list also takes items of a type of answers.")
    ] = {}
    example: Annotated[
        dict[str, Data],
        Meta(description="Arguments of a call, for documentation, demo and tests; {$media: type} is a medium."),
    ] = {}
    example_model: Annotated[
        str | None, Meta(description="A model on the Hub that does this; the emulator serves it by this name.")
    ] = None
    example_shows: Annotated[str | None, Meta(description="The part of the answer that the examples print.")] = None
    schema: Annotated[SchemaChanges, Meta(description="Changes to the schemas.")] = SchemaChanges()


class StreamSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a stream is asked for and read."""

    body: Annotated[dict[str, Template], Meta(description="Fields that ask for a stream.")] = {}
    done: Annotated[str | None, Meta(description="Data of the event that ends the stream.")] = None
    finished: Annotated[
        Expression | None, Meta(description="Expression on an item: true in the last one that matters.")
    ] = None
    text: Annotated[
        Expression | None, Meta(description="Expression on an event: the text it adds, which collected() joins.")
    ] = None
    item: Annotated[
        Template,
        Meta(
            description="The item that an event stands for; the event itself if left out.",
            extra_json_schema={"not": {"const": []}},
        ),
    ] = "=@"
    whole: Annotated[Template, Meta(description="The item that a whole answer stands for.")] = None
    pieces: Annotated[list[str], Meta(description="Names of texts that come in pieces, one with each item.")] = []
    final: Annotated[
        Template, Meta(description="The whole answer, made of all items laid one over the other; pieces are joined.")
    ] = None
    final_text: Annotated[Expression | None, Meta(description="Expression on the whole answer: its text.")] = None
    sample: Annotated[list[Data], Meta(description="A stream of the provider, shortened.")] = []


class CancelSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the provider is told that nobody waits for a job any more."""

    url: Annotated[
        Expression, Meta(description="Expression on the first reply: a URL; its path is used where the order went.")
    ]
    method: Annotated[Literal["POST", "PUT", "DELETE"], Meta(description="HTTP method; POST if left out.")] = "POST"


class PollSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a long job is asked for until it is done; expressions speak of a reply."""

    path: Annotated[str | None, Meta(description="Path to ask at; {job} is the job's id.")] = None
    job: Annotated[Expression | None, Meta(description="Expression on the first reply: the job's id.")] = None
    url: Annotated[
        Expression | None,
        Meta(description="Expression on the first reply: a URL to ask at; its path is used where the order went."),
    ] = None
    domain: Annotated[
        str | None, Meta(description="Hosts of this domain are asked at 'url' as it stands, without a key.")
    ] = None
    counter: Annotated[str | None, Meta(description="Parameter of the query that counts the questions, from 0.")] = None
    status: Annotated[Expression, Meta(description="Expression: the job's status.")]
    done: Annotated[
        list[Status],
        Meta(description="Statuses of a job whose result is there.", extra_json_schema={"minItems": 1}),
    ]
    failed: Annotated[
        list[Status],
        Meta(description="Statuses of a job that has none; every other is waited for, up to the call's timeout."),
    ]
    reason: Annotated[Expression | None, Meta(description="Expression: why a job failed.")] = None
    result: Annotated[
        Expression | None,
        Meta(description="Expression on the first reply or the last: the result's URL, where neither holds it."),
    ] = None
    cancel: Annotated[
        CancelSpec | None, Meta(description="How a job is cancelled, where the provider can do that.")
    ] = None
    every: Annotated[
        float,
        Meta(
            description="Seconds between two questions; a Retry-After in a reply wins.",
            extra_json_schema={"exclusiveMinimum": 0, "maximum": LONGEST_PAUSE},
        ),
    ] = 1.0
    samples: Annotated[
        list[Data],
        Meta(
            description="Real replies before the result: to the order, then to questions; {job} stands for the id.",
            extra_json_schema={"minItems": 1},
        ),
    ]


class RefusalSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Calls that a provider cannot do; they are refused before anything is sent."""

    when: Annotated[Expression, Meta(description="Expression: true of such a call.")]
    because: Annotated[Sentence, Meta(description="What to tell the caller: what is wrong, and what to do.")]


class FallbackSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A second interface, for servers that lack the first."""

    protocol: Annotated[str, Meta(description="The second interface.")]
    statuses: Annotated[list[int], Meta(description="Answers that say that the first one is not there.")]


class MappingSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How one task is done at a provider; what is left out comes from the protocol."""

    protocol: Annotated[
        str | None,
        Meta(description="Name of the shared shape that this mapping follows; its own keys win, null takes one away."),
    ] = None
    base_url: Annotated[
        BaseUrl | UnsetType | None,
        Meta(description="Where direct calls go, where that is not the provider's base URL."),
    ] = UNSET
    routed_query: Annotated[
        str | UnsetType | None, Meta(description="Query of all requests over the Hub's router, as 'name=value'.")
    ] = UNSET
    path: Annotated[
        str | UnsetType | None,
        Meta(description="Path below the base URL, or an expression that gives one; {model} is the provider's model."),
    ] = UNSET
    refuse: Annotated[list[RefusalSpec] | UnsetType | None, Meta(description="Calls that the provider cannot do.")] = (
        UNSET
    )
    media_types: Annotated[
        dict[MediaType, MediaType] | UnsetType | None,
        Meta(
            description="Media types that the provider takes, and its names for them; others are refused. "
            "Of a URL the ending counts."
        ),
    ] = UNSET
    headers: Annotated[dict[str, str] | UnsetType | None, Meta(description="Headers to send.")] = UNSET
    rename: Annotated[
        dict[str, str] | UnsetType | None,
        Meta(description="Parameters under the provider's names; a caller who passes such a name wins."),
    ] = UNSET
    omit: Annotated[
        list[str] | UnsetType | None, Meta(description="Parameters that it refuses, or that the body tells otherwise.")
    ] = UNSET
    body: Annotated[
        dict[str, Template] | UnsetType | None,
        Meta(description="The JSON body; '...' spreads an object, where no field says the same."),
    ] = UNSET
    form: Annotated[
        dict[str, Template] | UnsetType | None,
        Meta(description="A multipart form in place of 'body'; media become files, what is no text becomes JSON."),
    ] = UNSET
    upload: Annotated[
        Annotated[str, Meta(extra_json_schema={"const": "=inputs"})] | UnsetType | None,
        Meta(description="A medium that is the whole body while nothing else is passed."),
    ] = UNSET
    output_types: Annotated[
        list[Literal["bytes", "url", "data_url", "json"]] | UnsetType | None,
        Meta(description="Forms in which the provider can give a medium; all if left out."),
    ] = UNSET
    output: Annotated[Template | UnsetType | None, Meta(description="The task's answer, made of the reply.")] = UNSET
    poll: Annotated[
        PollSpec | UnsetType | None,
        Meta(
            description="How a long job is asked for. A reply that is the medium, or speaks of no job, is the result."
        ),
    ] = UNSET
    fetch: Annotated[
        Expression | UnsetType | None,
        Meta(description="Expression on the reply: URL of a file that 'output' speaks of as file()."),
    ] = UNSET
    stream: Annotated[StreamSpec | UnsetType | None, Meta(description="How streams are asked for and read.")] = UNSET
    fallback: Annotated[FallbackSpec | UnsetType | None, Meta(description="A second interface.")] = UNSET
    example_model: Annotated[
        str | UnsetType | None,
        Meta(description="The provider's name of a model that does this, where not every model does."),
    ] = UNSET
    sample: Annotated[
        Data | UnsetType | None,
        Meta(
            description="A real reply, shortened: checked here, served by the emulator. "
            "{$media: image/png} stands for a medium."
        ),
    ] = UNSET
    samples: Annotated[
        list[Data] | UnsetType | None, Meta(description="Several replies, where they come in several shapes.")
    ] = UNSET


class ProtocolSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A shape that several providers share."""

    version: Version
    protocol: Annotated[Id, Meta(description="Its name, that of the file.")]
    title: Annotated[str, Meta(description="What it is, in a few words.")]
    docs: Annotated[Url, Meta(description="Where it is described.")]
    tasks: Annotated[dict[str, MappingSpec], Meta(description="The tasks it covers.")]
    common: Annotated[MappingSpec, Meta(description="What all its tasks share.")] = MappingSpec()


class ProviderSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A provider: where it is reached, how it takes keys, and what it serves."""

    version: Version
    provider: Annotated[Id, Meta(description="Its name on the Hub, that of the file.")]
    title: Annotated[str, Meta(description="Its name for people.")]
    docs: Annotated[Url, Meta(description="Its API documentation.")]
    base_url: Annotated[BaseUrl, Meta(description="Where direct calls go.")]
    hub_org: Annotated[str | None, Meta(description="Its organisation on the Hub.")] = None
    kind: Annotated[
        Literal["provider", "client-side", "router", "endpoint"],
        Meta(
            description="client-side: the Hub does not route to it, so models are named '<provider>/<name>'; "
            "router: the Hub's choice; endpoint: the caller's."
        ),
    ] = "provider"
    lifecycle: Annotated[Literal["active", "retired"], Meta(description="retired: the Hub routes to it no more.")] = (
        "active"
    )
    prefix: Annotated[str | None, Meta(description="Its path on the Hub's router; '/<name>' if left out.")] = None
    auth: Annotated[
        str,
        Meta(
            description="How direct calls carry the key: a scheme, 'Key {api_key}', "
            "or a header of its own, 'X-Key: {api_key}'.",
            extra_json_schema={"pattern": "^[^{]*[{]api_key[}]$"},
        ),
    ] = "Bearer {api_key}"
    env: Annotated[list[Variable], Meta(description="Environment variables that hold its key.")] = []
    needs_key: Annotated[bool, Meta(description="Whether it refuses calls without a key.")] = True
    headers: Annotated[dict[str, str], Meta(description="Headers of every request.")] = {}
    interchangeable: Annotated[list[str], Meta(description="Tasks whose models serve each other.")] = []
    common: Annotated[MappingSpec, Meta(description="What its tasks without a protocol share.")] = MappingSpec()
    tasks: Annotated[dict[str, MappingSpec], Meta(description="What it serves, and how.")]


class TaskSource(Struct, frozen=True, kw_only=True):
    """A task's files."""

    name: str
    schemas: dict[str, Source]
    overlay: OverlaySpec
    overlay_source: Source


class ProtocolSource(Struct, frozen=True, kw_only=True):
    """A protocol's file."""

    spec: ProtocolSpec
    source: Source


class ProviderSource(Struct, frozen=True, kw_only=True):
    """A provider's file."""

    spec: ProviderSpec
    source: Source


class Specs(Struct, frozen=True, kw_only=True):
    """Everything in the spec folder."""

    common: Source
    tasks: tuple[TaskSource, ...]
    protocols: tuple[ProtocolSource, ...]
    providers: tuple[ProviderSource, ...]


def load_specs(folder: Path) -> Specs:
    """Read all specs of ``folder``.

    Raises:
        SpecError: With every mistake that one file shows by itself.
    """
    problems = Problems()
    root = folder.parent
    if not (folder / "tasks").is_dir():
        raise SpecError([Problem(Place((folder / "tasks").as_posix()), "no such folder; pass --specs, or add it")])

    def read(path: Path) -> Source:
        return Source.read(path, path.relative_to(root).as_posix(), problems)

    tasks = [task for path in _folders(folder / "tasks") if (task := _load_task(path, read, problems)) is not None]
    for kind in ("protocols", "providers"):
        for path in sorted((folder / kind).glob("*.*")):
            if path.suffix != ".yaml":
                problems.add(
                    Place(path.relative_to(root).as_posix()), "only .yaml files are read; rename it, or remove it"
                )
    protocols = [
        ProtocolSource(spec=protocol, source=source)
        for path in sorted((folder / "protocols").glob("*.yaml"))
        if (protocol := read_current(source := read(path), ProtocolSpec, problems)) is not None
        and _is_named(source, "protocol", path, problems)
    ]
    providers = [
        ProviderSource(spec=provider, source=source)
        for path in sorted((folder / "providers").glob("*.yaml"))
        if (provider := read_current(source := read(path), ProviderSpec, problems)) is not None
        and _is_named(source, "provider", path, problems)
    ]
    common = read(folder / "tasks" / "common-definitions.json")
    problems.raise_if_any()
    return Specs(common=common, tasks=tuple(tasks), protocols=tuple(protocols), providers=tuple(providers))


def load_provider(path: Path, migrate: str) -> ProviderSource:
    """Read the file of a provider that stands outside the specs: it is called directly, whatever its file says.

    Args:
        path: The file.
        migrate: The command that brings files to this version of the language.

    Raises:
        SpecError: With every mistake that the file shows by itself.
    """
    problems = Problems()
    source = Source.read(path, path.as_posix(), problems)
    spec = read_current(source, ProviderSpec, problems, migrate)
    if spec is not None:
        _is_named(source, "provider", path, problems)
        if source.has_key("kind") and spec.kind != "client-side":
            text = f"a provider of your own is called directly, so it is no '{spec.kind}'; remove 'kind'"
            problems.add(source.key_place("kind"), text)
    problems.raise_if_any()
    assert spec is not None
    return ProviderSource(spec=structs.replace(spec, kind="client-side"), source=source)


def version_of(source: Source) -> int:
    """Give the version of the language that a file is written in; a file that is wrong otherwise counts as current."""
    data = source.data
    if not is_object(data) or ("version" not in data and any(nearest(key, ["version"]) for key in data)):
        return VERSION
    version = data.get("version", 1)
    return version if isinstance(version, int) and version > 0 and version is not True else VERSION


def read_current(source: Source, type_: type[T], problems: Problems, migrate: str = MIGRATE) -> T | None:
    """Read a file of this version of the language; of any other only the version is told.

    Args:
        source: The file.
        type_: What it describes.
        problems: Takes what is wrong.
        migrate: The command that brings files to this version.
    """
    version = version_of(source) if source.is_readable else VERSION
    if version == VERSION:
        return read_as(source, type_, problems)
    if version > VERSION:
        text = f"written in version {version} of the language, and {VERSION} is the newest here; update inferwire"
    else:
        how = (
            f"written in version {version} of the language"
            if source.has_key("version")
            else "no 'version', as in version 1"
        )
        text = f"{how}, and {VERSION} is current; run `{migrate} {source.name}`, which keeps your comments"
    problems.add(source.place("version"), text)
    return None


def _folders(path: Path) -> list[Path]:
    return sorted(child for child in path.iterdir() if child.is_dir())


def _load_task(path: Path, read: Any, problems: Problems) -> TaskSource | None:
    schemas = {file.stem: read(file) for file in sorted(path.glob("*.json"))}
    source = read(path / "overlay.yaml")
    overlay = read_current(source, OverlaySpec, problems)
    if path.name in RESERVED_TASKS:
        problems.add(
            source.place(), f"a task cannot be called '{path.name}', since a module has that name; choose another"
        )
    elif not is_id(path.name):
        problems.add(source.place(), f"a task cannot be called '{path.name}'; {NAMING}")
    if overlay is None or not all(schema.is_readable for schema in schemas.values()):
        return None
    return TaskSource(name=path.name, schemas=schemas, overlay=overlay, overlay_source=source)


def _is_named(source: Source, key: str, path: Path, problems: Problems) -> bool:
    if not is_id(path.stem):
        problems.add(source.place(key), f"a {key} cannot be called '{path.stem}'; {NAMING}")
        return False
    if source.data[key] == path.stem:
        return True
    problems.add(source.place(key), f"the file is called {path.name}; write {key}: {path.stem}, or rename the file")
    return False

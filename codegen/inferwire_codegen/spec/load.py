"""Load the spec folder, reading and validating each file separately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, structs

from inferwire_codegen.spec.diagnostics import Place, Problem, Problems, SpecError, nearest
from inferwire_codegen.spec.language import (
    MIGRATE,
    RENAMED,
    VERSION,
    OverlaySpec,
    ProtocolSpec,
    ProviderSpec,
    SchemaChanges,
)
from inferwire_codegen.spec.naming import is_id
from inferwire_codegen.spec.source import Source
from inferwire_codegen.spec.validate import read_as
from inferwire_runtime.jsontypes import is_object

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
COMMAND = "python -m inferwire_codegen"
RESERVED_TASKS = frozenset({"common"})  # the module of definitions that several tasks share
NAMING = "use lower-case words joined by dashes"


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
    """A provider's file.

    Attributes:
        is_private: Whether it is not in the specs, so that there are no examples and tests of it.
    """

    spec: ProviderSpec
    source: Source
    is_private: bool = False


class Specs(Struct, frozen=True, kw_only=True):
    """Everything in the spec folder."""

    common: Source
    tasks: tuple[TaskSource, ...]
    protocols: tuple[ProtocolSource, ...]
    providers: tuple[ProviderSource, ...]


def load_specs(folder: Path) -> Specs:
    """Load all specs in ``folder``.

    Raises:
        SpecError: With all problems within individual files.
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
    for each in providers:
        _check_source(each, problems)
    common = read(folder / "tasks" / "common-definitions.json")
    problems.raise_if_any()
    return Specs(common=common, tasks=tuple(tasks), protocols=tuple(protocols), providers=tuple(providers))


def _check_source(provider: ProviderSource, problems: Problems) -> None:
    """Report a provider that the Hub does not route to, and whose file names no document to check it against."""
    spec, source = provider.spec, provider.source
    if spec.kind != "client-side":
        return
    if spec.source is None:
        remedy = "write source: {urls: [https://<its documentation>], date: <day of reading>}"
        problems.add(source.place(), f"'source' is missing, which 'kind: client-side' requires; {remedy}")
    if spec.verified is None:
        remedy = "write verified: documented, or cassette once recorded responses are among the tests"
        problems.add(source.place(), f"'verified' is missing, which 'kind: client-side' requires; {remedy}")


def load_provider(path: Path, migrate: str) -> ProviderSource:
    """Load the file of a private provider, which is always called directly.

    Args:
        path: The file.
        migrate: The command that migrates files to this version of the language.

    Raises:
        SpecError: With all problems of the file.
    """
    problems = Problems()
    source = Source.read(path, path.as_posix(), problems)
    spec = read_current(source, ProviderSpec, problems, migrate)
    if spec is not None:
        _is_named(source, "provider", path, problems)
        if source.has_key("kind") and spec.kind != "client-side":
            text = f"a private provider is always called directly, so its kind cannot be '{spec.kind}'; remove 'kind'"
            problems.add(source.key_place("kind"), text)
    problems.raise_if_any()
    assert spec is not None
    return ProviderSource(spec=structs.replace(spec, kind="client-side"), source=source)


def version_of(source: Source) -> int:
    """Return the language version of a file, or the current version if the file does not contain a valid one."""
    data = source.data
    if not is_object(data) or ("version" not in data and any(nearest(key, ["version"]) for key in data)):
        return VERSION
    version = data.get("version", 1)
    return version if isinstance(version, int) and version > 0 and version is not True else VERSION


def read_current(source: Source, type_: type[T], problems: Problems, migrate: str = MIGRATE) -> T | None:
    """Read a file in the current language version; for any other version, report only the version.

    Args:
        source: The file.
        type_: The type of the file's contents.
        problems: Collects the problems found.
        migrate: The command that migrates files to the current version.
    """
    version = version_of(source) if source.is_readable else VERSION
    if version == VERSION:
        return read_as(source, type_, problems)
    if version > VERSION:
        text = f"written in version {version} of the language, but the newest supported is {VERSION}; update inferwire"
    else:
        how = (
            f"written in version {version} of the language"
            if source.has_key("version")
            else "no 'version', so version 1 of the language"
        )
        renamed = "".join(f", '{old}' to '{new}'" for old, new in _renamed_keys(source))
        text = f"{how}, but {VERSION} is current{f' and renames{renamed[1:]}' if renamed else ''}"
        text += f"; run `{migrate} {source.name}`, which keeps your comments"
    problems.add(source.place("version"), text)
    return None


def _renamed_keys(source: Source) -> list[tuple[str, str]]:
    """Return the old and new names of an overlay's keys that later versions renamed."""
    return [
        (old, new)
        for path, type_ in (((), OverlaySpec), (("schema",), SchemaChanges))
        for old, new in RENAMED[type_].items()
        if source.has_key(*path, old)
    ]


def _folders(path: Path) -> list[Path]:
    return sorted(child for child in path.iterdir() if child.is_dir())


def _load_task(path: Path, read: Any, problems: Problems) -> TaskSource | None:
    schemas = {file.stem: read(file) for file in sorted(path.glob("*.json"))}
    source = read(path / "overlay.yaml")
    overlay = read_current(source, OverlaySpec, problems)
    if path.name in RESERVED_TASKS:
        problems.add(
            source.place(), f"a task cannot be named '{path.name}', which is the name of a module; choose another"
        )
    elif not is_id(path.name):
        problems.add(source.place(), f"a task cannot be named '{path.name}'; {NAMING}")
    if overlay is None or not all(schema.is_readable for schema in schemas.values()):
        return None
    return TaskSource(name=path.name, schemas=schemas, overlay=overlay, overlay_source=source)


def _is_named(source: Source, key: str, path: Path, problems: Problems) -> bool:
    if not is_id(path.stem):
        problems.add(source.place(key), f"a {key} cannot be named '{path.stem}'; {NAMING}")
        return False
    if source.data[key] == path.stem:
        return True
    problems.add(
        source.place(key), f"the name of the file is {path.name}; write {key}: {path.stem}, or rename the file"
    )
    return False

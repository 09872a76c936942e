"""The words of a mapping: those of its provider laid over those of its protocol, each with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import UNSET, Struct

from inferwire_codegen.errors import suggestion
from inferwire_codegen.load import MappingSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferwire_codegen.errors import Place, Problems
    from inferwire_codegen.load import ProtocolSource, ProviderSource
    from inferwire_codegen.source import Path_, Source

HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1"})  # what is sent to them stays on the machine
CHANGING = ("headers", "rename", "omit", "media_types", "refuse", "output_types", "example_model", "fetch")
NOT_SHARED = ("protocol", "fallback")  # what only a task itself can say
WORDS = tuple(name for name in MappingSpec.__struct_fields__ if name not in NOT_SHARED)
EMPTY: tuple[Any, ...] = ("", [], {})


class Word(Struct, frozen=True, kw_only=True):
    """A word of a mapping with the file it comes from."""

    value: Any
    source: Any
    path: tuple[str | int, ...]

    def place(self, *more: str | int) -> Place:
        """Give the place of a value below this one."""
        source: Source = self.source
        return source.place(*self.path, *more)

    def key_place(self, *more: str | int) -> Place:
        """Give the place of a key below this value."""
        source: Source = self.source
        return source.key_place(*self.path, *more)

    def locate(self, *more: str | int) -> Callable[[int], Place]:
        """Give what tells the place of a character of a text below this value."""
        source: Source = self.source
        return lambda offset: source.text_place((*self.path, *more), offset)


def merge(
    provider: ProviderSource,
    task: str,
    protocols: dict[str, ProtocolSource],
    problems: Problems,
    protocol_name: str | None = None,
) -> dict[str, Word] | None:
    """Lay a provider's words over those of its protocol; each keeps its place.

    Args:
        provider: The provider's file.
        task: The task.
        protocols: All protocols by name.
        problems: Takes what is wrong.
        protocol_name: Only this protocol's words, for a fallback.
    """
    own = provider.spec.tasks[task]
    words: dict[str, Word] = {}
    name = protocol_name or own.protocol
    if name is not None:
        at = ("tasks", task, "fallback", "protocol") if protocol_name else ("tasks", task, "protocol")
        if name not in protocols:
            problems.add(provider.source.place(*at), f"there is no protocol '{name}'; {suggestion(name, protocols)}")
            return None
        protocol = protocols[name]
        if task not in protocol.spec.tasks:
            place = provider.source.place(*at)
            problems.add(place, f"{name} does not cover {task}; {suggestion(task, protocol.spec.tasks)}")
            return None
        _lay(words, protocol.spec.common, protocol.source, ("common",), problems)
        _lay(words, protocol.spec.tasks[task], protocol.source, ("tasks", task), problems)
    else:
        _lay(words, provider.spec.common, provider.source, ("common",), problems)
    if protocol_name is None:
        _lay(words, own, provider.source, ("tasks", task), problems)
    return words


def check_shared(source: Source, problems: Problems) -> None:
    """Note what tasks cannot share."""
    for name in NOT_SHARED:
        if source.has_key("common", name):
            problems.add(source.key_place("common", name), f"'{name}' is said of each task by itself; remove it here")
    if source.data.get("common") in EMPTY:
        problems.add(source.key_place("common"), "'common' is empty; remove it")


def _lay(words: dict[str, Word], spec: MappingSpec, source: Source, path: Path_, problems: Problems) -> None:
    if spec.sample is not UNSET or spec.samples is not UNSET:
        words.pop("sample", None)
        words.pop("samples", None)
    for name in WORDS:
        value = getattr(spec, name)
        place = (*path, name)
        if value is None and words.pop(name, None) is None and source.has_key(*place):
            problems.add(source.key_place(*place), f"there is no '{name}' to take away; remove the line")
        elif value is None:
            continue
        elif value in EMPTY and name in CHANGING:
            problems.add(source.key_place(*place), f"'{name}' is empty; remove it")
        elif value is not UNSET:
            words[name] = Word(value=value, source=source, path=(*path, name))


def check_base_url(word: Word, problems: Problems) -> None:
    """Note a URL that paths cannot be appended to."""
    url: str = word.value
    if not check_url(word, problems):
        return
    if "?" in url or "#" in url:
        problems.add(word.place(), f"'{url}' ends in more than a path; paths are appended to it, so leave it out")
    elif url.endswith("/"):
        problems.add(word.place(), f"'{url}' ends in '/'; remove it")


def check_url(word: Word, problems: Problems) -> bool:
    """Note a URL that is none, or that anybody on the way can read; give whether it is a good one."""
    url: str = word.value
    try:
        parts = urlsplit(url)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        is_url = is_url and parts.port != 0  # one that is none raises
        is_readable = parts.scheme == "http" and parts.hostname not in LOCAL_HOSTS
    except ValueError:
        is_url = is_readable = False
    if is_url and not is_readable and url.isascii() and url.isprintable() and " " not in url:
        return True
    what = "is not encrypted" if is_readable and is_url else "is no URL"
    problems.add(word.place(), f"'{url}' {what}; write https://<host>")
    return False


def check_headers(word: Word, problems: Problems) -> None:
    """Note headers that cannot be sent."""
    for name, value in word.value.items():
        if not HEADER.fullmatch(name):
            problems.add(word.key_place(name), f"'{name}' is no name of a header; write letters and dashes")
        if not value.isprintable() or not value.isascii() or value != value.strip():
            problems.add(word.place(name), f"the header '{name}' is no text of one line; write plain letters")
        elif value.startswith("="):
            problems.add(word.place(name), f"the header '{name}' is sent as it stands; write no expression")

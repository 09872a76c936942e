"""Merge a mapping's settings: the provider's override the protocol's, and each setting keeps its position."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from msgspec import UNSET, Struct, structs

from inferwire_codegen.spec.diagnostics import nearest, suggestion
from inferwire_codegen.spec.language import MappingSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from inferwire_codegen.spec.diagnostics import Place, Problems
    from inferwire_codegen.spec.language import AlternativeSpec, FallbackSpec
    from inferwire_codegen.spec.load import ProtocolSource, ProviderSource
    from inferwire_codegen.spec.source import Path_, Source

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1"})  # what is sent to them stays on the machine
NEVER_EMPTY = (
    "query",
    "headers",
    "rename",
    "omit",
    "cannot",
    "media_types",
    "refuse",
    "output_types",
    "example_model",
    "fetch",
)
OF_ONE_TASK = ("protocol", "fallback")  # what only a task itself can set
KEYS = tuple(name for name in MappingSpec.__struct_fields__ if name not in OF_ONE_TASK)
EMPTY: tuple[Any, ...] = ("", [], {})


class Setting(Struct, frozen=True, kw_only=True):
    """The value of one key in a mapping, with the file that sets it.

    Attributes:
        below: The setting of the protocol or the task that supplies the keys that this one does not have.
    """

    value: Any
    source: Any
    path: tuple[str | int, ...]
    below: Setting | None = None

    def place(self, *more: str | int) -> Place:
        """Return the place of a value nested in this setting."""
        owner = self.owner(*more)
        source: Source = owner.source
        return source.place(*owner.path, *more)

    def key_place(self, *more: str | int) -> Place:
        """Return the place of a key nested in this setting."""
        owner = self.owner(*more)
        source: Source = owner.source
        return source.key_place(*owner.path, *more)

    def locate(self, *more: str | int) -> Callable[[int], Place]:
        """Return a function that maps the offset of a character in a nested string to its place."""
        owner = self.owner(*more)
        source: Source = owner.source
        return lambda offset: source.text_place((*owner.path, *more), offset)

    def owner(self, *more: str | int) -> Setting:
        """Return the layer that sets a nested key: this one, or one below it."""
        if self.below is None or not more or self.has_own(more[0]):
            return self
        return self.below.owner(*more)

    def has_own(self, name: str | int) -> bool:
        """Return whether this layer itself sets a key."""
        source: Source = self.source
        return source.has_key(*self.path, name)

    def part(self, key: str) -> Setting:
        """Return the value of a key as a setting of its own."""
        owner = self.owner(key)
        return Setting(value=getattr(self.value, key), source=owner.source, path=(*owner.path, key))

    def over(self, below: Setting) -> Setting:
        """Return the other setting with the keys of this one merged in. A null removes a key of the other one."""
        if self.below is not None:
            below = self.below.over(below)
        own: Struct = self.value
        lower: Struct = below.value
        keys = zip(own.__struct_fields__, own.__struct_encode_fields__, strict=True)
        missing = [name for name, key in keys if name in lower.__struct_fields__ and not self.has_own(key)]
        value = structs.replace(self.value, **{name: getattr(below.value, name) for name in missing})
        return structs.replace(self, value=value, below=below)


Settings: TypeAlias = dict[str, Setting]


def merge(
    provider: ProviderSource,
    task: str,
    protocols: dict[str, ProtocolSource],
    problems: Problems,
    alternative: AlternativeSpec | FallbackSpec | None = None,
    position: tuple[str | int, ...] = ("fallback",),
) -> Settings | None:
    """Merge a provider's settings for a task with those of its protocol.

    Args:
        provider: The provider's file.
        task: The task.
        protocols: All protocols, keyed by name.
        problems: Collects the problems found.
        alternative: Another interface, whose settings alone are used.
        position: Its place in the task.
    """
    own = provider.spec.tasks[task]
    settings: Settings = {}
    name = own.protocol if alternative is None else alternative.protocol
    at = ("tasks", task) if alternative is None else ("tasks", task, *position)
    if name is not None:
        at = (*at, "protocol")
        if name not in protocols:
            problems.add(provider.source.place(*at), f"there is no protocol '{name}'; {suggestion(name, protocols)}")
            return None
        protocol = protocols[name]
        if task not in protocol.spec.tasks:
            place = provider.source.place(*at)
            near = nearest(task, protocol.spec.tasks)
            remedy = f"add {task} to {protocol.source.name}, or write the mapping here"
            hint = f"did you mean '{near}'? If not, {remedy}" if near is not None else remedy
            problems.add(place, f"{name} does not cover {task}; {hint}")
            return None
        _apply(settings, protocol.spec.common, protocol.source, ("common",), problems)
        _apply(settings, protocol.spec.tasks[task], protocol.source, ("tasks", task), problems)
    if alternative is None:
        _apply(settings, provider.spec.common, provider.source, ("common",), problems)
        _apply(settings, own, provider.source, ("tasks", task), problems)
    elif alternative.path is not None:
        path = ("tasks", task, *position, "path")
        settings["path"] = Setting(value=alternative.path, source=provider.source, path=path)
    return settings


def _apply(settings: Settings, spec: MappingSpec, source: Source, path: Path_, problems: Problems) -> None:
    """Override settings with those of one mapping; null removes a setting."""
    if spec.sample is not UNSET or spec.samples is not UNSET:
        settings.pop("sample", None)
        settings.pop("samples", None)
    for name in KEYS:
        value = getattr(spec, name)
        at = (*path, name)
        if value is None and settings.pop(name, None) is None and source.has_key(*at):
            problems.add(source.key_place(*at), f"there is no '{name}' to remove; remove the line")
        elif value is None:
            continue
        elif value in EMPTY and name in NEVER_EMPTY:
            problems.add(source.key_place(*at), f"'{name}' is empty; remove it")
        elif value is not UNSET:
            setting = Setting(value=value, source=source, path=at)
            settings[name] = setting.over(settings[name]) if name == "stream" and name in settings else setting


def merge_variant(settings: Settings, variant: MappingSpec, index: int, problems: Problems) -> Settings:
    """Return a mapping's settings with those of one of its variants over them."""
    setting = settings["variants"]
    path = (*setting.path, index)
    for name in (*OF_ONE_TASK, "variants", "batch", "poll"):
        value = getattr(variant, name)
        if setting.source.has_key(*path, name) and not (name == "poll" and value is None):
            problems.add(setting.key_place(index, name), f"a variant cannot have '{name}'; write it in the mapping")
    merged = {name: value for name, value in settings.items() if name != "variants"}
    bodies = ("body", "form", "text")
    if any(setting.source.has_key(*path, name) for name in bodies):  # one body replaces another
        merged = {name: value for name, value in merged.items() if name not in bodies}
    _apply(merged, variant, setting.source, path, problems)
    return merged


def check_common(source: Source, problems: Problems) -> None:
    """Report settings that tasks cannot share."""
    for name in OF_ONE_TASK:
        if source.has_key("common", name):
            problems.add(source.key_place("common", name), f"'{name}' can only be set per task; remove it here")
    if source.data.get("common") in EMPTY:
        problems.add(source.key_place("common"), "'common' is empty; remove it")


def check_base_url(setting: Setting, problems: Problems, account: Iterable[str] = ()) -> bool:
    """Report a problem if paths cannot be appended to the base URL, and return whether it is a URL.

    Args:
        setting: The URL.
        problems: Collects the problems found.
        account: Names of the values of the account, which the URL can contain as ``{name}``.
    """
    url: str = setting.value
    known = list(account)
    for name in PLACEHOLDER.findall(url):
        if name not in known:
            remedy = suggestion(name, known) if known else f"add 'account: {{{name}: VARIABLE}}', or write it out"
            problems.add(setting.locate()(url.find("{" + name)), f"a base URL has no '{{{name}}}'; {remedy}")
            return False
    if not check_url(structs.replace(setting, value=PLACEHOLDER.sub("name", url)), problems, url):
        return False
    if "$" in url or "=" in url.partition("?")[0]:
        problems.add(setting.place(), f"'{url}' has a sign that is sent as it is; write {{name}} for a value")
    elif "?" in url or "#" in url:
        problems.add(setting.place(), f"'{url}' has a query or fragment; remove it, since paths are appended")
    elif url.endswith("/"):
        problems.add(setting.place(), f"'{url}' ends in '/'; remove it")
    return True


def check_url(setting: Setting, problems: Problems, shown: str = "") -> bool:
    """Report a URL that is invalid or not encrypted, and return whether the URL is acceptable.

    Args:
        setting: The URL.
        problems: Collects the problems found.
        shown: The URL as it is written, if not the same.
    """
    url: str = setting.value
    try:
        parts = urlsplit(url)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        is_url = is_url and parts.port != 0  # raises if the port is invalid
        is_readable = parts.scheme == "http" and parts.hostname not in LOCAL_HOSTS
    except ValueError:
        is_url = is_readable = False
    if is_url and not is_readable and url.isascii() and url.isprintable() and not set(" {}") & set(url):
        return True
    what = "is not encrypted" if is_readable and is_url else "is not a valid URL"
    problems.add(setting.place(), f"'{shown or url}' {what}; write https://<host>")
    return False

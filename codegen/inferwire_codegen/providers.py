"""The table of providers: where each is reached, and how it is authenticated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inferwire_codegen.errors import suggestion
from inferwire_codegen.ir import Prose, Provider
from inferwire_codegen.mappings import HEADER, Word, check_headers
from inferwire_codegen.task_shape import CUSTOM

if TYPE_CHECKING:
    from inferwire_codegen.errors import Problems
    from inferwire_codegen.load import ProviderSource
    from inferwire_codegen.source import Source

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1"})  # what is sent to them stays on the machine


def build_provider(provider: ProviderSource, problems: Problems) -> Provider:
    """Make a line of the table of providers; note what is wrong in it."""
    spec, source = provider.spec, provider.source
    _check_provider(provider, problems)
    header, scheme = _auth(spec.auth)
    return Provider(
        name=spec.provider,
        title=Prose(spec.title),
        docs=Prose(spec.docs),
        kind=spec.kind,
        lifecycle=spec.lifecycle,
        base_url=Prose(spec.base_url),
        prefix=Prose(f"/{spec.provider}" if spec.prefix is None else spec.prefix),
        header=Prose(header),
        scheme=Prose(scheme),
        variables=tuple(spec.env),
        needs_key=spec.needs_key,
        interchangeable=tuple(spec.interchangeable),
        headers_code=repr({name.lower(): value for name, value in spec.headers.items()}),
        tasks=tuple(sorted(task for task in spec.tasks if task != CUSTOM)),
        source=source.name,
    )


def _check_provider(provider: ProviderSource, problems: Problems) -> None:
    """Note what is wrong in a provider's own lines."""
    spec, source = provider.spec, provider.source
    check_url(source, "docs", spec.docs, problems)
    if spec.base_url or spec.kind != "endpoint":
        url = spec.base_url
        if check_url(source, "base_url", url, problems):
            if "?" in url or "#" in url:
                text = f"'{url}' ends in more than a path; paths are appended to it, so leave it out"
                problems.add(source.place("base_url"), text)
            elif url.endswith("/"):
                problems.add(source.place("base_url"), f"'{url}' ends in '/'; remove it")
    prefix = spec.prefix
    if prefix is not None and (not re.fullmatch(r"(/[\w.~-]+)*", prefix, re.ASCII) or ".." in prefix):
        problems.add(source.place("prefix"), f"'{prefix}' is no path; write '/<name>', without a slash at its end")
    routed = {"prefix": prefix is not None, "lifecycle": spec.lifecycle == "retired"}
    for name in (name for name, is_said in routed.items() if is_said and spec.kind == "client-side"):
        text = f"the Hub does not route to a client-side provider, so '{name}' changes nothing; remove it"
        problems.add(source.key_place(name), text)
    header, scheme = _auth(spec.auth)
    if not spec.auth.endswith("{api_key}") or spec.auth.count("{") != 1:
        problems.add(source.place("auth"), f"'{spec.auth}' does not end in {{api_key}}; write 'Bearer {{api_key}}'")
    elif not HEADER.fullmatch(header) or not re.fullmatch(r"[\w.-]*", scheme, re.ASCII):
        problems.add(
            source.place("auth"), f"'{spec.auth}' is no header; write 'Bearer {{api_key}}' or 'X-Key: {{api_key}}'"
        )
    for index, name in enumerate(spec.env):
        if not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
            problems.add(source.place("env", index), f"'{name}' is no environment variable; write it in capitals")
    for index, task in enumerate(spec.interchangeable):
        if task not in spec.tasks:
            place = source.place("interchangeable", index)
            problems.add(place, f"{spec.provider} does not serve '{task}'; {suggestion(task, spec.tasks)}")
    check_headers(Word(value=spec.headers, source=source, path=("headers",)), problems)


def check_url(source: Source, key: str, url: str, problems: Problems) -> bool:
    """Note a URL that is none, or that anybody on the way can read; give whether it is a good one."""
    try:
        parts = urlsplit(url)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        is_readable = parts.scheme == "http" and parts.hostname not in LOCAL_HOSTS
    except ValueError:
        is_url = is_readable = False
    if is_url and not is_readable and url.isascii() and url.isprintable() and " " not in url:
        return True
    what = "is not encrypted" if is_readable and is_url else "is no URL"
    problems.add(source.place(key), f"'{url}' {what}; write https://<host>")
    return False


def _auth(text: str) -> tuple[str, str]:
    """Split ``X-Key: {api_key}`` or ``Bearer {api_key}`` into header and scheme."""
    header, colon, rest = text.partition(": ")
    if not colon:
        header, rest = "authorization", text
    return header.lower(), rest.removesuffix("{api_key}").strip()

"""The values of a caller's account: their declaration, and their placeholders in URLs, headers and queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.language import AccountSpec
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from inferwire_codegen.spec.diagnostics import Problems
    from inferwire_codegen.spec.load import ProviderSource
    from inferwire_codegen.spec.merge import Setting

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
NAME = re.compile(r"[a-z][a-z0-9_]*")
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
EXPRESSION = re.compile(r"= *account\.(\w+) *")
FIXED_LABELS = 2  # at the end of a host: values of an account cannot choose whose host is called


class AccountValue(Struct, frozen=True, kw_only=True):
    """A value of the caller's account.

    Attributes:
        variable: Environment variable that holds it.
        default: Its value if there is no other; None if calls need it, and empty if they do not.
        is_secret: Whether it must not be shown.
    """

    variable: str
    default: str | None = None
    is_secret: bool = False

    @property
    def is_optional(self) -> bool:
        """Whether calls do without it."""
        return self.default == ""


def account_of(provider: ProviderSource) -> dict[str, AccountValue]:
    """Return the values of the account that a provider needs, by name."""
    return {name: _value(spec) for name, spec in provider.spec.account.items()}


def _value(spec: str | AccountSpec) -> AccountValue:
    if isinstance(spec, str):
        return AccountValue(variable=spec)
    default = "" if spec.optional and spec.default is None else spec.default
    return AccountValue(variable=spec.env, default=default, is_secret=spec.secret)


def check_account(provider: ProviderSource, problems: Problems) -> None:
    """Report values of the account that are declared wrongly or unused."""
    spec, source = provider.spec, provider.source
    if source.has_key("account") and not spec.account:
        problems.add(source.key_place("account"), "'account' is empty; remove it")
    variables = dict.fromkeys(spec.env, "env")
    for name, value in spec.account.items():
        place = source.key_place("account", name)
        if not NAME.fullmatch(name):
            problems.add(place, f"'{name}' is not a name of the account; use lower-case letters and underscores")
        variable = value if isinstance(value, str) else value.env
        at = ("account", name) if isinstance(value, str) else ("account", name, "env")
        if not VARIABLE.fullmatch(variable):
            text = f"'{variable}' is not a valid environment variable; write it in capitals"
            problems.add(source.place(*at), text)
        elif variable in variables:
            text = f"'{variable}' is already the variable of '{variables[variable]}'; choose another"
            problems.add(source.place(*at), text)
        variables.setdefault(variable, name)
        if isinstance(value, AccountSpec) and value.optional and value.default is not None:
            text = f"'{name}' has a default, so calls never lack it; remove 'optional'"
            problems.add(source.key_place("account", name, "optional"), text)
        if isinstance(value, AccountSpec) and (value.default or "").startswith("="):
            text = f"'{value.default}' is sent as this text; write the value itself"
            problems.add(source.place("account", name, "default"), text)
        if NAME.fullmatch(name) and not re.search(rf"\baccount\.{name}\b|\{{{name}\}}", source.text):
            text = f"no request uses '{name}' of the account; write =account.{name} or {{{name}}}, or remove it"
            problems.add(place, text)


def check_placeholders(
    setting: Setting, account: Iterable[str], problems: Problems, *path: str | int, where: str
) -> bool:
    """Report placeholders that are not a value of the account, and return whether there are none.

    Args:
        setting: The setting that contains the text.
        account: Names of the values of the account.
        problems: Collects the problems found.
        path: Path of the text below the setting.
        where: The place of the text, for the message.
    """
    text = setting.value
    for key in path:
        text = text[key]
    known = list(account)
    plain = PLACEHOLDER.sub("", text)
    if "{" in plain or "}" in plain:
        problems.add(setting.place(*path), f"'{text}' has a single bracket; write {{name}}, or remove it")
        return False
    unknown = [name for name in PLACEHOLDER.findall(text) if name not in known]
    for name in unknown:
        near = suggestion(name, known) if known else f"add 'account: {{{name}: VARIABLE}}', or write it out"
        if name in ("inputs", "model") or name.startswith(("before.", "inputs.", "parameters.", "extra.")):
            near = f"write ={name}"
        problems.add(setting.locate(*path)(text.find("{" + name)), f"{where} cannot use '{{{name}}}'; {near}")
    return not unknown


def check_host(setting: Setting, problems: Problems) -> None:
    """Report a base URL in which a value of the account could choose whose host is called."""
    url: str = setting.value
    scheme, separator, rest = url.partition("://")
    host = re.split(r"[/?#]", rest if separator else scheme, maxsplit=1)[0]
    name = host.rpartition(":")[0] or host
    if "{" in scheme or "{" in ".".join(name.split(".")[-FIXED_LABELS:]) or "{" in host[len(name) :]:
        text = f"a value of the account cannot choose the domain of '{url}'"
        problems.add(setting.place(), f"{text}; write the last two parts of the host, and its port, out")


def check_secrets(
    setting: Setting, account: dict[str, AccountValue], text: str, problems: Problems, *path: str | int
) -> None:
    """Report secret values of the account where they would be shown."""
    for name in re.findall(r"\baccount\.(\w+)|\{(\w+)\}", text):
        value = account.get(name[0] or name[1])
        if value is not None and value.is_secret:
            shown = name[0] or name[1]
            remedy = "send it in a header or a query, or remove 'secret'"
            problems.add(setting.place(*path), f"'{shown}' is secret, and would be shown here; {remedy}")


def query_text(query: dict[str, Any], account: dict[str, AccountValue]) -> str:
    """Return the query of a provider as it is sent, with ``{name}`` for values of the account."""
    items: list[str] = []
    for name, value in query.items():
        for item in value if is_list(value) else [value]:
            text = str(item).lower() if isinstance(item, bool) else str(item)
            items.append(f"{quote(name, safe='~-._[]')}={quoted(as_placeholder(text), account)}")
    return "&".join(items)


def as_placeholder(text: str) -> str:
    """Return ``=account.name`` as ``{name}``; any other string unchanged."""
    found = EXPRESSION.fullmatch(text)
    return text if found is None else f"{{{found[1]}}}"


def quoted(text: str, account: Iterable[str]) -> str:
    """Percent-encode a string except for its placeholders."""
    known = set(account)
    parts = re.split(r"(\{\w+\})", text)
    return "".join(part if part[1:-1] in known and part[:1] == "{" else quote(part, safe="~-._") for part in parts)


def check_query(setting: Setting, account: dict[str, AccountValue], problems: Problems) -> None:
    """Report problems in the query of a provider, which can only use values of the account."""
    if not setting.value:
        problems.add(setting.key_place(), "'query' is empty; remove it")
    for name, value in setting.value.items():
        if is_object(value) or (is_list(value) and any(is_object(item) or is_list(item) for item in value)):
            problems.add(setting.place(name), f"'{name}' of a query must be a plain value; write a string or a number")
        for path, text in (
            [((name, index), item) for index, item in enumerate(value)] if is_list(value) else [((name,), value)]
        ):
            check_text(setting, account, problems, *path) if isinstance(text, str) else None


def check_text(setting: Setting, account: dict[str, AccountValue], problems: Problems, *path: str | int) -> None:
    """Report a string of a whole provider that uses anything but values of the account."""
    text = setting.value
    for key in path:
        text = text[key]
    found = EXPRESSION.fullmatch(text)
    if found is not None and found[1] not in account:
        known = list(account)
        remedy = suggestion(found[1], known) if known else f"add 'account: {{{found[1]}: VARIABLE}}'"
        problems.add(setting.locate(*path)(text.find(found[1])), f"the account has no '{found[1]}'; {remedy}")
    elif found is None and text.startswith("="):
        what = f"'{text}' depends on the call, and this is sent with every request of the provider"
        problems.add(setting.place(*path), f"{what}; write =account.<name>, or write it in the tasks or 'common'")
    elif found is None:
        check_placeholders(setting, account, problems, *path, where="this")

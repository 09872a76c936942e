"""Compile the headers of a request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from inferwire_codegen.compile.accounts import (
    AccountValue,
    account_of,
    as_placeholder,
    check_placeholders,
    check_text,
)
from inferwire_codegen.compile.literal_checks import body_problem
from inferwire_codegen.compile.request_expressions import RequestExpression
from inferwire_codegen.spec.merge import HEADER

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.diagnostics import Problems
    from inferwire_codegen.spec.load import ProviderSource
    from inferwire_codegen.spec.merge import Setting

OWNED = {
    **dict.fromkeys(("connection", "content-length", "host", "keep-alive", "te"), "is set by the transport"),
    **dict.fromkeys(("trailer", "transfer-encoding", "upgrade"), "is set by the transport"),
    "content-type": "is set by the kind of body",
}


def auth_of(text: str) -> tuple[str, str, str]:
    """Split ``X-Key: {api_key}``, ``Bearer {api_key}`` or ``?key={api_key}`` into header, scheme and parameter."""
    if text.startswith("?"):
        return "", "", text[1:].partition("=")[0]
    header, colon, rest = text.partition(": ")
    if not colon:
        header, rest = "authorization", text
    return header.lower(), rest.removesuffix("{api_key}").strip(), ""


def check_headers(
    setting: Setting,
    provider: ProviderSource,
    problems: Problems,
    *,
    of: Literal["provider", "mapping", "polls", "token"],
) -> None:
    """Report invalid headers, and those that something else determines.

    Args:
        setting: The headers.
        provider: The provider's file.
        problems: Collects the problems found.
        of: Whose headers they are: a provider's can use the account only, and those of polls are sent as written.
    """
    account = account_of(provider)
    owned = {**OWNED, (auth_of(provider.spec.auth)[0] or "?"): "is set by 'auth'"}
    for name, value in setting.value.items():
        if not HEADER.fullmatch(name):
            problems.add(setting.key_place(name), f"'{name}' is not a valid header name; use letters and dashes")
        elif name.lower() in owned:
            problems.add(setting.key_place(name), f"the header '{name}' {owned[name.lower()]}; remove it")
        if not value.isprintable() or not value.isascii() or value != value.strip():
            problems.add(setting.place(name), f"the header '{name}' must be one line of ASCII; remove the rest")
        elif of == "token":
            continue
        elif of == "polls" and value.startswith("="):
            text = f"the header '{name}' of polls is sent literally and cannot be an expression; write its value"
            problems.add(setting.place(name), text)
        elif not value.startswith("=") and "{" not in value and (problem := body_problem(value)) is not None:
            problems.add(setting.place(name), problem)
        elif of == "provider":
            check_text(setting, account, problems, name)
        elif not value.startswith("="):
            check_placeholders(setting, account if of == "mapping" else {}, problems, name, where="a header")


def headers_text(headers: dict[str, str]) -> dict[str, str]:
    """Return the headers of a provider, with ``{name}`` for values of the account."""
    return {name.lower(): as_placeholder(value) for name, value in headers.items()}


def headers_code(context: Context, setting: Setting) -> str:
    """Compile the headers of a mapping to a Python expression."""
    problems = context.problems
    check_headers(setting, context.provider, problems, of="mapping")
    codes: dict[str, str] = {}
    for name, value in setting.value.items():
        if value.startswith("="):
            expression = context.parse(value, setting, name)
            code = "None" if expression is None else RequestExpression(expression, context.names, problems).value().code
        else:
            code = with_account(value, context.names.account)
        codes[name.lower()] = code
    return "{" + ", ".join(f"{name!r}: {code}" for name, code in codes.items()) + "}"


def with_account(text: str, account: dict[str, AccountValue]) -> str:
    """Return the code of a string with values of the account in place of its placeholders."""
    parts = re.split(r"\{(\w+)\}", text)
    if len(parts) == 1:
        return repr(text)
    codes = [
        (f"route.account({part!r})" if part in account else repr(f"{{{part}}}")) if at % 2 else repr(part)
        for at, part in enumerate(parts)
        if part or at % 2
    ]
    return " + ".join(codes)

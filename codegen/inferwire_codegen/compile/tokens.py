"""Compile the exchange of a provider's key for a token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.accounts import account_of
from inferwire_codegen.compile.headers import check_headers
from inferwire_codegen.compile.sample_checks import check_whole
from inferwire_codegen.compile.syntax import parse, parts_of
from inferwire_codegen.ir import Token
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.merge import Setting, check_url
from inferwire_codegen.spec.validate import described
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.spec.diagnostics import Problems
    from inferwire_codegen.spec.load import ProviderSource

NUMBER = re.compile(r"\d+(\.\d+)?")
NAME = re.compile(r"= *(api_key|account\.(\w+)) *")


def build_token(provider: ProviderSource, problems: Problems) -> Token | None:
    """Return the exchange of a provider's key, recording any problems; None if the key itself is sent."""
    spec, source = provider.spec.token, provider.source
    if spec is None:
        return None

    def setting(name: str) -> Setting:
        return Setting(value=getattr(spec, name), source=source, path=("token", name))

    if provider.spec.kind != "client-side":
        problems.add(source.key_place("token"), "only client-side providers exchange their keys; remove 'token'")
    check_url(setting("url"), problems)
    if bool(spec.form) == bool(spec.body):
        text = "the exchange has no 'form' and no 'body'" if not spec.form else "both 'form' and 'body' are set"
        problems.add(source.key_place("token"), f"{text}; write one of the two")
    fields = {name: _fields(provider, setting(name), problems) for name in ("form", "body", "headers")}
    if not any("{api_key}" in value for part in fields.values() for value in part.values()):
        problems.add(source.key_place("token"), "the exchange never sends the key; write =api_key where it belongs")
    if spec.headers:
        check_headers(setting("headers"), provider, problems, of="token")
    check_whole(setting("sample"), spec.sample, (), problems)
    returns = _path(setting("returns"), spec.sample, problems, str)
    lasts = () if spec.lasts is None else _path(setting("lasts"), spec.sample, problems, (int, float, str))
    values: dict[str, object] = {"url": spec.url, "form": fields["form"], "json": fields["body"]}
    values |= {"headers": fields["headers"], "returns": returns, "lasts": lasts}
    code = ", ".join(f"{name}={value!r}" for name, value in values.items() if value)
    return Token(code=f"TokenRules({code})", url=spec.url, sample=spec.sample)


def _fields(provider: ProviderSource, setting: Setting, problems: Problems) -> dict[str, str]:
    """Return the fields of the exchange, with ``{api_key}`` and ``{name}`` in place of expressions."""
    account = account_of(provider)
    found: dict[str, str] = {}
    for name, text in setting.value.items():
        if not text.startswith("="):
            if NAME.fullmatch(f"={text}"):
                problems.add(setting.place(name), f"'{text}' is sent as this text; write ={text}")
            elif "{" in text or "}" in text:
                problems.add(setting.place(name), f"'{text}' has a bracket; write =api_key or =account.<name>")
            found[name] = text
            continue
        match = NAME.fullmatch(text)
        if match is None:
            problems.add(setting.place(name), f"'{text}' is unknown here; write =api_key or =account.<name>")
        elif match[2] and match[2] not in account:
            remedy = suggestion(match[2], account) if account else f"add 'account: {{{match[2]}: VARIABLE}}'"
            problems.add(setting.place(name), f"the account has no '{match[2]}'; {remedy}")
        found[name] = "" if match is None else f"{{{match[2] or match[1]}}}"
    return found


def _path(setting: Setting, sample: Any, problems: Problems, types: Any) -> tuple[str | int, ...]:
    """Return the names of a path that finds a value in the sample."""
    text: str = setting.value
    if not text.startswith("="):
        problems.add(setting.place(), f"'{text}' is a literal; begin an expression with '='")
        return ()
    expression = parse(text, setting.locate(), problems)
    if expression is None:
        return ()
    parts = list(parts_of(expression.node))
    if not all(part["type"] in ("field", "index") for part in parts):
        problems.add(setting.place(), f"'{text}' is not a path of names; write =access_token, or =data.token")
        return ()
    path: tuple[str | int, ...] = tuple(part["value"] for part in parts)
    value = sample
    for step in path:
        if isinstance(step, int):
            value = value[step] if is_list(value) and step < len(value) else None
        else:
            value = value.get(step) if is_object(value) else None
    if isinstance(value, str) and types is not str and not NUMBER.fullmatch(value):
        text = f"'{text[1:]}' is {described(value)} in the sample, and must be a number of seconds; fix one of them"
        problems.add(setting.place(), text)
    elif not isinstance(value, types) or isinstance(value, bool):
        problems.add(setting.place(), f"'{text[1:]}' matches nothing in the sample of the token; fix one of them")
    return path

"""The table of providers, with their URLs and authentication."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.accounts import (
    account_of,
    check_account,
    check_host,
    check_query,
    check_secrets,
    query_text,
)
from inferwire_codegen.compile.headers import auth_of, check_headers, headers_text
from inferwire_codegen.compile.imports import runtime_imports
from inferwire_codegen.compile.tokens import build_token
from inferwire_codegen.ir import Prose, Provider
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.language import CUSTOM
from inferwire_codegen.spec.merge import HEADER, Setting, check_base_url, check_url
from inferwire_codegen.spec.naming import constant
from inferwire_runtime.jsontypes import is_list, is_object

HUGGING_FACE_VARIABLES = frozenset({"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"})
URL_END = re.compile(r"(/[\w.~-]+)+", re.ASCII)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from inferwire_codegen.ir import Errors, Poll, ProviderTask
    from inferwire_codegen.spec.diagnostics import Problems
    from inferwire_codegen.spec.language import ProviderSpec, SourceSpec
    from inferwire_codegen.spec.load import ProviderSource
    from inferwire_codegen.spec.source import Source


def build_provider(
    provider: ProviderSource,
    mappings: Sequence[ProviderTask],
    job: Poll | None,
    errors: Errors | None,
    problems: Problems,
) -> Provider:
    """Return a provider's row in the table of providers, recording any problems.

    Args:
        provider: The provider's file.
        mappings: Its tasks.
        job: The job rules that several tasks of the provider share.
        errors: The rules for errors that several tasks of the provider share.
        problems: Collects the problems found.
    """
    spec, source = provider.spec, provider.source
    _check_provider(provider, problems)
    header, scheme, parameter = auth_of(spec.auth)
    account = account_of(provider)
    return Provider(
        name=spec.provider,
        title=Prose(spec.title),
        docs=Prose(spec.docs),
        hub_org=Prose(spec.hub_org or ""),
        kind=spec.kind,
        lifecycle=spec.lifecycle,
        sources=tuple(map(Prose, spec.source.urls)) if spec.source else (),
        source_date=spec.source.date if spec.source else "",
        verified=spec.verified,
        base_url=Prose(spec.base_url),
        prefix=Prose(f"/{spec.provider}" if spec.prefix is None else spec.prefix),
        header=Prose(header),
        scheme=Prose(scheme),
        parameter=Prose(parameter),
        account=tuple((name, value.variable, value.default, value.is_secret) for name, value in account.items()),
        secrets=_secrets(provider),
        token=build_token(provider, problems),
        query=Prose(query_text(spec.query, account)),
        variables=tuple(spec.env),
        needs_key=spec.needs_key,
        interchangeable=tuple(spec.interchangeable),
        batches=None if spec.batches is None else (spec.batches.path, spec.batches.files),
        batch_tasks=() if spec.batches is None else tuple(sorted(spec.batches.tasks)),
        headers_code=repr(headers_text(spec.headers)),
        tasks=tuple(sorted(task for task in spec.tasks if task != CUSTOM)),
        urls_code=_urls_code(provider, problems),
        models_code=_models_code(provider, problems),
        structured_output=next(
            (each.structured_output for item in mappings for each in item.interfaces if each.structured_output), ""
        ),
        uploads=tuple(spec.uploads.items()),
        job=job,
        errors=errors,
        imports=runtime_imports([code for rules in (job, errors) if rules is not None for code in rules.codes]),
        source=source.name,
    )


def _check_provider(provider: ProviderSource, problems: Problems) -> None:
    """Report problems in a provider's own settings."""
    spec, source = provider.spec, provider.source
    check_url(Setting(value=spec.docs, source=source, path=("docs",)), problems)
    if spec.base_url or spec.kind != "endpoint":
        base_url = Setting(value=spec.base_url, source=source, path=("base_url",))
        if check_base_url(base_url, problems, account_of(provider)):
            check_host(base_url, problems)
            check_secrets(base_url, account_of(provider), spec.base_url, problems)
    check_account(provider, problems)
    if source.has_key("query"):
        check_query(Setting(value=spec.query, source=source, path=("query",)), account_of(provider), problems)
    prefix = spec.prefix
    if prefix is not None and (not re.fullmatch(r"(/[\w.~-]+)*", prefix, re.ASCII) or ".." in prefix):
        problems.add(
            source.place("prefix"), f"'{prefix}' is not a valid path; write '/<name>', without a trailing slash"
        )
    routed = {"prefix": prefix is not None, "lifecycle": spec.lifecycle == "retired"}
    for name in (name for name, is_set in routed.items() if is_set and spec.kind == "client-side"):
        text = f"the Hub does not route to a client-side provider, so '{name}' has no effect; remove it"
        problems.add(source.key_place(name), text)
    _check_auth(provider, problems)
    _check_variables(spec, source, problems)
    if not spec.tasks:
        problems.add(source.key_place("tasks"), f"{spec.provider} serves no task; add one, such as chat-completion")
    for index, task in enumerate(spec.interchangeable):
        if task not in spec.tasks:
            place = source.place("interchangeable", index)
            problems.add(place, f"{spec.provider} does not serve '{task}'; {suggestion(task, spec.tasks)}")
    if spec.batches is not None:
        _check_batches(provider, problems)
    headers = Setting(value=spec.headers, source=source, path=("headers",))
    check_headers(headers, provider, problems, of="provider")
    if spec.source is not None:
        _check_source(spec.source, source, problems)


def _check_batches(provider: ProviderSource, problems: Problems) -> None:
    """Report batches of tasks that the provider does not serve, and invalid paths."""
    spec, source = provider.spec, provider.source
    batches = spec.batches
    assert batches is not None
    for index, task in enumerate(batches.tasks):
        if task not in spec.tasks:
            place = source.place("batches", "tasks", index)
            problems.add(place, f"{spec.provider} does not serve '{task}'; {suggestion(task, spec.tasks)}")
        if task in batches.tasks[:index]:
            problems.add(source.place("batches", "tasks", index), f"'{task}' is listed twice; keep one of the two")
    if not batches.tasks:
        problems.add(source.place("batches", "tasks"), "no task is listed; list the tasks that batches support")
    for name, path, usual in (("path", batches.path, "/v1/batches"), ("files", batches.files, "/v1/files")):
        if not URL_END.fullmatch(path):
            problems.add(source.place("batches", name), f"'{path}' is not a path; write one such as {usual}")


def _check_auth(provider: ProviderSource, problems: Problems) -> None:
    """Report an 'auth' that is neither a header nor a parameter of the query with the key."""
    spec, source = provider.spec, provider.source
    header, scheme, parameter = auth_of(spec.auth)
    if spec.auth.startswith("?"):
        name = re.sub(r"[^\w.~-]+", "_", parameter) or "key"
        if not re.fullmatch(r"\?[\w.~-]+=\{api_key\}", spec.auth, re.ASCII):
            text = f"'{spec.auth}' is not a parameter of a query with the key; write '?{name}={{api_key}}'"
            problems.add(source.place("auth"), text)
    elif not spec.auth.endswith("{api_key}") or spec.auth.count("{") != 1:
        example = f"{spec.auth.partition(': ')[0]}: {{api_key}}" if ": " in spec.auth else "Bearer {api_key}"
        problems.add(source.place("auth"), f"'{spec.auth}' must end in {{api_key}}; write '{example}'")
    elif ": " not in spec.auth and scheme.lower().startswith("x-"):
        text = f"'{spec.auth}' would be sent as 'Authorization: {scheme} <key>'"
        remedy = f"write '{scheme}: {{api_key}}', or 'Authorization: {scheme} {{api_key}}' if that is intended"
        problems.add(source.place("auth"), f"{text}; {remedy}")
    elif not HEADER.fullmatch(header) or not re.fullmatch(r"[\w.-]*", scheme, re.ASCII):
        problems.add(
            source.place("auth"),
            f"'{spec.auth}' is not a valid header; write 'Bearer {{api_key}}' or 'X-Key: {{api_key}}'",
        )


def _check_variables(spec: ProviderSpec, source: Source, problems: Problems) -> None:
    """Report environment variables that cannot hold the provider's key."""
    for index, name in enumerate(spec.env):
        place, meant = source.place("env", index), re.sub(r"^[$%{]+|[}%]+$|=.*$", "", name)
        if meant != name:
            problems.add(place, f"'{name}' is more than the name of a variable; write {meant or 'its name'}")
        elif not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
            problems.add(place, f"'{name}' is not a valid environment variable; write it in capitals")
        elif name in HUGGING_FACE_VARIABLES:
            text = f"'{name}' holds a Hugging Face token, which is never sent to another host"
            problems.add(place, f"{text}; name the provider's own variable, such as {constant(spec.provider)}_API_KEY")
        elif name in spec.env[:index]:
            problems.add(place, f"'{name}' is listed twice; remove one")


def _check_source(spec: SourceSpec, source: Source, problems: Problems) -> None:
    """Report a source that cannot be looked up."""
    if not spec.urls:
        text = "'urls' is empty; write the URLs of the documentation that the file was written from"
        problems.add(source.place("source", "urls"), text)
    for index, url in enumerate(spec.urls):
        check_url(Setting(value=url, source=source, path=("source", "urls", index)), problems)
    try:
        is_date = date.fromisoformat(spec.date).isoformat() == spec.date
    except ValueError:
        is_date = False
    if not is_date:
        problems.add(source.place("source", "date"), f"'{spec.date}' is not a date; write it as 2026-01-31")


def _secrets(provider: ProviderSource) -> tuple[str, ...]:
    """Return the names of headers and parameters of queries that carry a secret value of the account."""
    secret = [name for name, value in account_of(provider).items() if value.is_secret]
    found = {name.lower() for name in secret}
    for words in secret_places(provider.source.data):
        found |= {
            name.lower()
            for name, text in words.items()
            if any(re.search(rf"\baccount\.{each}\b|\{{{each}\}}", str(text)) for each in secret)
        }
    return tuple(sorted(found))


def secret_places(data: Any) -> Iterator[dict[str, Any]]:
    """Yield all headers and queries of a provider's file: the places of secret values of the account."""
    for key, value in data.items() if is_object(data) else enumerate(data) if is_list(data) else ():
        if key in ("headers", "query") and is_object(value):
            yield value
        else:
            yield from secret_places(value)


def _urls_code(provider: ProviderSource, problems: Problems) -> str | None:
    """Return the rules for reading URLs as a Python expression; None if there are none."""
    urls, source = provider.spec.urls, provider.source
    if urls is None:
        return None
    if provider.spec.kind != "endpoint":
        problems.add(source.key_place("urls"), "only endpoints are called by URL; remove 'urls'")
    for name, ends in (("openai", urls.openai), ("native", urls.native)):
        for index, end in enumerate(ends):
            if not URL_END.fullmatch(end):
                place = source.place("urls", name, index)
                problems.add(place, f"'{end}' is not the end of a path; write '/<name>', without a trailing slash")
    if not URL_END.fullmatch(urls.version):
        problems.add(source.place("urls", "version"), f"'{urls.version}' is not a segment of a path; write '/v1'")
    patterns = {"versioned": urls.versioned, "names_openai": urls.names_openai}
    for name, pattern in patterns.items():
        try:
            re.compile(pattern or "")
        except re.error as exc:
            problems.add(source.place("urls", name), f"'{pattern}' is not a regular expression: {exc}; fix it")
    values = {"openai": tuple(urls.openai), "native": tuple(urls.native), "version": urls.version, **patterns}
    return f"UrlRules({', '.join(f'{name}={value!r}' for name, value in values.items() if value)})"


def _models_code(provider: ProviderSource, problems: Problems) -> str | None:
    """Return the rules for finding a model as a Python expression; None if there are none."""
    models, source = provider.spec.models, provider.source
    if models is None:
        return None
    if provider.spec.kind != "endpoint":
        problems.add(source.key_place("models"), "only endpoints are called without a model; remove 'models'")
    if not URL_END.fullmatch(models.path):
        problems.add(source.place("models", "path"), f"'{models.path}' is not a path; write '/v1/models'")
    for index, task in enumerate(models.tasks):
        if task not in provider.spec.tasks:
            place = source.place("models", "tasks", index)
            problems.add(
                place, f"{provider.spec.provider} does not serve '{task}'; {suggestion(task, provider.spec.tasks)}"
            )
    values = {"path": models.path, "default": models.default, "hosts": tuple(models.hosts)}
    values["tasks"] = tuple(models.tasks)
    return f"ModelRules({', '.join(f'{name}={value!r}' for name, value in values.items() if value)})"

"""Match a request to an endpoint: a provider on the router, a provider's own API, or a dedicated endpoint."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urlsplit

from msgspec import Struct, structs

from inferwire_emulator.client_imports import ROUTER, Json, ProviderInfo
from inferwire_emulator.hub import Catalogue, find_task
from inferwire_emulator.jobs import find_job_id
from inferwire_emulator.responses import InvalidRequestError
from inferwire_emulator.tables import Sample, StepSample, Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

CUSTOM = "custom"
ROUTER_HOST = urlsplit(ROUTER).netloc

Kind: TypeAlias = Literal["call", "stream", "poll", "result", "cancel", "step"]
CALLS = ("call", "stream")


class PathTemplate(Struct, frozen=True, kw_only=True):
    """A path of a provider's API.

    Attributes:
        template: Path with placeholders such as ``{model}``.
        pattern: Regular expression that matches the path.
        kind: Whether the path is for calls, for those that stream, for polling jobs, for their results, or for
            cancelling them.
        samples: Samples served at this path, one for each task that shares it.
    """

    template: str
    pattern: re.Pattern[str]
    kind: Kind
    samples: tuple[Sample, ...]


class Service(Struct, frozen=True, kw_only=True):
    """A base URL of a provider.

    Attributes:
        is_routed: Whether the URL is on the Hub's router.
        paths: Paths below the base URL, the most literal first.
    """

    provider: ProviderInfo
    host: str
    base_path: str
    is_routed: bool
    paths: tuple[PathTemplate, ...]


class Endpoint(Struct, frozen=True, kw_only=True):
    """The endpoint that a request was sent to.

    Attributes:
        provider: Provider that serves the endpoint.
        is_routed: Whether the request was sent to the Hub's router.
        samples: Samples served at this path, one for each task that shares it.
        kind: Whether the request is a call, a poll of a job, or a request for its result.
        model: Model ID in the path; None if the path contains none.
        job_id: Job ID in the URL; empty if the URL contains none.
    """

    provider: ProviderInfo
    is_routed: bool
    samples: tuple[Sample, ...]
    kind: Kind = "call"
    model: str | None = None
    job_id: str = ""


def build_services(tables: Tables) -> tuple[Service, ...]:
    """Return the base URLs of all providers, the longest paths first."""
    services: list[Service] = []
    for provider in tables.registry.providers.values():
        for base_url, samples in _samples_by_base_url(provider, tables).items():
            parts = urlsplit(base_url)
            host, base_path = parts.netloc.lower(), parts.path.rstrip("/")
            if host:
                paths = _path_templates(samples)
                is_routed = host == ROUTER_HOST
                services.append(
                    Service(provider=provider, host=host, base_path=base_path, is_routed=is_routed, paths=paths)
                )
    return tuple(sorted(services, key=lambda service: -len(service.base_path)))


def _samples_by_base_url(provider: ProviderInfo, tables: Tables) -> dict[str, list[Sample]]:
    """Group a provider's samples by base URL. The base URL on the router serves all samples."""
    samples = [sample for sample in tables.samples if sample.provider == provider.name]
    direct: dict[str, list[Sample]] = {}
    for sample in samples:
        direct.setdefault(sample.base_url or provider.base_url, []).append(sample)
        for step in sample.steps:
            if step.base_url:
                direct.setdefault(step.base_url, []).append(structs.replace(sample, paths=(), steps=(step,)))
    routed = {f"{ROUTER}{provider.prefix}": samples} if provider.kind == "provider" else {}
    return {**direct, **routed}


def find_endpoint(
    services: Sequence[Service], host: str, path: str, query: str = "", method: str = "POST", body: str = ""
) -> Endpoint | None:
    """Return the provider endpoint that matches a request, or None if the host belongs to no provider.

    If a call, a poll and a cancellation share a path, the method determines the endpoint.

    Raises:
        InvalidRequestError: If the host belongs to a provider but has no such path.
    """
    candidates = [service for service in services if _is_host(service.host, host.lower())]
    found = [
        Endpoint(
            provider=service.provider,
            is_routed=service.is_routed,
            samples=template.samples,
            kind=template.kind,
            model=match.groupdict().get("model"),
            job_id=match.groupdict().get("job") or find_job_id(query),
        )
        for service in candidates
        for template in service.paths
        if (base := _base_pattern(service.base_path).match(path)) is not None
        and (match := template.pattern.fullmatch(path, base.end()))
    ]
    if found:
        if find_job_id(body) and (polls := [each for each in found if each.samples[0].is_polled_by_post]):
            found = [each for each in polls if each.kind == "poll"] or found
            return found[0]
        return next((endpoint for endpoint in found if _takes(endpoint, method)), found[0])
    if candidates:
        known = sorted({f"{service.base_path}{path.template}" for service in candidates for path in service.paths})
        close = ", ".join(get_close_matches(path, known, n=3, cutoff=0))
        raise InvalidRequestError(404, {"error": f"{host} has no path {path}; the closest are {close}"})
    return None


def _takes(endpoint: Endpoint, method: str) -> bool:
    """Return whether a request with a method can be for an endpoint rather than for another at its path."""
    sample = endpoint.samples[0]
    if endpoint.kind == "cancel":
        return method == sample.cancel_method
    return (endpoint.kind in CALLS) == (method == sample.method)


def _is_host(pattern: str, host: str) -> bool:
    """Return whether a host belongs to a service, whose ``{name}`` is replaced by a value of the caller's account."""
    return pattern == host or ("{" in pattern and _base_pattern(pattern, r"[a-z0-9-]+").fullmatch(host) is not None)


@cache
def _base_pattern(text: str, value: str = "[^/]+") -> re.Pattern[str]:
    """Return a pattern for a host or the path of a base URL, in which ``{name}`` stands for any value."""
    return re.compile("".join(value if part[:1] == "{" else re.escape(part) for part in re.split(r"(\{\w+\})", text)))


def find_step(endpoint: Endpoint, path: str) -> StepSample:
    """Return the request before a call that was sent to an endpoint."""
    steps = [step for sample in endpoint.samples for step in sample.steps]
    return next((step for step in steps if re.search(f"{_compile(step.path).pattern}$", path)), steps[0])


def token_response(tables: Tables, host: str, path: str) -> Json | None:
    """Return the response to the exchange of a key, or None if the URL is not that of an exchange."""
    for provider in tables.registry.providers.values():
        rules = provider.token
        if rules is None or rules.url.partition("?")[0] != f"https://{host}{path}":
            continue
        data: dict[str, Json] = {}
        for steps, value in ((rules.returns, "emulated-token"), (rules.lasts, 3600)):
            place = data
            for step in steps[:-1]:
                place = place.setdefault(str(step), {})
            if steps:
                place[str(steps[-1])] = value
        return data
    return None


def file_hosts(tables: Tables) -> frozenset[str]:
    """Return the hosts of providers whose files need the API key."""
    samples = [sample for sample in tables.samples if sample.needs_key_for_files]
    providers = tables.registry.providers
    return frozenset(urlsplit(sample.base_url or providers[sample.provider].base_url).netloc for sample in samples)


def dedicated_endpoint(tables: Tables, host: str, path: str) -> Endpoint:
    """Return a dedicated endpoint that serves an OpenAI path, the task in its URL, or custom calls.

    Raises:
        InvalidRequestError: If the URL has an OpenAI path that endpoints do not serve.
    """
    provider = next(provider for provider in tables.registry.providers.values() if provider.kind == "endpoint")
    samples = [sample for sample in tables.samples if sample.provider == provider.name]
    url = f"/{host}{path}".rstrip("/").lower()  # with the host: a client's base URL may be the emulator itself
    suffixes = ((suffix, sample) for sample in samples for suffix in sample.paths if suffix)
    for suffix, sample in sorted(suffixes, key=lambda pair: -len(pair[0])):
        if url.endswith(suffix):
            return Endpoint(provider=provider, is_routed=False, samples=(sample,))
    words = set(re.split(r"[/.:]", url))
    at_root = [sample for sample in samples if "" in sample.paths]
    chosen = next((sample for sample in at_root if sample.task in words and sample.task != CUSTOM), None)
    if chosen is None and "/v1/" in url:
        raise InvalidRequestError(404, {"error": f"the endpoint has no path {path}"})
    chosen = chosen or next(sample for sample in samples if sample.task == CUSTOM)
    return Endpoint(provider=provider, is_routed=False, samples=(chosen,))


def choose_sample(endpoint: Endpoint, model: str | None, catalogue: Catalogue) -> Sample:
    """Choose the sample for the model's task, or else for custom calls, or else the first sample.

    Raises:
        InvalidRequestError: If the model does not exist.
    """
    task = None if model is None else find_task(model, catalogue)
    if model is not None and task is None and endpoint.provider.kind != "endpoint":
        raise InvalidRequestError(404, {"error": f"Model {model} does not exist"})
    if len(endpoint.samples) == 1 or task is None:
        return endpoint.samples[0]
    by_task = {sample.task: sample for sample in endpoint.samples}
    return by_task.get(task) or by_task.get(CUSTOM) or endpoint.samples[0]


def _path_templates(samples: Sequence[Sample]) -> tuple[PathTemplate, ...]:
    """Group samples by path, the most literal path first."""
    groups: dict[tuple[str, Kind], list[Sample]] = {}
    for sample in samples:
        kinds: dict[Kind, Sequence[str]] = {
            "call": sample.paths,
            "stream": [sample.stream_path],
            "poll": [sample.status_path],
            "result": [sample.result_path],
            "cancel": [sample.cancel_path],
            "step": [step.path for step in sample.steps],
        }
        for kind, paths in kinds.items():
            for path in filter(None, paths):
                groups.setdefault((path.partition("?")[0], kind), []).append(sample)
    ordered = sorted(groups, key=lambda group: (-len(re.sub(r"\{\w+\}", "", group[0])), group))
    return tuple(
        PathTemplate(template=path, pattern=_compile(path), kind=kind, samples=tuple(groups[path, kind]))
        for path, kind in ordered
    )


def _compile(template: str) -> re.Pattern[str]:
    """Compile a path template. ``{model}`` matches slashes; other placeholders do not."""
    parts = re.split(r"(\{\w+\})", template)
    return re.compile("".join(_placeholder(part) if part.startswith("{") else re.escape(part) for part in parts))


def _placeholder(part: str) -> str:
    return {"{model}": "(?P<model>.+)", "{job}": "(?P<job>[^/]+)"}.get(part, "[^/]+")

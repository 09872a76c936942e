"""Who answers a request: a provider over the router, a provider itself, or an endpoint; and with which sample."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from inferwire_emulator.answers import RefusedError
from inferwire_emulator.hub import Catalogue, task_of
from inferwire_runtime.routing import ROUTER, Provider

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inferwire_emulator.tables import Sample, Tables

CUSTOM = "custom"
ROUTER_HOST = urlsplit(ROUTER).netloc


Kind: TypeAlias = Literal["call", "job", "result"]
Paths: TypeAlias = "tuple[tuple[str, Kind, re.Pattern[str], tuple[Sample, ...]], ...]"


class Service(Struct, frozen=True, kw_only=True):
    """One place where a provider can be reached.

    Attributes:
        base_path: Path that all of its paths begin with.
        is_routed: Whether the Hub's router stands between.
        paths: Its paths, as templates and as patterns, with what is done there and their samples; the most literal one
            first.
    """

    provider: Provider
    host: str
    base_path: str
    is_routed: bool
    paths: Paths


class Place(Struct, frozen=True, kw_only=True):
    """Where a request arrived.

    Attributes:
        samples: What can be answered there: one sample for each task that shares the path.
        kind: A call, or a question for a job or for its result.
        model: The model that the path names.
        job_id: The job that the path names.
    """

    provider: Provider
    is_routed: bool
    samples: tuple[Sample, ...]
    kind: Kind = "call"
    model: str | None = None
    job_id: str = ""


def make_services(tables: Tables) -> tuple[Service, ...]:
    """Lay out where every provider is reached, the longest base path first."""
    services: dict[tuple[str, str], Service] = {}
    for provider in tables.registry.providers.values():
        for base, samples in _bases(provider, tables).items():
            parts = urlsplit(base)
            host, base_path = parts.netloc.lower(), parts.path.rstrip("/")
            if host and (host, base_path) not in services:
                services[host, base_path] = Service(
                    provider=provider,
                    host=host,
                    base_path=base_path,
                    is_routed=host == ROUTER_HOST,
                    paths=_paths(samples),
                )
    return tuple(sorted(services.values(), key=lambda service: -len(service.base_path)))


def _bases(provider: Provider, tables: Tables) -> dict[str, list[Sample]]:
    """Give the base URLs of a provider, and what is answered below each: everything below its place on the router."""
    own = [sample for sample in tables.samples if sample.provider == provider.name]
    direct: dict[str, list[Sample]] = {}
    for sample in own:
        direct.setdefault(sample.base_url or provider.base_url, []).append(sample)
    routed = {f"{ROUTER}{provider.prefix}": own} if provider.kind == "provider" else {}
    return {**direct, **routed}


def find_place(
    services: Sequence[Service], host: str, path: str, query: str = "", method: str = "POST"
) -> Place | None:
    """Find where a request to a provider arrived; None for a host that is no provider's.

    Where a call and a question for a job share a path, the method tells them apart.

    Raises:
        RefusedError: The host is a provider's and has no such path.
    """
    own = [service for service in services if service.host == host.lower()]
    found = [
        Place(
            provider=service.provider,
            is_routed=service.is_routed,
            samples=samples,
            kind=kind,
            model=named.groupdict().get("model"),
            job_id=named.groupdict().get("job") or _job_in(query),
        )
        for service in own
        for _, kind, template, samples in service.paths
        if path.startswith(f"{service.base_path}/") and (named := template.fullmatch(path, len(service.base_path)))
    ]
    if found:
        return next((place for place in found if (place.kind == "call") == (method == "POST")), found[0])
    if own:
        known = sorted({f"{service.base_path}{path}" for service in own for path, *_ in service.paths})
        near = get_close_matches(path, known, n=3, cutoff=0)
        raise RefusedError(404, {"error": f"{host} has no path {path}; the nearest it has: {', '.join(near)}"})
    return None


def _job_in(query: str) -> str:
    """Give the id of a job among the values of a query."""
    return next((value for _, value in parse_qsl(query) if value.startswith("job-")), "")


def find_endpoint(tables: Tables, host: str, path: str) -> Place:
    """Find what an endpoint answers: by a path of OpenAI's, else by a task that its URL names, else as a custom call.

    Raises:
        RefusedError: It is a path of OpenAI's that no endpoint has.
    """
    provider = next(provider for provider in tables.registry.providers.values() if provider.kind == "endpoint")
    samples = [sample for sample in tables.samples if sample.provider == provider.name]
    url = f"/{host}{path}".rstrip("/").lower()  # with the host: a client's base URL may be the emulator itself
    for path, sample in sorted(((path, s) for s in samples for path in s.paths), key=lambda pair: -len(pair[0])):
        if path and url.endswith(path):
            return Place(provider=provider, is_routed=False, samples=(sample,))
    named = set(re.split(r"[/.:]", url))
    at_root = [sample for sample in samples if "" in sample.paths]
    chosen = next((sample for sample in at_root if sample.task in named and sample.task != CUSTOM), None)
    if chosen is None and "/v1/" in url:
        raise RefusedError(404, {"error": f"the endpoint has no path {path}"})
    chosen = chosen or next(sample for sample in samples if sample.task == CUSTOM)
    return Place(provider=provider, is_routed=False, samples=(chosen,))


def choose_sample(place: Place, model: str | None, catalogue: Catalogue) -> Sample:
    """Choose among the tasks that share a path: by the model's task, else the one without a task, else the first.

    Raises:
        RefusedError: There is no such model.
    """
    if len(place.samples) == 1 or model is None:
        return place.samples[0]
    task = task_of(model, catalogue)
    if task is None:
        raise RefusedError(404, {"error": f"Model {model} does not exist"})
    by_task = {sample.task: sample for sample in place.samples}
    return by_task.get(task) or by_task.get(CUSTOM) or place.samples[0]


def _paths(samples: Sequence[Sample]) -> Paths:
    """Group samples by their paths, the most literal one first."""
    groups: dict[tuple[str, Kind], list[Sample]] = {}
    for sample in samples:
        kinds: dict[Kind, Sequence[str]] = {
            "call": sample.paths,
            "job": [sample.job_path],
            "result": [sample.result_path],
        }
        for kind, paths in kinds.items():
            for path in filter(None, paths):
                groups.setdefault((path.partition("?")[0], kind), []).append(sample)
    ordered = sorted(groups, key=lambda place: (-len(re.sub(r"\{\w+\}", "", place[0])), place))
    return tuple((path, kind, _pattern(path), tuple(groups[path, kind])) for path, kind in ordered)


def _pattern(path: str) -> re.Pattern[str]:
    """Make a pattern of a path's template: a model may hold slashes, other names may not."""
    parts = re.split(r"(\{\w+\})", path)
    return re.compile("".join(_placeholder(part) if part.startswith("{") else re.escape(part) for part in parts))


def _placeholder(part: str) -> str:
    return {"{model}": "(?P<model>.+)", "{job}": "(?P<job>[^/]+)"}.get(part, "[^/]+")

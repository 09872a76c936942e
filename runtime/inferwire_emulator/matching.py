"""Who answers a request: a provider over the router, a provider itself, or an endpoint; and with which sample."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from msgspec import Struct

from inferwire_emulator.answers import RefusedError
from inferwire_emulator.hub import Catalogue, task_of
from inferwire_runtime.routing import ROUTER, Provider

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inferwire_emulator.tables import Sample, Tables

CUSTOM = "custom"
ROUTER_HOST = urlsplit(ROUTER).netloc


Paths: TypeAlias = "tuple[tuple[str, re.Pattern[str], tuple[Sample, ...]], ...]"


class Service(Struct, frozen=True, kw_only=True):
    """One place where a provider can be reached.

    Attributes:
        base_path: Path that all of its paths begin with.
        is_routed: Whether the Hub's router stands between.
        paths: Its paths, as templates and as patterns, with their samples; the most literal one first.
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
        model: The model that the path names.
    """

    provider: Provider
    is_routed: bool
    samples: tuple[Sample, ...]
    model: str | None = None


def make_services(tables: Tables) -> tuple[Service, ...]:
    """Lay out where every provider is reached, the longest base path first."""
    places: dict[tuple[str, str], Provider] = {}
    for provider in tables.registry.providers.values():
        if provider.kind == "provider":
            places[ROUTER_HOST, provider.prefix] = provider
        base = urlsplit(provider.base_url)
        if base.netloc:
            places.setdefault((base.netloc.lower(), base.path.rstrip("/")), provider)
    services = [
        Service(
            provider=provider,
            host=host,
            base_path=base_path,
            is_routed=host == ROUTER_HOST,
            paths=_paths([sample for sample in tables.samples if sample.provider == provider.name]),
        )
        for (host, base_path), provider in places.items()
    ]
    return tuple(sorted(services, key=lambda service: -len(service.base_path)))


def find_place(services: Sequence[Service], host: str, path: str) -> Place | None:
    """Find where a request to a provider arrived; None for a host that is no provider's.

    Raises:
        RefusedError: The host is a provider's and has no such path.
    """
    own = [service for service in services if service.host == host.lower()]
    for service in own:
        if not path.startswith(f"{service.base_path}/"):
            continue
        for _, template, samples in service.paths:
            if found := template.fullmatch(path, len(service.base_path)):
                return Place(
                    provider=service.provider,
                    is_routed=service.is_routed,
                    samples=samples,
                    model=found.groupdict().get("model"),
                )
    if own:
        known = sorted({f"{service.base_path}{path}" for service in own for path, _, _ in service.paths})
        near = get_close_matches(path, known, n=3, cutoff=0)
        raise RefusedError(404, {"error": f"{host} has no path {path}; the nearest it has: {', '.join(near)}"})
    return None


def find_endpoint(tables: Tables, host: str, path: str) -> Place:
    """Find what an endpoint answers: by a path of OpenAI's, else by a task that its URL names, else as a custom call.

    Raises:
        RefusedError: It is a path of OpenAI's that no endpoint has.
    """
    provider = next(provider for provider in tables.registry.providers.values() if provider.kind == "endpoint")
    samples = [sample for sample in tables.samples if sample.provider == provider.name]
    url = f"/{host}{path}".rstrip("/").lower()  # with the host: a client's base URL may be the emulator itself
    for sample in sorted(samples, key=lambda sample: -len(sample.path)):
        if sample.path and url.endswith(sample.path):
            return Place(provider=provider, is_routed=False, samples=(sample,))
    named = set(re.split(r"[/.:]", url))
    chosen = next((sample for sample in samples if sample.task in named and sample.task != CUSTOM), None)
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
    """Group samples by their path, the most literal one first."""
    groups: dict[str, list[Sample]] = {}
    for sample in samples:
        groups.setdefault(sample.path.partition("?")[0], []).append(sample)
    ordered = sorted(groups, key=lambda path: (-len(re.sub(r"\{\w+\}", "", path)), path))
    return tuple((path, _pattern(path), tuple(groups[path])) for path in ordered)


def _pattern(path: str) -> re.Pattern[str]:
    """Make a pattern of a path's template: a model may hold slashes, other names may not."""
    parts = re.split(r"(\{\w+\})", path)
    return re.compile("".join(_placeholder(part) if part.startswith("{") else re.escape(part) for part in parts))


def _placeholder(part: str) -> str:
    return "(?P<model>.+)" if part == "{model}" else "[^/]+"

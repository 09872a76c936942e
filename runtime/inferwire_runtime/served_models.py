"""The list of models that an endpoint serves: the handler of `list_models`."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlencode

from msgspec import structs

from inferwire_runtime.decoding import convert
from inferwire_runtime.errors import InputError, RoutingError, publish
from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.keys import find_key
from inferwire_runtime.models import HUB, HUB_SERVER, Call, Request, Response, Route
from inferwire_runtime.options import Options
from inferwire_runtime.providers import Registry, Task
from inferwire_runtime.results import Model
from inferwire_runtime.routing import find_route
from inferwire_runtime.urls import is_url


class ServedModel(Model, kw_only=True):
    """A model that an endpoint, Hugging Face's router or a provider serves. What a server does not report is None.

    Attributes:
        id: Name to pass as ``model=``.
        created: Time at which the model was created, in seconds since 1970.
        owned_by: Organization that owns the model.
        object: Kind of the object: ``model``.
    """

    id: str
    created: float | None = None
    owned_by: str | None = None
    object: str | None = None

    @property
    def context_length(self) -> int | None:
        """Longest prompt and response together, in tokens; of several providers the longest."""
        return max((found for each in self._sources() if (found := _context_length(each)) is not None), default=None)

    @property
    def input_price(self) -> float | None:
        """US dollars for a million tokens of the prompt; of several providers the lowest."""
        return min(
            (found for each in self._sources() if (found := _price(each, INPUT_PRICES)) is not None), default=None
        )

    @property
    def output_price(self) -> float | None:
        """US dollars for a million tokens of the response; of several providers the lowest."""
        found = (_price(each, OUTPUT_PRICES) for each in self._sources())
        return min((price for price in found if price is not None), default=None)

    @property
    def abilities(self) -> tuple[str, ...]:
        """What the model supports beyond text, sorted: ``tools``, ``structured_output``, ``image`` ..."""
        return tuple(sorted({ability for each in self._sources() for ability in _abilities(each)}))

    @property
    def providers(self) -> tuple[str, ...]:
        """Names of the providers that serve it, of models of the router and the Hub."""
        return tuple(name for each in _entries(self.extra) if isinstance(name := each.get("provider"), str))

    def _sources(self) -> list[dict[str, Json]]:
        extra = self.extra
        return [extra, *_entries(extra)]


publish(ServedModel)

CONTEXT_FIELDS = ("context_length", "context_window", "max_model_len", "max_context_length", "n_ctx", "n_ctx_train")
INPUT_PRICES = ("input", "prompt", "input_tokens")
OUTPUT_PRICES = ("output", "completion", "output_tokens")
FLAGS = {"supports_tools": "tools", "supports_structured_output": "structured_output", "supports_vision": "image"}
PARAMETERS = {"tools": "tools", "structured_outputs": "structured_output", "response_format": "structured_output"}
ROUTER_MODELS = "https://router.huggingface.co/v1/models"
MAX_MODELS = 1000  # of a list of the Hub


def _entries(extra: dict[str, Json]) -> list[dict[str, Json]]:
    """Return what a list of the router, or of the Hub, has for each provider."""
    for name in ("providers", "inferenceProviderMapping"):
        found = extra.get(name)
        if is_list(found):
            return [each for each in found if is_object(each)]
        if is_object(found):
            return [{"provider": key, **each} for key, each in found.items() if is_object(each)]
    return []


def _context_length(source: dict[str, Json]) -> int | None:
    for place in (source, source.get("meta"), source.get("top_provider"), source.get("limits")):
        for name in CONTEXT_FIELDS if is_object(place) else ():
            value = place.get(name) if is_object(place) else None
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return value
    return None


def _price(source: dict[str, Json], names: tuple[str, ...]) -> float | None:
    """Return a price for a million tokens. A string is one for a single token, as OpenRouter writes it."""
    prices = source.get("pricing")
    for name in names if is_object(prices) else ():
        value: Json = prices.get(name) if is_object(prices) else None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, str):
            try:
                return float(value) * 1e6
            except ValueError:
                continue
    return None


def _abilities(source: dict[str, Json]) -> list[str]:
    found = [ability for name, ability in FLAGS.items() if source.get(name) is True]
    parameters = source.get("supported_parameters")
    if is_list(parameters):
        found += [PARAMETERS[name] for name in parameters if isinstance(name, str) and name in PARAMETERS]
    architecture = source.get("architecture")
    modalities = architecture.get("input_modalities") if is_object(architecture) else None
    if is_list(modalities):
        found += [name for name in modalities if isinstance(name, str) and name != "text"]
    return found


def check_endpoint(options: Options) -> None:
    """Check that a client calls an endpoint.

    Raises:
        InputError: If it calls providers, whose models the Hub lists.
    """
    if options.endpoint_url is None and not is_url(options.model or ""):
        raise InputError("list_models needs an endpoint; pass base_url= to the client, or call client.endpoint(url)")


def models_task(registry: Registry) -> Task[list[ServedModel]]:
    """Return the task that lists the models of an endpoint."""
    return Task(name=None, registry=registry, handlers={"endpoint": __name__})


async def send_request(call: Call, route: Route) -> Response:
    """Request the list of models."""
    if not route.models.path:
        raise RoutingError("endpoints have no list of models; pass model=")
    return await route.get(route.models.path)


def parse_response(response: Response) -> list[ServedModel]:
    """Parse the list of models, which some servers return without an object around it."""
    data = response.json()
    return convert(data.get("data") if is_object(data) else data, list[ServedModel], response.server)


def models_call(
    options: Options, registry: Registry, provider: str | None, task: str | None
) -> tuple[Task[list[ServedModel]], Call]:
    """Return the task and the call of ``client.models(...)``.

    Raises:
        InputError: If there is no such task.
        RoutingError: If there is no such provider.
    """
    if provider is not None:
        registry.check_provider(provider)
    if task is not None:
        task = registry.check_task(task)
    options = structs.replace(options, providers=(), models=())
    call = Call(task=task, inputs=provider, parameters={}, options=options)
    return models_task(registry), call


async def list_served(context: Any, task: Task[list[ServedModel]], call: Call) -> list[ServedModel]:
    """List the models of an endpoint, of the Hub's router, or of the Hub."""
    options, registry, provider = call.options, task.registry, call.inputs
    if options.endpoint_url is not None or is_url(options.model or ""):
        own = structs.replace(call, task=None)
        route = await find_route(context, own, registry)
        return parse_response(await send_request(own, route))
    key = await context.run_in_thread(lambda: find_key(options.api_key, (), os.environ))
    if key is not None and not key.is_hugging_face:
        key = None  # a key of a provider goes to its own host only
    router = next((each for each in registry.providers.values() if each.kind == "router"), None)
    if router is not None and (call.task is None or call.task in router.tasks):
        url = ROUTER_MODELS
    else:
        hub_task = registry.hub_tasks.get(call.task or "", call.task or "")
        query = {"pipeline_tag": hub_task, "inference_provider": provider or "all", "limit": MAX_MODELS}
        url = f"{HUB}/api/models?{urlencode(query)}&expand[]=inferenceProviderMapping"
    request = Request(method="GET", url=url, key=key, server=HUB_SERVER)
    models = parse_response(await context.send(request))
    if provider is None or provider == "auto":
        return models
    return [model for model in models if not model.providers or provider in model.providers]

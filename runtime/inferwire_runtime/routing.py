"""Choose the destination of a call (an endpoint, the Hub's router or a provider), and the model's name there.

This module names no provider: generated code passes a `Registry`.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from msgspec import UNSET, Struct, structs

from inferwire_http.urls import urlsplit
from inferwire_runtime.errors import (
    AuthenticationError,
    HubError,
    InferenceConnectionError,
    InputError,
    OutputError,
    ProviderError,
    RoutingError,
    clip,
)
from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.keys import HUGGING_FACE_VARIABLE, HUGGING_FACE_VARIABLES, Key, find_key, is_hugging_face_url
from inferwire_runtime.log import get_logger
from inferwire_runtime.models import HUB, HUB_SERVER, Api, Call, Context, Request, Response, Route, header_values
from inferwire_runtime.providers import CUSTOM, PrivateProvider, ProviderInfo, Registry
from inferwire_runtime.streaming import StreamingResponse
from inferwire_runtime.tracebacks import level_of_caller
from inferwire_runtime.urls import check_model_id, is_url, quote_path, split_endpoint_url

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TypeVar

    from inferwire_runtime.options import Options

    T = TypeVar("T")

ROUTER = "https://router.huggingface.co"
MAX_LISTED = 30  # providers of a model that an error message lists
MISSING_STATUSES = (400, 403, 404, 405, 501)  # of servers without a list of models
GUESS_STATUSES = (400, 401, 403, 501)  # of servers that refuse whatever is sent to the root of a host
FORM_STATUSES = (200, 400, 422, 501)  # of servers that refuse the form of a request, or any request to a path


class HubMapping(Struct, frozen=True, kw_only=True):
    """An entry in the Hub's list of providers that serve a model."""

    provider: str
    model: str
    task: str
    status: str
    adapter: str | None = None
    weights: str | None = None


async def find_route(context: Context, call: Call, registry: Registry) -> Route:
    """Choose the route of a call.

    Raises:
        InputError: If model, provider and endpoint contradict each other.
        RoutingError: If no provider serves this model and task, or the key does not match the route.
        AuthenticationError: If the provider needs a key and none was found.
        HubError: If a look-up on the Hub fails.
    """
    options, providers = call.options, registry.providers
    endpoint_url = options.endpoint_url
    if options.model and is_url(options.model):
        endpoint_url = options.model
    if endpoint_url is not None:
        return await _route_to_endpoint(context, call, endpoint_url, providers)
    name = options.provider
    if isinstance(name, PrivateProvider):
        return await _route_to_private_provider(context, call, name)
    registry.check_provider(name)
    provider = providers[name]
    key = await _find_key(context, options, provider.variables)
    if provider.kind == "router":
        if not options.mapping:
            raise InputError("mapping=False needs the name of a provider, and its own key; pass provider= and api_key=")
        return await _route_by_hub(context, call, key, provider, registry)
    _check_task(call, provider, providers)
    _check_key(key, provider, call)
    if provider.kind == "client-side":
        route = _route_to_provider(context, call, provider, key, _client_side_model(call, provider))
        return await _with_own_key(route, provider)
    model = options.model or await _recommended_model(context, call)
    check_model_id(model)
    if not options.mapping:
        if (key is None or key.is_hugging_face) and provider.kind == "provider" and provider.needs_key:
            raise InputError(
                f"mapping=False calls {provider.title} directly, with its own key; "
                "pass it as api_key=, or leave mapping out"
            )
        return _route_to_provider(context, call, provider, key, model)
    if call.task is None:
        return _route_to_provider(context, call, provider, key, model)
    is_unmapped = provider.lifecycle == "retired" and key is not None and not key.is_hugging_face
    try:
        mappings = await find_mappings(context, model, key)
    except HubError as error:
        if not is_unmapped or error.status not in (401, 404):  # the Hub may not know the model at all
            raise
        mappings = ()
    if is_unmapped and all(mapping.provider != provider.name for mapping in mappings):
        return _route_to_provider(context, call, provider, key, model)
    mapping = _mapping_of(call, provider, model, mappings, registry)
    return _route_to_provider(context, call, provider, key, model, mapping)


async def _route_to_private_provider(context: Context, call: Call, provider: PrivateProvider) -> Route:
    """Route directly to a private provider, with its own key and model names."""
    about, model = provider.about, call.options.model
    if (task := call.task or CUSTOM) not in provider.handlers:
        served = f"it serves {', '.join(sorted(provider.handlers))}"
        raise RoutingError(f"{about.title} does not serve {task}; {served}", provider=provider, task=call.task)
    key = await _find_key(context, call.options, about.variables, is_for_hugging_face=False)
    if key is not None and key.is_hugging_face and not key.is_explicit:
        key = None  # an ambient token is sent to Hugging Face only
    _check_key(key, about, call)
    if key is not None:
        key = key.with_scheme(about.header, about.scheme, about.variables, parameter=about.parameter)
    route = Route(
        context=context,
        provider=provider,
        title=about.title,
        model=model or UNSET,
        hub_model=model,
        base_url=about.base_url,
        query=about.query,
        uploads=about.uploads,
        key=key,
        headers={**about.headers, **_billing_headers(call, key, is_routed=False)},
    )
    return await _with_own_key(_with_account(route, call, about) if about.account else route, about)


def _with_account(route: Route, call: Call, provider: ProviderInfo) -> Route:
    """Return the route with the values of the caller's account in its URL and headers.

    Raises:
        InputError: If a value is missing or invalid.
    """
    from inferwire_runtime.account import Account  # for few providers

    accounts = Account(provider.title, provider.account, call.options.account)
    return structs.replace(
        route,
        accounts=accounts,
        base_url=route.base_url if route.is_routed else accounts.fill_url(route.base_url),
        query=accounts.fill_query(route.query),
        headers=header_values({name: accounts.fill(text) for name, text in route.headers.items()}),
    )


async def _route_to_endpoint(context: Context, call: Call, url: str, providers: Mapping[str, ProviderInfo]) -> Route:
    """Route to an endpoint whose URL the caller passed."""
    options = call.options
    if options.provider != "auto":
        warn_of_unused_provider(options.provider, url)
    provider = next(other for other in providers.values() if other.kind == "endpoint")
    if call.task is not None and call.task not in provider.tasks:
        raise RoutingError(f"endpoints do not serve {call.task}; pass a model and provider=", task=call.task)
    parts = split_endpoint_url(url, provider.urls)
    is_hugging_face = is_hugging_face_url(parts.url)
    # An ambient token is sent to Hugging Face only.
    key = await _find_key(context, options, (), is_for_hugging_face=is_hugging_face)
    model = None if options.model == url else options.model
    route = Route(
        context=context,
        provider=provider.name,
        title=parts.host,
        model=model or UNSET,
        hub_model=model,
        base_url=parts.base_url,
        exact_url=parts.url if call.task is None or options.endpoint_api == "native" else parts.native_url,
        replaced=parts.replaced,
        query=parts.query,
        key=key,
        headers=_billing_headers(call, key, is_routed=is_hugging_face),
        api=options.endpoint_api,
        likely_api=parts.api,
        has_root=parts.has_root,
        method=options.method,
        models=provider.models,
        uploads=provider.uploads,
    )
    if call.task in provider.models.tasks and route.model is UNSET:
        return await with_served_model(route, needs_model=True)
    return route


def warn_of_unused_provider(provider: str, url: str) -> None:
    """Warn that a URL was passed, so that a provider is not used."""
    host = urlsplit(url.strip()).hostname
    warnings.warn(
        f"provider={provider!r} is not used: the URL decides that {host} is called; leave one of them out",
        stacklevel=level_of_caller(),
    )


async def _route_by_hub(
    context: Context, call: Call, key: Key | None, router: ProviderInfo, registry: Registry
) -> Route:
    """Route a call that names no provider: to the Hub's router, or to the first provider that serves the model."""
    if key is not None and not key.is_hugging_face:
        raise RoutingError(
            "the key is not a Hugging Face token, so it belongs to one provider; pass provider= to name it",
            task=call.task,
            model=call.options.model,
        )
    if call.task in router.tasks:
        return _route_to_router(context, call, key, router)
    model = call.options.model or await _recommended_model(context, call)
    check_model_id(model)
    mappings = await find_mappings(context, model, key)
    if call.task is None:
        return _route_custom_call(context, call, key, model, mappings, registry.providers)
    mapping = _first_usable_mapping(call, model, mappings, registry)
    provider = registry.providers[mapping.provider]
    _check_key(key, provider, call)
    return _route_to_provider(context, call, provider, key, model, mapping)


def _route_to_router(context: Context, call: Call, key: Key | None, router: ProviderInfo) -> Route:
    """Route to the Hub's router, which chooses the provider."""
    if key is None:
        raise AuthenticationError(
            f"Hugging Face's router needs a token; pass api_key= or set {HUGGING_FACE_VARIABLE}", task=call.task
        )
    if not (model := call.options.model):
        raise InputError(f"{call.task} needs a model; pass model=", task=call.task)
    check_model_id(model)
    policy = call.options.policy
    is_open = policy is not None and ":" not in model
    return Route(
        context=context,
        provider=router.name,
        title=router.title,
        model=f"{model}:{policy}" if is_open else model,
        hub_model=model,
        base_url=router.base_url,
        key=key,
        headers=_billing_headers(call, key, is_routed=True),
        is_routed=True,
    )


def _route_custom_call(
    context: Context,
    call: Call,
    key: Key | None,
    model: str,
    mappings: Sequence[HubMapping],
    providers: Mapping[str, ProviderInfo],
) -> Route:
    """Route a custom call to the first routed provider that needs no key."""
    for provider in providers.values():
        if provider.kind == "provider" and not provider.needs_key:
            mapping = next((line for line in mappings if line.provider == provider.name), None)
            return _route_to_provider(context, call, provider, key, model, mapping)
    raise RoutingError("a custom call needs a provider; pass provider=, or call an endpoint")


def _route_to_provider(
    context: Context,
    call: Call,
    provider: ProviderInfo,
    key: Key | None,
    model: str,
    mapping: HubMapping | None = None,
) -> Route:
    """Route to a provider: directly with its own key, or else through the Hub's router if the Hub supports it."""
    is_routed = (key is None or key.is_hugging_face) and provider.kind == "provider"
    headers = {**provider.headers, **_billing_headers(call, key, is_routed=is_routed)}
    if key is not None and not is_routed:
        key = key.with_scheme(provider.header, provider.scheme, provider.variables, parameter=provider.parameter)
    route = Route(
        context=context,
        provider=provider.name,
        title=provider.title,
        model=(mapping and mapping.model) or model,
        hub_model=model,
        base_url=f"{ROUTER}{provider.prefix}" if is_routed else provider.base_url,
        query=provider.query,
        uploads=provider.uploads,
        key=key,
        headers=headers,
        is_routed=is_routed,
        adapter=(mapping and mapping.adapter) or UNSET,
        weights=mapping.weights if mapping else None,
    )
    return _with_account(route, call, provider) if provider.account else route


async def _with_own_key(route: Route, provider: ProviderInfo) -> Route:
    """Return the route with the token that the provider's own key is exchanged for, if it needs one.

    Raises:
        InferwireError: If the exchange fails.
    """
    if provider.token is None or route.key is None or route.is_routed:
        return route
    from inferwire_runtime.token_exchange import with_token  # for few providers

    key = await with_token(route.context, provider.title, provider.token, route.key, route.accounts)
    return structs.replace(route, key=key)


def _billing_headers(call: Call, key: Key | None, *, is_routed: bool) -> dict[str, str]:
    if call.options.bill_to is None:
        return {}
    if not is_routed or (key is not None and not key.is_hugging_face):
        warnings.warn(
            "bill_to applies to calls with a Hugging Face token only; the provider bills this call to its key",
            stacklevel=level_of_caller(),
        )
        return {}
    return {"x-hf-bill-to": call.options.bill_to}


def _check_task(call: Call, provider: ProviderInfo, providers: Mapping[str, ProviderInfo]) -> None:
    if call.task is None or call.task in provider.tasks:
        return
    kinds = ("provider", "client-side")
    others = [name for name, other in providers.items() if call.task in other.tasks and other.kind in kinds]
    remedy = f"these do: {', '.join(sorted(others))}" if others else "call an endpoint that does"
    raise RoutingError(f"{provider.title} does not serve {call.task}; {remedy}", provider=provider.name, task=call.task)


def _check_key(key: Key | None, provider: ProviderInfo, call: Call) -> None:
    if key is None:
        if provider.needs_key:
            names = [*provider.variables, *([] if provider.kind == "client-side" else [HUGGING_FACE_VARIABLE])]
            raise AuthenticationError(
                f"{provider.title} needs a key; pass api_key= or set {' or '.join(names)}",
                provider=provider.name,
                task=call.task,
            )
    elif provider.kind == "client-side" and key.is_hugging_face:
        raise RoutingError(
            f"{provider.title} needs its own key, not a Hugging Face token; pass it as api_key=",
            provider=provider.name,
            task=call.task,
        )


def _client_side_model(call: Call, provider: ProviderInfo) -> str:
    """Return the model name for a provider that the Hub does not route to; callers pass ``provider/name``."""
    model = call.options.model
    if not model:
        raise InputError(f"{provider.title} needs a model; pass model='{provider.name}/<name>'")
    if not model.startswith(f"{provider.name}/"):
        remedy = f"pass model='{provider.name}/{model}'"
        raise InputError(f"models of {provider.title} are written {provider.name}/<name>; {remedy}")
    return model.removeprefix(f"{provider.name}/")


def why_passed_over(mapping: HubMapping, task: str, registry: Registry) -> str | None:
    """Return why a mapping does not serve a task, or None if it does."""
    provider = registry.providers.get(mapping.provider)
    if provider is None:
        return "unknown to this version of inferwire"
    if not registry.fits(task, mapping.task, provider):
        served = clip(mapping.task)
        return f"serves it for {served} (call {registry.method(served)})"
    if mapping.status != "live":
        return f"{clip(mapping.status)}, not live"
    if task not in provider.tasks:
        return f"inferwire does not support {task} there yet"
    return None


def _first_usable_mapping(call: Call, model: str, mappings: Sequence[HubMapping], registry: Registry) -> HubMapping:
    """Return the first usable mapping. If there is none, the error explains why each mapping was skipped."""
    task = cast("str", call.task)
    reasons: list[str] = []
    for mapping in mappings:
        reason = why_passed_over(mapping, task, registry)
        if reason is None:
            return mapping
        reasons.append(f"{clip(mapping.provider)}: {reason}")
    if len(reasons) > MAX_LISTED:
        reasons[MAX_LISTED:] = [f"and {len(reasons) - MAX_LISTED} more"]
    found = "; ".join(reasons) or "the Hub lists no provider for it"
    raise RoutingError(f"no provider serves {model} for {task}: {found}", task=task, model=model)


def _mapping_of(
    call: Call, provider: ProviderInfo, model: str, mappings: Sequence[HubMapping], registry: Registry
) -> HubMapping:
    """Return the mapping of the provider that the caller named. If there is none, the error names alternatives."""
    task = cast("str", call.task)
    context: dict[str, Any] = {"provider": provider.name, "task": task, "model": model}
    own = [mapping for mapping in mappings if mapping.provider == provider.name]
    for mapping in own:
        if registry.fits(task, mapping.task, provider):
            if mapping.status != "live":
                get_logger().warning(
                    "%s serves %s with status %s: it may be slow or fail", provider.title, model, clip(mapping.status)
                )
            return mapping
    if own:
        served = clip(own[0].task)
        raise RoutingError(
            f"{provider.title} serves {model} for {served}, not for {task}; call {registry.method(served)}", **context
        )
    others = sorted(
        {
            clip(mapping.provider)
            for mapping in mappings
            if mapping.provider != provider.name and why_passed_over(mapping, task, registry) is None
        }
    )[:MAX_LISTED]
    listed = "no other provider serves it for this task" if mappings else "the Hub lists no provider for it"
    remedy = f"these do: {', '.join(others)}" if others else f"{listed}; client.explain({model!r}) shows why"
    raise RoutingError(f"{provider.title} does not serve {model}; {remedy}", **context)


async def find_mappings(context: Context, model: str, key: Key | None) -> Sequence[HubMapping]:
    """Look up the providers of a model on the Hub."""
    token = key if key is not None and key.is_hugging_face else None
    url = f"{HUB}/api/models/{quote_path(model)}?expand[]=inferenceProviderMapping"

    async def load() -> Sequence[HubMapping]:
        response = await context.send(Request(method="GET", url=url, key=token, server=HUB_SERVER))
        return parse_mappings(response.json())

    return await context.cached((url, "" if token is None else token.fingerprint), load)


def parse_mappings(data: Json) -> tuple[HubMapping, ...]:
    """Parse the Hub's response, which contains either a list or an object keyed by provider."""
    found = data.get("inferenceProviderMapping") if is_object(data) else None
    lines: list[tuple[Json, Json]] = []
    if is_object(found):
        lines = list(found.items())
    elif is_list(found):
        lines = [(line.get("provider"), line) for line in found if is_object(line)]
    return tuple(_mapping(name, line) for name, line in lines if is_object(line) and name and isinstance(name, str))


def _mapping(name: str, line: dict[str, Json]) -> HubMapping:
    adapter, weights = line.get("adapter"), line.get("adapterWeightsPath")
    return HubMapping(
        provider=name,
        model=str(line.get("providerId") or ""),
        task=str(line.get("task") or ""),
        status=str(line.get("status") or ""),
        adapter=str(adapter) if adapter else None,
        weights=weights if adapter and isinstance(weights, str) else None,
    )


async def _recommended_model(context: Context, call: Call) -> str:
    """Return the model that the Hub recommends for the task."""
    url = f"{HUB}/api/tasks"

    async def load() -> Json:
        return (await context.send(Request(method="GET", url=url, server=HUB_SERVER))).json()

    if call.task is None:
        raise InputError("a custom call needs a model; pass model=")
    tasks = await context.cached((url,), load)
    task = tasks.get(call.task) if is_object(tasks) else None
    models = task.get("models") if is_object(task) else None
    model = models[0].get("id") if is_list(models) and models and is_object(models[0]) else None
    if not isinstance(model, str):
        raise InputError(f"the Hub recommends no model for {call.task}; pass model=", task=call.task)
    return model


async def _find_key(
    context: Context, options: Options, variables: tuple[str, ...], *, is_for_hugging_face: bool = True
) -> Key | None:
    """Find the key, in a thread if a saved token must be read from disk.

    Raises:
        AuthenticationError: If the client was unpickled and its key has not been restored, or there is no key although
            the caller requires one.
    """
    api_key = options.api_key
    if options.is_key_missing:  # a different key from the environment may be billed to another account
        raise AuthenticationError(
            "keys are not pickled, and this client was made with one; "
            f"restore it by client.with_options(api_key=...), or set {HUGGING_FACE_VARIABLE} on both sides"
        )
    if (
        (api_key is None or api_key is True)
        and is_for_hugging_face
        and not any(os.environ.get(name) for name in (*variables, *HUGGING_FACE_VARIABLES))
    ):
        key = await context.run_in_thread(lambda: find_key(None, variables, os.environ))
    else:
        key = find_key(api_key, variables, os.environ, is_for_hugging_face=is_for_hugging_face)
    if key is None and api_key is True:
        names = " or ".join((*variables, *((HUGGING_FACE_VARIABLE,) if is_for_hugging_face else ())))
        found = f"; set {names}" if names else ", because a Hugging Face token goes to Hugging Face only"
        raise AuthenticationError(f"api_key=True requires a key from the environment, and there is none{found}")
    return key


async def with_served_model(route: Route, *, needs_model: bool = False) -> Route:
    """Return the route with the only model that the endpoint lists, if the caller passed none.

    Args:
        route: The route of a call to an endpoint.
        needs_model: Whether a conventional name is sent if the endpoint lists no models.

    Raises:
        InputError: If the endpoint lists several models, or an empty list.
    """
    rules = route.models
    if route.model is not UNSET or not rules.path:
        return route
    host = urlsplit(route.base_url).hostname or ""
    names = None if any(host.endswith(name) for name in rules.hosts) else await _served_models(route)
    if names is None:
        if not needs_model:
            return route
        route.context.note(f"no model= was passed, so {rules.default!r} was sent")
        return structs.replace(route, model=rules.default)
    if len(names) != 1:
        shown = ", ".join(names[:20]) + (" ..." if len(names) > 20 else "")
        found = f"it has {shown}" if names else "it lists none"
        raise InputError(f"{route.title} needs the name of a model; pass model=: {found}")
    return structs.replace(route, model=names[0])


async def _served_models(route: Route) -> list[str] | None:
    """Return the names of the models that an endpoint lists; None if it has no list."""
    path = route.models.path
    request = structs.replace(route.request("GET", path), is_lookup=True, is_idempotent=False)

    async def load() -> list[str] | None:
        try:
            data = (await route.context.send(request)).json()
        except OutputError:
            return None
        except ProviderError as error:
            if error.status not in MISSING_STATUSES:
                raise
            return None
        models = data.get("data") if is_object(data) else None
        if not is_list(models):
            return None
        return [item["id"] for item in models if is_object(item) and isinstance(item.get("id"), str)]

    try:
        return await route.context.cached((request.url, "" if route.key is None else route.key.fingerprint), load)
    except (ProviderError, InferenceConnectionError) as error:  # not remembered
        get_logger().debug("%s does not list its models: %s", route.title, error)
        return None


class Fallback(Struct, frozen=True, kw_only=True):
    """Which of several interfaces a call tries first, and how a server shows that it lacks one.

    Attributes:
        order: The interfaces, the one that is tried first at first.
        statuses: Status codes that show that the interface is missing.
        messages: Parts of error messages that show this, whatever the status.
        prefers: Parameters that only one interface has, with its name: it is tried first if one of them is passed.
        apis: Kind of each interface that is not named after it.
    """

    order: tuple[str, ...]
    statuses: tuple[int, ...]
    messages: tuple[str, ...] = ()
    prefers: tuple[str, tuple[str, ...]] | None = None
    apis: Mapping[str, Api] = {}

    def names(self, api: Api | None, likely: Api | None) -> list[str]:
        """Return the interfaces in the order in which they are tried.

        Args:
            api: The only kind, or interface, to try; None for all.
            likely: The kind to try first, if known.
        """
        kinds = {name: self.apis.get(name, name) for name in self.order}
        found = [name for name in self.order if api is None or api in (name, kinds[name])]
        return found if likely is None else sorted(found, key=lambda name: kinds[name] != likely)

    def is_missing(self, error: ProviderError | OutputError) -> bool:
        """Return whether an error shows that the server lacks the interface."""
        if error.status in self.statuses:
            return True
        if isinstance(error, OutputError):
            return (error.body or "").lstrip()[:1] == "<"
        text = f"{error.message} {error.body or ''}"
        return error.status in FORM_STATUSES and any(message in text for message in self.messages)

    def explains_more(self, error: ProviderError | OutputError, other: ProviderError | OutputError) -> bool:
        """Return whether an error is about the request or its model, while the other is only about a path."""
        if _names_model(error) != _names_model(other):
            return _names_model(error)
        paths = (200, *self.statuses)
        return error.status not in paths and other.status in paths


async def with_fallback(
    interfaces: Mapping[str, Callable[[Call, Route], Awaitable[T]]], call: Call, route: Route, rules: Fallback
) -> T:
    """Call the first interface that an endpoint has, and remember which one that is."""
    names = rules.names(route.api, route.likely_api)
    if len(names) == 1:
        return await _call_interface(interfaces, names[0], call, route, rules)
    usual = names[0]
    place = f"{route.base_url} {route.hub_model or ''} {call.task}"
    if (
        rules.prefers is not None
        and (route.likely_api is None or route.has_root)
        and not call.parameters.keys().isdisjoint(rules.prefers[1])
    ):
        position = names.index(rules.prefers[0]) if rules.prefers[0] in names else 0
        names = names[position:] + names[:position]  # those that lack the parameters come last
        place += " by its parameters"  # the interface that others used may be there, too
    first = names[0]
    known = call.known_apis.get(place, first)
    names.sort(key=lambda name: name != known)
    is_guess = first != usual and names[0] == first  # only the parameters suggest it
    missing: ProviderError | OutputError | None = None
    for name in names:
        try:
            result = await _call_interface(interfaces, name, call, route, rules)
        except (ProviderError, OutputError) as error:
            is_refused = missing is None and is_guess and error.status in GUESS_STATUSES
            if not rules.is_missing(error) and not is_refused:
                raise
            call.known_apis.pop(place, None)  # the endpoint may have been deployed again
            # If none exists, the first error is mostly more relevant to the caller.
            if missing is None or is_guess or rules.explains_more(error, missing):
                missing = error
        else:
            call.known_apis[place] = name
            return result
    assert missing is not None
    raise missing from None


async def _call_interface(
    interfaces: Mapping[str, Callable[[Call, Route], Awaitable[T]]],
    name: str,
    call: Call,
    route: Route,
    rules: Fallback,
) -> T:
    """Call one interface, and mark its response.

    Raises:
        ProviderError: If a response reports, despite its status, that there is no such interface.
        OutputError: If the response is the page of a web site.
    """
    if rules.apis.get(name, name) == "openai" and route.model is UNSET:
        route = await with_served_model(route)
    result = await interfaces[name](call, route)
    if isinstance(result, StreamingResponse):
        if (start := await result.peek()) is None:
            return result
        response = Response(
            status=result.status, headers=result.headers, body=start, url=route.url(""), server=route.server
        )
    elif isinstance(result, Response):
        response = result
    else:
        return result
    try:
        if response.is_page():
            raise response.malformed("is a page for browsers")
        if (error := response.embedded_error()) is not None and rules.is_missing(error):
            raise error
    except BaseException:
        if isinstance(result, StreamingResponse):
            await result.aclose()
        raise
    return structs.replace(result, api=name) if isinstance(result, Response) else result


def _names_model(error: ProviderError | OutputError) -> bool:
    """Return whether an error is about the model, so that the interface exists."""
    return "model" in (error.body or "").lower()

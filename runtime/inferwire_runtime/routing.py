"""Which way a call takes: to an endpoint, the router, or a provider, and under which name of the model.

Knows no provider by name: generated code hands over a table of `Provider`.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self, cast

from msgspec import UNSET, Struct, UnsetType, structs

from inferwire_runtime.errors import AuthenticationError, InputError, Json, RoutingError
from inferwire_runtime.flow import HUB, Call, Flow, Request, Route, remember, run_blocking, send
from inferwire_runtime.keys import HUGGING_FACE_VARIABLE, Key, find_key, is_hugging_face_url
from inferwire_runtime.log import logger
from inferwire_runtime.pick import pick
from inferwire_runtime.shapes import is_list, is_object
from inferwire_runtime.urls import quote, urlsplit

if TYPE_CHECKING:
    from inferwire_runtime.options import Options
    from inferwire_runtime.steps import OpenStream, Read, Send, StreamWay, Way

ROUTER = "https://router.huggingface.co"
CUSTOM = "custom"  # the task of calls without a task, where a provider says how it does them
OPENAI_SUFFIXES = ("/v1/chat/completions", "/v1/completions", "/v1")


class Provider(Struct, frozen=True, kw_only=True):
    """What is known of a provider before a call: printed from its YAML file.

    Attributes:
        name: As the Hub knows it.
        title: As people know it.
        kind: ``provider``; ``client-side`` where the Hub does not route to it; ``router`` for the Hub's own choice;
            ``endpoint`` for servers that the caller names.
        tasks: What it serves.
        base_url: Where direct calls go.
        prefix: Its path on the Hub's router.
        header, scheme: How it reads its key.
        variables: Environment variables that may hold its key.
        needs_key: Whether it refuses calls without one.
        interchangeable: Tasks whose models serve each other.
        headers: Sent with every request.
        lifecycle: ``retired`` once the Hub stopped routing to it.
    """

    name: str
    title: str
    kind: Literal["provider", "client-side", "router", "endpoint"] = "provider"
    tasks: tuple[str, ...]
    base_url: str = ""
    prefix: str = ""
    header: str = "authorization"
    scheme: str = "Bearer"
    variables: tuple[str, ...] = ()
    needs_key: bool = True
    interchangeable: tuple[str, ...] = ()
    headers: dict[str, str] = {}
    lifecycle: Literal["active", "retired"] = "active"
    docs: str = ""


class Functions(Struct, frozen=True, kw_only=True):
    """How a provider does one task."""

    send: Send
    read: Read[Any]
    open_stream: OpenStream | None = None


class PrivateProvider(str):
    """A provider that this package does not know: its name, which brings along how it is reached and does its tasks.

    Printed from a YAML file of its users, who pass it as ``provider=``.

    Attributes:
        about: What is known of it before a call.
        functions: What gives the functions for each of its tasks; custom calls are the task ``custom``.
    """

    about: Provider
    functions: Mapping[str, Callable[[], Functions]]

    def __new__(cls, about: Provider, functions: Mapping[str, Callable[[], Functions]]) -> Self:
        """Make the name."""
        self = super().__new__(cls, about.name)
        self.about = about
        self.functions = functions
        return self

    def __getnewargs__(self) -> Any:  # for pickles and copies
        return (self.about, self.functions)

    def way(self, call: Call, route: Route) -> Way[Any]:
        """Give its functions for a call that it serves, and the route to it."""
        from inferwire_runtime.steps import Way  # loaded with the first call

        functions = self.functions[call.task or CUSTOM]()
        return Way(route=route, send=functions.send, read=functions.read)

    def stream_way(self, call: Call, route: Route) -> StreamWay:
        """Give its function for a stream that it serves, and the route to it.

        Raises:
            RoutingError: It does not stream this task.
        """
        from inferwire_runtime.steps import StreamWay  # loaded with the first call

        functions = self.functions[call.task or CUSTOM]()
        if functions.open_stream is None:
            text = f"{self.about.title} does not stream {call.task or CUSTOM}; call it without stream=True"
            raise RoutingError(text, provider=self, task=call.task)
        return StreamWay(route=route, open_stream=functions.open_stream)


class Registry(Struct, frozen=True, kw_only=True):
    """All providers, and what the Hub's mappings call a task where its name differs."""

    providers: Mapping[str, Provider]
    hub_tasks: Mapping[str, str]

    def fits(self, task: str, mapped_task: str, provider: Provider) -> bool:
        """Whether a model that is mapped for one task serves another."""
        if self.hub_tasks.get(task, task) == mapped_task:
            return True
        return task in provider.interchangeable and mapped_task in provider.interchangeable

    def names(self, task: str | None = None) -> list[str]:
        """Give the names of all providers, or of those that serve a task.

        Raises:
            InputError: There is no such task.
        """
        if task is not None and not isinstance(task, str):
            raise InputError(f"a task is named by a text such as 'text-to-image', not by a {type(task).__name__}")
        if task is not None and task not in (known := self.tasks()):
            raise InputError(f"there is no task {task!r}{_did_you_mean(task, known)}")
        return sorted(
            name
            for name, provider in self.providers.items()
            if provider.kind in ("provider", "client-side") and (task is None or task in provider.tasks)
        )

    def tasks(self, provider: str | None = None) -> list[str]:
        """Give the ids of all tasks, or of those that a provider serves.

        Raises:
            InputError: There is no such provider.
        """
        if provider is None:
            return sorted({task for each in self.providers.values() for task in each.tasks})
        if isinstance(provider, PrivateProvider):
            return sorted(provider.about.tasks)
        if not isinstance(provider, str):
            raise InputError(f"a provider is named by a text, not by a {type(provider).__name__}")
        if provider not in self.providers:
            raise InputError(f"there is no provider {provider!r}{_did_you_mean(provider, sorted(self.providers))}")
        return sorted(self.providers[provider].tasks)

    def method(self, mapped_task: str) -> str:
        """Give the function to call for a task as the Hub's mappings name it."""
        own = next((task for task, name in self.hub_tasks.items() if name == mapped_task), mapped_task)
        return own.replace("-", "_")


class Mapped(Struct, frozen=True, kw_only=True):
    """One line of the Hub's answer to the question who serves a model."""

    provider: str
    model: str
    task: str
    status: str
    adapter: str | None = None
    weights: str | None = None


def find_route(call: Call, registry: Registry) -> Flow[Route]:
    """Choose the way of ``call`` among the providers of ``registry``.

    Raises:
        InputError: Model, provider and endpoint do not go together.
        RoutingError: Nobody serves this model and task, or the key does not fit.
        AuthenticationError: The provider needs a key and there is none.
        HubError: The Hub refused the look-up.
    """
    options, providers = call.options, registry.providers
    endpoint_url = options.endpoint_url
    if endpoint_url is None and options.model and options.model.lower().startswith(("http://", "https://")):
        endpoint_url = options.model
    if endpoint_url is not None:
        return (yield from _endpoint_route(call, endpoint_url, providers))
    name = options.provider
    if isinstance(name, PrivateProvider):
        return (yield from _private_route(call, name))
    if name not in providers or providers[name].kind == "endpoint":
        known = sorted(other for other, provider in providers.items() if provider.kind != "endpoint")
        raise RoutingError(f"there is no provider {name!r}{_did_you_mean(name, known)}")
    provider = providers[name]
    key = yield from _key(options, provider.variables)
    if provider.kind == "router":
        return (yield from _chosen_by_hub(call, key, provider, registry))
    _check_task(call, provider, providers)
    _check_key(key, provider, call)
    if provider.kind == "client-side":
        return _direct_route(call, provider, key, _own_model(call, provider), None)
    model = options.model or (yield from _recommended_model(call))
    check_model_id(model)
    if call.task is None:
        return _direct_route(call, provider, key, model, None)
    mapped = yield from _mappings(model, key)
    return _direct_route(call, provider, key, model, _own_mapping(call, provider, model, mapped, registry))


def _private_route(call: Call, provider: PrivateProvider) -> Flow[Route]:
    """Lay the way to a provider of the caller's own: straight there, with its own key and its own names of models."""
    about, model = provider.about, call.options.model
    if (task := call.task or CUSTOM) not in provider.functions:
        serving = f"it serves {', '.join(sorted(provider.functions))}"
        raise RoutingError(f"{about.title} does not serve {task}; {serving}", provider=provider, task=call.task)
    key = yield from _key(call.options, about.variables)
    if key is not None and key.is_hugging_face and not key.is_explicit:
        key = None  # a token that nobody passed stays with Hugging Face
    _check_key(key, about, call)
    route = _direct_route(call, about, key, model or "", None)
    return structs.replace(route, provider=provider, model=model or UNSET, hub_model=model)


def check_model_id(model: str) -> None:
    """Refuse a model id that would change the URL it stands in.

    Raises:
        InputError: It is empty, or a part of it is ``.``, ``..`` or empty.
    """
    if not model.strip() or any(part in ("", ".", "..") for part in model.split("/")) or not model.isprintable():
        raise InputError(f"{model!r} is no model id; it reads 'organisation/name'")


def segment(text: Json) -> str:
    """Encode a name as part of a path: slashes divide, nothing else has a meaning."""
    if not isinstance(text, str):
        raise InputError("this provider needs a model; pass model=")
    check_model_id(text)
    return quote(text, safe="/:@!$&'()*+,;=~-._")


def _check_task(call: Call, provider: Provider, providers: Mapping[str, Provider]) -> None:
    if call.task is None or call.task in provider.tasks:
        return
    kinds = ("provider", "client-side")
    others = [name for name, other in providers.items() if call.task in other.tasks and other.kind in kinds]
    serving = f"these do: {', '.join(sorted(others))}" if others else "call an endpoint that does"
    raise RoutingError(
        f"{provider.title} does not serve {call.task}; {serving}", provider=provider.name, task=call.task
    )


def _check_key(key: Key | None, provider: Provider, call: Call) -> None:
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
            f"{provider.title} is called with its own key, not with one of Hugging Face; pass api_key=",
            provider=provider.name,
            task=call.task,
        )


def _own_model(call: Call, provider: Provider) -> str:
    """Give the model's name at a provider that the Hub knows nothing of: it is written ``provider/name``."""
    model = call.options.model
    if not model:
        raise InputError(f"{provider.title} needs a model; pass model='{provider.name}/<name>'")
    if not model.startswith(f"{provider.name}/"):
        remedy = f"pass model='{provider.name}/{model}'"
        raise InputError(f"models of {provider.title} are written {provider.name}/<name>; {remedy}")
    return model.removeprefix(f"{provider.name}/")


def _direct_route(call: Call, provider: Provider, key: Key | None, model: str, mapped: Mapped | None) -> Route:
    """Lay the way to one provider: over the router with a Hugging Face token, else straight to it."""
    is_routed = (key is None or key.is_hugging_face) and provider.kind == "provider"
    headers = {**provider.headers, **_bill_to(call, key, is_routed=is_routed)}
    if key is not None and not is_routed:
        key = key.with_scheme(provider.header, provider.scheme)
    return Route(
        provider=provider.name,
        title=provider.title,
        model=mapped.model if mapped else model,
        hub_model=model,
        base_url=f"{ROUTER}{provider.prefix}" if is_routed else provider.base_url,
        key=key,
        headers=headers,
        is_routed=is_routed,
        adapter=(mapped and mapped.adapter) or UNSET,
        weights=mapped.weights if mapped else None,
    )


def _bill_to(call: Call, key: Key | None, *, is_routed: bool) -> dict[str, str]:
    if call.options.bill_to is None:
        return {}
    if not is_routed or (key is not None and not key.is_hugging_face):
        warnings.warn("bill_to is for calls with a Hugging Face token; this call is billed to its key", stacklevel=2)
        return {}
    return {"x-hf-bill-to": call.options.bill_to}


def _chosen_by_hub(call: Call, key: Key | None, auto: Provider, registry: Registry) -> Flow[Route]:
    """Lay the way where no provider was named."""
    if key is not None and not key.is_hugging_face:
        raise RoutingError(
            "this key is not one of Hugging Face, so it belongs to one provider; pass provider= to say which",
            task=call.task,
            model=call.options.model,
        )
    if call.task in auto.tasks:
        if key is None:
            raise AuthenticationError(
                f"the router of Hugging Face needs a key; pass api_key= or set {HUGGING_FACE_VARIABLE}", task=call.task
            )
        if not call.options.model:
            raise InputError(f"{call.task} needs a model; pass model=", task=call.task)
        check_model_id(call.options.model)
        return Route(
            provider=auto.name,
            title=auto.title,
            model=call.options.model,
            hub_model=call.options.model,
            base_url=auto.base_url,
            key=key,
            headers=_bill_to(call, key, is_routed=True),
            is_routed=True,
        )
    model = call.options.model or (yield from _recommended_model(call))
    check_model_id(model)
    mapped = yield from _mappings(model, key)
    if call.task is None:
        return _custom_route(call, key, model, mapped, registry.providers)
    chosen = _first_that_serves(call, model, mapped, registry)
    provider = registry.providers[chosen.provider]
    _check_key(key, provider, call)
    return _direct_route(call, provider, key, model, chosen)


def _custom_route(
    call: Call, key: Key | None, model: str, mapped: Sequence[Mapped], providers: Mapping[str, Provider]
) -> Route:
    """Lay the way of a custom call: to the provider that takes calls without a task."""
    for provider in providers.values():
        if provider.kind == "provider" and not provider.needs_key:
            own = next((line for line in mapped if line.provider == provider.name), None)
            return _direct_route(call, provider, key, model, own)
    raise RoutingError("a custom call needs a provider; pass provider= or call an endpoint")


def _first_that_serves(call: Call, model: str, mapped: Sequence[Mapped], registry: Registry) -> Mapped:
    """Give the first mapping that can be used; the error says why each was passed over."""
    task = cast("str", call.task)
    reasons: list[str] = []
    for line in mapped:
        provider = registry.providers.get(line.provider)
        if provider is None:
            reasons.append(f"{line.provider}: not known to this version of inferwire")
        elif not registry.fits(task, line.task, provider):
            reasons.append(f"{line.provider}: serves it for {line.task} (call {registry.method(line.task)})")
        elif line.status != "live":
            reasons.append(f"{line.provider}: {line.status}, not live")
        elif task not in provider.tasks:
            reasons.append(f"{line.provider}: inferwire has no {task} for it yet")
        else:
            return line
    found = "; ".join(reasons) or "the Hub lists no provider for it"
    raise RoutingError(f"nobody serves {model} for {task}: {found}", task=task, model=model)


def _own_mapping(call: Call, provider: Provider, model: str, mapped: Sequence[Mapped], registry: Registry) -> Mapped:
    """Give the mapping of a named provider, or say what would work."""
    task = cast("str", call.task)
    facts: dict[str, Any] = {"provider": provider.name, "task": task, "model": model}
    own = [line for line in mapped if line.provider == provider.name]
    for line in own:
        if registry.fits(task, line.task, provider):
            if line.status != "live":
                logger().warning("%s serves %s as %s: it may be slow or fail", provider.title, model, line.status)
            return line
    if own:
        raise RoutingError(
            f"{provider.title} serves {model} for {own[0].task}, not for {task}; call {registry.method(own[0].task)}",
            **facts,
        )
    others = sorted({line.provider for line in mapped if line.provider != provider.name})
    offer = f"these do: {', '.join(others)}" if others else "the Hub lists no provider for it"
    raise RoutingError(f"{provider.title} does not serve {model}; {offer}", **facts)


def _mappings(model: str, key: Key | None) -> Flow[Sequence[Mapped]]:
    """Ask the Hub who serves ``model``; remembered for a while."""
    token = key if key is not None and key.is_hugging_face else None
    url = f"{HUB}/api/models/{segment(model)}?expand[]=inferenceProviderMapping"

    def ask() -> Flow[Sequence[Mapped]]:
        reply = yield from send(Request(method="GET", url=url, key=token, who="the Hugging Face Hub"))
        return read_mappings(reply.json())

    return (yield from remember(f"{url} {token is not None}", ask))


def read_mappings(data: Json) -> tuple[Mapped, ...]:
    """Read the Hub's answer in either of its shapes: a list, or an object keyed by provider."""
    found = data.get("inferenceProviderMapping") if is_object(data) else None
    lines: list[tuple[Json, Json]] = []
    if is_object(found):
        lines = list(found.items())
    elif is_list(found):
        lines = [(line.get("provider"), line) for line in found if is_object(line)]
    return tuple(_mapped(name, line) for name, line in lines if is_object(line) and name and isinstance(name, str))


def _mapped(name: str, line: dict[str, Json]) -> Mapped:
    adapter, weights = line.get("adapter"), line.get("adapterWeightsPath")
    return Mapped(
        provider=name,
        model=str(line.get("providerId") or ""),
        task=str(line.get("task") or ""),
        status=str(line.get("status") or ""),
        adapter=str(adapter) if adapter else None,
        weights=weights if adapter and isinstance(weights, str) else None,
    )


def _recommended_model(call: Call) -> Flow[str]:
    """Give the model that the Hub recommends for the task."""

    def ask() -> Flow[Json]:
        reply = yield from send(Request(method="GET", url=f"{HUB}/api/tasks", who="the Hugging Face Hub"))
        return reply.json()

    if call.task is None:
        raise InputError("a custom call needs a model; pass model=")
    tasks = yield from remember(f"{HUB}/api/tasks", ask)
    model = pick(tasks, call.task, "models", 0, "id")
    if not isinstance(model, str):
        raise InputError(f"the Hub recommends no model for {call.task}; pass model=", task=call.task)
    return model


def _key(options: Options, variables: tuple[str, ...]) -> Flow[Key | None]:
    """Find the key; only a saved token needs a file, which the event loop must not wait for.

    Raises:
        AuthenticationError: The caller's key did not travel with the pickled client.
    """
    api_key = options.api_key
    if options.is_key_missing:  # another key that is around may be billed to another account
        raise AuthenticationError(
            "keys are not pickled, so this client came without the one it was made with; "
            f"give it back with client.with_options(api_key=...), or set {HUGGING_FACE_VARIABLE} on both sides"
        )
    if api_key is None and not any(os.environ.get(name) for name in (*variables, HUGGING_FACE_VARIABLE)):
        return (yield from run_blocking(lambda: find_key(None, variables, os.environ)))
    return find_key(api_key, variables, os.environ)


def _endpoint_route(call: Call, url: str, providers: Mapping[str, Provider]) -> Flow[Route]:
    """Lay the way to a server that the caller named."""
    options = call.options
    if options.provider != "auto":
        raise InputError(f"an endpoint's URL and provider={options.provider!r} exclude each other; pass one of them")
    provider = next(other for other in providers.values() if other.kind == "endpoint")
    if call.task is not None and call.task not in provider.tasks:
        raise RoutingError(f"no endpoint interface is known for {call.task}", task=call.task)
    exact_url, base_url, query = split_endpoint_url(url)
    key = yield from _key(options, ())
    if key is not None and not key.is_explicit and not is_hugging_face_url(exact_url):
        key = None  # a token that nobody passed stays with Hugging Face
    model: str | UnsetType = options.model or UNSET
    if model == url:
        model = UNSET
    return Route(
        provider=provider.name,
        title=urlsplit(exact_url).netloc,
        model=model,
        hub_model=None if model is UNSET else model,
        base_url=base_url,
        exact_url=exact_url,
        query=query,
        key=key,
        headers=_bill_to(call, key, is_routed=is_hugging_face_url(exact_url)),
        api=options.endpoint_api,
    )


def split_endpoint_url(url: str) -> tuple[str, str, str]:
    """Give an endpoint's URL as it is used by itself, the base that OpenAI's paths follow, and its query.

    Raises:
        InputError: It is not an http(s) URL.
    """
    try:
        parts = urlsplit(url.strip(" "))
        if not url.isprintable():
            raise ValueError
    except (ValueError, AttributeError, TypeError) as exc:
        raise InputError(f"an endpoint is an http:// or https:// URL, not {url!r}") from exc
    if parts.username or parts.password:
        raise InputError(f"the URL of {parts.hostname} holds credentials; pass them as api_key= or headers=")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"an endpoint is an http:// or https:// URL, not {url!r}")
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError as exc:
        raise InputError(f"the port in {url!r} is not a number below 65536") from exc
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    root = f"{parts.scheme}://{host}{port}"
    path = parts.path.rstrip("/")
    for suffix in OPENAI_SUFFIXES:
        if path.endswith(suffix):
            path = path.removesuffix(suffix)
            break
    query = f"?{parts.query}" if parts.query else ""
    return f"{root}{parts.path}{query}", f"{root}{path}", parts.query


def _did_you_mean(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # only for the message

    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; these are known: {', '.join(known)}"

"""Explain before a call which providers serve a model, and why the others are passed over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct, structs

from inferwire_runtime.errors import InputError, clip, describe, publish
from inferwire_runtime.keys import find_key
from inferwire_runtime.models import Call
from inferwire_runtime.providers import PrivateProvider, Registry, Task
from inferwire_runtime.routing import HubMapping, find_mappings, why_passed_over
from inferwire_runtime.urls import check_model_id, is_url, redact_url, split_endpoint_url

if TYPE_CHECKING:
    from inferwire_runtime.keys import Key
    from inferwire_runtime.options import Options
    from inferwire_runtime.providers import ProviderInfo


class ServedBy(Struct, frozen=True, kw_only=True):
    """A provider that the Hub lists for a model.

    Attributes:
        provider: Name of the provider on the Hub; pass it as ``provider=``.
        title: Display name.
        model: The provider's name for the model.
        task: Task that it serves the model for, as the Hub names it.
        status: ``live``, ``staging`` or ``error``.
        key: Which key a call would send: ``Hugging Face token``, the variable with the provider's own key, ``api_key``,
            or ``none``.
        is_routed: Whether the call goes through Hugging Face's router.
        reason: Why a call passes this provider over; None if the provider can be called.
    """

    provider: str
    title: str
    model: str
    task: str
    status: str
    key: str = "none"
    is_routed: bool = False
    reason: str | None = None


class Explanation(Struct, frozen=True, kw_only=True):
    """Which providers serve a model for a task. ``print`` shows it as a table.

    Attributes:
        model: ID on the Hub, or URL of the endpoint.
        task: ID of the task; None if the model is explained for all tasks.
        chosen: Name of the provider that a call of this client goes to: ``auto`` if Hugging Face's router chooses one,
            ``endpoint`` for a URL, None if no provider can be called.
        providers: All providers that the Hub lists, in the order in which a call tries them.
    """

    model: str
    task: str | None
    chosen: str | None
    providers: tuple[ServedBy, ...] = ()

    @property
    def serving(self) -> tuple[ServedBy, ...]:
        """The providers that can be called."""
        return tuple(each for each in self.providers if each.reason is None)

    @property
    def passed_over(self) -> tuple[ServedBy, ...]:
        """The providers that cannot be called, each with its ``reason``."""
        return tuple(each for each in self.providers if each.reason is not None)

    def __str__(self) -> str:
        chosen = {
            None: "no provider can be called",
            "auto": "Hugging Face's router chooses the provider",
            "endpoint": "the endpoint is called",
        }.get(self.chosen, f"{self.chosen} is called")
        lines = [f"{self.model} for {self.task or 'any task'}: {chosen}"]
        rows = [("provider", "model there", "task", "status", "key", "")] if self.providers else []
        rows += [
            (each.provider, each.model, each.task, each.status, each.key, each.reason or "serves it")
            for each in self.providers
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(6)] if rows else []
        for row in rows:
            lines.append("  " + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
        return "\n".join(lines)


publish(Explanation, ServedBy)


def explanation_call(
    options: Options, registry: Registry, model: str | None, task: str | None
) -> tuple[Task[Any], Call]:
    """Return the task and the call of `explain`.

    Raises:
        InputError: If there is no model, or no such task.
    """
    model = options.model if model is None else model
    if model is None and options.endpoint_url is None:
        raise InputError("explain needs a model; pass model=")
    if model is not None and not isinstance(model, str):
        raise InputError(f"`model` must be a string, got {describe(model)}")
    if task is not None:
        task = registry.check_task(task)
    names = options.providers or (options.provider,)
    # The providers and models are explained, not tried in order, and errors name the model that was passed.
    options = structs.replace(options, providers=(), models=(), model=model)
    call = Call(task=task, inputs=model, parameters={"providers": names}, options=options)
    return Task(name=task, registry=registry, handlers={}), call


async def explain(context: Any, task: Task[Any], call: Call) -> Explanation:
    """Look a model up on the Hub, and explain which providers can be called."""
    options, registry = call.options, task.registry
    url = call.inputs if call.inputs is not None and is_url(call.inputs) else options.endpoint_url
    if url is not None:
        info = next(each for each in registry.providers.values() if each.kind == "endpoint")
        split_endpoint_url(url, info.urls)  # refuses an invalid one
        reason = None if task.name is None or task.name in info.tasks else f"endpoints do not serve {task.name}"
        entry = ServedBy(
            provider="endpoint",
            title="endpoint",
            model=call.inputs if call.inputs is not None and not is_url(call.inputs) else "",
            task=task.name or "",
            status="live",
            key="api_key" if isinstance(options.api_key, str) else "none",
            reason=reason,
        )
        chosen = "endpoint" if reason is None else None
        return Explanation(model=redact_url(url), task=task.name, chosen=chosen, providers=(entry,))
    model = cast("str", call.inputs)
    check_model_id(model)
    token = await context.run_in_thread(lambda: find_key(options.api_key, (), os.environ))
    mappings = await find_mappings(context, model, token)
    entries = tuple(_describe(mapping, task.name, options, token, registry) for mapping in mappings)
    return Explanation(
        model=model,
        task=task.name,
        chosen=_choose(entries, call.parameters["providers"], token, registry, task.name),
        providers=entries,
    )


def _describe(
    mapping: HubMapping, task: str | None, options: Options, token: Key | None, registry: Registry
) -> ServedBy:
    info = registry.providers.get(mapping.provider)
    own = next((name for name, hub in registry.hub_tasks.items() if hub == mapping.task), mapping.task)
    reason = why_passed_over(mapping, own if task is None else task, registry)
    key, is_routed = ("none", False) if info is None else _key_for(info, options, token)
    if reason is None and key == "none" and info is not None and info.needs_key:
        reason = f"needs a key: a Hugging Face token, or {' or '.join(info.variables)}"
    return ServedBy(
        provider=clip(mapping.provider),
        title=clip(mapping.provider) if info is None else info.title,
        model=clip(mapping.model),
        task=clip(mapping.task),
        status=clip(mapping.status),
        key=key,
        is_routed=is_routed,
        reason=reason,
    )


def _key_for(info: ProviderInfo, options: Options, token: Key | None) -> tuple[str, bool]:
    """Return the key that a call to a provider would send, and whether it is routed."""
    if options.api_key is False:
        return "none", True
    if isinstance(options.api_key, str):
        if token is not None and token.is_hugging_face:
            return "Hugging Face token", True
        return ("api_key", False) if options.provider == info.name else ("none", False)
    variable = next((name for name in info.variables if os.environ.get(name, "").strip()), None)
    if variable is not None:
        return variable, False
    return ("Hugging Face token", True) if token is not None else ("none", True)


def _choose(
    entries: tuple[ServedBy, ...], names: tuple[str, ...], token: Key | None, registry: Registry, task: str | None
) -> str | None:
    serving = [each.provider for each in entries if each.reason is None]
    for name in names:
        if isinstance(name, PrivateProvider):
            return str(name)
        router = registry.providers.get(name)
        if router is not None and router.kind == "router":
            if token is None or not token.is_hugging_face or not serving:
                continue
            return name if task is None or task in router.tasks else serving[0]
        if name in serving:
            return name
    return None

"""The Hub's API: the task of a model, and the providers that serve it.

The ID determines the task of a model, by the first rule that matches:

1. a model passed to the emulator has the task passed with it: ``Emulator(models={"acme/stories": "summarization"})``;
   the models in the documentation are known as well;
2. ``missing/...`` does not exist;
3. an ID that contains the name of a task has that task, the longest if it contains several: for example
   ``emulated/summarization`` or ``any/text-to-image-model``;
4. any other model is a chat model, which the router accepts without a look-up.

Every provider that serves the task is listed as live; providers that need no key come first. The provider's ID for the
model is the Hub's ID, unless the provider has a single model for the task. Lists of models hold those of the first rule
and ``emulated/<task>``.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct

from inferwire_emulator.client_imports import Json, Registry
from inferwire_emulator.responses import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferwire_emulator.tables import Tables


class Catalogue(Struct, frozen=True, kw_only=True):
    """The data that determines the task and the providers of a model.

    Attributes:
        registry: All providers and their tasks.
        models: Task of each known model.
        tasks: Task ID by name; the names are the IDs themselves and the names in the Hub's mappings.
        default_task: Task of a model whose ID contains no task.
        provider_ids: Provider's model ID by provider and task, for providers with a single model for the task.
    """

    registry: Registry
    models: Mapping[str, str]
    tasks: Mapping[str, str]
    default_task: str
    provider_ids: Mapping[tuple[str, str], str]


def build_catalogue(tables: Tables, models: Mapping[str, str]) -> Catalogue:
    """Build the catalogue from the tasks of all providers and of known models.

    Raises:
        ValueError: If a model has an unknown task.
    """
    registry = tables.registry
    providers = registry.providers.values()
    tasks = {task: task for provider in providers for task in provider.tasks}
    tasks |= {name: task for task, name in reversed(list(registry.hub_tasks.items()))}  # the first one has the name
    for model, task in models.items():
        if task not in tasks:
            close = get_close_matches(task, tasks, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"choose from {', '.join(sorted(tasks))}"
            raise ValueError(f"the model {model!r} has an unknown task {task!r}; {hint}")
    return Catalogue(
        registry=registry,
        models={model: tasks[task] for model, task in models.items()},
        tasks=tasks,
        default_task=next(provider.tasks[0] for provider in providers if provider.kind == "router"),
        provider_ids={(sample.provider, sample.task): sample.model for sample in tables.samples if sample.model},
    )


def find_task(model: str, catalogue: Catalogue) -> str | None:
    """Return the task of a model, or None if the model does not exist."""
    if model in catalogue.models:
        return catalogue.models[model]
    name = model.lower()
    if name.startswith("missing/"):
        return None
    longest = max((task for task in catalogue.tasks if task in name), key=len, default=None)
    return catalogue.default_task if longest is None else catalogue.tasks[longest]


def is_guess(model: str, catalogue: Catalogue) -> bool:
    """Return whether the task of a model is only assumed, because neither its name nor the catalogue determines it."""
    name = model.lower()
    return (
        model not in catalogue.models
        and not name.startswith("missing/")
        and not any(task in name for task in catalogue.tasks)
    )


def model_info(model: str, catalogue: Catalogue, *, with_mapping: bool) -> Json:
    """Return the Hub's JSON for a model.

    Args:
        model: ID of the model.
        catalogue: Determines the task and the providers of the model.
        with_mapping: Whether to include the providers that serve the model, in place of its task.

    Raises:
        InvalidRequestError: If the model does not exist.
    """
    task = find_task(model, catalogue)
    if task is None:
        raise InvalidRequestError(404, {"error": "Repository not found"})
    info = {"_id": "000000000000000000000000", "id": model}
    if not with_mapping:
        return {**info, "pipeline_tag": task}
    return {**info, "inferenceProviderMapping": _mapping(model, task, catalogue)}


def models_info(task: str, provider: str, catalogue: Catalogue) -> Json:
    """Return the Hub's JSON for the models of a task that a provider, or with ``all`` any provider, serves.

    Raises:
        InvalidRequestError: If there is no such task.
    """
    if task not in catalogue.tasks:
        raise InvalidRequestError(400, {"error": f"there is no task {task!r}"})
    task = catalogue.tasks[task]
    listed: list[Json] = []
    for model in _models_of(task, catalogue):
        mapping = _mapping(model, task, catalogue)
        if any(provider in ("all", line["provider"]) for line in mapping):
            listed.append({"id": model, "pipeline_tag": task, "inferenceProviderMapping": mapping})
    return listed


def router_info(catalogue: Catalogue) -> Json:
    """Return the router's JSON for the chat models that it serves, with what each provider supports."""
    task = catalogue.default_task
    details = {"context_length": 4096, "pricing": {"input": 0.1, "output": 0.3}}
    abilities = {"supports_tools": True, "supports_structured_output": True}
    data = [
        {
            "id": model,
            "object": "model",
            "created": 1_700_000_000,
            "owned_by": model.partition("/")[0],
            "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"]},
            "providers": [
                {"provider": line["provider"], "status": "live", **details, **abilities}
                for line in _mapping(model, task, catalogue)
            ],
        }
        for model in _models_of(task, catalogue)
    ]
    return {"object": "list", "data": data}


def endpoint_models(task: str) -> Json:
    """Return the JSON for the only model of an OpenAI-compatible server."""
    model = {"id": f"emulated/{task}", "object": "model", "created": 1_700_000_000, "owned_by": "emulated"}
    return {"object": "list", "data": [{**model, "max_model_len": 4096}]}


def _models_of(task: str, catalogue: Catalogue) -> list[str]:
    return sorted({f"emulated/{task}", *(model for model, own in catalogue.models.items() if own == task)})


def _mapping(model: str, task: str, catalogue: Catalogue) -> list[dict[str, Json]]:
    """Return the providers that serve a model; those that need no key come first."""
    serving = [
        provider
        for provider in catalogue.registry.providers.values()
        if provider.kind == "provider" and task in provider.tasks
    ]
    return [
        {
            "provider": provider.name,
            "providerId": catalogue.provider_ids.get((provider.name, task), model),
            "status": "live",
            "task": catalogue.registry.hub_tasks.get(task, task),
        }
        for provider in sorted(serving, key=lambda provider: (provider.needs_key, provider.name))
    ]


def tasks_info(catalogue: Catalogue) -> Json:
    """Return the Hub's JSON for all tasks, with a recommended model for each."""
    return {task: {"models": [{"id": f"emulated/{task}"}]} for task in sorted(set(catalogue.tasks.values()))}

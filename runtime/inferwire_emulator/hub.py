"""The Hub's part: which task a model has, and who serves it.

The emulator knows no models, so the name decides, by the first rule that fits:

1. a model of the table that was given at start has the task that stands there:
   ``Emulator(models={"acme/short-stories": "summarization"})``; so have the models that the documentation names;
2. ``missing/...`` is not on the Hub;
3. a name that contains a task's id has that task, the longest one: ``emulated/summarization``,
   ``any/text-to-image-model``;
4. every other model is for the task that the router takes without a look-up: chat.

Every provider that serves the task is listed, live, under the model's own id unless it has one model only; those that
need no key come first.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct

from inferwire_emulator.answers import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferwire_emulator.tables import Tables
    from inferwire_runtime.errors import Json
    from inferwire_runtime.routing import Registry


class Catalogue(Struct, frozen=True, kw_only=True):
    """What is known of models: nothing but names.

    Attributes:
        models: Tasks of the models that were named at start.
        words: The task that each word stands for: its id, and its name in the Hub's mappings.
        default_task: Task of a model whose name tells nothing.
        names: A provider's own name of models, where it has one only, by provider and task.
    """

    registry: Registry
    models: Mapping[str, str]
    words: Mapping[str, str]
    default_task: str
    names: Mapping[tuple[str, str], str]


def make_catalogue(tables: Tables, models: Mapping[str, str]) -> Catalogue:
    """Prepare for questions about models.

    Raises:
        ValueError: A model was given a task that nobody serves.
    """
    registry = tables.registry
    providers = registry.providers.values()
    words = {task: task for provider in providers for task in provider.tasks}
    words |= {name: task for task, name in registry.hub_tasks.items()}
    for model, task in models.items():
        if task not in words:
            close = get_close_matches(task, words, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(sorted(words))}"
            raise ValueError(f"the model {model!r} has a task that is none, {task!r}; {hint}")
    return Catalogue(
        registry=registry,
        models={model: words[task] for model, task in models.items()},
        words=words,
        default_task=next(provider.tasks[0] for provider in providers if provider.kind == "router"),
        names={(sample.provider, sample.task): sample.model for sample in tables.samples if sample.model},
    )


def task_of(model: str, catalogue: Catalogue) -> str | None:
    """Give the task of a model, or None where the Hub has no such model."""
    if model in catalogue.models:
        return catalogue.models[model]
    name = model.lower()
    if name.startswith("missing/"):
        return None
    found = max((word for word in catalogue.words if word in name), key=len, default=None)
    return catalogue.default_task if found is None else catalogue.words[found]


def model_page(model: str, catalogue: Catalogue, *, with_mapping: bool) -> Json:
    """Give what the Hub says of a model.

    Raises:
        RefusedError: It has no such model.
    """
    task = task_of(model, catalogue)
    if task is None:
        raise RefusedError(404, {"error": "Repository not found"})
    page = {"_id": "000000000000000000000000", "id": model}
    if not with_mapping:
        return {**page, "pipeline_tag": task}
    serving = [
        provider
        for provider in catalogue.registry.providers.values()
        if provider.kind == "provider" and task in provider.tasks
    ]
    hub_task = catalogue.registry.hub_tasks.get(task, task)
    mapping = [
        {
            "provider": provider.name,
            "providerId": catalogue.names.get((provider.name, task), model),
            "status": "live",
            "task": hub_task,
        }
        for provider in sorted(serving, key=lambda provider: (provider.needs_key, provider.name))
    ]
    return {**page, "inferenceProviderMapping": mapping}


def tasks_page(catalogue: Catalogue) -> Json:
    """Give the model that the Hub recommends for each task."""
    return {task: {"models": [{"id": f"emulated/{task}"}]} for task in sorted(set(catalogue.words.values()))}

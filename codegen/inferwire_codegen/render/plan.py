"""Plan the generated files, each with a path, a template and a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from inferwire_codegen.spec.naming import snake

if TYPE_CHECKING:
    from inferwire_codegen.ir import Api, PrivateModule


INTEGRATIONS = {
    "dataframes": ("pandas and Polars: data frames with a new column.", ("add_column",)),
    "datasets": ("Hugging Face datasets: a function for `Dataset.map`.", ("DatasetMapper",)),
    "ray": (
        "Ray Data: an actor for `Dataset.map_batches`, and a rate limit that all actors share.",
        ("RayMapper", "map_batches_options", "start_limiter", "stop_limiter"),
    ),
}
"""The title of each module in `inferwire.integrations`, and the names that it has."""


class FilePlan(Struct, frozen=True, kw_only=True):
    """One file to render.

    Attributes:
        path: Path below ``generated/``.
        template: Name of the template; None if ``subject`` is the text itself.
        subject: The template's variable ``it``.
    """

    path: str
    template: str | None
    subject: Any


def plan_checks(api: Api) -> tuple[FilePlan, ...]:
    """Plan the type tests, which check every task's functions against the types in the specs."""
    return (FilePlan(path="generated/tasks.py", template="typing.py.jinja", subject=api),)


def plan_files(api: Api) -> tuple[FilePlan, ...]:
    """Plan all files of the package.

    Raises:
        ValueError: If two plans have the same path.
    """
    plans = [
        FilePlan(path="inferwire/__init__.py", template="package.py.jinja", subject=api),
        FilePlan(path="inferwire/bulk.py", template="bulk.py.jinja", subject=api),
        FilePlan(path="inferwire/journal.py", template="journal.py.jinja", subject=api),
        FilePlan(path="inferwire/client.py", template="client.py.jinja", subject=api),
        FilePlan(path="inferwire/defaults.py", template="defaults.py.jinja", subject=api),
        FilePlan(path="inferwire/py.typed", template=None, subject=""),
        FilePlan(
            path="inferwire/inputs/__init__.py",
            template="folder.py.jinja",
            subject="Request types, one module per task.",
        ),
        FilePlan(
            path="inferwire/types/__init__.py",
            template="folder.py.jinja",
            subject="Response types, one module per task.",
        ),
        FilePlan(path="inferwire/methods/custom.py", template="custom_methods.py.jinja", subject=api),
        FilePlan(
            path="inferwire/methods/__init__.py",
            template="folder.py.jinja",
            subject="Client methods, one module per group of tasks.",
        ),
        FilePlan(
            path="inferwire/tasks/__init__.py",
            template="folder.py.jinja",
            subject="Functions for single calls, one module per task.",
        ),
        FilePlan(path="inferwire/tasks/custom.py", template="custom.py.jinja", subject=api),
        FilePlan(path="inferwire/providers/__init__.py", template="providers.py.jinja", subject=api),
    ]
    plans += [
        FilePlan(
            path="inferwire/compat/__init__.py",
            template="folder.py.jinja",
            subject="Clients that behave as those of other libraries.",
        ),
        *(
            FilePlan(
                path=f"inferwire/compat/huggingface_hub/{name}.py", template=f"hub_{stem}.py.jinja", subject=api.hub
            )
            for name, stem in (("__init__", "package"), ("clients", "clients"), ("types", "types"))
        ),
    ]
    plans.append(
        FilePlan(
            path="inferwire/integrations/__init__.py",
            template="folder.py.jinja",
            subject="Bulk runs inside other libraries, one module each.",
        )
    )
    plans += [
        FilePlan(path=f"inferwire/integrations/{name}.py", template="integration.py.jinja", subject=(name, *about))
        for name, about in INTEGRATIONS.items()
    ]
    if api.openai is not None:
        plans += [
            FilePlan(path="inferwire/methods/openai.py", template="openai_methods.py.jinja", subject=api.openai),
            FilePlan(path="inferwire/types/parsed_chat.py", template="parsed_chat.py.jinja", subject=api.openai),
        ]
    plans += [FilePlan(path=f"inferwire/{module.path}", template=None, subject=module.text) for module in api.types]
    plans += [
        FilePlan(path=f"inferwire/tasks/{task.function}.py", template="task.py.jinja", subject=task)
        for task in api.tasks
    ]
    plans += [
        FilePlan(path=f"inferwire/methods/{group.name}.py", template="methods.py.jinja", subject=group)
        for group in api.groups
    ]
    plans += [
        FilePlan(
            path=f"inferwire/providers/{snake(provider.name)}/__init__.py",
            template="provider.py.jinja",
            subject=provider,
        )
        for provider in api.providers
    ]
    plans += [
        FilePlan(
            path=f"inferwire/protocols/{snake(item.protocol)}/{snake(item.task)}.py",
            template="protocol_stream.py.jinja",
            subject=item,
        )
        for item in api.protocol_streams
    ]
    folders = {"inferwire/protocols": "Code shared by several providers, one package per protocol."}
    folders |= {
        f"inferwire/protocols/{snake(item.protocol)}": "Streams of this protocol, one module per task."
        for item in api.protocol_streams
    }
    plans += [
        FilePlan(path=f"{folder}/__init__.py", template="folder.py.jinja", subject=text)
        for folder, text in folders.items()
    ]
    plans += [
        FilePlan(
            path=f"inferwire/providers/{item.provider_module}/{item.module}.py",
            template="provider_task.py.jinja",
            subject=item,
        )
        for item in api.provider_tasks
    ]
    paths = [plan.path for plan in plans]
    if twice := sorted({path for path in paths if paths.count(path) > 1}):
        raise ValueError(f"several plans for one path: {', '.join(twice)}")
    return tuple(sorted(plans, key=lambda plan: plan.path))


def plan_private_provider(module: PrivateModule, path: str) -> FilePlan:
    """Plan the module for a private provider."""
    return FilePlan(path=path, template="private.py.jinja", subject=module)

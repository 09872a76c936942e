"""Says which file shows what: one template and one subject for each path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from inferwire_codegen.names import snake

if TYPE_CHECKING:
    from inferwire_codegen.ir import Api


class FilePlan(Struct, frozen=True, kw_only=True):
    """One file to print.

    Attributes:
        path: Below ``generated/``.
        template: Name of the template; None where ``subject`` is the text itself.
        subject: What the template knows as ``it``.
    """

    path: str
    template: str | None
    subject: Any


def plan_checks(api: Api) -> tuple[FilePlan, ...]:
    """Lay out what is only checked: that the types of every task's functions are those that the specs say."""
    return (FilePlan(path="generated/tasks.py", template="typing.py.jinja", subject=api),)


def plan_files(api: Api) -> tuple[FilePlan, ...]:
    """Lay out the package.

    Raises:
        ValueError: Two plans have one path.
    """
    plans = [
        FilePlan(path="inferwire/__init__.py", template="package.py.jinja", subject=api),
        FilePlan(path="inferwire/client.py", template="client.py.jinja", subject=api),
        FilePlan(path="inferwire/py.typed", template=None, subject=""),
        FilePlan(path="inferwire/emulator.py", template="emulator.py.jinja", subject=api),
        FilePlan(
            path="inferwire/inputs/__init__.py",
            template="folder.py.jinja",
            subject="Types of what is sent, a module for each task.",
        ),
        FilePlan(
            path="inferwire/types/__init__.py",
            template="folder.py.jinja",
            subject="Types of what is received, a module for each task.",
        ),
        FilePlan(path="inferwire/tasks/__init__.py", template="tasks.py.jinja", subject=api),
        FilePlan(path="inferwire/tasks/custom.py", template="custom.py.jinja", subject=api),
        FilePlan(path="inferwire/providers/__init__.py", template="providers.py.jinja", subject=api),
    ]
    plans += [FilePlan(path=f"inferwire/{module.path}", template=None, subject=module.text) for module in api.types]
    plans += [
        FilePlan(path=f"inferwire/tasks/{task.function}.py", template="task.py.jinja", subject=task)
        for task in api.tasks
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
    folders = {"inferwire/protocols": "What several providers share: a package for each protocol."}
    folders |= {
        f"inferwire/protocols/{snake(item.protocol)}": "How the streams of this protocol are read, by task."
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
        raise ValueError(f"planned twice: {', '.join(twice)}")
    return tuple(sorted(plans, key=lambda plan: plan.path))

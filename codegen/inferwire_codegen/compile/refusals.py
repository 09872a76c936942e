"""Check that a provider's refusals spare the task's example, which documentation, demo and tests call."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from inferwire_codegen.compile.examples import FILE_KEY, Example
from inferwire_codegen.compile.imports import RUNTIME_NAMES
from inferwire_runtime.jsontypes import is_list, is_object
from inferwire_runtime.models import Call, Route
from inferwire_runtime.options import Options
from inferwire_runtime.uploads import LocalFile

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.ir import Refusal
    from inferwire_codegen.spec.merge import Setting


class _AnyAccount:
    """Stands for an account that has all values."""

    def get(self, name: str) -> str:
        return name

    find = get


def check_refusals(
    context: Context,
    setting: Setting,
    refusals: tuple[Refusal, ...],
    variables: tuple[tuple[str, str], ...],
    model: str | None,
) -> None:
    """Report refusals of the task's example; a private provider has no examples."""
    if context.provider.is_private or context.model is None or not context.model.overlay.example:
        return
    example = Example(context.model).call()
    call = Call(
        task=context.task,
        inputs=_with_files(example["inputs"]),
        parameters=_with_files(example["parameters"]),
        options=Options(),
    )
    accounts: Any = _AnyAccount()
    nothing: Any = None
    model = model or context.model.overlay.example_model or "some/model"
    route = Route(
        context=nothing, provider="example", title="", model=model, hub_model=model, base_url="", accounts=accounts
    )
    names: dict[str, Any] = {name: getattr(importlib.import_module(module), name) for name, module in _runtime_names()}
    names |= {"call": call, "route": route, "UNSET": UNSET}
    for name, code in variables:
        names[name] = eval(code, names)  # noqa: S307 - compiled from an expression, which calls only functions above
    for index, refusal in enumerate(refusals):
        if eval(refusal.code, names):  # noqa: S307 - as above
            shown = ", ".join(context.model.overlay.example)
            text = f"the example of {context.task} ({shown}) is such a call, and examples and tests make it"
            context.add(setting.place(index, "when"), f"{text}; narrow the condition, or do not refuse it")


def _runtime_names() -> list[tuple[str, str]]:
    return [(name, module) for name, module in RUNTIME_NAMES.items() if module.endswith((".values", ".uploads"))]


def _with_files(value: Any) -> Any:
    """Return an example with media files in place of their names."""
    if is_object(value):
        if FILE_KEY in value:
            return LocalFile(data=b"sample", media_type="application/octet-stream")
        return {name: _with_files(each) for name, each in value.items()}
    return [_with_files(each) for each in value] if is_list(value) else value

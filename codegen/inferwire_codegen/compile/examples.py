"""The example of a task, in the forms that the documentation, the demo and the tests use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_codegen.ir import ExampleArgument
from inferwire_runtime.jsontypes import is_object
from inferwire_runtime.media_types import suffix_for

if TYPE_CHECKING:
    from inferwire_codegen.compile.tasks import TaskModel
    from inferwire_codegen.spec.definitions import Schema


FILE_KEY = "$file"  # of an object that stands for a media file; no spec may have it in an example


def _with_file(name: str, value: Any) -> Any:
    """Return an argument's value; a media file is named after the argument."""
    return {FILE_KEY: name + suffix_for(value["$media"])} if is_object(value) and "$media" in value else value


class Example:
    """The example of a task; its media files are named after their arguments."""

    def __init__(self, model: TaskModel) -> None:
        self.model = model
        self.values = {name: _with_file(name, value) for name, value in model.overlay.example.items()}

    def arguments(self) -> tuple[ExampleArgument, ...]:
        """Return the arguments of the call in Python."""
        values = self.values
        files = {name: value[FILE_KEY] for name, value in values.items() if is_object(value) and FILE_KEY in value}
        return tuple(
            ExampleArgument(
                name=argument.name,
                is_positional=argument.is_positional,
                code=repr(files.get(argument.name, values[argument.name])),
                file=files.get(argument.name),
            )
            for argument in self.model.arguments.values()
            if argument.name in values
        )

    def call(self) -> Schema:
        """Return the inputs and parameters of the equivalent generic call."""
        inputs: Schema = {}
        parameters: Schema = {}
        for path, argument in self.model.arguments.items():
            if argument.name not in self.values:
                continue
            value = self.values[argument.name]
            if path in self.model.inputs:
                inputs[path.removeprefix("inputs.")] = value
            else:
                *outer, name = path.removeprefix("parameters.").split(".")
                group = parameters.setdefault(outer[0], {}) if outer else parameters
                group[name] = value
        is_one = not self.model.input_parts
        return {"inputs": next(iter(inputs.values()), None) if is_one else inputs, "parameters": parameters}

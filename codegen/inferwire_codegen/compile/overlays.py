"""Check an overlay against the arguments and results of its task."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inferwire_codegen.compile.examples import FILE_KEY
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.naming import snake
from inferwire_runtime.jsontypes import Json, is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.compile.tasks import TaskModel


def check_overlay(model: TaskModel) -> None:
    """Report every mention of a nonexistent argument or result in the overlay of a task."""
    _OverlayChecker(model).check()


class _OverlayChecker:
    def __init__(self, model: TaskModel) -> None:
        self.model = model
        self.overlay = model.overlay
        self.source = model.source.overlay_source
        self.problems = model.problems
        self.arguments = {argument.name: path for path, argument in model.arguments.items()}

    def check(self) -> None:
        """Report all problems of the overlay."""
        self._check_media()
        self._check_accepts()
        self._check_forms()
        self._check_example()
        self._check_shown()
        self._check_result()

    def _check_media(self) -> None:
        overlay = self.overlay
        for name in overlay.media:
            if name not in overlay.arguments:
                text = f"there is no argument '{name}'; {suggestion(name, overlay.arguments)}"
                self.problems.add(self.source.key_place("media", name), text)
            elif overlay.arguments[name] not in self.model.inputs:
                text = f"'{name}' is not an input, so it is sent unchanged; remove it"
                self.problems.add(self.source.key_place("media", name), text)

    def _check_accepts(self) -> None:
        model, overlay = self.model, self.overlay
        types = {*model.bundle.definitions, *model.schemas.common}
        for name, type_ in overlay.accepts.items():
            schema = model.resolve(model.inputs.get(overlay.arguments.get(name, ""), {}))
            if not any(is_object(branch.get("items")) for branch in schema.get("anyOf", [schema])):
                text = f"there is no argument '{name}' that takes a list; remove it"
                self.problems.add(self.source.key_place("accepts", name), text)
            if type_ not in types:
                text = f"there is no type '{type_}'; {suggestion(type_, types)}"
                self.problems.add(self.source.place("accepts", name), text)

    def _check_forms(self) -> None:
        """Check the parameters that may be Python types or functions."""
        known = [name for name, path in self.arguments.items() if path.startswith("parameters.")]
        places = {name: self.source.key_place("formats", name) for name in self.overlay.formats}
        places |= {name: self.source.place("functions", index) for index, name in enumerate(self.overlay.functions)}
        for name, place in places.items():
            if name not in known:
                text = f"{self.model.name} has no parameter '{name}'; {suggestion(name, known)}"
                self.problems.add(place, text)

    def _check_example(self) -> None:
        example, known = self.overlay.example, self.arguments
        for name in example:
            if name not in known:
                text = f"there is no argument '{name}'; {suggestion(name, known)}"
                self.problems.add(self.source.key_place("example", name), text)
            if _has_key(example[name], FILE_KEY):
                text = f"'{FILE_KEY}' marks files of the generator; write $media and a media type for a media file"
                self.problems.add(self.source.place("example", name), text)
        missing = [name for name, path in known.items() if path in self.model.required and name not in example]
        if self.source.has_key("example") and missing and example.keys() <= known.keys():
            text = f"the example lacks the required '{missing[0]}'; add it"
            self.problems.add(self.source.key_place("example"), text)

    def _check_shown(self) -> None:
        """Check the setting that selects the part of the result that examples print."""
        shows = self.overlay.example_shows
        if shows is None:
            return
        model, place = self.model, self.source.place("example_shows")
        if not re.fullmatch(r"[a-z_]\w*(\.[a-z_]\w*|\[\d+\])*", shows):
            self.problems.add(place, f"'{shows}' is not a path; write names and indexes, as in 'choices[0].message'")
            return
        output = model.output() if self.overlay.returns is None else {}
        output = model.resolve(output.get("items") or {}) if self.overlay.unwrap_first else output
        fields = output.get("properties", {})
        first = re.split(r"\W", shows)[0]
        if first not in map(snake, fields):
            self.problems.add(place, f"the result of {model.name} has no '{first}'; {suggestion(first, fields)}")

    def _check_result(self) -> None:
        """Check the settings that change the type of the result."""
        model, overlay, source = self.model, self.overlay, self.source
        if overlay.batch is not None and (
            overlay.batch not in overlay.arguments or model.media or "stream_output" in model.bundle.roots
        ):
            text = f"'{overlay.batch}' is not an argument of {model.name} that can be a list; name one in 'arguments'"
            self.problems.add(source.place("batch"), text)
        if overlay.list_if is not None:
            if not self.arguments.get(overlay.list_if, "").startswith("parameters."):
                text = f"{model.name} has no parameter '{overlay.list_if}'"
                hint = suggestion(overlay.list_if, self.arguments)
                self.problems.add(source.place("list_if"), f"{text}; {hint}")
            if not overlay.unwrap_first:
                text = "the result is always a list; write 'unwrap_first: true', or remove 'list_if'"
                self.problems.add(source.key_place("list_if"), text)
        if overlay.ranks is not None and "string" not in model.types_of_items(overlay.arguments.get(overlay.ranks, "")):
            text = f"'{overlay.ranks}' is not an argument of {model.name} that is a list of strings; name one"
            self.problems.add(source.place("ranks"), text)
        for key in [key for key in ("unwrap_first", "untyped_items", "vectors") if getattr(overlay, key)]:
            if overlay.returns is not None:
                self.problems.add(source.key_place(key), f"the result is a media file; remove '{key}'")
            elif model.output().get("type") != "array":
                self.problems.add(source.key_place(key), f"the result of {model.name} is not a list; remove '{key}'")


def _has_key(value: Json, key: str) -> bool:
    """Return whether an object anywhere in a value has a key."""
    if is_object(value):
        return key in value or any(_has_key(each, key) for each in value.values())
    return is_list(value) and any(_has_key(each, key) for each in value)

"""Compile the rules for reading a stream, and read the sample stream."""

from __future__ import annotations

import re
from types import UnionType
from typing import TYPE_CHECKING, Any, get_origin

from inferwire_codegen.compile.context import sample_data
from inferwire_codegen.compile.literal_checks import expressions_of, literals_of, output_problem
from inferwire_codegen.ir import Code, Stream
from inferwire_codegen.spec.definitions import references
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.naming import snake
from inferwire_runtime.jsontypes import is_list, is_object
from inferwire_runtime.response_merging import EventMerger
from inferwire_runtime.stream_decoding import to_json
from inferwire_runtime.stream_merging import merge_items

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.compile.requests import Request
    from inferwire_codegen.spec.language import StreamSpec
    from inferwire_codegen.spec.merge import Setting, Settings


class StreamCompiler:
    """Compiles the ``stream`` setting of a mapping."""

    def __init__(self, context: Context, settings: Settings, stream: Setting) -> None:
        self.context = context
        self.settings = settings
        self.setting = stream
        self.spec: StreamSpec = stream.value
        self.responses = sample_data(settings)

    def compile(self, request: Request) -> Stream | None:
        """Return the compiled stream, recording any problems."""
        context, spec = self.context, self.spec
        self._check()
        if not spec.sample:
            context.add(self.setting.place(), "the stream has no 'sample'; add its events, shortened")
            return None
        item = None if spec.item in ("=@", None) else self._item_code()
        text = None if spec.text is None else self._text_code(spec.text, "text", spec.sample)
        whole = self._whole_code()
        finished = self._finished_code()
        final = final_text = None
        merged: list[Any] = []
        if spec.final is not None and context.is_clean:
            merged = self._merged(item)
            final = self._code(spec.final, "final", merged)
        if spec.final_text is not None and final is not None:
            wholes = [context.types.value(final, each) for each in merged]
            final_text = self._text_code(spec.final_text, "final_text", wholes)
        stream = Stream(
            path_code=request.stream_path,
            body_code=request.stream_body,
            is_lines=spec.format == "lines",
            item_type=context.item_type,
            final_type=context.returns,
            delta_fields=tuple(spec.delta_fields),
            final_code=final,
            final_text_code=final_text,
            done=spec.done,
            last_code=finished,
            item_code=item,
            text_code=text,
            whole_code=whole,
        )
        if context.is_clean and context.item_type != "Json":
            self._read_samples(stream)
            self._check_pieces(item)
        return stream

    def _check(self) -> None:
        """Report keys that are missing, or have no effect."""
        context, setting, spec = self.context, self.setting, self.spec
        if not context.item_type:
            return  # the task has no streams, which is reported as such
        if spec.done is None and spec.finished is None:
            text = "the stream has neither 'done' nor 'finished', so one that breaks off would count as complete"
            context.add(setting.place(), f"{text}; add one of them")
        if spec.done == "":
            context.add(setting.place("done"), "'done' is empty; write the data of the last event, or remove it")
        if spec.final_text is not None and spec.final is None:
            context.add(setting.key_place("final_text"), "'final_text' needs 'final', whose text it is; add 'final'")

    def _is_of_task(self, key: str) -> bool:
        """Return whether the task sets a key, so that its paths need not exist in the samples of a provider."""
        model = self.context.model
        return model is not None and self.setting.owner(key).source is model.source.overlay_source

    def _whole_code(self) -> Code | None:
        """Compile the item of a complete response; the task's own template is that of a result."""
        context, spec = self.context, self.spec
        if spec.whole is None or not self._is_of_task("whole"):
            return None if spec.whole is None else self._code(spec.whole, "whole", self.responses)
        output = self.settings.get("output")
        if output is None or not context.is_clean:
            return None
        result = context.response_code(output.value, "output", output, (), self.responses, returns=False)
        if not context.is_clean:  # the parser of the response reports the same
            del context.problems.found[context.problems_before :]
            return None
        if "response." in result.body:
            return None  # it needs more than the JSON of the response
        if result.body == "return data":
            return self._code(spec.whole, "whole", self.responses)
        results = [context.types.value(result, each) for each in self.responses if each is not None]
        item = context.response_code(
            spec.whole, "event", self.setting, ("whole",), results, root="result", is_checked=False
        )
        assign = [] if result.value == "result" else [f"result = {result.value}"]
        return Code(item.value, (*result.statements, *assign, *item.statements))

    def _check_pieces(self, item_code: Code | None) -> None:
        """Report names of strings to concatenate that no item has."""
        if not self.spec.delta_fields or self._is_of_task("pieces"):
            return
        model = self.context.model
        known = set[str]() if model is None else _schema_names(model.bundle.definitions, self.context.item_type)
        known |= _names_in(self._merged(item_code))
        for index, name in enumerate(self.spec.delta_fields):
            if name not in known:
                text = f"no item has a field '{name}'; {suggestion(name, known)}"
                self.context.add(self.setting.place("pieces", index), text)

    def _code(self, template: Any, key: str, data: list[Any]) -> Code:
        return self.context.response_code(
            template, "event", self.setting, (key,), data, is_checked=not self._is_of_task(key)
        )

    def _text_code(self, template: Any, key: str, data: list[Any]) -> Code:
        code = self.context.response_code(
            template, "event", self.setting, (key,), data, returns=False, is_checked=not self._is_of_task(key)
        )
        return code.wrapped("as_text")

    def _item_code(self) -> Code:
        """Compile the item of an event: a template, or a list of alternatives."""
        spec = self.spec
        names = {key for event in spec.sample if is_object(event) for key in event}
        read = {*re.findall(r"\w+", " ".join(text for _, text in expressions_of(spec.item)))}
        for path, text in literals_of(spec.item):
            if not any(isinstance(each, str) for each in path):
                continue  # a whole item, which cannot be a literal
            problem = output_problem(path, text)
            if problem is None and text in names - read:
                what = f"'{text}' is a literal, and a field of the events"
                problem = f"{what}; write ={text}, or ='{text}' if it is meant"
            if problem is not None:
                self.context.add(self.setting.place("item", *path), problem)
        return self.context.response_code(
            spec.item, "item", self.setting, ("item",), spec.sample, has_alternatives=True
        )

    def _finished_code(self) -> Code | None:
        """Compile the condition that identifies the last item."""
        context, finished = self.context, self.spec.finished
        if finished is None or (expression := context.parse(finished, self.setting, "finished")) is None:
            return None
        code = context.response_code(finished, "event", self.setting, ("finished",), [], root="item", returns=False)
        is_bool = expression.node["type"] in ("comparator", "not_expression")
        return code if is_bool else code.wrapped("bool")

    def _merged(self, item_code: Code | None) -> list[Any]:
        """Merge the items of the sample, as `Stream.final` does."""
        context, spec = self.context, self.spec
        items = [context.types.item(item_code, event, "so far", context.item_type)[0] for event in spec.sample]
        asides = [event for event, item in zip(spec.sample, items, strict=True) if item is None]
        parts = [to_json(item) for item in items if item is not None]
        if get_origin(context.types.find(context.item_type)) is UnionType:
            merger = EventMerger()
            for part in parts:
                merger.add(part)
            return [merger.result()]
        return [merge_items(parts, frozenset(spec.delta_fields), asides)]

    def _read_samples(self, stream: Stream) -> None:
        """Convert the sample events and sample responses to items, as a call would."""
        context, setting, types = self.context, self.setting, self.context.types
        is_ended = False
        ends: list[bool] = []
        for index, event in enumerate(self.spec.sample):
            item, reason = types.item(stream.item_code, event, "so far", stream.item_type)
            if reason is not None:
                text = f"the event is not an item of {context.task}: {reason}; fix 'item' or the sample"
                context.add(setting.place("sample", index), text)
                return
            if item is not None:
                ends.append(types.is_true(stream.last_code, item))
            is_ended = any(ends)
        if not is_ended:
            text = "'finished' is true of no event in the sample, so no stream would ever end; fix one of them"
            context.add(setting.place("finished"), text)
        elif stream.last_code is not None and len(ends) > 1 and all(ends):
            text = "'finished' is true of all events, so a stream that breaks off would count as complete"
            context.add(setting.place("finished"), f"{text}; fix it, or 'item'")
        for merged in self._merged(stream.item_code) if stream.final_code is not None else ():
            reason = types.item(stream.final_code, merged, "", context.returns, is_whole=True)[1]
            if reason is not None:
                text = f"the items do not make a result of {context.task}: {reason}; fix 'final' or the sample"
                context.add(setting.place("final"), text)
        if stream.whole_code is None:
            return
        reasons = [
            types.item(stream.whole_code, data, "", stream.item_type, is_whole=True)[1] for data in self.responses
        ]
        if reasons and None not in reasons:
            text = f"no sample makes an item of {context.task}: {reasons[0]}; fix 'whole' or a sample"
            context.add(setting.place("whole"), text)


def _schema_names(definitions: Any, root: str) -> set[str]:
    """Return the names of all fields of a definition, and of those that it refers to."""
    found: set[str] = set()
    seen: set[str] = set()
    pending = [root]
    while pending:
        name = pending.pop()
        if name in seen or name not in definitions:
            continue
        seen.add(name)
        found |= set(definitions[name].get("properties", {}))
        pending += references(definitions[name])
    return found


def _names_in(value: Any) -> set[str]:
    """Return the names of all fields in JSON, at every level."""
    if is_object(value):
        return set(value).union(*map(_names_in, value.values()))
    return set[str]().union(*map(_names_in, value)) if is_list(value) else set()


def stream_module(protocol: str, task: str) -> str:
    """Return the module that contains a protocol's stream rules for a task."""
    return f"inferwire.protocols.{snake(protocol)}.{snake(task)}"


def stream_codes(stream: Stream) -> list[Code | None]:
    """Return all code in the rules of a stream, to determine its imports."""
    codes = [stream.last_code, stream.item_code, stream.text_code, stream.whole_code]
    return [*codes, stream.final_code, stream.final_text_code]

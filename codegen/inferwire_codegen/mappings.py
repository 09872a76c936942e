"""One task at one provider: its words merged with those of its protocol, checked, and compiled to Python."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

from msgspec import UNSET, Struct

from inferwire_codegen import expressions, results
from inferwire_codegen.errors import Place, Problems, suggestion
from inferwire_codegen.expressions import Compiler, Expression, Names, parse, template_code
from inferwire_codegen.ir import Import, Prose, ProviderTask, Sample, Shape, Stream
from inferwire_codegen.load import MappingSpec, StreamSpec
from inferwire_codegen.names import snake

if TYPE_CHECKING:
    from inferwire_codegen.build import TaskShape
    from inferwire_codegen.load import ProtocolSource, ProviderSource
    from inferwire_codegen.results import ResultTypes
    from inferwire_codegen.source import Path_, Source

CUSTOM = "custom"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
WORDS = ("path", "headers", "rename", "body", "upload", "output_types", "output", "stream", "sample", "samples")
RUNTIME_NAMES = {
    "convert": "inferwire_runtime.decoding",
    "pick": "inferwire_runtime.pick",
    "items": "inferwire_runtime.pick",
    "flat_items": "inferwire_runtime.pick",
    "is_false": "inferwire_runtime.pick",
    "either": "inferwire_runtime.pick",
    "both": "inferwire_runtime.pick",
    "one": "inferwire_runtime.pick",
    "many": "inferwire_runtime.pick",
    "flat": "inferwire_runtime.pick",
    "unnest": "inferwire_runtime.pick",
    "pairs": "inferwire_runtime.pick",
    "renamed": "inferwire_runtime.pick",
    "text_of": "inferwire_runtime.pick",
    "media_from_base64": "inferwire_runtime.media",
    "media_from_url": "inferwire_runtime.media",
    "as_base64": "inferwire_runtime.media",
    "as_data_url": "inferwire_runtime.media",
    "segment": "inferwire_runtime.routing",
    "UNSET": "msgspec",
}


class Word(Struct, frozen=True, kw_only=True):
    """A word of a mapping with the file it comes from."""

    value: Any
    source: Any
    path: tuple[str | int, ...]

    def place(self, *more: str | int) -> Place:
        """Give the place of a value below this one."""
        source: Source = self.source
        return source.place(*self.path, *more)


def merge(
    provider: ProviderSource, task: str, protocols: dict[str, ProtocolSource], problems: Problems,
    protocol_name: str | None = None,
) -> dict[str, Word] | None:
    """Lay a provider's words over those of its protocol; each keeps its place.

    Args:
        provider: The provider's file.
        task: The task.
        protocols: All protocols by name.
        problems: Takes what is wrong.
        protocol_name: Only this protocol's words, for a fallback.
    """
    own = provider.spec.tasks[task]
    words: dict[str, Word] = {}
    name = protocol_name or own.protocol
    if name is not None:
        if name not in protocols:
            at = ("tasks", task, "fallback", "protocol") if protocol_name else ("tasks", task, "protocol")
            problems.add(provider.source.place(*at), f"there is no protocol '{name}'; {suggestion(name, protocols)}")
            return None
        protocol = protocols[name]
        if task not in protocol.spec.tasks:
            place = provider.source.place("tasks", task, "protocol")
            problems.add(place, f"{name} does not cover {task}; {suggestion(task, protocol.spec.tasks)}")
            return None
        _lay(words, protocol.spec.common, protocol.source, ("common",))
        _lay(words, protocol.spec.tasks[task], protocol.source, ("tasks", task))
    if protocol_name is None:
        _lay(words, own, provider.source, ("tasks", task))
    return words


def _lay(words: dict[str, Word], spec: MappingSpec, source: Source, path: Path_) -> None:
    if spec.sample is not UNSET or spec.samples is not UNSET:
        words.pop("sample", None)
        words.pop("samples", None)
    for name in WORDS:
        if (value := getattr(spec, name)) is not UNSET:
            words[name] = Word(value=value, source=source, path=(*path, name))


def build_mapping(
    provider: ProviderSource,
    task: str,
    shape: TaskShape | None,
    protocols: dict[str, ProtocolSource],
    types: ResultTypes,
    problems: Problems,
) -> tuple[ProviderTask, Sample] | None:
    """Make the module of one task at one provider, and what the emulator answers in its place."""
    words = merge(provider, task, protocols, problems)
    if words is None:
        return None
    own = provider.spec.tasks[task]
    builder = _Builder(provider, task, shape, types, problems)
    builder.check_complete(words)
    shapes = [builder.shape(words, "")]
    statuses: tuple[int, ...] = ()
    if own.fallback:
        second = merge(provider, task, protocols, problems, own.fallback.protocol)
        if second is not None:
            shapes = [builder.shape(words, "openai"), builder.shape(second, "native")]
            statuses = tuple(own.fallback.statuses)
    if len(problems.found) > builder.problems_before:
        return None
    read_code = builder.read_code(words)
    if len(problems.found) > builder.problems_before:
        return None
    reads_whole = read_code == "data" and not builder.is_media
    codes = [code for each in shapes for code in (each.path_code, each.fields_code, each.spread_code or "")]
    codes += [code for each in shapes if each.stream for code in _stream_codes(each.stream)]
    item = ProviderTask(
        provider=provider.spec.provider,
        provider_module=snake(provider.spec.provider),
        module=snake(task),
        title=Prose(provider.spec.title),
        task=task,
        task_words=task.replace("-", " "),
        docs=Prose(provider.spec.docs),
        protocol=Prose(protocols[own.protocol].spec.title) if own.protocol else Prose(""),
        shapes=tuple(shapes),
        fallback_statuses=statuses,
        output_types=tuple(words["output_types"].value) if "output_types" in words else (),
        reads=builder.returns,
        read_code=_trim(read_code.removeprefix("(reply.media() or ") if builder.is_media else read_code),
        reads_whole=reads_whole,
        is_media=builder.is_media,
        takes_binary="reply.media()" in read_code,
        imports=imports_of([*codes, read_code, *(() if reads_whole or builder.is_media else ("convert",))]),
        source=provider.source.name,
    )
    return item, builder.sample(words)


def _trim(code: str) -> str:
    """Take away brackets around the whole, and those that stay open once its beginning was cut off."""
    while code.count(")") > code.count("("):
        code = code.removesuffix(")")
    return code


def _stream_codes(stream: Stream) -> list[str]:
    codes = [stream.finished_code, stream.item_code, stream.text_code, stream.whole_code]
    extra = ["is_false"] if stream.finished_code else []
    return [code for code in codes if code] + extra + (["text_of"] if stream.text_code else [])


class _Builder:
    """Compiles the words of one mapping."""

    def __init__(
        self, provider: ProviderSource, task: str, shape: TaskShape | None, types: ResultTypes, problems: Problems
    ) -> None:
        self.provider = provider
        self.task = task
        self.task_shape = shape
        self.types = types
        self.problems = problems
        self.problems_before = len(problems.found)
        self.place = provider.source.key_place("tasks", task)
        if shape is None:
            self.returns, self.item_type = "Json", "Json"
            self.names = Names(inputs=frozenset(), parameters=frozenset(), task=task)
            return
        self.returns = shape.results()[0]
        self.item_type = shape.bundle.roots.get("stream_output", "")
        self.names = Names(
            inputs=frozenset(path.removeprefix("inputs.") for path in shape.inputs if path.startswith("inputs.")),
            parameters=frozenset(path.split(".")[1] for path in shape.arguments if path.startswith("parameters.")),
            task=task,
        )

    @property
    def is_media(self) -> bool:
        """Whether the answer is a medium."""
        return self.returns == "Media | None"

    def check_complete(self, words: dict[str, Word]) -> None:
        """Note what is missing, and words that do not belong together."""
        for name in ("path", "body", "output"):
            if name not in words:
                self.problems.add(self.place, f"{self.task} has no '{name}'; add it, or name a protocol that has it")
        if "sample" not in words and "samples" not in words:
            self.problems.add(self.place, f"{self.task} has no 'sample'; add a real reply, shortened")
        if "output_types" in words and not self.is_media:
            self.problems.add(words["output_types"].place(), f"{self.task} gives no medium; remove 'output_types'")
        if "stream" in words and not self.item_type:
            self.problems.add(words["stream"].place(), f"{self.task} has no stream in its schemas; remove 'stream'")

    def shape(self, words: dict[str, Word], suffix: str) -> Shape:
        """Compile how the request is made."""
        path = words["path"] if "path" in words else Word(value="", source=self.provider.source, path=())
        fields, spread = self._body(words)
        upload = words.get("upload")
        if upload is not None and upload.value != "=inputs":
            self.problems.add(upload.place(), f"'upload' is '=inputs', the medium as a whole, not '{upload.value}'")
        headers = words.get("headers")
        return Shape(
            suffix=suffix,
            path=path.value,
            path_code=self._path(path),
            headers_code=None if headers is None else repr({k.lower(): v for k, v in headers.value.items()}),
            fields_code=fields,
            spread_code=spread,
            is_upload=upload is not None,
            stream=self.stream(words),
        )

    def _path(self, word: Word) -> str:
        text: str = word.value
        if text and (not text.startswith("/") or "#" in text or ".." in text or " " in text):
            self.problems.add(word.place(), f"'{text}' is no path; it begins with '/' and has no spaces, '#' or '..'")
        parts = PLACEHOLDER.split(text)
        for name in parts[1::2]:
            if name != "model":
                self.problems.add(word.place(), f"a path has no '{{{name}}}'; it knows {{model}}")
        if len(parts) == 1:
            return repr(text)
        escaped = PLACEHOLDER.sub("\0", text).replace("{", "{{").replace("}", "}}")
        return "f" + repr(escaped.replace("\0", "{segment(route.model)}"))

    def _parameters(self, words: dict[str, Word]) -> str:
        rename = words.get("rename")
        if rename is None:
            return "call.parameters"
        for name, new in rename.value.items():
            place = rename.source.key_place(*rename.path, name)
            if name not in self.names.parameters:
                hint = suggestion(name, self.names.parameters)
                self.problems.add(place, f"{self.task} has no parameter '{name}'; {hint}")
            elif name == new:
                self.problems.add(place, f"'{name}' already has this name; remove the line")
        return f"renamed(call.parameters, {rename.value!r})"

    def _body(self, words: dict[str, Word]) -> tuple[str, str | None]:
        """Compile the body: its own fields, and what is spread among them."""
        word = words.get("body")
        if word is None:
            return "{}", None
        parameters = self._parameters(words)

        def compile_(text: str, place: Place) -> str:
            if text.removeprefix("=").strip() == "parameters":
                return f"{parameters} or UNSET"
            expression = parse(text, place, self.problems)
            return "None" if expression is None else Compiler(expression, "request", self.names, self.problems).code()

        fields = {name: value for name, value in word.value.items() if name != "..."}
        code = template_code(fields, lambda path: word.place(*path), compile_)
        code = code.replace(f"**{parameters} or UNSET", f"**{parameters}")
        spread = word.value.get("...")
        if spread is None:
            return code, None
        if spread != "=parameters":
            self.problems.add(word.place("..."), f"'...' spreads '=parameters' at the top of a body, not '{spread}'")
        return code, parameters

    def _expression(self, text: str, place: Place) -> Expression | None:
        if not text.startswith("="):
            self.problems.add(place, f"'{text}' is a literal; an expression begins with '='")
            return None
        return parse(text, place, self.problems)

    def _reply_code(self, template: Any, word: Word, path: Path_, samples: list[Any]) -> str:
        """Compile what a reply or an event becomes; every path must find something in a sample."""
        if isinstance(template, list) and path and path[-1] == "item":
            codes = [self._reply_code(each, word, (*path, index), samples) for index, each in enumerate(template)]
            return f"either({', '.join(codes)})"

        def compile_(text: str, place: Place) -> str:
            expression = parse(text, place, self.problems)
            if expression is None:
                return "None"
            code = Compiler(expression, "reply", None, self.problems).code()
            for missing in expressions.unmatched(expression, samples):
                hint = "correct it, or show it in the sample"
                self.problems.add(expression.place, f"'{missing}' finds nothing in the sample of {self.task}; {hint}")
            return code

        return template_code(template, lambda more: word.place(*path, *more), compile_)

    def read_code(self, words: dict[str, Word]) -> str:
        """Compile the output, and run the samples through it."""
        output = words["output"]
        samples = self._samples(words)
        data = [results.data_of(sample) for sample in samples]
        code = self._reply_code(output.value, output, (), data)
        if len(self.problems.found) > self.problems_before:
            return code
        for sample, place in zip(samples, self._sample_places(words), strict=True):
            reason = self.types.misfit(code, results.as_reply(sample), self.returns)
            if reason is not None:
                text = f"the sample does not give the answer of {self.task}: {reason}; correct 'output' or the sample"
                self.problems.add(place, text)
        return code

    def _samples(self, words: dict[str, Word]) -> list[Any]:
        return list(words["samples"].value) if "samples" in words else [words["sample"].value]

    def _sample_places(self, words: dict[str, Word]) -> list[Place]:
        if "samples" in words:
            return [words["samples"].place(index) for index in range(len(words["samples"].value))]
        return [words["sample"].place()]

    def stream(self, words: dict[str, Word]) -> Stream | None:
        """Compile how a stream is read, and run its sample through it."""
        if "stream" not in words:
            return None
        word = words["stream"]
        spec: StreamSpec = word.value
        if not spec.sample:
            self.problems.add(word.place(), "the stream has no 'sample'; add its events, shortened")
            return None
        item_code = None if spec.item == "=@" else self._reply_code(spec.item, word, ("item",), spec.sample)
        text_code = self._reply_code(spec.text, word, ("text",), spec.sample) if spec.text else None
        whole_code = None
        if spec.whole is not None:
            whole = [results.data_of(sample) for sample in self._samples(words)]
            whole_code = self._reply_code(spec.whole, word, ("whole",), whole)
        finished = None
        if spec.finished is not None and (expression := self._expression(spec.finished, word.place("finished"))):
            finished = Compiler(expression, "reply", None, self.problems).code("item")
        stream = Stream(
            body_code=repr(spec.body),
            item_type=self.item_type,
            done=spec.done,
            finished_code=finished,
            item_code=item_code,
            text_code=text_code,
            whole_code=whole_code,
        )
        if len(self.problems.found) == self.problems_before:
            self._check_stream(stream, spec, word)
        return stream

    def _check_stream(self, stream: Stream, spec: StreamSpec, word: Word) -> None:
        for index, event in enumerate(spec.sample):
            if self.item_type == "Json":
                continue
            reason = self.types.item_misfit(stream.item_code, event, "so far", stream.item_type)
            if reason is not None:
                text = f"the event is no item of {self.task}: {reason}; correct 'item' or the sample"
                self.problems.add(word.place("sample", index), text)

    def sample(self, words: dict[str, Word]) -> Sample:
        """Give what the emulator answers."""
        stream: StreamSpec | None = words["stream"].value if "stream" in words else None
        return Sample(
            provider=self.provider.spec.provider,
            task=self.task,
            path=Prose(words["path"].value),
            replies=Prose(json.dumps(self._samples(words), ensure_ascii=False)),
            stream=Prose(json.dumps(stream.sample if stream else [], ensure_ascii=False)),
            done=Prose((stream.done or "") if stream else ""),
        )


def imports_of(codes: list[str]) -> tuple[Import, ...]:
    """Give the imports that Python expressions need."""
    used: dict[str, set[str]] = {}
    for code in filter(None, codes):
        for node in ast.walk(ast.parse(code, mode="eval")):
            if isinstance(node, ast.Name) and node.id in RUNTIME_NAMES:
                used.setdefault(RUNTIME_NAMES[node.id], set()).add(node.id)
    return tuple(Import(module=module, names=tuple(sorted(names))) for module, names in sorted(used.items()))

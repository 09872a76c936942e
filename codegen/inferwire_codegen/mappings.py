"""One task at one provider: its words merged with those of its protocol, checked, and compiled to Python."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

from msgspec import UNSET, Struct

from inferwire_codegen import results
from inferwire_codegen.errors import suggestion
from inferwire_codegen.expressions import SPREAD, Compiler, Names, parse, template_code, unmatched
from inferwire_codegen.ir import Import, Poll, Prose, ProviderTask, Sample, Shape, Stream
from inferwire_codegen.names import snake
from inferwire_runtime.shapes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inferwire_codegen.errors import Place, Problems
    from inferwire_codegen.expressions import Expression, Side
    from inferwire_codegen.load import MappingSpec, PollSpec, ProtocolSource, ProviderSource, StreamSpec
    from inferwire_codegen.results import ResultTypes
    from inferwire_codegen.source import Path_, Source
    from inferwire_codegen.task_shape import TaskShape

BINARY = "reply.media()"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PATH = re.compile(r"(/[!$&-;=?-Z_a-z~{}@%*+,]*)?")
HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
WORDS = (
    "path",
    "headers",
    "rename",
    "omit",
    "body",
    "form",
    "upload",
    "output_types",
    "output",
    "poll",
    "stream",
    "sample",
    "samples",
)
RUNTIME_NAMES = {
    "convert": "inferwire_runtime.decoding",
    "pick": "inferwire_runtime.pick",
    "each": "inferwire_runtime.pick",
    "merged": "inferwire_runtime.pick",
    "omitted": "inferwire_runtime.pick",
    "JobRules": "inferwire_runtime.jobs",
    "wait_for_job": "inferwire_runtime.jobs",
    "path_of": "inferwire_runtime.jobs",
    "job_id": "inferwire_runtime.jobs",
    "every": "inferwire_runtime.pick",
    "within": "inferwire_runtime.pick",
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
    "without_unset": "inferwire_runtime.flow",
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

    def key_place(self, *more: str | int) -> Place:
        """Give the place of a key below this value."""
        source: Source = self.source
        return source.key_place(*self.path, *more)

    def locate(self, *more: str | int) -> Callable[[int], Place]:
        """Give what tells the place of a character of a text below this value."""
        source: Source = self.source
        return lambda offset: source.text_place((*self.path, *more), offset)


def merge(
    provider: ProviderSource,
    task: str,
    protocols: dict[str, ProtocolSource],
    problems: Problems,
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
        at = ("tasks", task, "fallback", "protocol") if protocol_name else ("tasks", task, "protocol")
        if name not in protocols:
            problems.add(provider.source.place(*at), f"there is no protocol '{name}'; {suggestion(name, protocols)}")
            return None
        protocol = protocols[name]
        if task not in protocol.spec.tasks:
            place = provider.source.place(*at)
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
    builder.check_words(words)
    shapes = [builder.shape(words, "")]
    statuses: tuple[int, ...] = ()
    if own.fallback:
        second = merge(provider, task, protocols, problems, own.fallback.protocol)
        if second is not None:
            builder.check_request(second)
            builder.check_words(second)
            builder.check_fallback(words, second)
            shapes = [builder.shape(words, "openai"), builder.shape(second, "native")]
            statuses = tuple(own.fallback.statuses)
    read_code, takes_binary = builder.read_code(words)
    if len(problems.found) > builder.problems_before:
        return None
    reads_whole = read_code == "data" and not builder.is_media
    codes = [code for each in shapes for code in (each.path_code, each.fields_code, each.spread_code or "")]
    codes += [code for each in shapes if each.poll for code in each.poll.codes]
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
        read_code=read_code,
        reads_whole=reads_whole,
        is_media=builder.is_media,
        takes_binary=takes_binary,
        imports=imports_of([*codes, read_code, *(() if reads_whole or builder.is_media else ("convert",))]),
        source=provider.source.name,
    )
    return item, builder.sample(words)


def _stream_codes(stream: Stream) -> list[str]:
    codes = [stream.finished_code, stream.item_code, stream.text_code, stream.whole_code]
    extra = ["is_false"] if "is_false" in (stream.finished_code or "") else []
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
            self.names = Names(task=task, inputs=frozenset(), parameters=frozenset(), media=None, required=frozenset())
            return
        self.returns = shape.results()[0]
        self.item_type = shape.bundle.roots.get("stream_output", "")
        self.names = Names(
            task=task,
            inputs=shape.input_parts,
            parameters=frozenset(path.split(".")[1] for path in shape.arguments if path.startswith("parameters.")),
            media=shape.media_paths,
            required=frozenset(shape.required),
        )

    @property
    def is_media(self) -> bool:
        """Whether the answer is a medium."""
        return self.returns == "Media | None"

    def check_complete(self, words: dict[str, Word]) -> None:
        """Note what is missing."""
        self.check_request(words)
        if "output" not in words:
            self.problems.add(self.place, f"{self.task} has no 'output'; add it, or name a protocol that has it")
        if "sample" not in words and not ("samples" in words and words["samples"].value):
            self.problems.add(self.place, f"{self.task} has no 'sample'; add a real reply, shortened")

    def check_request(self, words: dict[str, Word]) -> None:
        """Note what a request lacks."""
        for name in ("path", "body"):
            if name not in words and not (name == "body" and "form" in words):
                self.problems.add(self.place, f"{self.task} has no '{name}'; add it, or name a protocol that has it")
        if "body" in words and "form" in words:
            self.problems.add(words["form"].key_place(), "both 'body' and 'form'; keep the one that is sent")
        if "form" in words and "stream" in words:
            self.problems.add(
                words["form"].key_place(), "a form cannot ask for a stream; write 'body', or remove 'stream'"
            )

    def check_fallback(self, first: dict[str, Word], second: dict[str, Word]) -> None:
        """Note two interfaces of which one streams and the other does not."""
        if ("stream" in first) != ("stream" in second):
            lacking, other = ("second", "first") if "stream" in first else ("first", "second")
            place = self.provider.source.place("tasks", self.task, "fallback")
            self.problems.add(place, f"the {lacking} interface has no 'stream', as the {other} has; add it there")

    def check_words(self, words: dict[str, Word]) -> None:
        """Note words that do not belong here, or not together."""
        if "output_types" in words and not self.is_media:
            self.problems.add(words["output_types"].key_place(), f"{self.task} gives no medium; remove 'output_types'")
        if "stream" in words and not self.item_type:
            text = f"{self.task} has no stream in its schemas; remove 'stream'"
            self.problems.add(words["stream"].key_place(), text)
        if "sample" in words and "samples" in words:
            self.problems.add(
                words["sample"].key_place(), "both 'sample' and 'samples'; write all of them as 'samples'"
            )
        upload = words.get("upload")
        if upload is None:
            return
        if upload.value != "=inputs":
            self.problems.add(upload.place(), f"'upload' is the medium as a whole, not '{upload.value}'; write =inputs")
        elif self.names.media is not None and "inputs" not in self.names.media:
            self.problems.add(upload.key_place(), f"the inputs of {self.task} are no medium; remove 'upload'")

    def shape(self, words: dict[str, Word], suffix: str) -> Shape:
        """Compile how the request is made."""
        path = words["path"] if "path" in words else Word(value="", source=self.provider.source, path=())
        fields, spread = self._body(words)
        headers = words.get("headers")
        if headers is not None:
            check_headers(headers, self.problems)
        return Shape(
            suffix=suffix,
            path=path.value,
            path_code=self._path(path),
            headers_code=None if headers is None else repr({k.lower(): v for k, v in headers.value.items()}),
            fields_code=fields,
            spread_code=spread,
            is_form="form" in words,
            is_upload="upload" in words,
            poll=self.poll(words),
            stream=self.stream(words),
        )

    def poll(self, words: dict[str, Word]) -> Poll | None:
        """Compile how a job is asked for; every path must find something in the sample of a first reply."""
        word = words.get("poll")
        if word is None:
            return None
        spec: PollSpec = word.value
        if (spec.url is None) == (spec.path is None) or (spec.path is None) != (spec.job is None):
            text = "'poll' has either 'path' and 'job', or 'url'; write one of them"
            self.problems.add(word.key_place(), text)
        samples = [spec.sample, *(results.data_of(sample) for sample in self._samples(words))]

        def code(name: str) -> str:
            text = getattr(spec, name)
            return "None" if text is None else self._reply_code(text, "event", word, (name,), samples)

        path = f"path_of({code('url')})"
        if spec.path is not None and spec.job is not None:
            if spec.path.count("{job}") != 1 or not PATH.fullmatch(spec.path):
                self.problems.add(word.place("path"), f"'{spec.path}' is no path with '{{job}}' in it; write one")
            path = f"within(job_id({code('job')}), lambda job: f{spec.path!r})"
        if both := sorted(set(spec.done) & set(spec.failed)):
            self.problems.add(word.place("failed"), f"'{both[0]}' is 'done' already; keep one of them")
        reason = None
        if spec.reason is not None and (expression := self._expression(spec.reason, word, "reason")) is not None:
            reason = Compiler(expression, "event", None, self.problems).code()  # no sample shows a failure
        return Poll(
            path_code=path,
            status_code=code("status"),
            reason_code=reason,
            done=tuple(spec.done),
            failed=tuple(spec.failed),
            every=spec.every,
        )

    def _path(self, word: Word) -> str:
        text: str = word.value
        plain = PLACEHOLDER.sub("", text)
        if not PATH.fullmatch(text) or ".." in text or "{" in plain or "}" in plain:
            remedy = "begin it with '/', and write no spaces, '#', '..' or single brackets"
            self.problems.add(word.place(), f"'{text}' is no path; {remedy}")
        for found in PLACEHOLDER.finditer(text):
            if found[1] != "model":
                self.problems.add(word.locate()(found.start()), f"a path has no '{found[0]}'; it knows {{model}}")
        if plain == text:
            return repr(text)
        return "f" + repr(PLACEHOLDER.sub("{segment(route.model)}", text))

    def _parameters(self, words: dict[str, Word]) -> str:
        rename, omit = words.get("rename"), words.get("omit")
        passed = "call.parameters"
        if omit is not None:
            passed = f"omitted({passed}, {', '.join(map(repr, omit.value))})"
        if rename is None:
            return passed
        taken: dict[str, str] = {}
        for name, new in rename.value.items():
            if name not in self.names.parameters:
                hint = suggestion(name, self.names.parameters)
                self.problems.add(rename.key_place(name), f"{self.task} has no parameter '{name}'; {hint}")
            elif name == new:
                self.problems.add(rename.key_place(name), f"'{name}' already has this name; remove the line")
            elif new in taken:
                text = f"'{taken[new]}' is called '{new}' already; give each parameter a name of its own"
                self.problems.add(rename.place(name), text)
            elif new in self.names.parameters and new not in rename.value:
                text = f"{self.task} has a parameter '{new}' already; give each parameter a name of its own"
                self.problems.add(rename.place(name), text)
            taken[new] = name
        return f"renamed({passed}, {rename.value!r})"

    def _body(self, words: dict[str, Word]) -> tuple[str, str | None]:
        """Compile the body: its own fields, and what is spread among them."""
        word = words.get("form") or words.get("body")
        if word is None:
            return "{}", None
        parameters = self._parameters(words)
        before = len(self.problems.found)
        has_parameters = False
        used: set[str] = set()

        def compile_(text: str, path: Path_) -> str:
            nonlocal has_parameters
            if text.removeprefix("=").strip() == "parameters":
                has_parameters = True
                return parameters if path[-1] == SPREAD else f"{parameters} or UNSET"
            expression = parse(text, word.locate(*path), self.problems)
            if expression is None:
                return "None"
            used.update(_roots(expression.node))
            return Compiler(expression, "request", self.names, self.problems).code()

        code = template_code({name: value for name, value in word.value.items() if name != SPREAD}, compile_)
        spread = word.value.get(SPREAD)
        if SPREAD in word.value and spread != "=parameters":
            text = f"'...' spreads '=parameters' at the top of a body, not '{spread}'; name the field"
            self.problems.add(word.place(SPREAD), text)
        if len(self.problems.found) == before:  # else a name that is misspelt may be the one that is missing
            has_parameters = has_parameters or spread is not None
            self._check_use(words, used, has_parameters=has_parameters)
        return code, None if spread is None else parameters

    def _check_use(self, words: dict[str, Word], used: set[str], *, has_parameters: bool) -> None:
        """Note a body that leaves out what the caller passes; ``used`` are the names in its expressions."""
        shape, body = self.task_shape, words.get("form") or words["body"]
        if "inputs" not in used and "upload" not in words and (shape is None or shape.inputs):
            text = f"the body never uses the inputs of {self.task}; write =inputs where they belong"
            self.problems.add(body.place(), text)
        if has_parameters:
            return
        if "rename" in words:
            text = "the body has no '=parameters', so 'rename' changes nothing; add '...: =parameters', or remove it"
            self.problems.add(words["rename"].key_place(), text)
        elif "parameters" not in used and (shape is None or self.names.parameters):
            text = f"the body drops all parameters of {self.task}; add '...: =parameters'"
            self.problems.add(body.place(), text)

    def _expression(self, text: str, word: Word, *path: str | int) -> Expression | None:
        if not text.startswith("="):
            self._add_literal(text, word, *path)
            return None
        return parse(text, word.locate(*path), self.problems)

    def _add_literal(self, text: str, word: Word, *path: str | int) -> None:
        self.problems.add(word.place(*path), f"'{text}' is a literal; begin an expression with '='")

    def _reply_code(self, template: Any, side: Side, word: Word, path: Path_, samples: list[Any]) -> str:
        """Compile what a reply or an event becomes; every path must find something in a sample."""
        if isinstance(template, str) and not template.startswith("="):
            self._add_literal(template, word, *path)
            return "None"
        if is_list(template) and side == "item":
            codes = [self._reply_code(each, side, word, (*path, index), samples) for index, each in enumerate(template)]
            return f"either({', '.join(codes)})"

        def compile_(text: str, more: Path_) -> str:
            expression = parse(text, word.locate(*path, *more), self.problems)
            if expression is None:
                return "None"
            before = len(self.problems.found)
            code = Compiler(expression, side, None, self.problems).code()
            for leaf in unmatched(expression, samples) if len(self.problems.found) == before and samples else ():
                text = f"'{leaf.text}' finds nothing in the sample of {self.task}; correct it, or show it in the sample"
                self.problems.add(expression.place_of(leaf.word), text)
            return code

        return template_code(template, compile_)

    def read_code(self, words: dict[str, Word]) -> tuple[str, bool]:
        """Compile the output, and run the samples through it.

        Returns:
            The output as code, and whether a reply that is the medium itself is taken before it.
        """
        if "output" not in words:
            return "", False
        before = len(self.problems.found)
        output = words["output"]
        self._check_media(words)
        samples = self._samples(words)
        data = [results.data_of(sample) for sample in samples]
        code = self._reply_code(output.value, "output", output, (), data)
        if len(self.problems.found) > before:
            return code, False
        for sample, place in zip(samples, self._sample_places(words), strict=True):
            reason = self.types.misfit(code, results.as_reply(sample), self.returns)
            if reason is not None:
                text = f"the sample does not give the answer of {self.task}: {reason}; correct 'output' or the sample"
                self.problems.add(place, text)
        if self.is_media and isinstance(output.value, str):
            return self._media_code(output)
        return code, False

    def _media_code(self, output: Word) -> tuple[str, bool]:
        """Take the reply itself out of the alternatives: it is read before any JSON."""
        expression = parse(output.value, output.locate(), self.problems)
        assert expression is not None
        codes = Compiler(expression, "output", None, self.problems).alternatives()
        others = [code for code in codes if code != BINARY]
        return " or ".join(others) or BINARY, BINARY in codes

    def _samples(self, words: dict[str, Word]) -> list[Any]:
        return (
            list(words["samples"].value) if "samples" in words else [words["sample"].value] if "sample" in words else []
        )

    def _check_media(self, words: dict[str, Word]) -> None:
        """Note media in the samples that are none, or not of the kind that the task gives."""
        kind = self.task_shape.overlay.returns if self.task_shape is not None else None
        known = re.compile(rf"{kind or '[a-z]+'}/[a-z0-9][a-z0-9.+-]*")

        def check(data: Any, word: Word, *path: str | int) -> None:
            for key, value in data.items() if is_object(data) else enumerate(data) if is_list(data) else ():
                if key not in ("$media", "$text"):
                    check(value, word, *path, key)
                elif not isinstance(value, str) or not known.fullmatch(value):
                    what = "media type" if kind is None else f"type of {kind}"
                    text = f"'{value}' is no {what}; write {kind or '<kind>'}/<format>"
                    self.problems.add(word.place(*path, key), text)

        for name in ("sample", "samples"):
            if name in words:
                check(words[name].value, words[name])

    def _sample_places(self, words: dict[str, Word]) -> list[Place]:
        if "samples" in words:
            return [words["samples"].place(index) for index in range(len(words["samples"].value))]
        return [words["sample"].place()] if "sample" in words else []

    def stream(self, words: dict[str, Word]) -> Stream | None:
        """Compile how a stream is read, and run its sample through it."""
        if "stream" not in words:
            return None
        word = words["stream"]
        spec: StreamSpec = word.value
        if not spec.sample:
            self.problems.add(word.place(), "the stream has no 'sample'; add its events, shortened")
            return None
        item_code = None if spec.item == "=@" else self._reply_code(spec.item, "item", word, ("item",), spec.sample)
        text_code = None
        if spec.text is not None:
            text_code = self._reply_code(spec.text, "event", word, ("text",), spec.sample)
        whole_code = None
        if spec.whole is not None:
            whole = [results.data_of(sample) for sample in self._samples(words)]
            whole_code = self._reply_code(spec.whole, "event", word, ("whole",), whole)
        finished = None
        if spec.finished is not None and (expression := self._expression(spec.finished, word, "finished")) is not None:
            compiled = Compiler(expression, "event", None, self.problems).code("item")
            is_bool = expression.node["type"] in ("comparator", "not_expression")
            finished = compiled if is_bool else f"not is_false({compiled})"
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
            self._check_stream(stream, spec, word, words)
        return stream

    def _check_stream(self, stream: Stream, spec: StreamSpec, word: Word, words: dict[str, Word]) -> None:
        """Make items of the events, and of the whole answers, of the samples."""
        if self.item_type == "Json":
            return
        is_finished = False
        for index, event in enumerate(spec.sample):
            item, reason = self.types.item(stream.item_code, event, "so far", stream.item_type)
            if reason is not None:
                text = f"the event is no item of {self.task}: {reason}; correct 'item' or the sample"
                self.problems.add(word.place("sample", index), text)
                return
            is_finished = is_finished or (item is not None and self.types.is_true(stream.finished_code, item))
        if not is_finished:
            text = "'finished' is true of no event in the sample, so no stream would be complete; correct one of them"
            self.problems.add(word.place("finished"), text)
        if stream.whole_code is None:
            return
        whole = [results.data_of(sample) for sample in self._samples(words)]
        reasons = [self.types.item(stream.whole_code, each, "", stream.item_type, is_whole=True)[1] for each in whole]
        if reasons and None not in reasons:
            text = f"no sample gives an item of {self.task}: {reasons[0]}; correct 'whole' or a sample"
            self.problems.add(word.place("whole"), text)

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


def check_headers(word: Word, problems: Problems) -> None:
    """Note headers that cannot be sent."""
    for name, value in word.value.items():
        if not HEADER.fullmatch(name):
            problems.add(word.key_place(name), f"'{name}' is no name of a header; write letters and dashes")
        if not value.isprintable() or not value.isascii() or value != value.strip():
            problems.add(word.place(name), f"the header '{name}' is no text of one line; write plain letters")
        elif value.startswith("="):
            problems.add(word.place(name), f"the header '{name}' is sent as it stands; write no expression")


def _roots(node: Any) -> Iterator[str]:
    """Give the first names of all paths in an expression."""
    if node["type"] == "field":
        yield node["value"]
    children = node["children"][:1] if node["type"] == "subexpression" else node["children"]
    for child in filter(is_object, children):
        yield from _roots(child)


def imports_of(codes: list[str]) -> tuple[Import, ...]:
    """Give the imports that Python expressions need."""
    used: dict[str, set[str]] = {}
    for code in filter(None, codes):
        for node in ast.walk(ast.parse(code, mode="eval")):
            if isinstance(node, ast.Name) and node.id in RUNTIME_NAMES:
                used.setdefault(RUNTIME_NAMES[node.id], set()).add(node.id)
    return tuple(Import(module=module, names=tuple(sorted(names))) for module, names in sorted(used.items()))

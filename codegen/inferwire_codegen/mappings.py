"""One task at one provider: its words merged with those of its protocol, checked, and compiled to Python."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import structs

from inferwire_codegen import results
from inferwire_codegen.errors import suggestion
from inferwire_codegen.expressions import (
    LINK_FUNCTIONS,
    SPREAD,
    Compiler,
    Names,
    alternatives,
    parse,
    template_code,
    unmatched,
)
from inferwire_codegen.ir import Import, Poll, Prose, ProviderTask, Refusal, Sample, Shape, Stream
from inferwire_codegen.load import LONGEST_PAUSE
from inferwire_codegen.names import snake
from inferwire_codegen.words import Word, check_base_url, check_headers, merge
from inferwire_runtime.shapes import is_list, is_object
from inferwire_runtime.streaming import merge_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferwire_codegen.errors import Place, Problems
    from inferwire_codegen.expressions import Expression, Side
    from inferwire_codegen.load import PollSpec, ProtocolSource, ProviderSource, StreamSpec
    from inferwire_codegen.results import ResultTypes
    from inferwire_codegen.source import Path_
    from inferwire_codegen.task_shape import TaskShape

BINARY = "reply.media()"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
QUERY = re.compile(r"[\w.~-]+=[\w.~-]*(&[\w.~-]+=[\w.~-]*)*", re.ASCII)
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
SELF_PLACED = ("endpoint", "router")
UNROUTED = ("client-side", "endpoint", "router")
COUNTER = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}")
PATH = re.compile(r"(/[!$&-;=?-Z_a-z~{}@%*+,]*)?")
RUNTIME_MODULES = {
    "inferwire_runtime.decoding": ("convert", "floats"),
    "inferwire_runtime.errors": ("InputError",),
    "inferwire_runtime.flow": ("filled", "present", "without_unset"),
    "inferwire_runtime.jobs": ("JobRules", "job_id", "path_of", "wait_for_job"),
    "inferwire_runtime.media": (
        *("as_base64", "as_data_url", "as_media_url", "link_of", "media_from_base64", "media_from_url"),
    ),
    "inferwire_runtime.pick": (
        *("backwards", "both", "each", "either", "every", "flat", "flat_items", "is_false", "keys_of", "many"),
        *("not_null", "one", "ordered", "pairs", "pick", "quotient", "text_of", "unnest", "values_of", "within"),
    ),
    "inferwire_runtime.routing": ("segment",),
    "inferwire_runtime.steps": ("fetch_file", "fetch_media"),
    "inferwire_runtime.values": (
        *("after", "contains", "divided", "first", "has_text", "is_there", "least", "lower", "merged", "nearest"),
        *("omitted", "parent", "renamed", "rounded", "texts"),
    ),
    "msgspec": ("UNSET",),
}
RUNTIME_NAMES = {name: module for module, names in RUNTIME_MODULES.items() for name in names}


def build_mapping(
    provider: ProviderSource,
    task: str,
    shape: TaskShape | None,
    protocols: dict[str, ProtocolSource],
    types: ResultTypes,
    problems: Problems,
) -> tuple[ProviderTask, list[Sample]] | None:
    """Make the module of one task at one provider, and what the emulator answers at each of its interfaces."""
    words = merge(provider, task, protocols, problems)
    if words is None:
        return None
    own = provider.spec.tasks[task]
    builder = _Builder(provider, task, shape, types, problems)
    builder.check_complete(words)
    builder.check_words(words)
    interfaces = [words]
    shapes = [builder.shape(words, "")]
    statuses: tuple[int, ...] = ()
    if own.fallback:
        second = merge(provider, task, protocols, problems, own.fallback.protocol)
        if second is not None:
            builder.check_request(second)
            builder.check_words(second)
            builder.check_fallback(words, second)
            interfaces.append(second)
            shapes = [builder.shape(words, "openai"), builder.shape(second, "native")]
            statuses = tuple(own.fallback.statuses)
    read_code, takes_binary = builder.read_code(words)
    if len(problems.found) > builder.problems_before:
        return None
    reads_whole = read_code == "data" and not builder.is_media
    direct_code = builder.direct_code(words)
    item = ProviderTask(
        provider=provider.spec.provider,
        provider_module=snake(provider.spec.provider),
        module=snake(task),
        title=Prose(provider.spec.title),
        task=task,
        docs=Prose(provider.spec.docs),
        protocol=Prose(protocols[own.protocol].spec.title) if own.protocol else Prose(""),
        shapes=tuple(shapes),
        fallback_statuses=statuses,
        output_types=tuple(words["output_types"].value) if "output_types" in words else (),
        renames=tuple(sorted(words["rename"].value.items())) if "rename" in words else (),
        reads=builder.returns,
        read_code=direct_code or read_code,
        reads_whole=reads_whole,
        reads_json="data" in names_in(read_code),
        reads_directly=direct_code is not None,
        is_media=builder.is_media,
        takes_binary=takes_binary,
        imports=(),
        source=provider.source.name,
    )
    return item, [builder.sample(each, shape) for each, shape in zip(interfaces, shapes, strict=True)]


def share_jobs(items: list[ProviderTask]) -> list[ProviderTask]:
    """Mark the rules of jobs that several tasks of a provider have: they stand in its package, once."""
    counts = Counter((item.provider, shape.poll) for item in items for shape in item.shapes if shape.poll is not None)
    shared: dict[str, Poll] = {}
    for (provider, poll), count in counts.items():
        if count > 1:
            shared.setdefault(provider, poll)

    def mark(item: ProviderTask, shape: Shape) -> Shape:
        is_shared = shape.poll is not None and shape.poll == shared.get(item.provider)
        return structs.replace(shape, is_job_shared=True) if is_shared else shape

    return [structs.replace(item, shapes=tuple(mark(item, shape) for shape in item.shapes)) for item in items]


def runtime_imports(item: ProviderTask) -> tuple[Import, ...]:
    """Give what a module imports from the runtime, and from its package."""
    codes = [code for shape in item.shapes for code in shape.codes]
    own = [shape.stream for shape in item.shapes if shape.stream is not None and shape.shared_stream is None]
    codes += [code for stream in own for code in stream_codes(stream)]
    is_converted = not (item.reads_whole or item.reads_directly or item.is_media or item.reads == "Json")
    codes += [item.read_code, *(("convert",) if is_converted else ())]
    package = Import(module=f"inferwire.providers.{item.provider_module}", names=("JOB",))
    shared = [
        Import(module=shape.shared_stream, names=(f"STREAM as {shape.stream_name}" if shape.suffix else "STREAM",))
        for shape in item.shapes
        if shape.shared_stream is not None
    ]
    return (*imports_of(codes), *shared, *((package,) if any(shape.is_job_shared for shape in item.shapes) else ()))


def stream_module(protocol: str, task: str) -> str:
    """Give the module with the rules of a protocol's stream."""
    return f"inferwire.protocols.{snake(protocol)}.{snake(task)}"


def stream_codes(stream: Stream) -> list[str]:
    """Give all that the rules of a stream print, to find what it imports."""
    codes = [stream.finished_code, stream.item_code, stream.text_code, stream.whole_code]
    codes += [stream.final_code, stream.final_text_code]
    extra = ["is_false"] if "is_false" in (stream.finished_code or "") else []
    return (
        [code for code in codes if code] + extra + (["text_of"] if stream.text_code or stream.final_text_code else [])
    )


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
        self.base_url = ""
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
            del words["body"]  # what else is said of it would confuse
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
        self.base_url = words["base_url"].value if "base_url" in words else ""
        path = words["path"] if "path" in words else Word(value="", source=self.provider.source, path=())
        paths: list[str] = []
        path_code = self._path(path, paths)
        fields, spread = self._body(words)
        headers = words.get("headers")
        if headers is not None:
            check_headers(headers, self.problems)
        return Shape(
            suffix=suffix,
            paths=tuple(map(Prose, paths)),
            path_code=path_code,
            detour_code=self._detour(words),
            refusals=self._refusals(words),
            media_types=self._media_types(words),
            fetches_media=self._fetches_media(words, fields),
            headers_code=None if headers is None else repr({k.lower(): v for k, v in headers.value.items()}),
            fields_code=fields,
            spread_code=spread,
            is_form="form" in words,
            is_upload="upload" in words,
            poll=self.poll(words),
            file_code=self._file(words),
            stream=self.stream(words),
            shared_stream=self._shared_stream(words),
        )

    def _shared_stream(self, words: dict[str, Word]) -> str | None:
        """Give the module of the protocol that has the stream's rules, where the provider has none of its own."""
        if "stream" not in words or words["stream"].source is self.provider.source:
            return None
        return stream_module(words["stream"].source.data["protocol"], self.task)

    def _detour(self, words: dict[str, Word]) -> str | None:
        """Compile where the task's requests go, if not where the provider's others do."""
        base, query = words.get("base_url"), words.get("routed_query")
        arguments: list[str] = []
        for name, found, kinds in (("base_url", base, SELF_PLACED), ("routed_query", query, UNROUTED)):
            if found is not None and self.provider.spec.kind in kinds:
                text = f"'{name}' changes nothing for a provider of the kind '{self.provider.spec.kind}'; remove it"
                self.problems.add(found.key_place(), text)
        if base is not None:
            check_base_url(base, self.problems)
            if base.value == self.provider.spec.base_url:
                self.problems.add(base.key_place(), "this is the provider's own base URL; remove the line")
            arguments.append(f"direct={base.value!r}")
        if query is not None:
            if not QUERY.fullmatch(query.value):
                self.problems.add(query.place(), f"'{query.value}' is no query; write name=value")
            arguments.append(f"routed_query={query.value!r}")
        return f"route.detour({', '.join(arguments)})" if arguments else None

    def _refusals(self, words: dict[str, Word]) -> tuple[Refusal, ...]:
        """Compile which calls are refused."""
        word = words.get("refuse")
        found: list[Refusal] = []
        for index, refusal in enumerate(word.value if word is not None else ()):
            assert word is not None
            if not refusal.because.strip():
                self.problems.add(word.place(index, "because"), "'because' is empty; say what is wrong and what to do")
            if (expression := self._expression(refusal.when, word, index, "when")) is not None:
                code = Compiler(expression, "request", self.names, self.problems).code()
                found.append(Refusal(code=code, reason=Prose(refusal.because)))
        return tuple(found)

    def _media_types(self, words: dict[str, Word]) -> tuple[tuple[str, str], ...]:
        """Give the provider's names for media types."""
        word = words.get("media_types")
        if word is None:
            return ()
        if self.names.media is not None and not self.names.media:
            self.problems.add(word.key_place(), f"{self.task} takes no medium; remove 'media_types'")
        for name, value in word.value.items():
            for text, place in ((name, word.key_place(name)), (value, word.place(name))):
                if not MEDIA_TYPE.fullmatch(text):
                    self.problems.add(place, f"'{text}' is no media type; write <kind>/<format>")
        return tuple(word.value.items())

    def _fetches_media(self, words: dict[str, Word], code: str) -> bool:
        """Whether media that the caller gives as URLs are fetched before they are sent."""
        takes_media = self.names.media is not None and bool(self.names.media)
        keeps = [name for name in LINK_FUNCTIONS if name in code]
        if keeps and ("as_base64(" in code or "as_data_url(" in code):
            text = "a medium that is given as a URL is either fetched or sent as it is; use one way for all of the body"
            self.problems.add((words.get("form") or words["body"]).place(), text)
        return takes_media and ("upload" in words or not any(name in code for name in LINK_FUNCTIONS))

    def _file(self, words: dict[str, Word]) -> str | None:
        """Compile where a reply names a file that is fetched with it."""
        word = words.get("fetch")
        if word is None:
            return None
        return self._reply_code(word.value, "event", word, (), [results.data_of(s) for s in self._samples(words)])

    def _check_file(self, words: dict[str, Word], code: str) -> None:
        """Note a file that nobody reads, or that is read and not fetched."""
        is_read = "reply.file_" in code
        if is_read and "fetch" not in words:
            self.problems.add(words["output"].place(), "no file is fetched; write 'fetch', the URL of one in the reply")
        elif "fetch" in words and not is_read:
            self.problems.add(words["fetch"].key_place(), "'output' never speaks of file(); remove 'fetch'")

    def poll(self, words: dict[str, Word]) -> Poll | None:
        """Compile how a job is asked for; every path must find something in the sample of a first reply."""
        word = words.get("poll")
        if word is None:
            return None
        spec: PollSpec = word.value
        if (spec.url is None) == (spec.path is None) or (spec.path is None) != (spec.job is None):
            text = "'poll' has either 'path' and 'job', or 'url'; write one of them"
            self.problems.add(word.key_place(), text)
        if not spec.samples:
            self.problems.add(word.place("samples"), "there is no reply to the order; add it, shortened")
        replies = [results.with_job(sample) for sample in spec.samples]
        samples = [*replies, *(results.data_of(results.with_job(sample)) for sample in self._samples(words))]
        for name in ("done", "failed"):
            if "" in getattr(spec, name) or (name == "done" and not spec.done):
                text = f"'{name}' lists statuses, and none of them is empty; write those of the provider"
                self.problems.add(word.place(name), text)
        if not 0 < spec.every <= LONGEST_PAUSE:
            self.problems.add(word.place("every"), f"'every' is a number of seconds up to {LONGEST_PAUSE}; write one")
        if spec.counter is not None and not COUNTER.fullmatch(spec.counter):
            text = f"'{spec.counter}' is no name in a query; write letters and digits"
            self.problems.add(word.place("counter"), text)
        if both := sorted(set(spec.done) & set(spec.failed)):
            self.problems.add(word.place("failed"), f"'{both[0]}' is 'done' already; keep one of them")
        reason = None
        if spec.reason is not None and (expression := self._expression(spec.reason, word, "reason")) is not None:
            reason = Compiler(expression, "event", None, self.problems).code()  # no sample shows a failure
        if spec.result is not None and not spec.result.startswith("="):
            text = f"'{spec.result}' is no expression; write =<field>, where the first or the last reply has a URL"
            self.problems.add(word.place("result"), text)
            return None
        poll = Poll(
            place_code=self._place_of_job(spec, word, replies),
            status_code=self._reply_code(spec.status, "event", word, ("status",), samples),
            reason_code=reason,
            result_code=self._url_of_job(spec.result, ("result",), word, replies) if spec.result is not None else None,
            cancel_code=self._cancel_code(spec, word, replies),
            cancel_method=spec.cancel.method if spec.cancel is not None else "",
            done=tuple(spec.done),
            failed=tuple(spec.failed),
            every=spec.every,
            domain=spec.domain,
            counter=spec.counter,
        )
        if len(self.problems.found) == self.problems_before and replies:
            self._check_job(poll, word, replies, samples[len(replies) :])
        return poll

    def _place_of_job(self, spec: PollSpec, word: Word, replies: list[Any]) -> str:
        """Compile where a job is asked for."""
        if spec.domain is not None:
            if not DOMAIN.fullmatch(spec.domain):
                self.problems.add(word.place("domain"), f"'{spec.domain}' is no domain; write it as example.com")
            if spec.url is None:
                self.problems.add(word.key_place("domain"), "'domain' speaks of 'url'; add it, or remove 'domain'")
                return "None"
            return self._reply_code(spec.url, "event", word, ("url",), replies)
        if spec.url is not None:
            return self._url_of_job(spec.url, ("url",), word, replies)
        if spec.path is None or spec.job is None:
            return "None"
        if PLACEHOLDER.findall(spec.path) != ["job"]:
            self.problems.add(word.place("path"), f"'{spec.path}' is no path with '{{job}}' in it; write one")
            return "None"
        self._check_path(spec.path, word, "path")
        job = self._reply_code(spec.job, "event", word, ("job",), replies)
        return f"within(job_id({job}), lambda job: f{spec.path!r})"

    def _cancel_code(self, spec: PollSpec, word: Word, replies: list[Any]) -> str | None:
        """Compile where a job is cancelled."""
        if spec.cancel is None:
            return None
        if not spec.cancel.url.startswith("="):
            text = f"'{spec.cancel.url}' is no expression; write =<field>, where the reply to the order has a URL"
            self.problems.add(word.place("cancel", "url"), text)
            return None
        return self._url_of_job(spec.cancel.url, ("cancel", "url"), word, replies[:1])

    def _url_of_job(self, text: str, path: tuple[str, ...], word: Word, replies: list[Any]) -> str:
        """Compile a URL of which the path is asked for at the base URL, which then has none of its own."""
        if any(urlsplit(url).path.strip("/") for url in (self.provider.spec.base_url, self.base_url)):
            rest = "write 'path' and 'job', or a base_url without a path"
            self.problems.add(
                word.place(*path), f"only the path of '{path[0]}' is used, below a base_url that has one; {rest}"
            )
        return f"path_of({self._reply_code(text, 'event', word, path, replies)})"

    def _check_job(self, poll: Poll, word: Word, replies: list[Any], results_of_job: list[Any]) -> None:
        """Follow the samples as a call would."""
        order = results.text(poll.place_code, replies[0])
        if not order:
            self.problems.add(
                word.place("samples", 0), "the reply to the order names no job; correct it, or 'job' or 'url'"
            )
        elif results.JOB not in order:
            self.problems.add(
                word.place("samples", 0), "the reply to the order has no {job}; write it where the id stands"
            )
        if poll.result_code and not any(results.text(poll.result_code, each) for each in (replies[0], replies[-1])):
            text = "neither the reply to the order nor the last one names the result; correct 'result' or the samples"
            self.problems.add(word.key_place("result"), text)
        before, last = (replies[:-1], replies[-1:]) if poll.result_code else (replies, results_of_job)
        for reply in before:
            if (status := results.text(poll.status_code, reply)) in (*poll.done, *poll.failed):
                text = f"a job whose status is {status!r} is asked for no more; remove the samples after it"
                self.problems.add(word.place("samples"), text)
        # A reply without a status is one that came at once; a job needs one that says that it is done.
        statuses = [results.text(poll.status_code, reply) for reply in last if reply is not None]
        wrong = [status for status in statuses if status and status not in poll.done]
        if wrong or (statuses and not any(statuses)):
            listed = f"'done: [{', '.join(poll.done)}]'"
            found = (
                f"the status {wrong[0]!r}, which {listed} does not list"
                if wrong
                else f"no status, and {listed} is awaited"
            )
            text = f"the last sample of the job has {found}; correct one of them"
            self.problems.add(word.key_place("done" if wrong else "status"), text)

    def _path(self, word: Word, paths: list[str]) -> str:
        """Compile the path, or the expression that chooses one; ``paths`` takes all that there are."""
        text: str = word.value
        if not text.startswith("="):
            paths.append(text)
            return self._one_path(text, word, 0)
        expression = parse(text, word.locate(), self.problems)
        if expression is None:
            return "''"

        compiler = Compiler(expression, "request", self.names, self.problems)

        def choose(node: Any) -> str:
            *conditional, last = alternatives(node)
            if last["type"] != "literal" or not isinstance(last["value"], str):
                raise ValueError("the last choice is no path")
            codes = [
                f"{inner} if {compiler.condition(child['children'][0])} else "
                for child in conditional
                if child["type"] == "and_expression" and (inner := nested(child["children"][1]))
            ]
            if len(codes) < len(conditional):
                raise ValueError("a choice has no condition")
            paths.append(last["value"])
            return "".join([*codes, self._one_path(last["value"], word, max(text.find(last["value"]), 0))])

        def nested(node: Any) -> str:
            return f"({choose(node)})" if node["type"] == "or_expression" else choose(node)

        try:
            code = choose(expression.node)
        except ValueError:
            self.problems.add(word.place(), f"'{text}' chooses no path; write =condition && '/this' || '/that'")
            return "''"
        if len(set(paths)) < 2:
            self.problems.add(word.place(), f"'{text}' is one path in any case; write it without an expression")
        return code

    def _one_path(self, text: str, word: Word, offset: int) -> str:
        """Compile a path with its placeholders."""
        self._check_path(text, word)
        codes: list[str] = []
        for at, part in enumerate(PLACEHOLDER.split(text)):
            if at % 2 == 0:
                codes += [repr(part)] if part else []
                continue

            def locate(index: int, start: int = text.find("{" + part)) -> Place:
                return word.locate()(offset + start + index)

            expression = parse(f"={part}", locate, self.problems)
            if expression is not None:
                before = len(self.problems.found)
                codes.append(f"segment({Compiler(expression, 'request', self.names, self.problems).code()})")
                if len(self.problems.found) == before and not {"model", "hub_model"} & set(_roots(expression.node)):
                    self.problems.add(locate(1), f"'{{{part}}}' is no name that a path is made of; write {{model}}")
        if not any("segment" in code for code in codes):
            return repr(text)
        pieces = [f"{{{code}}}" if code.startswith("segment(") else ast.literal_eval(code) for code in codes]
        is_simple = not any(sign in code for code in codes if code.startswith("segment(") for sign in "'\"\\{}")
        return f"f{''.join(pieces)!r}" if is_simple else " + ".join(codes)

    def _check_path(self, text: str, word: Word, *path: str) -> None:
        """Note what cannot be sent as a path."""
        plain = PLACEHOLDER.sub("", text)
        is_odd = ".." in text or "//" in text or "{" in plain or "}" in plain
        if not PATH.fullmatch(plain) or is_odd:
            remedy = "begin it with '/', and write no spaces, '#', '//', '..' or single brackets"
            self.problems.add(word.place(*path), f"'{text}' is no path; {remedy}")

    def _parameters(self, words: dict[str, Word]) -> str:
        rename, omit = words.get("rename"), words.get("omit")
        passed = "call.parameters"
        if omit is not None:
            self._check_omit(words, omit)
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

    def _check_omit(self, words: dict[str, Word], omit: Word) -> None:
        """Note parameters that are misspelt, or renamed as well; there may be some that no schema knows."""
        for index, name in enumerate(omit.value):
            if name not in self.names.parameters and get_close_matches(name, self.names.parameters, cutoff=0.7):
                text = f"{self.task} has no parameter '{name}'; {suggestion(name, self.names.parameters)}"
                self.problems.add(omit.place(index), text)
            elif "rename" in words and name in words["rename"].value:
                self.problems.add(omit.place(index), f"'{name}' is renamed, too; keep one of them")

    def _body(self, words: dict[str, Word]) -> tuple[str, str | None]:
        """Compile the body: its own fields, and what is spread among them."""
        word = words.get("form") or words.get("body")
        if word is None:
            return "{}", None
        parameters = self._parameters(words)
        before = len(self.problems.found)
        has_parameters = False
        used: set[str] = set()
        named: set[str] = set()

        def compile_(text: str, path: Path_) -> str:
            nonlocal has_parameters
            if text.removeprefix("=").strip() == "parameters":
                has_parameters = True
                return parameters if path[-1] == SPREAD else f"{parameters} or UNSET"
            named.update(re.findall(r"\bparameters\.(\w+)", text))
            expression = parse(text, word.locate(*path), self.problems)
            if expression is None:
                return "None"
            used.update(_roots(expression.node))
            if (
                "form" not in words
                and self.names.media is not None
                and text.removeprefix("=").strip() in self.names.media
            ):
                medium = text.removeprefix("=").strip()
                remedy = f"write base64({medium}), data_url({medium}) or media_url({medium})"
                self.problems.add(
                    word.locate(*path)(1), f"'{medium}' is a medium, which JSON has no form for; {remedy}"
                )
            return Compiler(expression, "request", self.names, self.problems).code()

        code = template_code({name: value for name, value in word.value.items() if name != SPREAD}, compile_)
        spread = word.value.get(SPREAD)
        for path, value in _spreads(word.value):
            if value != "=parameters":
                self.problems.add(word.place(*path), f"'...' spreads '=parameters', not '{value}'; name the field")
        if len(self.problems.found) == before:  # else a name that is misspelt may be the one that is missing
            has_parameters = has_parameters or spread is not None
            self._check_use(words, used, named, has_parameters=has_parameters)
        return code, None if spread is None else parameters

    def _check_use(self, words: dict[str, Word], used: set[str], named: set[str], *, has_parameters: bool) -> None:
        """Note a body that leaves out what the caller passes.

        Args:
            words: The words.
            used: The names in its expressions.
            named: The parameters that it uses one by one.
            has_parameters: Whether it uses them all.
        """
        shape, body = self.task_shape, words.get("form") or words["body"]
        if "inputs" not in used and "upload" not in words and (shape is None or shape.inputs):
            text = f"the body never uses the inputs of {self.task}; write =inputs where they belong"
            self.problems.add(body.place(), text)
        if has_parameters:
            return
        if "rename" in words:
            text = "the body has no '=parameters', so 'rename' changes nothing; add '...: =parameters', or remove it"
            self.problems.add(words["rename"].key_place(), text)
        elif shape is None and "parameters" not in used:
            self.problems.add(body.place(), f"the body drops all parameters of {self.task}; add '...: =parameters'")
        elif dropped := sorted(self.names.parameters - named - set(words["omit"].value if "omit" in words else ())):
            lost = (
                "all parameters"
                if not named
                else f"'{dropped[0]}'"
                if len(dropped) == 1
                else f"{len(dropped)} parameters"
            )
            remedy = "add '...: =parameters'" if not named else "add '...: =parameters', or name them in 'omit'"
            self.problems.add(body.place(), f"the body drops {lost} of {self.task}; {remedy}")

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
        if template == [] and side == "item":
            self.problems.add(word.place(*path), "an empty list is no item; write one, or its alternatives")
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
        samples = [results.with_job(sample) for sample in self._samples(words)]
        data = [results.data_of(sample) for sample in samples]
        code = self._reply_code(output.value, "output", output, (), data)
        if len(self.problems.found) > before:
            return code, False
        self._check_file(words, code)
        file_code, has_file = self._file(words), False
        for sample, place in zip(samples, self._sample_places(words), strict=True):
            reply = results.with_file(results.as_reply(sample), file_code, code)
            has_file = has_file or reply.file is not None
            reason = self.types.misfit(code, reply, self.returns)
            if reason is not None:
                text = f"the sample does not give the answer of {self.task}: {reason}; correct 'output' or the sample"
                self.problems.add(place, text)
        if file_code is not None and not has_file and len(self.problems.found) == before:
            text = "'fetch' finds no URL in any sample; write =<field>, which holds one"
            self.problems.add(words["fetch"].place(), text)
        if self.is_media and isinstance(output.value, str):
            return self._media_code(output)
        return code, False

    def direct_code(self, words: dict[str, Word]) -> str | None:
        """Compile an output whose reply can be decoded as the answer, without a step between that makes it twice."""
        output = words["output"]
        expression = parse(output.value, output.locate(), self.problems) if isinstance(output.value, str) else None
        if expression is None:
            return None
        compiler = Compiler(expression, "output", None, self.problems)
        if (paths := compiler.vectors()) is not None and self.types.takes_vectors(self.returns):
            return f"reply.vectors({self.returns}, items={paths[0]!r}, vector={paths[1]!r})"
        if (path := compiler.place_of_whole()) is not None and self.types.is_list(self.returns):
            return f"reply.list_at({', '.join([self.returns, *map(repr, path)])})"
        return None

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
        final_code = None
        merged: list[Any] = []
        if spec.final is not None and len(self.problems.found) == self.problems_before:
            merged = self._merged(stream_sample=spec.sample, item_code=item_code, pieces=spec.pieces)
            final_code = self._reply_code(spec.final, "event", word, ("final",), merged)
        text_of_final = None
        if spec.final_text is not None and final_code is not None:
            wholes = [self.types.value(final_code, each) for each in merged]
            text_of_final = self._reply_code(spec.final_text, "event", word, ("final_text",), wholes)
        stream = Stream(
            body_code=repr(spec.body),
            item_type=self.item_type,
            final_type=self.returns,
            pieces=tuple(spec.pieces),
            final_code=final_code,
            final_text_code=text_of_final,
            done=spec.done,
            finished_code=finished,
            item_code=item_code,
            text_code=text_code,
            whole_code=whole_code,
        )
        if len(self.problems.found) == self.problems_before:
            self._check_stream(stream, spec, word, words)
        return stream

    def _merged(self, *, stream_sample: list[Any], item_code: str | None, pieces: list[str]) -> list[Any]:
        """Lay the items of the sample one over the other, as `Stream.final` does; give that, or nothing."""
        items = [self.types.item(item_code, event, "so far", self.item_type)[0] for event in stream_sample]
        return [merge_items([item for item in items if item is not None], frozenset(pieces))]

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
        if stream.final_code is not None:
            for merged in self._merged(stream_sample=spec.sample, item_code=stream.item_code, pieces=spec.pieces):
                reason = self.types.item(stream.final_code, merged, "", self.returns, is_whole=True)[1]
                if reason is not None:
                    text = f"the items do not give the answer of {self.task}: {reason}; correct 'final' or the sample"
                    self.problems.add(word.place("final"), text)
        if stream.whole_code is None:
            return
        whole = [results.data_of(sample) for sample in self._samples(words)]
        reasons = [self.types.item(stream.whole_code, each, "", stream.item_type, is_whole=True)[1] for each in whole]
        if reasons and None not in reasons:
            text = f"no sample gives an item of {self.task}: {reasons[0]}; correct 'whole' or a sample"
            self.problems.add(word.place("whole"), text)

    def _input_fields(self, words: dict[str, Word]) -> tuple[str, ...]:
        """Give the fields of a JSON body that use the inputs, where every call has some."""
        shape = self.task_shape
        if "body" not in words or shape is None or not shape.required & shape.inputs.keys():
            return ()
        return tuple(name for name, value in words["body"].value.items() if "inputs" in json.dumps(value))

    def sample(self, words: dict[str, Word], shape: Shape) -> Sample:
        """Give what the emulator answers."""
        job = ("", "")
        if shape.poll is not None:
            first = results.with_job(words["poll"].value.samples[0])
            final = results.with_job(words["poll"].value.samples[-1])
            result = results.text(shape.poll.result_code, first) or results.text(shape.poll.result_code, final)
            job = (results.text(shape.poll.place_code, first), result)
        stream: StreamSpec | None = words["stream"].value if "stream" in words else None
        return Sample(
            provider=self.provider.spec.provider,
            task=self.task,
            base_url=Prose(words["base_url"].value if "base_url" in words else ""),
            routed_query=Prose(words["routed_query"].value if "routed_query" in words else ""),
            paths=tuple(Prose(PLACEHOLDER.sub("{model}", path)) for path in shape.paths),
            input_fields=self._input_fields(words),
            replies=Prose(json.dumps(self._samples(words), ensure_ascii=False)),
            before=Prose(json.dumps(words["poll"].value.samples if "poll" in words else [], ensure_ascii=False)),
            job_path=Prose(path_within(job[0])),
            result_path=Prose(path_within(job[1])),
            is_open=shape.poll is not None and shape.poll.domain is not None,
            model=Prose(words["example_model"].value if "example_model" in words else ""),
            stream=Prose(json.dumps(stream.sample if stream else [], ensure_ascii=False)),
            done=Prose((stream.done or "") if stream else ""),
        )


def path_within(url: str) -> str:
    """Give the path of a URL, or a path without its query, with ``{job}`` where the job's id stands."""
    return urlsplit(url).path.replace(results.JOB, "{job}")


def _spreads(template: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Give all that is spread in a template, and where it stands."""
    for key, value in template.items() if is_object(template) else enumerate(template) if is_list(template) else ():
        if key == SPREAD:
            yield (*path, key), value
        else:
            yield from _spreads(value, (*path, key))


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
    for name in {name for code in filter(None, codes) for name in names_in(code)} & RUNTIME_NAMES.keys():
        used.setdefault(RUNTIME_NAMES[name], set()).add(name)
    return tuple(Import(module=module, names=tuple(sorted(names))) for module, names in sorted(used.items()))


def names_in(code: str) -> set[str]:
    """Give the names that a Python expression uses."""
    return {node.id for node in ast.walk(ast.parse(code, mode="eval")) if isinstance(node, ast.Name)}

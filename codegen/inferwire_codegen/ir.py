"""What the templates print: no references, no choices left to make, every name made."""

from __future__ import annotations

from msgspec import Struct

from inferwire_codegen.names import camel


class Prose(str):
    """Text from a spec: only ever printed through a quoting filter."""

    __slots__ = ()


def one_line(text: str) -> str:
    """Give text as one line of what can be seen: control characters and line ends become single spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


class Argument(Struct, frozen=True, kw_only=True):
    """An argument of a task's function."""

    name: str
    annotation: str
    is_required: bool
    is_positional: bool
    description: Prose

    @property
    def passed(self) -> str:
        """How it stands in a call that passes a variable of its name."""
        return self.name if self.is_positional else f"{self.name}={self.name}"

    @property
    def declaration(self) -> str:
        """How it stands in a signature."""
        if self.is_required:
            return f"{self.name}: {self.annotation}"
        if self.annotation.endswith(" | None"):
            return f"{self.name}: {self.annotation.removesuffix(' | None')} | UnsetType | None = UNSET"
        return f"{self.name}: {self.annotation} | UnsetType = UNSET"


class ExampleArgument(Struct, frozen=True, kw_only=True):
    """An argument of a task's example: its value as a Python expression, and the file that it names."""

    name: str
    is_positional: bool
    code: str
    file: str | None

    @property
    def text(self) -> str:
        """How it stands in a call."""
        return self.code if self.is_positional else f"{self.name}={self.code}"


class Import(Struct, frozen=True, order=True, kw_only=True):
    """Names imported from one module."""

    module: str
    names: tuple[str, ...]


class Served(Struct, frozen=True, kw_only=True):
    """A provider that serves a task: its name, and the module with its functions."""

    provider: str
    kind: str
    title: Prose
    module: str
    has_stream: bool


class Task(Struct, frozen=True, kw_only=True):
    """One task: a function, its asynchronous twin, two methods.

    Attributes:
        name: Id on the Hub.
        function: Name of the function and of its module.
        keywords: Name of the TypedDict of the arguments that are passed by name, where overloads need one.
        inputs_code: The inputs, made of the arguments.
        parameters_code: The parameters, made of the arguments.
        returns: What the provider's answer is read as.
        result: What the function gives.
        example: Arguments of a call, as JSON text.
        example_arguments: The same as Python has them; media are files.
        example_call: The same as a generic call has them: an object of inputs and parameters, as JSON text.
        example_model: A model on the Hub that does this; empty where none is named.
        example_shows: The part of the answer that examples print.
        kind: What it is about: text, image, audio or video.
        media: Media among the inputs: pairs of part and kind.
        list_when: Parameter with which a single answer becomes a list.
    """

    name: str
    function: str
    constant: str
    summary: Prose
    description: Prose
    arguments: tuple[Argument, ...]
    inputs_code: str
    parameters_code: str
    returns: str
    result: str
    result_description: Prose
    is_media: bool
    is_single: bool
    list_when: str | None
    stream_item: str | None
    keywords: str | None
    example: Prose
    example_arguments: tuple[ExampleArgument, ...]
    example_call: Prose
    example_model: Prose
    example_shows: str | None
    kind: str
    media: tuple[tuple[str | None, str], ...]
    serving: tuple[Served, ...]
    provider_literals: str
    type_imports: tuple[Import, ...]
    source: str

    @property
    def positional(self) -> tuple[Argument, ...]:
        """Arguments that may be passed by position."""
        return tuple(argument for argument in self.arguments if argument.is_positional)

    @property
    def named(self) -> tuple[Argument, ...]:
        """Arguments that are passed by name."""
        return tuple(argument for argument in self.arguments if not argument.is_positional)

    @property
    def required(self) -> tuple[Argument, ...]:
        """Arguments that every call has."""
        return tuple(argument for argument in self.arguments if argument.is_required)

    @property
    def is_endpoint_only(self) -> bool:
        """Whether no provider serves it, so that a call must name a server."""
        return all(served.kind == "endpoint" for served in self.serving)

    @property
    def is_routed_by_name(self) -> bool:
        """Whether the Hub's router picks the provider by the model's name, which a call must give."""
        return any(served.kind == "router" for served in self.serving)

    @property
    def provider_alias(self) -> str:
        """What the names of its providers are called beside those of other tasks."""
        return f"{camel(self.name)}Provider"

    @property
    def named_providers(self) -> tuple[str, ...]:
        """Providers that a caller can name."""
        return tuple(served.provider for served in self.serving if served.kind in ("provider", "client-side"))

    @property
    def streaming(self) -> tuple[Served, ...]:
        """Providers that can stream."""
        return tuple(served for served in self.serving if served.has_stream)

    @property
    def has_overloads(self) -> bool:
        """Whether the type of the answer depends on an argument."""
        return self.is_media or self.stream_item is not None or self.list_when is not None


class Stream(Struct, frozen=True, kw_only=True):
    """How a provider's stream is read; texts of Python expressions.

    Attributes:
        body_code: Fields that ask for a stream.
        finished_code: On ``item``, a truth value: whether it is the last one.
        item_code: On ``data`` and ``text``: the item; None where the event is the item.
        text_code: On ``data``: the text that it adds.
        whole_code: On ``data``: the item of a whole answer.
        final_type: Type of the whole answer.
        pieces: Names of texts that come in pieces.
        final_code: On ``data``, all items laid one over the other: the whole answer.
        final_text_code: On ``data``, the whole answer: its text.
    """

    body_code: str
    item_type: str
    final_type: str
    pieces: tuple[str, ...]
    final_code: str | None
    final_text_code: str | None
    done: str | None
    finished_code: str | None
    item_code: str | None
    text_code: str | None
    whole_code: str | None


class Poll(Struct, frozen=True, kw_only=True):
    """How a job is asked for; texts of Python expressions on ``data``."""

    place_code: str
    status_code: str
    reason_code: str | None
    result_code: str | None
    cancel_code: str | None
    cancel_method: str
    done: tuple[str, ...]
    failed: tuple[str, ...]
    every: float
    domain: str | None
    counter: str | None

    @property
    def codes(self) -> tuple[str, ...]:
        """All that is printed, to find what it imports."""
        optional = (self.reason_code, self.result_code, self.cancel_code)
        return (self.place_code, self.status_code, *(code for code in optional if code), "JobRules")


class Refusal(Struct, frozen=True, kw_only=True):
    """A call that a provider cannot do: a condition, as a Python expression, and what the caller is told."""

    code: str
    reason: Prose


class Shape(Struct, frozen=True, kw_only=True):
    """How one interface of a provider is called; texts of Python expressions.

    Attributes:
        paths: All paths that there are, for people.
        detour_code: The way, where it is not the provider's usual one.
        media_types: The provider's names for media types; others are refused.
        fetches_media: Whether media given as URLs are fetched first.
        file_code: On ``data``: URL of a file that is fetched with the reply.
        is_job_shared: Whether the job's rules stand in the provider's package.
        shared_stream: Module of a protocol that has the stream's rules, where they are nobody's own.
    """

    suffix: str
    paths: tuple[Prose, ...]
    path_code: str
    detour_code: str | None
    refusals: tuple[Refusal, ...]
    media_types: tuple[tuple[str, str], ...]
    fetches_media: bool
    headers_code: str | None
    fields_code: str
    spread_code: str | None
    is_form: bool
    is_upload: bool
    poll: Poll | None
    is_job_shared: bool = False
    shared_stream: str | None
    file_code: str | None
    stream: Stream | None

    @property
    def where(self) -> str:
        """Where the call goes, in words."""
        return "the endpoint's own URL" if self.paths == ("",) else " or ".join(f"``{path}``" for path in self.paths)

    @property
    def send_text(self) -> Prose:
        """What sending does first."""
        return Prose(f"Post the call to {self.where}.")

    @property
    def send_details(self) -> Prose:
        """What sending does then; empty if it reads the reply as it came."""
        job = "asks for the job until it is done" if self.poll else ""
        file = "fetches the file that the reply names" if self.file_code else ""
        details = " and ".join(filter(None, (job, file)))
        return Prose(f"Then {details}." if details else "")

    @property
    def stream_text(self) -> Prose:
        """What opening a stream does."""
        return Prose(f"Post the call to {self.where} and ask for a stream.")

    @property
    def body_code(self) -> str:
        """The body, as an expression."""
        spread = f", {self.spread_code}" if self.spread_code else ""
        return f"call.{'form' if self.is_form else 'body'}({self.fields_code}{spread})"

    @property
    def body_name(self) -> str:
        """What a body is called that is made before it is posted."""
        return "form" if self.is_form else "body"

    @property
    def post_code(self) -> str:
        """The request, as an expression."""
        value = self._body_call if self.stream else self.body_code if self.is_plain else self.body_name
        argument = f"{'form' if self.is_form else 'json'}={value}"
        return f"route.post({self.path_code}, {argument}{self.more_arguments})"

    @property
    def stream_code(self) -> str:
        """The request for a stream, as an expression."""
        assert self.stream is not None
        return (
            f"open_route_stream(route, {self.path_code}, {self.stream_name},"
            f" json={self._body_call} | {self.stream.body_code})"
        )

    @property
    def stream_name(self) -> str:
        """What the stream's rules are called in the module."""
        return f"{self.suffix.upper()}_STREAM" if self.suffix else "STREAM"

    @property
    def _body_call(self) -> str:
        return f"_{self.suffix}_body(call, route)" if self.suffix else "_body(call, route)"

    @property
    def upload_code(self) -> str:
        """The request whose body is a medium, as an expression."""
        return f"route.post({self.path_code}, content=upload{self.more_arguments})"

    @property
    def more_arguments(self) -> str:
        """What is said of a request beside its body, as arguments."""
        headers = f", headers={self.headers_code}" if self.headers_code else ""
        return f"{headers}, is_repeatable=False" if self.poll else headers

    @property
    def is_single(self) -> bool:
        """Whether nothing comes after the first reply."""
        return self.poll is None and self.file_code is None

    @property
    def is_plain(self) -> bool:
        """Whether a call is one request and nothing else."""
        return self.is_single and not self.fetches_media

    @property
    def codes(self) -> list[str]:
        """All that is printed, to find what it imports."""
        poll = () if self.poll is None else ("wait_for_job", *(() if self.is_job_shared else self.poll.codes))
        codes = [self.path_code, self.fields_code, self.spread_code or "", *poll]
        codes += [code for refusal in self.refusals for code in (refusal.code, "InputError")]
        codes += ["fetch_media"] if self.fetches_media else []
        return codes + ([self.file_code, "fetch_file"] if self.file_code else [])


class ProviderTask(Struct, frozen=True, kw_only=True):
    """One task at one provider: a module with ``send``, ``read`` and, where there are streams, ``open_stream``."""

    provider: str
    provider_module: str
    module: str
    title: Prose
    task: str
    docs: Prose
    protocol: Prose
    shapes: tuple[Shape, ...]
    fallback_statuses: tuple[int, ...]
    output_types: tuple[str, ...]
    renames: tuple[tuple[str, str], ...]
    reads: str
    read_code: str
    reads_whole: bool
    reads_json: bool
    reads_directly: bool
    is_media: bool
    takes_binary: bool
    imports: tuple[Import, ...]
    source: str

    @property
    def heading(self) -> Prose:
        """The provider's name, as a sentence begins with it."""
        return Prose(self.title[:1].upper() + self.title[1:])

    @property
    def keeps_extra(self) -> bool:
        """Whether fields of the reply that the task does not know stay readable: on the root of an answer."""
        return not self.reads.startswith("list[")

    @property
    def has_stream(self) -> bool:
        """Whether it streams."""
        return self.shapes[0].stream is not None

    @property
    def package(self) -> str:
        """The module's dotted name."""
        return f"inferwire.providers.{self.provider_module}.{self.module}"


class TypeField(Struct, frozen=True, kw_only=True):
    """A field of a type, for readers."""

    name: str
    annotation: str
    is_optional: bool
    description: Prose


class TypePage(Struct, frozen=True, kw_only=True):
    """A type, for readers: its fields, or what it is another name for."""

    name: str
    description: Prose
    fields: tuple[TypeField, ...]
    alias: str


class ProtocolStream(Struct, frozen=True, kw_only=True):
    """How a protocol's streams of one task are read: a module that several providers share."""

    protocol: str
    task: str
    title: Prose
    docs: Prose
    stream: Stream
    imports: tuple[Import, ...]
    source: str


class Provider(Struct, frozen=True, kw_only=True):
    """A line of the table of providers."""

    name: str
    title: Prose
    docs: Prose
    hub_org: Prose
    kind: str
    lifecycle: str
    base_url: Prose
    prefix: Prose
    header: Prose
    scheme: Prose
    variables: tuple[str, ...]
    needs_key: bool
    interchangeable: tuple[str, ...]
    headers_code: str
    tasks: tuple[str, ...]
    job: Poll | None
    imports: tuple[Import, ...]
    source: str

    @property
    def calls(self) -> str:
        """How it can be called."""
        if self.kind == "client-side":
            return "direct"
        how = "routed, direct" if self.variables else "routed"
        return f"{how}; retired" if self.lifecycle == "retired" else how

    @property
    def unusual(self) -> str:
        """How it can be called, where that is not both ways."""
        if self.kind == "client-side":
            return "direct only"
        words = [] if self.variables else ["routed only"]
        return ", ".join([*words, *(["retired"] if self.lifecycle == "retired" else [])])


class PrivateModule(Struct, frozen=True, kw_only=True):
    """A provider of somebody's own: a module outside the package, with all that the provider does.

    Attributes:
        tasks: Its tasks, which stand in one module.
        source: Its file.
        command: What prints the module.
    """

    provider: Provider
    tasks: tuple[ProviderTask, ...]
    source: str
    command: str


class Sample(Struct, frozen=True, kw_only=True):
    """What the emulator answers for one task of one provider; replies as JSON text."""

    provider: str
    task: str
    base_url: Prose
    routed_query: Prose
    paths: tuple[Prose, ...]
    input_fields: tuple[str, ...]
    replies: Prose
    before: Prose
    job_path: Prose
    result_path: Prose
    is_open: bool
    model: Prose
    stream: Prose
    done: Prose


class Module(Struct, frozen=True, kw_only=True):
    """A module whose text is already there: the types."""

    path: str
    text: str


class Api(Struct, frozen=True, kw_only=True):
    """Everything that is printed."""

    tasks: tuple[Task, ...]
    provider_tasks: tuple[ProviderTask, ...]
    protocol_streams: tuple[ProtocolStream, ...]
    providers: tuple[Provider, ...]
    samples: tuple[Sample, ...]
    hub_tasks: tuple[tuple[str, str], ...]
    types: tuple[Module, ...]
    exports: tuple[Import, ...]

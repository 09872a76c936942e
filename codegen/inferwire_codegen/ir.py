"""The intermediate representation that templates render, with all references resolved and all names chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from inferwire_codegen.spec.naming import camel, constant, own_constant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Prose(str):
    """Text from a spec, which templates can print only through a quoting filter."""

    __slots__ = ()


def join_choices(names: Sequence[str], *, code: bool = True) -> str:
    """Join names with commas and a final "or"."""
    texts = [f"`{name}`" if code else name for name in names]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"


class Code(Struct, frozen=True):
    """Python code for a value: statements, which may return early, followed by an expression."""

    value: str
    statements: tuple[str, ...] = ()

    @property
    def prelude(self) -> str:
        """The statements, one per line."""
        return "\n".join(self.statements)

    @property
    def body(self) -> str:
        """The body of a function that returns the value."""
        return "\n".join([*self.statements, f"return {self.value}"])

    def wrapped(self, function: str) -> Code:
        """Return the code with its value passed to a function; the statements must not return early."""
        return Code(f"{function}({self.value})", self.statements)

    def run(self, names: Mapping[str, Any], **arguments: Any) -> Any:
        """Run the code as the body of a function and return the result."""
        scope = dict(names)
        body = "\n".join(f"    {line}" for line in self.body.split("\n"))
        exec(f"def function({', '.join(arguments)}):\n{body}", scope)  # noqa: S102 - code that this package compiled
        return scope["function"](**arguments)


class Argument(Struct, frozen=True, kw_only=True):
    """An argument of a task's function.

    Attributes:
        annotation: Its type.
        json_annotation: The same without Python types and functions that stand for a schema.
    """

    name: str
    annotation: str
    json_annotation: str
    is_required: bool
    is_positional: bool
    description: Prose

    @property
    def passed(self) -> str:
        """The argument in a call that passes a variable of the same name."""
        return self.name if self.is_positional else f"{self.name}={self.name}"

    @property
    def batch_declaration(self) -> str:
        """The argument in the signature of a call with several inputs."""
        return f"{self.name}: list[{self.annotation}]"

    @property
    def open_declaration(self) -> str:
        """The argument in the signature of a call with one or several inputs."""
        return f"{self.name}: {self.annotation} | list[{self.annotation}]"

    @property
    def declaration(self) -> str:
        """The argument in a signature."""
        if self.is_required:
            return f"{self.name}: {self.annotation}"
        return f"{self.name}: {self.annotation.removesuffix(' | None')} | None = None"


class ExampleArgument(Struct, frozen=True, kw_only=True):
    """An argument of a task's example, with its value as a Python expression and the file that the value names."""

    name: str
    is_positional: bool
    code: str
    file: str | None

    @property
    def text(self) -> str:
        """The argument in a call."""
        return self.code if self.is_positional else f"{self.name}={self.code}"


class Import(Struct, frozen=True, order=True, kw_only=True):
    """Names imported from one module."""

    module: str
    names: tuple[str, ...]


class ProviderEntry(Struct, frozen=True, kw_only=True):
    """A provider that serves a task, with the module that implements the task."""

    provider: str
    kind: str
    title: Prose
    module: str
    has_stream: bool


def methods_class(group: str) -> str:
    """Return the name of the class with the methods of a group of tasks."""
    return f"{camel(group)}Methods"


class Task(Struct, frozen=True, kw_only=True):
    """One task: its functions and methods.

    Attributes:
        name: The task's ID on the Hub.
        function: Name of the task's function and method.
        module: Name of the task's module.
        keywords: Name of the TypedDict for the keyword arguments, if overloads need it.
        inputs_code: The inputs, as a Python expression over the arguments.
        required_inputs: Parts of the inputs that every call needs; None stands for the whole input.
        parameters_code: The parameters, as a Python expression over the arguments.
        returns: The type that a response is parsed into.
        result: The type that the function returns.
        example: The arguments of an example call, as JSON.
        example_arguments: The arguments of the example call in Python, with file names for media files.
        example_call: The equivalent generic call, as a JSON object with inputs and parameters.
        example_model: A model on the Hub for this task; empty if none is known.
        example_shows: The part of the result that examples print.
        kind: The task's modality: text, image, audio or video.
        group: The task's group of methods: chat for streaming tasks, otherwise the kind.
        media: The media files among the inputs, as pairs of part and kind.
        is_conversation: Whether the input is a list of messages, whose content parts may be media files.
        list_if: The parameter that turns a single result into a list.
        batch: The argument that may also be a list.
        is_open: Whether unknown keyword arguments are sent as parameters.
        is_vectors: Whether the result is a vector for one text and a list of vectors for a list.
        ranks: The part of the inputs that is a list of texts, which the result ranks.
        parameter_types: The name and type of each parameter, in words.
        input_types: The part, argument and type of each input; the part None is the whole input.
        parameter_group: The parameter whose fields are arguments themselves.
    """

    name: str
    function: str
    module: str
    constant: str
    summary: Prose
    description: Prose
    arguments: tuple[Argument, ...]
    inputs_code: str
    required_inputs: tuple[str | None, ...]
    parameters_code: str
    returns: str
    result: str
    result_description: Prose
    is_media: bool
    is_single: bool
    list_if: str | None
    batch: str | None
    is_open: bool
    is_vectors: bool
    ranks: str | None
    parameter_types: tuple[tuple[str, str], ...]
    input_types: tuple[tuple[str | None, str, str], ...]
    parameter_group: str
    stream_item: str | None
    keywords: str | None
    example: Prose
    example_arguments: tuple[ExampleArgument, ...]
    example_call: Prose
    example_model: Prose
    example_shows: str | None
    kind: str
    group: str
    media: tuple[tuple[str | None, str], ...]
    is_conversation: bool
    providers: tuple[ProviderEntry, ...]
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
        """Arguments that every call needs."""
        return tuple(argument for argument in self.arguments if argument.is_required)

    @property
    def is_endpoint_only(self) -> bool:
        """Whether only endpoints serve the task, so that a call must name a server."""
        return all(entry.kind == "endpoint" for entry in self.providers)

    @property
    def is_routed_by_name(self) -> bool:
        """Whether the Hub's router selects the provider by the model's name, which a call must then pass."""
        return any(entry.kind == "router" for entry in self.providers)

    @property
    def provider_alias(self) -> str:
        """The name of the type alias for the task's providers."""
        return f"{camel(self.name)}Provider"

    @property
    def methods_class(self) -> str:
        """The name of the class that contains the task's methods."""
        return methods_class(self.group)

    @property
    def named_providers(self) -> tuple[str, ...]:
        """Providers that a caller can name."""
        return tuple(entry.provider for entry in self.providers if entry.kind in ("provider", "client-side"))

    @property
    def streaming_providers(self) -> tuple[ProviderEntry, ...]:
        """Providers that stream."""
        return tuple(entry for entry in self.providers if entry.has_stream)

    @property
    def has_overloads(self) -> bool:
        """Whether the type of the result depends on an argument."""
        return self.is_media or self.stream_item is not None or self.list_if is not None or self.batch is not None


class Stream(Struct, frozen=True, kw_only=True):
    """The rules for reading a provider's stream; ``*_code`` attributes are Python code.

    Attributes:
        path_code: The path of requests for streams, if it differs.
        body_code: The fields that request a stream.
        is_lines: Whether each event is a line of JSON, instead of server-sent events.
        last_code: Computes from ``item`` whether it is the last item, as a bool.
        item_code: Computes the item from ``data`` and ``text``; None if the event itself is the item.
        text_code: Computes from ``data`` the text that the event adds.
        whole_code: Computes the item from ``data``, a complete response.
        final_type: The type of the complete result.
        delta_fields: The names of fields whose strings are concatenated.
        final_code: Computes the complete result from ``data``, the merged items.
        final_text_code: Computes the text from ``data``, the complete result.
    """

    path_code: str | None
    body_code: str
    is_lines: bool
    item_type: str
    final_type: str
    delta_fields: tuple[str, ...]
    final_code: Code | None
    final_text_code: Code | None
    done: str | None
    last_code: Code | None
    item_code: Code | None
    text_code: Code | None
    whole_code: Code | None


class Poll(Struct, frozen=True, kw_only=True):
    """The rules for polling a job; ``*_code`` attributes are Python code that reads ``data`` and ``route``."""

    status_url_code: Code
    status_code: Code
    reason_code: Code | None
    result_code: Code | None
    cancel_code: Code | None
    cancel_method: str
    done: tuple[str, ...]
    failed: tuple[str, ...]
    interval: float
    allowed_host: str | None
    poll_count_parameter: str | None
    body_code: Code | None
    headers: tuple[tuple[str, str], ...]

    @property
    def account(self) -> tuple[str, ...]:
        """Names of the values of the account that the URLs contain; a job is not submitted without them."""
        codes = [code.value for code in (self.status_url_code, self.result_code, self.cancel_code) if code is not None]
        return tuple(dict.fromkeys(re.findall(r"route\.account\('(\w+)'\)", " ".join(codes))))

    @property
    def codes(self) -> tuple[Code | str | None, ...]:
        """All generated code, for determining its imports."""
        return (
            *(self.status_url_code, self.status_code, self.reason_code, self.result_code, self.cancel_code),
            self.body_code,
            "JobRules",
        )


class Errors(Struct, frozen=True, kw_only=True):
    """The rules for errors of a provider; ``*_code`` attributes are Python code that reads ``data``."""

    is_error_code: Code | None
    message_code: Code | None
    is_key_error_code: Code | None
    status_code: Code | None

    @property
    def codes(self) -> tuple[Code | str | None, ...]:
        """All generated code, for determining its imports."""
        return (self.is_error_code, self.message_code, self.is_key_error_code, self.status_code, "ErrorRules")


class Refusal(Struct, frozen=True, kw_only=True):
    """A kind of call that a provider does not support, with a condition as a Python expression and an error message."""

    code: str
    reason: Prose


def _in_words(path: str) -> str:
    if path == "/{parent(model)}":
        return "the model's parent path"
    return f"``{path}``"


def stream_constant(protocol: str) -> str:
    """Return the name of the constant for a protocol's stream rules."""
    return f"{constant(protocol)}_STREAM"


class Parser(Struct, frozen=True, kw_only=True):
    """How the response of one or all interfaces is parsed.

    Attributes:
        suffix: Name of the interface; empty if all share the parser.
        code: The result, as code that reads ``data``.
        is_whole: Whether the response itself is the result.
        reads_json: Whether the code reads the decoded response.
        is_direct: Whether the code decodes the response itself.
        takes_binary: Whether a response may be the media file itself.
        takes_plain: Whether a response may be plain text.
    """

    suffix: str
    code: Code
    is_whole: bool
    reads_json: bool
    is_direct: bool
    takes_binary: bool
    takes_plain: bool


class Step(Struct, frozen=True, kw_only=True):
    """A request before the request itself.

    Attributes:
        name: Its name, under which the request uses its result.
        where: Its path, in words.
        when_code: Condition under which it is needed; None if every call needs it.
        route_code: The route, if it has its own base URL.
        send_code: The request, as an expression.
        result_code: Computes the result from ``data``.
        path: Its path, with ``{value}`` for placeholders.
        base_url: Its own base URL; empty for that of the request.
        sample: A sample response.
    """

    name: str
    where: Prose
    when_code: str | None
    route_code: str | None
    send_code: str
    result_code: Code
    path: str
    base_url: str
    sample: object

    @property
    def codes_text(self) -> str:
        """The code that uses the arguments of the call."""
        return f"{self.when_code or ''} {self.send_code}"

    @property
    def codes(self) -> list[Code | str | None]:
        """All generated code, for determining its imports."""
        return [self.when_code, self.route_code, self.send_code, self.result_code]


class Builder(Struct, frozen=True, kw_only=True):
    """Code that builds one kind of part of a message; ``title`` is the kind in words."""

    kind: str
    title: str
    code: Code


class Messages(Struct, frozen=True, kw_only=True):
    """How the messages of a chat are converted.

    Attributes:
        message: Builds a message.
        builders: Builds each kind of part.
        roles: The interface's names of roles.
        is_system_apart: Whether system messages are sent separately from the others.
        merges: Whether neighbors of the same role become one message.
        fetched: Kinds of files that the interface does not take as URLs.
    """

    message: Code
    builders: tuple[Builder, ...]
    roles: tuple[tuple[str, str], ...]
    is_system_apart: bool
    merges: bool
    fetched: tuple[str, ...]


class Interface(Struct, frozen=True, kw_only=True):
    """The calling rules of one interface of a provider; ``*_code`` attributes are Python expressions.

    Attributes:
        paths: All possible paths, for documentation.
        route_code: The route, if it differs from the provider's default.
        refusal_locals: Variables, with their values, that are assigned before the refusals are checked.
        body_locals: Variables, with their values, that are assigned before the body is built.
        media_types: The provider's names for media types; other types are refused.
        nest: The name of the object in the body that has the parameters; None if the body itself has them.
        top: Fields of ``extra_body`` that do not go into that object.
        cannot: Parameters that the interface cannot do.
        left_out: These, and those that are omitted.
        query_code: The query of a request; empty if there is none.
        stream_query_code: The query of a request for a stream.
        takes_query: Whether the query has the parameters and the fields of ``extra_body``.
        is_variant: Whether the interface is for some of the calls.
        has_own_stream: Whether a variant reads its streams by rules of its own.
        steps: The requests before the request itself.
        upload_test: Condition under which a media file is the whole body; empty if none is, ``always`` if it always is.
        text_code: The body as a text file; empty if it is not text.
        list_codes: The items around the object that takes the parameters, if the body is a list.
        method: HTTP method.
        has_body: Whether the request has a JSON body or a form.
        structured_output: The form in which the provider takes the schema of a response; empty for OpenAI's.
        fetches_media: Whether media files passed as URLs are downloaded before the request is sent.
        file_code: Computes from ``data`` the URL of a file that is downloaded after the response.
        is_job_shared: Whether the job rules are defined in the provider's package.
        errors: The rules for errors; None if the usual fields show them.
        are_errors_shared: Whether the rules for errors are defined in the provider's package.
        shared_stream: The protocol module with the stream rules; None if the provider has its own rules.
    """

    suffix: str
    paths: tuple[Prose, ...]
    path_code: str
    route_code: str | None
    refusals: tuple[Refusal, ...]
    refusal_locals: tuple[tuple[str, str], ...]
    body_locals: tuple[tuple[str, str], ...]
    media_types: tuple[tuple[str, str], ...]
    fetches_media: bool
    headers_code: str | None
    query_code: str
    stream_query_code: str
    takes_query: bool
    is_variant: bool = False
    has_own_stream: bool = True
    steps: tuple[Step, ...]
    upload_test: str
    text_code: str
    list_codes: tuple[list[str], list[str]] | None
    method: str
    has_body: bool
    fields_code: str
    spread_code: str | None
    nest: str | None
    top: tuple[str, ...]
    prefix_code: str | None
    is_form: bool
    cannot: tuple[str, ...]
    structured_output: str
    left_out: tuple[str, ...]
    poll: Poll | None
    is_job_shared: bool = False
    errors: Errors | None = None
    are_errors_shared: bool = False
    shared_stream: str | None
    file_code: Code | None
    stream: Stream | None
    messages: Messages | None = None

    @property
    def messages_name(self) -> str:
        """The name of the constant with the rules for messages."""
        return own_constant(self.suffix, "MESSAGES")

    @property
    def unsupported_name(self) -> str:
        """The name of the constant with the parameters that the interface cannot do."""
        return own_constant(self.suffix, "UNSUPPORTED")

    @property
    def rewrites_parameters(self) -> bool:
        """Whether the request does not contain every parameter as it was passed."""
        codes = [self.fields_code, self.query_code, self.text_code, self.headers_code or ""]
        codes += [value for _, value in self.body_locals]
        return bool(self.left_out) or self.takes_query or any("call.parameter(" in code for code in codes)

    @property
    def format_code(self) -> str:
        """The call with its schema in the provider's form, as an expression; empty for OpenAI's form."""
        match self.structured_output:
            case "json_object" | "tool" | "grammar" as form:
                return f"as_{form}(call)"
            case "none":
                return "refuse_schema(call, route.server, REGISTRY)"
            case _:
                return ""

    @property
    def where(self) -> str:
        """The paths of the request, in words."""
        return "the endpoint's own URL" if self.paths == ("",) else " or ".join(map(_in_words, self.paths))

    @property
    def send_text(self) -> Prose:
        """The first sentence of the docstring of ``send_request``."""
        return Prose(f"Send the request to {self.where}.")

    @property
    def send_details(self) -> Prose:
        """The rest of the docstring of ``send_request``; empty if the function returns the first response."""
        job = "poll the job until it finishes" if self.poll else ""
        file = "download the file in the response" if self.file_code else ""
        details = ", then ".join(filter(None, (job, file)))
        return Prose(f"{details[0].upper()}{details[1:]}." if details else "")

    @property
    def stream_text(self) -> Prose:
        """The docstring of ``open_stream``."""
        return Prose(f"Send the request to {self.where} and open the response as a stream.")

    @property
    def body_code(self) -> str:
        """The body, as an expression."""
        if self.takes_query and not self.is_form:
            return f"drop_unset({self.fields_code})"
        spread = f", {self.spread_code}" if self.spread_code else ""
        nest = f", nest={self.nest!r}" if self.nest and not self.is_form else ""
        nest += f", top={self.top!r}" if nest and self.top else ""
        code = f"call.{'form' if self.is_form else 'body'}({self.fields_code}{spread}{nest})"
        if self.list_codes is None:
            return code
        before, after = self.list_codes
        return f"[{', '.join([*before, code, *after])}]"

    @property
    def body_name(self) -> str:
        """The name of the variable for a body that is built before the request, if there is such a variable."""
        return "form" if self.is_form else "body"

    @property
    def post_code(self) -> str:
        """The request, as an expression."""
        value = self._body_call if self.stream else self.body_code if self.is_plain else self.body_name
        argument = f", {'form' if self.is_form else 'json'}={value}" if self.has_body else ""
        if self.text_code:
            argument = f", content={self.text_code}"
        return f"{self._send}{self.path_code}{argument}{self.more_arguments})"

    @property
    def is_upload(self) -> bool:
        """Whether a media file may be the whole body."""
        return bool(self.upload_test)

    @property
    def _send(self) -> str:
        """The beginning of the call that sends the request."""
        return "route.post(" if self.method == "POST" else f"route.send({self.method!r}, "

    @property
    def stream_code(self) -> str:
        """The request for a stream, as an expression."""
        assert self.stream is not None
        more = "" if self.stream.body_code == "{}" else f" | {self.stream.body_code}"
        body = f", json={self._body_call}{more}" if self.has_body else ""
        body += f", method={self.method!r}" if self.method != "POST" else ""
        query = f", query={self.stream_query_code}" if self.stream_query_code else ""
        headers = f", headers={self.headers_code}" if self.headers_code else ""
        path = self.stream.path_code or self.path_code
        return f"route.stream({path}, {self.stream_name}{body}{query}{headers})"

    @property
    def stream_name(self) -> str:
        """The name of the stream's rules."""
        if self.shared_stream is not None:
            return stream_constant(self.shared_stream.split(".")[-2])
        return f"{self.suffix.upper()}_STREAM" if self.suffix and self.has_own_stream else "STREAM"

    def function(self, name: str) -> str:
        """Return the name of a function of this interface alone, where a module has several."""
        return f"_{self.suffix}_{name}" if self.is_variant else f"_{name}"

    @property
    def media_types_name(self) -> str:
        """The name of the constant for the media types."""
        return f"{self.suffix.upper()}_MEDIA_TYPES" if self.is_variant else "MEDIA_TYPES"

    @property
    def _body_call(self) -> str:
        return f"_{self.suffix}_body(call, route)" if self.suffix else "_body(call, route)"

    @property
    def upload_code(self) -> str:
        """The request whose body is a media file, as an expression."""
        alone = "" if self.takes_query else f", alone={self.left_out!r}"
        file = f"call.upload(route.server{alone})" if self.upload_test == "always" else "file"
        return f"{self._send}{self.path_code}, content={file}{self.more_arguments})"

    @property
    def more_arguments(self) -> str:
        """Arguments of a request that follow its body."""
        query = f", query={self.query_code}" if self.query_code else ""
        headers = f", headers={self.headers_code}" if self.headers_code else ""
        return f"{query}{headers}, is_idempotent=False" if self.poll else f"{query}{headers}"

    @property
    def is_single(self) -> bool:
        """Whether the first response is also the last."""
        return self.poll is None and self.file_code is None

    @property
    def is_plain(self) -> bool:
        """Whether a call consists of a single request, or has no body that is built before."""
        return (self.is_single and not self.fetches_media and not self.steps) or not self.has_body

    @property
    def codes(self) -> list[Code | str | None]:
        """All generated code, for determining its imports."""
        poll = () if self.poll is None else ("wait_for_job", *(() if self.is_job_shared else self.poll.codes))
        codes: list[Code | str | None] = [self.path_code, self.body_code, self.prefix_code, *poll]
        codes += [self.query_code, self.stream_query_code, self.headers_code, self.route_code, self.text_code]
        codes += [code for step in self.steps for code in step.codes]
        codes += [self.upload_test.replace("always", "")]
        codes += [value for _, value in (*self.refusal_locals, *self.body_locals)]
        codes += [code for refusal in self.refusals for code in (refusal.code, "InputError")]
        codes += ["fetch_files"] if self.fetches_media else []
        codes += [self.stream.path_code, self.stream.body_code] if self.stream is not None else []
        if self.messages is not None:
            codes += ["MessageRules", self.messages.message, *(each.code for each in self.messages.builders)]
            codes += ["fetch_message_files"] if self.messages.fetched else []
        codes += self.errors.codes if self.errors is not None and not self.are_errors_shared else ()
        codes += [self.format_code] if self.format_code else []
        return codes + ([self.file_code, "download_file"] if self.file_code else [])


class ProviderTask(Struct, frozen=True, kw_only=True):
    """One task at one provider: a module with ``send_request``, ``parse_response`` and optionally ``open_stream``."""

    provider: str
    provider_module: str
    module: str
    title: Prose
    task: str
    docs: Prose
    protocol: Prose
    interfaces: tuple[Interface, ...]
    fallback_code: str
    fallback_statuses: tuple[int, ...]
    variants: tuple[tuple[str, str, bool], ...]
    takes_lists: bool
    output_types: tuple[str, ...]
    renames: tuple[tuple[str, str], ...]
    reads: str
    parsers: tuple[Parser, ...]
    is_media: bool
    imports: tuple[Import, ...]
    source: str

    @property
    def own_parsers(self) -> tuple[str, ...]:
        """The variants whose responses have a parser of their own."""
        return tuple(name for name, _, is_own in self.variants if is_own)

    @property
    def features(self) -> tuple[Prose, ...]:
        """Notes on unusual features of this task at this provider."""
        interface = self.interfaces[0]
        notes = ["Supports streaming."] if self.has_stream else []
        if interface.poll is not None:
            cancelled = "It can be cancelled." if interface.poll.cancel_code else "It cannot be cancelled."
            seconds = interface.poll.interval
            interval = "second" if seconds == 1 else f"{seconds:g} s"
            notes.append(f"A long-running job, polled every {interval} until it finishes. {cancelled}")
        if self.is_media and self.output_types:
            notes.append(f"`output_type` is {join_choices(self.output_types)}.")
        if self.takes_lists:
            notes.append("Accepts a list of inputs.")
        if interface.media_types:
            notes.append(f"Accepts {join_choices([name for name, _ in interface.media_types], code=False)}.")
        if interface.file_code:
            notes.append("If the response has the URL of a file, the file is downloaded.")
        notes += [f"`{name}` is sent as `{new}`." for name, new in self.renames]
        if self.fallback_statuses:
            statuses = join_choices([str(status) for status in self.fallback_statuses], code=False)
            other = "the native interface is" if self.interfaces[1].suffix == "native" else "the OpenAI interface is"
            if len(self.interfaces) > 2:
                where = [path for interface in self.interfaces[1:] for path in interface.paths]
                other = f"{join_choices(list(dict.fromkeys(where)))} is"
            reason = f"responds with {statuses}, or rejects the form of the request"
            notes.append(f"If the server {reason}, {other} tried.")
        return tuple(map(Prose, notes))

    @property
    def notes(self) -> tuple[Prose, ...]:
        """All notes on this task at this provider, including the calls that are refused."""
        refusals = self.interfaces[0].refusals
        refused = [Prose(f"Refused before a request is sent: {refusal.reason}.") for refusal in refusals]
        return (*self.features, *refused)

    @property
    def keeps_extra(self) -> bool:
        """Whether unknown fields of the response are kept on the result."""
        return not self.reads.startswith("list[")

    @property
    def has_stream(self) -> bool:
        """Whether the task is streamed at this provider."""
        return self.interfaces[0].stream is not None

    @property
    def package(self) -> str:
        """The dotted name of the module."""
        return f"inferwire.providers.{self.provider_module}.{self.module}"


class TypeField(Struct, frozen=True, kw_only=True):
    """A field of a documented type."""

    name: str
    annotation: str
    is_optional: bool
    description: Prose


class TypePage(Struct, frozen=True, kw_only=True):
    """A documented type, with its fields or, for an alias, its definition."""

    name: str
    description: Prose
    fields: tuple[TypeField, ...]
    alias: str


class ProtocolStream(Struct, frozen=True, kw_only=True):
    """The stream rules of a protocol for one task: a module that several providers share."""

    protocol: str
    task: str
    title: Prose
    docs: Prose
    stream: Stream
    imports: tuple[Import, ...]
    source: str

    @property
    def stream_name(self) -> str:
        """The name of the stream's rules."""
        return stream_constant(self.protocol)


class Token(Struct, frozen=True, kw_only=True):
    """The exchange of a provider's key for a token: its rules as an expression, its URL, and a sample response."""

    code: str
    url: str
    sample: object


class Provider(Struct, frozen=True, kw_only=True):
    """A row in the table of providers."""

    name: str
    title: Prose
    docs: Prose
    hub_org: Prose
    kind: str
    lifecycle: str
    sources: tuple[Prose, ...]
    source_date: str
    verified: str | None
    base_url: Prose
    prefix: Prose
    header: Prose
    scheme: Prose
    parameter: Prose
    account: tuple[tuple[str, str, str | None, bool], ...]
    secrets: tuple[str, ...]
    token: Token | None
    query: Prose
    variables: tuple[str, ...]
    needs_key: bool
    interchangeable: tuple[str, ...]
    batches: tuple[str, str] | None
    batch_tasks: tuple[str, ...]
    headers_code: str
    tasks: tuple[str, ...]
    urls_code: str | None
    models_code: str | None
    structured_output: str
    uploads: tuple[tuple[str, str], ...]
    job: Poll | None
    errors: Errors | None
    imports: tuple[Import, ...]
    source: str

    @property
    def calls(self) -> str:
        """The ways to call the provider."""
        if self.kind == "client-side":
            return "direct"
        how = "routed, direct" if self.variables else "routed"
        return f"{how}; retired" if self.lifecycle == "retired" else how

    @property
    def reach(self) -> str:
        """The routing of requests to the provider and their API key, in sentences."""
        how = {
            "provider": "through Hugging Face's router or directly"
            if self.variables
            else "through Hugging Face's router only",
            "client-side": "directly, because Hugging Face's router does not serve it",
            "router": "through Hugging Face's router, which chooses the provider",
            "endpoint": "at the URL that the caller passes",
        }[self.kind]
        retired = ""
        if self.lifecycle == "retired":
            how = "directly" if self.kind == "provider" and self.variables else how
            retired = "; Hugging Face no longer routes to it"
        if not self.variables:
            return f"Called {how}{retired}."
        key = f"Its API key is read from {join_choices(self.variables)} and sent as ``{self.key_form}``."
        return f"Called {how}{retired}. {key}"

    @property
    def key_form(self) -> str:
        """How the key is sent: in a header, or in the query."""
        if self.parameter:
            return f"?{self.parameter}=<key>"
        if self.token is not None:
            return f"{self.header}: {f'{self.scheme} <token>'.strip()}"
        return f"{self.header}: {f'{self.scheme} <key>'.strip()}"

    @property
    def example_account(self) -> dict[str, str]:
        """Placeholder values of an account, for examples."""
        return {name: default or f"my-{name.replace('_', '-')}" for name, _, default, _ in self.account}

    @property
    def unusual(self) -> str:
        """Restrictions on calling the provider; empty if it can be called both through the router and directly."""
        if self.kind == "client-side":
            return "direct only"
        words = [] if self.variables else ["routed only"]
        return ", ".join([*words, *(["retired"] if self.lifecycle == "retired" else [])])


class PrivateModule(Struct, frozen=True, kw_only=True):
    """A private provider, which is generated as a single module.

    Attributes:
        tasks: The provider's tasks, all in one module.
        source: The provider's YAML file.
        command: The command that generates the module.
    """

    provider: Provider
    tasks: tuple[ProviderTask, ...]
    source: str
    command: str


class Sample(Struct, frozen=True, kw_only=True):
    """The emulator's data for one task at one provider; responses are JSON."""

    provider: str
    task: str
    base_url: Prose
    routed_query: Prose
    paths: tuple[Prose, ...]
    input_fields: tuple[str, ...]
    responses: Prose
    before: Prose
    job_path: Prose
    result_path: Prose
    cancel_path: Prose
    cancel_method: str
    cancelled_status: Prose
    is_open: bool
    is_polled_by_post: bool
    needs_key_for_files: bool
    takes_lists: bool
    method: str
    steps: tuple[tuple[str, str, Prose], ...]
    text_type: str
    model: Prose
    stream: Prose
    done: Prose
    stream_path: Prose
    sends_lines: bool


class Module(Struct, frozen=True, kw_only=True):
    """A module of types, whose text is already generated."""

    path: str
    text: str


class MethodGroup(Struct, frozen=True, kw_only=True):
    """The methods of both clients for a group of tasks.

    Attributes:
        name: Name of the group and its module.
        imports: The imports of the types in the methods' annotations.
    """

    name: str
    tasks: tuple[Task, ...]
    imports: tuple[Import, ...]

    @property
    def class_name(self) -> str:
        """The name of the class with the blocking methods."""
        return methods_class(self.name)

    @property
    def title(self) -> str:
        """The tasks, in words."""
        return "chat and text generation" if self.name == "chat" else f"{self.name} tasks"


class HubField(Struct, frozen=True, kw_only=True):
    """A field of a type that is called as in huggingface_hub."""

    name: str
    annotation: str
    is_required: bool
    description: Prose

    @property
    def declaration(self) -> str:
        """The field in its class."""
        if self.is_required:
            return f"{self.name}: {self.annotation}"
        return f"{self.name}: {self.annotation.removesuffix(' | None')} | None = None"


class HubClass(Struct, frozen=True, kw_only=True):
    """A type that is called as in huggingface_hub."""

    name: str
    description: Prose
    fields: tuple[HubField, ...]

    @property
    def summary(self) -> Prose:
        """The first sentence of the description."""
        return Prose(f"{self.description.partition('. ')[0].rstrip('.') or 'An object'}.")

    @property
    def details(self) -> Prose:
        """The other sentences."""
        return Prose(self.description.partition(". ")[2])


class HubAlias(Struct, frozen=True, kw_only=True):
    """Another name, as huggingface_hub has it, of a type or of a choice of values."""

    name: str
    description: Prose
    code: str


class HubMethod(Struct, frozen=True, kw_only=True):
    """A task's method in the client that behaves as huggingface_hub's.

    Attributes:
        returns: Type of the result there.
        convert: Function that makes it of inferwire's result.
        item: Type of a stream's items.
        is_text: Whether the result is a string unless details are wanted.
        pair: Arguments of which one needs the other.
    """

    task: Task
    returns: str
    convert: str
    item: str | None
    is_text: bool
    pair: tuple[str, ...]

    @property
    def takes_audio(self) -> bool:
        """Whether an input is audio."""
        return any(kind == "audio" for _, kind in self.task.media)


class HubApi(Struct, frozen=True, kw_only=True):
    """The types and methods under huggingface_hub's names."""

    classes: tuple[HubClass, ...]
    aliases: tuple[HubAlias, ...]
    methods: tuple[HubMethod, ...]


OPENAI_TASKS = frozenset(
    {
        *("chat-completion", "feature-extraction", "text-to-image", "image-to-image", "text-to-speech"),
        *("automatic-speech-recognition", "responses"),
    }
)


class VectorInterface(Struct, frozen=True, kw_only=True):
    """The methods for many texts.

    Attributes:
        embedding: The task that computes embeddings.
        ranking: The task that ranks texts.
    """

    embedding: Task
    ranking: Task


class OpenAiInterface(Struct, frozen=True, kw_only=True):
    """The interface of OpenAI's client to the tasks.

    Attributes:
        chat: The task of chats.
        responses: The task of the Responses API.
        imports: The imports of the types in the annotations of its methods.
    """

    chat: Task
    responses: Task
    imports: tuple[Import, ...]


class Api(Struct, frozen=True, kw_only=True):
    """The intermediate representation of the whole package."""

    tasks: tuple[Task, ...]
    provider_tasks: tuple[ProviderTask, ...]
    protocol_streams: tuple[ProtocolStream, ...]
    providers: tuple[Provider, ...]
    samples: tuple[Sample, ...]
    hub_tasks: tuple[tuple[str, str], ...]
    methods: tuple[tuple[str, str], ...]
    types: tuple[Module, ...]
    exports: tuple[Import, ...]
    hub: HubApi

    @property
    def groups(self) -> tuple[MethodGroup, ...]:
        """The tasks, grouped as their methods are."""
        names = sorted({task.group for task in self.tasks})
        return tuple(self._group(name, [task for task in self.tasks if task.group == name]) for name in names)

    @property
    def job_tasks(self) -> frozenset[str]:
        """The tasks that some provider runs as jobs."""
        return frozenset(item.task for item in self.provider_tasks if any(each.poll for each in item.interfaces))

    @property
    def vectors(self) -> VectorInterface | None:
        """The methods for many texts; None if a task that they need is missing."""
        tasks = {task.name: task for task in self.tasks}
        if not tasks.keys() >= {"feature-extraction", "text-ranking"}:
            return None
        return VectorInterface(embedding=tasks["feature-extraction"], ranking=tasks["text-ranking"])

    @property
    def openai(self) -> OpenAiInterface | None:
        """The interface of OpenAI's client; None if a task that it needs is missing."""
        tasks = {task.name: task for task in self.tasks}
        if not tasks.keys() >= OPENAI_TASKS:
            return None
        chat = tasks["chat-completion"]
        return OpenAiInterface(chat=chat, responses=tasks["responses"], imports=self._group(chat.group, [chat]).imports)

    def _group(self, name: str, tasks: list[Task]) -> MethodGroup:
        modules: dict[str, set[str]] = {}
        for task in tasks:
            modules.setdefault(f"inferwire.tasks.{task.module}", set()).add(task.provider_alias)
            for line in task.type_imports:
                modules.setdefault(line.module, set()).update(line.names)
        imports = [Import(module=module, names=tuple(sorted(found))) for module, found in sorted(modules.items())]
        return MethodGroup(name=name, tasks=tuple(tasks), imports=tuple(imports))

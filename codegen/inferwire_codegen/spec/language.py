"""The language of spec files: one Struct for each mapping, with a field for each key.

Editor schemas and the language reference are generated from these types, so their descriptions are documentation.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, field

from inferwire_codegen.spec.naming import ID

Data: TypeAlias = Any  # any JSON
Template: TypeAlias = Any  # a literal, an expression ("=..."), or a mapping or list of them
VERSION = 3  # of the language of overlays, protocols and providers; a file without a version is of version 1
CUSTOM = "custom"  # the task of calls that no schema describes
MIGRATE = "nox -s migrate --"  # followed by files; migrates them to this version
LONGEST_PAUSE = 60  # seconds between two polls of a job
Kind: TypeAlias = Literal["image", "audio", "video"]
Version: TypeAlias = Annotated[Literal[3], Meta(description="Version of this language.")]

# Patterns for editors; `compile` checks the same rules with better messages, and everything that they cannot express.
Expression: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^="})]
Id: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": f"^{ID.pattern}$"})]
Sentence: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "\\S"})]
Status: TypeAlias = Annotated[str, Meta(extra_json_schema={"minLength": 1})]
Url: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^https?://[^ @/?#]+([/?#][^ ]*)?$"})]
BaseUrl: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^(https?://[^ @?#]*[^ @?#/])?$"})]
Variable: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^[A-Z][A-Z0-9_]*$"})]
Date: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})]
MediaType: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": "^[a-z]+/[a-z0-9][a-z0-9.+-]*$"})]


StructuredOutput: TypeAlias = Literal["json_schema", "json_object", "tool", "grammar", "none"]
BaseName: TypeAlias = Literal[
    "response",
    "chunk",
    "message",
    "tool_call",
    "function",
    "usage",
    "transcription",
    "ranked",
    "openai_response",
    "openai_event",
    "openai_message",
    "openai_usage",
]


class SchemaChanges(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Changes to a task's schemas, applied in this order; each must change something."""

    rename: Annotated[dict[str, str], Meta(description="Definitions and their new names.")] = {}
    define: Annotated[dict[str, Data], Meta(description="Definitions that the task's schemas lack.")] = {}
    replace: Annotated[dict[str, Data], Meta(description="Definitions that replace existing ones.")] = {}
    flatten: Annotated[list[str], Meta(description="Unions of objects to merge into one object.")] = []
    patch: Annotated[dict[str, Data], Meta(description="Merge patches (RFC 7396) of definitions.")] = {}
    open_enum: Annotated[list[str], Meta(description="Enumerations to which servers add values.")] = []
    optional: Annotated[
        dict[str, list[str]], Meta(description="Required fields that servers may leave out or set to null.")
    ] = {}
    default: Annotated[dict[str, dict[str, Data]], Meta(description="Values of fields that servers leave out.")] = {}
    tagged: Annotated[
        list[str],
        Meta(
            description="Unions of objects that their `type` distinguishes. Objects of unknown types are read as the "
            "branch whose type is '*'."
        ),
    ] = []
    alias_of: Annotated[dict[str, str], Meta(description="Definitions that duplicate another one.")] = {}
    media: Annotated[
        dict[str, list[str]],
        Meta(description="Fields that contain a media file: as a string in responses, as any input in requests."),
    ] = {}
    base: Annotated[
        dict[str, BaseName],
        Meta(description="Definitions that have a base class of their own: servers write them in several shapes."),
    ] = {}


class TaskStreamSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the items of a task's streams become its result, at every provider that does not set it differently."""

    whole: Annotated[Template, Meta(description="The item of a complete result, for servers that do not stream.")] = (
        None
    )
    delta_fields: Annotated[list[str], Meta(description="Names of fields whose strings are concatenated.")] = field(
        default_factory=list[str], name="pieces"
    )
    final: Annotated[
        Template, Meta(description="The complete result, built from all items merged; 'pieces' are concatenated.")
    ] = None
    final_text: Annotated[Expression | None, Meta(description="Expression on the complete result: its text.")] = None


class OverlaySpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Additions to a task's schemas that the Python package needs."""

    version: Version
    summary: Annotated[str, Meta(description="First line of the function's docstring: one imperative sentence.")]
    arguments: Annotated[
        dict[str, str],
        Meta(description="Arguments that may be passed by position, in order, with their path in the input."),
    ] = {}
    media: Annotated[dict[str, Kind], Meta(description="Arguments that are media files.")] = {}
    method: Annotated[
        str | None, Meta(description="Name of the method and of the function, if not that of the task.")
    ] = None
    conversation: Annotated[
        bool, Meta(description="The input is a list of messages, whose content parts may be media files.")
    ] = False
    returns: Annotated[Kind | None, Meta(description="The result is a media file of this kind.")] = None
    unwrap_first: Annotated[
        bool, Meta(description="The result is the first item of the list that the schema describes.")
    ] = False
    list_if: Annotated[
        str | None,
        Meta(description="With 'unwrap_first': a parameter that, when passed, makes the result the whole list."),
    ] = None
    batch: Annotated[
        str | None,
        Meta(description="An argument that may also be a list; the result is then a list, one for each item."),
    ] = None
    formats: Annotated[
        dict[str, Literal["json_schema", "grammar"]],
        Meta(
            description="Parameters that may also be a Python type, whose JSON Schema is sent: as OpenAI's "
            "`response_format`, or as the grammar of Text Generation Inference."
        ),
    ] = {}
    functions: Annotated[
        list[str], Meta(description="Parameters that are lists of tools, which may also be Python functions.")
    ] = []
    open_keywords: Annotated[
        bool, Meta(description="Keyword arguments that are neither of the task nor options are sent as parameters.")
    ] = False
    vectors: Annotated[
        bool,
        Meta(description="The result is a vector for one text, and a list of vectors for a list of texts."),
    ] = False
    ranks: Annotated[
        str | None,
        Meta(
            description="An argument, a list of texts. The result is sorted by falling score, has the text of "
            "each, and ends after 'top_n' items."
        ),
    ] = None
    untyped_items: Annotated[
        bool, Meta(description="The items of the result depend on the model and are typed as Any.")
    ] = False
    upstream: Annotated[bool, Meta(description="Whether upstream has this task; false for tasks of our own.")] = True
    hub_task: Annotated[str | None, Meta(description="Name of the task in the Hub's mappings.")] = None
    accepts: Annotated[
        dict[str, str], Meta(description="Arguments whose lists also accept items of a result type.")
    ] = {}
    example: Annotated[
        dict[str, Data],
        Meta(description="Arguments of a call, for documentation, demo and tests; {$media: type} is a media file."),
    ] = {}
    example_model: Annotated[
        str | None, Meta(description="A model on the Hub for this task; the emulator serves it under this name.")
    ] = None
    example_shows: Annotated[str | None, Meta(description="The part of the result that examples print.")] = None
    stream: Annotated[
        TaskStreamSpec | None, Meta(description="How the items of streams become the result, at every provider.")
    ] = None
    schema: Annotated[SchemaChanges, Meta(description="Changes to the schemas.")] = SchemaChanges()


class StreamSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a stream is requested and read. A mapping's own keys override those of its protocol and of the task."""

    path: Annotated[str | None, Meta(description="Path of requests for streams, if not that of the mapping.")] = None
    format: Annotated[
        Literal["events", "lines"],
        Meta(description="events: server-sent events, the default; lines: JSON, a line for each event."),
    ] = "events"
    query: Annotated[dict[str, Template] | None, Meta(description="Parameters in the query that request a stream.")] = (
        None
    )
    body: Annotated[dict[str, Template] | None, Meta(description="Fields that request a stream.")] = None
    done: Annotated[Status | None, Meta(description="Data of the event that ends the stream.")] = None
    finished: Annotated[Expression | None, Meta(description="Expression on an item: true for the last one.")] = None
    text: Annotated[
        Expression | None, Meta(description="Expression on an event: the text it adds; collected() concatenates it.")
    ] = None
    item: Annotated[
        Template,
        Meta(
            description="The item of an event; the event itself if omitted.",
            extra_json_schema={"not": {"const": []}},
        ),
    ] = "=@"
    whole: Annotated[Template, Meta(description="The item of a complete response, for servers that do not stream.")] = (
        None
    )
    delta_fields: Annotated[list[str], Meta(description="Names of fields whose strings are concatenated.")] = field(
        default_factory=list[str], name="pieces"
    )
    final: Annotated[
        Template, Meta(description="The complete result, built from all items merged; 'pieces' are concatenated.")
    ] = None
    final_text: Annotated[Expression | None, Meta(description="Expression on the complete result: its text.")] = None
    sample: Annotated[list[Data], Meta(description="Shortened events of a real stream.")] = []


class CancelSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a job is cancelled when its caller stops waiting."""

    url: Annotated[
        Expression | None,
        Meta(
            description="Expression on the response to the submission: a URL; only its "
            "path is used, at the host of the submission."
        ),
    ] = None
    path: Annotated[str | None, Meta(description="Path that cancels the job, with the names of `path` of 'poll'.")] = (
        None
    )
    method: Annotated[Literal["POST", "PUT", "DELETE"], Meta(description="HTTP method; POST if omitted.")] = "POST"


class PollSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a long-running job is polled until it finishes; expressions refer to a response."""

    path: Annotated[
        str | None,
        Meta(
            description="Path to poll; {job} is the job's ID, {model} the provider's name of the model, and {name} "
            "a value of the account."
        ),
    ] = None
    job: Annotated[
        Expression | None,
        Meta(
            description="Expression on the response to the submission: the job's ID, a string or an int; "
            "`path(x)` is an ID that is a path."
        ),
    ] = None
    body: Annotated[
        Template,
        Meta(description="JSON body of polls, which are then POST requests; `job` and `model` are names in it."),
    ] = None
    headers: Annotated[dict[str, str], Meta(description="Headers of polls.")] = {}
    url: Annotated[
        Expression | None,
        Meta(
            description="Expression on the response to the submission: the URL to poll; only "
            "its path is used, at the host of the submission."
        ),
    ] = None
    domain: Annotated[
        str | None, Meta(description="Domain of the hosts that are polled at the full 'url', without a key.")
    ] = None
    counter: Annotated[str | None, Meta(description="Query parameter that counts the polls, from 0.")] = None
    status: Annotated[
        Expression, Meta(description="Expression on a response: the job's status: a string, an int, true or false.")
    ]
    done: Annotated[
        Status | bool | int | list[Status | bool | int],
        Meta(description="The status of a finished job, or several.", extra_json_schema={"minItems": 1}),
    ]
    failed: Annotated[
        Status | bool | int | list[Status | bool | int],
        Meta(
            description="The status of a failed job, or several; any other status is polled again, up to the "
            "call's timeout."
        ),
    ]
    reason: Annotated[Expression | None, Meta(description="Expression on a response: why the job failed.")] = None
    result: Annotated[
        Annotated[str, Meta(extra_json_schema={"pattern": "^[=/]"})] | None,
        Meta(
            description="Where the result is, if the last response does not contain it: an expression on the first or "
            "last response for its URL, or a path with the names of `path` and with fields of these responses."
        ),
    ] = None
    cancel: Annotated[CancelSpec | None, Meta(description="How to cancel a job, if the provider supports it.")] = None
    every: Annotated[
        float,
        Meta(
            description="Seconds between polls; a Retry-After header takes precedence.",
            extra_json_schema={"exclusiveMinimum": 0, "maximum": LONGEST_PAUSE},
        ),
    ] = 1.0
    samples: Annotated[
        list[Data],
        Meta(
            description="Real responses before the result: to the submission, then to "
            "polls, with {job} in place of the id.",
            extra_json_schema={"minItems": 1},
        ),
    ]
    failures: Annotated[list[Data], Meta(description="Shortened responses about jobs that failed.")] = []


class ErrorSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How responses report errors, where neither their status nor the usual fields show them."""

    when: Annotated[
        Expression | None,
        Meta(
            description="Expression on a response or an event: true if it reports an error, whatever its status. "
            "Omitted: the status decides."
        ),
    ] = None
    text: Annotated[
        Expression | None,
        Meta(description="Expression on it: the error message; the usual fields are searched if omitted."),
    ] = None
    key: Annotated[Expression | None, Meta(description="Expression on it: true if the API key is wrong.")] = None
    status: Annotated[
        Expression | None,
        Meta(description="Expression on it: the HTTP status that the error stands for, such as 429, which is retried."),
    ] = None
    samples: Annotated[
        list[Data],
        Meta(description="Shortened responses that report errors.", extra_json_schema={"minItems": 1}),
    ]


class MessagesSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the messages of a chat are converted, for interfaces that are not OpenAI's; what has no key is refused."""

    system: Annotated[
        Literal["apart"] | None,
        Meta(description="apart: system messages are not among the others; the body has their text as =system."),
    ] = None
    roles: Annotated[
        dict[str, str],
        Meta(description="The interface's names of roles, if they differ."),
    ] = {}
    merge: Annotated[bool, Meta(description="Whether neighbors of the same role become one message.")] = False
    message: Annotated[
        Template,
        Meta(
            description="A message, from role, parts, texts, images, audios, videos, files, calls, results, name, id "
            "and the caller's message. Default: {role: =role, content: =parts}."
        ),
    ] = None
    text: Annotated[Template, Meta(description="A text part, from text and the caller's part.")] = None
    image: Annotated[
        Template,
        Meta(
            description="An image, from image, detail and part. For any file: base64(image), "
            "data_url(image), media_type(image), and url(image), which is null if it is no URL."
        ),
    ] = None
    audio: Annotated[Template, Meta(description="Audio, from audio, format and part.")] = None
    video: Annotated[Template, Meta(description="A video, from video and part.")] = None
    file: Annotated[Template, Meta(description="A document, from file, filename, file_id and part.")] = None
    call: Annotated[
        Template, Meta(description="A tool call, from id, name, arguments, which are decoded, and the caller's call.")
    ] = None
    result: Annotated[
        Template,
        Meta(
            description="The result of a tool, from id, name of the tool, text, parts and message. Without it, the "
            "message of a tool has its text as a part."
        ),
    ] = None
    reasoning: Annotated[
        Template,
        Meta(description="What precedes the other parts of an assistant's message, from the fields of the message."),
    ] = None


class RefusalSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Calls that a provider does not support; they are refused before a request is sent."""

    when: Annotated[Expression, Meta(description="Expression on the request: true for such a call.")]
    because: Annotated[Sentence, Meta(description="The error message: what is wrong, and what to do.")]


class AlternativeSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A further interface, for servers that lack those before it."""

    protocol: Annotated[str, Meta(description="The interface.")]
    api: Annotated[
        Literal["openai", "native"],
        Meta(description="Its name in `endpoint(url, api=)`."),
    ] = "native"
    path: Annotated[str | None, Meta(description="Its path, if not the protocol's.")] = None
    name: Annotated[Id | None, Meta(description="Its name in generated code, if another has the same protocol.")] = None


class FallbackSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A second interface, for servers that lack the first."""

    protocol: Annotated[str, Meta(description="The second interface.")]
    api: Annotated[
        Literal["openai", "native"],
        Meta(description="Name of the second interface in `endpoint(url, api=)`; the first has the other name."),
    ] = "native"
    path: Annotated[str | None, Meta(description="Path of the second interface, if not the protocol's.")] = None
    statuses: Annotated[list[int], Meta(description="Status codes that show that an interface is missing.")]
    messages: Annotated[
        list[Sentence],
        Meta(description="Parts of error messages that show this, under the status 200, 400, 422 or 501."),
    ] = []
    first_with: Annotated[
        list[str],
        Meta(
            description="Parameters that only the native interface has, or with 'then' only this one; it is tried "
            "first if one of them is passed."
        ),
    ] = []
    then: Annotated[
        list[AlternativeSpec],
        Meta(
            description="Further interfaces, tried in this order. `api` of the second interface is then its own name, "
            "and the first has the name 'native'."
        ),
    ] = []


class AccountSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value of the caller's account, such as a resource, a region or a project."""

    env: Annotated[Variable, Meta(description="Environment variable that holds the value.")]
    default: Annotated[str | None, Meta(description="The value if there is no other.")] = None
    optional: Annotated[bool, Meta(description="Whether calls do without it: what it is part of is left out.")] = False
    secret: Annotated[
        bool,
        Meta(description="Whether it is a second key: it can only be sent in headers and queries, and is never shown."),
    ] = False


class UploadSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A media file that is the whole body of a request."""

    media: Annotated[str, Meta(description="The media file.", extra_json_schema={"const": "=inputs"})]
    when: Annotated[
        Expression | None, Meta(description="Expression on the request: true if the file is the body; else 'body' is.")
    ] = None


class StepSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A request before the request itself, such as the upload of a file."""

    when: Annotated[Expression | None, Meta(description="Expression on the request: true if the step is needed.")] = (
        None
    )
    base_url: Annotated[BaseUrl | UnsetType, Meta(description="Base URL, if not that of the request itself.")] = UNSET
    path: Annotated[str, Meta(description="Path below the base URL.")]
    method: Annotated[Literal["POST", "PUT"] | UnsetType, Meta(description="HTTP method; POST if omitted.")] = UNSET
    query: Annotated[dict[str, Template] | UnsetType, Meta(description="Parameters of the query.")] = UNSET
    headers: Annotated[dict[str, str] | UnsetType, Meta(description="Headers, as those of a mapping.")] = UNSET
    upload: Annotated[
        Annotated[str, Meta(extra_json_schema={"const": "=inputs"})] | UnsetType,
        Meta(description="The media file, as the whole body."),
    ] = UNSET
    body: Annotated[dict[str, Template] | UnsetType, Meta(description="A JSON body instead.")] = UNSET
    form: Annotated[dict[str, Template] | UnsetType, Meta(description="A multipart form instead.")] = UNSET
    returns: Annotated[
        Expression, Meta(description="Expression on its response: the value that the request names `before.<name>`.")
    ]
    sample: Annotated[Data, Meta(description="A shortened real response.")]


class TokenSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The exchange of the key for a token, which requests carry in its place until it expires."""

    url: Annotated[Url, Meta(description="URL of the exchange, the only one that the key is sent to.")]
    form: Annotated[
        dict[str, str],
        Meta(
            description="Fields of a URL-encoded form; `=api_key` is the key, `=account.<name>` a value of the account."
        ),
    ] = {}
    body: Annotated[dict[str, str], Meta(description="Fields of a JSON body instead.")] = {}
    headers: Annotated[dict[str, str], Meta(description="Headers of the exchange.")] = {}
    returns: Annotated[Expression, Meta(description="Path of the token in the response.")]
    lasts: Annotated[
        Expression | None, Meta(description="Path of its lifetime in seconds; ten minutes if the response has none.")
    ] = None
    sample: Annotated[Data, Meta(description="A shortened real response.")]


class TextSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A body that is text or XML."""

    type: Annotated[MediaType, Meta(description="Its media type.")]
    content: Annotated[
        str,
        Meta(description="The text, with expressions in braces: `{inputs}`; in XML and HTML, values are escaped."),
    ]


class MappingSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a provider serves one task; omitted keys come from the protocol."""

    protocol: Annotated[
        str | None,
        Meta(
            description="Name of the protocol that this mapping extends; its own keys "
            "take precedence, and null removes one."
        ),
    ] = None
    base_url: Annotated[
        BaseUrl | UnsetType | None,
        Meta(description="Base URL of direct calls, if not the provider's."),
    ] = UNSET
    routed_query: Annotated[
        str | UnsetType | None, Meta(description="Query of all requests through the Hub's router, as 'name=value'.")
    ] = UNSET
    path: Annotated[
        str | UnsetType | None,
        Meta(
            description="Path below the base URL, or an expression that selects one; "
            "{model} is the provider's name of the model."
        ),
    ] = UNSET
    refuse: Annotated[
        list[RefusalSpec] | UnsetType | None, Meta(description="Calls that the provider does not support.")
    ] = UNSET
    media_types: Annotated[
        dict[MediaType, MediaType] | UnsetType | None,
        Meta(
            description="Media types that the provider accepts, mapped to its names for them; others are refused. "
            "URLs are judged by their extension."
        ),
    ] = UNSET
    query: Annotated[
        dict[str, Template] | UnsetType | None,
        Meta(
            description="Parameters of the query; those that are not passed are left out, a list repeats its name, "
            "and '...' merges the parameters."
        ),
    ] = UNSET
    headers: Annotated[
        dict[str, str] | UnsetType | None,
        Meta(description="Headers to send: text with `{name}` for values of the account, or expressions."),
    ] = UNSET
    rename: Annotated[
        dict[str, str] | UnsetType | None,
        Meta(
            description="Parameters, mapped to the provider's names for them; a parameter "
            "passed under such a name takes precedence."
        ),
    ] = UNSET
    flatten: Annotated[
        list[str] | UnsetType | None,
        Meta(description="Parameters that are objects, whose fields are sent next to the other parameters instead."),
    ] = UNSET
    top: Annotated[
        list[str] | UnsetType | None,
        Meta(
            description="Fields of the API itself. If the body has the parameters in an object of their own, "
            "all other fields of a caller's `extra_body` go into that object, too."
        ),
    ] = UNSET
    omit: Annotated[
        list[str] | UnsetType | None,
        Meta(description="Parameters that the provider refuses, or that the body sends in another form."),
    ] = UNSET
    cannot: Annotated[
        list[str] | UnsetType | None,
        Meta(description="Parameters that the interface lacks: left out with a warning, or as `unsupported` selects."),
    ] = UNSET
    structured_output: Annotated[
        StructuredOutput | UnsetType | None,
        Meta(
            description="How the provider takes the JSON Schema of a response; OpenAI's json_schema if omitted. "
            "json_object: any JSON, so that the schema goes into the first message; tool: the arguments of a tool "
            "that must be called; grammar: as Text Generation Inference; none: refused before a request is sent."
        ),
    ] = UNSET
    prefix: Annotated[
        Expression | UnsetType | None,
        Meta(description="Expression on the request: text that `prefixed` and, in streams, `collected` begin with."),
    ] = UNSET
    before: Annotated[
        dict[str, StepSpec] | UnsetType | None,
        Meta(description="Requests to make first, in order; `before.<name>` is what each returns."),
    ] = UNSET
    method: Annotated[
        Literal["POST", "GET", "PUT", "PATCH"] | UnsetType | None,
        Meta(description="HTTP method; POST if omitted. GET has no body."),
    ] = UNSET
    body: Annotated[
        dict[str, Template] | list[Template] | UnsetType | None,
        Meta(
            description="The JSON body; '...' merges an object into it, without overriding fields. A list has one "
            "object that takes the parameters."
        ),
    ] = UNSET
    text: Annotated[TextSpec | UnsetType | None, Meta(description="A body of text or XML instead of 'body'.")] = UNSET
    form: Annotated[
        dict[str, Template] | UnsetType | None,
        Meta(
            description="A multipart form instead of 'body'; media files become file "
            "parts, a list of files, or one whose name ends in [], becomes a part for each; other values become JSON."
        ),
    ] = UNSET
    messages: Annotated[
        MessagesSpec | UnsetType | None,
        Meta(description="How the messages of a chat are converted; the body has them as =messages."),
    ] = UNSET
    batch: Annotated[
        bool | UnsetType | None,
        Meta(
            description="Whether the input may be a list. The response then has one item for each, and 'output' is "
            "applied to each item."
        ),
    ] = UNSET
    upload: Annotated[
        Annotated[str, Meta(extra_json_schema={"const": "=inputs"})] | UploadSpec | UnsetType | None,
        Meta(
            description="A media file that is the whole body if nothing else is passed, or always if the query has "
            "the parameters."
        ),
    ] = UNSET
    output_types: Annotated[
        list[Literal["bytes", "url", "data_url", "json"]] | UnsetType | None,
        Meta(description="Forms in which the provider can return a media file; all if omitted."),
    ] = UNSET
    output: Annotated[Template | UnsetType | None, Meta(description="The task's result, built from the response.")] = (
        UNSET
    )
    error: Annotated[
        ErrorSpec | UnsetType | None,
        Meta(description="How responses, polls and streams report errors."),
    ] = UNSET
    poll: Annotated[
        PollSpec | UnsetType | None,
        Meta(
            description="How a long-running job is polled. A response that is a media "
            "file, or names no job, is the result."
        ),
    ] = UNSET
    fetch: Annotated[
        Expression | UnsetType | None,
        Meta(description="Expression on the response: URL of a file that 'output' uses as file()."),
    ] = UNSET
    stream: Annotated[StreamSpec | UnsetType | None, Meta(description="How streams are requested and read.")] = UNSET
    variants: Annotated[
        list[VariantSpec] | UnsetType | None,
        Meta(description="Calls that are made otherwise, by their model or arguments: the first whose 'when' is true."),
    ] = UNSET
    fallback: Annotated[FallbackSpec | UnsetType | None, Meta(description="A second interface.")] = UNSET
    example_model: Annotated[
        str | UnsetType | None,
        Meta(description="The provider's name for a model that supports this task, if not every model does."),
    ] = UNSET
    sample: Annotated[
        Data | UnsetType | None,
        Meta(
            description="A shortened real response, which is validated here and served by the emulator. "
            "{$media: image/png} is a media file."
        ),
    ] = UNSET
    samples: Annotated[
        list[Data] | UnsetType | None, Meta(description="Several sample responses, if they differ in structure.")
    ] = UNSET


class VariantSpec(MappingSpec, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Calls that are made otherwise. It has the settings of a mapping, which take precedence; null removes one."""

    when: Annotated[Expression, Meta(description="Expression on the request: true for such a call.")]
    name: Annotated[str | None, Meta(description="Its name in the generated code; `variant_1` if omitted.")] = None


class UrlsSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the URL of an endpoint is read: which part is the base URL, and which interface the server has."""

    openai: Annotated[
        list[str], Meta(description="Ends of paths that each name a call of OpenAI's interface, after the version.")
    ]
    native: Annotated[list[str], Meta(description="Ends of paths that each name a call of another interface.")] = []
    version: Annotated[
        str,
        Meta(description="First segment of OpenAI's paths; a base URL with a path of its own replaces it."),
    ]
    versioned: Annotated[
        str | None,
        Meta(description="Pattern of the host and path of base URLs that the version is nevertheless appended to."),
    ] = None
    names_openai: Annotated[
        str | None, Meta(description="Pattern of the path of base URLs that have OpenAI's interface.")
    ] = None


class ModelsSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the model of an endpoint is found if the caller passes none."""

    path: Annotated[str, Meta(description="Path of the list of models.")]
    default: Annotated[str, Meta(description="Name to send if the server lists no models.")]
    hosts: Annotated[
        list[str], Meta(description="Ends of the hosts whose endpoints have one model; its list is not requested.")
    ] = []
    tasks: Annotated[list[str], Meta(description="Tasks that need the name of a model.")]


class SourceSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a provider's file was written from."""

    urls: Annotated[
        list[Url],
        Meta(description="Public documentation, or test data of public clients.", extra_json_schema={"minItems": 1}),
    ]
    date: Annotated[Date, Meta(description="Day on which they were read, as 2026-01-31.")]


class ProtocolSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An API that several providers share."""

    version: Version
    protocol: Annotated[Id, Meta(description="Its name, which is also the name of the file.")]
    title: Annotated[str, Meta(description="A short description.")]
    docs: Annotated[Url, Meta(description="URL of its documentation.")]
    tasks: Annotated[dict[str, MappingSpec], Meta(description="The tasks it covers.")]
    common: Annotated[MappingSpec, Meta(description="Settings shared by all its tasks.")] = MappingSpec()


class BatchesSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a provider takes many calls in one file, as OpenAI's Batch API does."""

    path: Annotated[str, Meta(description="Path of the batches, below the base URL.")] = "/v1/batches"
    files: Annotated[str, Meta(description="Path of the files with calls and results.")] = "/v1/files"
    tasks: Annotated[list[str], Meta(description="Tasks whose calls a batch can hold.")]


class ProviderSpec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A provider, with its URL, its authentication and its tasks."""

    version: Version
    provider: Annotated[Id, Meta(description="Its name on the Hub, which is also the name of the file.")]
    title: Annotated[str, Meta(description="Its display name.")]
    docs: Annotated[Url, Meta(description="URL of its API documentation.")]
    base_url: Annotated[BaseUrl, Meta(description="Base URL of direct calls.")]
    hub_org: Annotated[str | None, Meta(description="Its organization on the Hub.")] = None
    kind: Annotated[
        Literal["provider", "client-side", "router", "endpoint"],
        Meta(
            description="client-side: the Hub does not route to it, so models are named '<provider>/<name>'; "
            "router: the Hub selects the provider; endpoint: the caller passes the URL."
        ),
    ] = "provider"
    lifecycle: Annotated[Literal["active", "retired"], Meta(description="retired: the Hub no longer routes to it.")] = (
        "active"
    )
    source: Annotated[
        SourceSpec | None,
        Meta(description="What the file was written from; required with 'kind: client-side' in specs/providers."),
    ] = None
    verified: Annotated[
        Literal["cassette", "documented"] | None,
        Meta(
            description="cassette: recorded responses of the real API are replayed by the tests; documented: nobody "
            "has compared the file with the real API; required with 'kind: client-side' in specs/providers."
        ),
    ] = None
    prefix: Annotated[str | None, Meta(description="Its path on the Hub's router; '/<name>' if omitted.")] = None
    auth: Annotated[
        str,
        Meta(
            description="How direct calls carry the key: a scheme, 'Key {api_key}', "
            "a header of its own, 'X-Key: {api_key}', or a parameter of the query, '?key={api_key}'.",
            extra_json_schema={"pattern": "^[^{]*[{]api_key[}]$"},
        ),
    ] = "Bearer {api_key}"
    env: Annotated[list[Variable], Meta(description="Environment variables that hold its key.")] = []
    token: Annotated[
        TokenSpec | None, Meta(description="The exchange of the key for a token that expires; 'auth' is the token's.")
    ] = None
    needs_key: Annotated[bool, Meta(description="Whether calls need a key.")] = True
    account: Annotated[
        dict[str, Variable | AccountSpec],
        Meta(
            description="Values of the caller's account apart from the key, with their environment variables. "
            "`account=` of a client takes precedence."
        ),
    ] = {}
    headers: Annotated[
        dict[str, str], Meta(description="Headers of every request; they can use values of the account.")
    ] = {}
    query: Annotated[
        dict[str, Template],
        Meta(description="Parameters in the query of every request; they can use values of the account."),
    ] = {}
    interchangeable: Annotated[list[str], Meta(description="Tasks that share their models.")] = []
    batches: Annotated[BatchesSpec | None, Meta(description="Its Batch API, if that has the shape of OpenAI's.")] = None
    urls: Annotated[UrlsSpec | None, Meta(description="With 'kind: endpoint': how a caller's URL is read.")] = None
    models: Annotated[
        ModelsSpec | None, Meta(description="With 'kind: endpoint': how a model that is not passed is found.")
    ] = None
    uploads: Annotated[
        dict[MediaType, MediaType], Meta(description="Names of media types in the header of a body that is a file.")
    ] = {}
    common: Annotated[
        MappingSpec, Meta(description="Settings shared by its tasks; they take precedence over those of a protocol.")
    ] = MappingSpec()
    tasks: Annotated[dict[str, MappingSpec], Meta(description="The tasks it serves, and how.")]


RENAMED: dict[type[Struct], dict[str, str]] = {
    OverlaySpec: {
        "also": "accepts",
        "single": "unwrap_first",
        "loose": "untyped_items",
        "list_when": "list_if",
    },
    SchemaChanges: {"open": "open_enum", "same": "alias_of"},
}
"""Keys that version 3 renamed; `migrate` renames them in older files."""

OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "api_base": ("base_url",),
    "auth": ("key",),
    "base": ("base_url",),
    "condition": ("when",),
    "data": ("body",),
    "default_model": ("example_model",),
    "delay": ("every",),
    "delta_fields": ("pieces",),
    "document": ("file",),
    "endpoint": ("path", "url"),
    "error": ("reason",),
    "expires": ("lasts",),
    "expires_in": ("lasts",),
    "file": ("upload",),
    "gives": ("returns",),
    "host": ("base_url", "url"),
    "id": ("job",),
    "if": ("when",),
    "interval": ("every",),
    "job_id": ("job",),
    "json": ("body",),
    "lines": ("format",),
    "media_type": ("type",),
    "message": ("text", "reason"),
    "output": ("returns",),
    "params": ("query",),
    "payload": ("body",),
    "picture": ("image",),
    "polling": ("poll",),
    "required": ("optional",),
    "response": ("output",),
    "steps": ("before",),
    "thinking": ("reasoning",),
    "tool": ("call",),
    "tool_result": ("result",),
    "unsupported": ("cannot",),
    "uri": ("url", "path"),
    "url": ("path",),
    "var": ("env",),
    "variable": ("env",),
    "verb": ("method",),
    "wait": ("every",),
}
"""Words that other languages have for keys, and that the closest key in letters does not explain."""

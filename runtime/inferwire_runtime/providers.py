"""Static information about providers, and the handlers that call them for each task.

This module names no provider: generated code fills a `Registry` with `ProviderInfo` entries, and each `Task` with the
modules of its handlers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, Generic, Literal, Self, TypeVar

from msgspec import Struct, structs

from inferwire_runtime.argument_types import a_phrase, check_argument, is_plainly
from inferwire_runtime.arguments import plain_text
from inferwire_runtime.errors import InputError, RoutingError, clip, publish
from inferwire_runtime.jsontypes import Json
from inferwire_runtime.keys import add_secret_name
from inferwire_runtime.media_types import InputKind
from inferwire_runtime.models import Call, ModelRules, Response, Route, TokenRules
from inferwire_runtime.streaming import StreamingResponse
from inferwire_runtime.urls import UrlRules

T = TypeVar("T")

CUSTOM = "custom"  # stands for calls without a task in the files of providers


class Handler(Struct, Generic[T], frozen=True, kw_only=True):
    """The functions that call a provider for a task.

    Attributes:
        send_request: Sends the requests of a call and returns the response that contains the result.
        parse_response: Converts this response to the result of the task.
        open_stream: Opens the stream of a call; None if the provider does not stream the task.
        takes_lists: Whether the input may be a list.
    """

    send_request: Callable[[Call, Route], Awaitable[Response]]
    parse_response: Callable[[Response], T]
    open_stream: Callable[[Call, Route], Awaitable[StreamingResponse]] | None = None
    takes_lists: bool = False


class ProviderInfo(Struct, frozen=True, kw_only=True):
    """Static information about a provider, generated from its YAML file.

    Attributes:
        name: Name of the provider on the Hub.
        title: Display name, for error messages.
        kind: ``provider``; ``client-side`` if the Hub does not route to it; ``router`` for the Hub's own choice;
            ``endpoint`` for URLs that the caller passes.
        tasks: IDs of the tasks that the provider serves.
        base_url: Base URL for direct calls.
        prefix: Path of the provider on the Hub's router.
        header: Name of the header that carries the key.
        scheme: Authentication scheme before the key in this header.
        parameter: Name of the parameter of the query that carries the key instead of a header.
        variables: Environment variables that may contain the key.
        needs_key: Whether calls require a key.
        interchangeable: Tasks that share their models.
        batches: Paths of its batches and of their files; None if it has none.
        batch_tasks: Tasks whose calls a batch can hold.
        headers: Extra headers of every request; ``{name}`` stands for a value of the account.
        query: Query of every request, as ``name=value``; ``{name}`` stands for a value of the account.
        account: Environment variable of each value of the account, and its default; None if calls need the value,
            and empty if they do not.
        token: How the key is exchanged for a token; None if it is sent itself.
        secrets: Names of headers and parameters of the query that contain secrets beyond the key.
        lifecycle: ``retired`` once the Hub has stopped routing to the provider.
        docs: URL of the provider's API documentation.
        sources: Public documents or test data that the mapping of its API was written from.
        source_date: Day on which they were read, as ``2026-01-31``.
        verified: ``cassette`` if recorded responses of the real API are replayed by the tests of inferwire;
            ``documented`` if the mapping was only written after documents; None if a provider that the Hub routes to
            has no recorded response.
        urls: How the URLs of endpoints are read.
        models: How the model of an endpoint is found.
        structured_output: How the provider takes the JSON Schema of a response: as OpenAI's ``response_format``, as an
            instruction to write JSON, as a tool, as a grammar, or not at all.
        uploads: The provider's names for media types, in the header of a body that is a file.
    """

    name: str
    title: str
    kind: Literal["provider", "client-side", "router", "endpoint"] = "provider"
    tasks: tuple[str, ...]
    base_url: str = ""
    prefix: str = ""
    header: str = "authorization"
    scheme: str = "Bearer"
    parameter: str = ""
    variables: tuple[str, ...] = ()
    needs_key: bool = True
    interchangeable: tuple[str, ...] = ()
    batches: tuple[str, str] | None = None
    batch_tasks: tuple[str, ...] = ()
    headers: dict[str, str] = {}
    lifecycle: Literal["active", "retired"] = "active"
    docs: str = ""
    sources: tuple[str, ...] = ()
    source_date: str = ""
    verified: Literal["cassette", "documented"] | None = None
    urls: UrlRules = UrlRules()
    models: ModelRules = ModelRules()
    structured_output: Literal["json_schema", "json_object", "tool", "grammar", "none"] = "json_schema"
    uploads: dict[str, str] = {}
    query: str = ""
    account: dict[str, tuple[str, str | None]] = {}
    secrets: tuple[str, ...] = ()
    token: TokenRules | None = None


class PrivateProvider(str):
    """The name of a provider that is not part of this package, with its info and handlers.

    Generated from the user's own YAML file; pass it as ``provider=``.

    Attributes:
        about: Static information about the provider.
        handlers: Function that returns the handler, for each task; ``custom`` stands for custom calls.
    """

    about: ProviderInfo
    handlers: Mapping[str, Callable[[], Handler[Any]]]

    def __new__(cls, about: ProviderInfo, handlers: Mapping[str, Callable[[], Handler[Any]]]) -> Self:
        """Create a provider name that carries its info and handlers."""
        self = super().__new__(cls, about.name)
        self.about = about
        _add_secret_names(about)
        self.handlers = handlers
        return self

    def __getnewargs__(self) -> Any:  # for pickles and copies
        return (self.about, self.handlers)


publish(PrivateProvider, ProviderInfo)


def _add_secret_names(provider: ProviderInfo) -> None:
    """Add to the secret names whatever carries the provider's key, or another secret of an account."""
    for name in (provider.header, provider.parameter, *provider.secrets):
        if name:
            add_secret_name(name)


class Registry(Struct, frozen=True, kw_only=True):
    """All providers, and the tasks that have another name on the Hub, or whose method has another name."""

    providers: Mapping[str, ProviderInfo]
    hub_tasks: Mapping[str, str]
    methods: Mapping[str, str] = {}

    def __post_init__(self) -> None:
        for provider in self.providers.values():
            _add_secret_names(provider)

    def fits(self, task: str, mapped_task: str, provider: ProviderInfo) -> bool:
        """Return whether a model that the Hub maps for *mapped_task* can also serve *task*."""
        if self.hub_tasks.get(task, task) == mapped_task:
            return True
        return task in provider.interchangeable and mapped_task in provider.interchangeable

    def check_provider(self, name: str) -> None:
        """Check that a provider exists.

        Raises:
            InputError: If the name is not a string.
            RoutingError: If the provider is unknown.
        """
        if isinstance(name, PrivateProvider):
            return
        if not isinstance(name, str):
            raise InputError(f"`provider` must be a string, got {type(name).__name__}")
        name = plain_text(name)
        if name not in self.providers or self.providers[name].kind == "endpoint":
            known = sorted(other for other, provider in self.providers.items() if provider.kind != "endpoint")
            raise RoutingError(f"there is no provider {name!r}{did_you_mean(name, known)}")

    def provider_names(self, task: str | None = None) -> list[str]:
        """Return the names of all providers, or of the providers that serve a task.

        Raises:
            InputError: If the task is unknown.
        """
        if task is not None:
            task = self.check_task(task)
        return sorted(
            name
            for name, provider in self.providers.items()
            if provider.kind in ("provider", "client-side") and (task is None or task in provider.tasks)
        )

    def check_task(self, name: str) -> str:
        """Return the ID of a task, which may be written with underscores.

        Raises:
            InputError: If the task is unknown.
        """
        if not isinstance(name, str):
            raise InputError(f"`task` must be a string such as 'text-to-image', got {type(name).__name__}")
        task = plain_text(name).replace("_", "-")
        if task not in (known := self.task_names()):
            raise InputError(f"there is no task {clip(plain_text(name))!r}{did_you_mean(task, known)}")
        return task

    def task_names(self, provider: str | None = None) -> list[str]:
        """Return the IDs of all tasks, or of the tasks that a provider serves.

        Raises:
            InputError: If the provider is unknown.
        """
        if provider is None:
            return sorted({task for each in self.providers.values() for task in each.tasks})
        if isinstance(provider, PrivateProvider):
            return sorted(provider.about.tasks)
        if not isinstance(provider, str):
            raise InputError(f"`provider` must be a string, got {type(provider).__name__}")
        provider = plain_text(provider)
        if provider not in self.providers:
            raise InputError(f"there is no provider {provider!r}{did_you_mean(provider, sorted(self.providers))}")
        return sorted(self.providers[provider].tasks)

    def method(self, mapped_task: str) -> str:
        """Return the name of the client method for a task, named as in the Hub's mappings."""
        own = next((task for task, name in self.hub_tasks.items() if name == mapped_task), mapped_task)
        return self.method_of(own)

    def method_of(self, task: str) -> str:
        """Return the name of the client method for a task."""
        return self.methods.get(task, task.replace("-", "_"))


class Task(Struct, Generic[T], frozen=True, kw_only=True):
    """The description of a task in generated code.

    Attributes:
        name: ID of the task on the Hub; None for custom calls.
        registry: All known providers, for routing.
        handlers: Module of each provider that serves the task, imported on first use.
        required_inputs: Parts of the inputs that every call needs; None stands for the whole input.
        media: Kind of media in each part of the inputs that is a media file; None stands for the whole input.
            ``messages`` stands for the messages of a chat, whose content may be media files.
        returns_media: Whether the result is a media file, in the form that ``output_type`` selects.
        is_streamable: Whether the result of the task can be streamed.
        takes_lists: Whether the input may be a list, which has a list of results.
        returns_vectors: Whether the result is a vector for one text, and a list of vectors for a list.
        ranks: Part of the inputs that is a list of texts, which the result ranks.
        input_types: Argument and type of each part of the inputs; None stands for the whole input.
        parameter_types: Type of each parameter.
        parameter_group: Parameter whose fields are arguments themselves.
    """

    name: str | None
    registry: Registry
    handlers: Mapping[str, str]
    required_inputs: tuple[str | None, ...] = ()
    media: Mapping[str | None, InputKind] = {}
    returns_media: bool = False
    is_streamable: bool = False
    takes_lists: bool = False
    returns_vectors: bool = False
    ranks: str | None = None
    input_types: Mapping[str | None, tuple[str, str]] = {}
    parameter_types: Mapping[str, str] = {}
    parameter_group: str | None = None

    def without_types(self) -> Task[T]:
        """Return the task for calls whose inputs and parameters are sent as they are."""
        return structs.replace(self, input_types={}, parameter_types={})

    def check_inputs(self, inputs: Json) -> Json:
        """Return the inputs that were passed.

        Raises:
            InputError: If an input has the wrong type, or a required one is None.
        """
        for part, (name, words) in self.input_types.items():
            value = inputs if part is None else inputs.get(part)
            if is_plainly(value, words):
                continue
            checked = None if value is None else check_argument(name, value, words, takes_lists=self.takes_lists)
            if checked is None and (part in self.required_inputs or words == "messages"):
                raise InputError(f"`{name}` must be {a_phrase(words)}, got None; {self.name} needs it")
            if checked is value:
                continue
            inputs = checked if part is None else {**inputs, part: checked}
        return inputs

    def handler(self, provider: str) -> Handler[T]:
        """Return the handler that calls a provider for this task.

        Raises:
            RoutingError: If the provider does not serve the task.
        """
        if isinstance(provider, PrivateProvider):
            return provider.handlers[self.name or CUSTOM]()
        if (module_name := self.handlers.get(provider)) is None:
            if self.name is None:
                raise RoutingError(f"{provider} takes no custom calls; name a task, or call an endpoint")
            raise RoutingError(f"{provider} does not serve {self.name}; pass another provider=")
        module = import_module(module_name)
        return Handler(
            send_request=module.send_request,
            parse_response=module.parse_response,
            open_stream=getattr(module, "open_stream", None),
            takes_lists=getattr(module, "TAKES_LISTS", False),
        )


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """Return the end of an error message about an unknown name: the most similar known name, or all known names."""
    from difflib import get_close_matches  # only for the message

    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"

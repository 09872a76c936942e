# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""The clients: the runtime's clients with the methods of all tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar, Unpack, overload

from inferwire.methods.audio import AsyncAudioMethods, AudioMethods
from inferwire.methods.chat import AsyncChatMethods, ChatMethods
from inferwire.methods.custom import AsyncCustomMethods, CustomMethods
from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.methods.video import AsyncVideoMethods, VideoMethods
from inferwire_runtime.arguments import is_true
from inferwire_runtime.client import AsyncClient, Client
from inferwire_runtime.keys import mask_keys
from inferwire_runtime.lazy import lazy_types

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from os import PathLike

    from inferwire.inputs.chat_completion import (
        ChatCompletionInputMessage,
        ChatCompletionInputStreamOptions,
        ChatCompletionParseKeywords,
        ChatCompletionToolKeywords,
    )
    from inferwire.methods.openai import (
        AsyncAudio,
        AsyncChat,
        AsyncEmbeddings,
        AsyncImages,
        AsyncModels,
        AsyncResponses,
        Audio,
        Chat,
        Embeddings,
        Images,
        Models,
        Responses,
    )
    from inferwire.tasks.chat_completion import ChatCompletionProvider
    from inferwire.types.chat_completion import (
        ChatCompletionOutput,
        ChatCompletionOutputMessage,
        ChatCompletionStreamOutput,
    )
    from inferwire.types.parsed_chat import ParsedOutput
    from inferwire.types.tools_chat import ToolsOutput
    from inferwire_bulk.batches import AsyncBatch, Batch
    from inferwire_bulk.concurrency import Concurrency
    from inferwire_bulk.journal import Fsync
    from inferwire_bulk.report import Progress
    from inferwire_bulk.rows import AnyRows, Column, Key, Rows
    from inferwire_bulk.runs import AsyncBulkRun, BulkRun
    from inferwire_runtime.core import RawResponse
    from inferwire_runtime.parsing import AsyncParsedStream, ParsedStream
    from inferwire_runtime.schema_inputs import ToolInputs
    from inferwire_runtime.tool_calls import OnToolError
    from inferwire_runtime.tool_runs import AsyncToolStream, ToolStream
else:  # resolved by `typing.get_type_hints` only
    lazy_types(
        globals(),
        {
            "inferwire.methods.openai": (
                "AsyncAudio",
                "Audio",
                "AsyncChat",
                "Chat",
                "AsyncEmbeddings",
                "Embeddings",
                "AsyncImages",
                "Images",
                "AsyncModels",
                "Models",
                "AsyncResponses",
                "Responses",
            ),
            "inferwire.inputs.chat_completion": (
                "ChatCompletionInputMessage",
                "ChatCompletionInputStreamOptions",
                "ChatCompletionParseKeywords",
                "ChatCompletionToolKeywords",
            ),
            "inferwire.tasks.chat_completion": ("ChatCompletionProvider",),
            "inferwire.types.chat_completion": (
                "ChatCompletionOutput",
                "ChatCompletionOutputMessage",
                "ChatCompletionStreamOutput",
            ),
            "inferwire_runtime.schema_inputs": ("ToolInputs",),
            "inferwire_runtime.tool_calls": ("OnToolError",),
            "inferwire_bulk.concurrency": ("Concurrency",),
            "inferwire_bulk.journal": ("Fsync",),
            "inferwire_bulk.report": ("Progress",),
            "inferwire_bulk.rows": ("AnyRows", "Column", "Key", "Rows"),
            "inferwire_runtime.core": ("RawResponse",),
        },
        generic={
            "collections.abc": ("Awaitable", "Callable", "Mapping", "Sequence"),
            "inferwire.types.parsed_chat": ("ParsedOutput",),
            "inferwire.types.tools_chat": ("ToolsOutput",),
            "inferwire_runtime.parsing": ("AsyncParsedStream", "ParsedStream"),
            "inferwire_runtime.tool_runs": ("AsyncToolStream", "ToolStream"),
            "inferwire_bulk.batches": ("AsyncBatch", "Batch"),
            "inferwire_bulk.runs": ("AsyncBulkRun", "BulkRun"),
            "os": ("PathLike",),
        },
    )

P = ParamSpec("P")
T = TypeVar("T")


class InferenceClient(AudioMethods, ChatMethods, ImageMethods, TextMethods, VideoMethods, CustomMethods, Client):
    """Client for Inference Providers, dedicated endpoints and OpenAI-compatible servers.

    Every method raises a subclass of `InferwireError` if it fails: `InputError` before anything is sent, `RoutingError`
    or `HubError` if no provider is found, `ProviderError` if the provider returns an error, `OutputError` if its
    response lacks the result, `InferenceTimeoutError` or `InferenceConnectionError` if it cannot be reached. Iterating
    over a stream raises `StreamError` if it breaks.

    Args:
        model: Default model: an ID on the Hub, or the URL of an endpoint; or a list to try in order.
        provider: Default provider; ``auto`` lets the Hub choose. A list is tried in order, if a failure is safe to repeat.
        api_key: Hugging Face token, or API key of the named provider. Default: the provider's own environment variable,
            ``HF_TOKEN``, or the token that ``hf auth login`` saved. False sends none; True requires one of these.
        token: Alias of ``api_key``.
        account: Values of your account that some providers need apart from the key, such as a resource or a region, by
            name. Default: the environment variables that the provider's page lists.
        base_url: URL of a dedicated endpoint, or of any OpenAI-compatible server.
        bill_to: Organization to bill for calls through Hugging Face's router.
        timeout: Seconds for a whole call (default 600), or a `Timeout`; ``math.inf`` for no limit.
        retry: A `Retry`, or the maximum number of attempts (default 3).
        max_retries: OpenAI's way to set ``retry``: the number of attempts after the first.
        headers: Headers of every request to a provider.
        cookies: Cookies of every request to a provider.
        http_client: An ``httpx.Client`` or ``httpx2.Client`` to use; it is not closed with this client.
        transport: HTTP transport: ``default`` (the built-in connection pool), ``httpx`` or ``httpx2``.
        limits: Maximum number of requests under way at once (default 1000), or `Limits`. Others wait their turn.
        proxy: URL of an HTTP or SOCKS proxy for all requests; False for none. Default: ``HTTPS_PROXY``, ``HTTP_PROXY``,
            ``ALL_PROXY`` and ``NO_PROXY``.
        on_event: Function that receives the `CallEvent`s of all calls, such as `CallStarted`, `RequestRetried` and
            `CallEnded`. It must not block.
        emulator_url: URL of a local emulator that replaces every host; also read from ``INFERWIRE_EMULATOR_URL``.

    Raises:
        InputError: If an argument is invalid.
    """

    @staticmethod
    def _check_provider(name: str) -> None:
        from inferwire.providers import REGISTRY  # only if a provider is named

        REGISTRY.check_provider(name)

    @property
    def chat(self) -> Chat:
        """OpenAI's interface to the tasks: ``client.chat.completions.create(...)``."""
        from inferwire.methods.openai import Chat  # loads with its first use

        return Chat(self)

    @property
    def embeddings(self) -> Embeddings:
        """OpenAI's interface to the tasks: ``client.embeddings.create(...)``."""
        from inferwire.methods.openai import Embeddings  # loads with its first use

        return Embeddings(self)

    @property
    def images(self) -> Images:
        """OpenAI's interface to the tasks: ``client.images.generate(...)``."""
        from inferwire.methods.openai import Images  # loads with its first use

        return Images(self)

    @property
    def audio(self) -> Audio:
        """OpenAI's interface to the tasks: ``client.audio.speech.create(...)``."""
        from inferwire.methods.openai import Audio  # loads with its first use

        return Audio(self)

    @property
    def models(self) -> Models:
        """OpenAI's interface to the tasks: ``client.models.list()``."""
        from inferwire.methods.openai import Models  # loads with its first use

        return Models(self)

    @property
    def responses(self) -> Responses:
        """OpenAI's interface to the tasks: ``client.responses.create(...)``."""
        from inferwire.methods.openai import Responses  # loads with its first use

        return Responses(self)

    @overload
    def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: type[T],
        *,
        repair: int | None = None,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedOutput[T]: ...
    @overload
    def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: type[T],
        *,
        repair: int | None = None,
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedStream[ChatCompletionStreamOutput, ParsedOutput[T]]: ...
    @overload
    def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: Any,
        *,
        repair: int | None = None,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedOutput[Any]: ...
    @overload
    def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: Any,
        *,
        repair: int | None = None,
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedStream[ChatCompletionStreamOutput, ParsedOutput[Any]]: ...
    def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: Any,
        *,
        repair: int | None = None,
        stream: bool = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> Any:
        """Generate a value of the caller's type.

        The type's JSON Schema is sent in the form that the provider takes. A server that does not know it gets the schema
        in the first message instead.

        Args:
            messages: Messages of the conversation so far, oldest first; a string is the message of a user.
            response_format: A dataclass, TypedDict, msgspec Struct, attrs class or pydantic model, a union or a list of
                these, or any other type with a JSON Schema.
            repair: How often the model is called again with what is wrong with its response. Default: 1.
            stream: Return a stream, whose `partial()` is the value so far.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model. Default: the client's provider.
            stream_options: Options for the stream.
            **parameters: Parameters and options of `chat_completion`.

        Returns:
            The result, with `value`, `response` and the `usage` of all calls. If `stream` is True, a stream of the
            response's items, whose `final()` is the result.

        Raises:
            InputError: If the type has no JSON Schema, or the provider takes none.
            RefusalError: If the model refuses to respond.
            TruncatedOutputError: If the response was cut at the limit of tokens.
            ParseError: If the response does not match the type.
        """
        from inferwire.types.parsed_chat import ParsedOutput  # loads with the first call, as the next
        from inferwire_runtime.parsing import ParseLoop, check_no_repair, open_parsed, parse

        options: Any = {**parameters, "model": model, "provider": provider, "stream_options": stream_options}
        if stream is not False and is_true("stream", stream):
            check_no_repair(repair)
            return open_parsed(self.chat_completion, ParseLoop(messages, response_format, 0, ParsedOutput), options)
        loop = ParseLoop(messages, response_format, 1 if repair is None else repair, ParsedOutput)
        return parse(self.chat_completion, loop, options)

    @overload
    def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: None = None,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> ToolsOutput[str]: ...
    @overload
    def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: type[T],
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> ToolsOutput[T]: ...
    @overload
    def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: None = None,
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> ToolStream[ToolsOutput[str]]: ...
    @overload
    def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: type[T],
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> ToolStream[ToolsOutput[T]]: ...
    @overload
    def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: Any,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> ToolsOutput[Any]: ...
    def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: Any = None,
        stream: bool = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> Any:
        """Let the model call Python functions until it responds.

        Errors of functions, invalid arguments and unknown tools are reported to the model, which can try again.

        Args:
            messages: Messages of the conversation so far, oldest first; a string is the message of a user.
            tools: Functions, regular or async, described by their signatures and docstrings; or `Tool`.
            max_rounds: How often the model is called at most.
            concurrency: How many functions run at once; regular ones in threads.
            on_tool_error: ``raise`` to raise what a function raises.
            response_format: Type of the last response, as for `parse`. Default: text.
            stream: Return a stream of events: fragments of the text, tool calls and their results.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model. Default: the client's provider.
            stream_options: Options for the stream.
            **parameters: Parameters and options of `chat_completion`. A `tool_choice` that forces a call is sent in the
                first round only.

        Returns:
            The result: the text or the value, all messages, the usage of all rounds, the calls and their results. If
            `stream` is True, a stream of events, whose `final()` is the result.

        Raises:
            InputError: If a tool is not a function, or has no JSON Schema.
            ToolRoundsError: If the model still calls tools in the last round.
            ParseError: If the last response does not match the type.
        """
        from inferwire.types.tools_chat import ToolsOutput  # loads with the first call, as the next
        from inferwire_runtime.tool_runs import ToolLoop, ToolStream, run_tools

        options: Any = {**parameters, "model": model, "provider": provider, "stream_options": stream_options}
        loop = ToolLoop(
            messages,
            tools,
            max_rounds=max_rounds,
            concurrency=concurrency,
            on_tool_error=on_tool_error,
            response_format=response_format,
            build=ToolsOutput,
        )
        if stream is not False and is_true("stream", stream):
            return ToolStream[ToolsOutput[Any]](self.chat_completion, loop, options)
        return run_tools(self.chat_completion, loop, options)

    def call_tools(self, response: ChatCompletionOutput, tools: ToolInputs) -> list[dict[str, Any]]:
        """Run the tool calls of a response.

        Args:
            response: A response of `chat_completion`.
            tools: The functions that were passed to it.

        Returns:
            A message with the role ``tool`` for each call, to append to `messages` after the response's own message.

        Raises:
            InputError: If a tool is no function or has no JSON Schema, or if there is no response.
        """
        from inferwire_runtime.tool_runs import call_tools  # loads with the first call

        return call_tools(response, tools)

    @overload
    def map(
        self,
        task: str,
        rows: Rows,
        *,
        column: Column | None = None,
        key: Key | None = None,
        ordered: bool = True,
        concurrency: Concurrency = "auto",
        batch_size: int = 1,
        max_errors: float | None = None,
        journal: str | PathLike[str] | None = None,
        fsync: Fsync = "second",
        total: int | None = None,
        progress: bool | Callable[[Progress], None] = False,
        **options: Any,
    ) -> BulkRun[Any]: ...
    @overload
    def map(
        self,
        task: Callable[..., T],
        rows: Rows,
        *,
        column: Column | None = None,
        key: Key | None = None,
        ordered: bool = True,
        concurrency: Concurrency = "auto",
        batch_size: int = 1,
        max_errors: float | None = None,
        journal: str | PathLike[str] | None = None,
        fsync: Fsync = "second",
        total: int | None = None,
        progress: bool | Callable[[Progress], None] = False,
        **options: Any,
    ) -> BulkRun[T]: ...

    def map(
        self,
        task: str | Callable[..., Any],
        rows: Rows,
        *,
        column: Column | None = None,
        key: Key | None = None,
        ordered: bool = True,
        concurrency: Concurrency = "auto",
        batch_size: int = 1,
        max_errors: float | None = None,
        journal: str | PathLike[str] | None = None,
        fsync: Fsync = "second",
        total: int | None = None,
        progress: bool | Callable[[Progress], None] = False,
        **options: Any,
    ) -> BulkRun[Any]:
        """Call a task for each row, many at a time. A row that fails is a result, too.

        Nothing is sent before the first result is requested. Rows are read as they are needed, so they may be endless.

        Args:
            task: A task such as ``"summarization"``, or a method of this client, from which the results get their type.
            rows: Rows: any iterable, a data frame of pandas or Polars, an Arrow table, or a dataset.
            column: The column with the first argument, a mapping of arguments to columns, or a function of the row.
                By default, a row that is a mapping holds keyword arguments, and any other row is the first argument.
            key: The column with the rows' keys, or a function of the row. Default: the position, from 0.
            ordered: Whether results come in the order of their rows, or as they complete.
            concurrency: Calls at once; ``"auto"`` finds as many as the server handles without delay.
            batch_size: Maximum number of rows in one request, for tasks that take lists. A request that fails is halved
                until the row that fails is alone.
            max_errors: Rows that may fail before the run ends: a number, or a share below 1. Default: all.
            journal: File that results are kept in; a run with the same file makes only the calls that are missing or
                failed. A name that ends in ``.db`` or ``.sqlite`` is an SQLite database, any other JSONL. Media files
                go to a folder next to it.
            fsync: When the journal is forced to the disk: ``"second"``, ``"always"`` after each result, or ``"never"``.
            total: Number of rows, for progress, where *rows* has no length.
            progress: True to show it on the terminal, or a function that gets a `Progress` each second.
            **options: Parameters and options of all calls.

        Returns:
            An iterator of `MapResult`. Close it, or use it in ``with``, to end early. Its `report` has the figures.

        Raises:
            InputError: If an argument is invalid.
            JournalError: If the journal cannot be used, or another run uses it.
        """
        from inferwire.bulk import start  # loads with its first use

        mask_keys(options)
        return start(
            self,
            task,
            rows,
            options,
            column=column,
            key=key,
            ordered=ordered,
            concurrency=concurrency,
            batch_size=batch_size,
            max_errors=max_errors,
            journal=journal,
            fsync=fsync,
            total=total,
            progress=progress,
        )

    def batch(
        self,
        task: str | Callable[..., Any] | None = None,
        rows: Rows | None = None,
        *,
        column: Column | None = None,
        key: Key | None = None,
        ticket: str | None = None,
        **options: Any,
    ) -> Batch[Any]:
        """Submit the calls for all rows as one batch, which the provider makes within a day, usually for less money.

        OpenAI, Groq, Together AI and servers with OpenAI's Batch API take batches, of calls with the provider's own key.

        Args:
            task: A task such as ``"chat-completion"``, or a method of this client.
            rows: Rows, all of which are read at once.
            column: Where the arguments are in a row, as for `map`.
            key: The column with the rows' keys, or a function of the row. Default: the position, from 0.
            ticket: Ticket of a batch that was submitted before, instead of a task and rows.
            **options: Parameters and options of all calls.

        Returns:
            The batch: ``status()``, ``wait()``, ``results()``, ``cancel()``, and the ``ticket`` to find it again.

        Raises:
            InputError: If an argument is invalid, or the provider has no batches of the task.
            BatchError: If the provider refuses the batch.
        """
        from inferwire.bulk import start_batch  # loads with its first use

        mask_keys(options)
        return start_batch(self, task, rows, options, column=column, key=key, ticket=ticket)

    @property
    def with_raw_response(self) -> InferenceClientWithRawResponse:
        """The client's methods, each returning a pair of the typed result and the last response."""
        return InferenceClientWithRawResponse(self._record)


class InferenceClientWithRawResponse:
    """The client's methods, each returning a pair of the typed result and the last response."""

    def __init__(self, record: Callable[[], tuple[InferenceClient, list[RawResponse]]]) -> None:
        self.audio_classification = _raw(record, InferenceClient.audio_classification)
        self.audio_to_audio = _raw(record, InferenceClient.audio_to_audio)
        self.automatic_speech_recognition = _raw(record, InferenceClient.automatic_speech_recognition)
        self.chat_completion = _raw(record, InferenceClient.chat_completion)
        self.conversational = _raw(record, InferenceClient.conversational)
        self.depth_estimation = _raw(record, InferenceClient.depth_estimation)
        self.document_question_answering = _raw(record, InferenceClient.document_question_answering)
        self.feature_extraction = _raw(record, InferenceClient.feature_extraction)
        self.fill_mask = _raw(record, InferenceClient.fill_mask)
        self.image_classification = _raw(record, InferenceClient.image_classification)
        self.image_segmentation = _raw(record, InferenceClient.image_segmentation)
        self.image_text_to_image = _raw(record, InferenceClient.image_text_to_image)
        self.image_text_to_video = _raw(record, InferenceClient.image_text_to_video)
        self.image_to_image = _raw(record, InferenceClient.image_to_image)
        self.image_to_text = _raw(record, InferenceClient.image_to_text)
        self.image_to_video = _raw(record, InferenceClient.image_to_video)
        self.object_detection = _raw(record, InferenceClient.object_detection)
        self.question_answering = _raw(record, InferenceClient.question_answering)
        self.create_response = _raw(record, InferenceClient.create_response)
        self.sentence_similarity = _raw(record, InferenceClient.sentence_similarity)
        self.summarization = _raw(record, InferenceClient.summarization)
        self.table_question_answering = _raw(record, InferenceClient.table_question_answering)
        self.tabular_classification = _raw(record, InferenceClient.tabular_classification)
        self.tabular_regression = _raw(record, InferenceClient.tabular_regression)
        self.text_classification = _raw(record, InferenceClient.text_classification)
        self.text_generation = _raw(record, InferenceClient.text_generation)
        self.text_ranking = _raw(record, InferenceClient.text_ranking)
        self.text_to_audio = _raw(record, InferenceClient.text_to_audio)
        self.text_to_image = _raw(record, InferenceClient.text_to_image)
        self.text_to_speech = _raw(record, InferenceClient.text_to_speech)
        self.text_to_video = _raw(record, InferenceClient.text_to_video)
        self.token_classification = _raw(record, InferenceClient.token_classification)
        self.translation = _raw(record, InferenceClient.translation)
        self.video_classification = _raw(record, InferenceClient.video_classification)
        self.visual_question_answering = _raw(record, InferenceClient.visual_question_answering)
        self.zero_shot_classification = _raw(record, InferenceClient.zero_shot_classification)
        self.zero_shot_image_classification = _raw(record, InferenceClient.zero_shot_image_classification)
        self.zero_shot_object_detection = _raw(record, InferenceClient.zero_shot_object_detection)


def _raw(
    record: Callable[[], tuple[InferenceClient, list[RawResponse]]],
    method: Callable[Concatenate[InferenceClient, P], T],
) -> Callable[P, tuple[T, RawResponse]]:
    """Return a method that also returns its last response."""

    def call(*args: P.args, **kwargs: P.kwargs) -> tuple[T, RawResponse]:
        mask_keys(kwargs)
        recording, responses = record()
        value = method(recording, *args, **kwargs)
        return value, responses[-1]

    return call


class AsyncInferenceClient(
    AsyncAudioMethods,
    AsyncChatMethods,
    AsyncImageMethods,
    AsyncTextMethods,
    AsyncVideoMethods,
    AsyncCustomMethods,
    AsyncClient,
):
    """Asynchronous client for Inference Providers, dedicated endpoints and OpenAI-compatible servers.

    Every method raises a subclass of `InferwireError` if it fails: `InputError` before anything is sent, `RoutingError`
    or `HubError` if no provider is found, `ProviderError` if the provider returns an error, `OutputError` if its
    response lacks the result, `InferenceTimeoutError` or `InferenceConnectionError` if it cannot be reached. Iterating
    over a stream raises `StreamError` if it breaks.

    Args:
        model: Default model: an ID on the Hub, or the URL of an endpoint; or a list to try in order.
        provider: Default provider; ``auto`` lets the Hub choose. A list is tried in order, if a failure is safe to repeat.
        api_key: Hugging Face token, or API key of the named provider. Default: the provider's own environment variable,
            ``HF_TOKEN``, or the token that ``hf auth login`` saved. False sends none; True requires one of these.
        token: Alias of ``api_key``.
        account: Values of your account that some providers need apart from the key, such as a resource or a region, by
            name. Default: the environment variables that the provider's page lists.
        base_url: URL of a dedicated endpoint, or of any OpenAI-compatible server.
        bill_to: Organization to bill for calls through Hugging Face's router.
        timeout: Seconds for a whole call (default 600), or a `Timeout`; ``math.inf`` for no limit.
        retry: A `Retry`, or the maximum number of attempts (default 3).
        max_retries: OpenAI's way to set ``retry``: the number of attempts after the first.
        headers: Headers of every request to a provider.
        cookies: Cookies of every request to a provider.
        http_client: An ``httpx.AsyncClient`` or ``httpx2.AsyncClient`` to use; it is not closed with this client.
        transport: HTTP transport: ``default`` (the built-in connection pool), ``httpx``, ``httpx2`` or ``aiohttp``.
        limits: Maximum number of requests under way at once (default 1000), or `Limits`. Others wait their turn.
        proxy: URL of an HTTP or SOCKS proxy for all requests; False for none. Default: ``HTTPS_PROXY``, ``HTTP_PROXY``,
            ``ALL_PROXY`` and ``NO_PROXY``.
        on_event: Function that receives the `CallEvent`s of all calls, such as `CallStarted`, `RequestRetried` and
            `CallEnded`. It must not block.
        emulator_url: URL of a local emulator that replaces every host; also read from ``INFERWIRE_EMULATOR_URL``.

    Raises:
        InputError: If an argument is invalid.
    """

    @staticmethod
    def _check_provider(name: str) -> None:
        from inferwire.providers import REGISTRY  # only if a provider is named

        REGISTRY.check_provider(name)

    @property
    def chat(self) -> AsyncChat:
        """OpenAI's interface to the tasks: ``client.chat.completions.create(...)``."""
        from inferwire.methods.openai import AsyncChat  # loads with its first use

        return AsyncChat(self)

    @property
    def embeddings(self) -> AsyncEmbeddings:
        """OpenAI's interface to the tasks: ``client.embeddings.create(...)``."""
        from inferwire.methods.openai import AsyncEmbeddings  # loads with its first use

        return AsyncEmbeddings(self)

    @property
    def images(self) -> AsyncImages:
        """OpenAI's interface to the tasks: ``client.images.generate(...)``."""
        from inferwire.methods.openai import AsyncImages  # loads with its first use

        return AsyncImages(self)

    @property
    def audio(self) -> AsyncAudio:
        """OpenAI's interface to the tasks: ``client.audio.speech.create(...)``."""
        from inferwire.methods.openai import AsyncAudio  # loads with its first use

        return AsyncAudio(self)

    @property
    def models(self) -> AsyncModels:
        """OpenAI's interface to the tasks: ``client.models.list()``."""
        from inferwire.methods.openai import AsyncModels  # loads with its first use

        return AsyncModels(self)

    @property
    def responses(self) -> AsyncResponses:
        """OpenAI's interface to the tasks: ``client.responses.create(...)``."""
        from inferwire.methods.openai import AsyncResponses  # loads with its first use

        return AsyncResponses(self)

    @overload
    async def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: type[T],
        *,
        repair: int | None = None,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedOutput[T]: ...
    @overload
    async def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: type[T],
        *,
        repair: int | None = None,
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> AsyncParsedStream[ChatCompletionStreamOutput, ParsedOutput[T]]: ...
    @overload
    async def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: Any,
        *,
        repair: int | None = None,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedOutput[Any]: ...
    @overload
    async def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: Any,
        *,
        repair: int | None = None,
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> AsyncParsedStream[ChatCompletionStreamOutput, ParsedOutput[Any]]: ...
    async def parse(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        response_format: Any,
        *,
        repair: int | None = None,
        stream: bool = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> Any:
        """Generate a value of the caller's type.

        The type's JSON Schema is sent in the form that the provider takes. A server that does not know it gets the schema
        in the first message instead.

        Args:
            messages: Messages of the conversation so far, oldest first; a string is the message of a user.
            response_format: A dataclass, TypedDict, msgspec Struct, attrs class or pydantic model, a union or a list of
                these, or any other type with a JSON Schema.
            repair: How often the model is called again with what is wrong with its response. Default: 1.
            stream: Return a stream, whose `partial()` is the value so far.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model. Default: the client's provider.
            stream_options: Options for the stream.
            **parameters: Parameters and options of `chat_completion`.

        Returns:
            The result, with `value`, `response` and the `usage` of all calls. If `stream` is True, a stream of the
            response's items, whose `final()` is the result.

        Raises:
            InputError: If the type has no JSON Schema, or the provider takes none.
            RefusalError: If the model refuses to respond.
            TruncatedOutputError: If the response was cut at the limit of tokens.
            ParseError: If the response does not match the type.
        """
        from inferwire.types.parsed_chat import ParsedOutput  # loads with the first call, as the next
        from inferwire_runtime.parsing import ParseLoop, check_no_repair, open_parsed_async, parse_async

        options: Any = {**parameters, "model": model, "provider": provider, "stream_options": stream_options}
        if stream is not False and is_true("stream", stream):
            check_no_repair(repair)
            return await open_parsed_async(
                self.chat_completion, ParseLoop(messages, response_format, 0, ParsedOutput), options
            )
        loop = ParseLoop(messages, response_format, 1 if repair is None else repair, ParsedOutput)
        return await parse_async(self.chat_completion, loop, options)

    @overload
    async def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: None = None,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> ToolsOutput[str]: ...
    @overload
    async def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: type[T],
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> ToolsOutput[T]: ...
    @overload
    def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: None = None,
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> AsyncToolStream[ToolsOutput[str]]: ...
    @overload
    def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: type[T],
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> AsyncToolStream[ToolsOutput[T]]: ...
    @overload
    async def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: Any,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> ToolsOutput[Any]: ...
    def run_tools(
        self,
        messages: str | Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        tools: ToolInputs,
        max_rounds: int = 8,
        concurrency: int = 8,
        on_tool_error: OnToolError = "report",
        response_format: Any = None,
        stream: bool = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        **parameters: Unpack[ChatCompletionToolKeywords],
    ) -> Any:
        """Let the model call Python functions until it responds.

        Errors of functions, invalid arguments and unknown tools are reported to the model, which can try again.

        Args:
            messages: Messages of the conversation so far, oldest first; a string is the message of a user.
            tools: Functions, regular or async, described by their signatures and docstrings; or `Tool`.
            max_rounds: How often the model is called at most.
            concurrency: How many functions run at once; regular ones in threads.
            on_tool_error: ``raise`` to raise what a function raises.
            response_format: Type of the last response, as for `parse`. Default: text.
            stream: Return a stream of events: fragments of the text, tool calls and their results.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model. Default: the client's provider.
            stream_options: Options for the stream.
            **parameters: Parameters and options of `chat_completion`. A `tool_choice` that forces a call is sent in the
                first round only.

        Returns:
            The result: the text or the value, all messages, the usage of all rounds, the calls and their results. If
            `stream` is True, a stream of events, whose `final()` is the result.

        Raises:
            InputError: If a tool is not a function, or has no JSON Schema.
            ToolRoundsError: If the model still calls tools in the last round.
            ParseError: If the last response does not match the type.
        """
        from inferwire.types.tools_chat import ToolsOutput  # loads with the first call, as the next
        from inferwire_runtime.tool_runs import AsyncToolStream, ToolLoop, run_tools_async

        options: Any = {**parameters, "model": model, "provider": provider, "stream_options": stream_options}
        loop = ToolLoop(
            messages,
            tools,
            max_rounds=max_rounds,
            concurrency=concurrency,
            on_tool_error=on_tool_error,
            response_format=response_format,
            build=ToolsOutput,
        )
        if stream is not False and is_true("stream", stream):
            return AsyncToolStream[ToolsOutput[Any]](self.chat_completion, loop, options)
        return run_tools_async(self.chat_completion, loop, options)

    async def call_tools(self, response: ChatCompletionOutput, tools: ToolInputs) -> list[dict[str, Any]]:
        """Run the tool calls of a response.

        Args:
            response: A response of `chat_completion`.
            tools: The functions that were passed to it.

        Returns:
            A message with the role ``tool`` for each call, to append to `messages` after the response's own message.

        Raises:
            InputError: If a tool is no function or has no JSON Schema, or if there is no response.
        """
        from inferwire_runtime.tool_runs import call_tools_async  # loads with the first call

        return await call_tools_async(response, tools)

    @overload
    def map(
        self,
        task: str,
        rows: AnyRows,
        *,
        column: Column | None = None,
        key: Key | None = None,
        ordered: bool = True,
        concurrency: Concurrency = "auto",
        batch_size: int = 1,
        max_errors: float | None = None,
        journal: str | PathLike[str] | None = None,
        fsync: Fsync = "second",
        total: int | None = None,
        progress: bool | Callable[[Progress], None] = False,
        **options: Any,
    ) -> AsyncBulkRun[Any]: ...
    @overload
    def map(
        self,
        task: Callable[..., Awaitable[T]],
        rows: AnyRows,
        *,
        column: Column | None = None,
        key: Key | None = None,
        ordered: bool = True,
        concurrency: Concurrency = "auto",
        batch_size: int = 1,
        max_errors: float | None = None,
        journal: str | PathLike[str] | None = None,
        fsync: Fsync = "second",
        total: int | None = None,
        progress: bool | Callable[[Progress], None] = False,
        **options: Any,
    ) -> AsyncBulkRun[T]: ...

    def map(
        self,
        task: str | Callable[..., Any],
        rows: AnyRows,
        *,
        column: Column | None = None,
        key: Key | None = None,
        ordered: bool = True,
        concurrency: Concurrency = "auto",
        batch_size: int = 1,
        max_errors: float | None = None,
        journal: str | PathLike[str] | None = None,
        fsync: Fsync = "second",
        total: int | None = None,
        progress: bool | Callable[[Progress], None] = False,
        **options: Any,
    ) -> AsyncBulkRun[Any]:
        """Call a task for each row, many at a time. A row that fails is a result, too.

        Nothing is sent before the first result is requested. Rows are read as they are needed, so they may be endless.

        Args:
            task: A task such as ``"summarization"``, or a method of this client, from which the results get their type.
            rows: Rows: any iterable or asynchronous iterable, a data frame of pandas or Polars, an Arrow table, or a dataset.
            column: The column with the first argument, a mapping of arguments to columns, or a function of the row.
                By default, a row that is a mapping holds keyword arguments, and any other row is the first argument.
            key: The column with the rows' keys, or a function of the row. Default: the position, from 0.
            ordered: Whether results come in the order of their rows, or as they complete.
            concurrency: Calls at once; ``"auto"`` finds as many as the server handles without delay.
            batch_size: Maximum number of rows in one request, for tasks that take lists. A request that fails is halved
                until the row that fails is alone.
            max_errors: Rows that may fail before the run ends: a number, or a share below 1. Default: all.
            journal: File that results are kept in; a run with the same file makes only the calls that are missing or
                failed. A name that ends in ``.db`` or ``.sqlite`` is an SQLite database, any other JSONL. Media files
                go to a folder next to it.
            fsync: When the journal is forced to the disk: ``"second"``, ``"always"`` after each result, or ``"never"``.
            total: Number of rows, for progress, where *rows* has no length.
            progress: True to show it on the terminal, or a function that gets a `Progress` each second.
            **options: Parameters and options of all calls.

        Returns:
            An iterator of `MapResult`. Close it, or use it in ``async with``, to end early. Its `report` has the figures.

        Raises:
            InputError: If an argument is invalid.
            JournalError: If the journal cannot be used, or another run uses it.
        """
        from inferwire.bulk import start_async  # loads with its first use

        mask_keys(options)
        return start_async(
            self,
            task,
            rows,
            options,
            column=column,
            key=key,
            ordered=ordered,
            concurrency=concurrency,
            batch_size=batch_size,
            max_errors=max_errors,
            journal=journal,
            fsync=fsync,
            total=total,
            progress=progress,
        )

    async def batch(
        self,
        task: str | Callable[..., Any] | None = None,
        rows: Rows | None = None,
        *,
        column: Column | None = None,
        key: Key | None = None,
        ticket: str | None = None,
        **options: Any,
    ) -> AsyncBatch[Any]:
        """Submit the calls for all rows as one batch, which the provider makes within a day, usually for less money.

        OpenAI, Groq, Together AI and servers with OpenAI's Batch API take batches, of calls with the provider's own key.

        Args:
            task: A task such as ``"chat-completion"``, or a method of this client.
            rows: Rows, all of which are read at once.
            column: Where the arguments are in a row, as for `map`.
            key: The column with the rows' keys, or a function of the row. Default: the position, from 0.
            ticket: Ticket of a batch that was submitted before, instead of a task and rows.
            **options: Parameters and options of all calls.

        Returns:
            The batch: ``status()``, ``wait()``, ``results()``, ``cancel()``, and the ``ticket`` to find it again.

        Raises:
            InputError: If an argument is invalid, or the provider has no batches of the task.
            BatchError: If the provider refuses the batch.
        """
        from inferwire.bulk import start_async_batch  # loads with its first use

        mask_keys(options)
        return await start_async_batch(self, task, rows, options, column=column, key=key, ticket=ticket)

    @property
    def with_raw_response(self) -> AsyncInferenceClientWithRawResponse:
        """The client's methods, each returning a pair of the typed result and the last response."""
        return AsyncInferenceClientWithRawResponse(self._record)


class AsyncInferenceClientWithRawResponse:
    """The client's methods, each returning a pair of the typed result and the last response."""

    def __init__(self, record: Callable[[], tuple[AsyncInferenceClient, list[RawResponse]]]) -> None:
        self.audio_classification = _async_raw(record, AsyncInferenceClient.audio_classification)
        self.audio_to_audio = _async_raw(record, AsyncInferenceClient.audio_to_audio)
        self.automatic_speech_recognition = _async_raw(record, AsyncInferenceClient.automatic_speech_recognition)
        self.chat_completion = _async_raw(record, AsyncInferenceClient.chat_completion)
        self.conversational = _async_raw(record, AsyncInferenceClient.conversational)
        self.depth_estimation = _async_raw(record, AsyncInferenceClient.depth_estimation)
        self.document_question_answering = _async_raw(record, AsyncInferenceClient.document_question_answering)
        self.feature_extraction = _async_raw(record, AsyncInferenceClient.feature_extraction)
        self.fill_mask = _async_raw(record, AsyncInferenceClient.fill_mask)
        self.image_classification = _async_raw(record, AsyncInferenceClient.image_classification)
        self.image_segmentation = _async_raw(record, AsyncInferenceClient.image_segmentation)
        self.image_text_to_image = _async_raw(record, AsyncInferenceClient.image_text_to_image)
        self.image_text_to_video = _async_raw(record, AsyncInferenceClient.image_text_to_video)
        self.image_to_image = _async_raw(record, AsyncInferenceClient.image_to_image)
        self.image_to_text = _async_raw(record, AsyncInferenceClient.image_to_text)
        self.image_to_video = _async_raw(record, AsyncInferenceClient.image_to_video)
        self.object_detection = _async_raw(record, AsyncInferenceClient.object_detection)
        self.question_answering = _async_raw(record, AsyncInferenceClient.question_answering)
        self.create_response = _async_raw(record, AsyncInferenceClient.create_response)
        self.sentence_similarity = _async_raw(record, AsyncInferenceClient.sentence_similarity)
        self.summarization = _async_raw(record, AsyncInferenceClient.summarization)
        self.table_question_answering = _async_raw(record, AsyncInferenceClient.table_question_answering)
        self.tabular_classification = _async_raw(record, AsyncInferenceClient.tabular_classification)
        self.tabular_regression = _async_raw(record, AsyncInferenceClient.tabular_regression)
        self.text_classification = _async_raw(record, AsyncInferenceClient.text_classification)
        self.text_generation = _async_raw(record, AsyncInferenceClient.text_generation)
        self.text_ranking = _async_raw(record, AsyncInferenceClient.text_ranking)
        self.text_to_audio = _async_raw(record, AsyncInferenceClient.text_to_audio)
        self.text_to_image = _async_raw(record, AsyncInferenceClient.text_to_image)
        self.text_to_speech = _async_raw(record, AsyncInferenceClient.text_to_speech)
        self.text_to_video = _async_raw(record, AsyncInferenceClient.text_to_video)
        self.token_classification = _async_raw(record, AsyncInferenceClient.token_classification)
        self.translation = _async_raw(record, AsyncInferenceClient.translation)
        self.video_classification = _async_raw(record, AsyncInferenceClient.video_classification)
        self.visual_question_answering = _async_raw(record, AsyncInferenceClient.visual_question_answering)
        self.zero_shot_classification = _async_raw(record, AsyncInferenceClient.zero_shot_classification)
        self.zero_shot_image_classification = _async_raw(record, AsyncInferenceClient.zero_shot_image_classification)
        self.zero_shot_object_detection = _async_raw(record, AsyncInferenceClient.zero_shot_object_detection)


def _async_raw(
    record: Callable[[], tuple[AsyncInferenceClient, list[RawResponse]]],
    method: Callable[Concatenate[AsyncInferenceClient, P], Awaitable[T]],
) -> Callable[P, Awaitable[tuple[T, RawResponse]]]:
    """Return a method that also returns its last response."""

    async def call(*args: P.args, **kwargs: P.kwargs) -> tuple[T, RawResponse]:
        mask_keys(kwargs)
        recording, responses = record()
        value = await method(recording, *args, **kwargs)
        return value, responses[-1]

    return call

# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""The clients: the runtime's clients with the methods of all tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, overload

from inferwire.methods.audio import AsyncAudioMethods, AudioMethods
from inferwire.methods.chat import AsyncChatMethods, ChatMethods
from inferwire.methods.custom import AsyncCustomMethods, CustomMethods
from inferwire.methods.image import AsyncImageMethods, ImageMethods
from inferwire.methods.text import AsyncTextMethods, TextMethods
from inferwire.methods.video import AsyncVideoMethods, VideoMethods
from inferwire_runtime.client import AsyncClient, Client
from inferwire_runtime.keys import mask_keys
from inferwire_runtime.lazy import lazy_types

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from os import PathLike

    from inferwire.methods.openai import (
        AsyncAudio,
        AsyncChat,
        AsyncEmbeddings,
        AsyncImages,
        AsyncModels,
        Audio,
        Chat,
        Embeddings,
        Images,
        Models,
    )
    from inferwire_bulk.concurrency import Concurrency
    from inferwire_bulk.journal import Fsync
    from inferwire_bulk.report import Progress
    from inferwire_bulk.rows import AnyRows, Column, Key, Rows
    from inferwire_bulk.runs import AsyncBulkRun, BulkRun
    from inferwire_runtime.core import RawResponse
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
            ),
            "inferwire_bulk.concurrency": ("Concurrency",),
            "inferwire_bulk.journal": ("Fsync",),
            "inferwire_bulk.report": ("Progress",),
            "inferwire_bulk.rows": ("AnyRows", "Column", "Key", "Rows"),
            "inferwire_runtime.core": ("RawResponse",),
        },
        generic={
            "collections.abc": ("Awaitable", "Callable"),
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
        model: Default model: an ID on the Hub, or the URL of an endpoint.
        provider: Default provider; ``auto`` lets the Hub choose.
        api_key: Hugging Face token, or API key of the named provider. Default: the provider's own environment variable,
            ``HF_TOKEN``, or the token that ``hf auth login`` saved. False sends none; True requires one of these.
        token: Alias of ``api_key``.
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
        self.sentence_similarity = _raw(record, InferenceClient.sentence_similarity)
        self.summarization = _raw(record, InferenceClient.summarization)
        self.table_question_answering = _raw(record, InferenceClient.table_question_answering)
        self.tabular_classification = _raw(record, InferenceClient.tabular_classification)
        self.tabular_regression = _raw(record, InferenceClient.tabular_regression)
        self.text_classification = _raw(record, InferenceClient.text_classification)
        self.text_generation = _raw(record, InferenceClient.text_generation)
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
        model: Default model: an ID on the Hub, or the URL of an endpoint.
        provider: Default provider; ``auto`` lets the Hub choose.
        api_key: Hugging Face token, or API key of the named provider. Default: the provider's own environment variable,
            ``HF_TOKEN``, or the token that ``hf auth login`` saved. False sends none; True requires one of these.
        token: Alias of ``api_key``.
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
        self.sentence_similarity = _async_raw(record, AsyncInferenceClient.sentence_similarity)
        self.summarization = _async_raw(record, AsyncInferenceClient.summarization)
        self.table_question_answering = _async_raw(record, AsyncInferenceClient.table_question_answering)
        self.tabular_classification = _async_raw(record, AsyncInferenceClient.tabular_classification)
        self.tabular_regression = _async_raw(record, AsyncInferenceClient.tabular_regression)
        self.text_classification = _async_raw(record, AsyncInferenceClient.text_classification)
        self.text_generation = _async_raw(record, AsyncInferenceClient.text_generation)
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

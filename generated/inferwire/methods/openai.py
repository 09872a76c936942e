# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""OpenAI's interface to the tasks: ``client.chat.completions``, ``client.embeddings`` and the others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack, cast, overload

from inferwire_runtime.arguments import is_passed
from inferwire_runtime.client import core_of, record
from inferwire_runtime.lazy import lazy_types
from inferwire_runtime.options import CallOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from inferwire.client import AsyncInferenceClient, InferenceClient
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputMessage,
        ChatCompletionInputStreamOptions,
        ChatCompletionParseKeywords,
    )
    from inferwire.inputs.responses import (
        ResponsesInputItem,
        ResponsesInputStreamOptions,
        ResponsesInputTextConfig,
        ResponsesParseKeywords,
    )
    from inferwire.tasks.automatic_speech_recognition import AutomaticSpeechRecognitionProvider
    from inferwire.tasks.chat_completion import ChatCompletionProvider
    from inferwire.tasks.feature_extraction import FeatureExtractionProvider
    from inferwire.tasks.image_to_image import ImageToImageProvider
    from inferwire.tasks.responses import ResponsesProvider
    from inferwire.tasks.text_to_image import TextToImageProvider
    from inferwire.tasks.text_to_speech import TextToSpeechProvider
    from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
    from inferwire.types.chat_completion import (
        ChatCompletionOutput,
        ChatCompletionOutputMessage,
        ChatCompletionStreamOutput,
    )
    from inferwire.types.parsed_chat import ParsedChatCompletion
    from inferwire.types.parsed_response import ParsedResponsesOutput
    from inferwire.types.responses import ResponsesOutput, ResponsesOutputItem, ResponsesStreamOutput
    from inferwire_runtime.chat_events import AsyncChatEventStream, ChatEventStream
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.openai_shapes import (
        AsyncModelPage,
        EmbeddingResponse,
        Image,
        ImagesResponse,
        ModelPage,
        ParsedResponse,
        SpeechResponse,
    )
    from inferwire_runtime.response_streams import AsyncResponseEventStream, ResponseEventStream
    from inferwire_runtime.served_models import ServedModel
    from inferwire_runtime.streams import AsyncStream, Stream
    from inferwire_runtime.structured import OutputFormat
else:  # resolved by `typing.get_type_hints` only
    lazy_types(
        globals(),
        {
            "inferwire.client": (
                "AsyncInferenceClient",
                "InferenceClient",
            ),
            "inferwire.inputs.chat_completion": (
                "ChatCompletionInputMessage",
                "ChatCompletionInputStreamOptions",
                "ChatCompletionParseKeywords",
            ),
            "inferwire.inputs.responses": (
                "ResponsesInputItem",
                "ResponsesInputStreamOptions",
                "ResponsesInputTextConfig",
                "ResponsesParseKeywords",
            ),
            "inferwire.tasks.responses": ("ResponsesProvider",),
            "inferwire.types.responses": (
                "ResponsesOutput",
                "ResponsesOutputItem",
                "ResponsesStreamOutput",
            ),
            "inferwire.tasks.automatic_speech_recognition": ("AutomaticSpeechRecognitionProvider",),
            "inferwire.tasks.chat_completion": ("ChatCompletionProvider",),
            "inferwire.tasks.feature_extraction": ("FeatureExtractionProvider",),
            "inferwire.tasks.image_to_image": ("ImageToImageProvider",),
            "inferwire.tasks.text_to_image": ("TextToImageProvider",),
            "inferwire.tasks.text_to_speech": ("TextToSpeechProvider",),
            "inferwire.types.automatic_speech_recognition": ("AutomaticSpeechRecognitionOutput",),
            "inferwire.types.chat_completion": (
                "ChatCompletionOutput",
                "ChatCompletionOutputMessage",
                "ChatCompletionStreamOutput",
            ),
            "inferwire_runtime.media": ("MediaInput",),
            "inferwire_runtime.openai_shapes": (
                "AsyncModelPage",
                "EmbeddingResponse",
                "Image",
                "ImagesResponse",
                "ModelPage",
                "SpeechResponse",
            ),
            "inferwire_runtime.served_models": ("ServedModel",),
        },
        generic={
            "collections.abc": (
                "Mapping",
                "Sequence",
            ),
            "inferwire.types.parsed_chat": ("ParsedChatCompletion",),
            "inferwire.types.parsed_response": ("ParsedResponsesOutput",),
            "inferwire_runtime.response_streams": (
                "AsyncResponseEventStream",
                "ResponseEventStream",
            ),
            "inferwire_runtime.chat_events": (
                "AsyncChatEventStream",
                "ChatEventStream",
            ),
            "inferwire_runtime.openai_shapes": ("ParsedResponse",),
            "inferwire_runtime.streams": (
                "AsyncStream",
                "Stream",
            ),
        },
    )

T = TypeVar("T")
ClientT = TypeVar("ClientT", "InferenceClient", "AsyncInferenceClient")


def _with_format(text: ResponsesInputTextConfig | None, output: OutputFormat[Any]) -> ResponsesInputTextConfig:
    """Return the configuration of the text, with a JSON schema as its format."""
    return {
        **(text or {}),
        "format": {"type": "json_schema", "name": output.name, "schema": output.schema, "strict": output.is_strict},
    }


def _takes_size(client: Any, model: str | None, provider: str | None) -> bool:
    """Return whether a call goes to a server with OpenAI's interface."""
    from inferwire.providers import REGISTRY  # loads with the first call

    url = model if is_passed(model) else client.model
    if client.base_url is not None or (url or "").lower().startswith(("http://", "https://")):
        return True
    about = REGISTRY.providers.get(provider if provider is not None and is_passed(provider) else client.provider)
    return about is not None and about.kind == "client-side"


def _models_client(client: ClientT) -> ClientT:
    """Return a client of the server whose models are listed."""
    from inferwire.providers import REGISTRY  # loads with the first call

    if client.base_url is not None:
        return client
    about = REGISTRY.providers.get(client.provider)
    if about is None or about.kind != "client-side":
        router = next(each for each in REGISTRY.providers.values() if each.kind == "router")
        return client.endpoint(f"{router.base_url}/v1")
    keys = [key for name in about.variables if (key := os.environ.get(name))]
    return client.with_options(api_key=client.api_key or next(iter(keys), None)).endpoint(f"{about.base_url}/v1")


class Completions:
    """Namespace behind ``client.chat.completions``."""

    def __init__(self, client: InferenceClient) -> None:
        self._client = client
        self.create = client.chat_completion

    @property
    def with_raw_response(self) -> CompletionsWithRawResponse:
        """The methods of this namespace, whose results have ``parse()``, and what the server sent."""
        return CompletionsWithRawResponse(self._client)

    def parse(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        response_format: type[T],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedChatCompletion[T]:
        """Generate a message that is a value of the caller's type.

        Args:
            messages: Messages of the conversation so far, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.
            response_format: A dataclass, TypedDict, msgspec Struct or pydantic model, or a list of these.

        Returns:
            The response; the value is ``.choices[0].message.parsed``.

        Raises:
            InputError: If the type has no JSON schema.
            OutputError: If the message does not match it.
        """
        from inferwire.types.parsed_chat import parse_chat  # loads with its first call
        from inferwire_runtime.structured import OutputFormat

        output = OutputFormat(response_format)
        more: Any = {**parameters, "response_format": output.response_format}
        create: Any = self._client.chat_completion  # the arguments are checked where they are passed
        response: ChatCompletionOutput = create(messages, model=model, provider=provider, **more)
        return parse_chat(response, output)

    def stream(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        response_format: type[T] | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ChatEventStream[ChatCompletionStreamOutput, ParsedChatCompletion[T]]:
        """Stream a message as events, for a ``with`` statement.

        Args:
            messages: Messages of the conversation so far, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.
            response_format: A type as for `parse`. Default: text.
            stream_options: Options for the stream.

        Returns:
            Its items have a ``type``: ``chunk``, ``content.delta``, ``content.done``,
            ``tool_calls.function.arguments.delta`` or ``tool_calls.function.arguments.done``.
            ``get_final_completion()`` returns the whole response.
        """
        from inferwire.types.parsed_chat import parse_chat  # loads with its first call
        from inferwire_runtime.chat_events import ChatEventStream
        from inferwire_runtime.structured import OutputFormat

        output = OutputFormat(cast("type[T]", response_format)) if is_passed(response_format) else None
        more: Any = {**parameters, "stream_options": stream_options}
        more["response_format"] = None if output is None else output.response_format

        def open_stream() -> Stream[ChatCompletionStreamOutput, ChatCompletionOutput]:
            stream: Stream[ChatCompletionStreamOutput, ChatCompletionOutput] = self._client.chat_completion(
                messages, stream=True, model=model, provider=provider, **more
            )
            return stream

        def parse(response: ChatCompletionOutput) -> ParsedChatCompletion[T]:
            return parse_chat(response, output)

        return ChatEventStream(open_stream, parse)


class CompletionsWithRawResponse:
    """Namespace behind ``client.chat.completions.with_raw_response``."""

    def __init__(self, client: InferenceClient) -> None:
        self._client = client

    def create(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedResponse[ChatCompletionOutput]:
        """Generate a message, as ``client.chat.completions.create`` does.

        Args:
            messages: Messages of the conversation so far, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.

        Returns:
            The response: ``.parse()``, ``.headers``, ``.status_code``, ``.text``.

        Raises:
            InputError: If a stream is requested, which has a status and headers itself.
        """
        from inferwire_runtime.openai_shapes import ParsedResponse

        recording, responses = record(self._client)
        create: Any = recording.chat_completion  # the arguments are checked where they are passed
        return ParsedResponse(create(messages, model=model, provider=provider, **parameters), responses[-1])

    def parse(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        response_format: type[T],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedResponse[ParsedChatCompletion[T]]:
        """Generate a message that is a value of the caller's type, as ``client.chat.completions.parse`` does.

        Args:
            messages: Messages of the conversation so far, oldest first.
            response_format: A dataclass, TypedDict, msgspec Struct or pydantic model, or a list of these.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.

        Returns:
            The response: ``.parse()``, ``.headers``, ``.status_code``, ``.text``.
        """
        from inferwire_runtime.openai_shapes import ParsedResponse

        recording, responses = record(self._client)
        value = Completions(recording).parse(
            messages, response_format=response_format, model=model, provider=provider, **parameters
        )
        return ParsedResponse(value, responses[-1])


class Chat:
    """Namespace behind ``client.chat``."""

    def __init__(self, client: InferenceClient) -> None:
        self.completions = Completions(client)


class Responses:
    """Namespace behind ``client.responses``."""

    def __init__(self, client: InferenceClient) -> None:
        self._client = client
        self.create = client.create_response

    def parse(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        text_format: type[T],
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **parameters: Unpack[ResponsesParseKeywords],
    ) -> ParsedResponsesOutput[T]:
        """Generate a response whose text is a value of the caller's type.

        Args:
            input: Text, or a list of messages and items of earlier responses, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.
            text_format: A dataclass, TypedDict, msgspec Struct or pydantic model, or a list of these.

        Returns:
            The response; the value is ``.output_parsed``.

        Raises:
            InputError: If the type has no JSON schema.
            OutputError: If the text does not match it.
        """
        from inferwire.types.parsed_response import parse_response  # loads with its first call
        from inferwire_runtime.structured import OutputFormat

        output = OutputFormat(text_format)
        more: Any = {**parameters, "text": _with_format(parameters.get("text"), output)}
        create: Any = self._client.create_response  # the arguments are checked where they are passed
        response: ResponsesOutput = create(input, model=model, provider=provider, **more)
        return parse_response(response, output)

    @overload
    def stream(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        text_format: type[T],
        stream_options: ResponsesInputStreamOptions | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **parameters: Unpack[ResponsesParseKeywords],
    ) -> ResponseEventStream[ResponsesStreamOutput, ParsedResponsesOutput[T]]: ...
    @overload
    def stream(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        text_format: None = None,
        stream_options: ResponsesInputStreamOptions | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **parameters: Unpack[ResponsesParseKeywords],
    ) -> ResponseEventStream[ResponsesStreamOutput, ParsedResponsesOutput[Any]]: ...
    def stream(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        text_format: type[T] | None = None,
        stream_options: ResponsesInputStreamOptions | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **parameters: Unpack[ResponsesParseKeywords],
    ) -> ResponseEventStream[ResponsesStreamOutput, ParsedResponsesOutput[T]]:
        """Stream a response as events, for a ``with`` statement.

        Args:
            input: Text, or a list of messages and items of earlier responses, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.
            text_format: A type as for `parse`. Default: text.
            stream_options: Options for the stream.

        Returns:
            The events, those of ``create(..., stream=True)``. ``get_final_response()`` returns the whole response.
        """
        from inferwire.types.parsed_response import parse_response  # loads with its first call
        from inferwire_runtime.response_streams import ResponseEventStream
        from inferwire_runtime.structured import OutputFormat

        output = OutputFormat(cast("type[T]", text_format)) if is_passed(text_format) else None
        more: Any = {**parameters, "stream_options": stream_options}
        if output is not None:
            more["text"] = _with_format(parameters.get("text"), output)

        def open_stream() -> Stream[ResponsesStreamOutput, ResponsesOutput]:
            stream: Stream[ResponsesStreamOutput, ResponsesOutput] = self._client.create_response(
                input, stream=True, model=model, provider=provider, **more
            )
            return stream

        def parse(response: ResponsesOutput) -> ParsedResponsesOutput[T]:
            return parse_response(response, output)

        return ResponseEventStream(open_stream, parse)

    @overload
    def retrieve(
        self,
        response_id: str,
        *,
        stream: Literal[False] = False,
        include: list[str] | None = None,
        starting_after: int | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ResponsesOutput: ...
    @overload
    def retrieve(
        self,
        response_id: str,
        *,
        stream: Literal[True],
        include: list[str] | None = None,
        starting_after: int | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Stream[ResponsesStreamOutput, ResponsesOutput]: ...
    def retrieve(
        self,
        response_id: str,
        *,
        stream: bool = False,
        include: list[str] | None = None,
        starting_after: int | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Return a response that the server has stored, whatever its status.

        Args:
            response_id: ID of the response.
            stream: Whether to stream the events of a response that is generated in the background.
            include: Further output to return.
            starting_after: Number of the event after which the stream starts.
            model: URL of an endpoint. Default: the client's endpoint.
            provider: Provider that stores the response. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Raises:
            ProviderError: If there is no such response, or if it failed without any output.
        """
        from inferwire.tasks.responses import TASK  # loads with its first call
        from inferwire_runtime.stored_responses import Stored, options_without_model, path_of_response, stored_task

        query: dict[str, Any] = {"include[]": include, "starting_after": starting_after}
        if stream:
            query["stream"] = "true"
        task = stored_task(TASK, Stored(method="GET", path=path_of_response(response_id), query=query))
        more: Any = options_without_model(self._client, TASK, model, provider)
        core = core_of(self._client)
        if stream:
            return core.run_stream(task, None, {}, options, **more)
        return core.run(task, None, {}, options, **more)

    def wait(
        self,
        response: str | ResponsesOutput,
        *,
        interval: float = 1.0,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ResponsesOutput:
        """Wait for a response that is generated in the background.

        Args:
            response: The response that `create` returned, or its ID.
            interval: Seconds between polls, up to the call's timeout.
            model: URL of an endpoint. Default: the client's endpoint.
            provider: Provider that stores the response. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Returns:
            The response once its status is neither ``queued`` nor ``in_progress``.

        Raises:
            ProviderError: If the response failed.
            InferenceTimeoutError: If the timeout passes. The response is still generated: call again, or `cancel` it.
        """
        from inferwire.tasks.responses import TASK  # loads with its first call
        from inferwire_runtime.stored_responses import Stored, options_without_model, path_of_response, stored_task

        task = stored_task(TASK, Stored(method="GET", path=path_of_response(response), interval=interval))
        more: Any = options_without_model(self._client, TASK, model, provider)
        result: ResponsesOutput = core_of(self._client).run(task, None, {}, options, **more)
        return result

    def cancel(
        self,
        response_id: str,
        *,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ResponsesOutput:
        """Cancel a response that is generated in the background, and return it.

        Args:
            response_id: ID of the response.
            model: URL of an endpoint. Default: the client's endpoint.
            provider: Provider that stores the response. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Raises:
            ProviderError: If there is no such response.
        """
        from inferwire.tasks.responses import TASK  # loads with its first call
        from inferwire_runtime.stored_responses import Stored, options_without_model, path_of_response, stored_task

        task = stored_task(TASK, Stored(method="POST", path=f"{path_of_response(response_id)}/cancel"))
        more: Any = options_without_model(self._client, TASK, model, provider)
        result: ResponsesOutput = core_of(self._client).run(task, None, {}, options, **more)
        return result

    def delete(
        self,
        response_id: str,
        *,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Delete a response that the server has stored.

        Args:
            response_id: ID of the response.
            model: URL of an endpoint. Default: the client's endpoint.
            provider: Provider that stores the response. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Raises:
            ProviderError: If there is no such response.
        """
        from inferwire.tasks.responses import TASK  # loads with its first call
        from inferwire_runtime.stored_responses import Stored, options_without_model, path_of_response, stored_task

        task = stored_task(TASK, Stored(method="DELETE", path=path_of_response(response_id)))
        more: Any = options_without_model(self._client, TASK, model, provider)
        core_of(self._client).run(task, None, {}, options, **more)


class Embeddings:
    """Namespace behind ``client.embeddings``."""

    def __init__(self, client: InferenceClient) -> None:
        self._client = client

    def create(
        self,
        *,
        input: str | list[str],
        model: str | None = None,
        dimensions: int | None = None,
        encoding_format: Literal["float", "base64"] | None = None,
        user: str | None = None,
        provider: FeatureExtractionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> EmbeddingResponse:
        """Compute the embeddings of one or several texts, as `feature_extraction` does.

        Args:
            input: Text to embed, or a list of texts.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            dimensions: Number of dimensions of the vectors; for models that can shorten them.
            encoding_format: How the server sends the numbers; the result has lists of numbers in any case.
            user: ID of your end user.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The vectors: ``.data[0].embedding``.
        """
        from inferwire_runtime.openai_shapes import embedding_response, with_parameters

        recording, responses = record(self._client)
        more: Any = with_parameters(options, user=user)
        vectors = recording.feature_extraction(
            input, dimensions=dimensions, encoding_format=encoding_format, model=model, provider=provider, **more
        )
        return embedding_response(vectors, input, responses, model if is_passed(model) else self._client.model)


class Images:
    """Namespace behind ``client.images``."""

    def __init__(self, client: InferenceClient) -> None:
        self._client = client

    def generate(
        self,
        *,
        prompt: str,
        model: str | None = None,
        n: int | None = None,
        size: str | None = None,
        response_format: Literal["url", "b64_json"] | None = None,
        quality: str | None = None,
        style: str | None = None,
        background: str | None = None,
        moderation: str | None = None,
        output_format: str | None = None,
        output_compression: int | None = None,
        user: str | None = None,
        provider: TextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ImagesResponse:
        """Generate images, as `text_to_image` does.

        Args:
            prompt: What the images show.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            n: How many images. They are requested one by one from servers that return one.
            size: Such as ``1024x1024``; sent as width and height to servers without OpenAI's interface.
            response_format: ``url`` returns the provider's URL. Default: base64.
            quality: Passed on unchanged, like the following arguments.
            style: Passed on.
            background: Passed on.
            moderation: Passed on.
            output_format: Passed on.
            output_compression: Passed on.
            user: Passed on.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The images: ``.data[0].b64_json`` or ``.data[0].url``.
        """
        from inferwire_runtime.openai_shapes import check_count, image_options, images_of, images_response

        count = check_count(n)
        more: Any = image_options(
            options,
            size=size,
            response_format=response_format,
            takes_size=_takes_size(self._client, model, provider),
            quality=quality,
            style=style,
            background=background,
            moderation=moderation,
            output_format=output_format,
            output_compression=output_compression,
            user=user,
            n=count if count > 1 else None,
        )
        images: list[Image] = []
        while len(images) < count:
            recording, responses = record(self._client)
            create: Any = recording.text_to_image
            result: Any = create(prompt, model=model, provider=provider, **more)
            images += images_of(result, responses)
            more["extra_parameters"].pop("n", None)
        return images_response(images)

    def edit(
        self,
        *,
        image: MediaInput | Sequence[MediaInput],
        prompt: str | None = None,
        mask: MediaInput | None = None,
        model: str | None = None,
        n: int | None = None,
        size: str | None = None,
        response_format: Literal["url", "b64_json"] | None = None,
        quality: str | None = None,
        background: str | None = None,
        input_fidelity: str | None = None,
        output_format: str | None = None,
        output_compression: int | None = None,
        user: str | None = None,
        provider: ImageToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ImagesResponse:
        """Change an image, as `image_to_image` does.

        Args:
            image: The image, or (name, content) as openai takes it, or a list of one or more images.
            prompt: What to change.
            mask: PNG whose transparent areas may be changed.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            n: How many images. They are requested one by one from servers that return one.
            size: Such as ``1024x1024``; sent as `target_size` to servers without OpenAI's interface.
            response_format: ``url`` returns the provider's URL. Default: base64.
            quality: Passed on unchanged, like the following arguments.
            background: Passed on.
            input_fidelity: Passed on.
            output_format: Passed on.
            output_compression: Passed on.
            user: Passed on.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The images: ``.data[0].b64_json`` or ``.data[0].url``.
        """
        from inferwire_runtime.openai_shapes import (
            check_count,
            image_options,
            images_of,
            images_response,
            images_to_edit,
        )

        count = check_count(n)
        is_openai = _takes_size(self._client, model, provider)
        source, files = images_to_edit(image, mask, is_openai=is_openai)
        more: Any = image_options(
            options,
            size=size,
            response_format=response_format,
            takes_size=is_openai,
            quality=quality,
            background=background,
            input_fidelity=input_fidelity,
            output_format=output_format,
            output_compression=output_compression,
            user=user,
            n=count if count > 1 else None,
            **files,
        )
        if "width" in more:
            more["target_size"] = {"width": more.pop("width"), "height": more.pop("height")}
        images: list[Image] = []
        while len(images) < count:
            recording, responses = record(self._client)
            create: Any = recording.image_to_image
            result: Any = create(source, prompt, model=model, provider=provider, **more)
            images += images_of(result, responses)
            more["extra_parameters"].pop("n", None)
        return images_response(images)


class Speech:
    """Namespace behind ``client.audio.speech``."""

    def __init__(self, client: InferenceClient) -> None:
        self._client = client

    def create(
        self,
        *,
        input: str,
        model: str | None = None,
        voice: str | None = None,
        response_format: str | None = None,
        speed: float | None = None,
        instructions: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> SpeechResponse:
        """Read a text out, as `text_to_speech` does.

        Args:
            input: The text.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            voice: Name of a voice of the model.
            response_format: Such as ``mp3`` or ``wav``.
            speed: Speed, 1 by default.
            instructions: How to speak.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The audio: ``.content``, ``.read()``, ``.write_to_file(path)``, or ``.media``.
        """
        from inferwire_runtime.openai_shapes import SpeechResponse, with_parameters

        more: Any = with_parameters(
            options, voice=voice, response_format=response_format, speed=speed, instructions=instructions
        )
        create: Any = self._client.text_to_speech
        return SpeechResponse(create(input, model=model, provider=provider, **more))


class Transcriptions:
    """Namespace behind ``client.audio.transcriptions``."""

    def __init__(self, client: InferenceClient) -> None:
        self._client = client

    @overload
    def create(
        self,
        *,
        file: MediaInput,
        response_format: Literal["text", "srt", "vtt"],
        model: str | None = None,
        language: str | None = None,
        prompt: str | None = None,
        temperature: float | None = None,
        timestamp_granularities: list[Literal["word", "segment"]] | None = None,
        provider: AutomaticSpeechRecognitionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> str: ...
    @overload
    def create(
        self,
        *,
        file: MediaInput,
        response_format: Literal["json", "verbose_json"] | None = None,
        model: str | None = None,
        language: str | None = None,
        prompt: str | None = None,
        temperature: float | None = None,
        timestamp_granularities: list[Literal["word", "segment"]] | None = None,
        provider: AutomaticSpeechRecognitionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> AutomaticSpeechRecognitionOutput: ...
    def create(
        self,
        *,
        file: MediaInput,
        response_format: str | None = None,
        model: str | None = None,
        language: str | None = None,
        prompt: str | None = None,
        temperature: float | None = None,
        timestamp_granularities: list[Literal["word", "segment"]] | None = None,
        provider: AutomaticSpeechRecognitionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Transcribe speech, as `automatic_speech_recognition` does.

        Args:
            file: The audio, or (name, content) as openai takes it.
            response_format: ``json``, ``verbose_json``, or ``text``, ``srt`` or ``vtt`` to return a string.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            language: Language of the speech.
            prompt: Text that guides the style.
            temperature: Sampling temperature.
            timestamp_granularities: Timestamps to return; needs ``verbose_json``.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The text: ``.text``; subtitles and plain text are strings.

        Raises:
            OutputError: If subtitles are requested, and the server returns no times.
        """
        from inferwire_runtime.openai_shapes import file_of, transcript_of, transcription_options

        more: Any = transcription_options(
            options,
            response_format,
            is_openai=_takes_size(self._client, model, provider),
            language=language,
            prompt=prompt,
            temperature=temperature,
            timestamp_granularities=timestamp_granularities,
        )
        result = self._client.automatic_speech_recognition(file_of(file), model=model, provider=provider, **more)
        return transcript_of(result, response_format)


class Audio:
    """Namespace behind ``client.audio``."""

    def __init__(self, client: InferenceClient) -> None:
        self.speech = Speech(client)
        self.transcriptions = Transcriptions(client)


class Models:
    """Namespace behind ``client.models``, which can be called, too."""

    def __init__(self, client: InferenceClient) -> None:
        self._client = client

    def __call__(
        self, *, provider: str | None = None, task: str | None = None, **options: Unpack[CallOptions]
    ) -> list[ServedModel]:
        """Return the models that can be called: of the client's endpoint, or else of Hugging Face's router or the Hub.

        Args:
            provider: Only the models that this provider serves.
            task: Only the models for this task. Default: chat models.
            **options: Call options; see `CallOptions`.

        Returns:
            The models, with their context length, price and abilities where the server reports them.
        """
        from inferwire.providers import REGISTRY
        from inferwire_runtime.options import merge_options
        from inferwire_runtime.served_models import list_served, models_call

        core = self._client._core  # pyright: ignore[reportPrivateUsage]
        models: list[ServedModel] = core.run_operation(
            list_served, *models_call(merge_options(core.options, options), REGISTRY, provider, task)
        )
        return models

    def list(self, **options: Unpack[CallOptions]) -> ModelPage:
        """Return the models that the client's endpoint serves, as `list_models` does.

        Without an endpoint, these are the models of Hugging Face's router, or of a provider that is not behind it.

        Args:
            **options: Call options; see `CallOptions`.

        Returns:
            The models: ``.data``, or iterate over it.
        """
        from inferwire_runtime.openai_shapes import ModelPage

        client = _models_client(self._client)
        return ModelPage(client.list_models(**options))

    def retrieve(self, model: str, **options: Unpack[CallOptions]) -> ServedModel:
        """Return one of the models that `list` returns.

        Args:
            model: Its name.
            **options: Call options; see `CallOptions`.

        Raises:
            InputError: If it is not listed.
        """
        from inferwire_runtime.openai_shapes import find_model

        return find_model(_models_client(self._client).list_models(**options), model)


class AsyncCompletions:
    """Namespace behind ``client.chat.completions``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self._client = client
        self.create = client.chat_completion

    @property
    def with_raw_response(self) -> AsyncCompletionsWithRawResponse:
        """The methods of this namespace, whose results have ``parse()``, and what the server sent."""
        return AsyncCompletionsWithRawResponse(self._client)

    async def parse(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        response_format: type[T],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedChatCompletion[T]:
        """Generate a message that is a value of the caller's type.

        Args:
            messages: Messages of the conversation so far, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.
            response_format: A dataclass, TypedDict, msgspec Struct or pydantic model, or a list of these.

        Returns:
            The response; the value is ``.choices[0].message.parsed``.

        Raises:
            InputError: If the type has no JSON schema.
            OutputError: If the message does not match it.
        """
        from inferwire.types.parsed_chat import parse_chat  # loads with its first call
        from inferwire_runtime.structured import OutputFormat

        output = OutputFormat(response_format)
        more: Any = {**parameters, "response_format": output.response_format}
        create: Any = self._client.chat_completion  # the arguments are checked where they are passed
        response: ChatCompletionOutput = await create(messages, model=model, provider=provider, **more)
        return parse_chat(response, output)

    def stream(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        response_format: type[T] | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> AsyncChatEventStream[ChatCompletionStreamOutput, ParsedChatCompletion[T]]:
        """Stream a message as events, for an ``async with`` statement.

        Args:
            messages: Messages of the conversation so far, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.
            response_format: A type as for `parse`. Default: text.
            stream_options: Options for the stream.

        Returns:
            Its items have a ``type``: ``chunk``, ``content.delta``, ``content.done``,
            ``tool_calls.function.arguments.delta`` or ``tool_calls.function.arguments.done``.
            ``get_final_completion()`` returns the whole response.
        """
        from inferwire.types.parsed_chat import parse_chat  # loads with its first call
        from inferwire_runtime.chat_events import AsyncChatEventStream
        from inferwire_runtime.structured import OutputFormat

        output = OutputFormat(cast("type[T]", response_format)) if is_passed(response_format) else None
        more: Any = {**parameters, "stream_options": stream_options}
        more["response_format"] = None if output is None else output.response_format

        async def open_stream() -> AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]:
            stream: AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput] = await self._client.chat_completion(
                messages, stream=True, model=model, provider=provider, **more
            )
            return stream

        def parse(response: ChatCompletionOutput) -> ParsedChatCompletion[T]:
            return parse_chat(response, output)

        return AsyncChatEventStream(open_stream, parse)


class AsyncCompletionsWithRawResponse:
    """Namespace behind ``client.chat.completions.with_raw_response``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self._client = client

    async def create(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedResponse[ChatCompletionOutput]:
        """Generate a message, as ``client.chat.completions.create`` does.

        Args:
            messages: Messages of the conversation so far, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.

        Returns:
            The response: ``.parse()``, ``.headers``, ``.status_code``, ``.text``.

        Raises:
            InputError: If a stream is requested, which has a status and headers itself.
        """
        from inferwire_runtime.openai_shapes import ParsedResponse

        recording, responses = record(self._client)
        create: Any = recording.chat_completion  # the arguments are checked where they are passed
        return ParsedResponse(await create(messages, model=model, provider=provider, **parameters), responses[-1])

    async def parse(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        response_format: type[T],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionParseKeywords],
    ) -> ParsedResponse[ParsedChatCompletion[T]]:
        """Generate a message that is a value of the caller's type, as ``client.chat.completions.parse`` does.

        Args:
            messages: Messages of the conversation so far, oldest first.
            response_format: A dataclass, TypedDict, msgspec Struct or pydantic model, or a list of these.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.

        Returns:
            The response: ``.parse()``, ``.headers``, ``.status_code``, ``.text``.
        """
        from inferwire_runtime.openai_shapes import ParsedResponse

        recording, responses = record(self._client)
        value = await AsyncCompletions(recording).parse(
            messages, response_format=response_format, model=model, provider=provider, **parameters
        )
        return ParsedResponse(value, responses[-1])


class AsyncChat:
    """Namespace behind ``client.chat``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.completions = AsyncCompletions(client)


class AsyncResponses:
    """Namespace behind ``client.responses``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self._client = client
        self.create = client.create_response

    async def parse(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        text_format: type[T],
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **parameters: Unpack[ResponsesParseKeywords],
    ) -> ParsedResponsesOutput[T]:
        """Generate a response whose text is a value of the caller's type.

        Args:
            input: Text, or a list of messages and items of earlier responses, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.
            text_format: A dataclass, TypedDict, msgspec Struct or pydantic model, or a list of these.

        Returns:
            The response; the value is ``.output_parsed``.

        Raises:
            InputError: If the type has no JSON schema.
            OutputError: If the text does not match it.
        """
        from inferwire.types.parsed_response import parse_response  # loads with its first call
        from inferwire_runtime.structured import OutputFormat

        output = OutputFormat(text_format)
        more: Any = {**parameters, "text": _with_format(parameters.get("text"), output)}
        create: Any = self._client.create_response  # the arguments are checked where they are passed
        response: ResponsesOutput = await create(input, model=model, provider=provider, **more)
        return parse_response(response, output)

    @overload
    def stream(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        text_format: type[T],
        stream_options: ResponsesInputStreamOptions | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **parameters: Unpack[ResponsesParseKeywords],
    ) -> AsyncResponseEventStream[ResponsesStreamOutput, ParsedResponsesOutput[T]]: ...
    @overload
    def stream(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        text_format: None = None,
        stream_options: ResponsesInputStreamOptions | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **parameters: Unpack[ResponsesParseKeywords],
    ) -> AsyncResponseEventStream[ResponsesStreamOutput, ParsedResponsesOutput[Any]]: ...
    def stream(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        text_format: type[T] | None = None,
        stream_options: ResponsesInputStreamOptions | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **parameters: Unpack[ResponsesParseKeywords],
    ) -> AsyncResponseEventStream[ResponsesStreamOutput, ParsedResponsesOutput[T]]:
        """Stream a response as events, for an ``async with`` statement.

        Args:
            input: Text, or a list of messages and items of earlier responses, oldest first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model.
            **parameters: Parameters and options of `create`.
            text_format: A type as for `parse`. Default: text.
            stream_options: Options for the stream.

        Returns:
            The events, those of ``create(..., stream=True)``. ``get_final_response()`` returns the whole response.
        """
        from inferwire.types.parsed_response import parse_response  # loads with its first call
        from inferwire_runtime.response_streams import AsyncResponseEventStream
        from inferwire_runtime.structured import OutputFormat

        output = OutputFormat(cast("type[T]", text_format)) if is_passed(text_format) else None
        more: Any = {**parameters, "stream_options": stream_options}
        if output is not None:
            more["text"] = _with_format(parameters.get("text"), output)

        async def open_stream() -> AsyncStream[ResponsesStreamOutput, ResponsesOutput]:
            stream: AsyncStream[ResponsesStreamOutput, ResponsesOutput] = await self._client.create_response(
                input, stream=True, model=model, provider=provider, **more
            )
            return stream

        def parse(response: ResponsesOutput) -> ParsedResponsesOutput[T]:
            return parse_response(response, output)

        return AsyncResponseEventStream(open_stream, parse)

    @overload
    async def retrieve(
        self,
        response_id: str,
        *,
        stream: Literal[False] = False,
        include: list[str] | None = None,
        starting_after: int | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ResponsesOutput: ...
    @overload
    async def retrieve(
        self,
        response_id: str,
        *,
        stream: Literal[True],
        include: list[str] | None = None,
        starting_after: int | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncStream[ResponsesStreamOutput, ResponsesOutput]: ...
    async def retrieve(
        self,
        response_id: str,
        *,
        stream: bool = False,
        include: list[str] | None = None,
        starting_after: int | None = None,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Return a response that the server has stored, whatever its status.

        Args:
            response_id: ID of the response.
            stream: Whether to stream the events of a response that is generated in the background.
            include: Further output to return.
            starting_after: Number of the event after which the stream starts.
            model: URL of an endpoint. Default: the client's endpoint.
            provider: Provider that stores the response. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Raises:
            ProviderError: If there is no such response, or if it failed without any output.
        """
        from inferwire.tasks.responses import TASK  # loads with its first call
        from inferwire_runtime.stored_responses import Stored, options_without_model, path_of_response, stored_task

        query: dict[str, Any] = {"include[]": include, "starting_after": starting_after}
        if stream:
            query["stream"] = "true"
        task = stored_task(TASK, Stored(method="GET", path=path_of_response(response_id), query=query))
        more: Any = options_without_model(self._client, TASK, model, provider)
        core = core_of(self._client)
        if stream:
            return await core.run_stream(task, None, {}, options, **more)
        return await core.run(task, None, {}, options, **more)

    async def wait(
        self,
        response: str | ResponsesOutput,
        *,
        interval: float = 1.0,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ResponsesOutput:
        """Wait for a response that is generated in the background.

        Args:
            response: The response that `create` returned, or its ID.
            interval: Seconds between polls, up to the call's timeout.
            model: URL of an endpoint. Default: the client's endpoint.
            provider: Provider that stores the response. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Returns:
            The response once its status is neither ``queued`` nor ``in_progress``.

        Raises:
            ProviderError: If the response failed.
            InferenceTimeoutError: If the timeout passes. The response is still generated: call again, or `cancel` it.
        """
        from inferwire.tasks.responses import TASK  # loads with its first call
        from inferwire_runtime.stored_responses import Stored, options_without_model, path_of_response, stored_task

        task = stored_task(TASK, Stored(method="GET", path=path_of_response(response), interval=interval))
        more: Any = options_without_model(self._client, TASK, model, provider)
        result: ResponsesOutput = await core_of(self._client).run(task, None, {}, options, **more)
        return result

    async def cancel(
        self,
        response_id: str,
        *,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ResponsesOutput:
        """Cancel a response that is generated in the background, and return it.

        Args:
            response_id: ID of the response.
            model: URL of an endpoint. Default: the client's endpoint.
            provider: Provider that stores the response. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Raises:
            ProviderError: If there is no such response.
        """
        from inferwire.tasks.responses import TASK  # loads with its first call
        from inferwire_runtime.stored_responses import Stored, options_without_model, path_of_response, stored_task

        task = stored_task(TASK, Stored(method="POST", path=f"{path_of_response(response_id)}/cancel"))
        more: Any = options_without_model(self._client, TASK, model, provider)
        result: ResponsesOutput = await core_of(self._client).run(task, None, {}, options, **more)
        return result

    async def delete(
        self,
        response_id: str,
        *,
        model: str | None = None,
        provider: ResponsesProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Delete a response that the server has stored.

        Args:
            response_id: ID of the response.
            model: URL of an endpoint. Default: the client's endpoint.
            provider: Provider that stores the response. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Raises:
            ProviderError: If there is no such response.
        """
        from inferwire.tasks.responses import TASK  # loads with its first call
        from inferwire_runtime.stored_responses import Stored, options_without_model, path_of_response, stored_task

        task = stored_task(TASK, Stored(method="DELETE", path=path_of_response(response_id)))
        more: Any = options_without_model(self._client, TASK, model, provider)
        await core_of(self._client).run(task, None, {}, options, **more)


class AsyncEmbeddings:
    """Namespace behind ``client.embeddings``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self._client = client

    async def create(
        self,
        *,
        input: str | list[str],
        model: str | None = None,
        dimensions: int | None = None,
        encoding_format: Literal["float", "base64"] | None = None,
        user: str | None = None,
        provider: FeatureExtractionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> EmbeddingResponse:
        """Compute the embeddings of one or several texts, as `feature_extraction` does.

        Args:
            input: Text to embed, or a list of texts.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            dimensions: Number of dimensions of the vectors; for models that can shorten them.
            encoding_format: How the server sends the numbers; the result has lists of numbers in any case.
            user: ID of your end user.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The vectors: ``.data[0].embedding``.
        """
        from inferwire_runtime.openai_shapes import embedding_response, with_parameters

        recording, responses = record(self._client)
        more: Any = with_parameters(options, user=user)
        vectors = await recording.feature_extraction(
            input, dimensions=dimensions, encoding_format=encoding_format, model=model, provider=provider, **more
        )
        return embedding_response(vectors, input, responses, model if is_passed(model) else self._client.model)


class AsyncImages:
    """Namespace behind ``client.images``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self._client = client

    async def generate(
        self,
        *,
        prompt: str,
        model: str | None = None,
        n: int | None = None,
        size: str | None = None,
        response_format: Literal["url", "b64_json"] | None = None,
        quality: str | None = None,
        style: str | None = None,
        background: str | None = None,
        moderation: str | None = None,
        output_format: str | None = None,
        output_compression: int | None = None,
        user: str | None = None,
        provider: TextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ImagesResponse:
        """Generate images, as `text_to_image` does.

        Args:
            prompt: What the images show.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            n: How many images. They are requested one by one from servers that return one.
            size: Such as ``1024x1024``; sent as width and height to servers without OpenAI's interface.
            response_format: ``url`` returns the provider's URL. Default: base64.
            quality: Passed on unchanged, like the following arguments.
            style: Passed on.
            background: Passed on.
            moderation: Passed on.
            output_format: Passed on.
            output_compression: Passed on.
            user: Passed on.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The images: ``.data[0].b64_json`` or ``.data[0].url``.
        """
        from inferwire_runtime.openai_shapes import check_count, image_options, images_of, images_response

        count = check_count(n)
        more: Any = image_options(
            options,
            size=size,
            response_format=response_format,
            takes_size=_takes_size(self._client, model, provider),
            quality=quality,
            style=style,
            background=background,
            moderation=moderation,
            output_format=output_format,
            output_compression=output_compression,
            user=user,
            n=count if count > 1 else None,
        )
        images: list[Image] = []
        while len(images) < count:
            recording, responses = record(self._client)
            create: Any = recording.text_to_image
            result: Any = await create(prompt, model=model, provider=provider, **more)
            images += images_of(result, responses)
            more["extra_parameters"].pop("n", None)
        return images_response(images)

    async def edit(
        self,
        *,
        image: MediaInput | Sequence[MediaInput],
        prompt: str | None = None,
        mask: MediaInput | None = None,
        model: str | None = None,
        n: int | None = None,
        size: str | None = None,
        response_format: Literal["url", "b64_json"] | None = None,
        quality: str | None = None,
        background: str | None = None,
        input_fidelity: str | None = None,
        output_format: str | None = None,
        output_compression: int | None = None,
        user: str | None = None,
        provider: ImageToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ImagesResponse:
        """Change an image, as `image_to_image` does.

        Args:
            image: The image, or (name, content) as openai takes it, or a list of one or more images.
            prompt: What to change.
            mask: PNG whose transparent areas may be changed.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            n: How many images. They are requested one by one from servers that return one.
            size: Such as ``1024x1024``; sent as `target_size` to servers without OpenAI's interface.
            response_format: ``url`` returns the provider's URL. Default: base64.
            quality: Passed on unchanged, like the following arguments.
            background: Passed on.
            input_fidelity: Passed on.
            output_format: Passed on.
            output_compression: Passed on.
            user: Passed on.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The images: ``.data[0].b64_json`` or ``.data[0].url``.
        """
        from inferwire_runtime.openai_shapes import (
            check_count,
            image_options,
            images_of,
            images_response,
            images_to_edit,
        )

        count = check_count(n)
        is_openai = _takes_size(self._client, model, provider)
        source, files = images_to_edit(image, mask, is_openai=is_openai)
        more: Any = image_options(
            options,
            size=size,
            response_format=response_format,
            takes_size=is_openai,
            quality=quality,
            background=background,
            input_fidelity=input_fidelity,
            output_format=output_format,
            output_compression=output_compression,
            user=user,
            n=count if count > 1 else None,
            **files,
        )
        if "width" in more:
            more["target_size"] = {"width": more.pop("width"), "height": more.pop("height")}
        images: list[Image] = []
        while len(images) < count:
            recording, responses = record(self._client)
            create: Any = recording.image_to_image
            result: Any = await create(source, prompt, model=model, provider=provider, **more)
            images += images_of(result, responses)
            more["extra_parameters"].pop("n", None)
        return images_response(images)


class AsyncSpeech:
    """Namespace behind ``client.audio.speech``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self._client = client

    async def create(
        self,
        *,
        input: str,
        model: str | None = None,
        voice: str | None = None,
        response_format: str | None = None,
        speed: float | None = None,
        instructions: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> SpeechResponse:
        """Read a text out, as `text_to_speech` does.

        Args:
            input: The text.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            voice: Name of a voice of the model.
            response_format: Such as ``mp3`` or ``wav``.
            speed: Speed, 1 by default.
            instructions: How to speak.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The audio: ``.content``, ``.read()``, ``.write_to_file(path)``, or ``.media``.
        """
        from inferwire_runtime.openai_shapes import SpeechResponse, with_parameters

        more: Any = with_parameters(
            options, voice=voice, response_format=response_format, speed=speed, instructions=instructions
        )
        create: Any = self._client.text_to_speech
        return SpeechResponse(await create(input, model=model, provider=provider, **more))


class AsyncTranscriptions:
    """Namespace behind ``client.audio.transcriptions``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self._client = client

    @overload
    async def create(
        self,
        *,
        file: MediaInput,
        response_format: Literal["text", "srt", "vtt"],
        model: str | None = None,
        language: str | None = None,
        prompt: str | None = None,
        temperature: float | None = None,
        timestamp_granularities: list[Literal["word", "segment"]] | None = None,
        provider: AutomaticSpeechRecognitionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> str: ...
    @overload
    async def create(
        self,
        *,
        file: MediaInput,
        response_format: Literal["json", "verbose_json"] | None = None,
        model: str | None = None,
        language: str | None = None,
        prompt: str | None = None,
        temperature: float | None = None,
        timestamp_granularities: list[Literal["word", "segment"]] | None = None,
        provider: AutomaticSpeechRecognitionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> AutomaticSpeechRecognitionOutput: ...
    async def create(
        self,
        *,
        file: MediaInput,
        response_format: str | None = None,
        model: str | None = None,
        language: str | None = None,
        prompt: str | None = None,
        temperature: float | None = None,
        timestamp_granularities: list[Literal["word", "segment"]] | None = None,
        provider: AutomaticSpeechRecognitionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Transcribe speech, as `automatic_speech_recognition` does.

        Args:
            file: The audio, or (name, content) as openai takes it.
            response_format: ``json``, ``verbose_json``, or ``text``, ``srt`` or ``vtt`` to return a string.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            language: Language of the speech.
            prompt: Text that guides the style.
            temperature: Sampling temperature.
            timestamp_granularities: Timestamps to return; needs ``verbose_json``.
            provider: Provider that runs the model.
            **options: Call options; see `CallOptions`.

        Returns:
            The text: ``.text``; subtitles and plain text are strings.

        Raises:
            OutputError: If subtitles are requested, and the server returns no times.
        """
        from inferwire_runtime.openai_shapes import file_of, transcript_of, transcription_options

        more: Any = transcription_options(
            options,
            response_format,
            is_openai=_takes_size(self._client, model, provider),
            language=language,
            prompt=prompt,
            temperature=temperature,
            timestamp_granularities=timestamp_granularities,
        )
        result = await self._client.automatic_speech_recognition(file_of(file), model=model, provider=provider, **more)
        return transcript_of(result, response_format)


class AsyncAudio:
    """Namespace behind ``client.audio``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.speech = AsyncSpeech(client)
        self.transcriptions = AsyncTranscriptions(client)


class AsyncModels:
    """Namespace behind ``client.models``, which can be called, too."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self._client = client

    async def __call__(
        self, *, provider: str | None = None, task: str | None = None, **options: Unpack[CallOptions]
    ) -> list[ServedModel]:
        """Return the models that can be called: of the client's endpoint, or else of Hugging Face's router or the Hub.

        Args:
            provider: Only the models that this provider serves.
            task: Only the models for this task. Default: chat models.
            **options: Call options; see `CallOptions`.

        Returns:
            The models, with their context length, price and abilities where the server reports them.
        """
        from inferwire.providers import REGISTRY
        from inferwire_runtime.options import merge_options
        from inferwire_runtime.served_models import list_served, models_call

        core = self._client._core  # pyright: ignore[reportPrivateUsage]
        models: list[ServedModel] = await core.run_operation(
            list_served, *models_call(merge_options(core.options, options), REGISTRY, provider, task)
        )
        return models

    def list(self, **options: Unpack[CallOptions]) -> AsyncModelPage:
        """Return the models that the client's endpoint serves, as `list_models` does.

        Without an endpoint, these are the models of Hugging Face's router, or of a provider that is not behind it.

        Args:
            **options: Call options; see `CallOptions`.

        Returns:
            The models: ``.data``, or iterate over it.
        """
        from inferwire_runtime.openai_shapes import AsyncModelPage

        client = _models_client(self._client)
        return AsyncModelPage(lambda: client.list_models(**options))

    async def retrieve(self, model: str, **options: Unpack[CallOptions]) -> ServedModel:
        """Return one of the models that `list` returns.

        Args:
            model: Its name.
            **options: Call options; see `CallOptions`.

        Raises:
            InputError: If it is not listed.
        """
        from inferwire_runtime.openai_shapes import find_model

        return find_model(await _models_client(self._client).list_models(**options), model)

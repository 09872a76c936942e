# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""The clients: one method for each task. What they share stands in the runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar, overload

from msgspec import UNSET

from inferwire_runtime.client import AsyncClient, Client, RawResponse
from inferwire_runtime.flow import given
from inferwire_runtime.keys import hide_keys
from inferwire_runtime.pick import first_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from typing import Unpack

    from msgspec import UnsetType

    from inferwire.inputs.chat_completion import (
        ChatCompletionInputGrammarType,
        ChatCompletionInputMessage,
        ChatCompletionInputStreamOptions,
        ChatCompletionInputTool,
        ChatCompletionInputToolChoice,
        ChatCompletionKeywords,
    )
    from inferwire.inputs.common import ClassificationOutputTransform
    from inferwire.inputs.feature_extraction import FeatureExtractionInputTruncationDirection
    from inferwire.inputs.image_text_to_image import ImageTextToImageKeywords, ImageTextToImageTargetSize
    from inferwire.inputs.image_text_to_video import ImageTextToVideoKeywords, ImageTextToVideoTargetSize
    from inferwire.inputs.image_to_image import ImageToImageKeywords, ImageToImageTargetSize
    from inferwire.inputs.image_to_video import ImageToVideoKeywords, ImageToVideoTargetSize
    from inferwire.inputs.question_answering import QuestionAnsweringKeywords
    from inferwire.inputs.text_generation import TextGenerationInputGrammarType, TextGenerationKeywords
    from inferwire.inputs.text_to_audio import TextToAudioKeywords
    from inferwire.inputs.text_to_image import TextToImageKeywords
    from inferwire.inputs.text_to_speech import TextToSpeechKeywords
    from inferwire.inputs.text_to_video import TextToVideoKeywords
    from inferwire.tasks.audio_classification import Provider as AudioClassificationProvider
    from inferwire.tasks.audio_to_audio import Provider as AudioToAudioProvider
    from inferwire.tasks.automatic_speech_recognition import Provider as AutomaticSpeechRecognitionProvider
    from inferwire.tasks.chat_completion import Provider as ChatCompletionProvider
    from inferwire.tasks.conversational import Provider as ConversationalProvider
    from inferwire.tasks.depth_estimation import Provider as DepthEstimationProvider
    from inferwire.tasks.document_question_answering import Provider as DocumentQuestionAnsweringProvider
    from inferwire.tasks.feature_extraction import Provider as FeatureExtractionProvider
    from inferwire.tasks.fill_mask import Provider as FillMaskProvider
    from inferwire.tasks.image_classification import Provider as ImageClassificationProvider
    from inferwire.tasks.image_segmentation import Provider as ImageSegmentationProvider
    from inferwire.tasks.image_text_to_image import Provider as ImageTextToImageProvider
    from inferwire.tasks.image_text_to_video import Provider as ImageTextToVideoProvider
    from inferwire.tasks.image_to_image import Provider as ImageToImageProvider
    from inferwire.tasks.image_to_text import Provider as ImageToTextProvider
    from inferwire.tasks.image_to_video import Provider as ImageToVideoProvider
    from inferwire.tasks.object_detection import Provider as ObjectDetectionProvider
    from inferwire.tasks.question_answering import Provider as QuestionAnsweringProvider
    from inferwire.tasks.sentence_similarity import Provider as SentenceSimilarityProvider
    from inferwire.tasks.summarization import Provider as SummarizationProvider
    from inferwire.tasks.table_question_answering import Provider as TableQuestionAnsweringProvider
    from inferwire.tasks.tabular_classification import Provider as TabularClassificationProvider
    from inferwire.tasks.tabular_regression import Provider as TabularRegressionProvider
    from inferwire.tasks.text_classification import Provider as TextClassificationProvider
    from inferwire.tasks.text_generation import Provider as TextGenerationProvider
    from inferwire.tasks.text_to_audio import Provider as TextToAudioProvider
    from inferwire.tasks.text_to_image import Provider as TextToImageProvider
    from inferwire.tasks.text_to_speech import Provider as TextToSpeechProvider
    from inferwire.tasks.text_to_video import Provider as TextToVideoProvider
    from inferwire.tasks.token_classification import Provider as TokenClassificationProvider
    from inferwire.tasks.translation import Provider as TranslationProvider
    from inferwire.tasks.video_classification import Provider as VideoClassificationProvider
    from inferwire.tasks.visual_question_answering import Provider as VisualQuestionAnsweringProvider
    from inferwire.tasks.zero_shot_classification import Provider as ZeroShotClassificationProvider
    from inferwire.tasks.zero_shot_image_classification import Provider as ZeroShotImageClassificationProvider
    from inferwire.tasks.zero_shot_object_detection import Provider as ZeroShotObjectDetectionProvider
    from inferwire.types.audio_to_audio import AudioToAudioOutputElement
    from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
    from inferwire.types.chat_completion import (
        ChatCompletionOutput,
        ChatCompletionOutputMessage,
        ChatCompletionStreamOutput,
    )
    from inferwire.types.common import ClassificationOutput
    from inferwire.types.conversational import ConversationalOutput
    from inferwire.types.depth_estimation import DepthEstimationOutput
    from inferwire.types.document_question_answering import DocumentQuestionAnsweringOutputElement
    from inferwire.types.fill_mask import FillMaskOutputElement
    from inferwire.types.image_segmentation import ImageSegmentationOutputElement
    from inferwire.types.image_to_text import ImageToTextOutput
    from inferwire.types.object_detection import ObjectDetectionOutputElement
    from inferwire.types.question_answering import QuestionAnsweringOutputElement
    from inferwire.types.summarization import SummarizationOutput
    from inferwire.types.table_question_answering import TableQuestionAnsweringOutputElement
    from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
    from inferwire.types.token_classification import TokenClassificationOutputElement
    from inferwire.types.translation import TranslationOutput
    from inferwire.types.visual_question_answering import VisualQuestionAnsweringOutputElement
    from inferwire.types.zero_shot_object_detection import ZeroShotObjectDetectionOutputElement
    from inferwire_runtime.errors import Json
    from inferwire_runtime.media import Media, MediaInput
    from inferwire_runtime.options import CallOptions, OutputType
    from inferwire_runtime.streaming import AsyncStream, Stream
    from inferwire_runtime.transport import Prepared

P = ParamSpec("P")
T = TypeVar("T")


def _raw(
    client: InferenceClient, method: Callable[Concatenate[InferenceClient, P], T]
) -> Callable[P, tuple[T, RawResponse]]:
    """Make a method give its last answer, too."""

    def call(*args: P.args, **kwargs: P.kwargs) -> tuple[T, RawResponse]:
        hide_keys(kwargs)
        recording, record = client.recording()
        value = method(recording, *args, **kwargs)
        return value, record()

    return call


def _async_raw(
    client: AsyncInferenceClient, method: Callable[Concatenate[AsyncInferenceClient, P], Awaitable[T]]
) -> Callable[P, Awaitable[tuple[T, RawResponse]]]:
    """Make a method give its last answer, too."""

    async def call(*args: P.args, **kwargs: P.kwargs) -> tuple[T, RawResponse]:
        hide_keys(kwargs)
        recording, record = client.recording()
        value = await method(recording, *args, **kwargs)
        return value, record()

    return call


class InferenceClient(Client):
    """Calls models on the Hub's providers, dedicated endpoints and OpenAI-compatible servers.

    Args:
        model: Used where a call names none: an id on the Hub, or an endpoint's URL.
        provider: Used where a call names none; ``auto`` lets the Hub choose.
        api_key: A key of Hugging Face, or of the named provider. Left out: the provider's own environment variable,
            ``HF_TOKEN``, or the token that ``hf auth login`` saved. False sends none.
        token: The same.
        base_url: URL of a dedicated endpoint, or of any server that speaks OpenAI's protocol.
        bill_to: Organisation that pays for calls over Hugging Face's router.
        timeout: Limits of time: seconds in all (default 600), or a `Timeout`; None for no limit in all.
        retry: A `Retry`, or how often a request is sent at most (default 3); None tries once.
        headers: Headers of every request to a provider.
        http_client: Your own ``httpx.Client``, or httpx2's; you close it.
        http: What carries requests where you bring no client: ``httpx`` (the default), ``httpx2``, ``httpx-stock`` or
            ``aiohttp``.
        emulator_url: URL of a local emulator that stands for every host; also read from ``INFERWIRE_EMULATOR_URL``.

    Raises:
        InputError: An argument is wrong in itself.
    """

    @property
    def chat(self) -> Chat:
        """OpenAI's way of writing it: ``client.chat.completions.create(...)``."""
        return Chat(self)

    @property
    def with_raw_response(self) -> InferenceClientWithRawResponse:
        """The same methods, which give the typed value together with the last answer on the wire."""
        return InferenceClientWithRawResponse(self)

    def request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | None = None,
        provider: str | None = None,
        **options: Unpack[CallOptions],
    ) -> Json:
        """Call a model with inputs and parameters of your own, and give its answer as it came.

        Args:
            task: Id on the Hub, where the request should be made as for this task. Left out, it is a custom call.
            inputs: Anything that JSON has a form for; bytes, a path, an open file or a `Media` is sent as it is.
            parameters: Sent as they are.
            model: Id on the Hub.
            provider: Who runs the model.
            **options: How to make the call: `CallOptions`.

        Returns:
            Decoded JSON, or a `Media`.

        Raises:
            InferwireError: As for every task.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return self.run_raw(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)

    def stream_request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | None = None,
        provider: str | None = None,
        **options: Unpack[CallOptions],
    ) -> Stream[Any, Any]:
        """Call a model as `request` does, and give the items of its stream as they arrive.

        Takes what `request` takes.

        Raises:
            StreamError: On iteration: the stream broke, or carried an error.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return self.run_stream(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)

    def build_request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | None = None,
        provider: str | None = None,
        **options: Unpack[CallOptions],
    ) -> Prepared:
        """Give the request that `request` would send, without sending it; ``to_curl()`` prints it with the key hidden.

        Takes what `request` takes. Who serves the model is looked up on the Hub.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return self.prepare(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)

    def audio_classification(
        self,
        audio: MediaInput,
        *,
        function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: AudioClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell what a sound is.

        Args:
            audio: Audio to classify.
            function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            top_k: Upper bound on the classes returned, most likely first.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Classes of the audio clip with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.audio_classification import TASK  # loads with its first call

        return self.run(
            TASK,
            audio,
            given(function_to_apply=function_to_apply, top_k=top_k),
            options,
            model=model,
            provider=provider,
        )

    def audio_to_audio(
        self,
        audio: MediaInput,
        *,
        model: str | None = None,
        provider: AudioToAudioProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[AudioToAudioOutputElement]:
        """Clean a sound, or split it into its sources.

        Args:
            audio: Audio to process.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Audio clips made from the input clip.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.audio_to_audio import TASK  # loads with its first call

        return self.run(TASK, audio, {}, options, model=model, provider=provider)

    def automatic_speech_recognition(
        self,
        audio: MediaInput,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        return_timestamps: bool | Literal["word", "char"] | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        model: str | None = None,
        provider: AutomaticSpeechRecognitionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> AutomaticSpeechRecognitionOutput:
        """Write down what is said in a recording.

        Args:
            audio: Speech recording to transcribe.
            do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam
                search). Server default: false.
            early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when
                better ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
            epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled;
                typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
                entropy of the distribution rises are dropped; typically 0.0003 to 0.002
                (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            max_length: Upper bound on input plus generated tokens. Server default: 20.
            max_new_tokens: Upper bound on newly generated tokens, input not counted. Overrides `max_length`.
            min_length: Lower bound on input plus generated tokens. Server default: 0.
            min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
            num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424).
                Must divide `num_beams`. Server default: 1.
            num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence
                in contrastive search.
            return_timestamps: Also return `chunks`, pieces of the transcript with start and end times. Server default:
                false.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut
                off. Server default: 1.0.
            use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server
                default: true.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Transcript of the speech recording.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.automatic_speech_recognition import TASK  # loads with its first call

        return self.run(
            TASK,
            audio,
            given(
                return_timestamps=return_timestamps,
                generation_parameters=given(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or UNSET,
            ),
            options,
            model=model,
            provider=provider,
        )

    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        frequency_penalty: float | UnsetType | None = UNSET,
        logit_bias: Mapping[str, float] | UnsetType | None = UNSET,
        logprobs: bool | UnsetType | None = UNSET,
        max_completion_tokens: int | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        n: int | UnsetType | None = UNSET,
        parallel_tool_calls: bool | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        reasoning_effort: str | UnsetType | None = UNSET,
        response_format: ChatCompletionInputGrammarType | UnsetType | None = UNSET,
        seed: int | UnsetType | None = UNSET,
        stop: list[str] | UnsetType | None = UNSET,
        stream_options: ChatCompletionInputStreamOptions | UnsetType | None = UNSET,
        temperature: float | UnsetType | None = UNSET,
        tool_choice: ChatCompletionInputToolChoice | UnsetType | None = UNSET,
        tool_prompt: str | UnsetType | None = UNSET,
        tools: list[ChatCompletionInputTool] | UnsetType | None = UNSET,
        top_logprobs: int | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ChatCompletionOutput: ...
    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...
    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        stream: bool,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> ChatCompletionOutput | Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        frequency_penalty: float | UnsetType | None = UNSET,
        logit_bias: Mapping[str, float] | UnsetType | None = UNSET,
        logprobs: bool | UnsetType | None = UNSET,
        max_completion_tokens: int | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        n: int | UnsetType | None = UNSET,
        parallel_tool_calls: bool | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        reasoning_effort: str | UnsetType | None = UNSET,
        response_format: ChatCompletionInputGrammarType | UnsetType | None = UNSET,
        seed: int | UnsetType | None = UNSET,
        stop: list[str] | UnsetType | None = UNSET,
        stream_options: ChatCompletionInputStreamOptions | UnsetType | None = UNSET,
        temperature: float | UnsetType | None = UNSET,
        tool_choice: ChatCompletionInputToolChoice | UnsetType | None = UNSET,
        tool_prompt: str | UnsetType | None = UNSET,
        tools: list[ChatCompletionInputTool] | UnsetType | None = UNSET,
        top_logprobs: int | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        stream: bool = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Answer a conversation.

        Args:
            messages: Conversation up to now, oldest message first.
            frequency_penalty: Penalty, between -2 and 2, on each token in proportion to how often it already occurs;
                above 0 curbs verbatim repetition. Server default: 0.
            logit_bias: Offsets, between -100 and 100, added to the logits of chosen tokens before sampling; -100
                practically bans a token and 100 forces it. Ignored by the server.
            logprobs: Return the log probability of every generated token with the message. Server default: false.
            max_completion_tokens: Upper bound on generated tokens, reasoning included. Newer name of `max_tokens`.
            max_tokens: Upper bound on generated tokens. Server default: 1024.
            n: How many alternative answers to produce; the tokens of every answer count towards the cost. Ignored by
                the server, which returns 1.
            parallel_tool_calls: Whether the model may call several tools in one answer.
            presence_penalty: Penalty, between -2 and 2, on every token that has occurred at all, however often; above 0
                nudges the model to new subjects. Server default: 0.
            reasoning_effort: How much a reasoning model may think before it answers: usually `none`, `minimal`, `low`,
                `medium`, `high` or `xhigh`; less is quicker and takes fewer tokens. Accepted values and the default
                depend on provider and model.
            response_format: Format the answer has to follow: free text, any JSON object, or JSON that fits a schema.
                Unset means free text.
            seed: Seed of the random sampling; the same seed and request should give the same answer. Random if unset.
            stop: Texts that end the generation as soon as one of them is produced; at most 4.
            stream_options: Options of a streamed answer; of use only when `stream` is true.
            temperature: Sampling temperature, between 0 and 2: low values make answers predictable, high ones varied.
                Better not changed together with `top_p`. Server default: 1.
            tool_choice: Whether the model may, must or must not call tools, or which function it has to call. Server
                default: `auto`.
            tool_prompt: Text put in front of the list of tools in the prompt.
            tools: Tools open to the model, each a function whose arguments it can write as JSON. Functions are the only
                kind at present.
            top_logprobs: How many of the likeliest tokens, between 0 and 5, to report with log probabilities at every
                position. Needs `logprobs` to be true.
            top_p: Nucleus sampling: choose among the fewest likeliest tokens whose probabilities add up to the given
                value, between 0 and 1 (0.1 keeps the top tenth of the mass). Server default: 1.
            stream: Give the pieces as they arrive.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Answer of the assistant to the conversation, with token counts. With `stream`, its pieces as they arrive.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            StreamError: On iteration: the stream broke, or carried an error.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.chat_completion import TASK  # loads with its first call

        parameters = given(
            frequency_penalty=frequency_penalty,
            logit_bias=logit_bias,
            logprobs=logprobs,
            max_completion_tokens=max_completion_tokens,
            max_tokens=max_tokens,
            n=n,
            parallel_tool_calls=parallel_tool_calls,
            presence_penalty=presence_penalty,
            reasoning_effort=reasoning_effort,
            response_format=response_format,
            seed=seed,
            stop=stop,
            stream_options=stream_options,
            temperature=temperature,
            tool_choice=tool_choice,
            tool_prompt=tool_prompt,
            tools=tools,
            top_logprobs=top_logprobs,
            top_p=top_p,
        )
        if stream:
            return self.run_stream(TASK, messages, parameters, options, model=model, provider=provider)
        return self.run(TASK, messages, parameters, options, model=model, provider=provider)

    def chat_completion_stream(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> Stream[ChatCompletionStreamOutput, ChatCompletionOutput]:
        """Answer a conversation. Gives the pieces as they arrive.

        Takes what `chat_completion` takes.

        Raises:
            StreamError: On iteration: the stream broke, or carried an error.
        """
        stream: Stream[ChatCompletionStreamOutput, ChatCompletionOutput] = self.chat_completion(
            messages, stream=True, model=model, provider=provider, **parameters
        )
        return stream

    def conversational(
        self,
        text: str,
        past_user_inputs: list[str] | UnsetType = UNSET,
        generated_responses: list[str] | UnsetType = UNSET,
        *,
        max_length: int | UnsetType = UNSET,
        max_time: float | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        repetition_penalty: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        model: str | None = None,
        provider: ConversationalProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ConversationalOutput:
        """Continue a conversation with a model of the older kind, which keeps the turns in two lists.

        Args:
            text: Newest message of the user.
            past_user_inputs: Earlier messages of the user, oldest first.
            generated_responses: Earlier replies of the model, oldest first; as many as `past_user_inputs`.
            max_length: Upper bound on the length of the reply, in tokens.
            max_time: Time the generation may take, in seconds; a soft limit, so replies can take slightly longer.
            min_length: Lower bound on the length of the reply, in tokens.
            repetition_penalty: Penalty on tokens that have occurred already; 1 means none, higher values discourage
                repetition.
            temperature: Sampling temperature: 1 leaves the token distribution as it is, lower sharpens it, higher
                flattens it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1.
            model: URL of the endpoint, or what it calls the model. The client's if left out.
            provider: To be left out: only endpoints serve this task.
            **options: How to make the call: `CallOptions`.

        Returns:
            Reply of the model, with the updated conversation.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.conversational import TASK  # loads with its first call

        return self.run(
            TASK,
            given(text=text, past_user_inputs=past_user_inputs, generated_responses=generated_responses),
            given(
                max_length=max_length,
                max_time=max_time,
                min_length=min_length,
                repetition_penalty=repetition_penalty,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            ),
            options,
            model=model,
            provider=provider,
        )

    def depth_estimation(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        provider: DepthEstimationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> DepthEstimationOutput:
        """Tell how far away each point of a picture is.

        Args:
            image: Image whose depth to estimate.
            model: URL of the endpoint, or what it calls the model. The client's if left out.
            provider: To be left out: only endpoints serve this task.
            **options: How to make the call: `CallOptions`.

        Returns:
            Estimated depth at every pixel of the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.depth_estimation import TASK  # loads with its first call

        return self.run(TASK, image, {}, options, model=model, provider=provider)

    def document_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        doc_stride: int | UnsetType = UNSET,
        handle_impossible_answer: bool | UnsetType = UNSET,
        lang: str | UnsetType = UNSET,
        max_answer_len: int | UnsetType = UNSET,
        max_question_len: int | UnsetType = UNSET,
        max_seq_len: int | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        word_boxes: list[str | tuple[float, float, float, float]] | UnsetType = UNSET,
        model: str | None = None,
        provider: DocumentQuestionAnsweringProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[DocumentQuestionAnsweringOutputElement]:
        """Answer a question about a scanned document.

        Args:
            image: Picture of the document.
            question: What to ask about the document.
            doc_stride: Tokens by which neighbouring chunks overlap when the words of the document do not fit into the
                model at once. Server default: 256, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the document holds no answer. Server default: false.
            lang: Language of the text in the picture, for character recognition (OCR). Server default: English.
            max_answer_len: Longest answer to consider, in tokens; longer ones are dropped. Server default: 15.
            max_question_len: Upper bound on the question in tokens; the rest is cut off. Server default: 64.
            max_seq_len: Upper bound on the tokens of a chunk, question and document words together; longer documents
                are cut into chunks that overlap by `doc_stride`. Server default: the model's own limit.
            top_k: Upper bound on the answers returned, most likely first; fewer come back if the document offers fewer.
                Server default: 1.
            word_boxes: Words of the document with their bounding boxes, coordinates scaled to between 0 and 1000;
                replaces character recognition (OCR).
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Answers found in the document, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.document_question_answering import TASK  # loads with its first call

        return self.run(
            TASK,
            {"image": image, "question": question},
            given(
                doc_stride=doc_stride,
                handle_impossible_answer=handle_impossible_answer,
                lang=lang,
                max_answer_len=max_answer_len,
                max_question_len=max_question_len,
                max_seq_len=max_seq_len,
                top_k=top_k,
                word_boxes=word_boxes,
            ),
            options,
            model=model,
            provider=provider,
        )

    def feature_extraction(
        self,
        text: str | list[str],
        *,
        dimensions: int | UnsetType = UNSET,
        normalize: bool | UnsetType = UNSET,
        prompt_name: str | UnsetType | None = UNSET,
        truncate: bool | UnsetType | None = UNSET,
        truncation_direction: FeatureExtractionInputTruncationDirection | UnsetType = UNSET,
        model: str | None = None,
        provider: FeatureExtractionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[Json]:
        """Turn text into vectors.

        Args:
            text: Text to embed, or a list of texts.
            dimensions: Length of the vectors; for models that can shorten them.
            normalize: Scale every vector to length 1. Server default: true.
            prompt_name: Key of the prompt, in the `prompts` of the model's sentence-transformers configuration, to put
                in front of every text; such as "query" for "query: ". Unset means no prompt.
            truncate: Shorten texts that exceed the model's limit; if false they are an error. Server default: false.
            truncation_direction: Side at which long texts are cut. Server default: `right`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Numbers, nested as the server nested them.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.feature_extraction import TASK  # loads with its first call

        return self.run(
            TASK,
            text,
            given(
                dimensions=dimensions,
                normalize=normalize,
                prompt_name=prompt_name,
                truncate=truncate,
                truncation_direction=truncation_direction,
            ),
            options,
            model=model,
            provider=provider,
        )

    def fill_mask(
        self,
        text: str,
        *,
        targets: list[str] | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: FillMaskProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[FillMaskOutputElement]:
        """Fill a hole in a text with the words that fit.

        Args:
            text: Text with the model's mask token, such as `[MASK]` or `<mask>`, at each gap.
            targets: Only words to be scored, in place of the whole vocabulary. A word that is no token of the model is
                replaced by the first of its tokens, with a warning and some loss of speed.
            top_k: Upper bound on the fillings returned, most likely first. Server default: 5.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Likeliest fillings of the gap, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.fill_mask import TASK  # loads with its first call

        return self.run(TASK, text, given(targets=targets, top_k=top_k), options, model=model, provider=provider)

    def image_classification(
        self,
        image: MediaInput,
        *,
        function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: ImageClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell what a picture shows.

        Args:
            image: Image to classify.
            function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`.
                Server default: `sigmoid` for multi-label or single-output models, else `softmax`.
            top_k: Upper bound on the classes returned, most likely first. Server default: 5.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Classes of the image with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_classification import TASK  # loads with its first call

        return self.run(
            TASK,
            image,
            given(function_to_apply=function_to_apply, top_k=top_k),
            options,
            model=model,
            provider=provider,
        )

    def image_segmentation(
        self,
        image: MediaInput,
        *,
        mask_threshold: float | UnsetType = UNSET,
        overlap_mask_area_threshold: float | UnsetType = UNSET,
        subtask: Literal["instance", "panoptic", "semantic"] | UnsetType = UNSET,
        threshold: float | UnsetType = UNSET,
        model: str | None = None,
        provider: ImageSegmentationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ImageSegmentationOutputElement]:
        """Cut a picture into the things it shows.

        Args:
            image: Image to segment.
            mask_threshold: Value, between 0 and 1, above which a pixel counts as part of a mask. Server default: 0.5.
            overlap_mask_area_threshold: Share, between 0 and 1, of a mask's area that must remain once overlaps are
                settled; masks left with less are discarded as stray bits. Server default: 0.5.
            subtask: Kind of segmentation: `instance` (single objects), `semantic` (classes of pixels) or `panoptic`
                (both). Must be one the model supports; by default the server chooses.
            threshold: Lowest score, between 0 and 1, of the masks returned. Server default: 0.9.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Segments found in the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_segmentation import TASK  # loads with its first call

        return self.run(
            TASK,
            image,
            given(
                mask_threshold=mask_threshold,
                overlap_mask_area_threshold=overlap_mask_area_threshold,
                subtask=subtask,
                threshold=threshold,
            ),
            options,
            model=model,
            provider=provider,
        )

    @overload
    def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageTextToImageTargetSize | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> bytes: ...
    @overload
    def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> str: ...
    @overload
    def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> Json: ...

    def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageTextToImageTargetSize | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a picture from a picture, a description, or both.

        Args:
            image: Image to start from. Required if `prompt` is not given.
            prompt: Text that says what the result should look like. Required if `inputs` is not given.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, but
                lowers picture quality. The default depends on the model.
            negative_prompt: Text that says what to keep out of the image.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image.
                The default depends on the model.
            seed: Start value of the random number generator; the same seed and request should give the same image.
                Random if unset.
            target_size: Width and height of the resulting image, in pixels. Ignored by providers and models that cannot
                set the size.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_text_to_image import TASK  # loads with its first call

        return self.run_media(
            TASK,
            image,
            given(
                prompt=prompt,
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_inference_steps=num_inference_steps,
                seed=seed,
                target_size=target_size,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageTextToVideoTargetSize | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> bytes: ...
    @overload
    def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> str: ...
    @overload
    def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> Json: ...

    def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageTextToVideoTargetSize | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a video from a picture, a description, or both.

        Args:
            image: Image to start from. Required if `prompt` is not given.
            prompt: Text that says what the video should show. Required if `inputs` is not given.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the video nearer to it, but
                lowers picture quality. The default depends on the model.
            negative_prompt: Text that says what to keep out of the video.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better video.
                The default depends on the model.
            seed: Start value of the random number generator; the same seed and request should give the same video.
                Random if unset.
            target_size: Width and height of the video, in pixels.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The video.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_text_to_video import TASK  # loads with its first call

        return self.run_media(
            TASK,
            image,
            given(
                prompt=prompt,
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_frames=num_frames,
                num_inference_steps=num_inference_steps,
                seed=seed,
                target_size=target_size,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        target_size: ImageToImageTargetSize | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> bytes: ...
    @overload
    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> str: ...
    @overload
    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> Json: ...

    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        target_size: ImageToImageTargetSize | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a picture from another one.

        Args:
            image: Image to change.
            prompt: Text that says what the result should look like.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, but
                lowers picture quality. The default depends on the model.
            negative_prompt: Text that says what to keep out of the image.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image.
                The default depends on the model.
            target_size: Width and height of the resulting image, in pixels. Ignored by providers and models that cannot
                set the size.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_to_image import TASK  # loads with its first call

        return self.run_media(
            TASK,
            image,
            given(
                prompt=prompt,
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_inference_steps=num_inference_steps,
                target_size=target_size,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    def image_to_text(
        self,
        image: MediaInput,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        model: str | None = None,
        provider: ImageToTextProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ImageToTextOutput:
        """Describe or read a picture.

        Args:
            image: Image to describe or read.
            do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam
                search). Server default: false.
            early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when
                better ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
            epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled;
                typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
                entropy of the distribution rises are dropped; typically 0.0003 to 0.002
                (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            max_length: Upper bound on input plus generated tokens. Server default: 20.
            max_new_tokens: Upper bound on newly generated tokens.
            min_length: Lower bound on input plus generated tokens. Server default: 0.
            min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
            num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424).
                Must divide `num_beams`. Server default: 1.
            num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence
                in contrastive search.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut
                off. Server default: 1.0.
            use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server
                default: true.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Text about the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_to_text import TASK  # loads with its first call

        return self.run(
            TASK,
            image,
            given(
                max_new_tokens=max_new_tokens,
                generation_parameters=given(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or UNSET,
            ),
            options,
            model=model,
            provider=provider,
        )

    @overload
    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageToVideoTargetSize | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> bytes: ...
    @overload
    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> str: ...
    @overload
    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> Json: ...

    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageToVideoTargetSize | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a video from a picture.

        Args:
            image: Image to animate.
            prompt: Text that says what the video should show.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the video nearer to it, but
                lowers picture quality. The default depends on the model.
            negative_prompt: Text that says what to keep out of the video.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better video.
                The default depends on the model.
            seed: Start value of the random number generator; the same seed and request should give the same video.
                Random if unset.
            target_size: Width and height of the video, in pixels.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The video.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_to_video import TASK  # loads with its first call

        return self.run_media(
            TASK,
            image,
            given(
                prompt=prompt,
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_frames=num_frames,
                num_inference_steps=num_inference_steps,
                seed=seed,
                target_size=target_size,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    def object_detection(
        self,
        image: MediaInput,
        *,
        threshold: float | UnsetType = UNSET,
        model: str | None = None,
        provider: ObjectDetectionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ObjectDetectionOutputElement]:
        """Find the things in a picture.

        Args:
            image: Image in which to find objects.
            threshold: Lowest score, between 0 and 1, of the objects returned. Server default: 0.5.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Objects found in the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.object_detection import TASK  # loads with its first call

        return self.run(TASK, image, given(threshold=threshold), options, model=model, provider=provider)

    @overload
    def question_answering(
        self,
        question: str,
        context: str,
        *,
        top_k: int,
        model: str | None = None,
        provider: QuestionAnsweringProvider | None = None,
        **parameters: Unpack[QuestionAnsweringKeywords],
    ) -> list[QuestionAnsweringOutputElement]: ...
    @overload
    def question_answering(
        self,
        question: str,
        context: str,
        *,
        model: str | None = None,
        provider: QuestionAnsweringProvider | None = None,
        **parameters: Unpack[QuestionAnsweringKeywords],
    ) -> QuestionAnsweringOutputElement: ...

    def question_answering(
        self,
        question: str,
        context: str,
        *,
        align_to_words: bool | UnsetType = UNSET,
        doc_stride: int | UnsetType = UNSET,
        handle_impossible_answer: bool | UnsetType = UNSET,
        max_answer_len: int | UnsetType = UNSET,
        max_question_len: int | UnsetType = UNSET,
        max_seq_len: int | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: QuestionAnsweringProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Answer a question from a text.

        Args:
            question: What to ask about the text.
            context: Text in which to look for the answer.
            align_to_words: Widen answers to whole words. Helps in languages that put spaces between words, can harm in
                others, such as Chinese and Japanese. Server default: true.
            doc_stride: Tokens by which neighbouring chunks overlap when the text does not fit into the model at once.
                Server default: 128, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the text holds no answer. Server default: false.
            max_answer_len: Longest answer to consider, in tokens; longer ones are dropped. Server default: 15.
            max_question_len: Upper bound on the question in tokens; the rest is cut off. Server default: 64.
            max_seq_len: Upper bound on the tokens of a chunk, question and text together; longer texts are cut into
                chunks that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower.
            top_k: Upper bound on the answers returned, most likely first; fewer come back if the text offers fewer.
                Server default: 1.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The best answer, or with `top_k` a list of them.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.question_answering import TASK  # loads with its first call

        answers = self.run(
            TASK,
            {"context": context, "question": question},
            given(
                align_to_words=align_to_words,
                doc_stride=doc_stride,
                handle_impossible_answer=handle_impossible_answer,
                max_answer_len=max_answer_len,
                max_question_len=max_question_len,
                max_seq_len=max_seq_len,
                top_k=top_k,
            ),
            options,
            model=model,
            provider=provider,
        )
        return first_of(answers) if top_k is UNSET else answers

    def sentence_similarity(
        self,
        sentence: str,
        other_sentences: list[str],
        *,
        model: str | None = None,
        provider: SentenceSimilarityProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[float]:
        """Tell how close sentences are to another one.

        Args:
            sentence: Text that all of `sentences` are measured against; a phrase, a sentence or, if the model allows, a
                passage.
            other_sentences: Texts to score, in any order.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Similarity scores, one per text of `sentences` and in the same order.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.sentence_similarity import TASK  # loads with its first call

        return self.run(
            TASK,
            {"source_sentence": sentence, "sentences": other_sentences},
            {},
            options,
            model=model,
            provider=provider,
        )

    def summarization(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | UnsetType = UNSET,
        generate_parameters: Mapping[str, Json] | UnsetType = UNSET,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | UnsetType = UNSET,
        model: str | None = None,
        provider: SummarizationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> SummarizationOutput:
        """Shorten a text.

        Args:
            text: Text to shorten.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the summary.
                Server default: false.
            generate_parameters: Further settings of the token generation by name, such as `max_length` or `num_beams`.
            truncation: How to shorten an input that exceeds the model's limit: not at all, the longer part first, or
                only the first or second part of a pair. Server default: `do_not_truncate`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Summary of the text.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.summarization import TASK  # loads with its first call

        return self.run(
            TASK,
            text,
            given(
                clean_up_tokenization_spaces=clean_up_tokenization_spaces,
                generate_parameters=generate_parameters,
                truncation=truncation,
            ),
            options,
            model=model,
            provider=provider,
        )

    def table_question_answering(
        self,
        table: Mapping[str, list[str]],
        query: str,
        *,
        padding: Literal["do_not_pad", "longest", "max_length"] | UnsetType = UNSET,
        sequential: bool | UnsetType = UNSET,
        truncation: bool | UnsetType = UNSET,
        model: str | None = None,
        provider: TableQuestionAnsweringProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> TableQuestionAnsweringOutputElement:
        """Answer a question from a table.

        Args:
            table: Columns of the table: name of the column to its cells, one per row, all as text.
            query: What to ask about the table.
            padding: How to fill up short inputs: not at all, to the longest of the batch, or to the model's limit.
                Server default: `do_not_pad`.
            sequential: Handle questions one after another in place of one batch: slower, but needed by models such as
                SQA whose questions build on earlier ones. Server default: false.
            truncation: Drop rows of a table that is too long for the model. Server default: false.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The best answer.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.table_question_answering import TASK  # loads with its first call

        return first_of(
            self.run(
                TASK,
                {"table": table, "question": query},
                given(padding=padding, sequential=sequential, truncation=truncation),
                options,
                model=model,
                provider=provider,
            )
        )

    def tabular_classification(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | None = None,
        provider: TabularClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[str | float]:
        """Tell the class of each row of a table.

        Args:
            table: Columns of the table: name of the column to its values, one per row, all as text.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Predicted classes, one per row and in the order of the rows.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.tabular_classification import TASK  # loads with its first call

        return self.run(TASK, {"data": table}, {}, options, model=model, provider=provider)

    def tabular_regression(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | None = None,
        provider: TabularRegressionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[float]:
        """Tell a number for each row of a table.

        Args:
            table: Columns of the table: name of the column to its values, one per row, all as text.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Predicted numbers, one per row and in the order of the rows.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.tabular_regression import TASK  # loads with its first call

        return self.run(TASK, {"data": table}, {}, options, model=model, provider=provider)

    def text_classification(
        self,
        text: str,
        *,
        function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: TextClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell which class a text belongs to.

        Args:
            text: Text whose class to find.
            function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`.
                Server default: `none` for regression models, `sigmoid` for multi-label or single-output ones, else
                `softmax`.
            top_k: Upper bound on the classes returned, most likely first.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Classes of the text with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_classification import TASK  # loads with its first call

        return self.run(
            TASK, text, given(function_to_apply=function_to_apply, top_k=top_k), options, model=model, provider=provider
        )

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        adapter_id: str | UnsetType | None = UNSET,
        best_of: int | UnsetType | None = UNSET,
        decoder_input_details: bool | UnsetType = UNSET,
        details: bool | UnsetType = UNSET,
        do_sample: bool | UnsetType = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        grammar: TextGenerationInputGrammarType | UnsetType | None = UNSET,
        max_new_tokens: int | UnsetType | None = UNSET,
        repetition_penalty: float | UnsetType | None = UNSET,
        return_full_text: bool | UnsetType | None = UNSET,
        seed: int | UnsetType | None = UNSET,
        stop: list[str] | UnsetType = UNSET,
        temperature: float | UnsetType | None = UNSET,
        top_k: int | UnsetType | None = UNSET,
        top_n_tokens: int | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        truncate: int | UnsetType | None = UNSET,
        typical_p: float | UnsetType | None = UNSET,
        watermark: bool | UnsetType = UNSET,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> TextGenerationOutput: ...
    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[True],
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> Stream[TextGenerationStreamOutput, TextGenerationOutput]: ...
    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: bool,
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> TextGenerationOutput | Stream[TextGenerationStreamOutput, TextGenerationOutput]: ...

    def text_generation(
        self,
        prompt: str,
        *,
        adapter_id: str | UnsetType | None = UNSET,
        best_of: int | UnsetType | None = UNSET,
        decoder_input_details: bool | UnsetType = UNSET,
        details: bool | UnsetType = UNSET,
        do_sample: bool | UnsetType = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        grammar: TextGenerationInputGrammarType | UnsetType | None = UNSET,
        max_new_tokens: int | UnsetType | None = UNSET,
        repetition_penalty: float | UnsetType | None = UNSET,
        return_full_text: bool | UnsetType | None = UNSET,
        seed: int | UnsetType | None = UNSET,
        stop: list[str] | UnsetType = UNSET,
        temperature: float | UnsetType | None = UNSET,
        top_k: int | UnsetType | None = UNSET,
        top_n_tokens: int | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        truncate: int | UnsetType | None = UNSET,
        typical_p: float | UnsetType | None = UNSET,
        watermark: bool | UnsetType = UNSET,
        stream: bool = False,
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Continue a text.

        Args:
            prompt: Text to continue.
            adapter_id: Identifier of the LoRA adapter to apply to the model. Unset means the bare model.
            best_of: Number of continuations to generate, of which only the one with the highest log probability is
                returned; above 1 needs sampling and rules out `seed` and streaming. Server default: 1.
            decoder_input_details: Also return ids and log probabilities of the prompt's tokens, as `prefill` of the
                details. Server default: false.
            details: Also return `details`, such as the tokens and why the generation ended. Server default: true.
            do_sample: Draw each next token at random from the distribution in place of always taking the likeliest.
                Server default: false.
            frequency_penalty: Penalty, greater than -2 and at most 2, on each token in proportion to how often it
                already occurs; above 0 curbs verbatim repetition. Server default: 0.
            grammar: Constraint on the form of the generated text: JSON that fits a schema, or a regular expression.
                Unset means none.
            max_new_tokens: Upper bound on newly generated tokens. Server default: 1024.
            repetition_penalty: Factor, greater than 0, that makes tokens which occurred already less likely; 1.0 leaves
                them unchanged (https://arxiv.org/abs/1909.05858). Server default: 1.0.
            return_full_text: Put the prompt in front of the generated text. Server default: false.
            seed: Start value, greater than 0, of the random sampling; the same seed and request should give the same
                text. Random if unset.
            stop: Texts that end the generation as soon as one of them is produced; at most 4.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens; unset means no such limit.
            top_n_tokens: How many of the likeliest tokens to report as `top_tokens` at every position. Does not affect
                which token is chosen.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, greater than 0 and at most 1 (servers may refuse exactly 1). Server default: 1.0, nothing is
                cut off.
            truncate: Upper bound on prompt tokens; of a longer prompt only the last ones are kept. Unset means no
                truncation.
            typical_p: Probability mass, greater than 0 and at most 1 (servers may refuse exactly 1), of the tokens kept
                by locally typical sampling (https://arxiv.org/abs/2202.00666). Server default: 1.0, nothing is cut off.
            watermark: Mark the text statistically so that it can be recognized as generated
                (https://arxiv.org/abs/2301.10226). Server default: false.
            stream: Give the pieces as they arrive.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Continuation of the text, on request with details of its tokens. With `stream`, its pieces as they arrive.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            StreamError: On iteration: the stream broke, or carried an error.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_generation import TASK  # loads with its first call

        parameters = given(
            adapter_id=adapter_id,
            best_of=best_of,
            decoder_input_details=decoder_input_details,
            details=details,
            do_sample=do_sample,
            frequency_penalty=frequency_penalty,
            grammar=grammar,
            max_new_tokens=max_new_tokens,
            repetition_penalty=repetition_penalty,
            return_full_text=return_full_text,
            seed=seed,
            stop=stop,
            temperature=temperature,
            top_k=top_k,
            top_n_tokens=top_n_tokens,
            top_p=top_p,
            truncate=truncate,
            typical_p=typical_p,
            watermark=watermark,
        )
        if stream:
            return self.run_stream(TASK, prompt, parameters, options, model=model, provider=provider)
        return self.run(TASK, prompt, parameters, options, model=model, provider=provider)

    def text_generation_stream(
        self,
        prompt: str,
        *,
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> Stream[TextGenerationStreamOutput, TextGenerationOutput]:
        """Continue a text. Gives the pieces as they arrive.

        Takes what `text_generation` takes.

        Raises:
            StreamError: On iteration: the stream broke, or carried an error.
        """
        stream: Stream[TextGenerationStreamOutput, TextGenerationOutput] = self.text_generation(
            prompt, stream=True, model=model, provider=provider, **parameters
        )
        return stream

    @overload
    def text_to_audio(
        self,
        text: str,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> bytes: ...
    @overload
    def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> str: ...
    @overload
    def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> Json: ...

    def text_to_audio(
        self,
        text: str,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a sound from a description.

        Args:
            text: Description of the sound, or words to speak.
            do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam
                search). Server default: false.
            early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when
                better ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
            epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled;
                typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
                entropy of the distribution rises are dropped; typically 0.0003 to 0.002
                (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            max_length: Upper bound on input plus generated tokens. Server default: 20.
            max_new_tokens: Upper bound on newly generated tokens, input not counted. Overrides `max_length`.
            min_length: Lower bound on input plus generated tokens. Server default: 0.
            min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
            num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424).
                Must divide `num_beams`. Server default: 1.
            num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence
                in contrastive search.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut
                off. Server default: 1.0.
            use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server
                default: true.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The audio.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_to_audio import TASK  # loads with its first call

        return self.run_media(
            TASK,
            text,
            given(
                generation_parameters=given(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or UNSET
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | UnsetType = UNSET,
        height: int | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        scheduler: str | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        width: int | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> bytes: ...
    @overload
    def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> str: ...
    @overload
    def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> Json: ...

    def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | UnsetType = UNSET,
        height: int | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        scheduler: str | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        width: int | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a picture from a description.

        Args:
            prompt: Text that says what the image should show.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, too
                high gives garish colours and flaws. The default depends on the model.
            height: Height of the image in pixels.
            negative_prompt: Text that says what to keep out of the image.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image.
                The default depends on the model.
            scheduler: Name of the noise scheduler to use in place of the model's own; must be one that fits the model.
            seed: Start value of the random number generator; the same seed and request should give the same image.
                Random if unset.
            width: Width of the image in pixels.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_to_image import TASK  # loads with its first call

        return self.run_media(
            TASK,
            prompt,
            given(
                guidance_scale=guidance_scale,
                height=height,
                negative_prompt=negative_prompt,
                num_inference_steps=num_inference_steps,
                scheduler=scheduler,
                seed=seed,
                width=width,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    def text_to_speech(
        self,
        text: str,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> bytes: ...
    @overload
    def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> str: ...
    @overload
    def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> Json: ...

    def text_to_speech(
        self,
        text: str,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Speak a text.

        Args:
            text: Text to read aloud.
            do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam
                search). Server default: false.
            early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when
                better ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
            epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled;
                typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
                entropy of the distribution rises are dropped; typically 0.0003 to 0.002
                (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            max_length: Upper bound on input plus generated tokens. Server default: 20.
            max_new_tokens: Upper bound on newly generated tokens, input not counted. Overrides `max_length`.
            min_length: Lower bound on input plus generated tokens. Server default: 0.
            min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
            num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424).
                Must divide `num_beams`. Server default: 1.
            num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence
                in contrastive search.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut
                off. Server default: 1.0.
            use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server
                default: true.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The audio.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_to_speech import TASK  # loads with its first call

        return self.run_media(
            TASK,
            text,
            given(
                generation_parameters=given(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or UNSET
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | list[str] | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> bytes: ...
    @overload
    def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> str: ...
    @overload
    def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> Json: ...

    def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | list[str] | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a video from a description.

        Args:
            prompt: Text that says what the video should show.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the video nearer to it, too
                high gives garish colours and flaws. The default depends on the model.
            negative_prompt: Texts that say what to keep out of the video.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better video.
                The default depends on the model.
            seed: Start value of the random number generator; the same seed and request should give the same video.
                Random if unset.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The video.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_to_video import TASK  # loads with its first call

        return self.run_media(
            TASK,
            prompt,
            given(
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_frames=num_frames,
                num_inference_steps=num_inference_steps,
                seed=seed,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    def token_classification(
        self,
        text: str,
        *,
        aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | UnsetType = UNSET,
        ignore_labels: list[str] | UnsetType = UNSET,
        stride: int | UnsetType = UNSET,
        model: str | None = None,
        provider: TokenClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[TokenClassificationOutputElement]:
        """Find names, places and other words of a kind in a text.

        Args:
            text: Text whose tokens to label.
            aggregation_strategy: How to join labeled tokens to entities.
            ignore_labels: Labels to leave out of the result. Server default: ["O"], which stands for no entity.
            stride: Tokens by which neighbouring chunks of a long text overlap.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Labelled tokens or entities of the text, in order.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.token_classification import TASK  # loads with its first call

        return self.run(
            TASK,
            text,
            given(aggregation_strategy=aggregation_strategy, ignore_labels=ignore_labels, stride=stride),
            options,
            model=model,
            provider=provider,
        )

    def translation(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | UnsetType = UNSET,
        generate_parameters: Mapping[str, Json] | UnsetType = UNSET,
        src_lang: str | UnsetType = UNSET,
        tgt_lang: str | UnsetType = UNSET,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | UnsetType = UNSET,
        model: str | None = None,
        provider: TranslationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> TranslationOutput:
        """Translate a text.

        Args:
            text: Text to put into another language.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the
                translation. Server default: false.
            generate_parameters: Further settings of the token generation by name, such as `max_length` or `num_beams`.
            src_lang: Code of the language of the text, as the model writes it. Needed by models with several source
                languages.
            tgt_lang: Code of the language to translate into, as the model writes it. Needed by models with several
                target languages.
            truncation: How to shorten an input that exceeds the model's limit: not at all, the longer part first, or
                only the first or second part of a pair. Server default: `do_not_truncate`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Translation of the text.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.translation import TASK  # loads with its first call

        return self.run(
            TASK,
            text,
            given(
                clean_up_tokenization_spaces=clean_up_tokenization_spaces,
                generate_parameters=generate_parameters,
                src_lang=src_lang,
                tgt_lang=tgt_lang,
                truncation=truncation,
            ),
            options,
            model=model,
            provider=provider,
        )

    def video_classification(
        self,
        video: MediaInput,
        *,
        frame_sampling_rate: int | UnsetType = UNSET,
        function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: VideoClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell what happens in a video.

        Args:
            video: Video to classify.
            frame_sampling_rate: Distance between the frames taken: 1 takes every frame, 2 every other. Server default:
                1.
            function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            num_frames: Number of frames taken from the video. Server default: as many as the model expects.
            top_k: Upper bound on the classes returned, most likely first. Server default: 5.
            model: URL of the endpoint, or what it calls the model. The client's if left out.
            provider: To be left out: only endpoints serve this task.
            **options: How to make the call: `CallOptions`.

        Returns:
            Classes of the video with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.video_classification import TASK  # loads with its first call

        return self.run(
            TASK,
            video,
            given(
                frame_sampling_rate=frame_sampling_rate,
                function_to_apply=function_to_apply,
                num_frames=num_frames,
                top_k=top_k,
            ),
            options,
            model=model,
            provider=provider,
        )

    def visual_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: VisualQuestionAnsweringProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[VisualQuestionAnsweringOutputElement]:
        """Answer a question about a picture.

        Args:
            image: Image to ask about.
            question: What to ask about the image.
            top_k: Upper bound on the answers returned, most likely first; fewer come back if the model knows fewer.
                Server default: 5.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Answers to the question, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.visual_question_answering import TASK  # loads with its first call

        return self.run(
            TASK, {"image": image, "question": question}, given(top_k=top_k), options, model=model, provider=provider
        )

    def zero_shot_classification(
        self,
        text: str,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | UnsetType = UNSET,
        multi_label: bool | UnsetType = UNSET,
        model: str | None = None,
        provider: ZeroShotClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell which of your labels fits a text.

        Args:
            text: Text to compare with the labels.
            candidate_labels: Labels to choose from.
            hypothesis_template: Sentence with a `{}` in which each label is put; the score says how well the sentence
                follows from the text. Server default: "This example is {}.".
            multi_label: Score each label on its own, so that several can fit; if false, exactly one is taken to fit and
                the scores sum to 1. Server default: false.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Labels with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.zero_shot_classification import TASK  # loads with its first call

        return self.run(
            TASK,
            text,
            given(candidate_labels=candidate_labels, hypothesis_template=hypothesis_template, multi_label=multi_label),
            options,
            model=model,
            provider=provider,
        )

    def zero_shot_image_classification(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | UnsetType = UNSET,
        model: str | None = None,
        provider: ZeroShotImageClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell which of your labels fits a picture.

        Args:
            image: Image to compare with the labels.
            candidate_labels: Labels to choose from.
            hypothesis_template: Sentence with a `{}` in which each label is put before it is compared with the image.
                Server default: "This is a photo of {}.".
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Labels with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.zero_shot_image_classification import TASK  # loads with its first call

        return self.run(
            TASK,
            image,
            given(candidate_labels=candidate_labels, hypothesis_template=hypothesis_template),
            options,
            model=model,
            provider=provider,
        )

    def zero_shot_object_detection(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        model: str | None = None,
        provider: ZeroShotObjectDetectionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ZeroShotObjectDetectionOutputElement]:
        """Find the things you name in a picture.

        Args:
            image: Image in which to find objects.
            candidate_labels: Names or short descriptions of the objects to look for.
            model: URL of the endpoint, or what it calls the model. The client's if left out.
            provider: To be left out: only endpoints serve this task.
            **options: How to make the call: `CallOptions`.

        Returns:
            Objects found in the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.zero_shot_object_detection import TASK  # loads with its first call

        return self.run(TASK, image, given(candidate_labels=candidate_labels), options, model=model, provider=provider)


class Completions:
    """``client.chat.completions``."""

    def __init__(self, client: InferenceClient) -> None:
        self.create = client.chat_completion


class Chat:
    """``client.chat``."""

    def __init__(self, client: InferenceClient) -> None:
        self.completions = Completions(client)


class InferenceClientWithRawResponse:
    """The client's methods, each giving a pair: the typed value, and the last answer on the wire."""

    def __init__(self, client: InferenceClient) -> None:
        self._client = client
        self.audio_classification = _raw(client, InferenceClient.audio_classification)
        self.audio_to_audio = _raw(client, InferenceClient.audio_to_audio)
        self.automatic_speech_recognition = _raw(client, InferenceClient.automatic_speech_recognition)
        self.chat_completion = _raw(client, InferenceClient.chat_completion)
        self.conversational = _raw(client, InferenceClient.conversational)
        self.depth_estimation = _raw(client, InferenceClient.depth_estimation)
        self.document_question_answering = _raw(client, InferenceClient.document_question_answering)
        self.feature_extraction = _raw(client, InferenceClient.feature_extraction)
        self.fill_mask = _raw(client, InferenceClient.fill_mask)
        self.image_classification = _raw(client, InferenceClient.image_classification)
        self.image_segmentation = _raw(client, InferenceClient.image_segmentation)
        self.image_text_to_image = _raw(client, InferenceClient.image_text_to_image)
        self.image_text_to_video = _raw(client, InferenceClient.image_text_to_video)
        self.image_to_image = _raw(client, InferenceClient.image_to_image)
        self.image_to_text = _raw(client, InferenceClient.image_to_text)
        self.image_to_video = _raw(client, InferenceClient.image_to_video)
        self.object_detection = _raw(client, InferenceClient.object_detection)
        self.question_answering = _raw(client, InferenceClient.question_answering)
        self.sentence_similarity = _raw(client, InferenceClient.sentence_similarity)
        self.summarization = _raw(client, InferenceClient.summarization)
        self.table_question_answering = _raw(client, InferenceClient.table_question_answering)
        self.tabular_classification = _raw(client, InferenceClient.tabular_classification)
        self.tabular_regression = _raw(client, InferenceClient.tabular_regression)
        self.text_classification = _raw(client, InferenceClient.text_classification)
        self.text_generation = _raw(client, InferenceClient.text_generation)
        self.text_to_audio = _raw(client, InferenceClient.text_to_audio)
        self.text_to_image = _raw(client, InferenceClient.text_to_image)
        self.text_to_speech = _raw(client, InferenceClient.text_to_speech)
        self.text_to_video = _raw(client, InferenceClient.text_to_video)
        self.token_classification = _raw(client, InferenceClient.token_classification)
        self.translation = _raw(client, InferenceClient.translation)
        self.video_classification = _raw(client, InferenceClient.video_classification)
        self.visual_question_answering = _raw(client, InferenceClient.visual_question_answering)
        self.zero_shot_classification = _raw(client, InferenceClient.zero_shot_classification)
        self.zero_shot_image_classification = _raw(client, InferenceClient.zero_shot_image_classification)
        self.zero_shot_object_detection = _raw(client, InferenceClient.zero_shot_object_detection)


class AsyncInferenceClient(AsyncClient):
    """Calls models on the Hub's providers, dedicated endpoints and OpenAI-compatible servers, asynchronously.

    Args:
        model: Used where a call names none: an id on the Hub, or an endpoint's URL.
        provider: Used where a call names none; ``auto`` lets the Hub choose.
        api_key: A key of Hugging Face, or of the named provider. Left out: the provider's own environment variable,
            ``HF_TOKEN``, or the token that ``hf auth login`` saved. False sends none.
        token: The same.
        base_url: URL of a dedicated endpoint, or of any server that speaks OpenAI's protocol.
        bill_to: Organisation that pays for calls over Hugging Face's router.
        timeout: Limits of time: seconds in all (default 600), or a `Timeout`; None for no limit in all.
        retry: A `Retry`, or how often a request is sent at most (default 3); None tries once.
        headers: Headers of every request to a provider.
        http_client: Your own ``httpx.AsyncClient``, or httpx2's; you close it.
        http: What carries requests where you bring no client: ``httpx`` (the default), ``httpx2``, ``httpx-stock`` or
            ``aiohttp``.
        emulator_url: URL of a local emulator that stands for every host; also read from ``INFERWIRE_EMULATOR_URL``.

    Raises:
        InputError: An argument is wrong in itself.
    """

    @property
    def chat(self) -> AsyncChat:
        """OpenAI's way of writing it: ``client.chat.completions.create(...)``."""
        return AsyncChat(self)

    @property
    def with_raw_response(self) -> AsyncInferenceClientWithRawResponse:
        """The same methods, which give the typed value together with the last answer on the wire."""
        return AsyncInferenceClientWithRawResponse(self)

    async def request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | None = None,
        provider: str | None = None,
        **options: Unpack[CallOptions],
    ) -> Json:
        """Call a model with inputs and parameters of your own, and give its answer as it came.

        Args:
            task: Id on the Hub, where the request should be made as for this task. Left out, it is a custom call.
            inputs: Anything that JSON has a form for; bytes, a path, an open file or a `Media` is sent as it is.
            parameters: Sent as they are.
            model: Id on the Hub.
            provider: Who runs the model.
            **options: How to make the call: `CallOptions`.

        Returns:
            Decoded JSON, or a `Media`.

        Raises:
            InferwireError: As for every task.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return await self.run_raw(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)

    async def stream_request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | None = None,
        provider: str | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncStream[Any, Any]:
        """Call a model as `request` does, and give the items of its stream as they arrive.

        Takes what `request` takes.

        Raises:
            StreamError: On iteration: the stream broke, or carried an error.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return await self.run_stream(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)

    async def build_request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | None = None,
        provider: str | None = None,
        **options: Unpack[CallOptions],
    ) -> Prepared:
        """Give the request that `request` would send, without sending it; ``to_curl()`` prints it with the key hidden.

        Takes what `request` takes. Who serves the model is looked up on the Hub.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return await self.prepare(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)

    async def audio_classification(
        self,
        audio: MediaInput,
        *,
        function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: AudioClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell what a sound is.

        Args:
            audio: Audio to classify.
            function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            top_k: Upper bound on the classes returned, most likely first.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Classes of the audio clip with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.audio_classification import TASK  # loads with its first call

        return await self.run(
            TASK,
            audio,
            given(function_to_apply=function_to_apply, top_k=top_k),
            options,
            model=model,
            provider=provider,
        )

    async def audio_to_audio(
        self,
        audio: MediaInput,
        *,
        model: str | None = None,
        provider: AudioToAudioProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[AudioToAudioOutputElement]:
        """Clean a sound, or split it into its sources.

        Args:
            audio: Audio to process.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Audio clips made from the input clip.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.audio_to_audio import TASK  # loads with its first call

        return await self.run(TASK, audio, {}, options, model=model, provider=provider)

    async def automatic_speech_recognition(
        self,
        audio: MediaInput,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        return_timestamps: bool | Literal["word", "char"] | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        model: str | None = None,
        provider: AutomaticSpeechRecognitionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> AutomaticSpeechRecognitionOutput:
        """Write down what is said in a recording.

        Args:
            audio: Speech recording to transcribe.
            do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam
                search). Server default: false.
            early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when
                better ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
            epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled;
                typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
                entropy of the distribution rises are dropped; typically 0.0003 to 0.002
                (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            max_length: Upper bound on input plus generated tokens. Server default: 20.
            max_new_tokens: Upper bound on newly generated tokens, input not counted. Overrides `max_length`.
            min_length: Lower bound on input plus generated tokens. Server default: 0.
            min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
            num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424).
                Must divide `num_beams`. Server default: 1.
            num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence
                in contrastive search.
            return_timestamps: Also return `chunks`, pieces of the transcript with start and end times. Server default:
                false.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut
                off. Server default: 1.0.
            use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server
                default: true.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Transcript of the speech recording.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.automatic_speech_recognition import TASK  # loads with its first call

        return await self.run(
            TASK,
            audio,
            given(
                return_timestamps=return_timestamps,
                generation_parameters=given(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or UNSET,
            ),
            options,
            model=model,
            provider=provider,
        )

    @overload
    async def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        frequency_penalty: float | UnsetType | None = UNSET,
        logit_bias: Mapping[str, float] | UnsetType | None = UNSET,
        logprobs: bool | UnsetType | None = UNSET,
        max_completion_tokens: int | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        n: int | UnsetType | None = UNSET,
        parallel_tool_calls: bool | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        reasoning_effort: str | UnsetType | None = UNSET,
        response_format: ChatCompletionInputGrammarType | UnsetType | None = UNSET,
        seed: int | UnsetType | None = UNSET,
        stop: list[str] | UnsetType | None = UNSET,
        stream_options: ChatCompletionInputStreamOptions | UnsetType | None = UNSET,
        temperature: float | UnsetType | None = UNSET,
        tool_choice: ChatCompletionInputToolChoice | UnsetType | None = UNSET,
        tool_prompt: str | UnsetType | None = UNSET,
        tools: list[ChatCompletionInputTool] | UnsetType | None = UNSET,
        top_logprobs: int | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ChatCompletionOutput: ...
    @overload
    async def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        stream: Literal[True],
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...
    @overload
    async def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        stream: bool,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    async def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        frequency_penalty: float | UnsetType | None = UNSET,
        logit_bias: Mapping[str, float] | UnsetType | None = UNSET,
        logprobs: bool | UnsetType | None = UNSET,
        max_completion_tokens: int | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        n: int | UnsetType | None = UNSET,
        parallel_tool_calls: bool | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        reasoning_effort: str | UnsetType | None = UNSET,
        response_format: ChatCompletionInputGrammarType | UnsetType | None = UNSET,
        seed: int | UnsetType | None = UNSET,
        stop: list[str] | UnsetType | None = UNSET,
        stream_options: ChatCompletionInputStreamOptions | UnsetType | None = UNSET,
        temperature: float | UnsetType | None = UNSET,
        tool_choice: ChatCompletionInputToolChoice | UnsetType | None = UNSET,
        tool_prompt: str | UnsetType | None = UNSET,
        tools: list[ChatCompletionInputTool] | UnsetType | None = UNSET,
        top_logprobs: int | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        stream: bool = False,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Answer a conversation.

        Args:
            messages: Conversation up to now, oldest message first.
            frequency_penalty: Penalty, between -2 and 2, on each token in proportion to how often it already occurs;
                above 0 curbs verbatim repetition. Server default: 0.
            logit_bias: Offsets, between -100 and 100, added to the logits of chosen tokens before sampling; -100
                practically bans a token and 100 forces it. Ignored by the server.
            logprobs: Return the log probability of every generated token with the message. Server default: false.
            max_completion_tokens: Upper bound on generated tokens, reasoning included. Newer name of `max_tokens`.
            max_tokens: Upper bound on generated tokens. Server default: 1024.
            n: How many alternative answers to produce; the tokens of every answer count towards the cost. Ignored by
                the server, which returns 1.
            parallel_tool_calls: Whether the model may call several tools in one answer.
            presence_penalty: Penalty, between -2 and 2, on every token that has occurred at all, however often; above 0
                nudges the model to new subjects. Server default: 0.
            reasoning_effort: How much a reasoning model may think before it answers: usually `none`, `minimal`, `low`,
                `medium`, `high` or `xhigh`; less is quicker and takes fewer tokens. Accepted values and the default
                depend on provider and model.
            response_format: Format the answer has to follow: free text, any JSON object, or JSON that fits a schema.
                Unset means free text.
            seed: Seed of the random sampling; the same seed and request should give the same answer. Random if unset.
            stop: Texts that end the generation as soon as one of them is produced; at most 4.
            stream_options: Options of a streamed answer; of use only when `stream` is true.
            temperature: Sampling temperature, between 0 and 2: low values make answers predictable, high ones varied.
                Better not changed together with `top_p`. Server default: 1.
            tool_choice: Whether the model may, must or must not call tools, or which function it has to call. Server
                default: `auto`.
            tool_prompt: Text put in front of the list of tools in the prompt.
            tools: Tools open to the model, each a function whose arguments it can write as JSON. Functions are the only
                kind at present.
            top_logprobs: How many of the likeliest tokens, between 0 and 5, to report with log probabilities at every
                position. Needs `logprobs` to be true.
            top_p: Nucleus sampling: choose among the fewest likeliest tokens whose probabilities add up to the given
                value, between 0 and 1 (0.1 keeps the top tenth of the mass). Server default: 1.
            stream: Give the pieces as they arrive.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Answer of the assistant to the conversation, with token counts. With `stream`, its pieces as they arrive.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            StreamError: On iteration: the stream broke, or carried an error.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.chat_completion import TASK  # loads with its first call

        parameters = given(
            frequency_penalty=frequency_penalty,
            logit_bias=logit_bias,
            logprobs=logprobs,
            max_completion_tokens=max_completion_tokens,
            max_tokens=max_tokens,
            n=n,
            parallel_tool_calls=parallel_tool_calls,
            presence_penalty=presence_penalty,
            reasoning_effort=reasoning_effort,
            response_format=response_format,
            seed=seed,
            stop=stop,
            stream_options=stream_options,
            temperature=temperature,
            tool_choice=tool_choice,
            tool_prompt=tool_prompt,
            tools=tools,
            top_logprobs=top_logprobs,
            top_p=top_p,
        )
        if stream:
            return await self.run_stream(TASK, messages, parameters, options, model=model, provider=provider)
        return await self.run(TASK, messages, parameters, options, model=model, provider=provider)

    async def chat_completion_stream(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage],
        *,
        model: str | None = None,
        provider: ChatCompletionProvider | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]:
        """Answer a conversation. Gives the pieces as they arrive.

        Takes what `chat_completion` takes.

        Raises:
            StreamError: On iteration: the stream broke, or carried an error.
        """
        stream: AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput] = await self.chat_completion(
            messages, stream=True, model=model, provider=provider, **parameters
        )
        return stream

    async def conversational(
        self,
        text: str,
        past_user_inputs: list[str] | UnsetType = UNSET,
        generated_responses: list[str] | UnsetType = UNSET,
        *,
        max_length: int | UnsetType = UNSET,
        max_time: float | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        repetition_penalty: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        model: str | None = None,
        provider: ConversationalProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ConversationalOutput:
        """Continue a conversation with a model of the older kind, which keeps the turns in two lists.

        Args:
            text: Newest message of the user.
            past_user_inputs: Earlier messages of the user, oldest first.
            generated_responses: Earlier replies of the model, oldest first; as many as `past_user_inputs`.
            max_length: Upper bound on the length of the reply, in tokens.
            max_time: Time the generation may take, in seconds; a soft limit, so replies can take slightly longer.
            min_length: Lower bound on the length of the reply, in tokens.
            repetition_penalty: Penalty on tokens that have occurred already; 1 means none, higher values discourage
                repetition.
            temperature: Sampling temperature: 1 leaves the token distribution as it is, lower sharpens it, higher
                flattens it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1.
            model: URL of the endpoint, or what it calls the model. The client's if left out.
            provider: To be left out: only endpoints serve this task.
            **options: How to make the call: `CallOptions`.

        Returns:
            Reply of the model, with the updated conversation.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.conversational import TASK  # loads with its first call

        return await self.run(
            TASK,
            given(text=text, past_user_inputs=past_user_inputs, generated_responses=generated_responses),
            given(
                max_length=max_length,
                max_time=max_time,
                min_length=min_length,
                repetition_penalty=repetition_penalty,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            ),
            options,
            model=model,
            provider=provider,
        )

    async def depth_estimation(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        provider: DepthEstimationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> DepthEstimationOutput:
        """Tell how far away each point of a picture is.

        Args:
            image: Image whose depth to estimate.
            model: URL of the endpoint, or what it calls the model. The client's if left out.
            provider: To be left out: only endpoints serve this task.
            **options: How to make the call: `CallOptions`.

        Returns:
            Estimated depth at every pixel of the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.depth_estimation import TASK  # loads with its first call

        return await self.run(TASK, image, {}, options, model=model, provider=provider)

    async def document_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        doc_stride: int | UnsetType = UNSET,
        handle_impossible_answer: bool | UnsetType = UNSET,
        lang: str | UnsetType = UNSET,
        max_answer_len: int | UnsetType = UNSET,
        max_question_len: int | UnsetType = UNSET,
        max_seq_len: int | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        word_boxes: list[str | tuple[float, float, float, float]] | UnsetType = UNSET,
        model: str | None = None,
        provider: DocumentQuestionAnsweringProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[DocumentQuestionAnsweringOutputElement]:
        """Answer a question about a scanned document.

        Args:
            image: Picture of the document.
            question: What to ask about the document.
            doc_stride: Tokens by which neighbouring chunks overlap when the words of the document do not fit into the
                model at once. Server default: 256, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the document holds no answer. Server default: false.
            lang: Language of the text in the picture, for character recognition (OCR). Server default: English.
            max_answer_len: Longest answer to consider, in tokens; longer ones are dropped. Server default: 15.
            max_question_len: Upper bound on the question in tokens; the rest is cut off. Server default: 64.
            max_seq_len: Upper bound on the tokens of a chunk, question and document words together; longer documents
                are cut into chunks that overlap by `doc_stride`. Server default: the model's own limit.
            top_k: Upper bound on the answers returned, most likely first; fewer come back if the document offers fewer.
                Server default: 1.
            word_boxes: Words of the document with their bounding boxes, coordinates scaled to between 0 and 1000;
                replaces character recognition (OCR).
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Answers found in the document, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.document_question_answering import TASK  # loads with its first call

        return await self.run(
            TASK,
            {"image": image, "question": question},
            given(
                doc_stride=doc_stride,
                handle_impossible_answer=handle_impossible_answer,
                lang=lang,
                max_answer_len=max_answer_len,
                max_question_len=max_question_len,
                max_seq_len=max_seq_len,
                top_k=top_k,
                word_boxes=word_boxes,
            ),
            options,
            model=model,
            provider=provider,
        )

    async def feature_extraction(
        self,
        text: str | list[str],
        *,
        dimensions: int | UnsetType = UNSET,
        normalize: bool | UnsetType = UNSET,
        prompt_name: str | UnsetType | None = UNSET,
        truncate: bool | UnsetType | None = UNSET,
        truncation_direction: FeatureExtractionInputTruncationDirection | UnsetType = UNSET,
        model: str | None = None,
        provider: FeatureExtractionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[Json]:
        """Turn text into vectors.

        Args:
            text: Text to embed, or a list of texts.
            dimensions: Length of the vectors; for models that can shorten them.
            normalize: Scale every vector to length 1. Server default: true.
            prompt_name: Key of the prompt, in the `prompts` of the model's sentence-transformers configuration, to put
                in front of every text; such as "query" for "query: ". Unset means no prompt.
            truncate: Shorten texts that exceed the model's limit; if false they are an error. Server default: false.
            truncation_direction: Side at which long texts are cut. Server default: `right`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Numbers, nested as the server nested them.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.feature_extraction import TASK  # loads with its first call

        return await self.run(
            TASK,
            text,
            given(
                dimensions=dimensions,
                normalize=normalize,
                prompt_name=prompt_name,
                truncate=truncate,
                truncation_direction=truncation_direction,
            ),
            options,
            model=model,
            provider=provider,
        )

    async def fill_mask(
        self,
        text: str,
        *,
        targets: list[str] | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: FillMaskProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[FillMaskOutputElement]:
        """Fill a hole in a text with the words that fit.

        Args:
            text: Text with the model's mask token, such as `[MASK]` or `<mask>`, at each gap.
            targets: Only words to be scored, in place of the whole vocabulary. A word that is no token of the model is
                replaced by the first of its tokens, with a warning and some loss of speed.
            top_k: Upper bound on the fillings returned, most likely first. Server default: 5.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Likeliest fillings of the gap, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.fill_mask import TASK  # loads with its first call

        return await self.run(TASK, text, given(targets=targets, top_k=top_k), options, model=model, provider=provider)

    async def image_classification(
        self,
        image: MediaInput,
        *,
        function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: ImageClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell what a picture shows.

        Args:
            image: Image to classify.
            function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`.
                Server default: `sigmoid` for multi-label or single-output models, else `softmax`.
            top_k: Upper bound on the classes returned, most likely first. Server default: 5.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Classes of the image with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_classification import TASK  # loads with its first call

        return await self.run(
            TASK,
            image,
            given(function_to_apply=function_to_apply, top_k=top_k),
            options,
            model=model,
            provider=provider,
        )

    async def image_segmentation(
        self,
        image: MediaInput,
        *,
        mask_threshold: float | UnsetType = UNSET,
        overlap_mask_area_threshold: float | UnsetType = UNSET,
        subtask: Literal["instance", "panoptic", "semantic"] | UnsetType = UNSET,
        threshold: float | UnsetType = UNSET,
        model: str | None = None,
        provider: ImageSegmentationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ImageSegmentationOutputElement]:
        """Cut a picture into the things it shows.

        Args:
            image: Image to segment.
            mask_threshold: Value, between 0 and 1, above which a pixel counts as part of a mask. Server default: 0.5.
            overlap_mask_area_threshold: Share, between 0 and 1, of a mask's area that must remain once overlaps are
                settled; masks left with less are discarded as stray bits. Server default: 0.5.
            subtask: Kind of segmentation: `instance` (single objects), `semantic` (classes of pixels) or `panoptic`
                (both). Must be one the model supports; by default the server chooses.
            threshold: Lowest score, between 0 and 1, of the masks returned. Server default: 0.9.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Segments found in the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_segmentation import TASK  # loads with its first call

        return await self.run(
            TASK,
            image,
            given(
                mask_threshold=mask_threshold,
                overlap_mask_area_threshold=overlap_mask_area_threshold,
                subtask=subtask,
                threshold=threshold,
            ),
            options,
            model=model,
            provider=provider,
        )

    @overload
    async def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageTextToImageTargetSize | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> bytes: ...
    @overload
    async def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> str: ...
    @overload
    async def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> Json: ...

    async def image_text_to_image(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageTextToImageTargetSize | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: ImageTextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a picture from a picture, a description, or both.

        Args:
            image: Image to start from. Required if `prompt` is not given.
            prompt: Text that says what the result should look like. Required if `inputs` is not given.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, but
                lowers picture quality. The default depends on the model.
            negative_prompt: Text that says what to keep out of the image.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image.
                The default depends on the model.
            seed: Start value of the random number generator; the same seed and request should give the same image.
                Random if unset.
            target_size: Width and height of the resulting image, in pixels. Ignored by providers and models that cannot
                set the size.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_text_to_image import TASK  # loads with its first call

        return await self.run_media(
            TASK,
            image,
            given(
                prompt=prompt,
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_inference_steps=num_inference_steps,
                seed=seed,
                target_size=target_size,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    async def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageTextToVideoTargetSize | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> bytes: ...
    @overload
    async def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> str: ...
    @overload
    async def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> Json: ...

    async def image_text_to_video(
        self,
        image: MediaInput | UnsetType = UNSET,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageTextToVideoTargetSize | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: ImageTextToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a video from a picture, a description, or both.

        Args:
            image: Image to start from. Required if `prompt` is not given.
            prompt: Text that says what the video should show. Required if `inputs` is not given.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the video nearer to it, but
                lowers picture quality. The default depends on the model.
            negative_prompt: Text that says what to keep out of the video.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better video.
                The default depends on the model.
            seed: Start value of the random number generator; the same seed and request should give the same video.
                Random if unset.
            target_size: Width and height of the video, in pixels.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The video.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_text_to_video import TASK  # loads with its first call

        return await self.run_media(
            TASK,
            image,
            given(
                prompt=prompt,
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_frames=num_frames,
                num_inference_steps=num_inference_steps,
                seed=seed,
                target_size=target_size,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        target_size: ImageToImageTargetSize | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> bytes: ...
    @overload
    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> str: ...
    @overload
    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> Json: ...

    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        target_size: ImageToImageTargetSize | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: ImageToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a picture from another one.

        Args:
            image: Image to change.
            prompt: Text that says what the result should look like.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, but
                lowers picture quality. The default depends on the model.
            negative_prompt: Text that says what to keep out of the image.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image.
                The default depends on the model.
            target_size: Width and height of the resulting image, in pixels. Ignored by providers and models that cannot
                set the size.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_to_image import TASK  # loads with its first call

        return await self.run_media(
            TASK,
            image,
            given(
                prompt=prompt,
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_inference_steps=num_inference_steps,
                target_size=target_size,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    async def image_to_text(
        self,
        image: MediaInput,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        model: str | None = None,
        provider: ImageToTextProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> ImageToTextOutput:
        """Describe or read a picture.

        Args:
            image: Image to describe or read.
            do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam
                search). Server default: false.
            early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when
                better ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
            epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled;
                typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
                entropy of the distribution rises are dropped; typically 0.0003 to 0.002
                (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            max_length: Upper bound on input plus generated tokens. Server default: 20.
            max_new_tokens: Upper bound on newly generated tokens.
            min_length: Lower bound on input plus generated tokens. Server default: 0.
            min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
            num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424).
                Must divide `num_beams`. Server default: 1.
            num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence
                in contrastive search.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut
                off. Server default: 1.0.
            use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server
                default: true.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Text about the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_to_text import TASK  # loads with its first call

        return await self.run(
            TASK,
            image,
            given(
                max_new_tokens=max_new_tokens,
                generation_parameters=given(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or UNSET,
            ),
            options,
            model=model,
            provider=provider,
        )

    @overload
    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageToVideoTargetSize | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> bytes: ...
    @overload
    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> str: ...
    @overload
    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> Json: ...

    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | UnsetType = UNSET,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        target_size: ImageToVideoTargetSize | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: ImageToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a video from a picture.

        Args:
            image: Image to animate.
            prompt: Text that says what the video should show.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the video nearer to it, but
                lowers picture quality. The default depends on the model.
            negative_prompt: Text that says what to keep out of the video.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better video.
                The default depends on the model.
            seed: Start value of the random number generator; the same seed and request should give the same video.
                Random if unset.
            target_size: Width and height of the video, in pixels.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The video.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.image_to_video import TASK  # loads with its first call

        return await self.run_media(
            TASK,
            image,
            given(
                prompt=prompt,
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_frames=num_frames,
                num_inference_steps=num_inference_steps,
                seed=seed,
                target_size=target_size,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    async def object_detection(
        self,
        image: MediaInput,
        *,
        threshold: float | UnsetType = UNSET,
        model: str | None = None,
        provider: ObjectDetectionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ObjectDetectionOutputElement]:
        """Find the things in a picture.

        Args:
            image: Image in which to find objects.
            threshold: Lowest score, between 0 and 1, of the objects returned. Server default: 0.5.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Objects found in the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.object_detection import TASK  # loads with its first call

        return await self.run(TASK, image, given(threshold=threshold), options, model=model, provider=provider)

    @overload
    async def question_answering(
        self,
        question: str,
        context: str,
        *,
        top_k: int,
        model: str | None = None,
        provider: QuestionAnsweringProvider | None = None,
        **parameters: Unpack[QuestionAnsweringKeywords],
    ) -> list[QuestionAnsweringOutputElement]: ...
    @overload
    async def question_answering(
        self,
        question: str,
        context: str,
        *,
        model: str | None = None,
        provider: QuestionAnsweringProvider | None = None,
        **parameters: Unpack[QuestionAnsweringKeywords],
    ) -> QuestionAnsweringOutputElement: ...

    async def question_answering(
        self,
        question: str,
        context: str,
        *,
        align_to_words: bool | UnsetType = UNSET,
        doc_stride: int | UnsetType = UNSET,
        handle_impossible_answer: bool | UnsetType = UNSET,
        max_answer_len: int | UnsetType = UNSET,
        max_question_len: int | UnsetType = UNSET,
        max_seq_len: int | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: QuestionAnsweringProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Answer a question from a text.

        Args:
            question: What to ask about the text.
            context: Text in which to look for the answer.
            align_to_words: Widen answers to whole words. Helps in languages that put spaces between words, can harm in
                others, such as Chinese and Japanese. Server default: true.
            doc_stride: Tokens by which neighbouring chunks overlap when the text does not fit into the model at once.
                Server default: 128, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the text holds no answer. Server default: false.
            max_answer_len: Longest answer to consider, in tokens; longer ones are dropped. Server default: 15.
            max_question_len: Upper bound on the question in tokens; the rest is cut off. Server default: 64.
            max_seq_len: Upper bound on the tokens of a chunk, question and text together; longer texts are cut into
                chunks that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower.
            top_k: Upper bound on the answers returned, most likely first; fewer come back if the text offers fewer.
                Server default: 1.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The best answer, or with `top_k` a list of them.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.question_answering import TASK  # loads with its first call

        answers = await self.run(
            TASK,
            {"context": context, "question": question},
            given(
                align_to_words=align_to_words,
                doc_stride=doc_stride,
                handle_impossible_answer=handle_impossible_answer,
                max_answer_len=max_answer_len,
                max_question_len=max_question_len,
                max_seq_len=max_seq_len,
                top_k=top_k,
            ),
            options,
            model=model,
            provider=provider,
        )
        return first_of(answers) if top_k is UNSET else answers

    async def sentence_similarity(
        self,
        sentence: str,
        other_sentences: list[str],
        *,
        model: str | None = None,
        provider: SentenceSimilarityProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[float]:
        """Tell how close sentences are to another one.

        Args:
            sentence: Text that all of `sentences` are measured against; a phrase, a sentence or, if the model allows, a
                passage.
            other_sentences: Texts to score, in any order.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Similarity scores, one per text of `sentences` and in the same order.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.sentence_similarity import TASK  # loads with its first call

        return await self.run(
            TASK,
            {"source_sentence": sentence, "sentences": other_sentences},
            {},
            options,
            model=model,
            provider=provider,
        )

    async def summarization(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | UnsetType = UNSET,
        generate_parameters: Mapping[str, Json] | UnsetType = UNSET,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | UnsetType = UNSET,
        model: str | None = None,
        provider: SummarizationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> SummarizationOutput:
        """Shorten a text.

        Args:
            text: Text to shorten.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the summary.
                Server default: false.
            generate_parameters: Further settings of the token generation by name, such as `max_length` or `num_beams`.
            truncation: How to shorten an input that exceeds the model's limit: not at all, the longer part first, or
                only the first or second part of a pair. Server default: `do_not_truncate`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Summary of the text.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.summarization import TASK  # loads with its first call

        return await self.run(
            TASK,
            text,
            given(
                clean_up_tokenization_spaces=clean_up_tokenization_spaces,
                generate_parameters=generate_parameters,
                truncation=truncation,
            ),
            options,
            model=model,
            provider=provider,
        )

    async def table_question_answering(
        self,
        table: Mapping[str, list[str]],
        query: str,
        *,
        padding: Literal["do_not_pad", "longest", "max_length"] | UnsetType = UNSET,
        sequential: bool | UnsetType = UNSET,
        truncation: bool | UnsetType = UNSET,
        model: str | None = None,
        provider: TableQuestionAnsweringProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> TableQuestionAnsweringOutputElement:
        """Answer a question from a table.

        Args:
            table: Columns of the table: name of the column to its cells, one per row, all as text.
            query: What to ask about the table.
            padding: How to fill up short inputs: not at all, to the longest of the batch, or to the model's limit.
                Server default: `do_not_pad`.
            sequential: Handle questions one after another in place of one batch: slower, but needed by models such as
                SQA whose questions build on earlier ones. Server default: false.
            truncation: Drop rows of a table that is too long for the model. Server default: false.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The best answer.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.table_question_answering import TASK  # loads with its first call

        return first_of(
            await self.run(
                TASK,
                {"table": table, "question": query},
                given(padding=padding, sequential=sequential, truncation=truncation),
                options,
                model=model,
                provider=provider,
            )
        )

    async def tabular_classification(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | None = None,
        provider: TabularClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[str | float]:
        """Tell the class of each row of a table.

        Args:
            table: Columns of the table: name of the column to its values, one per row, all as text.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Predicted classes, one per row and in the order of the rows.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.tabular_classification import TASK  # loads with its first call

        return await self.run(TASK, {"data": table}, {}, options, model=model, provider=provider)

    async def tabular_regression(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | None = None,
        provider: TabularRegressionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[float]:
        """Tell a number for each row of a table.

        Args:
            table: Columns of the table: name of the column to its values, one per row, all as text.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Predicted numbers, one per row and in the order of the rows.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.tabular_regression import TASK  # loads with its first call

        return await self.run(TASK, {"data": table}, {}, options, model=model, provider=provider)

    async def text_classification(
        self,
        text: str,
        *,
        function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: TextClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell which class a text belongs to.

        Args:
            text: Text whose class to find.
            function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`.
                Server default: `none` for regression models, `sigmoid` for multi-label or single-output ones, else
                `softmax`.
            top_k: Upper bound on the classes returned, most likely first.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Classes of the text with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_classification import TASK  # loads with its first call

        return await self.run(
            TASK, text, given(function_to_apply=function_to_apply, top_k=top_k), options, model=model, provider=provider
        )

    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        adapter_id: str | UnsetType | None = UNSET,
        best_of: int | UnsetType | None = UNSET,
        decoder_input_details: bool | UnsetType = UNSET,
        details: bool | UnsetType = UNSET,
        do_sample: bool | UnsetType = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        grammar: TextGenerationInputGrammarType | UnsetType | None = UNSET,
        max_new_tokens: int | UnsetType | None = UNSET,
        repetition_penalty: float | UnsetType | None = UNSET,
        return_full_text: bool | UnsetType | None = UNSET,
        seed: int | UnsetType | None = UNSET,
        stop: list[str] | UnsetType = UNSET,
        temperature: float | UnsetType | None = UNSET,
        top_k: int | UnsetType | None = UNSET,
        top_n_tokens: int | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        truncate: int | UnsetType | None = UNSET,
        typical_p: float | UnsetType | None = UNSET,
        watermark: bool | UnsetType = UNSET,
        stream: Literal[False] = False,
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> TextGenerationOutput: ...
    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[True],
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]: ...
    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        stream: bool,
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> TextGenerationOutput | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]: ...

    async def text_generation(
        self,
        prompt: str,
        *,
        adapter_id: str | UnsetType | None = UNSET,
        best_of: int | UnsetType | None = UNSET,
        decoder_input_details: bool | UnsetType = UNSET,
        details: bool | UnsetType = UNSET,
        do_sample: bool | UnsetType = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        grammar: TextGenerationInputGrammarType | UnsetType | None = UNSET,
        max_new_tokens: int | UnsetType | None = UNSET,
        repetition_penalty: float | UnsetType | None = UNSET,
        return_full_text: bool | UnsetType | None = UNSET,
        seed: int | UnsetType | None = UNSET,
        stop: list[str] | UnsetType = UNSET,
        temperature: float | UnsetType | None = UNSET,
        top_k: int | UnsetType | None = UNSET,
        top_n_tokens: int | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        truncate: int | UnsetType | None = UNSET,
        typical_p: float | UnsetType | None = UNSET,
        watermark: bool | UnsetType = UNSET,
        stream: bool = False,
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Continue a text.

        Args:
            prompt: Text to continue.
            adapter_id: Identifier of the LoRA adapter to apply to the model. Unset means the bare model.
            best_of: Number of continuations to generate, of which only the one with the highest log probability is
                returned; above 1 needs sampling and rules out `seed` and streaming. Server default: 1.
            decoder_input_details: Also return ids and log probabilities of the prompt's tokens, as `prefill` of the
                details. Server default: false.
            details: Also return `details`, such as the tokens and why the generation ended. Server default: true.
            do_sample: Draw each next token at random from the distribution in place of always taking the likeliest.
                Server default: false.
            frequency_penalty: Penalty, greater than -2 and at most 2, on each token in proportion to how often it
                already occurs; above 0 curbs verbatim repetition. Server default: 0.
            grammar: Constraint on the form of the generated text: JSON that fits a schema, or a regular expression.
                Unset means none.
            max_new_tokens: Upper bound on newly generated tokens. Server default: 1024.
            repetition_penalty: Factor, greater than 0, that makes tokens which occurred already less likely; 1.0 leaves
                them unchanged (https://arxiv.org/abs/1909.05858). Server default: 1.0.
            return_full_text: Put the prompt in front of the generated text. Server default: false.
            seed: Start value, greater than 0, of the random sampling; the same seed and request should give the same
                text. Random if unset.
            stop: Texts that end the generation as soon as one of them is produced; at most 4.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens; unset means no such limit.
            top_n_tokens: How many of the likeliest tokens to report as `top_tokens` at every position. Does not affect
                which token is chosen.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, greater than 0 and at most 1 (servers may refuse exactly 1). Server default: 1.0, nothing is
                cut off.
            truncate: Upper bound on prompt tokens; of a longer prompt only the last ones are kept. Unset means no
                truncation.
            typical_p: Probability mass, greater than 0 and at most 1 (servers may refuse exactly 1), of the tokens kept
                by locally typical sampling (https://arxiv.org/abs/2202.00666). Server default: 1.0, nothing is cut off.
            watermark: Mark the text statistically so that it can be recognized as generated
                (https://arxiv.org/abs/2301.10226). Server default: false.
            stream: Give the pieces as they arrive.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Continuation of the text, on request with details of its tokens. With `stream`, its pieces as they arrive.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            StreamError: On iteration: the stream broke, or carried an error.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_generation import TASK  # loads with its first call

        parameters = given(
            adapter_id=adapter_id,
            best_of=best_of,
            decoder_input_details=decoder_input_details,
            details=details,
            do_sample=do_sample,
            frequency_penalty=frequency_penalty,
            grammar=grammar,
            max_new_tokens=max_new_tokens,
            repetition_penalty=repetition_penalty,
            return_full_text=return_full_text,
            seed=seed,
            stop=stop,
            temperature=temperature,
            top_k=top_k,
            top_n_tokens=top_n_tokens,
            top_p=top_p,
            truncate=truncate,
            typical_p=typical_p,
            watermark=watermark,
        )
        if stream:
            return await self.run_stream(TASK, prompt, parameters, options, model=model, provider=provider)
        return await self.run(TASK, prompt, parameters, options, model=model, provider=provider)

    async def text_generation_stream(
        self,
        prompt: str,
        *,
        model: str | None = None,
        provider: TextGenerationProvider | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]:
        """Continue a text. Gives the pieces as they arrive.

        Takes what `text_generation` takes.

        Raises:
            StreamError: On iteration: the stream broke, or carried an error.
        """
        stream: AsyncStream[TextGenerationStreamOutput, TextGenerationOutput] = await self.text_generation(
            prompt, stream=True, model=model, provider=provider, **parameters
        )
        return stream

    @overload
    async def text_to_audio(
        self,
        text: str,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> bytes: ...
    @overload
    async def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> str: ...
    @overload
    async def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> Json: ...

    async def text_to_audio(
        self,
        text: str,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: TextToAudioProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a sound from a description.

        Args:
            text: Description of the sound, or words to speak.
            do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam
                search). Server default: false.
            early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when
                better ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
            epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled;
                typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
                entropy of the distribution rises are dropped; typically 0.0003 to 0.002
                (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            max_length: Upper bound on input plus generated tokens. Server default: 20.
            max_new_tokens: Upper bound on newly generated tokens, input not counted. Overrides `max_length`.
            min_length: Lower bound on input plus generated tokens. Server default: 0.
            min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
            num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424).
                Must divide `num_beams`. Server default: 1.
            num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence
                in contrastive search.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut
                off. Server default: 1.0.
            use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server
                default: true.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The audio.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_to_audio import TASK  # loads with its first call

        return await self.run_media(
            TASK,
            text,
            given(
                generation_parameters=given(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or UNSET
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    async def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | UnsetType = UNSET,
        height: int | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        scheduler: str | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        width: int | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> bytes: ...
    @overload
    async def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> str: ...
    @overload
    async def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> Json: ...

    async def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | UnsetType = UNSET,
        height: int | UnsetType = UNSET,
        negative_prompt: str | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        scheduler: str | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        width: int | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: TextToImageProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a picture from a description.

        Args:
            prompt: Text that says what the image should show.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, too
                high gives garish colours and flaws. The default depends on the model.
            height: Height of the image in pixels.
            negative_prompt: Text that says what to keep out of the image.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image.
                The default depends on the model.
            scheduler: Name of the noise scheduler to use in place of the model's own; must be one that fits the model.
            seed: Start value of the random number generator; the same seed and request should give the same image.
                Random if unset.
            width: Width of the image in pixels.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_to_image import TASK  # loads with its first call

        return await self.run_media(
            TASK,
            prompt,
            given(
                guidance_scale=guidance_scale,
                height=height,
                negative_prompt=negative_prompt,
                num_inference_steps=num_inference_steps,
                scheduler=scheduler,
                seed=seed,
                width=width,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    async def text_to_speech(
        self,
        text: str,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> bytes: ...
    @overload
    async def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> str: ...
    @overload
    async def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> Json: ...

    async def text_to_speech(
        self,
        text: str,
        *,
        do_sample: bool | UnsetType = UNSET,
        early_stopping: bool | Literal["never"] | UnsetType = UNSET,
        epsilon_cutoff: float | UnsetType = UNSET,
        eta_cutoff: float | UnsetType = UNSET,
        max_length: int | UnsetType = UNSET,
        max_new_tokens: int | UnsetType = UNSET,
        min_length: int | UnsetType = UNSET,
        min_new_tokens: int | UnsetType = UNSET,
        num_beam_groups: int | UnsetType = UNSET,
        num_beams: int | UnsetType = UNSET,
        penalty_alpha: float | UnsetType = UNSET,
        temperature: float | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        top_p: float | UnsetType = UNSET,
        typical_p: float | UnsetType = UNSET,
        use_cache: bool | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: TextToSpeechProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Speak a text.

        Args:
            text: Text to read aloud.
            do_sample: Draw each next token at random from the distribution; if false, decode greedily (or by beam
                search). Server default: false.
            early_stopping: When beam search ends: true as soon as `num_beams` candidates are complete, false when
                better ones are unlikely (a heuristic), "never" when better ones are impossible. Server default: false.
            epsilon_cutoff: Lowest conditional probability, between 0 and 1, a token needs in order to be sampled;
                typically 0.0003 to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: tokens below a probability threshold that falls as the
                entropy of the distribution rises are dropped; typically 0.0003 to 0.002
                (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            max_length: Upper bound on input plus generated tokens. Server default: 20.
            max_new_tokens: Upper bound on newly generated tokens, input not counted. Overrides `max_length`.
            min_length: Lower bound on input plus generated tokens. Server default: 0.
            min_new_tokens: Lower bound on newly generated tokens, input not counted. Overrides `min_length`.
            num_beam_groups: Groups the beams are split into for diverse beam search (https://hf.co/papers/1610.02424).
                Must divide `num_beams`. Server default: 1.
            num_beams: Beams kept during beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the penalty on repetitive tokens against the model's confidence
                in contrastive search.
            temperature: Sampling temperature, greater than 0: below 1 sharpens the token distribution, above 1 flattens
                it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the fewest most likely tokens whose probabilities together reach the
                given mass, between 0 and 1. At 1 nothing is cut off. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1 nothing is cut
                off. Server default: 1.0.
            use_cache: Reuse the attention keys and values of earlier tokens; faster, at the cost of memory. Server
                default: true.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The audio.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_to_speech import TASK  # loads with its first call

        return await self.run_media(
            TASK,
            text,
            given(
                generation_parameters=given(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or UNSET
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    async def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | list[str] | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        output_type: None = None,
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["bytes"],
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> bytes: ...
    @overload
    async def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> str: ...
    @overload
    async def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["json"],
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> Json: ...

    async def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | UnsetType = UNSET,
        negative_prompt: str | list[str] | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        num_inference_steps: int | UnsetType = UNSET,
        seed: int | UnsetType = UNSET,
        output_type: OutputType | None = None,
        model: str | None = None,
        provider: TextToVideoProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Make a video from a description.

        Args:
            prompt: Text that says what the video should show.
            guidance_scale: How closely a diffusion model follows the prompt: higher keeps the video nearer to it, too
                high gives garish colours and flaws. The default depends on the model.
            negative_prompt: Texts that say what to keep out of the video.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better video.
                The default depends on the model.
            seed: Start value of the random number generator; the same seed and request should give the same video.
                Random if unset.
            output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            The video.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.text_to_video import TASK  # loads with its first call

        return await self.run_media(
            TASK,
            prompt,
            given(
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_frames=num_frames,
                num_inference_steps=num_inference_steps,
                seed=seed,
            ),
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    async def token_classification(
        self,
        text: str,
        *,
        aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | UnsetType = UNSET,
        ignore_labels: list[str] | UnsetType = UNSET,
        stride: int | UnsetType = UNSET,
        model: str | None = None,
        provider: TokenClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[TokenClassificationOutputElement]:
        """Find names, places and other words of a kind in a text.

        Args:
            text: Text whose tokens to label.
            aggregation_strategy: How to join labeled tokens to entities.
            ignore_labels: Labels to leave out of the result. Server default: ["O"], which stands for no entity.
            stride: Tokens by which neighbouring chunks of a long text overlap.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Labelled tokens or entities of the text, in order.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.token_classification import TASK  # loads with its first call

        return await self.run(
            TASK,
            text,
            given(aggregation_strategy=aggregation_strategy, ignore_labels=ignore_labels, stride=stride),
            options,
            model=model,
            provider=provider,
        )

    async def translation(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | UnsetType = UNSET,
        generate_parameters: Mapping[str, Json] | UnsetType = UNSET,
        src_lang: str | UnsetType = UNSET,
        tgt_lang: str | UnsetType = UNSET,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | UnsetType = UNSET,
        model: str | None = None,
        provider: TranslationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> TranslationOutput:
        """Translate a text.

        Args:
            text: Text to put into another language.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the
                translation. Server default: false.
            generate_parameters: Further settings of the token generation by name, such as `max_length` or `num_beams`.
            src_lang: Code of the language of the text, as the model writes it. Needed by models with several source
                languages.
            tgt_lang: Code of the language to translate into, as the model writes it. Needed by models with several
                target languages.
            truncation: How to shorten an input that exceeds the model's limit: not at all, the longer part first, or
                only the first or second part of a pair. Server default: `do_not_truncate`.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Translation of the text.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.translation import TASK  # loads with its first call

        return await self.run(
            TASK,
            text,
            given(
                clean_up_tokenization_spaces=clean_up_tokenization_spaces,
                generate_parameters=generate_parameters,
                src_lang=src_lang,
                tgt_lang=tgt_lang,
                truncation=truncation,
            ),
            options,
            model=model,
            provider=provider,
        )

    async def video_classification(
        self,
        video: MediaInput,
        *,
        frame_sampling_rate: int | UnsetType = UNSET,
        function_to_apply: ClassificationOutputTransform | UnsetType = UNSET,
        num_frames: int | UnsetType = UNSET,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: VideoClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell what happens in a video.

        Args:
            video: Video to classify.
            frame_sampling_rate: Distance between the frames taken: 1 takes every frame, 2 every other. Server default:
                1.
            function_to_apply: Function that maps the raw model outputs to scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            num_frames: Number of frames taken from the video. Server default: as many as the model expects.
            top_k: Upper bound on the classes returned, most likely first. Server default: 5.
            model: URL of the endpoint, or what it calls the model. The client's if left out.
            provider: To be left out: only endpoints serve this task.
            **options: How to make the call: `CallOptions`.

        Returns:
            Classes of the video with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.video_classification import TASK  # loads with its first call

        return await self.run(
            TASK,
            video,
            given(
                frame_sampling_rate=frame_sampling_rate,
                function_to_apply=function_to_apply,
                num_frames=num_frames,
                top_k=top_k,
            ),
            options,
            model=model,
            provider=provider,
        )

    async def visual_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        top_k: int | UnsetType = UNSET,
        model: str | None = None,
        provider: VisualQuestionAnsweringProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[VisualQuestionAnsweringOutputElement]:
        """Answer a question about a picture.

        Args:
            image: Image to ask about.
            question: What to ask about the image.
            top_k: Upper bound on the answers returned, most likely first; fewer come back if the model knows fewer.
                Server default: 5.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Answers to the question, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.visual_question_answering import TASK  # loads with its first call

        return await self.run(
            TASK, {"image": image, "question": question}, given(top_k=top_k), options, model=model, provider=provider
        )

    async def zero_shot_classification(
        self,
        text: str,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | UnsetType = UNSET,
        multi_label: bool | UnsetType = UNSET,
        model: str | None = None,
        provider: ZeroShotClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell which of your labels fits a text.

        Args:
            text: Text to compare with the labels.
            candidate_labels: Labels to choose from.
            hypothesis_template: Sentence with a `{}` in which each label is put; the score says how well the sentence
                follows from the text. Server default: "This example is {}.".
            multi_label: Score each label on its own, so that several can fit; if false, exactly one is taken to fit and
                the scores sum to 1. Server default: false.
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Labels with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.zero_shot_classification import TASK  # loads with its first call

        return await self.run(
            TASK,
            text,
            given(candidate_labels=candidate_labels, hypothesis_template=hypothesis_template, multi_label=multi_label),
            options,
            model=model,
            provider=provider,
        )

    async def zero_shot_image_classification(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | UnsetType = UNSET,
        model: str | None = None,
        provider: ZeroShotImageClassificationProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Tell which of your labels fits a picture.

        Args:
            image: Image to compare with the labels.
            candidate_labels: Labels to choose from.
            hypothesis_template: Sentence with a `{}` in which each label is put before it is compared with the image.
                Server default: "This is a photo of {}.".
            model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
            provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
            **options: How to make the call: `CallOptions`.

        Returns:
            Labels with their scores, best first.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.zero_shot_image_classification import TASK  # loads with its first call

        return await self.run(
            TASK,
            image,
            given(candidate_labels=candidate_labels, hypothesis_template=hypothesis_template),
            options,
            model=model,
            provider=provider,
        )

    async def zero_shot_object_detection(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        model: str | None = None,
        provider: ZeroShotObjectDetectionProvider | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ZeroShotObjectDetectionOutputElement]:
        """Find the things you name in a picture.

        Args:
            image: Image in which to find objects.
            candidate_labels: Names or short descriptions of the objects to look for.
            model: URL of the endpoint, or what it calls the model. The client's if left out.
            provider: To be left out: only endpoints serve this task.
            **options: How to make the call: `CallOptions`.

        Returns:
            Objects found in the image.

        Raises:
            InputError: The call is wrong in itself; nothing was sent.
            RoutingError: Nobody serves this model and task.
            HubError: The Hub refused to say who does.
            ProviderError: The provider answered with an error.
            OutputError: Its answer has another shape.
            TimeoutError: It took longer than `timeout` allows.
            ConnectionError: The provider could not be reached, or hung up.
        """
        from inferwire.tasks.zero_shot_object_detection import TASK  # loads with its first call

        return await self.run(
            TASK, image, given(candidate_labels=candidate_labels), options, model=model, provider=provider
        )


class AsyncCompletions:
    """``client.chat.completions``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.create = client.chat_completion


class AsyncChat:
    """``client.chat``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.completions = AsyncCompletions(client)


class AsyncInferenceClientWithRawResponse:
    """The client's methods, each giving a pair: the typed value, and the last answer on the wire."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self._client = client
        self.audio_classification = _async_raw(client, AsyncInferenceClient.audio_classification)
        self.audio_to_audio = _async_raw(client, AsyncInferenceClient.audio_to_audio)
        self.automatic_speech_recognition = _async_raw(client, AsyncInferenceClient.automatic_speech_recognition)
        self.chat_completion = _async_raw(client, AsyncInferenceClient.chat_completion)
        self.conversational = _async_raw(client, AsyncInferenceClient.conversational)
        self.depth_estimation = _async_raw(client, AsyncInferenceClient.depth_estimation)
        self.document_question_answering = _async_raw(client, AsyncInferenceClient.document_question_answering)
        self.feature_extraction = _async_raw(client, AsyncInferenceClient.feature_extraction)
        self.fill_mask = _async_raw(client, AsyncInferenceClient.fill_mask)
        self.image_classification = _async_raw(client, AsyncInferenceClient.image_classification)
        self.image_segmentation = _async_raw(client, AsyncInferenceClient.image_segmentation)
        self.image_text_to_image = _async_raw(client, AsyncInferenceClient.image_text_to_image)
        self.image_text_to_video = _async_raw(client, AsyncInferenceClient.image_text_to_video)
        self.image_to_image = _async_raw(client, AsyncInferenceClient.image_to_image)
        self.image_to_text = _async_raw(client, AsyncInferenceClient.image_to_text)
        self.image_to_video = _async_raw(client, AsyncInferenceClient.image_to_video)
        self.object_detection = _async_raw(client, AsyncInferenceClient.object_detection)
        self.question_answering = _async_raw(client, AsyncInferenceClient.question_answering)
        self.sentence_similarity = _async_raw(client, AsyncInferenceClient.sentence_similarity)
        self.summarization = _async_raw(client, AsyncInferenceClient.summarization)
        self.table_question_answering = _async_raw(client, AsyncInferenceClient.table_question_answering)
        self.tabular_classification = _async_raw(client, AsyncInferenceClient.tabular_classification)
        self.tabular_regression = _async_raw(client, AsyncInferenceClient.tabular_regression)
        self.text_classification = _async_raw(client, AsyncInferenceClient.text_classification)
        self.text_generation = _async_raw(client, AsyncInferenceClient.text_generation)
        self.text_to_audio = _async_raw(client, AsyncInferenceClient.text_to_audio)
        self.text_to_image = _async_raw(client, AsyncInferenceClient.text_to_image)
        self.text_to_speech = _async_raw(client, AsyncInferenceClient.text_to_speech)
        self.text_to_video = _async_raw(client, AsyncInferenceClient.text_to_video)
        self.token_classification = _async_raw(client, AsyncInferenceClient.token_classification)
        self.translation = _async_raw(client, AsyncInferenceClient.translation)
        self.video_classification = _async_raw(client, AsyncInferenceClient.video_classification)
        self.visual_question_answering = _async_raw(client, AsyncInferenceClient.visual_question_answering)
        self.zero_shot_classification = _async_raw(client, AsyncInferenceClient.zero_shot_classification)
        self.zero_shot_image_classification = _async_raw(client, AsyncInferenceClient.zero_shot_image_classification)
        self.zero_shot_object_detection = _async_raw(client, AsyncInferenceClient.zero_shot_object_detection)

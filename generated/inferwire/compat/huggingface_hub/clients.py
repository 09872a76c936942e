# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""The clients of huggingface_hub by name, over inferwire's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from inferwire.compat.huggingface_hub.types import (
    AudioClassificationOutputElement,
    AudioClassificationOutputTransform,
    AudioToAudioOutputElement,
    AutomaticSpeechRecognitionOutput,
    ChatCompletionInputGrammarType,
    ChatCompletionInputMessage,
    ChatCompletionInputStreamOptions,
    ChatCompletionInputTool,
    ChatCompletionInputToolChoice,
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ChatCompletionStreamOutput,
    ConversationalOutput,
    DepthEstimationOutput,
    DocumentQuestionAnsweringOutputElement,
    FeatureExtractionInputTruncationDirection,
    FillMaskOutputElement,
    ImageClassificationOutputElement,
    ImageClassificationOutputTransform,
    ImageSegmentationOutputElement,
    ImageTextToImageTargetSize,
    ImageTextToVideoTargetSize,
    ImageToImageTargetSize,
    ImageToTextOutput,
    ImageToVideoTargetSize,
    ObjectDetectionOutputElement,
    QuestionAnsweringOutputElement,
    SummarizationOutput,
    TableQuestionAnsweringOutputElement,
    TextClassificationOutputElement,
    TextClassificationOutputTransform,
    TextGenerationInputGrammarType,
    TextGenerationOutput,
    TextGenerationStreamOutput,
    TokenClassificationOutputElement,
    TranslationOutput,
    VideoClassificationOutputElement,
    VideoClassificationOutputTransform,
    VisualQuestionAnsweringOutputElement,
    ZeroShotClassificationOutputElement,
    ZeroShotImageClassificationOutputElement,
    ZeroShotObjectDetectionOutputElement,
)
from inferwire_runtime.compat.clients import AsyncHubClient, HubClient, refuse_one_of
from inferwire_runtime.compat.objects import generated_text, open_image, to_array, to_bytes, token_text, unchanged
from inferwire_runtime.lazy import lazy_types

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterable, Mapping, Sequence

    from numpy import float32
    from numpy.typing import NDArray
    from PIL.Image import Image

    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import MediaInput
else:  # resolved by `typing.get_type_hints` only
    lazy_types(
        globals(),
        {
            "numpy": ("float32",),
            "PIL.Image": ("Image",),
            "inferwire_runtime.jsontypes": ("Json",),
            "inferwire_runtime.media": ("MediaInput",),
        },
        generic={
            "collections.abc": ("AsyncIterable", "Iterable", "Mapping", "Sequence"),
            "numpy.typing": ("NDArray",),
        },
    )


class InferenceClient(HubClient):
    """Client that behaves as huggingface_hub's.

    Settings are attributes that can be changed. Results are strings, bytes, PIL images, NumPy arrays, and dataclasses
    that are dictionaries as well; errors are huggingface_hub's and inferwire's at once.

    Args:
        model: Default model: an ID on the Hub, or the URL of an endpoint.
        provider: Provider that runs models of the Hub; by default, the Hub chooses.
        token: Hugging Face token, or API key of the provider. Default: the saved token, for hosts of Hugging Face.
        timeout: Seconds to wait for a response. Default: no limit.
        headers: Headers of every request.
        cookies: Cookies of every request.
        bill_to: Organization to bill for calls through Hugging Face's router.
        base_url: Another name of ``model``.
        api_key: Another name of ``token``.
        **connection: Options of inferwire's client; see `ConnectionOptions`.

    Raises:
        InputError: If an argument is passed under two names.
    """

    def _create_client(self, **options: Any) -> Any:
        from inferwire.client import InferenceClient as Client  # loads with the first call

        return Client(**options)

    @property
    def chat(self) -> Chat:
        """The interface of OpenAI's client, with ``client.chat.completions.create(...)``."""
        return Chat(self)

    def audio_classification(
        self,
        audio: MediaInput,
        *,
        function_to_apply: AudioClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[AudioClassificationOutputElement]:
        """Classify an audio clip.

        Args:
            audio: Audio to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            top_k: Maximum number of classes to return, most likely first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (audio,)
        arguments: dict[str, Any] = {
            "function_to_apply": function_to_apply,
            "top_k": top_k,
        }
        return self._run(
            "audio_classification",
            AudioClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
            is_audio=True,
        )

    def audio_to_audio(
        self,
        audio: MediaInput,
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[AudioToAudioOutputElement]:
        """Enhance an audio clip, or separate its sources.

        Args:
            audio: Audio to process.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (audio,)
        arguments: dict[str, Any] = {}
        return self._run(
            "audio_to_audio",
            AudioToAudioOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
            is_audio=True,
        )

    def automatic_speech_recognition(
        self,
        audio: MediaInput,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        return_timestamps: bool | Literal["word", "char"] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> AutomaticSpeechRecognitionOutput:
        """Transcribe a recording.

        Args:
            audio: Recorded speech to transcribe.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            return_timestamps: Also return `chunks`: segments of the transcript with their start and end times. Server
                default: False.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (audio,)
        arguments: dict[str, Any] = {
            "do_sample": do_sample,
            "early_stopping": early_stopping,
            "epsilon_cutoff": epsilon_cutoff,
            "eta_cutoff": eta_cutoff,
            "max_length": max_length,
            "max_new_tokens": max_new_tokens,
            "min_length": min_length,
            "min_new_tokens": min_new_tokens,
            "num_beam_groups": num_beam_groups,
            "num_beams": num_beams,
            "penalty_alpha": penalty_alpha,
            "return_timestamps": return_timestamps,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
            "typical_p": typical_p,
            "use_cache": use_cache,
        }
        return self._run(
            "automatic_speech_recognition",
            AutomaticSpeechRecognitionOutput.parse_obj_as_instance,
            inputs,
            arguments,
            model,
            options,
            is_audio=True,
        )

    @overload
    def chat_completion(
        self,
        messages: Sequence[
            ChatCompletionInputMessage | ChatCompletionOutputMessage | dict[str, Any] | Mapping[str, Any]
        ],
        *,
        stream: Literal[False] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        prediction: Mapping[str, Json] | None = None,
        presence_penalty: float | None = None,
        reasoning_effort: str | None = None,
        response_format: ChatCompletionInputGrammarType | dict[str, Any] | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | list[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | dict[str, Any] | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoice | dict[str, Any] | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[ChatCompletionInputTool | dict[str, Any]] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        verbosity: str | None = None,
        model: str | None = None,
        **options: Any,
    ) -> ChatCompletionOutput: ...
    @overload
    def chat_completion(
        self,
        messages: Sequence[
            ChatCompletionInputMessage | ChatCompletionOutputMessage | dict[str, Any] | Mapping[str, Any]
        ],
        *,
        stream: Literal[True],
        model: str | None = None,
        **arguments: Any,
    ) -> Iterable[ChatCompletionStreamOutput]: ...
    @overload
    def chat_completion(
        self,
        messages: Sequence[
            ChatCompletionInputMessage | ChatCompletionOutputMessage | dict[str, Any] | Mapping[str, Any]
        ],
        *,
        stream: bool | None = None,
        model: str | None = None,
        **arguments: Any,
    ) -> ChatCompletionOutput | Iterable[ChatCompletionStreamOutput]: ...

    def chat_completion(
        self,
        messages: Sequence[
            ChatCompletionInputMessage | ChatCompletionOutputMessage | dict[str, Any] | Mapping[str, Any]
        ],
        *,
        stream: bool | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        prediction: Mapping[str, Json] | None = None,
        presence_penalty: float | None = None,
        reasoning_effort: str | None = None,
        response_format: ChatCompletionInputGrammarType | dict[str, Any] | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | list[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | dict[str, Any] | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoice | dict[str, Any] | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[ChatCompletionInputTool | dict[str, Any]] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        verbosity: str | None = None,
        model: str | None = None,
        **options: Any,
    ) -> ChatCompletionOutput | Iterable[ChatCompletionStreamOutput]:
        """Generate the next message of a conversation.

        Args:
            messages: Messages of the conversation so far, oldest first.
            frequency_penalty: Penalty between -2 and 2 on each token, in proportion to how often it has already
                occurred; positive values reduce verbatim repetition. Server default: 0.
            logit_bias: Bias between -100 and 100 for each of the listed tokens, added to its logit before sampling;
                -100 effectively bans a token and 100 forces it. Ignored by the server.
            logprobs: Return the log probability of each generated token with the message. Server default: False.
            max_completion_tokens: Maximum number of tokens to generate, reasoning included. Newer name of `max_tokens`.
            max_tokens: Maximum number of tokens to generate. Server default: 1024.
            metadata: Up to 16 pairs of strings that the provider stores with the response.
            n: How many completions to generate; the tokens of every completion are billed. Ignored by the server, which
                returns 1.
            parallel_tool_calls: Whether the model may call several tools at once.
            prediction: Text that most of the response will match, such as a file to edit: `{"type": "content",
                "content": ...}`.
            presence_penalty: Penalty between -2 and 2 on each token that has already occurred, however often; positive
                values encourage new topics. Server default: 0.
            reasoning_effort: How much a reasoning model may think before it responds: usually `none`, `minimal`, `low`,
                `medium`, `high` or `xhigh`. Less effort is faster and uses fewer tokens. Accepted values and the
                default depend on the provider and the model.
            response_format: Format of the response: free text, any JSON object, or JSON that matches a schema. Default:
                free text.
            seed: Seed for sampling; the same seed and request should return the same response. Random by default.
            service_tier: How the request is processed and billed: `auto`, `default`, `flex` or `priority`.
            stop: Sequences that stop the generation as soon as one is produced; at most 4.
            store: Whether the provider may store the response.
            stream_options: Options for a streamed response; used only if `stream` is True.
            temperature: Sampling temperature between 0 and 2: low values make the output predictable, high values make
                it varied. Change either this or `top_p`, not both. Server default: 1.
            tool_choice: Whether the model may, must or must not call tools, or which function it must call. Server
                default: `auto`.
            tool_prompt: Text to insert before the list of tools in the prompt.
            tools: Tools the model may call: functions whose arguments it writes as JSON. Functions are the only
                supported type.
            top_logprobs: How many of the most likely tokens to return at each position with their log probabilities,
                between 0 and 5. Requires `logprobs`.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1 (0.1 keeps the top 10% of the probability mass). Server default: 1.
            user: ID of your end user, with which the provider detects abuse.
            verbosity: How long the response should be: `low`, `medium` or `high`.
            stream: Return the items of the result as they arrive.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (messages,)
        arguments: dict[str, Any] = {
            "frequency_penalty": frequency_penalty,
            "logit_bias": logit_bias,
            "logprobs": logprobs,
            "max_completion_tokens": max_completion_tokens,
            "max_tokens": max_tokens,
            "metadata": metadata,
            "n": n,
            "parallel_tool_calls": parallel_tool_calls,
            "prediction": prediction,
            "presence_penalty": presence_penalty,
            "reasoning_effort": reasoning_effort,
            "response_format": response_format,
            "seed": seed,
            "service_tier": service_tier,
            "stop": stop,
            "store": store,
            "stream_options": stream_options,
            "temperature": temperature,
            "tool_choice": tool_choice,
            "tool_prompt": tool_prompt,
            "tools": tools,
            "top_logprobs": top_logprobs,
            "top_p": top_p,
            "user": user,
            "verbosity": verbosity,
        }
        if stream:
            return self._stream(
                "chat_completion", ChatCompletionStreamOutput.parse_obj_as_instance, inputs, arguments, model, options
            )
        return self._run(
            "chat_completion", ChatCompletionOutput.parse_obj_as_instance, inputs, arguments, model, options
        )

    def conversational(
        self,
        text: str,
        past_user_inputs: list[str] | None = None,
        generated_responses: list[str] | None = None,
        *,
        max_length: int | None = None,
        max_time: float | None = None,
        min_length: int | None = None,
        repetition_penalty: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        model: str | None = None,
        **options: Any,
    ) -> ConversationalOutput:
        """Generate the next message of a conversation, with a model that takes past turns as two lists.

        Args:
            text: Latest message of the user.
            past_user_inputs: Earlier messages of the user, oldest first.
            generated_responses: Earlier responses of the model, oldest first; as many as `past_user_inputs`.
            max_length: Maximum length of the response, in tokens.
            max_time: Time limit for the generation, in seconds. A soft limit: a response can take slightly longer.
            min_length: Minimum length of the response, in tokens.
            repetition_penalty: Penalty on tokens that have already occurred; 1 means no penalty, higher values
                discourage repetition.
            temperature: Sampling temperature: 1 leaves the token distribution unchanged, lower values sharpen it,
                higher values flatten it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            text,
            past_user_inputs,
            generated_responses,
        )
        arguments: dict[str, Any] = {
            "max_length": max_length,
            "max_time": max_time,
            "min_length": min_length,
            "repetition_penalty": repetition_penalty,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
        }
        return self._run(
            "conversational", ConversationalOutput.parse_obj_as_instance, inputs, arguments, model, options
        )

    def depth_estimation(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        **options: Any,
    ) -> DepthEstimationOutput:
        """Estimate the depth of each pixel of an image.

        Args:
            image: Image to estimate the depth of.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {}
        return self._run(
            "depth_estimation", DepthEstimationOutput.parse_obj_as_instance, inputs, arguments, model, options
        )

    def document_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        lang: str | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        word_boxes: list[str | tuple[float, float, float, float]] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[DocumentQuestionAnsweringOutputElement]:
        """Answer a question about an image of a document.

        Args:
            image: Image of the document.
            question: Question about the document.
            doc_stride: Number of tokens that neighboring chunks share when the document is too long for the model.
                Server default: 256, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the document contains no answer. Server default: False.
            lang: Language of the text in the image, for OCR. Server default: English.
            max_answer_len: Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15.
            max_question_len: Maximum length of the question, in tokens; the rest is truncated. Server default: 64.
            max_seq_len: Maximum length of a chunk, in tokens, including the question; longer documents are split into
                chunks that overlap by `doc_stride`. Server default: the model's own limit.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 1.
            word_boxes: Words of the document with their bounding boxes, in coordinates from 0 to 1000. If set, OCR is
                skipped.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            question,
        )
        arguments: dict[str, Any] = {
            "doc_stride": doc_stride,
            "handle_impossible_answer": handle_impossible_answer,
            "lang": lang,
            "max_answer_len": max_answer_len,
            "max_question_len": max_question_len,
            "max_seq_len": max_seq_len,
            "top_k": top_k,
            "word_boxes": word_boxes,
        }
        return self._run(
            "document_question_answering",
            DocumentQuestionAnsweringOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    def feature_extraction(
        self,
        text: str | list[str],
        *,
        dimensions: int | None = None,
        encoding_format: Literal["float", "base64"] | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        truncation_direction: FeatureExtractionInputTruncationDirection | None = None,
        model: str | None = None,
        **options: Any,
    ) -> NDArray[float32]:
        """Compute embeddings of text.

        Args:
            text: Text to embed, or a list of texts.
            dimensions: Number of dimensions of the vectors; for models that can shorten them.
            encoding_format: How the server sends the numbers; the result is the same.
            normalize: Normalize each vector to length 1. Server default: True.
            prompt_name: Key into the `prompts` of the model's sentence-transformers configuration; that prompt is
                prepended to every text. For example, "query" may prepend "query: ". By default no prompt is prepended.
            truncate: Truncate texts that exceed the model's limit; if False, they are an error. Server default: False.
            truncation_direction: Side from which to truncate. Server default: `right`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "dimensions": dimensions,
            "encoding_format": encoding_format,
            "normalize": normalize,
            "prompt_name": prompt_name,
            "truncate": truncate,
            "truncation_direction": truncation_direction,
        }
        return self._run("feature_extraction", to_array, inputs, arguments, model, options, is_raw=True)

    def fill_mask(
        self,
        text: str,
        *,
        targets: list[str] | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[FillMaskOutputElement]:
        """Fill in a masked word.

        Args:
            text: Text with the model's mask token, such as `[MASK]` or `<mask>`, in each place to fill.
            targets: Score only these words instead of the whole vocabulary. A word that is not in the model's
                vocabulary is tokenized and its first token is used, with a warning; this can be slower.
            top_k: Maximum number of candidates to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "targets": targets,
            "top_k": top_k,
        }
        return self._run("fill_mask", FillMaskOutputElement.parse_obj_as_list, inputs, arguments, model, options)

    def image_classification(
        self,
        image: MediaInput,
        *,
        function_to_apply: ImageClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ImageClassificationOutputElement]:
        """Classify an image.

        Args:
            image: Image to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `sigmoid` for multi-label and single-output models, otherwise `softmax`.
            top_k: Maximum number of classes to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {
            "function_to_apply": function_to_apply,
            "top_k": top_k,
        }
        return self._run(
            "image_classification",
            ImageClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    def image_segmentation(
        self,
        image: MediaInput,
        *,
        mask_threshold: float | None = None,
        overlap_mask_area_threshold: float | None = None,
        subtask: Literal["instance", "panoptic", "semantic"] | None = None,
        threshold: float | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ImageSegmentationOutputElement]:
        """Segment an image.

        Args:
            image: Image to segment.
            mask_threshold: Threshold, between 0 and 1, above which a pixel belongs to a mask. Server default: 0.5.
            overlap_mask_area_threshold: Fraction, between 0 and 1, of a mask's area that must remain after overlaps are
                resolved; smaller, disconnected masks are discarded. Server default: 0.5.
            subtask: Type of segmentation: `instance` (individual objects), `semantic` (a class for each pixel) or
                `panoptic` (both). The model must support it; by default the server chooses.
            threshold: Minimum score, between 0 and 1, of the segments to return. Server default: 0.9.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {
            "mask_threshold": mask_threshold,
            "overlap_mask_area_threshold": overlap_mask_area_threshold,
            "subtask": subtask,
            "threshold": threshold,
        }
        return self._run(
            "image_segmentation", ImageSegmentationOutputElement.parse_obj_as_list, inputs, arguments, model, options
        )

    def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToImageTargetSize | dict[str, Any] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> Image:
        """Generate an image from an image, a text prompt or both.

        Args:
            image: Image to start from. Required if `prompt` is omitted.
            prompt: Text prompt that describes the image to generate. Required if no image is passed.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same image. Random by
                default.
            target_size: Width and height of the generated image, in pixels. Ignored by providers and models that do not
                support it.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            prompt,
        )
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_inference_steps": num_inference_steps,
            "seed": seed,
            "target_size": target_size,
        }
        return self._run("image_text_to_image", open_image, inputs, arguments, model, options, is_job=True)

    def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToVideoTargetSize | dict[str, Any] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate a video from an image, a text prompt or both.

        Args:
            image: Image to start from. Required if `prompt` is omitted.
            prompt: Text prompt that describes the video to generate. Required if no image is passed.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            target_size: Width and height of the generated video, in pixels.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            prompt,
        )
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_frames": num_frames,
            "num_inference_steps": num_inference_steps,
            "seed": seed,
            "target_size": target_size,
        }
        return self._run("image_text_to_video", to_bytes, inputs, arguments, model, options, is_job=True)

    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        target_size: ImageToImageTargetSize | dict[str, Any] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> Image:
        """Transform an image.

        Args:
            image: Image to transform.
            prompt: Text prompt that describes the image to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            target_size: Width and height of the generated image, in pixels. Ignored by providers and models that do not
                support it.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            prompt,
        )
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_inference_steps": num_inference_steps,
            "target_size": target_size,
        }
        return self._run("image_to_image", open_image, inputs, arguments, model, options, is_job=True)

    def image_to_text(
        self,
        image: MediaInput,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> ImageToTextOutput:
        """Caption an image, or read the text in it.

        Args:
            image: Image to caption or to read text from.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {
            "do_sample": do_sample,
            "early_stopping": early_stopping,
            "epsilon_cutoff": epsilon_cutoff,
            "eta_cutoff": eta_cutoff,
            "max_length": max_length,
            "max_new_tokens": max_new_tokens,
            "min_length": min_length,
            "min_new_tokens": min_new_tokens,
            "num_beam_groups": num_beam_groups,
            "num_beams": num_beams,
            "penalty_alpha": penalty_alpha,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
            "typical_p": typical_p,
            "use_cache": use_cache,
        }
        return self._run("image_to_text", ImageToTextOutput.parse_obj_as_instance, inputs, arguments, model, options)

    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageToVideoTargetSize | dict[str, Any] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate a video from an image.

        Args:
            image: Image to animate.
            prompt: Text prompt that describes the video to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            target_size: Width and height of the generated video, in pixels.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            prompt,
        )
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_frames": num_frames,
            "num_inference_steps": num_inference_steps,
            "seed": seed,
            "target_size": target_size,
        }
        return self._run("image_to_video", to_bytes, inputs, arguments, model, options, is_job=True)

    def object_detection(
        self,
        image: MediaInput,
        *,
        threshold: float | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ObjectDetectionOutputElement]:
        """Detect objects in an image.

        Args:
            image: Image to detect objects in.
            threshold: Minimum score, between 0 and 1, of the objects to return. Server default: 0.5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {
            "threshold": threshold,
        }
        return self._run(
            "object_detection", ObjectDetectionOutputElement.parse_obj_as_list, inputs, arguments, model, options
        )

    def question_answering(
        self,
        question: str,
        context: str,
        *,
        align_to_words: bool | None = None,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> QuestionAnsweringOutputElement | list[QuestionAnsweringOutputElement]:
        """Answer a question from a context.

        Args:
            question: Question to answer.
            context: Text that contains the answer.
            align_to_words: Extend answers to whole words. Helps in languages that put spaces between words; can hurt in
                others, such as Chinese and Japanese. Server default: True.
            doc_stride: Number of tokens that neighboring chunks share when the context is too long for the model.
                Server default: 128, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the context contains no answer. Server default: False.
            max_answer_len: Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15.
            max_question_len: Maximum length of the question, in tokens; the rest is truncated. Server default: 64.
            max_seq_len: Maximum length of a chunk, in tokens, including the question; longer contexts are split into
                chunks that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 1.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            question,
            context,
        )
        arguments: dict[str, Any] = {
            "align_to_words": align_to_words,
            "doc_stride": doc_stride,
            "handle_impossible_answer": handle_impossible_answer,
            "max_answer_len": max_answer_len,
            "max_question_len": max_question_len,
            "max_seq_len": max_seq_len,
            "top_k": top_k,
        }
        return self._run(
            "question_answering", QuestionAnsweringOutputElement.parse_obj, inputs, arguments, model, options
        )

    def sentence_similarity(
        self,
        sentence: str,
        other_sentences: list[str],
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[float]:
        """Compute the similarity of sentences to another sentence.

        Args:
            sentence: Sentence to compare the others with. Some models also accept phrases or longer passages.
            other_sentences: Sentences to score.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            sentence,
            other_sentences,
        )
        arguments: dict[str, Any] = {}
        return self._run("sentence_similarity", unchanged, inputs, arguments, model, options)

    def summarization(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> SummarizationOutput:
        """Summarize text.

        Args:
            text: Text to summarize.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the summary.
                Server default: False.
            generate_parameters: Further generation settings by name, such as `max_length` or `num_beams`.
            truncation: How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair
                first, or only its first or second part. Server default: `do_not_truncate`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
            "generate_parameters": generate_parameters,
            "truncation": truncation,
        }
        return self._run("summarization", SummarizationOutput.parse_obj_as_instance, inputs, arguments, model, options)

    def table_question_answering(
        self,
        table: Mapping[str, list[str]],
        query: str,
        *,
        padding: Literal["do_not_pad", "longest", "max_length"] | None = None,
        sequential: bool | None = None,
        truncation: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> TableQuestionAnsweringOutputElement:
        """Answer a question about a table.

        Args:
            table: Columns of the table: maps each column name to its cells, one per row, all as strings.
            query: Question about the table.
            padding: How to pad short inputs: not at all, to the longest in the batch, or to the model's limit. Server
                default: `do_not_pad`.
            sequential: Process questions one by one instead of as a batch: slower, but required by models such as SQA,
                whose questions depend on earlier ones. Server default: False.
            truncation: Drop rows from a table that is too long for the model. Server default: False.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            table,
            query,
        )
        arguments: dict[str, Any] = {
            "padding": padding,
            "sequential": sequential,
            "truncation": truncation,
        }
        return self._run(
            "table_question_answering",
            TableQuestionAnsweringOutputElement.parse_obj_as_instance,
            inputs,
            arguments,
            model,
            options,
        )

    def tabular_classification(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[str | float]:
        """Classify each row of a table.

        Args:
            table: Columns of the table: maps each column name to its values, one per row, all as strings.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (table,)
        arguments: dict[str, Any] = {}
        return self._run("tabular_classification", unchanged, inputs, arguments, model, options)

    def tabular_regression(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[float]:
        """Predict a number for each row of a table.

        Args:
            table: Columns of the table: maps each column name to its values, one per row, all as strings.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (table,)
        arguments: dict[str, Any] = {}
        return self._run("tabular_regression", unchanged, inputs, arguments, model, options)

    def text_classification(
        self,
        text: str,
        *,
        function_to_apply: TextClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[TextClassificationOutputElement]:
        """Classify text.

        Args:
            text: Text to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `none` for regression models, `sigmoid` for multi-label and single-output models,
                otherwise `softmax`.
            top_k: Maximum number of classes to return, most likely first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "function_to_apply": function_to_apply,
            "top_k": top_k,
        }
        return self._run(
            "text_classification", TextClassificationOutputElement.parse_obj_as_list, inputs, arguments, model, options
        )

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[False] | None = None,
        details: Literal[False] | None = None,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarType | dict[str, Any] | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: list[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> str: ...
    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[False] | None = None,
        details: Literal[True],
        model: str | None = None,
        **arguments: Any,
    ) -> TextGenerationOutput: ...
    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[True],
        details: Literal[False] | None = None,
        model: str | None = None,
        **arguments: Any,
    ) -> Iterable[str]: ...
    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[True],
        details: Literal[True],
        model: str | None = None,
        **arguments: Any,
    ) -> Iterable[TextGenerationStreamOutput]: ...
    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: bool | None = None,
        details: bool | None = None,
        model: str | None = None,
        **arguments: Any,
    ) -> str | TextGenerationOutput | Iterable[str] | Iterable[TextGenerationStreamOutput]: ...

    def text_generation(
        self,
        prompt: str,
        *,
        stream: bool | None = None,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarType | dict[str, Any] | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: list[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> str | TextGenerationOutput | Iterable[str] | Iterable[TextGenerationStreamOutput]:
        """Generate text that continues a prompt.

        Args:
            prompt: Prompt to continue.
            adapter_id: ID of the LoRA adapter to apply to the model. By default no adapter is applied.
            best_of: Number of sequences to generate, of which only the one with the highest log probability is
                returned; values above 1 require sampling and cannot be combined with `seed` or streaming. Server
                default: 1.
            decoder_input_details: Also return the IDs and log probabilities of the prompt tokens, as `prefill` in the
                details. Server default: False.
            details: Also return `details`, such as the tokens and why the generation stopped. Server default: True.
            do_sample: Sample each token from the distribution instead of always choosing the most likely one. Server
                default: False.
            frequency_penalty: Penalty, greater than -2 and at most 2, on each token in proportion to how often it has
                already occurred; positive values reduce verbatim repetition. Server default: 0.
            grammar: Constraint on the generated text: JSON that matches a schema, or a regular expression. By default
                there is no constraint.
            max_new_tokens: Maximum number of tokens to generate. Server default: 1024.
            repetition_penalty: Penalty, greater than 0, on tokens that have already occurred; 1.0 means no penalty
                (https://arxiv.org/abs/1909.05858). Server default: 1.0.
            return_full_text: Prepend the prompt to the generated text. Server default: False.
            seed: Seed for sampling, greater than 0; the same seed and request should return the same text. Random by
                default.
            stop: Sequences that stop the generation as soon as one is produced; at most 4.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. By default there is no such limit.
            top_n_tokens: How many of the most likely tokens to return as `top_tokens` at each position. Does not affect
                which token is chosen.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, greater than 0 and at most 1 (servers may reject exactly 1). Server default: 1.0, which
                excludes no token.
            truncate: Maximum number of prompt tokens; only the last tokens of a longer prompt are kept. By default
                prompts are not truncated.
            typical_p: Probability mass, greater than 0 and at most 1 (servers may reject exactly 1), of the tokens kept
                by locally typical sampling (https://arxiv.org/abs/2202.00666). Server default: 1.0, which excludes no
                token.
            watermark: Watermark the text statistically, so that it can be recognized as generated
                (https://arxiv.org/abs/2301.10226). Server default: False.
            stream: Return the items of the result as they arrive.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (prompt,)
        arguments: dict[str, Any] = {
            "adapter_id": adapter_id,
            "best_of": best_of,
            "decoder_input_details": decoder_input_details,
            "details": details,
            "do_sample": do_sample,
            "frequency_penalty": frequency_penalty,
            "grammar": grammar,
            "max_new_tokens": max_new_tokens,
            "repetition_penalty": repetition_penalty,
            "return_full_text": return_full_text,
            "seed": seed,
            "stop": stop,
            "temperature": temperature,
            "top_k": top_k,
            "top_n_tokens": top_n_tokens,
            "top_p": top_p,
            "truncate": truncate,
            "typical_p": typical_p,
            "watermark": watermark,
        }
        if stream and details:
            return self._stream(
                "text_generation", TextGenerationStreamOutput.parse_obj_as_instance, inputs, arguments, model, options
            )
        if stream:
            return self._stream("text_generation", token_text, inputs, arguments, model, options)
        if details:
            return self._run(
                "text_generation", TextGenerationOutput.parse_obj_as_instance, inputs, arguments, model, options
            )
        return self._run("text_generation", generated_text, inputs, arguments, model, options)

    def text_to_audio(
        self,
        text: str,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate audio from text.

        Args:
            text: Description of the audio to generate, or text to speak.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "do_sample": do_sample,
            "early_stopping": early_stopping,
            "epsilon_cutoff": epsilon_cutoff,
            "eta_cutoff": eta_cutoff,
            "max_length": max_length,
            "max_new_tokens": max_new_tokens,
            "min_length": min_length,
            "min_new_tokens": min_new_tokens,
            "num_beam_groups": num_beam_groups,
            "num_beams": num_beams,
            "penalty_alpha": penalty_alpha,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
            "typical_p": typical_p,
            "use_cache": use_cache,
        }
        return self._run("text_to_audio", to_bytes, inputs, arguments, model, options, is_job=True)

    def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        height: int | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        scheduler: str | None = None,
        seed: int | None = None,
        width: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> Image:
        """Generate an image from a text prompt.

        Args:
            prompt: Text prompt that describes the image to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, but
                values that are too high cause saturation and artifacts. The default depends on the model.
            height: Height of the image, in pixels.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            scheduler: Name of a noise scheduler to use instead of the model's own; must be compatible with the model.
            seed: Seed of the random number generator; the same seed and request should return the same image. Random by
                default.
            width: Width of the image, in pixels.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (prompt,)
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "height": height,
            "negative_prompt": negative_prompt,
            "num_inference_steps": num_inference_steps,
            "scheduler": scheduler,
            "seed": seed,
            "width": width,
        }
        return self._run("text_to_image", open_image, inputs, arguments, model, options, is_job=True)

    def text_to_speech(
        self,
        text: str,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate speech from text.

        Args:
            text: Text to speak.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "do_sample": do_sample,
            "early_stopping": early_stopping,
            "epsilon_cutoff": epsilon_cutoff,
            "eta_cutoff": eta_cutoff,
            "max_length": max_length,
            "max_new_tokens": max_new_tokens,
            "min_length": min_length,
            "min_new_tokens": min_new_tokens,
            "num_beam_groups": num_beam_groups,
            "num_beams": num_beams,
            "penalty_alpha": penalty_alpha,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
            "typical_p": typical_p,
            "use_cache": use_cache,
        }
        return self._run("text_to_speech", to_bytes, inputs, arguments, model, options, is_job=True)

    def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | list[str] | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate a video from a text prompt.

        Args:
            prompt: Text prompt that describes the video to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, but
                values that are too high cause saturation and artifacts. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (prompt,)
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_frames": num_frames,
            "num_inference_steps": num_inference_steps,
            "seed": seed,
        }
        return self._run("text_to_video", to_bytes, inputs, arguments, model, options, is_job=True)

    def token_classification(
        self,
        text: str,
        *,
        aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | None = None,
        ignore_labels: list[str] | None = None,
        stride: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[TokenClassificationOutputElement]:
        """Label tokens or entities in text.

        Args:
            text: Text to label.
            aggregation_strategy: How to merge labeled tokens into entities.
            ignore_labels: Labels to exclude from the result. Server default: ["O"], which means not an entity.
            stride: Number of tokens that neighboring chunks of a long text share.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "aggregation_strategy": aggregation_strategy,
            "ignore_labels": ignore_labels,
            "stride": stride,
        }
        return self._run(
            "token_classification",
            TokenClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    def translation(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        src_lang: str | None = None,
        tgt_lang: str | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> TranslationOutput:
        """Translate text.

        Args:
            text: Text to translate.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the
                translation. Server default: False.
            generate_parameters: Further generation settings by name, such as `max_length` or `num_beams`.
            src_lang: Code of the source language, as the model expects it. Required by models with several source
                languages.
            tgt_lang: Code of the target language, as the model expects it. Required by models with several target
                languages.
            truncation: How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair
                first, or only its first or second part. Server default: `do_not_truncate`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        refuse_one_of(src_lang=src_lang, tgt_lang=tgt_lang)
        arguments: dict[str, Any] = {
            "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
            "generate_parameters": generate_parameters,
            "src_lang": src_lang,
            "tgt_lang": tgt_lang,
            "truncation": truncation,
        }
        return self._run("translation", TranslationOutput.parse_obj_as_instance, inputs, arguments, model, options)

    def video_classification(
        self,
        video: MediaInput,
        *,
        frame_sampling_rate: int | None = None,
        function_to_apply: VideoClassificationOutputTransform | None = None,
        num_frames: int | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[VideoClassificationOutputElement]:
        """Classify a video.

        Args:
            video: Video to classify.
            frame_sampling_rate: Sampling rate: 1 takes every frame, 2 every other frame, and so on. Server default: 1.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            num_frames: Number of frames to sample from the video. Server default: as many as the model expects.
            top_k: Maximum number of classes to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (video,)
        arguments: dict[str, Any] = {
            "frame_sampling_rate": frame_sampling_rate,
            "function_to_apply": function_to_apply,
            "num_frames": num_frames,
            "top_k": top_k,
        }
        return self._run(
            "video_classification",
            VideoClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    def visual_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[VisualQuestionAnsweringOutputElement]:
        """Answer a question about an image.

        Args:
            image: Image that the question is about.
            question: Question about the image.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            question,
        )
        arguments: dict[str, Any] = {
            "top_k": top_k,
        }
        return self._run(
            "visual_question_answering",
            VisualQuestionAnsweringOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    def zero_shot_classification(
        self,
        text: str,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        multi_label: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ZeroShotClassificationOutputElement]:
        """Classify text with labels of your choice.

        Args:
            text: Text to classify.
            candidate_labels: Labels to choose from.
            hypothesis_template: Template sentence with a `{}` that each label replaces; the score is how well the
                sentence follows from the text. Server default: "This example is {}.".
            multi_label: Score each label independently, so that several can fit; if False, the labels are mutually
                exclusive and the scores sum to 1. Server default: False.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            text,
            candidate_labels,
        )
        arguments: dict[str, Any] = {
            "hypothesis_template": hypothesis_template,
            "multi_label": multi_label,
        }
        return self._run(
            "zero_shot_classification",
            ZeroShotClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    def zero_shot_image_classification(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ZeroShotImageClassificationOutputElement]:
        """Classify an image with labels of your choice.

        Args:
            image: Image to classify.
            candidate_labels: Labels to choose from.
            hypothesis_template: Template sentence with a `{}` that each label replaces before it is compared with the
                image. Server default: "This is a photo of {}.".
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            candidate_labels,
        )
        arguments: dict[str, Any] = {
            "hypothesis_template": hypothesis_template,
        }
        return self._run(
            "zero_shot_image_classification",
            ZeroShotImageClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    def zero_shot_object_detection(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[ZeroShotObjectDetectionOutputElement]:
        """Detect objects with labels of your choice.

        Args:
            image: Image to detect objects in.
            candidate_labels: Names or short descriptions of the objects to detect.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            candidate_labels,
        )
        arguments: dict[str, Any] = {}
        return self._run(
            "zero_shot_object_detection",
            ZeroShotObjectDetectionOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )


class Completions:
    """Namespace behind ``client.chat.completions``."""

    def __init__(self, client: InferenceClient) -> None:
        self.create = client.chat_completion


class Chat:
    """Namespace behind ``client.chat``."""

    def __init__(self, client: InferenceClient) -> None:
        self.completions = Completions(client)


class AsyncInferenceClient(AsyncHubClient):
    """Asynchronous client that behaves as huggingface_hub's.

    Settings are attributes that can be changed. Results are strings, bytes, PIL images, NumPy arrays, and dataclasses
    that are dictionaries as well; errors are huggingface_hub's and inferwire's at once.

    Args:
        model: Default model: an ID on the Hub, or the URL of an endpoint.
        provider: Provider that runs models of the Hub; by default, the Hub chooses.
        token: Hugging Face token, or API key of the provider. Default: the saved token, for hosts of Hugging Face.
        timeout: Seconds to wait for a response. Default: no limit.
        headers: Headers of every request.
        cookies: Cookies of every request.
        bill_to: Organization to bill for calls through Hugging Face's router.
        base_url: Another name of ``model``.
        api_key: Another name of ``token``.
        **connection: Options of inferwire's client; see `ConnectionOptions`.

    Raises:
        InputError: If an argument is passed under two names.
    """

    def _create_client(self, **options: Any) -> Any:
        from inferwire.client import AsyncInferenceClient as Client  # loads with the first call

        return Client(**options)

    @property
    def chat(self) -> AsyncChat:
        """The interface of OpenAI's client, with ``client.chat.completions.create(...)``."""
        return AsyncChat(self)

    async def audio_classification(
        self,
        audio: MediaInput,
        *,
        function_to_apply: AudioClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[AudioClassificationOutputElement]:
        """Classify an audio clip.

        Args:
            audio: Audio to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            top_k: Maximum number of classes to return, most likely first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (audio,)
        arguments: dict[str, Any] = {
            "function_to_apply": function_to_apply,
            "top_k": top_k,
        }
        return await self._run(
            "audio_classification",
            AudioClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
            is_audio=True,
        )

    async def audio_to_audio(
        self,
        audio: MediaInput,
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[AudioToAudioOutputElement]:
        """Enhance an audio clip, or separate its sources.

        Args:
            audio: Audio to process.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (audio,)
        arguments: dict[str, Any] = {}
        return await self._run(
            "audio_to_audio",
            AudioToAudioOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
            is_audio=True,
        )

    async def automatic_speech_recognition(
        self,
        audio: MediaInput,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        return_timestamps: bool | Literal["word", "char"] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> AutomaticSpeechRecognitionOutput:
        """Transcribe a recording.

        Args:
            audio: Recorded speech to transcribe.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            return_timestamps: Also return `chunks`: segments of the transcript with their start and end times. Server
                default: False.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (audio,)
        arguments: dict[str, Any] = {
            "do_sample": do_sample,
            "early_stopping": early_stopping,
            "epsilon_cutoff": epsilon_cutoff,
            "eta_cutoff": eta_cutoff,
            "max_length": max_length,
            "max_new_tokens": max_new_tokens,
            "min_length": min_length,
            "min_new_tokens": min_new_tokens,
            "num_beam_groups": num_beam_groups,
            "num_beams": num_beams,
            "penalty_alpha": penalty_alpha,
            "return_timestamps": return_timestamps,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
            "typical_p": typical_p,
            "use_cache": use_cache,
        }
        return await self._run(
            "automatic_speech_recognition",
            AutomaticSpeechRecognitionOutput.parse_obj_as_instance,
            inputs,
            arguments,
            model,
            options,
            is_audio=True,
        )

    @overload
    async def chat_completion(
        self,
        messages: Sequence[
            ChatCompletionInputMessage | ChatCompletionOutputMessage | dict[str, Any] | Mapping[str, Any]
        ],
        *,
        stream: Literal[False] | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        prediction: Mapping[str, Json] | None = None,
        presence_penalty: float | None = None,
        reasoning_effort: str | None = None,
        response_format: ChatCompletionInputGrammarType | dict[str, Any] | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | list[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | dict[str, Any] | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoice | dict[str, Any] | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[ChatCompletionInputTool | dict[str, Any]] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        verbosity: str | None = None,
        model: str | None = None,
        **options: Any,
    ) -> ChatCompletionOutput: ...
    @overload
    async def chat_completion(
        self,
        messages: Sequence[
            ChatCompletionInputMessage | ChatCompletionOutputMessage | dict[str, Any] | Mapping[str, Any]
        ],
        *,
        stream: Literal[True],
        model: str | None = None,
        **arguments: Any,
    ) -> AsyncIterable[ChatCompletionStreamOutput]: ...
    @overload
    async def chat_completion(
        self,
        messages: Sequence[
            ChatCompletionInputMessage | ChatCompletionOutputMessage | dict[str, Any] | Mapping[str, Any]
        ],
        *,
        stream: bool | None = None,
        model: str | None = None,
        **arguments: Any,
    ) -> ChatCompletionOutput | AsyncIterable[ChatCompletionStreamOutput]: ...

    async def chat_completion(
        self,
        messages: Sequence[
            ChatCompletionInputMessage | ChatCompletionOutputMessage | dict[str, Any] | Mapping[str, Any]
        ],
        *,
        stream: bool | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | None = None,
        logprobs: bool | None = None,
        max_completion_tokens: int | None = None,
        max_tokens: int | None = None,
        metadata: Mapping[str, str] | None = None,
        n: int | None = None,
        parallel_tool_calls: bool | None = None,
        prediction: Mapping[str, Json] | None = None,
        presence_penalty: float | None = None,
        reasoning_effort: str | None = None,
        response_format: ChatCompletionInputGrammarType | dict[str, Any] | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | list[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | dict[str, Any] | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoice | dict[str, Any] | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[ChatCompletionInputTool | dict[str, Any]] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        verbosity: str | None = None,
        model: str | None = None,
        **options: Any,
    ) -> ChatCompletionOutput | AsyncIterable[ChatCompletionStreamOutput]:
        """Generate the next message of a conversation.

        Args:
            messages: Messages of the conversation so far, oldest first.
            frequency_penalty: Penalty between -2 and 2 on each token, in proportion to how often it has already
                occurred; positive values reduce verbatim repetition. Server default: 0.
            logit_bias: Bias between -100 and 100 for each of the listed tokens, added to its logit before sampling;
                -100 effectively bans a token and 100 forces it. Ignored by the server.
            logprobs: Return the log probability of each generated token with the message. Server default: False.
            max_completion_tokens: Maximum number of tokens to generate, reasoning included. Newer name of `max_tokens`.
            max_tokens: Maximum number of tokens to generate. Server default: 1024.
            metadata: Up to 16 pairs of strings that the provider stores with the response.
            n: How many completions to generate; the tokens of every completion are billed. Ignored by the server, which
                returns 1.
            parallel_tool_calls: Whether the model may call several tools at once.
            prediction: Text that most of the response will match, such as a file to edit: `{"type": "content",
                "content": ...}`.
            presence_penalty: Penalty between -2 and 2 on each token that has already occurred, however often; positive
                values encourage new topics. Server default: 0.
            reasoning_effort: How much a reasoning model may think before it responds: usually `none`, `minimal`, `low`,
                `medium`, `high` or `xhigh`. Less effort is faster and uses fewer tokens. Accepted values and the
                default depend on the provider and the model.
            response_format: Format of the response: free text, any JSON object, or JSON that matches a schema. Default:
                free text.
            seed: Seed for sampling; the same seed and request should return the same response. Random by default.
            service_tier: How the request is processed and billed: `auto`, `default`, `flex` or `priority`.
            stop: Sequences that stop the generation as soon as one is produced; at most 4.
            store: Whether the provider may store the response.
            stream_options: Options for a streamed response; used only if `stream` is True.
            temperature: Sampling temperature between 0 and 2: low values make the output predictable, high values make
                it varied. Change either this or `top_p`, not both. Server default: 1.
            tool_choice: Whether the model may, must or must not call tools, or which function it must call. Server
                default: `auto`.
            tool_prompt: Text to insert before the list of tools in the prompt.
            tools: Tools the model may call: functions whose arguments it writes as JSON. Functions are the only
                supported type.
            top_logprobs: How many of the most likely tokens to return at each position with their log probabilities,
                between 0 and 5. Requires `logprobs`.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1 (0.1 keeps the top 10% of the probability mass). Server default: 1.
            user: ID of your end user, with which the provider detects abuse.
            verbosity: How long the response should be: `low`, `medium` or `high`.
            stream: Return the items of the result as they arrive.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (messages,)
        arguments: dict[str, Any] = {
            "frequency_penalty": frequency_penalty,
            "logit_bias": logit_bias,
            "logprobs": logprobs,
            "max_completion_tokens": max_completion_tokens,
            "max_tokens": max_tokens,
            "metadata": metadata,
            "n": n,
            "parallel_tool_calls": parallel_tool_calls,
            "prediction": prediction,
            "presence_penalty": presence_penalty,
            "reasoning_effort": reasoning_effort,
            "response_format": response_format,
            "seed": seed,
            "service_tier": service_tier,
            "stop": stop,
            "store": store,
            "stream_options": stream_options,
            "temperature": temperature,
            "tool_choice": tool_choice,
            "tool_prompt": tool_prompt,
            "tools": tools,
            "top_logprobs": top_logprobs,
            "top_p": top_p,
            "user": user,
            "verbosity": verbosity,
        }
        if stream:
            return await self._stream(
                "chat_completion", ChatCompletionStreamOutput.parse_obj_as_instance, inputs, arguments, model, options
            )
        return await self._run(
            "chat_completion", ChatCompletionOutput.parse_obj_as_instance, inputs, arguments, model, options
        )

    async def conversational(
        self,
        text: str,
        past_user_inputs: list[str] | None = None,
        generated_responses: list[str] | None = None,
        *,
        max_length: int | None = None,
        max_time: float | None = None,
        min_length: int | None = None,
        repetition_penalty: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        model: str | None = None,
        **options: Any,
    ) -> ConversationalOutput:
        """Generate the next message of a conversation, with a model that takes past turns as two lists.

        Args:
            text: Latest message of the user.
            past_user_inputs: Earlier messages of the user, oldest first.
            generated_responses: Earlier responses of the model, oldest first; as many as `past_user_inputs`.
            max_length: Maximum length of the response, in tokens.
            max_time: Time limit for the generation, in seconds. A soft limit: a response can take slightly longer.
            min_length: Minimum length of the response, in tokens.
            repetition_penalty: Penalty on tokens that have already occurred; 1 means no penalty, higher values
                discourage repetition.
            temperature: Sampling temperature: 1 leaves the token distribution unchanged, lower values sharpen it,
                higher values flatten it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            text,
            past_user_inputs,
            generated_responses,
        )
        arguments: dict[str, Any] = {
            "max_length": max_length,
            "max_time": max_time,
            "min_length": min_length,
            "repetition_penalty": repetition_penalty,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
        }
        return await self._run(
            "conversational", ConversationalOutput.parse_obj_as_instance, inputs, arguments, model, options
        )

    async def depth_estimation(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        **options: Any,
    ) -> DepthEstimationOutput:
        """Estimate the depth of each pixel of an image.

        Args:
            image: Image to estimate the depth of.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {}
        return await self._run(
            "depth_estimation", DepthEstimationOutput.parse_obj_as_instance, inputs, arguments, model, options
        )

    async def document_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        lang: str | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        word_boxes: list[str | tuple[float, float, float, float]] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[DocumentQuestionAnsweringOutputElement]:
        """Answer a question about an image of a document.

        Args:
            image: Image of the document.
            question: Question about the document.
            doc_stride: Number of tokens that neighboring chunks share when the document is too long for the model.
                Server default: 256, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the document contains no answer. Server default: False.
            lang: Language of the text in the image, for OCR. Server default: English.
            max_answer_len: Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15.
            max_question_len: Maximum length of the question, in tokens; the rest is truncated. Server default: 64.
            max_seq_len: Maximum length of a chunk, in tokens, including the question; longer documents are split into
                chunks that overlap by `doc_stride`. Server default: the model's own limit.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 1.
            word_boxes: Words of the document with their bounding boxes, in coordinates from 0 to 1000. If set, OCR is
                skipped.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            question,
        )
        arguments: dict[str, Any] = {
            "doc_stride": doc_stride,
            "handle_impossible_answer": handle_impossible_answer,
            "lang": lang,
            "max_answer_len": max_answer_len,
            "max_question_len": max_question_len,
            "max_seq_len": max_seq_len,
            "top_k": top_k,
            "word_boxes": word_boxes,
        }
        return await self._run(
            "document_question_answering",
            DocumentQuestionAnsweringOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    async def feature_extraction(
        self,
        text: str | list[str],
        *,
        dimensions: int | None = None,
        encoding_format: Literal["float", "base64"] | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        truncation_direction: FeatureExtractionInputTruncationDirection | None = None,
        model: str | None = None,
        **options: Any,
    ) -> NDArray[float32]:
        """Compute embeddings of text.

        Args:
            text: Text to embed, or a list of texts.
            dimensions: Number of dimensions of the vectors; for models that can shorten them.
            encoding_format: How the server sends the numbers; the result is the same.
            normalize: Normalize each vector to length 1. Server default: True.
            prompt_name: Key into the `prompts` of the model's sentence-transformers configuration; that prompt is
                prepended to every text. For example, "query" may prepend "query: ". By default no prompt is prepended.
            truncate: Truncate texts that exceed the model's limit; if False, they are an error. Server default: False.
            truncation_direction: Side from which to truncate. Server default: `right`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "dimensions": dimensions,
            "encoding_format": encoding_format,
            "normalize": normalize,
            "prompt_name": prompt_name,
            "truncate": truncate,
            "truncation_direction": truncation_direction,
        }
        return await self._run("feature_extraction", to_array, inputs, arguments, model, options, is_raw=True)

    async def fill_mask(
        self,
        text: str,
        *,
        targets: list[str] | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[FillMaskOutputElement]:
        """Fill in a masked word.

        Args:
            text: Text with the model's mask token, such as `[MASK]` or `<mask>`, in each place to fill.
            targets: Score only these words instead of the whole vocabulary. A word that is not in the model's
                vocabulary is tokenized and its first token is used, with a warning; this can be slower.
            top_k: Maximum number of candidates to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "targets": targets,
            "top_k": top_k,
        }
        return await self._run("fill_mask", FillMaskOutputElement.parse_obj_as_list, inputs, arguments, model, options)

    async def image_classification(
        self,
        image: MediaInput,
        *,
        function_to_apply: ImageClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ImageClassificationOutputElement]:
        """Classify an image.

        Args:
            image: Image to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `sigmoid` for multi-label and single-output models, otherwise `softmax`.
            top_k: Maximum number of classes to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {
            "function_to_apply": function_to_apply,
            "top_k": top_k,
        }
        return await self._run(
            "image_classification",
            ImageClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    async def image_segmentation(
        self,
        image: MediaInput,
        *,
        mask_threshold: float | None = None,
        overlap_mask_area_threshold: float | None = None,
        subtask: Literal["instance", "panoptic", "semantic"] | None = None,
        threshold: float | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ImageSegmentationOutputElement]:
        """Segment an image.

        Args:
            image: Image to segment.
            mask_threshold: Threshold, between 0 and 1, above which a pixel belongs to a mask. Server default: 0.5.
            overlap_mask_area_threshold: Fraction, between 0 and 1, of a mask's area that must remain after overlaps are
                resolved; smaller, disconnected masks are discarded. Server default: 0.5.
            subtask: Type of segmentation: `instance` (individual objects), `semantic` (a class for each pixel) or
                `panoptic` (both). The model must support it; by default the server chooses.
            threshold: Minimum score, between 0 and 1, of the segments to return. Server default: 0.9.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {
            "mask_threshold": mask_threshold,
            "overlap_mask_area_threshold": overlap_mask_area_threshold,
            "subtask": subtask,
            "threshold": threshold,
        }
        return await self._run(
            "image_segmentation", ImageSegmentationOutputElement.parse_obj_as_list, inputs, arguments, model, options
        )

    async def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToImageTargetSize | dict[str, Any] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> Image:
        """Generate an image from an image, a text prompt or both.

        Args:
            image: Image to start from. Required if `prompt` is omitted.
            prompt: Text prompt that describes the image to generate. Required if no image is passed.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same image. Random by
                default.
            target_size: Width and height of the generated image, in pixels. Ignored by providers and models that do not
                support it.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            prompt,
        )
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_inference_steps": num_inference_steps,
            "seed": seed,
            "target_size": target_size,
        }
        return await self._run("image_text_to_image", open_image, inputs, arguments, model, options, is_job=True)

    async def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToVideoTargetSize | dict[str, Any] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate a video from an image, a text prompt or both.

        Args:
            image: Image to start from. Required if `prompt` is omitted.
            prompt: Text prompt that describes the video to generate. Required if no image is passed.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            target_size: Width and height of the generated video, in pixels.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            prompt,
        )
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_frames": num_frames,
            "num_inference_steps": num_inference_steps,
            "seed": seed,
            "target_size": target_size,
        }
        return await self._run("image_text_to_video", to_bytes, inputs, arguments, model, options, is_job=True)

    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        target_size: ImageToImageTargetSize | dict[str, Any] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> Image:
        """Transform an image.

        Args:
            image: Image to transform.
            prompt: Text prompt that describes the image to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            target_size: Width and height of the generated image, in pixels. Ignored by providers and models that do not
                support it.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            prompt,
        )
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_inference_steps": num_inference_steps,
            "target_size": target_size,
        }
        return await self._run("image_to_image", open_image, inputs, arguments, model, options, is_job=True)

    async def image_to_text(
        self,
        image: MediaInput,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> ImageToTextOutput:
        """Caption an image, or read the text in it.

        Args:
            image: Image to caption or to read text from.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {
            "do_sample": do_sample,
            "early_stopping": early_stopping,
            "epsilon_cutoff": epsilon_cutoff,
            "eta_cutoff": eta_cutoff,
            "max_length": max_length,
            "max_new_tokens": max_new_tokens,
            "min_length": min_length,
            "min_new_tokens": min_new_tokens,
            "num_beam_groups": num_beam_groups,
            "num_beams": num_beams,
            "penalty_alpha": penalty_alpha,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
            "typical_p": typical_p,
            "use_cache": use_cache,
        }
        return await self._run(
            "image_to_text", ImageToTextOutput.parse_obj_as_instance, inputs, arguments, model, options
        )

    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageToVideoTargetSize | dict[str, Any] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate a video from an image.

        Args:
            image: Image to animate.
            prompt: Text prompt that describes the video to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            target_size: Width and height of the generated video, in pixels.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            prompt,
        )
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_frames": num_frames,
            "num_inference_steps": num_inference_steps,
            "seed": seed,
            "target_size": target_size,
        }
        return await self._run("image_to_video", to_bytes, inputs, arguments, model, options, is_job=True)

    async def object_detection(
        self,
        image: MediaInput,
        *,
        threshold: float | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ObjectDetectionOutputElement]:
        """Detect objects in an image.

        Args:
            image: Image to detect objects in.
            threshold: Minimum score, between 0 and 1, of the objects to return. Server default: 0.5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (image,)
        arguments: dict[str, Any] = {
            "threshold": threshold,
        }
        return await self._run(
            "object_detection", ObjectDetectionOutputElement.parse_obj_as_list, inputs, arguments, model, options
        )

    async def question_answering(
        self,
        question: str,
        context: str,
        *,
        align_to_words: bool | None = None,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> QuestionAnsweringOutputElement | list[QuestionAnsweringOutputElement]:
        """Answer a question from a context.

        Args:
            question: Question to answer.
            context: Text that contains the answer.
            align_to_words: Extend answers to whole words. Helps in languages that put spaces between words; can hurt in
                others, such as Chinese and Japanese. Server default: True.
            doc_stride: Number of tokens that neighboring chunks share when the context is too long for the model.
                Server default: 128, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the context contains no answer. Server default: False.
            max_answer_len: Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15.
            max_question_len: Maximum length of the question, in tokens; the rest is truncated. Server default: 64.
            max_seq_len: Maximum length of a chunk, in tokens, including the question; longer contexts are split into
                chunks that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 1.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            question,
            context,
        )
        arguments: dict[str, Any] = {
            "align_to_words": align_to_words,
            "doc_stride": doc_stride,
            "handle_impossible_answer": handle_impossible_answer,
            "max_answer_len": max_answer_len,
            "max_question_len": max_question_len,
            "max_seq_len": max_seq_len,
            "top_k": top_k,
        }
        return await self._run(
            "question_answering", QuestionAnsweringOutputElement.parse_obj, inputs, arguments, model, options
        )

    async def sentence_similarity(
        self,
        sentence: str,
        other_sentences: list[str],
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[float]:
        """Compute the similarity of sentences to another sentence.

        Args:
            sentence: Sentence to compare the others with. Some models also accept phrases or longer passages.
            other_sentences: Sentences to score.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            sentence,
            other_sentences,
        )
        arguments: dict[str, Any] = {}
        return await self._run("sentence_similarity", unchanged, inputs, arguments, model, options)

    async def summarization(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> SummarizationOutput:
        """Summarize text.

        Args:
            text: Text to summarize.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the summary.
                Server default: False.
            generate_parameters: Further generation settings by name, such as `max_length` or `num_beams`.
            truncation: How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair
                first, or only its first or second part. Server default: `do_not_truncate`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
            "generate_parameters": generate_parameters,
            "truncation": truncation,
        }
        return await self._run(
            "summarization", SummarizationOutput.parse_obj_as_instance, inputs, arguments, model, options
        )

    async def table_question_answering(
        self,
        table: Mapping[str, list[str]],
        query: str,
        *,
        padding: Literal["do_not_pad", "longest", "max_length"] | None = None,
        sequential: bool | None = None,
        truncation: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> TableQuestionAnsweringOutputElement:
        """Answer a question about a table.

        Args:
            table: Columns of the table: maps each column name to its cells, one per row, all as strings.
            query: Question about the table.
            padding: How to pad short inputs: not at all, to the longest in the batch, or to the model's limit. Server
                default: `do_not_pad`.
            sequential: Process questions one by one instead of as a batch: slower, but required by models such as SQA,
                whose questions depend on earlier ones. Server default: False.
            truncation: Drop rows from a table that is too long for the model. Server default: False.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            table,
            query,
        )
        arguments: dict[str, Any] = {
            "padding": padding,
            "sequential": sequential,
            "truncation": truncation,
        }
        return await self._run(
            "table_question_answering",
            TableQuestionAnsweringOutputElement.parse_obj_as_instance,
            inputs,
            arguments,
            model,
            options,
        )

    async def tabular_classification(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[str | float]:
        """Classify each row of a table.

        Args:
            table: Columns of the table: maps each column name to its values, one per row, all as strings.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (table,)
        arguments: dict[str, Any] = {}
        return await self._run("tabular_classification", unchanged, inputs, arguments, model, options)

    async def tabular_regression(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[float]:
        """Predict a number for each row of a table.

        Args:
            table: Columns of the table: maps each column name to its values, one per row, all as strings.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (table,)
        arguments: dict[str, Any] = {}
        return await self._run("tabular_regression", unchanged, inputs, arguments, model, options)

    async def text_classification(
        self,
        text: str,
        *,
        function_to_apply: TextClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[TextClassificationOutputElement]:
        """Classify text.

        Args:
            text: Text to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `none` for regression models, `sigmoid` for multi-label and single-output models,
                otherwise `softmax`.
            top_k: Maximum number of classes to return, most likely first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "function_to_apply": function_to_apply,
            "top_k": top_k,
        }
        return await self._run(
            "text_classification", TextClassificationOutputElement.parse_obj_as_list, inputs, arguments, model, options
        )

    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[False] | None = None,
        details: Literal[False] | None = None,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarType | dict[str, Any] | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: list[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> str: ...
    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[False] | None = None,
        details: Literal[True],
        model: str | None = None,
        **arguments: Any,
    ) -> TextGenerationOutput: ...
    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[True],
        details: Literal[False] | None = None,
        model: str | None = None,
        **arguments: Any,
    ) -> AsyncIterable[str]: ...
    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[True],
        details: Literal[True],
        model: str | None = None,
        **arguments: Any,
    ) -> AsyncIterable[TextGenerationStreamOutput]: ...
    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        stream: bool | None = None,
        details: bool | None = None,
        model: str | None = None,
        **arguments: Any,
    ) -> str | TextGenerationOutput | AsyncIterable[str] | AsyncIterable[TextGenerationStreamOutput]: ...

    async def text_generation(
        self,
        prompt: str,
        *,
        stream: bool | None = None,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarType | dict[str, Any] | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: list[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> str | TextGenerationOutput | AsyncIterable[str] | AsyncIterable[TextGenerationStreamOutput]:
        """Generate text that continues a prompt.

        Args:
            prompt: Prompt to continue.
            adapter_id: ID of the LoRA adapter to apply to the model. By default no adapter is applied.
            best_of: Number of sequences to generate, of which only the one with the highest log probability is
                returned; values above 1 require sampling and cannot be combined with `seed` or streaming. Server
                default: 1.
            decoder_input_details: Also return the IDs and log probabilities of the prompt tokens, as `prefill` in the
                details. Server default: False.
            details: Also return `details`, such as the tokens and why the generation stopped. Server default: True.
            do_sample: Sample each token from the distribution instead of always choosing the most likely one. Server
                default: False.
            frequency_penalty: Penalty, greater than -2 and at most 2, on each token in proportion to how often it has
                already occurred; positive values reduce verbatim repetition. Server default: 0.
            grammar: Constraint on the generated text: JSON that matches a schema, or a regular expression. By default
                there is no constraint.
            max_new_tokens: Maximum number of tokens to generate. Server default: 1024.
            repetition_penalty: Penalty, greater than 0, on tokens that have already occurred; 1.0 means no penalty
                (https://arxiv.org/abs/1909.05858). Server default: 1.0.
            return_full_text: Prepend the prompt to the generated text. Server default: False.
            seed: Seed for sampling, greater than 0; the same seed and request should return the same text. Random by
                default.
            stop: Sequences that stop the generation as soon as one is produced; at most 4.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. By default there is no such limit.
            top_n_tokens: How many of the most likely tokens to return as `top_tokens` at each position. Does not affect
                which token is chosen.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, greater than 0 and at most 1 (servers may reject exactly 1). Server default: 1.0, which
                excludes no token.
            truncate: Maximum number of prompt tokens; only the last tokens of a longer prompt are kept. By default
                prompts are not truncated.
            typical_p: Probability mass, greater than 0 and at most 1 (servers may reject exactly 1), of the tokens kept
                by locally typical sampling (https://arxiv.org/abs/2202.00666). Server default: 1.0, which excludes no
                token.
            watermark: Watermark the text statistically, so that it can be recognized as generated
                (https://arxiv.org/abs/2301.10226). Server default: False.
            stream: Return the items of the result as they arrive.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (prompt,)
        arguments: dict[str, Any] = {
            "adapter_id": adapter_id,
            "best_of": best_of,
            "decoder_input_details": decoder_input_details,
            "details": details,
            "do_sample": do_sample,
            "frequency_penalty": frequency_penalty,
            "grammar": grammar,
            "max_new_tokens": max_new_tokens,
            "repetition_penalty": repetition_penalty,
            "return_full_text": return_full_text,
            "seed": seed,
            "stop": stop,
            "temperature": temperature,
            "top_k": top_k,
            "top_n_tokens": top_n_tokens,
            "top_p": top_p,
            "truncate": truncate,
            "typical_p": typical_p,
            "watermark": watermark,
        }
        if stream and details:
            return await self._stream(
                "text_generation", TextGenerationStreamOutput.parse_obj_as_instance, inputs, arguments, model, options
            )
        if stream:
            return await self._stream("text_generation", token_text, inputs, arguments, model, options)
        if details:
            return await self._run(
                "text_generation", TextGenerationOutput.parse_obj_as_instance, inputs, arguments, model, options
            )
        return await self._run("text_generation", generated_text, inputs, arguments, model, options)

    async def text_to_audio(
        self,
        text: str,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate audio from text.

        Args:
            text: Description of the audio to generate, or text to speak.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "do_sample": do_sample,
            "early_stopping": early_stopping,
            "epsilon_cutoff": epsilon_cutoff,
            "eta_cutoff": eta_cutoff,
            "max_length": max_length,
            "max_new_tokens": max_new_tokens,
            "min_length": min_length,
            "min_new_tokens": min_new_tokens,
            "num_beam_groups": num_beam_groups,
            "num_beams": num_beams,
            "penalty_alpha": penalty_alpha,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
            "typical_p": typical_p,
            "use_cache": use_cache,
        }
        return await self._run("text_to_audio", to_bytes, inputs, arguments, model, options, is_job=True)

    async def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        height: int | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        scheduler: str | None = None,
        seed: int | None = None,
        width: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> Image:
        """Generate an image from a text prompt.

        Args:
            prompt: Text prompt that describes the image to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, but
                values that are too high cause saturation and artifacts. The default depends on the model.
            height: Height of the image, in pixels.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            scheduler: Name of a noise scheduler to use instead of the model's own; must be compatible with the model.
            seed: Seed of the random number generator; the same seed and request should return the same image. Random by
                default.
            width: Width of the image, in pixels.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (prompt,)
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "height": height,
            "negative_prompt": negative_prompt,
            "num_inference_steps": num_inference_steps,
            "scheduler": scheduler,
            "seed": seed,
            "width": width,
        }
        return await self._run("text_to_image", open_image, inputs, arguments, model, options, is_job=True)

    async def text_to_speech(
        self,
        text: str,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate speech from text.

        Args:
            text: Text to speak.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "do_sample": do_sample,
            "early_stopping": early_stopping,
            "epsilon_cutoff": epsilon_cutoff,
            "eta_cutoff": eta_cutoff,
            "max_length": max_length,
            "max_new_tokens": max_new_tokens,
            "min_length": min_length,
            "min_new_tokens": min_new_tokens,
            "num_beam_groups": num_beam_groups,
            "num_beams": num_beams,
            "penalty_alpha": penalty_alpha,
            "temperature": temperature,
            "top_k": top_k,
            "top_p": top_p,
            "typical_p": typical_p,
            "use_cache": use_cache,
        }
        return await self._run("text_to_speech", to_bytes, inputs, arguments, model, options, is_job=True)

    async def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | list[str] | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> bytes:
        """Generate a video from a text prompt.

        Args:
            prompt: Text prompt that describes the video to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, but
                values that are too high cause saturation and artifacts. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (prompt,)
        arguments: dict[str, Any] = {
            "guidance_scale": guidance_scale,
            "negative_prompt": negative_prompt,
            "num_frames": num_frames,
            "num_inference_steps": num_inference_steps,
            "seed": seed,
        }
        return await self._run("text_to_video", to_bytes, inputs, arguments, model, options, is_job=True)

    async def token_classification(
        self,
        text: str,
        *,
        aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | None = None,
        ignore_labels: list[str] | None = None,
        stride: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[TokenClassificationOutputElement]:
        """Label tokens or entities in text.

        Args:
            text: Text to label.
            aggregation_strategy: How to merge labeled tokens into entities.
            ignore_labels: Labels to exclude from the result. Server default: ["O"], which means not an entity.
            stride: Number of tokens that neighboring chunks of a long text share.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        arguments: dict[str, Any] = {
            "aggregation_strategy": aggregation_strategy,
            "ignore_labels": ignore_labels,
            "stride": stride,
        }
        return await self._run(
            "token_classification",
            TokenClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    async def translation(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        src_lang: str | None = None,
        tgt_lang: str | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | None = None,
        **options: Any,
    ) -> TranslationOutput:
        """Translate text.

        Args:
            text: Text to translate.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the
                translation. Server default: False.
            generate_parameters: Further generation settings by name, such as `max_length` or `num_beams`.
            src_lang: Code of the source language, as the model expects it. Required by models with several source
                languages.
            tgt_lang: Code of the target language, as the model expects it. Required by models with several target
                languages.
            truncation: How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair
                first, or only its first or second part. Server default: `do_not_truncate`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (text,)
        refuse_one_of(src_lang=src_lang, tgt_lang=tgt_lang)
        arguments: dict[str, Any] = {
            "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
            "generate_parameters": generate_parameters,
            "src_lang": src_lang,
            "tgt_lang": tgt_lang,
            "truncation": truncation,
        }
        return await self._run(
            "translation", TranslationOutput.parse_obj_as_instance, inputs, arguments, model, options
        )

    async def video_classification(
        self,
        video: MediaInput,
        *,
        frame_sampling_rate: int | None = None,
        function_to_apply: VideoClassificationOutputTransform | None = None,
        num_frames: int | None = None,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[VideoClassificationOutputElement]:
        """Classify a video.

        Args:
            video: Video to classify.
            frame_sampling_rate: Sampling rate: 1 takes every frame, 2 every other frame, and so on. Server default: 1.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            num_frames: Number of frames to sample from the video. Server default: as many as the model expects.
            top_k: Maximum number of classes to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (video,)
        arguments: dict[str, Any] = {
            "frame_sampling_rate": frame_sampling_rate,
            "function_to_apply": function_to_apply,
            "num_frames": num_frames,
            "top_k": top_k,
        }
        return await self._run(
            "video_classification",
            VideoClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    async def visual_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        top_k: int | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[VisualQuestionAnsweringOutputElement]:
        """Answer a question about an image.

        Args:
            image: Image that the question is about.
            question: Question about the image.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            question,
        )
        arguments: dict[str, Any] = {
            "top_k": top_k,
        }
        return await self._run(
            "visual_question_answering",
            VisualQuestionAnsweringOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    async def zero_shot_classification(
        self,
        text: str,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        multi_label: bool | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ZeroShotClassificationOutputElement]:
        """Classify text with labels of your choice.

        Args:
            text: Text to classify.
            candidate_labels: Labels to choose from.
            hypothesis_template: Template sentence with a `{}` that each label replaces; the score is how well the
                sentence follows from the text. Server default: "This example is {}.".
            multi_label: Score each label independently, so that several can fit; if False, the labels are mutually
                exclusive and the scores sum to 1. Server default: False.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            text,
            candidate_labels,
        )
        arguments: dict[str, Any] = {
            "hypothesis_template": hypothesis_template,
            "multi_label": multi_label,
        }
        return await self._run(
            "zero_shot_classification",
            ZeroShotClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    async def zero_shot_image_classification(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        model: str | None = None,
        **options: Any,
    ) -> list[ZeroShotImageClassificationOutputElement]:
        """Classify an image with labels of your choice.

        Args:
            image: Image to classify.
            candidate_labels: Labels to choose from.
            hypothesis_template: Template sentence with a `{}` that each label replaces before it is compared with the
                image. Server default: "This is a photo of {}.".
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            candidate_labels,
        )
        arguments: dict[str, Any] = {
            "hypothesis_template": hypothesis_template,
        }
        return await self._run(
            "zero_shot_image_classification",
            ZeroShotImageClassificationOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )

    async def zero_shot_object_detection(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        model: str | None = None,
        **options: Any,
    ) -> list[ZeroShotObjectDetectionOutputElement]:
        """Detect objects with labels of your choice.

        Args:
            image: Image to detect objects in.
            candidate_labels: Names or short descriptions of the objects to detect.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            **options: Options of inferwire's calls, such as ``extra_body``; see `CallOptions`.
        """
        inputs = (
            image,
            candidate_labels,
        )
        arguments: dict[str, Any] = {}
        return await self._run(
            "zero_shot_object_detection",
            ZeroShotObjectDetectionOutputElement.parse_obj_as_list,
            inputs,
            arguments,
            model,
            options,
        )


class AsyncCompletions:
    """Namespace behind ``client.chat.completions``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.create = client.chat_completion


class AsyncChat:
    """Namespace behind ``client.chat``."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.completions = AsyncCompletions(client)

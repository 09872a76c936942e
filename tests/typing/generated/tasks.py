# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""The types of every task's methods and functions: checked, never run. An ignore that is not needed fails.

ty accepts any keyword where `**options` is a TypedDict, so it does not report the misspelt ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, assert_type

from inferwire import AsyncInferenceClient, AsyncStream, InferenceClient, Media, RawResponse, Stream
from inferwire.inputs.chat_completion import (
    ChatCompletionInputMessage,
)
from inferwire.tasks.audio_classification import audio_classification, audio_classification_async
from inferwire.tasks.audio_to_audio import audio_to_audio, audio_to_audio_async
from inferwire.tasks.automatic_speech_recognition import (
    automatic_speech_recognition,
    automatic_speech_recognition_async,
)
from inferwire.tasks.chat_completion import (
    chat_completion,
    chat_completion_async,
    chat_completion_stream,
    chat_completion_stream_async,
)
from inferwire.tasks.conversational import conversational, conversational_async
from inferwire.tasks.depth_estimation import depth_estimation, depth_estimation_async
from inferwire.tasks.document_question_answering import document_question_answering, document_question_answering_async
from inferwire.tasks.feature_extraction import feature_extraction, feature_extraction_async
from inferwire.tasks.fill_mask import fill_mask, fill_mask_async
from inferwire.tasks.image_classification import image_classification, image_classification_async
from inferwire.tasks.image_segmentation import image_segmentation, image_segmentation_async
from inferwire.tasks.image_text_to_image import image_text_to_image, image_text_to_image_async
from inferwire.tasks.image_text_to_video import image_text_to_video, image_text_to_video_async
from inferwire.tasks.image_to_image import image_to_image, image_to_image_async
from inferwire.tasks.image_to_text import image_to_text, image_to_text_async
from inferwire.tasks.image_to_video import image_to_video, image_to_video_async
from inferwire.tasks.object_detection import object_detection, object_detection_async
from inferwire.tasks.question_answering import question_answering, question_answering_async
from inferwire.tasks.responses import (
    create_response,
    create_response_async,
    create_response_stream,
    create_response_stream_async,
)
from inferwire.tasks.sentence_similarity import sentence_similarity, sentence_similarity_async
from inferwire.tasks.summarization import summarization, summarization_async
from inferwire.tasks.table_question_answering import table_question_answering, table_question_answering_async
from inferwire.tasks.tabular_classification import tabular_classification, tabular_classification_async
from inferwire.tasks.tabular_regression import tabular_regression, tabular_regression_async
from inferwire.tasks.text_classification import text_classification, text_classification_async
from inferwire.tasks.text_generation import (
    text_generation,
    text_generation_async,
    text_generation_stream,
    text_generation_stream_async,
)
from inferwire.tasks.text_ranking import text_ranking, text_ranking_async
from inferwire.tasks.text_to_audio import text_to_audio, text_to_audio_async
from inferwire.tasks.text_to_image import text_to_image, text_to_image_async
from inferwire.tasks.text_to_speech import text_to_speech, text_to_speech_async
from inferwire.tasks.text_to_video import text_to_video, text_to_video_async
from inferwire.tasks.token_classification import token_classification, token_classification_async
from inferwire.tasks.translation import translation, translation_async
from inferwire.tasks.video_classification import video_classification, video_classification_async
from inferwire.tasks.visual_question_answering import visual_question_answering, visual_question_answering_async
from inferwire.tasks.zero_shot_classification import zero_shot_classification, zero_shot_classification_async
from inferwire.tasks.zero_shot_image_classification import (
    zero_shot_image_classification,
    zero_shot_image_classification_async,
)
from inferwire.tasks.zero_shot_object_detection import zero_shot_object_detection, zero_shot_object_detection_async
from inferwire.types.audio_to_audio import AudioToAudioOutputElement
from inferwire.types.automatic_speech_recognition import (
    AutomaticSpeechRecognitionOutput,
)
from inferwire.types.chat_completion import (
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ChatCompletionStreamOutput,
)
from inferwire.types.common import ClassificationOutput
from inferwire.types.conversational import ConversationalOutput
from inferwire.types.depth_estimation import DepthEstimationOutput
from inferwire.types.document_question_answering import (
    DocumentQuestionAnsweringOutputElement,
)
from inferwire.types.fill_mask import FillMaskOutputElement
from inferwire.types.image_segmentation import ImageSegmentationOutputElement
from inferwire.types.image_to_text import ImageToTextOutput
from inferwire.types.object_detection import ObjectDetectionOutputElement
from inferwire.types.question_answering import QuestionAnsweringOutputElement
from inferwire.types.responses import (
    ResponsesOutput,
    ResponsesStreamOutput,
)
from inferwire.types.summarization import SummarizationOutput
from inferwire.types.table_question_answering import TableQuestionAnsweringOutputElement
from inferwire.types.text_generation import (
    TextGenerationOutput,
    TextGenerationStreamOutput,
)
from inferwire.types.text_ranking import TextRankingOutputElement
from inferwire.types.token_classification import TokenClassificationOutputElement
from inferwire.types.translation import TranslationOutput
from inferwire.types.visual_question_answering import (
    VisualQuestionAnsweringOutputElement,
)
from inferwire.types.zero_shot_object_detection import (
    ZeroShotObjectDetectionOutputElement,
)
from inferwire_runtime.media import MediaInput


def check_audio_classification(client: InferenceClient, audio: MediaInput) -> None:
    assert_type(client.audio_classification(audio), list[ClassificationOutput])
    assert_type(audio_classification(audio), list[ClassificationOutput])
    assert_type(client.with_raw_response.audio_classification(audio), tuple[list[ClassificationOutput], RawResponse])
    client.audio_classification(audio, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_audio_classification_async(client: AsyncInferenceClient, audio: MediaInput) -> None:
    assert_type(await client.audio_classification(audio), list[ClassificationOutput])
    assert_type(await audio_classification_async(audio), list[ClassificationOutput])
    assert_type(
        await client.with_raw_response.audio_classification(audio), tuple[list[ClassificationOutput], RawResponse]
    )


def check_audio_to_audio(client: InferenceClient, audio: MediaInput) -> None:
    assert_type(client.audio_to_audio(audio), list[AudioToAudioOutputElement])
    assert_type(audio_to_audio(audio), list[AudioToAudioOutputElement])
    assert_type(client.with_raw_response.audio_to_audio(audio), tuple[list[AudioToAudioOutputElement], RawResponse])
    client.audio_to_audio(audio, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_audio_to_audio_async(client: AsyncInferenceClient, audio: MediaInput) -> None:
    assert_type(await client.audio_to_audio(audio), list[AudioToAudioOutputElement])
    assert_type(await audio_to_audio_async(audio), list[AudioToAudioOutputElement])
    assert_type(
        await client.with_raw_response.audio_to_audio(audio), tuple[list[AudioToAudioOutputElement], RawResponse]
    )


def check_automatic_speech_recognition(client: InferenceClient, audio: MediaInput) -> None:
    assert_type(client.automatic_speech_recognition(audio), AutomaticSpeechRecognitionOutput)
    assert_type(automatic_speech_recognition(audio), AutomaticSpeechRecognitionOutput)
    assert_type(
        client.with_raw_response.automatic_speech_recognition(audio),
        tuple[AutomaticSpeechRecognitionOutput, RawResponse],
    )
    client.automatic_speech_recognition(audio, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_automatic_speech_recognition_async(client: AsyncInferenceClient, audio: MediaInput) -> None:
    assert_type(await client.automatic_speech_recognition(audio), AutomaticSpeechRecognitionOutput)
    assert_type(await automatic_speech_recognition_async(audio), AutomaticSpeechRecognitionOutput)
    assert_type(
        await client.with_raw_response.automatic_speech_recognition(audio),
        tuple[AutomaticSpeechRecognitionOutput, RawResponse],
    )


def check_chat_completion(
    client: InferenceClient,
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
    maybe: bool,
) -> None:
    assert_type(client.chat_completion(messages), ChatCompletionOutput)
    assert_type(chat_completion(messages), ChatCompletionOutput)
    assert_type(client.chat_completion(messages, stream=False), ChatCompletionOutput)
    assert_type(chat_completion(messages, stream=False), ChatCompletionOutput)
    assert_type(client.chat_completion(messages, stream=True), Stream[ChatCompletionStreamOutput, ChatCompletionOutput])
    assert_type(chat_completion(messages, stream=True), Stream[ChatCompletionStreamOutput, ChatCompletionOutput])
    assert_type(
        client.chat_completion(messages, stream=maybe),
        ChatCompletionOutput | Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(
        chat_completion(messages, stream=maybe),
        ChatCompletionOutput | Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(client.chat_completion_stream(messages), Stream[ChatCompletionStreamOutput, ChatCompletionOutput])
    assert_type(chat_completion_stream(messages), Stream[ChatCompletionStreamOutput, ChatCompletionOutput])
    client.chat_completion(messages, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_chat_completion_async(
    client: AsyncInferenceClient,
    messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
    maybe: bool,
) -> None:
    assert_type(await client.chat_completion(messages), ChatCompletionOutput)
    assert_type(await chat_completion_async(messages), ChatCompletionOutput)
    assert_type(await client.chat_completion(messages, stream=False), ChatCompletionOutput)
    assert_type(await chat_completion_async(messages, stream=False), ChatCompletionOutput)
    assert_type(
        await client.chat_completion(messages, stream=True),
        AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(
        await chat_completion_async(messages, stream=True),
        AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(
        await client.chat_completion(messages, stream=maybe),
        ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(
        await chat_completion_async(messages, stream=maybe),
        ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(
        await client.chat_completion_stream(messages), AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]
    )
    assert_type(
        await chat_completion_stream_async(messages), AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]
    )


def check_conversational(client: InferenceClient, text: str) -> None:
    assert_type(client.conversational(text), ConversationalOutput)
    assert_type(conversational(text), ConversationalOutput)
    assert_type(client.with_raw_response.conversational(text), tuple[ConversationalOutput, RawResponse])
    client.conversational(text, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_conversational_async(client: AsyncInferenceClient, text: str) -> None:
    assert_type(await client.conversational(text), ConversationalOutput)
    assert_type(await conversational_async(text), ConversationalOutput)
    assert_type(await client.with_raw_response.conversational(text), tuple[ConversationalOutput, RawResponse])


def check_depth_estimation(client: InferenceClient, image: MediaInput) -> None:
    assert_type(client.depth_estimation(image), DepthEstimationOutput)
    assert_type(depth_estimation(image), DepthEstimationOutput)
    assert_type(client.with_raw_response.depth_estimation(image), tuple[DepthEstimationOutput, RawResponse])
    client.depth_estimation(image, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_depth_estimation_async(client: AsyncInferenceClient, image: MediaInput) -> None:
    assert_type(await client.depth_estimation(image), DepthEstimationOutput)
    assert_type(await depth_estimation_async(image), DepthEstimationOutput)
    assert_type(await client.with_raw_response.depth_estimation(image), tuple[DepthEstimationOutput, RawResponse])


def check_document_question_answering(client: InferenceClient, image: MediaInput, question: str) -> None:
    assert_type(client.document_question_answering(image, question), list[DocumentQuestionAnsweringOutputElement])
    assert_type(document_question_answering(image, question), list[DocumentQuestionAnsweringOutputElement])
    assert_type(
        client.with_raw_response.document_question_answering(image, question),
        tuple[list[DocumentQuestionAnsweringOutputElement], RawResponse],
    )
    client.document_question_answering(image, question, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_document_question_answering_async(
    client: AsyncInferenceClient, image: MediaInput, question: str
) -> None:
    assert_type(await client.document_question_answering(image, question), list[DocumentQuestionAnsweringOutputElement])
    assert_type(await document_question_answering_async(image, question), list[DocumentQuestionAnsweringOutputElement])
    assert_type(
        await client.with_raw_response.document_question_answering(image, question),
        tuple[list[DocumentQuestionAnsweringOutputElement], RawResponse],
    )


def check_feature_extraction(client: InferenceClient, text: str | list[str]) -> None:
    assert_type(client.feature_extraction(text), list[Any])
    assert_type(feature_extraction(text), list[Any])
    assert_type(client.with_raw_response.feature_extraction(text), tuple[list[Any], RawResponse])
    client.feature_extraction(text, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_feature_extraction_async(client: AsyncInferenceClient, text: str | list[str]) -> None:
    assert_type(await client.feature_extraction(text), list[Any])
    assert_type(await feature_extraction_async(text), list[Any])
    assert_type(await client.with_raw_response.feature_extraction(text), tuple[list[Any], RawResponse])


def check_fill_mask(client: InferenceClient, text: str) -> None:
    assert_type(client.fill_mask(text), list[FillMaskOutputElement | Any])
    assert_type(fill_mask(text), list[FillMaskOutputElement | Any])
    assert_type(client.fill_mask([text]), list[list[FillMaskOutputElement | Any]])
    assert_type(fill_mask([text]), list[list[FillMaskOutputElement | Any]])
    client.fill_mask(text, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_fill_mask_async(client: AsyncInferenceClient, text: str) -> None:
    assert_type(await client.fill_mask(text), list[FillMaskOutputElement | Any])
    assert_type(await fill_mask_async(text), list[FillMaskOutputElement | Any])
    assert_type(await client.fill_mask([text]), list[list[FillMaskOutputElement | Any]])
    assert_type(await fill_mask_async([text]), list[list[FillMaskOutputElement | Any]])


def check_image_classification(client: InferenceClient, image: MediaInput) -> None:
    assert_type(client.image_classification(image), list[ClassificationOutput])
    assert_type(image_classification(image), list[ClassificationOutput])
    assert_type(client.with_raw_response.image_classification(image), tuple[list[ClassificationOutput], RawResponse])
    client.image_classification(image, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_image_classification_async(client: AsyncInferenceClient, image: MediaInput) -> None:
    assert_type(await client.image_classification(image), list[ClassificationOutput])
    assert_type(await image_classification_async(image), list[ClassificationOutput])
    assert_type(
        await client.with_raw_response.image_classification(image), tuple[list[ClassificationOutput], RawResponse]
    )


def check_image_segmentation(client: InferenceClient, image: MediaInput) -> None:
    assert_type(client.image_segmentation(image), list[ImageSegmentationOutputElement])
    assert_type(image_segmentation(image), list[ImageSegmentationOutputElement])
    assert_type(
        client.with_raw_response.image_segmentation(image), tuple[list[ImageSegmentationOutputElement], RawResponse]
    )
    client.image_segmentation(image, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_image_segmentation_async(client: AsyncInferenceClient, image: MediaInput) -> None:
    assert_type(await client.image_segmentation(image), list[ImageSegmentationOutputElement])
    assert_type(await image_segmentation_async(image), list[ImageSegmentationOutputElement])
    assert_type(
        await client.with_raw_response.image_segmentation(image),
        tuple[list[ImageSegmentationOutputElement], RawResponse],
    )


def check_image_text_to_image(client: InferenceClient) -> None:
    assert_type(client.image_text_to_image(), Media)
    assert_type(image_text_to_image(), Media)
    assert_type(client.image_text_to_image(output_type="bytes"), bytes)
    assert_type(image_text_to_image(output_type="bytes"), bytes)
    assert_type(client.image_text_to_image(output_type="url"), str)
    assert_type(image_text_to_image(output_type="url"), str)
    assert_type(client.image_text_to_image(output_type="data_url"), str)
    assert_type(image_text_to_image(output_type="data_url"), str)
    assert_type(client.image_text_to_image(output_type="json"), Any)
    assert_type(image_text_to_image(output_type="json"), Any)
    client.image_text_to_image(nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_image_text_to_image_async(client: AsyncInferenceClient) -> None:
    assert_type(await client.image_text_to_image(), Media)
    assert_type(await image_text_to_image_async(), Media)
    assert_type(await client.image_text_to_image(output_type="bytes"), bytes)
    assert_type(await image_text_to_image_async(output_type="bytes"), bytes)
    assert_type(await client.image_text_to_image(output_type="url"), str)
    assert_type(await image_text_to_image_async(output_type="url"), str)
    assert_type(await client.image_text_to_image(output_type="data_url"), str)
    assert_type(await image_text_to_image_async(output_type="data_url"), str)
    assert_type(await client.image_text_to_image(output_type="json"), Any)
    assert_type(await image_text_to_image_async(output_type="json"), Any)


def check_image_text_to_video(client: InferenceClient) -> None:
    assert_type(client.image_text_to_video(), Media)
    assert_type(image_text_to_video(), Media)
    assert_type(client.image_text_to_video(output_type="bytes"), bytes)
    assert_type(image_text_to_video(output_type="bytes"), bytes)
    assert_type(client.image_text_to_video(output_type="url"), str)
    assert_type(image_text_to_video(output_type="url"), str)
    assert_type(client.image_text_to_video(output_type="data_url"), str)
    assert_type(image_text_to_video(output_type="data_url"), str)
    assert_type(client.image_text_to_video(output_type="json"), Any)
    assert_type(image_text_to_video(output_type="json"), Any)
    client.image_text_to_video(nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_image_text_to_video_async(client: AsyncInferenceClient) -> None:
    assert_type(await client.image_text_to_video(), Media)
    assert_type(await image_text_to_video_async(), Media)
    assert_type(await client.image_text_to_video(output_type="bytes"), bytes)
    assert_type(await image_text_to_video_async(output_type="bytes"), bytes)
    assert_type(await client.image_text_to_video(output_type="url"), str)
    assert_type(await image_text_to_video_async(output_type="url"), str)
    assert_type(await client.image_text_to_video(output_type="data_url"), str)
    assert_type(await image_text_to_video_async(output_type="data_url"), str)
    assert_type(await client.image_text_to_video(output_type="json"), Any)
    assert_type(await image_text_to_video_async(output_type="json"), Any)


def check_image_to_image(client: InferenceClient, image: MediaInput) -> None:
    assert_type(client.image_to_image(image), Media)
    assert_type(image_to_image(image), Media)
    assert_type(client.image_to_image(image, output_type="bytes"), bytes)
    assert_type(image_to_image(image, output_type="bytes"), bytes)
    assert_type(client.image_to_image(image, output_type="url"), str)
    assert_type(image_to_image(image, output_type="url"), str)
    assert_type(client.image_to_image(image, output_type="data_url"), str)
    assert_type(image_to_image(image, output_type="data_url"), str)
    assert_type(client.image_to_image(image, output_type="json"), Any)
    assert_type(image_to_image(image, output_type="json"), Any)
    client.image_to_image(image, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_image_to_image_async(client: AsyncInferenceClient, image: MediaInput) -> None:
    assert_type(await client.image_to_image(image), Media)
    assert_type(await image_to_image_async(image), Media)
    assert_type(await client.image_to_image(image, output_type="bytes"), bytes)
    assert_type(await image_to_image_async(image, output_type="bytes"), bytes)
    assert_type(await client.image_to_image(image, output_type="url"), str)
    assert_type(await image_to_image_async(image, output_type="url"), str)
    assert_type(await client.image_to_image(image, output_type="data_url"), str)
    assert_type(await image_to_image_async(image, output_type="data_url"), str)
    assert_type(await client.image_to_image(image, output_type="json"), Any)
    assert_type(await image_to_image_async(image, output_type="json"), Any)


def check_image_to_text(client: InferenceClient, image: MediaInput) -> None:
    assert_type(client.image_to_text(image), ImageToTextOutput)
    assert_type(image_to_text(image), ImageToTextOutput)
    assert_type(client.with_raw_response.image_to_text(image), tuple[ImageToTextOutput, RawResponse])
    client.image_to_text(image, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_image_to_text_async(client: AsyncInferenceClient, image: MediaInput) -> None:
    assert_type(await client.image_to_text(image), ImageToTextOutput)
    assert_type(await image_to_text_async(image), ImageToTextOutput)
    assert_type(await client.with_raw_response.image_to_text(image), tuple[ImageToTextOutput, RawResponse])


def check_image_to_video(client: InferenceClient, image: MediaInput) -> None:
    assert_type(client.image_to_video(image), Media)
    assert_type(image_to_video(image), Media)
    assert_type(client.image_to_video(image, output_type="bytes"), bytes)
    assert_type(image_to_video(image, output_type="bytes"), bytes)
    assert_type(client.image_to_video(image, output_type="url"), str)
    assert_type(image_to_video(image, output_type="url"), str)
    assert_type(client.image_to_video(image, output_type="data_url"), str)
    assert_type(image_to_video(image, output_type="data_url"), str)
    assert_type(client.image_to_video(image, output_type="json"), Any)
    assert_type(image_to_video(image, output_type="json"), Any)
    client.image_to_video(image, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_image_to_video_async(client: AsyncInferenceClient, image: MediaInput) -> None:
    assert_type(await client.image_to_video(image), Media)
    assert_type(await image_to_video_async(image), Media)
    assert_type(await client.image_to_video(image, output_type="bytes"), bytes)
    assert_type(await image_to_video_async(image, output_type="bytes"), bytes)
    assert_type(await client.image_to_video(image, output_type="url"), str)
    assert_type(await image_to_video_async(image, output_type="url"), str)
    assert_type(await client.image_to_video(image, output_type="data_url"), str)
    assert_type(await image_to_video_async(image, output_type="data_url"), str)
    assert_type(await client.image_to_video(image, output_type="json"), Any)
    assert_type(await image_to_video_async(image, output_type="json"), Any)


def check_object_detection(client: InferenceClient, image: MediaInput) -> None:
    assert_type(client.object_detection(image), list[ObjectDetectionOutputElement])
    assert_type(object_detection(image), list[ObjectDetectionOutputElement])
    assert_type(
        client.with_raw_response.object_detection(image), tuple[list[ObjectDetectionOutputElement], RawResponse]
    )
    client.object_detection(image, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_object_detection_async(client: AsyncInferenceClient, image: MediaInput) -> None:
    assert_type(await client.object_detection(image), list[ObjectDetectionOutputElement])
    assert_type(await object_detection_async(image), list[ObjectDetectionOutputElement])
    assert_type(
        await client.with_raw_response.object_detection(image), tuple[list[ObjectDetectionOutputElement], RawResponse]
    )


def check_question_answering(client: InferenceClient, question: str, context: str) -> None:
    assert_type(client.question_answering(question, context), QuestionAnsweringOutputElement)
    assert_type(question_answering(question, context), QuestionAnsweringOutputElement)
    assert_type(client.question_answering(question, context, top_k=2), list[QuestionAnsweringOutputElement])
    assert_type(question_answering(question, context, top_k=2), list[QuestionAnsweringOutputElement])
    client.question_answering(question, context, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_question_answering_async(client: AsyncInferenceClient, question: str, context: str) -> None:
    assert_type(await client.question_answering(question, context), QuestionAnsweringOutputElement)
    assert_type(await question_answering_async(question, context), QuestionAnsweringOutputElement)
    assert_type(await client.question_answering(question, context, top_k=2), list[QuestionAnsweringOutputElement])
    assert_type(await question_answering_async(question, context, top_k=2), list[QuestionAnsweringOutputElement])


def check_create_response(client: InferenceClient, maybe: bool) -> None:
    assert_type(client.create_response(), ResponsesOutput)
    assert_type(create_response(), ResponsesOutput)
    assert_type(client.create_response(stream=False), ResponsesOutput)
    assert_type(create_response(stream=False), ResponsesOutput)
    assert_type(client.create_response(stream=True), Stream[ResponsesStreamOutput, ResponsesOutput])
    assert_type(create_response(stream=True), Stream[ResponsesStreamOutput, ResponsesOutput])
    assert_type(client.create_response(stream=maybe), ResponsesOutput | Stream[ResponsesStreamOutput, ResponsesOutput])
    assert_type(create_response(stream=maybe), ResponsesOutput | Stream[ResponsesStreamOutput, ResponsesOutput])
    assert_type(client.create_response_stream(), Stream[ResponsesStreamOutput, ResponsesOutput])
    assert_type(create_response_stream(), Stream[ResponsesStreamOutput, ResponsesOutput])
    client.create_response(nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_create_response_async(client: AsyncInferenceClient, maybe: bool) -> None:
    assert_type(await client.create_response(), ResponsesOutput)
    assert_type(await create_response_async(), ResponsesOutput)
    assert_type(await client.create_response(stream=False), ResponsesOutput)
    assert_type(await create_response_async(stream=False), ResponsesOutput)
    assert_type(await client.create_response(stream=True), AsyncStream[ResponsesStreamOutput, ResponsesOutput])
    assert_type(await create_response_async(stream=True), AsyncStream[ResponsesStreamOutput, ResponsesOutput])
    assert_type(
        await client.create_response(stream=maybe),
        ResponsesOutput | AsyncStream[ResponsesStreamOutput, ResponsesOutput],
    )
    assert_type(
        await create_response_async(stream=maybe), ResponsesOutput | AsyncStream[ResponsesStreamOutput, ResponsesOutput]
    )
    assert_type(await client.create_response_stream(), AsyncStream[ResponsesStreamOutput, ResponsesOutput])
    assert_type(await create_response_stream_async(), AsyncStream[ResponsesStreamOutput, ResponsesOutput])


def check_sentence_similarity(client: InferenceClient, sentence: str, other_sentences: list[str]) -> None:
    assert_type(client.sentence_similarity(sentence, other_sentences), list[float])
    assert_type(sentence_similarity(sentence, other_sentences), list[float])
    assert_type(
        client.with_raw_response.sentence_similarity(sentence, other_sentences), tuple[list[float], RawResponse]
    )
    client.sentence_similarity(sentence, other_sentences, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_sentence_similarity_async(
    client: AsyncInferenceClient, sentence: str, other_sentences: list[str]
) -> None:
    assert_type(await client.sentence_similarity(sentence, other_sentences), list[float])
    assert_type(await sentence_similarity_async(sentence, other_sentences), list[float])
    assert_type(
        await client.with_raw_response.sentence_similarity(sentence, other_sentences), tuple[list[float], RawResponse]
    )


def check_summarization(client: InferenceClient, text: str) -> None:
    assert_type(client.summarization(text), SummarizationOutput)
    assert_type(summarization(text), SummarizationOutput)
    assert_type(client.summarization([text]), list[SummarizationOutput])
    assert_type(summarization([text]), list[SummarizationOutput])
    client.summarization(text, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_summarization_async(client: AsyncInferenceClient, text: str) -> None:
    assert_type(await client.summarization(text), SummarizationOutput)
    assert_type(await summarization_async(text), SummarizationOutput)
    assert_type(await client.summarization([text]), list[SummarizationOutput])
    assert_type(await summarization_async([text]), list[SummarizationOutput])


def check_table_question_answering(client: InferenceClient, table: Mapping[str, list[str]], query: str) -> None:
    assert_type(client.table_question_answering(table, query), TableQuestionAnsweringOutputElement)
    assert_type(table_question_answering(table, query), TableQuestionAnsweringOutputElement)
    assert_type(
        client.with_raw_response.table_question_answering(table, query),
        tuple[TableQuestionAnsweringOutputElement, RawResponse],
    )
    client.table_question_answering(table, query, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_table_question_answering_async(
    client: AsyncInferenceClient, table: Mapping[str, list[str]], query: str
) -> None:
    assert_type(await client.table_question_answering(table, query), TableQuestionAnsweringOutputElement)
    assert_type(await table_question_answering_async(table, query), TableQuestionAnsweringOutputElement)
    assert_type(
        await client.with_raw_response.table_question_answering(table, query),
        tuple[TableQuestionAnsweringOutputElement, RawResponse],
    )


def check_tabular_classification(client: InferenceClient, table: Mapping[str, list[str]]) -> None:
    assert_type(client.tabular_classification(table), list[str | float])
    assert_type(tabular_classification(table), list[str | float])
    assert_type(client.with_raw_response.tabular_classification(table), tuple[list[str | float], RawResponse])
    client.tabular_classification(table, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_tabular_classification_async(client: AsyncInferenceClient, table: Mapping[str, list[str]]) -> None:
    assert_type(await client.tabular_classification(table), list[str | float])
    assert_type(await tabular_classification_async(table), list[str | float])
    assert_type(await client.with_raw_response.tabular_classification(table), tuple[list[str | float], RawResponse])


def check_tabular_regression(client: InferenceClient, table: Mapping[str, list[str]]) -> None:
    assert_type(client.tabular_regression(table), list[float])
    assert_type(tabular_regression(table), list[float])
    assert_type(client.with_raw_response.tabular_regression(table), tuple[list[float], RawResponse])
    client.tabular_regression(table, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_tabular_regression_async(client: AsyncInferenceClient, table: Mapping[str, list[str]]) -> None:
    assert_type(await client.tabular_regression(table), list[float])
    assert_type(await tabular_regression_async(table), list[float])
    assert_type(await client.with_raw_response.tabular_regression(table), tuple[list[float], RawResponse])


def check_text_classification(client: InferenceClient, text: str) -> None:
    assert_type(client.text_classification(text), list[ClassificationOutput])
    assert_type(text_classification(text), list[ClassificationOutput])
    assert_type(client.text_classification([text]), list[list[ClassificationOutput]])
    assert_type(text_classification([text]), list[list[ClassificationOutput]])
    client.text_classification(text, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_text_classification_async(client: AsyncInferenceClient, text: str) -> None:
    assert_type(await client.text_classification(text), list[ClassificationOutput])
    assert_type(await text_classification_async(text), list[ClassificationOutput])
    assert_type(await client.text_classification([text]), list[list[ClassificationOutput]])
    assert_type(await text_classification_async([text]), list[list[ClassificationOutput]])


def check_text_generation(client: InferenceClient, prompt: str, maybe: bool) -> None:
    assert_type(client.text_generation(prompt), TextGenerationOutput)
    assert_type(text_generation(prompt), TextGenerationOutput)
    assert_type(client.text_generation(prompt, stream=False), TextGenerationOutput)
    assert_type(text_generation(prompt, stream=False), TextGenerationOutput)
    assert_type(client.text_generation(prompt, stream=True), Stream[TextGenerationStreamOutput, TextGenerationOutput])
    assert_type(text_generation(prompt, stream=True), Stream[TextGenerationStreamOutput, TextGenerationOutput])
    assert_type(
        client.text_generation(prompt, stream=maybe),
        TextGenerationOutput | Stream[TextGenerationStreamOutput, TextGenerationOutput],
    )
    assert_type(
        text_generation(prompt, stream=maybe),
        TextGenerationOutput | Stream[TextGenerationStreamOutput, TextGenerationOutput],
    )
    assert_type(client.text_generation_stream(prompt), Stream[TextGenerationStreamOutput, TextGenerationOutput])
    assert_type(text_generation_stream(prompt), Stream[TextGenerationStreamOutput, TextGenerationOutput])
    client.text_generation(prompt, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_text_generation_async(client: AsyncInferenceClient, prompt: str, maybe: bool) -> None:
    assert_type(await client.text_generation(prompt), TextGenerationOutput)
    assert_type(await text_generation_async(prompt), TextGenerationOutput)
    assert_type(await client.text_generation(prompt, stream=False), TextGenerationOutput)
    assert_type(await text_generation_async(prompt, stream=False), TextGenerationOutput)
    assert_type(
        await client.text_generation(prompt, stream=True), AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]
    )
    assert_type(
        await text_generation_async(prompt, stream=True), AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]
    )
    assert_type(
        await client.text_generation(prompt, stream=maybe),
        TextGenerationOutput | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput],
    )
    assert_type(
        await text_generation_async(prompt, stream=maybe),
        TextGenerationOutput | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput],
    )
    assert_type(
        await client.text_generation_stream(prompt), AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]
    )
    assert_type(
        await text_generation_stream_async(prompt), AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]
    )


def check_text_ranking(client: InferenceClient, query: str, texts: list[str]) -> None:
    assert_type(client.text_ranking(query, texts), list[TextRankingOutputElement])
    assert_type(text_ranking(query, texts), list[TextRankingOutputElement])
    assert_type(client.with_raw_response.text_ranking(query, texts), tuple[list[TextRankingOutputElement], RawResponse])
    client.text_ranking(query, texts, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_text_ranking_async(client: AsyncInferenceClient, query: str, texts: list[str]) -> None:
    assert_type(await client.text_ranking(query, texts), list[TextRankingOutputElement])
    assert_type(await text_ranking_async(query, texts), list[TextRankingOutputElement])
    assert_type(
        await client.with_raw_response.text_ranking(query, texts), tuple[list[TextRankingOutputElement], RawResponse]
    )


def check_text_to_audio(client: InferenceClient, text: str) -> None:
    assert_type(client.text_to_audio(text), Media)
    assert_type(text_to_audio(text), Media)
    assert_type(client.text_to_audio(text, output_type="bytes"), bytes)
    assert_type(text_to_audio(text, output_type="bytes"), bytes)
    assert_type(client.text_to_audio(text, output_type="url"), str)
    assert_type(text_to_audio(text, output_type="url"), str)
    assert_type(client.text_to_audio(text, output_type="data_url"), str)
    assert_type(text_to_audio(text, output_type="data_url"), str)
    assert_type(client.text_to_audio(text, output_type="json"), Any)
    assert_type(text_to_audio(text, output_type="json"), Any)
    client.text_to_audio(text, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_text_to_audio_async(client: AsyncInferenceClient, text: str) -> None:
    assert_type(await client.text_to_audio(text), Media)
    assert_type(await text_to_audio_async(text), Media)
    assert_type(await client.text_to_audio(text, output_type="bytes"), bytes)
    assert_type(await text_to_audio_async(text, output_type="bytes"), bytes)
    assert_type(await client.text_to_audio(text, output_type="url"), str)
    assert_type(await text_to_audio_async(text, output_type="url"), str)
    assert_type(await client.text_to_audio(text, output_type="data_url"), str)
    assert_type(await text_to_audio_async(text, output_type="data_url"), str)
    assert_type(await client.text_to_audio(text, output_type="json"), Any)
    assert_type(await text_to_audio_async(text, output_type="json"), Any)


def check_text_to_image(client: InferenceClient, prompt: str) -> None:
    assert_type(client.text_to_image(prompt), Media)
    assert_type(text_to_image(prompt), Media)
    assert_type(client.text_to_image(prompt, output_type="bytes"), bytes)
    assert_type(text_to_image(prompt, output_type="bytes"), bytes)
    assert_type(client.text_to_image(prompt, output_type="url"), str)
    assert_type(text_to_image(prompt, output_type="url"), str)
    assert_type(client.text_to_image(prompt, output_type="data_url"), str)
    assert_type(text_to_image(prompt, output_type="data_url"), str)
    assert_type(client.text_to_image(prompt, output_type="json"), Any)
    assert_type(text_to_image(prompt, output_type="json"), Any)
    client.text_to_image(prompt, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_text_to_image_async(client: AsyncInferenceClient, prompt: str) -> None:
    assert_type(await client.text_to_image(prompt), Media)
    assert_type(await text_to_image_async(prompt), Media)
    assert_type(await client.text_to_image(prompt, output_type="bytes"), bytes)
    assert_type(await text_to_image_async(prompt, output_type="bytes"), bytes)
    assert_type(await client.text_to_image(prompt, output_type="url"), str)
    assert_type(await text_to_image_async(prompt, output_type="url"), str)
    assert_type(await client.text_to_image(prompt, output_type="data_url"), str)
    assert_type(await text_to_image_async(prompt, output_type="data_url"), str)
    assert_type(await client.text_to_image(prompt, output_type="json"), Any)
    assert_type(await text_to_image_async(prompt, output_type="json"), Any)


def check_text_to_speech(client: InferenceClient, text: str) -> None:
    assert_type(client.text_to_speech(text), Media)
    assert_type(text_to_speech(text), Media)
    assert_type(client.text_to_speech(text, output_type="bytes"), bytes)
    assert_type(text_to_speech(text, output_type="bytes"), bytes)
    assert_type(client.text_to_speech(text, output_type="url"), str)
    assert_type(text_to_speech(text, output_type="url"), str)
    assert_type(client.text_to_speech(text, output_type="data_url"), str)
    assert_type(text_to_speech(text, output_type="data_url"), str)
    assert_type(client.text_to_speech(text, output_type="json"), Any)
    assert_type(text_to_speech(text, output_type="json"), Any)
    client.text_to_speech(text, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_text_to_speech_async(client: AsyncInferenceClient, text: str) -> None:
    assert_type(await client.text_to_speech(text), Media)
    assert_type(await text_to_speech_async(text), Media)
    assert_type(await client.text_to_speech(text, output_type="bytes"), bytes)
    assert_type(await text_to_speech_async(text, output_type="bytes"), bytes)
    assert_type(await client.text_to_speech(text, output_type="url"), str)
    assert_type(await text_to_speech_async(text, output_type="url"), str)
    assert_type(await client.text_to_speech(text, output_type="data_url"), str)
    assert_type(await text_to_speech_async(text, output_type="data_url"), str)
    assert_type(await client.text_to_speech(text, output_type="json"), Any)
    assert_type(await text_to_speech_async(text, output_type="json"), Any)


def check_text_to_video(client: InferenceClient, prompt: str) -> None:
    assert_type(client.text_to_video(prompt), Media)
    assert_type(text_to_video(prompt), Media)
    assert_type(client.text_to_video(prompt, output_type="bytes"), bytes)
    assert_type(text_to_video(prompt, output_type="bytes"), bytes)
    assert_type(client.text_to_video(prompt, output_type="url"), str)
    assert_type(text_to_video(prompt, output_type="url"), str)
    assert_type(client.text_to_video(prompt, output_type="data_url"), str)
    assert_type(text_to_video(prompt, output_type="data_url"), str)
    assert_type(client.text_to_video(prompt, output_type="json"), Any)
    assert_type(text_to_video(prompt, output_type="json"), Any)
    client.text_to_video(prompt, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_text_to_video_async(client: AsyncInferenceClient, prompt: str) -> None:
    assert_type(await client.text_to_video(prompt), Media)
    assert_type(await text_to_video_async(prompt), Media)
    assert_type(await client.text_to_video(prompt, output_type="bytes"), bytes)
    assert_type(await text_to_video_async(prompt, output_type="bytes"), bytes)
    assert_type(await client.text_to_video(prompt, output_type="url"), str)
    assert_type(await text_to_video_async(prompt, output_type="url"), str)
    assert_type(await client.text_to_video(prompt, output_type="data_url"), str)
    assert_type(await text_to_video_async(prompt, output_type="data_url"), str)
    assert_type(await client.text_to_video(prompt, output_type="json"), Any)
    assert_type(await text_to_video_async(prompt, output_type="json"), Any)


def check_token_classification(client: InferenceClient, text: str) -> None:
    assert_type(client.token_classification(text), list[TokenClassificationOutputElement])
    assert_type(token_classification(text), list[TokenClassificationOutputElement])
    assert_type(client.token_classification([text]), list[list[TokenClassificationOutputElement]])
    assert_type(token_classification([text]), list[list[TokenClassificationOutputElement]])
    client.token_classification(text, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_token_classification_async(client: AsyncInferenceClient, text: str) -> None:
    assert_type(await client.token_classification(text), list[TokenClassificationOutputElement])
    assert_type(await token_classification_async(text), list[TokenClassificationOutputElement])
    assert_type(await client.token_classification([text]), list[list[TokenClassificationOutputElement]])
    assert_type(await token_classification_async([text]), list[list[TokenClassificationOutputElement]])


def check_translation(client: InferenceClient, text: str) -> None:
    assert_type(client.translation(text), TranslationOutput)
    assert_type(translation(text), TranslationOutput)
    assert_type(client.translation([text]), list[TranslationOutput])
    assert_type(translation([text]), list[TranslationOutput])
    client.translation(text, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_translation_async(client: AsyncInferenceClient, text: str) -> None:
    assert_type(await client.translation(text), TranslationOutput)
    assert_type(await translation_async(text), TranslationOutput)
    assert_type(await client.translation([text]), list[TranslationOutput])
    assert_type(await translation_async([text]), list[TranslationOutput])


def check_video_classification(client: InferenceClient, video: MediaInput) -> None:
    assert_type(client.video_classification(video), list[ClassificationOutput])
    assert_type(video_classification(video), list[ClassificationOutput])
    assert_type(client.with_raw_response.video_classification(video), tuple[list[ClassificationOutput], RawResponse])
    client.video_classification(video, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_video_classification_async(client: AsyncInferenceClient, video: MediaInput) -> None:
    assert_type(await client.video_classification(video), list[ClassificationOutput])
    assert_type(await video_classification_async(video), list[ClassificationOutput])
    assert_type(
        await client.with_raw_response.video_classification(video), tuple[list[ClassificationOutput], RawResponse]
    )


def check_visual_question_answering(client: InferenceClient, image: MediaInput, question: str) -> None:
    assert_type(client.visual_question_answering(image, question), list[VisualQuestionAnsweringOutputElement])
    assert_type(visual_question_answering(image, question), list[VisualQuestionAnsweringOutputElement])
    assert_type(
        client.with_raw_response.visual_question_answering(image, question),
        tuple[list[VisualQuestionAnsweringOutputElement], RawResponse],
    )
    client.visual_question_answering(image, question, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_visual_question_answering_async(client: AsyncInferenceClient, image: MediaInput, question: str) -> None:
    assert_type(await client.visual_question_answering(image, question), list[VisualQuestionAnsweringOutputElement])
    assert_type(await visual_question_answering_async(image, question), list[VisualQuestionAnsweringOutputElement])
    assert_type(
        await client.with_raw_response.visual_question_answering(image, question),
        tuple[list[VisualQuestionAnsweringOutputElement], RawResponse],
    )


def check_zero_shot_classification(client: InferenceClient, text: str, candidate_labels: list[str]) -> None:
    assert_type(client.zero_shot_classification(text, candidate_labels), list[ClassificationOutput])
    assert_type(zero_shot_classification(text, candidate_labels), list[ClassificationOutput])
    assert_type(client.zero_shot_classification([text], candidate_labels), list[list[ClassificationOutput]])
    assert_type(zero_shot_classification([text], candidate_labels), list[list[ClassificationOutput]])
    client.zero_shot_classification(text, candidate_labels, nonsense=1)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]


async def check_zero_shot_classification_async(
    client: AsyncInferenceClient, text: str, candidate_labels: list[str]
) -> None:
    assert_type(await client.zero_shot_classification(text, candidate_labels), list[ClassificationOutput])
    assert_type(await zero_shot_classification_async(text, candidate_labels), list[ClassificationOutput])
    assert_type(await client.zero_shot_classification([text], candidate_labels), list[list[ClassificationOutput]])
    assert_type(await zero_shot_classification_async([text], candidate_labels), list[list[ClassificationOutput]])


def check_zero_shot_image_classification(
    client: InferenceClient, image: MediaInput, candidate_labels: list[str]
) -> None:
    assert_type(client.zero_shot_image_classification(image, candidate_labels), list[ClassificationOutput])
    assert_type(zero_shot_image_classification(image, candidate_labels), list[ClassificationOutput])
    assert_type(
        client.with_raw_response.zero_shot_image_classification(image, candidate_labels),
        tuple[list[ClassificationOutput], RawResponse],
    )
    client.zero_shot_image_classification(image, candidate_labels, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_zero_shot_image_classification_async(
    client: AsyncInferenceClient, image: MediaInput, candidate_labels: list[str]
) -> None:
    assert_type(await client.zero_shot_image_classification(image, candidate_labels), list[ClassificationOutput])
    assert_type(await zero_shot_image_classification_async(image, candidate_labels), list[ClassificationOutput])
    assert_type(
        await client.with_raw_response.zero_shot_image_classification(image, candidate_labels),
        tuple[list[ClassificationOutput], RawResponse],
    )


def check_zero_shot_object_detection(client: InferenceClient, image: MediaInput, candidate_labels: list[str]) -> None:
    assert_type(client.zero_shot_object_detection(image, candidate_labels), list[ZeroShotObjectDetectionOutputElement])
    assert_type(zero_shot_object_detection(image, candidate_labels), list[ZeroShotObjectDetectionOutputElement])
    assert_type(
        client.with_raw_response.zero_shot_object_detection(image, candidate_labels),
        tuple[list[ZeroShotObjectDetectionOutputElement], RawResponse],
    )
    client.zero_shot_object_detection(image, candidate_labels, nonsense=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


async def check_zero_shot_object_detection_async(
    client: AsyncInferenceClient, image: MediaInput, candidate_labels: list[str]
) -> None:
    assert_type(
        await client.zero_shot_object_detection(image, candidate_labels), list[ZeroShotObjectDetectionOutputElement]
    )
    assert_type(
        await zero_shot_object_detection_async(image, candidate_labels), list[ZeroShotObjectDetectionOutputElement]
    )
    assert_type(
        await client.with_raw_response.zero_shot_object_detection(image, candidate_labels),
        tuple[list[ZeroShotObjectDetectionOutputElement], RawResponse],
    )

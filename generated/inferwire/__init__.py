# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""inferwire: a typed client for every model that Hugging Face can run.

Names are imported when they are first used: ``import inferwire`` itself loads nothing else.
"""

# typing costs more to import than everything here. Without `bool`, editors with jedi skip the block as dead code.
TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from inferwire.client import AsyncInferenceClient as AsyncInferenceClient
    from inferwire.client import InferenceClient as InferenceClient
    from inferwire.defaults import configure as configure
    from inferwire.inputs.chat_completion import ChatCompletionInputAudio as ChatCompletionInputAudio
    from inferwire.inputs.chat_completion import ChatCompletionInputFile as ChatCompletionInputFile
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputFunctionDefinition as ChatCompletionInputFunctionDefinition,
    )
    from inferwire.inputs.chat_completion import ChatCompletionInputFunctionName as ChatCompletionInputFunctionName
    from inferwire.inputs.chat_completion import ChatCompletionInputGrammarType as ChatCompletionInputGrammarType
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputJsonSchemaConfig as ChatCompletionInputJsonSchemaConfig,
    )
    from inferwire.inputs.chat_completion import ChatCompletionInputMessage as ChatCompletionInputMessage
    from inferwire.inputs.chat_completion import ChatCompletionInputMessageChunk as ChatCompletionInputMessageChunk
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputMessageChunkAudioUrl as ChatCompletionInputMessageChunkAudioUrl,
    )
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputMessageChunkFile as ChatCompletionInputMessageChunkFile,
    )
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputMessageChunkImageUrl as ChatCompletionInputMessageChunkImageUrl,
    )
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputMessageChunkInputAudio as ChatCompletionInputMessageChunkInputAudio,
    )
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputMessageChunkText as ChatCompletionInputMessageChunkText,
    )
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputMessageChunkVideoUrl as ChatCompletionInputMessageChunkVideoUrl,
    )
    from inferwire.inputs.chat_completion import ChatCompletionInputMessageContent as ChatCompletionInputMessageContent
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputResponseFormatJSONObject as ChatCompletionInputResponseFormatJSONObject,
    )
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputResponseFormatJSONSchema as ChatCompletionInputResponseFormatJSONSchema,
    )
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputResponseFormatText as ChatCompletionInputResponseFormatText,
    )
    from inferwire.inputs.chat_completion import ChatCompletionInputStreamOptions as ChatCompletionInputStreamOptions
    from inferwire.inputs.chat_completion import ChatCompletionInputTool as ChatCompletionInputTool
    from inferwire.inputs.chat_completion import ChatCompletionInputToolCall as ChatCompletionInputToolCall
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputToolCallFunction as ChatCompletionInputToolCallFunction,
    )
    from inferwire.inputs.chat_completion import ChatCompletionInputToolChoice as ChatCompletionInputToolChoice
    from inferwire.inputs.chat_completion import (
        ChatCompletionInputToolChoiceFunction as ChatCompletionInputToolChoiceFunction,
    )
    from inferwire.inputs.chat_completion import ChatCompletionInputUrl as ChatCompletionInputUrl
    from inferwire.inputs.common import ClassificationOutputTransform as ClassificationOutputTransform
    from inferwire.inputs.common import GenerationParameters as GenerationParameters
    from inferwire.inputs.feature_extraction import (
        FeatureExtractionInputTruncationDirection as FeatureExtractionInputTruncationDirection,
    )
    from inferwire.inputs.image_text_to_image import ImageTextToImageTargetSize as ImageTextToImageTargetSize
    from inferwire.inputs.image_text_to_video import ImageTextToVideoTargetSize as ImageTextToVideoTargetSize
    from inferwire.inputs.image_to_image import ImageToImageTargetSize as ImageToImageTargetSize
    from inferwire.inputs.image_to_video import ImageToVideoTargetSize as ImageToVideoTargetSize
    from inferwire.inputs.text_generation import TextGenerationInputGrammarType as TextGenerationInputGrammarType
    from inferwire.inputs.text_generation import (
        TextGenerationInputGrammarTypeJson as TextGenerationInputGrammarTypeJson,
    )
    from inferwire.inputs.text_generation import (
        TextGenerationInputGrammarTypeJsonSchema as TextGenerationInputGrammarTypeJsonSchema,
    )
    from inferwire.inputs.text_generation import (
        TextGenerationInputGrammarTypeRegex as TextGenerationInputGrammarTypeRegex,
    )
    from inferwire.inputs.text_generation import (
        TextGenerationInputJsonSchemaConfig as TextGenerationInputJsonSchemaConfig,
    )
    from inferwire.providers import Provider as Provider
    from inferwire.providers import list_providers as list_providers
    from inferwire.providers import list_tasks as list_tasks
    from inferwire.types.audio_classification import AudioClassificationOutput as AudioClassificationOutput
    from inferwire.types.audio_to_audio import AudioToAudioOutput as AudioToAudioOutput
    from inferwire.types.audio_to_audio import AudioToAudioOutputElement as AudioToAudioOutputElement
    from inferwire.types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutput as AutomaticSpeechRecognitionOutput,
    )
    from inferwire.types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutputChunk as AutomaticSpeechRecognitionOutputChunk,
    )
    from inferwire.types.chat_completion import ChatCompletionOutput as ChatCompletionOutput
    from inferwire.types.chat_completion import ChatCompletionOutputComplete as ChatCompletionOutputComplete
    from inferwire.types.chat_completion import (
        ChatCompletionOutputFunctionDefinition as ChatCompletionOutputFunctionDefinition,
    )
    from inferwire.types.chat_completion import ChatCompletionOutputLogprob as ChatCompletionOutputLogprob
    from inferwire.types.chat_completion import ChatCompletionOutputLogprobs as ChatCompletionOutputLogprobs
    from inferwire.types.chat_completion import ChatCompletionOutputMessage as ChatCompletionOutputMessage
    from inferwire.types.chat_completion import ChatCompletionOutputToolCall as ChatCompletionOutputToolCall
    from inferwire.types.chat_completion import ChatCompletionOutputTopLogprob as ChatCompletionOutputTopLogprob
    from inferwire.types.chat_completion import ChatCompletionOutputUsage as ChatCompletionOutputUsage
    from inferwire.types.chat_completion import ChatCompletionStreamOutput as ChatCompletionStreamOutput
    from inferwire.types.chat_completion import ChatCompletionStreamOutputChoice as ChatCompletionStreamOutputChoice
    from inferwire.types.chat_completion import ChatCompletionStreamOutputDelta as ChatCompletionStreamOutputDelta
    from inferwire.types.chat_completion import (
        ChatCompletionStreamOutputDeltaToolCall as ChatCompletionStreamOutputDeltaToolCall,
    )
    from inferwire.types.chat_completion import ChatCompletionStreamOutputFunction as ChatCompletionStreamOutputFunction
    from inferwire.types.chat_completion import ChatCompletionStreamOutputLogprob as ChatCompletionStreamOutputLogprob
    from inferwire.types.chat_completion import ChatCompletionStreamOutputLogprobs as ChatCompletionStreamOutputLogprobs
    from inferwire.types.chat_completion import (
        ChatCompletionStreamOutputTopLogprob as ChatCompletionStreamOutputTopLogprob,
    )
    from inferwire.types.common import BoundingBox as BoundingBox
    from inferwire.types.common import ClassificationOutput as ClassificationOutput
    from inferwire.types.conversational import ConversationalOutput as ConversationalOutput
    from inferwire.types.conversational import ConversationalOutputConversation as ConversationalOutputConversation
    from inferwire.types.depth_estimation import DepthEstimationOutput as DepthEstimationOutput
    from inferwire.types.document_question_answering import (
        DocumentQuestionAnsweringOutput as DocumentQuestionAnsweringOutput,
    )
    from inferwire.types.document_question_answering import (
        DocumentQuestionAnsweringOutputElement as DocumentQuestionAnsweringOutputElement,
    )
    from inferwire.types.feature_extraction import FeatureExtractionNumbers as FeatureExtractionNumbers
    from inferwire.types.feature_extraction import FeatureExtractionOutput as FeatureExtractionOutput
    from inferwire.types.fill_mask import FillMaskOutput as FillMaskOutput
    from inferwire.types.fill_mask import FillMaskOutputElement as FillMaskOutputElement
    from inferwire.types.image_classification import ImageClassificationOutput as ImageClassificationOutput
    from inferwire.types.image_segmentation import ImageSegmentationOutput as ImageSegmentationOutput
    from inferwire.types.image_segmentation import ImageSegmentationOutputElement as ImageSegmentationOutputElement
    from inferwire.types.image_to_text import ImageToTextOutput as ImageToTextOutput
    from inferwire.types.object_detection import ObjectDetectionOutput as ObjectDetectionOutput
    from inferwire.types.object_detection import ObjectDetectionOutputElement as ObjectDetectionOutputElement
    from inferwire.types.question_answering import QuestionAnsweringOutput as QuestionAnsweringOutput
    from inferwire.types.question_answering import QuestionAnsweringOutputElement as QuestionAnsweringOutputElement
    from inferwire.types.sentence_similarity import SentenceSimilarityOutput as SentenceSimilarityOutput
    from inferwire.types.summarization import SummarizationOutput as SummarizationOutput
    from inferwire.types.table_question_answering import TableQuestionAnsweringOutput as TableQuestionAnsweringOutput
    from inferwire.types.table_question_answering import (
        TableQuestionAnsweringOutputElement as TableQuestionAnsweringOutputElement,
    )
    from inferwire.types.tabular_classification import TabularClassificationOutput as TabularClassificationOutput
    from inferwire.types.tabular_regression import TabularRegressionOutput as TabularRegressionOutput
    from inferwire.types.text_classification import TextClassificationOutput as TextClassificationOutput
    from inferwire.types.text_generation import TextGenerationOutput as TextGenerationOutput
    from inferwire.types.text_generation import TextGenerationOutputBestOfSequence as TextGenerationOutputBestOfSequence
    from inferwire.types.text_generation import TextGenerationOutputDetails as TextGenerationOutputDetails
    from inferwire.types.text_generation import TextGenerationOutputFinishReason as TextGenerationOutputFinishReason
    from inferwire.types.text_generation import TextGenerationOutputPrefillToken as TextGenerationOutputPrefillToken
    from inferwire.types.text_generation import TextGenerationOutputToken as TextGenerationOutputToken
    from inferwire.types.text_generation import TextGenerationStreamOutput as TextGenerationStreamOutput
    from inferwire.types.text_generation import (
        TextGenerationStreamOutputStreamDetails as TextGenerationStreamOutputStreamDetails,
    )
    from inferwire.types.token_classification import TokenClassificationOutput as TokenClassificationOutput
    from inferwire.types.token_classification import (
        TokenClassificationOutputElement as TokenClassificationOutputElement,
    )
    from inferwire.types.translation import TranslationOutput as TranslationOutput
    from inferwire.types.video_classification import VideoClassificationOutput as VideoClassificationOutput
    from inferwire.types.visual_question_answering import VisualQuestionAnsweringOutput as VisualQuestionAnsweringOutput
    from inferwire.types.visual_question_answering import (
        VisualQuestionAnsweringOutputElement as VisualQuestionAnsweringOutputElement,
    )
    from inferwire.types.zero_shot_classification import ZeroShotClassificationOutput as ZeroShotClassificationOutput
    from inferwire.types.zero_shot_image_classification import (
        ZeroShotImageClassificationOutput as ZeroShotImageClassificationOutput,
    )
    from inferwire.types.zero_shot_object_detection import (
        ZeroShotObjectDetectionOutput as ZeroShotObjectDetectionOutput,
    )
    from inferwire.types.zero_shot_object_detection import (
        ZeroShotObjectDetectionOutputElement as ZeroShotObjectDetectionOutputElement,
    )
    from inferwire_bulk.errors import BulkError as BulkError
    from inferwire_bulk.errors import JournalError as JournalError
    from inferwire_bulk.errors import TooManyErrorsError as TooManyErrorsError
    from inferwire_bulk.report import Progress as Progress
    from inferwire_bulk.report import Report as Report
    from inferwire_bulk.results import MapResult as MapResult
    from inferwire_bulk.runs import AsyncBulkRun as AsyncBulkRun
    from inferwire_bulk.runs import BulkRun as BulkRun
    from inferwire_runtime import __version__ as __version__
    from inferwire_runtime.core import RawResponse as RawResponse
    from inferwire_runtime.errors import Attempt as Attempt
    from inferwire_runtime.errors import AuthenticationError as AuthenticationError
    from inferwire_runtime.errors import HubError as HubError
    from inferwire_runtime.errors import InferenceConnectionError as InferenceConnectionError
    from inferwire_runtime.errors import InferenceTimeoutError as InferenceTimeoutError
    from inferwire_runtime.errors import InferwireError as InferwireError
    from inferwire_runtime.errors import InputError as InputError
    from inferwire_runtime.errors import JobError as JobError
    from inferwire_runtime.errors import MissingFileError as MissingFileError
    from inferwire_runtime.errors import OutputError as OutputError
    from inferwire_runtime.errors import ProviderError as ProviderError
    from inferwire_runtime.errors import RateLimitError as RateLimitError
    from inferwire_runtime.errors import RequestInfo as RequestInfo
    from inferwire_runtime.errors import ResponseInfo as ResponseInfo
    from inferwire_runtime.errors import RoutingError as RoutingError
    from inferwire_runtime.errors import StreamError as StreamError
    from inferwire_runtime.exchange import PreparedRequest as PreparedRequest
    from inferwire_runtime.media import Media as Media
    from inferwire_runtime.media import MediaInput as MediaInput
    from inferwire_runtime.options import CallOptions as CallOptions
    from inferwire_runtime.options import Job as Job
    from inferwire_runtime.options import OutputType as OutputType
    from inferwire_runtime.policy import Limits as Limits
    from inferwire_runtime.policy import Retry as Retry
    from inferwire_runtime.policy import RetryEvent as RetryEvent
    from inferwire_runtime.policy import Timeout as Timeout
    from inferwire_runtime.providers import PrivateProvider as PrivateProvider
    from inferwire_runtime.results import json_default as json_default
    from inferwire_runtime.served_models import ServedModel as ServedModel
    from inferwire_runtime.streams import AsyncStream as AsyncStream
    from inferwire_runtime.streams import Stream as Stream
    from inferwire_runtime.streams import StreamText as StreamText

_MODULES = {
    "AsyncInferenceClient": "inferwire.client",
    "InferenceClient": "inferwire.client",
    "configure": "inferwire.defaults",
    "Provider": "inferwire.providers",
    "list_providers": "inferwire.providers",
    "list_tasks": "inferwire.providers",
    "BulkError": "inferwire_bulk.errors",
    "JournalError": "inferwire_bulk.errors",
    "TooManyErrorsError": "inferwire_bulk.errors",
    "Progress": "inferwire_bulk.report",
    "Report": "inferwire_bulk.report",
    "MapResult": "inferwire_bulk.results",
    "AsyncBulkRun": "inferwire_bulk.runs",
    "BulkRun": "inferwire_bulk.runs",
    "__version__": "inferwire_runtime",
    "RawResponse": "inferwire_runtime.core",
    "json_default": "inferwire_runtime.results",
    "ServedModel": "inferwire_runtime.served_models",
    "Attempt": "inferwire_runtime.errors",
    "AuthenticationError": "inferwire_runtime.errors",
    "HubError": "inferwire_runtime.errors",
    "InferenceConnectionError": "inferwire_runtime.errors",
    "InferenceTimeoutError": "inferwire_runtime.errors",
    "InferwireError": "inferwire_runtime.errors",
    "InputError": "inferwire_runtime.errors",
    "JobError": "inferwire_runtime.errors",
    "MissingFileError": "inferwire_runtime.errors",
    "OutputError": "inferwire_runtime.errors",
    "ProviderError": "inferwire_runtime.errors",
    "RateLimitError": "inferwire_runtime.errors",
    "RequestInfo": "inferwire_runtime.errors",
    "ResponseInfo": "inferwire_runtime.errors",
    "RoutingError": "inferwire_runtime.errors",
    "StreamError": "inferwire_runtime.errors",
    "PreparedRequest": "inferwire_runtime.exchange",
    "Media": "inferwire_runtime.media",
    "MediaInput": "inferwire_runtime.media",
    "CallOptions": "inferwire_runtime.options",
    "Job": "inferwire_runtime.options",
    "OutputType": "inferwire_runtime.options",
    "Limits": "inferwire_runtime.policy",
    "Retry": "inferwire_runtime.policy",
    "RetryEvent": "inferwire_runtime.policy",
    "Timeout": "inferwire_runtime.policy",
    "PrivateProvider": "inferwire_runtime.providers",
    "AsyncStream": "inferwire_runtime.streams",
    "Stream": "inferwire_runtime.streams",
    "StreamText": "inferwire_runtime.streams",
    "AudioClassificationOutput": "inferwire.types.audio_classification",
    "AudioToAudioOutput": "inferwire.types.audio_to_audio",
    "AudioToAudioOutputElement": "inferwire.types.audio_to_audio",
    "AutomaticSpeechRecognitionOutput": "inferwire.types.automatic_speech_recognition",
    "AutomaticSpeechRecognitionOutputChunk": "inferwire.types.automatic_speech_recognition",
    "ChatCompletionOutput": "inferwire.types.chat_completion",
    "ChatCompletionOutputComplete": "inferwire.types.chat_completion",
    "ChatCompletionOutputFunctionDefinition": "inferwire.types.chat_completion",
    "ChatCompletionOutputLogprob": "inferwire.types.chat_completion",
    "ChatCompletionOutputLogprobs": "inferwire.types.chat_completion",
    "ChatCompletionOutputMessage": "inferwire.types.chat_completion",
    "ChatCompletionOutputToolCall": "inferwire.types.chat_completion",
    "ChatCompletionOutputTopLogprob": "inferwire.types.chat_completion",
    "ChatCompletionOutputUsage": "inferwire.types.chat_completion",
    "ChatCompletionStreamOutput": "inferwire.types.chat_completion",
    "ChatCompletionStreamOutputChoice": "inferwire.types.chat_completion",
    "ChatCompletionStreamOutputDelta": "inferwire.types.chat_completion",
    "ChatCompletionStreamOutputDeltaToolCall": "inferwire.types.chat_completion",
    "ChatCompletionStreamOutputFunction": "inferwire.types.chat_completion",
    "ChatCompletionStreamOutputLogprob": "inferwire.types.chat_completion",
    "ChatCompletionStreamOutputLogprobs": "inferwire.types.chat_completion",
    "ChatCompletionStreamOutputTopLogprob": "inferwire.types.chat_completion",
    "BoundingBox": "inferwire.types.common",
    "ClassificationOutput": "inferwire.types.common",
    "ConversationalOutput": "inferwire.types.conversational",
    "ConversationalOutputConversation": "inferwire.types.conversational",
    "DepthEstimationOutput": "inferwire.types.depth_estimation",
    "DocumentQuestionAnsweringOutput": "inferwire.types.document_question_answering",
    "DocumentQuestionAnsweringOutputElement": "inferwire.types.document_question_answering",
    "FeatureExtractionNumbers": "inferwire.types.feature_extraction",
    "FeatureExtractionOutput": "inferwire.types.feature_extraction",
    "FillMaskOutput": "inferwire.types.fill_mask",
    "FillMaskOutputElement": "inferwire.types.fill_mask",
    "ImageClassificationOutput": "inferwire.types.image_classification",
    "ImageSegmentationOutput": "inferwire.types.image_segmentation",
    "ImageSegmentationOutputElement": "inferwire.types.image_segmentation",
    "ImageToTextOutput": "inferwire.types.image_to_text",
    "ObjectDetectionOutput": "inferwire.types.object_detection",
    "ObjectDetectionOutputElement": "inferwire.types.object_detection",
    "QuestionAnsweringOutput": "inferwire.types.question_answering",
    "QuestionAnsweringOutputElement": "inferwire.types.question_answering",
    "SentenceSimilarityOutput": "inferwire.types.sentence_similarity",
    "SummarizationOutput": "inferwire.types.summarization",
    "TableQuestionAnsweringOutput": "inferwire.types.table_question_answering",
    "TableQuestionAnsweringOutputElement": "inferwire.types.table_question_answering",
    "TabularClassificationOutput": "inferwire.types.tabular_classification",
    "TabularRegressionOutput": "inferwire.types.tabular_regression",
    "TextClassificationOutput": "inferwire.types.text_classification",
    "TextGenerationOutput": "inferwire.types.text_generation",
    "TextGenerationOutputBestOfSequence": "inferwire.types.text_generation",
    "TextGenerationOutputDetails": "inferwire.types.text_generation",
    "TextGenerationOutputFinishReason": "inferwire.types.text_generation",
    "TextGenerationOutputPrefillToken": "inferwire.types.text_generation",
    "TextGenerationOutputToken": "inferwire.types.text_generation",
    "TextGenerationStreamOutput": "inferwire.types.text_generation",
    "TextGenerationStreamOutputStreamDetails": "inferwire.types.text_generation",
    "TokenClassificationOutput": "inferwire.types.token_classification",
    "TokenClassificationOutputElement": "inferwire.types.token_classification",
    "TranslationOutput": "inferwire.types.translation",
    "VideoClassificationOutput": "inferwire.types.video_classification",
    "VisualQuestionAnsweringOutput": "inferwire.types.visual_question_answering",
    "VisualQuestionAnsweringOutputElement": "inferwire.types.visual_question_answering",
    "ZeroShotClassificationOutput": "inferwire.types.zero_shot_classification",
    "ZeroShotImageClassificationOutput": "inferwire.types.zero_shot_image_classification",
    "ZeroShotObjectDetectionOutput": "inferwire.types.zero_shot_object_detection",
    "ZeroShotObjectDetectionOutputElement": "inferwire.types.zero_shot_object_detection",
    "ChatCompletionInputAudio": "inferwire.inputs.chat_completion",
    "ChatCompletionInputFile": "inferwire.inputs.chat_completion",
    "ChatCompletionInputFunctionDefinition": "inferwire.inputs.chat_completion",
    "ChatCompletionInputFunctionName": "inferwire.inputs.chat_completion",
    "ChatCompletionInputGrammarType": "inferwire.inputs.chat_completion",
    "ChatCompletionInputJsonSchemaConfig": "inferwire.inputs.chat_completion",
    "ChatCompletionInputMessage": "inferwire.inputs.chat_completion",
    "ChatCompletionInputMessageChunk": "inferwire.inputs.chat_completion",
    "ChatCompletionInputMessageChunkAudioUrl": "inferwire.inputs.chat_completion",
    "ChatCompletionInputMessageChunkFile": "inferwire.inputs.chat_completion",
    "ChatCompletionInputMessageChunkImageUrl": "inferwire.inputs.chat_completion",
    "ChatCompletionInputMessageChunkInputAudio": "inferwire.inputs.chat_completion",
    "ChatCompletionInputMessageChunkText": "inferwire.inputs.chat_completion",
    "ChatCompletionInputMessageChunkVideoUrl": "inferwire.inputs.chat_completion",
    "ChatCompletionInputMessageContent": "inferwire.inputs.chat_completion",
    "ChatCompletionInputResponseFormatJSONObject": "inferwire.inputs.chat_completion",
    "ChatCompletionInputResponseFormatJSONSchema": "inferwire.inputs.chat_completion",
    "ChatCompletionInputResponseFormatText": "inferwire.inputs.chat_completion",
    "ChatCompletionInputStreamOptions": "inferwire.inputs.chat_completion",
    "ChatCompletionInputTool": "inferwire.inputs.chat_completion",
    "ChatCompletionInputToolCall": "inferwire.inputs.chat_completion",
    "ChatCompletionInputToolCallFunction": "inferwire.inputs.chat_completion",
    "ChatCompletionInputToolChoice": "inferwire.inputs.chat_completion",
    "ChatCompletionInputToolChoiceFunction": "inferwire.inputs.chat_completion",
    "ChatCompletionInputUrl": "inferwire.inputs.chat_completion",
    "ClassificationOutputTransform": "inferwire.inputs.common",
    "GenerationParameters": "inferwire.inputs.common",
    "FeatureExtractionInputTruncationDirection": "inferwire.inputs.feature_extraction",
    "ImageTextToImageTargetSize": "inferwire.inputs.image_text_to_image",
    "ImageTextToVideoTargetSize": "inferwire.inputs.image_text_to_video",
    "ImageToImageTargetSize": "inferwire.inputs.image_to_image",
    "ImageToVideoTargetSize": "inferwire.inputs.image_to_video",
    "TextGenerationInputGrammarType": "inferwire.inputs.text_generation",
    "TextGenerationInputGrammarTypeJson": "inferwire.inputs.text_generation",
    "TextGenerationInputGrammarTypeJsonSchema": "inferwire.inputs.text_generation",
    "TextGenerationInputGrammarTypeRegex": "inferwire.inputs.text_generation",
    "TextGenerationInputJsonSchemaConfig": "inferwire.inputs.text_generation",
}

__all__ = [
    "AsyncBulkRun",
    "AsyncInferenceClient",
    "AsyncStream",
    "Attempt",
    "AudioClassificationOutput",
    "AudioToAudioOutput",
    "AudioToAudioOutputElement",
    "AuthenticationError",
    "AutomaticSpeechRecognitionOutput",
    "AutomaticSpeechRecognitionOutputChunk",
    "BoundingBox",
    "BulkError",
    "BulkRun",
    "CallOptions",
    "ChatCompletionInputAudio",
    "ChatCompletionInputFile",
    "ChatCompletionInputFunctionDefinition",
    "ChatCompletionInputFunctionName",
    "ChatCompletionInputGrammarType",
    "ChatCompletionInputJsonSchemaConfig",
    "ChatCompletionInputMessage",
    "ChatCompletionInputMessageChunk",
    "ChatCompletionInputMessageChunkAudioUrl",
    "ChatCompletionInputMessageChunkFile",
    "ChatCompletionInputMessageChunkImageUrl",
    "ChatCompletionInputMessageChunkInputAudio",
    "ChatCompletionInputMessageChunkText",
    "ChatCompletionInputMessageChunkVideoUrl",
    "ChatCompletionInputMessageContent",
    "ChatCompletionInputResponseFormatJSONObject",
    "ChatCompletionInputResponseFormatJSONSchema",
    "ChatCompletionInputResponseFormatText",
    "ChatCompletionInputStreamOptions",
    "ChatCompletionInputTool",
    "ChatCompletionInputToolCall",
    "ChatCompletionInputToolCallFunction",
    "ChatCompletionInputToolChoice",
    "ChatCompletionInputToolChoiceFunction",
    "ChatCompletionInputUrl",
    "ChatCompletionOutput",
    "ChatCompletionOutputComplete",
    "ChatCompletionOutputFunctionDefinition",
    "ChatCompletionOutputLogprob",
    "ChatCompletionOutputLogprobs",
    "ChatCompletionOutputMessage",
    "ChatCompletionOutputToolCall",
    "ChatCompletionOutputTopLogprob",
    "ChatCompletionOutputUsage",
    "ChatCompletionStreamOutput",
    "ChatCompletionStreamOutputChoice",
    "ChatCompletionStreamOutputDelta",
    "ChatCompletionStreamOutputDeltaToolCall",
    "ChatCompletionStreamOutputFunction",
    "ChatCompletionStreamOutputLogprob",
    "ChatCompletionStreamOutputLogprobs",
    "ChatCompletionStreamOutputTopLogprob",
    "ClassificationOutput",
    "ClassificationOutputTransform",
    "ConversationalOutput",
    "ConversationalOutputConversation",
    "DepthEstimationOutput",
    "DocumentQuestionAnsweringOutput",
    "DocumentQuestionAnsweringOutputElement",
    "FeatureExtractionInputTruncationDirection",
    "FeatureExtractionNumbers",
    "FeatureExtractionOutput",
    "FillMaskOutput",
    "FillMaskOutputElement",
    "GenerationParameters",
    "HubError",
    "ImageClassificationOutput",
    "ImageSegmentationOutput",
    "ImageSegmentationOutputElement",
    "ImageTextToImageTargetSize",
    "ImageTextToVideoTargetSize",
    "ImageToImageTargetSize",
    "ImageToTextOutput",
    "ImageToVideoTargetSize",
    "InferenceClient",
    "InferenceConnectionError",
    "InferenceTimeoutError",
    "InferwireError",
    "InputError",
    "Job",
    "JobError",
    "JournalError",
    "Limits",
    "MapResult",
    "Media",
    "MediaInput",
    "MissingFileError",
    "ObjectDetectionOutput",
    "ObjectDetectionOutputElement",
    "OutputError",
    "OutputType",
    "PreparedRequest",
    "PrivateProvider",
    "Progress",
    "Provider",
    "ProviderError",
    "QuestionAnsweringOutput",
    "QuestionAnsweringOutputElement",
    "RateLimitError",
    "RawResponse",
    "Report",
    "RequestInfo",
    "ResponseInfo",
    "Retry",
    "RetryEvent",
    "RoutingError",
    "SentenceSimilarityOutput",
    "ServedModel",
    "Stream",
    "StreamError",
    "StreamText",
    "SummarizationOutput",
    "TableQuestionAnsweringOutput",
    "TableQuestionAnsweringOutputElement",
    "TabularClassificationOutput",
    "TabularRegressionOutput",
    "TextClassificationOutput",
    "TextGenerationInputGrammarType",
    "TextGenerationInputGrammarTypeJson",
    "TextGenerationInputGrammarTypeJsonSchema",
    "TextGenerationInputGrammarTypeRegex",
    "TextGenerationInputJsonSchemaConfig",
    "TextGenerationOutput",
    "TextGenerationOutputBestOfSequence",
    "TextGenerationOutputDetails",
    "TextGenerationOutputFinishReason",
    "TextGenerationOutputPrefillToken",
    "TextGenerationOutputToken",
    "TextGenerationStreamOutput",
    "TextGenerationStreamOutputStreamDetails",
    "Timeout",
    "TokenClassificationOutput",
    "TokenClassificationOutputElement",
    "TooManyErrorsError",
    "TranslationOutput",
    "VideoClassificationOutput",
    "VisualQuestionAnsweringOutput",
    "VisualQuestionAnsweringOutputElement",
    "ZeroShotClassificationOutput",
    "ZeroShotImageClassificationOutput",
    "ZeroShotObjectDetectionOutput",
    "ZeroShotObjectDetectionOutputElement",
    "__version__",
    "configure",
    "json_default",
    "list_providers",
    "list_tasks",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a public name on first use."""
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module 'inferwire' has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name]), name)
        return value

    def __dir__() -> list[str]:
        """Return the names of the public attributes."""
        return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "_MODULES"})

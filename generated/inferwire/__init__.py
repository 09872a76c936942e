# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""inferwire: a typed client for every model that Hugging Face can run.

Names are imported when they are first used: ``import inferwire`` itself loads nothing else.
"""

# typing costs more to import than everything here. Without `bool`, editors with jedi skip the block as dead code.
TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from inferwire.aliases import AsyncChatStream as AsyncChatStream
    from inferwire.aliases import ChatChunk as ChatChunk
    from inferwire.aliases import ChatResponse as ChatResponse
    from inferwire.aliases import ChatStream as ChatStream
    from inferwire.aliases import Message as Message
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
    from inferwire.inputs.responses import ResponsesInputAudio as ResponsesInputAudio
    from inferwire.inputs.responses import ResponsesInputAudioData as ResponsesInputAudioData
    from inferwire.inputs.responses import ResponsesInputContent as ResponsesInputContent
    from inferwire.inputs.responses import ResponsesInputCustomTool as ResponsesInputCustomTool
    from inferwire.inputs.responses import ResponsesInputFile as ResponsesInputFile
    from inferwire.inputs.responses import ResponsesInputFunctionCall as ResponsesInputFunctionCall
    from inferwire.inputs.responses import ResponsesInputFunctionCallOutput as ResponsesInputFunctionCallOutput
    from inferwire.inputs.responses import ResponsesInputFunctionTool as ResponsesInputFunctionTool
    from inferwire.inputs.responses import ResponsesInputImage as ResponsesInputImage
    from inferwire.inputs.responses import ResponsesInputItem as ResponsesInputItem
    from inferwire.inputs.responses import ResponsesInputItemReference as ResponsesInputItemReference
    from inferwire.inputs.responses import ResponsesInputMessage as ResponsesInputMessage
    from inferwire.inputs.responses import ResponsesInputOutputText as ResponsesInputOutputText
    from inferwire.inputs.responses import ResponsesInputReasoning as ResponsesInputReasoning
    from inferwire.inputs.responses import ResponsesInputStreamOptions as ResponsesInputStreamOptions
    from inferwire.inputs.responses import ResponsesInputText as ResponsesInputText
    from inferwire.inputs.responses import ResponsesInputTextConfig as ResponsesInputTextConfig
    from inferwire.inputs.responses import ResponsesInputTextFormat as ResponsesInputTextFormat
    from inferwire.inputs.responses import ResponsesInputTextFormatJsonObject as ResponsesInputTextFormatJsonObject
    from inferwire.inputs.responses import ResponsesInputTextFormatJsonSchema as ResponsesInputTextFormatJsonSchema
    from inferwire.inputs.responses import ResponsesInputTextFormatText as ResponsesInputTextFormatText
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
    from inferwire.types.parsed_chat import ParsedOutput as ParsedOutput
    from inferwire.types.question_answering import QuestionAnsweringOutput as QuestionAnsweringOutput
    from inferwire.types.question_answering import QuestionAnsweringOutputElement as QuestionAnsweringOutputElement
    from inferwire.types.responses import ResponsesApplyPatchCall as ResponsesApplyPatchCall
    from inferwire.types.responses import ResponsesAudioDeltaEvent as ResponsesAudioDeltaEvent
    from inferwire.types.responses import ResponsesAudioDoneEvent as ResponsesAudioDoneEvent
    from inferwire.types.responses import ResponsesAudioTranscriptDeltaEvent as ResponsesAudioTranscriptDeltaEvent
    from inferwire.types.responses import ResponsesAudioTranscriptDoneEvent as ResponsesAudioTranscriptDoneEvent
    from inferwire.types.responses import ResponsesCancelledEvent as ResponsesCancelledEvent
    from inferwire.types.responses import ResponsesCodeInterpreterCall as ResponsesCodeInterpreterCall
    from inferwire.types.responses import (
        ResponsesCodeInterpreterCallCodeDeltaEvent as ResponsesCodeInterpreterCallCodeDeltaEvent,
    )
    from inferwire.types.responses import (
        ResponsesCodeInterpreterCallCodeDoneEvent as ResponsesCodeInterpreterCallCodeDoneEvent,
    )
    from inferwire.types.responses import (
        ResponsesCodeInterpreterCallCompletedEvent as ResponsesCodeInterpreterCallCompletedEvent,
    )
    from inferwire.types.responses import (
        ResponsesCodeInterpreterCallInProgressEvent as ResponsesCodeInterpreterCallInProgressEvent,
    )
    from inferwire.types.responses import (
        ResponsesCodeInterpreterCallInterpretingEvent as ResponsesCodeInterpreterCallInterpretingEvent,
    )
    from inferwire.types.responses import ResponsesCompaction as ResponsesCompaction
    from inferwire.types.responses import ResponsesCompletedEvent as ResponsesCompletedEvent
    from inferwire.types.responses import ResponsesComputerCall as ResponsesComputerCall
    from inferwire.types.responses import ResponsesContentPartAddedEvent as ResponsesContentPartAddedEvent
    from inferwire.types.responses import ResponsesContentPartDoneEvent as ResponsesContentPartDoneEvent
    from inferwire.types.responses import ResponsesCreatedEvent as ResponsesCreatedEvent
    from inferwire.types.responses import ResponsesCustomToolCall as ResponsesCustomToolCall
    from inferwire.types.responses import (
        ResponsesCustomToolCallInputDeltaEvent as ResponsesCustomToolCallInputDeltaEvent,
    )
    from inferwire.types.responses import ResponsesCustomToolCallInputDoneEvent as ResponsesCustomToolCallInputDoneEvent
    from inferwire.types.responses import ResponsesErrorDetails as ResponsesErrorDetails
    from inferwire.types.responses import ResponsesErrorEvent as ResponsesErrorEvent
    from inferwire.types.responses import ResponsesFailedEvent as ResponsesFailedEvent
    from inferwire.types.responses import ResponsesFileSearchCall as ResponsesFileSearchCall
    from inferwire.types.responses import ResponsesFileSearchCallCompletedEvent as ResponsesFileSearchCallCompletedEvent
    from inferwire.types.responses import (
        ResponsesFileSearchCallInProgressEvent as ResponsesFileSearchCallInProgressEvent,
    )
    from inferwire.types.responses import ResponsesFileSearchCallSearchingEvent as ResponsesFileSearchCallSearchingEvent
    from inferwire.types.responses import ResponsesFunctionCall as ResponsesFunctionCall
    from inferwire.types.responses import (
        ResponsesFunctionCallArgumentsDeltaEvent as ResponsesFunctionCallArgumentsDeltaEvent,
    )
    from inferwire.types.responses import (
        ResponsesFunctionCallArgumentsDoneEvent as ResponsesFunctionCallArgumentsDoneEvent,
    )
    from inferwire.types.responses import ResponsesImageGenerationCall as ResponsesImageGenerationCall
    from inferwire.types.responses import (
        ResponsesImageGenerationCallCompletedEvent as ResponsesImageGenerationCallCompletedEvent,
    )
    from inferwire.types.responses import (
        ResponsesImageGenerationCallGeneratingEvent as ResponsesImageGenerationCallGeneratingEvent,
    )
    from inferwire.types.responses import (
        ResponsesImageGenerationCallInProgressEvent as ResponsesImageGenerationCallInProgressEvent,
    )
    from inferwire.types.responses import (
        ResponsesImageGenerationCallPartialImageEvent as ResponsesImageGenerationCallPartialImageEvent,
    )
    from inferwire.types.responses import ResponsesIncompleteDetails as ResponsesIncompleteDetails
    from inferwire.types.responses import ResponsesIncompleteEvent as ResponsesIncompleteEvent
    from inferwire.types.responses import ResponsesInProgressEvent as ResponsesInProgressEvent
    from inferwire.types.responses import ResponsesLocalShellCall as ResponsesLocalShellCall
    from inferwire.types.responses import ResponsesLogprob as ResponsesLogprob
    from inferwire.types.responses import ResponsesMcpApprovalRequest as ResponsesMcpApprovalRequest
    from inferwire.types.responses import ResponsesMcpCall as ResponsesMcpCall
    from inferwire.types.responses import ResponsesMcpCallArgumentsDeltaEvent as ResponsesMcpCallArgumentsDeltaEvent
    from inferwire.types.responses import ResponsesMcpCallArgumentsDoneEvent as ResponsesMcpCallArgumentsDoneEvent
    from inferwire.types.responses import ResponsesMcpCallCompletedEvent as ResponsesMcpCallCompletedEvent
    from inferwire.types.responses import ResponsesMcpCallFailedEvent as ResponsesMcpCallFailedEvent
    from inferwire.types.responses import ResponsesMcpCallInProgressEvent as ResponsesMcpCallInProgressEvent
    from inferwire.types.responses import ResponsesMcpListTools as ResponsesMcpListTools
    from inferwire.types.responses import ResponsesMcpListToolsCompletedEvent as ResponsesMcpListToolsCompletedEvent
    from inferwire.types.responses import ResponsesMcpListToolsFailedEvent as ResponsesMcpListToolsFailedEvent
    from inferwire.types.responses import ResponsesMcpListToolsInProgressEvent as ResponsesMcpListToolsInProgressEvent
    from inferwire.types.responses import ResponsesOtherEvent as ResponsesOtherEvent
    from inferwire.types.responses import ResponsesOtherItem as ResponsesOtherItem
    from inferwire.types.responses import ResponsesOtherPart as ResponsesOtherPart
    from inferwire.types.responses import ResponsesOutput as ResponsesOutput
    from inferwire.types.responses import ResponsesOutputItem as ResponsesOutputItem
    from inferwire.types.responses import ResponsesOutputItemAddedEvent as ResponsesOutputItemAddedEvent
    from inferwire.types.responses import ResponsesOutputItemDoneEvent as ResponsesOutputItemDoneEvent
    from inferwire.types.responses import ResponsesOutputMessage as ResponsesOutputMessage
    from inferwire.types.responses import ResponsesOutputText as ResponsesOutputText
    from inferwire.types.responses import ResponsesPart as ResponsesPart
    from inferwire.types.responses import ResponsesQueuedEvent as ResponsesQueuedEvent
    from inferwire.types.responses import ResponsesReasoning as ResponsesReasoning
    from inferwire.types.responses import (
        ResponsesReasoningSummaryPartAddedEvent as ResponsesReasoningSummaryPartAddedEvent,
    )
    from inferwire.types.responses import (
        ResponsesReasoningSummaryPartDoneEvent as ResponsesReasoningSummaryPartDoneEvent,
    )
    from inferwire.types.responses import (
        ResponsesReasoningSummaryTextDeltaEvent as ResponsesReasoningSummaryTextDeltaEvent,
    )
    from inferwire.types.responses import (
        ResponsesReasoningSummaryTextDoneEvent as ResponsesReasoningSummaryTextDoneEvent,
    )
    from inferwire.types.responses import ResponsesReasoningText as ResponsesReasoningText
    from inferwire.types.responses import ResponsesReasoningTextDeltaEvent as ResponsesReasoningTextDeltaEvent
    from inferwire.types.responses import ResponsesReasoningTextDoneEvent as ResponsesReasoningTextDoneEvent
    from inferwire.types.responses import ResponsesRefusal as ResponsesRefusal
    from inferwire.types.responses import ResponsesRefusalDeltaEvent as ResponsesRefusalDeltaEvent
    from inferwire.types.responses import ResponsesRefusalDoneEvent as ResponsesRefusalDoneEvent
    from inferwire.types.responses import ResponsesShellCall as ResponsesShellCall
    from inferwire.types.responses import ResponsesStreamOutput as ResponsesStreamOutput
    from inferwire.types.responses import ResponsesSummaryText as ResponsesSummaryText
    from inferwire.types.responses import ResponsesTextAnnotationAddedEvent as ResponsesTextAnnotationAddedEvent
    from inferwire.types.responses import ResponsesTextDeltaEvent as ResponsesTextDeltaEvent
    from inferwire.types.responses import ResponsesTextDoneEvent as ResponsesTextDoneEvent
    from inferwire.types.responses import ResponsesTopLogprob as ResponsesTopLogprob
    from inferwire.types.responses import ResponsesUsage as ResponsesUsage
    from inferwire.types.responses import ResponsesWebSearchCall as ResponsesWebSearchCall
    from inferwire.types.responses import ResponsesWebSearchCallCompletedEvent as ResponsesWebSearchCallCompletedEvent
    from inferwire.types.responses import ResponsesWebSearchCallInProgressEvent as ResponsesWebSearchCallInProgressEvent
    from inferwire.types.responses import ResponsesWebSearchCallSearchingEvent as ResponsesWebSearchCallSearchingEvent
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
    from inferwire.types.text_ranking import TextRankingOutput as TextRankingOutput
    from inferwire.types.text_ranking import TextRankingOutputElement as TextRankingOutputElement
    from inferwire.types.token_classification import TokenClassificationOutput as TokenClassificationOutput
    from inferwire.types.token_classification import (
        TokenClassificationOutputElement as TokenClassificationOutputElement,
    )
    from inferwire.types.tools_chat import ToolsOutput as ToolsOutput
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
    from inferwire_bulk.batches import AsyncBatch as AsyncBatch
    from inferwire_bulk.batches import Batch as Batch
    from inferwire_bulk.batches import BatchStatus as BatchStatus
    from inferwire_bulk.errors import BatchError as BatchError
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
    from inferwire_runtime.errors import CallMeta as CallMeta
    from inferwire_runtime.errors import EndpointPaused as EndpointPaused
    from inferwire_runtime.errors import EndpointStarting as EndpointStarting
    from inferwire_runtime.errors import HubError as HubError
    from inferwire_runtime.errors import InferenceConnectionError as InferenceConnectionError
    from inferwire_runtime.errors import InferenceTimeoutError as InferenceTimeoutError
    from inferwire_runtime.errors import InferwireError as InferwireError
    from inferwire_runtime.errors import InputError as InputError
    from inferwire_runtime.errors import JobError as JobError
    from inferwire_runtime.errors import MissingFileError as MissingFileError
    from inferwire_runtime.errors import OutputError as OutputError
    from inferwire_runtime.errors import ParseError as ParseError
    from inferwire_runtime.errors import ProviderError as ProviderError
    from inferwire_runtime.errors import RateLimitError as RateLimitError
    from inferwire_runtime.errors import RefusalError as RefusalError
    from inferwire_runtime.errors import RequestInfo as RequestInfo
    from inferwire_runtime.errors import ResponseInfo as ResponseInfo
    from inferwire_runtime.errors import RoutingError as RoutingError
    from inferwire_runtime.errors import Seconds as Seconds
    from inferwire_runtime.errors import StreamError as StreamError
    from inferwire_runtime.errors import TokenUsage as TokenUsage
    from inferwire_runtime.errors import ToolRoundsError as ToolRoundsError
    from inferwire_runtime.errors import TruncatedOutputError as TruncatedOutputError
    from inferwire_runtime.events import CallEnded as CallEnded
    from inferwire_runtime.events import CallEvent as CallEvent
    from inferwire_runtime.events import CallStarted as CallStarted
    from inferwire_runtime.events import CallWaiting as CallWaiting
    from inferwire_runtime.events import FirstChunk as FirstChunk
    from inferwire_runtime.events import ProviderSkipped as ProviderSkipped
    from inferwire_runtime.events import RequestRetried as RequestRetried
    from inferwire_runtime.events import RequestSent as RequestSent
    from inferwire_runtime.events import StreamOpened as StreamOpened
    from inferwire_runtime.exchange import PreparedRequest as PreparedRequest
    from inferwire_runtime.explanations import Explanation as Explanation
    from inferwire_runtime.explanations import ServedBy as ServedBy
    from inferwire_runtime.job_handles import AsyncJobHandle as AsyncJobHandle
    from inferwire_runtime.job_handles import JobHandle as JobHandle
    from inferwire_runtime.job_handles import JobUpdate as JobUpdate
    from inferwire_runtime.media import Media as Media
    from inferwire_runtime.media import MediaInput as MediaInput
    from inferwire_runtime.options import CallOptions as CallOptions
    from inferwire_runtime.options import Job as Job
    from inferwire_runtime.options import OutputType as OutputType
    from inferwire_runtime.parsing import AsyncParsedStream as AsyncParsedStream
    from inferwire_runtime.parsing import ParsedStream as ParsedStream
    from inferwire_runtime.policy import Limits as Limits
    from inferwire_runtime.policy import Retry as Retry
    from inferwire_runtime.policy import RetryEvent as RetryEvent
    from inferwire_runtime.policy import Timeout as Timeout
    from inferwire_runtime.providers import PrivateProvider as PrivateProvider
    from inferwire_runtime.providers import ProviderInfo as ProviderInfo
    from inferwire_runtime.results import json_default as json_default
    from inferwire_runtime.served_models import ServedModel as ServedModel
    from inferwire_runtime.stream_calls import AsyncStreamCall as AsyncStreamCall
    from inferwire_runtime.streams import AsyncStream as AsyncStream
    from inferwire_runtime.streams import Stream as Stream
    from inferwire_runtime.streams import StreamText as StreamText
    from inferwire_runtime.structured import OutputFormat as OutputFormat
    from inferwire_runtime.tool_calls import ToolCall as ToolCall
    from inferwire_runtime.tool_calls import ToolResult as ToolResult
    from inferwire_runtime.tool_runs import AsyncToolStream as AsyncToolStream
    from inferwire_runtime.tool_runs import TextEvent as TextEvent
    from inferwire_runtime.tool_runs import ToolCallEvent as ToolCallEvent
    from inferwire_runtime.tool_runs import ToolResultEvent as ToolResultEvent
    from inferwire_runtime.tool_runs import ToolStream as ToolStream
    from inferwire_runtime.tools import Tool as Tool
    from inferwire_runtime.vectors import EmbeddingMatrix as EmbeddingMatrix
    from inferwire_show.drawing import draw as draw
    from inferwire_show.views import View as View
    from inferwire_show.views import show as show

_MODULES = {
    "AsyncInferenceClient": "inferwire.client",
    "InferenceClient": "inferwire.client",
    "configure": "inferwire.defaults",
    "Provider": "inferwire.providers",
    "list_providers": "inferwire.providers",
    "list_tasks": "inferwire.providers",
    "AsyncBatch": "inferwire_bulk.batches",
    "Batch": "inferwire_bulk.batches",
    "BatchStatus": "inferwire_bulk.batches",
    "BatchError": "inferwire_bulk.errors",
    "BulkError": "inferwire_bulk.errors",
    "JournalError": "inferwire_bulk.errors",
    "TooManyErrorsError": "inferwire_bulk.errors",
    "Progress": "inferwire_bulk.report",
    "Report": "inferwire_bulk.report",
    "MapResult": "inferwire_bulk.results",
    "AsyncBulkRun": "inferwire_bulk.runs",
    "BulkRun": "inferwire_bulk.runs",
    "draw": "inferwire_show.drawing",
    "View": "inferwire_show.views",
    "show": "inferwire_show.views",
    "__version__": "inferwire_runtime",
    "RawResponse": "inferwire_runtime.core",
    "json_default": "inferwire_runtime.results",
    "ServedModel": "inferwire_runtime.served_models",
    "Attempt": "inferwire_runtime.errors",
    "AuthenticationError": "inferwire_runtime.errors",
    "CallMeta": "inferwire_runtime.errors",
    "EndpointPaused": "inferwire_runtime.errors",
    "EndpointStarting": "inferwire_runtime.errors",
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
    "ParseError": "inferwire_runtime.errors",
    "RefusalError": "inferwire_runtime.errors",
    "ResponseInfo": "inferwire_runtime.errors",
    "RoutingError": "inferwire_runtime.errors",
    "Seconds": "inferwire_runtime.errors",
    "StreamError": "inferwire_runtime.errors",
    "TokenUsage": "inferwire_runtime.errors",
    "ToolRoundsError": "inferwire_runtime.errors",
    "TruncatedOutputError": "inferwire_runtime.errors",
    "CallEnded": "inferwire_runtime.events",
    "CallEvent": "inferwire_runtime.events",
    "CallStarted": "inferwire_runtime.events",
    "CallWaiting": "inferwire_runtime.events",
    "FirstChunk": "inferwire_runtime.events",
    "ProviderSkipped": "inferwire_runtime.events",
    "RequestRetried": "inferwire_runtime.events",
    "RequestSent": "inferwire_runtime.events",
    "StreamOpened": "inferwire_runtime.events",
    "PreparedRequest": "inferwire_runtime.exchange",
    "Explanation": "inferwire_runtime.explanations",
    "ServedBy": "inferwire_runtime.explanations",
    "AsyncJobHandle": "inferwire_runtime.job_handles",
    "JobHandle": "inferwire_runtime.job_handles",
    "JobUpdate": "inferwire_runtime.job_handles",
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
    "ProviderInfo": "inferwire_runtime.providers",
    "AsyncParsedStream": "inferwire_runtime.parsing",
    "ParsedStream": "inferwire_runtime.parsing",
    "AsyncStreamCall": "inferwire_runtime.stream_calls",
    "AsyncStream": "inferwire_runtime.streams",
    "Stream": "inferwire_runtime.streams",
    "StreamText": "inferwire_runtime.streams",
    "EmbeddingMatrix": "inferwire_runtime.vectors",
    "OutputFormat": "inferwire_runtime.structured",
    "ToolCall": "inferwire_runtime.tool_calls",
    "ToolResult": "inferwire_runtime.tool_calls",
    "AsyncToolStream": "inferwire_runtime.tool_runs",
    "TextEvent": "inferwire_runtime.tool_runs",
    "ToolCallEvent": "inferwire_runtime.tool_runs",
    "ToolResultEvent": "inferwire_runtime.tool_runs",
    "ToolStream": "inferwire_runtime.tool_runs",
    "Tool": "inferwire_runtime.tools",
    "AsyncChatStream": "inferwire.aliases",
    "ChatChunk": "inferwire.aliases",
    "ChatResponse": "inferwire.aliases",
    "ChatStream": "inferwire.aliases",
    "Message": "inferwire.aliases",
    "ParsedOutput": "inferwire.types.parsed_chat",
    "ToolsOutput": "inferwire.types.tools_chat",
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
    "ResponsesApplyPatchCall": "inferwire.types.responses",
    "ResponsesAudioDeltaEvent": "inferwire.types.responses",
    "ResponsesAudioDoneEvent": "inferwire.types.responses",
    "ResponsesAudioTranscriptDeltaEvent": "inferwire.types.responses",
    "ResponsesAudioTranscriptDoneEvent": "inferwire.types.responses",
    "ResponsesCancelledEvent": "inferwire.types.responses",
    "ResponsesCodeInterpreterCall": "inferwire.types.responses",
    "ResponsesCodeInterpreterCallCodeDeltaEvent": "inferwire.types.responses",
    "ResponsesCodeInterpreterCallCodeDoneEvent": "inferwire.types.responses",
    "ResponsesCodeInterpreterCallCompletedEvent": "inferwire.types.responses",
    "ResponsesCodeInterpreterCallInProgressEvent": "inferwire.types.responses",
    "ResponsesCodeInterpreterCallInterpretingEvent": "inferwire.types.responses",
    "ResponsesCompaction": "inferwire.types.responses",
    "ResponsesCompletedEvent": "inferwire.types.responses",
    "ResponsesComputerCall": "inferwire.types.responses",
    "ResponsesContentPartAddedEvent": "inferwire.types.responses",
    "ResponsesContentPartDoneEvent": "inferwire.types.responses",
    "ResponsesCreatedEvent": "inferwire.types.responses",
    "ResponsesCustomToolCall": "inferwire.types.responses",
    "ResponsesCustomToolCallInputDeltaEvent": "inferwire.types.responses",
    "ResponsesCustomToolCallInputDoneEvent": "inferwire.types.responses",
    "ResponsesErrorDetails": "inferwire.types.responses",
    "ResponsesErrorEvent": "inferwire.types.responses",
    "ResponsesFailedEvent": "inferwire.types.responses",
    "ResponsesFileSearchCall": "inferwire.types.responses",
    "ResponsesFileSearchCallCompletedEvent": "inferwire.types.responses",
    "ResponsesFileSearchCallInProgressEvent": "inferwire.types.responses",
    "ResponsesFileSearchCallSearchingEvent": "inferwire.types.responses",
    "ResponsesFunctionCall": "inferwire.types.responses",
    "ResponsesFunctionCallArgumentsDeltaEvent": "inferwire.types.responses",
    "ResponsesFunctionCallArgumentsDoneEvent": "inferwire.types.responses",
    "ResponsesImageGenerationCall": "inferwire.types.responses",
    "ResponsesImageGenerationCallCompletedEvent": "inferwire.types.responses",
    "ResponsesImageGenerationCallGeneratingEvent": "inferwire.types.responses",
    "ResponsesImageGenerationCallInProgressEvent": "inferwire.types.responses",
    "ResponsesImageGenerationCallPartialImageEvent": "inferwire.types.responses",
    "ResponsesInProgressEvent": "inferwire.types.responses",
    "ResponsesIncompleteDetails": "inferwire.types.responses",
    "ResponsesIncompleteEvent": "inferwire.types.responses",
    "ResponsesLocalShellCall": "inferwire.types.responses",
    "ResponsesLogprob": "inferwire.types.responses",
    "ResponsesMcpApprovalRequest": "inferwire.types.responses",
    "ResponsesMcpCall": "inferwire.types.responses",
    "ResponsesMcpCallArgumentsDeltaEvent": "inferwire.types.responses",
    "ResponsesMcpCallArgumentsDoneEvent": "inferwire.types.responses",
    "ResponsesMcpCallCompletedEvent": "inferwire.types.responses",
    "ResponsesMcpCallFailedEvent": "inferwire.types.responses",
    "ResponsesMcpCallInProgressEvent": "inferwire.types.responses",
    "ResponsesMcpListTools": "inferwire.types.responses",
    "ResponsesMcpListToolsCompletedEvent": "inferwire.types.responses",
    "ResponsesMcpListToolsFailedEvent": "inferwire.types.responses",
    "ResponsesMcpListToolsInProgressEvent": "inferwire.types.responses",
    "ResponsesOtherEvent": "inferwire.types.responses",
    "ResponsesOtherItem": "inferwire.types.responses",
    "ResponsesOtherPart": "inferwire.types.responses",
    "ResponsesOutput": "inferwire.types.responses",
    "ResponsesOutputItem": "inferwire.types.responses",
    "ResponsesOutputItemAddedEvent": "inferwire.types.responses",
    "ResponsesOutputItemDoneEvent": "inferwire.types.responses",
    "ResponsesOutputMessage": "inferwire.types.responses",
    "ResponsesOutputText": "inferwire.types.responses",
    "ResponsesPart": "inferwire.types.responses",
    "ResponsesQueuedEvent": "inferwire.types.responses",
    "ResponsesReasoning": "inferwire.types.responses",
    "ResponsesReasoningSummaryPartAddedEvent": "inferwire.types.responses",
    "ResponsesReasoningSummaryPartDoneEvent": "inferwire.types.responses",
    "ResponsesReasoningSummaryTextDeltaEvent": "inferwire.types.responses",
    "ResponsesReasoningSummaryTextDoneEvent": "inferwire.types.responses",
    "ResponsesReasoningText": "inferwire.types.responses",
    "ResponsesReasoningTextDeltaEvent": "inferwire.types.responses",
    "ResponsesReasoningTextDoneEvent": "inferwire.types.responses",
    "ResponsesRefusal": "inferwire.types.responses",
    "ResponsesRefusalDeltaEvent": "inferwire.types.responses",
    "ResponsesRefusalDoneEvent": "inferwire.types.responses",
    "ResponsesShellCall": "inferwire.types.responses",
    "ResponsesStreamOutput": "inferwire.types.responses",
    "ResponsesSummaryText": "inferwire.types.responses",
    "ResponsesTextAnnotationAddedEvent": "inferwire.types.responses",
    "ResponsesTextDeltaEvent": "inferwire.types.responses",
    "ResponsesTextDoneEvent": "inferwire.types.responses",
    "ResponsesTopLogprob": "inferwire.types.responses",
    "ResponsesUsage": "inferwire.types.responses",
    "ResponsesWebSearchCall": "inferwire.types.responses",
    "ResponsesWebSearchCallCompletedEvent": "inferwire.types.responses",
    "ResponsesWebSearchCallInProgressEvent": "inferwire.types.responses",
    "ResponsesWebSearchCallSearchingEvent": "inferwire.types.responses",
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
    "TextRankingOutput": "inferwire.types.text_ranking",
    "TextRankingOutputElement": "inferwire.types.text_ranking",
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
    "ResponsesInputAudio": "inferwire.inputs.responses",
    "ResponsesInputAudioData": "inferwire.inputs.responses",
    "ResponsesInputContent": "inferwire.inputs.responses",
    "ResponsesInputCustomTool": "inferwire.inputs.responses",
    "ResponsesInputFile": "inferwire.inputs.responses",
    "ResponsesInputFunctionCall": "inferwire.inputs.responses",
    "ResponsesInputFunctionCallOutput": "inferwire.inputs.responses",
    "ResponsesInputFunctionTool": "inferwire.inputs.responses",
    "ResponsesInputImage": "inferwire.inputs.responses",
    "ResponsesInputItem": "inferwire.inputs.responses",
    "ResponsesInputItemReference": "inferwire.inputs.responses",
    "ResponsesInputMessage": "inferwire.inputs.responses",
    "ResponsesInputOutputText": "inferwire.inputs.responses",
    "ResponsesInputReasoning": "inferwire.inputs.responses",
    "ResponsesInputStreamOptions": "inferwire.inputs.responses",
    "ResponsesInputText": "inferwire.inputs.responses",
    "ResponsesInputTextConfig": "inferwire.inputs.responses",
    "ResponsesInputTextFormat": "inferwire.inputs.responses",
    "ResponsesInputTextFormatJsonObject": "inferwire.inputs.responses",
    "ResponsesInputTextFormatJsonSchema": "inferwire.inputs.responses",
    "ResponsesInputTextFormatText": "inferwire.inputs.responses",
    "TextGenerationInputGrammarType": "inferwire.inputs.text_generation",
    "TextGenerationInputGrammarTypeJson": "inferwire.inputs.text_generation",
    "TextGenerationInputGrammarTypeJsonSchema": "inferwire.inputs.text_generation",
    "TextGenerationInputGrammarTypeRegex": "inferwire.inputs.text_generation",
    "TextGenerationInputJsonSchemaConfig": "inferwire.inputs.text_generation",
}

__all__ = [
    "AsyncBatch",
    "AsyncBulkRun",
    "AsyncChatStream",
    "AsyncInferenceClient",
    "AsyncJobHandle",
    "AsyncParsedStream",
    "AsyncStream",
    "AsyncStreamCall",
    "AsyncToolStream",
    "Attempt",
    "AudioClassificationOutput",
    "AudioToAudioOutput",
    "AudioToAudioOutputElement",
    "AuthenticationError",
    "AutomaticSpeechRecognitionOutput",
    "AutomaticSpeechRecognitionOutputChunk",
    "Batch",
    "BatchError",
    "BatchStatus",
    "BoundingBox",
    "BulkError",
    "BulkRun",
    "CallEnded",
    "CallEvent",
    "CallMeta",
    "CallOptions",
    "CallStarted",
    "CallWaiting",
    "ChatChunk",
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
    "ChatResponse",
    "ChatStream",
    "ClassificationOutput",
    "ClassificationOutputTransform",
    "ConversationalOutput",
    "ConversationalOutputConversation",
    "DepthEstimationOutput",
    "DocumentQuestionAnsweringOutput",
    "DocumentQuestionAnsweringOutputElement",
    "EmbeddingMatrix",
    "EndpointPaused",
    "EndpointStarting",
    "Explanation",
    "FeatureExtractionInputTruncationDirection",
    "FeatureExtractionNumbers",
    "FeatureExtractionOutput",
    "FillMaskOutput",
    "FillMaskOutputElement",
    "FirstChunk",
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
    "JobHandle",
    "JobUpdate",
    "JournalError",
    "Limits",
    "MapResult",
    "Media",
    "MediaInput",
    "Message",
    "MissingFileError",
    "ObjectDetectionOutput",
    "ObjectDetectionOutputElement",
    "OutputError",
    "OutputFormat",
    "OutputType",
    "ParseError",
    "ParsedOutput",
    "ParsedStream",
    "PreparedRequest",
    "PrivateProvider",
    "Progress",
    "Provider",
    "ProviderError",
    "ProviderInfo",
    "ProviderSkipped",
    "QuestionAnsweringOutput",
    "QuestionAnsweringOutputElement",
    "RateLimitError",
    "RawResponse",
    "RefusalError",
    "Report",
    "RequestInfo",
    "RequestRetried",
    "RequestSent",
    "ResponseInfo",
    "ResponsesApplyPatchCall",
    "ResponsesAudioDeltaEvent",
    "ResponsesAudioDoneEvent",
    "ResponsesAudioTranscriptDeltaEvent",
    "ResponsesAudioTranscriptDoneEvent",
    "ResponsesCancelledEvent",
    "ResponsesCodeInterpreterCall",
    "ResponsesCodeInterpreterCallCodeDeltaEvent",
    "ResponsesCodeInterpreterCallCodeDoneEvent",
    "ResponsesCodeInterpreterCallCompletedEvent",
    "ResponsesCodeInterpreterCallInProgressEvent",
    "ResponsesCodeInterpreterCallInterpretingEvent",
    "ResponsesCompaction",
    "ResponsesCompletedEvent",
    "ResponsesComputerCall",
    "ResponsesContentPartAddedEvent",
    "ResponsesContentPartDoneEvent",
    "ResponsesCreatedEvent",
    "ResponsesCustomToolCall",
    "ResponsesCustomToolCallInputDeltaEvent",
    "ResponsesCustomToolCallInputDoneEvent",
    "ResponsesErrorDetails",
    "ResponsesErrorEvent",
    "ResponsesFailedEvent",
    "ResponsesFileSearchCall",
    "ResponsesFileSearchCallCompletedEvent",
    "ResponsesFileSearchCallInProgressEvent",
    "ResponsesFileSearchCallSearchingEvent",
    "ResponsesFunctionCall",
    "ResponsesFunctionCallArgumentsDeltaEvent",
    "ResponsesFunctionCallArgumentsDoneEvent",
    "ResponsesImageGenerationCall",
    "ResponsesImageGenerationCallCompletedEvent",
    "ResponsesImageGenerationCallGeneratingEvent",
    "ResponsesImageGenerationCallInProgressEvent",
    "ResponsesImageGenerationCallPartialImageEvent",
    "ResponsesInProgressEvent",
    "ResponsesIncompleteDetails",
    "ResponsesIncompleteEvent",
    "ResponsesInputAudio",
    "ResponsesInputAudioData",
    "ResponsesInputContent",
    "ResponsesInputCustomTool",
    "ResponsesInputFile",
    "ResponsesInputFunctionCall",
    "ResponsesInputFunctionCallOutput",
    "ResponsesInputFunctionTool",
    "ResponsesInputImage",
    "ResponsesInputItem",
    "ResponsesInputItemReference",
    "ResponsesInputMessage",
    "ResponsesInputOutputText",
    "ResponsesInputReasoning",
    "ResponsesInputStreamOptions",
    "ResponsesInputText",
    "ResponsesInputTextConfig",
    "ResponsesInputTextFormat",
    "ResponsesInputTextFormatJsonObject",
    "ResponsesInputTextFormatJsonSchema",
    "ResponsesInputTextFormatText",
    "ResponsesLocalShellCall",
    "ResponsesLogprob",
    "ResponsesMcpApprovalRequest",
    "ResponsesMcpCall",
    "ResponsesMcpCallArgumentsDeltaEvent",
    "ResponsesMcpCallArgumentsDoneEvent",
    "ResponsesMcpCallCompletedEvent",
    "ResponsesMcpCallFailedEvent",
    "ResponsesMcpCallInProgressEvent",
    "ResponsesMcpListTools",
    "ResponsesMcpListToolsCompletedEvent",
    "ResponsesMcpListToolsFailedEvent",
    "ResponsesMcpListToolsInProgressEvent",
    "ResponsesOtherEvent",
    "ResponsesOtherItem",
    "ResponsesOtherPart",
    "ResponsesOutput",
    "ResponsesOutputItem",
    "ResponsesOutputItemAddedEvent",
    "ResponsesOutputItemDoneEvent",
    "ResponsesOutputMessage",
    "ResponsesOutputText",
    "ResponsesPart",
    "ResponsesQueuedEvent",
    "ResponsesReasoning",
    "ResponsesReasoningSummaryPartAddedEvent",
    "ResponsesReasoningSummaryPartDoneEvent",
    "ResponsesReasoningSummaryTextDeltaEvent",
    "ResponsesReasoningSummaryTextDoneEvent",
    "ResponsesReasoningText",
    "ResponsesReasoningTextDeltaEvent",
    "ResponsesReasoningTextDoneEvent",
    "ResponsesRefusal",
    "ResponsesRefusalDeltaEvent",
    "ResponsesRefusalDoneEvent",
    "ResponsesShellCall",
    "ResponsesStreamOutput",
    "ResponsesSummaryText",
    "ResponsesTextAnnotationAddedEvent",
    "ResponsesTextDeltaEvent",
    "ResponsesTextDoneEvent",
    "ResponsesTopLogprob",
    "ResponsesUsage",
    "ResponsesWebSearchCall",
    "ResponsesWebSearchCallCompletedEvent",
    "ResponsesWebSearchCallInProgressEvent",
    "ResponsesWebSearchCallSearchingEvent",
    "Retry",
    "RetryEvent",
    "RoutingError",
    "Seconds",
    "SentenceSimilarityOutput",
    "ServedBy",
    "ServedModel",
    "Stream",
    "StreamError",
    "StreamOpened",
    "StreamText",
    "SummarizationOutput",
    "TableQuestionAnsweringOutput",
    "TableQuestionAnsweringOutputElement",
    "TabularClassificationOutput",
    "TabularRegressionOutput",
    "TextClassificationOutput",
    "TextEvent",
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
    "TextRankingOutput",
    "TextRankingOutputElement",
    "Timeout",
    "TokenClassificationOutput",
    "TokenClassificationOutputElement",
    "TokenUsage",
    "TooManyErrorsError",
    "Tool",
    "ToolCall",
    "ToolCallEvent",
    "ToolResult",
    "ToolResultEvent",
    "ToolRoundsError",
    "ToolStream",
    "ToolsOutput",
    "TranslationOutput",
    "TruncatedOutputError",
    "VideoClassificationOutput",
    "View",
    "VisualQuestionAnsweringOutput",
    "VisualQuestionAnsweringOutputElement",
    "ZeroShotClassificationOutput",
    "ZeroShotImageClassificationOutput",
    "ZeroShotObjectDetectionOutput",
    "ZeroShotObjectDetectionOutputElement",
    "__version__",
    "configure",
    "draw",
    "json_default",
    "list_providers",
    "list_tasks",
    "show",
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

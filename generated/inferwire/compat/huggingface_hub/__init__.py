# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""huggingface_hub's clients, types and errors by name, over inferwire.

``from inferwire.compat.huggingface_hub import InferenceClient`` is the only line to change in code written for
huggingface_hub. For code that cannot be edited, `install` replaces huggingface_hub's classes with these:

    with install():
        ...  # frameworks that import huggingface_hub

Images need Pillow, and embeddings NumPy: ``pip install "inferwire[compat]"``.
"""

# typing costs more to import than everything here. Without `bool`, editors with jedi skip the block as dead code.
TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from inferwire.compat.huggingface_hub.clients import AsyncInferenceClient as AsyncInferenceClient
    from inferwire.compat.huggingface_hub.clients import InferenceClient as InferenceClient
    from inferwire.compat.huggingface_hub.types import AudioClassificationInput as AudioClassificationInput
    from inferwire.compat.huggingface_hub.types import (
        AudioClassificationOutputElement as AudioClassificationOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        AudioClassificationOutputTransform as AudioClassificationOutputTransform,
    )
    from inferwire.compat.huggingface_hub.types import AudioClassificationParameters as AudioClassificationParameters
    from inferwire.compat.huggingface_hub.types import AudioToAudioInput as AudioToAudioInput
    from inferwire.compat.huggingface_hub.types import AudioToAudioOutputElement as AudioToAudioOutputElement
    from inferwire.compat.huggingface_hub.types import AudioToAudioParameters as AudioToAudioParameters
    from inferwire.compat.huggingface_hub.types import (
        AutomaticSpeechRecognitionEarlyStoppingEnum as AutomaticSpeechRecognitionEarlyStoppingEnum,
    )
    from inferwire.compat.huggingface_hub.types import (
        AutomaticSpeechRecognitionGenerationParameters as AutomaticSpeechRecognitionGenerationParameters,
    )
    from inferwire.compat.huggingface_hub.types import (
        AutomaticSpeechRecognitionInput as AutomaticSpeechRecognitionInput,
    )
    from inferwire.compat.huggingface_hub.types import (
        AutomaticSpeechRecognitionOutput as AutomaticSpeechRecognitionOutput,
    )
    from inferwire.compat.huggingface_hub.types import (
        AutomaticSpeechRecognitionOutputChunk as AutomaticSpeechRecognitionOutputChunk,
    )
    from inferwire.compat.huggingface_hub.types import (
        AutomaticSpeechRecognitionParameters as AutomaticSpeechRecognitionParameters,
    )
    from inferwire.compat.huggingface_hub.types import (
        AutomaticSpeechRecognitionReturnTimestamps as AutomaticSpeechRecognitionReturnTimestamps,
    )
    from inferwire.compat.huggingface_hub.types import ChatCompletionInput as ChatCompletionInput
    from inferwire.compat.huggingface_hub.types import ChatCompletionInputAudio as ChatCompletionInputAudio
    from inferwire.compat.huggingface_hub.types import ChatCompletionInputFile as ChatCompletionInputFile
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputFunctionDefinition as ChatCompletionInputFunctionDefinition,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputFunctionName as ChatCompletionInputFunctionName,
    )
    from inferwire.compat.huggingface_hub.types import ChatCompletionInputGrammarType as ChatCompletionInputGrammarType
    from inferwire.compat.huggingface_hub.types import ChatCompletionInputJSONSchema as ChatCompletionInputJSONSchema
    from inferwire.compat.huggingface_hub.types import ChatCompletionInputMessage as ChatCompletionInputMessage
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputMessageChunk as ChatCompletionInputMessageChunk,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputMessageChunkType as ChatCompletionInputMessageChunkType,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputMessageContent as ChatCompletionInputMessageContent,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputResponseFormatJSONObject as ChatCompletionInputResponseFormatJSONObject,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputResponseFormatJSONSchema as ChatCompletionInputResponseFormatJSONSchema,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputResponseFormatText as ChatCompletionInputResponseFormatText,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputStreamOptions as ChatCompletionInputStreamOptions,
    )
    from inferwire.compat.huggingface_hub.types import ChatCompletionInputTool as ChatCompletionInputTool
    from inferwire.compat.huggingface_hub.types import ChatCompletionInputToolCall as ChatCompletionInputToolCall
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputToolCallFunction as ChatCompletionInputToolCallFunction,
    )
    from inferwire.compat.huggingface_hub.types import ChatCompletionInputToolChoice as ChatCompletionInputToolChoice
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputToolChoiceClass as ChatCompletionInputToolChoiceClass,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionInputToolChoiceEnum as ChatCompletionInputToolChoiceEnum,
    )
    from inferwire.compat.huggingface_hub.types import ChatCompletionInputURL as ChatCompletionInputURL
    from inferwire.compat.huggingface_hub.types import ChatCompletionOutput as ChatCompletionOutput
    from inferwire.compat.huggingface_hub.types import ChatCompletionOutputComplete as ChatCompletionOutputComplete
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionOutputFunctionDefinition as ChatCompletionOutputFunctionDefinition,
    )
    from inferwire.compat.huggingface_hub.types import ChatCompletionOutputLogprob as ChatCompletionOutputLogprob
    from inferwire.compat.huggingface_hub.types import ChatCompletionOutputLogprobs as ChatCompletionOutputLogprobs
    from inferwire.compat.huggingface_hub.types import ChatCompletionOutputMessage as ChatCompletionOutputMessage
    from inferwire.compat.huggingface_hub.types import ChatCompletionOutputToolCall as ChatCompletionOutputToolCall
    from inferwire.compat.huggingface_hub.types import ChatCompletionOutputTopLogprob as ChatCompletionOutputTopLogprob
    from inferwire.compat.huggingface_hub.types import ChatCompletionOutputUsage as ChatCompletionOutputUsage
    from inferwire.compat.huggingface_hub.types import ChatCompletionStreamOutput as ChatCompletionStreamOutput
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionStreamOutputChoice as ChatCompletionStreamOutputChoice,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionStreamOutputDelta as ChatCompletionStreamOutputDelta,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionStreamOutputDeltaToolCall as ChatCompletionStreamOutputDeltaToolCall,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionStreamOutputFunction as ChatCompletionStreamOutputFunction,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionStreamOutputLogprob as ChatCompletionStreamOutputLogprob,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionStreamOutputLogprobs as ChatCompletionStreamOutputLogprobs,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionStreamOutputTopLogprob as ChatCompletionStreamOutputTopLogprob,
    )
    from inferwire.compat.huggingface_hub.types import (
        ChatCompletionStreamOutputUsage as ChatCompletionStreamOutputUsage,
    )
    from inferwire.compat.huggingface_hub.types import ConversationalInput as ConversationalInput
    from inferwire.compat.huggingface_hub.types import ConversationalInputData as ConversationalInputData
    from inferwire.compat.huggingface_hub.types import ConversationalOutput as ConversationalOutput
    from inferwire.compat.huggingface_hub.types import (
        ConversationalOutputConversation as ConversationalOutputConversation,
    )
    from inferwire.compat.huggingface_hub.types import ConversationalParameters as ConversationalParameters
    from inferwire.compat.huggingface_hub.types import DepthEstimationInput as DepthEstimationInput
    from inferwire.compat.huggingface_hub.types import DepthEstimationOutput as DepthEstimationOutput
    from inferwire.compat.huggingface_hub.types import DepthEstimationParameters as DepthEstimationParameters
    from inferwire.compat.huggingface_hub.types import DocumentQuestionAnsweringInput as DocumentQuestionAnsweringInput
    from inferwire.compat.huggingface_hub.types import (
        DocumentQuestionAnsweringInputData as DocumentQuestionAnsweringInputData,
    )
    from inferwire.compat.huggingface_hub.types import (
        DocumentQuestionAnsweringOutputElement as DocumentQuestionAnsweringOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        DocumentQuestionAnsweringParameters as DocumentQuestionAnsweringParameters,
    )
    from inferwire.compat.huggingface_hub.types import FeatureExtractionInput as FeatureExtractionInput
    from inferwire.compat.huggingface_hub.types import (
        FeatureExtractionInputEncodingFormat as FeatureExtractionInputEncodingFormat,
    )
    from inferwire.compat.huggingface_hub.types import (
        FeatureExtractionInputTruncationDirection as FeatureExtractionInputTruncationDirection,
    )
    from inferwire.compat.huggingface_hub.types import FeatureExtractionNumbers as FeatureExtractionNumbers
    from inferwire.compat.huggingface_hub.types import FillMaskInput as FillMaskInput
    from inferwire.compat.huggingface_hub.types import FillMaskOutputElement as FillMaskOutputElement
    from inferwire.compat.huggingface_hub.types import FillMaskParameters as FillMaskParameters
    from inferwire.compat.huggingface_hub.types import ImageClassificationInput as ImageClassificationInput
    from inferwire.compat.huggingface_hub.types import (
        ImageClassificationOutputElement as ImageClassificationOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        ImageClassificationOutputTransform as ImageClassificationOutputTransform,
    )
    from inferwire.compat.huggingface_hub.types import ImageClassificationParameters as ImageClassificationParameters
    from inferwire.compat.huggingface_hub.types import ImageSegmentationInput as ImageSegmentationInput
    from inferwire.compat.huggingface_hub.types import ImageSegmentationOutputElement as ImageSegmentationOutputElement
    from inferwire.compat.huggingface_hub.types import ImageSegmentationParameters as ImageSegmentationParameters
    from inferwire.compat.huggingface_hub.types import ImageSegmentationSubtask as ImageSegmentationSubtask
    from inferwire.compat.huggingface_hub.types import ImageTextToImageInput as ImageTextToImageInput
    from inferwire.compat.huggingface_hub.types import ImageTextToImageOutput as ImageTextToImageOutput
    from inferwire.compat.huggingface_hub.types import ImageTextToImageParameters as ImageTextToImageParameters
    from inferwire.compat.huggingface_hub.types import ImageTextToImageTargetSize as ImageTextToImageTargetSize
    from inferwire.compat.huggingface_hub.types import ImageTextToVideoInput as ImageTextToVideoInput
    from inferwire.compat.huggingface_hub.types import ImageTextToVideoOutput as ImageTextToVideoOutput
    from inferwire.compat.huggingface_hub.types import ImageTextToVideoParameters as ImageTextToVideoParameters
    from inferwire.compat.huggingface_hub.types import ImageTextToVideoTargetSize as ImageTextToVideoTargetSize
    from inferwire.compat.huggingface_hub.types import ImageToImageInput as ImageToImageInput
    from inferwire.compat.huggingface_hub.types import ImageToImageOutput as ImageToImageOutput
    from inferwire.compat.huggingface_hub.types import ImageToImageParameters as ImageToImageParameters
    from inferwire.compat.huggingface_hub.types import ImageToImageTargetSize as ImageToImageTargetSize
    from inferwire.compat.huggingface_hub.types import ImageToTextEarlyStoppingEnum as ImageToTextEarlyStoppingEnum
    from inferwire.compat.huggingface_hub.types import (
        ImageToTextGenerationParameters as ImageToTextGenerationParameters,
    )
    from inferwire.compat.huggingface_hub.types import ImageToTextInput as ImageToTextInput
    from inferwire.compat.huggingface_hub.types import ImageToTextOutput as ImageToTextOutput
    from inferwire.compat.huggingface_hub.types import ImageToTextParameters as ImageToTextParameters
    from inferwire.compat.huggingface_hub.types import ImageToVideoInput as ImageToVideoInput
    from inferwire.compat.huggingface_hub.types import ImageToVideoOutput as ImageToVideoOutput
    from inferwire.compat.huggingface_hub.types import ImageToVideoParameters as ImageToVideoParameters
    from inferwire.compat.huggingface_hub.types import ImageToVideoTargetSize as ImageToVideoTargetSize
    from inferwire.compat.huggingface_hub.types import ObjectDetectionBoundingBox as ObjectDetectionBoundingBox
    from inferwire.compat.huggingface_hub.types import ObjectDetectionInput as ObjectDetectionInput
    from inferwire.compat.huggingface_hub.types import ObjectDetectionOutputElement as ObjectDetectionOutputElement
    from inferwire.compat.huggingface_hub.types import ObjectDetectionParameters as ObjectDetectionParameters
    from inferwire.compat.huggingface_hub.types import Padding as Padding
    from inferwire.compat.huggingface_hub.types import QuestionAnsweringInput as QuestionAnsweringInput
    from inferwire.compat.huggingface_hub.types import QuestionAnsweringInputData as QuestionAnsweringInputData
    from inferwire.compat.huggingface_hub.types import QuestionAnsweringOutputElement as QuestionAnsweringOutputElement
    from inferwire.compat.huggingface_hub.types import QuestionAnsweringParameters as QuestionAnsweringParameters
    from inferwire.compat.huggingface_hub.types import SentenceSimilarityInput as SentenceSimilarityInput
    from inferwire.compat.huggingface_hub.types import SentenceSimilarityInputData as SentenceSimilarityInputData
    from inferwire.compat.huggingface_hub.types import SentenceSimilarityParameters as SentenceSimilarityParameters
    from inferwire.compat.huggingface_hub.types import SummarizationInput as SummarizationInput
    from inferwire.compat.huggingface_hub.types import SummarizationOutput as SummarizationOutput
    from inferwire.compat.huggingface_hub.types import SummarizationParameters as SummarizationParameters
    from inferwire.compat.huggingface_hub.types import (
        SummarizationTruncationStrategy as SummarizationTruncationStrategy,
    )
    from inferwire.compat.huggingface_hub.types import TableQuestionAnsweringInput as TableQuestionAnsweringInput
    from inferwire.compat.huggingface_hub.types import (
        TableQuestionAnsweringInputData as TableQuestionAnsweringInputData,
    )
    from inferwire.compat.huggingface_hub.types import (
        TableQuestionAnsweringOutputElement as TableQuestionAnsweringOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        TableQuestionAnsweringParameters as TableQuestionAnsweringParameters,
    )
    from inferwire.compat.huggingface_hub.types import TabularClassificationInput as TabularClassificationInput
    from inferwire.compat.huggingface_hub.types import TabularClassificationInputData as TabularClassificationInputData
    from inferwire.compat.huggingface_hub.types import (
        TabularClassificationParameters as TabularClassificationParameters,
    )
    from inferwire.compat.huggingface_hub.types import TabularRegressionInput as TabularRegressionInput
    from inferwire.compat.huggingface_hub.types import TabularRegressionInputData as TabularRegressionInputData
    from inferwire.compat.huggingface_hub.types import TabularRegressionParameters as TabularRegressionParameters
    from inferwire.compat.huggingface_hub.types import TextClassificationInput as TextClassificationInput
    from inferwire.compat.huggingface_hub.types import (
        TextClassificationOutputElement as TextClassificationOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        TextClassificationOutputTransform as TextClassificationOutputTransform,
    )
    from inferwire.compat.huggingface_hub.types import TextClassificationParameters as TextClassificationParameters
    from inferwire.compat.huggingface_hub.types import TextGenerationInput as TextGenerationInput
    from inferwire.compat.huggingface_hub.types import (
        TextGenerationInputGenerateParameters as TextGenerationInputGenerateParameters,
    )
    from inferwire.compat.huggingface_hub.types import TextGenerationInputGrammarType as TextGenerationInputGrammarType
    from inferwire.compat.huggingface_hub.types import (
        TextGenerationInputJsonSchemaConfig as TextGenerationInputJsonSchemaConfig,
    )
    from inferwire.compat.huggingface_hub.types import TextGenerationOutput as TextGenerationOutput
    from inferwire.compat.huggingface_hub.types import (
        TextGenerationOutputBestOfSequence as TextGenerationOutputBestOfSequence,
    )
    from inferwire.compat.huggingface_hub.types import TextGenerationOutputDetails as TextGenerationOutputDetails
    from inferwire.compat.huggingface_hub.types import (
        TextGenerationOutputFinishReason as TextGenerationOutputFinishReason,
    )
    from inferwire.compat.huggingface_hub.types import (
        TextGenerationOutputPrefillToken as TextGenerationOutputPrefillToken,
    )
    from inferwire.compat.huggingface_hub.types import TextGenerationOutputToken as TextGenerationOutputToken
    from inferwire.compat.huggingface_hub.types import TextGenerationStreamOutput as TextGenerationStreamOutput
    from inferwire.compat.huggingface_hub.types import (
        TextGenerationStreamOutputStreamDetails as TextGenerationStreamOutputStreamDetails,
    )
    from inferwire.compat.huggingface_hub.types import (
        TextGenerationStreamOutputToken as TextGenerationStreamOutputToken,
    )
    from inferwire.compat.huggingface_hub.types import TextToAudioEarlyStoppingEnum as TextToAudioEarlyStoppingEnum
    from inferwire.compat.huggingface_hub.types import (
        TextToAudioGenerationParameters as TextToAudioGenerationParameters,
    )
    from inferwire.compat.huggingface_hub.types import TextToAudioInput as TextToAudioInput
    from inferwire.compat.huggingface_hub.types import TextToAudioOutput as TextToAudioOutput
    from inferwire.compat.huggingface_hub.types import TextToAudioParameters as TextToAudioParameters
    from inferwire.compat.huggingface_hub.types import TextToImageInput as TextToImageInput
    from inferwire.compat.huggingface_hub.types import TextToImageOutput as TextToImageOutput
    from inferwire.compat.huggingface_hub.types import TextToImageParameters as TextToImageParameters
    from inferwire.compat.huggingface_hub.types import TextToSpeechEarlyStoppingEnum as TextToSpeechEarlyStoppingEnum
    from inferwire.compat.huggingface_hub.types import (
        TextToSpeechGenerationParameters as TextToSpeechGenerationParameters,
    )
    from inferwire.compat.huggingface_hub.types import TextToSpeechInput as TextToSpeechInput
    from inferwire.compat.huggingface_hub.types import TextToSpeechOutput as TextToSpeechOutput
    from inferwire.compat.huggingface_hub.types import TextToSpeechParameters as TextToSpeechParameters
    from inferwire.compat.huggingface_hub.types import TextToVideoInput as TextToVideoInput
    from inferwire.compat.huggingface_hub.types import TextToVideoOutput as TextToVideoOutput
    from inferwire.compat.huggingface_hub.types import TextToVideoParameters as TextToVideoParameters
    from inferwire.compat.huggingface_hub.types import (
        TokenClassificationAggregationStrategy as TokenClassificationAggregationStrategy,
    )
    from inferwire.compat.huggingface_hub.types import TokenClassificationInput as TokenClassificationInput
    from inferwire.compat.huggingface_hub.types import (
        TokenClassificationOutputElement as TokenClassificationOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import TokenClassificationParameters as TokenClassificationParameters
    from inferwire.compat.huggingface_hub.types import TranslationInput as TranslationInput
    from inferwire.compat.huggingface_hub.types import TranslationOutput as TranslationOutput
    from inferwire.compat.huggingface_hub.types import TranslationParameters as TranslationParameters
    from inferwire.compat.huggingface_hub.types import TranslationTruncationStrategy as TranslationTruncationStrategy
    from inferwire.compat.huggingface_hub.types import TypeEnum as TypeEnum
    from inferwire.compat.huggingface_hub.types import VideoClassificationInput as VideoClassificationInput
    from inferwire.compat.huggingface_hub.types import (
        VideoClassificationOutputElement as VideoClassificationOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        VideoClassificationOutputTransform as VideoClassificationOutputTransform,
    )
    from inferwire.compat.huggingface_hub.types import VideoClassificationParameters as VideoClassificationParameters
    from inferwire.compat.huggingface_hub.types import VisualQuestionAnsweringInput as VisualQuestionAnsweringInput
    from inferwire.compat.huggingface_hub.types import (
        VisualQuestionAnsweringInputData as VisualQuestionAnsweringInputData,
    )
    from inferwire.compat.huggingface_hub.types import (
        VisualQuestionAnsweringOutputElement as VisualQuestionAnsweringOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        VisualQuestionAnsweringParameters as VisualQuestionAnsweringParameters,
    )
    from inferwire.compat.huggingface_hub.types import ZeroShotClassificationInput as ZeroShotClassificationInput
    from inferwire.compat.huggingface_hub.types import (
        ZeroShotClassificationOutputElement as ZeroShotClassificationOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        ZeroShotClassificationParameters as ZeroShotClassificationParameters,
    )
    from inferwire.compat.huggingface_hub.types import (
        ZeroShotImageClassificationInput as ZeroShotImageClassificationInput,
    )
    from inferwire.compat.huggingface_hub.types import (
        ZeroShotImageClassificationOutputElement as ZeroShotImageClassificationOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        ZeroShotImageClassificationParameters as ZeroShotImageClassificationParameters,
    )
    from inferwire.compat.huggingface_hub.types import (
        ZeroShotObjectDetectionBoundingBox as ZeroShotObjectDetectionBoundingBox,
    )
    from inferwire.compat.huggingface_hub.types import ZeroShotObjectDetectionInput as ZeroShotObjectDetectionInput
    from inferwire.compat.huggingface_hub.types import (
        ZeroShotObjectDetectionOutputElement as ZeroShotObjectDetectionOutputElement,
    )
    from inferwire.compat.huggingface_hub.types import (
        ZeroShotObjectDetectionParameters as ZeroShotObjectDetectionParameters,
    )
    from inferwire_runtime.compat.errors import BadRequestError as BadRequestError
    from inferwire_runtime.compat.errors import GenerationError as GenerationError
    from inferwire_runtime.compat.errors import HfHubHTTPError as HfHubHTTPError
    from inferwire_runtime.compat.errors import IncompleteGenerationError as IncompleteGenerationError
    from inferwire_runtime.compat.errors import InferenceTimeoutError as InferenceTimeoutError
    from inferwire_runtime.compat.errors import OverloadedError as OverloadedError
    from inferwire_runtime.compat.errors import RepositoryNotFoundError as RepositoryNotFoundError
    from inferwire_runtime.compat.errors import TextGenerationError as TextGenerationError
    from inferwire_runtime.compat.errors import UnknownError as UnknownError
    from inferwire_runtime.compat.errors import ValidationError as ValidationError
    from inferwire_runtime.compat.install import Installation as Installation
    from inferwire_runtime.compat.install import uninstall as uninstall
    from inferwire_runtime.compat.objects import BaseInferenceType as BaseInferenceType
    from inferwire_runtime.compat.objects import dataclass_with_extra as dataclass_with_extra

_TYPES = (
    "AudioClassificationInput",
    "AudioClassificationOutputElement",
    "AudioClassificationParameters",
    "AudioToAudioInput",
    "AudioToAudioOutputElement",
    "AudioToAudioParameters",
    "AutomaticSpeechRecognitionGenerationParameters",
    "AutomaticSpeechRecognitionInput",
    "AutomaticSpeechRecognitionOutput",
    "AutomaticSpeechRecognitionOutputChunk",
    "AutomaticSpeechRecognitionParameters",
    "ChatCompletionInput",
    "ChatCompletionInputAudio",
    "ChatCompletionInputFile",
    "ChatCompletionInputFunctionDefinition",
    "ChatCompletionInputFunctionName",
    "ChatCompletionInputJSONSchema",
    "ChatCompletionInputMessage",
    "ChatCompletionInputMessageChunk",
    "ChatCompletionInputResponseFormatJSONObject",
    "ChatCompletionInputResponseFormatJSONSchema",
    "ChatCompletionInputResponseFormatText",
    "ChatCompletionInputStreamOptions",
    "ChatCompletionInputTool",
    "ChatCompletionInputToolCall",
    "ChatCompletionInputToolCallFunction",
    "ChatCompletionInputToolChoiceClass",
    "ChatCompletionInputURL",
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
    "ConversationalInput",
    "ConversationalInputData",
    "ConversationalOutput",
    "ConversationalOutputConversation",
    "ConversationalParameters",
    "DepthEstimationInput",
    "DepthEstimationOutput",
    "DepthEstimationParameters",
    "DocumentQuestionAnsweringInput",
    "DocumentQuestionAnsweringInputData",
    "DocumentQuestionAnsweringOutputElement",
    "DocumentQuestionAnsweringParameters",
    "FeatureExtractionInput",
    "FillMaskInput",
    "FillMaskOutputElement",
    "FillMaskParameters",
    "ImageClassificationInput",
    "ImageClassificationOutputElement",
    "ImageClassificationParameters",
    "ImageSegmentationInput",
    "ImageSegmentationOutputElement",
    "ImageSegmentationParameters",
    "ImageTextToImageInput",
    "ImageTextToImageOutput",
    "ImageTextToImageParameters",
    "ImageTextToImageTargetSize",
    "ImageTextToVideoInput",
    "ImageTextToVideoOutput",
    "ImageTextToVideoParameters",
    "ImageTextToVideoTargetSize",
    "ImageToImageInput",
    "ImageToImageOutput",
    "ImageToImageParameters",
    "ImageToImageTargetSize",
    "ImageToTextGenerationParameters",
    "ImageToTextInput",
    "ImageToTextOutput",
    "ImageToTextParameters",
    "ImageToVideoInput",
    "ImageToVideoOutput",
    "ImageToVideoParameters",
    "ImageToVideoTargetSize",
    "ObjectDetectionBoundingBox",
    "ObjectDetectionInput",
    "ObjectDetectionOutputElement",
    "ObjectDetectionParameters",
    "QuestionAnsweringInput",
    "QuestionAnsweringInputData",
    "QuestionAnsweringOutputElement",
    "QuestionAnsweringParameters",
    "SentenceSimilarityInput",
    "SentenceSimilarityInputData",
    "SentenceSimilarityParameters",
    "SummarizationInput",
    "SummarizationOutput",
    "SummarizationParameters",
    "TableQuestionAnsweringInput",
    "TableQuestionAnsweringInputData",
    "TableQuestionAnsweringOutputElement",
    "TableQuestionAnsweringParameters",
    "TabularClassificationInput",
    "TabularClassificationInputData",
    "TabularClassificationParameters",
    "TabularRegressionInput",
    "TabularRegressionInputData",
    "TabularRegressionParameters",
    "TextClassificationInput",
    "TextClassificationOutputElement",
    "TextClassificationParameters",
    "TextGenerationInput",
    "TextGenerationInputGenerateParameters",
    "TextGenerationInputGrammarType",
    "TextGenerationInputJsonSchemaConfig",
    "TextGenerationOutput",
    "TextGenerationOutputBestOfSequence",
    "TextGenerationOutputDetails",
    "TextGenerationOutputPrefillToken",
    "TextGenerationOutputToken",
    "TextGenerationStreamOutput",
    "TextGenerationStreamOutputStreamDetails",
    "TextToAudioGenerationParameters",
    "TextToAudioInput",
    "TextToAudioOutput",
    "TextToAudioParameters",
    "TextToImageInput",
    "TextToImageOutput",
    "TextToImageParameters",
    "TextToSpeechGenerationParameters",
    "TextToSpeechInput",
    "TextToSpeechOutput",
    "TextToSpeechParameters",
    "TextToVideoInput",
    "TextToVideoOutput",
    "TextToVideoParameters",
    "TokenClassificationInput",
    "TokenClassificationOutputElement",
    "TokenClassificationParameters",
    "TranslationInput",
    "TranslationOutput",
    "TranslationParameters",
    "VideoClassificationInput",
    "VideoClassificationOutputElement",
    "VideoClassificationParameters",
    "VisualQuestionAnsweringInput",
    "VisualQuestionAnsweringInputData",
    "VisualQuestionAnsweringOutputElement",
    "VisualQuestionAnsweringParameters",
    "ZeroShotClassificationInput",
    "ZeroShotClassificationOutputElement",
    "ZeroShotClassificationParameters",
    "ZeroShotImageClassificationInput",
    "ZeroShotImageClassificationOutputElement",
    "ZeroShotImageClassificationParameters",
    "ZeroShotObjectDetectionBoundingBox",
    "ZeroShotObjectDetectionInput",
    "ZeroShotObjectDetectionOutputElement",
    "ZeroShotObjectDetectionParameters",
    "AudioClassificationOutputTransform",
    "AutomaticSpeechRecognitionEarlyStoppingEnum",
    "AutomaticSpeechRecognitionReturnTimestamps",
    "ChatCompletionInputGrammarType",
    "ChatCompletionInputMessageChunkType",
    "ChatCompletionInputMessageContent",
    "ChatCompletionInputToolChoice",
    "ChatCompletionInputToolChoiceEnum",
    "FeatureExtractionInputEncodingFormat",
    "FeatureExtractionInputTruncationDirection",
    "FeatureExtractionNumbers",
    "ImageClassificationOutputTransform",
    "ImageSegmentationSubtask",
    "ImageToTextEarlyStoppingEnum",
    "Padding",
    "SummarizationTruncationStrategy",
    "TextClassificationOutputTransform",
    "TextGenerationOutputFinishReason",
    "TextToAudioEarlyStoppingEnum",
    "TextToSpeechEarlyStoppingEnum",
    "TokenClassificationAggregationStrategy",
    "TranslationTruncationStrategy",
    "TypeEnum",
    "VideoClassificationOutputTransform",
    "ChatCompletionStreamOutputUsage",
    "TextGenerationStreamOutputToken",
)
_MODULES = {
    "AsyncInferenceClient": "inferwire.compat.huggingface_hub.clients",
    "InferenceClient": "inferwire.compat.huggingface_hub.clients",
    "BadRequestError": "inferwire_runtime.compat.errors",
    "GenerationError": "inferwire_runtime.compat.errors",
    "HfHubHTTPError": "inferwire_runtime.compat.errors",
    "IncompleteGenerationError": "inferwire_runtime.compat.errors",
    "InferenceTimeoutError": "inferwire_runtime.compat.errors",
    "OverloadedError": "inferwire_runtime.compat.errors",
    "RepositoryNotFoundError": "inferwire_runtime.compat.errors",
    "TextGenerationError": "inferwire_runtime.compat.errors",
    "UnknownError": "inferwire_runtime.compat.errors",
    "ValidationError": "inferwire_runtime.compat.errors",
    "Installation": "inferwire_runtime.compat.install",
    "uninstall": "inferwire_runtime.compat.install",
    "BaseInferenceType": "inferwire_runtime.compat.objects",
    "dataclass_with_extra": "inferwire_runtime.compat.objects",
} | dict.fromkeys(_TYPES, "inferwire.compat.huggingface_hub.types")

__all__ = [
    "AsyncInferenceClient",
    "AudioClassificationInput",
    "AudioClassificationOutputElement",
    "AudioClassificationOutputTransform",
    "AudioClassificationParameters",
    "AudioToAudioInput",
    "AudioToAudioOutputElement",
    "AudioToAudioParameters",
    "AutomaticSpeechRecognitionEarlyStoppingEnum",
    "AutomaticSpeechRecognitionGenerationParameters",
    "AutomaticSpeechRecognitionInput",
    "AutomaticSpeechRecognitionOutput",
    "AutomaticSpeechRecognitionOutputChunk",
    "AutomaticSpeechRecognitionParameters",
    "AutomaticSpeechRecognitionReturnTimestamps",
    "BadRequestError",
    "BaseInferenceType",
    "ChatCompletionInput",
    "ChatCompletionInputAudio",
    "ChatCompletionInputFile",
    "ChatCompletionInputFunctionDefinition",
    "ChatCompletionInputFunctionName",
    "ChatCompletionInputGrammarType",
    "ChatCompletionInputJSONSchema",
    "ChatCompletionInputMessage",
    "ChatCompletionInputMessageChunk",
    "ChatCompletionInputMessageChunkType",
    "ChatCompletionInputMessageContent",
    "ChatCompletionInputResponseFormatJSONObject",
    "ChatCompletionInputResponseFormatJSONSchema",
    "ChatCompletionInputResponseFormatText",
    "ChatCompletionInputStreamOptions",
    "ChatCompletionInputTool",
    "ChatCompletionInputToolCall",
    "ChatCompletionInputToolCallFunction",
    "ChatCompletionInputToolChoice",
    "ChatCompletionInputToolChoiceClass",
    "ChatCompletionInputToolChoiceEnum",
    "ChatCompletionInputURL",
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
    "ChatCompletionStreamOutputUsage",
    "ConversationalInput",
    "ConversationalInputData",
    "ConversationalOutput",
    "ConversationalOutputConversation",
    "ConversationalParameters",
    "DepthEstimationInput",
    "DepthEstimationOutput",
    "DepthEstimationParameters",
    "DocumentQuestionAnsweringInput",
    "DocumentQuestionAnsweringInputData",
    "DocumentQuestionAnsweringOutputElement",
    "DocumentQuestionAnsweringParameters",
    "FeatureExtractionInput",
    "FeatureExtractionInputEncodingFormat",
    "FeatureExtractionInputTruncationDirection",
    "FeatureExtractionNumbers",
    "FillMaskInput",
    "FillMaskOutputElement",
    "FillMaskParameters",
    "GenerationError",
    "HfHubHTTPError",
    "ImageClassificationInput",
    "ImageClassificationOutputElement",
    "ImageClassificationOutputTransform",
    "ImageClassificationParameters",
    "ImageSegmentationInput",
    "ImageSegmentationOutputElement",
    "ImageSegmentationParameters",
    "ImageSegmentationSubtask",
    "ImageTextToImageInput",
    "ImageTextToImageOutput",
    "ImageTextToImageParameters",
    "ImageTextToImageTargetSize",
    "ImageTextToVideoInput",
    "ImageTextToVideoOutput",
    "ImageTextToVideoParameters",
    "ImageTextToVideoTargetSize",
    "ImageToImageInput",
    "ImageToImageOutput",
    "ImageToImageParameters",
    "ImageToImageTargetSize",
    "ImageToTextEarlyStoppingEnum",
    "ImageToTextGenerationParameters",
    "ImageToTextInput",
    "ImageToTextOutput",
    "ImageToTextParameters",
    "ImageToVideoInput",
    "ImageToVideoOutput",
    "ImageToVideoParameters",
    "ImageToVideoTargetSize",
    "IncompleteGenerationError",
    "InferenceClient",
    "InferenceTimeoutError",
    "Installation",
    "ObjectDetectionBoundingBox",
    "ObjectDetectionInput",
    "ObjectDetectionOutputElement",
    "ObjectDetectionParameters",
    "OverloadedError",
    "Padding",
    "QuestionAnsweringInput",
    "QuestionAnsweringInputData",
    "QuestionAnsweringOutputElement",
    "QuestionAnsweringParameters",
    "RepositoryNotFoundError",
    "SentenceSimilarityInput",
    "SentenceSimilarityInputData",
    "SentenceSimilarityParameters",
    "SummarizationInput",
    "SummarizationOutput",
    "SummarizationParameters",
    "SummarizationTruncationStrategy",
    "TableQuestionAnsweringInput",
    "TableQuestionAnsweringInputData",
    "TableQuestionAnsweringOutputElement",
    "TableQuestionAnsweringParameters",
    "TabularClassificationInput",
    "TabularClassificationInputData",
    "TabularClassificationParameters",
    "TabularRegressionInput",
    "TabularRegressionInputData",
    "TabularRegressionParameters",
    "TextClassificationInput",
    "TextClassificationOutputElement",
    "TextClassificationOutputTransform",
    "TextClassificationParameters",
    "TextGenerationError",
    "TextGenerationInput",
    "TextGenerationInputGenerateParameters",
    "TextGenerationInputGrammarType",
    "TextGenerationInputJsonSchemaConfig",
    "TextGenerationOutput",
    "TextGenerationOutputBestOfSequence",
    "TextGenerationOutputDetails",
    "TextGenerationOutputFinishReason",
    "TextGenerationOutputPrefillToken",
    "TextGenerationOutputToken",
    "TextGenerationStreamOutput",
    "TextGenerationStreamOutputStreamDetails",
    "TextGenerationStreamOutputToken",
    "TextToAudioEarlyStoppingEnum",
    "TextToAudioGenerationParameters",
    "TextToAudioInput",
    "TextToAudioOutput",
    "TextToAudioParameters",
    "TextToImageInput",
    "TextToImageOutput",
    "TextToImageParameters",
    "TextToSpeechEarlyStoppingEnum",
    "TextToSpeechGenerationParameters",
    "TextToSpeechInput",
    "TextToSpeechOutput",
    "TextToSpeechParameters",
    "TextToVideoInput",
    "TextToVideoOutput",
    "TextToVideoParameters",
    "TokenClassificationAggregationStrategy",
    "TokenClassificationInput",
    "TokenClassificationOutputElement",
    "TokenClassificationParameters",
    "TranslationInput",
    "TranslationOutput",
    "TranslationParameters",
    "TranslationTruncationStrategy",
    "TypeEnum",
    "UnknownError",
    "ValidationError",
    "VideoClassificationInput",
    "VideoClassificationOutputElement",
    "VideoClassificationOutputTransform",
    "VideoClassificationParameters",
    "VisualQuestionAnsweringInput",
    "VisualQuestionAnsweringInputData",
    "VisualQuestionAnsweringOutputElement",
    "VisualQuestionAnsweringParameters",
    "ZeroShotClassificationInput",
    "ZeroShotClassificationOutputElement",
    "ZeroShotClassificationParameters",
    "ZeroShotImageClassificationInput",
    "ZeroShotImageClassificationOutputElement",
    "ZeroShotImageClassificationParameters",
    "ZeroShotObjectDetectionBoundingBox",
    "ZeroShotObjectDetectionInput",
    "ZeroShotObjectDetectionOutputElement",
    "ZeroShotObjectDetectionParameters",
    "dataclass_with_extra",
    "install",
    "uninstall",
]


def install() -> "Installation":
    """Replace huggingface_hub's clients and types with these, in every module that has imported them.

    Returns:
        The installation: its `uninstall`, or the end of a ``with`` block, undoes it.

    Raises:
        ImportError: If huggingface_hub is not installed.
    """
    from inferwire.compat.huggingface_hub import clients, types
    from inferwire_runtime.compat.install import Installation

    names = ("AsyncInferenceClient", "InferenceClient")
    replacements = {name: getattr(clients, name) for name in names}
    return Installation(replacements | {name: getattr(types, name) for name in _TYPES if name[0] != "_"})


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a public name on first use."""
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name]), name)
        return value

    def __dir__() -> list[str]:
        """Return the names of the public attributes."""
        return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "_MODULES", "_TYPES"})

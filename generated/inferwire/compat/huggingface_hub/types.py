# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""The types of huggingface_hub by their names: dataclasses that are dictionaries as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from inferwire_runtime.compat.objects import BaseInferenceType, dataclass_with_extra


@dataclass_with_extra
class AudioClassificationInput(BaseInferenceType):
    """Takes an audio clip and returns its most likely classes with their scores."""

    inputs: str
    """Audio to classify."""

    parameters: AudioClassificationParameters | None = None
    """Parameters for audio classification."""


@dataclass_with_extra
class AudioClassificationOutputElement(BaseInferenceType):
    """A class with its score."""

    label: str
    """Name of the class."""

    score: float
    """Probability of the class, normally between 0 and 1; a raw logit if no function was applied."""


@dataclass_with_extra
class AudioClassificationParameters(BaseInferenceType):
    """Parameters for audio classification."""

    function_to_apply: AudioClassificationOutputTransform | None = None
    """Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`. Server default: `softmax`."""

    top_k: int | None = None
    """Maximum number of classes to return, most likely first."""


@dataclass_with_extra
class AudioToAudioInput(BaseInferenceType):
    """Takes an audio clip and returns one or more processed clips, such as separated sources or enhanced speech."""

    inputs: str
    """Audio to process."""

    parameters: AudioToAudioParameters | None = None
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class AudioToAudioOutputElement(BaseInferenceType):
    """An output audio clip."""

    blob: Any
    """Encoded audio of the clip."""

    content_type: str
    """Media type of `blob`, such as `audio/flac`."""

    label: str
    """Label of the clip, such as the name of the separated source."""


@dataclass_with_extra
class AudioToAudioParameters(BaseInferenceType):
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class AutomaticSpeechRecognitionGenerationParameters(BaseInferenceType):
    """Generation settings.

    The server defaults are those of transformers; a model's own generation config may override them.
    """

    do_sample: bool | None = None
    """Sample each token from the distribution; if False, decode greedily or with beam search. Server default: False."""

    early_stopping: bool | AutomaticSpeechRecognitionEarlyStoppingEnum | None = None
    """When to stop beam search: True as soon as there are `num_beams` complete candidates, False when better candidates
    are unlikely (a heuristic), "never" only when there can be no better candidates. Server default: False."""

    epsilon_cutoff: float | None = None
    """Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003 to 0.0009
    (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    eta_cutoff: float | None = None
    """Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls as the entropy of
    the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    max_length: int | None = None
    """Maximum length of the prompt plus the generated tokens. Server default: 20."""

    max_new_tokens: int | None = None
    """Maximum number of tokens to generate, prompt not included. Overrides `max_length`."""

    min_length: int | None = None
    """Minimum length of the prompt plus the generated tokens. Server default: 0."""

    min_new_tokens: int | None = None
    """Minimum number of tokens to generate, prompt not included. Overrides `min_length`."""

    num_beam_groups: int | None = None
    """Number of groups to split the beams into for diverse beam search (https://hf.co/papers/1610.02424). `num_beams`
    must be divisible by it. Server default: 1."""

    num_beams: int | None = None
    """Number of beams for beam search; 1 turns beam search off. Server default: 1."""

    penalty_alpha: float | None = None
    """Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the confidence of the
    model."""

    temperature: float | None = None
    """Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values above 1 flatten it.
    Used only when sampling. Server default: 1.0."""

    top_k: int | None = None
    """Sample only from the k most likely tokens. Server default: 50."""

    top_p: float | None = None
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value,
    between 0 and 1. At 1, no token is excluded. Server default: 1.0."""

    typical_p: float | None = None
    """Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers tokens about as
    surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is excluded. Server default: 1.0."""

    use_cache: bool | None = None
    """Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server default: True."""


@dataclass_with_extra
class AutomaticSpeechRecognitionInput(BaseInferenceType):
    """Takes recorded speech and returns its transcript, with timestamps on request."""

    inputs: str
    """Recorded speech to transcribe."""

    parameters: AutomaticSpeechRecognitionParameters | None = None
    """Parameters for speech recognition."""


@dataclass_with_extra
class AutomaticSpeechRecognitionOutput(BaseInferenceType):
    """Transcript of the recording."""

    text: str
    """Full transcript."""

    chunks: list[AutomaticSpeechRecognitionOutputChunk] | None = None
    """Segments of the transcript in chronological order; present only if `return_timestamps` was set."""


@dataclass_with_extra
class AutomaticSpeechRecognitionOutputChunk(BaseInferenceType):
    """A segment of the transcript with its timestamps."""

    text: str
    """Text of the segment."""

    timestamp: tuple[float | None, float | None] | None = None
    """Start and end of the segment, in seconds from the beginning of the recording."""


@dataclass_with_extra
class AutomaticSpeechRecognitionParameters(BaseInferenceType):
    """Parameters for speech recognition."""

    generation_parameters: AutomaticSpeechRecognitionGenerationParameters | None = None
    """Generation settings, for models that generate the transcript token by token."""

    return_timestamps: bool | AutomaticSpeechRecognitionReturnTimestamps | None = None
    """Also return `chunks`: segments of the transcript with their start and end times. Server default: False."""


@dataclass_with_extra
class ChatCompletionInput(BaseInferenceType):
    """Takes a conversation as a list of messages and returns the assistant's next message, whole or streamed."""

    messages: list[ChatCompletionInputMessage]
    """Messages of the conversation so far, oldest first."""

    frequency_penalty: float | None = None
    """Penalty between -2 and 2 on each token, in proportion to how often it has already occurred; positive values
    reduce verbatim repetition. Server default: 0."""

    logit_bias: Mapping[str, float] | None = None
    """Bias between -100 and 100 for each of the listed tokens, added to its logit before sampling; -100 effectively
    bans a token and 100 forces it. Ignored by the server."""

    logprobs: bool | None = None
    """Return the log probability of each generated token with the message. Server default: False."""

    max_tokens: int | None = None
    """Maximum number of tokens to generate. Server default: 1024."""

    model: str | None = None
    """ID of the model, such as `mistralai/Mistral-7B-Instruct-v0.2`. Ignored by servers that host a single model."""

    n: int | None = None
    """How many completions to generate; the tokens of every completion are billed. Ignored by the server, which returns
    1."""

    presence_penalty: float | None = None
    """Penalty between -2 and 2 on each token that has already occurred, however often; positive values encourage new
    topics. Server default: 0."""

    reasoning_effort: str | None = None
    """How much a reasoning model may think before it responds: usually `none`, `minimal`, `low`, `medium`, `high` or
    `xhigh`. Less effort is faster and uses fewer tokens. Accepted values and the default depend on the provider and the
    model."""

    response_format: ChatCompletionInputGrammarType | None = None
    """Format of the response: free text, any JSON object, or JSON that matches a schema. Default: free text."""

    seed: int | None = None
    """Seed for sampling; the same seed and request should return the same response. Random by default."""

    stop: str | list[str] | None = None
    """Sequences that stop the generation as soon as one is produced; at most 4."""

    stream: bool | None = None
    """Stream the response as server-sent events. Server default: False."""

    stream_options: ChatCompletionInputStreamOptions | None = None
    """Options for a streamed response; used only if `stream` is True."""

    temperature: float | None = None
    """Sampling temperature between 0 and 2: low values make the output predictable, high values make it varied. Change
    either this or `top_p`, not both. Server default: 1."""

    tool_choice: ChatCompletionInputToolChoice | None = None
    """Whether the model may, must or must not call tools, or which function it must call. Server default: `auto`."""

    tool_prompt: str | None = None
    """Text to insert before the list of tools in the prompt."""

    tools: list[ChatCompletionInputTool] | None = None
    """Tools the model may call: functions whose arguments it writes as JSON. Functions are the only supported type."""

    top_logprobs: int | None = None
    """How many of the most likely tokens to return at each position with their log probabilities, between 0 and 5.
    Requires `logprobs`."""

    top_p: float | None = None
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value,
    between 0 and 1 (0.1 keeps the top 10% of the probability mass). Server default: 1."""

    max_completion_tokens: int | None = None
    """Maximum number of tokens to generate, reasoning included. Newer name of `max_tokens`."""

    metadata: Mapping[str, str] | None = None
    """Up to 16 pairs of strings that the provider stores with the response."""

    parallel_tool_calls: bool | None = None
    """Whether the model may call several tools at once."""

    prediction: Mapping[str, Any] | None = None
    """Text that most of the response will match, such as a file to edit: `{"type": "content", "content": ...}`."""

    service_tier: str | None = None
    """How the request is processed and billed: `auto`, `default`, `flex` or `priority`."""

    store: bool | None = None
    """Whether the provider may store the response."""

    user: str | None = None
    """ID of your end user, with which the provider detects abuse."""

    verbosity: str | None = None
    """How long the response should be: `low`, `medium` or `high`."""


@dataclass_with_extra
class ChatCompletionInputAudio(BaseInferenceType):
    """An audio file."""

    data: Any
    """The file, or its content in base64."""

    format: str | None = None
    """Format, such as `wav` or `mp3`. Default: detected from the content."""


@dataclass_with_extra
class ChatCompletionInputFile(BaseInferenceType):
    """A document, such as a PDF file."""

    file_data: Any | None = None
    """The file, or a `data:` URL that contains it in base64."""

    file_id: str | None = None
    """ID of a file that was uploaded to the server before."""

    filename: str | None = None
    """Name of the file. Default: the name of the file that is passed."""


@dataclass_with_extra
class ChatCompletionInputFunctionDefinition(BaseInferenceType):
    """A function that the model can call."""

    name: str
    """Name of the function."""

    description: str | None = None
    """What the function does; the model uses it to decide when to call the function."""

    parameters: Any | None = None
    """Arguments of the function, as a JSON Schema object."""


@dataclass_with_extra
class ChatCompletionInputFunctionName(BaseInferenceType):
    """Name of a function."""

    name: str
    """Name of the function, as listed in `tools`."""


@dataclass_with_extra
class ChatCompletionInputJSONSchema(BaseInferenceType):
    """A named JSON Schema for responses."""

    name: str
    """Name of the format."""

    description: str | None = None
    """What the format is for; helps the model to fill it in."""

    schema: Mapping[str, Any] | None = None
    """JSON Schema that the response must match."""

    strict: bool | None = None
    """Enforce `schema` strictly instead of treating it as guidance."""


@dataclass_with_extra
class ChatCompletionInputMessage(BaseInferenceType):
    """A message of the conversation: its author and either content or tool calls."""

    role: str
    """Role of the author: `system`, `user`, `assistant` or `tool`."""

    content: ChatCompletionInputMessageContent | None = None
    """Content of the message: plain text, or a list of text and image parts."""

    name: str | None = None
    """Name of the author, to distinguish participants that have the same role."""

    tool_call_id: str | int | None = None
    """ID of the tool call that this message is the result of; for messages with the role `tool`."""

    tool_calls: list[ChatCompletionInputToolCall] | None = None
    """Tool calls that the assistant made in this message."""


@dataclass_with_extra
class ChatCompletionInputMessageChunk(BaseInferenceType):
    """Part of a message.

    Media files are sent as data URLs, or as base64 where servers expect it.
    """

    type: ChatCompletionInputMessageChunkType
    """Type of the part; always `text`."""

    audio_url: ChatCompletionInputURL | None = None
    """URL of the audio."""

    file: ChatCompletionInputFile | None = None
    """Document of the part."""

    image_url: ChatCompletionInputURL | None = None
    """URL of the image."""

    input_audio: ChatCompletionInputAudio | None = None
    """Audio of the part."""

    text: str | None = None
    """Text of the part."""

    video_url: ChatCompletionInputURL | None = None
    """URL of the video."""


@dataclass_with_extra
class ChatCompletionInputResponseFormatJSONObject(BaseInferenceType):
    """Any JSON object."""

    type: Literal["json_object"]
    """Type of the format; always `json_object`."""


@dataclass_with_extra
class ChatCompletionInputResponseFormatJSONSchema(BaseInferenceType):
    """JSON that matches a schema."""

    json_schema: ChatCompletionInputJSONSchema
    """Schema of the response, with its name and strictness."""

    type: Literal["json_schema"]
    """Type of the format; always `json_schema`."""


@dataclass_with_extra
class ChatCompletionInputResponseFormatText(BaseInferenceType):
    """Free text."""

    type: Literal["text"]
    """Type of the format; always `text`."""


@dataclass_with_extra
class ChatCompletionInputStreamOptions(BaseInferenceType):
    """Options for a streamed response."""

    include_usage: bool | None = None
    """Send one more event at the end of the stream, with empty `choices` and the token usage of the whole request in
    `usage`; `usage` is None in all earlier events."""


@dataclass_with_extra
class ChatCompletionInputTool(BaseInferenceType):
    """A tool that the model can call."""

    function: ChatCompletionInputFunctionDefinition
    """Function that the tool provides."""

    type: str
    """Type of the tool; always `function`."""


@dataclass_with_extra
class ChatCompletionInputToolCall(BaseInferenceType):
    """A tool call that the assistant made earlier in the conversation."""

    function: ChatCompletionInputToolCallFunction
    """Function that was called."""

    id: str | int
    """ID of the call, as returned by the model."""

    type: str
    """Type of the tool; always `function`."""


@dataclass_with_extra
class ChatCompletionInputToolCallFunction(BaseInferenceType):
    """Function that the model called."""

    arguments: str
    """Arguments of the call: a JSON object, as a string."""

    name: str
    """Name of the function."""


@dataclass_with_extra
class ChatCompletionInputToolChoiceClass(BaseInferenceType):
    """The model must call a specific function."""

    function: ChatCompletionInputFunctionName
    """Function that the model must call."""


@dataclass_with_extra
class ChatCompletionInputURL(BaseInferenceType):
    """URL of a media file."""

    url: Any
    """HTTP(S) URL of the file, a `data:` URL that contains it in base64, or the file itself, but not its path as a
    string."""


@dataclass_with_extra
class ChatCompletionOutput(BaseInferenceType):
    """Response of the assistant, with token usage."""

    choices: list[ChatCompletionOutputComplete]
    """Completions; usually just one."""

    created: int | float
    """Time when the response was created, in seconds since the Unix epoch."""

    id: str
    """ID of the response."""

    model: str
    """Model that generated the response."""

    system_fingerprint: str
    """Version of the software that served the request."""

    usage: ChatCompletionOutputUsage
    """Token usage of the request."""


@dataclass_with_extra
class ChatCompletionOutputComplete(BaseInferenceType):
    """A complete response of the assistant."""

    finish_reason: str
    """Why the generation stopped, such as `stop`, `length` or `tool_calls`."""

    index: int
    """Index of the completion in `choices`."""

    message: ChatCompletionOutputMessage
    """Message of the assistant: text or tool calls."""

    logprobs: ChatCompletionOutputLogprobs | None = None
    """Log probabilities of the generated tokens; None unless `logprobs` was set."""


@dataclass_with_extra
class ChatCompletionOutputFunctionDefinition(BaseInferenceType):
    """A function call written by the model."""

    arguments: str
    """Arguments as a JSON string. The model may generate invalid JSON: validate it before use."""

    name: str
    """Name of the function to call."""

    description: str | None = None
    """What the function does, if the server returns it."""

    parameters: Any | None = None
    """Name of `arguments` in older servers."""


@dataclass_with_extra
class ChatCompletionOutputLogprob(BaseInferenceType):
    """A generated token with its log probability and the most likely alternatives."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less."""

    token: str
    """Text of the token."""

    top_logprobs: list[ChatCompletionOutputTopLogprob]
    """Most likely tokens at this position; as many as `top_logprobs` requests."""


@dataclass_with_extra
class ChatCompletionOutputLogprobs(BaseInferenceType):
    """Log probabilities of the generated tokens."""

    content: list[ChatCompletionOutputLogprob]
    """One entry per generated token, in order."""


@dataclass_with_extra
class ChatCompletionOutputMessage(BaseInferenceType):
    """Message of the assistant: text or tool calls."""

    role: str
    """Role of the author; always `assistant`."""

    content: str | None = None
    """Text of the message."""

    tool_call_id: str | None = None
    """ID of the tool call that the message belongs to, if any."""

    tool_calls: list[ChatCompletionOutputToolCall] | None = None
    """Tool calls requested by the model."""

    annotations: list[Any] | None = None
    """Citations, as the server sends them."""

    reasoning: str | None = None
    """Reasoning of the model before its response."""

    reasoning_content: str | None = None
    """The same as `reasoning`; servers send one or the other."""

    reasoning_details: list[Any] | None = None
    """Reasoning to send back with the message, as the server sends it."""

    refusal: str | None = None
    """Why the model refused to respond."""


@dataclass_with_extra
class ChatCompletionOutputToolCall(BaseInferenceType):
    """A tool call requested by the model."""

    function: ChatCompletionOutputFunctionDefinition
    """Function to call, with its arguments."""

    id: str | int
    """ID of the call; send it back with the result."""

    type: str
    """Type of the tool; always `function`."""


@dataclass_with_extra
class ChatCompletionOutputTopLogprob(BaseInferenceType):
    """One of the most likely tokens at a position."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less."""

    token: str
    """Text of the token."""


@dataclass_with_extra
class ChatCompletionOutputUsage(BaseInferenceType):
    """Token usage of the request."""

    completion_tokens: int
    """Number of generated tokens."""

    prompt_tokens: int
    """Number of tokens in the prompt, chat template included."""

    total_tokens: int
    """Total number of tokens in the prompt and the response."""

    completion_tokens_details: Mapping[str, Any] | None = None
    """Kinds of the generated tokens, such as `reasoning_tokens`."""

    prompt_tokens_details: Mapping[str, Any] | None = None
    """Kinds of the prompt's tokens, such as `cached_tokens`."""


@dataclass_with_extra
class ChatCompletionStreamOutput(BaseInferenceType):
    """An event of a streamed chat completion: the next chunk of the assistant's message."""

    choices: list[ChatCompletionStreamOutputChoice]
    """Next chunk of each completion; empty in an event that only reports `usage`."""

    created: int | float
    """Time when the response was created, in seconds since the Unix epoch."""

    id: str
    """ID of the response, the same in all its events."""

    model: str
    """Model that generates the response."""

    system_fingerprint: str
    """Version of the software that serves the request."""

    usage: ChatCompletionOutputUsage | None = None
    """Token usage of the whole request; None except in the last event, and there only if `include_usage` was set."""


@dataclass_with_extra
class ChatCompletionStreamOutputChoice(BaseInferenceType):
    """Next chunk of a completion."""

    delta: ChatCompletionStreamOutputDelta
    """What the event adds to the message."""

    index: int
    """Index of the completion that the chunk belongs to."""

    finish_reason: str | None = None
    """Why the generation stopped, such as `stop`, `length` or `tool_calls`; None until the last chunk."""

    logprobs: ChatCompletionStreamOutputLogprobs | None = None
    """Log probabilities of the chunk's tokens; None unless `logprobs` was set."""


@dataclass_with_extra
class ChatCompletionStreamOutputDelta(BaseInferenceType):
    """Delta of the message: text or fragments of tool calls."""

    role: str
    """Role of the author; always `assistant`."""

    content: str | None = None
    """Text to append to the message."""

    tool_call_id: str | None = None
    """ID of the tool call that the text belongs to, if any."""

    tool_calls: list[ChatCompletionStreamOutputDeltaToolCall] | None = None
    """Fragments of tool calls to merge into the message."""

    reasoning: str | None = None
    """Reasoning of the model before its response."""

    reasoning_content: str | None = None
    """The same as `reasoning`; servers send one or the other."""

    refusal: str | None = None
    """Why the model refused to respond."""


@dataclass_with_extra
class ChatCompletionStreamOutputDeltaToolCall(BaseInferenceType):
    """Fragment of a tool call."""

    function: ChatCompletionStreamOutputFunction
    """Fragment of the function call."""

    id: str
    """ID of the tool call."""

    index: int
    """Index of the tool call in the message."""

    type: str
    """Type of the tool; always `function`."""


@dataclass_with_extra
class ChatCompletionStreamOutputFunction(BaseInferenceType):
    """Fragment of a function call."""

    arguments: str
    """Next fragment of the arguments' JSON string, to append to the earlier ones."""

    name: str | None = None
    """Name of the function to call; may be None after the first fragment."""


@dataclass_with_extra
class ChatCompletionStreamOutputLogprob(BaseInferenceType):
    """A generated token with its log probability and the most likely alternatives."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less."""

    token: str
    """Text of the token."""

    top_logprobs: list[ChatCompletionStreamOutputTopLogprob]
    """Most likely tokens at this position; as many as `top_logprobs` requests."""


@dataclass_with_extra
class ChatCompletionStreamOutputLogprobs(BaseInferenceType):
    """Log probabilities of the chunk's tokens."""

    content: list[ChatCompletionStreamOutputLogprob]
    """One entry per generated token, in order."""


@dataclass_with_extra
class ChatCompletionStreamOutputTopLogprob(BaseInferenceType):
    """One of the most likely tokens at a position."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less."""

    token: str
    """Text of the token."""


@dataclass_with_extra
class ConversationalInput(BaseInferenceType):
    """Takes a user message and the earlier turns, and returns the model's response (legacy; see chat-completion)."""

    inputs: ConversationalInputData
    """New message with the conversation so far."""

    parameters: ConversationalParameters | None = None
    """Parameters for the generation of the response."""


@dataclass_with_extra
class ConversationalInputData(BaseInferenceType):
    """New message with the conversation so far."""

    text: str
    """Latest message of the user."""

    generated_responses: list[str] | None = None
    """Earlier responses of the model, oldest first; as many as `past_user_inputs`."""

    past_user_inputs: list[str] | None = None
    """Earlier messages of the user, oldest first."""


@dataclass_with_extra
class ConversationalOutput(BaseInferenceType):
    """Response of the model, with the updated conversation."""

    generated_text: str
    """Text of the response."""

    conversation: ConversationalOutputConversation | None = None
    """Conversation including the latest message and response; send it with the next message."""

    warnings: list[str] | None = None
    """Warnings from the server, if any."""


@dataclass_with_extra
class ConversationalOutputConversation(BaseInferenceType):
    """Conversation including the latest message and response; send it with the next message."""

    generated_responses: list[str]
    """All responses of the model, oldest first."""

    past_user_inputs: list[str]
    """All messages of the user, oldest first."""


@dataclass_with_extra
class ConversationalParameters(BaseInferenceType):
    """Parameters for the generation of the response."""

    max_length: int | None = None
    """Maximum length of the response, in tokens."""

    max_time: float | None = None
    """Time limit for the generation, in seconds. A soft limit: a response can take slightly longer."""

    min_length: int | None = None
    """Minimum length of the response, in tokens."""

    repetition_penalty: float | None = None
    """Penalty on tokens that have already occurred; 1 means no penalty, higher values discourage repetition."""

    temperature: float | None = None
    """Sampling temperature: 1 leaves the token distribution unchanged, lower values sharpen it, higher values flatten
    it. Server default: 1.0."""

    top_k: int | None = None
    """Sample only from the k most likely tokens."""

    top_p: float | None = None
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value,
    between 0 and 1."""


@dataclass_with_extra
class DepthEstimationInput(BaseInferenceType):
    """Takes an image and returns the estimated depth of every pixel."""

    inputs: str
    """Image to estimate the depth of."""

    parameters: DepthEstimationParameters | None = None
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class DepthEstimationOutput(BaseInferenceType):
    """Estimated depth of every pixel of the image."""

    depth: Any | None = None
    """Depth map as a grayscale image."""

    predicted_depth: Any | None = None
    """Raw depth values from the model, as a tensor."""


@dataclass_with_extra
class DepthEstimationParameters(BaseInferenceType):
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class DocumentQuestionAnsweringInput(BaseInferenceType):
    """Takes an image of a document and a question, and returns answers found in the document."""

    inputs: DocumentQuestionAnsweringInputData
    """Image of a document, with a question about it."""

    parameters: DocumentQuestionAnsweringParameters | None = None
    """Parameters for document question answering."""


@dataclass_with_extra
class DocumentQuestionAnsweringInputData(BaseInferenceType):
    """Image of a document, with a question about it."""

    image: str
    """Image of the document."""

    question: str
    """Question about the document."""


@dataclass_with_extra
class DocumentQuestionAnsweringOutputElement(BaseInferenceType):
    """An answer."""

    answer: str
    """Text of the answer, as it appears in the document."""

    end: int
    """Index of the answer's last word, counted as for `start`."""

    score: float
    """Probability of the answer, between 0 and 1."""

    start: int
    """Index of the answer's first word among the words found by OCR or those in `word_boxes`."""


@dataclass_with_extra
class DocumentQuestionAnsweringParameters(BaseInferenceType):
    """Parameters for document question answering."""

    doc_stride: int | None = None
    """Number of tokens that neighboring chunks share when the document is too long for the model. Server default: 256,
    or half of `max_seq_len` if that is lower."""

    handle_impossible_answer: bool | None = None
    """Allow the result that the document contains no answer. Server default: False."""

    lang: str | None = None
    """Language of the text in the image, for OCR. Server default: English."""

    max_answer_len: int | None = None
    """Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15."""

    max_question_len: int | None = None
    """Maximum length of the question, in tokens; the rest is truncated. Server default: 64."""

    max_seq_len: int | None = None
    """Maximum length of a chunk, in tokens, including the question; longer documents are split into chunks that overlap
    by `doc_stride`. Server default: the model's own limit."""

    top_k: int | None = None
    """Maximum number of answers to return, most likely first; there may be fewer. Server default: 1."""

    word_boxes: list[str | tuple[float, float, float, float]] | None = None
    """Words of the document with their bounding boxes, in coordinates from 0 to 1000. If set, OCR is skipped."""


@dataclass_with_extra
class FeatureExtractionInput(BaseInferenceType):
    """Takes one or more texts and returns an embedding for each."""

    inputs: str | list[str]
    """Text to embed, or a list of texts."""

    normalize: bool | None = None
    """Normalize each vector to length 1. Server default: True."""

    prompt_name: str | None = None
    """Key into the `prompts` of the model's sentence-transformers configuration; that prompt is prepended to every
    text. For example, "query" may prepend "query: ". By default no prompt is prepended."""

    truncate: bool | None = None
    """Truncate texts that exceed the model's limit; if False, they are an error. Server default: False."""

    truncation_direction: FeatureExtractionInputTruncationDirection | None = None
    """Side from which to truncate. Server default: `right`."""

    dimensions: int | None = None
    """Number of dimensions of the vectors; for models that can shorten them."""

    encoding_format: FeatureExtractionInputEncodingFormat | None = None
    """How the server sends the numbers; the result is the same."""


@dataclass_with_extra
class FillMaskInput(BaseInferenceType):
    """Takes text with a masked word and returns the most likely words to fill the mask."""

    inputs: str
    """Text with the model's mask token, such as `[MASK]` or `<mask>`, in each place to fill."""

    parameters: FillMaskParameters | None = None
    """Parameters for mask filling."""


@dataclass_with_extra
class FillMaskOutputElement(BaseInferenceType):
    """A candidate for the mask."""

    score: float
    """Probability of the candidate, between 0 and 1."""

    sequence: str
    """Full text with the mask filled."""

    token: int
    """ID of the token that fills the mask."""

    token_str: str | None = None
    """Text of the token that fills the mask."""


@dataclass_with_extra
class FillMaskParameters(BaseInferenceType):
    """Parameters for mask filling."""

    targets: list[str] | None = None
    """Score only these words instead of the whole vocabulary. A word that is not in the model's vocabulary is tokenized
    and its first token is used, with a warning; this can be slower."""

    top_k: int | None = None
    """Maximum number of candidates to return, most likely first. Server default: 5."""


@dataclass_with_extra
class ImageClassificationInput(BaseInferenceType):
    """Takes an image and returns its most likely classes with their scores."""

    inputs: str
    """Image to classify."""

    parameters: ImageClassificationParameters | None = None
    """Parameters for image classification."""


@dataclass_with_extra
class ImageClassificationOutputElement(BaseInferenceType):
    """A class with its score."""

    label: str
    """Name of the class."""

    score: float
    """Probability of the class, normally between 0 and 1; a raw logit if no function was applied."""


@dataclass_with_extra
class ImageClassificationParameters(BaseInferenceType):
    """Parameters for image classification."""

    function_to_apply: ImageClassificationOutputTransform | None = None
    """Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`. Server default: `sigmoid`
    for multi-label and single-output models, otherwise `softmax`."""

    top_k: int | None = None
    """Maximum number of classes to return, most likely first. Server default: 5."""


@dataclass_with_extra
class ImageSegmentationInput(BaseInferenceType):
    """Takes an image and returns labeled masks of its segments."""

    inputs: str
    """Image to segment."""

    parameters: ImageSegmentationParameters | None = None
    """Parameters for image segmentation."""


@dataclass_with_extra
class ImageSegmentationOutputElement(BaseInferenceType):
    """A segment of the image."""

    label: str
    """Class of the segment."""

    mask: Any
    """Black-and-white image of the same size as the input; the segment is white."""

    score: float | None = None
    """Confidence of the model in the segment, between 0 and 1."""


@dataclass_with_extra
class ImageSegmentationParameters(BaseInferenceType):
    """Parameters for image segmentation."""

    mask_threshold: float | None = None
    """Threshold, between 0 and 1, above which a pixel belongs to a mask. Server default: 0.5."""

    overlap_mask_area_threshold: float | None = None
    """Fraction, between 0 and 1, of a mask's area that must remain after overlaps are resolved; smaller, disconnected
    masks are discarded. Server default: 0.5."""

    subtask: ImageSegmentationSubtask | None = None
    """Type of segmentation: `instance` (individual objects), `semantic` (a class for each pixel) or `panoptic` (both).
    The model must support it; by default the server chooses."""

    threshold: float | None = None
    """Minimum score, between 0 and 1, of the segments to return. Server default: 0.9."""


@dataclass_with_extra
class ImageTextToImageInput(BaseInferenceType):
    """Takes an image, a text prompt or both, and returns a new image.

    At least one of the two is required.
    """

    inputs: str | None = None
    """Image to start from. Required if `prompt` is omitted."""

    parameters: ImageTextToImageParameters | None = None
    """Parameters for image generation, including the prompt."""


@dataclass_with_extra
class ImageTextToImageOutput(BaseInferenceType):
    """Image generated from the input image, the prompt or both."""

    image: Any
    """Encoded image, sent as the raw body of the response."""


@dataclass_with_extra
class ImageTextToImageParameters(BaseInferenceType):
    """Parameters for image generation, including the prompt."""

    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, at the cost of image
    quality. The default depends on the model."""

    negative_prompt: str | None = None
    """What the image should not contain."""

    num_inference_steps: int | None = None
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the image. The default
    depends on the model."""

    prompt: str | None = None
    """Text prompt that describes the image to generate. Required if no image is passed."""

    seed: int | None = None
    """Seed of the random number generator; the same seed and request should return the same image. Random by default."""

    target_size: ImageTextToImageTargetSize | None = None
    """Width and height of the generated image, in pixels. Ignored by providers and models that do not support it."""


@dataclass_with_extra
class ImageTextToImageTargetSize(BaseInferenceType):
    """Width and height of the generated image, in pixels.

    Ignored by providers and models that do not support it.
    """

    height: int
    """Height of the generated image, in pixels."""

    width: int
    """Width of the generated image, in pixels."""


@dataclass_with_extra
class ImageTextToVideoInput(BaseInferenceType):
    """Takes an image, a text prompt or both, and returns a video.

    At least one of the two is required.
    """

    inputs: str | None = None
    """Image to start from. Required if `prompt` is omitted."""

    parameters: ImageTextToVideoParameters | None = None
    """Parameters for video generation, including the prompt."""


@dataclass_with_extra
class ImageTextToVideoOutput(BaseInferenceType):
    """Video generated from the image, the prompt or both."""

    video: Any
    """Encoded video, sent as the raw body of the response."""


@dataclass_with_extra
class ImageTextToVideoParameters(BaseInferenceType):
    """Parameters for video generation, including the prompt."""

    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, at the cost of image
    quality. The default depends on the model."""

    negative_prompt: str | None = None
    """What the video should not contain."""

    num_frames: int | None = None
    """Number of frames in the video. The default depends on the model."""

    num_inference_steps: int | None = None
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the video. The default
    depends on the model."""

    prompt: str | None = None
    """Text prompt that describes the video to generate. Required if no image is passed."""

    seed: int | None = None
    """Seed of the random number generator; the same seed and request should return the same video. Random by default."""

    target_size: ImageTextToVideoTargetSize | None = None
    """Width and height of the generated video, in pixels."""


@dataclass_with_extra
class ImageTextToVideoTargetSize(BaseInferenceType):
    """Width and height of the generated video, in pixels."""

    height: int
    """Height of the generated video, in pixels."""

    width: int
    """Width of the generated video, in pixels."""


@dataclass_with_extra
class ImageToImageInput(BaseInferenceType):
    """Takes an image and optionally a text prompt, and returns a transformed image."""

    inputs: str
    """Image to transform."""

    parameters: ImageToImageParameters | None = None
    """Parameters for image generation, including the prompt."""


@dataclass_with_extra
class ImageToImageOutput(BaseInferenceType):
    """Transformed image."""

    image: Any | None = None
    """Encoded image, sent as the raw body of the response."""


@dataclass_with_extra
class ImageToImageParameters(BaseInferenceType):
    """Parameters for image generation, including the prompt."""

    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, at the cost of image
    quality. The default depends on the model."""

    negative_prompt: str | None = None
    """What the image should not contain."""

    num_inference_steps: int | None = None
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the image. The default
    depends on the model."""

    prompt: str | None = None
    """Text prompt that describes the image to generate."""

    target_size: ImageToImageTargetSize | None = None
    """Width and height of the generated image, in pixels. Ignored by providers and models that do not support it."""


@dataclass_with_extra
class ImageToImageTargetSize(BaseInferenceType):
    """Width and height of the generated image, in pixels.

    Ignored by providers and models that do not support it.
    """

    height: int
    """Height of the generated image, in pixels."""

    width: int
    """Width of the generated image, in pixels."""


@dataclass_with_extra
class ImageToTextGenerationParameters(BaseInferenceType):
    """Generation settings.

    The server defaults are those of transformers; a model's own generation config may override them.
    """

    do_sample: bool | None = None
    """Sample each token from the distribution; if False, decode greedily or with beam search. Server default: False."""

    early_stopping: bool | ImageToTextEarlyStoppingEnum | None = None
    """When to stop beam search: True as soon as there are `num_beams` complete candidates, False when better candidates
    are unlikely (a heuristic), "never" only when there can be no better candidates. Server default: False."""

    epsilon_cutoff: float | None = None
    """Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003 to 0.0009
    (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    eta_cutoff: float | None = None
    """Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls as the entropy of
    the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    max_length: int | None = None
    """Maximum length of the prompt plus the generated tokens. Server default: 20."""

    max_new_tokens: int | None = None
    """Maximum number of tokens to generate, prompt not included. Overrides `max_length`."""

    min_length: int | None = None
    """Minimum length of the prompt plus the generated tokens. Server default: 0."""

    min_new_tokens: int | None = None
    """Minimum number of tokens to generate, prompt not included. Overrides `min_length`."""

    num_beam_groups: int | None = None
    """Number of groups to split the beams into for diverse beam search (https://hf.co/papers/1610.02424). `num_beams`
    must be divisible by it. Server default: 1."""

    num_beams: int | None = None
    """Number of beams for beam search; 1 turns beam search off. Server default: 1."""

    penalty_alpha: float | None = None
    """Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the confidence of the
    model."""

    temperature: float | None = None
    """Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values above 1 flatten it.
    Used only when sampling. Server default: 1.0."""

    top_k: int | None = None
    """Sample only from the k most likely tokens. Server default: 50."""

    top_p: float | None = None
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value,
    between 0 and 1. At 1, no token is excluded. Server default: 1.0."""

    typical_p: float | None = None
    """Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers tokens about as
    surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is excluded. Server default: 1.0."""

    use_cache: bool | None = None
    """Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server default: True."""


@dataclass_with_extra
class ImageToTextInput(BaseInferenceType):
    """Takes an image and returns text, such as a caption or the text found in the image."""

    inputs: str
    """Image to caption or to read text from."""

    parameters: ImageToTextParameters | None = None
    """Parameters for text generation."""


@dataclass_with_extra
class ImageToTextOutput(BaseInferenceType):
    """Text generated from the image."""

    generated_text: str | None = None
    """Caption of the image, or the text found in it."""


@dataclass_with_extra
class ImageToTextParameters(BaseInferenceType):
    """Parameters for text generation."""

    generation_parameters: ImageToTextGenerationParameters | None = None
    """Generation settings, such as sampling, beams and length limits."""

    max_new_tokens: int | None = None
    """Maximum number of tokens to generate."""


@dataclass_with_extra
class ImageToVideoInput(BaseInferenceType):
    """Takes an image and optionally a text prompt, and returns a video that starts from the image."""

    inputs: str
    """Image to animate."""

    parameters: ImageToVideoParameters | None = None
    """Parameters for video generation, including the prompt."""


@dataclass_with_extra
class ImageToVideoOutput(BaseInferenceType):
    """Video generated from the image."""

    video: Any
    """Encoded video, sent as the raw body of the response."""


@dataclass_with_extra
class ImageToVideoParameters(BaseInferenceType):
    """Parameters for video generation, including the prompt."""

    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, at the cost of image
    quality. The default depends on the model."""

    negative_prompt: str | None = None
    """What the video should not contain."""

    num_frames: int | None = None
    """Number of frames in the video. The default depends on the model."""

    num_inference_steps: int | None = None
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the video. The default
    depends on the model."""

    prompt: str | None = None
    """Text prompt that describes the video to generate."""

    seed: int | None = None
    """Seed of the random number generator; the same seed and request should return the same video. Random by default."""

    target_size: ImageToVideoTargetSize | None = None
    """Width and height of the generated video, in pixels."""


@dataclass_with_extra
class ImageToVideoTargetSize(BaseInferenceType):
    """Width and height of the generated video, in pixels."""

    height: int
    """Height of the generated video, in pixels."""

    width: int
    """Width of the generated video, in pixels."""


@dataclass_with_extra
class ObjectDetectionBoundingBox(BaseInferenceType):
    """Bounding box in pixels; x grows to the right and y downwards from the image's top left corner."""

    xmax: int | float
    """Right edge, in pixels."""

    xmin: int | float
    """Left edge, in pixels."""

    ymax: int | float
    """Bottom edge, in pixels."""

    ymin: int | float
    """Top edge, in pixels."""


@dataclass_with_extra
class ObjectDetectionInput(BaseInferenceType):
    """Takes an image and returns the objects in it with labels, scores and bounding boxes."""

    inputs: str
    """Image to detect objects in."""

    parameters: ObjectDetectionParameters | None = None
    """Parameters for object detection."""


@dataclass_with_extra
class ObjectDetectionOutputElement(BaseInferenceType):
    """An object detected in the image."""

    box: ObjectDetectionBoundingBox
    """Bounding box of the object, in pixels from the image's top left corner."""

    label: str
    """Class of the object."""

    score: float
    """Confidence of the model in the object, between 0 and 1."""


@dataclass_with_extra
class ObjectDetectionParameters(BaseInferenceType):
    """Parameters for object detection."""

    threshold: float | None = None
    """Minimum score, between 0 and 1, of the objects to return. Server default: 0.5."""


@dataclass_with_extra
class QuestionAnsweringInput(BaseInferenceType):
    """Takes a question and a context, and returns answers extracted from the context."""

    inputs: QuestionAnsweringInputData
    """Question, and the context to answer it from."""

    parameters: QuestionAnsweringParameters | None = None
    """Parameters for question answering."""


@dataclass_with_extra
class QuestionAnsweringInputData(BaseInferenceType):
    """Question, and the context to answer it from."""

    context: str
    """Text that contains the answer."""

    question: str
    """Question to answer."""


@dataclass_with_extra
class QuestionAnsweringOutputElement(BaseInferenceType):
    """An answer."""

    answer: str
    """Passage of the context that answers the question."""

    end: int
    """Index just after the answer's last character in the context."""

    score: float
    """Probability of the answer, between 0 and 1."""

    start: int
    """Index of the answer's first character in the context."""


@dataclass_with_extra
class QuestionAnsweringParameters(BaseInferenceType):
    """Parameters for question answering."""

    align_to_words: bool | None = None
    """Extend answers to whole words. Helps in languages that put spaces between words; can hurt in others, such as
    Chinese and Japanese. Server default: True."""

    doc_stride: int | None = None
    """Number of tokens that neighboring chunks share when the context is too long for the model. Server default: 128,
    or half of `max_seq_len` if that is lower."""

    handle_impossible_answer: bool | None = None
    """Allow the result that the context contains no answer. Server default: False."""

    max_answer_len: int | None = None
    """Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15."""

    max_question_len: int | None = None
    """Maximum length of the question, in tokens; the rest is truncated. Server default: 64."""

    max_seq_len: int | None = None
    """Maximum length of a chunk, in tokens, including the question; longer contexts are split into chunks that overlap
    by `doc_stride`. Server default: 384, or the model's limit if that is lower."""

    top_k: int | None = None
    """Maximum number of answers to return, most likely first; there may be fewer. Server default: 1."""


@dataclass_with_extra
class SentenceSimilarityInput(BaseInferenceType):
    """Takes a sentence and a list of other sentences, and returns how similar in meaning each one is to the first."""

    inputs: SentenceSimilarityInputData
    """Sentence, and the sentences to compare it with."""

    parameters: SentenceSimilarityParameters | None = None
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class SentenceSimilarityInputData(BaseInferenceType):
    """Sentence, and the sentences to compare it with."""

    sentences: list[str]
    """Sentences to score."""

    source_sentence: str
    """Sentence to compare the others with. Some models also accept phrases or longer passages."""


@dataclass_with_extra
class SentenceSimilarityParameters(BaseInferenceType):
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class SummarizationInput(BaseInferenceType):
    """Takes text and returns a summary of it."""

    inputs: str
    """Text to summarize."""

    parameters: SummarizationParameters | None = None
    """Parameters for summarization."""


@dataclass_with_extra
class SummarizationOutput(BaseInferenceType):
    """Summary of the text."""

    summary_text: str
    """Text of the summary."""


@dataclass_with_extra
class SummarizationParameters(BaseInferenceType):
    """Parameters for summarization."""

    clean_up_tokenization_spaces: bool | None = None
    """Remove superfluous spaces, such as those before punctuation, from the summary. Server default: False."""

    generate_parameters: Mapping[str, Any] | None = None
    """Further generation settings by name, such as `max_length` or `num_beams`."""

    truncation: SummarizationTruncationStrategy | None = None
    """How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair first, or only its
    first or second part. Server default: `do_not_truncate`."""


@dataclass_with_extra
class TableQuestionAnsweringInput(BaseInferenceType):
    """Takes a table and a question, and returns an answer derived from cells of the table."""

    inputs: TableQuestionAnsweringInputData
    """Table, and a question about it."""

    parameters: TableQuestionAnsweringParameters | None = None
    """Parameters for table question answering."""


@dataclass_with_extra
class TableQuestionAnsweringInputData(BaseInferenceType):
    """Table, and a question about it."""

    question: str
    """Question about the table."""

    table: Mapping[str, list[str]]
    """Columns of the table: maps each column name to its cells, one per row, all as strings."""


@dataclass_with_extra
class TableQuestionAnsweringOutputElement(BaseInferenceType):
    """An answer."""

    answer: str
    """Text of the answer; starts with the aggregator and ` > ` if there is one, as in `SUM > 3, 4`."""

    cells: list[str]
    """Values of the cells that the answer is derived from, in the order of `coordinates`."""

    coordinates: list[tuple[int, int]]
    """Coordinates of the cells that the answer is derived from."""

    aggregator: str | None = None
    """Operation that combines the cells into the answer, such as `SUM`, `AVERAGE` or `COUNT`; only from models that
    aggregate."""


@dataclass_with_extra
class TableQuestionAnsweringParameters(BaseInferenceType):
    """Parameters for table question answering."""

    padding: Padding | None = None
    """How to pad short inputs: not at all, to the longest in the batch, or to the model's limit. Server default:
    `do_not_pad`."""

    sequential: bool | None = None
    """Process questions one by one instead of as a batch: slower, but required by models such as SQA, whose questions
    depend on earlier ones. Server default: False."""

    truncation: bool | None = None
    """Drop rows from a table that is too long for the model. Server default: False."""


@dataclass_with_extra
class TabularClassificationInput(BaseInferenceType):
    """Takes the rows of a table and returns a class for each row."""

    inputs: TabularClassificationInputData
    """Table whose rows to classify."""

    parameters: TabularClassificationParameters | None = None
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class TabularClassificationInputData(BaseInferenceType):
    """Table whose rows to classify."""

    data: Mapping[str, list[str]]
    """Columns of the table: maps each column name to its values, one per row, all as strings."""


@dataclass_with_extra
class TabularClassificationParameters(BaseInferenceType):
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class TabularRegressionInput(BaseInferenceType):
    """Takes the rows of a table and returns a predicted number for each row."""

    inputs: TabularRegressionInputData
    """Table whose rows to predict a number for."""

    parameters: TabularRegressionParameters | None = None
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class TabularRegressionInputData(BaseInferenceType):
    """Table whose rows to predict a number for."""

    data: Mapping[str, list[str]]
    """Columns of the table: maps each column name to its values, one per row, all as strings."""


@dataclass_with_extra
class TabularRegressionParameters(BaseInferenceType):
    """Parameters of the task; currently none are defined."""


@dataclass_with_extra
class TextClassificationInput(BaseInferenceType):
    """Takes text and returns its most likely classes with their scores."""

    inputs: str
    """Text to classify."""

    parameters: TextClassificationParameters | None = None
    """Parameters for text classification."""


@dataclass_with_extra
class TextClassificationOutputElement(BaseInferenceType):
    """A class with its score."""

    label: str
    """Name of the class."""

    score: float
    """Probability of the class, normally between 0 and 1; a raw logit if no function was applied."""


@dataclass_with_extra
class TextClassificationParameters(BaseInferenceType):
    """Parameters for text classification."""

    function_to_apply: TextClassificationOutputTransform | None = None
    """Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`. Server default: `none` for
    regression models, `sigmoid` for multi-label and single-output models, otherwise `softmax`."""

    top_k: int | None = None
    """Maximum number of classes to return, most likely first."""


@dataclass_with_extra
class TextGenerationInput(BaseInferenceType):
    """Takes a prompt and returns its continuation, whole or streamed token by token."""

    inputs: str
    """Prompt to continue."""

    parameters: TextGenerationInputGenerateParameters | None = None
    """Parameters for text generation."""

    stream: bool | None = None
    """Stream the tokens as server-sent events. Server default: False."""


@dataclass_with_extra
class TextGenerationInputGenerateParameters(BaseInferenceType):
    """Parameters for text generation."""

    adapter_id: str | None = None
    """ID of the LoRA adapter to apply to the model. By default no adapter is applied."""

    best_of: int | None = None
    """Number of sequences to generate, of which only the one with the highest log probability is returned; values above
    1 require sampling and cannot be combined with `seed` or streaming. Server default: 1."""

    decoder_input_details: bool | None = None
    """Also return the IDs and log probabilities of the prompt tokens, as `prefill` in the details. Server default:
    False."""

    details: bool | None = None
    """Also return `details`, such as the tokens and why the generation stopped. Server default: True."""

    do_sample: bool | None = None
    """Sample each token from the distribution instead of always choosing the most likely one. Server default: False."""

    frequency_penalty: float | None = None
    """Penalty, greater than -2 and at most 2, on each token in proportion to how often it has already occurred;
    positive values reduce verbatim repetition. Server default: 0."""

    grammar: TextGenerationInputGrammarType | None = None
    """Constraint on the generated text: JSON that matches a schema, or a regular expression. By default there is no
    constraint."""

    max_new_tokens: int | None = None
    """Maximum number of tokens to generate. Server default: 1024."""

    repetition_penalty: float | None = None
    """Penalty, greater than 0, on tokens that have already occurred; 1.0 means no penalty
    (https://arxiv.org/abs/1909.05858). Server default: 1.0."""

    return_full_text: bool | None = None
    """Prepend the prompt to the generated text. Server default: False."""

    seed: int | None = None
    """Seed for sampling, greater than 0; the same seed and request should return the same text. Random by default."""

    stop: list[str] | None = None
    """Sequences that stop the generation as soon as one is produced; at most 4."""

    temperature: float | None = None
    """Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values above 1 flatten it.
    Server default: 1.0."""

    top_k: int | None = None
    """Sample only from the k most likely tokens. By default there is no such limit."""

    top_n_tokens: int | None = None
    """How many of the most likely tokens to return as `top_tokens` at each position. Does not affect which token is
    chosen."""

    top_p: float | None = None
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value,
    greater than 0 and at most 1 (servers may reject exactly 1). Server default: 1.0, which excludes no token."""

    truncate: int | None = None
    """Maximum number of prompt tokens; only the last tokens of a longer prompt are kept. By default prompts are not
    truncated."""

    typical_p: float | None = None
    """Probability mass, greater than 0 and at most 1 (servers may reject exactly 1), of the tokens kept by locally
    typical sampling (https://arxiv.org/abs/2202.00666). Server default: 1.0, which excludes no token."""

    watermark: bool | None = None
    """Watermark the text statistically, so that it can be recognized as generated (https://arxiv.org/abs/2301.10226).
    Server default: False."""


@dataclass_with_extra
class TextGenerationInputGrammarType(BaseInferenceType):
    """Constraint on the generated text."""

    type: TypeEnum
    """Type of the constraint; always `json`."""

    value: Any
    """JSON Schema that the text must match."""


@dataclass_with_extra
class TextGenerationInputJsonSchemaConfig(BaseInferenceType):
    """A JSON Schema with an optional name."""

    schema: Any
    """The JSON Schema."""

    name: str | None = None
    """Name of the schema."""


@dataclass_with_extra
class TextGenerationOutput(BaseInferenceType):
    """Continuation of the prompt, with details of its tokens on request."""

    generated_text: str
    """Continuation of the prompt; starts with the prompt itself if `return_full_text` was set."""

    details: TextGenerationOutputDetails | None = None
    """Details of the generation and its tokens; None unless requested."""


@dataclass_with_extra
class TextGenerationOutputBestOfSequence(BaseInferenceType):
    """A generated sequence that was not chosen."""

    finish_reason: TextGenerationOutputFinishReason
    """Why the generation stopped: `length` (token limit reached), `eos_token` (end-of-sequence token generated) or
    `stop_sequence` (stop sequence generated)."""

    generated_text: str
    """Text of the sequence."""

    generated_tokens: int
    """Number of tokens in the sequence."""

    prefill: list[TextGenerationOutputPrefillToken]
    """Tokens of the prompt; empty unless `decoder_input_details` was set."""

    tokens: list[TextGenerationOutputToken]
    """Tokens of the sequence, in order."""

    seed: int | None = None
    """Seed that was used for sampling; None without sampling."""

    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """Most likely tokens at each position; present only if `top_n_tokens` was set."""


@dataclass_with_extra
class TextGenerationOutputDetails(BaseInferenceType):
    """Details of the generation and its tokens."""

    finish_reason: TextGenerationOutputFinishReason
    """Why the generation stopped: `length` (token limit reached), `eos_token` (end-of-sequence token generated) or
    `stop_sequence` (stop sequence generated)."""

    generated_tokens: int
    """Number of generated tokens."""

    prefill: list[TextGenerationOutputPrefillToken]
    """Tokens of the prompt; empty unless `decoder_input_details` was set."""

    tokens: list[TextGenerationOutputToken]
    """Generated tokens, in order."""

    best_of_sequences: list[TextGenerationOutputBestOfSequence] | None = None
    """The other generated sequences; present only if `best_of` is above 1."""

    seed: int | None = None
    """Seed that was used for sampling; None without sampling."""

    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """Most likely tokens at each position; present only if `top_n_tokens` was set."""


@dataclass_with_extra
class TextGenerationOutputPrefillToken(BaseInferenceType):
    """A token of the prompt."""

    id: int
    """ID of the token in the model's vocabulary."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less; None for the first token."""

    text: str
    """Text of the token."""


@dataclass_with_extra
class TextGenerationOutputToken(BaseInferenceType):
    """A generated token."""

    id: int
    """ID of the token in the model's vocabulary."""

    logprob: float
    """Natural logarithm of the token's probability, 0 or less."""

    special: bool
    """Whether the token is a special token, such as end-of-sequence, which is not part of the text."""

    text: str
    """Text of the token."""


@dataclass_with_extra
class TextGenerationStreamOutput(BaseInferenceType):
    """An event of a streamed continuation: the next token and, in the last event, the full text."""

    index: int
    """Index of the token in the stream."""

    token: TextGenerationOutputToken
    """Token that the event adds."""

    details: TextGenerationStreamOutputStreamDetails | None = None
    """Details of the generation; None until the last event."""

    generated_text: str | None = None
    """Full continuation; None until the last event."""

    top_tokens: list[TextGenerationOutputToken] | None = None
    """Most likely tokens at this position; empty or absent unless `top_n_tokens` was set."""


@dataclass_with_extra
class TextGenerationStreamOutputStreamDetails(BaseInferenceType):
    """Details of the generation."""

    finish_reason: TextGenerationOutputFinishReason
    """Why the generation stopped: `length` (token limit reached), `eos_token` (end-of-sequence token generated) or
    `stop_sequence` (stop sequence generated)."""

    generated_tokens: int
    """Number of generated tokens."""

    input_length: int
    """Number of tokens in the prompt."""

    seed: int | None = None
    """Seed that was used for sampling; None without sampling."""


@dataclass_with_extra
class TextToAudioGenerationParameters(BaseInferenceType):
    """Generation settings.

    The server defaults are those of transformers; a model's own generation config may override them.
    """

    do_sample: bool | None = None
    """Sample each token from the distribution; if False, decode greedily or with beam search. Server default: False."""

    early_stopping: bool | TextToAudioEarlyStoppingEnum | None = None
    """When to stop beam search: True as soon as there are `num_beams` complete candidates, False when better candidates
    are unlikely (a heuristic), "never" only when there can be no better candidates. Server default: False."""

    epsilon_cutoff: float | None = None
    """Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003 to 0.0009
    (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    eta_cutoff: float | None = None
    """Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls as the entropy of
    the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    max_length: int | None = None
    """Maximum length of the prompt plus the generated tokens. Server default: 20."""

    max_new_tokens: int | None = None
    """Maximum number of tokens to generate, prompt not included. Overrides `max_length`."""

    min_length: int | None = None
    """Minimum length of the prompt plus the generated tokens. Server default: 0."""

    min_new_tokens: int | None = None
    """Minimum number of tokens to generate, prompt not included. Overrides `min_length`."""

    num_beam_groups: int | None = None
    """Number of groups to split the beams into for diverse beam search (https://hf.co/papers/1610.02424). `num_beams`
    must be divisible by it. Server default: 1."""

    num_beams: int | None = None
    """Number of beams for beam search; 1 turns beam search off. Server default: 1."""

    penalty_alpha: float | None = None
    """Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the confidence of the
    model."""

    temperature: float | None = None
    """Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values above 1 flatten it.
    Used only when sampling. Server default: 1.0."""

    top_k: int | None = None
    """Sample only from the k most likely tokens. Server default: 50."""

    top_p: float | None = None
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value,
    between 0 and 1. At 1, no token is excluded. Server default: 1.0."""

    typical_p: float | None = None
    """Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers tokens about as
    surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is excluded. Server default: 1.0."""

    use_cache: bool | None = None
    """Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server default: True."""


@dataclass_with_extra
class TextToAudioInput(BaseInferenceType):
    """Takes text and returns audio generated from it, such as music or speech."""

    inputs: str
    """Description of the audio to generate, or text to speak."""

    parameters: TextToAudioParameters | None = None
    """Parameters for audio generation."""


@dataclass_with_extra
class TextToAudioOutput(BaseInferenceType):
    """Audio generated from the text."""

    audio: str
    """Encoded audio."""

    sampling_rate: float
    """Sampling rate of `audio`, in hertz."""


@dataclass_with_extra
class TextToAudioParameters(BaseInferenceType):
    """Parameters for audio generation."""

    generation_parameters: TextToAudioGenerationParameters | None = None
    """Generation settings, for models that generate audio as tokens."""


@dataclass_with_extra
class TextToImageInput(BaseInferenceType):
    """Takes a text prompt and returns an image generated from it."""

    inputs: str
    """Text prompt that describes the image to generate."""

    parameters: TextToImageParameters | None = None
    """Parameters for image generation."""


@dataclass_with_extra
class TextToImageOutput(BaseInferenceType):
    """Image generated from the prompt."""

    image: Any
    """Encoded image, sent as the raw body of the response."""


@dataclass_with_extra
class TextToImageParameters(BaseInferenceType):
    """Parameters for image generation."""

    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, but values that are too
    high cause saturation and artifacts. The default depends on the model."""

    height: int | None = None
    """Height of the image, in pixels."""

    negative_prompt: str | None = None
    """What the image should not contain."""

    num_inference_steps: int | None = None
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the image. The default
    depends on the model."""

    scheduler: str | None = None
    """Name of a noise scheduler to use instead of the model's own; must be compatible with the model."""

    seed: int | None = None
    """Seed of the random number generator; the same seed and request should return the same image. Random by default."""

    width: int | None = None
    """Width of the image, in pixels."""


@dataclass_with_extra
class TextToSpeechGenerationParameters(BaseInferenceType):
    """Generation settings.

    The server defaults are those of transformers; a model's own generation config may override them.
    """

    do_sample: bool | None = None
    """Sample each token from the distribution; if False, decode greedily or with beam search. Server default: False."""

    early_stopping: bool | TextToSpeechEarlyStoppingEnum | None = None
    """When to stop beam search: True as soon as there are `num_beams` complete candidates, False when better candidates
    are unlikely (a heuristic), "never" only when there can be no better candidates. Server default: False."""

    epsilon_cutoff: float | None = None
    """Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003 to 0.0009
    (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    eta_cutoff: float | None = None
    """Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls as the entropy of
    the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191). Server default: 0.0 (off)."""

    max_length: int | None = None
    """Maximum length of the prompt plus the generated tokens. Server default: 20."""

    max_new_tokens: int | None = None
    """Maximum number of tokens to generate, prompt not included. Overrides `max_length`."""

    min_length: int | None = None
    """Minimum length of the prompt plus the generated tokens. Server default: 0."""

    min_new_tokens: int | None = None
    """Minimum number of tokens to generate, prompt not included. Overrides `min_length`."""

    num_beam_groups: int | None = None
    """Number of groups to split the beams into for diverse beam search (https://hf.co/papers/1610.02424). `num_beams`
    must be divisible by it. Server default: 1."""

    num_beams: int | None = None
    """Number of beams for beam search; 1 turns beam search off. Server default: 1."""

    penalty_alpha: float | None = None
    """Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the confidence of the
    model."""

    temperature: float | None = None
    """Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values above 1 flatten it.
    Used only when sampling. Server default: 1.0."""

    top_k: int | None = None
    """Sample only from the k most likely tokens. Server default: 50."""

    top_p: float | None = None
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value,
    between 0 and 1. At 1, no token is excluded. Server default: 1.0."""

    typical_p: float | None = None
    """Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers tokens about as
    surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is excluded. Server default: 1.0."""

    use_cache: bool | None = None
    """Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server default: True."""


@dataclass_with_extra
class TextToSpeechInput(BaseInferenceType):
    """Takes text and returns it as spoken audio."""

    inputs: str
    """Text to speak."""

    parameters: TextToSpeechParameters | None = None
    """Parameters for speech generation."""


@dataclass_with_extra
class TextToSpeechOutput(BaseInferenceType):
    """Spoken audio of the text."""

    audio: str
    """Encoded audio."""

    sampling_rate: float | None = None
    """Sampling rate of `audio`, in hertz."""


@dataclass_with_extra
class TextToSpeechParameters(BaseInferenceType):
    """Parameters for speech generation."""

    generation_parameters: TextToSpeechGenerationParameters | None = None
    """Generation settings, for models that generate speech as tokens."""


@dataclass_with_extra
class TextToVideoInput(BaseInferenceType):
    """Takes a text prompt and returns a video generated from it."""

    inputs: str
    """Text prompt that describes the video to generate."""

    parameters: TextToVideoParameters | None = None
    """Parameters for video generation."""


@dataclass_with_extra
class TextToVideoOutput(BaseInferenceType):
    """Video generated from the prompt."""

    video: Any
    """Encoded video, sent as the raw body of the response."""


@dataclass_with_extra
class TextToVideoParameters(BaseInferenceType):
    """Parameters for video generation."""

    guidance_scale: float | None = None
    """How closely a diffusion model follows the prompt. Higher values follow it more closely, but values that are too
    high cause saturation and artifacts. The default depends on the model."""

    negative_prompt: str | list[str] | None = None
    """What the video should not contain."""

    num_frames: int | None = None
    """Number of frames in the video. The default depends on the model."""

    num_inference_steps: int | None = None
    """Number of denoising steps of a diffusion model. More steps take longer and usually improve the video. The default
    depends on the model."""

    seed: int | None = None
    """Seed of the random number generator; the same seed and request should return the same video. Random by default."""


@dataclass_with_extra
class TokenClassificationInput(BaseInferenceType):
    """Takes text and returns its labeled tokens or entities, such as names of people and places."""

    inputs: str
    """Text to label."""

    parameters: TokenClassificationParameters | None = None
    """Parameters for token classification."""


@dataclass_with_extra
class TokenClassificationOutputElement(BaseInferenceType):
    """A labeled token or entity."""

    end: int
    """Index just after the last character in the input."""

    score: float
    """Probability of the label, between 0 and 1."""

    start: int
    """Index of the first character in the input."""

    word: str
    """Text of the token or entity."""

    entity: str | None = None
    """Label of the token; present if tokens were not merged."""

    entity_group: str | None = None
    """Label of the entity; present if tokens were merged."""


@dataclass_with_extra
class TokenClassificationParameters(BaseInferenceType):
    """Parameters for token classification."""

    aggregation_strategy: TokenClassificationAggregationStrategy | None = None
    """How to merge labeled tokens into entities."""

    ignore_labels: list[str] | None = None
    """Labels to exclude from the result. Server default: ["O"], which means not an entity."""

    stride: int | None = None
    """Number of tokens that neighboring chunks of a long text share."""


@dataclass_with_extra
class TranslationInput(BaseInferenceType):
    """Takes text and returns its translation into another language."""

    inputs: str
    """Text to translate."""

    parameters: TranslationParameters | None = None
    """Parameters for translation."""


@dataclass_with_extra
class TranslationOutput(BaseInferenceType):
    """Translation of the text."""

    translation_text: str
    """Text in the target language."""


@dataclass_with_extra
class TranslationParameters(BaseInferenceType):
    """Parameters for translation."""

    clean_up_tokenization_spaces: bool | None = None
    """Remove superfluous spaces, such as those before punctuation, from the translation. Server default: False."""

    generate_parameters: Mapping[str, Any] | None = None
    """Further generation settings by name, such as `max_length` or `num_beams`."""

    src_lang: str | None = None
    """Code of the source language, as the model expects it. Required by models with several source languages."""

    tgt_lang: str | None = None
    """Code of the target language, as the model expects it. Required by models with several target languages."""

    truncation: TranslationTruncationStrategy | None = None
    """How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair first, or only its
    first or second part. Server default: `do_not_truncate`."""


@dataclass_with_extra
class VideoClassificationInput(BaseInferenceType):
    """Takes a video and returns its most likely classes with their scores."""

    inputs: str
    """Video to classify."""

    parameters: VideoClassificationParameters | None = None
    """Parameters for video classification."""


@dataclass_with_extra
class VideoClassificationOutputElement(BaseInferenceType):
    """A class with its score."""

    label: str
    """Name of the class."""

    score: float
    """Probability of the class, normally between 0 and 1; a raw logit if no function was applied."""


@dataclass_with_extra
class VideoClassificationParameters(BaseInferenceType):
    """Parameters for video classification."""

    frame_sampling_rate: int | None = None
    """Sampling rate: 1 takes every frame, 2 every other frame, and so on. Server default: 1."""

    function_to_apply: VideoClassificationOutputTransform | None = None
    """Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`. Server default: `softmax`."""

    num_frames: int | None = None
    """Number of frames to sample from the video. Server default: as many as the model expects."""

    top_k: int | None = None
    """Maximum number of classes to return, most likely first. Server default: 5."""


@dataclass_with_extra
class VisualQuestionAnsweringInput(BaseInferenceType):
    """Takes an image and a question about it, and returns likely answers with their scores."""

    inputs: VisualQuestionAnsweringInputData
    """Image, and a question about it."""

    parameters: VisualQuestionAnsweringParameters | None = None
    """Parameters for visual question answering."""


@dataclass_with_extra
class VisualQuestionAnsweringInputData(BaseInferenceType):
    """Image, and a question about it."""

    image: str
    """Image that the question is about."""

    question: str
    """Question about the image."""


@dataclass_with_extra
class VisualQuestionAnsweringOutputElement(BaseInferenceType):
    """An answer."""

    score: float
    """Probability of the answer, between 0 and 1."""

    answer: str | None = None
    """Text of the answer."""


@dataclass_with_extra
class VisualQuestionAnsweringParameters(BaseInferenceType):
    """Parameters for visual question answering."""

    top_k: int | None = None
    """Maximum number of answers to return, most likely first; there may be fewer. Server default: 5."""


@dataclass_with_extra
class ZeroShotClassificationInput(BaseInferenceType):
    """Takes text and candidate labels, and returns how well each label fits the text."""

    inputs: str
    """Text to classify."""

    parameters: ZeroShotClassificationParameters
    """Candidate labels and further parameters."""


@dataclass_with_extra
class ZeroShotClassificationOutputElement(BaseInferenceType):
    """A class with its score."""

    label: str
    """Name of the class."""

    score: float
    """Probability of the class, normally between 0 and 1; a raw logit if no function was applied."""


@dataclass_with_extra
class ZeroShotClassificationParameters(BaseInferenceType):
    """Candidate labels and further parameters for zero-shot classification."""

    candidate_labels: list[str]
    """Labels to choose from."""

    hypothesis_template: str | None = None
    """Template sentence with a `{}` that each label replaces; the score is how well the sentence follows from the text.
    Server default: "This example is {}."."""

    multi_label: bool | None = None
    """Score each label independently, so that several can fit; if False, the labels are mutually exclusive and the
    scores sum to 1. Server default: False."""


@dataclass_with_extra
class ZeroShotImageClassificationInput(BaseInferenceType):
    """Takes an image and candidate labels, and returns how well each label fits the image."""

    inputs: str
    """Image to classify."""

    parameters: ZeroShotImageClassificationParameters
    """Candidate labels and further parameters."""


@dataclass_with_extra
class ZeroShotImageClassificationOutputElement(BaseInferenceType):
    """A class with its score."""

    label: str
    """Name of the class."""

    score: float
    """Probability of the class, normally between 0 and 1; a raw logit if no function was applied."""


@dataclass_with_extra
class ZeroShotImageClassificationParameters(BaseInferenceType):
    """Candidate labels and further parameters for zero-shot image classification."""

    candidate_labels: list[str]
    """Labels to choose from."""

    hypothesis_template: str | None = None
    """Template sentence with a `{}` that each label replaces before it is compared with the image. Server default:
    "This is a photo of {}."."""


@dataclass_with_extra
class ZeroShotObjectDetectionBoundingBox(BaseInferenceType):
    """Bounding box in pixels; x grows to the right and y downwards from the image's top left corner."""

    xmax: int | float
    """Right edge, in pixels."""

    xmin: int | float
    """Left edge, in pixels."""

    ymax: int | float
    """Bottom edge, in pixels."""

    ymin: int | float
    """Top edge, in pixels."""


@dataclass_with_extra
class ZeroShotObjectDetectionInput(BaseInferenceType):
    """Takes an image and candidate labels, and returns the objects that match a label, with scores and bounding boxes."""

    inputs: str
    """Image to detect objects in."""

    parameters: ZeroShotObjectDetectionParameters
    """Labels to look for, and further parameters."""


@dataclass_with_extra
class ZeroShotObjectDetectionOutputElement(BaseInferenceType):
    """An object detected in the image."""

    box: ZeroShotObjectDetectionBoundingBox
    """Bounding box of the object, in pixels from the image's top left corner."""

    label: str
    """Label of the object, from `candidate_labels`."""

    score: float
    """How well the object matches the label, between 0 and 1."""


@dataclass_with_extra
class ZeroShotObjectDetectionParameters(BaseInferenceType):
    """Labels to look for, and further parameters."""

    candidate_labels: list[str]
    """Names or short descriptions of the objects to detect."""


AudioClassificationOutputTransform: TypeAlias = Literal["sigmoid", "softmax", "none"]
AutomaticSpeechRecognitionEarlyStoppingEnum: TypeAlias = Literal["never"]
AutomaticSpeechRecognitionReturnTimestamps: TypeAlias = Literal["word", "char"]
ChatCompletionInputGrammarType: TypeAlias = (
    ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObject
)
ChatCompletionInputMessageChunkType: TypeAlias = Literal[
    "text", "image_url", "input_audio", "video_url", "audio_url", "file"
]
ChatCompletionInputMessageContent: TypeAlias = str | list[ChatCompletionInputMessageChunk]
ChatCompletionInputToolChoice: TypeAlias = Literal["auto", "none", "required"] | ChatCompletionInputToolChoiceClass
ChatCompletionInputToolChoiceEnum: TypeAlias = Literal["auto", "none", "required"]
FeatureExtractionInputEncodingFormat: TypeAlias = Literal["float", "base64"]
FeatureExtractionInputTruncationDirection: TypeAlias = Literal["left", "right"]
FeatureExtractionNumbers: TypeAlias = float | list[float | list[float | list[float]]]
ImageClassificationOutputTransform: TypeAlias = Literal["sigmoid", "softmax", "none"]
ImageSegmentationSubtask: TypeAlias = Literal["instance", "panoptic", "semantic"]
ImageToTextEarlyStoppingEnum: TypeAlias = Literal["never"]
Padding: TypeAlias = Literal["do_not_pad", "longest", "max_length"]
SummarizationTruncationStrategy: TypeAlias = Literal["do_not_truncate", "longest_first", "only_first", "only_second"]
TextClassificationOutputTransform: TypeAlias = Literal["sigmoid", "softmax", "none"]
TextGenerationOutputFinishReason: TypeAlias = Literal["length", "eos_token", "stop_sequence"] | str
TextToAudioEarlyStoppingEnum: TypeAlias = Literal["never"]
TextToSpeechEarlyStoppingEnum: TypeAlias = Literal["never"]
TokenClassificationAggregationStrategy: TypeAlias = Literal["none", "simple", "first", "average", "max"]
TranslationTruncationStrategy: TypeAlias = Literal["do_not_truncate", "longest_first", "only_first", "only_second"]
TypeEnum: TypeAlias = Literal["json", "regex", "json_schema"]
VideoClassificationOutputTransform: TypeAlias = Literal["sigmoid", "softmax", "none"]
ChatCompletionStreamOutputUsage: TypeAlias = ChatCompletionOutputUsage
TextGenerationStreamOutputToken: TypeAlias = TextGenerationOutputToken

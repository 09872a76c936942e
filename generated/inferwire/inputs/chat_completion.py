# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the chat-completion task."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from inferwire_runtime.media import MediaInput
from inferwire_runtime.options import CallOptions
from inferwire_runtime.schema_inputs import PythonType, ToolInputs


class ChatCompletionInputUrl(TypedDict):
    """URL of a media file."""

    url: MediaInput
    """HTTP(S) URL of the file, a `data:` URL that contains it in base64, or the file itself, but not its path as a string."""


class ChatCompletionInputFunctionDefinition(TypedDict):
    """A function that the model can call."""

    parameters: NotRequired[Any]
    """Arguments of the function, as a JSON Schema object."""

    description: NotRequired[str | None]
    """What the function does; the model uses it to decide when to call the function."""

    name: str
    """Name of the function."""


class ChatCompletionInputResponseFormatText(TypedDict):
    """Free text."""

    type: Literal["text"]
    """Type of the format; always `text`."""


class ChatCompletionInputResponseFormatJSONObject(TypedDict):
    """Any JSON object."""

    type: Literal["json_object"]
    """Type of the format; always `json_object`."""


class ChatCompletionInputJsonSchemaConfig(TypedDict):
    """A named JSON Schema for responses."""

    name: str
    """Name of the format."""

    description: NotRequired[str | None]
    """What the format is for; helps the model to fill it in."""

    schema: NotRequired[dict[str, Any] | None]
    """JSON Schema that the response must match."""

    strict: NotRequired[bool | None]
    """Enforce `schema` strictly instead of treating it as guidance."""


class ChatCompletionInputStreamOptions(TypedDict):
    """Options for a streamed response."""

    include_usage: NotRequired[bool]
    """Send one more event at the end of the stream, with empty `choices` and the token usage of the whole request in `usage`; `usage` is None in all earlier events."""


class ChatCompletionInputFunctionName(TypedDict):
    """Name of a function."""

    name: str
    """Name of the function, as listed in `tools`."""


class ChatCompletionInputTool(TypedDict):
    """A tool that the model can call."""

    function: ChatCompletionInputFunctionDefinition
    """Function that the tool provides."""

    type: str
    """Type of the tool; always `function`."""


class ChatCompletionInputMessageChunkText(TypedDict):
    """Text part."""

    text: str
    """Text of the part."""

    type: Literal["text"]
    """Type of the part; always `text`."""


class ChatCompletionInputMessageChunkImageUrl(TypedDict):
    """Image part."""

    image_url: ChatCompletionInputUrl
    """URL of the image."""

    type: Literal["image_url"]
    """Type of the part; always `image_url`."""


class ChatCompletionInputToolChoiceFunction(TypedDict):
    """The model must call a specific function."""

    function: ChatCompletionInputFunctionName
    """Function that the model must call."""


class ChatCompletionInputToolCallFunction(TypedDict):
    """Function that the model called."""

    name: str
    """Name of the function."""

    arguments: str
    """Arguments of the call: a JSON object, as a string."""


class ChatCompletionInputAudio(TypedDict):
    """An audio file."""

    data: MediaInput
    """The file, or its content in base64."""

    format: NotRequired[str]
    """Format, such as `wav` or `mp3`. Default: detected from the content."""


class ChatCompletionInputFile(TypedDict):
    """A document, such as a PDF file."""

    file_data: NotRequired[MediaInput]
    """The file, or a `data:` URL that contains it in base64."""

    file_id: NotRequired[str]
    """ID of a file that was uploaded to the server before."""

    filename: NotRequired[str]
    """Name of the file. Default: the name of the file that is passed."""


class ChatCompletionInputMessageChunkInputAudio(TypedDict):
    """Audio part."""

    input_audio: ChatCompletionInputAudio
    """Audio of the part."""

    type: Literal["input_audio"]
    """Type of the part; always `input_audio`."""


class ChatCompletionInputMessageChunkVideoUrl(TypedDict):
    """Video part."""

    video_url: ChatCompletionInputUrl
    """URL of the video."""

    type: Literal["video_url"]
    """Type of the part; always `video_url`."""


class ChatCompletionInputMessageChunkAudioUrl(TypedDict):
    """Part with audio at a URL, which some servers read instead of `input_audio`."""

    audio_url: ChatCompletionInputUrl
    """URL of the audio."""

    type: Literal["audio_url"]
    """Type of the part; always `audio_url`."""


class ChatCompletionInputMessageChunkFile(TypedDict):
    """Document part."""

    file: ChatCompletionInputFile
    """Document of the part."""

    type: Literal["file"]
    """Type of the part; always `file`."""


ChatCompletionInputMessageChunk: TypeAlias = (
    ChatCompletionInputMessageChunkText
    | ChatCompletionInputMessageChunkImageUrl
    | ChatCompletionInputMessageChunkInputAudio
    | ChatCompletionInputMessageChunkVideoUrl
    | ChatCompletionInputMessageChunkAudioUrl
    | ChatCompletionInputMessageChunkFile
)
"""Part of a message. Media files are sent as data URLs, or as base64 where servers expect it."""


class ChatCompletionInputToolCall(TypedDict):
    """A tool call that the assistant made earlier in the conversation."""

    function: ChatCompletionInputToolCallFunction
    """Function that was called."""

    id: str | int
    """ID of the call, as returned by the model."""

    type: str
    """Type of the tool; always `function`."""


class ChatCompletionInputResponseFormatJSONSchema(TypedDict):
    """JSON that matches a schema."""

    type: Literal["json_schema"]
    """Type of the format; always `json_schema`."""

    json_schema: ChatCompletionInputJsonSchemaConfig
    """Schema of the response, with its name and strictness."""


ChatCompletionInputToolChoice: TypeAlias = Literal["auto", "none", "required"] | ChatCompletionInputToolChoiceFunction
"""Whether the model may, must or must not call tools, or the one function it must call."""


class ChatCompletionParseKeywords(CallOptions):
    """Keyword arguments of `chat_completion`."""

    frequency_penalty: NotRequired[float | None]
    """Penalty between -2 and 2 on each token, in proportion to how often it has already occurred; positive values reduce verbatim repetition. Server default: 0."""

    logit_bias: NotRequired[dict[str, float] | None]
    """Bias between -100 and 100 for each of the listed tokens, added to its logit before sampling; -100 effectively bans a token and 100 forces it. Ignored by the server."""

    logprobs: NotRequired[bool | None]
    """Return the log probability of each generated token with the message. Server default: False."""

    max_completion_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate, reasoning included. Newer name of `max_tokens`."""

    max_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate. Server default: 1024."""

    metadata: NotRequired[dict[str, str] | None]
    """Up to 16 pairs of strings that the provider stores with the response."""

    n: NotRequired[int | None]
    """How many completions to generate; the tokens of every completion are billed. Ignored by the server, which returns 1."""

    parallel_tool_calls: NotRequired[bool | None]
    """Whether the model may call several tools at once."""

    prediction: NotRequired[dict[str, Any] | None]
    """Text that most of the response will match, such as a file to edit: `{"type": "content", "content": ...}`."""

    presence_penalty: NotRequired[float | None]
    """Penalty between -2 and 2 on each token that has already occurred, however often; positive values encourage new topics. Server default: 0."""

    reasoning_effort: NotRequired[str | None]
    """How much a reasoning model may think before it responds: usually `none`, `minimal`, `low`, `medium`, `high` or `xhigh`. Less effort is faster and uses fewer tokens. Accepted values and the default depend on the provider and the model."""

    seed: NotRequired[int | None]
    """Seed for sampling; the same seed and request should return the same response. Random by default."""

    service_tier: NotRequired[str | None]
    """How the request is processed and billed: `auto`, `default`, `flex` or `priority`."""

    stop: NotRequired[str | list[str] | None]
    """Sequences that stop the generation as soon as one is produced; at most 4."""

    store: NotRequired[bool | None]
    """Whether the provider may store the response."""

    temperature: NotRequired[float | None]
    """Sampling temperature between 0 and 2: low values make the output predictable, high values make it varied. Change either this or `top_p`, not both. Server default: 1."""

    tool_choice: NotRequired[ChatCompletionInputToolChoice | None]
    """Whether the model may, must or must not call tools, or which function it must call. Server default: `auto`."""

    tool_prompt: NotRequired[str | None]
    """Text to insert before the list of tools in the prompt."""

    tools: NotRequired[ToolInputs | None]
    """Tools the model may call: functions whose arguments it writes as JSON. Functions are the only supported type."""

    top_logprobs: NotRequired[int | None]
    """How many of the most likely tokens to return at each position with their log probabilities, between 0 and 5. Requires `logprobs`."""

    top_p: NotRequired[float | None]
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value, between 0 and 1 (0.1 keeps the top 10% of the probability mass). Server default: 1."""

    user: NotRequired[str | None]
    """ID of your end user, with which the provider detects abuse."""

    verbosity: NotRequired[str | None]
    """How long the response should be: `low`, `medium` or `high`."""


class ChatCompletionToolKeywords(CallOptions):
    """Keyword arguments of `chat_completion`."""

    frequency_penalty: NotRequired[float | None]
    """Penalty between -2 and 2 on each token, in proportion to how often it has already occurred; positive values reduce verbatim repetition. Server default: 0."""

    logit_bias: NotRequired[dict[str, float] | None]
    """Bias between -100 and 100 for each of the listed tokens, added to its logit before sampling; -100 effectively bans a token and 100 forces it. Ignored by the server."""

    logprobs: NotRequired[bool | None]
    """Return the log probability of each generated token with the message. Server default: False."""

    max_completion_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate, reasoning included. Newer name of `max_tokens`."""

    max_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate. Server default: 1024."""

    metadata: NotRequired[dict[str, str] | None]
    """Up to 16 pairs of strings that the provider stores with the response."""

    n: NotRequired[int | None]
    """How many completions to generate; the tokens of every completion are billed. Ignored by the server, which returns 1."""

    parallel_tool_calls: NotRequired[bool | None]
    """Whether the model may call several tools at once."""

    prediction: NotRequired[dict[str, Any] | None]
    """Text that most of the response will match, such as a file to edit: `{"type": "content", "content": ...}`."""

    presence_penalty: NotRequired[float | None]
    """Penalty between -2 and 2 on each token that has already occurred, however often; positive values encourage new topics. Server default: 0."""

    reasoning_effort: NotRequired[str | None]
    """How much a reasoning model may think before it responds: usually `none`, `minimal`, `low`, `medium`, `high` or `xhigh`. Less effort is faster and uses fewer tokens. Accepted values and the default depend on the provider and the model."""

    seed: NotRequired[int | None]
    """Seed for sampling; the same seed and request should return the same response. Random by default."""

    service_tier: NotRequired[str | None]
    """How the request is processed and billed: `auto`, `default`, `flex` or `priority`."""

    stop: NotRequired[str | list[str] | None]
    """Sequences that stop the generation as soon as one is produced; at most 4."""

    store: NotRequired[bool | None]
    """Whether the provider may store the response."""

    temperature: NotRequired[float | None]
    """Sampling temperature between 0 and 2: low values make the output predictable, high values make it varied. Change either this or `top_p`, not both. Server default: 1."""

    tool_choice: NotRequired[ChatCompletionInputToolChoice | None]
    """Whether the model may, must or must not call tools, or which function it must call. Server default: `auto`."""

    tool_prompt: NotRequired[str | None]
    """Text to insert before the list of tools in the prompt."""

    top_logprobs: NotRequired[int | None]
    """How many of the most likely tokens to return at each position with their log probabilities, between 0 and 5. Requires `logprobs`."""

    top_p: NotRequired[float | None]
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value, between 0 and 1 (0.1 keeps the top 10% of the probability mass). Server default: 1."""

    user: NotRequired[str | None]
    """ID of your end user, with which the provider detects abuse."""

    verbosity: NotRequired[str | None]
    """How long the response should be: `low`, `medium` or `high`."""


ChatCompletionInputMessageContent: TypeAlias = str | list[ChatCompletionInputMessageChunk]
"""Plain text, or a list of text and image parts."""


ChatCompletionInputGrammarType: TypeAlias = (
    ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObject
)
"""Format of the response."""


class ChatCompletionKeywords(CallOptions):
    """Keyword arguments of `chat_completion`."""

    frequency_penalty: NotRequired[float | None]
    """Penalty between -2 and 2 on each token, in proportion to how often it has already occurred; positive values reduce verbatim repetition. Server default: 0."""

    logit_bias: NotRequired[dict[str, float] | None]
    """Bias between -100 and 100 for each of the listed tokens, added to its logit before sampling; -100 effectively bans a token and 100 forces it. Ignored by the server."""

    logprobs: NotRequired[bool | None]
    """Return the log probability of each generated token with the message. Server default: False."""

    max_completion_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate, reasoning included. Newer name of `max_tokens`."""

    max_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate. Server default: 1024."""

    metadata: NotRequired[dict[str, str] | None]
    """Up to 16 pairs of strings that the provider stores with the response."""

    n: NotRequired[int | None]
    """How many completions to generate; the tokens of every completion are billed. Ignored by the server, which returns 1."""

    parallel_tool_calls: NotRequired[bool | None]
    """Whether the model may call several tools at once."""

    prediction: NotRequired[dict[str, Any] | None]
    """Text that most of the response will match, such as a file to edit: `{"type": "content", "content": ...}`."""

    presence_penalty: NotRequired[float | None]
    """Penalty between -2 and 2 on each token that has already occurred, however often; positive values encourage new topics. Server default: 0."""

    reasoning_effort: NotRequired[str | None]
    """How much a reasoning model may think before it responds: usually `none`, `minimal`, `low`, `medium`, `high` or `xhigh`. Less effort is faster and uses fewer tokens. Accepted values and the default depend on the provider and the model."""

    response_format: NotRequired[ChatCompletionInputGrammarType | PythonType | None]
    """Format of the response: free text, any JSON object, or JSON that matches a schema. Default: free text."""

    seed: NotRequired[int | None]
    """Seed for sampling; the same seed and request should return the same response. Random by default."""

    service_tier: NotRequired[str | None]
    """How the request is processed and billed: `auto`, `default`, `flex` or `priority`."""

    stop: NotRequired[str | list[str] | None]
    """Sequences that stop the generation as soon as one is produced; at most 4."""

    store: NotRequired[bool | None]
    """Whether the provider may store the response."""

    stream_options: NotRequired[ChatCompletionInputStreamOptions | None]
    """Options for a streamed response; used only if `stream` is True."""

    temperature: NotRequired[float | None]
    """Sampling temperature between 0 and 2: low values make the output predictable, high values make it varied. Change either this or `top_p`, not both. Server default: 1."""

    tool_choice: NotRequired[ChatCompletionInputToolChoice | None]
    """Whether the model may, must or must not call tools, or which function it must call. Server default: `auto`."""

    tool_prompt: NotRequired[str | None]
    """Text to insert before the list of tools in the prompt."""

    tools: NotRequired[ToolInputs | None]
    """Tools the model may call: functions whose arguments it writes as JSON. Functions are the only supported type."""

    top_logprobs: NotRequired[int | None]
    """How many of the most likely tokens to return at each position with their log probabilities, between 0 and 5. Requires `logprobs`."""

    top_p: NotRequired[float | None]
    """Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to this value, between 0 and 1 (0.1 keeps the top 10% of the probability mass). Server default: 1."""

    user: NotRequired[str | None]
    """ID of your end user, with which the provider detects abuse."""

    verbosity: NotRequired[str | None]
    """How long the response should be: `low`, `medium` or `high`."""


class ChatCompletionInputMessage(TypedDict):
    """A message of the conversation: its author and either content or tool calls."""

    content: NotRequired[ChatCompletionInputMessageContent | None]
    """Content of the message: plain text, or a list of text and image parts."""

    tool_calls: NotRequired[list[ChatCompletionInputToolCall]]
    """Tool calls that the assistant made in this message."""

    name: NotRequired[str | None]
    """Name of the author, to distinguish participants that have the same role."""

    role: str
    """Role of the author: `system`, `user`, `assistant` or `tool`."""

    tool_call_id: NotRequired[str | int | None]
    """ID of the tool call that this message is the result of; for messages with the role `tool`."""

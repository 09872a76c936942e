# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Request types of the responses task."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from inferwire_runtime.media import MediaInput
from inferwire_runtime.options import CallOptions


class ResponsesInputText(TypedDict):
    """Text part."""

    text: str
    """The text."""

    type: Literal["input_text"]
    """Type of the part; always `input_text`."""


class ResponsesInputOutputText(TypedDict):
    """Text of an earlier message of the model."""

    text: str
    """The text."""

    annotations: NotRequired[list[dict[str, Any]]]
    """Citations."""

    type: Literal["output_text"]
    """Type of the part; always `output_text`."""


class ResponsesInputImage(TypedDict):
    """Image part."""

    image_url: NotRequired[MediaInput]
    """HTTP(S) URL of the image, a `data:` URL that contains it in base64, or the file itself, but not its path as a string."""

    file_id: NotRequired[str]
    """ID of a file that was uploaded to the server before."""

    detail: NotRequired[str]
    """How closely the model looks: `low`, `high` or `auto`."""

    type: Literal["input_image"]
    """Type of the part; always `input_image`."""


class ResponsesInputFile(TypedDict):
    """Document part."""

    file_data: NotRequired[MediaInput]
    """The file, or a `data:` URL that contains it in base64."""

    file_id: NotRequired[str]
    """ID of a file that was uploaded to the server before."""

    file_url: NotRequired[str]
    """HTTP(S) URL of the file."""

    filename: NotRequired[str]
    """Name of the file. Default: the name of the file that is passed."""

    type: Literal["input_file"]
    """Type of the part; always `input_file`."""


class ResponsesInputAudioData(TypedDict):
    """An audio file."""

    data: MediaInput
    """The file, or its content in base64."""

    format: NotRequired[str]
    """Format, such as `wav` or `mp3`. Default: detected from the content."""


class ResponsesInputFunctionCall(TypedDict):
    """Function call in an earlier response."""

    name: str
    """Name of the function."""

    arguments: str
    """Arguments as a JSON string."""

    call_id: str
    """ID of the call."""

    id: NotRequired[str]
    """ID of the item."""

    status: NotRequired[str]
    """Status, such as `in_progress`, `completed` or `incomplete`."""

    type: Literal["function_call"]
    """Type of the item; always `function_call`."""


class ResponsesInputItemReference(TypedDict):
    """Item that the server has stored."""

    id: str
    """ID of the item."""

    type: Literal["item_reference"]
    """Type of the item; always `item_reference`."""


class ResponsesInputFunctionTool(TypedDict):
    """Your function, which the model may call."""

    name: str
    """Name of the function."""

    description: NotRequired[str]
    """What the function does."""

    parameters: NotRequired[dict[str, Any]]
    """JSON schema of the arguments, an object."""

    strict: NotRequired[bool | None]
    """Whether the arguments always match the schema."""

    type: Literal["function"]
    """Type of the tool; always `function`."""


class ResponsesInputCustomTool(TypedDict):
    """Your tool, which takes text."""

    name: str
    """Name of the tool."""

    description: NotRequired[str]
    """What the tool does."""

    format: NotRequired[dict[str, Any]]
    """Format of the input: text, or a grammar."""

    type: Literal["custom"]
    """Type of the tool; always `custom`."""


class ResponsesInputTextFormatText(TypedDict):
    """Text."""

    type: Literal["text"]
    """Type of the format; always `text`."""


class ResponsesInputTextFormatJsonSchema(TypedDict):
    """JSON that matches a schema."""

    name: str
    """Name of the schema."""

    schema: dict[str, Any]
    """The JSON schema."""

    strict: NotRequired[bool | None]
    """Whether the response always matches the schema."""

    description: NotRequired[str]
    """What the format is for."""

    type: Literal["json_schema"]
    """Type of the format; always `json_schema`."""


class ResponsesInputTextFormatJsonObject(TypedDict):
    """Any JSON object."""

    type: Literal["json_object"]
    """Type of the format; always `json_object`."""


class ResponsesInputReasoning(TypedDict):
    """Settings of the reasoning."""

    effort: NotRequired[str]
    """How much the model reasons, such as `minimal`, `low`, `medium` or `high`."""

    summary: NotRequired[str]
    """Whether to summarize the reasoning: `auto`, `concise` or `detailed`."""


class ResponsesInputStreamOptions(TypedDict):
    """Options for the stream."""

    include_obfuscation: NotRequired[bool]
    """Whether the server adds random characters to events, against eavesdroppers who measure them."""


class ResponsesInputAudio(TypedDict):
    """Audio part."""

    input_audio: ResponsesInputAudioData
    """Audio of the part."""

    type: Literal["input_audio"]
    """Type of the part; always `input_audio`."""


ResponsesInputContent: TypeAlias = (
    ResponsesInputText | ResponsesInputImage | ResponsesInputFile | ResponsesInputAudio | ResponsesInputOutputText
)
"""Part of a message, by its type."""


class ResponsesInputMessage(TypedDict):
    """A message."""

    role: Literal["user", "assistant", "system", "developer"]
    """Role of the author."""

    content: str | list[ResponsesInputContent]
    """Text of the message, or a list of parts."""

    type: NotRequired[Literal["message"]]
    """Type of the item; always `message`."""


class ResponsesInputFunctionCallOutput(TypedDict):
    """Result of a function call."""

    call_id: str
    """ID of the call."""

    output: str | list[ResponsesInputContent]
    """The result: a string, or a list of parts."""

    id: NotRequired[str]
    """ID of the item."""

    status: NotRequired[str]
    """Status, such as `in_progress`, `completed` or `incomplete`."""

    type: Literal["function_call_output"]
    """Type of the item; always `function_call_output`."""


ResponsesInputItem: TypeAlias = (
    ResponsesInputMessage | ResponsesInputFunctionCall | ResponsesInputFunctionCallOutput | ResponsesInputItemReference
)
"""Item of the input: a message, or an item of an earlier response."""


ResponsesInputTextFormat: TypeAlias = (
    ResponsesInputTextFormatText | ResponsesInputTextFormatJsonSchema | ResponsesInputTextFormatJsonObject
)
"""Text, JSON, or JSON that matches a schema."""


class ResponsesInputTextConfig(TypedDict):
    """Format of the text."""

    format: NotRequired[ResponsesInputTextFormat]
    """The format. Default: text."""

    verbosity: NotRequired[str]
    """How long the response should be: `low`, `medium` or `high`."""


class ResponsesKeywords(CallOptions):
    """Keyword arguments of `create_response`."""

    background: NotRequired[bool | None]
    """Whether to generate the response in the background: the call returns at once, and `responses.wait` or `responses.retrieve` gets the result."""

    conversation: NotRequired[str | dict[str, Any] | None]
    """ID of a conversation that the server has stored, or an object with it."""

    include: NotRequired[list[str] | None]
    """Further output to return, such as `reasoning.encrypted_content`."""

    instructions: NotRequired[str | None]
    """System message, which is not part of the stored conversation."""

    max_output_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate, reasoning included."""

    max_tool_calls: NotRequired[int | None]
    """Maximum number of calls of the server's own tools."""

    metadata: NotRequired[dict[str, str] | None]
    """Up to 16 pairs of strings that the provider stores with the response."""

    parallel_tool_calls: NotRequired[bool | None]
    """Whether the model may call several tools at once."""

    previous_response_id: NotRequired[str | None]
    """ID of a stored response, to continue its conversation."""

    prompt: NotRequired[dict[str, Any] | None]
    """Prompt template that the provider has stored: its ID, version and variables."""

    prompt_cache_key: NotRequired[str | None]
    """Key that helps the provider to find cached prompts."""

    reasoning: NotRequired[ResponsesInputReasoning | None]
    """Settings of the reasoning."""

    safety_identifier: NotRequired[str | None]
    """ID of your end user, with which the provider detects abuse."""

    service_tier: NotRequired[str | None]
    """How the request is processed and billed: `auto`, `default`, `flex` or `priority`."""

    store: NotRequired[bool | None]
    """Whether the provider may store the response, so that it can be retrieved and continued."""

    stream_options: NotRequired[ResponsesInputStreamOptions | None]
    """Options for the stream."""

    temperature: NotRequired[float | None]
    """Sampling temperature, from 0 to 2; higher is more random."""

    text: NotRequired[ResponsesInputTextConfig | None]
    """Format of the text. For a Python type, call `responses.parse`."""

    tool_choice: NotRequired[str | dict[str, Any] | None]
    """Tools that the model may call: `auto`, `none`, `required`, or an object that selects one."""

    tools: NotRequired[list[ResponsesInputFunctionTool | ResponsesInputCustomTool | dict[str, Any]] | None]
    """Tools that the model may call: your functions, or the server's own tools."""

    top_logprobs: NotRequired[int | None]
    """Number of most likely tokens to return at each position."""

    top_p: NotRequired[float | None]
    """Only the most likely tokens whose probabilities sum up to this number are sampled."""

    truncation: NotRequired[str | None]
    """What to do if the input is too long for the model: `auto` drops items, `disabled` fails."""

    user: NotRequired[str | None]
    """ID of your end user."""


class ResponsesParseKeywords(CallOptions):
    """Keyword arguments of `create_response`."""

    background: NotRequired[bool | None]
    """Whether to generate the response in the background: the call returns at once, and `responses.wait` or `responses.retrieve` gets the result."""

    conversation: NotRequired[str | dict[str, Any] | None]
    """ID of a conversation that the server has stored, or an object with it."""

    include: NotRequired[list[str] | None]
    """Further output to return, such as `reasoning.encrypted_content`."""

    instructions: NotRequired[str | None]
    """System message, which is not part of the stored conversation."""

    max_output_tokens: NotRequired[int | None]
    """Maximum number of tokens to generate, reasoning included."""

    max_tool_calls: NotRequired[int | None]
    """Maximum number of calls of the server's own tools."""

    metadata: NotRequired[dict[str, str] | None]
    """Up to 16 pairs of strings that the provider stores with the response."""

    parallel_tool_calls: NotRequired[bool | None]
    """Whether the model may call several tools at once."""

    previous_response_id: NotRequired[str | None]
    """ID of a stored response, to continue its conversation."""

    prompt: NotRequired[dict[str, Any] | None]
    """Prompt template that the provider has stored: its ID, version and variables."""

    prompt_cache_key: NotRequired[str | None]
    """Key that helps the provider to find cached prompts."""

    reasoning: NotRequired[ResponsesInputReasoning | None]
    """Settings of the reasoning."""

    safety_identifier: NotRequired[str | None]
    """ID of your end user, with which the provider detects abuse."""

    service_tier: NotRequired[str | None]
    """How the request is processed and billed: `auto`, `default`, `flex` or `priority`."""

    store: NotRequired[bool | None]
    """Whether the provider may store the response, so that it can be retrieved and continued."""

    temperature: NotRequired[float | None]
    """Sampling temperature, from 0 to 2; higher is more random."""

    text: NotRequired[ResponsesInputTextConfig | None]
    """Format of the text. For a Python type, call `responses.parse`."""

    tool_choice: NotRequired[str | dict[str, Any] | None]
    """Tools that the model may call: `auto`, `none`, `required`, or an object that selects one."""

    tools: NotRequired[list[ResponsesInputFunctionTool | ResponsesInputCustomTool | dict[str, Any]] | None]
    """Tools that the model may call: your functions, or the server's own tools."""

    top_logprobs: NotRequired[int | None]
    """Number of most likely tokens to return at each position."""

    top_p: NotRequired[float | None]
    """Only the most likely tokens whose probabilities sum up to this number are sampled."""

    truncation: NotRequired[str | None]
    """What to do if the input is too long for the model: `auto` drops items, `disabled` fails."""

    user: NotRequired[str | None]
    """ID of your end user."""

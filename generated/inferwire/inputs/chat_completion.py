# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent for chat completion."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from inferwire_runtime.options import CallOptions


class ChatCompletionInputUrl(TypedDict):
    """Address of an image."""

    url: str
    """HTTP(S) address of the image, or a `data:` URL that holds it in base64."""


class ChatCompletionInputFunctionDefinition(TypedDict):
    """A function the model can call."""

    parameters: NotRequired[Any]
    """Arguments the function accepts, as a JSON Schema object."""

    description: NotRequired[str | None]
    """What the function does; the model uses it to decide when to call."""

    name: str
    """Name of the function."""


class ChatCompletionInputResponseFormatText(TypedDict):
    """Answer in free text."""

    type: Literal["text"]
    """Kind of format; always `text`."""


class ChatCompletionInputResponseFormatJSONObject(TypedDict):
    """Answer in JSON, of any shape."""

    type: Literal["json_object"]
    """Kind of format; always `json_object`."""


class ChatCompletionInputJsonSchemaConfig(TypedDict):
    """A named JSON Schema for answers."""

    name: str
    """Short identifier of the format."""

    description: NotRequired[str | None]
    """Purpose of the format; guides the model in filling it."""

    schema: NotRequired[dict[str, Any] | None]
    """JSON Schema the answer has to fit."""

    strict: NotRequired[bool | None]
    """Hold the model to `schema` exactly instead of treating it as guidance."""


class ChatCompletionInputStreamOptions(TypedDict):
    """Options of a streamed answer."""

    include_usage: NotRequired[bool]
    """Send one more event at the end of the stream, with empty `choices` and the token counts of the whole request in `usage`; in all earlier events `usage` is null."""


class ChatCompletionInputFunctionName(TypedDict):
    """A function, referred to by name."""

    name: str
    """Name of the function, as listed in `tools`."""


class ChatCompletionInputTool(TypedDict):
    """A tool the model can call."""

    function: ChatCompletionInputFunctionDefinition
    """Function the tool consists of."""

    type: str
    """Kind of tool; `function`."""


class ChatCompletionInputMessageChunkText(TypedDict):
    """Text part."""

    text: str
    """Text of the part."""

    type: Literal["text"]
    """Kind of the part; always `text`."""


class ChatCompletionInputMessageChunkImageUrl(TypedDict):
    """Image part."""

    image_url: ChatCompletionInputUrl
    """Where to find the image."""

    type: Literal["image_url"]
    """Kind of the part; always `image_url`."""


class ChatCompletionInputToolChoiceFunction(TypedDict):
    """A call of one particular function is forced."""

    function: ChatCompletionInputFunctionName
    """Function the model has to call."""


class ChatCompletionInputToolCallFunction(TypedDict):
    """The function that the model called."""

    name: str
    """Name of the function."""

    arguments: str
    """Its arguments: an object, written as JSON text."""


ChatCompletionInputMessageChunk: TypeAlias = (
    ChatCompletionInputMessageChunkText | ChatCompletionInputMessageChunkImageUrl
)
"""Part of a message: a text or an image."""


class ChatCompletionInputToolCall(TypedDict):
    """Call of a tool, made by the assistant earlier in the conversation."""

    function: ChatCompletionInputToolCallFunction
    """Function that was called."""

    id: str | int
    """Identifier of the call, as the model gave it."""

    type: str
    """Kind of tool; `function`."""


class ChatCompletionInputResponseFormatJSONSchema(TypedDict):
    """Answer in JSON that fits a given schema."""

    type: Literal["json_schema"]
    """Kind of format; always `json_schema`."""

    json_schema: ChatCompletionInputJsonSchemaConfig
    """Schema of the answer, with its name and how strictly it binds."""


ChatCompletionInputToolChoice: TypeAlias = Literal["auto", "none", "required"] | ChatCompletionInputToolChoiceFunction
"""Whether the model may, must or must not call tools, or the one function it has to call."""


ChatCompletionInputMessageContent: TypeAlias = str | list[ChatCompletionInputMessageChunk]
"""Plain text, or a list of text and image parts."""


ChatCompletionInputGrammarType: TypeAlias = (
    ChatCompletionInputResponseFormatText
    | ChatCompletionInputResponseFormatJSONSchema
    | ChatCompletionInputResponseFormatJSONObject
)
"""Format the answer has to follow."""


class ChatCompletionKeywords(CallOptions):
    """What `chat_completion` takes by name."""

    frequency_penalty: NotRequired[float | None]
    """Penalty, between -2 and 2, on each token in proportion to how often it already occurs; above 0 curbs verbatim repetition. Server default: 0."""

    logit_bias: NotRequired[dict[str, float] | None]
    """Offsets, between -100 and 100, added to the logits of chosen tokens before sampling; -100 practically bans a token and 100 forces it. Ignored by the server."""

    logprobs: NotRequired[bool | None]
    """Return the log probability of every generated token with the message. Server default: false."""

    max_completion_tokens: NotRequired[int | None]
    """Upper bound on generated tokens, reasoning included. Newer name of `max_tokens`."""

    max_tokens: NotRequired[int | None]
    """Upper bound on generated tokens. Server default: 1024."""

    n: NotRequired[int | None]
    """How many alternative answers to produce; the tokens of every answer count towards the cost. Ignored by the server, which returns 1."""

    parallel_tool_calls: NotRequired[bool | None]
    """Whether the model may call several tools in one answer."""

    presence_penalty: NotRequired[float | None]
    """Penalty, between -2 and 2, on every token that has occurred at all, however often; above 0 nudges the model to new subjects. Server default: 0."""

    reasoning_effort: NotRequired[str | None]
    """How much a reasoning model may think before it answers: usually `none`, `minimal`, `low`, `medium`, `high` or `xhigh`; less is quicker and takes fewer tokens. Accepted values and the default depend on provider and model."""

    response_format: NotRequired[ChatCompletionInputGrammarType | None]
    """Format the answer has to follow: free text, any JSON object, or JSON that fits a schema. Unset means free text."""

    seed: NotRequired[int | None]
    """Seed of the random sampling; the same seed and request should give the same answer. Random if unset."""

    stop: NotRequired[list[str] | None]
    """Texts that end the generation as soon as one of them is produced; at most 4."""

    stream_options: NotRequired[ChatCompletionInputStreamOptions | None]
    """Options of a streamed answer; of use only when `stream` is true."""

    temperature: NotRequired[float | None]
    """Sampling temperature, between 0 and 2: low values make answers predictable, high ones varied. Better not changed together with `top_p`. Server default: 1."""

    tool_choice: NotRequired[ChatCompletionInputToolChoice | None]
    """Whether the model may, must or must not call tools, or which function it has to call. Server default: `auto`."""

    tool_prompt: NotRequired[str | None]
    """Text put in front of the list of tools in the prompt."""

    tools: NotRequired[list[ChatCompletionInputTool] | None]
    """Tools open to the model, each a function whose arguments it can write as JSON. Functions are the only kind at present."""

    top_logprobs: NotRequired[int | None]
    """How many of the likeliest tokens, between 0 and 5, to report with log probabilities at every position. Needs `logprobs` to be true."""

    top_p: NotRequired[float | None]
    """Nucleus sampling: choose among the fewest likeliest tokens whose probabilities add up to the given value, between 0 and 1 (0.1 keeps the top tenth of the mass). Server default: 1."""


class ChatCompletionInputMessage(TypedDict):
    """A message of the conversation: its author plus either content or tool calls."""

    content: NotRequired[ChatCompletionInputMessageContent | None]
    """Content of the message: plain text, or a list of text and image parts."""

    tool_calls: NotRequired[list[ChatCompletionInputToolCall]]
    """Tool calls the assistant made in the message."""

    name: NotRequired[str | None]
    """Name of the author, to tell participants with the same role apart."""

    role: str
    """Role of the author: `system`, `user`, `assistant` or `tool`."""

    tool_call_id: NotRequired[str | int | None]
    """Id of the call that this message answers; for messages of the role `tool`."""

# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the responses task."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, TypeAlias

from inferwire_runtime.chat_models import FunctionModel
from inferwire_runtime.response_models import (
    ResponseEventModel,
    ResponseMessageModel,
    ResponseObjectModel,
    ResponseUsageModel,
)
from inferwire_runtime.results import Model, ResponseModel


class ResponsesTopLogprob(Model, kw_only=True):
    """One of the most likely tokens at a position."""

    token: str | None = None
    """Text of the token."""

    logprob: float | None = None
    """Natural logarithm of the token's probability, 0 or less."""


class ResponsesRefusal(Model, kw_only=True, tag_field="type", tag="refusal"):
    """Refusal of the model to respond."""

    refusal: str
    """Why the model refused to respond."""

    type: ClassVar[Literal["refusal"]] = "refusal"
    """Type of the part; always `refusal`."""


class ResponsesReasoningText(Model, kw_only=True, tag_field="type", tag="reasoning_text"):
    """Reasoning of the model."""

    text: str
    """The text."""

    type: ClassVar[Literal["reasoning_text"]] = "reasoning_text"
    """Type of the part; always `reasoning_text`."""


class ResponsesSummaryText(Model, kw_only=True, tag_field="type", tag="summary_text"):
    """Part of a reasoning summary."""

    text: str
    """The text."""

    type: ClassVar[Literal["summary_text"]] = "summary_text"
    """Type of the part; always `summary_text`."""


class ResponsesOtherPart(Model, kw_only=True, tag_field="type", tag="*"):
    """Part of a type that this version does not know. Its fields are attributes."""

    type: ClassVar[Literal["*"]] = "*"
    """Type of the part."""


class ResponsesFunctionCall(FunctionModel, kw_only=True, tag_field="type", tag="function_call"):
    """Call of one of your functions."""

    name: str
    """Name of the function."""

    arguments: str
    """Arguments as a JSON string. The model may generate invalid JSON: validate it before use."""

    type: ClassVar[Literal["function_call"]] = "function_call"
    """Type of the item; always `function_call`."""

    call_id: str | None = None
    """ID of the call; send it back with the result."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""

    namespace: str | None = None
    """Namespace of the function, if it is in one."""


class ResponsesCustomToolCall(Model, kw_only=True, tag_field="type", tag="custom_tool_call"):
    """Call of one of your tools, which takes text."""

    name: str
    """Name of the tool."""

    input: str
    """Input of the tool."""

    type: ClassVar[Literal["custom_tool_call"]] = "custom_tool_call"
    """Type of the item; always `custom_tool_call`."""

    call_id: str | None = None
    """ID of the call; send it back with the result."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesWebSearchCall(Model, kw_only=True, tag_field="type", tag="web_search_call"):
    """A web search by the server."""

    type: ClassVar[Literal["web_search_call"]] = "web_search_call"
    """Type of the item; always `web_search_call`."""

    action: dict[str, Any] | None = None
    """What was done: a search, a page that was opened, or words that were looked for in it."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesFileSearchCall(Model, kw_only=True, tag_field="type", tag="file_search_call"):
    """A file search by the server."""

    type: ClassVar[Literal["file_search_call"]] = "file_search_call"
    """Type of the item; always `file_search_call`."""

    queries: list[str] | None = None
    """The search queries."""

    results: list[dict[str, Any]] | None = None
    """What was found, if requested by `include`."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesCodeInterpreterCall(Model, kw_only=True, tag_field="type", tag="code_interpreter_call"):
    """Code that the server ran."""

    type: ClassVar[Literal["code_interpreter_call"]] = "code_interpreter_call"
    """Type of the item; always `code_interpreter_call`."""

    code: str | None = None
    """The code."""

    container_id: str | None = None
    """ID of the container."""

    outputs: list[dict[str, Any]] | None = None
    """Output of the code, if requested by `include`."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesImageGenerationCall(Model, kw_only=True, tag_field="type", tag="image_generation_call"):
    """Image that the server generated."""

    type: ClassVar[Literal["image_generation_call"]] = "image_generation_call"
    """Type of the item; always `image_generation_call`."""

    result: str | None = None
    """The image in base64."""

    revised_prompt: str | None = None
    """Prompt that was used."""

    output_format: str | None = None
    """Format, such as `png`."""

    size: str | None = None
    """Size, such as `1024x1024`."""

    quality: str | None = None
    """Quality, such as `high`."""

    background: str | None = None
    """Background, such as `transparent`."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesMcpCall(FunctionModel, kw_only=True, tag_field="type", tag="mcp_call"):
    """Call of a tool at an MCP server, by the server."""

    name: str
    """Name of the tool."""

    type: ClassVar[Literal["mcp_call"]] = "mcp_call"
    """Type of the item; always `mcp_call`."""

    arguments: str | None = None
    """Arguments as a JSON string."""

    server_label: str | None = None
    """Label of the MCP server."""

    output: str | None = None
    """Output of the tool."""

    error: Any = None
    """Why the call failed."""

    approval_request_id: str | None = None
    """ID of the request for approval."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesMcpListTools(Model, kw_only=True, tag_field="type", tag="mcp_list_tools"):
    """Tools of an MCP server."""

    type: ClassVar[Literal["mcp_list_tools"]] = "mcp_list_tools"
    """Type of the item; always `mcp_list_tools`."""

    server_label: str | None = None
    """Label of the MCP server."""

    tools: list[dict[str, Any]] | None = None
    """The tools."""

    error: Any = None
    """Why the tools could not be listed."""

    id: str | None = None
    """ID of the item."""


class ResponsesMcpApprovalRequest(Model, kw_only=True, tag_field="type", tag="mcp_approval_request"):
    """Request to approve a call to a tool of an MCP server."""

    name: str
    """Name of the tool."""

    type: ClassVar[Literal["mcp_approval_request"]] = "mcp_approval_request"
    """Type of the item; always `mcp_approval_request`."""

    arguments: str | None = None
    """Arguments as a JSON string."""

    server_label: str | None = None
    """Label of the MCP server."""

    id: str | None = None
    """ID of the item."""


class ResponsesComputerCall(Model, kw_only=True, tag_field="type", tag="computer_call"):
    """Action of the model at a computer."""

    type: ClassVar[Literal["computer_call"]] = "computer_call"
    """Type of the item; always `computer_call`."""

    action: dict[str, Any] | None = None
    """The action."""

    call_id: str | None = None
    """ID of the call; send it back with the result."""

    pending_safety_checks: list[dict[str, Any]] | None = None
    """Checks to acknowledge before the action."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesLocalShellCall(Model, kw_only=True, tag_field="type", tag="local_shell_call"):
    """Command for your shell."""

    type: ClassVar[Literal["local_shell_call"]] = "local_shell_call"
    """Type of the item; always `local_shell_call`."""

    action: dict[str, Any] | None = None
    """The command, with its environment."""

    call_id: str | None = None
    """ID of the call; send it back with the result."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesShellCall(Model, kw_only=True, tag_field="type", tag="shell_call"):
    """Commands for a shell."""

    type: ClassVar[Literal["shell_call"]] = "shell_call"
    """Type of the item; always `shell_call`."""

    action: dict[str, Any] | None = None
    """The commands, with their limits."""

    call_id: str | None = None
    """ID of the call; send it back with the result."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesApplyPatchCall(Model, kw_only=True, tag_field="type", tag="apply_patch_call"):
    """Change of a file."""

    type: ClassVar[Literal["apply_patch_call"]] = "apply_patch_call"
    """Type of the item; always `apply_patch_call`."""

    operation: dict[str, Any] | None = None
    """The change: a file that is created, deleted or updated, with a diff."""

    call_id: str | None = None
    """ID of the call; send it back with the result."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


class ResponsesCompaction(Model, kw_only=True, tag_field="type", tag="compaction"):
    """Earlier items of the conversation, compacted."""

    type: ClassVar[Literal["compaction"]] = "compaction"
    """Type of the item; always `compaction`."""

    encrypted_content: str | None = None
    """The items, encrypted, to send back with the next request."""

    id: str | None = None
    """ID of the item."""


class ResponsesOtherItem(Model, kw_only=True, tag_field="type", tag="*"):
    """Item of a type that this version does not know. Its fields are attributes."""

    type: ClassVar[Literal["*"]] = "*"
    """Type of the item."""


class ResponsesUsage(ResponseUsageModel, kw_only=True):
    """Token usage of the request."""

    input_tokens: int | None = None
    """Number of tokens in the input."""

    output_tokens: int | None = None
    """Number of generated tokens, reasoning included."""

    total_tokens: int | None = None
    """Total number of tokens."""

    input_tokens_details: dict[str, Any] | None = None
    """Kinds of the input's tokens, such as `cached_tokens`."""

    output_tokens_details: dict[str, Any] | None = None
    """Kinds of the generated tokens, such as `reasoning_tokens`."""


class ResponsesErrorDetails(Model, kw_only=True):
    """Why there is no response."""

    code: Any = None
    """Code of the error."""

    message: str | None = None
    """What went wrong."""

    param: str | None = None
    """Parameter that is wrong."""

    type: str | None = None
    """Type of the error."""


class ResponsesIncompleteDetails(Model, kw_only=True):
    """Why a response is incomplete."""

    reason: str | None = None
    """Such as `max_output_tokens` or `content_filter`."""


class ResponsesTextAnnotationAddedEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.output_text.annotation.added"
):
    """A citation in the text."""

    type: ClassVar[Literal["response.output_text.annotation.added"]] = "response.output_text.annotation.added"
    """Type of the event; always `response.output_text.annotation.added`."""

    annotation: dict[str, Any] | None = None
    """The citation."""

    annotation_index: int | None = None
    """Index of the citation in the part."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    content_index: int | None = None
    """Index of the part in the item."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesRefusalDeltaEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.refusal.delta"):
    """Text to append to a refusal."""

    delta: str
    """The text."""

    type: ClassVar[Literal["response.refusal.delta"]] = "response.refusal.delta"
    """Type of the event; always `response.refusal.delta`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    content_index: int | None = None
    """Index of the part in the item."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesRefusalDoneEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.refusal.done"):
    """A refusal is complete."""

    refusal: str
    """The whole text."""

    type: ClassVar[Literal["response.refusal.done"]] = "response.refusal.done"
    """Type of the event; always `response.refusal.done`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    content_index: int | None = None
    """Index of the part in the item."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesFunctionCallArgumentsDeltaEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.function_call_arguments.delta"
):
    """Fragment of the arguments of a function call."""

    delta: str
    """Next fragment of the JSON string, to append to the earlier ones."""

    type: ClassVar[Literal["response.function_call_arguments.delta"]] = "response.function_call_arguments.delta"
    """Type of the event; always `response.function_call_arguments.delta`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesFunctionCallArgumentsDoneEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.function_call_arguments.done"
):
    """The arguments of a function call are complete."""

    arguments: str
    """The whole JSON string."""

    type: ClassVar[Literal["response.function_call_arguments.done"]] = "response.function_call_arguments.done"
    """Type of the event; always `response.function_call_arguments.done`."""

    name: str | None = None
    """Name of the function."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesCustomToolCallInputDeltaEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.custom_tool_call_input.delta"
):
    """Text to append to the input of a tool."""

    delta: str
    """The text."""

    type: ClassVar[Literal["response.custom_tool_call_input.delta"]] = "response.custom_tool_call_input.delta"
    """Type of the event; always `response.custom_tool_call_input.delta`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesCustomToolCallInputDoneEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.custom_tool_call_input.done"
):
    """The input of a tool is complete."""

    input: str
    """The whole input."""

    type: ClassVar[Literal["response.custom_tool_call_input.done"]] = "response.custom_tool_call_input.done"
    """Type of the event; always `response.custom_tool_call_input.done`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesReasoningTextDeltaEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.reasoning_text.delta"
):
    """Reasoning to append."""

    delta: str
    """The text."""

    type: ClassVar[Literal["response.reasoning_text.delta"]] = "response.reasoning_text.delta"
    """Type of the event; always `response.reasoning_text.delta`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    content_index: int | None = None
    """Index of the part in the item."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesReasoningTextDoneEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.reasoning_text.done"
):
    """A part of the reasoning is complete."""

    text: str
    """The whole text."""

    type: ClassVar[Literal["response.reasoning_text.done"]] = "response.reasoning_text.done"
    """Type of the event; always `response.reasoning_text.done`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    content_index: int | None = None
    """Index of the part in the item."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesReasoningSummaryTextDeltaEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.reasoning_summary_text.delta"
):
    """Text to append to the summary of the reasoning."""

    delta: str
    """The text."""

    type: ClassVar[Literal["response.reasoning_summary_text.delta"]] = "response.reasoning_summary_text.delta"
    """Type of the event; always `response.reasoning_summary_text.delta`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    summary_index: int | None = None
    """Index of the part in the summary."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesReasoningSummaryTextDoneEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.reasoning_summary_text.done"
):
    """The text of a part of the summary is complete."""

    text: str
    """The whole text."""

    type: ClassVar[Literal["response.reasoning_summary_text.done"]] = "response.reasoning_summary_text.done"
    """Type of the event; always `response.reasoning_summary_text.done`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    summary_index: int | None = None
    """Index of the part in the summary."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesWebSearchCallInProgressEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.web_search_call.in_progress"
):
    """A web search begins."""

    type: ClassVar[Literal["response.web_search_call.in_progress"]] = "response.web_search_call.in_progress"
    """Type of the event; always `response.web_search_call.in_progress`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesWebSearchCallSearchingEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.web_search_call.searching"
):
    """A web search is in progress."""

    type: ClassVar[Literal["response.web_search_call.searching"]] = "response.web_search_call.searching"
    """Type of the event; always `response.web_search_call.searching`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesWebSearchCallCompletedEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.web_search_call.completed"
):
    """A web search is complete."""

    type: ClassVar[Literal["response.web_search_call.completed"]] = "response.web_search_call.completed"
    """Type of the event; always `response.web_search_call.completed`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesFileSearchCallInProgressEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.file_search_call.in_progress"
):
    """A file search begins."""

    type: ClassVar[Literal["response.file_search_call.in_progress"]] = "response.file_search_call.in_progress"
    """Type of the event; always `response.file_search_call.in_progress`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesFileSearchCallSearchingEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.file_search_call.searching"
):
    """A file search is in progress."""

    type: ClassVar[Literal["response.file_search_call.searching"]] = "response.file_search_call.searching"
    """Type of the event; always `response.file_search_call.searching`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesFileSearchCallCompletedEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.file_search_call.completed"
):
    """A file search is complete."""

    type: ClassVar[Literal["response.file_search_call.completed"]] = "response.file_search_call.completed"
    """Type of the event; always `response.file_search_call.completed`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesCodeInterpreterCallInProgressEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.code_interpreter_call.in_progress"
):
    """A run of code begins."""

    type: ClassVar[Literal["response.code_interpreter_call.in_progress"]] = "response.code_interpreter_call.in_progress"
    """Type of the event; always `response.code_interpreter_call.in_progress`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesCodeInterpreterCallInterpretingEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.code_interpreter_call.interpreting"
):
    """A run of code is under way."""

    type: ClassVar[Literal["response.code_interpreter_call.interpreting"]] = (
        "response.code_interpreter_call.interpreting"
    )
    """Type of the event; always `response.code_interpreter_call.interpreting`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesCodeInterpreterCallCompletedEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.code_interpreter_call.completed"
):
    """A run of code is complete."""

    type: ClassVar[Literal["response.code_interpreter_call.completed"]] = "response.code_interpreter_call.completed"
    """Type of the event; always `response.code_interpreter_call.completed`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesImageGenerationCallInProgressEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.image_generation_call.in_progress"
):
    """Image generation begins."""

    type: ClassVar[Literal["response.image_generation_call.in_progress"]] = "response.image_generation_call.in_progress"
    """Type of the event; always `response.image_generation_call.in_progress`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesImageGenerationCallGeneratingEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.image_generation_call.generating"
):
    """Image generation is in progress."""

    type: ClassVar[Literal["response.image_generation_call.generating"]] = "response.image_generation_call.generating"
    """Type of the event; always `response.image_generation_call.generating`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesImageGenerationCallCompletedEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.image_generation_call.completed"
):
    """Image generation is complete."""

    type: ClassVar[Literal["response.image_generation_call.completed"]] = "response.image_generation_call.completed"
    """Type of the event; always `response.image_generation_call.completed`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesMcpCallInProgressEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.mcp_call.in_progress"
):
    """A call to a tool of an MCP server begins."""

    type: ClassVar[Literal["response.mcp_call.in_progress"]] = "response.mcp_call.in_progress"
    """Type of the event; always `response.mcp_call.in_progress`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesMcpCallCompletedEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.mcp_call.completed"):
    """A call to a tool of an MCP server is complete."""

    type: ClassVar[Literal["response.mcp_call.completed"]] = "response.mcp_call.completed"
    """Type of the event; always `response.mcp_call.completed`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesMcpCallFailedEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.mcp_call.failed"):
    """A call to a tool of an MCP server failed."""

    type: ClassVar[Literal["response.mcp_call.failed"]] = "response.mcp_call.failed"
    """Type of the event; always `response.mcp_call.failed`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesMcpListToolsInProgressEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.mcp_list_tools.in_progress"
):
    """Listing the tools of an MCP server begins."""

    type: ClassVar[Literal["response.mcp_list_tools.in_progress"]] = "response.mcp_list_tools.in_progress"
    """Type of the event; always `response.mcp_list_tools.in_progress`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesMcpListToolsCompletedEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.mcp_list_tools.completed"
):
    """Listing the tools of an MCP server is complete."""

    type: ClassVar[Literal["response.mcp_list_tools.completed"]] = "response.mcp_list_tools.completed"
    """Type of the event; always `response.mcp_list_tools.completed`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesMcpListToolsFailedEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.mcp_list_tools.failed"
):
    """Listing the tools of an MCP server failed."""

    type: ClassVar[Literal["response.mcp_list_tools.failed"]] = "response.mcp_list_tools.failed"
    """Type of the event; always `response.mcp_list_tools.failed`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesCodeInterpreterCallCodeDeltaEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.code_interpreter_call_code.delta"
):
    """Code to append."""

    delta: str
    """The code."""

    type: ClassVar[Literal["response.code_interpreter_call_code.delta"]] = "response.code_interpreter_call_code.delta"
    """Type of the event; always `response.code_interpreter_call_code.delta`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesCodeInterpreterCallCodeDoneEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.code_interpreter_call_code.done"
):
    """The code is complete."""

    code: str
    """The whole code."""

    type: ClassVar[Literal["response.code_interpreter_call_code.done"]] = "response.code_interpreter_call_code.done"
    """Type of the event; always `response.code_interpreter_call_code.done`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesImageGenerationCallPartialImageEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.image_generation_call.partial_image"
):
    """An early state of an image."""

    partial_image_b64: str
    """The image in base64."""

    type: ClassVar[Literal["response.image_generation_call.partial_image"]] = (
        "response.image_generation_call.partial_image"
    )
    """Type of the event; always `response.image_generation_call.partial_image`."""

    partial_image_index: int | None = None
    """Number of the image, from 0."""

    output_format: str | None = None
    """Format, such as `png`."""

    size: str | None = None
    """Size, such as `1024x1024`."""

    quality: str | None = None
    """Quality, such as `high`."""

    background: str | None = None
    """Background, such as `transparent`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesMcpCallArgumentsDeltaEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.mcp_call_arguments.delta"
):
    """Fragment of the arguments of a call to a tool of an MCP server."""

    type: ClassVar[Literal["response.mcp_call_arguments.delta"]] = "response.mcp_call_arguments.delta"
    """Type of the event; always `response.mcp_call_arguments.delta`."""

    delta: Any = None
    """Next fragment of the JSON string, to append to the earlier ones."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesMcpCallArgumentsDoneEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.mcp_call_arguments.done"
):
    """The arguments of a call to a tool of an MCP server are complete."""

    type: ClassVar[Literal["response.mcp_call_arguments.done"]] = "response.mcp_call_arguments.done"
    """Type of the event; always `response.mcp_call_arguments.done`."""

    arguments: Any = None
    """The whole JSON string."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesAudioDeltaEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.audio.delta"):
    """Audio to append, in base64."""

    delta: str
    """The audio."""

    type: ClassVar[Literal["response.audio.delta"]] = "response.audio.delta"
    """Type of the event; always `response.audio.delta`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesAudioDoneEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.audio.done"):
    """The audio is complete."""

    type: ClassVar[Literal["response.audio.done"]] = "response.audio.done"
    """Type of the event; always `response.audio.done`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesAudioTranscriptDeltaEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.audio.transcript.delta"
):
    """Text to append to the transcript of the audio."""

    delta: str
    """The text."""

    type: ClassVar[Literal["response.audio.transcript.delta"]] = "response.audio.transcript.delta"
    """Type of the event; always `response.audio.transcript.delta`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesAudioTranscriptDoneEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.audio.transcript.done"
):
    """The transcript of the audio is complete."""

    type: ClassVar[Literal["response.audio.transcript.done"]] = "response.audio.transcript.done"
    """Type of the event; always `response.audio.transcript.done`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesErrorEvent(ResponseModel, kw_only=True, tag_field="type", tag="error"):
    """The stream failed. Iteration raises `StreamError` in place of this event."""

    type: ClassVar[Literal["error"]] = "error"
    """Type of the event; always `error`."""

    message: str | None = None
    """What went wrong."""

    code: Any = None
    """Code of the error."""

    param: str | None = None
    """Parameter that is wrong."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesOtherEvent(ResponseModel, kw_only=True, tag_field="type", tag="*"):
    """Event of a type that this version does not know. Its fields are attributes."""

    type: ClassVar[Literal["*"]] = "*"
    """Type of the event."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesLogprob(Model, kw_only=True):
    """A token with its log probability and the most likely alternatives."""

    token: str
    """Text of the token."""

    logprob: float | None = None
    """Natural logarithm of the token's probability, 0 or less."""

    top_logprobs: list[ResponsesTopLogprob] | None = None
    """Most likely tokens at this position."""


class ResponsesTextDeltaEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.output_text.delta"):
    """Text to append to a message."""

    delta: str
    """The text."""

    type: ClassVar[Literal["response.output_text.delta"]] = "response.output_text.delta"
    """Type of the event; always `response.output_text.delta`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    content_index: int | None = None
    """Index of the part in the item."""

    logprobs: list[ResponsesLogprob] | None = None
    """Log probabilities of the tokens, if requested by `include`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesTextDoneEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.output_text.done"):
    """The text of a part is complete."""

    text: str
    """The whole text."""

    type: ClassVar[Literal["response.output_text.done"]] = "response.output_text.done"
    """Type of the event; always `response.output_text.done`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    content_index: int | None = None
    """Index of the part in the item."""

    logprobs: list[ResponsesLogprob] | None = None
    """Log probabilities of the tokens, if requested by `include`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesOutputText(Model, kw_only=True, tag_field="type", tag="output_text"):
    """Text of a message."""

    text: str
    """The text."""

    type: ClassVar[Literal["output_text"]] = "output_text"
    """Type of the part; always `output_text`."""

    annotations: list[dict[str, Any]] | None = None
    """Citations, as the server sends them."""

    logprobs: list[ResponsesLogprob] | None = None
    """Log probabilities of the tokens, if requested by `include`."""


ResponsesPart: TypeAlias = (
    ResponsesOutputText | ResponsesRefusal | ResponsesReasoningText | ResponsesSummaryText | ResponsesOtherPart
)
"""Part of a message or of reasoning, by its type."""


class ResponsesOutputMessage(ResponseMessageModel, kw_only=True, tag_field="type", tag="message"):
    """Message of the model."""

    content: list[ResponsesPart]
    """Parts of the message."""

    type: ClassVar[Literal["message"]] = "message"
    """Type of the item; always `message`."""

    id: str | None = None
    """ID of the item."""

    role: str | None = None
    """Role of the author; always `assistant`."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""

    phase: str | None = None
    """Whether the message is a `commentary` or the `final_answer`, for models that send both."""


class ResponsesReasoning(Model, kw_only=True, tag_field="type", tag="reasoning"):
    """Reasoning of the model before its response."""

    type: ClassVar[Literal["reasoning"]] = "reasoning"
    """Type of the item; always `reasoning`."""

    summary: list[ResponsesPart] | None = None
    """Summary of the reasoning."""

    content: list[ResponsesPart] | None = None
    """The reasoning itself, if the server shows it."""

    encrypted_content: str | None = None
    """The reasoning, encrypted, to send back with the next request."""

    id: str | None = None
    """ID of the item."""

    status: str | None = None
    """Status, such as `in_progress`, `completed` or `incomplete`."""


ResponsesOutputItem: TypeAlias = (
    ResponsesOutputMessage
    | ResponsesFunctionCall
    | ResponsesCustomToolCall
    | ResponsesReasoning
    | ResponsesWebSearchCall
    | ResponsesFileSearchCall
    | ResponsesCodeInterpreterCall
    | ResponsesImageGenerationCall
    | ResponsesMcpCall
    | ResponsesMcpListTools
    | ResponsesMcpApprovalRequest
    | ResponsesComputerCall
    | ResponsesLocalShellCall
    | ResponsesShellCall
    | ResponsesApplyPatchCall
    | ResponsesCompaction
    | ResponsesOtherItem
)
"""Item of the output, by its type."""


class ResponsesOutput(ResponseObjectModel, kw_only=True):
    """Response of a model: messages, reasoning and tool calls."""

    output: list[ResponsesOutputItem]
    """What the model generated, in order."""

    output_text: str | None = None
    """Text of all messages in the output."""

    id: str | None = None
    """ID of the response; pass it as `previous_response_id` to continue the conversation."""

    object: str | None = None
    """Kind of the object; always `response`."""

    status: str | None = None
    """`completed`, `incomplete`, `failed`, `in_progress`, `queued` or `cancelled`."""

    created_at: int | float | None = None
    """Time when the response was created, in seconds since the Unix epoch."""

    completed_at: int | float | None = None
    """Time when the response was completed, in seconds since the Unix epoch."""

    model: str | None = None
    """Model that generated the response."""

    error: ResponsesErrorDetails | None = None
    """Why the response failed; None unless it did."""

    incomplete_details: ResponsesIncompleteDetails | None = None
    """Why the response is incomplete; None unless it is."""

    usage: ResponsesUsage | None = None
    """Token usage of the request."""

    instructions: Any = None
    """Instructions of the request."""

    metadata: dict[str, Any] | None = None
    """Metadata of the request."""

    parallel_tool_calls: bool | None = None
    """Whether the model may call several tools at once."""

    temperature: float | None = None
    """Sampling temperature."""

    top_p: float | None = None
    """Nucleus sampling."""

    tool_choice: Any = None
    """Tools that the model was allowed to call."""

    tools: list[dict[str, Any]] | None = None
    """Tools of the request."""

    background: bool | None = None
    """Whether the response is generated in the background."""

    conversation: Any = None
    """Conversation that the response belongs to."""

    max_output_tokens: int | None = None
    """Maximum number of tokens to generate."""

    max_tool_calls: int | None = None
    """Maximum number of calls of the server's own tools."""

    previous_response_id: str | None = None
    """ID of the response before this one."""

    prompt: dict[str, Any] | None = None
    """Prompt template of the request."""

    prompt_cache_key: str | None = None
    """Key of the prompt's cache."""

    reasoning: dict[str, Any] | None = None
    """Settings of the reasoning."""

    safety_identifier: str | None = None
    """ID of your end user, with which the provider detects abuse."""

    service_tier: str | None = None
    """How the request was processed and billed."""

    store: bool | None = None
    """Whether the response is stored."""

    text: dict[str, Any] | None = None
    """Format of the text."""

    top_logprobs: int | None = None
    """Number of most likely tokens at each position."""

    truncation: str | None = None
    """What to do if the input is too long for the model."""

    user: str | None = None
    """ID of your end user."""


class ResponsesCreatedEvent(ResponseEventModel, kw_only=True, tag_field="type", tag="response.created"):
    """The response was created."""

    response: ResponsesOutput
    """The response as far as it is known."""

    type: ClassVar[Literal["response.created"]] = "response.created"
    """Type of the event; always `response.created`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesQueuedEvent(ResponseEventModel, kw_only=True, tag_field="type", tag="response.queued"):
    """The response waits for its turn."""

    response: ResponsesOutput
    """The response as far as it is known."""

    type: ClassVar[Literal["response.queued"]] = "response.queued"
    """Type of the event; always `response.queued`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesInProgressEvent(ResponseEventModel, kw_only=True, tag_field="type", tag="response.in_progress"):
    """The response is being generated."""

    response: ResponsesOutput
    """The response as far as it is known."""

    type: ClassVar[Literal["response.in_progress"]] = "response.in_progress"
    """Type of the event; always `response.in_progress`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesCompletedEvent(ResponseEventModel, kw_only=True, tag_field="type", tag="response.completed"):
    """The response is complete."""

    response: ResponsesOutput
    """The response as far as it is known."""

    type: ClassVar[Literal["response.completed"]] = "response.completed"
    """Type of the event; always `response.completed`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesIncompleteEvent(ResponseEventModel, kw_only=True, tag_field="type", tag="response.incomplete"):
    """The response ended early, such as at the limit of tokens."""

    response: ResponsesOutput
    """The response as far as it is known."""

    type: ClassVar[Literal["response.incomplete"]] = "response.incomplete"
    """Type of the event; always `response.incomplete`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesFailedEvent(ResponseEventModel, kw_only=True, tag_field="type", tag="response.failed"):
    """The response failed."""

    response: ResponsesOutput
    """The response as far as it is known."""

    type: ClassVar[Literal["response.failed"]] = "response.failed"
    """Type of the event; always `response.failed`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesCancelledEvent(ResponseEventModel, kw_only=True, tag_field="type", tag="response.cancelled"):
    """The response was cancelled."""

    response: ResponsesOutput
    """The response as far as it is known."""

    type: ClassVar[Literal["response.cancelled"]] = "response.cancelled"
    """Type of the event; always `response.cancelled`."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesOutputItemAddedEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.output_item.added"):
    """An item begins."""

    item: ResponsesOutputItem
    """The item, still empty."""

    type: ClassVar[Literal["response.output_item.added"]] = "response.output_item.added"
    """Type of the event; always `response.output_item.added`."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesOutputItemDoneEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.output_item.done"):
    """An item is complete."""

    item: ResponsesOutputItem
    """The item."""

    type: ClassVar[Literal["response.output_item.done"]] = "response.output_item.done"
    """Type of the event; always `response.output_item.done`."""

    output_index: int | None = None
    """Index of the item in the output."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesContentPartAddedEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.content_part.added"):
    """A part of an item begins."""

    part: ResponsesPart
    """The part, still empty."""

    type: ClassVar[Literal["response.content_part.added"]] = "response.content_part.added"
    """Type of the event; always `response.content_part.added`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    content_index: int | None = None
    """Index of the part in the item."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesContentPartDoneEvent(ResponseModel, kw_only=True, tag_field="type", tag="response.content_part.done"):
    """A part of an item is complete."""

    part: ResponsesPart
    """The part."""

    type: ClassVar[Literal["response.content_part.done"]] = "response.content_part.done"
    """Type of the event; always `response.content_part.done`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    content_index: int | None = None
    """Index of the part in the item."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesReasoningSummaryPartAddedEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.reasoning_summary_part.added"
):
    """A part of the reasoning summary begins."""

    part: ResponsesPart
    """The part, still empty."""

    type: ClassVar[Literal["response.reasoning_summary_part.added"]] = "response.reasoning_summary_part.added"
    """Type of the event; always `response.reasoning_summary_part.added`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    summary_index: int | None = None
    """Index of the part in the summary."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


class ResponsesReasoningSummaryPartDoneEvent(
    ResponseModel, kw_only=True, tag_field="type", tag="response.reasoning_summary_part.done"
):
    """A part of the reasoning summary is complete."""

    part: ResponsesPart
    """The part."""

    type: ClassVar[Literal["response.reasoning_summary_part.done"]] = "response.reasoning_summary_part.done"
    """Type of the event; always `response.reasoning_summary_part.done`."""

    item_id: str | None = None
    """ID of the item."""

    output_index: int | None = None
    """Index of the item in the output."""

    summary_index: int | None = None
    """Index of the part in the summary."""

    sequence_number: int | None = None
    """Number of the event in the stream, from 0."""


ResponsesStreamOutput: TypeAlias = (
    ResponsesCreatedEvent
    | ResponsesQueuedEvent
    | ResponsesInProgressEvent
    | ResponsesCompletedEvent
    | ResponsesIncompleteEvent
    | ResponsesFailedEvent
    | ResponsesCancelledEvent
    | ResponsesOutputItemAddedEvent
    | ResponsesOutputItemDoneEvent
    | ResponsesContentPartAddedEvent
    | ResponsesContentPartDoneEvent
    | ResponsesTextDeltaEvent
    | ResponsesTextDoneEvent
    | ResponsesTextAnnotationAddedEvent
    | ResponsesRefusalDeltaEvent
    | ResponsesRefusalDoneEvent
    | ResponsesFunctionCallArgumentsDeltaEvent
    | ResponsesFunctionCallArgumentsDoneEvent
    | ResponsesCustomToolCallInputDeltaEvent
    | ResponsesCustomToolCallInputDoneEvent
    | ResponsesReasoningTextDeltaEvent
    | ResponsesReasoningTextDoneEvent
    | ResponsesReasoningSummaryPartAddedEvent
    | ResponsesReasoningSummaryPartDoneEvent
    | ResponsesReasoningSummaryTextDeltaEvent
    | ResponsesReasoningSummaryTextDoneEvent
    | ResponsesWebSearchCallInProgressEvent
    | ResponsesWebSearchCallSearchingEvent
    | ResponsesWebSearchCallCompletedEvent
    | ResponsesFileSearchCallInProgressEvent
    | ResponsesFileSearchCallSearchingEvent
    | ResponsesFileSearchCallCompletedEvent
    | ResponsesCodeInterpreterCallInProgressEvent
    | ResponsesCodeInterpreterCallInterpretingEvent
    | ResponsesCodeInterpreterCallCompletedEvent
    | ResponsesImageGenerationCallInProgressEvent
    | ResponsesImageGenerationCallGeneratingEvent
    | ResponsesImageGenerationCallCompletedEvent
    | ResponsesMcpCallInProgressEvent
    | ResponsesMcpCallCompletedEvent
    | ResponsesMcpCallFailedEvent
    | ResponsesMcpListToolsInProgressEvent
    | ResponsesMcpListToolsCompletedEvent
    | ResponsesMcpListToolsFailedEvent
    | ResponsesCodeInterpreterCallCodeDeltaEvent
    | ResponsesCodeInterpreterCallCodeDoneEvent
    | ResponsesImageGenerationCallPartialImageEvent
    | ResponsesMcpCallArgumentsDeltaEvent
    | ResponsesMcpCallArgumentsDoneEvent
    | ResponsesAudioDeltaEvent
    | ResponsesAudioDoneEvent
    | ResponsesAudioTranscriptDeltaEvent
    | ResponsesAudioTranscriptDoneEvent
    | ResponsesErrorEvent
    | ResponsesOtherEvent
)
"""Event of a streamed response, by its type."""

# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Client methods for chat and text generation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Unpack, overload

from inferwire_runtime.arguments import is_true
from inferwire_runtime.lazy import lazy_types, streams_without_await
from inferwire_runtime.options import CallOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from inferwire.inputs.chat_completion import (
        ChatCompletionInputGrammarType,
        ChatCompletionInputMessage,
        ChatCompletionInputStreamOptions,
        ChatCompletionInputToolChoice,
        ChatCompletionKeywords,
    )
    from inferwire.inputs.responses import (
        ResponsesInputCustomTool,
        ResponsesInputFunctionTool,
        ResponsesInputItem,
        ResponsesInputReasoning,
        ResponsesInputStreamOptions,
        ResponsesInputTextConfig,
        ResponsesKeywords,
    )
    from inferwire.inputs.text_generation import TextGenerationInputGrammarType, TextGenerationKeywords
    from inferwire.tasks.chat_completion import ChatCompletionProvider
    from inferwire.tasks.responses import ResponsesProvider
    from inferwire.tasks.text_generation import TextGenerationProvider
    from inferwire.types.chat_completion import (
        ChatCompletionOutput,
        ChatCompletionOutputMessage,
        ChatCompletionStreamOutput,
    )
    from inferwire.types.responses import ResponsesOutput, ResponsesOutputItem, ResponsesStreamOutput
    from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
    from inferwire_runtime.core import AsyncCore, BlockingCore
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.schema_inputs import PythonType, ToolInputs
    from inferwire_runtime.stream_calls import AsyncStreamCall
    from inferwire_runtime.streams import AsyncStream, Stream
else:  # resolved by `typing.get_type_hints` only
    lazy_types(
        globals(),
        {
            "inferwire.inputs.chat_completion": (
                "ChatCompletionInputGrammarType",
                "ChatCompletionInputMessage",
                "ChatCompletionInputStreamOptions",
                "ChatCompletionInputToolChoice",
                "ChatCompletionKeywords",
            ),
            "inferwire.inputs.responses": (
                "ResponsesInputCustomTool",
                "ResponsesInputFunctionTool",
                "ResponsesInputItem",
                "ResponsesInputReasoning",
                "ResponsesInputStreamOptions",
                "ResponsesInputTextConfig",
                "ResponsesKeywords",
            ),
            "inferwire.inputs.text_generation": ("TextGenerationInputGrammarType", "TextGenerationKeywords"),
            "inferwire.tasks.chat_completion": ("ChatCompletionProvider",),
            "inferwire.tasks.responses": ("ResponsesProvider",),
            "inferwire.tasks.text_generation": ("TextGenerationProvider",),
            "inferwire.types.chat_completion": (
                "ChatCompletionOutput",
                "ChatCompletionOutputMessage",
                "ChatCompletionStreamOutput",
            ),
            "inferwire.types.responses": ("ResponsesOutput", "ResponsesOutputItem", "ResponsesStreamOutput"),
            "inferwire.types.text_generation": ("TextGenerationOutput", "TextGenerationStreamOutput"),
            "inferwire_runtime.core": ("AsyncCore", "BlockingCore"),
            "inferwire_runtime.jsontypes": ("Json",),
            "inferwire_runtime.schema_inputs": ("PythonType", "ToolInputs"),
        },
        generic={
            "collections.abc": ("Mapping", "Sequence"),
            "inferwire_runtime.stream_calls": ("AsyncStreamCall",),
            "inferwire_runtime.streams": ("AsyncStream", "Stream"),
        },
    )


class ChatMethods:
    """Methods for chat and text generation."""

    _core: BlockingCore

    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
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
        response_format: ChatCompletionInputGrammarType | None | PythonType | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | list[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoice | None = None,
        tool_prompt: str | None = None,
        tools: ToolInputs | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        verbosity: str | None = None,
        stream: Literal[False] = False,
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> ChatCompletionOutput: ...
    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        stream: Literal[True],
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...
    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        stream: bool,
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> ChatCompletionOutput | Stream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
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
        response_format: ChatCompletionInputGrammarType | None | PythonType | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | list[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoice | None = None,
        tool_prompt: str | None = None,
        tools: ToolInputs | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        verbosity: str | None = None,
        stream: bool = False,
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
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
            stream: Return a stream of the result's items.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Response of the assistant, with token usage. If `stream` is True, a stream of its items.

        """
        from inferwire.tasks.chat_completion import TASK  # loads with its first call

        parameters = {
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
        if stream is not False and is_true("stream", stream):
            return self._core.run_stream(TASK, messages, parameters, options, model=model, provider=provider)
        return self._core.run(TASK, messages, parameters, options, model=model, provider=provider)

    def chat_completion_stream(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> Stream[ChatCompletionStreamOutput, ChatCompletionOutput]:
        """Generate the next message of a conversation. Return the items of the result as they arrive.

        Takes the same arguments as `chat_completion`.
        """
        stream: Stream[ChatCompletionStreamOutput, ChatCompletionOutput] = self.chat_completion(
            messages, stream=True, model=model, provider=provider, **parameters
        )
        return stream

    @overload
    def create_response(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        background: bool | None = None,
        conversation: str | Mapping[str, Json] | None = None,
        include: list[str] | None = None,
        instructions: str | None = None,
        max_output_tokens: int | None = None,
        max_tool_calls: int | None = None,
        metadata: Mapping[str, str] | None = None,
        parallel_tool_calls: bool | None = None,
        previous_response_id: str | None = None,
        prompt: Mapping[str, Json] | None = None,
        prompt_cache_key: str | None = None,
        reasoning: ResponsesInputReasoning | None = None,
        safety_identifier: str | None = None,
        service_tier: str | None = None,
        store: bool | None = None,
        stream_options: ResponsesInputStreamOptions | None = None,
        temperature: float | None = None,
        text: ResponsesInputTextConfig | None = None,
        tool_choice: str | Mapping[str, Json] | None = None,
        tools: Sequence[ResponsesInputFunctionTool | ResponsesInputCustomTool | Mapping[str, Json]] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        truncation: str | None = None,
        user: str | None = None,
        stream: Literal[False] = False,
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> ResponsesOutput: ...
    @overload
    def create_response(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        stream: Literal[True],
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **parameters: Unpack[ResponsesKeywords],
    ) -> Stream[ResponsesStreamOutput, ResponsesOutput]: ...
    @overload
    def create_response(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        stream: bool,
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **parameters: Unpack[ResponsesKeywords],
    ) -> ResponsesOutput | Stream[ResponsesStreamOutput, ResponsesOutput]: ...

    def create_response(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        background: bool | None = None,
        conversation: str | Mapping[str, Json] | None = None,
        include: list[str] | None = None,
        instructions: str | None = None,
        max_output_tokens: int | None = None,
        max_tool_calls: int | None = None,
        metadata: Mapping[str, str] | None = None,
        parallel_tool_calls: bool | None = None,
        previous_response_id: str | None = None,
        prompt: Mapping[str, Json] | None = None,
        prompt_cache_key: str | None = None,
        reasoning: ResponsesInputReasoning | None = None,
        safety_identifier: str | None = None,
        service_tier: str | None = None,
        store: bool | None = None,
        stream_options: ResponsesInputStreamOptions | None = None,
        temperature: float | None = None,
        text: ResponsesInputTextConfig | None = None,
        tool_choice: str | Mapping[str, Json] | None = None,
        tools: Sequence[ResponsesInputFunctionTool | ResponsesInputCustomTool | Mapping[str, Json]] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        truncation: str | None = None,
        user: str | None = None,
        stream: bool = False,
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate a response with OpenAI's Responses API.

        Args:
            input: Text, or a list of messages and items of earlier responses, oldest first.
            background: Whether to generate the response in the background: the call returns at once, and
                `responses.wait` or `responses.retrieve` gets the result.
            conversation: ID of a conversation that the server has stored, or an object with it.
            include: Further output to return, such as `reasoning.encrypted_content`.
            instructions: System message, which is not part of the stored conversation.
            max_output_tokens: Maximum number of tokens to generate, reasoning included.
            max_tool_calls: Maximum number of calls of the server's own tools.
            metadata: Up to 16 pairs of strings that the provider stores with the response.
            parallel_tool_calls: Whether the model may call several tools at once.
            previous_response_id: ID of a stored response, to continue its conversation.
            prompt: Prompt template that the provider has stored: its ID, version and variables.
            prompt_cache_key: Key that helps the provider to find cached prompts.
            reasoning: Settings of the reasoning.
            safety_identifier: ID of your end user, with which the provider detects abuse.
            service_tier: How the request is processed and billed: `auto`, `default`, `flex` or `priority`.
            store: Whether the provider may store the response, so that it can be retrieved and continued.
            stream_options: Options for the stream.
            temperature: Sampling temperature, from 0 to 2; higher is more random.
            text: Format of the text. For a Python type, call `responses.parse`.
            tool_choice: Tools that the model may call: `auto`, `none`, `required`, or an object that selects one.
            tools: Tools that the model may call: your functions, or the server's own tools.
            top_logprobs: Number of most likely tokens to return at each position.
            top_p: Only the most likely tokens whose probabilities sum up to this number are sampled.
            truncation: What to do if the input is too long for the model: `auto` drops items, `disabled` fails.
            user: ID of your end user.
            stream: Return a stream of the result's items.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Response of a model: messages, reasoning and tool calls. If `stream` is True, a stream of its items.

        """
        from inferwire.tasks.responses import TASK  # loads with its first call

        parameters = {
            "background": background,
            "conversation": conversation,
            "include": include,
            "instructions": instructions,
            "max_output_tokens": max_output_tokens,
            "max_tool_calls": max_tool_calls,
            "metadata": metadata,
            "parallel_tool_calls": parallel_tool_calls,
            "previous_response_id": previous_response_id,
            "prompt": prompt,
            "prompt_cache_key": prompt_cache_key,
            "reasoning": reasoning,
            "safety_identifier": safety_identifier,
            "service_tier": service_tier,
            "store": store,
            "stream_options": stream_options,
            "temperature": temperature,
            "text": text,
            "tool_choice": tool_choice,
            "tools": tools,
            "top_logprobs": top_logprobs,
            "top_p": top_p,
            "truncation": truncation,
            "user": user,
        }
        if stream is not False and is_true("stream", stream):
            return self._core.run_stream(TASK, input, parameters, options, model=model, provider=provider)
        return self._core.run(TASK, input, parameters, options, model=model, provider=provider)

    def create_response_stream(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **parameters: Unpack[ResponsesKeywords],
    ) -> Stream[ResponsesStreamOutput, ResponsesOutput]:
        """Generate a response with OpenAI's Responses API. Return the items of the result as they arrive.

        Takes the same arguments as `create_response`.
        """
        stream: Stream[ResponsesStreamOutput, ResponsesOutput] = self.create_response(
            input, stream=True, model=model, provider=provider, **parameters
        )
        return stream

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarType | None | PythonType | None = None,
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
        stream: Literal[False] = False,
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> TextGenerationOutput: ...
    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[True],
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> Stream[TextGenerationStreamOutput, TextGenerationOutput]: ...
    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: bool,
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> TextGenerationOutput | Stream[TextGenerationStreamOutput, TextGenerationOutput]: ...

    def text_generation(
        self,
        prompt: str,
        *,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarType | None | PythonType | None = None,
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
        stream: bool = False,
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
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
            stream: Return a stream of the result's items.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Continuation of the prompt, with details of its tokens on request. If `stream` is True, a stream of its
            items.

        """
        from inferwire.tasks.text_generation import TASK  # loads with its first call

        parameters = {
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
        if stream is not False and is_true("stream", stream):
            return self._core.run_stream(TASK, prompt, parameters, options, model=model, provider=provider)
        return self._core.run(TASK, prompt, parameters, options, model=model, provider=provider)

    def text_generation_stream(
        self,
        prompt: str,
        *,
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> Stream[TextGenerationStreamOutput, TextGenerationOutput]:
        """Generate text that continues a prompt. Return the items of the result as they arrive.

        Takes the same arguments as `text_generation`.
        """
        stream: Stream[TextGenerationStreamOutput, TextGenerationOutput] = self.text_generation(
            prompt, stream=True, model=model, provider=provider, **parameters
        )
        return stream


class AsyncChatMethods:
    """Asynchronous methods for chat and text generation."""

    _core: AsyncCore

    @overload
    async def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
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
        response_format: ChatCompletionInputGrammarType | None | PythonType | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | list[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoice | None = None,
        tool_prompt: str | None = None,
        tools: ToolInputs | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        verbosity: str | None = None,
        stream: Literal[False] = False,
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> ChatCompletionOutput: ...
    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        stream: Literal[True],
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> AsyncStreamCall[ChatCompletionStreamOutput, ChatCompletionOutput]: ...
    @overload
    async def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        stream: bool,
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]: ...

    @streams_without_await
    async def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
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
        response_format: ChatCompletionInputGrammarType | None | PythonType | None = None,
        seed: int | None = None,
        service_tier: str | None = None,
        stop: str | list[str] | None = None,
        store: bool | None = None,
        stream_options: ChatCompletionInputStreamOptions | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoice | None = None,
        tool_prompt: str | None = None,
        tools: ToolInputs | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        user: str | None = None,
        verbosity: str | None = None,
        stream: bool = False,
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
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
            stream: Return a stream of the result's items.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Response of the assistant, with token usage. If `stream` is True, a stream of its items.

        """
        from inferwire.tasks.chat_completion import TASK  # loads with its first call

        parameters = {
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
        if stream is not False and is_true("stream", stream):
            return await self._core.run_stream(TASK, messages, parameters, options, model=model, provider=provider)
        return await self._core.run(TASK, messages, parameters, options, model=model, provider=provider)

    def chat_completion_stream(
        self,
        messages: Sequence[ChatCompletionInputMessage | ChatCompletionOutputMessage | Mapping[str, Any]],
        *,
        model: str | Sequence[str] | None = None,
        provider: ChatCompletionProvider | Sequence[ChatCompletionProvider] | None = None,
        **parameters: Unpack[ChatCompletionKeywords],
    ) -> AsyncStreamCall[ChatCompletionStreamOutput, ChatCompletionOutput]:
        """Generate the next message of a conversation. Return the items of the result as they arrive.

        Takes the same arguments as `chat_completion`.
        """
        stream: AsyncStreamCall[ChatCompletionStreamOutput, ChatCompletionOutput] = self.chat_completion(
            messages, stream=True, model=model, provider=provider, **parameters
        )
        return stream

    @overload
    async def create_response(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        background: bool | None = None,
        conversation: str | Mapping[str, Json] | None = None,
        include: list[str] | None = None,
        instructions: str | None = None,
        max_output_tokens: int | None = None,
        max_tool_calls: int | None = None,
        metadata: Mapping[str, str] | None = None,
        parallel_tool_calls: bool | None = None,
        previous_response_id: str | None = None,
        prompt: Mapping[str, Json] | None = None,
        prompt_cache_key: str | None = None,
        reasoning: ResponsesInputReasoning | None = None,
        safety_identifier: str | None = None,
        service_tier: str | None = None,
        store: bool | None = None,
        stream_options: ResponsesInputStreamOptions | None = None,
        temperature: float | None = None,
        text: ResponsesInputTextConfig | None = None,
        tool_choice: str | Mapping[str, Json] | None = None,
        tools: Sequence[ResponsesInputFunctionTool | ResponsesInputCustomTool | Mapping[str, Json]] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        truncation: str | None = None,
        user: str | None = None,
        stream: Literal[False] = False,
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> ResponsesOutput: ...
    @overload
    def create_response(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        stream: Literal[True],
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **parameters: Unpack[ResponsesKeywords],
    ) -> AsyncStreamCall[ResponsesStreamOutput, ResponsesOutput]: ...
    @overload
    async def create_response(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        stream: bool,
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **parameters: Unpack[ResponsesKeywords],
    ) -> ResponsesOutput | AsyncStream[ResponsesStreamOutput, ResponsesOutput]: ...

    @streams_without_await
    async def create_response(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        background: bool | None = None,
        conversation: str | Mapping[str, Json] | None = None,
        include: list[str] | None = None,
        instructions: str | None = None,
        max_output_tokens: int | None = None,
        max_tool_calls: int | None = None,
        metadata: Mapping[str, str] | None = None,
        parallel_tool_calls: bool | None = None,
        previous_response_id: str | None = None,
        prompt: Mapping[str, Json] | None = None,
        prompt_cache_key: str | None = None,
        reasoning: ResponsesInputReasoning | None = None,
        safety_identifier: str | None = None,
        service_tier: str | None = None,
        store: bool | None = None,
        stream_options: ResponsesInputStreamOptions | None = None,
        temperature: float | None = None,
        text: ResponsesInputTextConfig | None = None,
        tool_choice: str | Mapping[str, Json] | None = None,
        tools: Sequence[ResponsesInputFunctionTool | ResponsesInputCustomTool | Mapping[str, Json]] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        truncation: str | None = None,
        user: str | None = None,
        stream: bool = False,
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate a response with OpenAI's Responses API.

        Args:
            input: Text, or a list of messages and items of earlier responses, oldest first.
            background: Whether to generate the response in the background: the call returns at once, and
                `responses.wait` or `responses.retrieve` gets the result.
            conversation: ID of a conversation that the server has stored, or an object with it.
            include: Further output to return, such as `reasoning.encrypted_content`.
            instructions: System message, which is not part of the stored conversation.
            max_output_tokens: Maximum number of tokens to generate, reasoning included.
            max_tool_calls: Maximum number of calls of the server's own tools.
            metadata: Up to 16 pairs of strings that the provider stores with the response.
            parallel_tool_calls: Whether the model may call several tools at once.
            previous_response_id: ID of a stored response, to continue its conversation.
            prompt: Prompt template that the provider has stored: its ID, version and variables.
            prompt_cache_key: Key that helps the provider to find cached prompts.
            reasoning: Settings of the reasoning.
            safety_identifier: ID of your end user, with which the provider detects abuse.
            service_tier: How the request is processed and billed: `auto`, `default`, `flex` or `priority`.
            store: Whether the provider may store the response, so that it can be retrieved and continued.
            stream_options: Options for the stream.
            temperature: Sampling temperature, from 0 to 2; higher is more random.
            text: Format of the text. For a Python type, call `responses.parse`.
            tool_choice: Tools that the model may call: `auto`, `none`, `required`, or an object that selects one.
            tools: Tools that the model may call: your functions, or the server's own tools.
            top_logprobs: Number of most likely tokens to return at each position.
            top_p: Only the most likely tokens whose probabilities sum up to this number are sampled.
            truncation: What to do if the input is too long for the model: `auto` drops items, `disabled` fails.
            user: ID of your end user.
            stream: Return a stream of the result's items.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Response of a model: messages, reasoning and tool calls. If `stream` is True, a stream of its items.

        """
        from inferwire.tasks.responses import TASK  # loads with its first call

        parameters = {
            "background": background,
            "conversation": conversation,
            "include": include,
            "instructions": instructions,
            "max_output_tokens": max_output_tokens,
            "max_tool_calls": max_tool_calls,
            "metadata": metadata,
            "parallel_tool_calls": parallel_tool_calls,
            "previous_response_id": previous_response_id,
            "prompt": prompt,
            "prompt_cache_key": prompt_cache_key,
            "reasoning": reasoning,
            "safety_identifier": safety_identifier,
            "service_tier": service_tier,
            "store": store,
            "stream_options": stream_options,
            "temperature": temperature,
            "text": text,
            "tool_choice": tool_choice,
            "tools": tools,
            "top_logprobs": top_logprobs,
            "top_p": top_p,
            "truncation": truncation,
            "user": user,
        }
        if stream is not False and is_true("stream", stream):
            return await self._core.run_stream(TASK, input, parameters, options, model=model, provider=provider)
        return await self._core.run(TASK, input, parameters, options, model=model, provider=provider)

    def create_response_stream(
        self,
        input: str | Sequence[ResponsesInputItem | ResponsesOutputItem | Mapping[str, Any]] | None = None,
        *,
        model: str | Sequence[str] | None = None,
        provider: ResponsesProvider | Sequence[ResponsesProvider] | None = None,
        **parameters: Unpack[ResponsesKeywords],
    ) -> AsyncStreamCall[ResponsesStreamOutput, ResponsesOutput]:
        """Generate a response with OpenAI's Responses API. Return the items of the result as they arrive.

        Takes the same arguments as `create_response`.
        """
        stream: AsyncStreamCall[ResponsesStreamOutput, ResponsesOutput] = self.create_response(
            input, stream=True, model=model, provider=provider, **parameters
        )
        return stream

    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarType | None | PythonType | None = None,
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
        stream: Literal[False] = False,
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> TextGenerationOutput: ...
    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        stream: Literal[True],
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> AsyncStreamCall[TextGenerationStreamOutput, TextGenerationOutput]: ...
    @overload
    async def text_generation(
        self,
        prompt: str,
        *,
        stream: bool,
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> TextGenerationOutput | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]: ...

    @streams_without_await
    async def text_generation(
        self,
        prompt: str,
        *,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarType | None | PythonType | None = None,
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
        stream: bool = False,
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
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
            stream: Return a stream of the result's items.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Continuation of the prompt, with details of its tokens on request. If `stream` is True, a stream of its
            items.

        """
        from inferwire.tasks.text_generation import TASK  # loads with its first call

        parameters = {
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
        if stream is not False and is_true("stream", stream):
            return await self._core.run_stream(TASK, prompt, parameters, options, model=model, provider=provider)
        return await self._core.run(TASK, prompt, parameters, options, model=model, provider=provider)

    def text_generation_stream(
        self,
        prompt: str,
        *,
        model: str | Sequence[str] | None = None,
        provider: TextGenerationProvider | Sequence[TextGenerationProvider] | None = None,
        **parameters: Unpack[TextGenerationKeywords],
    ) -> AsyncStreamCall[TextGenerationStreamOutput, TextGenerationOutput]:
        """Generate text that continues a prompt. Return the items of the result as they arrive.

        Takes the same arguments as `text_generation`.
        """
        stream: AsyncStreamCall[TextGenerationStreamOutput, TextGenerationOutput] = self.text_generation(
            prompt, stream=True, model=model, provider=provider, **parameters
        )
        return stream

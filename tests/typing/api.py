"""The types of the public surface: checked, never run."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, assert_type

import msgspec

import inferwire
from inferwire import (
    AsyncInferenceClient,
    AsyncStream,
    Attempt,
    AutomaticSpeechRecognitionOutput,
    ChatCompletionOutput,
    ChatCompletionStreamOutput,
    ClassificationOutput,
    InferenceClient,
    Job,
    Media,
    OutputType,
    PreparedRequest,
    QuestionAnsweringOutputElement,
    RawResponse,
    Retry,
    Stream,
    StreamText,
    SummarizationOutput,
    TableQuestionAnsweringOutputElement,
    TextGenerationOutput,
    TextGenerationStreamOutput,
    Timeout,
    VisualQuestionAnsweringOutputElement,
)
from inferwire.tasks.chat_completion import chat_completion, chat_completion_stream_async
from inferwire.tasks.question_answering import question_answering
from inferwire.tasks.text_classification import text_classification, text_classification_async
from inferwire.tasks.text_to_image import text_to_image, text_to_image_async
from inferwire.types.responses import ResponsesFunctionCall, ResponsesOutput, ResponsesTextDeltaEvent
from inferwire.types.text_ranking import TextRankingOutputElement

client = InferenceClient(api_key="hf_...", timeout=30, retry=2)
messages: list[inferwire.ChatCompletionInputMessage] = [{"role": "user", "content": "hi"}]

assert_type(inferwire.list_providers("text-to-image"), list[inferwire.Provider])
assert_type(inferwire.list_providers(details=True), list[inferwire.ProviderInfo])
InferenceClient(provider=inferwire.list_providers("text-to-image")[0])
assert_type(inferwire.list_tasks(), list[str])

inferwire.configure(model="gpt2", timeout=Timeout(total=60), retry=1, transport="httpx2", headers={"x-team": "a"})

# Results are read by attribute, and as mappings.
chat = client.chat_completion(messages, model="gpt2")
assert_type(chat.text, str)
assert_type(chat.message, inferwire.ChatCompletionOutputMessage)
assert_type(dict(chat), dict[str, Any])
assert_type({**chat.message}, dict[str, Any])
assert_type(list(chat), list[str])
assert_type(chat.to_dict(), dict[str, Any])
assert_type(chat.to_json(indent=2), str)
assert_type("usage" in chat, bool)
content: str = chat["choices"][0]["message"]["content"]

# Each task returns its own type.
assert_type(client.text_classification("hi"), list[ClassificationOutput])
assert_type(client.summarization("long", model="facebook/bart-large-cnn"), SummarizationOutput)
assert_type(client.automatic_speech_recognition(Path("a.flac")), AutomaticSpeechRecognitionOutput)
assert_type(client.sentence_similarity("a", ["b"]), list[float])
assert_type(client.feature_extraction(["a", "b"]), list[Any])
assert_type(client.visual_question_answering(b"...", "How many?"), list[VisualQuestionAnsweringOutputElement])
assert_type(client.table_question_answering({"a": ["1"]}, "q"), TableQuestionAnsweringOutputElement)
assert_type(client.tabular_classification({"a": ["1"]}), list[str | float])
assert_type(text_classification("hi"), list[ClassificationOutput])

# One result, or with top_k a list of them.
assert_type(client.question_answering("who?", "Ada."), QuestionAnsweringOutputElement)
assert_type(client.question_answering("who?", "Ada.", top_k=2), list[QuestionAnsweringOutputElement])
assert_type(client.question_answering("who?", "Ada.", top_k=None), QuestionAnsweringOutputElement)
assert_type(question_answering("who?", "Ada.", top_k=2), list[QuestionAnsweringOutputElement])
assert_type(question_answering("who?", "Ada."), QuestionAnsweringOutputElement)

# A media file, in the form that the call names.
assert_type(client.text_to_image("a cat", seed=1, width=64), Media)
assert_type(client.text_to_image("a cat", output_type="bytes", seed=1), bytes)
assert_type(client.text_to_image("a cat", output_type="url"), str)
assert_type(client.text_to_image("a cat", output_type="data_url", timeout=3), str)
assert_type(client.text_to_speech("hi", temperature=0.5), Media)
assert_type(client.image_to_image("a.png", "make it blue", target_size={"width": 1, "height": 2}), Media)
assert_type(client.text_to_image("a cat", output_type=None), Media)
assert_type(text_to_image("a cat", output_type="bytes"), bytes)
assert_type(text_to_image("a cat"), Media)

# A whole result, or a stream.
assert_type(client.chat_completion(messages), ChatCompletionOutput)
client.chat_completion(
    [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What is this?"},
                {"type": "image_url", "image_url": {"url": Path("a.png")}},
                {"type": "input_audio", "input_audio": {"data": b"...", "format": "wav"}},
                {"type": "video_url", "video_url": {"url": "https://a.test/b.mp4"}},
                {"type": "file", "file": {"file_data": Path("a.pdf"), "filename": "a.pdf"}},
            ],
        }
    ],
    stop="END",
)
assert_type(
    client.chat_completion(messages, stream=True, seed=1), Stream[ChatCompletionStreamOutput, ChatCompletionOutput]
)
assert_type(
    client.chat_completion_stream(messages, temperature=0.1), Stream[ChatCompletionStreamOutput, ChatCompletionOutput]
)
assert_type(client.chat.completions.create(messages=messages, model="m"), ChatCompletionOutput)
assert_type(
    client.chat.completions.create(messages=messages, stream=True),
    Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
)
assert_type(chat_completion(messages), ChatCompletionOutput)
assert_type(chat_completion(messages, stream=True), Stream[ChatCompletionStreamOutput, ChatCompletionOutput])
assert_type(client.text_generation("once"), TextGenerationOutput)
assert_type(client.text_generation("once", stream=True), Stream[TextGenerationStreamOutput, TextGenerationOutput])
chat = client.chat_completion([{"role": "user", "content": [{"type": "text", "text": "hi"}]}], max_tokens=None)
assert_type(chat.choices[0].message.content, str | None)
client.chat_completion([*messages, chat.choices[0].message, {"role": "user", "content": "and?"}])
client.chat_completion(messages, tool_choice="auto", response_format={"type": "json_object"})

# Options, copies and requests.
assert_type(client.endpoint("https://xyz.endpoints.huggingface.cloud"), InferenceClient)
assert_type(client.with_options(model="m", timeout=3), InferenceClient)
assert_type(  # ty: ignore[type-assertion-failure] # which joins the overloads
    client.with_raw_response.text_classification("hi", top_k=1),
    tuple[list[ClassificationOutput], RawResponse],
)
assert_type(client.with_raw_response.image_classification(b"x"), tuple[list[ClassificationOutput], RawResponse])
assert_type(client.request(inputs="x"), Any)
assert_type(client.with_raw_response.chat_completion(messages)[1], RawResponse)
client.text_classification("hi", top_k=None, provider="hf-inference", headers={"x-a": "b"}, extra_body={"a": 1})


def none_is_the_same_as_not_passed(client: InferenceClient, form: OutputType | None, count: int | None) -> None:
    """Every option and every optional argument takes None, also where an overload is chosen."""
    InferenceClient(
        None,
        provider=None,
        api_key=None,
        token=None,
        base_url=None,
        bill_to=None,
        timeout=None,
        retry=None,
        headers=None,
        http_client=None,
        transport=None,
        emulator_url=None,
    )
    client.with_options(model=None, provider=None, api_key=None, bill_to=None, timeout=None, retry=None, headers=None)
    client.summarization("a", model=None, provider=None, clean_up_tokenization_spaces=None, generate_parameters=None)
    client.text_classification("a", retry_on_error=None, on_progress=None, extra_body=None, extra_parameters=None)
    assert_type(client.text_to_image("a", seed=None, width=count, timeout=math.inf), Media)
    assert_type(client.text_to_image("a", output_type="bytes", seed=None, width=count), bytes)
    assert_type(client.text_to_image("a", output_type=form), Media | bytes | str | Any)
    assert_type(client.question_answering("a", "b", top_k=2, max_seq_len=None), list[QuestionAnsweringOutputElement])
    assert_type(client.chat_completion(messages, seed=None, stop=None, tools=None), ChatCompletionOutput)
    assert_type(
        client.chat_completion(messages, stream=True, seed=count, stop=None),
        Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    client.request(None, inputs="x", parameters=None, model=None, provider=None)
    inferwire.configure(model=None, provider=None, api_key=None, timeout=None, retry=None, transport=None)


async def asynchronous(client: AsyncInferenceClient) -> None:
    assert_type(await client.text_classification("hi"), list[ClassificationOutput])
    assert_type(await client.text_to_image("a cat"), Media)
    assert_type(await client.text_to_image("a cat", output_type="url"), str)
    assert_type(await client.chat_completion(messages), ChatCompletionOutput)
    stream = await client.chat_completion(messages, stream=True)
    assert_type(stream, AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput])
    async for item in stream:
        assert_type(item, ChatCompletionStreamOutput)
    assert_type(await text_classification_async("hi"), list[ClassificationOutput])
    assert_type(await text_to_image_async("a cat"), Media)
    assert_type(await text_to_image_async("a cat", output_type="bytes"), bytes)
    assert_type(
        await chat_completion_stream_async(messages), AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]
    )
    assert_type(  # ty: ignore[type-assertion-failure] # which joins the overloads
        await client.with_raw_response.text_classification("hi"),
        tuple[list[ClassificationOutput], RawResponse],
    )
    assert_type(
        await client.with_raw_response.image_classification(b"x"), tuple[list[ClassificationOutput], RawResponse]
    )


def watch(job: Job) -> None:
    """Watch a job."""
    assert_type(job.status, str)
    assert_type(job.polls, int)
    job.cancel()


client.text_to_video("a cat", on_progress=watch, retry=Retry(attempts=2), timeout=Timeout(total=5))
request = client.build_request("text-to-image", inputs="a cat")
assert_type(request, PreparedRequest)
assert_type(request.to_curl(), str)
stream = client.chat_completion(messages, stream=True)
assert_type(stream.text(), str)
assert_type(stream.final(), ChatCompletionOutput)
assert_type(stream.so_far(), ChatCompletionOutput)
assert_type(stream.texts(), Iterator[str])
assert_type(stream.texts(reasoning=True), Iterator[StreamText])
assert_type(stream.attempts, tuple[Attempt, ...])
assert_type(client.text_to_image("a cat").data, bytes)


def mistakes() -> None:
    """Each of these must be an error: an ignore that is not needed fails. ty does not report misspelt keywords."""
    client.image_classification(b"", top_kk=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    client.image_classification(1)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.image_classification(b"", top_k="1")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.image_classification(b"", timeout="3")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.image_classification(b"", retry="often")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.image_classification(b"", provider="nobody")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.image_classification(b"", headers={"a": 1})  # type: ignore[dict-item] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    repr(client.text_classification("hi")[0].lable)  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType] # ty: ignore[missing-attribute]
    client.text_to_image()  # type: ignore[call-overload] # pyright: ignore[reportCallIssue] # ty: ignore[no-matching-overload]
    client.text_to_image("a", output_type="gif")  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue] # ty: ignore[no-matching-overload]
    client.text_to_image("a").sve("a.png")  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] # ty: ignore[missing-attribute]
    client.text_to_video("a", on_progress=len)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.image_classification(1.5)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.zero_shot_classification("a", candidate_labels="b")  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue] # ty: ignore[no-matching-overload]
    first: list[inferwire.ChatCompletionInputMessage] = [{"rol": "user"}]  # type: ignore[typeddict-item, typeddict-unknown-key] # pyright: ignore[reportAssignmentType] # ty: ignore[invalid-assignment, missing-typed-dict-key, unknown-typed-dict-constructor-key]
    other: list[inferwire.ChatCompletionInputMessage] = [{"role": "user", "content": 1}]  # type: ignore[typeddict-item] # pyright: ignore[reportAssignmentType] # ty: ignore[invalid-assignment, invalid-argument-type]
    client.chat_completion([*first, *other])
    client.chat_completion("hi")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.chat_completion(messages, stream="yes")  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue] # ty: ignore[no-matching-overload]
    repr(client.chat_completion(messages).choices[0].message.contents)  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType] # ty: ignore[missing-attribute]
    client.with_options(modell="m")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    inferwire.configure(time_out=5)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    inferwire.configure(timeout="5")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.endpoint(1)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    client.build_request("summarization", input="a")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    text_classification("hi", client=InferenceClient())  # type: ignore[call-overload] # pyright: ignore[reportCallIssue]
    text_classification(1)  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue] # ty: ignore[no-matching-overload]
    text_to_image("a", output_type="gif")  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue] # ty: ignore[no-matching-overload]
    InferenceClient(api_kee="hf_...")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    InferenceClient(transport="requests")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] # ty: ignore[invalid-argument-type]
    Timeout(idle=5)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue] # ty: ignore[unknown-argument]
    repr(inferwire.InferenceClint)  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType] # ty: ignore[missing-attribute]


# Messages as plain code builds them, and content parts of every kind.
plain: list[dict[str, Any]] = [{"role": "user", "content": "hi"}]
strings: list[dict[str, str]] = [{"role": "user", "content": "hi"}]
assert_type(client.chat_completion(plain, stop="END", user="u1", max_retries=0), ChatCompletionOutput)
assert_type(client.chat_completion(strings, extra_query={"api-version": "1"}), ChatCompletionOutput)
assert_type(client.chat.completions.create(plain, extra_headers={"x-a": "1"}), ChatCompletionOutput)
parts: list[inferwire.ChatCompletionInputMessageChunk] = [
    {"type": "text", "text": "What is this?"},
    {"type": "image_url", "image_url": {"url": Path("cat.png")}},
    {"type": "input_audio", "input_audio": {"data": b"...", "format": "wav"}},
    {"type": "video_url", "video_url": {"url": "https://example.com/cat.mp4"}},
    {"type": "audio_url", "audio_url": {"url": "https://example.com/cat.mp3"}},
    {"type": "file", "file": {"file_data": Path("cats.pdf"), "filename": "cats.pdf"}},
]
client.chat_completion([{"role": "user", "content": parts}], metadata={"a": "b"}, store=False, verbosity="low")

# What a client was created with.
assert_type(client.model, str | None)
assert_type(client.provider, str)
assert_type(client.timeout, float | Timeout)
assert_type(client.token, str | None)
client.model = "other"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue] # ty: ignore[invalid-assignment]
assert_type(client.get_endpoint_info(), dict[str, Any])
assert_type(client.health_check(), bool)


# OpenAI's interface.
class Invoice(msgspec.Struct):
    number: int


parsed = client.chat.completions.parse(messages=plain, response_format=Invoice, temperature=0)
assert_type(parsed.choices[0].message.parsed, Invoice | None)
assert_type(parsed.message.parsed, Invoice | None)
client.chat_completion([*plain, parsed.choices[0].message])
with client.chat.completions.stream(messages=plain, response_format=Invoice) as event_stream:
    for event in event_stream:
        if event.type == "content.delta":
            assert_type(event.delta, str)
    assert_type(event_stream.get_final_completion().choices[0].message.parsed, Invoice | None)
assert_type(client.embeddings.create(input=["a"], model="m").data[0].embedding, list[float])
assert_type(client.images.generate(prompt="a", n=2, size="256x256").data[0].b64_json, str | None)
assert_type(client.audio.speech.create(input="a", voice="alloy").read(), bytes)
assert_type(client.audio.transcriptions.create(file=Path("a.mp3")).text, str)
assert_type(client.audio.transcriptions.create(file=b"", response_format="text"), str)
assert_type([model.id for model in client.models.list()], list[str])

for response_event in client.responses.create("Hi", stream=True):
    if response_event.type == "response.output_text.delta":
        assert_type(response_event, ResponsesTextDeltaEvent)
response = client.responses.create(input="Hi")
assert_type(response, ResponsesOutput)
for item in response.output:
    if item.type == "function_call":
        assert_type(item, ResponsesFunctionCall)
client.responses.create(
    [{"role": "user", "content": "Hi"}, *response.output],
    tools=[{"type": "function", "name": "f"}, {"type": "web_search"}],
)
assert_type(client.responses.parse("Hi", text_format=Invoice).output_parsed, Invoice | None)
assert_type(client.embed(["a"]), inferwire.EmbeddingMatrix)
assert_type(client.rerank("a", ["b"], top_n=1), list[TextRankingOutputElement])

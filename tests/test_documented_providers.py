"""Providers that are only documented: each call is accepted by a server that refuses what the documents do not have.

The servers check the key, the path, the fields and the types of each request, and respond as the documents show.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient

from .replay.golden import parts_in
from .support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

KEY = "own-key"
MESSAGES: Any = [{"role": "user", "content": "How many cats are there?"}]
AUDIO = b"RIFF\x10\x00\x00\x00WAVEfmt sound"
PNG = b"\x89PNG\r\n\x1a\n page"
COMPLETION = {
    "id": "1",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Two."}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}
VECTORS = {"object": "list", "data": [{"index": 0, "embedding": [0.5, -0.25]}], "model": "m", "usage": {}}
MISTRAL_CHAT = """\
frequency_penalty guardrails max_tokens messages metadata model n parallel_tool_calls prediction presence_penalty
prompt_cache_key prompt_mode random_seed reasoning_effort response_format safe_prompt stop stream temperature
tool_choice tools top_p""".split()  # noqa: SIM905 - one name after the other, as the document lists them
OPENAI_CHAT = [*MISTRAL_CHAT, "seed", "logprobs", "top_logprobs", "max_completion_tokens", "user", "stream_options"]
VOYAGE = ["input", "model", "input_type", "truncation", "output_dimension", "output_dtype", "encoding_format"]
JINA = ["model", "input", "embedding_type", "task", "dimensions", "normalized", "late_chunking", "truncate"]


class Api(NamedTuple):
    """A route of a documented API: the fields that it takes, those that are lists, and its response."""

    url: str
    fields: list[str]
    response: Any
    lists: tuple[str, ...] = ()


LABELS = [{"label": "cat", "score": 0.8}, {"label": "dog", "score": 0.2}]
APIS = [
    Api("https://api.mistral.ai/v1/chat/completions", MISTRAL_CHAT, COMPLETION, ("messages",)),
    Api(
        "https://api.mistral.ai/v1/embeddings",
        ["encoding_format", "input", "metadata", "model", "output_dimension"],
        VECTORS,
    ),
    Api(
        "https://api.mistral.ai/v1/audio/transcriptions",
        ["context_bias", "diarize", "file", "language", "model", "temperature", "timestamp_granularities"],
        {
            "model": "voxtral",
            "text": "Two cats.",
            "language": None,
            "segments": [{"type": "transcription_segment", "text": "Two cats.", "start": 0.1, "end": 1.5}],
            "usage": {"prompt_tokens": 1},
        },
    ),
    Api(
        "https://api.mistral.ai/v1/ocr",
        ["document", "id", "image_limit", "include_image_base64", "model", "pages"],
        {
            "pages": [{"index": 0, "markdown": "# One"}, {"index": 1, "markdown": "Two"}],
            "model": "ocr",
            "usage_info": {},
        },
    ),
    Api("https://api.deepseek.com/chat/completions", OPENAI_CHAT, COMPLETION, ("messages",)),
    Api(
        "https://api.deepseek.com/beta/completions",
        ["model", "prompt", "max_tokens", "temperature", "stop", "suffix", "stream", "top_p", "echo", "logprobs"],
        {"id": "1", "choices": [{"index": 0, "text": " two cats.", "finish_reason": "stop"}], "model": "m"},
    ),
    Api(
        "https://openrouter.ai/api/v1/chat/completions", [*OPENAI_CHAT, "provider", "models"], COMPLETION, ("messages",)
    ),
    Api("https://openrouter.ai/api/v1/embeddings", ["model", "input", "dimensions", "encoding_format"], VECTORS),
    Api("https://api.perplexity.ai/chat/completions", [*OPENAI_CHAT, "search_mode"], COMPLETION, ("messages",)),
    Api("https://api.x.ai/v1/chat/completions", OPENAI_CHAT, COMPLETION, ("messages",)),
    Api(
        "https://api.x.ai/v1/images/generations",
        ["model", "prompt", "n", "response_format", "aspect_ratio", "resolution"],
        {"data": [{"url": "https://imgen.x.ai/1.png", "revised_prompt": "A cat."}]},
    ),
    Api("https://api.moonshot.ai/v1/chat/completions", OPENAI_CHAT, COMPLETION, ("messages",)),
    Api("https://api.voyageai.com/v1/embeddings", VOYAGE, VECTORS),
    Api(
        "https://api.voyageai.com/v1/rerank",
        ["query", "documents", "model", "top_k", "return_documents", "truncation"],
        {"object": "list", "data": [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.1}]},
        ("documents",),
    ),
    Api("https://api.jina.ai/v1/embeddings", JINA, VECTORS, ("input",)),
    Api(
        "https://api.jina.ai/v1/rerank",
        ["model", "query", "documents", "top_n", "return_documents"],
        {"model": "m", "results": [{"index": 1, "relevance_score": 0.96}, {"index": 0, "relevance_score": 0.93}]},
        ("documents",),
    ),
    Api(
        "https://api.jina.ai/v1/classify",
        ["model", "input", "labels", "classifier_id"],
        {
            "data": [
                {
                    "index": 0,
                    "prediction": "cat",
                    "predictions": [{"label": "cat", "score": 0.8}, {"label": "dog", "score": 0.2}],
                }
            ]
        },
        ("input", "labels"),
    ),
]


def respond(request: ReceivedRequest) -> bytes:
    """Respond as the documents of a provider show, and refuse everything that they do not have."""
    url = request_url(request)
    if urlsplit(url).path.endswith(".png"):
        return http_response(200, PNG, {"content-type": "image/png"})
    api = next((each for each in APIS if each.url == url), None)
    if api is None:
        return http_response(404, {"error": {"message": f"no route {url}"}})
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return http_response(401, {"error": {"message": "wrong key"}})
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/"):
        fields = {part["name"]: part for part in parts_in(kind, request.body)}
    else:
        fields = json.loads(request.body)
    if unknown := sorted(set(fields) - set(api.fields)):
        return http_response(422, {"detail": [{"loc": ["body", unknown[0]], "msg": "Extra inputs are not permitted"}]})
    if wrong := [name for name in api.lists if not isinstance(fields.get(name), list)]:
        return http_response(422, {"detail": [{"loc": ["body", wrong[0]], "msg": "Input should be a valid list"}]})
    return http_response(200, api.response)


def request_url(request: ReceivedRequest) -> str:
    """Return the URL that a request to an emulator is meant for."""
    return f"https:/{urlsplit(request.target).path}"


Call = tuple[str, str, tuple[Any, ...], dict[str, Any], Callable[[Any], Any], Any]
PARAMETERS: dict[str, Any] = {"temperature": 0.2, "seed": 7, "max_tokens": 5, "stop": ["."], "top_p": 0.9}


def chat(provider: str) -> Call:
    return provider, "chat_completion", (MESSAGES,), PARAMETERS, lambda r: r.choices[0].message.content, "Two."


CALLS: list[Call] = [
    *map(chat, ("mistral", "deepseek", "openrouter", "perplexity", "xai", "moonshot")),
    ("mistral", "feature_extraction", ("A cat.",), {"dimensions": 2}, list, [0.5, -0.25]),
    ("mistral", "automatic_speech_recognition", (AUDIO,), {"return_timestamps": True},
     lambda r: (r.text, r.chunks[0].timestamp), ("Two cats.", (0.1, 1.5))),
    ("mistral", "image_to_text", (PNG,), {}, lambda r: r.generated_text, "# One\n\nTwo"),
    ("deepseek", "text_generation", ("There are",), {"max_new_tokens": 5}, lambda r: r.generated_text, " two cats."),
    ("openrouter", "feature_extraction", ("A cat.",), {"dimensions": 2}, list, [0.5, -0.25]),
    ("xai", "text_to_image", ("A cat",), {}, lambda r: r.data, PNG),
    ("voyage", "feature_extraction", ("A cat.",), {"dimensions": 2, "truncate": True}, list, [0.5, -0.25]),
    ("voyage", "text_ranking", ("How high?", ["In Paris.", "324 metres."]), {"top_n": 2},
     lambda r: [each.index for each in r], [1, 0]),
    ("jina", "feature_extraction", ("A cat.",), {"normalize": True, "truncate": True}, list, [0.5, -0.25]),
    ("jina", "text_ranking", ("How high?", ["In Paris.", "324 metres."]), {"top_n": 2},
     lambda r: [each.index for each in r], [1, 0]),
    ("jina", "zero_shot_classification", ("A cat.", ["cat", "dog"]), {}, lambda r: r[0].label, "cat"),
]  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Any:
    with local_server(respond) as running:
        yield running


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]}-{call[1]}")
def test_a_documented_call_is_accepted_by_a_strict_server(call: Call, server: LocalServer) -> None:
    provider, method, inputs, parameters, read, expected = call
    options: dict[str, Any] = {"provider": provider, "model": f"{provider}/m", "api_key": KEY, "retry": 1}
    with InferenceClient(emulator_url=server.url, **options) as client:
        assert read(getattr(client, method)(*inputs, **parameters)) == expected

    async def run() -> Any:
        async with AsyncInferenceClient(emulator_url=server.url, **options) as client:
            return await getattr(client, method)(*inputs, **parameters)

    assert read(anyio.run(run)) == expected


def test_a_wrong_key_and_an_unknown_field_are_reported_with_the_words_of_the_provider(server: LocalServer) -> None:
    options: dict[str, Any] = {"provider": "mistral", "model": "mistral/m", "retry": 1, "emulator_url": server.url}
    wrong = InferenceClient(api_key="another-key", **options)
    with wrong, pytest.raises(inferwire.AuthenticationError, match="wrong key"):
        wrong.chat_completion(MESSAGES)
    client = InferenceClient(api_key=KEY, **options)
    with client, pytest.raises(inferwire.ProviderError, match="Extra inputs are not permitted"):
        client.chat_completion(MESSAGES, extra_body={"min_p": 0.1})


@pytest.mark.parametrize("name", ["logit_bias", "user", "verbosity"])
def test_a_parameter_that_mistral_refuses_is_not_sent(name: str, server: LocalServer) -> None:
    value: Any = {"1": 1.0} if name == "logit_bias" else "x"
    options: dict[str, Any] = {"provider": "mistral", "model": "mistral/m", "retry": 1, "emulator_url": server.url}
    with InferenceClient(api_key=KEY, **options) as client:
        assert client.chat_completion(MESSAGES, unsupported="ignore", **{name: value}).choices
        with pytest.raises(inferwire.InputError, match=name):
            client.chat_completion(MESSAGES, unsupported="error", **{name: value})

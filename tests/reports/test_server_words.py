"""Whatever a server explains reaches the caller, whichever field, header or status it uses."""

from __future__ import annotations

import asyncio
import pickle
import traceback
from typing import Any

import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import http_response, local_server

MESSAGES: Any = [{"role": "user", "content": "hi"}]
CALLS: dict[str, dict[str, Any]] = {
    "chat_completion": {"messages": MESSAGES},
    "feature_extraction": {"text": "hi"},
    "text_to_image": {"prompt": "hi"},
    "summarization": {"text": "hi"},
    "text_classification": {"text": "hi"},
    "visual_question_answering": {"image": b"\x89PNG\r\n\x1a\n" + bytes(16), "question": "hi"},
}

ServerResponse = tuple[int, dict[str, str], Any]


def error_of(response: ServerResponse, kind: str = "blocking", method: str = "chat_completion", **options: Any) -> Any:
    """Return the error of a call to a server with a single response to every request."""
    status, headers, body = response
    with local_server(lambda request: http_response(status, body, headers)) as server:
        settings: dict[str, Any] = {
            "base_url": server.url,
            "api_key": PROVIDER_KEY,
            "model": "m",
            "retry": 1,
            **options,
        }
        with pytest.raises(inferwire.InferwireError) as caught:
            call(kind, settings, method)
        return caught.value


def call(kind: str, settings: dict[str, Any], method: str) -> Any:
    """Return the result of a method of a blocking or an asynchronous client."""
    if kind == "blocking":
        with InferenceClient(**settings) as client:
            return getattr(client, method)(**CALLS[method])

    async def main() -> Any:
        async with AsyncInferenceClient(**settings) as client:
            return await getattr(client, method)(**CALLS[method])

    return asyncio.run(main())


on_both_clients = pytest.mark.parametrize("kind", ["blocking", "asyncio"])

WORDS: dict[str, tuple[ServerResponse, str]] = {
    "unknown field": ((400, {}, {"oddly_named": {"text": "why"}}), '{"oddly_named":{"text":"why"}}'),
    "AWS": ((400, {}, {"Message": "why"}), "400: why;"),
    "OpenRouter": (
        (429, {}, {"error": {"message": "Provider returned error", "metadata": {"raw": "why", "provider_name": "X"}}}),
        "Provider returned error: X: why;",
    ),
    "page": (
        (502, {"content-type": "text/html"}, b"<title>502 Bad Gateway</title><h1>502 Bad Gateway</h1><hr>nginx"),
        "502: 502 Bad Gateway nginx;",
    ),
    "header": ((403, {"x-error-message": "why"}, b""), "403: why;"),
    "challenge": (
        (401, {"www-authenticate": 'Bearer error="invalid_token", error_description="why"'}, b""),
        "401: why;",
    ),
    "gated": (
        (403, {"x-error-code": "GatedRepo", "x-error-message": "Access is restricted"}, {"error": "no"}),
        "403: Access is restricted; request access to this model on its page on the Hub",
    ),
    "delay": ((429, {"retry-after": "7"}, {"error": "slow down"}), "wait 7 seconds as requested"),
    "sign-in": ((302, {"location": "/login?next=/v1"}, b""), "redirects to /login, where users sign in"),
    "not supported": ((501, {}, {"error": "no"}), "501: no; the server does not support this request; check the URL"),
}


@on_both_clients
@pytest.mark.parametrize(("response", "words"), WORDS.values(), ids=WORDS.keys())
def test_the_servers_words_are_shown(kind: str, response: ServerResponse, words: str) -> None:
    error = error_of(response, kind)
    assert words in str(error)
    assert "provider=" not in str(error)  # a server at a URL has no alternative
    assert error.status == error.status_code == error.response.status_code == response[0]
    assert error.request.method == "POST"
    assert "authorization" not in error.request.headers


UNDER_200: dict[str, tuple[Any, type[inferwire.InferwireError]]] = {
    "vLLM": ({"object": "error", "message": "why", "code": 400}, inferwire.ProviderError),
    "error": ({"error": "why"}, inferwire.ProviderError),
    "error object": ({"error": {"message": "why"}, "warnings": ["no"]}, inferwire.ProviderError),
    "MiniMax": (
        {"id": "1", "choices": None, "base_resp": {"status_code": 1008, "status_msg": "why"}},
        inferwire.ProviderError,
    ),
    "MiniMax, rate limit": ({"base_resp": {"status_code": 1002, "status_msg": "why"}}, inferwire.RateLimitError),
    "MiniMax, key": ({"base_resp": {"status_code": 1004, "status_msg": "why"}}, inferwire.AuthenticationError),
    "success": ({"success": False, "errors": [{"message": "why"}], "result": None}, inferwire.ProviderError),
    "code": ({"code": 20012, "message": "why", "data": None}, inferwire.ProviderError),
    "code 401": ({"code": 401, "message": "why"}, inferwire.AuthenticationError),
    "code 429": ({"error": {"code": "429", "message": "why"}}, inferwire.RateLimitError),
    "status": ({"status": "error", "message": "why"}, inferwire.ProviderError),
    "no choices": ({"id": "1", "model": "m", "created": 1, "choices": [], "reason": "why"}, inferwire.ProviderError),
    "detail": ({"detail": "why"}, inferwire.ProviderError),
    "message": ({"message": "why"}, inferwire.ProviderError),
    "list": ([{"error": {"code": 400, "message": "why"}}], inferwire.ProviderError),
    "LM Studio": ({"error": "Unexpected endpoint or method. (POST /why)"}, inferwire.ProviderError),
}


@on_both_clients
@pytest.mark.parametrize("method", CALLS)
@pytest.mark.parametrize(("body", "cls"), UNDER_200.values(), ids=UNDER_200.keys())
def test_an_error_with_status_200_is_an_error(
    kind: str, method: str, body: Any, cls: type[inferwire.InferwireError]
) -> None:
    error = error_of((200, {}, body), kind, method)
    assert type(error) is cls
    assert "why" in str(error)
    assert error.status == 200
    assert "does not match" not in str(error)


@pytest.mark.parametrize(
    "more", [{"error": None}, {"error": ""}, {"error": {}}, {"warnings": ["no"], "message": "no", "code": 1}]
)
def test_a_result_next_to_words_is_a_result(more: dict[str, Any]) -> None:
    message = {"role": "assistant", "content": "Two cats."}
    body = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], **more}
    with local_server(lambda request: http_response(200, body)) as server:
        client = InferenceClient(base_url=server.url, api_key=False, model="m", retry=1)
        assert client.chat_completion(MESSAGES).choices[0].message.content == "Two cats."


@on_both_clients
@pytest.mark.parametrize("status", [401, 404])
def test_an_unknown_model_is_not_blamed_on_the_key(kind: str, status: int) -> None:
    response = (
        status,
        {"x-error-code": "RepoNotFound", "x-error-message": "Repository not found"},
        {"error": "Invalid username or password."},
    )
    with local_server(lambda request: http_response(response[0], response[2], response[1])) as server:
        settings: dict[str, Any] = {"provider": "groq", "api_key": "gsk-test-0000", "retry": 1, "model": "a/b"}
        settings["emulator_url"] = server.url
        with pytest.raises(inferwire.HubError, match="Repository not found; check the model name") as caught:
            call(kind, settings, "chat_completion")
    assert "password" not in str(caught.value)


LONG = "S" * 1_000_000


@pytest.mark.parametrize(
    "response",
    [
        (400, {}, {"error": LONG}),
        (400, {}, {LONG: LONG}),
        (400, {"content-type": "text/html"}, LONG.encode()),
        (400, {"x-request-id": "r" * 9000, "x-error-message": "w" * 9000}, b""),
        (200, {}, {"error": LONG}),
        (200, {}, {"choices": LONG}),
        (200, {"content-type": "S" * 9000}, b"S"),
        (200, {"content-encoding": "S" * 9000}, b"S"),
        (302, {"location": "/" + "S" * 9000}, b""),
        (307, {"location": f"https://{'s.' * 2000}test/"}, b""),
    ],
)
def test_no_text_of_a_server_is_shown_at_length(response: ServerResponse) -> None:
    error = error_of(response)
    for text in (str(error), repr(error), repr(error.response), repr(error.request), *map(repr, error.attempts)):
        assert len(text) < 1500
    assert len("".join(traceback.format_exception(error))) < 6000


@pytest.mark.parametrize(
    ("response", "words"),
    [
        ((422, {}, {"error": {"message": "max_tokens is too large"}}), "max_tokens is too large"),
        ((503, {"content-type": "text/plain"}, b"busy"), "busy"),
        ((200, {}, {"object": "error", "message": "no such model"}), "no such model"),
        ((500, {}, b""), None),
    ],
)
def test_the_server_s_own_words_and_body_are_attributes(response: ServerResponse, words: str | None) -> None:
    error = error_of(response)
    assert error.server_message == words
    assert words is None or words in error.message
    assert error.response is not None
    body = response[2]
    if isinstance(body, bytes):
        assert error.response.text == body.decode()
        with pytest.raises(ValueError, match=r"malformed|truncated"):
            error.response.json()
    else:
        assert error.response.json() == body
    assert pickle.loads(pickle.dumps(error)).response.text == error.response.text


def test_the_body_of_an_error_has_no_secret() -> None:
    error = error_of((401, {}, {"error": "bad key", "key": PROVIDER_KEY}))
    assert error.response is not None
    assert PROVIDER_KEY not in error.response.text
    assert PROVIDER_KEY not in str(error.response.json())

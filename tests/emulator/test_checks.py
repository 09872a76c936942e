"""The emulator rejects what real servers reject, and what no client should send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx

ROUTER = "/router.huggingface.co"
CHAT = f"{ROUTER}/v1/chat/completions"
PIPELINE = f"{ROUTER}/hf-inference/models/emulated/summarization"
DIRECT = "/api.groq.com/openai/v1/chat/completions"
HUB = "/huggingface.co/api/models/emulated/summarization?expand[]=inferenceProviderMapping"
TOKEN = {"authorization": "Bearer hf_test"}
OWN_KEY = {"authorization": "Bearer gsk-test"}
JSON = {"content-type": "application/json"}
BODY: dict[str, Any] = {"model": "some/model", "messages": [{"role": "user", "content": "Hello"}]}


def test_the_unchanged_requests_of_these_tests_are_valid(http: httpx.Client) -> None:
    assert http.post(CHAT, headers=TOKEN, json=BODY).status_code == 200
    assert http.post(PIPELINE, headers=TOKEN, json={"inputs": "Text"}).status_code == 200
    assert http.post(DIRECT, headers=OWN_KEY, json=BODY).status_code == 200
    assert http.get(HUB, headers=TOKEN).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "allowed"), [("GET", CHAT, "POST"), ("PUT", PIPELINE, "POST"), ("POST", HUB, "GET")]
)
def test_other_methods_are_not_allowed(http: httpx.Client, method: str, path: str, allowed: str) -> None:
    response = http.request(method, path, headers=TOKEN)
    assert response.status_code == 405
    assert response.headers["allow"] == allowed


@pytest.mark.parametrize("path", [f"{ROUTER}/grok/openai/v1/chat/completions", "/api.groq.com/v1/embeddings"])
def test_an_unknown_path_of_a_known_host_is_not_found(http: httpx.Client, path: str) -> None:
    response = http.post(path, headers=TOKEN, json=BODY)
    assert response.status_code == 404
    assert "/openai/v1/chat/completions" in response.json()["error"]


@pytest.mark.parametrize("path", ["", "/"])
def test_a_known_host_without_a_path_is_not_found(http: httpx.Client, path: str) -> None:
    assert http.post(f"{ROUTER}{path}", headers=TOKEN, json=BODY).status_code == 404


def test_an_openai_path_that_endpoints_lack_is_not_found(http: httpx.Client) -> None:
    assert http.post("/example.com/v1/moderations", json={"input": "Text"}).status_code == 404


def test_a_hub_page_that_is_not_emulated_is_not_found(http: httpx.Client) -> None:
    assert http.get("/huggingface.co/api/datasets", headers=TOKEN).status_code == 404
    assert http.get("/huggingface.co/some/model").status_code == 404
    assert http.get("/huggingface.co/datasets/some/set/resolve/main/cat.jpg").headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize("headers", [{}, OWN_KEY, {"authorization": "hf_test"}, {"authorization": "Basic hf_test"}])
def test_the_router_accepts_hugging_face_tokens_only(http: httpx.Client, headers: dict[str, str]) -> None:
    response = http.post(CHAT, headers=headers, json=BODY)
    assert response.status_code == 401
    assert response.json() == {"error": "Invalid username or password."}


def test_a_provider_without_keys_accepts_no_key_or_a_token(http: httpx.Client) -> None:
    assert http.post(PIPELINE, json={"inputs": "Text"}).status_code == 200
    assert http.post(PIPELINE, headers=OWN_KEY, json={"inputs": "Text"}).status_code == 401


def test_the_hub_accepts_no_key_or_a_token(http: httpx.Client) -> None:
    assert http.get(HUB).status_code == 200
    assert http.get(HUB, headers=OWN_KEY).status_code == 401


@pytest.mark.parametrize("headers", [TOKEN, {**OWN_KEY, "x-key": "hf_test"}])
def test_a_token_sent_to_a_provider_is_a_leak(http: httpx.Client, headers: dict[str, str]) -> None:
    response = http.post(DIRECT, headers=headers, json=BODY)
    assert response.status_code == 403
    assert "leaked a token" in response.json()["error"]


@pytest.mark.parametrize("headers", [{}, {"authorization": "gsk-test"}, {"x-api-key": "gsk-test"}])
def test_a_provider_needs_its_key_in_its_own_header(http: httpx.Client, headers: dict[str, str]) -> None:
    response = http.post(DIRECT, headers=headers, json=BODY)
    assert response.status_code == 401
    assert "authorization: Bearer <key>" in response.json()["error"]


@pytest.mark.parametrize("headers", [{}, TOKEN, OWN_KEY])
def test_an_endpoint_accepts_any_key_or_no_key(http: httpx.Client, headers: dict[str, str]) -> None:
    assert http.post("/example.com/summarization", headers=headers, json={"inputs": "Text"}).status_code == 200


@pytest.mark.parametrize("headers", [TOKEN, OWN_KEY])
def test_a_key_sent_to_a_download_host_is_a_leak(http: httpx.Client, headers: dict[str, str]) -> None:
    assert http.get("/cdn.example.com/image.png").headers["content-type"] == "image/png"
    response = http.get("/cdn.example.com/image.png", headers=headers)
    assert response.status_code == 403
    assert "leaked a key" in response.json()["error"]


@pytest.mark.parametrize("path", [CHAT, PIPELINE])
def test_a_body_is_required(http: httpx.Client, path: str) -> None:
    response = http.post(path, headers={**TOKEN, **JSON})
    assert (response.status_code, response.json()) == (400, {"error": "the request has no body"})


@pytest.mark.parametrize("path", [CHAT, PIPELINE])
@pytest.mark.parametrize(
    "body", [b'{"inputs": ', b'{"inputs": "\xff"}', b'{"inputs": ' + b"[" * 5000 + b"]" * 5000 + b"}"]
)
def test_a_body_that_is_not_json_is_rejected(http: httpx.Client, path: str, body: bytes) -> None:
    response = http.post(path, headers={**TOKEN, **JSON}, content=body)
    assert response.status_code == 400
    assert response.json()["error"].startswith("the body is not valid JSON")


@pytest.mark.parametrize("media_type", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_json_needs_its_content_type(http: httpx.Client, media_type: str) -> None:
    headers = {**TOKEN, "content-type": media_type} if media_type else TOKEN
    assert http.post(PIPELINE, headers=headers, content=b'{"inputs": "Text"}').status_code == 415


def test_a_media_file_may_be_the_whole_body_except_for_chat(http: httpx.Client) -> None:
    headers = {**TOKEN, "content-type": "image/png"}
    assert http.post(PIPELINE, headers=headers, content=b"\x89PNG").status_code == 200
    assert http.post(CHAT, headers=headers, content=b"\x89PNG").status_code == 415


@pytest.mark.parametrize(
    ("change", "locations"),
    [
        ({"messages": []}, [["body", "messages"]]),
        ({"messages": "Hello"}, [["body", "messages"]]),
        ({"messages": [{"content": "Hello"}]}, [["body", "messages", 0, "role"]]),
        ({"messages": ["Hello"]}, [["body", "messages", 0, "role"]]),
        ({"model": None}, [["body", "model"]]),
        ({"model": 1, "messages": None}, [["body", "messages"], ["body", "model"]]),
    ],
)
def test_a_chat_needs_messages_and_a_model(http: httpx.Client, change: dict[str, Any], locations: list[Any]) -> None:
    response = http.post(CHAT, headers=TOKEN, json=BODY | change)
    assert response.status_code == 422
    assert [problem["loc"] for problem in response.json()["detail"]] == locations


@pytest.mark.parametrize("body", [{}, {"parameters": {}}, {"model": "some/model", "stream": False}, ["Text"], "Text"])
def test_other_tasks_need_an_input(http: httpx.Client, body: Any) -> None:
    response = http.post(PIPELINE, headers=TOKEN, json=body)
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"][0] == "body"


def test_a_sample_that_does_not_exist_is_rejected(http: httpx.Client) -> None:
    for number in ("0", "2", "x", "-1", "9" * 5000):
        headers = {**TOKEN, "x-emulator-sample": number}
        response = http.post(PIPELINE, headers=headers, json={"inputs": "Text"})
        assert response.status_code == 400
        assert response.json()["error"].startswith("x-emulator-sample must be an int")


def test_a_call_to_a_missing_model_is_not_found(http: httpx.Client) -> None:
    path = f"{ROUTER}/hf-inference/models/missing/model"
    assert http.post(path, headers=TOKEN, json={"inputs": "Text"}).status_code == 404

"""What a contributor records once has neither the key nor anything else that is private, and replays as a case."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from .replay import record as module
from .replay.cases import load_own_cases
from .replay.golden import Media, check, run
from .replay.record import RecordingError, main, record, redacted, write
from .replay.transports import SENDERS, ReplayServer, find_sender
from .support.fixtures import GOLDEN
from .support.known_keys import PROVIDER_KEY, find_key

PRIVATE = ("chatcmpl-9aXyZ", "ada@example.com", "org-77", "req_8800", "1764324000", "2026-11-28")
MEDIA = Media(GOLDEN)


def chat_api(request: httpx.Request) -> httpx.Response:
    """Respond as a strict chat API would."""
    if request.headers.get("authorization") != f"Bearer {PROVIDER_KEY}":
        return httpx.Response(401, json={"error": {"message": "wrong key"}})
    body = json.loads(request.content)
    if set(body) - {"model", "messages", "temperature", "max_tokens", "stop"}:
        return httpx.Response(422, json={"error": {"message": f"unknown fields in {sorted(body)}"}})
    choice = {"index": 0, "message": {"role": "assistant", "content": "Two cats."}, "finish_reason": "stop"}
    return httpx.Response(
        200,
        json={
            "id": "chatcmpl-9aXyZ",
            "object": "chat.completion",
            "created": 1764324000,
            "model": body["model"],
            "choices": [choice],
            "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5},
            "x_request": {"request_id": "req_8800", "organization": "org-77", "email": "ada@example.com"},
        },
        headers={"set-cookie": "session=secret", "x-organization": "org-77"},
    )


def image_api(request: httpx.Request) -> httpx.Response:
    """Respond with a job, a poll and a signed link, as an API of images would."""
    if request.url.path.endswith("/predictions") or request.method == "POST":
        urls = {"get": "https://api.replicate.com/v1/predictions/pred_5512"}
        return httpx.Response(201, json={"id": "pred_5512", "status": "starting", "urls": urls})
    if request.url.host == "api.replicate.com":
        output = [f"https://replicate.delivery/out/pred_5512/0.png?sig={PROVIDER_KEY}"]
        body = {"id": "pred_5512", "status": "succeeded", "output": output, "created_at": "2026-11-28T10:00:00.5Z"}
        return httpx.Response(200, json=body)
    return httpx.Response(200, content=b"\x89PNG\r\n\x1a\n a photo of somebody", headers={"content-type": "image/png"})


def test_a_recorded_chat_replays_and_shows_nothing_private(tmp_path: Path, replay_server: ReplayServer) -> None:
    case = record("groq", "chat-completion", "llama", PROVIDER_KEY, chat_api)
    text = write(case, "groq", tmp_path).read_text(encoding="utf-8")
    assert not find_key(text, PROVIDER_KEY)
    assert not [word for word in (*PRIVATE, "session=secret") if word in text]
    (data,) = load_own_cases(tmp_path, MEDIA)
    for backend in ("blocking", "asyncio"):
        check(data, run(data, MEDIA, find_sender(next(iter(SENDERS)), replay_server), backend), MEDIA)
    assert data["exchanges"][0]["request"]["body"]["json"]["model"] == "llama"


def test_a_recorded_job_keeps_its_polls_and_no_file(tmp_path: Path, replay_server: ReplayServer) -> None:
    case = record("replicate", "text-to-image", "black-forest-labs/flux-dev", PROVIDER_KEY, image_api)
    text = write(case, "replicate", tmp_path).read_text(encoding="utf-8")
    assert not [word for word in ("pred_5512", "sig=", "somebody", "2026-11-28") if word in text]
    assert [each["request"].partition(" ")[0] for each in case["exchanges"]] == ["POST", "GET", "GET"]
    assert case["result"] == {"binary": "pixel.png"}
    (data,) = load_own_cases(tmp_path, MEDIA)
    sender = next(iter(SENDERS))
    check(data, run(data, MEDIA, find_sender(sender, replay_server), "blocking"), MEDIA)


def test_a_case_that_would_show_the_key_is_not_written() -> None:
    def talkative(request: httpx.Request) -> httpx.Response:
        response = json.loads(chat_api(request).content)
        hidden = base64.b64encode(PROVIDER_KEY.encode()).decode()
        response["choices"][0]["message"]["content"] = f"Your key is {PROVIDER_KEY}, or {hidden}."
        return httpx.Response(200, json=response)

    with pytest.raises(RecordingError, match="would show the key"):
        record("groq", "chat-completion", "llama", PROVIDER_KEY, talkative)


def test_a_call_that_fails_records_nothing() -> None:
    with pytest.raises(RecordingError, match=r"AuthenticationError.*wrong key"):
        record("groq", "chat-completion", "llama", "another-key-of-somebody", chat_api)


def test_base64_files_and_events_are_replaced_one_by_one() -> None:
    file = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"private" * 60).decode()
    events = 'data: {"id": "cmpl-1", "text": "Two"}\n\ndata: {"id": "cmpl-1", "text": " cats"}\n\ndata: [DONE]\n\n'
    responses = [
        httpx.Response(200, json={"image": file, "url": f"data:image/png;base64,{file}", "vector": [0.1] * 9}),
        httpx.Response(200, text=events, headers={"content-type": "text/event-stream"}),
    ]
    first, second = redacted(responses, "key")
    assert base64.b64decode(first["json"]["image"]) == MEDIA.files["pixel.png"]
    assert first["json"]["url"].startswith("data:image/png;base64,iVBOR")
    assert first["json"]["vector"] == [0.1, 0.1, 0.1]
    assert second["text"].count('"id": "id-1"') == 2
    assert "data: [DONE]" in second["text"]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["acmee"], "there is no provider acmee"),
        (["groq", "--task", "text-to-video"], "it does not serve text-to-video"),
        (["groq"], "set GROQ_API_KEY to your key"),
    ],
)
def test_the_command_names_what_is_missing(
    arguments: list[str], what: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GROQ_API_KEY", raising=False)
    assert main(arguments) == 2
    assert what in capsys.readouterr().err


def test_recorded_cases_show_no_key() -> None:
    for path in module.CASES.glob("*/recorded-*.yaml"):
        case: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert case["api_key"] == module.OWN_KEY

"""Errors where neither the status nor the usual fields show them, in whole responses, streams and polls."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from inferwire import AuthenticationError, ProviderError, RateLimitError, StreamError

from .private_api import BOTH, Api, Raw, Seen, load_provider, serve

MESSAGES: Any = [{"role": "user", "content": "Hello"}]
YAML = """\
version: 3
provider: errors
title: Errors
docs: https://example.com/docs
base_url: {url}
env: [ERRORS_KEY]
common:
  error: &error
    when: =verdict == 'bad'
    text: =words
    key: "=number == `7`"
    status: "=number == `9` && `429`"
    samples:
      - {{verdict: bad, words: Unknown key., number: 7}}
      - {{verdict: bad, words: Slower., number: 9}}
tasks:
  chat-completion: {{protocol: openai-chat, error: *error}}
  text-classification:
    path: /classify
    body: {{text: =inputs, ...: =parameters}}
    output: =classes
    sample: {{verdict: good, classes: [{{label: a, score: 0.5}}]}}
  text-to-image:
    path: /draw
    body: {{text: =inputs, ...: =parameters}}
    poll:
      path: /jobs/{{job}}
      job: =id
      status: =state
      done: ok
      failed: bad
      samples: [{{id: "{{job}}", state: new, verdict: good}}]
    output: =from_base64(image)
    sample: {{state: ok, image: {{$media: image/png}}}}
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Api]:
    with serve() as api:
        yield api


@pytest.fixture(scope="module")
def client(server: Api, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    provider = load_provider(YAML.format(url=server.url), tmp_path_factory.mktemp("errors"))
    return {"provider": provider, "model": "m"}


@pytest.fixture(autouse=True)
def sent(server: Api) -> list[Seen]:
    server.requests.clear()
    return server.requests


@BOTH
@pytest.mark.parametrize("status", [200, 400, 503])
def test_the_message_is_the_providers_under_any_status(
    status: int, call: Any, client: dict[str, Any], server: Api
) -> None:
    server.respond = lambda seen: Raw({"verdict": "bad", "words": "No such class.", "message": "x"}, status)
    with pytest.raises(ProviderError, match=rf"Errors returned {status}.*: No such class\.; ") as caught:
        call("text_classification", "a", client=client, retry=1)
    assert (caught.value.status, caught.value.server_message) == (status, "No such class.")
    assert type(caught.value) is ProviderError
    assert len(server.requests) == 1


@BOTH
@pytest.mark.parametrize("status", [200, 400])
def test_a_wrong_key_is_an_authentication_error(status: int, call: Any, client: dict[str, Any], server: Api) -> None:
    server.respond = lambda seen: Raw({"verdict": "bad", "words": "Unknown key.", "number": 7}, status)
    with pytest.raises(AuthenticationError, match=r"Unknown key\.; check the API key") as caught:
        call("text_classification", "a", client=client)
    assert caught.value.status == status
    assert len(server.requests) == 1


@BOTH
@pytest.mark.parametrize("status", [200, 400])
def test_an_error_that_means_429_is_retried(status: int, call: Any, client: dict[str, Any], server: Api) -> None:
    def respond(seen: Seen) -> Any:
        if len(server.requests) < 2:
            return Raw({"verdict": "bad", "words": "Slower.", "number": 9}, status, headers={"retry-after": "0.01"})
        return {"verdict": "good", "classes": [{"label": "a", "score": 0.5}]}

    server.respond = respond
    assert call("text_classification", "a", client=client)[0].label == "a"
    server.requests.clear()
    with pytest.raises(RateLimitError, match="slow down"):
        call("text_classification", "a", client=client, retry=1)


@BOTH
def test_polls_are_checked(call: Any, client: dict[str, Any], server: Api) -> None:
    server.respond = lambda seen: (
        {"id": "1", "state": "new"} if seen.method == "POST" else {"state": "new", "verdict": "bad", "words": "Lost."}
    )
    with pytest.raises(ProviderError, match=r"Lost\."):
        call("text_to_image", "a cat", client=client)
    assert server.paths == ["POST /draw", "GET /jobs/1"]


@BOTH
def test_streams_are_checked_at_every_event(call: Any, client: dict[str, Any], server: Api) -> None:
    chunk = {"choices": [{"index": 0, "delta": {"content": "Hi"}}]}
    error = {"verdict": "bad", "words": "Cut off.", **chunk}
    for events in ([error], [chunk, error], [chunk, chunk, error]):
        data = b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events)
        server.respond = lambda seen, data=data: Raw(data + b"data: [DONE]\n\n", type="text/event-stream")
        with pytest.raises(StreamError, match=r"reported an error in the stream: Cut off\.") as caught:
            call("chat_completion", MESSAGES, client=client, stream=True)
        assert len(caught.value.received) == len(events) - 1
    server.respond = lambda seen: Raw({"verdict": "bad", "words": "No.", "number": 7}, 400)
    with pytest.raises(AuthenticationError, match=r"No\."):
        call("chat_completion", MESSAGES, client=client, stream=True)

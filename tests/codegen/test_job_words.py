"""Settings of long-running jobs, over real HTTP: paths, bodies, headers, statuses, cancellation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from inferwire import InferenceTimeoutError, InputError, JobError, OutputError

from .private_api import BOTH, KEY, Api, Raw, Seen, load_provider, serve

VIDEO = b"\x00\x00\x00\x18ftypisom video"
YAML = """\
version: 3
provider: jobs
title: Jobs
docs: https://example.com/docs
base_url: {url}
auth: "X-Key: {{api_key}}"
env: [JOBS_KEY]
account: {{zone: JOBS_ZONE}}
tasks:
  text-to-video: # POST polls; the ID is a path, and the file takes the key
    path: /v1/{{model}}:start
    body: {{prompt: =inputs, ...: =parameters}}
    poll:
      path: /v1/{{model}}:check?for={{model}}
      job: =path(name)
      body: {{name: =job, options: {{model: =model, at: =place, n: 1}}}}
      headers: {{X-Fields: all}}
      status: =error && 'failed' || done
      done: true
      failed: failed
      reason: =error.message
      result: /v1/{{job}}/files/{{file.id}}?job={{job}}
      cancel: {{path: "/v1/{{job}}", method: DELETE}}
      samples:
        - {{name: "ops/{{job}}", done: false, place: here}}
        - {{name: "ops/{{job}}", done: true, file: {{id: 7}}}}
      failures: [{{name: "ops/{{job}}", done: true, error: {{message: Too busy.}}}}]
    output: =download_with_key(uri)
    sample: {{uri: "https://example.com/{{job}}.mp4"}}
  image-to-video: # numbers as ID and status, and a value of the account in all paths
    path: /v2/start
    body: {{image: =base64(inputs), ...: =parameters}}
    poll:
      path: /v2/{{zone}}/{{job}}/of/{{job}}?zone={{zone}}
      cancel: {{path: "/v2/{{zone}}/{{job}}", method: DELETE}}
      job: =id
      status: =state
      done: [2, 3]
      failed: [-1]
      samples: [{{id: "{{job}}", state: 0}}]
    output: =from_base64(video)
    sample: {{state: 2, video: {{$media: video/mp4}}}}
  automatic-speech-recognition: # the submission is a file
    path: /v3/start
    upload: =inputs
    body: {{audio: =base64(inputs), ...: =parameters}}
    poll:
      path: /v3/{{job}}
      job: =id
      status: =state
      done: ok
      failed: bad
      samples: [{{id: "{{job}}", state: new}}]
    output: {{text: =text}}
    sample: {{state: ok, text: Two cats.}}
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Api]:
    with serve() as api:
        yield api


@pytest.fixture(scope="module")
def provider(server: Api, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load_provider(YAML.format(url=server.url), tmp_path_factory.mktemp("jobs"))


@pytest.fixture(autouse=True)
def sent(server: Api) -> list[Seen]:
    server.requests.clear()
    return server.requests


def operations(server: Api, *, name: str = "ops/a b/1", after: int = 2, error: Any = None, host: str = "") -> Any:
    def respond(seen: Seen) -> Any:
        if seen.headers.get("x-key") != KEY:
            return Raw({"error": "no key"}, 401)
        match seen.method, seen.path:
            case "POST", "/v1/film/one:start":
                return {"name": name, "done": False, "place": "here"}
            case "POST", "/v1/film/one:check" if seen.json["name"] == name:
                polls = sum(each.path.endswith(":check") for each in server.requests)
                done = {"done": True, "error": error} if error else {"done": True, "file": {"id": 7}}
                return {"name": name} | (done if polls >= after else {"done": False})
            case "GET", "/v1/ops/a%20b/1/files/7":
                return {"uri": f"{host or server.url}/files/7.mp4?alt=media"}
            case "GET", "/files/7.mp4":
                return Raw(VIDEO, type="video/mp4")
            case "DELETE", "/v1/ops/a%20b/1":
                return {}
            case _:
                return Raw({"error": f"no {seen.method} {seen.path}"}, 404)

    return respond


@BOTH
def test_jobs_are_polled_by_post_and_read_with_the_key(call: Any, provider: Any, server: Api) -> None:
    server.respond = operations(server)
    video = call("text_to_video", "a cat", model="film/one", client={"provider": provider})
    assert video.data == VIDEO
    check = "POST /v1/film/one:check"
    assert server.paths == ["POST /v1/film/one:start", check, check, "GET /v1/ops/a%20b/1/files/7", "GET /files/7.mp4"]
    poll = server.requests[1]
    assert poll.json == {"name": "ops/a b/1", "options": {"model": "film/one", "at": "here", "n": 1}}
    assert poll.query == {"for": "film/one"}
    assert poll.headers["x-fields"] == "all"
    assert "x-fields" not in server.requests[0].headers
    assert server.requests[3].query == {"job": "ops/a b/1"}


@BOTH
def test_the_key_is_not_sent_to_another_host(call: Any, provider: Any, server: Api) -> None:
    with serve() as other:
        other.respond = lambda seen: Raw(VIDEO, type="video/mp4")
        server.respond = operations(server, host=other.url)
        client = {"provider": provider, "model": "film/one"}
        assert call("text_to_video", "a cat", client=client).data == VIDEO
        assert [KEY in str(each) for each in other.requests] == [False]


@BOTH
def test_a_failed_job_raises_with_its_reason(call: Any, provider: Any, server: Api) -> None:
    server.respond = operations(server, error={"message": "No paint."})
    with pytest.raises(JobError, match=r"ended as 'failed': No paint\."):
        call("text_to_video", "a cat", model="film/one", client={"provider": provider})


@BOTH
def test_a_job_that_takes_too_long_is_cancelled_by_its_path(call: Any, provider: Any, server: Api) -> None:
    server.respond = operations(server, after=1000)
    with pytest.raises(InferenceTimeoutError, match="the job was still 'false'"):
        call("text_to_video", "a cat", model="film/one", timeout=0.3, client={"provider": provider})
    assert server.paths[-1] == "DELETE /v1/ops/a%20b/1"


@BOTH
@pytest.mark.parametrize("name", ["ops/../files/1", "/ops/1", "ops//1", "ops/%2e%2e/1"])
def test_an_id_that_would_leave_its_path_is_refused(name: str, call: Any, provider: Any, server: Api) -> None:
    server.respond = operations(server, name=name)
    with pytest.raises(OutputError, match="which is not a path"):
        call("text_to_video", "a cat", model="film/one", client={"provider": provider})
    assert not any(".." in path or "//" in path.replace("://", "") for path in server.paths[1:])


@BOTH
def test_no_job_is_submitted_without_a_value_that_polls_need(call: Any, provider: Any, server: Api) -> None:
    with pytest.raises(InputError, match="needs 'zone' of your account"):
        call("image_to_video", b"\x89PNG\r\n\x1a\n", model="m", client={"provider": provider})
    assert server.paths == []


@BOTH
def test_ids_and_statuses_may_be_numbers(call: Any, provider: Any, server: Api) -> None:
    def respond(seen: Seen) -> Any:
        if seen.method == "POST":
            return {"id": 176843, "state": 0}
        assert (seen.path, seen.query) == ("/v2/eu%20%26%2F1/176843/of/176843", {"zone": "eu &/1"})
        return {"id": 176843, "state": 1 if len(server.requests) < 3 else 2, "video": "AAAAGGZ0eXBpc29t"}

    server.respond = respond
    client = {"provider": provider, "account": {"zone": "eu &/1"}}
    result = call("image_to_video", b"\x89PNG\r\n\x1a\n", model="m", client=client)
    assert result.data == b"\x00\x00\x00\x18ftypisom"
    assert len(server.requests) == 3
    server.respond = lambda seen: {"id": 1, "state": -1}
    with pytest.raises(JobError, match="ended as '-1'"):
        call("image_to_video", b"\x89PNG\r\n\x1a\n", model="m", client=client)
    server.respond = lambda seen: {"id": 1, "state": 0}
    with pytest.raises(InferenceTimeoutError):
        call("image_to_video", b"\x89PNG\r\n\x1a\n", model="m", timeout=0.3, client=client)
    assert server.paths[-1] == "DELETE /v2/eu%20%26%2F1/1"


@BOTH
@pytest.mark.parametrize("parameters", [{}, {"extra_parameters": {"language": "en"}}])
def test_a_job_that_a_file_submits_is_polled(parameters: dict[str, Any], call: Any, provider: Any, server: Api) -> None:
    server.respond = lambda seen: {"id": 1, "state": "new" if seen.method == "POST" else "ok", "text": "Two cats."}
    result = call(
        "automatic_speech_recognition", b"RIFF....WAVE", model="m", client={"provider": provider}, **parameters
    )
    assert result.text == "Two cats."
    assert server.paths == ["POST /v3/start", "GET /v3/1"]
    assert (server.requests[0].body == b"RIFF....WAVE") is not bool(parameters)

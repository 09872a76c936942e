"""Providers of images, videos and speech, called at a server that refuses what the real interfaces refuse."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import pytest

from inferwire import AuthenticationError, JobError, ProviderError
from inferwire_runtime.errors import InferenceTimeoutError, InferwireError
from tests.codegen.private_api import BOTH, KEY, Api, Raw, Seen, serve

PNG = b"\x89PNG\r\n\x1a\n pixels"
DATA_URL = "data:image/png;base64,iVBORw0KGgogcGl4ZWxz"
VIDEO = b"\x00\x00\x00\x18ftypisom video"
AUDIO = b"ID3\x04\x00\x00\x00\x00\x00\x00 sound"


class Pair(NamedTuple):
    """A task at a provider: the call, the request that it must make, and the polls before the result.

    Attributes:
        polls: Method and path of each later request at the provider, with its JSON body and its response.
        fields: Fields that the interface has; any other is refused.
    """

    provider: str
    model: str
    call: Callable[[Any], Any]
    method: str
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    path: str
    body: dict[str, Any]
    fields: str
    submitted: Any
    polls: tuple[tuple[str, str, Any, Any], ...]
    result: bytes
    headers: Mapping[str, str] = MappingProxyType({})


def pair(name: str, method: str, *arguments: Any, **facts: Any) -> Any:
    provider, _, model = name.partition("/")
    made = Pair(provider=provider, model=model, call=str, method=method, arguments=arguments, **facts)
    return pytest.param(made, id=f"{provider}-{method}")


HOSTS = {
    "luma": "api.lumalabs.ai",
    "runway": "api.dev.runwayml.com",
    "runware": "api.runware.ai",
    "minimax": "api.minimax.io",
    "siliconflow": "api.siliconflow.cn",
    "dashscope": "dashscope-intl.aliyuncs.com",
    "stability": "api.stability.ai",
    "google": "generativelanguage.googleapis.com",
    "assemblyai": "api.assemblyai.com",
}
LUMA = "model prompt aspect_ratio loop duration resolution keyframes"
RUNWAY = {"x-runway-version": "2024-11-06"}
ASYNC = {"x-dashscope-async": "enable"}
VEO = "models/veo-3.1-generate-preview/operations/o-1"
OK = {"base_resp": {"status_code": 0, "status_msg": "success"}}
SF = "model prompt negative_prompt image_size batch_size seed num_inference_steps guidance_scale cfg image"


def luma(state: str, **assets: str) -> dict[str, Any]:
    return {"id": "g-1", "state": state, "failure_reason": None, "assets": assets or None}


def dashscope(status: str, **output: Any) -> dict[str, Any]:
    return {"request_id": "r", "output": {"task_id": "t-1", "task_status": status, **output}}


def runware(**data: Any) -> dict[str, Any]:
    return {"data": [{"taskType": "videoInference", "taskUUID": "u-1", **data}]}


def veo(uri: str) -> dict[str, Any]:
    return {"name": VEO, "done": True, "response": {"generateVideoResponse": {
        "generatedSamples": [{"video": {"uri": uri}}]}}}  # fmt: skip


PAIRS = [
    pair(
        "luma/ray-2", "text_to_video", "a cat", options={"extra_parameters": {"loop": True}},
        path="/dream-machine/v1/generations/video", fields=LUMA, submitted=luma("queued"), result=VIDEO,
        body={"model": "ray-2", "prompt": "a cat", "loop": True},
        polls=(
            ("GET", "/dream-machine/v1/generations/g-1", None, luma("dreaming")),
            ("GET", "/dream-machine/v1/generations/g-1", None, luma("completed", video="{cdn}/1.mp4")),
        ),
    ),
    pair(
        "luma/ray-2", "image_to_video", "https://example.com/a.png", options={"prompt": "go"},
        path="/dream-machine/v1/generations/video", fields=LUMA, submitted=luma("queued"), result=VIDEO,
        body={
            "model": "ray-2", "prompt": "go",
            "keyframes": {"frame0": {"type": "image", "url": "https://example.com/a.png"}},
        },
        polls=(("GET", "/dream-machine/v1/generations/g-1", None, luma("completed", video="{cdn}/1.mp4")),),
    ),
    pair(
        "luma/photon-1", "text_to_image", "a cat", options={"width": 1920, "height": 1080},
        path="/dream-machine/v1/generations/image", fields="model prompt aspect_ratio format",
        body={"model": "photon-1", "prompt": "a cat", "aspect_ratio": "16:9"},
        submitted=luma("queued"), result=PNG,
        polls=(("GET", "/dream-machine/v1/generations/g-1", None, luma("completed", image="{cdn}/1.png")),),
    ),
    pair(
        "runway/gen4.5", "text_to_video", "a cat", options={"seed": 7, "extra_parameters": {"ratio": "720:1280"}},
        path="/v1/text_to_video", fields="model promptText ratio duration seed", headers=RUNWAY, result=VIDEO,
        body={"model": "gen4.5", "promptText": "a cat", "ratio": "720:1280", "duration": 5, "seed": 7},
        submitted={"id": "k-1"},
        polls=(
            ("GET", "/v1/tasks/k-1", None, {"id": "k-1", "status": "THROTTLED"}),
            ("GET", "/v1/tasks/k-1", None, {"id": "k-1", "status": "SUCCEEDED", "output": ["{cdn}/1.mp4"]}),
        ),
    ),
    pair(
        "runway/gen4_turbo", "image_to_video", PNG,
        options={"prompt": "go", "target_size": {"width": 1280, "height": 720}},
        path="/v1/image_to_video", fields="model promptImage promptText ratio duration seed", headers=RUNWAY,
        body={"model": "gen4_turbo", "promptImage": DATA_URL, "promptText": "go", "ratio": "1280:720"},
        submitted={"id": "k-1"}, result=VIDEO,
        polls=(("GET", "/v1/tasks/k-1", None, {"id": "k-1", "status": "SUCCEEDED", "output": ["{cdn}/1.mp4"]}),),
    ),
    pair(
        "runway/gen4_image", "text_to_image", "a cat", options={"width": 1024, "height": 1024, "seed": 3},
        path="/v1/text_to_image", fields="model promptText ratio seed referenceImages", headers=RUNWAY, result=PNG,
        body={"model": "gen4_image", "promptText": "a cat", "ratio": "1024:1024", "seed": 3}, submitted={"id": "k-1"},
        polls=(("GET", "/v1/tasks/k-1", None, {"id": "k-1", "status": "SUCCEEDED", "output": ["{cdn}/1.png"]}),),
    ),
    pair(
        "runware/runware:101@1", "text_to_image", "a cat", options={"width": 512, "num_inference_steps": 4, "seed": 1},
        path="/v1", fields="taskType taskUUID model positivePrompt negativePrompt width height steps CFGScale seed",
        body={
            "taskType": "imageInference", "model": "runware:101@1", "positivePrompt": "a cat", "width": 512,
            "height": 512, "steps": 4, "seed": 1,
        },
        submitted={"data": [{"taskType": "imageInference", "taskUUID": "u", "imageURL": "{cdn}/1.png"}]}, polls=(),
        result=PNG,
    ),
    pair(
        "runware/klingai:5@3", "text_to_video", "a cat", options={"negative_prompt": "dogs"}, path="/v1",
        fields="taskType taskUUID deliveryMethod model positivePrompt negativePrompt duration seed steps CFGScale",
        body={
            "taskType": "videoInference", "deliveryMethod": "async", "model": "klingai:5@3", "positivePrompt": "a cat",
            "negativePrompt": "dogs",
        },
        submitted=runware(), result=VIDEO,
        polls=(
            ("POST", "/v1", [{"taskType": "getResponse", "taskUUID": "u-1"}], runware(status="processing")),
            ("POST", "/v1", [{"taskType": "getResponse", "taskUUID": "u-1"}],
             runware(status="success", videoURL="{cdn}/1.mp4")),
        ),
    ),
    pair(
        "minimax/MiniMax-Hailuo-02", "text_to_video", "a cat", options={"extra_parameters": {"duration": 6}},
        path="/v1/video_generation", fields="model prompt duration resolution prompt_optimizer first_frame_image",
        body={"model": "MiniMax-Hailuo-02", "prompt": "a cat", "duration": 6}, submitted={"task_id": "9", **OK},
        result=VIDEO,
        polls=(
            ("GET", "/v1/query/video_generation?task_id=9", None, {"task_id": "9", "status": "Queueing", **OK}),
            ("GET", "/v1/query/video_generation?task_id=9", None,
             {"task_id": "9", "status": "Success", "file_id": 176844028768320, **OK}),
            ("GET", "/v1/files/retrieve?file_id=176844028768320", None,
             {"file": {"download_url": "{cdn}/1.mp4"}, **OK}),
        ),
    ),
    pair(
        "minimax/MiniMax-Hailuo-02", "image_to_video", PNG, options={"prompt": "go"}, path="/v1/video_generation",
        fields="model prompt duration resolution prompt_optimizer first_frame_image", result=VIDEO,
        body={"model": "MiniMax-Hailuo-02", "first_frame_image": DATA_URL, "prompt": "go"},
        submitted={"task_id": "9", **OK},
        polls=(
            ("GET", "/v1/query/video_generation?task_id=9", None,
             {"task_id": "9", "status": "Success", "file_id": "f-1", **OK}),
            ("GET", "/v1/files/retrieve?file_id=f-1", None, {"file": {"download_url": "{cdn}/1.mp4"}, **OK}),
        ),
    ),
    pair(
        "minimax/speech-2.8-hd", "text_to_speech", "Good morning.",
        options={"extra_parameters": {"voice_setting": {"voice_id": "Calm_Woman"}}}, path="/v1/t2a_v2",
        fields="model text stream voice_setting audio_setting output_format",
        body={
            "model": "speech-2.8-hd", "text": "Good morning.", "output_format": "url",
            "voice_setting": {"voice_id": "Calm_Woman"},
        },
        submitted={"data": {"audio": "{cdn}/1.mp3", "status": 2}, **OK}, polls=(), result=AUDIO,
    ),
    pair(
        "siliconflow/Kwai-Kolors/Kolors", "text_to_image", "a cat", options={"width": 1024, "height": 768, "seed": 2},
        path="/v1/images/generations", fields=SF, polls=(), result=PNG,
        body={"model": "Kwai-Kolors/Kolors", "prompt": "a cat", "image_size": "1024x768", "seed": 2},
        submitted={"images": [{"url": "{cdn}/1.png"}], "seed": 2},
    ),
    pair(
        "siliconflow/Qwen/Qwen-Image-Edit", "image_to_image", PNG, options={"prompt": "a hat"},
        path="/v1/images/generations", fields=SF, polls=(), result=PNG,
        body={"model": "Qwen/Qwen-Image-Edit", "image": DATA_URL, "prompt": "a hat"},
        submitted={"images": [{"url": "{cdn}/1.png"}], "seed": 2},
    ),
    pair(
        "siliconflow/Wan-AI/Wan2.2-T2V-A14B", "text_to_video", "a cat", options={"negative_prompt": "dogs"},
        path="/v1/video/submit", fields="model prompt negative_prompt image_size seed image", result=VIDEO,
        body={
            "model": "Wan-AI/Wan2.2-T2V-A14B", "prompt": "a cat", "image_size": "1280x720", "negative_prompt": "dogs",
        },
        submitted={"requestId": "q-1"},
        polls=(
            ("POST", "/v1/video/status", {"requestId": "q-1"}, {"status": "InQueue", "reason": ""}),
            ("POST", "/v1/video/status", {"requestId": "q-1"},
             {"status": "Succeed", "results": {"videos": [{"url": "{cdn}/1.mp4"}]}}),
        ),
    ),
    pair(
        "siliconflow/Wan-AI/Wan2.2-I2V-A14B", "image_to_video", PNG,
        options={"prompt": "go", "target_size": {"width": 960, "height": 960}},
        path="/v1/video/submit", fields="model prompt negative_prompt image_size seed image", result=VIDEO,
        body={"model": "Wan-AI/Wan2.2-I2V-A14B", "image": DATA_URL, "image_size": "960x960", "prompt": "go"},
        submitted={"requestId": "q-1"},
        polls=(
            ("POST", "/v1/video/status", {"requestId": "q-1"},
             {"status": "Succeed", "results": {"videos": [{"url": "{cdn}/1.mp4"}]}}),
        ),
    ),
    pair(
        "google/veo-3.1-generate-preview", "text_to_video", "a cat",
        options={"negative_prompt": "dogs", "extra_parameters": {"durationSeconds": 8}},
        path="/v1beta/models/veo-3.1-generate-preview:predictLongRunning", fields="instances parameters", result=VIDEO,
        body={"instances": [{"prompt": "a cat"}], "parameters": {"negativePrompt": "dogs", "durationSeconds": 8}},
        submitted={"name": VEO},
        polls=(
            ("GET", f"/v1beta/{VEO}", None, {"name": VEO}),
            ("GET", f"/v1beta/{VEO}", None, veo("https://generativelanguage.googleapis.com/files/1.mp4")),
        ),
    ),
    pair(
        "google/veo-3.1-generate-preview", "image_to_video", PNG,
        options={"prompt": "go", "target_size": {"width": 720, "height": 1280}},
        path="/v1beta/models/veo-3.1-generate-preview:predictLongRunning", fields="instances parameters", result=VIDEO,
        body={
            "instances": [
                {"prompt": "go", "image": {"bytesBase64Encoded": DATA_URL.partition(",")[2], "mimeType": "image/png"}},
            ],
            "parameters": {"aspectRatio": "9:16"},
        },
        submitted={"name": VEO}, polls=(("GET", f"/v1beta/{VEO}", None, veo("{cdn}/1.mp4")),),
    ),
    pair(
        "dashscope/wan2.2-t2i-flash", "text_to_image", "a cat",
        options={"width": 1024, "height": 768, "negative_prompt": "dogs", "seed": 5},
        path="/api/v1/services/aigc/text2image/image-synthesis", fields="model input parameters", headers=ASYNC,
        body={
            "model": "wan2.2-t2i-flash", "input": {"prompt": "a cat", "negative_prompt": "dogs"},
            "parameters": {"n": 1, "size": "1024*768", "seed": 5},
        },
        submitted=dashscope("PENDING"), result=PNG,
        polls=(
            ("GET", "/api/v1/tasks/t-1", None, dashscope("RUNNING")),
            ("GET", "/api/v1/tasks/t-1", None, dashscope("SUCCEEDED", results=[{"url": "{cdn}/1.png"}])),
        ),
    ),
    pair(
        "dashscope/wan2.2-t2v-plus", "text_to_video", "a cat", options={"seed": 5},
        path="/api/v1/services/aigc/video-generation/video-synthesis", fields="model input parameters", headers=ASYNC,
        body={"model": "wan2.2-t2v-plus", "input": {"prompt": "a cat"}, "parameters": {"seed": 5}},
        submitted=dashscope("PENDING"), result=VIDEO,
        polls=(("GET", "/api/v1/tasks/t-1", None, dashscope("SUCCEEDED", video_url="{cdn}/1.mp4")),),
    ),
]  # fmt: skip


VEO_PAIR: Pair = next(each.values[0] for each in PAIRS if each.values[0].provider == "google")


@pytest.fixture(scope="module")
def server() -> Iterator[Api]:
    with serve() as api:
        yield api


@pytest.fixture(autouse=True)
def sent(server: Api) -> list[Seen]:
    server.requests.clear()
    return server.requests


def strict(each: Pair, server: Api) -> Callable[[Seen], Any]:
    """Return a server of one provider, which the hosts of all requests are the first part of the path of."""
    polls = list(each.polls)

    def respond(seen: Seen) -> Any:
        _, host, rest = seen.path.split("/", 2)
        if host == "cdn.example.com":
            kinds = {"png": (PNG, "image/png"), "mp4": (VIDEO, "video/mp4"), "mp3": (AUDIO, "audio/mpeg")}
            content, kind = kinds[rest.rpartition(".")[2]]
            return Raw({"error": "a key"}, 403) if KEY in str(seen.headers) else Raw(content, type=kind)
        if host != HOSTS[each.provider]:
            return Raw({"error": f"no host {host}"}, 404)
        key = seen.headers.get("x-goog-api-key" if each.provider == "google" else "authorization", "")
        if key.removeprefix("Bearer ") != KEY:
            return Raw({"error": "a wrong key"}, 401)
        if rest == "files/1.mp4":
            return Raw(VIDEO, type="video/mp4")
        is_first = len(server.requests) == 1
        lacking = {name for name, text in each.headers.items() if seen.headers.get(name) != text}
        if lacking and (is_first or each.headers is RUNWAY):
            return Raw({"error": f"no header {lacking}"}, 400)
        if not is_first:
            method, path, body, data = polls.pop(0)
            path, _, query = path.partition("?")
            wanted = (method, path, dict(parse_qsl(query)), body)
            if wanted != (seen.method, f"/{rest}", seen.query, seen.json):
                return Raw({"error": f"expected {wanted}"}, 404)
            return with_files(data)
        fields = seen.json[0] if isinstance(seen.json, list) else seen.json
        if each.provider == "runware":
            assert len(fields.pop("taskUUID")) == 36
        if (seen.method, f"/{rest}") != ("POST", each.path) or set(fields) - set(each.fields.split()):
            return Raw({"error": "no such path, or an unknown field"}, 422)
        return with_files(each.submitted) if fields == each.body else Raw({"error": f"got {fields}"}, 422)

    return respond


def with_files(data: Any) -> Any:
    return json.loads(json.dumps(data).replace("{cdn}", "https://cdn.example.com"))


def client_of(each: Pair, server: Api) -> dict[str, Any]:
    return {"provider": each.provider, "model": f"{each.provider}/{each.model}", "emulator_url": server.url}


@BOTH
@pytest.mark.parametrize("each", PAIRS)
def test_a_call_does_what_the_interface_documents(each: Pair, call: Any, server: Api) -> None:
    server.respond = strict(each, server)
    media = call(each.method, *each.arguments, **each.options, client=client_of(each, server), retry=1)
    assert media.data == each.result
    assert len(server.requests) == 2 + len(each.polls)


@BOTH
@pytest.mark.parametrize("each", [each for each in PAIRS if each.values[0].provider in ("luma", "runway")])
def test_a_job_that_nobody_waits_for_is_deleted(each: Pair, call: Any, server: Api) -> None:
    def respond(seen: Seen) -> Any:
        return each.submitted if seen.method == "POST" else {"id": "x", "state": "dreaming", "status": "RUNNING"}

    server.respond = respond
    with pytest.raises(InferenceTimeoutError):
        call(each.method, *each.arguments, **each.options, client=client_of(each, server), timeout=0.2)
    path = each.polls[0][1]
    assert server.paths[-1] == f"DELETE /{HOSTS[each.provider]}{path}"


FAILURES = {
    "google": {"name": VEO, "done": True, "error": {"code": 3, "message": "No paint."}},
    "luma": luma("failed") | {"failure_reason": "No paint."},
    "runway": {"id": "k-1", "status": "FAILED", "failure": "No paint."},
    "runware": {"data": [], "errors": [{"code": "x", "message": "No paint.", "taskUUID": "u-1"}]},
    "siliconflow": {"status": "Failed", "reason": "No paint."},
    "dashscope": dashscope("FAILED", message="No paint."),
}


@BOTH
@pytest.mark.parametrize("name", FAILURES)
def test_a_failed_job_raises_with_its_reason(name: str, call: Any, server: Api) -> None:
    each = next(param.values[0] for param in PAIRS if param.values[0].provider == name and param.values[0].polls)
    server.respond = lambda seen: each.submitted if len(server.requests) == 1 else FAILURES[name]
    with pytest.raises(JobError, match=r"No paint\."):
        call(each.method, *each.arguments, **each.options, client=client_of(each, server))


@BOTH
def test_a_video_that_google_filters_raises_with_its_reason(call: Any, server: Api) -> None:
    found = {"generateVideoResponse": {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": ["No paint."]}}
    server.respond = lambda seen: {"name": VEO} if seen.method == "POST" else {"done": True, "response": found}
    with pytest.raises(JobError, match=r"No paint\."):
        call("text_to_video", "a cat", client=client_of(VEO_PAIR, server))


@BOTH
def test_the_key_of_google_does_not_follow_a_redirect(call: Any, server: Api) -> None:
    other = f"{server.url.replace('127.0.0.1', 'localhost')}/other.example/1.mp4"  # another host

    def respond(seen: Seen) -> Any:
        if seen.path.endswith("/other.example/1.mp4"):
            return Raw(VIDEO, type="video/mp4")
        if "/files/" in seen.path:
            return Raw(b"", 302, headers={"location": other})
        return {"name": VEO} if seen.method == "POST" else veo("https://generativelanguage.googleapis.com/files/1.mp4")

    server.respond = respond
    assert call("text_to_video", "a cat", client=client_of(VEO_PAIR, server)).data == VIDEO
    assert any("/files/" in path for path in server.paths)
    assert server.paths[-1].endswith("/other.example/1.mp4")
    assert_key_is_at_home(server, "google")


JOB_CALLS: dict[str, tuple[str, Any]] = {
    "google/veo-3.1-generate-preview": ("text_to_video", "a cat"),
    "assemblyai/universal-2": ("automatic_speech_recognition", "https://x.example/a.wav"),
}
FOREIGN = "https://other.example/1.mp4"
ADVERSARIAL_SUBMISSIONS: list[Any] = [
    None, [], "text", {}, *({"name": name, "id": name} for name in (
        None, ["o"], {"a": 1}, "", " ", "..", "../../v2/account", "https://other.example/o", "//other.example/o",
        "@other.example", "o\r\nx-evil: 1", "o?key=1#x", "\0", "%2e%2e/o",
    )),
]  # fmt: skip
ADVERSARIAL_POLLS: list[Any] = [
    None, [], 7, "text", Raw(b"", type="video/mp4"), Raw(b"<html>", type="text/html"), Raw({"error": "gone"}, 500),
    {"done": True}, {"done": True, "response": []}, {"done": "true", "response": {"generateVideoResponse": 1}},
    {"done": True, "response": {"generateVideoResponse": {"generatedSamples": {}}}}, {"done": True, "error": []},
    {"status": "completed"}, {"status": ["completed"]}, {"status": "completed", "text": 7}, {"status": "error"},
    {"status": "completed", "text": "a", "words": {"a": 1}}, {"status": "error", "error": {"a": [FOREIGN]}},
    {"status": "completed", "text": "a", "words": [{"text": "a", "start": "x", "end": None}]},
    *map(veo, (FOREIGN, "http://169.254.169.254/latest", "file:///etc/passwd", "https://a@other.example/1.mp4",
               "https://generativelanguage.googleapis.com.other.example/1.mp4",
               "http://generativelanguage.googleapis.com/1.mp4", "//other.example/1.mp4", "data:,")),
]  # fmt: skip


def assert_key_is_at_home(server: Api, provider: str) -> None:
    keyed = [seen.path for seen in server.requests if KEY in f"{seen.headers} {seen.query} {seen.path} {seen.body!r}"]
    assert keyed
    assert all(path.startswith(f"/{HOSTS[provider]}/") for path in keyed)


@BOTH
@pytest.mark.parametrize("name", JOB_CALLS)
def test_adversarial_responses_about_a_job_raise_our_errors(name: str, call: Any, server: Api) -> None:
    method, argument = JOB_CALLS[name]
    provider = name.partition("/")[0]
    client = {"provider": provider, "model": name, "emulator_url": server.url, "retry": 1, "timeout": 0.15}
    good = {"name": VEO, "id": "o-1", "status": "queued"}
    for submitted, polled in [
        *((each, good) for each in ADVERSARIAL_SUBMISSIONS),
        *((good, each) for each in ADVERSARIAL_POLLS),
    ]:
        server.requests.clear()
        server.respond = lambda seen, found=(submitted, polled): found[seen.method != "POST"]
        with suppress(InferwireError):
            call(method, argument, client=client)
        assert_key_is_at_home(server, provider)
        for seen in server.requests:
            assert "x-evil" not in seen.headers
            if KEY in str(seen.headers) and seen.method == "GET":
                assert seen.path.startswith((f"/{HOSTS[provider]}/v1beta/", f"/{HOSTS[provider]}/v2/transcript/"))
                assert ".." not in seen.path.split("/")


@BOTH
def test_minimax_reports_errors_under_200(call: Any, server: Api) -> None:
    client = {"provider": "minimax", "model": "minimax/MiniMax-Hailuo-02", "emulator_url": server.url}
    for code, kind in ((2049, AuthenticationError), (1004, AuthenticationError), (1026, ProviderError)):
        server.respond = lambda seen, code=code: {"base_resp": {"status_code": code, "status_msg": "No paint."}}
        with pytest.raises(kind, match=r"No paint\."):
            call("text_to_video", "a cat", client=client)


@BOTH
def test_stability_draws_and_reports_what_it_filters(call: Any, server: Api) -> None:
    image = {"image": "iVBORw0KGgogcGl4ZWxz", "finish_reason": "SUCCESS", "seed": 1}

    def respond(seen: Seen) -> Any:
        is_form = seen.headers["content-type"].startswith("multipart/")
        is_right = seen.headers["accept"] == "application/json" and is_form
        has_model = b'name="model"' in seen.body
        is_right = is_right and has_model is seen.path.endswith("/sd3") and b'name="width"' not in seen.body
        return image if is_right else Raw({"errors": ["accept and content-type"]}, 400)

    server.respond = respond
    for model, path in (("core", "core"), ("ultra", "ultra"), ("sd3.5-large", "sd3")):
        client = {"provider": "stability", "model": f"stability/{model}", "emulator_url": server.url}
        result = call("text_to_image", "a cat", width=1024, height=1024, seed=3, client=client)
        assert result.data == PNG
        assert server.paths[-1] == f"POST /api.stability.ai/v2beta/stable-image/generate/{path}"
        assert b'name="aspect_ratio"\r\n\r\n1:1\r\n' in server.requests[-1].body
    server.respond = lambda seen: {"finish_reason": "CONTENT_FILTERED", "seed": 1}
    with pytest.raises(ProviderError, match="the content filter withheld the image"):
        call("text_to_image", "a cat", client=client)


CHATS = {
    "minimax/MiniMax-M2.7": "/v1/chat/completions",
    "siliconflow/Qwen/Qwen3-8B": "/v1/chat/completions",
    "dashscope/qwen-plus": "/compatible-mode/v1/chat/completions",
}


@BOTH
@pytest.mark.parametrize("name", CHATS)
def test_chats_and_their_streams(name: str, call: Any, server: Api) -> None:
    provider, _, model = name.partition("/")
    client = {"provider": provider, "model": name, "emulator_url": server.url}
    choice = {"index": 0, "finish_reason": "stop"}
    events = [
        {"choices": [{"index": 0, "delta": {"content": "Hel"}}]},
        {"choices": [{**choice, "delta": {"content": "lo"}}]},
    ]
    data = b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events) + b"data: [DONE]\n\n"

    def respond(seen: Seen) -> Any:
        if seen.path != f"/{HOSTS[provider]}{CHATS[name]}" or seen.json["model"] != model:
            return Raw({"error": {"message": "no such model"}}, 404)
        if seen.json.get("stream"):
            return Raw(data, type="text/event-stream")
        return {"choices": [{**choice, "message": {"role": "assistant", "content": "Hello"}}]}

    server.respond = respond
    messages = [{"role": "user", "content": "Hi"}]
    assert call("chat_completion", messages, client=client).choices[0].message.content == "Hello"
    items = call("chat_completion", messages, stream=True, client=client)
    assert "".join(item.choices[0].delta.content for item in items) == "Hello"


@BOTH
@pytest.mark.parametrize("name", ["siliconflow/BAAI/bge-m3", "dashscope/text-embedding-v4"])
def test_embeddings(name: str, call: Any, server: Api) -> None:
    provider, _, model = name.partition("/")
    client = {"provider": provider, "model": name, "emulator_url": server.url}
    path = {"siliconflow": "/v1/embeddings", "dashscope": "/compatible-mode/v1/embeddings"}[provider]

    def respond(seen: Seen) -> Any:
        is_right = seen.path == f"/{HOSTS[provider]}{path}" and seen.json == {"model": model, "input": "a cat"}
        return {"data": [{"index": 0, "embedding": [0.5, 1.0]}]} if is_right else Raw({"message": str(seen.json)}, 400)

    server.respond = respond
    assert list(call("feature_extraction", "a cat", client=client)) == [0.5, 1.0]

"""Where inferwire differs from Hugging Face's JavaScript client, why, and what it does instead.

Each rule describes a kind of case, not a single one: it also holds for cases that are not recorded here.
"""

from __future__ import annotations

import base64
import copy
import json
import re
import struct
from functools import cache
from typing import Any

from inferwire_runtime.media_types import sniff
from tests.support.fixtures import GOLDEN

from .golden import Case, KnownDifference, Media, ends_well, load_cases, openai_details

MEDIA_TASKS = {"text-to-image", "image-to-image", "text-to-speech", "text-to-audio", "text-to-video", "image-to-video"}
BATCH_TASKS = {"summarization", "translation", "text-classification", "zero-shot-classification", "fill-mask"}
OBJECT_TASKS = {"audio-classification", "audio-to-audio", "image-classification", "object-detection"}
UPLOADS = {
    "audio-classification",
    "audio-to-audio",
    "automatic-speech-recognition",
    "image-classification",
    "image-to-image",
    "image-to-text",
    "object-detection",
}


def json_of(case: Case) -> Any:
    """Return the JSON of the last response."""
    return (case["exchanges"][-1]["response"].get("body") or {}).get("json") if case["exchanges"] else None


def error_of(case: Case) -> dict[str, Any]:
    """Return the recorded error, or an empty one."""
    return case["result"].get("error") or {}


def status_of(case: Case) -> int:
    """Return the status of the last response."""
    return case["exchanges"][-1]["response"]["status"] if case["exchanges"] else 0


def is_native(case: Case) -> bool:
    """Return whether the call goes to Hugging Face's own servers or to an endpoint."""
    return case.get("provider") in (None, "auto", "hf-inference") or bool(case.get("endpoint_url"))


def returns(case: Case, value: Any) -> None:
    """Expect JSON as the result."""
    case["result"] = {"json": value}


def raises(case: Case, kind: str, **more: Any) -> None:
    """Expect an error, after the items that a stream returned before it."""
    before = {"stream": case["result"]["stream"]} if "stream" in case["result"] else {}
    case["result"] = {**before, "error": {"type": kind, **more}}


# Requests


def sends_dropped_parameters(case: Case, media: Media) -> None:
    request = case["exchanges"][0]["request"]
    data = media.data(request["body"]["binary"])
    parameters = {**(case.get("parameters") or {}), **(case.get("extra") or {})}
    body = {"inputs": base64.b64encode(data).decode(), "parameters": parameters}
    request["body"] = {"json": body}
    request["headers"]["content-type"] = "application/json"


def drops_parameters(case: Case) -> bool:
    if not case["exchanges"] or case["task"] not in UPLOADS:
        return False
    return "binary" in (case["exchanges"][0]["request"]["body"] or {}) and bool(
        case.get("parameters") or case.get("extra")
    )


def has_empty_parameters(case: Case) -> bool:
    return case["task"] == "image-to-image" and case.get("parameters") == {} and is_native(case)


def sends_file_itself(case: Case, media: Media) -> None:
    request = case["exchanges"][0]["request"]
    request["body"] = {"binary": case["inputs"]["$binary"]}
    media_type = case["inputs"].get("media_type", media.types[case["inputs"]["$binary"]])
    request["headers"].pop("content-type", None)
    if media_type:
        request["headers"]["content-type"] = media_type


def sends_image_as_inputs(case: Case, media: Media) -> None:
    body = case["exchanges"][0]["request"]["body"]["json"]
    body["inputs"] = body["inputs"]["image"]


def has_nested_image(case: Case) -> bool:
    if case["task"] != "zero-shot-image-classification" or not case["exchanges"]:
        return False
    body = (case["exchanges"][0]["request"]["body"] or {}).get("json") or {}
    return isinstance(body.get("inputs"), dict)


def nests_feature_parameters(case: Case) -> bool:
    if case["task"] != "feature-extraction" or not case["exchanges"] or not is_native(case):
        return False
    return "parameters" in ((case["exchanges"][0]["request"]["body"] or {}).get("json") or {})


def lifts_parameters(case: Case, media: Media) -> None:
    body = case["exchanges"][0]["request"]["body"]["json"]
    body |= body.pop("parameters")


def json_bodies_of(case: Case) -> list[dict[str, Any]]:
    bodies = [(exchange["request"]["body"] or {}).get("json") for exchange in case["exchanges"]]
    return [body for body in bodies if isinstance(body, dict)]


def has_extra_next_to_parameters(case: Case) -> bool:
    if case["task"] in (None, "feature-extraction", "chat-completion", "text-generation", "custom"):
        return False
    known = {"inputs", "parameters", "options"}
    return (
        bool(case.get("extra"))
        and is_native(case)
        and any({*case["extra"]} & {*body} - known and "inputs" in body for body in json_bodies_of(case))
    )


def sends_extra_in_parameters(case: Case, media: Media) -> None:
    for body in json_bodies_of(case):
        moved = {name: body.pop(name) for name in case["extra"] if name in body and name not in ("inputs", "options")}
        body["parameters"] = {**body.get("parameters", {}), **moved}


def has_target_size_at_fal(case: Case) -> bool:
    is_image = case["task"] == "image-to-image" and case.get("provider") == "fal-ai"
    return is_image and any("target_size" in body for body in json_bodies_of(case))


def sends_image_size(case: Case, media: Media) -> None:
    for body in json_bodies_of(case):
        if "target_size" in body:
            body["image_size"] = body.pop("target_size")


def has_unmapped_transcription(case: Case) -> bool:
    names = {part["name"] for part in forms_of(case)}
    return bool(names & {"return_timestamps", "generation_parameters"})


def maps_transcription(case: Case, media: Media) -> None:
    for exchange in case["exchanges"]:
        body = exchange["request"]["body"] or {}
        parts = {part["name"]: part for part in body.get("multipart", [])}
        settings = json.loads(parts.pop("generation_parameters", {"value": "{}"})["value"])
        parts |= {
            name: {"name": name, "value": json.dumps(value)} for name, value in settings.items() if name not in parts
        }
        if parts.pop("return_timestamps", {"value": "false"})["value"] == "true":
            parts.setdefault("response_format", {"name": "response_format", "value": "verbose_json"})
            if "timestamp_granularities" not in parts:
                name = "timestamp_granularities[]"
                parts[name] = {"name": name, "value": "segment"}
        if "multipart" in body:
            body["multipart"] = list(parts.values())


def sends_url_as_model(case: Case) -> bool:
    url = case.get("endpoint_url")
    return bool(url) and any(
        ((exchange["request"]["body"] or {}).get("json") or {}).get("model") == url for exchange in case["exchanges"]
    )


def sends_no_url_as_model(case: Case, media: Media) -> None:
    for exchange in case["exchanges"]:
        body = exchange["request"]["body"]["json"]
        del body["model"]
        if case["task"] == "chat-completion":
            body["model"] = "tgi"


def has_misread_url(case: Case) -> bool:
    url = case.get("endpoint_url") or ""
    return bool(case.get("quirk")) and (
        "?" in url or url.endswith("/completions") or (url[:8] not in ("https://", "http://") and "://" in url)
    )


def sends_to_url(case: Case, media: Media) -> None:
    url = case["endpoint_url"]
    scheme, _, rest = url.partition("://")
    rest, _, query = rest.partition("?")
    base = rest.removesuffix("/v1/completions").removesuffix("/v1/chat/completions")
    path = "/v1/chat/completions" if case["task"] == "chat-completion" else "/v1/completions"
    path = path.removeprefix("/v1") if "/openai/" in base else path
    for exchange in case["exchanges"]:
        exchange["request"]["url"] = f"{scheme.lower()}://{base}{path}" + (f"?{query}" if query else "")


def has_no_scheme(case: Case) -> bool:
    return bool(case.get("endpoint_url")) and "://" not in case["endpoint_url"]


def refuses_url(case: Case, media: Media) -> None:
    case["exchanges"] = []
    raises(case, "InputError")


def is_refused_custom_call(case: Case) -> bool:
    return case["task"] is None and not case["exchanges"] and bool(error_of(case))


def sends_custom_call(case: Case, media: Media) -> None:
    body = {"inputs": case["inputs"], "parameters": case["parameters"]}
    if case["stream"]:
        body["stream"] = True
    case["exchanges"] = [
        {
            "request": {
                "method": "POST",
                "url": f"https://router.huggingface.co/hf-inference/models/{case['model']}",
                "headers": {"authorization": f"Bearer {case['api_key']}", "content-type": "application/json"},
                "body": {"json": body},
            },
            "response": {
                "status": 200,
                "headers": {"content-type": "text/event-stream" if case["stream"] else "application/json"},
                "body": {"text": 'data: {"token": 1}\n\n'} if case["stream"] else {"json": {"some": "magic"}},
            },
        }
    ]
    case["result"] = {"stream": [{"token": 1}]} if case["stream"] else {"json": {"some": "magic"}}


def is_refused_legacy_key(case: Case) -> bool:
    is_error = error_of(case).get("type") == "TypeError" and "arrayBuffer" in str(error_of(case))
    return is_error and not case["exchanges"] and is_native(case)


def sends_legacy_key(case: Case, media: Media) -> None:
    case["exchanges"] = [
        {
            "request": {
                "method": "POST",
                "url": f"https://router.huggingface.co/hf-inference/models/{case['model']}",
                "headers": {"authorization": f"Bearer {case['api_key']}", "content-type": "application/json"},
                "body": {"json": {"inputs": base64.b64encode(media.data(case["inputs"]["$binary"])).decode()}},
            },
            "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": {"json": []}},
        }
    ]
    returns(case, [])


def stops_polling_early(case: Case) -> bool:
    return "imed out while waiting" in error_of(case).get("message", "")


def polls_until_timeout(case: Case, media: Media) -> None:
    polls = int(600 / (case["sleeps_ms"][0] / 1000)) - 1
    submission, *_, poll = case["exchanges"]
    case["exchanges"] = [submission, *(copy.deepcopy(poll) for _ in range(polls))]
    for count, exchange in enumerate(case["exchanges"][1:]):
        exchange["request"]["url"] = re.sub(r"attempt=\d+", f"attempt={count}", exchange["request"]["url"])
    raises(case, "InferenceTimeoutError", words=["600 seconds"])


def has_text_twice(case: Case) -> bool:
    return case["task"] == "image-to-text" and "generatedText" in (case["result"].get("json") or {})


def returns_text_once(case: Case, media: Media) -> None:
    del case["result"]["json"]["generatedText"]


def refuses_audio_url(case: Case) -> bool:
    return (
        case["task"] == "automatic-speech-recognition"
        and str(case["inputs"]).startswith("http")
        and error_of(case).get("type") == "InferenceClientInputError"
    )


def uploads_audio(case: Case, media: Media) -> None:
    file = {"status": 200, "headers": {"content-type": "audio/mpeg"}, "body": {"binary": "speech.mp3"}}
    fetch = {"method": "GET", "url": case["inputs"], "headers": {}, "body": None}
    parts = [
        {"name": "file", "filename": "audio.mp3", "content_type": "audio/mpeg", "binary": "speech.mp3"},
        {"name": "model", "value": case["model"]},
    ]
    post = {
        "method": "POST",
        "url": "https://api.deepinfra.com/v1/openai/audio/transcriptions",
        "headers": {"authorization": "Bearer provider-key"},
        "body": {"multipart": parts},
    }
    text = {"status": 200, "headers": {"content-type": "application/json"}, "body": {"json": {"text": "a"}}}
    case["exchanges"] = [{"request": fetch, "response": file}, {"request": post, "response": text}]
    returns(case, {"text": "a"})


def forms_of(case: Case) -> list[Any]:
    bodies = [exchange["request"]["body"] or {} for exchange in case["exchanges"]]
    return [part for body in bodies for part in body.get("multipart", [])]


def has_codecs(case: Case) -> bool:
    return any(";" in part.get("content_type", "") for part in forms_of(case))


def sends_plain_type(case: Case, media: Media) -> None:
    for part in forms_of(case):
        if "content_type" in part:
            part["content_type"] = part["content_type"].split(";")[0]
            if "webm" in part["content_type"]:
                part["filename"] = "audio.webm"


def bills_to_provider_key(case: Case) -> bool:
    return bool(case.get("bill_to")) and case["api_key"] == "provider-key" and not case.get("endpoint_url")


def sends_no_bill_to(case: Case, media: Media) -> None:
    for exchange in case["exchanges"]:
        exchange["request"]["headers"].pop("x-hf-bill-to", None)


def needs_key(case: Case) -> bool:
    return (
        case["api_key"] is None
        and not case.get("endpoint_url")
        and (case.get("provider") not in (None, "auto", "hf-inference") or case["task"] == "chat-completion")
        and case.get("provider") != "hf-inference"
    )


def refuses_without_key(case: Case, media: Media) -> None:
    case["exchanges"] = []
    raises(
        case, "AuthenticationError", words=["api_key", "OPENAI_API_KEY" if case["provider"] == "openai" else "HF_TOKEN"]
    )


def sends_hf_body(case: Case) -> bool:
    """Return whether hf-inference's body goes to another provider: ``inputs``, and ``parameters`` nested or dropped."""
    if is_native(case) or case["task"] not in ("text-generation", "feature-extraction") or not case["exchanges"]:
        return False
    return body_of(case) != openai_body(case)


def body_of(case: Case) -> dict[str, Any]:
    body = (case["exchanges"][0]["request"]["body"] or {}).get("json") if case["exchanges"] else None
    return body if isinstance(body, dict) else {}


def openai_body(case: Case) -> dict[str, Any]:
    """Return the body that OpenAI's route accepts."""
    sent = body_of(case)
    parameters = {**(case.get("parameters") or {})}
    if "max_new_tokens" in parameters:
        limit = parameters.pop("max_new_tokens")
        parameters.setdefault("max_tokens", limit)
    if case["task"] == "feature-extraction":
        prompt = {"input": case["inputs"]}
    elif "/chat/" in case["exchanges"][0]["request"]["url"] and case["provider"] != "novita":
        prompt = {"messages": [{"role": "user", "content": case["inputs"]}]}
    else:
        prompt = {"prompt": case["inputs"]}
    stream = {"stream": True} if case["stream"] else {}
    return {**parameters, **prompt, **(case.get("extra") or {}), **stream, "model": sent.get("model")}


def sends_openai_body(case: Case, media: Media) -> None:
    request = case["exchanges"][0]["request"]
    request["body"]["json"] = openai_body(case)
    if case["provider"] == "novita":  # it has a route for completions; the recorded client posts to the one for chats
        request["url"] = request["url"].replace("/chat/completions", "/completions")
        body = case["exchanges"][0]["response"]["body"]
        if case["stream"]:
            body["text"] = re.sub(r'"delta":\{"content":("[^"]*")\}', r'"text":\1', body["text"])
            for item in case["result"]["stream"]:
                item["choices"] = [{"text": choice["delta"]["content"]} for choice in item["choices"]]
    response = json_of(case)
    if status_of(case) != 200 or case["stream"] or case["task"] != "text-generation":
        return
    if not isinstance(response, dict) or not response.get("choices"):
        raises(case, "InferenceClientProviderOutputError")
    else:
        choice = response["choices"][0]
        returns(case, {"generated_text": choice["message"]["content"] if "message" in choice else choice["text"]})


@cache
def good_cases() -> tuple[Case, ...]:
    """Return the cases in which the recorded client works as it should."""
    return tuple(case for case in load_cases(GOLDEN) if not case.get("quirk") and not error_of(case))


def copy_call(case: Case, other: Case) -> None:
    """Replace the call of a case by that of another one."""
    for name, value in copy.deepcopy(other).items():
        if name not in ("id", "mapping", "hub", "tags"):
            case[name] = value


def has_untyped_bytes(case: Case) -> bool:
    inputs = case.get("inputs")
    return isinstance(inputs, dict) and "$binary" in inputs and inputs.get("media_type", "") is None


def refuses_untyped_bytes(case: Case) -> bool:
    is_refused = error_of(case).get("type") in ("InferenceClientInputError", "TypeError") and not case["exchanges"]
    return has_untyped_bytes(case) and is_refused and not is_native(case)


def sends_bytes(case: Case, media: Media) -> None:
    """Expect what the recorded client does with the same bytes if their type is passed."""
    typed = next(
        other
        for other in good_cases()
        if (other["provider"], other["task"]) == (case["provider"], case["task"])
        and isinstance(other["inputs"], dict)
        and "media_type" not in other["inputs"]
    )
    case["mapping"], case["hub"] = typed["mapping"], typed["hub"]
    copy_call(case, typed)
    case["inputs"]["media_type"] = None


def guesses_type(case: Case) -> bool:
    return has_untyped_bytes(case) and bool(data_urls(body_of(case)))


def data_urls(value: Any) -> list[str]:
    """Return all data URLs in a body."""
    return re.findall(r"data:[^;]*;base64,[^\"]*", json.dumps(value))


def sends_true_type(case: Case, media: Media) -> None:
    media_type = sniff(media.data(case["inputs"]["$binary"]))
    request = case["exchanges"][0]["request"]
    request["body"]["json"] = json.loads(re.sub(r"data:[^;]*;", f"data:{media_type};", json.dumps(body_of(case))))


def object_with_parameters(case: Case) -> dict[str, Any]:
    """Return the object of the body that holds the parameters."""
    body = body_of(case)
    return body["input"] if isinstance(body.get("input"), dict) else body


def dropped(case: Case) -> dict[str, Any]:
    """Return parameters that the recorded client drops although the provider accepts them at the top."""
    words = ("drop", "vanish")
    if not body_of(case) or not any(word in str(case.get("quirk")) for word in words):
        return {}
    target = object_with_parameters(case)
    used = {"prompt", "num_frames", "target_size"}
    return {name: value for name, value in (case["parameters"] or {}).items() if name not in target.keys() | used}


def sends_dropped(case: Case, media: Media) -> None:
    object_with_parameters(case).update(dropped(case))


def nests_flat_parameters(case: Case) -> bool:
    return case.get("provider") == "fal-ai" and "parameters" in body_of(case)


def nulls_of(case: Case) -> list[str]:
    """Return the names of arguments that are null, and that the recorded client sends."""
    arguments = case["inputs"] if case["task"] == "chat-completion" else case["parameters"]
    return [name for name, value in (arguments or {}).items() if value is None and name in body_of(case)]


def drops_nulls(case: Case, media: Media) -> None:
    for name in nulls_of(case):
        del body_of(case)[name]


OWN_FIELDS = ("frame_images", "loras")  # set by the caller, and overwritten by the recorded client


def overwrites(case: Case) -> dict[str, Any]:
    """Return what the caller passes in addition to the schema, and the recorded client overwrites."""
    body, parameters = body_of(case), case["parameters"] or {}
    extra = {name: value for name, value in (case["extra"] or {}).items() if name not in parameters}
    own = {name: parameters[name] for name in OWN_FIELDS if name in parameters}
    passed = {**own, **extra}
    return {name: value for name, value in passed.items() if name in body and body[name] != value}


def keeps_own_values(case: Case, media: Media) -> None:
    body_of(case).update(overwrites(case))


def sends_placeholder_image(case: Case) -> bool:
    return case["inputs"] is None and case["task"] in WITH_TEXT and "image" in body_of(case)


WITH_TEXT = ("image-text-to-image", "image-text-to-video")


def sends_no_image(case: Case, media: Media) -> None:
    for name in ("image", "images"):
        del body_of(case)[name]


def auto_mapping(case: Case) -> dict[str, Any] | None:
    """Return the mapping that is chosen; the recorded client uses an earlier one, or refuses."""
    if case.get("provider") not in (None, "auto") or case["task"] in (None, "chat-completion") or case["endpoint_url"]:
        return None
    if case["api_key"] != "hf_test" or not str(case["id"]).rpartition("/")[2].startswith("first-mapping"):
        return None
    known = {other["provider"] for other in good_cases()}
    return next(
        mapping
        for mapping in case["mapping"]
        if mapping["provider"] in known and mapping["task"] == case["task"] and mapping["status"] == "live"
    )


def uses_first_good_mapping(case: Case, media: Media) -> None:
    """Expect what the recorded client does if that provider is named."""
    mapping = auto_mapping(case)
    assert mapping is not None
    named = next(
        other
        for other in good_cases()
        if (other["provider"], other["task"], other["api_key"]) == (mapping["provider"], case["task"], "hf_test")
    )
    mapping["providerId"] = named["mapping"][0]["providerId"]
    if case.get("hub"):
        case["hub"][0]["response"]["body"]["json"]["inferenceProviderMapping"] = case["mapping"]
    copy_call(case, named)
    case["provider"] = None


def is_auto_with_provider_key(case: Case) -> bool:
    is_auto = case.get("provider") in (None, "auto") and not case["endpoint_url"]
    return is_auto and case["api_key"] == "provider-key" and not error_of(case)


def refuses_key(case: Case, media: Media) -> None:
    case["exchanges"] = []
    raises(case, "InferenceClientRoutingError", words=["provider="])


def polls_after_failure(case: Case) -> bool:
    return any(is_failure(exchange) for exchange in case["exchanges"][:-1])


def is_failure(exchange: dict[str, Any]) -> bool:
    body = (exchange["response"].get("body") or {}).get("json")
    return isinstance(body, dict) and body.get("status") in ("FAILED", "ERROR")


def stops_at_failure(case: Case, media: Media) -> None:
    count = next(index for index, exchange in enumerate(case["exchanges"]) if is_failure(exchange))
    case["exchanges"] = case["exchanges"][: count + 1]
    raises(case, "InferenceClientProviderOutputError", words=["ended as"])


def is_unfinished(case: Case) -> bool:
    response = json_of(case)
    return isinstance(response, dict) and response.get("status") in ("starting", "processing") and "urls" in response


def polls_unfinished(case: Case, media: Media) -> None:
    submission = case["exchanges"][0]
    origin = submission["request"]["url"].partition("/v1/")[0]
    path = json_of(case)["urls"]["get"].partition("/v1/")[2]
    headers = {name: value for name, value in submission["request"]["headers"].items() if name == "authorization"}
    done = {"json": {"status": "succeeded", "output": ["https://replicate.delivery/o.png"]}}
    case["exchanges"] += [
        {
            "request": {"method": "GET", "url": f"{origin}/v1/{path}", "headers": headers, "body": None},
            "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": done},
        },
        download_of("https://replicate.delivery/o.png"),
    ]
    case["result"] = {"binary": "generated.png", "media_type": "image/png"}


def download_of(url: str) -> dict[str, Any]:
    """Return the exchange that downloads an image."""
    response = {"status": 200, "headers": {"content-type": "image/png"}, "body": {"binary": "generated.png"}}
    return {"request": {"method": "GET", "url": url, "headers": {}, "body": None}, "response": response}


def polls_without_job(case: Case) -> bool:
    return any(exchange["request"]["url"].endswith("/undefined") for exchange in case["exchanges"])


def needs_job(case: Case, media: Media) -> None:
    case["exchanges"] = case["exchanges"][:1]
    raises(case, "InferenceClientProviderOutputError")


# Results


def lacks_optional_fields(case: Case) -> bool:
    """Return whether the recorded client refuses a chat response because it lacks optional fields."""
    response = json_of(case)
    return (
        case["task"] == "chat-completion"
        and not case["stream"]
        and error_of(case).get("message") == "Expected ChatCompletionOutput"
        and isinstance(response, dict)
        and bool(response.get("choices"))
        and all(isinstance(response.get(name), str | None) for name in ("id", "system_fingerprint"))
        and isinstance(response.get("created"), float | int | None)
    )


def lacks_text(case: Case) -> bool:
    return case["task"] == "text-generation" and case["result"] == {"json": {}}


def has_unfetched_url(case: Case) -> bool:
    """Return whether an image was requested, and the recorded client returns its URL."""
    return (
        case["task"] == "text-to-image"
        and case.get("output_type") is None
        and "text" in case["result"]
        and str(case["result"]["text"]).startswith("http")
    )


def fetches_url(case: Case, media: Media) -> None:
    case["exchanges"].append(download_of(case["result"]["text"]))
    case["result"] = {"binary": "generated.png", "media_type": "image/png"}


def is_cut(case: Case) -> bool:
    if not case["stream"] or error_of(case) or case["task"] is None or status_of(case) != 200:
        return False
    headers = case["exchanges"][-1]["response"].get("headers") or {}
    return "event-stream" in headers.get("content-type", "") and not ends_well(case)


def has_error_null(case: Case) -> bool:
    text = str(((case["exchanges"] or [{"response": {}}])[-1]["response"].get("body") or {}).get("text"))
    return case["stream"] and '"error":null' in text


def events_of(case: Case) -> list[Any]:
    text = case["exchanges"][-1]["response"]["body"]["text"]
    lines = [line[5:].strip() for line in text.split("\n") if line.startswith("data:")]
    return [json.loads(line) for line in lines if line != "[DONE]"]


def reads_all_events(case: Case, media: Media) -> None:
    case["result"] = {"stream": events_of(case)}


def is_whole_response(case: Case) -> bool:
    response = json_of(case)
    return case["stream"] and isinstance(response, dict) and "choices" in response and status_of(case) == 200


def reads_whole_response(case: Case, media: Media) -> None:
    response = json_of(case)
    choices = [
        {"index": c["index"], "delta": c["message"], "finish_reason": c["finish_reason"]} for c in response["choices"]
    ]
    item = {name: response[name] for name in ("id", "created", "model", "usage") if name in response}
    case["result"] = {"stream": [{**item, "choices": choices}]}


def passes_stream_to_plain_call(case: Case) -> bool:
    return not case["stream"] and isinstance(case.get("inputs"), dict) and case["inputs"].get("stream") is True


def streams(case: Case, media: Media) -> None:
    case["stream"] = True
    case["result"] = {"stream": events_of(case)}


def has_openai_items(case: Case) -> bool:
    return case["task"] == "text-generation" and case["stream"] and "choices" in str(case["result"].get("stream"))


def returns_spec_items(case: Case, media: Media) -> None:
    text = ""
    items: list[Any] = []
    for event in case["result"]["stream"]:
        choice = event["choices"][0]
        text += choice.get("text") or ""
        item: dict[str, Any] = {"token": {"text": choice.get("text") or ""}}
        if choice.get("finish_reason"):
            item |= {"generated_text": text, "details": {"finish_reason": choice["finish_reason"]}}
        items.append(item)
    case["result"] = {**case["result"], "stream": items}


def is_error_in_200(case: Case) -> bool:
    response = json_of(case)
    return (
        not case["stream"]
        and status_of(case) == 200
        and isinstance(response, dict)
        and bool(response.get("error"))
        and (
            error_of(case).get("type") == "InferenceClientProviderOutputError"
            and "choices" not in response
            and not case.get("provider")
        )
    )


def reports_error(case: Case, media: Media) -> None:
    raises(case, "InferenceClientProviderApiError", status=200, words=[json_of(case)["error"]["message"]])


def is_unchecked(case: Case) -> bool:
    quirk = case.get("quirk") or ""
    return (
        ("not checked" in quirk or "handed back as if it were audio" in quirk)
        and "download" not in quirk
        and not (isinstance(json_of(case), dict) and ("choices" in json_of(case) or "text" in json_of(case)))
    )


def checks_response(case: Case, media: Media) -> None:
    raises(case, "InferenceClientProviderOutputError")


def is_text_as_media(case: Case) -> bool:
    return str(case["result"].get("media_type")).startswith("text/") and status_of(case) == 200


def has_failed_download(case: Case) -> bool:
    if len(case["exchanges"]) < 2 or "error" in case["result"]:
        return False
    return case["exchanges"][-1]["request"]["method"] == "GET" and status_of(case) >= 400


def reports_download(case: Case, media: Media) -> None:
    raises(case, "InferenceClientProviderApiError", status=status_of(case))


def is_refused_shape(case: Case) -> bool:
    """Return whether the recorded client refuses a response that the task's schema, or a documented option, allows."""
    quirk = case.get("quirk") or ""
    return error_of(case).get("type") == "InferenceClientProviderOutputError" and any(
        words in quirk
        for words in (
            "nested lists that pipelines give",
            "leaves 'aggregator' out",
            "A flat list, as the specification",
            "aggregation_strategy 'none'",
            "only a bare object passes",
            "Class labels that are text",
            "native answer of text-generation",
        )
    )


def reads_shape(case: Case, media: Media) -> None:
    response = json_of(case)
    if case["task"] in ("image-to-text", "text-generation") and isinstance(response, list):
        response = response[0]
    elif case["task"] == "fill-mask" and len(response) > 1:
        pass  # a list for each mask
    elif isinstance(response, list) and response and all(isinstance(item, list) for item in response):
        response = [item for inner in response for item in inner]
    returns(case, response)


def is_batch(case: Case) -> bool:
    return isinstance(case["inputs"], list) and case["task"] in BATCH_TASKS and not error_of(case)


def returns_a_result_for_each(case: Case, media: Media) -> None:
    response = json_of(case)
    returns(case, response if len(case["inputs"]) == len(response) else [response])


def is_json_under_another_type(case: Case) -> bool:
    if error_of(case).get("type") != "InferenceClientProviderOutputError" or case["stream"] or status_of(case) != 200:
        return False
    text = (case["exchanges"][-1]["response"].get("body") or {}).get("text")
    try:
        return text is not None and isinstance(json.loads(text), (dict, list))
    except ValueError:
        return False


def reads_json(case: Case, media: Media) -> None:
    returns(case, json.loads(case["exchanges"][-1]["response"]["body"]["text"]))


def returns_first_item_only(case: Case) -> bool:
    return (
        case["task"] == "question-answering"
        and "top_k" in (case.get("parameters") or {})
        and isinstance(json_of(case), list)
        and not error_of(case)
    )


def returns_all_items(case: Case, media: Media) -> None:
    returns(case, json_of(case))


def has_null_score(case: Case) -> bool:
    return (
        case["task"] == "document-question-answering"
        and bool(error_of(case))
        and isinstance(json_of(case), list)
        and all(isinstance(item, dict) and isinstance(item.get("answer"), str) for item in json_of(case))
        and any(item.get(name, "") is None for item in json_of(case) for name in ("score", "start", "end"))
    )


def is_passage_alone(case: Case) -> bool:
    return (
        case["task"] in ("question-answering", "table-question-answering")
        and bool(error_of(case))
        and isinstance(json_of(case), (dict, list))
        and all(isinstance(item, dict) and isinstance(item.get("answer"), str) for item in listed(json_of(case)))
        and bool(json_of(case))
    )


def returns_first_passage(case: Case, media: Media) -> None:
    returns(case, listed(json_of(case))[0])


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def other_form(case: Case) -> Any:
    """Return what is read from a response in another form than that of the schema; None if it is in no such form."""
    data, task = json_of(case), case["task"]
    first = data[0] if isinstance(data, list) and data else data
    if case["stream"] or status_of(case) != 200 or not isinstance(first, (dict, list)):
        return None
    if task == "text-generation" and "generated_text" in first and not is_native_text(case):
        return {"generated_text": first["generated_text"]}
    if not (error_of(case).get("type") == "InferenceClientProviderOutputError" or is_unchecked(case)):
        return None
    readers: dict[str, Any] = {
        "automatic-speech-recognition": lambda: {"text": first.get("transcript") or first["transcription"]},
        "feature-extraction": lambda: numbers_in(first.get("data") or first["embeddings"] if first is data else data),
        "image-classification": lambda: [{**item, "score": float(item["score"])} for item in data],
        "object-detection": lambda: [{**first, "box": {name: int(edge) for name, edge in first["box"].items()}}],
        "question-answering": lambda: data[0] if isinstance(data[0]["answer"], str) else None,
        "sentence-similarity": lambda: data["similarities"],
        "summarization": lambda: {"summary_text": first["summary_text"]},
        "text-classification": lambda: [{**item, "label": str(item["label"])} for item in data[0]],
        "translation": lambda: {"translation_text": first["text"]},
    }
    try:
        return readers[task]()
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None


def numbers_in(vectors: Any) -> list[float]:
    """Return the only vector in nested lists, which may be in an object."""
    while isinstance(vectors[0], (list, dict)):
        vectors = vectors[0]["embedding"] if isinstance(vectors[0], dict) else vectors[0]
    return vectors


def reads_other_form(case: Case, media: Media) -> None:
    if (found := other_form(case)) is not None:  # otherwise, another difference has amended it
        returns(case, found)


def is_native_text(case: Case) -> bool:
    return is_native(case) and not error_of(case)


def is_empty_translation(case: Case) -> bool:
    return case["task"] == "translation" and case["result"].get("json") == []


def has_wrong_data_url(case: Case) -> bool:
    text = str(case["result"].get("text"))
    if not text.startswith("data:"):
        return False
    head, _, payload = text.partition(",")
    return head[5:].split(";")[0] != sniff(base64.b64decode(payload))


def writes_data_url(case: Case, media: Media) -> None:
    payload = case["result"]["text"].partition(",")[2]
    case["result"] = {"text": f"data:{sniff(base64.b64decode(payload))};base64,{payload}"}


def refuses_good_media(case: Case) -> str | None:
    """Return the URL of a media file that the recorded client refuses, although the provider documents this form."""
    response = json_of(case)
    is_refused = error_of(case).get("type") == "InferenceClientProviderOutputError" and bool(case.get("quirk"))
    if not is_refused or not isinstance(response, dict):
        return None
    places = [response.get("data"), response.get("images")]
    items = [place[0] for place in places if isinstance(place, list) and place and isinstance(place[0], dict)]
    url = next((item["url"] for item in items if isinstance(item.get("url"), str)), "")
    return url if url.startswith(("data:", "https://")) else None


def reads_good_media(case: Case, media: Media) -> None:
    url = str(refuses_good_media(case))
    if url.startswith("data:"):
        case["result"] = {"binary": {"base64": url.partition(",")[2]}, "media_type": url[5:].partition(";")[0]}
        return
    case["exchanges"].append(download_of(url))
    case["result"] = {"binary": "generated.png", "media_type": "image/png"}


def returns_image_for_url(case: Case) -> bool:
    return case.get("output_type") == "url" and "binary" in case["result"]


def hides_segments(case: Case) -> bool:
    response = json_of(case)
    is_speech = case["task"] == "automatic-speech-recognition" and isinstance(response, dict)
    return is_speech and response.get("chunks") == [] and bool(response.get("segments"))


def shows_segments(case: Case, media: Media) -> None:
    chunks = [{"text": each["text"], "timestamp": [each["start"], each["end"]]} for each in json_of(case)["segments"]]
    case["result"]["json"]["chunks"] = chunks


def refuses_text_of_speech(case: Case) -> bool:
    response = json_of(case)
    is_refused = case["task"] == "automatic-speech-recognition" and "error" in case["result"]
    return (
        is_refused
        and isinstance(response, dict)
        and isinstance((response.get("output") or {}), dict)
        and (isinstance((response.get("output") or {}).get("text"), str))
    )


def is_empty_json(case: Case) -> bool:
    return case.get("output_type") == "json" and case["result"].get("json") == {} and case["task"] in MEDIA_TASKS


def returns_media_in_json(case: Case, media: Media) -> None:
    data = media.data(case["exchanges"][-1]["response"]["body"]["binary"])
    returns(case, {"output": f"data:{sniff(data)};base64,{base64.b64encode(data).decode()}"})


def lacks_details(case: Case) -> bool:
    is_text = case["task"] == "text-generation" and not case["stream"]
    return is_text and openai_details(json_of(case)) is not None


def has_details(case: Case, media: Media) -> None:
    if isinstance(case["result"].get("json"), dict):
        case["result"]["json"]["details"] = openai_details(json_of(case))


def has_base64_vectors(case: Case) -> bool:
    data = json_of(case)
    rows = data.get("data") if isinstance(data, dict) else None
    is_vector = isinstance(rows, list) and bool(rows) and isinstance(rows[0], dict)
    return case["task"] == "feature-extraction" and is_vector and isinstance(rows[0].get("embedding"), str)


def reads_vectors(case: Case, media: Media) -> None:
    rows = [base64.b64decode(row["embedding"]) for row in json_of(case)["data"]]
    vectors = [list(struct.unpack(f"<{len(row) // 4}f", row)) for row in rows]
    returns(case, vectors[0] if isinstance(case["inputs"], str) else vectors)


def chat_of(case: Case) -> Any:
    """Return the response of a chat that is not streamed, without a list around it; None if there is none."""
    response = json_of(case)
    response = response[0] if isinstance(response, list) and len(response) == 1 else response
    is_chat = case["task"] == "chat-completion" and not case["stream"] and isinstance(response, dict)
    return response if is_chat else None


def has_odd_fields(case: Case) -> bool:
    response = chat_of(case)
    choices = response.get("choices") if response else None
    has_message = isinstance(choices, list) and bool(choices) and isinstance(choices[0].get("message"), dict)
    return has_message and error_of(case).get("type") == "InferenceClientProviderOutputError"


def returns_the_rest(case: Case, media: Media) -> None:
    response = dict(chat_of(case))
    for name, kind in (("created", (int, float)), ("system_fingerprint", str), ("id", str), ("model", str)):
        if not isinstance(response.get(name, ""), kind):
            response.pop(name, None)
    returns(case, response)


def is_single_object(case: Case) -> bool:
    is_refused = error_of(case).get("type") == "InferenceClientProviderOutputError"
    response = json_of(case)
    return case["task"] in OBJECT_TASKS and is_refused and isinstance(response, dict) and "label" in response


def returns_a_list_of_one(case: Case, media: Media) -> None:
    returns(case, [json_of(case)])


def stream_text(case: Case) -> str:
    """Return the text of a response to a stream."""
    body = (case["exchanges"][-1]["response"].get("body") or {}) if case["stream"] and case["exchanges"] else {}
    return body.get("text") or ""


def ends_within_an_event(case: Case) -> bool:
    text = stream_text(case)
    last = text.splitlines()[-1] if text else ""
    return last.startswith("data: {") and last.endswith("}")


def returns_the_last_event(case: Case, media: Media) -> None:
    case["result"]["stream"].append(json.loads(stream_text(case).splitlines()[-1].removeprefix("data: ")))


def has_no_content_type(case: Case) -> bool:
    is_untyped = stream_text(case).startswith("data: ") and not case["exchanges"][-1]["response"]["headers"]
    return is_untyped and bool(error_of(case))


def has_one_text(case: Case) -> bool:
    rows = case["result"].get("json")
    if case["task"] != "feature-extraction":
        return False
    inputs = case["inputs"]
    is_text = isinstance(inputs.get("inputs") if isinstance(inputs, dict) else inputs, str)
    return is_text and isinstance(rows, list) and len(rows) == 1 and isinstance(rows[0], list)


def returns_one_vector(case: Case, media: Media) -> None:
    while len(rows := case["result"]["json"]) == 1 and isinstance(rows[0], list):
        case["result"]["json"] = rows[0]


def has_url_and_provider(case: Case) -> bool:
    is_url = bool(case.get("endpoint_url")) or (case.get("model") or "").startswith("http")
    return is_url and case.get("provider") not in (None, "auto")


def calls_url(case: Case, media: Media) -> None:
    is_chat = case["task"] == "chat-completion"
    body = {"model": case["model"], **case["inputs"]} if is_chat else {"inputs": case["inputs"]}
    url = (case.get("endpoint_url") or case["model"]) + ("/v1/chat/completions" if is_chat else "")
    case["exchanges"] = [
        {
            "request": {
                "method": "POST",
                "url": url,
                "headers": {"authorization": "Bearer hf_test"},
                "body": {"json": body},
            },
            "response": {"status": 400, "headers": {}, "body": {"json": {"error": "seen"}}},
        }
    ]
    raises(case, "InferenceClientProviderApiError", status=400, words=["seen"])


KNOWN_DIFFERENCES = [
    KnownDifference("embeddings-in-base64", "Embeddings are read as base64, too.", has_base64_vectors, reads_vectors),
    KnownDifference(
        "the-rest-of-a-response-is-read",
        "A field of another type does not cost the response, nor does a list around it.",
        has_odd_fields,
        returns_the_rest,
    ),
    KnownDifference(
        "an-object-is-a-list-of-one",
        "One object in place of a list is read as a list of one.",
        is_single_object,
        returns_a_list_of_one,
    ),
    KnownDifference(
        "the-last-event-needs-no-empty-line",
        "The last event of a stream is read without the empty line after it.",
        ends_within_an_event,
        returns_the_last_event,
    ),
    KnownDifference(
        "bytes-before-labels",
        "A body that begins like an event stream is one, whatever its content type is.",
        has_no_content_type,
        streams,
    ),
    KnownDifference("one-text-has-one-vector", "One text has one vector.", has_one_text, returns_one_vector),
    KnownDifference(
        "the-url-decides",
        "With a URL and a provider the URL decides, and a warning names the provider, as in huggingface_hub.",
        has_url_and_provider,
        calls_url,
    ),
    KnownDifference(
        "parameters-are-sent",
        "Parameters are never dropped silently: with parameters a media file is sent as base64 inside JSON.",
        drops_parameters,
        sends_dropped_parameters,
    ),
    KnownDifference(
        "empty-parameters-are-left-out",
        "Python does not distinguish no parameters from an empty object of them; an empty one is left out.",
        has_empty_parameters,
        sends_file_itself,
    ),
    KnownDifference(
        "image-is-the-input",
        "In the specification of zero-shot-image-classification the image is `inputs` itself.",
        has_nested_image,
        sends_image_as_inputs,
    ),
    KnownDifference(
        "feature-parameters-on-top",
        "The parameters of feature-extraction are at the top of the body; the server does not read nested ones.",
        nests_feature_parameters,
        lifts_parameters,
    ),
    KnownDifference(
        "extra-body-with-the-parameters",
        "Where parameters have an object of their own, unknown fields of `extra_body` go there, as in huggingface_hub.",
        has_extra_next_to_parameters,
        sends_extra_in_parameters,
    ),
    KnownDifference(
        "image-size-at-fal",
        "fal names the size of an image `image_size`; it ignores `target_size`.",
        has_target_size_at_fal,
        sends_image_size,
    ),
    KnownDifference(
        "transcription-in-openais-words",
        "OpenAI's route has no `return_timestamps`, but `response_format` and `timestamp_granularities[]`, and its "
        "generation parameters are fields of the form.",
        has_unmapped_transcription,
        maps_transcription,
    ),
    KnownDifference(
        "no-url-as-model",
        "The endpoint's URL is never sent as the model; chat sends `tgi` if the caller named none.",
        sends_url_as_model,
        sends_no_url_as_model,
    ),
    KnownDifference(
        "endpoint-urls-are-parsed",
        "A query stays at the end, scheme and host are case-insensitive, and OpenAI's paths are recognized.",
        has_misread_url,
        sends_to_url,
    ),
    KnownDifference(
        "no-scheme-is-an-error",
        "An endpoint without a scheme is refused; the recorded client sends input and token to the public router.",
        has_no_scheme,
        refuses_url,
    ),
    KnownDifference(
        "custom-calls-work",
        "A call without a task works for any model.",
        is_refused_custom_call,
        sends_custom_call,
    ),
    KnownDifference(
        "legacy-data-key",
        "The client's README passes `data`, which it does not read; Python has one argument for the media file.",
        is_refused_legacy_key,
        sends_legacy_key,
    ),
    KnownDifference(
        "a-key-is-needed",
        "Without a key nothing is sent to a provider that needs one; the error names the environment variables.",
        needs_key,
        refuses_without_key,
    ),
    KnownDifference(
        "bill-to-is-for-routed-calls",
        "Calls with a provider's key are not billed by Hugging Face: a warning, and no header.",
        bills_to_provider_key,
        sends_no_bill_to,
    ),
    KnownDifference(
        "jobs-are-polled-until-the-timeout",
        "A job is polled until the call's timeout, ten minutes by default, not a fixed number of times.",
        stops_polling_early,
        polls_until_timeout,
    ),
    KnownDifference(
        "one-name-for-a-text",
        "The result holds its text once, as `generated_text`.",
        has_text_twice,
        returns_text_once,
    ),
    KnownDifference(
        "media-are-fetched",
        "Every media file may be passed as a URL: if the provider accepts only files, it is fetched and sent.",
        refuses_audio_url,
        uploads_audio,
    ),
    KnownDifference(
        "media-types-have-no-parameters",
        "A media type is sent without its parameters: the file itself declares its codecs.",
        has_codecs,
        sends_plain_type,
    ),
    KnownDifference(
        "openai-routes-take-openai-bodies",
        "Routes of OpenAI's protocols accept flat bodies: no `inputs`, no nested `parameters`, nothing dropped.",
        sends_hf_body,
        sends_openai_body,
    ),
    KnownDifference(
        "optional-fields-may-be-missing",
        "A response without usage, or with a null id, is complete.",
        lacks_optional_fields,
        lambda case, media: returns(case, json_of(case)),
    ),
    KnownDifference(
        "types-are-detected",
        "The type of plain bytes is detected from their start.",
        refuses_untyped_bytes,
        sends_bytes,
    ),
    KnownDifference(
        "types-are-not-guessed",
        "The type of plain bytes is detected from their start; it is not assumed to be the provider's usual one.",
        guesses_type,
        sends_true_type,
    ),
    KnownDifference(
        "parameters-are-never-dropped",
        "Parameters are never dropped silently.",
        lambda case: bool(dropped(case)),
        sends_dropped,
    ),
    KnownDifference(
        "null-is-not-passed",
        "`None` means that an argument was not passed; `extra_body` sends a null.",
        lambda case: bool(nulls_of(case)),
        drops_nulls,
    ),
    KnownDifference(
        "parameters-are-flat",
        "The provider reads parameters at the top of the body.",
        nests_flat_parameters,
        lifts_parameters,
    ),
    KnownDifference(
        "own-values-win",
        "What the caller sets by the provider's own name takes precedence over the mapping.",
        lambda case: bool(body_of(case)) and bool(overwrites(case)),
        keeps_own_values,
    ),
    KnownDifference(
        "no-image-is-sent-for-none",
        "If no image is passed, none is sent; the recorded client sends a single transparent pixel.",
        sends_placeholder_image,
        sends_no_image,
    ),
    KnownDifference(
        "the-first-good-mapping",
        "The first of the Hub's mappings is used that is live, serves the task, and whose provider is known.",
        lambda case: auto_mapping(case) is not None,
        uses_first_good_mapping,
    ),
    KnownDifference(
        "a-provider-key-names-no-provider",
        "A provider's key is valid at one provider; without its name nothing is sent.",
        is_auto_with_provider_key,
        refuses_key,
    ),
    KnownDifference(
        "a-failure-is-the-end",
        "A job that failed is not polled again.",
        polls_after_failure,
        stops_at_failure,
    ),
    KnownDifference(
        "unfinished-predictions-are-polled",
        "A prediction that is unfinished after the wait is polled until it finishes.",
        is_unfinished,
        polls_unfinished,
    ),
    KnownDifference(
        "no-job-no-poll",
        "A response without the id of a job is an error at once.",
        polls_without_job,
        needs_job,
    ),
    KnownDifference(
        "good-media-are-read",
        "A media file is read in each form that the provider documents.",
        lambda case: refuses_good_media(case) is not None,
        reads_good_media,
    ),
    KnownDifference(
        "a-url-was-requested",
        "If a URL was requested and the response is the image itself, the error says so.",
        returns_image_for_url,
        checks_response,
    ),
    KnownDifference(
        "segments-are-chunks",
        "Segments are returned even if the list of chunks is empty.",
        hides_segments,
        shows_segments,
    ),
    KnownDifference(
        "text-of-speech-is-read",
        "Models return `text` as well as `transcription`.",
        refuses_text_of_speech,
        lambda case, media: returns(case, {"text": json_of(case)["output"]["text"]}),
    ),
    KnownDifference("a-choice-has-text", "A choice without text is malformed.", lacks_text, checks_response),
    KnownDifference(
        "urls-are-fetched",
        "If an image was requested and the response is a URL, it is downloaded.",
        has_unfetched_url,
        fetches_url,
    ),
    KnownDifference(
        "cut-streams-are-errors",
        "A stream without its end marker or a finish reason was cut: an error follows the items received.",
        is_cut,
        lambda case, media: raises(case, "StreamError"),
    ),
    KnownDifference("error-null-is-not-an-error", "`error: null` is not an error.", has_error_null, reads_all_events),
    KnownDifference(
        "whole-responses-are-read",
        "The response of a server that ignores `stream` becomes one item.",
        is_whole_response,
        reads_whole_response,
    ),
    KnownDifference(
        "stream-true-streams",
        "`chat_completion(..., stream=True)` returns a stream.",
        passes_stream_to_plain_call,
        streams,
    ),
    KnownDifference(
        "text-generation-items",
        "Streams of text-generation return the specification's items, also from OpenAI's protocol.",
        has_openai_items,
        returns_spec_items,
    ),
    KnownDifference(
        "errors-in-200",
        "An error object in a response of status 200 is the provider's error, with its message.",
        is_error_in_200,
        reports_error,
    ),
    KnownDifference(
        "responses-are-checked", "Every response is checked against the schema.", is_unchecked, checks_response
    ),
    KnownDifference("text-is-not-media", "Text is not returned as a media file.", is_text_as_media, checks_response),
    KnownDifference(
        "downloads-are-checked",
        "The status of a download is checked; an error page is not an image.",
        has_failed_download,
        reports_download,
    ),
    KnownDifference(
        "shapes-are-normalized",
        "Shapes that servers are known to return, and that the specification allows, are read.",
        is_refused_shape,
        reads_shape,
    ),
    KnownDifference(
        "json-is-json",
        "JSON is read as JSON, whatever the content type is.",
        is_json_under_another_type,
        reads_json,
    ),
    KnownDifference(
        "all-items-with-top-k",
        "With `top_k` question_answering returns all items.",
        returns_first_item_only,
        returns_all_items,
    ),
    KnownDifference(
        "null-is-missing",
        "Score, start and end are optional, so they may also be null.",
        has_null_score,
        returns_all_items,
    ),
    KnownDifference(
        "an-answer-may-stand-alone",
        "An answer without score or place is an answer; generative models send no more.",
        is_passage_alone,
        returns_first_passage,
    ),
    KnownDifference(
        "other-forms-are-read",
        "A response that holds what the task promises is read in other forms: names, wrappers, text for numbers.",
        lambda case: other_form(case) is not None,
        reads_other_form,
    ),
    KnownDifference(
        "one-translation-is-promised",
        "translation returns one translation; an empty list has none.",
        is_empty_translation,
        checks_response,
    ),
    KnownDifference(
        "data-urls-have-the-true-type",
        "A data URL has the true media type.",
        has_wrong_data_url,
        writes_data_url,
    ),
    KnownDifference(
        "a-result-for-each-input",
        "A list of inputs returns a list with a result for each; the recorded client returns the first.",
        is_batch,
        returns_a_result_for_each,
    ),
    KnownDifference(
        "json-of-a-media-file",
        "With output_type='json', a response that is the media file itself becomes an object with its data URL.",
        is_empty_json,
        returns_media_in_json,
    ),
    KnownDifference(
        "details-of-openai",
        "`details` has what OpenAI's interface says of the generation, as in huggingface_hub.",
        lacks_details,
        has_details,
    ),
]

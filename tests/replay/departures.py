"""Where inferwire departs from the JavaScript peer, why, and what it does instead.

Each rule speaks of a kind of case, not of one: it holds for cases that are not here as well.
"""

from __future__ import annotations

import base64
import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from inferwire_runtime.media import sniff

from .vectors import Case, Departure, Media, ends_well, load_cases

MEDIA_TASKS = {"text-to-image", "image-to-image", "text-to-speech", "text-to-audio", "text-to-video", "image-to-video"}
UPLOADS = {
    "audio-classification",
    "audio-to-audio",
    "automatic-speech-recognition",
    "image-classification",
    "image-to-image",
    "image-to-text",
    "object-detection",
}


def reply_of(case: Case) -> Any:
    """Give the JSON of the last reply."""
    return (case["exchanges"][-1]["response"].get("body") or {}).get("json") if case["exchanges"] else None


def error_of(case: Case) -> dict[str, Any]:
    """Give the recorded error, or an empty one."""
    return case["result"].get("error") or {}


def status_of(case: Case) -> int:
    """Give the status of the last reply."""
    return case["exchanges"][-1]["response"]["status"] if case["exchanges"] else 0


def is_native(case: Case) -> bool:
    """Whether the call goes to Hugging Face's own servers or an endpoint."""
    return case.get("provider") in (None, "auto", "hf-inference") or bool(case.get("endpoint_url"))


def give(case: Case, value: Any) -> None:
    """Set the result to JSON."""
    case["result"] = {"json": value}


def fail(case: Case, kind: str, **more: Any) -> None:
    """Set the result to an error, after what a stream gave before it."""
    before = {"stream": case["result"]["stream"]} if "stream" in case["result"] else {}
    case["result"] = {**before, "error": {"type": kind, **more}}


# What is sent


def sends_dropped_parameters(case: Case, media: Media) -> None:
    request = case["exchanges"][0]["request"]
    data = media.data(request["body"]["binary"])
    parameters = {"parameters": case["parameters"]} if case.get("parameters") else {}
    body = {"inputs": base64.b64encode(data).decode(), **parameters, **(case.get("extra") or {})}
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


def sends_medium_itself(case: Case, media: Media) -> None:
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


def reads_url(case: Case, media: Media) -> None:
    url = case["endpoint_url"]
    scheme, _, rest = url.partition("://")
    rest, _, query = rest.partition("?")
    base = rest.removesuffix("/v1/completions").removesuffix("/v1/chat/completions")
    path = "/v1/chat/completions" if case["task"] == "chat-completion" else "/v1/completions"
    for exchange in case["exchanges"]:
        exchange["request"]["url"] = f"{scheme.lower()}://{base}{path}" + (f"?{query}" if query else "")


def has_no_scheme(case: Case) -> bool:
    return bool(case.get("endpoint_url")) and "://" not in case["endpoint_url"]


def refuses_url(case: Case, media: Media) -> None:
    case["exchanges"] = []
    fail(case, "InputError")


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
    give(case, [])


def gives_up_on_job(case: Case) -> bool:
    return "imed out while waiting" in error_of(case).get("message", "")


def polls_until_timeout(case: Case, media: Media) -> None:
    polls = int(600 / (case["sleeps_ms"][0] / 1000)) - 1
    order, *_, poll = case["exchanges"]
    case["exchanges"] = [order, *(copy.deepcopy(poll) for _ in range(polls))]
    for count, exchange in enumerate(case["exchanges"][1:]):
        exchange["request"]["url"] = re.sub(r"attempt=\d+", f"attempt={count}", exchange["request"]["url"])
    fail(case, "TimeoutError", words=["600 seconds"])


def has_text_twice(case: Case) -> bool:
    return case["task"] == "image-to-text" and "generatedText" in (case["result"].get("json") or {})


def gives_text_once(case: Case, media: Media) -> None:
    del case["result"]["json"]["generatedText"]


def refuses_audio_url(case: Case) -> bool:
    return (
        case["task"] == "automatic-speech-recognition"
        and str(case["inputs"]).startswith("http")
        and error_of(case).get("type") == "InferenceClientInputError"
    )


def uploads_audio(case: Case, media: Media) -> None:
    medium = {"status": 200, "headers": {"content-type": "audio/mpeg"}, "body": {"binary": "speech.mp3"}}
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
    reply = {"status": 200, "headers": {"content-type": "application/json"}, "body": {"json": {"text": "a"}}}
    case["exchanges"] = [{"request": fetch, "response": medium}, {"request": post, "response": reply}]
    give(case, {"text": "a"})


def forms_of(case: Case) -> list[Any]:
    bodies = [exchange["request"]["body"] or {} for exchange in case["exchanges"]]
    return [part for body in bodies for part in body.get("multipart", [])]


def has_codecs(case: Case) -> bool:
    return any(";" in part.get("content_type", "") for part in forms_of(case))


def sends_bare_type(case: Case, media: Media) -> None:
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
    fail(
        case, "AuthenticationError", words=["api_key", "OPENAI_API_KEY" if case["provider"] == "openai" else "HF_TOKEN"]
    )


def sends_hf_shape(case: Case) -> bool:
    """Whether the shape of hf-inference goes to another provider: ``inputs``, and ``parameters`` nested or dropped."""
    if is_native(case) or case["task"] not in ("text-generation", "feature-extraction") or not case["exchanges"]:
        return False
    return body_of(case) != openai_body(case)


def body_of(case: Case) -> dict[str, Any]:
    body = (case["exchanges"][0]["request"]["body"] or {}).get("json") if case["exchanges"] else None
    return body if isinstance(body, dict) else {}


def openai_body(case: Case) -> dict[str, Any]:
    """Give the body that OpenAI's route takes."""
    sent = body_of(case)
    parameters = {**(case.get("parameters") or {})}
    if "max_new_tokens" in parameters:
        limit = parameters.pop("max_new_tokens")
        parameters.setdefault("max_tokens", limit)
    if case["task"] == "feature-extraction":
        made = {"input": case["inputs"]}
    elif "/chat/" in case["exchanges"][0]["request"]["url"] and case["provider"] != "novita":
        made = {"messages": [{"role": "user", "content": case["inputs"]}]}
    else:
        made = {"prompt": case["inputs"]}
    stream = {"stream": True} if case["stream"] else {}
    return {**parameters, **made, **(case.get("extra") or {}), **stream, "model": sent.get("model")}


def sends_openai_shape(case: Case, media: Media) -> None:
    request = case["exchanges"][0]["request"]
    request["body"]["json"] = openai_body(case)
    if case["provider"] == "novita":  # which has a route for texts; the peer posts them to the one for chats
        request["url"] = request["url"].replace("/chat/completions", "/completions")
        answer = case["exchanges"][0]["response"]["body"]
        if case["stream"]:
            answer["text"] = re.sub(r'"delta":\{"content":("[^"]*")\}', r'"text":\1', answer["text"])
            for item in case["result"]["stream"]:
                item["choices"] = [{"text": choice["delta"]["content"]} for choice in item["choices"]]
    reply = reply_of(case)
    if status_of(case) != 200 or case["stream"] or case["task"] != "text-generation":
        return
    if not isinstance(reply, dict) or not reply.get("choices"):
        fail(case, "InferenceClientProviderOutputError")
    else:
        choice = reply["choices"][0]
        give(case, {"generated_text": choice["message"]["content"] if "message" in choice else choice["text"]})


FOLDER = Path(__file__).parents[1] / "data" / "vectors"


@cache
def good_cases() -> tuple[Case, ...]:
    """Give the cases in which the peer does what it should."""
    return tuple(case for case in load_cases(FOLDER) if not case.get("quirk") and not error_of(case))


def become(case: Case, other: Case) -> None:
    """Make of a case the call that another one records."""
    for name, value in copy.deepcopy(other).items():
        if name not in ("id", "mapping", "hub", "tags"):
            case[name] = value


def has_untyped_bytes(case: Case) -> bool:
    inputs = case.get("inputs")
    return isinstance(inputs, dict) and "$binary" in inputs and inputs.get("media_type", "") is None


def refuses_bytes(case: Case) -> bool:
    is_refused = error_of(case).get("type") in ("InferenceClientInputError", "TypeError") and not case["exchanges"]
    return has_untyped_bytes(case) and is_refused and not is_native(case)


def sends_bytes(case: Case, media: Media) -> None:
    """Expect what the peer does with the same bytes once it is told their type."""
    typed = next(
        other
        for other in good_cases()
        if (other["provider"], other["task"]) == (case["provider"], case["task"])
        and isinstance(other["inputs"], dict)
        and "media_type" not in other["inputs"]
    )
    case["mapping"], case["hub"] = typed["mapping"], typed["hub"]
    become(case, typed)
    case["inputs"]["media_type"] = None


def guesses_type(case: Case) -> bool:
    return has_untyped_bytes(case) and bool(data_urls(body_of(case)))


def data_urls(value: Any) -> list[str]:
    """Give all data URLs in a body."""
    return re.findall(r"data:[^;]*;base64,[^\"]*", json.dumps(value))


def tells_type(case: Case, media: Media) -> None:
    true = sniff(media.data(case["inputs"]["$binary"]))
    request = case["exchanges"][0]["request"]
    request["body"]["json"] = json.loads(re.sub(r"data:[^;]*;", f"data:{true};", json.dumps(body_of(case))))


def place_of_parameters(case: Case) -> dict[str, Any]:
    """Give where in the body the parameters stand."""
    body = body_of(case)
    return body["input"] if isinstance(body.get("input"), dict) else body


def vanished(case: Case) -> dict[str, Any]:
    """Give parameters that the peer drops at providers that take them flat."""
    words = ("drop", "vanish")
    if not body_of(case) or not any(word in str(case.get("quirk")) for word in words):
        return {}
    place = place_of_parameters(case)
    used = {"prompt", "num_frames", "target_size"}
    return {name: value for name, value in (case["parameters"] or {}).items() if name not in place.keys() | used}


def sends_vanished(case: Case, media: Media) -> None:
    place_of_parameters(case).update(vanished(case))


def nests_flat_parameters(case: Case) -> bool:
    return case.get("provider") == "fal-ai" and "parameters" in body_of(case)


OWN_FIELDS = ("frame_images", "loras")  # of a caller, that the peer overwrites


def overwrites(case: Case) -> dict[str, Any]:
    """Give what the caller passes beside the schema and the peer sets otherwise."""
    body, parameters = body_of(case), case["parameters"] or {}
    extra = {name: value for name, value in (case["extra"] or {}).items() if name not in parameters}
    own = {name: parameters[name] for name in OWN_FIELDS if name in parameters}
    given = {**own, **extra}
    return {name: value for name, value in given.items() if name in body and body[name] != value}


def leaves_own_values(case: Case, media: Media) -> None:
    body_of(case).update(overwrites(case))


def sends_picture_of_nothing(case: Case) -> bool:
    return case["inputs"] is None and case["task"] in WITH_TEXT and "image" in body_of(case)


WITH_TEXT = ("image-text-to-image", "image-text-to-video")


def sends_no_picture(case: Case, media: Media) -> None:
    for name in ("image", "images"):
        del body_of(case)[name]


def auto_line(case: Case) -> dict[str, Any] | None:
    """Give the mapping that is chosen where the peer takes an earlier one, or refuses."""
    if case.get("provider") not in (None, "auto") or case["task"] in (None, "chat-completion") or case["endpoint_url"]:
        return None
    if case["api_key"] != "hf_test" or not str(case["id"]).rpartition("/")[2].startswith("first-mapping"):
        return None
    known = {other["provider"] for other in good_cases()}
    return next(
        line
        for line in case["mapping"]
        if line["provider"] in known and line["task"] == case["task"] and line["status"] == "live"
    )


def takes_first_good_line(case: Case, media: Media) -> None:
    """Expect what the peer does where that provider is named."""
    line = auto_line(case)
    assert line is not None
    named = next(
        other
        for other in good_cases()
        if (other["provider"], other["task"], other["api_key"]) == (line["provider"], case["task"], "hf_test")
    )
    line["providerId"] = named["mapping"][0]["providerId"]
    if case.get("hub"):
        case["hub"][0]["response"]["body"]["json"]["inferenceProviderMapping"] = case["mapping"]
    become(case, named)
    case["provider"] = None


def is_auto_with_provider_key(case: Case) -> bool:
    is_auto = case.get("provider") in (None, "auto") and not case["endpoint_url"]
    return is_auto and case["api_key"] == "provider-key" and not error_of(case)


def refuses_key(case: Case, media: Media) -> None:
    case["exchanges"] = []
    fail(case, "InferenceClientRoutingError", words=["provider="])


def goes_on_after_failure(case: Case) -> bool:
    return any(is_failure(exchange) for exchange in case["exchanges"][:-1])


def is_failure(exchange: dict[str, Any]) -> bool:
    body = (exchange["response"].get("body") or {}).get("json")
    return isinstance(body, dict) and body.get("status") in ("FAILED", "ERROR")


def stops_at_failure(case: Case, media: Media) -> None:
    count = next(index for index, exchange in enumerate(case["exchanges"]) if is_failure(exchange))
    case["exchanges"] = case["exchanges"][: count + 1]
    fail(case, "InferenceClientProviderOutputError", words=["ended as"])


def is_unfinished(case: Case) -> bool:
    reply = reply_of(case)
    return isinstance(reply, dict) and reply.get("status") in ("starting", "processing") and "urls" in reply


def polls_unfinished(case: Case, media: Media) -> None:
    order = case["exchanges"][0]
    origin = order["request"]["url"].partition("/v1/")[0]
    path = reply_of(case)["urls"]["get"].partition("/v1/")[2]
    headers = {name: value for name, value in order["request"]["headers"].items() if name == "authorization"}
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
    """Give the exchange in which a picture is fetched."""
    response = {"status": 200, "headers": {"content-type": "image/png"}, "body": {"binary": "generated.png"}}
    return {"request": {"method": "GET", "url": url, "headers": {}, "body": None}, "response": response}


def asks_for_no_job(case: Case) -> bool:
    return any(exchange["request"]["url"].endswith("/undefined") for exchange in case["exchanges"])


def refuses_no_job(case: Case, media: Media) -> None:
    case["exchanges"] = case["exchanges"][:1]
    fail(case, "InferenceClientProviderOutputError")


# What is read


def leaves_out_facts(case: Case) -> bool:
    """Whether the peer refuses a good chat answer since it lacks what is not needed to read it."""
    reply = reply_of(case)
    return (
        case["task"] == "chat-completion"
        and not case["stream"]
        and error_of(case).get("message") == "Expected ChatCompletionOutput"
        and isinstance(reply, dict)
        and bool(reply.get("choices"))
        and all(isinstance(reply.get(name), str | None) for name in ("id", "system_fingerprint"))
        and isinstance(reply.get("created"), float | int | None)
    )


def lacks_text(case: Case) -> bool:
    return case["task"] == "text-generation" and case["result"] == {"json": {}}


def has_unfetched_url(case: Case) -> bool:
    """Whether a picture was asked for, and the peer gives the URL that came instead."""
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


def is_whole_answer(case: Case) -> bool:
    reply = reply_of(case)
    return case["stream"] and isinstance(reply, dict) and "choices" in reply and status_of(case) == 200


def reads_whole_answer(case: Case, media: Media) -> None:
    reply = reply_of(case)
    choices = [
        {"index": c["index"], "delta": c["message"], "finish_reason": c["finish_reason"]} for c in reply["choices"]
    ]
    item = {name: reply[name] for name in ("id", "created", "model", "usage") if name in reply}
    case["result"] = {"stream": [{**item, "choices": choices}]}


def asks_plain_call_for_stream(case: Case) -> bool:
    return not case["stream"] and isinstance(case.get("inputs"), dict) and case["inputs"].get("stream") is True


def streams(case: Case, media: Media) -> None:
    case["stream"] = True
    case["result"] = {"stream": events_of(case)}


def has_openai_items(case: Case) -> bool:
    return case["task"] == "text-generation" and case["stream"] and "choices" in str(case["result"].get("stream"))


def gives_spec_items(case: Case, media: Media) -> None:
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
    reply = reply_of(case)
    return (
        not case["stream"]
        and status_of(case) == 200
        and isinstance(reply, dict)
        and bool(reply.get("error"))
        and (
            error_of(case).get("type") == "InferenceClientProviderOutputError"
            and "choices" not in reply
            and not case.get("provider")
        )
    )


def names_error(case: Case, media: Media) -> None:
    fail(case, "InferenceClientProviderApiError", status=200, words=[reply_of(case)["error"]["message"]])


def is_unchecked(case: Case) -> bool:
    quirk = case.get("quirk") or ""
    return (
        ("not checked" in quirk or "handed back as if it were audio" in quirk)
        and "download" not in quirk
        and not (isinstance(reply_of(case), dict) and ("choices" in reply_of(case) or "text" in reply_of(case)))
    )


def checks_answer(case: Case, media: Media) -> None:
    fail(case, "InferenceClientProviderOutputError")


def is_text_as_medium(case: Case) -> bool:
    return str(case["result"].get("media_type")).startswith("text/") and status_of(case) == 200


def has_failed_download(case: Case) -> bool:
    if len(case["exchanges"]) < 2 or "error" in case["result"]:
        return False
    return case["exchanges"][-1]["request"]["method"] == "GET" and status_of(case) >= 400


def reports_download(case: Case, media: Media) -> None:
    fail(case, "InferenceClientProviderApiError", status=status_of(case))


def is_refused_shape(case: Case) -> bool:
    """A reply that the peer calls malformed and that the task's schema, or a documented choice, allows."""
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
    reply = reply_of(case)
    if case["task"] in ("image-to-text", "text-generation") and isinstance(reply, list):
        reply = reply[0]
    elif isinstance(reply, list) and reply and all(isinstance(item, list) for item in reply):
        reply = [item for inner in reply for item in inner]
    give(case, reply)


def is_json_under_another_type(case: Case) -> bool:
    if error_of(case).get("type") != "InferenceClientProviderOutputError" or case["stream"] or status_of(case) != 200:
        return False
    text = (case["exchanges"][-1]["response"].get("body") or {}).get("text")
    try:
        return text is not None and isinstance(json.loads(text), (dict, list))
    except ValueError:
        return False


def reads_json(case: Case, media: Media) -> None:
    give(case, json.loads(case["exchanges"][-1]["response"]["body"]["text"]))


def gives_first_answer_only(case: Case) -> bool:
    return (
        case["task"] == "question-answering"
        and "top_k" in (case.get("parameters") or {})
        and isinstance(reply_of(case), list)
        and not error_of(case)
    )


def gives_all_answers(case: Case, media: Media) -> None:
    give(case, reply_of(case))


def has_null_score(case: Case) -> bool:
    return (
        case["task"] == "document-question-answering"
        and bool(error_of(case))
        and isinstance(reply_of(case), list)
        and all(isinstance(item, dict) and isinstance(item.get("answer"), str) for item in reply_of(case))
        and any(item.get(name, "") is None for item in reply_of(case) for name in ("score", "start", "end"))
    )


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


def refuses_good_medium(case: Case) -> str | None:
    """Give the URL of a medium that the peer calls malformed, though its provider's interface has it so."""
    reply = reply_of(case)
    is_refused = error_of(case).get("type") == "InferenceClientProviderOutputError" and bool(case.get("quirk"))
    if not is_refused or not isinstance(reply, dict):
        return None
    places = [reply.get("data"), reply.get("images")]
    items = [place[0] for place in places if isinstance(place, list) and place and isinstance(place[0], dict)]
    url = next((item["url"] for item in items if isinstance(item.get("url"), str)), "")
    return url if url.startswith(("data:", "https://")) else None


def reads_good_medium(case: Case, media: Media) -> None:
    url = str(refuses_good_medium(case))
    if url.startswith("data:"):
        case["result"] = {"binary": {"base64": url.partition(",")[2]}, "media_type": url[5:].partition(";")[0]}
        return
    case["exchanges"].append(download_of(url))
    case["result"] = {"binary": "generated.png", "media_type": "image/png"}


def gives_picture_for_url(case: Case) -> bool:
    return case.get("output_type") == "url" and "binary" in case["result"]


def hides_segments(case: Case) -> bool:
    reply = reply_of(case)
    is_speech = case["task"] == "automatic-speech-recognition" and isinstance(reply, dict)
    return is_speech and reply.get("chunks") == [] and bool(reply.get("segments"))


def shows_segments(case: Case, media: Media) -> None:
    chunks = [{"text": each["text"], "timestamp": [each["start"], each["end"]]} for each in reply_of(case)["segments"]]
    case["result"]["json"]["chunks"] = chunks


def refuses_text_of_speech(case: Case) -> bool:
    reply = reply_of(case)
    is_refused = case["task"] == "automatic-speech-recognition" and "error" in case["result"]
    return (
        is_refused
        and isinstance(reply, dict)
        and isinstance((reply.get("output") or {}), dict)
        and (isinstance((reply.get("output") or {}).get("text"), str))
    )


def is_empty_json(case: Case) -> bool:
    return case.get("output_type") == "json" and case["result"].get("json") == {} and case["task"] in MEDIA_TASKS


def gives_medium_in_json(case: Case, media: Media) -> None:
    data = media.data(case["exchanges"][-1]["response"]["body"]["binary"])
    give(case, {"output": f"data:{sniff(data)};base64,{base64.b64encode(data).decode()}"})


DEPARTURES = [
    Departure(
        "parameters-are-sent",
        "Parameters are never dropped without a word: with parameters a medium goes as base64 inside JSON.",
        drops_parameters,
        sends_dropped_parameters,
    ),
    Departure(
        "empty-parameters-are-none",
        "Python has no difference between no parameters and an empty object of them; an empty one is left out.",
        has_empty_parameters,
        sends_medium_itself,
    ),
    Departure(
        "image-is-the-input",
        "In zero-shot-image-classification the specification has the image as `inputs` itself.",
        has_nested_image,
        sends_image_as_inputs,
    ),
    Departure(
        "feature-parameters-on-top",
        "feature-extraction has its parameters at the top of the body; nested, the server does not read them.",
        nests_feature_parameters,
        lifts_parameters,
    ),
    Departure(
        "no-url-as-model",
        "The endpoint's URL is never sent as the model; chat says `tgi` where none was named.",
        sends_url_as_model,
        sends_no_url_as_model,
    ),
    Departure(
        "endpoint-urls-are-read",
        "A query stays at the end, scheme and host are case-insensitive, and OpenAI's paths are understood.",
        has_misread_url,
        reads_url,
    ),
    Departure(
        "no-scheme-is-an-error",
        "An endpoint without a scheme is refused; the peer sends input and token to the public router.",
        has_no_scheme,
        refuses_url,
    ),
    Departure(
        "custom-calls-work",
        "A call without a task works for any model.",
        is_refused_custom_call,
        sends_custom_call,
    ),
    Departure(
        "legacy-data-key",
        "The peer's README passes `data`, which it no longer reads; Python has one argument for the medium.",
        is_refused_legacy_key,
        sends_legacy_key,
    ),
    Departure(
        "a-key-is-needed",
        "Without a key nothing is sent to a provider that needs one; the error names the variables that would serve.",
        needs_key,
        refuses_without_key,
    ),
    Departure(
        "bill-to-is-for-routed-calls",
        "With a provider's key there is nobody at Hugging Face to bill: a warning, and no header.",
        bills_to_provider_key,
        sends_no_bill_to,
    ),
    Departure(
        "jobs-are-polled-until-the-timeout",
        "A job is asked for until the call's own timeout, ten minutes by default, not a fixed number of times.",
        gives_up_on_job,
        polls_until_timeout,
    ),
    Departure(
        "one-name-for-a-text",
        "The result has its text once, as `generated_text`.",
        has_text_twice,
        gives_text_once,
    ),
    Departure(
        "media-are-fetched",
        "A URL is good for every medium: where the provider takes files only, it is fetched and sent.",
        refuses_audio_url,
        uploads_audio,
    ),
    Departure(
        "media-types-are-bare",
        "A media type goes without its parameters: the container says what is in it.",
        has_codecs,
        sends_bare_type,
    ),
    Departure(
        "openai-routes-take-openai-bodies",
        "Routes of OpenAI's protocols take flat bodies: no `inputs`, no nested `parameters`, nothing dropped.",
        sends_hf_shape,
        sends_openai_shape,
    ),
    Departure(
        "facts-are-optional",
        "An answer without usage, or with a null id, holds all that is needed to read it.",
        leaves_out_facts,
        lambda case, media: give(case, reply_of(case)),
    ),
    Departure(
        "types-are-told-from-bytes",
        "The type of plain bytes is told from their beginning.",
        refuses_bytes,
        sends_bytes,
    ),
    Departure(
        "types-are-not-guessed",
        "The type of plain bytes is told from their beginning, not taken to be the provider's usual one.",
        guesses_type,
        tells_type,
    ),
    Departure(
        "parameters-do-not-vanish",
        "Parameters are never dropped without a word.",
        lambda case: bool(vanished(case)),
        sends_vanished,
    ),
    Departure(
        "parameters-are-flat",
        "The provider reads parameters at the top of the body.",
        nests_flat_parameters,
        lifts_parameters,
    ),
    Departure(
        "own-values-win",
        "What the caller sets by the provider's own name wins over what the mapping would set.",
        lambda case: bool(body_of(case)) and bool(overwrites(case)),
        leaves_own_values,
    ),
    Departure(
        "no-picture-is-no-picture",
        "Where no picture is passed none is sent; the peer sends one of a single transparent dot.",
        sends_picture_of_nothing,
        sends_no_picture,
    ),
    Departure(
        "the-first-good-mapping",
        "Of the Hub's mappings the first is taken that is live, serves the task, and whose provider is known.",
        lambda case: auto_line(case) is not None,
        takes_first_good_line,
    ),
    Departure(
        "a-provider-key-names-no-provider",
        "A provider's key is for one provider; without its name nothing is sent.",
        is_auto_with_provider_key,
        refuses_key,
    ),
    Departure(
        "a-failure-is-the-end",
        "A job that failed is asked for no more.",
        goes_on_after_failure,
        stops_at_failure,
    ),
    Departure(
        "unfinished-predictions-are-polled",
        "A prediction that outlasts the wait is asked for until it is done.",
        is_unfinished,
        polls_unfinished,
    ),
    Departure(
        "no-job-no-poll",
        "An answer without a job's id is an error at once.",
        asks_for_no_job,
        refuses_no_job,
    ),
    Departure(
        "good-media-are-read",
        "A medium is read in each form that the provider's interface has for it.",
        lambda case: refuses_good_medium(case) is not None,
        reads_good_medium,
    ),
    Departure(
        "a-url-was-asked-for",
        "Where a URL is asked for and the picture itself comes, that is said.",
        gives_picture_for_url,
        checks_answer,
    ),
    Departure(
        "segments-are-chunks",
        "An empty list of chunks hides no segments.",
        hides_segments,
        shows_segments,
    ),
    Departure(
        "text-of-speech-is-read",
        "Models answer with `text` as well as with `transcription`.",
        refuses_text_of_speech,
        lambda case, media: give(case, {"text": reply_of(case)["output"]["text"]}),
    ),
    Departure("a-choice-has-text", "A choice without text is no answer.", lacks_text, checks_answer),
    Departure(
        "urls-are-fetched",
        "Where a picture is asked for and a URL comes, it is downloaded.",
        has_unfetched_url,
        fetches_url,
    ),
    Departure(
        "cut-streams-are-errors",
        "A stream without its end marker or a finish reason was cut: what had come is given, then an error.",
        is_cut,
        lambda case, media: fail(case, "StreamError"),
    ),
    Departure("error-null-is-nothing", "`error: null` is no error.", has_error_null, reads_all_events),
    Departure(
        "whole-answers-are-read",
        "A server that ignores `stream` and answers whole gives one item.",
        is_whole_answer,
        reads_whole_answer,
    ),
    Departure(
        "stream-true-streams",
        "`chat_completion(..., stream=True)` gives a stream.",
        asks_plain_call_for_stream,
        streams,
    ),
    Departure(
        "text-generation-items",
        "Streams of text-generation give the specification's items, also where the wire is OpenAI's.",
        has_openai_items,
        gives_spec_items,
    ),
    Departure(
        "errors-in-200",
        "An error object in an answer of status 200 is the provider's error, with its message.",
        is_error_in_200,
        names_error,
    ),
    Departure("answers-are-checked", "Every answer is checked against the schema.", is_unchecked, checks_answer),
    Departure("text-is-no-medium", "A text is not handed back as a medium.", is_text_as_medium, checks_answer),
    Departure(
        "downloads-are-checked",
        "The status of a download is looked at; an error page is no picture.",
        has_failed_download,
        reports_download,
    ),
    Departure(
        "shapes-are-put-right",
        "Shapes that servers are known to answer in, and that the specification allows, are read.",
        is_refused_shape,
        reads_shape,
    ),
    Departure(
        "json-is-json",
        "JSON is read as JSON, whatever the content type calls it.",
        is_json_under_another_type,
        reads_json,
    ),
    Departure(
        "all-answers-with-top-k",
        "With `top_k` question_answering gives all answers.",
        gives_first_answer_only,
        gives_all_answers,
    ),
    Departure(
        "null-is-left-out",
        "Score, start and end may be left out, so they may be null as well.",
        has_null_score,
        gives_all_answers,
    ),
    Departure(
        "one-translation-is-promised",
        "translation gives one translation; an empty list holds none.",
        is_empty_translation,
        checks_answer,
    ),
    Departure(
        "data-urls-tell-the-truth",
        "A data URL carries the true media type.",
        has_wrong_data_url,
        writes_data_url,
    ),
    Departure(
        "json-of-a-medium",
        "The decoded answer of a medium that came as bytes is an object with its data URL.",
        is_empty_json,
        gives_medium_in_json,
    ),
]

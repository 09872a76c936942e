"""Build the exception for an error response: extract the server's message, and add a hint.

Servers agree neither on the names of the fields nor on the status: a gateway may wrap the message of another server as
a string of JSON, and an error may arrive with status 200. `find_json_message` knows the names, and `find_error`
distinguishes an error from a result. Where no name is known, the start of the body is shown.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8 as BYTE_ORDER_MARK
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec

from inferwire_runtime.depth import decode_json
from inferwire_runtime.errors import (
    AuthenticationError,
    InferwireError,
    ProviderError,
    RateLimitError,
    ResponseInfo,
    clip,
    make_printable,
)
from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.keys import public_headers

BODY_LIMIT = 4096  # bytes
TEXT_LIMIT = 65536  # bytes
MESSAGE_LIMIT = 600  # characters; some servers echo their whole input
SEARCH_LIMIT = 65536  # characters of a string that are searched for words
REQUEST_ID_LIMIT = 256  # characters
MAX_NESTING = 8  # no server nests its messages deeper
MAX_ITEMS = 5  # of a list of errors
MAX_PARTS = 3  # of a message that several fields contain

NO_EXPLANATION = "no explanation"
RATE_LIMIT_HINT = "slow down, or pass a retry policy that waits longer"
HINTS = {
    401: "check the API key: it is missing, misspelled, revoked or meant for another service",
    402: "add credit to the account, or pass another provider=",
    403: "request access to this model, or use an API key with inference permissions",
    404: "check the model name and that this provider serves it",
    407: "check the user name and password in the proxy's URL",
    413: "send a smaller input",
    422: "check the parameters: the server understood the request but rejected a value in it",
    429: RATE_LIMIT_HINT,
    501: "the server does not support this request; check the model and the task",
    505: "the server does not support this request; check the URL",
}
ENDPOINT_HINTS = {  # there is no other provider for those who call a server by its URL
    402: "add credit to the account",
    404: "check the URL and the model name",
    405: "check the URL: nothing at its path takes such a request",
    501: "the server does not support this request; check the URL and the task",
}
CALL_HINT = "check the inputs and parameters"
SERVER_HINT = "try again later, or pass another provider="
ENDPOINT_SERVER_HINT = "try again later"
HUB_HINTS = {  # by the header `x-error-code` of Hugging Face's servers
    "RepoNotFound": "check the model name: it does not exist, or it is private and the API key has no access to it",
    "GatedRepo": "request access to this model on its page on the Hub, and pass an API key of that account",
    "EntryNotFound": "check the model: a file that the request needs does not exist in it",
    "RevisionNotFound": "check the model name and its revision: that revision does not exist",
}
# The server, or a proxy that could not reach it, states that it did not process the request.
RETRY_SAFE_STATUSES = (425, 429, 503, 521, 523, 529)
SHOULD_RETRY = {"true": True, "false": False}  # values of ``x-should-retry``

# Names of fields, in lower case and without separators: `errorMessage`, `error_message` and `error-message` are one.
_EXPLANATIONS = (
    *("error", "detail", "message", "msg", "errors", "err", "errormessage", "errormsg", "errmsg", "errmessage"),
    *("errordescription", "errordetail", "errordetails", "errorinfo", "errorreason", "innererror", "innerexception"),
    *("failreason", "failurereason", "failuremessage", "failmessage", "failmsg", "failure", "fault", "faultstring"),
    *("faultmessage", "originalmessage", "originalerror", "baseresp", "statusmsg", "statusmessage", "retmsg"),
    *("respmsg", "resultmsg", "returnmsg", "returnmessage", "resultmessage", "responsemessage", "usermessage"),
    *("displaymessage", "exception", "exceptionmessage", "htmlmessage", "lasterror", "errormessages", "messages"),
)
_FALLBACKS = (
    *("title", "reason", "reasons", "details", "description", "cause", "causes", "info", "hint", "summary"),
    *("statustext", "statusdetails", "header", "response", "body", "text", "content", "comment", "advice", "traceback"),
)
_SEPARATORS = str.maketrans("", "", "_-. ")

# Of an error with status 200.
_RESULTS = (
    *("choices", "output", "outputs", "data", "result", "results", "images", "image", "video", "videos", "audio"),
    *("embeddings", "embedding", "generated_text", "generated_texts", "text", "answer", "predictions", "candidates"),
    *("content", "delta", "response", "token", "tokens", "segments", "chunks", "label", "labels", "score", "scores"),
    *("url", "urls", "translation_text", "summary_text", "tool_calls", "vector", "vectors"),
)
_SUBORDINATE = frozenset(  # fields that explain nothing themselves; names as above
    {
        *("id", "object", "type", "code", "status", "statuscode", "state", "requestid", "traceid", "timestamp", "time"),
        *("ts", "created", "createdat", "model", "path", "instance", "param", "usage", "errorcode", "errcode", "errno"),
        *("success", "ok", "provider", "object", "version", "docs", "documentationurl", "helpurl", "moreinfo", "logid"),
        *("event", "name", "stack", "severity", "level", "retryable", "systemfingerprint", "servicetier", "method"),
        *("originalstatuscode", "errortype", "title", "reason", "sessionid", "logref", "correlationid"),
    }
)
_CODES = (
    "code",
    "status_code",
    "statusCode",
    "error_code",
    "errorCode",
    "errcode",
    "err_code",
    "errno",
    "ret",
    "status",
)
_SUCCESSES = ("", "ok", "success", "successful", "succeed", "succeeded", "none", "null", "no error", "true")
_FAILURES = ("error", "errored", "failed", "failure", "fail", "rejected", "denied")
_STATUS_OF_CODE: dict[Json, int] = {
    # MiniMax
    **dict.fromkeys((1002, 1039, 1041), 429),
    **dict.fromkeys((1004, 2049), 401),
    1008: 402,
    # OpenAI, Anthropic, Google and those who follow them
    **dict.fromkeys(("rate_limit_exceeded", "rate_limit_error", "rate_limited", "resource_exhausted"), 429),
    **dict.fromkeys(("too_many_requests", "throttling", "insufficient_quota", "quota_exceeded"), 429),
    **dict.fromkeys(("invalid_api_key", "authentication_error", "unauthenticated", "unauthorized"), 401),
    **dict.fromkeys(("invalid_authentication", "invalidapikey", "incorrect_api_key", "missing_api_key"), 401),
    **dict.fromkeys(("permission_error", "permission_denied", "permissiondenied", "forbidden"), 403),
}


def refine(error: type[InferwireError], status: int) -> type[InferwireError]:
    """Return the subclass of `ProviderError` for a status; any other class unchanged."""
    if error is ProviderError and status in (401, 403):
        return AuthenticationError
    if error is ProviderError and status == 429:
        return RateLimitError
    return error


def find_hint(status: int, *, is_endpoint: bool = False, delay: float | None = None) -> str:
    """Return what to do about a status.

    Args:
        status: HTTP status.
        is_endpoint: Whether the caller chose the server by its URL.
        delay: Seconds to wait, if the server requested a delay.
    """
    if status == 429 and delay:
        return f"slow down: wait {delay:.4g} seconds as requested, or pass a retry policy that waits longer"
    if is_endpoint and status in ENDPOINT_HINTS:
        return ENDPOINT_HINTS[status]
    default = CALL_HINT if status < 500 else ENDPOINT_SERVER_HINT if is_endpoint else SERVER_HINT
    return HINTS.get(status, default)


def response_context(status: int, headers: Mapping[str, str], body: bytes | None) -> dict[str, Any]:
    """Return the attributes of an error that describe a response. *body* is None for a stream."""
    text = "" if body is None else body[:TEXT_LIMIT].decode("utf-8", "replace")
    return {
        "status": status,
        "request_id": find_request_id(headers),
        "body": None if body is None else body[:BODY_LIMIT].decode("utf-8", "replace"),
        "response": ResponseInfo(status=status, headers=public_headers(headers), text=text),
    }


def find_request_id(headers: Mapping[str, str]) -> str | None:
    """Return the server's ID for the request, or None."""
    for name in ("x-request-id", "x-amzn-requestid", "request-id", "cf-ray"):
        if name in headers:
            return headers[name][:REQUEST_ID_LIMIT]
    return None


def find_message(content_type: str, body: bytes) -> str:
    """Return the message in the body of an error response, which may be JSON, HTML or plain text.

    If no field of a JSON body is known to explain errors, the message is the start of the body.
    """
    text = body[:SEARCH_LIMIT].decode("utf-8", "replace").lstrip("\ufeff").strip()
    content_type = content_type.lower()
    if event := re.match(r"(?:(?:event|id|retry):[^\n]*\n)*data:[ \t]*(?=[{\[])([^\n]*)", text):
        text, body = event[1], event[1].encode()  # an error that is sent as an event
    if text[:1] in ("{", "[", '"') or "json" in content_type:
        try:
            data = decode_json(body.removeprefix(BYTE_ORDER_MARK))
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            pass
        else:
            return clean_message(find_json_message(data) or ("" if _is_empty(data, 1) else text))
    if "html" in content_type or text[:1] == "<":
        text = _page_words(text)
    elif text.count("\ufffd") > len(text) // 4:
        return f"{len(body)} bytes that are not text"
    return clean_message(text)


def _page_words(page: str) -> str:
    """Return the words of an HTML or XML document, without repetitions."""
    page = re.sub(r"(?s)<!\[CDATA\[(.*?)(?:\]\]>|\Z)", lambda found: found[1].replace("<", " "), page)
    # An element without an end runs to the end of the page, which keeps hostile pages linear.
    tag = r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>"
    title = re.search(r"(?i)<title[^<>]*>([^<]*)", page)
    head = _unescape(title[1]) if title else ""
    words: dict[str, str] = {}
    for number, piece in enumerate(_unescape(text) for text in re.sub(tag, "\0", page).split("\0")):
        # Only headings and sentences are repeated as a whole; a word may well be.
        key = piece.casefold()
        words.setdefault(key if " " in key or piece == head else f"{number} {key}", piece)
    return " ".join(filter(None, words.values()))


def _unescape(text: str) -> str:
    """Return the words of a piece of HTML without tags."""
    if "&" in text:
        with suppress(OSError):  # once no file can be opened, entities are shown as they are
            from html import unescape  # only for pages with entities

            text = unescape(text)
    return " ".join(text.split())


def find_json_message(data: Json, depth: int = MAX_NESTING) -> str | None:
    """Return the message in decoded JSON, or None if no known field contains one.

    The fields are those of OpenAI, FastAPI, problem+json, OAuth, Google, Azure, OpenRouter and others:
    ``error.message``, ``error``, ``detail``, ``message``, ``errors``, ``title`` ... If several fields
    explain the error in different words, the message contains each.
    """
    if isinstance(data, str):
        return _find_text_message(data, depth)
    if depth == 0:
        return None
    if is_list(data):
        found = [text for item in data[:MAX_ITEMS] if (text := _find_item_message(item, depth - 1))]
        return "; ".join(dict.fromkeys(found)) or None
    if not is_object(data):
        return None
    fields = {name.translate(_SEPARATORS).lower(): value for name, value in reversed(data.items())}
    parts: list[str] = []
    for name in _EXPLANATIONS:
        if text := find_json_message(fields.get(name), depth - 1):
            _add_part(parts, text)
    for text in _find_metadata(fields.get("metadata"), depth - 1):
        _add_part(parts, text)
    if parts:
        return ": ".join(parts[:MAX_PARTS])
    for name in _FALLBACKS:
        if text := find_json_message(fields.get(name), depth - 1):
            return text
    return _find_field_messages(data, depth - 1) if depth < MAX_NESTING else None


def _add_part(parts: list[str], text: str) -> None:
    """Add a text to the parts of a message, unless one of them contains it or is contained in it."""
    for number, part in enumerate(parts):
        if text in part:
            return
        if part in text:
            parts[number] = text
            return
    parts.append(text)


def _find_text_message(text: str, depth: int) -> str | None:
    """Return the message in a string, which may be JSON or a page itself, because gateways wrap errors in this way."""
    text = text.strip()
    if depth and text[:1] in ("{", "["):
        try:
            found = find_json_message(decode_json(text.encode("utf-8", "replace")), depth - 1)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            found = None
        return found or text
    if text[:1] == "<" and text[-1:] == ">":
        return _page_words(text[:SEARCH_LIMIT]) or text
    return text or None


def _find_metadata(metadata: Json, depth: int) -> list[str]:
    """Return what OpenRouter reports about the provider behind it: its name, and its error as a string."""
    if not is_object(metadata) or depth <= 0:
        return []
    name, raw = metadata.get("provider_name"), metadata.get("raw")
    found = find_json_message(metadata.get("reasons") if raw is None else raw, depth)
    return [text for text in (name, found) if isinstance(text, str) and text]


def _find_item_message(item: Json, depth: int) -> str | None:
    """Return the message of an item in a list of errors, prefixed with its location if FastAPI added one."""
    text = find_json_message(item, depth)
    location = item.get("loc") if is_object(item) else None
    if text is None or not is_list(location):
        return text
    return f"{'.'.join(str(part) for part in location[:MAX_NESTING])}: {text}"


def _find_field_messages(data: dict[str, Json], depth: int) -> str | None:
    """Return the messages of a form's fields: ``{"prompt": ["is too long"]}``; None if this is something else."""
    found: list[str] = []
    for name, value in data.items():
        if not is_list(value) or (text := find_json_message(value, depth)) is None:
            return None
        if len(found) < MAX_ITEMS:
            found.append(f"{name}: {text}")
    return "; ".join(found) or None


def find_error(data: Json, *, has_result: bool | None = None) -> str | None:
    """Return the message of the error that a response with a successful status reports, or an event of a stream.

    Never mistakes a result for an error: a response that contains a result may also have a message, a code or a
    warning. Only a non-empty ``error`` is an error whatever else the response contains.

    Args:
        data: Decoded JSON.
        has_result: Whether *data* contains the result of the call; None to look for the names of results.

    Returns:
        The message, shortened to one line; None if the response reports no error.
    """
    if is_list(data):
        found = [find_error(item, has_result=has_result) for item in data[:MAX_ITEMS] if is_object(item)]
        return found[0] if found and len(found) == len(data[:MAX_ITEMS]) and all(found) else None
    if not is_object(data):
        return None
    if not _is_empty(error := data.get("error")) and not _is_success(error):
        return _message_of(data)
    choices = data.get("choices")
    if is_list(choices) and choices and all(_is_failed_choice(choice) for choice in choices):
        if _is_empty(choices[0].get("error")):
            return "the model stopped with finish_reason 'error'"
        return clean_message(find_json_message(choices[0]) or msgspec.json.encode(choices[0]).decode())
    if has_result is None:
        has_result = any(not _is_empty(data.get(name)) for name in _RESULTS)
    if has_result or not (_states_failure(data) or _is_explanation(data)):
        return None
    return _message_of(data)


def _is_failed_choice(choice: Json) -> bool:
    """Return whether a choice reports an error in place of its text, as OpenRouter's do."""
    if not is_object(choice) or (_is_empty(choice.get("error")) and not _stopped_by_error(choice)):
        return False
    part = choice.get("message") or choice.get("delta")
    if not _is_empty(choice.get("text")):
        return False
    return not is_object(part) or all(_is_empty(value) for name, value in part.items() if name != "role")


def _stopped_by_error(choice: dict[str, Json]) -> bool:
    return str(choice.get("finish_reason")).lower() == "error"


def _message_of(data: dict[str, Json]) -> str:
    text = find_json_message(data)
    if text is None:
        text = msgspec.json.encode(data).decode()
    return clean_message(text)


def _is_empty(value: Json, depth: int = 4) -> bool:
    """Return whether a value is null, false, zero or blank, or contains nothing else."""
    if isinstance(value, str):
        return not value.strip()
    if is_object(value):
        return not value or (depth > 0 and all(_is_empty(item, depth - 1) for item in value.values()))
    if is_list(value):
        return not value or (depth > 0 and all(_is_empty(item, depth - 1) for item in value))
    return not value


def _is_success(value: Json) -> bool:
    """Return whether a value in the place of an error states success."""
    return isinstance(value, str) and value.strip().lower() in _SUCCESSES


def _states_failure(data: dict[str, Json]) -> bool:
    """Return whether a field of a response, which contains no result, states that the request failed."""
    if "error" in (data.get("object"), data.get("type"), data.get("event")) or not _is_empty(data.get("errors")):
        return True
    for name in ("success", "ok", "succeeded", "isSuccess", "is_success"):
        if name in data and (data[name] is False or str(data[name]).lower() == "false"):
            return True
    base = data.get("base_resp")
    if is_object(base) and not _is_good_code(base.get("status_code")):
        return True
    text = find_json_message(data)
    if text is None or text.lower() in _SUCCESSES:
        return False
    status = data.get("status", data.get("state"))
    if isinstance(status, str):
        return status.lower() in _FAILURES
    return any(name in data and not _is_good_code(data[name]) for name in _CODES)


def _is_good_code(code: Json) -> bool:
    """Return whether a code of a response means success."""
    if isinstance(code, str):
        digits = code.strip()
        return digits.lower() in _SUCCESSES or (digits.isdecimal() and _is_good_code(int(digits[:9])))
    if isinstance(code, (int, float)) and not isinstance(code, bool):
        return code == 0 or 200 <= code < 300 or code == 20000
    return True  # not a code


def _is_success_code(code: Json) -> bool:
    """Return whether a value is a code, and means success."""
    return isinstance(code, (int, float, str)) and not isinstance(code, bool) and code != "" and _is_good_code(code)


def _is_explanation(data: dict[str, Json]) -> bool:
    """Return whether a response consists of an explanation, and fields that explain nothing themselves."""
    if data.get("success") is True or any(_is_success_code(data.get(name)) for name in _CODES):
        return False
    is_explained = False
    for key, value in data.items():
        name = key.translate(_SEPARATORS).lower()
        if name in _EXPLANATIONS or (name == "reason" and "choices" in data):
            is_speaker = is_object(value) and ("role" in value or "content" in value)
            text = None if is_speaker else find_json_message(value)
            is_explained = is_explained or (text is not None and text.lower() not in _SUCCESSES)
            if text is not None:
                continue
        if name not in _SUBORDINATE and not _is_empty(value):
            return False
        if name in ("status", "state") and isinstance(value, str) and value:
            return False  # the state of a job that has not failed
    return is_explained


def find_error_status(data: Json, depth: int = 4) -> int | None:
    """Return the HTTP status that corresponds to the code of an error in decoded JSON, or None."""
    if is_list(data) and data:
        data = data[0]
    if not is_object(data) or depth == 0:
        return None
    for name in (*_CODES, "type"):
        code = data.get(name)
        if isinstance(code, str):
            code = int(code) if code.isdecimal() and len(code) < 9 else code.lower()
        if isinstance(code, (str, int)) and not isinstance(code, bool):
            if (known := _STATUS_OF_CODE.get(code)) is not None:
                return known
            if isinstance(code, int) and 400 <= code < 600:
                return code
    nested = (find_error_status(data.get(name), depth - 1) for name in ("error", "errors", "base_resp", "detail"))
    return next((status for status in nested if status is not None), None)


def clean_message(text: str) -> str:
    """Shorten *text* to one line, and remove the queries of URLs, which may contain signatures."""
    text = re.sub(r"(?i)(https?://[^\s?#\"'<>]+)(?:[?#][^\s\"'<>]*)?", r"\1", text[:SEARCH_LIMIT])
    return make_printable(clip(" ".join(text.split()), MESSAGE_LIMIT))

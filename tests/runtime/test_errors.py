"""Errors name the server, what happened and what to do; the explanation is found wherever a server puts it."""

from __future__ import annotations

import copy
import inspect
import pickle
import pydoc
import typing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferwire_http.retry_after import parse_retry_after
from inferwire_runtime.error_messages import (
    CALL_HINT,
    HINTS,
    MESSAGE_LIMIT,
    SERVER_HINT,
    clean_message,
    find_error,
    find_error_status,
    find_json_message,
    find_message,
    find_request_id,
)
from inferwire_runtime.error_responses import error_from_response, parse_estimated_time
from inferwire_runtime.errors import (
    Attempt,
    AuthenticationError,
    HubError,
    InferenceConnectionError,
    InferenceTimeoutError,
    InferwireError,
    InputError,
    JobError,
    OutputError,
    ProviderError,
    RateLimitError,
    RoutingError,
    StreamError,
    describe,
)

ALL = (
    InferwireError,
    InputError,
    RoutingError,
    HubError,
    ProviderError,
    AuthenticationError,
    RateLimitError,
    StreamError,
    OutputError,
    InferenceTimeoutError,
    InferenceConnectionError,
)

MESSAGES: dict[str, tuple[Any, str]] = {
    "error.message": ({"error": {"message": "no", "type": "x", "code": 400}}, "no"),
    "error.message, code a word": ({"error": {"message": "too long", "code": "context_length_exceeded"}}, "too long"),
    "error text": ({"error": "no", "error_type": "validation"}, "no"),
    "error list": ({"error": ["a", "b"]}, "a; b"),
    "error list of objects": ({"error": [{"message": "a"}, {"message": "b"}]}, "a; b"),
    "error without message beside message": ({"error": {"code": 1}, "message": "both"}, "both"),
    "error null beside message": ({"error": None, "message": "both"}, "both"),
    "error true beside message": ({"error": True, "message": "both"}, "both"),
    "error empty beside message": ({"error": "  ", "message": "both"}, "both"),
    "error number": ({"error": 5}, '{"error":5}'),
    "error in error": ({"error": {"error": {"message": "deep"}}}, "deep"),
    "detail text": ({"detail": "Not Found"}, "Not Found"),
    "detail list": (
        {"detail": [{"loc": ["body", "inputs", 0], "msg": "Field required", "type": "missing"}]},
        "body.inputs.0: Field required",
    ),
    "detail list of two": (
        {"detail": [{"loc": ["body"], "msg": "a"}, {"loc": ["query", "b"], "msg": "c"}]},
        "body: a; query.b: c",
    ),
    "detail list without loc": ({"detail": [{"msg": "a"}, {"loc": "body", "msg": "b"}, {"type": "c"}]}, "a; b"),
    "detail object": ({"detail": {"message": "a", "code": 1}}, "a"),
    "many entries": ({"errors": [f"e{number}" for number in range(9)]}, "e0; e1; e2; e3; e4"),
    "message": ({"message": "no"}, "no"),
    "message beside status": ({"status": "failure", "message": "no"}, "no"),
    "html-message": ({"html-message": "no"}, "no"),
    "problem+json": ({"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "no"}, "no"),
    "problem+json without detail": ({"type": "about:blank", "title": "Bad Request", "status": 400}, "Bad Request"),
    "oauth": ({"error_description": "expired"}, "expired"),
    "JSON text": ("just text", "just text"),
    "JSON list": (["a", {"message": "b"}], "a; b"),
    "empty object": ({}, ""),
    "empty list": ([], ""),
    "empty text": ("", ""),
    "null": (None, ""),
    "number": (5, "5"),
    "nothing known": ({"foo": "bar"}, '{"foo":"bar"}'),
    "all empty": ({"error": {}, "detail": [], "message": ""}, ""),
    "lines": ({"error": "a\r\n\tb\n"}, "a b"),
    "terminal commands": ({"error": "a\x1b[31mb\x00c"}, "a\ufffd[31mb\ufffdc"),
    "signed URL": (
        {"error": "get https://b.test/k?X-Amz-Signature=1&b=2 first, or HTTPS://B.TEST/k#f."},
        "get https://b.test/k first, or HTTPS://B.TEST/k",
    ),
    "URL in quotes": (
        {"error": "see 'https://b.test/?a=1' and \"http://b.test\""},
        "see 'https://b.test/' and \"http://b.test\"",
    ),
}


@pytest.mark.parametrize(("data", "message"), MESSAGES.values(), ids=MESSAGES.keys())
@pytest.mark.parametrize(
    "content_type", ["application/json", "application/problem+json; charset=utf-8", "text/plain", ""]
)
def test_the_explanation_is_found_in_json(data: Any, message: str, content_type: str) -> None:
    if isinstance(data, (dict, list, str)) or "json" in content_type:
        assert find_message(content_type, msgspec.json.encode(data)) == message


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["error", "detail", "message", "msg", "errors", "title", "loc", "code"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)

EXPLANATIONS: dict[str, tuple[Any, str]] = {
    "AWS": ({"Message": "why"}, "why"),
    "Java": ({"errorMessage": "why", "errorType": "x"}, "why"),
    "snake case": ({"error_message": "why"}, "why"),
    "kebab case": ({"error-message": "why"}, "why"),
    "Azure, inner error": ({"error": {"code": "x", "innererror": {"message": "why"}}}, "why"),
    "Apigee": ({"fault": {"faultstring": "why", "detail": {"errorcode": "x"}}}, "why"),
    "New API": ({"error": {"type": "x", "fail_reason": "why"}}, "why"),
    "SageMaker": ({"OriginalMessage": "why", "OriginalStatusCode": 422}, "why"),
    "MiniMax": ({"base_resp": {"status_code": 1008, "status_msg": "why"}}, "why"),
    "status_msg": ({"status_msg": "why"}, "why"),
    "reason": ({"code": 400, "reason": "why"}, "why"),
    "description": ({"description": "why"}, "why"),
    "a code and its description": (
        {"error": "invalid_grant", "error_description": "expired"},
        "invalid_grant: expired",
    ),
    "Nest": ({"statusCode": 400, "error": "Bad Request", "message": "why"}, "Bad Request: why"),
    "Nest, list": ({"error": "Bad Request", "message": ["a", "b"]}, "Bad Request: a; b"),
    "message and errors": ({"message": "invalid", "errors": [{"message": "why"}]}, "invalid: why"),
    "said twice": ({"error": {"message": "why"}, "message": "why", "detail": "this is why"}, "this is why"),
    "fields of a form": ({"errors": {"prompt": ["is empty"], "n": ["a", "b"]}}, "prompt: is empty; n: a; b"),
    "JSON within a string": ({"message": '{"error": {"message": "why"}}'}, "why"),
    "JSON within a string twice": ({"error": '{"message": "{\\"detail\\": \\"why\\"}"}'}, "why"),
    "a string that looks like JSON": ({"error": "{not} JSON"}, "{not} JSON"),
    "a page within a string": ({"error": "<html><h1>why</h1></html>"}, "why"),
    "OpenRouter, text": (
        {"error": {"message": "Provider returned error", "metadata": {"raw": "why", "provider_name": "X"}}},
        "Provider returned error: X: why",
    ),
    "OpenRouter, JSON": (
        {"error": {"message": "Provider returned error", "metadata": {"raw": '{"error":{"message":"why"}}'}}},
        "Provider returned error: why",
    ),
    "OpenRouter, object": (
        {"error": {"message": "Provider returned error", "metadata": {"raw": {"detail": "why"}}}},
        "Provider returned error: why",
    ),
    "OpenRouter, moderation": (
        {"error": {"message": "flagged", "metadata": {"reasons": ["a", "b"], "provider_name": "X"}}},
        "flagged: X: a; b",
    ),
    "a code only": ({"error": {"code": "x"}}, '{"error":{"code":"x"}}'),
}


@pytest.mark.parametrize(("data", "message"), EXPLANATIONS.values(), ids=EXPLANATIONS.keys())
def test_every_servers_name_for_an_explanation_is_known(data: Any, message: str) -> None:
    assert find_message("application/json", msgspec.json.encode(data)) == message


ERRORS: dict[str, tuple[Any, str, int | None]] = {
    "vLLM": ({"object": "error", "message": "why", "code": 400}, "why", 400),
    "error text": ({"error": "why"}, "why", None),
    "error object": ({"error": {"message": "why", "code": 429}}, "why", 429),
    "error list": ([{"error": {"message": "why", "code": 503}}], "why", 503),
    "error true": ({"error": True, "message": "why"}, "why", None),
    "error number": ({"error": 5}, '{"error":5}', None),
    "error next to a result": ({"choices": [{"delta": {"content": "x"}}], "error": "why"}, "why", None),
    "type error": ({"type": "error", "message": "why"}, "why", None),
    "MiniMax": ({"id": "1", "choices": None, "base_resp": {"status_code": 1008, "status_msg": "why"}}, "why", 402),
    "MiniMax, rate limit": ({"base_resp": {"status_code": 1002, "status_msg": "why"}}, "why", 429),
    "MiniMax, key": ({"base_resp": {"status_code": 1004, "status_msg": "why"}}, "why", 401),
    "Cloudflare": ({"success": False, "errors": [{"code": 1, "message": "why"}], "result": None}, "why", None),
    "success false, no words": ({"success": False}, '{"success":false}', None),
    "SiliconFlow": ({"code": 20012, "message": "why", "data": None}, "why", None),
    "code as text": ({"code": "401", "msg": "why"}, "why", 401),
    "code a word": ({"code": "InvalidParameter", "message": "why", "request_id": "1"}, "why", None),
    "status": ({"status": "failed", "message": "why"}, "why", None),
    "choices null": ({"choices": None, "error_message": "why"}, "why", None),
    "choices empty": (
        {"id": "1", "model": "m", "choices": [], "usage": {"total_tokens": 1}, "reason": "why"},
        "why",
        None,
    ),
    "choice that failed": (
        {"choices": [{"delta": {"role": "assistant", "content": ""}, "error": {"message": "why"}}]},
        "why",
        None,
    ),
    "detail": ({"detail": "why"}, "why", None),
    "FastAPI": ({"detail": [{"loc": ["body", "n"], "msg": "why"}]}, "body.n: why", None),
    "message": ({"message": "why"}, "why", None),
    "problem+json": ({"title": "t", "status": 422, "detail": "why"}, "why", 422),
    "OpenAI's words for a rate limit": ({"error": {"message": "why", "code": "rate_limit_exceeded"}}, "why", 429),
    "Anthropic's words for a key": (
        {"type": "error", "error": {"type": "authentication_error", "message": "why"}},
        "why",
        401,
    ),
    "Google": ({"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "why"}}, "why", 403),
}


@pytest.mark.parametrize(("data", "message", "status"), ERRORS.values(), ids=ERRORS.keys())
def test_an_error_is_found_in_a_response_with_a_successful_status(data: Any, message: str, status: int | None) -> None:
    assert find_error(data) == message
    assert find_error_status(data) == status


@pytest.mark.parametrize("error", [None, "", " ", {}, [], False, 0, {"message": "", "code": None}, "none", "null"])
@pytest.mark.parametrize(
    "data",
    [
        {"choices": [{"index": 0, "delta": {"content": "x"}}], "warnings": ["w"], "message": "m", "code": 1},
        {"choices": [{"message": {"role": "assistant", "content": "x"}}], "success": False},
        {"choices": []},
        {"choices": [], "usage": {"total_tokens": 1}},
        {"choices": [], "prompt_filter_results": [{"prompt_index": 0}]},
        {"generated_text": "x", "status": "failed", "message": "m"},
        {"data": [{"b64_json": "x"}], "message": "m"},
        {"model": "m", "message": {"role": "assistant", "content": "x"}, "done": True},
        {"type": "message_start", "message": {"id": "1", "content": []}},
        {"type": "ping"},
        {"status": "IN_QUEUE", "message": "position 3"},
        {"status": "succeeded", "message": "done"},
        {"code": 0, "message": "m"},
        {"code": "200", "msg": "m"},
        {"success": True, "message": "m"},
        {"base_resp": {"status_code": 0, "status_msg": "success"}},
        {"unknown": [1], "message": "m"},
        {},
    ],
)
def test_a_result_is_not_taken_for_an_error(data: dict[str, Any], error: Any) -> None:
    assert find_error({**data, "error": error}) is None
    assert find_error([{**data, "error": error}]) is None


@pytest.mark.parametrize("data", [None, 5, "why", [], [[]], [5]])
def test_what_is_no_object_reports_no_error(data: Any) -> None:
    assert find_error(data) is None
    assert find_error_status(data) is None


@given(
    json_values | st.dictionaries(st.sampled_from(["choices", "code", "status", "success", "base_resp"]), json_values)
)
def test_any_json_is_searched_for_an_error(data: Any) -> None:
    message = find_error(data)
    assert message is None or 0 < len(message) <= MESSAGE_LIMIT
    status = find_error_status(data)
    assert status is None or 400 <= status < 600


PAGE = b"""<!DOCTYPE html><html><head><title>502 Bad Gateway</title><STYLE>p { color: red }</STYLE>
<script type="a">if (1 < 2) alert("</p>")</script ></head><body><!-- nginx <b> 1 -->
<h1>It is\r\n down</h1></body></html>"""

TEXTS: dict[str, tuple[str, bytes, str]] = {
    "html": ("text/html", PAGE, "502 Bad Gateway It is down"),
    "html without content type": ("", PAGE, "502 Bad Gateway It is down"),
    "html in capitals": ("Text/HTML; charset=utf-8", b"down<hr>", "down"),
    "html with an open script": ("text/html", b"<p>down<script>secret()", "down"),
    "html with an open comment": ("text/html", b"<p>down<!-- secret", "down"),
    "nginx": ("text/html", b"<head><title>502 Bad Gateway</title></head><h1>502 Bad Gateway</h1>", "502 Bad Gateway"),
    "a title of one word": ("text/html", b"<title>Unauthorized</title><h1>Unauthorized</h1>", "Unauthorized"),
    "words that are repeated": ("text/html", b"<p>no <b>model</b> and no <b>model</b>", "no model and no model"),
    "entities": ("text/html", b"<p>it&#39;s &lt;b&gt; &amp; more", "it's <b> & more"),
    "xml": ("application/xml", b"<?xml version='1.0'?><Error><Code>A</Code><Message>why</Message></Error>", "A why"),
    "xml with text in a section": ("text/xml", b"<e><![CDATA[why < that]]></e>", "why that"),
    "event": ("text/event-stream", b'event: error\ndata: {"error": {"message": "why"}}\n\n', "why"),
    "bytes": ("application/octet-stream", b"\x89PNG\xff\xfe\xfd", "7 bytes that are not text"),
    "byte order mark": ("application/json", b'\xef\xbb\xbf{"error": "why"}', "why"),
    "text": ("text/plain", b" Internal Server Error\n", "Internal Server Error"),
    "text declared as json": ("application/json", b"Internal Server Error", "Internal Server Error"),
    "json cut short": ("application/json", b'{"error": "no', '{"error": "no'),
    "json with invalid utf-8": ("application/json", b'{"error": "\xff"}', "\ufffd"),
    "json in capitals": ("Application/JSON", b"5", "5"),
    "not utf-8": ("text/plain", b"caf\xe9", "caf\ufffd"),
    "nothing": ("application/json", b"", ""),
    "spaces": ("", b" \r\n ", ""),
}


@pytest.mark.parametrize(("content_type", "body", "message"), TEXTS.values(), ids=TEXTS.keys())
def test_the_explanation_is_found_in_text(content_type: str, body: bytes, message: str) -> None:
    assert find_message(content_type, body) == message


@pytest.mark.parametrize("body", [b'{"error": "%s"}', b"%s", b"<p>%s"])
def test_an_echo_of_a_large_input_is_cut(body: bytes) -> None:
    message = find_message("", body % (b"word " * 8192))
    assert len(message) == MESSAGE_LIMIT
    assert message.startswith("word word")
    assert message.endswith("…")


@pytest.mark.parametrize(
    "body",
    [
        b'{"error":' * 450 + b'"x"' + b"}" * 450,
        b"[" * 450 + b'"x"' + b"]" * 450,
        b'{"detail":[' * 220 + b'"x"' + b"]}" * 220,
        b"[" * 100_000,
        b'{"error":' * 100_000,
    ],
    ids=["objects", "lists", "both", "endless lists", "endless objects"],
)
def test_an_error_of_any_depth_is_parsed(body: bytes) -> None:
    assert isinstance(find_message("application/json", body), str)


@pytest.mark.parametrize(
    "piece", [b"<", b"<script", b"<script>", b"<!--", b"</script ", b"http://", b"https://a?", b"<a"]
)
def test_no_page_makes_parsing_slow(piece: bytes) -> None:
    # Quadratic patterns take minutes here.
    assert len(find_message("text/html", b"<p>" + piece * 100_000)) <= MESSAGE_LIMIT


@given(json_values)
def test_json_of_any_shape_is_parsed(data: Any) -> None:
    message = find_message("application/json", msgspec.json.encode(data))
    if found := find_json_message(data):
        assert message == clean_message(found)
    assert "\n" not in message


@given(
    st.sampled_from(["", "application/json", "text/html", "text/event-stream"]),
    st.sampled_from([b"", b"{", b"[", b'"', b"<", b'{"error":', b"<script>"]),
    st.binary(max_size=60),
)
def test_no_bytes_make_parsing_fail(content_type: str, start: bytes, rest: bytes) -> None:
    message = find_message(content_type, start + rest)
    assert message == "" or message.isprintable()


@given(
    st.sampled_from([ProviderError, HubError]),
    st.integers(300, 599),
    st.dictionaries(
        st.sampled_from(["content-type", "retry-after", "x-request-id", "cf-ray"]),
        st.sampled_from(["application/json", "text/html", "7", "soon", "Wed, 21 Oct 2015 07:28:00 GMT", "", "é"]),
    ),
    st.binary(max_size=40) | json_values.map(msgspec.json.encode),
)
def test_every_error_response_becomes_an_error(
    error: type[InferwireError], status: int, headers: dict[str, str], body: bytes
) -> None:
    found = error_from_response("Groq", status, headers, body, error)
    assert isinstance(found, error)
    assert found.message.startswith(f"Groq returned {status}: ")
    assert found.message.isprintable()
    assert found.status == status
    assert found.retry_after is None or 0 <= found.retry_after < float("inf")
    assert pickle.loads(pickle.dumps(found)).args == found.args


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("7.", 7.0),
        ("86400", 86400.0),
        ("1e400", None),
        ("1e3", None),
        ("9" * 400, None),
        ("-1", None),
        ("+1", None),
        ("NaN", None),
        ("inf", None),
        ("1_0", None),
        ("٣", None),
        (".", None),
        ("", None),
        ("soon", None),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
        ("Wed, 21 Oct 99999 07:28:00 GMT", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00", 0.0),
    ],
)
def test_retry_after_is_parsed(value: str, seconds: float | None) -> None:
    assert parse_retry_after({"retry-after": value}) == seconds


def test_retry_after_can_be_a_date() -> None:
    for moment in (datetime.now(UTC) + timedelta(seconds=90), datetime.now() + timedelta(days=3)):
        seconds = parse_retry_after({"retry-after": format_datetime(moment)})
        assert seconds is not None
        assert seconds > 80
    assert parse_retry_after({}) is None


@given(
    st.text(max_size=30) | st.from_regex(r"\w{3}, \d{1,2} \w{3} \d{1,5} \d\d:\d\d:\d\d [+-]?\w{0,12}", fullmatch=True)
)
def test_no_retry_after_makes_parsing_fail(value: str) -> None:
    seconds = parse_retry_after({"retry-after": value})
    assert seconds is None or 0 <= seconds < float("inf")


@pytest.mark.parametrize(
    ("status", "body", "seconds"),
    [
        (503, b'{"error": "loading", "estimated_time": 20.5}', 20.5),
        (503, b'{"estimated_time":7}', 7.0),
        (503, b'{"estimated_time": 0}', 0.0),
        (503, b'{"estimated_time": -3}', None),
        (503, b'{"estimated_time": null}', None),
        (503, b'{"estimated_time": "20"}', None),
        (503, b'{"estimated_time": ' + b"9" * 400 + b"}", None),
        (503, b'{"error": "loading"}', None),
        (503, b"", None),
        (500, b'{"estimated_time": 20.5}', None),
    ],
)
def test_the_estimated_time_of_a_loading_model_is_parsed(status: int, body: bytes, seconds: float | None) -> None:
    assert parse_estimated_time(status, body) == seconds


@pytest.mark.parametrize(
    ("headers", "request_id"),
    [
        ({"x-request-id": "a", "cf-ray": "b"}, "a"),
        ({"x-amzn-requestid": "a"}, "a"),
        ({"request-id": "a"}, "a"),
        ({"cf-ray": "b"}, "b"),
        ({"x-request-id": "a" * 100_000}, "a" * 256),
        ({}, None),
    ],
)
def test_the_id_of_the_request_is_found(headers: dict[str, str], request_id: str | None) -> None:
    assert find_request_id(headers) == request_id


@pytest.mark.parametrize(
    ("status", "provider_error"),
    [
        (400, ProviderError),
        (401, AuthenticationError),
        (402, ProviderError),
        (403, AuthenticationError),
        (404, ProviderError),
        (429, RateLimitError),
        (500, ProviderError),
        (503, ProviderError),
    ],
)
def test_the_status_determines_the_class_of_a_provider_error(status: int, provider_error: type[InferwireError]) -> None:
    headers = {"content-type": "application/json", "x-request-id": "r1", "retry-after": "3"}
    for error, cls in ((ProviderError, provider_error), (HubError, HubError)):
        found = error_from_response("Together AI", status, headers, b'{"error": "no"}', error)
        assert type(found) is cls
        assert found.message.startswith(f"Together AI returned {status}: no")
        hint = HINTS.get(status, SERVER_HINT if status >= 500 else CALL_HINT)
        if status == 429:
            hint = "slow down: wait 3 seconds as requested, or pass a retry policy that waits longer"
        assert found.message.endswith(f"; {hint}")
        assert (found.status, found.request_id, found.retry_after, found.body) == (status, "r1", 3.0, '{"error": "no"}')
        assert found.is_retry_safe == (status in (429, 503))


def test_a_response_without_explanation_is_reported() -> None:
    error = error_from_response("Groq", 500, {}, b"", ProviderError)
    assert str(error) == "Groq returned 500: no explanation; try again later, or pass another provider="
    assert (error.request_id, error.retry_after, error.body) == (None, None, "")


def test_a_loading_model_determines_when_to_retry() -> None:
    error = error_from_response("HF", 503, {}, b'{"error": "Model is loading", "estimated_time": 20.0}', ProviderError)
    assert error.retry_after == 20.0
    error = error_from_response("HF", 503, {"retry-after": "5"}, b'{"estimated_time": 20.0}', ProviderError)
    assert error.retry_after == 5.0


def test_the_body_of_an_error_is_short() -> None:
    error = error_from_response("Groq", 500, {}, b"x" * 100_000, ProviderError)
    assert error.body is not None
    assert len(error.body) == 4096


def test_errors_form_a_tree() -> None:
    assert all(issubclass(error, InferwireError) for error in ALL)
    assert issubclass(InferenceTimeoutError, TimeoutError)
    assert issubclass(InferenceConnectionError, ConnectionError)
    assert issubclass(InputError, ValueError)
    assert [error for error in ALL if issubclass(error, ProviderError)] == [
        ProviderError,
        AuthenticationError,
        RateLimitError,
        StreamError,
    ]


CONTEXT = {
    "provider": "replicate",
    "task": "text-to-image",
    "model": "a/b",
    "status": 429,
    "request_id": "r1",
    "retry_after": 2.5,
    "attempts": (Attempt(provider="A", status=503, error="no", delay=1.0),) * 2
    + (Attempt(provider="A", status=402, error="no"),),
    "is_retry_safe": True,
    "body": "{}",
}


@pytest.mark.parametrize("cls", ALL)
def test_an_error_shows_its_context(cls: type[InferwireError]) -> None:
    assert str(cls("out of credit", **CONTEXT)) == (
        "out of credit (task text-to-image, model a/b, request r1, 3 attempts)"
    )
    assert str(cls("out of credit")) == "out of credit"
    assert str(cls("out of credit", attempts=(Attempt(provider="A"),))) == "out of credit"


@pytest.mark.parametrize("cls", ALL)
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_an_error_is_pickled_and_copied_with_its_context(cls: type[InferwireError], again: Any) -> None:
    error = cls("out of credit", **CONTEXT)
    error.add_note("a note")
    other = again(error)
    assert type(other) is cls
    assert {name: getattr(other, name) for name in CONTEXT} == CONTEXT
    assert (str(other), other.args, other.__notes__) == (str(error), ("out of credit",), ["a note"])


def test_a_stream_error_is_pickled_with_the_items_received() -> None:
    error = StreamError("cut")
    assert error.received == ()
    error.received = ["a", "b"]
    assert pickle.loads(pickle.dumps(error)).received == ["a", "b"]


def test_context_that_is_set_is_not_replaced() -> None:
    error = ProviderError("no", provider="replicate", status=500)
    error.add_context(provider="groq", status=429, model="a/b", task=None, attempts=(Attempt(provider="A"),) * 2)
    assert (error.provider, error.status, error.model, error.task, len(error.attempts)) == (
        "replicate",
        500,
        "a/b",
        None,
        2,
    )
    assert ProviderError("no").provider is None


def test_unknown_context_is_an_error() -> None:
    with pytest.raises(AttributeError):
        ProviderError("no", statsu=500)


def test_every_string_of_an_error_is_redacted() -> None:
    attempts = (Attempt(provider="secret", status=503, error="a secret", delay=1.0), Attempt(provider="b"))
    error = ProviderError("a secret", body="secret", request_id="secret", attempts=attempts)
    error.add_note("note of a secret")
    error.redact(lambda text: text.replace("secret", "***"))
    assert (error.message, error.args, error.body, error.request_id) == ("a ***", ("a ***",), "***", "***")
    assert error.attempts == (Attempt(provider="***", status=503, error="a ***", delay=1.0), Attempt(provider="b"))
    assert error.__notes__ == ["note of a ***"]
    empty = ProviderError("no")
    empty.redact(str.upper)
    assert (str(empty), empty.body, empty.request_id, empty.attempts) == ("NO", None, None, ())


def test_a_detail_is_added_to_the_message() -> None:
    error = InferenceTimeoutError("no response", task="text-to-video")
    error.add_detail("the job was still 'IN_QUEUE'")
    assert str(error) == "no response; the job was still 'IN_QUEUE' (task text-to-video)"
    assert error.args == ("no response; the job was still 'IN_QUEUE'",)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(5, "5"), (0.5, "0.5"), (True, "True"), (10**400, "int"), ("secret", "str"), (None, "NoneType")],
)
def test_a_wrong_argument_is_described_by_its_type_unless_it_is_a_number(value: object, shown: str) -> None:
    assert describe(value) == shown


@pytest.mark.parametrize("cls", [*ALL, JobError, Attempt])
def test_errors_can_be_introspected(cls: type) -> None:
    pydoc.render_doc(cls)
    assert inspect.signature(cls).parameters
    hints = typing.get_type_hints(cls)
    assert not any(isinstance(each, (str, typing.ForwardRef)) for each in hints.values())
    assert hints["status"] == int | None

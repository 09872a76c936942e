"""Keys are found in logs and errors, however they are encoded."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable

import pytest

from inferwire_runtime.errors import ProviderError

from .support.known_keys import (
    HUGGING_FACE_KEY,
    KNOWN_KEYS,
    PROVIDER_KEY,
    SECRET,
    find_key,
    keys_in,
    watched_errors,
    watched_logs,
)


@pytest.fixture(autouse=True)
def no_key_is_shown() -> None:
    """Do not look for keys in these tests, which show some."""


@pytest.mark.parametrize("name", ["inferwire", "httpx", "httpcore", "httpcore.http11"])
def test_a_key_in_the_log_is_found(name: str) -> None:
    with watched_logs() as recorder:
        logging.getLogger(name).debug("a key: %s", SECRET)
    assert SECRET in keys_in("\n".join(recorder.lines))


def error_with(key: str, place: str) -> Exception:
    error: Exception = ProviderError("no")
    match place:
        case "message":
            return ProviderError(f"no {key}")
        case "request_id":
            return ProviderError("no", request_id=key)
        case "body":
            return ProviderError("no", body=f'{{"key": "{key}"}}')
        case "note":
            error.add_note(key)
        case "cause":
            error.__cause__ = ValueError(key)
        case "group":
            error = ExceptionGroup("no", [ValueError("no"), ValueError(key)])
    return error


@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY])
@pytest.mark.parametrize("place", ["message", "request_id", "body", "note", "cause", "group"])
def test_a_key_in_an_error_is_found(key: str, place: str) -> None:
    def expect_error() -> None:
        with watched_errors(), pytest.raises(Exception, match="no"):
            raise error_with(key, place)

    with pytest.raises(AssertionError, match="an error shows"):
        expect_error()


def test_an_error_without_a_key_passes() -> None:
    with watched_errors(), pytest.raises(ProviderError):
        raise ProviderError("no", body="hf_")


def test_no_known_key_is_short_enough_to_be_part_of_a_word() -> None:
    assert min(map(len, KNOWN_KEYS)) >= 7


@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY])
@pytest.mark.parametrize(
    ("how", "encode"),
    [
        ("as it is", lambda key: f"Bearer {key}."),
        ("percent-encoded", lambda key: "".join(f"%{ord(character):02x}" for character in key)),
        ("with JSON escapes", lambda key: repr("".join(f"\\u{ord(character):04X}" for character in key))),
        ("with HTML entities", lambda key: "".join(f"&#x{ord(character):x};" for character in key)),
        ("between tags", lambda key: f"<p>{key[:5]}<b>{key[5:]}</b>"),
        ("with spaces in it", lambda key: f"{key[:5]} {key[5:]}"),
        ("in base64", lambda key: base64.b64encode(f":{key}:".encode()).decode()),
        ("in base64", lambda key: base64.urlsafe_b64encode(f"me:{key}".encode()).decode()),
        ("in base64", lambda key: base64.b64encode(key.encode()).decode()),
        ("in part", lambda key: f"{key[:12]}..."),
        ("in part", lambda key: f"...{key[-12:]}"),
    ],
)
def test_an_encoded_key_is_found(key: str, how: str, encode: Callable[[str], str]) -> None:
    assert how in find_key(f"no: {encode(key)}", key)
    assert find_key("no: hf_ sk-canary 0123456789 <b>", key) == []

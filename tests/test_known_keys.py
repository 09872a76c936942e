"""The watch that is kept for keys in every test sees them."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable

import pytest

from inferwire_runtime.errors import ProviderError

from .known_keys import (
    HUGGING_FACE_KEY,
    KNOWN_KEYS,
    PROVIDER_KEY,
    SECRET,
    disguises_in,
    keys_in,
    watched_errors,
    watched_logs,
)


@pytest.fixture(autouse=True)
def no_key_is_shown() -> None:
    """Keep no watch but the tests' own."""


@pytest.mark.parametrize("name", ["inferwire", "httpx", "httpcore", "httpcore.http11"])
def test_a_key_in_the_log_is_seen(name: str) -> None:
    with watched_logs() as watch:
        logging.getLogger(name).debug("a key: %s", SECRET)
    assert SECRET in keys_in("\n".join(watch.lines))


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
def test_a_key_in_an_error_is_seen(key: str, place: str) -> None:
    def wait_for_error() -> None:
        with watched_errors(), pytest.raises(Exception, match="no"):
            raise error_with(key, place)

    with pytest.raises(AssertionError, match="an error shows"):
        wait_for_error()


def test_an_error_without_a_key_passes_the_watch() -> None:
    with watched_errors(), pytest.raises(ProviderError):
        raise ProviderError("no", body="hf_")


def test_no_known_key_is_so_short_that_it_stands_in_other_words() -> None:
    assert min(map(len, KNOWN_KEYS)) >= 7


@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY])
@pytest.mark.parametrize(
    ("how", "spell"),
    [
        ("as it is", lambda key: f"Bearer {key}."),
        ("in percents", lambda key: "".join(f"%{ord(sign):02x}" for sign in key)),
        ("with escapes of JSON", lambda key: repr("".join(f"\\u{ord(sign):04X}" for sign in key))),
        ("with entities of HTML", lambda key: "".join(f"&#x{ord(sign):x};" for sign in key)),
        ("between tags", lambda key: f"<p>{key[:5]}<b>{key[5:]}</b>"),
        ("with spaces in it", lambda key: f"{key[:5]} {key[5:]}"),
        ("in base64", lambda key: base64.b64encode(f":{key}:".encode()).decode()),
        ("in base64", lambda key: base64.urlsafe_b64encode(f"me:{key}".encode()).decode()),
        ("in base64", lambda key: base64.b64encode(key.encode()).decode()),
        ("in part", lambda key: f"{key[:12]}..."),
        ("in part", lambda key: f"...{key[-12:]}"),
    ],
)
def test_a_key_is_known_however_it_is_spelt(key: str, how: str, spell: Callable[[str], str]) -> None:
    assert how in disguises_in(f"no: {spell(key)}", key)
    assert disguises_in("no: hf_ sk-canary 0123456789 <b>", key) == []

"""The watch that is kept for keys in every test sees them."""

from __future__ import annotations

import logging

import pytest

from inferwire_runtime.errors import ProviderError

from .known_keys import HUGGING_FACE_KEY, KNOWN_KEYS, PROVIDER_KEY, SECRET, keys_in, watched_errors, watched_logs


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

"""The fixtures for other projects' tests."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]
CONFTEST = 'pytest_plugins = ["inferwire_emulator.pytest_plugin"]'
TESTS = """
import pytest
from inferwire import InferenceClient, ProviderError

MESSAGES = [{"role": "user", "content": "Hi"}]

def test_any_call_gets_a_response(inferwire_emulator):
    inferwire_emulator.respond("chat-completion", "Hello", times=None)
    with InferenceClient() as client:
        assert client.chat_completion(MESSAGES, model="a/b").text == "Hello"

def test_the_next_test_begins_anew(inferwire_emulator):
    with InferenceClient() as client:
        assert client.chat_completion(MESSAGES, model="a/b").text == "Two cats."

def test_expected(strict_inferwire_emulator):
    strict_inferwire_emulator.respond("chat-completion", "Hello")
    with InferenceClient() as client:
        assert client.chat_completion(MESSAGES, model="a/b").text == "Hello"

def test_unexpected(strict_inferwire_emulator):
    with InferenceClient() as client, pytest.raises(ProviderError):
        client.chat_completion(MESSAGES, model="a/b")

def test_not_received(strict_inferwire_emulator):
    strict_inferwire_emulator.respond("chat-completion", "Hello")
"""


def test_a_strict_fixture_fails_the_tests_that_call_otherwise(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:xdist")
    result.assert_outcomes(passed=5, errors=2)
    result.stdout.fnmatch_lines(["*AssertionError: unexpected requests: POST*", "*1 responses were not received*"])

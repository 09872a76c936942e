"""Secrets are masked however a server writes them, in linear time."""

from __future__ import annotations

import base64
import time
import traceback
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inferwire_http.tracebacks import causes, redact_causes
from inferwire_runtime.errors import InputError, OutputError, ProviderError, RoutingError
from inferwire_runtime.keys import Key, header_secrets, request_secrets
from inferwire_runtime.redaction import MIN_PREFIX, Redactor
from tests.support.known_keys import HUGGING_FACE_KEY, PROVIDER_KEY, SECRET, find_key

JWT = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9." + "aB3_" * 300 + "." + "xY-9" * 80


def mixed(key: str) -> str:
    forms = (str, lambda c: f"%{ord(c):02X}", lambda c: f"\\u{ord(c):04x}", lambda c: f"&#{ord(c)};", lambda c: f"{c} ")
    return "".join(forms[index % len(forms)](character) for index, character in enumerate(key))


def wrapped(text: str, width: int = 76) -> str:
    return "\r\n".join(text[start : start + width] for start in range(0, len(text), width))


SPELLINGS: dict[str, tuple[Callable[[str], str], str]] = {
    "as it is": (lambda key: f"bad key {key}, {key}.", "bad key ***, ***."),
    "in capitals": (lambda key: f"({key.upper()})", "(***)"),
    "twice in a row": (lambda key: key + key, "******"),
    "in percent escapes": (lambda key: "".join(f"%{ord(c):02x}" for c in key), "***"),
    "in a URL": (lambda key: f"https://a.test/?key={quote(key, safe='')}&b=c", "https://a.test/?key=***&b=c"),
    "in JSON escapes": (lambda key: "".join(f"\\u{ord(c):04X}" for c in key), "***"),
    "in JSON within JSON": (lambda key: "".join(f"\\\\u{ord(c):04X}" for c in key), "***"),
    "in JSON with escaped slashes": (lambda key: f'"{key}"'.replace("/", "\\/"), '"***"'),
    "in hexadecimal escapes": (lambda key: "".join(f"\\x{ord(c):02x}" for c in key), "***"),
    "in decimal entities": (lambda key: "".join(f"&#{ord(c)};" for c in key), "***"),
    "in hexadecimal entities": (lambda key: "".join(f"&#X{ord(c):X};" for c in key), "***"),
    "in padded entities": (lambda key: "".join(f"&#00{ord(c)};" for c in key), "***"),
    "in named entities": (
        lambda key: key.replace("-", "&hyphen;").replace("/", "&sol;").replace("+", "&plus;").replace("=", "&equals;"),
        "***",
    ),
    "with every escape at once": (lambda key: f"key: {mixed(key).strip()}!", "key: ***!"),
    "in a tag": (lambda key: f'<input value="{key}">', '<input value="***">'),
    "in angle brackets": (lambda key: f"<{key}>", "<***>"),
    "between tags": (lambda key: f"<p>{key[:5]}<b>{key[5:]}</b>.", "<p>***</b>."),
    "with a space in it": (lambda key: f"{key[:5]} {key[5:]} is bad", "*** is bad"),
    "on several lines": (lambda key: wrapped(key, 7) + "\nbad", "***\nbad"),
    "truncated": (lambda key: f"{key[:MIN_PREFIX]}...", "***..."),
    "truncated at its start": (lambda key: f"...{key[-MIN_PREFIX:]}.", "...***."),
    "without its first letters": (lambda key: f"bad key {key[3:]}, {key[3:]}.", "bad key ***, ***."),
    "after other capitals": (lambda key: f"\u0130\u0130 {key} \u0130", "\u0130\u0130 *** \u0130"),
    "after backslashes": (lambda key: f"\\\\\\{key}\\", "\\\\\\***\\"),
}


@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY, SECRET, JWT])
@pytest.mark.parametrize(("spell", "masked"), SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_secret_is_masked_however_it_is_spelled(key: str, spell: Callable[[str], str], masked: str) -> None:
    assert Redactor(key).redact(spell(key)) == masked


@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY, SECRET, JWT])
@pytest.mark.parametrize("before", ["", "m", "me", "me:", "user:"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_secret_in_base64_is_masked(key: str, before: str, encode: Callable[[bytes], bytes]) -> None:
    encoded = encode(f"{before}{key}:after".encode()).decode()
    head = encoded[: len(before) * 4 // 3 + bool(len(before) % 3)]
    redactor = Redactor(key)
    assert redactor.redact(f"Basic {encoded} is bad") == f"Basic {head}*** is bad"
    assert redactor.redact(quote(f"Basic {encoded}", safe="")).startswith(f"Basic%20{head}***")
    lines = redactor.redact(wrapped(encoded))
    assert find_key("".join(lines.split()), key) == []
    assert lines.startswith(f"{head}***")


@pytest.mark.parametrize(
    "text",
    ["", "quota exceeded", "hf_", SECRET[: MIN_PREFIX - 1], f"{SECRET[:11]}_{SECRET[11:]}", "<b>", "\\", "%", "&#;"],
)
def test_other_text_is_unchanged(text: str) -> None:
    assert Redactor(SECRET).redact(text) == text
    assert Redactor().redact(text) == text
    assert Redactor("").redact(text) == text


def test_a_short_secret_is_masked_as_a_whole_word() -> None:
    redactor = Redactor("k", "ab-c")
    assert redactor.redact("k; key k.k K ab-c ab-cd xab-c ab-ab-c") == "***; key ***.*** K *** ab-cd xab-c ab-***"


def test_several_secrets_are_masked_in_one_pass() -> None:
    redactor = Redactor(SECRET, f"Bearer {SECRET}", PROVIDER_KEY)
    assert redactor.redact(f"Bearer {SECRET} or {SECRET} or {PROVIDER_KEY}") == "*** or *** or ***"


def test_a_secret_is_found_after_the_start_of_one() -> None:
    key = "abcabcabcabcXYZ0123456789"
    assert Redactor(key).redact(f"{key[:12]}{key}.") == "***."


SURROUNDINGS = st.lists(
    st.one_of(
        st.sampled_from(list(SPELLINGS)).map(lambda name: SPELLINGS[name][0](PROVIDER_KEY)),
        st.sampled_from(
            ["<", ">", "<b>", "%", "%4", "\\", "\\u00", "&#", "&#x", ";", " ", "\n", PROVIDER_KEY[:9], "=", "+"]
        ),
        st.text(max_size=5),
    ),
    max_size=8,
).map("".join)


@given(SURROUNDINGS)
@example(f"<{PROVIDER_KEY}")
@example(f"<b {PROVIDER_KEY[:6]}<i>{PROVIDER_KEY[6:]}")
def test_no_surroundings_bring_a_secret_through(text: str) -> None:
    masked = Redactor(PROVIDER_KEY).redact(text)
    assert find_key(masked, PROVIDER_KEY) in ([], ["in part"])  # its last letters alone are not recognized
    assert PROVIDER_KEY[:MIN_PREFIX].lower() not in masked.lower()


@given(st.text(max_size=60), st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
def test_no_text_and_no_secret_makes_it_fail(text: str, key: str) -> None:
    masked = Redactor(key).redact(f"{text} {key} {text}")
    assert "***" in masked


MIB = 1024 * 1024
LONG = "eyJhbGciOiJS" + "aB3_" * 25_000
ADVERSARIAL = {
    "the secret again and again": LONG * 10,
    "its prefix again and again": LONG[:MIN_PREFIX] * (MIB // MIN_PREFIX),
    "its base64 again and again": base64.b64encode(LONG.encode()).decode()[:12] * (MIB // 12),
    "one letter": "a" * MIB,
    "backslashes": "\\" * MIB,
    "angle brackets": "<" * MIB,
    "tags that do not end": "<" + " " * MIB,
    "percent signs": "%4" * (MIB // 2),
    "spaces": " " * MIB,
    "entities": "&#0" * (MIB // 3),
    "an entity without an end": "&#" + "0" * MIB,
}


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
@pytest.mark.parametrize("key", [LONG, "a" * 100_000 + "b", "a" * 20 + "b"], ids=["jwt", "one letter", "short"])
def test_time_is_linear(text: str, key: str) -> None:
    start = time.process_time()
    Redactor(key).redact(text)
    assert time.process_time() - start < 3  # about 0.1 s; anything quadratic takes minutes


@pytest.mark.parametrize("size", [450, 550, 8000, 100_000])
def test_a_long_key_is_masked(size: int) -> None:
    key = Key(LONG[:size], is_explicit=True)
    assert key.redact(f"no: {LONG[:size]}.") == "no: ***."


@pytest.mark.parametrize(
    ("headers", "secrets"),
    [
        ({"authorization": ""}, set()),
        ({"cookie": " ", "x-api-key": ""}, set()),
        ({"x-team": "a-team-of-ours"}, set()),
        ({"authorization": "Bearer k"}, {"Bearer k", "k"}),
        ({"x-api-key": "k"}, {"k"}),
        ({"authorization": f"Bearer {SECRET}"}, {f"Bearer {SECRET}", SECRET}),
        (
            {"cookie": f"session={SECRET}; theme=dark"},
            {f"session={SECRET}; theme=dark", SECRET},
        ),
        (
            {"authorization": f'Token token="{SECRET}", email=a@b'},
            {f'Token token="{SECRET}", email=a@b', f'token="{SECRET}", email=a@b', SECRET},
        ),
        (
            {"authorization": "Basic dXNlcjpwYXNzd29yZA=="},
            {
                *("Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA"),
                *("user:password", "password"),
            },
        ),
    ],
)
def test_the_secrets_of_headers_are_found(headers: dict[str, str], secrets: set[str]) -> None:
    assert set(header_secrets(headers)) - {""} == secrets


def test_the_secrets_of_a_request_are_masked() -> None:
    headers = {"cookie": f"session={SECRET}; theme=dark", "authorization": "", "x-team": "red"}
    redactor = Redactor(*request_secrets(Key(PROVIDER_KEY, is_explicit=True), headers))
    assert redactor.redact(f"{PROVIDER_KEY} {SECRET} red dark") == "*** *** red dark"
    assert redactor.redact(f"you sent session={SECRET}; theme=dark") == "you sent ***"
    assert Redactor(*request_secrets(None, {})).redact(SECRET) == SECRET


def test_the_parts_of_a_composed_secret_are_masked() -> None:
    header, payload, signature = JWT.split(".")
    redact = Redactor(*request_secrets(Key(JWT, is_explicit=True), {})).redact
    assert redact(f"no {payload} and no {signature} of {header}") == "no *** and no *** of ***"
    redact = Redactor(*request_secrets(Key("some-key-id:1234abcd5678", is_explicit=True), {})).redact
    assert redact("the id some-key-id has another secret than 1234abcd5678") == "the id *** has another secret than ***"


@pytest.mark.parametrize(
    "header",
    [
        *('Token token="SECRET1", email="SECRET2"', 'Digest username="SECRET1", response="SECRET2"'),
        *("a=SECRET1; b=SECRET2", "SECRET1 SECRET2", "AWS4-HMAC-SHA256 Credential=SECRET1/x, Signature=SECRET2"),
    ],
)
@pytest.mark.parametrize("name", ["authorization", "cookie", "x-team-token"])
def test_every_word_of_a_secret_header_is_masked(name: str, header: str) -> None:
    redact = Redactor(*request_secrets(None, {name: header})).redact
    assert "SECRET" not in redact(header)
    for word in ("SECRET1", "SECRET2"):
        if f"{word}/" not in header:
            assert redact(f"no {word}, sorry") == "no ***, sorry"


def test_the_secrets_of_a_query_are_masked() -> None:
    redact = Redactor(*request_secrets(None, {}, "https://a.test/v1?key=abc%2Bdefghi&api-version=2024")).redact
    assert redact("key abc%2Bdefghi (abc+defghi), version 2024") == "key *** (***), version 2024"


class StubbornError(Exception):
    """An exception of a library, whose text does not depend on its arguments."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def __str__(self) -> str:
        return self.text


@pytest.mark.parametrize(
    "make",
    [
        ValueError,
        StubbornError,
        lambda text: OSError(5, text),
        lambda text: OSError(2, "no", text),
        lambda text: ValueError(text.encode()),
        lambda text: ValueError(1, [text]),
        lambda text: KeyError(text),
        lambda text: UnicodeDecodeError("utf-8", text.encode(), 0, 1, "no"),
        lambda text: ExceptionGroup(text, [ValueError("no")]),
        lambda text: ExceptionGroup("no", [ValueError("no"), ValueError(text)]),
        lambda text: OutputError("no", body=text),
        OutputError,
    ],
)
@pytest.mark.parametrize("link", ["cause", "context", "cause of a cause", "context of a cause", "suppressed", "note"])
def test_no_exception_that_an_error_comes_from_shows_a_secret(make: Callable[[str], Exception], link: str) -> None:
    error, between, first = ProviderError("no"), ValueError("between"), make(f"bad {SECRET} {'x' * 5000}")
    match link:
        case "cause":
            error.__cause__ = first
        case "context":
            error.__context__ = first
        case "cause of a cause":
            error.__cause__, between.__cause__ = between, first
        case "context of a cause":
            error.__cause__, between.__context__ = between, first
            first.__context__ = error  # a circle
        case "suppressed":
            error.__cause__, error.__context__ = between, first
        case _:
            error.__cause__ = between
            between.add_note(str(first))
    redact_causes(error, Redactor(SECRET).redact)
    printed = "".join(traceback.format_exception(error))
    assert SECRET not in printed
    assert len(printed) < 4000
    shown = [text for each in causes(error) for text in (str(each), repr(each), *getattr(each, "__notes__", ()))]
    assert SECRET not in "".join(shown)
    assert error.__suppress_context__ == (link not in ("context",))


def test_an_error_has_a_limited_length() -> None:
    for cls, limit in ((ProviderError, 900), (OutputError, 900), (RoutingError, 4000), (InputError, 4000)):
        error = cls("x" * 100_000, request_id="r", body="b")
        error.redact(str)
        assert len(str(error)) < limit + 50


def test_no_pattern_is_compiled_for_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose users bring their own keys would pay for each failed call."""

    def refuse(*arguments: object) -> None:
        raise AssertionError(f"compiles {arguments!r:.200}")

    Redactor("a-key-that-warms-up").redact("no")
    monkeypatch.setattr("re._compile", refuse)
    for number in range(300):
        text = f"sk-{number}-" + LONG[:200]
        assert Key(text, is_explicit=True).redact(f"quota of {text} exceeded") == "quota of *** exceeded"

"""API keys are found where people keep them, and never shown."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from pathlib import Path
from typing import Any

import pytest

from inferwire.providers import REGISTRY
from inferwire_runtime.errors import InputError
from inferwire_runtime.keys import (
    Key,
    find_key,
    is_hugging_face_url,
    is_secret_name,
    query_secrets,
    without_secret_query,
)
from inferwire_runtime.providers import PrivateProvider, ProviderInfo
from tests.support.known_keys import SECRET


def value_of(key: Key | None) -> str | None:
    return None if key is None else key.header()[1].removeprefix("Bearer ")


@pytest.fixture(autouse=True)
def home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


def write_token(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


ALL_VARIABLES = {"OWN_KEY": "own", "OTHER_KEY": "other", "HF_TOKEN": "hf_variable"}


@pytest.mark.parametrize(
    ("api_key", "variables", "environ", "value"),
    [
        ("given", ("OWN_KEY",), ALL_VARIABLES, "given"),
        (None, ("OWN_KEY", "OTHER_KEY"), ALL_VARIABLES, "own"),
        (None, ("OTHER_KEY", "OWN_KEY"), ALL_VARIABLES, "other"),
        (None, ("MISSING", "OTHER_KEY"), ALL_VARIABLES, "other"),
        (None, ("MISSING",), ALL_VARIABLES, "hf_variable"),
        (None, (), ALL_VARIABLES, "hf_variable"),
        (None, ("OWN_KEY",), {"OWN_KEY": "", "HF_TOKEN": "hf_variable"}, "hf_variable"),
        (None, ("OWN_KEY",), {"OWN_KEY": " \n", "HF_TOKEN": "hf_variable"}, "hf_variable"),
        (None, (), {"HF_TOKEN": " "}, "hf_file"),
        (None, ("MISSING",), {}, "hf_file"),
        (False, ("OWN_KEY",), ALL_VARIABLES, None),
        (None, (), {"HF_TOKEN": "  hf_variable\r\n"}, "hf_variable"),
        ("\tgiven\n", (), {}, "given"),
    ],
)
def test_a_key_comes_from_the_first_of_its_sources(
    api_key: str | bool | None,
    variables: tuple[str, ...],
    environ: dict[str, str],
    value: str | None,
    home_folder: Path,
) -> None:
    write_token(home_folder / ".cache/huggingface/token", "hf_file\n")
    assert value_of(find_key(api_key, variables, environ)) == value


def test_only_a_key_that_was_passed_is_explicit(home_folder: Path) -> None:
    write_token(home_folder / ".cache/huggingface/token", "hf_file")
    found = [find_key("a", (), {}), find_key(None, ("A",), {"A": "a"}), find_key(None, (), {})]
    assert [key.is_explicit for key in found if key] == [True, False, False]


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({}, ".cache/huggingface/token"),
        ({"XDG_CACHE_HOME": "{home}/xdg"}, "xdg/huggingface/token"),
        ({"XDG_CACHE_HOME": "{home}/xdg", "HF_HOME": "{home}/hf"}, "hf/token"),
        ({"HF_HOME": "~/hf"}, "hf/token"),
        ({"HF_HOME": "{home}/hf", "HF_TOKEN_PATH": "{home}/elsewhere"}, "elsewhere"),
        ({"HF_TOKEN_PATH": "~/elsewhere"}, "elsewhere"),
        ({"HF_HOME": "", "HF_TOKEN_PATH": "", "XDG_CACHE_HOME": ""}, ".cache/huggingface/token"),
    ],
)
def test_the_saved_token_is_found(environ: dict[str, str], path: str, home_folder: Path) -> None:
    environ = {name: value.format(home=home_folder) for name, value in environ.items()}
    assert find_key(None, (), environ) is None
    write_token(home_folder / path, "  hf_file\n\n")
    assert value_of(find_key(None, (), environ)) == "hf_file"


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe\x00"])
def test_a_file_without_a_token_is_ignored(content: bytes, home_folder: Path) -> None:
    write_token(home_folder / "token", "").write_bytes(content)
    assert find_key(None, (), {"HF_HOME": str(home_folder)}) is None


def test_a_directory_in_place_of_the_file_is_ignored(home_folder: Path) -> None:
    (home_folder / "token").mkdir()
    assert find_key(None, (), {"HF_HOME": str(home_folder)}) is None


@pytest.mark.parametrize("api_key", ["", " ", "\n"])
def test_an_empty_key_is_an_error_that_names_the_remedy(api_key: str) -> None:
    with pytest.raises(InputError, match="pass api_key=False to send no key"):
        find_key(api_key, (), {"HF_TOKEN": "hf_variable"})


@pytest.mark.parametrize("inside", ["\r\nx-evil: 1", "\n", "\r", "\0", " ", "\t", "é", "\u2028", "\x7f"])
@pytest.mark.parametrize("source", ["argument", "variable", "file"])
def test_a_key_that_would_break_its_header_is_an_error_that_does_not_show_it(
    inside: str, source: str, home_folder: Path
) -> None:
    value = f"{SECRET}{inside}{SECRET}"
    if source == "file":
        (home_folder / "token").write_bytes(value.encode())
    environ = {"variable": {"HF_TOKEN": value}, "file": {"HF_HOME": str(home_folder)}}.get(source, {})
    with pytest.raises(InputError, match="copy it again") as caught:
        find_key(value if source == "argument" else None, (), environ)
    assert SECRET not in str(caught.value)


def test_a_key_goes_into_the_header_that_its_server_expects() -> None:
    key = Key(SECRET, is_explicit=True)
    assert key.header() == ("authorization", f"Bearer {SECRET}")
    other = key.with_scheme("x-key", "")
    assert (other.header(), other.header_name, other.is_explicit) == (("x-key", SECRET), "x-key", True)
    assert key.with_scheme("authorization", "Key").header() == ("authorization", f"Key {SECRET}")


@pytest.mark.parametrize(
    ("value", "is_hugging_face"),
    [("hf_a", True), ("sk-hf_a", True), ("token:hf_a", True), ("sk_hf_a", False), ("shelf_a", False), ("HF_a", False)],
)
def test_a_hugging_face_token_is_recognized_by_the_start_of_a_word(value: str, is_hugging_face: bool) -> None:
    assert Key(value, is_explicit=True).is_hugging_face is is_hugging_face


def fail_with(key: Key) -> None:
    raise RuntimeError(f"something went wrong with {key}")


def shown(key: Key, caplog: pytest.LogCaptureFixture) -> dict[str, str]:
    """Return everything that could show a key by accident."""
    try:
        fail_with(key)
    except RuntimeError as error:
        trace = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").debug("called with %s and %r", key, [key])
    return {
        "repr": repr(key),
        "str": str(key),
        "format": f"{key} {key!s} {key!r} {key:}",
        "container": str({"key": [key]}),
        "percent": "%s %r" % (key, key),  # noqa: UP031
        "traceback": trace,
        "log": caplog.text,
        "ascii": ascii(key),
    }


def test_a_key_does_not_show_itself(caplog: pytest.LogCaptureFixture) -> None:
    for name, text in shown(Key(SECRET, is_explicit=True), caplog).items():
        assert "***" in text, name
        assert SECRET not in text, name


@pytest.mark.parametrize("again", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_key_is_not_pickled(again: Any) -> None:
    with pytest.raises(TypeError, match="pickle the client"):
        again(Key(SECRET, is_explicit=True))


def test_a_key_has_no_dict() -> None:
    with pytest.raises(TypeError):
        vars(Key(SECRET, is_explicit=True))


def test_a_key_is_redacted() -> None:
    key = Key(SECRET, is_explicit=True)
    assert key.redact(f"bad key {SECRET}, {SECRET}") == "bad key ***, ***"
    assert key.redact("bad key") == "bad key"


@pytest.mark.parametrize(
    "url",
    [
        "https://huggingface.co/api/models",
        "https://HuggingFace.CO",
        "HTTPS://huggingface.co",
        "https://huggingface.co:443/x",
        "https://router.huggingface.co/v1",
        "https://a.b.huggingface.co",
        "https://abc.eu-west-1.aws.endpoints.huggingface.cloud/v1",
    ],
)
def test_an_ambient_token_goes_to_hugging_face(url: str) -> None:
    assert is_hugging_face_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://huggingface.co",
        "ftp://huggingface.co",
        "//huggingface.co",
        "huggingface.co",
        "",
        "https://",
        "https://[",
        "https://huggingface.co.evil.com",
        "https://evil-huggingface.co",
        "https://evilhuggingface.co",
        "https://huggingface.com",
        "https://huggingface.cloud",
        "https://evil.huggingface.cloud",
        "https://endpoints.huggingface.cloud.evil.com",
        "https://huggingface.co@evil.com",
        "https://huggingface.co:x@evil.com",
        "https://evil.com/huggingface.co",
        "https://evil.com?huggingface.co",
        "https://evil.com#.huggingface.co",
        "https://evil.com\\.huggingface.co",
        "https://evil.com\\@huggingface.co",
        "https://user@huggingface.co",
        "https://huggingface.co\n.evil.com",
        "https://hugg\u0131ngface.co",
        "https://localhost",
        "https://127.0.0.1",
        "https://api.together.xyz",
    ],
)
def test_an_ambient_token_goes_nowhere_else(url: str) -> None:
    assert not is_hugging_face_url(url)


QUOTED = ('"{}"', "'{}'", "`{}`", ' "{}" ', '" {} "', "'\"{}\"'", '"{}"\r\n')
PLACEHOLDERS = (
    "<{}>",
    "${{{}}}",
    "{{{}}}",
    "{{{{{}}}}}",
    "token={}",
    "HF_TOKEN={}",
    "export-key={}",
    "${}",
    "%{}%",
    "x${{{}}}",
)


@pytest.mark.parametrize("quoted", QUOTED)
@pytest.mark.parametrize("source", ["argument", "own variable", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "file"])
def test_quotation_marks_around_a_key_are_removed(quoted: str, source: str, home_folder: Path) -> None:
    text = quoted.format("abc-DEF_123")
    if source == "file":
        (home_folder / "token").write_text(text)
    variable = {"own variable": "OWN_KEY"}.get(source, source)
    environ = {"HF_HOME": str(home_folder)} if source == "file" else {variable: text}
    key = find_key(text if source == "argument" else None, ("OWN_KEY",), environ)
    assert value_of(key) == "abc-DEF_123"


@pytest.mark.parametrize("quoted", ['""', "''", '" "', '"', "'"])
def test_quotation_marks_around_nothing_are_no_key(quoted: str) -> None:
    assert find_key(None, ("OWN_KEY",), {"OWN_KEY": quoted, "HF_TOKEN": quoted}) is None
    with pytest.raises(InputError, match="empty"):
        find_key(quoted, (), {})


@pytest.mark.parametrize("broken", [*PLACEHOLDERS, '"{}', "{}'", '"{}" "{}"', "a'{}", "“{}”", "Bearer {}"])
@pytest.mark.parametrize("source", ["argument", "OWN_KEY", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "file"])
def test_what_is_not_a_key_is_an_error_that_does_not_show_it(broken: str, source: str, home_folder: Path) -> None:
    text = broken.format(SECRET, SECRET)
    if source == "file":
        (home_folder / "token").write_text(text, encoding="utf-8")
    environ = {"HF_HOME": str(home_folder)} if source == "file" else {source: text}
    with pytest.raises(InputError, match="API key") as caught:
        find_key(text if source == "argument" else None, ("OWN_KEY",), environ)
    assert SECRET not in str(caught.value)
    assert source in ("argument", "file") or source in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "c2VjcmV0c2VjcmV0==",
        "abcdef=",
        "id:secret",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "a$b",
        "a<b",
        "dXNlcg==:cGFzcw==",
    ],
)
def test_a_key_may_contain_other_characters(value: str) -> None:
    assert value_of(find_key(value, (), {})) == value


@pytest.mark.parametrize("value", ["hf_abc", "api_org_abc", "sk-abc", "anything"])
@pytest.mark.parametrize("source", ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "file"])
def test_the_token_of_hugging_face_may_be_any_text(value: str, source: str, home_folder: Path) -> None:
    if source == "file":
        (home_folder / "token").write_text(value)
    environ = {"HF_HOME": str(home_folder)} if source == "file" else {source: f'"{value}"'}
    found = find_key(None, ("OWN_KEY",), environ)
    assert found is not None
    assert found.is_hugging_face
    assert found.with_scheme("x-key", "").is_hugging_face
    if source != "file":  # passed a second time
        for again in (find_key(value, (), environ), find_key(None, ("OWN_KEY",), {**environ, "OWN_KEY": value})):
            assert again is not None
            assert again.is_hugging_face


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_token_that_an_editor_or_shell_saved_is_found(encoding: str, home_folder: Path) -> None:
    (home_folder / "token").write_bytes("hf_file\r\n".encode(encoding))
    assert value_of(find_key(None, (), {"HF_HOME": str(home_folder)})) == "hf_file"


def test_the_token_of_hugging_face_is_not_searched_for_a_call_that_goes_elsewhere(home_folder: Path) -> None:
    (home_folder / "token").write_text("hf_file")
    environ = {"HF_HOME": str(home_folder), "HF_TOKEN": "<hf_broken>"}
    assert find_key(None, ("OWN_KEY",), environ, is_for_hugging_face=False) is None
    assert value_of(find_key(None, ("OWN_KEY",), {**environ, "OWN_KEY": "own"}, is_for_hugging_face=False)) == "own"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "authorization",
            "Proxy-Authorization",
            "cookie",
            "set-cookie",
            "api-key",
            "x-api-key",
            "X-Key",
            "x-api-token",
        ),
        *("x-auth-token", "x-goog-api-key", "x-amz-security-token", "ocp-apim-subscription-key", "private-token"),
        *(
            "xi-api-key",
            "apikey",
            "key",
            "api_key",
            "access_token",
            "x-goog-signature",
            "sig",
            "client_secret",
            "x-auth",
        ),
    ],
)
def test_the_name_of_a_secret_is_recognized(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name", ["accept", "x-hf-bill-to", "idempotency-key", "x-max-tokens", "x-monkey", "api-version"]
)
def test_other_names_are_not_secret(name: str) -> None:
    assert not is_secret_name(name)


def test_the_header_that_carries_the_key_of_any_provider_is_secret() -> None:
    for provider in REGISTRY.providers.values():
        assert is_secret_name(provider.header)
    assert not is_secret_name("x-of-our-team")
    PrivateProvider(ProviderInfo(name="team", title="Team", tasks=(), header="X-Of-Our-Team"), {})
    assert is_secret_name("x-of-our-team")


def test_the_secrets_of_a_query_are_found() -> None:
    url = "https://a.test/v1?key=abcdef%2B1&api-version=2&code=xyzxyz&sig=&flag#key=no"
    assert set(query_secrets(url)) == {"abcdef%2B1", "abcdef+1", "xyzxyz"}
    assert without_secret_query(url) == "https://a.test/v1?api-version=2&flag"
    assert without_secret_query("https://a.test/v1?a=1#b") == "https://a.test/v1?a=1#b"

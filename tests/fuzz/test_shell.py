"""The command line of a request holds its strings as data: a shell runs no part of any string."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inferwire_runtime.exchange import PreparedRequest
from inferwire_runtime.keys import Key
from inferwire_runtime.media_inputs import read_file
from inferwire_runtime.models import Request
from inferwire_runtime.uploads import base64_field

BASH = shutil.which("bash")
IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(300)
SECRET = "hf_secretSECRET0123"
# Prints its arguments and its input, each with a byte behind it that no argument can contain.
CURL = r"""curl() { printf '%s\0' "$@"; if [[ " $* " == *' @- '* ]]; then cat; fi; }"""
PIECES = ["'", '"', "`touch PWNED`", "$(touch PWNED)", "$API_KEY", "\\", "\n", "!", "END_OF_BODY", ";touch PWNED;"]
PIECES += [
    "&",
    "|",
    "<",
    ">",
    "#",
    "*",
    "?",
    "[",
    "~",
    "{a,b}",
    " ",
    "%s",
    "-",
    "@",
    "\u2028",
    "\u00e9",
    "a",
    "\t",
    "x=1",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
strings = texts.map("".join)
lines = strings.map(lambda text: "".join(char for char in text if char.isascii() and char.isprintable()).strip() or "a")
tokens = st.text("!#$%&'*+.^_`|~0123456789ABCXYZabcxyz-", min_size=1, max_size=20)
file_names = strings.map(lambda text: text.replace("/", "_")[:40]).filter(lambda name: name not in ("", ".", "..", "-"))
pytestmark = pytest.mark.skipif(BASH is None, reason="there is no bash")


def arguments_of(prepared: PreparedRequest, folder: Path) -> list[bytes]:
    """Run the command line with a function in place of curl, and return the arguments and the input that it gets."""
    before = set(os.listdir(folder))
    done = subprocess.run(
        [str(BASH), "-c", f"{CURL}\n{prepared.to_curl()}"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "API_KEY": "the key", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
        timeout=20,
    )
    assert done.stderr == b""
    assert set(os.listdir(folder)) == before
    assert SECRET not in prepared.to_curl()
    return done.stdout.split(b"\0")


@given(value=lines, name=tokens, secret=tokens, text=strings, scheme=st.sampled_from(["Bearer", "", "Key"]))
def test_headers_keys_and_bodies_are_data(
    value: str, name: str, secret: str, text: str, scheme: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("shell")
    names = {f"n-{name}".lower(): value, f"{secret}-api-key".lower(): SECRET}
    key = Key(SECRET, is_explicit=True, scheme=scheme)
    request = Request(method="POST", url="http://a.test/", json={"a": text}, key=key)
    arguments = arguments_of(PreparedRequest(request, names), folder)
    assert f"{key.header_name}: {f'{scheme} the key'.strip()}".encode() in arguments
    assert f"n-{name}: {value}".lower().encode() in [each.lower() for each in arguments]
    assert f"{secret}-api-key: the key".lower().encode() in [each.lower() for each in arguments]
    body = PreparedRequest(request, {}).body
    assert body in arguments


@given(value=lines, name=tokens)
def test_the_url_is_data(value: str, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    value, name = value.replace("#", "").replace("&", ""), name.replace("#", "").replace("&", "")
    url = f"http://a.test/?{name}={value}&api_key={SECRET}"
    prepared = PreparedRequest(Request(method="GET", url=url), {})
    arguments = arguments_of(prepared, tmp_path_factory.mktemp("shell"))
    assert arguments[0].decode().endswith("&api_key=the key")
    assert arguments[0].decode().startswith("http://a.test/?")
    assert f"={value}&".encode() in arguments[0]


@settings(max_examples=30)
@given(file_name=file_names, text=strings, form=st.booleans())
def test_names_of_files_are_data(
    file_name: str, text: str, form: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("shell")
    path = folder / file_name
    try:
        path.write_bytes(IMAGE)
    except OSError:
        return  # too long for this file system
    file = read_file(path, "image")
    if form:
        request = Request(method="POST", url="http://a.test/", form={"image": file, "text": text})
        arguments = arguments_of(PreparedRequest(request, {}), folder)
        assert f"text={text}".encode() in arguments
        argument = next(each.decode() for each in arguments if each.startswith(b"image=@"))
        shown = argument.removeprefix("image=@").removesuffix(";type=image/png")
        if shown.startswith('"'):  # as curl unquotes it
            shown = shown[1:-1].replace("\\\\", "\0").replace('\\"', '"').replace("\0", "\\")
        else:
            assert not set(shown) & set(",;")
        assert Path(shown) == path
    else:
        request = Request(method="POST", url="http://a.test/", json={"a": text, "image": base64_field(file)})
        arguments = arguments_of(PreparedRequest(request, {}), folder)
        assert arguments[-1].removesuffix(b"\n") == PreparedRequest(request, {}).body

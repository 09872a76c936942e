"""Convert requests to ``curl`` command lines, for inspection, manual runs and bug reports."""

from __future__ import annotations

import re
import shlex
from itertools import count
from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.bodies import encode_json_fragments
from inferwire_runtime.keys import is_secret_name, is_secret_parameter
from inferwire_runtime.uploads import Base64Field, FormValue, LocalFile, TextFile, path_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.keys import Key

KEY = "$API_KEY"
KEY_MARK = "\0"  # in place of `KEY` until the rest is quoted; neither URLs nor headers can contain it
PLAIN = re.compile(r"[\w@%+=:,./?&~ \0-]*", re.ASCII)  # means the same within double quotes
ARGUMENT_LIMIT = 96 * 1024  # bytes; below the 128 KiB that Linux allows for one argument
DELIMITER = "END_OF_BODY"


def curl_command(
    *,
    method: str,
    url: str,
    headers: Mapping[str, str],
    key: Key | None,
    json: Json,
    content: LocalFile | None,
    form: Mapping[str, FormValue] | None,
) -> str:
    """Return a command line for a POSIX shell, with the variable ``API_KEY`` in place of the API key.

    The command reads files from disk, and encodes them where necessary. A file in memory is read from stdin.

    Args:
        method: HTTP method.
        url: Absolute URL.
        headers: Request headers without the key.
        key: Determines the header and scheme of the key; its value is not used.
        json: Value of a JSON body; UNSET for another body or none.
        content: File that is the whole body.
        form: Fields of a multipart form.
    """
    has_body = json is not UNSET or content is not None or form is not None
    option = "" if method == ("POST" if has_body else "GET") else f"-X {method} "
    lines = [f"curl {option}{_url_argument(url)}"]
    if key is not None:
        value = f"{key.scheme} {KEY_MARK}".strip()
        lines.append(f"-H {_quote(f'{key.header_name}: {value}')}")
    for name, value in headers.items():
        if is_secret_name(name):
            lines.append(f"-H {_quote(f'{name}: {KEY_MARK}')}")
        elif not _is_sent_by_curl(name, value, is_form=form is not None):
            lines.append(f"-H {_quote(f'{name}: {value}')}")
    here_document = ""
    if json is not UNSET:
        argument, here_document = _json_argument(json)
        lines.append(argument)
    elif isinstance(content, TextFile):
        lines.append(f"--data-raw {shlex.quote(content.text)}")
    elif content is not None:
        lines.append(f"--data-binary {shlex.quote(f'@{path_of(content)}')}")
    elif form is not None:
        lines += [
            _form_argument(name, item)
            for name, value in form.items()
            for item in (value if isinstance(value, list) else [value])
        ]
    return " \\\n  ".join(lines) + here_document


def _url_argument(url: str) -> str:
    """Return the argument for a URL, with the variable ``API_KEY`` in place of the secrets in its query."""
    base, mark, query = url.partition("?")
    items = [item.partition("=") for item in query.split("&")]
    if not any(value and is_secret_parameter(name) for name, _, value in items):
        return _quote(url)
    hidden = "&".join(
        f"{name}={KEY_MARK}" if is_secret_parameter(name) else f"{name}{sign}{value}" for name, sign, value in items
    )
    return _quote(f"{base}{mark}{hidden}")


def _quote(text: str) -> str:
    """Return a string as one argument of a shell, in which `KEY_MARK` becomes the variable of the key."""
    if KEY_MARK not in text:
        return shlex.quote(text)
    if PLAIN.fullmatch(text):
        return f'"{text.replace(KEY_MARK, KEY)}"'
    return f'"{KEY}"'.join(shlex.quote(part) if part else "" for part in text.split(KEY_MARK))


def _is_sent_by_curl(name: str, value: str, *, is_form: bool) -> bool:
    """Return whether curl sends this header, or a similar one, by default."""
    return name == "user-agent" or (name, value) == ("accept", "*/*") or (is_form and name == "content-type")


def _json_argument(value: Json) -> tuple[str, str]:
    """Return the argument for a JSON body, and the here-document that follows the command."""
    fragments, files = encode_json_fragments(value, lambda file: file.source is not None)
    if files:
        # The shell expands this here-document: escape what is not meant for it.
        first, *others = (re.sub(r"([\\$`])", r"\\\1", fragment.decode()) for fragment in fragments)
        text = first + "".join(map(_base64_and, map(path_of, files), others))
        return "--data-binary @-", _here_document(text, is_expanded=True)
    text = fragments[0].decode()
    if len(fragments[0]) > ARGUMENT_LIMIT:
        return "--data-binary @-", _here_document(text, is_expanded=False)
    return f"--data-raw {shlex.quote(text)}", ""


def _here_document(text: str, *, is_expanded: bool) -> str:
    """Return a here-document with a delimiter that is not a line of *text*: even a file name may contain any line."""
    lines = set(text.split("\n"))
    delimiters = (f"{DELIMITER}_{number}" if number else DELIMITER for number in count())
    delimiter = next(each for each in delimiters if each not in lines)
    return f" <<{delimiter if is_expanded else repr(delimiter)}\n{text}\n{delimiter}"


def _base64_and(path: str, rest: str) -> str:
    """Return the command substitution for the base64 of a file, and the fragment after it."""
    return f"$(base64 < {shlex.quote(path)} | tr -d '\\n'){rest}"


def _form_argument(name: str, value: str | LocalFile | Base64Field) -> str:
    """Return the argument for a form field."""
    if isinstance(value, str):
        return f"--form-string {shlex.quote(f'{name}={value}')}"
    if isinstance(value, Base64Field):
        path = _base64_and(path_of(value.file), "")
        return f'-F {shlex.quote(f"{name}={value.prefix}")}"{path}"'
    path = path_of(value)
    if re.search(r'[,;"\\]', path):  # else curl reads several files, or options of a part
        path = '"' + re.sub(r'(["\\])', r"\\\1", path) + '"'
    return f"-F {shlex.quote(f'{name}=@{path};type={value.media_type}')}"

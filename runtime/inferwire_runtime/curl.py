"""A request as a command line for ``curl``, to be read, sent by hand, or put into a report."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_runtime.bodies import encode_around
from inferwire_runtime.keys import SECRET_HEADERS
from inferwire_runtime.media import Upload

if TYPE_CHECKING:
    from inferwire_runtime.errors import Json
    from inferwire_runtime.transport import Prepared

KEY = "$API_KEY"
ARGUMENT_LIMIT = 96 * 1024  # bytes; systems take no longer argument than 128 KiB
END = "END_OF_BODY"
STDIN = "-"  # a medium without a file is to be piped in


def curl_command(prepared: Prepared) -> str:
    """Give a command line for a POSIX shell; the key stands in the variable ``API_KEY``.

    Media in files are read by the command, as they are or as base64.
    """
    request = prepared.request
    usual = "GET" if prepared.content is None else "POST"  # what curl does of itself
    method = "" if prepared.method == usual else f"-X {prepared.method} "
    lines = [f"curl {method}{shlex.quote(prepared.url)}"]
    if request.key is not None:
        value = f"{request.key.scheme} {KEY}".strip()
        lines.append(f'-H "{request.key.header_name}: {value}"')
    for name, text in prepared.headers.items():
        if name in SECRET_HEADERS:
            lines.append(f'-H "{name}: {KEY}"')
        elif _is_told(name, text, is_form=request.form is not None):
            lines.append(f"-H {shlex.quote(f'{name}: {text}')}")
    end = ""
    if request.json is not UNSET:
        argument, end = _json(request.json)
        lines.append(argument)
    elif request.content is not None:
        lines.append(f"--data-binary {shlex.quote(f'@{_place(request.content)}')}")
    elif request.form is not None:
        lines += [_field(name, value) for name, value in request.form.items()]
    return " \\\n  ".join(lines) + end


def _is_told(name: str, text: str, *, is_form: bool) -> bool:
    """Whether curl must be told of a header: of all but those that it sets itself."""
    return name != "user-agent" and (name, text) != ("accept", "*/*") and not (is_form and name == "content-type")


def _json(value: Json) -> tuple[str, str]:
    """Give the argument for a JSON body, and what follows the command."""
    pieces, left_out = encode_around(value, lambda upload: upload.source is not None)
    if left_out:
        # A shell reads these signs in what follows.
        first, *others = (re.sub(r"([\\$`])", r"\\\1", piece.decode()) for piece in pieces)
        text = first + "".join(map(_file_and, map(_place, left_out), others))
        return "--data-binary @-", f" <<{END}\n{text}\n{END}"
    text = pieces[0].decode()
    if len(pieces[0]) > ARGUMENT_LIMIT:
        return "--data-binary @-", f" <<'{END}'\n{text}\n{END}"
    return f"--data-raw {shlex.quote(text)}", ""


def _file_and(path: str, rest: str) -> str:
    """Give the base64 of a file, as a shell makes it, and what follows."""
    return f"$(base64 < {shlex.quote(path)} | tr -d '\\n'){rest}"


def _field(name: str, value: str | Upload) -> str:
    """Give the argument for a field of a form."""
    if isinstance(value, str):
        return f"--form-string {shlex.quote(f'{name}={value}')}"
    return f"-F {shlex.quote(f'{name}=@{_place(value)};type={value.media_type}')}"


def _place(upload: Upload) -> str:
    """Say where a command finds a medium."""
    return STDIN if upload.source is None else _short(upload.source)


def _short(path: str) -> str:
    """Give a path as it is seen from the working directory, where it lies below it."""
    near = os.path.relpath(path)
    return path if near.startswith(os.pardir) else near

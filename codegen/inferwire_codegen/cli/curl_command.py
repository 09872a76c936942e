"""Read a curl command: the method, URL, headers and body of its request. Nothing is sent, and no shell runs."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

TAKES_VALUE = frozenset("AbcCeEKmoTuxyYz") | {
    *("--max-time", "--connect-timeout", "--user-agent", "--output", "--cacert"),
    *("--proxy", "--retry", "--user", "--cookie", "--referer", "--cert", "--key", "--write-out"),
}
DATA = ("-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode", "--json")
KEY_HEADER = re.compile(r"authorization|(^|-)(api-?)?key$|token$", re.IGNORECASE)
KEY_PARAMETER = re.compile(r"(api[-_]?)?key|token|access_token", re.IGNORECASE)
VARIABLE = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?|\$?<([^<>]+)>|\{\{?\s*([A-Za-z_][\w ]*)\s*\}?\}")
OWN_HEADERS = frozenset({"accept", "content-type", "content-length", "host", "user-agent", "accept-encoding"})


class CurlRequest(Struct, frozen=True, kw_only=True):
    """The request of a curl command, without its key.

    Attributes:
        auth: How the key is sent, as in a provider's file; None if the command has none.
        variable: The environment variable that the command takes its key from, if any.
        body: The decoded JSON; None if there is none.
        form: The parts of a multipart form; files are strings that begin with ``@``.
        file: Whether the body is a file.
    """

    method: str
    url: str
    auth: str | None
    variable: str | None
    headers: dict[str, str]
    query: dict[str, str]
    body: Any = None
    form: dict[str, Any] | None = None
    file: bool = False


def read_curl(command: str) -> CurlRequest:
    """Return the request of a curl command.

    Raises:
        ValueError: If the text is not a curl command that can be read.
    """
    try:
        words = shlex.split(re.sub(r"\\\r?\n", " ", command).replace("$'", "'"))
    except ValueError as exc:
        raise ValueError(f"the curl command cannot be read: {exc}; close its quotes") from exc
    if not words or words[0] != "curl":
        raise ValueError("the command does not begin with curl; pass it in one pair of quotes")
    method, urls, headers, data, parts = "", list[str](), list[str](), list[str](), list[str]()
    waiting = iter(words[1:])
    for word in waiting:
        name, equals, attached = word.partition("=") if word.startswith("--") else (word, "", "")
        if (
            name.startswith("-")
            and not name.startswith("--")
            and len(name) > 2
            and name[:2] in ("-X", "-H", "-d", "-F")
        ):
            name, equals, attached = name[:2], "=", name[2:]
        value = attached if equals else None
        if name in ("-X", "--request"):
            method = value or next(waiting, "")
        elif name in ("-H", "--header"):
            headers.append(value or next(waiting, ""))
        elif name in DATA:
            data.append(value or next(waiting, ""))
        elif name in ("-F", "--form", "--form-string"):
            parts.append(value or next(waiting, ""))
        elif name == "--url":
            urls.append(value or next(waiting, ""))
        elif name in TAKES_VALUE or (name.startswith("-") and not name.startswith("--") and name[-1] in TAKES_VALUE):
            _ = value or next(waiting, "")
        elif not name.startswith("-"):
            urls.append(word)
    if len(urls) != 1:
        raise ValueError(f"the curl command has {len(urls)} URLs; pass a command with one")
    return _request(method, urls[0], headers, data, parts)


def _request(method: str, url: str, headers: list[str], data: list[str], parts: list[str]) -> CurlRequest:
    """Return the request, with its key apart from the rest."""
    pairs = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in headers)]
    auth = variable = None
    others: dict[str, str] = {}
    for name, value in pairs:
        if KEY_HEADER.search(name):
            scheme, _, key = value.rpartition(" ")
            auth = f"{scheme} {{api_key}}" if name == "authorization" and scheme else f"{name}: {{api_key}}"
            variable = _variable(key)
        elif name not in OWN_HEADERS:
            others[name] = value
    parts_of_url = urlsplit(url)
    query: dict[str, str] = {}
    for name, value in parse_qsl(parts_of_url.query, keep_blank_values=True):
        if auth is None and KEY_PARAMETER.fullmatch(name):
            auth, variable = f"?{name}={{api_key}}", _variable(value)
        else:
            query[name] = value
    form = {name: value.partition(";type=")[0] for name, _, value in (part.partition("=") for part in parts)} or None
    text = "&".join(data)
    is_file = text.startswith("@") and not form
    return CurlRequest(
        method=(method or ("POST" if data or parts else "GET")).upper(),
        url=parts_of_url._replace(query="", fragment="").geturl(),
        auth=auth,
        variable=variable,
        headers=others,
        query=query,
        body=None if is_file or not text else _json(text),
        form=form,
        file=is_file,
    )


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as exc:
        raise ValueError(f"the body of the curl command is not JSON: {exc}; correct it, or use -F for a form") from exc


def _variable(key: str) -> str | None:
    """Return the environment variable that stands for a key in an example, if the example names one."""
    found = VARIABLE.fullmatch(key.strip("\"'"))
    if found is None:
        return None
    name = re.sub(r"\W+", "_", next(group for group in found.groups() if group)).strip("_").upper()
    return name if re.fullmatch(r"[A-Z][A-Z0-9_]*", name) and name not in ("API_KEY", "TOKEN", "YOUR_API_KEY") else None

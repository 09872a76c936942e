"""Convert requests to programs in Python and JavaScript that send them. They read the key from the environment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import msgspec
from msgspec import UNSET, Struct

from inferwire_runtime.bodies import encode_json_fragments
from inferwire_runtime.errors import InputError
from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.keys import is_secret_name, is_secret_parameter
from inferwire_runtime.uploads import Base64Field, FormValue, LocalFile, path_of

WIDTH = 88  # characters of a line, as formatters allow
TIMEOUT = 600  # seconds
OPENAI_CALLS = {  # by the end of the URL
    "/chat/completions": "chat.completions.create",
    "/completions": "completions.create",
    "/embeddings": "embeddings.create",
    "/images/generations": "images.generate",
    "/images/edits": "images.edit",
    "/audio/speech": "audio.speech.create",
    "/audio/transcriptions": "audio.transcriptions.create",
    "/responses": "responses.create",
}
OPENAI_RESULTS = {
    "chat.completions.create": "print(result.choices[0].message.content)",
    "completions.create": "print(result.choices[0].text)",
    "embeddings.create": "print(result.data[0].embedding)",
    "audio.speech.create": 'result.write_to_file("speech")',
    "audio.transcriptions.create": "print(result.text)",
}
OPENAI_FIELDS = {  # that the methods of OpenAI's client accept; any other is passed in extra_body
    "chat.completions.create": frozenset(
        {
            *(
                "audio",
                "frequency_penalty",
                "logit_bias",
                "logprobs",
                "max_completion_tokens",
                "max_tokens",
                "messages",
            ),
            *("metadata", "modalities", "model", "n", "parallel_tool_calls", "prediction", "presence_penalty"),
            *("reasoning_effort", "response_format", "seed", "service_tier", "stop", "store", "stream"),
            *("stream_options", "temperature", "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity"),
        }
    ),
    "completions.create": frozenset(
        {
            *("best_of", "echo", "frequency_penalty", "logit_bias", "logprobs", "max_tokens", "model", "n"),
            *("presence_penalty", "prompt", "seed", "stop", "stream", "stream_options", "suffix", "temperature"),
            *("top_p", "user"),
        }
    ),
    "embeddings.create": frozenset({"dimensions", "encoding_format", "input", "model", "user"}),
    "images.generate": frozenset(
        {
            *("background", "model", "moderation", "n", "output_compression", "output_format", "prompt", "quality"),
            *("response_format", "size", "style", "user"),
        }
    ),
    "images.edit": frozenset(
        {"background", "image", "model", "n", "prompt", "quality", "response_format", "size", "user"}
    ),
    "audio.speech.create": frozenset({"input", "instructions", "model", "response_format", "speed", "voice"}),
    "audio.transcriptions.create": frozenset(
        {"file", "language", "model", "prompt", "response_format", "temperature", "timestamp_granularities"}
    ),
    "responses.create": frozenset(
        {"input", "instructions", "max_output_tokens", "model", "temperature", "tools", "top_p"}
    ),
}


class _Prepared(Protocol):
    """The part of a `PreparedRequest` that programs need."""

    request: Any
    method: str
    url: str
    headers: dict[str, str]

    @property
    def url_with_key(self) -> str: ...


class Code(str):
    """An expression, in contrast to a string."""

    __slots__ = ()


class _Language(Struct, frozen=True, kw_only=True):
    """How values are written in a language.

    Attributes:
        string: Function that returns the literal of a string.
        constants: Literals of None, True and False.
        variable: Expression for an environment variable.
        contents: Expression for the bytes of a file.
        base64: Expression for the base64 of a file.
        decode: Expression for bytes in base64.
    """

    string: Callable[[str], str]
    constants: Mapping[Any, str]
    variable: str
    contents: str
    base64: str
    decode: str

    def text(self, *parts: str) -> Code:
        """Return an expression that joins strings and expressions."""
        shown = [part if isinstance(part, Code) else self.string(part) for part in parts if part]
        return Code(" + ".join(shown) or self.string(""))

    def environment(self, name: str) -> Code:
        """Return the expression for an environment variable."""
        return Code(self.variable.format(self.string(name)))

    def bytes_of(self, file: LocalFile) -> Code:
        """Return the expression for the bytes of a file."""
        if file.source is not None:
            return Code(self.contents.format(self.string(path_of(file))))
        return Code(self.decode.format(self.string(file.json_value())))

    def base64_of(self, file: LocalFile) -> Code:
        """Return the expression for the base64 of a file."""
        if file.source is not None:
            return Code(self.base64.format(self.string(path_of(file))))
        return Code(self.string(file.json_value()))

    def literal(self, value: Json, depth: int = 0) -> str:
        """Return the literal of a JSON value, over several lines if it is long."""
        if isinstance(value, Code):
            return value
        if isinstance(value, str):
            return self.string(value)
        if value is None or isinstance(value, bool):
            return self.constants[value]
        if is_object(value):
            items = [f"{self.string(str(name))}: {self.literal(item, depth + 1)}" for name, item in value.items()]
            return _enclose("{", items, "}", depth)
        if is_list(value):
            return _enclose("[", [self.literal(item, depth + 1) for item in value], "]", depth)
        return json.dumps(value)


PYTHON = _Language(
    string=lambda text: ascii(text) if any("\ud800" <= character <= "\udfff" for character in text) else _quote(text),
    constants={None: "None", True: "True", False: "False"},
    variable="os.environ[{}]",
    contents="Path({}).read_bytes()",
    base64="base64.b64encode(Path({}).read_bytes()).decode()",
    decode="base64.b64decode({})",
)
JAVASCRIPT = _Language(
    string=lambda text: json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
    constants={None: "null", True: "true", False: "false"},
    variable="process.env[{}]",
    contents="readFileSync({})",
    base64='readFileSync({}).toString("base64")',
    decode='Buffer.from({}, "base64")',
)


def _quote(text: str) -> str:
    """Return a Python literal, in double quotes if that needs no escapes."""
    literal = repr(text)
    return f'"{literal[1:-1]}"' if literal[0] == "'" and '"' not in literal and "\\'" not in literal else literal


def _enclose(opening: str, items: list[str], closing: str, depth: int) -> str:
    line = f"{opening}{', '.join(items)}{closing}"
    if len(line) + 4 * depth <= WIDTH and "\n" not in line:
        return line
    margin = "    " * (depth + 1)
    lines = "".join(f"{margin}{item},\n" for item in items)
    return f"{opening}\n{lines}{'    ' * depth}{closing}"


def to_python(request: _Prepared) -> str:
    """Return a Python program that sends a request with httpx."""
    url, headers = _url(request, PYTHON), _headers(request, PYTHON)
    arguments = [PYTHON.string(request.method), url]
    if headers:
        arguments.append(f"headers={PYTHON.literal(headers, 1)}")
    source = request.request
    if source.json is not UNSET:
        arguments.append(f"json={PYTHON.literal(_json(source.json, PYTHON), 1)}")
    elif source.content is not None:
        arguments.append(f"content={PYTHON.bytes_of(source.content)}")
    elif source.form is not None:
        fields = [f"({PYTHON.string(name)}, {_python_field(value)})" for name, value in _form_items(source.form)]
        arguments.append(f"files={_enclose('[', fields, ']', 1)}")
    arguments.append(f"timeout={TIMEOUT}")
    call = f"response = httpx.request{_enclose('(', arguments, ')', 0)}"
    body = (
        f"{call}\n"
        "response.raise_for_status()\n"
        'if "json" in response.headers.get("content-type", ""):\n'
        "    print(response.json())\n"
        "else:\n"
        '    Path("output").write_bytes(response.content)\n'
    )
    return f"{_imports(body, 'httpx')}\n\n{body}"


def to_openai(request: _Prepared) -> str:
    """Return a Python program that sends a request with OpenAI's client.

    Raises:
        InputError: If OpenAI's interface has no such request, or its key is in another header.
    """
    url, _, query = request.url.partition("?")
    end = max((end for end in OPENAI_CALLS if url.endswith(end)), key=len, default=None)
    key = request.request.key
    if end is None or (key is not None and (key.header_name, key.scheme) != ("authorization", "Bearer")):
        raise InputError("OpenAI's interface has no such request; call to_python() or to_javascript()")
    call = OPENAI_CALLS[end]
    headers = _headers(request, PYTHON)
    headers.pop("authorization", None)
    headers.pop("accept", None)
    arguments = [f"base_url={PYTHON.string(url.removesuffix(end))}"]
    arguments.append(f"api_key={PYTHON.string('none') if key is None else PYTHON.environment(key.variable)}")
    if query:
        arguments.append(f"default_query={PYTHON.literal(dict(_query(query, PYTHON)), 1)}")
    if headers:
        arguments.append(f"default_headers={PYTHON.literal(headers, 1)}")
    known: list[str] = []
    extra: dict[str, Any] = {}
    for name, value in _openai_fields(request):
        if name in OPENAI_FIELDS[call]:
            known.append(f"{name}={PYTHON.literal(value, 1)}")
        else:
            extra[name] = value
    if extra:
        known.append(f"extra_body={PYTHON.literal(extra, 1)}")
    body = (
        f"client = OpenAI{_enclose('(', arguments, ')', 0)}\n"
        f"result = client.{call}{_enclose('(', known, ')', 0)}\n"
        f"{OPENAI_RESULTS.get(call, 'print(result)')}\n"
    )
    return f"{_imports(body)}\nfrom openai import OpenAI\n\n{body}".lstrip()


def to_javascript(request: _Prepared) -> str:
    """Return a JavaScript module that sends a request with fetch, for Node.js 18 and newer."""
    source = request.request
    headers = _headers(request, JAVASCRIPT)
    before = ""
    options: dict[str, Any] = {"method": request.method}
    if source.json is not UNSET:
        headers["content-type"] = "application/json"
        options["body"] = Code(f"JSON.stringify({JAVASCRIPT.literal(_json(source.json, JAVASCRIPT), 1)})")
    elif source.content is not None:
        headers["content-type"] = source.content.media_type
        options["body"] = JAVASCRIPT.bytes_of(source.content)
    elif source.form is not None:
        lines = [
            f"form.append({JAVASCRIPT.string(name)}, {_javascript_field(value)});\n"
            for name, value in _form_items(source.form)
        ]
        before = "const form = new FormData();\n" + "".join(lines)
        options["body"] = Code("form")
    if headers:
        options["headers"] = headers
    call = f"const response = await fetch({_url(request, JAVASCRIPT)}, {JAVASCRIPT.literal(options)});\n"
    body = (
        f"{before}{call}"
        "if (!response.ok) {\n"
        "    throw new Error(`${response.status} ${await response.text()}`);\n"
        "}\n"
        'if ((response.headers.get("content-type") ?? "").includes("json")) {\n'
        "    console.log(JSON.stringify(await response.json(), null, 2));\n"
        "} else {\n"
        '    writeFileSync("output", Buffer.from(await response.arrayBuffer()));\n'
        "}\n"
    )
    names = ", ".join(name for name in ("readFileSync", "writeFileSync") if f"{name}(" in body)
    return f'import {{ {names} }} from "node:fs";\n\n{body}'


def _imports(body: str, *libraries: str) -> str:
    """Return the imports of a Python program."""
    names = [name for name in ("base64", "os") if f"{name}." in body]
    lines = [f"import {name}" for name in names] + (["from pathlib import Path"] if "Path(" in body else [])
    return "\n".join([*lines, *([""] if lines and libraries else []), *(f"import {name}" for name in libraries)])


def _url(request: _Prepared, language: _Language) -> str:
    """Return the expression for the URL, with variables in place of the secrets in its query."""
    base, mark, query = request.url_with_key.partition("?")
    parts: list[str] = [base + mark]
    for index, (name, value) in enumerate(_query(query, language)):
        start = f"{'&' if index else ''}{name}="
        if isinstance(value, Code):
            parts += [start, value]
        else:
            parts.append(start + value if value is not None else start.removesuffix("="))
    merged: list[str] = []
    for part in parts:
        if merged and not isinstance(part, Code) and not isinstance(merged[-1], Code):
            merged[-1] += part
        else:
            merged.append(part)
    return language.text(*merged)


def _query(query: str, language: _Language) -> Iterator[tuple[str, Any]]:
    """Yield the parameters of a query, with variables in place of secrets."""
    for name, sign, value in (item.partition("=") for item in query.split("&") if item):
        if value and is_secret_parameter(name):
            yield name, language.environment("API_KEY")
        else:
            yield name, value if sign else None


def _headers(request: _Prepared, language: _Language) -> dict[str, Any]:
    """Return the headers, with variables in place of secrets, without those that every client sends itself."""
    headers: dict[str, Any] = {}
    if (key := request.request.key) is not None and not key.parameter:
        headers[key.header_name] = language.text(f"{key.scheme} ".lstrip(), language.environment(key.variable))
    for name, value in request.headers.items():
        is_default = name == "user-agent" or (name, value) == ("accept", "*/*")
        if name == "content-type":
            is_default = request.request.content is None  # of JSON, and of a form
        if is_secret_name(name):
            headers[name] = language.environment("API_KEY")
        elif not is_default:
            headers[name] = value
    return headers


def _json(value: Json, language: _Language) -> Any:
    """Return a JSON value with expressions in place of the files on disk."""
    fragments, files = encode_json_fragments(value, lambda file: file.source is not None)
    if not files:
        return msgspec.json.decode(fragments[0])
    mark = "\0file"  # JSON escapes such a character, so that no encoded text can contain it
    joined = fragments[0]
    for index, fragment in enumerate(fragments[1:]):
        joined += f"\\u0000file{index};".encode() + fragment
    expressions = [language.base64_of(file) for file in files]

    def restore(item: Any) -> Any:
        if is_object(item):
            return {name: restore(child) for name, child in item.items()}
        if is_list(item):
            return [restore(child) for child in item]
        if isinstance(item, str) and mark in item:
            before, _, rest = item.partition(mark)
            number, _, after = rest.partition(";")
            return language.text(before, expressions[int(number)], after)
        return item

    return restore(msgspec.json.decode(joined))


def _form_items(form: Mapping[str, FormValue]) -> Iterator[tuple[str, str | LocalFile | Base64Field]]:
    for name, value in form.items():
        for item in value if isinstance(value, list) else [value]:
            yield name, item


def _python_field(value: str | LocalFile | Base64Field) -> str:
    """Return the part of a form for httpx, which makes a form of files only."""
    if isinstance(value, LocalFile):
        name = PYTHON.string(value.filename or f"file{value.suffix}")
        return f"({name}, {PYTHON.bytes_of(value)}, {PYTHON.string(value.media_type)})"
    if isinstance(value, Base64Field):
        return f"(None, {PYTHON.text(value.prefix, PYTHON.base64_of(value.file))})"
    return f"(None, {PYTHON.string(value)})"


def _javascript_field(value: str | LocalFile | Base64Field) -> str:
    """Return the arguments of a field for FormData."""
    if isinstance(value, LocalFile):
        name = JAVASCRIPT.string(value.filename or f"file{value.suffix}")
        blob = f"new Blob([{JAVASCRIPT.bytes_of(value)}], {{ type: {JAVASCRIPT.string(value.media_type)} }})"
        return f"{blob}, {name}"
    if isinstance(value, Base64Field):
        return JAVASCRIPT.text(value.prefix, JAVASCRIPT.base64_of(value.file))
    return JAVASCRIPT.string(value)


def _openai_fields(request: _Prepared) -> Iterator[tuple[str, Any]]:
    """Yield the fields of the body as arguments of OpenAI's client."""
    source = request.request
    if source.json is not UNSET:
        data = _json(source.json, PYTHON)
        yield from data.items() if is_object(data) else ()
    form: Mapping[str, FormValue | list[FormValue]] = source.form or {}
    for name, value in form.items():
        items = value if is_list(value) else [value]
        shown = [Code(_python_field(item)) if isinstance(item, LocalFile) else item for item in items]
        yield name.removesuffix("[]"), shown if is_list(value) else shown[0]

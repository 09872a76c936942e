"""Run huggingface_hub's own tests of its client over ours: ``python -m tests.compat.run_hub_tests FOLDER``.

FOLDER has the test files, from a checkout or a source distribution of huggingface_hub; nothing of it is part of this
project. huggingface_hub, pytest-asyncio and pytest-mock must be installed.

A local server responds with what each test expects, as read from its assertions. Tests of private functions do not
apply, and tests that are skipped there for other reasons than the network stay so. Two fail: a string as `messages` is
refused before it is sent, and parameters that a server rejects are not left out in a second attempt.
"""

from __future__ import annotations

import ast
import inspect
import io
import json
import os
import re
import shutil
import sys
import tempfile
import textwrap
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

FILES = ("client", "async_client", "text_generation", "types")
PRIVATE = re.compile(
    r"\b_(?:bytes_to|as_url|open_as|stream_|build_|inner_post|sessions|async_client|get_unsupported|mocked_error|prepare)"
    r"|get_provider_helper|MimeBytes|HFInferenceTask|_UNSUPPORTED|_common\."
)
CALL = re.compile(r"client\.(?:chat\.completions\.)?(\w+)\(")
METHODS = {"create": "chat_completion"}


class Script:
    """The responses of the server while a test runs."""

    def __init__(self) -> None:
        self.method = ""
        self.source = ""
        self.value: Any = None

    def load(self, function: Any) -> None:
        """Read what a test calls, and what it expects."""
        self.source = textwrap.dedent(inspect.getsource(function))
        found = CALL.findall(self.source)
        self.method = next((METHODS.get(name, name) for name in found if name != "close"), "")
        self.value = None
        for node in ast.walk(ast.parse(self.source)):
            if isinstance(node, ast.Assert):
                self._satisfy(node.test, function.__globals__)

    def _satisfy(self, test: ast.expr, names: dict[str, Any]) -> None:
        match test:
            case ast.Compare(left=ast.Call(func=ast.Name(id="len"), args=[what]), comparators=[ast.Constant(value=n)]):
                self._set(path_of(what), [{} for _ in range(n)])
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                try:
                    value = eval(ast.unparse(right), dict(names))
                except Exception:  # it depends on the response
                    return
                self._set(path_of(left), value)
            case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=value)]):
                self._set(path_of(left), value)
            case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
                self._set(path_of(left), 5)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self._set(path_of(operand), False)
            case _:
                return

    def _set(self, path: list[str | int] | None, value: Any) -> None:
        if path is None:
            return
        value = plain(value)
        if not path:
            self.value = value if self.value is None else self.value
            return
        if self.value is None:
            self.value = [] if isinstance(path[0], int) else {}
        target = self.value
        for step, following in zip(path, [*path[1:], None], strict=True):
            if isinstance(target, list) and isinstance(step, int):
                while len(target) <= step:
                    target.append({})
            elif not isinstance(target, dict):
                return
            if following is None:
                target[step] = value
            else:
                inner = target.get(step) if isinstance(target, dict) else target[step]
                if not isinstance(inner, (dict, list)):
                    inner = [] if isinstance(following, int) else {}
                target[step] = inner
                target = inner

    def response(self, path: str, body: Any) -> tuple[str, bytes]:
        """Return the content type and the body of a response."""
        if self.method == "chat_completion":
            return self._chat(body)
        if self.method == "text_generation":
            return self._text(path, body)
        return self._task()

    def _chat(self, body: Any) -> tuple[str, bytes]:
        if not isinstance(body.get("messages"), list):
            return "422", b'{"error": "messages: a list is expected"}'
        numbers = ", ".join(map(str, range(1, 11)))
        stated = re.search(r'content="([^"]+)"', self.source)
        content = stated[1] if stated else numbers
        model = re.search(r'model="([^"]+)"', self.source)
        created = re.search(r"created=(\d+)", self.source)
        head = {
            "id": "",
            "created": int(created[1]) if created else 1735689600,
            "model": model[1] if model else body["model"],
        }
        fingerprint = re.search(r'system_fingerprint="([^"]+)"', self.source)
        head["system_fingerprint"] = fingerprint[1] if fingerprint else "1"
        usage = {name: int(n) for name, n in re.findall(r"(\w+_tokens)=(\d+)", self.source) if name != "max_tokens"}
        if not body.get("stream"):
            message = {"role": "assistant", "content": content}
            choices = [{"index": 0, "finish_reason": "length", "message": message}]
            return "application/json", json.dumps({**head, "choices": choices, "usage": usage}).encode()
        count = re.search(r"len\(chunked_text\) == (\d+)", self.source)
        texts = [content] + [""] * (int(count[1]) - 1 if count else 2)
        ends = [None] * (len(texts) - 1) + ["length"]
        lines = [
            {**head, "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": end}]}
            for text, end in zip(texts, ends, strict=True)
        ]
        return "text/event-stream", events(lines)

    def _text(self, path: str, body: Any) -> tuple[str, bytes]:
        parameters = body.get("parameters", body)
        if parameters.get("max_new_tokens", parameters.get("max_tokens", 0)) >= 10_000:
            return "422", b'{"error": "max_new_tokens is too large", "error_type": "validation"}'
        if path.endswith("/completions"):
            return "404", b'{"error": "not found"}'
        value = self.value if isinstance(self.value, dict) else {}
        text = value.get("generated_text", self.value if isinstance(self.value, str) else "")
        token = {"id": 3, "text": text or " ", "logprob": -1.0, "special": False}
        details = {"finish_reason": "length", "generated_tokens": 1, "seed": None, "prefill": [], "tokens": [token]}
        details |= value.get("details", {})
        if "best_of_sequences" in details:
            details["best_of_sequences"] = [{**details, "generated_text": text, "best_of_sequences": None, "seed": 5}]
        if isinstance(self.value, dict) and not self.value.keys() & {"generated_text", "details"}:
            text = json.dumps(self.value)
        if body.get("stream"):
            line = {"index": 1, "token": token, "generated_text": text, "details": details}
            return "text/event-stream", events([line], done=False)
        return "application/json", json.dumps([{"generated_text": text, "details": details}]).encode()

    def _task(self) -> tuple[str, bytes]:
        if self.method in ("text_to_image", "image_to_image"):
            return "image/png", image(64)
        if self.method == "text_to_speech":
            return "audio/wav", audio()
        value: Any = self.value
        match self.method:
            case "automatic_speech_recognition":
                value = {"text": value}
            case "image_to_text":
                value = [value]
            case "translation":
                value = [value if isinstance(value, dict) else {"translation_text": "a"}]
            case "summarization":
                value = [{"summary_text": "a"}]
            case "feature_extraction":
                shape = re.search(r"shape == \((\d+), (\d+), (\d+)\)", self.source)
                a, b, c = map(int, shape.groups()) if shape else (1, 1, 1)
                value = [[[0.5] * c] * b] * a
            case "image_segmentation":
                value = [{"label": "a", "score": 0.5, "mask": encoded(image(512))}]
            case "audio_to_audio":
                value = [{"label": "a", "blob": encoded(b"fLaC"), "content-type": "audio/flac"}]
            case _ if not value or not isinstance(value, (dict, list)) or value == [{}]:
                value = [{"label": "a", "score": 0.5}]
        return "application/json", json.dumps(value).encode()


def path_of(node: ast.expr) -> list[str | int] | None:
    """Return the fields that an expression reads of a response: ``response.details.tokens[0]``; None if it is other."""
    match node:
        case ast.Name(id="response" | "output" | "caption" | "scores" | "text" | "normalized_output"):
            return []
        case ast.Attribute(value=value, attr=name):
            before = path_of(value)
            return None if before is None else [*before, name]
        case ast.Subscript(value=value, slice=ast.Constant(value=int(index))):
            before = path_of(value)
            return None if before is None else [*before, index]
        case ast.Call(func=ast.Attribute(value=value, attr="lower" | "strip")):
            return path_of(value)
        case ast.Call(func=ast.Attribute(attr="loads"), args=[value]):
            return path_of(value)
        case _:
            return None


def plain(value: Any) -> Any:
    """Return types of the client as JSON."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def events(items: list[Any], *, done: bool = True) -> bytes:
    """Return the body of an event stream."""
    lines = [f"data: {json.dumps(item)}\n\n" for item in items]
    return "".join([*lines, "data: [DONE]\n\n" if done else ""]).encode()


def encoded(data: bytes) -> str:
    """Return bytes in base64."""
    import base64

    return base64.b64encode(data).decode()


def image(size: int) -> bytes:
    """Return a PNG."""
    import PIL.Image

    buffer = io.BytesIO()
    PIL.Image.new("RGB", (size, size)).save(buffer, "PNG")
    return buffer.getvalue()


def audio() -> bytes:
    """Return a WAV file."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 80)
    return buffer.getvalue()


SCRIPT = Script()


class Handler(BaseHTTPRequestHandler):
    """Responds to look-ups on the Hub, and to calls by the script."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Respond to a look-up: every provider has every model."""
        task = {"chat_completion": "conversational"}.get(SCRIPT.method, SCRIPT.method.replace("_", "-"))
        model = self.path.partition("/api/models/")[2].partition("?")[0]
        if "/api/tasks" in self.path:
            self._send("200", "application/json", json.dumps({task: {"models": [{"id": "a/b"}]}}).encode())
            return
        names = ("hf-inference", "together", "fal-ai", "fireworks-ai", "replicate", "novita", "cerebras", "baseten")
        mapping = {name: {"status": "live", "providerId": model, "task": task} for name in (*names, "ovhcloud")}
        data = {"id": model, "pipeline_tag": task, "tags": [], "inference": "warm", "inferenceProviderMapping": mapping}
        self._send("200" if model else "404", "application/json", json.dumps(data).encode())

    def do_POST(self) -> None:
        """Respond to a call."""
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        try:
            body = json.loads(raw)
        except ValueError:
            body = raw
        kind, data = SCRIPT.response(self.path, body)
        kind, data = wrap(self.path, kind, data)
        status = kind if kind.isdigit() else "200"
        self._send(status, "application/json" if kind.isdigit() else kind, data)

    def _send(self, status: str, kind: str, data: bytes) -> None:
        self.send_response(int(status))
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Print nothing."""


def wrap(path: str, kind: str, data: bytes) -> tuple[str, bytes]:
    """Return a response in the form of the provider that is called."""
    if "hf-inference" in path or kind.isdigit():
        return kind, data
    host = f"http://127.0.0.1:{os.environ['HUB_TESTS_PORT']}"
    if kind == "image/png" and "fal-ai" in path:
        return "application/json", json.dumps({"images": [{"url": f"data:image/png;base64,{encoded(data)}"}]}).encode()
    if kind == "image/png" and "replicate" in path:
        body = {"status": "succeeded", "output": [f"data:image/png;base64,{encoded(data)}"], "urls": {"get": host}}
        return "application/json", json.dumps(body).encode()
    if kind == "image/png" and "together" in path:
        return "application/json", json.dumps({"data": [{"b64_json": encoded(data)}]}).encode()
    return kind, data


@contextmanager
def server() -> Iterator[str]:
    """Run the server."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    os.environ["HUB_TESTS_PORT"] = str(running.server_port)
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()


class Plugin:
    """Runs the tests over our client, and counts those that apply."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outcomes: dict[str, str] = {}

    def pytest_addoption(self, parser: pytest.Parser) -> None:
        """Add the option that a fixture of the tests reads."""
        parser.addoption("--vcr-record", default=None)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Run what is skipped for want of a network; leave out tests of private functions."""
        for item in items:
            for node in item.listchain():
                node.own_markers = [mark for mark in node.own_markers if not is_network_skip(mark)]
            text = inspect.getsource(item.function)  # type: ignore[attr-defined]
            if PRIVATE.search(text) or (item.cls is not None and "MimeBytes" in item.cls.__name__):  # type: ignore[attr-defined]
                item.add_marker(pytest.mark.skip("does not apply: a private function"))

    def pytest_runtest_setup(self, item: Any) -> None:
        """Prepare the server for a test."""
        SCRIPT.load(item.function)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Keep the outcome of a test."""
        if report.when == "call" or report.outcome != "passed":
            reason = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else ""
            self.outcomes[report.nodeid] = f"{report.outcome} {reason}".strip()


def is_network_skip(mark: pytest.Mark) -> bool:
    """Return whether a mark skips a test only because it needs the network."""
    reason = str(mark.kwargs.get("reason", mark.args[0] if mark.args else ""))
    return mark.name == "skip" and reason.startswith("Temporary")


def main(folder: Path) -> int:
    """Run the tests, and print the counts and what fails."""
    import huggingface_hub

    from inferwire.compat import huggingface_hub as compat
    from inferwire_runtime.compat.install import Installation

    home = Path(tempfile.mkdtemp())
    for name in ("__init__", "testing_constants", *(f"test_inference_{file}" for file in FILES)):
        source = folder / f"{name}.py"
        (home / "hub_tests").mkdir(exist_ok=True)
        shutil.copy(source, home / "hub_tests") if source.exists() else (home / "hub_tests" / f"{name}.py").touch()
    files = {"sample1.flac": b"fLaC\0\0\0\x22", "lena.png": image(512), "contract.jpeg": image(64)}
    for name, data in files.items():
        (home / name).write_bytes(data)
    huggingface_hub.hf_hub_download = lambda *, filename, **options: str(home / filename)
    (home / "pytest.ini").write_text("[pytest]\nmarkers = inference\n  production\n  vcr\n")
    plugin = Plugin(home)
    with server() as url:
        os.environ |= {"INFERWIRE_EMULATOR_URL": url, "HF_TOKEN": "hf_tests"}
        compat.install()
        Installation({name: getattr(compat, name) for name in ("BaseInferenceType", "dataclass_with_extra")})
        paths = [str(home / "hub_tests" / f"test_inference_{file}.py") for file in FILES]
        options = ["-q", "--rootdir", str(home), "-p", "no:randomly", "-p", "no:cacheprovider", "--tb=short"]
        pytest.main([*options, "-W", "ignore", *paths], plugins=[plugin])
    shutil.rmtree(home)
    kept = {name: each for name, each in plugin.outcomes.items() if not each.startswith("skipped")}
    passed = [name for name, each in kept.items() if each == "passed"]
    private = sum("does not apply" in each for each in plugin.outcomes.values())
    sys.stdout.write(f"{len(passed)} of the {len(kept)} tests that apply pass; {private} test private functions\n")
    return 0 if len(passed) >= 0.96 * len(kept) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))

"""A strict server before the emulator: it refuses nulls, and its chat model calls tools and fills schemas."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from inferwire_emulator import serve

LAST_TOOLS = frozenset({"final_answer", "task_complete", "ask_question"})  # which end the run of an agent
HEADERS = frozenset({"host", "content-length", "connection", "transfer-encoding", "content-encoding"})


class StrictServer(ThreadingHTTPServer):
    """The server, with what it received.

    Attributes:
        bodies: JSON of the chats that were received.
        texts: Responses of the chat model, in turn, in place of its own.
        statuses: Statuses of errors to respond with, in turn.
    """

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.upstream = upstream
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.bodies: list[Any] = []
        self.texts: list[str] = []
        self.statuses: list[int] = []
        self.client = httpx.Client(verify=False, timeout=30)


class Handler(BaseHTTPRequestHandler):
    """Checks a request, and responds to it or passes it on."""

    protocol_version = "HTTP/1.1"
    server: StrictServer

    def do_GET(self) -> None:
        """Pass a look-up on."""
        self._pass_on(b"")

    def do_POST(self) -> None:
        """Check a call, and respond to a chat."""
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        if path := find_null(body):
            self._send(422, "application/json", json.dumps({"error": f"{path}: null is refused"}).encode())
        elif self.server.statuses:
            status = self.server.statuses.pop(0)
            self._send(status, "application/json", json.dumps({"error": {"message": f"status {status}"}}).encode())
        elif isinstance(body, dict) and "feature-extraction" in self.path and isinstance(body.get("inputs"), list):
            self._send(200, "application/json", json.dumps([[0.1, -0.2, 0.3] for _ in body["inputs"]]).encode())
        elif isinstance(body, dict) and isinstance(body.get("messages"), list):
            self.server.bodies.append(body)
            self._chat(body)
        else:
            self._pass_on(raw)

    def _pass_on(self, raw: bytes) -> None:
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HEADERS}
        headers["accept-encoding"] = "identity"
        response = self.server.client.request(
            self.command, f"{self.server.upstream}{self.path}", content=raw, headers=headers
        )
        data = self._as_on_the_hub(response.content)
        data = data.replace(self.server.upstream.encode(), self.server.url.encode())
        self._send(response.status_code, response.headers.get("content-type", "application/json"), data)

    def _as_on_the_hub(self, data: bytes) -> bytes:
        """Return the description of a chat model with the tags that frameworks look for."""
        if "/huggingface.co/api/models/" not in self.path or b'"pipeline_tag"' not in data:
            return data
        model = json.loads(data)
        if "chat-completion" in self.path:
            model |= {"pipeline_tag": "text-generation", "tags": ["conversational"]}
        return json.dumps(model).encode()

    def _chat(self, body: Any) -> None:
        message = respond(body, self.server.texts)
        reason = "tool_calls" if message.get("tool_calls") else "stop"
        usage = {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}
        head = {"id": "chat-1", "created": 1735689600, "model": body["model"], "system_fingerprint": "1"}
        if not body.get("stream"):
            choice = {"index": 0, "message": message, "finish_reason": reason, "logprobs": None}
            data = {**head, "object": "chat.completion", "choices": [choice], "usage": usage}
            self._send(200, "application/json", json.dumps(data).encode())
            return
        deltas: list[Any] = [{"role": "assistant", "content": ""}]
        text = message.get("content") or ""
        deltas += [{"content": text[at : at + 4]} for at in range(0, len(text), 4)]
        for index, call in enumerate(message.get("tool_calls", ())):
            start = {**call, "index": index, "function": {**call["function"], "arguments": ""}}
            deltas += [{"tool_calls": [start]}]
            deltas += [{"tool_calls": [{"index": index, "function": {"arguments": call["function"]["arguments"]}}]}]
        chunks = [{"choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
        chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
        if (body.get("stream_options") or {}).get("include_usage"):
            chunks.append({"choices": [], "usage": usage})
        lines = [f"data: {json.dumps({**head, 'object': 'chat.completion.chunk', **chunk})}\n\n" for chunk in chunks]
        self._send(200, "text/event-stream", "".join([*lines, "data: [DONE]\n\n"]).encode())

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Print nothing."""


def find_null(value: Any, path: str = "body") -> str | None:
    """Return the path of a null; schemas of tools may have some."""
    if value is None:
        return None if path == "body" else path
    if isinstance(value, dict):
        found = (
            find_null(item, f"{path}.{name}") for name, item in value.items() if name not in ("parameters", "schema")
        )
        return next((each for each in found if each), None)
    if isinstance(value, list):
        return next((each for item in value if (each := find_null(item, f"{path}[]"))), None)
    return None


def respond(body: Any, texts: list[str]) -> Any:
    """Return the message of the model: a prepared one; a call of the first tool, once; or what fits a schema."""
    if texts:
        return {"role": "assistant", "content": texts.pop(0)}
    tools = body.get("tools") or []
    last = body["messages"][-1]
    has_results = any(message.get("role") == "tool" for message in body["messages"])
    wants = body.get("tool_choice") not in ("none",)
    if tools and wants and (not has_results or body.get("tool_choice") not in ("auto", None)):
        named = body["tool_choice"]["function"]["name"] if isinstance(body.get("tool_choice"), dict) else None
        first = next((tool for tool in tools if tool["function"]["name"] not in LAST_TOOLS), tools[0])
        tool = next((tool for tool in tools if tool["function"]["name"] == named), first)
        if has_results or last.get("role") == "tool":
            tool = next((tool for tool in tools if tool["function"]["name"] in ("final_answer", "final_result")), tool)
        arguments = json.dumps(example(tool["function"].get("parameters") or {}))
        function = {"name": tool["function"]["name"], "arguments": arguments}
        return {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "c1", "type": "function", "function": function}],
        }
    wanted = body.get("response_format") or {}
    schema = (wanted.get("json_schema") or {}).get("schema") or wanted.get("schema") or wanted.get("value")
    if schema:
        return {"role": "assistant", "content": json.dumps(example(schema))}
    return {"role": "assistant", "content": "There are two cats."}


def example(schema: Any, definitions: Any = None) -> Any:
    """Return a value that fits a schema."""
    definitions = definitions or schema.get("$defs", {})
    if "$ref" in schema:
        return example(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        return example(schema["anyOf"][0], definitions)
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            return {name: example(each, definitions) for name, each in schema.get("properties", {}).items()}
        case "array":
            return [example(schema.get("items") or {"type": "string"}, definitions)]
        case "integer":
            return 2
        case "number":
            return 2.5
        case "boolean":
            return True
        case _:
            return "two cats"


@contextmanager
def strict_server() -> Iterator[StrictServer]:
    """Run the server."""
    with serve() as emulator:
        server = StrictServer(emulator.url)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
            server.server_close()
            server.client.close()

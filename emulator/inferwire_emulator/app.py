"""The ASGI application of the emulator: it parses a request, chooses a response and sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import anyio
from msgspec import structs
from starlette.requests import ClientDisconnect, Request

from inferwire_emulator.checks import (
    Fields,
    check_inputs,
    check_key,
    check_method,
    check_no_key,
    check_query,
    check_token,
    read_fields,
)
from inferwire_emulator.client_imports import HUB, is_list
from inferwire_emulator.faults import FAULT_HEADER, NO_FAULT, FaultQueue, apply_fault
from inferwire_emulator.hub import build_catalogue, model_info, tasks_info
from inferwire_emulator.jobs import JobStore, find_job_id
from inferwire_emulator.journal import MAX_BYTES, MAX_REQUESTS, Journal, RecordedRequest
from inferwire_emulator.quirks import QuirkQueue
from inferwire_emulator.rankings import TASK as RANKING
from inferwire_emulator.rankings import follow_texts
from inferwire_emulator.responses import (
    SAMPLE_HEADER,
    InvalidRequestError,
    Response,
    download_response,
    json_response,
    sample_response,
    status_page,
    stream_response,
)
from inferwire_emulator.routes import (
    CALLS,
    Endpoint,
    build_services,
    choose_sample,
    dedicated_endpoint,
    file_hosts,
    find_endpoint,
    find_step,
    token_response,
)
from inferwire_emulator.stored_responses import STORED, ResponseStore
from inferwire_emulator.stored_responses import TASK as RESPONSES
from inferwire_emulator.tables import Tables, load_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.types import Receive, Scope, Send

EMULATOR_HOST = "_emulator"
HUB_HOST = urlsplit(HUB).netloc
MODELS_PATH = "/api/models/"


class Emulator:
    """An ASGI application that emulates every host. The first segment of the request path is the host.

    The emulator is deterministic and makes no requests of its own. Its responses are the samples in the specs. The
    request header ``x-emulator-sample: 2`` selects a sample other than the first; ``x-emulator-fault`` causes a
    failure, as described in `faults`, and ``x-emulator-quirk`` an unusual response, as listed in `quirks`.

    Args:
        tables: Providers and their samples; by default, all providers that inferwire supports.
        models: Task of each model whose ID does not contain one, as described in `hub`.
        quirks: Names of unusual responses; each call gets the next one that applies to it.
        journal_requests: Maximum number of requests in the journal; the oldest requests are dropped.
        journal_bytes: Maximum total size of the requests in the journal; the oldest requests are dropped.

    Raises:
        ValueError: If a model has an unknown task, a quirk is unknown, or a limit of the journal is not positive.
    """

    def __init__(
        self,
        tables: Tables | None = None,
        *,
        models: Mapping[str, str] | None = None,
        quirks: Iterable[str] = (),
        journal_requests: int = MAX_REQUESTS,
        journal_bytes: int = MAX_BYTES,
    ) -> None:
        self._tables = tables or load_tables()
        self._catalogue = build_catalogue(self._tables, {**self._tables.example_models, **(models or {})})
        self._services = build_services(self._tables)
        self._own_file_hosts = file_hosts(self._tables)
        self._faults = FaultQueue()
        self._quirks = QuirkQueue(quirks)
        self._jobs = JobStore()
        self._stored = ResponseStore()
        headers = {provider.header.lower() for provider in self._tables.registry.providers.values()}
        self._key_headers = frozenset(headers | {"authorization", "proxy-authorization", "cookie"})
        self._journal = Journal(self._key_headers, max_requests=journal_requests, max_bytes=journal_bytes)

    @property
    def journal(self) -> list[RecordedRequest]:
        """The most recent requests, oldest first, with their keys masked."""
        return self._journal.entries()

    @property
    def dropped_requests(self) -> int:
        """Number of older requests that the journal dropped to stay within its limits."""
        return self._journal.dropped

    def add_fault(self, fault: str, *, host: str | None = None) -> None:
        """Make the next call fail, for applications that cannot send a header.

        Args:
            fault: Fault options as in the header, for example ``status=503;times=2``.
            host: Make the next request to this host fail instead, for example ``huggingface.co`` for model look-ups.

        Raises:
            ValueError: If the fault is invalid.
        """
        self._faults.add(fault, host)

    def add_quirk(self, name: str) -> None:
        """Make the response to the next call unusual, for applications that cannot send a header.

        Args:
            name: Name of a quirk, for example ``null-deltas``; `quirks` lists them.

        Raises:
            ValueError: If the name is unknown.
        """
        self._quirks.add(name)

    def reset(self) -> None:
        """Clear the journal, all jobs, and all queued faults and quirks."""
        self._journal.clear()
        self._jobs.clear()
        self._stored.clear()
        self._faults.clear()
        self._quirks.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            return
        starlette_request = Request(scope, receive)
        try:
            request = _parse_request(starlette_request, await starlette_request.body())
        except ClientDisconnect:
            return
        delay = 0.0
        try:
            if request.host in ("", EMULATOR_HOST):
                response = self._control_response(request)
            else:
                self._journal.add(request)
                header = request.headers.get(FAULT_HEADER, "")
                fault = self._faults.take(header, request.host, is_call=request.method != "GET")
                delay = fault.delay
                response = apply_fault(json_response({}) if fault.status else self._response(request), fault)
                if fault == NO_FAULT and request.method != "GET":
                    response = self._quirks.apply(request, response)
        except InvalidRequestError as exc:
            response = exc.response
        except Exception as exc:  # a bug in the emulator or in its tables: show it to the caller, who may have no log
            response = json_response({"error": f"the emulator failed: {type(exc).__name__}: {exc}"}, status=500)
        await anyio.sleep(delay)
        await _send(response, send)

    def _control_response(self, request: RecordedRequest) -> Response:
        """Respond to a request about the emulator itself."""
        match request.path:
            case "":
                return json_response({"emulator": "inferwire", "journal": f"/{EMULATOR_HOST}/journal"})
            case "/journal":
                check_method(request, "GET")
                return json_response(self._journal.to_json())
            case path:
                error = f"the emulator has no page {path}; try /{EMULATOR_HOST}/journal"
                raise InvalidRequestError(404, {"error": error})

    def _response(self, request: RecordedRequest) -> Response:
        """Respond to a request for an emulated host."""
        is_hub_api = request.host == HUB_HOST and request.path.startswith("/api/")
        if request.method == "GET" and not is_hub_api and (response := download_response(request.path)) is not None:
            if request.host not in self._own_file_hosts:
                check_no_key(request, self._key_headers)
            return response
        if request.host == HUB_HOST:
            return self._hub_response(request)
        if (token := token_response(self._tables, request.host, request.path)) is not None:
            check_method(request, "POST")
            return json_response(token)
        if (match := STORED.fullmatch(request.path)) is not None:
            create = match["create"]
            found = find_endpoint(self._services, request.host, create) or dedicated_endpoint(
                self._tables, request.host, create
            )
            check_key(request, found)
            return self._stored.handle(request, match["id"], cancels=match["cancel"] is not None)
        body = request.body.decode("utf-8", "replace") if request.method == "POST" else ""
        endpoint = find_endpoint(self._services, request.host, request.path, request.query, request.method, body)
        if endpoint is not None and endpoint.kind == "step":
            check_key(request, endpoint)
            return json_response(find_step(endpoint, request.path).response)
        if endpoint is not None and endpoint.kind not in CALLS:
            return self._job_response(request, endpoint)
        found = endpoint or dedicated_endpoint(self._tables, request.host, request.path)
        if request.method == "GET" and (page := status_page(request.path, found)) is not None:
            check_key(request, found)
            return page
        return self._call_response(request, found)

    def _hub_response(self, request: RecordedRequest) -> Response:
        check_method(request, "GET")
        check_token(request, is_required=False)
        if request.path == "/api/tasks":
            return json_response(tasks_info(self._catalogue))
        if request.path.startswith(MODELS_PATH):
            model = request.path.removeprefix(MODELS_PATH)
            with_mapping = "inferenceProviderMapping" in parse_qs(request.query).get("expand[]", [])
            return json_response(model_info(model, self._catalogue, with_mapping=with_mapping))
        error = f"the emulated Hub has no page {request.path}; try {MODELS_PATH}<model> or /api/tasks"
        raise InvalidRequestError(404, {"error": error})

    def _call_response(self, request: RecordedRequest, endpoint: Endpoint) -> Response:
        first = endpoint.samples[0]
        check_method(request, first.method)
        check_key(request, endpoint)
        json_fields = read_fields(request, first.text_type)
        fields: Fields = json_fields or {}
        model_field = fields.get("model")
        model = model_field if isinstance(model_field, str) else endpoint.model
        sample = choose_sample(endpoint, endpoint.model or model, self._catalogue)
        check_query(request, endpoint, sample)
        if json_fields is not None:
            check_inputs(json_fields, sample)
        number = _sample_number(request)
        if sample.status_path:
            return self._jobs.submit(sample, number, model)
        inputs = fields.get("inputs")
        count = len(inputs) if sample.takes_lists and is_list(inputs) else None
        is_stream = (fields.get("stream") is True or endpoint.kind == "stream") and bool(sample.events)
        whole = sample_response(sample, 1 if is_stream else number, model, inputs=count)
        if sample.task == RESPONSES and not is_stream:
            whole = self._stored.add(whole, fields)
        if sample.task == RANKING:
            return follow_texts(whole, fields)
        if not sample.events:
            return whole
        stream = stream_response(sample, model)
        return structs.replace(stream, other=whole) if is_stream else structs.replace(whole, other=stream)

    def _job_response(self, request: RecordedRequest, endpoint: Endpoint) -> Response:
        sample = endpoint.samples[0]
        check_method(request, "POST" if sample.is_polled_by_post and endpoint.kind == "poll" else "GET")
        check_query(request, endpoint, sample)
        if sample.is_polled_without_key:
            check_no_key(request, self._key_headers)
        else:
            check_key(request, endpoint)
        job_id = endpoint.job_id or find_job_id(request.body.decode("utf-8", "replace"))
        return self._jobs.poll(job_id) if endpoint.kind == "poll" else self._jobs.result(job_id)


def _parse_request(request: Request, body: bytes) -> RecordedRequest:
    """Parse a request, and split its path into the host and the path on this host."""
    raw_path: bytes = request.scope["raw_path"]
    host, slash, path = raw_path.decode("latin-1").removeprefix("/").partition("/")
    return RecordedRequest(
        method=request.method,
        host=unquote(host).lower(),
        path=unquote(slash + path),
        query=request.url.query,
        headers=dict(request.headers),
        body=body,
    )


def _sample_number(request: RecordedRequest) -> int:
    """Return the number of the sample that a request selects, counted from 1.

    Raises:
        InvalidRequestError: If the header is not a number.
    """
    text = request.headers.get(SAMPLE_HEADER, "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise InvalidRequestError(400, {"error": f"{SAMPLE_HEADER} must be an int ≥ 1, got {text[:20]!r}"})
    return int(text)


async def _send(response: Response, send: Send) -> None:
    """Send a response chunk by chunk."""
    headers = {"content-type": response.media_type, **response.headers} if response.media_type else response.headers
    size = sum(len(chunk) for chunk in response.chunks)
    if not response.is_stream:
        headers = {**headers, "content-length": str(size)}
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": encoded})
    await anyio.sleep(response.first_byte_delay)
    remaining = size // 2 if response.disconnects else size
    for index, chunk in enumerate(response.chunks):
        if index == len(response.chunks) // 2:
            await anyio.sleep(response.stall)
        await send({"type": "http.response.body", "body": chunk[:remaining], "more_body": True})
        remaining -= len(chunk[:remaining])
    if not response.disconnects:  # without a last message, the server closes the connection
        await send({"type": "http.response.body", "body": b"", "more_body": False})

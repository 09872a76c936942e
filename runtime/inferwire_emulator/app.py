"""The emulator as an ASGI application: reads a request, asks the other modules what comes of it, and sends that."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import anyio
from starlette.requests import ClientDisconnect, Request

from inferwire_emulator.answers import Answer, RefusedError, download_answer, json_answer, reply_answer, stream_answer
from inferwire_emulator.checks import (
    Fields,
    check_download,
    check_inputs,
    check_key,
    check_method,
    check_query,
    check_token,
    read_fields,
)
from inferwire_emulator.faults import FAULT_HEADER, FaultBook, spoil
from inferwire_emulator.hub import make_catalogue, model_page, tasks_page
from inferwire_emulator.jobs import JobBook
from inferwire_emulator.journal import Journal, Received, to_json
from inferwire_emulator.matching import Place, choose_sample, find_endpoint, find_place, make_services
from inferwire_emulator.tables import Tables, load_tables
from inferwire_runtime.flow import HUB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

SAMPLE_HEADER = "x-emulator-sample"
OWN_HOST = "_emulator"
HUB_HOST = urlsplit(HUB).netloc
MODELS_PATH = "/api/models/"


class Emulator:
    """Stands for every host: an ASGI application that reads the host from the first part of the path.

    Deterministic, and without a network: it answers with the samples of the specs. A request's header
    ``x-emulator-sample: 2`` asks for another sample than the first, ``x-emulator-fault`` for a failure (`faults`).

    Args:
        tables: What it knows; left out, the generated tables.
        models: Tasks of models whose names do not tell them (`hub`).
        journal_size: How many requests the journal keeps.

    Raises:
        ValueError: A model was given a task that nobody serves.
    """

    def __init__(
        self, tables: Tables | None = None, *, models: Mapping[str, str] | None = None, journal_size: int = 500
    ) -> None:
        self._tables = tables or load_tables()
        self._catalogue = make_catalogue(self._tables, {**self._tables.models, **(models or {})})
        self._services = make_services(self._tables)
        self._faults = FaultBook()
        self._jobs = JobBook()
        headers = {provider.header.lower() for provider in self._tables.registry.providers.values()}
        self._key_headers = frozenset(headers | {"authorization", "proxy-authorization", "cookie"})
        self._journal = Journal(journal_size, self._key_headers)

    @property
    def journal(self) -> list[Received]:
        """The last requests, oldest first, without their keys."""
        return self._journal.entries()

    def add_fault(self, fault: str, *, host: str | None = None) -> None:
        """Spoil the answer to the next call; for applications that cannot be made to send a header.

        Args:
            fault: As in the header, for example ``status=503;times=2``.
            host: Spoil the next request to this host; ``huggingface.co`` for the look-up of a model.

        Raises:
            ValueError: There is no such fault.
        """
        self._faults.add(fault, host)

    def reset(self) -> None:
        """Empty the journal, and forget jobs and the faults that were asked for."""
        self._journal.clear()
        self._jobs.clear()
        self._faults.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            received = _received(request, await request.body())
        except ClientDisconnect:
            return
        delay = 0.0
        try:
            if received.host in ("", OWN_HOST):
                answer = self._own_answer(received)
            else:
                self._journal.add(received)
                is_call = received.method != "GET"
                text = received.headers.get(FAULT_HEADER, "")
                fault = self._faults.take(text, received.host, is_call=is_call)
                delay = fault.delay
                answer = spoil(json_answer({}) if fault.status else self._answer(received), fault)
        except RefusedError as refusal:
            answer = refusal.answer
        except Exception as exc:  # a defect of the emulator or its tables: without an answer nobody would learn of it
            answer = json_answer({"error": f"the emulator failed: {type(exc).__name__}: {exc}"}, status=500)
        await anyio.sleep(delay)
        await _send(answer, send)

    def _own_answer(self, received: Received) -> Answer:
        """Answer about the emulator itself."""
        match received.path:
            case "":
                return json_answer({"emulator": "inferwire", "journal": f"/{OWN_HOST}/journal"})
            case "/journal":
                check_method(received, "GET")
                return json_answer([to_json(entry) for entry in self.journal])
            case path:
                raise RefusedError(404, {"error": f"the emulator has no page {path}; there is /{OWN_HOST}/journal"})

    def _answer(self, received: Received) -> Answer:
        """Answer as whoever the request was meant for."""
        is_page = received.host == HUB_HOST and received.path.startswith("/api/")
        if received.method == "GET" and not is_page and (answer := download_answer(received.path)) is not None:
            check_download(received, self._key_headers)
            return answer
        if received.host == HUB_HOST:
            return self._hub_answer(received)
        place = find_place(self._services, received.host, received.path, received.query, received.method)
        if place is not None and place.kind != "call":
            return self._job_answer(received, place)
        return self._call_answer(received, place or find_endpoint(self._tables, received.host, received.path))

    def _hub_answer(self, received: Received) -> Answer:
        check_method(received, "GET")
        check_token(received, is_needed=False)
        if received.path == "/api/tasks":
            return json_answer(tasks_page(self._catalogue))
        if received.path.startswith(MODELS_PATH):
            expanded = parse_qs(received.query).get("expand[]", [])
            model = received.path.removeprefix(MODELS_PATH)
            with_mapping = "inferenceProviderMapping" in expanded
            return json_answer(model_page(model, self._catalogue, with_mapping=with_mapping))
        raise RefusedError(
            404, {"error": f"the emulator has no page {received.path}; there are {MODELS_PATH}<model> and /api/tasks"}
        )

    def _call_answer(self, received: Received, place: Place) -> Answer:
        check_method(received, "POST")
        check_key(received, place)
        read = read_fields(received)
        fields: Fields = read or {}
        named = fields.get("model")
        model = named if isinstance(named, str) else place.model
        sample = choose_sample(place, place.model or model, self._catalogue)
        check_query(received, place, sample)
        if read is not None:
            check_inputs(read, sample)
        if fields.get("stream") is True and sample.stream != "[]":
            return stream_answer(sample, model)
        text = received.headers.get(SAMPLE_HEADER, "1")
        number = int(text) if text.isdecimal() else 0
        return self._jobs.take(sample, number, model) if sample.job_path else reply_answer(sample, number, model)

    def _job_answer(self, received: Received, place: Place) -> Answer:
        check_method(received, "GET")
        check_query(received, place, place.samples[0])
        if place.samples[0].is_open:
            check_download(received, self._key_headers)
        else:
            check_key(received, place)
        return self._jobs.ask(place.job_id) if place.kind == "job" else self._jobs.result(place.job_id)


def _received(request: Request, body: bytes) -> Received:
    """Take a request apart: the host it was meant for, and what it says."""
    raw_path: bytes = request.scope["raw_path"]
    host, slash, path = raw_path.decode("latin-1").removeprefix("/").partition("/")
    return Received(
        method=request.method,
        host=unquote(host).lower(),
        path=unquote(slash + path),
        query=request.url.query,
        headers=dict(request.headers),
        body=body,
    )


async def _send(answer: Answer, send: Send) -> None:
    """Send an answer piece by piece."""
    headers = {"content-type": answer.media_type, **answer.headers}
    size = sum(len(part) for part in answer.parts)
    if not answer.is_stream:
        headers["content-length"] = str(size)
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    left = size // 2 if answer.is_cut else size
    for index, part in enumerate(answer.parts):
        if index == len(answer.parts) // 2:
            await anyio.sleep(answer.stall)
        await send({"type": "http.response.body", "body": part[:left], "more_body": True})
        left -= len(part[:left])
    if not answer.is_cut:  # without an end, the server hangs up
        await send({"type": "http.response.body", "body": b"", "more_body": False})

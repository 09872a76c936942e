"""The ASGI application of the emulator: it parses a request, chooses a response and sends it."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import anyio
from msgspec import UNSET, structs
from starlette.requests import ClientDisconnect, Request

from inferwire_emulator.asgi import parse_request, send_response
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
from inferwire_emulator.follow import follow, with_usage_event
from inferwire_emulator.hub import (
    build_catalogue,
    endpoint_models,
    is_guess,
    model_info,
    models_info,
    router_info,
    tasks_info,
)
from inferwire_emulator.jobs import JobStore, find_job_id
from inferwire_emulator.journal import MAX_BYTES, MAX_REQUESTS, Journal, RecordedRequest
from inferwire_emulator.quirks import QuirkQueue
from inferwire_emulator.rankings import TASK as RANKING
from inferwire_emulator.rankings import follow_texts
from inferwire_emulator.rate_limits import RateLimit, RateLimiter
from inferwire_emulator.rendering import render
from inferwire_emulator.responses import (
    SAMPLE_HEADER,
    FileStore,
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
    CUSTOM,
    ROUTER_HOST,
    Endpoint,
    build_services,
    choose_sample,
    dedicated_endpoint,
    file_hosts,
    find_endpoint,
    find_step,
    token_response,
)
from inferwire_emulator.scripted import EmulatedCall, Script, ScriptedResponse, make_response
from inferwire_emulator.stored_responses import STORED, ResponseStore
from inferwire_emulator.stored_responses import TASK as RESPONSES
from inferwire_emulator.tables import Tables, load_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from starlette.types import Receive, Scope, Send

    from inferwire_emulator.tables import Sample

EMULATOR_HOST = "_emulator"
LOGGER = logging.getLogger("inferwire_emulator")
FORM_BYTES = 65_536  # of the beginning and the end of a form, in which its fields are
INPUTS = ("messages", "inputs", "input", "prompt", "texts", "text", "query")
HUB_HOST = urlsplit(HUB).netloc
MODELS_PATH = "/api/models/"
SERVED_PATH = "/v1/models"


class Emulator:
    """An ASGI application that emulates every host. The first segment of the request path is the host.

    The emulator is deterministic and makes no requests of its own. Its responses are the samples in the specs. The
    request header ``x-emulator-sample: 2`` selects a sample other than the first; ``x-emulator-fault`` causes a
    failure, as described in `faults`, and ``x-emulator-quirk`` an unusual response, as listed in `quirks`.

    Args:
        tables: Providers and their samples; by default, all providers that inferwire supports.
        models: Task of each model whose ID does not contain one, as described in `hub`.
        quirks: Names of unusual responses; each call gets the next one that applies to it.
        strict: Whether a call fails for which `respond` has defined no response.
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
        strict: bool = False,
        journal_requests: int = MAX_REQUESTS,
        journal_bytes: int = MAX_BYTES,
    ) -> None:
        self._tables = tables or load_tables()
        self._catalogue = build_catalogue(self._tables, {**self._tables.example_models, **(models or {})})
        self._services = build_services(self._tables)
        self._own_file_hosts = file_hosts(self._tables)
        self._faults = FaultQueue()
        self._script = Script()
        self._limiter = RateLimiter()
        self._files = FileStore()
        self._is_strict = strict
        self._unexpected: list[str] = []
        self._guesses: set[str] = set()
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

    def respond(
        self,
        task: str | None = None,
        response: Any = None,
        *,
        model: str | None = None,
        provider: str | None = None,
        when: Callable[[EmulatedCall], bool] | None = None,
        text: str | None = None,
        reasoning: str | None = None,
        tool_calls: Sequence[tuple[str, Any]] = (),
        vectors: Any = None,
        media: Any = None,
        json: Any = UNSET,
        usage: tuple[int, int] | Mapping[str, int] | None = None,
        finish_reason: str | None = None,
        headers: Mapping[str, str] | None = None,
        status: int | None = None,
        error: str | None = None,
        delay: float = 0.0,
        pause: float = 0.0,
        times: int | None = 1,
    ) -> None:
        """Define the response to the next call, in the form of whichever provider receives it.

        Responses are used in the order in which they were defined, each by the first call that it is for. Those with
        ``times=None`` serve all calls that no other response is for.

        Args:
            task: ID of the task whose call it is for, such as ``chat-completion``. Default: any. Any other string is
                the response itself.
            response: The text, a list of vectors, a media file (bytes or a path), any JSON, or a function of the
                `EmulatedCall` that returns one of these.
            model: Model of the call, as the request names it. Default: any.
            provider: Name of the provider. Default: any.
            when: Function that returns whether the response is for a call.
            text: The text. It streams word by word.
            reasoning: Reasoning of the model before its text.
            tool_calls: Pairs of a function's name and its arguments, a mapping or a string.
            vectors: Embeddings, or a function of the `EmulatedCall` that returns them.
            media: An image, audio or video file: bytes or a path.
            json: The whole body.
            usage: Token usage: a pair of prompt and completion tokens, or a mapping. Default: a count of words.
            finish_reason: Why the model stopped.
            headers: Further headers.
            status: HTTP status.
            error: Message of an error; the status is then 500 by default.
            delay: Seconds before the response.
            pause: Seconds between the events of a stream.
            times: How many calls it is for; None for all.

        Raises:
            ValueError: If the task is unknown, or an argument is invalid.
        """
        if task is not None and task not in self._catalogue.tasks and task != CUSTOM:
            if response is not None:
                raise ValueError(f"there is no task {task!r}; choose from {', '.join(sorted(self._catalogue.tasks))}")
            task, response = None, task
        scripted = make_response(
            response,
            task=None if task is None else self._catalogue.tasks.get(task, task),
            text=text,
            reasoning=reasoning,
            tool_calls=tool_calls,
            vectors=vectors,
            media=media,
            json=json,
            usage=usage,
            headers=headers,
            status=status,
            error=error,
            model=model,
            provider=provider,
            when=when,
            finish_reason=finish_reason,
            delay=delay,
            pause=pause,
        )
        self._script.add(scripted, times)

    @property
    def pending_responses(self) -> list[ScriptedResponse]:
        """The responses of `respond` that no call has received yet, without those for all calls."""
        return self._script.pending

    @property
    def unexpected_requests(self) -> list[str]:
        """Descriptions of the calls that failed because the emulator is strict."""
        return list(self._unexpected)

    def check(self) -> None:
        """Check that all calls were expected, and that all responses of `respond` were received.

        Raises:
            AssertionError: If a call failed because the emulator is strict, or a response was not received.
        """
        if self._unexpected:
            raise AssertionError(f"unexpected requests: {'; '.join(self._unexpected)}")
        if pending := self.pending_responses:
            raise AssertionError(f"{len(pending)} responses were not received; the first is {pending[0]!r}")

    def limit_rate(
        self,
        *,
        requests: int | None = None,
        tokens: int | None = None,
        seconds: float = 60.0,
        host: str | None = None,
    ) -> None:
        """Limit the rate of calls for each host and key, and report what is left in ``x-ratelimit-...`` headers.

        Args:
            requests: Number of calls within the window.
            tokens: Number of tokens of requests within the window; four bytes of a body make one.
            seconds: Length of the window.
            host: Emulated host that has the limit. Default: all.

        Raises:
            ValueError: If neither number is passed, or one is not positive.
        """
        self._limiter.add(RateLimit(requests=requests, tokens=tokens, seconds=seconds, host=host))

    def reset(self) -> None:
        """Clear the journal, all jobs, and all queued faults, quirks, responses and limits."""
        self._script.clear()
        self._limiter.clear()
        self._files.clear()
        self._unexpected.clear()
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
            request = parse_request(starlette_request, await starlette_request.body())
        except ClientDisconnect:
            return
        delay = 0.0
        try:
            if request.host in ("", EMULATOR_HOST):
                response = self._control_response(request)
            else:
                self._journal.add(request)
                limits = self._check_rate(request)
                header = request.headers.get(FAULT_HEADER, "")
                fault = self._faults.take(header, request.host, is_call=request.method != "GET")
                delay = fault.delay
                response = apply_fault(json_response({}) if fault.status else self._response(request), fault)
                if fault == NO_FAULT and request.method != "GET" and not response.is_scripted:
                    response = self._quirks.apply(request, response)
                if limits:
                    response = structs.replace(response, headers={**response.headers, **limits})
        except InvalidRequestError as exc:
            response = exc.response
        except Exception as exc:  # a bug in the emulator or in its tables: show it to the caller, who may have no log
            response = json_response({"error": f"the emulator failed: {type(exc).__name__}: {exc}"}, status=500)
        await anyio.sleep(delay + response.delay)
        await send_response(response, send)

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
        if request.method == "GET" and (file := self._files.find(request.path)) is not None:
            check_no_key(request, self._key_headers)
            return file
        if request.method == "GET" and not is_hub_api and (response := download_response(request.path)) is not None:
            if request.host not in self._own_file_hosts:
                check_no_key(request, self._key_headers)
            return response
        if request.host == HUB_HOST:
            return self._hub_response(request)
        if request.method == "GET" and request.path.endswith(SERVED_PATH):
            return self._models_response(request)
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
        if request.path == MODELS_PATH.rstrip("/"):
            query = parse_qs(request.query)
            task, provider = (query.get(name, [""])[0] for name in ("pipeline_tag", "inference_provider"))
            return json_response(models_info(task, provider or "all", self._catalogue))
        if request.path.startswith(MODELS_PATH):
            model = request.path.removeprefix(MODELS_PATH)
            self._report_guess(model)
            with_mapping = "inferenceProviderMapping" in parse_qs(request.query).get("expand[]", [])
            return json_response(model_info(model, self._catalogue, with_mapping=with_mapping))
        error = f"the emulated Hub has no page {request.path}; try {MODELS_PATH}<model> or /api/tasks"
        raise InvalidRequestError(404, {"error": error})

    def _models_response(self, request: RecordedRequest) -> Response:
        """Respond with the models of the router, of a provider or of an endpoint."""
        if request.host == ROUTER_HOST:
            check_token(request, is_required=False)
            return json_response(router_info(self._catalogue))
        chat = f"{request.path.removesuffix('/models')}/chat/completions"
        found = find_endpoint(self._services, request.host, chat) or dedicated_endpoint(
            self._tables, request.host, chat
        )
        check_key(request, found)
        return json_response(endpoint_models(found.samples[0].task))

    def _call_response(self, request: RecordedRequest, endpoint: Endpoint) -> Response:
        first = endpoint.samples[0]
        check_method(request, first.method)
        check_key(request, endpoint)
        json_fields = read_fields(request, first.text_type)
        fields: Fields = json_fields or {}
        model_field = fields.get("model")
        model = model_field if isinstance(model_field, str) else endpoint.model
        if len(endpoint.samples) > 1:  # otherwise the path determines the task
            self._report_guess(endpoint.model or model)
        sample = choose_sample(endpoint, endpoint.model or model, self._catalogue)
        check_query(request, endpoint, sample)
        if json_fields is not None:
            check_inputs(json_fields, sample)
        call = EmulatedCall(
            task=sample.task,
            model=model,
            provider=sample.provider,
            inputs=next((fields[name] for name in INPUTS if name in fields), None),
            body=fields,
            request=request,
        )
        number = _sample_number(request)
        scripted = self._take(call)
        if scripted is not None and sample.status_path and scripted.status < 300:
            change = partial(self._render, scripted.evaluate(call), call, sample)
            return structs.replace(self._jobs.submit(sample, number, model, change), first_byte_delay=scripted.delay)
        inputs = fields.get("inputs")
        count = len(inputs) if sample.takes_lists and is_list(inputs) else None
        is_stream = (fields.get("stream") is True or endpoint.kind == "stream") and bool(sample.events)
        if scripted is not None:
            whole = sample_response(sample, 1, model, inputs=count)
            return structs.replace(
                self._render(scripted.evaluate(call), call, sample, whole, is_stream=is_stream),
                delay=scripted.delay,
                is_scripted=True,
            )
        change = partial(follow, sample=sample, fields=fields, form=_form_text(request))
        has_number = SAMPLE_HEADER in request.headers
        if sample.status_path:
            return self._jobs.submit(sample, number, model, None if has_number else change)
        whole = sample_response(sample, 1 if is_stream else number, model, inputs=count)
        if sample.task == RESPONSES and not is_stream:
            whole = self._stored.add(whole, fields)
        if sample.task == RANKING:
            return follow_texts(whole, fields)
        whole = whole if has_number else change(whole)
        if not sample.events:
            return whole
        stream = stream_response(sample, model, with_usage_event(sample.events, fields))
        return structs.replace(stream, other=whole) if is_stream else structs.replace(whole, other=stream)

    def _check_rate(self, request: RecordedRequest) -> dict[str, str]:
        """Return the headers that report a rate limit; none for look-ups, polls and downloads.

        Raises:
            InvalidRequestError: With status 429, if a limit is reached.
        """
        if request.method == "GET":
            return {}
        key = next((request.headers[name] for name in sorted(self._key_headers) if name in request.headers), "")
        return self._limiter.check(request.host, key, len(request.body))

    def _take(self, call: EmulatedCall) -> ScriptedResponse | None:
        """Return the scripted response for a call, if there is one.

        Raises:
            InvalidRequestError: With status 501, if the emulator is strict and there is none.
        """
        scripted = self._script.take(call)
        if scripted is None and self._is_strict:
            text = f"no response is defined for {call.task} of the model {call.model} at {call.provider}"
            self._unexpected.append(f"{call.request.method} {call.request.host}{call.request.path}: {text}")
            error = f"the emulator is strict, and {text}; define one with emulator.respond(...)"
            raise InvalidRequestError(501, {"error": error})
        return scripted

    def _render(
        self,
        scripted: ScriptedResponse,
        call: EmulatedCall,
        sample: Sample,
        base: Response,
        *,
        is_stream: bool = False,
    ) -> Response:
        return render(scripted, call, sample, base, self._files.add, is_stream=is_stream)

    def _report_guess(self, model: str | None) -> None:
        """Log, once, that the task of a model is a guess."""
        if model is None or model in self._guesses or not is_guess(model, self._catalogue):
            return
        self._guesses.add(model)
        name, task = model[:200], self._catalogue.default_task
        LOGGER.warning(
            "the emulator does not know the model %r and guesses that its task is %s; "
            "pass models={%r: task}, or --model %s=TASK",
            name,
            task,
            name,
            name,
        )

    def _job_response(self, request: RecordedRequest, endpoint: Endpoint) -> Response:
        sample = endpoint.samples[0]
        if endpoint.kind == "cancel":
            check_method(request, sample.cancel_method)
            check_key(request, endpoint)
            return self._jobs.cancel(endpoint.job_id)
        check_method(request, "POST" if sample.is_polled_by_post and endpoint.kind == "poll" else "GET")
        check_query(request, endpoint, sample)
        if sample.is_polled_without_key:
            check_no_key(request, self._key_headers)
        else:
            check_key(request, endpoint)
        job_id = endpoint.job_id or find_job_id(request.body.decode("utf-8", "replace"))
        return self._jobs.poll(job_id) if endpoint.kind == "poll" else self._jobs.result(job_id)


def _sample_number(request: RecordedRequest) -> int:
    """Return the number of the sample that a request selects, counted from 1.

    Raises:
        InvalidRequestError: If the header is not a number.
    """
    text = request.headers.get(SAMPLE_HEADER, "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise InvalidRequestError(400, {"error": f"{SAMPLE_HEADER} must be an int ≥ 1, got {text[:20]!r}"})
    return int(text)


def _form_text(request: RecordedRequest) -> str:
    """Return the text of a form, or nothing if the body is not one."""
    is_form = request.headers.get("content-type", "").startswith("multipart/form-data")
    return request.body[-FORM_BYTES:].decode("latin-1") + request.body[:FORM_BYTES].decode("latin-1") if is_form else ""

"""A key is looked for in everything that is sent, logged, printed, pickled or raised.

It may be in one place only: the header that sends it to its own host.
"""

from __future__ import annotations

import base64
import copy
import pickle
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire.providers import REGISTRY
from inferwire.tasks.chat_completion import chat_completion, chat_completion_async
from inferwire_emulator import RunningEmulator, serve
from inferwire_emulator.responses import example_arguments
from inferwire_emulator.tables import load_tables
from inferwire_runtime.errors import InferwireError

from .support.accounts import fill_account
from .support.known_keys import HUGGING_FACE_KEY, PROVIDER_KEY, find_key, shown_by, watched_logs
from .support.local_servers import ReceivedRequest, RecordingEmulator, Respond, http_response, local_server

MESSAGES: Any = [{"role": "user", "content": "Hello"}]
TABLES = load_tables()
CHAT = {"messages": MESSAGES, "model": "some/model"}
PNG = b"\x89PNG\r\n\x1a\n"
GOOD_CHAT = {"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Two cats."}}]}
OWN_FOLDERS = tuple(str(Path(inferwire.__path__[0]).parents[1] / name) for name in ("generated", "runtime"))


class Evidence:
    """Everything that a call shows, by where it is shown."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def add(self, name: str, thing: Any, *, is_open: bool = False) -> None:
        """Print, copy and pickle what a call returned; what has an open connection is only printed."""
        self.texts[f"{name}, printed"] = f"{thing!r} {thing!s}"
        if is_open:
            return
        if hasattr(thing, "to_curl"):
            self.texts[f"{name}, as curl"] = thing.to_curl()
        for how, duplicate in (("copied", copy.copy), ("deep-copied", copy.deepcopy), ("pickled", pickle_and_unpickle)):
            try:
                other = duplicate(thing)
            except TypeError:
                continue  # a request has a key, and refuses
            self.texts[f"{name}, {how}"] = repr(other)
            if how == "pickled":
                self.texts[f"{name}, in a pickle"] = pickle.dumps(thing).decode("latin-1")

    def add_error(self, error: BaseException) -> None:
        """Print, copy and pickle an error, and print its traceback with the local variables of our own frames."""
        self.add("error", error)
        self.texts["error, all its texts"] = shown_by(error)
        self.texts["traceback"] = "".join(traceback.format_exception(error))
        for where, value in locals_of(error):
            self.texts[f"traceback, {where}"] = value

    def drop_frames(self) -> None:
        """Drop local variables, for tests whose server sends the key: they hold its response."""
        self.texts = {where: text for where, text in self.texts.items() if not where.startswith("traceback, ")}

    def find(self, key: str) -> dict[str, list[str]]:
        """Return where a key is shown, and how."""
        return {where: found for where, text in self.texts.items() if (found := find_key(text, key))}


def pickle_and_unpickle(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))


def locals_of(error: BaseException) -> Iterator[tuple[str, str]]:
    """Yield the local variables of our own frames; those of tests are the user's own code."""
    link: traceback.TracebackException | None
    link = traceback.TracebackException.from_exception(error, capture_locals=True)
    while link is not None:
        for frame in link.stack:
            if frame.filename.startswith(OWN_FOLDERS):
                for name, value in (frame.locals or {}).items():
                    yield f"{Path(frame.filename).name}: {name} of {frame.name}", value
        link = link.__cause__ or link.__context__


def call_blocking(
    evidence: Evidence, options: dict[str, Any], method: str, arguments: dict[str, Any], use: str
) -> None:
    with InferenceClient(**{"retry": 1, **options}) as client:
        evidence.add("client", client)
        try:
            result = getattr(client.with_raw_response if use == "raw" else client, method)(**arguments)
            evidence.add("result", result, is_open=use == "stream")
            if use == "stream":
                evidence.add("items", list(result))
        except InferwireError as error:
            evidence.add_error(error)


def call_asyncio(
    evidence: Evidence,
    options: dict[str, Any],
    method: str,
    arguments: dict[str, Any],
    use: str,
    *,
    backend: str = "asyncio",
) -> None:
    async def main() -> None:
        async with AsyncInferenceClient(**{"retry": 1, **options}) as client:
            evidence.add("client", client)
            try:
                result = await getattr(client.with_raw_response if use == "raw" else client, method)(**arguments)
                evidence.add("result", result, is_open=use == "stream")
                if use == "stream":
                    evidence.add("items", [item async for item in result])
            except InferwireError as error:
                evidence.add_error(error)

    anyio.run(main, backend=backend)


def call_trio(*arguments: Any) -> None:
    call_asyncio(*arguments, backend="trio")


on_every_backend = pytest.mark.parametrize(
    "call", [call_blocking, call_asyncio, call_trio], ids=["blocking", "asyncio", "trio"]
)
CallFunction = Callable[[Evidence, dict[str, Any], str, dict[str, Any], str], None]


@contextmanager
def watched(key: str) -> Iterator[Evidence]:
    """Look for a key in everything that is shown, logged and warned about within the ``with``."""
    evidence = Evidence()
    with watched_logs() as recorder, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield evidence
    for number, line in enumerate([*recorder.lines, *(str(warning.message) for warning in caught)]):
        evidence.texts[f"line {number}"] = line
    assert evidence.find(key) == {}


# Every task of every provider


class KeyedRoute:
    """A task of a provider, called with one of the two keys."""

    def __init__(self, provider: str, task: str, *, is_routed: bool) -> None:
        self.provider = provider
        self.task = task
        self.key = HUGGING_FACE_KEY if is_routed else PROVIDER_KEY
        known = REGISTRY.providers[provider]
        samples = [sample for sample in TABLES.samples if (sample.provider, sample.task) == (provider, task)]
        urls = [known.base_url, *(sample.base_url for sample in samples if sample.base_url)]
        self.has_token = known.token is not None
        urls = [known.token.url] if known.token else urls  # the only one that the key is sent to
        own = {urlsplit(fill_account(known, url)).netloc for url in urls}
        self.hosts = {"huggingface.co", "router.huggingface.co"} if is_routed else own
        model = f"{provider}/{task}" if known.kind == "client-side" else f"emulated/{task}"
        self.options = {"provider": provider, "api_key": self.key, "model": model}

    def __repr__(self) -> str:
        return f"{self.provider}-{self.task}-{'routed' if self.key == HUGGING_FACE_KEY else 'direct'}"


ROUTES = [
    KeyedRoute(name, task, is_routed=is_routed)
    for name, known in REGISTRY.providers.items()
    for task in known.tasks
    for is_routed in (True, False)
    if known.kind in (("provider", "router") if is_routed else ("provider", "client-side"))
    and (is_routed or known.needs_key)
]


@pytest.fixture(scope="module")
def recording() -> Iterator[tuple[RunningEmulator, RecordingEmulator]]:
    recorder = RecordingEmulator()
    with serve(recorder) as running:
        yield running, recorder


# One route of each provider and key is enough for asynchronous calls.
CALLS = [(call_blocking, route) for route in ROUTES] + [
    (call_asyncio, route) for route in {(route.provider, route.key): route for route in ROUTES}.values()
]


@pytest.mark.parametrize(("call", "route"), CALLS, ids=[f"{route}-{call.__name__}" for call, route in CALLS])
def test_a_key_is_sent_in_its_header_to_its_own_host_and_nowhere_else(
    call: CallFunction, route: KeyedRoute, recording: tuple[RunningEmulator, RecordingEmulator]
) -> None:
    running, recorder = recording
    recorder.clear()
    method = REGISTRY.method_of(route.task)
    with watched(route.key) as evidence:
        call(
            evidence,
            {"emulator_url": running.url, **route.options},
            method,
            example_arguments(TABLES, route.task),
            "raw",
        )
        assert "error, printed" not in evidence.texts
    key, carriers, others = route.key.encode(), recorder.headers, recorder.others
    if route.has_token:  # the form of the exchange carries it
        key, carriers, others = quote_plus(route.key).encode(), others, carriers
    with_key = {host for host, lines in carriers.items() if any(key in line for line in lines)}
    assert with_key
    assert with_key <= route.hosts
    for host, lines in others.items():
        assert find_key(b"\n".join(lines).decode("latin-1"), route.key) == [], host
    for host in carriers.keys() - route.hosts:
        assert find_key(b"\n".join(carriers[host]).decode("latin-1"), route.key) == [], host


def hosts_with_leak(recorder: RecordingEmulator, hosts: set[str], key: str) -> list[str]:
    received = {
        host: b"\n".join([*recorder.headers[host], *recorder.others[host]]).decode("latin-1")
        for host in recorder.headers
    }
    return [host for host, text in received.items() if host not in hosts and find_key(text, key)]


MEDIA = {
    "image": "https://example.com/cat.png",
    "audio": "https://example.com/a.wav",
    "video": "https://example.com/a.mp4",
}
MEDIA_ROUTES = [route for route in ROUTES if MEDIA.keys() & example_arguments(TABLES, route.task).keys()]


@pytest.mark.parametrize("route", MEDIA_ROUTES, ids=repr)
def test_a_media_file_that_is_passed_as_a_url_is_fetched_without_a_key(
    route: KeyedRoute, recording: tuple[RunningEmulator, RecordingEmulator]
) -> None:
    running, recorder = recording
    recorder.clear()
    arguments = example_arguments(TABLES, route.task)
    arguments |= {name: url for name, url in MEDIA.items() if name in arguments}
    with watched(route.key) as evidence:
        call_blocking(
            evidence,
            {"emulator_url": running.url, **route.options},
            REGISTRY.method_of(route.task),
            arguments,
            "result",
        )
    assert hosts_with_leak(recorder, route.hosts, route.key) == []


STREAM_ROUTES = [route for route in ROUTES if route.task in ("chat-completion", "text-generation")]


@pytest.mark.parametrize("route", STREAM_ROUTES, ids=repr)
@pytest.mark.parametrize("call", [call_blocking, call_asyncio], ids=["blocking", "asyncio"])
def test_a_stream_shows_no_key(
    call: CallFunction, route: KeyedRoute, recording: tuple[RunningEmulator, RecordingEmulator]
) -> None:
    running, recorder = recording
    recorder.clear()
    arguments = {**example_arguments(TABLES, route.task), "stream": True}
    with watched(route.key) as evidence:
        call(
            evidence,
            {"emulator_url": running.url, **route.options},
            REGISTRY.method_of(route.task),
            arguments,
            "stream",
        )
        assert "items, printed" in evidence.texts
    assert hosts_with_leak(recorder, route.hosts, route.key) == []


@pytest.mark.parametrize("route", ROUTES, ids=repr)
def test_a_request_that_is_built_but_not_sent_shows_no_key(
    route: KeyedRoute, recording: tuple[RunningEmulator, RecordingEmulator]
) -> None:
    running, recorder = recording
    recorder.clear()
    arguments = {"task": route.task, "inputs": next(iter(example_arguments(TABLES, route.task).values()))}
    with watched(route.key) as evidence:
        call_blocking(evidence, {"emulator_url": running.url, **route.options}, "build_request", arguments, "result")
        curl = evidence.texts.get("result, as curl")
        assert curl is None or "$API_KEY" in curl
        assert (curl is None) == ("error, printed" in evidence.texts)
    assert hosts_with_leak(recorder, route.hosts, route.key) == []


# Servers that redirect a call


def mapping_of(provider: str, task: str) -> bytes:
    mapping = {"provider": provider, "providerId": "p/m", "status": "live", "task": task}
    return http_response(body={"id": "h/m", "inferenceProviderMapping": [mapping]})


class RedirectingServer:
    """The Hub, the router and a provider with a queue in one server, which names another host in one response.

    It replaces an emulator: the first part of each path is the host that a request is meant for.
    """

    def __init__(self, other_url: str, how: str) -> None:
        self.other_url = other_url
        self.how = how

    def __call__(self, received: ReceivedRequest) -> bytes:
        target = f"{self.other_url}/stolen.mp4?signature=1"
        redirect = {"location": target}
        if received.host == "huggingface.co":
            return (
                http_response(302, headers=redirect) if self.how == "look-up" else mapping_of("fal-ai", "text-to-video")
            )
        if received.method == "POST":
            status = {"submission": 307, "submission, as a get": 303}.get(self.how)
            if status is not None:
                return http_response(status, headers=redirect)
            job = "https://queue.fal.run/fal-ai/app/requests/1"
            urls = {"status_url": f"{job}/status", "response_url": job}
            if self.how == "named":
                urls = {"status_url": f"{self.other_url}/status", "response_url": f"{self.other_url}/result"}
            return http_response(
                body={"request_id": "1", "status": "IN_QUEUE", **urls}, headers={"retry-after": "0.02"}
            )
        if received.target.split("?")[0].endswith("/status"):
            return (
                http_response(302, headers=redirect)
                if self.how == "poll"
                else http_response(body={"status": "COMPLETED"})
            )
        if received.host in ("router.huggingface.co", "queue.fal.run"):
            if self.how == "result":
                return http_response(302, headers=redirect)
            url = target if self.how == "download" else "https://cdn.example.com/video.mp4"
            return http_response(body={"video": {"url": url}})
        return (
            http_response(302, headers=redirect) if self.how == "download, redirected" else http_response(body=b"video")
        )


def respond_as_any(request: ReceivedRequest) -> bytes:
    """Respond as whichever server the request was meant for."""
    body = {"status": "COMPLETED", "video": {"url": "https://cdn.example.com/video.mp4"}}
    return http_response(
        body={**body, "inferenceProviderMapping": [], "authorization": request.headers.get("authorization")}
    )


REDIRECTS = {
    "look-up": True,
    "submission": False,
    "submission, as a get": False,
    "poll": True,
    "result": True,
    "named": False,
    "download": False,  # a public server names an address in a private network
    "download, redirected": True,
}


@on_every_backend
@pytest.mark.parametrize(("how", "is_followed"), REDIRECTS.items())
@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY])
def test_no_key_is_sent_where_a_response_leads(call: CallFunction, how: str, is_followed: bool, key: str) -> None:
    options = {"provider": "fal-ai", "model": "h/m", "api_key": key}
    own = {"huggingface.co", "router.huggingface.co"} if key == HUGGING_FACE_KEY else {"queue.fal.run"}
    with (
        local_server(respond_as_any) as other,
        local_server(RedirectingServer(other.url, how)) as server,
        watched(key) as evidence,
    ):
        call(evidence, {"emulator_url": server.url, **options}, "text_to_video", {"prompt": "A cat"}, "result")
        assert find_key(other.traffic.decode("latin-1"), key) == []
        assert bool(other.received) == is_followed
        for received in server.received:
            assert received.host in own or key not in str(received.headers), received
            assert find_key(received.target + received.body.decode("latin-1"), key) == []
        if key == HUGGING_FACE_KEY or how != "look-up":
            assert any(key in str(received.headers) for received in server.received)


@on_every_backend
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_no_key_is_sent_to_another_port_or_name_of_the_same_machine(call: CallFunction, status: int, host: str) -> None:
    with (
        local_server(respond_as_any, host) as other,
        local_server(lambda received: http_response(status, headers={"location": f"{other.url}/x"})) as server,
        watched(PROVIDER_KEY) as evidence,
    ):
        for use in ("result", "stream"):
            arguments = {**CHAT, "stream": use == "stream"}
            call(evidence, {"base_url": server.url, "api_key": PROVIDER_KEY}, "chat_completion", arguments, use)
            assert "use that address" in evidence.texts["error, printed"]
        assert other.traffic == b""
        assert all(PROVIDER_KEY in received.headers["authorization"] for received in server.received)


@on_every_backend
def test_a_key_from_the_environment_is_not_sent_to_an_endpoint(
    call: CallFunction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", HUGGING_FACE_KEY)
    with local_server(lambda received: http_response(body=GOOD_CHAT)) as server, watched(HUGGING_FACE_KEY) as evidence:
        call(evidence, {"base_url": server.url}, "chat_completion", CHAT, "raw")
        assert "result, printed" in evidence.texts
        assert find_key(server.traffic.decode("latin-1"), HUGGING_FACE_KEY) == []


@on_every_backend
def test_no_key_is_sent_to_the_host_of_a_download(call: CallFunction) -> None:
    def name_file(received: ReceivedRequest) -> bytes:
        return http_response(body={"output": [f"{other.url}/cat.png"]})

    with (
        local_server(lambda received: http_response(body=PNG, headers={"content-type": "image/png"})) as other,
        local_server(name_file) as server,
        watched(PROVIDER_KEY) as evidence,
    ):
        options = {"base_url": server.url, "api_key": PROVIDER_KEY}
        call(evidence, options, "text_to_image", {"prompt": "A cat"}, "raw")
        assert "result, printed" in evidence.texts
        assert len(other.received) == 1
        assert find_key(other.traffic.decode("latin-1"), PROVIDER_KEY) == []


# Calls that fail


EVENTS = b'data: {"id":"c","choices":[{"index":0,"delta":{"content":"Two "},"finish_reason":null}]}\n\n'


def events(body: bytes) -> bytes:
    return http_response(body=body, headers={"content-type": "text/event-stream"})


FAILURES: dict[str, Respond] = {
    "refused": lambda received: http_response(401, {"error": "Invalid credentials"}, {"x-request-id": "r-1"}),
    "forbidden": lambda received: http_response(403, b"<h1>Forbidden</h1>", {"content-type": "text/html"}),
    "too many": lambda received: http_response(429, {"error": "slow down"}, {"retry-after": "7"}),
    "down": lambda received: http_response(500, b"Internal Server Error"),
    "not JSON": lambda received: http_response(200, b"{", {"content-type": "application/json"}),
    "another shape": lambda received: http_response(200, {"choices": 5}),
    "silent": lambda received: b"",
    "cut": lambda received: http_response(200, b'{"choices"', {"content-length": "99", "connection": "close"}),
    "not HTTP": lambda received: b"SSH-2.0-OpenSSH\r\n\r\n",
    "cut stream": lambda received: events(EVENTS),
    "error in the stream": lambda received: events(EVENTS + b'data: {"error": {"message": "overloaded"}}\n\n'),
    "not JSON in the stream": lambda received: events(EVENTS + b"data: {\n\n"),
    "another shape in the stream": lambda received: events(EVENTS + b'data: {"choices": 5}\n\n'),
}


@on_every_backend
@pytest.mark.parametrize("how", FAILURES)
@pytest.mark.parametrize("use", ["result", "stream"])
@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY])
def test_a_call_that_fails_shows_no_key(call: CallFunction, how: str, use: str, key: str) -> None:
    with local_server(FAILURES[how]) as server, watched(key) as evidence:
        arguments = {**CHAT, "stream": use == "stream"}
        call(evidence, {"base_url": server.url, "api_key": key}, "chat_completion", arguments, use)
        assert "error, printed" in evidence.texts
        assert key.encode() in server.traffic


@on_every_backend
@pytest.mark.parametrize("use", ["result", "stream"])
def test_a_server_that_cannot_be_reached_shows_no_key(call: CallFunction, use: str) -> None:
    with local_server(lambda received: b"") as server:
        pass
    with watched(PROVIDER_KEY) as evidence:
        arguments = {**CHAT, "stream": use == "stream"}
        call(evidence, {"base_url": server.url, "api_key": PROVIDER_KEY}, "chat_completion", arguments, use)
        assert "could not be reached" in evidence.texts["error, printed"]


# Servers that echo keys


def encode(how: str, key: str) -> bytes:
    """Return a key as a server may encode it."""
    first, rest = key[:9], key[9:]
    encoded = base64.b64encode(f"user:{key}".encode()).decode()
    return {
        "as it is": key,
        "in a URL": f"https://api.example.com/v1?api_key={quote(key, safe='')}",
        "percent-encoded": quote(key, safe=""),
        "with JSON escapes": "".join(f"\\u{ord(character):04x}" for character in key),
        "with escaped slashes": key.replace("/", "\\/"),
        "with HTML entities": "".join(f"&#{ord(character)};" for character in key),
        "between tags": f"{first}<b>{rest}</b>",
        "in base64": encoded,
        "with its scheme": f"Bearer {key}",
    }[how].encode()


PLACES: dict[str, Callable[[bytes], bytes]] = {
    "error": lambda text: http_response(400, b'{"error": "no: %s"}' % text, {"content-type": "application/json"}),
    "odd field": lambda text: http_response(400, b'{"seen": "%s"}' % text, {"content-type": "application/json"}),
    "page": lambda text: http_response(502, b"<h1>no: %s</h1>" % text, {"content-type": "text/html"}),
    "text": lambda text: http_response(500, b"no: %s" % text),
    "shape": lambda text: http_response(200, b'{"choices": "%s"}' % text, {"content-type": "application/json"}),
    "not JSON": lambda text: http_response(200, b"{no: %s" % text, {"content-type": "application/json"}),
    "error with 200": lambda text: http_response(
        200, b'{"error": "no: %s"}' % text, {"content-type": "application/json"}
    ),
    "event": lambda text: events(EVENTS + b'data: {"error": {"message": "no: %s"}}\n\n' % text),
    "error event": lambda text: events(EVENTS + b"event: error\ndata: no: %s\n\n" % text),
    "event that is not JSON": lambda text: events(EVENTS + b"data: no: %s\n\n" % text),
    "event of another shape": lambda text: events(EVENTS + b'data: {"choices": "%s"}\n\n' % text),
}
"""Where the response to a chat shows it."""


JSON_PLACES = ("error", "odd field", "shape", "not JSON", "error with 200", "event", "event of another shape")
ENCODINGS: dict[str, tuple[str, ...]] = {
    "as it is": tuple(PLACES),
    "with its scheme": tuple(PLACES),
    "in a URL": ("error", "page", "text", "event"),
    "percent-encoded": ("error", "page", "text", "event"),
    "with JSON escapes": JSON_PLACES,
    "with escaped slashes": JSON_PLACES,
    "with HTML entities": ("page", "text"),
    "between tags": ("page", "text"),
    "in base64": ("error", "page", "text", "shape", "event"),
}
ECHOES = [(how, place) for how, places in ENCODINGS.items() for place in places]


@on_every_backend
@pytest.mark.parametrize(("how", "place"), ECHOES)
@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY], ids=["hf", "own"])
def test_a_key_that_a_server_echoes_is_not_shown(call: CallFunction, how: str, place: str, key: str) -> None:
    is_stream = "event" in place
    with local_server(lambda received: PLACES[place](encode(how, key))) as server, watched(key) as evidence:
        arguments = {**CHAT, "stream": is_stream}
        options = {"base_url": server.url, "api_key": key}
        call(evidence, options, "chat_completion", arguments, "stream" if is_stream else "result")
        evidence.drop_frames()
        assert "error, printed" in evidence.texts


@on_every_backend
@pytest.mark.parametrize("name", ["x-request-id", "cf-ray", "content-type", "retry-after", "www-authenticate"])
@pytest.mark.parametrize("use", ["result", "stream"])
@pytest.mark.parametrize("status", [401, 200])
def test_a_key_that_a_header_echoes_is_not_shown(call: CallFunction, name: str, use: str, status: int) -> None:
    echo = {name: f"Bearer {PROVIDER_KEY}"}
    with (
        local_server(lambda received: http_response(status, b"no", echo)) as server,
        watched(PROVIDER_KEY) as evidence,
    ):
        arguments = {**CHAT, "stream": use == "stream"}
        call(evidence, {"base_url": server.url, "api_key": PROVIDER_KEY}, "chat_completion", arguments, use)
        evidence.drop_frames()
        assert "error, printed" in evidence.texts


@on_every_backend
@pytest.mark.parametrize("before", [0, 60, 110, 190, 480, 560, 4070])
@pytest.mark.parametrize("place", ["error", "text", "shape", "not JSON", "event", "event that is not JSON"])
def test_no_part_of_a_key_is_shown_where_a_text_is_cut(call: CallFunction, before: int, place: str) -> None:
    for more in range(0, 40, 13):
        echo = b"x" * (before + more) + b" " + PROVIDER_KEY.encode() + b" " + b"x" * 5000
        with local_server(lambda received, echo=echo: PLACES[place](echo)) as server, watched(PROVIDER_KEY) as evidence:
            is_stream = "event" in place
            arguments = {**CHAT, "stream": is_stream}
            options = {"base_url": server.url, "api_key": PROVIDER_KEY}
            call(evidence, options, "chat_completion", arguments, "stream" if is_stream else "result")
            evidence.drop_frames()


@on_every_backend
@pytest.mark.parametrize("name", ["authorization", "x-api-key", "api-key"])
@pytest.mark.parametrize("place", ["error", "text", "shape", "event"])
def test_a_key_that_was_passed_as_a_header_is_not_shown(call: CallFunction, name: str, place: str) -> None:
    is_stream = "event" in place
    with (
        local_server(lambda received: PLACES[place](PROVIDER_KEY.encode())) as server,
        watched(PROVIDER_KEY) as evidence,
    ):
        arguments = {**CHAT, "stream": is_stream}
        options = {"base_url": server.url, "api_key": False, "headers": {name: PROVIDER_KEY}}
        call(evidence, options, "chat_completion", arguments, "stream" if is_stream else "result")
        evidence.drop_frames()
        assert PROVIDER_KEY.encode() in server.traffic


class EchoingQueue:
    """A provider's queue that echoes a key in one response about a job."""

    def __init__(self, place: str, key: str) -> None:
        self.place = place
        self.key = key

    def __call__(self, received: ReceivedRequest) -> bytes:
        echo = self.key
        if received.host == "huggingface.co":
            if self.place == "look-up":
                return http_response(401, {"error": f"no: {echo}"}, {"x-request-id": echo})
            return mapping_of("fal-ai", "text-to-video")
        if received.host not in ("router.huggingface.co", "queue.fal.run"):
            return http_response(404, b"no: " + echo.encode())
        job = "https://queue.fal.run/fal-ai/app/requests/1"
        if received.method == "POST":
            body = {"status": "IN_QUEUE", "status_url": f"{job}/status", "response_url": job}
            if self.place == "job's URL":
                body["status_url"] = f"https://{echo}@/status"
            return http_response(body=body, headers={"retry-after": "0.02"})
        if received.target.split("?")[0].endswith("/status"):
            status = {"reason": "FAILED", "status": echo}.get(self.place, "COMPLETED")
            return http_response(body={"status": status, "error": f"no: {echo}"}, headers={"retry-after": "0.02"})
        host = self.key if self.place == "host of a download" else "cdn"
        return http_response(body={"video": {"url": f"https://{host}.example.com/a.mp4"}})


@on_every_backend
@pytest.mark.parametrize("place", ["look-up", "job's URL", "reason", "status", "file", "host of a download"])
def test_a_key_that_a_job_echoes_is_not_shown(call: CallFunction, place: str) -> None:
    key = HUGGING_FACE_KEY.lower()  # the case of a host name
    with local_server(EchoingQueue(place, key)) as server, watched(key) as evidence:
        options = {"emulator_url": server.url, "provider": "fal-ai", "model": "h/m", "api_key": key, "timeout": 0.3}
        call(evidence, options, "text_to_video", {"prompt": "A cat"}, "result")
        evidence.drop_frames()
        assert "error, printed" in evidence.texts


# Local variables of our own frames, which some tracebacks show


def refuse(received: ReceivedRequest) -> bytes:
    return http_response(401, {"error": "no"})


def pass_to_call(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client:
        client.chat_completion(MESSAGES, model="m", api_key=key)


def pass_to_stream(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client:
        client.chat_completion(MESSAGES, model="m", api_key=key, stream=True)


def pass_to_call_as_token(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client:
        client.text_classification("text", token=key)  # type: ignore[call-arg]


@contextmanager
def default_client(url: str) -> Iterator[None]:
    inferwire.configure(base_url=url, retry=1)
    try:
        yield
    finally:
        inferwire.configure()


def pass_to_function(url: str, key: str) -> None:
    with default_client(url):
        chat_completion(MESSAGES, model="m", api_key=key)


def pass_to_function_async(url: str, key: str) -> None:
    async def main() -> None:
        with default_client(url):
            await chat_completion_async(MESSAGES, model="m", api_key=key)

    anyio.run(main)


def pass_as_header(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1, api_key=False) as client:
        client.chat_completion(MESSAGES, model="m", headers={"Authorization": f"Bearer {key}"})


def pass_to_raw(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client:
        client.with_raw_response.chat_completion(MESSAGES, model="m", api_key=key)


def pass_to_request(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client:
        client.request(inputs="text", api_key=key)


def pass_to_openai_interface(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client:
        client.chat.completions.create(messages=MESSAGES, model="m", api_key=key)


def pass_with_a_wrong_option(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client:
        client.chat_completion(MESSAGES, model="m", api_key=key, timeout=-1)


def pass_with_a_misspelt_option(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client, pytest.raises(TypeError) as caught:
        client.chat_completion(MESSAGES, model="m", api_key=key, time_out=1)  # type: ignore[call-arg]
    raise caught.value


def create_client(url: str, key: str) -> None:
    with InferenceClient(base_url=url, api_key=key, retry=1) as client:
        client.chat_completion(MESSAGES, model="m")


def create_client_with_a_wrong_option(url: str, key: str) -> None:
    InferenceClient(base_url=url, api_key=key, timeout=-1)


def create_client_with_two_keys(url: str, key: str) -> None:
    InferenceClient(base_url=url, api_key=key, token="another")


def set_key(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client:
        client.with_options(api_key=key).chat_completion(MESSAGES, model="m")


def set_key_and_wrong_option(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=1) as client:
        client.with_options(api_key=key, retry=-1)


def configure_with_a_wrong_option(url: str, key: str) -> None:
    inferwire.configure(base_url=url, api_key=key, timeout=-1)


def pass_an_invalid_key(url: str, key: str) -> None:
    with InferenceClient(base_url=url, api_key=f"{key} {key}", retry=1) as client:
        client.chat_completion(MESSAGES, model="m")


def set_an_invalid_variable(url: str, key: str) -> None:
    with pytest.MonkeyPatch.context() as patch, InferenceClient(retry=1) as client:
        patch.setenv("HF_TOKEN", f"{key} {key}")
        client.chat_completion(MESSAGES, model="m")


def save_an_invalid_key(url: str, key: str) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "token").write_text(f"{key} {key}")
        patch.setenv("HF_HOME", folder)
        with InferenceClient(retry=1) as client:
            client.chat_completion(MESSAGES, model="m")


FAILING_CALLS = [
    *(pass_to_call, pass_to_stream, pass_to_call_as_token, pass_to_function, pass_to_function_async, pass_as_header),
    *(pass_to_raw, pass_to_request, pass_to_openai_interface, pass_with_a_wrong_option, pass_with_a_misspelt_option),
    *(create_client, create_client_with_a_wrong_option, create_client_with_two_keys, set_key),
    *(set_key_and_wrong_option, configure_with_a_wrong_option, pass_an_invalid_key),
    *(set_an_invalid_variable, save_an_invalid_key),
]


@pytest.mark.parametrize("fail", FAILING_CALLS, ids=lambda fail: fail.__name__)
@pytest.mark.parametrize("is_running", [True, False], ids=["responding", "unreachable"])
def test_no_local_variable_of_ours_shows_a_key(fail: Callable[[str, str], None], is_running: bool) -> None:
    with local_server(refuse) as server:
        if not is_running:
            server.close()
        with watched(HUGGING_FACE_KEY) as evidence:
            with pytest.raises((InferwireError, TypeError)) as caught:
                fail(server.url, HUGGING_FACE_KEY)
            evidence.texts |= {"error": shown_by(caught.value), **dict(locals_of(caught.value))}


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_stream_has_a_connection_and_cannot_be_copied(duplicate: Callable[[Any], Any]) -> None:
    with (
        local_server(lambda received: events(EVENTS)) as server,
        InferenceClient(base_url=server.url, api_key=PROVIDER_KEY) as client,
        client.chat_completion(MESSAGES, model="m", stream=True) as stream,
    ):
        with pytest.raises(TypeError, match="stream"):
            duplicate(stream)
        assert next(stream).choices[0].delta.content == "Two "

"""A key that is searched for in everything that leaves, is logged, shown, kept or raised.

It may be found in one place: the header that carries it to the host that it belongs to.
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
from urllib.parse import quote, urlsplit

import anyio
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire.emulator import TABLES
from inferwire.providers import REGISTRY
from inferwire.tasks.chat_completion import chat_completion, chat_completion_async
from inferwire_emulator import Running, serve
from inferwire_emulator.answers import example_of
from inferwire_runtime.errors import InferwireError

from .known_keys import HUGGING_FACE_KEY, PROVIDER_KEY, disguises_in, shown_by, watched_logs
from .local_servers import Answer, Received, Wiretap, answer, local_server

MESSAGES: Any = [{"role": "user", "content": "Hello"}]
CHAT = {"messages": MESSAGES, "model": "some/model"}
PNG = b"\x89PNG\r\n\x1a\n"
GOOD_CHAT = {"id": "c", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Two cats."}}]}
OURS = tuple(str(Path(inferwire.__path__[0]).parents[1] / name) for name in ("generated", "runtime"))


class Evidence:
    """Everything that a call shows, by where it was seen."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def see(self, name: str, thing: Any, *, is_open: bool = False) -> None:
        """Print, copy and pickle what a call handed back; what holds a connection is only printed."""
        self.texts[f"{name}, printed"] = f"{thing!r} {thing!s}"
        if is_open:
            return
        if hasattr(thing, "to_curl"):
            self.texts[f"{name}, as curl"] = thing.to_curl()
        for how, again in (("copied", copy.copy), ("copied deeply", copy.deepcopy), ("pickled", pickled)):
            try:
                other = again(thing)
            except TypeError:
                continue  # a request holds a key, and stays where it is
            self.texts[f"{name}, {how}"] = repr(other)
            if how == "pickled":
                self.texts[f"{name}, in a pickle"] = pickle.dumps(thing).decode("latin-1")

    def see_error(self, error: BaseException) -> None:
        """Print, copy and pickle an error, and print its traceback with what our own frames hold."""
        self.see("error", error)
        self.texts["error, all its texts"] = shown_by(error)
        self.texts["traceback"] = "".join(traceback.format_exception(error))
        for place, value in locals_of(error):
            self.texts[f"traceback, {place}"] = value

    def forget_frames(self) -> None:
        """Leave out what frames hold, where the server itself told the key: there its answer is, as it came."""
        self.texts = {place: text for place, text in self.texts.items() if not place.startswith("traceback, ")}

    def give_away(self, key: str) -> dict[str, list[str]]:
        """Give the places where a key can be seen, and how."""
        return {place: found for place, text in self.texts.items() if (found := disguises_in(text, key))}


def pickled(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))


def locals_of(error: BaseException) -> Iterator[tuple[str, str]]:
    """Give what the frames of our own code hold; frames of tests stand for the user's own code."""
    link: traceback.TracebackException | None
    link = traceback.TracebackException.from_exception(error, capture_locals=True)
    while link is not None:
        for frame in link.stack:
            if frame.filename.startswith(OURS):
                for name, value in (frame.locals or {}).items():
                    yield f"{Path(frame.filename).name}: {name} of {frame.name}", value
        link = link.__cause__ or link.__context__


def call_sync(evidence: Evidence, options: dict[str, Any], method: str, arguments: dict[str, Any], use: str) -> None:
    with InferenceClient(**{"retry": None, **options}) as client:
        evidence.see("client", client)
        try:
            result = getattr(client.with_raw_response if use == "raw" else client, method)(**arguments)
            evidence.see("result", result, is_open=use == "stream")
            if use == "stream":
                evidence.see("items", list(result))
        except InferwireError as error:
            evidence.see_error(error)


def call_async(
    evidence: Evidence,
    options: dict[str, Any],
    method: str,
    arguments: dict[str, Any],
    use: str,
    *,
    backend: str = "asyncio",
) -> None:
    async def main() -> None:
        async with AsyncInferenceClient(**{"retry": None, **options}) as client:
            evidence.see("client", client)
            try:
                result = await getattr(client.with_raw_response if use == "raw" else client, method)(**arguments)
                evidence.see("result", result, is_open=use == "stream")
                if use == "stream":
                    evidence.see("items", [item async for item in result])
            except InferwireError as error:
                evidence.see_error(error)

    anyio.run(main, backend=backend)


def call_trio(*arguments: Any) -> None:
    call_async(*arguments, backend="trio")


both_drivers = pytest.mark.parametrize("call", [call_sync, call_async, call_trio], ids=["sync", "asyncio", "trio"])
Run = Callable[[Evidence, dict[str, Any], str, dict[str, Any], str], None]


@contextmanager
def watched(key: str) -> Iterator[Evidence]:
    """Look for a key in all that is seen, logged and warned of within the ``with``."""
    evidence = Evidence()
    with watched_logs() as watch, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield evidence
    for number, line in enumerate([*watch.lines, *(str(warning.message) for warning in caught)]):
        evidence.texts[f"line {number}"] = line
    assert evidence.give_away(key) == {}


# Every task of every provider


class Way:
    """A task of a provider, called with one of the two keys."""

    def __init__(self, provider: str, task: str, *, is_routed: bool) -> None:
        self.provider = provider
        self.task = task
        self.key = HUGGING_FACE_KEY if is_routed else PROVIDER_KEY
        known = REGISTRY.providers[provider]
        samples = [sample for sample in TABLES.samples if (sample.provider, sample.task) == (provider, task)]
        urls = [known.base_url, *(sample.base_url for sample in samples if sample.base_url)]
        own = {urlsplit(url).netloc for url in urls}
        self.hosts = {"huggingface.co", "router.huggingface.co"} if is_routed else own
        model = f"{provider}/{task}" if known.kind == "client-side" else f"emulated/{task}"
        self.options = {"provider": provider, "api_key": self.key, "model": model}

    def __repr__(self) -> str:
        return f"{self.provider}-{self.task}-{'routed' if self.key == HUGGING_FACE_KEY else 'direct'}"


WAYS = [
    Way(name, task, is_routed=is_routed)
    for name, known in REGISTRY.providers.items()
    for task in known.tasks
    for is_routed in (True, False)
    if known.kind in (("provider", "router") if is_routed else ("provider", "client-side"))
    and (is_routed or known.needs_key)
]


@pytest.fixture(scope="module")
def wiretap() -> Iterator[tuple[Running, Wiretap]]:
    tap = Wiretap()
    with serve(tap) as running:
        yield running, tap


# One way of each provider and key is enough for the other driver.
BOTH = [(call_sync, way) for way in WAYS] + [
    (call_async, way) for way in {(way.provider, way.key): way for way in WAYS}.values()
]


@pytest.mark.parametrize(("call", "way"), BOTH, ids=[f"{way}-{call.__name__}" for call, way in BOTH])
def test_a_key_reaches_the_host_it_belongs_to_in_its_header_and_nothing_else(
    call: Run, way: Way, wiretap: tuple[Running, Wiretap]
) -> None:
    running, tap = wiretap
    tap.forget()
    method = way.task.replace("-", "_")
    with watched(way.key) as evidence:
        call(evidence, {"emulator_url": running.url, **way.options}, method, example_of(TABLES, way.task), "raw")
        assert "error, printed" not in evidence.texts
    key = way.key.encode()
    with_key = {host for host, heads in tap.heads.items() if any(key in head for head in heads)}
    assert with_key
    assert with_key <= way.hosts
    for host, rests in tap.rests.items():
        assert disguises_in(b"\n".join(rests).decode("latin-1"), way.key) == [], host
    for host in tap.heads.keys() - way.hosts:
        assert disguises_in(b"\n".join(tap.heads[host]).decode("latin-1"), way.key) == [], host


def leaked_to_strangers(tap: Wiretap, hosts: set[str], key: str) -> list[str]:
    said = {host: b"\n".join([*tap.heads[host], *tap.rests[host]]).decode("latin-1") for host in tap.heads}
    return [host for host, text in said.items() if host not in hosts and disguises_in(text, key)]


MEDIA = {
    "image": "https://example.com/cat.png",
    "audio": "https://example.com/a.wav",
    "video": "https://example.com/a.mp4",
}
MEDIA_WAYS = [way for way in WAYS if MEDIA.keys() & example_of(TABLES, way.task).keys()]


@pytest.mark.parametrize("way", MEDIA_WAYS, ids=repr)
def test_a_medium_that_is_given_as_a_url_is_fetched_without_a_key(way: Way, wiretap: tuple[Running, Wiretap]) -> None:
    running, tap = wiretap
    tap.forget()
    arguments = example_of(TABLES, way.task)
    arguments |= {name: url for name, url in MEDIA.items() if name in arguments}
    with watched(way.key) as evidence:
        call_sync(
            evidence, {"emulator_url": running.url, **way.options}, way.task.replace("-", "_"), arguments, "result"
        )
    assert leaked_to_strangers(tap, way.hosts, way.key) == []


STREAM_WAYS = [way for way in WAYS if way.task in ("chat-completion", "text-generation")]


@pytest.mark.parametrize("way", STREAM_WAYS, ids=repr)
@pytest.mark.parametrize("call", [call_sync, call_async], ids=["sync", "async"])
def test_a_stream_shows_no_key(call: Run, way: Way, wiretap: tuple[Running, Wiretap]) -> None:
    running, tap = wiretap
    tap.forget()
    arguments = {**example_of(TABLES, way.task), "stream": True}
    with watched(way.key) as evidence:
        call(evidence, {"emulator_url": running.url, **way.options}, way.task.replace("-", "_"), arguments, "stream")
        assert "items, printed" in evidence.texts
    assert leaked_to_strangers(tap, way.hosts, way.key) == []


@pytest.mark.parametrize("way", WAYS, ids=repr)
def test_a_request_that_is_not_sent_shows_no_key(way: Way, wiretap: tuple[Running, Wiretap]) -> None:
    running, tap = wiretap
    tap.forget()
    arguments = {"task": way.task, "inputs": next(iter(example_of(TABLES, way.task).values()))}
    with watched(way.key) as evidence:
        call_sync(evidence, {"emulator_url": running.url, **way.options}, "build_request", arguments, "result")
        curl = evidence.texts.get("result, as curl")
        assert curl is None or "$API_KEY" in curl
        assert (curl is None) == ("error, printed" in evidence.texts)
    assert leaked_to_strangers(tap, way.hosts, way.key) == []


# Servers that send a call elsewhere


def mapping_of(provider: str, task: str) -> bytes:
    line = {"provider": provider, "providerId": "p/m", "status": "live", "task": task}
    return answer(body={"id": "h/m", "inferenceProviderMapping": [line]})


class Detours:
    """The Hub, the router and a provider with a queue in one server, which names a stranger wherever it can.

    It stands where an emulator stands: the first part of each path says whom a request is meant for.
    """

    def __init__(self, stranger: str, how: str) -> None:
        self.stranger = stranger
        self.how = how

    def __call__(self, received: Received) -> bytes:
        away = f"{self.stranger}/stolen.mp4?signature=1"
        elsewhere = {"location": away}
        if received.host == "huggingface.co":
            return answer(302, headers=elsewhere) if self.how == "look-up" else mapping_of("fal-ai", "text-to-video")
        if received.method == "POST":
            status = {"order": 307, "order, as a get": 303}.get(self.how)
            if status is not None:
                return answer(status, headers=elsewhere)
            here = "https://queue.fal.run/fal-ai/app/requests/1"
            urls = {"status_url": f"{here}/status", "response_url": here}
            if self.how == "named":
                urls = {"status_url": f"{self.stranger}/status", "response_url": f"{self.stranger}/result"}
            return answer(body={"request_id": "1", "status": "IN_QUEUE", **urls}, headers={"retry-after": "0.02"})
        if received.target.split("?")[0].endswith("/status"):
            return answer(302, headers=elsewhere) if self.how == "question" else answer(body={"status": "COMPLETED"})
        if received.host in ("router.huggingface.co", "queue.fal.run"):
            if self.how == "result":
                return answer(302, headers=elsewhere)
            url = away if self.how == "download" else "https://cdn.example.com/video.mp4"
            return answer(body={"video": {"url": url}})
        return answer(302, headers=elsewhere) if self.how == "download, redirected" else answer(body=b"video")


def as_a_stranger(received: Received) -> bytes:
    """Answer as whoever it was that should have been asked."""
    body = {"status": "COMPLETED", "video": {"url": "https://cdn.example.com/video.mp4"}}
    return answer(body={**body, "inferenceProviderMapping": [], "authorization": received.headers.get("authorization")})


DETOURS = {
    "look-up": True,
    "order": False,
    "order, as a get": False,
    "question": True,
    "result": True,
    "named": False,
    "download": False,  # a public service names an address in a private network
    "download, redirected": True,
}


@both_drivers
@pytest.mark.parametrize(("how", "is_asked"), DETOURS.items())
@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY])
def test_no_key_goes_where_an_answer_leads(call: Run, how: str, is_asked: bool, key: str) -> None:
    options = {"provider": "fal-ai", "model": "h/m", "api_key": key}
    own = {"huggingface.co", "router.huggingface.co"} if key == HUGGING_FACE_KEY else {"queue.fal.run"}
    with (
        local_server(as_a_stranger) as stranger,
        local_server(Detours(stranger.url, how)) as server,
        watched(key) as evidence,
    ):
        call(evidence, {"emulator_url": server.url, **options}, "text_to_video", {"prompt": "A cat"}, "result")
        assert disguises_in(stranger.said.decode("latin-1"), key) == []
        assert bool(stranger.received) == is_asked
        for received in server.received:
            assert received.host in own or key not in str(received.headers), received
            assert disguises_in(received.target + received.body.decode("latin-1"), key) == []
        if key == HUGGING_FACE_KEY or how != "look-up":
            assert any(key in str(received.headers) for received in server.received)


@both_drivers
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_no_key_goes_to_another_port_or_name_of_the_same_machine(call: Run, status: int, host: str) -> None:
    with (
        local_server(as_a_stranger, host) as stranger,
        local_server(lambda received: answer(status, headers={"location": f"{stranger.url}/x"})) as server,
        watched(PROVIDER_KEY) as evidence,
    ):
        for use in ("result", "stream"):
            arguments = {**CHAT, "stream": use == "stream"}
            call(evidence, {"base_url": server.url, "api_key": PROVIDER_KEY}, "chat_completion", arguments, use)
            assert "use that address" in evidence.texts["error, printed"]
        assert stranger.said == b""
        assert all(PROVIDER_KEY in received.headers["authorization"] for received in server.received)


@both_drivers
def test_a_key_that_nobody_passed_is_not_sent_to_any_server(call: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", HUGGING_FACE_KEY)
    with local_server(lambda received: answer(body=GOOD_CHAT)) as server, watched(HUGGING_FACE_KEY) as evidence:
        call(evidence, {"base_url": server.url}, "chat_completion", CHAT, "raw")
        assert "result, printed" in evidence.texts
        assert disguises_in(server.said.decode("latin-1"), HUGGING_FACE_KEY) == []


@both_drivers
def test_no_key_goes_to_the_host_of_a_download(call: Run) -> None:
    def name_it(received: Received) -> bytes:
        return answer(body={"output": [f"{stranger.url}/cat.png"]})

    with (
        local_server(lambda received: answer(body=PNG, headers={"content-type": "image/png"})) as stranger,
        local_server(name_it) as server,
        watched(PROVIDER_KEY) as evidence,
    ):
        options = {"base_url": server.url, "api_key": PROVIDER_KEY}
        call(evidence, options, "text_to_image", {"prompt": "A cat"}, "raw")
        assert "result, printed" in evidence.texts
        assert len(stranger.received) == 1
        assert disguises_in(stranger.said.decode("latin-1"), PROVIDER_KEY) == []


# Calls that fail


EVENTS = b'data: {"id":"c","choices":[{"index":0,"delta":{"content":"Two "},"finish_reason":null}]}\n\n'


def events(body: bytes) -> bytes:
    return answer(body=body, headers={"content-type": "text/event-stream"})


FAILURES: dict[str, Answer] = {
    "refused": lambda received: answer(401, {"error": "Invalid credentials"}, {"x-request-id": "r-1"}),
    "forbidden": lambda received: answer(403, b"<h1>Forbidden</h1>", {"content-type": "text/html"}),
    "too many": lambda received: answer(429, {"error": "slow down"}, {"retry-after": "7"}),
    "down": lambda received: answer(500, b"Internal Server Error"),
    "no JSON": lambda received: answer(200, b"{", {"content-type": "application/json"}),
    "another shape": lambda received: answer(200, {"choices": 5}),
    "silent": lambda received: b"",
    "cut": lambda received: answer(200, b'{"choices"', {"content-length": "99", "connection": "close"}),
    "no HTTP": lambda received: b"SSH-2.0-OpenSSH\r\n\r\n",
    "cut stream": lambda received: events(EVENTS),
    "error in the stream": lambda received: events(EVENTS + b'data: {"error": {"message": "overloaded"}}\n\n'),
    "no JSON in the stream": lambda received: events(EVENTS + b"data: {\n\n"),
    "another shape in the stream": lambda received: events(EVENTS + b'data: {"choices": 5}\n\n'),
}


@both_drivers
@pytest.mark.parametrize("how", FAILURES)
@pytest.mark.parametrize("use", ["result", "stream"])
@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY])
def test_a_call_that_fails_shows_no_key(call: Run, how: str, use: str, key: str) -> None:
    with local_server(FAILURES[how]) as server, watched(key) as evidence:
        arguments = {**CHAT, "stream": use == "stream"}
        call(evidence, {"base_url": server.url, "api_key": key}, "chat_completion", arguments, use)
        assert "error, printed" in evidence.texts
        assert key.encode() in server.said


@both_drivers
@pytest.mark.parametrize("use", ["result", "stream"])
def test_a_server_that_cannot_be_reached_shows_no_key(call: Run, use: str) -> None:
    with local_server(lambda received: b"") as server:
        pass
    with watched(PROVIDER_KEY) as evidence:
        arguments = {**CHAT, "stream": use == "stream"}
        call(evidence, {"base_url": server.url, "api_key": PROVIDER_KEY}, "chat_completion", arguments, use)
        assert "could not be reached" in evidence.texts["error, printed"]


# Servers that say what they were sent


def spelt(how: str, key: str) -> bytes:
    """Give a key as some server may spell it."""
    first, rest = key[:9], key[9:]
    encoded = base64.b64encode(f"user:{key}".encode()).decode()
    return {
        "as it is": key,
        "in a URL": f"https://api.example.com/v1?api_key={quote(key, safe='')}",
        "in percents": quote(key, safe=""),
        "with escapes of JSON": "".join(f"\\u{ord(sign):04x}" for sign in key),
        "with escaped slashes": key.replace("/", "\\/"),
        "with entities of HTML": "".join(f"&#{ord(sign)};" for sign in key),
        "between tags": f"{first}<b>{rest}</b>",
        "in base64": encoded,
        "with its scheme": f"Bearer {key}",
    }[how].encode()


PLACES: dict[str, Callable[[bytes], bytes]] = {
    "error": lambda text: answer(400, b'{"error": "no: %s"}' % text, {"content-type": "application/json"}),
    "odd field": lambda text: answer(400, b'{"seen": "%s"}' % text, {"content-type": "application/json"}),
    "page": lambda text: answer(502, b"<h1>no: %s</h1>" % text, {"content-type": "text/html"}),
    "text": lambda text: answer(500, b"no: %s" % text),
    "shape": lambda text: answer(200, b'{"choices": "%s"}' % text, {"content-type": "application/json"}),
    "no JSON": lambda text: answer(200, b"{no: %s" % text, {"content-type": "application/json"}),
    "error with 200": lambda text: answer(200, b'{"error": "no: %s"}' % text, {"content-type": "application/json"}),
    "event": lambda text: events(EVENTS + b'data: {"error": {"message": "no: %s"}}\n\n' % text),
    "error event": lambda text: events(EVENTS + b"event: error\ndata: no: %s\n\n" % text),
    "event that is no JSON": lambda text: events(EVENTS + b"data: no: %s\n\n" % text),
    "event of another shape": lambda text: events(EVENTS + b'data: {"choices": "%s"}\n\n' % text),
}
"""Where it is told in answer to a chat."""


JSON_PLACES = ("error", "odd field", "shape", "no JSON", "error with 200", "event", "event of another shape")
SPELLINGS: dict[str, tuple[str, ...]] = {
    "as it is": tuple(PLACES),
    "with its scheme": tuple(PLACES),
    "in a URL": ("error", "page", "text", "event"),
    "in percents": ("error", "page", "text", "event"),
    "with escapes of JSON": JSON_PLACES,
    "with escaped slashes": JSON_PLACES,
    "with entities of HTML": ("page", "text"),
    "between tags": ("page", "text"),
    "in base64": ("error", "page", "text", "shape", "event"),
}
TOLD = [(how, place) for how, places in SPELLINGS.items() for place in places]


@both_drivers
@pytest.mark.parametrize(("how", "place"), TOLD)
@pytest.mark.parametrize("key", [HUGGING_FACE_KEY, PROVIDER_KEY], ids=["hf", "own"])
def test_a_server_that_tells_a_key_does_not_make_us_tell_it(call: Run, how: str, place: str, key: str) -> None:
    is_stream = "event" in place
    with local_server(lambda received: PLACES[place](spelt(how, key))) as server, watched(key) as evidence:
        arguments = {**CHAT, "stream": is_stream}
        options = {"base_url": server.url, "api_key": key}
        call(evidence, options, "chat_completion", arguments, "stream" if is_stream else "result")
        evidence.forget_frames()
        assert "error, printed" in evidence.texts


@both_drivers
@pytest.mark.parametrize("name", ["x-request-id", "cf-ray", "content-type", "retry-after", "www-authenticate"])
@pytest.mark.parametrize("use", ["result", "stream"])
@pytest.mark.parametrize("status", [401, 200])
def test_a_header_that_tells_a_key_does_not_make_us_tell_it(call: Run, name: str, use: str, status: int) -> None:
    told = {name: f"Bearer {PROVIDER_KEY}"}
    with (
        local_server(lambda received: answer(status, b"no", told)) as server,
        watched(PROVIDER_KEY) as evidence,
    ):
        arguments = {**CHAT, "stream": use == "stream"}
        call(evidence, {"base_url": server.url, "api_key": PROVIDER_KEY}, "chat_completion", arguments, use)
        evidence.forget_frames()
        assert "error, printed" in evidence.texts


@both_drivers
@pytest.mark.parametrize("before", [0, 60, 110, 190, 480, 560, 4070])
@pytest.mark.parametrize("place", ["error", "text", "shape", "no JSON", "event", "event that is no JSON"])
def test_no_part_of_a_key_is_left_where_a_text_is_cut(call: Run, before: int, place: str) -> None:
    for more in range(0, 40, 13):
        told = b"x" * (before + more) + b" " + PROVIDER_KEY.encode() + b" " + b"x" * 5000
        with local_server(lambda received, told=told: PLACES[place](told)) as server, watched(PROVIDER_KEY) as evidence:
            is_stream = "event" in place
            arguments = {**CHAT, "stream": is_stream}
            options = {"base_url": server.url, "api_key": PROVIDER_KEY}
            call(evidence, options, "chat_completion", arguments, "stream" if is_stream else "result")
            evidence.forget_frames()


@both_drivers
@pytest.mark.parametrize("name", ["authorization", "x-api-key", "api-key"])
@pytest.mark.parametrize("place", ["error", "text", "shape", "event"])
def test_a_key_that_was_passed_as_a_header_is_not_told(call: Run, name: str, place: str) -> None:
    is_stream = "event" in place
    with (
        local_server(lambda received: PLACES[place](PROVIDER_KEY.encode())) as server,
        watched(PROVIDER_KEY) as evidence,
    ):
        arguments = {**CHAT, "stream": is_stream}
        options = {"base_url": server.url, "api_key": False, "headers": {name: PROVIDER_KEY}}
        call(evidence, options, "chat_completion", arguments, "stream" if is_stream else "result")
        evidence.forget_frames()
        assert PROVIDER_KEY.encode() in server.said


class TellingQueue:
    """A provider's queue that tells a key at one place of a job's course."""

    def __init__(self, place: str, key: str) -> None:
        self.place = place
        self.key = key

    def __call__(self, received: Received) -> bytes:
        told = self.key
        if received.host == "huggingface.co":
            if self.place == "look-up":
                return answer(401, {"error": f"no: {told}"}, {"x-request-id": told})
            return mapping_of("fal-ai", "text-to-video")
        if received.host not in ("router.huggingface.co", "queue.fal.run"):
            return answer(404, b"no: " + told.encode())
        here = "https://queue.fal.run/fal-ai/app/requests/1"
        if received.method == "POST":
            body = {"status": "IN_QUEUE", "status_url": f"{here}/status", "response_url": here}
            if self.place == "job's URL":
                body["status_url"] = f"https://{told}@/status"
            return answer(body=body, headers={"retry-after": "0.02"})
        if received.target.split("?")[0].endswith("/status"):
            status = {"reason": "FAILED", "status": told}.get(self.place, "COMPLETED")
            return answer(body={"status": status, "error": f"no: {told}"}, headers={"retry-after": "0.02"})
        host = self.key if self.place == "host of a download" else "cdn"
        return answer(body={"video": {"url": f"https://{host}.example.com/a.mp4"}})


@both_drivers
@pytest.mark.parametrize("place", ["look-up", "job's URL", "reason", "status", "file", "host of a download"])
def test_a_job_that_tells_a_key_does_not_make_us_tell_it(call: Run, place: str) -> None:
    key = HUGGING_FACE_KEY.lower()  # as it stands in the name of a host
    with local_server(TellingQueue(place, key)) as server, watched(key) as evidence:
        options = {"emulator_url": server.url, "provider": "fal-ai", "model": "h/m", "api_key": key, "timeout": 0.3}
        call(evidence, options, "text_to_video", {"prompt": "A cat"}, "result")
        evidence.forget_frames()
        assert "error, printed" in evidence.texts


# Frames of our own that a traceback shows with what they hold


def refused_everywhere(received: Received) -> bytes:
    return answer(401, {"error": "no"})


def pass_to_call(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        client.chat_completion(MESSAGES, model="m", api_key=key)


def pass_to_stream(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        client.chat_completion(MESSAGES, model="m", api_key=key, stream=True)


def pass_to_call_as_token(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        client.text_classification("text", token=key)  # type: ignore[call-arg]


def pass_to_function(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        chat_completion(MESSAGES, model="m", api_key=key, client=client)


def pass_to_function_async(url: str, key: str) -> None:
    async def main() -> None:
        async with AsyncInferenceClient(base_url=url, retry=None) as client:
            await chat_completion_async(MESSAGES, model="m", api_key=key, client=client)

    anyio.run(main)


def pass_as_header(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None, api_key=False) as client:
        client.chat_completion(MESSAGES, model="m", headers={"Authorization": f"Bearer {key}"})


def pass_to_raw(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        client.with_raw_response.chat_completion(MESSAGES, model="m", api_key=key)


def pass_to_request(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        client.request(inputs="text", api_key=key)


def pass_to_openai_way(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        client.chat.completions.create(messages=MESSAGES, model="m", api_key=key)


def pass_with_a_wrong_option(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        client.chat_completion(MESSAGES, model="m", api_key=key, timeout=-1)


def pass_with_a_misspelt_option(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client, pytest.raises(TypeError) as caught:
        client.chat_completion(MESSAGES, model="m", api_key=key, time_out=1)  # type: ignore[call-arg]
    raise caught.value


def make_a_client(url: str, key: str) -> None:
    with InferenceClient(base_url=url, api_key=key, retry=None) as client:
        client.chat_completion(MESSAGES, model="m")


def make_a_client_with_a_wrong_option(url: str, key: str) -> None:
    InferenceClient(base_url=url, api_key=key, timeout=-1)


def make_a_client_with_two_keys(url: str, key: str) -> None:
    InferenceClient(base_url=url, api_key=key, token="another")


def give_a_client_a_key(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        client.with_options(api_key=key).chat_completion(MESSAGES, model="m")


def give_a_client_a_key_and_a_wrong_option(url: str, key: str) -> None:
    with InferenceClient(base_url=url, retry=None) as client:
        client.with_options(api_key=key, retry=-1)


def configure_with_a_wrong_option(url: str, key: str) -> None:
    inferwire.configure(base_url=url, api_key=key, timeout=-1)


def pass_a_key_that_is_none(url: str, key: str) -> None:
    with InferenceClient(base_url=url, api_key=f"{key} {key}", retry=None) as client:
        client.chat_completion(MESSAGES, model="m")


def have_a_variable_that_is_none(url: str, key: str) -> None:
    with pytest.MonkeyPatch.context() as patch, InferenceClient(retry=None) as client:
        patch.setenv("HF_TOKEN", f"{key} {key}")
        client.chat_completion(MESSAGES, model="m")


def have_a_file_that_is_none(url: str, key: str) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "token").write_text(f"{key} {key}")
        patch.setenv("HF_HOME", folder)
        with InferenceClient(retry=None) as client:
            client.chat_completion(MESSAGES, model="m")


WAYS_TO_FAIL = [
    *(pass_to_call, pass_to_stream, pass_to_call_as_token, pass_to_function, pass_to_function_async, pass_as_header),
    *(pass_to_raw, pass_to_request, pass_to_openai_way, pass_with_a_wrong_option, pass_with_a_misspelt_option),
    *(make_a_client, make_a_client_with_a_wrong_option, make_a_client_with_two_keys, give_a_client_a_key),
    *(give_a_client_a_key_and_a_wrong_option, configure_with_a_wrong_option, pass_a_key_that_is_none),
    *(have_a_variable_that_is_none, have_a_file_that_is_none),
]


@pytest.mark.parametrize("fail", WAYS_TO_FAIL, ids=lambda fail: fail.__name__)
@pytest.mark.parametrize("is_there", [True, False], ids=["answered", "refused"])
def test_no_frame_of_ours_shows_a_key(fail: Callable[[str, str], None], is_there: bool) -> None:
    with local_server(refused_everywhere) as server:
        if not is_there:
            server.close()
        with watched(HUGGING_FACE_KEY) as evidence:
            with pytest.raises((InferwireError, TypeError)) as caught:
                fail(server.url, HUGGING_FACE_KEY)
            evidence.texts |= {"error": shown_by(caught.value), **dict(locals_of(caught.value))}


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_stream_holds_a_connection_and_is_not_copied(again: Callable[[Any], Any]) -> None:
    with (
        local_server(lambda received: events(EVENTS)) as server,
        InferenceClient(base_url=server.url, api_key=PROVIDER_KEY) as client,
        client.chat_completion(MESSAGES, model="m", stream=True) as stream,
    ):
        with pytest.raises(TypeError, match="stream"):
            again(stream)
        assert next(stream).choices[0].delta.content == "Two "

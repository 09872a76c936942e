"""The journal records requests without their keys, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from msgspec import structs

from inferwire import InferenceClient
from inferwire_emulator import Emulator, RecordedRequest, serve
from inferwire_emulator.journal import Journal

if TYPE_CHECKING:
    from inferwire_emulator import RunningEmulator

    from .conftest import Run

MESSAGES = [{"role": "user", "content": "Hello"}]


def recorded(number: int, size: int = 0) -> RecordedRequest:
    return RecordedRequest(method="GET", host="example.com", path=f"/{number}", query="", headers={}, body=bytes(size))


def test_requests_are_recorded(run: Run, emulator: RunningEmulator) -> None:
    run("summarization", "A long text.", model="emulated/summarization", headers={"x-mine": "yes"})
    look_up, call = emulator.journal
    assert (look_up.method, look_up.host, look_up.path) == (
        "GET",
        "huggingface.co",
        "/api/models/emulated/summarization",
    )
    assert look_up.query == "expand[]=inferenceProviderMapping"
    assert (call.method, call.host) == ("POST", "router.huggingface.co")
    assert call.path == "/hf-inference/models/emulated/summarization"
    assert call.body == b'{"inputs":"A long text."}'
    assert call.headers["x-mine"] == "yes"


def test_keys_are_redacted(run: Run, emulator: RunningEmulator, http: httpx.Client) -> None:
    run("summarization", "A long text.", model="emulated/summarization", client={"api_key": "hf_secret"})
    run("chat_completion", MESSAGES, model="a/b", client={"api_key": "gsk-secret", "provider": "groq"})
    assert {entry.headers["authorization"] for entry in emulator.journal if entry.method == "POST"} == {"Bearer ***"}
    assert "secret" not in http.get("/_emulator/journal").text
    assert "secret" not in repr(emulator.journal)


def test_a_key_without_a_scheme_is_redacted() -> None:
    journal = Journal(["x-key"])
    journal.add(RecordedRequest(method="GET", host="", path="", query="", headers={"x-key": "secret"}, body=b""))
    assert journal.entries()[0].headers == {"x-key": "***"}


def test_the_journal_is_a_json_page(emulator: RunningEmulator, http: httpx.Client) -> None:
    with InferenceClient(api_key="hf_test", emulator_url=emulator.url) as client:
        client.summarization("A long text.", model="emulated/summarization")
        client.image_classification(b"\x89PNG\r\n\x1a\n\xff", model="emulated/image-classification")
    page = http.get("/_emulator/journal").json()
    assert page["dropped"] == 0
    requests = page["requests"]
    assert [entry["host"] for entry in requests] == ["huggingface.co", "router.huggingface.co"] * 2
    assert requests[1]["body"] == '{"inputs":"A long text."}'
    assert requests[3]["body_base64"] == "iVBORw0KGgr/"


def test_requests_to_the_emulator_itself_are_not_recorded(emulator: RunningEmulator, http: httpx.Client) -> None:
    assert http.get("/").json()["journal"] == "/_emulator/journal"
    assert http.get("/_emulator/journal").json() == {"dropped": 0, "requests": []}
    assert http.get("/_emulator/nothing").status_code == 404
    assert http.delete("/_emulator/journal").status_code == 405
    assert emulator.journal == []


def test_the_oldest_requests_are_dropped() -> None:
    journal = Journal((), max_requests=2)
    for number in range(5):
        journal.add(recorded(number))
    assert [entry.path for entry in journal.entries()] == ["/3", "/4"]
    assert journal.dropped == 3
    journal.clear()
    assert (journal.entries(), journal.dropped) == ([], 0)


def test_large_requests_are_dropped_sooner() -> None:
    journal = Journal((), max_bytes=1000)
    for number in range(5):
        journal.add(recorded(number, size=450))
    assert [entry.path for entry in journal.entries()] == ["/3", "/4"]
    journal.add(recorded(5, size=900))
    assert [entry.path for entry in journal.entries()] == ["/5"]
    journal.clear()
    journal.add(recorded(6, size=900))
    assert [entry.path for entry in journal.entries()] == ["/6"]
    assert journal.dropped == 0


def test_urls_and_headers_count() -> None:
    journal = Journal((), max_bytes=1000)
    journal.add(structs.replace(recorded(1), path="/" + "a" * 600))
    journal.add(structs.replace(recorded(2), headers={"x-long": "a" * 600}))
    journal.add(structs.replace(recorded(3), query="a" * 600))
    assert [entry.query for entry in journal.entries()] == ["a" * 600]
    journal.add(structs.replace(recorded(4), query="a" * 1000))  # too large even without its body
    assert (journal.entries(), journal.dropped) == ([], 4)


def test_a_body_that_is_too_large_is_omitted() -> None:
    journal = Journal((), max_bytes=1000)
    journal.add(recorded(1, size=1000))
    (entry,) = journal.entries()
    assert (entry.path, entry.body, entry.omitted_bytes) == ("/1", b"", 1000)
    assert journal.to_json()["requests"][0]["omitted_bytes"] == 1000


def test_the_default_limits_hold() -> None:
    journal = Journal(())
    body = bytes(2**20)  # shared by all requests, so that the test itself needs no memory
    for number in range(100):
        journal.add(structs.replace(recorded(number), body=body))
    assert sum(len(entry.body) for entry in journal.entries()) == 63 * 2**20
    assert journal.dropped == 37
    for number in range(10_001):
        journal.add(recorded(number))
    assert len(journal.entries()) == 10_000
    assert journal.dropped == 101


@pytest.mark.parametrize("limit", ["journal_requests", "journal_bytes"])
def test_a_limit_must_be_positive(limit: str) -> None:
    with pytest.raises(ValueError, match=f"`{limit}` must be an int ≥ 1, got 0"):
        Emulator(**{limit: 0})


def test_the_limits_can_be_chosen() -> None:
    with serve(Emulator(journal_requests=1)) as emulator, InferenceClient(emulator_url=emulator.url) as client:
        client.summarization("A long text.", model="emulated/summarization")
        assert [entry.host for entry in emulator.journal] == ["router.huggingface.co"]
        assert emulator.dropped_requests == 1
        assert httpx.get(f"{emulator.url}/_emulator/journal").json()["dropped"] == 1
        emulator.reset()
        assert emulator.dropped_requests == 0
    with serve(Emulator(journal_bytes=1500)) as emulator, InferenceClient(emulator_url=emulator.url) as client:
        client.summarization("A long text." * 1000, model="emulated/summarization")
        assert emulator.journal[-1].omitted_bytes > 12_000

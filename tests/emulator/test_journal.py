"""The journal tells what was sent, and never a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire import InferenceClient
from inferwire_emulator import Emulator, Received, serve
from inferwire_emulator.journal import Journal

if TYPE_CHECKING:
    import httpx

    from inferwire_emulator import Running

    from .conftest import Run

MESSAGES = [{"role": "user", "content": "Hello"}]


def received(number: int) -> Received:
    return Received(method="GET", host="example.com", path=f"/{number}", query="", headers={}, body=b"")


def test_it_tells_what_was_sent(run: Run, emulator: Running) -> None:
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


def test_it_holds_no_key(run: Run, emulator: Running, http: httpx.Client) -> None:
    run("summarization", "A long text.", model="emulated/summarization", client={"api_key": "hf_secret"})
    run("chat_completion", MESSAGES, model="a/b", client={"api_key": "gsk-secret", "provider": "groq"})
    assert {entry.headers["authorization"] for entry in emulator.journal if entry.method == "POST"} == {"Bearer ***"}
    assert "secret" not in http.get("/_emulator/journal").text
    assert "secret" not in repr(emulator.journal)


def test_a_key_without_a_scheme_is_hidden_too() -> None:
    journal = Journal(1, ["x-key"])
    journal.add(Received(method="GET", host="", path="", query="", headers={"x-key": "secret"}, body=b""))
    assert journal.entries()[0].headers == {"x-key": "***"}


def test_it_is_a_page_of_json(emulator: Running, http: httpx.Client) -> None:
    with InferenceClient(api_key="hf_test", emulator_url=emulator.url) as client:
        client.summarization("A long text.", model="emulated/summarization")
        client.image_classification(b"\x89PNG\r\n\x1a\n\xff", model="emulated/image-classification")
    page = http.get("/_emulator/journal").json()
    assert [entry["host"] for entry in page] == ["huggingface.co", "router.huggingface.co"] * 2
    assert page[1]["body"] == '{"inputs":"A long text."}'
    assert page[3]["body_base64"] == "iVBORw0KGgr/"


def test_it_does_not_hold_questions_about_itself(emulator: Running, http: httpx.Client) -> None:
    assert http.get("/").json()["journal"] == "/_emulator/journal"
    assert http.get("/_emulator/journal").json() == []
    assert http.get("/_emulator/nothing").status_code == 404
    assert http.delete("/_emulator/journal").status_code == 405
    assert emulator.journal == []


def test_it_keeps_the_last_requests_only() -> None:
    journal = Journal(2, ())
    for number in range(5):
        journal.add(received(number))
    assert [entry.path for entry in journal.entries()] == ["/3", "/4"]


def test_its_size_can_be_chosen() -> None:
    with serve(Emulator(journal_size=1)) as emulator, InferenceClient(emulator_url=emulator.url) as client:
        client.summarization("A long text.", model="emulated/summarization")
        assert [entry.host for entry in emulator.journal] == ["router.huggingface.co"]

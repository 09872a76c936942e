"""The command line of a request makes the same request, in a real shell with a real curl, and shows no API key."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from inferwire_runtime.exchange import PreparedRequest
from inferwire_runtime.keys import Key
from inferwire_runtime.media_inputs import read_file
from inferwire_runtime.models import Request
from inferwire_runtime.uploads import LocalFile, base64_field, data_url_field

CURL = shutil.which("curl")
KEY = "hf_secretSECRET0123"
IMAGE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
HARD = "it's \"so\": $HOME `id` \\ $(id) \u2028 \u00e9\n<<END 'x' %s !x @a"


class Recorder:
    def __init__(self) -> None:
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        self.url = ""


@pytest.fixture(scope="module")
def server() -> Iterator[Recorder]:
    recorder = Recorder()

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            recorder.requests.append((self.command, self.path, headers, body))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        do_GET = do_POST = do_PUT = respond  # noqa: N815 - required names

        def log_message(self, format: str, *args: Any) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        recorder.url = f"http://127.0.0.1:{running.server_address[1]}"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield recorder
        running.shutdown()
        thread.join()


def prepare(url: str, headers: dict[str, str] | None = None, method: str = "POST", **body: Any) -> PreparedRequest:
    key = Key(KEY, is_explicit=True)
    return PreparedRequest(Request(method=method, url=url, key=key, headers=headers or {}, **body), {})


def sent(
    server: Recorder, prepared: PreparedRequest, folder: Path, stdin: bytes = b""
) -> tuple[str, str, dict[str, str], bytes]:
    """Run the command line and return what the server recorder."""
    command = prepared.to_curl()
    assert KEY not in command
    (folder / "command.sh").write_text(command, encoding="utf-8")
    done = subprocess.run(
        ["/bin/sh", "command.sh"],
        cwd=folder,
        env={"API_KEY": KEY, "PATH": "/usr/bin:/bin"},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=20,
    )
    assert done.returncode == 0, done.stderr
    return server.requests.pop()


def image_file(folder: Path, monkeypatch: pytest.MonkeyPatch, size: int = 0) -> LocalFile:
    (folder / "a cat's.png").write_bytes(IMAGE + bytes(size))
    monkeypatch.chdir(folder)
    return read_file("a cat's.png", "image")


real_curl = pytest.mark.skipif(CURL is None, reason="curl is not installed")


@real_curl
def test_a_json_body_arrives_byte_for_byte(server: Recorder, tmp_path: Path) -> None:
    prepared = prepare(f"{server.url}/v1/a?b=c%20d&e=f", {"x-more": HARD[:20]}, json={"text": HARD, "n": 1})
    method, path, headers, body = sent(server, prepared, tmp_path)
    assert (method, path, body) == ("POST", "/v1/a?b=c%20d&e=f", prepared.body)
    assert headers["authorization"] == f"Bearer {KEY}"
    assert (headers["content-type"], headers["x-more"]) == ("application/json", HARD[:20])


@real_curl
def test_a_json_body_longer_than_an_argument_arrives(server: Recorder, tmp_path: Path) -> None:
    prepared = prepare(f"{server.url}/v1", json={"text": HARD + "x" * 200_000})
    assert json.loads(sent(server, prepared, tmp_path)[3]) == {"text": HARD + "x" * 200_000}


@real_curl
@pytest.mark.parametrize("size", [0, 300_000])
def test_a_file_in_a_json_body_is_read_by_the_command(
    server: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    upload = image_file(tmp_path, monkeypatch, size)
    body = {"a": HARD, "image": base64_field(upload), "b": {"url": data_url_field(upload)}, "c": "end\\"}
    prepared = prepare(f"{server.url}/v1", json=body)
    assert len(prepared.to_curl()) < 1000
    expected = prepared.body
    assert expected is not None
    assert json.loads(sent(server, prepared, tmp_path)[3]) == json.loads(expected)


@real_curl
@pytest.mark.parametrize("size", [0, 300_000])
def test_a_file_that_is_the_body_is_read_by_the_command(
    server: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    prepared = prepare(f"{server.url}/v1", content=image_file(tmp_path, monkeypatch, size))
    _, _, headers, body = sent(server, prepared, tmp_path)
    assert (body, headers["content-type"]) == (IMAGE + bytes(size), "image/png")


@real_curl
def test_a_file_in_memory_is_read_from_stdin(server: Recorder, tmp_path: Path) -> None:
    prepared = prepare(f"{server.url}/v1", content=LocalFile(data=IMAGE, media_type="image/png"))
    assert sent(server, prepared, tmp_path, stdin=IMAGE)[3] == IMAGE


@real_curl
def test_a_form_is_sent_as_a_form(server: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = {"model": f"@{HARD};type=x", "file": image_file(tmp_path, monkeypatch)}
    _, _, headers, body = sent(server, prepare(f"{server.url}/v1", form=form), tmp_path)
    assert headers["content-type"].startswith("multipart/form-data; boundary=")
    assert f"@{HARD};type=x".encode() in body
    assert IMAGE in body
    assert b"image/png" in body


@real_curl
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_request_without_a_body_names_its_method(server: Recorder, tmp_path: Path, method: str) -> None:
    assert sent(server, prepare(f"{server.url}/v1", method=method), tmp_path)[0] == method


def test_secret_headers_are_masked_too() -> None:
    command = prepare("https://a.test/v1", {"cookie": KEY, "x-api-key": KEY}, json={}).to_curl()
    assert KEY not in command
    assert '-H "cookie: $API_KEY"' in command


def test_a_file_in_another_folder_has_its_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    upload = image_file(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path / "here")
    assert str(tmp_path) in prepare("https://a.test/v1", content=upload).to_curl()


NAME = "END_OF_BODY\nEND_OF_BODY_1\ntouch injected\n: "


@real_curl
def test_the_name_of_a_file_does_not_end_the_body(
    server: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_bytes(IMAGE)
    monkeypatch.chdir(tmp_path)
    prepared = prepare(f"{server.url}/v1", json={"image": base64_field(read_file(NAME, "image"))})
    expected = prepared.body
    assert expected is not None
    assert json.loads(sent(server, prepared, tmp_path)[3]) == json.loads(expected)
    assert not (tmp_path / "injected").exists()


def test_a_deleted_working_directory_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = image_file(tmp_path, monkeypatch)
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    try:
        assert str(tmp_path) in prepare("https://a.test/v1", content=upload).to_curl()
    finally:
        monkeypatch.chdir(tmp_path)

"""Bodies of every kind and other methods, over real HTTP: files, URLs, lists, XML, repeated parts, and none."""

from __future__ import annotations

import base64
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

import pytest

from inferwire import InferenceClient, InputError, RoutingError

from .support.local_servers import LocalServer, ReceivedRequest, http_response, local_server
from .support.private import on_both_clients, path_of, private_provider, query_of

WAVE = b"RIFF\x24\0\0\0WAVEfmt " + bytes(20)
PNG = b"\x89PNG\r\n\x1a\n pixels"
YAML = """\
version: 3
provider: bodies
title: Bodies
docs: https://docs.bodies.example
base_url: https://api.bodies.example
env: [BODIES_KEY]
tasks:
  automatic-speech-recognition:
    path: /listen
    query: {model: =model, ...: =parameters}
    upload: {media: =inputs, when: =!url(inputs)}
    body: {url: =url(inputs)}
    output: {text: =text}
    sample: {text: Two cats.}
  audio-classification:
    path: /hear
    query: {...: =parameters}
    upload: =inputs
    output: =@
    sample: [{label: cat, score: 0.5}]
  text-to-image:
    path: /images
    method: PUT
    body:
      - {kind: settings, style: =extra.style}
      - kind: image
        prompt: =inputs
        options: {cfg: =parameters.guidance_scale, deep: {seed: =extra.s}}
        ...: =parameters
    omit: [guidance_scale, style, s]
    output: =from_base64(image)
    sample: {image: {$media: image/png}}
  text-classification:
    path: /judge/{inputs}
    method: GET
    query: {...: =parameters}
    output: =@
    sample: [{label: kind, score: 0.9}]
  text-to-speech:
    path: /speak
    cannot: [temperature]
    omit: [generation_parameters]
    text:
      type: application/ssml+xml
      content: "<speak><voice name='{model}' rate=\\"{extra.rate}\\">{inputs}</voice></speak>"
    output: =binary()
    sample: {$media: audio/mpeg}
  summarization:
    path: /sum
    omit: [clean_up_tokenization_spaces, generate_parameters, truncation]
    text: {type: text/plain, content: "{inputs}"}
    output: {summary_text: =text}
    sample: {text: Short.}
  image-to-image:
    path: /edit
    flatten: []
    form: {"image[]": "=[inputs]", copy: =data_url(inputs), raw: =base64(inputs), ...: =parameters}
    output: =from_base64(image)
    sample: {image: {$media: image/png}}
  custom:
    path: /any
    body: {inputs: =inputs, ...: =parameters}
    output: =@
    sample: {echo: true}
""".replace("    flatten: []\n", "")


def respond(received: ReceivedRequest) -> bytes:
    """Respond as a strict server: each path has one method, one content type and one form."""
    kind, path = received.headers.get("content-type", ""), path_of(received).removeprefix("/api.bodies.example")
    match received.method, path:
        case "POST", "/listen" | "/hear" if kind == "audio/wav":
            is_right = received.body == WAVE
        case "POST", "/listen" if kind == "application/json":
            is_right = json.loads(received.body).keys() == {"url"}
        case "PUT", "/images":
            is_right = isinstance(json.loads(received.body), list)
        case "GET", text if text.startswith("/judge/"):
            is_right = not received.body and "content-type" not in received.headers
        case "POST", "/speak":
            is_right = kind == "application/ssml+xml"
        case "POST", "/sum":
            is_right = kind == "text/plain; charset=utf-8"
        case "POST", "/edit":
            is_right = kind.startswith("multipart/form-data")
        case "POST", "/any":
            is_right = True
        case _:
            is_right = False
    if not is_right:
        return http_response(415, {"error": f"{received.method} {path} {kind} is not served"})
    if path == "/speak":
        return http_response(200, b"ID3" + bytes(20), {"content-type": "audio/mpeg"})
    image = base64.b64encode(PNG).decode()
    results = {"/hear": [{"label": "cat", "score": 0.5}], "/sum": {"text": "Short."}}
    results |= {"/images": {"image": image}, "/edit": {"image": image}, "/any": {"echo": True}}
    default: Any = [{"label": "kind", "score": 0.9}] if received.method == "GET" else {"text": "Two cats."}
    return http_response(200, results.get(path, default))


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with local_server(respond) as server:
        yield server


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with private_provider(tmp_path_factory.mktemp("bodies"), YAML) as provider:
        yield provider


@pytest.fixture
def options(provider: Any, server: LocalServer) -> dict[str, Any]:
    server.received.clear()
    return {"provider": provider, "api_key": "own-key", "emulator_url": server.url, "retry": 1, "model": "m"}


@on_both_clients
def test_a_file_is_the_body_whatever_else_is_passed(run: Any, options: Any, server: LocalServer) -> None:
    def listen(client: Any) -> Any:
        return client.automatic_speech_recognition(
            WAVE, return_timestamps=True, extra_parameters={"smart": True}, extra_body={"diarize": 2}
        )

    assert run(listen, **options).text == "Two cats."
    (received,) = server.received
    assert query_of(received) == [("model", "m"), ("return_timestamps", "true"), ("smart", "true"), ("diarize", "2")]
    assert run(lambda client: client.audio_classification(WAVE, top_k=2), **options)[0].label == "cat"
    assert query_of(server.received[1]) == [("top_k", "2")]


@on_both_clients
def test_a_url_is_sent_as_it_is_where_the_file_would_be_uploaded(run: Any, options: Any, server: LocalServer) -> None:
    url = "https://files.example/a.wav?sig=x"
    run(lambda client: client.automatic_speech_recognition(url, return_timestamps=True), **options)
    (received,) = server.received
    assert json.loads(received.body) == {"url": url}
    assert query_of(received) == [("model", "m"), ("return_timestamps", "true")]


@on_both_clients
def test_a_list_has_one_object_for_the_parameters(run: Any, options: Any, server: LocalServer) -> None:
    image = run(
        lambda client: client.text_to_image(
            "a cat", seed=7, guidance_scale=2, extra_parameters={"style": "plain"}, extra_body={"own": 1}
        ),
        **options,
    )
    assert image.data == PNG
    assert json.loads(server.received[0].body) == [
        {"kind": "settings", "style": "plain"},
        {"kind": "image", "prompt": "a cat", "options": {"cfg": 2}, "seed": 7, "own": 1},
    ]


@on_both_clients
def test_an_object_without_fields_is_left_out(run: Any, options: Any, server: LocalServer) -> None:
    run(lambda client: client.text_to_image("a cat"), **options)
    assert json.loads(server.received[0].body) == [{"kind": "settings"}, {"kind": "image", "prompt": "a cat"}]


@on_both_clients
def test_get_has_no_body_and_the_input_is_one_segment(run: Any, options: Any, server: LocalServer) -> None:
    run(lambda client: client.text_classification("a/b?c&d #ä", top_k=2), **options)
    (received,) = server.received
    assert received.target == "/api.bodies.example/judge/a%2Fb%3Fc%26d%20%23%C3%A4?top_k=2"
    with pytest.raises(InputError, match="'inputs' must be one segment of a path"):
        run(lambda client: client.text_classification(".."), **options)


@on_both_clients
def test_no_value_can_leave_its_place_in_xml(run: Any, options: Any, server: LocalServer) -> None:
    text = "a < b & c</voice><evil/> \"'é"
    options = {**options, "model": "x"}
    speech = run(lambda client: client.text_to_speech(text, extra_parameters={"rate": '1\' name="y"'}), **options)
    assert speech.media_type == "audio/mpeg"
    root = ElementTree.fromstring(server.received[0].body.decode())
    (voice,) = root
    assert (voice.text, voice.attrib, list(voice)) == (text, {"name": "x", "rate": '1\' name="y"'}, [])
    run(lambda client: client.summarization(text), **options)
    assert server.received[1].body.decode() == text


def test_the_command_line_shows_a_text(options: Any) -> None:
    with InferenceClient(**options) as client:
        curl = client.build_request("summarization", inputs='It\'s "so"').to_curl()
    assert "--data-raw 'It'\"'\"'s \"so\"'" in curl
    assert "content-type: text/plain; charset=utf-8" in curl


@on_both_clients
def test_files_in_forms_are_parts_and_their_base64_has_no_quotes(run: Any, options: Any, server: LocalServer) -> None:
    run(lambda client: client.image_to_image(PNG, prompt="a hat", guidance_scale=2.5), **options)
    body = server.received[0].body
    data = base64.b64encode(PNG)
    assert b'name="image[]"; filename="image.png"\r\nContent-Type: image/png\r\n\r\n' + PNG in body
    assert b'name="copy"\r\n\r\ndata:image/png;base64,' + data + b"\r\n" in body
    assert b'name="raw"\r\n\r\n' + data + b"\r\n" in body
    assert b'name="guidance_scale"\r\n\r\n2.5\r\n' in body


@on_both_clients
def test_a_parameter_that_is_not_possible_is_reported(run: Any, options: Any, server: LocalServer) -> None:
    def speak(**more: Any) -> Any:
        return run(
            lambda client: client.text_to_speech("Hi", extra_parameters={"rate": "1"}, temperature=0.5, **more),
            **options,
        )

    with pytest.warns(UserWarning, match="Bodies cannot do temperature for text-to-speech; left out"):
        speak()
    with pytest.raises(InputError, match="Bodies cannot do temperature for text-to-speech; leave it out"):
        speak(unsupported="error")
    speak(unsupported="ignore")
    assert len(server.received) == 2


@on_both_clients
def test_custom_calls_need_no_stream(run: Any, options: Any, server: LocalServer) -> None:
    assert run(lambda client: client.request(inputs="x"), **options) == {"echo": True}
    with pytest.raises(RoutingError, match="Bodies does not stream custom calls"):
        run(lambda client: client.stream_request(inputs="x"), **options)

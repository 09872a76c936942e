"""A spec of a few lines, what is printed from it, and a call: the request that goes out, and the result."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

from .spec_tree import ROOT, copy_specs, generate_into, run_mypy, run_python

RUNTIME = ROOT / "runtime"

TEXT = {"type": "string", "description": "Text."}
LABELS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["label", "score"],
        "properties": {"label": {"type": "string"}, "score": {"type": "number"}},
    },
}
INPUTS: dict[str, object] = {
    "shout": {
        "inputs": TEXT,
        "parameters": {"type": "object", "properties": {"loud": {"type": "integer"}, "seed": {"type": "integer"}}},
    },
    "see": {
        "inputs": {"type": "string", "comment": "type=binary"},
        "parameters": {"type": "object", "properties": {"top_k": {"type": "integer"}}},
    },
    "rank": {"inputs": TEXT},
    "order": {"inputs": TEXT},
    "sort": {"inputs": TEXT},
    "best": {"inputs": TEXT, "parameters": {"type": "object", "properties": {"top_k": {"type": "integer"}}}},
    "embed": {"inputs": TEXT},
    "gather": {"inputs": TEXT},
    "mixed": {"inputs": TEXT},
}
OUTPUTS: dict[str, object] = {
    "shout": {
        "type": "object",
        "required": ["text"],
        "properties": {"text": TEXT, "words": {"type": "array", "items": TEXT}},
    },
    "see": LABELS,
    "rank": LABELS,
    "order": LABELS,
    "sort": LABELS,
    "best": LABELS,
    "embed": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
    "gather": {
        "type": "object",
        "required": ["vectors"],
        "properties": {"vectors": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}}},
    },
    "mixed": {
        "type": "array",
        "items": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "number"}}]},
    },
}
OVERLAYS = {
    "see": "arguments: {image: inputs}\nmedia: {image: image}",
    "best": "arguments: {text: inputs}\nunwrap_first: true\nlist_if: top_k",
}

ACME = """
version: 3
provider: acme
title: Acme
docs: https://acme.example.com/docs
kind: client-side
source: {urls: [https://acme.example.com/docs], date: 2026-01-31}
verified: documented
base_url: https://api.acme.example.com/v2
auth: "X-Key: Token {api_key}"
headers: {X-Version: "2"}
tasks:
  echo: {protocol: plain}
  draw:
    path: /models/{model}/draw
    headers: {Accept: image/png}
    body:
      input: {picture: =data_url(inputs.image)}
      prompt: "=inputs.prompt || 'anything'"
      format: "=output_type == 'url' && 'link' || 'file'"
      options: {style: plain, count: 1, ratio: 0.5, safe: true, none: [], ...: =parameters}
    output: =binary() || from_base64(image) || download(url)
    output_types: [bytes, url, data_url, json]
    samples: [{$media: image/png}, {image: {$media: image/png}}, {url: "https://cdn.example.com/a.png"}]
  shout:
    path: /shout
    rename: {loud: volume}
    omit: [quiet]
    body: {model: =model, hub: =model, text: =inputs, seed: 7, hints: {seed: =parameters.seed}, ...: =parameters}
    output: {text: "=data.text || text || 'nothing'", words: "=data.parts[].word"}
    samples: [{data: {text: HELLO, parts: [{word: HELLO}]}}, {text: HELLO}]
  see:
    path: /see
    upload: =inputs
    body: {image: =base64(inputs), parameters: =parameters}
    output: =many(@)
    sample: [{label: cat, score: 0.5}]
  rank:
    path: /rank
    body: {text: =inputs}
    output: =pairs(labels, scores) || @
    samples: [{labels: [cat, dog], scores: [0.5, 0.25]}, [{label: cat, score: 0.5}]]
  order:
    path: /order
    body: {text: =inputs}
    output: =flat(@)
    samples: [[[{label: cat, score: 0.5}]], [{label: cat, score: 0.5}]]
  sort:
    path: /sort
    body: {text: =inputs}
    output: "=results[].{label: name, score: value}"
    sample: {results: [{name: cat, value: 0.5}]}
  best:
    path: /best
    body: {text: =inputs, ...: =parameters}
    output: =one(@)
    sample: [[{label: cat, score: 0.5}]]
  embed:
    path: /embed
    body: {text: =inputs, form: "=extra.form || 'base64'", ...: =parameters}
    output: =map(&floats(vector.data), items)
    samples: [{items: [{vector: {data: AAAAPw==}}]}, {items: [{vector: {data: [0.5]}}]}]
  gather:
    path: /gather
    body: {text: =inputs}
    output: {vectors: "=items[].floats(vector) || [floats(vector)]"}
    samples: [{items: [{vector: AAAAPw==}]}, {vector: AAAAPw==}]
  mixed:
    path: /mixed
    body: {text: =inputs}
    output: =map(&floats(vector), items)
    sample: {items: [{vector: AAAAPw==}]}
"""
NATIVE = """
version: 3
protocol: native
title: Another shape
docs: https://example.com/native
tasks:
  echo:
    path: ""
    body: {inputs: =inputs, ...: =parameters}
    output: =@
    stream: {body: {stream: true}, finished: =all, sample: [{text: Hello, all: Hello}]}
    sample: {text: Hello}
"""
SERVER = {
    "  echo: {protocol: plain}\n": """  echo:
    protocol: plain
    fallback: {protocol: native, statuses: [404]}
    output: "=text && @ || {text: choices[0].text}"
    samples: [{choices: [{text: Hello}]}, {text: Hello}]
"""
}
PRELUDE = """
import asyncio, base64, json, httpx, inferwire, pytest
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_runtime.errors import InputError, OutputError, StreamError

requests = []
PNG = b"\\x89PNG\\r\\n\\x1a\\n picture"

def events(*items, end=True):
    text = "".join(f"data: {json.dumps(item)}\\n\\n" for item in items) + ("data: [DONE]\\n\\n" if end else "")
    return httpx.Response(200, text=text, headers={"content-type": "text/event-stream"})

def transport(*replies):
    waiting = list(replies)
    def handle(request):
        requests.append(request)
        response = waiting.pop(0)
        return response if isinstance(response, httpx.Response) else httpx.Response(200, json=response)
    return httpx.MockTransport(handle)

def client(*replies, **options):
    options = options or {"provider": "acme", "api_key": "secret", "model": "acme/flux"}
    return InferenceClient(http_client=httpx.Client(transport=transport(*replies)), retry=1, **options)

def body(index=-1):
    return json.loads(requests[index].content)

def plain(results):
    return [(result.label, result.score) for result in results]
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("functional")
    files: dict[str, str | None] = {"providers/acme.yaml": ACME, "protocols/native.yaml": NATIVE}
    for name, properties in INPUTS.items():
        overlay = OVERLAYS.get(name, "arguments: {text: inputs}")
        files[f"tasks/{name}/overlay.yaml"] = f"version: 3\nsummary: Do it.\n{overlay}\n"
        files[f"tasks/{name}/input.json"] = json.dumps(
            {"type": "object", "required": ["inputs"], "properties": properties}
        )
        files[f"tasks/{name}/output.json"] = json.dumps(OUTPUTS[name])
    return generate_into(folder, copy_specs(folder, files, {"providers/server.yaml": SERVER}))


def check(package: Path, code: str) -> None:
    """Run assertions where the printed package can be imported."""
    done = run_python(PRELUDE + textwrap.dedent(code), out=package)
    assert done.returncode == 0, done.stderr


def test_names_are_changed_and_parameters_spread_below_fixed_fields(package: Path) -> None:
    check(
        package,
        """
        result = client({"data": {"text": "HI", "parts": [{"word": "HI"}, {}, None]}}).shout(
            "hi", loud=3, seed=9, extra_parameters={"quiet": True}
        )
        assert (result.text, result.words) == ("HI", ["HI"])
        assert str(requests[0].url) == "https://api.acme.example.com/v2/shout"
        assert body() == {"model": "flux", "hub": "flux", "text": "hi", "seed": 7, "hints": {"seed": 9}, "volume": 3}
        client({"text": "HI"}).shout("hi", loud=0)
        assert body() == {"model": "flux", "hub": "flux", "text": "hi", "seed": 7, "volume": 0}
        """,
    )


def test_alternatives_of_an_output_are_taken_in_turn(package: Path) -> None:
    check(
        package,
        """
        assert client({"text": "second"}).shout("hi").text == "second"
        assert client({"data": {"text": ""}, "text": "second"}).shout("hi").text == "second"
        assert client({"other": 1}).shout("hi").text == "nothing"
        assert client({"text": "second"}).shout("hi").words is None
        with pytest.raises(OutputError):
            client({"text": [7]}).shout("hi")
        """,
    )


def test_headers_and_keys_are_sent_as_the_provider_defines(package: Path) -> None:
    check(
        package,
        """
        client(httpx.Response(200, content=PNG, headers={"content-type": "image/png"})).draw(PNG)
        headers = requests[0].headers
        assert headers["x-key"] == "Token secret"
        assert "authorization" not in headers
        assert (headers["x-version"], headers["accept"]) == ("2", "image/png")
        """,
    )


def test_nested_bodies_hold_media_conditions_and_literals(package: Path) -> None:
    check(
        package,
        """
        client({"image": base64.b64encode(PNG).decode()}).draw(PNG, seed=3, model="acme/a b/c?d#e")
        assert requests[0].url.raw_path == b"/v2/models/a%20b/c%3Fd%23e/draw"
        url = "data:image/png;base64," + base64.b64encode(PNG).decode()
        literals = {"style": "plain", "count": 1, "ratio": 0.5, "safe": True, "none": []}
        assert body()["input"] == {"picture": url}
        assert (body()["prompt"], body()["format"]) == ("anything", "file")
        assert body()["options"] == {**literals, "seed": 3}
        client({"url": "https://cdn.example.com/a.png"}).draw(PNG, "a cat", output_type="url")
        assert (body()["prompt"], body()["format"], body()["options"]) == ("a cat", "link", literals)
        """,
    )


def test_media_come_as_bytes_base64_or_a_link(package: Path) -> None:
    check(
        package,
        """
        picture = httpx.Response(200, content=PNG, headers={"content-type": "image/png"})
        assert client(picture).draw(PNG).data == PNG
        assert client({"image": base64.b64encode(PNG).decode()}).draw(PNG).data == PNG
        picture = httpx.Response(200, content=PNG, headers={"content-type": "image/png"})
        media = client({"url": "https://cdn.example.com/a.png"}, picture).draw(PNG)
        assert (media.data, media.url) == (PNG, "https://cdn.example.com/a.png")
        assert str(requests[-1].url) == "https://cdn.example.com/a.png"
        assert "x-key" not in requests[-1].headers
        assert client({"url": "https://cdn.example.com/a.png"}).draw(PNG, output_type="url") == "https://cdn.example.com/a.png"
        with pytest.raises(OutputError):
            client({"nothing": 1}).draw(PNG)
        """,
    )


def test_a_media_file_is_the_body_unless_parameters_are_sent(package: Path) -> None:
    check(
        package,
        """
        assert plain(client({"label": "cat", "score": 0.5}).see(PNG)) == [("cat", 0.5)]
        assert (requests[0].content, requests[0].headers["content-type"]) == (PNG, "image/png")
        client([{"label": "cat", "score": 0.5}]).see(PNG, top_k=2)
        assert body() == {"image": base64.b64encode(PNG).decode(), "parameters": {"top_k": 2}}
        """,
    )


def test_lists_of_results_are_brought_to_one_shape(package: Path) -> None:
    check(
        package,
        """
        cat, dog = {"label": "cat", "score": 0.5}, {"label": "dog", "score": 0.25}
        both = [("cat", 0.5), ("dog", 0.25)]
        assert plain(client({"labels": ["cat", "dog"], "scores": [0.5, 0.25]}).rank("x")) == both
        assert plain(client([cat, dog]).rank("x")) == both
        with pytest.raises(OutputError):
            client({"labels": ["cat", "dog"], "scores": [0.5]}).rank("x")
        for response in ([[cat, dog]], [cat, dog], [[cat], [dog]]):
            assert plain(client(response).order("x")) == both
        assert plain(client(cat).order("x")) == [("cat", 0.5)]
        assert plain(client({"results": [{"name": "cat", "value": 0.5}, None]}).sort("x")) == [("cat", 0.5)]
        for response in ({}, {"results": None}, {"results": {"name": "cat"}}, {"results": [{"name": "cat"}]}, [], None):
            with pytest.raises(OutputError):
                client(response).sort("x")
        """,
    )


def test_vectors_come_as_base64_or_as_numbers(package: Path) -> None:
    check(
        package,
        """
        def items(*vectors):
            return {"items": [{"vector": {"data": vector}} for vector in vectors]}

        assert client(items("AAAAPwAAgL4=", [1, 2.5], "")).embed("x") == [[0.5, -0.25], [1, 2.5], []]
        assert body() == {"text": "x", "form": "base64"}
        assert client(items([1])).embed("x", extra_parameters={"form": "float"}) == [[1]]
        assert body() == {"text": "x", "form": "float"}
        for response in (items("AAAA"), items("0.5"), items("AADAfw=="), items(None), {"items": None}, {}, [], None):
            with pytest.raises(OutputError):
                client(response).embed("x")
        """,
    )


def test_vectors_may_be_anywhere_in_a_response(package: Path) -> None:
    check(
        package,
        """
        assert client({"items": [{"vector": "AAAAPw=="}, {}, {"vector": [1]}]}).gather("x").vectors == [[0.5], [1]]
        assert client({"vector": "AAAAPwAAgL4="}).gather("x").vectors == [[0.5, -0.25]]
        for response in ({"vector": "AAAA"}, {"items": [{"vector": "???"}]}, {}):
            with pytest.raises(OutputError):
                client(response).gather("x")
        """,
    )


def test_vectors_are_read_where_texts_would_do_as_well(package: Path) -> None:
    """A type that takes texts would let base64 pass as it came."""
    check(
        package,
        """
        assert client({"items": [{"vector": "AAAAPw=="}, {"vector": [1]}]}).mixed("x") == [[0.5], [1]]
        """,
    )
    printed = [(package / f"inferwire/providers/acme/{name}.py").read_text() for name in ("embed", "gather", "mixed")]
    assert [("response.decode_embeddings(" in text, "decode_floats(" in text) for text in printed] == [
        (True, False),
        (False, True),
        (False, True),
    ]


def test_the_best_result_comes_alone_unless_a_list_is_requested(package: Path) -> None:
    check(
        package,
        """
        response = [[{"label": "cat", "score": 0.5}, {"label": "dog", "score": 0.25}]]
        assert client(response).best("x").label == "cat"
        assert plain(client(response).best("x", top_k=2)) == [("cat", 0.5), ("dog", 0.25)]
        assert body() == {"text": "x", "top_k": 2}
        with pytest.raises(OutputError):
            client([[]]).best("x")
        """,
    )


def test_streams_return_items_and_collect_their_text(package: Path) -> None:
    check(
        package,
        """
        response = events({"piece": "Hel"}, {"piece": "lo", "last": True})
        stream = client(response).echo("x", stream=True, loud=True)
        assert [(item.text, item.all) for item in stream] == [("Hel", None), ("lo", "Hello")]
        assert body() == {"model": "flux", "text": "x", "loud": True, "stream": True}
        assert requests[0].headers["accept"] == "*/*"  # some servers refuse to name a type that they do not stream
        with pytest.raises(StreamError):
            list(client(events({"piece": "Hel"}, end=False)).echo_stream("x"))
        whole = client({"choices": [{"text": "Hello"}]}).echo_stream("x")
        assert [(item.text, item.all) for item in whole] == [("Hello", "Hello")]
        """,
    )


def test_an_endpoint_without_the_first_interface_is_called_by_the_second(package: Path) -> None:
    check(
        package,
        """
        missing = httpx.Response(404, json={"error": "not found"})
        endpoint = client(missing, {"text": "Hello"}, {"text": "Again"}, base_url="https://x.example.com")
        assert endpoint.echo("x").text == "Hello"
        assert [request.url.path for request in requests] == ["/echo", "/"]
        assert [body(0), body(1)] == [{"text": "x"}, {"inputs": "x"}]
        assert endpoint.echo("y").text == "Again"
        assert requests[2].url.path == "/"
        first = client({"choices": [{"text": "Hello"}]}, base_url="https://y.example.com")
        assert first.echo("x").text == "Hello"
        """,
    )


def test_the_asynchronous_twin_does_the_same(package: Path) -> None:
    check(
        package,
        """
        from inferwire.tasks.shout import shout, shout_async

        async def call():
            options = {"provider": "acme", "api_key": "secret", "model": "acme/flux", "retry": 1}
            replies = [{"text": "HI"}, {"text": "HI"}, events({"piece": "a", "last": True})]
            async with httpx.AsyncClient(transport=transport(*replies)) as http:
                other = AsyncInferenceClient(http_client=http, **options)
                assert (await other.shout("hi", loud=3)).text == "HI"
                inferwire.configure(http_client=http, **options)
                assert (await shout_async("hi", loud=3)).text == "HI"
                assert [item.all async for item in await other.echo("x", stream=True)] == ["a"]

        asyncio.run(call())
        http = httpx.Client(transport=transport({"text": "HI"}))
        inferwire.configure(http_client=http, provider="acme", api_key="secret", model="acme/flux")
        assert shout("hi", loud=3).text == "HI"
        sent = {"model": "flux", "hub": "flux", "text": "hi", "seed": 7, "volume": 3}
        assert body(0) == body(1) == body(3) == sent
        """,
    )


def test_what_is_printed_is_typed(package: Path, tmp_path: Path) -> None:
    """The type checkers of the project accept every module that these specs generate."""
    checked = run_mypy(tmp_path, str(RUNTIME), package / "inferwire")
    chat = '"chat_completion"'  # the client's `chat` stands for a task that these specs lack
    lines = [line for line in checked.stdout.splitlines() if "out/inferwire" in line and chat not in line]
    assert (lines, checked.stderr) == ([], "")
    assert chat in checked.stdout

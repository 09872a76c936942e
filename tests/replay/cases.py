"""Cases of our own: a call, the requests it must make with the answers they get, and what comes of it; in YAML.

```yaml
about: Why this case is here.
task: text-to-image
model: acme/paint            # on the Hub; at a client-side provider <provider>/<name>
provider_model: paint-2      # at the provider; the same if left out
api_key: own-key             # the provider's own; a key of Hugging Face if left out; null for none
inputs: A cat                # by the task's schema, for a chat {messages: [...]};
                             # {$binary: pixel.png} is a file of tests/data/vectors/media
parameters: {seed: 7}
exchanges:
  - send: POST https://router.huggingface.co/acme/v1/images
    headers: {x-more: "1"}   # beside the key, which is expected at the router and the provider's base URLs only
    json: {prompt: A cat, seed: 7}   # or binary: pixel.png, the body itself; or multipart, a list of parts:
                                     # {name, value} or {name, filename, content_type, binary}
    answer: {json: {image: https://cdn.acme.ai/1.png}}
  - send: GET https://cdn.acme.ai/1.png
    answer: {binary: pixel.png}
    repeat: 1                  # times in a row
result: {binary: pixel.png}  # or json, or error: {type: InputError, words: [pass]}
```

What `vectors` replays has the same meaning and other words; a case is brought into that form here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from inferwire.emulator import TABLES
from inferwire.providers import REGISTRY
from inferwire_runtime.routing import ROUTER

from .vectors import Case, Media

EXCHANGE_KEYS = {"answer", "binary", "headers", "json", "multipart", "repeat", "send"}
RESULT_KEYS = {"binary", "error", "json", "stream", "text"}
KEYS = {
    *("about", "api_key", "exchanges", "extra", "inputs", "mapping", "model", "output_type", "parameters"),
    *("provider_model", "result", "stream", "task"),
}


def load_own_cases(folder: Path, media: Media) -> Iterator[Case]:
    """Give the cases below a folder: one file each, in a folder named after the provider."""
    for path in sorted(folder.glob("*/*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        unknown = data.keys() - KEYS | data["result"].keys() - RESULT_KEYS
        unknown |= {name for each in data.get("exchanges", []) for name in each.keys() - EXCHANGE_KEYS}
        assert not unknown, f"{path}: there is no {', '.join(unknown)}"
        yield to_vector(data, path.parent.name, f"{path.parent.name}/{path.stem}", media)


def to_vector(data: dict[str, Any], provider: str, name: str, media: Media) -> Case:
    """Give a case in the words of the vectors."""
    key, is_chat = data.get("api_key", "hf_test"), data["task"] == "chat-completion"
    line = {
        "provider": provider,
        "providerId": data.get("provider_model", data["model"]),
        "status": "live",
        "task": REGISTRY.hub_tasks.get(data["task"], data["task"]),
        **data.get("mapping", {}),
    }
    return {
        "id": name,
        "task": data["task"],
        "stream": data.get("stream", False),
        "provider": provider,
        "model": data["model"],
        "endpoint_url": None,
        "bill_to": None,
        "api_key": key,
        "output_type": data.get("output_type"),
        "inputs": {**data["inputs"], **data.get("parameters", {})} if is_chat else data.get("inputs"),
        "parameters": None if is_chat else data.get("parameters"),
        "extra": data.get("extra"),
        "mapping": [line],
        "exchanges": [
            exchange(each, provider, key, media)
            for each in data.get("exchanges", [])
            for _ in range(each.get("repeat", 1))
        ],
        "result": result(data["result"], media),
    }


def exchange(data: dict[str, Any], provider: str, key: str | None, media: Media) -> dict[str, Any]:
    """Give a request and its answer in the words of the vectors."""
    method, _, url = data["send"].partition(" ")
    headers = dict(data.get("headers", {}))
    if (value := key_header(provider, url, key)) is not None:
        headers.setdefault(*value)
    answer = dict(data["answer"])
    body = {name: answer.pop(name) for name in ("json", "text", "binary") if name in answer}
    kind = {"json": "application/json", "text": "text/plain; charset=utf-8", "binary": ""}[next(iter(body), "json")]
    if "binary" in body:
        kind = media.types[body["binary"]]
    return {
        "request": {
            "method": method,
            "url": url,
            "headers": headers,
            "body": {name: data[name] for name in ("json", "multipart", "binary") if name in data} or None,
        },
        "response": {"status": 200, "headers": {"content-type": kind}, "body": body, **answer},
    }


def key_header(provider: str, url: str, key: str | None) -> tuple[str, str] | None:
    """Give the header with the key that a request must carry: one to the router or the provider itself has one."""
    own = REGISTRY.providers[provider]
    if key is None:
        return None
    if url.startswith(f"{ROUTER}/"):
        return "authorization", f"Bearer {key}"
    host = urlsplit(url).hostname or ""
    places = [own.base_url, *(each.base_url for each in TABLES.samples if each.provider == provider)]
    own_hosts = [urlsplit(place).hostname for place in places if place]
    is_own = any(host == own_host or host.endswith(f".{own_host}") for own_host in own_hosts)
    return (own.header, f"{own.scheme} {key}".strip()) if is_own else None


def result(data: dict[str, Any], media: Media) -> dict[str, Any]:
    """Give a result in the words of the vectors."""
    return {**data, "media_type": media.types[data["binary"]]} if "binary" in data else data

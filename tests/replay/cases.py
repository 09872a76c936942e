"""Cases of our own, in YAML: a call, the requests that it must send with their responses, and its result.

```yaml
about: Why this case is here.
task: text-to-image
model: acme/paint            # on the Hub; <provider>/<name> at a client-side provider
provider_model: paint-2      # at the provider; by default the same
api_key: own-key             # the provider's own; by default a Hugging Face token; null for no key
inputs: A cat                # by the task's schema, for a chat {messages: [...]};
                             # {$binary: pixel.png} is a file of tests/fixtures/golden/media
parameters: {seed: 7}
exchanges:
  - request: POST https://router.huggingface.co/acme/v1/images
    headers: {x-more: "1"}   # next to the key, which is expected at the router and the provider's base URLs only
    json: {prompt: A cat, seed: 7}   # or binary: pixel.png, the whole body; or multipart, a list of parts:
                                     # {name, value} or {name, filename, content_type, binary}
    response: {json: {image: https://cdn.acme.ai/1.png}}
  - request: GET https://cdn.acme.ai/1.png
    response: {binary: pixel.png}
    repeat: 1                  # times in a row
result: {binary: pixel.png}  # or json, or error: {type: InputError, words: [pass]}
```

A case is converted to the form of `golden`, which replays it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from inferwire.providers import REGISTRY
from inferwire_emulator.tables import load_tables
from inferwire_runtime.routing import ROUTER
from tests.support.accounts import fill_account

from .golden import Case, Media

TABLES = load_tables()
EXCHANGE_KEYS = {"binary", "headers", "json", "multipart", "repeat", "request", "response"}
RESULT_KEYS = {"binary", "error", "json", "stream", "text"}
KEYS = {
    *("about", "api_key", "exchanges", "extra", "inputs", "mapping", "model", "output_type", "parameters"),
    *("provider_model", "result", "stream", "task"),
}


def load_own_cases(folder: Path, media: Media) -> Iterator[Case]:
    """Yield the cases of a folder: one file each, in a folder named after the provider."""
    for path in sorted(folder.glob("*/*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        unknown = data.keys() - KEYS | data["result"].keys() - RESULT_KEYS
        unknown |= {name for each in data.get("exchanges", []) for name in each.keys() - EXCHANGE_KEYS}
        assert not unknown, f"{path}: unknown keys {', '.join(unknown)}"
        yield to_golden(data, path.parent.name, f"{path.parent.name}/{path.stem}", media)


def to_golden(data: dict[str, Any], provider: str, name: str, media: Media) -> Case:
    """Return a case in the form of `golden`."""
    key, is_chat = data.get("api_key", "hf_test"), data["task"] == "chat-completion"
    mapping = {
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
        "mapping": [mapping],
        "exchanges": [
            exchange(each, provider, key, media)
            for each in data.get("exchanges", [])
            for _ in range(each.get("repeat", 1))
        ],
        "result": result(data["result"], media),
    }


def exchange(data: dict[str, Any], provider: str, key: str | None, media: Media) -> dict[str, Any]:
    """Return a request and its response in the form of `golden`."""
    method, _, url = data["request"].partition(" ")
    headers = dict(data.get("headers", {}))
    if (value := key_header(provider, url, key)) is not None:
        headers.setdefault(*value)
    response = dict(data["response"])
    body = {name: response.pop(name) for name in ("json", "text", "binary") if name in response}
    content_type = {"json": "application/json", "text": "text/plain; charset=utf-8", "binary": ""}[
        next(iter(body), "json")
    ]
    if "binary" in body:
        content_type = media.types[body["binary"]]
    return {
        "request": {
            "method": method,
            "url": url,
            "headers": headers,
            "body": {name: data[name] for name in ("json", "multipart", "binary") if name in data} or None,
        },
        "response": {"status": 200, "headers": {"content-type": content_type}, "body": body, **response},
    }


def key_header(provider: str, url: str, key: str | None) -> tuple[str, str] | None:
    """Return the header with the key; only requests to the router and to the provider itself carry one."""
    own = REGISTRY.providers[provider]
    if key is None:
        return None
    if url.startswith(f"{ROUTER}/"):
        return "authorization", f"Bearer {key}"
    host = urlsplit(url).hostname or ""
    urls = [own.base_url, *(each.base_url for each in TABLES.samples if each.provider == provider)]
    own_hosts = [urlsplit(fill_account(own, each)).hostname for each in urls if each]
    is_own = any(host == own_host or host.endswith(f".{own_host}") for own_host in own_hosts)
    return (own.header, f"{own.scheme} {key}".strip()) if is_own else None


def result(data: dict[str, Any], media: Media) -> dict[str, Any]:
    """Return a result in the form of `golden`."""
    return {**data, "media_type": media.types[data["binary"]]} if "binary" in data else data

"""The clients, each behind the same few methods: `worker` calls nothing else.

A module has the classes `Sync` and `Async`. A class lacks the methods that its client does not support.

    chat()                    text of a small response
    stream(path)              the client's own iterator over a streamed chat
    text(chunk)               text of one of its chunks
    image(data_url)           chat about an image
    floats(), base64_floats() 256 vectors
    upload(path)              sends a file as it is; upload_base64(path) sends it in JSON
    download(path)            a media file of 64 MiB
    job(model)                a queue job of fal-ai: "org/model" takes 2.5 s, "org/quick" 0.3
    look_up(model)            a chat that first looks up the provider of a model on the Hub
"""


class SkippedError(Exception):
    """A client does not support a scenario, or not with this transport."""


MESSAGES = [{"role": "user", "content": "Hello! Who are you, and what can you do for me today?"}]
TEXTS = [f"text {number}" for number in range(256)]


def with_image(data_url: str) -> list[dict[str, object]]:
    """Return a chat about an image."""
    parts = [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": data_url}}]
    return [{"role": "user", "content": parts}]

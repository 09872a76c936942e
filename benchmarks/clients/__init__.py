"""The clients that are measured, each behind the same few methods: `worker` calls nothing else.

A module has a class `Sync`, a class `Async`, or both. What a client cannot do, its class does not have.

    chat()                    text of a small answer
    stream(path)              the client's own iterator over a streamed chat
    text(chunk)               text of one of its chunks
    image(data_url)           chat about a picture
    floats(), base64_floats() 256 vectors
    upload(path)              sends a file as it is; upload_base64(path) inside JSON
    download(path)            a medium of 64 MiB
    job(model)                a queue job of fal: "org/model" takes 2.5 s, "org/quick" 0.3
    look_up(model)            a chat that asks the Hub first who serves a model
"""

MESSAGES = [{"role": "user", "content": "Hello! Who are you, and what can you do for me today?"}]
TEXTS = [f"text {number}" for number in range(256)]


def with_image(data_url: str) -> list[dict[str, object]]:
    """Give a message that shows a picture."""
    parts = [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": data_url}}]
    return [{"role": "user", "content": parts}]

"""The event streams that clients read: chats of many chunks, and valid streams of every shape.

A stream is anything that a server may send as ``text/event-stream`` by the WHATWG standard; the data of each event is a
chunk of a chat. A client must return the text of each chunk.
"""

from __future__ import annotations

import json
from typing import NamedTuple


class Case(NamedTuple):
    """One valid stream.

    Attributes:
        name: What is special about it.
        parts: The body as it is sent; the server pauses before the second part.
        texts: Text of each chunk.
    """

    name: str
    parts: tuple[bytes, ...]
    texts: tuple[str, ...] = ("a", "b")


def chunk(text: str, finish_reason: str | None = None) -> bytes:
    """Return one chunk of a chat, as servers print it."""
    delta = {"role": "assistant", "content": text}
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
    value = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return json.dumps(value, ensure_ascii=False).encode()


def event(text: str, finish_reason: str | None = None) -> bytes:
    """Return the event that most servers send for a chunk."""
    return b"data: " + chunk(text, finish_reason) + b"\n\n"


DONE = b"data: [DONE]\n\n"
LAST = event("b", "stop")
PLAIN = event("a") + LAST + DONE
HALVES = chunk("a").replace(b', "choices"', b',\n "choices"').split(b"\n")  # a line break where JSON allows one

CASES = (
    Case("LF", (PLAIN,)),
    Case("CRLF", (PLAIN.replace(b"\n", b"\r\n"),)),
    Case("CR only", (PLAIN.replace(b"\n", b"\r"),)),
    Case("mixed line breaks", (event("a").replace(b"\n", b"\r\n") + LAST.replace(b"\n", b"\r") + DONE,)),
    Case("no space after the colon", (PLAIN.replace(b"data: {", b"data:{"),)),
    Case("[DONE] without the space", (PLAIN.replace(b"data: [", b"data:["),)),
    Case("[DONE] ends it", (PLAIN + event("c"),)),
    Case("byte order mark", (b"\xef\xbb\xbf" + PLAIN,)),
    Case("comments (keep-alive)", (b": hello\n\n" + event("a") + b":\n\n" + LAST + DONE,)),
    Case(
        "comment inside an event",
        (b": note\n" + event("a") + b"data: " + chunk("b", "stop") + b"\n:\n\n" + DONE,),
    ),
    Case("event, id and retry lines", (b"event: message\nid: 1\nretry: 10\n" + event("a") + b"id: 2\n" + LAST + DONE,)),
    Case("data split over two lines", (b"data: " + HALVES[0] + b"\ndata: " + HALVES[1] + b"\n\n" + LAST + DONE,)),
    Case("multi-byte characters", (event("äß漢字🙂") + LAST + DONE,), ("äß漢字🙂", "b")),
    Case("U+2028 in a string", (event("a\u2028z") + LAST + DONE,), ("a\u2028z", "b")),
    Case("U+2029 in a string", (event("a\u2029z") + LAST + DONE,), ("a\u2029z", "b")),
    Case("U+0085 (NEL) in a string", (event("a\x85z") + LAST + DONE,), ("a\x85z", "b")),
    Case("invalid UTF-8 becomes U+FFFD", (event("a~z").replace(b"~", b"\xff") + LAST + DONE,), ("a\ufffdz", "b")),
    Case("event without data (ping)", (b"event: ping\n\n" + event("a") + b"event: ping\n\n" + LAST + DONE,)),
    Case("many blank lines", (b"\n\n\n" + event("a") + b"\n\n\n\n" + LAST + b"\n\n" + DONE,)),
    Case("unfinished last event", (event("a", "stop") + b"data: " + chunk("b") + b"\n",), ("a",)),
    Case("event with CR is returned at once", (event("a").replace(b"\n", b"\r"), (LAST + DONE).replace(b"\n", b"\r"))),
)
LATE = 0.25  # seconds: a first chunk that is later than this has waited for the second part
PAUSE = 0.4


def http_chunk(data: bytes) -> bytes:
    """Wrap data as one chunk of a chunked HTTP body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


LAST_HTTP_CHUNK = b"0\r\n\r\n"


def chat_stream(count: int) -> list[bytes]:
    """Return a chat of ``count`` chunks, with each event in an HTTP chunk of its own."""
    words = [event(f" word{number % 10}") for number in range(count - 1)]  # litellm refuses repeated chunks
    events = [*words, event(".", "stop"), DONE]
    return [http_chunk(each) for each in events]


def large_event(size: int, length: int = 4096) -> bytes:
    """Return a chat of one chunk with ``size`` letters, in HTTP chunks of ``length`` bytes."""
    body = event("x" * size, "stop") + DONE
    return b"".join(http_chunk(body[at : at + length]) for at in range(0, len(body), length))

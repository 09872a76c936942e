"""The server of the watchdog: a slow Hub, a queue, a sink of uploads, large answers, and streams of 40 pieces."""

from __future__ import annotations

import asyncio

PIECE = b'data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}\n\n'
LAST = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'
LARGE = b"RIFF____WAVE" + bytes(64 * 1024**2)
HUB_SECONDS = 0.2
TASKS = {b"summarization": b"hf-inference", b"text-to-video": b"fal-ai"}
MAPPING = b",".join(
    b'{"provider":"%b","providerId":"m","status":"live","task":"%b"}' % (provider, task)
    for task, provider in TASKS.items()
)


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


STREAM_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


class Server:
    """Answers requests."""

    def __init__(self) -> None:
        self.asked: dict[bytes, int] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.lower().split(b"\r\n")
                size = next((int(line[15:]) for line in lines if line[:15] == b"content-length:"), 0)
                start = b""
                while size:
                    piece = await reader.read(min(size, 1024**2))
                    if not piece:
                        return
                    start = start or piece
                    size -= len(piece)
                await self._answer(head.split(b" ")[1], start, writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        if b"/api/models/" in path:
            await asyncio.sleep(HUB_SECONDS)
            self._send(writer, b'{"id":"m","inferenceProviderMapping":[%b]}' % MAPPING)
        elif b"/requests/" in path:
            self._answer_queue(path, writer)
        elif path.startswith(b"/queue.fal.run/"):
            job = b"%d" % len(self.asked)
            self.asked[job] = 0
            url = b"https://queue.fal.run/m/requests/" + job
            self._send(writer, b'{"status":"IN_QUEUE","status_url":"%b/status","response_url":"%b"}' % (url, url))
        elif path.startswith(b"/cdn.test/"):
            self._send(writer, b"\0\0\0\x18ftypmp42" + bytes(1024**2), b"video/mp4")
        elif b'"stream":true' in body:
            writer.write(STREAM_HEAD)
            for _ in range(40):
                writer.write(_chunk(PIECE))
                await asyncio.sleep(0.01)
            writer.write(_chunk(LAST) + _chunk(b"data: [DONE]\n\n") + b"0\r\n\r\n")
        elif b"large" in body[:200]:
            self._send(writer, LARGE, b"audio/wav")
        else:
            is_summary = path.startswith(b"/router.huggingface.co/")
            self._send(writer, b'[{"summary_text":"a"}]' if is_summary else b'{"text":"a"}')

    def _answer_queue(self, path: bytes, writer: asyncio.StreamWriter) -> None:
        job = path.split(b"/requests/")[1].split(b"/")[0]
        if not path.endswith(b"/status"):
            self._send(writer, b'{"video":{"url":"http://cdn.test/a.mp4"}}')
            return
        self.asked[job] = self.asked.get(job, 0) + 1
        self._send(writer, b'{"status":"%b"}' % (b"COMPLETED" if self.asked[job] > 2 else b"IN_PROGRESS"))

    @staticmethod
    def _send(writer: asyncio.StreamWriter, body: bytes, kind: bytes = b"application/json") -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: %b\r\ncontent-length: %d\r\n\r\n" % (kind, len(body)))
        writer.write(body)


async def main() -> None:
    """Serve until killed."""
    server = await asyncio.start_server(Server().serve, "127.0.0.1", 0, limit=1024**2, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())

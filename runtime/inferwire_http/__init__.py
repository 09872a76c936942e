"""An HTTP client: connections, TLS, uploads, decompression, redirects and retry delays.

All code is asynchronous, and only the backends (`backends`) wait. A transport (`transports`) sends a `models.Request`
and returns a `models.Response`; its errors are defined in `exceptions`.

| module | content |
| --- | --- |
| ``models`` | requests, responses, and the protocol of transports |
| ``pool``, ``http11`` | the default transport: HTTP/1.1 over pooled connections |
| ``adapters`` | transports over httpx, httpx2 and aiohttp |
| ``backends`` | sockets, sleeping, threads and events: blocking, for asyncio, and for anyio |
| ``tls``, ``proxies``, ``libraries`` | certificates, proxies and installed libraries |
| ``decompress``, ``redirects``, ``retry``, ``addresses``, ``urls`` | functions without I/O |
"""

"""The only package that touches an HTTP library: one request goes out, one answer comes in.

`pool` keeps connections: `http1` has h11 speak HTTP over them, `lines` and `async_lines` read and write within limits
of time. `clients` hand requests to a client of httpx or httpx2 that the caller brought or named. `failures` makes of
what either raises the errors that callers know.
Redirects, keys, statuses and retries are none of its business: they stand above, in `transport` and `retry`.
"""

"""The only package that touches an HTTP library: one request goes out, one answer comes in.

`pool` keeps connections of the library below httpx, `clients` hand requests to a client of httpx or httpx2 that the
caller brought or named, `lines` reads and writes within limits of time, `failures` makes foreign exceptions ours.
Redirects, keys, statuses and retries are none of its business: they stand above, in `transport` and `retry`.
"""

"""The floor, to which ratios are taken: httpx and msgspec by hand."""

from __future__ import annotations

import httpx

from clients import by_hand

LIMITS = httpx.Limits(**by_hand.LIMITS)
TIMEOUT = httpx.Timeout(by_hand.TIMEOUT)


class Sync(by_hand.Sync):
    def __init__(self, url: str, transport: str | None) -> None:
        super().__init__(url, httpx.Client(limits=LIMITS, timeout=TIMEOUT))


class Async(by_hand.Async):
    def __init__(self, url: str, transport: str | None) -> None:
        super().__init__(url, httpx.AsyncClient(limits=LIMITS, timeout=TIMEOUT))

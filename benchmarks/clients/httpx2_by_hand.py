"""httpx2 and msgspec by hand: httpx2 is what huggingface_hub and openai use."""

from __future__ import annotations

import httpx2

from clients import by_hand

LIMITS = httpx2.Limits(**by_hand.LIMITS)
TIMEOUT = httpx2.Timeout(by_hand.TIMEOUT)


class Sync(by_hand.Sync):
    def __init__(self, url: str, transport: str | None) -> None:
        super().__init__(url, httpx2.Client(limits=LIMITS, timeout=TIMEOUT))


class Async(by_hand.Async):
    def __init__(self, url: str, transport: str | None) -> None:
        super().__init__(url, httpx2.AsyncClient(limits=LIMITS, timeout=TIMEOUT))

"""How long to wait before a request is sent again."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from inferwire_http.retry import backoff, backoff_limit
from inferwire_http.retry_after import parse_retry_after


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": " 2.5 "}, 2.5),
        ({"retry-after": "2s"}, 2.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"x-ms-retry-after-ms": "20"}, 0.02),
        ({"retry-after": "2", "retry-after-ms": "1500"}, 1.5),
        ({"retry-after": "2", "retry-after-ms": "soon"}, 2.0),
        ({}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "-2"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "1e3"}, None),
        ({"retry-after": "9" * 400}, None),
        ({"retry-after-ms": "9" * 400}, None),
        ({"retry-after": "Thu, 99 Foo 9999 99:99:99 GMT"}, None),
    ],
)
def test_the_wait_that_a_server_requests_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert parse_retry_after(headers) == seconds


def test_a_date_is_read_as_the_seconds_until_then() -> None:
    later = datetime.now(UTC) + timedelta(seconds=100)
    for value in (format_datetime(later, usegmt=True), format_datetime(later.replace(tzinfo=None))):
        assert 95 < (parse_retry_after({"retry-after": value}) or 0) <= 100
    assert parse_retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0


def test_the_bound_doubles_up_to_its_maximum() -> None:
    assert [backoff_limit(attempt, initial=0.5, maximum=3) for attempt in (1, 2, 3, 4, 10_000)] == [0.5, 1, 2, 3, 3]


def test_waits_are_spread_over_everything_below_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    source = random.Random(0)
    monkeypatch.setattr(os, "urandom", source.randbytes)
    waits = [backoff(2, initial=0.5, maximum=60) for _ in range(1000)]
    assert 0 <= min(waits) < 0.05
    assert 0.95 < max(waits) <= 1
    assert 0.45 < sum(waits) / 1000 < 0.55

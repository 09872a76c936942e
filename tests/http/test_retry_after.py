"""The delay that a server requests, in every form that servers use."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from inferwire_http.retry_after import parse_delay, parse_rate_limit


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2", 2.0),
        ("2.5", 2.5),
        ("2s", 2.0),
        ("20ms", 0.02),
        ("500µs", 0.0005),
        ("7.66s", 7.66),
        ("1m30s", 90.0),
        ("6m0s", 360.0),
        ("1h2m3.5s", 3723.5),
        ("1d", 86400.0),
        ("2 minutes", 120.0),
        ("1 hour, 2 minutes", 3720.0),
        ("1 minute and 30 seconds", 90.0),
        ("PT1M30S", 90.0),
        ('"5"', 5.0),
        ("2, 3", 3.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("2015-10-21T07:28:00Z", 0.0),
        ("1445412480", 0.0),
        ("1445412480000", 0.0),
        *((text, None) for text in ("", ".", "-5", "+1", "1e3", "٣", "soon", "2 months", "5 meters", "9" * 400)),
    ],
)
def test_a_delay_is_parsed(text: str, seconds: float | None) -> None:
    assert parse_delay(text) == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize("unit", [1, 1e3, 1e6, 1e9])
def test_a_moment_since_1970_is_the_seconds_until_then(unit: float) -> None:
    assert parse_delay(f"{(time.time() + 100) * unit:.0f}") == pytest.approx(100, abs=2)


def test_a_moment_of_iso_8601_is_the_seconds_until_then() -> None:
    moment = datetime.now(UTC) + timedelta(seconds=100)
    texts = [moment.isoformat(), moment.replace(tzinfo=None).isoformat(" "), f"{moment:%Y-%m-%dT%H:%M:%SZ}"]
    assert [parse_delay(text) for text in texts] == [pytest.approx(100, abs=2)] * 3


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"ratelimit": '"api";r=0;t=55', "ratelimit-policy": '"fixed window";"api";q=500;w=300'}, 55.0),
        ({"ratelimit": '"api";r=3;t=300, "pages";r=0;t=20'}, 20.0),
        ({"ratelimit": "limit=100, remaining=0, reset=30"}, 30.0),
        ({"ratelimit": '"api"'}, None),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "7"}, 7.0),
        ({"ratelimitbysize-reset": "47"}, 47.0),
        ({"x-rate-limit-reset": "12"}, 12.0),
        ({"x-ratelimit-reset-tokens": "55", "x-ratelimit-remaining-tokens": "0"}, 55.0),
        ({"x-ratelimit-reset-after": "1.5", "x-ratelimit-remaining": "0"}, 1.5),
        ({"x-ratelimit-requests-reset": "12", "x-ratelimit-requests-remaining": "0"}, 12.0),
        (
            {
                "x-ratelimit-reset-requests": "6m0s",
                "x-ratelimit-remaining-requests": "14370",
                "x-ratelimit-reset-tokens": "7.66s",
                "x-ratelimit-remaining-tokens": "0",
            },
            7.66,
        ),
        ({"x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "6m0s"}, 360.0),
        ({"x-ratelimit-reset-requests": "1s", "x-ratelimit-reset": "4102444800000"}, 1.0),
        ({"anthropic-ratelimit-tokens-reset": "2015-10-21T07:28:00Z", "anthropic-ratelimit-tokens-remaining": "0"}, 0),
        ({"x-ratelimit-limit-requests": "5", "x-ratelimit-reset": "soon"}, None),
        ({"x-unlimited-reset": "5"}, None),
    ],
)
def test_the_exhausted_limit_decides(headers: dict[str, str], seconds: float | None) -> None:
    assert parse_rate_limit(headers) == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    "form",
    [
        "%a, %d %b %Y %H:%M:%S GMT",
        "%A, %d-%b-%y %H:%M:%S GMT",
        "%a %b %d %H:%M:%S %Y",
        "%d %b %Y %H:%M:%S",
        "%a, %d %b %Y %H:%M:%S +0000",
        "%a, %d %b %Y %H:%M:%S UTC",
    ],
)
def test_a_date_of_http_is_the_seconds_until_then(form: str) -> None:
    moment = datetime.now(UTC) + timedelta(seconds=100)
    assert parse_delay(moment.strftime(form)) == pytest.approx(100, abs=2)


def test_a_date_of_http_may_have_an_offset() -> None:
    moment = datetime.now(UTC) + timedelta(hours=2, seconds=100)
    assert parse_delay(moment.strftime("%a, %d %b %Y %H:%M:%S +0200")) == pytest.approx(100, abs=2)


@pytest.mark.parametrize("text", ["Wed, 99 Oct 2099 07:28:00 GMT", "Wed, 21 Foo 2099 07:28:00 GMT", "yesterday"])
def test_any_other_date_is_no_delay(text: str) -> None:
    assert parse_delay(text) is None

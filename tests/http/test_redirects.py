"""Where redirects lead, and which are refused."""

from __future__ import annotations

from typing import Any

import pytest

from inferwire_http.addresses import origin_of
from inferwire_http.redirects import MAX_REDIRECTS, RedirectError, headers_for_other_origin, redirect_target

URL = "https://a.test/b/c?d"


def target(location: str, status: int = 307, method: str = "GET", hops: int = 0, **options: Any) -> str | None:
    url = options.pop("url", URL)
    return redirect_target(
        status, {"location": location}, method=method, url=url, origin=origin_of(URL), hops=hops, **options
    )


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/x", "https://a.test/x"),
        ("x", "https://a.test/b/x"),
        ("//other.test/x", "https://other.test/x"),
        ("http://other.test:81/x", "http://other.test:81/x"),
        ("?e", "https://a.test/b/c?e"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_get_request_follows_redirects_anywhere(status: int, location: str, expected: str) -> None:
    assert target(location, status) == expected


@pytest.mark.parametrize("status", [307, 308])
def test_another_method_follows_redirects_on_its_origin_that_keep_it(status: int) -> None:
    assert target("/x", status, "POST") == "https://a.test/x"
    assert target("https://a.test:443/x", status, "POST") == "https://a.test:443/x"


@pytest.mark.parametrize(("status", "location"), [(200, "/x"), (304, "/x"), (300, "/x"), (302, "")])
def test_a_response_that_redirects_nowhere_is_not_a_redirect(status: int, location: str) -> None:
    assert target(location, status) is None


def test_a_redirect_without_a_location_is_not_a_redirect() -> None:
    assert redirect_target(302, {}, method="GET", url=URL, origin=origin_of(URL), hops=0) is None


@pytest.mark.parametrize(
    ("location", "options", "reason", "message"),
    [
        ("http://[x", {}, "invalid", "redirects to an invalid URL; check the URL"),
        ("http://a.test:99999/", {}, "invalid", "redirects to an invalid URL; check the URL"),
        ("/x", {"hops": MAX_REDIRECTS}, "loop", "redirects more than 5 times; check the URL"),
        ("file:///etc/passwd", {}, "method", "redirects to file://None:0; use that address"),
        ("/x", {"status": 302, "method": "POST"}, "method", "redirects to /x; use that address"),
        (
            "/login?next=/v1",
            {"status": 302, "method": "POST"},
            "method",
            "redirects to /login, where users sign in; check the URL and the API key",
        ),
        (
            "https://sso.b.test/start",
            {"status": 307, "method": "POST"},
            "origin",
            "redirects to another host, https://sso.b.test:443, where users sign in; check the URL and the API key",
        ),
        (
            "https://b.test/x",
            {"method": "POST"},
            "origin",
            "redirects to another host, https://b.test:443; use that address",
        ),
        (
            "http://a.test/x",
            {"method": "POST"},
            "origin",
            "redirects to another host, http://a.test:80; use that address",
        ),
        ("http://10.0.0.1/", {"allows_private": False}, "private", "redirects into a private network"),
    ],
)
def test_a_redirect_is_refused(location: str, options: Any, reason: str, message: str) -> None:
    with pytest.raises(RedirectError) as caught:
        target(location, **options)
    assert (caught.value.reason, str(caught.value)) == (reason, message)
    assert caught.value.__cause__ is None


def test_the_last_redirect_that_is_allowed_is_followed() -> None:
    assert target("/x", hops=MAX_REDIRECTS - 1) == "https://a.test/x"


def test_a_private_network_may_redirect_within_itself() -> None:
    assert target("http://10.0.0.1/", url="http://10.0.0.2/", allows_private=False) == "http://10.0.0.1/"
    assert target("http://10.0.0.1/") == "http://10.0.0.1/"


def test_another_origin_sees_no_key_and_no_other_header_of_the_caller() -> None:
    headers = {
        "authorization": "Bearer hf_x",
        "x-api-key": "hf_x",
        "cookie": "a",
        "Accept": "*/*",
        "user-agent": "b",
        "content-type": "c",
    }
    assert headers_for_other_origin(headers) == {"Accept": "*/*", "user-agent": "b", "content-type": "c"}

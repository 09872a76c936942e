"""Where an address leads, however it is written."""

from __future__ import annotations

import pytest

from inferwire_http.addresses import ascii_host, is_private, is_private_url, origin_of


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f000001",
        "2130706433",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "printer.local",
        "a.internal",
        "169.254.169.254",
        "[::1]",
        "[fe80::1%25eth0]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
        "224.0.0.1",
        "\uff11\uff12\uff17.\uff10.\uff10.\uff11",  # full-width digits
        "127\u30020\u30020\u30021",  # ideographic full stops
        "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3",  # letters in circles
        "\u00ad",  # nothing is left of it
    ],
)
def test_an_address_in_a_private_network_is_recognized_however_it_is_written(host: str) -> None:
    assert is_private_url(f"http://{host}/a")


@pytest.mark.parametrize("host", ["example.com", "b\u00fccher.test", "8.8.8.8", "\uff18.8.8.8", "[64:ff9b::808:808]"])
def test_any_other_address_is_not_private(host: str) -> None:
    assert not is_private_url(f"http://{host}/a")


def test_a_name_that_no_network_knows_counts_as_private() -> None:
    assert is_private("")
    assert is_private("\u00df" * 64)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://a.test/b?c", "https://a.test:443"),
        ("http://a.test", "http://a.test:80"),
        ("http://u:p@a.test:81/", "http://a.test:81"),
        ("HTTPS://A.TEST", "https://a.test:443"),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_a_host_outside_ascii_is_encoded() -> None:
    assert ascii_host("b\u00fccher.test") == "xn--bcher-kva.test"
    with pytest.raises(UnicodeError):
        ascii_host("\u00df" * 64)


@pytest.mark.parametrize("host", ["a..test", ".a.test", "a.test..", ".", f"{'a' * 64}.test", f"a.{'b' * 64}"])
def test_a_host_with_a_part_that_no_name_can_have_is_refused(host: str) -> None:
    with pytest.raises(UnicodeError, match="is not the name of a host"):
        ascii_host(host)
    assert is_private(host)


@pytest.mark.parametrize("host", ["", "a.test.", "127.0.0.1", "::1", f"{'a' * 63}.test"])
def test_a_host_in_ascii_is_left_as_it_is(host: str) -> None:
    assert ascii_host(host) == host

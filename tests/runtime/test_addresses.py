"""Whom an address leads to, however it is written."""

from __future__ import annotations

import pytest

from inferwire_runtime.addresses import is_private_url


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f000001",
        "2130706433",
        "[::ffff:10.0.0.1]",
        "\uff11\uff12\uff17.\uff10.\uff10.\uff11",  # full-width digits
        "127\u30020\u30020\u30021",  # full stops of Chinese
        "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3",  # letters in circles
        "\u00ad",  # nothing is left of it
    ],
)
def test_an_address_in_a_private_network_is_told_however_it_is_written(host: str) -> None:
    assert is_private_url(f"http://{host}/a")


@pytest.mark.parametrize("host", ["example.com", "b\u00fccher.test", "8.8.8.8", "\uff18.8.8.8"])
def test_any_other_address_is_not(host: str) -> None:
    assert not is_private_url(f"http://{host}/a")

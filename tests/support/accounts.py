"""Values of accounts in the tests."""

from __future__ import annotations

from inferwire_runtime.providers import ProviderInfo


def fill_account(known: ProviderInfo, url: str) -> str:
    """Return a URL with the values of the account that `no_ambient_keys` sets, or their defaults."""
    for name, (_, default) in known.account.items():
        url = url.replace(f"{{{name}}}", "emulated" if default is None else default)
    return url

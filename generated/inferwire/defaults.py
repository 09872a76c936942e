# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""The defaults of module-level functions, which are called without a client."""

from __future__ import annotations

from typing import Unpack

from inferwire_runtime.client import ClientOptions, configure_defaults
from inferwire_runtime.keys import mask_keys


def configure(**options: Unpack[ClientOptions]) -> None:
    """Set the defaults of module-level functions, which are called without a client.

    Args:
        **options: Arguments of a client: ``model``, ``provider``, ``api_key``, ``timeout`` ...

    Raises:
        InputError: If an option is invalid.
        RoutingError: If the provider is unknown.
    """
    mask_keys(options)
    if (provider := options.get("provider")) is not None:
        from inferwire.providers import REGISTRY  # only if a provider is named

        for name in [provider] if isinstance(provider, str) else provider:
            REGISTRY.check_provider(name)
    configure_defaults(**options)

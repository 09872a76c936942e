"""Detect proxies in the environment."""

from __future__ import annotations

import os
import sys

SCHEMES = frozenset({"http", "https", "all"})


def has_proxy() -> bool:
    """Return whether the environment or the system settings name a proxy."""
    named = {name.lower().removesuffix("_proxy") for name in os.environ}
    if sys.platform not in ("darwin", "win32") and not named & SCHEMES:  # those two have system settings as well
        return False
    from urllib.request import getproxies  # as in httpx; importing it takes as long as all other imports of a request

    return bool(getproxies().keys() & SCHEMES)

"""What expressions compute without arguments, fixed: documentation is the same each time that it is generated."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import tzinfo

UUID = uuid.UUID("0c7f5a8e-3d0b-4c5e-9d52-7a4b1e6f2c90")  # of uuid()
NOW = 1735689600  # of now()


@contextmanager
def fixed_values() -> Generator[None]:
    """Let ``uuid()`` and ``now()`` return the same values each time."""

    def now(zone: tzinfo) -> datetime:
        return datetime.fromtimestamp(NOW, zone)

    with (
        mock.patch("uuid.uuid4", return_value=UUID),
        mock.patch("inferwire_runtime.values.datetime", now=now),
    ):
        yield

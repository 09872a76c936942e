"""Limits for the connections of a transport."""

from __future__ import annotations

MAX_CONNECTIONS = 1000  # concurrent exchanges
IDLE_SECONDS = 30.0  # longest idle time of a connection; most servers and proxies wait longer

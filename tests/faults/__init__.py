"""A server that misbehaves on a real socket, and what callers get: ``python -m tests.faults`` prints the table."""

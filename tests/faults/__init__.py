"""A misbehaving server on a real socket, and what callers get: ``python -m tests.faults`` prints the matrix."""

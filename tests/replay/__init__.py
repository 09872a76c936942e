"""Replays recorded calls through the public API, on each backend."""

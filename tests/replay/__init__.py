"""Replays recorded calls through the public API, by both drivers."""

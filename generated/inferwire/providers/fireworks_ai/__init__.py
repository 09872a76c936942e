# Generated from specs/providers/fireworks-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Fireworks AI: a module for each task that it serves.

https://docs.fireworks.ai
"""

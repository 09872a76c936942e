# Generated from specs/providers/featherless-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Featherless AI: a module for each task that it serves.

https://featherless.ai/docs
"""

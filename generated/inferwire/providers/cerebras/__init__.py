# Generated from specs/providers/cerebras.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Cerebras: a module for each task that it serves.

https://inference-docs.cerebras.ai
"""

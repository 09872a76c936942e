# Generated from specs/providers/scaleway.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Scaleway: a module for each task that it serves.

https://www.scaleway.com/en/docs/generative-apis
"""

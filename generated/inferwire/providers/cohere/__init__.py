# Generated from specs/providers/cohere.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Cohere: a module for each task that it serves.

https://docs.cohere.com/docs/compatibility-api
"""

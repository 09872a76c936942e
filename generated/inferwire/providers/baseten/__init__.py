# Generated from specs/providers/baseten.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Baseten: a module for each task that it serves.

https://docs.baseten.co/inference/model-apis/overview
"""

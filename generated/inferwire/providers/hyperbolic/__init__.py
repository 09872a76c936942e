# Generated from specs/providers/hyperbolic.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Hyperbolic: a module for each task that it serves.

https://docs.hyperbolic.xyz
"""

# Generated from specs/providers/nscale.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Nscale: a module for each task that it serves.

https://docs.nscale.com
"""

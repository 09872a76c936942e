# Generated from specs/providers/deepinfra.yaml. Do not edit: change the spec and run `nox -s generate`.
"""DeepInfra: a module for each task that it serves.

https://deepinfra.com/docs
"""

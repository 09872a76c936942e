# Generated from specs/providers/nebius.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Nebius AI Studio: a module for each task that it serves.

https://docs.studio.nebius.com
"""

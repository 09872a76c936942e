# Generated from specs/providers/black-forest-labs.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Black Forest Labs: a module for each task that it serves.

https://docs.bfl.ai
"""

# Generated from specs/providers/publicai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Public AI: a module for each task that it serves.

https://platform.publicai.co/docs
"""

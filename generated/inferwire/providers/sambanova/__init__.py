# Generated from specs/providers/sambanova.yaml. Do not edit: change the spec and run `nox -s generate`.
"""SambaNova: a module for each task that it serves.

https://docs.sambanova.ai
"""

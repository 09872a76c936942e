# Generated from specs/providers/novita.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Novita AI: a module for each task that it serves.

https://novita.ai/docs
"""

# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Streams of this protocol, one module per task."""

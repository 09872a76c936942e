# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Clients that behave as those of other libraries."""

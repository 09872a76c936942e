# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Bulk runs inside other libraries, one module each."""

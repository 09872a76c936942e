# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Functions for single calls, one module per task."""

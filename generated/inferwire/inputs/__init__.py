# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Request types, one module per task."""

# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Response types, one module per task."""

# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Client methods, one module per group of tasks."""

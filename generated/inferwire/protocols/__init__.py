# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Code shared by several providers, one package per protocol."""

# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""What several providers share: a package for each protocol."""

# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""How the streams of this protocol are read, by task."""

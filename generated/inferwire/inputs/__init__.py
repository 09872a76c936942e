# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is sent, a module for each task."""

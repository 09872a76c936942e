# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""One module for each task: its function, and its asynchronous twin."""

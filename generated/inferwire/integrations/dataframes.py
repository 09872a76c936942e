# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""pandas and Polars: data frames with a new column."""

from inferwire_integrations.dataframes import add_column

__all__ = [
    "add_column",
]

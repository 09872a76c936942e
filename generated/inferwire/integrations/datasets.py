# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Hugging Face datasets: a function for `Dataset.map`."""

from inferwire_integrations.datasets import DatasetMapper

__all__ = [
    "DatasetMapper",
]

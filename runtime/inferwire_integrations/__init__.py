"""Bulk runs inside other libraries: Ray Data, Hugging Face datasets, pandas and Polars."""

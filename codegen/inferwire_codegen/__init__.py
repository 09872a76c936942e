"""Reads the specs and prints the package that users import. Nothing imports it."""

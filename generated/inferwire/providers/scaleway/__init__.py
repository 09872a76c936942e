# Generated from specs/providers/scaleway.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Scaleway, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `SCW_SECRET_KEY` and sent as ``authorization:
Bearer <key>``.
https://www.scaleway.com/en/docs/generative-apis
"""

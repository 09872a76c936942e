# Generated from specs/providers/cohere.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Cohere, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `CO_API_KEY` and sent as ``authorization:
Bearer <key>``.
https://docs.cohere.com/docs/compatibility-api
"""

# Generated from specs/providers/voyage.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Voyage AI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `VOYAGE_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.voyageai.com
"""

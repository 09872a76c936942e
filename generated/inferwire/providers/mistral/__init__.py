# Generated from specs/providers/mistral.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Mistral AI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `MISTRAL_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.mistral.ai/api
"""

# Generated from specs/providers/xai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for xAI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `XAI_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.x.ai
"""

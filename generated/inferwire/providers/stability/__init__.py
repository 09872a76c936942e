# Generated from specs/providers/stability.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Stability AI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `STABILITY_API_KEY` and sent
as ``authorization: Bearer <key>``.
https://platform.stability.ai/docs/api-reference
"""

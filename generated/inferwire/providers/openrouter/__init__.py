# Generated from specs/providers/openrouter.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for OpenRouter, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `OPENROUTER_API_KEY` and sent
as ``authorization: Bearer <key>``.
https://openrouter.ai/docs
"""

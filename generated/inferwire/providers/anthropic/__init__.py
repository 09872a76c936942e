# Generated from specs/providers/anthropic.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Anthropic, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `ANTHROPIC_API_KEY` and sent
as ``x-api-key: <key>``.
https://docs.anthropic.com/en/api/messages
"""

# Generated from specs/providers/moonshot.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Moonshot AI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `MOONSHOT_API_KEY` and sent
as ``authorization: Bearer <key>``.
https://platform.moonshot.ai/docs
"""

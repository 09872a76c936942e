# Generated from specs/providers/openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for OpenAI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `OPENAI_API_KEY` and sent as
``authorization: Bearer <key>``.
https://platform.openai.com/docs
"""

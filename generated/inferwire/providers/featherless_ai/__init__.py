# Generated from specs/providers/featherless-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Featherless AI, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `FEATHERLESS_API_KEY` and sent as
``authorization: Bearer <key>``.
https://featherless.ai/docs
"""

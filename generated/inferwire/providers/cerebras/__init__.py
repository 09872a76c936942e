# Generated from specs/providers/cerebras.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Cerebras, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `CEREBRAS_API_KEY` and sent as
``authorization: Bearer <key>``.
https://inference-docs.cerebras.ai
"""

# Generated from specs/providers/sambanova.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for SambaNova, one module per task.

Called directly; Hugging Face no longer routes to it. Its API key is read from `SAMBANOVA_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.sambanova.ai
"""

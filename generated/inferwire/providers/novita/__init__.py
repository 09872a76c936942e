# Generated from specs/providers/novita.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Novita AI, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `NOVITA_API_KEY` and sent as ``authorization:
Bearer <key>``.
https://novita.ai/docs
"""

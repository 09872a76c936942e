# Generated from specs/providers/publicai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Public AI, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `PUBLICAI_API_KEY` and sent as
``authorization: Bearer <key>``.
https://platform.publicai.co/docs
"""

# Generated from specs/providers/jina.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Jina AI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `JINA_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.jina.ai
"""

# Generated from specs/providers/perplexity.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Perplexity, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `PERPLEXITY_API_KEY` and sent
as ``authorization: Bearer <key>``.
https://docs.perplexity.ai
"""

# Generated from specs/providers/deepinfra.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for DeepInfra, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `DEEPINFRA_API_KEY` or `DEEPINFRA_TOKEN` and
sent as ``authorization: Bearer <key>``.
https://deepinfra.com/docs
"""

# Generated from specs/providers/auto.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Hugging Face's router, one module per task.

Called through Hugging Face's router, which chooses the provider.
https://huggingface.co/docs/inference-providers
"""

# Generated from specs/providers/auto.yaml. Do not edit: change the spec and run `nox -s generate`.
"""the router of Hugging Face: a module for each task that it serves.

https://huggingface.co/docs/inference-providers
"""

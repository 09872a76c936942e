# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for dedicated endpoints, one module per task.

Called at the URL that the caller passes.
https://huggingface.co/docs/inference-endpoints
"""

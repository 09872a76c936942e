# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""the endpoint: a module for each task that it serves.

https://huggingface.co/docs/inference-endpoints
"""

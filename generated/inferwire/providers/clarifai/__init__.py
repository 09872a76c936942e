# Generated from specs/providers/clarifai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Clarifai, one module per task.

Called directly; Hugging Face no longer routes to it. Its API key is read from `CLARIFAI_PAT` and sent as
``authorization: Key <key>``.
https://docs.clarifai.com/compute/inference/open-ai
"""

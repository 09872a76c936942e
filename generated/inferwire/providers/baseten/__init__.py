# Generated from specs/providers/baseten.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Baseten, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `BASETEN_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.baseten.co/inference/model-apis/overview
"""

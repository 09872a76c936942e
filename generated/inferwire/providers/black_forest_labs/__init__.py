# Generated from specs/providers/black-forest-labs.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Black Forest Labs, one module per task.

Called directly; Hugging Face no longer routes to it. Its API key is read from `BFL_API_KEY` and sent as
``authorization: X-Key <key>``.
https://docs.bfl.ai
"""

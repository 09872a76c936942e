# Generated from specs/providers/hyperbolic.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Hyperbolic, one module per task.

Called directly; Hugging Face no longer routes to it. Its API key is read from `HYPERBOLIC_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.hyperbolic.xyz
"""

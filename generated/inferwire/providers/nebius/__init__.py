# Generated from specs/providers/nebius.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Nebius AI Studio, one module per task.

Called directly; Hugging Face no longer routes to it. Its API key is read from `NEBIUS_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.studio.nebius.com
"""

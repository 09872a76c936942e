# Generated from specs/providers/fireworks-ai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Fireworks AI, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `FIREWORKS_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.fireworks.ai
"""

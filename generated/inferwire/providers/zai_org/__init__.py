# Generated from specs/providers/zai-org.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Z.ai, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `ZAI_API_KEY` and sent as ``authorization:
Bearer <key>``.
https://docs.z.ai/api-reference
"""

# Generated from specs/providers/runware.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Runware, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `RUNWARE_API_KEY` and sent as
``authorization: Bearer <key>``.
https://runware.ai/docs
"""

# Generated from specs/providers/nvidia.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for NVIDIA, one module per task.

Called directly; Hugging Face no longer routes to it. Its API key is read from `NVIDIA_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.api.nvidia.com/nim
"""

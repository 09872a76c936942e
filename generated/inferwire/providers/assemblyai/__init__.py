# Generated from specs/providers/assemblyai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for AssemblyAI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `ASSEMBLYAI_API_KEY` and sent
as ``authorization: <key>``.
https://www.assemblyai.com/docs/api-reference
"""

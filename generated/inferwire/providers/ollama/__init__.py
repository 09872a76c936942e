# Generated from specs/providers/ollama.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Ollama, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `OLLAMA_API_KEY` and sent as
``authorization: Bearer <key>``.
https://docs.ollama.com/api
"""

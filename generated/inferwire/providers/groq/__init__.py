# Generated from specs/providers/groq.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Groq, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `GROQ_API_KEY` and sent as ``authorization:
Bearer <key>``.
https://console.groq.com/docs
"""

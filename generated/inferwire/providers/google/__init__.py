# Generated from specs/providers/google.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Google, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `GEMINI_API_KEY` or
`GOOGLE_API_KEY` and sent as ``x-goog-api-key: <key>``.
https://ai.google.dev/api/generate-content
"""

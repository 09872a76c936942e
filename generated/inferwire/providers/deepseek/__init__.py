# Generated from specs/providers/deepseek.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for DeepSeek, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `DEEPSEEK_API_KEY` and sent
as ``authorization: Bearer <key>``.
https://api-docs.deepseek.com
"""

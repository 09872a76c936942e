# Generated from specs/providers/azure-openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Azure OpenAI, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `AZURE_OPENAI_API_KEY` or
`AZURE_API_KEY` and sent as ``api-key: <key>``.
https://learn.microsoft.com/azure/ai-services/openai/reference
"""

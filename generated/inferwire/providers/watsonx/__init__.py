# Generated from specs/providers/watsonx.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for IBM watsonx.ai, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `WATSONX_API_KEY` or
`WATSONX_APIKEY` and sent as ``authorization: Bearer <token>``.
https://cloud.ibm.com/apidocs/watsonx-ai
"""

# Generated from specs/providers/ovhcloud.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for OVHcloud AI Endpoints, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `OVH_AI_ENDPOINTS_ACCESS_TOKEN` and sent as
``authorization: Bearer <key>``.
https://help.ovhcloud.com/csm/en-public-cloud-ai-endpoints
"""

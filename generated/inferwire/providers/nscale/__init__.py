# Generated from specs/providers/nscale.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for Nscale, one module per task.

Called through Hugging Face's router or directly. Its API key is read from `NSCALE_SERVICE_TOKEN` and sent as
``authorization: Bearer <key>``.
https://docs.nscale.com
"""

# Generated from specs/providers/openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""OpenAI: a module for each task that it serves.

https://platform.openai.com/docs
"""

# Generated from specs/providers/zai-org.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Z.ai: a module for each task that it serves.

https://docs.z.ai/api-reference
"""

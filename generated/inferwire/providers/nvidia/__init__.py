# Generated from specs/providers/nvidia.yaml. Do not edit: change the spec and run `nox -s generate`.
"""NVIDIA: a module for each task that it serves.

https://docs.api.nvidia.com/nim
"""

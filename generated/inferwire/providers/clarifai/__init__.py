# Generated from specs/providers/clarifai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Clarifai: a module for each task that it serves.

https://docs.clarifai.com/compute/inference/open-ai
"""

# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""HF Inference: a module for each task that it serves.

https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

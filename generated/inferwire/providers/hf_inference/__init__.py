# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for HF Inference, one module per task.

Called through Hugging Face's router only.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

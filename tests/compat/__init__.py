"""The client that behaves as huggingface_hub's."""

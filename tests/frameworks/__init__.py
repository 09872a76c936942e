"""Small programs on frameworks that use huggingface_hub's client, run over ours: ``nox -s frameworks``."""

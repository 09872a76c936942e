"""Stands for huggingface_hub where it is not installed: its modules by name, with classes of our own."""


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "InferenceClient":
        return import_module("huggingface_hub.inference._client").InferenceClient
    raise AttributeError(name)

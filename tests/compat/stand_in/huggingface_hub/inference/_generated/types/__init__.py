class ChatCompletionOutput(dict):  # type: ignore[type-arg]
    pass

class AsyncInferenceClient:
    pass

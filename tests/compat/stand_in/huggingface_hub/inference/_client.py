from huggingface_hub.inference._generated.types import ChatCompletionOutput


class InferenceClient:
    def chat_completion(self) -> ChatCompletionOutput:
        return ChatCompletionOutput()

"""The examples of the README of ``@huggingface/inference`` that still work, as calls in Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

INPUTS = Path(__file__).parent / "inputs"
ENDPOINT = "https://xyz.eu-west-1.aws.endpoints.huggingface.cloud"

TOWER = (
    "The tower is 324 metres (1,063 ft) tall, about the same height as an 81-storey building, and the tallest "
    "structure in Paris. Its base is square, measuring 125 metres (410 ft) on each side."
)
STARS = {
    "Repository": ["Transformers", "Datasets", "Tokenizers"],
    "Stars": ["36542", "4512", "3934"],
    "Contributors": ["651", "77", "34"],
    "Programming language": ["Python", "Python", "Rust, Python and NodeJS"],
}
FISH = {
    "Height": ["11.52", "12.48", "12.3778"],
    "Length1": ["23.2", "24", "23.9"],
    "Species": ["Bream", "Bream", "Bream"],
    "Width": ["4.02", "4.3056", "4.6961"],
}
WINE = {"fixed_acidity": ["7.4", "7.8", "10.3"], "pH": ["3.51", "3.2", "3.23"], "alcohol": ["9.4", "9.8", "12.6"]}
EQUATION = [{"role": "user", "content": "Complete the equation 1+1= ,just the answer"}]


class Example(Struct, frozen=True, kw_only=True):
    """One call.

    Attributes:
        task: The task's id on the Hub.
        method: The method of the client.
        positional: Positional arguments.
        named: Keyword arguments.
        endpoint: URL of the server to call, or None to let the Hub choose.
        key: Whether to send the Hugging Face token or an API key of the server.
        kind: Examples of the kinds ``chat`` and ``text`` run against any OpenAI-compatible server.
    """

    task: str
    method: str
    positional: tuple[Any, ...] = ()
    named: dict[str, Any] = {}
    endpoint: str | None = None
    key: Literal["hub", "server"] = "hub"
    kind: Literal["chat", "text", "other"] = "other"

    @property
    def is_stream(self) -> bool:
        """Whether the result is a stream."""
        return self.named.get("stream") is True or self.method == "stream_request"

    @property
    def code(self) -> str:
        """The call as source code, shortened."""
        arguments = [_short(value) for value in self.positional]
        arguments += [f"{name}={_short(value)}" for name, value in self.named.items()]
        target = "endpoint" if self.endpoint else "client"
        return f"{target}.{self.method}({', '.join(arguments)})"


def _short(value: Any) -> str:
    if isinstance(value, Path):
        return f'"{value.name}"'
    text = repr(value)
    return text if len(text) <= 44 else f"{text[:40]}...{text[-1]}"


def chat(model: str, **more: Any) -> dict[str, Any]:
    """Return the arguments that the chat examples share."""
    return {"model": model, "max_tokens": 512, "temperature": 0.1, **more}


EXAMPLES: tuple[Example, ...] = (
    Example(
        task="text-generation",
        method="text_generation",
        positional=("The answer to the universe is",),
        named={"model": "gpt2"},
        kind="text",
    ),
    Example(
        task="text-generation",
        method="text_generation",
        positional=('repeat "one two three four"',),
        named={"model": "google/flan-t5-xxl", "max_new_tokens": 250, "stream": True},
        kind="text",
    ),
    Example(
        task="chat-completion",
        method="chat_completion",
        positional=([{"role": "user", "content": "Hello, nice to meet you!"}],),
        named=chat("meta-llama/Llama-3.1-8B-Instruct"),
        kind="chat",
    ),
    Example(
        task="chat-completion",
        method="chat_completion",
        positional=([{"role": "user", "content": "Can you help me solve an equation?"}],),
        named=chat("meta-llama/Llama-3.1-8B-Instruct", stream=True),
        kind="chat",
    ),
    Example(
        task="chat-completion",
        method="chat.completions.create",
        named=chat("meta-llama/Llama-3.1-8B-Instruct", messages=EQUATION),
        kind="chat",
    ),
    Example(
        task="chat-completion",
        method="chat_completion",
        positional=(EQUATION,),
        named={"model": "gpt-3.5-turbo", "max_tokens": 500, "temperature": 0.1, "seed": 0, "stream": True},
        endpoint="https://api.openai.com",
        key="server",
    ),
    Example(
        task="chat-completion",
        method="chat_completion",
        positional=([{"role": "user", "content": "Complete the equation one + one = , just the answer"}],),
        named={"model": "mistral-tiny", "stream": True},
        endpoint="https://api.mistral.ai",
        key="server",
    ),
    Example(task="fill-mask", method="fill_mask", positional=("[MASK] world!",), named={"model": "bert-base-uncased"}),
    Example(
        task="summarization",
        method="summarization",
        positional=(TOWER,),
        named={"model": "facebook/bart-large-cnn", "extra_parameters": {"max_length": 100}},
    ),
    Example(
        task="question-answering",
        method="question_answering",
        positional=("What is the capital of France?", "The capital of France is Paris."),
        named={"model": "deepset/roberta-base-squad2"},
    ),
    Example(
        task="table-question-answering",
        method="table_question_answering",
        positional=(STARS, "How many stars does the transformers repository have?"),
        named={"model": "google/tapas-base-finetuned-wtq"},
    ),
    Example(
        task="text-classification",
        method="text_classification",
        positional=("I like you. I love you.",),
        named={"model": "distilbert-base-uncased-finetuned-sst-2-english"},
    ),
    Example(
        task="token-classification",
        method="token_classification",
        positional=("My name is Sarah Jessica Parker but you can call me Jessica",),
        named={"model": "dbmdz/bert-large-cased-finetuned-conll03-english"},
    ),
    Example(
        task="translation",
        method="translation",
        positional=("My name is Wolfgang and I live in Berlin",),
        named={"model": "t5-base"},
    ),
    Example(
        task="translation",
        method="translation",
        positional=("My name is Wolfgang and I live in Berlin",),
        named={"model": "facebook/mbart-large-50-many-to-many-mmt", "src_lang": "en_XX", "tgt_lang": "fr_XX"},
    ),
    Example(
        task="zero-shot-classification",
        method="zero_shot_classification",
        positional=(
            "I recently bought a device from your company and would like to get reimbursed!",
            ["refund", "legal"],
        ),
        named={"model": "facebook/bart-large-mnli"},
    ),
    Example(
        task="conversational",
        method="conversational",
        positional=("Can you explain why ?",),
        named={
            "past_user_inputs": ["Which movie is the best ?"],
            "generated_responses": ["It is Die Hard for sure."],
        },
        endpoint=f"{ENDPOINT}/conversational",
    ),
    Example(
        task="sentence-similarity",
        method="sentence_similarity",
        positional=(
            "That is a happy person",
            ["That is a happy dog", "That is a very happy person", "Today is a sunny day"],
        ),
        named={"model": "sentence-transformers/paraphrase-xlm-r-multilingual-v1"},
    ),
    Example(
        task="automatic-speech-recognition",
        method="automatic_speech_recognition",
        positional=(INPUTS / "speech.flac",),
        named={"model": "facebook/wav2vec2-large-960h-lv60-self"},
    ),
    Example(
        task="audio-classification",
        method="audio_classification",
        positional=(INPUTS / "speech.flac",),
        named={"model": "superb/hubert-large-superb-er"},
    ),
    Example(
        task="text-to-speech",
        method="text_to_speech",
        positional=("Hello world!",),
        named={"model": "espnet/kan-bayashi_ljspeech_vits"},
    ),
    Example(
        task="audio-to-audio",
        method="audio_to_audio",
        positional=(INPUTS / "speech.flac",),
        named={"model": "speechbrain/sepformer-wham"},
    ),
    Example(
        task="image-classification",
        method="image_classification",
        positional=(INPUTS / "cat.jpg",),
        named={"model": "google/vit-base-patch16-224"},
    ),
    Example(
        task="object-detection",
        method="object_detection",
        positional=(INPUTS / "cats.png",),
        named={"model": "facebook/detr-resnet-50"},
    ),
    Example(
        task="image-segmentation",
        method="image_segmentation",
        positional=(INPUTS / "cats.png",),
        named={"model": "facebook/detr-resnet-50-panoptic"},
    ),
    Example(
        task="image-to-text",
        method="image_to_text",
        positional=(INPUTS / "cats.png",),
        named={"model": "nlpconnect/vit-gpt2-image-captioning"},
    ),
    Example(
        task="text-to-image",
        method="text_to_image",
        positional=("a picture of a green bird",),
        named={"model": "black-forest-labs/FLUX.1-dev"},
    ),
    Example(
        task="text-to-image",
        method="text_to_image",
        positional=("A black forest cake",),
        named={"model": "black-forest-labs/Flux.1-dev", "provider": "replicate"},
    ),
    Example(
        task="image-to-image",
        method="image_to_image",
        positional=(INPUTS / "sketch.png", "elmo's lecture"),
        named={"model": "lllyasviel/sd-controlnet-depth"},
    ),
    Example(
        task="zero-shot-image-classification",
        method="zero_shot_image_classification",
        positional=(INPUTS / "cat.jpg", ["cat", "dog"]),
        named={"model": "openai/clip-vit-large-patch14-336"},
    ),
    Example(
        task="feature-extraction",
        method="feature_extraction",
        positional=("That is a happy person",),
        named={"model": "sentence-transformers/distilbert-base-nli-mean-tokens"},
    ),
    Example(
        task="visual-question-answering",
        method="visual_question_answering",
        positional=(INPUTS / "cats.png", "How many cats are lying down?"),
        named={"model": "dandelin/vilt-b32-finetuned-vqa"},
    ),
    Example(
        task="document-question-answering",
        method="document_question_answering",
        positional=(INPUTS / "invoice.png", "Invoice number?"),
        named={"model": "impira/layoutlm-document-qa"},
    ),
    Example(
        task="tabular-regression",
        method="tabular_regression",
        positional=(FISH,),
        named={"model": "scikit-learn/Fish-Weight"},
    ),
    Example(
        task="tabular-classification",
        method="tabular_classification",
        positional=(WINE,),
        named={"model": "vvmnnnkv/wine-quality"},
    ),
    Example(
        task="custom",
        method="request",
        named={"inputs": "hello world", "parameters": {"custom_param": "some magic"}, "model": "my-custom-model"},
    ),
    Example(
        task="custom",
        method="stream_request",
        named={"inputs": "hello world", "parameters": {"custom_param": "some magic"}, "model": "my-custom-model"},
    ),
    Example(
        task="text-generation",
        method="text_generation",
        positional=("The answer to the universe is",),
        endpoint=f"{ENDPOINT}/gpt2",
    ),
    Example(
        task="chat-completion",
        method="chat_completion",
        positional=(EQUATION,),
        named={"model": "tgi", "max_tokens": 500, "temperature": 0.1, "seed": 0, "stream": True},
        endpoint=ENDPOINT,
    ),
    Example(
        task="text-generation",
        method="text_generation",
        positional=("The answer to the universe is",),
        named={"retry_on_error": False},
        endpoint=f"{ENDPOINT}/gpt2",
    ),
)

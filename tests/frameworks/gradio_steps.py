"""gradio: the interface that it makes of a model of the Hub, for each task."""

from __future__ import annotations

import io
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
import PIL.Image

FOLDER = Path(tempfile.mkdtemp())


def image() -> str:
    path = FOLDER / "image.png"
    if not path.exists():
        PIL.Image.new("RGB", (64, 64)).save(path)
    return str(path)


def audio() -> str:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 800)
    path = FOLDER / "audio.wav"
    path.write_bytes(buffer.getvalue())
    return str(path)


def call(task: str, *inputs: Any) -> Any:
    """Load the model of a task, and call its function as the interface does."""
    interface = gr.load(f"emulated/{task}", src="models", token="hf_test")
    return interface.fn(*inputs)


TASKS: dict[str, tuple[Callable[[], tuple[Any, ...]], Callable[[Any], bool]]] = {
    "audio_classification": (lambda: (audio(),), lambda out: isinstance(out, dict)),
    "automatic_speech_recognition": (lambda: (audio(),), lambda out: isinstance(out, str)),
    "feature_extraction": (lambda: ("a",), lambda out: np.array(out).size == 3),
    "fill_mask": (lambda: ("Hello [MASK]!",), lambda out: isinstance(out, dict)),
    "image_classification": (lambda: (image(),), lambda out: "tabby" in out),
    "image_to_image": (lambda: (image(), "a cat"), lambda out: isinstance(out, PIL.Image.Image)),
    "image_to_text": (lambda: (image(),), lambda out: out.generated_text == "two cats on a sofa"),
    "object_detection": (lambda: (image(),), bool),
    "question_answering": (lambda: ("Who?", "Ada."), lambda out: out[0] == "Paris"),
    "sentence_similarity": (lambda: ("a", "b\nc\nd"), lambda out: len(out) == 3),
    "summarization": (lambda: ("A long text.",), lambda out: out.startswith("The tower")),
    "text_classification": (lambda: ("Good.",), lambda out: "POSITIVE" in out),
    "text_generation": (lambda: ("The answer is",), lambda out: "forty-two" in out),
    "text_to_image": (lambda: ("A cat",), lambda out: isinstance(out, PIL.Image.Image)),
    "text_to_speech": (lambda: ("Hello",), lambda out: isinstance(out, bytes)),
    "token_classification": (lambda: ("I am Ada.",), bool),
    "translation": (lambda: ("Hello",), lambda out: isinstance(out, str)),
    "visual_question_answering": (lambda: (image(), "Who?"), bool),
    "zero_shot_classification": (lambda: ("Good.", "a, b", False), lambda out: isinstance(out, dict)),
}


def make_step(task: str) -> Callable[[Any], None]:
    inputs, is_right = TASKS[task]

    def step(server: Any) -> None:
        out = call(task.replace("_", "-"), *inputs())
        assert is_right(out), repr(out)[:200]

    return step


for name in TASKS:
    globals()[f"step_{name}"] = make_step(name)


def step_chat(server: Any) -> None:
    interface = gr.load("emulated/chat-completion", src="models", token="hf_test")
    texts = list(interface.fn("How many cats?", []))
    assert texts[-1] == "There are two cats."

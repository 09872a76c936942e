"""The messages that the page on errors explains are those that callers get."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from inferwire import InferenceClient, InferwireError

from .pages import DOCS

PAGE = (DOCS / "errors.md").read_text(encoding="utf-8").partition("## Messages you may meet")[2]
MESSAGES = re.findall(r"^`(.+)`$", PAGE, re.MULTILINE)
CHAT = [{"role": "user", "content": "Hello"}]
LLAMA, FLUX, BART = "meta-llama/Llama-3.1-8B-Instruct", "black-forest-labs/FLUX.1-dev", "facebook/bart-large-cnn"
CUT = {"x-emulator-fault": "truncate"}
LOADING = {"x-emulator-fault": "status=503;estimated-time=0.1"}

CALLS: list[Callable[[Any], object]] = [
    lambda make: make(api_key=None).chat_completion(CHAT, model="org/model", provider="groq"),
    lambda make: make(api_key="own-key").summarization("A text.", model=BART),
    lambda make: make().text_generation("A text", model=LLAMA, provider="groq"),
    lambda make: make().summarization("A text.", model="google/vit-base-patch16-224"),
    lambda make: make().summarization("A text.", model=BART, headers={"x-emulator-fault": "status=402"}),
    lambda make: make().summarization("A text.", model=BART, timeout=0.3, headers=LOADING),
    lambda make: make().chat_completion(CHAT, model=LLAMA, stream=True, headers=CUT).text(),
    lambda make: make().text_to_image("A cat", model=FLUX, provider="hf-inference", output_type="url"),
    lambda make: make(base_url="localhost:8080"),
]


@pytest.mark.parametrize(("message", "call"), list(zip(MESSAGES, CALLS, strict=True)), ids=MESSAGES)
def test_a_message_on_the_page_is_raised(
    message: str, call: Callable[[Any], object], reader_folder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_TOKEN")
    monkeypatch.delenv("GROQ_API_KEY")
    clients: list[InferenceClient] = []

    def make(**options: Any) -> InferenceClient:
        clients.append(InferenceClient(**{"api_key": "hf_emulated"} | options))
        return clients[-1]

    with pytest.raises(InferwireError) as caught:
        call(make)
    for client in clients:
        client.close()
    pattern = ".*".join(map(re.escape, message.split("...")))
    assert re.match(pattern, str(caught.value)), str(caught.value)

"""Results read as mappings, and converted to dictionaries and JSON."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

import inferwire
from inferwire.types.audio_to_audio import AudioToAudioOutputElement
from inferwire.types.chat_completion import (
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ChatCompletionStreamOutput,
)
from inferwire.types.common import ClassificationOutput
from inferwire_runtime.decoding import decode_body

MESSAGE = {"role": "assistant", "content": "Two cats.", "annotations": None, "citations": ["a"]}
RESPONSE = {
    "id": "1",
    "created": 7,
    "system_fingerprint": None,
    "x_trace": {"ms": 3},
    "choices": [{"index": 0, "finish_reason": "stop", "message": MESSAGE}],
}


def respond(data: Any = RESPONSE) -> ChatCompletionOutput:
    result: ChatCompletionOutput = decode_body(json.dumps(data).encode(), ChatCompletionOutput, "the server")
    return result


def test_fields_are_items_at_every_level() -> None:
    result = respond()
    assert result["choices"][0]["message"]["content"] == "Two cats."
    assert result["x_trace"] == {"ms": 3}
    assert result["system_fingerprint"] is None
    assert result.get("id") == "1"
    assert result.get("model", "none") == "none"
    assert "choices" in result
    assert "system_fingerprint" not in result
    assert isinstance(result, Mapping)
    with pytest.raises(KeyError, match="chocies"):
        result["chocies"]


def test_the_names_are_those_that_the_server_sent() -> None:
    result = respond()
    message = result.choices[0].message
    assert sorted(result) == ["choices", "created", "id", "x_trace"]
    assert sorted({**message}) == ["citations", "content", "role"]
    assert dict(message)["citations"] == ["a"]
    assert len(message) == 3
    assert sorted(message.keys()) == ["citations", "content", "role"]
    assert sorted(name for name, _ in message.items()) == sorted(message)
    assert "Two cats." in message.values()


def test_a_required_field_that_is_none_has_its_place() -> None:
    message = msgspec.json.decode(b'{"content": null}', type=ChatCompletionOutputMessage)
    assert dict(message) == {"content": None}
    assert bool(message)


def test_an_empty_result_is_true() -> None:
    assert not len(ChatCompletionStreamOutput().choices)
    assert bool(inferwire.ChatCompletionStreamOutputDelta())


def test_items_can_be_assigned() -> None:
    message = respond().choices[0].message
    message["content"] = "One cat."
    assert message.content == "One cat."
    with pytest.raises(KeyError, match="ChatCompletionOutputMessage has no field 'contents'"):
        message["contents"] = "x"


def test_a_value_that_does_not_fit_is_in_the_mapping() -> None:
    result = respond(RESPONSE | {"usage": "none"})
    assert result.usage is None
    assert result["usage"] == "none"
    assert result.to_dict()["usage"] == "none"


def test_dictionaries_and_json() -> None:
    result = respond()
    plain = {
        "id": "1",
        "created": 7,
        "x_trace": {"ms": 3},
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": "Two cats.", "citations": ["a"]},
            }
        ],
    }
    assert result.to_dict() == plain
    assert json.loads(result.to_json()) == plain
    assert "\n  " in result.to_json(indent=2)
    assert result.model_dump(exclude_none=True) == result.model_dump(exclude_unset=True) == plain
    whole = result.model_dump()
    assert whole["system_fingerprint"] is None
    assert whole["choices"][0]["message"]["tool_calls"] is None
    assert json.loads(result.model_dump_json()) == whole
    assert json.loads(json.dumps([result], default=inferwire.json_default)) == [plain]


def test_media_in_dictionaries_and_json() -> None:
    element = msgspec.convert(
        {"blob": "UklGRiQAAABXQVZF", "content-type": "audio/wav", "label": "a"},
        AudioToAudioOutputElement,
        dec_hook=lambda type_, value: type_.from_json(value),
    )
    assert element["content-type"] == element["content_type"] == "audio/wav"
    assert isinstance(element.to_dict()["blob"], inferwire.Media)
    assert element.model_dump(mode="json")["blob"] == "UklGRiQAAABXQVZF"
    assert json.loads(json.dumps(element, default=inferwire.json_default))["blob"] == "UklGRiQAAABXQVZF"
    with pytest.raises(TypeError, match="object is not JSON serializable"):
        json.dumps(object(), default=inferwire.json_default)


def test_a_repr_leaves_out_what_is_none() -> None:
    message = msgspec.json.decode(b'{"content": "Hi", "role": "assistant"}', type=ChatCompletionOutputMessage)
    assert repr(message) == "ChatCompletionOutputMessage(content='Hi', role='assistant')"


def test_text_and_message_of_a_chat() -> None:
    result = respond()
    assert result.text == "Two cats."
    assert result.message is result.choices[0].message
    called = respond({"choices": [{"message": {"role": "assistant", "content": None}}]})
    assert called.text == ""
    chunk = msgspec.json.decode(b'{"choices": [{"delta": {"content": "Hi"}}]}', type=ChatCompletionStreamOutput)
    assert chunk.text == "Hi"
    assert ChatCompletionStreamOutput().text == ""


@pytest.mark.parametrize("clone", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_copies_are_equal_mappings(clone: Any) -> None:
    result = respond()
    assert clone(result) == result
    assert clone(result).to_dict() == result.to_dict()
    assert dict(clone(ClassificationOutput(label="a", score=0.5))) == {"label": "a", "score": 0.5}

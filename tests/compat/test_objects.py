"""Objects are dataclasses and dictionaries at once."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import json
import pickle
import subprocess
import sys
from typing import Any

import pytest

from inferwire.compat import huggingface_hub as compat
from inferwire.compat.huggingface_hub import (
    BaseInferenceType,
    ChatCompletionInputFunctionDefinition,
    ChatCompletionInputMessage,
    ChatCompletionInputTool,
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ObjectDetectionBoundingBox,
    ObjectDetectionOutputElement,
    TextClassificationOutputElement,
    TextGenerationInputGrammarType,
    dataclass_with_extra,
    types,
)
from tests.support.packages import names_for_checkers

CLASSES = [
    each
    for each in vars(types).values()
    if isinstance(each, type) and issubclass(each, BaseInferenceType) and each is not BaseInferenceType
]


@dataclass_with_extra
class Shelf(BaseInferenceType):
    items: list[TextClassificationOutputElement]  # as a method of dictionaries is called
    name: str = "shelf"


def box() -> ObjectDetectionOutputElement:
    return ObjectDetectionOutputElement(
        label="cat", score=0.5, box=ObjectDetectionBoundingBox(xmin=1, xmax=2, ymin=3, ymax=4)
    )


def test_an_object_is_a_dictionary_of_its_fields() -> None:
    message = ChatCompletionOutputMessage(content="Hi", role="assistant")
    assert isinstance(message, dict)
    assert message["content"] == message.content == message.get("content") == "Hi"
    assert message.tool_calls is None
    assert message["tool_calls"] is None
    assert {**message} == dict(message.items()) == vars(message)
    assert list(message) == [field.name for field in dataclasses.fields(message)]
    assert len(message) == len(dataclasses.fields(message))
    assert "content" in message
    assert json.loads(json.dumps(message))["content"] == "Hi"


def test_fields_may_be_called_as_builtins_are() -> None:
    names = [field.name for field in dataclasses.fields(ChatCompletionOutput)]
    assert {"id", "model", "choices"} <= set(names)
    assert [field.name for field in dataclasses.fields(ChatCompletionInputTool)] == ["function", "type"]


def test_an_object_is_a_dataclass() -> None:
    assert dataclasses.is_dataclass(box())
    assert dataclasses.asdict(box())["box"] == {"xmin": 1, "xmax": 2, "ymin": 3, "ymax": 4}
    assert dataclasses.replace(box(), label="dog").label == "dog"
    assert repr(box().box) == "ObjectDetectionBoundingBox(xmax=2, xmin=1, ymax=4, ymin=3)"


def test_an_object_can_be_dumped_as_those_of_pydantic() -> None:
    message = ChatCompletionOutput.parse_obj({"choices": [{"message": {"content": "Hi", "more": {"a": None}}}]})
    dumped = message.model_dump(mode="json", exclude_none=True)  # type: ignore[union-attr]
    assert dumped == {"choices": [{"message": {"content": "Hi", "more": {}}}]}
    assert type(dumped["choices"][0]) is dict
    assert message.model_dump()["choices"][0]["message"]["role"] is None  # type: ignore[union-attr]


def test_a_change_of_an_attribute_or_an_item_changes_both() -> None:
    message = ChatCompletionOutputMessage(content="Hi", role="assistant")
    message["content"] = "a"
    assert message.content == "a"
    message.content = "b"
    assert message["content"] == "b"
    message.update(content="c", note=1)
    assert (message.content, message.note) == ("c", 1)  # type: ignore[attr-defined]
    del message["note"]
    with pytest.raises(AttributeError, match="has no attribute 'note'"):
        message.note  # type: ignore[attr-defined] # noqa: B018
    assert message.pop("content") == "c"


def test_objects_are_equal_if_their_fields_are() -> None:
    assert box() == box()
    other: Any = ObjectDetectionOutputElement.parse_obj({**box(), "more": 1})
    assert other == box()
    other.label = "dog"
    assert other != box()


@pytest.mark.parametrize("of", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_an_object_can_be_copied_and_pickled(of: Any) -> None:
    other = of(box())
    assert other == box()
    assert type(other.box) is ObjectDetectionBoundingBox
    other.label = "dog"
    assert (other["label"], box().label) == ("dog", "cat")


def test_fields_are_passed_by_position_or_by_name() -> None:
    assert TextClassificationOutputElement("a", 1.0) == TextClassificationOutputElement(label="a", score=1.0)
    with pytest.raises(TypeError, match="needs score"):
        TextClassificationOutputElement("a")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="several values for label"):
        TextClassificationOutputElement("a", 1.0, label="b")  # type: ignore[misc]
    with pytest.raises(TypeError, match="takes 2 values, got 3"):
        TextClassificationOutputElement("a", 1.0, 2.0)  # type: ignore[call-arg]


def test_fields_have_the_order_of_huggingface_hub() -> None:
    assert dict(compat.ImageToImageTargetSize(1, 2)) == {"height": 1, "width": 2}
    assert compat.ChatCompletionOutputMessage("assistant").role == "assistant"
    assert compat.VisualQuestionAnsweringOutputElement(0.5).answer is None


def test_objects_are_read_from_json_of_any_form() -> None:
    data = {"Label": "a", "score": 1, "Other-Thing": 2}
    found: Any = TextClassificationOutputElement.parse_obj(data)
    assert (found.label, found.score, found.other_thing) == ("a", 1, 2)
    assert TextClassificationOutputElement.parse_obj_as_instance(json.dumps(data)) == found
    assert TextClassificationOutputElement.parse_obj_as_list(json.dumps([data]).encode()) == [found]
    assert TextClassificationOutputElement.parse_obj({}) == TextClassificationOutputElement(label=None, score=None)  # type: ignore[arg-type]
    for read, wrong in [
        (TextClassificationOutputElement.parse_obj_as_instance, [data]),
        (TextClassificationOutputElement.parse_obj_as_list, data),
        (TextClassificationOutputElement.parse_obj, 5),
    ]:
        with pytest.raises(ValueError, match="must be read from"):
            read(wrong)


def test_nested_objects_have_their_types() -> None:
    response: Any = ChatCompletionOutput.parse_obj(
        {"choices": [{"message": {"content": "Hi", "annotations": [1], "more": {"a": 1}}}], "more": 2}
    )
    message = response.choices[0].message
    assert type(message) is ChatCompletionOutputMessage
    assert response["choices"][0]["message"] is message
    assert (message.more, response.more, response.usage) == ({"a": 1}, 2, None)


def test_a_field_may_be_called_as_a_method_of_dictionaries() -> None:
    shelf: Any = Shelf.parse_obj({"items": [{"label": "a", "score": 1.0}]})
    assert shelf.items[0].label == "a"
    assert shelf == Shelf(shelf.items, "shelf")


def test_a_default_of_a_field_is_used() -> None:
    assert Shelf([]).name == "shelf"
    assert repr(Shelf([])) == "Shelf(items=[], name='shelf')"


def test_types_for_requests_can_be_constructed() -> None:
    tool = ChatCompletionInputTool(
        type="function", function=ChatCompletionInputFunctionDefinition(name="f", parameters={"type": "object"})
    )
    assert tool["function"]["name"] == "f"
    assert TextGenerationInputGrammarType(type="json", value={}) == {"type": "json", "value": {}}
    assert ChatCompletionInputMessage(role="user", content="Hi").content == "Hi"


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_type_can_be_constructed_and_read(cls: Any) -> None:
    names = [field.name for field in dataclasses.fields(cls)]
    made = cls(**dict.fromkeys(names, "a"))
    assert list(made) == names
    assert cls.parse_obj(dict(made)) == made
    assert inspect.getdoc(cls)


def test_every_public_name_can_be_imported() -> None:
    assert set(compat.__all__) <= set(dir(compat))
    for name in compat.__all__:
        assert getattr(compat, name) is not None
    with pytest.raises(AttributeError, match="InferenceClint"):
        compat.InferenceClint  # type: ignore[attr-defined] # noqa: B018


def test_the_two_halves_of_the_package_agree() -> None:
    typed = names_for_checkers(compat)
    assert typed == compat._MODULES
    assert sorted([*typed, "install"]) == sorted(compat.__all__)


def test_importing_a_client_loads_neither_an_http_library_nor_arrays() -> None:
    code = "from inferwire.compat.huggingface_hub import InferenceClient; import sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"httpx", "numpy", "PIL", "huggingface_hub", "h11", "asyncio"} & set(loaded)

"""What code written for huggingface_hub does with its client works with ours; the list has what plain inferwire lacks.

Each row is an expression over ``c``, a client; ``m``, its module; and inputs. It must return what follows it.
"""

# ruff: noqa: E501 - each row is one expression

from __future__ import annotations

import copy
import dataclasses
import io
import json
import pickle
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

import inferwire
from inferwire.compat import huggingface_hub as compat
from inferwire_emulator import RunningEmulator

from .test_results import PNG, WAV

CHAT = "emulated/chat-completion"
FLAC = b"fLaC\0\0\0\x22"
MESSAGES = [{"role": "user", "content": "How many cats?"}]
CLASSES = [{"label": "POSITIVE", "score": 0.9998}, {"label": "NEGATIVE", "score": 0.0002}]
SUMMARY = "The tower is 324 metres tall, as tall as a building of 81 storeys."

ROWS: list[tuple[str, Any]] = [
    ("m.InferenceClient(model='m/x').model", "m/x"),
    ("m.InferenceClient(provider='groq').provider", "groq"),
    ("m.InferenceClient(token='hf_1').token", "hf_1"),
    ("m.InferenceClient(timeout=5.0).timeout", 5.0),
    ("dict(m.InferenceClient(headers={'a': 'b'}).headers)", {"a": "b"}),
    ("dict(m.InferenceClient(bill_to='org').headers)", {"X-HF-Bill-To": "org"}),
    ("dict(m.InferenceClient(cookies={'c': '1'}).cookies)", {"c": "1"}),
    ("m.InferenceClient(base_url='http://h/v1').model", "http://h/v1"),
    ("m.InferenceClient(api_key='hf_2').token", "hf_2"),
    ("[getattr(m.InferenceClient(), a) for a in ('token', 'provider', 'model', 'timeout', 'cookies')]", [None] * 5),
    ("type(m.InferenceClient().exit_stack).__name__", "ExitStack"),
    ("type(m.InferenceClient(provider='hf-inference', base_url='http://h')).__name__", "InferenceClient"),
    ("chat_at(m.InferenceClient(provider='groq', model=endpoint, emulator_url=url))", "Two cats."),
    ("chat_at(changed(m.InferenceClient(token='hf_1', emulator_url=url)))", "Two cats."),
    ("header_of(m.InferenceClient(token='hf_1', emulator_url=url))", "1"),
    ("repr(m.InferenceClient('m/x'))[:1] in '<I'", True),
    ("c.__enter__() is c", True),
    ("chat_at(closed(m.InferenceClient(CHAT, token='hf_1', emulator_url=url)))", "Two cats."),
    ("type(copy.deepcopy(c)).__name__", "InferenceClient"),
    ("type(pickle.loads(pickle.dumps(m.InferenceClient(token='hf_1')))).__name__", "InferenceClient"),
    ("callable(c.get_endpoint_info) and callable(c.health_check)", True),
    ("chat().choices[0].message.content", "Two cats."),
    ("chat()['choices'][0]['message']['content']", "Two cats."),
    ("message().get('content')", "Two cats."),
    ("'choices' in chat()", True),
    ("{'choices', 'created', 'id', 'model', 'usage'} <= set(dict(chat()))", True),
    ("{**message()}['content']", "Two cats."),
    ("json.loads(json.dumps(chat()))['choices'][0]['message']['content']", "Two cats."),
    ("json.loads(json.dumps(message()))['role']", "assistant"),
    ("dataclasses.asdict(chat())['choices'][0]['message']['content']", "Two cats."),
    ("dataclasses.is_dataclass(chat())", True),
    ("dict(chat().items())['choices'][0]['finish_reason']", "stop"),
    ("isinstance(chat(), dict)", True),
    ("{'content', 'reasoning', 'role'} <= set(vars(message()))", True),
    ("[name for name in message() if name in ('content', 'role')] != []", True),
    ("len(message()) >= 2", True),
    ("assigned(message())", "x"),
    ("changed_attribute(message())", "x"),
    ("c.chat_completion([*MESSAGES, message(), *MESSAGES], model=CHAT).choices[0].message.content", "Two cats."),
    ("c.chat_completion([{**message(), 'content': ''}, *MESSAGES], model=CHAT).choices[0].message.role", "assistant"),
    ("type(chat().created)", int),
    ("chat().usage.total_tokens > 0", True),
    ("c.chat.completions.create(MESSAGES, model=CHAT).choices[0].message.content", "Two cats."),
    (
        "type(next(c.chat.completions.create(messages=MESSAGES, model=CHAT, stream=True))).__name__",
        "ChatCompletionStreamOutput",
    ),
    (
        "''.join(x['choices'][0]['delta']['content'] or '' for x in c.chat_completion(MESSAGES, model=CHAT, stream=True))",
        "Two cats.",
    ),
    (
        "sent(c.chat_completion(MESSAGES, model=CHAT, max_tokens=None, tools=None))",
        {"model": "emulated/chat-completion", "messages": MESSAGES},
    ),
    ("sent(c.chat_completion(MESSAGES, model=CHAT, extra_body={'foo': 1}))['foo']", 1),
    ("m.ChatCompletionInputTool(type='function', function={'name': 'f', 'parameters': {}})['function']['name']", "f"),
    ("c.chat_completion([m.ChatCompletionInputMessage(role='user', content='a')], model=CHAT).model", CHAT),
    ("m.ChatCompletionInputStreamOptions(include_usage=True)['include_usage']", True),
    ("m.TextGenerationInputGrammarType(type='json', value={})['value']", {}),
    ("c.text_classification('x', model='emulated/text-classification')[0].label", "POSITIVE"),
    ("c.text_classification('x', model='emulated/text-classification')[0]['label']", "POSITIVE"),
    ("c.text_classification('x', model='emulated/text-classification')[0].get('label')", "POSITIVE"),
    ("json.loads(json.dumps(c.text_classification('x', model='emulated/text-classification')))", CLASSES),
    ("[dict(x) for x in c.text_classification('x', model='emulated/text-classification')]", CLASSES),
    ("c.summarization('x', model='emulated/summarization')['summary_text']", SUMMARY),
    ("c.question_answering('x', 'y', model='emulated/question-answering')['answer']", "Paris"),
    ("isinstance(image(), PIL.Image.Image)", True),
    ("saved(image())", "PNG"),
    ("tuple(image().size)", (64, 64)),
    ("image().resize((8, 8)).size", (8, 8)),
    ("np.array(image()).shape", (64, 64, 3)),
    ("isinstance(c.text_to_speech('x', model='emulated/text-to-speech'), bytes)", True),
    ("len(c.text_to_speech('x', model='emulated/text-to-speech')) > 9", True),
    ("io.BytesIO().write(c.text_to_speech('x', model='emulated/text-to-speech')) > 9", True),
    ("written(c.text_to_speech('x', model='emulated/text-to-speech')) > 9", True),
    ("bytes(c.text_to_video('x', model='emulated/text-to-video'))[4:8]", b"ftyp"),
    ("embedding().shape", (3,)),
    ("len(embedding().tolist())", 3),
    ("round(float(embedding() @ embedding()), 2)", 0.14),
    ("len(c.feature_extraction('x', encoding_format='float', model='emulated/feature-extraction'))", 3),
    ("isinstance(text(), str)", True),
    ("text().strip()", "forty-two."),
    ("'prompt' + text()", "prompt forty-two."),
    ("c.text_generation('x', details=True, model='emulated/text-generation').details.finish_reason", "stop"),
    ("''.join(c.text_generation('x', stream=True, model='emulated/text-generation'))[:6]", " forty"),
    (
        "[x.token.text for x in c.text_generation('x', stream=True, details=True, model='emulated/text-generation')][0]",
        " forty",
    ),
    ("isinstance(c.audio_to_audio(WAV, model='emulated/audio-to-audio')[0].blob, bytes)", True),
    ("io.BytesIO().write(c.audio_to_audio(WAV, model='emulated/audio-to-audio')[0].blob) > 9", True),
    ("c.image_segmentation(PNG, model='emulated/image-segmentation')[0].mask.size", (64, 64)),
    ("isinstance(c.image_segmentation(PNG, model='emulated/image-segmentation')[0].mask, PIL.Image.Image)", True),
    ("type(c.object_detection(PNG, model='emulated/object-detection')[0].box.xmin)", int),
    (
        "list(map(list, c.table_question_answering({'a': ['1']}, 'q', model='emulated/table-question-answering').coordinates))",
        [[0, 1]],
    ),
    (
        "c.sentence_similarity('s', other_sentences=['a', 'b', 'c'], model='emulated/sentence-similarity')",
        [0.69, 0.94, 0.25],
    ),
    (
        "c.image_classification(PIL.Image.open(io.BytesIO(PNG)), model='emulated/image-classification')[0].label",
        "tabby",
    ),
    ("c.image_classification(bytearray(PNG), model='emulated/image-classification')[0].label", "tabby"),
    ("c.image_classification(memoryview(PNG), model='emulated/image-classification')[0].label", "tabby"),
    ("type(c.image_to_image(PNG, 'a cat', model='emulated/image-to-image')).__name__ != ''", True),
    ("sent(c.image_to_image(PNG, strength=0.5, model='emulated/image-to-image')) != {}", True),
    ("c.image_to_video(PNG, fps=8, model='emulated/image-to-video')[4:8]", b"ftyp"),
    (
        "sent(at('replicate').text_to_image('x', extra_body={'output_quality': 90}, model='emulated/text-to-image'))['input']['output_quality']",
        90,
    ),
    ("sent(at('fal-ai').text_to_speech('x', temperature=0.5, model='emulated/text-to-speech'))['temperature']", 0.5),
    ("at('fal-ai').automatic_speech_recognition(FLAC, model='emulated/automatic-speech-recognition').text != ''", True),
    ("type(error(429)).__name__ == 'RateLimitError' and error(429).response.status_code", 429),
    ("isinstance(error(429), m.HfHubHTTPError if hasattr(m, 'HfHubHTTPError') else OSError)", True),
    ("isinstance(error(500), OSError)", True),
    ("error(500).server_message", "an emulated error with status 500"),
    ("error(422).response.json()", {"error": "an emulated error with status 422"}),
]
ONLY_IN_COMPAT = {  # what plain inferwire does otherwise: see docs/moving/huggingface_hub.md
    "dict(m.InferenceClient(bill_to='org').headers)",
    "[getattr(m.InferenceClient(), a) for a in ('token', 'provider', 'model', 'timeout', 'cookies')]",
    "type(m.InferenceClient().exit_stack).__name__",
    "chat_at(changed(m.InferenceClient(token='hf_1', emulator_url=url)))",
    "header_of(m.InferenceClient(token='hf_1', emulator_url=url))",
    "chat_at(closed(m.InferenceClient(CHAT, token='hf_1', emulator_url=url)))",
    "json.loads(json.dumps(chat()))['choices'][0]['message']['content']",
    "json.loads(json.dumps(message()))['role']",
    "dataclasses.asdict(chat())['choices'][0]['message']['content']",
    "dataclasses.is_dataclass(chat())",
    "isinstance(chat(), dict)",
    "{'content', 'reasoning', 'role'} <= set(vars(message()))",
    "m.TextGenerationInputGrammarType(type='json', value={})['value']",
    "json.loads(json.dumps(c.text_classification('x', model='emulated/text-classification')))",
    "isinstance(image(), PIL.Image.Image)",
    "embedding().shape",
    "len(embedding().tolist())",
    "round(float(embedding() @ embedding()), 2)",
    "isinstance(text(), str)",
    "text().strip()",
    "'prompt' + text()",
    "''.join(c.text_generation('x', stream=True, model='emulated/text-generation'))[:6]",
    "isinstance(c.image_segmentation(PNG, model='emulated/image-segmentation')[0].mask, PIL.Image.Image)",
    "isinstance(error(429), m.HfHubHTTPError if hasattr(m, 'HfHubHTTPError') else OSError)",
    "isinstance(error(500), OSError)",
    "at('fal-ai').automatic_speech_recognition(FLAC, model='emulated/automatic-speech-recognition').text != ''",
}


class Names(dict[str, Any]):
    """The names in the rows, for a client of either module."""

    def __init__(self, module: Any, emulator: RunningEmulator, folder: Path) -> None:
        client = module.InferenceClient(token="hf_test", emulator_url=emulator.url)
        chat = CHAT

        def error(status: int) -> Exception:
            once = {} if module is compat else {"retry": 1}
            emulator.add_fault(f"status={status}")
            try:
                client.chat_completion(MESSAGES, model=chat, **once)
            except Exception as found:  # of either library
                return found
            raise AssertionError("no error was raised")

        def changed(client: Any) -> Any:
            client.model = chat
            return client

        def header_of(client: Any) -> str:
            client.headers["x-a"] = "1"
            client.chat_completion(MESSAGES, model=chat)
            return emulator.journal[-1].headers["x-a"]

        def saved(image: Any) -> str | None:
            image.save(folder / "a.png")
            with PIL.Image.open(folder / "a.png") as again:
                return again.format

        def assigned(message: Any) -> str:
            message["content"] = "x"
            return str(message.content)

        def changed_attribute(message: Any) -> str:
            message.content = "x"
            return str(message["content"])

        def closed(client: Any) -> Any:
            client.close()
            return client

        super().__init__(
            c=client,
            m=module,
            url=emulator.url,
            endpoint="https://abc.endpoints.huggingface.cloud",
            CHAT=chat,
            chat=lambda: client.chat_completion(MESSAGES, model=chat),
            message=lambda: client.chat_completion(MESSAGES, model=chat).choices[0].message,
            chat_at=lambda client: client.chat_completion(MESSAGES).choices[0].message.content,
            image=lambda: client.text_to_image("a", model="emulated/text-to-image"),
            embedding=lambda: client.feature_extraction("a", model="emulated/feature-extraction"),
            text=lambda: client.text_generation("a", model="emulated/text-generation"),
            at=lambda provider: module.InferenceClient(provider=provider, token="hf_1", emulator_url=emulator.url),
            sent=lambda _: first_body(emulator),
            written=(folder / "file").write_bytes,
            **{
                name: function
                for name, function in locals().items()
                if name in ("error", "changed", "header_of", "saved", "assigned", "changed_attribute", "closed")
            },
        )


def first_body(emulator: RunningEmulator) -> Any:
    """Return the body of the last call, which for a job is the first request that has one."""
    bodies = [request.body for request in emulator.journal if request.body]
    emulator.reset()
    return json.loads(bodies[0])


GLOBALS = {
    **{module.__name__: module for module in (copy, dataclasses, io, json, pickle, PIL)},
    "np": np,
    "PIL": PIL,
    "MESSAGES": MESSAGES,
    "PNG": PNG,
    "WAV": WAV,
    "FLAC": FLAC,
}


@pytest.fixture
def names(request: pytest.FixtureRequest, emulator: RunningEmulator, tmp_path: Path) -> Iterator[Names]:
    emulator.reset()
    found = Names(request.param, emulator, tmp_path)
    yield found
    found["c"].close()


@pytest.mark.parametrize("names", [compat], indirect=True, ids=["compat"])
@pytest.mark.parametrize(("row", "value"), ROWS, ids=[row for row, _ in ROWS])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_code_for_huggingface_hub_works(names: Names, row: str, value: Any) -> None:
    assert eval(row, {**GLOBALS, **names}) == value


@pytest.mark.parametrize("names", [inferwire], indirect=True, ids=["plain"])
@pytest.mark.parametrize(("row", "value"), ROWS, ids=[row for row, _ in ROWS])
def test_most_of_it_works_with_plain_results_as_well(names: Names, row: str, value: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            is_same = bool(eval(row, {**GLOBALS, **names}) == value)
        except Exception:  # what such code would meet
            is_same = False
    assert is_same == (row not in ONLY_IN_COMPAT), f"move {row} into or out of ONLY_IN_COMPAT, and see the docs"

"""Turn an example request, and its response if there is one, into the first mapping of a provider.

What OpenAI's interface has becomes a protocol. Any other body becomes a template: the prompt, file or messages become
``=inputs``, the model ``=model``, parameters of the task are merged in, and other values stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct

from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from inferwire_codegen.cli.curl_command import CurlRequest
    from inferwire_codegen.spec.load import TaskSource
    from inferwire_codegen.spec.source import Path_

PROTOCOLS = (  # the end of the path, a field of the body, the task and the protocol
    ("/chat/completions", "messages", "chat-completion", "openai-chat"),
    ("/completions", "prompt", "text-generation", "openai-completions"),
    ("/embeddings", "input", "feature-extraction", "openai-embeddings"),
    ("/images/generations", "prompt", "text-to-image", "openai-images"),
    ("/audio/speech", "input", "text-to-speech", "openai-speech"),
    ("/audio/transcriptions", "file", "automatic-speech-recognition", "openai-transcription"),
    ("/rerank", "documents", "text-ranking", "rerank"),
)
WORDS = (  # a word in the path or a field, and the task that it means
    ("rerank", "text-ranking"),
    ("embed", "feature-extraction"),
    ("transcri|speech-to-text|listen|asr|whisper", "automatic-speech-recognition"),
    ("speech|tts|voice", "text-to-speech"),
    ("image-to-video|img2vid|i2v", "image-to-video"),
    ("video", "text-to-video"),
    ("edit|img2img|image-to-image", "image-to-image"),
    ("image|picture|img|diffusion|width|steps", "text-to-image"),
    ("summar", "summarization"),
    ("translat", "translation"),
    ("classif", "text-classification"),
    ("messages", "chat-completion"),
)
MODEL = re.compile(r"model([-_]?(id|name|version))?|engine", re.IGNORECASE)
TEXTS = ("prompt", "positive_prompt", "positivePrompt", "input", "inputs", "text", "texts", "query", "content", "q")
PARTS = {
    "text-ranking": {"query": "inputs.query", **dict.fromkeys(("documents", "texts", "passages"), "inputs.texts")},
    "question-answering": {"question": "inputs.question", "context": "inputs.context"},
}
SUFFIXES = {"image": "png", "audio": "mp3", "video": "mp4"}
MEDIA = re.compile(r"image|img|audio|video|file|photo|picture|media|input|url|uri", re.IGNORECASE)
SYNONYMS = {
    "num_inference_steps": ("steps", "num_steps", "inference_steps", "sampling_steps"),
    "guidance_scale": ("guidance", "cfg_scale", "cfg", "cfgScale"),
    "negative_prompt": ("negativePrompt", "negative"),
    "max_new_tokens": ("max_tokens", "max_output_tokens", "maxOutputTokens", "num_predict"),
    "max_tokens": ("max_output_tokens", "maxOutputTokens", "num_predict"),
    "top_p": ("topP",),
    "top_k": ("topK",),
    "num_frames": ("frames", "video_length"),
    "top_n": ("top_k",),
}
RESULTS = {  # of tasks whose result is text: the field of the result
    "automatic-speech-recognition": "text",
    "text-generation": "generated_text",
    "image-to-text": "generated_text",
    "summarization": "summary_text",
    "translation": "translation_text",
}
RESULT_NAMES = (
    "text",
    "generated_text",
    "content",
    "output",
    "outputs",
    "transcript",
    "completion",
    "result",
    "response",
)
FILES = {"image": "image/png", "audio": "audio/mpeg", "video": "video/mp4"}
JOB_STATES = re.compile(r"queued?|pending|waiting|starting|processing|in[-_ ]?progress|running|submitted|created", re.I)
IDS = re.compile(r"(^|_)(id|uuid)$|Id$")
LONGEST = 80  # characters of a string in a sample
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{80,}={0,2}")


class FirstMapping(Struct, frozen=True, kw_only=True):
    """The first mapping of a provider.

    Attributes:
        task: The task that it serves.
        settings: The mapping, as data.
        remarks: What its author should look at.
    """

    task: str
    settings: dict[str, Any]
    remarks: tuple[str, ...]


def first_mapping(
    request: CurlRequest, response: Any, tasks: Mapping[str, TaskSource], protocols: Mapping[str, Any], task: str | None
) -> FirstMapping:
    """Return the mapping of an example request.

    Args:
        request: The request.
        response: Its decoded response; ``{"$media": type}`` for a file; None if it is unknown.
        tasks: All tasks.
        protocols: All protocols.
        task: The task, if it is known.

    Raises:
        ValueError: If the task does not exist, or a mapping cannot send the request.
    """
    path = urlsplit(request.url).path
    fields = request.form or (request.body if is_object(request.body) else {})
    for end, field, served, protocol in PROTOCOLS:
        if path.endswith(end) and field in fields and task in (None, served) and protocol in protocols:
            return FirstMapping(task=served, settings={"protocol": protocol, "path": path}, remarks=())
    name = task or _guess(path, fields, is_file=request.file)
    if name not in tasks:
        raise ValueError(f"there is no task '{name}'; pass --task with one of {', '.join(sorted(tasks))}")
    return _Template(request, response, tasks[name]).mapping(path)


def _guess(path: str, fields: Mapping[str, Any], *, is_file: bool) -> str:
    """Return the task that a request is probably for."""
    text = f"{path} {' '.join(_names(fields))}".lower()
    if "messages" in fields:
        return "chat-completion"
    if is_file and "image" not in text:
        return "automatic-speech-recognition"
    has_image = any(re.search("image|img", key, re.I) and isinstance(value, str) for key, value in fields.items())
    for pattern, task in WORDS:
        if re.search(pattern, text):
            if has_image and task in ("text-to-image", "text-to-video"):
                return task.replace("text", "image")
            return task
    return "text-generation"


def _names(value: Any) -> Iterator[str]:
    for key, each in value.items() if is_object(value) else enumerate(value) if is_list(value) else ():
        if isinstance(key, str):
            yield key
        yield from _names(each)


def parameters_of(task: TaskSource) -> frozenset[str]:
    """Return the names of a task's parameters."""
    schema: dict[str, Any] = task.schemas["input"].data if "input" in task.schemas else {}
    properties: dict[str, Any] = schema.get("properties", {})
    group: dict[str, Any] = properties.get("parameters", {})
    if "$ref" in group:
        group = schema.get("$defs", {}).get(group["$ref"].rpartition("/")[2], {})
    own = set(properties) - {"inputs", "parameters", "messages"} if "messages" in properties else set[str]()
    return frozenset({*group.get("properties", {}), *own})


class _Template:
    """Makes the template of one request."""

    def __init__(self, request: CurlRequest, response: Any, task: TaskSource) -> None:
        self.request = request
        self.response = response
        self.task = task
        self.parameters = parameters_of(task)
        self.media = next((kind for name, kind in task.overlay.media.items() if name), None)
        self.parts = PARTS.get(task.name, {})
        self.remarks: list[str] = []
        self.renames: dict[str, str] = {}
        self.levels: dict[Path_, int] = {}
        self.has_inputs = False

    def mapping(self, path: str) -> FirstMapping:
        """Return the mapping."""
        settings: dict[str, Any] = {"path": self._path(path)}
        query = {name: "=model" if MODEL.fullmatch(name) else value for name, value in self.request.query.items()}
        query = {name: value for name, value in query.items() if self._parameter(name) is None}
        if query or (self.request.file and self.request.query):
            settings["query"] = {**query, **({"...": "=parameters"} if self.request.file else {})}
        if self.request.headers:
            settings["headers"] = dict(self.request.headers)
        if self.request.file:
            body = {} if "query" in settings else {"body": {"audio": "=base64(inputs)", "...": "=parameters"}}
            settings |= {"upload": "=inputs", **body}
            self.has_inputs = True
        else:
            is_form = self.request.form is not None
            fields = self.request.form if is_form else self.request.body
            if not is_object(fields):
                raise ValueError("the request has no JSON object or form as its body; pass a command that sends one")
            template = self._object(fields, (), is_form=is_form)
            self._spread(template)
            settings["form" if is_form else "body"] = template
        if self.renames:
            settings["rename"] = self.renames
        if not self.has_inputs:
            self.remarks.append("nothing in the request looks like the input; write =inputs where it belongs")
        return FirstMapping(task=self.task.name, settings={**settings, **self._result()}, remarks=tuple(self.remarks))

    def _path(self, path: str) -> str:
        """Return the path, with ``{model}`` after a segment that announces a model."""
        return re.sub(r"(?<=/models/)[^/:]+|(?<=/model/)[^/:]+|(?<=/engines/)[^/:]+", "{model}", path)

    def _object(self, fields: Mapping[str, Any], at: Path_, *, is_form: bool = False) -> dict[str, Any]:
        template: dict[str, Any] = {}
        for key, value in fields.items():
            made = self._value(key, value, (*at, key), is_form=is_form)
            if made is not None:
                template[key] = made
        return template

    def _value(self, key: str, value: Any, at: Path_, *, is_form: bool) -> Any:
        """Return the template of a field; None for a parameter, because parameters are merged in."""
        if MODEL.fullmatch(key) and isinstance(value, str):
            return "=model"
        if (part := self.parts.get(key)) is not None:
            self.has_inputs = True
            return f"={part}"
        if key == "messages" and self.task.name == "chat-completion":
            self.has_inputs = True
            return "=inputs"
        if self.media is not None and not self.has_inputs and MEDIA.search(key) and self._is_media(value, is_form):
            self.has_inputs = True
            return self._media(value, is_form=is_form)
        if (name := self._parameter(key)) is not None:
            self.levels[at[:-1]] = self.levels.get(at[:-1], 0) + 1
            if name != key:
                self.renames[name] = key
            return None
        if self.media is None and not self.has_inputs and not self.parts and key in TEXTS:
            if isinstance(value, str):
                self.has_inputs = True
                return "=inputs"
            if is_list(value) and value and all(isinstance(each, str) for each in value):
                self.has_inputs = True
                return "=texts(inputs) || [inputs]"
        if is_object(value):
            return self._object(value, at)
        if is_list(value) and value and is_object(value[0]):
            return [self._object(value[0], (*at, 0))]
        return value

    def _parameter(self, key: str) -> str | None:
        """Return the task's parameter that a field is."""
        if key in self.parameters:
            return key
        return next((name for name, names in SYNONYMS.items() if key in names and name in self.parameters), None)

    def _is_media(self, value: Any, is_form: bool) -> bool:
        if is_list(value) and len(value) == 1:
            value = value[0]
        if not isinstance(value, str):
            return False
        return (
            value.startswith(("data:", "http", "@"))
            or bool(BASE64.match(value))
            or is_form
            or "base64" in value.lower()
        )

    def _media(self, value: Any, *, is_form: bool) -> Any:
        if is_list(value):
            return [self._media(value[0], is_form=is_form)]
        if is_form:
            return "=inputs"
        if value.startswith("data:"):
            return "=data_url(inputs)"
        return "=media_url(inputs)" if value.startswith("http") else "=base64(inputs)"

    def _spread(self, template: dict[str, Any]) -> None:
        """Merge the parameters into the object that has most of them."""
        place: Any = template
        for step in max(self.levels, key=self.levels.__getitem__, default=()):
            place = place[step]
        place["..."] = "=parameters"

    def _result(self) -> dict[str, Any]:
        """Return the output and the sample, and how a job is polled if the response names one."""
        returns = self.task.overlay.returns
        response = self.response
        if response is None:
            self.remarks.append(
                "'output' and 'sample' are made up; replace them by a real response, or pass --response"
            )
            if returns is not None:
                return {"output": "=download(url)", "sample": _linked(returns)}
            response = {"text": "Two cats."} if self.task.name in RESULTS else {"result": "Two cats."}
        if returns is not None:
            return self._media_result(response, returns)
        if (field := RESULTS.get(self.task.name)) is not None:
            found = _text(response)
            if found is not None:
                return {"output": {field: f"={expression(found)}"}, "sample": shortened(response)}
        if self.task.name == "feature-extraction" and (vectors := _vectors(response)) is not None:
            return {"output": f"={vectors}", "sample": shortened(response)}
        if self.task.name == "chat-completion" and (found := _text(response)) is not None:
            message = {"role": "assistant", "content": f"={expression(found)}"}
            return {"output": {"choices": [{"message": message}]}, "sample": shortened(response)}
        items = next((path for path, value in _leaves(response, lists=True) if value and is_object(value[0])), None)
        self.remarks.append(f"'output' is a guess; write what makes a result of {self.task.name}")
        return {"output": f"={expression(items)}" if items else "=@", "sample": shortened(response)}

    def _media_result(self, response: Any, kind: str) -> dict[str, Any]:
        if is_object(response) and "$media" in response:
            return {"output": "=binary()", "sample": response}
        found = _media_leaf(response)
        if found is not None:
            path, is_url = found
            if is_url:
                return {"output": f"=download({expression(path)})", "sample": shortened(response)}
            return {
                "output": f"=from_base64({expression(path)})",
                "sample": with_file(shortened(response), path, FILES[kind]),
            }
        job = next((path for path, value in _leaves(response) if path and IDS.search(str(path[-1])) and value), None)
        if job is None:
            self.remarks.append(f"the response has no {kind}; write 'output'")
            return {"output": "=download(url)", "sample": _linked(kind)}
        return self._job(response, job, kind)

    def _job(self, response: Any, job: Path_, kind: str) -> dict[str, Any]:
        """Return how to poll a job whose submission has this response."""
        state = next((p for p, v in _leaves(response) if isinstance(v, str) and JOB_STATES.fullmatch(v)), ("status",))
        first = with_job(shortened(response), job)
        self.remarks.append(
            "the result of the job is made up; replace 'done', 'output' and 'sample' by a real last poll"
        )
        return {
            "poll": {
                "path": f"{self._path(urlsplit(self.request.url).path)}/{{job}}".replace("{model}/", ""),
                "job": f"={expression(job)}",
                "status": f"={expression(state[-1:])} || 'queued'",
                "done": ["completed", "succeeded"],
                "failed": ["failed", "canceled"],
                "samples": [first],
            },
            "output": "=download(url)",
            "sample": {str(state[-1]): "completed", **_linked(kind)},
        }


def _linked(kind: str) -> dict[str, str]:
    """Return a made-up sample: a file at a URL."""
    return {"url": f"https://cdn.example.com/1.{SUFFIXES[kind]}"}


def expression(path: Path_) -> str:
    """Return the JMESPath of a path."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if re.fullmatch(r"[A-Za-z_]\w*", step, re.ASCII) else f'"{step}"'
            text += f".{name}" if text else name
    return text or "@"


def _leaves(value: Any, path: Path_ = (), *, lists: bool = False) -> Iterator[tuple[Path_, Any]]:
    """Yield the path of each scalar, or of each list."""
    if is_list(value) and lists:
        yield path, value
    if is_object(value) or is_list(value):
        for key, each in value.items() if is_object(value) else enumerate(value):
            yield from _leaves(each, (*path, key), lists=lists)
    elif not lists:
        yield path, value


def _text(response: Any) -> Path_ | None:
    """Return the path of the text of a response: by its name, or else the longest."""
    texts = [(path, value) for path, value in _leaves(response) if isinstance(value, str)]
    for name in RESULT_NAMES:
        named = next(
            (path for path, _ in texts if [each for each in path if isinstance(each, str)][-1:] == [name]), None
        )
        if named is not None:
            return named
    return max(texts, key=lambda item: len(item[1]), default=(None, ""))[0]


def _media_leaf(response: Any) -> tuple[Path_, bool] | None:
    """Return the path of a media file in a response, and whether it is a URL."""
    for path, value in _leaves(response):
        if not isinstance(value, str):
            continue
        if value.startswith("data:") or BASE64.fullmatch(value):
            return path, False
        if value.startswith("http") and not re.search(r"status|cancel|poll|get|self|docs|web", str(path[-1:]), re.I):
            return path, True
    return None


def _vectors(response: Any) -> str | None:
    """Return an expression for the vectors of a response."""
    for path, value in _leaves(response, lists=True):
        if value and all(isinstance(each, int | float) and not isinstance(each, bool) for each in value):
            at = max((index for index, step in enumerate(path) if isinstance(step, int)), default=-1)
            if at < 0:
                return f"[{expression(path)}]"
            items, inner = expression(path[:at]), path[at + 1 :]
            return items if not inner else f"map(&{expression(inner)}, {items})"
    return None


def shortened(value: Any) -> Any:
    """Return a response as a sample: long strings and lists are cut, and IDs are replaced."""
    if is_object(value):
        return {
            key: "sample-id" if IDS.search(key) and isinstance(each, str) else shortened(each)
            for key, each in value.items()
        }
    if is_list(value):
        is_vector = all(isinstance(each, int | float) for each in value)
        return [shortened(each) for each in value[: 3 if is_vector else 2]]
    if isinstance(value, str) and len(value) > LONGEST:
        return value.partition("?")[0][:LONGEST] if value.startswith("http") else value[:LONGEST]
    return value


def with_file(value: Any, path: Path_, media_type: str) -> Any:
    """Return a sample with a media file at a path."""
    if not path:
        return {"$media": media_type}
    first, *rest = path
    if is_object(value):
        return {key: with_file(each, tuple(rest), media_type) if key == first else each for key, each in value.items()}
    return [with_file(each, tuple(rest), media_type) if at == first else each for at, each in enumerate(value)]


def with_job(value: Any, path: Path_) -> Any:
    """Return a sample with ``{job}`` at a path."""
    if not path:
        return "{job}"
    first, *rest = path
    if is_object(value):
        return {key: with_job(each, tuple(rest)) if key == first else each for key, each in value.items()}
    return [with_job(each, tuple(rest)) if at == first else each for at, each in enumerate(value)]

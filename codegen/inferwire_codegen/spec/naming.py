"""Python names for everything named in the specs; no other module derives names."""

from __future__ import annotations

import keyword
import re
import unicodedata

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CLASS = re.compile(r"[A-Z][A-Za-z0-9_]*")

IN_BODIES = frozenset({"drop_none", "first_item", "options", "parameters", "results", "self"})
"""Names used in the bodies of generated functions; an argument with such a name gets an underscore."""

# fmt: off
IN_TYPE_MODULES = frozenset({
    "Any", "AsyncAudio", "AsyncChat", "AsyncChatEventStream", "AsyncClient", "AsyncCompletions",
    "AsyncCompletionsWithRawResponse", "AsyncCore", "AsyncEmbeddings", "AsyncHubClient", "AsyncImages",
    "AsyncInferenceClient", "AsyncIterable", "AsyncModelPage", "AsyncModels", "AsyncResponseEventStream",
    "AsyncResponses", "AsyncSpeech", "AsyncStream", "AsyncStreamCall", "AsyncTranscriptions", "Attempt",
    "Audio", "BaseInferenceType", "BlockingCore", "Call", "CallMeta", "CallOptions", "Chat", "ChatChunkModel",
    "ChatEventStream", "ChatResponseModel", "ClassVar", "Client", "Completions", "CompletionsWithRawResponse",
    "DatasetMapper", "ERRORS", "Embedder", "EmbeddingMatrix", "EmbeddingResponse", "Embeddings", "ErrorRules",
    "Explanation", "Fallback", "False", "FunctionModel", "Generic", "HttpMethod", "HubClient", "Image",
    "Images", "ImagesResponse", "InferenceClient", "Installation", "Iterable", "JOB", "Job", "JobRules", "Json",
    "Literal", "MODELS", "Mapping", "Media", "MediaInput", "MessageModel", "MessageRules", "Model", "ModelPage",
    "ModelRules", "Models", "NDArray", "None", "NotRequired", "OutputFormat", "OutputType", "ParsedResponse",
    "PreparedRequest", "PrivateProvider", "Provider", "ProviderInfo", "PythonType", "REGISTRY", "RankedModel",
    "Ranker", "RawResponse", "RayMapper", "Registry", "Response", "ResponseEventModel", "ResponseEventStream",
    "ResponseMessageModel", "ResponseModel", "ResponseObjectModel", "ResponseUsageModel", "Responses", "Retry",
    "RetryEvent", "Route", "STATUS", "Sequence", "ServedModel", "Speech", "SpeechResponse", "Stored", "Stream",
    "StreamRules", "StreamText", "StreamingResponse", "Struct", "TASK", "TYPE_CHECKING", "Task", "Timeout",
    "TokenRules", "ToolCallModel", "ToolInputs", "ToolResult", "TranscriptionModel", "Transcriptions", "True",
    "TypeAlias", "TypeVar", "TypedDict", "UNSET", "Unpack", "UrlRules", "UsageModel",
})
# fmt: on
"""Names that generated modules import or define, other than generated types."""


def is_id(name: str) -> bool:
    """Return whether *name* is a valid name of a task, provider or protocol: lower-case words joined by dashes."""
    return ID.fullmatch(name) is not None


def is_class(name: str) -> bool:
    """Return whether *name* can be the name of a type without shadowing another name in generated modules."""
    is_free = name not in IN_TYPE_MODULES and not name.endswith(("Error", "Methods", "Provider"))
    return CLASS.fullmatch(name) is not None and is_free


def snake(name: str) -> str:
    """Return a module, function or argument name: ``text-to-image`` becomes ``text_to_image``.

    The result is empty if *name* has no letter or digit. Soft keywords are kept: they differ between Python versions.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).lower())  # as Python normalizes names
    result = "_".join("".join(sign if f"_{sign}".isidentifier() else " " for sign in plain).split()).strip("_")
    if result and not result.isidentifier():
        result = f"_{result}"
    return f"{result}_" if keyword.iskeyword(result) else result


def argument_name(name: str) -> str:
    """Return the argument name for a parameter, avoiding the names that function bodies use."""
    result = snake(name)
    return f"{result}_" if result in IN_BODIES else result


def camel(name: str) -> str:
    """Return a class name: ``text-to-image`` becomes ``TextToImage``."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"\W+|_", name) if part)


def constant(name: str) -> str:
    """Return the name of a constant: ``text-to-image`` becomes ``TEXT_TO_IMAGE``."""
    return snake(name).upper()


def own_constant(suffix: str, name: str) -> str:
    """Return the name of a constant of one interface, where a module may have several."""
    return f"{constant(suffix)}_{name}" if suffix else name


def keywords(pairs: dict[str, str]) -> str:
    """Return keyword arguments such as ``top_k=top_k``, or ``**{'class': class_}`` for invalid identifiers."""
    plain = [f"{name}={code}" for name, code in pairs.items() if _is_plain(name)]
    other = [f"{name!r}: {code}" for name, code in pairs.items() if not _is_plain(name)]
    return ", ".join([*plain, *(["**{" + ", ".join(other) + "}"] if other else [])])


def _is_plain(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and unicodedata.normalize("NFKC", name) == name

"""Python names for everything named in the specs; no other module derives names."""

from __future__ import annotations

import keyword
import re
import unicodedata

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CLASS = re.compile(r"[A-Z][A-Za-z0-9_]*")

IN_BODIES = frozenset({"drop_none", "first_item", "options", "parameters", "results", "self"})
"""Names used in the bodies of generated functions; an argument with such a name gets an underscore."""

IN_TYPE_MODULES = frozenset(
    {
        *("Any", "AsyncClient", "AsyncCore", "AsyncInferenceClient", "AsyncStream", "Attempt", "BlockingCore", "Call"),
        *(
            "CallOptions",
            "Client",
            "False",
            "InferenceClient",
            "Job",
            "JobRules",
            "Json",
            "Literal",
            "Mapping",
            "Media",
        ),
        *(
            "Fallback",
            "ChatChunkModel",
            "ChatResponseModel",
            "FunctionModel",
            "HttpMethod",
            "MODELS",
            "MessageModel",
            "ModelRules",
            "ToolCallModel",
            "UrlRules",
        ),
        *(
            "AsyncChat",
            "AsyncCompletions",
            "AsyncHubClient",
            "AsyncIterable",
            "BaseInferenceType",
            "Chat",
            "Completions",
        ),
        *("DatasetMapper", "HubClient", "Image", "Installation", "Iterable", "NDArray", "STATUS", "UsageModel"),
        *("MediaInput", "Model", "None", "NotRequired", "OutputType", "PreparedRequest", "PrivateProvider", "Provider"),
        *(
            "ProviderInfo",
            "RawResponse",
            "RayMapper",
            "Registry",
            "Response",
            "ResponseModel",
            "Retry",
            "RetryEvent",
            "Route",
        ),
        *(
            "ServedModel",
            "Sequence",
            "Stream",
            "StreamRules",
            "StreamText",
            "StreamingResponse",
            "Task",
            "Timeout",
            "True",
            "TypeAlias",
        ),
        *("AsyncAudio", "AsyncChatEventStream", "AsyncEmbeddings", "AsyncImages", "AsyncModelPage", "AsyncModels"),
        *(
            "AsyncSpeech",
            "AsyncTranscriptions",
            "Audio",
            "ChatEventStream",
            "EmbeddingResponse",
            "Embeddings",
            "Images",
        ),
        *("ImagesResponse", "ModelPage", "Models", "OutputFormat", "Speech", "SpeechResponse", "Transcriptions"),
        *("ChatResponseModel", "Generic", "TranscriptionModel", "TypeVar"),
        *("TypedDict", "Unpack", "JOB", "REGISTRY", "TASK", "TYPE_CHECKING", "UNSET"),
    }
)
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


def keywords(pairs: dict[str, str]) -> str:
    """Return keyword arguments such as ``top_k=top_k``, or ``**{'class': class_}`` for invalid identifiers."""
    plain = [f"{name}={code}" for name, code in pairs.items() if _is_plain(name)]
    other = [f"{name!r}: {code}" for name, code in pairs.items() if not _is_plain(name)]
    return ", ".join([*plain, *(["**{" + ", ".join(other) + "}"] if other else [])])


def _is_plain(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and unicodedata.normalize("NFKC", name) == name

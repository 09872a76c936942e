"""The only place where a name in the specs becomes a name in Python."""

from __future__ import annotations

import keyword
import re
import unicodedata

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CLASS = re.compile(r"[A-Z][A-Za-z0-9_]*")

IN_BODIES = frozenset(
    {"answers", "default_async_client", "default_client", "first_of", "given", "options", "parameters"}
)
"""What the body of a function speaks of; arguments of these names are told apart from it."""

IN_TYPE_MODULES = frozenset(
    {
        *("Any", "AsyncClient", "AsyncStream", "Call", "CallOptions", "Client", "Flow", "Json", "Literal", "Mapping"),
        *("Media", "MediaInput", "NotRequired", "OutputType", "Part", "Provider", "Result", "Sequence", "Stream"),
        *("StreamWay", "Task", "TypeAlias", "TypedDict", "Unpack", "UnsetType", "Way", "None", "True", "False"),
        *("AsyncInferenceClient", "InferenceClient", "RawResponse", "Retry", "RetryEvent", "Timeout"),
    }
)
"""Names that the modules with types, and those that use them, give to other things."""


def is_id(name: str) -> bool:
    """Whether a name is that of a task, provider or protocol: lower-case words, joined by dashes."""
    return ID.fullmatch(name) is not None


def is_class(name: str) -> bool:
    """Whether a name can be that of a type, beside those that are there anyway."""
    return CLASS.fullmatch(name) is not None and name not in IN_TYPE_MODULES and not name.endswith("Error")


def snake(name: str) -> str:
    """Make a module, function or argument name: ``text-to-image`` becomes ``text_to_image``.

    A name without any letter or digit gives an empty one. Soft keywords stay: each Python version has others.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).lower())  # as Python reads names
    result = "_".join("".join(sign if f"_{sign}".isidentifier() else " " for sign in plain).split()).strip("_")
    if result and not result.isidentifier():
        result = f"_{result}"
    return f"{result}_" if keyword.iskeyword(result) else result


def argument_name(name: str) -> str:
    """Make the name of an argument: that of a parameter, unless a function's body needs it for something else."""
    result = snake(name)
    return f"{result}_" if result in IN_BODIES else result


def camel(name: str) -> str:
    """Make a class name: ``text-to-image`` becomes ``TextToImage``."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"\W+|_", name) if part)


def constant(name: str) -> str:
    """Make the name of a constant."""
    return snake(name).upper()


def keywords(pairs: dict[str, str]) -> str:
    """Print named arguments of a call: ``top_k=top_k``, and ``**{'class': class_}`` where a name is none in Python."""
    plain = [f"{name}={code}" for name, code in pairs.items() if _is_plain(name)]
    other = [f"{name!r}: {code}" for name, code in pairs.items() if not _is_plain(name)]
    return ", ".join([*plain, *(["**{" + ", ".join(other) + "}"] if other else [])])


def _is_plain(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and unicodedata.normalize("NFKC", name) == name

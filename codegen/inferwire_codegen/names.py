"""The only place where a name in the specs becomes a name in Python."""

from __future__ import annotations

import keyword
import re


def snake(name: str) -> str:
    """Make a module, function or argument name: ``text-to-image`` becomes ``text_to_image``."""
    result = re.sub(r"\W+", "_", name).strip("_").lower()
    if result[:1].isdigit():
        result = f"_{result}"
    return f"{result}_" if keyword.iskeyword(result) or keyword.issoftkeyword(result) else result


def camel(name: str) -> str:
    """Make a class name: ``text-to-image`` becomes ``TextToImage``."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"\W+|_", name) if part)


def constant(name: str) -> str:
    """Make the name of a constant."""
    return snake(name).upper()

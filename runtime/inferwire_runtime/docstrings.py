"""Read docstrings: what a function does, and what its parameters are, in the styles of Google, NumPy and Sphinx."""

from __future__ import annotations

import inspect
import re

SECTIONS = re.compile(
    r"^(args|arguments|parameters|params|returns?|raises|yields?|examples?|notes?|warnings?|attributes|see also"
    r"|references|keyword args|keyword arguments|other parameters):?[ \t]*$",
    re.IGNORECASE,
)
PARAMETERS = frozenset({"args", "arguments", "parameters", "params", "keyword args", "keyword arguments"})
GOOGLE = re.compile(r"^\*{0,2}(\w+)[ \t]*(?:\([^)]*\))?[ \t]*:[ \t]*(.*)$")
NUMPY = re.compile(r"^\*{0,2}(\w+)[ \t]*(?::.*)?$")
SPHINX = re.compile(r"^:(param|parameter|arg|argument|key|keyword)[ \t]+(?:[^:]*[ \t])?\*{0,2}(\w+)[ \t]*:[ \t]*(.*)$")
FIELD = re.compile(r"^:\w+[^:]*:")


def read_docstring(text: str | None) -> tuple[str, dict[str, str]]:
    """Return what a function does, and the description of each parameter."""
    lines = inspect.cleandoc(text or "").splitlines()
    summary: list[str] = []
    found: dict[str, list[str]] = {}
    section, current, indent = "", "", 0
    for index, line in enumerate(lines):
        stripped = line.strip()
        if set(stripped) == {"-"} and index and SECTIONS.match(lines[index - 1]):
            continue  # below the title of a NumPy section
        if (title := SECTIONS.match(line)) is not None and _opens_section(lines, index):
            section, current, indent = title[1].lower(), "", 0
        elif (field := SPHINX.match(line)) is not None:
            section, current = ":", field[2]
            found[current] = [field[3]]
        elif FIELD.match(line):
            section, current = ":", ""
        elif section == ":" and current:
            found[current].append(stripped)
        elif section in PARAMETERS and stripped:
            width = len(line) - len(line.lstrip())
            indent = indent or width
            is_numpy = set(lines[index - 1].strip()) == {"-"} or (indent == 0 and width == 0)
            pattern = NUMPY if is_numpy or width == 0 else GOOGLE
            if width <= indent and (entry := pattern.match(stripped)) is not None:
                current = entry[1]
                found[current] = [entry[2]] if pattern is GOOGLE else []
            elif current:
                found[current].append(stripped)
        elif not section:
            summary.append(line)
    return _join(summary), {name: " ".join(filter(None, parts)) for name, parts in found.items() if any(parts)}


def _opens_section(lines: list[str], index: int) -> bool:
    """Return whether a line is the title of a section: it ends in a colon, or dashes follow it."""
    following = lines[index + 1].strip() if index + 1 < len(lines) else ""
    return lines[index].rstrip().endswith(":") or (set(following) == {"-"} and len(following) >= 3)


def _join(lines: list[str]) -> str:
    """Join the lines of each paragraph."""
    paragraphs = "\n".join(lines).strip().split("\n\n")
    return "\n\n".join(" ".join(part.split()) for part in paragraphs if part.strip())

"""Explain text that is not YAML, or that YAML reads differently than its author meant: the place and the remedy."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from inferwire_codegen.spec.diagnostics import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

NAME = r"[A-Za-z_][\w.-]*"
LINE_WITHOUT_COLON = re.compile(rf"(?P<indent>\s*(?:- +)?)(?P<name>{NAME}|\.\.\.)(?P<gap> *:?)(?P<value>=.*)")
LINE_WITHOUT_SPACE = re.compile(rf"(?P<indent>\s*(?:- +)?)(?P<name>{NAME}):(?P<value>(?!//)[^\s=:][^:]*)")
LINE_WITH_OPEN_QUOTE = re.compile(rf"""\s*(?:- +)?{NAME}: +(?P<quote>["'])(?P<rest>.*)""")
LINE_OF_KEY = re.compile(rf"\s*(?:- +)?{NAME}:(?: .*)?")
QUOTED_EXPRESSION = re.compile(r"""(?:^|[:,\[{-]|\s)\s*(?P<quote>["'])=""")
KEY_WITH_EXPRESSION = re.compile(rf"({NAME}|\.\.\.) *:?(=.+)")
CLOSING = {"[": "]", "{": "}", "(": ")"}
SIGNS = "[]{},"  # what ends a string within a flow collection
SPECIAL = {"@": "=@", "`": "=`...`", "%": None}  # signs that no unquoted string begins with
IN_FLOW = "within { } and [ ], quote strings that contain [ ] { } or a comma"


class Finding(Struct, frozen=True, kw_only=True):
    """What is wrong, with the offset of the character where it begins."""

    offset: int
    text: str


def explain_error(text: str, error: yaml.MarkedYAMLError) -> Finding:
    """Return why *text* is not YAML, and what its author probably meant."""
    mark = error.problem_mark or error.context_mark
    offset = 0 if mark is None else _offset(text, mark.line, mark.column)
    problem, context = error.problem or "", error.context or ""
    special = _of_the_scanner(text, offset, problem, context)
    for found in (
        special,
        _open_quote(text, offset),
        _line_without_colon(text, offset),
        _quote_within_quotes(text, offset),
        *([_of_a_flow(text, offset, error.context_mark)] if "flow" in context and error.context_mark else []),
        _closed_twice(text, offset),
    ):
        if found is not None:
            return found
    if "values are not allowed" in problem and _is_deeper(text, offset):
        return Finding(offset=offset, text="not YAML: this key is indented more than the one before; indent both alike")
    reason = ", ".join(filter(None, [context, problem]))
    return Finding(offset=offset, text=f"not YAML: {reason}; {_remedy(reason)}")


def _offset(text: str, line: int, column: int) -> int:
    """Return the offset of a character, from its line and column counted from 0."""
    start = sum(len(each) for each in text.splitlines(keepends=True)[:line])
    return min(start + column, len(text))


def _is_deeper(text: str, offset: int) -> bool:
    """Return whether a line is indented more than the one before it, which has a value already."""
    start = text.rfind("\n", 0, offset) + 1
    before = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start]
    blanks = len(text[start:]) - len(text[start:].lstrip(" "))
    return blanks > len(before) - len(before.lstrip(" ")) and re.search(r":\s+\S", before) is not None


def _remedy(reason: str) -> str:
    """Return the remedy for an error of the YAML parser."""
    if "document" in reason:
        return "remove the '---'"
    if "block" in reason and "expected" in reason:
        return "indent all keys of a mapping, or all items of a list, alike"
    return "quote strings that contain ': ' or ' #'"


def _of_the_scanner(text: str, offset: int, problem: str, context: str) -> Finding | None:
    """Explain an error that a single character causes."""
    sign, rest = text[offset : offset + 1], re.match(r"[^\s,\]}]*", text[offset + 1 :])
    if "undefined alias" in problem:
        name = rest[0] if rest else ""
        hint = f"write &{name} before the value that it repeats, or quote a string that begins with '*'"
        return Finding(offset=offset, text=f"there is no anchor '&{name}' above; {hint}")
    if "cannot start any token" in problem:
        meant = SPECIAL.get(sign)
        hint = f"quote it; did you mean {meant}?" if meant else "quote it"
        return Finding(offset=offset, text=f"a string that begins with '{sign}' needs quotes; {hint}")
    if "quoted scalar" in context and "end of stream" in problem:
        # The mark of the end is useless; the quote that opens the string is behind the last key before it.
        start = _opening_quote(text)
        line = text.count("\n", 0, start) + 1
        quote = text[start : start + 1]
        return Finding(offset=start, text=f"the {quote} of line {line} is not closed; close it")
    if "block scalar" in context:
        return Finding(offset=offset, text="text follows '|' or '>' on its line; begin it on the next, or quote it")
    if "anchor" in context:
        return Finding(offset=offset, text="'&' begins the name of an anchor; quote a string that begins with it")
    if "keys are not allowed" in problem:
        return Finding(offset=offset, text="a string that begins with '? ' must be quoted; quote it")
    return None


def _opening_quote(text: str) -> int:
    """Return the offset of the quote that is open at the end of the text."""
    at, opened = 0, 0
    quote = ""
    while at < len(text):
        sign = text[at]
        if quote:
            if quote == '"' and sign == "\\":
                at += 1
            elif sign == quote:
                quote = ""
        elif sign in "\"'" and (not text[:at].strip(" ") or text[at - 1] in " \n[{,"):
            quote, opened = sign, at
        elif sign == "#" and (at == 0 or text[at - 1] in " \n"):
            at = text.find("\n", at)
            if at < 0:
                break
        at += 1
    return opened


def _open_quote(text: str, offset: int) -> Finding | None:
    """Find a quoted value that its line does not close, though the next line has a key."""
    start = 0
    lines = text[:offset].split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        found = LINE_WITH_OPEN_QUOTE.fullmatch(line)
        if found is not None and _closing_quote(found["rest"], 0, found["quote"]) < 0 and LINE_OF_KEY.match(following):
            number = text.count("\n", 0, start) + 1
            place = start + found.start("quote")
            return Finding(offset=place, text=f"the {found['quote']} of line {number} is not closed; close it")
        start += len(line) + 1
    return None


def _line_without_colon(text: str, offset: int) -> Finding | None:
    """Find ``prompt =inputs``: the parser joins it with the next line, and stumbles there."""
    start = text.rfind("\n", 0, offset) + 1
    lines: list[int] = [start]
    while start > 0 and len(lines) < 4:
        start = text.rfind("\n", 0, start - 1) + 1
        lines.append(start)
    for at in lines:
        end = text.find("\n", at)
        line = text[at : len(text) if end < 0 else end]
        found = LINE_WITHOUT_COLON.fullmatch(line) or LINE_WITHOUT_SPACE.fullmatch(line)
        if found is None:
            continue
        place = at + len(found["indent"])
        what, meant = shortened(line[len(found["indent"]) :]), f"{found['name']}: {found['value'].strip()}"
        return Finding(offset=place, text=f"'{what}' has no ': '; write `{shortened(meant)}`")
    return None


def _quote_within_quotes(text: str, offset: int) -> Finding | None:
    """Find ``"=a || "b""``: the string ends at the second quote."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : len(text) if end < 0 else end]
    for found in QUOTED_EXPRESSION.finditer(line):
        quote = found["quote"]
        closing = _closing_quote(line, found.end(), quote)
        rest = line[closing + 1 :].lstrip() if closing >= 0 else ""
        if rest and rest[0] not in ",]}#:":
            inner, outer = ('\\"', "'") if quote == '"' else ("''", '"')
            text_ = f"this {quote} ends the string, but text follows; write {inner} for it, or {outer} around the whole"
            return Finding(offset=start + closing, text=text_)
    return None


def _closing_quote(line: str, at: int, quote: str) -> int:
    """Return the index of the quote that closes a string, or -1."""
    while at < len(line):
        if quote == '"' and line[at] == "\\":
            at += 1
        elif line[at] == quote:
            if quote == "'" and line[at + 1 : at + 2] == "'":
                at += 1
            else:
                return at
        at += 1
    return -1


def _of_a_flow(text: str, offset: int, mark: yaml.Mark) -> Finding | None:
    """Explain an error within { } or [ ]: a string with brackets, or a bracket that is never closed."""
    opened = _offset(text, mark.line, mark.column)
    for at, value in _plain_values(text, opened, offset + 1):
        if value.startswith("=") and any(sign in value for sign in SIGNS + "("):
            return Finding(offset=at, text=f'{IN_FLOW}; write "{shortened(value)}"')
    sign = text[opened : opened + 1]
    if sign not in ("[", "{"):  # the error is about a value within it
        opened = _open_bracket(text[:offset])
        if opened < 0:
            return None
        sign = text[opened]
    line = text.count("\n", 0, opened) + 1
    if text[offset : offset + 1] in ("]", "}"):
        wrong = text[offset : offset + 1]
        return Finding(offset=offset, text=f"'{wrong}' closes the {sign} of line {line}; write {CLOSING[sign]}")
    return Finding(offset=opened, text=f"the {sign} of line {line} is not closed; write {CLOSING[sign]} where it ends")


def _open_bracket(text: str) -> int:
    """Return the offset of the last bracket that is still open at the end of the text, or -1."""
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign in "[{":
            opened.append(at)
        elif sign in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else -1


def _plain_values(text: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
    """Yield the unquoted values of a flow collection, each up to the end of the expression that it begins."""
    for found in re.compile(r"(?:[:,\[{]|^)\s*(=)").finditer(text, start, stop):
        at = found.start(1)
        end = text.find("\n", at)
        yield at, _balanced(text[at : len(text) if end < 0 else end])


def _balanced(text: str) -> str:
    """Return the beginning of a line that ends outside all brackets and quotes, before a comma or bracket."""
    depth: list[str] = []
    quote = ""
    for index, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'`\"":
            quote = sign
        elif sign in CLOSING:
            depth.append(CLOSING[sign])
        elif depth and sign == depth[-1]:
            depth.pop()
        elif not depth and sign in ",]}":
            return text[:index].rstrip()
    return text.rstrip()


def _closed_twice(text: str, offset: int) -> Finding | None:
    sign = text[offset : offset + 1]
    if sign not in ("]", "}"):
        return None
    return Finding(offset=offset, text=f"this {sign} closes nothing; remove it, or quote the string that contains it")


def misread(node: yaml.ScalarNode, *, is_flow: bool, is_key: bool) -> str | None:
    """Return why an unquoted string is surely not what its author meant; None if nothing speaks against it."""
    text = node.value
    if node.style or not text:
        return None
    outer = {text[0], text[-1]}
    if blank := next((sign for sign in outer if sign.isspace() or unicodedata.category(sign) == "Cf"), None):
        name = unicodedata.name(blank, f"U+{ord(blank):04X}").lower()
        return f"'{shortened(text)}' has a {name} at its edge; replace it with an ordinary space"
    if is_flow and text.startswith("=") and not is_key and _is_open(text):
        return f"{IN_FLOW}; '{shortened(text)}' breaks off at the comma"
    return None


def _is_open(text: str) -> bool:
    """Return whether an expression ends within brackets or quotes."""
    depth = 0
    quote = ""
    for sign in text:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'`\"":
            quote = sign
        else:
            depth += (sign in CLOSING) - (sign in CLOSING.values())
    return depth > 0 or bool(quote)


def key_without_colon(key: str) -> str | None:
    """Return the remedy for a key without a value that contains an expression, as in ``{prompt =inputs}``."""
    found = KEY_WITH_EXPRESSION.fullmatch(key)
    return None if found is None else f"'{shortened(key)}' has no ': '; write `{found[1]}: {found[2]}`"


def tag_meant(tag: str, value: str) -> str:
    """Return the remedy for a tag: ``!inputs`` is meant as a negated expression."""
    if tag.startswith("!") and len(tag) > 1:
        return f'did you mean "=!{shortened(f"{tag[1:]} {value}".strip())}"?'
    return "remove it"

"""Suggest what to write instead of an expression that is not JMESPath."""

from __future__ import annotations

import re
from typing import NamedTuple

LITERAL = re.compile(r"'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\])*\"")
PATH = r"@?[A-Za-z_][\w.\[\]-]*"


class Hint(NamedTuple):
    """What is wrong with an expression, and where."""

    offset: int
    text: str


def _hints() -> list[tuple[re.Pattern[str], str]]:
    """Return the patterns of frequent mistakes, each with a remedy, in which braces refer to groups."""
    return [
        (re.compile(pattern), text)
        for pattern, text in (
            (r"[\u2018\u2019\u201c\u201d]", "'{0}' is not a plain quote; write ' around strings"),
            (
                r"(?:^=|(?<=[\s(,\[{{&|]))\$\.?",
                "there is no '$'; a path begins with its first name, and @ is the whole",
            ),
            (rf"({PATH})\s+if\s+({PATH})\s+else\s+(\S+)", "there is no 'if'; write {2} && {1} || {3}"),
            (rf"({PATH})\s+or\s+(\S+)", "there is no 'or'; write {1} || {2}"),
            (rf"({PATH})\s+and\s+(\S+)", "there is no 'and'; write {1} && {2}"),
            (r"(?<![\w.])not\s+(\S+)", "there is no 'not'; write !{1}"),
            (r"\?\?", "there is no '??'; write a || b"),
            (r"\?\.", "there is no '?.'; write a.b, which is null if a is missing"),
            (r"(?<!\[)\?", "there is no '?'; write a && b || c"),
            (rf"(\[)[^\]]*\sfor\s+{PATH}\s+in\s+({PATH})", "there is no 'for'; write map(&x, {2})"),
            (rf"(\S+)\s+not\s+in\s+({PATH})", "there is no 'not in'; write !contains({2}, {1})"),
            (rf"(\S+)\s+in\s+({PATH})", "there is no 'in'; write contains({2}, {1})"),
            (r"\s+in\s+\[", "there is no 'in'; write a == 'x' || a == 'y'"),
            (r"(?<![\w.])f(?='|\")", "there is no f''; write join('', [a, 'x', b])"),
            (r"^==", "an expression begins with one '='; remove the other"),
            (r";", "there is no ';'; write , between arguments"),
            (r"===|!==", "there is no '{0}'; write == or !="),
            (r"<>", "there is no '<>'; write !="),
            (r"(?<![=!<>])=(?!=)", "there is no '='; write == to compare"),
            (r"\+", "there is no '+'; write sum(a, b) for numbers, or join('', [a, b]) for strings"),
            (r"[A-Za-z_]\w*-[A-Za-z_]\w*", 'a name with other signs needs double quotes; write "{0}"'),
            (
                r"\s-\s|(?<=[\w)\]`])-\d",
                "there is no '-'; send the numbers as they are, or use sum(), divide() or round()",
            ),
            (
                r"(?<=[\w)\]`])\s*\*\s*(?=[\w(`])",
                "there is no '*'; send the numbers as they are, or use sum(), divide() or round()",
            ),
            (r"/", "there is no '/'; write divide(a, b) for numbers, and quote strings: 'a/b'"),
            (r"%", "there is no '%'; send the numbers as they are, or use divide() and round()"),
            (rf"({PATH}?)\.(\d+)([.\[][\w.\[\]]*)?", "an index needs brackets; write {1}[{2}]{3}"),
            (r"\[\s*[A-Za-z_]\w*\s*\]", "an index is a number, and a field has a dot: write .name for {0}"),
            (r"(?:\|\||&&|==|!=|<=?|>=?|,|\()\s*(-?\d+(?:\.\d+)?)\b", "numbers need backquotes; write `{1}`"),
            (r"^=\s*(-?\d+(?:\.\d+)?)\s*$", "numbers need backquotes; write `{1}`, or {1} without '='"),
            (r"^=\s*\.", "a path begins without a dot; write its first name"),
            (r"\.\.", "there is no '..'; name each field of the path"),
            (r"(?<!&)&(?![&\s])(?=.*&)", "conditions are joined by &&"),
        )
    ]


HINTS = _hints()
KEY = re.compile(r"\[\s*(['\"])([^'\"]+)\1\s*\]")


def hint_of(text: str) -> Hint | None:
    """Return what is wrong with an expression, including its ``=``, or None if it is not a known mistake."""
    if found := KEY.search(text):
        before = re.search(rf"{PATH}$", text[: found.start()])
        return Hint(found.start(), f"fields have a dot; write {before[0] if before else ''}.{found[2]}")
    plain = LITERAL.sub(lambda each: each[0][0] + "x" * (len(each[0]) - 2) + each[0][0], text)
    for pattern, text_of_hint in HINTS:
        if (
            hit := pattern.search(plain, 0 if pattern.pattern.startswith("^") or "^=" in pattern.pattern else 1)
        ) is None:
            continue
        remedy = text_of_hint
        groups = [text[hit.start() : hit.end()], *(each or "" for each in hit.groups())]
        for number, group in enumerate(groups):
            remedy = remedy.replace(f"{{{number}}}", group)
        return Hint(max(hit.start(), 1), remedy)
    for opening, closing in ("()", "[]", "{}"):
        if (at := _unclosed(plain, opening, closing)) is not None:
            how = "within { } and [ ], quote an expression that has a comma or a bracket"
            return Hint(at, f"the {opening} is not closed; close it, and {how}")
        if plain.count(closing) > plain.count(opening):
            return Hint(plain.rindex(closing), f"the {closing} closes nothing; remove it")
    return None


def _unclosed(text: str, opening: str, closing: str) -> int | None:
    """Return the offset of the last bracket that is not closed."""
    if text.count(opening) <= text.count(closing):
        return None
    waiting: list[int] = []
    for at, sign in enumerate(text):
        if sign == opening:
            waiting.append(at)
        elif sign == closing and waiting:
            waiting.pop()
    return waiting[-1] if waiting else None

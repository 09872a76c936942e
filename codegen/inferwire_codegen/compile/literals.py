"""Report parts of a request that are valid YAML, and surely mistakes: literals that were meant as expressions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.expression_functions import FUNCTIONS
from inferwire_codegen.compile.literal_checks import CALL, DOTS, body_problem, expressions_of, literals_of
from inferwire_codegen.compile.request_expressions import SPREAD
from inferwire_codegen.compile.request_names import EXTRA, REQUEST_NAMES
from inferwire_codegen.spec.diagnostics import shortened
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.merge import Setting, Settings
    from inferwire_codegen.spec.source import Path_

NAMES = frozenset({*REQUEST_NAMES, EXTRA})


def check_request_literals(context: Context, settings: Settings) -> None:
    """Report what a body or form would send although an expression is meant."""
    for name in ("body", "form"):
        if (setting := settings.get(name)) is not None:
            _check_template(context, setting, setting.value, ())
            _check_renamed(context, settings, setting)
            _check_spread_twice(context, settings, setting)
    stream = settings.get("stream")
    if stream is not None and is_object(stream.value.body):
        _check_template(context, stream, stream.value.body, ("body",))
        for path, text in literals_of(stream.value.body):
            if (problem := body_problem(text)) is not None:
                context.add(stream.place("body", *path), problem)


def _check_template(context: Context, setting: Setting, template: Any, path: Path_) -> None:
    """Report mistakes in a template, at their places."""
    if is_object(template):
        if list(template.values()) == [None] and (name := next(iter(template))) in NAMES:
            text = f"{{{name}}} is a mapping in YAML; write ={name}"
            context.add(setting.place(*path), text)
            return
        for key, value in template.items():
            if key != SPREAD and DOTS.fullmatch(key):
                context.add(setting.key_place(*path, key), f"'{key}' is not a field; did you mean '...'?")
            _check_template(context, setting, value, (*path, key))
    elif is_list(template):
        for index, item in enumerate(template):
            _check_template(context, setting, item, (*path, index))
    elif isinstance(template, str) and not template.startswith("="):
        found, node = CALL.fullmatch(template), setting.source.node(*setting.path, *path)
        if found is not None and found[1] in FUNCTIONS and node is not None and not node.style:
            text = f"'{shortened(template)}' is sent as this text; write ={shortened(template)}, or quote it"
            context.add(setting.place(*path), f"{text} if the text is meant")


def _check_renamed(context: Context, settings: Settings, body: Setting) -> None:
    """Report a parameter that is renamed to a field that the body sets itself, where it would vanish."""
    rename = settings.get("rename")
    for path, fields in _spreading(body.value) if rename is not None else ():
        for name, new in rename.value.items() if rename is not None else ():
            expression = fields.get(new)
            if new in fields and not re.search(rf"\b(parameters\.{re.escape(name)}|extra)\b", str(expression)):
                names = [each for each in path if isinstance(each, str)]
                where = f"'{'.'.join(names)}'" if names else "the body"
                text = f"{where} sets '{new}' itself, so '{name}' would never be sent; remove one of the two"
                assert rename is not None
                context.add(rename.place(name), text)


def _check_spread_twice(context: Context, settings: Settings, body: Setting) -> None:
    """Report an extra parameter that a nested field has, and that is sent next to the others a second time."""
    if not is_object(body.value) or body.value.get(SPREAD) != "=parameters":
        return
    lists = [settings[name].value for name in ("omit", "cannot", "flatten") if name in settings]
    lists += [settings["rename"].value] if "rename" in settings else []
    for path, value in expressions_of(body.value):
        if len(path) < 2:
            continue
        for name in dict.fromkeys(re.findall(rf"\b{EXTRA}\.(\w+)", value)):
            if name in body.value or any(name in each for each in lists):
                continue
            text = f"'...: =parameters' sends '{name}' a second time"
            context.add(body.place(*path), f"{text}; add omit: [{name}], or remove this field")


def _spreading(template: Any, path: Path_ = ()) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """Yield each mapping of a template into which the parameters are merged."""
    if is_object(template) and template.get(SPREAD) == "=parameters":
        yield path, template
    for key, value in template.items() if is_object(template) else enumerate(template) if is_list(template) else ():
        yield from _spreading(value, (*path, key))

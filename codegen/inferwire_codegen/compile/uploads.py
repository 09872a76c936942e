"""Compile the upload of a media file as the whole body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.request_expressions import RequestExpression
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.compile.bodies import BodyCompiler
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.merge import Settings

FILE = re.compile(r"\b(inputs|before)\b")
URL = re.compile(r"(?<!\w)url\(\s*inputs\s*\)")


def upload_test(context: Context, settings: Settings, body: BodyCompiler) -> str:
    """Return the condition under which the media file is the whole body, which assigns it to ``file``.

    Returns:
        Python code; empty if there is no upload, and ``always`` if every call uploads.
    """
    upload = settings.get("upload")
    if upload is None:
        return ""
    media, when = (upload.value, None) if isinstance(upload.value, str) else (upload.value.media, upload.value.when)
    path = () if isinstance(upload.value, str) else ("media",)
    if media != "=inputs":
        context.add(upload.place(*path), f"'upload' must be the whole input, not '{media}'; write =inputs")
    elif context.names.media is not None and "inputs" not in context.names.media:
        context.add(upload.key_place(), f"the input of {context.task} is not a media file; remove 'upload'")
    condition = ""
    if when is not None and (expression := context.parse(when, upload, "when")) is not None:
        condition = RequestExpression(expression, context.names, context.problems).condition().code
    has_body = "body" in settings or "form" in settings
    if not has_body and not condition:
        return "always"
    if not has_body:
        context.add(upload.key_place("when"), "calls that do not upload have no body; add 'body', or remove 'when'")
    takes_parameters = bool({"parameters", "extra"} & body.body_roots) or not body.takes_query
    if takes_parameters and has_body and not _has_file((settings.get("form") or settings["body"]).value):
        text = "calls with parameters send this body instead of the file, and drop the file"
        remedy = "write media_url(inputs), or all parameters in 'query'" if condition else "add base64(inputs)"
        context.add((settings.get("form") or settings["body"]).place(), f"{text}; {remedy}")
    file = "call.only_file()" if takes_parameters else "call.whole_file()"
    test = f"(file := {file}) is not None"
    return f"({condition}) and {test}" if condition else test


def _has_file(template: Any) -> bool:
    """Return whether a body has the media file itself, and not only the URL that the caller may have passed."""
    if is_object(template):
        return any(map(_has_file, template.values()))
    if is_list(template):
        return any(map(_has_file, template))
    return isinstance(template, str) and template.startswith("=") and bool(FILE.search(URL.sub("", template)))

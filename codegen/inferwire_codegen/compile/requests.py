"""Compile the request of a mapping: its path, headers, and body or form, and the calls that are refused."""

from __future__ import annotations

import ast
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from inferwire_codegen.compile.imports import RUNTIME_NAMES
from inferwire_codegen.compile.request_expressions import LINK_FUNCTIONS, SPREAD, RequestExpression, template_code
from inferwire_codegen.compile.request_locals import Locals, RequestLocals
from inferwire_codegen.compile.syntax import alternatives, first_names, parse
from inferwire_codegen.ir import Prose, Refusal
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.merge import Setting, check_base_url, check_headers
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.diagnostics import Place
    from inferwire_codegen.spec.merge import Settings
    from inferwire_codegen.spec.source import Path_

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
QUERY = re.compile(r"[\w.~-]+=[\w.~-]*(&[\w.~-]+=[\w.~-]*)*", re.ASCII)
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
PATH = re.compile(r"(/[!$&-;=?-Z_a-z~{}@%*+,]*)?")
URL_FROM_CALLER = ("endpoint", "router")  # kinds of providers without a base URL of their own
NOT_ROUTED = ("client-side", "endpoint", "router")


class Request(Struct, frozen=True, kw_only=True):
    """A compiled request; ``*_code`` are Python expressions.

    Attributes:
        paths: All paths that the request may have.
        route_code: The route, if the request has its own base URL or query; None for the provider's default route.
        spread_code: The fields that are merged into the body; None if there are none.
        refusal_locals: Variables that are assigned before the refusals are checked.
        body_locals: Variables that are assigned before the body is built.
    """

    paths: tuple[str, ...]
    path_code: str
    route_code: str | None
    refusals: tuple[Refusal, ...]
    refusal_locals: Locals
    body_locals: Locals
    media_types: tuple[tuple[str, str], ...]
    fetches_media: bool
    headers_code: str | None
    fields_code: str
    spread_code: str | None
    nest: str | None
    top: tuple[str, ...]
    prefix_code: str | None


class RequestCompiler:
    """Compiles the request of one interface."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self.context = context
        self.settings = settings

    def compile(self) -> Request:
        """Return the compiled request, recording any problems."""
        context, settings = self.context, self.settings
        paths, path_code = PathCompiler(context).compile(
            settings.get("path") or Setting(value="", source=context.provider.source, path=())
        )
        body_compiler = BodyCompiler(context, settings)
        fields, spread = body_compiler.compile()
        headers = settings.get("headers")
        if headers is not None:
            check_headers(headers, context.problems)
        refusals = self._refusals()
        fetches_media = self._fetches_media(fields)
        variables = RequestLocals(RUNTIME_NAMES, context.media_kind)
        conditions = [refusal.code for refusal in refusals]
        # A stream's body is built by a function of its own.
        body = [] if "stream" in settings else [fields]
        refusal_locals = variables.extract(conditions, *body)
        refusals = tuple(Refusal(code=variables.replace(each.code), reason=each.reason) for each in refusals)
        if "stream" in settings:
            variables = RequestLocals(RUNTIME_NAMES, context.media_kind)
        body_locals = variables.extract([fields])
        return Request(
            paths=tuple(paths),
            path_code=path_code,
            route_code=self._route(),
            refusals=refusals,
            refusal_locals=refusal_locals,
            body_locals=body_locals,
            media_types=self._media_types(),
            fetches_media=fetches_media,
            headers_code=None if headers is None else repr({k.lower(): v for k, v in headers.value.items()}),
            fields_code=variables.replace(fields),
            spread_code=spread,
            nest=body_compiler.nest,
            top=tuple(settings["top"].value) if "top" in settings else (),
            prefix_code=self._prefix(),
        )

    def _route(self) -> str | None:
        """Compile the task's own base URL and query."""
        context = self.context
        base, query = self.settings.get("base_url"), self.settings.get("routed_query")
        kind = context.provider.spec.kind
        arguments: list[str] = []
        for name, found, kinds in (("base_url", base, URL_FROM_CALLER), ("routed_query", query, NOT_ROUTED)):
            if found is not None and kind in kinds:
                context.add(found.key_place(), f"'{name}' has no effect for a provider of kind '{kind}'; remove it")
        if base is not None:
            check_base_url(base, context.problems)
            if base.value == context.provider.spec.base_url:
                context.add(base.key_place(), "this is the provider's own base URL; remove the line")
            arguments.append(f"direct={base.value!r}")
        if query is not None:
            if not QUERY.fullmatch(query.value):
                context.add(query.place(), f"'{query.value}' is not a valid query; write name=value")
            arguments.append(f"routed_query={query.value!r}")
        return f"route.with_base_url({', '.join(arguments)})" if arguments else None

    def _prefix(self) -> str | None:
        """Compile the text of the request that the result begins with, if there is one."""
        setting = self.settings.get("prefix")
        if setting is None or (expression := self.context.parse(setting.value, setting)) is None:
            return None
        if "poll" in self.settings or "fetch" in self.settings:
            self.context.add(
                setting.key_place(), "a prefix needs a single response; remove 'poll' and 'fetch', or this"
            )
        return RequestExpression(expression, self.context.names, self.context.problems).value().code

    def _refusals(self) -> tuple[Refusal, ...]:
        """Compile the conditions under which calls are refused."""
        context, setting = self.context, self.settings.get("refuse")
        found: list[Refusal] = []
        for index, refusal in enumerate(setting.value if setting is not None else ()):
            assert setting is not None
            if not refusal.because.strip():
                text = "'because' is empty; write what is wrong and what to do"
                context.add(setting.place(index, "because"), text)
            if (expression := context.parse(refusal.when, setting, index, "when")) is not None:
                condition = RequestExpression(expression, context.names, context.problems).condition()
                found.append(Refusal(code=condition.code, reason=Prose(refusal.because)))
        return tuple(found)

    def _media_types(self) -> tuple[tuple[str, str], ...]:
        """Return the provider's names for media types."""
        context, setting = self.context, self.settings.get("media_types")
        if setting is None:
            return ()
        if context.names.media is not None and not context.names.media:
            context.add(setting.key_place(), f"{context.task} takes no media file; remove 'media_types'")
        for name, value in setting.value.items():
            for text, place in ((name, setting.key_place(name)), (value, setting.place(name))):
                if not MEDIA_TYPE.fullmatch(text):
                    context.add(place, f"'{text}' is not a valid media type; write <kind>/<format>")
        return tuple(setting.value.items())

    def _fetches_media(self, code: str) -> bool:
        """Return whether media files that the caller passes as URLs are downloaded before they are sent."""
        context, settings = self.context, self.settings
        keeps = [name for name in LINK_FUNCTIONS if name in code]
        if keeps and "upload" in settings:
            text = "'upload' downloads the media file, so url() and media_url() never find its URL; use base64()"
            context.add((settings.get("form") or settings["body"]).place(), text)
        if keeps and ("base64_field(" in code or "data_url_field(" in code):
            text = "a URL of a media file is either downloaded or sent as it is; use one of the two in the whole body"
            context.add((settings.get("form") or settings["body"]).place(), text)
        return bool(context.names.media) and ("upload" in settings or not keeps)


class PathCompiler:
    """Compiles the path of a request."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def compile(self, setting: Setting) -> tuple[list[str], str]:
        """Return all paths that a request may have, and the expression that selects one."""
        context = self.context
        text: str = setting.value
        if not text.startswith("="):
            return [text], self._one_path(text, setting, 0)
        expression = parse(text, setting.locate(), context.problems)
        if expression is None:
            return [], "''"
        compiler = RequestExpression(expression, context.names, context.problems)
        paths: list[str] = []

        def choose(node: Any) -> str:
            *conditional, last = alternatives(node)
            if last["type"] != "literal" or not isinstance(last["value"], str):
                raise ValueError("the last alternative is not a path")
            codes = [
                f"{inner} if {compiler.condition(child['children'][0]).code} else "
                for child in conditional
                if child["type"] == "and_expression" and (inner := nested(child["children"][1]))
            ]
            if len(codes) < len(conditional):
                raise ValueError("an alternative has no condition")
            paths.append(last["value"])
            return "".join([*codes, self._one_path(last["value"], setting, max(text.find(last["value"]), 0))])

        def nested(node: Any) -> str:
            return f"({choose(node)})" if node["type"] == "or_expression" else choose(node)

        try:
            code = choose(expression.node)
        except ValueError:
            context.add(setting.place(), f"'{text}' does not select a path; write =condition && '/this' || '/that'")
            return paths, "''"
        if len(set(paths)) < 2:
            context.add(setting.place(), f"'{text}' always selects the same path; write it without an expression")
        return paths, code

    def _one_path(self, text: str, setting: Setting, offset: int) -> str:
        """Compile a single path with placeholders."""
        context = self.context
        check_path(context, text, setting)
        codes: list[str] = []
        quote = "quote_path"
        for at, part in enumerate(PLACEHOLDER.split(text)):
            if at % 2 == 0:
                codes += [repr(part)] if part else []
                quote = "quote_query" if "?" in part else quote
                continue

            def locate(index: int, start: int = text.find("{" + part)) -> Place:
                return setting.locate()(offset + start + index)

            expression = parse(f"={part}", locate, context.problems)
            if expression is not None:
                before = len(context.problems.found)
                codes.append(f"{quote}({RequestExpression(expression, context.names, context.problems).value().code})")
                if len(context.problems.found) == before and not {"model", "hub_model"} & first_names(expression.node):
                    context.add(locate(1), f"'{{{part}}}' is not a name that a path can use; write {{model}}")
        if not any(map(_is_quoted, codes)):
            return repr(text)
        chunks = [f"{{{code}}}" if _is_quoted(code) else ast.literal_eval(code) for code in codes]
        is_simple = not any(sign in code for code in codes if _is_quoted(code) for sign in "'\"\\{}")
        return f"f{''.join(chunks)!r}" if is_simple else " + ".join(codes)


def _is_quoted(code: str) -> bool:
    """Return whether the code of a part of a path is a placeholder."""
    return code.startswith(("quote_path(", "quote_query("))


def check_path(context: Context, text: str, setting: Setting, *path: str) -> None:
    """Report a path that is invalid in a request."""
    plain = PLACEHOLDER.sub("", text)
    is_odd = ".." in text or "//" in text or "{" in plain or "}" in plain
    if not PATH.fullmatch(plain) or is_odd:
        remedy = "begin it with '/', and do not use spaces, '#', '//', '..' or single brackets"
        context.add(setting.place(*path), f"'{text}' is not a valid path; {remedy}")


class BodyCompiler:
    """Compiles the body or form of a request."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self.context = context
        self.settings = settings
        self.has_parameters = False
        self.nest: str | None = None  # name of the object in the body that has the parameters
        self.roots: set[str] = set()  # first names of all paths in the expressions
        self.parameters_by_name: set[str] = set()

    def compile(self) -> tuple[str, str | None]:
        """Return the body's own fields, and the fields merged into them, as Python expressions."""
        context, settings = self.context, self.settings
        body = settings.get("form") or settings.get("body")
        if body is None:
            return "{}", None
        if "top" in settings:
            self._check_top(body)
        parameters = self._parameters()
        before = len(context.problems.found)

        def compile_(text: str, path: Path_) -> str:
            return self._expression(text, body, path, parameters)

        code = template_code({name: value for name, value in body.value.items() if name != SPREAD}, compile_)
        spread = body.value.get(SPREAD)
        for path, value in _spreads(body.value):
            if value != "=parameters":
                text = f"'...' merges '=parameters', not '{value}'; write it under a name"
                context.add(body.place(*path), text)
        if len(context.problems.found) == before:  # else a misspelt name may be the one that is missing
            self.has_parameters = self.has_parameters or spread is not None
            self._check_use(body)
        return code, None if spread is None else parameters

    def _expression(self, text: str, body: Setting, path: Path_, parameters: str) -> str:
        """Compile an expression in the body."""
        context = self.context
        plain = text.removeprefix("=").strip()
        if plain == "parameters":
            self.has_parameters = True
            inner = path[:-1] if path[-1] == SPREAD else path
            if len(inner) == 1 and isinstance(inner[0], str) and "form" not in self.settings:
                self.nest = inner[0]
            return parameters if path[-1] == SPREAD else f"{parameters} or UNSET"
        self.parameters_by_name.update(re.findall(r"\bparameters\.(\w+)", text))
        expression = parse(text, body.locate(*path), context.problems)
        if expression is None:
            return "None"
        self.roots.update(first_names(expression.node))
        if "form" not in self.settings and context.names.media is not None and plain in context.names.media:
            remedy = f"write base64({plain}), data_url({plain}) or media_url({plain})"
            text = f"'{plain}' is a media file, which JSON cannot hold; {remedy}"
            context.add(body.locate(*path)(1), text)
        return RequestExpression(expression, context.names, context.problems).value().code

    def _parameters(self) -> str:
        """Compile the parameters that are not omitted, under the provider's names."""
        context = self.context
        rename = self.settings.get("rename")
        passed = "call.parameters"
        if (flatten := self.settings.get("flatten")) is not None:
            for index, name in enumerate(flatten.value):
                if name not in context.names.parameters:
                    text = f"{context.task} has no parameter '{name}'; {suggestion(name, context.names.parameters)}"
                    context.add(flatten.place(index), text)
            passed = f"flatten_keys({passed}, {', '.join(map(repr, flatten.value))})"
        omitted: list[str] = []
        for setting in (self.settings.get("omit"), self.settings.get("cannot")):
            if setting is not None:
                self._check_omit(setting)
                omitted += setting.value
        if omitted:
            passed = f"omit_keys({passed}, {', '.join(map(repr, omitted))})"
        if rename is None:
            return passed
        taken: dict[str, str] = {}
        known = context.names.parameters
        for name, new in rename.value.items():
            if name not in known:
                text = f"{context.task} has no parameter '{name}'; {suggestion(name, known)}"
                context.add(rename.key_place(name), text)
            elif name == new:
                context.add(rename.key_place(name), f"'{name}' already has this name; remove the line")
            elif new in taken:
                text = f"'{taken[new]}' is already renamed to '{new}'; choose a different name for each parameter"
                context.add(rename.place(name), text)
            elif new in known and new not in rename.value:
                text = f"{context.task} already has a parameter '{new}'; choose a different name for each parameter"
                context.add(rename.place(name), text)
            taken[new] = name
        return f"rename_keys({passed}, {rename.value!r})"

    def _check_top(self, body: Setting) -> None:
        """Report 'top' in a mapping whose parameters are at the top themselves."""
        parameters = [path for path, value in _values(body.value) if value == "=parameters"]
        if "form" in self.settings or not any(len(path) == (2 if path[-1] == SPREAD else 1) for path in parameters):
            text = "the parameters have no object of their own in the body, so 'top' has no effect; remove it"
            self.context.add(self.settings["top"].key_place(), text)

    def _check_omit(self, omit: Setting) -> None:
        """Report omitted parameters that are misspelt or renamed; names that the schema does not know are allowed."""
        context = self.context
        known = context.names.parameters
        for index, name in enumerate(omit.value):
            if name not in known and get_close_matches(name, known, cutoff=0.7):
                text = f"{context.task} has no parameter '{name}'; {suggestion(name, known)}"
                context.add(omit.place(index), text)
            elif "rename" in self.settings and name in self.settings["rename"].value:
                context.add(omit.place(index), f"'{name}' is also renamed; keep one of the two")

    def _check_use(self, body: Setting) -> None:
        """Report a body that drops arguments of the caller."""
        context, settings = self.context, self.settings
        model, task = context.model, context.task
        if "inputs" not in self.roots and (model is None or model.inputs):
            context.add(body.place(), f"the body never uses the inputs of {task}; write =inputs where they belong")
        if self.has_parameters:
            return
        omitted: set[str] = set(settings["omit"].value) if "omit" in settings else set()
        if "rename" in settings:
            text = "'rename' has no effect without '=parameters' in the body; add '...: =parameters', or remove it"
            context.add(settings["rename"].key_place(), text)
        elif model is None and "parameters" not in self.roots:
            context.add(body.place(), f"the body drops all parameters of {task}; add '...: =parameters'")
        elif dropped := sorted(context.names.parameters - self.parameters_by_name - omitted):
            if not self.parameters_by_name:
                lost, remedy = "all parameters", "add '...: =parameters'"
            else:
                lost = f"'{dropped[0]}'" if len(dropped) == 1 else f"{len(dropped)} parameters"
                remedy = "add '...: =parameters', or list them in 'omit'"
            context.add(body.place(), f"the body drops {lost} of {task}; {remedy}")


def _values(template: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Yield the path of each value in a template that is neither a mapping nor a list."""
    if not is_object(template) and not is_list(template):
        yield path, template
        return
    for key, value in template.items() if is_object(template) else enumerate(template):
        yield from _values(value, (*path, key))


def _spreads(template: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Yield the path and value of each ``...`` in a template."""
    for key, value in template.items() if is_object(template) else enumerate(template) if is_list(template) else ():
        if key == SPREAD:
            yield (*path, key), value
        else:
            yield from _spreads(value, (*path, key))

"""Compile the body or form of a request, and its query."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from msgspec import structs

from inferwire_codegen.compile.accounts import check_placeholders, check_secrets
from inferwire_codegen.compile.headers import with_account
from inferwire_codegen.compile.literal_checks import DOTS, body_problem, literals_of
from inferwire_codegen.compile.request_expressions import SPREAD, RequestExpression, may_be_unset, template_code
from inferwire_codegen.compile.syntax import field_names, first_names, parse
from inferwire_codegen.compile.texts import TextCompiler
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.naming import own_constant
from inferwire_runtime.jsontypes import is_list, is_object

PLAIN_NAME = re.compile(r"[^=.\s]+")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.compile.syntax import Node
    from inferwire_codegen.ir import Step
    from inferwire_codegen.spec.merge import Setting, Settings
    from inferwire_codegen.spec.source import Path_


class BodyCompiler:
    """Compiles the body or form of a request."""

    def __init__(self, context: Context, settings: Settings, suffix: str = "", *, is_step: bool = False) -> None:
        self.context = context
        self.settings = settings
        self.suffix = suffix
        self.is_step = is_step  # whether the caller's arguments go into another request
        self.has_parameters = False
        self.nest: str | None = None  # name of the object in the body that has the parameters
        self.roots: set[str] = set()  # first names of all paths in the expressions
        self.parameters_by_name: set[str] = set()
        self.query_code = self.stream_query_code = ""
        self.takes_query = False  # whether the query has the parameters
        self.body_roots: set[str] = set()  # first names in the body alone
        self.text_code = ""
        self.list_codes: tuple[list[str], list[str]] | None = None  # the items around the object of a list

    def compile(self) -> tuple[str, str | None]:
        """Return the body's own fields, and the fields merged into them, as Python expressions."""
        context, settings = self.context, self.settings
        body = settings.get("form") or settings.get("body")
        self._compile_queries()
        self._read_headers()
        if "text" in settings:
            compiler = TextCompiler(context, settings["text"])
            self.text_code = compiler.compile()
            self.roots |= compiler.roots
            self.body_roots |= compiler.roots
            self.parameters_by_name |= compiler.parameters
        if body is None:
            if not self.takes_query:
                self._check_omissions()
            self.has_parameters = self.takes_query
            self._check_use(settings.get("text") or settings.get("query") or settings.get("path"))
            return "{}", None
        if "top" in settings:
            self._check_top(body)
        parameters = self._parameters()
        before = len(context.problems.found)
        for path, text in literals_of(body.value):
            if (problem := body_problem(text, context.names.parameters)) is not None:
                context.add(body.place(*path), problem)

        def compile_(text: str, path: Path_) -> str:
            return self._expression(text, body, path, parameters)

        fields, prefix = self._main_object(body, compile_)
        code = template_code(
            {name: value for name, value in fields.items() if name != SPREAD},
            lambda text, path: compile_(text, (*prefix, *path)),
        )
        spread = fields.get(SPREAD)
        for path, value in _spreads(body.value):
            if value != "=parameters":
                context.add(body.place(*path), f"'...' merges '=parameters', not '{value}'; write it under a name")
        if len(context.problems.found) == before:  # else a misspelt name may be the one that is missing
            if self.takes_query and (self.has_parameters or spread is not None):
                query = settings["query"]
                context.add(query.place(SPREAD), "the body has the parameters, too; keep one of the two")
            self.has_parameters = self.has_parameters or spread is not None or self.takes_query
            self._check_use(body)
        return code, None if spread is None else parameters

    def _expression(self, text: str, body: Setting, path: Path_, parameters: str) -> str:
        """Compile an expression in the body."""
        context = self.context
        plain = text.removeprefix("=").strip()
        if plain == "parameters":
            self.has_parameters = True
            if "query" not in body.path:
                self.body_roots.add("parameters")
            inner = path[:-1] if path[-1] == SPREAD else path
            if len(inner) == 1 and isinstance(inner[0], str) and "form" not in self.settings:
                self.nest = inner[0]
            return parameters if path[-1] == SPREAD else f"{parameters} or UNSET"
        self.parameters_by_name.update(re.findall(r"\bparameters\.(\w+)", text))
        expression = parse(text, body.locate(*path), context.problems)
        if expression is None:
            return "None"
        if "query" not in body.path:
            check_secrets(body, context.names.account, text, context.problems, *path)
        self.roots.update(first_names(expression.node))
        if "query" not in body.path:
            self.body_roots.update(first_names(expression.node))
        if "form" not in self.settings and context.names.media is not None and plain in context.names.media:
            remedy = f"write base64({plain}), data_url({plain}) or media_url({plain})"
            text = f"'{plain}' is a media file, which JSON cannot hold; {remedy}"
            context.add(body.locate(*path)(1), text)
        elif "form" not in self.settings and context.names.media is not None:
            for name in sorted(_bare(expression.node) & context.names.media):
                remedy = f"write base64({name}), data_url({name}) or media_url({name})"
                text = f"'{name}' is a media file, which JSON cannot hold; {remedy}"
                context.add(expression.place_of(name), text)
        return RequestExpression(expression, context.names, context.problems).value().code

    def _main_object(self, body: Setting, compile_: Callable[[str, Path_], str]) -> tuple[dict[str, Any], Path_]:
        """Return the object that takes the parameters, and its path: the body itself, or an object in a list."""
        if not is_list(body.value):
            return body.value, ()
        objects = [index for index, item in enumerate(body.value) if is_object(item)]
        if not objects:
            self.context.add(body.place(), "a list as body needs an object that takes the parameters; add one")
            return {}, ()
        main = next((index for index in objects if SPREAD in body.value[index]), objects[0])
        for index in objects:
            if index != main and SPREAD in body.value[index]:
                text = "one object of a list takes the parameters; remove '...' from the others"
                self.context.add(body.key_place(index, SPREAD), text)
        codes = [
            "" if index == main else template_code(item, compile_, (index,)) for index, item in enumerate(body.value)
        ]
        self.list_codes = codes[:main], codes[main + 1 :]
        return body.value[main], (main,)

    def stream_code(self) -> str:
        """Return the fields of the body that request a stream, as a Python expression."""
        context, stream = self.context, self.settings["stream"]
        setting = stream.part("body")
        own: dict[str, Any] = setting.value or {}
        sent: Any = self.settings["body"].value if "body" in self.settings else None
        body: dict[str, Any] = sent if is_object(sent) else {}
        for name, value in own.items():
            if name == SPREAD:
                context.add(setting.key_place(name), "a stream sends the same parameters; write '...' in 'body'")
            elif name in body and (body[name] == value or _has_expression(body[name])):
                text = f"the body has '{name}' itself, which this would replace; remove it here"
                context.add(setting.key_place(name), text)
            elif name in context.names.parameters - {"stream"} and f"parameters.{name}" not in str(value):
                text = f"'{name}' would replace what the caller passes; write =parameters.{name} || ..."
                context.add(setting.key_place(name), text)
        parameters = self._parameters()

        def compile_(text: str, path: Path_) -> str:
            return self._expression(text, setting, path, parameters)

        fields = {name: value for name, value in own.items() if name != SPREAD}
        codes = {name: template_code(value, compile_, (name,)) for name, value in fields.items()}
        mapping = "{" + ", ".join(f"{name!r}: {code}" for name, code in codes.items()) + "}"
        return f"drop_unset({mapping})" if any(map(may_be_unset, codes.values())) else mapping

    def _compile_queries(self) -> None:
        """Compile the query of requests, and that of requests for streams."""
        query, stream = self.settings.get("query"), self.settings.get("stream")
        fields: dict[str, str] = {}
        if query is not None:
            fields = self._query_fields(query, ())
            if SPREAD in query.value:
                self.takes_query = True
                if query.value[SPREAD] != "=parameters":
                    text = f"'...' merges '=parameters', not '{query.value[SPREAD]}'; write it under a name"
                    self.context.add(query.place(SPREAD), text)
            self.query_code = self._query_code(fields)
        self.stream_query_code = self.query_code
        if stream is not None and stream.value.query:
            if SPREAD in stream.value.query:
                self.context.add(stream.key_place("query", SPREAD), "write '...' in the query of the mapping")
            own = self._query_fields(
                structs.replace(stream, value=stream.value.query, path=(*stream.path, "query")), ()
            )
            self.stream_query_code = self._query_code({**fields, **own})

    def _query_fields(self, setting: Setting, path: Path_) -> dict[str, str]:
        """Compile the parameters of a query by name."""
        problems = self.context.problems
        fields: dict[str, str] = {}
        for name, value in setting.value.items():
            if name == SPREAD:
                continue
            if value is None:
                self.context.add(setting.place(name), f"'{name}' of the query has no value; write one, or remove it")
                continue
            if DOTS.fullmatch(name):
                self.context.add(setting.key_place(name), f"'{name}' is not a parameter; did you mean '...'?")
            if is_object(value):
                text = f"'{name}' of a query must be a plain value or a list; write one"
                self.context.add(setting.place(name), text)
            if isinstance(value, str) and not value.startswith("="):
                if "{" not in value and (problem := body_problem(value)) is not None:
                    self.context.add(setting.place(name), problem)
                check_placeholders(setting, self.context.names.account, problems, name, where="a query")
                fields[name] = with_account(value, self.context.names.account)
                continue

            def compile_(text: str, inner: Path_, outer: str = name) -> str:
                return self._expression(text, setting, (outer, *inner), "call.parameters")

            fields[name] = template_code(value, compile_)
        return fields

    def _query_code(self, fields: dict[str, str]) -> str:
        """Return a query as a Python expression; fields that are unset are left out when it is encoded."""
        mapping = "{" + ", ".join(f"{name!r}: {code}" for name, code in fields.items()) + "}"
        return f"call.query({mapping}, {self._parameters()})" if self.takes_query else mapping

    def _read_headers(self) -> None:
        """Note what the headers use of the call."""
        headers = self.settings.get("headers")
        for value in headers.value.values() if headers is not None else ():
            self.roots.update(re.findall(r"\b(inputs|parameters|extra)\b", value) if value.startswith("=") else ())
            self.parameters_by_name.update(re.findall(r"\bparameters\.(\w+)", value))

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
                elif (types := context.names.types(("parameters", name))) and "object" not in types:
                    text = f"'{name}' is not an object, so it has no fields to send; remove it"
                    context.add(flatten.place(index), text)
            passed = f"flatten_keys({passed}, {', '.join(map(repr, flatten.value))})"
        omitted = self._check_omissions()
        if omitted:
            unsupported = self.settings["cannot"].value if "cannot" in self.settings else ()
            names = [repr(name) for name in omitted if name not in unsupported]
            names += [f"*{own_constant(self.suffix, 'UNSUPPORTED')}"] if unsupported else []
            passed = f"omit_keys({passed}, {', '.join(names)})"
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
        """Report 'top' in a mapping whose parameters are at the top themselves, and invalid names."""
        top = self.settings["top"]
        for index, name in enumerate(top.value):
            if not PLAIN_NAME.fullmatch(name):
                self.context.add(top.place(index), f"'{name}' is not the name of a field; write {name.lstrip('=')}")
            elif name in top.value[:index]:
                self.context.add(top.place(index), f"'{name}' is listed twice; keep one of the two")
        if not top.value:
            self.context.add(top.key_place(), "'top' is empty; remove it")
        parameters = [path for path, value in _values(body.value) if value == "=parameters"]
        if "form" in self.settings or not any(len(path) == (2 if path[-1] == SPREAD else 1) for path in parameters):
            text = "the parameters have no object of their own in the body, so 'top' has no effect; remove it"
            self.context.add(self.settings["top"].key_place(), text)

    def _check_omissions(self) -> list[str]:
        """Return the parameters that are left out, recording any problems."""
        omitted: list[str] = []
        for setting in (self.settings.get("omit"), self.settings.get("cannot")):
            if setting is not None:
                self._check_omit(setting)
                for index, name in enumerate(setting.value):
                    if name in [*omitted, *setting.value[:index]] and not self.is_step:
                        self.context.add(setting.place(index), f"'{name}' is already left out; keep one of the two")
                omitted += setting.value
        return omitted

    def _check_omit(self, omit: Setting) -> None:
        """Report omitted parameters that are misspelt or renamed; names that the schema does not know are allowed."""
        context = self.context
        known = context.names.parameters
        inputs = {"inputs"} if context.model is None else {*context.model.overlay.arguments} - known | {"inputs"}
        for index, name in enumerate(omit.value):
            if not PLAIN_NAME.fullmatch(name):
                plain = name.removeprefix("=").removeprefix("parameters.").removeprefix("extra.")
                context.add(omit.place(index), f"'{name}' is not the name of a parameter; write {plain}")
            elif name in inputs and omit.path[-1] == "cannot":
                context.add(omit.place(index), f"'{name}' is no parameter, but the input; write a 'refuse' instead")
            elif name not in known and get_close_matches(name, known, cutoff=0.7):
                text = f"{context.task} has no parameter '{name}'; {suggestion(name, known)}"
                context.add(omit.place(index), text)
            elif "rename" in self.settings and name in self.settings["rename"].value:
                context.add(omit.place(index), f"'{name}' is also renamed; keep one of the two")

    def check_steps(self, steps: tuple[Step, ...]) -> None:
        """Report results of requests before this one that nothing uses."""
        before = self.settings.get("before")
        for step in steps:
            rest = {name: setting.value for name, setting in self.settings.items() if name != "before"}
            others = [each for name, each in before.value.items() if name != step.name] if before is not None else []
            if before is not None and f"before.{step.name}" not in f"{rest} {others}":
                text = f"nothing uses the result of '{step.name}'; write =before.{step.name} where it belongs"
                self.context.add(before.key_place(step.name), text)

    def _check_use(self, body: Setting | None) -> None:
        """Report a request that drops arguments of the caller."""
        context, settings = self.context, self.settings
        if body is None or self.is_step:
            return
        is_body = bool({"body", "form"} & settings.keys())
        what = "the body" if is_body else "the request"
        if "upload" in settings:
            self.roots.add("inputs")
        model, task = context.model, context.task
        if not {"inputs", "messages"} & self.roots and (model is None or model.inputs):
            context.add(body.place(), f"{what} never uses the inputs of {task}; write =inputs where they belong")
        if context.names.has_messages and "messages" not in self.roots:
            text = f"{what} never uses the converted messages; write =messages where they belong"
            context.add(settings["messages"].key_place(), text)
        if context.names.has_messages:
            is_apart = settings["messages"].value.system == "apart"
            if is_apart and "system" not in self.roots:
                text = f"{what} drops the system messages; write =system where they belong, or remove 'system: apart'"
                context.add(settings["messages"].place("system"), text)
            elif not is_apart and "system" in self.roots:
                text = "without 'system: apart', system messages are among =messages, and =system is empty"
                context.add(settings["messages"].key_place(), f"{text}; add it, or remove =system")
        if self.has_parameters:
            return
        omitted = {name for key in ("omit", "cannot") if key in settings for name in settings[key].value}
        if "rename" in settings:
            text = "'rename' has no effect without '=parameters' in the body; add '...: =parameters', or remove it"
            context.add(settings["rename"].key_place(), text)
        elif model is None and "parameters" not in self.roots:
            context.add(body.place(), f"{what} drops all parameters of {task}; add '...: =parameters'")
        elif dropped := sorted(context.names.parameters - self.parameters_by_name - omitted):
            if not self.parameters_by_name:
                lost, remedy = "all parameters", "add '...: =parameters'"
            else:
                lost = f"'{dropped[0]}'" if len(dropped) == 1 else f"{len(dropped)} parameters"
                remedy = "add '...: =parameters', or list them in 'omit'"
            context.add(body.place(), f"{what} drops {lost} of {task}; {remedy}")


def _values(template: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Yield the path of each value in a template that is neither a mapping nor a list."""
    if not is_object(template) and not is_list(template):
        yield path, template
        return
    for key, value in template.items() if is_object(template) else enumerate(template):
        yield from _values(value, (*path, key))


def _bare(node: Node) -> set[str]:
    """Return the paths whose values an expression itself has, in lists, objects and alternatives."""
    if (names := field_names(node)) is not None:
        return {".".join(names)}
    match node["type"]:
        case "and_expression":
            return _bare(node["children"][1])
        case "or_expression" | "multi_select_list" | "multi_select_dict" | "key_val_pair":
            return set[str]().union(*map(_bare, node["children"]))
        case _:
            return set()


def _has_expression(template: Any) -> bool:
    return any(isinstance(value, str) and value.startswith("=") for _, value in _values(template))


def _spreads(template: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Yield the path and value of each ``...`` in a template."""
    for key, value in template.items() if is_object(template) else enumerate(template) if is_list(template) else ():
        if key == SPREAD:
            yield (*path, key), value
        else:
            yield from _spreads(value, (*path, key))

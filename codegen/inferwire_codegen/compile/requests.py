"""Compile the request of a mapping: its path, query, headers, and body or form, and the calls that are refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from inferwire_codegen.compile.accounts import check_host, check_secrets
from inferwire_codegen.compile.bodies import BodyCompiler
from inferwire_codegen.compile.code import names_in
from inferwire_codegen.compile.headers import headers_code
from inferwire_codegen.compile.messages import messages_of
from inferwire_codegen.compile.paths import PathCompiler
from inferwire_codegen.compile.refusals import check_refusals
from inferwire_codegen.compile.request_expressions import LINK_FUNCTIONS, RequestExpression
from inferwire_codegen.compile.request_locals import Locals, RequestLocals
from inferwire_codegen.compile.steps import build_steps
from inferwire_codegen.compile.uploads import upload_test
from inferwire_codegen.ir import Messages, Prose, Refusal, Step
from inferwire_codegen.spec.merge import Setting, check_base_url
from inferwire_codegen.spec.naming import own_constant

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.merge import Settings

QUERY = re.compile(r"[\w.~-]+=[\w.~-]*(&[\w.~-]+=[\w.~-]*)*", re.ASCII)
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
URL_FROM_CALLER = ("endpoint", "router")  # kinds of providers without a base URL of their own
NOT_ROUTED = ("client-side", "endpoint", "router")


class Request(Struct, frozen=True, kw_only=True):
    """A compiled request; ``*_code`` are Python expressions.

    Attributes:
        paths: All paths that the request may have.
        route_code: The route, if the request has its own base URL or query; None for the provider's default route.
        spread_code: The fields that are merged into the body; None if there are none.
        query_code: The query; empty if there is none.
        stream_query_code: The query of a request for a stream.
        takes_query: Whether the query has the parameters, so that the body has none of the caller.
        refusal_locals: Variables that are assigned before the refusals are checked.
        body_locals: Variables that are assigned before the body is built.
        stream_path: The path of a request for a stream, if it differs.
        stream_body: The fields of the body that request a stream.
    """

    paths: tuple[str, ...]
    path_code: str
    route_code: str | None
    refusals: tuple[Refusal, ...]
    refusal_locals: Locals
    body_locals: Locals
    messages: Messages | None
    media_types: tuple[tuple[str, str], ...]
    fetches_media: bool
    headers_code: str | None
    query_code: str
    stream_query_code: str
    takes_query: bool
    steps: tuple[Step, ...]
    upload_test: str
    text_code: str
    list_codes: tuple[list[str], list[str]] | None
    method: str
    fields_code: str
    spread_code: str | None
    nest: str | None
    top: tuple[str, ...]
    prefix_code: str | None
    stream_path: str | None
    stream_body: str


class RequestCompiler:
    """Compiles the request of one interface."""

    def __init__(self, context: Context, settings: Settings, suffix: str = "") -> None:
        self.context = context
        self.settings = settings
        self.suffix = suffix

    def compile(self) -> Request:
        """Return the compiled request, recording any problems."""
        context, settings = self.context, self.settings
        context.names = structs.replace(context.names, before=frozenset())
        steps = build_steps(context, settings)
        messages = messages_of(context, settings)
        context.names = structs.replace(context.names, has_messages=messages is not None)
        body_compiler = BodyCompiler(context, settings, self.suffix)
        path_compiler = PathCompiler(context)
        paths, path_code = path_compiler.compile(
            settings.get("path") or Setting(value="", source=context.provider.source, path=())
        )
        body_compiler.roots |= path_compiler.roots
        if any("inputs" in step.codes_text or "call.upload" in step.send_code for step in steps):
            body_compiler.roots.add("inputs")
        body_compiler.parameters_by_name |= path_compiler.parameters
        fields, spread = body_compiler.compile()
        headers = settings.get("headers")
        refusals = self._refusals()
        body_compiler.check_steps(steps)
        fetches_media = self._fetches_media(" ".join([fields, *(step.codes_text for step in steps)]))
        variables = RequestLocals(context.names.reserved, context.media_kind)
        conditions = [refusal.code for refusal in refusals]
        # A stream's body is built by a function of its own.
        body = [] if "stream" in settings else [fields]
        refusal_locals = variables.extract(conditions, *body)
        refusals = tuple(Refusal(code=variables.replace(each.code), reason=each.reason) for each in refusals)
        if refusals and context.is_clean:
            own = settings["example_model"].value if "example_model" in settings else None
            check_refusals(context, settings["refuse"], refusals, refusal_locals, own)
        if "stream" in settings:
            variables = RequestLocals(context.names.reserved, context.media_kind)
        body_locals = variables.extract([fields])
        if "chat" in names_in([fields]):
            name = own_constant(self.suffix, "MESSAGES")
            body_locals = (("chat", f"convert_chat(call.inputs, {name}, route.server)"), *body_locals)
        return Request(
            paths=tuple(paths),
            path_code=path_code,
            route_code=self._route(),
            refusals=refusals,
            refusal_locals=refusal_locals,
            body_locals=body_locals,
            messages=messages,
            media_types=self._media_types(),
            fetches_media=fetches_media,
            headers_code=None if headers is None else headers_code(context, headers),
            query_code=body_compiler.query_code,
            stream_query_code=body_compiler.stream_query_code,
            takes_query=body_compiler.takes_query,
            steps=steps,
            upload_test=upload_test(context, settings, body_compiler),
            text_code=body_compiler.text_code,
            list_codes=body_compiler.list_codes,
            method=settings["method"].value if "method" in settings else "POST",
            fields_code=variables.replace(fields),
            spread_code=spread,
            nest=body_compiler.nest,
            top=tuple(settings["top"].value) if "top" in settings else (),
            prefix_code=self._prefix(),
            stream_path=self._stream_path(),
            stream_body=body_compiler.stream_code() if "stream" in settings else "{}",
        )

    def _stream_path(self) -> str | None:
        """Compile the path of streaming requests, if it differs from that of other requests."""
        stream, path = self.settings.get("stream"), self.settings.get("path")
        if stream is None or stream.value.path is None:
            return None
        if path is not None and path.value == stream.value.path:
            self.context.add(stream.key_place("path"), "this is the mapping's own path; remove the line")
        return PathCompiler(self.context).compile(stream.part("path"))[1]

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
            if check_base_url(base, context.problems, context.names.account):
                check_host(base, context.problems)
                check_secrets(base, context.names.account, base.value, context.problems)
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
        upload = settings.get("upload")
        is_conditional = upload is not None and not isinstance(upload.value, str) and upload.value.when is not None
        if keeps and upload is not None and not is_conditional:
            text = "'upload' downloads the media file, so url() and media_url() never find its URL"
            text += "; use base64(), or 'when'"
            context.add((settings.get("form") or settings["body"]).place(), text)
        if keeps and ("base64_field(" in code or "data_url_field(" in code):
            text = "a URL of a media file is either downloaded or sent as it is; use one of the two in the whole body"
            context.add((settings.get("form") or settings["body"]).place(), text)
        return bool(context.names.media) and (not keeps or (upload is not None and not is_conditional))

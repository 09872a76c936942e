"""Compile the requests before the request itself, such as the upload of a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import UNSET, structs

from inferwire_codegen.compile.accounts import check_host, check_secrets
from inferwire_codegen.compile.bodies import BodyCompiler
from inferwire_codegen.compile.headers import headers_code
from inferwire_codegen.compile.paths import PLACEHOLDER, PathCompiler
from inferwire_codegen.compile.request_expressions import RequestExpression
from inferwire_codegen.compile.samples import evaluate
from inferwire_codegen.ir import Prose, Step
from inferwire_codegen.spec.merge import Setting, check_base_url

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.language import StepSpec
    from inferwire_codegen.spec.merge import Settings

NAME = re.compile(r"[a-z][a-z0-9_]*")
PARTS = ("path", "method", "query", "headers", "upload", "body", "form")


def build_steps(context: Context, settings: Settings) -> tuple[Step, ...]:
    """Return the requests before the request itself; each can use the results of those before it."""
    before = settings.get("before")
    found: list[Step] = []
    for name, spec in before.value.items() if before is not None else ():
        assert before is not None
        if not NAME.fullmatch(name):
            text = f"'{name}' is not a name of a step; use lower-case letters and underscores"
            context.add(before.key_place(name), text)
        found.append(StepCompiler(context, before, name, spec).compile())
        context.names = structs.replace(context.names, before=context.names.before | {name})
    if before is not None and not before.value:
        context.add(before.key_place(), "'before' is empty; remove it")
    return tuple(found)


class StepCompiler:
    """Compiles one request before the request itself."""

    def __init__(self, context: Context, before: Setting, name: str, spec: StepSpec) -> None:
        self.context = context
        self.before = before
        self.name = name
        self.spec = spec
        values = {part: getattr(spec, part) for part in PARTS}
        self.settings: Settings = {
            part: self._setting(part, value) for part, value in values.items() if value is not UNSET
        }

    def _setting(self, part: str, value: Any) -> Setting:
        return Setting(value=value, source=self.before.source, path=(*self.before.path, self.name, part))

    def compile(self) -> Step:
        """Return the compiled request, recording any problems."""
        context, settings, spec = self.context, self.settings, self.spec
        self._check()
        _, path_code = PathCompiler(context).compile(settings["path"])
        body = BodyCompiler(context, settings, is_step=True)
        fields, spread = body.compile()
        when = None
        if (
            spec.when is not None
            and (expression := context.parse(spec.when, self._setting("when", spec.when))) is not None
        ):
            when = RequestExpression(expression, context.names, context.problems).condition().code
        content = ""
        if "upload" in settings:
            content = ", content=call.upload(route.server)"
        elif "form" in settings or "body" in settings:
            values = f"merge({fields}, {spread})" if spread else f"drop_unset({fields})"
            content = f", form=form_values({values})" if "form" in settings else f", json={values}"
        query = f", query={body.query_code}" if body.query_code else ""
        headers = f", headers={headers_code(context, settings['headers'])}" if "headers" in settings else ""
        send = "post(" if "method" not in settings or settings["method"].value == "POST" else "send('PUT', "
        return Step(
            name=self.name,
            where=Prose(f"``{spec.path}``"),
            when_code=when,
            route_code=self._route(),
            send_code=f"route.{send}{path_code}{content}{query}{headers})",
            result_code=self._result(),
            path=PLACEHOLDER.sub("{value}", spec.path),
            base_url="" if spec.base_url is UNSET else spec.base_url,
            sample=spec.sample,
        )

    def _check(self) -> None:
        """Report settings that do not go together."""
        context, settings = self.context, self.settings
        bodies = [part for part in ("upload", "body", "form") if part in settings]
        if len(bodies) > 1:
            text = f"both '{bodies[0]}' and '{bodies[1]}' are set; keep the one that is sent"
            context.add(settings[bodies[1]].key_place(), text)
        if "upload" in settings and settings["upload"].value != "=inputs":
            text = f"'upload' must be the whole input, not '{settings['upload'].value}'; write =inputs"
            context.add(settings["upload"].place(), text)
        media = context.names.media
        if "upload" in settings and media is not None and "inputs" not in media:
            text = f"the input of {context.task} is not a media file; remove 'upload'"
            context.add(settings["upload"].key_place(), text)

    def _route(self) -> str | None:
        """Compile the step's own base URL."""
        context, spec = self.context, self.spec
        if spec.base_url is UNSET:
            return None
        setting = self._setting("base_url", spec.base_url)
        if check_base_url(setting, context.problems, context.names.account):
            check_host(setting, context.problems)
            check_secrets(setting, context.names.account, spec.base_url, context.problems)
            if urlsplit(spec.base_url).netloc == urlsplit(context.provider.spec.base_url).netloc:
                context.add(setting.key_place(), "this is the provider's own host; write its path into 'path'")
        return f"route.with_base_url(direct={spec.base_url!r})"

    def _result(self) -> Any:
        """Compile what the response returns, and check it with the sample."""
        context, spec = self.context, self.spec
        setting = self._setting("returns", spec.returns)
        before = len(context.problems.found)
        code = context.response_code(spec.returns, "event", setting, (), [spec.sample])
        if len(context.problems.found) == before and evaluate(code, spec.sample) in (None, ""):
            context.add(setting.place(), "the sample has no result; fix 'returns' or the sample")
        return code

"""Compile the URLs and bodies of the requests about a job: they contain its ID, the model, and fields of responses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from inferwire_codegen.compile.accounts import check_secrets
from inferwire_codegen.compile.code import Variables
from inferwire_codegen.compile.literal_checks import literals_of
from inferwire_codegen.compile.paths import PLACEHOLDER, check_path
from inferwire_codegen.compile.request_expressions import template_code
from inferwire_codegen.compile.syntax import is_call, parse
from inferwire_codegen.ir import Code
from inferwire_codegen.spec.diagnostics import Place, Problems
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.language import PollSpec
    from inferwire_codegen.spec.merge import Setting
    from inferwire_codegen.spec.source import Path_

FIELD = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*|\[-?\d+\])*", re.ASCII)
JOB_PATH = re.compile(r"=\s*path\((.*)\)\s*", re.DOTALL)
MODEL = "route.model"


class JobPaths:
    """Compiles the URLs and bodies of a ``poll`` setting, as code on ``data`` and ``route``.

    Args:
        base_url: The task's own base URL, if any.
    """

    def __init__(self, context: Context, poll: Setting, base_url: str) -> None:
        self.context = context
        self.poll = poll
        self.spec: PollSpec = poll.value
        self.base_url = base_url

    def url(self, text: str, path: Path_, data: list[Any]) -> Code:
        """Compile a URL whose path alone is used, appended to a base URL that must not have a path of its own."""
        context = self.context
        if any(urlsplit(url).path.strip("/") for url in (context.provider.spec.base_url, self.base_url)):
            problem = f"only the path of '{path[0]}' is used, but the base_url has a path itself"
            remedy = "write 'path' and 'job', or a base_url without a path"
            context.add(self.poll.place(*path), f"{problem}; {remedy}")
        return context.response_code(text, "event", self.poll, path, data, returns=False).wrapped("path_of")

    def path(
        self, text: str, path: Path_, data: list[Any], *, takes_fields: bool = False, requires_job: bool = False
    ) -> Code:
        """Compile a path with placeholders: ``{job}``, ``{model}``, values of the account, and fields of a response.

        Fields need *takes_fields*.

        With *requires_job*, a response that names no job has no path, even if the path does not contain the job's ID.
        """
        context = self.context
        before = len(context.problems.found)
        account = context.names.account
        check_path(context, text, self.poll, *map(str, path))
        check_secrets(self.poll, account, text, context.problems, *path)
        names = Variables(["route"])
        variables: dict[str, str] = {}
        statements: list[str] = []
        chunks: list[str] = []
        for index, part in enumerate(PLACEHOLDER.split(text)):
            if index % 2 == 0:
                chunks.append(part)
            elif part == "model" or part in account:
                named = MODEL if part == "model" else f"route.account({part!r}), {part!r}"
                chunks.append(f"{{{'quote_query' if '?' in ''.join(chunks) else 'quote_path'}({named})}}")
            elif part != "job" and not (takes_fields and FIELD.fullmatch(part)):
                *first, last = [f"{{{name}}}" for name in ("job", "model", *account)]
                first, last = ([*first, last], "a field of the response") if takes_fields else (first, last)
                known = f"{', '.join(first)} or {last}"
                context.add(self.poll.place(*path), f"'{{{part}}}' is not a name that this path can use; write {known}")
            else:
                if part not in variables:
                    variables[part] = "job" if part == "job" else names.new(re.findall(r"[A-Za-z_]\w*", part)[-1])
                    value = self._job(data) if part == "job" else self._field(part, path, data)
                    statements += [*value.statements, f"{variables[part]} = {value.value}"]
                chunks.append(f"{{{variables[part]}}}")
        if len(context.problems.found) > before:
            return Code("None")
        if requires_job and "job" not in variables:
            job = self._job(data)
            variables["job"] = "job"
            statements += [*job.statements, f"job = {job.value}"]
        literal = f"f{''.join(chunks)!r}" if "{" in "".join(chunks) else repr(text)
        return Code(" and ".join([*variables.values(), literal]), tuple(statements))

    def body(self, data: list[Any]) -> Code | None:
        """Compile the JSON body of polls, in which ``job`` and ``model`` are names; None if polls have none."""
        if self.spec.body is None:
            return None
        for path, literal in literals_of(self.spec.body):
            if literal.strip("{$} ") in ("job", "model"):
                text = f"'{literal}' is sent as this text; write ={literal.strip('{$} ')}"
                self.context.add(self.poll.place("body", *path), text)
        statements: list[str] = []

        def compile_(text: str, path: Path_) -> str:
            name = text.removeprefix("=").strip()
            if name == "model":
                return MODEL
            if name == "job":
                value = self._job(data, is_quoted=False)
            else:
                value = self.context.response_code(text, "event", self.poll, ("body", *path), data, returns=False)
            statements.extend(line for line in value.statements if line not in statements)
            return value.value

        return Code(template_code(self.spec.body, compile_), tuple(statements))

    def names_job(self, text: str) -> bool:
        """Return whether the path to poll, or the body of polls, contains the job's ID."""
        return "{job}" in text or _refers_to(self.spec.body, "=job")

    def _job(self, data: list[Any], *, is_quoted: bool = True) -> Code:
        """Compile the job's ID, percent-encoded for a URL or as it is."""
        spec, context = self.spec, self.context
        if spec.job is None:
            return Code("None")
        inner = JOB_PATH.fullmatch(spec.job)
        is_path = inner is not None and _is_path_call(spec.job)
        text = f"={inner[1]}" if inner is not None and is_path else spec.job
        code = context.response_code(text, "event", self.poll, ("job",), data, returns=False)
        return code.wrapped("job_path" if is_path else "job_id") if is_quoted else code

    def _field(self, name: str, path: Path_, data: list[Any]) -> Code:
        code = self.context.response_code(f"={name}", "event", self.poll, path, data, returns=False)
        return code.wrapped("url_part")


def _is_path_call(text: str) -> bool:
    """Return whether the whole expression is a call to ``path()``."""
    expression = parse(text, lambda _: Place(""), Problems())
    return expression is not None and is_call(expression.node, "path")


def _refers_to(template: Any, text: str) -> bool:
    if is_object(template):
        return any(_refers_to(value, text) for value in template.values())
    if is_list(template):
        return any(_refers_to(value, text) for value in template)
    return bool(isinstance(template, str) and template.replace(" ", "") == text)

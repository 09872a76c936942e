"""Compile the path of a request."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile.accounts import check_secrets
from inferwire_codegen.compile.request_expressions import RequestExpression
from inferwire_codegen.compile.syntax import alternatives, first_names, parse

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.diagnostics import Place
    from inferwire_codegen.spec.merge import Setting

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
PATH_NAMES = frozenset({"account", "before", "extra", "hub_model", "inputs", "model", "parameters"})
PATH = re.compile(r"(/[!$&-;=?-Z_a-z~{}@%*+,]*)?")
MISPLACED = re.compile(r"\$\{|/=")  # signs of templates and expressions that a path does not have


class PathCompiler:
    """Compiles the path of a request."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.roots: set[str] = set()  # first names of all placeholders
        self.parameters: set[str] = set()  # that placeholders name

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
        check_secrets(setting, context.names.account, text, context.problems)
        codes: list[str] = []
        quote = "quote_path"
        for at, part in enumerate(PLACEHOLDER.split(text)):
            if at % 2 == 0:
                codes += [repr(part)] if part else []
                quote = "quote_query" if "?" in part else quote
                continue

            def locate(index: int, start: int = text.find("{" + part)) -> Place:
                return setting.locate()(offset + start + index)

            value = f"account.{part}" if part in context.names.account else part
            expression = parse(f"={value}", locate, context.problems)
            if expression is not None:
                before, roots = len(context.problems.found), first_names(expression.node)
                code = RequestExpression(expression, context.names, context.problems).value().code
                self.roots |= roots
                self.parameters.update(re.findall(r"\bparameters\.(\w+)", value))
                has_model = bool({"model", "hub_model"} & roots)
                codes.append(f"{quote}({code})" if has_model else f"{quote}({code}, {_what(part)!r})")
                if len(context.problems.found) == before and not roots & PATH_NAMES:
                    context.add(locate(1), f"'{{{part}}}' is not a name that a path can use; write {{model}}")
        if not any(map(_is_quoted, codes)):
            return repr(text)
        chunks = [f"{{{code}}}" if _is_quoted(code) else ast.literal_eval(code) for code in codes]
        is_simple = not any(sign in code for code in codes if _is_quoted(code) for sign in "'\"\\{}")
        return f"f{''.join(chunks)!r}" if is_simple else " + ".join(codes)


def _what(text: str) -> str:
    """Return the name of a value in the message of a call that lacks it."""
    return text.rpartition(".")[2]


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
    elif found := MISPLACED.search(text):
        context.add(setting.place(*path), f"'{found[0]}' is sent as it is; write {{name}} for a value")

"""Compile a body that is text or XML: a template with placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inferwire_codegen.compile.accounts import check_secrets
from inferwire_codegen.compile.request_expressions import RequestExpression
from inferwire_codegen.compile.syntax import first_names, parse

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.diagnostics import Place
    from inferwire_codegen.spec.language import TextSpec
    from inferwire_codegen.spec.merge import Setting

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
MISPLACED = re.compile(r"\$\{[^}]*\}|^=.?")  # signs of templates and expressions that a text does not have
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")


class TextCompiler:
    """Compiles the ``text`` setting of a mapping."""

    def __init__(self, context: Context, setting: Setting) -> None:
        self.context = context
        self.setting = setting
        self.spec: TextSpec = setting.value
        self.roots: set[str] = set()
        self.parameters: set[str] = set()

    @property
    def is_markup(self) -> bool:
        """Whether values are escaped for XML or HTML."""
        return self.spec.type.endswith(("xml", "html"))

    def compile(self) -> str:
        """Return the file with the text as a Python expression."""
        context, setting, spec = self.context, self.setting, self.spec
        if not MEDIA_TYPE.fullmatch(spec.type):
            context.add(setting.place("type"), f"'{spec.type}' is not a valid media type; write <kind>/<format>")
        if spec.type.endswith("json"):
            context.add(setting.place("type"), "JSON cannot be text with placeholders; write 'body'")
        plain = PLACEHOLDER.sub("", spec.content)
        if "{" in plain or "}" in plain:
            text = f"'{spec.content[:40]}' has a single bracket; write {{name}}, or remove it"
            context.add(setting.place("content"), text)
            return "None"
        if (found := MISPLACED.search(spec.content)) is not None:
            text = f"'{found[0]}' is sent as it is; write {{name}} for a value"
            context.add(setting.place("content"), text)
        function = "escape_markup" if self.is_markup else "as_string"
        codes: list[str] = []
        for at, part in enumerate(PLACEHOLDER.split(spec.content)):
            if at % 2 == 0:
                codes += [repr(part)] if part else []
                continue
            codes.append(f"{function}({self._value(part)})")
        return f"text_file({' + '.join(codes) or repr('')}, {spec.type!r})"

    def _value(self, part: str) -> str:
        """Compile the expression of a placeholder."""
        context, setting = self.context, self.setting
        start = self.spec.content.find("{" + part + "}")

        def locate(index: int) -> Place:
            return setting.locate("content")(start + index)

        expression = parse(f"={part}", locate, context.problems)
        if expression is None:
            return "None"
        check_secrets(setting, context.names.account, part, context.problems, "content")
        self.roots.update(first_names(expression.node))
        self.parameters.update(re.findall(r"\bparameters\.(\w+)", part))
        return RequestExpression(expression, context.names, context.problems).value().code

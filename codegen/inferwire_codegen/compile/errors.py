"""Compile how a provider reports errors, and check its rules on sample responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile import samples
from inferwire_codegen.compile.context import sample_data, sample_places
from inferwire_codegen.compile.syntax import first_names, parse
from inferwire_codegen.ir import Code, Errors
from inferwire_codegen.spec.diagnostics import Problems

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.diagnostics import Place
    from inferwire_codegen.spec.language import ErrorSpec
    from inferwire_codegen.spec.merge import Setting, Settings


class ErrorCompiler:
    """Compiles the ``error`` setting of a mapping."""

    def __init__(self, context: Context, settings: Settings, error: Setting) -> None:
        self.context = context
        self.settings = settings
        self.setting = error
        self.spec: ErrorSpec = error.value
        self.failures = [samples.data_of(sample) for sample in self.spec.samples]

    def compile(self) -> Errors | None:
        """Return the compiled rules, recording any problems."""
        context, setting, spec = self.context, self.setting, self.spec
        if not spec.samples:
            context.add(setting.place("samples"), "the errors have no 'samples'; add a response that reports one")
            return None
        if spec.when is spec.text is spec.key is spec.status is None:
            text = "'error' needs 'when', 'text', 'key' or 'status'; write one of them, or remove it"
            context.add(setting.key_place(), text)
            return None
        compiled = Errors(
            is_error_code=self._condition(spec.when, "when"),
            message_code=self._code(spec.text, "text"),
            is_key_error_code=self._condition(spec.key, "key"),
            status_code=self._code(spec.status, "status"),
        )
        self._check_reads()
        if context.is_clean:
            self._check(compiled)
        return compiled

    def _check_reads(self) -> None:
        """Report expressions that are the same for all responses."""
        for name in ("when", "text", "key", "status"):
            text = getattr(self.spec, name)
            if text is None or not text.startswith("="):
                continue
            expression = parse(text, self.setting.locate(name), Problems())
            if expression is not None and not first_names(expression.node) and "@" not in text:
                problem = f"'{name}' never reads the response; write a path, as in =error.message, or remove it"
                self.context.add(self.setting.place(name), problem)

    def _code(self, text: str | None, name: str) -> Code | None:
        if text is None:
            return None
        return self.context.response_code(text, "event", self.setting, (name,), self.failures)

    def _condition(self, text: str | None, name: str) -> Code | None:
        """Compile an expression whose truth counts."""
        if text is None or (expression := self.context.parse(text, self.setting, name)) is None:
            return None
        code = self.context.response_code(text, "event", self.setting, (name,), self.failures, returns=False)
        is_bool = expression.node["type"] == "not_expression" or " is " in code.value  # what == returns may be anything
        return code if is_bool else code.wrapped("bool")

    def _check(self, compiled: Errors) -> None:
        """Report rules that hold of no error, or of a response without one."""
        context, setting = self.context, self.setting
        for name, code in (("when", compiled.is_error_code), ("key", compiled.is_key_error_code)):
            if code is not None and not any(samples.evaluate(code, each) for each in self.failures):
                context.add(setting.place(name), f"'{name}' is not true of any error sample; fix one of them")
        if compiled.message_code and not any(samples.text(compiled.message_code, each) for each in self.failures):
            context.add(setting.place("text"), "'text' finds no string in a sample of an error; fix one of them")
        if compiled.status_code is not None:
            found = [samples.evaluate(compiled.status_code, each) for each in self.failures]
            if not any(_is_status(each) for each in found):
                text = "'status' is no HTTP status in any sample of an error; write one from 400 to 599"
                context.add(setting.place("status"), text)
        for place, data in self._responses() if compiled.is_error_code is not None else ():
            if samples.evaluate(compiled.is_error_code, data):
                text = "this response is an error by 'when', so the call would fail; fix one of them"
                context.add(place, text)

    def _responses(self) -> list[tuple[Place, Any]]:
        """Return the samples of responses and events that report no error."""
        settings = self.settings
        found = list(zip(sample_places(settings), sample_data(settings), strict=True))
        if (poll := settings.get("poll")) is not None:
            responses = enumerate(samples.with_job(poll.value.samples))
            found += [(poll.place("samples", index), data) for index, data in responses]
        if (stream := settings.get("stream")) is not None:
            found += [(stream.place("sample", index), data) for index, data in enumerate(stream.value.sample)]
        return [(place, data) for place, data in found if data is not None]


def _is_status(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 400 <= value < 600

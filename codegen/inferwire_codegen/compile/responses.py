"""Compile the output of a response, and parse the sample responses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.compile import samples
from inferwire_codegen.compile.code import names_in
from inferwire_codegen.compile.context import sample_data, sample_places, sample_responses
from inferwire_codegen.compile.literal_checks import literals_of, output_problem
from inferwire_codegen.compile.response_statements import ResponseStatements
from inferwire_codegen.compile.syntax import alternatives, evaluate, is_call, parse, path_or_whole, vector_paths
from inferwire_codegen.ir import Code
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.merge import Setting, Settings

BINARY = "response.media()"


class ResponseCompiler:
    """Compiles the ``output`` and ``fetch`` settings of a mapping."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self.context = context
        self.settings = settings

    def file_code(self) -> Code | None:
        """Compile the URL of a file that is downloaded after the response, if there is one."""
        setting = self.settings.get("fetch")
        if setting is None:
            return None
        return self.context.response_code(setting.value, "event", setting, (), sample_data(self.settings))

    def output_code(self) -> tuple[Code, bool]:
        """Compile the output, and parse the samples with it.

        Returns:
            The output as code, and whether a response may be the media file itself.
        """
        context, settings = self.context, self.settings
        if "output" not in settings:
            return Code("None"), False
        before = len(context.problems.found)
        output = settings["output"]
        self._check_media_types()
        responses = [samples.with_job(sample) for sample in sample_responses(settings)]
        data = [samples.data_of(sample) for sample in responses]
        code = context.response_code(output.value, "output", output, (), data, returns=False)
        if len(context.problems.found) == before:
            self._check_reads(output, code)
        if len(context.problems.found) > before:
            sample = settings.get("sample")
            if sample is not None and is_list(sample.value) and sample.value and is_object(sample.value[0]):
                text = "'sample' is a single response, which is a list here; write several responses as 'samples'"
                context.add(sample.place(), text)
            return code, False
        self._check_fetch(output, code)
        file_code, has_file = self.file_code(), False
        for sample, place in zip(responses, sample_places(settings), strict=True):
            response = samples.with_file(samples.as_response(sample), file_code, code)
            has_file = has_file or response.file is not None
            reason = context.types.validate(code, response, context.returns)
            if reason is not None:
                if context.returns_media and (meant := self._media_meant(output, samples.data_of(sample))):
                    context.add(output.place(), meant)
                    break
                text = f"the sample does not make a result of {context.task}: {reason}; fix 'output' or the sample"
                context.add(place, text)
        if file_code is not None and not has_file and len(context.problems.found) == before:
            text = "'fetch' finds no URL in any sample; write =<field>, which holds one"
            context.add(settings["fetch"].place(), text)
        if context.returns_media and isinstance(output.value, str):
            return self._media_code(output, data)
        return code, False

    def _media_meant(self, output: Setting, data: Any) -> str | None:
        """Return what is wrong with an output that is the URL or the base64 of a media file, and not the file."""
        if not isinstance(output.value, str):
            remedy = "write =download(<its URL>) or =from_base64(<its text>)"
            return f"the result of {self.context.task} is a media file, so 'output' must be an expression; {remedy}"
        expression = parse(output.value, output.locate(), self.context.problems)
        if expression is None or "function_expression" in str(expression.node):
            return None
        found, path = evaluate(expression.node, data), output.value[1:].strip()
        if not isinstance(found, str):
            return None
        if len(alternatives(expression.node)) > 1:
            remedy = "write download(<its URL>) or from_base64(<its text>) for each alternative"
            return f"'{path}' is a string, not a media file; {remedy}"
        what, function = ("URL", "download") if re.match(r"https?://|/", found) else ("string", "from_base64")
        return f"'{path}' is a {what}, not a media file; write ={function}({path})"

    def direct_code(self) -> Code | None:
        """Compile an output that can be decoded from the response in one step, without intermediate JSON."""
        context, output = self.context, self.settings["output"]
        if not isinstance(output.value, str):
            return None
        expression = parse(output.value, output.locate(), context.problems)
        if expression is None:
            return None
        returns, types = context.returns, context.types
        if (paths := vector_paths(expression.node)) is not None and types.takes_vectors(returns):
            return Code(f"response.decode_embeddings({returns}, items={paths[0]!r}, vector={paths[1]!r})")
        if (path := path_or_whole(expression.node)) is not None and types.is_list(returns):
            return Code(f"response.decode_list({', '.join([returns, *map(repr, path)])})")
        return None

    def _media_code(self, output: Setting, data: list[Any]) -> tuple[Code, bool]:
        """Compile an output that is a media file; the response itself is tried before any JSON is read."""
        problems = self.context.problems
        expression = parse(output.value, output.locate(), problems)
        assert expression is not None
        code = ResponseStatements("output", data, problems).alternatives(expression, without=BINARY)
        return code, any(is_call(node, "binary") for node in alternatives(expression.node))

    def _check_reads(self, output: Setting, code: Code) -> None:
        """Report an output that does not read the response, and literals that were probably meant as expressions."""
        for path, text in literals_of(output.value):
            if (problem := output_problem(path, text)) is not None:
                self.context.add(output.place(*path), problem)
                return
        if not names_in([code]) & {"data", "response"}:
            text = "'output' never reads the response; begin its expressions with '=', as in =text"
            self.context.add(output.place(), text)

    def _check_fetch(self, output: Setting, code: Code) -> None:
        """Report a file that is downloaded but not used, or used but not downloaded."""
        is_used = "response.file_" in code.body
        if is_used and "fetch" not in self.settings:
            text = "no file is downloaded; write 'fetch', the URL of one in the response"
            self.context.add(output.place(), text)
        elif "fetch" in self.settings and not is_used:
            self.context.add(self.settings["fetch"].key_place(), "'output' never calls file(); remove 'fetch'")

    def _check_media_types(self) -> None:
        """Report sample media files whose type is invalid or not one that the task returns."""
        model = self.context.model
        kind = model.overlay.returns if model is not None else None
        known = re.compile(rf"{kind or '[a-z]+'}/[a-z0-9][a-z0-9.+-]*")

        def check(data: Any, setting: Setting, *path: str | int) -> None:
            for key, value in data.items() if is_object(data) else enumerate(data) if is_list(data) else ():
                if key not in ("$media", "$text"):
                    check(value, setting, *path, key)
                elif not isinstance(value, str) or not known.fullmatch(value):
                    what = "media type" if kind is None else f"{kind} type"
                    text = f"'{value}' is not a valid {what}; write {kind or '<kind>'}/<format>"
                    self.context.add(setting.place(*path, key), text)

        for name in ("sample", "samples"):
            if name in self.settings:
                check(self.settings[name].value, self.settings[name])

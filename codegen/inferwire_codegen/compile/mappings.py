"""Compile one task at one provider: the mapping's settings, merged with its protocol's, become Python expressions."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import UNSET

from inferwire_codegen.compile import samples
from inferwire_codegen.compile.code import names_in
from inferwire_codegen.compile.context import Context, sample_responses
from inferwire_codegen.compile.errors import ErrorCompiler
from inferwire_codegen.compile.imports import runtime_imports
from inferwire_codegen.compile.jobs import JobCompiler
from inferwire_codegen.compile.literals import check_request_literals
from inferwire_codegen.compile.paths import PLACEHOLDER
from inferwire_codegen.compile.requests import RequestCompiler
from inferwire_codegen.compile.responses import ResponseCompiler
from inferwire_codegen.compile.sample_checks import check_samples
from inferwire_codegen.compile.streams import StreamCompiler, stream_codes, stream_module
from inferwire_codegen.compile.variants import build_variants
from inferwire_codegen.ir import Import, Interface, Parser, Prose, ProviderTask, Sample
from inferwire_codegen.spec.diagnostics import suggestion
from inferwire_codegen.spec.merge import Setting, merge
from inferwire_codegen.spec.naming import snake
from inferwire_runtime.jsontypes import is_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inferwire_codegen.compile.samples import ResultTypes
    from inferwire_codegen.compile.tasks import TaskModel
    from inferwire_codegen.ir import Code
    from inferwire_codegen.spec.diagnostics import Problems
    from inferwire_codegen.spec.language import AlternativeSpec, FallbackSpec, StreamSpec
    from inferwire_codegen.spec.load import ProtocolSource, ProviderSource
    from inferwire_codegen.spec.merge import Settings


def build_mapping(
    provider: ProviderSource,
    task: str,
    model: TaskModel | None,
    protocols: dict[str, ProtocolSource],
    types: ResultTypes,
    problems: Problems,
) -> tuple[ProviderTask, list[Sample]] | None:
    """Return the module of one task at one provider, and an emulator sample for each of its interfaces."""
    settings = merge(provider, task, protocols, problems)
    if settings is None:
        return None
    _lay_over_task(settings, model)
    own = provider.spec.tasks[task]
    context = Context(provider, task, model, types, problems)
    _check_complete(context, settings)
    _check_settings(context, settings)
    variants: list[tuple[str, Settings]] = [("", settings)]
    others = _alternatives(context, settings, protocols)
    if own.fallback and others:
        variants = list(zip(_interface_names(own.fallback), (settings, *others), strict=True))
    own_variants = build_variants(context, settings)
    for variant in own_variants:
        _check_complete(context, variant.settings)
        _check_settings(context, variant.settings)
    if own.fallback and own_variants:
        context.add(settings["variants"].key_place(), "a mapping with a fallback has no variants; remove one of them")
        own_variants = []
    interfaces = [_build_interface(context, each, suffix) for suffix, each in variants]
    interfaces += [_build_interface(context, each.settings, each.name, settings) for each in own_variants]
    # An output of the provider's own parses the responses of both interfaces.
    is_shared = own.output is not UNSET
    parsers = tuple(
        _build_parser(context, each, suffix)
        for suffix, each in ([("", settings)] if is_shared or not others else variants)
    )
    own_parsers = [
        variant for variant in own_variants if any(variant.has_own(name, settings) for name in ("output", "fetch"))
    ]
    parsers += tuple(_build_parser(context, variant.settings, variant.name) for variant in own_parsers)
    if not context.is_clean:
        return None
    item = ProviderTask(
        provider=provider.spec.provider,
        provider_module=snake(provider.spec.provider),
        module=snake(task),
        title=Prose(provider.spec.title),
        task=task,
        docs=Prose(provider.spec.docs),
        protocol=Prose(protocols[own.protocol].spec.title) if own.protocol else Prose(""),
        interfaces=tuple(interfaces),
        fallback_code=_fallback_code(context, own.fallback, variants) if own.fallback and others else "",
        fallback_statuses=tuple(own.fallback.statuses) if own.fallback and others else (),
        variants=tuple((variant.name, variant.condition, variant in own_parsers) for variant in own_variants),
        takes_lists="batch" in settings and bool(settings["batch"].value),
        output_types=tuple(settings["output_types"].value) if "output_types" in settings else (),
        renames=tuple(sorted(settings["rename"].value.items())) if "rename" in settings else (),
        reads=context.returns,
        parsers=parsers,
        is_media=context.returns_media,
        imports=(),
        source=provider.source.name,
    )
    return item, [
        _build_sample(context, each, interface)
        for each, interface in zip(
            [*(each for _, each in variants), *(variant.settings for variant in own_variants)], interfaces, strict=True
        )
        if interface is interfaces[0] or not own_variants or interface.paths != interfaces[0].paths
    ]


def _alternatives(context: Context, settings: Settings, protocols: dict[str, ProtocolSource]) -> list[Settings]:
    """Return the settings of the interfaces after the first; none if one of them has a problem."""
    fallback = context.provider.spec.tasks[context.task].fallback
    if not fallback:
        return []
    places: list[tuple[str | int, ...]] = [("fallback",)]
    places += [("fallback", "then", index) for index in range(len(fallback.then))]
    found: list[Settings] = []
    for other, at in zip(_others(fallback), places, strict=True):
        merged = merge(context.provider, context.task, protocols, context.problems, other, at)
        if merged is None:
            return []
        _lay_over_task(merged, context.model)
        _check_request(context, merged)
        _check_settings(context, merged)
        _check_fallback(context, settings, merged)
        found.append(merged)
    names = _interface_names(fallback)
    for index, name in enumerate(names[2:]):
        if name in names[: index + 2]:
            place = context.provider.source.place("tasks", context.task, "fallback", "then", index)
            context.add(place, f"two interfaces are named '{name}'; add 'name' to one of them")
    return found


def _lay_over_task(settings: Settings, model: TaskModel | None) -> None:
    """Take what a stream does not set itself from the task."""
    overlay = None if model is None else model.overlay.stream
    if "stream" in settings and model is not None and overlay is not None:
        below = Setting(value=overlay, source=model.source.overlay_source, path=("stream",))
        settings["stream"] = settings["stream"].over(below)


def _others(fallback: FallbackSpec) -> list[AlternativeSpec | FallbackSpec]:
    """Return the interfaces after the first."""
    return [fallback, *fallback.then]


def _interface_names(fallback: FallbackSpec) -> tuple[str, ...]:
    """Return the names of all interfaces: those of the APIs if there are two, or else those of the protocols."""
    if not fallback.then:
        return ("openai", "native") if fallback.api == "native" else ("native", "openai")
    others = (each.name or each.protocol for each in fallback.then)
    return "native", snake(fallback.protocol), *map(snake, others)


def _build_parser(context: Context, settings: Settings, suffix: str) -> Parser:
    """Compile how the responses of one interface, or of all, are parsed."""
    response = ResponseCompiler(context, settings)
    code, takes_binary = response.output_code()
    direct = response.direct_code() if context.is_clean and "output" in settings else None
    return Parser(
        suffix=suffix,
        code=direct or code,
        is_whole=code.body == "return data" and not context.returns_media,
        reads_json="data" in names_in([code]),
        is_direct=direct is not None,
        takes_binary=takes_binary,
        takes_plain="response.plain_text(" in code.body,
    )


def _fallback_code(context: Context, fallback: FallbackSpec, variants: list[tuple[str, Settings]]) -> str:
    """Return the rules of a fallback, as a Python expression."""
    known = context.names.parameters
    for index, name in enumerate(fallback.first_with):
        if name not in known:
            place = context.provider.source.place("tasks", context.task, "fallback", "first_with", index)
            context.add(place, f"{context.task} has no parameter '{name}'; {suggestion(name, known)}")
    values: dict[str, object] = {
        "order": tuple(name for name, _ in variants),
        "statuses": tuple(fallback.statuses),
        "messages": tuple(fallback.messages),
        "prefers": (variants[1][0] if fallback.then else "native", tuple(fallback.first_with))
        if fallback.first_with
        else (),
        "apis": dict(_apis(fallback, variants)) if fallback.then else {},
    }
    return f"Fallback({', '.join(f'{name}={value!r}' for name, value in values.items() if value)})"


def _apis(fallback: FallbackSpec, variants: list[tuple[str, Settings]]) -> Iterator[tuple[str, str]]:
    """Yield the API of each interface that is not named after it."""
    for (name, _), other in zip(variants[1:], _others(fallback), strict=True):
        yield name, other.api


def module_imports(item: ProviderTask) -> tuple[Import, ...]:
    """Return the names that a module imports from the runtime, its protocol and its package."""
    codes: list[Code | str | None] = [code for interface in item.interfaces for code in interface.codes]
    own = [each.stream for each in item.interfaces if each.stream is not None and each.shared_stream is None]
    codes += [code for stream in own for code in stream_codes(stream)]
    for parser in item.parsers:
        is_converted = not (parser.is_whole or parser.is_direct or item.is_media or item.reads == "Json")
        codes += [parser.code, *(("convert",) if is_converted else ())]
    codes += [condition for _, condition, _ in item.variants]
    if item.variants and any((each.stream is None) != (item.interfaces[0].stream is None) for each in item.interfaces):
        codes.append("InputError")
    codes += ["Fallback", "with_fallback"] if item.fallback_code else []
    shared_rules = {
        *(["ERRORS"] if any(each.are_errors_shared for each in item.interfaces) else []),
        *(["JOB"] if any(each.is_job_shared for each in item.interfaces) else []),
    }
    package = Import(module=f"inferwire.providers.{item.provider_module}", names=tuple(sorted(shared_rules)))
    shared = [
        Import(module=each.shared_stream, names=(each.stream_name,))
        for each in item.interfaces
        if each.shared_stream is not None
    ]
    return (
        *runtime_imports(codes),
        *shared,
        *((package,) if shared_rules else ()),
    )


def _check_complete(context: Context, settings: Settings) -> None:
    """Report missing settings."""
    _check_request(context, settings)
    if "output" not in settings:
        context.add(context.place, f"{context.task} has no 'output'; add it, or name a protocol that has it")
    if "sample" not in settings and not ("samples" in settings and settings["samples"].value):
        context.add(context.place, f"{context.task} has no 'sample'; add a real response, shortened")


def _check_request(context: Context, settings: Settings) -> None:
    """Report missing request settings."""
    method = settings["method"].value if "method" in settings else "POST"
    has_other = bool({"form", "text", "upload"} & settings.keys()) or method == "GET"
    for name in ("path", "body"):
        if name not in settings and not (name == "body" and has_other):
            context.add(context.place, f"{context.task} has no '{name}'; add it, or name a protocol that has it")
    for one, other in (("body", "form"), ("body", "text"), ("form", "text"), ("text", "upload")):
        if one in settings and other in settings:
            context.add(settings[other].key_place(), f"both '{one}' and '{other}' are set; keep the one that is sent")
            del settings[one]  # further problems of the body would only confuse
    for name in ("body", "form", "text", "upload"):
        if method == "GET" and name in settings:
            context.add(settings[name].key_place(), f"GET has no body; write 'query' instead of '{name}'")
    if "stream" in settings and "text" in settings:
        context.add(settings["text"].key_place(), "text cannot request a stream; write 'body', or remove 'stream'")
    if "stream" in settings and "body" in settings and is_list(settings["body"].value):
        context.add(settings["body"].place(), "a list cannot request a stream; write a mapping, or remove 'stream'")
    if "form" in settings and "stream" in settings:
        context.add(settings["form"].key_place(), "a form cannot request a stream; write 'body', or remove 'stream'")


def _check_fallback(context: Context, first: Settings, second: Settings) -> None:
    """Report a fallback that streams although the first interface does not, or the reverse."""
    errors = [each["error"].value if "error" in each else None for each in (first, second)]
    if errors[0] != errors[1]:
        place = context.provider.source.place("tasks", context.task, "fallback")
        context.add(place, "the two interfaces report errors differently; write the same 'error' in both protocols")
    if ("stream" in first) != ("stream" in second):
        lacking, other = ("second", "first") if "stream" in first else ("first", "second")
        place = context.provider.source.place("tasks", context.task, "fallback")
        context.add(place, f"the {lacking} interface has no 'stream', but the {other} has; add it there")


def _check_settings(context: Context, settings: Settings) -> None:
    """Report settings that are invalid here or that conflict with each other."""
    task = context.task
    check_request_literals(context, settings)
    check_samples(context, settings)
    if "output_types" in settings and not context.returns_media:
        text = f"{task} returns no media file; remove 'output_types'"
        context.add(settings["output_types"].key_place(), text)
    if "stream" in settings and not context.item_type:
        text = f"{task} has no stream_output.json; remove 'stream'"
        context.add(settings["stream"].key_place(), text)
    if "sample" in settings and "samples" in settings:
        text = "both 'sample' and 'samples' are set; write all of them as 'samples'"
        context.add(settings["sample"].key_place(), text)
    if "batch" in settings and (context.model is None or context.model.overlay.batch is None):
        context.add(settings["batch"].key_place(), f"the input of {task} is never a list; remove 'batch'")


def _build_interface(context: Context, settings: Settings, suffix: str, main: Settings | None = None) -> Interface:
    """Compile one interface of the provider."""
    request = RequestCompiler(context, settings, suffix).compile()
    poll, stream, error = settings.get("poll"), settings.get("stream"), settings.get("error")
    shared_stream = None
    if stream is not None and stream.source is not context.provider.source:
        shared_stream = stream_module(stream.source.data["protocol"], context.task)
    return Interface(
        suffix=suffix,
        is_variant=main is not None,
        has_own_stream=main is None or stream is not main.get("stream"),
        paths=tuple(map(Prose, request.paths)),
        path_code=request.path_code,
        route_code=request.route_code,
        refusals=request.refusals,
        refusal_locals=request.refusal_locals,
        body_locals=request.body_locals,
        messages=request.messages,
        media_types=request.media_types,
        fetches_media=request.fetches_media,
        headers_code=request.headers_code,
        query_code=request.query_code,
        stream_query_code=request.stream_query_code,
        takes_query=request.takes_query,
        steps=request.steps,
        upload_test=request.upload_test,
        text_code=request.text_code,
        list_codes=request.list_codes,
        method=request.method,
        has_body="body" in settings or "form" in settings,
        fields_code=request.fields_code,
        spread_code=request.spread_code,
        nest=request.nest,
        top=request.top,
        prefix_code=request.prefix_code,
        is_form="form" in settings,
        cannot=tuple(settings["cannot"].value) if "cannot" in settings else (),
        structured_output=_structured_output(context, settings),
        left_out=tuple(name for key in ("omit", "cannot") if key in settings for name in settings[key].value),
        poll=None if poll is None else JobCompiler(context, settings, poll).compile(),
        errors=None if error is None else ErrorCompiler(context, settings, error).compile(),
        file_code=ResponseCompiler(context, settings).file_code(),
        stream=None if stream is None else StreamCompiler(context, settings, stream).compile(request),
        shared_stream=shared_stream,
    )


def _structured_output(context: Context, settings: Settings) -> str:
    """Return the form in which the provider takes the schema of a response; empty for OpenAI's."""
    if (setting := settings.get("structured_output")) is None:
        return ""
    formats = {} if context.model is None else context.model.overlay.formats
    if "json_schema" not in formats.values():
        text = f"{context.task} has no parameter for the schema of its result; remove 'structured_output'"
        context.add(setting.key_place(), text)
    dropped = {name: key for key in ("omit", "cannot") if key in settings for name in settings[key].value}
    needed = "tools" if setting.value == "tool" else "response_format"
    if setting.value in ("tool", "json_object", "json_schema") and needed in dropped:
        text = f"the schema of a response goes into '{needed}', which '{dropped[needed]}' leaves out"
        context.add(setting.place(), f"{text}; write 'structured_output: none', or send '{needed}'")
    return "" if setting.value == "json_schema" else str(setting.value)


def _build_sample(context: Context, settings: Settings, interface: Interface) -> Sample:
    """Return the emulator's sample for an interface."""
    status_url = result_url = cancel_url = cancelled = ""
    if interface.poll is not None:
        first = samples.with_job(settings["poll"].value.samples[0])
        final = samples.with_job(settings["poll"].value.samples[-1])
        status_url = samples.text(interface.poll.status_url_code, first)
        result_code = interface.poll.result_code
        result_url = samples.text(result_code, final) or samples.text(result_code, first)
        cancel_url = samples.text(interface.poll.cancel_code, first)
        words = [word for word in interface.poll.failed if "cancel" in word.lower()]
        cancelled = [*words, *interface.poll.failed, "cancelled"][0]
    stream: StreamSpec | None = settings["stream"].value if "stream" in settings else None
    return Sample(
        provider=context.provider.spec.provider,
        task=context.task,
        base_url=Prose(settings["base_url"].value if "base_url" in settings else ""),
        routed_query=Prose(settings["routed_query"].value if "routed_query" in settings else ""),
        paths=tuple(Prose(PLACEHOLDER.sub(_emulated, path)) for path in interface.paths),
        input_fields=_input_fields(context, settings),
        responses=Prose(json.dumps(sample_responses(settings), ensure_ascii=False)),
        before=Prose(json.dumps(settings["poll"].value.samples if "poll" in settings else [], ensure_ascii=False)),
        job_path=Prose(_path_within(status_url)),
        result_path=Prose(_path_within(result_url)),
        cancel_path=Prose(_path_within(cancel_url)),
        cancel_method=interface.poll.cancel_method if interface.poll is not None and cancel_url else "",
        cancelled_status=Prose(cancelled if cancel_url else ""),
        takes_lists="batch" in settings and bool(settings["batch"].value),
        is_open=interface.poll is not None and interface.poll.allowed_host is not None,
        is_polled_by_post=interface.poll is not None and interface.poll.body_code is not None,
        needs_key_for_files="output" in settings and "download_with_key(" in json.dumps(settings["output"].value),
        steps=tuple((step.path, step.base_url, Prose(json.dumps(step.sample))) for step in interface.steps),
        method=interface.method,
        text_type=settings["text"].value.type if "text" in settings else "",
        model=Prose(settings["example_model"].value if "example_model" in settings else ""),
        stream=Prose(json.dumps(stream.sample if stream else [], ensure_ascii=False)),
        done=Prose((stream.done or "") if stream else ""),
        stream_path=Prose(PLACEHOLDER.sub("{model}", (stream.path or "").partition("?")[0]) if stream else ""),
        sends_lines=stream is not None and stream.format == "lines",
    )


def _emulated(found: re.Match[str]) -> str:
    """Return the placeholder of a path for the emulator, which knows the model only."""
    return "{model}" if re.search(r"\bmodel\b", found[1]) else "{value}"


def _input_fields(context: Context, settings: Settings) -> tuple[str, ...]:
    """Return the fields of a JSON body that use the inputs, if every call has at least one input."""
    model = context.model
    if "body" not in settings or model is None or not model.required & model.inputs.keys():
        return ()
    body = settings["body"].value
    return (
        ()
        if is_list(body)
        else tuple(
            name for name, value in body.items() if {"inputs", "messages"} & {*re.findall(r"\w+", json.dumps(value))}
        )
    )


def _path_within(url: str) -> str:
    """Return the path of a URL or path, without its query and with ``{job}`` and ``{model}`` as placeholders."""
    return urlsplit(url).path.replace(samples.JOB, "{job}").replace(samples.MODEL, "{model}")

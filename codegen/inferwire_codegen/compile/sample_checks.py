"""Report samples that are not responses: JSON as a string, several responses under ``sample``, misspelt marks."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from inferwire_codegen.spec.diagnostics import nearest
from inferwire_runtime.jsontypes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.spec.diagnostics import Problems
    from inferwire_codegen.spec.merge import Setting, Settings
    from inferwire_codegen.spec.source import Path_

MARKS = ("$media", "$text")
JOB = "job"
FRAMED = re.compile(r"(data|event):")


def check_samples(context: Context, settings: Settings) -> None:
    """Report what is surely not a shortened response in the samples of a mapping, its job and its stream."""
    for name in ("sample", "samples"):
        if name in settings:
            _check(context, settings[name], settings[name].value, ())
    if (sample := settings.get("sample")) is not None:
        check_whole(sample, sample.value, (), context.problems)
    for index, each in enumerate(settings["samples"].value if "samples" in settings else ()):
        check_whole(settings["samples"], each, (index,), context.problems)
    if (poll := settings.get("poll")) is not None:
        for index, each in enumerate(poll.value.samples):
            _check(context, poll, each, ("samples", index))
            check_whole(poll, each, ("samples", index), context.problems)
        for index, each in enumerate(poll.value.failures):
            check_whole(poll, each, ("failures", index), context.problems)
    if (error := settings.get("error")) is not None:
        for index, each in enumerate(error.value.samples):
            check_whole(error, each, ("samples", index), context.problems)
    for name, step in settings["before"].value.items() if "before" in settings else ():
        check_whole(settings["before"], step.sample, (name, "sample"), context.problems)
    if (stream := settings.get("stream")) is not None:
        for index, each in enumerate(stream.value.sample):
            if isinstance(each, str) and FRAMED.match(each):
                text = "the event is written as it is sent; write its data alone, as YAML"
                context.add(stream.place("sample", index), text)
            check_whole(stream, each, ("sample", index), context.problems)


def _check(context: Context, setting: Setting, value: Any, path: Path_) -> None:
    """Report misspelt marks, and placeholders that YAML reads as mappings."""
    if is_object(value):
        if list(value.items()) == [(JOB, None)]:
            context.add(setting.place(*path), '{job} is a mapping in YAML; write "{job}", in quotes')
            return
        for key, each in value.items():
            if key.startswith("$") and key not in MARKS and (near := nearest(key, MARKS)) is not None:
                context.add(setting.key_place(*path, key), f"there is no '{key}' in a sample; did you mean '{near}'?")
            _check(context, setting, each, (*path, key))
    for index, each in enumerate(value) if is_list(value) else ():
        _check(context, setting, each, (*path, index))


def check_whole(setting: Setting, value: Any, path: Path_, problems: Problems) -> None:
    """Report a sample that is JSON within a string."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "["):
        return
    try:
        json.loads(value)
    except ValueError:
        return
    problems.add(setting.place(*path), "the sample is a string of JSON; write it as YAML, without quotes or '|'")

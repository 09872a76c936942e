"""The emulator's samples as a JSON file with one line for each sample's metadata, response and event."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from inferwire_codegen.render.render import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inferwire_codegen.ir import Api, Sample


def emulator_samples(api: Api) -> tuple[SourceFile, ...]:
    """Render ``samples.json``, whose path is relative to the emulator's ``data/`` folder."""
    samples = [_sample(sample) for sample in api.samples]
    arguments = [_member(task.name, json.loads(task.example)) for task in api.tasks]
    models = [_member(task.example_model, task.name) for task in api.tasks if task.example_model]
    members = (
        f'"samples": {_lines("[]", samples, 1)}',
        f'"example_arguments": {_lines("{}", arguments, 1)}',
        f'"example_models": {_lines("{}", models, 1)}',
    )
    text = f"{_lines('{}', members, 0)}\n"
    return (SourceFile(path="samples.json", text=text),)


def _sample(sample: Sample) -> str:
    """Render one sample, omitting empty fields."""
    facts = {
        "provider": sample.provider,
        "task": sample.task,
        "base_url": sample.base_url,
        "routed_query": sample.routed_query,
        "paths": sample.paths,
        "input_fields": sample.input_fields,
        "status_path": sample.job_path,
        "result_path": sample.result_path,
        "cancel_path": sample.cancel_path,
        "cancel_method": sample.cancel_method,
        "cancelled_status": sample.cancelled_status,
        "is_polled_without_key": sample.is_open,
        "is_polled_by_post": sample.is_polled_by_post,
        "needs_key_for_files": sample.needs_key_for_files,
        "takes_lists": sample.takes_lists,
        "method": sample.method if sample.method != "POST" else "",
        "text_type": sample.text_type,
        "steps": [{"path": path, "base_url": base, "response": json.loads(data)} for path, base, data in sample.steps],
        "model": sample.model,
        "done_sentinel": sample.done,
        "stream_path": sample.stream_path,
        "sends_lines": sample.sends_lines,
    }
    bodies: dict[str, list[Any]] = {
        "pending_responses": json.loads(sample.before) if sample.job_path else [],
        "responses": json.loads(sample.responses),
        "events": json.loads(sample.stream),
    }
    members = ", ".join(_member(name, value) for name, value in facts.items() if value)
    blocks = (f',\n   "{name}": {_lines("[]", map(_dump, values), 3)}' for name, values in bodies.items() if values)
    return f"{{{members}{''.join(blocks)}}}"


def _lines(brackets: str, items: Iterable[str], indent: int) -> str:
    """Render a list or an object with each item on its own line."""
    joined = ",\n".join(f"{' ' * (indent + 1)}{item}" for item in items)
    return f"{brackets[0]}\n{joined}\n{' ' * indent}{brackets[1]}" if joined else brackets


def _member(name: str, value: Any) -> str:
    return f"{_dump(name)}: {_dump(value)}"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

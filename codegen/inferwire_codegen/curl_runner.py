"""Run with the printed package in reach: reads calls, and writes the command line of each. Nothing is sent."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from inferwire_codegen.snippets import ExampleCall
from inferwire_runtime.flow import Call, Remember, Reply, Request, RunBlocking
from inferwire_runtime.options import Options
from inferwire_runtime.shapes import is_list, is_object
from inferwire_runtime.steps import first_request
from inferwire_runtime.transport import Prepared

if TYPE_CHECKING:
    from inferwire_runtime.flow import Flow

T = TypeVar("T")


def curl_of(example: ExampleCall) -> str:
    """Give the command line of the first request of a call."""
    # By name: the package is printed by this one, and the arrow goes one way only.
    task = importlib.import_module("inferwire.tasks.custom").find_task(example.task)
    given: Any = _with_files(msgspec.json.decode(example.call))
    options = Options(
        model=example.model,
        provider=example.provider if example.is_direct and example.provider else "auto",
        api_key="own-key" if example.is_direct else "hf_key",
        endpoint_url=example.endpoint,
    )
    call = Call(task=task.name, inputs=given["inputs"], parameters=given["parameters"], options=options)
    return Prepared(_drive(first_request(task, call), example), {}).to_curl()


def _drive(flow: Flow[T], example: ExampleCall) -> T:
    """Carry a flow to its result, with the Hub's answer that the example has."""
    answer: Any = None
    try:
        while True:
            step = flow.send(answer)
            match step:
                case Remember():
                    answer = _drive(step.flow(), example)
                case RunBlocking():
                    answer = step.function()
                case Request():
                    body = msgspec.json.encode(_model_page(example))
                    answer = Reply(status=200, headers={}, body=body, url=step.url, who=step.who)
                case _:
                    raise TypeError(f"an example needs {step!r}")
    except StopIteration as end:
        result: T = end.value
        return result


def _model_page(example: ExampleCall) -> Any:
    """Give what the Hub says of the example's model."""
    line = {
        "provider": example.provider,
        "providerId": example.provider_model or example.model,
        "status": "live",
        "task": example.hub_task or example.task,
    }
    return {"id": example.model, "inferenceProviderMapping": [line]}


def _with_files(value: Any) -> Any:
    """Put files where an example names some; they lie in the working directory."""
    if is_object(value):
        if "$file" in value:
            Path(value["$file"]).write_bytes(b"sample")
            return value["$file"]
        return {name: _with_files(each) for name, each in value.items()}
    return [_with_files(each) for each in value] if is_list(value) else value


def main() -> None:
    """Read calls, write command lines."""
    calls = msgspec.json.decode(sys.stdin.buffer.read(), type=list[ExampleCall])
    sys.stdout.buffer.write(msgspec.json.encode([curl_of(call) for call in calls]))


if __name__ == "__main__":
    main()

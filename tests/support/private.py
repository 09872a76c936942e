"""Private providers for tests: generated from YAML, and called over real HTTP by both clients."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_codegen.cli.private_provider import print_provider

from .local_servers import ReceivedRequest

SPECS = Path(__file__).parents[2] / "specs"


@contextmanager
def private_provider(folder: Path, text: str) -> Iterator[Any]:
    """Generate and import the module of a private provider, and yield its `PROVIDER`."""
    name = next(line.partition(": ")[2] for line in text.splitlines() if line.startswith("provider: "))
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    out = folder / f"{name.replace('-', '_')}_of_tests.py"
    out.write_text(print_provider(file, out, SPECS).text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(out.stem, out)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[out.stem] = module  # for pickles
    spec.loader.exec_module(module)
    try:
        yield module.PROVIDER
    finally:
        del sys.modules[out.stem]


def call_blocking(call: Callable[[Any], Any], **options: Any) -> Any:
    """Make a call with the blocking client; a stream becomes the list of its items."""
    with InferenceClient(**options) as client:
        result = call(client)
        return list(result) if hasattr(result, "__next__") else result


def call_asyncio(call: Callable[[Any], Any], **options: Any) -> Any:
    """Make a call with the asynchronous client; a stream becomes the list of its items."""

    async def main() -> Any:
        async with AsyncInferenceClient(**options) as client:
            result = await call(client)
            return [item async for item in result] if hasattr(result, "__anext__") else result

    return asyncio.run(main())


on_both_clients = pytest.mark.parametrize("run", [call_blocking, call_asyncio], ids=["blocking", "asyncio"])


def query_of(received: ReceivedRequest) -> list[tuple[str, str]]:
    """Return the decoded query of a request."""
    return parse_qsl(received.target.partition("?")[2], keep_blank_values=True)


def path_of(received: ReceivedRequest) -> str:
    """Return the path of a request, without its query."""
    return received.target.partition("?")[0]

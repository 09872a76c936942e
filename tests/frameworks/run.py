"""Run the programs of some frameworks, and write what passes: ``python -m tests.frameworks.run smolagents ...``."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.frameworks.server import StrictServer, strict_server

PACKAGES = {
    "smolagents": ("smolagents",),
    "langchain": ("langchain-huggingface", "langchain"),
    "llama_index": ("llama-index-llms-huggingface-api", "llama-index-embeddings-huggingface-api"),
    "haystack": ("haystack-ai", "huggingface-api-haystack"),
    "pydantic_ai": ("pydantic-ai-slim",),
    "gradio": ("gradio",),
    "instructor": ("instructor",),
    "mcp": ("huggingface_hub", "mcp"),
}


def main(names: list[str]) -> int:
    """Run the programs of each framework, and return 1 if a step fails."""
    show_all = "--verbose" in names
    os.environ |= {"HF_TOKEN": "hf_test", "HF_HUB_DISABLE_TELEMETRY": "1", "GRADIO_ANALYTICS_ENABLED": "False"}
    os.environ |= {"HAYSTACK_TELEMETRY_ENABLED": "False"}
    report: dict[str, Any] = {}
    with strict_server() as server:
        os.environ |= {"INFERWIRE_EMULATOR_URL": server.url, "HF_ENDPOINT": f"{server.url}/huggingface.co"}
        from inferwire.compat.huggingface_hub import install

        for name in [each for each in names if not each.startswith("--")] or list(PACKAGES):
            start = time.monotonic()
            with install():
                module = importlib.import_module(f"tests.frameworks.{name}_steps")
                failed = run_steps(module, server, show_all=show_all)
            count = len(steps_of(module))
            versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES[name])
            report[name] = {"steps": count, "passed": count - len(failed), "failed": failed, "versions": versions}
            seconds = time.monotonic() - start
            sys.stdout.write(f"{name}: {count - len(failed)} of {count} steps ({versions}; {seconds:.0f} s)\n")
            for step, error in failed.items():
                sys.stdout.write(f"  {step}: {error}\n")
    if path := os.environ.get("FRAMEWORKS_REPORT"):
        Path(path).write_text(json.dumps(report, indent=2), encoding="utf-8")
    return 1 if any(each["failed"] for each in report.values()) else 0


def steps_of(module: Any) -> dict[str, Callable[..., Any]]:
    """Return the steps of a module: its functions whose names begin with ``step_``."""
    return {name.removeprefix("step_"): step for name, step in vars(module).items() if name.startswith("step_")}


def run_steps(module: Any, server: StrictServer, *, show_all: bool) -> dict[str, str]:
    """Run the steps, and return the errors of those that fail."""
    failed: dict[str, str] = {}
    for name, step in steps_of(module).items():
        server.bodies.clear()
        server.texts.clear()
        server.statuses.clear()
        try:
            result = step(server)
            if inspect.iscoroutine(result):
                asyncio.run(result)
        except Exception as error:  # any of the framework
            failed[name] = f"{type(error).__name__}: {str(error)[:200]}"
            if show_all:
                traceback.print_exc()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

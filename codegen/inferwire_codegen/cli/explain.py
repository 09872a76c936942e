"""The command ``explain``: ``python -m inferwire_codegen explain specs/providers/together.yaml text-to-image``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from inferwire_codegen.docs.explain import UsageError, explain
from inferwire_codegen.spec.diagnostics import SpecError


def main(arguments: list[str], specs: Path) -> int:
    """Run the command and return its exit status: 2 if there is nothing to explain."""
    parser = argparse.ArgumentParser(
        prog="explain", description="Explain what a mapping sends, and what its samples become, without network."
    )
    parser.add_argument("file", type=Path, help="the provider's file")
    parser.add_argument("task", nargs="?", help="one of its tasks; all if left out")
    parser.add_argument(
        "values",
        nargs="*",
        metavar="name=value",
        help="arguments of the call, as JSON or plain strings; other names are extra parameters",
    )
    parser.add_argument("--all-parameters", action="store_true", help="pass every parameter of the task")
    options = parser.parse_intermixed_args(arguments)
    try:
        for line in explain(options.file, options.task, options.values, specs, all_parameters=options.all_parameters):
            print(line)
    except BrokenPipeError:  # the reader, such as `head`, closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (SpecError, UsageError) as error:
        print(error if isinstance(error, SpecError) else f"explain: {error}", file=sys.stderr)
        return 2
    return 0

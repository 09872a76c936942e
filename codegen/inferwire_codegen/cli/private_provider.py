"""The command ``provider``: ``python -m inferwire_codegen provider gateway.yaml --out myapp/gateway.py``.

Generates the module for a private provider, which is not in the specs. The module needs only the inferwire package.
"""

from __future__ import annotations

import argparse
import keyword
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from inferwire_codegen.compile.private_provider import build_with, private_module
from inferwire_codegen.render.plan import plan_private_provider
from inferwire_codegen.render.render import render_files
from inferwire_codegen.spec.diagnostics import SpecError
from inferwire_codegen.spec.load import COMMAND, load_provider, load_specs

if TYPE_CHECKING:
    from inferwire_codegen.render.render import SourceFile


def print_provider(file: Path, out: Path, specs: Path) -> SourceFile:
    """Return the module for a private provider.

    Args:
        file: The provider's YAML file.
        out: Where the module will be written.
        specs: The folder of the specs.

    Raises:
        SpecError: If the file has problems.
    """
    provider = load_provider(file, f"{COMMAND} migrate")
    api = build_with(load_specs(specs), provider)
    command = f"{COMMAND} provider {file.as_posix()} --out {out.as_posix()}"
    return render_files((plan_private_provider(private_module(api, provider, command), out.name),))[0]


def main(arguments: list[str], specs: Path) -> int:
    """Run the command and return its exit status: 1 if the module differs, 2 if the file has problems."""
    parser = argparse.ArgumentParser(
        prog="provider", description="Generate the module of a private provider, for provider= of a client."
    )
    parser.add_argument("file", type=Path, help="its YAML file")
    parser.add_argument("--out", type=Path, required=True, help="the module to write, such as myapp/gateway.py")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the module differs")
    options = parser.parse_args(arguments)
    out: Path = options.out
    name = out.name.removesuffix(".py")
    if not name.isidentifier() or keyword.iskeyword(name) or out.suffix != ".py":
        print(f"provider: {out} is not a module; name a .py file that can be imported", file=sys.stderr)
        return 2
    try:
        module = print_provider(options.file, out, specs)
    except SpecError as error:
        print(error, file=sys.stderr)
        return 2
    old = out.read_text(encoding="utf-8") if out.exists() else None
    if options.check:
        return int(old != module.text)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(module.text, encoding="utf-8", newline="\n")
    name = out.stem
    print(f"wrote {out}: import {name} and pass provider={name}.PROVIDER to a client, or to a call")
    return 0

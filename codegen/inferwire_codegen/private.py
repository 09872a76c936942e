"""Providers of somebody's own: ``python -m inferwire_codegen provider gateway.yaml --out myapp/gateway.py``.

The file stands outside the specs and is checked as all of them are; the module that is printed needs this package only.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from inferwire_codegen.build import build_api, with_imports
from inferwire_codegen.errors import Problem, SpecError
from inferwire_codegen.ir import PrivateModule, one_line
from inferwire_codegen.load import load_provider, load_specs
from inferwire_codegen.plan import FilePlan
from inferwire_codegen.render import render_files

if TYPE_CHECKING:
    from inferwire_codegen.ir import Api, ProviderTask
    from inferwire_codegen.load import ProviderSource, Specs
    from inferwire_codegen.render import SourceFile

COMMAND = "python -m inferwire_codegen"


def print_provider(file: Path, out: Path, specs: Path) -> SourceFile:
    """Print the module of a provider.

    Args:
        file: Its YAML file.
        out: Where the module is going to stand.
        specs: The folder of the specs.

    Raises:
        SpecError: The file cannot be used.
    """
    provider = load_provider(file, f"{COMMAND} migrate")
    api = build_with(load_specs(specs), provider)
    command = f"{COMMAND} provider {file.as_posix()} --out {out.as_posix()}"
    return render_files((plan_module(api, provider, out.name, command),))[0]


def build_with(specs: Specs, provider: ProviderSource) -> Api:
    """Make everything that the specs and the file of a provider together say.

    Raises:
        SpecError: They do not add up.
    """
    name = provider.spec.provider
    if name in {each.spec.provider for each in specs.providers}:
        text = f"there is a provider '{name}' in inferwire itself; call yours otherwise, and its file"
        raise SpecError([Problem(provider.source.place("provider"), text)])
    return build_api(structs.replace(specs, providers=(*specs.providers, provider)))


def plan_module(api: Api, provider: ProviderSource, path: str, command: str) -> FilePlan:
    """Lay out the module of a provider, of which ``api`` holds everything."""
    name = provider.spec.provider
    shared = {shape.shared_stream for item in api.provider_tasks if item.provider != name for shape in item.shapes}
    homes = {name: line.module for line in api.exports for name in line.names}
    module = PrivateModule(
        provider=next(line for line in api.providers if line.name == name),
        tasks=tuple(_on_its_own(item, shared, homes) for item in api.provider_tasks if item.provider == name),
        source=one_line(provider.source.name),
        command=one_line(command),
    )
    return FilePlan(path=path, template="private.py.jinja", subject=module)


def _on_its_own(item: ProviderTask, shared: set[str | None], homes: dict[str, str]) -> ProviderTask:
    """Give a task as it stands there: with what the package has not, and without what the module itself has."""
    shapes = tuple(
        shape if shape.shared_stream in shared else structs.replace(shape, shared_stream=None) for shape in item.shapes
    )
    item = with_imports(structs.replace(item, shapes=shapes, imports=()), homes)
    package = f"inferwire.providers.{item.provider_module}"
    return structs.replace(item, imports=tuple(line for line in item.imports if line.module != package))


def main(arguments: list[str], specs: Path) -> int:
    """Run the command; 1 says that the module differs, 2 that the file is wrong."""
    parser = argparse.ArgumentParser(
        prog="provider", description="Print the module of a provider of your own, for provider= of a client."
    )
    parser.add_argument("file", type=Path, help="its YAML file")
    parser.add_argument("--out", type=Path, required=True, help="the module to write, such as myapp/gateway.py")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the module differs")
    options = parser.parse_args(arguments)
    out: Path = options.out
    if not out.name.removesuffix(".py").isidentifier() or out.suffix != ".py":
        print(f"provider: {out} is no module; name a .py file that can be imported", file=sys.stderr)
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

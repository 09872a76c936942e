"""Generates the package: ``python -m inferwire_codegen [--check]``; `COMMANDS` lists what else it does."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from inferwire_codegen.build import build_api
from inferwire_codegen.emit import Changes, emit
from inferwire_codegen.errors import SpecError
from inferwire_codegen.language import build_language
from inferwire_codegen.load import load_specs
from inferwire_codegen.pages import build_pages
from inferwire_codegen.plan import plan_checks, plan_files
from inferwire_codegen.reference import reference_pages
from inferwire_codegen.render import SourceFile, render_files
from inferwire_codegen.vocabulary import editor_schemas

ROOT = Path(__file__).resolve().parents[2]
PACKAGED = Path(__file__).resolve().parent / "specs"  # in an installed package; a checkout has them at its root
SPECS = PACKAGED if PACKAGED.is_dir() else ROOT / "specs"
COMMANDS = {  # each loads what it needs by itself
    "explain": "inferwire_codegen.explain",
    "migrate": "inferwire_codegen.migrate",
    "provider": "inferwire_codegen.private",
    "upstream": "inferwire_codegen.upstream",
}


def generate(specs: Path) -> tuple[SourceFile, ...]:
    """Print the package that ``specs`` describes.

    Raises:
        SpecError: The specs cannot be used.
    """
    return render_files(plan_files(build_api(load_specs(specs))))


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1 says that something differs, 2 that the specs are wrong."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in COMMANDS:
        return int(importlib.import_module(COMMANDS[arguments[0]]).main(arguments[1:], SPECS))
    parser = argparse.ArgumentParser(
        prog="inferwire_codegen",
        description="Generate the package from the specs.",
        epilog=f"Other commands: {', '.join(COMMANDS)}.",
    )
    parser.add_argument("--specs", type=Path, default=SPECS, help="folder of the specs")
    parser.add_argument(
        "--out",
        type=Path,
        default=ROOT / "generated",
        required=PACKAGED.is_dir(),
        help="folder to write to; docs/reference and tests/typing/generated are written beside it",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything differs")
    options = parser.parse_args(arguments)
    try:
        api = build_api(load_specs(options.specs))
        language = build_language(options.specs / "language")
    except SpecError as error:
        print(error, file=sys.stderr)
        return 2
    files = render_files(plan_files(api))
    pages = options.out.parent / "docs" / "reference"
    changes = [
        emit(files, options.out, check=options.check),
        emit(editor_schemas(), options.specs / "schema", check=options.check),
        emit(render_files(plan_checks(api)), options.out.parent / "tests" / "typing", check=options.check),
        emit(reference_pages(build_pages(api, files), language), pages, check=options.check),
    ]
    return _report(changes, check=options.check)


def _report(changes: list[Changes], *, check: bool) -> int:
    count = sum(len(each.written) + len(each.removed) for each in changes)
    if not check:
        print(f"{count} files changed")
        return 0
    if count:
        print(*(each.diff for each in changes if each.diff), sep="\n")
        print(
            f"\n{count} files differ from the specs; run `nox -s generate` and commit what it changes", file=sys.stderr
        )
        return 1
    print("what is committed is what the specs say")
    return 0


if __name__ == "__main__":
    sys.exit(main())

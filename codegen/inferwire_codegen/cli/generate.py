"""The command that generates the package, its documentation and its type tests."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from inferwire_codegen.compile.build import build_api
from inferwire_codegen.compile.checks import check_examples
from inferwire_codegen.docs.editor_schemas import editor_schemas
from inferwire_codegen.docs.language import build_language
from inferwire_codegen.docs.pages import build_pages
from inferwire_codegen.docs.reference import reference_pages
from inferwire_codegen.render.emulator_samples import emulator_samples
from inferwire_codegen.render.plan import plan_checks, plan_files
from inferwire_codegen.render.render import SourceFile, render_files
from inferwire_codegen.render.write import Changes, write_files
from inferwire_codegen.spec.diagnostics import Problems, SpecError
from inferwire_codegen.spec.load import load_specs

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
PACKAGED = PACKAGE / "specs"  # in an installed package; a checkout has them at its root
SPECS = PACKAGED if PACKAGED.is_dir() else ROOT / "specs"


def generate(specs: Path) -> tuple[SourceFile, ...]:
    """Return the files of the package that ``specs`` describes.

    Raises:
        SpecError: If the specs have problems.
    """
    return render_files(plan_files(build_api(load_specs(specs))))


def main(arguments: list[str], commands: str) -> int:
    """Run the command and return its exit status: 1 if generated files differ, 2 if the specs have problems."""
    parser = argparse.ArgumentParser(
        prog="inferwire_codegen",
        description="Generate the package from the specs.",
        epilog=f"Other commands: {commands}.",
    )
    parser.add_argument("--specs", type=Path, default=SPECS, help="folder of the specs")
    parser.add_argument(
        "--out",
        type=Path,
        default=ROOT / "generated",
        required=PACKAGED.is_dir(),
        help="folder to write to; docs/reference, emulator and tests/typing/generated are written next to it",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything differs")
    options = parser.parse_args(arguments)
    try:
        specs = load_specs(options.specs)
        api = build_api(specs)
        problems = Problems()
        check_examples(specs, problems)
        problems.raise_if_any()
        language = build_language(options.specs / "language")
    except SpecError as error:
        print(error, file=sys.stderr)
        return 2
    files = render_files(plan_files(api))
    pages = options.out.parent / "docs" / "reference"
    samples = options.out.parent / "emulator" / "inferwire_emulator" / "data"
    folders = {
        options.out: files,
        options.specs / "schema": editor_schemas(),
        options.out.parent / "tests" / "typing": render_files(plan_checks(api)),
        pages: reference_pages(build_pages(api, files), language),
        samples: emulator_samples(api),
    }
    try:
        changes = [write_files(made, folder, check=options.check) for folder, made in folders.items()]
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return _report(changes, check=options.check)


def _report(changes: list[Changes], *, check: bool) -> int:
    count = sum(len(each.written) + len(each.removed) for each in changes)
    if not check:
        print(f"{count} files changed")
        return 0
    if count:
        print(*(each.diff for each in changes if each.diff), sep="\n")
        text = f"{count} files differ from the specs; run `nox -s generate` and commit the changes"
        print(f"\n{text}", file=sys.stderr)
        return 1
    print("the committed files match the specs")
    return 0

"""The command line, ``python -m inferwire_codegen``; `COMMANDS` lists its subcommands."""

from __future__ import annotations

import importlib
import sys

from inferwire_codegen.cli.generate import SPECS
from inferwire_codegen.cli.generate import main as generate

COMMANDS = {  # each imports what it needs
    "explain": "inferwire_codegen.cli.explain",
    "migrate": "inferwire_codegen.cli.migrate",
    "new-provider": "inferwire_codegen.cli.new_provider",
    "provider": "inferwire_codegen.cli.private_provider",
    "upstream": "inferwire_codegen.cli.upstream",
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status: 1 if generated files differ, 2 if the command cannot run."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in COMMANDS:
        return int(importlib.import_module(COMMANDS[arguments[0]]).main(arguments[1:], SPECS))
    return generate(arguments, ", ".join(COMMANDS))


if __name__ == "__main__":
    sys.exit(main())

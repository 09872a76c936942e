"""The group of commands. A new command is a module with a `command`, and an entry in `COMMANDS`."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

COMMANDS = {"map": ("inferwire_cli.map", "Call a task for each row of a file.")}
"""The module of each command, and its line in the overview, for which no module is imported."""

MISSING = "the command line needs click; pip install 'inferwire[cli]'"


def make_group() -> Any:
    """Return click's group of all commands."""
    import click  # an extra

    from inferwire_runtime import __version__

    class Group(click.Group):
        def list_commands(self, ctx: click.Context) -> list[str]:
            return sorted(COMMANDS)

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            if cmd_name not in COMMANDS:
                return None
            found: click.Command = import_module(COMMANDS[cmd_name][0]).command
            return found

        def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            with formatter.section("Commands"):
                formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    @click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
    @click.version_option(__version__, prog_name="inferwire")
    def inferwire() -> None:
        """Run models of Hugging Face's providers, of dedicated endpoints and of OpenAI-compatible servers."""

    return inferwire


def run() -> None:
    """Run the command line; the entry point of ``inferwire``."""
    try:
        group = make_group()
    except ModuleNotFoundError as exc:
        if exc.name != "click":
            raise
        sys.exit(MISSING)
    group(prog_name="inferwire")

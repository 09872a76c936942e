"""The ``curl`` lines of the documentation: what `Prepared.to_curl` of the printed package gives for the examples."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inferwire_codegen.render import SourceFile

RUNNER = "inferwire_codegen.curl_runner"


class ExampleCall(Struct, frozen=True, kw_only=True):
    """A call whose request is to be told.

    Attributes:
        call: Inputs and parameters, as JSON text; ``{"$file": name}`` is a medium in a file.
        model: Id on the Hub; None where the server has one model only.
        provider: Whom the Hub names; None for the router's own choice, and for an endpoint.
        provider_model: The provider's name of the model.
        hub_task: Name of the task in the Hub's mappings.
        endpoint: URL of a server, in place of a provider.
        is_direct: Whether the provider itself is called, with its own key.
    """

    task: str
    call: str
    model: str | None = None
    provider: str | None = None
    provider_model: str = ""
    hub_task: str = ""
    endpoint: str | None = None
    is_direct: bool = False


def curl_lines(files: Iterable[SourceFile], calls: list[ExampleCall]) -> list[str]:
    """Give the command line of each call, as the package that was printed makes it.

    Raises:
        RuntimeError: The package cannot make one of the calls.
    """
    if not calls:
        return []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "package")
        for file in files:
            path = root / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8", newline="\n")
        work = Path(folder, "work")
        work.mkdir()
        roots = os.pathsep.join([str(root), *filter(None, map(os.path.abspath, sys.path))])
        done = subprocess.run(
            [sys.executable, "-m", RUNNER],
            input=msgspec.json.encode(calls),
            cwd=work,
            env={**os.environ, "PYTHONPATH": roots, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"the printed package cannot make the calls of the examples:\n{done.stderr.decode()}")
    return msgspec.json.decode(done.stdout, type=list[str])

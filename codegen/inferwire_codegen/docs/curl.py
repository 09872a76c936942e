"""The ``curl`` commands in the documentation, built by calling ``to_curl`` of the generated package on the examples."""

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

    from inferwire_codegen.render.render import SourceFile

RUNNER = "inferwire_codegen.docs.curl_runner"


class CurlCall(Struct, frozen=True, kw_only=True):
    """A call whose request is shown.

    Attributes:
        call: Inputs and parameters as JSON; ``{"$file": name}`` stands for a media file.
        model: ID on the Hub; None if the server has only one model.
        provider: The provider in the Hub's response; None for an endpoint, or if the router chooses.
        provider_model: The provider's name for the model.
        hub_task: The task's name in the Hub's mappings.
        endpoint: URL of a server to call instead of a provider.
        is_direct: Whether the provider is called directly, with its own key.
        account: Values of the caller's account.
    """

    task: str
    call: str
    model: str | None = None
    provider: str | None = None
    provider_model: str = ""
    hub_task: str = ""
    endpoint: str | None = None
    is_direct: bool = False
    account: dict[str, str] = {}


def curl_lines(files: Iterable[SourceFile], calls: list[CurlCall]) -> list[str]:
    """Return the command line of each call, as the generated package builds it.

    Raises:
        RuntimeError: If the package cannot make one of the calls.
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
        raise RuntimeError(f"the generated package cannot make the calls of the examples:\n{done.stderr.decode()}")
    return msgspec.json.decode(done.stdout, type=list[str])

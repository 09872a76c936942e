"""The command line: ``python -m inferwire_emulator [--host HOST] [--port PORT] [--model ID=TASK]``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from inferwire_emulator import EXTRA_IS_MISSING, is_extra_missing

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; give the exit status."""
    options = _parser().parse_args(arguments)
    try:
        from inferwire_emulator.app import Emulator  # needs the extra, which may be missing
        from inferwire_emulator.server import make_server, open_socket, url_of
    except ModuleNotFoundError as exc:
        if not is_extra_missing(exc):
            raise
        return _fail(EXTRA_IS_MISSING)
    try:
        emulator = Emulator(models=dict(options.model))
        listener = open_socket(options.host, options.port)
    except ValueError as exc:
        return _fail(str(exc))
    except OSError as exc:
        return _fail(
            f"cannot listen on {options.host}, port {options.port}: {_reason(exc)}; choose another --port or --host"
        )
    with listener:
        sys.stdout.write(how_to(url_of(listener)))
        sys.stdout.flush()
        try:
            make_server(emulator).run(sockets=[listener])
        except KeyboardInterrupt:
            return 0
    return 0


def how_to(url: str) -> str:
    """Tell how to point a client at the emulator, and what to try."""
    return (
        f"The emulator of inferwire runs at {url} (Ctrl+C ends it); {url}/_emulator/journal shows what it was sent.\n"
        f"Point clients at it:  export INFERWIRE_EMULATOR_URL={url} HF_TOKEN=hf_emulated\n"
        f'or one of them:       client = InferenceClient(api_key="hf_emulated", emulator_url="{url}")\n'
        f'Try:                  client.summarization("A long text.", model="emulated/summarization")\n'
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m inferwire_emulator", description="Stand for every host of inference, on this machine."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", default=8080, type=_port, help="port to listen on; 0 for any that is free (8080)")
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        type=_model,
        metavar="ID=TASK",
        help="task of a model whose name does not tell it; can be given several times",
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _model(text: str) -> tuple[str, str]:
    model, equals, task = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError("it reads ID=TASK, for example facebook/bart-large-cnn=summarization")
    return model, task


def _reason(error: OSError) -> str:
    """Give the system's own words, without the address that `socket` adds."""
    return (error.strerror or str(error)).partition(" (while ")[0]


def _fail(text: str) -> int:
    sys.stderr.write(f"inferwire_emulator: {text}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())

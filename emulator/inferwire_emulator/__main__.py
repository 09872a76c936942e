"""The command line interface: ``python -m inferwire_emulator --help`` lists the options."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from inferwire_emulator.app import Emulator
from inferwire_emulator.journal import MAX_BYTES, MAX_REQUESTS
from inferwire_emulator.quirks import QUIRKS, describe_quirks, parse_names
from inferwire_emulator.server import make_server, open_socket, socket_url

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the emulator until it is interrupted, and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        emulator = Emulator(
            models=dict(options.model),
            quirks=QUIRKS if options.quirks == "" else parse_names(options.quirks or ""),
            journal_requests=options.journal_requests,
            journal_bytes=options.journal_bytes,
        )
        listener = open_socket(options.host, options.port)
    except ValueError as exc:
        return _fail(str(exc))
    except OSError as exc:
        return _fail(
            f"cannot listen on {options.host}, port {options.port}: {_reason(exc)}; choose another --port or --host"
        )
    with listener:
        sys.stdout.write(usage(socket_url(listener)))
        sys.stdout.flush()
        try:
            make_server(emulator).run(sockets=[listener])
        except KeyboardInterrupt:
            return 0
    return 0


def usage(url: str) -> str:
    """Return usage instructions: how to connect clients to the emulator, and a first call to try."""
    return (
        f"inferwire emulator running on {url} (press Ctrl+C to stop); recorded requests: {url}/_emulator/journal\n"
        f"For every client:  export INFERWIRE_EMULATOR_URL={url} HF_TOKEN=hf_emulated\n"
        f'For one client:    client = InferenceClient(api_key="hf_emulated", emulator_url="{url}")\n'
        f'Try it:            client.summarization("A long text.", model="emulated/summarization")\n'
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m inferwire_emulator",
        description="Run a local HTTP server that emulates the Hugging Face Hub, every provider and endpoints.",
        epilog=f"quirks:\n{describe_quirks()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", default=8080, type=_port, help="port to listen on; 0 picks a free one (default: %(default)s)"
    )
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        type=_model,
        metavar="ID=TASK",
        help="task of a model whose name does not contain it; may be repeated",
    )
    parser.add_argument(
        "--quirks",
        nargs="?",
        const="",
        metavar="NAME,...",
        help="respond as real servers sometimes do: each call gets the next of these quirks, or of all, listed below",
    )
    parser.add_argument(
        "--journal-requests",
        default=MAX_REQUESTS,
        type=int,
        metavar="N",
        help="number of recent requests to record (default: %(default)s)",
    )
    parser.add_argument(
        "--journal-bytes",
        default=MAX_BYTES,
        type=int,
        metavar="N",
        help="total size of the recorded requests (default: %(default)s)",
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a port must be an int from 0 to 65535, got {text!r}")
    return int(text)


def _model(text: str) -> tuple[str, str]:
    model, equals, task = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(
            f"a model must be passed as ID=TASK, for example facebook/bart-large-cnn=summarization, got {text!r}"
        )
    return model, task


def _reason(error: OSError) -> str:
    """Return the operating system's error message, without the address that `socket` appends."""
    return (error.strerror or str(error)).partition(" (while ")[0]


def _fail(text: str) -> int:
    sys.stderr.write(f"inferwire_emulator: {text}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())

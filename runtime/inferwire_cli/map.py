"""``inferwire map``: call a task for each row of a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
import msgspec

from inferwire_cli.files import INPUTS, count_lines, open_results, read_rows

if TYPE_CHECKING:
    from inferwire_bulk.report import Report

INTERRUPTED = 130  # the status of a command that Ctrl-C ended


def parse_parameter(text: str) -> tuple[str, Any]:
    """Return the name and value of a ``NAME=VALUE``; the value is JSON, or text.

    Raises:
        click.BadParameter: If there is no name.
    """
    name, sign, value = text.partition("=")
    if not sign or not name.isidentifier():
        raise click.BadParameter(f"{text!r} is not NAME=VALUE")
    try:
        return name, msgspec.json.decode(value)
    except msgspec.MsgspecError:
        return name, value


def _parse_column(texts: tuple[str, ...]) -> str | dict[str, str] | None:
    if not texts:
        return None
    if len(texts) == 1 and "=" not in texts[0]:
        return texts[0]
    pairs = [text.partition("=") for text in texts]
    if not all(sign and name and column for name, sign, column in pairs):
        raise click.BadParameter("name one column, or ARGUMENT=COLUMN for each argument", param_hint="--column")
    return {name: column for name, _, column in pairs}


def _parse_concurrency(context: click.Context, parameter: click.Parameter, value: str) -> int | str:
    if value == "auto":
        return value
    if not value.isdecimal() or int(value) < 1:
        raise click.BadParameter("must be 'auto' or a number above 0")
    return int(value)


@click.command(name="map", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("task")
@click.option("--in", "source", required=True, metavar="FILE", help=f"Rows: {INPUTS}; - for lines of JSON.")
@click.option("--out", "target", required=True, metavar="FILE", help="Results, as lines of JSON; - for the output.")
@click.option("--model", metavar="NAME", help="Model on the Hub, or URL of an endpoint.")
@click.option("--provider", metavar="NAME", help="Provider. Default: the Hub's choice.")
@click.option("--base-url", metavar="URL", help="Dedicated endpoint, or any OpenAI-compatible server.")
@click.option("--column", multiple=True, metavar="[ARGUMENT=]COLUMN", help="Column of the input, or of an argument.")
@click.option("--key", metavar="COLUMN", help="Column with the key of each row. Default: its number, from 0.")
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Parameter of all calls; text or JSON")
@click.option("--journal", metavar="FILE", help="File that keeps the results, so that a run can be resumed.")
@click.option("--concurrency", default="auto", callback=_parse_concurrency, metavar="N", help="Calls at once.")
@click.option("--batch-size", default=1, type=click.IntRange(1), help="Rows in one request, for tasks that take lists.")
@click.option("--max-errors", type=click.FloatRange(0), help="Failed rows, or a share below 1, that end the run.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="Limit of each call.")
@click.option("--unordered", is_flag=True, help="Write each result as soon as it is there.")
@click.option("--overwrite", is_flag=True, help="Replace a file of results that exists.")
@click.option("--quiet", is_flag=True, help="Show neither progress nor a report.")
def command(
    task: str,
    source: str,
    target: str,
    model: str | None,
    provider: str | None,
    base_url: str | None,
    column: tuple[str, ...],
    key: str | None,
    parameters: tuple[str, ...],
    journal: str | None,
    concurrency: Any,
    batch_size: int,
    max_errors: float | None,
    timeout: float | None,
    unordered: bool,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Call TASK, such as text-classification, for each row of a file.

    The key is read from the environment, as the library does. The exit status is 0 if every row has a value, 1 if some
    failed or the run ended early, and 130 after Ctrl-C.
    """
    from inferwire import InferenceClient, InferwireError  # after the options are checked

    if target != "-" and not overwrite and journal is None and os.path.exists(target):
        raise click.UsageError(f"{target} exists; pass --overwrite to replace it, or --journal to resume a run")
    if source != "-" and not os.path.exists(source):
        raise click.UsageError(f"--in: there is no file {source}")
    options = dict(map(parse_parameter, parameters))
    if timeout is not None:
        options["timeout"] = timeout
    try:
        with InferenceClient(model=model, provider=provider, base_url=base_url) as client:
            run = client.map(
                task,
                read_rows(source),
                column=_parse_column(column),
                key=key,
                ordered=not unordered,
                concurrency=concurrency,
                batch_size=batch_size,
                max_errors=max_errors,
                journal=journal,
                total=count_lines(source),
                progress=not quiet,
                **options,
            )
            with run:
                _write(run, target)
    except KeyboardInterrupt:
        how = "run the same command again to resume" if journal else "pass --journal FILE to be able to resume"
        click.echo(f"\nstopped; {how}", err=True)
        sys.exit(INTERRUPTED)
    except InferwireError as exc:
        raise click.ClickException(str(exc)) from exc
    report: Report = run.report
    if not quiet:
        click.echo(report.to_markdown(), err=True)
    sys.exit(1 if report.failed else 0)


def _write(run: Any, target: str) -> None:
    from inferwire_bulk.export import make_result_encoder  # loaded by the run

    encode: Callable[[Any], bytes] = make_result_encoder(target)
    try:
        with open_results(target) as lines:
            for result in run:
                lines.write(encode(result) + b"\n")
    except OSError as exc:
        raise click.ClickException(f"{target} cannot be written: {exc.strerror or exc}") from exc

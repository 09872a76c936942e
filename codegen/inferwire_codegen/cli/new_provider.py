"""The command ``new-provider``: ``python -m inferwire_codegen new-provider acme --base-url https://api.acme.ai``.

Writes a provider's YAML file, which works unchanged for an OpenAI-compatible chat API, and its first test case. With
``--from-curl 'curl ...'`` or ``--from-openapi FILE PATH`` the file has the mapping of that request.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct, structs

from inferwire_codegen.cli.curl_command import CurlRequest, read_curl
from inferwire_codegen.cli.first_mapping import FirstMapping, first_mapping
from inferwire_codegen.cli.openapi import read_openapi
from inferwire_codegen.compile.build import build_api
from inferwire_codegen.render.render import make_environment
from inferwire_codegen.spec.diagnostics import Problems, SpecError
from inferwire_codegen.spec.load import load_specs
from inferwire_codegen.spec.merge import LOCAL_HOSTS
from inferwire_codegen.spec.naming import is_id
from inferwire_codegen.spec.source import Source
from inferwire_runtime.media_types import sniff

if TYPE_CHECKING:
    from inferwire_codegen.spec.load import Specs

VERSION = "/v1"  # the version prefix of OpenAI's paths


class NewProvider(Struct, frozen=True, kw_only=True):
    """The contents of a new provider's files.

    Attributes:
        path: Path of the chat route below ``base_url``.
        auth: How the key is sent, if not as a bearer token.
        env: The environment variable of the key, if an example names it.
        mapping: The first mapping, as YAML; empty for a chat over OpenAI's interface.
    """

    name: str
    title: str
    docs: str
    base_url: str
    path: str
    auth: str = ""
    env: str = ""
    mapping: str = ""

    @property
    def today(self) -> str:
        """The date on which the documentation is read."""
        return date.today().isoformat()

    @property
    def lines(self) -> list[str]:
        """The lines of the first mapping."""
        return self.mapping.splitlines()

    @property
    def variable(self) -> str:
        """The environment variable of the provider's API key."""
        return self.env or f"{self.name.replace('-', '_').upper()}_API_KEY"


def describe(name: str, base_url: str, *, title: str | None = None, docs: str | None = None) -> NewProvider:
    """Return the contents of a new provider's files.

    Args:
        name: Name of the provider on the Hub.
        base_url: Base URL of the OpenAI-compatible API, with or without ``/v1``.
        title: Display name; derived from ``name`` if omitted.
        docs: URL of the API documentation; the root of the base URL if omitted.

    Raises:
        ValueError: If the name or the URL is invalid.
    """
    if not is_id(name):
        raise ValueError(f"a provider cannot be named {name!r}; use lower-case words joined by dashes")
    parts = urlsplit(base_url)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL_HOSTS)
    if not is_safe or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(f"{base_url!r} is not a valid base URL; write https://<host>, with or without a path")
    if docs is not None and urlsplit(docs).scheme not in ("http", "https"):
        raise ValueError(f"{docs!r} is not a valid URL; write https://<host>")
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return NewProvider(
        name=name,
        title=title or name.replace("-", " ").title(),
        docs=docs or f"{parts.scheme}://{parts.netloc}",
        base_url=f"{parts.scheme}://{parts.netloc}",
        path=f"{path.removesuffix(VERSION)}{VERSION}/chat/completions",
    )


def from_request(
    name: str, request: CurlRequest, response: Any, specs: Specs, options: argparse.Namespace
) -> tuple[NewProvider, FirstMapping]:
    """Return the contents of a provider's file that sends an example request.

    Raises:
        ValueError: If a mapping cannot send the request.
    """
    parts = urlsplit(request.url)
    base = describe(name, f"{parts.scheme}://{parts.netloc}", title=options.title, docs=options.docs)
    tasks = {task.name: task for task in specs.tasks}
    protocols = {protocol.spec.protocol: protocol for protocol in specs.protocols}
    found = first_mapping(request, response, tasks, protocols, options.task)
    import yaml  # only this command writes YAML

    text = yaml.safe_dump(
        {found.task: found.settings}, sort_keys=False, default_flow_style=None, width=110, allow_unicode=True
    )
    provider = structs.replace(
        base,
        auth="" if request.auth in (None, "Bearer {api_key}") else str(request.auth),
        env=request.variable or "",
        mapping=text.replace("'...':", "...:"),
    )
    return provider, found


def write(provider: NewProvider, root: Path) -> list[Path]:
    """Write the provider's file and its first test case, and return their paths.

    Raises:
        FileExistsError: If the provider already exists.
    """
    environment = make_environment()
    environment.filters["yaml"] = _as_yaml
    files = {root / "specs" / "providers" / f"{provider.name}.yaml": "new_provider.yaml.jinja"}
    if not provider.mapping:
        files[root / "tests" / "cases" / provider.name / "chat.yaml"] = "new_case.yaml.jinja"
    for path in files:
        if path.exists():
            raise FileExistsError(f"{path.relative_to(root)} already exists; edit it, or choose another name")
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = environment.get_template(template).render(it=provider)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def _as_yaml(text: str) -> str:
    """Return a string as YAML, quoted if YAML would otherwise read it as another type."""
    import yaml  # only this command writes YAML

    written: str = yaml.safe_dump(text, default_flow_style=True, width=1000, allow_unicode=True)
    return written.removesuffix("\n").removesuffix("\n...")


def main(arguments: list[str], specs: Path) -> int:
    """Run the command and return its exit status: 2 if the arguments are invalid."""
    parser = argparse.ArgumentParser(
        prog="new-provider", description="Start a provider: write its YAML file and first test case."
    )
    parser.add_argument("name", help="its name on the Hub, such as 'acme'")
    origin = parser.add_mutually_exclusive_group(required=True)
    origin.add_argument("--base-url", help="where OpenAI's paths begin: https://api.acme.ai, or with /v1")
    origin.add_argument("--from-curl", metavar="COMMAND", help="an example request of its documentation, in quotes")
    origin.add_argument(
        "--from-openapi", nargs=2, metavar=("FILE", "PATH"), help="its OpenAPI document, and the path of an operation"
    )
    parser.add_argument("--task", help="the task of the request, if its path and fields do not show it")
    parser.add_argument("--response", type=Path, metavar="FILE", help="a file with the JSON of the response")
    parser.add_argument("--title", help="its display name")
    parser.add_argument("--docs", help="URL of its API documentation")
    options = parser.parse_args(arguments)
    try:
        if options.base_url is not None:
            provider, found = describe(options.name, options.base_url, title=options.title, docs=options.docs), None
            paths = write(provider, specs.parent)
        else:
            request, response = _read_request(options)
            provider, found = from_request(options.name, request, response, load_specs(specs), options)
            paths = write(provider, specs.parent)
    except (ValueError, OSError, SpecError) as error:
        print(f"new-provider: {error}", file=sys.stderr)
        return 2
    print(_next_steps(provider, found, [path.relative_to(specs.parent) for path in paths], specs))
    return 0


def _read_request(options: argparse.Namespace) -> tuple[CurlRequest, Any]:
    """Return the example request, and its response if there is one.

    Raises:
        ValueError: If one of them cannot be read.
        OSError: If a file does not exist.
    """
    response = None
    if options.from_curl is not None:
        request = read_curl(options.from_curl)
    else:
        file, path = options.from_openapi
        request, response = read_openapi(_load(Path(file)), path)
    if options.response is not None:
        kind = sniff(options.response.read_bytes()[:64])
        response = {"$media": kind} if kind else _load(options.response)
    return request, response


def _load(path: Path) -> Any:
    """Return the data of a JSON or YAML file."""
    problems = Problems()
    source = Source.read(path, path.as_posix(), problems)
    problems.raise_if_any()
    return source.data


def _next_steps(provider: NewProvider, found: FirstMapping | None, paths: list[Path], specs: Path) -> str:
    """Return what the command has written, and what the user does next."""
    task = "chat-completion" if found is None else found.task
    what = "chat over OpenAI's protocol" if found is None else f"{task}, as the example sends it"
    lines = [f"wrote {paths[0]}: {what}, with {provider.title}'s own key"]
    lines += [f"wrote {path}: what a call must send, and what the response becomes" for path in paths[1:]]
    lines += [f"look at: {remark}" for remark in (() if found is None else found.remarks)]
    try:
        build_api(load_specs(specs))
    except SpecError as error:
        lines += ["", "nox -s generate will report:", *(f"  {problem}" for problem in error.problems)]
    lines += ["", "Next:"]
    call = """call it, with {variable} in the environment:
   client = inferwire.InferenceClient(provider="{name}")
   client.chat_completion([{{"role": "user", "content": "Hello"}}], model="{name}/<its name of a model>")"""
    steps = [
        "nox -s generate        generates the package; problems are reported with their place and a fix",
        f"nox -s explain -- {paths[0]} {task} --all-parameters    shows what a call sends",
        *([f"nox -s tests -- tests/test_cases.py -k {provider.name}"] if found is None else []),
        *([call.format(variable=provider.variable, name=provider.name)] if found is None else []),
        f"nox -s record -- {provider.name}                makes the calls of the examples once with the key in "
        f"{provider.variable},\n   and keeps the responses without it for the tests; then write 'verified: cassette'",
        f"correct title, docs and source in {paths[0]}; add its other tasks (docs/reference/language.md has the words,"
        "\n   the other files in specs/providers are examples)",
        "once the Hub routes to it, remove 'kind: client-side', and name models as on the Hub",
    ]
    return "\n".join([*lines, *(f"{number}. {step}" for number, step in enumerate(steps, 1))])

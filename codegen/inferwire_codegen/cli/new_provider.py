"""The command ``new-provider``: ``python -m inferwire_codegen new-provider acme --base-url https://api.acme.ai``.

Writes a provider's YAML file, which works unchanged for an OpenAI-compatible chat API, and its first test case.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from inferwire_codegen.render.render import make_environment
from inferwire_codegen.spec.naming import constant, is_id

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "/v1"  # the version prefix of OpenAI's paths


class NewProvider(Struct, frozen=True, kw_only=True):
    """The contents of a new provider's files.

    Attributes:
        path: Path of the chat route below ``base_url``.
    """

    name: str
    title: str
    docs: str
    base_url: str
    path: str

    @property
    def today(self) -> str:
        """The date on which the documentation is read."""
        return date.today().isoformat()

    @property
    def variable(self) -> str:
        """The environment variable of the provider's API key."""
        return f"{constant(self.name)}_API_KEY"


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
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(f"{base_url!r} is not a valid base URL; write https://<host>, with or without a path")
    if docs is not None and urlsplit(docs).scheme not in ("http", "https"):
        raise ValueError(f"{docs!r} is not a valid URL; write https://<host>")
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return NewProvider(
        name=name,
        title=title or name.replace("-", " ").title(),
        docs=docs or f"https://{parts.netloc}",
        base_url=f"https://{parts.netloc}",
        path=f"{path.removesuffix(VERSION)}{VERSION}/chat/completions",
    )


def write(provider: NewProvider, root: Path) -> list[Path]:
    """Write the provider's file and its first test case, and return their paths.

    Raises:
        FileExistsError: If the provider already exists.
    """
    environment = make_environment()
    environment.filters["yaml"] = _as_yaml
    files = {
        root / "specs" / "providers" / f"{provider.name}.yaml": "new_provider.yaml.jinja",
        root / "tests" / "cases" / provider.name / "chat.yaml": "new_case.yaml.jinja",
    }
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
    parser.add_argument(
        "--base-url", required=True, help="where OpenAI's paths begin: https://api.acme.ai, or with /v1"
    )
    parser.add_argument("--title", help="its display name")
    parser.add_argument("--docs", help="URL of its API documentation")
    options = parser.parse_args(arguments)
    try:
        provider = describe(options.name, options.base_url, title=options.title, docs=options.docs)
        paths = write(provider, specs.parent)
    except (ValueError, FileExistsError) as error:
        print(f"new-provider: {error}", file=sys.stderr)
        return 2
    spec, case = (path.relative_to(specs.parent) for path in paths)
    print(
        f"""\
wrote {spec}: chat over OpenAI's protocol, with {provider.title}'s own key
wrote {case}: what a call must send, and what the response becomes

Next:
1. nox -s generate                          generates the package; problems are reported with their place and a fix
2. nox -s tests -- tests/test_cases.py -k {provider.name}
3. call it, with {provider.variable} in the environment:
   client = inferwire.InferenceClient(provider="{provider.name}")
   client.chat_completion([{{"role": "user", "content": "Hello"}}], model="{provider.name}/<its name of a model>")
4. correct title and docs in {spec}; add its other tasks (docs/reference/language.md has the words,
   the other files in specs/providers are examples), with a test case for each
5. once the Hub routes to it, remove 'kind: client-side', and name models as on the Hub"""
    )
    return 0

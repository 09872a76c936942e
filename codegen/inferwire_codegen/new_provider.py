"""Begins a provider: ``python -m inferwire_codegen.new_provider acme --base-url https://api.acme.ai``.

Writes its YAML file, which works as it is for an OpenAI-compatible chat API, and its first case.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from inferwire_codegen.names import constant, is_id
from inferwire_codegen.render import make_environment

ROOT = Path(__file__).resolve().parents[2]
VERSION = "/v1"  # the version of OpenAI's interface, with which its paths begin


class NewProvider(Struct, frozen=True, kw_only=True):
    """What the files are made of.

    Attributes:
        path: Path of the chat route below ``base_url``.
    """

    name: str
    title: str
    docs: str
    base_url: str
    path: str

    @property
    def variable(self) -> str:
        """Environment variable that holds its key."""
        return f"{constant(self.name)}_API_KEY"


def describe(name: str, base_url: str, *, title: str | None = None, docs: str | None = None) -> NewProvider:
    """Make out what a provider's file says.

    Args:
        name: Its name on the Hub.
        base_url: Where OpenAI's paths begin, with or without ``/v1``.
        title: Its name for people; made of its name if left out.
        docs: Its API documentation; the root of the base URL if left out.

    Raises:
        ValueError: The name or the URL cannot be used.
    """
    if not is_id(name):
        raise ValueError(f"a provider cannot be called {name!r}; name it by lower-case words, joined by dashes")
    parts = urlsplit(base_url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(f"{base_url!r} is no base URL; write https://<host>, with or without a path")
    if docs is not None and urlsplit(docs).scheme not in ("http", "https"):
        raise ValueError(f"{docs!r} is no URL of a documentation; write https://<host>")
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return NewProvider(
        name=name,
        title=title or name.replace("-", " ").title(),
        docs=docs or f"https://{parts.netloc}",
        base_url=f"https://{parts.netloc}",
        path=f"{path.removesuffix(VERSION)}{VERSION}/chat/completions",
    )


def write(provider: NewProvider, root: Path) -> list[Path]:
    """Write the provider's file and its first case; give their paths.

    Raises:
        FileExistsError: There is such a provider.
    """
    environment = make_environment()
    environment.filters["yaml"] = _as_yaml
    files = {
        root / "specs" / "providers" / f"{provider.name}.yaml": "new_provider.yaml.jinja",
        root / "tests" / "cases" / provider.name / "chat.yaml": "new_case.yaml.jinja",
    }
    for path in files:
        if path.exists():
            raise FileExistsError(f"{path.relative_to(root)} is there already; edit it, or choose another name")
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = environment.get_template(template).render(it=provider)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


def _as_yaml(text: str) -> str:
    """Write a text as a value of YAML: quoted where it would be read as something else."""
    import yaml  # only here

    written: str = yaml.safe_dump(text, default_flow_style=True, width=1000, allow_unicode=True)
    return written.removesuffix("\n").removesuffix("\n...")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 2 says that the provider cannot be begun so."""
    parser = argparse.ArgumentParser(prog="new-provider", description="Begin a provider: its YAML file and first case.")
    parser.add_argument("name", help="its name on the Hub, such as 'acme'")
    parser.add_argument(
        "--base-url", required=True, help="where OpenAI's paths begin: https://api.acme.ai, or with /v1"
    )
    parser.add_argument("--title", help="its name for people")
    parser.add_argument("--docs", help="URL of its API documentation")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        provider = describe(options.name, options.base_url, title=options.title, docs=options.docs)
        paths = write(provider, options.root)
    except (ValueError, FileExistsError) as error:
        print(f"new-provider: {error}", file=sys.stderr)
        return 2
    spec, case = (path.relative_to(options.root) for path in paths)
    print(
        f"""\
wrote {spec}: chat over OpenAI's protocol, with {provider.title}'s own key
wrote {case}: what a call must send, and what comes of the answer

Next:
1. nox -s generate                          prints the package; a mistake is told with its place and its remedy
2. nox -s tests -- tests/test_cases.py -k {provider.name}
3. call it, with {provider.variable} in the environment:
   client = inferwire.InferenceClient(provider="{provider.name}")
   client.chat_completion([{{"role": "user", "content": "Hello"}}], model="{provider.name}/<its name of a model>")
4. correct title and docs in {spec}; add its other tasks (docs/reference/language.md has the words,
   the other files in specs/providers are examples), and a case for each where it is not plain
5. once the Hub routes to it, remove 'kind: client-side': models are then named as on the Hub"""
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The reference pages of the documentation: what the specs say, for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_codegen.render import SourceFile, make_environment

if TYPE_CHECKING:
    from inferwire_codegen.ir import Api

PAGES = {"providers.md": "providers.md.jinja"}


def reference_pages(api: Api) -> tuple[SourceFile, ...]:
    """Print all pages."""
    environment = make_environment()
    return tuple(
        SourceFile(path=path, text=f"{environment.get_template(template).render(it=api).strip()}\n")
        for path, template in PAGES.items()
    )

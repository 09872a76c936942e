"""Fill in the generated navigation, and fail if a page loads from another host."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import PluginError

LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\b(?:src|srcset|data)\s*=\s*["']?(https?:)?//
    |<link\b(?=[^>]*\brel\s*=\s*["']?[^"'>]*(?:stylesheet|preload|prefetch|preconnect|icon|manifest))
        [^>]*?\bhref\s*=\s*["']?(https?:)?//
    |url\(\s*["']?(https?:)?//
    |@import\s+["'](https?:)?//""",
    re.IGNORECASE | re.VERBOSE,
)


def on_config(config: Any) -> Any:
    """Insert the generated lists into the navigation."""
    generated = yaml.safe_load(
        Path(config.docs_dir, "reference", "nav.yml").read_text(encoding="utf-8")
    )
    config.nav = [
        {
            title: generated[entry]
            if isinstance(entry, str) and entry in generated
            else entry
        }
        for item in config.nav
        for title, entry in item.items()
    ]
    return config


def on_post_build(config: Any) -> None:
    """Fail if a page or a style sheet loads something from another host."""
    site = Path(config.site_dir)
    for path in sorted([*site.rglob("*.html"), *site.rglob("*.css")]):
        if found := LOADED.search(path.read_text(encoding="utf-8")):
            raise PluginError(
                f"{path.relative_to(site)} loads from another host: {found[0]}"
            )

"""HTML of results, for notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from inferwire_runtime.jsontypes import is_mapping, is_sequence
from inferwire_runtime.media import Media

MOST = 100  # rows of a table, and letters of a cell's text times ten
BAR = "background:#4c78a8;height:0.8em;border-radius:2px"


def html_of(value: Any) -> str:
    """Return a result as HTML: labels as bars, lists of objects as tables, and media files as players."""
    if isinstance(value, Media):
        return media_tag(value)
    if is_sequence(value) and value and all(is_mapping(item) for item in value):
        return table_of(value)
    if is_mapping(value):
        return table_of([value])
    return f"<pre>{escape(str(value))}</pre>"


def media_tag(media: Media) -> str:
    """Return an element that shows or plays a media file."""
    kind = media.media_type.split("/")[0]
    if kind not in ("image", "audio", "video"):
        return f"<code>{escape(repr(media))}</code>"
    source = escape(media.to_data_url() if media.is_downloaded else media.url or "")
    return f'<img src="{source}">' if kind == "image" else f'<{kind} controls src="{source}"></{kind}>'


def table_of(items: Sequence[Mapping[str, Any]]) -> str:
    """Return a table with a row for each result, and a column for each of its fields. Scores are bars."""
    names = list(dict.fromkeys(name for item in items for name in item))
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_cell(name, item.get(name))}</td>" for name in names) + "</tr>" for item in items[:MOST]
    )
    more = f"<p>{len(items) - MOST} more</p>" if len(items) > MOST else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Media):
        return media_tag(value)
    if name == "score" and isinstance(value, (int, float)) and 0 <= value <= 1:
        return f'<div style="width:{8 * value:.2f}em;{BAR}"></div>{value:.3f}'
    if is_mapping(value):
        return escape(", ".join(f"{key} {item}" for key, item in value.items()))
    if isinstance(value, float):
        return f"{value:.4g}"
    return escape(f"{value!s:.1000}")

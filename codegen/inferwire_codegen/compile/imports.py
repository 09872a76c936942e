"""The imports that generated Python expressions need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire_codegen.compile.code import names_in
from inferwire_codegen.ir import Import

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from inferwire_codegen.ir import Code

RUNTIME_MODULES = {
    "inferwire.providers": ("REGISTRY",),
    "inferwire_runtime.decoding": ("convert", "decode_floats"),
    "inferwire_runtime.error_rules": ("ErrorRules",),
    "inferwire_runtime.errors": ("InputError",),
    "inferwire_runtime.chat_messages": ("MessageRules", "convert_chat"),
    "inferwire_runtime.files": ("download_file", "fetch_files", "fetch_message_files"),
    "inferwire_runtime.jobs": ("JobRules", "job_id", "job_path", "path_of", "url_part", "wait_for_job"),
    "inferwire_runtime.media": ("media_from_base64", "media_from_url", "media_with_key"),
    "inferwire_runtime.models": ("compact", "drop_unset", "form_values", "merge"),
    "inferwire_runtime.json_path": (
        *(
            "as_list",
            "as_text",
            "coalesce",
            "concat",
            "cosine_similarities",
            "drop_nulls",
            "first_or_self",
            "first_true",
            "flatten",
            "get",
        ),
        *("get_list", "is_true", "list_tokens", "squeeze", "zip_scores"),
    ),
    "inferwire_runtime.response_formats": ("as_grammar", "as_json_object", "as_tool", "refuse_schema"),
    "inferwire_runtime.routing": ("Fallback", "with_fallback"),
    "inferwire_runtime.uploads": (
        *("base64_field", "base64_of", "data_url_field", "data_url_of", "media_url_of", "remote_url", "type_of_file"),
        *("text_file", "url_of", "url_or_data_url"),
    ),
    "inferwire_runtime.urls": ("quote_path", "quote_query"),
    "inferwire_runtime.values": (
        *(
            "all_images",
            "as_number",
            "as_numbers",
            "as_string",
            "closest",
            "contains",
            "divide",
            "escape_markup",
            "first_set",
            "flatten_keys",
            "has_text",
        ),
        *("is_at_most", "is_below", "is_set", "join_text", "keys_of", "list_of_strings", "look_up", "maximum"),
        *("merge_objects", "minimum", "new_uuid", "omit_keys", "parent_path", "parse_json", "prepend", "rename_keys"),
        *("round_between", "text_after", "text_before", "to_lower", "to_text", "to_upper", "total", "unix_time"),
    ),
    "inferwire_runtime.wave_files": ("media_from_samples",),
    "msgspec": ("UNSET",),
}
RESPONSE_NAMES = frozenset(
    name
    for module in ("decoding", "jobs", "json_path", "media", "values", "wave_files")
    for name in RUNTIME_MODULES[f"inferwire_runtime.{module}"]
)
RUNTIME_NAMES = {name: module for module, names in RUNTIME_MODULES.items() for name in names}


def runtime_imports(codes: Iterable[Code | str | None]) -> tuple[Import, ...]:
    """Return the imports from the runtime that Python expressions need."""
    return imports_from(names_in(codes), RUNTIME_NAMES)


def imports_from(names: set[str], module_of: Mapping[str, str]) -> tuple[Import, ...]:
    """Return the imports for the *names* that ``module_of`` maps to a module."""
    modules: dict[str, set[str]] = {}
    for name in names & module_of.keys():
        modules.setdefault(module_of[name], set()).add(name)
    return tuple(Import(module=module, names=tuple(sorted(found))) for module, found in sorted(modules.items()))

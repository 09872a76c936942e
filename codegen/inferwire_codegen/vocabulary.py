"""The JSON Schemas that editors complete and check spec files with: written from the loader's own types."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from inferwire_codegen.load import OverlaySpec, ProtocolSpec, ProviderSpec
from inferwire_codegen.render import SourceFile

FILES: dict[str, Any] = {"overlay": OverlaySpec, "protocol": ProtocolSpec, "provider": ProviderSpec}


def editor_schemas() -> tuple[SourceFile, ...]:
    """Give the schema of each kind of spec file."""
    return tuple(
        SourceFile(
            path=f"{name}.schema.json",
            text=json.dumps(
                {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(type_)},
                indent=2,
                ensure_ascii=False,
            )
            + "\n",
        )
        for name, type_ in FILES.items()
    )

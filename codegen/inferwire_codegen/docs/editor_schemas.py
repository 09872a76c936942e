"""JSON Schemas for completion and validation of spec files in editors, generated from the types in `spec.language`."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from inferwire_codegen.render.render import SourceFile
from inferwire_codegen.spec.language import OverlaySpec, ProtocolSpec, ProviderSpec

FILES: dict[str, Any] = {"overlay": OverlaySpec, "protocol": ProtocolSpec, "provider": ProviderSpec}


def editor_schemas() -> tuple[SourceFile, ...]:
    """Return the schema of each kind of spec file."""
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

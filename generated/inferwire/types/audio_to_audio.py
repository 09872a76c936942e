# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Types of what is received for audio to audio."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import field

from inferwire_runtime.decoding import Part
from inferwire_runtime.media import Media


class AudioToAudioOutputElement(Part, kw_only=True):
    """One resulting audio clip."""

    label: str
    """Name of the clip, such as the separated source it holds."""

    content_type: str = field(name="content-type")
    """Media type of `blob`, such as `audio/flac`."""

    blob: Media
    """Encoded audio of the clip."""


AudioToAudioOutput: TypeAlias = list[AudioToAudioOutputElement]
"""Audio clips made from the input clip."""

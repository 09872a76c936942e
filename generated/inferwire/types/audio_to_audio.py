# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Response types of the audio-to-audio task."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import field

from inferwire_runtime.media import Media
from inferwire_runtime.results import Model


class AudioToAudioOutputElement(Model, kw_only=True):
    """An output audio clip."""

    label: str
    """Label of the clip, such as the name of the separated source."""

    content_type: str = field(name="content-type")
    """Media type of `blob`, such as `audio/flac`."""

    blob: Media
    """Encoded audio of the clip."""


AudioToAudioOutput: TypeAlias = list[AudioToAudioOutputElement]
"""Audio clips produced from the input."""

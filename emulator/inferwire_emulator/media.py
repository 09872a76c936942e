"""Media files for sample responses: a small file of each type."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

MEDIA_FILES = {
    "image/png": "image.png",
    "image/jpeg": "image.jpg",
    "image/webp": "image.webp",
    "mask/png": "mask.png",
    "audio/wav": "audio.wav",
    "audio/flac": "audio.flac",
    "audio/mpeg": "audio.mp3",
    "audio/ogg": "audio.ogg",
    "video/mp4": "video.mp4",
}


@lru_cache
def read_media(media_type: str) -> bytes:
    """Return the sample file of a media type.

    Raises:
        ValueError: If there is no sample file of this type.
    """
    if media_type not in MEDIA_FILES:
        raise ValueError(f"no sample file of type {media_type!r}; choose one of {', '.join(MEDIA_FILES)}")
    return (resources.files("inferwire_emulator") / "data" / "media" / MEDIA_FILES[media_type]).read_bytes()

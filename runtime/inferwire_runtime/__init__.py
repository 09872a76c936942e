"""The small hand-written part of inferwire, below the generated modules: flows, drivers, streams, media, errors."""

__version__ = "0.1.0"

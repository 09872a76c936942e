# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Spans and metrics of calls, for OpenTelemetry: ``pip install 'inferwire[otel]'``."""

from inferwire_runtime.telemetry import instrument as instrument
from inferwire_runtime.telemetry import uninstrument as uninstrument

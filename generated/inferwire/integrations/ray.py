# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Ray Data: an actor for `Dataset.map_batches`, and a rate limit that all actors share."""

from inferwire_integrations.ray import RayMapper, map_batches_options, start_limiter, stop_limiter

__all__ = [
    "RayMapper",
    "map_batches_options",
    "start_limiter",
    "stop_limiter",
]

"""Fill in what the metadata of the distributions shares: the version that they need, and the repository's addresses.

The version is written once, in ``runtime/inferwire_runtime/__init__.py``. The generator and the emulator need the
client of their own version, which their ``pyproject.toml`` names as ``inferwire=={version}``. The addresses are those
of the repository that builds a release, so that a fork publishes its own.
"""

from __future__ import annotations

import os
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class SharedMetadata(MetadataHookInterface):
    """Fill in the dependencies that name the version, and ``[project.urls]``."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the fields that ``pyproject.toml`` declares as dynamic."""
        if "dependencies" in self.config:
            metadata["dependencies"] = [
                dependency.format(version=metadata["version"]) for dependency in self.config["dependencies"]
            ]
        metadata["urls"] = repository_urls(os.environ)


def repository_urls(environment: Any) -> dict[str, str]:
    """Return the addresses of the repository whose workflow builds this, or none outside a workflow."""
    server, repository = environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY")
    if not server or not repository:
        return {}
    url = f"{server}/{repository}"
    return {
        "Source": url,
        "Changelog": f"{url}/blob/main/CHANGELOG.md",
        "Documentation": f"{url}/tree/main/docs",
        "Issues": f"{url}/issues",
        "Security": f"{url}/security/policy",
    }

"""What there is to run: ``nox -l`` lists it, ``nox -s NAME`` runs it."""

from __future__ import annotations

import os
from pathlib import Path

import nox

PROJECT = nox.project.load_toml("pyproject.toml")
DEFAULT_PYTHON = "3.11"
PYTHONS = [DEFAULT_PYTHON, "3.12", "3.13"]

nox.needs_version = ">=2024.4.15"
nox.options.sessions = ["tests"]
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True


def group(*names: str) -> list[str]:
    """Give the requirements of dependency groups."""
    return list(nox.project.dependency_groups(PROJECT, *names))


@nox.session(python=False)
def tests(session: nox.Session) -> None:
    """Run the tests; what follows ``--`` goes to pytest."""
    session.notify(f"tests-{DEFAULT_PYTHON}", session.posargs)

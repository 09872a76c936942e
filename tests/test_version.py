"""The version is written in one place, and every distribution has it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager
from packaging.requirements import Requirement

import inferwire
import inferwire_runtime

ROOT = Path(__file__).parents[1]
PROJECTS = sorted(path.parent for path in ROOT.glob("*/pyproject.toml"))
SOURCE = ROOT / "runtime" / "inferwire_runtime" / "__init__.py"


def metadata_of(project: Path) -> ProjectMetadata:
    return ProjectMetadata(str(project), PluginManager())


def test_the_package_has_the_version_of_its_source() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc|\.dev)\d+)?", inferwire_runtime.__version__)
    assert inferwire.__version__ == inferwire_runtime.__version__
    assert f'__version__ = "{inferwire_runtime.__version__}"\n' in SOURCE.read_text(encoding="utf-8")


@pytest.mark.parametrize("project", [ROOT, *PROJECTS], ids=lambda path: path.name if path != ROOT else "root")
def test_every_distribution_has_that_version(project: Path) -> None:
    written = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in written["project"]["dynamic"]
    assert metadata_of(project).version == inferwire_runtime.__version__


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_a_distribution_of_its_own_needs_the_client_of_its_version(project: Path) -> None:
    needed = {Requirement(text).name: Requirement(text) for text in metadata_of(project).core.dependencies}
    assert str(needed["inferwire"].specifier) == f"=={inferwire_runtime.__version__}"


def test_no_other_file_pins_the_version() -> None:
    quoted = re.compile(rf'"(==|inferwire[\w-]*==)?{re.escape(inferwire_runtime.__version__)}"')
    sources = [*ROOT.glob("*.py"), *ROOT.glob("*.toml"), *ROOT.glob("*/pyproject.toml")]
    for folder in ("runtime", "codegen", "generated", "emulator"):
        sources += [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.jinja")]
    assert [path for path in sources if quoted.search(path.read_text(encoding="utf-8"))] == [SOURCE]


def test_extras_leave_the_version_to_the_distribution_that_they_name() -> None:
    extras = metadata_of(ROOT).core.optional_dependencies
    own = [text for texts in extras.values() for text in texts if Requirement(text).name.startswith("inferwire-")]
    assert own
    assert [text for text in own if Requirement(text).specifier] == []


def test_a_release_names_the_repository_that_builds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    assert metadata_of(ROOT).core.urls == {}
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://git.example.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "team/fork")
    urls = metadata_of(ROOT).core.urls
    assert urls["Source"] == "https://git.example.com/team/fork"
    assert all(url.startswith(urls["Source"]) for url in urls.values())

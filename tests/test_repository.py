"""What surrounds the code agrees with it: hooks, workflows, the changelog."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

import inferwire

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSIONS = re.findall(r"Python :: (\d\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))


def load(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def test_the_hooks_use_the_formatter_that_the_project_pins() -> None:
    hooks = {repo["repo"].rpartition("/")[2]: repo for repo in load(".pre-commit-config.yaml")["repos"]}
    (pinned,) = [text for text in PROJECT["dependency-groups"]["generate"] if text.startswith("ruff==")]
    assert hooks["ruff-pre-commit"]["rev"] == f"v{pinned.removeprefix('ruff==')}"


def test_the_workflow_runs_sessions_that_exist_on_every_python_that_is_declared() -> None:
    jobs = load(".github/workflows/checks.yml")["jobs"]
    assert jobs["tests"]["strategy"]["matrix"]["python"] == VERSIONS
    assert PROJECT["project"]["requires-python"] == f">={VERSIONS[0]}"
    noxfile = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    for session in jobs["checks"]["strategy"]["matrix"]["session"]:
        assert f"\ndef {session}(session: nox.Session)" in noxfile, session
    assert "(" + ", ".join(f'"{version}"' for version in VERSIONS) + ")" in noxfile


def test_the_workflow_runs_all_checks_that_a_change_needs() -> None:
    sessions = load(".github/workflows/checks.yml")["jobs"]["checks"]["strategy"]["matrix"]["session"]
    for page in ("RELEASING.md", ".github/pull_request_template.md"):
        (command,) = re.findall(r"nox -s (.* types .*?)`?(?: passes)?$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
        named = {name for name in command.split() if not name.startswith("tests")}
        assert named <= set(sessions), page


def test_templates_of_issues_have_what_github_requires() -> None:
    for path in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")):
        template = load(path.relative_to(ROOT).as_posix())
        if path.name == "config.yml":
            assert isinstance(template["blank_issues_enabled"], bool)
            continue
        assert {"name", "description", "body"} <= set(template)
        fields = [field for field in template["body"] if field["type"] != "markdown"]
        assert len({field["id"] for field in fields}) == len(fields) > 0
        assert all(field["attributes"]["label"] for field in fields)


def test_the_changelog_has_a_section_for_what_is_not_released_and_for_this_version() -> None:
    sections = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sections[0] == "Unreleased"
    assert inferwire.__version__ in sections
    assert len(set(sections)) == len(sections)


def test_links_between_files_of_the_repository_are_valid() -> None:
    for path in [*ROOT.glob("*.md"), ROOT / "benchmarks" / "README.md"]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_decision_is_in_the_index_and_in_the_navigation() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "index.md").read_text(encoding="utf-8")
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    decisions = sorted(path for path in folder.glob("*.md") if path.name != "index.md")
    assert decisions
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], path.name
        assert f"]({path.name})" in index
        assert f"decisions/{path.name}" in navigation

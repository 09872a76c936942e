"""A file of an older version of the language becomes one of the present: its words change, its comments stay."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from inferwire_codegen.__main__ import main
from inferwire_codegen.cli.migrate import STEPS, migrate
from inferwire_codegen.compile.build import build_api
from inferwire_codegen.spec.diagnostics import Problems, SpecError
from inferwire_codegen.spec.language import VERSION
from inferwire_codegen.spec.load import load_specs
from inferwire_codegen.spec.source import Source

from .spec_tree import MINIMAL, copy_specs

OLD = """\
# yaml-language-server: $schema=../schema/provider.schema.json
provider: acme # the name on the Hub
title: 'Acmé $text'
docs: https://acme.example.com/docs
kind: client-side
source: {urls: [https://acme.example.com/docs], date: 2026-01-31}
verified: documented
base_url: https://api.acme.example.com

# All tasks stand in a queue.
common:
  poll:
    path: /jobs/{job}
    job: =id
    status: =status
    done: [ok]
    failed: [bad]

    sample: # the reply to the order
      # as it came
      id: "{job}"

      status: waiting
    every: 2 # seconds
tasks:
  draw:
    path: /models/{model}/draw
    body: {image: =base64(inputs.image), prompt: =inputs.prompt, options: =parameters}
    output: =download(url)
    sample: {status: ok, url: "https://cdn.example.com/a.png"}
  echo:
    protocol: plain
    stream:
      text: =piece
      finished: =all
      item: {text: =piece, all: "=last && $text"} # $text is all of it
      sample: [{piece: "$text"}, {piece: "lo", last: true}]
"""


def migrated(text: str) -> str:
    """Return the text of a provider's file in the present version."""
    problems = Problems()
    source = Source("acme.yaml", text, problems)
    problems.raise_if_any()
    return migrate(source)


def test_words_change_and_all_else_stays() -> None:
    old = OLD.replace("    protocol: plain\n", "")  # with one, common settings move to the other task
    new = migrated(old)
    changed = [line for line in new.splitlines() if line not in old.splitlines()]
    assert changed == [
        f"version: {VERSION}",
        "    samples: # the reply to the order",
        '      - id: "{job}"',
        "        status: waiting",
        '      item: {text: =piece, all: "=last && collected()"} # $text is all of it',
    ]
    assert len(new.splitlines()) == len(old.splitlines()) + 1
    assert [line.partition("#")[2] for line in new.splitlines() if "#" in line] == [
        line.partition("#")[2] for line in old.splitlines() if "#" in line
    ]


def test_what_comes_out_is_read_as_the_present_version(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path, {"providers/acme.yaml": OLD})
    with pytest.raises(SpecError, match=r"run `nox -s migrate -- specs/providers/acme[.]yaml`"):
        load_specs(specs)
    assert main(["migrate", str(specs / "providers" / "acme.yaml")]) == 0
    api = build_api(load_specs(specs))
    draw = next(item for item in api.provider_tasks if (item.provider, item.task) == ("acme", "draw"))
    assert draw.interfaces[0].poll is not None
    echo = next(item for item in api.provider_tasks if (item.provider, item.task) == ("acme", "echo"))
    stream = echo.interfaces[0].stream
    assert stream is not None
    assert stream.item_code is not None
    assert "and text" in stream.item_code.body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{sample: {id: 1}}", "{samples: [{id: 1}]}"),
        ("{sample: &a {id: 1}, x: *a}", "{samples: [&a {id: 1}], x: *a}"),
        ("{x: &a {id: 1}, sample: *a}", "{x: &a {id: 1}, samples: [*a]}"),
        ('{"sample": "text"}', '{samples: ["text"]}'),
        ("\n  sample:\n    id: 1\n    b: 2", "\n  samples:\n    - id: 1\n      b: 2"),
        ("\n  sample: &a # why\n    id: 1\n  x: *a", "\n  samples:  # why\n    - &a\n      id: 1\n  x: *a"),
        ("\n  sample:\n  - 1\n  - 2\n  x: 1", "\n  samples:\n  - - 1\n    - 2\n  x: 1"),
        (
            "\n  sample:\n    a: |\n      b\n\n      c\n  x: 1",
            "\n  samples:\n    - a: |\n        b\n\n        c\n  x: 1",
        ),
        ("{samples: [1]}", "{samples: [1]}"),
    ],
)
def test_a_value_becomes_a_list_of_it_in_any_layout(old: str, new: str) -> None:
    head = "version: {}\ncommon:\n poll: {}\n"
    text, expected = (head.format(n, textwrap.indent(t, " ").lstrip(" ")) for n, t in ((1, old), (VERSION, new)))
    assert migrated(text) == expected
    before, after = (Source("a.yaml", each, Problems()).data["common"]["poll"] for each in (text, expected))
    assert after.pop("samples") in ([before.pop("sample", None)], before.pop("samples", None))
    assert before == after


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a: 1\n", f"version: {VERSION}\na: 1\n"),
        ("# why\n\n---\na: 1\n", f"# why\n\n---\nversion: {VERSION}\na: 1\n"),
        ('{"a": 1}', f'{{"version": {VERSION}, "a": 1}}'),
        ("a: 1\nversion: 1 # of the language\n", f"a: 1\nversion: {VERSION} # of the language\n"),
    ],
)
def test_the_version_is_written_in_its_place_or_first(old: str, new: str) -> None:
    assert migrated(old) == new


OLD_OVERLAY = """\
version: 2
summary: Echo the text. # also: single
also: {text: EchoOutput} # open
"single": true
list_when: times
loose: false
example: {text: Hello, same: 1}
schema:
  open: [EchoMode] # the server adds some
  same: {EchoMood: EchoMode}
  patch: {EchoMode: {open: true, also: {single: 1}}}
"""


def test_keys_of_overlays_are_renamed() -> None:
    changed = [line for line in migrated(OLD_OVERLAY).splitlines() if line not in OLD_OVERLAY.splitlines()]
    assert changed == [
        f"version: {VERSION}",
        "accepts: {text: EchoOutput} # open",
        "unwrap_first: true",
        "list_if: times",
        "untyped_items: false",
        "  open_enum: [EchoMode] # the server adds some",
        "  alias_of: {EchoMood: EchoMode}",
    ]


def test_keys_of_overlays_are_not_renamed_in_providers() -> None:
    old = "version: 2\nprovider: acme\nopen: 1\nsingle: 1\nschema: {same: 1}\n"
    assert migrated(old) == old.replace("version: 2", f"version: {VERSION}")


def test_a_present_file_stays_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = copy_specs(tmp_path)
    assert main(["migrate", *map(str, specs.rglob("*.yaml"))]) == 0
    assert capsys.readouterr().out == ""
    for path in specs.rglob("*.yaml"):
        assert path.read_bytes() == (MINIMAL / path.relative_to(specs)).read_bytes()


def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_migrated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text("a: [")
    (tmp_path / "b.yaml").write_text("provider: b\n")
    assert main(["migrate", *(str(tmp_path / name) for name in ("a.yaml", "b.yaml", "c.yaml"))]) == 2
    captured = capsys.readouterr()
    assert captured.out == f"{tmp_path / 'b.yaml'}: from version 1 to {VERSION}\n"
    assert [line.split(": ")[1] for line in captured.err.splitlines()] == [
        "the [ of line 1 is not closed; write ] where it ends",
        "the file is missing; add it",
    ]
    assert (tmp_path / "a.yaml").read_text() == "a: ["


def test_every_version_of_before_has_its_steps() -> None:
    assert sorted(STEPS) == list(range(1, VERSION))


def test_the_function_that_decodes_has_a_name_of_its_own() -> None:
    new = migrated(
        "version: 2\nprovider: acme\ntasks:\n  draw:\n    body: {image: =base64(inputs.image)}\n"
        "    output: &made =binary() || base64(image) || base64(one(images))\n    fetch: *made\n"
        "    poll: {status: =base64(a), samples: [{a: base64(x)}]}\n"
    )
    assert "image: =base64(inputs.image)" in new
    assert "output: &made =binary() || from_base64(image) || from_base64(one(images))\n" in new
    assert "fetch: *made\n" in new
    assert "status: =from_base64(a), samples: [{a: base64(x)}]" in new


COMMON = """\
version: 2
provider: acme
title: Acme
docs: https://acme.example.com/docs
kind: client-side
base_url: https://api.acme.example.com
env: [ACME_KEY]
# Shared by the tasks of our own.
common:
  headers: {x-team: "a"} # who pays
  omit: [seed]
tasks:
  echo: {protocol: plain}
  draw:
    path: /draw
    body: {image: =base64(inputs.image), prompt: =inputs.prompt, ...: =parameters}
    output: =base64(picture)
    sample: {picture: {$media: image/png}}
"""


def test_common_settings_do_not_reach_tasks_that_they_did_not_reach_before(tmp_path: Path) -> None:
    new = migrated(COMMON)
    specs = copy_specs(tmp_path, {"providers/acme.yaml": new})
    data = Source("acme.yaml", new, Problems()).data
    assert "common" not in data
    assert data["tasks"]["echo"] == {"protocol": "plain"}
    assert data["tasks"]["draw"]["headers"] == {"x-team": "a"}
    assert data["tasks"]["draw"]["omit"] == ["seed"]
    assert data["tasks"]["draw"]["output"] == "=from_base64(picture)"
    assert data["source"]["urls"] == ["https://acme.example.com/docs"]
    assert data["verified"] == "documented"
    build_api(load_specs(specs))


def test_common_settings_stay_where_no_task_has_a_protocol() -> None:
    text = COMMON.replace("  echo: {protocol: plain}\n", "")
    assert 'common:\n  headers: {x-team: "a"} # who pays\n' in migrated(text)

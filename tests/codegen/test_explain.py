"""The contributor's test-read: what a mapping sends and what its samples become, with the specs of the moment."""

from __future__ import annotations

import base64
import shutil
import sys
import typing
from pathlib import Path

import pytest

import inferwire
from inferwire_codegen.cli.explain import main
from inferwire_codegen.compile.samples import sample_file
from inferwire_codegen.docs.explain import UsageError, explain

from .spec_tree import SPECS, copy_specs
from .test_private_provider import YAML

TOGETHER = """\
together, text-to-image: client.text_to_image(prompt="A cat on a green sofa", num_inference_steps=28, width=64)

routed, model "some-org/some-model":
  POST https://router.huggingface.co/together/v1/images/generations
  authorization: Bearer $HF_TOKEN
  content-type: application/json
  {
    "model": "its-name-of/some-model",
    "prompt": "A cat on a green sofa",
    "steps": 28,
    "response_format": "base64",
    "width": 64
  }
  response: {"data": [{"index": 0, "b64_json": "<image/jpeg>"}]}
  returns Media: <image/jpeg, 11 bytes>
  or
  response: {"data": [{"index": 0, "url": "https://cdn.example.com/out.jpg"}]}
  GET https://cdn.example.com/out.jpg
  returns Media: <image/jpeg, 11 bytes, from https://cdn.example.com/out.jpg>

direct, model "some-org/some-model":
  POST https://api.together.xyz/v1/images/generations
  authorization: Bearer $TOGETHER_API_KEY
  content-type: application/json
  {
    "model": "its-name-of/some-model",
    "prompt": "A cat on a green sofa",
    "steps": 28,
    "response_format": "base64",
    "width": 64
  }
  then the same
"""
JOB = """\
direct, model "acme/its-name-of/some-model":
  POST https://api.acme.example.com/models/its-name-of/some-model/draw
  authorization: Bearer $ACME_KEY
  content-type: application/json
  {"image": "iVBORw0KGgogc2FtcGxl", "options": {"seed": 7}}
  response: {"id": "sample-job", "status": "waiting"}
  GET https://api.acme.example.com/jobs/sample-job
  authorization: Bearer $ACME_KEY
  response: {"id": "sample-job", "status": "working"}
  GET https://api.acme.example.com/jobs/sample-job
  authorization: Bearer $ACME_KEY
  response: {"status": "ok", "url": "https://cdn.example.com/a.png"}
  GET https://cdn.example.com/a.png
  returns Media: <image/png, 15 bytes, from https://cdn.example.com/a.png>
"""
STREAM = """\
  with stream=True, the body also has: {"stream": true}
  event: {"piece": "Hel"}
  event: {"piece": "lo", "last": true}
  returns EchoStreamOutput: {"text": "Hel"}
  returns EchoStreamOutput: {"text": "lo", "all": "Hello"}
"""
ACME = """\
version: 3
provider: acme
title: Acme
docs: https://acme.example.com/docs
kind: client-side
source: {urls: [https://acme.example.com/docs], date: 2026-01-31}
verified: documented
base_url: https://api.acme.example.com
env: [ACME_KEY]
tasks:
  echo: {protocol: plain}
  draw:
    path: /models/{model}/draw
    body: {image: =base64(inputs.image), prompt: =inputs.prompt, options: =parameters}
    poll:
      path: /jobs/{job}
      job: =id
      status: =status
      done: [ok]
      failed: []
      every: 60
      samples: [{id: "{job}", status: waiting}, {id: "{job}", status: working}]
    output: =download(url)
    sample: {status: ok, url: "https://cdn.example.com/a.png"}
"""


def shown(file: Path, task: str | None, *values: str, specs: Path = SPECS) -> str:
    """Return what is shown."""
    return "\n".join(explain(file, task, values, specs))


def test_a_mapping_is_shown_routed_and_direct_with_every_sample() -> None:
    assert (
        shown(SPECS / "providers" / "together.yaml", "text-to-image", "num_inference_steps=28", "width=64") == TOGETHER
    )


def test_it_reads_the_file_on_disk_and_leaves_no_trace(tmp_path: Path) -> None:
    shutil.copytree(SPECS, tmp_path / "specs")
    file = tmp_path / "specs" / "providers" / "together.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("steps: &steps", "paces: &steps"), encoding="utf-8")
    before = {name: module for name, module in sys.modules.items() if name.startswith("inferwire.")}
    output = shown(file, "text-to-image", "num_inference_steps=28", specs=tmp_path / "specs")
    assert '"paces": 28' in output
    assert {name: module for name, module in sys.modules.items() if name.startswith("inferwire.")} == before
    assert sys.modules["inferwire"] is inferwire


def test_each_poll_of_a_job_is_shown_without_waiting(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path, {"providers/acme.yaml": ACME})
    overlay = specs / "tasks" / "draw" / "overlay.yaml"
    overlay.write_text(overlay.read_text() + "example: {image: {$media: image/png}}\n")
    assert JOB in shown(specs / "providers" / "acme.yaml", "draw", "seed=7", specs=specs)


def test_streams_are_shown_event_by_event_and_item_by_item(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path)
    output = shown(specs / "providers" / "acme.yaml", "echo", "text=Hello", "mode=cave", specs=specs)
    assert output.startswith('acme, echo: client.echo(text="Hello", mode="cave")\n')
    assert '{"model": "its-name-of/some-model", "text": "Hello", "mode": "cave"}' in output
    assert STREAM in output


def test_a_server_is_shown_by_each_of_its_interfaces() -> None:
    output = shown(SPECS / "providers" / "endpoint.yaml", "text-generation")
    assert "POST https://my-server.example.com/v1/completions\n" in output
    assert (
        "a server, interface 'native', model \"its-name-of/some-model\":\n  POST https://my-server.example.com\n"
        in output
    )
    assert output.count("authorization: Bearer $API_KEY") == 2


def test_the_overloads_of_the_imported_package_are_kept(tmp_path: Path) -> None:
    before = typing.get_overloads(inferwire.InferenceClient.text_classification)
    file = tmp_path / "gateway.yaml"
    file.write_text(YAML.format(url="https://gateway.example.com"), encoding="utf-8")
    assert "POST" in shown(file, "text-to-image", 'model="flux"')
    assert len(before) == 2
    assert typing.get_overloads(inferwire.InferenceClient.text_classification) == before


def test_without_a_task_all_are_shown() -> None:
    output = shown(SPECS / "providers" / "fal-ai.yaml", None)
    for task in inferwire.list_tasks("fal-ai"):
        assert f"\nfal-ai, {task}: client." in f"\n{output}"
    assert "fails" not in output
    assert "authorization: Key $FAL_KEY" in output


def test_a_provider_of_ones_own_is_shown_too(tmp_path: Path) -> None:
    file = tmp_path / "gateway.yaml"
    file.write_text(YAML.format(url="https://gateway.example.com"), encoding="utf-8")
    output = shown(file, "text-to-image", 'model="flux"')
    assert "POST https://gateway.example.com/ml/draw/flux\n" in output
    assert "x-team-key: $GATEWAY_KEY" in output
    assert "routed" not in output
    assert 'gateway, custom: client.request(inputs="Some text.")' in shown(file, "custom")


def test_names_that_the_task_lacks_are_extra_parameters() -> None:
    output = shown(SPECS / "providers" / "together.yaml", "text-to-image", "project_id=p", "extra.sed=4")
    assert 'extra_parameters={"project_id": "p", "sed": 4}' in output
    assert '"project_id": "p",' in output
    assert '"sed": 4' in output


def test_every_parameter_can_be_passed_at_once(tmp_path: Path) -> None:
    rename = "echo:\n    protocol: plain\n    rename: {times: repeat}\n    cannot: [mode]\n"
    specs = copy_specs(tmp_path, changes={"providers/acme.yaml": {"echo: {protocol: plain}\n": rename}})
    lines = explain(specs / "providers" / "acme.yaml", "echo", ["text=Hello"], specs, all_parameters=True)
    output = "\n".join(lines)
    assert '"repeat": 1' in output
    assert '"loud": true' in output
    assert "  not sent: mode\n" in output
    assert "sent twice" not in output


def test_every_task_takes_the_values_of_all_its_parameters() -> None:
    for provider in ("endpoint", "hf-inference", "openai"):
        file = SPECS / "providers" / f"{provider}.yaml"
        output = "\n".join(explain(file, None, [], SPECS, all_parameters=True))
        assert "raises" not in output, provider


@pytest.mark.parametrize("key", ["hf_hidden", "hidden"])
def test_the_keys_that_it_passes_are_never_shown(key: str) -> None:
    assert key not in shown(SPECS / "providers" / "replicate.yaml", "text-to-image")


def test_a_call_that_is_refused_shows_the_error(tmp_path: Path) -> None:
    refusal = "    refuse: [{when: =parameters.loud, because: It never shouts; leave out loud}]\n"
    specs = copy_specs(
        tmp_path,
        changes={"providers/acme.yaml": {"echo: {protocol: plain}\n": f"echo:\n    protocol: plain\n{refusal}"}},
    )
    output = shown(specs / "providers" / "acme.yaml", "echo", "text=Hello", "loud=true", specs=specs)
    assert "  raises InputError: It never shouts; leave out loud" in output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["xyz.yaml"], "there is no file xyz.yaml; pass the YAML file of a provider"),
        (["specs/providers/togeter.yaml"], "there is no file specs/providers/togeter.yaml; did you mean "
         "specs/providers/together.yaml?"),
        (["FOLDER/together.yaml", "text-to-imag"], "together has no task 'text-to-imag'; did you mean "
         "'text-to-image'?"),
        (["FOLDER/together.yaml", "text-to-image", "sed=4"], "text-to-image has no argument 'sed'; "
         "did you mean 'seed'? An extra parameter of this name is extra.sed=..."),
        (["FOLDER/together.yaml", "text-to-image", "seed"], "text-to-image needs a value for 'seed'; "
         "write seed=..."),
    ],
)  # fmt: skip
def test_a_wrong_call_is_reported(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([each.replace("FOLDER", str(SPECS / "providers")) for each in arguments], SPECS) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"explain: {expected}\n")


def test_a_call_without_a_required_argument_is_reported(tmp_path: Path) -> None:
    specs = copy_specs(tmp_path)
    with pytest.raises(UsageError, match=r"echo needs 'text'; write text=\.\.\. after the task"):
        shown(specs / "providers" / "acme.yaml", "echo", specs=specs)


def test_a_wrong_file_is_reported_as_by_the_generator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specs = copy_specs(tmp_path, changes={"providers/acme.yaml": {"title: Acme": "titel: Acme"}})
    assert main([str(specs / "providers" / "acme.yaml"), "echo"], specs) == 2
    assert capsys.readouterr().err == "specs/providers/acme.yaml:2:1: there is no key 'titel'; did you mean 'title'?\n"


def test_a_file_that_is_passed_as_a_url_is_fetched_before_the_request() -> None:
    url = "https://pictures.example.com/a.jpg"
    lines = list(explain(SPECS / "providers" / "wavespeed.yaml", "image-to-image", [f"image={url}", "prompt=x"], SPECS))
    fetch = lines.index(f"  GET {url}")
    assert lines[fetch + 1].startswith("  POST https://router.huggingface.co/wavespeed/")
    image = base64.b64encode(sample_file("image/jpeg")).decode()
    assert any(f'"image": "{image}"' in line for line in lines)
    assert not any("fails" in line or "raises" in line for line in lines)

"""Every sample can be sent, and the emulator's code names no provider."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import httpx
import msgspec
import pytest

import inferwire_emulator
from inferwire_emulator.client_imports import ROUTER, ProviderInfo, Registry
from inferwire_emulator.hub import build_catalogue
from inferwire_emulator.media import MEDIA_FILES, read_media
from inferwire_emulator.responses import example_arguments, sample_response, stream_response
from inferwire_emulator.routes import build_services, choose_sample, find_endpoint
from inferwire_emulator.tables import Sample, Tables, load_tables
from inferwire_runtime.media_types import sniff

TABLES = load_tables()
SERVICES = build_services(TABLES)
CATALOGUE = build_catalogue(TABLES, {})


@pytest.mark.parametrize("sample", TABLES.samples, ids=lambda sample: f"{sample.provider}-{sample.task}")
def test_every_response_can_be_sent(sample: Sample) -> None:
    for number, template in enumerate(sample.responses, start=1):
        body = b"".join(sample_response(sample, number, "some/model", "job-7").chunks)
        assert b"$media" not in body
        assert b"$text" not in body
        assert b"{job}" not in body
        if isinstance(template, dict) and "model" in template:
            assert msgspec.json.decode(body)["model"] == "some/model"
    for event in stream_response(sample, "some/model").chunks:
        if sample.sends_lines:
            assert event.count(b"\n") == 1
            assert event.endswith(b"\n")
            assert isinstance(msgspec.json.decode(event), dict)
            continue
        assert event.startswith(b"data: ")
        assert event.endswith(b"\n\n")


def test_example_arguments_are_copies() -> None:
    example_arguments(TABLES, "chat-completion")["messages"].clear()
    assert example_arguments(TABLES, "chat-completion")["messages"]


def test_the_sample_file_has_a_line_for_each_response_and_event() -> None:
    lines = (Path(inferwire_emulator.__file__).parent / "data/samples.json").read_text(encoding="utf-8").splitlines()
    bodies = [line.strip().rstrip(",") for line in lines]
    for sample in TABLES.samples:
        for body in (*sample.pending_responses, *sample.responses, *sample.events):
            assert json.dumps(body, ensure_ascii=False) in bodies


@pytest.mark.parametrize(
    "sample",
    [sample for sample in TABLES.samples if TABLES.registry.providers[sample.provider].kind in ("provider", "router")],
    ids=lambda sample: f"{sample.provider}-{sample.task}",
)
def test_every_sample_is_reached_over_the_router(sample: Sample) -> None:
    model = f"emulated/{sample.task}" if sample.task != "custom" else "some/model"
    for path in sample.paths:
        full_path = TABLES.registry.providers[sample.provider].prefix + path.replace("{model}", model)
        endpoint = find_endpoint(SERVICES, httpx.URL(ROUTER).host, full_path)
        assert endpoint is not None
        assert endpoint.is_routed
        assert choose_sample(endpoint, model, CATALOGUE).task == sample.task


def test_every_media_file_is_of_its_type() -> None:
    for media_type in MEDIA_FILES:
        assert sniff(read_media(media_type)) == media_type.replace("mask/", "image/")


def test_an_unknown_media_type_is_an_error() -> None:
    with pytest.raises(ValueError, match="no sample file of type 'image/gif'; choose one of image/png"):
        read_media("image/gif")


def sample(task: str, path: str) -> Sample:
    return Sample(provider="p", task=task, paths=(path,), responses=({},))


def test_the_most_literal_path_wins() -> None:
    provider = ProviderInfo(
        name="p", title="P", tasks=("a", "b", "c"), base_url="https://p.example.com/api", prefix="/p"
    )
    router = ProviderInfo(name="r", title="R", kind="router", tasks=("a",))
    samples = (sample("a", "/{model}"), sample("b", "/{model}/run"), sample("c", "/jobs/{id}/run"))
    tables = Tables(registry=Registry(providers={"p": provider, "r": router}, hub_tasks={}), samples=samples)
    services = build_services(tables)
    for path, task in [("/x/y", "a"), ("/x/y/run", "b"), ("/jobs/1/run", "c"), ("/jobs/1/2/run", "b")]:
        direct = find_endpoint(services, "P.example.com", f"/api{path}")
        assert direct is not None
        assert not direct.is_routed
        assert [sample.task for sample in direct.samples] == [task]
        routed = find_endpoint(services, "router.huggingface.co", f"/p{path}")
        assert routed is not None
        assert routed.samples == direct.samples


def test_no_code_names_a_provider() -> None:
    names = {
        name for name, provider in TABLES.registry.providers.items() if provider.kind not in ("router", "endpoint")
    } - {"google"}  # this is the name of a field of OpenAI's interface, too
    for file in Path(inferwire_emulator.__file__).parent.glob("*.py"):
        texts = [node.value for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Constant)]
        assert not names.intersection(text for text in texts if isinstance(text, str)), file.name

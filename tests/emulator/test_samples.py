"""Every sample of the generated tables can be sent, and no code of the emulator knows whose it is."""

from __future__ import annotations

import ast
from pathlib import Path

import httpx
import msgspec
import pytest

import inferwire_emulator
from inferwire.emulator import TABLES
from inferwire_emulator.answers import MEDIA_FILES, read_media, reply_answer, stream_answer
from inferwire_emulator.hub import make_catalogue
from inferwire_emulator.matching import choose_sample, find_place, make_services
from inferwire_emulator.tables import Sample, Tables
from inferwire_runtime.media import sniff
from inferwire_runtime.routing import ROUTER, Provider, Registry

SERVICES = make_services(TABLES)
CATALOGUE = make_catalogue(TABLES, {})


@pytest.mark.parametrize("sample", TABLES.samples, ids=lambda sample: f"{sample.provider}-{sample.task}")
def test_every_reply_can_be_sent(sample: Sample) -> None:
    for number, reply in enumerate(msgspec.json.decode(sample.replies), start=1):
        body = b"".join(reply_answer(sample, number, "some/model").parts)
        assert b"$media" not in body
        assert b"$text" not in body
        if isinstance(reply, dict) and "model" in reply:
            assert msgspec.json.decode(body)["model"] == "some/model"
    for event in stream_answer(sample, "some/model").parts:
        assert event.startswith(b"data: ")
        assert event.endswith(b"\n\n")


@pytest.mark.parametrize(
    "sample",
    [sample for sample in TABLES.samples if TABLES.registry.providers[sample.provider].kind in ("provider", "router")],
    ids=lambda sample: f"{sample.provider}-{sample.task}",
)
def test_every_sample_is_reached_over_the_router(sample: Sample) -> None:
    model = f"emulated/{sample.task}" if sample.task != "custom" else "some/model"
    for path in sample.paths:
        full_path = TABLES.registry.providers[sample.provider].prefix + path.replace("{model}", model)
        place = find_place(SERVICES, httpx.URL(ROUTER).host, full_path)
        assert place is not None
        assert place.is_routed
        assert choose_sample(place, model, CATALOGUE).task == sample.task


def test_every_medium_is_what_it_is_called() -> None:
    for media_type in MEDIA_FILES:
        assert sniff(read_media(media_type)) == media_type.replace("mask/", "image/")


def test_a_medium_that_there_is_not_is_named() -> None:
    with pytest.raises(ValueError, match="no medium of type 'image/gif'; there are image/png"):
        read_media("image/gif")


def sample(task: str, path: str) -> Sample:
    return Sample(provider="p", task=task, paths=(path,), replies="[{}]", stream="[]", done="")


def test_the_most_literal_path_wins() -> None:
    provider = Provider(name="p", title="P", tasks=("a", "b", "c"), base_url="https://p.example.com/api", prefix="/p")
    router = Provider(name="r", title="R", kind="router", tasks=("a",))
    samples = (sample("a", "/{model}"), sample("b", "/{model}/run"), sample("c", "/jobs/{id}/run"))
    tables = Tables(registry=Registry(providers={"p": provider, "r": router}, hub_tasks={}), samples=samples)
    services = make_services(tables)
    for path, task in [("/x/y", "a"), ("/x/y/run", "b"), ("/jobs/1/run", "c"), ("/jobs/1/2/run", "b")]:
        direct = find_place(services, "P.example.com", f"/api{path}")
        assert direct is not None
        assert not direct.is_routed
        assert [sample.task for sample in direct.samples] == [task]
        routed = find_place(services, "router.huggingface.co", f"/p{path}")
        assert routed is not None
        assert routed.samples == direct.samples


def test_no_code_names_a_provider() -> None:
    names = {
        name for name, provider in TABLES.registry.providers.items() if provider.kind not in ("router", "endpoint")
    }
    for file in Path(inferwire_emulator.__file__).parent.glob("*.py"):
        texts = [node.value for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Constant)]
        assert not names.intersection(text for text in texts if isinstance(text, str)), file.name

"""Two providers whose interfaces are at one host."""

from __future__ import annotations

import pytest
from msgspec import structs

from inferwire.providers import REGISTRY
from inferwire_emulator.responses import InvalidRequestError
from inferwire_emulator.routes import build_services, find_endpoint
from inferwire_emulator.tables import Sample, Tables
from inferwire_runtime.providers import ProviderInfo, Registry


def provider(name: str, base_url: str) -> ProviderInfo:
    return ProviderInfo(name=name, title=name, kind="client-side", tasks=("chat-completion",), base_url=base_url)


def sample(name: str, path: str) -> Sample:
    return Sample(provider=name, task="chat-completion", paths=(path,), responses=({"from": name},))


@pytest.mark.parametrize("base", ["", "/openai"])
def test_neither_hides_the_other(base: str) -> None:
    infos = [provider("acme", f"https://api.acme.test{base}"), provider("acme-native", "https://api.acme.test")]
    tables = Tables(
        registry=structs.replace(REGISTRY, providers={info.name: info for info in infos}),
        samples=(sample("acme", "/v1/chat"), sample("acme-native", "/v2/chat/{model}")),
    )
    assert isinstance(tables.registry, Registry)
    services = build_services(tables)
    for name, path in (("acme", f"{base}/v1/chat"), ("acme-native", "/v2/chat/big")):
        endpoint = find_endpoint(services, "api.acme.test", path)
        assert endpoint is not None
        assert endpoint.provider.name == name
        assert endpoint.samples[0].responses[0] == {"from": name}
    with pytest.raises(InvalidRequestError) as caught:
        find_endpoint(services, "api.acme.test", "/v3/chat")
    assert caught.value.response.status == 404

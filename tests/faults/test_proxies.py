"""Faults of servers behind a proxy: callers get what they get without one. The default transport carries the requests.

| through | requests |
| --- | --- |
| proxy | go to the proxy, which sends them on |
| tunnel | go over TLS through a tunnel that ``CONNECT`` opened |
| SOCKS | go through a SOCKS 5 proxy |
"""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from tests.faults.kinds import KINDS
from tests.faults.matrix import BACKENDS, Through, known_authority, run_cell, watch
from tests.faults.table import BY_NAME

SHARED = (
    "none",
    "none, in chunks",
    "none, in gzip",
    "1xx responses before the final one",
    "reset before the headers",
    "cut before the headers",
    "silence before the headers",
    "reset within the headers",
    "silence within the headers",
    "not HTTP/1",
    "cut after the headers",
    "reset within the body",
    "cut within the body",
    "silence within the body",
    "a body that drips",
    "content-length too large",
    "broken chunks",
    "truncated gzip",
    "401 that shows the key",
    "302 to another origin",
    "307 on the same origin",
    "a pooled connection is closed",
    "the next request on a pooled connection is reset",
    "a stray 408 right behind a response",
    "413 before the request is read, then closed",
    "reset before the headers, once; attempts: 3",
    "503 once; attempts: 3",
)


@pytest.fixture(scope="module", autouse=True)
def trust(tmp_path_factory: pytest.TempPathFactory) -> object:
    path: Path = tmp_path_factory.mktemp("authority") / "ca.pem"
    path.write_bytes(known_authority()[1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(path))
        yield


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("through", get_args(Through))
@pytest.mark.parametrize("name", SHARED)
def test_a_proxy_changes_nothing_for_the_caller(name: str, through: Through, backend: str) -> None:
    fault = BY_NAME[name]
    problems: list[str] = []
    for kind in KINDS:
        if kind not in fault.kinds or (through == "tunnel" and KINDS[kind].is_job):
            continue  # jobs go to the emulator, which has no TLS
        if "silence" in name and kind not in ("plain", "stream"):
            continue  # their limits include the look-ups and uploads before
        if name == "a pooled connection is closed" and kind == "submission":
            continue  # a proxy forwards the end only after the last byte, when the job may be on its way
        if "reset within the body" in name and through == "tunnel":
            continue  # a reset may overtake bytes that TLS has not decrypted
        with watch() as complaints:
            outcome = run_cell(fault, kind, backend, "default", through)
        problems += [f"{kind}: {problem}" for problem in (*outcome.problems, *complaints)]
    assert not problems, "\n".join(problems)

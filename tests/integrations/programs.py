"""Programs over the libraries themselves. Each runs in a process of its own, which the library changes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import inferwire
from inferwire.integrations.dataframes import add_column
from inferwire.integrations.datasets import DatasetMapper
from inferwire.integrations.ray import map_batches_options, start_limiter, stop_limiter
from tests.bulk.support import LABELS, classifier


def add_columns(library: str) -> None:
    """Add columns to a data frame."""
    frame: Any = import_module(library).DataFrame({"text": ["a", "wrong", "c"]})
    with classifier() as (url, _), inferwire.InferenceClient(base_url=url) as client:
        made = add_column(frame, "text-classification", column="text", output="mood", client=client)
    assert made["mood"].to_list() == [LABELS, None, LABELS]
    assert "this text is wrong" in made["mood_error"][1]
    assert list(frame.columns) == ["text"]


def map_dataset() -> None:
    """Map a dataset in this process, and in four."""
    datasets: Any = import_module("datasets")
    for processes in (None, 4):
        dataset = datasets.Dataset.from_dict({"text": [f"text {number}" for number in range(400)]})
        with classifier() as (url, server), inferwire.InferenceClient(base_url=url) as client:
            mapper = DatasetMapper("text-classification", column="text", client=client)
            made = dataset.map(mapper, batched=True, batch_size=50, num_proc=processes)
        assert made["text"][:2] == ["text 0", "text 1"]
        assert all(value == LABELS for value in made["output"])
        assert set(server.calls.values()) == {1}


def map_batches() -> None:
    """Map a dataset of Ray on a cluster of two nodes, within a rate limit."""
    os.environ["RAY_DATA_DISABLE_PROGRESS_BARS"] = "1"
    ray: Any = import_module("ray")
    data: Any = import_module("ray.data")
    cluster = import_module("ray.cluster_utils").Cluster(
        initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False}
    )
    cluster.add_node(num_cpus=2)
    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    limit = start_limiter(60_000)
    rows = [{"id": number, "text": f"text {number}" if number else "wrong"} for number in range(1000)]
    with classifier() as (url, server):
        options = map_batches_options(
            "text-classification",
            column="text",
            output="mood",
            actors=2,
            batch_size=50,
            limiter=limit,
            client={"base_url": url},
        )
        made = data.from_items(rows, override_num_blocks=8).map_batches(**options).take_all()
    stop_limiter(limit)
    ray.shutdown()
    cluster.shutdown()
    assert sorted(row["id"] for row in made) == list(range(1000))
    assert {row["id"] for row in made if isinstance(row["mood_error"], str)} == {0}
    assert sum(server.calls.values()) == 1000


PROGRAMS = {
    "pandas": lambda: add_columns("pandas"),
    "polars": lambda: add_columns("polars"),
    "datasets": map_dataset,
    "ray": map_batches,
}

if __name__ == "__main__":
    PROGRAMS[sys.argv[1]]()

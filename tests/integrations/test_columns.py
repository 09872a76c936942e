"""Columns of values and errors, for any library."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

import inferwire
from inferwire.integrations.dataframes import add_column
from inferwire.integrations.datasets import DatasetMapper
from inferwire.integrations.ray import map_batches_options, start_limiter
from inferwire_integrations.columns import columns_of, rows_of
from inferwire_integrations.ray import RateLimiter
from tests.bulk.support import LABELS, classifier


def test_rows_of_a_batch() -> None:
    letters: Any = np.array(["x", "y"])
    assert rows_of({"a": [1, 2], "b": letters}) == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]
    assert rows_of({}) == []
    with pytest.raises(inferwire.InputError, match="different lengths"):
        rows_of({"a": [1], "b": [1, 2]})


def test_columns_are_in_the_order_of_their_rows() -> None:
    error = inferwire.InputError("no")
    results: list[inferwire.MapResult[Any]] = [
        inferwire.MapResult(index=1, key=1, error=error),
        inferwire.MapResult(index=0, key=0, value=inferwire.Media(data=b"abc", media_type="audio/flac")),
    ]
    assert columns_of(results, "sound") == {"sound": [b"abc", None], "sound_error": [None, "no"]}


def test_a_mapper_of_datasets_is_a_function_of_batches_that_pickles() -> None:
    with classifier() as (url, _):
        client = inferwire.InferenceClient(base_url=url)
        mapper = DatasetMapper("text-classification", column="text", output="mood", client=client, top_k=2)
        columns = pickle.loads(pickle.dumps(mapper))({"text": ["a", "wrong"], "id": [1, 2]})
        client.close()
    assert columns["mood"] == [LABELS, None]
    assert columns["mood_error"][0] is None
    assert "this text is wrong" in columns["mood_error"][1]
    assert repr(mapper) == "DatasetMapper('text-classification', column='text', output='mood')"


def test_wrong_arguments() -> None:
    with pytest.raises(inferwire.InputError, match="must be a data frame of pandas or Polars, got"):
        add_column([1], "text-classification", column="text")
    with pytest.raises(inferwire.InputError, match="`actors` must be an int"):
        map_batches_options("text-classification", column="text", actors=0)
    with pytest.raises(inferwire.InputError, match="must be a positive number"):
        start_limiter(0)


def test_a_limiter_reserves_places_in_time() -> None:
    limiter = RateLimiter(requests_per_minute=600)
    waits = [limiter.reserve(10) for _ in range(5)]
    assert waits == pytest.approx([0.0, 1.0, 2.0, 3.0, 4.0], abs=1.1)
    assert waits == sorted(waits)

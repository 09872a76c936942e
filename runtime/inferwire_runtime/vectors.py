"""Embeddings and rankings of many texts: in concurrent batches, with results in order and usage counted."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from inspect import isawaitable
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, overload

from inferwire_http.backends import run_sync
from inferwire_runtime.errors import (
    RESPONSE_HINT,
    InferwireError,
    InputError,
    OutputError,
    ProviderError,
    describe,
    publish,
)
from inferwire_runtime.jsontypes import is_mapping, is_sequence
from inferwire_runtime.urls import is_url, split_endpoint_url

if TYPE_CHECKING:
    from inferwire_runtime.providers import ProviderInfo

BATCH_SIZE = 32  # texts; the limit of Text EmbeddingMatrix Inference unless it is started with another
CONCURRENCY = 8
KINDS = {"float32": "f", "float64": "d"}
TOO_MANY = (400, 413, 422)  # statuses of servers that limit the number of texts
LIMITS = (  # in their messages
    re.compile(r"(?i)(?:maximum|max\.?|limit|at most|up to|no more than|exceeds?|<=?|≤)[^\d]{0,60}(\d+)"),
    re.compile(r"(?i)(\d+)[^\d]{0,20}(?:is the )?(?:maximum|limit)"),
)
ABOUT_LENGTH = re.compile(r"(?i)tokens?\b|context")  # of a single text
ABOUT_SIZE = re.compile(r"(?i)batch|too many|number of|inputs?\b|documents?\b|texts?\b|array")


class EmbeddingMatrix(Sequence[list[float]]):
    """A vector for each text, in the order of the texts: a matrix of numbers in one piece of memory.

    ``numpy.asarray(embeddings)`` shares that memory. An index or iteration returns vectors as lists.

    Attributes:
        shape: Number of texts, and of dimensions.
        dtype: Type of the numbers: ``float32`` or ``float64``.
    """

    __slots__ = ("_numbers", "dtype", "shape")

    def __init__(self, numbers: Any, shape: tuple[int, int], dtype: str) -> None:
        self._numbers = numbers
        self.shape = shape
        self.dtype = dtype

    def __len__(self) -> int:
        return self.shape[0]

    @overload
    def __getitem__(self, index: int) -> list[float]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[float]]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        place = range(len(self))[index]  # raises IndexError
        size = self.shape[1]
        return self._numbers[place * size : (place + 1) * size].tolist()

    def __iter__(self) -> Iterator[list[float]]:
        return (self[index] for index in range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EmbeddingMatrix):
            return NotImplemented
        return self.shape == other.shape and self._numbers == other._numbers

    __hash__ = None  # type: ignore[assignment] # pyright: ignore[reportAssignmentType]

    def __repr__(self) -> str:
        return f"EmbeddingMatrix(shape={self.shape}, dtype={self.dtype!r})"

    def __reduce__(self) -> Any:
        return EmbeddingMatrix, (self._numbers, self.shape, self.dtype)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        import numpy as np  # loaded by the caller

        made = np.frombuffer(self._numbers, dtype=self.dtype) if self._numbers else np.empty(0, dtype=self.dtype)
        made = made.reshape(self.shape)
        if dtype is not None and made.dtype != dtype:
            return made.astype(dtype)
        return made.copy() if copy else made

    def memoryview(self) -> memoryview:
        """Return the matrix as a memoryview with two dimensions, without a copy; one without rows has one."""
        flat = memoryview(self._numbers)
        if not len(self._numbers):
            return flat
        cast_to: Any = flat.cast("B").cast  # of any format, which its stub lists by kind
        shaped: memoryview = cast_to(KINDS[self.dtype], self.shape)
        return shaped

    def tolist(self) -> list[list[float]]:
        """Return the vectors as lists."""
        return list(self)

    json_value = tolist


publish(EmbeddingMatrix)


def _checked_texts(texts: Iterable[str]) -> list[str]:
    """Return the texts as a list; a string is a single text.

    Raises:
        InputError: If they are not strings.
    """
    if isinstance(texts, str):
        return [texts]
    if isinstance(texts, bytes) or is_mapping(texts) or not isinstance(texts, Iterable):
        raise InputError(f"`texts` must be a list of strings, got {describe(texts)}")
    found = list(texts)
    for index, text in enumerate(found):
        if not isinstance(text, str):
            raise InputError(f"`texts[{index}]` must be a string, got {describe(text)}")
    return found


def _checked_count(name: str, value: Any, default: int) -> int:
    """Return a number of texts or calls.

    Raises:
        InputError: If it is not an int ≥ 1.
    """
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InputError(f"`{name}` must be an int ≥ 1, got {describe(value)}")
    return value


def _dtype_name(dtype: Any) -> str:
    """Return the name of a type of numbers.

    Raises:
        InputError: If numbers cannot have it.
    """
    try:
        name = dtype if isinstance(dtype, str) else getattr(dtype, "name", None) or getattr(dtype, "__name__", None)
    except Exception:  # of an object that is not a type
        name = None
    if name not in ("float16", *KINDS):
        raise InputError(f"`dtype` must be 'float16', 'float32' or 'float64', got {describe(dtype)}")
    return str(name)


def find_limit(error: ProviderError, count: int) -> int | None:
    """Return how many texts a server accepts at once, from its error about *count* texts; None if it is another error.

    Without a number in the message, it is half of them.
    """
    if error.status not in TOO_MANY or count < 2:
        return None
    text = f"{error.message} {error.body or ''}"
    if ABOUT_LENGTH.search(text) or (error.status != 413 and not ABOUT_SIZE.search(text)):
        return None
    numbers = [int(found[1]) for pattern in LIMITS for found in pattern.finditer(text) if len(found[1]) < 7]
    if fitting := [number for number in numbers if 0 < number < count]:
        return max(fitting)
    return count // 2 if error.status == 413 else None


class _Batches:
    """Calls a function for batches of texts, and for smaller ones once the server has refused one as too large.

    Args:
        call: Function of some texts, which returns an item for each; blocking or asynchronous.
        texts: All texts.
        size: Number of texts in a batch.
    """

    def __init__(self, call: Callable[[list[str], int], Any], texts: Sequence[str], size: int) -> None:
        self._call = call
        self._texts = texts
        self._limit = size
        self.starts = range(0, len(texts), size)
        self.results: dict[int, list[Any]] = {}

    async def run(self, start: int) -> None:
        """Call the function for the batch that starts at an index."""
        self.results[start] = await self._run(start, min(start + self.starts.step, len(self._texts)))

    async def _run(self, start: int, end: int) -> list[Any]:
        if end - start > self._limit:
            parts = [await self._run(first, min(first + self._limit, end)) for first in range(start, end, self._limit)]
            return list(chain.from_iterable(parts))
        try:
            made = self._call(list(self._texts[start:end]), start)
            return list(await made if isawaitable(made) else made)
        except ProviderError as error:
            if (limit := find_limit(error, end - start)) is None:
                raise
            self._limit = min(self._limit, limit)
        return await self._run(start, end)

    def all(self) -> list[Any]:
        """Return the items of all batches, in order."""
        return list(chain.from_iterable(self.results[start] for start in self.starts))

    def run_blocking(self, concurrency: int) -> list[Any]:
        """Run all batches in threads, and return their items."""
        if len(self.starts) < 2 or concurrency == 1:
            for start in self.starts:
                run_sync(self.run(start))
            return self.all()
        from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait  # only for several batches

        with ThreadPoolExecutor(min(concurrency, len(self.starts)), thread_name_prefix="inferwire-vectors") as pool:
            waiting = [pool.submit(run_sync, self.run(start)) for start in self.starts]
            done, others = wait(waiting, return_when=FIRST_EXCEPTION)
            for future in others:
                future.cancel()
            for future in done:
                future.result()
        return self.all()

    async def run_async(self, concurrency: int) -> list[Any]:
        """Run all batches as tasks, and return their items."""
        if len(self.starts) < 2 or concurrency == 1:
            for start in self.starts:
                await self.run(start)
            return self.all()
        from anyio import create_task_group  # only for several batches

        starts = iter(self.starts)
        errors: list[BaseException] = []

        async def work() -> None:
            for start in starts:
                try:
                    await self.run(start)
                except InferwireError as error:
                    errors.append(error)
                    group.cancel_scope.cancel()
                    return

        async with create_task_group() as group:
            for _ in range(min(concurrency, len(self.starts))):
                group.start_soon(work)
        if errors:
            raise errors[0]
        return self.all()


def _matrix(vectors: Sequence[Any], dtype: str) -> EmbeddingMatrix:
    """Return vectors as one matrix.

    Raises:
        OutputError: If they are not vectors of one size.
    """
    size = len(vectors[0]) if vectors and is_sequence(vectors[0]) else 0
    numbers: array[float] = array("d" if dtype == "float64" else "f")
    for index, vector in enumerate(vectors):
        if not is_sequence(vector) or len(vector) != size:
            shape = f"{len(vector)} numbers" if is_sequence(vector) else describe(vector)
            raise OutputError(f"text {index} has {shape}, and text 0 has {size}; {RESPONSE_HINT}")
        try:
            numbers.extend(vector)
        except (TypeError, OverflowError):
            reason = "a vector for each of its tokens" if vector and is_sequence(vector[0]) else "no vector of numbers"
            raise OutputError(
                f"text {index} has {reason}; use a model for embeddings, such as sentence-transformers/all-MiniLM-L6-v2"
            ) from None
    return EmbeddingMatrix(numbers, (len(vectors), size), dtype)


def preferred_encoding(
    client: Any,
    providers: Mapping[str, ProviderInfo],
    model: str | Sequence[str] | None,
    provider: str | Sequence[str] | None,
) -> Literal["base64"] | None:
    """Return how vectors are requested: in base64 where the URL, or the provider, has OpenAI's interface."""
    url = model if isinstance(model, str) and is_url(model) else client.base_url
    if url is not None:
        endpoint = next((each for each in providers.values() if each.kind == "endpoint"), None)
        return "base64" if endpoint is not None and split_endpoint_url(url, endpoint.urls).api == "openai" else None
    name = client.provider if provider is None else provider
    about = providers.get(name) if isinstance(name, str) else None
    return "base64" if about is not None and about.kind == "client-side" else None


class Embedder:
    """Embeds texts.

    Args:
        call: Function that embeds a batch, with vectors in an encoding; blocking or asynchronous.
        encoding: The encoding to request first.
        texts: Texts to embed.
        batch_size: Number of texts in a request.
        concurrency: Number of requests at once.
        dtype: Type of the numbers.

    Raises:
        InputError: If an argument is invalid, or the type needs NumPy and it is not installed.
    """

    def __init__(
        self,
        call: Callable[[list[str], Literal["base64"] | None], Any],
        encoding: Literal["base64"] | None,
        texts: Iterable[str],
        batch_size: Any,
        concurrency: Any,
        dtype: Any,
    ) -> None:
        self._call = call
        self._encoding: Literal["base64"] | None = encoding
        self._dtype = None if dtype is None else _dtype_name(dtype)
        if self._dtype is not None:
            _check_numpy()
        self._concurrency = _checked_count("concurrency", concurrency, CONCURRENCY)
        size = _checked_count("batch_size", batch_size, BATCH_SIZE)
        self._batches = _Batches(self._embed, _checked_texts(texts), size)

    async def _embed(self, texts: list[str], start: int) -> Any:
        encoding = self._encoding
        try:
            made = self._call(texts, encoding)
            return await made if isawaitable(made) else made
        except ProviderError as error:
            words = f"{error.message} {error.body or ''}"
            if encoding is None or error.status not in TOO_MANY or "encoding_format" not in words:
                raise
            self._encoding = None
        return await self._embed(texts, start)

    def run(self) -> Any:
        """Return the embeddings."""
        return self._made(self._batches.run_blocking(self._concurrency))

    async def run_async(self) -> Any:
        """Return the embeddings."""
        return self._made(await self._batches.run_async(self._concurrency))

    def _made(self, vectors: list[Any]) -> Any:
        matrix = _matrix(vectors, "float64" if self._dtype == "float64" else "float32")
        return matrix if self._dtype is None else matrix.__array__(self._dtype)


def _check_numpy() -> None:
    if "numpy" in sys.modules:
        return
    try:
        import_module("numpy")  # an optional dependency, slow to import
    except ImportError as exc:
        raise InputError("`dtype` requires NumPy: pip install numpy, or leave it out") from exc


class Ranker:
    """Ranks texts.

    Args:
        call: Function that ranks a batch, of which it may return the best ones only; blocking or asynchronous.
        texts: Texts to rank.
        top_n: Maximum number of results.
        batch_size: Number of texts in a request; None for all of them, up to the server's limit.
        concurrency: Number of requests at once.

    Raises:
        InputError: If an argument is invalid.
    """

    def __init__(
        self,
        call: Callable[[list[str], int | None], Any],
        texts: Iterable[str],
        top_n: int | None,
        batch_size: Any,
        concurrency: Any,
    ) -> None:
        found = _checked_texts(texts)
        self._top_n = None if top_n is None else _checked_count("top_n", top_n, 1)
        self._concurrency = _checked_count("concurrency", concurrency, CONCURRENCY)

        async def ranked(some: list[str], start: int) -> list[Any]:
            made = call(some, self._top_n)
            items: Any = await made if isawaitable(made) else made
            for item in items:
                item.index += start
            return list(items)

        size = _checked_count("batch_size", batch_size, max(len(found), 1))
        self._batches = _Batches(ranked, found, size)

    def run(self) -> list[Any]:
        """Return the results, the most relevant first."""
        return self._sorted(self._batches.run_blocking(self._concurrency))

    async def run_async(self) -> list[Any]:
        """Return the results, the most relevant first."""
        return self._sorted(await self._batches.run_async(self._concurrency))

    def _sorted(self, items: list[Any]) -> list[Any]:
        return sorted(items, key=lambda item: (-item.score, item.index))[: self._top_n]

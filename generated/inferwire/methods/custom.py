# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Client methods that take any task, inputs and parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Unpack, overload

from inferwire_runtime.lazy import lazy_types
from inferwire_runtime.options import CallOptions, HttpMethod

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from inferwire.tasks.feature_extraction import FeatureExtractionProvider
    from inferwire.tasks.text_ranking import TextRankingProvider
    from inferwire.types.text_ranking import TextRankingOutputElement
    from inferwire_runtime.core import AsyncCore, BlockingCore
    from inferwire_runtime.exchange import PreparedRequest
    from inferwire_runtime.explanations import Explanation
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.served_models import ServedModel
    from inferwire_runtime.streams import AsyncStream, Stream
    from inferwire_runtime.vectors import EmbeddingMatrix
else:  # resolved by `typing.get_type_hints` only
    lazy_types(
        globals(),
        {
            "inferwire_runtime.core": ("AsyncCore", "BlockingCore"),
            "inferwire_runtime.exchange": ("PreparedRequest",),
            "inferwire_runtime.explanations": ("Explanation",),
            "inferwire_runtime.jsontypes": ("Json",),
            "inferwire_runtime.served_models": ("ServedModel",),
            "inferwire.tasks.feature_extraction": ("FeatureExtractionProvider",),
            "inferwire.tasks.text_ranking": ("TextRankingProvider",),
            "inferwire.types.text_ranking": ("TextRankingOutputElement",),
            "inferwire_runtime.vectors": ("EmbeddingMatrix",),
        },
        generic={
            "collections.abc": ("Iterable", "Mapping", "Sequence"),
            "inferwire_runtime.streams": ("AsyncStream", "Stream"),
        },
    )


class CustomMethods:
    """Methods for any task."""

    _core: BlockingCore

    def request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | Sequence[str] | None = None,
        provider: str | Sequence[str] | None = None,
        method: HttpMethod | None = None,
        **options: Unpack[CallOptions],
    ) -> Json:
        """Call a model with any inputs and parameters, and return its raw response.

        Args:
            task: ID of a task on the Hub, whose request format is used. Default: a custom call.
            inputs: Any JSON value; or bytes, a path, an open file or a `Media`, which are sent unchanged. If it is left
                out, the body has no `inputs`, and only the fields of `parameters` and `extra_body`.
            parameters: Parameters, sent unchanged.
            model: ID on the Hub.
            provider: Provider that runs the model.
            method: HTTP method of a custom call to an endpoint. Default: POST. A GET without inputs has no body.
            **options: Call options; see `CallOptions`.

        Returns:
            Decoded JSON, or a `Media`.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return self._core.run(
            find_task(task),
            inputs,
            {} if parameters is None else parameters,
            options,
            model=model,
            provider=provider,
            method=method,
            returns="raw",
        )

    def explain(self, model: str | None = None, task: str | None = None, **options: Unpack[CallOptions]) -> Explanation:
        """Explain which providers serve a model, and why the others are passed over. Only the Hub is called.

        Args:
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            task: ID of a task. Default: the task that each provider serves the model for.
            **options: Call options; see `CallOptions`.

        Returns:
            The explanation; ``print`` shows it as a table.
        """
        from inferwire.providers import REGISTRY
        from inferwire_runtime.explanations import explain, explanation_call  # loads with its first call
        from inferwire_runtime.options import merge_options

        explanation: Explanation = self._core.run_operation(
            explain, *explanation_call(merge_options(self._core.options, options), REGISTRY, model, task)
        )
        return explanation

    def list_models(self, **options: Unpack[CallOptions]) -> list[ServedModel]:
        """Return the models that the client's endpoint serves, as its ``/v1/models`` lists them.

        Args:
            **options: Call options; see `CallOptions`.

        Returns:
            The models; pass the `id` of one as `model=`.
        """
        from inferwire.tasks.custom import MODELS  # loads with its first call
        from inferwire_runtime.served_models import check_endpoint

        check_endpoint(self._core.options)
        return self._core.run(MODELS, None, {}, options)

    def get_endpoint_info(self, *, model: str | None = None, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Return what an endpoint reports about itself at ``/info``, such as its model and limits.

        Servers of Text Generation Inference and Text Embeddings Inference have this page; others return an error or an
        empty dictionary.

        Args:
            model: URL of an endpoint, or ID of a model that HF Inference serves. Default: the client's endpoint or model.
            **options: Call options; see `CallOptions`.

        Returns:
            The decoded JSON object.
        """
        from inferwire.tasks.custom import STATUS  # loads with its first call

        return self._core.run(STATUS, "info", {}, options, model=model)

    def health_check(self, model: str | None = None, **options: Unpack[CallOptions]) -> bool:
        """Return whether an endpoint responds to ``/health`` with a success. It is requested once, without retries.

        Args:
            model: URL of the endpoint. Default: the client's endpoint.
            **options: Call options; see `CallOptions`.

        Returns:
            False if it responds with an error. A server that does not respond raises an error.
        """
        from inferwire.tasks.custom import STATUS  # loads with its first call
        from inferwire_runtime.endpoint_status import check_is_endpoint
        from inferwire_runtime.errors import OutputError, ProviderError

        check_is_endpoint(self._core.options, model, "health_check")
        try:
            self._core.run(STATUS, "health", {}, {"retry_on_error": False, **options}, model=model)
        except OutputError:
            return True  # it responded; its words do not matter
        except ProviderError as error:
            if error.status is None:  # nothing was sent
                raise
            return False
        return True

    def stream_request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | Sequence[str] | None = None,
        provider: str | Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> Stream[Any, Any]:
        """Call a model like `request`, and return the items of its stream as they arrive.

        Takes the same arguments as `request`.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return self._core.run_stream(
            find_task(task), inputs, {} if parameters is None else parameters, options, model=model, provider=provider
        )

    def build_request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | Sequence[str] | None = None,
        provider: str | Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> PreparedRequest:
        """Return the request that `request` would send, without sending it; ``to_curl()`` formats it without the key.

        Takes the same arguments as `request`. The provider of the model is looked up on the Hub.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        request: PreparedRequest = self._core.run(
            find_task(task),
            inputs,
            {} if parameters is None else parameters,
            options,
            model=model,
            provider=provider,
            returns="request",
        )
        return request

    @overload
    def embed(
        self,
        texts: Iterable[str],
        *,
        dtype: None = None,
        batch_size: int | None = None,
        concurrency: int | None = None,
        dimensions: int | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: FeatureExtractionProvider | Sequence[FeatureExtractionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> EmbeddingMatrix: ...
    @overload
    def embed(
        self,
        texts: Iterable[str],
        *,
        dtype: Any,
        batch_size: int | None = None,
        concurrency: int | None = None,
        dimensions: int | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: FeatureExtractionProvider | Sequence[FeatureExtractionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any: ...
    def embed(
        self,
        texts: Iterable[str],
        *,
        dtype: Any = None,
        batch_size: int | None = None,
        concurrency: int | None = None,
        dimensions: int | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: FeatureExtractionProvider | Sequence[FeatureExtractionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Compute the embeddings of texts, in batches: a vector for each text, in order.

        Args:
            texts: The texts; a string is a single one.
            dtype: Type of the numbers of a NumPy array: ``float16``, ``float32`` or ``float64``. Default: no array.
            batch_size: Number of texts in a request. Default: 32, or what the server accepts.
            concurrency: Number of requests at once. Default: 8.
            dimensions: Number of dimensions of the vectors; for models that can shorten them.
            normalize: Whether to scale the vectors to the length 1.
            prompt_name: Name of a prompt of the model that precedes each text.
            truncate: Whether texts that are too long are truncated.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Returns:
            `EmbeddingMatrix`, of which ``numpy.asarray`` is an array without a copy; or with `dtype` a NumPy array. Both have two
            dimensions.

        Raises:
            OutputError: If the number of vectors, or of their dimensions, differs.
        """
        from inferwire.providers import REGISTRY  # loads with its first call
        from inferwire_runtime.vectors import Embedder, preferred_encoding

        client: Any = self
        parameters = {
            "dimensions": dimensions,
            "normalize": normalize,
            "prompt_name": prompt_name,
            "truncate": truncate,
        }

        def call(batch: list[str], encoding: Literal["base64"] | None) -> Any:
            return client.feature_extraction(
                batch, encoding_format=encoding, model=model, provider=provider, **parameters, **options
            )

        encoding = preferred_encoding(client, REGISTRY.providers, model, provider)
        return Embedder(call, encoding, texts, batch_size, concurrency, dtype).run()

    def rerank(
        self,
        query: str,
        texts: Iterable[str],
        *,
        top_n: int | None = None,
        batch_size: int | None = None,
        concurrency: int | None = None,
        raw_scores: bool | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextRankingProvider | Sequence[TextRankingProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[TextRankingOutputElement]:
        """Rank texts by their relevance to a query, as `text_ranking` does, in batches where the server has a limit.

        Args:
            query: Search query.
            texts: Texts to rank. If the list is empty, so is the result, and no request is sent.
            top_n: Maximum number of results. Default: one for each of the texts.
            batch_size: Number of texts in a request. Default: all, or what the server accepts.
            concurrency: Number of requests at once. Default: 8.
            raw_scores: Whether scores are logits, of any size, instead of numbers from 0 to 1.
            truncate: Whether texts that are too long are truncated.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Returns:
            The most relevant texts first, each with its `index`, `score` and `text`.
        """
        from inferwire_runtime.vectors import Ranker  # loads with its first call

        client: Any = self

        def call(batch: list[str], best: int | None) -> Any:
            return client.text_ranking(
                query,
                batch,
                top_n=best,
                raw_scores=raw_scores,
                truncate=truncate,
                model=model,
                provider=provider,
                **options,
            )

        return Ranker(call, texts, top_n, batch_size, concurrency).run()


class AsyncCustomMethods:
    """Asynchronous methods for any task."""

    _core: AsyncCore

    async def request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | Sequence[str] | None = None,
        provider: str | Sequence[str] | None = None,
        method: HttpMethod | None = None,
        **options: Unpack[CallOptions],
    ) -> Json:
        """Call a model with any inputs and parameters, and return its raw response.

        Args:
            task: ID of a task on the Hub, whose request format is used. Default: a custom call.
            inputs: Any JSON value; or bytes, a path, an open file or a `Media`, which are sent unchanged. If it is left
                out, the body has no `inputs`, and only the fields of `parameters` and `extra_body`.
            parameters: Parameters, sent unchanged.
            model: ID on the Hub.
            provider: Provider that runs the model.
            method: HTTP method of a custom call to an endpoint. Default: POST. A GET without inputs has no body.
            **options: Call options; see `CallOptions`.

        Returns:
            Decoded JSON, or a `Media`.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return await self._core.run(
            find_task(task),
            inputs,
            {} if parameters is None else parameters,
            options,
            model=model,
            provider=provider,
            method=method,
            returns="raw",
        )

    async def explain(
        self, model: str | None = None, task: str | None = None, **options: Unpack[CallOptions]
    ) -> Explanation:
        """Explain which providers serve a model, and why the others are passed over. Only the Hub is called.

        Args:
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            task: ID of a task. Default: the task that each provider serves the model for.
            **options: Call options; see `CallOptions`.

        Returns:
            The explanation; ``print`` shows it as a table.
        """
        from inferwire.providers import REGISTRY
        from inferwire_runtime.explanations import explain, explanation_call  # loads with its first call
        from inferwire_runtime.options import merge_options

        explanation: Explanation = await self._core.run_operation(
            explain, *explanation_call(merge_options(self._core.options, options), REGISTRY, model, task)
        )
        return explanation

    async def list_models(self, **options: Unpack[CallOptions]) -> list[ServedModel]:
        """Return the models that the client's endpoint serves, as its ``/v1/models`` lists them.

        Args:
            **options: Call options; see `CallOptions`.

        Returns:
            The models; pass the `id` of one as `model=`.
        """
        from inferwire.tasks.custom import MODELS  # loads with its first call
        from inferwire_runtime.served_models import check_endpoint

        check_endpoint(self._core.options)
        return await self._core.run(MODELS, None, {}, options)

    async def get_endpoint_info(self, *, model: str | None = None, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Return what an endpoint reports about itself at ``/info``, such as its model and limits.

        Servers of Text Generation Inference and Text Embeddings Inference have this page; others return an error or an
        empty dictionary.

        Args:
            model: URL of an endpoint, or ID of a model that HF Inference serves. Default: the client's endpoint or model.
            **options: Call options; see `CallOptions`.

        Returns:
            The decoded JSON object.
        """
        from inferwire.tasks.custom import STATUS  # loads with its first call

        return await self._core.run(STATUS, "info", {}, options, model=model)

    async def health_check(self, model: str | None = None, **options: Unpack[CallOptions]) -> bool:
        """Return whether an endpoint responds to ``/health`` with a success. It is requested once, without retries.

        Args:
            model: URL of the endpoint. Default: the client's endpoint.
            **options: Call options; see `CallOptions`.

        Returns:
            False if it responds with an error. A server that does not respond raises an error.
        """
        from inferwire.tasks.custom import STATUS  # loads with its first call
        from inferwire_runtime.endpoint_status import check_is_endpoint
        from inferwire_runtime.errors import OutputError, ProviderError

        check_is_endpoint(self._core.options, model, "health_check")
        try:
            await self._core.run(STATUS, "health", {}, {"retry_on_error": False, **options}, model=model)
        except OutputError:
            return True  # it responded; its words do not matter
        except ProviderError as error:
            if error.status is None:  # nothing was sent
                raise
            return False
        return True

    async def stream_request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | Sequence[str] | None = None,
        provider: str | Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncStream[Any, Any]:
        """Call a model like `request`, and return the items of its stream as they arrive.

        Takes the same arguments as `request`.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        return await self._core.run_stream(
            find_task(task), inputs, {} if parameters is None else parameters, options, model=model, provider=provider
        )

    async def build_request(
        self,
        task: str | None = None,
        *,
        inputs: Json = None,
        parameters: Mapping[str, Json] | None = None,
        model: str | Sequence[str] | None = None,
        provider: str | Sequence[str] | None = None,
        **options: Unpack[CallOptions],
    ) -> PreparedRequest:
        """Return the request that `request` would send, without sending it; ``to_curl()`` formats it without the key.

        Takes the same arguments as `request`. The provider of the model is looked up on the Hub.
        """
        from inferwire.tasks.custom import find_task  # loads with its first call

        request: PreparedRequest = await self._core.run(
            find_task(task),
            inputs,
            {} if parameters is None else parameters,
            options,
            model=model,
            provider=provider,
            returns="request",
        )
        return request

    @overload
    async def embed(
        self,
        texts: Iterable[str],
        *,
        dtype: None = None,
        batch_size: int | None = None,
        concurrency: int | None = None,
        dimensions: int | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: FeatureExtractionProvider | Sequence[FeatureExtractionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> EmbeddingMatrix: ...
    @overload
    async def embed(
        self,
        texts: Iterable[str],
        *,
        dtype: Any,
        batch_size: int | None = None,
        concurrency: int | None = None,
        dimensions: int | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: FeatureExtractionProvider | Sequence[FeatureExtractionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any: ...
    async def embed(
        self,
        texts: Iterable[str],
        *,
        dtype: Any = None,
        batch_size: int | None = None,
        concurrency: int | None = None,
        dimensions: int | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: FeatureExtractionProvider | Sequence[FeatureExtractionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Compute the embeddings of texts, in batches: a vector for each text, in order.

        Args:
            texts: The texts; a string is a single one.
            dtype: Type of the numbers of a NumPy array: ``float16``, ``float32`` or ``float64``. Default: no array.
            batch_size: Number of texts in a request. Default: 32, or what the server accepts.
            concurrency: Number of requests at once. Default: 8.
            dimensions: Number of dimensions of the vectors; for models that can shorten them.
            normalize: Whether to scale the vectors to the length 1.
            prompt_name: Name of a prompt of the model that precedes each text.
            truncate: Whether texts that are too long are truncated.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Returns:
            `EmbeddingMatrix`, of which ``numpy.asarray`` is an array without a copy; or with `dtype` a NumPy array. Both have two
            dimensions.

        Raises:
            OutputError: If the number of vectors, or of their dimensions, differs.
        """
        from inferwire.providers import REGISTRY  # loads with its first call
        from inferwire_runtime.vectors import Embedder, preferred_encoding

        client: Any = self
        parameters = {
            "dimensions": dimensions,
            "normalize": normalize,
            "prompt_name": prompt_name,
            "truncate": truncate,
        }

        def call(batch: list[str], encoding: Literal["base64"] | None) -> Any:
            return client.feature_extraction(
                batch, encoding_format=encoding, model=model, provider=provider, **parameters, **options
            )

        encoding = preferred_encoding(client, REGISTRY.providers, model, provider)
        return await Embedder(call, encoding, texts, batch_size, concurrency, dtype).run_async()

    async def rerank(
        self,
        query: str,
        texts: Iterable[str],
        *,
        top_n: int | None = None,
        batch_size: int | None = None,
        concurrency: int | None = None,
        raw_scores: bool | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextRankingProvider | Sequence[TextRankingProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[TextRankingOutputElement]:
        """Rank texts by their relevance to a query, as `text_ranking` does, in batches where the server has a limit.

        Args:
            query: Search query.
            texts: Texts to rank. If the list is empty, so is the result, and no request is sent.
            top_n: Maximum number of results. Default: one for each of the texts.
            batch_size: Number of texts in a request. Default: all, or what the server accepts.
            concurrency: Number of requests at once. Default: 8.
            raw_scores: Whether scores are logits, of any size, instead of numbers from 0 to 1.
            truncate: Whether texts that are too long are truncated.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model.
            provider: Provider that runs the model. Default: the client's provider.
            **options: Call options; see `CallOptions`.

        Returns:
            The most relevant texts first, each with its `index`, `score` and `text`.
        """
        from inferwire_runtime.vectors import Ranker  # loads with its first call

        client: Any = self

        def call(batch: list[str], best: int | None) -> Any:
            return client.text_ranking(
                query,
                batch,
                top_n=best,
                raw_scores=raw_scores,
                truncate=truncate,
                model=model,
                provider=provider,
                **options,
            )

        return await Ranker(call, texts, top_n, batch_size, concurrency).run_async()

# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Client methods for text tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Unpack, overload

from inferwire_runtime.arguments import drop_none, first_item, is_passed
from inferwire_runtime.lazy import lazy_types
from inferwire_runtime.options import CallOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from inferwire.inputs.common import ClassificationOutputTransform
    from inferwire.inputs.feature_extraction import FeatureExtractionInputTruncationDirection
    from inferwire.inputs.fill_mask import FillMaskKeywords
    from inferwire.inputs.question_answering import QuestionAnsweringKeywords
    from inferwire.inputs.summarization import SummarizationKeywords
    from inferwire.inputs.text_classification import TextClassificationKeywords
    from inferwire.inputs.token_classification import TokenClassificationKeywords
    from inferwire.inputs.translation import TranslationKeywords
    from inferwire.inputs.zero_shot_classification import ZeroShotClassificationKeywords
    from inferwire.tasks.conversational import ConversationalProvider
    from inferwire.tasks.feature_extraction import FeatureExtractionProvider
    from inferwire.tasks.fill_mask import FillMaskProvider
    from inferwire.tasks.question_answering import QuestionAnsweringProvider
    from inferwire.tasks.sentence_similarity import SentenceSimilarityProvider
    from inferwire.tasks.summarization import SummarizationProvider
    from inferwire.tasks.table_question_answering import TableQuestionAnsweringProvider
    from inferwire.tasks.tabular_classification import TabularClassificationProvider
    from inferwire.tasks.tabular_regression import TabularRegressionProvider
    from inferwire.tasks.text_classification import TextClassificationProvider
    from inferwire.tasks.text_ranking import TextRankingProvider
    from inferwire.tasks.token_classification import TokenClassificationProvider
    from inferwire.tasks.translation import TranslationProvider
    from inferwire.tasks.zero_shot_classification import ZeroShotClassificationProvider
    from inferwire.types.common import ClassificationOutput
    from inferwire.types.conversational import ConversationalOutput
    from inferwire.types.fill_mask import FillMaskOutputElement
    from inferwire.types.question_answering import QuestionAnsweringOutputElement
    from inferwire.types.summarization import SummarizationOutput
    from inferwire.types.table_question_answering import TableQuestionAnsweringOutputElement
    from inferwire.types.text_ranking import TextRankingOutputElement
    from inferwire.types.token_classification import TokenClassificationOutputElement
    from inferwire.types.translation import TranslationOutput
    from inferwire_runtime.core import AsyncCore, BlockingCore
    from inferwire_runtime.jsontypes import Json
else:  # resolved by `typing.get_type_hints` only
    lazy_types(
        globals(),
        {
            "inferwire.inputs.common": ("ClassificationOutputTransform",),
            "inferwire.inputs.feature_extraction": ("FeatureExtractionInputTruncationDirection",),
            "inferwire.inputs.fill_mask": ("FillMaskKeywords",),
            "inferwire.inputs.question_answering": ("QuestionAnsweringKeywords",),
            "inferwire.inputs.summarization": ("SummarizationKeywords",),
            "inferwire.inputs.text_classification": ("TextClassificationKeywords",),
            "inferwire.inputs.token_classification": ("TokenClassificationKeywords",),
            "inferwire.inputs.translation": ("TranslationKeywords",),
            "inferwire.inputs.zero_shot_classification": ("ZeroShotClassificationKeywords",),
            "inferwire.tasks.conversational": ("ConversationalProvider",),
            "inferwire.tasks.feature_extraction": ("FeatureExtractionProvider",),
            "inferwire.tasks.fill_mask": ("FillMaskProvider",),
            "inferwire.tasks.question_answering": ("QuestionAnsweringProvider",),
            "inferwire.tasks.sentence_similarity": ("SentenceSimilarityProvider",),
            "inferwire.tasks.summarization": ("SummarizationProvider",),
            "inferwire.tasks.table_question_answering": ("TableQuestionAnsweringProvider",),
            "inferwire.tasks.tabular_classification": ("TabularClassificationProvider",),
            "inferwire.tasks.tabular_regression": ("TabularRegressionProvider",),
            "inferwire.tasks.text_classification": ("TextClassificationProvider",),
            "inferwire.tasks.text_ranking": ("TextRankingProvider",),
            "inferwire.tasks.token_classification": ("TokenClassificationProvider",),
            "inferwire.tasks.translation": ("TranslationProvider",),
            "inferwire.tasks.zero_shot_classification": ("ZeroShotClassificationProvider",),
            "inferwire.types.common": ("ClassificationOutput",),
            "inferwire.types.conversational": ("ConversationalOutput",),
            "inferwire.types.fill_mask": ("FillMaskOutputElement",),
            "inferwire.types.question_answering": ("QuestionAnsweringOutputElement",),
            "inferwire.types.summarization": ("SummarizationOutput",),
            "inferwire.types.table_question_answering": ("TableQuestionAnsweringOutputElement",),
            "inferwire.types.text_ranking": ("TextRankingOutputElement",),
            "inferwire.types.token_classification": ("TokenClassificationOutputElement",),
            "inferwire.types.translation": ("TranslationOutput",),
            "inferwire_runtime.core": ("AsyncCore", "BlockingCore"),
            "inferwire_runtime.jsontypes": ("Json",),
        },
        generic={
            "collections.abc": ("Mapping", "Sequence"),
        },
    )


class TextMethods:
    """Methods for text tasks."""

    _core: BlockingCore

    def conversational(
        self,
        text: str,
        past_user_inputs: list[str] | None = None,
        generated_responses: list[str] | None = None,
        *,
        max_length: int | None = None,
        max_time: float | None = None,
        min_length: int | None = None,
        repetition_penalty: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        model: str | Sequence[str] | None = None,
        provider: ConversationalProvider | Sequence[ConversationalProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> ConversationalOutput:
        """Generate the next message of a conversation, with a model that takes past turns as two lists.

        Args:
            text: Latest message of the user.
            past_user_inputs: Earlier messages of the user, oldest first.
            generated_responses: Earlier responses of the model, oldest first; as many as `past_user_inputs`.
            max_length: Maximum length of the response, in tokens.
            max_time: Time limit for the generation, in seconds. A soft limit: a response can take slightly longer.
            min_length: Minimum length of the response, in tokens.
            repetition_penalty: Penalty on tokens that have already occurred; 1 means no penalty, higher values
                discourage repetition.
            temperature: Sampling temperature: 1 leaves the token distribution unchanged, lower values sharpen it,
                higher values flatten it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1.
            model: URL of the endpoint, or the model's name at the client's endpoint. Default: the client's model.
            provider: Not needed: only endpoints serve this task.
            **options: Call options; see `CallOptions`.

        Returns:
            Response of the model, with the updated conversation.

        """
        from inferwire.tasks.conversational import TASK  # loads with its first call

        return self._core.run(
            TASK,
            drop_none(text=text, past_user_inputs=past_user_inputs, generated_responses=generated_responses),
            {
                "max_length": max_length,
                "max_time": max_time,
                "min_length": min_length,
                "repetition_penalty": repetition_penalty,
                "temperature": temperature,
                "top_k": top_k,
                "top_p": top_p,
            },
            options,
            model=model,
            provider=provider,
        )

    def feature_extraction(
        self,
        text: str | list[str],
        *,
        dimensions: int | None = None,
        encoding_format: Literal["float", "base64"] | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        truncation_direction: FeatureExtractionInputTruncationDirection | None = None,
        model: str | Sequence[str] | None = None,
        provider: FeatureExtractionProvider | Sequence[FeatureExtractionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[Json]:
        """Compute embeddings of text.

        Args:
            text: Text to embed, or a list of texts.
            dimensions: Number of dimensions of the vectors; for models that can shorten them.
            encoding_format: How the server sends the numbers; the result is the same.
            normalize: Normalize each vector to length 1. Server default: True.
            prompt_name: Key into the `prompts` of the model's sentence-transformers configuration; that prompt is
                prepended to every text. For example, "query" may prepend "query: ". By default no prompt is prepended.
            truncate: Truncate texts that exceed the model's limit; if False, they are an error. Server default: False.
            truncation_direction: Side from which to truncate. Server default: `right`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Vector of the text, or a vector for each text of a list. Models that do not pool return a vector for each
            token.

        """
        from inferwire.tasks.feature_extraction import TASK  # loads with its first call

        return self._core.run(
            TASK,
            text,
            {
                "dimensions": dimensions,
                "encoding_format": encoding_format,
                "normalize": normalize,
                "prompt_name": prompt_name,
                "truncate": truncate,
                "truncation_direction": truncation_direction,
            },
            options,
            model=model,
            provider=provider,
        )

    @overload
    def fill_mask(
        self,
        text: str,
        *,
        targets: list[str] | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: FillMaskProvider | Sequence[FillMaskProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[FillMaskOutputElement | Any]: ...
    @overload
    def fill_mask(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: FillMaskProvider | Sequence[FillMaskProvider] | None = None,
        **parameters: Unpack[FillMaskKeywords],
    ) -> list[list[FillMaskOutputElement | Any]]: ...

    def fill_mask(
        self,
        text: str | list[str],
        *,
        targets: list[str] | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: FillMaskProvider | Sequence[FillMaskProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Fill in a masked word.

        Args:
            text: Text with the model's mask token, such as `[MASK]` or `<mask>`, in each place to fill.
            targets: Score only these words instead of the whole vocabulary. A word that is not in the model's
                vocabulary is tokenized and its first token is used, with a warning; this can be slower.
            top_k: Maximum number of candidates to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Candidates for the mask, best first; if the text has several masks, a list of candidates for each. A list of
            inputs returns a list of results, one for each.

        """
        from inferwire.tasks.fill_mask import TASK  # loads with its first call

        return self._core.run(TASK, text, {"targets": targets, "top_k": top_k}, options, model=model, provider=provider)

    @overload
    def question_answering(
        self,
        question: str,
        context: str,
        *,
        top_k: int,
        model: str | Sequence[str] | None = None,
        provider: QuestionAnsweringProvider | Sequence[QuestionAnsweringProvider] | None = None,
        **parameters: Unpack[QuestionAnsweringKeywords],
    ) -> list[QuestionAnsweringOutputElement]: ...
    @overload
    def question_answering(
        self,
        question: str,
        context: str,
        *,
        top_k: None = None,
        model: str | Sequence[str] | None = None,
        provider: QuestionAnsweringProvider | Sequence[QuestionAnsweringProvider] | None = None,
        **parameters: Unpack[QuestionAnsweringKeywords],
    ) -> QuestionAnsweringOutputElement: ...

    def question_answering(
        self,
        question: str,
        context: str,
        *,
        align_to_words: bool | None = None,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: QuestionAnsweringProvider | Sequence[QuestionAnsweringProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Answer a question from a context.

        Args:
            question: Question to answer.
            context: Text that contains the answer.
            align_to_words: Extend answers to whole words. Helps in languages that put spaces between words; can hurt in
                others, such as Chinese and Japanese. Server default: True.
            doc_stride: Number of tokens that neighboring chunks share when the context is too long for the model.
                Server default: 128, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the context contains no answer. Server default: False.
            max_answer_len: Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15.
            max_question_len: Maximum length of the question, in tokens; the rest is truncated. Server default: 64.
            max_seq_len: Maximum length of a chunk, in tokens, including the question; longer contexts are split into
                chunks that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 1.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The best result, or a list of results if `top_k` is passed.

        """
        from inferwire.tasks.question_answering import TASK  # loads with its first call

        results = self._core.run(
            TASK,
            {"context": context, "question": question},
            {
                "align_to_words": align_to_words,
                "doc_stride": doc_stride,
                "handle_impossible_answer": handle_impossible_answer,
                "max_answer_len": max_answer_len,
                "max_question_len": max_question_len,
                "max_seq_len": max_seq_len,
                "top_k": top_k,
            },
            options,
            model=model,
            provider=provider,
        )
        return results if is_passed(top_k) else first_item(results)

    def sentence_similarity(
        self,
        sentence: str,
        other_sentences: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: SentenceSimilarityProvider | Sequence[SentenceSimilarityProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[float]:
        """Compute the similarity of sentences to another sentence.

        Args:
            sentence: Sentence to compare the others with. Some models also accept phrases or longer passages.
            other_sentences: Sentences to score.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Similarity scores, one per sentence and in the same order.

        """
        from inferwire.tasks.sentence_similarity import TASK  # loads with its first call

        return self._core.run(
            TASK,
            {"source_sentence": sentence, "sentences": other_sentences},
            {},
            options,
            model=model,
            provider=provider,
        )

    @overload
    def summarization(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | Sequence[str] | None = None,
        provider: SummarizationProvider | Sequence[SummarizationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> SummarizationOutput: ...
    @overload
    def summarization(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: SummarizationProvider | Sequence[SummarizationProvider] | None = None,
        **parameters: Unpack[SummarizationKeywords],
    ) -> list[SummarizationOutput]: ...

    def summarization(
        self,
        text: str | list[str],
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | Sequence[str] | None = None,
        provider: SummarizationProvider | Sequence[SummarizationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Summarize text.

        Args:
            text: Text to summarize.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the summary.
                Server default: False.
            generate_parameters: Further generation settings by name, such as `max_length` or `num_beams`.
            truncation: How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair
                first, or only its first or second part. Server default: `do_not_truncate`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Summary of the text. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.summarization import TASK  # loads with its first call

        return self._core.run(
            TASK,
            text,
            {
                "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
                "generate_parameters": generate_parameters,
                "truncation": truncation,
            },
            options,
            model=model,
            provider=provider,
        )

    def table_question_answering(
        self,
        table: Mapping[str, list[str]],
        query: str,
        *,
        padding: Literal["do_not_pad", "longest", "max_length"] | None = None,
        sequential: bool | None = None,
        truncation: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: TableQuestionAnsweringProvider | Sequence[TableQuestionAnsweringProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> TableQuestionAnsweringOutputElement:
        """Answer a question about a table.

        Args:
            table: Columns of the table: maps each column name to its cells, one per row, all as strings.
            query: Question about the table.
            padding: How to pad short inputs: not at all, to the longest in the batch, or to the model's limit. Server
                default: `do_not_pad`.
            sequential: Process questions one by one instead of as a batch: slower, but required by models such as SQA,
                whose questions depend on earlier ones. Server default: False.
            truncation: Drop rows from a table that is too long for the model. Server default: False.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The best result.

        """
        from inferwire.tasks.table_question_answering import TASK  # loads with its first call

        return first_item(
            self._core.run(
                TASK,
                {"table": table, "question": query},
                {"padding": padding, "sequential": sequential, "truncation": truncation},
                options,
                model=model,
                provider=provider,
            )
        )

    def tabular_classification(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | Sequence[str] | None = None,
        provider: TabularClassificationProvider | Sequence[TabularClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[str | float]:
        """Classify each row of a table.

        Args:
            table: Columns of the table: maps each column name to its values, one per row, all as strings.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Predicted classes, one per row and in the same order.

        """
        from inferwire.tasks.tabular_classification import TASK  # loads with its first call

        return self._core.run(TASK, {"data": table}, {}, options, model=model, provider=provider)

    def tabular_regression(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | Sequence[str] | None = None,
        provider: TabularRegressionProvider | Sequence[TabularRegressionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[float]:
        """Predict a number for each row of a table.

        Args:
            table: Columns of the table: maps each column name to its values, one per row, all as strings.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Predicted numbers, one per row and in the same order.

        """
        from inferwire.tasks.tabular_regression import TASK  # loads with its first call

        return self._core.run(TASK, {"data": table}, {}, options, model=model, provider=provider)

    @overload
    def text_classification(
        self,
        text: str,
        *,
        function_to_apply: ClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextClassificationProvider | Sequence[TextClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]: ...
    @overload
    def text_classification(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: TextClassificationProvider | Sequence[TextClassificationProvider] | None = None,
        **parameters: Unpack[TextClassificationKeywords],
    ) -> list[list[ClassificationOutput]]: ...

    def text_classification(
        self,
        text: str | list[str],
        *,
        function_to_apply: ClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextClassificationProvider | Sequence[TextClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Classify text.

        Args:
            text: Text to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `none` for regression models, `sigmoid` for multi-label and single-output models,
                otherwise `softmax`.
            top_k: Maximum number of classes to return, most likely first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Classes of the text with their scores, best first. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.text_classification import TASK  # loads with its first call

        return self._core.run(
            TASK,
            text,
            {"function_to_apply": function_to_apply, "top_k": top_k},
            options,
            model=model,
            provider=provider,
        )

    def text_ranking(
        self,
        query: str,
        texts: list[str],
        *,
        raw_scores: bool | None = None,
        return_documents: bool | None = None,
        top_n: int | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextRankingProvider | Sequence[TextRankingProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[TextRankingOutputElement]:
        """Rank texts by their relevance to a query.

        Args:
            query: Search query.
            texts: Texts to rank, such as passages that a search found.
            raw_scores: Whether scores are logits, of any size, instead of numbers from 0 to 1. Default: as the model
                defines.
            return_documents: Whether the server sends the texts back. The results contain them in any case.
            top_n: Maximum number of results, the most relevant ones. Default: one for each of the texts.
            truncate: Whether texts that are too long for the model are truncated instead of being an error.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Texts by falling relevance; texts of equal score keep their order.

        """
        from inferwire.tasks.text_ranking import TASK  # loads with its first call

        return self._core.run(
            TASK,
            {"query": query, "texts": texts},
            {"raw_scores": raw_scores, "return_documents": return_documents, "top_n": top_n, "truncate": truncate},
            options,
            model=model,
            provider=provider,
        )

    @overload
    def token_classification(
        self,
        text: str,
        *,
        aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | None = None,
        ignore_labels: list[str] | None = None,
        stride: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: TokenClassificationProvider | Sequence[TokenClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[TokenClassificationOutputElement]: ...
    @overload
    def token_classification(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: TokenClassificationProvider | Sequence[TokenClassificationProvider] | None = None,
        **parameters: Unpack[TokenClassificationKeywords],
    ) -> list[list[TokenClassificationOutputElement]]: ...

    def token_classification(
        self,
        text: str | list[str],
        *,
        aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | None = None,
        ignore_labels: list[str] | None = None,
        stride: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: TokenClassificationProvider | Sequence[TokenClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Label tokens or entities in text.

        Args:
            text: Text to label.
            aggregation_strategy: How to merge labeled tokens into entities.
            ignore_labels: Labels to exclude from the result. Server default: ["O"], which means not an entity.
            stride: Number of tokens that neighboring chunks of a long text share.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Labeled tokens or entities of the text, in order. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.token_classification import TASK  # loads with its first call

        return self._core.run(
            TASK,
            text,
            {"aggregation_strategy": aggregation_strategy, "ignore_labels": ignore_labels, "stride": stride},
            options,
            model=model,
            provider=provider,
        )

    @overload
    def translation(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        src_lang: str | None = None,
        tgt_lang: str | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | Sequence[str] | None = None,
        provider: TranslationProvider | Sequence[TranslationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> TranslationOutput: ...
    @overload
    def translation(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: TranslationProvider | Sequence[TranslationProvider] | None = None,
        **parameters: Unpack[TranslationKeywords],
    ) -> list[TranslationOutput]: ...

    def translation(
        self,
        text: str | list[str],
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        src_lang: str | None = None,
        tgt_lang: str | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | Sequence[str] | None = None,
        provider: TranslationProvider | Sequence[TranslationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Translate text.

        Args:
            text: Text to translate.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the
                translation. Server default: False.
            generate_parameters: Further generation settings by name, such as `max_length` or `num_beams`.
            src_lang: Code of the source language, as the model expects it. Required by models with several source
                languages.
            tgt_lang: Code of the target language, as the model expects it. Required by models with several target
                languages.
            truncation: How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair
                first, or only its first or second part. Server default: `do_not_truncate`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Translation of the text. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.translation import TASK  # loads with its first call

        return self._core.run(
            TASK,
            text,
            {
                "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
                "generate_parameters": generate_parameters,
                "src_lang": src_lang,
                "tgt_lang": tgt_lang,
                "truncation": truncation,
            },
            options,
            model=model,
            provider=provider,
        )

    @overload
    def zero_shot_classification(
        self,
        text: str,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        multi_label: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotClassificationProvider | Sequence[ZeroShotClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]: ...
    @overload
    def zero_shot_classification(
        self,
        text: list[str],
        candidate_labels: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotClassificationProvider | Sequence[ZeroShotClassificationProvider] | None = None,
        **parameters: Unpack[ZeroShotClassificationKeywords],
    ) -> list[list[ClassificationOutput]]: ...

    def zero_shot_classification(
        self,
        text: str | list[str],
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        multi_label: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotClassificationProvider | Sequence[ZeroShotClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Classify text with labels of your choice.

        Args:
            text: Text to classify.
            candidate_labels: Labels to choose from.
            hypothesis_template: Template sentence with a `{}` that each label replaces; the score is how well the
                sentence follows from the text. Server default: "This example is {}.".
            multi_label: Score each label independently, so that several can fit; if False, the labels are mutually
                exclusive and the scores sum to 1. Server default: False.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Labels with their scores, best first. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.zero_shot_classification import TASK  # loads with its first call

        return self._core.run(
            TASK,
            text,
            {
                "candidate_labels": candidate_labels,
                "hypothesis_template": hypothesis_template,
                "multi_label": multi_label,
            },
            options,
            model=model,
            provider=provider,
        )


class AsyncTextMethods:
    """Asynchronous methods for text tasks."""

    _core: AsyncCore

    async def conversational(
        self,
        text: str,
        past_user_inputs: list[str] | None = None,
        generated_responses: list[str] | None = None,
        *,
        max_length: int | None = None,
        max_time: float | None = None,
        min_length: int | None = None,
        repetition_penalty: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        model: str | Sequence[str] | None = None,
        provider: ConversationalProvider | Sequence[ConversationalProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> ConversationalOutput:
        """Generate the next message of a conversation, with a model that takes past turns as two lists.

        Args:
            text: Latest message of the user.
            past_user_inputs: Earlier messages of the user, oldest first.
            generated_responses: Earlier responses of the model, oldest first; as many as `past_user_inputs`.
            max_length: Maximum length of the response, in tokens.
            max_time: Time limit for the generation, in seconds. A soft limit: a response can take slightly longer.
            min_length: Minimum length of the response, in tokens.
            repetition_penalty: Penalty on tokens that have already occurred; 1 means no penalty, higher values
                discourage repetition.
            temperature: Sampling temperature: 1 leaves the token distribution unchanged, lower values sharpen it,
                higher values flatten it. Server default: 1.0.
            top_k: Sample only from the k most likely tokens.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1.
            model: URL of the endpoint, or the model's name at the client's endpoint. Default: the client's model.
            provider: Not needed: only endpoints serve this task.
            **options: Call options; see `CallOptions`.

        Returns:
            Response of the model, with the updated conversation.

        """
        from inferwire.tasks.conversational import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            drop_none(text=text, past_user_inputs=past_user_inputs, generated_responses=generated_responses),
            {
                "max_length": max_length,
                "max_time": max_time,
                "min_length": min_length,
                "repetition_penalty": repetition_penalty,
                "temperature": temperature,
                "top_k": top_k,
                "top_p": top_p,
            },
            options,
            model=model,
            provider=provider,
        )

    async def feature_extraction(
        self,
        text: str | list[str],
        *,
        dimensions: int | None = None,
        encoding_format: Literal["float", "base64"] | None = None,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        truncation_direction: FeatureExtractionInputTruncationDirection | None = None,
        model: str | Sequence[str] | None = None,
        provider: FeatureExtractionProvider | Sequence[FeatureExtractionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[Json]:
        """Compute embeddings of text.

        Args:
            text: Text to embed, or a list of texts.
            dimensions: Number of dimensions of the vectors; for models that can shorten them.
            encoding_format: How the server sends the numbers; the result is the same.
            normalize: Normalize each vector to length 1. Server default: True.
            prompt_name: Key into the `prompts` of the model's sentence-transformers configuration; that prompt is
                prepended to every text. For example, "query" may prepend "query: ". By default no prompt is prepended.
            truncate: Truncate texts that exceed the model's limit; if False, they are an error. Server default: False.
            truncation_direction: Side from which to truncate. Server default: `right`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Vector of the text, or a vector for each text of a list. Models that do not pool return a vector for each
            token.

        """
        from inferwire.tasks.feature_extraction import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            text,
            {
                "dimensions": dimensions,
                "encoding_format": encoding_format,
                "normalize": normalize,
                "prompt_name": prompt_name,
                "truncate": truncate,
                "truncation_direction": truncation_direction,
            },
            options,
            model=model,
            provider=provider,
        )

    @overload
    async def fill_mask(
        self,
        text: str,
        *,
        targets: list[str] | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: FillMaskProvider | Sequence[FillMaskProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[FillMaskOutputElement | Any]: ...
    @overload
    async def fill_mask(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: FillMaskProvider | Sequence[FillMaskProvider] | None = None,
        **parameters: Unpack[FillMaskKeywords],
    ) -> list[list[FillMaskOutputElement | Any]]: ...

    async def fill_mask(
        self,
        text: str | list[str],
        *,
        targets: list[str] | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: FillMaskProvider | Sequence[FillMaskProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Fill in a masked word.

        Args:
            text: Text with the model's mask token, such as `[MASK]` or `<mask>`, in each place to fill.
            targets: Score only these words instead of the whole vocabulary. A word that is not in the model's
                vocabulary is tokenized and its first token is used, with a warning; this can be slower.
            top_k: Maximum number of candidates to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Candidates for the mask, best first; if the text has several masks, a list of candidates for each. A list of
            inputs returns a list of results, one for each.

        """
        from inferwire.tasks.fill_mask import TASK  # loads with its first call

        return await self._core.run(
            TASK, text, {"targets": targets, "top_k": top_k}, options, model=model, provider=provider
        )

    @overload
    async def question_answering(
        self,
        question: str,
        context: str,
        *,
        top_k: int,
        model: str | Sequence[str] | None = None,
        provider: QuestionAnsweringProvider | Sequence[QuestionAnsweringProvider] | None = None,
        **parameters: Unpack[QuestionAnsweringKeywords],
    ) -> list[QuestionAnsweringOutputElement]: ...
    @overload
    async def question_answering(
        self,
        question: str,
        context: str,
        *,
        top_k: None = None,
        model: str | Sequence[str] | None = None,
        provider: QuestionAnsweringProvider | Sequence[QuestionAnsweringProvider] | None = None,
        **parameters: Unpack[QuestionAnsweringKeywords],
    ) -> QuestionAnsweringOutputElement: ...

    async def question_answering(
        self,
        question: str,
        context: str,
        *,
        align_to_words: bool | None = None,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: QuestionAnsweringProvider | Sequence[QuestionAnsweringProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Answer a question from a context.

        Args:
            question: Question to answer.
            context: Text that contains the answer.
            align_to_words: Extend answers to whole words. Helps in languages that put spaces between words; can hurt in
                others, such as Chinese and Japanese. Server default: True.
            doc_stride: Number of tokens that neighboring chunks share when the context is too long for the model.
                Server default: 128, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the context contains no answer. Server default: False.
            max_answer_len: Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15.
            max_question_len: Maximum length of the question, in tokens; the rest is truncated. Server default: 64.
            max_seq_len: Maximum length of a chunk, in tokens, including the question; longer contexts are split into
                chunks that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 1.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The best result, or a list of results if `top_k` is passed.

        """
        from inferwire.tasks.question_answering import TASK  # loads with its first call

        results = await self._core.run(
            TASK,
            {"context": context, "question": question},
            {
                "align_to_words": align_to_words,
                "doc_stride": doc_stride,
                "handle_impossible_answer": handle_impossible_answer,
                "max_answer_len": max_answer_len,
                "max_question_len": max_question_len,
                "max_seq_len": max_seq_len,
                "top_k": top_k,
            },
            options,
            model=model,
            provider=provider,
        )
        return results if is_passed(top_k) else first_item(results)

    async def sentence_similarity(
        self,
        sentence: str,
        other_sentences: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: SentenceSimilarityProvider | Sequence[SentenceSimilarityProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[float]:
        """Compute the similarity of sentences to another sentence.

        Args:
            sentence: Sentence to compare the others with. Some models also accept phrases or longer passages.
            other_sentences: Sentences to score.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Similarity scores, one per sentence and in the same order.

        """
        from inferwire.tasks.sentence_similarity import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            {"source_sentence": sentence, "sentences": other_sentences},
            {},
            options,
            model=model,
            provider=provider,
        )

    @overload
    async def summarization(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | Sequence[str] | None = None,
        provider: SummarizationProvider | Sequence[SummarizationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> SummarizationOutput: ...
    @overload
    async def summarization(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: SummarizationProvider | Sequence[SummarizationProvider] | None = None,
        **parameters: Unpack[SummarizationKeywords],
    ) -> list[SummarizationOutput]: ...

    async def summarization(
        self,
        text: str | list[str],
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | Sequence[str] | None = None,
        provider: SummarizationProvider | Sequence[SummarizationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Summarize text.

        Args:
            text: Text to summarize.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the summary.
                Server default: False.
            generate_parameters: Further generation settings by name, such as `max_length` or `num_beams`.
            truncation: How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair
                first, or only its first or second part. Server default: `do_not_truncate`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Summary of the text. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.summarization import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            text,
            {
                "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
                "generate_parameters": generate_parameters,
                "truncation": truncation,
            },
            options,
            model=model,
            provider=provider,
        )

    async def table_question_answering(
        self,
        table: Mapping[str, list[str]],
        query: str,
        *,
        padding: Literal["do_not_pad", "longest", "max_length"] | None = None,
        sequential: bool | None = None,
        truncation: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: TableQuestionAnsweringProvider | Sequence[TableQuestionAnsweringProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> TableQuestionAnsweringOutputElement:
        """Answer a question about a table.

        Args:
            table: Columns of the table: maps each column name to its cells, one per row, all as strings.
            query: Question about the table.
            padding: How to pad short inputs: not at all, to the longest in the batch, or to the model's limit. Server
                default: `do_not_pad`.
            sequential: Process questions one by one instead of as a batch: slower, but required by models such as SQA,
                whose questions depend on earlier ones. Server default: False.
            truncation: Drop rows from a table that is too long for the model. Server default: False.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The best result.

        """
        from inferwire.tasks.table_question_answering import TASK  # loads with its first call

        return first_item(
            await self._core.run(
                TASK,
                {"table": table, "question": query},
                {"padding": padding, "sequential": sequential, "truncation": truncation},
                options,
                model=model,
                provider=provider,
            )
        )

    async def tabular_classification(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | Sequence[str] | None = None,
        provider: TabularClassificationProvider | Sequence[TabularClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[str | float]:
        """Classify each row of a table.

        Args:
            table: Columns of the table: maps each column name to its values, one per row, all as strings.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Predicted classes, one per row and in the same order.

        """
        from inferwire.tasks.tabular_classification import TASK  # loads with its first call

        return await self._core.run(TASK, {"data": table}, {}, options, model=model, provider=provider)

    async def tabular_regression(
        self,
        table: Mapping[str, list[str]],
        *,
        model: str | Sequence[str] | None = None,
        provider: TabularRegressionProvider | Sequence[TabularRegressionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[float]:
        """Predict a number for each row of a table.

        Args:
            table: Columns of the table: maps each column name to its values, one per row, all as strings.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Predicted numbers, one per row and in the same order.

        """
        from inferwire.tasks.tabular_regression import TASK  # loads with its first call

        return await self._core.run(TASK, {"data": table}, {}, options, model=model, provider=provider)

    @overload
    async def text_classification(
        self,
        text: str,
        *,
        function_to_apply: ClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextClassificationProvider | Sequence[TextClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]: ...
    @overload
    async def text_classification(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: TextClassificationProvider | Sequence[TextClassificationProvider] | None = None,
        **parameters: Unpack[TextClassificationKeywords],
    ) -> list[list[ClassificationOutput]]: ...

    async def text_classification(
        self,
        text: str | list[str],
        *,
        function_to_apply: ClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextClassificationProvider | Sequence[TextClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Classify text.

        Args:
            text: Text to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `none` for regression models, `sigmoid` for multi-label and single-output models,
                otherwise `softmax`.
            top_k: Maximum number of classes to return, most likely first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Classes of the text with their scores, best first. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.text_classification import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            text,
            {"function_to_apply": function_to_apply, "top_k": top_k},
            options,
            model=model,
            provider=provider,
        )

    async def text_ranking(
        self,
        query: str,
        texts: list[str],
        *,
        raw_scores: bool | None = None,
        return_documents: bool | None = None,
        top_n: int | None = None,
        truncate: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextRankingProvider | Sequence[TextRankingProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[TextRankingOutputElement]:
        """Rank texts by their relevance to a query.

        Args:
            query: Search query.
            texts: Texts to rank, such as passages that a search found.
            raw_scores: Whether scores are logits, of any size, instead of numbers from 0 to 1. Default: as the model
                defines.
            return_documents: Whether the server sends the texts back. The results contain them in any case.
            top_n: Maximum number of results, the most relevant ones. Default: one for each of the texts.
            truncate: Whether texts that are too long for the model are truncated instead of being an error.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Texts by falling relevance; texts of equal score keep their order.

        """
        from inferwire.tasks.text_ranking import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            {"query": query, "texts": texts},
            {"raw_scores": raw_scores, "return_documents": return_documents, "top_n": top_n, "truncate": truncate},
            options,
            model=model,
            provider=provider,
        )

    @overload
    async def token_classification(
        self,
        text: str,
        *,
        aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | None = None,
        ignore_labels: list[str] | None = None,
        stride: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: TokenClassificationProvider | Sequence[TokenClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[TokenClassificationOutputElement]: ...
    @overload
    async def token_classification(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: TokenClassificationProvider | Sequence[TokenClassificationProvider] | None = None,
        **parameters: Unpack[TokenClassificationKeywords],
    ) -> list[list[TokenClassificationOutputElement]]: ...

    async def token_classification(
        self,
        text: str | list[str],
        *,
        aggregation_strategy: Literal["none", "simple", "first", "average", "max"] | None = None,
        ignore_labels: list[str] | None = None,
        stride: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: TokenClassificationProvider | Sequence[TokenClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Label tokens or entities in text.

        Args:
            text: Text to label.
            aggregation_strategy: How to merge labeled tokens into entities.
            ignore_labels: Labels to exclude from the result. Server default: ["O"], which means not an entity.
            stride: Number of tokens that neighboring chunks of a long text share.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Labeled tokens or entities of the text, in order. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.token_classification import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            text,
            {"aggregation_strategy": aggregation_strategy, "ignore_labels": ignore_labels, "stride": stride},
            options,
            model=model,
            provider=provider,
        )

    @overload
    async def translation(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        src_lang: str | None = None,
        tgt_lang: str | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | Sequence[str] | None = None,
        provider: TranslationProvider | Sequence[TranslationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> TranslationOutput: ...
    @overload
    async def translation(
        self,
        text: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: TranslationProvider | Sequence[TranslationProvider] | None = None,
        **parameters: Unpack[TranslationKeywords],
    ) -> list[TranslationOutput]: ...

    async def translation(
        self,
        text: str | list[str],
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, Json] | None = None,
        src_lang: str | None = None,
        tgt_lang: str | None = None,
        truncation: Literal["do_not_truncate", "longest_first", "only_first", "only_second"] | None = None,
        model: str | Sequence[str] | None = None,
        provider: TranslationProvider | Sequence[TranslationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Translate text.

        Args:
            text: Text to translate.
            clean_up_tokenization_spaces: Remove superfluous spaces, such as those before punctuation, from the
                translation. Server default: False.
            generate_parameters: Further generation settings by name, such as `max_length` or `num_beams`.
            src_lang: Code of the source language, as the model expects it. Required by models with several source
                languages.
            tgt_lang: Code of the target language, as the model expects it. Required by models with several target
                languages.
            truncation: How to truncate an input that exceeds the model's limit: not at all, the longer part of a pair
                first, or only its first or second part. Server default: `do_not_truncate`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Translation of the text. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.translation import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            text,
            {
                "clean_up_tokenization_spaces": clean_up_tokenization_spaces,
                "generate_parameters": generate_parameters,
                "src_lang": src_lang,
                "tgt_lang": tgt_lang,
                "truncation": truncation,
            },
            options,
            model=model,
            provider=provider,
        )

    @overload
    async def zero_shot_classification(
        self,
        text: str,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        multi_label: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotClassificationProvider | Sequence[ZeroShotClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]: ...
    @overload
    async def zero_shot_classification(
        self,
        text: list[str],
        candidate_labels: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotClassificationProvider | Sequence[ZeroShotClassificationProvider] | None = None,
        **parameters: Unpack[ZeroShotClassificationKeywords],
    ) -> list[list[ClassificationOutput]]: ...

    async def zero_shot_classification(
        self,
        text: str | list[str],
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        multi_label: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotClassificationProvider | Sequence[ZeroShotClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Classify text with labels of your choice.

        Args:
            text: Text to classify.
            candidate_labels: Labels to choose from.
            hypothesis_template: Template sentence with a `{}` that each label replaces; the score is how well the
                sentence follows from the text. Server default: "This example is {}.".
            multi_label: Score each label independently, so that several can fit; if False, the labels are mutually
                exclusive and the scores sum to 1. Server default: False.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Labels with their scores, best first. A list of inputs returns a list of results, one for each.

        """
        from inferwire.tasks.zero_shot_classification import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            text,
            {
                "candidate_labels": candidate_labels,
                "hypothesis_template": hypothesis_template,
                "multi_label": multi_label,
            },
            options,
            model=model,
            provider=provider,
        )

# Generated from specs/tasks/document-question-answering and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Document question answering.

Takes a picture of a document and a question; gives back answers found in the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import UNSET

from inferwire.providers import REGISTRY
from inferwire_runtime.client import default_async_client, default_client
from inferwire_runtime.errors import RoutingError
from inferwire_runtime.flow import given
from inferwire_runtime.routing import PrivateProvider, find_route
from inferwire_runtime.steps import Task, Way

if TYPE_CHECKING:
    from typing import Unpack

    from msgspec import UnsetType

    from inferwire.types.document_question_answering import DocumentQuestionAnsweringOutputElement
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def document_question_answering(
    image: MediaInput,
    question: str,
    *,
    doc_stride: int | UnsetType = UNSET,
    handle_impossible_answer: bool | UnsetType = UNSET,
    lang: str | UnsetType = UNSET,
    max_answer_len: int | UnsetType = UNSET,
    max_question_len: int | UnsetType = UNSET,
    max_seq_len: int | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    word_boxes: list[str | tuple[float, float, float, float]] | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[DocumentQuestionAnsweringOutputElement]:
    """Answer a question about a scanned document.

    Args:
        image: Picture of the document.
        question: What to ask about the document.
        doc_stride: Tokens by which neighbouring chunks overlap when the words of the document do not fit into the model
            at once. Server default: 256, or half of `max_seq_len` if that is lower.
        handle_impossible_answer: Allow the result that the document holds no answer. Server default: false.
        lang: Language of the text in the picture, for character recognition (OCR). Server default: English.
        max_answer_len: Longest answer to consider, in tokens; longer ones are dropped. Server default: 15.
        max_question_len: Upper bound on the question in tokens; the rest is cut off. Server default: 64.
        max_seq_len: Upper bound on the tokens of a chunk, question and document words together; longer documents are
            cut into chunks that overlap by `doc_stride`. Server default: the model's own limit.
        top_k: Upper bound on the answers returned, most likely first; fewer come back if the document offers fewer.
            Server default: 1.
        word_boxes: Words of the document with their bounding boxes, coordinates scaled to between 0 and 1000; replaces
            character recognition (OCR).
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Answers found in the document, best first.

    Raises:
        InputError: The call is wrong in itself; nothing was sent.
        RoutingError: Nobody serves this model and task.
        HubError: The Hub refused to say who does.
        ProviderError: The provider answered with an error.
        OutputError: Its answer has another shape.
        TimeoutError: It took longer than `timeout` allows.
        ConnectionError: The provider could not be reached, or hung up.
    """
    client = client or default_client()
    return client.run(
        TASK,
        {"image": image, "question": question},
        given(
            doc_stride=doc_stride,
            handle_impossible_answer=handle_impossible_answer,
            lang=lang,
            max_answer_len=max_answer_len,
            max_question_len=max_question_len,
            max_seq_len=max_seq_len,
            top_k=top_k,
            word_boxes=word_boxes,
        ),
        options,
        model=model,
        provider=provider,
    )


async def document_question_answering_async(
    image: MediaInput,
    question: str,
    *,
    doc_stride: int | UnsetType = UNSET,
    handle_impossible_answer: bool | UnsetType = UNSET,
    lang: str | UnsetType = UNSET,
    max_answer_len: int | UnsetType = UNSET,
    max_question_len: int | UnsetType = UNSET,
    max_seq_len: int | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    word_boxes: list[str | tuple[float, float, float, float]] | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[DocumentQuestionAnsweringOutputElement]:
    """Answer a question about a scanned document.

    Args:
        image: Picture of the document.
        question: What to ask about the document.
        doc_stride: Tokens by which neighbouring chunks overlap when the words of the document do not fit into the model
            at once. Server default: 256, or half of `max_seq_len` if that is lower.
        handle_impossible_answer: Allow the result that the document holds no answer. Server default: false.
        lang: Language of the text in the picture, for character recognition (OCR). Server default: English.
        max_answer_len: Longest answer to consider, in tokens; longer ones are dropped. Server default: 15.
        max_question_len: Upper bound on the question in tokens; the rest is cut off. Server default: 64.
        max_seq_len: Upper bound on the tokens of a chunk, question and document words together; longer documents are
            cut into chunks that overlap by `doc_stride`. Server default: the model's own limit.
        top_k: Upper bound on the answers returned, most likely first; fewer come back if the document offers fewer.
            Server default: 1.
        word_boxes: Words of the document with their bounding boxes, coordinates scaled to between 0 and 1000; replaces
            character recognition (OCR).
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Answers found in the document, best first.

    Raises:
        InputError: The call is wrong in itself; nothing was sent.
        RoutingError: Nobody serves this model and task.
        HubError: The Hub refused to say who does.
        ProviderError: The provider answered with an error.
        OutputError: Its answer has another shape.
        TimeoutError: It took longer than `timeout` allows.
        ConnectionError: The provider could not be reached, or hung up.
    """
    client = client or default_async_client()
    return await client.run(
        TASK,
        {"image": image, "question": question},
        given(
            doc_stride=doc_stride,
            handle_impossible_answer=handle_impossible_answer,
            lang=lang,
            max_answer_len=max_answer_len,
            max_question_len=max_question_len,
            max_seq_len=max_seq_len,
            top_k=top_k,
            word_boxes=word_boxes,
        ),
        options,
        model=model,
        provider=provider,
    )


def _choose(call: Call) -> Flow[Way[list[DocumentQuestionAnsweringOutputElement]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.document_question_answering import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.document_question_answering import read, send
        case other:
            raise RoutingError(f"{other} does not serve document-question-answering")
    return Way(route=route, send=send, read=read)


TASK: Task[list[DocumentQuestionAnsweringOutputElement]] = Task(
    name="document-question-answering",
    choose=_choose,
    media={
        "image": "image",
    },
)

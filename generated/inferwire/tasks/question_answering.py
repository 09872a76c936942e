# Generated from specs/tasks/question-answering and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Question answering.

Takes a question and a text; gives back answers, each a passage of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from msgspec import UNSET

from inferwire.providers import REGISTRY
from inferwire_runtime.client import default_async_client, default_client
from inferwire_runtime.errors import RoutingError
from inferwire_runtime.flow import given
from inferwire_runtime.pick import first_of
from inferwire_runtime.routing import PrivateProvider, find_route
from inferwire_runtime.steps import Task, Way

if TYPE_CHECKING:
    from typing import Unpack

    from msgspec import UnsetType

    from inferwire.inputs.question_answering import QuestionAnsweringKeywords
    from inferwire.types.question_answering import QuestionAnsweringOutputElement
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


@overload
def question_answering(
    question: str,
    context: str,
    *,
    top_k: int,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[QuestionAnsweringKeywords],
) -> list[QuestionAnsweringOutputElement]: ...
@overload
def question_answering(
    question: str,
    context: str,
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[QuestionAnsweringKeywords],
) -> QuestionAnsweringOutputElement: ...


def question_answering(
    question: str,
    context: str,
    *,
    align_to_words: bool | UnsetType = UNSET,
    doc_stride: int | UnsetType = UNSET,
    handle_impossible_answer: bool | UnsetType = UNSET,
    max_answer_len: int | UnsetType = UNSET,
    max_question_len: int | UnsetType = UNSET,
    max_seq_len: int | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Answer a question from a text.

    Args:
        question: What to ask about the text.
        context: Text in which to look for the answer.
        align_to_words: Widen answers to whole words. Helps in languages that put spaces between words, can harm in
            others, such as Chinese and Japanese. Server default: true.
        doc_stride: Tokens by which neighbouring chunks overlap when the text does not fit into the model at once.
            Server default: 128, or half of `max_seq_len` if that is lower.
        handle_impossible_answer: Allow the result that the text holds no answer. Server default: false.
        max_answer_len: Longest answer to consider, in tokens; longer ones are dropped. Server default: 15.
        max_question_len: Upper bound on the question in tokens; the rest is cut off. Server default: 64.
        max_seq_len: Upper bound on the tokens of a chunk, question and text together; longer texts are cut into chunks
            that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower.
        top_k: Upper bound on the answers returned, most likely first; fewer come back if the text offers fewer. Server
            default: 1.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The best answer, or with `top_k` a list of them.

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
    answers = client.run(
        TASK,
        {"context": context, "question": question},
        given(
            align_to_words=align_to_words,
            doc_stride=doc_stride,
            handle_impossible_answer=handle_impossible_answer,
            max_answer_len=max_answer_len,
            max_question_len=max_question_len,
            max_seq_len=max_seq_len,
            top_k=top_k,
        ),
        options,
        model=model,
        provider=provider,
    )
    return first_of(answers) if top_k is UNSET else answers


@overload
async def question_answering_async(
    question: str,
    context: str,
    *,
    top_k: int,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[QuestionAnsweringKeywords],
) -> list[QuestionAnsweringOutputElement]: ...
@overload
async def question_answering_async(
    question: str,
    context: str,
    *,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[QuestionAnsweringKeywords],
) -> QuestionAnsweringOutputElement: ...


async def question_answering_async(
    question: str,
    context: str,
    *,
    align_to_words: bool | UnsetType = UNSET,
    doc_stride: int | UnsetType = UNSET,
    handle_impossible_answer: bool | UnsetType = UNSET,
    max_answer_len: int | UnsetType = UNSET,
    max_question_len: int | UnsetType = UNSET,
    max_seq_len: int | UnsetType = UNSET,
    top_k: int | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Answer a question from a text.

    Args:
        question: What to ask about the text.
        context: Text in which to look for the answer.
        align_to_words: Widen answers to whole words. Helps in languages that put spaces between words, can harm in
            others, such as Chinese and Japanese. Server default: true.
        doc_stride: Tokens by which neighbouring chunks overlap when the text does not fit into the model at once.
            Server default: 128, or half of `max_seq_len` if that is lower.
        handle_impossible_answer: Allow the result that the text holds no answer. Server default: false.
        max_answer_len: Longest answer to consider, in tokens; longer ones are dropped. Server default: 15.
        max_question_len: Upper bound on the question in tokens; the rest is cut off. Server default: 64.
        max_seq_len: Upper bound on the tokens of a chunk, question and text together; longer texts are cut into chunks
            that overlap by `doc_stride`. Server default: 384, or the model's limit if that is lower.
        top_k: Upper bound on the answers returned, most likely first; fewer come back if the text offers fewer. Server
            default: 1.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The best answer, or with `top_k` a list of them.

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
    answers = await client.run(
        TASK,
        {"context": context, "question": question},
        given(
            align_to_words=align_to_words,
            doc_stride=doc_stride,
            handle_impossible_answer=handle_impossible_answer,
            max_answer_len=max_answer_len,
            max_question_len=max_question_len,
            max_seq_len=max_seq_len,
            top_k=top_k,
        ),
        options,
        model=model,
        provider=provider,
    )
    return first_of(answers) if top_k is UNSET else answers


def _choose(call: Call) -> Flow[Way[list[QuestionAnsweringOutputElement]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.question_answering import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.question_answering import read, send
        case other:
            raise RoutingError(f"{other} does not serve question-answering")
    return Way(route=route, send=send, read=read)


TASK: Task[list[QuestionAnsweringOutputElement]] = Task(
    name="question-answering",
    choose=_choose,
)

# Generated from specs/tasks/table-question-answering and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Table question answering.

Takes a table and a question; gives back an answer made from cells of the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import UNSET

from inferwire.providers import REGISTRY
from inferwire_runtime.client import default_async_client, default_client
from inferwire_runtime.errors import RoutingError
from inferwire_runtime.flow import given
from inferwire_runtime.pick import first_of
from inferwire_runtime.routing import PrivateProvider, find_route
from inferwire_runtime.steps import Task, Way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from msgspec import UnsetType

    from inferwire.types.table_question_answering import TableQuestionAnsweringOutputElement
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def table_question_answering(
    table: Mapping[str, list[str]],
    query: str,
    *,
    padding: Literal["do_not_pad", "longest", "max_length"] | UnsetType = UNSET,
    sequential: bool | UnsetType = UNSET,
    truncation: bool | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> TableQuestionAnsweringOutputElement:
    """Answer a question from a table.

    Args:
        table: Columns of the table: name of the column to its cells, one per row, all as text.
        query: What to ask about the table.
        padding: How to fill up short inputs: not at all, to the longest of the batch, or to the model's limit. Server
            default: `do_not_pad`.
        sequential: Handle questions one after another in place of one batch: slower, but needed by models such as SQA
            whose questions build on earlier ones. Server default: false.
        truncation: Drop rows of a table that is too long for the model. Server default: false.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The best answer.

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
    return first_of(
        client.run(
            TASK,
            {"table": table, "question": query},
            given(padding=padding, sequential=sequential, truncation=truncation),
            options,
            model=model,
            provider=provider,
        )
    )


async def table_question_answering_async(
    table: Mapping[str, list[str]],
    query: str,
    *,
    padding: Literal["do_not_pad", "longest", "max_length"] | UnsetType = UNSET,
    sequential: bool | UnsetType = UNSET,
    truncation: bool | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> TableQuestionAnsweringOutputElement:
    """Answer a question from a table.

    Args:
        table: Columns of the table: name of the column to its cells, one per row, all as text.
        query: What to ask about the table.
        padding: How to fill up short inputs: not at all, to the longest of the batch, or to the model's limit. Server
            default: `do_not_pad`.
        sequential: Handle questions one after another in place of one batch: slower, but needed by models such as SQA
            whose questions build on earlier ones. Server default: false.
        truncation: Drop rows of a table that is too long for the model. Server default: false.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The best answer.

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
    return first_of(
        await client.run(
            TASK,
            {"table": table, "question": query},
            given(padding=padding, sequential=sequential, truncation=truncation),
            options,
            model=model,
            provider=provider,
        )
    )


def _choose(call: Call) -> Flow[Way[list[TableQuestionAnsweringOutputElement]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.table_question_answering import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.table_question_answering import read, send
        case other:
            raise RoutingError(f"{other} does not serve table-question-answering")
    return Way(route=route, send=send, read=read)


TASK: Task[list[TableQuestionAnsweringOutputElement]] = Task(
    name="table-question-answering",
    choose=_choose,
)

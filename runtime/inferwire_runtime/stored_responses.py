"""Responses that a server has stored: they are retrieved, waited for, cancelled and deleted by their ID."""

from __future__ import annotations

from typing import Any, Literal, NoReturn, TypeVar
from urllib.parse import urlencode

from msgspec import UNSET, Struct, structs

from inferwire_runtime.errors import InputError, describe
from inferwire_runtime.jsontypes import Json, is_object
from inferwire_runtime.models import Call, Context, Request, Response, Route
from inferwire_runtime.providers import Handler, Task
from inferwire_runtime.streaming import StreamingResponse, StreamRules
from inferwire_runtime.urls import quote_path

T = TypeVar("T")

PENDING = ("queued", "in_progress")
ANY_MODEL = "any"  # stands for the model of calls that need none


class Stored(Struct, frozen=True, kw_only=True):
    """What is done with a stored response.

    Attributes:
        method: HTTP method.
        path: Path below that of the responses.
        query: Query of the URL.
        interval: Seconds between polls until the response is complete; None to send one request.
    """

    method: Literal["GET", "POST", "DELETE"]
    path: str
    query: dict[str, Any] = {}
    interval: float | None = None


class StoredTask(Task[Any], frozen=True, kw_only=True):
    """A call about a stored response, at the URL that `create` sends its requests to.

    Attributes:
        create: Task that creates responses.
        stored: What is done with one.
    """

    create: Task[Any]
    stored: Stored

    def handler(self, provider: str) -> Handler[Any]:
        """Return the handler that calls a provider for this task."""
        create = self.create.handler(provider)

        async def send_request(call: Call, route: Route) -> Response:
            request = self._about(await _catch(create, call, route))
            response = await route.context.send(request)
            while self.stored.interval is not None and _is_pending(response):
                await route.context.sleep(self.stored.interval)
                response = await route.context.send(request)
            return response

        async def open_stream(call: Call, route: Route) -> StreamingResponse:
            caught = await _catch(create, call, route, is_stream=True)
            assert caught.rules is not None
            return await route.context.open_stream(self._about(caught), caught.rules)

        is_deleted = self.stored.method == "DELETE"
        return Handler(
            send_request=send_request,
            parse_response=_ignore if is_deleted else create.parse_response,
            open_stream=open_stream,
        )

    def _about(self, caught: _Caught) -> Request:
        """Return the request about the response."""
        base, _, query = caught.request.url.partition("?")
        own = urlencode({name: value for name, value in self.stored.query.items() if value is not None}, doseq=True)
        both = "&".join(filter(None, (query, own)))
        return structs.replace(
            caught.request,
            method=self.stored.method,
            url=f"{base}/{self.stored.path}{'?' if both else ''}{both}",
            json=UNSET,
            is_idempotent=True,
        )


def stored_task(create: Task[Any], stored: Stored) -> StoredTask:
    """Return the task of a call about a stored response."""
    return StoredTask(
        name=create.name,
        registry=create.registry,
        handlers=create.handlers,
        is_streamable=True,
        create=create,
        stored=stored,
    )


def path_of_response(response: Any) -> str:
    """Return the path of a response below that of all responses.

    Args:
        response: The response, or its ID.

    Raises:
        InputError: If it has no ID.
    """
    response_id = response if isinstance(response, str) else getattr(response, "id", None)
    if not isinstance(response_id, str) or not response_id:
        raise InputError(f"`response_id` must be the ID of a response, got {describe(response)}")
    return quote_path(response_id).replace("/", "%2F")


def options_without_model(client: Any, task: Task[Any], model: str | None, provider: str | None) -> dict[str, Any]:
    """Return the options of a call that needs no model, although the route of other calls depends on it."""
    if model is not None or client.model is not None:
        return {"model": model, "provider": provider}
    name = client.provider if provider is None else provider
    about = task.registry.providers.get(name)
    if about is not None and about.kind == "client-side":
        return {"model": f"{name}/{ANY_MODEL}", "provider": provider}
    mapping = {} if about is None or about.kind == "router" or client.base_url is not None else {"mapping": False}
    return {"model": ANY_MODEL, "provider": provider, **mapping}


def _is_pending(response: Response) -> bool:
    data = response.json()
    return is_object(data) and data.get("status") in PENDING


def _ignore(response: Response) -> None:
    """Return nothing: the response only confirms."""


class _Caught(BaseException):
    """Carries the request past every ``except Exception``."""

    def __init__(self, request: Request, rules: StreamRules | None) -> None:
        super().__init__()
        self.request = request
        self.rules = rules


class _CatchingContext:
    """Catches the request that creates a response, and sends all others."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    async def send(self, request: Request) -> Response:
        if request.provider is not None and not request.is_lookup:
            raise _Caught(request, None)
        return await self._context.send(request)

    async def open_stream(self, request: Request, rules: StreamRules) -> NoReturn:
        raise _Caught(request, rules)


async def _catch(create: Handler[Any], call: Call, route: Route, *, is_stream: bool = False) -> _Caught:
    """Return the request that would create a response, with the rules of its stream."""
    options = structs.replace(call.options, extra_body={})
    empty = structs.replace(call, inputs=UNSET, parameters=dict[str, Json](), options=options)
    context: Any = _CatchingContext(route.context)
    caught_route = structs.replace(route, context=context)
    try:
        if is_stream and create.open_stream is not None:
            await create.open_stream(empty, caught_route)
        else:
            await create.send_request(empty, caught_route)
    except _Caught as caught:
        return caught
    raise InputError("this provider has no stored responses")

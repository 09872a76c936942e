"""The state of an endpoint: the handlers of `get_endpoint_info` and `health_check`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from msgspec import structs

from inferwire_runtime.errors import InputError, describe
from inferwire_runtime.jsontypes import is_object
from inferwire_runtime.models import ENDPOINT, Call, Response, Route
from inferwire_runtime.options import Options
from inferwire_runtime.providers import Registry, Task
from inferwire_runtime.urls import is_url, quote_path


def status_task(registry: Registry, handlers: Mapping[str, str]) -> Task[dict[str, Any]]:
    """Return the task that requests a page about an endpoint: ``info`` or ``health``, which is its input.

    Args:
        registry: All providers.
        handlers: Modules of the servers of custom calls, which have such pages.
    """
    return Task(name=None, registry=registry, handlers=dict.fromkeys(handlers, __name__))


def check_is_endpoint(options: Options, model: str | None, method: str) -> None:
    """Check that a call goes to an endpoint.

    Raises:
        InputError: If neither the client nor the call has a URL.
    """
    if model is not None and not isinstance(model, str):
        raise InputError(f"`model` must be a string, got {describe(model)}")
    if not is_url(model or options.model or options.endpoint_url or ""):
        raise InputError(f"{method} needs an endpoint; pass its URL as model=, or base_url= to the client")


async def send_request(call: Call, route: Route) -> Response:
    """Request a page at the root of an endpoint, or below the path of a model that Hugging Face serves itself."""
    page = cast("str", call.inputs)
    if route.provider != ENDPOINT:
        return await route.get(f"/models/{quote_path(route.model)}/{page}")
    root = route.base_url.removesuffix(route.replaced)  # without the version of OpenAI's interface
    return await structs.replace(route, base_url=root, replaced="").get(f"/{page}")


def parse_response(response: Response) -> dict[str, Any]:
    """Parse the response, which is empty from some servers.

    Raises:
        OutputError: If it is not a JSON object.
    """
    if not response.body.strip():
        return {}
    data = response.json()
    if not is_object(data):
        raise response.malformed("is not a JSON object")
    return data

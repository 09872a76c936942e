"""The list of models that an endpoint serves: the handler of `list_models`."""

from __future__ import annotations

from inferwire_runtime.decoding import convert
from inferwire_runtime.errors import InputError, RoutingError, publish
from inferwire_runtime.jsontypes import is_object
from inferwire_runtime.models import Call, Response, Route
from inferwire_runtime.options import Options
from inferwire_runtime.providers import Registry, Task
from inferwire_runtime.results import Model
from inferwire_runtime.urls import is_url


class ServedModel(Model, kw_only=True):
    """A model that an endpoint serves.

    Attributes:
        id: Name to pass as ``model=``.
        created: Time at which the model was created, in seconds since 1970.
        owned_by: Organization that owns the model.
        object: Kind of the object: ``model``.
    """

    id: str
    created: float | None = None
    owned_by: str | None = None
    object: str | None = None


publish(ServedModel)


def check_endpoint(options: Options) -> None:
    """Check that a client calls an endpoint.

    Raises:
        InputError: If it calls providers, whose models the Hub lists.
    """
    if options.endpoint_url is None and not is_url(options.model or ""):
        raise InputError("list_models needs an endpoint; pass base_url= to the client, or call client.endpoint(url)")


def models_task(registry: Registry) -> Task[list[ServedModel]]:
    """Return the task that lists the models of an endpoint."""
    return Task(name=None, registry=registry, handlers={"endpoint": __name__})


async def send_request(call: Call, route: Route) -> Response:
    """Request the list of models."""
    if not route.models.path:
        raise RoutingError("endpoints have no list of models")
    return await route.get(route.models.path)


def parse_response(response: Response) -> list[ServedModel]:
    """Parse the list of models, which some servers return without an object around it."""
    data = response.json()
    return convert(data.get("data") if is_object(data) else data, list[ServedModel], response.server)

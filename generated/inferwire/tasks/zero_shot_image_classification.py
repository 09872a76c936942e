# Generated from specs/tasks/zero-shot-image-classification and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Zero shot image classification.

Takes an image and a set of labels chosen freely; gives back how well each label fits the image.
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

    from inferwire.types.common import ClassificationOutput
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "hf-inference"] | PrivateProvider


def zero_shot_image_classification(
    image: MediaInput,
    candidate_labels: list[str],
    *,
    hypothesis_template: str | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[ClassificationOutput]:
    """Tell which of your labels fits a picture.

    Args:
        image: Image to compare with the labels.
        candidate_labels: Labels to choose from.
        hypothesis_template: Sentence with a `{}` in which each label is put before it is compared with the image.
            Server default: "This is a photo of {}.".
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Labels with their scores, best first.

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
        image,
        given(candidate_labels=candidate_labels, hypothesis_template=hypothesis_template),
        options,
        model=model,
        provider=provider,
    )


async def zero_shot_image_classification_async(
    image: MediaInput,
    candidate_labels: list[str],
    *,
    hypothesis_template: str | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[ClassificationOutput]:
    """Tell which of your labels fits a picture.

    Args:
        image: Image to compare with the labels.
        candidate_labels: Labels to choose from.
        hypothesis_template: Sentence with a `{}` in which each label is put before it is compared with the image.
            Server default: "This is a photo of {}.".
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Labels with their scores, best first.

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
        image,
        given(candidate_labels=candidate_labels, hypothesis_template=hypothesis_template),
        options,
        model=model,
        provider=provider,
    )


def _choose(call: Call) -> Flow[Way[list[ClassificationOutput]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.zero_shot_image_classification import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.zero_shot_image_classification import read, send
        case other:
            raise RoutingError(f"{other} does not serve zero-shot-image-classification")
    return Way(route=route, send=send, read=read)


TASK: Task[list[ClassificationOutput]] = Task(
    name="zero-shot-image-classification",
    choose=_choose,
    media={
        None: "image",
    },
)

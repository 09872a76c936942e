# Generated from specs/tasks/image-segmentation and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image segmentation.

Takes an image; gives back labeled masks of the regions in it.
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

    from inferwire.types.image_segmentation import ImageSegmentationOutputElement
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import MediaInput
    from inferwire_runtime.options import CallOptions

Provider: TypeAlias = Literal["auto", "fal-ai", "hf-inference"] | PrivateProvider


def image_segmentation(
    image: MediaInput,
    *,
    mask_threshold: float | UnsetType = UNSET,
    overlap_mask_area_threshold: float | UnsetType = UNSET,
    subtask: Literal["instance", "panoptic", "semantic"] | UnsetType = UNSET,
    threshold: float | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> list[ImageSegmentationOutputElement]:
    """Cut a picture into the things it shows.

    Args:
        image: Image to segment.
        mask_threshold: Value, between 0 and 1, above which a pixel counts as part of a mask. Server default: 0.5.
        overlap_mask_area_threshold: Share, between 0 and 1, of a mask's area that must remain once overlaps are
            settled; masks left with less are discarded as stray bits. Server default: 0.5.
        subtask: Kind of segmentation: `instance` (single objects), `semantic` (classes of pixels) or `panoptic` (both).
            Must be one the model supports; by default the server chooses.
        threshold: Lowest score, between 0 and 1, of the masks returned. Server default: 0.9.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Segments found in the image.

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
        given(
            mask_threshold=mask_threshold,
            overlap_mask_area_threshold=overlap_mask_area_threshold,
            subtask=subtask,
            threshold=threshold,
        ),
        options,
        model=model,
        provider=provider,
    )


async def image_segmentation_async(
    image: MediaInput,
    *,
    mask_threshold: float | UnsetType = UNSET,
    overlap_mask_area_threshold: float | UnsetType = UNSET,
    subtask: Literal["instance", "panoptic", "semantic"] | UnsetType = UNSET,
    threshold: float | UnsetType = UNSET,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> list[ImageSegmentationOutputElement]:
    """Cut a picture into the things it shows.

    Args:
        image: Image to segment.
        mask_threshold: Value, between 0 and 1, above which a pixel counts as part of a mask. Server default: 0.5.
        overlap_mask_area_threshold: Share, between 0 and 1, of a mask's area that must remain once overlaps are
            settled; masks left with less are discarded as stray bits. Server default: 0.5.
        subtask: Kind of segmentation: `instance` (single objects), `semantic` (classes of pixels) or `panoptic` (both).
            Must be one the model supports; by default the server chooses.
        threshold: Lowest score, between 0 and 1, of the masks returned. Server default: 0.9.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Segments found in the image.

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
        given(
            mask_threshold=mask_threshold,
            overlap_mask_area_threshold=overlap_mask_area_threshold,
            subtask=subtask,
            threshold=threshold,
        ),
        options,
        model=model,
        provider=provider,
    )


def _choose(call: Call) -> Flow[Way[list[ImageSegmentationOutputElement]]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.image_segmentation import read, send
        case "fal-ai":
            from inferwire.providers.fal_ai.image_segmentation import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.image_segmentation import read, send
        case other:
            raise RoutingError(f"{other} does not serve image-segmentation")
    return Way(route=route, send=send, read=read)


TASK: Task[list[ImageSegmentationOutputElement]] = Task(
    name="image-segmentation",
    choose=_choose,
    media={
        None: "image",
    },
)

# Generated from specs/tasks/image-to-image and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image to image.

Takes an image, optionally with a text prompt; gives back a changed image.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

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

    from inferwire.inputs.image_to_image import ImageToImageKeywords, ImageToImageTargetSize
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import Media, MediaInput
    from inferwire_runtime.options import CallOptions, OutputType

Provider: TypeAlias = Literal["auto", "fal-ai", "hf-inference", "replicate", "together", "wavespeed"] | PrivateProvider


@overload
def image_to_image(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    guidance_scale: float | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    target_size: ImageToImageTargetSize | UnsetType = UNSET,
    output_type: None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Media: ...
@overload
def image_to_image(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["bytes"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[ImageToImageKeywords],
) -> bytes: ...
@overload
def image_to_image(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["url", "data_url"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[ImageToImageKeywords],
) -> str: ...
@overload
def image_to_image(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["json"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[ImageToImageKeywords],
) -> Json: ...


def image_to_image(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    guidance_scale: float | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    target_size: ImageToImageTargetSize | UnsetType = UNSET,
    output_type: OutputType | None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Make a picture from another one.

    Args:
        image: Image to change.
        prompt: Text that says what the result should look like.
        guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, but
            lowers picture quality. The default depends on the model.
        negative_prompt: Text that says what to keep out of the image.
        num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image. The
            default depends on the model.
        target_size: Width and height of the resulting image, in pixels. Ignored by providers and models that cannot set
            the size.
        output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The image.

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
    return client.run_media(
        TASK,
        image,
        given(
            prompt=prompt,
            guidance_scale=guidance_scale,
            negative_prompt=negative_prompt,
            num_inference_steps=num_inference_steps,
            target_size=target_size,
        ),
        options,
        model=model,
        provider=provider,
        output_type=output_type,
    )


@overload
async def image_to_image_async(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    guidance_scale: float | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    target_size: ImageToImageTargetSize | UnsetType = UNSET,
    output_type: None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Media: ...
@overload
async def image_to_image_async(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["bytes"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[ImageToImageKeywords],
) -> bytes: ...
@overload
async def image_to_image_async(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["url", "data_url"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[ImageToImageKeywords],
) -> str: ...
@overload
async def image_to_image_async(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["json"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[ImageToImageKeywords],
) -> Json: ...


async def image_to_image_async(
    image: MediaInput,
    prompt: str | UnsetType = UNSET,
    *,
    guidance_scale: float | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    target_size: ImageToImageTargetSize | UnsetType = UNSET,
    output_type: OutputType | None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Make a picture from another one.

    Args:
        image: Image to change.
        prompt: Text that says what the result should look like.
        guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, but
            lowers picture quality. The default depends on the model.
        negative_prompt: Text that says what to keep out of the image.
        num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image. The
            default depends on the model.
        target_size: Width and height of the resulting image, in pixels. Ignored by providers and models that cannot set
            the size.
        output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The image.

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
    return await client.run_media(
        TASK,
        image,
        given(
            prompt=prompt,
            guidance_scale=guidance_scale,
            negative_prompt=negative_prompt,
            num_inference_steps=num_inference_steps,
            target_size=target_size,
        ),
        options,
        model=model,
        provider=provider,
        output_type=output_type,
    )


def _choose(call: Call) -> Flow[Way[Media | None]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.image_to_image import read, send
        case "fal-ai":
            from inferwire.providers.fal_ai.image_to_image import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.image_to_image import read, send
        case "replicate":
            from inferwire.providers.replicate.image_to_image import read, send
        case "together":
            from inferwire.providers.together.image_to_image import read, send
        case "wavespeed":
            from inferwire.providers.wavespeed.image_to_image import read, send
        case other:
            raise RoutingError(f"{other} does not serve image-to-image")
    return Way(route=route, send=send, read=read)


TASK: Task[Media | None] = Task(
    name="image-to-image",
    choose=_choose,
    media={
        None: "image",
    },
)

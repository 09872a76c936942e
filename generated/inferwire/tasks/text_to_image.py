# Generated from specs/tasks/text-to-image and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Text to image.

Takes a text prompt; gives back an image of what it describes.
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

    from inferwire.inputs.text_to_image import TextToImageKeywords
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import Media
    from inferwire_runtime.options import CallOptions, OutputType

Provider: TypeAlias = (
    Literal[
        "auto",
        "black-forest-labs",
        "deepinfra",
        "fal-ai",
        "hf-inference",
        "hyperbolic",
        "nebius",
        "nscale",
        "replicate",
        "together",
        "wavespeed",
        "zai-org",
    ]
    | PrivateProvider
)


@overload
def text_to_image(
    prompt: str,
    *,
    guidance_scale: float | UnsetType = UNSET,
    height: int | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    scheduler: str | UnsetType = UNSET,
    seed: int | UnsetType = UNSET,
    width: int | UnsetType = UNSET,
    output_type: None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Media: ...
@overload
def text_to_image(
    prompt: str,
    *,
    output_type: Literal["bytes"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[TextToImageKeywords],
) -> bytes: ...
@overload
def text_to_image(
    prompt: str,
    *,
    output_type: Literal["url", "data_url"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[TextToImageKeywords],
) -> str: ...
@overload
def text_to_image(
    prompt: str,
    *,
    output_type: Literal["json"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[TextToImageKeywords],
) -> Json: ...


def text_to_image(
    prompt: str,
    *,
    guidance_scale: float | UnsetType = UNSET,
    height: int | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    scheduler: str | UnsetType = UNSET,
    seed: int | UnsetType = UNSET,
    width: int | UnsetType = UNSET,
    output_type: OutputType | None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Make a picture from a description.

    Args:
        prompt: Text that says what the image should show.
        guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, too high
            gives garish colours and flaws. The default depends on the model.
        height: Height of the image in pixels.
        negative_prompt: Text that says what to keep out of the image.
        num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image. The
            default depends on the model.
        scheduler: Name of the noise scheduler to use in place of the model's own; must be one that fits the model.
        seed: Start value of the random number generator; the same seed and request should give the same image. Random
            if unset.
        width: Width of the image in pixels.
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
        prompt,
        given(
            guidance_scale=guidance_scale,
            height=height,
            negative_prompt=negative_prompt,
            num_inference_steps=num_inference_steps,
            scheduler=scheduler,
            seed=seed,
            width=width,
        ),
        options,
        model=model,
        provider=provider,
        output_type=output_type,
    )


@overload
async def text_to_image_async(
    prompt: str,
    *,
    guidance_scale: float | UnsetType = UNSET,
    height: int | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    scheduler: str | UnsetType = UNSET,
    seed: int | UnsetType = UNSET,
    width: int | UnsetType = UNSET,
    output_type: None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Media: ...
@overload
async def text_to_image_async(
    prompt: str,
    *,
    output_type: Literal["bytes"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[TextToImageKeywords],
) -> bytes: ...
@overload
async def text_to_image_async(
    prompt: str,
    *,
    output_type: Literal["url", "data_url"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[TextToImageKeywords],
) -> str: ...
@overload
async def text_to_image_async(
    prompt: str,
    *,
    output_type: Literal["json"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[TextToImageKeywords],
) -> Json: ...


async def text_to_image_async(
    prompt: str,
    *,
    guidance_scale: float | UnsetType = UNSET,
    height: int | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    scheduler: str | UnsetType = UNSET,
    seed: int | UnsetType = UNSET,
    width: int | UnsetType = UNSET,
    output_type: OutputType | None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Make a picture from a description.

    Args:
        prompt: Text that says what the image should show.
        guidance_scale: How closely a diffusion model follows the prompt: higher keeps the image nearer to it, too high
            gives garish colours and flaws. The default depends on the model.
        height: Height of the image in pixels.
        negative_prompt: Text that says what to keep out of the image.
        num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better image. The
            default depends on the model.
        scheduler: Name of the noise scheduler to use in place of the model's own; must be one that fits the model.
        seed: Start value of the random number generator; the same seed and request should give the same image. Random
            if unset.
        width: Width of the image in pixels.
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
        prompt,
        given(
            guidance_scale=guidance_scale,
            height=height,
            negative_prompt=negative_prompt,
            num_inference_steps=num_inference_steps,
            scheduler=scheduler,
            seed=seed,
            width=width,
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
        case "black-forest-labs":
            from inferwire.providers.black_forest_labs.text_to_image import read, send
        case "deepinfra":
            from inferwire.providers.deepinfra.text_to_image import read, send
        case "endpoint":
            from inferwire.providers.endpoint.text_to_image import read, send
        case "fal-ai":
            from inferwire.providers.fal_ai.text_to_image import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.text_to_image import read, send
        case "hyperbolic":
            from inferwire.providers.hyperbolic.text_to_image import read, send
        case "nebius":
            from inferwire.providers.nebius.text_to_image import read, send
        case "nscale":
            from inferwire.providers.nscale.text_to_image import read, send
        case "replicate":
            from inferwire.providers.replicate.text_to_image import read, send
        case "together":
            from inferwire.providers.together.text_to_image import read, send
        case "wavespeed":
            from inferwire.providers.wavespeed.text_to_image import read, send
        case "zai-org":
            from inferwire.providers.zai_org.text_to_image import read, send
        case other:
            raise RoutingError(f"{other} does not serve text-to-image")
    return Way(route=route, send=send, read=read)


TASK: Task[Media | None] = Task(
    name="text-to-image",
    choose=_choose,
)

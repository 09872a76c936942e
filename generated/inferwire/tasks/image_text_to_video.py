# Generated from specs/tasks/image-text-to-video and specs/providers. Do not edit: change the specs and run `nox -s generate`.
"""Image text to video.

Takes an image, a text prompt or both; gives back a video. At least one of `inputs` and `prompt` is needed.
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

    from inferwire.inputs.image_text_to_video import ImageTextToVideoKeywords, ImageTextToVideoTargetSize
    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.media import Media, MediaInput
    from inferwire_runtime.options import CallOptions, OutputType

Provider: TypeAlias = Literal["auto", "fal-ai", "novita", "wavespeed"] | PrivateProvider


@overload
def image_text_to_video(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    guidance_scale: float | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_frames: int | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    seed: int | UnsetType = UNSET,
    target_size: ImageTextToVideoTargetSize | UnsetType = UNSET,
    output_type: None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Media: ...
@overload
def image_text_to_video(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["bytes"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[ImageTextToVideoKeywords],
) -> bytes: ...
@overload
def image_text_to_video(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["url", "data_url"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[ImageTextToVideoKeywords],
) -> str: ...
@overload
def image_text_to_video(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["json"],
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **parameters: Unpack[ImageTextToVideoKeywords],
) -> Json: ...


def image_text_to_video(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    guidance_scale: float | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_frames: int | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    seed: int | UnsetType = UNSET,
    target_size: ImageTextToVideoTargetSize | UnsetType = UNSET,
    output_type: OutputType | None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Make a video from a picture, a description, or both.

    Args:
        image: Image to start from. Required if `prompt` is not given.
        prompt: Text that says what the video should show. Required if `inputs` is not given.
        guidance_scale: How closely a diffusion model follows the prompt: higher keeps the video nearer to it, but
            lowers picture quality. The default depends on the model.
        negative_prompt: Text that says what to keep out of the video.
        num_frames: Number of frames in the video. The default depends on the model.
        num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better video. The
            default depends on the model.
        seed: Start value of the random number generator; the same seed and request should give the same video. Random
            if unset.
        target_size: Width and height of the video, in pixels.
        output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The video.

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
            num_frames=num_frames,
            num_inference_steps=num_inference_steps,
            seed=seed,
            target_size=target_size,
        ),
        options,
        model=model,
        provider=provider,
        output_type=output_type,
    )


@overload
async def image_text_to_video_async(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    guidance_scale: float | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_frames: int | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    seed: int | UnsetType = UNSET,
    target_size: ImageTextToVideoTargetSize | UnsetType = UNSET,
    output_type: None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Media: ...
@overload
async def image_text_to_video_async(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["bytes"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[ImageTextToVideoKeywords],
) -> bytes: ...
@overload
async def image_text_to_video_async(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["url", "data_url"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[ImageTextToVideoKeywords],
) -> str: ...
@overload
async def image_text_to_video_async(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    output_type: Literal["json"],
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **parameters: Unpack[ImageTextToVideoKeywords],
) -> Json: ...


async def image_text_to_video_async(
    image: MediaInput | UnsetType = UNSET,
    prompt: str | UnsetType = UNSET,
    *,
    guidance_scale: float | UnsetType = UNSET,
    negative_prompt: str | UnsetType = UNSET,
    num_frames: int | UnsetType = UNSET,
    num_inference_steps: int | UnsetType = UNSET,
    seed: int | UnsetType = UNSET,
    target_size: ImageTextToVideoTargetSize | UnsetType = UNSET,
    output_type: OutputType | None = None,
    model: str | None = None,
    provider: Provider | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Any:
    """Make a video from a picture, a description, or both.

    Args:
        image: Image to start from. Required if `prompt` is not given.
        prompt: Text that says what the video should show. Required if `inputs` is not given.
        guidance_scale: How closely a diffusion model follows the prompt: higher keeps the video nearer to it, but
            lowers picture quality. The default depends on the model.
        negative_prompt: Text that says what to keep out of the video.
        num_frames: Number of frames in the video. The default depends on the model.
        num_inference_steps: Denoising steps of a diffusion model: more take longer and usually give a better video. The
            default depends on the model.
        seed: Start value of the random number generator; the same seed and request should give the same video. Random
            if unset.
        target_size: Width and height of the video, in pixels.
        output_type: Give the bytes, the provider's URL, a data URL or the decoded answer in place of a `Media`.
        model: Id on the Hub; an endpoint's URL works as well. The client's model if left out, else the recommended one.
        provider: Who runs the model; `auto` lets the Hub choose. The client's provider if left out.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        The video.

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
            num_frames=num_frames,
            num_inference_steps=num_inference_steps,
            seed=seed,
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
            from inferwire.providers.endpoint.image_text_to_video import read, send
        case "fal-ai":
            from inferwire.providers.fal_ai.image_text_to_video import read, send
        case "novita":
            from inferwire.providers.novita.image_text_to_video import read, send
        case "wavespeed":
            from inferwire.providers.wavespeed.image_text_to_video import read, send
        case other:
            raise RoutingError(f"{other} does not serve image-text-to-video")
    return Way(route=route, send=send, read=read)


TASK: Task[Media | None] = Task(
    name="image-text-to-video",
    choose=_choose,
    media={
        None: "image",
    },
)

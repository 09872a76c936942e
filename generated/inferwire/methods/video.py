# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Client methods for video tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Unpack, overload

from inferwire_runtime.lazy import lazy_types
from inferwire_runtime.options import CallOptions, OutputType, take_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inferwire.inputs.common import ClassificationOutputTransform
    from inferwire.inputs.image_text_to_video import ImageTextToVideoKeywords, ImageTextToVideoTargetSize
    from inferwire.inputs.image_to_video import ImageToVideoKeywords, ImageToVideoTargetSize
    from inferwire.inputs.text_to_video import TextToVideoKeywords
    from inferwire.tasks.image_text_to_video import ImageTextToVideoProvider
    from inferwire.tasks.image_to_video import ImageToVideoProvider
    from inferwire.tasks.text_to_video import TextToVideoProvider
    from inferwire.tasks.video_classification import VideoClassificationProvider
    from inferwire.types.common import ClassificationOutput
    from inferwire_runtime.core import AsyncCore, BlockingCore
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media, MediaInput
else:  # resolved by `typing.get_type_hints` only
    lazy_types(
        globals(),
        {
            "inferwire.inputs.common": ("ClassificationOutputTransform",),
            "inferwire.inputs.image_text_to_video": ("ImageTextToVideoKeywords", "ImageTextToVideoTargetSize"),
            "inferwire.inputs.image_to_video": ("ImageToVideoKeywords", "ImageToVideoTargetSize"),
            "inferwire.inputs.text_to_video": ("TextToVideoKeywords",),
            "inferwire.tasks.image_text_to_video": ("ImageTextToVideoProvider",),
            "inferwire.tasks.image_to_video": ("ImageToVideoProvider",),
            "inferwire.tasks.text_to_video": ("TextToVideoProvider",),
            "inferwire.tasks.video_classification": ("VideoClassificationProvider",),
            "inferwire.types.common": ("ClassificationOutput",),
            "inferwire_runtime.core": ("AsyncCore", "BlockingCore"),
            "inferwire_runtime.jsontypes": ("Json",),
            "inferwire_runtime.media": ("Media", "MediaInput"),
        },
        generic={
            "collections.abc": ("Sequence",),
        },
    )


class VideoMethods:
    """Methods for video tasks."""

    _core: BlockingCore

    @overload
    def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToVideoTargetSize | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> bytes: ...
    @overload
    def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> str: ...
    @overload
    def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> Json: ...

    def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToVideoTargetSize | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate a video from an image, a text prompt or both.

        Args:
            image: Image to start from. Required if `prompt` is omitted.
            prompt: Text prompt that describes the video to generate. Required if no image is passed.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            target_size: Width and height of the generated video, in pixels.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The video.

        """
        from inferwire.tasks.image_text_to_video import TASK  # loads with its first call

        return self._core.run(
            TASK,
            image,
            {
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_frames": num_frames,
                "num_inference_steps": num_inference_steps,
                "seed": seed,
                "target_size": target_size,
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageToVideoTargetSize | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> bytes: ...
    @overload
    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> str: ...
    @overload
    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> Json: ...

    def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageToVideoTargetSize | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate a video from an image.

        Args:
            image: Image to animate.
            prompt: Text prompt that describes the video to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            target_size: Width and height of the generated video, in pixels.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`. Any other keyword is sent as a parameter.

        Returns:
            The video.

        """
        from inferwire.tasks.image_to_video import TASK  # loads with its first call

        return self._core.run(
            TASK,
            image,
            {
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_frames": num_frames,
                "num_inference_steps": num_inference_steps,
                "seed": seed,
                "target_size": target_size,
                **take_unknown(options),
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | list[str] | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> bytes: ...
    @overload
    def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> str: ...
    @overload
    def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> Json: ...

    def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | list[str] | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate a video from a text prompt.

        Args:
            prompt: Text prompt that describes the video to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, but
                values that are too high cause saturation and artifacts. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The video.

        """
        from inferwire.tasks.text_to_video import TASK  # loads with its first call

        return self._core.run(
            TASK,
            prompt,
            {
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_frames": num_frames,
                "num_inference_steps": num_inference_steps,
                "seed": seed,
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    def video_classification(
        self,
        video: MediaInput,
        *,
        frame_sampling_rate: int | None = None,
        function_to_apply: ClassificationOutputTransform | None = None,
        num_frames: int | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: VideoClassificationProvider | Sequence[VideoClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Classify a video.

        Args:
            video: Video to classify.
            frame_sampling_rate: Sampling rate: 1 takes every frame, 2 every other frame, and so on. Server default: 1.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            num_frames: Number of frames to sample from the video. Server default: as many as the model expects.
            top_k: Maximum number of classes to return, most likely first. Server default: 5.
            model: URL of the endpoint, or the model's name at the client's endpoint. Default: the client's model.
            provider: Not needed: only endpoints serve this task.
            **options: Call options; see `CallOptions`.

        Returns:
            Classes of the video with their scores, best first.

        """
        from inferwire.tasks.video_classification import TASK  # loads with its first call

        return self._core.run(
            TASK,
            video,
            {
                "frame_sampling_rate": frame_sampling_rate,
                "function_to_apply": function_to_apply,
                "num_frames": num_frames,
                "top_k": top_k,
            },
            options,
            model=model,
            provider=provider,
        )


class AsyncVideoMethods:
    """Asynchronous methods for video tasks."""

    _core: AsyncCore

    @overload
    async def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToVideoTargetSize | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> bytes: ...
    @overload
    async def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> str: ...
    @overload
    async def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **parameters: Unpack[ImageTextToVideoKeywords],
    ) -> Json: ...

    async def image_text_to_video(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToVideoTargetSize | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageTextToVideoProvider | Sequence[ImageTextToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate a video from an image, a text prompt or both.

        Args:
            image: Image to start from. Required if `prompt` is omitted.
            prompt: Text prompt that describes the video to generate. Required if no image is passed.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            target_size: Width and height of the generated video, in pixels.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The video.

        """
        from inferwire.tasks.image_text_to_video import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            image,
            {
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_frames": num_frames,
                "num_inference_steps": num_inference_steps,
                "seed": seed,
                "target_size": target_size,
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageToVideoTargetSize | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> bytes: ...
    @overload
    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> str: ...
    @overload
    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **parameters: Unpack[ImageToVideoKeywords],
    ) -> Json: ...

    async def image_to_video(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageToVideoTargetSize | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToVideoProvider | Sequence[ImageToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate a video from an image.

        Args:
            image: Image to animate.
            prompt: Text prompt that describes the video to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            target_size: Width and height of the generated video, in pixels.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`. Any other keyword is sent as a parameter.

        Returns:
            The video.

        """
        from inferwire.tasks.image_to_video import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            image,
            {
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_frames": num_frames,
                "num_inference_steps": num_inference_steps,
                "seed": seed,
                "target_size": target_size,
                **take_unknown(options),
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    async def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | list[str] | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> bytes: ...
    @overload
    async def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> str: ...
    @overload
    async def text_to_video(
        self,
        prompt: str,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **parameters: Unpack[TextToVideoKeywords],
    ) -> Json: ...

    async def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | list[str] | None = None,
        num_frames: int | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToVideoProvider | Sequence[TextToVideoProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate a video from a text prompt.

        Args:
            prompt: Text prompt that describes the video to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, but
                values that are too high cause saturation and artifacts. The default depends on the model.
            negative_prompt: What the video should not contain.
            num_frames: Number of frames in the video. The default depends on the model.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the video. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same video. Random by
                default.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The video.

        """
        from inferwire.tasks.text_to_video import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            prompt,
            {
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_frames": num_frames,
                "num_inference_steps": num_inference_steps,
                "seed": seed,
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    async def video_classification(
        self,
        video: MediaInput,
        *,
        frame_sampling_rate: int | None = None,
        function_to_apply: ClassificationOutputTransform | None = None,
        num_frames: int | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: VideoClassificationProvider | Sequence[VideoClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Classify a video.

        Args:
            video: Video to classify.
            frame_sampling_rate: Sampling rate: 1 takes every frame, 2 every other frame, and so on. Server default: 1.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            num_frames: Number of frames to sample from the video. Server default: as many as the model expects.
            top_k: Maximum number of classes to return, most likely first. Server default: 5.
            model: URL of the endpoint, or the model's name at the client's endpoint. Default: the client's model.
            provider: Not needed: only endpoints serve this task.
            **options: Call options; see `CallOptions`.

        Returns:
            Classes of the video with their scores, best first.

        """
        from inferwire.tasks.video_classification import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            video,
            {
                "frame_sampling_rate": frame_sampling_rate,
                "function_to_apply": function_to_apply,
                "num_frames": num_frames,
                "top_k": top_k,
            },
            options,
            model=model,
            provider=provider,
        )

# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Client methods for image tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Unpack, overload

from inferwire_runtime.arguments import drop_none
from inferwire_runtime.lazy import lazy_types
from inferwire_runtime.options import CallOptions, OutputType, take_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inferwire.inputs.common import ClassificationOutputTransform
    from inferwire.inputs.image_text_to_image import ImageTextToImageKeywords, ImageTextToImageTargetSize
    from inferwire.inputs.image_to_image import ImageToImageKeywords, ImageToImageTargetSize
    from inferwire.inputs.text_to_image import TextToImageKeywords
    from inferwire.tasks.depth_estimation import DepthEstimationProvider
    from inferwire.tasks.document_question_answering import DocumentQuestionAnsweringProvider
    from inferwire.tasks.image_classification import ImageClassificationProvider
    from inferwire.tasks.image_segmentation import ImageSegmentationProvider
    from inferwire.tasks.image_text_to_image import ImageTextToImageProvider
    from inferwire.tasks.image_to_image import ImageToImageProvider
    from inferwire.tasks.image_to_text import ImageToTextProvider
    from inferwire.tasks.object_detection import ObjectDetectionProvider
    from inferwire.tasks.text_to_image import TextToImageProvider
    from inferwire.tasks.visual_question_answering import VisualQuestionAnsweringProvider
    from inferwire.tasks.zero_shot_image_classification import ZeroShotImageClassificationProvider
    from inferwire.tasks.zero_shot_object_detection import ZeroShotObjectDetectionProvider
    from inferwire.types.common import ClassificationOutput
    from inferwire.types.depth_estimation import DepthEstimationOutput
    from inferwire.types.document_question_answering import DocumentQuestionAnsweringOutputElement
    from inferwire.types.image_segmentation import ImageSegmentationOutputElement
    from inferwire.types.image_to_text import ImageToTextOutput
    from inferwire.types.object_detection import ObjectDetectionOutputElement
    from inferwire.types.visual_question_answering import VisualQuestionAnsweringOutputElement
    from inferwire.types.zero_shot_object_detection import ZeroShotObjectDetectionOutputElement
    from inferwire_runtime.core import AsyncCore, BlockingCore
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media, MediaInput
else:  # resolved by `typing.get_type_hints` only
    lazy_types(
        globals(),
        {
            "inferwire.inputs.common": ("ClassificationOutputTransform",),
            "inferwire.inputs.image_text_to_image": ("ImageTextToImageKeywords", "ImageTextToImageTargetSize"),
            "inferwire.inputs.image_to_image": ("ImageToImageKeywords", "ImageToImageTargetSize"),
            "inferwire.inputs.text_to_image": ("TextToImageKeywords",),
            "inferwire.tasks.depth_estimation": ("DepthEstimationProvider",),
            "inferwire.tasks.document_question_answering": ("DocumentQuestionAnsweringProvider",),
            "inferwire.tasks.image_classification": ("ImageClassificationProvider",),
            "inferwire.tasks.image_segmentation": ("ImageSegmentationProvider",),
            "inferwire.tasks.image_text_to_image": ("ImageTextToImageProvider",),
            "inferwire.tasks.image_to_image": ("ImageToImageProvider",),
            "inferwire.tasks.image_to_text": ("ImageToTextProvider",),
            "inferwire.tasks.object_detection": ("ObjectDetectionProvider",),
            "inferwire.tasks.text_to_image": ("TextToImageProvider",),
            "inferwire.tasks.visual_question_answering": ("VisualQuestionAnsweringProvider",),
            "inferwire.tasks.zero_shot_image_classification": ("ZeroShotImageClassificationProvider",),
            "inferwire.tasks.zero_shot_object_detection": ("ZeroShotObjectDetectionProvider",),
            "inferwire.types.common": ("ClassificationOutput",),
            "inferwire.types.depth_estimation": ("DepthEstimationOutput",),
            "inferwire.types.document_question_answering": ("DocumentQuestionAnsweringOutputElement",),
            "inferwire.types.image_segmentation": ("ImageSegmentationOutputElement",),
            "inferwire.types.image_to_text": ("ImageToTextOutput",),
            "inferwire.types.object_detection": ("ObjectDetectionOutputElement",),
            "inferwire.types.visual_question_answering": ("VisualQuestionAnsweringOutputElement",),
            "inferwire.types.zero_shot_object_detection": ("ZeroShotObjectDetectionOutputElement",),
            "inferwire_runtime.core": ("AsyncCore", "BlockingCore"),
            "inferwire_runtime.jsontypes": ("Json",),
            "inferwire_runtime.media": ("Media", "MediaInput"),
        },
        generic={
            "collections.abc": ("Sequence",),
        },
    )


class ImageMethods:
    """Methods for image tasks."""

    _core: BlockingCore

    def depth_estimation(
        self,
        image: MediaInput,
        *,
        model: str | Sequence[str] | None = None,
        provider: DepthEstimationProvider | Sequence[DepthEstimationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> DepthEstimationOutput:
        """Estimate the depth of each pixel of an image.

        Args:
            image: Image to estimate the depth of.
            model: URL of the endpoint, or the model's name at the client's endpoint. Default: the client's model.
            provider: Not needed: only endpoints serve this task.
            **options: Call options; see `CallOptions`.

        Returns:
            Estimated depth of every pixel of the image.

        """
        from inferwire.tasks.depth_estimation import TASK  # loads with its first call

        return self._core.run(TASK, image, {}, options, model=model, provider=provider)

    def document_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        lang: str | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        word_boxes: list[str | tuple[float, float, float, float]] | None = None,
        model: str | Sequence[str] | None = None,
        provider: DocumentQuestionAnsweringProvider | Sequence[DocumentQuestionAnsweringProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[DocumentQuestionAnsweringOutputElement]:
        """Answer a question about an image of a document.

        Args:
            image: Image of the document.
            question: Question about the document.
            doc_stride: Number of tokens that neighboring chunks share when the document is too long for the model.
                Server default: 256, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the document contains no answer. Server default: False.
            lang: Language of the text in the image, for OCR. Server default: English.
            max_answer_len: Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15.
            max_question_len: Maximum length of the question, in tokens; the rest is truncated. Server default: 64.
            max_seq_len: Maximum length of a chunk, in tokens, including the question; longer documents are split into
                chunks that overlap by `doc_stride`. Server default: the model's own limit.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 1.
            word_boxes: Words of the document with their bounding boxes, in coordinates from 0 to 1000. If set, OCR is
                skipped.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Answers found in the document, best first.

        """
        from inferwire.tasks.document_question_answering import TASK  # loads with its first call

        return self._core.run(
            TASK,
            {"image": image, "question": question},
            {
                "doc_stride": doc_stride,
                "handle_impossible_answer": handle_impossible_answer,
                "lang": lang,
                "max_answer_len": max_answer_len,
                "max_question_len": max_question_len,
                "max_seq_len": max_seq_len,
                "top_k": top_k,
                "word_boxes": word_boxes,
            },
            options,
            model=model,
            provider=provider,
        )

    def image_classification(
        self,
        image: MediaInput,
        *,
        function_to_apply: ClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageClassificationProvider | Sequence[ImageClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Classify an image.

        Args:
            image: Image to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `sigmoid` for multi-label and single-output models, otherwise `softmax`.
            top_k: Maximum number of classes to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Classes of the image with their scores, best first.

        """
        from inferwire.tasks.image_classification import TASK  # loads with its first call

        return self._core.run(
            TASK,
            image,
            {"function_to_apply": function_to_apply, "top_k": top_k},
            options,
            model=model,
            provider=provider,
        )

    def image_segmentation(
        self,
        image: MediaInput,
        *,
        mask_threshold: float | None = None,
        overlap_mask_area_threshold: float | None = None,
        subtask: Literal["instance", "panoptic", "semantic"] | None = None,
        threshold: float | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageSegmentationProvider | Sequence[ImageSegmentationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ImageSegmentationOutputElement]:
        """Segment an image.

        Args:
            image: Image to segment.
            mask_threshold: Threshold, between 0 and 1, above which a pixel belongs to a mask. Server default: 0.5.
            overlap_mask_area_threshold: Fraction, between 0 and 1, of a mask's area that must remain after overlaps are
                resolved; smaller, disconnected masks are discarded. Server default: 0.5.
            subtask: Type of segmentation: `instance` (individual objects), `semantic` (a class for each pixel) or
                `panoptic` (both). The model must support it; by default the server chooses.
            threshold: Minimum score, between 0 and 1, of the segments to return. Server default: 0.9.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Segments found in the image.

        """
        from inferwire.tasks.image_segmentation import TASK  # loads with its first call

        return self._core.run(
            TASK,
            image,
            {
                "mask_threshold": mask_threshold,
                "overlap_mask_area_threshold": overlap_mask_area_threshold,
                "subtask": subtask,
                "threshold": threshold,
            },
            options,
            model=model,
            provider=provider,
        )

    @overload
    def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToImageTargetSize | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> bytes: ...
    @overload
    def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> str: ...
    @overload
    def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> Json: ...

    def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToImageTargetSize | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate an image from an image, a text prompt or both.

        Args:
            image: Image to start from. Required if `prompt` is omitted.
            prompt: Text prompt that describes the image to generate. Required if no image is passed.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same image. Random by
                default.
            target_size: Width and height of the generated image, in pixels. Ignored by providers and models that do not
                support it.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The image.

        """
        from inferwire.tasks.image_text_to_image import TASK  # loads with its first call

        return self._core.run(
            TASK,
            image,
            {
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
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
    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        target_size: ImageToImageTargetSize | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> bytes: ...
    @overload
    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> str: ...
    @overload
    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> Json: ...

    def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        target_size: ImageToImageTargetSize | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Transform an image.

        Args:
            image: Image to transform.
            prompt: Text prompt that describes the image to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            target_size: Width and height of the generated image, in pixels. Ignored by providers and models that do not
                support it.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`. Any other keyword is sent as a parameter.

        Returns:
            The image.

        """
        from inferwire.tasks.image_to_image import TASK  # loads with its first call

        return self._core.run(
            TASK,
            image,
            {
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_inference_steps": num_inference_steps,
                "target_size": target_size,
                **take_unknown(options),
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    def image_to_text(
        self,
        image: MediaInput,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToTextProvider | Sequence[ImageToTextProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> ImageToTextOutput:
        """Caption an image, or read the text in it.

        Args:
            image: Image to caption or to read text from.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Text generated from the image.

        """
        from inferwire.tasks.image_to_text import TASK  # loads with its first call

        return self._core.run(
            TASK,
            image,
            {
                "max_new_tokens": max_new_tokens,
                "generation_parameters": drop_none(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or None,
            },
            options,
            model=model,
            provider=provider,
        )

    def object_detection(
        self,
        image: MediaInput,
        *,
        threshold: float | None = None,
        model: str | Sequence[str] | None = None,
        provider: ObjectDetectionProvider | Sequence[ObjectDetectionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ObjectDetectionOutputElement]:
        """Detect objects in an image.

        Args:
            image: Image to detect objects in.
            threshold: Minimum score, between 0 and 1, of the objects to return. Server default: 0.5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Objects detected in the image.

        """
        from inferwire.tasks.object_detection import TASK  # loads with its first call

        return self._core.run(TASK, image, {"threshold": threshold}, options, model=model, provider=provider)

    @overload
    def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        height: int | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        scheduler: str | None = None,
        seed: int | None = None,
        width: int | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> bytes: ...
    @overload
    def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> str: ...
    @overload
    def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> Json: ...

    def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        height: int | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        scheduler: str | None = None,
        seed: int | None = None,
        width: int | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate an image from a text prompt.

        Args:
            prompt: Text prompt that describes the image to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, but
                values that are too high cause saturation and artifacts. The default depends on the model.
            height: Height of the image, in pixels.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            scheduler: Name of a noise scheduler to use instead of the model's own; must be compatible with the model.
            seed: Seed of the random number generator; the same seed and request should return the same image. Random by
                default.
            width: Width of the image, in pixels.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The image.

        """
        from inferwire.tasks.text_to_image import TASK  # loads with its first call

        return self._core.run(
            TASK,
            prompt,
            {
                "guidance_scale": guidance_scale,
                "height": height,
                "negative_prompt": negative_prompt,
                "num_inference_steps": num_inference_steps,
                "scheduler": scheduler,
                "seed": seed,
                "width": width,
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    def visual_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: VisualQuestionAnsweringProvider | Sequence[VisualQuestionAnsweringProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[VisualQuestionAnsweringOutputElement]:
        """Answer a question about an image.

        Args:
            image: Image that the question is about.
            question: Question about the image.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Answers to the question, best first.

        """
        from inferwire.tasks.visual_question_answering import TASK  # loads with its first call

        return self._core.run(
            TASK, {"image": image, "question": question}, {"top_k": top_k}, options, model=model, provider=provider
        )

    def zero_shot_image_classification(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotImageClassificationProvider | Sequence[ZeroShotImageClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Classify an image with labels of your choice.

        Args:
            image: Image to classify.
            candidate_labels: Labels to choose from.
            hypothesis_template: Template sentence with a `{}` that each label replaces before it is compared with the
                image. Server default: "This is a photo of {}.".
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Labels with their scores, best first.

        """
        from inferwire.tasks.zero_shot_image_classification import TASK  # loads with its first call

        return self._core.run(
            TASK,
            image,
            {"candidate_labels": candidate_labels, "hypothesis_template": hypothesis_template},
            options,
            model=model,
            provider=provider,
        )

    def zero_shot_object_detection(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotObjectDetectionProvider | Sequence[ZeroShotObjectDetectionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ZeroShotObjectDetectionOutputElement]:
        """Detect objects with labels of your choice.

        Args:
            image: Image to detect objects in.
            candidate_labels: Names or short descriptions of the objects to detect.
            model: URL of the endpoint, or the model's name at the client's endpoint. Default: the client's model.
            provider: Not needed: only endpoints serve this task.
            **options: Call options; see `CallOptions`.

        Returns:
            Objects detected in the image.

        """
        from inferwire.tasks.zero_shot_object_detection import TASK  # loads with its first call

        return self._core.run(
            TASK, image, {"candidate_labels": candidate_labels}, options, model=model, provider=provider
        )


class AsyncImageMethods:
    """Asynchronous methods for image tasks."""

    _core: AsyncCore

    async def depth_estimation(
        self,
        image: MediaInput,
        *,
        model: str | Sequence[str] | None = None,
        provider: DepthEstimationProvider | Sequence[DepthEstimationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> DepthEstimationOutput:
        """Estimate the depth of each pixel of an image.

        Args:
            image: Image to estimate the depth of.
            model: URL of the endpoint, or the model's name at the client's endpoint. Default: the client's model.
            provider: Not needed: only endpoints serve this task.
            **options: Call options; see `CallOptions`.

        Returns:
            Estimated depth of every pixel of the image.

        """
        from inferwire.tasks.depth_estimation import TASK  # loads with its first call

        return await self._core.run(TASK, image, {}, options, model=model, provider=provider)

    async def document_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        lang: str | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        word_boxes: list[str | tuple[float, float, float, float]] | None = None,
        model: str | Sequence[str] | None = None,
        provider: DocumentQuestionAnsweringProvider | Sequence[DocumentQuestionAnsweringProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[DocumentQuestionAnsweringOutputElement]:
        """Answer a question about an image of a document.

        Args:
            image: Image of the document.
            question: Question about the document.
            doc_stride: Number of tokens that neighboring chunks share when the document is too long for the model.
                Server default: 256, or half of `max_seq_len` if that is lower.
            handle_impossible_answer: Allow the result that the document contains no answer. Server default: False.
            lang: Language of the text in the image, for OCR. Server default: English.
            max_answer_len: Maximum length of an answer, in tokens; longer candidates are dropped. Server default: 15.
            max_question_len: Maximum length of the question, in tokens; the rest is truncated. Server default: 64.
            max_seq_len: Maximum length of a chunk, in tokens, including the question; longer documents are split into
                chunks that overlap by `doc_stride`. Server default: the model's own limit.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 1.
            word_boxes: Words of the document with their bounding boxes, in coordinates from 0 to 1000. If set, OCR is
                skipped.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Answers found in the document, best first.

        """
        from inferwire.tasks.document_question_answering import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            {"image": image, "question": question},
            {
                "doc_stride": doc_stride,
                "handle_impossible_answer": handle_impossible_answer,
                "lang": lang,
                "max_answer_len": max_answer_len,
                "max_question_len": max_question_len,
                "max_seq_len": max_seq_len,
                "top_k": top_k,
                "word_boxes": word_boxes,
            },
            options,
            model=model,
            provider=provider,
        )

    async def image_classification(
        self,
        image: MediaInput,
        *,
        function_to_apply: ClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageClassificationProvider | Sequence[ImageClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Classify an image.

        Args:
            image: Image to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `sigmoid` for multi-label and single-output models, otherwise `softmax`.
            top_k: Maximum number of classes to return, most likely first. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Classes of the image with their scores, best first.

        """
        from inferwire.tasks.image_classification import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            image,
            {"function_to_apply": function_to_apply, "top_k": top_k},
            options,
            model=model,
            provider=provider,
        )

    async def image_segmentation(
        self,
        image: MediaInput,
        *,
        mask_threshold: float | None = None,
        overlap_mask_area_threshold: float | None = None,
        subtask: Literal["instance", "panoptic", "semantic"] | None = None,
        threshold: float | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageSegmentationProvider | Sequence[ImageSegmentationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ImageSegmentationOutputElement]:
        """Segment an image.

        Args:
            image: Image to segment.
            mask_threshold: Threshold, between 0 and 1, above which a pixel belongs to a mask. Server default: 0.5.
            overlap_mask_area_threshold: Fraction, between 0 and 1, of a mask's area that must remain after overlaps are
                resolved; smaller, disconnected masks are discarded. Server default: 0.5.
            subtask: Type of segmentation: `instance` (individual objects), `semantic` (a class for each pixel) or
                `panoptic` (both). The model must support it; by default the server chooses.
            threshold: Minimum score, between 0 and 1, of the segments to return. Server default: 0.9.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Segments found in the image.

        """
        from inferwire.tasks.image_segmentation import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            image,
            {
                "mask_threshold": mask_threshold,
                "overlap_mask_area_threshold": overlap_mask_area_threshold,
                "subtask": subtask,
                "threshold": threshold,
            },
            options,
            model=model,
            provider=provider,
        )

    @overload
    async def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToImageTargetSize | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> bytes: ...
    @overload
    async def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> str: ...
    @overload
    async def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **parameters: Unpack[ImageTextToImageKeywords],
    ) -> Json: ...

    async def image_text_to_image(
        self,
        image: MediaInput | None = None,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        target_size: ImageTextToImageTargetSize | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageTextToImageProvider | Sequence[ImageTextToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate an image from an image, a text prompt or both.

        Args:
            image: Image to start from. Required if `prompt` is omitted.
            prompt: Text prompt that describes the image to generate. Required if no image is passed.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            seed: Seed of the random number generator; the same seed and request should return the same image. Random by
                default.
            target_size: Width and height of the generated image, in pixels. Ignored by providers and models that do not
                support it.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The image.

        """
        from inferwire.tasks.image_text_to_image import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            image,
            {
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
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
    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        target_size: ImageToImageTargetSize | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> bytes: ...
    @overload
    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> str: ...
    @overload
    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **parameters: Unpack[ImageToImageKeywords],
    ) -> Json: ...

    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        guidance_scale: float | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        target_size: ImageToImageTargetSize | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToImageProvider | Sequence[ImageToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Transform an image.

        Args:
            image: Image to transform.
            prompt: Text prompt that describes the image to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, at
                the cost of image quality. The default depends on the model.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            target_size: Width and height of the generated image, in pixels. Ignored by providers and models that do not
                support it.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`. Any other keyword is sent as a parameter.

        Returns:
            The image.

        """
        from inferwire.tasks.image_to_image import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            image,
            {
                "prompt": prompt,
                "guidance_scale": guidance_scale,
                "negative_prompt": negative_prompt,
                "num_inference_steps": num_inference_steps,
                "target_size": target_size,
                **take_unknown(options),
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    async def image_to_text(
        self,
        image: MediaInput,
        *,
        do_sample: bool | None = None,
        early_stopping: bool | Literal["never"] | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        num_beam_groups: int | None = None,
        num_beams: int | None = None,
        penalty_alpha: float | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: ImageToTextProvider | Sequence[ImageToTextProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> ImageToTextOutput:
        """Caption an image, or read the text in it.

        Args:
            image: Image to caption or to read text from.
            do_sample: Sample each token from the distribution; if False, decode greedily or with beam search. Server
                default: False.
            early_stopping: When to stop beam search: True as soon as there are `num_beams` complete candidates, False
                when better candidates are unlikely (a heuristic), "never" only when there can be no better candidates.
                Server default: False.
            epsilon_cutoff: Minimum conditional probability, between 0 and 1, of a token to be sampled; typically 0.0003
                to 0.0009 (https://hf.co/papers/2210.15191). Server default: 0.0 (off).
            eta_cutoff: Cutoff of eta sampling, between 0 and 1: drops tokens below a probability threshold that falls
                as the entropy of the distribution rises; typically 0.0003 to 0.002 (https://hf.co/papers/2210.15191).
                Server default: 0.0 (off).
            max_length: Maximum length of the prompt plus the generated tokens. Server default: 20.
            max_new_tokens: Maximum number of tokens to generate.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            temperature: Sampling temperature, greater than 0: values below 1 sharpen the token distribution, values
                above 1 flatten it. Used only when sampling. Server default: 1.0.
            top_k: Sample only from the k most likely tokens. Server default: 50.
            top_p: Nucleus sampling: sample from the smallest set of most likely tokens whose probabilities add up to
                this value, between 0 and 1. At 1, no token is excluded. Server default: 1.0.
            typical_p: Probability mass, between 0 and 1, of the tokens kept by locally typical sampling, which prefers
                tokens about as surprising as the model expects (https://hf.co/papers/2202.00666). At 1, no token is
                excluded. Server default: 1.0.
            use_cache: Cache the attention keys and values of earlier tokens: faster, but uses more memory. Server
                default: True.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Text generated from the image.

        """
        from inferwire.tasks.image_to_text import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            image,
            {
                "max_new_tokens": max_new_tokens,
                "generation_parameters": drop_none(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    min_length=min_length,
                    min_new_tokens=min_new_tokens,
                    num_beam_groups=num_beam_groups,
                    num_beams=num_beams,
                    penalty_alpha=penalty_alpha,
                    temperature=temperature,
                    top_k=top_k,
                    top_p=top_p,
                    typical_p=typical_p,
                    use_cache=use_cache,
                )
                or None,
            },
            options,
            model=model,
            provider=provider,
        )

    async def object_detection(
        self,
        image: MediaInput,
        *,
        threshold: float | None = None,
        model: str | Sequence[str] | None = None,
        provider: ObjectDetectionProvider | Sequence[ObjectDetectionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ObjectDetectionOutputElement]:
        """Detect objects in an image.

        Args:
            image: Image to detect objects in.
            threshold: Minimum score, between 0 and 1, of the objects to return. Server default: 0.5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Objects detected in the image.

        """
        from inferwire.tasks.object_detection import TASK  # loads with its first call

        return await self._core.run(TASK, image, {"threshold": threshold}, options, model=model, provider=provider)

    @overload
    async def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        height: int | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        scheduler: str | None = None,
        seed: int | None = None,
        width: int | None = None,
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> bytes: ...
    @overload
    async def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> str: ...
    @overload
    async def text_to_image(
        self,
        prompt: str,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **parameters: Unpack[TextToImageKeywords],
    ) -> Json: ...

    async def text_to_image(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        height: int | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        scheduler: str | None = None,
        seed: int | None = None,
        width: int | None = None,
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToImageProvider | Sequence[TextToImageProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate an image from a text prompt.

        Args:
            prompt: Text prompt that describes the image to generate.
            guidance_scale: How closely a diffusion model follows the prompt. Higher values follow it more closely, but
                values that are too high cause saturation and artifacts. The default depends on the model.
            height: Height of the image, in pixels.
            negative_prompt: What the image should not contain.
            num_inference_steps: Number of denoising steps of a diffusion model. More steps take longer and usually
                improve the image. The default depends on the model.
            scheduler: Name of a noise scheduler to use instead of the model's own; must be compatible with the model.
            seed: Seed of the random number generator; the same seed and request should return the same image. Random by
                default.
            width: Width of the image, in pixels.
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The image.

        """
        from inferwire.tasks.text_to_image import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            prompt,
            {
                "guidance_scale": guidance_scale,
                "height": height,
                "negative_prompt": negative_prompt,
                "num_inference_steps": num_inference_steps,
                "scheduler": scheduler,
                "seed": seed,
                "width": width,
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    async def visual_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: VisualQuestionAnsweringProvider | Sequence[VisualQuestionAnsweringProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[VisualQuestionAnsweringOutputElement]:
        """Answer a question about an image.

        Args:
            image: Image that the question is about.
            question: Question about the image.
            top_k: Maximum number of answers to return, most likely first; there may be fewer. Server default: 5.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Answers to the question, best first.

        """
        from inferwire.tasks.visual_question_answering import TASK  # loads with its first call

        return await self._core.run(
            TASK, {"image": image, "question": question}, {"top_k": top_k}, options, model=model, provider=provider
        )

    async def zero_shot_image_classification(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        hypothesis_template: str | None = None,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotImageClassificationProvider | Sequence[ZeroShotImageClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Classify an image with labels of your choice.

        Args:
            image: Image to classify.
            candidate_labels: Labels to choose from.
            hypothesis_template: Template sentence with a `{}` that each label replaces before it is compared with the
                image. Server default: "This is a photo of {}.".
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Labels with their scores, best first.

        """
        from inferwire.tasks.zero_shot_image_classification import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            image,
            {"candidate_labels": candidate_labels, "hypothesis_template": hypothesis_template},
            options,
            model=model,
            provider=provider,
        )

    async def zero_shot_object_detection(
        self,
        image: MediaInput,
        candidate_labels: list[str],
        *,
        model: str | Sequence[str] | None = None,
        provider: ZeroShotObjectDetectionProvider | Sequence[ZeroShotObjectDetectionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ZeroShotObjectDetectionOutputElement]:
        """Detect objects with labels of your choice.

        Args:
            image: Image to detect objects in.
            candidate_labels: Names or short descriptions of the objects to detect.
            model: URL of the endpoint, or the model's name at the client's endpoint. Default: the client's model.
            provider: Not needed: only endpoints serve this task.
            **options: Call options; see `CallOptions`.

        Returns:
            Objects detected in the image.

        """
        from inferwire.tasks.zero_shot_object_detection import TASK  # loads with its first call

        return await self._core.run(
            TASK, image, {"candidate_labels": candidate_labels}, options, model=model, provider=provider
        )

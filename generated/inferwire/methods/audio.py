# Generated from specs/tasks. Do not edit: change the specs and run `nox -s generate`.
"""Client methods for audio tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Unpack, overload

from inferwire_runtime.arguments import drop_none
from inferwire_runtime.lazy import lazy_types
from inferwire_runtime.options import CallOptions, OutputType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inferwire.inputs.common import ClassificationOutputTransform
    from inferwire.inputs.text_to_audio import TextToAudioKeywords
    from inferwire.inputs.text_to_speech import TextToSpeechKeywords
    from inferwire.tasks.audio_classification import AudioClassificationProvider
    from inferwire.tasks.audio_to_audio import AudioToAudioProvider
    from inferwire.tasks.automatic_speech_recognition import AutomaticSpeechRecognitionProvider
    from inferwire.tasks.text_to_audio import TextToAudioProvider
    from inferwire.tasks.text_to_speech import TextToSpeechProvider
    from inferwire.types.audio_to_audio import AudioToAudioOutputElement
    from inferwire.types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
    from inferwire.types.common import ClassificationOutput
    from inferwire_runtime.core import AsyncCore, BlockingCore
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.media import Media, MediaInput
else:  # resolved by `typing.get_type_hints` only
    lazy_types(
        globals(),
        {
            "inferwire.inputs.common": ("ClassificationOutputTransform",),
            "inferwire.inputs.text_to_audio": ("TextToAudioKeywords",),
            "inferwire.inputs.text_to_speech": ("TextToSpeechKeywords",),
            "inferwire.tasks.audio_classification": ("AudioClassificationProvider",),
            "inferwire.tasks.audio_to_audio": ("AudioToAudioProvider",),
            "inferwire.tasks.automatic_speech_recognition": ("AutomaticSpeechRecognitionProvider",),
            "inferwire.tasks.text_to_audio": ("TextToAudioProvider",),
            "inferwire.tasks.text_to_speech": ("TextToSpeechProvider",),
            "inferwire.types.audio_to_audio": ("AudioToAudioOutputElement",),
            "inferwire.types.automatic_speech_recognition": ("AutomaticSpeechRecognitionOutput",),
            "inferwire.types.common": ("ClassificationOutput",),
            "inferwire_runtime.core": ("AsyncCore", "BlockingCore"),
            "inferwire_runtime.jsontypes": ("Json",),
            "inferwire_runtime.media": ("Media", "MediaInput"),
        },
        generic={
            "collections.abc": ("Sequence",),
        },
    )


class AudioMethods:
    """Methods for audio tasks."""

    _core: BlockingCore

    def audio_classification(
        self,
        audio: MediaInput,
        *,
        function_to_apply: ClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: AudioClassificationProvider | Sequence[AudioClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Classify an audio clip.

        Args:
            audio: Audio to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            top_k: Maximum number of classes to return, most likely first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Classes of the audio clip with their scores, best first.

        """
        from inferwire.tasks.audio_classification import TASK  # loads with its first call

        return self._core.run(
            TASK,
            audio,
            {"function_to_apply": function_to_apply, "top_k": top_k},
            options,
            model=model,
            provider=provider,
        )

    def audio_to_audio(
        self,
        audio: MediaInput,
        *,
        model: str | Sequence[str] | None = None,
        provider: AudioToAudioProvider | Sequence[AudioToAudioProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[AudioToAudioOutputElement]:
        """Enhance an audio clip, or separate its sources.

        Args:
            audio: Audio to process.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Audio clips produced from the input.

        """
        from inferwire.tasks.audio_to_audio import TASK  # loads with its first call

        return self._core.run(TASK, audio, {}, options, model=model, provider=provider)

    def automatic_speech_recognition(
        self,
        audio: MediaInput,
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
        return_timestamps: bool | Literal["word", "char"] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: AutomaticSpeechRecognitionProvider | Sequence[AutomaticSpeechRecognitionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> AutomaticSpeechRecognitionOutput:
        """Transcribe a recording.

        Args:
            audio: Recorded speech to transcribe.
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
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            return_timestamps: Also return `chunks`: segments of the transcript with their start and end times. Server
                default: False.
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
            Transcript of the recording.

        """
        from inferwire.tasks.automatic_speech_recognition import TASK  # loads with its first call

        return self._core.run(
            TASK,
            audio,
            {
                "return_timestamps": return_timestamps,
                "generation_parameters": drop_none(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
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

    @overload
    def text_to_audio(
        self,
        text: str,
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
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> bytes: ...
    @overload
    def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> str: ...
    @overload
    def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> Json: ...

    def text_to_audio(
        self,
        text: str,
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
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate audio from text.

        Args:
            text: Description of the audio to generate, or text to speak.
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
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
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
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The audio.

        """
        from inferwire.tasks.text_to_audio import TASK  # loads with its first call

        return self._core.run(
            TASK,
            text,
            {
                "generation_parameters": drop_none(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
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
                or None
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    def text_to_speech(
        self,
        text: str,
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
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> bytes: ...
    @overload
    def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> str: ...
    @overload
    def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> Json: ...

    def text_to_speech(
        self,
        text: str,
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
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate speech from text.

        Args:
            text: Text to speak.
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
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
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
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The audio.

        """
        from inferwire.tasks.text_to_speech import TASK  # loads with its first call

        return self._core.run(
            TASK,
            text,
            {
                "generation_parameters": drop_none(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
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
                or None
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )


class AsyncAudioMethods:
    """Asynchronous methods for audio tasks."""

    _core: AsyncCore

    async def audio_classification(
        self,
        audio: MediaInput,
        *,
        function_to_apply: ClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | Sequence[str] | None = None,
        provider: AudioClassificationProvider | Sequence[AudioClassificationProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[ClassificationOutput]:
        """Classify an audio clip.

        Args:
            audio: Audio to classify.
            function_to_apply: Function that turns the raw model outputs into scores: `sigmoid`, `softmax` or `none`.
                Server default: `softmax`.
            top_k: Maximum number of classes to return, most likely first.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Classes of the audio clip with their scores, best first.

        """
        from inferwire.tasks.audio_classification import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            audio,
            {"function_to_apply": function_to_apply, "top_k": top_k},
            options,
            model=model,
            provider=provider,
        )

    async def audio_to_audio(
        self,
        audio: MediaInput,
        *,
        model: str | Sequence[str] | None = None,
        provider: AudioToAudioProvider | Sequence[AudioToAudioProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> list[AudioToAudioOutputElement]:
        """Enhance an audio clip, or separate its sources.

        Args:
            audio: Audio to process.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            Audio clips produced from the input.

        """
        from inferwire.tasks.audio_to_audio import TASK  # loads with its first call

        return await self._core.run(TASK, audio, {}, options, model=model, provider=provider)

    async def automatic_speech_recognition(
        self,
        audio: MediaInput,
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
        return_timestamps: bool | Literal["word", "char"] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        use_cache: bool | None = None,
        model: str | Sequence[str] | None = None,
        provider: AutomaticSpeechRecognitionProvider | Sequence[AutomaticSpeechRecognitionProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> AutomaticSpeechRecognitionOutput:
        """Transcribe a recording.

        Args:
            audio: Recorded speech to transcribe.
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
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
            min_length: Minimum length of the prompt plus the generated tokens. Server default: 0.
            min_new_tokens: Minimum number of tokens to generate, prompt not included. Overrides `min_length`.
            num_beam_groups: Number of groups to split the beams into for diverse beam search
                (https://hf.co/papers/1610.02424). `num_beams` must be divisible by it. Server default: 1.
            num_beams: Number of beams for beam search; 1 turns beam search off. Server default: 1.
            penalty_alpha: Weight, between 0 and 1, of the degeneration penalty in contrastive search, relative to the
                confidence of the model.
            return_timestamps: Also return `chunks`: segments of the transcript with their start and end times. Server
                default: False.
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
            Transcript of the recording.

        """
        from inferwire.tasks.automatic_speech_recognition import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            audio,
            {
                "return_timestamps": return_timestamps,
                "generation_parameters": drop_none(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
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

    @overload
    async def text_to_audio(
        self,
        text: str,
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
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> bytes: ...
    @overload
    async def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> str: ...
    @overload
    async def text_to_audio(
        self,
        text: str,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **parameters: Unpack[TextToAudioKeywords],
    ) -> Json: ...

    async def text_to_audio(
        self,
        text: str,
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
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToAudioProvider | Sequence[TextToAudioProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate audio from text.

        Args:
            text: Description of the audio to generate, or text to speak.
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
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
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
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The audio.

        """
        from inferwire.tasks.text_to_audio import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            text,
            {
                "generation_parameters": drop_none(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
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
                or None
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

    @overload
    async def text_to_speech(
        self,
        text: str,
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
        output_type: None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Media: ...
    @overload
    async def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["bytes"],
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> bytes: ...
    @overload
    async def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["url", "data_url"],
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> str: ...
    @overload
    async def text_to_speech(
        self,
        text: str,
        *,
        output_type: Literal["json"],
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **parameters: Unpack[TextToSpeechKeywords],
    ) -> Json: ...

    async def text_to_speech(
        self,
        text: str,
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
        output_type: OutputType | None = None,
        model: str | Sequence[str] | None = None,
        provider: TextToSpeechProvider | Sequence[TextToSpeechProvider] | None = None,
        **options: Unpack[CallOptions],
    ) -> Any:
        """Generate speech from text.

        Args:
            text: Text to speak.
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
            max_new_tokens: Maximum number of tokens to generate, prompt not included. Overrides `max_length`.
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
            output_type: Return bytes, the provider's URL, a data URL or the decoded JSON instead of a `Media`.
            model: ID on the Hub, or URL of an endpoint. Default: the client's model, or else the Hub's recommendation.
            provider: Provider that runs the model; `auto` lets the Hub choose. Default: the client's provider. A list of
                providers, or of models, is tried in order.
            **options: Call options; see `CallOptions`.

        Returns:
            The audio.

        """
        from inferwire.tasks.text_to_speech import TASK  # loads with its first call

        return await self._core.run(
            TASK,
            text,
            {
                "generation_parameters": drop_none(
                    do_sample=do_sample,
                    early_stopping=early_stopping,
                    epsilon_cutoff=epsilon_cutoff,
                    eta_cutoff=eta_cutoff,
                    max_length=max_length,
                    max_new_tokens=max_new_tokens,
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
                or None
            },
            options,
            model=model,
            provider=provider,
            output_type=output_type,
        )

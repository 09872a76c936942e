# Generated from specs. Do not edit: change the specs and run `nox -s generate`.
"""Custom calls: any model, inputs and parameters as its server takes them, the answer as it came."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from inferwire.providers import REGISTRY
from inferwire_runtime.client import default_async_client, default_client
from inferwire_runtime.errors import InputError, RoutingError
from inferwire_runtime.routing import PrivateProvider, find_route
from inferwire_runtime.steps import StreamWay, Task, Way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from inferwire_runtime.client import AsyncClient, Client
    from inferwire_runtime.errors import Json
    from inferwire_runtime.flow import Call, Flow
    from inferwire_runtime.options import CallOptions
    from inferwire_runtime.streaming import AsyncStream, Stream

TASKS = {
    "audio-classification": "inferwire.tasks.audio_classification",
    "audio-to-audio": "inferwire.tasks.audio_to_audio",
    "automatic-speech-recognition": "inferwire.tasks.automatic_speech_recognition",
    "chat-completion": "inferwire.tasks.chat_completion",
    "conversational": "inferwire.tasks.conversational",
    "depth-estimation": "inferwire.tasks.depth_estimation",
    "document-question-answering": "inferwire.tasks.document_question_answering",
    "feature-extraction": "inferwire.tasks.feature_extraction",
    "fill-mask": "inferwire.tasks.fill_mask",
    "image-classification": "inferwire.tasks.image_classification",
    "image-segmentation": "inferwire.tasks.image_segmentation",
    "image-text-to-image": "inferwire.tasks.image_text_to_image",
    "image-text-to-video": "inferwire.tasks.image_text_to_video",
    "image-to-image": "inferwire.tasks.image_to_image",
    "image-to-text": "inferwire.tasks.image_to_text",
    "image-to-video": "inferwire.tasks.image_to_video",
    "object-detection": "inferwire.tasks.object_detection",
    "question-answering": "inferwire.tasks.question_answering",
    "sentence-similarity": "inferwire.tasks.sentence_similarity",
    "summarization": "inferwire.tasks.summarization",
    "table-question-answering": "inferwire.tasks.table_question_answering",
    "tabular-classification": "inferwire.tasks.tabular_classification",
    "tabular-regression": "inferwire.tasks.tabular_regression",
    "text-classification": "inferwire.tasks.text_classification",
    "text-generation": "inferwire.tasks.text_generation",
    "text-to-audio": "inferwire.tasks.text_to_audio",
    "text-to-image": "inferwire.tasks.text_to_image",
    "text-to-speech": "inferwire.tasks.text_to_speech",
    "text-to-video": "inferwire.tasks.text_to_video",
    "token-classification": "inferwire.tasks.token_classification",
    "translation": "inferwire.tasks.translation",
    "video-classification": "inferwire.tasks.video_classification",
    "visual-question-answering": "inferwire.tasks.visual_question_answering",
    "zero-shot-classification": "inferwire.tasks.zero_shot_classification",
    "zero-shot-image-classification": "inferwire.tasks.zero_shot_image_classification",
    "zero-shot-object-detection": "inferwire.tasks.zero_shot_object_detection",
}


def find_task(name: str | None) -> Task[Any]:
    """Give what the drivers know of a task; without a name, of custom calls.

    Raises:
        InputError: There is no such task.
    """
    if name is None:
        return TASK
    if not isinstance(name, str):
        raise InputError(f"a task is named by a text such as 'text-to-image', not by a {type(name).__name__}")
    if name not in TASKS:
        from difflib import get_close_matches  # only for the message

        close = get_close_matches(name, TASKS, n=1)
        raise InputError(f"there is no task {name!r}; " + (f"did you mean {close[0]!r}?" if close else "leave it out"))
    task: Task[Any] = import_module(TASKS[name]).TASK
    return task


def request(
    task: str | None = None,
    *,
    inputs: Json = None,
    parameters: Mapping[str, Json] | None = None,
    model: str | None = None,
    provider: str | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Json:
    """Call a model with inputs and parameters of your own, and give its answer as it came.

    Args:
        task: Id on the Hub, where the request should be made as for this task. Left out, it is a custom call.
        inputs: Anything that JSON has a form for; bytes, a path, an open file or a `Media` is sent as it is.
        parameters: Sent as they are.
        model: Id on the Hub.
        provider: Who runs the model.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Decoded JSON, or a `Media`.

    Raises:
        InferwireError: As for every task.
    """
    client = client or default_client()
    return client.run_raw(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)


def stream_request(
    task: str | None = None,
    *,
    inputs: Json = None,
    parameters: Mapping[str, Json] | None = None,
    model: str | None = None,
    provider: str | None = None,
    client: Client | None = None,
    **options: Unpack[CallOptions],
) -> Stream[Any, Any]:
    """Call a model as `request` does, and give the items of its stream as they arrive.

    Takes what `request` takes.

    Raises:
        StreamError: On iteration: the stream broke, or carried an error.
    """
    client = client or default_client()
    return client.run_stream(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)


async def request_async(
    task: str | None = None,
    *,
    inputs: Json = None,
    parameters: Mapping[str, Json] | None = None,
    model: str | None = None,
    provider: str | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> Json:
    """Call a model with inputs and parameters of your own, and give its answer as it came.

    Args:
        task: Id on the Hub, where the request should be made as for this task. Left out, it is a custom call.
        inputs: Anything that JSON has a form for; bytes, a path, an open file or a `Media` is sent as it is.
        parameters: Sent as they are.
        model: Id on the Hub.
        provider: Who runs the model.
        client: Makes the call; the default client if left out.
        **options: How to make the call: `CallOptions`.

    Returns:
        Decoded JSON, or a `Media`.

    Raises:
        InferwireError: As for every task.
    """
    client = client or default_async_client()
    return await client.run_raw(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)


async def stream_request_async(
    task: str | None = None,
    *,
    inputs: Json = None,
    parameters: Mapping[str, Json] | None = None,
    model: str | None = None,
    provider: str | None = None,
    client: AsyncClient | None = None,
    **options: Unpack[CallOptions],
) -> AsyncStream[Any, Any]:
    """Call a model as `request_async` does, and give the items of its stream as they arrive.

    Takes what `request_async` takes.

    Raises:
        StreamError: On iteration: the stream broke, or carried an error.
    """
    client = client or default_async_client()
    return await client.run_stream(find_task(task), inputs, parameters or {}, options, model=model, provider=provider)


def _choose(call: Call) -> Flow[Way[Json]]:
    """Find the way of a call, and the provider's functions for it."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.custom import read, send
        case "hf-inference":
            from inferwire.providers.hf_inference.custom import read, send
        case other:
            raise RoutingError(f"{other} takes no custom calls; name a task, or call an endpoint")
    return Way(route=route, send=send, read=read)


def _choose_stream(call: Call) -> Flow[StreamWay]:
    """Find the way of a call whose answer is a stream."""
    route = yield from find_route(call, REGISTRY)
    match route.provider:
        case PrivateProvider() as private:
            return private.stream_way(call, route)
        case "endpoint":
            from inferwire.providers.endpoint.custom import open_stream
        case "hf-inference":
            from inferwire.providers.hf_inference.custom import open_stream
        case other:
            raise RoutingError(f"{other} takes no custom calls; name a task, or call an endpoint")
    return StreamWay(route=route, open_stream=open_stream)


TASK: Task[Json] = Task(name=None, choose=_choose, choose_stream=_choose_stream)

"""Media files of a call: read and fetch the inputs, and download the files that a response links to."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, cast

from msgspec import UNSET, structs

from inferwire_http.urls import urlsplit
from inferwire_runtime.arguments import unreadable
from inferwire_runtime.errors import InferwireError, InputError, OutputError, ProviderError
from inferwire_runtime.jsontypes import Json, is_list, is_object, is_sequence
from inferwire_runtime.media import Media, media_from_base64, media_from_url
from inferwire_runtime.media_inputs import check_kind, is_pipe, read_file
from inferwire_runtime.media_types import InputKind, MediaKind, sniff
from inferwire_runtime.message_media import convert_messages, has_parts, linked_file, needs_thread, with_file
from inferwire_runtime.models import Call, Context, Request, Response, Route
from inferwire_runtime.uploads import FileParameter, LocalFile, RemoteFile, data_url_field
from inferwire_runtime.urls import check_response_url

MAX_VALUES = 100  # values of a response that are searched for a media file
# Fields that servers put generated media files in; others may repeat the input.
MEDIA_NAMES = frozenset(
    {
        *("artifacts", "audio", "audios", "b64", "b64_json", "base64", "data", "file", "files", "generated_image"),
        *(
            "image",
            "image_base64",
            "images",
            "output",
            "outputs",
            "response",
            "result",
            "results",
            "url",
            "video",
            "videos",
        ),
    }
)
UNKNOWN_TYPES = ("", "application/octet-stream", "binary/octet-stream")


async def read_inputs(context: Context, call: Call, media: Mapping[str | None, InputKind]) -> Call:
    """Read the media files in the inputs, whatever exceptions the methods of a value raise; see `_read_inputs`.

    Raises:
        InputError: If a media file cannot be read.
    """
    is_plain = not media or (media.get(None) == "messages" and not has_parts(call.inputs))
    if is_plain and call.task is not None and not call.options.extra_parameters:
        return call  # as most calls, without a second coroutine
    try:
        if call.options.extra_parameters:
            call = await _read_parameters(context, call)
        return await _read_inputs(context, call, media)
    except (InferwireError, OSError):
        raise
    except Exception as exc:
        raise unreadable("inputs", exc) from exc


async def _read_inputs(context: Context, call: Call, media: Mapping[str | None, InputKind]) -> Call:
    """Read the media files in the inputs. A URL becomes a `RemoteFile`.

    Args:
        context: Runs reads in a thread.
        call: Call with the inputs as the caller passed them.
        media: Kind of media in each part of the inputs that is a media file; None stands for the whole input.
            ``messages`` stands for the messages of a chat, whose content may be media files.

    Raises:
        InputError: If a media file cannot be read.
    """
    if call.task is None:
        return structs.replace(call, inputs=await _read_custom(context, call.inputs))
    if not media:
        return call
    if None in media:
        if call.inputs is UNSET:
            return call
        kind = media[None]
        if kind == "messages":
            return await _read_messages(context, call)
        return structs.replace(call, inputs=await _read(context, call.inputs, kind))
    if not is_object(call.inputs):
        raise InputError(f"`inputs` of {call.task} must be a mapping with {', '.join(map(str, media))}")
    inputs = dict(call.inputs)
    for part, kind in media.items():
        source = None if part is None else inputs.get(part)
        if part is not None and kind != "messages" and source is not None and source is not UNSET:
            inputs[part] = await _read(context, source, kind)
    return structs.replace(call, inputs=inputs)


async def _read_parameters(context: Context, call: Call) -> Call:
    """Read the media files that were passed as parameters, such as the mask of an image."""
    read: dict[str, Json] = {}
    for name, value in call.parameters.items():
        if isinstance(value, FileParameter):
            read[name] = await _read(context, value.source, "image")
        elif is_list(value) and value and isinstance(value[0], FileParameter):
            read[name] = [await _read(context, item.source, "image") for item in value]
    return structs.replace(call, parameters={**call.parameters, **read}) if read else call


async def _read_messages(context: Context, call: Call) -> Call:
    """Read the media files in the messages of a chat."""
    messages = call.inputs
    if not has_parts(messages):
        return call
    if needs_thread(messages):
        converted = await context.run_in_thread(lambda: convert_messages(messages), may_wait=True)
        return structs.replace(call, inputs=converted)
    return structs.replace(call, inputs=convert_messages(messages))


async def _read(context: Context, source: Json, kind: MediaKind | None) -> LocalFile | RemoteFile:
    if isinstance(source, str) and source[:8].lower().startswith(("http://", "https://")):
        try:
            check_response_url(source)
        except OutputError as exc:
            raise InputError(f"the URL of the {kind} is not a valid http(s) URL; correct it") from exc
        return RemoteFile(url=source, kind=kind or "image")
    if isinstance(source, bytes):
        return read_file(source, kind)  # nothing to wait for
    return await context.run_in_thread(lambda: _read_any(source, kind), may_wait=is_pipe(source))


def _read_any(source: Json, kind: MediaKind | None) -> LocalFile:
    """Convert a caller's argument to a media file, whatever exceptions its own methods raise.

    Raises:
        InputError: If it cannot be read.
    """
    try:
        return read_file(source, kind)
    except InferwireError:
        raise
    except Exception as exc:
        raise InputError(f"the {kind or 'file'} cannot be read: it raises {type(exc).__name__}") from exc


async def _read_custom(context: Context, inputs: Json) -> Json:
    """Read the input of a custom call if it is a media file; return any other input unchanged."""
    if isinstance(inputs, (bytes, bytearray, memoryview, os.PathLike, Media)) or hasattr(
        cast("object", type(inputs)), "read"
    ):
        return await _read(context, inputs, None)
    return inputs


async def fetch_files(call: Call, route: Route) -> Call:
    """Fetch the media files that the caller passed as URLs, for providers that do not accept URLs.

    Raises:
        InputError: If a host returns an error.
    """
    fetched: dict[str | None, LocalFile | RemoteFile] = {}
    for part, file in call.files().items():
        if isinstance(file, RemoteFile):
            fetched[part] = await _fetch(file, route)
    if call.options.extra_parameters:
        call = await _fetch_parameters(call, route)
    return call.with_files(fetched)


async def _fetch_parameters(call: Call, route: Route) -> Call:
    fetched: dict[str, Json] = {}
    for name, value in call.parameters.items():
        if isinstance(value, RemoteFile):
            fetched[name] = await _fetch(value, route)
        elif is_list(value) and any(isinstance(item, RemoteFile) for item in value):
            fetched[name] = [await _fetch(item, route) if isinstance(item, RemoteFile) else item for item in value]
    return structs.replace(call, parameters={**call.parameters, **fetched}) if fetched else call


async def _fetch(file: RemoteFile, route: Route) -> LocalFile:
    host = urlsplit(file.url).hostname or ""
    try:
        response = await route.context.send(
            Request(method="GET", url=file.url, server=host, public_only=route.is_public)
        )
    except ProviderError as exc:
        reason = f"{host} returned {exc.status}" if (exc.status or 0) >= 400 else exc.message
        raise InputError(f"the {file.kind} cannot be fetched: {reason}") from exc
    media_type = sniff(response.body, file.kind) or response.media_type or "application/octet-stream"
    check_kind(media_type, file.kind)
    return LocalFile(data=response.body, media_type=media_type)


async def download(media: Media, route: Route) -> Media:
    """Download a media file that a response links to.

    Raises:
        OutputError: If the URL is invalid or leads to a private address.
        ProviderError: If the host returns an error.
    """
    response = await _download(media, route)
    return Media(data=response.body, media_type=response.check_media_type(), url=media.url)


async def download_file(route: Route, response: Response, find_url: Callable[[Json], Json]) -> Response:
    """Download the file that a response links to. Return a copy of the response with the file.

    Args:
        route: Route of the call, which sends the request.
        response: JSON response with the link.
        find_url: Returns the URL or data URL of the file from the JSON, or None.

    Raises:
        OutputError: If the URL is invalid or leads to a private address.
        ProviderError: If the host returns an error.
    """
    media = media_from_url(find_url(response.json()))
    if media is None:
        return response
    if media.is_downloaded:
        headers = {"content-type": media.media_type}
        file = Response(status=200, headers=headers, body=media.data, url="", server=response.server)
    else:
        file = await _download(media, route)
    return structs.replace(response, file=file)


async def _download(media: Media, route: Route) -> Response:
    """Download a file. If the host declares no media type, use the type that the suffix of the URL indicates."""
    url = cast("str", media.url)
    check_response_url(url)
    server = f"the download host {urlsplit(url).netloc}"
    request = Request(
        method="GET",
        url=url,
        server=server,
        key=route.key if media.needs_key and _is_own(url, route) else None,
        is_download=True,
        public_only=route.is_public,
    )
    response = await route.context.send(request)
    if response.media_type not in UNKNOWN_TYPES:
        return response
    return structs.replace(response, headers={**response.headers, "content-type": media.media_type})


def _is_own(url: str, route: Route) -> bool:
    """Return whether a URL has the scheme, host and port of the provider's API, to which the key may be sent."""
    from inferwire_http.addresses import origin_of  # only for files that take the key

    return origin_of(url) == origin_of(route.base_url)


def find_media(response: Response) -> Media:
    """Return the media file in a response that holds it elsewhere than expected.

    Only base64 and data URLs whose bytes are a media file count: a URL of unknown meaning is not requested.

    Raises:
        OutputError: If there is none.
        ProviderError: If the response reports an error.
    """
    if (error := response.embedded_error()) is not None:
        raise error
    pending: list[Json] = [response.json()]
    for _ in range(MAX_VALUES):
        if not pending:
            break
        value = pending.pop(0)
        if is_object(value):
            pending += [each for name, each in value.items() if name.lower() in MEDIA_NAMES]
        elif is_list(value):
            pending += value[:MAX_VALUES]
        elif (media := _read_embedded(value)) is not None:
            return media
    raise response.malformed("holds no media file")


def _read_embedded(value: Json) -> Media | None:
    """Return the media file in a base64 string; None if the string is not one."""
    try:
        media = media_from_base64(value)
    except OutputError:
        return None
    return None if media is None or sniff(media.data[:64]) is None else media


async def convert_media(call: Call, route: Route, response: Response, media: Media | None) -> Any:
    """Convert the media file of a response to the form that ``output_type`` selects.

    Raises:
        OutputError: If the response contains no media file, or none with a URL if the URL was requested.
        ProviderError: If the download fails.
    """
    if call.output_type == "json":
        if media is not None and media.is_downloaded and response.media() is not None:
            return {"output": media.to_data_url()}
        return response.json()
    if media is None:
        media = find_media(response)
    if call.output_type == "url":
        if media.url is None:
            raise OutputError(f"{response.server} sent the file itself, not a URL; call without output_type='url'")
        return media.url
    if not media.is_downloaded:
        media = await download(media, route)
    if call.output_type == "bytes":
        return media.data
    return media.to_data_url() if call.output_type == "data_url" else media


async def fetch_message_files(call: Call, route: Route, *kinds: MediaKind) -> Call:
    """Fetch the media files of some kinds that the messages of a chat link to, for servers that take no URLs.

    Raises:
        InputError: If a host returns an error.
    """
    messages = call.inputs
    if not has_parts(messages):
        return call
    fetched = [await _fetch_message(message, route, kinds) for message in messages]
    return structs.replace(call, inputs=fetched)


async def _fetch_message(message: Json, route: Route, kinds: tuple[MediaKind, ...]) -> Json:
    if not is_object(message) or not is_sequence(message.get("content")):
        return message
    parts: list[Json] = []
    for part in message["content"]:
        kind, link = linked_file(part)
        if link is not None and kind in kinds:
            file = await _fetch(RemoteFile(url=link, kind=kind), route)
            part = with_file(part, data_url_field(file))
        parts.append(part)
    return {**message, "content": parts}

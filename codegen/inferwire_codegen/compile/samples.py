"""Parse samples with the compiled code and the same types and runtime functions that users run."""

from __future__ import annotations

import base64
import importlib
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, get_origin, get_type_hints

import msgspec
from msgspec import structs

from inferwire_runtime import json_path, values
from inferwire_runtime.decoding import convert, decode_body, decode_floats
from inferwire_runtime.errors import InferwireError
from inferwire_runtime.jobs import job_id, job_path, path_of, status_text, url_part
from inferwire_runtime.jsontypes import SET_ASIDE, is_list, is_object
from inferwire_runtime.media import Media, media_from_base64, media_from_url, media_with_key
from inferwire_runtime.models import Response, compact, drop_unset, merge
from inferwire_runtime.tolerance import UnreadableError, get_reader
from inferwire_runtime.urls import quote_path, quote_query
from inferwire_runtime.wave_files import media_from_samples

if TYPE_CHECKING:
    from inferwire_codegen.ir import Code

PACKAGE = "inferwire_codegen_sample_types"
NAMES: dict[str, Any] = {
    **{name: value for name, value in {**vars(values), **vars(json_path)}.items() if not name.startswith("_")},
    "compact": compact,
    "decode_floats": decode_floats,
    "drop_unset": drop_unset,
    "merge": merge,
    "media_from_base64": media_from_base64,
    "media_from_url": media_from_url,
    "media_with_key": media_with_key,
    "media_from_samples": media_from_samples,
    "job_id": job_id,
    "job_path": job_path,
    "path_of": path_of,
    "quote_path": quote_path,
    "quote_query": quote_query,
    "url_part": url_part,
}
JOB = "sample-job"  # replaces "{job}" in samples
MODEL = "sample-model"  # stands for the model in paths of jobs
STARTS = {  # the first bytes of files, enough to detect their types
    "image/jpeg": b"\xff\xd8\xff\xe0",
    "image/webp": b"RIFF\x10\x00\x00\x00WEBP",
    "audio/flac": b"fLaC",
    "audio/mpeg": b"ID3\x04",
    "audio/ogg": b"OggS",
    "audio/wav": b"RIFF\x10\x00\x00\x00WAVE",
    "video/mp4": b"\x00\x00\x00\x18ftypisom",
}
IMAGE = b"\x89PNG\r\n\x1a\n"


def _forget_types() -> None:
    """Remove the sample types from the imported modules."""
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


class ResultTypes:
    """The result types, imported from their generated modules."""

    def __init__(self, modules: dict[str, str]) -> None:
        self._names: dict[str, Any] = {
            "Any": Any,
            "Json": Any,
            "Media": Media,
            "Literal": Literal,
            "Mapping": Mapping,
        }
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder, PACKAGE)
            package.mkdir()
            for name, text in {"__init__": "", **modules}.items():
                (package / f"{name}.py").write_text(text, encoding="utf-8")
            importlib.invalidate_caches()
            sys.path.insert(0, folder)
            writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
            try:
                for name in modules:
                    self._names.update(vars(importlib.import_module(f"{PACKAGE}.{name}")))
                for value in self._names.values():
                    if isinstance(value, type) and issubclass(value, msgspec.Struct):
                        # Annotations are resolved while their module can be found; readers look at them later.
                        hints = get_type_hints(value, include_extras=True)
                        value.__annotations__ = {name: hints[name] for name in value.__annotations__}
                        msgspec.json.Decoder(value)
                        get_reader(value)
            finally:
                sys.path.remove(folder)
                sys.dont_write_bytecode = writes_bytecode
                _forget_types()

    def find(self, text: str) -> Any:
        """Return the type that an annotation names."""
        return eval(text, dict(self._names))  # noqa: S307 - a type that this package printed

    def validate(self, code: Code, response: Response, type_text: str) -> str | None:
        """Return why a response cannot be parsed into the task's result, or None if it can.

        Args:
            code: The code of the output, on ``data`` and ``response``.
            response: The sample, as a response.
            type_text: The type of the result.
        """
        try:
            data = None if response.media() is not None else response.json()
            value = code.run(NAMES, data=data, response=response)
            if type_text == "Media | None":
                return None if isinstance(value, Media) else "it is not a media file"
            return _set_aside(convert(value, self.find(type_text), "the provider"))
        except InferwireError as exc:
            return _reason(exc)
        except (TypeError, ValueError) as exc:
            return str(exc)

    def is_list(self, type_text: str) -> bool:
        """Return whether a type is a list."""
        return get_origin(self.find(type_text)) is list

    def takes_vectors(self, type_text: str) -> bool:
        """Return whether a type is a list of vectors of numbers, and does not accept strings instead."""
        return self.is_list(type_text) and self._takes([[0.5]], type_text) and not self._takes([""], type_text)

    def _takes(self, value: Any, type_text: str) -> bool:
        try:
            msgspec.convert(value, self.find(type_text))
        except (msgspec.ValidationError, TypeError):
            return False
        return True

    def item(
        self, code: Code | None, sample: Any, text: str, type_text: str, *, is_whole: bool = False
    ) -> tuple[Any, str | None]:
        """Return the item of an event, if any, and the reason if the item is invalid.

        Args:
            code: The code of the item, on ``data`` and ``text``; None if the event itself is the item.
            sample: The event.
            text: The text collected so far.
            type_text: The type of an item.
            is_whole: Whether ``sample`` is a complete response, which must be an item.
        """
        try:
            if code is None:
                item = decode_body(msgspec.json.encode(sample), self.find(type_text), "the provider")
                return item, _set_aside(item)
            value = code.run(NAMES, data=sample, text=text)
            if value is None and not is_whole:
                return None, None
            item = convert(value, self.find(type_text), "the provider")
            return item, _set_aside(item)
        except InferwireError as exc:
            return None, _reason(exc)
        except (TypeError, ValueError) as exc:
            return None, str(exc)

    def value(self, code: Code, data: Any) -> Any:
        """Evaluate code on ``data``."""
        return code.run(NAMES, data=data)

    def is_true(self, code: Code | None, item: Any) -> bool:
        """Return whether a condition on ``item`` is truthy; None is always true."""
        return code is None or bool(code.run(NAMES, item=item))


def _set_aside(value: Any) -> str | None:
    """Return why a field of a result does not fit its type; None if all do. Calls are tolerant, samples are exact."""
    if is_list(value):
        return next(filter(None, map(_set_aside, value)), None)
    if not isinstance(value, msgspec.Struct):
        return None
    for name in getattr(value, "__dict__", {}).get(SET_ASIDE, ()):
        return f"`{name}` does not have the type that the schema declares"
    return next(filter(None, (_set_aside(getattr(value, name)) for name in value.__struct_fields__)), None)


def evaluate(code: Code | None, data: Any) -> Any:
    """Evaluate code about a job, on ``data`` and ``route``; return None if it refuses the data."""
    try:
        return None if code is None else code.run(NAMES, data=data, route=SimpleNamespace(model=MODEL, account=str))
    except InferwireError:
        return None


def text(code: Code | None, data: Any) -> str:
    """Evaluate code on ``data``, and return an empty string if the result is not a string."""
    value = evaluate(code, data)
    return value if isinstance(value, str) else ""


def status(code: Code, data: Any) -> str:
    """Return the status of a job as text; an empty string if there is none."""
    return status_text(evaluate(code, data))


def _reason(error: InferwireError) -> str:
    """Return the reason of an error, without the advice for users of the package."""
    return (
        str(error.__cause__)
        if isinstance(error.__cause__, (msgspec.ValidationError, UnreadableError))
        else error.message
    )


def sample_file(media_type: str) -> bytes:
    """Return a stand-in for a media file of this type, or for an image if the type's first bytes are unknown."""
    return STARTS.get(str(media_type), IMAGE) + b" sample"


def plain(sample: Any) -> Any:
    """Return a sample with its media files encoded as base64."""
    if is_object(sample):
        if "$media" in sample:
            return base64.b64encode(sample_file(sample["$media"])).decode()
        return {key: plain(value) for key, value in sample.items()}
    return [plain(item) for item in sample] if is_list(sample) else sample


def with_job(sample: Any) -> Any:
    """Return a sample with a job ID in place of ``{job}``."""
    if is_object(sample):
        return {key: with_job(value) for key, value in sample.items()}
    if is_list(sample):
        return [with_job(item) for item in sample]
    return sample.replace("{job}", JOB) if isinstance(sample, str) else sample


def as_response(sample: Any) -> Response:
    """Return a sample as a response."""
    if is_object(sample) and "$media" in sample:
        return _response(sample_file(sample["$media"]), sample["$media"])
    if is_object(sample) and "$text" in sample:
        return _response(
            json.dumps(base64.b64encode(sample_file(sample["$text"])).decode()).encode(), "application/json"
        )
    return _response(msgspec.json.encode(plain(sample)), "application/json")


def with_file(response: Response, file_code: Code | None, code: Code) -> Response:
    """Return a response with the file that it links to: a text file if the output reads text, else an image."""
    data = None if response.media() is not None else response.json()
    if file_code is None or media_from_url(file_code.run(NAMES, data=data)) is None:
        return response
    is_text = "response.file_text" in code.body
    return structs.replace(
        response, file=_response(b"sample", "text/plain") if is_text else _response(sample_file(""), "image/png")
    )


def data_of(sample: Any) -> Any:
    """Return the JSON of a sample, or None for a media file."""
    if is_object(sample) and ("$media" in sample or "$text" in sample):
        return base64.b64encode(sample_file(sample["$text"])).decode() if "$text" in sample else None
    return plain(sample)


def _response(body: bytes, media_type: str) -> Response:
    return Response(status=200, headers={"content-type": media_type}, body=body, url="", server="the provider")

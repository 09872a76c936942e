"""Runs samples through outputs, with the very types and functions that users get."""

from __future__ import annotations

import base64
import importlib
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_origin

import msgspec
from msgspec import structs

from inferwire_runtime import pick as pick_module
from inferwire_runtime.decoding import convert, decode_body, floats
from inferwire_runtime.errors import InferwireError
from inferwire_runtime.flow import Reply
from inferwire_runtime.jobs import job_id, path_of
from inferwire_runtime.media import Media, media_from_base64, media_from_url
from inferwire_runtime.shapes import is_list, is_object

if TYPE_CHECKING:
    from inferwire_codegen.schemas import Schemas

PACKAGE = "inferwire_codegen_sample_types"
NAMES: dict[str, Any] = {
    **{name: value for name, value in vars(pick_module).items() if not name.startswith("_")},
    "floats": floats,
    "media_from_base64": media_from_base64,
    "media_from_url": media_from_url,
    "job_id": job_id,
    "path_of": path_of,
}
JOB = "sample-job"  # what "{job}" in samples stands for while they are checked
STARTS = {  # of files, by their media type: enough to be told from text, and one from the other
    "image/jpeg": b"\xff\xd8\xff\xe0",
    "image/webp": b"RIFF\x10\x00\x00\x00WEBP",
    "audio/flac": b"fLaC",
    "audio/mpeg": b"ID3\x04",
    "audio/ogg": b"OggS",
    "audio/wav": b"RIFF\x10\x00\x00\x00WAVE",
    "video/mp4": b"\x00\x00\x00\x18ftypisom",
}
PICTURE = b"\x89PNG\r\n\x1a\n"


class ResultTypes:
    """The types of answers, imported from their freshly printed text."""

    def __init__(self, modules: dict[str, str], schemas: Schemas) -> None:
        self.schemas = schemas
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
            for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
                del sys.modules[name]  # of an earlier run; later ones stay, since their annotations are read late
            importlib.invalidate_caches()
            sys.path.insert(0, folder)
            writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
            try:
                for name in modules:
                    self._names.update(vars(importlib.import_module(f"{PACKAGE}.{name}")))
            finally:
                sys.path.remove(folder)
                sys.dont_write_bytecode = writes_bytecode

    def find(self, text: str) -> Any:
        """Give the type that an annotation names."""
        return eval(text, dict(self._names))

    def misfit(self, code: str, reply: Reply, type_text: str) -> str | None:
        """Say why a reply does not give the task's answer, or None where it does.

        Args:
            code: The output, as a Python expression on ``data`` and ``reply``.
            reply: The sample, as it would come.
            type_text: The type of the answer.
        """
        names: dict[str, Any] = {
            **NAMES,
            "reply": reply,
        }
        try:
            names["data"] = None if reply.media() is not None else reply.json()
            value = eval(code, names)
            if type_text == "Media | None":
                return None if isinstance(value, Media) else "it gives no medium"
            convert(value, self.find(type_text), "the provider")
        except InferwireError as exc:
            return _reason(exc)
        except (TypeError, ValueError) as exc:
            return str(exc)
        return None

    def is_list(self, type_text: str) -> bool:
        """Whether a type is a list."""
        return get_origin(self.find(type_text)) is list

    def takes_vectors(self, type_text: str) -> bool:
        """Whether a type is a list that takes vectors, of numbers, and no texts in their place."""
        return self.is_list(type_text) and self._takes([[0.5]], type_text) and not self._takes([""], type_text)

    def _takes(self, value: Any, type_text: str) -> bool:
        try:
            msgspec.convert(value, self.find(type_text))
        except (msgspec.ValidationError, TypeError):
            return False
        return True

    def item(
        self, code: str | None, sample: Any, text: str, type_text: str, *, is_whole: bool = False
    ) -> tuple[Any, str | None]:
        """Give the item of an event, or say why there is none. An event may be no item at all.

        Args:
            code: The item, as a Python expression on ``data`` and ``text``; None where the event is the item.
            sample: The event.
            text: What was collected before.
            type_text: The type of an item.
            is_whole: Whether ``sample`` is a whole answer, which must be an item.
        """
        try:
            if code is None:
                return decode_body(msgspec.json.encode(sample), self.find(type_text), "the provider"), None
            value = eval(code, {**NAMES, "data": sample, "text": text})
            if value is None and not is_whole:
                return None, None
            return convert(value, self.find(type_text), "the provider"), None
        except InferwireError as exc:
            return None, _reason(exc)
        except (TypeError, ValueError) as exc:
            return None, str(exc)

    def value(self, code: str, data: Any) -> Any:
        """Give what an expression on ``data`` comes to."""
        return eval(code, {**NAMES, "data": data})

    def is_true(self, code: str | None, item: Any) -> bool:
        """Whether a condition on ``item`` holds; none always does."""
        return code is None or bool(eval(code, {**NAMES, "item": item}))


def text(code: str | None, data: Any) -> str:
    """Give the text that an expression on ``data`` comes to, or an empty one."""
    try:
        value = None if code is None else eval(code, {**NAMES, "data": data})
    except InferwireError:
        return ""
    return value if isinstance(value, str) else ""


def _reason(error: InferwireError) -> str:
    """Say what a value lacks, without the words that users of the package need around it."""
    return str(error.__cause__) if isinstance(error.__cause__, msgspec.ValidationError) else error.message


def medium(media_type: str) -> bytes:
    """Give what stands for a medium of a type; for a picture, if nobody knows how files of the type begin."""
    return STARTS.get(str(media_type), PICTURE) + b" sample"


def plain(sample: Any) -> Any:
    """Give a sample with its media written as base64."""
    if is_object(sample):
        if "$media" in sample:
            return base64.b64encode(medium(sample["$media"])).decode()
        return {key: plain(value) for key, value in sample.items()}
    return [plain(item) for item in sample] if is_list(sample) else sample


def with_job(sample: Any) -> Any:
    """Give a sample with the id of a job where it says ``{job}``."""
    if is_object(sample):
        return {key: with_job(value) for key, value in sample.items()}
    if is_list(sample):
        return [with_job(item) for item in sample]
    return sample.replace("{job}", JOB) if isinstance(sample, str) else sample


def as_reply(sample: Any) -> Reply:
    """Give a sample as the answer that it stands for."""
    if is_object(sample) and "$media" in sample:
        return _reply(medium(sample["$media"]), sample["$media"])
    if is_object(sample) and "$text" in sample:
        return _reply(json.dumps(base64.b64encode(medium(sample["$text"])).decode()).encode(), "application/json")
    return _reply(msgspec.json.encode(plain(sample)), "application/json")


def with_file(reply: Reply, file_code: str | None, code: str) -> Reply:
    """Give a reply with the file that it names: a text where its output reads one, else a picture."""
    data = None if reply.media() is not None else reply.json()
    if file_code is None or media_from_url(eval(file_code, {**NAMES, "data": data})) is None:
        return reply
    is_text = "reply.file_text" in code
    return structs.replace(reply, file=_reply(b"sample", "text/plain") if is_text else _reply(medium(""), "image/png"))


def data_of(sample: Any) -> Any:
    """Give the decoded JSON of a sample; None where it is a medium."""
    if is_object(sample) and ("$media" in sample or "$text" in sample):
        return base64.b64encode(medium(sample["$text"])).decode() if "$text" in sample else None
    return plain(sample)


def _reply(body: bytes, media_type: str) -> Reply:
    return Reply(status=200, headers={"content-type": media_type}, body=body, url="", who="the provider")

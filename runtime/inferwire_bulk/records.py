"""What a journal records of a result, and how this is written as JSON and read back."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from inferwire_bulk.errors import JournalError
from inferwire_bulk.results import MapResult
from inferwire_runtime.decoding import convert, encode_hook
from inferwire_runtime.errors import InferwireError, OutputError
from inferwire_runtime.jsontypes import is_list, is_object
from inferwire_runtime.media import Media
from inferwire_runtime.results import dump

if TYPE_CHECKING:
    from inferwire_bulk.rows import Row

FILE = "$file"  # of an object in place of a media file, which is next to the journal


class ErrorRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a row failed.

    Attributes:
        type: Name of the error's class.
        message: Its text.
        status: HTTP status, if a response arrived.
    """

    type: str
    message: str
    status: int | None = None


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the journal: the result of a row.

    Attributes:
        id: Digest of the row and its call, in hexadecimal.
        ok: Whether the row has a value.
        call: Digest of the call, see `CallRecord`.
        index: Position of the row in the run that sent it.
        key: Key of the row.
        value: Value as JSON. A media file is ``{"$file": name, "media_type": type}``.
        error: Why the row failed.
        attempts: Number of attempts.
        usage: Tokens by name.
        seconds: Time that the calls took.
    """

    id: str
    ok: bool
    call: str
    index: int
    key: Any
    value: Any = None
    error: ErrorRecord | None = None
    attempts: int = 1
    usage: dict[str, int] = {}
    seconds: float = 0.0


class CallRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the journal: a call that the rows after it name.

    Attributes:
        call: Digest of the method and its parameters, in hexadecimal.
        method: Name of the client's method.
        parameters: Parameters of all rows.
    """

    call: str
    method: str
    parameters: dict[str, Any] = {}


class TicketRecord(Struct, frozen=True, kw_only=True):
    """A line of the journal: a job that was submitted for a row.

    Attributes:
        id: Digest of the row and its call, in hexadecimal.
        ticket: Text that finds the job again; it holds no key.
    """

    id: str
    ticket: str


class LineKind(Struct, frozen=True):
    """The part of a line that shows what it is."""

    id: str | UnsetType = UNSET
    ok: bool = False
    call: str = ""
    ticket: str | None = None


class ValueEncoder:
    """Encodes JSON with values that tasks return; media files go to a folder.

    Args:
        folder: Folder of the media files; created with the first one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._encoder = msgspec.json.Encoder(enc_hook=self._encode_other)

    def encode_json(self, value: Any) -> bytes:
        """Return a value as JSON.

        Raises:
            OSError: If a media file cannot be written.
            TypeError: If the value is not JSON.
        """
        return self._encoder.encode(value)

    def _encode_other(self, value: Any) -> Any:
        return self._store(value) if isinstance(value, Media) else encode_hook(value)

    def _store(self, media: Media) -> dict[str, Any]:
        if not media.is_downloaded:
            return {"url": media.url, "media_type": media.media_type}
        data = bytes(media)
        name = hashlib.blake2b(data, digest_size=16).hexdigest() + media.suffix
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(exist_ok=True)
            partial = self.folder / f".{name}.{os.getpid()}.{threading.get_ident()}"
            partial.write_bytes(data)
            partial.replace(path)
        return {FILE: name, "media_type": media.media_type}


class RecordWriter(ValueEncoder):
    """Encodes results as records.

    Args:
        folder: Folder of the media files; created with the first one.
        call: Digest of the call.
    """

    def __init__(self, folder: Path, call: bytes) -> None:
        super().__init__(folder)
        self.call = call.hex()

    def encode(self, row: Row, result: MapResult[Any]) -> bytes:
        """Return the record of a result as JSON.

        Raises:
            OSError: If a media file cannot be written.
            TypeError: If the key or the value is not JSON.
        """
        return self.encode_json(to_record(result, row.digest.hex(), self.call))


def to_record(result: MapResult[Any], digest: str = "", call: str = "") -> Record:
    """Return the record of a result, in which media files are still `Media`."""
    error = result.error
    return Record(
        id=digest,
        ok=error is None,
        call=call,
        index=result.index,
        key=result.key,
        value=dump(result.value, as_json=False, keeps_none=False),
        error=None if error is None else to_error_record(error),
        attempts=result.attempts,
        usage=result.usage,
        seconds=round(result.seconds, 6),
    )


def to_error_record(error: InferwireError) -> ErrorRecord:
    """Return the record of an error."""
    return ErrorRecord(type=type(error).__name__, message=str(error), status=error.status)


class RecordReader:
    """Turns records back into results.

    Args:
        folder: Folder of the media files.
        type_: Type of the values; None for plain JSON.
    """

    def __init__(self, folder: Path, type_: Any) -> None:
        self.folder = folder
        self.type = type_

    def read(self, record: Record, *, index: int | None = None, key: Any = None, row: Any = None) -> MapResult[Any]:
        """Return the result of a record, for its row if that is known.

        Raises:
            JournalError: If a media file is missing.
        """
        return MapResult(
            index=record.index if index is None else index,
            key=record.key if index is None else key,
            row=row,
            value=self.value_of(record.value) if record.ok else None,
            error=None if record.error is None else _to_error(record.error),
            attempts=record.attempts if index is None else 0,
            usage=record.usage,
            seconds=record.seconds,
            is_resumed=index is not None,
        )

    def value_of(self, value: Any) -> Any:
        """Return a value from its JSON.

        Raises:
            JournalError: If a media file is missing.
        """
        value = self._with_files(value)
        if self.type is None or isinstance(value, Media):
            return value
        try:
            return convert(value, self.type, "the journal")
        except OutputError:
            return value  # another version of the package may have written it

    def _load(self, value: dict[str, Any]) -> Media:
        path = self.folder / value[FILE]
        try:
            return Media(data=path.read_bytes(), media_type=value.get("media_type"))
        except OSError as exc:
            raise JournalError(f"the media file {path} of the journal cannot be read: {exc.strerror}") from exc

    def _with_files(self, value: Any) -> Any:
        """Replace media files within a value by their content."""
        if is_object(value):
            return self._load(value) if FILE in value else {name: self._with_files(v) for name, v in value.items()}
        if is_list(value) and value and isinstance(value[0], (dict, list)):
            return [self._with_files(item) for item in value]
        return value


def _to_error(record: ErrorRecord) -> InferwireError:
    import inferwire_bulk.errors as bulk_errors  # only for failed rows
    import inferwire_runtime.errors as errors

    found = getattr(errors, record.type, None) or getattr(bulk_errors, record.type, None)
    cls = found if isinstance(found, type) and issubclass(found, InferwireError) else InferwireError
    error = cls(record.message)
    error.status = record.status
    return error

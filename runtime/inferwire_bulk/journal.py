"""Journals: files that hold the result of each row, so that a run resumes where another one ended.

A JSONL journal has one line for each result. Lines reach the operating system one by one, so a process that is killed
loses none; ``fsync`` decides what a power failure may take. A last line that was cut off is removed when the journal is
opened. The file is locked while a run writes it.
"""

from __future__ import annotations

import os
import time
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

import msgspec

from inferwire_bulk.errors import JournalError
from inferwire_bulk.records import CallRecord, LineKind, Record, TicketRecord
from inferwire_runtime.errors import InputError

Fsync: TypeAlias = Literal["never", "second", "always"]
"""When results are forced to the disk: by the system alone, once a second and at the end, or one by one."""

SQLITE_SUFFIXES = frozenset({".db", ".sqlite", ".sqlite3"})
OFFSET_BITS = 48  # of a place in a file; the rest of an entry is the start of a digest
BLOCK = 1 << 20  # bytes read at once while a file is repaired


class Journal(Protocol):
    """A file with the results of a run.

    Attributes:
        folder: Folder of the media files.
    """

    folder: Path

    def begin(self, call: CallRecord) -> None:
        """Set the call that the next records belong to."""

    def take(self, digest: bytes) -> Record | None:
        """Return the value that an earlier run recorded for a row. Each value is returned only once."""

    def write(self, digest: bytes, record: bytes, *, ok: bool) -> None:
        """Add an encoded record."""

    def write_ticket(self, digest: bytes, ticket: str) -> None:
        """Record the job of a row that has no result yet."""

    def take_ticket(self, digest: bytes) -> str | None:
        """Return the ticket of a job that an earlier run submitted for a row. Each ticket is returned only once."""

    def close(self) -> None:
        """Write everything to the disk and unlock the file."""


class JsonlJournal:
    """A journal with one line of JSON for each result.

    Args:
        path: The file; created if it does not exist.
        fsync: When lines are forced to the disk.

    Raises:
        JournalError: If the file cannot be read or written, is not a journal, or is in use by another run.
    """

    def __init__(self, path: Path, fsync: Fsync = "second") -> None:
        self.path = path
        self.folder = path.with_name(path.name + ".files")
        self.fsync = fsync
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except OSError as exc:
            raise _failed(path, exc) from exc
        try:
            _lock(self._file, path)
            self._end = self._repair()
            self._calls: set[str] = set()
            self._done = self._index()
        except OSError as exc:
            os.close(self._file)
            raise _failed(path, exc) from exc
        except BaseException:
            os.close(self._file)
            raise
        self._taken = bytearray(len(self._done))
        self._synced_at = time.monotonic()
        self._is_open = True

    def _repair(self) -> int:
        """Cut off a last line without its end, and return the size of the file."""
        size = end = os.fstat(self._file).st_size
        while end:
            start = max(0, end - BLOCK)
            found = _read_at(self._file, start, end - start).rfind(b"\n")
            if found >= 0:
                end = start + found + 1
                break
            end = start
        if end != size:
            os.ftruncate(self._file, end)
        return end

    def _index(self) -> list[int]:
        """Return the positions of all values, each after the start of its digest, in order."""
        decoder = msgspec.json.Decoder(LineKind)
        done: list[int] = []
        self._tickets: dict[str, list[str]] = {}  # of rows without a result
        offset = 0
        with open(self.path, "rb") as lines:
            for number, text in enumerate(lines, 1):
                try:
                    line = decoder.decode(text)
                except msgspec.MsgspecError as exc:
                    text_ = f"line {number} of {self.path} is not a journal record: {exc}; move the file away"
                    raise JournalError(text_) from exc
                if not isinstance(line.id, str):
                    self._calls.add(line.call)
                elif line.ticket is not None:
                    self._tickets.setdefault(line.id, []).append(line.ticket)
                else:
                    if line.ok:
                        done.append(_entry(bytes.fromhex(line.id), offset))
                    _drop_first(self._tickets, line.id)
                offset += len(text)
        done.sort()
        return done

    def begin(self, call: CallRecord) -> None:
        """Set the call that the next records belong to."""
        if call.call not in self._calls:
            self._calls.add(call.call)
            self._append(msgspec.json.encode(call))

    def take(self, digest: bytes) -> Record | None:
        """Return the value that an earlier run recorded for a row. Each value is returned only once."""
        done = self._done
        if not done:
            return None
        at = bisect_left(done, _entry(digest, 0))
        start = digest[:8]
        while at < len(done) and (done[at] >> OFFSET_BITS).to_bytes(8) == start:
            if not self._taken[at]:
                record = self._record_at(done[at] & ((1 << OFFSET_BITS) - 1))
                if record.id == digest.hex():
                    self._taken[at] = 1
                    return record
            at += 1
        return None

    def _record_at(self, offset: int) -> Record:
        text = b""
        size = 4096
        try:
            while b"\n" not in text:
                block = _read_at(self._file, offset + len(text), size)
                if not block:
                    break
                text += block
                size *= 4
        except OSError as exc:
            raise _failed(self.path, exc) from exc
        return _decode(text.partition(b"\n")[0], self.path)

    def write(self, digest: bytes, record: bytes, *, ok: bool) -> None:
        """Add an encoded record.

        Raises:
            JournalError: If the file cannot be written; it then ends with the line before.
        """
        self._append(record)

    def write_ticket(self, digest: bytes, ticket: str) -> None:
        """Record the job of a row that has no result yet.

        Raises:
            JournalError: If the file cannot be written.
        """
        self._append(msgspec.json.encode(TicketRecord(id=digest.hex(), ticket=ticket)))

    def take_ticket(self, digest: bytes) -> str | None:
        """Return the ticket of a job that an earlier run submitted for a row. Each ticket is returned only once."""
        return _drop_first(self._tickets, digest.hex())

    def _append(self, line: bytes) -> None:
        data = line + b"\n"
        try:
            written = _write_at(self._file, self._end, data)
            while written < len(data):
                written += _write_at(self._file, self._end + written, data[written:])
            self._end += len(data)
            self._sync()
        except OSError as exc:
            with suppress(OSError):  # the next run repairs it
                os.ftruncate(self._file, self._end)
            raise _failed(self.path, exc) from exc

    def _sync(self) -> None:
        if self.fsync == "always":
            os.fsync(self._file)
        elif self.fsync == "second" and (now := time.monotonic()) - self._synced_at >= 1:
            self._synced_at = now
            os.fsync(self._file)

    def close(self) -> None:
        """Write everything to the disk and unlock the file."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            if self.fsync != "never":
                os.fsync(self._file)
        except OSError as exc:
            raise _failed(self.path, exc) from exc
        finally:
            os.close(self._file)  # which unlocks it


def _drop_first(tickets: dict[str, list[str]], digest: str) -> str | None:
    """Remove and return the first ticket of a row."""
    waiting = tickets.get(digest)
    if waiting is None:
        return None
    first = waiting.pop(0)
    if not waiting:
        del tickets[digest]
    return first


def _entry(digest: bytes, offset: int) -> int:
    return (int.from_bytes(digest[:8]) << OFFSET_BITS) | offset


if os.name == "nt":

    def _read_at(file: int, offset: int, size: int) -> bytes:
        os.lseek(file, offset, os.SEEK_SET)
        return os.read(file, size)

    def _write_at(file: int, offset: int, data: bytes) -> int:
        os.lseek(file, offset, os.SEEK_SET)
        return os.write(file, data)

    def _lock(file: int, path: Path) -> None:
        import msvcrt

        os.lseek(file, 1 << 62, os.SEEK_SET)  # a byte that no line reaches
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore] # pyright: ignore
        except OSError as exc:
            raise _is_locked(path) from exc

else:

    def _read_at(file: int, offset: int, size: int) -> bytes:
        return os.pread(file, size, offset)

    def _write_at(file: int, offset: int, data: bytes) -> int:
        return os.pwrite(file, data, offset)

    def _lock(file: int, path: Path) -> None:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise _is_locked(path) from exc


def _is_locked(path: Path) -> JournalError:
    return JournalError(f"another run uses the journal {path}; wait for it to end, or pass another journal")


def _failed(path: Path, error: OSError) -> JournalError:
    import errno  # only for the message

    remedies = {
        errno.ENOSPC: "free space on the disk, then run it again: it resumes where it ended",
        errno.EDQUOT: "free space in your quota, then run it again: it resumes where it ended",
        errno.EROFS: "choose a folder that can be written",
        errno.EACCES: "choose a file that you may write",
        errno.EISDIR: "name a file in it",
        errno.ENOENT: "create its folder",
    }
    remedy = remedies.get(error.errno or 0, "fix this, then run it again: it resumes where it ended")
    return JournalError(f"the journal {path} cannot be used: {error.strerror or error}; {remedy}")


def _decode(text: bytes | str, path: Path) -> Record:
    try:
        return msgspec.json.decode(text, type=Record)
    except msgspec.MsgspecError as exc:
        raise JournalError(f"a line of {path} is not a journal record: {exc}; move the file away") from exc


class SqliteJournal:
    """A journal in an SQLite database, in WAL mode. Its transactions survive a killed process.

    Args:
        path: The file; created if it does not exist.
        fsync: When transactions are forced to the disk: ``"always"`` for each result, otherwise by checkpoints.

    Raises:
        JournalError: If the file cannot be read or written, is not a journal, or is in use by another run.
    """

    def __init__(self, path: Path, fsync: Fsync = "second") -> None:
        import sqlite3  # only for such journals

        self.path = path
        self.folder = path.with_name(path.name + ".files")
        self._error = sqlite3.Error
        try:
            self._database = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as exc:
            raise self._failed(exc) from exc
        try:
            run = self._database.execute
            run("PRAGMA locking_mode = EXCLUSIVE")
            run("PRAGMA journal_mode = WAL")
            run(f"PRAGMA synchronous = {({'never': 'OFF', 'second': 'NORMAL', 'always': 'FULL'})[fsync]}")
            run("CREATE TABLE IF NOT EXISTS calls (call TEXT PRIMARY KEY, record BLOB NOT NULL)")
            run("CREATE TABLE IF NOT EXISTS results (digest BLOB NOT NULL, ok INTEGER NOT NULL, record BLOB NOT NULL)")
            run("CREATE INDEX IF NOT EXISTS results_by_digest ON results (digest)")
            run("CREATE TABLE IF NOT EXISTS tickets (digest BLOB NOT NULL, ticket TEXT NOT NULL)")
            self._last: int = run("SELECT coalesce(max(rowid), 0) FROM results").fetchone()[0]
            run("CREATE TEMP TABLE taken (number INTEGER PRIMARY KEY)")
            self._resumed: dict[bytes, list[str]] = {}  # tickets of earlier runs
            for digest, ticket in run("SELECT digest, ticket FROM tickets ORDER BY rowid"):
                self._resumed.setdefault(digest, []).append(ticket)
        except sqlite3.Error as exc:
            self._database.close()
            raise self._failed(exc) from exc
        self._is_open = True

    def _failed(self, error: Exception) -> JournalError:
        if "locked" in str(error):
            return _is_locked(self.path)
        return JournalError(f"the journal {self.path} cannot be used: {error}; fix this, then run it again")

    def begin(self, call: CallRecord) -> None:
        """Set the call that the next records belong to."""
        self._run("INSERT OR IGNORE INTO calls VALUES (?, ?)", (call.call, msgspec.json.encode(call)))

    def take(self, digest: bytes) -> Record | None:
        """Return the value that an earlier run recorded for a row. Each value is returned only once."""
        if not self._last:
            return None
        found = self._run(
            "SELECT rowid, record FROM results WHERE digest = ? AND ok AND rowid <= ?"
            " AND rowid NOT IN (SELECT number FROM taken) LIMIT 1",
            (digest, self._last),
        ).fetchone()
        if found is None:
            return None
        self._run("INSERT INTO taken VALUES (?)", (found[0],))
        return _decode(found[1], self.path)

    def write(self, digest: bytes, record: bytes, *, ok: bool) -> None:
        """Add an encoded record.

        Raises:
            JournalError: If the file cannot be written.
        """
        self._run("INSERT INTO results VALUES (?, ?, ?)", (digest, ok, record))
        self._run("DELETE FROM tickets WHERE rowid = (SELECT min(rowid) FROM tickets WHERE digest = ?)", (digest,))

    def write_ticket(self, digest: bytes, ticket: str) -> None:
        """Record the job of a row that has no result yet.

        Raises:
            JournalError: If the file cannot be written.
        """
        self._run("INSERT INTO tickets VALUES (?, ?)", (digest, ticket))

    def take_ticket(self, digest: bytes) -> str | None:
        """Return the ticket of a job that an earlier run submitted for a row. Each ticket is returned only once."""
        if not self._resumed.get(digest):
            return None
        return self._resumed[digest].pop(0)

    def _run(self, statement: str, values: tuple[Any, ...]) -> Any:
        try:
            return self._database.execute(statement, values)
        except self._error as exc:
            raise self._failed(exc) from exc

    def close(self) -> None:
        """Write everything to the disk and unlock the file."""
        if self._is_open:
            self._is_open = False
            self._database.close()


def open_journal(path: str | os.PathLike[str], fsync: Fsync = "second") -> Journal:
    """Open a journal: SQLite if the name ends in ``.db``, ``.sqlite`` or ``.sqlite3``, otherwise JSONL.

    Raises:
        InputError: If *fsync* is unknown.
        JournalError: If the file cannot be used.
    """
    if fsync not in ("never", "second", "always"):
        raise InputError(f"`fsync` must be 'never', 'second' or 'always', got {fsync!r:.80}")
    file = Path(path)
    return SqliteJournal(file, fsync) if file.suffix.lower() in SQLITE_SUFFIXES else JsonlJournal(file, fsync)


class RecordFile:
    """The records of a journal, for reading. The journal is neither locked nor changed.

    Args:
        path: The journal.

    Raises:
        JournalError: If the file cannot be read.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.folder = self.path.with_name(self.path.name + ".files")
        if not self.path.is_file():
            raise JournalError(f"there is no journal {self.path}; check the path")
        self.calls: dict[str, CallRecord] = {}

    def __iter__(self) -> Iterator[Record]:
        """Yield the records in the order in which they were written; `calls` has their calls."""
        return self._database_records() if self.path.suffix.lower() in SQLITE_SUFFIXES else self._lines()

    def _lines(self) -> Iterator[Record]:
        kind = msgspec.json.Decoder(LineKind)
        try:
            with open(self.path, "rb") as lines:
                for text in lines:
                    if not text.endswith(b"\n"):
                        return  # cut off, or being written
                    line = kind.decode(text)
                    if line.ticket is not None:
                        continue
                    if isinstance(line.id, str):
                        yield _decode(text, self.path)
                    else:
                        self.calls[line.call] = msgspec.json.decode(text, type=CallRecord)
        except msgspec.MsgspecError as exc:
            raise JournalError(f"a line of {self.path} is not a journal record: {exc}") from exc
        except OSError as exc:
            raise _failed(self.path, exc) from exc

    def _database_records(self) -> Iterator[Record]:
        import sqlite3  # only for such journals

        try:
            database = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)
        except sqlite3.Error as exc:
            raise JournalError(f"the journal {self.path} cannot be read: {exc}") from exc
        try:
            for (call,) in database.execute("SELECT record FROM calls"):
                record = msgspec.json.decode(call, type=CallRecord)
                self.calls[record.call] = record
            for (text,) in database.execute("SELECT record FROM results ORDER BY rowid"):
                yield _decode(text, self.path)
        except sqlite3.Error as exc:
            raise JournalError(f"the journal {self.path} cannot be read: {exc}") from exc
        finally:
            database.close()

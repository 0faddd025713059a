"""Queries on the published warehouse, run in a process of their own that is ended when it takes too long."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from skilldemand.cli.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

_UNITS = {"K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_HEADROOM = 2**30


def _hard_limit(memory_limit: str) -> int:
    """Return twice what DuckDB may use, and a gigabyte for Python and Arrow."""
    number = "".join(letter for letter in memory_limit if letter.isdigit() or letter == ".")
    unit = next((letter for letter in memory_limit.upper() if letter in _UNITS), "M")
    return int(2 * float(number) * _UNITS[unit]) + _HEADROOM


@dataclass
class Result:
    """One statement's rows as they arrive; `cut` is known when `batches` is used up."""

    schema: "pa.Schema"
    batches: "Iterator[pa.RecordBatch]"
    cut: bool = False


class Queries:
    """The published file, asked through a process that a query cannot outlive by more than `timeout` seconds.

    0 seconds wait for ever. Use it as a context manager; a query that was stopped leaves it usable.
    """

    def __init__(self, warehouse: Path, *, memory_limit: str, timeout: float) -> None:
        self._command = [sys.executable, "-m", "skilldemand.cli.sql_worker", str(warehouse), memory_limit]
        self._command.append(str(_hard_limit(memory_limit)))
        self._memory_limit = memory_limit
        self._timeout = timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None

    def __enter__(self) -> "Queries":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def run(
        self, sql: str, cap: int, params: Mapping[str, str] | None = None, *, single: bool = False
    ) -> Iterator[Result]:
        """Yield the result of each statement of `sql`, at most `cap` rows of each (0: all); `single` refuses a second.

        Use up the rows of one before asking for the next. Raises UsageError when a statement is refused, fails, takes
        too long or too much memory, and NotPublishedError.
        """
        process = self._process if self._process is not None and self._process.poll() is None else self._start()
        self._deadline = time.monotonic() + self._timeout if self._timeout else None
        request = {"sql": sql, "cap": cap, "params": dict(params or {}), "single": single}
        try:
            _pipe(process.stdin).write(json.dumps(request).encode() + b"\n")
            _pipe(process.stdin).flush()
        except BrokenPipeError:
            pass  # it says why on its way out
        whole = False
        try:
            while (frame := self._frame())[0] != b"X":
                result = Result(_schema(frame[1]), iter(()))
                result.batches = self._batches(result)
                yield result
            whole = True
        except UsageError:
            whole = True  # the process has said so, or is gone
            raise
        finally:
            if not whole:  # rows of this query may still be on their way
                self.close()

    def _start(self) -> "subprocess.Popen[bytes]":
        self.close()
        self._process = subprocess.Popen(  # noqa: S603  (this interpreter, our module)
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is ours to handle
        )  # fmt: skip
        return self._process

    def _batches(self, result: Result) -> "Iterator[pa.RecordBatch]":
        while True:
            letter, payload = self._frame()
            if letter == b"D":
                result.cut = json.loads(payload)["cut"]
                return
            yield from _read(payload)

    def _frame(self) -> tuple[bytes, bytes]:
        """Return the next frame; raises what an E frame says."""
        head = self._read(9)
        letter, payload = head[:1], self._read(int.from_bytes(head[1:], "big"))
        if letter == b"E":
            told: dict[str, Any] = json.loads(payload)
            if told["kind"] == "NotPublishedError":
                from skilldemand.analysis.errors import NotPublishedError

                raise NotPublishedError(told["message"])
            if told["kind"] == "memory":  # what was allocated is not all given back
                self.close()
            raise UsageError(f"sql: {told['message']}")
        return letter, payload

    def _read(self, size: int) -> bytes:
        assert self._process is not None
        source = _pipe(self._process.stdout).fileno()
        parts = []
        while size:
            left = None if self._deadline is None else max(0.0, self._deadline - time.monotonic())
            if not select.select([source], [], [], left)[0]:
                raise self._stopped()
            part = os.read(source, min(size, 2**20))
            if not part:
                raise self._died()
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _died(self) -> UsageError:
        self.close()
        return UsageError(
            f"sql: the query was ended because it needs far more than {self._memory_limit}. Aggregate or filter "
            "earlier, or raise memory_limit in skilldemand.toml."
        )

    def _stopped(self) -> UsageError:
        self.close()
        return UsageError(
            f"sql: stopped after {self._timeout:g} seconds. Narrow the query, or allow more with --timeout SECONDS "
            "(0 waits for ever)."
        )


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _read(payload: bytes) -> "list[pa.RecordBatch]":
    import pyarrow as pa

    with pa.ipc.open_stream(payload) as reader:
        return list(reader)


def _schema(payload: bytes) -> "pa.Schema":
    import pyarrow as pa

    with pa.ipc.open_stream(payload) as reader:
        return reader.schema

"""A small HTTP/1.1 server on loopback, in a thread of its own, so that whoever crawls it may block."""

import asyncio
import json
import threading
import time
from abc import ABC, abstractmethod
from concurrent.futures import Future
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

LONGEST_HEADER = 64 * 1024


@dataclass(frozen=True)
class Call:
    """One request as it arrived."""

    method: str
    target: str
    """Path and query as they stood on the request line."""
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes
    at: float
    """time.monotonic() when the whole request had arrived."""
    scheme: str = "http"
    host: str = ""

    @property
    def path(self) -> str:
        """Path without query, percent-decoded."""
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        """Query parameters; of repeated ones the last."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    def number(self, name: str, default: int) -> int:
        """Return a query parameter as a number."""
        value = self.query.get(name, "")
        return int(value) if value.isdigit() else default


@dataclass
class Answer:
    """One answer; `send` may be overridden by answers that misbehave."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def head(self) -> bytes:
        """Return status line and headers."""
        names = {"Content-Length": str(len(self.body)), **self.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in names.items())
        return f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}\r\n{lines}\r\n".encode("latin-1")

    async def send(self, writer: asyncio.StreamWriter) -> bool:
        """Write the answer; return whether the connection can take another request."""
        writer.write(self.head() + self.body)
        await writer.drain()
        return True


def json_answer(data: Any, status: int = 200, **headers: str) -> Answer:
    """Return data as a JSON answer; underscores in header names stand for hyphens."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, body, {"Content-Type": "application/json; charset=utf-8", **named})


def text_answer(text: str, kind: str = "text/html", status: int = 200) -> Answer:
    """Return text as an answer in UTF-8."""
    return Answer(status, text.encode(), {"Content-Type": f"{kind}; charset=utf-8"})


class HttpServer(ABC):
    """Context manager: serves on a free port of 127.0.0.1 from entering until leaving.

    Entering raises OSError when no port can be had.
    """

    @abstractmethod
    def answer(self, call: Call) -> Answer:
        """Return the answer to a request; called in the server's thread, one request at a time."""

    @property
    def address(self) -> str:
        """Base address, such as http://127.0.0.1:40123."""
        return f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        ready: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self, ready: "Future[None]") -> None:
        try:
            asyncio.run(self._serve(ready))
        except Exception as error:
            if ready.done():
                raise
            ready.set_exception(error)

    async def _serve(self, ready: "Future[None]") -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._open: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=LONGEST_HEADER)
        self._port = server.sockets[0].getsockname()[1]
        ready.set_result(None)
        await self._stop.wait()
        server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._converse(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (call := await _read_call(reader)) is not None:
                if not await self.answer(call).send(writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            return  # the client went away, which is its right
        finally:
            writer.close()


async def _read_call(reader: asyncio.StreamReader) -> Call | None:
    """Return the next request of a connection, None at its end."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    method, target, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Call(method, target, headers, body, time.monotonic())

"""What may go wrong between a board and us, each as a function from the proper answer to the one that is given."""

import asyncio
import gzip
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli

try:
    from compression import zstd
except ImportError:  # before Python 3.14
    from backports import zstd

from skilldemand.crawler.embedded.http import Answer, Call, text_answer


@dataclass
class Cut(Answer):
    """Promises the whole body, sends half of it and hangs up."""

    async def send(self, writer: asyncio.StreamWriter) -> bool:
        writer.write(self.head() + self.body[: len(self.body) // 2])
        await writer.drain()
        return False


@dataclass
class Reset(Answer):
    """Breaks the connection before a byte is sent."""

    async def send(self, writer: asyncio.StreamWriter) -> bool:
        writer.transport.abort()
        return False


@dataclass
class Slow(Answer):
    """Sends the body in ten pieces with a pause before each."""

    pause: float = field(default=0.05)

    async def send(self, writer: asyncio.StreamWriter) -> bool:
        writer.write(self.head())
        step = max(1, len(self.body) // 10)
        for start in range(0, len(self.body), step):
            await asyncio.sleep(self.pause)
            writer.write(self.body[start : start + step])
            await writer.drain()
        return True


def as_kind(kind, answer: Answer, **more) -> Answer:
    return kind(answer.status, answer.body, dict(answer.headers), **more)


def once(fault):
    """Return the fault for the first asking only."""
    return lambda call, answer, nth: fault(call, answer, nth) if nth == 0 else answer


def twice(fault):
    return lambda call, answer, nth: fault(call, answer, nth) if nth < 2 else answer


def none(call: Call, answer: Answer, nth: int) -> Answer:
    return answer


def status(code: int, **headers: str):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _call, _answer, _nth: Answer(code, b"", named)


def retry_after_seconds(call: Call, answer: Answer, nth: int) -> Answer:
    return Answer(429, b"slow down", {"Retry-After": "1"})


def retry_after_date(call: Call, answer: Answer, nth: int) -> Answer:
    moment = datetime.now(UTC) + timedelta(seconds=2)
    return Answer(429, b"slow down", {"Retry-After": format_datetime(moment, usegmt=True)})


def truncated(call: Call, answer: Answer, nth: int) -> Answer:
    return as_kind(Cut, answer)


def reset(call: Call, answer: Answer, nth: int) -> Answer:
    return as_kind(Reset, answer)


def slow(call: Call, answer: Answer, nth: int) -> Answer:
    return as_kind(Slow, answer)


def never_ends(call: Call, answer: Answer, nth: int) -> Answer:
    return as_kind(Slow, answer, pause=0.6)


def html_page(call: Call, answer: Answer, nth: int) -> Answer:
    return text_answer("<!DOCTYPE html><html><head><title>Down for maintenance</title></head></html>")


def half_of_it(call: Call, answer: Answer, nth: int) -> Answer:
    """Valid HTTP, but the text ends in the middle, as a proxy cuts it."""
    return replace(answer, body=answer.body[: len(answer.body) // 2])


def gzipped(call: Call, answer: Answer, nth: int) -> Answer:
    return replace(answer, body=gzip.compress(answer.body), headers={**answer.headers, "Content-Encoding": "gzip"})


def brotlied(call: Call, answer: Answer, nth: int) -> Answer:
    return replace(answer, body=brotli.compress(answer.body), headers={**answer.headers, "Content-Encoding": "br"})


def zstandard(call: Call, answer: Answer, nth: int) -> Answer:
    return replace(answer, body=zstd.compress(answer.body), headers={**answer.headers, "Content-Encoding": "zstd"})


def bomb(call: Call, answer: Answer, nth: int) -> Answer:
    return replace(answer, body=BOMB, headers={**answer.headers, "Content-Encoding": "gzip"})


BOMB = gzip.compress(bytes(200 * 1024 * 1024), compresslevel=1)


def forty_megabytes(call: Call, answer: Answer, nth: int) -> Answer:
    return replace(answer, body=answer.body + b" " * (40 * 1024 * 1024))


def too_large(call: Call, answer: Answer, nth: int) -> Answer:
    return replace(answer, headers={**answer.headers, "Content-Length": str(200 * 1024 * 1024)})


def wrong_charset(call: Call, answer: Answer, nth: int) -> Answer:
    kind = answer.headers["Content-Type"].partition(";")[0]
    return replace(answer, headers={**answer.headers, "Content-Type": f"{kind}; charset=iso-8859-1"})


def byte_order_mark(call: Call, answer: Answer, nth: int) -> Answer:
    return replace(answer, body=b"\xef\xbb\xbf" + answer.body)


def mojibake(call: Call, answer: Answer, nth: int) -> Answer:
    return replace(answer, body=answer.body.decode("utf-8").encode("utf-8").decode("cp1252", "replace").encode("utf-8"))


def to_login(call: Call, answer: Answer, nth: int) -> Answer:
    return Answer(302, b"", {"Location": f"https://{call.host}/login?next=x"})


def to_private(call: Call, answer: Answer, nth: int) -> Answer:
    return Answer(302, b"", {"Location": "http://169.254.169.254/latest/meta-data/"})


def to_itself(call: Call, answer: Answer, nth: int) -> Answer:
    return Answer(302, b"", {"Location": f"https://{call.host}{call.target}"})


def details(fault):
    """Return the fault for addresses of single postings only."""
    return lambda call, answer, nth: fault(call, answer, nth) if "/job/" in call.path else answer

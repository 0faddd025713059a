"""What may go wrong between a board and us, each as a function from the proper answer to the one that is given."""

import asyncio
import gzip
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli

try:
    from compression import zstd
except ImportError:  # before Python 3.14
    from backports import zstd

from skilldemand.crawler.embedded.http import Answer, Call, json_answer, text_answer


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


# What a JSON answer may hold


def rows_in(data):
    """Return the list of postings within an answer."""
    if isinstance(data, list):
        return data
    names = {"jobs", "jobPostings", "data", "items", "children"}
    return next((value for name, value in data.items() if name in names), None)


def edited(edit):
    """Return a fault that edits the decoded answer, where it is a listing."""

    def fault(call: Call, answer: Answer, nth: int) -> Answer:
        if answer.status != 200 or answer.body.startswith(b"<"):
            return answer
        data = json.loads(answer.body)
        if rows_in(data) is None:
            return answer
        changed = edit(data)
        return json_answer(data if changed is None else changed)

    return fault


@edited
def duplicate_ids(data):
    rows = rows_in(data)
    rows.extend(rows[:2])
    if isinstance(data.get("meta") if isinstance(data, dict) else None, dict):
        data["meta"]["total"] = len(rows)
    if isinstance(data, dict) and data.get("total"):
        data["total"] = len(rows)


@edited
def no_ids(data):
    for row in rows_in(data)[:1]:
        for name in ("id", "externalPath", "guid"):
            row.pop(name, None)


@edited
def no_titles(data):
    for row in rows_in(data)[:1]:
        for name in ("title", "text"):
            row.pop(name, None)


@edited
def no_envelope(data):
    return {"status": "ok"}


@edited
def null_fields(data):
    keep = {"id", "externalPath", "guid", "title", "text"}
    for row in rows_in(data):
        for name in row:
            row[name] = row[name] if name in keep else None


@edited
def null_rows(data):
    rows_in(data).insert(0, None)


@edited
def one_bad(data):
    row = rows_in(data)[0]
    for name in ("location", "categories", "locationsText"):
        if name in row:
            row[name] = {"nested": [1]} if name == "locationsText" else 17


@edited
def empty_listing(data):
    rows_in(data).clear()
    if isinstance(data, dict) and "total" in data:
        data["total"] = 0
    if isinstance(data, dict) and isinstance(data.get("meta"), dict):
        data["meta"]["total"] = 0


@edited
def clamped(data):
    """Give ten rows whatever is asked, and say nothing."""
    del rows_in(data)[10:]


def wraps_around(call: Call, answer: Answer, nth: int) -> Answer:
    """Begin anew where the listing should end; WRAP holds the first page of each address without its position."""
    data = json.loads(answer.body)
    rows = rows_in(data)
    place = call.path
    if rows is None:
        return answer
    if rows:
        FIRST_PAGES.setdefault(place, rows)
        return answer
    if isinstance(data, list):
        return json_answer(FIRST_PAGES[place])
    name = next(name for name, value in data.items() if value is rows)
    return json_answer({**data, name: FIRST_PAGES[place]})


FIRST_PAGES: dict[str, list] = {}


def details(fault):
    """Return the fault for addresses of single postings only."""
    return lambda call, answer, nth: fault(call, answer, nth) if "/job/" in call.path else answer

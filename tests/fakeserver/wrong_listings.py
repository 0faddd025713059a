"""What a JSON answer may hold in place of a proper listing, each as a fault like those of faults.py."""

import json

from skilldemand.crawler.embedded.http import Answer, Call, json_answer

FIRST_PAGES: dict[str, list] = {}


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
    """Begin anew where the listing should end; FIRST_PAGES holds the first page of each address."""
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

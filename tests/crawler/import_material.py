"""Invented rows, files of them, and what an import makes of them."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from skilldemand.crawler.importing.files import import_files
from skilldemand.crawler.importing.summary import ImportSummary
from skilldemand.crawler.landing import complete_runs, read_postings
from skilldemand.crawler.posting import Posting

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
TEXT = "You plan the tours of our milk lorries in Python and SQL, and you talk to those who drive them. Job {}."
FIELDS = ["id", "title", "company", "location", "description"]


def row(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "title": "Route planner",
        "company": "Milchhof",
        "location": "Oslo, Norway",
        "description": TEXT.format(number),
        **more,
    }


def rows(count: int) -> list[dict[str, Any]]:
    return [row(number) for number in range(count)]


def write_csv(path: Path, content: list[dict[str, Any]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(content[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(content)
    return path


def write_jsonl(path: Path, content: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(entry) + "\n" for entry in content), encoding="utf-8")
    return path


def run(landing: Path, *paths: Path, **more: Any) -> ImportSummary:
    return import_files(list(paths), landing, column_map=more.pop("column_map", None), now=NOW, **more)


def stored(landing: Path) -> list[Posting]:
    return [posting for folder in complete_runs(landing) for posting in read_postings(folder)]


def rejected(landing: Path) -> list[dict[str, Any]]:
    files = landing.glob("*/*/rejected.jsonl")
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]

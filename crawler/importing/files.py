"""Import of files: every row is stored or rejected with its reason, and a file counts wholly or not at all."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from skilldemand.crawler.errors import ImportFileError
from skilldemand.crawler.importing.columns import check_fields, recognise
from skilldemand.crawler.importing.csv_rows import open_csv
from skilldemand.crawler.importing.json_rows import open_json, open_json_lines
from skilldemand.crawler.importing.parquet_rows import open_parquet
from skilldemand.crawler.importing.posting_row import Origin, Read, board_name, stamp, with_suffix
from skilldemand.crawler.importing.rows import Reader
from skilldemand.crawler.importing.summary import FileSummary, ImportSummary
from skilldemand.crawler.importing.workers import read_all
from skilldemand.crawler.landing import COMPLETE, REJECTED, LandingWriter, read_boards, remove_leftovers
from skilldemand.crawler.posting import BoardResult, Sighting

Progress = Callable[[int, int | None], None]
Recognised = Callable[[Path, dict[str, str]], None]

READERS: dict[str, Reader] = {
    ".csv": open_csv,
    ".tsv": open_csv,
    ".json": open_json,
    ".jsonl": open_json_lines,
    ".ndjson": open_json_lines,
    ".parquet": open_parquet,
}
_PARQUET_MAGIC = b"PAR1"
_WORTH_PROCESSES = 4_000_000  # bytes: starting a process takes as long as cleaning some hundred texts
_PROGRESS_STEP = 200
_SNAPSHOT = "a file shows the postings it holds and says nothing about those it does not hold"


def import_files(
    paths: Sequence[Path],
    landing: Path,
    *,
    column_map: dict[str, str] | None,
    now: datetime,
    sample: bool = False,
    source: str = "import",
    jobs: int | None = None,
    on_progress: Progress = lambda _done, _total: None,
    on_recognised: Recognised = lambda _path, _columns: None,
) -> ImportSummary:
    """Store the postings of the files under landing/<source>/ and return what became of every row.

    The type of a file goes by its ending. `column_map` maps field to column and goes before recognised names. `now`
    stands for the date seen where a row states neither that nor a date of posting. `jobs` is the number of processes
    that clean texts: by default one a processor for files of more than 4 MB and no further one for smaller files.
    `on_progress` gets (rows done, None); `on_recognised` gets a file and its {field: column}.

    Each file is one run named by a hash of its content and of what was asked for, so importing it again changes
    nothing. All files are looked at before anything is stored. Raises ImportFileError for a path that is missing, a
    folder, empty or of an unknown type, a file without a text column, and one that turns out to be damaged; of the
    file that raises nothing is stored, and what had been stored before stays.
    """
    mapping = dict(column_map or {})
    check_fields(mapping)
    recognised = {path: _inspect(path, mapping) for path in dict.fromkeys(paths)}
    remove_leftovers(landing, source)
    files: list[FileSummary] = []
    for path, columns in recognised.items():
        on_recognised(path, columns)
        run_id = _run_id(path, columns, sample=sample)
        if (landing / source / run_id / COMPLETE).exists():
            files.append(_stored(path, columns, landing / source / run_id))
            continue
        origin = Origin(columns, source, board_name(path.stem), run_id, now, sample)
        files.append(_import_file(path, origin, landing, jobs or _processes(path), _after(files, on_progress)))
    return ImportSummary(files)


def _after(files: list[FileSummary], on_progress: Progress) -> Callable[[int], None]:
    done = sum(file.rows for file in files)
    return lambda rows: on_progress(done + rows, None)


def _inspect(path: Path, mapping: dict[str, str]) -> dict[str, str]:
    """Return the recognised columns of a file, having made sure that it can be read."""
    if not path.exists():
        raise ImportFileError(f"{path}: no such file. Check the path.")
    if path.is_dir():
        raise ImportFileError(f"{path}: a folder. Name the files in it, for example {path}/*.csv.")
    if path.stat().st_size == 0:
        raise ImportFileError(f"{path}: the file is empty. Export it again.")
    return recognise(path, _reader(path)(path, None).columns, mapping)


def _reader(path: Path) -> Reader:
    with path.open("rb") as stream:
        if stream.read(4) == _PARQUET_MAGIC:
            return open_parquet
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ImportFileError(
            f"{path}: unknown file type {path.suffix or 'without an ending'!r}. Give one of {', '.join(READERS)}; "
            "a text file with one row a line and a header can be renamed to .csv."
        )
    return reader


def _processes(path: Path) -> int:
    return len(os.sched_getaffinity(0)) if path.stat().st_size > _WORTH_PROCESSES else 1


def _run_id(path: Path, columns: dict[str, str], *, sample: bool) -> str:
    with path.open("rb") as stream:
        content = hashlib.file_digest(stream, "sha256").hexdigest()
    request = json.dumps([content, sorted(columns.items()), sample])
    return "file-" + hashlib.sha256(request.encode()).hexdigest()[:20]


def _stored(path: Path, columns: dict[str, str], run: Path) -> FileSummary:
    boards = list(read_boards(run))
    rejected: Counter[str] = Counter()
    if (run / REJECTED).exists():
        with (run / REJECTED).open("rb") as lines:
            rejected.update(json.loads(line)["reason"] for line in lines)
    imported = sum(board.emitted for board in boards)
    rows = imported + rejected.total()
    return FileSummary(path, run.name, columns, rows, imported, dict(rejected), unchanged=True)


def _import_file(path: Path, origin: Origin, landing: Path, jobs: int, on_rows: Callable[[int], None]) -> FileSummary:
    tally = _Tally(path, origin)
    table = _reader(path)(path, list(dict.fromkeys(origin.columns.values())))
    with LandingWriter(landing, origin.source, origin.run_id) as run:
        for read in read_all(table.rows, origin, jobs):
            tally.take(read, run)
            if tally.rows % _PROGRESS_STEP == 0:
                on_rows(tally.rows)
        if tally.rows == 0:
            raise ImportFileError(f"{path}: the file has a header and no rows. Export it again.")
        tally.close(run)
        on_rows(tally.rows)
    return FileSummary(
        path, origin.run_id, origin.columns, tally.rows, sum(tally.emitted.values()), dict(tally.rejected)
    )


class _Tally:
    """Writes what became of each row and keeps count."""

    def __init__(self, path: Path, origin: Origin) -> None:
        self.rows = 0
        self.emitted: Counter[str] = Counter()
        self.rejected: Counter[str] = Counter()
        self._path = path
        self._origin = origin
        self._known: dict[str, set[str]] = {}
        """Digests of the rows behind each posting key."""

    def take(self, read: Read, run: LandingWriter) -> None:
        self.rows += 1
        posting = read.posting
        if posting is None:
            self._reject(read.number, read.reason, read.detail, run)
            return
        digests = self._known.setdefault(posting.posting_key, set())
        if read.digest in digests:
            self._reject(read.number, "identical row", posting.posting_key, run)
            return
        if digests:  # two postings under one id: both stay
            posting = with_suffix(posting, read.digest[:8])
        digests.add(read.digest)
        run.write_posting(posting)
        run.write_sighting(
            Sighting(
                posting_key=posting.posting_key,
                board=posting.board,
                content_hash=posting.content_hash,
                seen_at=posting.seen_at,
            )
        )
        self.emitted[posting.board] += 1

    def _reject(self, number: int, reason: str, detail: str | None, run: LandingWriter) -> None:
        self.rejected[reason] += 1
        run.write_rejected(
            {"file": self._path.name, "row": number, "reason": reason, "detail": (detail or "")[:300] or None}
        )

    def close(self, run: LandingWriter) -> None:
        """Write one result a board; rejected rows, whose board is unknown, stand with the file's own."""
        moment = stamp(self._origin.now)
        dropped = {self._origin.board: self.rejected.total()} if self.rejected else {}
        for board in sorted({*self.emitted, *dropped}):
            emitted, lost = self.emitted[board], dropped.get(board, 0)
            run.write_board(
                BoardResult(
                    run_id=self._origin.run_id,
                    source=self._origin.source,
                    board=board,
                    status="partial",
                    reason=_SNAPSHOT,
                    listed=emitted + lost,
                    emitted=emitted,
                    dropped=lost,
                    started_at=moment,
                    ended_at=moment,
                )
            )

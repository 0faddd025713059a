"""Parquet in, Parquet out: the same rows that a cluster would write, by the workers of this machine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from skilldemand.nlp.batch import TASK, extract_bytes
from skilldemand.nlp.errors import InputError
from skilldemand.nlp.ipc import packed, unpacked
from skilldemand.nlp.pool import Pool
from skilldemand.nlp.tables import INPUT_COLUMNS, READING_SCHEMA


def extract_parquet(
    source: Path, target: Path, *, jobs: int = 1, on_progress: Callable[[int, int | None], None] | None = None
) -> int:
    """Read the texts of a Parquet file or folder and write one Parquet file in READING_SCHEMA; return the rows.

    The source has the columns text_hash, title, company and text, all strings. Rows keep their order; the target
    stands only when all are read. Raises InputError when the source cannot be read or lacks a column.
    """
    try:
        dataset = ds.dataset(source, format="parquet")
        total = dataset.count_rows()
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(
            f"{source}: cannot be read as Parquet ({error}). Name a Parquet file or a folder of them."
        ) from error
    missing = [name for name in INPUT_COLUMNS if name not in dataset.schema.names]
    if missing:
        raise InputError(f"{source}: column {missing[0]!r} is missing, expected {', '.join(INPUT_COLUMNS)}. Add it.")
    part = target.with_name(f".{target.name}.tmp")
    done = 0
    with Pool(extract_bytes, jobs) as pool, pq.ParquetWriter(part, READING_SCHEMA, compression="zstd") as out:
        for answer in pool.map(_tasks(dataset)):
            batch = unpacked(answer)
            out.write_batch(batch)
            done += batch.num_rows
            if on_progress is not None:
                on_progress(done, total)
    part.replace(target)
    return done


def _tasks(dataset: ds.Dataset) -> Iterator[bytes]:
    for batch in dataset.to_batches(columns=list(INPUT_COLUMNS), batch_size=TASK):
        if batch.num_rows:
            yield packed(batch)

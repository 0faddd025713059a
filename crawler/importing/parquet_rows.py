"""Parquet, read batch by batch."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from skilldemand.crawler.errors import ImportFileError
from skilldemand.crawler.importing.rows import Row, Table

_BATCH = 512


def open_parquet(path: Path, columns: list[str] | None = None) -> Table:
    """Open a Parquet file; only `columns` are read when they are given.

    Raises ImportFileError when the file is damaged, now or at the damaged place.
    """
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, error) from error
    return Table(list(file.schema_arrow.names), _rows(path, file, columns))


def _rows(path: Path, file: pq.ParquetFile, columns: list[str] | None) -> Iterator[Row]:
    number = 0
    with file:
        try:
            for batch in file.iter_batches(batch_size=_BATCH, columns=columns, use_threads=False):
                for values in batch.to_pylist():
                    number += 1
                    yield Row(number, values)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> ImportFileError:
    return ImportFileError(
        f"{path}: not a whole Parquet file ({str(error).splitlines()[0]}). "
        "It is probably cut short or still being written. Nothing of it was stored; copy or export it again."
    )

"""The reader on a Spark cluster: the same batch function, through mapInArrow (extra `spark`, Java 17).

Every executor needs this package installed. spark.apache.org/docs/4.0.0/api/python: DataFrame.mapInArrow hands a
function an iterator of record batches and takes one back; a job whose task failed leaves nothing visible behind.
"""

import os
import sys
from collections.abc import Iterator

import pyarrow as pa

from skilldemand.nlp.errors import InputError
from skilldemand.nlp.tables import INPUT_COLUMNS, READING_SCHEMA


def extract_spark(source: str, target: str, master: str | None = None) -> int:
    """Read the texts of a Parquet path that Spark reads, write a Parquet folder in READING_SCHEMA, return the rows.

    `master` is a Spark address such as local[2] or spark://host:7077; None leaves it to spark-submit or the
    environment. The target must not exist. Raises InputError when pyspark is missing or a path does not serve.
    """
    try:
        from pyspark.errors import AnalysisException
        from pyspark.sql import SparkSession
        from pyspark.sql.pandas.types import from_arrow_schema
    except ImportError as error:
        raise InputError(
            "--engine spark: pyspark is not installed. Install skilldemand with the extra: skilldemand[spark]."
        ) from error
    if master and master.startswith("local"):  # executors on this machine are to run in this installation
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("skilldemand extract")
    session = (builder.master(master) if master else builder).getOrCreate()
    try:
        frame = session.read.parquet(source)
        missing = [name for name in INPUT_COLUMNS if name not in frame.columns]
        if missing:
            raise InputError(f"{source}: column {missing[0]!r} is missing, expected {', '.join(INPUT_COLUMNS)}.")
        answers = frame.select(*INPUT_COLUMNS).mapInArrow(read_batches, from_arrow_schema(READING_SCHEMA))
        answers.write.option("compression", "zstd").parquet(target)
        return int(session.read.parquet(target).count())
    except AnalysisException as error:
        raise InputError(f"{source} to {target}: {error.getMessage()}. Check both paths.") from error
    finally:
        session.stop()


def read_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Return extract() of each batch: what Spark runs on its executors."""
    from skilldemand.nlp.batch import extract

    yield from map(extract, batches)

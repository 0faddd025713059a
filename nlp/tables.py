"""The reader's answers as Arrow tables: what `extract` returns and what the mentions folder holds."""

from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Any, NamedTuple

import pyarrow as pa

from skilldemand.nlp.errors import InputError
from skilldemand.nlp.reading import Reading
from skilldemand.nlp.taxonomy import Taxonomy

INPUT_COLUMNS = ("text_hash", "title", "company", "text")

_MENTION_FIELDS = [
    pa.field("skill_id", pa.string(), nullable=False),
    pa.field("start", pa.int32(), nullable=False),
    pa.field("end", pa.int32(), nullable=False),
    pa.field("surface", pa.string(), nullable=False),
    pa.field("section", pa.string(), nullable=False),
    pa.field("strength", pa.string(), nullable=False),
    pa.field("requirement", pa.int32()),
    pa.field("any_of", pa.bool_(), nullable=False),
    pa.field("rule", pa.string(), nullable=False),
    pa.field("counts", pa.bool_(), nullable=False),
    pa.field("reason", pa.string()),
    pa.field("years", pa.float64()),
]
_ATTRIBUTE_FIELDS = [
    pa.field("text_hash", pa.string(), nullable=False),
    pa.field("role", pa.string()),
    pa.field("seniority", pa.string()),
    pa.field("years_min", pa.float64()),
    pa.field("workplace", pa.string()),
    pa.field("salary_min", pa.float64()),
    pa.field("salary_max", pa.float64()),
    pa.field("salary_currency", pa.string()),
    pa.field("salary_period", pa.string()),
    pa.field("education", pa.string()),
    pa.field("language", pa.string()),
    pa.field("text_chars", pa.int32(), nullable=False),
]
_VERSION_FIELDS = [
    pa.field("taxonomy_version", pa.string(), nullable=False),
    pa.field("matcher_version", pa.string(), nullable=False),
]
MENTION_SCHEMA = pa.schema([_ATTRIBUTE_FIELDS[0], *_MENTION_FIELDS, *_VERSION_FIELDS])
ATTRIBUTE_SCHEMA = pa.schema([*_ATTRIBUTE_FIELDS, *_VERSION_FIELDS])
READING_SCHEMA = pa.schema(
    [*_ATTRIBUTE_FIELDS, pa.field("mentions", pa.list_(pa.struct(_MENTION_FIELDS)), nullable=False), *_VERSION_FIELDS]
)
"""One row a text: what `extract` returns."""


def texts_of(batch: pa.RecordBatch) -> list[tuple[str, str, str | None, str]]:
    """Return (text_hash, title, company, text) of each row. Raises InputError when a column is missing or not text."""
    columns = []
    for name in INPUT_COLUMNS:
        if name not in batch.schema.names:
            raise InputError(
                f"batch: column {name!r} is missing, expected {', '.join(INPUT_COLUMNS)}. Add it; company may be null."
            )
        column = batch.column(name)
        if not (
            pa.types.is_string(column.type) or pa.types.is_large_string(column.type) or pa.types.is_null(column.type)
        ):
            raise InputError(f"batch: column {name!r} has type {column.type}, expected string. Cast it.")
        columns.append(column.to_pylist())
    return [
        (text_hash, title or "", company, text or "") for text_hash, title, company, text in zip(*columns, strict=True)
    ]


class Answer(NamedTuple):
    """One text with its reading."""

    text_hash: str
    text_chars: int
    reading: Reading


def reading_batch(answers: Sequence[Answer], taxonomy_version: str, matcher_version: str) -> pa.RecordBatch:
    """Return the readings as one batch in READING_SCHEMA, one row a text."""
    told = [answer.reading.attributes for answer in answers]
    columns: dict[str, Sequence[Any]] = {
        "text_hash": [answer.text_hash for answer in answers],
        "text_chars": [answer.text_chars for answer in answers],
        "taxonomy_version": [taxonomy_version] * len(answers),
        "matcher_version": [matcher_version] * len(answers),
    }
    for name in ("role", "seniority", "years_min", "workplace", "education", "language"):
        columns[name] = [getattr(attributes, name) for attributes in told]
    for name in ("min", "max", "currency", "period"):
        columns[f"salary_{name}"] = [attributes.salary and getattr(attributes.salary, name) for attributes in told]
    arrays = [
        _mention_lists(answers) if field.name == "mentions" else pa.array(columns[field.name], field.type)
        for field in READING_SCHEMA
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=READING_SCHEMA)


def _mention_lists(answers: Sequence[Answer]) -> pa.ListArray:
    """Build the lists column by column: a struct for each mention would take longer than reading the text."""
    mentions = [mention for answer in answers for mention in answer.reading.mentions]
    offsets = [0, *accumulate(len(answer.reading.mentions) for answer in answers)]
    columns = [pa.array(list(map(attrgetter(field.name), mentions)), field.type) for field in _MENTION_FIELDS]
    structs = pa.StructArray.from_arrays(columns, fields=_MENTION_FIELDS)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs, type=READING_SCHEMA.field("mentions").type)


def split(batches: Sequence[pa.RecordBatch]) -> tuple[pa.Table, pa.Table]:
    """Return (mentions, attributes) of batches in READING_SCHEMA, as the mentions folder holds them."""
    table = pa.Table.from_batches(batches, READING_SCHEMA).combine_chunks()
    lists = table.column("mentions").combine_chunks()
    lists = lists.chunk(0) if isinstance(lists, pa.ChunkedArray) else lists
    parents = table.select(["text_hash", "taxonomy_version", "matcher_version"]).take(lists.value_parent_indices())
    flat = lists.flatten()
    columns = {"text_hash": parents.column("text_hash")}
    columns |= {field.name: flat.field(i) for i, field in enumerate(_MENTION_FIELDS)}
    columns |= {name: parents.column(name) for name in ("taxonomy_version", "matcher_version")}
    return pa.table(columns, schema=MENTION_SCHEMA), table.drop_columns(["mentions"]).cast(ATTRIBUTE_SCHEMA)


def skill_rows(taxonomy: Taxonomy) -> list[dict[str, Any]]:
    """Return the taxonomy as the warehouse reads it, one row a skill, in order of its sections."""
    sections = {s.section: s for s in taxonomy.sections}
    return [
        {
            "id": entry.skill.id,
            "name": entry.skill.name,
            "section": entry.section,
            "section_title": sections[entry.section].title,
            "section_order": sections[entry.section].order,
            "kind": entry.skill.kind,
            "catalogue": entry.catalogue,
            "parents": list(entry.skill.parents),
            "status": entry.skill.status,
        }
        for entry in taxonomy.entries.values()
    ]

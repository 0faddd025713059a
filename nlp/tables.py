"""The reader's answers as Arrow tables: what `extract` returns and what the mentions folder holds."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from skilldemand.nlp.errors import InputError
from skilldemand.nlp.reader import Reading
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


def reading_row(
    text_hash: str, text: str, reading: Reading, taxonomy_version: str, matcher_version: str
) -> dict[str, Any]:
    """Return one row of READING_SCHEMA."""
    told = reading.attributes
    salary = told.salary
    return {
        "text_hash": text_hash,
        "role": told.role,
        "seniority": told.seniority,
        "years_min": told.years_min,
        "workplace": told.workplace,
        "salary_min": salary.min if salary else None,
        "salary_max": salary.max if salary else None,
        "salary_currency": salary.currency if salary else None,
        "salary_period": salary.period if salary else None,
        "education": told.education,
        "language": told.language,
        "text_chars": len(text),
        "mentions": [{field.name: getattr(m, field.name) for field in _MENTION_FIELDS} for m in reading.mentions],
        "taxonomy_version": taxonomy_version,
        "matcher_version": matcher_version,
    }


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

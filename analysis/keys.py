"""How the keys of tables belong together, and under which names an addition finds tables."""

import re

import duckdb

DRIVEN = {
    "posting_key": {},
    "text_hash": {},
    "vacancy_id": {
        "posting_key": "SELECT p.posting_key FROM staging.posting AS p "
        "LEFT JOIN staging.cluster AS c USING (posting_key) "
        "SEMI JOIN touched AS t ON t.key = coalesce(c.vacancy_id, p.posting_key)",
    },
    "employer_id": {},
    "e": {
        "vacancy_id": "SELECT v.vacancy_id FROM core.vacancy AS v "
        "JOIN staging.employer_number AS n USING (employer_id) SEMI JOIN touched AS t ON t.key = n.e",
    },
}
"""Key of a table -> other key -> its values that belong to the touched ones."""

REACHED = {
    ("posting_key", "vacancy_id"): "SELECT coalesce(c.vacancy_id, d.key) FROM reached AS d "
    "LEFT JOIN staging.cluster AS c ON c.posting_key = d.key "
    "UNION ALL SELECT p.vacancy_id FROM core.posting AS p SEMI JOIN reached AS d ON d.key = p.posting_key",
    ("text_hash", "vacancy_id"): "SELECT coalesce(c.vacancy_id, p.posting_key) FROM staging.posting AS p "
    "LEFT JOIN staging.cluster AS c USING (posting_key) SEMI JOIN reached AS d ON d.key = p.text_hash",
    ("employer_id", "vacancy_id"): "SELECT coalesce(c.vacancy_id, p.posting_key) FROM staging.posting AS p "
    "LEFT JOIN staging.cluster AS c USING (posting_key) SEMI JOIN reached AS d ON d.key = p.employer_id",
    ("posting_key", "employer_id"): "SELECT p.employer_id FROM staging.posting AS p "
    "SEMI JOIN reached AS d ON d.key = p.posting_key",
    ("text_hash", "employer_id"): "SELECT p.employer_id FROM staging.posting AS p "
    "SEMI JOIN reached AS d ON d.key = p.text_hash",
    ("employer_id", "e"): "SELECT n.e FROM staging.employer_number AS n "
    "SEMI JOIN reached AS d ON d.key = n.employer_id",
    ("vacancy_id", "e"): "SELECT n.e FROM core.vacancy AS v JOIN staging.employer_number AS n USING (employer_id) "
    "SEMI JOIN reached AS d ON d.key = v.vacancy_id",
}
"""Key that changed and key of a table -> the values that it touches, from those in `reached`."""


def diff_of(table: str) -> str:
    """Return the name of the table of rows that left and came, with `came` to say which."""
    return "diff_" + table.replace(".", "_")


def shadowed(text: str) -> str:
    """Return SQL in which the tables of `staging` are those of delta's schema shadow."""
    return re.sub(r"\bstaging\.", "shadow.", text)


def real_name(table: str) -> str:
    """Return the name of a table where its name alone is that of the view in delta."""
    return table if table.startswith("staging.") else f"skilldemand.{table}"


def columns_of(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Return the columns of a table, or of a table of what left and came."""
    return [name for name, *_ in con.execute(f"DESCRIBE {table}").fetchall() if name != "came"]

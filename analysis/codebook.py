"""The codebook in README.md: every table, macro and question with its contract, generated from the SQL headers.

`python -m skilldemand.analysis.codebook README.md` writes it between the two marks; a test compares.
"""

import sys
from pathlib import Path

from skilldemand.analysis.questions import questions
from skilldemand.analysis.sqlfiles import SqlFile, build_order, folder

BEGIN, END = "<!-- codebook: generated from sql/, do not edit -->", "<!-- end of codebook -->"

_SCHEMAS = {
    "marts": "Tables that reports read",
    "core": "Openings, postings, employers, skills, requirements",
    "meta": "What made this file",
    "raw": "As the other stages wrote it",
}


def _table(sql: SqlFile) -> list[str]:
    lines = [
        f"#### {sql.table}",
        "",
        sql.header["question"],
        f"One row: {sql.header['grain'].removeprefix('one row ')}.",
    ]
    if "caveat" in sql.header:
        lines += ["", f"Caveat: {sql.header['caveat']}"]
    lines += ["", "| column | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {meaning.replace('|', '&#124;')} |" for name, meaning in sql.columns.items()]
    return [*lines, ""]


def codebook() -> str:
    """Return the codebook as Markdown, marks included."""
    lines = [BEGIN, ""]
    published = [sql for sql in build_order() if sql.folder not in ("macros", "staging")]
    for schema, title in _SCHEMAS.items():
        lines += [f"### {schema}: {title}", ""]
        for sql in sorted(published, key=lambda sql: sql.table):
            if sql.table.startswith(schema + "."):
                lines += _table(sql)
    lines += ["### Macros", "", "| file | question | caveat |", "|---|---|---|"]
    lines += [f"| `{sql.name}` | {sql.header['question']} | {sql.header['caveat']} |" for sql in folder("macros")]
    lines += ["", "### Checks: rows that must not exist", "", "| check | demands |", "|---|---|"]
    lines += [f"| `{sql.name}` | {sql.header['check']} |" for sql in folder("checks")]
    lines += ["", "### Questions that ship with it", "", "| name | question | parameters |", "|---|---|---|"]
    for question in questions():
        params = ", ".join(f"`{name}` = {default}" for name, default in question.params.items())
        lines.append(f"| `{question.name}` | {question.question} | {params} |")
    return "\n".join([*lines, "", END])


def main(readme: Path) -> None:
    """Write the codebook into `readme` between its marks.

    Raises ValueError when a mark is missing.
    """
    text = readme.read_text(encoding="utf-8")
    before, after = text.index(BEGIN), text.index(END) + len(END)
    readme.write_text(text[:before] + codebook() + text[after:], encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

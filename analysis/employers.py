"""Employers: their numbers, and the legal forms at the end of their names."""

import re

import duckdb


def write_legal_forms(con: duckdb.DuckDBPyConnection) -> None:
    """Make the macro legal_forms(), one pattern that SQL compiles once and not once a row, longest form first.

    CREATE MACRO takes no bound parameters; the forms come from the packaged file and are escaped.
    """
    forms = [str(form) for (form,) in con.execute("SELECT form FROM core.legal_form").fetchall()]
    pattern = "|".join(re.escape(form).replace("\\ ", " ") for form in sorted(forms, key=lambda f: (-len(f), f)))
    literal = f"( ({pattern}))+ *$".replace("'", "''")
    con.execute(f"CREATE OR REPLACE MACRO legal_forms() AS '{literal}'")


def write_employer_numbers(con: duckdb.DuckDBPyConnection) -> None:
    """Give a number in staging.employer_number to each employer that has none yet."""
    con.execute(
        "INSERT INTO staging.employer_number SELECT employer_id, row_number() OVER (ORDER BY employer_id) "
        "+ (SELECT coalesce(max(e), 0) FROM staging.employer_number) "
        "FROM core.employer ANTI JOIN staging.employer_number USING (employer_id) ORDER BY employer_id"
    )

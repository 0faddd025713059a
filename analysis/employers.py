"""The legal forms at the end of company names, as one pattern that SQL compiles once and not once a row."""

import re

import duckdb


def write_legal_forms(con: duckdb.DuckDBPyConnection) -> None:
    """Make the macro legal_forms(), a regular expression over the rows of core.legal_form, longest form first.

    CREATE MACRO takes no bound parameters; the forms come from the packaged file and are escaped.
    """
    forms = [str(form) for (form,) in con.execute("SELECT form FROM core.legal_form").fetchall()]
    pattern = "|".join(re.escape(form).replace("\\ ", " ") for form in sorted(forms, key=lambda f: (-len(f), f)))
    literal = f"( ({pattern}))+ *$".replace("'", "''")
    con.execute(f"CREATE OR REPLACE MACRO legal_forms() AS '{literal}'")

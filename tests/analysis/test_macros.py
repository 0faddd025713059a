"""Employers, titles and addresses as the SQL macros normalise them."""

from collections.abc import Iterator
from importlib.resources import files

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldemand.analysis.employers import write_legal_forms
from skilldemand.analysis.estimate import write_t_quantiles
from skilldemand.analysis.sqlfiles import folder, run


@pytest.fixture(scope="module")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA core; CREATE TABLE core.t_quantile (dof INTEGER, t DOUBLE)")
        con.execute("CREATE SCHEMA meta; CREATE TABLE meta.threshold (name VARCHAR, value DOUBLE, meaning VARCHAR)")
        forms = next(file for file in folder("core") if file.name == "legal_form")
        run(con, forms.text, {"legal_forms_csv": str(files("skilldemand.analysis") / "legal_forms.csv")})
        write_legal_forms(con)
        write_t_quantiles(con)
        for file in folder("macros"):
            run(con, file.text, {})
        yield con


def call(con: duckdb.DuckDBPyConnection, sql: str, *values: object) -> object:
    row = con.execute(sql, list(values)).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Acme, Inc.", "acme"),
        ("ACME  inc", "acme"),
        ("The Acme Company", "acme"),
        ("Acme Co., Ltd.", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Acme L.L.C.", "acme"),
        ("NORDHAVN BANK A/S", "nordhavn bank"),
        ("Nordhavn Bank", "nordhavn bank"),
        ("Acme, PBC", "acme"),
        ("Acme Public Benefit Corporation", "acme"),
        ("Acme AG", "acme"),
        ("Acme Oy", "acme"),
        ("Acme AB (publ)", "acme"),
        ("Acme B.V.", "acme"),
        ("Acme Pty Ltd", "acme"),
        ("Acme Sp. z o.o.", "acme"),
        ("Acme s.r.o.", "acme"),
        ("Acme S. A.", "acme"),
        ("Acme S.A. de C.V.", "acme"),
        ("Acme UG (haftungsbeschränkt)", "acme"),
        ("Acme\n3.7", "acme"),
        ("Acme (YC S21)", "acme"),
        ("Acme.com", "acme"),
        ("Crédit Ünïon S.A.", "credit union"),
        ("Ben & Jerry's", "ben jerry"),
        ("Limited", "limited"),
        ("株式会社見本", "株式会社見本"),
        ("3M", "3m"),
        ("", None),
        (None, None),
        ("1", None),
        ("N/A", None),
        ("Confidential", None),
        ("...", None),
    ],
)
def test_spellings_of_one_employer_have_one_key(
    name: str | None, key: str | None, macros: duckdb.DuckDBPyConnection
) -> None:
    assert call(macros, "SELECT employer_key($1)", name) == key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://jobs.ashbyhq.com/Acme%20Labs/5f1c", "acme labs"),
        ("https://boards.greenhouse.io/acme/jobs/1", "acme"),
        ("https://job-boards.eu.greenhouse.io/acme/jobs/1", "acme"),
        ("https://jobs.eu.lever.co/acme-labs/5f1c", "acme labs"),
        ("https://acme.wd5.myworkdayjobs.com/en-US/jobs/job/1", "acme"),
        ("https://www.linkedin.com/jobs/view/123456", None),
        (None, None),
    ],
)
def test_the_address_of_a_hosted_board_names_the_employer(
    url: str | None, key: str | None, macros: duckdb.DuckDBPyConnection
) -> None:
    assert call(macros, "SELECT employer_of_url($1)", url) == key


@pytest.mark.parametrize(
    ("url", "job"),
    [
        ("https://boards.greenhouse.io/acme/jobs/4001234", "greenhouse:4001234"),
        ("https://acme.example/careers?gh_jid=4001234&utm_source=x", "greenhouse:4001234"),
        ("https://jobs.example/out?to=https%3A%2F%2Fboards.greenhouse.io%2Facme%2Fjobs%2F4001234",
         "greenhouse:4001234"),
        ("https://jobs.lever.co/acme/5F1C7D0E-aaaa-4bbb-8ccc-123456789abc/apply",
         "lever:5f1c7d0e-aaaa-4bbb-8ccc-123456789abc"),
        ("https://jobs.ashbyhq.com/acme/5f1c7d0e-aaaa-4bbb-8ccc-123456789abc",
         "ashby:5f1c7d0e-aaaa-4bbb-8ccc-123456789abc"),
        ("https://apply.workable.com/acme/j/0A1B2C3D4E/", "workable:0A1B2C3D4E"),
        ("https://jobs.smartrecruiters.com/Acme/743999123456789-ml-engineer", "smartrecruiters:743999123456789"),
        ("https://boards.greenhouse.io/acme", None),
        ("https://example.org/jobs/4001234", None),
        (None, None),
    ],
)  # fmt: skip
def test_the_job_of_a_tracking_system_is_read_from_any_address_that_carries_it(
    url: str | None, job: str | None, macros: duckdb.DuckDBPyConnection
) -> None:
    assert call(macros, "SELECT ats_job($1)", url) == job


@pytest.mark.parametrize(
    ("title", "location", "norm"),
    [
        ("ML Engineer", None, "ml engineer"),
        ("ML Engineer (m/w/d)", None, "ml engineer"),
        ("ML Engineer (f/m/x)", None, "ml engineer"),
        ("ML Engineer [all genders]", None, "ml engineer"),
        ("🚀 ML Engineer 🚀", None, "ml engineer"),
        ("ML Engineer - Paris", "Paris, France", "ml engineer"),
        ("ML Engineer, Austin, TX", "Austin, TX", "ml engineer"),
        ("ML Engineer (Remote)", "Anywhere", "ml engineer"),
        ("ML Engineer | Berlin, Germany", "Berlin", "ml engineer"),
        ("ML Engineer - Req #123456", None, "ml engineer"),
        ("ML Engineer JR0012345", None, "ml engineer"),
        ("ML Engineer - Recommendations", "Paris", "ml engineer recommendations"),
        ("C++ Engineer", None, "c++ engineer"),
        ("Ingénieur ML", None, "ingenieur ml"),
        ("Engineer 2", None, "engineer 2"),
    ],
)
def test_titles_lose_place_number_and_gender_marks(
    title: str, location: str | None, norm: str, macros: duckdb.DuckDBPyConnection
) -> None:
    assert call(macros, "SELECT title_norm($1, $2)", title, location) == norm


@pytest.mark.parametrize(
    ("url", "canonical", "names_job"),
    [
        ("https://www.example.org/jobs/12345/?utm_source=x&utm_medium=y#apply", "example.org/jobs/12345", True),
        ("http://example.org/view?refId=a&jobId=98765&trk=b", "example.org/view?jobId=98765", True),
        ("https://example.org/jobs?gh_jid=55555", "example.org/jobs?gh_jid=55555", True),
        ("https://example.org/careers/", "example.org/careers", False),
        ("https://example.org/", "example.org", False),
        ("", None, False),
        (None, None, False),
    ],
)
def test_addresses_lose_what_does_not_lead_anywhere_else(
    url: str | None, canonical: str | None, names_job: bool, macros: duckdb.DuckDBPyConnection
) -> None:
    assert call(macros, "SELECT canonical_url($1)", url) == canonical
    assert call(macros, "SELECT url_names_job(canonical_url($1))", url) is names_job


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=80))
def test_any_text_has_a_normal_form_that_is_normal(words: str, macros: duckdb.DuckDBPyConnection) -> None:
    key = call(macros, "SELECT employer_key($1)", words)
    assert key is None or key == key.strip() != ""
    norm = call(macros, "SELECT title_norm($1, NULL)", words)
    assert isinstance(norm, str)
    assert "  " not in norm
    call(macros, "SELECT canonical_url($1)", words)

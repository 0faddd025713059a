"""A small published warehouse with the columns of the real one and invented, plausible numbers."""

import math
from datetime import UTC, date, datetime
from typing import Any

import duckdb

BUILT_AT = datetime(2024, 10, 2, 6, 30)
GENERATED_AT = datetime(2024, 10, 3, 8, 0, tzinfo=UTC)
N, EMPLOYERS = 2480, 611

SECTIONS = {
    "programming": "Programming foundations",
    "deep-learning-frameworks": "Deep-learning frameworks",
    "mathematics-statistics": "Mathematics and statistics",
    "ml-algorithms": "ML algorithms and trade-offs",
    "data-processing": "Data processing and feature engineering",
    "evaluation-monitoring": "Evaluation and monitoring",
    "mlops": "MLOps and production deployment",
    "cloud": "Cloud",
    "data-engineering": "Data engineering",
    "communication": "Communication and collaboration",
    "big-data": "Bonus: big data",
    "generative-ai": "Bonus: generative AI",
    "explainable-ai": "Bonus: explainable AI",
    "research": "Bonus: research mindset",
}
SECTION_SHARES = (0.91, 0.58, 0.41, 0.72, 0.36, 0.33, 0.66, 0.57, 0.69, 0.74, 0.23, 0.39, 0.04, 0.35)

# id, name, section, share of vacancies
SKILLS = [
    ("python", "Python", "programming", 0.742), ("machine-learning", "Machine learning", "ml-algorithms", 0.66),
    ("sql", "SQL", "data-engineering", 0.431), ("pytorch", "PyTorch", "deep-learning-frameworks", 0.417),
    ("cross-functional", "Cross-functional collaboration", "communication", 0.409),
    ("aws", "AWS", "cloud", 0.392), ("tensorflow", "TensorFlow", "deep-learning-frameworks", 0.371),
    ("communication", "Communication", "communication", 0.36), ("docker", "Docker", "mlops", 0.312),
    ("model-deployment", "Model deployment", "mlops", 0.309), ("statistics", "Statistics", "mathematics-statistics", 0.29),
    ("kubernetes", "Kubernetes", "mlops", 0.281), ("deep-learning", "Deep learning", "ml-algorithms", 0.274),
    ("git", "Git / version control", "programming", 0.25), ("gcp", "Google Cloud", "cloud", 0.243),
    ("azure", "Azure", "cloud", 0.226), ("ci-cd", "CI/CD", "mlops", 0.219), ("nlp", "NLP", "generative-ai", 0.21),
    ("llm", "Large language models", "generative-ai", 0.204), ("spark", "Apache Spark", "data-engineering", 0.198),
    ("scikit-learn", "scikit-learn", "ml-algorithms", 0.19), ("java", "Java", "programming", 0.171),
    ("cpp", "C++", "programming", 0.16), ("mlops", "MLOps", "mlops", 0.155), ("research", "Research", "research", 0.15),
    ("airflow", "Airflow", "data-engineering", 0.11), ("kafka", "Kafka", "big-data", 0.09),
    ("keras", "Keras", "deep-learning-frameworks", 0.066), ("hugging-face", "Hugging Face", "deep-learning-frameworks", 0.06),
    ("jax", "JAX", "deep-learning-frameworks", 0.048), ("onnx", "ONNX", "deep-learning-frameworks", 0.017),
    ("explainability", "Explainability", "explainable-ai", 0.03), ("shap", "SHAP & <friends>", "explainable-ai", 0.006),
    ("mxnet", "MXNet", "deep-learning-frameworks", 0.0012), ("theano", "Theano", "deep-learning-frameworks", 0.0008),
    ("oci", "Oracle Cloud", "cloud", 0.012), ("ibm-cloud", "IBM Cloud", "cloud", 0.0016),
    ("weka", "Weka", "ml-algorithms", 0.0),
]  # fmt: skip

COLUMNS = {
    "marts.overview": (
        "population text, label text, ads bigint, vacancies bigint, duplicates_merged bigint, employers bigint,"
        "sources bigint, texts_read bigint, from_date date, to_date date, undated bigint, sample boolean,"
        "top_employer text, top_employer_share double"
    ),
    "marts.skill_demand": (
        "population text, skill_id text, name text, section text, kind text, k bigint, n bigint,"
        "employers_asking bigint, employers bigint, share double, lo double, hi double, deff double,"
        "employer_share double, required_share double, preferred_share double, duty_share double,"
        "rank_lo bigint, rank_hi bigint, suppressed_reason text"
    ),
    "marts.section_demand": (
        "population text, section text, title text, k bigint, n bigint, share double, lo double, hi double,"
        "employers_asking bigint, employers bigint, suppressed_reason text, top_skills text[]"
    ),
    "marts.role_mix": "role text, vacancies bigint, share_of_all double",
    "marts.source_mix": "source text, board text, postings bigint, vacancies bigint",
    "marts.month_flow": "population text, month date, vacancies bigint",
    "meta.run": (
        "built_at timestamp, taxonomy_version text, matcher_version text, schema_version text,"
        "skilldemand_version text, landing_rows bigint, sample boolean, origin text"
    ),
    "meta.accounting": "stage text, reason text, rows bigint",
}
_FAMILY = COLUMNS["marts.skill_demand"] + ", sole_share double, alternative_share double"
COLUMNS |= {"marts.framework_demand": _FAMILY, "marts.cloud_demand": _FAMILY}


def market(*, sample: bool = False, n: int = N, employers: int = EMPLOYERS, dated: bool = True) -> duckdb.DuckDBPyConnection:
    """Return an in-memory warehouse; n = 0 is a warehouse in which no vacancy was read."""
    connection = duckdb.connect()
    connection.execute("create schema marts; create schema meta")
    for table, columns in COLUMNS.items():
        connection.execute(f"create table {table} ({columns})")
    origin = "Sample data: invented postings." if sample else "Postings imported from two public files."
    _insert(connection, "meta.run", [(BUILT_AT, "t1", "m1", "1", "0.1.0", n * 5 // 4, sample, origin)])
    dates = (date(2024, 2, 5), date(2024, 9, 28)) if dated and n else (None, None)
    _insert(connection, "marts.overview", [
        ("ml", "Machine-learning engineering", n * 9 // 8, n, n // 8, employers, 3, n, *dates, 0 if dated else n, sample,
         "Northwind Analytics & Co" if n else None, 0.043 if n else None),
        ("all", "All roles", n * 5 // 4, n, n // 4, employers, 3, n, *dates, 0, sample, None, None),
    ])  # fmt: skip
    skills = [_skill(number, row, n, employers) for number, row in enumerate(SKILLS)]
    _insert(connection, "marts.skill_demand", skills)
    _families(connection, skills, n, employers)
    _insert(connection, "marts.section_demand", [_section(*pair, n, employers) for pair in zip(SECTIONS.items(), SECTION_SHARES, strict=True)])
    _mix(connection, n, dated=dated)
    return connection


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"insert into {table} values ({marks})", rows)


def _bounds(share: float, n: int) -> tuple[float, float]:
    """Wilson's interval on n / 1.8, close enough to what the warehouse computes."""
    if not n:
        return 0.0, 1.0
    n, z = n / 1.8, 1.96
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def _reason(k: int, n: int, employers: int) -> str | None:
    if n < 100:
        return "n<100"
    if employers < 10:
        return "employers<10"
    return "k<5" if k < 5 else None


def _skill(number: int, row: tuple[str, str, str, float], n: int, employers: int) -> tuple[Any, ...]:
    skill_id, name, section, wanted = row
    k = round(wanted * n)
    share = k / n if n else None
    lo, hi = _bounds(share or 0.0, n)
    required = round((share or 0.0) * 0.6, 6)
    preferred = round((share or 0.0) * 0.15, 6)
    reason = _reason(k, n, employers)
    rank = (None, None) if reason else (max(1, number - 1) if number else 1, number + 2 if number else 1)
    return ("ml", skill_id, name, section, "tool", k, n, round(k * 0.24), employers, share, lo, hi, 1.8,
            (share or 0.0) * 0.93, required, preferred, (share or 0.0) - required - preferred, *rank, reason)  # fmt: skip


def _families(connection: duckdb.DuckDBPyConnection, skills: list[tuple[Any, ...]], n: int, employers: int) -> None:
    for table, section, any_name, any_share in (
        ("marts.framework_demand", "deep-learning-frameworks", "any framework", 0.552),
        ("marts.cloud_demand", "cloud", "any cloud", 0.561),
    ):
        members = [row for row in skills if row[3] == section]
        total = _skill(0, ("any", any_name, section, any_share), n, employers)
        _insert(connection, table, [(*row, (row[9] or 0.0) * 0.55, (row[9] or 0.0) * 0.45) for row in [total, *members]])


def _section(entry: tuple[str, str], share: float, n: int, employers: int) -> tuple[Any, ...]:
    section, title = entry
    k = round(share * n)
    top = [name for _, name, of, _ in SKILLS if of == section][:3]
    return ("ml", section, title, k, n, k / n if n else None, *_bounds(share, n), round(k * 0.24), employers, _reason(k, n, employers), top)


def _mix(connection: duckdb.DuckDBPyConnection, n: int, *, dated: bool) -> None:
    if not n:
        return
    _insert(connection, "marts.role_mix", [("ml-engineer", n // 2, 0.5), ("data-scientist", n // 4, 0.25), ("ai-engineer", n // 4, 0.25)])
    _insert(connection, "marts.source_mix", [("import", "postings.parquet", n, n * 4 // 5), ("import", "more.csv", n // 4, n // 5)])
    months = [(2, 0.06), (3, 0.14), (4, 0.13), (5, 0.15), (6, 0.12), (7, 0.11), (8, 0.14), (9, 0.15)]
    if dated:
        _insert(connection, "marts.month_flow", [("ml", date(2024, number, 1), round(n * part)) for number, part in months])
    _insert(connection, "meta.accounting", [
        ("landing", "rows read from landing files", n * 5 // 4 + 12), ("landing", "seen again in a later run", 12),
        ("postings", "distinct postings", n * 5 // 4), ("duplicates", "same address or identifier", n // 8),
        ("duplicates", "same employer, title and near-identical text", n // 8), ("vacancies", "vacancies", n),
        ("read", "texts read", n), ("read", "not read", 0),
    ])  # fmt: skip

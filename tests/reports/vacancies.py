"""Invented vacancies under the report's marts: uneven employers, alternatives, requirements said twice, gaps."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from skilldemand.analysis.estimate import write_t_quantiles
from skilldemand.analysis.sqlfiles import folder, run

ROLES = ("ml-engineer", "mlops-engineer", "data-scientist", "ai-engineer", "manager")
SENIORITIES = ("intern", "junior", "mid", "senior", "lead", "unstated")
WORKPLACES = ("remote", "hybrid", "onsite", "unstated")
COUNTRIES = ("US", "GB", "DE", "IN")
STRENGTHS = ("required", "required", "required", "preferred", "duty")
FIRST = date(2023, 11, 3)

TABLES = """
create schema core;
create table core.vacancy (
  vacancy_id text, employer_id text, title text, role text, seniority text, workplace text, opened_on date,
  counted boolean);
create table core.place (vacancy_id text, place integer, country text, region text, city text, metro text);
create table core.skill (skill_id text, name text, section text, kind text, catalogue text);
create table core.population (population text, label text, role text);
create table core.requirement_skill (
  vacancy_id text, requirement integer, skill_id text, any_of boolean, strength text);
create table core.t_quantile (dof integer, t double);
create schema raw;
create table raw.posting_line (posting_key text, content_hash text);
"""

# What core/requirement_skill.sql leaves for the tables after it, here from the invented requirements.
NUMBERS = """
create schema if not exists staging;
create schema scratch;
create table staging.skill_number as
  select row_number() over (order by skill_id)::integer as s, skill_id from core.skill;
create table scratch.vacancy_number as
  select row_number() over (order by vacancy_id)::integer as v, vacancy_id from core.vacancy where counted;
create table scratch.requirement_number as
  select v, s, any_of, list_position(['required', 'preferred', 'duty'], strength)::tinyint as strength,
    null::double as years, false as own, row_number() over (partition by v, requirement order by s) = 1 as begins,
    dense_rank() over (order by v, requirement)::integer as r
  from core.requirement_skill join scratch.vacancy_number using (vacancy_id) join staging.skill_number using (skill_id);
create table scratch.vacancy_named as
  select v, vacancy_id, min(r) - 1 as before
  from scratch.vacancy_number join scratch.requirement_number using (v) group by all;
"""


def add_vacancies(connection: duckdb.DuckDBPyConnection, count: int = 900, employers: int = 160) -> None:
    """Make and fill the core tables that the explorer reads, and the macros of the warehouse."""
    connection.execute(TABLES)
    write_t_quantiles(connection)
    for sql in folder("macros"):
        if sql.name == "interval":
            run(connection, sql.text, {})
    path = Path(__file__).with_name("skills.csv")
    skills = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    _fill(
        connection,
        "core.skill",
        {
            "skill_id": [row["id"] for row in skills],
            "name": [row["name"] for row in skills],
            "section": [row["section"] for row in skills],
            "kind": [row["kind"] for row in skills],
            "catalogue": ["concept" if row["kind"] in {"concept", "practice"} else "tool" for row in skills],
        },
    )
    pairs = [("ml", "Machine-learning engineering", role) for role in ROLES[:2]]
    pairs += [(role, role.replace("-", " ").capitalize(), role) for role in ROLES] + [("all", "All vacancies", "*")]
    connection.executemany("insert into core.population values (?, ?, ?)", pairs)
    if count:
        _add(connection, count, employers, [(row["id"], float(row["share"])) for row in skills])
    connection.execute("insert into raw.posting_line select vacancy_id, md5(title) from core.vacancy")
    connection.execute(NUMBERS)
    for table in ("requirement", "vacancy_skill"):
        run(connection, next(one.text for one in folder("core") if one.name == table), {})


def _fill(connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, list[object]]) -> None:
    connection.register("filling", pa.table(columns))
    connection.execute(f"insert into {table} by name select * from filling")
    connection.unregister("filling")


def _add(connection: duckdb.DuckDBPyConnection, count: int, employers: int, skills: list[tuple[str, float]]) -> None:
    chance = random.Random(7)
    vacancies: list[tuple[object, ...]] = []
    places: list[tuple[object, ...]] = []
    asked: dict[str, list[object]] = {
        name: [] for name in ("vacancy_id", "requirement", "skill_id", "any_of", "strength")
    }
    for number in range(count):
        vacancy = f"import:here:{number:05d}"
        employer = f"employer {int(employers * chance.random() ** 2.5):04d}"
        opened = None if chance.random() < 0.1 else FIRST + timedelta(days=chance.randrange(400))
        vacancies.append(
            (vacancy, employer, f"Opening {number}", chance.choice(ROLES), chance.choice(SENIORITIES),
             chance.choice(WORKPLACES), opened, chance.random() < 0.95)
        )  # fmt: skip
        for place, country in enumerate(chance.sample(COUNTRIES, chance.choice((0, 1, 1, 1, 2))), 1):
            places.append((vacancy, place, country))
        if vacancies[-1][-1]:
            _ask(chance, asked, vacancy, skills)
    names = ("vacancy_id", "employer_id", "title", "role", "seniority", "workplace", "opened_on", "counted")
    _fill(connection, "core.vacancy", dict(zip(names, map(list, zip(*vacancies, strict=True)), strict=True)))
    names = ("vacancy_id", "place", "country")
    _fill(connection, "core.place", dict(zip(names, map(list, zip(*places, strict=True)), strict=True)))
    _fill(connection, "core.requirement_skill", asked)


def _ask(chance: random.Random, asked: dict[str, list[object]], vacancy: str, skills: list[tuple[str, float]]) -> None:
    """Let a vacancy ask for skills: alone, two at once, or as alternatives; sometimes the same twice."""
    wanted = [skill for skill, share in skills if chance.random() < share * 0.6]
    requirement = 0
    while wanted:
        size = chance.choice((1, 1, 1, 2, 3))
        members, wanted = wanted[:size], wanted[size:]
        alternatives = size > 1 and chance.random() < 0.6
        strength = chance.choice(STRENGTHS)
        for _ in range(2 if chance.random() < 0.1 else 1):
            requirement += 1
            for skill in members:
                row = (vacancy, requirement, skill, alternatives, strength)
                for column, value in zip(asked.values(), row, strict=True):
                    column.append(value)

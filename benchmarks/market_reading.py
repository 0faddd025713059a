"""What the reader would write about the made-up postings of market_files.py: mentions and attributes of each text."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

MENTIONS = 12
VERSION = {"taxonomy_version": "2026.1", "matcher_version": "1"}

LEVELS = ("", "", "Senior ", "Junior ", "Staff ", "Lead ")
JOBS = {
    "Machine Learning Engineer": "ml-engineer", "MLOps Engineer": "mlops-engineer", "AI Engineer": "ai-engineer",
    "Research Scientist": "research-scientist", "Data Scientist": "data-scientist", "Data Engineer": "data-engineer",
    "Data Analyst": "data-analyst", "Software Engineer": "software-engineer", "Engineering Manager": "manager",
    "Account Executive": "other",
}  # fmt: skip

Text = tuple[str, str, int]
"""Hash, title and length in characters."""


def mentions(
    rng: np.random.Generator, texts: list[Text], skills: npt.NDArray[Any], weight: npt.NDArray[Any]
) -> pa.Table:
    """Return the mentions that the reader would have found in the texts."""
    owner = np.repeat(np.arange(len(texts)), rng.poisson(MENTIONS, len(texts)))
    count = len(owner)
    skill = skills[rng.choice(len(skills), count, p=weight)]
    start = (rng.random(count) * 1100).astype(np.int32)
    order = np.lexsort((start, owner))
    owner, start = owner[order], start[order]
    alternative = rng.random(count) < 0.15
    place = np.arange(count)
    counts = rng.random(count) < 0.91
    section = _pick(rng, count, ("requirements", "responsibilities", "preferred", "unknown"), (0.5, 0.25, 0.15, 0.1))
    strength = np.where(section == "requirements", "required", np.where(section == "preferred", "preferred", "duty"))
    hashes = np.array([text[0] for text in texts], dtype=object)[owner]
    nothing = pa.nulls(count, pa.string())
    return pa.table({
        "text_hash": pa.array(hashes), "skill_id": pa.array(skill), "start": start, "end": start + np.int32(8),
        "surface": pa.array(skill), "section": pa.array(section, pa.string()),
        "strength": pa.array(strength.astype(object), pa.string()),
        "requirement": pa.array((place - place % 2).astype(np.int32), mask=~alternative), "any_of": alternative,
        "rule": pa.array(np.full(count, "alias", dtype=object)), "counts": counts,
        "reason": pc.if_else(pa.array(counts), nothing, pa.scalar("boilerplate section")),
        "years": pa.array(rng.integers(1, 9, count).astype(float), mask=rng.random(count) > 0.05),
        **{name: pa.array([value] * count) for name, value in VERSION.items()},
    })  # fmt: skip


def _pick(rng: np.random.Generator, count: int, names: tuple[str, ...], shares: tuple[float, ...]) -> npt.NDArray[Any]:
    return np.array(names, dtype=object)[rng.choice(len(names), count, p=shares)]


def attributes(rng: np.random.Generator, texts: list[Text]) -> pa.Table:
    """Return what the reader would have said of each text as a whole."""
    count = len(texts)
    titles = [title.partition(",")[0] for _, title, _ in texts]
    role = [next(role for job, role in JOBS.items() if title.endswith(job)) for title in titles]
    seniority = [next((word.strip().lower() for word in LEVELS[2:] if title.startswith(word)), "unstated")
                 for title in titles]  # fmt: skip
    seniority = ["lead" if word == "staff" else word for word in seniority]
    paid = rng.random(count) > 0.3
    low = np.round(rng.normal(120_000, 25_000, count), -3)
    return pa.table({
        "text_hash": [text for text, _, _ in texts], "role": role, "seniority": seniority,
        "years_min": pa.array(rng.integers(0, 10, count).astype(float), mask=rng.random(count) < 0.5),
        "workplace": pa.array(_pick(rng, count, ("remote", "hybrid", "onsite", "unstated"), (0.2, 0.2, 0.1, 0.5))),
        "salary_min": pa.array(low, mask=paid), "salary_max": pa.array(low + 30_000, mask=paid),
        "salary_currency": pa.array(["USD"] * count, mask=paid), "salary_period": pa.array(["year"] * count, mask=paid),
        "education": pa.nulls(count, pa.string()), "language": pa.array(["en"] * count),
        "text_chars": pa.array([chars for _, _, chars in texts], pa.int64()),
        **{name: pa.array([value] * count) for name, value in VERSION.items()},
    })  # fmt: skip

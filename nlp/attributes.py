"""What a posting says as a whole: role, seniority, years, workplace, salary, education and its language."""

import msgspec

from skilldemand.nlp.education import education_of
from skilldemand.nlp.experience import experience_asked, headline
from skilldemand.nlp.language import language_of
from skilldemand.nlp.passage import Passage, read
from skilldemand.nlp.pay import Salary, salary_of
from skilldemand.nlp.records import Sentence
from skilldemand.nlp.role import role_of
from skilldemand.nlp.seniority import seniority_of
from skilldemand.nlp.workplace import workplace_of

__all__ = ["Attributes", "Salary", "attributes"]


class Attributes(msgspec.Struct, frozen=True, kw_only=True):
    """Attributes of one posting; absent is None, or "unstated" where the labelling guide says so."""

    role: str
    """One of role.ROLES."""
    seniority: str
    """One of seniority.SENIORITIES."""
    years_min: float | None
    """Years of experience asked for in general; of a range or of alternatives by degree the smallest."""
    workplace: str
    """One of workplace.WORKPLACES."""
    salary: Salary | None
    education: str | None
    """Lowest degree asked for, one of education.LEVELS."""
    language: str | None
    """ISO 639-1 code of the language the text is written in."""
    evidence: dict[str, tuple[int, int]]
    """(start, end) in the text by attribute name, for those that a place in the text shows."""


def attributes(
    text: str,
    title: str,
    sentences: list[Sentence],
    *,
    location: str | None = None,
    posting: Passage | None = None,
) -> Attributes:
    """Read the attributes of a posting from its text, its title and the sentences of `sections.segment(text)`.

    `location` is the place that the board gives beside the text, if any: it tells the workplace when the text does
    not, and whose dollar "$" is. `posting` is passage.read(text), where the caller has it.
    """
    posting = posting or read(text)
    asked = experience_asked(posting, sentences)
    years = headline(asked, posting.folded)
    seniority, seniority_at = seniority_of(title, posting, asked)
    workplace, workplace_at = workplace_of(title, location, text, posting)
    salary, salary_at = salary_of(posting, location)
    education, education_at = education_of(posting, sentences)
    places = {
        "seniority": seniority_at,
        "years_min": (years.start, years.end) if years else None,
        "workplace": workplace_at,
        "salary": salary_at,
        "education": education_at,
    }
    return Attributes(
        role=role_of(title, posting),
        seniority=seniority,
        years_min=years.smallest if years else None,
        workplace=workplace,
        salary=salary,
        education=education,
        language=language_of(posting.folded),
        evidence={name: place for name, place in places.items() if place is not None},
    )

import pytest

from skilldemand.crawler.fields.employment import employment_of


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (("FullTime",), "full_time"),
        (("Full-time",), "full_time"),
        (("SALARIED_FT",), "full_time"),
        (("FULL_TIME",), "full_time"),
        (("Vollzeit",), "full_time"),
        (("fulltime_fixed_term",), "full_time"),
        (("permanent", "full-time"), "full_time"),
        (("permanent", "full-or-part-time"), "full_time"),
        (("partTime",), "part_time"),
        (("parttime_permanent",), "part_time"),
        (("HOURLY_PT",), "part_time"),
        (("Contract",), "contract"),
        (("Freelance / Contractor",), "contract"),
        (("Temp",), "temporary"),
        (("fixed_term",), "temporary"),
        (("Intern",), "internship"),
        (("intern", "full-time"), "internship"),
        (("working_student",), "internship"),
        (("Internship",), "internship"),
        (("permanent",), "other"),
        (("Regular",), "other"),
        (("Internal transfer",), "other"),
        ((None, ""), None),
        (("  -  ",), None),
        ((), None),
    ],
)
def test_the_words_of_the_sources_have_six_meanings(raw: tuple[str | None, ...], kind: str | None) -> None:
    assert employment_of(*raw) == kind

"""`skilldemand gap`: what is open, what opens more, a résumé, and mistakes that help."""

import json
from pathlib import Path

import pytest

from skilldemand.analysis.gap import Gap
from skilldemand.analysis.openings import Scope
from skilldemand.analysis.warehouse import Thresholds
from skilldemand.cli import console
from skilldemand.cli.app import invoke
from skilldemand.cli.errors import UsageError
from skilldemand.cli.gap import resolve
from skilldemand.cli.gap_text import lines
from skilldemand.cli.resume import resume_text, skills_of
from tests.analysis.conftest import read_market, write_market

Captured = pytest.CaptureFixture[str]

# Vacancies by what they make a must: skills, how many, where, for which role.
MARKET = (
    ("python:required", 20, "Berlin, Germany", "ml-engineer"),
    ("python:required aws|gcp:required", 14, "Berlin, Germany", "ml-engineer"),
    ("python:required docker:required sql:required", 12, "Paris, France", "ml-engineer"),
    ("python:required sql:required", 4, "Paris, France", "ml-engineer"),
    ("communication:required", 5, "Paris, France", "ml-engineer"),
    ("python:required", 3, "Paris, France", "software-engineer"),
)

RESUME = """# Ada Example

Five years of Python and PyTorch in production; models served with Docker on AWS.
No experience with Kubernetes.
"""


def pdf(text: str) -> bytes:
    """Return a page with one line of text, as small as a PDF can be."""
    stream = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET".encode()
    font = b"/Resources << /Font << /F1 5 0 R >> >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R %s >>" % font,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + head + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows, number = [], 0
    for skills, times, location, role in MARKET:
        for _ in range(times):
            number += 1
            rows.append({
                "run": "i1", "source": "import", "board": "board-one", "id": str(number),
                "title": f"ML Engineer {number}",
                "company": f"Employer {'abcdefghijklmnopqrstuvwxyz'[number % 26] * 4}", "url": "", "location": location,
                "posted": "2026-04-01", "seen": "2026-04-01", "text": str(number), "role": role, "skills": skills,
            })  # fmt: skip
    market = write_market(tmp_path_factory.mktemp("gap"), rows)
    market.build(thresholds=Thresholds(min_vacancies=20, min_employers=5, min_asking=2, max_half_width=0.4))
    return market.root


def gap(workspace: Path, *arguments: str) -> int:
    return invoke(["--workspace", str(workspace), "gap", *arguments])


def asked(workspace: Path, capfd: Captured, *arguments: str) -> dict[str, object]:
    assert gap(workspace, *arguments, "--format", "json") == 0
    told: dict[str, object] = json.loads(capfd.readouterr().out)
    return told


def test_it_counts_what_is_open_and_what_each_next_skill_and_pair_opens(workspace: Path, capfd: Captured) -> None:
    told = asked(workspace, capfd, "--have", "Python", "--role", "ml-engineer")
    assert (told["n"], told["free"], told["employers"], told["open_now"]) == (50, 5, 26, False)
    assert [(reach["satisfied"], reach["vacancies"]) for reach in told["reach"]] == [(1.0, 20), (0.8, 20)]
    # AWS and Google Cloud are alternatives, so that each opens the fourteen; SQL opens four, too few to show.
    assert [(step["skill_ids"], step["opens"]) for step in told["steps"]] == [(["aws"], 14), (["gcp"], 14)]
    pairs = {tuple(step["skill_ids"]): step["opens"] for step in told["pairs"]}
    assert pairs["docker", "sql"] == 16
    assert pairs["aws", "sql"] == 18
    assert all(step["lo"] < step["opens"] < step["hi"] for step in [*told["steps"], *told["pairs"]])


def test_of_crawled_boards_what_stands_open_now_is_asked_for(tmp_path: Path, capfd: Captured) -> None:
    market = write_market(tmp_path / "crawled", read_market())
    market.build()
    told = asked(market.root, capfd, "--have", "python", "--role", "all")
    assert (told["open_now"], told["n"]) == (True, 2)
    assert asked(market.root, capfd, "--have", "python", "--role", "all", "--ever")["n"] > 2


def test_a_country_narrows_the_scope(workspace: Path, capfd: Captured) -> None:
    assert asked(workspace, capfd, "--have", "python", "--country", "fr")["n"] == 16


def test_the_answer_reads_well(workspace: Path, capfd: Captured) -> None:
    assert gap(workspace, "--have", "python, sql", "--role", "ml-engineer") == 0
    out = capfd.readouterr().out
    assert "50 vacancies of 26 employers in the corpus with a named tool as a must; 5 more with none" in out
    assert "Imported files do not say which of them stand open now." in " ".join(out.split())
    assert "Open to you, every must met: 24, 48 %" in out
    assert "Docker" in out
    assert "Missing of the guide" in out


def test_what_of_the_guide_is_missing_and_what_cannot_be_told_are_parted(workspace: Path, capfd: Captured) -> None:
    told = asked(workspace, capfd, "--have", "python")
    assert {item["title"] for item in told["guide"]} >= {"SQL"}
    assert told["guide_told"] == len(told["guide"]) + 1
    assert told["guide_untold"].keys() == {"fewer than 2 vacancies ask for it"}
    everything = "python,sql,docker,aws,gcp,communication"
    held = asked(workspace, capfd, "--have", everything)
    assert held["guide"] == []
    assert (held["guide_told"], held["guide_untold"]) == (told["guide_told"], told["guide_untold"])
    few = asked(workspace, capfd, "--have", "sql", "--role", "software-engineer")
    assert (few["guide"], few["guide_told"]) == ([], 0)
    assert few["guide_untold"].keys() == {"fewer than 20 vacancies"}


FEW_ASK = "fewer than 2 vacancies ask for it"


@pytest.mark.parametrize(
    ("missing", "told", "untold", "words"),
    [
        (0, 47, {}, "Nothing of the guide is missing."),
        (0, 9, {FEW_ASK: 38}, "You have every item of the guide with a share to be trusted. 38 more that you"),
        (0, 0, {"fewer than 20 vacancies": 46}, "no item has a share to be trusted (fewer than 20 vacancies: 46)."),
        (3, 9, {FEW_ASK: 30, "interval wider than ±10 points": 8}, f"{FEW_ASK}: 30; interval wider than ±10 points: 8"),
        (3, 47, {}, "Missing of the guide, the 2 asked for most of 3"),
    ],
)
def test_the_answer_claims_of_the_guide_only_what_is_known(
    capfd: Captured, missing: int, told: int, untold: dict[str, int], words: str
) -> None:
    item = {
        "section_title": "MLOps",
        "title": "Docker",
        "share": 0.3,
        "lo": 0.2,
        "hi": 0.4,
        "k": 9,
        "skill_ids": ["docker"],
    }
    found = Gap(
        Scope("ml", open_now=False), have=("python",), n=30, free=0, employers=9, open_now=False, reach=(), steps=(),
        pairs=(), guide=(item,) * missing, guide_told=told, guide_untold=untold,
    )  # fmt: skip
    for line in lines(found, {}, top=2, ever=True, sample=False, read=False):
        console.out.print(line)
    out = capfd.readouterr().out
    assert words in " ".join(out.split())
    assert out.count("Docker") == min(missing, 2)
    assert ("Nothing of the guide is missing" in out) == (not missing and not untold)


def test_a_resume_is_read_as_postings_are_and_denials_are_heeded(
    workspace: Path, capfd: Captured, tmp_path: Path
) -> None:
    (tmp_path / "ada.md").write_text(RESUME)
    assert {"python", "pytorch", "docker", "aws"} <= set(skills_of(RESUME))
    assert "kubernetes" not in skills_of(RESUME)
    told = asked(workspace, capfd, "--resume", str(tmp_path / "ada.md"), "--have", "sql")
    assert {"aws", "docker", "python", "sql"} <= set(told["have"])
    assert told["reach"][0]["vacancies"] == 50


def test_a_resume_may_be_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "ada.pdf").write_bytes(pdf("Five years of Python and PyTorch"))
    assert "Python" in resume_text(tmp_path / "ada.pdf")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("broken.pdf", b"%PDF-1.4 nothing", "not a PDF that can be read"),
        ("empty.pdf", pdf(""), "A scanned page is a picture"),
        ("odd.txt", b"\xff\xfe\x00", "not text in UTF-8"),
        ("empty.txt", b"", "holds no text"),
        ("none.txt", b"I like gardens.", "names no skill that the reader knows"),
    ],
)
def test_a_resume_that_cannot_be_used_says_why(  # noqa: PLR0917  (fixtures)
    workspace: Path, tmp_path: Path, capfd: Captured, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert gap(workspace, "--resume", str(tmp_path / name)) == 2
    assert words in capfd.readouterr().err


def test_unknown_skills_get_the_nearest_known_ones() -> None:
    assert resolve(["PyTorch", "k8s", "c++"]) == ["pytorch", "kubernetes", "cpp"]
    with pytest.raises(UsageError, match=r"no such skill: 'pytorhc' \(near it: pytorch"):
        resolve(["pytorhc"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "give --have"),
        (
            ("--have", "python", "--role", "ml-enginer"),
            "--role 'ml-enginer': not in this warehouse. Near it: ml-engineer",
        ),
        (("--have", "python", "--country", "Atlantis"), "--country 'ATLANTIS': not in this warehouse. Near it: "),
        (("--have", "python", "--format", "xml"), "expected one of text, json"),
        (("--resume", "no-such-file.md"), "No such file"),
    ],
)
def test_mistakes_are_explained(workspace: Path, capfd: Captured, arguments: tuple[str, ...], words: str) -> None:
    assert gap(workspace, *arguments) == 2
    assert words in capfd.readouterr().err

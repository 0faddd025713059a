"""The text of a posting comes out in lines, whatever went in."""

import textwrap

import pytest

from skilldemand.crawler.fields.html_text import clean_text

ITEMS = "- Python\n- SQL"
FILLER = (
    "We are a small team that plans the tours of milk lorries for dairies in the north and we like what we do. " * 4
)


@pytest.mark.parametrize(
    "raw",
    [
        "<ul><li>Python</li><li>SQL</li></ul>",
        "<ul>\n  <li><p>Python</p></li>\n  <li><p>SQL</p></li>\n</ul>",
        "<UL><LI>Python<LI>SQL</UL>",
        "&lt;ul&gt;&lt;li&gt;Python&lt;/li&gt;&lt;li&gt;SQL&lt;/li&gt;&lt;/ul&gt;",
        "&amp;lt;ul&amp;gt;&amp;lt;li&amp;gt;Python&amp;lt;/li&amp;gt;&amp;lt;li&amp;gt;SQL&amp;lt;/li&amp;gt;&amp;lt;/ul&amp;gt;",
        "* Python\n* SQL",
        "\\* Python\n\\- SQL",
        "• Python\n• SQL",
        "•Python •SQL",
        "\uf0b7 Python\n\uf0b7 SQL",
        "– **Python**\n– _SQL_",
        "<br>- Python<br/>- SQL<br />",
    ],
)
def test_items_stand_on_lines_of_their_own(raw: str) -> None:
    assert clean_text(raw) == ITEMS


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("<h2>Your tasks</h2><p>You plan.</p><p>You drive.</p>", "Your tasks\n\nYou plan.\n\nYou drive."),
        ("<div>You plan.<br>You drive.</div>", "You plan.\nYou drive."),
        ("<p><strong>Your tasks</strong>Plan tours.</p>", "Your tasks\nPlan tours."),
        ("<p><strong>P</strong>ython</p>", "Python"),
        ("<table><tr><td>Pay</td><td>60,000</td></tr></table>", "Pay | 60,000"),
        ("<script>if (a<b) {}</script><style>p {}</style>You plan.<!-- <p>hidden</p> -->", "You plan."),
        ("# Your tasks #\nYou plan **all** tours.", "Your tasks\nYou plan all tours."),
        ("**Your tasks**\n\n***\n\nSee [our page](https://dairy.example/jobs).", "Your tasks\n\nSee our page."),
        (
            "We are the\n**first**\nto do it, and\n**will stay so**\n. Join.",
            "We are the first to do it, and will stay so. Join.",
        ),
        ("C\\+\\+ and `sklearn` \\& more", "C++ and sklearn & more"),
        ("R&amp;D&nbsp;team&#8217;s &lt;5 people", "R&D team’s <5 people"),
        ("List<String> and a < b", "List<String> and a < b"),
        ('{"a": 1}\\nFirst\\nSecond\\nThird \\u2019s', '{"a": 1}\nFirst\nSecond\nThird ’s'),
        ("You plan tours.\n\nShow More\nReport", "You plan tours."),
    ],
)
def test_markup_becomes_lines(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("weâ€™re hiring â€“ now", "we’re hiring – now"),
        ("Itâ\x80\x99s cafÃ©", "It’s café"),
        ("one\x92s own", "one’s own"),
        ("candidate\ufffds skills", "candidate's skills"),
        ("zero\u200bwidth, soft\xadhyphen, no\xa0break, bell\x07", "zerowidth, softhyphen, no break, bell"),
        ("work\ufb02ow in \U0001d5e3\U0001d606\U0001d601\U0001d5f5\U0001d5fc\U0001d5fb", "workflow in Python"),
        ("broken\ud800 half", "broken half"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("São Paulo, Zürich, naïve – “quoted”", "São Paulo, Zürich, naïve – “quoted”"),
    ],
)
def test_characters_are_repaired(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Apply by e-mail only!This is a local job.", "Apply by e-mail only!\nThis is a local job."),
        ("You plan tours.You drive.", "You plan tours.\nYou drive."),
        ("ResponsibilitiesDesign the tours", "Responsibilities\nDesign the tours"),
        ("Requirements:5+ years", "Requirements:\n5+ years"),
        ("of many toolsStrong SQL", "of many tools\nStrong SQL"),
        ("in machine learning2+ years of it", "in machine learning\n2+ years of it"),
        ("● item one● item two● item three", "- item one\n- item two\n- item three"),
        ("Tours:o Plan them.o Drive them", "Tours:\n- Plan them.\n- Drive them"),
        ("knowledge of SQLExperience with Spark", "knowledge of SQL\nExperience with Spark"),
        ("Location:Oslo", "Location: Oslo"),
    ],
)
def test_lost_breaks_come_back(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


def test_headings_and_items_come_back_in_a_text_of_one_line() -> None:
    raw = (
        f"{FILLER}What you'll do Plan the tours of each day. Talk to drivers. Qualifications Two years in dispatch. "
        "Nice to have: A licence for lorries."
    )
    lines = clean_text(raw).split("\n")
    assert lines[1:] == [
        "What you'll do",
        "Plan the tours of each day. Talk to drivers.",
        "Qualifications",
        "Two years in dispatch.",
        "Nice to have:",
        "A licence for lorries.",
    ]


def test_items_without_signs_come_back_when_there_are_several() -> None:
    raw = f"{FILLER}Plan tours with drivers Write short reports for dairies Keep the lorries clean Train new staff"
    assert clean_text(raw).split("\n")[1:] == [
        "Write short reports for dairies",
        "Keep the lorries clean",
        "Train new staff",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Node.js",
        "U.S.A",
        "TensorFlow2.0",
        "PyTorch/TensorFlow",
        "iOS",
        "McDonald",
        "JavaScript",
        "e.g.Python",
        "3.5M",
        "ASP.NET",
        "https://jobs.example/Apply.Now?Ref=AbC",
        "jane.Doe@Dairy.Example",
        "README.Md",
        "eCommerce",
        "GraphQL",
        "MLOps",
        "DevOps",
        "PySpark",
        "scikit-learn",
        "LinkedIn",
        "StackOverflow",
        "PhDs",
        "Ph.D. degree",
        "B.Tech",
        "UnitedHealth",
        "C:\\Users\\Public",
        "1Password",
        "AutoML",
        "XGBoost",
        "LaTeX",
        "spaCy",
        "OpenCV",
        "PostgreSQL",
        "JPMorgan",
        "TypeScript/JavaScript",
        "v1.2.Beta",
        "www.Dairy.Example",
    ],
)
def test_names_are_never_parted(name: str) -> None:
    for text in (name, f"You work with {name} and more.", f"{name}, {name}", f"({name})"):
        assert clean_text(text) == text
    raw = f"Tours.Then tours!And moreStrong will, {name} too.Then tools!And oneExperience"
    assert f", {name} too." in clean_text(raw)


@pytest.mark.parametrize("width", [60, 72, 80])
def test_hard_wrapped_lines_are_joined(width: int) -> None:
    first = (
        "We plan the tours of milk lorries for dairies in the north, and a well-known co-operative asks us for "
        "end-to-end advice on it."
    )
    second = (
        "You will write the code that finds the shortest way from farm to farm, and you will talk to the drivers "
        "who have to take it."
    )
    item = (
        "- You know how to write code that others can read, and you have written some of it in a language that is "
        "used in production."
    )
    wrapped = "\n".join(
        [
            "About us",
            "",
            textwrap.fill(first, width),
            "",
            textwrap.fill(second, width),
            "",
            textwrap.fill(item, width, subsequent_indent="  "),
        ]
    )
    assert clean_text(wrapped) == f"About us\n\n{first}\n\n{second}\n\n{item}"


def test_lines_that_end_by_themselves_stay() -> None:
    text = "Skills\nPython and SQL for reports\nTalking to drivers\nGood knowledge of the roads\nPatience"
    assert clean_text(text) == text

"""Postings that mean harm: every field says something that some form of the report would run, break or turn round."""

import json
from pathlib import Path

NASTY = (
    "<script>alert(1)</script>",
    "</style><script>alert(2)</script>",
    "</script><!--",
    '"><img src=x onerror=alert(3)>',
    "\u202egnp.exe\u2066",
    "A" * 10_000,
    "\U0001f680 Rockets \U0001f469\u200d\U0001f4bb",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "\tTab",
    "javascript:alert(4)",
    "\x00\x01\x0b control \x1b[31m",
    "]]> & <![CDATA[",
    "[click](javascript:alert(5))",
    "|pipe|`code`|",
    "{{ 7*7 }} {% raw %}",
    "\u2028\u2029 lines",
    None,
)
ADDRESSES = (
    "javascript:alert(6)",
    'https://example.com/job?a="><script>alert(7)</script>',
    "data:text/html,<script>alert(8)</script>",
    "https://user:secret@example.com/",
    "https://example.com/plain",
)


def postings(count: int = 240) -> list[dict[str, object]]:
    """Invented postings, each with something nasty in title, company, place or text; nearly all are different jobs."""
    found: list[dict[str, object]] = []
    for number in range(count):
        nasty = NASTY[number % len(NASTY)]
        said = nasty or ""
        found.append(
            {
                "id": f"{said[:20]}{number}",
                "title": f"Machine Learning Engineer {said[:300]}" if number % 3 == 0 else "Machine Learning Engineer",
                "company": nasty if number % 2 else f"Firm {number % 30} {said}",
                "url": ADDRESSES[number % len(ADDRESSES)].replace("plain", str(number)),
                "location": nasty,
                "posted_on": f"2026-0{1 + number % 8}-1{number % 9}",
                "description": "\n".join(
                    [
                        f"Team {number * 7919} builds {number * 31} models for {number * 104729} users. {said}",
                        "Requirements:",
                        f"- Python {said} and {('SQL', 'Java', 'Rust')[number % 3]}",
                        f"- Experience with AWS{', GCP or Azure' if number % 2 else ''} {said}",
                        f"- {('PyTorch', 'TensorFlow or JAX')[number % 2]}",
                        f"Nice to have: {('Spark', 'Docker', 'Kubernetes')[number % 3]}. {said}",
                    ]
                ),
            }
        )
    return found


def write(path: Path) -> Path:
    """Write the postings as JSON Lines and return the file."""
    path.write_text("\n".join(json.dumps(posting) for posting in postings()), encoding="utf-8")
    return path

"""Hacker News: Ask HN: Who is hiring?"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from scrapy.http import Request
from selectolax.lexbor import LexborHTMLParser

from skilldemand.crawler.compose import compose
from skilldemand.crawler.envelope import open_json, rows_of
from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.dates import parse_date
from skilldemand.crawler.fields.employment import employment_of
from skilldemand.crawler.fields.html_text import clean_text
from skilldemand.crawler.fields.places import parse_places
from skilldemand.crawler.fields.salary import parse_salary
from skilldemand.crawler.fields.stated_place import distinct
from skilldemand.crawler.fields.workplace_basis import workplace_fields
from skilldemand.crawler.headline import is_seeker, listed_roles, place_names, read_headline, title_of
from skilldemand.crawler.items import Item
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.registry import Board
from skilldemand.crawler.row import Row
from skilldemand.crawler.spiders.thread import Thread, ThreadSpider
from skilldemand.crawler.visit import Visit

TITLE = re.compile(r"^Ask HN: Who is hiring\?", re.IGNORECASE)
HOST = "https://hn.algolia.com/api/v1"
STORIES_A_MONTH = 3
"""The same author also opens "Who wants to be hired?" and "Freelancer?" each month."""
MOST_HITS = 1000
_REMOVED = frozenset({"[deleted]", "[dead]", "[flagged]", "[removed]"})


def threads(body: bytes, board: Board) -> list[Thread]:
    """Return the "Who is hiring?" threads of the search answer."""
    data = open_json(body, board)
    hits = rows_of(data.get("hits"), board, "hits") if isinstance(data, dict) and "hits" in data else None
    if hits is None:
        raise PayloadError(f"board {board.slug}: field 'hits' is missing in the answer, expected the list of threads.")
    found = []
    for hit in hits:
        if isinstance(hit, dict) and TITLE.match(str(hit.get("title") or "")) and hit.get("objectID"):
            created = parse_date(hit.get("created_at_i") or hit.get("created_at"))
            found.append(Thread(str(hit["objectID"]), created or ""))
    return found


def rows(body: bytes, board: Board) -> Listing:
    """Return the comments of a thread that are postings; replies are none, nor are deleted comments.

    Read are a whole thread, a bare list of comments, one comment, and a search answer, whose stories are none. A thread
    without any comment is no whole answer: the newest has some within minutes.
    """
    data = open_json(body, board)
    if isinstance(data, dict) and "hits" in data:
        found = [_from_hit(hit) for hit in rows_of(data["hits"], board, "hits") if _is_comment(hit)]
    elif isinstance(data, dict) and "text" in data and "title" not in data and data.get("type") != "story":
        found = [data]
    elif isinstance(data, dict) and "children" not in data:
        raise PayloadError(f"board {board.slug}: field 'children' is missing in the answer, expected a whole thread.")
    else:
        found = rows_of(data["children"] if isinstance(data, dict) else data, board, "children")
    return Listing(rows=[row for row in found if not _is_removed(row)], capped=not found)


def _is_comment(hit: Any) -> bool:
    return isinstance(hit, dict) and "comment_text" in hit and hit.get("parent_id") == hit.get("story_id")


def _from_hit(hit: dict[str, Any]) -> dict[str, Any]:
    return {**hit, "id": hit.get("objectID"), "text": hit["comment_text"], "title": None}


def _is_removed(row: Any) -> bool:
    if not isinstance(row, dict):
        return False
    text = row.get("text")
    if text is None or row.get("deleted") is True or row.get("dead") is True:
        return True
    return isinstance(text, str) and (not text.strip() or text.strip() in _REMOVED or is_seeker(clean_text(text)))


def _link(markup: str) -> str | None:
    """Return the first address in a post; Hacker News shortens the text of a link but not its href."""
    for link in LexborHTMLParser(markup).css("a[href]"):
        href = link.attributes.get("href") or ""
        if href.startswith("http") and "news.ycombinator.com" not in href:
            return href
    found = re.search(r"https?://[^\s<>\"')]+", clean_text(markup))
    return found[0].rstrip(".,;") if found else None


def posting(row: Row, board: Board, context: Context) -> Posting:
    """Return the record of one comment; a post with several roles stays one posting."""
    native_id, markup = row.take("id"), str(row.take("text"))
    text = clean_text(markup)
    headline = read_headline(text.partition("\n")[0])
    location = "; ".join(headline.locations) or None
    created = row.maybe("created_at_i") or row.maybe("created_at") or row.maybe("time")
    return compose(
        "hacker_news",
        board,
        context,
        native_id=native_id,
        title=title_of(headline, text),
        company=headline.company,
        description=markup,
        url=f"https://news.ycombinator.com/item?id={native_id}",
        apply_url=_link(markup),
        location_raw=location,
        places=distinct(
            [place for line in headline.locations for name in place_names(line) for place in parse_places(name)]
        ),
        **workplace_fields(headline.workplace),
        employment_type=employment_of(headline.employment),
        employment_type_raw=headline.employment,
        salary=parse_salary(headline.salary),
        salary_raw=headline.salary,
        posted_at=parse_date(created),
        posted_at_basis="stated" if created else None,
        posted_at_raw=str(created) if created else None,
        language="en",  # the thread's own rule
    )


class HackerNewsSpider(ThreadSpider):
    """Reads the monthly "Ask HN: Who is hiring?" threads.

    Source
      Hacker News (hn.algolia.com): the two newest monthly threads, more with --months
    API documentation
      https://hn.algolia.com/api
    Terms
      Open API of the search of Hacker News; each posting links to its comment.
    Caveats
      A post is free text: company, role, place and pay are read from its first line, whose order is a loose custom. A
      post with several roles is one posting. A thread is an archive of its month: nothing says when a job was filled,
      so its posts are never closed and, once their thread is no longer read, are stale in the warehouse after sixty
      days. Older threads are read once, with --months.
    """

    name = "hacker_news"

    # BoardSpider
    TITLE_FIELD = "text"
    IGNORED: ClassVar[frozenset[str]] = frozenset(
        {"author", "children", "created_at", "options", "parent_id", "points", "story_id", "title", "type", "url",
         "updated_at", "dead", "deleted", "objectID", "comment_text", "story_title", "story_url", "_tags",
         "_highlightResult", "by", "kids", "parent", "num_comments"}
    )  # fmt: skip
    rows = staticmethod(rows)
    posting = staticmethod(posting)
    threads = staticmethod(threads)

    @classmethod
    def row_title(cls, row: dict[str, Any]) -> str:
        """Return the roles of a comment; a story has none."""
        if not isinstance(row, dict) or row.get("title") or not isinstance(row.get("text"), str):
            return ""
        text = clean_text(row["text"])
        return title_of(read_headline(text.partition("\n")[0]), text)

    def keeps(self, row: dict[str, Any], visit: Visit) -> Iterator[Item]:
        """Keep a post when its first line names a role that is collected, or one of the lines that list its roles."""
        text = clean_text(str(row.get("text") or ""))
        named = [text.partition("\n")[0], *listed_roles(text)]
        if not any(self.roles.family_of(words) for words in named):
            yield from super().keeps(row, visit)

    def first_request(self, board: Board) -> Request:  # noqa: ARG002
        """Ask for the newest threads of the author who opens them."""
        hits = min(MOST_HITS, max(50, (self.state.months + 2) * STORIES_A_MONTH))
        return Request(f"{HOST}/search_by_date?tags=story,author_whoishiring&hitsPerPage={hits}")

    def thread_request(self, thread: Thread, board: Board) -> Request:  # noqa: ARG002
        """Ask for one thread with all its comments."""
        return Request(f"{HOST}/items/{thread.id}")

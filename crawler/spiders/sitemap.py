"""Sites that say by their sitemap which pages they have; each posting is a page."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.items import Dropped, Item, Known, Listed
from skilldemand.crawler.page_walk import PageMemory, PageNote, Walk
from skilldemand.crawler.refusals import AskedToWait, BoardStopped, RobotsForbidden
from skilldemand.crawler.registry import Board
from skilldemand.crawler.sitemaps import Entry, job_like, links_of_page, read_sitemap, sitemaps_of_robots
from skilldemand.crawler.spiders.base import BoardSpider
from skilldemand.crawler.visit import Visit

MOST_SITEMAPS = 50
RESERVED = "the site reserves text and data mining (TDM-Reservation)"
START_PAGE = "listed from a start page, which may not link every posting"


class PageForbidden(RobotsForbidden):
    """Raised for a single page that robots.txt disallows; the rest of the site may be read."""

    board_status: ClassVar[None] = None


class SitemapSpider(BoardSpider):
    """Use when robots.txt or the board names sitemaps and every posting is a page of its own.

    Options of a board: `host` (default: the slug), `sitemap` (address of one, in place of robots.txt), `start` (address
    of a page whose links are read in place of a sitemap), `pattern` (regular expression for the paths of postings),
    `hosts` (further hosts of the site). A page is asked for when it is new, when its lastmod differs from the one it
    had when it was read, and every two weeks. Pages are asked for one after the other, so that a site that reserves
    text and data mining is left alone at its first word.
    """

    PAGES_A_RUN: ClassVar[int] = 200
    """Most pages fetched for one board in one run; the rest come in the next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._walks: dict[str, Walk] = {}

    # The way to the pages

    def host_of(self, board: Board) -> str:
        """Return the site's host; raises BoardsError when the board does not name one."""
        address = board.options.get("sitemap") or board.options.get("start")
        if board.options.get("host") or (not address and "." not in board.slug):
            return board.option("host")
        return (urlsplit(str(address)).hostname or "") if address else board.slug

    def first_request(self, board: Board) -> Request:
        """Ask for the board's sitemap or start page, or for robots.txt, which names the sitemaps."""
        host = self.host_of(board)
        walk = self._walks[board.slug] = Walk(
            PageMemory(self.state, board.slug), {host, *board.options.get("hosts", [])}
        )
        url = board.options.get("sitemap") or board.options.get("start") or f"https://{host}/robots.txt"
        return Request(str(url), meta={"board_hosts": sorted(walk.hosts)})

    def judged(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Handle robots.txt, a sitemap or a page, then ask for what comes next."""
        if (response.headers.get("TDM-Reservation") or b"").strip() == b"1":
            visit.settle("blocked", RESERVED)
            return
        page: Entry | None = more.get("page")
        if page is not None:
            yield from self._page(response, page, visit)
        elif more.get("further") and not 200 <= response.status < 300:
            visit.fail(f"a sitemap answered {response.status}")
        elif self._is_robots(visit.board) and not more and 400 <= response.status < 500:
            self._walks[visit.board.slug].add_sitemaps([self._usual_sitemap(visit.board)], also_hosts=False)
        else:
            try:
                yield from super().judged(response, visit, **more)
            except PayloadError as error:  # a sitemap that cannot be read does not keep the others from being read
                visit.fail(str(error))
        yield from self._go_on(visit)

    def handle(self, response: Response, visit: Visit, **more: Any) -> Iterator[Item | Request]:
        """Read robots.txt, a sitemap or the start page; settle at once the pages that need no request."""
        board, walk = visit.board, self._walks[visit.board.slug]
        if self._is_robots(board) and not more:
            walk.add_sitemaps(
                sitemaps_of_robots(response.body, response.url) or [self._usual_sitemap(board)], also_hosts=True
            )
            return
        pattern = board.options.get("pattern")
        if board.options.get("start"):
            visit.fail(START_PAGE)
            entries = job_like(links_of_page(response.body, response.url), pattern)
        else:
            sitemap = read_sitemap(response.body, board)
            children = [child.url for child in job_like(sitemap.sitemaps) or sitemap.sitemaps]
            walk.add_sitemaps(children, also_hosts=False)
            walk.of_jobs |= bool(job_like([Entry(response.url, None)])) and not sitemap.sitemaps
            entries = job_like(sitemap.pages, pattern)
        for entry in walk.new_pages(entries):
            yield from self._known_page(entry, visit)

    def _is_robots(self, board: Board) -> bool:
        return not (board.options.get("sitemap") or board.options.get("start"))

    def _usual_sitemap(self, board: Board) -> str:
        return f"https://{self.host_of(board)}/sitemap.xml"

    def _go_on(self, visit: Visit) -> Iterator[Item | Request]:
        """Ask for the next sitemap, then for the next page; end the walk when there is none."""
        walk = self._walks[visit.board.slug]
        if visit.verdict is not None or visit.outstanding:
            return
        meta = {"board_hosts": sorted(walk.hosts)}
        if walk.sitemaps and walk.sitemaps_read < MOST_SITEMAPS:
            walk.sitemaps_read += 1
            url = walk.sitemaps.pop(0)
            only = walk.sitemaps_read == 1 and not walk.sitemaps and self._is_robots(visit.board)
            yield self.ask(Request(url, meta=meta), visit, further=not only)
        elif walk.pages:
            entry = walk.pages.pop(0)
            yield self.ask(Request(entry.url, meta=meta), visit, page=entry)
        else:
            yield from self._end(visit)

    def _end(self, visit: Visit) -> Iterator[Item]:
        """Decide over the pages that had no open posting, and over a site that had none at all."""
        walk = self._walks[visit.board.slug]
        if walk.sitemaps:
            visit.fail(f"more than {MOST_SITEMAPS} sitemaps")
        if not (walk.found or walk.of_jobs or visit.failures):
            visit.fail("no page looks like a posting's; options.pattern can say how their paths look")
        taken = [entry for entry in walk.bare if walk.memory.note_of(entry).kept]
        if taken and not visit.listed:  # all pages at once: the site lost its markup, not its postings
            visit.fail("no page has a JobPosting any more")
            for entry in taken:
                yield from self._unread("page without a JobPosting", entry, visit)
            return
        for entry in walk.bare:
            walk.memory.remember(entry, [], {})
        if taken:
            visit.bad_rows["posting taken from its page"] += len(taken)
        if visit.bad_rows and not visit.listed:
            visit.fail("no page could be read")

    # Answers that never came

    async def failed(self, failure: Failure) -> AsyncIterator[Item | Request]:
        """Go on after a page that robots.txt disallows; a pause that the service asks for ends the walk."""
        page = failure.request.cb_kwargs.get("page")  # type: ignore[attr-defined]
        if page is not None and isinstance(failure.value, RobotsForbidden):
            forbidden = Failure(PageForbidden(str(failure.value)))  # type: ignore[no-untyped-call]
            forbidden.request = failure.request  # type: ignore[attr-defined]
            failure = forbidden
        elif isinstance(failure.value, BoardStopped | AskedToWait):
            visit: Visit = failure.request.cb_kwargs["visit"]  # type: ignore[attr-defined]
            self._walks[visit.board.slug].given_up = str(failure.value)
        async for item in super().failed(failure):
            yield item

    def lost(self, reason: str, visit: Visit, **more: Any) -> Iterator[Item | Request]:  # type: ignore[override]
        """Yield what a page that never came held before; a lost sitemap cuts the listing. Then go on."""
        page: Entry | None = more.get("page")
        walk = self._walks[visit.board.slug]
        if walk.given_up or page is None:
            visit.fail(reason)
        else:
            yield from self._unread("page did not come", page, visit)
        if not walk.given_up:
            yield from self._go_on(visit)

    # Pages

    def _known_page(self, entry: Entry, visit: Visit) -> Iterator[Item]:
        """Yield what an unchanged page held when it was read; put any other on the list of pages to ask for."""
        walk = self._walks[visit.board.slug]
        if walk.memory.is_unchanged(entry):
            yield from self._as_before(walk.memory.note_of(entry), visit)
        elif self.state.detail_budget(visit.board, self.PAGES_A_RUN):
            walk.pages.append(entry)
        else:
            visit.bad_rows["page left for the next run"] += 1
            yield from self._as_before(walk.memory.note_of(entry), visit)

    def _as_before(self, note: PageNote, visit: Visit) -> Iterator[Item]:
        visit.listed += len(note.kept) + len(note.dropped)
        visit.emitted += len(note.kept)
        visit.dropped += len(note.dropped)
        for native_id in note.kept:
            yield Known(visit.board.slug, f"{self.name}:{visit.board.slug}:{native_id}")
        for native_id, title in note.dropped.items():
            yield Dropped(board=visit.board.slug, native_id=native_id, title=title)

    def _page(self, response: Response, entry: Entry, visit: Visit) -> Iterator[Item]:
        """Yield the postings of a page; one that cannot be read now holds what it held before."""
        walk = self._walks[visit.board.slug]
        if response.status in (404, 410):
            visit.bad_rows[f"page answered {response.status}"] += 1
            walk.memory.remember(entry, [], {})
        elif 300 <= response.status < 400:
            walk.bare.append(entry)
        elif 200 <= response.status < 300:
            yield from self._read(response, entry, visit)
        else:
            yield from self._unread(f"page answered {response.status}", entry, visit)

    def _read(self, response: Response, entry: Entry, visit: Visit) -> Iterator[Item]:
        walk = self._walks[visit.board.slug]
        try:
            rows = self.rows_of_page(response, entry, visit)
        except PayloadError as error:
            self.logger.warning("%s: %s", entry.url, error)
            yield from self._unread("page unreadable", entry, visit)
            return
        if not rows:
            walk.bare.append(entry)
            return
        kept: list[str] = []
        dropped: dict[str, str] = {}
        for row in rows:
            visit.listed += 1
            for item in [*self.keeps(row, visit)] or [*self.emit(row, visit)]:
                if isinstance(item, Dropped):
                    dropped[item.native_id] = item.title
                elif isinstance(item, Listed):
                    kept.append(item.posting.native_id)
                yield item
        if len(kept) + len(dropped) == len(rows):  # a page with an unreadable posting is asked for again
            walk.memory.remember(entry, kept, dropped)

    @abstractmethod
    def rows_of_page(self, response: Response, entry: Entry, visit: Visit) -> list[dict[str, Any]]:
        """Return the rows of the postings that stand open on a page, none when there is none.

        Raises PayloadError when the page cannot be read; settles the visit when the page ends it.
        """

    def _unread(self, reason: str, entry: Entry, visit: Visit) -> Iterator[Item]:
        note = self._walks[visit.board.slug].memory.note_of(entry)
        visit.bad_rows[reason] += 1
        visit.listed += len(note.kept)
        for native_id in note.kept:
            yield from self.still_there(f"{self.name}:{visit.board.slug}:{native_id}", visit)

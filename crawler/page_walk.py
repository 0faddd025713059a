"""The way through a site in one visit: what is still to be asked for, and what its pages held before."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import msgspec

from skilldemand.crawler.run_state import RunState
from skilldemand.crawler.sitemaps import Entry


class PageNote(msgspec.Struct, kw_only=True, frozen=True):
    """What a page held when it was last read; kept in the run's state, so that an unchanged page needs no request."""

    lastmod: str | None = None
    kept: list[str] = []
    """Native ids of the postings that were stored."""
    dropped: dict[str, str] = {}
    """Native id to title of those that the role filter left out."""


class PageMemory:
    """The notes of one board's pages, in the state of the run under a board of their own ("slug#pages")."""

    def __init__(self, state: RunState, slug: str) -> None:
        self._state = state
        self._board = f"{slug}#pages"
        self._notes: dict[str, str] | None = None

    def _key(self, entry: Entry) -> str:
        return f"{self._state.source}:{self._board}:{entry.url}"

    def note_of(self, entry: Entry) -> PageNote:
        """Return what the page held when it was last read, an empty note when it never was."""
        if self._notes is None:
            self._notes = self._state.stored_hashes(self._board)
        raw = self._notes.get(self._key(entry))
        return msgspec.json.decode(raw, type=PageNote) if raw else PageNote()

    def is_unchanged(self, entry: Entry) -> bool:
        """Return whether the page was read not long ago and has the same lastmod since."""
        note = self.note_of(entry)
        return self._state.is_fresh(self._key(entry)) and note.lastmod == entry.lastmod

    def remember(self, entry: Entry, kept: list[str], dropped: dict[str, str]) -> None:
        """Keep aside what the page holds; it becomes the memory when the run's files stand."""
        note = PageNote(lastmod=entry.lastmod, kept=kept, dropped=dropped)
        self._state.note_stored(self._key(entry), self._board, msgspec.json.encode(note).decode())


@dataclass
class Walk:
    """The state of one board's walk."""

    memory: PageMemory
    hosts: set[str]
    """Hosts of the site; the board and robots.txt name them."""
    sitemaps: list[str] = field(default_factory=list)
    sitemaps_read: int = 0
    pages: list[Entry] = field(default_factory=list)
    bare: list[Entry] = field(default_factory=list)
    """Pages without an open posting."""
    found: int = 0
    """Pages that look like postings."""
    of_jobs: bool = False
    """Whether a sitemap was read whose own name says that it lists jobs; an empty one means that there are none."""
    given_up: str = ""
    """Why nothing more is asked for in this run."""
    _seen: set[str] = field(default_factory=set)

    def add_sitemaps(self, urls: list[str], *, also_hosts: bool) -> None:
        """Put sitemaps on the list, each once; robots.txt may name them on hosts of its own (`also_hosts`)."""
        for url in urls:
            if url not in self._seen:
                self._seen.add(url)
                self.sitemaps.append(url)
            if also_hosts and (host := urlsplit(url).hostname):
                self.hosts.add(host)

    def new_pages(self, entries: list[Entry]) -> list[Entry]:
        """Return the pages of the site's own hosts that no sitemap before named."""
        own = [entry for entry in entries if entry.url not in self._seen and urlsplit(entry.url).hostname in self.hosts]
        self._seen.update(entry.url for entry in own)
        self.found += len(own)
        return list({entry.url: entry for entry in own}.values())

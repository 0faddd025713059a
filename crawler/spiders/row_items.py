"""What a spider does with the rows of a listing: each becomes an item, or a count of why it does not."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

import scrapy

from skilldemand.crawler.items import Dropped, Encoded, Item, Known, Listed
from skilldemand.crawler.listing import Context, Listing
from skilldemand.crawler.posting import Posting
from skilldemand.crawler.reading import Read, ReadRow, read_row
from skilldemand.crawler.registry import Board
from skilldemand.crawler.roles import RoleFilter
from skilldemand.crawler.row import Row
from skilldemand.crawler.run_state import RunState
from skilldemand.crawler.visit import Visit


class RowItems(scrapy.Spider):
    """The part of a spider that turns rows into items."""

    IGNORED: ClassVar[frozenset[str]] = frozenset()
    """Fields of a row that are known and deliberately not read."""
    ID_FIELD: ClassVar[str] = "id"
    """Field of a listing row that identifies the posting on its board."""
    TITLE_FIELD: ClassVar[str] = "title"

    state: RunState
    roles: RoleFilter
    context: Context

    @staticmethod
    @abstractmethod
    def posting(row: Row, board: Board, context: Context) -> Posting:
        """Return the record of one row; raises PayloadError when a mandatory field is missing."""

    def new_rows(self, listing: Listing, visit: Visit) -> list[Any]:
        """Return the rows not seen in this visit, each counted as listed.

        A row without an id is counted as bad, and the listing is not whole: it may be any of the stored postings.
        """
        fresh = []
        on_page: set[str] = set()
        for row in listing.rows:
            native_id = row.native_id if isinstance(row, ReadRow) else self.row_id(row)
            if native_id is None:
                visit.bad_rows[f"no {self.ID_FIELD}"] += 1
                visit.fail(f"a row without {self.ID_FIELD}")
            elif native_id not in visit.seen_ids:
                visit.seen_ids.add(native_id)
                visit.listed += 1
                fresh.append(row)
            elif native_id not in on_page:
                continue  # from a page before: pages shifted or began anew, and another posting may be missing for it
            on_page.add(native_id or "")
            visit.rows += 1
        return fresh

    @classmethod
    def row_id(cls, row: dict[str, Any]) -> str | None:
        """Return the id of a listing row, None when it has none."""
        value = row.get(cls.ID_FIELD) if isinstance(row, dict) else None
        return str(value) if value not in (None, "") else None

    @classmethod
    def row_title(cls, row: dict[str, Any]) -> str:
        """Return the title of a listing row, empty when it has none."""
        return str(row.get(cls.TITLE_FIELD) or "") if isinstance(row, dict) else ""

    def key_of(self, row: dict[str, Any], visit: Visit) -> str:
        """Return the posting_key of a listing row."""
        return f"{self.name}:{visit.board.slug}:{self.row_id(row)}"

    def keeps(self, row: Any, visit: Visit) -> Iterator[Item]:
        """Yield the dropped record when the role filter leaves the row out, nothing when it is kept."""
        if isinstance(row, ReadRow):
            if row.read is None:
                visit.dropped += 1
                yield Dropped(visit.board.slug, row.native_id or "", row.title)
            return
        title = self.row_title(row)
        if title and self.roles.family_of(title) is None:
            visit.dropped += 1
            yield Dropped(board=visit.board.slug, native_id=self.row_id(row) or "", title=title)

    def emit(self, row: Any, visit: Visit) -> Iterator[Item]:
        """Yield the posting of a row; a bad row is counted and left out, the rest of the board goes on.

        A bad row still says that its posting stands on the board, so one that is stored is sighted and stays open.
        """
        if isinstance(row, ReadRow) and row.read is not None:
            yield from self._taken(row.read, visit)
        else:
            yield from self._taken(read_row(type(self), row, self.key_of(row, visit), visit.board, self.context), visit)

    def _taken(self, read: Read, visit: Visit) -> Iterator[Item]:
        """Yield what follows from a row that was read."""
        if read.error is not None:
            visit.bad_rows[read.error_kind] += 1
            self.logger.warning("%s: left out: %s", read.posting_key, read.error)
            yield from self.still_there(read.posting_key, visit)
            return
        if "description_text" not in read.states:
            self.crawler.stats.inc_value(f"skilldemand/no_text/{self.name}")
            if self.state.is_stored(read.posting_key):  # an answer without texts must not wipe out the stored one
                visit.bad_rows["no text"] += 1
                yield Known(visit.board.slug, read.posting_key)
                return
        for key in read.leftovers:
            self.crawler.stats.inc_value(f"skilldemand/new_key/{self.name}/{key}")
        visit.emitted += 1
        if read.posting is not None:
            yield Listed(read.posting)
        else:
            yield Encoded(read.posting_key, visit.board.slug, read.content_hash, read.line, read.states)

    def still_there(self, posting_key: str, visit: Visit) -> Iterator[Item]:
        """Yield a sighting of a posting that could not be read now when its text is stored."""
        if self.state.is_stored(posting_key):
            yield Known(visit.board.slug, posting_key)

"""What an answer's status says about a board."""

from scrapy.http import Response

from skilldemand.crawler.registry import Board
from skilldemand.crawler.visit import Visit

DEAD = frozenset({404, 410})
BLOCKED = frozenset({401, 403, 451})


class Verdicts:
    """The part of a spider that judges answers by their status; a source overrides what it means by one."""

    def elsewhere(self, board: Board) -> Board | None:  # noqa: ARG002
        """Return the board at the next address where it may stand (another region), None when all were tried."""
        return None

    def redirected(self, response: Response, visit: Visit) -> None:
        """Handle a redirect; none is followed, because a listing that moved is no answer of this board."""
        location = (response.headers.get("Location") or b"").decode("latin-1")
        visit.fail(f"answered {response.status} to {location}"[:300])

    def refusal(self, response: Response) -> str:
        """Return what a 401, 403 or 451 means here."""
        return f"answered {response.status}"

    def usable(self, response: Response, visit: Visit) -> bool:
        """Return whether an answer has rows to read; any other settles the visit or fails it."""
        if response.status == 304 and not _was_conditional(response):
            visit.fail("answered 304 to a request without validators")
        elif response.status == 304:
            visit.settle("unchanged")
        elif 300 <= response.status < 400:
            self.redirected(response, visit)
        elif response.status in DEAD:
            self.missing(response, visit)
        elif response.status in BLOCKED:
            visit.settle("blocked", self.refusal(response))
            visit.fail(self.refusal(response))
        elif not 200 <= response.status < 300:
            visit.fail(f"answered {response.status}")
        else:
            return True
        return False

    def missing(self, response: Response, visit: Visit) -> None:
        """Handle 404 and 410: on a first listing the board is dead, later the listing is cut."""
        if visit.listed:
            visit.fail(f"page answered {response.status}")
        else:
            visit.settle("dead", f"answered {response.status}")

    def note_validators(self, response: Response, visit: Visit) -> None:
        """Keep the validators of a listing for the time when the visit has ended complete."""
        for name in ("ETag", "Last-Modified"):
            value = response.headers.get(name)
            if value:
                visit.validators[name] = value.decode("latin-1")


def _was_conditional(response: Response) -> bool:
    request = response.request
    return request is not None and not request.headers.keys().isdisjoint((b"If-None-Match", b"If-Modified-Since"))

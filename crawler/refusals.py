"""Why a request was never sent. Each says which status its board ends with; None leaves that to what was listed.

Refusal
├── OffHost             the host is none of the source's own
├── PrivateAddress      the host is a loopback, private or link-local address
├── RobotsForbidden     robots.txt of the host says no
├── RobotsUnknown       robots.txt cannot be read and the source is not a documented API
├── QuotaUsedUp         the terms allow no more requests in this period
├── AskedToWait         the service asked for a longer pause than one run waits
├── RunStopped          the run was told to end
└── BoardStopped        too many failures or two 403 in a row on this board
"""

from typing import ClassVar

from scrapy.exceptions import IgnoreRequest

from skilldemand.crawler.posting import BoardStatus


class Refusal(IgnoreRequest):
    """Base of every refusal; reaches the spider's errback like a failed download."""

    board_status: ClassVar[BoardStatus | None] = None


class OffHost(Refusal):
    """Raised for a host that the source's policy does not name, also after a redirect."""


class PrivateAddress(Refusal):
    """Raised so that a board file or a redirect cannot turn the crawler against the local network."""

    board_status: ClassVar[BoardStatus | None] = "blocked"


class RobotsForbidden(Refusal):
    """Raised when robots.txt disallows the address for us."""

    board_status: ClassVar[BoardStatus | None] = "blocked"


class RobotsUnknown(Refusal):
    """Raised when robots.txt answers with a server error and the interface is undocumented."""


class QuotaUsedUp(Refusal):
    """Raised when the period's requests are used up; the board is read in a later run."""

    board_status: ClassVar[BoardStatus | None] = "partial"


class AskedToWait(Refusal):
    """Raised while a service that answered 429 or 503 with a long Retry-After is left alone."""


class RunStopped(Refusal):
    """Raised for what was still waiting when the run was told to end."""

    board_status: ClassVar[BoardStatus | None] = "partial"


class BoardStopped(Refusal):
    """Raised for the remaining requests of a board that was given up for this run."""

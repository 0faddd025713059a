"""What can go wrong while postings are collected.

CrawlerError
├── ImportFileError      a file to import cannot be used at all (missing, empty, unreadable, no text)
├── LandingError         a landing file does not fit the record contract
├── BoardsError          a file of the board registry is wrong
├── PayloadError         an answer or a row of a source is not what its contract says
└── CrawlError           a crawl as a whole cannot start (unknown source or board, missing key)
"""


class CrawlerError(Exception):
    """Base of every error this stage raises on purpose; the message is one readable paragraph."""


class ImportFileError(CrawlerError):
    """Raised by skilldemand.crawler.importing before any row of the file has been stored."""


class LandingError(CrawlerError):
    """Raised when a landing file has a record or a schema version that this release cannot read."""


class BoardsError(CrawlerError):
    """Raised by skilldemand.crawler.registry when a file under crawler/boards is not what the registry expects."""


class PayloadError(CrawlerError):
    """Raised by parse functions; a bad row is counted and left out, a bad answer ends the board as error or partial."""


class CrawlError(CrawlerError):
    """Raised before the first request when a crawl cannot do what is asked."""


class SampleError(CrawlerError):
    """Raised when a file under crawler/sample does not describe the invented market as its records demand."""

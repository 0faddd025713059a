"""What can go wrong while postings are collected.

    CrawlerError
    ├── ImportFileError      a file to import cannot be used at all (missing, empty, a folder, unreadable, no text column)
    ├── LandingError         a landing file does not fit the record contract
    └── BoardsError          a board registry file is wrong
"""


class CrawlerError(Exception):
    """Base of every error this stage raises on purpose; the message is one readable paragraph."""


class ImportFileError(CrawlerError):
    """Raised by skilldemand.crawler.importing before any row of the file has been stored."""


class LandingError(CrawlerError):
    """Raised when a landing file has a record or a schema version that this release cannot read."""


class BoardsError(CrawlerError):
    """Raised when a file under crawler/boards is not what the registry expects."""

"""The report as one PDF, by WeasyPrint and the print style of the page (extra `pdf`)."""

import hashlib
import importlib.util
import logging
from typing import Any

from skilldemand.reports.errors import OutputError

PDF = "report.pdf"


def check_available() -> None:
    """Raise OutputError where WeasyPrint or the libraries under it are missing."""
    if importlib.util.find_spec("weasyprint") is None:
        raise OutputError(
            "--pdf needs WeasyPrint, which is not installed: pip install 'skilldemand[pdf]', or print index.html to "
            "PDF in a browser, which uses the same print style"
        )


def pdf_bytes(html: str) -> bytes:
    """Return the page as PDF; nothing is fetched. The same page gives the same bytes with the same fonts.

    Raises OutputError where WeasyPrint or the system libraries under it (Pango) are missing.
    """
    check_available()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of each rule that is for screens only
    try:
        from weasyprint import HTML  # noqa: PLC0415 - an extra
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as error:
        raise OutputError(f"--pdf: WeasyPrint cannot load Pango ({error}): install it, or print index.html") from error
    written: Any = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf(
        pdf_identifier=hashlib.sha256(html.encode("utf-8")).digest()[:16]
    )
    return bytes(written)

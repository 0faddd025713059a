"""From the parts that a parse function read to the stored record: key, hash, clean text, canonical addresses."""

from typing import Any

from skilldemand.crawler.errors import PayloadError
from skilldemand.crawler.fields.html_text import clean_text
from skilldemand.crawler.fields.identity import canonical_url, clean_line, employer_name
from skilldemand.crawler.listing import Context
from skilldemand.crawler.posting import Posting, content_hash
from skilldemand.crawler.registry import Board


def compose(
    source: str,
    board: Board,
    context: Context,
    *,
    native_id: Any,
    title: Any,
    company: Any,
    description: str | None,
    **fields: Any,
) -> Posting:
    """Return the Posting of one row.

    `description` is the markup as published; `fields` are further fields of Posting as they are. Raises PayloadError
    when title or text are empty after cleaning, because such a row says nothing.
    """
    name = clean_line(title)
    text = clean_text(description or "")
    where = f"{source}:{board.slug}:{native_id}"
    if not name:
        raise PayloadError(f"{where}: title {title!r} is empty, expected text.")
    if not text:
        raise PayloadError(f"{where}: no description text, expected one. The row is left out.")
    employer = employer_name(company) or board.company
    fields["url"] = canonical_url(fields.get("url"))
    fields["apply_url"] = canonical_url(fields.get("apply_url"))
    return Posting(
        posting_key=where,
        source=source,
        board=board.slug,
        native_id=str(native_id),
        title=name,
        company=employer,
        description_html=description if description != text else None,
        description_text=text,
        content_hash=content_hash(name, employer, text),
        seen_at=context.seen_at,
        run_id=context.run_id,
        sample=context.sample,
        **fields,
    )

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
    body: str | None = None,
    **fields: Any,
) -> Posting:
    """Return the Posting of one row.

    `description` is the markup as published, `body` the part of it that is about this job (be it "") where the source
    tells the employer's standing paragraphs apart; `fields` are further fields of Posting as they are. A posting
    without text stays a posting. Raises PayloadError when the title is empty after cleaning.
    """
    name = clean_line(title)
    text = clean_text((description if body is None else body) or "")
    where = f"{source}:{board.slug}:{native_id}"
    if not name:
        raise PayloadError(f"{where}: title {title!r} is empty, expected text.")
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
        description_html=description if description and description != text else None,
        description_text=text,
        content_hash=content_hash(name, employer, text),
        seen_at=context.seen_at,
        run_id=context.run_id,
        sample=context.sample,
        **fields,
    )

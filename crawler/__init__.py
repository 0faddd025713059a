"""Collect job postings: from boards on the web or from files somebody already has, into landing files.

`Posting` is the record that other programs meet: one line of landing/*/*/postings.jsonl.gz.
"""

from skilldemand.crawler.posting import Posting

__all__ = ["Posting"]

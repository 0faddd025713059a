"""Collect job postings: from boards on the web or from files somebody already has, into landing files."""

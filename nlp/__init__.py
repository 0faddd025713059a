"""Read postings: text in, skill mentions and posting attributes out."""

"""The explorer: one page that filters, ranks and matches skills in the reader's browser, without a server."""

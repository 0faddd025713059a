"""The skilldemand command line: one module a command."""

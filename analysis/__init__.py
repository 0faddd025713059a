"""Turn landing and mention files into one DuckDB warehouse and its marts."""

"""Postings somebody already has (CSV, JSON, JSON Lines, Parquet) become landing files."""

"""Item pipelines: what spiders yield becomes landing files."""

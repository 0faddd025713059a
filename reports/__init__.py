"""Turn the published warehouse into charts, HTML and Markdown."""

"""Which sources the published warehouse puts aside, because they seem broken rather than empty."""

from skilldemand.cli.workspace import Workspace


def quarantined(workspace: Workspace) -> dict[str, str]:
    """Return {source: reason} of the sources that trends leave out; nothing where nothing readable is published."""
    import duckdb

    from skilldemand.analysis.errors import AnalysisError
    from skilldemand.analysis.publish import open_published

    try:
        with open_published(workspace.warehouse) as connection:
            rows = connection.execute(
                "SELECT source, reason FROM marts.source_quality WHERE quarantined ORDER BY source"
            ).fetchall()
    except (AnalysisError, duckdb.Error):  # not published yet, or by a version that had no such table
        return {}
    return {str(source): str(reason) for source, reason in rows}

"""Turn landing and mention files into one DuckDB warehouse and its marts.

`open_warehouse()` is the way in for other programs.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

__all__ = ["open_warehouse"]


def open_warehouse(
    workspace: Path | str = "workspace", *, memory_limit: str = "800MB", threads: int = 2
) -> "duckdb.DuckDBPyConnection":
    """Return a read-only connection to what a workspace published, without access to files or the network.

    It goes on showing the same state while a later build replaces the file. Raises NotPublishedError when there is
    none yet.
    """
    from skilldemand.analysis.publish import open_published

    return open_published(Path(workspace) / "warehouse", memory_limit=memory_limit, threads=threads)

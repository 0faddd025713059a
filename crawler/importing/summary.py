"""What an import reports about rows and files."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class FileSummary:
    """What became of one file. For an unchanged file the figures are those of the import that stored it."""

    path: Path
    run_id: str
    columns: dict[str, str]
    """Field to column."""
    rows: int
    imported: int
    rejected: dict[str, int]
    """Rows by reason."""
    unchanged: bool = False
    """The same content had been imported before: nothing was written."""


@dataclass(frozen=True)
class ImportSummary:
    """What became of all files; rows == imported + the sum of rejected."""

    files: list[FileSummary] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows of all files."""
        return sum(file.rows for file in self.files)

    @property
    def imported(self) -> int:
        """Rows that stand in the landing folder as postings, those of unchanged files included."""
        return sum(file.imported for file in self.files)

    @property
    def rejected(self) -> dict[str, int]:
        """Rows that could not be used, by reason."""
        return dict(sum((Counter(file.rejected) for file in self.files), Counter()))

    @property
    def unchanged(self) -> list[Path]:
        """Files that had been imported before."""
        return [file.path for file in self.files if file.unchanged]

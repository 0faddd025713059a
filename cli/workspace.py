"""The one folder that holds all state; nothing is written outside it."""

from dataclasses import dataclass
from pathlib import Path

from skilldemand.cli.errors import UsageError

DEFAULT = Path("workspace")
DEMO_DEFAULT = Path("demo-workspace")


@dataclass(frozen=True)
class Workspace:
    """Paths inside one workspace folder; creating the object touches nothing."""

    root: Path

    @property
    def landing(self) -> Path:
        """Postings as collected: <source>/<run_id>/*.jsonl.gz."""
        return self.root / "landing"

    @property
    def mentions(self) -> Path:
        """What the reader found: <taxonomy>-<matcher>/*.parquet."""
        return self.root / "mentions"

    @property
    def warehouse(self) -> Path:
        """The published DuckDB file and the writer's own folder."""
        return self.root / "warehouse"

    @property
    def publications(self) -> Path:
        """Published warehouses of earlier runs: <run_id>.duckdb."""
        return self.warehouse / "publications"

    @property
    def reports(self) -> Path:
        """One folder a report, and `latest`."""
        return self.root / "reports"

    @property
    def state(self) -> Path:
        """Ledger and lock."""
        return self.root / "state"

    @property
    def ledger(self) -> Path:
        """One JSON line a step that was run here."""
        return self.state / "ledger.jsonl"

    @property
    def boards(self) -> Path:
        """Boards that the user added: <source>.yml."""
        return self.root / "boards"

    @property
    def skills(self) -> Path:
        """Skills that the user added: <section>.yml."""
        return self.root / "skills"

    @property
    def settings_file(self) -> Path:
        """Optional settings."""
        return self.root / "skilldemand.toml"

    def create(self) -> None:
        """Make the root and state folders; raises UsageError when the path cannot be a folder."""
        try:
            self.state.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError, PermissionError) as error:
            raise UsageError(
                f"--workspace {str(self.root)!r}: cannot be used as a folder ({error.strerror}). "
                "Give the path of a folder that exists or can be made."
            ) from error

    def must_hold(self, folder: Path, *commands: str) -> None:
        """Raise UsageError when `folder` is missing, saying which commands fill it."""
        if not folder.is_dir() or not any(folder.iterdir()):
            ways = " or ".join(f"`skilldemand --workspace {self.root} {command}`" for command in commands)
            raise UsageError(f"{folder}: nothing there yet. Run {ways} first, or name another folder with --workspace.")

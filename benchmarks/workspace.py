"""What a workspace costs: disk a posting by folder, and the processor time, memory and size of one report.

    python benchmarks/workspace.py [--workspace DIR]

DIR is copied first and stays as it is; without it a demo is made. It must hold a published warehouse.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from skilldemand.analysis.publish import open_published

FOLDERS = ("landing", "mentions", "warehouse/skilldemand.duckdb", "warehouse/build")


def command(root: Path, *arguments: str) -> None:
    """Run one command line in a process of its own; its failure is ours."""
    subprocess.run(
        [sys.executable, "-m", "skilldemand.cli.app", "--workspace", str(root), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def size(path: Path) -> int:
    """Return the bytes of a file, or of all files below a folder."""
    files = [path] if path.is_file() else [found for found in path.rglob("*") if found.is_file()]
    return sum(found.stat().st_size for found in files)


def postings(root: Path) -> int:
    """Return how many postings the published warehouse holds."""
    with open_published(root / "warehouse") as con:
        row = con.execute("SELECT count(*) FROM core.posting").fetchone()
    assert row is not None
    return int(row[0])


def cpu_seconds() -> float:
    """Return the processor time of all ended children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(root: Path, out: Console) -> None:
    """Write a report and print what it and the folders cost."""
    before = cpu_seconds()
    command(root, "report", "--population", "all")
    seconds = cpu_seconds() - before
    report = (root / "reports/latest").resolve()
    count = postings(root)
    table = Table(title=f"A workspace of {count:,} postings", title_justify="left")
    for name in ("part", "MB", "bytes a posting"):
        table.add_column(name, justify="left" if name == "part" else "right")
    for folder in FOLDERS:
        table.add_row(folder, f"{size(root / folder) / 1e6:,.1f}", f"{size(root / folder) / count:,.0f}")
    table.add_row("one report", f"{size(report) / 1e6:,.1f}", "")
    out.print(table)
    files = sum(path.is_file() for path in report.rglob("*"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    out.print(f"The report: {seconds:.1f} s of processor time, {files} files; the largest process {peak:,.0f} MB.")


def main() -> None:
    """Copy or make the workspace and measure it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workspace", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "ws"
        if options.workspace is None:
            command(root, "demo")
        else:
            shutil.copytree(options.workspace, root, symlinks=True)
        measure(root, Console(highlight=False))


if __name__ == "__main__":
    main()

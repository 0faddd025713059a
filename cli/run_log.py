"""What a whole run says while it goes on: a line a step for people, or a JSON object a line for other programs."""

import json
from typing import Any, Literal

from skilldemand.cli import clock, console
from skilldemand.cli.ledger import HELD, Line

Format = Literal["text", "json"]


class RunLog:
    """Writes to standard error, so that standard output holds results only."""

    def __init__(self, form: Format, names: tuple[str, ...]) -> None:
        self._form = form
        self._names = names

    def begin(self, run_id: str, *, resumed: bool) -> None:
        """Tell that the run begins, or goes on where a killed one stopped."""
        if self._form == "json":
            self._write("run", "resumed" if resumed else "started", run_id=run_id, steps=self._names)
        elif resumed:
            console.err.print(f"Going on with run {run_id}, which was cut short.")

    def step(self, line: Line) -> None:
        """Tell how a step ended, from its line in the ledger."""
        counts = {key: value for key, value in line.items() if key not in HELD and not isinstance(value, dict)}
        if self._form == "json":
            self._write(line["step"], line["status"], seconds=line["seconds"], peak_mb=line["peak_mb"], **counts)
            return
        place = f"{self._names.index(line['step']) + 1}/{len(self._names)}"
        told = "nothing new" if line["status"] == "unchanged" else f"{line['seconds']:.1f} s"
        shown = ", ".join(f"{key} {value:,}" for key, value in counts.items() if type(value) is int)
        console.err.print(f"[dim]{place}[/] {line['step']:<8} {told:>12}  [dim]{shown}[/]")

    def end(self, line: Line) -> None:
        """Tell how the run ended."""
        if self._form == "json":
            told = {key: line[key] for key in ("exit_code", "warnings", "error") if key in line}
            self._write("run", line["status"], run_id=line["run_id"], seconds=line["seconds"], **told)
            return
        for warning in line.get("warnings", []):
            console.err.print(f"[yellow]warning[/]  {console.escape(warning)}")

    def _write(self, event: str, status: str, **more: Any) -> None:
        record = {"time": clock.now().isoformat(timespec="seconds"), "event": event, "status": status, **more}
        console.err.print(json.dumps(record, ensure_ascii=False), markup=False)

"""The health of a workspace in Prometheus' text format, for the node exporter's textfile collector.

Source: prometheus.io/docs/instrumenting/exposition_formats
"""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from skilldemand.cli.health import WorkspaceHealth

Sample = tuple[dict[str, str], float]


def text(health: WorkspaceHealth) -> str:
    """Return the metrics; names end in their unit, as Prometheus asks."""
    succeeded = [
        ({"step": step.step}, datetime.fromisoformat(step.succeeded_at).timestamp())
        for step in health.steps
        if step.succeeded_at is not None
    ]
    quarantined = [({"source": source.source}, float(source.quarantined)) for source in health.sources]
    failing = [({"source": source.source}, float(source.failing)) for source in health.sources]
    boards = [({"source": source.source}, float(source.boards)) for source in health.sources]
    disk = [({"folder": name}, float(size)) for name, size in health.disk_bytes.items()]
    return "".join(
        [
            _metric("last_success_timestamp_seconds", "When a step last succeeded, Unix time.", succeeded),
            _metric("stale", "1 when the last build is older than allowed.", [({}, float(health.stale))]),
            _metric("source_quarantined", "1 when trends leave the source out.", quarantined),
            _metric("source_boards", "Boards visited.", boards),
            _metric("source_failing_boards", "Boards whose last visit failed.", failing),
            _metric("disk_bytes", "Bytes of the workspace by folder.", disk),
        ]
    )


def write(health: WorkspaceHealth, target: Path) -> None:
    """Write the metrics so that a scraper never sees half a file."""
    part = target.with_name(f".{target.name}.{os.getpid()}")
    part.write_text(text(health), encoding="utf-8")
    part.replace(target)


def _metric(name: str, about: str, samples: Iterable[Sample]) -> str:
    lines = [f"# HELP skilldemand_{name} {about}", f"# TYPE skilldemand_{name} gauge"]
    for labels, value in samples:
        told = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        lines.append(f"skilldemand_{name}{{{told}}} {value:.17g}" if told else f"skilldemand_{name} {value:.17g}")
    return "\n".join(lines) + "\n"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

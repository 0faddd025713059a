"""The one clock of the command line; SOURCE_DATE_EPOCH fixes it for reproducible runs."""

import os
from datetime import UTC, datetime

from skilldemand.cli.errors import UsageError


def now() -> datetime:
    """Return the time in UTC, or that of SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except ValueError as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH={seconds!r}: expected whole seconds since 1970. Unset it or give a number."
        ) from error


def fixed() -> datetime | None:
    """Return the time that SOURCE_DATE_EPOCH fixes, None where the machine's clock runs."""
    return now() if os.environ.get("SOURCE_DATE_EPOCH") else None


def run_id(moment: datetime | None = None) -> str:
    """Return the id of a run that begins at that moment, by default now: its UTC time to the second; sorts by time."""
    return (moment or now()).strftime("%Y%m%dT%H%M%SZ")

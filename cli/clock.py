"""The one clock of the command line; SOURCE_DATE_EPOCH fixes it for reproducible runs."""

import os
from datetime import UTC, datetime

from skilldemand.cli.errors import UsageError


def now() -> datetime:
    """Return the time in UTC, or that of SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except ValueError as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH={fixed!r}: expected whole seconds since 1970. Unset it or give a number."
        ) from error


def run_id() -> str:
    """Return an id for a run: its UTC time to the second, which sorts by time."""
    return now().strftime("%Y%m%dT%H%M%SZ")

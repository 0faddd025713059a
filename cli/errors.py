"""Errors of the command line, and the exit code each error of any stage ends with.

CliError
├── UsageError       wrong arguments or a workspace that cannot serve the command      exit 2
├── LockHeldError    another run works in this workspace                               exit 75 (EX_TEMPFAIL)
├── LoopbackError    the demo's own server cannot be reached on this machine             exit 1
├── BackupError      a backup cannot be written, read or trusted                        exit 1
├── ClockError       the machine's clock is behind the last step of the ledger        exit 1
└── StaleError       `status --max-age`: the published data are older than allowed     exit 4
"""

import errno

EXIT_OK = 0
EXIT_ERROR = 1
EXIT_USAGE = 2
EXIT_WARNINGS = 3
EXIT_GATE = 4
EXIT_NO_SOURCE = 5
EXIT_LOCKED = 75
EXIT_INTERRUPTED = 130


class CliError(Exception):
    """Base of every error the command line raises on purpose; the message is one readable paragraph."""

    exit_code = EXIT_ERROR


class UsageError(CliError):
    """Raised when a command cannot do what its arguments ask."""

    exit_code = EXIT_USAGE


class LockHeldError(CliError):
    """Raised when state/run.lock is held by another process."""

    exit_code = EXIT_LOCKED


class StaleError(CliError):
    """Raised by `status` when the last success is older than asked."""

    exit_code = EXIT_GATE


class BackupError(CliError):
    """Raised when a backup cannot be written, is not one, or differs from its checksums."""


class ClockError(CliError):
    """Raised when the clock stands before a step that the ledger already holds."""


class LoopbackError(CliError):
    """Raised when a connection to 127.0.0.1 is refused or finds no route."""


_REMEDIES = {
    errno.ENOSPC: "The disk is full: free some space, or name a folder on another disk with --workspace",
    errno.EDQUOT: "The quota of the disk is used up: free some space, or name another folder with --workspace",
    errno.EROFS: "The disk is read-only: name a folder that can be written with --workspace",
    errno.EACCES: "This user may not do that: mend the permissions, or name another folder with --workspace",
    errno.EPERM: "This user may not do that: mend the permissions, or name another folder with --workspace",
    errno.EMFILE: "Too many files are open: raise the limit (ulimit -n)",
}


def fault_of_machine(error: Exception) -> str | None:
    """Return what the machine refused and what to do, None when the error has another cause.

    Libraries wrap the system's error in errors of their own (DuckDB does), so the message is searched as well.
    """
    number = error.errno if isinstance(error, OSError) else None
    if number is None and "No space left on device" in str(error):
        number = errno.ENOSPC
    remedy = _REMEDIES.get(number) if number is not None else None
    return f"{error}. {remedy}; then run the same command again. What was finished is kept." if remedy else None


def exit_code_of(error: Exception) -> int | None:
    """Return the exit code for an error that some stage raised on purpose, None for an unexpected one."""
    from skilldemand.analysis.errors import AnalysisError, CheckFailedError
    from skilldemand.crawler.errors import CrawlerError, ImportFileError
    from skilldemand.nlp.errors import InputError, NlpError
    from skilldemand.reports.errors import ReportError

    if isinstance(error, CliError):
        return error.exit_code
    if isinstance(error, CheckFailedError):
        return EXIT_GATE
    if isinstance(error, (ImportFileError, InputError)):
        return EXIT_USAGE
    if isinstance(error, (CrawlerError, NlpError, AnalysisError, ReportError)):
        return EXIT_ERROR
    return None

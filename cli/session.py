"""What every command shares: workspace, settings and whether to show tracebacks."""

from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from skilldemand.cli.workspace import DEFAULT, Workspace

if TYPE_CHECKING:
    from skilldemand.cli.settings import Settings


@dataclass(frozen=True)
class Session:
    """The global options of one invocation."""

    workspace: Workspace
    explicit_workspace: bool
    """True when --workspace or SKILLDEMAND_WORKSPACE was given."""
    debug: bool

    @cached_property
    def settings(self) -> "Settings":
        """Settings of the workspace, read on first use."""
        from skilldemand.cli.settings import load

        return load(self.workspace)


def session_of(context: typer.Context) -> Session:
    """Return the session that the top-level callback stored."""
    session = context.find_root().obj
    assert isinstance(session, Session)
    return session


def make_session(workspace: Path | None, *, debug: bool) -> Session:
    """Return the session for the global options."""
    return Session(
        workspace=Workspace((workspace or DEFAULT).expanduser()),
        explicit_workspace=workspace is not None,
        debug=debug,
    )


def skilldemand_version() -> str:
    """Return the installed version of this distribution."""
    return version("skilldemand")

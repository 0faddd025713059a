"""`skilldemand config show`: every setting, its value and where the value comes from."""

import json
import os
from typing import Annotated

import typer
from rich.table import Table

from skilldemand.cli import console
from skilldemand.cli.session import session_of

app = typer.Typer(help="Show the settings of the workspace.", no_args_is_help=True)


@app.callback()
def config() -> None:
    """Show the settings of the workspace."""


@app.command("show")
def show(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Print every setting with its value and where it comes from; values of secrets are never shown."""
    from skilldemand.cli import settings

    session = session_of(context)
    written = dict(settings.flat(settings.read_file(session.workspace)))
    rows = [
        (key, value, session.workspace.settings_file.name if key in written else "default")
        for key, value in settings.flat(session.settings.model_dump(mode="json"))
    ]
    origin = "default"
    if session.explicit_workspace:
        origin = "environment" if os.environ.get("SKILLDEMAND_WORKSPACE") == str(session.workspace.root) else "option"
    rows.insert(0, ("workspace", str(session.workspace.root), origin))
    rows += [(name, "set" if os.environ.get(name) else "not set", "environment") for name in _secrets()]
    if as_json:
        console.print_json([{"key": key, "value": value, "from": origin} for key, value, origin in rows])
        return
    table = Table(title="Settings", title_justify="left")
    for name in ("key", "value", "from"):
        table.add_column(name)
    for key, value, where in rows:
        table.add_row(key, console.escape(value if isinstance(value, str) else json.dumps(value)), where)
    console.out.print(table)


def _secrets() -> list[str]:
    """Return the names of the environment variables that hold keys of sources and the webhook's token."""
    from skilldemand.crawler.registry import load_registry

    keys = {name for source in load_registry().values() for name in source.policy.key_env}
    return [*sorted(keys), "SKILLDEMAND_WEBHOOK_TOKEN"]

"""Telling somebody of trouble: a program is started, or an address is posted to, as the settings say."""

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

from skilldemand.cli.session import Session
from skilldemand.cli.trust import stranger_of

if TYPE_CHECKING:
    from skilldemand.cli.settings import Occasion

SECONDS = 30
"""How long a program or an address may take."""
TOKEN = "SKILLDEMAND_WEBHOOK_TOKEN"  # noqa: S105  (the name of a variable, no secret)  # nosec B105


def notify(session: Session, occasion: "Occasion", summary: dict[str, Any]) -> list[str]:
    """Tell of an occasion where the settings ask for it, and return what went wrong in telling.

    A failed notice never fails the run that it tells of.
    """
    settings = session.settings.notify
    if occasion not in settings.on or not (settings.command or settings.webhook):
        return []
    path = session.workspace.settings_file
    if reason := stranger_of(path):  # it names a program, and an address that gets a secret
        return [f"{path}: {reason}, so nobody was told. Make it yours alone: chown it, or chmod o-w."]
    body = json.dumps(
        {"occasion": occasion, "workspace": str(session.workspace.root.resolve()), **summary}, ensure_ascii=False
    ).encode()
    faults = []
    if settings.command:
        faults.append(_start(settings.command, body))
    if settings.webhook is not None:
        faults.append(_post(str(settings.webhook), body))
    return [fault for fault in faults if fault is not None]


def _start(command: list[str], body: bytes) -> str | None:
    try:
        # The program is the owner's own, from the owner's settings, and gets no shell.
        done = subprocess.run(command, input=body, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"notify.command {command[0]!r}: {error}. Check the program and its permissions."
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()[-200:]
        return f"notify.command {command[0]!r}: ended with code {done.returncode} ({said}). Run it by hand to see why."
    return None


def _post(address: str, body: bytes) -> str | None:
    import urllib.error
    import urllib.request

    headers = {"Content-Type": "application/json", "User-Agent": "skilldemand"}
    if token := os.environ.get(TOKEN):
        headers["Authorization"] = f"Bearer {token}"
    host = address.split("/")[2]  # paths of webhooks are secrets of their own, so a message names the host only
    try:
        # The settings take http and https only.
        with urllib.request.urlopen(  # noqa: S310  # nosec B310
            urllib.request.Request(address, data=body, headers=headers),  # noqa: S310
            timeout=SECONDS,
        ):
            return None
    except (urllib.error.URLError, OSError) as error:
        return f"notify.webhook at {host}: {error}. Check the address and {TOKEN}."

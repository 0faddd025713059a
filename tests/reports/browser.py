"""A real browser for tests: the machine's Chromium, driven by Playwright, that notes whatever it should not do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(find_spec("playwright") is None, reason="Playwright is not installed (extra dev)"),
]


@dataclass
class Seen:
    """What a page said and asked for while it was looked at."""

    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def check(self, *own: Path) -> None:
        """Fail when there was an error, or a request for anything but the files that are looked at."""
        assert self.console == []
        mine = {path.as_uri() for path in own}
        foreign = [url for url in self.requests if url.partition("#")[0] not in mine and not url.startswith("data:")]
        assert foreign == []


@contextmanager
def opened_browser() -> Iterator[Any]:
    """Start Chromium with an empty profile of its own; everything is gone at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened_page(browser: Any, url: str, **options: Any) -> Iterator[tuple[Any, Seen]]:
    """Open one page in a context of its own; options are those of Browser.new_context."""
    seen = Seen()
    context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
    page = context.new_page()
    page.on("console", lambda message: seen.console.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: seen.console.append(str(error)))
    page.on("request", lambda request: seen.requests.append(request.url))
    page.goto(url)
    yield page, seen
    context.close()

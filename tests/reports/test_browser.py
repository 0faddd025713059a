"""The page in a real browser: it fits a phone and a wide screen, shows the right pictures, and breaks no policy."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--allow-file-access-from-files", "--enable-logging=stderr",
    "--virtual-time-budget=4000",
)  # fmt: skip
# Headless Chromium has a least window width of 500 pixels, so that a phone is a frame inside a page.
MEASURE = """<!doctype html>
<iframe id="page" src="{source}" width="{width}" height="800"></iframe><pre id="found"></pre>
<script>
document.getElementById("page").addEventListener("load", event => {{
  const page = event.target.contentDocument, shown = name => [...page.querySelectorAll("svg.plot." + name)]
    .filter(svg => event.target.contentWindow.getComputedStyle(svg).display !== "none").length;
  document.getElementById("found").textContent = JSON.stringify({{
    content: page.documentElement.scrollWidth, view: page.documentElement.clientWidth,
    wide: shown("wide"), narrow: shown("narrow"), background: getComputedStyle(page.body).backgroundColor,
  }});
}});
</script>"""

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


def look(report, folder: Path, width: int) -> tuple[dict[str, object], str]:
    wrapper = folder / "wrapper.html"
    wrapper.write_text(MEASURE.format(source=report.html.as_uri(), width=width), encoding="utf-8")
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--window-size=1500,900", "--dump-dom",
         wrapper.as_uri()],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    found = re.search(r'<pre id="found">(.+?)</pre>', done.stdout)
    assert found, done.stderr
    return json.loads(found[1]), done.stderr


@pytest.mark.parametrize(("width", "shown"), [(360, "narrow"), (1400, "wide")])
def test_page_fits_its_window_and_shows_the_pictures_for_it(
    sample_report, tmp_path: Path, width: int, shown: str
) -> None:
    found, log = look(sample_report, tmp_path, width)
    assert found["content"] == found["view"]
    assert {name: found[name] for name in ("wide", "narrow")} == {"wide": 0, "narrow": 0} | {shown: 7}
    assert found["background"] == "rgb(251, 250, 246)", "the style sheet did not apply"
    assert "Refused to" not in log
    assert "Content Security Policy" not in log

"""A page in headless Chromium: what a script finds there, wide or on a phone, light or dark."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDE, PHONE = 1280, 390  # pixels; of a window, and of a frame in one, which cannot be as narrow
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--virtual-time-budget=4000",
    f"--window-size={WIDE},900",
]
DARK = "@media(prefers-color-scheme:dark)"


def browse(page: Path, tmp_path: Path, *flags: str) -> str:
    """What the browser prints."""
    command = [str(BROWSER), *FLAGS, *flags, f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120).stdout


def ask(
    page: Path, script: str, tmp_path: Path, width: int = WIDE, dark: bool = False, flags: tuple[str, ...] = ()
) -> Any:
    """The JSON that an asynchronous script returns in a page; `flags` are for the browser."""
    text = page.read_text()
    if dark:
        assert DARK in text
        text = text.replace(DARK, "@media all")
    answer = f"""<script>(async () => {{ {script} }})().catch(error => String(error)).then(found => {{
        top.document.title = JSON.stringify(found) ?? "nothing"; }});</script>"""
    probe = page.with_name(f"probe-{page.name}")
    probe.write_text(text.replace("</body>", f"{answer}</body>"))
    outer = tmp_path / "outer.html"
    outer.write_text(
        f"<title></title><iframe style='border:0;width:{width}px;height:900px' src='{probe.as_uri()}'></iframe>"
    )
    try:
        shown = browse(probe if width == WIDE else outer, tmp_path, "--dump-dom", *flags)
    finally:
        probe.unlink()
    title = shown.partition("<title>")[2].partition("</title>")[0]
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        title = title.replace(entity, letter)
    return json.loads(title)

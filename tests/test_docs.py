"""Pages do what they say: the tutorials' files are written, their commands are run, in their order."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.marks import whole

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)[ ]*(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FOLLOWED = [*sorted((ROOT / "docs" / "tutorials").glob("*.md")), ROOT / "docs" / "how-to" / "new-technique.md"]


def blocks(page: Path) -> list[tuple[str, str, str]]:
    """The fenced blocks of a page: language, what stands beside it, and the text."""
    return BLOCK.findall(page.read_text())


@whole
@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.stem)
def test_a_page_can_be_followed_word_for_word(page, tmp_path):
    here = Path(sys.executable).parent  # where `python` is this one
    environment = os.environ | {"PATH": f"{here}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    ran = 0
    for language, attributes, text in blocks(page):
        if language == "python":
            (tmp_path / re.search(r'title="(.+?)"', attributes)[1]).write_text(text)
            continue
        done = subprocess.run(
            ["bash", "-ec", text], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
        )
        wanted = re.search(r"exit=(\d)", attributes)
        assert done.returncode == (int(wanted[1]) if wanted else 0), done.stdout[-2000:] + done.stderr[-2000:]
        ran += 1
    assert ran


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.stem)
def test_code_on_a_page_is_python(page):
    for language, _, text in blocks(page):
        if language == "python":
            compile(text, page.name, "exec")


def test_every_public_technique_has_a_page():
    kinds = {path.parent.name for path in (ROOT / "custom_layers").glob("*/__init__.py")}
    assert kinds <= {path.stem for path in (ROOT / "docs" / "api").glob("*.md")}
